-- The customer beside a ticket: what they have with us, what they owe, and how content they are.

create index support_tickets_rated_idx on public.support_tickets (customer_id, rated_at desc) where rating is not null;

create function private.open_privacy_requests(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$ select '[]'::jsonb $$;
comment on function private.open_privacy_requests(uuid) is
  'A customer''s requests about their data that are not settled, [{ id, kind, status, createdAt }]. None where such requests are not taken; who takes them replaces this function.';

create or replace function private.ticket_customer(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  c public.customer_profiles;
  v_modules text[] := private.modules_on();
  v_today date;
begin
  select * into c from public.customer_profiles p where p.id = p_ticket.customer_id;
  v_today := private.day_in(now(), c.time_zone);
  return jsonb_build_object('customer', jsonb_build_object(
    'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
    'phone', c.phone, 'timeZone', c.time_zone, 'since', private.iso(c.created_at),
    'openTickets', (select count(*) from (select 1 from public.support_tickets o where o.customer_id = c.id
      and o.status not in ('resolved', 'closed', 'cancelled') limit 100) open),
    'recentTickets', coalesce((
      select jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'subject', h.subject, 'status', h.status,
        'lastActivityAt', private.iso(h.last_activity_at)) order by h.last_activity_at desc)
      from (select * from public.support_tickets h where h.customer_id = c.id and h.id <> p_ticket.id
        order by h.last_activity_at desc limit 5) h), '[]'),
    'satisfaction', (
      -- The latest hundred: what was years ago says little about today.
      select jsonb_build_object('count', count(*), 'average', round(avg(r.rating), 1), 'grades', jsonb_build_array(
        count(*) filter (where r.rating = 1), count(*) filter (where r.rating = 2), count(*) filter (where r.rating = 3),
        count(*) filter (where r.rating = 4), count(*) filter (where r.rating = 5)))
      from (select t.rating from public.support_tickets t where t.customer_id = c.id and t.rating is not null
        order by t.rated_at desc limit 100) r),
    'recentOrders', case when 'orders' = any (v_modules) then coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status,
        'total', private.invoice_money(o.total, o.currency), 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc)
      from (select * from public.orders o where o.customer_id = c.id order by o.placed_at desc limit 5) o), '[]') end,
    'services', case when 'services' = any (v_modules) then coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'package', s.package, 'status', s.status) order by s.created_at desc)
      from (select * from public.customer_services s where s.customer_id = c.id and s.status <> 'terminated'
        order by s.created_at desc, s.id desc limit 5) s), '[]') end,
    'openInvoices', case when 'invoices' = any (v_modules) then coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'dueOn', i.due_on, 'isOverdue', i.due_on < v_today,
        'outstanding', private.invoice_money(i.total - i.amount_paid, i.currency)) order by i.due_on, i.id)
      from (select * from public.invoices i where i.customer_id = c.id and i.status = 'pending' order by i.due_on, i.id limit 5) i), '[]') end,
    'privacyRequests', private.open_privacy_requests(c.id)));
end
$$;
comment on function private.ticket_customer(public.support_tickets, private.viewer) is
  'Of get_ticket, for staff: whose ticket it is, what else they have with us and how they rated it. What belongs to a module that is off is null.';

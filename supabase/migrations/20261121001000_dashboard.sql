-- The customer's dashboard in one call.

create function public.get_dashboard()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_customer uuid := viewer.customer_id;
  v_zone text;
  v_today date;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'The dashboard is a customer''s own.');
  end if;
  select coalesce(p.time_zone, c.time_zone) into v_zone
  from public.customer_profiles c left join public.customer_preferences p on p.user_id = viewer.id
  where c.id = v_customer;
  v_today := (now() at time zone v_zone)::date;

  return (
    with mine as materialized (
      select t.* from public.support_tickets t
      where t.customer_id = v_customer and (not t.is_private or t.requester_id = viewer.id)
    ), recent as (
      select * from mine order by last_activity_at desc, id desc limit 5
    )
    select jsonb_build_object(
      'openTickets', (select count(*) from mine where status not in ('resolved', 'closed', 'cancelled')),
      'waitingForYou', (select count(*) from mine where status = 'waiting_customer'),
      'resolvedTickets', (select count(*) from mine where status in ('resolved', 'closed')),
      'activeOrders', (select count(*) from public.orders o where o.customer_id = v_customer and o.status in ('pending', 'paid', 'processing', 'shipped')),
      'pendingInvoices', (select count(*) from public.invoices i where i.customer_id = v_customer and i.status = 'pending'),
      'overdueInvoices', (select count(*) from public.invoices i where i.customer_id = v_customer and i.status = 'pending' and i.due_on < v_today),
      -- Sums never mix currencies: one entry each, the largest first.
      'outstanding', coalesce((select jsonb_build_object('amount', s.amount, 'currency', s.currency) from (
          select sum(i.total - i.amount_paid) as amount, i.currency from public.invoices i
          where i.customer_id = v_customer and i.status = 'pending' group by i.currency order by 1 desc limit 1) s),
        jsonb_build_object('amount', 0, 'currency', coalesce((select value #>> '{}' from public.app_settings where key = 'currency'), 'ZAR'))),
      'openQuotes', (select count(*) from public.quote_requests q where q.customer_id = v_customer
        and (q.status in ('requested', 'in_review', 'changes_requested') or (q.status = 'sent' and (q.valid_until is null or q.valid_until > now())))),
      'upcomingCalls', (select count(*) from public.scheduled_calls k where k.customer_id = v_customer and k.status = 'scheduled' and k.starts_at > now()),
      'recentTickets', coalesce((select jsonb_agg(private.ticket_row(row(recent.*)::public.support_tickets, viewer)
        order by recent.last_activity_at desc, recent.id desc) from recent), '[]'),
      'recentActivity', coalesce((select jsonb_agg(a.item order by a.at desc) from (
        select x.at, x.item from (
          (select e.created_at as at, jsonb_build_object('kind', 'ticket_' || e.type, 'at', private.iso(e.created_at), 'actorName', e.actor_name,
              'actorType', e.actor_type, 'resourceType', 'ticket', 'resourceId', t.id, 'number', t.number, 'title', t.subject,
              'oldValue', e.old_value, 'newValue', e.new_value) as item
            from public.ticket_events e join mine t on t.id = e.ticket_id
            where not e.is_internal order by e.created_at desc limit 10)
          union all
          (select m.created_at, jsonb_build_object('kind', 'ticket_message', 'at', private.iso(m.created_at), 'actorName', m.author_name,
              'actorType', m.author_type, 'resourceType', 'ticket', 'resourceId', t.id, 'number', t.number, 'title', t.subject,
              'oldValue', null, 'newValue', null)
            from public.ticket_messages m join mine t on t.id = m.ticket_id
            where not m.is_internal and m.created_at > t.created_at + interval '1 second' order by m.created_at desc limit 10)
          union all
          (select v.occurred_at, jsonb_build_object('kind', 'order_' || v.status, 'at', private.iso(v.occurred_at), 'actorName', null,
              'actorType', 'system', 'resourceType', 'order', 'resourceId', o.id, 'number', o.number, 'title', coalesce(v.note, ''),
              'oldValue', null, 'newValue', v.status)
            from public.order_events v join public.orders o on o.id = v.order_id
            where o.customer_id = v_customer and v.occurred_at <= now() order by v.occurred_at desc limit 10)) x
        order by x.at desc limit 10) a), '[]'),
      'upNext', coalesce((select jsonb_agg(n.item order by n.at) from (
        select y.at, y.item from (
          (select o.expected_delivery_at as at, jsonb_build_object('kind', 'delivery', 'at', private.iso(o.expected_delivery_at),
              'resourceId', o.id, 'number', o.number, 'title', coalesce(o.carrier, '')) as item
            from public.orders o where o.customer_id = v_customer and o.status in ('processing', 'shipped') and o.expected_delivery_at > now() - interval '1 day'
            order by 1 limit 5)
          union all
          (select k.starts_at, jsonb_build_object('kind', 'call', 'at', private.iso(k.starts_at), 'resourceId', k.id, 'number', null, 'title', k.purpose)
            from public.scheduled_calls k where k.customer_id = v_customer and k.status = 'scheduled' and k.starts_at > now() order by 1 limit 5)
          union all
          (select (i.due_on + 1)::timestamp at time zone v_zone, jsonb_build_object('kind', case when i.due_on < v_today then 'invoice_overdue' else 'invoice_due' end,
              'at', private.iso((i.due_on + time '12:00') at time zone v_zone), 'resourceId', i.id, 'number', i.number,
              'title', '', 'money', jsonb_build_object('amount', i.total - i.amount_paid, 'currency', i.currency))
            from public.invoices i where i.customer_id = v_customer and i.status = 'pending' order by i.due_on limit 5)
          union all
          (select s.window_start, jsonb_build_object('kind', 'installation', 'at', private.iso(s.window_start), 'resourceId', c.id, 'number', null, 'title', c.name)
            from public.installation_steps s join public.customer_services c on c.id = s.service_id
            where c.customer_id = v_customer and s.completed_at is null and s.window_start > now() order by 1 limit 3)) y
        order by y.at limit 6) n), '[]')));
end
$$;
comment on function public.get_dashboard() is
  'Figures, recent tickets (5), recent activity (10) and what happens next (6) for the customer. Days are the viewer''s. Raises PT401, PT403 for staff.';
grant execute on function public.get_dashboard() to authenticated;

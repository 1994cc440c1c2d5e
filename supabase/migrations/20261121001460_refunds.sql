-- How tickets end: a resolution, and money back where it is due. What is refunded is never more than what was
-- paid for the affected items less what was refunded before; what waits for approval counts.

create table public.refunds (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.support_tickets (id) on delete restrict,
  order_id uuid not null references public.orders (id) on delete restrict,
  amount bigint not null check (amount > 0),
  currency public.currency_code not null,
  status text not null check (status in ('approved', 'pending_approval', 'rejected')),
  requested_by uuid references public.portal_users (id) on delete set null,
  approved_by uuid references public.portal_users (id) on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check ((status = 'pending_approval') = (decided_at is null))
);
comment on table public.refunds is
  'Money that goes back to customers, one row per resolution. approved_by is whoever decided; within their limit that is the one who asked.';
create index refunds_ticket_idx on public.refunds (ticket_id, created_at);
create index refunds_order_idx on public.refunds (order_id);
create index refunds_requester_idx on public.refunds (requested_by);
create index refunds_approver_idx on public.refunds (approved_by);
create index refunds_pending_idx on public.refunds (created_at, id) where status = 'pending_approval';

create table public.refund_items (
  refund_id uuid not null references public.refunds (id) on delete cascade,
  order_item_id uuid not null references public.order_items (id) on delete restrict,
  quantity int not null check (quantity > 0),
  amount bigint not null check (amount > 0),
  primary key (refund_id, order_item_id)
);
comment on table public.refund_items is 'The order lines that a refund is for. Their amounts add up to it; a refund of a whole order has none.';
create index refund_items_order_item_idx on public.refund_items (order_item_id);

alter table public.refunds enable row level security;
create policy "Refunds are visible with their ticket, refused ones to staff" on public.refunds for select to authenticated
  using ((select private.is_staff())
    or (status <> 'rejected' and exists (select 1 from public.support_tickets t where t.id = ticket_id)));
alter table public.refund_items enable row level security;
create policy "Lines are visible with their refund" on public.refund_items for select to authenticated
  using (exists (select 1 from public.refunds r where r.id = refund_id));
grant select on public.refunds, public.refund_items to authenticated;
-- Seeds and imports bring the past; nobody rewrites it.
grant select, insert on public.refunds, public.refund_items to service_role;

alter table public.ticket_events drop constraint ticket_events_type_check;
alter table public.ticket_events add constraint ticket_events_type_check check (type in (
  'created', 'status_changed', 'priority_changed', 'category_changed', 'assigned', 'tagged', 'rated', 'follow_up_created',
  'refund_requested', 'refund_approved', 'refund_rejected'));

select private.allow_notifications(array['refund_requested', 'refund_approved', 'refund_rejected']);

insert into public.app_settings (key, value, is_public)
values ('refund_limits', '{"agent": {"ZAR": 100000, "USD": 5000, "EUR": 5000, "GBP": 5000}}', false)
on conflict (key) do nothing;

create function private.refund_limit(p_role public.user_role, p_currency text)
returns bigint
language sql stable security definer set search_path = ''
as $$
  select case
    when p_role = 'admin' and not s.value ? 'admin' then null
    else coalesce((s.value -> p_role::text ->> p_currency)::bigint, 0) end
  from (select coalesce((select value from public.app_settings where key = 'refund_limits'), '{}') as value) s
$$;
comment on function private.refund_limit(public.user_role, text) is
  'Up to how much of an order this role refunds without approval, in smallest units: app_settings.refund_limits { role: { currency: amount } }. Null is without limit, which admins are unless told otherwise.';

-- What may go back ----------------------------------------------------------------------------------

create function private.order_paid(p_order public.orders)
returns bigint
language sql stable security definer set search_path = ''
as $$
  select case
    when p_order.status = 'refunded' then 0
    when i.count > 0 then i.paid
    when p_order.status in ('paid', 'processing', 'shipped', 'delivered') then p_order.total
    when p_order.status = 'cancelled' and exists (
      select 1 from public.order_events e where e.order_id = p_order.id and e.status = 'paid') then p_order.total
    else 0 end
  from (
    select count(*), coalesce(sum(v.amount_paid), 0)::bigint as paid from public.invoices v
    where v.order_id = p_order.id and v.status <> 'cancelled' and v.currency = p_order.currency) i
$$;
comment on function private.order_paid(public.orders) is
  'What was paid for an order: what its invoices say, and without invoices its total once it is past pending. Nothing when the shop refunded it.';

create function private.refund_lines(p_ticket public.support_tickets)
returns table (order_item_id uuid, quantity int, left_amount bigint)
language sql stable security definer set search_path = ''
as $$
  with goods as (
    -- What was paid for the goods: with their tax and discount, without delivery and its tax.
    select o.id, floor((o.total - o.shipping - round(o.shipping::numeric * o.tax / nullif(o.total - o.tax, 0)))
      * least(private.order_paid(o), o.total) / nullif(o.total, 0)) as paid
    from public.orders o where o.id = p_ticket.order_id
  ), share as (
    -- Over all lines, so that their parts add up to it.
    select i.id, i.position, i.quantity as bought,
      coalesce(round(goods.paid * sum(i.total) over up_to_here / nullif(sum(i.total) over (), 0))
        - round(goods.paid * (sum(i.total) over up_to_here - i.total) / nullif(sum(i.total) over (), 0)), 0) as paid
    from goods join public.order_items i on i.order_id = goods.id
    window up_to_here as (order by i.position, i.id)
  ), line as (
    select share.*, a.quantity from share join public.ticket_affected_items a on a.order_item_id = share.id
    where a.ticket_id = p_ticket.id
  )
  select line.id, line.quantity, greatest(0, least(
    -- For these pieces, less what this ticket had; for the whole line, less what any ticket had.
    round(line.paid * line.quantity / line.bought)::bigint - coalesce(f.by_ticket, 0),
    line.paid::bigint - coalesce(f.by_any, 0)))
  from line
  cross join lateral (
    select sum(x.amount) filter (where r.ticket_id = p_ticket.id)::bigint as by_ticket, sum(x.amount)::bigint as by_any
    from public.refund_items x join public.refunds r on r.id = x.refund_id
    where x.order_item_id = line.id and r.status <> 'rejected') f
  order by line.position, line.id
$$;
comment on function private.refund_lines(public.support_tickets) is
  'What may still go back for each affected line: its part of what was paid for the goods, less earlier refunds, pending ones included.';

create function private.refundable(p_ticket public.support_tickets)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('currency', o.currency, 'amount', greatest(0, least(
    private.order_paid(o) - (select coalesce(sum(r.amount), 0) from public.refunds r where r.order_id = o.id and r.status <> 'rejected'),
    case when exists (select 1 from public.ticket_affected_items a where a.ticket_id = p_ticket.id)
      then (select coalesce(sum(l.left_amount), 0) from private.refund_lines(p_ticket) l) end))::bigint)
  from public.orders o where o.id = p_ticket.order_id
$$;
comment on function private.refundable(public.support_tickets) is
  'The most that may go back for a ticket, { amount, currency }: for its affected items, or for the whole order when it names none; never more than was paid for the order less all its refunds. Null without an order.';

-- Resolving -----------------------------------------------------------------------------------------

create function private.refund_amount(p_ticket public.support_tickets, p_type public.resolution_type, p_refund jsonb)
returns bigint
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_most jsonb := private.refundable(p_ticket);
  v_amount bigint;
begin
  if p_type not in ('full_refund', 'partial_refund', 'store_credit') then
    if p_refund is not null then
      perform private.invalid_field('refund', 'not_with_this', 'Only a refund or a store credit gives money back.');
    end if;
    return null;
  end if;
  if p_type = 'store_credit' and p_refund is null then
    return null;
  end if;
  if v_most is null then
    perform private.invalid_field('refund', 'no_order', 'Without an order there is nothing that was paid. Link the ticket to its order first.');
  end if;
  begin
    -- A full refund is what may go back, unless a smaller sum was agreed.
    v_amount := coalesce((p_refund ->> 'amount')::bigint, case when p_type = 'full_refund' then (v_most ->> 'amount')::bigint end);
  exception when invalid_text_representation or numeric_value_out_of_range then
    perform private.invalid_field('refund', 'invalid', 'Give the refund in smallest units.');
  end;
  if coalesce(p_refund ->> 'currency', v_most ->> 'currency') <> v_most ->> 'currency' then
    perform private.invalid_field('refund', 'wrong_currency', format('This order was paid in %s.', v_most ->> 'currency'));
  elsif (v_most ->> 'amount')::bigint = 0 then
    perform private.invalid_field('refund', 'nothing_left', 'Nothing was paid for this that is not refunded already.');
  elsif v_amount is null then
    perform private.invalid_field('refund', 'required', 'Say how much goes back.');
  elsif v_amount < 1 then
    perform private.invalid_field('refund', 'invalid', 'A refund is more than nothing.');
  elsif v_amount > (v_most ->> 'amount')::bigint then
    perform private.invalid_field('refund', 'too_high', format('At most %s can go back: what was paid for this, less earlier refunds.',
      private.money_text((v_most ->> 'amount')::bigint, v_most ->> 'currency')));
  end if;
  return v_amount;
end
$$;
comment on function private.refund_amount(public.support_tickets, public.resolution_type, jsonb) is
  'How much a resolution gives back, checked against what may; null for nothing. The order is locked by the caller. Raises PT422.';

create function private.add_refund(p_viewer private.viewer, p_ticket public.support_tickets, p_amount bigint)
returns public.refunds
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_refund public.refunds;
  v_currency text := private.refundable(p_ticket) ->> 'currency';
  v_limit bigint := private.refund_limit(p_viewer.role, v_currency);
  v_free boolean;
  v_admin uuid;
begin
  -- What was given of this order without an admin counts, so that two halves are no way round the limit.
  v_free := v_limit is null or v_limit >= p_amount + (
    select coalesce(sum(r.amount), 0) from public.refunds r
    where r.order_id = p_ticket.order_id and r.status = 'approved' and r.approved_by is not distinct from r.requested_by);
  insert into public.refunds (ticket_id, order_id, amount, currency, status, requested_by, approved_by, decided_at)
  values (p_ticket.id, p_ticket.order_id, p_amount, v_currency, case when v_free then 'approved' else 'pending_approval' end,
    p_viewer.id, case when v_free then p_viewer.id end, case when v_free then now() end)
  returning * into v_refund;

  -- Over the lines in proportion to what is left of each; the floors of running sums lose no cent.
  insert into public.refund_items (refund_id, order_item_id, quantity, amount)
  select v_refund.id, s.order_item_id, s.quantity, s.amount
  from (
    select l.order_item_id, l.quantity, (floor(l.upto * p_amount / l.total) - floor((l.upto - l.left_amount) * p_amount / l.total))::bigint as amount
    from (
      select x.*, sum(x.left_amount) over (order by x.n) as upto, sum(x.left_amount) over () as total
      from private.refund_lines(p_ticket) with ordinality as x(order_item_id, quantity, left_amount, n)) l
    where l.total > 0) s
  where s.amount > 0;

  perform private.add_event(p_viewer, p_ticket.id, case when v_free then 'refund_approved' else 'refund_requested' end,
    null, v_currency || ' ' || p_amount);
  if not v_free then
    for v_admin in select u.id from public.portal_users u where u.role = 'admin' and u.portal_active and u.id <> p_viewer.id loop
      perform private.notify(v_admin, 'refund_requested', 'ticket', p_ticket.id, jsonb_build_object('number', p_ticket.number,
        'subject', p_ticket.subject, 'actorName', p_viewer.full_name, 'amount', p_amount, 'currency', v_currency), 'refund:' || v_refund.id);
    end loop;
  end if;
  return v_refund;
end
$$;
comment on function private.add_refund(private.viewer, public.support_tickets, bigint) is
  'Records a checked refund: approved within the viewer''s limit, else waiting for an admin, who is told.';

create function public.resolve_ticket(p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_type public.resolution_type;
  v_notes text;
  v_to public.ticket_status;
  v_amount bigint;
  v_refund public.refunds;
  v_given jsonb := nullif(p_input -> 'refund', 'null'::jsonb);
begin
  select r into v_type from unnest(enum_range(null::public.resolution_type)) as r where r::text = p_input ->> 'resolutionType';
  if v_type is null then
    perform private.invalid_field('resolutionType', 'unknown', 'Choose how the ticket was resolved.');
  end if;
  v_notes := private.check_text(p_input ->> 'notes', 'notes', 5000);
  if v_given is not null and jsonb_typeof(v_given) <> 'object' then
    perform private.invalid_field('refund', 'invalid', 'Give the refund as { amount, currency }.');
  end if;

  select to_status into v_to from private.ticket_transitions
  where from_status = v_ticket.status and action = 'resolve' and actor = 'staff';
  -- The same person sending the same again, a double click or a retry, gets the same answer.
  if v_to is null and v_ticket.status = 'resolved' and v_ticket.resolution_type = v_type and v_ticket.resolution_notes = v_notes
    and viewer.id = (select e.actor_id from public.ticket_events e where e.ticket_id = v_ticket.id and e.type = 'status_changed'
      order by e.created_at desc, e.id desc limit 1) then
    return private.resolved_summary(v_ticket);
  end if;
  if (p_input ->> 'expectedVersion')::int <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  if v_to is null then
    perform private.fail('PT409', 'invalid_transition',
      format('A ticket that is %s cannot be changed this way.', replace(v_ticket.status::text, '_', ' ')),
      jsonb_build_object('status', v_ticket.status, 'action', 'resolve'));
  end if;

  -- Two tickets of one order count each other's refunds: the second waits here.
  perform 1 from public.orders o where o.id = v_ticket.order_id for update;
  v_amount := private.refund_amount(v_ticket, v_type, v_given);
  if v_amount is not null then
    v_refund := private.add_refund(viewer, v_ticket, v_amount);
  end if;
  update public.support_tickets t set resolution_type = v_type, resolution_notes = v_notes where t.id = v_ticket.id returning * into v_ticket;
  v_ticket := private.set_status(viewer, v_ticket, v_to);
  perform private.notify_ticket(viewer, v_ticket, 'ticket_status', false,
    'ticket_status:' || v_ticket.id || ':' || v_ticket.version, jsonb_build_object('status', v_to));
  perform private.audit(viewer, 'ticket.resolve', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support',
    case when v_refund.id is null then '["resolution"]'::jsonb else '["resolution", "refund"]'::jsonb end);
  return private.resolved_summary(v_ticket);
end
$$;

create function private.resolved_summary(p_ticket public.support_tickets)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.ticket_summary(p_ticket) || jsonb_build_object(
    'resolution', jsonb_build_object('type', p_ticket.resolution_type, 'notes', p_ticket.resolution_notes),
    'refund', (select jsonb_build_object('id', r.id, 'status', r.status, 'amount', jsonb_build_object('amount', r.amount, 'currency', r.currency))
      from public.refunds r where r.ticket_id = p_ticket.id order by r.created_at desc limit 1))
$$;
comment on function private.resolved_summary(public.support_tickets) is 'What resolving answers: the ticket, its resolution, its latest refund.';
comment on function public.resolve_ticket(uuid, jsonb) is
  'Staff: resolves a ticket with { resolutionType, notes, refund?: { amount, currency }, expectedVersion? }. A full refund without an amount is what may go back; above the role''s limit the refund waits for an admin. Harmless when repeated by the same person. Raises PT401, PT403, PT404, PT409 invalid_transition | ticket_changed, PT422.';
grant execute on function public.resolve_ticket(uuid, jsonb) to authenticated;

create function public.decide_refund(p_refund_id uuid, p_approve boolean, p_reason text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_refund public.refunds;
  v_ticket public.support_tickets;
  v_reason text := nullif(trim(coalesce(private.plain_text(p_reason), '')), '');
  v_wanted text := case when p_approve then 'approved' else 'rejected' end;
  v_order public.orders;
begin
  if viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin decides about refunds above the limit.');
  end if;
  select * into v_refund from public.refunds where id = p_refund_id;
  if v_refund.id is null then
    perform private.fail('PT404', 'refund_not_found', 'This refund does not exist.');
  end if;
  -- In the order of resolve_ticket, so that the two cannot wait for each other.
  v_ticket := private.lock_ticket(viewer, v_refund.ticket_id);
  select * into v_order from public.orders o where o.id = v_refund.order_id for update;
  select * into v_refund from public.refunds where id = p_refund_id for update;
  if v_refund.status <> 'pending_approval' then
    if v_refund.status = v_wanted and v_refund.approved_by = viewer.id then
      return private.resolved_summary(v_ticket);
    end if;
    perform private.fail('PT409', 'refund_decided', 'Somebody has decided about this refund already.', jsonb_build_object('status', v_refund.status));
  end if;
  if v_refund.requested_by = viewer.id then
    perform private.fail('PT403', 'own_refund', 'Somebody else decides about a refund that you asked for.');
  end if;
  if p_approve is null then
    perform private.invalid_field('approve', 'required', 'Say whether the refund is approved.');
  elsif not p_approve and v_reason is null then
    perform private.invalid_field('reason', 'required', 'Say why, for whoever asked.');
  elsif char_length(v_reason) > 2000 then
    perform private.invalid_field('reason', 'too_long', 'A reason has at most 2,000 characters.');
  end if;
  if p_approve and v_refund.amount > private.order_paid(v_order) - (
    select coalesce(sum(r.amount), 0) from public.refunds r where r.order_id = v_order.id and r.status <> 'rejected' and r.id <> v_refund.id) then
    perform private.fail('PT409', 'refund_too_high', 'Less was paid for this order than this refund would give back. Refuse it, and resolve the ticket anew.');
  end if;

  update public.refunds r set status = v_wanted, approved_by = viewer.id, decided_at = now() where r.id = v_refund.id returning * into v_refund;
  perform private.add_event(viewer, v_ticket.id, case when p_approve then 'refund_approved' else 'refund_rejected' end,
    null, v_refund.currency || ' ' || v_refund.amount, case when p_approve then null else v_reason end, not p_approve);
  if p_approve then
    update public.support_tickets t set version = t.version + 1, last_activity_at = clock_timestamp() where t.id = v_ticket.id returning * into v_ticket;
    perform private.notify_ticket(viewer, v_ticket, 'refund_approved', false, 'refund_approved:' || v_refund.id,
      jsonb_build_object('amount', v_refund.amount, 'currency', v_refund.currency));
  elsif v_ticket.status in ('resolved', 'closed') then
    -- What was promised does not hold, so the ticket is not resolved.
    v_ticket := private.set_status(viewer, v_ticket, 'in_progress');
    perform private.notify_ticket(viewer, v_ticket, 'ticket_status', false,
      'ticket_status:' || v_ticket.id || ':' || v_ticket.version, jsonb_build_object('status', v_ticket.status));
  else
    update public.support_tickets t set version = t.version + 1 where t.id = v_ticket.id returning * into v_ticket;
  end if;
  if v_refund.requested_by is not null then
    perform private.notify(v_refund.requested_by, case when p_approve then 'refund_approved' else 'refund_rejected' end, 'ticket', v_ticket.id,
      jsonb_build_object('number', v_ticket.number, 'subject', v_ticket.subject, 'actorName', viewer.full_name,
        'amount', v_refund.amount, 'currency', v_refund.currency), 'refund_decided:' || v_refund.id);
  end if;
  perform private.audit(viewer, case when p_approve then 'refund.approve' else 'refund.reject' end, 'ticket', v_ticket.id::text,
    v_ticket.customer_id, 'support', '["refund"]');
  return private.resolved_summary(v_ticket);
end
$$;
comment on function public.decide_refund(uuid, boolean, text) is
  'Admins: approves or refuses (with p_reason, which only staff read) a refund that waits. A refusal puts the resolved ticket back in progress. Harmless when repeated. Raises PT401, PT403 admin_only | own_refund, PT404, PT409 refund_decided | refund_too_high, PT422.';
grant execute on function public.decide_refund(uuid, boolean, text) to authenticated;

-- What the ticket's pages read --------------------------------------------------------------------------

create function private.ticket_refunds(p_ticket public.support_tickets, p_staff boolean)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', r.id, 'amount', jsonb_build_object('amount', r.amount, 'currency', r.currency), 'status', r.status,
      'createdAt', private.iso(r.created_at), 'decidedAt', private.iso(r.decided_at))
    || case when p_staff then jsonb_build_object('requestedById', r.requested_by, 'requestedBy', q.full_name, 'decidedBy', d.full_name) else '{}' end
    order by r.created_at, r.id), '[]')
  from public.refunds r
  left join public.portal_users q on q.id = r.requested_by
  left join public.portal_users d on d.id = r.approved_by
  where r.ticket_id = p_ticket.id and (p_staff or r.status <> 'rejected')
$$;
comment on function private.ticket_refunds(public.support_tickets, boolean) is 'The refunds of a ticket as its page shows them; customers see no refused ones.';

create or replace function public.get_ticket(p_ref text, p_mark_read boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_ticket public.support_tickets;
  v_answer jsonb;
  v_most jsonb;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_ticket from public.support_tickets where id = p_ref::uuid;
  else
    select * into v_ticket from public.support_tickets where number = upper(left(p_ref, 40));
  end if;
  if v_ticket.id is null or not private.can_see_ticket(v_ticket.id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;

  if v_staff then
    v_most := private.refundable(v_ticket);
  end if;
  select private.ticket_row(v_ticket, viewer) || jsonb_build_object(
    'description', v_ticket.description,
    'requesterName', (select u.full_name from public.portal_users u where u.id = v_ticket.requester_id),
    'serviceId', v_ticket.service_id, 'domainId', v_ticket.domain_id,
    'order', (select jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status) from public.orders o where o.id = v_ticket.order_id),
    'service', (select jsonb_build_object('id', s.id, 'name', s.name) from public.customer_services s where s.id = v_ticket.service_id),
    'domain', (select jsonb_build_object('id', d.id, 'hostname', d.hostname) from public.custom_domains d where d.id = v_ticket.domain_id),
    'followUpOf', (select jsonb_build_object('id', f.id, 'number', f.number) from public.support_tickets f
      where f.id = v_ticket.follow_up_of and private.can_see_ticket(f.id)),
    'followUps', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'status', f.status) order by f.created_at)
      from public.support_tickets f where f.follow_up_of = v_ticket.id and private.can_see_ticket(f.id)), '[]'),
    'sla', jsonb_build_object(
      'firstResponseDueAt', private.iso(v_ticket.first_response_due_at), 'firstRespondedAt', private.iso(v_ticket.first_responded_at),
      'resolutionDueAt', private.iso(v_ticket.resolution_due_at), 'pausedAt', private.iso(v_ticket.sla_paused_at)),
    'resolution', case when v_ticket.resolution_type is null then null else jsonb_build_object(
      'type', v_ticket.resolution_type, 'notes', v_ticket.resolution_notes) end,
    'refunds', private.ticket_refunds(v_ticket, v_staff),
    'rating', v_ticket.rating, 'ratingComment', v_ticket.rating_comment, 'closedAt', private.iso(v_ticket.closed_at),
    'affectedItems', coalesce((select jsonb_agg(jsonb_build_object(
        'orderItemId', i.id, 'name', i.name, 'sku', i.sku, 'quantity', a.quantity, 'note', a.note) order by i.position)
      from public.ticket_affected_items a join public.order_items i on i.id = a.order_item_id where a.ticket_id = v_ticket.id), '[]'),
    'messages', coalesce((select jsonb_agg(m.item order by m.created_at, m.id) from (
        select g.id, g.created_at, jsonb_build_object(
          'id', g.id, 'authorType', g.author_type, 'authorId', g.author_id, 'authorName', g.author_name, 'body', g.body,
          'internal', g.is_internal, 'createdAt', private.iso(g.created_at)) as item
        from public.ticket_messages g
        where g.ticket_id = v_ticket.id and (v_staff or not g.is_internal)
        order by g.created_at desc, g.id desc limit 100) m), '[]'),
    'hasEarlierMessages', (select count(*) > 100 from (select 1 from public.ticket_messages g
        where g.ticket_id = v_ticket.id and (v_staff or not g.is_internal) limit 101) n),
    'attachments', coalesce((select jsonb_agg(jsonb_build_object(
        'id', f.id, 'messageId', f.message_id, 'fileName', f.file_name, 'mimeType', f.mime_type, 'size', f.size,
        'width', f.width, 'height', f.height, 'scanStatus', f.scan_status, 'createdAt', private.iso(f.created_at)) order by f.created_at, f.id)
      from public.ticket_attachments f
      where f.ticket_id = v_ticket.id and f.message_id is not null and (v_staff or not f.is_internal)), '[]'),
    'timeline', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
        select v.id, v.created_at, jsonb_build_object(
          'id', v.id, 'type', v.type, 'actorType', v.actor_type, 'actorName', v.actor_name, 'oldValue', v.old_value,
          'newValue', v.new_value, 'note', v.note, 'internal', v.is_internal, 'createdAt', private.iso(v.created_at)) as item
        from public.ticket_events v
        where v.ticket_id = v_ticket.id and (v_staff or not v.is_internal)
        order by v.created_at desc, v.id desc limit 200) e), '[]'))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'refundable', v_most, 'refundLimit', private.refund_limit(viewer.role, v_most ->> 'currency'),
      'insights', (select jsonb_build_object('summary', n.summary, 'sentiment', n.sentiment, 'suggestedCategory', n.suggested_category,
          'suggestedPriority', n.suggested_priority, 'model', n.model, 'createdAt', private.iso(n.created_at))
        from public.ticket_insights n where n.ticket_id = v_ticket.id),
      'customer', (select jsonb_build_object(
          'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
          'phone', c.phone, 'timeZone', c.time_zone, 'since', private.iso(c.created_at),
          'openTickets', (select count(*) from (select 1 from public.support_tickets o where o.customer_id = c.id
            and o.status not in ('resolved', 'closed', 'cancelled') limit 100) open),
          'recentTickets', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'subject', h.subject, 'status', h.status)
              order by h.last_activity_at desc)
            from (select * from public.support_tickets h where h.customer_id = c.id and h.id <> v_ticket.id
              order by h.last_activity_at desc limit 5) h), '[]'),
          'recentOrders', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status,
              'total', jsonb_build_object('amount', o.total, 'currency', o.currency), 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc)
            from (select * from public.orders o where o.customer_id = c.id order by o.placed_at desc limit 5) o), '[]'))
        from public.customer_profiles c where c.id = v_ticket.customer_id))
    end
  into v_answer;

  perform private.audit(viewer, 'ticket.read', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    case when v_staff then 'support' else 'self-service' end);
  if p_mark_read then
    perform public.mark_ticket_read(v_ticket.id);
  end if;
  return v_answer;
end
$$;
comment on function public.get_ticket(text, boolean) is
  'One ticket by id or number with its thread (latest 100 messages), attachments, timeline, promised times; its resolution and refunds; for staff with notes, insights, the customer and what may be refunded. The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';

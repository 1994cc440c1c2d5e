-- What the order pages read, one call each, and until when a line can be reported.

create function private.viewer_zone(p_viewer private.viewer)
returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select p.time_zone from public.customer_preferences p where p.user_id = p_viewer.id),
    (select c.time_zone from public.customer_profiles c where c.id = p_viewer.customer_id),
    (select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC')
$$;
comment on function private.viewer_zone(private.viewer) is 'The time zone that a person lives by: their own choice, their profile''s, the business''s.';

-- These helpers are in PL/pgSQL because it keeps their plans; a function in SQL that cannot be inlined is planned
-- anew in each query, which for fifty orders took longer than all the rest.

create function private.order_delivered_at(p_order public.orders)
returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select case when p_order.status in ('delivered', 'refunded') then coalesce(
      (select max(e.occurred_at) from public.order_events e where e.order_id = p_order.id and e.status = 'delivered'),
      (select max(s.delivered_at) from public.shipments s where s.order_id = p_order.id),
      -- A source that keeps no history says no more than this.
      case when p_order.status = 'delivered' then coalesce(p_order.expected_delivery_at, p_order.placed_at) end) end);
end
$$;
comment on function private.order_delivered_at(public.orders) is 'When an order was delivered, as well as its source tells; null before.';

create function private.claim_until(p_order public.orders)
returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select ((d.at at time zone d.zone)::date + private.setting_int('claim_window_days', 30, 0, 3650) + 1)::timestamp at time zone d.zone
      - interval '1 second'
    from (
      select private.order_delivered_at(p_order) as at,
        coalesce((select c.time_zone from public.customer_profiles c where c.id = p_order.customer_id), 'UTC') as zone) d);
end
$$;
comment on function private.claim_until(public.orders) is
  'The last second in which lines of the order can be reported: the end of the day, where the customer is, that lies claim_window_days (30) after delivery. Null before delivery: there is no end yet.';

create function private.claimable_lines(p_order public.orders)
returns table (order_item_id uuid, quantity int, until timestamptz, reason text)
language plpgsql stable rows 5 security definer set search_path = ''
as $$
declare
  v_until timestamptz := private.claim_until(p_order);
  v_is_over boolean := coalesce(v_until < now(), false);
begin
  return query
    select i.id,
      case when v_is_over then 0 else greatest(i.quantity - c.claimed, 0) end,
      v_until,
      case when i.quantity <= c.claimed then 'claimed' when v_is_over then 'window_passed' end
    from public.order_items i
    cross join lateral (
      select coalesce(sum(a.quantity), 0)::int as claimed
      from public.ticket_affected_items a
      join public.support_tickets t on t.id = a.ticket_id
      where a.order_item_id = i.id and t.status <> 'cancelled') c
    where i.order_id = p_order.id;
end
$$;
comment on function private.claimable_lines(public.orders) is
  'How many of each line can still be reported, and until when; the reason when none: claimed, window_passed.';

create or replace function private.claim_items(p_ticket public.support_tickets, p_items jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_item jsonb;
  v_line public.order_items;
  v_claimed int;
  v_quantity int;
  v_until timestamptz;
begin
  if jsonb_array_length(p_items) > 100 then
    perform private.invalid_field('affectedItems', 'too_many', 'Name at most 100 lines.');
  end if;
  -- Staff may be generous; nobody claims more than was bought.
  if not private.is_staff() then
    select private.claim_until(o) into v_until from public.orders o where o.id = p_ticket.order_id;
    if v_until < now() then
      perform private.invalid_field('affectedItems', 'window_passed', format('Items of this order could be reported until %s.',
        (select to_char(v_until at time zone c.time_zone, 'FMDD FMMonth YYYY') from public.customer_profiles c where c.id = p_ticket.customer_id)));
    end if;
  end if;
  -- Ordered by id, so that two claims on the same lines cannot wait for each other.
  for v_item in select value from jsonb_array_elements(p_items) order by value ->> 'orderItemId' loop
    begin
      v_quantity := (v_item ->> 'quantity')::int;
      select * into v_line from public.order_items i
      where i.id = (v_item ->> 'orderItemId')::uuid and i.order_id = p_ticket.order_id
      for update;
    exception when invalid_text_representation or numeric_value_out_of_range then
      perform private.invalid_field('affectedItems', 'invalid', 'Name lines of the order with a whole quantity.');
    end;
    if v_line.id is null or coalesce(v_quantity, 0) < 1 then
      perform private.invalid_field('affectedItems', 'invalid', 'Name lines of the order with a whole quantity.');
    end if;
    select coalesce(sum(a.quantity), 0) into v_claimed
    from public.ticket_affected_items a
    join public.support_tickets t on t.id = a.ticket_id
    where a.order_item_id = v_line.id and t.status <> 'cancelled';
    if v_claimed + v_quantity > v_line.quantity then
      perform private.invalid_field('affectedItems', 'quantity_exceeded', format(
        '%s: %s of %s can still be claimed.', v_line.name, greatest(v_line.quantity - v_claimed, 0), v_line.quantity));
    end if;
    insert into public.ticket_affected_items (ticket_id, order_item_id, quantity, note)
    values (p_ticket.id, v_line.id, v_quantity, nullif(left(v_item ->> 'note', 500), ''))
    on conflict (ticket_id, order_item_id) do update set quantity = ticket_affected_items.quantity + excluded.quantity;
  end loop;
end
$$;
comment on function private.claim_items(public.support_tickets, jsonb) is
  'Records affected order lines [{ orderItemId, quantity, note? }]. A line cannot be claimed beyond what was bought less what open or settled tickets claim, nor by its customer once the claim window has passed; lines are locked, so two claims at once count each other.';

-- Shipments ---------------------------------------------------------------------------------------

create function private.shipment_state(p_shipment public.shipments, p_order public.orders)
returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select case
      when p_shipment.cancelled_at is not null then 'cancelled'
      when p_shipment.delivered_at is not null then 'delivered'
      -- Of a settled order nobody follows the parcels any more.
      when private.order_delivered_at(p_order) is not null then 'delivered'
      when p_order.status in ('cancelled', 'refunded') then 'cancelled'
      when p_shipment.shipped_at is not null then 'underway'
      else 'preparing' end);
end
$$;
comment on function private.shipment_state(public.shipments, public.orders) is 'preparing, underway, delivered or cancelled.';

create function private.last_word(p_shipment public.shipments)
returns timestamptz
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select greatest(p_shipment.shipped_at, (select max(e.occurred_at) from public.shipment_events e where e.shipment_id = p_shipment.id)));
end
$$;
comment on function private.last_word(public.shipments) is 'When a parcel was last heard of.';

create function private.is_stale(p_shipment public.shipments, p_order public.orders)
returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select private.shipment_state(p_shipment, p_order) = 'underway'
      and private.last_word(p_shipment) < now() - make_interval(days => private.setting_int('tracking_stale_days', 4, 1, 365)));
end
$$;
comment on function private.is_stale(public.shipments, public.orders) is
  'Whether a parcel is underway and nothing was heard of it for tracking_stale_days (4).';

create function private.shipment_json(p_shipment public.shipments, p_order public.orders)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', p_shipment.id, 'carrier', p_shipment.carrier, 'trackingNumber', p_shipment.tracking_number, 'trackingUrl', p_shipment.tracking_url,
      'state', private.shipment_state(p_shipment, p_order), 'shippedAt', private.iso(p_shipment.shipped_at),
      'expectedAt', private.iso(p_shipment.expected_at), 'deliveredAt', private.iso(p_shipment.delivered_at),
      'cancelledAt', private.iso(p_shipment.cancelled_at), 'lastEventAt', private.iso(private.last_word(p_shipment)),
      'isStale', private.is_stale(p_shipment, p_order),
      'events', coalesce((select jsonb_agg(e.item order by e.occurred_at desc, e.id desc) from (
          select v.id, v.occurred_at, jsonb_build_object('id', v.id, 'at', private.iso(v.occurred_at), 'description', v.description, 'location', v.location) as item
          from public.shipment_events v where v.shipment_id = p_shipment.id order by v.occurred_at desc, v.id desc limit 100) e), '[]')));
end
$$;
comment on function private.shipment_json(public.shipments, public.orders) is 'A parcel with its latest 100 tracking events, latest first.';

-- The list ------------------------------------------------------------------------------------------

create function private.order_row(o public.orders)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'id', o.id, 'number', o.number, 'status', o.status, 'placedAt', private.iso(o.placed_at),
      'expectedDeliveryAt', private.iso(o.expected_delivery_at), 'deliveredAt', private.iso(private.order_delivered_at(o)),
      'total', jsonb_build_object('amount', o.total, 'currency', o.currency),
      'itemCount', coalesce((select sum(i.quantity) from public.order_items i where i.order_id = o.id), 0),
      'itemNames', coalesce((select jsonb_agg(n.name order by n.position, n.id) from (
          select i.id, i.name, i.position from public.order_items i where i.order_id = o.id order by i.position, i.id limit 3) n), '[]'),
      'isStale', exists (select 1 from public.shipments s where s.order_id = o.id and private.is_stale(s, o))));
end
$$;
comment on function private.order_row(public.orders) is 'An order as a list shows it.';

create function private.day_start(p_text text, p_zone text, p_days int default 0)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
begin
  if p_text ~ '^\d{4}-\d{2}-\d{2}$' then
    return (p_text::date + p_days)::timestamp at time zone p_zone;
  end if;
  return p_text::timestamptz;
exception when datetime_field_overflow or invalid_datetime_format then
  perform private.fail('PT400', 'invalid_period', 'Give a day as 2026-11-21, or a time as ISO 8601.');
end
$$;
comment on function private.day_start(text, text, int) is
  'The beginning of a calendar day in a zone, p_days later; a time as it is. Raises PT400 invalid_period.';

create function public.search_orders(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_zone text;
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_word text;
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_module('orders');
  if not v_staff then
    v_where := ' and o.customer_id = $1.customer_id';
  elsif p_filters ->> 'customer' is not null then
    v_where := ' and o.customer_id = ($2 ->> ''customer'')::uuid';
  end if;
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    -- As the column's own type, or its index would not serve.
    v_where := v_where || format(' and o.status = any (%L::public.order_status[])', (
      select coalesce(array_agg(s), '{}') from unnest(enum_range(null::public.order_status)) as s where p_filters -> 'status' ? s::text));
  end if;
  if coalesce(p_filters ->> 'from', p_filters ->> 'to') is not null then
    v_zone := private.viewer_zone(viewer);
    if p_filters ->> 'from' is not null then
      v_where := v_where || format(' and o.placed_at >= %L', private.day_start(p_filters ->> 'from', v_zone));
    end if;
    if p_filters ->> 'to' is not null then
      v_where := v_where || format(' and o.placed_at < %L', private.day_start(p_filters ->> 'to', v_zone, 1));
    end if;
  end if;
  -- Every word has to be there, in whatever order. Written out, so that the trigram index can be used.
  for v_word in
    select w from regexp_split_to_table(private.fold_text(left(p_filters ->> 'q', 200)), '\s+') as w where w <> '' limit 10
  loop
    v_where := v_where || format(' and o.search_text like %L', '%' || private.like_prefix(v_word));
  end loop;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (o.placed_at, o.id) < (($3 ->> ''at'')::timestamptz, ($3 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select o.* from public.orders o where true%s
      order by o.placed_at desc, o.id desc
      limit %s)
    select coalesce(jsonb_agg(private.order_row(row(page.*)::public.orders) order by page.placed_at desc, page.id desc), '[]')
    from page
  $q$, v_where, v_limit + 1)
  into v_rows using viewer, p_filters, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  if v_staff and p_filters ->> 'customer' is not null then
    perform private.audit(viewer, 'order.list', 'order', null, (p_filters ->> 'customer')::uuid, 'support');
  end if;
  return jsonb_build_object(
    'items', v_rows,
    'nextCursor', case when v_last is null then null
      else jsonb_build_object('at', v_last -> 'placedAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_orders(jsonb, jsonb, int) is
  'A page of orders, latest first. p_filters: { status[], from, to, q }, for staff also { customer: id }; from and to are days of the viewer''s calendar, both included, or times; q looks for its words in number, item names and SKUs. p_cursor is the nextCursor of the page before. Runs as its owner with the visibility written out, because trigram operators cannot use their index behind row security.';
grant execute on function public.search_orders(jsonb, jsonb, int) to authenticated;

-- One order -----------------------------------------------------------------------------------------

create function public.get_order(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_order public.orders;
  v_answer jsonb;
begin
  perform private.require_module('orders');
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_order from public.orders where id = p_ref::uuid;
  else
    -- As it is written, or as people type what is written in capitals.
    select * into v_order from public.orders o
    where o.number in (left(p_ref, 40), upper(left(p_ref, 40))) and (v_staff or o.customer_id = viewer.customer_id)
    order by o.number = left(p_ref, 40) desc limit 1;
  end if;
  if v_order.id is null or not (v_staff or v_order.customer_id = viewer.customer_id) then
    perform private.fail('PT404', 'order_not_found', 'This order does not exist, or is not yours to see.');
  end if;

  select private.order_row(v_order) || jsonb_build_object(
    'totals', (select jsonb_object_agg(t.name, jsonb_build_object('amount', t.amount, 'currency', v_order.currency)) from (values
        ('subtotal', v_order.subtotal), ('shipping', v_order.shipping), ('tax', v_order.tax), ('discount', v_order.discount), ('total', v_order.total)) as t(name, amount)),
    'shippingAddress', v_order.shipping_address,
    'items', coalesce((select jsonb_agg(jsonb_build_object(
        'id', i.id, 'sku', i.sku, 'name', i.name, 'quantity', i.quantity,
        'unitPrice', jsonb_build_object('amount', i.unit_price, 'currency', v_order.currency),
        'total', jsonb_build_object('amount', i.total, 'currency', v_order.currency),
        'claimable', jsonb_build_object('quantity', c.quantity, 'until', private.iso(c.until), 'reason', c.reason)) order by i.position, i.id)
      from public.order_items i join private.claimable_lines(v_order) c on c.order_item_id = i.id
      where i.order_id = v_order.id), '[]'),
    'shipments', coalesce((select jsonb_agg(private.shipment_json(s, v_order) order by s.shipped_at desc nulls first, s.created_at desc, s.id)
      from public.shipments s where s.order_id = v_order.id), '[]'),
    'events', coalesce((select jsonb_agg(e.item order by e.occurred_at, e.status) from (
        select v.occurred_at, v.status, jsonb_build_object('status', v.status, 'note', v.note, 'at', private.iso(v.occurred_at)) as item
        from public.order_events v where v.order_id = v_order.id and v.occurred_at <= now()
        order by v.occurred_at desc, v.status desc limit 100) e), '[]'),
    'invoices', case when 'invoices' = any (private.modules_on()) then coalesce((select jsonb_agg(jsonb_build_object(
        'id', n.id, 'number', n.number, 'status', n.status, 'issuedOn', n.issued_on, 'dueOn', n.due_on,
        'total', jsonb_build_object('amount', n.total, 'currency', n.currency),
        'amountPaid', jsonb_build_object('amount', n.amount_paid, 'currency', n.currency)) order by n.issued_on desc, n.id)
      from public.invoices n where n.order_id = v_order.id), '[]') else '[]' end,
    'tickets', coalesce((select jsonb_agg(k.item order by k.last_activity_at desc, k.id) from (
        select t.id, t.last_activity_at, jsonb_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status,
          'lastActivityAt', private.iso(t.last_activity_at)) as item
        from public.support_tickets t
        where t.order_id = v_order.id and t.customer_id = v_order.customer_id and (v_staff or not t.is_private or t.requester_id = viewer.id)
        order by t.last_activity_at desc, t.id limit 20) k), '[]'))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'source', v_order.source, 'externalId', v_order.external_id,
      'customer', (select jsonb_build_object('id', c.id, 'customerNumber', c.customer_number, 'name', coalesce(c.company_name, c.full_name))
        from public.customer_profiles c where c.id = v_order.customer_id)) end
  into v_answer;
  v_answer := v_answer || jsonb_build_object('allowedActions', to_jsonb(array_remove(array[
    case when not v_staff then 'report_issue' end,
    case when v_answer @? '$.items[*] ? (@.claimable.quantity > 0)' then 'claim_items' end,
    case when v_answer @? '$.invoices[*] ? (@.status != "cancelled")' then 'download_invoice' end], null)));

  perform private.audit(viewer, 'order.read', 'order', v_order.id::text, v_order.customer_id,
    case when v_staff then 'support' else 'self-service' end);
  return v_answer;
end
$$;
comment on function public.get_order(text) is
  'One order by id or number: items with what can still be reported, totals, address, parcels with tracking, what happened (latest 100), invoices, tickets about it (latest 20), what the viewer may do. The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_order(text) to authenticated;

-- The form of a new ticket --------------------------------------------------------------------------

create function public.ticket_subjects(p_order text default null, p_with_orders boolean default true)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  return jsonb_build_object(
    'isShared', (select c.kind = 'company' from public.customer_profiles c where c.id = viewer.customer_id),
    'orders', case when p_with_orders and 'orders' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', o.id, 'number', o.number, 'status', o.status, 'placedAt', private.iso(o.placed_at), 'claimableUntil', private.iso(private.claim_until(o)),
        'items', coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name, 'quantity', i.quantity,
            'claimable', jsonb_build_object('quantity', c.quantity, 'until', private.iso(c.until), 'reason', c.reason)) order by i.position, i.id)
          from public.order_items i join private.claimable_lines(o) c on c.order_item_id = i.id where i.order_id = o.id), '[]'))
        order by o.placed_at desc, o.id desc)
      from public.orders o
      where o.id in (
        (select r.id from public.orders r where r.customer_id = viewer.customer_id order by r.placed_at desc, r.id desc limit 50)
        -- One that somebody came from may be older.
        union all (select r.id from public.orders r where r.customer_id = viewer.customer_id and (r.number = left(p_order, 40)
          or r.id = case when p_order ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p_order::uuid end)))), '[]') else '[]' end,
    'services', case when 'services' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.created_at desc, s.id)
      from (select * from public.customer_services s where s.customer_id = viewer.customer_id and s.status <> 'terminated'
        order by s.created_at desc, s.id limit 200) s), '[]') else '[]' end,
    'domains', case when 'domains' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object('id', d.id, 'hostname', d.hostname) order by d.hostname)
      from (select * from public.custom_domains d where d.customer_id = viewer.customer_id order by d.created_at desc, d.id limit 200) d), '[]') else '[]' end);
end
$$;
comment on function public.ticket_subjects(text, boolean) is
  'What a customer''s new ticket can be about: unless p_with_orders is false the latest 50 orders, and the one named by id or number, with what of their lines can still be reported; services and domains. Raises PT401, PT403 for staff.';
grant execute on function public.ticket_subjects(text, boolean) to authenticated;

-- Orders and invoices of other systems. Their totals are what their source says: checked, never recomputed.

create function private.import_list(p_list jsonb, p_field text, p_min int, p_max int)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if coalesce(jsonb_typeof(p_list), 'null') = 'null' and p_min = 0 then
    return '[]';
  end if;
  if jsonb_typeof(p_list) is distinct from 'array' or jsonb_array_length(p_list) not between p_min and p_max then
    perform private.fail('PT422', 'invalid_list', format('This is a list of %s to %s entries.', p_min, p_max), jsonb_build_object('field', p_field));
  end if;
  return p_list;
end
$$;
comment on function private.import_list(jsonb, text, int, int) is 'The list, or a refusal when it is none or of another length.';

create function private.import_orders(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_rest jsonb;
  v_new int;
  v_result jsonb;
  v_refs jsonb[];
  v_customers uuid[];
  v_errors jsonb[];
begin
  with input as (
    select e.n, e.r, o.id, case when o.id is not null then o.content_hash = md5(e.r::text)::uuid end as same
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    left join public.orders o on o.source = p_source and o.external_id = e.r ->> 'externalId'
  )
  select count(*) filter (where id is null),
    coalesce(jsonb_agg(jsonb_build_object('n', n, 'id', id, 'status', 'unchanged')) filter (where same), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('n', n, 'r', r, 'id', id) order by n) filter (where id is not null and same is not true), '[]')
  into v_new, v_result, v_rest
  from input;

  if v_new > 0 then
    select array_agg(r.ref), array_agg(r.customer_id), array_agg(r.error) into v_refs, v_customers, v_errors
    from private.resolve_customers(p_source, (
      select jsonb_agg(ref order by n) from (
        select coalesce(nullif(e.r -> 'customer', 'null'), '{}') as ref, min(e.n) as n
        from jsonb_array_elements(p_records) with ordinality as e(r, n)
        left join public.orders o on o.source = p_source and o.external_id = e.r ->> 'externalId'
        where o.id is null
        group by 1) refs)) as r;
    v_result := v_result || private.insert_orders(p_source, p_records, v_refs, v_customers, v_errors, p_options);
  end if;
  if v_rest <> '[]' then
    v_result := v_result || (
      select jsonb_agg(private.update_order(p_source, (e ->> 'n')::int, (e ->> 'id')::uuid, e -> 'r', p_options))
      from jsonb_array_elements(v_rest) as e);
  end if;
  return v_result;
end
$$;
comment on function private.import_orders(text, jsonb, jsonb) is
  'Writes a batch of orders; see import_records. New ones go in as one set, changed ones one by one, unchanged ones not at all.';

create function private.parcels_of(p_record jsonb)
returns jsonb
language sql stable set search_path = ''
as $$
  -- A source that knows but one parcel says so on the order itself.
  select case
    when jsonb_typeof(p_record -> 'shipments') = 'array' then private.import_list(p_record -> 'shipments', 'shipments', 0, 50)
    when coalesce(p_record ->> 'trackingNumber', p_record ->> 'trackingUrl', p_record ->> 'carrier', '') = '' then '[]'
    else jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
      'carrier', p_record -> 'carrier', 'trackingNumber', p_record -> 'trackingNumber', 'trackingUrl', p_record -> 'trackingUrl',
      'shippedAt', p_record -> 'shippedAt', 'expectedAt', p_record -> 'expectedDeliveryAt'))) end
$$;
comment on function private.parcels_of(jsonb) is 'The shipments of an order as its record has them, in one form.';

create function private.save_shipments(p_orders jsonb)
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  insert into public.shipments as s (order_id, external_id, carrier, tracking_number, tracking_url, shipped_at, expected_at, delivered_at, cancelled_at)
  select distinct on (o."orderId", p.external_id) o."orderId", p.external_id, nullif(p.carrier, ''), nullif(p.tracking_number, ''),
    nullif(p.tracking_url, ''), p.shipped_at, p.expected_at, p.delivered_at, p.cancelled_at
  from jsonb_to_recordset(p_orders) as o("orderId" uuid, parcels jsonb)
  cross join lateral private.parcels(o.parcels) as p
  order by 1, 2, p.position desc
  on conflict (order_id, external_id) do update set
    carrier = excluded.carrier, tracking_number = excluded.tracking_number, tracking_url = excluded.tracking_url,
    shipped_at = coalesce(excluded.shipped_at, s.shipped_at), expected_at = coalesce(excluded.expected_at, s.expected_at),
    delivered_at = coalesce(excluded.delivered_at, s.delivered_at), cancelled_at = excluded.cancelled_at
  where (s.carrier, s.tracking_number, s.tracking_url, s.shipped_at, s.expected_at, s.delivered_at, s.cancelled_at) is distinct from (
    excluded.carrier, excluded.tracking_number, excluded.tracking_url, coalesce(excluded.shipped_at, s.shipped_at),
    coalesce(excluded.expected_at, s.expected_at), coalesce(excluded.delivered_at, s.delivered_at), excluded.cancelled_at);

  insert into public.shipment_events (shipment_id, description, location, occurred_at)
  select s.id, v.description, nullif(v.location, ''), v.at
  from jsonb_to_recordset(p_orders) as o("orderId" uuid, parcels jsonb)
  cross join lateral private.parcels(o.parcels) as p
  join public.shipments s on s.order_id = o."orderId" and s.external_id = p.external_id
  cross join lateral jsonb_to_recordset(private.import_list(p.events, 'shipments', 0, 200)) as v(description text, location text, at timestamptz)
  on conflict (shipment_id, occurred_at, description) do nothing;
end
$$;
comment on function private.save_shipments(jsonb) is 'The shipments of [{ orderId, parcels }] and what their carriers said: added and changed, never taken away.';

create function private.parcels(p_parcels jsonb)
returns table ("position" bigint, external_id text, carrier text, tracking_number text, tracking_url text, shipped_at timestamptz,
  expected_at timestamptz, delivered_at timestamptz, cancelled_at timestamptz, events jsonb)
language sql stable set search_path = ''
as $$
  select p.position, coalesce(nullif(p.external_id, ''), nullif(p.tracking_number, ''), p.position::text), p.carrier, p.tracking_number,
    p.tracking_url, p.shipped_at, p.expected_at, p.delivered_at, p.cancelled_at, p.events
  from rows from (jsonb_to_recordset(p_parcels) as ("externalId" text, carrier text, "trackingNumber" text, "trackingUrl" text,
      "shippedAt" timestamptz, "expectedAt" timestamptz, "deliveredAt" timestamptz, "cancelledAt" timestamptz, events jsonb))
    with ordinality as p(external_id, carrier, tracking_number, tracking_url, shipped_at, expected_at, delivered_at, cancelled_at, events, position)
$$;
comment on function private.parcels(jsonb) is 'Shipments as rows. Without an id of their own they are known by tracking number, or else by place.';

create function private.insert_orders(
  p_source text, p_records jsonb, p_refs jsonb[], p_customers uuid[], p_errors jsonb[], p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_parcels jsonb;
  v_recent jsonb;
  v_result jsonb;
begin
  perform set_config('portico.orders_are_indexed', 'yes', true);
  with input as materialized (
    select e.n, e.r, c.customer_id, c.error, gen_random_uuid() as id, coalesce(x.status, 'pending') as status,
      coalesce(x."placedAt", now()) as placed_at, x."expectedDeliveryAt" as expected_at, coalesce(x.number, x."externalId") as number,
      coalesce(x.currency, private.default_currency()) as currency, x."externalId" as external_id,
      x.subtotal, coalesce(x.shipping, 0) as shipping, coalesce(x.tax, 0) as tax, coalesce(x.discount, 0) as discount, x.total,
      case when jsonb_typeof(x.items) = 'array' and jsonb_array_length(x.items) between 1 and 1000 then x.items
        else private.import_list(x.items, 'items', 1, 1000) end as items
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    cross join lateral jsonb_to_record(e.r) as x(
      "externalId" text, number text, status public.order_status, currency text, "placedAt" timestamptz, "expectedDeliveryAt" timestamptz,
      subtotal bigint, shipping bigint, tax bigint, discount bigint, total bigint, items jsonb)
    join unnest(p_refs, p_customers, p_errors) as c(ref, customer_id, error) on c.ref = coalesce(nullif(e.r -> 'customer', 'null'), '{}')
    where not exists (select 1 from public.orders o where o.source = p_source and o.external_id = e.r ->> 'externalId')
  ), lines as materialized (
    select i.n, i.id as order_id, l.position, coalesce(l.sku, '') as sku, l.name, l.quantity, l.unit_price,
      coalesce(l.total, l.quantity * l.unit_price) as total
    from input i
    cross join lateral rows from (
      jsonb_to_recordset(i.items) as (sku text, name text, quantity int, "unitPrice" bigint, total bigint)
    ) with ordinality as l(sku, name, quantity, unit_price, total, position)
    where i.customer_id is not null
  ), sums as (
    select n, sum(total)::bigint as subtotal, string_agg(name || ' ' || sku, ' ' order by position) as words from lines group by n
  ), inserted as (
    insert into public.orders (
      id, customer_id, number, status, currency, subtotal, shipping, tax, discount, total, shipping_address, expected_delivery_at, placed_at,
      source, external_id, content_hash, search_text)
    select i.id, i.customer_id, i.number, i.status, i.currency, coalesce(i.subtotal, s.subtotal), i.shipping, i.tax, i.discount,
      coalesce(i.total, coalesce(i.subtotal, s.subtotal) + i.shipping + i.tax - i.discount),
      coalesce(nullif(i.r -> 'shippingAddress', 'null'), '{}'), i.expected_at, i.placed_at, p_source, i.external_id,
      md5(i.r::text)::uuid, private.order_search_text(i.number, s.words)
    from input i join sums s using (n)
    returning id
  ), inserted_lines as (
    insert into public.order_items (order_id, product_id, position, sku, name, quantity, unit_price, total)
    select l.order_id, p.id, l.position, l.sku, l.name, l.quantity, l.unit_price, l.total
    from lines l left join public.products p on p.sku = l.sku
  ), inserted_events as (
    insert into public.order_events (order_id, status, note, occurred_at)
    select i.id, v.status, v.note, v.at
    from input i
    cross join lateral jsonb_to_recordset(
      case when jsonb_typeof(i.r -> 'events') = 'array' and i.r -> 'events' <> '[]' then private.import_list(i.r -> 'events', 'events', 0, 200)
      else jsonb_build_array(jsonb_build_object('status', i.status, 'at', i.placed_at)) end)
      as v(status public.order_status, note text, at timestamptz)
    where i.customer_id is not null
    on conflict (order_id, occurred_at, status) do nothing
  )
  select jsonb_agg(case when i.customer_id is null then jsonb_build_object('n', i.n, 'status', 'failed', 'error', i.error)
      else jsonb_build_object('n', i.n, 'status', 'created', 'id', i.id) end),
    jsonb_agg(jsonb_build_object('orderId', i.id, 'parcels', private.parcels_of(i.r)))
      filter (where i.customer_id is not null and i.r ?| array['shipments', 'trackingNumber', 'trackingUrl', 'carrier']),
    jsonb_agg(jsonb_build_object('id', i.id, 'customer', i.customer_id)) filter (where i.placed_at > now() - interval '1 day')
  into v_result, v_parcels, v_recent
  from input i;
  perform set_config('portico.orders_are_indexed', '', true);
  if v_parcels is not null then
    perform private.save_shipments(v_parcels);
  end if;
  -- What was ordered long ago is history, and no news to anybody.
  if (p_options ->> 'notify')::boolean is not false and v_recent is not null then
    perform private.announce_record((v ->> 'customer')::uuid, 'order', (v ->> 'id')::uuid)
    from jsonb_array_elements(v_recent) as v where v ->> 'customer' is not null;
  end if;
  return v_result;
end
$$;
comment on function private.insert_orders(text, jsonb, jsonb[], uuid[], jsonb[], jsonb) is
  'Those of the records that are new orders, with their lines and history, in one statement. The three lists say whom each reference to a customer means, or why nobody.';

create function private.update_order(p_source text, p_n int, p_id uuid, p_record jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old public.orders;
  v_new public.orders;
  v_notify boolean := (p_options ->> 'notify')::boolean is not false;
  v_status public.order_status := p_record ->> 'status';
  v_at timestamptz;
begin
  select * into v_old from public.orders where id = p_id for update;
  update public.orders o set
    -- A reference that no longer finds anybody leaves the order where it is.
    customer_id = coalesce((private.customer_of(p_source, p_record -> 'customer') ->> 'id')::uuid, o.customer_id),
    number = coalesce(p_record ->> 'number', p_record ->> 'externalId'),
    currency = coalesce(p_record ->> 'currency', o.currency),
    subtotal = t.subtotal, shipping = t.shipping, tax = t.tax, discount = t.discount,
    total = coalesce((p_record ->> 'total')::bigint, t.subtotal + t.shipping + t.tax - t.discount),
    shipping_address = coalesce(nullif(p_record -> 'shippingAddress', 'null'), o.shipping_address),
    expected_delivery_at = coalesce((p_record ->> 'expectedDeliveryAt')::timestamptz, o.expected_delivery_at),
    placed_at = coalesce((p_record ->> 'placedAt')::timestamptz, o.placed_at),
    content_hash = private.content_hash(p_record)
  from (
    select coalesce((p_record ->> 'subtotal')::bigint, (
        select sum(coalesce(l.total, l.quantity * l."unitPrice"))::bigint
        from jsonb_to_recordset(private.import_list(p_record -> 'items', 'items', 1, 1000)) as l(quantity int, "unitPrice" bigint, total bigint))) as subtotal,
      coalesce((p_record ->> 'shipping')::bigint, 0) as shipping, coalesce((p_record ->> 'tax')::bigint, 0) as tax,
      coalesce((p_record ->> 'discount')::bigint, 0) as discount) as t
  where o.id = p_id
  returning o.* into v_new;

  perform private.replace_order_items(p_id, p_record -> 'items');
  insert into public.order_events (order_id, status, note, occurred_at)
  select p_id, v.status, v.note, v.at
  from jsonb_to_recordset(private.import_list(p_record -> 'events', 'events', 0, 200)) as v(status public.order_status, note text, at timestamptz)
  on conflict (order_id, occurred_at, status) do nothing;
  perform private.save_shipments(jsonb_build_array(jsonb_build_object('orderId', p_id, 'parcels', private.parcels_of(p_record))));

  -- A change of status is an event, also when the source keeps no history.
  if v_status <> v_old.status then
    select max(e.occurred_at) into v_at from public.order_events e where e.order_id = p_id and e.status = v_status;
    if v_notify then
      perform private.set_order_status(p_id, v_status, null, coalesce(v_at, now()), true, true);
    else
      update public.orders set status = v_status where id = p_id;
      insert into public.order_events (order_id, status, occurred_at) values (p_id, v_status, coalesce(v_at, now()))
      on conflict (order_id, occurred_at, status) do nothing;
    end if;
  elsif v_notify then
    perform private.announce_record(v_new.customer_id, 'order', p_id);
  end if;
  return jsonb_build_object('n', p_n, 'status', 'updated', 'id', p_id);
end
$$;
comment on function private.update_order(text, int, uuid, jsonb, jsonb) is 'An order that came again with other content.';

create function private.replace_order_items(p_order uuid, p_items jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  -- A line keeps its row, because tickets refer to it: it is known by its SKU, the second of the same SKU as the second.
  with given as materialized (
    select l.position::int as position, coalesce(l.sku, '') as sku, l.name, l.quantity, l.unit_price as unit_price,
      coalesce(l.total, l.quantity * l.unit_price) as total,
      row_number() over (partition by coalesce(l.sku, '') order by l.position) as nth
    from rows from (jsonb_to_recordset(p_items) as (sku text, name text, quantity int, "unitPrice" bigint, total bigint))
      with ordinality as l(sku, name, quantity, unit_price, total, position)
  ), kept as materialized (
    select i.id, i.sku, row_number() over (partition by i.sku order by i.position) as nth
    from public.order_items i where i.order_id = p_order
  ), gone as (
    delete from public.order_items i using kept k
    where i.id = k.id and not exists (select 1 from given g where g.sku = k.sku and g.nth = k.nth)
  ), changed as (
    update public.order_items i set
      position = g.position, name = g.name, quantity = g.quantity, unit_price = g.unit_price, total = g.total
    from kept k join given g using (sku, nth)
    where i.id = k.id
      and (i.position, i.name, i.quantity, i.unit_price, i.total) is distinct from (g.position, g.name, g.quantity, g.unit_price, g.total)
  )
  insert into public.order_items (order_id, product_id, position, sku, name, quantity, unit_price, total)
  select p_order, p.id, g.position, g.sku, g.name, g.quantity, g.unit_price, g.total
  from given g left join public.products p on p.sku = g.sku
  where not exists (select 1 from kept k where k.sku = g.sku and k.nth = g.nth);
end
$$;
comment on function private.replace_order_items(uuid, jsonb) is
  'The lines of an order as its source has them now. A line that a ticket speaks of cannot be taken away.';

-- Invoices --------------------------------------------------------------------------------------

create function private.import_invoices(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_new jsonb;
  v_rest jsonb;
  v_refs jsonb[];
  v_customers uuid[];
  v_errors jsonb[];
  v_result jsonb;
begin
  if (p_options ->> 'notify')::boolean is false then
    perform set_config('portico.notify', 'off', true);
  end if;
  with input as (
    select e.n, e.r, i.id, i.content_hash = private.content_hash(e.r) as same,
      -- Whoever ordered is who pays, unless the record says otherwise.
      coalesce(nullif(e.r -> 'customer', 'null'), case when o.id is not null then jsonb_build_object('order', o.id) end, '{}') as ref, o.id as order_id
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    left join public.invoices i on i.source = p_source and i.external_id = e.r ->> 'externalId'
    left join lateral (
      select o.id from public.orders o
      where o.source = p_source and o.external_id = e.r #>> '{order,externalId}' or o.number = e.r #>> '{order,number}'
      limit 1) o on true
  )
  select coalesce(jsonb_agg(jsonb_build_object('n', n, 'r', r, 'ref', ref, 'orderId', order_id) order by n) filter (where id is null), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('n', n, 'id', id, 'status', 'unchanged') order by n) filter (where same), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('n', n, 'r', r, 'id', id) order by n) filter (where id is not null and same is not true), '[]')
  into v_new, v_result, v_rest
  from input;

  if v_new <> '[]' then
    select array_agg(r.ref), array_agg(r.customer_id), array_agg(r.error) into v_refs, v_customers, v_errors
    from private.resolve_customers(p_source, (
      select coalesce(jsonb_agg(ref), '[]') from (
        select e -> 'ref' as ref, min((e ->> 'n')::int) as n
        from jsonb_array_elements(v_new) as e where not (e -> 'ref' ? 'order') group by 1 order by 2) refs)) as r;
    v_result := v_result || private.insert_invoices(p_source, v_new, v_refs, v_customers, v_errors);
  end if;
  if v_rest <> '[]' then
    v_result := v_result || (
      select jsonb_agg(private.update_invoice((e ->> 'n')::int, (e ->> 'id')::uuid, e -> 'r'))
      from jsonb_array_elements(v_rest) as e);
  end if;
  return v_result;
end
$$;
comment on function private.import_invoices(text, jsonb, jsonb) is
  'Writes a batch of invoices; see import_records. What an issued invoice says never changes, only whether it is paid.';

create function private.insert_invoices(p_source text, p_new jsonb, p_refs jsonb[], p_customers uuid[], p_errors jsonb[])
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_result jsonb;
begin
  with input as materialized (
    select e.n, e.r, e."orderId" as order_id, coalesce(c.customer_id, o.customer_id) as customer_id, c.error, gen_random_uuid() as id, x.*,
      coalesce(x.given_currency, o.currency, private.default_currency()) as currency,
      e.r ->> 'status' = 'paid' as is_paid
    from jsonb_to_recordset(p_new) as e(n int, r jsonb, ref jsonb, "orderId" uuid)
    cross join lateral (
      select v.status, v.currency as given_currency, v."issuedOn" as issued_on, v."dueOn" as due_on, v."periodStart" as period_start,
        v."periodEnd" as period_end, v."paidAt" as paid_at
      from jsonb_to_record(e.r) as v(status public.invoice_status, currency text, "issuedOn" date, "dueOn" date, "periodStart" date,
        "periodEnd" date, "paidAt" timestamptz)) as x
    left join public.orders o on o.id = e."orderId"
    left join unnest(p_refs, p_customers, p_errors) as c(ref, customer_id, error) on c.ref = e.ref
  ), lines as materialized (
    select i.n, i.id as invoice_id, l.* from input i cross join lateral private.import_invoice_lines(i.r -> 'items') as l
    where i.customer_id is not null
  ), sums as (
    select n, sum(total)::bigint as subtotal from lines group by n
  ), inserted as (
    insert into public.invoices (
      id, customer_id, order_id, number, status, currency, subtotal, tax, total, amount_paid, issued_on, due_on, period_start, period_end,
      paid_at, source, external_id, content_hash)
    select i.id, i.customer_id, i.order_id, coalesce(i.r ->> 'number', i.r ->> 'externalId'), coalesce(i.status, 'pending'), i.currency,
      p.subtotal, p.tax, p.total, coalesce((i.r ->> 'amountPaid')::bigint, case when i.is_paid then p.total else 0 end),
      i.issued_on, i.due_on, i.period_start, i.period_end, i.paid_at, p_source, i.r ->> 'externalId', private.content_hash(i.r)
    from input i join sums s using (n)
    cross join lateral (
      select a.subtotal, a.tax, coalesce((i.r ->> 'total')::bigint, a.subtotal + a.tax) as total
      from (select coalesce((i.r ->> 'subtotal')::bigint, s.subtotal) as subtotal, coalesce((i.r ->> 'tax')::bigint, 0) as tax) a) as p
    returning id
  ), inserted_lines as (
    insert into public.invoice_items (invoice_id, position, description, quantity, unit_price, tax_rate, total)
    select l.invoice_id, l.position, l.description, l.quantity, l.unit_price, l.tax_rate, l.total from lines l
  )
  select jsonb_agg(case when i.customer_id is null then jsonb_build_object('n', i.n, 'status', 'failed', 'error', coalesce(i.error,
      private.failed('customer_unknown', 'Name the customer, or the order that this invoice is for.', 'customer')))
    else jsonb_build_object('n', i.n, 'status', 'created', 'id', i.id) end)
  into v_result
  from input i;
  return v_result;
end
$$;
comment on function private.insert_invoices(text, jsonb, jsonb[], uuid[], jsonb[]) is
  'New invoices with their lines in one statement. p_new: [{ n, r, ref, orderId? }].';

create function private.import_invoice_lines(p_items jsonb)
returns table ("position" int, description text, quantity numeric, unit_price bigint, tax_rate numeric, total bigint)
language sql stable set search_path = ''
as $$
  select l.position::int, coalesce(l.description, l.name), l.quantity, l.unit_price, coalesce(l.tax_rate, 0),
    coalesce(l.total, round(l.quantity * l.unit_price)::bigint)
  from rows from (jsonb_to_recordset(private.import_list(p_items, 'items', 1, 1000))
      as (description text, name text, quantity numeric, "unitPrice" bigint, "taxRate" numeric, total bigint))
    with ordinality as l(description, name, quantity, unit_price, tax_rate, total, position)
$$;
comment on function private.import_invoice_lines(jsonb) is 'The lines of an invoice as its source has them.';

create function private.update_invoice(p_n int, p_id uuid, p_record jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old public.invoices;
  v_status public.invoice_status := p_record ->> 'status';
  v_subtotal bigint;
  v_tax bigint := coalesce((p_record ->> 'tax')::bigint, 0);
begin
  select * into v_old from public.invoices where id = p_id for update;
  select coalesce((p_record ->> 'subtotal')::bigint, sum(l.total)) into v_subtotal
  from private.import_invoice_lines(p_record -> 'items') as l;
  if (v_old.number, v_old.currency::text, v_old.subtotal, v_old.tax, v_old.total, v_old.issued_on, v_old.due_on, v_old.period_start, v_old.period_end)
      is distinct from (
        coalesce(p_record ->> 'number', p_record ->> 'externalId'), coalesce(p_record ->> 'currency', v_old.currency),
        v_subtotal, v_tax, coalesce((p_record ->> 'total')::bigint, v_subtotal + v_tax), (p_record ->> 'issuedOn')::date,
        (p_record ->> 'dueOn')::date, (p_record ->> 'periodStart')::date, (p_record ->> 'periodEnd')::date)
    or exists (
      (select l.position, l.description, l.quantity, l.unit_price, l.total from private.import_invoice_lines(p_record -> 'items') as l)
      except
      (select i.position, i.description, i.quantity, i.unit_price, i.total from public.invoice_items i where i.invoice_id = p_id))
    or (select count(*) from public.invoice_items i where i.invoice_id = p_id) <> jsonb_array_length(p_record -> 'items') then
    perform private.fail('PT409', 'invoice_immutable',
      'What an issued invoice says never changes. Cancel it, and send what is right under a new number.', '{"field": "number"}');
  end if;
  update public.invoices i set
    status = coalesce(v_status, i.status),
    amount_paid = coalesce((p_record ->> 'amountPaid')::bigint, case when v_status = 'paid' then i.total else i.amount_paid end),
    paid_at = coalesce((p_record ->> 'paidAt')::timestamptz, i.paid_at, case when v_status = 'paid' then now() end),
    content_hash = private.content_hash(p_record)
  where i.id = p_id;
  return jsonb_build_object('n', p_n, 'status', 'updated', 'id', p_id);
end
$$;
comment on function private.update_invoice(int, uuid, jsonb) is
  'An invoice that came again with other content. Raises PT409 invoice_immutable unless only its payment changed.';

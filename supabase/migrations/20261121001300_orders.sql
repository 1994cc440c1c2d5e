-- Orders: shipments with their tracking, search, claims with a window, and how a status changes.

-- Announcing and telling --------------------------------------------------------------------------

create function private.announce_record(p_customer uuid, p_kind text, p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_payload jsonb := jsonb_build_object('kind', p_kind, 'id', p_id);
begin
  perform realtime.send(v_payload, 'record_changed', 'customer:' || p_customer, true);
  perform realtime.send(v_payload, 'record_changed', 'staff', true);
end
$$;
comment on function private.announce_record(uuid, text, uuid) is
  'Tells the open pages of a customer and of staff that a record of that kind (order, invoice, quote, service, domain) is new or changed: kind and id, never contents.';

create function private.allow_notifications(p_events text[])
returns void
language plpgsql volatile set search_path = ''
as $$
declare
  v_known text[];
begin
  select array_agg(distinct m[1]) into v_known
  from pg_catalog.pg_constraint c, regexp_matches(pg_catalog.pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') as m
  where c.conrelid = 'public.notifications'::regclass and c.conname = 'notifications_event_check';
  alter table public.notifications drop constraint notifications_event_check;
  execute format('alter table public.notifications add constraint notifications_event_check check (event in (%s))',
    (select string_agg(quote_literal(e), ', ') from unnest(v_known || p_events) as e));
end
$$;
comment on function private.allow_notifications(text[]) is
  'For migrations: adds to what people can be told, whatever others have added.';

select private.allow_notifications(array['order_status']);

create function private.notify_customer(
  p_customer uuid, p_event text, p_resource_type text, p_resource_id uuid, p_data jsonb, p_dedupe_key text)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.notify(u.id, p_event, p_resource_type, p_resource_id, p_data, p_dedupe_key)
  from public.portal_users u
  where u.customer_id = p_customer and u.portal_active
$$;
comment on function private.notify_customer(uuid, text, text, uuid, jsonb, text) is
  'Tells everybody of a customer profile, each once per p_dedupe_key.';

create function private.setting_int(p_key text, p_default int, p_min int, p_max int)
returns int
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select coalesce((
      select least(greatest((value #>> '{}')::numeric, p_min), p_max)::int
      from public.app_settings where key = p_key and jsonb_typeof(value) = 'number'), p_default));
end
$$;
comment on function private.setting_int(text, int, int, int) is
  'A number of app_settings, kept between p_min and p_max; p_default when it is not set or no number.';

insert into public.app_settings (key, value) values ('claim_window_days', '30'), ('tracking_stale_days', '4')
on conflict (key) do nothing;

-- Shipments ---------------------------------------------------------------------------------------

create table public.shipments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade,
  external_id text check (char_length(external_id) between 1 and 200),
  carrier text check (char_length(carrier) between 1 and 120),
  tracking_number text check (char_length(tracking_number) between 1 and 120),
  tracking_url text check (char_length(tracking_url) <= 2000 and tracking_url ~* '^https?://[^[:space:]]+$'),
  shipped_at timestamptz,
  expected_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (order_id, external_id)
);
comment on table public.shipments is
  'Parcels of an order, several if need be. Not sent yet without shipped_at; underway until delivered_at or cancelled_at. A source without ids of its own puts the tracking number into external_id, so that a second import finds it.';
create trigger shipments_touch before update on public.shipments
  for each row execute function private.touch_updated_at();

create table public.shipment_events (
  id uuid primary key default gen_random_uuid(),
  shipment_id uuid not null references public.shipments (id) on delete cascade,
  description text not null check (char_length(description) between 1 and 300),
  location text check (char_length(location) between 1 and 120),
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  -- Also the index of a shipment's timeline.
  unique (shipment_id, occurred_at, description)
);
comment on table public.shipment_events is 'What the carrier said about a parcel, and when. The same word at the same time is the same event.';

-- A tracking number belongs to a parcel, not to an order.
insert into public.shipments (order_id, external_id, carrier, tracking_number, tracking_url, shipped_at, expected_at, delivered_at)
select o.id, left(o.tracking_number, 120), left(o.carrier, 120), left(o.tracking_number, 120),
  case when o.tracking_url ~* '^https?://[^[:space:]]+$' then left(o.tracking_url, 2000) end,
  e.shipped_at, o.expected_delivery_at, e.delivered_at
from public.orders o
cross join lateral (
  select min(v.occurred_at) filter (where v.status = 'shipped') as shipped_at,
    max(v.occurred_at) filter (where v.status = 'delivered') as delivered_at
  from public.order_events v where v.order_id = o.id) e
where coalesce(o.carrier, o.tracking_number, o.tracking_url) is not null;
alter table public.orders drop column carrier, drop column tracking_number, drop column tracking_url;
comment on column public.orders.expected_delivery_at is 'When the whole order should be there, as promised; each parcel has its own expected_at.';

alter table public.shipments enable row level security;
create policy "Shipments are visible with their order" on public.shipments for select to authenticated
  using (exists (select 1 from public.orders o where o.id = order_id));

alter table public.shipment_events enable row level security;
create policy "Tracking is visible with its shipment" on public.shipment_events for select to authenticated
  using (exists (select 1 from public.shipments s where s.id = shipment_id));

grant select on public.shipments, public.shipment_events to authenticated;
grant select, insert, update, delete on public.shipments, public.shipment_events to service_role;

-- What happened to an order, told twice, happened once.
delete from public.order_events a using public.order_events b
where a.order_id = b.order_id and a.occurred_at = b.occurred_at and a.status = b.status and a.id > b.id;
drop index public.order_events_order_idx;
create unique index order_events_order_idx on public.order_events (order_id, occurred_at desc, status);

-- Search ------------------------------------------------------------------------------------------

alter table public.orders add column search_text text not null default '';
comment on column public.orders.search_text is
  'Number, item names and SKUs in small letters without accents: what a search looks through. Kept by triggers; an import that fills it with private.order_search_text saves a second write.';

-- Most orders are in plain letters, which need no dictionary: a third of an import's time.
create function private.fold_text(p_text text)
returns text
language plpgsql stable set search_path = ''
as $$
begin
  if octet_length(p_text) = char_length(p_text) then
    return lower(p_text);
  end if;
  return lower(extensions.unaccent('extensions.unaccent'::regdictionary, coalesce(p_text, '')));
end
$$;
comment on function private.fold_text(text) is 'The text in small letters without accents, for comparing.';

create function private.order_search_text(p_number text, p_lines text)
returns text
language sql stable set search_path = ''
as $$ select left(private.fold_text(p_number || ' ' || coalesce(p_lines, '')), 20000) $$;
comment on function private.order_search_text(text, text) is
  'What orders.search_text holds: the number, and the lines as "name sku name sku …" in their order.';

create function private.fill_order_search()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.search_text := private.order_search_text(new.number, (
      select string_agg(i.name || ' ' || i.sku, ' ' order by i.position, i.id) from public.order_items i where i.order_id = new.id));
  elsif new.search_text = '' then
    new.search_text := private.order_search_text(new.number, null);
  end if;
  return new;
end
$$;
comment on function private.fill_order_search() is 'Trigger: a new number is found.';
create trigger orders_search_new before insert on public.orders
  for each row execute function private.fill_order_search();
create trigger orders_search_number before update of number on public.orders
  for each row when (new.number <> old.number) execute function private.fill_order_search();

create function private.index_order_lines()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.orders o
  set search_text = l.search_text
  from (
    select c.id, private.order_search_text(c.number, string_agg(i.name || ' ' || i.sku, ' ' order by i.position, i.id)) as search_text
    from public.orders c
    left join public.order_items i on i.order_id = c.id
    where c.id in (select order_id from changed)
    group by c.id) l
  where o.id = l.id and o.search_text <> l.search_text;
  return null;
end
$$;
comment on function private.index_order_lines() is 'Trigger, once per statement: orders whose lines changed are found by their new lines.';
-- An import writes what a search looks through together with the order.
create trigger order_items_search_new after insert on public.order_items
  referencing new table as changed for each statement
  when (current_setting('portico.orders_are_indexed', true) is distinct from 'yes')
  execute function private.index_order_lines();
create trigger order_items_search_changed after update on public.order_items
  referencing new table as changed for each statement execute function private.index_order_lines();
create trigger order_items_search_gone after delete on public.order_items
  referencing old table as changed for each statement execute function private.index_order_lines();

update public.orders o set search_text = private.order_search_text(o.number, (
  select string_agg(i.name || ' ' || i.sku, ' ' order by i.position, i.id) from public.order_items i where i.order_id = o.id));

create index orders_search_idx on public.orders using gin (search_text extensions.gin_trgm_ops);
create index orders_placed_idx on public.orders (placed_at desc, id desc);
-- Serves the figures of the dashboard too, which the partial index did.
create index orders_customer_status_idx on public.orders (customer_id, status, placed_at desc, id desc);
drop index public.orders_customer_active_idx;

-- Status ------------------------------------------------------------------------------------------

create table private.order_transitions (
  from_status public.order_status not null,
  to_status public.order_status not null,
  primary key (from_status, to_status)
);
comment on table private.order_transitions is
  'Which status of an order follows which, when somebody changes it here. What another system says happened is taken as it is.';
alter table private.order_transitions enable row level security;
insert into private.order_transitions (from_status, to_status)
select f::public.order_status, t::public.order_status
from (values
  ('pending', array['paid', 'processing', 'shipped', 'cancelled']),
  ('paid', array['processing', 'shipped', 'delivered', 'cancelled', 'refunded']),
  ('processing', array['paid', 'shipped', 'delivered', 'cancelled', 'refunded']),
  ('shipped', array['processing', 'delivered', 'cancelled', 'refunded']),
  ('delivered', array['shipped', 'refunded']),
  ('cancelled', array['pending', 'refunded'])
) as a(f, targets) cross join lateral unnest(a.targets) as t;

create function private.set_order_status(
  p_order_id uuid, p_to public.order_status, p_note text default null, p_at timestamptz default now(),
  p_notify boolean default true, p_lenient boolean default false)
returns public.orders
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_order public.orders;
begin
  select * into v_order from public.orders where id = p_order_id for update;
  if v_order.id is null then
    perform private.fail('PT404', 'order_not_found', 'This order does not exist, or is not yours to see.');
  end if;
  if v_order.status = p_to then
    return v_order;
  end if;
  if not p_lenient and not exists (
    select 1 from private.order_transitions where from_status = v_order.status and to_status = p_to) then
    perform private.fail('PT409', 'invalid_transition', format('An order that is %s cannot become %s.', v_order.status, p_to),
      jsonb_build_object('status', v_order.status, 'to', p_to));
  end if;
  update public.orders set status = p_to where id = p_order_id returning * into v_order;
  insert into public.order_events (order_id, status, note, occurred_at)
  values (p_order_id, p_to, nullif(left(trim(private.plain_text(p_note)), 500), ''), p_at)
  on conflict (order_id, occurred_at, status) do nothing;
  if p_notify then
    perform private.notify_customer(v_order.customer_id, 'order_status', 'order', v_order.id,
      jsonb_build_object('number', v_order.number, 'status', p_to),
      'order_status:' || v_order.id || ':' || p_to || ':' || extract(epoch from p_at));
  end if;
  perform private.announce_record(v_order.customer_id, 'order', v_order.id);
  return v_order;
end
$$;
comment on function private.set_order_status(uuid, public.order_status, text, timestamptz, boolean, boolean) is
  'Moves an order to a status: event at p_at, notification unless p_notify is false, announcement. Nothing happens when it has the status already. p_lenient takes any change, as imports do. Raises PT404, PT409 invalid_transition.';

create function public.change_order_status(p_order_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_to public.order_status;
  v_order public.orders;
begin
  select s into v_to from unnest(enum_range(null::public.order_status)) as s where s::text = p_input ->> 'status';
  if v_to is null then
    perform private.invalid_field('status', 'unknown', 'Choose a status of an order.');
  end if;
  if char_length(p_input ->> 'note') > 500 then
    perform private.invalid_field('note', 'too_long', 'A note has at most 500 characters.');
  end if;
  select * into v_order from public.orders where id = p_order_id for update;
  if v_order.status <> v_to and p_input ->> 'expectedStatus' <> v_order.status::text then
    perform private.fail('PT409', 'order_changed', 'Somebody changed this order in the meantime. Look at it again.',
      jsonb_build_object('status', v_order.status));
  end if;
  v_order := private.set_order_status(p_order_id, v_to, p_input ->> 'note');
  perform private.audit(viewer, 'order.status', 'order', v_order.id::text, v_order.customer_id, 'support');
  return jsonb_build_object('id', v_order.id, 'number', v_order.number, 'status', v_order.status);
end
$$;
comment on function public.change_order_status(uuid, jsonb) is
  'Staff: { status, note?, expectedStatus? }. Harmless when repeated. Raises PT401, PT403, PT404, PT409 invalid_transition | order_changed, PT422.';
grant execute on function public.change_order_status(uuid, jsonb) to authenticated;

-- What knew the old columns, or only some tables ----------------------------------------------------

create or replace function public.get_dashboard()
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
              'resourceId', o.id, 'number', o.number, 'title', coalesce((select s.carrier from public.shipments s
                where s.order_id = o.id and s.delivered_at is null and s.cancelled_at is null order by s.shipped_at desc nulls last, s.id limit 1), '')) as item
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

create or replace function public.finish_import()
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_table regclass;
begin
  perform public.sync_ticket_numbers();
  -- A database without autovacuum, such as the embedded one, would plan for empty tables for ever.
  for v_table in
    select c.oid::regclass from pg_catalog.pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition
  loop
    execute format('analyze %s', v_table);
  end loop;
end
$$;

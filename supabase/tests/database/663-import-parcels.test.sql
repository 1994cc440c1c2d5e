-- What comes with orders: parcels, and news for the customer.

begin;
select plan(14);
select tests.set_stage();

create function tests.import_one(p_kind text, p_record jsonb, p_options jsonb default '{}') returns text language sql as $$
  select coalesce(a #>> '{0,error,code}', a #>> '{0,status}')
  from (select tests.as('service', format('select public.import_records(%L, ''erp'', %L, %L)', p_kind, jsonb_build_array(p_record), p_options))::jsonb as a) answer $$;
create function tests.parcel_order(p_changes jsonb default '{}') returns jsonb language sql as $$
  select '{"externalId": "1", "number": "E-1", "status": "shipped", "placedAt": "2026-10-01T08:00:00Z", "customer": {"email": "home@tests.example"},
    "items": [{"sku": "AMP", "name": "Amplifier", "quantity": 1, "unitPrice": 10000}],
    "shipments": [{"externalId": "s1", "carrier": "KC", "trackingNumber": "T1", "trackingUrl": "https://track.example/T1", "shippedAt": "2026-10-02T08:00:00Z",
      "events": [{"at": "2026-10-02T09:00:00Z", "description": "At the depot", "location": "Bloemfontein"}]}, {"trackingNumber": "T2"}]}'::jsonb || p_changes $$;
create function tests.parcels() returns text language sql as $$
  select string_agg(concat_ws(' ', s.external_id, s.tracking_number, (select count(*) from public.shipment_events e where e.shipment_id = s.id), s.delivered_at is not null), ', ' order by s.external_id)
  from public.shipments s join public.orders o on o.id = s.order_id where o.number = 'E-1' $$;
create function tests.news() returns text language sql as $$
  select (select count(*) from public.notifications where event = 'order_status') || ' ' || (select count(*) from realtime.messages m where m.event = 'record_changed' and m.payload ->> 'id' in (select id::text from public.orders where source = 'erp')) $$;

select is(tests.import_one('orders', tests.parcel_order()), 'created', 'an order with two parcels');
select is(tests.parcels(), 'T2 T2 0 f, s1 T1 1 f', 'each known by its id or its tracking number');
select is(tests.news(), '0 0', 'of long ago is no news');
select is((select search_text from public.orders where number = 'E-1'), 'e-1 amplifier amp', 'a search finds it');
create temporary table before as select s.id from public.shipments s join public.orders o on o.id = s.order_id where o.number = 'E-1';
select is(tests.import_one('orders', tests.parcel_order('{"status": "delivered", "events": [{"status": "delivered", "at": "2026-10-05T10:00:00Z"}],
  "shipments": [{"externalId": "s1", "carrier": "KC", "trackingNumber": "T1", "deliveredAt": "2026-10-05T10:00:00Z",
    "events": [{"at": "2026-10-02T09:00:00Z", "description": "At the depot"}, {"at": "2026-10-05T10:00:00Z", "description": "Delivered"}]}]}')), 'updated', 'that arrives');
select is(tests.parcels(), 'T2 T2 0 f, s1 T1 2 t', 'has the events of both days, once each');
select is((select count(*) from public.shipments s join before using (id)), 2::bigint, 'in the same parcels');
select is((select string_agg(e.status || ' ' || private.iso(e.occurred_at), ', ' order by e.occurred_at) from public.order_events e join public.orders o on o.id = e.order_id where o.number = 'E-1'),
  'shipped 2026-10-01T08:00:00.000000Z, delivered 2026-10-05T10:00:00.000000Z', 'and the order''s, when they happened');
select matches(tests.news(), '^[23] 2$', 'which the customer''s people are told');
select is(tests.import_one('orders', tests.parcel_order('{"status": "refunded"}'), '{"notify": false}'), 'updated', 'history');
select matches(tests.news(), '^[23] 2$', 'is not');
select is(tests.import_one('orders', '{"externalId": "2", "customer": {"email": "home@tests.example"}, "carrier": "KC", "trackingNumber": "T9", "items": [{"name": "X", "quantity": 1, "unitPrice": {"amount": 5, "currency": "JPY"}}]}'), 'created', 'an order of today');
select is((select s.tracking_number || ' ' || o.currency from public.shipments s join public.orders o on o.id = s.order_id where o.number = '2'), 'T9 JPY', 'with its one parcel');
select matches(tests.news(), '^[23] 4$', 'is announced');

select * from finish();
rollback;

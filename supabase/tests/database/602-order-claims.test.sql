-- Until when a line can be reported, and when tracking is stale.

begin;
select plan(29);
select tests.set_stage();
update public.customer_profiles set time_zone = 'Africa/Johannesburg' where id = tests.id('home');

create function tests.claimable(p_name text default 'customer') returns jsonb language sql as $$
  select tests.as(p_name, 'select public.get_order(''O-home'') #> ''{items,0,claimable}''')::jsonb $$;
create function tests.claim_one(p_name text default 'customer') returns text language sql as $$
  select case when a like '{%' then 'claimed' else a end from tests.as(p_name, format('select public.create_ticket(null, %L)', jsonb_build_object(
    'subject', 'Broken', 'description', 'Broken.', 'category', 'order_issue', 'orderId', tests.id('order of home'),
    'affectedItems', jsonb_build_array(jsonb_build_object('orderItemId', tests.id('line of home'), 'quantity', 1))))) as a $$;
create function tests.delivered(p_at timestamptz) returns void language sql as $$
  update public.order_events set occurred_at = p_at where order_id = tests.id('order of home') $$;
create function tests.state() returns jsonb language sql as $$
  select (a::jsonb #> '{shipments,0}') - array['events', 'id', 'carrier', 'trackingNumber', 'trackingUrl', 'shippedAt', 'expectedAt', 'deliveredAt', 'cancelledAt', 'lastEventAt']
  from tests.as('customer', 'select public.get_order(''O-home'')') as a $$;

-- The window ------------------------------------------------------------------------------------------

select tests.delivered('2026-03-01 22:30:00+00');
select is(private.claim_until(o), '2026-04-01 23:59:59+02', 'thirty days after the day of delivery, to its end, where the customer is')
from public.orders o where number = 'O-home';
select is(tests.claimable(), jsonb_build_object('quantity', 0, 'until', '2026-04-01T21:59:59.000000Z', 'reason', 'window_passed'), 'after that nothing can be reported');
select is(tests.claim_one(), 'PT422 validation_failed', 'by no customer');
select is(tests.failure_as('customer', format('select public.create_ticket(null, %L)', jsonb_build_object('subject', 'x', 'description', 'x', 'category', 'order_issue',
    'orderId', tests.id('order of home'), 'affectedItems', jsonb_build_array(jsonb_build_object('orderItemId', tests.id('line of home'), 'quantity', 1))))) ->> 'hint',
  'Items of this order could be reported until 1 April 2026.', 'who is told until when it was possible');

select tests.delivered(now() - interval '29 days');
select is(tests.claimable() - 'until', '{"quantity": 2, "reason": null}', 'within the window what is left of three can be');
update public.app_settings set value = '7' where key = 'claim_window_days';
select is(tests.claimable() ->> 'reason', 'window_passed', 'the window is a setting');
select is(tests.claim_one(), 'PT422 validation_failed', 'that the command keeps to');
select ok(tests.as('customer', format('select public.create_ticket(null, %L)', jsonb_build_object('subject', 'x', 'description', 'x', 'category', 'order_issue',
  'orderId', tests.id('order of home')))) like '{%', 'a ticket without lines can be opened at any time');
select ok(tests.as('agent', format('select public.create_ticket(null, %L)', jsonb_build_object('subject', 'x', 'description', 'x', 'category', 'order_issue',
  'customerId', tests.id('home'), 'orderId', tests.id('order of home'), 'affectedItems', jsonb_build_array(jsonb_build_object('orderItemId', tests.id('line of home'), 'quantity', 1)))))
  like '{%', 'and staff may be generous');
update public.app_settings set value = '"a month"' where key = 'claim_window_days';
select is(tests.claimable() - 'until', '{"quantity": 1, "reason": null}', 'a setting that is no number is thirty');
select is(tests.claim_one(), 'claimed', 'the last one of three is claimed');
select is(tests.claimable() - 'until', '{"quantity": 0, "reason": "claimed"}', 'and then none is left');

-- Without a word about the delivery
delete from public.order_events;
update public.shipments set delivered_at = now() - interval '3 days';
select is((select private.order_delivered_at(o) from public.orders o where number = 'O-home'), now() - interval '3 days', 'a parcel says when the order came,');
update public.shipments set delivered_at = null;
update public.orders set placed_at = now() - interval '20 days' where number = 'O-home';
select is((select private.order_delivered_at(o) from public.orders o where number = 'O-home'), now() - interval '20 days', 'without one the day of the order has to do');
update public.orders set status = 'shipped' where number = 'O-home';
select is((select private.claim_until(o) from public.orders o where number = 'O-home'), null, 'what is underway has no end yet');

-- Tracking --------------------------------------------------------------------------------------------

delete from public.shipment_events;
update public.shipments set shipped_at = now() - interval '5 days';
select is(tests.state(), '{"state": "underway", "isStale": true}', 'underway for five days without a word is stale');
insert into public.shipment_events (shipment_id, description, occurred_at) values (tests.id('parcel of home'), 'At the depot', now() - interval '3 days');
select is(tests.state(), '{"state": "underway", "isStale": false}', 'a word three days ago will do');
update public.app_settings set value = '2' where key = 'tracking_stale_days';
select is(tests.state(), '{"state": "underway", "isStale": true}', 'unless the business is stricter');
update public.orders set status = 'cancelled' where number = 'O-home';
select is(tests.state(), '{"state": "cancelled", "isStale": false}', 'of a cancelled order nobody expects news');
update public.orders set status = 'delivered' where number = 'O-home';
select is(tests.state(), '{"state": "delivered", "isStale": false}', 'nor of a delivered one');
update public.orders set status = 'shipped' where number = 'O-home';
update public.shipments set cancelled_at = now();
select is(tests.state(), '{"state": "cancelled", "isStale": false}', 'a parcel that was called back is not underway');
update public.shipments set cancelled_at = null, shipped_at = null;
select is(tests.state() ->> 'state', 'preparing', 'nor one that nobody has handed over');

-- The form --------------------------------------------------------------------------------------------

create function tests.subjects(p_name text, p_order text default null) returns jsonb language sql as $$
  select case when a like '{%' then a::jsonb else to_jsonb(a) end from tests.as(p_name, format('select public.ticket_subjects(%L)', p_order)) as a $$;
select is(tests.subjects('agent') #>> '{}', 'PT403 customer_only', 'staff choose a customer first');
select is(jsonb_path_query_array(tests.subjects('other'), '$.orders[*].number'), '["O-elsewhere"]', 'the form offers one''s own orders');
select is(jsonb_path_query_array(tests.subjects('other', 'O-home'), '$.orders[*].number'), '["O-elsewhere"]', 'whatever the address names');
select is(tests.as('other', 'select public.ticket_subjects(''O-elsewhere'', false) -> ''orders'''), '[]', 'or none, where none is asked for');
insert into public.orders (customer_id, number, subtotal, total, placed_at)
select tests.id('home'), 'N-' || n, 0, 0, now() from generate_series(1, 50) as n;
select is(jsonb_array_length(tests.subjects('customer') -> 'orders'), 50, 'the latest fifty');
select is(tests.subjects('customer', ref) #>> '{orders,50,number}', 'O-home', 'and an older one when somebody comes from it')
from unnest(array['O-home', tests.id('order of home')::text]) as ref;

select * from finish();
rollback;

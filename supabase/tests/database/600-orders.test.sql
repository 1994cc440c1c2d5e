-- Orders: their status, what is found, and what of them is told.

begin;
select plan(26);
select tests.set_stage();

create function tests.change_order(p_name text, p_input jsonb, p_order text default 'order of home') returns text language sql as $$
  select case when a like '{%' then a::jsonb ->> 'status' else a end
  from tests.as(p_name, format('select public.change_order_status(%L, %L)', tests.id(p_order), p_input)) as a $$;

-- Status ------------------------------------------------------------------------------------------

select is(tests.each(format('select public.change_order_status(%L, ''{"status": "refunded"}'') ->> ''status''', tests.id('order of elsewhere'))),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: refunded, admin: refunded, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'only staff change the status of an order');
select is((select count(*) from public.order_events where order_id = tests.id('order of elsewhere') and status = 'refunded'), 1::bigint,
  'and asking for what is so already does nothing');
select is(tests.change_order('agent', '{"status": "paid"}'), 'PT409 invalid_transition', 'what is delivered cannot become unpaid');
select is(tests.change_order('agent', '{"status": "refunded", "expectedStatus": "shipped"}'), 'PT409 order_changed', 'nor does one act on what is no longer so');
select is(tests.change_order('agent', '{"status": "lost"}'), 'PT422 validation_failed', 'a status is one of the list');
select is(tests.change_order('agent', '{"status": "refunded"}', 'no such order'), 'PT404 order_not_found', 'an order has to exist');
select is(tests.change_order('agent', jsonb_build_object('status', 'refunded', 'note', repeat('x', 501))), 'PT422 validation_failed', 'a note has a limit');
select is(tests.change_order('agent', '{"status": "refunded", "expectedStatus": "delivered", "note": " Paid out \u0007 "}'), 'refunded', 'a refund follows a delivery');
select results_eq($$select status::text, note from public.order_events where order_id = tests.id('order of home') and note is not null$$,
  $$values ('refunded', 'Paid out')$$, 'and is an event');
select set_eq($$select user_id, data ->> 'number' as number, data ->> 'status' as status from public.notifications where event = 'order_status' and resource_id = tests.id('order of home')$$,
  $$select tests.id(p), 'O-home' as number, 'refunded' as status from unnest(array['customer', 'colleague', 'signed_out']) as p$$, 'of which everybody of the profile is told who may use the portal');
select set_eq($$select topic, payload - 'id' as payload from realtime.messages where event = 'record_changed' and payload ->> 'id' = tests.id('order of home')::text$$,
  $$select t, jsonb_build_object('kind', 'order') from unnest(array['staff', 'customer:' || tests.id('home')]) as t$$, 'open pages hear that, and nothing more');
select results_eq($$select actor_id, action, customer_id from public.portal_audit_log where resource_id = tests.id('order of home')::text$$,
  $$select tests.id('agent'), 'order.status', tests.id('home')$$, 'and the audit log knows who did it');

-- As imports do it
select is((private.set_order_status(tests.id('order of home'), 'paid', null, '2026-01-02', false, true)).status, 'paid', 'an import takes what its source says,');
select is((select occurred_at from public.order_events where order_id = tests.id('order of home') and status = 'paid'), '2026-01-02'::timestamptz, 'at the time that it says,');
select is((select count(*) from public.notifications where data ->> 'status' = 'paid'), 0::bigint, 'and tells nobody unless it should');
select throws_ok($$insert into public.order_events (order_id, status, occurred_at) values (tests.id('order of home'), 'paid', '2026-01-02')$$, '23505', null,
  'what happened happened once');
select throws_ok(format('insert into public.shipments (order_id, tracking_url) values (%L, %L)', tests.id('order of home'), url), '23514', null, 'refused: ' || url)
from unnest(array['javascript:alert(1)', 'ftp://x', 'https://a b']) as url;

-- What a search looks through ----------------------------------------------------------------------

create function tests.found_by(p_order text) returns text language sql as $$ select search_text from public.orders where id = tests.id(p_order) $$;
select is(tests.found_by('order of home'), 'o-home amplifier amp', 'an order is found by number, names and SKUs');
insert into public.order_items (order_id, position, sku, name, quantity, unit_price, total) values (tests.id('order of home'), 2, 'KFE', 'Café Ålesund', 1, 1, 1);
select is(tests.found_by('order of home'), 'o-home amplifier amp cafe alesund kfe', 'whatever the accents,');
update public.order_items set name = 'Tea' where sku = 'KFE';
select is(tests.found_by('order of home'), 'o-home amplifier amp tea kfe', 'by what a line says now,');
delete from public.order_items where sku = 'KFE';
select is(tests.found_by('order of home'), 'o-home amplifier amp', 'no longer by a line that is gone,');
update public.orders set number = 'Z-1' where id = tests.id('order of home');
select is(tests.found_by('order of home'), 'z-1 amplifier amp', 'and by the number that it has.');
delete from public.order_items where order_id = tests.id('order of elsewhere');
select is(tests.found_by('order of elsewhere'), 'o-elsewhere ', 'An order without lines has its number');
insert into public.orders (id, customer_id, number, subtotal, total, search_text) values (tests.id('ready'), tests.id('home'), 'R-1', 0, 0, 'r-1 made ready');
select is(tests.found_by('ready'), 'r-1 made ready', 'and an import may bring the text with it');

select * from finish();
rollback;

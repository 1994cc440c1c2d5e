-- resolve_ticket and decide_refund: who may, how much goes back, who approves, and what is seen of it.
-- The order of home: three amplifiers of R 100.00, paid. Ticket open is about one of them.

begin;
select plan(79);
select tests.set_stage();
-- These tests take invoices away again, which nothing else can.
alter table public.invoices disable trigger invoices_keep;
update public.support_tickets set order_id = tests.id('order of home'), status = 'in_progress', assignee_id = tests.id('agent') where id = tests.id('open');
update public.app_settings set value = '{"agent": {"ZAR": 5000}}' where key = 'refund_limits';

create function tests.resolve_as(p_name text, p_type text, p_refund jsonb default null, p_more jsonb default '{}', p_ticket text default 'open') returns text language sql as $$
  select case when a like '{%' then concat_ws(' ', a::jsonb ->> 'status', a::jsonb -> 'refund' ->> 'status', a::jsonb -> 'refund' -> 'amount' ->> 'amount') else a end
  from tests.as(p_name, format('select public.resolve_ticket(%L, %L)', tests.id(p_ticket),
    jsonb_build_object('resolutionType', p_type, 'notes', 'We are sorry.') || case when p_refund is null then '{}' else jsonb_build_object('refund', p_refund) end || p_more)) as a $$;
create function tests.money(p_amount bigint, p_currency text default 'ZAR') returns jsonb language sql as $$ select jsonb_build_object('amount', p_amount, 'currency', p_currency) $$;
create function tests.most(p_ticket text default 'open') returns text language sql as $$
  select concat_ws(' ', m ->> 'currency', m ->> 'amount') from (select private.refundable(t) as m from public.support_tickets t where t.id = tests.id(p_ticket)) x $$;
create function tests.reopen(p_ticket text default 'open') returns void language sql as $$
  update public.support_tickets set status = 'in_progress', resolution_type = null where id = tests.id(p_ticket) $$;
create function tests.start_over() returns void language sql as $$
  delete from public.refund_items; delete from public.refunds; delete from public.notifications;
  delete from public.ticket_events where type like 'refund%' or type = 'status_changed';
  delete from public.invoices where order_id is not null;
  update public.orders set status = 'delivered', subtotal = 30000, tax = 0, shipping = 0, discount = 0, total = 30000, currency = 'ZAR' where id = tests.id('order of home');
  update public.order_items set quantity = 3, total = 30000 where id = tests.id('line of home');
  select tests.reopen() $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;
create function tests.refund() returns uuid language sql as $$ select id from public.refunds order by created_at desc limit 1 $$;
create function tests.decide_as(p_name text, p_approve boolean, p_reason text default null) returns text language sql as $$
  select case when a like '{%' then concat_ws(' ', a::jsonb ->> 'status', a::jsonb -> 'refund' ->> 'status') else a end
  from tests.as(p_name, format('select public.decide_refund(%L, %L, %L)', tests.refund(), p_approve, p_reason)) as a $$;

-- Who, and how --------------------------------------------------------------------------------------

select is(tests.each(format('select public.resolve_ticket(%L, %L) ->> ''status''', tests.id('private'), '{"resolutionType": "no_action", "notes": "Done."}')),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: resolved, admin: PT409 invalid_transition, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'staff resolve, once');
select is(tests.resolve_as('agent', t), 'PT422 validation_failed', 'refused: ' || coalesce(t, 'nothing')) from unnest(array['', 'solved', null]) as t;
select is(tests.resolve_as('agent', 'no_action', null, '{"notes": " "}'), 'PT422 validation_failed', 'notes are for the customer, and required');
select is(tests.resolve_as('agent', 'no_action', null, jsonb_build_object('notes', repeat('x', 5001))), 'PT422 validation_failed', '5,000 characters at most');
select is(tests.resolve_as('agent', 'no_action', null, '{"expectedVersion": 99}'), 'PT409 ticket_changed', 'whoever saw another version is told');
select is(tests.resolve_as('agent', 'replacement'), 'resolved', 'an agent sends another one');
select is((select resolution_type || ': ' || resolution_notes from public.support_tickets where id = tests.id('open')), 'replacement: We are sorry.', 'with its reason');
select is(tests.resolve_as('agent', 'replacement'), 'resolved', 'a double click is one resolution');
select is((select count(*) from public.ticket_events where ticket_id = tests.id('open') and new_value = 'resolved'), 1::bigint, 'with one entry');
select is(tests.resolve_as('admin', 'replacement'), 'PT409 invalid_transition', 'somebody else is told that it is resolved');
select is(tests.told('ticket_status'), 'colleague, customer', 'the requesters are told');
select is((select action from public.portal_audit_log where action = 'ticket.resolve' and resource_id = tests.id('open')::text), 'ticket.resolve', 'so is the audit log');

-- How much ------------------------------------------------------------------------------------------

select tests.start_over();
select is(tests.most(), 'ZAR 10000', 'one of three amplifiers: a third of what was paid');
select is(tests.resolve_as('agent', 'partial_refund'), 'PT422 validation_failed', 'a part has to be named');
select is(tests.resolve_as('agent', t, tests.money(100)), 'PT422 validation_failed', 'no money with ' || t) from unnest(array['replacement', 'no_action', 'other']) as t;
select is(tests.resolve_as('agent', 'partial_refund', r), 'PT422 validation_failed', 'refused: ' || r::text)
from unnest(array['{"amount": 0}', '{"amount": -1}', '{"amount": 1.5}', '{"amount": "x"}', '{"amount": 10001, "currency": "ZAR"}', '{"amount": 100, "currency": "USD"}', '100']::jsonb[]) as r;
select is((tests.failure_as('agent', format('select public.resolve_ticket(%L, %L)', tests.id('open'),
  '{"resolutionType": "partial_refund", "notes": "Sorry", "refund": {"amount": 10001, "currency": "ZAR"}}'))) ->> 'hint',
  'At most ZAR 100.00 can go back: what was paid for this, less earlier refunds.', 'saying how much may');
select is(tests.resolve_as('agent', 'partial_refund', tests.money(3000)), 'resolved approved 3000', 'within the limit an agent gives back at once');
select results_eq($$select quantity, amount from public.refund_items$$, $$values (1, 3000::bigint)$$, 'for the affected line');
select results_eq($$select type, new_value, is_internal from public.ticket_events where type like 'refund%'$$, $$values ('refund_approved', 'ZAR 3000', false)$$, 'and the timeline says so');
select tests.reopen();
select is(tests.most(), 'ZAR 7000', 'what went back cannot again');
select is(tests.resolve_as('agent', 'full_refund', tests.money(7001)), 'PT422 validation_failed', 'by no cent');
select is(tests.resolve_as('agent', 'full_refund'), 'resolved pending_approval 7000', 'a full refund is the rest; with what went before it is above the limit');
select is(tests.told('refund_requested'), 'admin', 'so admins are asked');
select tests.reopen();
select is(tests.most(), 'ZAR 0', 'what waits for approval counts');
select is(tests.resolve_as('admin', 'full_refund'), 'PT422 validation_failed', 'then nothing is left');
select is(tests.resolve_as('agent', 'store_credit'), 'resolved pending_approval 7000', 'a store credit may be without an amount: this is the refund from before');
select is((select count(*) from public.refunds), 2::bigint, 'and makes none');

select tests.start_over();
select is(tests.resolve_as('agent', 'partial_refund', tests.money(3000)), 'resolved approved 3000', 'Two halves');
select tests.reopen();
select is(tests.resolve_as('agent', 'partial_refund', tests.money(2001)), 'resolved pending_approval 2001', 'are no way round the limit.');
select tests.start_over();
select is(tests.resolve_as('admin', 'full_refund'), 'resolved approved 10000', 'An admin has no limit');
update public.app_settings set value = '{"agent": {"USD": 5000}, "admin": {"ZAR": 9999}}' where key = 'refund_limits';
select tests.start_over();
select is(tests.resolve_as('admin', 'full_refund'), 'resolved pending_approval 10000', 'unless the business sets one;');
select tests.start_over();
select is(tests.resolve_as('agent', 'partial_refund', tests.money(1)), 'resolved pending_approval 1', 'in a currency without a limit agents always ask.');
update public.app_settings set value = '{"agent": {"ZAR": 5000}}' where key = 'refund_limits';

-- What was paid ---------------------------------------------------------------------------------------

select tests.start_over();
create function tests.most_when(p_status public.order_status) returns text language sql as $$
  update public.orders set status = p_status where id = tests.id('order of home');
  select tests.most() $$;
select is(string_agg(s || ' ' || tests.most_when(s), ', ' order by s),
  'pending ZAR 0, paid ZAR 10000, processing ZAR 10000, shipped ZAR 10000, delivered ZAR 10000, cancelled ZAR 0, refunded ZAR 0',
  'an order is paid when it is past pending, and nothing is left once the shop refunded it') from unnest(enum_range(null::public.order_status)) as s;
select tests.start_over();
insert into public.invoices (id, customer_id, order_id, number, subtotal, total, amount_paid, issued_on, due_on)
values (tests.id('invoice of the order'), tests.id('home'), tests.id('order of home'), 'I-order', 30000, 30000, 15000, current_date, current_date);
select is(tests.most(), 'ZAR 5000', 'where there is an invoice, what it says was paid counts');
update public.invoices set status = 'cancelled' where id = tests.id('invoice of the order');
select is(tests.most(), 'ZAR 10000', 'unless it was cancelled');
delete from public.invoices where id = tests.id('invoice of the order');
update public.orders set discount = 3000, shipping = 5000, tax = 4800, total = 36800 where id = tests.id('order of home');
select is(tests.most(), 'ZAR 10350', 'tax and discount belong to the goods, delivery does not: a third of 27,000 and its tax');
delete from public.ticket_affected_items;
select is(tests.most(), 'ZAR 36800', 'a ticket that names no items is about the whole order');
insert into public.ticket_affected_items (ticket_id, order_item_id, quantity) values (tests.id('open'), tests.id('line of home'), 1);
update public.orders set discount = 0, shipping = 0, tax = 0, total = 100, subtotal = 100 where id = tests.id('order of home');
update public.order_items set total = 100 where id = tests.id('line of home');
select is(tests.most(), 'ZAR 33', 'thirds are rounded');
update public.support_tickets set order_id = null where id = tests.id('open');
select is(tests.most(), '', 'without an order nothing was paid');
select is(tests.resolve_as('admin', 'full_refund'), 'PT422 validation_failed', 'and nothing goes back');
update public.support_tickets set order_id = tests.id('order of home') where id = tests.id('open');

-- Several tickets of one order ----------------------------------------------------------------------------

select tests.start_over();
select tests.ticket('second', 'home', 'customer');
update public.support_tickets set order_id = tests.id('order of home'), status = 'in_progress' where id = tests.id('second');
select is(tests.most('second'), 'ZAR 30000', 'another ticket, about the whole order,');
select is(tests.resolve_as('admin', 'full_refund'), 'resolved approved 10000', 'after one piece was refunded,');
select is(tests.most('second'), 'ZAR 20000', 'has what is left of it');
select is(tests.resolve_as('admin', 'full_refund', null, '{}', 'second'), 'resolved approved 20000', 'and no more');
select is((select sum(amount) from public.refunds), 30000::numeric, 'which is all that was paid');
select tests.start_over();
insert into public.ticket_affected_items (ticket_id, order_item_id, quantity) values (tests.id('second'), tests.id('line of home'), 2);
select tests.reopen('second');
select is(tests.resolve_as('admin', 'full_refund', null, '{}', 'second'), 'resolved approved 20000', 'two pieces here, one there');
select is(tests.most(), 'ZAR 10000', 'do not touch each other');

-- Approval --------------------------------------------------------------------------------------------------

select tests.start_over();
select is(tests.resolve_as('agent', 'full_refund'), 'resolved pending_approval 10000', 'Above the limit');
select is(tests.each(format('select public.decide_refund(%L, null) ->> ''status''', tests.refund())),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: PT422 validation_failed, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'admins decide');
select is(tests.readers('refunds'), 'customer 1, colleague 1', 'what waits is seen with its ticket');
select is(tests.decide_as('admin', true), 'resolved approved', 'An approved refund');
select is(tests.decide_as('admin', true), 'resolved approved', 'is approved once,');
select is(tests.decide_as('admin', false, 'No.'), 'PT409 refund_decided', 'and not refused afterwards.');
select is(tests.told('refund_approved'), 'agent, customer', 'Whoever asked, and the customer, are told.');
select tests.start_over();
select is(tests.resolve_as('agent', 'full_refund'), 'resolved pending_approval 10000', 'Another');
select is(tests.decide_as('admin', false), 'PT422 validation_failed', 'is refused for a reason,');
select is(tests.decide_as('admin', false, 'Not our fault.'), 'in_progress rejected', 'which puts the ticket back to work,');
select results_eq($$select type, note, is_internal from public.ticket_events where type = 'refund_rejected'$$, $$values ('refund_rejected', 'Not our fault.', true)$$, 'is for staff alone,');
select is(tests.readers('refunds') || '; ' || tests.readers('refund_items'), 'nobody; nobody', 'and seen by them alone.');
select is(tests.told('refund_rejected'), 'agent', 'Whoever asked is told.');
select is(tests.most(), 'ZAR 10000', 'What was refused may be given another time.');
update public.refunds set status = 'pending_approval', decided_at = null, approved_by = null, requested_by = tests.id('admin');
select is(tests.decide_as('admin', true), 'PT403 own_refund', 'Nobody approves what they asked for.');

-- What the customer reads --------------------------------------------------------------------------------------

update public.refunds set status = 'approved', decided_at = now(), requested_by = tests.id('agent');
create function tests.reads(p_name text, p_key text) returns jsonb language sql as $$
  select tests.as(p_name, format('select public.get_ticket(%L)', tests.id('open')))::jsonb -> p_key $$;
select is(tests.reads('customer', 'refunds') -> 0 ->> 'status' || ' ' || jsonb_array_length(tests.reads('customer', 'refunds')), 'approved 1', 'the customer reads of the refund');
select ok(not tests.reads('customer', 'refunds') -> 0 ? 'requestedBy', 'but not who asked for it');
select is(tests.reads('agent', 'refunds') -> 0 ->> 'requestedBy', 'Agent', 'which staff do');
select is(tests.reads('customer', 'refundable'), null, 'nor what more there might be');
select is((tests.reads('agent', 'refundable') ->> 'amount') || ' ' || tests.reads('agent', 'refundLimit'), '0 5000', 'which staff know, with their limit');
select is(tests.reads('admin', 'refundLimit'), 'null'::jsonb, 'an admin has none');

select * from finish();
rollback;

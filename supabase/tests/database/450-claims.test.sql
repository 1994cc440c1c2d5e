-- Affected items: no line is claimed beyond what was bought, in however many tickets.
-- The line of home has three pieces; ticket open claims one of them.

begin;
select plan(19);
select tests.set_stage();

create function tests.claim_as(p_name text, p_items jsonb, p_order text default 'order of home') returns text language sql as $$
  select tests.as(p_name, format('select public.create_ticket(null, %L)', jsonb_build_object(
    'subject', 'Broken', 'description', 'Broken.', 'category', 'order_issue', 'orderId', tests.id(p_order), 'affectedItems', p_items))) $$;
create function tests.pieces(p_quantity jsonb, p_line text default 'line of home') returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('orderItemId', tests.id(p_line), 'quantity', p_quantity, 'note', 'Cracked')) $$;

select is(tests.claim_as('customer', tests.pieces('3')), 'PT422 validation_failed', 'three pieces are one too many');
select is(tests.failure_as('customer', format('select public.create_ticket(null, %L)', jsonb_build_object('subject', 'x', 'description', 'x',
    'category', 'order_issue', 'orderId', tests.id('order of home'), 'affectedItems', tests.pieces('3')))) ->> 'hint',
  'Amplifier: 2 of 3 can still be claimed.', 'which the refusal explains');
select is(tests.claim_as('customer', tests.pieces('1') || tests.pieces('2')), 'PT422 validation_failed', 'nor do they fit in two entries for one line');
select ok(tests.claim_as('customer', tests.pieces('1') || tests.pieces('1')) like '{%', 'two entries of one do');
select results_eq($$select quantity, note from public.ticket_affected_items where ticket_id <> tests.id('open')$$, $$values (2, 'Cracked')$$, 'and are added up');
select is(tests.claim_as('colleague', tests.pieces('1')), 'PT422 validation_failed', 'now nothing is left, for a colleague neither');
select is(tests.claim_as('agent', tests.pieces('1')), 'PT422 validation_failed', 'nor for staff');

-- A cancelled ticket claims nothing.
create temporary table second as select ticket_id as id from public.ticket_affected_items where ticket_id <> tests.id('open');
create function tests.change_as(p_name text, p_action text, p_id uuid) returns text language sql as $$
  select case when a like '{%' then a::jsonb ->> 'status' else a end from tests.as(p_name, format('select public.change_ticket_status(%L, %L)', p_id, p_action)) as a $$;
select is(tests.change_as('customer', 'cancel', id), 'cancelled', 'a cancelled ticket claims nothing,') from second;
select ok(tests.claim_as('customer', tests.pieces('2')) like '{%', 'so that others may,');
select is(tests.change_as('agent', 'reopen', id), 'PT409 items_claimed_elsewhere', 'and then cannot come back') from second;
update public.support_tickets set status = 'cancelled' where id <> tests.id('open') and id not in (select id from second);
select is(tests.change_as('agent', 'reopen', id), 'in_progress', 'unless there is room again') from second;
select is((select sum(a.quantity) from public.ticket_affected_items a join public.support_tickets t on t.id = a.ticket_id where t.status <> 'cancelled'), 3::bigint, 'three pieces in all');

-- What is no claim ------------------------------------------------------------------------------------

select is(tests.claim_as('customer', items), 'PT422 validation_failed', 'refused: ' || why)
from (values
  (tests.pieces('0'), 'no piece'), (tests.pieces('-1'), 'less than none'), (tests.pieces('1.5'), 'half a piece'), (tests.pieces('null'), 'no quantity'),
  (tests.pieces('1', 'line of elsewhere'), 'a line of another order'), ('[{"orderItemId": "x", "quantity": 1}]'::jsonb, 'a line that is no id'),
  ((select jsonb_agg(tests.pieces('1') -> 0) from generate_series(1, 101)), '101 lines')) as v(items, why);

select * from finish();
rollback;

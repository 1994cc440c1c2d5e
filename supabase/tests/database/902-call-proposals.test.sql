-- What the assistant proposes about calls: nothing happens before the customer confirms, and then exactly that.

begin;
select plan(14);
select tests.set_stage();
update public.customer_profiles set phone = '+27 82 555 0101' where id = tests.id('home');
insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
select tests.id('agent'), current_date - 7, 'UTC', jsonb_agg(jsonb_build_object('weekday', d, 'opens', '00:00', 'closes', '24:00')) from generate_series(0, 6) d;
create table tests.answer as
  select (tests.as('customer', $q$select public.begin_chat_turn(null, '{"message": "Please do"}')$q$)::jsonb ->> 'messageId')::uuid as id;
create function tests.at(p_hours int) returns timestamptz language sql stable as $$
  select date_trunc('day', now()) + interval '72 hours' + make_interval(hours => p_hours) $$;
create function tests.propose(p_kind text, p_input jsonb) returns text language sql as $$
  select tests.as('customer', format('select public.propose_chat_action(%L, %L, %L)', (select id from tests.answer), p_kind, p_input)) $$;
create function tests.confirm_as(p_name text, p_action text) returns text language sql as $$
  select tests.as(p_name, format('select public.confirm_chat_action(%L)', p_action::jsonb ->> 'id')) $$;
create function tests.booking(p_hours int) returns jsonb language sql stable as $$
  select jsonb_build_object('startsAt', private.iso(tests.at(p_hours)), 'purpose', 'Router') $$;

create temporary table one as select tests.propose('book_call', tests.booking(9)) as a;
select is(a::jsonb -> 'facts' -> 1 ->> 'at', private.iso(tests.at(9)), 'a booking is proposed with its time') from one;
select is((select count(*)::int from public.scheduled_calls where agent_id is not null), 0, 'and nothing is booked');
select is(tests.propose('book_call', tests.booking(9) || '{"startsAt": "2020-01-01T00:00:00Z"}'), 'PT409 slot_taken', 'a time that is not free is not proposed');
select is(tests.propose('book_call', '{"purpose": "x"}'), 'PT422 validation_failed', 'nor none');
select is(tests.confirm_as('colleague', a), 'PT404 chat_action_not_found', 'nobody else confirms') from one;
select is(tests.confirm_as('customer', a)::jsonb ->> 'status', 'done', 'the customer does') from one;
select is(tests.confirm_as('customer', a)::jsonb ->> 'status', 'done', 'once') from one;
select results_eq('select agent_id, starts_at, purpose, phone from public.scheduled_calls where agent_id is not null',
  $$values (tests.id('agent'), tests.at(9), 'Router', '+27 82 555 0101')$$, 'and gets what the card said');

create temporary table booked as select id from public.scheduled_calls where agent_id is not null;
create temporary table two as select tests.propose('move_call', jsonb_build_object('callId', id, 'startsAt', private.iso(tests.at(11)))) as a from booked;
create temporary table three as select tests.propose('cancel_call', jsonb_build_object('callId', id, 'reason', 'Solved')) as a from booked;
select is(tests.confirm_as('customer', a)::jsonb ->> 'href', '/portal/calls/' || (select id from booked), 'a call is moved') from two;
select is((select starts_at from public.scheduled_calls where id = (select id from booked)), tests.at(11), 'to where it was said');
select is(tests.confirm_as('customer', a)::jsonb -> 'failure' ->> 'reason', 'call_changed', 'what was proposed before is about a call that was another') from three;
select is(tests.confirm_as('customer', tests.propose('cancel_call', jsonb_build_object('callId', id, 'reason', 'All solved')))::jsonb ->> 'status', 'done', 'proposed again it is cancelled') from booked;
select is((select cancel_reason from public.scheduled_calls where id = (select id from booked)), 'All solved', 'with its reason');
select is(tests.propose('cancel_call', jsonb_build_object('callId', (select id from public.scheduled_calls where customer_id = tests.id('elsewhere')))), 'PT404 call_not_found', 'others'' calls are not there');

select * from finish();
rollback;

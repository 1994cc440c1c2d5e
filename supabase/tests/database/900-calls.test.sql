-- Booking, moving, cancelling and waiting for calls. The agent can be called around the clock, in a zone without
-- daylight saving; the calls of the stage have no agent, and one hour each.

begin;
select plan(105);
select tests.set_stage();
update public.customer_profiles set phone = '+27 82 555 0101' where id = tests.id('home');
insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
select tests.id('agent'), current_date - 7, 'UTC', jsonb_agg(jsonb_build_object('weekday', d, 'opens', '00:00', 'closes', '24:00')) from generate_series(0, 6) d;

create function tests.at(p_hours numeric) returns timestamptz language sql stable as $$
  select date_trunc('day', now()) + interval '72 hours' + make_interval(mins => (p_hours * 60)::int) $$;
create function tests.book_as(p_name text, p_hours numeric, p_input jsonb default '{}', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.schedule_call(%L, %L)', p_key,
    jsonb_build_object('startsAt', private.iso(tests.at(p_hours)), 'purpose', 'Set up the router') || p_input)) $$;
create function tests.move_as(p_name text, p_call uuid, p_hours numeric, p_version int default null) returns text language sql as $$
  select tests.as(p_name, format('select public.move_call(%L, %L, %s)', p_call, private.iso(tests.at(p_hours)), coalesce(p_version::text, 'null'))) $$;
create function tests.word(p_answer text) returns text language sql as $$
  select case when p_answer like '{%' then p_answer::jsonb ->> 'status' || ' ' || (p_answer::jsonb ->> 'version') else p_answer end $$;
create function tests.reminders(p_call uuid) returns text language sql as $$
  select coalesce(string_agg(dedupe_key, ', ' order by run_at), 'none') from (
    select replace(dedupe_key, 'call_reminder:' || p_call || ':', '') as dedupe_key, run_at from public.jobs
    where kind = 'call_reminder' and payload ->> 'callId' = p_call::text) j $$;

-- Booking ---------------------------------------------------------------------------------------------

create temporary table booked as select tests.book_as('customer', 9, '{"notes": "After nine", "timeZone": "Europe/London"}', 'key')::jsonb as a;
create function tests.call() returns uuid language sql security definer as $$ select (a ->> 'id')::uuid from booked $$;
select results_eq('select agent_id, requested_by, customer_id, ends_at - starts_at, purpose, notes, phone, time_zone, status::text, channel from public.scheduled_calls where id = tests.call()',
  $$values (tests.id('agent'), tests.id('customer'), tests.id('home'), interval '30 minutes', 'Set up the router', 'After nine', '+27 82 555 0101', 'Europe/London', 'scheduled', 'phone')$$,
  'a booked slot is a call with the agent who has it free, at the customer''s own number');
select is(tests.book_as('customer', 9, '{"notes": "After nine", "timeZone": "Europe/London"}', 'key')::jsonb, a, 'the same key books once') from booked;
select is(tests.book_as('customer', 10, '{}', 'key'), 'PT409 idempotency_key_reused', 'and for nothing else');
select is(tests.reminders(tests.call()), '0:24, 0:1', 'a day and an hour before, both sides are reminded');
select results_eq('select run_at from public.jobs where kind = ''call_reminder'' order by 1', 'values (tests.at(9) - interval ''24 hours''), (tests.at(8))', 'to the minute');
select is((select payload ->> 'kind' from public.jobs where dedupe_key = 'call_email:' || tests.call() || ':0'), 'booked', 'a calendar entry goes out by e-mail');
select is((select string_agg(event || ' ' || (user_id = tests.id('agent')), ', ') from public.notifications where resource_id = tests.call()), 'call_assigned true', 'the agent is told, the author is not');
select is((select string_agg(type || ' ' || actor_name, ', ') from public.call_events where call_id = tests.call()), 'booked Customer', 'it is in the call''s history');
select is((select count(*)::int from public.portal_audit_log where action = 'call.book' and resource_id = tests.call()::text), 1, 'and in the audit log');
select is(tests.readers(format('scheduled_calls where id = %L', tests.call())), 'customer 1, colleague 1', 'the people of the customer and staff see it');
select is(tests.readers(format('call_events where call_id = %L', tests.call())), 'customer 1, colleague 1', 'with its history');

select is(tests.book_as('other', 9, '{"phone": "0825550102"}'), 'PT409 slot_taken', 'the slot is gone for others');
select is(tests.book_as('other', 9.25, '{"phone": "0825550102"}'), 'PT409 slot_taken', 'a time between slots is none');
select results_eq($$select (f -> 'detail' ->> 'alternatives')::jsonb ->> 0, jsonb_array_length(f -> 'detail' -> 'alternatives') from (
  select tests.failure_as('other', format('select public.schedule_call(null, %L)', jsonb_build_object('startsAt', tests.at(9), 'purpose', 'x', 'phone', '0825550102'))) as f) x$$,
  $$values (private.iso(tests.at(-3)), 5)$$, 'whoever comes too late is told five free times around it');
select is(tests.book_as('other', 9.5, '{"phone": "082 555 0102"}')::jsonb ->> 'phone', '082 555 0102', 'the next slot is free');
select is(tests.book_as('other', 10), 'PT422 validation_failed', 'without a number nobody can call');
select is(tests.book_as('other', 10, '{"phone": "call me maybe"}'), 'PT422 validation_failed', 'nor at one that is none');
select is(tests.book_as(p, 20), e, p || ' booking: ' || e)
from (values ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('anonymous', '42501'), ('agent', 'PT422 validation_failed')) as v(p, e);
select is(tests.book_as('customer', 11, input), 'PT422 validation_failed', 'refused: ' || why)
from (values
  ('{"purpose": " "}'::jsonb, 'no purpose'), (jsonb_build_object('purpose', repeat('x', 201)), 'a purpose too long'), (jsonb_build_object('notes', repeat('x', 2001)), 'notes too long'),
  ('{"startsAt": "soon"}', 'a time that is none'), ('{"startsAt": null}', 'no time'), ('{"startsAt": "infinity"}', 'never'), ('{"startsAt": "2020-01-01T00:00:00Z"}', 'a time that is over'),
  ('{"category": "nonsense"}', 'a subject that is none'), ('{"channel": "telepathy"}', 'a channel that is none'), ('{"timeZone": "Mars/Olympus"}', 'a zone that is none'), ('{"timeZone": "+02:00"}', 'an offset for a zone')) as v(input, why);
select is(tests.book_as('customer', 11, '{"channel": "video"}'), 'PT409 slot_taken', 'nobody takes video calls yet');
insert into public.agent_call_profiles values (tests.id('agent'), 'https://video.example/agent');
select is(tests.book_as('customer', 11, '{"channel": "video"}')::jsonb ->> 'videoUrl', 'https://video.example/agent', 'somebody with a room does');
select is(tests.book_as('customer', 0, jsonb_build_object('startsAt', date_trunc('hour', now()) + interval '2 hours')), 'PT409 slot_taken', 'a slot that is sooner than the notice cannot be had');
select is(tests.book_as('customer', 24 * 45), 'PT409 slot_taken', 'nor one beyond the horizon');
select is(tests.word(tests.book_as('agent', 24 * 45, jsonb_build_object('customerId', tests.id('elsewhere'), 'phone', '0825550102'))), 'scheduled 1', 'staff book further ahead, on behalf of a customer');
select is((select string_agg(event, ', ') from public.notifications where user_id = tests.id('other') and event like 'call%'), 'call_booked', 'who is told');
select is(tests.word(tests.book_as('customer', 12)), 'PT409 too_many_calls', 'three calls ahead are as many as a customer can have');

-- Two agents: skills, and whose turn it is --------------------------------------------------------------

insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
select tests.id('admin'), valid_from, time_zone, windows from public.agent_availability where agent_id = tests.id('agent');
update public.scheduled_calls set status = 'cancelled' where customer_id = tests.id('home') and agent_id is null;
create function tests.agent_for(p_hours numeric, p_input jsonb default '{}') returns text language plpgsql as $$
declare
  v_answer text := tests.book_as('agent', p_hours, p_input || jsonb_build_object('customerId', tests.id('home')));
begin
  return case when v_answer like '{%' then v_answer::jsonb ->> 'agentName' else v_answer end;
end $$;
select is(tests.agent_for(30), 'Admin', 'whoever has the fewest calls ahead has the next one');
select is(tests.agent_for(30), 'Agent', 'whoever is free has it when the other is not');
select is(tests.book_as('agent', 30, jsonb_build_object('customerId', tests.id('home'))), 'PT409 slot_taken', 'and nobody when neither is');
insert into public.agent_call_skills values (tests.id('admin'), 'billing'), (tests.id('agent'), 'technical');
select is(tests.agent_for(31, '{"category": "technical"}'), 'Agent', 'a subject goes to whoever knows it');
select is(tests.book_as('agent', 31, jsonb_build_object('customerId', tests.id('home'), 'category', 'technical')), 'PT409 slot_taken', 'and to nobody else');
select is(tests.agent_for(31, '{"category": "billing"}'), 'Admin', 'another subject to another');
select is(tests.agent_for(32, jsonb_build_object('agentId', tests.id('agent'))), 'Agent', 'staff may say who');
delete from public.agent_call_skills;

-- The constraint ------------------------------------------------------------------------------------------

select throws_ok(format('insert into public.scheduled_calls (customer_id, agent_id, starts_at, ends_at, purpose) values (%L, %L, %L, %L, ''x'')',
  tests.id('home'), tests.id('agent'), tests.at(9.25), tests.at(9.4)), '23P01', null, 'no row of two calls at once can be written');
select throws_ok(format('insert into public.scheduled_calls (customer_id, agent_id, starts_at, ends_at, purpose, buffer_after) values (%L, %L, %L, %L, ''x'', 10)',
  tests.id('home'), tests.id('agent'), tests.at(8.5), tests.at(8.9)), '23P01', null, 'nor one whose buffer reaches into another');
select lives_ok(format('insert into public.scheduled_calls (customer_id, agent_id, starts_at, ends_at, purpose, buffer_after) values (%L, %L, %L, %L, ''x'', 30)',
  tests.id('home'), tests.id('agent'), tests.at(8), tests.at(8.5)), 'one that ends as the other begins can');
update public.app_settings set value = '30' where key = 'call_buffer_after';
insert into public.app_settings (key, value) values ('call_buffer_after', '30') on conflict (key) do nothing;
select is(tests.book_as('agent', 10.5, jsonb_build_object('customerId', tests.id('home'), 'agentId', tests.id('agent'))), 'PT409 slot_taken', 'nor can a slot be had whose buffer reaches into a call');
select is(tests.word(tests.book_as('agent', 10, jsonb_build_object('customerId', tests.id('home'), 'agentId', tests.id('agent')))), 'scheduled 1', 'while one whose buffer ends as a call begins can');
delete from public.app_settings where key like 'call_buffer%';

-- Moving ------------------------------------------------------------------------------------------------

select is(tests.word(tests.move_as('customer', tests.call(), 15)), 'scheduled 2', 'a call can be moved');
select results_eq('select starts_at, ends_at, blocked_from, sequence from public.scheduled_calls where id = tests.call()', 'values (tests.at(15), tests.at(15.5), tests.at(15), 1)', 'all of it');
select is(tests.reminders(tests.call()), '1:24, 1:1', 'its reminders move along');
select is((select payload ->> 'kind' from public.jobs where dedupe_key = 'call_email:' || tests.call() || ':1'), 'moved', 'calendars are told');
select is(tests.word(tests.move_as('customer', tests.call(), 15, 1)), 'scheduled 2', 'the same once more changes nothing, whatever was looked at');
select is(tests.move_as('customer', tests.call(), 16, 1), 'PT409 call_changed', 'whoever looked at an older state is told');
select is(tests.word(tests.move_as('colleague', tests.call(), 15.5, 2)), 'scheduled 3', 'a colleague moves it, to where it half stands already');
select is((select string_agg(event, ', ' order by created_at) from public.notifications where user_id = tests.id('customer') and resource_id = tests.call()), 'call_moved', 'and whoever asked for it is told');
select is(tests.move_as('customer', tests.call(), 15.25), 'PT409 slot_taken', 'a time that is no slot is refused');
select is((select starts_at from public.scheduled_calls where id = tests.call()), tests.at(15.5), 'and the call stays where it was');
select is(tests.move_as(p, tests.call(), 17), e, p || ' moving: ' || e)
from (values ('other', 'PT404 call_not_found'), ('locked', 'PT403 portal_locked'), ('anonymous', '42501')) as v(p, e);
update public.scheduled_calls set starts_at = now() + interval '119 minutes', ends_at = now() + interval '149 minutes', agent_id = null where id = tests.call();
select is(tests.move_as('customer', tests.call(), 16), 'PT409 too_late', 'two hours before a call it is not the customer''s to move');
select is(tests.as('customer', format('select public.cancel_call(%L)', tests.call())), 'PT409 too_late', 'nor to cancel');
select is(tests.as('customer', format('select public.update_call(%L, ''{"notes": "x"}'')', tests.call())), 'PT409 too_late', 'nor to change');
select is(tests.word(tests.move_as('agent', tests.call(), 16)), 'scheduled 4', 'staff still can');
select is(tests.as('customer', format('select public.update_call(%L, ''{"notes": "New", "phone": "+27 82 555 0199"}'', 4)', tests.call()))::jsonb ->> 'phone', '+27 82 555 0199', 'what we should know can be changed');
select is((select notes || ' ' || version from public.scheduled_calls where id = tests.call()), 'New 5', 'notes too');

-- Waiting for an earlier slot -----------------------------------------------------------------------------

create temporary table early as select (tests.book_as('agent', 1, jsonb_build_object('customerId', tests.id('elsewhere'), 'phone', '0825550102', 'agentId', tests.id('agent')))::jsonb ->> 'id')::uuid as id;
select is(tests.as('customer', format('select public.join_call_waitlist(%L)', tests.call()))::jsonb ->> 'waitsForEarlier', 'true', 'one can wait for an earlier slot');
select is(tests.as('customer', format('select public.join_call_waitlist(%L)', tests.call()))::jsonb ->> 'waitsForEarlier', 'true', 'twice is once');
select is(tests.readers('call_waitlist'), 'customer 1, colleague 1', 'who sees that');
select is(tests.as(p, format('select public.join_call_waitlist(%L)', tests.call())), e, p || ' waiting: ' || e)
from (values ('other', 'PT404 call_not_found'), ('anonymous', '42501')) as v(p, e);
select is(tests.as('agent', format('select public.cancel_call(%L, ''Agent ill'')', id))::jsonb ->> 'status', 'cancelled', 'an earlier call is cancelled') from early;
select is((select data ->> 'freeAt' from public.notifications where user_id = tests.id('customer') and event = 'call_slot_free'), private.iso(tests.at(1)), 'whoever waits is told which slot is free');
select is(tests.word(tests.move_as('customer', tests.call(), 1)), 'scheduled 6', 'and takes it');
select is((select count(*)::int from public.call_waitlist), 0, 'which ends the waiting');
select is(tests.as('customer', format('select public.leave_call_waitlist(%L)', tests.call()))::jsonb ->> 'waitsForEarlier', 'false', 'not waiting can be said again');

-- Cancelling ------------------------------------------------------------------------------------------------

select is(tests.as('customer', format('select public.cancel_call(%L, ''x'', 1)', tests.call())), 'PT409 call_changed', 'what was changed meanwhile is looked at again');
select is(tests.as('customer', format('select public.cancel_call(%L, ''It works now'')', tests.call()))::jsonb ->> 'cancelReason', 'It works now', 'a call is cancelled with a reason');
select is(tests.reminders(tests.call()), 'none', 'nobody is reminded of it');
select is((select payload ->> 'kind' from public.jobs where kind = 'call_email' and payload ->> 'callId' = tests.call()::text order by id desc limit 1), 'cancelled', 'calendars are told');
select is(tests.word(tests.as('customer', format('select public.cancel_call(%L)', tests.call()))), 'cancelled 7', 'cancelling it again is harmless');
select is(tests.move_as('customer', tests.call(), 18), 'PT409 call_over', 'it does not come back');
select is(tests.word(tests.book_as('agent', 1, jsonb_build_object('customerId', tests.id('elsewhere'), 'phone', '0825550102', 'agentId', tests.id('agent')))), 'scheduled 1', 'its slot is free');

-- Afterwards ------------------------------------------------------------------------------------------------

create temporary table later as select id from public.scheduled_calls where starts_at = tests.at(1) and status = 'scheduled';
create function tests.outcome_as(p_name text, p_outcome text) returns text language sql as $$
  select tests.word(tests.as(p_name, format('select public.record_call_outcome(%L, %L)', (select id from later), p_outcome))) $$;
select is(tests.outcome_as('agent', 'done'), 'PT409 call_not_begun', 'a call that has not begun has no outcome');
update public.scheduled_calls set starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' where id = (select id from later);
select is(tests.outcome_as('agent', 'lost'), 'PT422 validation_failed', 'there are two');
select is(tests.outcome_as('agent', 'no_show'), 'no_show 2', 'nobody came');
select is(tests.outcome_as('admin', 'done'), 'completed 3', 'or so it seemed');
select is(tests.outcome_as(p, 'done'), e, p || ' saying so: ' || e) from (values ('customer', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.as('agent', format('select public.add_call_note(''note'', %L, ''Router is old'')', id))::jsonb ->> 'authorName', 'Agent', 'staff write notes') from later;
select is(tests.readers('call_notes'), 'nobody', 'past the functions nobody reads it: which customers do not see');
select is(tests.as('other', format('select public.add_call_note(null, %L, ''x'')', id)), 'PT403 staff_only', 'nor write') from later;

-- Reminders, and a module that is off --------------------------------------------------------------------------

create temporary table due as select id, sequence from public.scheduled_calls where starts_at = tests.at(11);
select is(tests.as('service', format('select public.remind_of_call(%L, %s, 24)', id, sequence)), 'true', 'the worker reminds of a call') from due;
select is((select count(*)::int from public.notifications where event = 'call_reminder'), 2, 'both sides');
select is(tests.as('service', format('select public.remind_of_call(%L, %s, 24)', id, sequence + 1)), 'false', 'not of one that has moved') from due;
select is(tests.as('service', format('select public.get_call_email(%L)', id))::jsonb -> 'recipients' -> 0 ->> 'email', 'customer@tests.example', 'its e-mail goes to whoever asked for it') from due;
create function tests.call_readers() returns text language sql as $$
  select string_agg(r ->> 'email', ' ' order by r ->> 'side', r ->> 'email')
  from due, jsonb_array_elements(tests.as('service', format('select public.get_call_email(%L)', id))::jsonb -> 'recipients') as r $$;
select is(tests.call_readers(), 'agent@tests.example customer@tests.example', 'and to its agent');
insert into public.notification_preferences (user_id, grp, channel, enabled) values (tests.id('customer'), 'calls', 'email', false);
select is(tests.call_readers(), 'agent@tests.example', 'unless they want no e-mail about calls');
delete from public.notification_preferences where user_id = tests.id('customer');
insert into public.email_suppressions (address, reason, suppressed_at) values ('agent@tests.example', 'bounce', now());
select is(tests.call_readers(), 'customer@tests.example', 'or cannot be reached');
delete from public.email_suppressions;
select is(tests.each(format('select public.remind_of_call(%L, 0, 1)', tests.call())),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody else reminds');
update public.app_settings set value = '{"calls": false}' where key = 'modules';
select is(tests.book_as('customer', 40), 'PT404 module_off', 'where calls are not used there are none');

select * from finish();
rollback;

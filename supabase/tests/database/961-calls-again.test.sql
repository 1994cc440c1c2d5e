-- Cancellations that are taken back, and new times for those who wait for an earlier one. The agent can be called in
-- the mornings of every day, in a zone without daylight saving.

begin;
select plan(29);
select tests.set_stage();
update public.customer_profiles set phone = '+27 82 555 0101' where id in (tests.id('home'), tests.id('elsewhere'));
delete from public.scheduled_calls;
insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
select tests.id('agent'), current_date - 7, 'UTC', jsonb_agg(jsonb_build_object('weekday', d, 'opens', '08:00', 'closes', '12:00')) from generate_series(0, 6) d;

create function tests.at(p_hours numeric) returns timestamptz language sql stable as $$
  select date_trunc('day', now() at time zone 'utc') at time zone 'utc' + interval '72 hours' + make_interval(mins => (p_hours * 60)::int) $$;
create function tests.book(p_name text, p_hours numeric) returns uuid language sql as $$
  select (tests.as(p_name, format('select public.schedule_call(null, %L)', jsonb_build_object('startsAt', private.iso(tests.at(p_hours)), 'purpose', 'Set up')))::jsonb ->> 'id')::uuid $$;
create function tests.restore(p_name text, p_call uuid) returns text language sql as $$
  select case when a like '{%' then a::jsonb ->> 'status' || ' ' || (a::jsonb ->> 'sequence') else a end from tests.as(p_name, format('select public.restore_call(%L)', p_call)) as a $$;
create function tests.cancel(p_name text, p_call uuid) returns text language sql as $$
  select tests.as(p_name, format('select public.cancel_call(%L, ''x'')', p_call))::jsonb ->> 'status' $$;

-- Taking it back -------------------------------------------------------------------------------------------------

create temporary table a as select tests.book('customer', 9) as id;
create function tests.call() returns uuid language sql security definer as $$ select id from a $$;
select is(tests.cancel('customer', tests.call()), 'cancelled', 'a call is cancelled');
select is(tests.restore(p, tests.call()), e, p || ' takes it back: ' || e) from (values
  ('anonymous', '42501'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('other', 'PT404 call_not_found'),
  ('agent', 'PT409 undo_over'), ('admin', 'PT409 undo_over')) as v(p, e);
select is(tests.restore('customer', tests.call()), 'scheduled 2', 'whoever cancelled it takes it back');
select is(tests.restore('customer', tests.call()), 'scheduled 2', 'twice is once');
select results_eq('select agent_id, starts_at, cancelled_at, cancel_reason from public.scheduled_calls where id = tests.call()',
  $$values (tests.id('agent'), tests.at(9), null::timestamptz, null::text)$$, 'it is as it was');
select is((select type || ' ' || actor_name from public.call_events where call_id = tests.call() order by created_at desc, id desc limit 1), 'restored Customer', 'its history says so');
select is((select count(*)::int from public.portal_audit_log where action = 'call.restore' and resource_id = tests.call()::text), 1, 'and the audit log');
select is((select string_agg(payload ->> 'kind', ' ' order by payload ->> 'sequence') from public.jobs where kind = 'call_email' and payload ->> 'callId' = tests.call()::text),
  'booked cancelled booked', 'calendars get the entry again');
select is((select count(*)::int from public.jobs where kind = 'call_reminder' and payload ->> 'callId' = tests.call()::text), 2, 'and both sides their reminders');
select is((select count(*)::int from public.notifications where event = 'call_assigned' and user_id = tests.id('agent')), 2, 'the agent is told');
select tests.cancel('agent', tests.call());
select is(tests.restore('customer', tests.call()), 'PT409 undo_over', 'what staff cancelled its customer does not bring back,');
select is(tests.restore('admin', tests.call()), 'scheduled 4', 'another of the staff does');
select tests.cancel('customer', tests.call());
create temporary table b as select tests.book('other', 9) as id;
select is(tests.restore('customer', tests.call()), 'PT409 slot_taken', 'a time that somebody else took meanwhile is theirs');
select tests.cancel('other', (select id from b));
update public.scheduled_calls set cancelled_at = now() - interval '11 minutes' where id = tests.call();
select is(tests.restore('customer', tests.call()), 'PT409 undo_over', 'after ten minutes it is over');
update public.scheduled_calls set cancelled_at = now() where id = tests.call();
select tests.book('customer', h) from unnest(array[10, 10.5, 11]) as h;
select is(tests.restore('customer', tests.call()), 'PT409 too_many_calls', 'nor does it go past as many as a customer can have');

-- The place on the waiting list ---------------------------------------------------------------------------------------

delete from public.scheduled_calls;
create temporary table p as select tests.book('customer', 9) as id;
create function tests.waits() returns text language sql security definer as $$
  select coalesce((select to_char(w.created_at at time zone 'utc', 'YYYY-MM-DD') || ' ' || (w.customer_id = tests.id('home')) from public.call_waitlist w join p on p.id = w.call_id), 'no') $$;
select tests.as('customer', format('select public.join_call_waitlist(%L)', id)) from p;
update public.call_waitlist set created_at = '2026-01-02 12:00Z' where call_id = (select id from p);
select tests.cancel('customer', id) from p;
select is(tests.waits(), 'no', 'a cancelled call waits for nothing');
select tests.restore('customer', id) from p;
select is(tests.waits(), '2026-01-02 true', 'taken back, it waits again, in its old place');
select tests.as('customer', format('select public.leave_call_waitlist(%L)', id)) from p;
select tests.cancel('customer', id), tests.restore('customer', id) from p;
select is(tests.waits(), 'no', 'one that waited no longer does not');

-- New times ---------------------------------------------------------------------------------------------------------

delete from public.scheduled_calls;
delete from public.notifications;
create temporary table w as select tests.book('customer', 11) as id;
create function tests.told() returns text language sql as $$
  select coalesce(string_agg(to_char((data ->> 'freeAt')::timestamptz at time zone 'utc', 'DD HH24:MI'), ', ' order by created_at, data ->> 'freeAt'), 'nothing')
  from public.notifications where event = 'call_slot_free' and user_id = tests.id('customer') $$;
create function tests.clock(p_hours numeric) returns text language sql as $$ select to_char(tests.at(p_hours) at time zone 'utc', 'DD HH24:MI') $$;
create function tests.open(p_opens text, p_hours numeric default 0) returns text language sql as $$
  select tests.as('agent', format('select public.set_availability_exception(%L, %L, ''UTC'', %L)', tests.id('agent'), (tests.at(p_hours) at time zone 'utc')::date,
    jsonb_build_array(jsonb_build_object('opens', p_opens, 'closes', '12:00')))) $$;
select tests.open('07:00');
select is(tests.told(), 'nothing', 'without anybody waiting nobody is told');
select tests.as('customer', format('select public.join_call_waitlist(%L)', id)) from w;
select tests.open('07:00');
select is(tests.told(), 'nothing', 'nor when nothing is new');
select tests.open('06:00');
select is(tests.told(), tests.clock(6), 'a day that opens earlier is told to whoever waits, its first new time');
select tests.open('06:00');
select tests.open('07:00');
select tests.open('06:00');
select is(tests.told(), tests.clock(6), 'once');
select tests.as('agent', format('select public.add_agent_time_off(null, %L, %L, %L)', tests.id('agent'), private.iso(tests.at(-16)), private.iso(tests.at(-12))));
select is(tests.told(), tests.clock(6), 'time off opens nothing,');
select tests.as('agent', format('select public.remove_agent_time_off(%L, %L)', tests.id('agent'), id)) from public.agent_time_off;
select is(tests.told(), tests.clock(6) || ', ' || tests.clock(-16), 'time off that is taken back does');

select * from finish();
rollback;

-- Time off that is planned over calls says so until they are moved.

begin;
select plan(4);
select tests.set_stage();
update public.customer_profiles set phone = '+27 82 555 0101' where id = tests.id('home');
delete from public.scheduled_calls;
insert into public.agent_availability (agent_id, valid_from, time_zone, windows)
select tests.id('agent'), current_date - 7, 'UTC', jsonb_agg(jsonb_build_object('weekday', d, 'opens', '08:00', 'closes', '12:00')) from generate_series(0, 6) d;
create function tests.at(p_days int, p_hour int) returns timestamptz language sql stable as $$
  select date_trunc('day', now() at time zone 'utc') at time zone 'utc' + make_interval(days => p_days, hours => p_hour) $$;
create function tests.lie() returns text language sql as $$
  select string_agg(o ->> 'calls', ' ' order by o ->> 'startsAt')
  from jsonb_array_elements(tests.as('agent', format('select public.get_agent_calendar(%L)', tests.id('agent')))::jsonb -> 'timeOff') as o $$;

create temporary table booked as
select (tests.as('customer', format('select public.schedule_call(null, %L)', jsonb_build_object('startsAt', private.iso(tests.at(3, h)), 'purpose', 'Set up')))::jsonb ->> 'id')::uuid as id
from unnest(array[9, 11]) as h;
select tests.as('agent', format('select public.add_agent_time_off(null, %L, %L, %L)', tests.id('agent'), private.iso(tests.at(d, 8)), private.iso(tests.at(d, e)))) from (values (3, 11), (4, 12)) as v(d, e);
select is(tests.lie(), '1 0', 'what ends as a call begins does not touch it');
select tests.as('agent', format('select public.add_agent_time_off(null, %L, %L, %L)', tests.id('agent'), private.iso(tests.at(2, 8)), private.iso(tests.at(5, 8))));
select is(tests.lie(), '2 1 0', 'each counts the calls in it');
select tests.as('agent', format('select public.cancel_call(%L, null)', id)) from booked;
select is(tests.lie(), '0 0 0', 'not those that were cancelled');
select is(left(tests.as('customer', format('select public.get_agent_calendar(%L)', tests.id('agent'))), 5), 'PT403', 'it is for staff');

select * from finish();
rollback;

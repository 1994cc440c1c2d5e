-- When somebody is there.

begin;
select plan(6);
select tests.set_stage();

create function tests.hours(p_name text) returns jsonb language sql as $$ select tests.as(p_name, 'select public.support_hours()')::jsonb $$;

delete from public.holidays;
delete from public.business_hours;
select is(tests.hours('customer'), '{"isOpenNow": true, "opensAt": null}', 'a desk that keeps no hours is always there');

insert into public.business_hours (weekday, opens, closes) select day, '00:00', '24:00' from generate_series(0, 6) day;
select is(tests.hours('customer'), '{"isOpenNow": true, "opensAt": null}', 'somebody is there');
select is(tests.hours('agent') ->> 'isOpenNow', 'true', 'staff may know it as well');

insert into public.holidays (day, name) select (now() at time zone private.business_time_zone())::date, 'Today';
select is(tests.hours('customer') ->> 'isOpenNow', 'false', 'not on a holiday');
select is(
  (tests.hours('customer') ->> 'opensAt')::timestamptz,
  (((now() at time zone private.business_time_zone())::date + 1)::timestamp at time zone private.business_time_zone()),
  'but from the next morning on');

select is(tests.as('anonymous', 'select public.support_hours()'), '42501', 'nobody asks who is not signed in');

select * from finish();
rollback;

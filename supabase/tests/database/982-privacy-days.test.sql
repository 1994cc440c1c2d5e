-- The privacy centre names the days that are set.

begin;
select plan(4);
select tests.set_stage();

create function tests.days() returns text language sql as $$
  select tests.as('customer', $q$select concat_ws(' ', o ->> 'answerDays', o ->> 'graceDays') from public.get_privacy_overview() o$q$) $$;

select is(tests.days(), '30 30', 'as a new installation has them');
update public.app_settings set value = '21' where key = 'privacy_due_days';
update public.app_settings set value = '0' where key = 'privacy_grace_days';
select is(tests.days(), '21 0', 'as they are set');
update public.app_settings set value = '90' where key in ('privacy_due_days', 'privacy_grace_days');
select is(tests.days(), '30 30', 'and never more than the law allows');
select is(tests.as('customer', 'select public.preview_deletion() ->> ''graceDays'''), '30', 'which the page before a deletion says as well');

select * from finish();
rollback;

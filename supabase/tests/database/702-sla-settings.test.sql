-- Policies, hours, holidays and closing: who changes them, what is refused, and what becomes of open tickets.

begin;
select plan(92);
select tests.set_stage();

create function tests.set_hours(p_name text, p_hours jsonb, p_expected text default null, p_apply boolean default false) returns text language sql as $$
  select tests.as(p_name, format('select public.set_business_hours(%L, %L, %L)', p_hours, p_expected, p_apply)) $$;
create function tests.set_policies(p_name text, p_policies jsonb, p_expected text default null, p_apply boolean default false) returns text language sql as $$
  select tests.as(p_name, format('select public.set_sla_policies(%L, %L, %L)', p_policies, p_expected, p_apply)) $$;
create function tests.settings() returns jsonb language sql as $$ select tests.as('admin', 'select public.get_sla_settings()')::jsonb $$;
create function tests.hours() returns text language sql as $$
  select coalesce(string_agg(format('%s %s-%s', weekday, to_char(opens, 'HH24:MI'), case when closes = '24:00' then '24:00' else to_char(closes, 'HH24:MI') end), ', ' order by weekday, opens), 'always')
  from public.business_hours $$;
create function tests.audited() returns text language sql as $$
  select string_agg(action || ' ' || fields, ', ' order by action) from public.portal_audit_log where resource_type = 'sla' $$;

-- Who ---------------------------------------------------------------------------------------------------

select is(left(tests.as(p, 'select public.get_sla_settings()'), length(answer)), answer, p || ' reads: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('agent', '{'), ('admin', '{')) as w(p, answer);
select is(left(tests.as(p, 'select public.' || call), length(answer)), answer, p || ' calls ' || call || ': ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('agent', 'PT403 admin_only'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer),
  unnest(array['set_business_hours(''[]'')', 'set_sla_policies(''[]'')', 'add_holidays(''[{"day": "2026-12-25", "name": "X"}]'')',
    'remove_holidays(''{2026-12-25}'')', 'set_auto_close(''{"days": 1, "reminderDays": 0}'')']) as call;
select is(tests.each(format('select public.recompute_sla(%L)', gen_random_uuid())),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'open tickets are the worker''s');

-- Hours -------------------------------------------------------------------------------------------------

select ok(tests.set_hours('admin', '[{"weekday": 0, "opens": "08:00", "closes": "12:00"}, {"weekday": 0, "opens": "13:00", "closes": "17:00"}, {"weekday": 6, "opens": "22:00", "closes": "06:00"}]') like '{%', 'hours with a break, and a night over the end of the week');
select is(tests.hours(), '0 00:00-06:00, 0 08:00-12:00, 0 13:00-17:00, 6 22:00-24:00', 'are kept, the night in two');
select is(tests.set_hours('admin', tests.settings() -> 'hours')::jsonb -> 'hours', tests.settings() -> 'hours', 'what is read can be written');
select is(tests.audited(), 'sla.hours ["hours"]', 'and is no change: one entry in the audit log');
select is(tests.set_hours('admin', hours), 'PT422 validation_failed', 'refused: ' || why)
from (values ('[{"weekday": 7, "opens": "08:00", "closes": "12:00"}]'::jsonb, 'an eighth day'), ('[{"weekday": 0, "opens": "8:00", "closes": "12:00"}]', 'a time of one digit'),
  ('[{"weekday": 0, "opens": "08:00", "closes": "08:00"}]', 'no time at all'), ('[{"weekday": 0, "opens": "08:00"}]', 'no end'), ('{}', 'no list'), ('[7]', 'no window'),
  ('[{"weekday": 0, "opens": "08:00", "closes": "12:00"}, {"weekday": 0, "opens": "11:59", "closes": "13:00"}]', 'windows that overlap'),
  ('[{"weekday": 0, "opens": "22:00", "closes": "02:00"}, {"weekday": 1, "opens": "01:00", "closes": "03:00"}]', 'a night that overlaps the next day'),
  ((select jsonb_agg(jsonb_build_object('weekday', n % 7, 'opens', '08:00', 'closes', '09:00')) from generate_series(1, 43) n), '43 windows')) as v(hours, why);
select is(tests.set_hours('admin', '[]', 'stale'), 'PT409 settings_changed', 'who saw other hours is told');
select ok(tests.set_hours('admin', '[]', tests.settings() #>> '{revisions,hours}') like '{%', 'who saw these changes them');
select is(tests.hours(), 'always', 'none means always');

-- Policies ----------------------------------------------------------------------------------------------

create function tests.policies(p_more jsonb default '[]') returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object('priority', p, 'category', null, 'firstResponse', 60, 'nextResponse', 90, 'resolution', 480, 'clock', 'business')) || p_more
  from unnest(array['urgent', 'high', 'medium', 'low']) as p $$;
select ok(tests.set_policies('admin', tests.policies('[{"priority": "high", "category": "billing", "firstResponse": 30, "nextResponse": 30, "resolution": 60, "clock": "always"}]')) like '{%', 'policies, one of them for a category');
select is((select string_agg(priority || ' ' || coalesce(category, 'all') || ' ' || first_response || ' ' || resolution || ' ' || clock, ', ' order by category nulls first, priority) from public.sla_policies where priority in ('low', 'high')),
  'low all 01:00:00 08:00:00 business, high all 01:00:00 08:00:00 business, high billing 00:30:00 01:00:00 always', 'are kept');
select is((select count(*) from public.sla_recomputations), 0::bigint, 'open tickets stay as they are');
select is(tests.as('agent', 'select count(*) from public.sla_policies'), '5', 'agents read them');
select ok(tests.set_policies('admin', tests.policies()) like '{%', 'what is left out');
select is((select count(*) from public.sla_policies), 4::bigint, 'is gone');
select is(tests.set_policies('admin', policies), 'PT422 validation_failed', 'refused: ' || why)
from (values (tests.policies() - 0, 'a priority without promises'), ('[]'::jsonb, 'none'), ('{}', 'no list'),
  (tests.policies('[{"priority": "low", "category": "witchcraft", "firstResponse": 60, "nextResponse": 60, "resolution": 480, "clock": "always"}]'), 'an unknown category'),
  (tests.policies('[{"priority": "low", "category": "billing", "firstResponse": 480, "nextResponse": 60, "resolution": 480, "clock": "always"}]'), 'a resolution no later than the answer'),
  (tests.policies('[{"priority": "low", "category": "billing", "firstResponse": 0, "nextResponse": 60, "resolution": 480, "clock": "always"}]'), 'no time to answer'),
  (tests.policies('[{"priority": "low", "category": "billing", "firstResponse": 1.5, "nextResponse": 60, "resolution": 480, "clock": "always"}]'), 'a minute and a half'),
  (tests.policies('[{"priority": "low", "category": "billing", "firstResponse": 60, "nextResponse": 60, "resolution": 129601, "clock": "always"}]'), 'more than 90 days'),
  (tests.policies('[{"priority": "low", "category": "billing", "firstResponse": 60, "nextResponse": 60, "resolution": 480, "clock": "lunar"}]'), 'an unknown clock'),
  (tests.policies(tests.policies()), 'the same twice')) as v(policies, why);
select is(tests.set_policies('admin', tests.policies(), 'stale'), 'PT409 settings_changed', 'who saw other policies is told');

-- Holidays ----------------------------------------------------------------------------------------------

create function tests.add_days(p_days jsonb) returns text language sql as $$ select tests.as('admin', format('select public.add_holidays(%L)', p_days)) $$;
select ok(tests.add_days('[{"day": "2026-12-25", "name": "Christmas"}, {"day": "2026-12-26", "name": "Day of Goodwill"}]') like '{%', 'holidays are added,');
select ok(tests.add_days('[{"day": "2026-12-25", "name": " Christmas Day "}]') like '{%', 'and renamed');
select is((select string_agg(day || ' ' || name, ', ' order by day) from public.holidays), '2026-12-25 Christmas Day, 2026-12-26 Day of Goodwill', 'one a day');
select is(tests.add_days(days), 'PT422 validation_failed', 'refused: ' || why)
from (values ('[]'::jsonb, 'none'), ('[{"day": "2026-02-30", "name": "X"}]', 'a day that is not'), ('[{"day": "26-02-03", "name": "X"}]', 'a short year'),
  ('[{"day": "2026-02-03"}]', 'no name'), (jsonb_build_array(jsonb_build_object('day', '2026-02-03', 'name', repeat('x', 121))), 'a name of 121 letters'),
  ((select jsonb_agg(jsonb_build_object('day', d::date, 'name', 'X')) from generate_series('2026-01-01'::date, '2027-02-05', interval '1 day') as d), '401 days')) as v(days, why);
select ok(tests.as('admin', 'select public.remove_holidays(''{2026-12-26}'')') like '{%', 'one is taken away');
select ok(tests.as('admin', 'select public.remove_holidays(''{2026-12-26}'')') like '{%', 'and is gone, asked twice');
select is((select string_agg(day::text, ', ') from public.holidays), '2026-12-25', 'the other stays');

-- Closing -----------------------------------------------------------------------------------------------

select is(tests.as('admin', 'select public.set_auto_close(''{"days": 10, "reminderDays": 3}'')')::jsonb -> 'autoClose', '{"days": 10, "reminderDays": 3}', 'closing is set');
select is(tests.as('admin', 'select public.set_auto_close(''{"days": -1, "reminderDays": 3}'')'), 'PT422 validation_failed', 'within bounds,');
select is(tests.as('admin', 'select public.set_auto_close(''{"days": 9, "reminderDays": 3}'', ''stale'')'), 'PT409 settings_changed', 'and as it was seen');
select is((select count(*) from public.portal_audit_log where resource_type = 'sla' and actor_id = tests.id('admin')), 8::bigint, 'each change is in the audit log');

-- Open tickets ------------------------------------------------------------------------------------------

update public.support_tickets set resolution_due_at = now() - interval '1 minute' where id = tests.id('open');
update public.ticket_promises set warned_breach_at = now() where ticket_id = tests.id('open');
update public.support_tickets set status = 'resolved', resolved_at = now() where id = tests.id('private');
select is(tests.set_policies('admin', tests.policies(), null, true)::jsonb #>> '{recomputation,total}', '2', 'with their consent open tickets follow');
select is((select count(*) from public.jobs where kind = 'recompute_sla'), 1::bigint, 'by a job,');
create function tests.recompute(p_limit int) returns text language sql as $$
  select tests.as('service', format('select public.recompute_sla(%L, %s)', (select id from public.sla_recomputations order by started_at desc limit 1), p_limit)) $$;
select is(tests.recompute(1), '{"finished": false}', 'some at a time,');
select is(tests.settings() #> '{recomputation,done}', '1', 'which staff can watch,');
select is(tests.recompute(1) || tests.recompute(1), '{"finished": false}{"finished": true}', 'to the end.');
select is((select string_agg(distinct (resolution_due_at - created_at)::text, ', ') from public.support_tickets where id in (tests.id('open'), tests.id('foreign'))), '08:00:00', 'They are promised what the policies say,');
select is((select resolution_due_at - created_at from public.support_tickets where id = tests.id('private')), interval '72 hours', 'settled ones are left alone,');
select is((select warned_breach_at from public.ticket_promises where ticket_id = tests.id('open') and kind = 'resolution'), null, 'and what is not late any more can be warned of again.');
select is(tests.readers('sla_recomputations'), 'agent 1, admin 1', 'how far it is, is for staff');

select * from finish();
rollback;

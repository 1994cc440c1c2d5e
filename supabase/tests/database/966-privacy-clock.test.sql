-- The clock of requests about data: when staff are reminded, to the second; and how many are open, for whom.

begin;
select plan(25);
select tests.set_stage();
create function tests.counted(p_name text) returns text language sql as $$
  select tests.as(p_name, 'select public.get_viewer() -> ''privacyRequests''') $$;
create function tests.request(p_name text, p_due interval, p_status text default 'received', p_kind text default 'correction', p_effective interval default null) returns void language sql as $$
  insert into public.privacy_requests (id, number, customer_id, user_id, kind, scope, status, details, due_at, effective_at)
  values (tests.id(p_name), 'PRV-2000-' || p_name, tests.id('home'), tests.id('customer'), p_kind, 'profile', p_status, '{}', now() + p_due, now() + p_effective) $$;
create function tests.due(p_due interval, p_more text default '') returns void language sql as $$
  update public.privacy_requests set due_at = now() + p_due where id = tests.id('one') $$;
create function tests.reminded() returns text language sql as $$ select tests.as('service', 'select public.remind_privacy_requests()') $$;
create function tests.notices(p_event text) returns int language sql as $$ select count(*)::int from public.notifications where event = p_event $$;

-- How many are open ----------------------------------------------------------------------------------------

select is(tests.each('select public.get_viewer() -> ''privacyRequests'' ->> ''open'''),
  'anonymous: 42501, customer: null, colleague: null, other: null, agent: 0, admin: 0, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'staff are told with every page, nobody else is');
select tests.request('one', '30 days');
select is(tests.counted('agent'), '{"open": 1, "overdue": 0}', 'one is open');
select tests.request('grace', '31 days', 'scheduled', 'deletion', '30 days'), tests.request('active', '30 days', 'active', 'restriction'), tests.request('done', '-1 day', 'completed');
select is(tests.counted('agent'), '{"open": 2, "overdue": 0}', 'a deletion within its grace is; a restriction in force and what is settled are not');
select tests.due('0');
select is(tests.counted('agent'), '{"open": 2, "overdue": 0}', 'on the second it is not yet late');
select tests.due('-1 second');
select is(tests.counted('admin'), '{"open": 2, "overdue": 1}', 'a second later it is');
select is(tests.as('agent', 'select public.privacy_request_counts()'), tests.counted('agent'), 'the queue says the same');
select is(tests.as('customer', 'select public.privacy_request_counts()'), 'PT403 staff_only', 'to staff');

-- When staff are reminded -------------------------------------------------------------------------------------

select tests.due('7 days');
select is(tests.reminded(), '0', 'a week ahead to the second: not yet');
select tests.due('7 days -1 second');
select is(tests.reminded(), '1', 'a second less: now');
select is(tests.notices('privacy_due'), 2, 'every member of staff is told');
select is(tests.reminded(), '0', 'once');
select is((select count(*)::int from public.privacy_request_events where request_id = tests.id('one') and type = 'reminded' and is_internal), 1, 'and the history says so, to staff');
update public.privacy_requests set reminded_at = null where id = tests.id('one');
select is(tests.reminded() || tests.notices('privacy_due'), '12', 'a worker that forgets tells nobody twice of the same day');
select isnt(tests.as('agent', format('select public.extend_privacy_request(%L, 30, ''Complex'')', tests.id('one'))), null, 'an extension');
select is(tests.reminded(), '0', 'begins the wait anew');
select tests.due('6 days 23 hours');
select is(tests.reminded() || tests.notices('privacy_due'), '14', 'and there is another reminder before the later day');

update public.privacy_requests set reminded_at = null where id = tests.id('one');
insert into public.app_settings (key, value) values ('privacy_remind_days', '3') on conflict (key) do update set value = excluded.value;
select tests.due('3 days');
select is(tests.reminded(), '0', 'the setting moves the day');
select tests.due('3 days -1 second');
select is(tests.reminded(), '1', 'to the second as well');
update public.privacy_requests set reminded_at = null where id = tests.id('one');
select tests.due('-40 days');
select is(tests.reminded(), '1', 'what is long overdue is not passed over');

-- What waits for nobody
update public.privacy_requests set due_at = now() + interval '1 hour', effective_at = now() where id = tests.id('grace');
select is(tests.reminded(), '0', 'a deletion within its grace, to its last second, reminds nobody');
update public.privacy_requests set effective_at = now() - interval '1 second' where id = tests.id('grace');
select is(tests.reminded(), '1', 'one that should have begun does');
update public.privacy_requests set due_at = now(), reminded_at = null, status = s from unnest(array['completed', 'refused', 'cancelled', 'expired']) as s where id = tests.id('one');
select is(tests.reminded(), '0', 'what is settled reminds nobody');
update public.privacy_requests set status = 'in_progress' where id = tests.id('one');
select is(tests.reminded(), '1', 'what somebody has in hand does');
update public.privacy_requests set due_at = now(), reminded_at = null, status = 'received' where kind <> 'restriction' and id <> tests.id('done');
select is(tests.as('service', 'select public.remind_privacy_requests(1)'), '1', 'a batch at a time');
select is(tests.each('select public.remind_privacy_requests()'), (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'by the worker alone');

select * from finish();
rollback;

-- Where a person is signed in, and the ways to end that.

begin;
select plan(17);
select tests.set_stage();

insert into auth.sessions (id, user_id, created_at, user_agent)
select tests.id('phone of ' || p), tests.id(p), now() - interval '1 day', 'node' from unnest(array['customer', 'colleague', 'agent']) as p;
insert into auth.refresh_tokens (id, token, user_id, session_id) values ('1', 'token of the phone', tests.id('customer'), tests.id('phone of customer'));

select is(tests.each('select jsonb_array_length(public.list_sessions() -> ''items'')'),
  'anonymous: 42501, customer: 2, colleague: 2, other: 1, agent: 2, admin: 1, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'everybody sees their own sessions');
select is(tests.as('customer', 'select string_agg(s ->> ''isCurrent'', '' '') from jsonb_array_elements(public.list_sessions() -> ''items'') s'),
  'true false', 'newest first, and knows this one');
select is(tests.as('customer', 'select public.list_sessions(null, 1) #>> ''{nextCursor,id}'''), tests.id('session of customer')::text, 'a page says where the next begins');
select is(tests.as('customer', 'select public.list_sessions(public.list_sessions(null, 1) -> ''nextCursor'', 1) #>> ''{items,0,id}'''),
  tests.id('phone of customer')::text, 'which it does');

select set_config('request.headers', '{"x-portico-user-agent": "Firefox on a fridge"}', true);
select is(tests.as('customer', 'select public.note_session()'), '', 'a sign-in is noted');
select is(tests.as('customer', 'select public.list_sessions() #>> ''{items,0,userAgent}'''), 'Firefox on a fridge', 'with its browser');
select set_config('request.headers', '{"x-portico-user-agent": "Somebody else"}', true);
select is(tests.as('customer', 'select public.note_session()'), '', 'once');
select is(tests.as('customer', 'select public.list_sessions() #>> ''{items,0,userAgent}'''), 'Firefox on a fridge', 'and stays as it was');
select is(tests.as('anonymous', 'select public.note_session()'), '42501', 'not by visitors');

select is(tests.as('colleague', format('select public.end_sessions(%L)', tests.id('phone of customer'))), 'PT404 session_not_found',
  'nobody ends the session of somebody else');
select is(tests.as('admin', format('select public.end_sessions(%L)', tests.id('phone of customer'))), 'PT404 session_not_found', 'not even an admin');
select is(tests.as('customer', format('select public.end_sessions(%L)', tests.id('phone of customer'))), '{"ended": 1}', 'one''s own ends');
select is((select count(*) from auth.refresh_tokens where session_id = tests.id('phone of customer')), 0::bigint, 'and cannot be renewed');
select is(tests.as('customer', format('select public.end_sessions(%L)', tests.id('phone of customer'))), 'PT404 session_not_found', 'once');
select is(tests.as('colleague', 'select public.end_sessions()'), '{"ended": 1}', 'all others end together, and this one stays');
select is(tests.as('colleague', 'select jsonb_array_length(public.list_sessions() -> ''items'')'), '1', 'so that they are still signed in');
select is(tests.each('select public.note_password_changed(tests.id(''customer''))'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody says that a password was changed but the portal');

select * from finish();
rollback;

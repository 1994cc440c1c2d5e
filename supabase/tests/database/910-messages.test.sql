-- The log of WhatsApp and SMS messages, and the password that is asked again.

begin;
select plan(20);
select tests.set_stage();

insert into public.message_logs (kind, to_number, template, status, body_text, customer_id, user_id) values
  ('code', '+27825550100', 'sign_in_code', 'kept', 'Your code is 123456.', tests.id('home'), tests.id('customer')),
  ('notice', '+27825550101', 'ticket_reply', 'sent', 'We have answered.', tests.id('elsewhere'), tests.id('other'));

select is(tests.as('admin', 'select m::text from public.message_logs m limit 1'), '42501', 'nobody reads every column of a message');
select is(tests.each('select count(id) from public.message_logs'),
  'anonymous: 42501, customer: 0, colleague: 0, other: 0, agent: 0, admin: 0, locked: 0, signed_out: 0',
  'that there was a message, nobody can see past the functions');
select is(tests.each('select body_text from public.message_logs limit 1'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'its text, which may be a code, nobody');
select is(tests.each('insert into public.message_logs (kind, to_number, template) values (''notice'', ''+27825550100'', ''x'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody writes into the log but the portal');
select throws_ok($$insert into public.message_logs (kind, to_number, template, status, body_text)
  values ('code', '+27825550100', 'sign_in_code', 'queued', 'Your code is 123456.')$$, '23514', null,
  'the text of a code that leaves by a real service is not kept');
select throws_ok($$insert into public.message_logs (kind, to_number, template) values ('notice', '0825550100', 'x')$$,
  '23514', null, 'a number without its country is refused');

-- The password, asked again ------------------------------------------------------------------------

select is(tests.each('select public.record_reauthentication(tests.id(''customer''), ''export'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody says of themselves that their password was right');
select is(tests.as('service', 'select public.record_reauthentication(tests.id(''nobody''), ''export'')'), 'PT404 user_not_found',
  'nor is it said of nobody');
select is(tests.as('service', 'select public.record_reauthentication(tests.id(''locked''), ''export'')'), 'PT404 user_not_found',
  'nor of somebody whose portal is locked');
select is(tests.each('select private.require_reauthentication(tests.id(''customer''), ''export'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'the proof is used up by commands alone');

select throws_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'PT403', 'password_required',
  'without the password there is no proof');
select is(tests.as('service', 'select public.record_reauthentication(tests.id(''customer''), ''export'')'), '', 'the portal notes a proof');
select throws_ok('select private.require_reauthentication(tests.id(''colleague''), ''export'')', 'PT403', 'password_required',
  'which is no colleague''s');
select throws_ok('select private.require_reauthentication(tests.id(''customer''), ''deletion'')', 'PT403', 'password_required',
  'and is for nothing else');
select lives_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'it works');
select throws_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'PT403', 'password_required', 'once');
select public.record_reauthentication(tests.id('customer'), 'export');
update private.reauthentications set created_at = now() - interval '10 minutes 1 second' where used_at is null;
select throws_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'PT403', 'password_required',
  'and not after ten minutes');

-- Signing in is proof too, for as long.
select set_config('request.jwt.claims', jsonb_build_object('sub', tests.id('customer'), 'session_id', tests.id('session of customer'))::text, true);
update auth.sessions set created_at = now() - interval '10 minutes 1 second' where id = tests.id('session of customer');
select throws_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'PT403', 'password_required', 'a session that is older proves nothing');
update auth.sessions set created_at = now() - interval '9 minutes' where id = tests.id('session of customer');
select lives_ok('select private.require_reauthentication(tests.id(''customer''), ''export'')', 'who signed in a moment ago is not asked again');
select throws_ok('select private.require_reauthentication(tests.id(''other''), ''export'')', 'PT403', 'password_required', 'which proves nothing of anybody else');

select * from finish();
rollback;

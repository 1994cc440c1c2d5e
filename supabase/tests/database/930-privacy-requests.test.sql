-- Requests about data: who asks, what becomes of them, the clock, and what nobody else sees.

begin;
select plan(61);
select tests.set_stage();
-- Nobody has signed in a moment ago, which would be proof enough.
update auth.sessions set created_at = now() - interval '1 hour';

create function tests.proof(p_name text, p_purpose text) returns void language sql security definer as $$
  insert into private.reauthentications (user_id, purpose) values (tests.id(p_name), p_purpose) $$;
create function tests.ask(p_name text, p_kind text, p_details jsonb default '{}', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.request_privacy(%L, %L, %L)', p_key, p_kind, p_details)) $$;
create function tests.latest(p_kind text) returns public.privacy_requests language sql security definer as $$
  select * from public.privacy_requests where kind = p_kind order by created_at desc limit 1 $$;
create function tests.call(p_name text, p_call text, p_kind text) returns text language sql as $$
  select tests.as(p_name, format('select public.' || p_call, (tests.latest(p_kind)).id)) $$;
grant execute on all functions in schema tests to authenticated;

-- Asking
select is(left(tests.ask(p, 'correction', '{"field": "fullName", "proposed": "Home Sweet"}'), 5), answer, p || ': ' || answer)
from (values ('anonymous', '42501'), ('locked', 'PT403'), ('signed_out', 'PT401'), ('agent', 'PT403'), ('admin', 'PT403')) as w(p, answer);
select is(tests.ask('customer', 'everything'), 'PT422 validation_failed', 'there are four kinds');
select is(tests.ask('customer', 'correction', '{"field": "role", "proposed": "admin"}'), 'PT422 validation_failed', 'a correction names a field that there is');
select is(tests.ask('customer', 'correction', '{"field": "fullName"}'), 'PT422 validation_failed', 'and what is to stand there');
select is(tests.ask('customer', k), 'PT403 password_required', 'without the password no ' || k) from unnest(array['export', 'deletion']) as k;
select tests.proof('customer', 'privacy_deletion');
select is(tests.ask('customer', 'export'), 'PT403 password_required', 'a password given for something else does not count');
select tests.proof('other', 'privacy_export');
select is(tests.ask('customer', 'export'), 'PT403 password_required', 'nor does somebody else''s');

select tests.proof('customer', 'privacy_export');
select is(tests.ask('customer', 'export', '{}', 'key-1')::jsonb ->> 'status', 'received', 'with it the export is asked for');
select is(tests.ask('customer', 'export', '{}', 'key-1')::jsonb ->> 'id', (tests.latest('export')).id::text, 'sent twice it is one');
select tests.proof('customer', 'privacy_export');
select is(tests.ask('customer', 'export'), 'PT409 export_open', 'one export at a time');
select is((select count(*) from public.jobs where dedupe_key = 'privacy_export:' || (tests.latest('export')).id), 1::bigint, 'a job makes it');
select is((tests.latest('export')).due_at::date, (now() + interval '30 days')::date, 'the law wants an answer within a month');
select is(tests.ask('customer', 'deletion', '{"reason": "Moving away"}')::jsonb ->> 'status', 'scheduled', 'a deletion is scheduled');
select is((tests.latest('deletion')).scope, 'person', 'where colleagues stay, of a person alone');
select tests.proof('other', 'privacy_deletion');
select is(tests.ask('other', 'deletion')::jsonb ->> 'scope', 'profile', 'and of the customer where there is nobody else');
select is((select run_at::date from public.jobs where dedupe_key = 'privacy_erase:' || (tests.latest('deletion')).id), (now() + interval '30 days')::date, 'to begin after thirty days');

-- Seeing
select is(tests.readers('privacy_requests'), 'customer 2, other 1', 'people read what they asked for, staff by functions that write it down; colleagues do not');
select is(tests.readers('privacy_request_events'), 'customer 2, other 1', 'and its history alike');
select is(left(tests.as(p, format('select public.get_privacy_request(%L)', (select id from public.privacy_requests where kind = 'export'))), 5), answer, p || ' reads one: ' || answer)
from (values ('anonymous', '42501'), ('colleague', 'PT404'), ('other', 'PT404'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is((tests.call('customer', 'get_privacy_request(%L)', 'export')::jsonb) ? 'customer', false, 'its owner is told nothing of the desk');
select is((tests.call('agent', 'get_privacy_request(%L)', 'export')::jsonb) #>> '{customer,name}', 'Home', 'staff see whose it is');
select is((select count(*) from public.portal_audit_log where action = 'privacy.read' and actor_id = tests.id('agent') and customer_id = tests.id('home') and purpose = 'privacy'), 1::bigint, 'which is audited');
select is(jsonb_array_length(tests.as('customer', 'select public.list_privacy_requests()')::jsonb -> 'items'), 2, 'the own list');
select is(jsonb_array_length(tests.as('colleague', 'select public.list_privacy_requests()')::jsonb -> 'items'), 0, 'a colleague''s list is empty');
select is(left(tests.as('customer', 'select public.search_privacy_requests()'), 5), 'PT403', 'the desk''s is not for customers');
select is(jsonb_array_length(tests.as('agent', 'select public.search_privacy_requests(''{"kind": "deletion"}'')')::jsonb -> 'items'), 2, 'staff filter it by kind');
select is(jsonb_array_length(private.open_privacy_requests(tests.id('home'))), 2, 'and see beside a ticket what is open');

-- Restriction
select is(tests.ask('colleague', 'restriction')::jsonb ->> 'status', 'active', 'a restriction is in force at once');
select is(private.ai_may_use(tests.id('home')), false, 'and assistants stop');
select is(tests.ask('customer', 'restriction'), 'PT409 restriction_open', 'for a customer there is one');
select is(tests.call('customer', 'cancel_privacy_request(%L)', 'restriction'), 'PT404 privacy_request_not_found', 'which others do not lift');
select is(tests.call('colleague', 'cancel_privacy_request(%L)', 'restriction')::jsonb ->> 'status', 'lifted', 'but whoever asked');
select is(tests.call('colleague', 'cancel_privacy_request(%L)', 'restriction')::jsonb ->> 'status', 'lifted', 'twice is harmless');
select is(private.ai_may_use(tests.id('home')), true, 'and assistants may go on');

-- Taking back
select is(tests.call('agent', 'cancel_privacy_request(%L)', 'deletion'), 'PT403 customer_only', 'staff do not take back what they did not ask for');
select is(tests.call('other', 'cancel_privacy_request(%L)', 'deletion')::jsonb ->> 'status', 'cancelled', 'within its grace a deletion is taken back');

-- Correction, decided by staff
select is(tests.ask('other', 'correction', '{"field": "fullName", "proposed": "Else Where", "reason": "Married"}')::jsonb #>> '{details,current}', 'Elsewhere', 'a correction says what stands there');
select is(left(tests.call(p, 'decide_privacy_request(%L, true)', 'correction'), 5), answer, p || ' decides: ' || answer)
from (values ('anonymous', '42501'), ('other', 'PT403'), ('locked', 'PT403')) as w(p, answer);
select is(tests.call('agent', 'assign_privacy_request(%L, tests.id(''agent''))', 'correction')::jsonb ->> 'status', 'in_progress', 'an agent takes it');
select is(tests.call('agent', 'decide_privacy_request(%L, false)', 'correction'), 'PT422 validation_failed', 'a refusal has a reason');
select is(tests.call('agent', 'decide_privacy_request(%L, true, null, 1)', 'correction'), 'PT409 privacy_request_changed', 'two people notice each other');
select is(tests.call('agent', 'decide_privacy_request(%L, true)', 'correction')::jsonb ->> 'status', 'completed', 'accepted it is done');
select is((select full_name from public.customer_profiles where id = tests.id('elsewhere')), 'Else Where', 'and stands in the profile');
select is(tests.call('admin', 'decide_privacy_request(%L, false, ''No'')', 'correction'), 'PT409 privacy_request_completed', 'what is settled stays settled');

-- The clock
select is(tests.call('agent', 'decide_privacy_request(%L, false, ''No'')', 'export'), 'PT403 admin_only', 'an agent refuses no export');
select is(tests.call('agent', 'extend_privacy_request(%L, 61, ''Complex'')', 'export'), 'PT422 validation_failed', 'more than two months more there are not');
select is((tests.call('agent', 'extend_privacy_request(%L, 60, ''Complex'')', 'export')::jsonb ->> 'dueAt')::date, (now() + interval '90 days')::date, 'an extension moves the day');
select is(tests.call('agent', 'extend_privacy_request(%L, 1, ''Again'')', 'export'), 'PT409 already_extended', 'once');
update public.privacy_requests set due_at = now() + interval '2 days' where id = (tests.latest('export')).id;
select is(public.remind_privacy_requests(), 1, 'staff are reminded');
select is(public.remind_privacy_requests(), 0, 'once');

select * from finish();
rollback;

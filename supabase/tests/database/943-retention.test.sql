-- How long data stay: seen before it is done, within bounds, in batches, and never what a hold keeps.

begin;
select plan(37);
select tests.set_stage();

create function tests.policy(p_key text) returns jsonb language sql as $$
  select p from jsonb_array_elements(tests.as('admin', 'select public.get_retention()')::jsonb -> 'policies') p where p ->> 'key' = p_key $$;
create function tests.change(p_who text, p_key text, p_changes jsonb) returns text language sql as $$
  select tests.as(p_who, format('select public.change_retention(%L, %L)', p_key, p_changes || jsonb_build_object('expectedVersion', (select version from private.retention_policies where key = p_key)))) $$;
create function tests.run(p_key text, p_limit int default 500) returns text language sql as $$
  select tests.as('service', format('select public.run_retention(%L, %s)', p_key, p_limit)) $$;

insert into public.email_logs (id, to_address, subject, template, body_text, body_html, status, created_at)
select tests.id('mail ' || n), 'a@tests.example', 'Hello', 'greeting', 'Text', '<p>Text</p>', (case n when 5 then 'queued' else 'sent' end)::public.email_status, now() - make_interval(days => 200 - n)
from generate_series(1, 5) n;
insert into public.email_logs (to_address, subject, template, body_text, status) values ('a@tests.example', 'New', 'greeting', 'Text', 'sent');

-- The report ---------------------------------------------------------------------------------------------

select is(tests.policy('email_bodies') -> 'preview' ->> 'count', '4', 'what would go is counted, without what still waits to be sent');
select is(tests.policy('email_bodies') -> 'preview' -> 'examples' ->> 0, tests.id('mail 1')::text, 'with the oldest for an example');
select is(left(tests.policy('email_bodies') -> 'preview' ->> 'oldest', 10), left(private.iso(now() - interval '199 days'), 10), 'and its age');
select is(tests.policy('email_bodies') ->> 'isActive', 'false', 'it is off until somebody switches it on');
select is(tests.run('email_bodies'), '{"rows": 0, "isDone": true}', 'and then does nothing');
select is((select count(*)::int from public.email_logs where body_text is not null), 6, 'at all');
select is(jsonb_array_length(tests.as('agent', 'select public.get_retention()')::jsonb -> 'policies'), 11, 'agents see the policies');
select is(tests.as('agent', 'select public.get_retention()')::jsonb ->> 'canEdit', 'false', 'and change none');
select is(tests.as('admin', 'select public.get_retention()')::jsonb #>> '{holds,0,rule}', 'accounting', 'what outlives them all is named');
select is(tests.each('select public.get_retention() is not null'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: true, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'it is for staff');

-- Settings -----------------------------------------------------------------------------------------------

select is(tests.each('select public.change_retention(''chats'', ''{"expectedVersion": 1}'') is not null'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'admins set them');
select is(tests.change('admin', 'email_bodies', d), 'PT422 validation_failed', 'within bounds: ' || d::text)
from unnest(array['{"keepDays": 29}', '{"keepDays": 731}', '{"keepDays": "soon"}', '{"keepDays": -1}', '{"keepDays": 1.5}']::jsonb[]) as d;
select is(tests.change('admin', 'audit', '{"keepDays": 364}'), 'PT422 validation_failed', 'the audit log stays a year at least');
select is(tests.change('admin', 'audit', '{"isActive": false}'), 'PT422 validation_failed', 'and is archived in the end');
select is(tests.change('admin', 'searches', '{"keepDays": 7}'), 'PT409 policy_fixed', 'some the portal keeps itself');
select is(tests.change('admin', 'nothing', '{}'), 'PT404 policy_not_found', 'there are no others');
select is(tests.as('admin', 'select public.change_retention(''email_bodies'', ''{"isActive": true, "expectedVersion": 9}'')'), 'PT409 policy_changed', 'two people do not pass each other by');
select is(tests.change('admin', 'email_bodies', '{"isActive": true, "keepDays": 198}')::jsonb -> 'preview' ->> 'count', '1', 'the answer says what a change would mean');
select is((select fields from public.portal_audit_log where action = 'retention.change' and resource_id = 'email_bodies'), '{"isActive": true, "keepDays": 198}', 'it is written down');
select isnt(tests.change('admin', 'email_bodies', '{"keepDays": 180}'), null, 'it can be set again');

-- The run ------------------------------------------------------------------------------------------------

select is(tests.run('email_bodies', 3), '{"rows": 3, "isDone": false}', 'a batch at a time');
select is(tests.run('email_bodies', 3), '{"rows": 1, "isDone": true}', 'until it is done');
select is((select string_agg(coalesce(body_text, '-') || coalesce(body_html, '-') || subject, ', ' order by created_at) from public.email_logs where subject in ('Hello', 'New') and template = 'greeting' and status <> 'kept' and created_at <> now()),
  '--Hello, --Hello, --Hello, --Hello, Text<p>Text</p>Hello', 'texts are gone, what was sent to whom and when is not');
select is((select body_text from public.email_logs where subject = 'New'), 'Text', 'what is young stays');
select is(tests.policy('email_bodies') -> 'lastRun' ->> 'rows', '4', 'the run is recorded');
select is((select purpose || ' ' || fields from public.portal_audit_log where action = 'retention.run'), 'retention {"rows": 4}', 'and audited');

update private.retention_policies set is_active = true;
insert into public.chatbot_sessions (id, customer_id, user_id, title, last_message_at, ticket_id)
select tests.id('talk ' || n), tests.id('home'), tests.id('customer'), 'Talk', now() - interval '2 years', case n when 2 then tests.id('open') end from generate_series(1, 2) n;
select is(tests.run('chats'), '{"rows": 1, "isDone": true}', 'old conversations go');
select is((select string_agg(id::text, ',') from public.chatbot_sessions), tests.id('talk 2')::text, 'but those that became a ticket');
insert into public.inbound_emails (sha256, content_type, size, state, body_text, received_at) values
  (repeat('a', 64), 'message/rfc822', 1, 'quarantined', 'Waits', now() - interval '3 years'), (repeat('b', 64), 'message/rfc822', 1, 'ignored', 'Done', now() - interval '3 years');
select tests.run('inbound_emails');
select is((select string_agg(coalesce(body_text, '-'), ' ' order by sha256) from public.inbound_emails where size = 1), 'Waits -', 'e-mails that wait for a person wait on');
select is(tests.run('notifications') || tests.run('messages') || tests.run('drafts') || tests.run('jobs') || tests.run('searches') || tests.run('idempotency') || tests.run('audit'),
  repeat('{"rows": 0, "isDone": true}', 7), 'every policy can be run');
select is((select string_agg(p.key, ', ') from private.retention_policies p where p.table_name::regclass is null or (p.key not in ('audit', 'ticket_files') and (private.retention_due(p.key)).age is null)), null, 'and knows its table');
select is((select count(*)::int from private.retention_policies p join private.personal_tables t on t.table_name = p.table_name where t.rule is not null and p.action = 'delete'), 0, 'no policy deletes what a legal hold keeps');
select is(tests.each('select public.run_retention(''chats'')'), 'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'only the worker runs them');

select * from finish();
rollback;

-- Drafts: for their author alone, never overwritten unseen; sending waits, is taken back, happens once, or comes back.

begin;
select plan(82);
select tests.set_stage();

create function tests.save_as(p_name text, p_changes jsonb default '{}', p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.save_draft(%L, %L)', tests.id(p_ticket), '{"mode": "reply", "body": "Hello"}'::jsonb || p_changes)) $$;
create function tests.send_as(p_name text, p_changes jsonb default '{}', p_key text default null, p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.send_draft(%L, %L, %L)', p_key, tests.id(p_ticket), '{"mode": "reply", "body": "Hello"}'::jsonb || p_changes)) $$;
create function tests.drafts_of(p_name text) returns text language sql as $$
  select coalesce(string_agg(concat_ws(' ', d.mode, replace(d.body, E'\n\n', ' + '), case when d.send_at is not null then '(sending)' end, d.returned_reason), ', '
    order by d.mode, d.send_at nulls first, d.created_at), 'none')
  from public.ticket_drafts d where d.author_id = tests.id(p_name) $$;
create function tests.version_of(p_name text, p_mode text default 'reply') returns bigint language sql as $$
  select version from public.ticket_drafts where author_id = tests.id(p_name) and mode = p_mode and send_at is null $$;
create function tests.sending_of(p_name text) returns uuid language sql as $$
  select id from public.ticket_drafts where author_id = tests.id(p_name) and send_at is not null order by send_at desc limit 1 $$;
create function tests.due(p_name text) returns void language sql as $$
  update public.ticket_drafts set send_at = now() - interval '1 second' where author_id = tests.id(p_name) and send_at is not null $$;
create function tests.deliver() returns text language sql as $$
  select string_agg(coalesce(public.send_due_draft((payload ->> 'draftId')::uuid) ->> 'state', 'nothing'), ', ' order by id) from public.jobs where kind = 'send_draft' $$;
create function tests.said() returns text language sql as $$
  select coalesce(string_agg(body || case when is_internal then ' (note)' else '' end, ', ' order by created_at, id), 'nothing')
  from public.ticket_messages where ticket_id = tests.id('open') and author_id in (tests.id('agent'), tests.id('admin')) $$;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.save_as(p), length(answer)), answer, p || ' keeps a draft: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('agent', '{'), ('admin', '{')) as w(p, answer);
select is(tests.readers('ticket_drafts'), 'agent 1, admin 1', 'each reads their own draft and nobody else''s');
update public.portal_users set role = 'customer', customer_id = tests.id('home') where id = tests.id('admin');
select is(tests.readers('ticket_drafts'), 'agent 1', 'who is no longer of the staff reads none');
select is(tests.as('admin', format('select public.get_drafts(%L)', tests.id('open'))), 'PT403 staff_only', 'by no way');
update public.portal_users set role = 'admin', customer_id = null where id = tests.id('admin');
select is(tests.as('admin', format('select public.get_drafts(%L)', tests.id('open')))::jsonb -> 'reply' ->> 'body', 'Hello', 'and staff get theirs');
select is(tests.as(p, 'update public.ticket_drafts set body = ''x'''), '42501', p || ' changes none by hand')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(left(tests.send_as(p), length(answer)), answer, p || ' sends: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.as('customer', format('select public.undo_send(%L)', gen_random_uuid())), 'PT403 staff_only', 'a customer takes nothing back,');
select is(tests.as('customer', format('select public.flush_draft(%L)', gen_random_uuid())), 'PT403 staff_only', 'sends nothing before its time,');
select is(tests.as(p, format('select public.send_due_draft(%L)', gen_random_uuid())), '42501', 'nor is ' || p || ' the worker')
from unnest(array['customer', 'agent']) as p;
select is(tests.as('agent', format('select public.save_draft(%L, ''{"mode": "reply", "body": "x"}'')', gen_random_uuid())), 'PT404 ticket_not_found', 'not where there is no ticket');
delete from public.ticket_drafts;

-- Two tabs --------------------------------------------------------------------------------------------

select ok(tests.save_as('agent') like '{%', 'a first draft');
select is(tests.save_as('agent')::jsonb ->> 'version', tests.version_of('agent')::text, 'the same once more is harmless');
select is(tests.save_as('agent', '{"body": "From the other tab"}'), 'PT409 draft_changed', 'who does not know of it does not overwrite it');
select ok(tests.save_as('agent', jsonb_build_object('body', 'Hello you', 'version', tests.version_of('agent'))) like '{%', 'who does goes on');
select is(tests.save_as('agent', jsonb_build_object('body', 'Late', 'version', tests.version_of('agent') - 1)), 'PT409 draft_changed', 'the tab that saw it before is told');
select ok(tests.save_as('agent', '{"mode": "note", "body": "Aside"}') like '{%', 'a note has a draft of its own');
select is(tests.drafts_of('agent'), 'note Aside, reply Hello you', 'beside the reply');
select is(tests.save_as('agent', jsonb_build_object('body', '', 'version', tests.version_of('agent'))), null, 'an empty draft is discarded');
select is(tests.save_as('agent', '{"body": " "}'), null, 'once more is harmless');
select is(tests.save_as('agent', '{"body": "Stale", "version": 1}'), 'PT409 draft_changed', 'and a tab that still had it does not bring it back');
select is(tests.save_as('agent', changes), 'PT422 validation_failed', 'refused: ' || why)
from (values ('{"mode": "shout"}'::jsonb, 'a kind that there is not'), ('{"status": "closed"}', 'a status that no reply leads to'), ('{"version": "new"}', 'a version that is none'),
  ('{"attachmentIds": ["x"]}', 'an id that is none'), (jsonb_build_object('body', repeat('x', 100001)), 'a book')) as v(changes, why);
delete from public.ticket_drafts;

-- Sending and taking back -------------------------------------------------------------------------------

select ok(tests.save_as('agent', '{"body": "Answer"}') like '{%', 'a draft');
select ok(tests.send_as('agent', jsonb_build_object('body', 'Answer!', 'version', tests.version_of('agent')), 'k1')::jsonb ->> 'sendIn' ~ '^(10000|\d{4})$', 'is sent in ten seconds');
select is(tests.drafts_of('agent'), 'reply Answer! (sending)', 'with what was written last');
select is(tests.send_as('agent', '{"body": "Other words"}', 'k1'), 'PT409 idempotency_key_reused', 'the key is good for the same words only');
select is(tests.deliver(), 'nothing', 'the worker does not send it before its time');
select ok(tests.save_as('agent', '{"body": "And then"}') like '{%', 'the next one can be begun');
select is(tests.as('admin', format('select public.undo_send(%L)', tests.sending_of('agent'))), 'PT404 draft_not_found', 'nobody else takes it back');
select is(tests.as('admin', format('select public.flush_draft(%L)', tests.sending_of('agent'))), 'PT404 draft_not_found', 'or sends it');
select is(tests.as('agent', format('select public.undo_send(%L)', tests.sending_of('agent')))::jsonb ->> 'body', E'Answer!\n\nAnd then', 'its author does, and loses nothing');
select is(tests.drafts_of('agent'), 'reply Answer! + And then', 'it is one draft again');
select is(tests.deliver() || ', ' || tests.said(), 'nothing, nothing', 'and nothing is sent');

delete from public.ticket_drafts;
select is(tests.send_as('agent', '{"body": "Once"}', 'k2')::jsonb ->> 'id', tests.send_as('agent', '{"body": "Once"}', 'k2')::jsonb ->> 'id', 'sending twice is sending once');
select is((select count(*) from public.ticket_drafts), 1::bigint, 'there is one');
select tests.due('agent');
select is(tests.deliver(), 'nothing, sent', 'the worker sends it when its time has come');
select is(tests.deliver() || ', ' || tests.said(), 'nothing, nothing, Once', 'once');
select is((select status::text || ' ' || (assignee_id = tests.id('agent')) from public.support_tickets where id = tests.id('open')), 'waiting_customer true', 'as its author would have');
select is(tests.as('agent', format('select public.undo_send(%L)', (select id from public.ticket_messages where body = 'Once'))), 'PT409 already_sent', 'what is sent is sent');
select is(tests.as('agent', format('select public.flush_draft(%L)', (select id from public.ticket_messages where body = 'Once')))::jsonb ->> 'state', 'sent', 'which the page hears when it asks to send it');
select ok(tests.send_as('agent', '{"mode": "note", "body": "Aside", "status": "in_progress"}') like '{%', 'a note');
select is(tests.as('agent', format('select public.flush_draft(%L)', tests.sending_of('agent')))::jsonb ->> 'state', 'sent', 'can be kept at once');
select is(tests.said(), 'Once, Aside (note)', 'and is a note');
insert into public.ticket_templates (id, name, body) values (tests.id('template'), 'Thanks', 'Thank you');
select ok(tests.save_as('agent', jsonb_build_object('body', 'Thank you', 'templateId', tests.id('template'))) like '{%', 'a template that is chosen');
select is((select usage_count from public.ticket_templates where id = tests.id('template')), 0, 'is not used yet');
select ok(tests.send_as('agent', jsonb_build_object('body', 'Thank you', 'templateId', tests.id('template'), 'version', tests.version_of('agent'))) like '{%', 'but once its message');
select is(tests.as('agent', format('select public.flush_draft(%L)', tests.sending_of('agent')))::jsonb ->> 'state', 'sent', 'is sent');
select is((select usage_count from public.ticket_templates where id = tests.id('template')), 1, 'it is');
select ok(tests.send_as('agent', jsonb_build_object('mode', 'note', 'body', 'x', 'templateId', gen_random_uuid())) like '{%', 'one that was deleted meanwhile stops nobody');
delete from public.ticket_drafts;
select is(tests.as('agent', format('select public.reply_to_ticket(null, %L, %L)', tests.id('open'), jsonb_build_object('body', 'x', 'messageId', tests.id('chosen')))) like '%' || tests.id('chosen') || '%', false, 'nobody chooses the id of a message');

select tests.ticket('second', 'home', 'customer');
select ok(tests.send_as('admin', '{"body": "Into both"}', null, 'second') like '{%', 'while an answer waits,');
select ok(tests.as('agent', format('select public.merge_tickets(null, %L, %L)', tests.id('second'), tests.id('open'))) like '{%', 'its ticket is merged into another');
select tests.due('admin');
select is(tests.as('admin', format('select public.flush_draft(%L)', tests.sending_of('admin')))::jsonb ->> 'state', 'sent', 'then it is sent');
select is((select t.number from public.ticket_messages m join public.support_tickets t on t.id = m.ticket_id where m.body = 'Into both'), 'TKT-2000-open', 'where the conversation goes on');

-- What can no longer be sent -----------------------------------------------------------------------------

delete from public.notifications;
select ok(tests.send_as('agent', jsonb_build_object('body', 'Too late', 'readUntil', private.iso(clock_timestamp()))) like '{%', 'while an answer waits,');
select ok(tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "It works"}'')', tests.id('open'))) like '{%', 'the customer writes');
select tests.due('agent');
select is((select public.send_due_draft(tests.sending_of('agent')) #>> '{draft,returned,reason}'), 'newer_message', 'then it is not sent');
select is(tests.drafts_of('agent'), 'reply Too late newer_message', 'it is a draft again and says why');
select is((select string_agg(lower(u.full_name) || ' ' || n.event, ', ' order by n.event) from public.notifications n join public.portal_users u on u.id = n.user_id where u.id = tests.id('agent')),
  'agent draft_returned, agent ticket_reply', 'its author is told');
select is(tests.send_as('agent', jsonb_build_object('readUntil', private.iso(now() - interval '1 hour'))), 'PT409 newer_message', 'whoever has not read it is stopped at once');
update public.ticket_drafts set returned_reason = null;
select ok(tests.send_as('agent', jsonb_build_object('body', 'Too late', 'version', tests.version_of('agent'))) like '{%', 'whoever wants to sends it all the same');
update public.support_tickets set status = 'closed', closed_at = now() where id = tests.id('open');
select is(tests.as('agent', format('select public.flush_draft(%L)', tests.sending_of('agent'))) ::jsonb #>> '{draft,returned,reason}', 'ticket_closed', 'nothing is sent into a ticket that was closed');
select is(tests.send_as('agent'), 'PT409 ticket_closed', 'nor does it begin to wait');
select is(tests.drafts_of('agent'), 'reply Too late ticket_closed', 'the text stays');

select * from finish();
rollback;

-- Incoming e-mail: who reads it, whose it is, where it goes, and who decides about the rest.

begin;
select plan(102);
select tests.set_stage();

create function tests.sha(p_name text) returns text language sql as $$ select encode(sha256(p_name::bytea), 'hex') $$;
create function tests.arrive(p_name text, p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.store_inbound_email(%L)', jsonb_build_object(
    'sha256', tests.sha(p_name), 'contentType', 'message/rfc822', 'size', 100, 'path', 'aa/' || p_name))) $$;
create function tests.email(p_name text) returns uuid language sql as $$ select id from public.inbound_emails where sha256 = tests.sha(p_name) $$;
create function tests.facts(p_name text, p_facts jsonb, p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.record_email_facts(%L, %L)', tests.email(p_name),
    '{"fromName": "Somebody", "subject": "Hum", "text": "It hums."}'::jsonb || jsonb_build_object('dedupeKey', tests.sha('key of ' || p_name)) || p_facts)) $$;
create function tests.take(p_name text, p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.receive_email(%L, %L)', tests.email(p_name), '{"subject": "Hum", "body": "It hums.", "reply": "It hums."}'::jsonb)) $$;
-- Arrives, is read and taken: the state and reason that it ends with.
create function tests.mail(p_name text, p_facts jsonb) returns text language plpgsql as $$
declare v_answer jsonb;
begin
  perform tests.arrive(p_name);
  perform tests.facts(p_name, p_facts);
  v_answer := tests.take(p_name)::jsonb;
  return concat_ws(' ', v_answer ->> 'state', v_answer ->> 'reason');
end $$;
create function tests.ticket_of(p_name text) returns uuid language sql as $$ select ticket_id from public.inbound_emails where sha256 = tests.sha(p_name) $$;
create function tests.decide(p_as text, p_name text, p_input jsonb) returns text language sql as $$
  select tests.as(p_as, format('select public.decide_email(%L, %L)', tests.email(p_name), p_input)) $$;

-- Arriving ------------------------------------------------------------------------------------------

select is(left(tests.arrive('x', p), 5), '42501', p || ' delivers nothing') from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(tests.arrive('first')::jsonb ->> 'repeated', 'false', 'the web app keeps an e-mail,');
select is(tests.arrive('first')::jsonb ->> 'repeated', 'true', 'the same bytes once,');
select is((select count(*) from public.jobs where kind = 'process_inbound_email'), 1::bigint, 'and queues one job.');
select is(left(tests.facts('first', '{}', p), 5), '42501', p || ' says nothing about it') from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(left(tests.take('first', p), 5), '42501', p || ' takes it nowhere') from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(left(tests.as(p, format('select public.record_bounce(%L, ''{}'')', tests.email('first'))), 5), '42501', p || ' reports no failure')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(tests.readers('inbound_emails'), 'nobody', 'past the functions nobody reads it: staff alone read what came');
select is(tests.each('update public.inbound_emails set state = ''opened'''),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'and nobody writes there');
select throws_ok($$insert into public.inbound_emails (sha256, content_type, size) values (repeat('a', 64), 'text/html', 1)$$, '23514', null, 'it is a message or JSON');
select throws_ok($$insert into public.inbound_emails (sha256, content_type, size) values (repeat('a', 64), 'message/rfc822', 41943041)$$, '23514', null, 'and has a maximum');

-- Whose it is -----------------------------------------------------------------------------------------

insert into public.customer_profiles (id, full_name, email, account_status) values
  (tests.id('no sign-in'), 'Nosign', 'NoSign@tests.example', 'active'), (tests.id('gone'), 'Gone', 'gone@tests.example', 'closed'),
  (tests.id('twin 1'), 'Twin', 'twin@tests.example', 'active'), (tests.id('twin 2'), 'Twin', 'twin@tests.example', 'active');
create function tests.sender(p_address text) returns text language sql as $$
  select coalesce(s.fault, (s.viewer).full_name || case when (s.viewer).id is null then ' by profile' else '' end) from private.email_sender(p_address) s $$;
select is(tests.sender(address), whose, coalesce(address, 'nobody') || ' is ' || whose)
from (values ('customer@tests.example', 'Customer'), ('home@tests.example', 'Home by profile'), ('nosign@tests.example', 'Nosign by profile'),
  ('agent@tests.example', 'staff_sender'), ('admin@tests.example', 'staff_sender'), ('locked@tests.example', 'locked_sender'),
  ('twin@tests.example', 'ambiguous_sender'), ('gone@tests.example', 'closed_account'), ('stranger@tests.example', 'unknown_sender'), (null, 'no_sender')) as v(address, whose);

-- Where it goes -----------------------------------------------------------------------------------------

insert into public.email_logs (to_address, subject, template, status, message_id, ticket_id, customer_id) values
  ('customer@tests.example', 'Re', 'ticket_reply', 'sent', '<sent@portal>', tests.id('open'), tests.id('home')),
  ('colleague@tests.example', 'Re', 'ticket_reply', 'sent', '<private@portal>', tests.id('private'), tests.id('home')),
  ('earlier@tests.example', 'Re', 'ticket_reply', 'sent', '<earlier@portal>', tests.id('open'), tests.id('home'));
create function tests.from_to(p_from text, p_more jsonb default '{}') returns jsonb language sql as $$ select jsonb_build_object('fromAddress', p_from || '@tests.example') || p_more $$;
create function tests.named(p_id text) returns jsonb language sql as $$ select jsonb_build_object('threadIds', jsonb_build_array('<else@where>', p_id)) $$;
create function tests.token(p_ticket text, p_own boolean) returns jsonb language sql as $$ select jsonb_build_object('replyTicketId', tests.id(p_ticket), 'replyIsSenders', p_own) $$;

select is(tests.mail('by header', tests.from_to('customer', tests.named('<sent@portal>'))), 'replied', 'an answer to our e-mail is a reply,');
select is(tests.ticket_of('by header'), tests.id('open'), 'in that ticket,');
select is((select m.author_id from public.ticket_messages m join public.inbound_emails e on e.ticket_message_id = m.id where e.id = tests.email('by header')), tests.id('customer'), 'by who wrote it.');
select is(tests.mail('by root', tests.from_to('customer', tests.named('<ticket.' || tests.id('open') || '@portal>'))), 'replied', 'the id of the conversation names it too,');
select is(tests.mail('by odd root', tests.from_to('customer', tests.named('<ticket.xyz@portal>'))), 'opened', 'what is no id names nothing.');
select is(tests.mail('by token', tests.from_to('customer', tests.token('open', true))), 'replied', 'the signed address names it as well.');
select is(tests.mail('both', tests.from_to('colleague', tests.token('private', true) || tests.named('<sent@portal>'))), 'replied', 'Where headers and address differ,');
select is(tests.ticket_of('both'), tests.id('open'), 'headers win.');
select is(tests.mail('colleague', tests.from_to('colleague', tests.token('open', false))), 'replied', 'A colleague takes part,');
select is(tests.mail('profile', tests.from_to('home', tests.token('open', false))), 'replied', 'and so does the address of the profile,');
select is(tests.mail('not private', tests.from_to('customer', tests.token('private', false))), 'quarantined not_participant', 'but not in a colleague''s private ticket,');
select is(tests.mail('own private', tests.from_to('colleague', tests.token('private', false))), 'replied', 'which is its owner''s.');
select is(tests.mail('other token', tests.from_to('other', tests.token('open', false))), 'quarantined not_participant', 'another customer does not, with the address');
select is(tests.mail('other header', tests.from_to('other', tests.named('<sent@portal>'))), 'quarantined not_participant', 'or with the headers,');
select is(tests.mail('stranger token', tests.from_to('stranger', tests.token('open', false))), 'quarantined not_participant', 'nor a stranger,');
select is(tests.mail('stranger own', tests.from_to('stranger', tests.token('open', true))), 'replied', 'unless the address was made for them,');
select is(tests.mail('earlier', tests.from_to('earlier', tests.named('<earlier@portal>'))), 'replied', 'or we wrote to theirs.');
select is(tests.mail('forged', tests.from_to('customer', tests.named('<sent@portal>') || '{"authentication": "fail"}')), 'quarantined not_authentic', 'A forged sender is believed nothing,');
select is(tests.mail('staff', tests.from_to('agent', tests.named('<sent@portal>'))), 'quarantined staff_sender', 'staff answer in the desk,');
select is(tests.mail('locked', tests.from_to('locked')), 'quarantined locked_sender', 'a locked account is locked here, too.');
select is(tests.mail('gone', tests.from_to('gone')), 'quarantined closed_account', 'So is a closed one.');
select is(tests.mail('nobody', '{"fromAddress": null}'), 'quarantined no_sender', 'Nobody is nobody.');
select is(tests.mail('twin', tests.from_to('twin')), 'quarantined ambiguous_sender', 'Which of two, staff say.');
select is(tests.mail('new', tests.from_to('customer')), 'opened', 'A new e-mail opens a ticket');
select is((select row(t.customer_id, t.requester_id, t.channel::text, t.category, t.subject)::text from public.support_tickets t where t.id = tests.ticket_of('new')),
  row(tests.id('home'), tests.id('customer'), 'email', 'question', 'Hum')::text, 'of its sender''s.');
select is(tests.mail('new by profile', tests.from_to('NOSIGN')), 'opened', 'Also for somebody without sign-in,');
select is((select jsonb_agg(r -> 'email') from jsonb_array_elements(private.email_recipients((select t from public.support_tickets t where t.id = tests.ticket_of('new by profile')), 'ticket_reply')) as r),
  '["nosign@tests.example"]', 'who is answered where they wrote from.');
select is(tests.readers('ticket_correspondents'), 'nobody', 'past the functions nobody reads it: Their address is for staff to know.');

-- Once --------------------------------------------------------------------------------------------------

select is((tests.take('new')::jsonb ->> 'state'), 'opened', 'taken again, it stays where it is,');
select is((select count(*) from public.support_tickets where subject = 'Hum' and requester_id = tests.id('customer')), 2::bigint, 'and opens nothing more.');
select is(tests.mail('copy', tests.from_to('customer') || jsonb_build_object('dedupeKey', tests.sha('key of new'))), 'ignored duplicate', 'the same e-mail by another way is one');
select is((tests.arrive('program')::jsonb ->> 'repeated') || ' ' || (tests.facts('program', tests.from_to('customer', '{"ignore": "auto_reply"}'))::jsonb ->> 'state'), 'false ignored', 'what a program wrote is ignored');
select is((tests.take('program')::jsonb ->> 'reason'), 'auto_reply', 'for good.');
update public.app_settings set value = '3' where key = 'email_hourly_limit';
insert into public.app_settings (key, value) values ('email_hourly_limit', '3') on conflict (key) do nothing;
select is((select string_agg(tests.mail('many ' || n, tests.from_to('other')), ', ') from generate_series(1, 4) as n), 'opened, opened, opened, quarantined too_many', 'there is a limit in an hour');
delete from public.app_settings where key = 'email_hourly_limit';

-- Over ------------------------------------------------------------------------------------------------------

update public.support_tickets set status = 'closed', resolved_at = now() - interval '13 days 23 hours', closed_at = now() where id = tests.id('open');
select is(tests.mail('reopens', tests.from_to('customer', tests.named('<sent@portal>'))), 'replied', 'an answer to what was closed lately');
select is((select status from public.support_tickets where id = tests.id('open')), 'new', 'opens it again.');
update public.support_tickets set status = 'closed', resolved_at = now() - interval '14 days 1 hour', closed_at = now() where id = tests.id('open');
select is(tests.mail('follows', tests.from_to('customer', tests.named('<sent@portal>'))), 'opened', 'Later it opens a follow-up,');
select is((select follow_up_of from public.support_tickets where id = tests.ticket_of('follows')), tests.id('open'), 'which is linked.');
update public.support_tickets set merged_into = tests.ticket_of('new') where id = tests.id('open');
select is(tests.mail('merged', tests.from_to('customer', tests.named('<sent@portal>'))), 'replied', 'An answer to a merged ticket');
select is(tests.ticket_of('merged'), tests.ticket_of('new'), 'goes where it went.');
update public.support_tickets set merged_into = null, status = 'in_progress', resolved_at = null where id = tests.id('open');

-- Bounces -----------------------------------------------------------------------------------------------------

select tests.arrive('bounce'), tests.facts('bounce', '{"fromAddress": "mailer-daemon@mx.example"}');
select is(tests.as('service', format('select public.record_bounce(%L, %L)', tests.email('bounce'),
  '{"messageId": "<sent@portal>", "recipient": "Customer@tests.example", "reason": "550 no such user", "note": "It bounced."}'::jsonb))::jsonb ->> 'state', 'bounce', 'what could not be delivered');
select isnt((select bounced_at from public.email_logs where message_id = '<sent@portal>'), null, 'is marked,');
select is((select is_internal::text || ' ' || author_type from public.ticket_messages where body = 'It bounced.'), 'true system', 'and staff read why.');
select tests.arrive('bounce 2'), tests.facts('bounce 2', '{"fromAddress": "mailer-daemon@mx.example"}');
select is(tests.as('service', format('select public.record_bounce(%L, %L)', tests.email('bounce 2'),
  '{"messageId": "<sent@portal>", "recipient": "other@tests.example", "reason": "x", "note": "y"}'::jsonb))::jsonb ->> 'reason', 'unknown_failure', 'Not for another recipient.');

-- Files -------------------------------------------------------------------------------------------------------

create function tests.mail_file(p_name text, p_part int, p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.register_email_file(%L, %L, %L)', tests.email(p_name), p_part,
    '{"fileName": "hum.png", "storageName": "hum.png", "mimeType": "image/png", "size": 10, "scanStatus": "skipped"}'::jsonb || jsonb_build_object('sha256', repeat('c', 64)))) $$;
select tests.arrive('files'), tests.facts('files', tests.from_to('customer', '{"text": "Files"}'));
select is(left(tests.mail_file('files', 1, p), 5), '42501', p || ' registers no file of an e-mail') from unnest(array['customer', 'agent']) as p;
select is(tests.mail_file('files', 1)::jsonb ->> 'id', tests.mail_file('files', 1)::jsonb ->> 'id', 'a part is one file, however often');
select is((select count(*) from generate_series(2, 12) as n where tests.mail_file('files', n) is not null), 9::bigint, 'ten files are enough');
select is(tests.mail_file('new', 1), null, 'and none comes late');

-- Staff decide --------------------------------------------------------------------------------------------------

select is(left(tests.as(p, format('select public.get_inbound_email(%L)', tests.email('twin'))), 24), answer, p || ' reads one: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only')) as v(p, answer);
select is(tests.as('agent', format('select public.get_inbound_email(%L) #>> ''{customers,1,name}''', tests.email('twin'))), 'Twin', 'staff read it, with whose it may be,');
select is((select count(*) from public.portal_audit_log where action = 'email.read' and actor_id = tests.id('agent')), 1::bigint, 'and the log says so.');
select is(tests.decide(p, 'twin', '{"action": "discard"}'), answer, p || ' decides: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only')) as v(p, answer);
select is(tests.decide('agent', 'twin', input), 'PT422 validation_failed', 'not ' || input::text) from unnest(array['{"action": "eat"}', '{"action": "open"}', '{"action": "reply", "ticket": "TKT-0"}']::jsonb[]) as input;
select is(tests.decide('agent', 'twin', jsonb_build_object('action', 'open', 'customerId', tests.id('twin 2')))::jsonb ->> 'state', 'received', 'an agent says whose it is,');
select is(tests.decide('agent', 'twin', jsonb_build_object('action', 'open', 'customerId', tests.id('twin 2')))::jsonb ->> 'state', 'received', 'twice is once,');
select is(tests.decide('admin', 'twin', '{"action": "discard"}'), 'PT409 email_decided', 'and nobody else says otherwise.');
select is((tests.take('twin')::jsonb ->> 'state'), 'opened', 'Then it opens a ticket');
select is((select customer_id from public.support_tickets where id = tests.ticket_of('twin')), tests.id('twin 2'), 'of theirs.');
update public.inbound_emails set raw_path = null where id = tests.email('gone');
select is(tests.decide('agent', 'gone', jsonb_build_object('action', 'open', 'customerId', tests.id('gone'))), 'PT409 email_gone', 'What is no longer kept cannot be taken,');
select is(tests.decide('agent', 'gone', '{"action": "discard"}')::jsonb ->> 'state', 'discarded', 'only put aside.');

-- Tidying up ----------------------------------------------------------------------------------------------------

select tests.arrive('stuck'), tests.arrive('fresh');
update public.inbound_emails set received_at = now() - interval '25 hours' where id = tests.email('stuck');
select tests.as('service', 'select public.sweep_inbound_emails()');
select is((select string_agg(concat_ws(' ', state, reason), ', ' order by received_at) from public.inbound_emails where id in (tests.email('stuck'), tests.email('fresh'))),
  'quarantined stuck, received', 'what cannot be processed waits for staff after a day');
select is(left(tests.as('agent', 'select public.sweep_inbound_emails()'), 5), '42501', 'the worker alone tidies up');

select * from finish();
rollback;

-- What the assistant proposes: who is asked, who decides, and that nothing happens twice or unconfirmed.

begin;
select plan(80);
select tests.set_stage();

create function tests.turn_of(p_name text) returns uuid language sql as $$
  select (tests.as(p_name, $q$select public.begin_chat_turn(null, '{"message": "Please do"}')$q$)::jsonb ->> 'messageId')::uuid $$;
create table tests.answer as select p as name, tests.turn_of(p) as id from unnest(array['customer', 'colleague', 'other']) as p;
grant select on tests.answer to authenticated, service_role;
create function tests.message_of(p_name text) returns uuid language sql stable as $$ select id from tests.answer where name = p_name $$;

create function tests.proposal(p_kind text, p_input text, p_message uuid default tests.message_of('customer')) returns text language sql as $$
  select format('select public.propose_chat_action(%L, %L, %L::jsonb)', p_message, p_kind, p_input) $$;
create function tests.propose(p_kind text, p_input text) returns jsonb language sql as $$
  select tests.as('customer', tests.proposal(p_kind, p_input))::jsonb $$;
create function tests.confirm(p_action jsonb) returns text language sql as $$ select format('select public.confirm_chat_action(%L)', p_action ->> 'id') $$;
create function tests.decline(p_action jsonb) returns text language sql as $$ select format('select public.decline_chat_action(%L)', p_action ->> 'id') $$;
create function tests.new_ticket(p_more text default '{}') returns text language sql as $$
  select ('{"subject": "No sound", "description": "None at all.", "category": "question"}'::jsonb || p_more::jsonb)::text $$;
create function tests.reply_input(p_ticket text, p_body text default 'Still none.') returns text language sql as $$
  select jsonb_build_object('ticketId', tests.id(p_ticket), 'body', p_body)::text $$;
create function tests.quote_input(p_quote text, p_version text default '1') returns text language sql as $$
  select format('{"quoteId": "%s", "version": %s}', tests.id(p_quote), p_version) $$;

-- Proposing -----------------------------------------------------------------------------------------

select is(tests.each(tests.proposal('create_ticket', tests.new_ticket()) || ' ->> ''status'''),
  'anonymous: 42501, customer: proposed, colleague: PT404 chat_message_not_found, other: PT404 chat_message_not_found, agent: PT403 customers_only, '
  || 'admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'only in an answer of one''s own');
select is(tests.readers('chatbot_actions'), 'customer 1', 'a proposal is for whom it is made, not for colleagues');
select is((select count(*)::int from public.support_tickets), 3, 'nothing happens by it');
select is(tests.propose('create_ticket', tests.new_ticket()) ->> 'id', (select id::text from public.chatbot_actions), 'said twice, it is one proposal');
select is((select expires_at - created_at from public.chatbot_actions), interval '30 minutes', 'it stands for half an hour');
select is((select array_agg(f ->> 'key') from public.chatbot_actions, jsonb_array_elements(facts) as f), array['subject', 'category', 'description'], 'the card says what will be done');
select is((select input from public.chatbot_actions), tests.new_ticket()::jsonb, 'and what will be done is kept to the letter');
select is((select count(*)::int from public.portal_audit_log where action = 'chat.propose' and actor_role = 'ai'), 1, 'the AI signs for it');

select is(tests.as('customer', tests.proposal(k, i)), e, format('refused: %s %s', k, i)) from (values
  ('create_ticket', tests.new_ticket('{"subject": " "}'), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket(jsonb_build_object('subject', repeat('x', 201))::text), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket(jsonb_build_object('description', repeat('x', 10001))::text), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket('{"category": "none"}'), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket('{"priority": "at once"}'), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket(jsonb_build_object('orderId', tests.id('order of elsewhere'))::text), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket(jsonb_build_object('serviceId', tests.id('service of elsewhere'))::text), 'PT422 validation_failed'),
  ('create_ticket', tests.new_ticket(jsonb_build_object('domainId', tests.id('domain of elsewhere'))::text), 'PT422 validation_failed'),
  ('create_ticket', '{}', 'PT422 validation_failed'),
  ('reply_to_ticket', tests.reply_input('foreign'), 'PT404 ticket_not_found'),
  ('reply_to_ticket', tests.reply_input('private'), 'PT404 ticket_not_found'),
  ('reply_to_ticket', '{"ticketId": "none", "body": "x"}', 'PT404 ticket_not_found'),
  ('reply_to_ticket', tests.reply_input('open', ' '), 'PT422 validation_failed'),
  ('accept_quote', tests.quote_input('quote of elsewhere'), 'PT404 quote_not_found'),
  ('accept_quote', tests.quote_input('quote of home', '2'), 'PT404 version_not_found'),
  ('accept_quote', tests.quote_input('quote of home', 'null'), 'PT422 validation_failed'),
  ('accept_quote', tests.quote_input('quote of home', '"1"'), 'PT422 validation_failed'),
  ('request_invoice', jsonb_build_object('orderId', tests.id('order of elsewhere'), 'subject', 'x', 'description', 'x')::text, 'PT404 order_not_found'),
  ('refund_everything', '{}', 'PT422 validation_failed'),
  ('book_call', '{}', 'PT422 validation_failed')) as t(k, i, e);
select is(tests.as('customer', tests.proposal('create_ticket', tests.new_ticket(), gen_random_uuid())), 'PT404 chat_message_not_found', 'an answer that is not there proposes nothing');
select is(tests.as('customer', 'insert into public.chatbot_actions (session_id) values (null)'), '42501', 'nobody writes proposals by hand');
select is(tests.as('customer', 'update public.chatbot_actions set input = ''{}'''), '42501', 'or rewrites them');

update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.as('customer', tests.proposal('create_ticket', tests.new_ticket('{"subject": "Other"}'))), 'PT403 ai_restricted', 'not for somebody who restricts processing');
update public.customer_profiles set processing_restricted_at = null;

-- Confirming ------------------------------------------------------------------------------------------

create table tests.proposed as select tests.propose('create_ticket', tests.new_ticket('{"priority": "high"}')) as ticket;
grant select on tests.proposed to authenticated;
select is(tests.as(p, tests.confirm((select ticket from tests.proposed))), e, p || ' cannot confirm for somebody else') from (values
  ('anonymous', '42501'), ('colleague', 'PT404 chat_action_not_found'), ('other', 'PT404 chat_action_not_found'), ('agent', 'PT403 customers_only'),
  ('admin', 'PT403 customers_only'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as t(p, e);
select is(tests.as(p, tests.decline((select ticket from tests.proposed))), e, p || ' cannot decline for somebody else') from (values
  ('anonymous', '42501'), ('colleague', 'PT404 chat_action_not_found'), ('other', 'PT404 chat_action_not_found'), ('agent', 'PT403 customers_only')) as t(p, e);
select is((select count(*)::int from public.support_tickets), 3, 'still nothing has happened');

select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''status'''), 'done', 'the person who was asked confirms');
select results_eq($$select subject, category, priority::text, channel::text, requester_id from public.support_tickets where subject = 'No sound'$$,
  $$values ('No sound', 'question', 'high', 'chat', tests.id('customer'))$$, 'and it is done as the card said');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''href'''),
  (select '/portal/tickets/' || number from public.support_tickets where subject = 'No sound'), 'a second click, in another tab too, gets the first answer');
select is((select count(*)::int from public.support_tickets where subject = 'No sound'), 1, 'one ticket');
select is(tests.as('customer', tests.decline((select ticket from tests.proposed))), 'PT409 action_done', 'what is done is not declined');
select is((select count(*)::int from public.portal_audit_log where action = 'chat.confirm' and actor_id = tests.id('customer')), 1, 'the decision is the customer''s, in the audit log');

update tests.proposed set ticket = tests.propose('reply_to_ticket', tests.reply_input('open'));
select is((select ticket #>> '{facts,0,value}' from tests.proposed), 'TKT-2000-open', 'an answer names its ticket');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''href'''), '/portal/tickets/TKT-2000-open', 'and is sent');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''status'''), 'done', 'once');
select results_eq($$select body, author_type::text, author_id from public.ticket_messages where ticket_id = tests.id('open') and body = 'Still none.'$$,
  $$values ('Still none.', 'customer', tests.id('customer'))$$, 'by the customer');

-- The world changes in between --------------------------------------------------------------------------

update tests.proposed set ticket = tests.propose('reply_to_ticket', tests.reply_input('open', 'And now?'));
update public.support_tickets set status = 'closed', closed_at = now() where id = tests.id('open');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' #>> ''{failure,reason}'''), 'ticket_closed', 'a ticket that was closed meanwhile');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''status'''), 'failed', 'stays refused');
select is((select count(*)::int from public.ticket_messages where body = 'And now?'), 0, 'and gets no message');
select is(tests.as('customer', tests.proposal('reply_to_ticket', tests.reply_input('open', 'Hello?'))), 'PT409 ticket_closed', 'nor another proposal');

delete from public.chatbot_actions;
update public.quote_versions set total = 15000, subtotal = 15000 where quote_id = tests.id('quote of home') and version = 1;
update public.quote_requests set valid_until = now() + interval '1 day' where id = tests.id('quote of home');
update tests.proposed set ticket = tests.propose('accept_quote', tests.quote_input('quote of home'));
select is((select jsonb_path_query_array(ticket, '$.facts[*].key') from tests.proposed), '["quote", "title", "version", "total", "validUntil"]', 'a quote is named with its version');
select is((select jsonb_path_query_first(ticket, '$.facts[*] ? (@.key == "total").money') from tests.proposed), '{"amount": 15000, "currency": "ZAR"}', 'and its total');
update public.quote_versions set status = 'superseded' where quote_id = tests.id('quote of home') and version = 1;
update public.quote_versions set status = 'sent', sent_at = now() where quote_id = tests.id('quote of home') and version = 2;
update public.quote_requests set version = 2 where id = tests.id('quote of home');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' #>> ''{failure,reason}'''), 'quote_superseded', 'another version has come: nothing is accepted');
select is((select status::text from public.quote_requests where id = tests.id('quote of home')), 'sent', 'not even the new one');
update tests.proposed set ticket = tests.propose('accept_quote', tests.quote_input('quote of home', '2'));
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''status'''), 'done', 'looked at again, it is accepted');
select results_eq($$select accepted_version, accepted_by from public.quote_requests where id = tests.id('quote of home')$$, $$values (2, tests.id('customer'))$$, 'the version on the card, by the person');

update tests.proposed set ticket = tests.propose('request_invoice', jsonb_build_object('orderId', tests.id('order of home'), 'subject', 'Invoice', 'description', 'Please.')::text);
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed)) || ' ->> ''status'''), 'done', 'an invoice is asked for');
select results_eq($$select category, order_id from public.support_tickets where subject = 'Invoice'$$, $$values ('billing', tests.id('order of home'))$$, 'by a ticket about billing');
update public.invoices set order_id = tests.id('order of home') where id = tests.id('invoice of home');
select is(tests.as('customer', tests.proposal('request_invoice', jsonb_build_object('orderId', tests.id('order of home'), 'subject', 'Again', 'description', 'Please.')::text)),
  'PT409 invoice_exists', 'not where there is one');

-- Declining and waiting too long --------------------------------------------------------------------------

update tests.proposed set ticket = tests.propose('create_ticket', tests.new_ticket('{"subject": "Declined"}'));
select is(tests.as('customer', tests.decline((select ticket from tests.proposed)) || ' ->> ''status'''), 'declined', 'declined');
select is(tests.as('customer', tests.decline((select ticket from tests.proposed)) || ' ->> ''status'''), 'declined', 'twice');
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed))), 'PT409 action_declined', 'is not confirmed');
update tests.proposed set ticket = tests.propose('create_ticket', tests.new_ticket('{"subject": "Late"}'));
update public.chatbot_actions set expires_at = now() where id = ((select ticket from tests.proposed) ->> 'id')::uuid;
select is(tests.as('customer', tests.confirm((select ticket from tests.proposed))), 'PT409 action_expired', 'after half an hour it is too late');
select is((select m.action ->> 'status' from jsonb_path_query(
  tests.as('customer', format('select public.get_chat_session(%L)', (select session_id from public.chatbot_actions limit 1)))::jsonb,
  '$.messages[*].actions[*]') as m(action) where m.action ->> 'id' = (select ticket ->> 'id' from tests.proposed)), 'expired', 'and its card says so');
select is((select count(*)::int from public.support_tickets where subject in ('Declined', 'Late')), 0, 'nothing came of either');
select is(tests.as('customer', tests.proposal('create_ticket', tests.new_ticket('{"subject": "Sixth"}'))), 'PT409 too_many_actions', 'five for one answer');

-- Signing for what was read -----------------------------------------------------------------------------

create function tests.sign() returns text language sql as $$
  select format('select public.log_assistant_read(%L, %L, %L, %L)', tests.message_of('customer'), 'model', 'get_order', '{order:1,order:2}') $$;
select is(tests.each(tests.sign()), 'anonymous: 42501, customer: , colleague: PT404 chat_message_not_found, other: PT404 chat_message_not_found, '
  || 'agent: PT403 customers_only, admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'for an answer of one''s own');
select results_eq($$select actor_name, customer_id, purpose, fields from public.portal_audit_log where action = 'chat.tool'$$,
  $$values ('model', tests.id('home'), 'assistance', '{"tool": "get_order", "read": ["order:1", "order:2"]}'::jsonb)$$, 'what was read, by which model, for what');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.as('customer', tests.sign()), 'PT403 ai_restricted', 'nothing is read of somebody who restricts processing');
update public.customer_profiles set processing_restricted_at = null;
select is(tests.as('service', format('select public.finish_chat_answer(%L, ''{"status": "complete", "body": "Done."}'')', tests.message_of('customer'))), 'complete', 'an answer that is over');
select is(tests.as('customer', tests.sign()), 'PT404 chat_message_not_found', 'reads no more');
select is(tests.as('customer', tests.proposal('create_ticket', tests.new_ticket('{"subject": "After"}'))), 'PT404 chat_message_not_found', 'and proposes no more');

select * from finish();
rollback;

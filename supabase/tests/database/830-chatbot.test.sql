-- Conversations with the assistant: whose they are, and what a person does with them.

begin;
select plan(61);
select tests.set_stage();

create function tests.ask(p_name text, p_input jsonb, p_key text default null) returns jsonb
language sql
as $$ select tests.as(p_name, format('select public.begin_chat_turn(%L, %L)', p_key, p_input))::jsonb $$;
create function tests.finish(p_message text, p_result jsonb) returns text
language sql
as $$ select tests.as('service', format('select public.finish_chat_answer(%L, %L)', p_message, p_result)) $$;

-- Asking ------------------------------------------------------------------------------------------

select is(tests.each($$select public.begin_chat_turn(null, '{"message": "Where is my order?"}') ? 'messageId'$$),
  'anonymous: 42501, customer: true, colleague: true, other: true, agent: PT403 customers_only, admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'customers ask');
select is(tests.readers('chatbot_sessions'), 'customer 1, colleague 1, other 1', 'each reads their own conversation alone');
select is(tests.readers('chatbot_messages'), 'customer 2, colleague 2, other 2', 'and its messages');
delete from public.chatbot_sessions;

create table tests.turn as select tests.ask('customer', '{"message": "  Where is my order?\u0007  "}', 'k1') as answer;
grant select on tests.turn to authenticated, service_role;
create function tests.session() returns text language sql stable as $$ select answer ->> 'sessionId' from tests.turn $$;
create function tests.message() returns text language sql stable as $$ select answer ->> 'messageId' from tests.turn $$;

select is(tests.ask('customer', '{"message": "  Where is my order?\u0007  "}', 'k1'), (select answer from tests.turn), 'a retry asks no second time');
select is((select count(*)::int from public.chatbot_messages), 2, 'one question, one answer to come');
select is(tests.as('customer', $$select public.begin_chat_turn('k1', '{"message": "Another"}')$$), 'PT409 idempotency_key_reused', 'a key is for one question');
select is((select title from public.chatbot_sessions), 'Where is my order?', 'the question is the title, plain');
select is(tests.as('customer', format($$select public.begin_chat_turn(null, '{"sessionId": "%s", "message": "And?"}')$$, tests.session())),
  'PT409 answer_running', 'one answer at a time');
select is(tests.as(p, format($$select public.begin_chat_turn(null, '{"sessionId": "%s", "message": "Me too"}')$$, tests.session())),
  'PT404 chat_session_not_found', p || ' adds nothing to it')
from unnest(array['colleague', 'other']) as p;
select is(tests.as('customer', $$select public.begin_chat_turn(null, '{"message": "   "}')$$), 'PT422 validation_failed', 'nothing is no question');
select is(tests.as('customer', format($$select public.begin_chat_turn(null, '{"message": "%s"}')$$, repeat('x', 8001))), 'PT422 validation_failed', '8,000 characters at most');
select is(private.chat_title(repeat('word ', 40)), trim(repeat('word ', 15)) || '…', 'a long question is cut between words');

-- What an answer is written from --------------------------------------------------------------------

select is(tests.as(p, format('select public.get_chat_turn(%L)', tests.message())), e, p || ' gets what is theirs')
from (values ('colleague', 'PT404 chat_message_not_found'), ('other', 'PT404 chat_message_not_found'), ('agent', 'PT403 customers_only'),
  ('anonymous', '42501')) as t(p, e);
select is(tests.as('customer', format('select public.get_chat_turn(%L, true)', tests.message()))::jsonb -> 'history',
  '[{"role": "user", "body": "Where is my order?", "status": "complete", "offer": null, "feedback": null, "citations": []}]', 'the question is the last of the history');
select is((select string_agg(r ->> 'number', ', ' order by r ->> 'number')
  from jsonb_array_elements(tests.as('customer', format('select public.get_chat_turn(%L, true)', tests.message()))::jsonb -> 'records') as r),
  'O-home, TKT-2000-open', 'with recent records: no private ticket of a colleague, nothing of another customer');
select is((select count(*)::int from public.portal_audit_log where action = 'chat.context' and actor_role = 'ai'), 2, 'which the AI signs for');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.as('customer', format('select public.get_chat_turn(%L, true)', tests.message()))::jsonb - '{history, business}'::text[],
  '{"restricted": true, "linkHosts": [], "ticket": null, "records": [], "earlier": []}', 'nothing of somebody who restricts processing');
update public.customer_profiles set processing_restricted_at = null;

-- The answer while it grows ---------------------------------------------------------------------------

select is(tests.each(format($$select public.claim_chat_answer('%s', 'claude', 'm')$$, tests.message())),
  (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'nobody writes answers by hand');
select is(tests.each(format($$select public.save_chat_answer('%s', 'x', '[]')$$, tests.message())),
  (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'nor saves');
select is(tests.each(format($$select public.finish_chat_answer('%s', '{}')$$, tests.message())),
  (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'nor ends them');
select is(tests.as('service', format($$select public.claim_chat_answer('%s', 'claude', 'model-1')$$, tests.message())), 'yours', 'one process writes it');
select is(tests.as('service', format($$select public.claim_chat_answer('%s', 'claude', 'model-1')$$, tests.message())), 'taken', 'and no other');
select is((select tokens from private.chatbot_usage), 8000, 'what it may cost is set aside');
select is(tests.as('service', format($$select public.save_chat_answer('%s', 'It is', '[]')$$, tests.message())), 'streaming', 'it is kept as it grows');
select is(tests.as('customer', format('select public.get_chat_session(%L)', tests.session()))::jsonb #>> '{messages,1,body}', 'It is', 'for whoever looks');
select is(tests.finish(tests.message(), '{"status": "complete", "body": "It is on its way.", "citations": [{"n": 1}], "answerer": "claude", "model": "model-1", "tokens": 1200, "reserved": true, "support": "none"}'),
  'complete', 'it ends');
select is((select tokens from private.chatbot_usage), 1200, 'and costs what it cost');
select is((select format('%s %s %s', query, source, support) from public.kb_searches), 'Where is my order? assistant none', 'what was not found is nobody''s question any more');
select is(tests.finish(tests.message(), '{"status": "failed", "body": "x"}'), 'gone', 'what has ended stays');

-- Budget ------------------------------------------------------------------------------------------

update public.app_settings set value = '1200' where key = 'assistant_daily_tokens';
create table tests.turn2 as select tests.ask('customer', jsonb_build_object('sessionId', tests.session(), 'message', 'And the other one?')) as answer;
grant select on tests.turn2 to authenticated, service_role;
select is(tests.as('service', $$select public.claim_chat_answer((select (answer ->> 'messageId')::uuid from tests.turn2), 'claude', 'm')$$), 'no_budget',
  'the day''s budget is the customer''s, and it ends');
select is((select tokens from private.chatbot_usage), 1200, 'nothing more is counted');
select is((select answerer from public.chatbot_messages where id = (select (answer ->> 'messageId')::uuid from tests.turn2)), 'extractive', 'and no model is named');
update private.chatbot_usage set day = day - 1;
select is(private.reserve_chat_tokens(tests.id('home')), true, 'a new day, a new budget');

-- Stop, and answers whose writer is gone ----------------------------------------------------------------

select is(tests.as(p, format('select public.stop_chat_answer(%L)', tests.session())), 'PT404 chat_session_not_found', p || ' stops nothing')
from unnest(array['colleague', 'other']) as p;
select is(tests.as('customer', format('select public.stop_chat_answer(%L)', tests.session()))::jsonb -> 'messageId',
  (select answer -> 'messageId' from tests.turn2), 'its owner does');
select is(tests.as('customer', format('select public.stop_chat_answer(%L)', tests.session())), '{"messageId": null}', 'once');
select is(tests.as('service', $$select public.save_chat_answer((select (answer ->> 'messageId')::uuid from tests.turn2), 'more', '[]')$$), 'stopped', 'who writes is told');
select is(tests.finish((select answer ->> 'messageId' from tests.turn2), '{"status": "complete", "body": "As far as", "answerer": "extractive"}'), 'stopped', 'what was stopped stays stopped');

create table tests.turn3 as select tests.ask('customer', jsonb_build_object('sessionId', tests.session(), 'message', 'Again',
  'replaces', (select answer -> 'messageId' from tests.turn2))) as answer;
grant select on tests.turn3 to authenticated, service_role;
select is((select string_agg(m ->> 'body', ' | ' order by n)
  from jsonb_array_elements(tests.as('customer', format('select public.get_chat_session(%L)', tests.session()))::jsonb -> 'messages') with ordinality as t(m, n)),
  'Where is my order? | It is on its way. | Again | ', 'an answer that is written anew goes with its question');
select is(tests.as('service', 'select public.sweep_chat_answers()'), '0', 'who works has time');
update public.chatbot_messages set saved_at = now() - interval '2 minutes' where status = 'streaming';
select is(tests.as('service', 'select public.sweep_chat_answers()'), '1', 'who is not heard of has not');
select is((select format('%s %s', status, offer_reason) from public.chatbot_messages where id = (select (answer ->> 'messageId')::uuid from tests.turn3)),
  'failed unavailable', 'a person is offered');
select is(tests.as('customer', format($$select public.begin_chat_turn(null, '{"sessionId": "%s", "message": "x", "replaces": "%s"}')$$, tests.session(),
  (select answer ->> 'messageId' from tests.turn2))), 'PT404 chat_message_not_found', 'what was replaced is replaced once');

-- Title, feedback ---------------------------------------------------------------------------------------

select is(tests.each(format($$select public.rename_chat_session('%s', '  My   order ') ->> 'title'$$, tests.session())),
  'anonymous: 42501, customer: My order, colleague: PT404 chat_session_not_found, other: PT404 chat_session_not_found, agent: PT403 customers_only, admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'its owner names it');
select is(tests.as('customer', format($$select public.rate_chat_answer('%s', '%s', false, 'Wrong order')$$, tests.session(), tests.message())),
  jsonb_build_object('messageId', tests.message(), 'feedback', 'down', 'reason', 'Wrong order')::text, 'an answer is rated');
select is(tests.as('customer', format($$select public.rate_chat_answer('%s', '%s', null)$$, tests.session(), tests.message()))::jsonb -> 'feedback', 'null', 'and not');
select is(tests.as('customer', format($$select public.rate_chat_answer('%s', '%s', false, '%s')$$, tests.session(), tests.message(), repeat('x', 501))),
  'PT422 validation_failed', 'a reason has a maximum');
select is(tests.as('colleague', format($$select public.rate_chat_answer('%s', '%s', true)$$, tests.session(), tests.message())),
  'PT404 chat_session_not_found', 'by nobody else');
select is(tests.as('customer', format($$select public.rate_chat_answer('%s', '%s', true)$$, tests.session(), (select answer ->> 'questionId' from tests.turn))),
  'PT404 chat_message_not_found', 'a question is no answer');

-- The list ------------------------------------------------------------------------------------------------

select is(tests.as('customer', format($$select jsonb_array_length(public.search_chat_sessions('{"q": "%s"}') -> 'items')$$, q)), n, 'found by ' || q)
from (values ('my ord', '1'), ('ON ITS way', '1'), ('As far as', '0'), ('%', '0')) as t(q, n);
select is(tests.as('other', $$select jsonb_array_length(public.search_chat_sessions('{}') -> 'items')$$), '0', 'by nobody else');
select is((select count(*)::int from generate_series(1, 3) as g, lateral tests.ask('customer', jsonb_build_object('message', 'Question ' || g)) as a), 3, 'more of them');
select is(tests.as('customer', $$select jsonb_array_length(public.search_chat_sessions('{}',
  public.search_chat_sessions('{}', null, 3) -> 'nextCursor', 3) -> 'items')$$), '1', 'come in pages');

select * from finish();
rollback;

-- Conversations that are deleted and had back, their titles, and what earlier ones came to.

begin;
select plan(39);
select tests.set_stage();

create function tests.ask(p_name text, p_input jsonb) returns jsonb
language sql
as $$ select tests.as(p_name, format('select public.begin_chat_turn(null, %L)', p_input))::jsonb $$;
create function tests.answer(p_message text, p_result jsonb) returns text
language sql
as $$ select tests.as('service', format('select public.finish_chat_answer(%L, %L)', p_message, '{"status": "complete", "answerer": "extractive"}'::jsonb || p_result)) $$;

create table tests.turn as select tests.ask('customer', '{"message": "Hello there, where is my order? It was due on Monday."}') as answer;
grant select on tests.turn to authenticated, service_role;
create function tests.session() returns text language sql stable as $$ select answer ->> 'sessionId' from tests.turn $$;

-- Titles -------------------------------------------------------------------------------------------

select is((select title from public.chatbot_sessions), 'Where is my order?', 'a greeting is no title, and the first sentence is enough');
select is(private.chat_title(t), e, t) from (values
  ('Hi', 'Hi'), ('Hello! My amplifier hums.', 'My amplifier hums'), ('Goeie môre, waar is my bestelling?', 'Waar is my bestelling?'),
  ('I need R 1.50 back. Please.', 'I need R 1.50 back'), ('  two   words ', 'two words')) as v(t, e);

-- Deleting and undoing -------------------------------------------------------------------------------

select tests.answer((select answer ->> 'messageId' from tests.turn), '{"body": "It is **on its way** [1]. It comes by courier.", "citations": [{"n": 1}]}');
insert into public.chatbot_actions (session_id, message_id, user_id, kind, input, facts)
select m.session_id, m.id, m.user_id, 'create_ticket', '{}', '[]' from public.chatbot_messages m where m.role = 'assistant';
create table tests.before as select to_jsonb(s) as session, (select jsonb_agg(to_jsonb(m) order by m.position) from public.chatbot_messages m) as messages,
  (select jsonb_agg(to_jsonb(a)) from public.chatbot_actions a) as actions from public.chatbot_sessions s;

select is(tests.as(p, format('select public.delete_chat_session(%L)', tests.session())), e, p || ' deletes nothing of hers')
from (values ('colleague', 'PT404 chat_session_not_found'), ('other', 'PT404 chat_session_not_found'), ('agent', 'PT403 customers_only')) as v(p, e);
select tests.as('customer', format('select public.delete_chat_session(%L)', tests.session()));
select is((select count(*)::int from public.chatbot_sessions) + (select count(*)::int from public.chatbot_messages) + (select count(*)::int from public.chatbot_actions),
  0, 'what is deleted is nowhere to be read');
select is(tests.as('customer', format('select public.get_chat_session(%L)', tests.session())), 'PT404 chat_session_not_found', 'by its owner either');
select is(tests.as(p, 'select count(*) from private.deleted_chats'), '42501', p || ' cannot read what was deleted')
from unnest(array['customer', 'admin', 'service']) as p;
select is(tests.as(p, format('select public.restore_chat_session(%L)', tests.session())), e, p || ' brings nothing of hers back')
from (values ('anonymous', '42501'), ('colleague', 'PT404 chat_session_not_found'), ('other', 'PT404 chat_session_not_found'),
  ('agent', 'PT403 customers_only'), ('admin', 'PT403 customers_only')) as v(p, e);
select is(tests.as('customer', format('select public.restore_chat_session(%L)', tests.session()))::jsonb ->> 'title', 'Where is my order?', 'its owner brings it back');
select results_eq('select to_jsonb(s) from public.chatbot_sessions s', 'select session from tests.before', 'as it was');
select results_eq('select jsonb_agg(to_jsonb(m) order by m.position) from public.chatbot_messages m', 'select messages from tests.before', 'with its messages');
select results_eq('select jsonb_agg(to_jsonb(a)) from public.chatbot_actions a', 'select actions from tests.before', 'and proposals');
select is(tests.as('customer', format('select public.restore_chat_session(%L)', tests.session()))::jsonb ->> 'title', 'Where is my order?', 'undone twice it is there once');
select is((select count(*)::int from private.deleted_chats), 0, 'and nothing is kept besides');

select tests.ask('customer', jsonb_build_object('sessionId', tests.session(), 'message', 'And when?'));
select tests.as('customer', format('select public.delete_chat_session(%L)', tests.session()));
update private.deleted_chats set deleted_at = now() - interval '11 minutes';
select is(tests.as('customer', format('select public.restore_chat_session(%L)', tests.session())), 'PT404 chat_session_not_found', 'after ten minutes it is too late');
update private.deleted_chats set deleted_at = now() - interval '9 minutes';
select tests.as('service', 'select public.sweep_chat_answers()');
select tests.as('customer', format('select public.restore_chat_session(%L)', tests.session()));
select is((select status::text from public.chatbot_messages where position = 4), 'stopped', 'what was being written was stopped');
select tests.as('customer', format('select public.delete_chat_session(%L)', tests.session()));
update private.deleted_chats set deleted_at = now() - interval '10 minutes';
select tests.as('service', 'select public.sweep_chat_answers()');
select is((select count(*)::int from private.deleted_chats), 0, 'then it is gone for good');

-- What earlier conversations came to -----------------------------------------------------------------

create function tests.earlier() returns text
language plpgsql as $$
declare
  v_turn jsonb := tests.ask('customer', '{"message": "Something else"}');
  v_summary text := tests.as('customer', format('select public.get_chat_turn(%L, true)', v_turn ->> 'messageId'))::jsonb #>> '{earlier,0,summary}';
begin
  delete from public.chatbot_sessions where id = (v_turn ->> 'sessionId')::uuid;
  return v_summary;
end
$$;
create table tests.turn2 as select tests.ask('customer', '{"message": "Where is my order?"}') as answer;
grant select on tests.turn2 to authenticated, service_role;
select tests.answer((select answer ->> 'messageId' from tests.turn2), '{"body": "It is **on its way** [1]."}');
select is(tests.earlier(), E'Asked: Where is my order?\nAnswered: It is on its way.', 'question and answer, without marks');
update public.chatbot_actions set status = 'done';
insert into public.chatbot_actions (session_id, message_id, user_id, kind, input, facts, status, decided_at, result)
select m.session_id, m.id, m.user_id, 'create_ticket', '{}', '[]', 'done', now(), '{"href": "/portal/tickets/TKT-2000-00001"}' from public.chatbot_messages m where m.role = 'assistant';
create table tests.turn3 as select tests.ask('customer', jsonb_build_object('sessionId', (select answer -> 'sessionId' from tests.turn2), 'message', 'Can I have a refund?')) as answer;
grant select on tests.turn3 to authenticated, service_role;
select tests.answer((select answer ->> 'messageId' from tests.turn3), '{"body": "Nothing was found.", "offer": "not_found"}');
select is(tests.earlier(), E'Asked: Can I have a refund?\nNothing was found that answers it.\nDone: create ticket (TKT-2000-00001)', 'what was not found, and what was done');
update public.chatbot_sessions set ticket_id = (select id from public.support_tickets where number = 'TKT-2000-open'), status = 'escalated';
update public.chatbot_messages set feedback = 'down' where position = 4;
select matches(tests.earlier(), E'\nHanded over to a person: ticket TKT-2000-open \\(\\w+\\)\\.\nThe customer marked an answer as not helpful\\.$', 'who goes on with it, and that it did not help');

-- A model's summaries ---------------------------------------------------------------------------------

select is(tests.each($$select public.chats_to_summarise('m', 5)$$),
  (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'for the worker alone');
select is(tests.as('service', $$select public.chats_to_summarise('m', 5)$$), '[]', 'somebody may still be writing');
update public.chatbot_sessions set last_message_at = now() - interval '11 minutes';
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.as('service', $$select public.chats_to_summarise('m', 5)$$), '[]', 'nothing of somebody who restricts processing');
update public.customer_profiles set processing_restricted_at = null;
create table tests.chat as select tests.as('service', $$select public.chats_to_summarise('m', 5)$$)::jsonb -> 0 as chat;
select is((select format('%s %s', jsonb_array_length(chat -> 'messages'), chat #>> '{messages,2,body}') from tests.chat), '4 Can I have a refund?', 'what was said');
select is(tests.as('service', $$select public.chats_to_summarise('m', 5)$$), '[]', 'once an hour');
create function tests.keep(p_at text) returns text language sql as $$
  select tests.as('service', format('select public.keep_chat_summary(%L, %L, %L, 900)', (select chat ->> 'id' from tests.chat), p_at, 'They want a refund.')) $$;
select is(tests.keep('2020-01-01'), 'false', 'a summary of less than was said is not kept');
select is(tests.keep((select chat ->> 'seenAt' from tests.chat)), 'true', 'the other one is');
select matches(tests.earlier(), E'^They want a refund\\.\nHanded over', 'and is what the next conversation knows');

select * from finish();
rollback;

-- A conversation that goes to a person: once, with its transcript, which outlives it.

begin;
select plan(28);
select tests.set_stage();

create table tests.turn as select tests.as('customer', $$select public.begin_chat_turn('turn', '{"message": "I want a person"}')$$)::jsonb as answer;
grant select on tests.turn to authenticated, service_role;
create function tests.session() returns text language sql stable as $$ select answer ->> 'sessionId' from tests.turn $$;
select tests.as('service', $$select public.finish_chat_answer((select (answer ->> 'messageId')::uuid from tests.turn),
  '{"status": "complete", "body": "Of course.", "answerer": "extractive", "offer": "asked"}')$$);
create function tests.escalate(p_name text, p_key text, p_input jsonb default '{"subject": "Please call", "description": "About my order"}') returns text
language sql
as $$ select tests.as(p_name, format('select public.escalate_chat_session(%L, %L, %L)', p_key, tests.session(), p_input)) $$;

-- Before ------------------------------------------------------------------------------------------------

select is(tests.readers('chatbot_sessions'), 'customer 1', 'staff read no conversation that is not handed over');
select is(tests.readers('chatbot_messages'), 'customer 2', 'nor its messages');
select is(tests.as('customer', format($$select public.get_chat_desk('%s') -> 'isOpenNow' is not null$$, tests.session())), 'true', 'whether somebody is there is told');
select is(tests.as(p, format($$select public.get_chat_desk('%s')$$, tests.session())), e, 'to its owner, not to ' || p)
from (values ('colleague', 'PT404 chat_session_not_found'), ('other', 'PT404 chat_session_not_found'), ('agent', 'PT403 customers_only')) as t(p, e);

-- The act -----------------------------------------------------------------------------------------------

select is(tests.escalate(p, null), e, p || ' hands nothing over')
from (values ('anonymous', '42501'), ('colleague', 'PT404 chat_session_not_found'), ('other', 'PT404 chat_session_not_found'),
  ('agent', 'PT403 customers_only'), ('locked', 'PT403 portal_locked')) as t(p, e);
select is(tests.escalate('customer', null, '{"subject": "x"}'), 'PT422 validation_failed', 'a brief says what it is about');
select is(tests.escalate('customer', null, '{"subject": "x", "description": "y", "category": "weather"}'), 'PT422 validation_failed', 'in a category that there is');
create table tests.ticket as select tests.escalate('customer', 'key 1')::jsonb as answer;
grant select on tests.ticket to authenticated, service_role;
select is(tests.escalate('customer', 'key 1')::jsonb, (select answer from tests.ticket), 'a retry is the same ticket');
select is(tests.escalate('customer', 'key 2')::jsonb -> 'number', (select answer -> 'number' from tests.ticket), 'and so is asking again');
select is((select format('%s %s %s %s', t.channel, t.category, t.subject, t.requester_id = tests.id('customer'))
  from public.support_tickets t where t.id = (select (answer ->> 'id')::uuid from tests.ticket)), 'chat question Please call t', 'from the chat, with the brief');
select is((select count(*)::int from public.portal_audit_log where action = 'chat.escalate'), 1, 'it is written down');

-- After -------------------------------------------------------------------------------------------------

select is(tests.readers('chatbot_sessions'), 'customer 1', 'staff read it now, colleagues do not');
select is(tests.readers('chatbot_messages'), 'customer 2', 'with its messages');
select is(tests.readers('ticket_transcripts'), 'customer 1', 'and the transcript');
select is(tests.each($$select public.get_ticket_transcript((select (answer ->> 'id')::uuid from tests.ticket)) #>> '{messages,1,body}'$$),
  'anonymous: 42501, customer: Of course., colleague: null, other: null, agent: Of course., admin: Of course., locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'as the page shows it');
select is((select count(*)::int from public.portal_audit_log where action = 'chat.read' and customer_id = tests.id('home') and actor_role <> 'customer'), 2, 'who of staff looked, the customer can see');
select is(tests.as('agent', $$select public.get_ticket_transcript('$$ || tests.id('open') || $$')$$), null, 'other tickets have none');

select is(tests.as(p, format('select public.delete_chat_session(%L)', tests.session())), e, p || ' deletes nothing')
from (values ('colleague', 'PT404 chat_session_not_found'), ('agent', 'PT403 customers_only')) as t(p, e);
select tests.as('customer', format('select public.delete_chat_session(%L)', tests.session()));
select is((select count(*)::int from public.chatbot_messages), 0, 'what its owner deletes is gone');
select is((select count(*)::int from private.idempotency_keys where command = 'begin_chat_turn'), 0, 'also where commands are remembered');
select is(tests.as('agent', $$select public.get_ticket_transcript((select (answer ->> 'id')::uuid from tests.ticket))$$)::jsonb #>> '{messages,0,body}', 'I want a person',
  'the ticket keeps what was handed over');

select * from finish();
rollback;

-- What a restriction stops, use by use: each happens while nobody said anything, none under a restriction, and under an objection
-- those that it is about.

begin;
select plan(27);
select tests.set_stage();

-- The stage on which every use happens --------------------------------------------------------------------

insert into public.app_settings (key, value) values ('automatic_answers', 'true'), ('triage', 'true') on conflict (key) do update set value = excluded.value;
update public.ticket_categories set allows_auto_answer = true where slug = 'question';
delete from public.ticket_insights;
do $$ begin perform public.sweep_triage('claude'); end $$;

-- A ticket that waits to be read, and one whose category somebody stands for.
update public.support_tickets set status = 'waiting_ai' where id = tests.id('open');
insert into public.support_tickets (id, number, customer_id, subject, description, category, status, message_count)
values (tests.id('settled'), 'TKT-2001-settled', tests.id('home'), 'Settled', 'Settled', 'question', 'resolved', 2);
insert into public.ticket_messages (ticket_id, author_type, author_name, body) values (tests.id('settled'), 'staff', 'Agent', 'Here you are.');
insert into public.insight_feedback (ticket_id, part, verdict, readings) values (tests.id('settled'), 'category', 'accepted', '{"claude": {"category": "question", "confidence": 0.8}}');

-- A conversation that is over, and one in which an answer is being written.
create table tests.turns as
  select n, tests.as('customer', $$select public.begin_chat_turn(null, '{"message": "Where is my parcel?"}')$$)::jsonb as turn from generate_series(1, 2) n;
grant select on tests.turns to authenticated, service_role;
create function tests.turn(p_n int, p_key text) returns uuid language sql stable as $$ select (turn ->> p_key)::uuid from tests.turns where n = p_n $$;
do $$ begin perform tests.as('service', format('select public.finish_chat_answer(%L, ''{"status": "complete", "body": "On its way."}'')', tests.turn(1, 'messageId'))); end $$;
update public.chatbot_sessions set summary = 'About a parcel.', message_count = 4, last_message_at = now() - interval '1 hour' where id = tests.turn(1, 'sessionId');

-- A call of which it is written what was said, and an article.
update public.scheduled_calls set id = tests.id('call'), starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' where customer_id = tests.id('home');
do $$ begin perform tests.as('agent', format('select public.save_call_transcript(%L, ''{"format": "text", "text": "Agent: Hello."}'')', tests.id('call'))); end $$;
insert into public.kb_categories (id, slug, name) values (tests.id('shelf'), 'shelf', 'Shelf') on conflict do nothing;
insert into public.kb_articles (id, slug, title, summary, body, status, category_id, published_version, published_at)
values (tests.id('article'), 'parcels', 'Parcels', 'They come', 'They come.', 'published', tests.id('shelf'), 1, now());

-- Every use of what belongs to the customer: whether it happens, and that it did is undone at once.
create function tests.happens(p_sql text, p_left text default null) returns boolean language plpgsql as $$
declare
  v_happens boolean;
begin
  begin
    execute p_sql into v_happens;
    -- What it wrote is seen by the next statement only.
    if v_happens and p_left is not null then
      execute p_left into v_happens;
    end if;
    raise sqlstate 'UNDO0' using message = coalesce(v_happens, false)::text;
  exception when sqlstate 'UNDO0' then
    return sqlerrm::boolean;
  end;
end
$$;
create table tests.uses (n int generated always as identity, name text, purpose text, sql text, left_behind text);
insert into tests.uses (name, purpose, sql, left_behind) values
  ('records beside a question', 'ai_assistance', format($$select tests.as('customer', 'select public.get_chat_turn(''%s'', true)')::jsonb -> 'records' <> '[]'$$, tests.turn(2, 'messageId')), null),
  ('earlier conversations', 'ai_assistance', format($$select tests.as('customer', 'select public.get_chat_turn(''%s'', true)')::jsonb -> 'earlier' <> '[]'$$, tests.turn(2, 'messageId')), null),
  ('the assistant''s tools that read', 'ai_assistance', format($$select tests.as('customer', 'select public.log_assistant_read(''%s'', ''model'', ''get_order'', ''{order:1}'')') = ''$$, tests.turn(2, 'messageId')), null),
  ('the assistant''s proposals', 'ai_assistance', format($$select tests.as('customer', 'select public.propose_chat_action(''%s'', ''create_ticket'', ''{"subject": "No sound", "description": "None.", "category": "question"}'')') like '{%%'$$, tests.turn(2, 'messageId')), null),
  ('a summary of an answer', 'ai_assistance', format($$select tests.as('service', 'select public.finish_chat_answer(''%s'', ''{"status": "complete", "body": "Soon."}'')') = 'complete'$$, tests.turn(2, 'messageId')),
    format('select summary is not null from public.chatbot_sessions where id = %L', tests.turn(2, 'sessionId'))),
  ('a model''s summary of a conversation', 'ai_assistance', $$select tests.as('service', 'select public.chats_to_summarise(''model'')') <> '[]'$$, null),
  ('keeping such a summary', 'ai_assistance', format($$select public.keep_chat_summary(id, last_message_at, 'Another.', 1) from public.chatbot_sessions where id = %L$$, tests.turn(1, 'sessionId')), null),
  ('a new ticket that waits for triage', 'ai_assistance', $$select (tests.as('customer', 'select public.create_ticket(null, ''{"subject": "No sound", "description": "None at all.", "category": "question"}'')')::jsonb ->> 'status') = 'waiting_ai'$$, null),
  ('triage that reads a ticket', 'ai_assistance', format($$select public.get_triage(%L, 'model') is not null$$, tests.id('open')), null),
  ('keeping what triage found', 'ai_assistance', format($$select (public.record_triage(%L, '{"category": "question", "summary": "Asks."}') ->> 'stored')::boolean$$, tests.id('open')), null),
  ('an automatic answer', 'ai_assistance', format($$select private.answer_obstacle(t, null, 'x') is distinct from 'restricted' from public.support_tickets t where id = %L$$, tests.id('open')), null),
  ('the tools of staff', 'ai_assistance', format($$select tests.as('agent', 'select public.begin_assist(''%s'', ''draft_reply'', ''model'')') like '{%%'$$, tests.id('open')), null),
  ('a summary of a call', 'ai_assistance', format($$select public.get_call_to_summarise(%L, 1) is not null$$, tests.id('call')), null),
  ('keeping a model''s summary of a call', 'ai_assistance', format($$select tests.as('service', 'select public.record_call_summary(''%s'', 1, ''{"summary": "Hello.", "by": "model"}'')') = 'true'$$, tests.id('call')), null),
  ('keeping another machine''s summary of a call', 'ai_assistance', format($$select tests.as('service', 'select public.record_call_summary(''%s'', 1, ''{"summary": "Hello.", "by": "extract"}'')') = 'true'$$, tests.id('call')), null),
  ('tickets that teach the classifier', 'both', $$select public.get_classifier_examples() <> '[]'$$, null),
  ('judgements that say what a model is worth', 'both', $$select public.get_model_judgements() <> '[]'$$, null),
  ('what was searched for', 'analytics', $$select tests.as('customer', 'select public.log_search(''where is my parcel'', ''help'', 1, ''good'')') = ''$$, 'select exists (select 1 from public.kb_searches)'),
  ('what a ticket form found', 'analytics', $$select tests.as('customer', 'select public.answer_by_article(''parcels'', ''Where is my parcel'')') like '{%'$$, 'select exists (select 1 from public.kb_searches)'),
  ('what the assistant was asked', 'analytics', format($$select tests.as('service', 'select public.finish_chat_answer(''%s'', ''{"status": "complete", "body": "Soon.", "support": "good"}'')') = 'complete'$$, tests.turn(2, 'messageId')),
    'select exists (select 1 from public.kb_searches)');
create function tests.happening(p_purpose text) returns text language sql as $$
  select coalesce(string_agg(name, ', ' order by n), 'nothing') from tests.uses where purpose like p_purpose and tests.happens(sql, left_behind) $$;
create function tests.consents(p_purpose text, p_given boolean) returns text language sql as $$
  select tests.as('customer', format('select public.set_consent(%L, %L)', p_purpose, p_given)) $$;

select is(tests.happens(sql, left_behind), true, 'while nobody objects: ' || name) from tests.uses order by n;

update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.happening('%'), 'nothing', 'under a restriction nothing of it happens');
update public.customer_profiles set processing_restricted_at = null where id = tests.id('home');

do $$ begin perform tests.consents('ai_assistance', false); end $$;
select is(tests.happening('%'), (select string_agg(name, ', ' order by n) from tests.uses where purpose = 'analytics'), 'who objects to assistants is counted, and neither read nor learnt from');
do $$ begin perform tests.consents('ai_assistance', true), tests.consents('analytics', false); end $$;
select is(tests.happening('%'), (select string_agg(name, ', ' order by n) from tests.uses where purpose = 'ai_assistance'), 'who objects to being learnt from is helped, and neither counted nor learnt from');
do $$ begin perform tests.consents('analytics', true); end $$;
select is(tests.happening('both'), (select string_agg(name, ', ' order by n) from tests.uses where purpose = 'both'), 'and may change their mind');

-- Each function that asks is what stops something: without its question a use above goes on. A new one that asks needs its use above.
create function tests.without_question(p_oid oid) returns text language plpgsql as $$
begin
  begin
    execute replace(regexp_replace(pg_get_functiondef(p_oid), 'private\.(ai|analytics)_may_use\([^)]*\)', 'true', 'g'),
      'from private.customers_not_learnt_from()', 'from (select null::uuid where false)');
    update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
    raise sqlstate 'UNDO1' using message = tests.happening('%');
  exception when sqlstate 'UNDO1' then
    return sqlerrm;
  end;
end
$$;
select is((select string_agg(p.proname, ', ' order by p.proname) from pg_catalog.pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and p.prosrc ~ 'private\.(ai_may_use|analytics_may_use|customers_not_learnt_from)\(' and tests.without_question(p.oid) = 'nothing'),
  null, 'no function asks in vain');

-- One by one and all at once, the rule is the same.
select results_eq('select private.customers_not_learnt_from() order by 1',
  'select id from public.customer_profiles where not (private.ai_may_use(id) and private.analytics_may_use(id)) order by 1', 'nobody else is left out');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('elsewhere');
do $$ begin perform tests.consents('ai_assistance', false); end $$;
select results_eq('select private.customers_not_learnt_from() order by 1',
  'select id from public.customer_profiles where not (private.ai_may_use(id) and private.analytics_may_use(id)) order by 1', 'and whoever objects is');

select * from finish();
rollback;

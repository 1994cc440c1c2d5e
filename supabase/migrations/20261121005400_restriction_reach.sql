-- A restriction, and an objection, reach what had only the one or neither: learning, call summaries, questions kept for statistics.

create function private.customers_not_learnt_from()
returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select c.id from public.customer_profiles c where c.processing_restricted_at is not null
  union
  select l.customer_id
  from (
    select distinct on (c.customer_id, c.purpose) c.customer_id, c.is_given from public.consents c
    where c.purpose in ('ai_assistance', 'analytics')
    order by c.customer_id, c.purpose, c.created_at desc, c.id desc) l
  where not l.is_given
$$;
comment on function private.customers_not_learnt_from() is
  'Customers whose tickets teach the classifier nothing: who restrict processing, or object to assistants or to being learnt from. As private.ai_may_use and analytics_may_use say one by one.';
-- Few rows, however many customers there are.
create index customer_profiles_restricted_idx on public.customer_profiles (id) where processing_restricted_at is not null;

-- Newer words: what is learnt is named.
update private.consent_purposes set version = 2 where purpose = 'analytics';

create or replace function private.labelled_tickets(p_at timestamptz, p_id uuid, p_limit int)
returns table (id uuid, customer_id uuid, at timestamptz, body text, category text)
language sql stable security definer set search_path = ''
as $$
  select t.id, t.customer_id, t.last_activity_at, t.subject || E'\n' || t.description, t.category
  from public.support_tickets t
    join public.ticket_categories k on k.slug = t.category and k.is_active
    left join lateral (
      select e.actor_type, e.created_at from public.ticket_events e
      where e.ticket_id = t.id and e.type = 'category_changed' order by e.created_at desc, e.id desc limit 1) changed on true
    left join lateral (
      select f.created_at from public.insight_feedback f
      where f.ticket_id = t.id and f.part = 'category'
      order by f.created_at desc limit 1) judged on true
  where t.merged_into is null
    and not exists (select 1 from private.customers_not_learnt_from() as n (customer_id) where n.customer_id = t.customer_id)
    and (p_at is null or (t.last_activity_at, t.id) < (p_at, p_id))
    and case
      when judged.created_at is not null and (changed.created_at is null or judged.created_at >= changed.created_at) then true
      -- What a rule or a machine decided would only teach what it knows already.
      when changed.actor_type is not null then changed.actor_type = 'staff'
      else t.status in ('resolved', 'closed') and exists (
        select 1 from public.ticket_messages m where m.ticket_id = t.id and m.author_type = 'staff' and not m.is_internal)
    end
  order by t.last_activity_at desc, t.id desc
  limit p_limit
$$;
comment on function private.labelled_tickets(timestamptz, uuid, int) is
  'Tickets whose category a person stands for, latest first, after (p_at, p_id): somebody changed it or judged a suggestion for it, or answered and settled the ticket under it. Not those that a rule moved, that were merged, or of customers who restrict processing or object to being learnt from.';

create or replace function public.get_model_judgements() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('confidence', j.confidence, 'correct', j.correct)), '[]')
  from (
    select (f.readings #>> '{claude,confidence}')::numeric as confidence,
      f.readings #>> '{claude,category}' = coalesce(f.chosen, t.category) as correct
    from public.insight_feedback f
      join public.support_tickets t on t.id = f.ticket_id
    where not exists (select 1 from private.customers_not_learnt_from() as n (customer_id) where n.customer_id = t.customer_id)
      and f.part = 'category' and f.readings #>> '{claude,category}' is not null
      and jsonb_typeof(f.readings #> '{claude,confidence}') = 'number'
    order by f.created_at desc, f.id desc
    limit 2000) j
$$;
comment on function public.get_model_judgements() is
  'For the worker: how sure the model was of the category of the latest 2,000 judged tickets, and whether people agreed, as [{ confidence, correct }]. Not of customers that nothing is learnt from.';

create or replace function public.finish_chat_answer(p_message_id uuid, p_result jsonb)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_message public.chatbot_messages;
  v_session public.chatbot_sessions;
  v_question text;
begin
  update public.chatbot_messages m
  set status = case when m.status = 'streaming' then (p_result ->> 'status')::public.answer_status else m.status end,
      body = left(private.plain_text(p_result ->> 'body'), 40000),
      citations = coalesce(p_result -> 'citations', '[]'),
      answerer = p_result ->> 'answerer', model = left(p_result ->> 'model', 100),
      offer_reason = p_result ->> 'offer', tokens = greatest(coalesce((p_result ->> 'tokens')::int, 0), 0),
      saved_at = now()
  where m.id = p_message_id and m.role = 'assistant' and m.status in ('streaming', 'stopped')
  returning * into v_message;
  if v_message.id is null then
    return 'gone';
  end if;
  select body into v_question from public.chatbot_messages
  where session_id = v_message.session_id and position < v_message.position and role = 'user' order by position desc limit 1;
  update public.chatbot_sessions s
  set last_message_at = clock_timestamp(),
      summary = case when private.ai_may_use(s.customer_id) then private.chat_extract(s.id) end,
      summary_by = 'extract', summary_tried_at = null
  where s.id = v_message.session_id
  returning * into v_session;
  if coalesce((p_result ->> 'reserved')::boolean, false) then
    perform private.settle_chat_tokens(v_session.customer_id, v_message.claimed_at, v_message.tokens);
  end if;
  if p_result ->> 'support' in ('good', 'weak', 'none') and v_question is not null
    -- What was asked is kept for statistics: that has a consent of its own.
    and private.analytics_may_use(v_session.customer_id) then
    insert into public.kb_searches (query, source, results, support)
    values (left(v_question, 300), 'assistant', jsonb_array_length(v_message.citations), p_result ->> 'support');
  end if;
  return v_message.status::text;
end
$$;

create or replace function public.get_call_to_summarise(p_call_id uuid, p_version int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('callId', t.call_id, 'version', t.version, 'purpose', c.purpose, 'text', t.text, 'segments', t.segments,
    'agentName', (select u.full_name from public.portal_users u where u.id = c.agent_id))
  from public.call_transcripts t join public.scheduled_calls c on c.id = t.call_id
  where t.call_id = p_call_id and t.version = p_version and t.summary is null and private.ai_may_use(t.customer_id)
$$;
comment on function public.get_call_to_summarise(uuid, int) is
  'For the worker: a transcript that has no summary yet; null when there is nothing to do, or when no machine may read what belongs to this customer.';

create or replace function public.record_call_summary(p_call_id uuid, p_version int, p_summary jsonb)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
  v_by text := p_summary ->> 'by';
begin
  select * into v_call from public.scheduled_calls where id = p_call_id for update;
  if not private.ai_may_use(v_call.customer_id) then
    perform private.fail('PT403', 'ai_restricted', 'No machine may read what belongs to this customer.');
  end if;
  update public.call_transcripts set
    summary = private.check_text(left(p_summary ->> 'summary', 5000), 'summary', 5000), summary_by = v_by, summary_model = left(p_summary ->> 'model', 100)
  where call_id = p_call_id and version = p_version and summary is null;
  if not found then
    return false;
  end if;
  delete from public.call_actions where call_id = p_call_id and proposed_by in ('model', 'extract')
    and customer_confirmed_at is null and staff_confirmed_at is null and declined_at is null;
  insert into public.call_actions (call_id, text, owner, proposed_by, proposer_name)
  select p_call_id, private.check_text(left(a ->> 'text', 500), 'text', 500), case a ->> 'owner' when 'customer' then 'customer' else 'us' end, v_by, 'Portico'
  from jsonb_array_elements(coalesce(p_summary -> 'actions', '[]')) with ordinality as e(a, n) where n <= 10 order by n;
  if v_by = 'model' then
    perform private.audit_ai(left(p_summary ->> 'model', 100), 'call.summarise', 'call', p_call_id::text, v_call.customer_id, 'support', '["transcript"]');
  end if;
  perform private.tell_about_call(null, v_call, 'call_summary', format('call_summary:%s:%s', p_call_id, p_version));
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return true;
end
$$;
comment on function public.record_call_summary(uuid, int, jsonb) is
  'For the worker: keeps the summary of a transcript: { summary, by (model, extract), model?, actions: [{ text, owner }] }. The actions are proposals that both sides have to confirm. False when somebody was faster. Raises PT403 ai_restricted, whoever made it.';

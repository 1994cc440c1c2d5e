-- Conversations that were deleted can be had back for a while, and what earlier ones came to is known in short.

-- Deleting, and undoing it ---------------------------------------------------------------------------

create table private.deleted_chats (
  session_id uuid primary key,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  deleted_at timestamptz not null default now()
);
comment on table private.deleted_chats is
  'Conversations that their owner deleted, for as long as that can be undone: { session, messages, actions }. Nobody reads them, and after private.chat_undo() they are gone.';
create index deleted_chats_user_idx on private.deleted_chats (user_id);
create index deleted_chats_customer_idx on private.deleted_chats (customer_id);
create index deleted_chats_deleted_idx on private.deleted_chats (deleted_at);
alter table private.deleted_chats enable row level security;

create function private.chat_undo() returns interval
language sql immutable set search_path = '' as $$ select interval '10 minutes' $$;
comment on function private.chat_undo() is 'How long a deleted conversation can be had back.';

-- Also gone from the log of commands, which kept the title as an answer.
create or replace function public.delete_chat_session(p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions := private.lock_chat_session(viewer, p_id);
begin
  -- Nobody goes on writing what is deleted.
  update public.chatbot_messages set status = 'stopped' where session_id = v_session.id and status = 'streaming';
  insert into private.deleted_chats (session_id, user_id, customer_id, content)
  values (v_session.id, v_session.user_id, v_session.customer_id, jsonb_build_object(
    'session', to_jsonb(v_session),
    'messages', (select coalesce(jsonb_agg(to_jsonb(m) order by m.position), '[]') from public.chatbot_messages m where m.session_id = v_session.id),
    'actions', (select coalesce(jsonb_agg(to_jsonb(a) order by a.created_at), '[]') from public.chatbot_actions a where a.session_id = v_session.id)));
  delete from public.chatbot_sessions where id = v_session.id;
  delete from private.idempotency_keys
  where actor_id = viewer.id and command = 'begin_chat_turn' and response ->> 'sessionId' = v_session.id::text;
  perform private.audit(viewer, 'chat.delete', 'chatbot_session', v_session.id::text, v_session.customer_id, 'self-service');
end
$$;
comment on function public.delete_chat_session(uuid) is
  'Deletes a conversation with all its messages; for ten minutes restore_chat_session brings it back, then it is gone for good. The ticket of one that was handed over keeps the transcript. Raises PT401, PT403, PT404.';

create function public.restore_chat_session(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_content jsonb;
  v_session public.chatbot_sessions;
begin
  delete from private.deleted_chats
  where session_id = p_id and user_id = viewer.id and customer_id = viewer.customer_id
    and deleted_at > now() - private.chat_undo()
  returning content into v_content;
  if v_content is null then
    -- Undone already, in another tab: that is what was wanted.
    v_session := private.lock_chat_session(viewer, p_id);
    return private.chat_session(v_session);
  end if;
  -- What it led to may have gone meanwhile.
  insert into public.chatbot_sessions
  select (s).* from (select jsonb_populate_record(null::public.chatbot_sessions, v_content -> 'session' || jsonb_build_object('ticket_id',
    (select t.id from public.support_tickets t where t.id = (v_content #>> '{session,ticket_id}')::uuid))) as s) r
  returning * into v_session;
  insert into public.chatbot_messages
  select m.* from jsonb_populate_recordset(null::public.chatbot_messages, v_content -> 'messages') m;
  insert into public.chatbot_actions
  select a.* from jsonb_populate_recordset(null::public.chatbot_actions, v_content -> 'actions') a;
  update public.ticket_transcripts set session_id = v_session.id
  where ticket_id = v_session.ticket_id and session_id is null and user_id = viewer.id;
  perform private.audit(viewer, 'chat.restore', 'chatbot_session', v_session.id::text, v_session.customer_id, 'self-service');
  return private.chat_session(v_session);
end
$$;
comment on function public.restore_chat_session(uuid) is
  'Brings back a conversation that its owner deleted within the last ten minutes, as it was; an answer that was being written is stopped. Undone twice it is the same. Raises PT401, PT403, PT404.';
grant execute on function public.restore_chat_session(uuid) to authenticated;

-- Titles -------------------------------------------------------------------------------------------

create or replace function private.chat_title(p_text text)
returns text
language sql immutable set search_path = ''
as $$
  -- The first sentence of what is asked, without the greeting before it.
  select case when char_length(t) <= 80 then t else regexp_replace(left(t, 79), '\s+\S*$', '') || '…' end
  from (
    select case when char_length(s) >= 12 then s else whole end as t
    from (
      select whole, rtrim(coalesce(substring(whole from '^.{8,}?[.!?](?=\s)'), whole), '. ') as s
      from (
        select case when bare in ('', plain) then plain else upper(left(bare, 1)) || substr(bare, 2) end as whole
        from (
          select plain, regexp_replace(plain,
            '^(hi|hello|hey|good (morning|afternoon|evening|day)|dear [^,.!]{1,40}|hallo|guten (tag|morgen|abend)|goeie (m[oô]re|dag|naand)|bonjour|hola|buenos d[ií]as|ol[aá]|bom dia)( there| all| team)?\s*[,.!:;–-]+\s*', '', 'i') as bare
          from (select trim(regexp_replace(p_text, '\s+', ' ', 'g')) as plain) p) b) w) f) s
$$;
comment on function private.chat_title(text) is
  'What is asked first, without a greeting, cut between words: the title of what follows.';

-- What earlier conversations came to -----------------------------------------------------------------

alter table public.chatbot_sessions
  add column summary_by text check (summary_by in ('extract', 'claude')),
  add column summary_tried_at timestamptz;
comment on column public.chatbot_sessions.summary_by is
  'Who wrote the summary: the portal by extracting, or a model. A new answer makes it an extract again.';
comment on column public.chatbot_sessions.summary_tried_at is 'When a model was last asked for a summary: not again within the hour.';
create index chatbot_sessions_summary_idx on public.chatbot_sessions (last_message_at) where summary_by is distinct from 'claude';

create function private.first_sentences(p_text text, p_max int)
returns text
language sql immutable set search_path = ''
as $$
  select case when char_length(t) <= p_max then t
    else coalesce(substring(left(t, p_max) from '^.*[.!?](?=\s|$)'), regexp_replace(left(t, p_max - 1), '\s+\S*$', '') || '…') end
  from (select trim(regexp_replace(regexp_replace(coalesce(p_text, ''), '\s*\[\d{1,4}\]|[*_#>`|]', '', 'g'), '\s+', ' ', 'g')) as t) s
$$;
comment on function private.first_sentences(text, int) is
  'As many whole sentences from the beginning of an answer as fit, without its marks; cut between words where the first one does not fit.';

create function private.chat_extract(p_session_id uuid)
returns text
language sql stable security definer set search_path = ''
as $$
  with shown as (
    select m.* from public.chatbot_messages m
    where m.session_id = p_session_id and m.superseded_by is null
    order by m.position desc limit 40),
  answer as (
    select a.* from shown a
    where a.role = 'assistant' and a.status in ('complete', 'withheld', 'stopped') and a.body <> ''
    order by (a.feedback is not distinct from 'down'), a.position desc limit 1)
  select left(concat_ws(E'\n',
    'Asked: ' || private.first_sentences((select q.body from shown q where q.role = 'user' order by q.position desc limit 1), 240),
    (select case
        when a.offer_reason = 'not_found' then 'Nothing was found that answers it.'
        when a.status = 'withheld' then 'Not answered: nothing supported it.'
        else 'Answered: ' || private.first_sentences(a.body, 360) end
      from answer a),
    (select 'Done: ' || string_agg(replace(c.kind, '_', ' ') || coalesce(' (' || substring(c.result ->> 'href' from '[^/]+$') || ')', ''), ', ' order by c.decided_at)
      from public.chatbot_actions c where c.session_id = p_session_id and c.status = 'done')), 1000)
$$;
comment on function private.chat_extract(uuid) is
  'A conversation in short, in its own words: what was asked last, what was answered, preferably something that was not marked as unhelpful, and what the customer confirmed.';

create function private.chat_outcome(p_session public.chatbot_sessions)
returns text
language sql stable security definer set search_path = ''
as $$
  select left(concat_ws(E'\n', p_session.summary,
    (select format('Handed over to a person: ticket %s (%s).', t.number, t.status) from public.support_tickets t where t.id = p_session.ticket_id),
    case when exists (select 1 from public.chatbot_messages m
        where m.session_id = p_session.id and m.superseded_by is null and m.feedback = 'down')
      then 'The customer marked an answer as not helpful.' end), 1300)
$$;
comment on function private.chat_outcome(public.chatbot_sessions) is
  'What an earlier conversation came to: its summary, the ticket it went on in as that stands now, and whether an answer did not help.';

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
  if p_result ->> 'support' in ('good', 'weak', 'none') and v_question is not null and private.ai_may_use(v_session.customer_id) then
    insert into public.kb_searches (query, source, results, support)
    values (left(v_question, 300), 'assistant', jsonb_array_length(v_message.citations), p_result ->> 'support');
  end if;
  return v_message.status::text;
end
$$;

create or replace function public.get_chat_turn(p_message_id uuid, p_with_records boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_message public.chatbot_messages;
  v_may_use boolean := private.ai_may_use(viewer.customer_id);
  v_records jsonb := '[]';
begin
  select * into v_message from public.chatbot_messages
  where id = p_message_id and user_id = viewer.id and role = 'assistant';
  if v_message.id is null then
    perform private.fail('PT404', 'chat_message_not_found', 'This message is no longer there.');
  end if;
  if p_with_records and v_may_use then
    select coalesce(jsonb_agg(r.item), '[]') into v_records from (
      (select jsonb_build_object('kind', 'order', 'id', o.id, 'number', o.number, 'title', null, 'status', o.status,
          'at', private.iso(o.placed_at)) as item
        from public.orders o
        where o.customer_id = viewer.customer_id and 'orders' = any (private.modules_on())
        order by o.placed_at desc, o.id desc limit 3)
      union all
      (select jsonb_build_object('kind', 'ticket', 'id', t.id, 'number', t.number, 'title', t.subject, 'status', t.status,
          'at', private.iso(t.last_activity_at))
        from public.support_tickets t
        where t.customer_id = viewer.customer_id and private.sees_ticket(viewer, t)
        order by t.last_activity_at desc, t.id desc limit 3)) r;
    if v_records <> '[]' then
      perform private.audit_ai('assistant', 'chat.context', 'customer', viewer.customer_id::text, viewer.customer_id, 'assistant',
        '["recent orders", "recent tickets"]');
    end if;
  end if;
  return jsonb_build_object(
    'restricted', not v_may_use,
    'linkHosts', private.link_hosts(),
    'business', coalesce((select value ->> 'name' from public.app_settings where key = 'branding'), 'Portico'),
    'ticket', (select jsonb_build_object('id', t.id, 'number', t.number)
      from public.chatbot_sessions s join public.support_tickets t on t.id = s.ticket_id where s.id = v_message.session_id),
    'records', v_records,
    'earlier', case when v_may_use then coalesce((
      select jsonb_agg(jsonb_build_object('title', s.title, 'summary', private.chat_outcome(row(s.*)::public.chatbot_sessions),
        'at', private.iso(s.last_message_at)) order by s.last_message_at desc)
      from (select e.* from public.chatbot_sessions e
        where e.user_id = viewer.id and e.customer_id = viewer.customer_id and e.id <> v_message.session_id and e.summary is not null
        order by e.last_message_at desc, e.id desc limit 3) s), '[]') else '[]' end,
    'history', coalesce((
      select jsonb_agg(jsonb_build_object('role', h.role, 'body', h.body, 'status', h.status, 'offer', h.offer_reason,
        'feedback', h.feedback, 'citations', h.citations) order by h.position)
      from (select m.* from public.chatbot_messages m
        where m.session_id = v_message.session_id and m.position < v_message.position and m.superseded_by is null
        order by m.position desc limit 40) h), '[]'));
end
$$;

-- A model puts it better, where there is one. For the worker. ----------------------------------------------

create function public.chats_to_summarise(p_reader text, p_limit int default 5)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_session public.chatbot_sessions;
  v_chats jsonb := '[]';
begin
  for v_session in
    select s.* from public.chatbot_sessions s
    where s.summary_by is distinct from 'claude' and s.message_count >= 4
      and s.last_message_at between now() - interval '7 days' and now() - interval '10 minutes'
      and (s.summary_tried_at is null or s.summary_tried_at < now() - interval '1 hour')
      and 'assistant' = any (private.modules_on()) and private.ai_may_use(s.customer_id)
    order by s.last_message_at
    limit least(greatest(p_limit, 1), 20)
    for update skip locked
  loop
    update public.chatbot_sessions set summary_tried_at = now() where id = v_session.id;
    continue when not private.reserve_chat_tokens(v_session.customer_id);
    perform private.audit_ai(p_reader, 'chat.summarise', 'chatbot_session', v_session.id::text, v_session.customer_id, 'assistant');
    v_chats := v_chats || jsonb_build_array(jsonb_build_object(
      'id', v_session.id, 'title', v_session.title, 'seenAt', v_session.last_message_at,
      'messages', (
        select coalesce(jsonb_agg(jsonb_build_object('role', m.role, 'body', left(m.body, 1500)) order by m.position), '[]')
        from (select * from public.chatbot_messages
          where session_id = v_session.id and superseded_by is null and body <> ''
          order by position desc limit 16) m)));
  end loop;
  return v_chats;
end
$$;
comment on function public.chats_to_summarise(text, int) is
  'For the worker: conversations of two questions and more that nobody has written in for ten minutes and no model has summed up, with what was said; each is counted against its customer''s budget and signed for. Never of a customer who restricts processing.';

create function public.keep_chat_summary(p_id uuid, p_seen_at timestamptz, p_summary text, p_tokens int)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_session public.chatbot_sessions;
begin
  select * into v_session from public.chatbot_sessions where id = p_id for update;
  if v_session.id is null then
    return false;
  end if;
  perform private.settle_chat_tokens(v_session.customer_id, v_session.summary_tried_at, greatest(coalesce(p_tokens, 0), 0));
  -- Somebody went on meanwhile, or does not want it any more.
  if v_session.last_message_at is distinct from p_seen_at or nullif(trim(p_summary), '') is null
    or not private.ai_may_use(v_session.customer_id) then
    return false;
  end if;
  update public.chatbot_sessions set summary = left(private.plain_text(trim(p_summary)), 1000), summary_by = 'claude' where id = p_id;
  return true;
end
$$;
comment on function public.keep_chat_summary(uuid, timestamptz, text, int) is
  'For the worker: keeps what a model made of a conversation, and what it cost; false when somebody has written in it since, or its customer restricts processing now.';
grant execute on function public.chats_to_summarise(text, int), public.keep_chat_summary(uuid, timestamptz, text, int) to service_role;
insert into private.recurring_jobs (kind, every) values ('summarise_chats', '5 minutes');

create or replace function public.sweep_chat_answers()
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  update public.chatbot_messages set status = 'failed', offer_reason = coalesce(offer_reason, 'unavailable')
  where status = 'streaming' and saved_at < now() - interval '90 seconds';
  get diagnostics v_count = row_count;
  delete from private.deleted_chats where deleted_at <= now() - private.chat_undo();
  delete from private.chatbot_usage where day < current_date - 31;
  return v_count;
end
$$;
comment on function public.sweep_chat_answers() is
  'For the worker: answers whose writer has not been heard of for 90 seconds have failed; deleted conversations that nobody brought back are gone. Forgets what was used a month ago.';

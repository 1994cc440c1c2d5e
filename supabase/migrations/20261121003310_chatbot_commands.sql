-- What a person does with their conversations.

create function private.lock_chat_session(p_viewer private.viewer, p_id uuid)
returns public.chatbot_sessions
language plpgsql security definer set search_path = ''
as $$
declare
  v_session public.chatbot_sessions;
begin
  perform private.require_module('assistant');
  select * into v_session from public.chatbot_sessions
  where id = p_id and user_id = p_viewer.id and customer_id = p_viewer.customer_id
  for update;
  if v_session.id is null then
    perform private.fail('PT404', 'chat_session_not_found', 'This conversation does not exist, or is not yours.');
  end if;
  return v_session;
end
$$;
comment on function private.lock_chat_session(private.viewer, uuid) is
  'The viewer''s own conversation, locked until the transaction ends. Raises PT404, also for what belongs to somebody else and where the module is off.';

create function private.require_chatter() returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.customer_id is null then
    perform private.fail('PT403', 'customers_only', 'The assistant talks to customers.');
  end if;
  perform private.require_module('assistant');
  return viewer;
end
$$;
comment on function private.require_chatter() is
  'The signed-in customer. Raises PT401, PT403 customers_only, PT404 where the module is off.';

create function private.chat_actions(p_message_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$ select '[]'::jsonb $$;
comment on function private.chat_actions(uuid) is 'What an answer proposed, as its cards show it; a later migration knows of proposals.';

create function private.chat_message(p_message public.chatbot_messages)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_message.id, 'role', p_message.role, 'body', p_message.body, 'status', p_message.status,
    'citations', p_message.citations, 'answerer', p_message.answerer, 'offer', p_message.offer_reason,
    'feedback', p_message.feedback, 'actions', private.chat_actions(p_message.id), 'createdAt', private.iso(p_message.created_at))
$$;
comment on function private.chat_message(public.chatbot_messages) is 'A message as its readers get it.';

create function private.chat_session(p_session public.chatbot_sessions)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_session.id, 'title', p_session.title, 'status', p_session.status,
    'ticket', (select jsonb_build_object('id', t.id, 'number', t.number) from public.support_tickets t where t.id = p_session.ticket_id),
    'lastMessageAt', private.iso(p_session.last_message_at))
$$;
comment on function private.chat_session(public.chatbot_sessions) is 'A conversation as a list shows it.';

create function private.chat_title(p_text text)
returns text
language sql immutable set search_path = ''
as $$
  select case when char_length(t) <= 80 then t else regexp_replace(left(t, 79), '\s+\S*$', '') || '…' end
  from (select trim(regexp_replace(p_text, '\s+', ' ', 'g')) as t) s
$$;
comment on function private.chat_title(text) is 'The beginning of a question, cut between words, as the title of what follows.';

create function public.begin_chat_turn(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_answer jsonb;
  v_text text;
  v_session public.chatbot_sessions;
  v_replaced public.chatbot_messages;
  v_from int;
  v_question uuid := gen_random_uuid();
  v_message uuid := gen_random_uuid();
begin
  v_answer := private.begin_command(viewer.id, 'begin_chat_turn', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('chatbot:' || viewer.id, 20, 60);
  perform private.limit_rate('chatbot_day:' || viewer.id, 300, 86400);
  v_text := private.check_text(p_input ->> 'message', 'message', 8000);

  if p_input ->> 'sessionId' is null then
    insert into public.chatbot_sessions (customer_id, user_id, title)
    values (viewer.customer_id, viewer.id, private.chat_title(v_text))
    returning * into v_session;
  else
    v_session := private.lock_chat_session(viewer, (p_input ->> 'sessionId')::uuid);
  end if;

  -- One answer at a time. One whose writer is gone holds nobody up.
  update public.chatbot_messages set status = 'failed', offer_reason = coalesce(offer_reason, 'unavailable')
  where session_id = v_session.id and status = 'streaming' and saved_at < now() - interval '90 seconds';
  if exists (select 1 from public.chatbot_messages where session_id = v_session.id and status = 'streaming') then
    perform private.fail('PT409', 'answer_running', 'The answer before is still being written. Wait for it, or stop it.');
  end if;
  if v_session.message_count >= 400 then
    perform private.fail('PT409', 'chat_session_full', 'This conversation has become very long. Begin a new one.');
  end if;

  if p_input ->> 'replaces' is not null then
    select * into v_replaced from public.chatbot_messages
    where id = (p_input ->> 'replaces')::uuid and session_id = v_session.id and superseded_by is null;
    if v_replaced.id is null then
      perform private.fail('PT404', 'chat_message_not_found', 'This message is no longer there.');
    end if;
    -- An answer goes with its question.
    v_from := case when v_replaced.role = 'user' then v_replaced.position else coalesce((
      select max(position) from public.chatbot_messages
      where session_id = v_session.id and role = 'user' and position < v_replaced.position), v_replaced.position) end;
  end if;

  insert into public.chatbot_messages (id, session_id, user_id, position, role, body, status)
  values (v_question, v_session.id, viewer.id, v_session.message_count + 1, 'user', v_text, 'complete'),
    (v_message, v_session.id, viewer.id, v_session.message_count + 2, 'assistant', '', 'streaming');
  if v_from is not null then
    update public.chatbot_messages set superseded_by = v_question
    where session_id = v_session.id and position between v_from and v_session.message_count and superseded_by is null;
  end if;
  update public.chatbot_sessions
  set message_count = message_count + 2, last_message_at = clock_timestamp()
  where id = v_session.id;
  -- Who asks what stays in the conversation: the log of commands would outlive it.
  return private.finish_command(viewer.id, 'begin_chat_turn', p_key,
    jsonb_build_object('sessionId', v_session.id, 'title', v_session.title, 'questionId', v_question, 'messageId', v_message));
end
$$;
comment on function public.begin_chat_turn(text, jsonb) is
  'Takes a question: { message, sessionId?, replaces? } and makes room for its answer. replaces names a question or an answer: it and all after it are superseded. Raises PT401, PT403, PT404, PT409 answer_running | chat_session_full, PT422, PT429.';

create function public.get_chat_turn(p_message_id uuid, p_with_records boolean default false)
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
    'business', coalesce((select value ->> 'name' from public.app_settings where key = 'branding'), 'Portico'),
    'ticket', (select jsonb_build_object('id', t.id, 'number', t.number)
      from public.chatbot_sessions s join public.support_tickets t on t.id = s.ticket_id where s.id = v_message.session_id),
    'records', v_records,
    'earlier', case when v_may_use then coalesce((
      select jsonb_agg(jsonb_build_object('title', s.title, 'summary', s.summary, 'at', private.iso(s.last_message_at)) order by s.last_message_at desc)
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
comment on function public.get_chat_turn(uuid, boolean) is
  'What an answer is to be written from: the conversation so far, the question last; with p_with_records also recent orders and tickets, and what earlier conversations were about, unless the customer restricts processing. Raises PT401, PT403, PT404.';

create function public.stop_chat_answer(p_session_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions := private.lock_chat_session(viewer, p_session_id);
  v_id uuid;
begin
  update public.chatbot_messages set status = 'stopped' where session_id = v_session.id and status = 'streaming' returning id into v_id;
  return jsonb_build_object('messageId', v_id);
end
$$;
comment on function public.stop_chat_answer(uuid) is
  'Stops the answer that is being written, { messageId }; null when none is. What has come so far stays. Raises PT401, PT403, PT404.';

create function public.rename_chat_session(p_id uuid, p_title text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions := private.lock_chat_session(viewer, p_id);
begin
  update public.chatbot_sessions set title = private.check_text(regexp_replace(p_title, '\s+', ' ', 'g'), 'title', 120)
  where id = v_session.id returning * into v_session;
  return private.chat_session(v_session);
end
$$;
comment on function public.rename_chat_session(uuid, text) is 'Gives a conversation another title. Raises PT401, PT403, PT404, PT422.';

-- Also gone from the log of commands, which kept the title as an answer.
create function public.delete_chat_session(p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions := private.lock_chat_session(viewer, p_id);
begin
  delete from public.chatbot_sessions where id = v_session.id;
  delete from private.idempotency_keys
  where actor_id = viewer.id and command = 'begin_chat_turn' and response ->> 'sessionId' = v_session.id::text;
  perform private.audit(viewer, 'chat.delete', 'chatbot_session', v_session.id::text, v_session.customer_id, 'self-service');
end
$$;
comment on function public.delete_chat_session(uuid) is
  'Deletes a conversation with all its messages, for good. The ticket of one that was handed over keeps the transcript. Raises PT401, PT403, PT404.';

create function public.rate_chat_answer(p_session_id uuid, p_message_id uuid, p_helpful boolean, p_reason text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions := private.lock_chat_session(viewer, p_session_id);
  v_message public.chatbot_messages;
begin
  update public.chatbot_messages
  set feedback = case when p_helpful then 'up' when not p_helpful then 'down' end,
      feedback_reason = case when p_reason is null or trim(p_reason) = '' or p_helpful is null then null
        else private.check_text(p_reason, 'reason', 500) end
  where id = p_message_id and session_id = v_session.id and role = 'assistant' and status <> 'streaming'
  returning * into v_message;
  if v_message.id is null then
    perform private.fail('PT404', 'chat_message_not_found', 'This answer is no longer there.');
  end if;
  return jsonb_build_object('messageId', v_message.id, 'feedback', v_message.feedback, 'reason', v_message.feedback_reason);
end
$$;
comment on function public.rate_chat_answer(uuid, uuid, boolean, text) is
  'Says whether an answer helped, with a reason; said again it replaces what was said, null takes it back. Raises PT401, PT403, PT404, PT422.';

create function public.search_chat_sessions(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_like text := '%' || private.like_prefix(v_q);
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(private.chat_session(row(p.*)::public.chatbot_sessions) order by p.last_message_at desc, p.id desc), '[]')
  into v_rows
  from (
    select s.* from public.chatbot_sessions s
    where s.user_id = viewer.id and s.customer_id = viewer.customer_id
      and (v_q is null or s.title ilike v_like or exists (
        select 1 from public.chatbot_messages m
        where m.session_id = s.id and m.superseded_by is null and m.body ilike v_like))
      and (p_cursor ->> 'at' is null
        or (s.last_message_at, s.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by s.last_message_at desc, s.id desc
    limit v_limit + 1) p;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is not null then
    jsonb_build_object('at', v_last -> 'lastMessageAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_chat_sessions(jsonb, jsonb, int) is
  'A page of the viewer''s own conversations, latest first; p_filters: { q } looks into titles and messages. Raises PT401, PT403.';

create function public.get_chat_session(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_session public.chatbot_sessions;
begin
  select * into v_session from public.chatbot_sessions
  where id = p_id and user_id = viewer.id and customer_id = viewer.customer_id;
  if v_session.id is null then
    perform private.fail('PT404', 'chat_session_not_found', 'This conversation does not exist, or is not yours.');
  end if;
  return private.chat_session(v_session) || jsonb_build_object('messages', coalesce((
    select jsonb_agg(private.chat_message(m) order by m.position)
    from public.chatbot_messages m where m.session_id = v_session.id and m.superseded_by is null), '[]'));
end
$$;
comment on function public.get_chat_session(uuid) is
  'One of the viewer''s own conversations with its messages, oldest first (400 at most). Raises PT401, PT403, PT404.';
grant execute on function public.begin_chat_turn(text, jsonb), public.get_chat_turn(uuid, boolean), public.stop_chat_answer(uuid),
  public.rename_chat_session(uuid, text), public.delete_chat_session(uuid), public.rate_chat_answer(uuid, uuid, boolean, text),
  public.search_chat_sessions(jsonb, jsonb, int), public.get_chat_session(uuid) to authenticated;

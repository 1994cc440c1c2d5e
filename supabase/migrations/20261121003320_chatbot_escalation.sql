-- A conversation goes on with a person: a ticket, with what was said.

create function public.get_chat_desk(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_opens timestamptz := private.add_business_time(private.business_calendar(), now(), 0);
begin
  return public.get_chat_session(p_id) || jsonb_build_object(
    'isOpenNow', coalesce(v_opens <= now(), false),
    'opensAt', private.iso(case when v_opens > now() then v_opens end));
end
$$;
comment on function public.get_chat_desk(uuid) is
  'A conversation that may go to a person, and when one is there: { …, isOpenNow, opensAt: null while open }. Raises PT401, PT403, PT404.';

create function public.escalate_chat_session(p_key text, p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_answer jsonb;
  v_session public.chatbot_sessions;
  v_ticket public.support_tickets;
begin
  v_answer := private.begin_command(viewer.id, 'escalate_chat_session', p_key, p_input || jsonb_build_object('sessionId', p_id));
  if v_answer is not null then
    return v_answer;
  end if;
  v_session := private.lock_chat_session(viewer, p_id);
  -- A conversation has one ticket, however often a person is asked for.
  if v_session.ticket_id is not null then
    select * into v_ticket from public.support_tickets where id = v_session.ticket_id;
    return private.finish_command(viewer.id, 'escalate_chat_session', p_key, private.ticket_summary(v_ticket));
  end if;
  v_ticket := private.open_ticket(viewer, jsonb_build_object(
    'subject', p_input -> 'subject', 'description', p_input -> 'description',
    'category', coalesce(nullif(p_input ->> 'category', ''), private.chat_category()),
    'priority', p_input -> 'priority'), 'chat');
  insert into public.ticket_transcripts (ticket_id, user_id, session_id, messages)
  select v_ticket.id, viewer.id, v_session.id, coalesce(jsonb_agg(private.chat_message(m) order by m.position), '[]')
  from public.chatbot_messages m where m.session_id = v_session.id and m.superseded_by is null;
  update public.chatbot_sessions set status = 'escalated', ticket_id = v_ticket.id where id = v_session.id;
  perform private.audit(viewer, 'chat.escalate', 'chatbot_session', v_session.id::text, v_session.customer_id, 'support');
  return private.finish_command(viewer.id, 'escalate_chat_session', p_key, private.ticket_summary(v_ticket));
end
$$;
comment on function public.escalate_chat_session(text, uuid, jsonb) is
  'Makes a ticket of a conversation, once: { subject, description, category?, priority? }, as the customer has edited it. Staff read the conversation from then on, and the ticket keeps a transcript. Asked again, it is the same ticket. Raises PT401, PT403, PT404, PT409, PT422, PT429.';

create function private.chat_category()
returns text
language sql stable security definer set search_path = ''
as $$
  select slug from public.ticket_categories where is_active and needs is null
  order by slug <> 'question', slug <> 'other', position, slug limit 1
$$;
comment on function private.chat_category() is 'Where a conversation goes when nobody chose: questions, or what comes first of the categories that ask for nothing.';

create function public.get_ticket_transcript(p_ticket_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_transcript public.ticket_transcripts;
  v_session public.chatbot_sessions;
begin
  select * into v_transcript from public.ticket_transcripts where ticket_id = p_ticket_id;
  if v_transcript.ticket_id is null or (viewer.role = 'customer' and v_transcript.user_id is distinct from viewer.id)
    or not private.can_see_ticket(p_ticket_id) then
    return null;
  end if;
  select * into v_session from public.chatbot_sessions where id = v_transcript.session_id;
  if viewer.role <> 'customer' then
    perform private.audit(viewer, 'chat.read', 'ticket', p_ticket_id::text,
      (select customer_id from public.support_tickets where id = p_ticket_id), 'support');
  end if;
  return jsonb_build_object(
    'sessionId', v_session.id, 'isDeleted', v_session.id is null, 'createdAt', private.iso(v_transcript.created_at),
    'messages', case when v_session.id is null then v_transcript.messages else coalesce((
      select jsonb_agg(private.chat_message(m) order by m.position)
      from public.chatbot_messages m where m.session_id = v_session.id and m.superseded_by is null), '[]') end);
end
$$;
comment on function public.get_ticket_transcript(uuid) is
  'The conversation that a ticket came from, or null: what has been said in it until now, or, once its owner has deleted it, as it was handed over. For staff and its owner. Raises PT401, PT403.';
grant execute on function public.get_chat_desk(uuid), public.escalate_chat_session(text, uuid, jsonb), public.get_ticket_transcript(uuid) to authenticated;

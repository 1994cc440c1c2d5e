-- A conversation that is deleted is also gone from the log of commands, which kept its title as an answer.

create or replace function public.delete_chat_session(p_id uuid)
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

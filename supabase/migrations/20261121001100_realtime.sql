-- Live updates: ids on private channels, never contents. Clients read again what they may see.
-- Rows that arrive with an older created_at are imported history, not news, and are not announced.

create function private.can_join_topic(p_topic text)
returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.current_viewer();
  v_kind text := split_part(p_topic, ':', 1);
  v_id text := split_part(p_topic, ':', 2);
begin
  if viewer.id is null then
    return false;
  end if;
  return case v_kind
    when 'user' then v_id = viewer.id::text
    when 'customer' then v_id = viewer.customer_id::text
    when 'staff' then viewer.role in ('agent', 'admin') and v_id = ''
    when 'ticket' then v_id ~ '^[0-9a-f-]{36}$' and private.can_see_ticket(v_id::uuid)
    else false
  end;
exception when invalid_text_representation then
  return false;
end
$$;
comment on function private.can_join_topic(text) is
  'Whether the viewer may listen: user:<own id>, customer:<own profile>, ticket:<one they see>, staff.';
grant execute on function private.can_join_topic(text) to authenticated;

create policy "People listen to their own topics"
  on realtime.messages for select to authenticated
  using (private.can_join_topic((select realtime.topic())));

create function private.broadcast_ticket(p_ticket public.support_tickets, p_event text, p_payload jsonb, p_internal boolean)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform realtime.send(p_payload, p_event, 'staff', true);
  if p_internal then
    return;
  end if;
  perform realtime.send(p_payload, p_event, 'ticket:' || p_ticket.id, true);
  -- Colleagues do not learn that a private ticket exists.
  if not p_ticket.is_private then
    perform realtime.send(p_payload, p_event, 'customer:' || p_ticket.customer_id, true);
  elsif p_ticket.requester_id is not null then
    perform realtime.send(p_payload, p_event, 'user:' || p_ticket.requester_id, true);
  end if;
end
$$;
comment on function private.broadcast_ticket(public.support_tickets, text, jsonb, boolean) is
  'Tells who may see the ticket that something changed; internal matters reach staff only.';

create function private.broadcast_ticket_change()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.broadcast_ticket(new, 'ticket_changed', jsonb_build_object('ticketId', new.id, 'version', new.version), false);
  return null;
end
$$;
comment on function private.broadcast_ticket_change() is 'Trigger: announces a new or changed ticket.';
create trigger support_tickets_broadcast_new after insert on public.support_tickets
  for each row when (new.created_at > now() - interval '1 hour') execute function private.broadcast_ticket_change();
create trigger support_tickets_broadcast_change after update on public.support_tickets
  for each row when (new.version <> old.version) execute function private.broadcast_ticket_change();

create function private.broadcast_message()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = new.ticket_id;
  perform private.broadcast_ticket(v_ticket, 'message_added',
    jsonb_build_object('ticketId', new.ticket_id, 'messageId', new.id), new.is_internal);
  return null;
end
$$;
comment on function private.broadcast_message() is 'Trigger: announces a message; a note to staff only.';
create trigger ticket_messages_broadcast after insert on public.ticket_messages
  for each row when (new.created_at > now() - interval '1 hour') execute function private.broadcast_message();

create function private.broadcast_notification()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(jsonb_build_object('notificationId', new.id), 'notification', 'user:' || new.user_id, true);
  return null;
end
$$;
comment on function private.broadcast_notification() is 'Trigger: tells the person''s open pages to count again.';
create trigger notifications_broadcast after insert on public.notifications
  for each row when (new.created_at > now() - interval '1 hour') execute function private.broadcast_notification();

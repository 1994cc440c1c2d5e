-- A message in a ticket, from whichever side and by whichever door.

create or replace function private.add_reply(p_viewer private.viewer, p_ticket public.support_tickets, p_input jsonb)
returns public.ticket_messages
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_is_staff boolean := p_viewer.role is distinct from 'customer';
  v_internal boolean := coalesce((p_input ->> 'internal')::boolean, false);
  v_ticket public.support_tickets := p_ticket;
  v_message public.ticket_messages;
  v_to public.ticket_status;
  v_body text;
begin
  if v_internal and not v_is_staff then
    perform private.fail('PT403', 'staff_only', 'Only support staff write internal notes.');
  end if;
  if p_viewer.role is not null then
    perform private.limit_rate('reply_to_ticket:' || coalesce(p_viewer.id, p_viewer.customer_id)::text,
      case when v_is_staff then 1200 else 300 end, 3600);
  end if;
  v_body := private.check_text(p_input ->> 'body', 'body', 10000);

  if not v_internal then
    if v_ticket.status in ('closed', 'cancelled') then
      perform private.fail('PT409', 'ticket_closed', 'This ticket is closed. Reopen it or open a new one.');
    end if;
    if v_is_staff then
      if v_ticket.status not in ('resolved') or p_input ->> 'status' is not null then
        v_to := case p_input ->> 'status'
          when 'in_progress' then 'in_progress' when 'waiting_customer' then 'waiting_customer' end;
        if p_input ->> 'status' is not null and v_to is null then
          perform private.invalid_field('status', 'invalid', 'A reply leads to waiting_customer or in_progress.');
        end if;
        v_to := coalesce(v_to, 'waiting_customer');
      end if;
    elsif v_ticket.status = 'resolved' then
      if v_ticket.resolved_at < now() - interval '14 days' then
        perform private.fail('PT409', 'reopen_window_passed', 'This ticket was resolved more than 14 days ago. Open a follow-up.');
      end if;
      v_to := case when v_ticket.assignee_id is null then 'new' else 'in_progress' end;
    elsif v_ticket.status in ('waiting_customer', 'on_hold') then
      v_to := case when v_ticket.assignee_id is null then 'new' else 'in_progress' end;
    end if;
  end if;

  insert into public.ticket_messages (id, ticket_id, author_type, author_id, author_name, body, is_internal)
  values (coalesce((p_input ->> 'messageId')::uuid, gen_random_uuid()), v_ticket.id, private.actor_kind(p_viewer)::public.message_author, p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), v_body, v_internal)
  returning * into v_message;
  perform private.attach_uploads(p_viewer, v_ticket, v_message.id, p_input -> 'attachmentIds', v_internal);
  if v_is_staff and p_input ->> 'templateId' is not null then
    perform private.count_template_use((p_input ->> 'templateId')::uuid);
  end if;

  if not v_internal then
    if v_is_staff and p_viewer.id is not null and v_ticket.assignee_id is null then
      update public.support_tickets set assignee_id = p_viewer.id, version = version + 1 where id = v_ticket.id returning * into v_ticket;
      perform private.add_event(p_viewer, v_ticket.id, 'assigned', null, p_viewer.full_name, null, true);
    end if;
    update public.support_tickets t
    set message_count = t.message_count + 1, last_activity_at = v_message.created_at,
        last_message_author = v_message.author_type, last_message_by = v_message.author_name,
        first_responded_at = case when v_is_staff and p_viewer.id is not null then coalesce(t.first_responded_at, now()) else t.first_responded_at end
    where t.id = v_ticket.id
    returning * into v_ticket;
    if v_to is not null then
      v_ticket := private.set_status(p_viewer, v_ticket, v_to);
    end if;
    perform private.notify_ticket(p_viewer, v_ticket, 'ticket_reply', not v_is_staff, 'ticket_reply:' || v_message.id,
      jsonb_build_object('messageId', v_message.id));
    if v_is_staff then
      perform private.enqueue('ticket_reply_email', jsonb_build_object('messageId', v_message.id), 'ticket_reply_email:' || v_message.id);
    end if;
  end if;

  if p_viewer.id is not null then
    insert into public.ticket_reads (user_id, ticket_id, last_read_at) values (p_viewer.id, v_ticket.id, clock_timestamp())
    on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  end if;
  perform private.audit(p_viewer, case when v_internal then 'ticket.note' else 'ticket.reply' end,
    'ticket', v_ticket.id::text, case when v_internal then null else v_ticket.customer_id end, 'support');
  return v_message;
end
$$;
comment on function private.add_reply(private.viewer, public.support_tickets, jsonb) is
  'Adds a message of p_viewer to a locked ticket, with the id messageId when there is one; p_viewer may be a customer without sign-in (id null) or the portal itself, whose words are no first response. p_input as in reply_to_ticket; templateId counts a use of that template. Raises PT403, PT409 ticket_closed | reopen_window_passed, PT422, PT429.';

create or replace function public.reply_to_ticket(p_key text, p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.begin_command(viewer.id, 'reply_to_ticket', p_key, p_input || jsonb_build_object('ticketId', p_ticket_id));
  v_ticket public.support_tickets;
  v_message public.ticket_messages;
  v_newer text;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  v_ticket := private.lock_conversation(viewer, p_ticket_id);
  if viewer.role <> 'customer' and p_input ->> 'internal' is distinct from 'true' then
    v_newer := private.newer_author(v_ticket.id, viewer.id, (p_input ->> 'readUntil')::timestamptz);
    if v_newer is not null then
      perform private.fail('PT409', 'newer_message',
        format('%s wrote in the meantime. Read that first, or send your answer as it is.', v_newer));
    end if;
  end if;
  -- Which id a message gets is not for callers to say.
  v_message := private.add_reply(viewer, v_ticket, p_input - 'messageId');
  -- What was sent without waiting is no draft any more.
  delete from public.ticket_drafts d
  where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.mode = case when v_message.is_internal then 'note' else 'reply' end
    and d.send_at is null and trim(both E' \t\n' from d.body) = v_message.body;
  return private.finish_command(viewer.id, 'reply_to_ticket', p_key, (
    select jsonb_build_object(
      'id', v_message.id, 'ticketId', t.id, 'authorType', v_message.author_type, 'authorName', v_message.author_name,
      'body', v_message.body, 'internal', v_message.is_internal, 'createdAt', private.iso(v_message.created_at),
      'ticket', private.ticket_summary(t))
    from public.support_tickets t where t.id = v_message.ticket_id));
end
$$;
comment on function public.reply_to_ticket(text, uuid, jsonb) is
  'Adds a message, to the surviving ticket when p_ticket_id was merged. p_input: { body, attachmentIds? }, for staff also { internal?, status?: waiting_customer | in_progress, templateId?, readUntil? }; with readUntil a reply is refused when somebody else wrote after it. A customer''s reply wakes a waiting, held or resolved ticket; a staff reply counts as first response and takes an unassigned ticket. Raises PT401, PT403, PT404, PT409 ticket_closed | reopen_window_passed | newer_message, PT422, PT429.';

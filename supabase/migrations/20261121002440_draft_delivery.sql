-- A message that waits to be sent while its ticket is merged is sent where the conversation goes on.

create or replace function private.deliver_draft(p_draft_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_draft public.ticket_drafts;
  v_author private.viewer;
  v_ticket public.support_tickets;
  v_newer text;
  v_reason text;
  v_hint text;
begin
  select * into v_draft from public.ticket_drafts where id = p_draft_id;
  v_author := private.viewer_of(v_draft.author_id);
  begin
    if v_author.id is null or v_author.role = 'customer' then
      perform private.fail('PT403', 'staff_only', 'Only support staff can do this.');
    end if;
    -- First the ticket and then the draft, as every other command locks them.
    v_ticket := private.lock_conversation(v_author, v_draft.ticket_id);
    select * into v_draft from public.ticket_drafts where id = p_draft_id for update;
    if v_draft.send_at is null then
      return null;
    end if;
    v_newer := case when v_draft.mode = 'reply' then private.newer_author(v_ticket.id, v_author.id, v_draft.read_until) end;
    if v_newer is not null then
      perform private.fail('PT409', 'newer_message',
        format('%s wrote in the meantime. Read that first, or send your answer as it is.', v_newer));
    end if;
    perform private.add_reply(v_author, v_ticket, jsonb_build_object(
      'messageId', v_draft.id, 'body', v_draft.body, 'internal', v_draft.mode = 'note', 'attachmentIds', to_jsonb(v_draft.attachment_ids),
      'status', v_draft.status_after, 'templateId', v_draft.template_id));
    delete from public.ticket_drafts where id = v_draft.id;
    perform private.tell_author(v_draft);
    return jsonb_build_object('state', 'sent', 'messageId', v_draft.id);
  exception when sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' or sqlstate 'PT422' then
    -- Whatever stands against it will still do so later: the author decides.
    get stacked diagnostics v_reason = message_text, v_hint = pg_exception_hint;
  end;
  -- The failure has undone the lock.
  select * into v_draft from public.ticket_drafts where id = p_draft_id for update;
  if v_draft.send_at is null then
    return null;
  end if;
  perform private.notify(v_draft.author_id, 'draft_returned', 'ticket', v_draft.ticket_id,
    (select jsonb_build_object('number', t.number, 'subject', t.subject) from public.support_tickets t where t.id = v_draft.ticket_id),
    'draft_returned:' || v_draft.id || ':' || v_draft.version);
  v_draft := private.return_draft(v_draft, v_reason, v_hint);
  return jsonb_build_object('state', 'returned', 'draft', private.draft_json(v_draft));
end
$$;
comment on function private.deliver_draft(uuid) is
  'Sends a draft that waits for it, as its author, where the conversation goes on: { state: sent, messageId }. What can no longer be sent (closed, somebody else wrote first) is a draft again and its author is told: { state: returned, draft }. Null when it does not wait any more.';

-- What staff are writing: a draft for each ticket and kind, on every device of its author; and the seconds in which a
-- message that was sent can be taken back.

create sequence private.ticket_draft_versions;
comment on sequence private.ticket_draft_versions is
  'Versions of drafts. No number comes twice, so that a draft that was begun anew is never taken for the one before.';

create table public.ticket_drafts (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  author_id uuid not null references public.portal_users (id) on delete cascade,
  mode text not null check (mode in ('reply', 'note')),
  -- More than a message may have: drafts become one when a message comes back while the next one is being written.
  body text not null default '' check (char_length(body) <= 100000),
  attachment_ids uuid[] not null default '{}' check (cardinality(attachment_ids) <= 100),
  status_after public.ticket_status check (status_after in ('waiting_customer', 'in_progress')),
  template_id uuid references public.ticket_templates (id) on delete set null,
  read_until timestamptz,
  version bigint not null default nextval('private.ticket_draft_versions'),
  send_at timestamptz,
  returned_reason text check (char_length(returned_reason) <= 60),
  returned_hint text check (char_length(returned_hint) <= 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.ticket_drafts is
  'Replies and notes that are not sent yet, for their author alone. With send_at it waits to be sent, and its id becomes the message''s; returned_reason says why one came back.';
create index ticket_drafts_author_idx on public.ticket_drafts (author_id, ticket_id, mode);
create unique index ticket_drafts_one_idx on public.ticket_drafts (author_id, ticket_id, mode) where send_at is null;
create index ticket_drafts_ticket_idx on public.ticket_drafts (ticket_id);
create index ticket_drafts_template_idx on public.ticket_drafts (template_id);
create trigger ticket_drafts_touch before update on public.ticket_drafts
  for each row execute function private.touch_updated_at();

alter table public.ticket_drafts enable row level security;
create policy "Staff read their own drafts" on public.ticket_drafts for select to authenticated
  using (author_id = (select private.viewer_id()) and (select private.is_staff()));
grant select on public.ticket_drafts to authenticated;

select private.allow_notifications(array['draft_returned']);

-- Parts ---------------------------------------------------------------------------------------------

create function private.draft_json(p_draft public.ticket_drafts)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case when p_draft.id is null then null else jsonb_build_object(
    'id', p_draft.id, 'mode', p_draft.mode, 'body', p_draft.body, 'status', p_draft.status_after, 'templateId', p_draft.template_id,
    'version', p_draft.version, 'sendAt', private.iso(p_draft.send_at),
    -- By the database's clock: the author's may be off.
    'sendIn', case when p_draft.send_at is not null
      then greatest(0, ceil(extract(epoch from p_draft.send_at - clock_timestamp()) * 1000))::int end,
    'returned', case when p_draft.returned_reason is not null
      then jsonb_build_object('reason', p_draft.returned_reason, 'hint', p_draft.returned_hint) end,
    'updatedAt', private.iso(p_draft.updated_at),
    -- A file that waited for too long is gone; the text is not.
    'files', coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'fileName', f.file_name, 'mimeType', f.mime_type, 'size', f.size,
        'scanStatus', f.scan_status) order by array_position(p_draft.attachment_ids, f.id))
      from public.ticket_attachments f
      where f.id = any (p_draft.attachment_ids) and f.message_id is null and f.uploaded_by = p_draft.author_id), '[]'))
  end
$$;
comment on function private.draft_json(public.ticket_drafts) is 'A draft as its author reads it; sendIn is in milliseconds.';

create function private.draft_ids(p_ids jsonb)
returns uuid[]
language plpgsql immutable set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  begin
    select array_agg(distinct value::uuid) into v_ids from jsonb_array_elements_text(nullif(p_ids, 'null'::jsonb));
  exception when others then
    perform private.invalid_field('attachmentIds', 'invalid', 'Attach files by the ids that the upload returned.');
  end;
  if cardinality(v_ids) > 100 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A draft holds at most 100 files.');
  end if;
  return coalesce(v_ids, '{}');
end
$$;
comment on function private.draft_ids(jsonb) is 'The ids of a draft''s files. Raises PT422.';

create function private.draft_input(p_input jsonb)
returns public.ticket_drafts
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_draft public.ticket_drafts;
begin
  v_draft.mode := p_input ->> 'mode';
  if v_draft.mode is null or v_draft.mode not in ('reply', 'note') then
    perform private.invalid_field('mode', 'unknown', 'Choose reply or note.');
  end if;
  v_draft.body := coalesce(private.plain_text(p_input ->> 'body'), '');
  if char_length(v_draft.body) > 100000 then
    perform private.invalid_field('body', 'too_long', 'A draft has at most 100,000 characters.');
  end if;
  v_draft.attachment_ids := private.draft_ids(p_input -> 'attachmentIds');
  if coalesce(p_input ->> 'status', '') <> '' then
    if p_input ->> 'status' not in ('waiting_customer', 'in_progress') then
      perform private.invalid_field('status', 'invalid', 'A reply leads to waiting_customer or in_progress.');
    end if;
    v_draft.status_after := (p_input ->> 'status')::public.ticket_status;
  end if;
  -- A template that was deleted meanwhile leaves its text.
  select t.id into v_draft.template_id from public.ticket_templates t where t.id::text = p_input ->> 'templateId';
  begin
    v_draft.read_until := (p_input ->> 'readUntil')::timestamptz;
    v_draft.version := (p_input ->> 'version')::bigint;
  exception when others then
    perform private.invalid_field('version', 'invalid', 'Name the version of the draft that you read.');
  end;
  return v_draft;
end
$$;
comment on function private.draft_input(jsonb) is
  'A draft as { mode, body, attachmentIds?, status?, templateId?, readUntil?, version? } names it; version is the one that its author saw. Raises PT422.';

create function private.tell_author(p_draft public.ticket_drafts)
returns void
language sql volatile security definer set search_path = ''
as $$
  select realtime.send(jsonb_build_object('ticketId', p_draft.ticket_id), 'draft_changed', 'user:' || p_draft.author_id, true)
$$;
comment on function private.tell_author(public.ticket_drafts) is 'Tells the author''s open pages to read their drafts again.';

create function private.return_draft(p_draft public.ticket_drafts, p_reason text, p_hint text)
returns public.ticket_drafts
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_draft public.ticket_drafts;
begin
  -- What was begun meanwhile stays, behind what comes back.
  update public.ticket_drafts d
  set body = case when d.body = '' then p_draft.body else p_draft.body || E'\n\n' || d.body end,
      attachment_ids = p_draft.attachment_ids || d.attachment_ids, status_after = coalesce(d.status_after, p_draft.status_after),
      template_id = coalesce(d.template_id, p_draft.template_id), version = nextval('private.ticket_draft_versions'),
      returned_reason = p_reason, returned_hint = left(p_hint, 500)
  where d.author_id = p_draft.author_id and d.ticket_id = p_draft.ticket_id and d.mode = p_draft.mode and d.send_at is null
  returning * into v_draft;
  if v_draft.id is not null then
    delete from public.ticket_drafts where id = p_draft.id;
  else
    update public.ticket_drafts d
    set send_at = null, read_until = null, version = nextval('private.ticket_draft_versions'),
        returned_reason = p_reason, returned_hint = left(p_hint, 500)
    where d.id = p_draft.id
    returning * into v_draft;
  end if;
  perform private.tell_author(v_draft);
  return v_draft;
end
$$;
comment on function private.return_draft(public.ticket_drafts, text, text) is
  'A message that waited to be sent is a draft again, together with one that was begun meanwhile. p_reason says why, null when its author wanted it back.';

create function private.newer_author(p_ticket_id uuid, p_reader uuid, p_read_until timestamptz)
returns text
language sql stable security definer set search_path = ''
as $$
  select m.author_name from public.ticket_messages m
  where m.ticket_id = p_ticket_id and m.created_at > p_read_until and m.author_id is distinct from p_reader
  order by m.created_at desc, m.id desc limit 1
$$;
comment on function private.newer_author(uuid, uuid, timestamptz) is
  'Who else wrote last in a ticket, when that was after p_read_until; null when nobody did.';

create function private.deliver_draft(p_draft_id uuid)
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
    v_ticket := private.lock_ticket(v_author, v_draft.ticket_id);
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
  'Sends a draft that waits for it, as its author: { state: sent, messageId }. What can no longer be sent (closed, merged, somebody else wrote first) is a draft again and its author is told: { state: returned, draft }. Null when it does not wait any more.';

-- Commands ------------------------------------------------------------------------------------------

create function public.get_drafts(p_ticket_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if not private.can_see_ticket(p_ticket_id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  return (
    select jsonb_build_object(
      'reply', (select private.draft_json(d) from public.ticket_drafts d
        where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.mode = 'reply' and d.send_at is null),
      'note', (select private.draft_json(d) from public.ticket_drafts d
        where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.mode = 'note' and d.send_at is null),
      'sending', coalesce((select jsonb_agg(private.draft_json(s) order by s.send_at, s.id) from (
        select * from public.ticket_drafts d
        where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.send_at is not null
        order by d.send_at, d.id limit 20) s), '[]')));
end
$$;
comment on function public.get_drafts(uuid) is
  'Staff: the viewer''s own { reply, note, sending[] } on a ticket; sending are messages that can still be taken back. Raises PT401, PT403, PT404.';
grant execute on function public.get_drafts(uuid) to authenticated;

create function public.save_draft(p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_new public.ticket_drafts := private.draft_input(p_input);
  v_old public.ticket_drafts;
  v_saved public.ticket_drafts;
  v_is_empty boolean := trim(both E' \t\n' from v_new.body) = '' and v_new.attachment_ids = '{}';
begin
  perform private.limit_rate('save_draft:' || viewer.id, 6000, 3600);
  if not private.can_see_ticket(p_ticket_id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  select * into v_old from public.ticket_drafts d
  where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.mode = v_new.mode and d.send_at is null
  for update;
  if v_old.id is null and v_is_empty then
    return null;
  end if;
  if v_old.id is not null and v_old.body = v_new.body and v_old.attachment_ids @> v_new.attachment_ids
    and v_new.attachment_ids @> v_old.attachment_ids and v_old.status_after is not distinct from v_new.status_after
    and v_old.template_id is not distinct from v_new.template_id then
    -- The same once more, such as by a page whose answer was lost.
    return private.draft_json(v_old);
  end if;
  if v_old.version is distinct from v_new.version then
    perform private.fail('PT409', 'draft_changed', 'This draft was changed, sent or discarded somewhere else.');
  end if;
  if v_is_empty then
    delete from public.ticket_drafts where id = v_old.id;
    return null;
  elsif v_old.id is not null then
    update public.ticket_drafts
    set body = v_new.body, attachment_ids = v_new.attachment_ids, status_after = v_new.status_after, template_id = v_new.template_id,
        version = nextval('private.ticket_draft_versions'), returned_reason = null, returned_hint = null
    where id = v_old.id returning * into v_saved;
  else
    insert into public.ticket_drafts (ticket_id, author_id, mode, body, attachment_ids, status_after, template_id)
    values (p_ticket_id, viewer.id, v_new.mode, v_new.body, v_new.attachment_ids, v_new.status_after, v_new.template_id)
    on conflict do nothing
    returning * into v_saved;
    if v_saved.id is null then
      perform private.fail('PT409', 'draft_changed', 'This draft was changed, sent or discarded somewhere else.');
    end if;
  end if;
  return private.draft_json(v_saved);
end
$$;
comment on function public.save_draft(uuid, jsonb) is
  'Staff: keeps the viewer''s draft on a ticket. p_input: { mode: reply | note, body, attachmentIds?, status?, templateId?, version }; version is that of the draft which this one replaces, absent for a new one. An empty one is discarded, and the answer then null. Harmless when repeated. Raises PT401, PT403, PT404, PT409 draft_changed, PT422, PT429.';
grant execute on function public.save_draft(uuid, jsonb) to authenticated;

create function public.send_draft(p_key text, p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.begin_command(viewer.id, 'send_draft', p_key, p_input || jsonb_build_object('ticketId', p_ticket_id));
  v_new public.ticket_drafts;
  v_old public.ticket_drafts;
  v_ticket public.support_tickets;
  v_newer text;
  v_files int;
begin
  if v_answer is not null then
    select * into v_old from public.ticket_drafts where id = (v_answer ->> 'id')::uuid and author_id = viewer.id;
    -- Once more, with the time that is left of it.
    return v_answer || jsonb_build_object('sendIn', coalesce((private.draft_json(v_old) ->> 'sendIn')::int, 0));
  end if;
  v_new := private.draft_input(p_input);
  v_new.body := private.check_text(v_new.body, 'body', 10000);
  v_ticket := private.lock_ticket(viewer, p_ticket_id);
  if v_new.mode = 'reply' then
    if v_ticket.status in ('closed', 'cancelled') then
      perform private.fail('PT409', 'ticket_closed', 'This ticket is closed. Reopen it or open a new one.');
    end if;
    v_newer := private.newer_author(v_ticket.id, viewer.id, v_new.read_until);
    if v_newer is not null then
      perform private.fail('PT409', 'newer_message',
        format('%s wrote in the meantime. Read that first, or send your answer as it is.', v_newer));
    end if;
  end if;
  select count(*) into v_files from public.ticket_attachments a
  where a.id = any (v_new.attachment_ids) and a.uploaded_by = viewer.id and a.message_id is null and a.stored_at is not null;
  if cardinality(v_new.attachment_ids) > 10 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A message carries at most 10 files.');
  elsif v_files <> cardinality(v_new.attachment_ids) then
    perform private.invalid_field('attachmentIds', 'unavailable', 'One of the files is no longer there. Upload it again.');
  end if;

  select * into v_old from public.ticket_drafts d
  where d.author_id = viewer.id and d.ticket_id = p_ticket_id and d.mode = v_new.mode and d.send_at is null
  for update;
  if v_old.version = v_new.version or trim(both E' \t\n' from v_old.body) = v_new.body then
    delete from public.ticket_drafts where id = v_old.id;
  end if;
  -- One after the other, as they were written.
  insert into public.ticket_drafts (ticket_id, author_id, mode, body, attachment_ids, status_after, template_id, read_until, send_at)
  select p_ticket_id, viewer.id, v_new.mode, v_new.body, v_new.attachment_ids, v_new.status_after, v_new.template_id, v_new.read_until,
    greatest(now() + interval '10 seconds', (
      select max(d.send_at) from public.ticket_drafts d where d.author_id = viewer.id and d.ticket_id = p_ticket_id) + interval '1 millisecond')
  returning * into v_new;
  perform private.enqueue('send_draft', jsonb_build_object('draftId', v_new.id), 'send_draft:' || v_new.id, v_new.send_at);
  perform private.tell_author(v_new);
  return private.finish_command(viewer.id, 'send_draft', p_key, private.draft_json(v_new));
end
$$;
comment on function public.send_draft(text, uuid, jsonb) is
  'Staff: sends a reply or keeps a note in 10 seconds, until when undo_send takes it back. p_input: { mode: reply | note, body, attachmentIds?, status?, templateId?, readUntil?, version? }; version is that of the draft which goes with it. p_key makes a retry harmless; the id is that of the message to come. Raises PT401, PT403, PT404, PT409 ticket_closed | newer_message, PT422.';
grant execute on function public.send_draft(text, uuid, jsonb) to authenticated;

create function public.undo_send(p_draft_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_draft public.ticket_drafts;
begin
  select * into v_draft from public.ticket_drafts d where d.id = p_draft_id and d.author_id = viewer.id for update;
  if v_draft.id is null then
    if exists (select 1 from public.ticket_messages m where m.id = p_draft_id and m.author_id = viewer.id) then
      perform private.fail('PT409', 'already_sent', 'It has been sent already.');
    end if;
    perform private.fail('PT404', 'draft_not_found', 'This draft does not exist, or is not yours.');
  end if;
  if v_draft.send_at is not null then
    v_draft := private.return_draft(v_draft, null, null);
  end if;
  return private.draft_json(v_draft);
end
$$;
comment on function public.undo_send(uuid) is
  'Staff: takes back a message of the viewer''s own that is not sent yet, and answers the draft that it is again. Harmless when repeated. Raises PT401, PT403, PT404, PT409 already_sent.';
grant execute on function public.undo_send(uuid) to authenticated;

create function public.flush_draft(p_draft_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_draft public.ticket_drafts;
begin
  if exists (select 1 from public.ticket_drafts d where d.id = p_draft_id and d.author_id = viewer.id) then
    v_answer := private.deliver_draft(p_draft_id);
    if v_answer is not null then
      return v_answer;
    end if;
  end if;
  if exists (select 1 from public.ticket_messages m where m.id = p_draft_id and m.author_id = viewer.id) then
    return jsonb_build_object('state', 'sent', 'messageId', p_draft_id);
  end if;
  select * into v_draft from public.ticket_drafts d where d.id = p_draft_id and d.author_id = viewer.id;
  if v_draft.id is null then
    perform private.fail('PT404', 'draft_not_found', 'This draft does not exist, or is not yours.');
  end if;
  return jsonb_build_object('state', 'returned', 'draft', private.draft_json(v_draft));
end
$$;
comment on function public.flush_draft(uuid) is
  'Staff: sends a message of the viewer''s own at once: { state: sent, messageId }, or { state: returned, draft } when it cannot be sent or was taken back. Harmless when repeated. Raises PT401, PT403, PT404, PT429.';
grant execute on function public.flush_draft(uuid) to authenticated;

create function public.send_due_draft(p_draft_id uuid)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select private.deliver_draft(d.id) from public.ticket_drafts d where d.id = p_draft_id and d.send_at <= now()
$$;
comment on function public.send_due_draft(uuid) is 'For the worker: sends a message whose time has come. Null when it was sent or taken back before.';
grant execute on function public.send_due_draft(uuid) to service_role;

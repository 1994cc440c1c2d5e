-- Virus scanning: until a file is known to be clean, customers learn its name and nobody gets its bytes.

-- What scanning found is for staff, and so in a table of its own.
create table public.ticket_attachment_scans (
  attachment_id uuid primary key references public.ticket_attachments (id) on delete cascade,
  signature text check (char_length(signature) between 1 and 200),
  scanned_at timestamptz not null default now()
);
comment on table public.ticket_attachment_scans is 'When a file was scanned, and the name of the virus that was found in it; for staff alone.';
alter table public.ticket_attachment_scans enable row level security;
create policy "Staff read what scanning found" on public.ticket_attachment_scans for select to authenticated
  using ((select private.is_staff()));
grant select on public.ticket_attachment_scans to authenticated;

create table private.scanner_outage (
  only_one boolean primary key default true check (only_one),
  since timestamptz not null default now(),
  reason text not null check (char_length(reason) <= 40),
  alerted_at timestamptz
);
comment on table private.scanner_outage is 'One row while the virus scanner does not answer, none while it does.';
alter table private.scanner_outage enable row level security;

create index ticket_attachments_pending_idx on public.ticket_attachments (created_at)
  where scan_status = 'pending' and stored_at is not null;

select private.allow_ticket_events(array['file_infected']);
select private.allow_notifications(array['file_infected', 'scanner_status']);

-- Who sees what -------------------------------------------------------------------------------------

drop policy "Attachments show with what they belong to" on public.ticket_attachments;
-- Of what is not known to be clean, get_ticket, get_quote and list_message_files tell customers the name.
create policy "Clean attachments show with what they belong to" on public.ticket_attachments for select to authenticated
  using (
    (select private.is_staff())
    or (message_id is null and quote_id is null and uploaded_by = (select private.viewer_id()))
    or (scan_status in ('clean', 'skipped') and not is_internal and (
      (message_id is not null and exists (select 1 from public.support_tickets t where t.id = ticket_id))
      or (quote_id is not null and exists (select 1 from public.quote_requests q where q.id = quote_id)))));

-- Where the bytes lie, and their checksum, which names a file to whoever has seen it elsewhere, are nobody's outside.
revoke select on public.ticket_attachments from authenticated;
grant select (id, customer_id, ticket_id, message_id, quote_id, uploaded_by, file_name, mime_type, size, width, height,
    scan_status, is_internal, stored_at, created_at)
  on public.ticket_attachments to authenticated;

create function private.file_json(f public.ticket_attachments, p_staff boolean)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', f.id, 'messageId', f.message_id, 'fileName', f.file_name, 'scanStatus', f.scan_status, 'createdAt', private.iso(f.created_at))
  || case when p_staff or f.scan_status in ('clean', 'skipped')
    then jsonb_build_object('mimeType', f.mime_type, 'size', f.size, 'width', f.width, 'height', f.height)
    else '{"mimeType": null, "size": null, "width": null, "height": null}' end
  || case when p_staff and f.scan_status = 'infected' then jsonb_build_object(
    'signature', (select s.signature from public.ticket_attachment_scans s where s.attachment_id = f.id))
    else '{}' end
$$;
comment on function private.file_json(public.ticket_attachments, boolean) is
  'A file as the API answers it. Until it is known to be clean, customers learn its name alone; staff learn which virus was found.';

create or replace function private.ticket_files(p_ticket public.support_tickets, p_staff boolean)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'attachments', coalesce((select jsonb_agg(private.file_json(f, p_staff) order by f.created_at, f.id)
      from public.ticket_attachments f
      where f.ticket_id = p_ticket.id and f.message_id is not null and (p_staff or not f.is_internal)), '[]'))
$$;

create or replace function public.get_quote(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_quote public.quote_requests;
  v_answer jsonb;
begin
  perform private.require_module('quotes');
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_quote from public.quote_requests where id = p_ref::uuid;
  else
    select * into v_quote from public.quote_requests where number = left(p_ref, 40);
    if v_quote.id is null then
      select * into v_quote from public.quote_requests where number = upper(left(p_ref, 40));
    end if;
  end if;
  if v_quote.id is null or not (v_staff or v_quote.customer_id = viewer.customer_id) then
    perform private.fail('PT404', 'quote_not_found', 'This quote does not exist, or is not yours to see.');
  end if;

  select private.quote_row(v_quote, viewer) || jsonb_build_object(
    'timeZone', (select c.time_zone from public.customer_profiles c where c.id = v_quote.customer_id),
    'request', jsonb_build_object(
      'message', v_quote.message,
      'requestedByName', (select u.full_name from public.portal_users u where u.id = v_quote.requested_by),
      'items', coalesce((select jsonb_agg(jsonb_build_object(
          'id', i.id, 'productId', i.product_id, 'sku', i.sku, 'description', i.description, 'quantity', i.quantity, 'note', i.note)
          order by i.position, i.id)
        from public.quote_items i where i.quote_id = v_quote.id and i.version = 0), '[]'),
      'attachments', coalesce((select jsonb_agg(private.file_json(f, v_staff) order by f.created_at, f.id)
        from public.ticket_attachments f where f.quote_id = v_quote.id and (v_staff or not f.is_internal)), '[]')),
    'versions', coalesce((select jsonb_agg(private.quote_version_json(v) order by v.version desc)
      from public.quote_versions v where v.quote_id = v_quote.id and v.status <> 'draft'), '[]'),
    'acceptance', case when v_quote.status = 'accepted' and v_quote.accepted_at is not null then jsonb_build_object(
      'version', v_quote.accepted_version, 'byName', v_quote.accepted_by_name, 'at', private.iso(v_quote.accepted_at)) end,
    'decline', case when v_quote.status = 'declined' and v_quote.declined_at is not null then jsonb_build_object(
      'reason', v_quote.decline_reason, 'byName', v_quote.declined_by_name, 'at', private.iso(v_quote.declined_at)) end,
    'events', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
        select h.id, h.created_at, jsonb_build_object(
          'id', h.id, 'type', h.type, 'version', h.version, 'actorType', h.actor_type, 'actorName', h.actor_name, 'note', h.note,
          'createdAt', private.iso(h.created_at))
          || case when v_staff then jsonb_build_object('ip', h.ip, 'userAgent', h.user_agent) else '{}' end as item
        from public.quote_events h
        where h.quote_id = v_quote.id and (v_staff or not h.is_internal)
        order by h.created_at desc, h.id desc limit 200) e), '[]'))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'draft', (select private.quote_version_json(v) from public.quote_versions v where v.quote_id = v_quote.id and v.status = 'draft'),
      'customer', (select jsonb_build_object(
          'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
          'phone', c.phone, 'timeZone', c.time_zone, 'locale', c.locale)
        from public.customer_profiles c where c.id = v_quote.customer_id))
    end
  into v_answer;
  perform private.audit(viewer, 'quote.read', 'quote', v_quote.id::text, v_quote.customer_id,
    case when v_staff then 'sales' else 'self-service' end);
  return v_answer;
end
$$;

create function public.list_message_files(p_message_ids uuid[])
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
begin
  if cardinality(p_message_ids) > 100 then
    perform private.fail('PT422', 'validation_failed', 'At most 100 at a time.', '{"fields": {"messageIds": ["too_many"]}}');
  end if;
  return coalesce((
    select jsonb_agg(private.file_json(f, v_staff) order by f.created_at, f.id)
    from public.ticket_attachments f
    join public.support_tickets t on t.id = f.ticket_id
    where f.message_id = any (p_message_ids)
      and (v_staff or (not f.is_internal and private.sees_ticket(viewer, t)))), '[]');
end
$$;
comment on function public.list_message_files(uuid[]) is
  'The files of up to 100 messages, as far as the viewer sees them. Raises PT401, PT422.';
grant execute on function public.list_message_files(uuid[]) to authenticated;

create function public.open_upload(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_file public.ticket_attachments;
  v_is_theirs boolean;
begin
  select * into v_file from public.ticket_attachments where id = p_id and stored_at is not null;
  v_is_theirs := case
    when v_file.id is null then false
    when viewer.role <> 'customer' then true
    when v_file.message_id is not null then not v_file.is_internal and private.can_see_ticket(v_file.ticket_id)
    when v_file.quote_id is not null then not v_file.is_internal
      and exists (select 1 from public.quote_requests q where q.id = v_file.quote_id and q.customer_id = viewer.customer_id)
    else v_file.uploaded_by = viewer.id end;
  if v_is_theirs is not true then
    perform private.fail('PT404', 'file_not_found', 'This file does not exist, or is not yours to see.');
  elsif v_file.scan_status = 'pending' then
    perform private.fail('PT409', 'scan_pending', 'This file is still being checked for viruses. Try again in a minute.');
  elsif v_file.scan_status = 'infected' then
    perform private.fail('PT403', 'infected', 'This file contained a virus and was removed.');
  end if;
  return jsonb_build_object('fileName', v_file.file_name, 'mimeType', v_file.mime_type);
end
$$;
comment on function public.open_upload(uuid) is
  'Whether the viewer may have the bytes of a file, { fileName, mimeType }; the web app then signs a link. Nobody gets what is not known to be clean, staff included. Raises PT401, PT403 infected, PT404 also for what belongs to somebody else, PT409 scan_pending.';
grant execute on function public.open_upload(uuid) to authenticated;

-- Uploading -----------------------------------------------------------------------------------------

create or replace function public.register_upload(p_user_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_ticket public.support_tickets;
  v_customer uuid;
  v_row public.ticket_attachments;
  v_id uuid := gen_random_uuid();
begin
  select * into v_user from public.portal_users where id = p_user_id and portal_active;
  if v_user.id is null then
    perform private.fail('PT401', 'unauthenticated', 'Sign in and try again.');
  end if;
  perform private.limit_rate('upload:' || v_user.id, 200, 3600);
  if p_input ->> 'ticketId' is not null then
    select * into v_ticket from public.support_tickets t
    where t.id::text = p_input ->> 'ticketId'
      and (v_user.role <> 'customer' or (t.customer_id = v_user.customer_id and (not t.is_private or t.requester_id = v_user.id)));
    if v_ticket.id is null then
      perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
    end if;
  end if;
  v_customer := coalesce(v_ticket.customer_id, v_user.customer_id);
  -- Staff who open a ticket for somebody name whom.
  if v_customer is null and v_user.role <> 'customer' then
    select id into v_customer from public.customer_profiles where id::text = p_input ->> 'customerId';
  end if;
  if v_customer is null then
    perform private.fail('PT422', 'validation_failed', 'Name the ticket that the file is for.', '{"fields": {"ticketId": ["required"]}}');
  end if;
  if (select count(*) from public.ticket_attachments a where a.uploaded_by = v_user.id and a.message_id is null and a.quote_id is null) >= 50 then
    perform private.fail('PT409', 'too_many_waiting_uploads', 'Fifty uploads wait to be sent already. Send or remove some first.');
  end if;
  insert into public.ticket_attachments (
    id, customer_id, ticket_id, uploaded_by, file_name, mime_type, size, sha256, width, height, storage_path, scan_status)
  values (
    v_id, v_customer, v_ticket.id, v_user.id, p_input ->> 'fileName', p_input ->> 'mimeType', (p_input ->> 'size')::int,
    p_input ->> 'sha256', (p_input ->> 'width')::int, (p_input ->> 'height')::int,
    v_customer || '/' || v_id || '/' || (p_input ->> 'storageName'),
    coalesce((p_input ->> 'scanStatus')::public.scan_status, 'pending'))
  returning * into v_row;
  return jsonb_build_object(
    'id', v_row.id, 'storagePath', v_row.storage_path, 'fileName', v_row.file_name, 'mimeType', v_row.mime_type,
    'size', v_row.size, 'scanStatus', v_row.scan_status);
end
$$;
comment on function public.register_upload(uuid, jsonb) is
  'For the web app alone: records a checked file of p_user_id before its bytes are stored. p_input: { fileName, storageName, mimeType, size (bytes), sha256, width?, height?, ticketId?, customerId? (for staff without a ticket), scanStatus }. Raises PT401, PT404, PT409, PT422, PT429.';

create or replace function private.attach_uploads(
  p_viewer private.viewer, p_ticket public.support_tickets, p_message_id uuid, p_ids jsonb, p_internal boolean)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count int;
  v_infected text;
begin
  if p_ids is null or p_ids = 'null'::jsonb or p_ids = '[]'::jsonb then
    return;
  end if;
  begin
    select array_agg(distinct value::uuid) into v_ids from jsonb_array_elements_text(p_ids);
  exception when others then
    perform private.invalid_field('attachmentIds', 'invalid', 'Attach files by the ids that the upload returned.');
  end;
  if cardinality(v_ids) > 10 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A message carries at most 10 files.');
  end if;
  update public.ticket_attachments a
  set ticket_id = p_ticket.id, message_id = p_message_id, is_internal = p_internal
  where a.id = any (v_ids) and a.uploaded_by = p_viewer.id and a.message_id is null and a.quote_id is null
    and a.stored_at is not null and a.customer_id = p_ticket.customer_id and (a.ticket_id is null or a.ticket_id = p_ticket.id);
  get diagnostics v_count = row_count;
  if v_count <> cardinality(v_ids) then
    perform private.invalid_field('attachmentIds', 'unavailable', 'One of the files is no longer there. Upload it again.');
  end if;
  -- Found while the message was being written: its author can still take it out.
  select string_agg(a.file_name, ', ' order by a.file_name) into v_infected
  from public.ticket_attachments a where a.id = any (v_ids) and a.scan_status = 'infected';
  if v_infected is not null then
    perform private.invalid_field('attachmentIds', 'infected', format('A virus was found in %s. Remove it, then send the rest.', v_infected));
  end if;
end
$$;
comment on function private.attach_uploads(private.viewer, public.support_tickets, uuid, jsonb, boolean) is
  'Attaches the viewer''s own waiting uploads to a message, ten at most. Raises PT422 when one is missing or infected.';

create or replace function public.complete_upload(p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_status public.scan_status;
begin
  update public.ticket_attachments set stored_at = now() where id = p_id and stored_at is null
  returning scan_status into v_status;
  if v_status = 'pending' then
    perform private.enqueue('scan_upload', jsonb_build_object('uploadId', p_id), 'scan_upload:' || p_id);
  end if;
end
$$;
comment on function public.complete_upload(uuid) is
  'For the web app alone: the bytes are stored, the file may be attached; one that is to be scanned is queued for it.';

-- Scanning ------------------------------------------------------------------------------------------

create function public.get_scan(p_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('scanStatus', a.scan_status, 'storagePath', a.storage_path, 'sha256', a.sha256)
  from public.ticket_attachments a where a.id = p_id and a.stored_at is not null
$$;
comment on function public.get_scan(uuid) is 'For the worker: what is to be scanned, { scanStatus, storagePath, sha256 }; null when it was removed meanwhile.';
grant execute on function public.get_scan(uuid) to service_role;

create function private.announce_scan(p_file public.ticket_attachments)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  if p_file.message_id is not null then
    select * into v_ticket from public.support_tickets where id = p_file.ticket_id;
    perform private.broadcast_ticket(v_ticket, 'file_scanned',
      jsonb_build_object('ticketId', v_ticket.id, 'fileId', p_file.id), p_file.is_internal);
  elsif p_file.quote_id is not null then
    perform private.announce_record(p_file.customer_id, 'quote', p_file.quote_id);
  end if;
end
$$;
comment on function private.announce_scan(public.ticket_attachments) is 'Tells the open pages of a ticket or quote that a file of it was scanned.';

create function private.warn_of_virus(p_file public.ticket_attachments)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_author public.portal_users;
  v_data jsonb;
  v_kind text := case when p_file.message_id is not null then 'ticket' when p_file.quote_id is not null then 'quote' end;
  v_resource uuid := case when p_file.message_id is not null then p_file.ticket_id else p_file.quote_id end;
  v_key text := 'file_infected:' || p_file.id;
  v_user uuid;
begin
  select * into v_author from public.portal_users where id = p_file.uploaded_by;
  v_data := jsonb_build_object('fileName', p_file.file_name, 'actorName',
    coalesce(v_author.full_name, (select c.full_name from public.customer_profiles c where c.id = p_file.customer_id)));
  if v_kind = 'ticket' then
    select * into v_ticket from public.support_tickets where id = p_file.ticket_id;
    v_data := v_data || jsonb_build_object('number', v_ticket.number, 'subject', v_ticket.subject);
    perform private.add_event(private.system_viewer('Portico'), v_ticket.id, 'file_infected', null, p_file.file_name, null, p_file.is_internal);
  elsif v_kind = 'quote' then
    v_data := v_data || jsonb_build_object('number', (select q.number from public.quote_requests q where q.id = p_file.quote_id));
  end if;
  if v_author.id is not null then
    perform private.notify(v_author.id, 'file_infected', v_kind, v_resource, v_data, v_key);
  end if;
  -- Before it was sent, it is between its author and the scanner.
  if v_kind is not null then
    for v_user in
      select u.id from public.portal_users u
      where u.role in ('agent', 'admin') and u.portal_active and u.id is distinct from v_author.id
        and (v_ticket.assignee_id is null or u.id = v_ticket.assignee_id)
    loop
      perform private.notify(v_user, 'file_infected', v_kind, v_resource, v_data, v_key);
    end loop;
  end if;
end
$$;
comment on function private.warn_of_virus(public.ticket_attachments) is
  'A virus was found: a line in the ticket''s timeline, its author is told, and so is the assignee, or all staff while there is none.';

create function private.warn_of_attached_virus()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.warn_of_virus(new);
  return null;
end
$$;
comment on function private.warn_of_attached_virus() is
  'Trigger: an e-mail is taken in whatever a scan has found in its files by then; people take an infected file out before they send.';
create trigger ticket_attachments_warn_of_virus after update of message_id on public.ticket_attachments
  for each row when (old.message_id is null and new.message_id is not null and new.scan_status = 'infected')
  execute function private.warn_of_attached_virus();

create function public.record_scan(p_id uuid, p_signature text)
returns public.scan_status
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_file public.ticket_attachments;
  v_alerted timestamptz;
  v_admin uuid;
begin
  delete from private.scanner_outage returning alerted_at into v_alerted;
  if v_alerted is not null then
    for v_admin in select u.id from public.portal_users u where u.role = 'admin' and u.portal_active loop
      perform private.notify(v_admin, 'scanner_status', null, null, '{"status": "up"}', 'scanner_up:' || v_alerted);
    end loop;
  end if;

  select * into v_file from public.ticket_attachments where id = p_id for update;
  if v_file.id is null or v_file.scan_status <> 'pending' then
    return v_file.scan_status;
  end if;
  update public.ticket_attachments
  set scan_status = (case when p_signature is null then 'clean' else 'infected' end)::public.scan_status
  where id = p_id returning * into v_file;
  insert into public.ticket_attachment_scans (attachment_id, signature) values (p_id, left(private.plain_name(p_signature), 200));
  if v_file.scan_status = 'infected' then
    perform private.audit(private.system_viewer('Portico'), 'attachment.quarantine', 'attachment', p_id::text, v_file.customer_id, 'security');
    perform private.warn_of_virus(v_file);
  end if;
  perform private.announce_scan(v_file);
  return v_file.scan_status;
end
$$;
comment on function public.record_scan(uuid, text) is
  'For the worker: what the scanner answered about a file, p_signature being the virus or null for none. Says which status the file has now, null when it is gone; repeating it changes nothing. Ends an outage.';
grant execute on function public.record_scan(uuid, text) to service_role;

create function public.report_scanner_outage(p_reason text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_outage private.scanner_outage;
  v_admin uuid;
begin
  insert into private.scanner_outage as o (reason) values (left(p_reason, 40))
  on conflict (only_one) do update set reason = excluded.reason
  returning * into v_outage;
  -- A scanner that is only being restarted is no news.
  if v_outage.alerted_at is not null or v_outage.since > now() - interval '1 minute' then
    return;
  end if;
  update private.scanner_outage set alerted_at = now();
  for v_admin in select u.id from public.portal_users u where u.role = 'admin' and u.portal_active loop
    perform private.notify(v_admin, 'scanner_status', null, null, jsonb_build_object('status', 'down', 'reason', v_outage.reason),
      'scanner_down:' || v_outage.since);
  end loop;
end
$$;
comment on function public.report_scanner_outage(text) is
  'For the worker: the scanner gave no answer (unreachable, timeout, broken, too_large). Admins are told once per outage, when it has lasted a minute.';
grant execute on function public.report_scanner_outage(text) to service_role;

create function public.revive_scans()
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  with waiting as materialized (
    select a.id from public.ticket_attachments a
    where a.scan_status = 'pending' and a.stored_at < now() - interval '10 minutes'
    order by a.created_at limit 1000)
  insert into public.jobs as j (kind, payload, dedupe_key)
  select 'scan_upload', jsonb_build_object('uploadId', w.id), 'scan_upload:' || w.id from waiting w
  on conflict (dedupe_key) do update
  set status = 'queued', attempts = 0, run_at = now(), finished_at = null
  where j.status in ('dead', 'done');
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.revive_scans() is
  'For the worker: queues the scans again that were given up during a long outage, so that no file waits for ever. Returns how many.';
grant execute on function public.revive_scans() to service_role;

insert into private.recurring_jobs (kind, every) values ('revive_scans', '10 minutes');

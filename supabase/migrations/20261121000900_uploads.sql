-- Files. Bytes pass through the web app, which checks them by content; nobody but it writes to the bucket.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('ticket-attachments', 'ticket-attachments', false, 10485760, array[
  'image/png', 'image/jpeg', 'image/webp', 'image/heic', 'application/pdf', 'text/plain', 'text/csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
on conflict (id) do nothing;
-- No policy on storage.objects for this bucket: without one, row security refuses everybody but the service role,
-- so a direct upload cannot pass by the content check, nor a direct download by the authorisation of each link.

create function public.register_upload(p_user_id uuid, p_input jsonb)
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
  if v_customer is null then
    perform private.fail('PT422', 'validation_failed', 'Name the ticket that the file is for.', '{"fields": {"ticketId": ["required"]}}');
  end if;
  if (select count(*) from public.ticket_attachments a where a.uploaded_by = v_user.id and a.message_id is null) >= 50 then
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
  'For the web app alone: records a checked file of p_user_id before its bytes are stored. p_input: { fileName, storageName, mimeType, size (bytes), sha256, width?, height?, ticketId?, scanStatus }. Raises PT401, PT404, PT409, PT422, PT429.';
grant execute on function public.register_upload(uuid, jsonb) to service_role;

create function public.complete_upload(p_id uuid)
returns void
language sql volatile security definer set search_path = ''
as $$ update public.ticket_attachments set stored_at = now() where id = p_id and stored_at is null $$;
comment on function public.complete_upload(uuid) is 'For the web app alone: the bytes are stored, the file may be attached.';
grant execute on function public.complete_upload(uuid) to service_role;

create function public.discard_upload(p_id uuid)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_path text;
begin
  delete from public.ticket_attachments where id = p_id and message_id is null returning storage_path into v_path;
  return v_path;
end
$$;
comment on function public.discard_upload(uuid) is 'For the web app alone: forgets a waiting upload and returns the path whose object is to be removed; null when it is attached or gone.';
grant execute on function public.discard_upload(uuid) to service_role;

create function public.sweep_uploads(p_limit int default 100)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with orphans as materialized (
    select id from public.ticket_attachments
    where message_id is null and created_at < now() - interval '1 day'
    order by created_at limit least(p_limit, 1000) for update skip locked
  ), gone as (
    delete from public.ticket_attachments a using orphans where a.id = orphans.id
    returning a.storage_path)
  select coalesce(jsonb_agg(storage_path), '[]') from gone
$$;
comment on function public.sweep_uploads(int) is 'For the web app alone: forgets uploads that were never attached within a day; returns the paths whose objects are to be removed.';
grant execute on function public.sweep_uploads(int) to service_role;

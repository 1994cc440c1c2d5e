-- An export: read section by section from the same tables that an erasure empties, kept for a week.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('exports', 'exports', false, null, array['application/zip', 'application/x-ndjson'])
on conflict (id) do nothing;
-- No policy on storage.objects for this bucket: nobody but the service role reaches it.

create function private.json_type(p_type oid, p_nullable boolean)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  t pg_catalog.pg_type;
  v_schema jsonb;
begin
  select * into t from pg_catalog.pg_type where oid = p_type;
  if t.typtype = 'd' then
    return private.json_type(t.typbasetype, p_nullable);
  elsif t.typcategory = 'A' then
    v_schema := jsonb_build_object('type', 'array', 'items', private.json_type(t.typelem, false));
  elsif t.typtype = 'e' then
    v_schema := jsonb_build_object('type', 'string', 'enum',
      (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_catalog.pg_enum e where e.enumtypid = p_type));
  else
    v_schema := case t.typname
      when 'uuid' then '{"type": "string", "format": "uuid"}' when 'timestamptz' then '{"type": "string", "format": "date-time"}'
      when 'date' then '{"type": "string", "format": "date"}' when 'bool' then '{"type": "boolean"}'
      when 'int2' then '{"type": "integer"}' when 'int4' then '{"type": "integer"}' when 'int8' then '{"type": "integer"}'
      when 'numeric' then '{"type": "number"}' when 'float4' then '{"type": "number"}' when 'float8' then '{"type": "number"}'
      when 'jsonb' then '{}' else '{"type": "string"}' end::jsonb;
  end if;
  return case when p_nullable and v_schema <> '{}' then jsonb_build_object('anyOf', jsonb_build_array(v_schema, '{"type": "null"}'::jsonb)) else v_schema end;
end
$$;
comment on function private.json_type(oid, boolean) is 'How JSON Schema describes what to_jsonb makes of a type.';

create function private.export_sections()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object(
    'table', p.table_name, 'name', split_part(p.table_name, '.', 2), 'category', p.category,
    'description', obj_description(p.table_name::regclass, 'pg_class'),
    'columns', (
      select jsonb_agg(jsonb_build_object('name', a.attname, 'schema', private.json_type(a.atttypid, not a.attnotnull)) order by a.attnum)
      from pg_catalog.pg_attribute a join private.personal_data d on d.table_name = p.table_name and d.column_name = a.attname and d.exported
      where a.attrelid = p.table_name::regclass and a.attnum > 0 and not a.attisdropped)) order by p.place desc)
  from private.personal_tables p where p.shown is not null
$$;
comment on function private.export_sections() is 'What an export holds: its tables with their columns, each as JSON Schema describes it.';

create function public.get_export_schema()
returns jsonb
language sql stable security definer set search_path = ''
as $$ select private.export_sections() $$;
comment on function public.get_export_schema() is 'For the worker: the sections of an export, with the JSON Schema of each column.';
grant execute on function public.get_export_schema() to service_role;

create function public.begin_export(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'export' for update;
  if v_request.id is null or v_request.status not in ('received', 'in_progress') then
    return null;
  end if;
  if v_request.status = 'received' then
    v_request := private.move_privacy_request(v_request, 'start', 'system');
    update public.privacy_requests
    set progress = jsonb_build_object('step', 'reading', 'done', 0, 'total', jsonb_array_length(private.export_sections()), 'sections', '{}'::jsonb)
    where id = p_id returning * into v_request;
    perform private.add_privacy_event(null, p_id, 'started');
    perform private.announce_privacy(v_request);
  end if;
  return jsonb_build_object('id', v_request.id, 'number', v_request.number, 'customerId', v_request.customer_id,
    'requestedAt', private.iso(v_request.created_at), 'sections', private.export_sections(), 'read', v_request.progress -> 'sections',
    'keptDays', private.setting_int('privacy_export_days', 7, 1, 30),
    'person', (select u.full_name from public.portal_users u where u.id = v_request.user_id),
    'customer', (select coalesce(c.company_name, c.full_name) from public.customer_profiles c where c.id = v_request.customer_id));
end
$$;
comment on function public.begin_export(uuid) is
  'For the worker: what is to be read for an export, and which sections were read already with how many rows; null when it is settled. Safe to repeat.';
grant execute on function public.begin_export(uuid) to service_role;

create function public.read_export(p_id uuid, p_table text, p_cursor jsonb default null, p_limit int default 500)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_request public.privacy_requests;
  v_shown text;
  v_columns text;
  v_key text;
  v_after text;
  v_cursor text;
  v_answer jsonb;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'export' and status = 'in_progress';
  select shown into v_shown from private.personal_tables where table_name = p_table and shown is not null;
  if v_request.id is null or v_shown is null or v_request.user_id is null then
    return null;
  end if;
  select string_agg(format('%L, t.%I', d.column_name, d.column_name), ', ') into v_columns
  from private.personal_data d where d.table_name = p_table and d.exported;
  select string_agg(format('t.%I', a.attname), ', ' order by k.place),
    string_agg(format('($4 ->> %L)::%s', a.attname, format_type(a.atttypid, null)), ', ' order by k.place),
    string_agg(format('%L, t.%I', a.attname, a.attname), ', ' order by k.place)
  into v_key, v_after, v_cursor
  from pg_catalog.pg_index i, unnest(i.indkey::int2[]) with ordinality as k(attnum, place), pg_catalog.pg_attribute a
  where i.indrelid = p_table::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum;
  execute format($q$
    with page as materialized (
      select t.* from %1$s t where (%2$s) and ($4 is null or (%3$s) > (%4$s)) order by %3$s limit %5$s)
    select jsonb_build_object(
      'rows', coalesce((select jsonb_agg(jsonb_build_object(%6$s) order by %3$s) from page t), '[]'),
      'cursor', case when (select count(*) from page) = %5$s then (select jsonb_build_object(%7$s) from page t order by (%3$s) desc limit 1) end)
  $q$, p_table, v_shown, v_key, v_after, least(greatest(p_limit, 1), 2000), v_columns, v_cursor)
  into v_answer using v_request.customer_id, array[v_request.user_id], null::text[], p_cursor;
  return v_answer;
end
$$;
comment on function public.read_export(uuid, text, jsonb, int) is
  'For the worker: a page { rows, cursor } of one section of an export in progress, as whoever asked may see it: their own and the customer''s, without private matters of colleagues and without what is internal. Null when it is settled.';
grant execute on function public.read_export(uuid, text, jsonb, int) to service_role;

create function public.save_export_progress(p_id uuid, p_section text, p_rows int)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
begin
  update public.privacy_requests
  set progress = progress || jsonb_build_object('done', (select count(*) from jsonb_object_keys((progress -> 'sections') || jsonb_build_object(p_section, 0))),
    'sections', (progress -> 'sections') || jsonb_build_object(p_section, p_rows))
  where id = p_id and kind = 'export' and status = 'in_progress' returning * into v_request;
  if v_request.id is null then
    return false;
  end if;
  perform private.announce_privacy(v_request);
  return true;
end
$$;
comment on function public.save_export_progress(uuid, text, int) is 'For the worker: a section of an export was read and kept; false when it is settled meanwhile.';
grant execute on function public.save_export_progress(uuid, text, int) to service_role;

create function public.continue_export(p_id uuid)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue('privacy_export', jsonb_build_object('requestId', r.id), 'privacy_export:' || r.id || ':' || coalesce(r.progress ->> 'done', '0'))
  from public.privacy_requests r where r.id = p_id and r.kind = 'export' and r.status = 'in_progress'
$$;
comment on function public.continue_export(uuid) is 'For the worker: goes on with an export in another job, so that one export does not hold up everything behind it.';
grant execute on function public.continue_export(uuid) to service_role;

create function public.list_export_files(p_id uuid, p_cursor uuid default null, p_limit int default 100)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
  v_files jsonb;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'export' and status = 'in_progress';
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'bucket', f.bucket, 'path', f.path, 'fileName', f.file_name) order by f.id), '[]')
    from (
      select t.id, 'ticket-attachments' as bucket, t.storage_path as path, t.file_name from public.ticket_attachments t
      where (%s) and t.scan_status in ('clean', 'skipped') and t.stored_at is not null and ($3::uuid is null or t.id > $3)
      union all
      select t.id, 'documents', t.storage_path, t.file_name from public.documents t where (%s) and ($3::uuid is null or t.id > $3)
      order by 1 limit %s) f
  $q$, (select shown from private.personal_tables where table_name = 'public.ticket_attachments'),
    (select shown from private.personal_tables where table_name = 'public.documents'), least(greatest(p_limit, 1), 500))
  into v_files using v_request.customer_id, array[v_request.user_id], p_cursor;
  return v_files;
end
$$;
comment on function public.list_export_files(uuid, uuid, int) is
  'For the worker: files of an export in progress after the id p_cursor [{ id, bucket, path, fileName }]: what was attached and found clean, and issued documents.';
grant execute on function public.list_export_files(uuid, uuid, int) to service_role;

create function public.finish_export(p_id uuid, p_result jsonb)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'export' for update;
  if v_request.status is distinct from 'in_progress' then
    return false;
  end if;
  v_request := private.move_privacy_request(v_request, 'finish', 'system');
  update public.privacy_requests
  set progress = '{}', result = p_result || jsonb_build_object(
    'expiresAt', private.iso(clock_timestamp() + make_interval(days => private.setting_int('privacy_export_days', 7, 1, 30))))
  where id = p_id returning * into v_request;
  perform private.add_privacy_event(null, p_id, 'ready');
  perform private.tell_about_privacy(null, v_request, 'privacy_export_ready', false, 'privacy_export_ready:' || p_id);
  perform private.announce_privacy(v_request);
  return true;
end
$$;
comment on function public.finish_export(uuid, jsonb) is
  'For the worker: the archive is stored { path, fileName, size, sha256, schemaVersion } and may be downloaded for the days of the setting; false when the request is settled meanwhile.';
grant execute on function public.finish_export(uuid, jsonb) to service_role;

create function public.open_privacy_export(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_request public.privacy_requests := private.lock_privacy_request(viewer, p_id);
begin
  -- What somebody else holds of themselves is not for staff to take home.
  if viewer.role <> 'customer' or v_request.kind <> 'export' then
    perform private.fail('PT404', 'privacy_request_not_found', 'There is no such export of yours.');
  end if;
  if v_request.status <> 'completed' or (v_request.result ->> 'expiresAt')::timestamptz < now() then
    perform private.fail('PT409', case when v_request.status in ('received', 'in_progress') then 'export_not_ready' else 'export_gone' end,
      case when v_request.status in ('received', 'in_progress') then 'The archive is still being made. Come back in a moment.'
        else 'The archive was removed. Ask for a new one.' end);
  end if;
  perform private.require_reauthentication(viewer.id, 'privacy_download');
  perform private.add_privacy_event(viewer, p_id, 'downloaded');
  perform private.audit(viewer, 'privacy.download', 'privacy_request', p_id::text, v_request.customer_id, 'self-service');
  return jsonb_build_object('fileName', v_request.result ->> 'fileName');
end
$$;
comment on function public.open_privacy_export(uuid) is
  'Whoever asked for an export takes it, with the password just before. Raises PT401, PT403 password_required, PT404, PT409 export_not_ready and export_gone.';
grant execute on function public.open_privacy_export(uuid) to authenticated;

create function public.expire_exports(p_limit int default 100)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
  v_ids jsonb := '[]';
begin
  for v_request in
    select * from public.privacy_requests r
    where r.kind = 'export' and r.status = 'completed' and (r.result ->> 'expiresAt')::timestamptz < now()
    order by r.settled_at, r.id limit least(p_limit, 1000) for update skip locked
  loop
    v_request := private.move_privacy_request(v_request, 'expire', 'system');
    perform private.add_privacy_event(null, v_request.id, 'expired');
    perform private.announce_privacy(v_request);
  end loop;
  -- Also what was cancelled while it was made; asked again until nothing of theirs is stored.
  select coalesce(jsonb_agg(o.name), '[]') into v_ids
  from (
    select o.name from storage.objects o join public.privacy_requests r on o.name like r.customer_id || '/' || r.id || '%'
    where o.bucket_id = 'exports' and r.status not in ('received', 'in_progress', 'completed')
    order by o.name limit least(p_limit, 1000)) o;
  return v_ids;
end
$$;
comment on function public.expire_exports(int) is
  'For the worker: ends exports whose time is over, and names the objects of settled ones that are still stored.';
grant execute on function public.expire_exports(int) to service_role;
create index privacy_requests_expiry_idx on public.privacy_requests (settled_at, id) where kind = 'export' and status = 'completed';

-- Services with their installation, and what was used of them each month. Transcripts wait for calls.

create function private.import_services(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_record record;
  v_customer jsonb;
  v_service uuid;
  v_result jsonb := '[]';
begin
  for v_record in
    select e.n, e.r, s.id, s.content_hash = private.content_hash(e.r) as same
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    left join public.customer_services s on s.source = p_source and s.external_id = e.r ->> 'externalId'
    order by e.n
  loop
    if v_record.same then
      v_result := v_result || jsonb_build_object('n', v_record.n, 'id', v_record.id, 'status', 'unchanged');
      continue;
    end if;
    v_customer := private.customer_of(p_source, v_record.r -> 'customer');
    if v_record.id is null and v_customer ? 'error' then
      v_result := v_result || jsonb_build_object('n', v_record.n, 'status', 'failed', 'error', v_customer -> 'error');
      continue;
    end if;
    v_service := private.save_service(p_source, (v_customer ->> 'id')::uuid, v_record.r);
    v_result := v_result || jsonb_build_object(
      'n', v_record.n, 'id', v_service, 'status', case when v_record.id is null then 'created' else 'updated' end);
  end loop;
  return v_result;
end
$$;
comment on function private.import_services(text, jsonb, jsonb) is 'Writes a batch of services; see import_records.';

create function private.save_service(p_source text, p_customer uuid, p_record jsonb)
returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_service uuid;
begin
  insert into public.customer_services as s (
    customer_id, name, package, bandwidth_mbps, allowance_bytes, price, currency, status, started_on, contract_ends_on, ends_on, notice_days,
    address, status_note, source, external_id, content_hash)
  select coalesce(p_customer, old.customer_id), p_record ->> 'name', p_record ->> 'package', x."bandwidthMbps", x."allowanceBytes",
    (p_record ->> 'price')::bigint, coalesce(x.currency, private.default_currency()),
    coalesce(x.status, 'active'), x."startedOn", x."contractEndsOn", x."endsOn", coalesce(x."noticeDays", old.notice_days, 30),
    coalesce(nullif(p_record -> 'address', 'null'), old.address, '{}'), p_record ->> 'statusNote', p_source, p_record ->> 'externalId',
    private.content_hash(p_record)
  from jsonb_to_record(p_record) as x(
    "bandwidthMbps" int, "allowanceBytes" bigint, currency text, status public.service_status, "startedOn" date, "contractEndsOn" date,
    "endsOn" date, "noticeDays" int)
  left join public.customer_services old on old.source = p_source and old.external_id = p_record ->> 'externalId'
  on conflict (source, external_id) do update set
    customer_id = excluded.customer_id, name = excluded.name, package = excluded.package, bandwidth_mbps = excluded.bandwidth_mbps,
    allowance_bytes = excluded.allowance_bytes, price = excluded.price, currency = excluded.currency, status = excluded.status,
    started_on = excluded.started_on, contract_ends_on = excluded.contract_ends_on, ends_on = excluded.ends_on,
    notice_days = excluded.notice_days, address = excluded.address, status_note = excluded.status_note,
    content_hash = excluded.content_hash, version = s.version + 1
  returning s.id into v_service;

  insert into public.installation_steps as i (service_id, stage, window_start, window_end, technician, preparation, completed_at)
  select v_service, x.stage, x."windowStart", x."windowEnd", x.technician, x.preparation, x."completedAt"
  from jsonb_to_recordset(private.import_list(p_record -> 'installation', 'installation', 0, 20)) as x(
    stage public.installation_stage, "windowStart" timestamptz, "windowEnd" timestamptz, technician text, preparation text, "completedAt" timestamptz)
  on conflict (service_id, stage) do update set
    window_start = excluded.window_start, window_end = excluded.window_end, technician = excluded.technician,
    preparation = excluded.preparation, completed_at = excluded.completed_at, version = i.version + 1
  where (i.window_start, i.window_end, i.technician, i.preparation, i.completed_at) is distinct from (
    excluded.window_start, excluded.window_end, excluded.technician, excluded.preparation, excluded.completed_at);
  return v_service;
end
$$;
comment on function private.save_service(text, uuid, jsonb) is 'A service, new or changed, with the steps of its installation that the record names.';

create function private.import_usage(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_result jsonb;
begin
  with input as materialized (
    select e.n, s.id as service_id, date_trunc('month', (left(x.month, 7) || '-01')::date)::date as month, x."bytesDown" as down, coalesce(x."bytesUp", 0) as up,
      u.service_id as known, (u.bytes_down, u.bytes_up) = (x."bytesDown", coalesce(x."bytesUp", 0)) as same
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    cross join lateral jsonb_to_record(e.r) as x(service jsonb, month text, "bytesDown" bigint, "bytesUp" bigint)
    left join public.customer_services s on s.source = p_source and s.external_id = x.service ->> 'externalId'
    left join public.service_usage u on u.service_id = s.id and u.month = (left(x.month, 7) || '-01')::date
  ), saved as (
    insert into public.service_usage as u (service_id, month, bytes_down, bytes_up)
    -- A month that comes twice in one batch: the later record counts.
    select distinct on (i.service_id, i.month) i.service_id, i.month, i.down, i.up
    from input i where i.service_id is not null and i.same is not true
    order by i.service_id, i.month, i.n desc
    on conflict (service_id, month) do update set bytes_down = excluded.bytes_down, bytes_up = excluded.bytes_up
  )
  select jsonb_agg(case
    when i.service_id is null then jsonb_build_object('n', i.n, 'status', 'failed', 'error',
      private.failed('service_unknown', 'No such service: import the service first.', 'service'))
    else jsonb_build_object('n', i.n, 'id', i.service_id, 'status',
      case when i.known is null then 'created' when i.same then 'unchanged' else 'updated' end) end)
  into v_result
  from input i;
  return v_result;
end
$$;
comment on function private.import_usage(text, jsonb, jsonb) is
  'Writes monthly counters of services; see import_records. A later value for a month replaces the earlier one.';

create function private.import_transcripts(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('n', n, 'status', 'failed', 'error',
    private.failed('not_available', 'Transcripts cannot be kept yet: this installation has no calls to keep them with.')))
  from generate_series(1, jsonb_array_length(p_records)) as n
$$;
comment on function private.import_transcripts(text, jsonb, jsonb) is 'Says of every transcript that it cannot be kept: calls come first.';

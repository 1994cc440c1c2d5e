-- What is read about services and what can be done to them. Customers ask, by a ticket; staff change.

select private.allow_notifications(array['service_changed', 'installation_step']);

-- Reads -----------------------------------------------------------------------------------------

create function private.customer_zone(p_viewer private.viewer, p_customer uuid)
returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select p.time_zone from public.customer_preferences p where p.user_id = p_viewer.id and p_viewer.customer_id = p_customer),
    (select c.time_zone from public.customer_profiles c where c.id = p_customer), 'UTC')
$$;
comment on function private.customer_zone(private.viewer, uuid) is
  'The zone in which a customer''s days begin: the viewer''s own choice where they are this customer, else the profile''s.';

create function private.is_open_request(p_request public.service_requests)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_request.settled_at is null and exists (
    select 1 from public.support_tickets t
    where t.id = p_request.ticket_id and t.status not in ('resolved', 'closed', 'cancelled'))
$$;
comment on function private.is_open_request(public.service_requests) is
  'Whether somebody still has to act on it: not settled, and its ticket neither. A ticket that is reopened opens its request again.';

create function private.earliest_end(p_service public.customer_services, p_today date)
returns date
language sql immutable set search_path = ''
as $$
  select case when p_service.status = 'installing' then p_today
    else greatest(p_today + p_service.notice_days, p_service.contract_ends_on) end
$$;
comment on function private.earliest_end(public.customer_services, date) is
  'The first day on which the service can end when it is cancelled today: after the notice period, and not before the contract ends. What is not installed yet can end at once.';

create function private.service_row(s public.customer_services, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', s.id, 'name', s.name, 'package', s.package, 'bandwidthMbps', s.bandwidth_mbps,
    'price', jsonb_build_object('amount', s.price, 'currency', s.currency),
    'status', s.status, 'statusNote', s.status_note, 'startedOn', s.started_on, 'endsOn', s.ends_on,
    'allowanceBytes', s.allowance_bytes, 'createdAt', private.iso(s.created_at),
    'thisMonth', d.month,
    'usageThisMonth', (select jsonb_build_object('bytesDown', u.bytes_down, 'bytesUp', u.bytes_up)
      from public.service_usage u where u.service_id = s.id and u.month = d.month),
    'nextStep', case when s.status = 'installing' then (
      select jsonb_build_object('stage', i.stage, 'windowStart', private.iso(i.window_start), 'windowEnd', private.iso(i.window_end))
      from public.installation_steps i where i.service_id = s.id and i.completed_at is null order by i.stage limit 1) end,
    'openRequests', coalesce((select jsonb_agg(r.kind order by r.created_at) from public.service_requests r
      where r.service_id = s.id and private.is_open_request(r)), '[]'))
    || case when p_viewer.role = 'customer' then '{}'::jsonb else (
      select jsonb_build_object('customer', jsonb_build_object(
        'id', c.id, 'name', coalesce(c.company_name, c.full_name), 'customerNumber', c.customer_number, 'timeZone', c.time_zone))
      from public.customer_profiles c where c.id = s.customer_id) end
  from (select date_trunc('month', now() at time zone private.customer_zone(p_viewer, s.customer_id))::date as month) d
$$;
comment on function private.service_row(public.customer_services, private.viewer) is
  'A service as a list shows it, with the usage of this month where it was measured; for staff with its customer.';

create function public.search_services(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_module('services');
  if not v_staff then
    v_where := ' and s.customer_id = $1.customer_id';
  elsif p_filters ->> 'customer' is not null then
    v_where := ' and s.customer_id::text = $2 ->> ''customer''';
  end if;
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    v_where := v_where || ' and s.status::text in (select jsonb_array_elements_text($2 -> ''status''))';
  end if;
  if v_q is not null then
    v_where := v_where || ' and (s.name ilike ''%'' || $3 or s.package ilike ''%'' || $3' || case when v_staff then '
      or s.external_id ilike $3 or s.customer_id in (
        select c.id from public.customer_profiles c
        where c.full_name ilike ''%'' || $3 or c.company_name ilike ''%'' || $3 or c.email ilike ''%'' || $3
          or c.customer_number ilike $3 limit 200)' else '' end || ')';
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (s.created_at, s.id) < (($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select s.* from public.customer_services s where true%s
      order by s.created_at desc, s.id desc
      limit %s)
    select coalesce(jsonb_agg(private.service_row(row(page.*)::public.customer_services, $1)
      order by page.created_at desc, page.id desc), '[]')
    from page
  $q$, v_where, v_limit + 1)
  into v_rows
  using viewer, p_filters, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object(
    'items', v_rows,
    'nextCursor', case when v_last is null then null
      else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_services(jsonb, jsonb, int) is
  'A page of services, newest first. p_filters: { status[], q }, for staff also { customer }. p_cursor is the nextCursor of the page before. Raises PT401, PT403, PT404 module_off.';
grant execute on function public.search_services(jsonb, jsonb, int) to authenticated;

create function private.find_service(p_viewer private.viewer, p_id text)
returns public.customer_services
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_service public.customer_services;
begin
  perform private.require_module('services');
  if p_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_service from public.customer_services s
    where s.id = p_id::uuid and (p_viewer.role <> 'customer' or s.customer_id = p_viewer.customer_id);
  end if;
  if v_service.id is null then
    perform private.fail('PT404', 'service_not_found', 'This service does not exist, or is not yours to see.');
  end if;
  return v_service;
end
$$;
comment on function private.find_service(private.viewer, text) is
  'The service, where it is the viewer''s to see. Raises PT404 also for what belongs to somebody else.';

create function public.get_service(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  s public.customer_services := private.find_service(viewer, p_ref);
  v_today date := (now() at time zone private.customer_zone(viewer, s.customer_id))::date;
  v_family text := (select p.family from public.service_packages p where p.name = s.package);
  v_answer jsonb;
begin
  select private.service_row(s, viewer) || jsonb_build_object(
    'address', s.address, 'contractEndsOn', s.contract_ends_on, 'noticeDays', s.notice_days,
    'earliestEndOn', private.earliest_end(s, v_today), 'today', v_today, 'version', s.version,
    'usage', coalesce((select jsonb_agg(jsonb_build_object('month', u.month, 'bytesDown', u.bytes_down, 'bytesUp', u.bytes_up) order by u.month)
      from public.service_usage u
      where u.service_id = s.id and u.month > date_trunc('month', v_today) - interval '12 months' and u.month <= v_today), '[]'),
    'steps', coalesce((select jsonb_agg(jsonb_build_object(
        'stage', i.stage, 'windowStart', private.iso(i.window_start), 'windowEnd', private.iso(i.window_end), 'technician', i.technician,
        'preparation', i.preparation, 'completedAt', private.iso(i.completed_at), 'version', i.version) order by i.stage)
      from public.installation_steps i where i.service_id = s.id), '[]'),
    'requests', coalesce((select jsonb_agg(r.item order by r.created_at desc) from (
        select q.created_at, jsonb_build_object(
          'id', q.id, 'kind', q.kind, 'details', q.details, 'isOpen', private.is_open_request(q), 'createdAt', private.iso(q.created_at),
          'requestedBy', (select u.full_name from public.portal_users u where u.id = q.requested_by),
          'ticket', (select jsonb_build_object('number', t.number, 'status', t.status) from public.support_tickets t
            where t.id = q.ticket_id and private.can_see_ticket(t.id))) as item
        from public.service_requests q where q.service_id = s.id order by q.created_at desc, q.id desc limit 20) r), '[]'),
    'packages', case when s.status not in ('active', 'suspended') then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object(
        'slug', p.slug, 'name', p.name, 'description', p.description, 'bandwidthMbps', p.bandwidth_mbps,
        'allowanceBytes', p.allowance_bytes, 'price', jsonb_build_object('amount', p.price, 'currency', p.currency)) order by p.position, p.slug)
      from (select * from public.service_packages o
        where o.is_active and o.currency = s.currency and o.name <> s.package
          and (o.family = v_family or (v_family is null and (o.bandwidth_mbps is null) = (s.bandwidth_mbps is null)))
        order by o.position, o.slug limit 50) p), '[]') end,
    'invoices', case when 'invoices' <> all (private.modules_on()) then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', i.id, 'number', i.number, 'status', i.status, 'issuedOn', i.issued_on, 'dueOn', i.due_on, 'isOverdue', i.status = 'pending' and i.due_on < v_today,
        'periodStart', i.period_start, 'periodEnd', i.period_end, 'total', jsonb_build_object('amount', i.total, 'currency', i.currency))
        order by i.issued_on desc, i.id desc)
      from (select * from public.invoices v where v.service_id = s.id and v.customer_id = s.customer_id
        order by v.issued_on desc, v.id desc limit 12) i), '[]') end)
  into v_answer;
  perform private.audit(viewer, 'service.read', 'service', s.id::text, s.customer_id,
    case when viewer.role = 'customer' then 'self-service' else 'support' end);
  return v_answer;
end
$$;
comment on function public.get_service(text) is
  'One service by id: facts, usage of the last twelve months, installation steps, requests (20), packages it can change to, invoices (12). The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.get_service(text) to authenticated;

-- Customers ask ---------------------------------------------------------------------------------

create function private.read_date(p_value text, p_field text, p_from date, p_until date, p_hint text)
returns date
language plpgsql stable set search_path = ''
as $$
declare
  v_date date;
begin
  begin
    if p_value ~ '^\d{4}-\d\d-\d\d$' then
      v_date := p_value::date;
    end if;
  exception when datetime_field_overflow then
    null;
  end;
  if v_date is null or v_date < p_from or v_date > p_until then
    perform private.fail('PT422', 'validation_failed', p_hint,
      jsonb_build_object('fields', jsonb_build_object(p_field, jsonb_build_array(
        case when v_date < p_from then 'too_early' when v_date > p_until then 'too_late' else 'invalid' end)), 'from', p_from, 'until', p_until));
  end if;
  return v_date;
end
$$;
comment on function private.read_date(text, text, date, date, text) is
  'The day YYYY-MM-DD between the two. Raises PT422 too_early, too_late or invalid.';

create function private.upgrade_details(s public.customer_services, p_input jsonb)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_package public.service_packages;
  v_family text := (select p.family from public.service_packages p where p.name = s.package);
begin
  if s.status <> 'active' then
    perform private.fail('PT409', 'service_not_active', 'Only a service that is active can change its package.');
  end if;
  if s.ends_on is not null then
    perform private.fail('PT409', 'service_ends', 'This service is cancelled already, so its package cannot change.');
  end if;
  select * into v_package from public.service_packages p
  where p.slug = p_input ->> 'package' and p.is_active and p.currency = s.currency and p.name <> s.package
    and (p.family = v_family or (v_family is null and (p.bandwidth_mbps is null) = (s.bandwidth_mbps is null)));
  if v_package.slug is null then
    perform private.invalid_field('package', 'unknown', 'Choose one of the packages on offer.');
  end if;
  return jsonb_build_object(
    'package', v_package.slug, 'from', s.package, 'to', v_package.name,
    'oldPrice', jsonb_build_object('amount', s.price, 'currency', s.currency),
    'newPrice', jsonb_build_object('amount', v_package.price, 'currency', v_package.currency));
end
$$;
comment on function private.upgrade_details(public.customer_services, jsonb) is
  'What changing to { package } means at this moment: names and prices. Raises PT409 service_not_active | service_ends, PT422.';

create function private.termination_details(s public.customer_services, p_input jsonb, p_today date)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_earliest date := private.earliest_end(s, p_today);
begin
  if s.status = 'terminated' or s.ends_on is not null then
    perform private.fail('PT409', 'service_ends', 'This service is cancelled already.');
  end if;
  if coalesce(p_input ->> 'reason', '') not in ('moving', 'price', 'quality', 'not_needed', 'switching', 'other') then
    perform private.invalid_field('reason', 'unknown', 'Choose a reason from the list.');
  end if;
  return jsonb_build_object('reason', p_input ->> 'reason', 'earliestOn', v_earliest, 'noticeDays', s.notice_days,
    'wishedOn', private.read_date(p_input ->> 'wishedOn', 'wishedOn', v_earliest, v_earliest + 730,
      format('Choose a day from %s on: that is the notice period.', v_earliest)));
end
$$;
comment on function private.termination_details(public.customer_services, jsonb, date) is
  'What cancelling with { reason, wishedOn } means at this moment. Raises PT409 service_ends, PT422.';

create function private.reschedule_details(s public.customer_services, p_input jsonb, p_today date)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_step public.installation_steps;
  v_wish jsonb;
begin
  select * into v_step from public.installation_steps i
  where i.service_id = s.id and i.completed_at is null and i.window_start is not null order by i.stage limit 1;
  if s.status <> 'installing' or v_step.id is null then
    perform private.fail('PT409', 'nothing_scheduled', 'No visit is planned at the moment.');
  end if;
  if jsonb_typeof(p_input -> 'preferences') is distinct from 'array' or jsonb_array_length(p_input -> 'preferences') not between 1 and 3 then
    perform private.invalid_field('preferences', 'required', 'Name one to three days that suit you.');
  end if;
  for v_wish in select value from jsonb_array_elements(p_input -> 'preferences') loop
    perform private.read_date(v_wish ->> 'date', 'preferences', p_today + 1, p_today + 90, 'Choose days from tomorrow on, within three months.');
    if coalesce(v_wish ->> 'part', '') not in ('morning', 'afternoon', 'any') then
      perform private.invalid_field('preferences', 'invalid', 'Choose the morning, the afternoon or any time.');
    end if;
  end loop;
  return jsonb_build_object('stage', v_step.stage, 'windowStart', private.iso(v_step.window_start), 'windowEnd', private.iso(v_step.window_end),
    'preferences', (select jsonb_agg(jsonb_build_object('date', p.value ->> 'date', 'part', p.value ->> 'part')) from jsonb_array_elements(p_input -> 'preferences') p));
end
$$;
comment on function private.reschedule_details(public.customer_services, jsonb, date) is
  'Another time for the visit that comes next: { preferences: [{ date, part: morning | afternoon | any }] }, three at most. Raises PT409 nothing_scheduled, PT422.';

create function public.request_service_change(p_key text, p_service_id uuid, p_kind text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  s public.customer_services;
  v_today date;
  v_details jsonb;
  v_ticket jsonb;
  v_answer jsonb;
  v_open public.service_requests;
  v_category text;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Customers ask for changes of their own services.');
  end if;
  s := private.find_service(viewer, p_service_id::text);
  v_answer := private.begin_command(viewer.id, 'request_service_change', p_key,
    -- How the ticket reads depends on the day as well, and a retry may come the day after.
    jsonb_build_object('service', p_service_id, 'kind', p_kind, 'input', p_input - array['subject', 'description']));
  if v_answer is not null then
    return v_answer;
  end if;
  -- Two people of one customer who ask at once wait here for each other.
  select * into s from public.customer_services where id = s.id for update;
  v_today := (now() at time zone private.customer_zone(viewer, s.customer_id))::date;

  if p_kind not in ('upgrade', 'termination', 'reschedule') or p_kind is null then
    perform private.invalid_field('kind', 'unknown', 'Ask for an upgrade, a termination or another time.');
  end if;
  select * into v_open from public.service_requests r
  where r.service_id = s.id and r.kind::text = p_kind and private.is_open_request(r) limit 1;
  if v_open.id is not null then
    perform private.fail('PT409', 'request_open', 'This was asked for already, and is being looked at.',
      jsonb_build_object('ticket', (select t.number from public.support_tickets t where t.id = v_open.ticket_id and private.can_see_ticket(t.id))));
  end if;
  v_details := case p_kind
    when 'upgrade' then private.upgrade_details(s, p_input)
    when 'termination' then private.termination_details(s, p_input, v_today)
    else private.reschedule_details(s, p_input, v_today) end;

  -- A business that has put the category out of use still wants to hear of it.
  select c.slug into v_category from public.ticket_categories c
  where c.is_active order by c.slug = case p_kind when 'reschedule' then 'technical' else p_kind end desc, c.slug = 'other' desc, c.position limit 1;
  v_ticket := public.create_ticket(null, jsonb_build_object(
    'subject', p_input ->> 'subject', 'description', p_input ->> 'description', 'category', v_category, 'serviceId', s.id));
  insert into public.service_requests (service_id, kind, ticket_id, requested_by, details)
  values (s.id, p_kind::public.service_request_kind, (v_ticket ->> 'id')::uuid, viewer.id, v_details);
  perform private.audit(viewer, 'service.request_' || p_kind, 'service', s.id::text, s.customer_id, 'self-service');
  perform private.announce_record(s.customer_id, 'service', s.id);
  return private.finish_command(viewer.id, 'request_service_change', p_key,
    jsonb_build_object('kind', p_kind, 'details', v_details, 'ticket', jsonb_build_object('id', v_ticket -> 'id', 'number', v_ticket -> 'number')));
end
$$;
comment on function public.request_service_change(text, uuid, text, jsonb) is
  'A customer asks for an upgrade { package }, a termination { reason, wishedOn } or, of the next visit, another time (reschedule, { preferences }); each with the { subject, description } of the ticket it opens. One of a kind at a time. p_key makes a retry harmless. Raises PT401, PT403, PT404, PT409 request_open | service_ends | service_not_active | nothing_scheduled, PT422, PT429.';
grant execute on function public.request_service_change(text, uuid, text, jsonb) to authenticated;

-- Staff change ----------------------------------------------------------------------------------

create function private.staff_or_service()
returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
begin
  if (select auth.jwt()) ->> 'role' = 'service_role' then
    return null;
  end if;
  return private.require_staff();
end
$$;
comment on function private.staff_or_service() is
  'The signed-in staff member, or null for an integration with the secret key. Raises PT401, PT403 staff_only.';

create function private.settle_requests(p_service_id uuid, p_kind public.service_request_kind)
returns void
language sql volatile security definer set search_path = ''
as $$
  update public.service_requests set settled_at = now()
  where service_id = p_service_id and kind = p_kind and settled_at is null
$$;
comment on function private.settle_requests(uuid, public.service_request_kind) is
  'What was asked for has been done; its ticket stays with whoever answers it.';

create function private.read_moment(p_changes jsonb, p_field text, p_now timestamptz)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_at timestamptz;
begin
  if not p_changes ? p_field then
    return p_now;
  end if;
  begin
    v_at := (p_changes ->> p_field)::timestamptz;
  exception when invalid_datetime_format or datetime_field_overflow then
    perform private.invalid_field(p_field, 'invalid', 'Give a date and a time.');
  end;
  if v_at < '2000-01-01' or v_at > now() + interval '2 years' or not isfinite(v_at) then
    perform private.invalid_field(p_field, 'invalid', 'Give a time within the next two years.');
  end if;
  return v_at;
end
$$;
comment on function private.read_moment(jsonb, text, timestamptz) is
  'The time of a field of changes; p_now where the field is absent, null where it is null. Raises PT422.';

create function private.read_text(p_changes jsonb, p_field text, p_now text, p_max int)
returns text
language plpgsql stable set search_path = ''
as $$
begin
  if not p_changes ? p_field then
    return p_now;
  end if;
  if trim(coalesce(p_changes ->> p_field, '')) = '' then
    return null;
  end if;
  return private.check_text(p_changes ->> p_field, p_field, p_max);
end
$$;
comment on function private.read_text(jsonb, text, text, int) is
  'The text of a field of changes; p_now where the field is absent, null where it is empty. Raises PT422.';

create function public.set_installation_step(p_service_id uuid, p_stage text, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.staff_or_service();
  s public.customer_services;
  v_stage public.installation_stage;
  v_old public.installation_steps;
  v_new public.installation_steps;
  v_done boolean := (p_changes ->> 'isDone')::boolean;
begin
  perform private.require_module('services');
  select * into s from public.customer_services where id = p_service_id for update;
  if s.id is null then
    perform private.fail('PT404', 'service_not_found', 'This service does not exist.');
  end if;
  select e into v_stage from unnest(enum_range(null::public.installation_stage)) as e where e::text = p_stage;
  if v_stage is null then
    perform private.invalid_field('stage', 'unknown', 'Choose a step of the installation.');
  end if;
  if s.status not in ('installing', 'active') then
    perform private.fail('PT409', 'service_not_active', 'This service is suspended or has ended, so nothing is installed.');
  end if;
  if v_done is false and s.status = 'active' then
    perform private.fail('PT409', 'service_active', 'This service works already. Steps can no longer be taken back.');
  end if;

  insert into public.installation_steps (service_id, stage) values (s.id, v_stage) on conflict (service_id, stage) do nothing;
  select * into v_old from public.installation_steps where service_id = s.id and stage = v_stage;
  if p_changes ->> 'expectedVersion' <> v_old.version::text then
    perform private.fail('PT409', 'step_changed', 'Somebody changed this step in the meantime. Look at it again.',
      jsonb_build_object('version', v_old.version));
  end if;
  v_new := v_old;
  v_new.window_start := private.read_moment(p_changes, 'windowStart', v_old.window_start);
  v_new.window_end := private.read_moment(p_changes, 'windowEnd', v_old.window_end);
  v_new.technician := private.read_text(p_changes, 'technician', v_old.technician, 120);
  v_new.preparation := private.read_text(p_changes, 'preparation', v_old.preparation, 1000);
  v_new.completed_at := case when v_done then coalesce(v_old.completed_at, now()) when v_done is false then null else v_old.completed_at end;
  if (v_new.window_start is null) <> (v_new.window_end is null) or v_new.window_end <= v_new.window_start then
    perform private.invalid_field('windowEnd', 'invalid', 'A window has a beginning, and an end after it.');
  end if;
  if v_new is not distinct from v_old then
    return to_jsonb(v_old.version);
  end if;
  update public.installation_steps i
  set window_start = v_new.window_start, window_end = v_new.window_end, technician = v_new.technician, preparation = v_new.preparation,
      completed_at = v_new.completed_at, version = i.version + 1
  where i.id = v_old.id returning * into v_new;

  -- Steps are done in their order: with one, those before it; without it, none after it.
  if v_done then
    insert into public.installation_steps (service_id, stage, completed_at)
    select s.id, e, v_new.completed_at from unnest(enum_range(null::public.installation_stage)) as e where e < v_stage
    on conflict (service_id, stage) do update
    set completed_at = excluded.completed_at, version = installation_steps.version + 1 where installation_steps.completed_at is null;
  elsif v_done is false then
    update public.installation_steps set completed_at = null, version = version + 1
    where service_id = s.id and stage > v_stage and completed_at is not null;
  end if;
  if v_new.window_start is distinct from v_old.window_start or v_new.window_end is distinct from v_old.window_end then
    perform private.settle_requests(s.id, 'reschedule');
  end if;
  if v_done and v_stage = 'active' and s.status = 'installing' then
    update public.customer_services
    set status = 'active', version = version + 1,
        started_on = coalesce(started_on, (now() at time zone private.customer_zone(viewer, customer_id))::date)
    where id = s.id;
  end if;

  if v_new.completed_at is not null and v_old.completed_at is null then
    perform private.notify_customer(s.customer_id, 'installation_step', 'service', s.id,
      jsonb_build_object('body', s.name, 'status', v_stage || '_done'), 'installation:' || v_new.id || ':' || v_new.version);
  elsif v_new.window_start is distinct from v_old.window_start and v_new.window_start is not null then
    perform private.notify_customer(s.customer_id, 'installation_step', 'service', s.id,
      jsonb_build_object('body', s.name, 'status', v_stage || '_planned'), 'installation:' || v_new.id || ':' || v_new.version);
  end if;
  perform private.announce_record(s.customer_id, 'service', s.id);
  perform private.audit(viewer, 'service.installation', 'service', s.id::text, s.customer_id, 'service', jsonb_build_object('stage', v_stage));
  return to_jsonb(v_new.version);
end
$$;
comment on function public.set_installation_step(uuid, text, jsonb) is
  'Staff and integrations: changes a step, { windowStart, windowEnd, technician, preparation, isDone, expectedVersion }; what is absent stays, null empties. A step that is done completes those before it, the last one makes the service active; a new window settles requests for another time. Tells the customer. Returns the step''s version. Raises PT401, PT403, PT404, PT409 step_changed | service_active | service_not_active, PT422.';
grant execute on function public.set_installation_step(uuid, text, jsonb) to authenticated, service_role;

create function public.update_service(p_service_id uuid, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.staff_or_service();
  v_old public.customer_services;
  v_new public.customer_services;
  v_package public.service_packages;
  v_today date;
begin
  perform private.require_module('services');
  select * into v_old from public.customer_services where id = p_service_id for update;
  if v_old.id is null then
    perform private.fail('PT404', 'service_not_found', 'This service does not exist.');
  end if;
  if p_changes ->> 'expectedVersion' <> v_old.version::text then
    perform private.fail('PT409', 'service_changed', 'Somebody changed this service in the meantime. Look at it again.',
      jsonb_build_object('version', v_old.version));
  end if;
  v_new := v_old;
  v_today := (now() at time zone private.customer_zone(viewer, v_old.customer_id))::date;

  if p_changes ? 'status' then
    select e into v_new.status from unnest(enum_range(null::public.service_status)) as e where e::text = p_changes ->> 'status';
    if v_new.status is null then
      perform private.invalid_field('status', 'unknown', 'Choose a status of a service.');
    end if;
    if v_new.status <> v_old.status and (v_new.status = 'installing' or (v_old.status = 'installing' and v_new.status = 'suspended')) then
      perform private.fail('PT409', 'invalid_transition', format('A service that is %s cannot become %s.', v_old.status, v_new.status),
        jsonb_build_object('status', v_old.status, 'to', v_new.status));
    end if;
  end if;
  -- Why it was suspended says nothing once it works again.
  if v_new.status = 'active' and v_old.status <> 'active' then
    v_new.status_note := null;
    v_new.ends_on := null;
    v_new.started_on := coalesce(v_old.started_on, v_today);
  end if;
  v_new.status_note := private.read_text(p_changes, 'statusNote', v_new.status_note, 500);
  if v_new.status = 'suspended' and v_new.status_note is null then
    perform private.invalid_field('statusNote', 'required', 'Say why, and what the customer can do: they read it.');
  end if;
  if p_changes ? 'endsOn' then
    v_new.ends_on := case when p_changes ->> 'endsOn' is null then null else
      private.read_date(p_changes ->> 'endsOn', 'endsOn', v_today, v_today + 730, 'Choose a day from today on, within two years.') end;
  end if;
  if v_new.status = 'terminated' then
    v_new.ends_on := coalesce(least(v_new.ends_on, v_today), v_today);
  end if;
  if p_changes ->> 'package' is not null then
    select * into v_package from public.service_packages where slug = p_changes ->> 'package';
    if v_package.slug is null then
      perform private.invalid_field('package', 'unknown', 'Choose one of the packages on offer.');
    end if;
    v_new.package := v_package.name;
    v_new.bandwidth_mbps := v_package.bandwidth_mbps;
    v_new.allowance_bytes := v_package.allowance_bytes;
    v_new.price := v_package.price;
    v_new.currency := v_package.currency;
  end if;
  if v_new is not distinct from v_old then
    return to_jsonb(v_old.version);
  end if;

  update public.customer_services c
  set status = v_new.status, status_note = v_new.status_note, ends_on = v_new.ends_on, started_on = v_new.started_on,
      package = v_new.package, bandwidth_mbps = v_new.bandwidth_mbps, allowance_bytes = v_new.allowance_bytes,
      price = v_new.price, currency = v_new.currency, version = c.version + 1
  where c.id = v_old.id returning * into v_new;
  if v_new.package <> v_old.package then
    perform private.settle_requests(v_new.id, 'upgrade');
  end if;
  if v_new.ends_on is not null then
    perform private.settle_requests(v_new.id, 'termination');
  end if;
  if v_new.status = 'terminated' then
    perform private.settle_requests(v_new.id, k) from unnest(enum_range(null::public.service_request_kind)) as k;
  end if;

  if v_new.status <> v_old.status or v_new.package <> v_old.package or v_new.ends_on is distinct from v_old.ends_on then
    perform private.notify_customer(v_new.customer_id, 'service_changed', 'service', v_new.id, jsonb_build_object(
        'body', v_new.name, 'status', case
          when v_new.status <> v_old.status then v_new.status::text
          when v_new.package <> v_old.package then 'package'
          when v_new.ends_on is not null then 'ends' else 'continues' end),
      'service:' || v_new.id || ':' || v_new.version);
  end if;
  perform private.announce_record(v_new.customer_id, 'service', v_new.id);
  perform private.audit(viewer, 'service.update', 'service', v_new.id::text, v_new.customer_id, 'service',
    (select jsonb_agg(k) from jsonb_object_keys(p_changes - 'expectedVersion') as k));
  return to_jsonb(v_new.version);
end
$$;
comment on function public.update_service(uuid, jsonb) is
  'Staff and integrations: { status, statusNote, endsOn, package (slug), expectedVersion }; what is absent stays, null empties. A new package settles the upgrade asked for, an end the termination. Tells the customer. Returns the version. Raises PT401, PT403, PT404, PT409 service_changed | invalid_transition, PT422.';
grant execute on function public.update_service(uuid, jsonb) to authenticated, service_role;

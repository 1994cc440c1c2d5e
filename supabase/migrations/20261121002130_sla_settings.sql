-- Policies, hours, holidays and closing, as admins change them.

-- Open tickets under changed terms ------------------------------------------------------------------

create table public.sla_recomputations (
  id uuid primary key default gen_random_uuid(),
  started_by uuid references public.portal_users (id) on delete set null,
  started_by_name text not null check (char_length(started_by_name) <= 200),
  total int not null,
  done int not null default 0,
  last_ticket uuid,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
comment on table public.sla_recomputations is
  'For staff: how far a job is that gives open tickets the promises of changed policies. A later one replaces an unfinished one.';
create index sla_recomputations_started_idx on public.sla_recomputations (started_at desc, id desc);
create index sla_recomputations_starter_idx on public.sla_recomputations (started_by);
alter table public.sla_recomputations enable row level security;
create policy "Staff read how far a recomputation is" on public.sla_recomputations for select to authenticated
  using ((select private.is_staff()));
grant select on public.sla_recomputations to authenticated, service_role;
create index support_tickets_promised_idx on public.support_tickets (id)
  where status not in ('resolved', 'closed', 'cancelled') and resolution_due_at is not null;

create function private.start_recomputation(p_viewer private.viewer)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
begin
  update public.sla_recomputations set finished_at = clock_timestamp() where finished_at is null;
  insert into public.sla_recomputations (started_by, started_by_name, total)
  select p_viewer.id, p_viewer.full_name, count(*) from public.support_tickets t
  where t.status not in ('resolved', 'closed', 'cancelled') and t.resolution_due_at is not null
  returning id into v_id;
  perform private.enqueue('recompute_sla', jsonb_build_object('id', v_id), 'recompute_sla:' || v_id);
end
$$;
comment on function private.start_recomputation(private.viewer) is 'Queues the job that gives open tickets the promises that hold now.';

create function public.recompute_sla(p_id uuid, p_limit int default 200)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_run public.sla_recomputations;
  v_limit int := least(greatest(p_limit, 1), 1000);
  v_ticket public.support_tickets;
  s private.sla_state;
  v_done int := 0;
begin
  select * into v_run from public.sla_recomputations where id = p_id and finished_at is null for update;
  if v_run.id is null then
    return jsonb_build_object('finished', true);
  end if;
  for v_ticket in
    select * from public.support_tickets t
    where t.status not in ('resolved', 'closed', 'cancelled') and t.resolution_due_at is not null
      and (v_run.last_ticket is null or t.id > v_run.last_ticket)
    order by t.id limit v_limit
    for update
  loop
    v_done := v_done + 1;
    v_run.last_ticket := v_ticket.id;
    s := private.recompute_clocks(v_ticket, private.sla_terms_for(v_ticket.priority, v_ticket.category));
    update public.support_tickets t
    set first_response_due_at = s.first_response_due_at, next_response_due_at = s.next_response_due_at,
        resolution_due_at = s.resolution_due_at
    where t.id = v_ticket.id;
    -- What is not due any more is a promise to be warned of anew.
    update public.ticket_promises p
    set warned_risk_at = case when p.risk_at > now() then null else p.warned_risk_at end, warned_breach_at = null
    where p.ticket_id = v_ticket.id and p.due_at > now();
  end loop;
  update public.sla_recomputations r
  set done = r.done + v_done, last_ticket = v_run.last_ticket,
      finished_at = case when v_done < v_limit then clock_timestamp() end
  where r.id = p_id;
  return jsonb_build_object('finished', v_done < v_limit);
end
$$;
comment on function public.recompute_sla(uuid, int) is
  'For the worker: the next p_limit open tickets of a recomputation, from their logs, under the policies that hold now. Returns { finished }; a repetition goes on where it stopped.';
grant execute on function public.recompute_sla(uuid, int) to service_role;

-- Reading --------------------------------------------------------------------------------------------

create function private.sla_policies_json() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'priority', p.priority, 'category', p.category, 'clock', p.clock,
    'firstResponse', round(extract(epoch from p.first_response) / 60)::int,
    'nextResponse', round(extract(epoch from p.next_response) / 60)::int,
    'resolution', round(extract(epoch from p.resolution) / 60)::int) order by p.category nulls first, p.priority desc), '[]')
  from public.sla_policies p
$$;
comment on function private.sla_policies_json() is 'The policies, times in minutes: those for all categories first, urgent ones first.';

create function private.business_hours_json() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'),
    'closes', case when h.closes = '24:00' then '24:00' else to_char(h.closes, 'HH24:MI') end) order by h.weekday, h.opens), '[]')
  from public.business_hours h
$$;
comment on function private.business_hours_json() is 'The windows of the week, in order.';

create function private.auto_close_json() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('days', private.auto_close_days(), 'reminderDays', private.setting_int('auto_close_reminder_days', 2, 0, 30))
$$;
comment on function private.auto_close_json() is 'When resolved tickets close by themselves, and how many days before people are reminded.';

create function public.get_sla_settings()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_policies jsonb := private.sla_policies_json();
  v_hours jsonb := private.business_hours_json();
  v_closing jsonb := private.auto_close_json();
begin
  perform private.require_staff();
  return jsonb_build_object(
    'timeZone', private.business_time_zone(), 'policies', v_policies, 'hours', v_hours, 'autoClose', v_closing,
    'holidays', coalesce((select jsonb_agg(jsonb_build_object('day', h.day, 'name', h.name) order by h.day) from public.holidays h), '[]'),
    'categories', coalesce((select jsonb_agg(jsonb_build_object('slug', c.slug, 'label', c.label) order by c.position, c.slug)
      from public.ticket_categories c where c.is_active or exists (select 1 from public.sla_policies p where p.category = c.slug)), '[]'),
    'revisions', jsonb_build_object('policies', md5(v_policies::text), 'hours', md5(v_hours::text), 'autoClose', md5(v_closing::text)),
    'openTickets', (select count(*) from (select 1 from public.support_tickets t
      where t.status not in ('resolved', 'closed', 'cancelled') and t.resolution_due_at is not null limit 10000) open),
    'recomputation', (select jsonb_build_object('id', r.id, 'startedBy', r.started_by_name, 'total', r.total, 'done', r.done,
        'startedAt', private.iso(r.started_at), 'finishedAt', private.iso(r.finished_at))
      from public.sla_recomputations r order by r.started_at desc, r.id desc limit 1));
end
$$;
comment on function public.get_sla_settings() is
  'For staff: { timeZone, policies, hours, holidays, autoClose, categories, revisions, openTickets (10,000 at most), recomputation: the last one }. Times of policies are minutes. Raises PT401, PT403.';
grant execute on function public.get_sla_settings() to authenticated;

-- Changing -------------------------------------------------------------------------------------------

create function private.begin_sla_change(p_expected text, p_current jsonb)
returns private.viewer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  if p_expected <> md5(p_current::text) then
    perform private.fail('PT409', 'settings_changed', 'Somebody changed this in the meantime. Look at it again.');
  end if;
  return viewer;
end
$$;
comment on function private.begin_sla_change(text, jsonb) is
  'The admin who changes what has been seen as it is. Raises PT401, PT403 admin_only, PT409 settings_changed.';

create function private.lock_sla() returns void
language sql volatile security definer set search_path = ''
as $$ select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('sla')) $$;
comment on function private.lock_sla() is 'One change of these settings at a time, so that the revision compared is the one that is replaced.';

create function private.finish_sla_change(p_viewer private.viewer, p_action text, p_fields jsonb, p_apply boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.audit(p_viewer, p_action, 'sla', null, null, 'administration', p_fields);
  if p_apply then
    perform private.start_recomputation(p_viewer);
  end if;
  return public.get_sla_settings();
end
$$;
comment on function private.finish_sla_change(private.viewer, text, jsonb, boolean) is
  'Writes the change down, and has open tickets recomputed when p_apply says so.';

create function public.set_sla_policies(p_policies jsonb, p_expected text default null, p_apply boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer;
  v_before jsonb;
  v_policy jsonb;
begin
  perform private.lock_sla();
  v_before := private.sla_policies_json();
  viewer := private.begin_sla_change(p_expected, v_before);
  if jsonb_typeof(p_policies) is distinct from 'array' or jsonb_array_length(p_policies) > 204 then
    perform private.invalid_field('policies', 'invalid', 'Name at most 204 policies.');
  end if;
  for v_policy in select value from jsonb_array_elements(p_policies) loop
    if coalesce(v_policy ->> 'priority', '') not in ('low', 'medium', 'high', 'urgent')
      or coalesce(v_policy ->> 'clock', '') not in ('business', 'always')
      or (v_policy ->> 'category' is not null and not exists (select 1 from public.ticket_categories where slug = v_policy ->> 'category'))
      or exists (select 1 from unnest(array['firstResponse', 'nextResponse', 'resolution']) as f
        where jsonb_typeof(v_policy -> f) is distinct from 'number' or (v_policy ->> f)::numeric not between 1 and 129600
          or (v_policy ->> f)::numeric % 1 <> 0) then
      perform private.invalid_field('policies', 'invalid', 'Each policy has a priority, a clock, and times from one minute to 90 days.');
    elsif (v_policy ->> 'resolution')::int <= (v_policy ->> 'firstResponse')::int then
      perform private.invalid_field('policies', 'resolution_too_short', 'A resolution takes longer than a first response.');
    end if;
  end loop;
  if (select count(distinct value ->> 'priority') from jsonb_array_elements(p_policies) where value ->> 'category' is null) < 4 then
    perform private.invalid_field('policies', 'incomplete', 'Each priority needs promises for all categories.');
  elsif exists (select 1 from jsonb_array_elements(p_policies) group by value ->> 'priority', value ->> 'category' having count(*) > 1) then
    perform private.invalid_field('policies', 'twice', 'One policy for each priority and category.');
  end if;

  delete from public.sla_policies p where not exists (
    select 1 from jsonb_array_elements(p_policies) as v(value)
    where value ->> 'priority' = p.priority::text and value ->> 'category' is not distinct from p.category);
  insert into public.sla_policies as p (priority, category, first_response, next_response, resolution, clock)
  select (value ->> 'priority')::public.ticket_priority, value ->> 'category', make_interval(mins => (value ->> 'firstResponse')::int),
    make_interval(mins => (value ->> 'nextResponse')::int), make_interval(mins => (value ->> 'resolution')::int), value ->> 'clock'
  from jsonb_array_elements(p_policies)
  on conflict (priority, category) do update
  set first_response = excluded.first_response, next_response = excluded.next_response, resolution = excluded.resolution, clock = excluded.clock;
  if private.sla_policies_json() = v_before and not p_apply then
    return public.get_sla_settings();
  end if;
  return private.finish_sla_change(viewer, 'sla.policies', jsonb_build_array('policies'), p_apply);
end
$$;
comment on function public.set_sla_policies(jsonb, text, boolean) is
  'For admins: replaces the policies by [{ priority, category: null for all, firstResponse, nextResponse, resolution (minutes), clock }]. p_expected is the revision that was seen; with p_apply open tickets are recomputed by a job, otherwise new promises alone follow. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
grant execute on function public.set_sla_policies(jsonb, text, boolean) to authenticated;

create function private.read_window(p_window jsonb)
returns table (weekday int, opens time, closes time)
language plpgsql immutable set search_path = ''
as $$
declare
  v_weekday int;
  v_opens time;
  v_closes time;
begin
  if jsonb_typeof(p_window -> 'weekday') is distinct from 'number' or p_window ->> 'weekday' !~ '^[0-6]$'
    or p_window ->> 'opens' !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or coalesce(p_window ->> 'opens', '') = ''
    or coalesce(p_window ->> 'closes', '') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' then
    perform private.invalid_field('hours', 'invalid', 'A window has a day, and times such as 08:00 and 17:00.');
  end if;
  v_weekday := (p_window ->> 'weekday')::int;
  v_opens := p_window ->> 'opens';
  v_closes := case p_window ->> 'closes' when '00:00' then '24:00' else p_window ->> 'closes' end;
  if v_closes > v_opens then
    return query select v_weekday, v_opens, v_closes;
  elsif v_closes = v_opens then
    perform private.invalid_field('hours', 'empty', 'A window closes later than it opens.');
  else
    -- Over midnight: the rest belongs to the next day.
    return query select v_weekday, v_opens, '24:00'::time;
    return query select (v_weekday + 1) % 7, '00:00'::time, v_closes;
  end if;
end
$$;
comment on function private.read_window(jsonb) is
  'A window { weekday, opens, closes } as rows; one over midnight becomes two, and 00:00 closes a day at its end. Raises PT422.';

create function public.set_business_hours(p_hours jsonb, p_expected text default null, p_apply boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer;
  v_before jsonb;
  v_hours public.business_hours[];
begin
  perform private.lock_sla();
  v_before := private.business_hours_json();
  viewer := private.begin_sla_change(p_expected, v_before);
  if jsonb_typeof(p_hours) is distinct from 'array' or jsonb_array_length(p_hours) > 42 then
    perform private.invalid_field('hours', 'too_many', 'At most 42 windows a week.');
  end if;
  select coalesce(array_agg((gen_random_uuid(), w.weekday, w.opens, w.closes)::public.business_hours), '{}') into v_hours
  from jsonb_array_elements(p_hours) as v(value), private.read_window(v.value) as w;
  if exists (
    select 1 from unnest(v_hours) as a join unnest(v_hours) as b
    on a.weekday = b.weekday and a.id <> b.id and a.opens < b.closes and b.opens < a.closes) then
    perform private.invalid_field('hours', 'overlap', 'Two windows of a day overlap.');
  end if;
  delete from public.business_hours where true;
  insert into public.business_hours (id, weekday, opens, closes) select h.id, h.weekday, h.opens, h.closes from unnest(v_hours) as h;
  if private.business_hours_json() = v_before and not p_apply then
    return public.get_sla_settings();
  end if;
  return private.finish_sla_change(viewer, 'sla.hours', jsonb_build_array('hours'), p_apply);
end
$$;
comment on function public.set_business_hours(jsonb, text, boolean) is
  'For admins: replaces the weekly hours by [{ weekday: 0 is Monday, opens, closes }]; none at all means always open. p_expected is the revision that was seen; with p_apply open tickets are recomputed. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
grant execute on function public.set_business_hours(jsonb, text, boolean) to authenticated;

create function public.add_holidays(p_holidays jsonb, p_apply boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_count int;
begin
  perform private.lock_sla();
  if jsonb_typeof(p_holidays) is distinct from 'array' or jsonb_array_length(p_holidays) not between 1 and 400 then
    perform private.invalid_field('holidays', 'invalid', 'Name 1 to 400 days at a time.');
  end if;
  if exists (
    select 1 from jsonb_array_elements(p_holidays) as h
    where coalesce(h ->> 'day', '') !~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      or char_length(trim(private.plain_text(coalesce(h ->> 'name', '')))) not between 1 and 120) then
    perform private.invalid_field('holidays', 'invalid', 'A holiday has a day of this century and a name of at most 120 characters.');
  end if;
  begin
    insert into public.holidays as h (day, name)
    select distinct on (v.value ->> 'day') (v.value ->> 'day')::date, trim(private.plain_text(v.value ->> 'name'))
    from jsonb_array_elements(p_holidays) with ordinality as v(value, n) order by v.value ->> 'day', v.n
    on conflict (day) do update set name = excluded.name where h.name <> excluded.name;
    get diagnostics v_count = row_count;
  exception when datetime_field_overflow or invalid_datetime_format then
    perform private.invalid_field('holidays', 'invalid', 'There is no such day.');
  end;
  if (select count(*) from public.holidays) > 1000 then
    perform private.fail('PT409', 'too_many_holidays', 'At most 1,000 holidays are kept. Remove those of past years.');
  end if;
  if v_count = 0 and not p_apply then
    return public.get_sla_settings();
  end if;
  return private.finish_sla_change(viewer, 'sla.holidays_added',
    (select jsonb_agg(h ->> 'day' order by h ->> 'day') from jsonb_array_elements(p_holidays) as h), p_apply);
end
$$;
comment on function public.add_holidays(jsonb, boolean) is
  'For admins: adds [{ day, name }]; a day that is there already gets the new name. With p_apply open tickets are recomputed. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 too_many_holidays, PT422.';
grant execute on function public.add_holidays(jsonb, boolean) to authenticated;

create function public.remove_holidays(p_days date[], p_apply boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_count int;
begin
  perform private.lock_sla();
  if coalesce(cardinality(p_days), 0) not between 1 and 1000 then
    perform private.invalid_field('days', 'invalid', 'Name 1 to 1,000 days.');
  end if;
  delete from public.holidays where day = any (p_days);
  get diagnostics v_count = row_count;
  if v_count = 0 and not p_apply then
    return public.get_sla_settings();
  end if;
  return private.finish_sla_change(viewer, 'sla.holidays_removed', to_jsonb(p_days), p_apply);
end
$$;
comment on function public.remove_holidays(date[], boolean) is
  'For admins: takes holidays away. With p_apply open tickets are recomputed. Harmless when repeated. Raises PT401, PT403 admin_only, PT422.';
grant execute on function public.remove_holidays(date[], boolean) to authenticated;

create function public.set_auto_close(p_input jsonb, p_expected text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer;
begin
  perform private.lock_sla();
  viewer := private.begin_sla_change(p_expected, private.auto_close_json());
  perform private.put_setting('auto_close_days', private.check_days(p_input, 'days', 0, 365), false);
  perform private.put_setting('auto_close_reminder_days', private.check_days(p_input, 'reminderDays', 0, 30), false);
  return private.finish_sla_change(viewer, 'sla.auto_close', jsonb_build_array('days', 'reminderDays'), false);
end
$$;
comment on function public.set_auto_close(jsonb, text) is
  'For admins: { days: after how many a resolved ticket closes by itself, 0 for never; reminderDays: how long before people are reminded, 0 for not at all }. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
grant execute on function public.set_auto_close(jsonb, text) to authenticated;

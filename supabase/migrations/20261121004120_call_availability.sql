-- Staff say when they can be called, and admins of anybody; how calls are booked is a setting.

create function private.require_calendar_keeper(p_agent_id uuid)
returns private.viewer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  perform private.require_module('calls');
  if p_agent_id is distinct from viewer.id then
    viewer := private.require_admin();
    if not exists (select 1 from public.portal_users where id = p_agent_id and role in ('agent', 'admin')) then
      perform private.fail('PT404', 'person_not_found', 'There is no such member of staff.');
    end if;
  end if;
  perform private.limit_rate('call_availability:' || viewer.id, 300, 3600);
  return viewer;
end
$$;
comment on function private.require_calendar_keeper(uuid) is
  'Who may change when an agent can be called: the agent, and admins. Raises PT401, PT403 staff_only | admin_only, PT404, PT429.';

create function private.check_windows(p_windows jsonb, p_weekly boolean)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if not coalesce(private.are_windows(p_windows, p_weekly), false) then
    perform private.invalid_field('windows', 'invalid', 'Each window opens before it closes, and none overlaps another.');
  end if;
  return coalesce((
    select jsonb_agg(w order by w ->> 'weekday', w ->> 'opens') from (
      select case when p_weekly then jsonb_build_object('weekday', (e.w ->> 'weekday')::int) else '{}' end
        || jsonb_build_object('opens', e.w ->> 'opens', 'closes', e.w ->> 'closes') as w
      from jsonb_array_elements(p_windows) as e(w)) s), '[]');
end
$$;
comment on function private.check_windows(jsonb, boolean) is 'Windows in their order. Raises PT422.';

create function private.agent_calendar(p_agent_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'agentId', u.id, 'agentName', u.full_name,
    'timeZone', coalesce((select p.time_zone from public.customer_preferences p where p.user_id = u.id), private.business_time_zone()),
    'isAway', private.is_away(u.id),
    'awayUntil', (select private.iso(a.until) from public.staff_absences a where a.user_id = u.id),
    'videoUrl', (select p.video_url from public.agent_call_profiles p where p.agent_id = u.id),
    'categories', (select coalesce(jsonb_agg(k.category order by k.category), '[]') from public.agent_call_skills k where k.agent_id = u.id),
    'weeks', (select coalesce(jsonb_agg(jsonb_build_object('validFrom', a.valid_from, 'timeZone', a.time_zone, 'windows', a.windows, 'version', a.version)
      order by a.valid_from), '[]') from public.agent_availability a where a.agent_id = u.id),
    'exceptions', (select coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'timeZone', e.time_zone, 'windows', e.windows, 'note', e.note)
      order by e.day), '[]') from public.availability_exceptions e where e.agent_id = u.id and e.day >= (now() - interval '2 days')::date),
    'timeOff', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'startsAt', private.iso(t.starts_at), 'endsAt', private.iso(t.ends_at), 'note', t.note)
      order by t.starts_at, t.id), '[]') from public.agent_time_off t where t.agent_id = u.id and t.ends_at > now()),
    'settings', (select jsonb_build_object('slotMinutes', s.slot_minutes, 'noticeMinutes', s.notice_minutes, 'bufferBefore', s.buffer_before,
      'bufferAfter', s.buffer_after, 'horizonDays', s.horizon_days, 'maxOpen', s.max_open) from private.call_settings() s))
  from public.portal_users u where u.id = p_agent_id
$$;
comment on function private.agent_calendar(uuid) is 'When an agent can be called, as its editor shows it.';

create function public.set_agent_availability(
  p_agent_id uuid, p_valid_from date, p_time_zone text, p_windows jsonb, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
  v_old public.agent_availability;
  v_row public.agent_availability;
begin
  if p_valid_from is null or p_valid_from < (now() - interval '366 days')::date or p_valid_from > (now() + interval '366 days')::date then
    perform private.invalid_field('validFrom', 'out_of_range', 'Choose a day within a year.');
  end if;
  -- One at a time for each agent, so that the version compared is the one that is replaced.
  perform pg_advisory_xact_lock(hashtextextended('portico.availability:' || p_agent_id, 0));
  select * into v_old from public.agent_availability where agent_id = p_agent_id and valid_from = p_valid_from;
  if p_expected_version is not null and p_expected_version <> coalesce(v_old.version, 0) then
    perform private.fail('PT409', 'availability_changed', 'Somebody changed this week in the meantime. Look at it again.');
  end if;
  if v_old.id is null and (select count(*) from public.agent_availability where agent_id = p_agent_id) >= 50 then
    perform private.fail('PT409', 'too_many_weeks', 'An agent has 50 weeks at most. Remove one that is over.');
  end if;
  insert into public.agent_availability as a (agent_id, valid_from, time_zone, windows)
  values (p_agent_id, p_valid_from, private.check_time_zone(p_time_zone), private.check_windows(p_windows, true))
  on conflict (agent_id, valid_from) do update
  set time_zone = excluded.time_zone, windows = excluded.windows, version = a.version + 1
  returning * into v_row;
  perform private.audit(viewer, 'availability.set', 'portal_user', p_agent_id::text, null, 'administration', jsonb_build_object('validFrom', p_valid_from));
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.set_agent_availability(uuid, date, text, jsonb, int) is
  'The week in which an agent can be called from a day on, [{ weekday (0 Monday), opens, closes }] in their zone; p_expected_version 0 for a new one. Harmless when repeated without it. Returns the calendar. Raises PT401, PT403, PT404, PT409 availability_changed | too_many_weeks, PT422, PT429.';

create function public.remove_agent_availability(p_agent_id uuid, p_valid_from date)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
begin
  delete from public.agent_availability where agent_id = p_agent_id and valid_from = p_valid_from;
  if found then
    perform private.audit(viewer, 'availability.remove', 'portal_user', p_agent_id::text, null, 'administration', jsonb_build_object('validFrom', p_valid_from));
  end if;
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.remove_agent_availability(uuid, date) is 'Takes a week back; the one before it goes on. Harmless when repeated. Raises PT401, PT403, PT404, PT429.';

create function public.set_availability_exception(p_agent_id uuid, p_day date, p_time_zone text, p_windows jsonb, p_note text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
begin
  if p_day is null or p_day < (now() - interval '2 days')::date or p_day > (now() + interval '731 days')::date then
    perform private.invalid_field('day', 'out_of_range', 'Choose a day to come, within two years.');
  end if;
  if (select count(*) from public.availability_exceptions where agent_id = p_agent_id and day <> p_day and day >= now()::date) >= 200 then
    perform private.fail('PT409', 'too_many_exceptions', 'An agent has 200 exceptions ahead at most.');
  end if;
  insert into public.availability_exceptions as e (agent_id, day, time_zone, windows, note)
  values (p_agent_id, p_day, private.check_time_zone(p_time_zone), private.check_windows(p_windows, false), private.optional_text(p_note, 'note', 200))
  on conflict (agent_id, day) do update
  set time_zone = excluded.time_zone, windows = excluded.windows, note = excluded.note;
  perform private.audit(viewer, 'availability.except', 'portal_user', p_agent_id::text, null, 'administration', jsonb_build_object('day', p_day));
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.set_availability_exception(uuid, date, text, jsonb, text) is
  'Other windows for one day of an agent, [{ opens, closes }]; none: not at all. Harmless when repeated. Raises PT401, PT403, PT404, PT409 too_many_exceptions, PT422, PT429.';

create function public.remove_availability_exception(p_agent_id uuid, p_day date)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
begin
  delete from public.availability_exceptions where agent_id = p_agent_id and day = p_day;
  if found then
    perform private.audit(viewer, 'availability.as_usual', 'portal_user', p_agent_id::text, null, 'administration', jsonb_build_object('day', p_day));
  end if;
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.remove_availability_exception(uuid, date) is 'A day is as the week says again. Harmless when repeated. Raises PT401, PT403, PT404, PT429.';

create function public.add_agent_time_off(p_key text, p_agent_id uuid, p_starts_at text, p_ends_at text, p_note text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
  v_starts timestamptz := private.check_moment(p_starts_at, 'startsAt');
  v_ends timestamptz := private.check_moment(p_ends_at, 'endsAt');
  v_answer jsonb := private.begin_command(viewer.id, 'add_agent_time_off', p_key,
    jsonb_build_object('agentId', p_agent_id, 'startsAt', p_starts_at, 'endsAt', p_ends_at, 'note', p_note));
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if v_ends <= v_starts or v_ends > v_starts + interval '400 days' or v_ends <= now() or v_starts > now() + interval '731 days' then
    perform private.invalid_field('endsAt', 'out_of_range', 'Time off ends after it begins, is still to come, and is no longer than 400 days.');
  end if;
  if (select count(*) from public.agent_time_off where agent_id = p_agent_id and ends_at > now()) >= 100 then
    perform private.fail('PT409', 'too_much_time_off', 'An agent has 100 times off ahead at most.');
  end if;
  insert into public.agent_time_off (agent_id, starts_at, ends_at, note)
  values (p_agent_id, v_starts, v_ends, private.optional_text(p_note, 'note', 200));
  perform private.audit(viewer, 'availability.time_off', 'portal_user', p_agent_id::text, null, 'administration');
  return private.finish_command(viewer.id, 'add_agent_time_off', p_key, private.agent_calendar(p_agent_id)
    -- Calls that are booked already stay: somebody has to move them.
    || jsonb_build_object('booked', (select count(*) from public.scheduled_calls c
      where c.agent_id = p_agent_id and c.status = 'scheduled' and c.starts_at < v_ends and c.ends_at > v_starts)));
end
$$;
comment on function public.add_agent_time_off(text, uuid, text, text, text) is
  'Plans time off. Returns the calendar, and with booked how many calls lie in it, which stay until somebody moves them. Raises PT401, PT403, PT404, PT409 too_much_time_off | idempotency_key_reused, PT422, PT429.';

create function public.remove_agent_time_off(p_agent_id uuid, p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
begin
  delete from public.agent_time_off where agent_id = p_agent_id and id = p_id;
  if found then
    perform private.audit(viewer, 'availability.no_time_off', 'portal_user', p_agent_id::text, null, 'administration');
  end if;
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.remove_agent_time_off(uuid, uuid) is 'Takes time off back. Harmless when repeated. Raises PT401, PT403, PT404, PT429.';

create function public.set_call_profile(p_agent_id uuid, p_video_url text, p_categories text[])
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_calendar_keeper(p_agent_id);
  v_url text := nullif(trim(private.plain_text(p_video_url)), '');
  v_categories text[] := coalesce(p_categories, '{}');
begin
  if char_length(v_url) > 500 or v_url !~ '^https://[^\s<>"]+$' then
    perform private.invalid_field('videoUrl', 'invalid', 'Enter an address that begins with https://.');
  elsif cardinality(v_categories) > 50 or exists (
    select 1 from unnest(v_categories) as c where not exists (select 1 from public.ticket_categories k where k.slug = c)) then
    perform private.invalid_field('categories', 'unknown', 'Choose subjects from the list.');
  end if;
  insert into public.agent_call_profiles (agent_id, video_url) values (p_agent_id, v_url)
  on conflict (agent_id) do update set video_url = excluded.video_url;
  delete from public.agent_call_skills where agent_id = p_agent_id and category <> all (v_categories);
  insert into public.agent_call_skills (agent_id, category) select p_agent_id, c from unnest(v_categories) as c on conflict do nothing;
  perform private.audit(viewer, 'availability.profile', 'portal_user', p_agent_id::text, null, 'administration');
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.set_call_profile(uuid, text, text[]) is
  'Where an agent''s video calls take place (null: by telephone alone) and what they are called about (none: everything). Harmless when repeated. Raises PT401, PT403, PT404, PT422, PT429.';

create function public.set_call_settings(p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_field record;
  v_value numeric;
begin
  perform private.require_module('calls');
  for v_field in
    select * from (values
      ('slotMinutes', 'call_slot_minutes', 15, 60), ('noticeMinutes', 'call_notice_minutes', 0, 20160),
      ('bufferBefore', 'call_buffer_before', 0, 120), ('bufferAfter', 'call_buffer_after', 0, 120),
      ('horizonDays', 'call_horizon_days', 1, 180), ('maxOpen', 'call_max_open', 1, 50)) as f(name, key, low, high)
    where p_changes ? f.name
  loop
    v_value := case when jsonb_typeof(p_changes -> v_field.name) = 'number' then (p_changes ->> v_field.name)::numeric end;
    if v_value is null or v_value % 1 <> 0 or v_value not between v_field.low and v_field.high
      or (v_field.name = 'slotMinutes' and v_value not in (15, 30, 45, 60)) then
      perform private.invalid_field(v_field.name, 'out_of_range', format('Enter a whole number from %s to %s.', v_field.low, v_field.high));
    end if;
    perform private.put_setting(v_field.key, to_jsonb(v_value), false);
  end loop;
  perform private.audit(viewer, 'settings.calls', 'setting', 'calls', null, 'administration',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return to_jsonb(private.call_settings());
end
$$;
comment on function public.set_call_settings(jsonb) is
  'For admins: { slotMinutes (15, 30, 45, 60), noticeMinutes, bufferBefore, bufferAfter (minutes), horizonDays, maxOpen }; what is absent stays. Calls that are booked stay as they are. Raises PT401, PT403, PT422.';

create function public.get_agent_calendar(p_agent_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  perform private.require_module('calls');
  if not exists (select 1 from public.portal_users where id = p_agent_id and role in ('agent', 'admin')) then
    perform private.fail('PT404', 'person_not_found', 'There is no such member of staff.');
  end if;
  return private.agent_calendar(p_agent_id);
end
$$;
comment on function public.get_agent_calendar(uuid) is
  'Staff: when an agent can be called: { agentId, agentName, timeZone, weeks[], exceptions[], timeOff[], awayUntil?, videoUrl, categories[], settings }. Raises PT401, PT403, PT404.';

grant execute on function public.set_agent_availability(uuid, date, text, jsonb, int), public.remove_agent_availability(uuid, date),
  public.set_availability_exception(uuid, date, text, jsonb, text), public.remove_availability_exception(uuid, date),
  public.add_agent_time_off(text, uuid, text, text, text), public.remove_agent_time_off(uuid, uuid),
  public.set_call_profile(uuid, text, text[]), public.set_call_settings(jsonb), public.get_agent_calendar(uuid) to authenticated;

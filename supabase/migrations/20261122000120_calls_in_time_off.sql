-- Time off says how many calls still lie in it, for as long as they do.

create or replace function private.agent_calendar(p_agent_id uuid)
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
    'timeOff', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'startsAt', private.iso(t.starts_at), 'endsAt', private.iso(t.ends_at), 'note', t.note,
      'calls', (select count(*) from public.scheduled_calls c
        where c.agent_id = u.id and c.status = 'scheduled' and c.ends_at > greatest(t.starts_at, now()) and c.starts_at < t.ends_at))
      order by t.starts_at, t.id), '[]') from public.agent_time_off t where t.agent_id = u.id and t.ends_at > now()),
    'settings', (select jsonb_build_object('slotMinutes', s.slot_minutes, 'noticeMinutes', s.notice_minutes, 'bufferBefore', s.buffer_before,
      'bufferAfter', s.buffer_after, 'horizonDays', s.horizon_days, 'maxOpen', s.max_open) from private.call_settings() s))
  from public.portal_users u where u.id = p_agent_id
$$;

-- What pages and jobs read of calls: one call each.

create function public.list_call_slots(p_from text, p_to text, p_options jsonb default '{}')
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_settings private.call_settings := private.call_settings();
  v_from timestamptz := private.check_moment(p_from, 'from');
  v_to timestamptz := private.check_moment(p_to, 'to');
  v_except public.scheduled_calls;
begin
  perform private.require_module('calls');
  if v_to <= v_from or v_to > v_from + interval '62 days' then
    perform private.invalid_field('to', 'out_of_range', 'Ask for two months at most, from before to after.');
  end if;
  if v_staff then
    v_settings := private.settings_of_staff(v_settings);
  end if;
  -- A call that is about to move does not stand in its own way.
  if p_options ->> 'callId' is not null then
    select * into v_except from public.scheduled_calls
    where id::text = p_options ->> 'callId' and (v_staff or customer_id = viewer.customer_id);
    if v_except.id is null then
      perform private.fail('PT404', 'call_not_found', 'This call does not exist, or is not yours to see.');
    end if;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('startsAt', private.iso(s.starts_at), 'endsAt', private.iso(s.ends_at)) order by s.starts_at), '[]')
    from (
      select distinct c.starts_at, c.ends_at
      from private.call_slots(v_from, v_to, now(), v_settings,
        case when v_staff then (select u.id from public.portal_users u where u.id::text = p_options ->> 'agentId') end,
        coalesce(v_except.category, p_options ->> 'category'), coalesce(v_except.channel, p_options ->> 'channel'), v_except.id) c
      where v_except.id is null or c.starts_at <> v_except.starts_at
      order by 1 limit 3000) s);
end
$$;
comment on function public.list_call_slots(text, text, jsonb) is
  'The free times between two moments, at most 62 days apart: [{ startsAt, endsAt }], whoever the agent. p_options: { category?, channel?, callId? (that is to be moved) }, for staff { agentId? }. Raises PT401, PT404, PT422.';

create function public.search_calls(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_when text := p_filters ->> 'when';
  v_up boolean := v_when is not distinct from 'upcoming';
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_module('calls');
  if v_staff then
    if p_filters ->> 'customer' is not null then
      v_where := v_where || ' and t.customer_id = ($2 ->> ''customer'')::uuid';
    end if;
    if p_filters ->> 'agent' is not null then
      v_where := v_where || ' and t.agent_id = ($2 ->> ''agent'')::uuid';
    end if;
  else
    v_where := ' and t.customer_id = $1.customer_id';
  end if;
  if v_when = 'upcoming' then
    v_where := v_where || ' and t.status = ''scheduled'' and t.ends_at > now()';
  elsif v_when = 'past' then
    v_where := v_where || ' and not (t.status = ''scheduled'' and t.ends_at > now())';
  end if;
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    v_where := v_where || ' and t.status::text in (select jsonb_array_elements_text($2 -> ''status''))';
  end if;
  if p_filters ->> 'from' is not null then
    v_where := v_where || ' and t.starts_at >= private.check_moment($2 ->> ''from'', ''from'')';
  end if;
  if p_filters ->> 'to' is not null then
    v_where := v_where || ' and t.starts_at < private.check_moment($2 ->> ''to'', ''to'')';
  end if;
  if v_q is not null then
    v_where := v_where || format(' and t.id in (
      (select s.call_id from public.call_transcripts s where s.words @@ pg_catalog.websearch_to_tsquery(''simple'', $3) %1$s limit 500)
      union (select s.id from public.scheduled_calls s where s.purpose ilike ''%%'' || $4 %1$s limit 500))',
      case when v_staff then '' else ' and s.customer_id = $1.customer_id' end);
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || format(' and (t.starts_at, t.id) %s (($5 ->> ''at'')::timestamptz, ($5 ->> ''id'')::uuid)', case when v_up then '>' else '<' end);
  end if;

  execute format($q$
    with page as (
      select t.* from public.scheduled_calls t where true%1$s
      order by t.starts_at %2$s, t.id %2$s
      limit %3$s)
    select coalesce(jsonb_agg(private.call_row(row(page.*)::public.scheduled_calls, $1) || jsonb_build_object('excerpt', (
        select pg_catalog.ts_headline('simple', x.text, pg_catalog.websearch_to_tsquery('simple', $3),
          'MaxWords=24, MinWords=12, MaxFragments=1, StartSel=' || chr(2) || ', StopSel=' || chr(3))
        from public.call_transcripts x where x.call_id = page.id and x.words @@ pg_catalog.websearch_to_tsquery('simple', $3)))
      order by page.starts_at %2$s, page.id %2$s), '[]')
    from page
  $q$, v_where, case when v_up then 'asc' else 'desc' end, v_limit + 1)
  into v_rows
  using viewer, p_filters, v_q, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor',
    case when v_last is null then null else jsonb_build_object('at', v_last -> 'startsAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_calls(jsonb, jsonb, int) is
  'A page of calls: upcoming ones the next first, others the latest first. p_filters: { when (upcoming, past), status[], q (in purpose and transcript), from, to }, for staff also { customer, agent }. excerpt marks what was found with chr(2) and chr(3).';

create function private.call_actions_of(p_call_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'text', a.text, 'owner', a.owner, 'dueOn', a.due_on, 'proposedBy', a.proposed_by,
      'proposerName', a.proposer_name, 'customerConfirmedAt', private.iso(a.customer_confirmed_at), 'staffConfirmedAt', private.iso(a.staff_confirmed_at),
      'declinedBy', a.declined_by, 'doneAt', private.iso(a.done_at),
      'status', case when a.declined_at is not null then 'declined' when a.done_at is not null then 'done'
        when a.customer_confirmed_at is not null and a.staff_confirmed_at is not null then 'agreed' else 'proposed' end)
    order by a.created_at, a.id), '[]')
  from public.call_actions a where a.call_id = p_call_id
$$;
comment on function private.call_actions_of(uuid) is 'What a call led to, as its page shows it; agreed once both sides have confirmed.';

create function public.get_call(p_call_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  select * into v_call from public.scheduled_calls where id = p_call_id and (v_staff or customer_id = viewer.customer_id);
  if v_call.id is null then
    perform private.fail('PT404', 'call_not_found', 'This call does not exist, or is not yours to see.');
  end if;
  perform private.audit(viewer, 'call.read', 'call', v_call.id::text, v_call.customer_id, case when v_staff then 'support' else 'self-service' end);
  return private.call_row(v_call, viewer) || jsonb_build_object(
    'events', (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'type', e.type, 'actorType', e.actor_type, 'actorName', e.actor_name,
        'oldStartsAt', private.iso(e.old_starts_at), 'newStartsAt', private.iso(e.new_starts_at), 'note', e.note, 'createdAt', private.iso(e.created_at))
        order by e.created_at, e.id), '[]')
      from (select * from public.call_events where call_id = v_call.id order by created_at desc, id desc limit 100) e),
    'actions', private.call_actions_of(v_call.id),
    'transcript', (select jsonb_build_object('summary', t.summary, 'summaryBy', t.summary_by, 'format', t.format, 'fileName', t.file_name,
        'version', t.version, 'createdAt', private.iso(t.created_at)) from public.call_transcripts t where t.call_id = v_call.id))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'callNotes', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'authorName', n.author_name, 'body', n.body, 'createdAt', private.iso(n.created_at))
          order by n.created_at, n.id), '[]') from public.call_notes n where n.call_id = v_call.id),
      'customer', (select jsonb_build_object('id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name,
          'email', c.email, 'phone', c.phone, 'timeZone', c.time_zone) from public.customer_profiles c where c.id = v_call.customer_id)) end;
end
$$;
comment on function public.get_call(uuid) is
  'A call with its history, actions and summary; for staff with notes and customer. The read is audited. Raises PT401, PT404.';

create function public.get_call_transcript(p_call_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_row public.call_transcripts;
begin
  perform private.require_module('calls');
  select * into v_row from public.call_transcripts where call_id = p_call_id and (v_staff or customer_id = viewer.customer_id);
  if v_row.call_id is null then
    perform private.fail('PT404', 'transcript_not_found', 'There is no transcript of this call, or it is not yours to see.');
  end if;
  perform private.audit(viewer, 'call.transcript', 'call', p_call_id::text, v_row.customer_id, case when v_staff then 'support' else 'self-service' end);
  return jsonb_build_object('callId', v_row.call_id, 'segments', v_row.segments, 'text', v_row.text, 'summary', v_row.summary,
    'summaryBy', v_row.summary_by, 'format', v_row.format, 'actions', private.call_actions_of(v_row.call_id),
    'createdAt', private.iso(v_row.created_at));
end
$$;
comment on function public.get_call_transcript(uuid) is
  'What was said: { callId, segments[], text, summary, summaryBy, format, actions[] }. The read is audited. Raises PT401, PT404.';

create function public.list_call_agents()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  perform private.require_module('calls');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.full_name, 'isAway', private.is_away(u.id),
      'hasAvailability', exists (select 1 from public.agent_availability a where a.agent_id = u.id)) order by u.full_name, u.id), '[]')
    from (select * from public.portal_users where role in ('agent', 'admin') and portal_active order by full_name, id limit 500) u);
end
$$;
comment on function public.list_call_agents() is 'Staff: who can be called, the first 500. Raises PT401, PT403.';

create function public.get_call_desk(p_customer_id uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_customer uuid := case when viewer.role = 'customer' then viewer.customer_id else p_customer_id end;
  v_settings private.call_settings := private.call_settings();
begin
  perform private.require_module('calls');
  return jsonb_build_object(
    'slotMinutes', v_settings.slot_minutes, 'horizonDays', v_settings.horizon_days, 'maxOpen', v_settings.max_open,
    'hasVideo', exists (
      select 1 from public.agent_call_profiles p join public.portal_users u on u.id = p.agent_id
      where p.video_url is not null and u.portal_active and u.role in ('agent', 'admin')),
    'phone', (select c.phone from public.customer_profiles c where c.id = v_customer),
    'customerName', (select coalesce(c.company_name, c.full_name) from public.customer_profiles c where c.id = v_customer),
    'timeZone', (select c.time_zone from public.customer_profiles c where c.id = v_customer),
    'openCalls', (select count(*) from (
      select 1 from public.scheduled_calls c where c.customer_id = v_customer and c.status = 'scheduled' and c.starts_at > now() limit 100) n),
    'categories', (select coalesce(jsonb_agg(jsonb_build_object('slug', k.slug, 'label', k.label) order by k.position, k.slug), '[]')
      from public.ticket_categories k where k.is_active));
end
$$;
comment on function public.get_call_desk(uuid) is
  'What the booking of a call asks for: { slotMinutes, horizonDays, maxOpen, hasVideo, phone, customerName, timeZone, openCalls, categories[] }; p_customer_id is for staff. Raises PT401, PT404 module_off.';
grant execute on function public.get_call_desk(uuid) to authenticated;

-- Jobs ----------------------------------------------------------------------------------------------------

create function public.get_call_email(p_call_id uuid, p_former_agent uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
begin
  select * into v_call from public.scheduled_calls where id = p_call_id;
  if v_call.id is null then
    return null;
  end if;
  return private.call_row(v_call, null) || jsonb_build_object(
    'customerName', (select coalesce(c.company_name, c.full_name) from public.customer_profiles c where c.id = v_call.customer_id),
    'customerId', v_call.customer_id,
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', (
      with people as (
        select u.id, u.email, u.full_name as name, true as has_account, 'customer' as side,
          coalesce(p.time_zone, v_call.time_zone) as zone, private.wants(u, private.event_of('call_booked'), 'email') as wanted, coalesce(p.locale, 'en') as locale
        from public.portal_users u left join public.customer_preferences p on p.user_id = u.id
        where u.portal_active and u.customer_id = v_call.customer_id
          and (u.id = v_call.requested_by or not exists (
            select 1 from public.portal_users r where r.id = v_call.requested_by and r.portal_active and r.customer_id = v_call.customer_id))
        order by u.created_at limit 20),
      -- Somebody who has no sign-in yet is reached at the address of the customer of record.
      guests as (
        select null::uuid, c.email, c.full_name, false, 'customer', v_call.time_zone, true, c.locale
        from public.customer_profiles c
        where c.id = v_call.customer_id and c.email is not null
          and not exists (select 1 from public.portal_users u where u.customer_id = c.id)),
      agents as (
        select u.id, u.email, u.full_name, true, case when u.id = p_former_agent and u.id is distinct from v_call.agent_id then 'former_agent' else 'agent' end,
          coalesce(p.time_zone, private.business_time_zone()), private.wants(u, private.event_of('call_booked'), 'email'), coalesce(p.locale, 'en')
        from public.portal_users u left join public.customer_preferences p on p.user_id = u.id
        where u.portal_active and u.id in (v_call.agent_id, p_former_agent)),
      everybody as (select * from people union all select * from guests union all select * from agents)
      select coalesce(jsonb_agg(jsonb_build_object('email', e.email, 'name', e.name, 'hasAccount', e.has_account, 'side', e.side,
        'timeZone', e.zone, 'locale', e.locale)), '[]')
      from everybody e where e.wanted and coalesce(e.email, '') <> '' and not private.is_suppressed(e.email)));
end
$$;
comment on function public.get_call_email(uuid, uuid) is
  'For the worker: a call with those who get its calendar entry: the customer''s people, its agent, and an agent who has it no more; not those who want no e-mail about calls, nor addresses that cannot be reached. Null when the call is gone.';

create function public.remind_of_call(p_call_id uuid, p_sequence int, p_hours int)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
begin
  select * into v_call from public.scheduled_calls where id = p_call_id for share;
  -- Moved, cancelled, or so late that it would be no reminder.
  if v_call.id is null or v_call.status <> 'scheduled' or v_call.sequence <> p_sequence or v_call.starts_at <= now() then
    return false;
  end if;
  perform private.tell_about_call(null, v_call, 'call_reminder', format('call_reminder:%s:%s:%s', v_call.id, p_sequence, p_hours),
    jsonb_build_object('hours', p_hours));
  return true;
end
$$;
comment on function public.remind_of_call(uuid, int, int) is
  'For the worker: reminds both sides of a call, once; false when it has been moved or cancelled meanwhile.';

grant execute on function public.list_call_slots(text, text, jsonb), public.search_calls(jsonb, jsonb, int), public.get_call(uuid),
  public.get_call_transcript(uuid), public.list_call_agents() to authenticated;
grant execute on function public.get_call_email(uuid, uuid), public.remind_of_call(uuid, int, int) to service_role;

-- What can be done to a call. One function per use case; nothing else writes.

create function private.lock_call(p_viewer private.viewer, p_call_id uuid)
returns public.scheduled_calls
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
begin
  select * into v_call from public.scheduled_calls
  where id = p_call_id and (p_viewer.role <> 'customer' or customer_id = p_viewer.customer_id)
  for update;
  if v_call.id is null then
    perform private.fail('PT404', 'call_not_found', 'This call does not exist, or is not yours to see.');
  end if;
  return v_call;
end
$$;
comment on function private.lock_call(private.viewer, uuid) is
  'The call, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.call_change_notice() returns interval
language sql immutable set search_path = '' as $$ select interval '2 hours' $$;
comment on function private.call_change_notice() is 'How long before a call its customer can still move or cancel it. lib/calls/status.ts says the same; a test compares them.';

create function private.call_row(c public.scheduled_calls, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'startsAt', private.iso(c.starts_at), 'endsAt', private.iso(c.ends_at), 'purpose', c.purpose,
    'category', c.category, 'categoryLabel', (select k.label from public.ticket_categories k where k.slug = c.category),
    'channel', c.channel, 'phone', c.phone, 'videoUrl', c.video_url, 'notes', c.notes, 'timeZone', c.time_zone,
    'status', c.status, 'version', c.version, 'sequence', c.sequence,
    'agentName', (select u.full_name from public.portal_users u where u.id = c.agent_id),
    'requestedByName', (select u.full_name from public.portal_users u where u.id = c.requested_by),
    'changesUntil', private.iso(c.starts_at - private.call_change_notice()),
    'cancelledAt', private.iso(c.cancelled_at), 'cancelReason', c.cancel_reason,
    'waitsForEarlier', exists (select 1 from public.call_waitlist w where w.call_id = c.id),
    'hasTranscript', private.call_has_transcript(c.id),
    'createdAt', private.iso(c.created_at), 'updatedAt', private.iso(c.updated_at))
    || case when p_viewer.role = 'customer' then '{}'::jsonb else (
      select jsonb_build_object('agentId', c.agent_id, 'customerId', p.id,
        'customerName', coalesce(p.company_name, p.full_name), 'customerNumber', p.customer_number)
      from public.customer_profiles p where p.id = c.customer_id) end
$$;
comment on function private.call_row(public.scheduled_calls, private.viewer) is 'A call as a list shows it; staff see whose it is.';

create function private.add_call_event(
  p_viewer private.viewer, p_call_id uuid, p_type text, p_old timestamptz default null, p_new timestamptz default null, p_note text default null)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.call_events (call_id, type, actor_type, actor_id, actor_name, old_starts_at, new_starts_at, note)
  values (p_call_id, p_type,
    (case when p_viewer.id is null then 'system' else private.actor_kind(p_viewer) end)::public.message_author,
    p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), p_old, p_new, p_note)
$$;
comment on function private.add_call_event(private.viewer, uuid, text, timestamptz, timestamptz, text) is 'Adds to the call''s history.';

create function private.tell_about_call(
  p_viewer private.viewer, p_call public.scheduled_calls, p_event text, p_key text, p_data jsonb default '{}', p_to_agent boolean default true)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_data jsonb := jsonb_build_object('title', p_call.purpose, 'startsAt', private.iso(p_call.starts_at),
    'actorName', coalesce(p_viewer.full_name, 'Portico')) || p_data;
  v_user uuid;
begin
  for v_user in
    select u.id from public.portal_users u
    where u.portal_active and u.customer_id = p_call.customer_id and u.id is distinct from p_viewer.id
      -- Whoever asked for the call; everybody of the customer where nobody did, or has left.
      and (u.id = p_call.requested_by or not exists (
        select 1 from public.portal_users r where r.id = p_call.requested_by and r.portal_active and r.customer_id = p_call.customer_id))
  loop
    perform private.notify(v_user, p_event, 'call', p_call.id, v_data, p_key);
  end loop;
  if p_to_agent and p_call.agent_id is distinct from p_viewer.id then
    perform private.notify(p_call.agent_id, case p_event when 'call_booked' then 'call_assigned' else p_event end, 'call', p_call.id, v_data, p_key);
  end if;
end
$$;
comment on function private.tell_about_call(private.viewer, public.scheduled_calls, text, text, jsonb, boolean) is
  'Notifies whoever asked for a call (or all of the customer) and its agent. Never the author.';

-- Reminders and e-mails ------------------------------------------------------------------------------

create function private.plan_call_reminders(p_call public.scheduled_calls)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_hours int;
begin
  -- Reminders of what the call was before are withdrawn; one that a worker has in hand looks at the sequence.
  delete from public.jobs
  where status = 'queued' and dedupe_key = any (array(
    select format('call_reminder:%s:%s:%s', p_call.id, s, h) from generate_series(greatest(p_call.sequence - 50, 0), p_call.sequence) s, unnest(array[24, 1]) h));
  if p_call.status = 'scheduled' then
    foreach v_hours in array array[24, 1] loop
      if p_call.starts_at - make_interval(hours => v_hours) > now() then
        perform private.enqueue('call_reminder', jsonb_build_object('callId', p_call.id, 'sequence', p_call.sequence, 'hours', v_hours),
          format('call_reminder:%s:%s:%s', p_call.id, p_call.sequence, v_hours), p_call.starts_at - make_interval(hours => v_hours));
      end if;
    end loop;
  end if;
end
$$;
comment on function private.plan_call_reminders(public.scheduled_calls) is
  'Queues reminders a day and an hour before a call, and withdraws those of before it was moved or cancelled.';

create function private.mail_call(p_call public.scheduled_calls, p_kind text, p_former_agent uuid default null)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue('call_email', jsonb_build_object('callId', p_call.id, 'sequence', p_call.sequence, 'kind', p_kind)
      || case when p_former_agent is null then '{}' else jsonb_build_object('formerAgentId', p_former_agent) end,
    format('call_email:%s:%s', p_call.id, p_call.sequence))
$$;
comment on function private.mail_call(public.scheduled_calls, text, uuid) is
  'Queues the e-mail with the calendar entry: booked, moved or cancelled, one for each sequence. An agent who has the call no more gets its cancellation.';

create function private.offer_call_slot(p_freed public.scheduled_calls)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_settings private.call_settings := private.call_settings();
  v_wait record;
  v_told int := 0;
begin
  if p_freed.starts_at < now() + make_interval(mins => v_settings.notice_minutes) then
    return 0;
  end if;
  for v_wait in
    select c as call from public.call_waitlist w join public.scheduled_calls c on c.id = w.call_id
    where c.status = 'scheduled' and c.starts_at > p_freed.starts_at and c.id <> p_freed.id
    order by w.created_at, w.call_id limit 50
  loop
    if exists (
      select 1 from private.call_slots(p_freed.starts_at, p_freed.starts_at + interval '1 second', now(), v_settings, null,
        (v_wait.call).category, (v_wait.call).channel, (v_wait.call).id) s where s.starts_at = p_freed.starts_at) then
      perform private.tell_about_call(null, v_wait.call, 'call_slot_free',
        format('call_slot:%s:%s:%s', (v_wait.call).id, p_freed.id, p_freed.sequence),
        jsonb_build_object('freeAt', private.iso(p_freed.starts_at)), false);
      v_told := v_told + 1;
    end if;
  end loop;
  return v_told;
end
$$;
comment on function private.offer_call_slot(public.scheduled_calls) is
  'Tells those who wait for an earlier slot that this one has become free, the longest waiting first; nobody has it before they take it. p_freed is the call as it was.';

-- Booking --------------------------------------------------------------------------------------------

create function private.check_moment(p_value text, p_field text)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_at timestamptz;
begin
  if p_value is null then
    perform private.invalid_field(p_field, 'required', 'Choose a time.');
  end if;
  begin
    v_at := p_value::timestamptz;
  exception when others then
    perform private.invalid_field(p_field, 'invalid', 'Give the time as ISO 8601, such as 2026-11-24T08:00:00Z.');
  end;
  if not isfinite(v_at) then
    perform private.invalid_field(p_field, 'invalid', 'Give the time as ISO 8601, such as 2026-11-24T08:00:00Z.');
  end if;
  return v_at;
end
$$;
comment on function private.check_moment(text, text) is 'A moment. Raises PT422.';

create function private.check_time_zone(p_value text, p_field text default 'timeZone')
returns text
language plpgsql stable set search_path = ''
as $$
begin
  if p_value is null or char_length(p_value) > 64 or p_value !~ '^(UTC$|[A-Za-z_]+/)' or p_value ~ '^(posix|right)/' then
    perform private.invalid_field(p_field, 'unknown', 'Choose a time zone from the list.');
  end if;
  begin
    perform now() at time zone p_value;
  exception when others then
    perform private.invalid_field(p_field, 'unknown', 'Choose a time zone from the list.');
  end;
  return p_value;
end
$$;
comment on function private.check_time_zone(text, text) is 'The name of a time zone. Raises PT422.';

create function private.check_phone(p_value text)
returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_phone text := nullif(private.plain_name(coalesce(p_value, '')), '');
begin
  if v_phone is null then
    return null;
  end if;
  if v_phone !~ '^\+?[0-9][0-9 ()./-]{4,30}$' then
    perform private.invalid_field('phone', 'invalid', 'Enter a telephone number such as +27 82 555 0101.');
  end if;
  return v_phone;
end
$$;
comment on function private.check_phone(text) is 'A telephone number as it is dialled, or null. Raises PT422.';

create function private.optional_text(p_value text, p_field text, p_max int)
returns text
language sql immutable set search_path = ''
as $$
  select case when trim(both E' \t\n' from coalesce(private.plain_text(p_value), '')) = '' then null
    else private.check_text(p_value, p_field, p_max) end
$$;
comment on function private.optional_text(text, text, int) is 'check_text for what may be left out.';

create function private.next_call_slots(
  p_from timestamptz, p_settings private.call_settings, p_agent uuid, p_category text, p_channel text, p_except uuid default null)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.iso(n.starts_at) order by n.starts_at), '[]') from (
    select distinct s.starts_at
    from private.call_slots(p_from, p_from + interval '336 hours', now(), p_settings, p_agent, p_category, p_channel, p_except) s
    order by 1 limit 5) n
$$;
comment on function private.next_call_slots(timestamptz, private.call_settings, uuid, text, text, uuid) is
  'The next five free times from a moment on, within two weeks.';

create function private.take_call_slot(
  p_starts_at timestamptz, p_settings private.call_settings, p_agent uuid, p_category text, p_channel text,
  p_except uuid default null, p_preferred uuid default null)
returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_agent uuid;
begin
  if p_starts_at <= now() then
    perform private.invalid_field('startsAt', 'past', 'This time is over. Choose one to come.');
  end if;
  -- One choice at a time: whoever waits here sees the choices before theirs, and no two pick the same agent.
  perform pg_advisory_xact_lock(hashtextextended('portico.call_slots', 0));
  select s.agent_id into v_agent
  from private.call_slots(p_starts_at, p_starts_at + interval '1 second', now(), p_settings, p_agent, p_category, p_channel, p_except) s
  cross join lateral (
    select count(*) filter (where c.status = 'scheduled' and c.starts_at > now()) as load, max(c.created_at) as last
    from public.scheduled_calls c where c.agent_id = s.agent_id and c.starts_at > now() - interval '30 days') l
  where s.starts_at = p_starts_at
  order by s.agent_id is distinct from p_preferred, l.load, l.last nulls first, s.agent_id
  limit 1;
  if v_agent is null then
    perform private.fail('PT409', 'slot_taken', 'This time is not free any more. Choose another one.',
      jsonb_build_object('alternatives', private.next_call_slots(
        greatest(now(), p_starts_at - interval '12 hours'), p_settings, p_agent, p_category, p_channel, p_except)));
  end if;
  return v_agent;
end
$$;
comment on function private.take_call_slot(timestamptz, private.call_settings, uuid, text, text, uuid, uuid) is
  'The agent for a slot: p_preferred when they can, else whoever has the fewest calls ahead, and of those the one whose last was booked longest ago. Holds the lock under which slots are given until the transaction ends. Raises PT422 past, PT409 slot_taken with the next free times as alternatives.';

create function public.schedule_call(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_settings private.call_settings := private.call_settings();
  v_customer public.customer_profiles;
  v_answer jsonb;
  v_call public.scheduled_calls;
  v_starts timestamptz;
  v_category text := nullif(p_input ->> 'category', '');
  v_channel text := coalesce(nullif(p_input ->> 'channel', ''), 'phone');
  v_agent uuid;
  v_phone text;
begin
  perform private.require_module('calls');
  v_answer := private.begin_command(viewer.id, 'schedule_call', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('schedule_call:' || viewer.id, 60, 3600);

  select * into v_customer from public.customer_profiles
  where id::text = case when v_staff then p_input ->> 'customerId' else viewer.customer_id::text end;
  if v_customer.id is null then
    perform private.invalid_field('customerId', 'unknown', 'Choose a customer.');
  end if;
  if v_category is not null and not exists (select 1 from public.ticket_categories where slug = v_category and is_active) then
    perform private.invalid_field('category', 'unknown', 'Choose a subject from the list.');
  end if;
  if v_channel not in ('phone', 'video') then
    perform private.invalid_field('channel', 'unknown', 'Choose phone or video.');
  end if;
  v_phone := coalesce(private.check_phone(p_input ->> 'phone'), case when v_channel = 'phone' then v_customer.phone end);
  if v_channel = 'phone' and v_phone is null then
    perform private.invalid_field('phone', 'required', 'Enter the number that we should call.');
  end if;
  if v_staff then
    v_settings := private.settings_of_staff(v_settings);
    if p_input ->> 'agentId' is not null then
      select id into v_agent from public.portal_users where id::text = p_input ->> 'agentId' and role in ('agent', 'admin');
      if v_agent is null then
        perform private.invalid_field('agentId', 'unknown', 'Choose a colleague from the list.');
      end if;
    end if;
  end if;
  v_starts := private.check_moment(p_input ->> 'startsAt', 'startsAt');
  v_agent := private.take_call_slot(v_starts, v_settings, v_agent, v_category, v_channel);
  -- Counted under the lock of the slots, so that two tabs do not both book the last one.
  if not v_staff and (
    select count(*) from public.scheduled_calls c where c.customer_id = v_customer.id and c.status = 'scheduled' and c.starts_at > now()) >= v_settings.max_open then
    perform private.fail('PT409', 'too_many_calls',
      format('You have %s calls ahead, which is as many as can be booked. Cancel one of them, or move it.', v_settings.max_open),
      jsonb_build_object('max', v_settings.max_open));
  end if;

  insert into public.scheduled_calls (
    customer_id, requested_by, agent_id, starts_at, ends_at, purpose, notes, phone, time_zone, category, channel, video_url, buffer_before, buffer_after)
  values (
    v_customer.id, case when not v_staff then viewer.id end, v_agent, v_starts, v_starts + make_interval(mins => v_settings.slot_minutes),
    private.check_text(regexp_replace(p_input ->> 'purpose', '\s+', ' ', 'g'), 'purpose', 200), private.optional_text(p_input ->> 'notes', 'notes', 2000), v_phone,
    private.check_time_zone(coalesce(p_input ->> 'timeZone', v_customer.time_zone)), v_category, v_channel,
    case when v_channel = 'video' then (select p.video_url from public.agent_call_profiles p where p.agent_id = v_agent) end,
    v_settings.buffer_before, v_settings.buffer_after)
  returning * into v_call;

  perform private.add_call_event(viewer, v_call.id, 'booked', null, v_call.starts_at);
  perform private.audit(viewer, 'call.book', 'call', v_call.id::text, v_call.customer_id, case when v_staff then 'support' else 'self-service' end);
  perform private.tell_about_call(viewer, v_call, 'call_booked', 'call_booked:' || v_call.id);
  perform private.plan_call_reminders(v_call);
  perform private.mail_call(v_call, 'booked');
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.finish_command(viewer.id, 'schedule_call', p_key, private.call_row(v_call, viewer));
end
$$;
comment on function public.schedule_call(text, jsonb) is
  'Books a slot. p_input: { startsAt, purpose, category?, channel? (phone, video), phone? (else the customer''s own), notes?, timeZone? }, for staff { customerId, agentId? } as well; they need no notice. Raises PT401, PT404 module_off, PT409 slot_taken (with alternatives) | too_many_calls | idempotency_key_reused, PT422, PT429.';

create function private.check_call_change(p_viewer private.viewer, p_call public.scheduled_calls, p_expected int)
returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_call.status <> 'scheduled' then
    perform private.fail('PT409', 'call_over', 'This call is over or was cancelled. Book a new one.', jsonb_build_object('status', p_call.status));
  elsif p_expected is not null and p_expected <> p_call.version then
    perform private.fail('PT409', 'call_changed', 'Somebody changed this call in the meantime. Look at it again.', jsonb_build_object('version', p_call.version));
  elsif p_viewer.role = 'customer' and now() > p_call.starts_at - private.call_change_notice() then
    perform private.fail('PT409', 'too_late', 'Less than two hours before a call only our staff can change it. Tell us, and we will.');
  end if;
end
$$;
comment on function private.check_call_change(private.viewer, public.scheduled_calls, int) is
  'Whether the call is ahead, is the one that was looked at, and is still the customer''s to change. Raises PT409 call_over | call_changed | too_late.';

create function public.move_call(p_call_id uuid, p_starts_at text, p_expected_version int default null, p_agent_id uuid default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_settings private.call_settings := private.call_settings();
  v_starts timestamptz := private.check_moment(p_starts_at, 'startsAt');
  v_old public.scheduled_calls;
  v_call public.scheduled_calls;
  v_agent uuid;
  v_slot_minutes int;
begin
  perform private.require_module('calls');
  v_old := private.lock_call(viewer, p_call_id);
  -- Sent again, also after the answer got lost: it stands where it should.
  if v_old.status = 'scheduled' and v_old.starts_at = v_starts and (not v_staff or p_agent_id is null or p_agent_id = v_old.agent_id) then
    return private.call_row(v_old, viewer);
  end if;
  perform private.check_call_change(viewer, v_old, p_expected_version);
  perform private.limit_rate('move_call:' || viewer.id, 60, 3600);
  if v_staff then
    v_settings := private.settings_of_staff(v_settings);
  end if;
  v_agent := private.take_call_slot(v_starts, v_settings, case when v_staff then p_agent_id end, v_old.category, v_old.channel, v_old.id, v_old.agent_id);
  v_slot_minutes := v_settings.slot_minutes;
  update public.scheduled_calls set
    starts_at = v_starts, ends_at = v_starts + make_interval(mins => v_slot_minutes), agent_id = v_agent,
    buffer_before = v_settings.buffer_before, buffer_after = v_settings.buffer_after,
    video_url = case when channel = 'video' then coalesce((select p.video_url from public.agent_call_profiles p where p.agent_id = v_agent), video_url) end,
    sequence = sequence + 1, version = version + 1
  where id = v_old.id returning * into v_call;
  if v_starts < v_old.starts_at then
    delete from public.call_waitlist where call_id = v_call.id;
  end if;

  perform private.add_call_event(viewer, v_call.id, case when v_call.starts_at = v_old.starts_at then 'reassigned' else 'moved' end, v_old.starts_at, v_call.starts_at);
  perform private.audit(viewer, 'call.move', 'call', v_call.id::text, v_call.customer_id, case when v_staff then 'support' else 'self-service' end);
  perform private.tell_about_call(viewer, v_call, 'call_moved', format('call_moved:%s:%s', v_call.id, v_call.sequence),
    jsonb_build_object('wasAt', private.iso(v_old.starts_at)), v_old.agent_id is not distinct from v_agent);
  if v_old.agent_id is distinct from v_agent then
    if v_agent is distinct from viewer.id then
      perform private.notify(v_agent, 'call_assigned', 'call', v_call.id, jsonb_build_object('title', v_call.purpose,
        'startsAt', private.iso(v_call.starts_at), 'actorName', viewer.full_name), format('call_assigned:%s:%s', v_call.id, v_call.sequence));
    end if;
    if v_old.agent_id is distinct from viewer.id then
      perform private.notify(v_old.agent_id, 'call_moved', 'call', v_call.id, jsonb_build_object('title', v_call.purpose,
        'startsAt', private.iso(v_call.starts_at), 'actorName', viewer.full_name), format('call_moved:%s:%s', v_call.id, v_call.sequence));
    end if;
  end if;
  perform private.plan_call_reminders(v_call);
  perform private.mail_call(v_call, 'moved', case when v_old.agent_id is distinct from v_agent then v_old.agent_id end);
  perform private.offer_call_slot(v_old);
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.move_call(uuid, text, int, uuid) is
  'Moves a call to another slot, at once or not at all; staff also to another agent. Harmless when repeated. The slot that becomes free is offered to those who wait. Raises PT401, PT404, PT409 slot_taken (with alternatives) | call_over | call_changed | too_late, PT422, PT429.';

create function public.update_call(p_call_id uuid, p_changes jsonb, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_call := private.lock_call(viewer, p_call_id);
  perform private.check_call_change(viewer, v_call, p_expected_version);
  perform private.limit_rate('update_call:' || viewer.id, 120, 3600);
  update public.scheduled_calls set
    phone = case when p_changes ? 'phone' then coalesce(private.check_phone(p_changes ->> 'phone'), case when channel = 'phone' then phone end) else phone end,
    notes = case when p_changes ? 'notes' then private.optional_text(p_changes ->> 'notes', 'notes', 2000) else notes end,
    purpose = case when p_changes ? 'purpose' then private.check_text(regexp_replace(p_changes ->> 'purpose', '\s+', ' ', 'g'), 'purpose', 200) else purpose end,
    version = version + 1
  where id = v_call.id and (
    (p_changes ? 'phone' and private.check_phone(p_changes ->> 'phone') is distinct from phone)
    or (p_changes ? 'notes' and private.optional_text(p_changes ->> 'notes', 'notes', 2000) is distinct from notes)
    or (p_changes ? 'purpose' and p_changes ->> 'purpose' is distinct from purpose))
  returning * into v_call;
  if v_call.id is not null then
    perform private.add_call_event(viewer, v_call.id, 'changed');
    perform private.audit(viewer, 'call.update', 'call', v_call.id::text, v_call.customer_id,
      case when viewer.role = 'customer' then 'self-service' else 'support' end,
      (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k where k in ('phone', 'notes', 'purpose')));
    perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  else
    select * into v_call from public.scheduled_calls where id = p_call_id;
  end if;
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.update_call(uuid, jsonb, int) is
  'Changes { phone?, notes?, purpose? } of a call ahead. Harmless when repeated. Raises PT401, PT404, PT409 call_over | call_changed | too_late, PT422, PT429.';

create function public.cancel_call(p_call_id uuid, p_reason text default null, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_old public.scheduled_calls;
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_old := private.lock_call(viewer, p_call_id);
  if v_old.status = 'cancelled' then
    return private.call_row(v_old, viewer);
  end if;
  perform private.check_call_change(viewer, v_old, p_expected_version);
  update public.scheduled_calls set
    status = 'cancelled', cancelled_at = now(), cancel_reason = private.optional_text(p_reason, 'reason', 500),
    sequence = sequence + 1, version = version + 1
  where id = v_old.id returning * into v_call;
  delete from public.call_waitlist where call_id = v_call.id;

  perform private.add_call_event(viewer, v_call.id, 'cancelled', v_call.starts_at, null, v_call.cancel_reason);
  perform private.audit(viewer, 'call.cancel', 'call', v_call.id::text, v_call.customer_id,
    case when viewer.role = 'customer' then 'self-service' else 'support' end);
  perform private.tell_about_call(viewer, v_call, 'call_cancelled', 'call_cancelled:' || v_call.id);
  perform private.plan_call_reminders(v_call);
  perform private.mail_call(v_call, 'cancelled');
  perform private.offer_call_slot(v_old);
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.cancel_call(uuid, text, int) is
  'Cancels a call ahead: reminders are withdrawn, calendars told, the slot offered to those who wait. Harmless when repeated. Raises PT401, PT404, PT409 call_over | call_changed | too_late, PT422.';

-- Waiting for an earlier slot ----------------------------------------------------------------------------

create function public.join_call_waitlist(p_call_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_call := private.lock_call(viewer, p_call_id);
  if not exists (select 1 from public.call_waitlist where call_id = v_call.id) then
    perform private.check_call_change(viewer, v_call, null);
    insert into public.call_waitlist (call_id, customer_id, user_id) values (v_call.id, v_call.customer_id, viewer.id) on conflict do nothing;
    perform private.audit(viewer, 'call.wait', 'call', v_call.id::text, v_call.customer_id,
      case when viewer.role = 'customer' then 'self-service' else 'support' end);
    perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  end if;
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.join_call_waitlist(uuid) is
  'Waits for an earlier slot than that of a call. Harmless when repeated. Raises PT401, PT404, PT409 call_over | too_late.';

create function public.leave_call_waitlist(p_call_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_call := private.lock_call(viewer, p_call_id);
  delete from public.call_waitlist where call_id = v_call.id;
  if found then
    perform private.audit(viewer, 'call.stop_waiting', 'call', v_call.id::text, v_call.customer_id,
      case when viewer.role = 'customer' then 'self-service' else 'support' end);
    perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  end if;
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.leave_call_waitlist(uuid) is 'Waits no longer for an earlier slot. Harmless when repeated. Raises PT401, PT404.';

-- Afterwards -----------------------------------------------------------------------------------------------

create function public.record_call_outcome(p_call_id uuid, p_outcome text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_status public.call_status;
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_status := case p_outcome when 'done' then 'completed' when 'no_show' then 'no_show' end;
  if v_status is null then
    perform private.invalid_field('outcome', 'unknown', 'Say done or no_show.');
  end if;
  v_call := private.lock_call(viewer, p_call_id);
  if v_call.status = v_status then
    return private.call_row(v_call, viewer);
  elsif v_call.status = 'cancelled' then
    perform private.fail('PT409', 'call_over', 'This call was cancelled.', '{"status": "cancelled"}');
  elsif v_call.starts_at > now() then
    perform private.fail('PT409', 'call_not_begun', 'This call has not begun yet. Cancel it if it will not take place.');
  end if;
  update public.scheduled_calls set status = v_status, version = version + 1 where id = v_call.id returning * into v_call;
  delete from public.call_waitlist where call_id = v_call.id;
  perform private.plan_call_reminders(v_call);
  perform private.add_call_event(viewer, v_call.id, v_status::text);
  perform private.audit(viewer, 'call.outcome', 'call', v_call.id::text, v_call.customer_id, 'support', jsonb_build_object('outcome', p_outcome));
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.record_call_outcome(uuid, text) is
  'Staff: what became of a call that has begun, done or no_show; can be corrected. Harmless when repeated. Raises PT401, PT403, PT404, PT409 call_over | call_not_begun, PT422.';

create function public.add_call_note(p_key text, p_call_id uuid, p_body text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_call public.scheduled_calls;
  v_note public.call_notes;
begin
  perform private.require_module('calls');
  v_answer := private.begin_command(viewer.id, 'add_call_note', p_key, jsonb_build_object('callId', p_call_id, 'body', p_body));
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('add_call_note:' || viewer.id, 300, 3600);
  v_call := private.lock_call(viewer, p_call_id);
  if (select count(*) from public.call_notes where call_id = v_call.id) >= 200 then
    perform private.fail('PT409', 'too_many_notes', 'A call has 200 notes at most.');
  end if;
  insert into public.call_notes (call_id, author_id, author_name, body)
  values (v_call.id, viewer.id, viewer.full_name, private.check_text(p_body, 'body', 5000)) returning * into v_note;
  perform private.audit(viewer, 'call.note', 'call', v_call.id::text, v_call.customer_id, 'support');
  perform realtime.send(jsonb_build_object('kind', 'call', 'id', v_call.id), 'record_changed', 'staff', true);
  return private.finish_command(viewer.id, 'add_call_note', p_key, jsonb_build_object(
    'id', v_note.id, 'authorName', v_note.author_name, 'body', v_note.body, 'createdAt', private.iso(v_note.created_at)));
end
$$;
comment on function public.add_call_note(text, uuid, text) is
  'Staff: a note about a call for each other. Raises PT401, PT403, PT404, PT409 too_many_notes | idempotency_key_reused, PT422, PT429.';

grant execute on function public.schedule_call(text, jsonb), public.move_call(uuid, text, int, uuid), public.update_call(uuid, jsonb, int),
  public.cancel_call(uuid, text, int), public.join_call_waitlist(uuid), public.leave_call_waitlist(uuid),
  public.record_call_outcome(uuid, text), public.add_call_note(text, uuid, text) to authenticated;

-- A call that was cancelled by mistake comes back, and new times are offered to those who wait for an earlier one.

alter table public.call_events drop constraint call_events_type_check;
alter table public.call_events add constraint call_events_type_check
  check (type in ('booked', 'moved', 'cancelled', 'changed', 'completed', 'no_show', 'transcript_added', 'reassigned', 'restored'));

create function private.call_undo_window() returns interval
language sql immutable set search_path = '' as $$ select interval '10 minutes' $$;
comment on function private.call_undo_window() is
  'For how long a cancelled call can be taken back by the side that cancelled it. lib/calls/status.ts says the same; a test compares them.';

create function public.restore_call(p_call_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_settings private.call_settings := private.call_settings();
  v_call public.scheduled_calls;
  v_agent uuid;
begin
  perform private.require_module('calls');
  v_call := private.lock_call(viewer, p_call_id);
  if v_call.status = 'scheduled' then
    return private.call_row(v_call, viewer);
  end if;
  if v_call.status <> 'cancelled' or v_call.cancelled_at < now() - private.call_undo_window()
    or private.actor_kind(viewer) is distinct from (
      select e.actor_type::text from public.call_events e where e.call_id = v_call.id and e.type = 'cancelled' order by e.created_at desc, e.id desc limit 1) then
    perform private.fail('PT409', 'undo_over', 'This cancellation cannot be taken back any more. Book a new call.');
  end if;
  perform private.limit_rate('restore_call:' || viewer.id, 30, 3600);
  -- Under the lock of the slots, with their buffers: nobody has it before somebody takes it.
  v_agent := private.take_call_slot(v_call.starts_at, private.settings_of_staff(v_settings), v_call.agent_id, null, v_call.channel, v_call.id, v_call.agent_id);
  if viewer.role = 'customer' and (
    select count(*) from public.scheduled_calls c where c.customer_id = v_call.customer_id and c.status = 'scheduled' and c.starts_at > now()) >= v_settings.max_open then
    perform private.fail('PT409', 'too_many_calls',
      format('You have %s calls ahead, which is as many as can be booked. Cancel one of them, or move it.', v_settings.max_open),
      jsonb_build_object('max', v_settings.max_open));
  end if;
  update public.scheduled_calls set
    status = 'scheduled', agent_id = v_agent, cancelled_at = null, cancel_reason = null, sequence = sequence + 1, version = version + 1
  where id = v_call.id returning * into v_call;

  perform private.add_call_event(viewer, v_call.id, 'restored', null, v_call.starts_at);
  perform private.audit(viewer, 'call.restore', 'call', v_call.id::text, v_call.customer_id,
    case when viewer.role = 'customer' then 'self-service' else 'support' end);
  perform private.tell_about_call(viewer, v_call, 'call_booked', format('call_restored:%s:%s', v_call.id, v_call.sequence));
  perform private.plan_call_reminders(v_call);
  perform private.mail_call(v_call, 'booked');
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.restore_call(uuid) is
  'Takes a cancellation back, for ten minutes and by the side that cancelled it, when its time is still free: reminders and calendar entries come again. Harmless when repeated. Raises PT401, PT404, PT409 undo_over | slot_taken (with alternatives) | too_many_calls, PT422 past, PT429.';
grant execute on function public.restore_call(uuid) to authenticated;

-- New times ---------------------------------------------------------------------------------------------

create function private.free_call_times(p_agent uuid)
returns timestamptz[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct s.starts_at order by s.starts_at), '{}')
  from private.call_settings() as settings,
    private.call_slots(now(), (
      select max(c.starts_at) from public.call_waitlist w join public.scheduled_calls c on c.id = w.call_id where c.status = 'scheduled' and c.starts_at > now()),
      now(), settings, p_agent) s
$$;
comment on function private.free_call_times(uuid) is 'When an agent has time before the last of the calls that wait for an earlier slot; none while nobody waits.';

create function private.keep_free_times()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent uuid := case when tg_op = 'DELETE' then old.agent_id else new.agent_id end;
begin
  perform set_config('portico.free_times', case when exists (select 1 from public.call_waitlist)
    then private.free_call_times(v_agent)::text else '' end, true);
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function private.keep_free_times() is 'Trigger: keeps in mind when an agent had time before their calendar changed.';

create function private.offer_new_times()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent uuid := case when tg_op = 'DELETE' then old.agent_id else new.agent_id end;
  v_before text := coalesce(current_setting('portico.free_times', true), '');
  v_settings private.call_settings := private.call_settings();
  v_new timestamptz[];
  v_at timestamptz;
  v_wait record;
begin
  if v_before = '' then
    return null;
  end if;
  select array_agg(t order by t) into v_new from unnest(private.free_call_times(v_agent)) as t where t <> all (v_before::timestamptz[]);
  if v_new is null then
    return null;
  end if;
  for v_wait in
    select c as call from public.call_waitlist w join public.scheduled_calls c on c.id = w.call_id
    where c.status = 'scheduled' and c.starts_at > v_new[1]
    order by w.created_at, w.call_id limit 50
  loop
    -- The first that suits: the agent may not take its subject, nor video.
    select s.starts_at into v_at
    from private.call_slots(v_new[1], (v_wait.call).starts_at, now(), v_settings, v_agent, (v_wait.call).category, (v_wait.call).channel, (v_wait.call).id) s
    where s.starts_at = any (v_new) order by s.starts_at limit 1;
    if v_at is not null then
      perform private.tell_about_call(null, v_wait.call, 'call_slot_free',
        format('call_slot:%s:%s', (v_wait.call).id, extract(epoch from v_at)::bigint), jsonb_build_object('freeAt', private.iso(v_at)), false);
    end if;
  end loop;
  return null;
end
$$;
comment on function private.offer_new_times() is
  'Trigger: tells those who wait for an earlier slot that an agent''s calendar has opened one, the longest waiting first, once for each time; nobody has it before they take it.';

create trigger agent_availability_free_before before insert or update or delete on public.agent_availability
  for each row execute function private.keep_free_times();
create trigger agent_availability_free_after after insert or update or delete on public.agent_availability
  for each row execute function private.offer_new_times();
create trigger availability_exceptions_free_before before insert or update or delete on public.availability_exceptions
  for each row execute function private.keep_free_times();
create trigger availability_exceptions_free_after after insert or update or delete on public.availability_exceptions
  for each row execute function private.offer_new_times();
create trigger agent_time_off_free_before before update or delete on public.agent_time_off
  for each row execute function private.keep_free_times();
create trigger agent_time_off_free_after after update or delete on public.agent_time_off
  for each row execute function private.offer_new_times();

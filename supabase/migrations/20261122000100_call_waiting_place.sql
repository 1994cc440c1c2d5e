-- A cancellation that is taken back brings the place on the waiting list back too.

alter table public.scheduled_calls add column waited_since timestamptz;
comment on column public.scheduled_calls.waited_since is
  'Of a cancelled call: since when it waited for an earlier slot, so that it waits there again when the cancellation is taken back.';

create function private.keep_waiting_place()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.status = 'cancelled' then
    delete from public.call_waitlist where call_id = new.id returning created_at into new.waited_since;
  else
    if old.waited_since is not null then
      insert into public.call_waitlist (call_id, customer_id, created_at) values (new.id, new.customer_id, old.waited_since)
      on conflict do nothing;
    end if;
    new.waited_since := null;
  end if;
  return new;
end
$$;
comment on function private.keep_waiting_place() is
  'Trigger: a call that is cancelled leaves the waiting list, and has its place there again when it comes back.';
create trigger scheduled_calls_waiting_place before update on public.scheduled_calls
  for each row when ((old.status = 'cancelled') is distinct from (new.status = 'cancelled'))
  execute function private.keep_waiting_place();

-- Like the waiting list itself it goes when somebody is erased, and is no part of an export.
select private.classify('public.scheduled_calls', 'delete', '{}', '{agent_id,requested_by,buffer_before,buffer_after,blocked_from,blocked_until,sequence,version,waited_since}');

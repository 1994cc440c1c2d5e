-- What was read in one tab or on one device is read in the others.

create function private.broadcast_reading()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send('{}', 'notifications_read', 'user:' || r.user_id, true)
  from (
    select distinct n.user_id from after_reading n join before_reading o using (id)
    where n.read_at is not null and o.read_at is null) as r;
  return null;
end
$$;
comment on function private.broadcast_reading() is 'Trigger: what was read in one tab or on one device is read in the others.';
create trigger notifications_broadcast_reading after update on public.notifications
  referencing old table as before_reading new table as after_reading
  for each statement execute function private.broadcast_reading();

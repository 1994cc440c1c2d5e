-- Who else is looking at a ticket or writing: presence on a channel of its own, of staff and for staff.

create or replace function private.can_join_topic(p_topic text)
returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.current_viewer();
  v_kind text := split_part(p_topic, ':', 1);
  v_id text := split_part(p_topic, ':', 2);
begin
  if viewer.id is null then
    return false;
  end if;
  return case v_kind
    when 'user' then v_id = viewer.id::text
    when 'customer' then v_id = viewer.customer_id::text
    when 'staff' then viewer.role in ('agent', 'admin') and v_id = ''
    when 'ticket' then v_id ~ '^[0-9a-f-]{36}$' and private.can_see_ticket(v_id::uuid)
    when 'desk' then viewer.role in ('agent', 'admin') and v_id ~ '^[0-9a-f-]{36}$' and private.can_see_ticket(v_id::uuid)
    else false
  end;
exception when invalid_text_representation then
  return false;
end
$$;
comment on function private.can_join_topic(text) is
  'Whether the viewer may listen: user:<own id>, customer:<own profile>, ticket:<one they see>, for staff also staff and desk:<ticket>.';

-- Nobody sends anything on a channel but that they are there, and only on those of the desk.
create policy "Staff are present where they work"
  on realtime.messages for insert to authenticated
  with check (
    extension = 'presence' and split_part((select realtime.topic()), ':', 1) = 'desk'
    and private.can_join_topic((select realtime.topic())));

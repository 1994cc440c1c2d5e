-- Where a person is signed in, and the ways to end that.

create table private.session_devices (
  session_id uuid primary key,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  user_agent text not null check (char_length(user_agent) <= 300),
  created_at timestamptz not null default now()
);
comment on table private.session_devices is
  'With which browser a session was begun. Supabase notes who called it, which is the portal. No key to auth.sessions: the row goes with the next sign-in after the session has.';
create index session_devices_user_idx on private.session_devices (user_id);
alter table private.session_devices enable row level security;

create function private.session_id()
returns uuid
language plpgsql stable set search_path = ''
as $$
begin
  return ((select auth.jwt()) ->> 'session_id')::uuid;
exception when invalid_text_representation then
  return null;
end
$$;
comment on function private.session_id() is 'The session of the token that asks; null for a token without one.';

create function public.note_session()
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if private.session_id() is null then
    return;
  end if;
  delete from private.session_devices d
  where d.user_id = viewer.id and not exists (select from auth.sessions s where s.id = d.session_id);
  insert into private.session_devices (session_id, user_id, user_agent)
  values (private.session_id(), viewer.id, left(coalesce(private.request_header('x-portico-user-agent'), ''), 300))
  on conflict (session_id) do nothing;
end
$$;
comment on function public.note_session() is 'Right after a sign-in: remembers the browser of this session. Raises PT401, PT403 portal_locked.';
grant execute on function public.note_session() to authenticated;

create function public.list_sessions(p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', s.id, 'userAgent', coalesce(d.user_agent, s.user_agent, ''), 'createdAt', private.iso(s.created_at),
    -- Supabase keeps the time of the last renewal without a zone; it is UTC.
    'lastSeenAt', private.iso(greatest(s.created_at, s.updated_at, s.refreshed_at at time zone 'utc')),
    'isCurrent', s.id is not distinct from private.session_id()) order by s.created_at desc, s.id desc), '[]')
  into v_rows
  from (
    select * from auth.sessions a
    where a.user_id = viewer.id and (a.not_after is null or a.not_after > now())
      and (p_cursor ->> 'at' is null or (a.created_at, a.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by a.created_at desc, a.id desc limit v_limit + 1) s
  left join private.session_devices d on d.session_id = s.id;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_sessions(jsonb, int) is
  'A page of the viewer''s own sessions, newest first: { id, userAgent, createdAt, lastSeenAt (to the hour or so: when its token was renewed), isCurrent }. Raises PT401, PT403 portal_locked.';
grant execute on function public.list_sessions(jsonb, int) to authenticated;

create function public.end_sessions(p_id uuid default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_ids uuid[];
begin
  select array_agg(s.id) into v_ids from auth.sessions s
  where s.user_id = viewer.id and case when p_id is null then s.id is distinct from private.session_id() else s.id = p_id end;
  if v_ids is null and p_id is not null then
    perform private.fail('PT404', 'session_not_found', 'This device is signed out already.');
  end if;
  if v_ids is not null then
    delete from auth.refresh_tokens where session_id = any (v_ids);
    delete from auth.sessions where id = any (v_ids);
    delete from private.session_devices where session_id = any (v_ids);
    perform private.audit(viewer, 'session.ended', 'portal_user', viewer.id::text, viewer.customer_id, 'self-service',
      jsonb_build_object('sessions', cardinality(v_ids)));
  end if;
  return jsonb_build_object('ended', coalesce(cardinality(v_ids), 0));
end
$$;
comment on function public.end_sessions(uuid) is
  'Ends one of the viewer''s own sessions, or without p_id all but this one: { ended }. They are out at once, not when their token runs out. Raises PT401, PT403, PT404 session_not_found.';
grant execute on function public.end_sessions(uuid) to authenticated;

create function public.note_password_changed(p_user uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
begin
  select * into v_user from public.portal_users where id = p_user;
  if v_user.id is null then
    return;
  end if;
  perform private.audit((v_user.id, v_user.role, v_user.customer_id, v_user.full_name, v_user.email)::private.viewer,
    'profile.password_changed', 'portal_user', v_user.id::text, v_user.customer_id, 'self-service');
  perform private.notify(v_user.id, 'security_password_changed', 'profile', v_user.id, '{}', 'security_password_changed:' || clock_timestamp());
end
$$;
comment on function public.note_password_changed(uuid) is 'For the portal, once it has set a new password: the audit entry, and the notice to its owner.';
grant execute on function public.note_password_changed(uuid) to service_role;

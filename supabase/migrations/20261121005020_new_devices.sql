-- Somebody is told when their account is signed in to on a device that it was not signed in to before.

create table private.known_devices (
  user_id uuid not null references public.portal_users (id) on delete cascade,
  device text not null check (char_length(device) = 32),
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (user_id, device)
);
comment on table private.known_devices is
  'With which kinds of browser somebody has signed in before, as a hash of its name without versions; the twenty seen last. Where it was is not kept.';
alter table private.known_devices enable row level security;

create function private.device_key(p_user_agent text)
returns text
language sql immutable set search_path = ''
as $$ select md5(regexp_replace(coalesce(p_user_agent, ''), '[0-9][0-9._]*', '', 'g')) $$;
comment on function private.device_key(text) is 'What stays the same of a user agent when its browser is brought up to date.';

-- Whoever is signed in already is no news.
insert into private.known_devices (user_id, device, first_seen_at, last_seen_at)
select d.user_id, private.device_key(d.user_agent), min(d.created_at), max(d.created_at)
from private.session_devices d group by 1, 2
on conflict (user_id, device) do nothing;

create or replace function public.note_session()
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_agent text := left(coalesce(private.request_header('x-portico-user-agent'), ''), 300);
  v_has_others boolean;
begin
  if private.session_id() is null then
    return;
  end if;
  delete from private.session_devices d
  where d.user_id = viewer.id and not exists (select from auth.sessions s where s.id = d.session_id);
  insert into private.session_devices (session_id, user_id, user_agent)
  values (private.session_id(), viewer.id, v_agent)
  on conflict (session_id) do nothing;
  if not found then
    return;
  end if;

  -- The very first device is the one that the account was made on.
  v_has_others := exists (select from private.known_devices k where k.user_id = viewer.id);
  update private.known_devices set last_seen_at = now() where user_id = viewer.id and device = private.device_key(v_agent);
  if found then
    return;
  end if;
  insert into private.known_devices (user_id, device) values (viewer.id, private.device_key(v_agent))
  on conflict (user_id, device) do nothing;
  delete from private.known_devices k
  where k.user_id = viewer.id and k.device not in (
    select o.device from private.known_devices o where o.user_id = viewer.id order by o.last_seen_at desc, o.device limit 20);
  if v_has_others then
    perform private.notify(viewer.id, 'security_signin_new', 'profile', viewer.id, jsonb_build_object('userAgent', v_agent),
      'security_signin_new:' || private.session_id());
  end if;
end
$$;
comment on function public.note_session() is
  'Right after a sign-in: remembers the browser of this session, and tells its owner of one that is new. Raises PT401, PT403 portal_locked.';

insert into private.personal_tables (place, table_name, category, unit, goes) values
  (803, 'private.known_devices', 'sign_in', null, 't.user_id = any ($2)');
select private.classify('private.known_devices', 'delete', '{}', '{*}');
select private.register_purpose('private.known_devices', 'To keep accounts safe: who signed in from where, and whether it was asked again.',
  'Legitimate interest in security (GDPR art. 6(1)(f) and 32, POPIA s. 11(1)(f) and 19).', 'Nobody but the person; admins in case of abuse.');

-- A second factor: a code of an authenticator app beside the password. Supabase Auth keeps the factors and says in
-- the session whether one was given (aal2); what that opens is decided here, so that no caller gets past it.

-- Recovery codes ----------------------------------------------------------------------------------------

create table private.recovery_codes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.portal_users (id) on delete cascade,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  used_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, code_hash)
);
comment on table private.recovery_codes is
  'For somebody who lost the device of their second factor: ten codes of 60 bits, each good once. Only their hashes are kept.';
alter table private.recovery_codes enable row level security;

create table private.recovered_sessions (
  session_id uuid primary key,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table private.recovered_sessions is
  'Sessions in which a recovery code stood in for the second factor. No key to auth.sessions: the row goes with the next recovery after the session has.';
create index recovered_sessions_user_idx on private.recovered_sessions (user_id);
alter table private.recovered_sessions enable row level security;

-- Who counts as signed in -------------------------------------------------------------------------------

create function private.has_second_factor(p_user uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from auth.mfa_factors f where f.user_id = p_user and f.status = 'verified') $$;
comment on function private.has_second_factor(uuid) is 'Whether this person set up a second factor and confirmed it by a code.';

create function private.needs_second_factor(p_user uuid, p_role public.user_role)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.has_second_factor(p_user)
    or (p_role <> 'customer' and private.setting_on('require_staff_second_factor', false))
$$;
comment on function private.needs_second_factor(uuid, public.user_role) is
  'Whether the password alone does not sign this person in: they have a second factor, or are staff where staff must have one.';

create function private.gave_second_factor(p_user uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
      select from auth.sessions s
      -- Both: a token outlives the removal of its factor, and a session the tokens from before the code.
      where (select auth.jwt()) ->> 'aal' = 'aal2' and s.aal = 'aal2'
        and s.id = private.session_id() and s.user_id = p_user)
    or exists (select from private.recovered_sessions r where r.session_id = private.session_id() and r.user_id = p_user)
$$;
comment on function private.gave_second_factor(uuid) is
  'Whether the session of the token that asks has seen a code of the second factor, or a recovery code.';

create function private.half_viewer()
returns private.viewer
language sql stable security definer set search_path = ''
as $$
  select (u.id, u.role, u.customer_id, u.full_name, u.email)::private.viewer
  from public.portal_users u
  where u.id = (select auth.uid())
    and u.portal_active
    and (
      (select auth.jwt()) ->> 'session_id' is null
      or exists (
        select 1 from auth.sessions s
        where s.id::text = (select auth.jwt()) ->> 'session_id' and s.user_id = u.id
      )
    )
$$;
comment on function private.half_viewer() is
  'Whose password the session has seen, or null: nobody signed in, portal locked, or session signed out. Only for asking for the second factor; everything else asks current_viewer.';

create or replace function private.current_viewer()
returns private.viewer
language sql
stable
security definer
set search_path = ''
as $$
  select (u.id, u.role, u.customer_id, u.full_name, u.email)::private.viewer
  from public.portal_users u
  where u.id = (select auth.uid())
    and u.portal_active
    and (
      (select auth.jwt()) ->> 'session_id' is null
      or exists (
        select 1 from auth.sessions s
        where s.id::text = (select auth.jwt()) ->> 'session_id' and s.user_id = u.id
      )
    )
    and (not private.needs_second_factor(u.id, u.role) or private.gave_second_factor(u.id))
$$;
comment on function private.current_viewer() is
  'The signed-in person, or null: nobody signed in, portal locked (portal_active = false), session signed out, or second factor not given yet. The token alone is not enough, so a lock holds at once.';

create or replace function private.require_viewer() returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.current_viewer();
begin
  if viewer.id is null then
    if exists (select 1 from public.portal_users u where u.id = (select auth.uid()) and not u.portal_active) then
      perform private.fail('PT403', 'portal_locked', 'Access to the portal is locked for this account. Contact support.');
    end if;
    if (private.half_viewer()).id is not null then
      if private.has_second_factor((select auth.uid())) then
        perform private.fail('PT403', 'second_factor_required', 'Enter the code of your authenticator app to go on.');
      end if;
      perform private.fail('PT403', 'second_factor_setup', 'Staff need a second factor here. Set one up in the browser to go on.');
    end if;
    perform private.fail('PT401', 'unauthenticated', 'Sign in and try again.');
  end if;
  return viewer;
end
$$;
comment on function private.require_viewer() is
  'The signed-in person. Raises PT401 unauthenticated, PT403 portal_locked, second_factor_required (a code is wanted) or second_factor_setup (staff must set one up first).';

-- What the pages of the second factor show ----------------------------------------------------------------

create function public.get_second_factor()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.half_viewer();
begin
  if viewer.id is null then
    -- Says why.
    viewer := private.require_viewer();
  end if;
  return jsonb_build_object(
    'userId', viewer.id, 'email', viewer.email, 'role', viewer.role, 'sessionId', private.session_id(),
    'isOn', private.has_second_factor(viewer.id),
    'isRequired', viewer.role <> 'customer' and private.setting_on('require_staff_second_factor', false),
    'isGiven', private.gave_second_factor(viewer.id),
    'factorId', (
      select f.id from auth.mfa_factors f
      where f.user_id = viewer.id and f.status = 'verified' and f.factor_type = 'totp' order by f.created_at, f.id limit 1),
    'addedAt', (select private.iso(min(f.created_at)) from auth.mfa_factors f where f.user_id = viewer.id and f.status = 'verified'),
    'issuer', coalesce((select value ->> 'name' from public.app_settings where key = 'branding'), 'Portico'),
    'codesLeft', (select count(*) from private.recovery_codes c where c.user_id = viewer.id and c.used_at is null));
end
$$;
comment on function public.get_second_factor() is
  'How it stands with the second factor of whoever the password let in, also before the code was given: { userId, email, role, sessionId, isOn, isRequired, isGiven, factorId, addedAt, issuer, codesLeft }. Raises PT401, PT403 portal_locked.';
grant execute on function public.get_second_factor() to authenticated;

-- What changes ------------------------------------------------------------------------------------------

create function private.second_factor_event(p_user uuid, p_actor private.viewer, p_event text, p_purpose text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_customer uuid := (select u.customer_id from public.portal_users u where u.id = p_user);
begin
  perform private.audit(p_actor, 'profile.' || p_event, 'portal_user', p_user::text, v_customer, p_purpose);
  perform private.notify(p_user, 'security_' || p_event, 'profile', p_user, '{}', format('security_%s:%s:%s', p_event, p_user, clock_timestamp()));
end
$$;
comment on function private.second_factor_event(uuid, private.viewer, text, text) is
  'Something happened to somebody''s second factor: the audit entry, and the notice that no preference switches off.';

create function private.person(p_user uuid)
returns private.viewer
language sql stable security definer set search_path = ''
as $$
  select (u.id, u.role, u.customer_id, u.full_name, u.email)::private.viewer from public.portal_users u where u.id = p_user
$$;
comment on function private.person(uuid) is 'Somebody as the actor of what the portal does for them.';

create function private.recovery_hash(p_user uuid, p_code text)
returns text
language sql immutable set search_path = ''
as $$ select encode(sha256(convert_to(p_user || ':' || regexp_replace(lower(p_code), '[^a-z0-9]', '', 'g'), 'UTF8')), 'hex') $$;
comment on function private.recovery_hash(uuid, text) is
  'As a recovery code is kept. Sixty random bits need no slow hash; the person in it keeps equal codes apart.';

create function public.issue_recovery_codes(p_user uuid, p_is_new boolean default false)
returns text[]
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_codes text[];
begin
  -- One after the other, so that the codes that were shown last are those that hold.
  perform 1 from public.portal_users u where u.id = p_user and u.portal_active for update;
  if not found or not private.has_second_factor(p_user) then
    perform private.fail('PT409', 'second_factor_off', 'There is no second factor. Set it up first.');
  end if;
  delete from private.recovery_codes where user_id = p_user;
  -- 32 letters and digits that are not mistaken for each other; five bits of each random byte.
  select array_agg(c.code) into v_codes
  from (
    select substr(r.text, 1, 4) || '-' || substr(r.text, 5, 4) || '-' || substr(r.text, 9, 4) as code
    from (
      select string_agg(substr('abcdefghijkmnpqrstuvwxyz23456789', (get_byte(b.bytes, i) & 31) + 1, 1), '' order by i) as text
      from (select n, extensions.gen_random_bytes(12) as bytes from generate_series(1, 10) as n) b, generate_series(0, 11) as i
      group by b.n) r) c;
  insert into private.recovery_codes (user_id, code_hash) select p_user, private.recovery_hash(p_user, c) from unnest(v_codes) as c;
  perform private.second_factor_event(p_user, private.person(p_user),
    case when p_is_new then 'factor_added' else 'codes_renewed' end, 'self-service');
  return v_codes;
end
$$;
comment on function public.issue_recovery_codes(uuid, boolean) is
  'For the portal, once it has seen a code of the second factor: ten recovery codes, which it shows once; those from before are void. p_is_new where the factor was just set up. Raises PT409 second_factor_off.';

create function public.use_recovery_code(p_user uuid, p_session uuid, p_code text)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_left int;
begin
  if char_length(p_code) > 40 or not private.has_second_factor(p_user)
    or not exists (select from auth.sessions s where s.id = p_session and s.user_id = p_user) then
    return null;
  end if;
  -- Of two tries at once with one code the second waits for the row and then finds it used.
  update private.recovery_codes set used_at = now()
  where user_id = p_user and code_hash = private.recovery_hash(p_user, p_code) and used_at is null;
  if not found then
    return null;
  end if;
  delete from private.recovered_sessions r
  where r.user_id = p_user and not exists (select from auth.sessions s where s.id = r.session_id);
  insert into private.recovered_sessions (session_id, user_id) values (p_session, p_user) on conflict (session_id) do nothing;
  perform private.second_factor_event(p_user, private.person(p_user), 'recovery_used', 'self-service');
  select count(*) into v_left from private.recovery_codes c where c.user_id = p_user and c.used_at is null;
  return v_left;
end
$$;
comment on function public.use_recovery_code(uuid, uuid, text) is
  'For the portal, which counts the tries: lets a session in by a recovery code, once. How many are left, or null for one that is wrong or used.';

create function private.drop_second_factor(p_user uuid)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_had boolean := private.has_second_factor(p_user);
begin
  delete from auth.mfa_factors where user_id = p_user;
  delete from private.recovery_codes where user_id = p_user;
  delete from private.recovered_sessions where user_id = p_user;
  -- As Supabase Auth does: without a factor no session has seen one.
  update auth.sessions set aal = 'aal1', factor_id = null where user_id = p_user and aal = 'aal2';
  return v_had;
end
$$;
comment on function private.drop_second_factor(uuid) is 'Takes somebody''s second factor away with all that hangs on it; whether there was one.';

create function public.remove_second_factor(p_user uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if private.drop_second_factor(p_user) then
    perform private.second_factor_event(p_user, private.person(p_user), 'factor_removed', 'self-service');
  end if;
end
$$;
comment on function public.remove_second_factor(uuid) is
  'For the portal, once it has seen password and code: its owner goes without a second factor from here on. Harmless when repeated.';

create function public.reset_second_factor(p_user uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_had boolean;
begin
  if p_user = viewer.id then
    perform private.fail('PT409', 'own_second_factor', 'Remove your own second factor on your account page: it takes your password and a code.');
  end if;
  if not exists (select from public.portal_users u where u.id = p_user) then
    perform private.fail('PT404', 'person_not_found', 'There is no such person.');
  end if;
  v_had := private.drop_second_factor(p_user);
  if v_had then
    -- Whoever was signed in with the lost device is out.
    delete from auth.refresh_tokens where session_id in (select s.id from auth.sessions s where s.user_id = p_user);
    delete from auth.sessions where user_id = p_user;
    perform private.second_factor_event(p_user, viewer, 'factor_reset', 'administration');
  end if;
  return jsonb_build_object('removed', v_had);
end
$$;
comment on function public.reset_second_factor(uuid) is
  'For admins, for somebody who lost device and codes: takes their second factor away, signs them out everywhere and tells them. { removed }. Harmless when repeated. Raises PT401, PT403 admin_only, PT404, PT409 own_second_factor.';
grant execute on function public.reset_second_factor(uuid) to authenticated;

create function public.list_second_factors(p_customer uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_admin();
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', u.id, 'name', u.full_name, 'email', u.email, 'role', u.role, 'isOn', private.has_second_factor(u.id))
      order by u.full_name, u.id), '[]')
    from (
      select * from public.portal_users p
      where p.portal_active and case when p_customer is null then p.role <> 'customer' else p.customer_id = p_customer end
      order by p.full_name, p.id limit 500) u);
end
$$;
comment on function public.list_second_factors(uuid) is
  'For admins: who of the staff, or of a customer''s people (500 at most), has a second factor: [{ id, name, email, role, isOn }]. Raises PT401, PT403 admin_only.';
grant execute on function public.list_second_factors(uuid) to authenticated;

grant execute on function public.issue_recovery_codes(uuid, boolean), public.use_recovery_code(uuid, uuid, text),
  public.remove_second_factor(uuid) to service_role;

-- What people are told ------------------------------------------------------------------------------------

select private.allow_notifications(array[
  'security_factor_added', 'security_factor_removed', 'security_factor_reset', 'security_codes_renewed', 'security_recovery_used',
  'security_signin_new']);
insert into private.notification_events (event, grp, security, staff_channels, importance)
select e, 'security', true, '{email,push}', 'urgent'
from unnest(array[
  'security_factor_added', 'security_factor_removed', 'security_factor_reset', 'security_codes_renewed', 'security_recovery_used',
  'security_signin_new']) as e
on conflict (event) do nothing;

-- What becomes of it ----------------------------------------------------------------------------------------

insert into private.personal_tables (place, table_name, category, unit, goes) values
  (801, 'private.recovery_codes', 'sign_in', null, 't.user_id = any ($2)'),
  (802, 'private.recovered_sessions', 'sign_in', null, 't.user_id = any ($2)');
select private.classify('private.recovery_codes', 'delete', '{}', '{*}');
select private.classify('private.recovered_sessions', 'delete', '{}', '{*}');
select private.register_purpose(t, 'To keep accounts safe: who signed in from where, and whether it was asked again.',
  'Legitimate interest in security (GDPR art. 6(1)(f) and 32, POPIA s. 11(1)(f) and 19).', 'Nobody but the person; admins in case of abuse.')
from unnest(array['private.recovery_codes', 'private.recovered_sessions']) as t;

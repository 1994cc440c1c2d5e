-- A stolen token is no password: who holds one can read and do what its owner can, for an hour, but cannot make the
-- account their own. Supabase's own rule lets a session of less than a day set a new password, and every session a new
-- e-mail address; this holds whatever is set there, and whoever calls its endpoint.

create function private.use_reauthentication(p_user uuid, p_purpose text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  -- Of two commands at once the second waits for the row and then finds it used.
  update private.reauthentications set used_at = now()
  where used_at is null and id = (
    select r.id from private.reauthentications r
    where r.user_id = p_user and r.purpose = p_purpose and r.used_at is null and r.created_at > now() - interval '10 minutes'
    order by r.created_at desc, r.id limit 1);
  return found;
end
$$;
comment on function private.use_reauthentication(uuid, text) is
  'Uses up the proof that a person gave their password for this purpose within ten minutes; false when there is none.';

create or replace function private.require_reauthentication(p_user uuid, p_purpose text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  -- Whoever signed in a moment ago has just proven who they are. A refreshed session keeps the time of its sign-in.
  if exists (
    select from auth.sessions s
    where s.id::text = (select auth.jwt()) ->> 'session_id' and s.user_id = p_user and s.created_at > now() - interval '10 minutes') then
    return;
  end if;
  if not private.use_reauthentication(p_user, p_purpose) then
    perform private.fail('PT403', 'password_required', 'Enter your password again and repeat this.');
  end if;
end
$$;

create function private.guard_credentials()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_purpose text;
begin
  -- As long as nobody has proven an address or a number there is no account to be taken.
  if old.email_confirmed_at is null and old.phone_confirmed_at is null then
    return new;
  end if;
  foreach v_purpose in array array_remove(array[
    case when new.encrypted_password is distinct from old.encrypted_password then 'password' end,
    -- What waits for the new address or number to answer. Asking the same one again is no change.
    case when coalesce(new.email_change, '') <> '' and new.email_change is distinct from old.email_change then 'email' end,
    case when coalesce(new.phone_change, '') <> '' and new.phone_change is distinct from old.phone_change then 'phone' end], null)
  loop
    if not private.use_reauthentication(new.id, v_purpose) then
      perform private.fail('PT403', 'password_required', 'Change this in the portal, with your password.');
    end if;
  end loop;
  return new;
end
$$;
comment on function private.guard_credentials() is
  'Trigger on auth.users: a new password, e-mail address or phone number needs the proof that the portal wrote down (record_reauthentication) once it had checked the password, a recovery link, or a sign-in of this very moment. Raises PT403 password_required.';
create trigger portico_guard_credentials before update of encrypted_password, email_change, phone_change on auth.users
  for each row execute function private.guard_credentials();

-- Signing in with a number that is on file: who that is, and what follows when a number or an address changes.

create function private.phone_key(p_phone text)
returns text
language sql immutable set search_path = ''
as $$
  select case when n ~ '^\+[1-9][0-9]{5,14}$' then n end
  from (select regexp_replace(regexp_replace(replace(trim(p_phone), '(0)', ''), '[^0-9+]', '', 'g'), '^00', '+') as n) one
$$;
comment on function private.phone_key(text) is
  'The number as E.164, however it is written; null where its country is missing, for then it could be anybody''s.';
-- An index is kept up by whoever writes the row.
grant execute on function private.phone_key(text) to service_role;

alter table public.customer_profiles add column phone_is_claimed boolean not null default false;
comment on column public.customer_profiles.phone_is_claimed is
  'The number is only what somebody typed when they registered. Nothing is sent to it, and nobody signs in by it, before a code has proven it.';
update public.customer_profiles set phone_is_claimed = true
where source = 'portal' and external_id is null and phone is not null;
create index customer_profiles_phone_idx on public.customer_profiles (private.phone_key(phone))
  where phone is not null and not phone_is_claimed;

alter table public.portal_users add column phone_verified_at timestamptz;
comment on column public.portal_users.phone_verified_at is 'When a code proved the number; null for one that was only typed.';
comment on column public.portal_users.email is 'Verified. Empty for somebody who signs in by phone alone.';

create function private.settle_phone_claim()
returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Whoever changes a number afterwards (staff, an import, a code) knows it for the customer's.
  if new.phone is distinct from old.phone and new.phone_is_claimed = old.phone_is_claimed then
    new.phone_is_claimed := false;
  end if;
  return new;
end
$$;
comment on function private.settle_phone_claim() is 'Trigger: a number that was typed at registration and is replaced is no claim any more.';
create trigger customer_profiles_phone_claim before update of phone on public.customer_profiles
  for each row execute function private.settle_phone_claim();

-- Whose number it is ----------------------------------------------------------------------------------

create function private.profile_of_phone(p_phone text)
returns uuid
language sql stable security definer set search_path = ''
as $$
  select case when count(*) = 1 then min(c.id::text)::uuid end
  from (
    select id from public.customer_profiles
    where private.phone_key(phone) = p_phone and phone is not null and not phone_is_claimed limit 2) c
$$;
comment on function private.profile_of_phone(text) is 'The one profile with this number (E.164) on file; null when none or several have it.';

create function public.find_phone_owner(p_phone text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_digits text := substr(private.phone_key(p_phone), 2);
  v_owner record;
  v_customer public.customer_profiles;
  v_people int;
  v_only record;
begin
  if v_digits is null then
    return null;
  end if;
  -- Supabase keeps numbers without the plus.
  select u.id, u.role, u.portal_active, u.customer_id into v_owner
  from auth.users a join public.portal_users u on u.id = a.id
  where a.phone = v_digits and a.phone_confirmed_at is not null;
  if v_owner.id is not null then
    return case when v_owner.role = 'customer' and v_owner.portal_active
      then jsonb_build_object('customerId', v_owner.customer_id, 'userId', v_owner.id, 'isNew', false) end;
  end if;

  select * into v_customer from public.customer_profiles where id = private.profile_of_phone('+' || v_digits);
  if v_customer.id is null
    or exists (select from public.portal_users u where u.customer_id = v_customer.id and not u.portal_active
      and (v_customer.kind = 'person' or private.phone_key(u.phone) = '+' || v_digits)) then
    return null;
  end if;
  -- A person with one sign-in is that sign-in. In a company the number may be reception's.
  select count(*) into v_people from (select from public.portal_users u where u.customer_id = v_customer.id limit 2) p;
  if v_customer.kind = 'person' and v_people = 1 then
    select u.id, a.phone_confirmed_at into v_only
    from public.portal_users u join auth.users a on a.id = u.id where u.customer_id = v_customer.id;
    if v_only.phone_confirmed_at is null then
      return jsonb_build_object('customerId', v_customer.id, 'userId', v_only.id, 'isNew', false, 'strayId', (
        select a.id from auth.users a
        where a.phone = v_digits and a.id <> v_only.id and not exists (select from public.portal_users u where u.id = a.id)));
    end if;
  end if;
  return jsonb_build_object('customerId', v_customer.id, 'userId', null, 'isNew', true);
end
$$;
comment on function public.find_phone_owner(text) is
  'For the portal: who signs in with a code sent to this number, { customerId, userId?, isNew, strayId? }, or null for nobody. Somebody who has proven the number; else the only person of the one profile that has it on file; else a new sign-in for that profile. strayId is an account that was begun with the number and never proven. Never staff, never a locked portal.';
grant execute on function public.find_phone_owner(text) to service_role;

create function public.authorize_phone_code(p_user uuid, p_phone text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_phone text := private.phone_key(p_phone);
  v_owner jsonb := public.find_phone_owner(v_phone);
begin
  if v_owner is not null then
    return v_owner;
  end if;
  -- Somebody signed in who wants to have it for their new number.
  return (
    select jsonb_build_object('customerId', u.customer_id, 'userId', u.id, 'isNew', false)
    from auth.users a join public.portal_users u on u.id = a.id
    where a.id = p_user and u.portal_active and u.role = 'customer' and a.phone_change = substr(v_phone, 2)
      and not exists (select from auth.users o where o.phone = a.phone_change and o.phone_confirmed_at is not null));
end
$$;
comment on function public.authorize_phone_code(uuid, text) is
  'For the portal: whom a code that Supabase asks it to send is for; null where none is to be sent, for an endless bill of messages to strangers'' numbers is easily run up.';
grant execute on function public.authorize_phone_code(uuid, text) to service_role;

-- What follows ----------------------------------------------------------------------------------------

create function private.contact_changed(p_user public.portal_users, p_kind text, p_old text, p_new text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_key text := format('security_%s_changed:%s:%s', p_kind, p_user.id, md5(p_old || '>' || p_new || clock_timestamp()));
begin
  perform private.audit((p_user.id, p_user.role, p_user.customer_id, p_user.full_name, p_user.email)::private.viewer,
    format('profile.%s_changed', p_kind), 'portal_user', p_user.id::text, p_user.customer_id, 'self-service', jsonb_build_array(p_kind));
  perform private.notify(p_user.id, format('security_%s_changed', p_kind), 'profile', p_user.id, '{}', v_key);
  if coalesce(p_old, '') <> '' then
    perform private.enqueue('contact_changed', jsonb_build_object('userId', p_user.id, 'kind', p_kind, 'old', p_old), v_key);
  end if;
end
$$;
comment on function private.contact_changed(public.portal_users, text, text, text) is
  'After a verified change of e-mail or phone: the audit entry, the notice, and the message to the old address, which may be the only one that its owner still reads.';

create or replace function private.link_portal_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_email text := lower(new.email);
  v_name text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'full_name'), 200), '');
  v_phone text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'phone'), 32), '');
  v_number text := nullif(left(trim((new.raw_user_meta_data)::jsonb ->> 'customer_number'), 40), '');
  v_user public.portal_users;
  v_matches uuid[];
  v_customer uuid;
begin
  -- Nothing is trusted before the address is verified.
  if new.email_confirmed_at is null or v_email is null or v_email = '' then
    return new;
  end if;

  select * into v_user from public.portal_users where id = new.id;
  if v_user.id is not null and v_user.email = v_email then
    return new;
  end if;
  -- An import that is under way may be bringing this very customer.
  perform private.lock_people();
  select array_agg(c.id) into v_matches
  from (
    select id from public.customer_profiles
    where lower(email) = v_email and (v_number is null or customer_number = v_number) limit 2) c;
  if v_matches is null and v_number is not null then
    select array_agg(c.id) into v_matches from (select id from public.customer_profiles where lower(email) = v_email limit 2) c;
  end if;

  if v_user.id is not null then
    update public.portal_users set email = v_email where id = new.id;
    if v_user.role = 'customer' then
      -- The contact of the profile goes along when it was this very address, or none.
      update public.customer_profiles set email = v_email, version = version + 1
      where id = v_user.customer_id and coalesce(lower(email), '') = v_user.email;
      perform private.adopt_self_made_profiles(v_matches);
    end if;
    perform private.contact_changed(v_user, 'email', v_user.email, v_email);
    return new;
  end if;

  if cardinality(v_matches) = 1 then
    v_customer := v_matches[1];
  else
    insert into public.customer_profiles (full_name, email, phone, phone_is_claimed)
    values (coalesce(v_name, split_part(v_email, '@', 1)), v_email, v_phone, v_phone is not null)
    returning id into v_customer;
  end if;

  insert into public.portal_users (id, role, customer_id, email, full_name, phone)
  values (new.id, 'customer', v_customer, v_email, coalesce(v_name, split_part(v_email, '@', 1)), v_phone)
  on conflict (id) do nothing;
  return new;
end
$$;

create function private.link_portal_phone()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_phone text := private.phone_key('+' || ltrim(new.phone, '+'));
  v_user public.portal_users;
  v_customer uuid;
begin
  if new.phone_confirmed_at is null or v_phone is null then
    return new;
  end if;
  select * into v_user from public.portal_users where id = new.id;
  if v_user.id is not null then
    if v_user.phone_verified_at is not null and v_user.phone = v_phone then
      return new;
    end if;
    update public.portal_users set phone = v_phone, phone_verified_at = new.phone_confirmed_at where id = new.id;
    -- The number of the profile goes along when it was this very number, or none that counts.
    update public.customer_profiles set phone = v_phone, phone_is_claimed = false, version = version + 1
    where id = v_user.customer_id and v_user.role = 'customer' and phone is distinct from v_phone
      and (phone is null or phone_is_claimed or private.phone_key(phone) = private.phone_key(v_user.phone));
    update public.customer_profiles set phone_is_claimed = false
    where id = v_user.customer_id and v_user.role = 'customer' and phone_is_claimed and phone = v_phone;
    if v_user.phone_verified_at is not null or private.phone_key(v_user.phone) is distinct from v_phone then
      perform private.contact_changed(v_user, 'phone', case when v_user.phone_verified_at is not null then v_user.phone end, v_phone);
    end if;
    return new;
  end if;
  -- With an address as well, that is what they are known by.
  if new.email_confirmed_at is not null then
    return new;
  end if;
  perform private.lock_people();
  v_customer := private.profile_of_phone(v_phone);
  if v_customer is null or exists (select from public.portal_users u
    where u.customer_id = v_customer and not u.portal_active and private.phone_key(u.phone) = v_phone) then
    -- Nobody we know: they have a sign-in, and it opens nothing.
    return new;
  end if;
  insert into public.portal_users (id, role, customer_id, email, full_name, phone, phone_verified_at)
  select new.id, 'customer', c.id, '', c.full_name, v_phone, new.phone_confirmed_at
  from public.customer_profiles c where c.id = v_customer
  on conflict (id) do nothing;
  return new;
end
$$;
comment on function private.link_portal_phone() is
  'Trigger on auth.users: a number that a code has proven is the person''s; somebody new who has no address joins the one profile that has the number on file. A number that no profile has, or several, makes nobody a customer.';

create trigger portico_link_portal_phone
  after insert or update of phone, phone_confirmed_at on auth.users
  for each row execute function private.link_portal_phone();

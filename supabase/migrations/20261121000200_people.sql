-- Customers of record, the people who sign in, and who the current one is.

create type public.user_role as enum ('customer', 'agent', 'admin');
create type public.customer_kind as enum ('person', 'company');
create type public.account_status as enum ('active', 'suspended', 'closed');

create sequence private.customer_number_seq start 10001;

create function private.next_customer_number()
returns text
language sql
volatile
security definer
set search_path = ''
as $$ select 'C-' || lpad(nextval('private.customer_number_seq')::text, 6, '0') $$;
comment on function private.next_customer_number() is 'The next customer number, C-NNNNNN.';
-- A column default runs with the rights of whoever inserts.
grant execute on function private.next_customer_number() to service_role;

create table public.customer_profiles (
  id uuid primary key default gen_random_uuid(),
  customer_number text not null unique default private.next_customer_number(),
  kind public.customer_kind not null default 'person',
  full_name text not null check (char_length(full_name) between 1 and 200),
  company_name text check (char_length(company_name) <= 200),
  email text check (char_length(email) <= 320),
  phone text check (char_length(phone) <= 32),
  billing_address jsonb not null default '{}' check (jsonb_typeof(billing_address) = 'object'),
  shipping_address jsonb not null default '{}' check (jsonb_typeof(shipping_address) = 'object'),
  locale text not null default 'en' check (char_length(locale) between 2 and 35),
  time_zone text not null default 'Africa/Johannesburg' check (char_length(time_zone) between 1 and 64),
  account_status public.account_status not null default 'active',
  source text not null default 'portal' check (char_length(source) <= 40),
  external_id text check (char_length(external_id) <= 200),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, external_id)
);
comment on table public.customer_profiles is 'The customer of record, a person or a company. Exists before anyone signs up.';
create index customer_profiles_email_idx on public.customer_profiles (lower(email));
create index customer_profiles_name_trgm_idx on public.customer_profiles using gin (full_name extensions.gin_trgm_ops);
create index customer_profiles_email_trgm_idx on public.customer_profiles using gin (email extensions.gin_trgm_ops);
create trigger customer_profiles_touch before update on public.customer_profiles
  for each row execute function private.touch_updated_at();

create table public.portal_users (
  id uuid primary key references auth.users (id) on delete cascade,
  role public.user_role not null default 'customer',
  customer_id uuid references public.customer_profiles (id) on delete restrict,
  email text not null check (char_length(email) <= 320),
  full_name text not null check (char_length(full_name) between 1 and 200),
  phone text check (char_length(phone) <= 32),
  portal_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (role <> 'customer' or customer_id is not null)
);
comment on table public.portal_users is 'One row per person who signs in. Roles live here and nowhere else; several people may share a customer profile.';
create index portal_users_customer_idx on public.portal_users (customer_id);
create index portal_users_staff_idx on public.portal_users (role) where role <> 'customer';
create trigger portal_users_touch before update on public.portal_users
  for each row execute function private.touch_updated_at();

create type public.theme_choice as enum ('system', 'light', 'dark');

create table public.customer_preferences (
  user_id uuid primary key references public.portal_users (id) on delete cascade,
  theme public.theme_choice not null default 'system',
  locale text check (char_length(locale) between 2 and 35),
  time_zone text check (char_length(time_zone) between 1 and 64),
  email_enabled boolean not null default true,
  updated_at timestamptz not null default now()
);
comment on table public.customer_preferences is 'What a person chose for themselves. No row means the defaults.';
create trigger customer_preferences_touch before update on public.customer_preferences
  for each row execute function private.touch_updated_at();

-- Who is asking -------------------------------------------------------------------------------

create type private.viewer as (id uuid, role public.user_role, customer_id uuid, full_name text, email text);

create function private.current_viewer()
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
$$;
comment on function private.current_viewer() is
  'The signed-in person, or null: nobody signed in, portal locked (portal_active = false), or session signed out. The token alone is not enough, so a lock holds at once.';

create function private.viewer_id() returns uuid
language sql stable security definer set search_path = ''
as $$ select (private.current_viewer()).id $$;
comment on function private.viewer_id() is 'Id of the signed-in person while their access is active, else null.';

create function private.viewer_customer_id() returns uuid
language sql stable security definer set search_path = ''
as $$ select (private.current_viewer()).customer_id $$;
comment on function private.viewer_customer_id() is 'Customer profile of the signed-in person, null for staff and for nobody.';

create function private.is_staff() returns boolean
language sql stable security definer set search_path = ''
as $$ select coalesce((private.current_viewer()).role in ('agent', 'admin'), false) $$;
comment on function private.is_staff() is 'Whether the signed-in person is an active agent or admin.';

create function private.is_admin() returns boolean
language sql stable security definer set search_path = ''
as $$ select coalesce((private.current_viewer()).role = 'admin', false) $$;
comment on function private.is_admin() is 'Whether the signed-in person is an active admin.';

create function private.require_viewer() returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.current_viewer();
begin
  if viewer.id is null then
    if exists (select 1 from public.portal_users u where u.id = (select auth.uid()) and not u.portal_active) then
      perform private.fail('PT403', 'portal_locked', 'Access to the portal is locked for this account. Contact support.');
    end if;
    perform private.fail('PT401', 'unauthenticated', 'Sign in and try again.');
  end if;
  return viewer;
end
$$;
comment on function private.require_viewer() is 'The signed-in person. Raises PT401 unauthenticated or PT403 portal_locked.';

create function private.require_staff() returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role = 'customer' then
    perform private.fail('PT403', 'staff_only', 'Only support staff can do this.');
  end if;
  return viewer;
end
$$;
comment on function private.require_staff() is 'The signed-in staff member. Raises PT401, or PT403 staff_only.';

grant execute on function private.viewer_id(), private.viewer_customer_id(), private.is_staff(), private.is_admin()
  to anon, authenticated, service_role;

-- Linking a person to a customer --------------------------------------------------------------

create function private.link_portal_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_email text := lower(new.email);
  v_name text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'full_name'), 200), '');
  v_phone text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'phone'), 32), '');
  v_matches uuid[];
  v_customer uuid;
begin
  -- Nothing is trusted before the address is verified.
  if new.email_confirmed_at is null or v_email is null then
    return new;
  end if;

  update public.portal_users set email = v_email where id = new.id and email <> v_email;
  if exists (select 1 from public.portal_users where id = new.id) then
    return new;
  end if;

  select array_agg(c.id) into v_matches
  from (select id from public.customer_profiles where lower(email) = v_email limit 2) c;

  if cardinality(v_matches) = 1 then
    v_customer := v_matches[1];
  else
    insert into public.customer_profiles (full_name, email, phone)
    values (coalesce(v_name, split_part(v_email, '@', 1)), v_email, v_phone)
    returning id into v_customer;
  end if;

  insert into public.portal_users (id, role, customer_id, email, full_name, phone)
  values (new.id, 'customer', v_customer, v_email, coalesce(v_name, split_part(v_email, '@', 1)), v_phone)
  on conflict (id) do nothing;
  return new;
end
$$;
comment on function private.link_portal_user() is
  'Trigger on auth.users: once the e-mail is verified, links the person to the one customer profile with that e-mail, or makes a new profile when none or several match.';

create trigger portico_link_portal_user
  after insert or update of email, email_confirmed_at on auth.users
  for each row execute function private.link_portal_user();

-- Who may see what ----------------------------------------------------------------------------

alter table public.customer_profiles enable row level security;
alter table public.portal_users enable row level security;
alter table public.customer_preferences enable row level security;

create policy "Customers read their own profile, staff read every profile"
  on public.customer_profiles for select to authenticated
  using (id = (select private.viewer_customer_id()) or (select private.is_staff()));

create policy "People read themselves and colleagues, staff read everyone"
  on public.portal_users for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or id = (select private.viewer_id()) or (select private.is_staff()));

create policy "People read their own preferences"
  on public.customer_preferences for select to authenticated
  using (user_id = (select private.viewer_id()));

grant select on public.customer_profiles, public.portal_users, public.customer_preferences to authenticated;
grant select, insert, update, delete on public.customer_profiles, public.portal_users, public.customer_preferences to service_role;

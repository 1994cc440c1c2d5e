-- What a hosted Supabase project has before its first migration, and Supabase Lite does not.
-- Runs on the embedded database only, before the migrations, after Lite's auth and storage tables.
-- Every statement can be repeated.

-- Roles ---------------------------------------------------------------------------------------------

do $roles$
declare
  name text;
begin
  foreach name in array array[
    'anon', 'authenticated', 'service_role', 'supabase_auth_admin', 'supabase_storage_admin',
    'supabase_realtime_admin', 'supabase_admin', 'dashboard_user', 'authenticator'
  ] loop
    if not exists (select from pg_catalog.pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit', name);
    end if;
  end loop;
end
$roles$;

alter role service_role bypassrls;
grant anon, authenticated, service_role to authenticator;

-- Schemas -------------------------------------------------------------------------------------------

create schema if not exists extensions;
create schema if not exists realtime;
create extension if not exists pgcrypto with schema extensions;

grant usage on schema public, extensions, auth, storage, realtime to anon, authenticated, service_role;
grant usage on schema auth to supabase_auth_admin;
grant all on all tables in schema auth to supabase_auth_admin;

-- A new hosted project grants nothing in `public` by itself, and neither does this one:
-- every grant stands in a migration.
revoke create on schema public from public;

-- Claims of the request -------------------------------------------------------------------------------

create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

create or replace function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;

-- Storage: the tables are guarded by row level security, as on hosted ----------------------------------

grant all on storage.buckets, storage.objects to anon, authenticated, service_role;

-- Realtime ------------------------------------------------------------------------------------------

create table if not exists realtime.messages (
  id uuid not null default gen_random_uuid() primary key,
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  inserted_at timestamp not null default now(),
  updated_at timestamp not null default now()
);
create index if not exists messages_inserted_at_idx on realtime.messages (inserted_at);
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;

create or replace function realtime.topic() returns text language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '')::text
$$;

-- The same contract as on hosted: a failure to send is a warning and never undoes the caller's work.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
  final_payload jsonb := payload;
begin
  if jsonb_typeof(payload) = 'object' and not payload ? 'id' then
    final_payload := jsonb_set(payload, '{id}', to_jsonb(message_id));
  end if;
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (message_id, final_payload, event, topic, private, 'broadcast');
exception
  when others then
    raise warning 'ErrorSendingBroadcastMessage: %', sqlerrm;
end
$$;

-- Hosted Realtime reads new rows from the write-ahead log; here a notification carries them, and only
-- the id when the message would not fit into one (8,000 bytes).
create or replace function realtime.announce_message() returns trigger language plpgsql as $$
declare
  message text := jsonb_build_object(
    'topic', new.topic, 'event', new.event, 'private', new.private, 'payload', new.payload
  )::text;
begin
  if octet_length(message) > 7500 then
    message := jsonb_build_object('id', new.id)::text;
  end if;
  perform pg_notify('realtime_messages', message);
  return null;
end
$$;

create or replace trigger announce_message after insert on realtime.messages
for each row when (new.extension = 'broadcast') execute function realtime.announce_message();

-- Messages sent by the embedded server itself ----------------------------------------------------------

create schema if not exists embedded;

create table if not exists embedded.outbox (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('email', 'whatsapp', 'sms')),
  recipient text not null,
  subject text,
  text text,
  html text,
  created_at timestamptz not null default now()
);

comment on schema embedded is 'Belongs to the embedded Supabase; a hosted project has no such schema.';
comment on table embedded.outbox is 'Every message that would have left the machine, newest last.';

-- Codes sent to telephones, which Lite does not know ----------------------------------------------------

create table if not exists embedded.phone_codes (
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('sms', 'phone_change')),
  phone text not null,
  code_hash text not null,
  tries int not null default 0,
  sent_at timestamptz not null default now(),
  primary key (user_id, kind)
);

comment on table embedded.phone_codes is 'The newest code of each person and purpose, hashed together with the number. Used once, tried five times, good for ten minutes.';

-- Second factors, which Lite does not know either: the tables of Supabase Auth ---------------------------

create table if not exists auth.mfa_factors (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  friendly_name text,
  factor_type text not null check (factor_type in ('totp', 'webauthn', 'phone')),
  status text not null check (status in ('unverified', 'verified')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  secret text,
  phone text,
  last_challenged_at timestamptz
);
create index if not exists mfa_factors_user_id_idx on auth.mfa_factors (user_id);
create unique index if not exists mfa_factors_user_friendly_name_unique
  on auth.mfa_factors (friendly_name, user_id) where trim(friendly_name) <> '';

create table if not exists auth.mfa_challenges (
  id uuid primary key,
  factor_id uuid not null references auth.mfa_factors (id) on delete cascade,
  created_at timestamptz not null default now(),
  verified_at timestamptz
);
create index if not exists mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);

create table if not exists auth.mfa_amr_claims (
  id uuid primary key,
  session_id uuid not null references auth.sessions (id) on delete cascade,
  authentication_method text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (session_id, authentication_method)
);

create table if not exists embedded.factor_tries (
  factor_id uuid primary key references auth.mfa_factors (id) on delete cascade,
  tries int not null default 0,
  since timestamptz not null default now(),
  last_step bigint not null default 0
);

comment on table embedded.factor_tries is 'How often a code of this factor was tried lately, and the last half minute whose code was used: none works twice.';

-- WhatsApp and SMS messages as they are sent, and passwords that were asked again.

create type public.message_status as enum ('queued', 'sent', 'delivered', 'read', 'kept', 'failed');

create table public.message_logs (
  id uuid primary key default gen_random_uuid(),
  channel text not null default 'whatsapp' check (channel in ('whatsapp', 'sms')),
  kind text not null check (kind in ('code', 'notice')),
  to_number text not null check (to_number ~ '^\+[1-9][0-9]{5,14}$'),
  template text not null check (char_length(template) between 1 and 120),
  language text not null default 'en' check (char_length(language) between 2 and 15),
  body_text text check (char_length(body_text) <= 4096),
  status public.message_status not null default 'queued',
  provider_id text unique check (char_length(provider_id) <= 200),
  error text check (char_length(error) <= 500),
  dedupe_key text unique check (char_length(dedupe_key) <= 200),
  customer_id uuid references public.customer_profiles (id) on delete set null,
  user_id uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- A code is worth an account for ten minutes: where it leaves by a real service it is written down nowhere.
  check (kind <> 'code' or body_text is null or status = 'kept')
);
comment on table public.message_logs is
  'Every WhatsApp or SMS message the portal sent or kept. "kept" means that no service is configured: only then is there a text.';
create index message_logs_created_idx on public.message_logs (created_at desc, id desc);
create index message_logs_customer_idx on public.message_logs (customer_id);
create index message_logs_user_idx on public.message_logs (user_id);
create trigger message_logs_touch before update on public.message_logs
  for each row execute function private.touch_updated_at();
alter table public.message_logs enable row level security;
-- Not the text: on a developer's machine it holds codes, which are nobody's business but their owner's.
create policy "Staff read the log of messages" on public.message_logs for select to authenticated
  using ((select private.is_staff()));
grant select (id, channel, kind, to_number, template, language, status, error, customer_id, user_id, created_at, updated_at)
  on public.message_logs to authenticated;
grant select, insert, update on public.message_logs to service_role;

-- The password, asked again ------------------------------------------------------------------------

create table private.reauthentications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  purpose text not null check (purpose ~ '^[a-z_]{1,40}$'),
  created_at timestamptz not null default now(),
  used_at timestamptz
);
comment on table private.reauthentications is
  'That a person gave their password again, for one purpose: good for one command within ten minutes.';
create index reauthentications_user_idx on private.reauthentications (user_id, purpose, created_at);
alter table private.reauthentications enable row level security;

create function public.record_reauthentication(p_user uuid, p_purpose text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if not exists (select from public.portal_users u where u.id = p_user and u.portal_active) then
    perform private.fail('PT404', 'user_not_found', 'There is no such person.');
  end if;
  delete from private.reauthentications where created_at < now() - interval '1 day';
  insert into private.reauthentications (user_id, purpose) values (p_user, p_purpose);
end
$$;
comment on function public.record_reauthentication(uuid, text) is
  'For the portal, once it has checked the password: lets the person run one command that asks for it. Raises PT404.';
grant execute on function public.record_reauthentication(uuid, text) to service_role;

create function private.require_reauthentication(p_user uuid, p_purpose text)
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
  -- Of two commands at once the second waits for the row and then finds it used.
  update private.reauthentications set used_at = now()
  where used_at is null and id = (
    select r.id from private.reauthentications r
    where r.user_id = p_user and r.purpose = p_purpose and r.used_at is null and r.created_at > now() - interval '10 minutes'
    order by r.created_at desc, r.id limit 1);
  if not found then
    perform private.fail('PT403', 'password_required', 'Enter your password again and repeat this.');
  end if;
end
$$;
comment on function private.require_reauthentication(uuid, text) is
  'Passes where the session was begun within ten minutes; otherwise uses up the proof that the person gave their password for this purpose within as long. Raises PT403 password_required.';

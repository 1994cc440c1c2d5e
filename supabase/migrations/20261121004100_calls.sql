-- Calls: when agents can be called, which slots that makes, and what is kept of a call beside its time.
-- lib/calls/slots.ts counts slots in the same way; a test compares the two.

select private.allow_notifications(array[
  'call_booked', 'call_moved', 'call_cancelled', 'call_reminder', 'call_slot_free', 'call_assigned', 'call_summary']);

-- A call ------------------------------------------------------------------------------------------

alter table public.scheduled_calls
  add column category text references public.ticket_categories (slug) on update cascade on delete set null,
  add column channel text not null default 'phone' check (channel in ('phone', 'video')),
  add column video_url text check (video_url ~ '^https://[^\s<>"]+$' and char_length(video_url) <= 500),
  add column buffer_before int not null default 0 check (buffer_before between 0 and 120),
  add column buffer_after int not null default 0 check (buffer_after between 0 and 120),
  -- Whatever is written here, the trigger below knows better.
  add column blocked_from timestamptz default now(),
  add column blocked_until timestamptz default now(),
  add column sequence int not null default 0 check (sequence >= 0),
  add column version int not null default 1,
  add column cancelled_at timestamptz,
  add column cancel_reason text check (char_length(cancel_reason) between 1 and 500),
  add column updated_at timestamptz not null default now(),
  add check (char_length(time_zone) between 1 and 64);
comment on column public.scheduled_calls.blocked_from is
  'With blocked_until: what the agent can take no other call in, preparation and work afterwards (buffer_before, buffer_after, in minutes) included.';
comment on column public.scheduled_calls.sequence is 'SEQUENCE of the iCalendar event: rises with each move and with the cancellation.';
create index scheduled_calls_category_idx on public.scheduled_calls (category);
create index scheduled_calls_starts_idx on public.scheduled_calls (starts_at, id);

create function private.block_call()
returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.blocked_from := new.starts_at - make_interval(mins => new.buffer_before);
  new.blocked_until := new.ends_at + make_interval(mins => new.buffer_after);
  new.updated_at := now();
  return new;
end
$$;
comment on function private.block_call() is 'Trigger: a call blocks its own time and the buffers around it.';
create trigger scheduled_calls_block before insert or update on public.scheduled_calls
  for each row execute function private.block_call();
update public.scheduled_calls set version = version;
alter table public.scheduled_calls
  alter column blocked_from set not null, alter column blocked_until set not null,
  add check (blocked_from <= starts_at and blocked_until >= ends_at);

-- The rule of before knew no buffers.
do $$
begin
  execute (select format('alter table public.scheduled_calls drop constraint %I', conname)
    from pg_catalog.pg_constraint where conrelid = 'public.scheduled_calls'::regclass and contype = 'x');
end
$$;
alter table public.scheduled_calls add constraint scheduled_calls_one_at_a_time
  exclude using gist (agent_id extensions.gist_uuid_ops with operator(pg_catalog.=), tstzrange(blocked_from, blocked_until) with &&)
  where (status = 'scheduled');
comment on constraint scheduled_calls_one_at_a_time on public.scheduled_calls is
  'One agent cannot be in two calls at once, nor in the buffers around one, whoever books them.';

create table public.call_events (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references public.scheduled_calls (id) on delete cascade,
  type text not null check (type in ('booked', 'moved', 'cancelled', 'changed', 'completed', 'no_show', 'transcript_added', 'reassigned')),
  actor_type public.message_author not null,
  actor_id uuid references public.portal_users (id) on delete set null,
  actor_name text not null check (char_length(actor_name) <= 200),
  old_starts_at timestamptz,
  new_starts_at timestamptz,
  note text check (char_length(note) <= 500),
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.call_events is 'What happened to a call, oldest first: for its page.';
create index call_events_call_idx on public.call_events (call_id, created_at, id);
create index call_events_actor_idx on public.call_events (actor_id);

create table public.call_notes (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references public.scheduled_calls (id) on delete cascade,
  author_id uuid references public.portal_users (id) on delete set null,
  author_name text not null check (char_length(author_name) <= 200),
  body text not null check (char_length(body) between 1 and 5000),
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.call_notes is 'What staff write down about a call for each other. Never the customer''s to see.';
create index call_notes_call_idx on public.call_notes (call_id, created_at, id);
create index call_notes_author_idx on public.call_notes (author_id);

create table public.call_waitlist (
  call_id uuid primary key references public.scheduled_calls (id) on delete cascade,
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  user_id uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.call_waitlist is
  'Calls whose customer would rather have an earlier slot. When one becomes free all who wait are told; the first to take it has it.';
create index call_waitlist_customer_idx on public.call_waitlist (customer_id);
create index call_waitlist_user_idx on public.call_waitlist (user_id);
create index call_waitlist_created_idx on public.call_waitlist (created_at, call_id);

-- When agents can be called -------------------------------------------------------------------------

create function private.are_windows(p_windows jsonb, p_weekly boolean)
returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_windows) <> 'array' or jsonb_array_length(p_windows) > 42 then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(p_windows) as e(w)
    where jsonb_typeof(w) <> 'object'
      or coalesce(w ->> 'opens', '') !~ '^([01]\d|2[0-3]):[0-5]\d$'
      or coalesce(w ->> 'closes', '') !~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$'
      or w ->> 'closes' <= w ->> 'opens'
      or (p_weekly and coalesce(w ->> 'weekday', '') !~ '^[0-6]$')
      or w - array['opens', 'closes', 'weekday'] <> '{}')
    -- No moment lies in two windows of a day.
    and not exists (
      select 1
      from jsonb_array_elements(p_windows) with ordinality as a(w, n)
      join jsonb_array_elements(p_windows) with ordinality as b(w, n) on a.n < b.n
      where (not p_weekly or a.w ->> 'weekday' = b.w ->> 'weekday')
        and a.w ->> 'opens' < b.w ->> 'closes' and b.w ->> 'opens' < a.w ->> 'closes');
end
$$;
comment on function private.are_windows(jsonb, boolean) is
  'Whether these are windows [{ weekday (0 Monday, where weekly), opens, closes }] that do not overlap; 24:00 ends a day.';
grant execute on function private.are_windows(jsonb, boolean) to service_role;

create table public.agent_availability (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references public.portal_users (id) on delete cascade,
  valid_from date not null,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  windows jsonb not null check (private.are_windows(windows, true)),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agent_id, valid_from)
);
comment on table public.agent_availability is
  'The week in which an agent can be called, in the agent''s own zone, from valid_from until the next one begins. No windows: not at all.';
create trigger agent_availability_touch before update on public.agent_availability
  for each row execute function private.touch_updated_at();

create table public.availability_exceptions (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references public.portal_users (id) on delete cascade,
  day date not null,
  time_zone text not null check (char_length(time_zone) between 1 and 64),
  windows jsonb not null default '[]' check (private.are_windows(windows, false)),
  note text check (char_length(note) between 1 and 200),
  created_at timestamptz not null default now(),
  unique (agent_id, day)
);
comment on table public.availability_exceptions is
  'Days on which an agent can be called at other times than the week says, or, without windows, not at all.';

create table public.agent_time_off (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references public.portal_users (id) on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  note text check (char_length(note) between 1 and 200),
  created_at timestamptz not null default now(),
  check (ends_at > starts_at and ends_at <= starts_at + interval '400 days')
);
comment on table public.agent_time_off is 'Time off that is planned; staff_absences says who is away at this moment.';
create index agent_time_off_agent_idx on public.agent_time_off (agent_id, ends_at);

create table public.agent_call_profiles (
  agent_id uuid primary key references public.portal_users (id) on delete cascade,
  video_url text check (video_url ~ '^https://[^\s<>"]+$' and char_length(video_url) <= 500),
  updated_at timestamptz not null default now()
);
comment on table public.agent_call_profiles is 'Where an agent''s video calls take place. Without an address they take calls by telephone alone.';
create trigger agent_call_profiles_touch before update on public.agent_call_profiles
  for each row execute function private.touch_updated_at();

create table public.agent_call_skills (
  agent_id uuid not null references public.portal_users (id) on delete cascade,
  category text not null references public.ticket_categories (slug) on update cascade on delete cascade,
  primary key (agent_id, category)
);
comment on table public.agent_call_skills is 'What an agent takes calls about. Without any: about everything.';
create index agent_call_skills_category_idx on public.agent_call_skills (category);

alter table public.call_events enable row level security;
create policy "Events are visible with their call" on public.call_events for select to authenticated
  using (exists (select 1 from public.scheduled_calls c where c.id = call_id));
alter table public.call_notes enable row level security;
create policy "Staff read notes about calls" on public.call_notes for select to authenticated using ((select private.is_staff()));
alter table public.call_waitlist enable row level security;
create policy "Customers read what they wait for, staff read all" on public.call_waitlist for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
alter table public.agent_availability enable row level security;
create policy "Staff read when colleagues can be called" on public.agent_availability for select to authenticated using ((select private.is_staff()));
alter table public.availability_exceptions enable row level security;
create policy "Staff read colleagues' exceptions" on public.availability_exceptions for select to authenticated using ((select private.is_staff()));
alter table public.agent_time_off enable row level security;
create policy "Staff read colleagues' time off" on public.agent_time_off for select to authenticated using ((select private.is_staff()));
alter table public.agent_call_profiles enable row level security;
create policy "Staff read how colleagues are called" on public.agent_call_profiles for select to authenticated using ((select private.is_staff()));
alter table public.agent_call_skills enable row level security;
create policy "Staff read what colleagues are called about" on public.agent_call_skills for select to authenticated using ((select private.is_staff()));

grant select on public.call_events, public.call_notes, public.call_waitlist, public.agent_availability, public.availability_exceptions,
  public.agent_time_off, public.agent_call_profiles, public.agent_call_skills to authenticated;
grant select, insert, update, delete on public.call_events, public.call_notes, public.call_waitlist, public.agent_availability,
  public.availability_exceptions, public.agent_time_off, public.agent_call_profiles, public.agent_call_skills to service_role;

-- Slots -------------------------------------------------------------------------------------------

create type private.call_settings as (
  slot_minutes int, notice_minutes int, buffer_before int, buffer_after int, horizon_days int, max_open int);
comment on type private.call_settings is
  'How long a call is, how long before it must be booked, what an agent needs around one, how far ahead it can be booked, how many a customer may have ahead.';

create function private.call_settings()
returns private.call_settings
language sql stable security definer set search_path = ''
as $$
  select (
    case when s.slot in (15, 30, 45, 60) then s.slot else 30 end,
    private.setting_int('call_notice_minutes', 240, 0, 20160),
    private.setting_int('call_buffer_before', 0, 0, 120), private.setting_int('call_buffer_after', 0, 0, 120),
    private.setting_int('call_horizon_days', 42, 1, 180), private.setting_int('call_max_open', 3, 1, 50))::private.call_settings
  from (select private.setting_int('call_slot_minutes', 30, 15, 60) as slot) s
$$;
comment on function private.call_settings() is 'How calls are booked in this installation.';

create function private.settings_of_staff(p_settings private.call_settings)
returns private.call_settings
language sql immutable set search_path = ''
as $$
  select (p_settings.slot_minutes, 0, p_settings.buffer_before, p_settings.buffer_after, 365, 1000)::private.call_settings
$$;
comment on function private.settings_of_staff(private.call_settings) is 'Staff book at short notice, and up to a year ahead.';

create function private.first_moment(p_local timestamp, p_zone text)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_utc timestamptz := p_local at time zone 'utc';
  -- What the time would be with the offsets of a day before and a day after: they differ around a change.
  v_one timestamptz := v_utc - (((v_utc - interval '24 hours') at time zone p_zone) - (p_local - interval '24 hours'));
  v_other timestamptz := v_utc - (((v_utc + interval '24 hours') at time zone p_zone) - (p_local + interval '24 hours'));
  v_low timestamptz := least(v_one, v_other);
  v_high timestamptz := greatest(v_one, v_other);
  v_middle timestamptz;
begin
  if v_low = v_high or (v_low at time zone p_zone) >= p_local then
    return v_low;
  end if;
  while v_high - v_low > interval '1 second' loop
    v_middle := v_low + make_interval(secs => floor(extract(epoch from v_high - v_low) / 2)::int);
    if (v_middle at time zone p_zone) >= p_local then
      v_high := v_middle;
    else
      v_low := v_middle;
    end if;
  end loop;
  return v_high;
end
$$;
comment on function private.first_moment(timestamp, text) is
  'The first moment at which the clocks of a zone show this time or a later one. A time that is skipped is the moment of the change; of one that comes twice it is the earlier. It never falls as p_local rises, so windows that do not overlap on the wall do not overlap in time.';

create function private.call_windows(p_from timestamptz, p_to timestamptz, p_agent uuid default null)
returns table (agent_id uuid, opens timestamptz, closes timestamptz)
language sql stable security definer set search_path = ''
as $$
  with versions as (
    select a.agent_id, a.time_zone, a.windows, a.valid_from,
      lead(a.valid_from) over (partition by a.agent_id order by a.valid_from) as valid_to
    from public.agent_availability a where p_agent is null or a.agent_id = p_agent),
  days as (
    select v.agent_id, v.time_zone, v.windows, d::date as day
    from versions v
    cross join lateral generate_series(
      greatest(v.valid_from, (p_from at time zone v.time_zone)::date - 1)::timestamp,
      least(v.valid_to - 1, (p_to at time zone v.time_zone)::date + 1)::timestamp, interval '1 day') as d),
  shown as (
    select d.agent_id, d.time_zone, d.day, w.opens, w.closes
    from days d cross join lateral jsonb_to_recordset(d.windows) as w(weekday int, opens time, closes time)
    where w.weekday = extract(isodow from d.day)::int - 1
      and not exists (select 1 from public.availability_exceptions e where e.agent_id = d.agent_id and e.day = d.day)
    union all
    select e.agent_id, e.time_zone, e.day, w.opens, w.closes
    from public.availability_exceptions e cross join lateral jsonb_to_recordset(e.windows) as w(opens time, closes time)
    where (p_agent is null or e.agent_id = p_agent)
      and e.day between (p_from at time zone e.time_zone)::date - 1 and (p_to at time zone e.time_zone)::date + 1)
  select s.agent_id, private.first_moment(s.day + s.opens, s.time_zone), private.first_moment(s.day + s.closes, s.time_zone)
  from shown s
$$;
comment on function private.call_windows(timestamptz, timestamptz, uuid) is
  'When agents can be called: their week, or what an exception says of a day. Reaches a day beyond what was asked for.';

create function private.call_slots(
  p_from timestamptz, p_to timestamptz, p_now timestamptz, p_settings private.call_settings, p_agent uuid default null,
  p_category text default null, p_channel text default null, p_except uuid default null)
returns table (agent_id uuid, starts_at timestamptz, ends_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  with agents as (
    select u.id from public.portal_users u
    where u.portal_active and u.role in ('agent', 'admin') and (p_agent is null or u.id = p_agent)
      and (p_channel is distinct from 'video'
        or exists (select 1 from public.agent_call_profiles p where p.agent_id = u.id and p.video_url is not null))
      and (p_category is null or not exists (select 1 from public.agent_call_skills k where k.agent_id = u.id)
        or exists (select 1 from public.agent_call_skills k where k.agent_id = u.id and k.category = p_category))),
  slots as (
    select distinct w.agent_id, s.at as starts_at, s.at + make_interval(mins => p_settings.slot_minutes) as ends_at
    from private.call_windows(greatest(p_from, p_now), least(p_to, p_now + make_interval(hours => 24 * p_settings.horizon_days)), p_agent) w
    cross join lateral generate_series(
      w.opens, w.closes - make_interval(mins => p_settings.slot_minutes), make_interval(mins => p_settings.slot_minutes)) as s(at)
    where w.agent_id in (select id from agents)
      and s.at >= greatest(p_from, p_now + make_interval(mins => p_settings.notice_minutes))
      and s.at < p_to and s.at <= p_now + make_interval(hours => 24 * p_settings.horizon_days))
  select s.agent_id, s.starts_at, s.ends_at from slots s
  where not exists (
      select 1 from public.scheduled_calls c
      where c.agent_id = s.agent_id and c.status = 'scheduled' and c.id is distinct from p_except
        and c.blocked_from < s.ends_at + make_interval(mins => p_settings.buffer_after)
        and c.blocked_until > s.starts_at - make_interval(mins => p_settings.buffer_before)
        -- Within reach of the index by agent and start; no call and its buffers are longer than a day.
        and c.starts_at > s.starts_at - interval '24 hours' and c.starts_at < s.ends_at + interval '24 hours')
    and not exists (
      select 1 from public.agent_time_off t
      where t.agent_id = s.agent_id and t.starts_at < s.ends_at and t.ends_at > s.starts_at)
    and not exists (
      select 1 from public.staff_absences a where a.user_id = s.agent_id and (a.until is null or a.until > s.starts_at))
    and not exists (
      select 1 from public.holidays h
      where h.day between (s.starts_at at time zone private.business_time_zone())::date
        and ((s.ends_at - interval '1 second') at time zone private.business_time_zone())::date)
$$;
comment on function private.call_slots(timestamptz, timestamptz, timestamptz, private.call_settings, uuid, text, text, uuid) is
  'The slots that begin from p_from to before p_to and can be had at p_now: inside a window, at its beginning or whole slots after it, after the notice, before the horizon, clear of calls with their buffers (but p_except, which is about to move), time off, absences and holidays. One row for each agent.';

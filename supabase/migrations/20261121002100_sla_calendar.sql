-- Business time: the weekly hours, the holidays, and how time is counted between two moments.
-- lib/sla/calendar.ts does the same sums; one table of cases (lib/sla/cases.json) is run through both.

create table public.business_hours (
  id uuid primary key default gen_random_uuid(),
  weekday int not null check (weekday between 0 and 6),
  opens time not null,
  closes time not null,
  check (closes > opens),
  unique (weekday, opens)
);
comment on table public.business_hours is
  'When the desk is open, in the zone of app_settings.time_zone; weekday 0 is Monday, 24:00 ends a day. A day may have several windows. Without any the desk never closes.';

create table public.holidays (
  day date primary key,
  name text not null check (char_length(name) between 1 and 120)
);
comment on table public.holidays is 'Days on which the desk is closed all day, in its own zone.';

alter table public.business_hours enable row level security;
create policy "Signed-in people read the business hours" on public.business_hours for select to authenticated using (true);
alter table public.holidays enable row level security;
create policy "Signed-in people read the holidays" on public.holidays for select to authenticated using (true);
grant select on public.business_hours, public.holidays to authenticated;
grant select, insert, update, delete on public.business_hours, public.holidays to service_role;

create type private.business_calendar as (zone text, weekdays int[], opens time[], closes time[], holidays date[]);
comment on type private.business_calendar is
  'A week of windows, ordered by weekday and opening, with holidays and the zone that they are in. No windows: always open.';

create function private.business_time_zone() returns text
language sql stable security definer set search_path = ''
as $$ select coalesce((select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC') $$;
comment on function private.business_time_zone() is 'The zone of the business.';

create function private.business_calendar()
returns private.business_calendar
language sql stable security definer set search_path = ''
as $$
  select (private.business_time_zone(),
    coalesce(array_agg(h.weekday order by h.weekday, h.opens), '{}'), coalesce(array_agg(h.opens order by h.weekday, h.opens), '{}'),
    coalesce(array_agg(h.closes order by h.weekday, h.opens), '{}'),
    (select coalesce(array_agg(day), '{}') from public.holidays))::private.business_calendar
  from public.business_hours h
$$;
comment on function private.business_calendar() is 'The calendar of this installation.';

-- How far ahead or back anybody looks for an open window: some ten years.
create function private.business_horizon() returns int
language sql immutable set search_path = '' as $$ select 3700 $$;
comment on function private.business_horizon() is 'How many days are searched for open windows.';

-- A window of the wall clock is turned into moments as PostgreSQL reads a local time: one that is skipped
-- counts with the offset before the change, one that comes twice with the offset after it.
create function private.add_business_time(p_calendar private.business_calendar, p_from timestamptz, p_seconds double precision)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_windows int := coalesce(cardinality(p_calendar.weekdays), 0);
  v_left double precision := p_seconds;
  v_cursor timestamptz := p_from;
  v_day date;
  v_weekday int;
  v_start timestamptz;
  v_end timestamptz;
  v_open double precision;
begin
  if p_from is null or p_seconds is null then
    return null;
  end if;
  if v_windows = 0 then
    return p_from + make_interval(secs => p_seconds);
  end if;
  -- From the day before: where midnight comes twice, its last window may reach into this one.
  v_day := (p_from at time zone p_calendar.zone)::date - 1;
  for n in 0 .. private.business_horizon() loop
    if v_day <> all (p_calendar.holidays) then
      v_weekday := extract(isodow from v_day)::int - 1;
      for i in 1 .. v_windows loop
        continue when p_calendar.weekdays[i] <> v_weekday;
        v_start := greatest((v_day + p_calendar.opens[i]) at time zone p_calendar.zone, v_cursor);
        v_end := (v_day + p_calendar.closes[i]) at time zone p_calendar.zone;
        continue when v_end <= v_start;
        v_open := extract(epoch from v_end - v_start);
        if v_open >= v_left then
          return v_start + make_interval(secs => v_left);
        end if;
        v_left := v_left - v_open;
        v_cursor := v_end;
      end loop;
    end if;
    v_day := v_day + 1;
  end loop;
  return null;
end
$$;
comment on function private.add_business_time(private.business_calendar, timestamptz, double precision) is
  'The moment by which so many seconds of open time have passed since p_from; with 0 the first open moment. Null when it is more than ten years away.';

create function private.subtract_business_time(p_calendar private.business_calendar, p_from timestamptz, p_seconds double precision)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_windows int := coalesce(cardinality(p_calendar.weekdays), 0);
  v_left double precision := p_seconds;
  v_cursor timestamptz := p_from;
  v_day date;
  v_weekday int;
  v_start timestamptz;
  v_end timestamptz;
  v_open double precision;
begin
  if p_from is null or p_seconds is null then
    return null;
  end if;
  if v_windows = 0 then
    return p_from - make_interval(secs => p_seconds);
  end if;
  v_day := (p_from at time zone p_calendar.zone)::date + 1;
  for n in 0 .. private.business_horizon() loop
    if v_day <> all (p_calendar.holidays) then
      v_weekday := extract(isodow from v_day)::int - 1;
      for i in reverse v_windows .. 1 loop
        continue when p_calendar.weekdays[i] <> v_weekday;
        v_start := (v_day + p_calendar.opens[i]) at time zone p_calendar.zone;
        v_end := least((v_day + p_calendar.closes[i]) at time zone p_calendar.zone, v_cursor);
        continue when v_end <= v_start;
        v_open := extract(epoch from v_end - v_start);
        if v_open >= v_left then
          return v_end - make_interval(secs => v_left);
        end if;
        v_left := v_left - v_open;
        v_cursor := v_start;
      end loop;
    end if;
    v_day := v_day - 1;
  end loop;
  return null;
end
$$;
comment on function private.subtract_business_time(private.business_calendar, timestamptz, double precision) is
  'The moment since which so many seconds of open time have passed until p_from; null when it is more than ten years ago.';

create function private.business_seconds(p_calendar private.business_calendar, p_from timestamptz, p_to timestamptz)
returns double precision
language plpgsql stable set search_path = ''
as $$
declare
  v_windows int := coalesce(cardinality(p_calendar.weekdays), 0);
  v_total double precision := 0;
  v_cursor timestamptz := p_from;
  v_day date;
  v_last date;
  v_weekday int;
  v_start timestamptz;
  v_end timestamptz;
begin
  if p_from is null or p_to is null then
    return null;
  end if;
  if p_to <= p_from then
    return 0;
  end if;
  if v_windows = 0 then
    return extract(epoch from p_to - p_from);
  end if;
  v_day := (p_from at time zone p_calendar.zone)::date - 1;
  v_last := least((p_to at time zone p_calendar.zone)::date + 1, v_day + private.business_horizon());
  while v_day <= v_last loop
    if v_day <> all (p_calendar.holidays) then
      v_weekday := extract(isodow from v_day)::int - 1;
      for i in 1 .. v_windows loop
        continue when p_calendar.weekdays[i] <> v_weekday;
        v_start := greatest((v_day + p_calendar.opens[i]) at time zone p_calendar.zone, v_cursor);
        v_end := least((v_day + p_calendar.closes[i]) at time zone p_calendar.zone, p_to);
        continue when v_end <= v_start;
        v_total := v_total + extract(epoch from v_end - v_start);
        v_cursor := v_end;
      end loop;
    end if;
    v_day := v_day + 1;
  end loop;
  return v_total;
end
$$;
comment on function private.business_seconds(private.business_calendar, timestamptz, timestamptz) is
  'How many seconds of open time lie between two moments; 0 when p_to is not later.';

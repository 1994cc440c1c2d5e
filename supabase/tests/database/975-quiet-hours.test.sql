-- Quiet hours and digests on the days on which clocks change, and e-mails that wait for their end.

begin;
select plan(11);
select tests.set_stage();

-- Every twenty minutes of three days around each change, for quiet hours of the night and of the day.
create temporary table moments as
select z.zone, q.f, q.t, at, private.quiet_until(q.f, q.t, z.zone, at) as until
from (values ('Africa/Johannesburg', '2026-03-28'::date), ('Europe/London', '2026-03-28'), ('Europe/London', '2026-10-24'),
    ('America/New_York', '2026-03-07'), ('America/New_York', '2026-10-31'), ('Australia/Lord_Howe', '2026-04-04'),
    ('Australia/Lord_Howe', '2026-10-03'), ('Asia/Jakarta', '2026-10-24')) as z(zone, day),
  (values ('22:00'::time, '07:00'::time), ('21:30', '02:15'), ('00:00', '06:00'), ('03:15', '01:30'), ('12:00', '14:00')) as q(f, t),
  generate_series((z.day - 1)::timestamptz, (z.day + 2)::timestamptz, interval '20 minutes') as at;
create function tests.is_quiet(p_f time, p_t time, p_zone text, p_at timestamptz) returns boolean language sql stable as $$
  select case when p_f < p_t then l >= p_f and l < p_t else l >= p_f or l < p_t end from (select (p_at at time zone p_zone)::time as l) as x $$;

select is_empty($$select * from moments where until < at$$, 'quiet hours end after they were asked about');
select is_empty($$select * from moments where tests.is_quiet(f, t, zone, until)$$, 'their end is not quiet any more');
select is_empty($$select * from moments where not tests.is_quiet(f, t, zone, at) and until <> at$$, 'whoever may be disturbed is not waited for');
select is_empty($$select * from moments where until - at > interval '25 hours'$$, 'nobody is waited for longer than a day, and an hour when clocks go back');
select cmp_ok((select count(*) from moments where until > at), '>', 1000::bigint, 'many of these moments are quiet');

create temporary table digests as
select z.zone, h, at, lead(at) over (partition by z.zone, h order by at) - at as gap
from (values ('Europe/London', '2026-03-25'::date), ('Europe/London', '2026-10-21'), ('America/New_York', '2026-03-04'), ('Australia/Lord_Howe', '2026-09-30')) as z(zone, day),
  unnest(array[0, 1, 2, 8, 23]) as h,
  lateral (
    with recursive d(at, n) as (
      select private.next_digest('daily', h, 1, z.zone, z.day::timestamptz), 1
      union all select private.next_digest('daily', h, 1, z.zone, d.at), n + 1 from d where n < 8)
    select at from d) as days;
select is_empty($$select * from digests where gap < interval '23 hours' or gap > interval '25 hours' and gap < interval '100 days'$$,
  'a daily digest comes once on every day, on those too on which its hour is skipped or comes twice');

-- What waits
create function tests.rest(p_from interval, p_to interval) returns timestamptz language plpgsql as $$
begin
  insert into public.notification_settings (user_id, quiet_from, quiet_to)
  select tests.id('customer'), date_trunc('minute', l + p_from)::time, date_trunc('minute', l + p_to)::time
  from (select now() at time zone private.zone_of(tests.id('customer')) as l) as x
  on conflict (user_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to;
  return private.quiet_now(tests.id('customer'));
end $$;
select is(private.quiet_now(tests.id('customer')), null, 'without quiet hours e-mails wait for nothing');
select is(tests.rest('-3 hours', '-1 hour'), null, 'nor when they are over, which the database''s clock alone decides');
select ok(tests.rest('-1 hour', '3 hours') between now() + interval '2 hours 59 minutes' and now() + interval '3 hours', 'in them they wait for the end');
select public.postpone_ticket_email('ticket_email', '{"ticketId": "x"}', now() + v) from unnest(array['1 minute', '1 minute', '61 seconds']::interval[]) as v;
select is((select count(*) from public.jobs where payload ->> 'ticketId' = 'x'), 2::bigint, 'each end is waited for once');
select public.postpone_ticket_email('purge_everything', '{"ticketId": "y"}', now());
select is((select count(*) from public.jobs where payload ->> 'ticketId' = 'y'), 0::bigint, 'nothing else can be put off');

select * from finish();
rollback;

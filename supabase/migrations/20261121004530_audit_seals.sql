-- The audit log cannot be changed unseen: sealed day by day, and archived by the month when its time is over.

-- A month is as closed as the whole, also against being emptied by itself.
create or replace function private.ensure_audit_partitions(p_from date, p_months int)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_start date;
  v_name text;
begin
  for i in 0 .. p_months - 1 loop
    v_start := (date_trunc('month', p_from) + make_interval(months => i))::date;
    v_name := 'portal_audit_log_' || to_char(v_start, 'YYYY_MM');
    if to_regclass('public.' || v_name) is null then
      execute format(
        'create table public.%I partition of public.portal_audit_log for values from (%L) to (%L)',
        v_name, v_start, (v_start + interval '1 month')::date);
      execute format('alter table public.%I enable row level security', v_name);
      execute format('comment on table public.%I is %L', v_name, 'One month of the audit log.');
      execute format('create trigger portal_audit_log_no_truncate before truncate on public.%I
        for each statement execute function private.refuse_audit_change()', v_name);
    end if;
  end loop;
end
$$;
do $$
declare
  v_month regclass;
begin
  for v_month in select i.inhrelid::regclass from pg_catalog.pg_inherits i where i.inhparent = 'public.portal_audit_log'::regclass loop
    execute format('create trigger portal_audit_log_no_truncate before truncate on %s
      for each statement execute function private.refuse_audit_change()', v_month);
  end loop;
end
$$;

create function private.refuse_change()
returns trigger
language plpgsql set search_path = ''
as $$
begin
  perform private.fail('PT403', 'audit_log_append_only', 'The audit log can only be added to.');
  return null;
end
$$;
comment on function private.refuse_change() is 'Trigger: what vouches for the audit log is never changed at all.';

create table private.audit_seals (
  day date primary key,
  entries int not null check (entries >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  chain text not null check (chain ~ '^[0-9a-f]{64}$'),
  sealed_at timestamptz not null default now()
);
comment on table private.audit_seals is
  'The SHA-256 of each day''s entries, and of that with the seal of the day before: who changes an entry has to change every later seal, in here and in the log of the web app, where each is written too.';
alter table private.audit_seals enable row level security;
create trigger audit_seals_append_only before update or delete on private.audit_seals for each row execute function private.refuse_change();
create trigger audit_seals_no_truncate before truncate on private.audit_seals for each statement execute function private.refuse_change();

create table private.audit_checks (
  id bigint generated always as identity primary key,
  checked_at timestamptz not null default now(),
  days int not null,
  broken date[] not null default '{}',
  strays int not null default 0
);
comment on table private.audit_checks is 'When the seals were compared with the entries, on which days they differed, and how many entries lay outside of any month.';
alter table private.audit_checks enable row level security;

create table private.audit_archives (
  month date primary key,
  entries int not null check (entries >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  storage_path text not null check (char_length(storage_path) <= 200),
  bytes bigint not null check (bytes >= 0),
  archived_at timestamptz not null default now()
);
comment on table private.audit_archives is 'Months of the audit log that were kept as a file in the bucket audit-archive and taken out of the database, with the SHA-256 of their lines.';
alter table private.audit_archives enable row level security;
create trigger audit_archives_append_only before update or delete on private.audit_archives for each row execute function private.refuse_change();

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('audit-archive', 'audit-archive', false, 1073741824, array['application/gzip'])
on conflict (id) do nothing;
-- No policy on storage.objects for this bucket: row security refuses everybody but the service role.

create function private.audit_line(l public.portal_audit_log)
returns text
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('id', l.id, 'occurredAt', extract(epoch from l.occurred_at), 'actorId', l.actor_id, 'actorRole', l.actor_role, 'actorName', l.actor_name,
    'action', l.action, 'resourceType', l.resource_type, 'resourceId', l.resource_id, 'customerId', l.customer_id, 'purpose', l.purpose,
    'fields', l.fields, 'ip', l.ip, 'userAgent', l.user_agent)::text
$$;
comment on function private.audit_line(public.portal_audit_log) is 'An entry as one line of JSON: what archives hold.';

create function private.audit_seal_line(l public.portal_audit_log)
returns text
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('id', l.id, 'occurredAt', extract(epoch from l.occurred_at), 'actorId', l.actor_id, 'actorRole', l.actor_role,
    'action', l.action, 'resourceType', l.resource_type, 'resourceId', l.resource_id, 'customerId', l.customer_id, 'purpose', l.purpose, 'fields', l.fields)::text
$$;
comment on function private.audit_seal_line(public.portal_audit_log) is
  'What of an entry a seal covers: all but the name, address and browser of who acted, which an erasure takes out. The actor''s id stays.';

create function private.audit_day(p_day date, p_is_seal boolean, out entries int, out digest text)
language sql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
  select count(*)::int, encode(sha256(convert_to(coalesce(string_agg(
    case when p_is_seal then private.audit_seal_line(l) else private.audit_line(l) end, E'\n' order by l.occurred_at, l.id), ''), 'UTF8')), 'hex')
  from public.portal_audit_log l
  where l.occurred_at >= p_day::timestamp at time zone 'UTC' and l.occurred_at < (p_day + 1)::timestamp at time zone 'UTC'
    and not (p_is_seal and l.imported)
$$;
comment on function private.audit_day(date, boolean) is
  'How many entries a day (UTC) has, and the SHA-256 of their lines: for its seal without names and without what was imported later, for an archive all of it.';

create function private.strays() returns int
language sql stable security definer set search_path = ''
as $$ select count(*)::int from (select 1 from public.portal_audit_log_default limit 1000) s $$;
comment on function private.strays() is 'Entries of the audit log that no month holds, a thousand at most. There should be none: months are made ahead.';

create function public.seal_audit_days(p_most int default 31)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- An hour's grace: a transaction writes under the time at which it began.
  v_last constant date := ((now() - interval '1 hour') at time zone 'UTC')::date - 1;
  v_day date;
  v_chain text;
  v_made record;
  v_sealed jsonb := '[]';
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('audit_seals'));
  select s.day + 1, s.chain into v_day, v_chain from private.audit_seals s order by s.day desc limit 1;
  v_day := coalesce(v_day, (select (min(l.occurred_at) at time zone 'UTC')::date from public.portal_audit_log l where not l.imported));
  while v_day <= v_last and jsonb_array_length(v_sealed) < least(greatest(coalesce(p_most, 31), 1), 366) loop
    select * into v_made from private.audit_day(v_day, true);
    v_chain := encode(sha256(convert_to(concat_ws(' ', coalesce(v_chain, ''), v_day, v_made.entries, v_made.digest), 'UTF8')), 'hex');
    insert into private.audit_seals (day, entries, digest, chain) values (v_day, v_made.entries, v_made.digest, v_chain);
    v_sealed := v_sealed || jsonb_build_object('day', v_day, 'entries', v_made.entries, 'chain', v_chain);
    v_day := v_day + 1;
  end loop;
  return jsonb_build_object('sealed', v_sealed, 'isDone', v_day is null or v_day > v_last);
end
$$;
comment on function public.seal_audit_days(int) is
  'For the worker: seals the next days (UTC) that are over, up to p_most. Answers { sealed: [{ day, entries, chain }], isDone }.';
grant execute on function public.seal_audit_days(int) to service_role;

create function public.check_audit_seals(p_days int default 7)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_days int := least(greatest(coalesce(p_days, 7), 1), 62);
  v_seal record;
  v_made record;
  v_before text;
  v_broken date[] := '{}';
  v_count int := 0;
begin
  for v_seal in
    select s.*, lag(s.chain) over (order by s.day) as before from private.audit_seals s order by s.day desc limit v_days + 1
  loop
    exit when v_count = v_days;
    v_count := v_count + 1;
    -- What is in an archive is checked against that.
    continue when exists (select from private.audit_archives a where a.month = date_trunc('month', v_seal.day)::date);
    select * into v_made from private.audit_day(v_seal.day, true);
    if (v_made.entries, v_made.digest) is distinct from (v_seal.entries, v_seal.digest)
      or v_seal.chain <> encode(sha256(convert_to(concat_ws(' ', coalesce(v_seal.before, ''), v_seal.day, v_seal.entries, v_seal.digest), 'UTF8')), 'hex') then
      v_broken := v_broken || v_seal.day;
    end if;
  end loop;
  insert into private.audit_checks (days, broken, strays) values (v_count, v_broken, private.strays());
  delete from private.audit_checks where checked_at < now() - interval '1 year';
  return jsonb_build_object('days', v_count, 'broken', to_jsonb(v_broken), 'strays', private.strays());
end
$$;
comment on function public.check_audit_seals(int) is
  'For the worker: compares the seals of the latest days (62 at most) with their entries and with each other, keeps and answers { days, broken: [day], strays }.';
grant execute on function public.check_audit_seals(int) to service_role;

create function public.get_audit_state()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  return jsonb_build_object(
    'sealedUntil', (select max(s.day) from private.audit_seals s),
    'chain', (select s.chain from private.audit_seals s order by s.day desc limit 1),
    'checkedAt', (select private.iso(max(c.checked_at)) from private.audit_checks c),
    'broken', coalesce((select to_jsonb(c.broken) from private.audit_checks c order by c.id desc limit 1), '[]'),
    'strays', private.strays(),
    'months', (select count(*) from pg_catalog.pg_inherits i where i.inhparent = 'public.portal_audit_log'::regclass) - 1,
    'archives', coalesce((select jsonb_agg(jsonb_build_object('month', a.month, 'entries', a.entries, 'digest', a.digest, 'path', a.storage_path,
        'bytes', a.bytes, 'archivedAt', private.iso(a.archived_at)) order by a.month desc)
      from (select * from private.audit_archives order by month desc limit 24) a), '[]'));
end
$$;
comment on function public.get_audit_state() is
  'For admins: how the audit log stands: { sealedUntil, chain (of the last seal), checkedAt, broken days, strays outside of any month, months in the database, archives (latest 24) }. Raises PT401, PT403.';
grant execute on function public.get_audit_state() to authenticated;

-- Archives ------------------------------------------------------------------------------------------------------

create function private.audit_month_digest(p_month date, out entries int, out digest text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_day date := p_month;
  v_made record;
  v_all text := '';
begin
  entries := 0;
  while v_day < p_month + interval '1 month' loop
    select * into v_made from private.audit_day(v_day, false);
    entries := entries + v_made.entries;
    if v_made.entries > 0 then
      v_all := v_all || v_made.digest;
    end if;
    v_day := v_day + 1;
  end loop;
  digest := encode(sha256(convert_to(v_all, 'UTF8')), 'hex');
end
$$;
comment on function private.audit_month_digest(date) is
  'How many entries a month has, and the SHA-256 of the digests of its days one after another, days without entries left out.';

create function private.audit_keep_days()
returns int
language sql stable security definer set search_path = ''
as $$ select 730 $$;
comment on function private.audit_keep_days() is 'How long entries stay in the database.';

create function private.audit_month_over(p_month date)
returns boolean
language sql stable security definer set search_path = ''
as $$
  -- A year at the very least, whatever is set.
  select p_month = date_trunc('month', p_month)::date
    and (p_month + interval '1 month')::date <= (now() at time zone 'UTC')::date - greatest(private.audit_keep_days(), 365)
$$;
comment on function private.audit_month_over(date) is 'Whether all of a month of the audit log is older than entries are kept.';

create function public.next_audit_archive()
returns text
language sql stable security definer set search_path = ''
as $$
  select min(m.month)::text from (
    select to_date(right(i.inhrelid::regclass::text, 7), 'YYYY_MM') as month from pg_catalog.pg_inherits i
    where i.inhparent = 'public.portal_audit_log'::regclass and i.inhrelid <> 'public.portal_audit_log_default'::regclass) m
  where private.audit_month_over(m.month)
$$;
comment on function public.next_audit_archive() is 'For the worker: the oldest month of the audit log whose time is over, 2024-01-01, or null.';
grant execute on function public.next_audit_archive() to service_role;

create function public.read_audit_archive(p_month date, p_cursor jsonb default null, p_limit int default 2000)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_rows jsonb;
begin
  if not private.audit_month_over(p_month) then
    perform private.fail('PT409', 'month_not_over', 'This month is not to be archived yet.');
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('day', (l.occurred_at at time zone 'UTC')::date, 'line', private.audit_line(l), 'at', private.iso(l.occurred_at), 'id', l.id)
    order by l.occurred_at, l.id), '[]')
  into v_rows
  from (
    select * from public.portal_audit_log e
    where e.occurred_at >= p_month::timestamp at time zone 'UTC' and e.occurred_at < (p_month + interval '1 month') at time zone 'UTC'
      and (p_cursor ->> 'at' is null or (e.occurred_at, e.id) > ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by e.occurred_at, e.id limit least(greatest(coalesce(p_limit, 2000), 1), 5000)) l;
  return v_rows;
end
$$;
comment on function public.read_audit_archive(date, jsonb, int) is
  'For the worker: lines of a month whose time is over, oldest first: [{ day, line, at, id }]; at and id of the last are the next p_cursor. Raises PT409 month_not_over.';
grant execute on function public.read_audit_archive(date, jsonb, int) to service_role;

create function public.finish_audit_archive(p_month date, p_entries int, p_digest text, p_path text, p_bytes bigint)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_name text := 'portal_audit_log_' || to_char(p_month, 'YYYY_MM');
  v_made record;
begin
  if not private.audit_month_over(p_month) or to_regclass('public.' || v_name) is null then
    perform private.fail('PT409', 'month_not_over', 'This month is not to be archived yet, or is no longer there.');
  end if;
  select * into v_made from private.audit_month_digest(p_month);
  if (v_made.entries, v_made.digest) is distinct from (p_entries, p_digest) then
    perform private.fail('PT409', 'archive_differs', 'The file does not hold what the database holds. Make it again.');
  end if;
  if not exists (select from storage.objects o where o.bucket_id = 'audit-archive' and o.name = p_path) then
    perform private.fail('PT409', 'archive_missing', 'The file is not in the archive.');
  end if;
  insert into private.audit_archives (month, entries, digest, storage_path, bytes) values (p_month, p_entries, p_digest, p_path, p_bytes);
  perform private.audit(private.system_viewer('Portico'), 'audit.archive', 'audit_log', to_char(p_month, 'YYYY-MM'), null, 'retention',
    jsonb_build_object('entries', p_entries, 'digest', p_digest));
  execute format('alter table public.portal_audit_log detach partition public.%I', v_name);
  execute format('drop table public.%I', v_name);
end
$$;
comment on function public.finish_audit_archive(date, int, text, text, bigint) is
  'For the worker: takes a month out of the database once its file lies in the bucket and holds, by count and SHA-256, what the database holds. The archive is recorded and audited. Raises PT409 month_not_over, archive_differs, archive_missing.';
grant execute on function public.finish_audit_archive(date, int, text, text, bigint) to service_role;

insert into private.recurring_jobs (kind, every) values ('seal_audit_log', '6 hours'), ('archive_audit_log', '1 day');

do $$
begin
  -- Its columns have become one more.
  perform private.classify('public.portal_audit_log', 'keep', '{"actor_name": "private.erased_name()", "ip": "null", "user_agent": "null"}', '{ip,user_agent}');
  perform private.classify(t, 'none') from unnest(array['private.audit_seals', 'private.audit_checks', 'private.audit_archives']) as t;
end
$$;

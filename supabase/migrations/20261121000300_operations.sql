-- Audit log, jobs, idempotency, rate limits, e-mail log, settings.

-- Audit log -----------------------------------------------------------------------------------

create table public.portal_audit_log (
  id uuid not null default gen_random_uuid(),
  occurred_at timestamptz not null default now(),
  actor_id uuid,
  actor_role text not null check (actor_role in ('customer', 'agent', 'admin', 'ai', 'system', 'anonymous')),
  actor_name text,
  action text not null check (char_length(action) <= 80),
  resource_type text not null check (char_length(resource_type) <= 80),
  resource_id text check (char_length(resource_id) <= 100),
  customer_id uuid,
  purpose text check (char_length(purpose) <= 200),
  fields jsonb,
  ip text,
  user_agent text,
  primary key (occurred_at, id)
) partition by range (occurred_at);
comment on table public.portal_audit_log is
  'Who did or read what about whom, and why. Append-only; partitioned by month. No foreign keys: an entry outlives what it speaks of.';
create table public.portal_audit_log_default partition of public.portal_audit_log default;
comment on table public.portal_audit_log_default is 'Catches what no monthly partition holds.';
create index portal_audit_log_customer_idx on public.portal_audit_log (customer_id, occurred_at desc, id desc);
create index portal_audit_log_actor_idx on public.portal_audit_log (actor_id, occurred_at desc, id desc);

create function private.ensure_audit_partitions(p_from date, p_months int)
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
    end if;
  end loop;
end
$$;
comment on function private.ensure_audit_partitions(date, int) is
  'Makes the monthly partitions from the month of p_from on. Safe to run again.';
select private.ensure_audit_partitions('2026-11-01', 14);

create function private.refuse_audit_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform private.fail('PT403', 'audit_log_append_only', 'The audit log can only be added to.');
  return null;
end
$$;
comment on function private.refuse_audit_change() is 'Trigger: the audit log can only be added to, whoever asks.';
create trigger portal_audit_log_append_only before update or delete on public.portal_audit_log
  for each row execute function private.refuse_audit_change();
create trigger portal_audit_log_no_truncate before truncate on public.portal_audit_log
  for each statement execute function private.refuse_audit_change();

create function private.request_header(p_name text)
returns text
language sql
stable
set search_path = ''
as $$ select nullif(current_setting('request.headers', true), '')::jsonb ->> p_name $$;
comment on function private.request_header(text) is 'A header of the API request (lower-case name), or null outside of one.';

create function private.audit(
  p_viewer private.viewer, p_action text, p_resource_type text, p_resource_id text,
  p_customer_id uuid, p_purpose text default null, p_fields jsonb default null)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
  insert into public.portal_audit_log
    (actor_id, actor_role, actor_name, action, resource_type, resource_id, customer_id, purpose, fields, ip, user_agent)
  values (
    p_viewer.id, coalesce(p_viewer.role::text, 'system'), p_viewer.full_name, p_action, p_resource_type, p_resource_id,
    p_customer_id, p_purpose, p_fields,
    left(private.request_header('x-portico-client-ip'), 45), left(private.request_header('x-portico-user-agent'), 300))
$$;
comment on function private.audit(private.viewer, text, text, text, uuid, text, jsonb) is
  'Adds one audit entry. p_fields names what changed or was read, never its content.';

alter table public.portal_audit_log enable row level security;
alter table public.portal_audit_log_default enable row level security;
-- Its policy stands beside those of the tickets, which it refers to.
-- Who read something is the customer's to know; from which address a member of staff did so is not.
grant select (id, occurred_at, actor_id, actor_role, actor_name, action, resource_type, resource_id, customer_id, purpose, fields)
  on public.portal_audit_log to authenticated;
grant select on public.portal_audit_log to service_role;

-- Jobs ----------------------------------------------------------------------------------------

create type public.job_status as enum ('queued', 'running', 'done', 'dead');

create table public.jobs (
  id bigint generated always as identity primary key,
  kind text not null check (char_length(kind) between 1 and 80),
  payload jsonb not null default '{}',
  status public.job_status not null default 'queued',
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  max_attempts int not null default 8 check (max_attempts between 1 and 50),
  locked_by text,
  locked_until timestamptz,
  last_error text,
  dedupe_key text unique,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
comment on table public.jobs is 'Work that can wait or fail, queued in the transaction that caused it. Dead jobs wait here for a person.';
create index jobs_due_idx on public.jobs (run_at, id) where status in ('queued', 'running');
create index jobs_dead_idx on public.jobs (created_at desc, id desc) where status = 'dead';
create index jobs_done_idx on public.jobs (finished_at) where status = 'done';

create function private.enqueue(p_kind text, p_payload jsonb, p_dedupe_key text default null, p_run_at timestamptz default now())
returns void
language sql
volatile
security definer
set search_path = ''
as $$
  insert into public.jobs (kind, payload, dedupe_key, run_at)
  values (p_kind, p_payload, p_dedupe_key, p_run_at)
  on conflict (dedupe_key) do nothing
$$;
comment on function private.enqueue(text, jsonb, text, timestamptz) is 'Queues a job once per p_dedupe_key.';

create function public.claim_jobs(p_worker text, p_limit int default 10, p_lease_seconds int default 60)
returns setof public.jobs
language sql
volatile
security definer
set search_path = ''
as $$
  -- Materialized, because a planner that ran the limited part twice would take more than the limit.
  with due as materialized (
    select d.id from public.jobs d
    where (d.status = 'queued' and d.run_at <= now()) or (d.status = 'running' and d.locked_until < now())
    order by d.run_at, d.id
    limit least(greatest(p_limit, 0), 100)
    for update skip locked)
  update public.jobs j
  set status = 'running', attempts = j.attempts + 1, locked_by = p_worker,
      locked_until = now() + make_interval(secs => p_lease_seconds)
  from due
  where j.id = due.id
  returning j.*
$$;
comment on function public.claim_jobs(text, int, int) is
  'Takes up to p_limit due jobs for p_worker, leased for p_lease_seconds; a job whose lease ran out is due again. Two workers never get the same job.';

create function public.complete_job(p_id bigint, p_worker text)
returns boolean
language sql
volatile
security definer
set search_path = ''
as $$
  with finished as (
    update public.jobs set status = 'done', finished_at = now(), locked_by = null, locked_until = null, last_error = null
    where id = p_id and status = 'running' and locked_by = p_worker
    returning 1)
  select exists (select 1 from finished)
$$;
comment on function public.complete_job(bigint, text) is 'Marks a job done; false when p_worker no longer holds it.';

create function public.fail_job(p_id bigint, p_worker text, p_error text)
returns public.job_status
language sql
volatile
security definer
set search_path = ''
as $$
  update public.jobs
  set status = (case when attempts >= max_attempts then 'dead' else 'queued' end)::public.job_status,
      -- 10 s, 20 s, 40 s … an hour at most, with up to a fifth of jitter so that failures do not march in step.
      run_at = now() + least(interval '1 hour', interval '10 seconds' * power(2, attempts - 1)) * (1 + random() * 0.2),
      last_error = left(p_error, 2000), locked_by = null, locked_until = null,
      finished_at = case when attempts >= max_attempts then now() end
  where id = p_id and status = 'running' and locked_by = p_worker
  returning status
$$;
comment on function public.fail_job(bigint, text, text) is
  'Puts a failed job back with exponential back-off, or sets it aside as dead after its last attempt. Null when p_worker no longer holds it.';

alter table public.jobs enable row level security;
create policy "Admins read the job queue" on public.jobs for select to authenticated using ((select private.is_admin()));
grant select on public.jobs to authenticated, service_role;
grant execute on function public.claim_jobs(text, int, int), public.complete_job(bigint, text), public.fail_job(bigint, text, text) to service_role;

-- Idempotency ---------------------------------------------------------------------------------

create table private.idempotency_keys (
  actor_id uuid not null,
  command text not null,
  key text not null check (char_length(key) between 1 and 100),
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor_id, command, key)
);
comment on table private.idempotency_keys is 'The first answer to each keyed command, given again when the command is repeated.';
create index idempotency_keys_created_idx on private.idempotency_keys (created_at);
alter table private.idempotency_keys enable row level security;

create function private.begin_command(p_actor uuid, p_command text, p_key text, p_input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_hash text := md5(coalesce(p_input, 'null'::jsonb)::text);
  v_row private.idempotency_keys;
begin
  if p_key is null then
    return null;
  end if;
  if char_length(p_key) not between 1 and 100 then
    perform private.fail('PT400', 'invalid_idempotency_key', 'An idempotency key has 1 to 100 characters.');
  end if;
  -- A second call with the same key waits here until the first commits or rolls back.
  insert into private.idempotency_keys (actor_id, command, key, request_hash)
  values (p_actor, p_command, p_key, v_hash)
  on conflict do nothing;
  if found then
    return null;
  end if;
  select * into v_row from private.idempotency_keys
  where actor_id = p_actor and command = p_command and key = p_key;
  if v_row.request_hash <> v_hash then
    perform private.fail('PT409', 'idempotency_key_reused', 'This key was used with other content. Use a new key.');
  end if;
  return v_row.response;
end
$$;
comment on function private.begin_command(uuid, text, text, jsonb) is
  'Null when the command is to run; the stored answer when it ran before with the same input. Raises PT409 idempotency_key_reused for the same key with other input.';

create function private.finish_command(p_actor uuid, p_command text, p_key text, p_response jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  update private.idempotency_keys set response = p_response
  where actor_id = p_actor and command = p_command and key = p_key;
  return p_response;
end
$$;
comment on function private.finish_command(uuid, text, text, jsonb) is 'Keeps the answer under the key and returns it.';

-- Rate limits ---------------------------------------------------------------------------------

create table private.rate_limits (
  bucket text primary key check (char_length(bucket) <= 200),
  window_start timestamptz not null,
  hits int not null
);
comment on table private.rate_limits is 'One counter per bucket and fixed window. Buckets hold hashes, not addresses.';
create index rate_limits_window_idx on private.rate_limits (window_start);
alter table private.rate_limits enable row level security;

create function public.consume_rate_limit(p_bucket text, p_limit int, p_window_seconds int)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_window interval := make_interval(secs => p_window_seconds);
  v_row private.rate_limits;
begin
  insert into private.rate_limits as r (bucket, window_start, hits)
  values (p_bucket, now(), 1)
  on conflict (bucket) do update
  set hits = case when r.window_start + v_window <= now() then 1 else r.hits + 1 end,
      window_start = case when r.window_start + v_window <= now() then now() else r.window_start end
  returning * into v_row;
  return jsonb_build_object(
    'allowed', v_row.hits <= p_limit,
    'remaining', greatest(p_limit - v_row.hits, 0),
    'retryAfter', case when v_row.hits <= p_limit then 0
      else greatest(1, ceil(extract(epoch from v_row.window_start + v_window - now())))::int end);
end
$$;
comment on function public.consume_rate_limit(text, int, int) is
  'Counts one use of p_bucket: { allowed, remaining, retryAfter (seconds) } for p_limit uses per window of p_window_seconds.';
grant execute on function public.consume_rate_limit(text, int, int) to service_role;

create function private.limit_rate(p_bucket text, p_limit int, p_window_seconds int)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_answer jsonb := public.consume_rate_limit(p_bucket, p_limit, p_window_seconds);
begin
  if not (v_answer ->> 'allowed')::boolean then
    perform private.fail('PT429', 'rate_limited', 'That was a lot in a short time. Wait a moment and try again.',
      jsonb_build_object('retryAfter', v_answer -> 'retryAfter'));
  end if;
end
$$;
comment on function private.limit_rate(text, int, int) is 'Raises PT429 rate_limited when the bucket is used up. The limit of a command holds for callers of the API as well.';

-- Housekeeping ----------------------------------------------------------------------------------

create function public.enqueue_recurring_jobs()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hour text := to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24');
begin
  perform private.enqueue('sweep_uploads', '{}', 'sweep_uploads:' || v_hour);
  perform private.enqueue('housekeeping', '{}', 'housekeeping:' || left(v_hour, 10));
end
$$;
comment on function public.enqueue_recurring_jobs() is 'For the worker: queues what is due every hour or day, once, however many workers ask.';
grant execute on function public.enqueue_recurring_jobs() to service_role;

create function public.housekeeping()
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_keys int;
  v_limits int;
  v_jobs int;
begin
  perform private.ensure_audit_partitions(now()::date, 3);
  delete from private.idempotency_keys where created_at < now() - interval '7 days';
  get diagnostics v_keys = row_count;
  delete from private.rate_limits where window_start < now() - interval '2 days';
  get diagnostics v_limits = row_count;
  -- A finished job's key is what keeps it from running twice, so it stays for a while.
  delete from public.jobs where status = 'done' and finished_at < now() - interval '14 days';
  get diagnostics v_jobs = row_count;
  return jsonb_build_object('idempotencyKeys', v_keys, 'rateLimits', v_limits, 'jobs', v_jobs);
end
$$;
comment on function public.housekeeping() is
  'For the worker: makes the audit partitions of the next months and forgets bookkeeping that has served: idempotency keys after 7 days, rate limits after 2, finished jobs after 14. Returns the counts.';
grant execute on function public.housekeeping() to service_role;

-- E-mail log ----------------------------------------------------------------------------------

create type public.email_status as enum ('queued', 'sent', 'failed', 'kept');

create table public.email_logs (
  id uuid primary key default gen_random_uuid(),
  to_address text not null check (char_length(to_address) <= 320),
  subject text not null check (char_length(subject) <= 500),
  template text not null check (char_length(template) <= 80),
  body_text text,
  body_html text,
  status public.email_status not null default 'queued',
  error text,
  message_id text,
  dedupe_key text unique,
  customer_id uuid references public.customer_profiles (id) on delete set null,
  ticket_id uuid,
  created_at timestamptz not null default now()
);
comment on table public.email_logs is 'Every e-mail the portal sent or kept. "kept" means that no mail server is configured.';
create index email_logs_created_idx on public.email_logs (created_at desc, id desc);
create index email_logs_customer_idx on public.email_logs (customer_id);
create index email_logs_ticket_idx on public.email_logs (ticket_id);
alter table public.email_logs enable row level security;
create policy "Staff read the e-mail log" on public.email_logs for select to authenticated using ((select private.is_staff()));
grant select on public.email_logs to authenticated;
grant select, insert, update on public.email_logs to service_role;

-- Settings ------------------------------------------------------------------------------------

create table public.app_settings (
  key text primary key check (char_length(key) <= 80),
  value jsonb not null,
  is_public boolean not null default false,
  updated_at timestamptz not null default now()
);
comment on table public.app_settings is 'What an installation decides for itself: branding, modules, limits. Public ones reach visitors who are not signed in.';
create trigger app_settings_touch before update on public.app_settings
  for each row execute function private.touch_updated_at();
alter table public.app_settings enable row level security;
create policy "Everyone reads public settings" on public.app_settings for select to anon
  using (is_public);
create policy "Signed-in people read public settings, staff read all" on public.app_settings for select to authenticated
  using (is_public or (select private.is_staff()));
grant select on public.app_settings to anon, authenticated;
grant select, insert, update, delete on public.app_settings to service_role;
insert into public.app_settings (key, value, is_public)
values ('branding', '{"name": "Portico"}', true), ('time_zone', '"Africa/Johannesburg"', true), ('currency', '"ZAR"', true);

create function public.get_branding()
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$ select coalesce((select value from public.app_settings where key = 'branding' and is_public), '{}'::jsonb) $$;
comment on function public.get_branding() is 'Brand name, logo and colours: { name, logoUrl?, primaryColor?, primaryColorDark?, supportEmail? }.';
grant execute on function public.get_branding() to anon, authenticated, service_role;

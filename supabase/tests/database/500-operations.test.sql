-- Audit log, jobs, rate limits, housekeeping.

begin;
select plan(47);
select tests.set_stage();

-- The audit log is only added to -----------------------------------------------------------------------

select is(tests.each(statement),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody: ' || statement)
from unnest(array[
  'insert into public.portal_audit_log (actor_role, action, resource_type) values (''system'', ''x'', ''y'')',
  'update public.portal_audit_log set action = ''x''', 'delete from public.portal_audit_log', 'truncate public.portal_audit_log',
  'delete from public.portal_audit_log_default', 'select private.audit(null, ''x'', ''y'', null, null)']) as statement;
select is(tests.as('service', statement), '42501', 'not even the web app: ' || statement)
from unnest(array[
  'insert into public.portal_audit_log (actor_role, action, resource_type) values (''system'', ''x'', ''y'')',
  'update public.portal_audit_log set action = ''x''', 'delete from public.portal_audit_log', 'truncate public.portal_audit_log']) as statement;
select throws_ok(statement, 'PT403', 'audit_log_append_only', 'nor, by accident, its owner: ' || statement)
from unnest(array[
  'update public.portal_audit_log set action = ''x''', 'delete from public.portal_audit_log where actor_id = tests.id(''customer'')', 'truncate public.portal_audit_log']) as statement;

insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values
  ('2026-12-24 12:00+00', 'system', 'december', 'test'), ('2041-01-01 00:00+00', 'system', 'far', 'test');
select results_eq($$select action, tableoid::regclass::text from public.portal_audit_log where resource_type = 'test' order by 1$$,
  $$values ('december', 'portal_audit_log_2026_12'), ('far', 'portal_audit_log_default')$$, 'an entry lies in its month, or where no month has it');
select throws_ok('delete from public.portal_audit_log_2026_12', 'PT403', 'audit_log_append_only', 'a month is as closed as the whole');

-- Jobs ----------------------------------------------------------------------------------------------

delete from public.jobs;
insert into public.jobs (kind, run_at, max_attempts) select 'job ' || n, now() - make_interval(mins => 10 - n), 2 from generate_series(1, 5) as n;
insert into public.jobs (kind, run_at) values ('later', now() + interval '1 minute');
create function tests.claim(p_worker text, p_limit int default 10) returns text language sql as $$
  select coalesce(string_agg(kind, ', ' order by kind), 'nothing') from public.claim_jobs(p_worker, p_limit, 60) $$;

select is(tests.each('select count(*) from public.claim_jobs(''me'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody but the worker takes jobs');
select is(tests.claim('one', 2), 'job 1, job 2', 'a worker takes the jobs that are due the longest');
select is(tests.claim('two'), 'job 3, job 4, job 5', 'another one the rest, but what is for later');
select is(tests.claim('three'), 'nothing', 'a third one finds nothing');
select is(tests.claim('three', -1) || tests.claim('three', null), 'nothingnothing', 'and takes no negative number of them');
select is(public.complete_job(id, 'two'), false, 'nobody finishes another one''s job') from public.jobs where kind = 'job 1';
select is(public.complete_job(id, 'one'), true, 'its worker does') from public.jobs where kind = 'job 1';
select results_eq($$select status::text, finished_at, locked_by from public.jobs where kind = 'job 1'$$, $$values ('done', now(), null::text)$$, 'and it is done');
select is(public.complete_job(id, 'one'), false, 'once') from public.jobs where kind = 'job 1';

select is(public.fail_job(id, 'one', 'no answer')::text, 'queued', 'a job that fails is queued again') from public.jobs where kind = 'job 2';
select ok(run_at between now() + interval '10 seconds' and now() + interval '12 seconds' and last_error = 'no answer', 'a little later') from public.jobs where kind = 'job 2';
update public.jobs set run_at = now() where kind = 'job 2';
select is(tests.claim('one'), 'job 2', 'is taken again');
select is(public.fail_job(id, 'two', 'stolen')::text, null, 'fails by its own worker''s word alone') from public.jobs where kind = 'job 2';
select is(public.fail_job(id, 'one', repeat('x', 5000))::text, 'dead', 'and after its last attempt is set aside') from public.jobs where kind = 'job 2';
select is(char_length(last_error), 2000, 'with the beginning of what went wrong') from public.jobs where kind = 'job 2';
select is(tests.claim('one'), 'nothing', 'never to be taken again');
update public.jobs set locked_until = now() - interval '1 second' where kind = 'job 3';
select is(tests.claim('four'), 'job 3', 'the job of a worker that vanished is due again');
select is(public.complete_job(id, 'two'), false, 'and no longer that worker''s') from public.jobs where kind = 'job 3';
update public.jobs set attempts = 12, max_attempts = 50, status = 'running', locked_by = 'x' where kind = 'job 4';
select is(public.fail_job(id, 'x', '')::text, 'queued', 'many failures') from public.jobs where kind = 'job 4';
select ok(run_at <= now() + interval '72 minutes', 'wait an hour at most, and a little') from public.jobs where kind = 'job 4';
insert into public.jobs (kind, dedupe_key) values ('once', 'the key');
select private.enqueue('once', '{}', 'the key');
select is((select count(*) from public.jobs where kind = 'once'), 1::bigint, 'a job with a key is queued once');
select public.enqueue_recurring_jobs(), public.enqueue_recurring_jobs();
select is((select string_agg(kind, ', ' order by kind) from public.jobs where kind in ('sweep_uploads', 'housekeeping')), 'housekeeping, sweep_uploads', 'recurring jobs are queued once an hour or day, however many ask');

-- Rate limits ------------------------------------------------------------------------------------------

select results_eq($$select public.consume_rate_limit('bucket', 2, 60) from generate_series(1, 4)$$, $$values
  ('{"allowed": true, "remaining": 1, "retryAfter": 0}'::jsonb), ('{"allowed": true, "remaining": 0, "retryAfter": 0}'),
  ('{"allowed": false, "remaining": 0, "retryAfter": 60}'), ('{"allowed": false, "remaining": 0, "retryAfter": 60}')$$, 'two uses a minute, and how long to wait for the third');
select is(public.consume_rate_limit('another bucket', 2, 60) ->> 'allowed', 'true', 'another bucket is full');
update private.rate_limits set window_start = now() - interval '59 seconds' where bucket = 'bucket';
select is(public.consume_rate_limit('bucket', 2, 60) ->> 'retryAfter', '1', 'a second before the end there is a second to wait');
update private.rate_limits set window_start = now() - interval '60 seconds' where bucket = 'bucket';
select is(public.consume_rate_limit('bucket', 2, 60), '{"allowed": true, "remaining": 1, "retryAfter": 0}', 'then the window begins anew');
select is(public.consume_rate_limit('nothing', 0, 60) ->> 'allowed', 'false', 'a limit of none allows none');
select is(tests.each('select public.consume_rate_limit(''bucket'', 1000, 60)'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody counts from outside');

-- Housekeeping -----------------------------------------------------------------------------------------

delete from private.rate_limits;
insert into private.idempotency_keys (actor_id, command, key, request_hash, created_at) values
  (tests.id('customer'), 'x', 'old', 'x', now() - interval '8 days'), (tests.id('customer'), 'x', 'new', 'x', now() - interval '6 days');
insert into private.rate_limits values ('old', now() - interval '3 days', 1), ('new', now(), 1);
update public.jobs set finished_at = now() - interval '15 days' where kind = 'job 1';
select is(public.housekeeping(), '{"idempotencyKeys": 1, "rateLimits": 1, "jobs": 1}', 'housekeeping forgets what has served');
select is((select string_agg(kind, ', ') from public.jobs where status = 'dead'), 'job 2', 'a dead job waits for a person');
select private.ensure_audit_partitions('2031-05-20', 2), private.ensure_audit_partitions('2031-05-20', 2);
select is((select relrowsecurity from pg_class where oid = 'public.portal_audit_log_2031_06'::regclass), true, 'a new month of the audit log has row security');
select is(tests.as('service', 'select count(*) from public.portal_audit_log_2031_06') || tests.as('admin', 'select count(*) from public.portal_audit_log_2031_06'), '4250142501', 'and is nobody''s by itself');

select * from finish();
rollback;

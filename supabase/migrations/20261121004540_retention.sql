-- How long each kind of data stays, as policies that admins set within bounds, look at before they switch them on, and that a job keeps.

create table private.retention_policies (
  key text primary key check (key ~ '^[a-z_]{1,40}$'),
  position int not null unique,
  table_name text not null,
  action text not null check (action in ('delete', 'anonymise', 'archive')),
  keep_days int not null check (keep_days between min_days and max_days),
  min_days int not null check (min_days >= 1),
  max_days int not null check (max_days <= 3650),
  is_active boolean not null default false,
  -- Of what the portal keeps by itself, admins change neither.
  is_fixed boolean not null default false,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid references public.portal_users (id) on delete set null
);
comment on table private.retention_policies is
  'How long which data stay, what then becomes of them, and between which bounds admins may set it. Words and legal basis are in messages/en/retention.json.';
create index retention_policies_updated_by_idx on private.retention_policies (updated_by);
alter table private.retention_policies enable row level security;
insert into private.retention_policies (key, position, table_name, action, keep_days, min_days, max_days, is_active, is_fixed) values
  ('email_bodies', 10, 'public.email_logs', 'anonymise', 180, 30, 730, false, false),
  ('inbound_emails', 20, 'public.inbound_emails', 'anonymise', 365, 90, 1095, false, false),
  ('messages', 30, 'public.message_logs', 'delete', 180, 30, 730, false, false),
  ('notifications', 40, 'public.notifications', 'delete', 180, 30, 730, false, false),
  ('chats', 50, 'public.chatbot_sessions', 'delete', 365, 30, 1095, false, false),
  ('drafts', 60, 'public.ticket_drafts', 'delete', 90, 14, 365, false, false),
  ('searches', 70, 'public.kb_searches', 'delete', 180, 7, 180, true, true),
  ('jobs', 80, 'public.jobs', 'delete', 90, 30, 365, false, false),
  ('idempotency', 90, 'private.idempotency_keys', 'delete', 7, 7, 7, true, true),
  ('audit', 100, 'public.portal_audit_log', 'archive', 730, 365, 3650, true, false);

create table private.retention_runs (
  id bigint generated always as identity primary key,
  policy text not null references private.retention_policies (key) on delete cascade,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  cutoff timestamptz not null,
  rows_done int not null default 0
);
comment on table private.retention_runs is 'Each run of a retention policy: what it was allowed to touch (older than cutoff), and how many rows it did.';
create index retention_runs_policy_idx on private.retention_runs (policy, id desc);
alter table private.retention_runs enable row level security;

create index email_logs_kept_idx on public.email_logs (created_at) where body_text is not null or body_html is not null;
create index inbound_emails_kept_idx on public.inbound_emails (received_at) where body_text is not null;
create index notifications_created_idx on public.notifications (created_at);
create index chatbot_sessions_last_idx on public.chatbot_sessions (last_message_at) where ticket_id is null;
create index ticket_drafts_updated_idx on public.ticket_drafts (updated_at);

create function private.retention_due(p_key text, out age text, out due text, out changes text)
language sql immutable set search_path = ''
as $$
  select r.age, r.due, r.changes from (values
    ('email_bodies', 'created_at', '(t.body_text is not null or t.body_html is not null) and t.status <> ''queued''', 'body_text = null, body_html = null'),
    -- What waits for a person is not over, however old.
    ('inbound_emails', 'received_at', 't.body_text is not null and t.state in (''replied'', ''opened'', ''ignored'', ''bounce'', ''discarded'')', 'body_text = null, recipients = ''{}'''),
    ('messages', 'created_at', 't.status <> ''queued''', null),
    ('notifications', 'created_at', 'true', null),
    -- A conversation that became a ticket belongs to the ticket.
    ('chats', 'last_message_at', 't.ticket_id is null', null),
    ('drafts', 'updated_at', 't.send_at is null', null),
    ('searches', 'created_at', 'true', null),
    ('jobs', 'created_at', 't.status = ''dead''', null),
    ('idempotency', 'created_at', 'true', null)) as r(key, age, due, changes)
  where r.key = p_key
$$;
comment on function private.retention_due(text) is
  'Of a policy: the column that tells a row''s age, the condition on a row t that is due when it is old enough, and what is emptied (null: the row goes). Rows that a legal hold keeps, such as invoices, have no policy.';

create or replace function private.audit_keep_days()
returns int
language sql stable security definer set search_path = ''
as $$ select keep_days from private.retention_policies where key = 'audit' $$;

create function private.retention_preview(p_policy private.retention_policies, p_keep_days int)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_due record;
  v_cutoff timestamptz := now() - make_interval(days => p_keep_days);
  v_answer jsonb;
begin
  select * into v_due from private.retention_due(p_policy.key);
  if p_policy.key = 'audit' then
    return jsonb_build_object('count', (select count(*) from (select 1 from public.portal_audit_log l
        where l.occurred_at < date_trunc('month', v_cutoff at time zone 'UTC') at time zone 'UTC' limit 10000) c),
      'oldest', (select private.iso(min(l.occurred_at)) from public.portal_audit_log l), 'examples', '[]'::jsonb);
  end if;
  execute format($q$
    select jsonb_build_object(
      'count', (select count(*) from (select 1 from %1$s t where t.%2$I < $1 and %3$s limit 10000) c),
      'oldest', (select private.iso(min(o.%2$I)) from (select t.%2$I from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit 1) o),
      'examples', coalesce((select jsonb_agg(e.name) from (select %4$s as name from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit 5) e), '[]'))
  $q$, p_policy.table_name, v_due.age, v_due.due, case p_policy.key when 'idempotency' then '''–''' else 't.id::text' end)
  into v_answer using v_cutoff;
  return v_answer;
end
$$;
comment on function private.retention_preview(private.retention_policies, int) is
  'What a policy would touch now if data stayed so many days: { count (to 10,000), oldest, examples (ids of the five oldest) }. Nothing is changed.';

create function private.retention_json(p_policy private.retention_policies)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'key', p_policy.key, 'table', p_policy.table_name, 'action', p_policy.action, 'keepDays', p_policy.keep_days, 'minDays', p_policy.min_days,
    'maxDays', p_policy.max_days, 'isActive', p_policy.is_active, 'isFixed', p_policy.is_fixed, 'version', p_policy.version,
    'preview', private.retention_preview(p_policy, p_policy.keep_days),
    'lastRun', (select jsonb_build_object('at', private.iso(coalesce(r.finished_at, r.started_at)), 'rows', r.rows_done, 'isDone', r.finished_at is not null)
      from private.retention_runs r where r.policy = p_policy.key order by r.id desc limit 1))
$$;
comment on function private.retention_json(private.retention_policies) is 'A policy as the page shows it, with what it would touch and what it last did.';

create function public.get_retention()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return jsonb_build_object(
    'policies', (select jsonb_agg(private.retention_json(p) order by p.position) from private.retention_policies p),
    'holds', (select jsonb_agg(jsonb_build_object('rule', h.rule, 'law', h.law, 'years', h.years) order by h.years desc, h.rule) from private.legal_holds h),
    'runs', coalesce((select jsonb_agg(jsonb_build_object('key', r.policy, 'at', private.iso(r.started_at), 'rows', r.rows_done, 'isDone', r.finished_at is not null) order by r.id desc)
      from (select * from private.retention_runs order by id desc limit 20) r), '[]'),
    'canEdit', viewer.role = 'admin');
end
$$;
comment on function public.get_retention() is
  'Staff: how long data stay: { policies with what each would touch now, legal holds that outlive them, the latest twenty runs, canEdit }. Raises PT401, PT403.';
grant execute on function public.get_retention() to authenticated;

create function public.change_retention(p_key text, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_policy private.retention_policies;
  v_days int;
begin
  select * into v_policy from private.retention_policies where key = p_key for update;
  if v_policy.key is null then
    perform private.fail('PT404', 'policy_not_found', 'There is no such policy.');
  elsif v_policy.is_fixed then
    perform private.fail('PT409', 'policy_fixed', 'This one is kept by the portal itself and cannot be changed.');
  elsif (p_changes ->> 'expectedVersion')::int is distinct from v_policy.version then
    perform private.fail('PT409', 'policy_changed', 'Somebody changed this policy in the meantime. Look at it again.');
  end if;
  if p_changes ->> 'keepDays' is not null and p_changes ->> 'keepDays' !~ '^\d{1,4}$' then
    perform private.invalid_field('keepDays', 'invalid', 'Give a number of days.');
  end if;
  v_days := coalesce((p_changes ->> 'keepDays')::int, v_policy.keep_days);
  if v_days not between v_policy.min_days and v_policy.max_days then
    perform private.invalid_field('keepDays', 'out_of_bounds', format('Give %s to %s days.', v_policy.min_days, v_policy.max_days));
  end if;
  if p_key = 'audit' and (p_changes ->> 'isActive')::boolean is false then
    perform private.invalid_field('isActive', 'always_on', 'The audit log is always archived in the end. Keep it longer instead.');
  end if;
  update private.retention_policies set keep_days = v_days, is_active = coalesce((p_changes ->> 'isActive')::boolean, is_active),
    version = version + 1, updated_at = now(), updated_by = viewer.id
  where key = p_key returning * into v_policy;
  perform private.audit(viewer, 'retention.change', 'setting', p_key, null, 'administration',
    jsonb_build_object('keepDays', v_policy.keep_days, 'isActive', v_policy.is_active));
  return private.retention_json(v_policy);
end
$$;
comment on function public.change_retention(text, jsonb) is
  'Admins set how long data of a policy stay and whether it is kept: { keepDays?, isActive?, expectedVersion }. Answers the policy with what it would touch. Raises PT401, PT403, PT404, PT409 policy_fixed or policy_changed, PT422.';
grant execute on function public.change_retention(text, jsonb) to authenticated;

create function public.run_retention(p_key text, p_limit int default 500)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_policy private.retention_policies;
  v_due record;
  v_run private.retention_runs;
  v_rows int;
begin
  select * into v_due from private.retention_due(p_key);
  select * into v_policy from private.retention_policies where key = p_key for update;
  if v_policy.key is null or not v_policy.is_active or v_due.age is null then
    return jsonb_build_object('rows', 0, 'isDone', true);
  end if;
  select * into v_run from private.retention_runs where policy = p_key and finished_at is null order by id desc limit 1;
  if v_run.id is null then
    insert into private.retention_runs (policy, cutoff) values (p_key, now() - make_interval(days => v_policy.keep_days)) returning * into v_run;
  end if;
  -- Somebody may have set it longer since the run began.
  execute format(case when v_due.changes is null
      then 'with due as (select t.ctid from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit $2 for update skip locked)
        delete from %1$s x using due where x.ctid = due.ctid'
      else 'with due as (select t.ctid from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit $2 for update skip locked)
        update %1$s x set %4$s from due where x.ctid = due.ctid' end, v_policy.table_name, v_due.age, v_due.due, v_due.changes)
  using least(v_run.cutoff, now() - make_interval(days => v_policy.keep_days)), least(greatest(coalesce(p_limit, 500), 1), 2000);
  get diagnostics v_rows = row_count;
  update private.retention_runs set rows_done = rows_done + v_rows, finished_at = case when v_rows < p_limit then now() end where id = v_run.id returning * into v_run;
  if v_run.finished_at is not null and v_run.rows_done > 0 then
    perform private.audit(private.system_viewer('Portico'), 'retention.run', 'setting', p_key, null, 'retention', jsonb_build_object('rows', v_run.rows_done));
  end if;
  return jsonb_build_object('rows', v_rows, 'isDone', v_run.finished_at is not null);
end
$$;
comment on function public.run_retention(text, int) is
  'For the worker: the next rows (2,000 at most) of a policy that is switched on, the oldest first. Answers { rows, isDone }; the run is recorded, and audited at its end when it did anything.';
grant execute on function public.run_retention(text, int) to service_role;

insert into private.recurring_jobs (kind, every) values ('keep_retention', '1 day');
do $$
begin
  perform private.classify(t, 'none') from unnest(array['private.retention_policies', 'private.retention_runs']) as t;
end
$$;

-- Files of tickets that were closed long ago go as well: the record in the transaction of the policy, the bytes after it.

select private.allow_ticket_events(array['files_removed']);

create table private.doomed_objects (
  path text primary key check (char_length(path) between 1 and 1000),
  bucket text not null default 'ticket-attachments' check (bucket = 'ticket-attachments'),
  doomed_at timestamptz not null default now()
);
comment on table private.doomed_objects is
  'Objects whose record is gone, until the worker has removed them from storage as well. Nobody gets a link to them any more.';
alter table private.doomed_objects enable row level security;
insert into private.personal_tables (place, table_name, category, goes) values (1310, 'private.doomed_objects', 'files', 't.path like $1 || ''/%''');
select private.classify('private.doomed_objects', 'delete', '{}', '{*}');
select private.register_purpose('private.doomed_objects', 'To remove files from storage that are no longer kept.',
  'Legal obligation (GDPR art. 5(1)(e), POPIA s. 14).', 'Nobody.');

create index support_tickets_settled_idx on public.support_tickets (closed_at, id) where status in ('closed', 'cancelled');

insert into private.retention_policies (key, position, table_name, action, keep_days, min_days, max_days) values
  ('ticket_files', 45, 'public.ticket_attachments', 'delete', 730, 90, 3650);

create function private.due_files(p_cutoff timestamptz, p_limit int)
returns table (id uuid, ticket_id uuid, storage_path text, closed_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select a.id, a.ticket_id, a.storage_path, k.closed_at
  from public.support_tickets k
    -- Who restricts processing has asked that it be kept, and only kept.
    join public.customer_profiles c on c.id = k.customer_id and c.processing_restricted_at is null
    join public.ticket_attachments a on a.ticket_id = k.id and a.message_id is not null and a.quote_id is null
  where k.status in ('closed', 'cancelled') and k.closed_at < p_cutoff
    and not exists (
      select 1 from public.support_tickets f
      where (f.follow_up_of = k.id or f.id = k.merged_into) and f.status not in ('closed', 'cancelled'))
    -- A copy that is being made names them already.
    and not exists (
      select 1 from public.privacy_requests q
      where q.customer_id = k.customer_id and q.kind = 'export' and q.status in ('received', 'in_progress'))
  order by k.closed_at, a.id
  limit p_limit
$$;
comment on function private.due_files(timestamptz, int) is
  'Files of tickets that were closed or cancelled before p_cutoff, the oldest first. Not of a ticket that goes on in another one, of customers who restrict processing, or while a copy of their data is being made.';

create function private.remove_old_files(p_cutoff timestamptz, p_limit int)
returns int
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_ids uuid[];
  v_removed jsonb;
begin
  -- One that is being reopened at this moment is locked, and passed over.
  select array_agg(l.id) into v_ids
  from (
    select k.id from public.support_tickets k
    where k.id in (select f.ticket_id from private.due_files(p_cutoff, p_limit) f) and k.status in ('closed', 'cancelled')
    for update skip locked) l;
  with files as (
    select f.id from private.due_files(p_cutoff, p_limit) f where f.ticket_id = any (v_ids)
  ), gone as (
    delete from public.ticket_attachments a using files where a.id = files.id returning a.ticket_id, a.customer_id, a.storage_path
  ), doomed as (
    insert into private.doomed_objects (path) select storage_path from gone on conflict (path) do nothing)
  select coalesce(jsonb_agg(jsonb_build_object('ticket', g.ticket_id, 'customer', g.customer_id, 'files', g.files)), '[]') into v_removed
  from (select ticket_id, customer_id, count(*) as files from gone group by ticket_id, customer_id) g;
  perform private.add_event(private.system_viewer('Portico'), (r ->> 'ticket')::uuid, 'files_removed', null, r ->> 'files'),
    private.audit(private.system_viewer('Portico'), 'ticket.remove_files', 'ticket', r ->> 'ticket', (r ->> 'customer')::uuid, 'retention',
      jsonb_build_object('files', r -> 'files'))
  from jsonb_array_elements(v_removed) as r;
  return (select coalesce(sum((r ->> 'files')::int), 0) from jsonb_array_elements(v_removed) as r);
end
$$;
comment on function private.remove_old_files(timestamptz, int) is
  'Removes the records of the next due files, and leaves their objects to the worker; the timeline of each ticket and the audit log say so. Returns how many.';

create function public.list_doomed_objects(p_limit int default 100)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from private.doomed_objects d
  where not exists (select 1 from storage.objects o where o.bucket_id = d.bucket and o.name = d.path);
  return (
    select coalesce(jsonb_agg(n.path), '[]')
    from (select d.path from private.doomed_objects d order by d.doomed_at, d.path limit least(greatest(coalesce(p_limit, 100), 1), 1000)) n);
end
$$;
comment on function public.list_doomed_objects(int) is
  'For the worker: paths of uploads that have no record any more and are still in storage. What was removed since is forgotten. Asked again until there are none.';
grant execute on function public.list_doomed_objects(int) to service_role;

create or replace function private.retention_preview(p_policy private.retention_policies, p_keep_days int)
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
  if p_policy.key = 'ticket_files' then
    return (
      select jsonb_build_object('count', count(*), 'oldest', private.iso(min(f.closed_at)), 'examples', coalesce((
        select jsonb_agg(e.number order by e.closed_at, e.number) from (select distinct k.number, k.closed_at
          from private.due_files(v_cutoff, 10000) d join public.support_tickets k on k.id = d.ticket_id order by k.closed_at, k.number limit 5) e), '[]'))
      from private.due_files(v_cutoff, 10000) f);
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

create or replace function public.run_retention(p_key text, p_limit int default 500)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_policy private.retention_policies;
  v_due record;
  v_run private.retention_runs;
  v_rows int;
  v_cutoff timestamptz;
  v_limit int := least(greatest(coalesce(p_limit, 500), 1), 2000);
begin
  select * into v_due from private.retention_due(p_key);
  select * into v_policy from private.retention_policies where key = p_key for update;
  if v_policy.key is null or not v_policy.is_active or (v_due.age is null and p_key <> 'ticket_files') then
    return jsonb_build_object('rows', 0, 'isDone', true);
  end if;
  select * into v_run from private.retention_runs where policy = p_key and finished_at is null order by id desc limit 1;
  if v_run.id is null then
    insert into private.retention_runs (policy, cutoff) values (p_key, now() - make_interval(days => v_policy.keep_days)) returning * into v_run;
  end if;
  -- Somebody may have set it longer since the run began.
  v_cutoff := least(v_run.cutoff, now() - make_interval(days => v_policy.keep_days));
  if p_key = 'ticket_files' then
    v_rows := private.remove_old_files(v_cutoff, v_limit);
  else
    execute format(case when v_due.changes is null
        then 'with due as (select t.ctid from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit $2 for update skip locked)
          delete from %1$s x using due where x.ctid = due.ctid'
        else 'with due as (select t.ctid from %1$s t where t.%2$I < $1 and %3$s order by t.%2$I limit $2 for update skip locked)
          update %1$s x set %4$s from due where x.ctid = due.ctid' end, v_policy.table_name, v_due.age, v_due.due, v_due.changes)
    using v_cutoff, v_limit;
    get diagnostics v_rows = row_count;
  end if;
  update private.retention_runs set rows_done = rows_done + v_rows, finished_at = case when v_rows < v_limit then now() end where id = v_run.id returning * into v_run;
  if v_run.finished_at is not null and v_run.rows_done > 0 then
    perform private.audit(private.system_viewer('Portico'), 'retention.run', 'setting', p_key, null, 'retention', jsonb_build_object('rows', v_run.rows_done));
  end if;
  return jsonb_build_object('rows', v_rows, 'isDone', v_run.finished_at is not null);
end
$$;

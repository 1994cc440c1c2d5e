-- Nobody changes or deletes an entry; a change past all that is seen; old months go only when they are kept.

begin;
select plan(65);
select tests.set_stage();

-- Closed -------------------------------------------------------------------------------------------------

create function tests.closed(p_sql text) returns text language sql as $$
  select string_agg(distinct tests.as(p, p_sql), ', ') from unnest(array['anonymous', 'customer', 'colleague', 'other', 'agent', 'admin', 'service']) as p $$;
select is(tests.closed(s), '42501', 'no outside role: ' || s) from unnest(array[
  'update public.portal_audit_log set purpose = ''x''', 'delete from public.portal_audit_log', 'truncate public.portal_audit_log',
  'update public.portal_audit_log set actor_name = ''Erased person'', ip = null, user_agent = null',
  'insert into public.portal_audit_log (id, occurred_at, actor_role, action, resource_type) select id, occurred_at, ''system'', ''x'', ''y'' from public.portal_audit_log on conflict (occurred_at, id) do update set action = ''x''',
  'alter table public.portal_audit_log disable trigger all', 'drop table public.portal_audit_log', 'drop trigger portal_audit_log_append_only on public.portal_audit_log',
  'alter table public.portal_audit_log detach partition public.portal_audit_log_2026_12', 'create rule gone as on insert to public.portal_audit_log do instead nothing',
  'create trigger mine before insert on public.portal_audit_log for each row execute function private.refuse_audit_change()',
  'alter table public.portal_audit_log disable row level security', 'alter table public.portal_audit_log owner to current_user', 'lock table public.portal_audit_log in access exclusive mode',
  'set session_replication_role = replica', 'update private.audit_seals set digest = digest', 'delete from private.audit_archives', 'delete from private.audit_checks',
  'select private.audit(null, ''x'', ''y'', null, null)', 'select private.ensure_audit_partitions(now()::date, 1)', 'alter function private.refuse_audit_change() rename to x',
  'create or replace function private.refuse_audit_change() returns trigger language plpgsql as ''begin return new; end''']) as s;
select is((select count(*) from pg_inherits i, unnest(array['anon', 'authenticated', 'service_role']) r, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'trigger', 'references']) p
  where i.inhparent = 'public.portal_audit_log'::regclass and has_table_privilege(r, i.inhrelid, p)), 0::bigint, 'months by themselves are nobody''s at all');
select throws_ok(s, 'PT403', 'audit_log_append_only', 'nor, by accident, their owner: ' || s) from unnest(array[
  'truncate public.portal_audit_log_2026_11', 'delete from public.portal_audit_log_2026_11', 'update public.portal_audit_log_2026_11 set action = ''x''',
  'truncate public.portal_audit_log_default', 'truncate private.audit_seals']) as s;
-- A setting that a caller could make does not open it either: the erasure's own is believed by nobody but the trigger's owner.
select is(tests.as(p, $$select set_config('portico.erasing', 'on', true)$$) || ' ' || tests.as(p, 'update public.portal_audit_log set ip = null'), 'on 42501', 'a setting opens nothing: ' || p)
from unnest(array['customer', 'admin', 'service']) as p;
select is((select string_agg(p.proname, ', ' order by p.proname) from pg_proc p
  where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    and p.prosrc ~* '(portal_audit_log\s+detach|truncate[^;]*portal_audit_log|delete from public.portal_audit_log|drop table public)'), 'finish_audit_archive', 'one function of all takes entries out');

-- Sealed -------------------------------------------------------------------------------------------------

alter table public.portal_audit_log disable trigger user;
delete from public.portal_audit_log;
alter table public.portal_audit_log enable trigger user;
insert into public.portal_audit_log (occurred_at, actor_role, actor_name, action, resource_type, customer_id)
select ((now() - interval '1 hour') at time zone 'UTC')::date - 4 + interval '12 hours' + d * interval '1 day' + n * interval '1 minute', 'system', 'Portico', 'thing.read', 'ticket', tests.id('home')
from generate_series(0, 2) d, generate_series(1, 3) n where d <> 1;
select is((select string_agg(s ->> 'entries', ' ') from jsonb_array_elements(tests.as('service', 'select public.seal_audit_days(2)')::jsonb -> 'sealed') s), '3 0', 'days are sealed in their order, empty ones too');
select is(tests.as('service', 'select public.seal_audit_days()')::jsonb ->> 'isDone', 'true', 'up to yesterday');
select is(tests.as('service', 'select public.seal_audit_days()')::jsonb -> 'sealed', '[]', 'and each once');
select is(tests.as('service', 'select public.check_audit_seals()'), '{"days": 4, "broken": [], "strays": 0}', 'all is as it was');
select private.audit(null, 'thing.read', 'ticket', null, tests.id('home'));
select is(tests.as('service', 'select public.check_audit_seals()')::jsonb -> 'broken', '[]', 'what comes today changes nothing');

create function tests.tampered(p_sql text) returns text language plpgsql as $$
declare v_answer text;
begin
  begin
    alter table public.portal_audit_log disable trigger user;
    execute p_sql;
    v_answer := tests.as('service', 'select public.check_audit_seals()')::jsonb ->> 'broken';
    raise exception 'undo';
  exception when raise_exception then
    return v_answer;
  end;
end $$;
select is(tests.tampered($$update public.portal_audit_log set action = 'thing.list' where (occurred_at at time zone 'UTC')::date = ((now() - interval '1 hour') at time zone 'UTC')::date - 4$$),
  format('["%s"]', ((now() - interval '1 hour') at time zone 'UTC')::date - 4), 'a change by whoever owns the table is seen');
select is(jsonb_array_length(tests.tampered('delete from public.portal_audit_log where action = ''thing.read''')::jsonb), 2, 'a deletion too');
select is(jsonb_array_length(tests.tampered(format('insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values (%L, ''system'', ''x'', ''y'')', now() - interval '2 days'))::jsonb), 1, 'and an entry that is added afterwards');
select is(tests.tampered('update public.portal_audit_log set actor_name = ''Erased person'', ip = null, user_agent = null'), '[]', 'the erasure of a name is none of these');
select is(tests.tampered('alter table private.audit_seals disable trigger user; update private.audit_seals set entries = entries + 1 where day = (select min(day) from private.audit_seals)') <> '[]', true, 'nor can a seal be changed by itself');
select is(tests.as('service', format('select public.import_audit_entries(%L)', jsonb_build_array(jsonb_build_object('id', tests.id('past'), 'at', now() - interval '2 days', 'actor_role', 'agent', 'action', 'ticket.read', 'resource_type', 'ticket', 'customer_id', tests.id('home'))))), '1', 'what another system saw can be added');
select is(tests.as('service', 'select public.check_audit_seals()')::jsonb -> 'broken', '[]', 'and breaks no seal');
insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values ('2041-01-01 00:00+00', 'system', 'far', 'test');
select is(tests.as('service', 'select public.check_audit_seals()')::jsonb ->> 'strays', '1', 'what no month holds is noticed');
select is(tests.as('admin', 'select public.get_audit_state()')::jsonb ->> 'strays', '1', 'and told to admins');
select is(tests.each('select public.get_audit_state() is not null'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'how the log stands is for admins');
select is(tests.each(s), 'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'only the worker: ' || s)
from unnest(array['select public.seal_audit_days()', 'select public.check_audit_seals()', 'select public.next_audit_archive()', 'select public.read_audit_archive(''2020-01-01'')',
  'select public.finish_audit_archive(''2020-01-01'', 0, '''', '''', 0)', 'select public.import_audit_entries(''[]'')']) as s;

-- Archived ----------------------------------------------------------------------------------------------

select is(tests.as('service', 'select public.next_audit_archive()'), null, 'nothing is old enough');
select is(tests.as('service', format('select public.read_audit_archive(%L)', date_trunc('month', now())::date)), 'PT409 month_not_over', 'this month is not archived,');
select is(tests.as('service', format('select public.finish_audit_archive(%L, 0, %L, %L, 0)', date_trunc('month', now())::date, repeat('a', 64), 'x')), 'PT409 month_not_over', 'nor dropped, whatever the worker says');
select private.ensure_audit_partitions('2023-03-01', 1);
insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values ('2023-03-01 00:00+00', 'system', 'one', 'test'), ('2023-03-31 23:59:59+00', 'system', 'two', 'test');
select is(tests.as('service', 'select public.next_audit_archive()'), '2023-03-01', 'an old month is');
select is((select count(*)::int from jsonb_array_elements(tests.as('service', 'select public.read_audit_archive(''2023-03-01'', null, 1)')::jsonb)), 1, 'its lines are read page by page');
select is((tests.as('service', 'select public.read_audit_archive(''2023-03-01'')')::jsonb #>> '{1,line}')::jsonb ->> 'action', 'two', 'in their order');
create function tests.finish(p_entries int, p_digest text) returns text language sql as $$
  select tests.as('service', format('select public.finish_audit_archive(''2023-03-01'', %s, %L, ''2023-03.ndjson.gz'', 100)', p_entries, p_digest)) $$;
select is(tests.finish(2, repeat('0', 64)) || tests.finish(1, (private.audit_month_digest('2023-03-01')).digest), 'PT409 archive_differsPT409 archive_differs', 'a file that holds anything else does not take its place');
select is(tests.finish(2, (private.audit_month_digest('2023-03-01')).digest), 'PT409 archive_missing', 'nor one that is not there');
insert into storage.objects (bucket_id, name) values ('audit-archive', '2023-03.ndjson.gz');
select is(tests.finish(2, (private.audit_month_digest('2023-03-01')).digest), '', 'the very file does');
select is((select count(*)::int from public.portal_audit_log where resource_type = 'test' and action in ('one', 'two')) || coalesce(to_regclass('public.portal_audit_log_2023_03')::text, ' gone'), '0 gone', 'and the month is gone');
select is((tests.as('admin', 'select public.get_audit_state()')::jsonb #> '{archives,0}') - 'archivedAt' - 'digest', '{"month": "2023-03-01", "path": "2023-03.ndjson.gz", "bytes": 100, "entries": 2}', 'which admins see');
select is((select purpose from public.portal_audit_log where action = 'audit.archive' and resource_id = '2023-03'), 'retention', 'and the log itself');

select * from finish();
rollback;

-- The audit log as the customer whom it concerns reads it: who accessed my data, what, why and when.

alter table public.portal_audit_log add column imported boolean not null default false;
comment on column public.portal_audit_log.imported is 'Brought along from another system, not seen by this one.';

-- What of the log is one question's: staff and machines without the customer's own clicks, one thing, one action.
create index portal_audit_log_others_idx on public.portal_audit_log (customer_id, occurred_at desc, id desc)
  where actor_role not in ('customer', 'anonymous');
create index portal_audit_log_resource_idx on public.portal_audit_log (resource_id, occurred_at desc, id desc)
  where resource_id is not null;
-- Also for what stands before the dot.
create index portal_audit_log_action_idx on public.portal_audit_log (action text_pattern_ops, occurred_at desc, id desc);

-- Kinds of things, and machines, are rare among what people do.
create index portal_audit_log_type_idx on public.portal_audit_log (resource_type, occurred_at desc, id desc);
create index portal_audit_log_machines_idx on public.portal_audit_log (actor_role, occurred_at desc, id desc)
  where actor_role in ('ai', 'system', 'anonymous');
create index portal_audit_log_machine_name_idx on public.portal_audit_log (lower(actor_name), occurred_at desc, id desc)
  where actor_id is null;

create table private.audit_kinds (
  resource_type text primary key check (char_length(resource_type) <= 80),
  kind text not null check (kind in ('tickets', 'orders', 'invoices', 'quotes', 'services', 'domains', 'calls', 'chats', 'profile', 'messages', 'privacy'))
);
comment on table private.audit_kinds is
  'Of which kind of data a resource of the audit log is, as filters name it. What is not listed is of the kind "other".';
create index audit_kinds_kind_idx on private.audit_kinds (kind);
alter table private.audit_kinds enable row level security;
insert into private.audit_kinds (resource_type, kind) values
  ('ticket', 'tickets'), ('attachment', 'tickets'), ('refund', 'tickets'),
  ('order', 'orders'), ('shipment', 'orders'),
  ('invoice', 'invoices'), ('payment', 'invoices'), ('quote', 'quotes'),
  ('service', 'services'), ('service_request', 'services'), ('domain', 'domains'),
  ('call', 'calls'), ('scheduled_call', 'calls'), ('call_transcript', 'calls'),
  ('chatbot_session', 'chats'), ('chatbot_message', 'chats'), ('chatbot_action', 'chats'),
  ('customer', 'profile'), ('user', 'profile'), ('portal_user', 'profile'), ('profile', 'profile'), ('address', 'profile'),
  ('preferences', 'profile'), ('session', 'profile'), ('reseller_application', 'profile'), ('correction_request', 'profile'),
  ('email', 'messages'), ('notification', 'messages'), ('message_log', 'messages'),
  ('privacy_request', 'privacy'), ('export', 'privacy'), ('consent', 'privacy'), ('audit_log', 'privacy');

create function private.is_read_action(p_action text)
returns boolean
language sql immutable set search_path = ''
as $$ select p_action ~ '\.(read|list|search|export|download|context|tool|assist|preview|seen|dry_run|transcript)$' $$;
comment on function private.is_read_action(text) is
  'Whether an action of the audit log only looked. Whatever is named otherwise counts as a change, so that a new name is never hidden among the reads.';

create function private.audit_resource(p_type text, p_id text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_id uuid;
  v_answer jsonb;
begin
  if p_id is null or p_id !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    return null;
  end if;
  v_id := p_id::uuid;
  case p_type
    when 'ticket' then select jsonb_build_object('ref', t.number, 'name', t.subject) into v_answer from public.support_tickets t where t.id = v_id;
    when 'order' then select jsonb_build_object('ref', o.number) into v_answer from public.orders o where o.id = v_id;
    when 'invoice' then select jsonb_build_object('ref', i.number) into v_answer from public.invoices i where i.id = v_id;
    when 'quote' then select jsonb_build_object('ref', q.number, 'name', q.title) into v_answer from public.quote_requests q where q.id = v_id;
    when 'service' then select jsonb_build_object('ref', s.id, 'name', s.name) into v_answer from public.customer_services s where s.id = v_id;
    when 'domain' then select jsonb_build_object('name', d.hostname) into v_answer from public.custom_domains d where d.id = v_id;
    when 'attachment' then select jsonb_build_object('name', a.file_name) into v_answer from public.ticket_attachments a where a.id = v_id;
    when 'email' then select jsonb_build_object('name', e.subject) into v_answer from public.inbound_emails e where e.id = v_id;
    when 'chatbot_session' then select jsonb_build_object('ref', s.id, 'name', s.title) into v_answer from public.chatbot_sessions s where s.id = v_id;
    when 'chatbot_message' then
      select jsonb_build_object('ref', s.id, 'name', s.title) into v_answer
      from public.chatbot_messages m join public.chatbot_sessions s on s.id = m.session_id where m.id = v_id;
    when 'customer' then select jsonb_build_object('ref', c.customer_number, 'name', coalesce(c.company_name, c.full_name)) into v_answer from public.customer_profiles c where c.id = v_id;
    when 'user', 'portal_user' then select jsonb_build_object('name', u.full_name) into v_answer from public.portal_users u where u.id = v_id;
    else null;
  end case;
  return v_answer;
end
$$;
comment on function private.audit_resource(text, text) is
  'What an entry speaks of, as people know it: { ref: number or id for its address, name }. Null for what is gone, or has neither.';

create function private.audit_records(p_fields jsonb)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if jsonb_typeof(p_fields -> 'read') is distinct from 'array' then
    return '[]';
  end if;
  return coalesce((
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('type', split_part(r.name, ':', 1), 'id', nullif(split_part(r.name, ':', 2), '')))
      || coalesce(private.audit_resource(split_part(r.name, ':', 1), split_part(r.name, ':', 2)), '{}') order by r.n)
    from jsonb_array_elements_text(p_fields -> 'read') with ordinality as r(name, n) where r.n <= 5), '[]');
end
$$;
comment on function private.audit_records(jsonb) is 'The first five records that an assistant''s tool read: [{ type, id, ref, name }].';

create function private.audit_where(p_filters jsonb, p_zone text)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_where text := '';
begin
  if jsonb_typeof(p_filters -> 'role') = 'array' then
    v_where := v_where || format(' and l.actor_role = any (%L::text[])', (
      select coalesce(array_agg(distinct m.role), '{}') from jsonb_array_elements_text(p_filters -> 'role') as wanted
      join (values ('customer', 'customer'), ('customer', 'anonymous'), ('staff', 'agent'), ('staff', 'admin'), ('ai', 'ai'), ('system', 'system')) as m(name, role)
        on m.name = wanted));
  end if;
  if jsonb_typeof(p_filters -> 'kind') = 'array' then
    v_where := v_where || format(' and (l.resource_type = any (%L::text[])%s)',
      (select coalesce(array_agg(k.resource_type), '{}') from private.audit_kinds k where p_filters -> 'kind' ? k.kind),
      case when p_filters -> 'kind' ? 'other'
        then ' or not exists (select from private.audit_kinds k where k.resource_type = l.resource_type)' else '' end);
  end if;
  if p_filters ->> 'act' = 'read' then
    v_where := v_where || ' and private.is_read_action(l.action)';
  elsif p_filters ->> 'act' = 'change' then
    v_where := v_where || ' and not private.is_read_action(l.action)';
  end if;
  if p_filters ->> 'from' is not null then
    v_where := v_where || format(' and l.occurred_at >= %L', private.day_start(p_filters ->> 'from', p_zone));
  end if;
  if p_filters ->> 'to' is not null then
    v_where := v_where || format(' and l.occurred_at < %L', private.day_start(p_filters ->> 'to', p_zone, 1));
  end if;
  return v_where;
end
$$;
comment on function private.audit_where(jsonb, text) is
  'The conditions on l, a row of the log, that both readers of it share: role[] (customer, staff, ai, system), kind[] of data, act (read, change), from and to as days of the zone. Literals are quoted.';

create function private.own_entries(p_viewer private.viewer)
returns text
language sql immutable set search_path = ''
as $$
  select format(' and l.customer_id = %L and (l.resource_type <> ''ticket'' or l.resource_id is null or private.can_see_ticket(l.resource_id::uuid))', p_viewer.customer_id)
$$;
comment on function private.own_entries(private.viewer) is
  'The condition on l for what a customer may know of the log: what concerns their profile, save colleagues'' private tickets.';

create function public.search_own_accesses(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_zone text;
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 500);
  v_fold boolean := coalesce((p_filters ->> 'fold')::boolean, false);
  -- How far ahead a page looks for rows that fold into one.
  v_window int;
  v_where text;
  v_answer jsonb;
begin
  if viewer.customer_id is null then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  perform private.limit_rate('search_own_accesses:' || viewer.id, 1200, 3600);
  v_zone := private.viewer_zone(viewer);
  v_window := case when v_fold then least(v_limit * 20, 2000) else v_limit end + 1;
  v_where := private.own_entries(viewer) || private.audit_where(p_filters, v_zone);
  if p_filters ->> 'who' = 'others' then
    v_where := v_where || format(' and (l.actor_role not in (''customer'', ''anonymous'') or l.actor_id is distinct from %L)', viewer.id);
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (l.occurred_at, l.id) < (($1 ->> ''at'')::timestamptz, ($1 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with ahead as materialized (
      select l.id, l.occurred_at, l.actor_id, l.actor_role, l.actor_name, l.action, l.resource_type, l.resource_id, l.purpose, l.fields
      from public.portal_audit_log l where true%s
      order by l.occurred_at desc, l.id desc limit %s),
    numbered as (
      select a.*, row_number() over (order by a.occurred_at desc, a.id desc) as n, private.is_read_action(a.action) as is_read,
        (a.occurred_at at time zone $2)::date as day
      from ahead a),
    keyed as (
      select x.*, case when $3 and x.is_read
        then jsonb_build_array(x.actor_id, x.actor_role, x.actor_name, x.action, x.resource_type, x.resource_id, x.purpose, x.day)::text
        else x.id::text end as key
      from numbered x),
    -- A pause of half an hour ends a sitting.
    parted as (
      select k.*, lag(k.occurred_at) over (partition by k.key order by k.n) - k.occurred_at > interval '30 minutes' as is_new from keyed k),
    sittings as (
      select p.*, count(*) filter (where p.is_new) over (partition by p.key order by p.n) as sitting from parted p),
    heads as (select min(s.n) as n from sittings s group by s.key, s.sitting),
    -- The page ends before the first row of what no longer fits, so that each row is counted once.
    edge as (
      select coalesce(
        (select h.n from heads h order by h.n offset $4 limit 1),
        (select case when count(*) = %s then count(*) end from ahead)) as n),
    entries as (
      select s.key, s.sitting, min(s.n) as n, count(*) as times, max(s.occurred_at) as last_at, min(s.occurred_at) as first_at
      from sittings s, edge e where e.n is null or s.n < e.n group by s.key, s.sitting)
    select jsonb_build_object(
      'items', coalesce((select jsonb_agg(jsonb_build_object(
          'id', s.id, 'occurredAt', private.iso(e.last_at), 'firstAt', private.iso(e.first_at), 'count', e.times, 'day', s.day,
          'actorRole', case s.actor_role when 'anonymous' then 'customer' else s.actor_role end,
          -- Of staff customers learn the first name, as on the telephone.
          'actorName', case when s.actor_role in ('agent', 'admin') then split_part(s.actor_name, ' ', 1) else s.actor_name end,
          'isOwn', s.actor_id is not distinct from $5 and s.actor_role = 'customer',
          'action', s.action, 'isRead', s.is_read, 'kind', coalesce((select k.kind from private.audit_kinds k where k.resource_type = s.resource_type), 'other'),
          'resourceType', s.resource_type, 'resourceId', s.resource_id,
          -- What a colleague talks about with the assistant is their own business; that data of all was read for it is not.
          'resource', case when s.resource_type not like 'chatbot%%' or exists (
            select from public.chatbot_sessions c where c.user_id = $5 and c.id::text = private.audit_resource(s.resource_type, s.resource_id) ->> 'ref')
            then private.audit_resource(s.resource_type, s.resource_id) end,
          'records', private.audit_records(s.fields), 'purpose', s.purpose,
          'fields', case when jsonb_typeof(s.fields) = 'array' then s.fields else '[]' end) order by e.n)
        from entries e join sittings s on s.n = e.n), '[]'),
      'nextCursor', (select jsonb_build_object('at', private.iso(s.occurred_at), 'id', s.id) from edge e join sittings s on s.n = e.n - 1))
  $q$, v_where, v_window, v_window)
  into v_answer using p_cursor, v_zone, v_fold, v_limit, viewer.id;

  perform private.audit(viewer, 'audit.read', 'audit_log', null, viewer.customer_id, 'self-service');
  return v_answer;
end
$$;
comment on function public.search_own_accesses(jsonb, jsonb, int) is
  'A page (500 at most) of who accessed the customer''s data, latest first. p_filters: { who: others (without the viewer''s own), role[] (customer, staff, ai, system), kind[], act (read, change), from, to (days of the viewer''s calendar, both included), fold (repeated reads of one sitting and day are one entry with its count) }. The read is audited. Raises PT401, PT403, PT429.';
grant execute on function public.search_own_accesses(jsonb, jsonb, int) to authenticated;

create function public.get_access_weeks()
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_zone text;
  v_first date;
  v_answer jsonb;
begin
  if viewer.customer_id is null then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  v_zone := private.viewer_zone(viewer);
  v_first := date_trunc('week', now() at time zone v_zone)::date - 77;
  execute format($q$
    with counted as (
      select date_trunc('week', l.occurred_at at time zone $1)::date as week, l.actor_role
      from public.portal_audit_log l
      where l.occurred_at >= $2 and l.actor_role not in ('customer', 'anonymous')%s
      order by l.occurred_at desc, l.id desc limit 20000)
    select jsonb_agg(jsonb_build_object('week', w.week,
      'staff', (select count(*) from counted c where c.week = w.week and c.actor_role in ('agent', 'admin')),
      'ai', (select count(*) from counted c where c.week = w.week and c.actor_role = 'ai'),
      'system', (select count(*) from counted c where c.week = w.week and c.actor_role = 'system')) order by w.week)
    from (select $3 + 7 * n as week from generate_series(0, 11) as n) w
  $q$, private.own_entries(viewer))
  into v_answer using v_zone, v_first::timestamp at time zone v_zone, v_first;
  return v_answer;
end
$$;
comment on function public.get_access_weeks() is
  'How often staff, the AI and the portal itself accessed the customer''s data in each of the last twelve weeks: [{ week, staff, ai, system }]. Counts the latest 20,000. Raises PT401, PT403 for staff.';
grant execute on function public.get_access_weeks() to authenticated;

create function public.import_audit_entries(p_entries jsonb)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  if jsonb_typeof(p_entries) is distinct from 'array' or jsonb_array_length(p_entries) > 5000 then
    perform private.fail('PT400', 'invalid_entries', 'Give up to 5,000 entries as a list.');
  end if;
  -- The past has no partitions yet.
  perform private.ensure_audit_partitions(m.month::date, 1)
  from (select distinct date_trunc('month', e.at) as month
    from jsonb_to_recordset(p_entries) as e(at timestamptz) where e.at between now() - interval '10 years' and now()) m;
  insert into public.portal_audit_log
    (id, occurred_at, actor_id, actor_role, actor_name, action, resource_type, resource_id, customer_id, purpose, fields, imported)
  select e.id, e.at, e.actor_id, e.actor_role, left(e.actor_name, 200), e.action, e.resource_type, e.resource_id, e.customer_id, e.purpose, e.fields, true
  from jsonb_to_recordset(p_entries) as e(
    id uuid, at timestamptz, actor_id uuid, actor_role text, actor_name text, action text, resource_type text, resource_id text,
    customer_id uuid, purpose text, fields jsonb)
  where e.at between now() - interval '10 years' and now()
    and not exists (select from public.portal_audit_log l where l.customer_id = e.customer_id and l.id = e.id);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.import_audit_entries(jsonb) is
  'For the import of another system''s history: adds entries of the past, each of which says for ever that it was imported, never of the future and never twice. Returns how many were new.';
grant execute on function public.import_audit_entries(jsonb) to service_role;

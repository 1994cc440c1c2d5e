-- What the test found that opens every page and every address that reads: these showed somebody's data and wrote nothing.

create or replace function public.get_privacy_request(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_request public.privacy_requests;
  v_staff boolean := viewer.role <> 'customer';
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_request from public.privacy_requests where id = p_ref::uuid;
  else
    select * into v_request from public.privacy_requests where number = upper(left(p_ref, 40));
  end if;
  if v_request.id is null or (not v_staff and v_request.user_id is distinct from viewer.id) then
    perform private.fail('PT404', 'privacy_request_not_found', 'This request does not exist, or is not yours to see.');
  end if;
  perform private.audit(viewer, 'privacy.read', 'privacy_request', v_request.id::text, v_request.customer_id, case when v_staff then 'privacy' else 'self-service' end);
  return private.privacy_summary(v_request) || jsonb_build_object(
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('id', e.id, 'type', e.type, 'actorType', e.actor_type, 'actorName', e.actor_name,
        'note', e.note, 'isInternal', e.is_internal, 'createdAt', private.iso(e.created_at)) order by e.created_at, e.id)
      from (select * from public.privacy_request_events x where x.request_id = v_request.id and (v_staff or not x.is_internal)
        order by x.created_at desc, x.id desc limit 200) e), '[]'))
    || case when v_staff then private.privacy_desk_facts(v_request) else '{}' end;
end
$$;
comment on function public.get_privacy_request(text) is
  'A request by id or number, with its history; for staff also whose it is and who has it in hand. The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';

-- A request is a customer's; whoever looks through the queue has seen that there is one.
create or replace function public.search_privacy_requests(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_open boolean := coalesce((p_filters ->> 'open')::boolean, true);
  v_kind text := p_filters ->> 'kind';
  v_rows jsonb;
  v_last jsonb;
begin
  -- What is open comes by its due day, the most urgent first; what is settled the latest first.
  select coalesce(jsonb_agg(private.privacy_summary(r) || private.privacy_desk_facts(r) order by
    case when v_open then r.due_at end, case when not v_open then r.created_at end desc, case when v_open then r.id end, r.id desc), '[]') into v_rows
  from (
    select * from public.privacy_requests q
    where (v_kind is null or q.kind = v_kind)
      and case when v_open then q.status in ('received', 'in_progress', 'scheduled') else q.status not in ('received', 'in_progress', 'scheduled') end
      and (p_cursor ->> 'at' is null
        or (v_open and (q.due_at, q.id) > ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
        or (not v_open and (q.created_at, q.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid)))
    order by case when v_open then q.due_at end, case when not v_open then q.created_at end desc, case when v_open then q.id end, q.id desc
    limit v_limit + 1) r;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  perform private.audit_list(viewer, 'privacy.list', 'privacy_request', (
    select array_agg(distinct r.customer_id) from public.privacy_requests r where r.id = any (private.ids_of(v_rows))), 'privacy');
  perform private.audit(viewer, 'privacy.search', 'privacy_request', null, null, 'privacy');
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> (case when v_open then 'dueAt' else 'createdAt' end), 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_privacy_requests(jsonb, jsonb, int) is
  'For staff: requests about data. p_filters: { open (true unless said otherwise), kind }. Open ones by their due day, settled ones newest first. That they were seen is written down for each customer. Raises PT401, PT403.';

create or replace function public.preview_deletion()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_scope text;
  v_subject private.subject;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  perform private.limit_rate('preview_deletion:' || viewer.id, 60, 3600);
  v_scope := case when exists (select 1 from public.portal_users u where u.customer_id = viewer.customer_id and u.id <> viewer.id) then 'person' else 'profile' end;
  v_subject := private.subject_of(viewer.customer_id, viewer.id, v_scope);
  perform private.audit(viewer, 'privacy.preview', 'privacy_request', null, viewer.customer_id, 'self-service');
  return jsonb_build_object(
    'scope', v_scope,
    'graceDays', private.setting_int('privacy_grace_days', 30, 0, 30),
    'goes', coalesce((select jsonb_agg(jsonb_build_object('unit', c.unit, 'count', c.count) order by c.place)
      from (select p.place, p.unit, private.count_personal(p.goes, p.table_name, v_subject) as count from private.personal_tables p
        where p.unit is not null and p.goes is not null) c where c.count > 0), '[]'),
    'stays', coalesce((select jsonb_agg(jsonb_build_object('unit', c.unit, 'count', c.count, 'rule', h.rule, 'law', h.law, 'years', h.years) order by h.rule desc, c.place)
      from (select p.place, p.unit, p.rule, private.count_personal(p.stays, p.table_name, v_subject) as count from private.personal_tables p
        where p.unit is not null and p.stays is not null) c join private.legal_holds h on h.rule = c.rule where c.count > 0), '[]'),
    'unpaid', case when v_scope = 'person' then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'dueOn', i.due_on,
        'outstanding', private.invoice_money(i.total - i.amount_paid, i.currency)) order by i.due_on, i.id)
      from (select * from public.invoices x where x.customer_id = viewer.customer_id and x.status = 'pending' order by x.due_on, x.id limit 10) i), '[]') end,
    'services', case when v_scope = 'person' then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id)
      from (select * from public.customer_services x where x.customer_id = viewer.customer_id and x.status <> 'terminated' order by x.name, x.id limit 10) s), '[]') end);
end
$$;

-- Whom we wrote to, at which address.
alter function public.search_deliveries(jsonb, jsonb, int) rename to search_deliveries_unlogged;
alter function public.search_deliveries_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_deliveries_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_deliveries(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 25)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.search_deliveries_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'delivery.list', 'delivery', (
    select array_agg(distinct u.customer_id) from public.notification_deliveries d join public.portal_users u on u.id = d.user_id
    where d.id = any (private.ids_of(v_answer -> 'items'))), 'support');
  return v_answer;
end
$$;
comment on function public.search_deliveries(jsonb, jsonb, int) is
  'For staff: a page of the outbox as private.search_deliveries_unlogged finds it, whose comment says what can be asked; that it was seen is written down for each customer.';
grant execute on function public.search_deliveries(jsonb, jsonb, int) to authenticated;

-- On which devices somebody is signed in.
alter function public.list_sessions(jsonb, int) rename to list_sessions_unlogged;
alter function public.list_sessions_unlogged(jsonb, int) set schema private;
revoke execute on function private.list_sessions_unlogged(jsonb, int) from authenticated;
create function public.list_sessions(p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.audit_list(viewer, 'session.list', 'session', array[viewer.customer_id], 'self-service');
  return private.list_sessions_unlogged(p_cursor, p_limit);
end
$$;
comment on function public.list_sessions(jsonb, int) is
  'Where the viewer is signed in, as private.list_sessions_unlogged finds it, whose comment says more; that it was read is written down.';
grant execute on function public.list_sessions(jsonb, int) to authenticated;

insert into private.audit_kinds (resource_type, kind) values ('delivery', 'messages');

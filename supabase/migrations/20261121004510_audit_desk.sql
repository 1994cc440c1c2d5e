-- The audit log as admins search it. Whoever reads it leaves an entry too.

-- Until now admins read the table itself, which leaves no trace.
drop policy "Customers read entries about themselves, admins read all" on public.portal_audit_log;
create policy "Customers read entries about themselves"
  on public.portal_audit_log for select to authenticated
  using (
    customer_id = (select private.viewer_customer_id())
    and case when resource_type = 'ticket'
      then exists (select 1 from public.support_tickets t where t.id = resource_id::uuid)
      else true end);

create function private.audit_people(p_text text)
returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(p.id), '{}') from (
    select u.id from public.portal_users u
    where u.id::text = lower(p_text) or lower(u.email) = lower(p_text) or u.full_name ilike '%' || private.like_prefix(p_text)
    order by u.role desc, u.id limit 50) p
$$;
comment on function private.audit_people(text) is 'Up to fifty people whom a text means: by id, e-mail address, or part of the name.';

create function private.audit_customers(p_text text)
returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(f.id), '{}') from (
    select c.id from public.customer_profiles c
    where c.id::text = lower(p_text) or c.customer_number = upper(p_text) or lower(c.email) = lower(p_text)
      or c.full_name ilike '%' || private.like_prefix(p_text) or c.company_name ilike '%' || private.like_prefix(p_text)
    order by c.id limit 50) f
$$;
comment on function private.audit_customers(text) is 'Up to fifty customers whom a text means: by id, customer number, e-mail address, or part of the name.';

create function private.audit_things(p_text text)
returns text[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(f.id), '{}') from (
    select lower(p_text) as id
    union select p_text
    union select t.id::text from public.support_tickets t where t.number = upper(p_text)
    union select o.id::text from public.orders o where o.number in (p_text, upper(p_text))
    union select i.id::text from public.invoices i where i.number in (p_text, upper(p_text))
    union select q.id::text from public.quote_requests q where q.number in (p_text, upper(p_text))
    limit 50) f
$$;
comment on function private.audit_things(text) is 'The ids that a text means: itself, and those of tickets, orders, invoices and quotes with this number.';

create function public.search_audit_log(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  viewer private.viewer := private.require_admin();
  v_zone text := private.viewer_zone(viewer);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 500);
  v_actor text := nullif(trim(left(p_filters ->> 'actor', 200)), '');
  v_customer text := nullif(trim(left(p_filters ->> 'customer', 200)), '');
  v_thing text := nullif(trim(left(p_filters ->> 'resource', 100)), '');
  v_action text := nullif(trim(left(p_filters ->> 'action', 80)), '');
  v_customers uuid[];
  v_where text;
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.limit_rate('search_audit_log:' || viewer.id, 2400, 3600);
  v_where := private.audit_where(p_filters, v_zone);
  if v_actor is not null then
    v_where := v_where || format(' and (l.actor_id = any (%L::uuid[])%s)', private.audit_people(v_actor),
      -- Machines have a name and no id.
      case when exists (select from public.portal_users u where u.id = any (private.audit_people(v_actor))) then ''
        else format(' or (l.actor_id is null and lower(l.actor_name) = lower(%L))', v_actor) end);
  end if;
  if v_customer is not null then
    v_customers := private.audit_customers(v_customer);
    v_where := v_where || format(' and l.customer_id = any (%L::uuid[])', v_customers);
  end if;
  if v_thing is not null then
    v_where := v_where || format(' and l.resource_id = any (%L::text[])', private.audit_things(v_thing));
  end if;
  if v_action is not null then
    v_where := v_where || case when v_action like '%.%' then format(' and l.action = %L', v_action)
      else format(' and l.action like %L', private.like_prefix(v_action || '.')) end;
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (l.occurred_at, l.id) < (($1 ->> ''at'')::timestamptz, ($1 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select l.* from public.portal_audit_log l where true%s order by l.occurred_at desc, l.id desc limit %s)
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', p.id, 'occurredAt', private.iso(p.occurred_at), 'actorId', p.actor_id, 'actorRole', p.actor_role, 'actorName', p.actor_name,
      'action', p.action, 'isRead', private.is_read_action(p.action),
      'kind', coalesce((select k.kind from private.audit_kinds k where k.resource_type = p.resource_type), 'other'),
      'resourceType', p.resource_type, 'resourceId', p.resource_id, 'resource', private.audit_resource(p.resource_type, p.resource_id),
      'records', private.audit_records(p.fields), 'purpose', p.purpose, 'fields', p.fields,
      'customer', (select jsonb_build_object('id', c.id, 'customerNumber', c.customer_number, 'name', coalesce(c.company_name, c.full_name))
        from public.customer_profiles c where c.id = p.customer_id),
      'ip', p.ip, 'userAgent', p.user_agent) order by p.occurred_at desc, p.id desc), '[]')
    from page p
  $q$, v_where, v_limit + 1)
  into v_rows using p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  -- Asked about one customer, the entry is that customer's to see.
  perform private.audit(viewer, 'audit.search', 'audit_log', null, case when cardinality(v_customers) = 1 then v_customers[1] end, 'oversight',
    coalesce((select jsonb_agg(k order by k) from jsonb_object_keys(jsonb_strip_nulls(p_filters)) as k), '[]'));
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'occurredAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_audit_log(jsonb, jsonb, int) is
  'For admins: a page (500 at most) of the audit log, latest first. p_filters: { actor (id, e-mail, part of a name, name of a machine), customer (id, number, e-mail, part of a name), resource (id or number), action (whole, or what stands before the dot), role[], kind[], act (read, change), from, to (days, both included) }. The search is audited itself. Raises PT401, PT403, PT429.';
grant execute on function public.search_audit_log(jsonb, jsonb, int) to authenticated;

-- Saved views of the queue, and all that its page shows in one call.

create table public.ticket_views (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references public.portal_users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 60),
  filters jsonb not null default '{}' check (jsonb_typeof(filters) = 'object' and octet_length(filters::text) <= 4000),
  sort text check (sort in ('activity', 'created', 'oldest', 'due', 'priority', 'relevance')),
  is_shared boolean not null default false,
  position int not null default 0,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
comment on table public.ticket_views is
  'Views of the queue that staff saved, for themselves or for all of them. filters are those of search_tickets. A deleted one waits a day for an undo.';
create index ticket_views_owner_idx on public.ticket_views (owner_id, position, id);
create index ticket_views_shared_idx on public.ticket_views (position, id) where is_shared and deleted_at is null;
create unique index ticket_views_name_idx on public.ticket_views (owner_id, is_shared, lower(name)) where deleted_at is null;
create trigger ticket_views_touch before update on public.ticket_views
  for each row execute function private.touch_updated_at();

alter table public.ticket_views enable row level security;
create policy "Staff read shared views and their own" on public.ticket_views for select to authenticated
  using (deleted_at is null and (select private.is_staff()) and (is_shared or owner_id = (select private.viewer_id())));
grant select on public.ticket_views to authenticated;
grant select, insert, update, delete on public.ticket_views to service_role;

create function private.view_json(p_view public.ticket_views, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_view.id, 'name', p_view.name, 'filters', p_view.filters, 'sort', p_view.sort, 'shared', p_view.is_shared,
    'version', p_view.version, 'mine', p_view.owner_id = p_viewer.id,
    'editable', p_view.owner_id = p_viewer.id or p_viewer.role = 'admin',
    'ownerName', (select u.full_name from public.portal_users u where u.id = p_view.owner_id))
$$;
comment on function private.view_json(public.ticket_views, private.viewer) is 'A saved view as its readers get it.';

create function private.lock_view(p_viewer private.viewer, p_id uuid, p_deleted boolean default false)
returns public.ticket_views
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_view public.ticket_views;
begin
  select * into v_view from public.ticket_views v
  where v.id = p_id and (v.deleted_at is not null) = p_deleted and (v.is_shared or v.owner_id = p_viewer.id)
  for update;
  if v_view.id is null then
    perform private.fail('PT404', 'view_not_found', 'This view does not exist any more, or is not yours to see.');
  elsif v_view.owner_id <> p_viewer.id and p_viewer.role <> 'admin' then
    perform private.fail('PT403', 'not_your_view', 'A shared view is changed by whoever made it, or by an admin. Save it under a name of your own.');
  end if;
  return v_view;
end
$$;
comment on function private.lock_view(private.viewer, uuid, boolean) is
  'A saved view that the viewer may change, locked. Raises PT403 not_your_view, PT404.';

create function private.check_view_filters(p_filters jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_known constant text[] := array['status', 'priority', 'category', 'assignee', 'team', 'customer', 'tag', 'sla', 'orderId', 'resolved', 'snoozed', 'q'];
  v_filters jsonb := coalesce(nullif(p_filters, 'null'), '{}');
begin
  if jsonb_typeof(v_filters) <> 'object' or octet_length(v_filters::text) > 4000
    or exists (select 1 from jsonb_each(v_filters) f
      where f.key <> all (v_known) or jsonb_typeof(f.value) not in ('string', 'array')) then
    perform private.invalid_field('filters', 'invalid', 'A view keeps the filters of the queue and nothing else.');
  end if;
  return v_filters;
end
$$;
comment on function private.check_view_filters(jsonb) is 'The filters of a view; raises PT422 for what the queue does not know.';

create function public.save_ticket_view(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_view public.ticket_views;
  v_name text;
  v_shared boolean := coalesce((p_input ->> 'shared')::boolean, false);
  v_sort text := nullif(p_input ->> 'sort', '');
begin
  v_answer := private.begin_command(viewer.id, 'save_ticket_view', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  if p_input ->> 'id' is not null then
    begin
      v_view := private.lock_view(viewer, (p_input ->> 'id')::uuid);
    exception when invalid_text_representation then
      perform private.fail('PT404', 'view_not_found', 'This view does not exist any more, or is not yours to see.');
    end;
    if (p_input ->> 'expectedVersion')::int <> v_view.version then
      perform private.fail('PT409', 'view_changed', 'Somebody changed this view in the meantime. Look at it again.');
    end if;
    v_shared := coalesce((p_input ->> 'shared')::boolean, v_view.is_shared);
  end if;
  v_name := private.check_text(case when p_input ? 'name' or v_view.id is null then p_input ->> 'name' else v_view.name end, 'name', 60);
  if v_sort is not null and v_sort not in ('activity', 'created', 'oldest', 'due', 'priority', 'relevance') then
    perform private.invalid_field('sort', 'unknown', 'Choose an order of the queue.');
  end if;
  if (select count(*) from public.ticket_views v where v.deleted_at is null and v.id is distinct from v_view.id
      and v.is_shared = v_shared and (v.is_shared or v.owner_id = viewer.id)) >= 50 then
    perform private.fail('PT409', 'too_many_views', 'There are fifty views of this kind already. Delete one that nobody needs.');
  end if;
  begin
    if v_view.id is null then
      insert into public.ticket_views (owner_id, name, filters, sort, is_shared, position)
      values (viewer.id, v_name, private.check_view_filters(p_input -> 'filters'), v_sort, v_shared, 1 + coalesce((
        select max(v.position) from public.ticket_views v where v.is_shared = v_shared and (v.is_shared or v.owner_id = viewer.id)), 0))
      returning * into v_view;
    else
      update public.ticket_views v
      set name = v_name, is_shared = v_shared, version = v.version + 1,
          filters = case when p_input ? 'filters' then private.check_view_filters(p_input -> 'filters') else v.filters end,
          sort = case when p_input ? 'sort' then v_sort else v.sort end
      where v.id = v_view.id
      returning * into v_view;
    end if;
  exception when unique_violation then
    perform private.fail('PT422', 'validation_failed', 'You have a view of this name. Choose another one.',
      jsonb_build_object('fields', jsonb_build_object('name', jsonb_build_array('taken'))));
  end;
  return private.finish_command(viewer.id, 'save_ticket_view', p_key, private.view_json(v_view, viewer));
end
$$;
comment on function public.save_ticket_view(text, jsonb) is
  'Staff: keeps a view of the queue, a new one or (with id) one that is theirs; admins also change shared ones. p_input: { id?, expectedVersion?, name, filters, sort?, shared? }. p_key makes a retry harmless. Raises PT403, PT404, PT409 view_changed | too_many_views, PT422.';
grant execute on function public.save_ticket_view(text, jsonb) to authenticated;

create function public.delete_ticket_view(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_view public.ticket_views;
begin
  if exists (select 1 from public.ticket_views v where v.id = p_id and v.deleted_at is not null) then
    v_view := private.lock_view(viewer, p_id, true);
  else
    v_view := private.lock_view(viewer, p_id);
    delete from public.ticket_views v where v.owner_id = v_view.owner_id and v.deleted_at < now() - interval '1 day';
    update public.ticket_views v set deleted_at = now(), version = v.version + 1 where v.id = p_id returning * into v_view;
  end if;
  return private.view_json(v_view, viewer);
end
$$;
comment on function public.delete_ticket_view(uuid) is
  'Staff: takes a view away, for a day to be brought back by restore_ticket_view. Harmless when repeated. Raises PT403 not_your_view, PT404.';
grant execute on function public.delete_ticket_view(uuid) to authenticated;

create function public.restore_ticket_view(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_view public.ticket_views;
begin
  if exists (select 1 from public.ticket_views v where v.id = p_id and v.deleted_at is null) then
    return private.view_json(private.lock_view(viewer, p_id), viewer);
  end if;
  v_view := private.lock_view(viewer, p_id, true);
  begin
    update public.ticket_views v set deleted_at = null, version = v.version + 1 where v.id = p_id returning * into v_view;
  exception when unique_violation then
    perform private.fail('PT409', 'name_taken', 'Another view has got this name since. Rename that one first.');
  end;
  return private.view_json(v_view, viewer);
end
$$;
comment on function public.restore_ticket_view(uuid) is
  'Staff: brings back a view that was deleted within the last day. Harmless when repeated. Raises PT403 not_your_view, PT404, PT409 name_taken.';
grant execute on function public.restore_ticket_view(uuid) to authenticated;

create function public.order_ticket_views(p_ids uuid[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if cardinality(p_ids) > 100 then
    perform private.invalid_field('ids', 'too_many', 'There are no more than fifty views of a kind.');
  end if;
  -- Locked in one order, so that two people who sort at once do not wait for each other.
  perform 1 from public.ticket_views v where v.id = any (p_ids) order by v.id for update;
  update public.ticket_views v set position = p.position
  from unnest(p_ids) with ordinality as p(id, position)
  where v.id = p.id and v.deleted_at is null and v.position <> p.position
    and case when v.is_shared then viewer.role = 'admin' else v.owner_id = viewer.id end;
end
$$;
comment on function public.order_ticket_views(uuid[]) is
  'Staff: puts their own views into this order, admins also the shared ones; others stay where they are. Raises PT422 for more than a hundred.';
grant execute on function public.order_ticket_views(uuid[]) to authenticated;

create or replace function public.desk_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_counts jsonb;
begin
  -- Open tickets are few beside all tickets ever; each figure stops counting at 10,000.
  execute format($q$
    select jsonb_build_object(
      'open', count(*) filter (where z.ticket_id is null),
      'new', count(*) filter (where t.status in ('new', 'waiting_ai') and z.ticket_id is null),
      'inProgress', count(*) filter (where t.status in ('assigned', 'in_progress') and z.ticket_id is null),
      'waitingCustomer', count(*) filter (where t.status = 'waiting_customer' and z.ticket_id is null),
      'onHold', count(*) filter (where t.status = 'on_hold' and z.ticket_id is null),
      'mine', count(*) filter (where t.assignee_id = $1 and z.ticket_id is null),
      'unassigned', count(*) filter (where t.assignee_id is null and z.ticket_id is null),
      'urgent', count(*) filter (where t.priority = 'urgent' and z.ticket_id is null),
      'snoozed', count(z.ticket_id),
      'breached', count(*) filter (where %s),
      'atRisk', count(*) filter (where %s),
      'resolvedToday', (select count(*) from (select 1 from public.support_tickets r
        where r.status in ('resolved', 'closed') and r.resolved_at >= $2 limit 10000) r))
    from (select t.* from public.support_tickets t
      where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 10000) t
    -- What is put aside is counted apart; what it promises holds all the same.
    left join public.ticket_snoozes z on z.ticket_id = t.id and z.until > now()
  $q$, private.sla_breached_sql(), private.sla_at_risk_sql())
  into v_counts using viewer.id, private.business_day_start();
  return v_counts;
end
$$;

create function private.count_tickets(p_viewer private.viewer, p_filters jsonb)
returns int
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_count int;
begin
  execute format('select count(*) from (select 1 from public.support_tickets t where true%s limit 100) c',
    private.ticket_filter_sql(p_viewer, p_filters)) into v_count;
  return v_count;
end
$$;
comment on function private.count_tickets(private.viewer, jsonb) is 'How many tickets the filters leave, words to search for left aside; 100 stands for so many or more.';

create function public.get_desk(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 50)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return jsonb_build_object(
    'page', public.search_tickets(p_filters, p_cursor, p_limit),
    'counts', public.desk_counts(),
    'views', coalesce((
      select jsonb_agg(private.view_json(v.saved, viewer) || jsonb_build_object(
        -- Words would have to be looked for in each view.
        'count', case when (v.saved).filters ? 'q' or v.nth > 30 then null else private.count_tickets(viewer, (v.saved).filters) end) order by v.nth)
      from (select o as saved, row_number() over (order by o.is_shared, o.position, o.id) as nth from public.ticket_views o
        where o.deleted_at is null and (o.is_shared or o.owner_id = viewer.id)) v), '[]'),
    'teams', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by lower(m.name))
      from public.teams m where m.archived_at is null), '[]'),
    'customerName', (select coalesce(c.company_name, c.full_name) from public.customer_profiles c
      where c.id = (case when p_filters ->> 'customer' ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' then p_filters ->> 'customer' end)::uuid));
end
$$;
comment on function public.get_desk(jsonb, jsonb, int) is
  'Staff: what the queue shows, in one call: { page as search_tickets answers, counts as desk_counts, views with counts up to 100, teams to filter by, customerName of the filter }. Raises PT401, PT403.';
grant execute on function public.get_desk(jsonb, jsonb, int) to authenticated;

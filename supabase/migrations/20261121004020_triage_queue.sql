-- What triage saw in a ticket, where staff choose what to do next: in the rows of the queue and as a view of it.

create function private.look_flags() returns text[]
language sql immutable set search_path = ''
as $$ select array['refund', 'legal', 'privacy', 'anger', 'safety', 'security', 'person', 'injection'] $$;
comment on function private.look_flags() is
  'The flags that say something about a ticket; the others say how sure its readers were.';

create function private.look_sql() returns text
language sql immutable set search_path = ''
as $$
  select format('n.state = ''open'' and (n.sentiment in (''negative'', ''angry'') or n.flags && %L::text[])', private.look_flags())
$$;
comment on function private.look_sql() is
  'Condition on n, the insight of a ticket: somebody is unhappy, or it is flagged, and nobody has judged that yet.';
create index ticket_insights_look_idx on public.ticket_insights (ticket_id)
  where state = 'open' and (sentiment in ('negative', 'angry') or flags <> '{}');

create or replace function private.ticket_rows(p_ids uuid[], p_viewer private.viewer)
returns table (id uuid, item jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_kind public.message_author := private.actor_kind(p_viewer)::public.message_author;
  v_iso constant text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
begin
  -- Spelled out instead of private.iso: nine calls a row would cost as much as all the rest.
  return query
  select t.id, jsonb_build_object(
    'id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'priority', t.priority,
    'category', t.category, 'categoryLabel', c.label, 'issueType', t.issue_type, 'channel', t.channel,
    'isPrivate', t.is_private, 'orderId', t.order_id, 'version', t.version, 'messageCount', t.message_count,
    'lastMessageAuthor', t.last_message_author, 'lastMessageBy', t.last_message_by,
    'lastActivityAt', to_char(t.last_activity_at at time zone 'utc', v_iso), 'createdAt', to_char(t.created_at at time zone 'utc', v_iso),
    'resolvedAt', to_char(t.resolved_at at time zone 'utc', v_iso),
    'unread', t.last_activity_at > coalesce(r.last_read_at, '-infinity') and t.last_message_author is distinct from v_kind,
    'assigneeName', a.full_name)
    || case when p_viewer.role = 'customer' then '{}'::jsonb else jsonb_build_object(
      'assigneeId', t.assignee_id, 'customerId', t.customer_id,
      'customerName', coalesce(p.company_name, p.full_name), 'customerEmail', p.email,
      'firstResponseDueAt', to_char(t.first_response_due_at at time zone 'utc', v_iso),
      'firstRespondedAt', to_char(t.first_responded_at at time zone 'utc', v_iso),
      'nextResponseDueAt', to_char(t.next_response_due_at at time zone 'utc', v_iso),
      'resolutionDueAt', to_char(t.resolution_due_at at time zone 'utc', v_iso),
      'slaRiskAt', to_char(t.sla_risk_at at time zone 'utc', v_iso),
      'teamId', t.team_id, 'teamName', m.name,
      'slaPausedAt', to_char(t.sla_paused_at at time zone 'utc', v_iso),
      'mood', case when n.state = 'open' and n.sentiment in ('negative', 'angry') then n.sentiment end,
      'flags', case when n.state = 'open' then to_jsonb(array(select f from unnest(n.flags) as f where f = any (private.look_flags()))) else '[]' end,
      'tags', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = t.id), '[]'))
    end
  from public.support_tickets t
  left join public.ticket_categories c on c.slug = t.category
  left join public.portal_users a on a.id = t.assignee_id
  left join public.customer_profiles p on p.id = t.customer_id
  left join public.teams m on m.id = t.team_id
  left join public.ticket_insights n on n.ticket_id = t.id and p_viewer.role <> 'customer'
  left join public.ticket_reads r on r.ticket_id = t.id and r.user_id = p_viewer.id
  where t.id = any (p_ids);
end
$$;

create or replace function private.ticket_filter_sql(p_viewer private.viewer, p_filters jsonb)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_staff boolean := p_viewer.role <> 'customer';
  v_sql text := '';
  v_value text;
  v_statuses text[] := private.filter_values(p_filters, 'status');
  v_sla text[] := private.filter_values(p_filters, 'sla');
  v_uuid constant text := '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$';
begin
  if not v_staff then
    v_sql := format(' and t.customer_id = %L::uuid and (not t.is_private or t.requester_id = %L::uuid)', p_viewer.customer_id, p_viewer.id);
    if p_filters ->> 'requester' = 'me' then
      v_sql := v_sql || format(' and t.requester_id = %L::uuid', p_viewer.id);
    end if;
  end if;
  if v_statuses is not null then
    -- Literals of the type itself: the planner sees that the small indexes of open tickets hold all of them.
    v_sql := v_sql || format(' and t.status in (%s)', private.text_list_sql(array(
      select s from unnest(v_statuses) as s where s = any (enum_range(null::public.ticket_status)::text[]))));
  end if;
  if private.filter_values(p_filters, 'priority') is not null then
    v_sql := v_sql || format(' and t.priority in (%s)', private.text_list_sql(array(
      select s from unnest(private.filter_values(p_filters, 'priority')) as s where s = any (enum_range(null::public.ticket_priority)::text[]))));
  end if;
  if private.filter_values(p_filters, 'category') is not null then
    v_sql := v_sql || format(' and t.category in (%s)', private.text_list_sql(private.filter_values(p_filters, 'category')));
  end if;
  v_value := p_filters ->> 'orderId';
  if v_value is not null then
    v_sql := v_sql || case when v_value ~ v_uuid then format(' and t.order_id = %L::uuid', v_value) else ' and false' end;
  end if;
  if not v_staff then
    return v_sql;
  end if;

  v_value := case p_filters ->> 'assignee' when 'me' then p_viewer.id::text else p_filters ->> 'assignee' end;
  if v_value = 'none' then
    v_sql := v_sql || ' and t.assignee_id is null';
  elsif v_value is not null then
    v_sql := v_sql || case when v_value ~ v_uuid then format(' and t.assignee_id = %L::uuid', v_value) else ' and false' end;
  end if;
  v_value := p_filters ->> 'team';
  if v_value = 'none' then
    v_sql := v_sql || ' and t.team_id is null';
  elsif v_value = 'mine' then
    v_sql := v_sql || format(' and t.team_id in (select m.team_id from public.team_members m where m.user_id = %L::uuid)', p_viewer.id);
  elsif v_value is not null then
    v_sql := v_sql || case when v_value ~ v_uuid then format(' and t.team_id = %L::uuid', v_value) else ' and false' end;
  end if;
  v_value := p_filters ->> 'customer';
  if v_value is not null then
    v_sql := v_sql || case when v_value ~ v_uuid then format(' and t.customer_id = %L::uuid', v_value) else ' and false' end;
  end if;
  if jsonb_typeof(p_filters -> 'ids') = 'array' then
    v_sql := v_sql || format(' and t.id in (%s)', private.text_list_sql(array(
      select i from unnest(private.filter_values(p_filters, 'ids')) as i where i ~ v_uuid)));
  end if;
  v_value := p_filters ->> 'tag';
  if v_value is not null then
    v_sql := v_sql || format(' and exists (select 1 from public.ticket_tags g where g.ticket_id = t.id and g.tag = %L)', v_value);
  end if;
  if v_sla is not null then
    -- Only running clocks have such a time, and their index holds nothing else.
    v_sql := v_sql || ' and t.sla_due_at is not null and (false'
      || case when 'breached' = any (v_sla) then ' or ' || private.sla_breached_sql() else '' end
      || case when 'at_risk' = any (v_sla) then ' or ' || private.sla_at_risk_sql() else '' end || ')';
  end if;
  if p_filters ->> 'snoozed' in ('yes', 'no') then
    v_sql := v_sql || format(' and %s (select 1 from public.ticket_snoozes z where z.ticket_id = t.id and z.until > now())',
      case p_filters ->> 'snoozed' when 'yes' then 'exists' else 'not exists' end);
  end if;
  if p_filters ->> 'look' = 'yes' then
    v_sql := v_sql || format(' and exists (select 1 from public.ticket_insights n where n.ticket_id = t.id and %s)', private.look_sql());
  end if;
  if p_filters ->> 'resolved' = 'today' then
    v_sql := v_sql || format(' and t.status in (''resolved'', ''closed'') and t.resolved_at >= %L::timestamptz', private.business_day_start());
  end if;
  return v_sql;
end
$$;

create or replace function private.check_view_filters(p_filters jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_known constant text[] := array['status', 'priority', 'category', 'assignee', 'team', 'customer', 'tag', 'sla', 'orderId', 'resolved', 'snoozed', 'look', 'q'];
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
      'look', count(*) filter (where z.ticket_id is null and n.ticket_id is not null),
      'snoozed', count(z.ticket_id),
      'breached', count(*) filter (where %s),
      'atRisk', count(*) filter (where %s),
      'resolvedToday', (select count(*) from (select 1 from public.support_tickets r
        where r.status in ('resolved', 'closed') and r.resolved_at >= $2 limit 10000) r))
    from (select t.* from public.support_tickets t
      where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 10000) t
    -- What is put aside is counted apart; what it promises holds all the same.
    left join public.ticket_snoozes z on z.ticket_id = t.id and z.until > now()
    left join public.ticket_insights n on n.ticket_id = t.id and %s
  $q$, private.sla_breached_sql(), private.sla_at_risk_sql(), private.look_sql())
  into v_counts using viewer.id, private.business_day_start();
  return v_counts;
end
$$;

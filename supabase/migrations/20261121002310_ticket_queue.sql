-- The queue: filters, orders and pages, each answered from an index.

-- One order, one index; those of open tickets stay small, however many were ever settled.
create index support_tickets_created_idx on public.support_tickets (created_at desc, id desc);
create index support_tickets_priority_idx on public.support_tickets (priority desc, last_activity_at desc, id desc);
create index support_tickets_due_idx on public.support_tickets ((
  coalesce(sla_due_at, case when status in ('resolved', 'closed', 'cancelled') then '9999-01-01T00:00:00Z'::timestamptz else '9998-01-01T00:00:00Z' end)), id);
create index support_tickets_open_promise_idx on public.support_tickets ((
  coalesce(sla_due_at, case when status in ('resolved', 'closed', 'cancelled') then '9999-01-01T00:00:00Z'::timestamptz else '9998-01-01T00:00:00Z' end)), id)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold');
create index support_tickets_open_activity_idx on public.support_tickets (last_activity_at desc, id desc)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold');
create index support_tickets_open_created_idx on public.support_tickets (created_at desc, id desc)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold');
create index support_tickets_open_priority_idx on public.support_tickets (priority desc, last_activity_at desc, id desc)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold');
-- For the numbers that a search begins with, whatever the collation.
create index support_tickets_number_prefix_idx on public.support_tickets (number text_pattern_ops);

-- Rows ------------------------------------------------------------------------------------------------

create function private.ticket_rows(p_ids uuid[], p_viewer private.viewer)
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
      'tags', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = t.id), '[]'))
    end
  from public.support_tickets t
  left join public.ticket_categories c on c.slug = t.category
  left join public.portal_users a on a.id = t.assignee_id
  left join public.customer_profiles p on p.id = t.customer_id
  left join public.teams m on m.id = t.team_id
  left join public.ticket_reads r on r.ticket_id = t.id and r.user_id = p_viewer.id
  where t.id = any (p_ids);
end
$$;
comment on function private.ticket_rows(uuid[], private.viewer) is 'Tickets as a list shows them, in any order; staff see more.';

create or replace function private.ticket_row(t public.support_tickets, p_viewer private.viewer)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select r.item from private.ticket_rows(array[t.id], p_viewer) r);
end
$$;

-- Filters and orders ----------------------------------------------------------------------------------

create function private.ticket_due_sql() returns text
language sql immutable set search_path = ''
as $$ select 'coalesce(t.sla_due_at, case when t.status in (''resolved'', ''closed'', ''cancelled'') then ''9999-01-01T00:00:00Z''::timestamptz else ''9998-01-01T00:00:00Z''::timestamptz end)' $$;
comment on function private.ticket_due_sql() is
  'Expression on t, as support_tickets_due_idx has it: what was promised next; after all of them those whose clock stands, then those that are settled.';

create function private.filter_values(p_filters jsonb, p_name text)
returns text[]
language sql immutable set search_path = ''
as $$
  select case jsonb_typeof(p_filters -> p_name)
    when 'array' then array(select left(value, 100) from jsonb_array_elements_text(p_filters -> p_name) limit 100)
    when 'string' then array[left(p_filters ->> p_name, 100)] end
$$;
comment on function private.filter_values(jsonb, text) is 'The values of a filter, one or many; null when it is not set.';

create function private.text_list_sql(p_values text[])
returns text
language sql immutable set search_path = ''
as $$ select coalesce(string_agg(quote_literal(value), ', '), 'null') from unnest(p_values) as value $$;
comment on function private.text_list_sql(text[]) is 'Literals for a condition with "in"; an empty list finds nothing.';

create function private.business_day_start()
returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select date_trunc('day', now() at time zone z.zone) at time zone z.zone
  from (select coalesce((select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC') as zone) z
$$;
comment on function private.business_day_start() is 'When the business''s present day began.';

create function private.ticket_filter_sql(p_viewer private.viewer, p_filters jsonb)
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
  if p_filters ->> 'resolved' = 'today' then
    v_sql := v_sql || format(' and t.status in (''resolved'', ''closed'') and t.resolved_at >= %L::timestamptz', private.business_day_start());
  end if;
  return v_sql;
end
$$;
comment on function private.ticket_filter_sql(private.viewer, jsonb) is
  'Conditions on t, each with " and " before it: what the viewer may see, then the filters of search_tickets. Every value is checked or quoted; one that cannot be finds nothing.';

create function private.number_sql(p_text text)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_text text := upper(regexp_replace(p_text, '^#', ''));
begin
  if v_text ~ '^TKT-[0-9-]*$' or v_text ~ '^[0-9]{4}-[0-9]+$' then
    return format('s.number like %L', private.like_prefix(case when v_text ~ '^TKT' then v_text else 'TKT-' || v_text end));
  elsif v_text ~ '^[0-9]{1,9}$' then
    -- "42" is ticket 42 of any year.
    return format('s.number in (%s)', private.text_list_sql(array(
      select 'TKT-' || year || '-' || lpad(v_text, greatest(5, length(v_text)), '0') from private.ticket_counters)));
  end if;
  return null;
end
$$;
comment on function private.number_sql(text) is
  'Condition on s for a text that may be a ticket number, "TKT-2026-00042", its beginning, "2026-42…" or the bare "#42"; null for other texts.';

create function private.find_tickets(p_viewer private.viewer, p_number text, p_query tsquery)
returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_mine text := case when p_viewer.role = 'customer' then format(' and s.customer_id = %L::uuid', p_viewer.customer_id) else '' end;
  v_numbered uuid[] := '{}';
  v_ids uuid[] := '{}';
begin
  if p_number is not null then
    execute format('select array(select s.id from public.support_tickets s where %s%s limit 100)', p_number, v_mine) into v_numbered;
  end if;
  if p_query is not null and v_mine = '' then
    execute format('select array(select x.ticket_id from private.ticket_search x where x.doc @@ %L::tsquery limit 5001)', p_query) into v_ids;
  elsif p_query is not null then
    execute format('select array(select s.id from public.support_tickets s join private.ticket_search x on x.ticket_id = s.id
      where x.doc @@ %L::tsquery%s limit 5001)', p_query, v_mine) into v_ids;
  end if;
  if cardinality(v_ids) <= 5000 then
    return v_numbered || v_ids;
  end if;
  -- What many tickets hold and a few are numbered by is meant as a number.
  return nullif(v_numbered, '{}');
end
$$;
comment on function private.find_tickets(private.viewer, text, tsquery) is
  'The tickets with this number or these words, among a customer''s own or all; null when more than 5,000 hold the words.';

create function private.plan_ticket_page(
  p_viewer private.viewer, p_filters jsonb, p_cursor jsonb, p_limit int,
  out page_sql text, out ids uuid[], out sort text, out is_similar boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_staff boolean := p_viewer.role <> 'customer';
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_from text := 'public.support_tickets t';
  v_where text;
  v_number text;
  v_query tsquery;
  v_key text;
  v_order text;
  v_rank text := 'null';
begin
  is_similar := false;
  sort := coalesce(p_cursor ->> 'sort', case when p_cursor ->> 'at' is not null then 'activity' end, p_filters ->> 'sort',
    case when v_q is not null and v_staff then 'relevance' else 'activity' end);
  if sort not in ('activity', 'created', 'oldest', 'due', 'priority', 'relevance') or (sort = 'relevance' and v_q is null) then
    sort := 'activity';
  end if;
  v_where := private.ticket_filter_sql(p_viewer, coalesce(p_filters, '{}'));

  if v_q is not null then
    v_number := private.number_sql(v_q);
    -- What begins like a number of ours names tickets; its parts are no words to look for.
    v_query := case when v_q ~* '^#?TKT-' then null
      else private.search_query(v_q, case when v_staff then '' else 'ABC' end, false) end;
    ids := private.find_tickets(p_viewer, v_number, v_query);
    if ids = '{}' and v_query is not null then
      is_similar := true;
      v_query := private.search_query(v_q, case when v_staff then '' else 'ABC' end, true);
      ids := private.find_tickets(p_viewer, v_number, v_query);
    end if;
    if ids is null then
      -- So many hold these words that rank tells little: the latest come first, found along the order's own index.
      sort := case sort when 'relevance' then 'activity' else sort end;
      v_where := v_where || format(
        ' and exists (select 1 from private.ticket_search x where x.ticket_id = t.id and x.doc @@ %L::tsquery)', v_query);
    elsif sort <> 'relevance' then
      v_where := v_where || ' and t.id = any ($1)';
    end if;
  end if;

  v_key := case when sort in ('created', 'oldest') then 't.created_at' when sort = 'due' then private.ticket_due_sql() else 't.last_activity_at' end;
  v_order := v_key || ' desc, t.id desc';
  if sort = 'relevance' then
    v_from := format('(select s.*, (case when s.number = %L then 3 when %s then 2 else 0 end
        + coalesce(ts_rank(''{0.2,0.4,0.7,1}'', x.doc, %L::tsquery, 33), 0))::numeric(9,6) as rank
      from public.support_tickets s left join private.ticket_search x on x.ticket_id = s.id where s.id = any ($1)) t',
      upper(v_q), coalesce(v_number, 'false'), v_query);
    v_rank := 't.rank';
    v_order := 't.rank desc, ' || v_order;
  elsif sort = 'priority' then
    v_rank := 't.priority';
    v_order := 't.priority desc, ' || v_order;
  elsif sort in ('oldest', 'due') then
    v_order := v_key || ', t.id';
  end if;

  if p_cursor ->> 'at' is not null then
    v_where := v_where || case when sort in ('priority', 'relevance')
      then format(' and (%s, %s, t.id) < (%L::%s, %L::timestamptz, %L::uuid)', v_rank, v_key,
        p_cursor ->> 'rank', case sort when 'priority' then 'public.ticket_priority' else 'numeric' end, p_cursor ->> 'at', p_cursor ->> 'id')
      else format(' and (%s, t.id) %s (%L::timestamptz, %L::uuid)', v_key, case when sort in ('oldest', 'due') then '>' else '<' end,
        p_cursor ->> 'at', p_cursor ->> 'id') end;
  end if;
  page_sql := format('select t.id, row_number() over (order by %1$s) as nth, private.iso(%2$s) as at, %3$s::text as rank
    from %4$s where true%5$s order by %1$s limit %6$s', v_order, v_key, v_rank, v_from, v_where, p_limit);
end
$$;
comment on function private.plan_ticket_page(private.viewer, jsonb, jsonb, int) is
  'How search_tickets answers: the statement that finds a page (its $1 are ids), the order it came to, and whether similar words count. Apart, so that tests and the bench look at its plan.';

create or replace function public.search_tickets(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_plan record;
  v_rows jsonb;
  v_last jsonb;
begin
  v_plan := private.plan_ticket_page(viewer, p_filters, p_cursor, v_limit + 1);
  execute format($q$
    select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'id', p.id, 'rank', p.rank) order by p.nth), '[]') from (%s) p $q$, v_plan.page_sql)
  into v_rows using v_plan.ids;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object(
    'items', (
      select coalesce(jsonb_agg(r.item order by p.ordinality), '[]')
      from private.ticket_rows(array(select (value ->> 'id')::uuid from jsonb_array_elements(v_rows)), viewer) r
      join jsonb_array_elements(v_rows) with ordinality p on (p.value ->> 'id')::uuid = r.id),
    'sort', v_plan.sort, 'similar', v_plan.is_similar,
    'nextCursor', case when v_last is null then null
      else jsonb_strip_nulls(v_last || jsonb_build_object('sort', nullif(v_plan.sort, 'activity'))) end);
end
$$;
comment on function public.search_tickets(jsonb, jsonb, int) is
  'A page of tickets. p_filters: { status[], priority[], category[], q, orderId, sort }, for customers also { requester: me }, for staff also { assignee: id | me | none, team: id | mine | none, customer, tag, sla: [breached, at_risk], resolved: today, snoozed: yes | no, ids[] }. sort: activity (latest first), created, oldest, due (what was promised next), priority, relevance (for q; what staff get unless they ask otherwise). p_cursor is the nextCursor of the page before, which remembers the order.

q is looked for in number, subject, customer (name, company, e-mail, number) and messages, for staff also in internal notes: every word of it, or one that begins with it. An exact number comes first, then other numbers, then by weight (subject 1, customer 0.7, messages 0.4, notes 0.2) and length, the latest activity first among equals. When nothing matches, words that are like those typed count too (similar: true). Words that more than 5,000 tickets hold do not rank: the latest come first.

Answers { items, nextCursor, sort, similar }. Runs as its owner with the visibility written out, because full-text operators cannot use their index behind row security.';

-- What the ticket pages read: one call each.

create function private.ticket_row(t public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'priority', t.priority,
    'category', t.category, 'categoryLabel', c.label, 'issueType', t.issue_type, 'channel', t.channel,
    'isPrivate', t.is_private, 'orderId', t.order_id, 'version', t.version, 'messageCount', t.message_count,
    'lastMessageAuthor', t.last_message_author, 'lastMessageBy', t.last_message_by,
    'lastActivityAt', private.iso(t.last_activity_at), 'createdAt', private.iso(t.created_at),
    'resolvedAt', private.iso(t.resolved_at),
    'unread', t.last_activity_at > coalesce(r.last_read_at, '-infinity')
      and t.last_message_author is distinct from private.actor_kind(p_viewer)::public.message_author,
    'assigneeName', a.full_name)
    || case when p_viewer.role = 'customer' then '{}'::jsonb else jsonb_build_object(
      'assigneeId', t.assignee_id, 'customerId', t.customer_id,
      'customerName', coalesce(p.company_name, p.full_name), 'customerEmail', p.email,
      'firstResponseDueAt', private.iso(t.first_response_due_at), 'firstRespondedAt', private.iso(t.first_responded_at),
      'resolutionDueAt', private.iso(t.resolution_due_at), 'slaPausedAt', private.iso(t.sla_paused_at),
      'tags', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = t.id), '[]'))
    end
  from (select 1) one
  left join public.ticket_categories c on c.slug = t.category
  left join public.portal_users a on a.id = t.assignee_id
  left join public.customer_profiles p on p.id = t.customer_id
  left join public.ticket_reads r on r.ticket_id = t.id and r.user_id = p_viewer.id
$$;
comment on function private.ticket_row(public.support_tickets, private.viewer) is 'A ticket as a list shows it; staff see more.';

create function private.like_prefix(p_text text) returns text
language sql immutable set search_path = ''
as $$ select replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;
comment on function private.like_prefix(text) is 'A LIKE pattern for texts that begin with p_text, whatever it contains.';

create function public.search_tickets(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_where text := '';
  v_from text := 'public.support_tickets t';
  v_rows jsonb;
  v_last jsonb;
begin
  if not v_staff then
    v_where := ' and t.customer_id = $1.customer_id and (not t.is_private or t.requester_id = $1.id)';
  end if;
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    v_where := v_where || ' and t.status::text in (select jsonb_array_elements_text($2 -> ''status''))';
  end if;
  if jsonb_typeof(p_filters -> 'priority') = 'array' then
    v_where := v_where || ' and t.priority::text in (select jsonb_array_elements_text($2 -> ''priority''))';
  end if;
  if jsonb_typeof(p_filters -> 'category') = 'array' then
    v_where := v_where || ' and t.category in (select jsonb_array_elements_text($2 -> ''category''))';
  end if;
  if p_filters ->> 'orderId' is not null then
    v_where := v_where || ' and t.order_id::text = $2 ->> ''orderId''';
  end if;
  if v_staff then
    if p_filters ->> 'assignee' = 'none' then
      v_where := v_where || ' and t.assignee_id is null';
    elsif p_filters ->> 'assignee' is not null then
      v_where := v_where || ' and t.assignee_id = (case when $2 ->> ''assignee'' = ''me'' then $1.id::text else $2 ->> ''assignee'' end)::uuid';
    end if;
    if p_filters ->> 'customer' is not null then
      v_where := v_where || ' and t.customer_id = ($2 ->> ''customer'')::uuid';
    end if;
    if p_filters ->> 'tag' is not null then
      v_where := v_where || ' and exists (select 1 from public.ticket_tags g where g.ticket_id = t.id and g.tag = $2 ->> ''tag'')';
    end if;
    if jsonb_typeof(p_filters -> 'sla') = 'array' then
      v_where := v_where || ' and (false'
        || case when p_filters -> 'sla' ? 'breached' then ' or ' || private.sla_breached_sql() else '' end
        || case when p_filters -> 'sla' ? 'at_risk' then ' or ' || private.sla_at_risk_sql() else '' end || ')';
    end if;
  end if;
  if v_q is not null then
    -- Each source uses its own index and gives at most 500 candidates; the filters then decide.
    v_where := v_where || format(' and t.id in (
        (select s.id from public.support_tickets s where s.number like upper($4) %1$s limit 500)
        union (select s.id from public.support_tickets s where s.search @@ websearch_to_tsquery(''simple'', $3) %1$s order by s.last_activity_at desc limit 500)
        union (select s.id from public.support_tickets s where $3 operator(extensions.<%%) s.subject %1$s limit 500)%2$s)',
      case when v_staff then '' else ' and s.customer_id = $1.customer_id' end,
      case when v_staff then '
        union (select s.id from public.support_tickets s where s.customer_id in (
          select c.id from public.customer_profiles c
          where $3 operator(extensions.<%) c.full_name or c.email ilike ''%'' || $4 limit 50) limit 500)' else '' end);
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (t.last_activity_at, t.id) < (($5 ->> ''at'')::timestamptz, ($5 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select t.* from %s where true%s
      order by t.last_activity_at desc, t.id desc
      limit %s)
    select coalesce(jsonb_agg(private.ticket_row(row(page.*)::public.support_tickets, $1)
      order by page.last_activity_at desc, page.id desc), '[]')
    from page
  $q$, v_from, v_where, v_limit + 1)
  into v_rows
  using viewer, p_filters, v_q, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object(
    'items', v_rows,
    'nextCursor', case when v_last is null then null
      else jsonb_build_object('at', v_last -> 'lastActivityAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_tickets(jsonb, jsonb, int) is
  'A page of tickets, latest activity first. p_filters: { status[], priority[], category[], q, orderId }, for staff also { assignee: id | me | none, customer, tag, sla: [breached, at_risk] }. p_cursor is the nextCursor of the page before. Runs as its owner with the visibility written out, because full-text operators cannot use their index behind row security.';

create function private.sla_breached_sql() returns text
language sql immutable set search_path = ''
as $$ select '(t.status in (''new'', ''waiting_ai'', ''assigned'', ''in_progress'') and (t.resolution_due_at < now() or (t.first_responded_at is null and t.first_response_due_at < now())))' $$;
comment on function private.sla_breached_sql() is 'Condition on t: a promised time has passed while the clock runs.';

create function private.sla_at_risk_sql() returns text
language sql immutable set search_path = ''
as $$ select '(t.status in (''new'', ''waiting_ai'', ''assigned'', ''in_progress'') and t.resolution_due_at >= now() and not (t.first_responded_at is null and t.first_response_due_at < now()) and (now() > t.resolution_due_at - (t.resolution_due_at - t.created_at) * 0.2 or (t.first_responded_at is null and now() > t.first_response_due_at - (t.first_response_due_at - t.created_at) * 0.2)))' $$;
comment on function private.sla_at_risk_sql() is 'Condition on t: less than a fifth of a promised time is left.';
grant execute on function public.search_tickets(jsonb, jsonb, int) to authenticated;

create function public.get_ticket(p_ref text, p_mark_read boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_ticket public.support_tickets;
  v_answer jsonb;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_ticket from public.support_tickets where id = p_ref::uuid;
  else
    select * into v_ticket from public.support_tickets where number = upper(left(p_ref, 40));
  end if;
  if v_ticket.id is null or not private.can_see_ticket(v_ticket.id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;

  select private.ticket_row(v_ticket, viewer) || jsonb_build_object(
    'description', v_ticket.description,
    'requesterName', (select u.full_name from public.portal_users u where u.id = v_ticket.requester_id),
    'serviceId', v_ticket.service_id, 'domainId', v_ticket.domain_id,
    'order', (select jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status) from public.orders o where o.id = v_ticket.order_id),
    'service', (select jsonb_build_object('id', s.id, 'name', s.name) from public.customer_services s where s.id = v_ticket.service_id),
    'domain', (select jsonb_build_object('id', d.id, 'hostname', d.hostname) from public.custom_domains d where d.id = v_ticket.domain_id),
    'followUpOf', (select jsonb_build_object('id', f.id, 'number', f.number) from public.support_tickets f
      where f.id = v_ticket.follow_up_of and private.can_see_ticket(f.id)),
    'followUps', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'status', f.status) order by f.created_at)
      from public.support_tickets f where f.follow_up_of = v_ticket.id and private.can_see_ticket(f.id)), '[]'),
    'sla', jsonb_build_object(
      'firstResponseDueAt', private.iso(v_ticket.first_response_due_at), 'firstRespondedAt', private.iso(v_ticket.first_responded_at),
      'resolutionDueAt', private.iso(v_ticket.resolution_due_at), 'pausedAt', private.iso(v_ticket.sla_paused_at)),
    'resolution', case when v_ticket.resolution_type is null then null else jsonb_build_object(
      'type', v_ticket.resolution_type, 'notes', v_ticket.resolution_notes) end,
    'rating', v_ticket.rating, 'ratingComment', v_ticket.rating_comment, 'closedAt', private.iso(v_ticket.closed_at),
    'affectedItems', coalesce((select jsonb_agg(jsonb_build_object(
        'orderItemId', i.id, 'name', i.name, 'sku', i.sku, 'quantity', a.quantity, 'note', a.note) order by i.position)
      from public.ticket_affected_items a join public.order_items i on i.id = a.order_item_id where a.ticket_id = v_ticket.id), '[]'),
    'messages', coalesce((select jsonb_agg(m.item order by m.created_at, m.id) from (
        select g.id, g.created_at, jsonb_build_object(
          'id', g.id, 'authorType', g.author_type, 'authorId', g.author_id, 'authorName', g.author_name, 'body', g.body,
          'internal', g.is_internal, 'createdAt', private.iso(g.created_at)) as item
        from public.ticket_messages g
        where g.ticket_id = v_ticket.id and (v_staff or not g.is_internal)
        order by g.created_at desc, g.id desc limit 100) m), '[]'),
    'hasEarlierMessages', (select count(*) > 100 from (select 1 from public.ticket_messages g
        where g.ticket_id = v_ticket.id and (v_staff or not g.is_internal) limit 101) n),
    'attachments', coalesce((select jsonb_agg(jsonb_build_object(
        'id', f.id, 'messageId', f.message_id, 'fileName', f.file_name, 'mimeType', f.mime_type, 'size', f.size,
        'width', f.width, 'height', f.height, 'scanStatus', f.scan_status, 'createdAt', private.iso(f.created_at)) order by f.created_at, f.id)
      from public.ticket_attachments f
      where f.ticket_id = v_ticket.id and f.message_id is not null and (v_staff or not f.is_internal)), '[]'),
    'timeline', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
        select v.id, v.created_at, jsonb_build_object(
          'id', v.id, 'type', v.type, 'actorType', v.actor_type, 'actorName', v.actor_name, 'oldValue', v.old_value,
          'newValue', v.new_value, 'note', v.note, 'internal', v.is_internal, 'createdAt', private.iso(v.created_at)) as item
        from public.ticket_events v
        where v.ticket_id = v_ticket.id and (v_staff or not v.is_internal)
        order by v.created_at desc, v.id desc limit 200) e), '[]'))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'insights', (select to_jsonb(n) - 'ticket_id' from public.ticket_insights n where n.ticket_id = v_ticket.id),
      'customer', (select jsonb_build_object(
          'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
          'phone', c.phone, 'timeZone', c.time_zone, 'since', private.iso(c.created_at),
          'openTickets', (select count(*) from (select 1 from public.support_tickets o where o.customer_id = c.id
            and o.status not in ('resolved', 'closed', 'cancelled') limit 100) open),
          'recentTickets', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'subject', h.subject, 'status', h.status)
              order by h.last_activity_at desc)
            from (select * from public.support_tickets h where h.customer_id = c.id and h.id <> v_ticket.id
              order by h.last_activity_at desc limit 5) h), '[]'),
          'recentOrders', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status,
              'total', jsonb_build_object('amount', o.total, 'currency', o.currency), 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc)
            from (select * from public.orders o where o.customer_id = c.id order by o.placed_at desc limit 5) o), '[]'))
        from public.customer_profiles c where c.id = v_ticket.customer_id))
    end
  into v_answer;

  perform private.audit(viewer, 'ticket.read', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    case when v_staff then 'support' else 'self-service' end);
  if p_mark_read then
    perform public.mark_ticket_read(v_ticket.id);
  end if;
  return v_answer;
end
$$;
comment on function public.get_ticket(text, boolean) is
  'One ticket by id or number with its thread (latest 100 messages), attachments, timeline, promised times; for staff with notes, insights and the customer. The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_ticket(text, boolean) to authenticated;

create function public.ticket_stats()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These figures are a customer''s own.');
  end if;
  return (
    with mine as materialized (
      select t.status::text as status, t.category from public.support_tickets t
      where t.customer_id = viewer.customer_id and (not t.is_private or t.requester_id = viewer.id))
    select jsonb_build_object(
      'total', (select count(*) from mine),
      'byStatus', coalesce((select jsonb_object_agg(status, n) from (select status, count(*) as n from mine group by status) s), '{}'),
      'byCategory', coalesce((select jsonb_object_agg(category, n) from (select category, count(*) as n from mine group by category) c), '{}')));
end
$$;
comment on function public.ticket_stats() is 'The customer''s tickets counted by status and category: { total, byStatus, byCategory }.';
grant execute on function public.ticket_stats() to authenticated;

create function public.list_ticket_categories()
returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'slug', c.slug, 'label', c.label, 'description', c.description, 'needs', c.needs, 'defaultPriority', c.default_priority,
    'issueTypes', coalesce((select jsonb_agg(jsonb_build_object('slug', i.slug, 'label', i.label) order by i.position, i.slug)
      from public.ticket_issue_types i where i.category = c.slug), '[]')) order by c.position, c.slug), '[]')
  from public.ticket_categories c
  where c.is_active
$$;
comment on function public.list_ticket_categories() is 'The active categories with their issue types, in their order.';
grant execute on function public.list_ticket_categories() to authenticated;

create function public.list_staff()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'fullName', full_name, 'role', role) order by full_name, id), '[]')
    from (select * from public.portal_users where role in ('agent', 'admin') and portal_active order by full_name limit 500) u);
end
$$;
comment on function public.list_staff() is 'Active agents and admins, for assignment. Raises PT403 for customers.';
grant execute on function public.list_staff() to authenticated;

create function public.desk_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_zone text := coalesce((select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC');
  v_counts jsonb;
begin
  -- Open tickets are few beside all tickets ever; each figure stops counting at 10,000.
  execute format($q$
    with open as materialized (
      select t.* from public.support_tickets t
      where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 10000)
    select jsonb_build_object(
      'open', count(*),
      'new', count(*) filter (where t.status in ('new', 'waiting_ai')),
      'inProgress', count(*) filter (where t.status in ('assigned', 'in_progress')),
      'waitingCustomer', count(*) filter (where t.status = 'waiting_customer'),
      'onHold', count(*) filter (where t.status = 'on_hold'),
      'mine', count(*) filter (where t.assignee_id = $1),
      'unassigned', count(*) filter (where t.assignee_id is null),
      'urgent', count(*) filter (where t.priority = 'urgent'),
      'breached', count(*) filter (where %s),
      'atRisk', count(*) filter (where %s),
      'resolvedToday', (select count(*) from (select 1 from public.support_tickets r
        where r.status in ('resolved', 'closed') and r.resolved_at >= date_trunc('day', now() at time zone $2) at time zone $2 limit 10000) r))
    from open t
  $q$, private.sla_breached_sql(), private.sla_at_risk_sql())
  into v_counts using viewer.id, v_zone;
  return v_counts;
end
$$;
comment on function public.desk_counts() is
  'Figures of the queue for staff: { open, new, inProgress, waitingCustomer, onHold, mine, unassigned, urgent, breached, atRisk, resolvedToday }. Today is the business''s day.';
grant execute on function public.desk_counts() to authenticated;

create function public.get_reply_email(p_message_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'customerId', t.customer_id,
    'authorName', m.author_name, 'body', m.body, 'createdAt', private.iso(m.created_at),
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', coalesce((
      select jsonb_agg(jsonb_build_object('email', u.email, 'fullName', u.full_name, 'locale', coalesce(p.locale, c.locale)))
      from public.portal_users u
      left join public.customer_preferences p on p.user_id = u.id
      where u.portal_active and coalesce(p.email_enabled, true) and u.role = 'customer'
        and case when t.requester_id is not null then u.id = t.requester_id else u.customer_id = t.customer_id end),
      '[]'))
  from public.ticket_messages m
  join public.support_tickets t on t.id = m.ticket_id
  join public.customer_profiles c on c.id = t.customer_id
  where m.id = p_message_id and not m.is_internal
$$;
comment on function public.get_reply_email(uuid) is 'What the e-mail about a staff reply says, and to whom; null for internal notes.';
grant execute on function public.get_reply_email(uuid) to service_role;

-- Reading is written down: lists and files too, and by staff nothing is read past the functions that do so.
-- See docs/decisions/014-who-read-what.md.

create function private.audit_list(p_viewer private.viewer, p_action text, p_type text, p_customers uuid[], p_purpose text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.audit(p_viewer, p_action, p_type, null, seen.customer, case when p_viewer.role = 'customer' then 'self-service' else p_purpose end)
  from (select distinct c as customer from unnest(p_customers) as c where c is not null) seen
  -- A list that stands open is read again and again: once an hour says as much.
  where not exists (
    select from public.portal_audit_log l
    where l.actor_id = p_viewer.id and l.occurred_at > now() - interval '1 hour' and l.customer_id = seen.customer and l.action = p_action);
end
$$;
comment on function private.audit_list(private.viewer, text, text, uuid[], text) is
  'Writes down that somebody saw these customers'' things in a list: once an hour for each customer and kind of list.';

create function private.ids_of(p_items jsonb)
returns uuid[]
language sql immutable set search_path = ''
as $$ select coalesce(array_agg((e ->> 'id')::uuid), '{}') from jsonb_array_elements(p_items) as e $$;
comment on function private.ids_of(jsonb) is 'The ids of the items of a page.';

-- The functions that answer stay as they are, out of reach; those in front of them write down who asked.

alter function public.search_tickets(jsonb, jsonb, int) rename to search_tickets_unlogged;
alter function public.search_tickets_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_tickets_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_tickets(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_tickets_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'ticket.list', 'ticket', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct t.customer_id) from public.support_tickets t where t.id = any (private.ids_of(v_answer -> 'items'))) end, 'support');
  return v_answer;
end
$$;
comment on function public.search_tickets(jsonb, jsonb, int) is
  'A page of tickets as private.search_tickets_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_tickets(jsonb, jsonb, int) to authenticated;

alter function public.search_quotes(jsonb, jsonb, int) rename to search_quotes_unlogged;
alter function public.search_quotes_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_quotes_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_quotes(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_quotes_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'quote.list', 'quote', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct q.customer_id) from public.quote_requests q where q.id = any (private.ids_of(v_answer -> 'items'))) end, 'sales');
  return v_answer;
end
$$;
comment on function public.search_quotes(jsonb, jsonb, int) is
  'A page of quotes as private.search_quotes_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_quotes(jsonb, jsonb, int) to authenticated;

alter function public.search_services(jsonb, jsonb, int) rename to search_services_unlogged;
alter function public.search_services_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_services_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_services(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_services_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'service.list', 'service', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct s.customer_id) from public.customer_services s where s.id = any (private.ids_of(v_answer -> 'items'))) end, 'service');
  return v_answer;
end
$$;
comment on function public.search_services(jsonb, jsonb, int) is
  'A page of services as private.search_services_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_services(jsonb, jsonb, int) to authenticated;

alter function public.search_invoices(jsonb, jsonb, int) rename to search_invoices_unlogged;
alter function public.search_invoices_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_invoices_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_invoices(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_invoices_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'invoice.list', 'invoice', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct i.customer_id) from public.invoices i where i.id = any (private.ids_of(v_answer -> 'items'))) end, 'billing');
  return v_answer;
end
$$;
comment on function public.search_invoices(jsonb, jsonb, int) is
  'A page of invoices as private.search_invoices_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_invoices(jsonb, jsonb, int) to authenticated;

alter function public.search_orders(jsonb, jsonb, int) rename to search_orders_unlogged;
alter function public.search_orders_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_orders_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_orders(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_orders_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'order.list', 'order', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct o.customer_id) from public.orders o where o.id = any (private.ids_of(v_answer -> 'items'))) end, 'support');
  return v_answer;
end
$$;
comment on function public.search_orders(jsonb, jsonb, int) is
  'A page of orders as private.search_orders_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_orders(jsonb, jsonb, int) to authenticated;

alter function public.search_customers(jsonb, jsonb, int) rename to search_customers_unlogged;
alter function public.search_customers_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_customers_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_customers(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.search_customers_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'customer.list', 'customer', private.ids_of(v_answer -> 'items'), 'support');
  return v_answer;
end
$$;
comment on function public.search_customers(jsonb, jsonb, int) is
  'For staff: a page of customers as private.search_customers_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each.';
grant execute on function public.search_customers(jsonb, jsonb, int) to authenticated;

alter function public.list_automation_runs(jsonb, jsonb, int) rename to list_automation_runs_unlogged;
alter function public.list_automation_runs_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.list_automation_runs_unlogged(jsonb, jsonb, int) from authenticated;
create function public.list_automation_runs(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.list_automation_runs_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'ticket.list', 'ticket', (
    select array_agg(distinct t.customer_id) from public.automation_runs r join public.support_tickets t on t.id = r.ticket_id
    where r.id = any (private.ids_of(v_answer -> 'items'))), 'administration');
  return v_answer;
end
$$;
comment on function public.list_automation_runs(jsonb, jsonb, int) is
  'Staff: what a rule did, as private.list_automation_runs_unlogged finds it; that the tickets were seen is written down for each customer.';
grant execute on function public.list_automation_runs(jsonb, jsonb, int) to authenticated;

alter function public.desk_ticket_subjects(uuid) rename to desk_ticket_subjects_unlogged;
alter function public.desk_ticket_subjects_unlogged(uuid) set schema private;
revoke execute on function private.desk_ticket_subjects_unlogged(uuid) from authenticated;
create function public.desk_ticket_subjects(p_customer_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.desk_ticket_subjects_unlogged(p_customer_id);
begin
  perform private.audit_list(viewer, 'customer.read', 'customer', array[p_customer_id], 'support');
  return v_answer;
end
$$;
comment on function public.desk_ticket_subjects(uuid) is
  'For staff who open a ticket for a customer: who could be its requester, and the latest orders, services and domains that it can be about. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.desk_ticket_subjects(uuid) to authenticated;

alter function public.invoice_statement(text, text, uuid) rename to invoice_statement_unlogged;
alter function public.invoice_statement_unlogged(text, text, uuid) set schema private;
revoke execute on function private.invoice_statement_unlogged(text, text, uuid) from authenticated;
create function public.invoice_statement(p_from text, p_to text, p_customer uuid default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.invoice_statement_unlogged(p_from, p_to, p_customer);
begin
  perform private.audit(viewer, 'invoice.export', 'invoice', null, case when viewer.role = 'customer' then viewer.customer_id else p_customer end,
    case when viewer.role = 'customer' then 'self-service' else 'billing' end);
  return v_answer;
end
$$;
comment on function public.invoice_statement(text, text, uuid) is
  'What was owed, invoiced and paid between two days, as private.invoice_statement_unlogged computes it. The read is audited.';
grant execute on function public.invoice_statement(text, text, uuid) to authenticated;

alter function public.get_dashboard() rename to get_dashboard_unlogged;
alter function public.get_dashboard_unlogged() set schema private;
revoke execute on function private.get_dashboard_unlogged() from authenticated;
create function public.get_dashboard()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.get_dashboard_unlogged();
begin
  perform private.audit_list(viewer, 'dashboard.read', 'customer', array[viewer.customer_id], 'self-service');
  return v_answer;
end
$$;
comment on function public.get_dashboard() is 'What private.get_dashboard_unlogged tells a customer of their own. The read is audited, once an hour.';
grant execute on function public.get_dashboard() to authenticated;

alter function public.search_chat_sessions(jsonb, jsonb, int) rename to search_chat_sessions_unlogged;
alter function public.search_chat_sessions_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_chat_sessions_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_chat_sessions(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_chat_sessions_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'chat.list', 'chatbot_session', array[viewer.customer_id], 'self-service');
  return v_answer;
end
$$;
comment on function public.search_chat_sessions(jsonb, jsonb, int) is
  'A page of one''s own conversations as private.search_chat_sessions_unlogged finds it. The read is audited, once an hour.';
grant execute on function public.search_chat_sessions(jsonb, jsonb, int) to authenticated;

alter function public.get_chat_session(uuid) rename to get_chat_session_unlogged;
alter function public.get_chat_session_unlogged(uuid) set schema private;
revoke execute on function private.get_chat_session_unlogged(uuid) from authenticated;
create function public.get_chat_session(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.get_chat_session_unlogged(p_id);
begin
  perform private.audit(viewer, 'chat.read', 'chatbot_session', p_id::text,
    coalesce(viewer.customer_id, (select s.customer_id from public.chatbot_sessions s where s.id = p_id)),
    case when viewer.role = 'customer' then 'self-service' else 'support' end);
  return v_answer;
end
$$;
comment on function public.get_chat_session(uuid) is 'A conversation as private.get_chat_session_unlogged gives it. The read is audited.';
grant execute on function public.get_chat_session(uuid) to authenticated;
-- Calls it, and so writes: PostgREST gives what is stable a transaction that cannot.
alter function public.get_chat_desk(uuid) volatile;

alter function public.open_upload(uuid) rename to open_upload_unlogged;
alter function public.open_upload_unlogged(uuid) set schema private;
revoke execute on function private.open_upload_unlogged(uuid) from authenticated;
create function public.open_upload(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.open_upload_unlogged(p_id);
begin
  -- Of a file of a note customers do not learn that it is there.
  perform private.audit(viewer, 'attachment.download', 'attachment', f.id::text, case when not f.is_internal then f.customer_id end,
    case when viewer.role = 'customer' then 'self-service' else 'support' end)
  from public.ticket_attachments f where f.id = p_id;
  return v_answer;
end
$$;
comment on function public.open_upload(uuid) is
  'Whether the viewer may have the bytes of a file, { fileName, mimeType }, as private.open_upload_unlogged decides; the web app then signs a link. That it was opened is audited. Raises PT401, PT403 infected, PT404 also for what belongs to somebody else, PT409 scan_pending.';
grant execute on function public.open_upload(uuid) to authenticated;

alter function public.ticket_subjects(text, boolean) rename to ticket_subjects_unlogged;
alter function public.ticket_subjects_unlogged(text, boolean) set schema private;
revoke execute on function private.ticket_subjects_unlogged(text, boolean) from authenticated;
create function public.ticket_subjects(p_order text default null, p_with_orders boolean default true)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.ticket_subjects_unlogged(p_order, p_with_orders);
begin
  perform private.audit_list(viewer, 'order.list', 'order', array[viewer.customer_id], 'self-service');
  return v_answer;
end
$$;
comment on function public.ticket_subjects(text, boolean) is
  'What a customer''s new ticket can be about, as private.ticket_subjects_unlogged tells. The read is audited, once an hour. Raises PT401, PT403 for staff.';
grant execute on function public.ticket_subjects(text, boolean) to authenticated;

alter function public.search_calls(jsonb, jsonb, int) rename to search_calls_unlogged;
alter function public.search_calls_unlogged(jsonb, jsonb, int) set schema private;
revoke execute on function private.search_calls_unlogged(jsonb, jsonb, int) from authenticated;
create function public.search_calls(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.search_calls_unlogged(p_filters, p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'call.list', 'call', case when viewer.role = 'customer' then array[viewer.customer_id]
    else (select array_agg(distinct c.customer_id) from public.scheduled_calls c where c.id = any (private.ids_of(v_answer -> 'items'))) end, 'support');
  return v_answer;
end
$$;
comment on function public.search_calls(jsonb, jsonb, int) is
  'A page of calls as private.search_calls_unlogged finds it, whose comment says what can be asked; that they were seen is written down for each customer.';
grant execute on function public.search_calls(jsonb, jsonb, int) to authenticated;

alter function public.list_privacy_requests(jsonb, int) rename to list_privacy_requests_unlogged;
alter function public.list_privacy_requests_unlogged(jsonb, int) set schema private;
revoke execute on function private.list_privacy_requests_unlogged(jsonb, int) from authenticated;
create function public.list_privacy_requests(p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.list_privacy_requests_unlogged(p_cursor, p_limit);
begin
  perform private.audit_list(viewer, 'privacy.list', 'privacy_request', array[viewer.customer_id], 'self-service');
  return v_answer;
end
$$;
comment on function public.list_privacy_requests(jsonb, int) is
  'A page of one''s own requests as private.list_privacy_requests_unlogged finds it. The read is audited, once an hour.';
grant execute on function public.list_privacy_requests(jsonb, int) to authenticated;

-- What pages of staff selected from tables ---------------------------------------------------------------

create function public.find_record_id(p_kind text, p_ref text)
returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_id uuid;
begin
  if p_kind = 'ticket' then
    select t.id into v_id from public.support_tickets t
    where (t.number = left(p_ref, 40) or t.id = private.as_uuid(p_ref)) and private.sees_ticket(viewer, t);
  elsif p_kind = 'quote' then
    select q.id into v_id from public.quote_requests q
    where (q.number = left(p_ref, 40) or q.id = private.as_uuid(p_ref)) and (v_staff or q.customer_id = viewer.customer_id);
  end if;
  if v_id is null then
    perform private.fail('PT404', case p_kind when 'quote' then 'quote_not_found' else 'ticket_not_found' end, 'This does not exist, or is not yours to see.');
  end if;
  return v_id;
end
$$;
comment on function public.find_record_id(text, text) is
  'The id of a ticket or quote (p_kind) by number or id, as far as the viewer sees it. Tells nothing else, and so is not audited. Raises PT401, PT404.';
grant execute on function public.find_record_id(text, text) to authenticated;

create function public.list_ticket_messages(p_ticket_id uuid, p_cursor jsonb default null, p_limit int default 20, p_latest_first boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_ticket public.support_tickets;
  v_at timestamptz := (p_cursor ->> 'at')::timestamptz;
  v_id uuid := (p_cursor ->> 'id')::uuid;
  v_rows jsonb;
  v_last jsonb;
begin
  select * into v_ticket from public.support_tickets t where t.id = p_ticket_id and private.sees_ticket(viewer, t);
  if v_ticket.id is null then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'authorType', p.author_type, 'authorId', p.author_id, 'authorName', p.author_name,
    'body', p.body, 'internal', p.is_internal, 'createdAt', private.iso(p.created_at)) order by p.n), '[]')
  into v_rows
  from (
    select m.*, row_number() over () as n from (
      (select * from public.ticket_messages o where not coalesce(p_latest_first, false) and o.ticket_id = p_ticket_id
        and (viewer.role <> 'customer' or not o.is_internal) and (v_at is null or (o.created_at, o.id) > (v_at, v_id))
        order by o.created_at, o.id limit v_limit + 1)
      union all
      (select * from public.ticket_messages l where p_latest_first and l.ticket_id = p_ticket_id
        and (viewer.role <> 'customer' or not l.is_internal) and (v_at is null or (l.created_at, l.id) < (v_at, v_id))
        order by l.created_at desc, l.id desc limit v_limit + 1)) m) p;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  perform private.audit(viewer, 'ticket.read', 'ticket', p_ticket_id::text, v_ticket.customer_id,
    case when viewer.role = 'customer' then 'self-service' else 'support' end, '["messages"]');
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_ticket_messages(uuid, jsonb, int, boolean) is
  'A page of a ticket''s messages, for staff with notes: oldest first, or latest first. The read is audited. Raises PT401, PT404.';
grant execute on function public.list_ticket_messages(uuid, jsonb, int, boolean) to authenticated;

create function public.list_recent_changes(p_ticket_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id;
  if v_ticket.id is null then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist.');
  end if;
  perform private.audit(viewer, 'ticket.read', 'ticket', p_ticket_id::text, v_ticket.customer_id, 'support', '["timeline"]');
  return jsonb_build_object('version', v_ticket.version, 'events', coalesce((
    select jsonb_agg(jsonb_build_object('type', e.type, 'actorId', e.actor_id, 'actorName', e.actor_name, 'newValue', e.new_value) order by e.created_at desc, e.id desc)
    from (select * from public.ticket_events v where v.ticket_id = p_ticket_id and v.type not in ('created', 'follow_up_created')
      order by v.created_at desc, v.id desc limit 10) e), '[]'));
end
$$;
comment on function public.list_recent_changes(uuid) is
  'Staff: the version of a ticket and its latest ten changes { version, events }, to say who changed what meanwhile. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.list_recent_changes(uuid) to authenticated;

create function public.get_follow_up_source(p_ticket_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id;
  if v_ticket.id is null then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist.');
  end if;
  perform private.audit(viewer, 'ticket.read', 'ticket', p_ticket_id::text, v_ticket.customer_id, 'support', '["subjects"]');
  return jsonb_build_object(
    'customerId', v_ticket.customer_id, 'category', v_ticket.category, 'isPrivate', v_ticket.is_private, 'orderId', v_ticket.order_id,
    'serviceId', v_ticket.service_id, 'domainId', v_ticket.domain_id,
    'requester', (select jsonb_build_object('id', u.id, 'isActive', u.portal_active) from public.portal_users u where u.id = v_ticket.requester_id));
end
$$;
comment on function public.get_follow_up_source(uuid) is
  'Staff: what a ticket that follows another one takes over from it: customer, category, privacy, order, service, domain, requester. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.get_follow_up_source(uuid) to authenticated;

create function public.list_inbound_emails(p_states text[] default null, p_cursor jsonb default null, p_limit int default 25)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(coalesce(p_limit, 25), 1), 100);
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'state', p.state, 'reason', p.reason, 'fromAddress', p.from_address, 'fromName', p.from_name,
    'subject', p.subject, 'receivedAt', private.iso(p.received_at), 'hasFiles', jsonb_array_length(p.files) > 0) order by p.received_at desc, p.id desc), '[]')
  into v_rows
  from (
    select * from public.inbound_emails e
    where (p_states is null or e.state = any (p_states::public.inbound_email_state[]))
      and (p_cursor ->> 'at' is null or (e.received_at, e.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by e.received_at desc, e.id desc limit v_limit + 1) p;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  perform private.audit_list(viewer, 'email.list', 'email', (
    select array_agg(distinct e.customer_id) from public.inbound_emails e where e.id = any (private.ids_of(v_rows))), 'support');
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'receivedAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_inbound_emails(text[], jsonb, int) is
  'Staff: a page of the e-mails that came, latest first, of some states or all. That they were seen is written down for each customer who is known to have written. Raises PT401, PT403.';
grant execute on function public.list_inbound_emails(text[], jsonb, int) to authenticated;

create function public.find_document(p_kind text, p_id uuid, p_version int)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_document public.documents;
begin
  select * into v_document from public.documents d
  where d.kind = p_kind and d.subject_id = p_id and d.version = p_version and (viewer.role <> 'customer' or d.customer_id = viewer.customer_id);
  if v_document.id is null then
    return null;
  end if;
  perform private.audit(viewer, p_kind || '.download', p_kind, p_id::text, v_document.customer_id,
    case when viewer.role = 'customer' then 'self-service' when p_kind = 'quote' then 'sales' else 'billing' end);
  return jsonb_build_object('storagePath', v_document.storage_path, 'fileName', v_document.file_name, 'sha256', v_document.sha256);
end
$$;
comment on function public.find_document(text, uuid, int) is
  'Where an issued document lies, { storagePath, fileName, sha256 }, as far as it is the viewer''s to read; null while it was not made. That it was fetched is audited. Raises PT401.';
grant execute on function public.find_document(text, uuid, int) to authenticated;

create function public.list_domains(p_id uuid default null, p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'hostname', d.hostname, 'status', d.status, 'challenge', d.txt_challenge, 'target', d.expected_target,
    'addresses', d.expected_addresses, 'found', d.found, 'certificate', d.certificate, 'checkedAt', private.iso(d.checked_at),
    'nextCheckAt', private.iso(d.next_check_at), 'missingSince', private.iso(d.missing_since), 'checkingSince', private.iso(d.checking_since),
    'verifiedAt', private.iso(d.verified_at), 'createdAt', private.iso(d.created_at)) order by d.created_at desc, d.id desc), '[]')
  into v_rows
  from (
    select * from public.custom_domains c
    where c.customer_id = viewer.customer_id and (p_id is null or c.id = p_id)
      and (p_cursor ->> 'at' is null or (c.created_at, c.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by c.created_at desc, c.id desc limit v_limit + 1) d;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  if p_id is null then
    perform private.audit_list(viewer, 'domain.list', 'domain', array[viewer.customer_id], 'self-service');
  elsif v_rows <> '[]' then
    perform private.audit(viewer, 'domain.read', 'domain', p_id::text, viewer.customer_id, 'self-service');
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_domains(uuid, jsonb, int) is
  'A page of the viewer''s own domains, the newest first, or the one with this id. The read is audited. Raises PT401.';
grant execute on function public.list_domains(uuid, jsonb, int) to authenticated;

-- Past the functions ---------------------------------------------------------------------------------------

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'customer_profiles', 'customer_services', 'service_requests', 'installation_steps', 'service_usage', 'custom_domains', 'documents',
    'email_logs', 'inbound_emails', 'orders', 'order_items', 'order_events', 'shipments', 'shipment_events', 'opencart_orders_cache',
    'invoices', 'invoice_items', 'invoice_payments', 'invoice_payment_reports', 'checkout_sessions', 'payment_events', 'refunds', 'refund_items',
    'quote_requests', 'quote_versions', 'quote_items', 'quote_events', 'quote_change_requests',
    'support_tickets', 'ticket_messages', 'ticket_events', 'ticket_attachments', 'ticket_attachment_scans', 'ticket_affected_items', 'ticket_correspondents',
    'ticket_followers', 'ticket_insights', 'ticket_auto_answers', 'ticket_transcripts', 'chatbot_sessions', 'chatbot_messages', 'chatbot_actions',
    'scheduled_calls', 'call_events', 'call_actions', 'call_notes', 'call_transcripts', 'call_waitlist',
    'privacy_requests', 'privacy_request_events', 'message_logs', 'notification_deliveries', 'consents', 'email_suppressions'
  ] loop
    execute format('create policy "Staff read this through functions that write it down" on public.%I as restrictive for select to authenticated
      using (not (select private.is_staff()))', v_table);
  end loop;
end
$$;
create policy "Staff read customers through functions that write it down" on public.portal_users as restrictive for select to authenticated
  using (role <> 'customer' or not (select private.is_staff()));

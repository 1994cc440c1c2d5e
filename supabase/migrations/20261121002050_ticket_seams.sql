-- The commands and reads of tickets in parts, so that each rule has one place and jobs, e-mail and automation go the
-- same way as the buttons.

-- Who acts ----------------------------------------------------------------------------------------

create function private.system_viewer(p_name text)
returns private.viewer
language sql immutable set search_path = ''
as $$ select (null, null, null, left(p_name, 120), null)::private.viewer $$;
comment on function private.system_viewer(text) is 'The portal itself as the one who acts, under a name that the timeline shows.';

create function private.viewer_of(p_user uuid)
returns private.viewer
language sql stable security definer set search_path = ''
as $$
  select (u.id, u.role, u.customer_id, u.full_name, u.email)::private.viewer
  from public.portal_users u
  where u.id = p_user and u.portal_active
$$;
comment on function private.viewer_of(uuid) is 'The viewer that this person would be, for work done later on their behalf; null while their access is locked.';

create function private.require_admin() returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin can do this. Ask one of yours.');
  end if;
  return viewer;
end
$$;
comment on function private.require_admin() is 'The signed-in admin. Raises PT401, PT403 staff_only, PT403 admin_only.';

create or replace function private.actor_kind(p_viewer private.viewer) returns text
language sql immutable set search_path = ''
as $$
  select case
    when p_viewer.role = 'customer' then 'customer'
    when p_viewer.role is null then 'system'
    else 'staff' end
$$;
comment on function private.actor_kind(private.viewer) is 'customer, staff or system, as the status machine names them.';

create function private.sees_ticket(p_viewer private.viewer, p_ticket public.support_tickets)
returns boolean
language sql immutable set search_path = ''
as $$
  select p_ticket.id is not null and p_viewer.full_name is not null and (
    p_viewer.role is null or p_viewer.role in ('agent', 'admin')
    or (p_ticket.customer_id = p_viewer.customer_id and (not p_ticket.is_private or p_ticket.requester_id = p_viewer.id)))
$$;
comment on function private.sees_ticket(private.viewer, public.support_tickets) is
  'Whether a ticket is this viewer''s to see: staff and the portal itself see all, customers those of their profile, save private ones of colleagues. A viewer who is nobody sees none.';

create or replace function private.can_see_ticket(p_ticket_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from public.support_tickets t, private.current_viewer() v
    where t.id = p_ticket_id and v.id is not null and private.sees_ticket(v, t))
$$;

create or replace function private.lock_ticket(p_viewer private.viewer, p_ticket_id uuid)
returns public.support_tickets
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id for update;
  if private.sees_ticket(p_viewer, v_ticket) is not true then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  return v_ticket;
end
$$;

-- What the timeline can tell ------------------------------------------------------------------------

create or replace function private.add_event(
  p_viewer private.viewer, p_ticket_id uuid, p_type text, p_old text, p_new text,
  p_note text default null, p_internal boolean default false)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.ticket_events (ticket_id, type, actor_type, actor_id, actor_name, old_value, new_value, note, is_internal)
  values (
    p_ticket_id, p_type, private.actor_kind(p_viewer)::public.message_author,
    p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), p_old, p_new, p_note, p_internal)
$$;

create function private.allow_ticket_events(p_types text[])
returns void
language plpgsql volatile set search_path = ''
as $$
declare
  v_known text[];
begin
  select array_agg(distinct m[1]) into v_known
  from pg_catalog.pg_constraint c, regexp_matches(pg_catalog.pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') as m
  where c.conrelid = 'public.ticket_events'::regclass and c.conname = 'ticket_events_type_check';
  alter table public.ticket_events drop constraint ticket_events_type_check;
  execute format('alter table public.ticket_events add constraint ticket_events_type_check check (type in (%s))',
    (select string_agg(quote_literal(e), ', ') from unnest(v_known || p_types) as e));
end
$$;
comment on function private.allow_ticket_events(text[]) is
  'For migrations: adds to what the timeline of a ticket can tell, whatever others have added.';

-- What comes round ----------------------------------------------------------------------------------

create table private.recurring_jobs (
  kind text primary key check (char_length(kind) between 1 and 80),
  every interval not null check (every >= interval '1 minute')
);
comment on table private.recurring_jobs is 'Jobs that the worker queues once per period.';
alter table private.recurring_jobs enable row level security;
insert into private.recurring_jobs (kind, every)
values ('sweep_uploads', '1 hour'), ('sweep_domains', '10 minutes'), ('housekeeping', '1 day');

create or replace function public.enqueue_recurring_jobs()
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue(r.kind, '{}', r.kind || ':'
    || to_char(date_bin(r.every, now(), 'epoch') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI'))
  from private.recurring_jobs r
$$;
comment on function public.enqueue_recurring_jobs() is
  'For the worker: queues what is due every minute, hour or day, once, however many workers ask.';

-- Changes of a ticket, one function each ----------------------------------------------------------------

create function private.promise_times(
  p_priority public.ticket_priority, p_category text, p_from timestamptz,
  out first_response_due_at timestamptz, out resolution_due_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select p_from + p.first_response, p_from + p.resolution from public.sla_policies p where p.priority = p_priority
$$;
comment on function private.promise_times(public.ticket_priority, text, timestamptz) is
  'Until when a ticket of this priority and category, opened at p_from, is answered and resolved; nulls when nothing is promised.';

create function private.change_priority(
  p_viewer private.viewer, p_ticket public.support_tickets, p_priority public.ticket_priority)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old record;
  v_new record;
  v_ticket public.support_tickets;
begin
  if p_priority is null or p_priority = p_ticket.priority then
    return p_ticket;
  end if;
  v_old := private.promise_times(p_ticket.priority, p_ticket.category, p_ticket.created_at);
  v_new := private.promise_times(p_priority, p_ticket.category, p_ticket.created_at);
  perform private.add_event(p_viewer, p_ticket.id, 'priority_changed', p_ticket.priority::text, p_priority::text);
  -- The promise counts from the opening; time already paused stays added.
  update public.support_tickets t
  set priority = p_priority, version = t.version + 1,
      first_response_due_at = t.first_response_due_at + (v_new.first_response_due_at - v_old.first_response_due_at),
      resolution_due_at = t.resolution_due_at + (v_new.resolution_due_at - v_old.resolution_due_at)
  where t.id = p_ticket.id returning * into v_ticket;
  return v_ticket;
end
$$;
comment on function private.change_priority(private.viewer, public.support_tickets, public.ticket_priority) is
  'Gives a locked ticket another priority, and the promised times that go with it.';

create function private.change_category(p_viewer private.viewer, p_ticket public.support_tickets, p_category text)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  if p_category is not distinct from p_ticket.category then
    return p_ticket;
  end if;
  if not exists (select 1 from public.ticket_categories where slug = p_category and is_active) then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;
  perform private.add_event(p_viewer, p_ticket.id, 'category_changed', p_ticket.category, p_category);
  update public.support_tickets t
  set category = p_category, issue_type = null, version = t.version + 1
  where t.id = p_ticket.id returning * into v_ticket;
  return v_ticket;
end
$$;
comment on function private.change_category(private.viewer, public.support_tickets, text) is
  'Moves a locked ticket to another category; its issue type belonged to the old one. Raises PT422 for an unknown one.';

create function private.assign_ticket(
  p_viewer private.viewer, p_ticket public.support_tickets, p_assignee uuid, p_keep_status boolean default false)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_assignee public.portal_users;
  v_old_name text;
  v_ticket public.support_tickets;
begin
  if p_assignee is not distinct from p_ticket.assignee_id then
    return p_ticket;
  end if;
  if p_assignee is not null then
    select * into v_assignee from public.portal_users
    where id = p_assignee and role in ('agent', 'admin') and portal_active;
    if v_assignee.id is null then
      perform private.invalid_field('assigneeId', 'unknown', 'Choose an active member of staff.');
    end if;
  end if;
  select full_name into v_old_name from public.portal_users where id = p_ticket.assignee_id;
  update public.support_tickets t set assignee_id = v_assignee.id, version = t.version + 1
  where t.id = p_ticket.id returning * into v_ticket;
  perform private.add_event(p_viewer, v_ticket.id, 'assigned', v_old_name, v_assignee.full_name, null, true);
  if v_assignee.id is null then
    return v_ticket;
  end if;
  if v_ticket.status in ('new', 'waiting_ai') and not p_keep_status then
    v_ticket := private.set_status(p_viewer, v_ticket, 'assigned');
  end if;
  if v_assignee.id is distinct from p_viewer.id then
    perform private.notify(v_assignee.id, 'ticket_assigned', 'ticket', v_ticket.id, jsonb_build_object(
      'number', v_ticket.number, 'subject', v_ticket.subject, 'actorName', coalesce(p_viewer.full_name, 'Portico')),
      'ticket_assigned:' || v_ticket.id || ':' || v_ticket.version);
  end if;
  return v_ticket;
end
$$;
comment on function private.assign_ticket(private.viewer, public.support_tickets, uuid, boolean) is
  'Gives a locked ticket to a member of staff, who is told, or takes it away (null); a new ticket becomes assigned unless p_keep_status. Raises PT422 for somebody who is not active staff.';

create function private.tag_ticket(p_viewer private.viewer, p_ticket public.support_tickets, p_tags text[])
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_tags text[];
  v_old text;
  v_new text;
  v_ticket public.support_tickets := p_ticket;
begin
  select coalesce(array_agg(distinct lower(trim(tag)) order by lower(trim(tag))), '{}') into v_tags from unnest(p_tags) as tag;
  if cardinality(v_tags) > 20 or exists (select 1 from unnest(v_tags) as tag where tag !~ '^[a-z0-9][a-z0-9-]{0,39}$') then
    perform private.invalid_field('tags', 'invalid', 'At most 20 tags of letters, digits and hyphens, 40 characters each.');
  end if;
  v_new := nullif(array_to_string(v_tags, ', '), '');
  select string_agg(tag, ', ' order by tag) into v_old from public.ticket_tags where ticket_id = p_ticket.id;
  if v_old is distinct from v_new then
    delete from public.ticket_tags where ticket_id = p_ticket.id and tag <> all (v_tags);
    insert into public.ticket_tags (ticket_id, tag) select p_ticket.id, tag from unnest(v_tags) as tag on conflict do nothing;
    update public.support_tickets t set version = t.version + 1 where t.id = p_ticket.id returning * into v_ticket;
    perform private.add_event(p_viewer, p_ticket.id, 'tagged', v_old, v_new, null, true);
  end if;
  return v_ticket;
end
$$;
comment on function private.tag_ticket(private.viewer, public.support_tickets, text[]) is
  'Gives a locked ticket exactly these tags. Raises PT422 for more than 20, or for one that is no tag.';

create or replace function public.update_ticket(p_ticket_id uuid, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_priority public.ticket_priority;
  v_assignee uuid;
  v_action text;
begin
  if (p_changes ->> 'expectedVersion')::int <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  if p_changes ? 'priority' then
    begin
      v_priority := (p_changes ->> 'priority')::public.ticket_priority;
    exception when invalid_text_representation then
      perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
    end;
    v_ticket := private.change_priority(viewer, v_ticket, v_priority);
  end if;
  if p_changes ? 'category' then
    v_ticket := private.change_category(viewer, v_ticket, p_changes ->> 'category');
  end if;
  if p_changes ? 'assigneeId' then
    begin
      v_assignee := (p_changes ->> 'assigneeId')::uuid;
    exception when invalid_text_representation then
      perform private.invalid_field('assigneeId', 'unknown', 'Choose an active member of staff.');
    end;
    v_ticket := private.assign_ticket(viewer, v_ticket, v_assignee, p_changes ? 'status');
  end if;
  if jsonb_typeof(p_changes -> 'tags') = 'array' then
    v_ticket := private.tag_ticket(viewer, v_ticket, array(select jsonb_array_elements_text(p_changes -> 'tags')));
  end if;

  perform private.audit(viewer, 'ticket.update', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support',
    (select jsonb_agg(k) from jsonb_object_keys(p_changes) as k where k <> 'expectedVersion'));

  if p_changes ? 'status' and p_changes ->> 'status' <> v_ticket.status::text then
    select action into v_action from private.ticket_transitions
    where from_status = v_ticket.status and actor = 'staff' and to_status::text = p_changes ->> 'status'
    order by action limit 1;
    return public.change_ticket_status(p_ticket_id, coalesce(v_action, 'set ' || left(p_changes ->> 'status', 40)), '{}'::jsonb);
  end if;
  return private.ticket_summary(v_ticket);
end
$$;

-- Opening -----------------------------------------------------------------------------------------

create function private.open_ticket(p_viewer private.viewer, p_input jsonb, p_channel public.ticket_channel)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_is_staff boolean := p_viewer.role is distinct from 'customer';
  v_category public.ticket_categories;
  v_customer uuid;
  v_requester uuid;
  v_priority public.ticket_priority;
  v_promise record;
  v_ticket public.support_tickets;
  v_message_id uuid;
  v_issue text := nullif(p_input ->> 'issueType', '');
  v_original public.support_tickets;
  v_subject text;
  v_description text;
begin
  if p_viewer.role is not null then
    perform private.limit_rate('create_ticket:' || coalesce(p_viewer.id, p_viewer.customer_id)::text,
      case when v_is_staff then 600 else 60 end, 3600);
  end if;

  v_subject := private.check_text(regexp_replace(p_input ->> 'subject', '\s*[\t\r\n]\s*', ' ', 'g'), 'subject', 200);
  v_description := private.check_text(p_input ->> 'description', 'description', 10000);

  select * into v_category from public.ticket_categories where slug = p_input ->> 'category' and is_active;
  if v_category.slug is null then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;
  if v_issue is not null and not exists (
    select 1 from public.ticket_issue_types i where i.category = v_category.slug and i.slug = v_issue) then
    perform private.invalid_field('issueType', 'unknown', 'Choose an issue type of this category.');
  end if;
  begin
    v_priority := coalesce(nullif(p_input ->> 'priority', '')::public.ticket_priority, v_category.default_priority);
  exception when invalid_text_representation then
    perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
  end;

  if v_is_staff then
    select id into v_customer from public.customer_profiles where id::text = p_input ->> 'customerId';
    if v_customer is null then
      perform private.invalid_field('customerId', 'unknown', 'Choose the customer this ticket is for.');
    end if;
    select id into v_requester from public.portal_users where customer_id = v_customer order by created_at limit 1;
  else
    v_customer := p_viewer.customer_id;
    v_requester := p_viewer.id;
  end if;

  if p_input ->> 'orderId' is not null
    and not exists (select 1 from public.orders where id::text = p_input ->> 'orderId' and customer_id = v_customer) then
    perform private.invalid_field('orderId', 'unknown', 'Choose one of your orders.');
  end if;
  if p_input ->> 'serviceId' is not null
    and not exists (select 1 from public.customer_services where id::text = p_input ->> 'serviceId' and customer_id = v_customer) then
    perform private.invalid_field('serviceId', 'unknown', 'Choose one of your services.');
  end if;
  if p_input ->> 'domainId' is not null
    and not exists (select 1 from public.custom_domains where id::text = p_input ->> 'domainId' and customer_id = v_customer) then
    perform private.invalid_field('domainId', 'unknown', 'Choose one of your domains.');
  end if;
  if p_input ->> 'followUpOf' is not null then
    select * into v_original from public.support_tickets t
    where t.id::text = p_input ->> 'followUpOf' and t.customer_id = v_customer and private.sees_ticket(p_viewer, t);
    if v_original.id is null then
      perform private.invalid_field('followUpOf', 'unknown', 'The earlier ticket does not exist, or is not yours to see.');
    end if;
  end if;

  v_promise := private.promise_times(v_priority, v_category.slug, now());

  insert into public.support_tickets (
    number, customer_id, requester_id, subject, description, category, issue_type, priority, channel, is_private,
    order_id, service_id, domain_id, follow_up_of, first_response_due_at, resolution_due_at, last_message_author, last_message_by, message_count)
  values (
    private.next_ticket_number(), v_customer, v_requester, v_subject, v_description, v_category.slug, v_issue, v_priority,
    p_channel, coalesce((p_input ->> 'isPrivate')::boolean, false),
    (p_input ->> 'orderId')::uuid, (p_input ->> 'serviceId')::uuid, (p_input ->> 'domainId')::uuid, v_original.id,
    v_promise.first_response_due_at, v_promise.resolution_due_at,
    private.actor_kind(p_viewer)::public.message_author, coalesce(p_viewer.full_name, 'Portico'), 1)
  returning * into v_ticket;

  insert into public.ticket_messages (ticket_id, author_type, author_id, author_name, body)
  values (v_ticket.id, private.actor_kind(p_viewer)::public.message_author, p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), v_description)
  returning id into v_message_id;
  perform private.attach_uploads(p_viewer, v_ticket, v_message_id, p_input -> 'attachmentIds', false);

  if jsonb_typeof(p_input -> 'affectedItems') = 'array' and p_input -> 'affectedItems' <> '[]'::jsonb then
    if v_ticket.order_id is null then
      perform private.invalid_field('orderId', 'required', 'Choose the order that the items belong to.');
    end if;
    perform private.claim_items(v_ticket, p_input -> 'affectedItems');
  end if;

  perform private.add_event(p_viewer, v_ticket.id, 'created', null, 'new');
  if v_original.id is not null then
    perform private.add_event(p_viewer, v_original.id, 'follow_up_created', null, v_ticket.number, null, v_ticket.is_private);
  end if;
  if p_viewer.id is not null then
    insert into public.ticket_reads (user_id, ticket_id) values (p_viewer.id, v_ticket.id);
  end if;
  perform private.notify_ticket(p_viewer, v_ticket, 'ticket_created', not v_is_staff, 'ticket_created:' || v_ticket.id);
  perform private.audit(p_viewer, 'ticket.create', 'ticket', v_ticket.id::text, v_customer, 'support');
  return v_ticket;
end
$$;
comment on function private.open_ticket(private.viewer, jsonb, public.ticket_channel) is
  'Opens a ticket for p_viewer, who may be a customer without sign-in (id null) or the portal itself. p_input as in create_ticket. Raises PT422, PT429.';

create or replace function public.create_ticket(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.begin_command(viewer.id, 'create_ticket', p_key, p_input);
  v_channel public.ticket_channel := 'portal';
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if viewer.role <> 'customer' then
    begin
      v_channel := coalesce(nullif(p_input ->> 'channel', ''), 'phone')::public.ticket_channel;
    exception when invalid_text_representation then
      perform private.invalid_field('channel', 'unknown', 'Choose portal, chat, email, phone, whatsapp or api.');
    end;
  end if;
  return private.finish_command(viewer.id, 'create_ticket', p_key,
    private.ticket_summary(private.open_ticket(viewer, p_input, v_channel)));
end
$$;

-- Replying ----------------------------------------------------------------------------------------

create function private.add_reply(p_viewer private.viewer, p_ticket public.support_tickets, p_input jsonb)
returns public.ticket_messages
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_is_staff boolean := p_viewer.role is distinct from 'customer';
  v_internal boolean := coalesce((p_input ->> 'internal')::boolean, false);
  v_ticket public.support_tickets := p_ticket;
  v_message public.ticket_messages;
  v_to public.ticket_status;
  v_body text;
begin
  if v_internal and not v_is_staff then
    perform private.fail('PT403', 'staff_only', 'Only support staff write internal notes.');
  end if;
  if p_viewer.role is not null then
    perform private.limit_rate('reply_to_ticket:' || coalesce(p_viewer.id, p_viewer.customer_id)::text,
      case when v_is_staff then 1200 else 300 end, 3600);
  end if;
  v_body := private.check_text(p_input ->> 'body', 'body', 10000);

  if not v_internal then
    if v_ticket.status in ('closed', 'cancelled') then
      perform private.fail('PT409', 'ticket_closed', 'This ticket is closed. Reopen it or open a new one.');
    end if;
    if v_is_staff then
      if v_ticket.status not in ('resolved') or p_input ->> 'status' is not null then
        v_to := case p_input ->> 'status'
          when 'in_progress' then 'in_progress' when 'waiting_customer' then 'waiting_customer' end;
        if p_input ->> 'status' is not null and v_to is null then
          perform private.invalid_field('status', 'invalid', 'A reply leads to waiting_customer or in_progress.');
        end if;
        v_to := coalesce(v_to, 'waiting_customer');
      end if;
    elsif v_ticket.status = 'resolved' then
      if v_ticket.resolved_at < now() - interval '14 days' then
        perform private.fail('PT409', 'reopen_window_passed', 'This ticket was resolved more than 14 days ago. Open a follow-up.');
      end if;
      v_to := case when v_ticket.assignee_id is null then 'new' else 'in_progress' end;
    elsif v_ticket.status in ('waiting_customer', 'on_hold') then
      v_to := case when v_ticket.assignee_id is null then 'new' else 'in_progress' end;
    end if;
  end if;

  insert into public.ticket_messages (ticket_id, author_type, author_id, author_name, body, is_internal)
  values (v_ticket.id, private.actor_kind(p_viewer)::public.message_author, p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), v_body, v_internal)
  returning * into v_message;
  perform private.attach_uploads(p_viewer, v_ticket, v_message.id, p_input -> 'attachmentIds', v_internal);

  if not v_internal then
    if v_is_staff and p_viewer.id is not null and v_ticket.assignee_id is null then
      update public.support_tickets set assignee_id = p_viewer.id, version = version + 1 where id = v_ticket.id returning * into v_ticket;
      perform private.add_event(p_viewer, v_ticket.id, 'assigned', null, p_viewer.full_name, null, true);
    end if;
    update public.support_tickets t
    set message_count = t.message_count + 1, last_activity_at = v_message.created_at,
        last_message_author = v_message.author_type, last_message_by = v_message.author_name,
        first_responded_at = case when v_is_staff and p_viewer.id is not null then coalesce(t.first_responded_at, now()) else t.first_responded_at end
    where t.id = v_ticket.id
    returning * into v_ticket;
    if v_to is not null then
      v_ticket := private.set_status(p_viewer, v_ticket, v_to);
    end if;
    perform private.notify_ticket(p_viewer, v_ticket, 'ticket_reply', not v_is_staff, 'ticket_reply:' || v_message.id,
      jsonb_build_object('messageId', v_message.id));
    if v_is_staff then
      perform private.enqueue('ticket_reply_email', jsonb_build_object('messageId', v_message.id), 'ticket_reply_email:' || v_message.id);
    end if;
  end if;

  if p_viewer.id is not null then
    insert into public.ticket_reads (user_id, ticket_id, last_read_at) values (p_viewer.id, v_ticket.id, clock_timestamp())
    on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  end if;
  perform private.audit(p_viewer, case when v_internal then 'ticket.note' else 'ticket.reply' end,
    'ticket', v_ticket.id::text, case when v_internal then null else v_ticket.customer_id end, 'support');
  return v_message;
end
$$;
comment on function private.add_reply(private.viewer, public.support_tickets, jsonb) is
  'Adds a message of p_viewer to a locked ticket; p_viewer may be a customer without sign-in (id null) or the portal itself, whose words are no first response. p_input as in reply_to_ticket. Raises PT403, PT409 ticket_closed | reopen_window_passed, PT422, PT429.';

create or replace function public.reply_to_ticket(p_key text, p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.begin_command(viewer.id, 'reply_to_ticket', p_key, p_input || jsonb_build_object('ticketId', p_ticket_id));
  v_message public.ticket_messages;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  v_message := private.add_reply(viewer, private.lock_ticket(viewer, p_ticket_id), p_input);
  return private.finish_command(viewer.id, 'reply_to_ticket', p_key, (
    select jsonb_build_object(
      'id', v_message.id, 'ticketId', t.id, 'authorType', v_message.author_type, 'authorName', v_message.author_name,
      'body', v_message.body, 'internal', v_message.is_internal, 'createdAt', private.iso(v_message.created_at),
      'ticket', private.ticket_summary(t))
    from public.support_tickets t where t.id = v_message.ticket_id));
end
$$;

-- Reading: get_ticket puts these parts together ---------------------------------------------------------

create function private.ticket_relations(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'followUpOf', (select jsonb_build_object('id', f.id, 'number', f.number) from public.support_tickets f
      where f.id = p_ticket.follow_up_of and private.sees_ticket(p_viewer, f)),
    'followUps', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'status', f.status) order by f.created_at)
      from public.support_tickets f where f.follow_up_of = p_ticket.id and private.sees_ticket(p_viewer, f)), '[]'))
$$;
comment on function private.ticket_relations(public.support_tickets, private.viewer) is
  'Of get_ticket: the tickets that this one is connected with, as far as the viewer sees them.';

create function private.ticket_promise(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'sla', jsonb_build_object(
      'firstResponseDueAt', private.iso(p_ticket.first_response_due_at), 'firstRespondedAt', private.iso(p_ticket.first_responded_at),
      'resolutionDueAt', private.iso(p_ticket.resolution_due_at), 'pausedAt', private.iso(p_ticket.sla_paused_at)))
$$;
comment on function private.ticket_promise(public.support_tickets, private.viewer) is
  'Of get_ticket: the promised times.';

create function private.ticket_settlement(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'resolution', case when p_ticket.resolution_type is null then null else jsonb_build_object(
      'type', p_ticket.resolution_type, 'notes', p_ticket.resolution_notes) end,
    'refunds', private.ticket_refunds(p_ticket, p_viewer.role <> 'customer'),
    'rating', p_ticket.rating, 'ratingComment', p_ticket.rating_comment, 'closedAt', private.iso(p_ticket.closed_at))
$$;
comment on function private.ticket_settlement(public.support_tickets, private.viewer) is
  'Of get_ticket: how it ended: resolution, refunds, rating. Customers see no refused refund.';

create function private.ticket_thread(p_ticket public.support_tickets, p_staff boolean)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'messages', coalesce((select jsonb_agg(m.item order by m.created_at, m.id) from (
        select g.id, g.created_at, jsonb_build_object(
          'id', g.id, 'authorType', g.author_type, 'authorId', g.author_id, 'authorName', g.author_name, 'body', g.body,
          'internal', g.is_internal, 'createdAt', private.iso(g.created_at)) as item
        from public.ticket_messages g
        where g.ticket_id = p_ticket.id and (p_staff or not g.is_internal)
        order by g.created_at desc, g.id desc limit 100) m), '[]'),
    'hasEarlierMessages', (select count(*) > 100 from (select 1 from public.ticket_messages g
        where g.ticket_id = p_ticket.id and (p_staff or not g.is_internal) limit 101) n),
    'timeline', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
        select v.id, v.created_at, jsonb_build_object(
          'id', v.id, 'type', v.type, 'actorType', v.actor_type, 'actorName', v.actor_name, 'oldValue', v.old_value,
          'newValue', v.new_value, 'note', v.note, 'internal', v.is_internal, 'createdAt', private.iso(v.created_at)) as item
        from public.ticket_events v
        where v.ticket_id = p_ticket.id and (p_staff or not v.is_internal)
        order by v.created_at desc, v.id desc limit 200) e), '[]'))
$$;
comment on function private.ticket_thread(public.support_tickets, boolean) is
  'Of get_ticket: the latest 100 messages and 200 events; notes and internal events for staff alone.';

create function private.ticket_files(p_ticket public.support_tickets, p_staff boolean)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'attachments', coalesce((select jsonb_agg(jsonb_build_object(
        'id', f.id, 'messageId', f.message_id, 'fileName', f.file_name, 'mimeType', f.mime_type, 'size', f.size,
        'width', f.width, 'height', f.height, 'scanStatus', f.scan_status, 'createdAt', private.iso(f.created_at)) order by f.created_at, f.id)
      from public.ticket_attachments f
      where f.ticket_id = p_ticket.id and f.message_id is not null and (p_staff or not f.is_internal)), '[]'))
$$;
comment on function private.ticket_files(public.support_tickets, boolean) is
  'Of get_ticket: the files; those of notes for staff alone.';

create function private.ticket_customer(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'customer', (select jsonb_build_object(
        'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
        'phone', c.phone, 'timeZone', c.time_zone, 'since', private.iso(c.created_at),
        'openTickets', (select count(*) from (select 1 from public.support_tickets o where o.customer_id = c.id
          and o.status not in ('resolved', 'closed', 'cancelled') limit 100) open),
        'recentTickets', coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'number', h.number, 'subject', h.subject, 'status', h.status)
            order by h.last_activity_at desc)
          from (select * from public.support_tickets h where h.customer_id = c.id and h.id <> p_ticket.id
            order by h.last_activity_at desc limit 5) h), '[]'),
        'recentOrders', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status,
            'total', jsonb_build_object('amount', o.total, 'currency', o.currency), 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc)
          from (select * from public.orders o where o.customer_id = c.id order by o.placed_at desc limit 5) o), '[]'))
      from public.customer_profiles c where c.id = p_ticket.customer_id))
$$;
comment on function private.ticket_customer(public.support_tickets, private.viewer) is
  'Of get_ticket, for staff: whose ticket it is, and what else they have with us.';

create or replace function public.get_ticket(p_ref text, p_mark_read boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_ticket public.support_tickets;
  v_answer jsonb;
  v_most jsonb;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_ticket from public.support_tickets where id = p_ref::uuid;
  else
    select * into v_ticket from public.support_tickets where number = upper(left(p_ref, 40));
  end if;
  if v_ticket.id is null or not private.can_see_ticket(v_ticket.id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;

  if v_staff then
    v_most := private.refundable(v_ticket);
  end if;
  select private.ticket_row(v_ticket, viewer) || jsonb_build_object(
    'description', v_ticket.description,
    'requesterName', (select u.full_name from public.portal_users u where u.id = v_ticket.requester_id),
    'serviceId', v_ticket.service_id, 'domainId', v_ticket.domain_id,
    'order', (select jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status) from public.orders o where o.id = v_ticket.order_id),
    'service', (select jsonb_build_object('id', s.id, 'name', s.name) from public.customer_services s where s.id = v_ticket.service_id),
    'domain', (select jsonb_build_object('id', d.id, 'hostname', d.hostname) from public.custom_domains d where d.id = v_ticket.domain_id),
    'affectedItems', coalesce((select jsonb_agg(jsonb_build_object(
        'orderItemId', i.id, 'name', i.name, 'sku', i.sku, 'quantity', a.quantity, 'note', a.note) order by i.position)
      from public.ticket_affected_items a join public.order_items i on i.id = a.order_item_id where a.ticket_id = v_ticket.id), '[]'))
    || private.ticket_relations(v_ticket, viewer)
    || private.ticket_promise(v_ticket, viewer)
    || private.ticket_settlement(v_ticket, viewer)
    || private.ticket_thread(v_ticket, v_staff)
    || private.ticket_files(v_ticket, v_staff)
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'refundable', v_most, 'refundLimit', private.refund_limit(viewer.role, v_most ->> 'currency'),
      'insights', (select jsonb_build_object('summary', n.summary, 'sentiment', n.sentiment, 'suggestedCategory', n.suggested_category,
          'suggestedPriority', n.suggested_priority, 'model', n.model, 'createdAt', private.iso(n.created_at))
        from public.ticket_insights n where n.ticket_id = v_ticket.id))
      || private.ticket_customer(v_ticket, viewer)
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

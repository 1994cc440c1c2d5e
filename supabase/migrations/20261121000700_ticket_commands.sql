-- What can be done to a ticket. One function per use case; each checks, changes, numbers, records and
-- queues in one transaction. Nothing else writes.

create function private.actor_kind(p_viewer private.viewer) returns text
language sql immutable set search_path = ''
as $$ select case when p_viewer.role = 'customer' then 'customer' else 'staff' end $$;
comment on function private.actor_kind(private.viewer) is 'customer or staff, as the status machine names them.';

create function private.check_text(p_value text, p_field text, p_max int)
returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_text text := trim(both E' \t\n' from coalesce(private.plain_text(p_value), ''));
begin
  if v_text = '' then
    perform private.fail('PT422', 'validation_failed', format('%s is required.', initcap(p_field)),
      jsonb_build_object('fields', jsonb_build_object(p_field, jsonb_build_array('required'))));
  elsif char_length(v_text) > p_max then
    perform private.fail('PT422', 'validation_failed', format('%s has at most %s characters.', initcap(p_field), p_max),
      jsonb_build_object('fields', jsonb_build_object(p_field, jsonb_build_array('too_long')), 'max', p_max));
  end if;
  return v_text;
end
$$;
comment on function private.check_text(text, text, int) is 'The text, plain and trimmed; raises PT422 when empty or longer than p_max characters.';

create function private.invalid_field(p_field text, p_problem text, p_hint text)
returns void
language plpgsql set search_path = ''
as $$
begin
  perform private.fail('PT422', 'validation_failed', p_hint,
    jsonb_build_object('fields', jsonb_build_object(p_field, jsonb_build_array(p_problem))));
end
$$;
comment on function private.invalid_field(text, text, text) is 'Raises PT422 for one field.';

create function private.lock_ticket(p_viewer private.viewer, p_ticket_id uuid)
returns public.support_tickets
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id for update;
  if v_ticket.id is null or not private.can_see_ticket(p_ticket_id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  return v_ticket;
end
$$;
comment on function private.lock_ticket(private.viewer, uuid) is
  'The ticket, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.add_event(
  p_viewer private.viewer, p_ticket_id uuid, p_type text, p_old text, p_new text,
  p_note text default null, p_internal boolean default false)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.ticket_events (ticket_id, type, actor_type, actor_id, actor_name, old_value, new_value, note, is_internal)
  values (
    p_ticket_id, p_type,
    (case when p_viewer.id is null then 'system' else private.actor_kind(p_viewer) end)::public.message_author,
    p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), p_old, p_new, p_note, p_internal)
$$;
comment on function private.add_event(private.viewer, uuid, text, text, text, text, boolean) is 'Adds to the ticket''s timeline.';

create function private.attach_uploads(
  p_viewer private.viewer, p_ticket public.support_tickets, p_message_id uuid, p_ids jsonb, p_internal boolean)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count int;
begin
  if p_ids is null or p_ids = 'null'::jsonb or p_ids = '[]'::jsonb then
    return;
  end if;
  begin
    select array_agg(distinct value::uuid) into v_ids from jsonb_array_elements_text(p_ids);
  exception when others then
    perform private.invalid_field('attachmentIds', 'invalid', 'Attach files by the ids that the upload returned.');
  end;
  if cardinality(v_ids) > 10 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A message carries at most 10 files.');
  end if;
  update public.ticket_attachments a
  set ticket_id = p_ticket.id, message_id = p_message_id, is_internal = p_internal
  where a.id = any (v_ids) and a.uploaded_by = p_viewer.id and a.message_id is null and a.stored_at is not null
    and a.customer_id = p_ticket.customer_id and (a.ticket_id is null or a.ticket_id = p_ticket.id);
  get diagnostics v_count = row_count;
  if v_count <> cardinality(v_ids) then
    perform private.invalid_field('attachmentIds', 'unavailable', 'One of the files is no longer there. Upload it again.');
  end if;
end
$$;
comment on function private.attach_uploads(private.viewer, public.support_tickets, uuid, jsonb, boolean) is
  'Attaches the viewer''s own waiting uploads to a message, ten at most. Raises PT422 when one is missing.';

create function private.notify_ticket(
  p_viewer private.viewer, p_ticket public.support_tickets, p_event text, p_to_staff boolean, p_key text, p_data jsonb default '{}')
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_data jsonb := jsonb_build_object(
    'number', p_ticket.number, 'subject', p_ticket.subject, 'actorName', coalesce(p_viewer.full_name, 'Portico')) || p_data;
begin
  for v_user in
    select u.id from public.portal_users u
    where u.portal_active and u.id is distinct from p_viewer.id
      and case
        when p_to_staff and p_ticket.assignee_id is not null then u.id = p_ticket.assignee_id
        when p_to_staff then u.role in ('agent', 'admin')
        when p_ticket.requester_id is not null then u.id = p_ticket.requester_id
        else u.customer_id = p_ticket.customer_id end
  loop
    perform private.notify(v_user, p_event, 'ticket', p_ticket.id, v_data, p_key);
  end loop;
end
$$;
comment on function private.notify_ticket(private.viewer, public.support_tickets, text, boolean, text, jsonb) is
  'Tells the other side of a ticket: its assignee, or all staff while nobody has it; its requester, or the profile''s people. Never the author.';

create function private.set_status(
  p_viewer private.viewer, p_ticket public.support_tickets, p_to public.ticket_status, p_note text default null)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_pauses boolean := p_to in ('waiting_customer', 'on_hold');
  v_paused interval := case when p_ticket.sla_paused_at is not null and not v_pauses then now() - p_ticket.sla_paused_at else interval '0' end;
  v_ticket public.support_tickets;
begin
  if p_to = p_ticket.status then
    return p_ticket;
  end if;
  update public.support_tickets t
  set status = p_to,
      version = t.version + 1,
      last_activity_at = clock_timestamp(),
      -- While we wait for the customer or hold, the clock stands; the due times move by as much.
      sla_paused_at = case when v_pauses then coalesce(t.sla_paused_at, now()) end,
      resolution_due_at = t.resolution_due_at + v_paused,
      first_response_due_at = case when t.first_responded_at is null then t.first_response_due_at + v_paused else t.first_response_due_at end,
      resolved_at = case when p_to = 'resolved' then now() when p_to = 'closed' then coalesce(t.resolved_at, now()) when p_to = 'cancelled' then t.resolved_at end,
      closed_at = case when p_to in ('closed', 'cancelled') then now() end,
      resolution_type = case when p_to in ('resolved', 'closed', 'cancelled') then t.resolution_type end,
      rating = case when p_to in ('resolved', 'closed') then t.rating end,
      rating_comment = case when p_to in ('resolved', 'closed') then t.rating_comment end,
      rated_at = case when p_to in ('resolved', 'closed') then t.rated_at end
  where t.id = p_ticket.id
  returning * into v_ticket;
  perform private.add_event(p_viewer, p_ticket.id, 'status_changed', p_ticket.status::text, p_to::text, p_note);
  return v_ticket;
end
$$;
comment on function private.set_status(private.viewer, public.support_tickets, public.ticket_status, text) is
  'Moves a locked ticket to a status: clocks, times, event. Whether it may is for the caller to have checked.';

create function private.ticket_summary(p_ticket public.support_tickets)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_ticket.id, 'number', p_ticket.number, 'subject', p_ticket.subject, 'status', p_ticket.status,
    'priority', p_ticket.priority, 'category', p_ticket.category, 'assigneeId', p_ticket.assignee_id, 'version', p_ticket.version)
$$;
comment on function private.ticket_summary(public.support_tickets) is 'What a command answers about a ticket; the caller reads the rest with get_ticket.';

-- Create --------------------------------------------------------------------------------------

create function private.claim_items(p_ticket public.support_tickets, p_items jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_item jsonb;
  v_line public.order_items;
  v_claimed int;
  v_quantity int;
begin
  if jsonb_array_length(p_items) > 100 then
    perform private.invalid_field('affectedItems', 'too_many', 'Name at most 100 lines.');
  end if;
  -- Ordered by id, so that two claims on the same lines cannot wait for each other.
  for v_item in select value from jsonb_array_elements(p_items) order by value ->> 'orderItemId' loop
    begin
      v_quantity := (v_item ->> 'quantity')::int;
      select * into v_line from public.order_items i
      where i.id = (v_item ->> 'orderItemId')::uuid and i.order_id = p_ticket.order_id
      for update;
    exception when invalid_text_representation or numeric_value_out_of_range then
      perform private.invalid_field('affectedItems', 'invalid', 'Name lines of the order with a whole quantity.');
    end;
    if v_line.id is null or coalesce(v_quantity, 0) < 1 then
      perform private.invalid_field('affectedItems', 'invalid', 'Name lines of the order with a whole quantity.');
    end if;
    select coalesce(sum(a.quantity), 0) into v_claimed
    from public.ticket_affected_items a
    join public.support_tickets t on t.id = a.ticket_id
    where a.order_item_id = v_line.id and t.status <> 'cancelled';
    if v_claimed + v_quantity > v_line.quantity then
      perform private.invalid_field('affectedItems', 'quantity_exceeded', format(
        '%s: %s of %s can still be claimed.', v_line.name, greatest(v_line.quantity - v_claimed, 0), v_line.quantity));
    end if;
    insert into public.ticket_affected_items (ticket_id, order_item_id, quantity, note)
    values (p_ticket.id, v_line.id, v_quantity, nullif(left(v_item ->> 'note', 500), ''))
    on conflict (ticket_id, order_item_id) do update set quantity = ticket_affected_items.quantity + excluded.quantity;
  end loop;
end
$$;
comment on function private.claim_items(public.support_tickets, jsonb) is
  'Records affected order lines [{ orderItemId, quantity, note? }]. A line cannot be claimed beyond what was bought less what open or settled tickets claim; lines are locked, so two claims at once count each other.';

create function private.recheck_claims(p_ticket public.support_tickets)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_line public.order_items;
begin
  for v_line in
    select i.* from public.order_items i
    where i.id in (select a.order_item_id from public.ticket_affected_items a where a.ticket_id = p_ticket.id)
    order by i.id for update
  loop
    if v_line.quantity < (
      select sum(a.quantity)
      from public.ticket_affected_items a
      join public.support_tickets t on t.id = a.ticket_id
      where a.order_item_id = v_line.id and (t.status <> 'cancelled' or t.id = p_ticket.id)) then
      perform private.fail('PT409', 'items_claimed_elsewhere',
        format('%s: another ticket has claimed it since this one was cancelled.', v_line.name));
    end if;
  end loop;
end
$$;
comment on function private.recheck_claims(public.support_tickets) is
  'A cancelled ticket claims nothing, so others may have claimed its items since. Raises PT409 items_claimed_elsewhere when they no longer fit.';

create function public.create_ticket(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_is_staff boolean := viewer.role <> 'customer';
  v_answer jsonb;
  v_category public.ticket_categories;
  v_customer uuid;
  v_requester uuid;
  v_priority public.ticket_priority;
  v_policy public.sla_policies;
  v_ticket public.support_tickets;
  v_message_id uuid;
  v_issue text := nullif(p_input ->> 'issueType', '');
  v_original public.support_tickets;
  v_subject text;
  v_description text;
begin
  v_answer := private.begin_command(viewer.id, 'create_ticket', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('create_ticket:' || viewer.id, case when v_is_staff then 600 else 60 end, 3600);

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
    v_customer := viewer.customer_id;
    v_requester := viewer.id;
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
    where t.id::text = p_input ->> 'followUpOf' and t.customer_id = v_customer and private.can_see_ticket(t.id);
    if v_original.id is null then
      perform private.invalid_field('followUpOf', 'unknown', 'The earlier ticket does not exist, or is not yours to see.');
    end if;
  end if;

  select * into v_policy from public.sla_policies where priority = v_priority;

  insert into public.support_tickets (
    number, customer_id, requester_id, subject, description, category, issue_type, priority, channel, is_private,
    order_id, service_id, domain_id, follow_up_of, first_response_due_at, resolution_due_at, last_message_author, last_message_by, message_count)
  values (
    private.next_ticket_number(), v_customer, v_requester, v_subject, v_description, v_category.slug, v_issue, v_priority,
    (case when v_is_staff then coalesce(nullif(p_input ->> 'channel', ''), 'phone') else 'portal' end)::public.ticket_channel,
    coalesce((p_input ->> 'isPrivate')::boolean, false),
    (p_input ->> 'orderId')::uuid, (p_input ->> 'serviceId')::uuid, (p_input ->> 'domainId')::uuid, v_original.id,
    now() + v_policy.first_response, now() + v_policy.resolution,
    private.actor_kind(viewer)::public.message_author, viewer.full_name, 1)
  returning * into v_ticket;

  insert into public.ticket_messages (ticket_id, author_type, author_id, author_name, body)
  values (v_ticket.id, private.actor_kind(viewer)::public.message_author, viewer.id, viewer.full_name, v_description)
  returning id into v_message_id;
  perform private.attach_uploads(viewer, v_ticket, v_message_id, p_input -> 'attachmentIds', false);

  if jsonb_typeof(p_input -> 'affectedItems') = 'array' and p_input -> 'affectedItems' <> '[]'::jsonb then
    if v_ticket.order_id is null then
      perform private.invalid_field('orderId', 'required', 'Choose the order that the items belong to.');
    end if;
    perform private.claim_items(v_ticket, p_input -> 'affectedItems');
  end if;

  perform private.add_event(viewer, v_ticket.id, 'created', null, 'new');
  if v_original.id is not null then
    perform private.add_event(viewer, v_original.id, 'follow_up_created', null, v_ticket.number, null, v_ticket.is_private);
  end if;
  insert into public.ticket_reads (user_id, ticket_id) values (viewer.id, v_ticket.id);
  perform private.notify_ticket(viewer, v_ticket, 'ticket_created', not v_is_staff, 'ticket_created:' || v_ticket.id);
  perform private.audit(viewer, 'ticket.create', 'ticket', v_ticket.id::text, v_customer, 'support');
  return private.finish_command(viewer.id, 'create_ticket', p_key, private.ticket_summary(v_ticket));
end
$$;
comment on function public.create_ticket(text, jsonb) is
  'Opens a ticket. p_input: { subject, description, category, priority?, issueType?, orderId?, affectedItems?, serviceId?, domainId?, attachmentIds?, isPrivate?, followUpOf? }, for staff also { customerId, channel? }. p_key makes a retry harmless. Raises PT401, PT403, PT409, PT422, PT429.';
grant execute on function public.create_ticket(text, jsonb) to authenticated;

-- Reply ---------------------------------------------------------------------------------------

create function public.reply_to_ticket(p_key text, p_ticket_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_is_staff boolean := viewer.role <> 'customer';
  v_internal boolean := coalesce((p_input ->> 'internal')::boolean, false);
  v_answer jsonb;
  v_ticket public.support_tickets;
  v_message public.ticket_messages;
  v_to public.ticket_status;
  v_body text;
begin
  v_answer := private.begin_command(viewer.id, 'reply_to_ticket', p_key, p_input || jsonb_build_object('ticketId', p_ticket_id));
  if v_answer is not null then
    return v_answer;
  end if;
  if v_internal and not v_is_staff then
    perform private.fail('PT403', 'staff_only', 'Only support staff write internal notes.');
  end if;
  perform private.limit_rate('reply_to_ticket:' || viewer.id, case when v_is_staff then 1200 else 300 end, 3600);
  v_ticket := private.lock_ticket(viewer, p_ticket_id);
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
  values (v_ticket.id, private.actor_kind(viewer)::public.message_author, viewer.id, viewer.full_name, v_body, v_internal)
  returning * into v_message;
  perform private.attach_uploads(viewer, v_ticket, v_message.id, p_input -> 'attachmentIds', v_internal);

  if not v_internal then
    if v_is_staff and v_ticket.assignee_id is null then
      update public.support_tickets set assignee_id = viewer.id, version = version + 1 where id = v_ticket.id returning * into v_ticket;
      perform private.add_event(viewer, v_ticket.id, 'assigned', null, viewer.full_name, null, true);
    end if;
    update public.support_tickets t
    set message_count = t.message_count + 1, last_activity_at = v_message.created_at,
        last_message_author = v_message.author_type, last_message_by = v_message.author_name,
        first_responded_at = case when v_is_staff then coalesce(t.first_responded_at, now()) else t.first_responded_at end
    where t.id = v_ticket.id
    returning * into v_ticket;
    if v_to is not null then
      v_ticket := private.set_status(viewer, v_ticket, v_to);
    end if;
    perform private.notify_ticket(viewer, v_ticket, 'ticket_reply', not v_is_staff, 'ticket_reply:' || v_message.id,
      jsonb_build_object('messageId', v_message.id));
    if v_is_staff then
      perform private.enqueue('ticket_reply_email', jsonb_build_object('messageId', v_message.id), 'ticket_reply_email:' || v_message.id);
    end if;
  end if;

  insert into public.ticket_reads (user_id, ticket_id, last_read_at) values (viewer.id, v_ticket.id, clock_timestamp())
  on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  perform private.audit(viewer, case when v_internal then 'ticket.note' else 'ticket.reply' end,
    'ticket', v_ticket.id::text, case when v_internal then null else v_ticket.customer_id end, 'support');
  return private.finish_command(viewer.id, 'reply_to_ticket', p_key, jsonb_build_object(
    'id', v_message.id, 'ticketId', v_ticket.id, 'authorType', v_message.author_type, 'authorName', v_message.author_name,
    'body', v_message.body, 'internal', v_message.is_internal, 'createdAt', private.iso(v_message.created_at),
    'ticket', private.ticket_summary(v_ticket)));
end
$$;
comment on function public.reply_to_ticket(text, uuid, jsonb) is
  'Adds a message. p_input: { body, attachmentIds? }, for staff also { internal?, status?: waiting_customer | in_progress }. A customer''s reply wakes a waiting, held or resolved ticket; a staff reply counts as first response and takes an unassigned ticket. Raises PT401, PT403, PT404, PT409 ticket_closed | reopen_window_passed, PT422, PT429.';
grant execute on function public.reply_to_ticket(text, uuid, jsonb) to authenticated;

-- Status --------------------------------------------------------------------------------------

create function public.change_ticket_status(p_ticket_id uuid, p_action text, p_input jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_actor text := private.actor_kind(viewer);
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_to public.ticket_status;
  v_last public.ticket_events;
  v_reason text := nullif(trim(coalesce(p_input ->> 'reason', '')), '');
begin
  if char_length(v_reason) > 2000 then
    perform private.invalid_field('reason', 'too_long', 'A reason has at most 2,000 characters.');
  end if;
  if (p_input ->> 'expectedVersion')::int <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  select to_status into v_to from private.ticket_transitions
  where from_status = v_ticket.status and action = p_action and actor = v_actor;

  if v_to is null then
    -- The same person asking twice (a double click, a retry) gets the same answer.
    select * into v_last from public.ticket_events
    where ticket_id = v_ticket.id and type = 'status_changed' order by created_at desc, id desc limit 1;
    if v_last.actor_id = viewer.id and v_last.new_value = v_ticket.status::text and exists (
      select 1 from private.ticket_transitions
      where action = p_action and actor = v_actor and to_status = v_ticket.status and from_status::text = v_last.old_value) then
      return private.ticket_summary(v_ticket);
    end if;
    perform private.fail('PT409', 'invalid_transition',
      format('A ticket that is %s cannot be changed this way.', replace(v_ticket.status::text, '_', ' ')),
      jsonb_build_object('status', v_ticket.status, 'action', p_action));
  end if;
  if v_actor = 'customer' and p_action = 'reopen' then
    if v_ticket.resolved_at < now() - interval '14 days' then
      perform private.fail('PT409', 'reopen_window_passed', 'This ticket was resolved more than 14 days ago. Open a follow-up.');
    end if;
    if v_ticket.assignee_id is null then
      v_to := 'new';
    end if;
  end if;

  if v_ticket.status = 'cancelled' then
    perform private.recheck_claims(v_ticket);
  end if;

  v_ticket := private.set_status(viewer, v_ticket, v_to, v_reason);
  perform private.notify_ticket(viewer, v_ticket, 'ticket_status', v_actor = 'customer',
    'ticket_status:' || v_ticket.id || ':' || v_ticket.version, jsonb_build_object('status', v_to));
  perform private.audit(viewer, 'ticket.' || p_action, 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
  return private.ticket_summary(v_ticket);
end
$$;
comment on function public.change_ticket_status(uuid, text, jsonb) is
  'Takes an action of the status machine (resolve, close, cancel, reopen; staff also start, wait, hold). p_input: { reason?, expectedVersion? }. Harmless when repeated by the same person. Raises PT401, PT404, PT409 invalid_transition | reopen_window_passed | ticket_changed | items_claimed_elsewhere, PT422.';
grant execute on function public.change_ticket_status(uuid, text, jsonb) to authenticated;

-- Staff changes ---------------------------------------------------------------------------------

create function public.update_ticket(p_ticket_id uuid, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_policy public.sla_policies;
  v_priority public.ticket_priority;
  v_assignee public.portal_users;
  v_old_name text;
  v_action text;
  v_tags text[];
  v_old_tags text;
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
    if v_priority is not null and v_priority <> v_ticket.priority then
      perform private.add_event(viewer, v_ticket.id, 'priority_changed', v_ticket.priority::text, v_priority::text);
      select * into v_policy from public.sla_policies where priority = v_priority;
      -- The promise counts from the opening; time already paused stays added.
      update public.support_tickets t
      set priority = v_priority, version = t.version + 1,
          first_response_due_at = t.first_response_due_at
            + (v_policy.first_response - (select first_response from public.sla_policies where priority = t.priority)),
          resolution_due_at = t.resolution_due_at
            + (v_policy.resolution - (select resolution from public.sla_policies where priority = t.priority))
      where t.id = v_ticket.id returning * into v_ticket;
    end if;
  end if;

  if p_changes ? 'category' and p_changes ->> 'category' is distinct from v_ticket.category then
    if not exists (select 1 from public.ticket_categories where slug = p_changes ->> 'category' and is_active) then
      perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
    end if;
    perform private.add_event(viewer, v_ticket.id, 'category_changed', v_ticket.category, p_changes ->> 'category');
    update public.support_tickets t
    set category = p_changes ->> 'category', issue_type = null, version = t.version + 1
    where t.id = v_ticket.id returning * into v_ticket;
  end if;

  if p_changes ? 'assigneeId' and (p_changes ->> 'assigneeId') is distinct from v_ticket.assignee_id::text then
    if p_changes ->> 'assigneeId' is not null then
      select * into v_assignee from public.portal_users
      where id::text = p_changes ->> 'assigneeId' and role in ('agent', 'admin') and portal_active;
      if v_assignee.id is null then
        perform private.invalid_field('assigneeId', 'unknown', 'Choose an active member of staff.');
      end if;
    end if;
    select full_name into v_old_name from public.portal_users where id = v_ticket.assignee_id;
    update public.support_tickets t set assignee_id = v_assignee.id, version = t.version + 1
    where t.id = v_ticket.id returning * into v_ticket;
    perform private.add_event(viewer, v_ticket.id, 'assigned', v_old_name, v_assignee.full_name, null, true);
    if v_assignee.id is not null then
      if v_ticket.status in ('new', 'waiting_ai') and not p_changes ? 'status' then
        v_ticket := private.set_status(viewer, v_ticket, 'assigned');
      end if;
      if v_assignee.id <> viewer.id then
        perform private.notify(v_assignee.id, 'ticket_assigned', 'ticket', v_ticket.id, jsonb_build_object(
          'number', v_ticket.number, 'subject', v_ticket.subject, 'actorName', viewer.full_name),
          'ticket_assigned:' || v_ticket.id || ':' || v_ticket.version);
      end if;
    end if;
  end if;

  if jsonb_typeof(p_changes -> 'tags') = 'array' then
    select coalesce(array_agg(distinct lower(trim(value)) order by lower(trim(value))), '{}') into v_tags
    from jsonb_array_elements_text(p_changes -> 'tags');
    if cardinality(v_tags) > 20 or exists (select 1 from unnest(v_tags) as tag where tag !~ '^[a-z0-9][a-z0-9-]{0,39}$') then
      perform private.invalid_field('tags', 'invalid', 'At most 20 tags of letters, digits and hyphens, 40 characters each.');
    end if;
    select string_agg(tag, ', ' order by tag) into v_old_tags from public.ticket_tags where ticket_id = v_ticket.id;
    if v_old_tags is distinct from nullif(array_to_string(v_tags, ', '), '') then
      delete from public.ticket_tags where ticket_id = v_ticket.id and tag <> all (v_tags);
      insert into public.ticket_tags (ticket_id, tag) select v_ticket.id, tag from unnest(v_tags) as tag on conflict do nothing;
      update public.support_tickets t set version = t.version + 1 where t.id = v_ticket.id returning * into v_ticket;
      perform private.add_event(viewer, v_ticket.id, 'tagged', v_old_tags, nullif(array_to_string(v_tags, ', '), ''), null, true);
    end if;
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
comment on function public.update_ticket(uuid, jsonb) is
  'Staff: changes { priority?, category?, assigneeId? (null takes it away), tags?, status?, expectedVersion? } in one step. Raises PT401, PT403, PT404, PT409 ticket_changed | invalid_transition, PT422.';
grant execute on function public.update_ticket(uuid, jsonb) to authenticated;

-- Rating, reading -------------------------------------------------------------------------------

create function public.rate_ticket(p_ticket_id uuid, p_rating int, p_comment text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_comment text := nullif(trim(coalesce(p_comment, '')), '');
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer rates a ticket.');
  end if;
  if p_rating is null or p_rating not between 1 and 5 then
    perform private.invalid_field('rating', 'out_of_range', 'Rate from 1 to 5.');
  end if;
  if char_length(v_comment) > 2000 then
    perform private.invalid_field('comment', 'too_long', 'A comment has at most 2,000 characters.');
  end if;
  if v_ticket.status not in ('resolved', 'closed') then
    perform private.fail('PT409', 'not_resolved', 'A ticket can be rated once it is resolved.');
  end if;
  if v_ticket.rated_at is not null then
    if v_ticket.rating = p_rating and v_ticket.rating_comment is not distinct from v_comment then
      return jsonb_build_object('rating', v_ticket.rating, 'comment', v_ticket.rating_comment);
    end if;
    perform private.fail('PT409', 'already_rated', 'This ticket is rated already. Thank you.');
  end if;
  update public.support_tickets t set rating = p_rating, rating_comment = v_comment, rated_at = now(), version = t.version + 1
  where t.id = v_ticket.id;
  perform private.add_event(viewer, v_ticket.id, 'rated', null, p_rating::text);
  perform private.audit(viewer, 'ticket.rate', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
  return jsonb_build_object('rating', p_rating, 'comment', v_comment);
end
$$;
comment on function public.rate_ticket(uuid, int, text) is
  'Rates a resolved ticket, 1 to 5, once per resolution. Raises PT403, PT404, PT409 not_resolved | already_rated, PT422.';
grant execute on function public.rate_ticket(uuid, int, text) to authenticated;

create function public.mark_ticket_read(p_ticket_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if not private.can_see_ticket(p_ticket_id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  insert into public.ticket_reads (user_id, ticket_id, last_read_at) values (viewer.id, p_ticket_id, clock_timestamp())
  on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  update public.notifications set read_at = now()
  where user_id = viewer.id and resource_type = 'ticket' and resource_id = p_ticket_id and read_at is null;
end
$$;
comment on function public.mark_ticket_read(uuid) is 'Marks a ticket, and what was notified about it, as read by the viewer.';
grant execute on function public.mark_ticket_read(uuid) to authenticated;

create function public.sync_ticket_numbers()
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.ticket_counters as c (year, last)
  select split_part(number, '-', 2)::int, max(split_part(number, '-', 3)::int)
  from public.support_tickets where number ~ '^TKT-[0-9]{4}-[0-9]+$' group by 1
  on conflict (year) do update set last = greatest(c.last, excluded.last)
$$;
comment on function public.sync_ticket_numbers() is 'For imports: numbering goes on after the highest number that exists.';
grant execute on function public.sync_ticket_numbers() to service_role;

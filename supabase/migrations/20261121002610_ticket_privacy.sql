-- Opening for a colleague, private tickets, and when somebody is asked how the help was.

select private.allow_ticket_events(array['privacy_changed']);
alter table public.ticket_reads add column rating_skipped_at timestamptz;
comment on column public.ticket_reads.rating_skipped_at is 'When this person put the question for a rating aside.';

create or replace function private.open_ticket(p_viewer private.viewer, p_input jsonb, p_channel public.ticket_channel)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_is_staff boolean := p_viewer.role is distinct from 'customer';
  v_category public.ticket_categories;
  v_customer uuid;
  v_requester uuid;
  v_private boolean := coalesce((p_input ->> 'isPrivate')::boolean, false);
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
    if p_input ->> 'requesterId' is not null then
      select id into v_requester from public.portal_users
      where id::text = p_input ->> 'requesterId' and customer_id = v_customer and portal_active;
      if v_requester is null then
        perform private.invalid_field('requesterId', 'unknown', 'Choose somebody who uses the portal for this customer.');
      end if;
    else
      select id into v_requester from public.portal_users where customer_id = v_customer order by created_at limit 1;
    end if;
  else
    v_customer := p_viewer.customer_id;
    v_requester := p_viewer.id;
  end if;
  -- Private is what only its requester sees: without one nobody of the customer would.
  if v_private and v_requester is null then
    perform private.invalid_field('isPrivate', 'no_requester', 'Nobody uses the portal for this customer, so the ticket cannot be private.');
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
    p_channel, v_private,
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
comment on function public.create_ticket(text, jsonb) is
  'Opens a ticket. p_input: { subject, description, category, priority?, issueType?, orderId?, affectedItems?, serviceId?, domainId?, attachmentIds?, isPrivate?, followUpOf? }, for staff also { customerId, requesterId?, channel? }. p_key makes a retry harmless. Raises PT401, PT403, PT409, PT422, PT429.';

-- Private tickets -----------------------------------------------------------------------------------

create function public.set_ticket_privacy(p_ticket_id uuid, p_private boolean, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
begin
  if viewer.role = 'customer' and v_ticket.requester_id is distinct from viewer.id then
    perform private.fail('PT403', 'requester_only', 'Only who opened a ticket decides who sees it.');
  end if;
  if p_private is null then
    perform private.invalid_field('private', 'required', 'Say whether the ticket is private.');
  end if;
  if p_private = v_ticket.is_private then
    return private.ticket_summary(v_ticket) || jsonb_build_object('isPrivate', v_ticket.is_private);
  end if;
  if p_expected_version <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  if p_private and v_ticket.requester_id is null then
    perform private.fail('PT409', 'no_requester', 'Nobody at the customer opened this ticket, so it cannot be private.');
  end if;
  update public.support_tickets t set is_private = p_private, version = t.version + 1
  where t.id = v_ticket.id returning * into v_ticket;
  perform private.add_event(viewer, v_ticket.id, 'privacy_changed',
    case when p_private then 'shared' else 'private' end, case when p_private then 'private' else 'shared' end);
  -- What colleagues were told before would go on telling them that it exists.
  if p_private then
    delete from public.notifications n using public.portal_users u
    where u.id = n.user_id and u.customer_id = v_ticket.customer_id and u.id <> v_ticket.requester_id
      and n.resource_type = 'ticket' and n.resource_id = v_ticket.id;
  end if;
  update public.ticket_events e set is_internal = p_private
  where e.ticket_id = v_ticket.follow_up_of and e.type = 'follow_up_created' and e.new_value = v_ticket.number;
  perform private.audit(viewer, case when p_private then 'ticket.make_private' else 'ticket.share' end,
    'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
  return private.ticket_summary(v_ticket) || jsonb_build_object('isPrivate', v_ticket.is_private);
end
$$;
comment on function public.set_ticket_privacy(uuid, boolean, int) is
  'Hides a ticket from the colleagues of its requester, or shows it to them. For the requester and staff; harmless when repeated. Raises PT401, PT403 requester_only, PT404, PT409 ticket_changed | no_requester, PT422.';
grant execute on function public.set_ticket_privacy(uuid, boolean, int) to authenticated;

-- Rating --------------------------------------------------------------------------------------------

create function private.is_merged(p_ticket public.support_tickets)
returns boolean
language sql immutable set search_path = ''
as $$ select coalesce(to_jsonb(p_ticket) ->> 'merged_into', '') <> '' $$;
comment on function private.is_merged(public.support_tickets) is 'Whether the ticket is a signpost to the one it was merged into.';

create function private.rating_asked(p_ticket public.support_tickets, p_viewer private.viewer)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_viewer.role = 'customer' and p_ticket.status in ('resolved', 'closed') and p_ticket.rated_at is null
    and not private.is_merged(p_ticket)
    and not exists (select 1 from public.ticket_events e
      where e.ticket_id = p_ticket.id and e.type = 'status_changed' and e.new_value = 'closed' and e.actor_type = 'system'
        and e.created_at >= p_ticket.resolved_at)
    and not exists (select 1 from public.ticket_reads r
      where r.ticket_id = p_ticket.id and r.user_id = p_viewer.id and r.rating_skipped_at >= p_ticket.resolved_at)
$$;
comment on function private.rating_asked(public.support_tickets, private.viewer) is
  'Whether this customer is asked how the help was: once per resolution, not after automatic closing or merging, and not again after "not now".';

create function public.skip_ticket_rating(p_ticket_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer rates a ticket.');
  end if;
  if not private.can_see_ticket(p_ticket_id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  insert into public.ticket_reads (user_id, ticket_id, rating_skipped_at) values (viewer.id, p_ticket_id, clock_timestamp())
  on conflict (user_id, ticket_id) do update set rating_skipped_at = excluded.rating_skipped_at;
end
$$;
comment on function public.skip_ticket_rating(uuid) is 'Puts the question for a rating aside until the next resolution. Raises PT401, PT403, PT404.';
grant execute on function public.skip_ticket_rating(uuid) to authenticated;

create or replace function public.rate_ticket(p_ticket_id uuid, p_rating int, p_comment text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_comment text := nullif(trim(coalesce(private.plain_text(p_comment), '')), '');
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
  if v_ticket.status not in ('resolved', 'closed') or private.is_merged(v_ticket) then
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

-- A document holds one part of a conversation: as much as this, where a message costs 400 characters besides its own.
create function private.conversation_part_size() returns int
language sql immutable set search_path = ''
as $$ select 80000 $$;
comment on function private.conversation_part_size() is 'Characters of a part of a conversation, as documents have it.';

create function private.conversation_parts(p_ticket public.support_tickets)
returns int
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- Fewer messages than this fit into one part, however long they are.
  if p_ticket.message_count < 7 then
    return 1;
  end if;
  return (select greatest(1, ceil(sum(char_length(g.body) + 400)::numeric / private.conversation_part_size()))::int
    from public.ticket_messages g where g.ticket_id = p_ticket.id and not g.is_internal);
end
$$;
comment on function private.conversation_parts(public.support_tickets) is 'How many parts the conversation has without internal notes.';

create or replace function private.ticket_settlement(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'resolution', case when p_ticket.resolution_type is null then null else jsonb_build_object(
      'type', p_ticket.resolution_type, 'notes', p_ticket.resolution_notes) end,
    'refunds', private.ticket_refunds(p_ticket, p_viewer.role <> 'customer'),
    'rating', p_ticket.rating, 'ratingComment', p_ticket.rating_comment, 'ratingAsked', private.rating_asked(p_ticket, p_viewer),
    'closedAt', private.iso(p_ticket.closed_at),
    'conversationParts', private.conversation_parts(p_ticket),
    'isOwn', p_ticket.requester_id is not distinct from p_viewer.id,
    -- Whether there are colleagues who could see it, and who therefore could not.
    'company', (select c.company_name from public.customer_profiles c where c.id = p_ticket.customer_id and c.kind = 'company'),
    'categoryLabels', coalesce((select jsonb_object_agg(c.slug, c.label) from public.ticket_categories c
      where c.slug in (select unnest(array[e.old_value, e.new_value]) from public.ticket_events e
        where e.ticket_id = p_ticket.id and e.type = 'category_changed')), '{}'))
$$;
comment on function private.ticket_settlement(public.support_tickets, private.viewer) is
  'Of get_ticket: how it ended (resolution, refunds, rating, whether to ask for one), whose it is, and what the categories in its timeline are called. Customers see no refused refund.';

-- Incoming e-mail becomes messages and tickets; what staff decide about the rest.

create function public.register_email_file(p_id uuid, p_part int, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_email public.inbound_emails;
  v_route record;
  v_row public.ticket_attachments;
  v_file uuid := gen_random_uuid();
begin
  select * into v_email from public.inbound_emails where id = p_id for update;
  if v_email.state is distinct from 'received' then
    return null;
  end if;
  select a.* into v_row from private.inbound_files f join public.ticket_attachments a on a.id = f.attachment_id
  where f.email_id = p_id and f.part = p_part;
  if v_row.id is null then
    v_route := private.email_route(v_email);
    if v_route.kind not in ('reply', 'open') or (select count(*) from private.inbound_files f where f.email_id = p_id) >= 10 then
      return null;
    end if;
    insert into public.ticket_attachments (
      id, customer_id, uploaded_by, file_name, mime_type, size, sha256, width, height, storage_path, scan_status)
    values (
      v_file, (v_route.viewer).customer_id, (v_route.viewer).id, p_input ->> 'fileName', p_input ->> 'mimeType',
      (p_input ->> 'size')::int, p_input ->> 'sha256', (p_input ->> 'width')::int, (p_input ->> 'height')::int,
      (v_route.viewer).customer_id || '/' || v_file || '/' || (p_input ->> 'storageName'),
      coalesce((p_input ->> 'scanStatus')::public.scan_status, 'pending'))
    returning * into v_row;
    insert into private.inbound_files (email_id, part, attachment_id) values (p_id, p_part, v_row.id);
  end if;
  return jsonb_build_object('id', v_row.id, 'storagePath', v_row.storage_path, 'isStored', v_row.stored_at is not null);
end
$$;
comment on function public.register_email_file(uuid, int, jsonb) is
  'For the web app alone: records a checked attachment of an e-mail before its bytes are stored; the same part again is the same file. p_input as in register_upload. Returns { id, storagePath, isStored }, null when the e-mail goes nowhere or has ten already.';
grant execute on function public.register_email_file(uuid, int, jsonb) to service_role;

create function private.email_follow_up(
  p_viewer private.viewer, p_ticket public.support_tickets, p_input jsonb)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_sees boolean := coalesce(private.sees_ticket(p_viewer, p_ticket), false);
begin
  return private.open_ticket(p_viewer, jsonb_build_object(
    'subject', p_ticket.subject, 'description', p_input ->> 'reply',
    'category', coalesce(
      (select c.slug from public.ticket_categories c where c.slug = p_ticket.category and c.is_active),
      private.email_category()),
    'isPrivate', p_ticket.is_private, 'followUpOf', case when v_sees then p_ticket.id end), 'email');
end
$$;
comment on function private.email_follow_up(private.viewer, public.support_tickets, jsonb) is
  'A ticket for an answer to one that can no longer be answered, linked where its sender sees the old one.';

create function private.email_category()
returns text
language sql stable security definer set search_path = ''
as $$
  select c.slug from public.ticket_categories c
  where c.is_active
  order by c.slug = (select s.value #>> '{}' from public.app_settings s where s.key = 'email_category') desc nulls last,
    c.slug = 'question' desc, c.slug = 'other' desc, c.position, c.slug
  limit 1
$$;
comment on function private.email_category() is
  'The category of a ticket that came by e-mail: the setting email_category, else question, other, or the first active one.';

create function public.receive_email(p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_email public.inbound_emails;
  v_route record;
  viewer private.viewer;
  v_ticket public.support_tickets;
  v_message public.ticket_messages;
  v_state public.inbound_email_state := 'replied';
  v_to public.ticket_status;
begin
  select * into v_email from public.inbound_emails where id = p_id for update;
  if v_email.id is null or v_email.state <> 'received' then
    return private.email_outcome(v_email);
  end if;
  v_route := private.email_route(v_email);
  viewer := v_route.viewer;
  if v_route.kind = 'quarantine' then
    return private.settle_email(p_id, 'quarantined', v_route.reason);
  end if;
  -- Two programs that answer each other say nothing of it in their headers; this is where that ends.
  if v_email.decision is null and not (public.consume_rate_limit(
      'inbound_email:' || md5(v_email.from_address), private.setting_int('email_hourly_limit', 20, 1, 10000), 3600) ->> 'allowed')::boolean then
    return private.settle_email(p_id, 'quarantined', 'too_many');
  end if;

  if v_route.kind = 'reply' then
    v_ticket := private.lock_conversation(private.system_viewer('E-mail'), v_route.ticket_id);
    if v_ticket.status in ('closed', 'resolved') and v_ticket.resolved_at >= now() - interval '14 days' then
      if v_ticket.status = 'closed' then
        -- As the button of the portal does.
        select to_status into v_to from private.ticket_transitions
        where from_status = 'closed' and action = 'reopen' and actor = 'customer';
        v_ticket := private.set_status(viewer, v_ticket,
          case when v_ticket.assignee_id is null then 'new' else v_to end);
      end if;
      v_message := private.add_reply(viewer, v_ticket, jsonb_build_object('body', p_input ->> 'reply'));
    elsif v_ticket.status in ('closed', 'resolved', 'cancelled') then
      v_ticket := private.email_follow_up(viewer, v_ticket, p_input);
      v_state := 'opened';
    else
      v_message := private.add_reply(viewer, v_ticket, jsonb_build_object('body', p_input ->> 'reply'));
    end if;
  else
    v_ticket := private.open_ticket(viewer, jsonb_build_object(
      'subject', p_input ->> 'subject', 'description', p_input ->> 'body', 'category', private.email_category()), 'email');
    v_state := 'opened';
  end if;
  if v_message.id is null then
    select * into v_message from public.ticket_messages m where m.ticket_id = v_ticket.id order by m.created_at, m.id limit 1;
  end if;

  update public.ticket_attachments a
  set ticket_id = v_ticket.id, message_id = v_message.id
  from private.inbound_files f
  where f.email_id = p_id and a.id = f.attachment_id and a.message_id is null and a.stored_at is not null
    and a.customer_id = v_ticket.customer_id;
  -- Who has no sign-in is answered at the address they wrote from. Colleagues of ours are not: their address is nobody's to see.
  if viewer.id is null and v_ticket.requester_id is null and v_email.from_address is not null
    and not exists (select 1 from public.portal_users u where lower(u.email) = v_email.from_address and u.role <> 'customer') then
    insert into public.ticket_correspondents (ticket_id, address, full_name)
    values (v_ticket.id, v_email.from_address, left(coalesce(nullif(v_email.from_name, ''), viewer.full_name, v_email.from_address), 200))
    on conflict (ticket_id, address) do nothing;
  end if;
  update public.inbound_emails e
  set ticket_id = v_ticket.id, ticket_message_id = v_message.id, customer_id = v_ticket.customer_id
  where e.id = p_id;
  return private.settle_email(p_id, v_state, null);
end
$$;
comment on function public.receive_email(uuid, jsonb) is
  'For the web app alone: puts an e-mail where it belongs, once: a reply to its ticket (one closed within 14 days is reopened, an older one gets a linked follow-up), a new ticket, or quarantine. p_input: { subject, body (as a first message), reply (without quotes) }. Returns what became of it, as record_email_facts.';
grant execute on function public.receive_email(uuid, jsonb) to service_role;

create function public.record_bounce(p_id uuid, p_failure jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_email public.inbound_emails;
  v_log public.email_logs;
  v_ticket public.support_tickets;
  viewer private.viewer := private.system_viewer('E-mail');
begin
  select * into v_email from public.inbound_emails where id = p_id for update;
  if v_email.id is null or v_email.state <> 'received' then
    return private.email_outcome(v_email);
  end if;
  -- The id of what we sent is known to who got it, and to the servers on the way: it is what makes this believable.
  select * into v_log from public.email_logs l
  where l.message_id = p_failure ->> 'messageId'
    and (p_failure ->> 'recipient' is null or lower(l.to_address) = lower(p_failure ->> 'recipient')) limit 1 for update;
  if v_log.id is null then
    return private.settle_email(p_id, 'ignored', 'unknown_failure');
  end if;
  if v_log.bounced_at is null then
    update public.email_logs l set bounced_at = now(), bounce_reason = left(p_failure ->> 'reason', 500) where l.id = v_log.id;
    if v_log.ticket_id is not null then
      v_ticket := private.lock_conversation(viewer, v_log.ticket_id);
      perform private.add_reply(viewer, v_ticket, jsonb_build_object('internal', true, 'body', p_failure ->> 'note'));
      perform private.notify_ticket(viewer, v_ticket, 'email_bounced', true, 'email_bounced:' || v_log.id,
        jsonb_build_object('address', v_log.to_address));
    end if;
  end if;
  update public.inbound_emails e set ticket_id = v_log.ticket_id, customer_id = v_log.customer_id where e.id = p_id;
  return private.settle_email(p_id, 'bounce', null);
end
$$;
comment on function public.record_bounce(uuid, jsonb) is
  'For the web app alone: an e-mail of ours could not be delivered. p_failure: { messageId, recipient?, reason, note (for staff, Markdown) }. Marks it in the log and tells staff, once; what is not about an e-mail of ours is ignored.';
grant execute on function public.record_bounce(uuid, jsonb) to service_role;

-- Staff -------------------------------------------------------------------------------------------

create function public.get_inbound_email(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_email public.inbound_emails;
  v_ticket uuid;
begin
  select * into v_email from public.inbound_emails where id = p_id;
  if v_email.id is null then
    perform private.fail('PT404', 'email_not_found', 'This e-mail does not exist, or is no longer kept.');
  end if;
  v_ticket := coalesce(v_email.ticket_id, private.email_ticket(v_email));
  perform private.audit(viewer, 'email.read', 'email', v_email.id::text, v_email.customer_id, 'support');
  return jsonb_build_object(
    'id', v_email.id, 'state', v_email.state, 'reason', v_email.reason, 'fromAddress', v_email.from_address,
    'fromName', v_email.from_name, 'recipients', to_jsonb(v_email.recipients), 'subject', v_email.subject,
    'sentAt', private.iso(v_email.sent_at), 'receivedAt', private.iso(v_email.received_at), 'size', v_email.size,
    'text', v_email.body_text, 'files', v_email.files, 'authentication', v_email.authentication,
    'isKept', v_email.raw_path is not null, 'decidedAt', private.iso(v_email.decided_at),
    'decidedBy', (select u.full_name from public.portal_users u where u.id = v_email.decided_by),
    'ticket', (select jsonb_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status)
      from public.support_tickets t where t.id = v_ticket),
    'customers', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'customerNumber', c.customer_number, 'name', coalesce(c.company_name, c.full_name)) order by c.created_at)
      from (
        select p.* from public.customer_profiles p
        where lower(p.email) = v_email.from_address
          or p.id in (select u.customer_id from public.portal_users u where lower(u.email) = v_email.from_address)
          or p.id = v_email.customer_id
        order by p.created_at limit 5) as c), '[]'));
end
$$;
comment on function public.get_inbound_email(uuid) is
  'Staff: one incoming e-mail with its full text, and the ticket and customers that it may belong to. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.get_inbound_email(uuid) to authenticated;

create function public.decide_email(p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_email public.inbound_emails;
  v_action text := p_input ->> 'action';
  v_customer uuid;
  v_ticket public.support_tickets;
  v_decision jsonb;
begin
  select * into v_email from public.inbound_emails where id = p_id for update;
  if v_email.id is null then
    perform private.fail('PT404', 'email_not_found', 'This e-mail does not exist, or is no longer kept.');
  end if;
  if v_action = 'open' then
    select c.id into v_customer from public.customer_profiles c where c.id::text = p_input ->> 'customerId';
    if v_customer is null then
      perform private.invalid_field('customerId', 'unknown', 'Choose the customer this e-mail is from.');
    end if;
    v_decision := jsonb_build_object('action', 'open', 'customerId', v_customer);
  elsif v_action = 'reply' then
    select * into v_ticket from public.support_tickets t
    where t.number = upper(trim(left(p_input ->> 'ticket', 40))) or t.id::text = lower(p_input ->> 'ticket');
    if v_ticket.id is null then
      perform private.invalid_field('ticket', 'unknown', 'There is no ticket with this number.');
    end if;
    v_decision := jsonb_build_object('action', 'reply', 'ticketId', v_ticket.id);
  elsif v_action = 'discard' then
    v_decision := jsonb_build_object('action', 'discard');
  else
    perform private.invalid_field('action', 'unknown', 'Choose open, reply or discard.');
  end if;

  if v_email.state not in ('quarantined', 'ignored') or v_email.reason = 'duplicate' then
    -- A double click, or a retry after an answer that was lost.
    if v_email.decision = v_decision and v_email.decided_by = viewer.id then
      return jsonb_build_object('id', v_email.id, 'state', v_email.state);
    end if;
    perform private.fail('PT409', 'email_decided', 'Somebody has dealt with this e-mail already. Look at it again.');
  end if;
  if v_action <> 'discard' and v_email.raw_path is null then
    perform private.fail('PT409', 'email_gone', 'This e-mail is no longer kept in full. Open a ticket by hand instead.');
  end if;
  update public.inbound_emails e
  set decision = v_decision, decided_by = viewer.id, decided_at = now(),
      state = (case when v_action = 'discard' then 'discarded' else 'received' end)::public.inbound_email_state
  where e.id = p_id returning * into v_email;
  -- Both kinds end with the bytes being removed.
  perform private.enqueue('process_inbound_email', jsonb_build_object('emailId', p_id), 'inbound_email:' || p_id || ':decided:' || gen_random_uuid());
  perform private.audit(viewer, 'email.' || v_action, 'email', p_id::text, coalesce(v_customer, v_ticket.customer_id), 'support');
  perform realtime.send(jsonb_build_object('emailId', p_id), 'email_changed', 'staff', true);
  return jsonb_build_object('id', v_email.id, 'state', v_email.state);
end
$$;
comment on function public.decide_email(uuid, jsonb) is
  'Staff: what becomes of an e-mail in quarantine, or of one that was ignored. p_input: { action: open, customerId } | { action: reply, ticket: number or id } | { action: discard }. Harmless when repeated by the same person. Raises PT401, PT403, PT404, PT409 email_decided | email_gone, PT422.';
grant execute on function public.decide_email(uuid, jsonb) to authenticated;

-- Tidying up ----------------------------------------------------------------------------------------

create function public.raw_emails_removed(p_paths text[])
returns void
language sql volatile security definer set search_path = ''
as $$ update public.inbound_emails set raw_path = null where raw_path = any (p_paths) $$;
comment on function public.raw_emails_removed(text[]) is 'For the web app alone: the bytes at these paths are gone.';
grant execute on function public.raw_emails_removed(text[]) to service_role;

create function public.sweep_inbound_emails(p_limit int default 100)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_paths jsonb;
begin
  update public.inbound_emails e
  set state = 'discarded', reason = 'expired', processed_at = now()
  where e.state = 'quarantined' and e.received_at < now() - interval '30 days';
  -- Of what nobody wanted only the envelope stays.
  update public.inbound_emails e set body_text = null, files = '[]'
  where e.state in ('discarded', 'ignored') and e.received_at < now() - interval '30 days' and e.body_text is not null;
  select coalesce(jsonb_agg(e.raw_path), '[]') into v_paths
  from (
    select i.raw_path from public.inbound_emails i
    where i.raw_path is not null and i.received_at < now() - interval '30 days'
    order by i.received_at limit least(p_limit, 1000)) as e;
  return v_paths;
end
$$;
comment on function public.sweep_inbound_emails(int) is
  'For the web app alone: after 30 days what is in quarantine is discarded, and nothing is kept whole; returns the paths whose bytes are to be removed.';
grant execute on function public.sweep_inbound_emails(int) to service_role;

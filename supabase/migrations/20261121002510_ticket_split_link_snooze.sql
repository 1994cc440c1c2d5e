-- What staff do with tickets beside answering them: split one in two, connect it with others, put it aside for a while.

select private.allow_ticket_events(array['split', 'split_from', 'linked', 'unlinked', 'snoozed', 'snooze_ended']);
select private.allow_notifications(array['ticket_split', 'ticket_woken']);

-- Split -------------------------------------------------------------------------------------------------

create function public.split_ticket(p_key text, p_ticket_id uuid, p_message_ids uuid[], p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.begin_command(viewer.id, 'split_ticket', p_key,
    p_input || jsonb_build_object('ticketId', p_ticket_id, 'messageIds', to_jsonb(p_message_ids)));
  v_ticket public.support_tickets;
  v_new public.support_tickets;
  v_first public.ticket_messages;
  v_category public.ticket_categories;
  v_due record;
  v_subject text;
  v_count int;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('split_ticket:' || viewer.id, 300, 3600);
  v_ticket := private.lock_ticket(viewer, p_ticket_id);
  v_subject := private.check_text(regexp_replace(p_input ->> 'subject', '\s*[\t\r\n]\s*', ' ', 'g'), 'subject', 200);
  select * into v_category from public.ticket_categories
  where slug = coalesce(p_input ->> 'category', v_ticket.category) and (is_active or slug = v_ticket.category);
  if v_category.slug is null then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;

  if coalesce(cardinality(p_message_ids), 0) = 0 then
    perform private.invalid_field('messageIds', 'required', 'Choose at least one message.');
  elsif cardinality(p_message_ids) > 100 then
    perform private.invalid_field('messageIds', 'too_many', 'Choose at most 100 messages.');
  end if;
  select count(*) into v_count from public.ticket_messages m where m.ticket_id = v_ticket.id and m.id = any (p_message_ids);
  if v_count <> (select count(distinct id) from unnest(p_message_ids) as id) then
    perform private.invalid_field('messageIds', 'unknown', 'One of the messages is no longer in this ticket. Look at it again.');
  end if;
  select * into v_first from public.ticket_messages m
  where m.id = any (p_message_ids) and not m.is_internal order by m.created_at, m.id limit 1;
  if v_first.id is null then
    perform private.invalid_field('messageIds', 'no_public', 'Choose at least one message that the customer can read: the new ticket begins with it.');
  elsif not exists (
    select 1 from public.ticket_messages m where m.ticket_id = v_ticket.id and not m.is_internal
      and (m.created_at, m.id) < (v_first.created_at, v_first.id)) then
    perform private.invalid_field('messageIds', 'first', 'The first message says what this ticket is about, and stays.');
  end if;

  v_due := private.promise_times(v_ticket.priority, v_category.slug, now());
  insert into public.support_tickets (
    number, customer_id, requester_id, subject, description, category, issue_type, priority, channel, is_private,
    order_id, service_id, domain_id, split_from, first_response_due_at, resolution_due_at)
  values (
    private.next_ticket_number(), v_ticket.customer_id,
    coalesce((select u.id from public.portal_users u
      where u.id = v_first.author_id and u.customer_id = v_ticket.customer_id and not v_ticket.is_private), v_ticket.requester_id),
    v_subject, v_first.body, v_category.slug, case when v_category.slug = v_ticket.category then v_ticket.issue_type end,
    v_ticket.priority, v_ticket.channel, v_ticket.is_private, v_ticket.order_id, v_ticket.service_id, v_ticket.domain_id, v_ticket.id,
    v_due.first_response_due_at, v_due.resolution_due_at)
  returning * into v_new;
  -- Notes stay notes, and files stay with their message.
  update public.ticket_messages set ticket_id = v_new.id where id = any (p_message_ids);
  update public.ticket_attachments set ticket_id = v_new.id where message_id = any (p_message_ids);
  insert into public.ticket_followers (ticket_id, user_id)
  select v_new.id, f.id from (
    select v_ticket.requester_id as id union select w.user_id from public.ticket_followers w where w.ticket_id = v_ticket.id) f
  where f.id is not null and f.id is distinct from v_new.requester_id;

  perform private.add_event(viewer, v_new.id, 'created', null, 'new');
  perform private.add_event(viewer, v_new.id, 'split_from', null, v_ticket.number);
  perform private.add_event(viewer, v_ticket.id, 'split', null, v_new.number);
  perform private.recount_messages(v_ticket.id);
  v_new := private.recount_messages(v_new.id);
  update public.support_tickets t set version = t.version + 1, last_activity_at = clock_timestamp() where t.id = v_ticket.id returning * into v_ticket;
  -- Whoever knew the one knows the other; what triggers decided about a new ticket goes first.
  select * into v_new from public.support_tickets where id = v_new.id;
  if v_new.assignee_id is null and exists (
    select 1 from public.portal_users u where u.id = v_ticket.assignee_id and u.role <> 'customer' and u.portal_active) then
    v_new := private.assign_ticket(viewer, v_new, v_ticket.assignee_id);
  end if;

  perform private.notify_ticket(viewer, v_new, 'ticket_split', false, 'ticket_split:' || v_new.id,
    jsonb_build_object('fromNumber', v_ticket.number));
  insert into public.ticket_reads (user_id, ticket_id, last_read_at)
  select viewer.id, id, clock_timestamp() from unnest(array[v_ticket.id, v_new.id]) as id
  on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  perform private.audit(viewer, 'ticket.split', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support', '["messages", "attachments"]');
  perform private.audit(viewer, 'ticket.create', 'ticket', v_new.id::text, v_new.customer_id, 'support');
  return private.finish_command(viewer.id, 'split_ticket', p_key, private.ticket_summary(v_new) || jsonb_build_object(
    'splitFrom', jsonb_build_object('id', v_ticket.id, 'number', v_ticket.number), 'messages', v_count));
end
$$;
comment on function public.split_ticket(text, uuid, uuid[], jsonb) is
  'Staff: makes a new ticket of the same customer out of messages of p_ticket_id, with their files; notes stay notes. p_input: { subject, category? }. The first message of a ticket stays. Raises PT401, PT403, PT404, PT409 ticket_merged, PT422, PT429.';
grant execute on function public.split_ticket(text, uuid, uuid[], jsonb) to authenticated;

-- Links -------------------------------------------------------------------------------------------------

create function private.links_of(p_ticket_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'subject', o.subject, 'status', o.status,
      'kind', case when l.kind = 'blocks' and l.to_id = p_ticket_id then 'blocked_by' else l.kind end)
    order by l.created_at, l.id), '[]')
  from public.ticket_links l
  join public.support_tickets o on o.id = case when l.from_id = p_ticket_id then l.to_id else l.from_id end
  where p_ticket_id in (l.from_id, l.to_id)
$$;
comment on function private.links_of(uuid) is 'The tickets that staff linked with this one, and how: related, duplicate, blocks, blocked_by.';

create function private.lock_linked(p_viewer private.viewer, p_ticket_id uuid, p_other_id uuid)
returns public.support_tickets[]
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_other public.support_tickets;
begin
  perform private.lock_in_order(array[p_ticket_id, p_other_id]);
  v_ticket := private.lock_ticket(p_viewer, p_ticket_id);
  select * into v_other from public.support_tickets where id = p_other_id;
  if v_other.id is null then
    perform private.invalid_field('ticketId', 'unknown', 'The other ticket does not exist.');
  elsif v_other.merged_into is not null then
    perform private.refuse_merged(v_other);
  elsif v_other.id = v_ticket.id then
    perform private.invalid_field('ticketId', 'same', 'Choose another ticket than this one.');
  end if;
  return array[v_ticket, v_other];
end
$$;
comment on function private.lock_linked(private.viewer, uuid, uuid) is 'Two different tickets, locked in one order. Raises PT404, PT409 ticket_merged, PT422.';

create function public.link_tickets(p_ticket_id uuid, p_other_id uuid, p_kind text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_both public.support_tickets[];
  v_backwards boolean := coalesce(p_kind = 'blocked_by', false);
  v_from uuid := case when v_backwards then p_other_id else p_ticket_id end;
  v_to uuid := case when v_backwards then p_ticket_id else p_other_id end;
  v_kind text := case when v_backwards then 'blocks' else p_kind end;
begin
  if v_kind is null or v_kind not in ('related', 'duplicate', 'blocks') then
    perform private.invalid_field('kind', 'unknown', 'Choose related, duplicate, blocks or blocked_by.');
  end if;
  v_both := private.lock_linked(viewer, p_ticket_id, p_other_id);
  if exists (
    select 1 from public.ticket_links l where l.kind = v_kind
      and ((l.from_id = v_from and l.to_id = v_to) or (v_kind <> 'blocks' and l.from_id = v_to and l.to_id = v_from))) then
    return jsonb_build_object('links', private.links_of(p_ticket_id));
  end if;
  delete from public.ticket_links l where least(l.from_id, l.to_id) = least(v_from, v_to) and greatest(l.from_id, l.to_id) = greatest(v_from, v_to);
  if exists (
    select 1 from unnest(array[p_ticket_id, p_other_id]) as x
    where (select count(*) from public.ticket_links l where x in (l.from_id, l.to_id)) >= 50) then
    perform private.fail('PT409', 'too_many_links', 'A ticket has at most 50 links. Remove one that no longer matters.');
  end if;
  insert into public.ticket_links (from_id, to_id, kind, created_by) values (v_from, v_to, v_kind, viewer.id);
  perform private.add_event(viewer, p_ticket_id, 'linked', p_kind, v_both[2].number, null, true);
  perform private.add_event(viewer, p_other_id, 'linked',
    case p_kind when 'blocks' then 'blocked_by' when 'blocked_by' then 'blocks' else p_kind end, v_both[1].number, null, true);
  perform private.broadcast_ticket(t, 'ticket_changed', jsonb_build_object('ticketId', t.id, 'version', t.version), true) from unnest(v_both) as t;
  perform private.audit(viewer, 'ticket.link', 'ticket', p_ticket_id::text, null, 'support', '["links"]');
  return jsonb_build_object('links', private.links_of(p_ticket_id));
end
$$;
comment on function public.link_tickets(uuid, uuid, text) is
  'Staff: connects two tickets: related, duplicate, blocks, blocked_by; one connection for each pair, the last one said. Answers { links }. Harmless when repeated. Raises PT401, PT403, PT404, PT409 ticket_merged | too_many_links, PT422.';
grant execute on function public.link_tickets(uuid, uuid, text) to authenticated;

create function public.unlink_tickets(p_ticket_id uuid, p_other_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_both public.support_tickets[] := private.lock_linked(viewer, p_ticket_id, p_other_id);
  v_link public.ticket_links;
begin
  delete from public.ticket_links l
  where least(l.from_id, l.to_id) = least(p_ticket_id, p_other_id) and greatest(l.from_id, l.to_id) = greatest(p_ticket_id, p_other_id)
  returning * into v_link;
  if v_link.id is not null then
    perform private.add_event(viewer, p_ticket_id, 'unlinked', v_link.kind, v_both[2].number, null, true);
    perform private.add_event(viewer, p_other_id, 'unlinked', v_link.kind, v_both[1].number, null, true);
    perform private.broadcast_ticket(t, 'ticket_changed', jsonb_build_object('ticketId', t.id, 'version', t.version), true) from unnest(v_both) as t;
    perform private.audit(viewer, 'ticket.unlink', 'ticket', p_ticket_id::text, null, 'support', '["links"]');
  end if;
  return jsonb_build_object('links', private.links_of(p_ticket_id));
end
$$;
comment on function public.unlink_tickets(uuid, uuid) is
  'Staff: takes the connection of two tickets away. Answers { links }. Harmless when repeated. Raises PT401, PT403, PT404, PT409 ticket_merged, PT422.';
grant execute on function public.unlink_tickets(uuid, uuid) to authenticated;

-- Snooze ------------------------------------------------------------------------------------------------

create function private.is_snoozed(p_ticket_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select 1 from public.ticket_snoozes s where s.ticket_id = p_ticket_id and s.until > now()) $$;
comment on function private.is_snoozed(uuid) is 'Whether staff have put a ticket aside until later.';

create function private.end_snooze(p_viewer private.viewer, p_ticket public.support_tickets, p_reason text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_snooze public.ticket_snoozes;
begin
  delete from public.ticket_snoozes s where s.ticket_id = p_ticket.id returning * into v_snooze;
  if v_snooze.ticket_id is null then
    return;
  end if;
  perform private.add_event(p_viewer, p_ticket.id, 'snooze_ended', private.iso(v_snooze.until), p_reason, null, true);
  if p_reason <> 'settled' and v_snooze.snoozed_by is distinct from p_viewer.id then
    perform private.notify(v_snooze.snoozed_by, 'ticket_woken', 'ticket', p_ticket.id, jsonb_build_object(
      'number', p_ticket.number, 'subject', p_ticket.subject, 'actorName', p_viewer.full_name, 'reason', p_reason),
      'ticket_woken:' || p_ticket.id || ':' || extract(epoch from v_snooze.created_at));
  end if;
  perform private.broadcast_ticket(p_ticket, 'ticket_changed', jsonb_build_object('ticketId', p_ticket.id, 'version', p_ticket.version), true);
end
$$;
comment on function private.end_snooze(private.viewer, public.support_tickets, text) is
  'Wakes a locked ticket, if it sleeps: p_reason is time, reply, staff, merged or settled. Whoever put it aside is told, unless they woke it or it is done.';

create function public.snooze_ticket(p_ticket_id uuid, p_until timestamptz)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_until timestamptz := date_trunc('second', p_until);
begin
  if private.is_settled(v_ticket.status) then
    perform private.fail('PT409', 'ticket_settled', 'This ticket is done: there is nothing to come back to. Reopen it first.');
  end if;
  if v_until is null or v_until <= now() then
    perform private.invalid_field('until', 'past', 'Choose a time that is still to come.');
  elsif v_until > now() + interval '1 year' then
    perform private.invalid_field('until', 'too_far', 'Choose a time within a year.');
  end if;
  if not exists (select 1 from public.ticket_snoozes s where s.ticket_id = p_ticket_id and s.until = v_until) then
    insert into public.ticket_snoozes (ticket_id, until, snoozed_by) values (p_ticket_id, v_until, viewer.id)
    on conflict (ticket_id) do update set until = excluded.until, snoozed_by = excluded.snoozed_by, created_at = clock_timestamp();
    perform private.add_event(viewer, p_ticket_id, 'snoozed', null, private.iso(v_until), null, true);
    perform private.enqueue('wake_ticket', jsonb_build_object('ticketId', p_ticket_id),
      'wake_ticket:' || p_ticket_id || ':' || extract(epoch from v_until)::bigint, v_until);
    -- Staff alone: neither version nor activity change, which customers see.
    perform private.broadcast_ticket(v_ticket, 'ticket_changed', jsonb_build_object('ticketId', v_ticket.id, 'version', v_ticket.version), true);
    perform private.audit(viewer, 'ticket.snooze', 'ticket', p_ticket_id::text, null, 'support');
  end if;
  return private.ticket_summary(v_ticket) || jsonb_build_object('snooze', private.snooze_of(p_ticket_id));
end
$$;
comment on function public.snooze_ticket(uuid, timestamptz) is
  'Staff: puts an open ticket aside until p_until, a year from now at most. Its status and promises stay; it wakes then, or when the customer writes. Harmless when repeated. Raises PT401, PT403, PT404, PT409 ticket_merged | ticket_settled, PT422.';
grant execute on function public.snooze_ticket(uuid, timestamptz) to authenticated;

create function private.snooze_of(p_ticket_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('until', private.iso(s.until), 'byId', s.snoozed_by, 'by', u.full_name)
  from public.ticket_snoozes s left join public.portal_users u on u.id = s.snoozed_by
  where s.ticket_id = p_ticket_id and s.until > now()
$$;
comment on function private.snooze_of(uuid) is 'Until when a ticket is put aside, and by whom; null when it is not.';

create function public.unsnooze_ticket(p_ticket_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
begin
  perform private.end_snooze(viewer, v_ticket, 'staff');
  return private.ticket_summary(v_ticket) || jsonb_build_object('snooze', private.snooze_of(p_ticket_id));
end
$$;
comment on function public.unsnooze_ticket(uuid) is
  'Staff: brings a ticket back that was put aside. Harmless when it is there. Raises PT401, PT403, PT404, PT409 ticket_merged.';
grant execute on function public.unsnooze_ticket(uuid) to authenticated;

create function public.wake_ticket(p_ticket_id uuid)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  -- The ticket before its snooze, as everywhere.
  select * into v_ticket from public.support_tickets where id = p_ticket_id for update;
  -- Whoever put it aside for longer since then meant it.
  if not exists (select 1 from public.ticket_snoozes s where s.ticket_id = p_ticket_id and s.until <= now()) then
    return false;
  end if;
  perform private.end_snooze(private.system_viewer('Portico'), v_ticket, 'time');
  return true;
end
$$;
comment on function public.wake_ticket(uuid) is 'For the worker: brings a ticket back whose time has come, and tells whoever put it aside. False when there is nothing to wake.';
grant execute on function public.wake_ticket(uuid) to service_role;

create function private.wake_on_message()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  if exists (select 1 from public.ticket_snoozes s where s.ticket_id = new.ticket_id) then
    select * into v_ticket from public.support_tickets where id = new.ticket_id;
    perform private.end_snooze((new.author_id, 'customer', v_ticket.customer_id, new.author_name, null)::private.viewer, v_ticket, 'reply');
  end if;
  return null;
end
$$;
comment on function private.wake_on_message() is 'Trigger: a customer who writes wakes the ticket.';
create trigger ticket_messages_20_wake after insert on public.ticket_messages
  for each row when (new.author_type = 'customer') execute function private.wake_on_message();

create function private.wake_on_settling()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.end_snooze(private.system_viewer('Portico'), new, case when new.merged_into is null then 'settled' else 'merged' end);
  return null;
end
$$;
comment on function private.wake_on_settling() is 'Trigger: a ticket that is done, or merged, need not come back.';
create trigger support_tickets_20_wake after update of status on public.support_tickets
  for each row when (new.status in ('resolved', 'closed', 'cancelled') and old.status is distinct from new.status)
  execute function private.wake_on_settling();

-- Reading -----------------------------------------------------------------------------------------------

create or replace function private.ticket_relations(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with own as (
    -- The ticket with what became part of it: a follow-up of either is one of this.
    select t.id from public.support_tickets t where t.id = p_ticket.id or t.merged_into = p_ticket.id
  )
  select jsonb_build_object(
    'mergedInto', (select jsonb_build_object('id', i.id, 'number', i.number, 'subject', i.subject) from public.support_tickets i
      where i.id = p_ticket.merged_into and private.sees_ticket(p_viewer, i)),
    'mergedFrom', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number) order by m.closed_at, m.id)
      from public.support_tickets m where m.merged_into = p_ticket.id and private.sees_ticket(p_viewer, m)), '[]'),
    'splitFrom', (select jsonb_build_object('id', f.id, 'number', f.number) from public.support_tickets f
      where f.id = private.surviving_ticket(p_ticket.split_from) and f.id <> p_ticket.id and private.sees_ticket(p_viewer, f)),
    'splitInto', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'status', f.status) order by f.created_at)
      from public.support_tickets f where f.split_from in (select id from own) and f.id not in (select id from own)
        and private.sees_ticket(p_viewer, f)), '[]'),
    'followUpOf', (select jsonb_build_object('id', f.id, 'number', f.number) from public.support_tickets f
      where f.id = private.surviving_ticket(p_ticket.follow_up_of) and f.id <> p_ticket.id and private.sees_ticket(p_viewer, f)),
    'followUps', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'number', f.number, 'status', f.status) order by f.created_at)
      from public.support_tickets f where f.follow_up_of in (select id from own) and f.id not in (select id from own)
        and private.sees_ticket(p_viewer, f)), '[]'))
    || case when p_viewer.role = 'customer' then '{}'::jsonb else jsonb_build_object(
      'links', private.links_of(p_ticket.id), 'snooze', private.snooze_of(p_ticket.id)) end
$$;

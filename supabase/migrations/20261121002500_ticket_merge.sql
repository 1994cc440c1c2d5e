-- Two tickets about one thing become one. The old number stays as a signpost: whatever arrives for it goes on in the
-- surviving ticket. merged_into always names the survivor, never another signpost, so one step leads there.

alter table public.support_tickets
  add column merged_into uuid references public.support_tickets (id) on delete set null check (merged_into <> id),
  add column split_from uuid references public.support_tickets (id) on delete set null check (split_from <> id);
comment on column public.support_tickets.merged_into is 'The surviving ticket, for one that was merged: it is closed for good.';
comment on column public.support_tickets.split_from is 'The ticket whose messages this one was made of.';
create index support_tickets_merged_idx on public.support_tickets (merged_into);
create index support_tickets_split_idx on public.support_tickets (split_from);

select private.allow_ticket_events(array['merged', 'merged_from']);
select private.allow_notifications(array['ticket_merged']);

-- Connections and pauses, for staff alone ---------------------------------------------------------------

create table public.ticket_links (
  id uuid primary key default gen_random_uuid(),
  from_id uuid not null references public.support_tickets (id) on delete cascade,
  to_id uuid not null references public.support_tickets (id) on delete cascade,
  kind text not null check (kind in ('related', 'duplicate', 'blocks')),
  created_by uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default now(),
  check (from_id <> to_id)
);
comment on table public.ticket_links is 'Connections between tickets, one for each pair, for staff alone: the other ticket may belong to somebody else.';
create unique index ticket_links_pair_idx on public.ticket_links (least(from_id, to_id), greatest(from_id, to_id));
create index ticket_links_from_idx on public.ticket_links (from_id);
create index ticket_links_to_idx on public.ticket_links (to_id);
create index ticket_links_creator_idx on public.ticket_links (created_by);
alter table public.ticket_links enable row level security;
create policy "Staff read links" on public.ticket_links for select to authenticated using ((select private.is_staff()));
grant select on public.ticket_links to authenticated, service_role;

create table public.ticket_snoozes (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  until timestamptz not null,
  snoozed_by uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.ticket_snoozes is 'Tickets that staff have put aside until later. For staff alone: to the customer nothing changes.';
create index ticket_snoozes_until_idx on public.ticket_snoozes (until);
create index ticket_snoozes_person_idx on public.ticket_snoozes (snoozed_by);
alter table public.ticket_snoozes enable row level security;
create policy "Staff read who put what aside" on public.ticket_snoozes for select to authenticated using ((select private.is_staff()));
grant select on public.ticket_snoozes to authenticated, service_role;

-- Who is told beside the requester ----------------------------------------------------------------------

create table public.ticket_followers (
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (ticket_id, user_id)
);
comment on table public.ticket_followers is
  'People who are told of a ticket''s news beside its requester: those whose own ticket was merged into it.';
create index ticket_followers_user_idx on public.ticket_followers (user_id);
alter table public.ticket_followers enable row level security;
create policy "Followers are visible to themselves and to staff" on public.ticket_followers for select to authenticated
  using (user_id = (select private.viewer_id()) or (select private.is_staff()));
grant select on public.ticket_followers to authenticated, service_role;

create function private.ticket_listeners(p_ticket public.support_tickets)
returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select u.id from public.portal_users u
  where u.portal_active and u.role = 'customer' and u.customer_id = p_ticket.customer_id
    and (p_ticket.requester_id is null or u.id = p_ticket.requester_id)
  union
  select u.id from public.ticket_followers f join public.portal_users u on u.id = f.user_id
  where f.ticket_id = p_ticket.id and u.portal_active and u.customer_id = p_ticket.customer_id
    and (not p_ticket.is_private or u.id = p_ticket.requester_id)
$$;
comment on function private.ticket_listeners(public.support_tickets) is
  'The customers who are told of a ticket''s news: its requester, or without one everybody of the profile, and its followers.';

create or replace function private.notify_ticket(
  p_viewer private.viewer, p_ticket public.support_tickets, p_event text, p_to_staff boolean, p_key text, p_data jsonb default '{}')
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_team uuid[] := case when p_to_staff and p_ticket.assignee_id is null and p_ticket.team_id is not null
    then private.team_audience(p_ticket.team_id) end;
  v_data jsonb := jsonb_build_object(
    'number', p_ticket.number, 'subject', p_ticket.subject, 'actorName', coalesce(p_viewer.full_name, 'Portico')) || p_data;
begin
  -- A team that shares its tickets out by itself is told once it turns out that nobody can take this one.
  if p_event = 'ticket_created' and v_team is not null and private.is_routed(p_ticket) then
    return;
  end if;
  for v_user in
    select u.id from public.portal_users u
    where p_to_staff and u.portal_active and u.id is distinct from p_viewer.id
      and case
        when p_ticket.assignee_id is not null then u.id = p_ticket.assignee_id
        when v_team is not null then u.id = any (v_team)
        else u.role in ('agent', 'admin') end
    union all
    select l from private.ticket_listeners(p_ticket) as l where not p_to_staff and l is distinct from p_viewer.id
  loop
    perform private.notify(v_user, p_event, 'ticket', p_ticket.id, v_data, p_key);
  end loop;
end
$$;
comment on function private.notify_ticket(private.viewer, public.support_tickets, text, boolean, text, jsonb) is
  'Tells the other side of a ticket: its assignee; while nobody has it its team, or all staff when it has none; its requester and followers, or the profile''s people. Never the author.';

-- Locks -------------------------------------------------------------------------------------------------

create function private.refuse_merged(p_ticket public.support_tickets)
returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_into public.support_tickets;
begin
  select * into v_into from public.support_tickets where id = p_ticket.merged_into and private.can_see_ticket(id);
  if v_into.id is null then
    perform private.fail('PT409', 'ticket_merged', format('%s was merged into another ticket, and stays as it is.', p_ticket.number));
  end if;
  perform private.fail('PT409', 'ticket_merged', format('%s was merged into %s. Go on there.', p_ticket.number, v_into.number),
    jsonb_build_object('into', jsonb_build_object('id', v_into.id, 'number', v_into.number)));
end
$$;
comment on function private.refuse_merged(public.support_tickets) is 'Raises PT409 ticket_merged, naming the surviving ticket to whoever may see it.';

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
  if v_ticket.merged_into is not null then
    perform private.refuse_merged(v_ticket);
  end if;
  return v_ticket;
end
$$;
comment on function private.lock_ticket(private.viewer, uuid) is
  'The ticket, locked until the transaction ends. Raises PT404 also for what belongs to somebody else, PT409 ticket_merged for a signpost: nothing changes there any more. What must not be lost takes lock_conversation.';

create function private.surviving_ticket(p_ticket_id uuid)
returns uuid
language sql stable security definer set search_path = ''
as $$ select coalesce(t.merged_into, t.id) from public.support_tickets t where t.id = p_ticket_id $$;
comment on function private.surviving_ticket(uuid) is 'Where the conversation of a ticket goes on: itself, or what it was merged into.';

create function private.lock_conversation(p_viewer private.viewer, p_ticket_id uuid)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id;
  if private.sees_ticket(p_viewer, v_ticket) is not true then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  loop
    begin
      select * into v_ticket from public.support_tickets where id = private.surviving_ticket(p_ticket_id) for update;
      exit when v_ticket.merged_into is null;
      -- Somebody merged it while this waited. A merge never waits for a signpost that somebody holds, so the lock goes
      -- back with this block before the next one is asked for.
      raise exception using errcode = 'PT000';
    exception when sqlstate 'PT000' then
      null;
    end;
  end loop;
  if private.sees_ticket(p_viewer, v_ticket) is not true then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  return v_ticket;
end
$$;
comment on function private.lock_conversation(private.viewer, uuid) is
  'The ticket in which a message to p_ticket_id belongs, locked: the ticket itself, or the one it was merged into, also when that happens at this moment. Raises PT404.';

create function private.lock_in_order(p_ids uuid[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform 1 from public.support_tickets where id = any (p_ids) order by id for update;
end
$$;
comment on function private.lock_in_order(uuid[]) is 'Locks several tickets, always in the same order, so that two who need the same ones do not wait for each other.';

create function private.recount_messages(p_ticket_id uuid)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_last public.ticket_messages;
begin
  select * into v_last from public.ticket_messages
  where ticket_id = p_ticket_id and not is_internal order by created_at desc, id desc limit 1;
  update public.support_tickets t
  set message_count = (select count(*) from public.ticket_messages m where m.ticket_id = t.id and not m.is_internal),
      last_message_author = v_last.author_type, last_message_by = v_last.author_name
  where t.id = p_ticket_id
  returning * into v_ticket;
  return v_ticket;
end
$$;
comment on function private.recount_messages(uuid) is 'What a locked ticket says of its thread, made true again after messages came or went.';

create function private.follow_merge()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The share lock waits for a merge that is under way: it has moved the files that it saw.
  select coalesce(t.merged_into, t.id) into new.ticket_id from public.support_tickets t where t.id = new.ticket_id for key share;
  return new;
end
$$;
comment on function private.follow_merge() is 'Trigger: a file that is uploaded for a merged ticket waits for the surviving one.';
create trigger ticket_attachments_20_follow_merge before insert on public.ticket_attachments
  for each row when (new.ticket_id is not null) execute function private.follow_merge();

-- Merge -------------------------------------------------------------------------------------------------

create function private.is_settled(p_status public.ticket_status)
returns boolean
language sql immutable set search_path = ''
as $$ select p_status in ('resolved', 'closed', 'cancelled') $$;
comment on function private.is_settled(public.ticket_status) is 'Whether nobody works on a ticket of this status.';

create function private.check_merge(p_from public.support_tickets, p_into public.support_tickets)
returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_from.customer_id <> p_into.customer_id then
    perform private.fail('PT409', 'different_customer',
      'These tickets belong to different customers, and a merge would show one what the other wrote. Link them instead.');
  end if;
  -- Nobody gains sight of a private ticket, and nobody loses sight of what they could read.
  if p_from.is_private <> p_into.is_private or (p_from.is_private and p_from.requester_id is distinct from p_into.requester_id) then
    perform private.fail('PT409', 'different_audience',
      'One of these tickets is private. A merge would show it to colleagues, or hide the other one from them. Link them instead.');
  end if;
  if p_from.status = 'cancelled' or p_into.status = 'cancelled' then
    perform private.fail('PT409', 'ticket_cancelled', 'A cancelled ticket is not merged. Reopen it first.');
  end if;
  if private.is_settled(p_into.status) and not private.is_settled(p_from.status) then
    perform private.fail('PT409', 'target_settled',
      format('%s is done, and what is open would be done with it. Reopen it first, or merge the other way round.', p_into.number));
  end if;
  if p_from.order_id <> p_into.order_id and (
    exists (select 1 from public.ticket_affected_items a where a.ticket_id = p_from.id)
    or exists (select 1 from public.refunds r where r.ticket_id = p_from.id)) then
    perform private.fail('PT409', 'different_order',
      'These tickets name items of different orders, and what goes back is counted for one order. Link them instead.');
  end if;
end
$$;
comment on function private.check_merge(public.support_tickets, public.support_tickets) is
  'Whether two tickets can become one. Raises PT409 different_customer | different_audience | ticket_cancelled | target_settled | different_order.';

create function private.carry_over(p_from public.support_tickets, p_into public.support_tickets)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_messages int;
  v_files int;
begin
  update public.ticket_messages set ticket_id = p_into.id where ticket_id = p_from.id;
  get diagnostics v_messages = row_count;
  -- Also those that wait to be sent.
  update public.ticket_attachments set ticket_id = p_into.id where ticket_id = p_from.id;
  get diagnostics v_files = row_count;

  -- The sum over both stays what it was, so that no claim on a line becomes more or less.
  insert into public.ticket_affected_items as a (ticket_id, order_item_id, quantity, note)
  select p_into.id, f.order_item_id, f.quantity, f.note from public.ticket_affected_items f where f.ticket_id = p_from.id
  on conflict (ticket_id, order_item_id) do update
  set quantity = a.quantity + excluded.quantity, note = left(concat_ws(' / ', a.note, excluded.note), 500);
  delete from public.ticket_affected_items where ticket_id = p_from.id;
  update public.refunds set ticket_id = p_into.id where ticket_id = p_from.id;
  update public.service_requests set ticket_id = p_into.id where ticket_id = p_from.id;
  update public.invoice_payment_reports set ticket_id = p_into.id
  where ticket_id = p_from.id and not exists (select 1 from public.invoice_payment_reports r where r.ticket_id = p_into.id);

  insert into public.ticket_tags (ticket_id, tag)
  select p_into.id, g.tag from public.ticket_tags g
  where g.ticket_id = p_from.id and not exists (select 1 from public.ticket_tags o where o.ticket_id = p_into.id and o.tag = g.tag)
  order by g.tag
  limit greatest(0, 20 - (select count(*) from public.ticket_tags o where o.ticket_id = p_into.id));
  -- A link between the two has nothing left to say; where both know a third, what the surviving one says holds.
  delete from public.ticket_links l
  where p_from.id in (l.from_id, l.to_id) and (p_into.id in (l.from_id, l.to_id) or exists (
    select 1 from public.ticket_links o where p_into.id in (o.from_id, o.to_id)
      and (case when l.from_id = p_from.id then l.to_id else l.from_id end) in (o.from_id, o.to_id)));
  update public.ticket_links l
  set from_id = case when l.from_id = p_from.id then p_into.id else l.from_id end,
      to_id = case when l.to_id = p_from.id then p_into.id else l.to_id end
  where p_from.id in (l.from_id, l.to_id);
  -- Read is what was read in both.
  insert into public.ticket_reads as r (user_id, ticket_id, last_read_at)
  select f.user_id, p_into.id, f.last_read_at from public.ticket_reads f where f.ticket_id = p_from.id
  on conflict (user_id, ticket_id) do update set last_read_at = least(r.last_read_at, excluded.last_read_at);
  insert into public.ticket_followers (ticket_id, user_id)
  select p_into.id, f.id from (
    select p_from.requester_id as id union select w.user_id from public.ticket_followers w where w.ticket_id = p_from.id) f
  where f.id is not null and f.id is distinct from p_into.requester_id
  on conflict do nothing;
  insert into public.ticket_correspondents (ticket_id, address, full_name)
  select p_into.id, c.address, c.full_name from public.ticket_correspondents c where c.ticket_id = p_from.id
  on conflict do nothing;
  -- What waits to be sent is sent there; what is being written goes on below what its author writes there already.
  update public.ticket_drafts set ticket_id = p_into.id where ticket_id = p_from.id and send_at is not null;
  update public.ticket_drafts d
  set body = left(concat_ws(E'\n\n', nullif(d.body, ''), nullif(o.body, '')), 100000), version = nextval('private.ticket_draft_versions'),
      attachment_ids = (d.attachment_ids || o.attachment_ids)[1:100]
  from public.ticket_drafts o
  where d.ticket_id = p_into.id and o.ticket_id = p_from.id and d.author_id = o.author_id and d.mode = o.mode
    and d.send_at is null and o.send_at is null;
  delete from public.ticket_drafts o using public.ticket_drafts d
  where d.ticket_id = p_into.id and o.ticket_id = p_from.id and d.author_id = o.author_id and d.mode = o.mode
    and d.send_at is null and o.send_at is null;
  update public.ticket_drafts set ticket_id = p_into.id where ticket_id = p_from.id;
  return jsonb_build_object('messages', v_messages, 'attachments', v_files);
end
$$;
comment on function private.carry_over(public.support_tickets, public.support_tickets) is
  'Moves all that belongs to one locked ticket to another. Returns how many { messages, attachments }.';

create function private.merged_summary(p_from uuid, p_moved jsonb default null)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.ticket_summary(i) || jsonb_build_object(
    'mergedFrom', jsonb_build_object('id', f.id, 'number', f.number), 'moved', p_moved)
  from public.support_tickets f join public.support_tickets i on i.id = f.merged_into
  where f.id = p_from
$$;
comment on function private.merged_summary(uuid, jsonb) is 'What merging answers: the surviving ticket, and which one became part of it.';

create function public.merge_tickets(p_key text, p_from uuid, p_into uuid, p_input jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.begin_command(viewer.id, 'merge_tickets', p_key, p_input || jsonb_build_object('from', p_from, 'into', p_into));
  v_from public.support_tickets;
  v_into public.support_tickets;
  v_into_id uuid := private.surviving_ticket(p_into);
  v_ids uuid[];
  v_moved jsonb;
  v_user uuid;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('merge_tickets:' || viewer.id, 300, 3600);
  if p_from = p_into then
    perform private.invalid_field('intoTicketId', 'same', 'Choose another ticket than this one.');
  end if;

  -- With the signposts that point here, which will point further; all in one go and in one order. What is merged into
  -- this ticket between the two statements is noticed below.
  select array_agg(id) into v_ids from public.support_tickets where id in (p_from, v_into_id) or merged_into = p_from;
  perform private.lock_in_order(v_ids);
  select * into v_from from public.support_tickets where id = p_from;
  select * into v_into from public.support_tickets where id = v_into_id;
  if v_from.id is null or v_into.id is null then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  if v_from.merged_into is not null then
    -- Asked twice: a double click, a retry, or two people of one mind.
    if v_from.merged_into = v_into.id then
      return private.finish_command(viewer.id, 'merge_tickets', p_key, private.merged_summary(v_from.id));
    end if;
    perform private.refuse_merged(v_from);
  elsif v_into.id = v_from.id then
    perform private.refuse_merged((select t from public.support_tickets t where t.id = p_into));
  elsif v_into.merged_into is not null then
    perform private.refuse_merged(v_into);
  end if;
  if (p_input ->> 'expectedVersion')::int <> v_from.version
    or exists (select 1 from public.support_tickets where merged_into = p_from and id <> all (v_ids)) then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_from.version, 'status', v_from.status));
  end if;
  perform private.check_merge(v_from, v_into);

  v_moved := private.carry_over(v_from, v_into);
  update public.support_tickets set merged_into = v_into.id where merged_into = v_from.id;
  -- No resolution: nobody is asked how the help was, and no figure counts it as solved.
  update public.support_tickets t
  set status = 'closed', merged_into = v_into.id, closed_at = coalesce(t.closed_at, now()), sla_paused_at = null,
      message_count = 0, last_message_author = null, last_message_by = null, version = t.version + 1, last_activity_at = clock_timestamp()
  where t.id = v_from.id;
  perform private.recount_messages(v_into.id);
  update public.support_tickets t
  set order_id = coalesce(t.order_id, v_from.order_id), service_id = coalesce(t.service_id, v_from.service_id),
      domain_id = coalesce(t.domain_id, v_from.domain_id), first_responded_at = coalesce(t.first_responded_at, v_from.first_responded_at),
      version = t.version + 1, last_activity_at = clock_timestamp()
  where t.id = v_into.id
  returning * into v_into;

  perform private.add_event(viewer, v_from.id, 'merged', v_from.status::text, v_into.number);
  perform private.add_event(viewer, v_into.id, 'merged_from', null, v_from.number);
  if v_into.assignee_id is null and exists (
    select 1 from public.portal_users u where u.id = v_from.assignee_id and u.role <> 'customer' and u.portal_active) then
    v_into := private.assign_ticket(viewer, v_into, v_from.assignee_id);
  end if;
  perform private.end_snooze(viewer, v_into, 'merged');
  -- A question that waits for us wakes the ticket that it now stands in, as a reply would.
  if v_into.status in ('waiting_customer', 'on_hold') and v_from.last_message_author = 'customer'
    and v_from.status in ('new', 'waiting_ai', 'assigned', 'in_progress') then
    v_into := private.set_status(viewer, v_into,
      (case when v_into.assignee_id is null then 'new' else 'in_progress' end)::public.ticket_status);
  end if;

  perform private.notify_ticket(viewer, v_into, 'ticket_merged', false, 'ticket_merged:' || v_from.id,
    jsonb_build_object('fromNumber', v_from.number));
  for v_user in select distinct id from unnest(array[v_from.assignee_id, v_into.assignee_id]) as id where id <> viewer.id loop
    perform private.notify(v_user, 'ticket_merged', 'ticket', v_into.id, jsonb_build_object('number', v_into.number,
      'subject', v_into.subject, 'actorName', viewer.full_name, 'fromNumber', v_from.number), 'ticket_merged:' || v_from.id);
  end loop;
  insert into public.ticket_reads (user_id, ticket_id, last_read_at) values (viewer.id, v_into.id, clock_timestamp())
  on conflict (user_id, ticket_id) do update set last_read_at = excluded.last_read_at;
  perform private.audit(viewer, 'ticket.merge', 'ticket', v_from.id::text, v_from.customer_id, 'support', '["mergedInto"]');
  perform private.audit(viewer, 'ticket.merge', 'ticket', v_into.id::text, v_into.customer_id, 'support', '["messages", "attachments"]');
  return private.finish_command(viewer.id, 'merge_tickets', p_key, private.merged_summary(v_from.id, v_moved));
end
$$;
comment on function public.merge_tickets(text, uuid, uuid, jsonb) is
  'Staff: makes the ticket p_from part of p_into, or of what that was merged into: messages, notes, files, affected items, refunds, tags and followers move, p_from closes for good and points there. p_input: { expectedVersion? } of p_from. Harmless when repeated. Raises PT401, PT403, PT404, PT409 ticket_merged | ticket_changed | different_customer | different_audience | ticket_cancelled | target_settled | different_order, PT422, PT429.';
grant execute on function public.merge_tickets(text, uuid, uuid, jsonb) to authenticated;

-- Privacy afterwards ------------------------------------------------------------------------------------

create function private.keep_audience()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select 1 from public.ticket_followers f where f.ticket_id = new.id and f.user_id is distinct from new.requester_id) then
    perform private.fail('PT409', 'shared_ticket', 'A colleague''s messages are part of this ticket, so it cannot be hidden from them.');
  end if;
  return new;
end
$$;
comment on function private.keep_audience() is 'Trigger: what a merge or split shares with a colleague is not hidden from them later.';
create trigger support_tickets_20_keep_audience before update of is_private on public.support_tickets
  for each row when (new.is_private and not old.is_private) execute function private.keep_audience();

create function private.hide_traces()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.ticket_events e set is_internal = new.is_private
  where e.type in ('merged', 'split', 'split_from') and e.new_value = new.number
    and e.ticket_id in (select t.id from public.support_tickets t where t.merged_into = new.id or t.split_from = new.id or t.id = new.split_from);
  return null;
end
$$;
comment on function private.hide_traces() is 'Trigger: colleagues do not read in other tickets of one that is private now.';
create trigger support_tickets_20_hide_traces after update of is_private on public.support_tickets
  for each row when (new.is_private <> old.is_private) execute function private.hide_traces();

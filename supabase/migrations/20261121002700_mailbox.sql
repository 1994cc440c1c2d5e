-- What comes by e-mail: kept first, judged afterwards, and written into tickets the same way as the buttons do.

create type public.inbound_email_state as enum ('received', 'replied', 'opened', 'quarantined', 'ignored', 'bounce', 'discarded');

create table public.inbound_emails (
  id uuid primary key default gen_random_uuid(),
  sha256 text not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  content_type text not null check (content_type in ('message/rfc822', 'application/json')),
  size int not null check (size between 1 and 41943040),
  raw_path text check (char_length(raw_path) <= 200),
  state public.inbound_email_state not null default 'received',
  reason text check (char_length(reason) <= 40),
  dedupe_key text unique check (dedupe_key ~ '^[0-9a-f]{64}$'),
  message_id text check (char_length(message_id) <= 500),
  thread_ids text[] not null default '{}' check (cardinality(thread_ids) <= 60),
  reply_ticket_id uuid,
  reply_is_senders boolean not null default false,
  from_address text check (char_length(from_address) <= 320),
  from_name text check (char_length(from_name) <= 200),
  recipients text[] not null default '{}' check (cardinality(recipients) <= 50),
  subject text not null default '' check (char_length(subject) <= 500),
  sent_at timestamptz,
  body_text text check (char_length(body_text) <= 200000),
  files jsonb not null default '[]' check (jsonb_typeof(files) = 'array' and jsonb_array_length(files) <= 100),
  authentication text not null default 'none' check (authentication in ('pass', 'fail', 'none')),
  customer_id uuid references public.customer_profiles (id) on delete set null,
  ticket_id uuid references public.support_tickets (id) on delete set null,
  ticket_message_id uuid references public.ticket_messages (id) on delete set null,
  decision jsonb check (jsonb_typeof(decision) = 'object'),
  decided_by uuid references public.portal_users (id) on delete set null,
  decided_at timestamptz,
  received_at timestamptz not null default clock_timestamp(),
  processed_at timestamptz
);
comment on table public.inbound_emails is
  'Every e-mail that came in, for staff alone: who claims to have sent it, its full text, and what became of it. raw_path is its place in the bucket while somebody may still need it whole.';
create index inbound_emails_received_idx on public.inbound_emails (received_at desc, id desc);
create index inbound_emails_state_idx on public.inbound_emails (state, received_at desc, id desc);
create index inbound_emails_message_id_idx on public.inbound_emails (message_id) where message_id is not null;
create index inbound_emails_raw_idx on public.inbound_emails (received_at) where raw_path is not null;
create index inbound_emails_customer_idx on public.inbound_emails (customer_id);
create index inbound_emails_ticket_idx on public.inbound_emails (ticket_id);
create index inbound_emails_ticket_message_idx on public.inbound_emails (ticket_message_id);
create index inbound_emails_decided_by_idx on public.inbound_emails (decided_by);
alter table public.inbound_emails enable row level security;
create policy "Staff read what came by e-mail" on public.inbound_emails for select to authenticated
  using ((select private.is_staff()));
grant select on public.inbound_emails to authenticated, service_role;

create table public.ticket_correspondents (
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  address text not null check (char_length(address) between 3 and 320 and address = lower(address)),
  full_name text not null check (char_length(full_name) between 1 and 200),
  created_at timestamptz not null default now(),
  primary key (ticket_id, address)
);
comment on table public.ticket_correspondents is
  'Who takes part in a ticket by e-mail without signing in. Answers go to them while the ticket has no requester.';
alter table public.ticket_correspondents enable row level security;
create policy "Staff read who takes part by e-mail" on public.ticket_correspondents for select to authenticated
  using ((select private.is_staff()));
grant select on public.ticket_correspondents to authenticated, service_role;

create table private.inbound_files (
  email_id uuid not null references public.inbound_emails (id) on delete cascade,
  part int not null check (part between 0 and 1000),
  attachment_id uuid not null unique references public.ticket_attachments (id) on delete cascade,
  primary key (email_id, part)
);
comment on table private.inbound_files is 'Which upload a part of an e-mail became, so that a second try stores nothing twice.';
alter table private.inbound_files enable row level security;

alter table public.email_logs
  add column reply_to text check (char_length(reply_to) <= 320),
  add column bounced_at timestamptz,
  add column bounce_reason text check (char_length(bounce_reason) <= 500);
comment on column public.email_logs.bounced_at is 'When a mail server told us that it could not be delivered.';
create index email_logs_message_id_idx on public.email_logs (message_id) where message_id is not null;

select private.allow_notifications(array['email_bounced']);
insert into private.recurring_jobs (kind, every) values ('sweep_inbound_emails', '1 day');

-- Raw e-mails, private and without a policy: only the web app's own role reads them.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('inbound-mail', 'inbound-mail', false, 41943040, array['message/rfc822', 'application/json'])
on conflict (id) do nothing;

-- Arrival -----------------------------------------------------------------------------------------

create function public.store_inbound_email(p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_row public.inbound_emails;
begin
  insert into public.inbound_emails (sha256, content_type, size, raw_path)
  values (p_input ->> 'sha256', p_input ->> 'contentType', (p_input ->> 'size')::int, p_input ->> 'path')
  on conflict (sha256) do nothing
  returning * into v_row;
  if v_row.id is null then
    select * into v_row from public.inbound_emails where sha256 = p_input ->> 'sha256';
    return jsonb_build_object('id', v_row.id, 'repeated', true, 'isKept', v_row.raw_path is not null);
  end if;
  perform private.enqueue('process_inbound_email', jsonb_build_object('emailId', v_row.id), 'inbound_email:' || v_row.id);
  return jsonb_build_object('id', v_row.id, 'repeated', false, 'isKept', true);
end
$$;
comment on function public.store_inbound_email(jsonb) is
  'For the web app alone: records an e-mail whose bytes lie in the bucket, { sha256, contentType, size (bytes), path }, and queues its processing. The same bytes again are the same e-mail: { id, repeated, isKept }.';
grant execute on function public.store_inbound_email(jsonb) to service_role;

create function public.record_email_facts(p_id uuid, p_facts jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_email public.inbound_emails;
begin
  select * into v_email from public.inbound_emails where id = p_id for update;
  if v_email.id is null then
    return null;
  end if;
  if v_email.state <> 'received' then
    return private.email_outcome(v_email);
  end if;
  update public.inbound_emails e
  set message_id = p_facts ->> 'messageId',
      thread_ids = array(select jsonb_array_elements_text(coalesce(p_facts -> 'threadIds', '[]')) limit 60),
      reply_ticket_id = (p_facts ->> 'replyTicketId')::uuid,
      reply_is_senders = coalesce((p_facts ->> 'replyIsSenders')::boolean, false),
      from_address = lower(p_facts ->> 'fromAddress'), from_name = p_facts ->> 'fromName',
      recipients = array(select jsonb_array_elements_text(coalesce(p_facts -> 'recipients', '[]')) limit 50),
      subject = coalesce(p_facts ->> 'subject', ''), sent_at = (p_facts ->> 'sentAt')::timestamptz,
      body_text = p_facts ->> 'text', files = coalesce(p_facts -> 'files', '[]'),
      authentication = coalesce(p_facts ->> 'authentication', 'none')
  where e.id = p_id;
  begin
    update public.inbound_emails set dedupe_key = p_facts ->> 'dedupeKey' where id = p_id returning * into v_email;
  exception when unique_violation then
    return private.settle_email(p_id, 'ignored', 'duplicate');
  end;
  if v_email.decision is null and p_facts ->> 'ignore' is not null then
    return private.settle_email(p_id, 'ignored', p_facts ->> 'ignore');
  elsif v_email.decision is null and p_facts ->> 'quarantine' is not null then
    return private.settle_email(p_id, 'quarantined', p_facts ->> 'quarantine');
  end if;
  return private.email_outcome(v_email);
end
$$;
comment on function public.record_email_facts(uuid, jsonb) is
  'For the web app alone: what an e-mail says about itself, and with ignore or quarantine (a reason) that it goes no further unless staff decided otherwise. An e-mail that came before under other bytes is ignored as a duplicate. Returns what is known: { id, state, reason, route?, customerId?, ticketId?, rawPath? }.';
grant execute on function public.record_email_facts(uuid, jsonb) to service_role;

create function private.settle_email(p_id uuid, p_state public.inbound_email_state, p_reason text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_email public.inbound_emails;
begin
  update public.inbound_emails set state = p_state, reason = p_reason, processed_at = now()
  where id = p_id returning * into v_email;
  -- The page of staff reads again.
  perform realtime.send(jsonb_build_object('emailId', p_id), 'email_changed', 'staff', true);
  return private.email_outcome(v_email);
end
$$;
comment on function private.settle_email(uuid, public.inbound_email_state, text) is 'Ends the processing of an e-mail.';

-- Who wrote, and to which ticket ------------------------------------------------------------------------

create function private.email_ticket(p_email public.inbound_emails)
returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_ticket uuid;
begin
  -- Headers first, the latest message that they name before earlier ones.
  select found.ticket_id into v_ticket
  from unnest(p_email.thread_ids) with ordinality as named(message_id, n)
  cross join lateral (
    (select l.ticket_id from public.email_logs l where l.message_id = named.message_id and l.ticket_id is not null limit 1)
    union all
    (select e.ticket_id from public.inbound_emails e
     where e.message_id = named.message_id and e.ticket_id is not null and e.id <> p_email.id limit 1)
    union all
    (select t.id from public.support_tickets t
     where t.id = substring(named.message_id from '^<ticket\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@')::uuid)
  ) as found
  order by named.n limit 1;
  v_ticket := coalesce(v_ticket, p_email.reply_ticket_id);
  -- A merged ticket is a signpost: what is written to it belongs to where it points.
  return (select coalesce(t.merged_into, t.id) from public.support_tickets t where t.id = v_ticket);
end
$$;
comment on function private.email_ticket(public.inbound_emails) is
  'The ticket that an e-mail answers: by the message ids in its headers, then by the signed reply address; through merges. Null for none. Says nothing about whether its sender may write to it.';

create function private.email_sender(p_address text, out viewer private.viewer, out fault text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_profiles public.customer_profiles[];
begin
  if p_address is null then
    fault := 'no_sender';
    return;
  end if;
  select * into v_user from public.portal_users u where lower(u.email) = p_address
  order by u.role desc, u.created_at limit 1;
  if v_user.role in ('agent', 'admin') then
    fault := 'staff_sender';
  elsif v_user.id is not null and not v_user.portal_active then
    fault := 'locked_sender';
  elsif v_user.id is not null then
    viewer := private.viewer_of(v_user.id);
  else
    select array_agg(c) into v_profiles
    from (select c from public.customer_profiles c where lower(c.email) = p_address limit 2) as p(c);
    if v_profiles is null then
      fault := 'unknown_sender';
    elsif cardinality(v_profiles) > 1 then
      fault := 'ambiguous_sender';
    elsif v_profiles[1].account_status = 'closed' then
      fault := 'closed_account';
    else
      viewer := (null, 'customer', v_profiles[1].id, v_profiles[1].full_name, p_address)::private.viewer;
    end if;
  end if;
end
$$;
comment on function private.email_sender(text) is
  'The customer whose address this is: the person who signs in with it, else the one customer profile that has it. Otherwise a fault: no_sender, staff_sender, locked_sender, unknown_sender, ambiguous_sender, closed_account.';

create function private.takes_part(p_email public.inbound_emails, p_ticket public.support_tickets, p_sender private.viewer)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce(private.sees_ticket(p_sender, p_ticket), false)
    or exists (
      select 1 from public.support_tickets t
      where (t.id = p_ticket.id or t.merged_into = p_ticket.id) and (
        exists (select 1 from public.ticket_correspondents c where c.ticket_id = t.id and c.address = p_email.from_address)
        or exists (select 1 from public.email_logs l where l.ticket_id = t.id and lower(l.to_address) = p_email.from_address)
        or (p_email.reply_is_senders and p_email.reply_ticket_id = t.id)))
$$;
comment on function private.takes_part(public.inbound_emails, public.support_tickets, private.viewer) is
  'Whether the sender may write to this ticket: its people, whoever takes part by e-mail, and the address that we wrote to about it.';

create function private.email_route(p_email public.inbound_emails, out kind text, out reason text, out viewer private.viewer, out ticket_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_sender record;
  v_ticket public.support_tickets;
  v_name text := coalesce(nullif(p_email.from_name, ''), p_email.from_address, 'E-mail');
begin
  v_sender := private.email_sender(p_email.from_address);
  viewer := v_sender.viewer;
  kind := 'quarantine';
  if p_email.decision is not null then
    -- Staff have looked at it and vouch for it; it is still the customer who speaks.
    kind := p_email.decision ->> 'action';
    if kind = 'reply' then
      select * into v_ticket from public.support_tickets t where t.id = (p_email.decision ->> 'ticketId')::uuid;
      ticket_id := v_ticket.id;
      if private.sees_ticket(viewer, v_ticket) is not true then
        viewer := (null, 'customer', v_ticket.customer_id, v_name, p_email.from_address)::private.viewer;
      end if;
    elsif viewer.customer_id is distinct from (p_email.decision ->> 'customerId')::uuid then
      viewer := (null, 'customer', (p_email.decision ->> 'customerId')::uuid, v_name, p_email.from_address)::private.viewer;
    end if;
    return;
  end if;
  if p_email.authentication = 'fail' then
    reason := 'not_authentic';
    return;
  end if;
  ticket_id := private.email_ticket(p_email);
  if v_sender.fault in ('no_sender', 'staff_sender', 'locked_sender', 'closed_account') then
    reason := v_sender.fault;
    return;
  end if;
  if ticket_id is not null then
    select * into v_ticket from public.support_tickets t where t.id = email_route.ticket_id;
    if not private.takes_part(p_email, v_ticket, viewer) then
      reason := 'not_participant';
      return;
    end if;
    kind := 'reply';
    if private.sees_ticket(viewer, v_ticket) is not true then
      viewer := (null, 'customer', v_ticket.customer_id, v_name, p_email.from_address)::private.viewer;
    end if;
  elsif v_sender.fault is not null then
    reason := v_sender.fault;
  else
    kind := 'open';
  end if;
end
$$;
comment on function private.email_route(public.inbound_emails) is
  'What is to become of an e-mail: reply (to ticket_id), open (a new ticket) or quarantine (with a reason), and for whom. The sender is a claim: one that fails authentication, staff and strangers go to quarantine.';

create function private.email_outcome(p_email public.inbound_emails)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_route record;
begin
  select * into v_route from private.email_route(p_email) where p_email.state = 'received';
  return jsonb_build_object(
    'id', p_email.id, 'state', p_email.state, 'reason', coalesce(p_email.reason, v_route.reason),
    'route', v_route.kind, 'customerId', coalesce((v_route.viewer).customer_id, p_email.customer_id),
    'ticketId', coalesce(p_email.ticket_id, v_route.ticket_id), 'contentType', p_email.content_type,
    'rawPath', p_email.raw_path, 'isDecided', p_email.decision is not null,
    -- Quarantined and ignored ones are kept whole for a while: staff may take them after all.
    'isDone', p_email.state in ('replied', 'opened', 'bounce', 'discarded') or p_email.reason is not distinct from 'duplicate');
end
$$;
comment on function private.email_outcome(public.inbound_emails) is 'Where an e-mail stands, for the job that processes it.';

create function public.get_inbound_job(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('state', e.state, 'contentType', e.content_type, 'rawPath', e.raw_path,
      'isDone', e.state in ('replied', 'opened', 'bounce', 'discarded') or e.reason is not distinct from 'duplicate',
      'supportEmail', (select s.value ->> 'supportEmail' from public.app_settings s where s.key = 'branding'))
    from public.inbound_emails e where e.id = p_id);
end
$$;
comment on function public.get_inbound_job(uuid) is 'For the web app alone: where the bytes of an e-mail lie and whether they are still needed; null when there is no such e-mail.';
grant execute on function public.get_inbound_job(uuid) to service_role;

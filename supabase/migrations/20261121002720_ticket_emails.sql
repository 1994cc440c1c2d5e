-- Outgoing: to whom, and in which thread.

create function private.has_correspondents(p_ticket uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from public.support_tickets t join public.ticket_correspondents c on c.ticket_id = t.id
    where t.id = p_ticket or t.merged_into = p_ticket)
$$;
comment on function private.has_correspondents(uuid) is
  'Whether somebody without sign-in takes part in a ticket, or in one that was merged into it.';

create function private.email_recipients(p_ticket public.support_tickets)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_customer public.customer_profiles;
begin
  select * into v_customer from public.customer_profiles where id = p_ticket.customer_id;
  return (
    with people as (
      select lower(u.email) as address, u.full_name, coalesce(p.locale, v_customer.locale) as locale, true as has_account
      from public.portal_users u
      left join public.customer_preferences p on p.user_id = u.id
      where u.portal_active and u.role = 'customer' and coalesce(p.email_enabled, true)
        and case
          when exists (select 1 from public.ticket_followers f where f.ticket_id = p_ticket.id and f.user_id = u.id
            and u.customer_id = p_ticket.customer_id) then true
          when p_ticket.requester_id is not null then u.id = p_ticket.requester_id
          else u.customer_id = p_ticket.customer_id and not p_ticket.is_private
            and not private.has_correspondents(p_ticket.id) end
    ), others as (
      -- Whoever has an account is written to by its rules, or not at all.
      select c.address, c.full_name, v_customer.locale, false
      from public.ticket_correspondents c
      where c.ticket_id = p_ticket.id
        and (p_ticket.requester_id is null
          or exists (select 1 from public.support_tickets m where m.merged_into = p_ticket.id and m.requester_id is null))
        and not exists (select 1 from public.portal_users u left join public.customer_preferences p on p.user_id = u.id
          where lower(u.email) = c.address and not (u.portal_active and u.role = 'customer' and coalesce(p.email_enabled, true)))
    ), profile as (
      select lower(v_customer.email), v_customer.full_name, v_customer.locale, false
      where v_customer.email is not null and p_ticket.requester_id is null and not p_ticket.is_private
        and not exists (select 1 from public.portal_users u where u.customer_id = p_ticket.customer_id or lower(u.email) = lower(v_customer.email))
        and not private.has_correspondents(p_ticket.id)
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'email', r.address, 'fullName', r.full_name, 'locale', r.locale, 'hasAccount', r.has_account,
      'thread', private.email_thread(p_ticket.id, r.address)) order by r.address), '[]')
    from (select * from people union all select * from others union all select * from profile) as r);
end
$$;
comment on function private.email_recipients(public.support_tickets) is
  'Who is written to about a ticket: its requester and followers, else who takes part by e-mail, else the profile''s people, else the profile''s own address when nobody signs in for it. Never staff, nobody locked, nobody who wants no e-mail.';

create function private.email_thread(p_ticket uuid, p_address text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(m.message_id order by m.at), '[]')
  from (
    select * from (
      select l.message_id, l.created_at as at from public.email_logs l
      where l.ticket_id = p_ticket and lower(l.to_address) = p_address and l.message_id is not null
      union all
      select e.message_id, e.received_at from public.inbound_emails e
      where e.ticket_id = p_ticket and e.from_address = p_address and e.message_id is not null and e.state in ('replied', 'opened')) as known
    order by known.at desc limit 20) as m
$$;
comment on function private.email_thread(uuid, text) is
  'The message ids of what this address has got and sent about a ticket, oldest first, the latest twenty.';

create or replace function public.get_reply_email(p_message_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'customerId', t.customer_id,
    'authorName', m.author_name, 'body', m.body, 'createdAt', private.iso(m.created_at),
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', private.email_recipients(t))
  from public.ticket_messages m
  join public.support_tickets t on t.id = m.ticket_id
  where m.id = p_message_id and not m.is_internal
$$;

create function public.get_ticket_email(p_ticket_id uuid, p_kind text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'customerId', t.customer_id,
    -- Not what the customer wrote: a receipt that repeats it could be made to carry anything to anybody.
    'body', case p_kind when 'resolved' then t.resolution_notes when 'opened' then t.description end,
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', private.email_recipients(t))
  from public.support_tickets t
  -- What is no longer so when the e-mail is written needs none.
  where t.id = p_ticket_id and (p_kind in ('received', 'opened') or t.status::text = p_kind)
$$;
comment on function public.get_ticket_email(uuid, text) is
  'What an e-mail about a ticket says, and to whom: received (the customer wrote), opened (staff did, for them), resolved, cancelled; null when that is no longer so.';
grant execute on function public.get_ticket_email(uuid, text) to service_role;

create function private.email_ticket_news()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_kind text;
begin
  if current_setting('portico.notify', true) = 'off' then
    return null;
  end if;
  v_kind := case
    when new.type = 'created' and new.actor_type = 'customer' then 'received'
    when new.type = 'created' then 'opened'
    when new.type = 'status_changed' and new.actor_type = 'staff' and new.new_value in ('resolved', 'cancelled') then new.new_value
  end;
  if v_kind is not null then
    perform private.enqueue('ticket_email',
      jsonb_build_object('ticketId', new.ticket_id, 'kind', v_kind, 'eventId', new.id), 'ticket_email:' || new.id);
  end if;
  return null;
end
$$;
comment on function private.email_ticket_news() is
  'Trigger: a ticket that was opened, and one that staff resolved or cancelled, is told to its customer by e-mail. Imported history is not.';
create trigger ticket_events_50_email after insert on public.ticket_events
  for each row when (new.created_at > now() - interval '1 hour' and not new.is_internal)
  execute function private.email_ticket_news();

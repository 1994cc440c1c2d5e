-- Who is told when a promise is about to be missed, or is missed; and how resolved tickets close by themselves.

-- Warnings -------------------------------------------------------------------------------------------

create table public.ticket_promises (
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  kind text not null check (kind in ('first_response', 'next_response', 'resolution')),
  due_at timestamptz,
  risk_at timestamptz,
  warned_risk_at timestamptz,
  warned_breach_at timestamptz,
  primary key (ticket_id, kind)
);
comment on table public.ticket_promises is
  'For staff: the promises that are not kept yet, and whether somebody was warned. Without due_at while the clock stands. A trigger of support_tickets keeps it.';
create index ticket_promises_breach_idx on public.ticket_promises (due_at) where warned_breach_at is null;
create index ticket_promises_risk_idx on public.ticket_promises (risk_at) where warned_risk_at is null;
alter table public.ticket_promises enable row level security;
create policy "Staff read what is promised" on public.ticket_promises for select to authenticated using ((select private.is_staff()));
grant select on public.ticket_promises to authenticated, service_role;

create function private.keep_ticket_promises()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_runs boolean := private.sla_class(new.status) = 'running';
  -- Under another priority it is another promise: whoever was warned is warned again.
  v_is_new boolean := tg_op = 'UPDATE' and (new.priority <> old.priority or new.category <> old.category);
  v_terms private.sla_terms := private.sla_terms_for(new.priority, new.category);
begin
  insert into public.ticket_promises as p (ticket_id, kind, due_at, risk_at, warned_risk_at, warned_breach_at)
  select new.id, d.kind, case when v_runs then d.due_at end, case when v_runs then d.risk_at end,
    -- What is late already when a ticket arrives came with an import: that is history.
    case when tg_op = 'INSERT' and d.risk_at < now() then now() end, case when tg_op = 'INSERT' and d.due_at < now() then now() end
  from private.ticket_dues(new, v_terms) d
  on conflict (ticket_id, kind) do update
  set due_at = excluded.due_at, risk_at = excluded.risk_at,
      warned_risk_at = case when v_is_new and excluded.risk_at > now() then null else p.warned_risk_at end,
      warned_breach_at = case when v_is_new and excluded.due_at > now() then null else p.warned_breach_at end;
  if tg_op = 'UPDATE' then
    -- What was answered is done with. A resolution is not: it may be reopened, and is not warned of twice.
    delete from public.ticket_promises p where p.ticket_id = new.id
      and (p.kind = 'first_response' and new.first_responded_at is not null
        or p.kind = 'next_response' and new.next_response_due_at is null);
  end if;
  return null;
end
$$;
comment on function private.keep_ticket_promises() is 'Trigger: keeps ticket_promises in step with its ticket.';
create trigger support_tickets_10_promises_new after insert on public.support_tickets
  for each row when (new.status not in ('resolved', 'closed', 'cancelled')) execute function private.keep_ticket_promises();
create trigger support_tickets_10_promises after update of
  status, priority, category, first_response_due_at, first_responded_at, next_response_due_at, resolution_due_at
  on public.support_tickets for each row execute function private.keep_ticket_promises();
update public.support_tickets set status = status
where status not in ('resolved', 'closed', 'cancelled') and resolution_due_at is not null;

select private.allow_notifications(array['sla_at_risk', 'sla_breached', 'ticket_closing']);

create function public.check_sla(p_limit int default 500)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_promise public.ticket_promises;
  v_ticket public.support_tickets;
  v_broken boolean;
  v_seen int := 0;
  v_warned int := 0;
begin
  for v_promise in
    select * from public.ticket_promises p
    where (p.due_at < now() and p.warned_breach_at is null) or (p.risk_at < now() and p.warned_risk_at is null)
    order by p.due_at limit least(greatest(p_limit, 0), 1000)
    for update skip locked
  loop
    v_seen := v_seen + 1;
    v_broken := v_promise.due_at < now();
    update public.ticket_promises p
    set warned_risk_at = coalesce(p.warned_risk_at, now()),
        warned_breach_at = case when v_broken then now() end
    where p.ticket_id = v_promise.ticket_id and p.kind = v_promise.kind;
    -- What was missed more than a day ago came with an import, or the worker stood still: nobody is told of history.
    continue when v_promise.due_at < now() - interval '1 day';
    select * into v_ticket from public.support_tickets t where t.id = v_promise.ticket_id;
    v_warned := v_warned + 1;
    perform private.notify_ticket(private.system_viewer('Portico'), v_ticket,
      case when v_broken then 'sla_breached' else 'sla_at_risk' end, true,
      concat_ws(':', case when v_broken then 'sla_breached' else 'sla_at_risk' end, v_ticket.id, v_promise.kind,
        extract(epoch from v_promise.due_at)::bigint),
      jsonb_build_object('kind', v_promise.kind, 'dueAt', private.iso(v_promise.due_at)));
  end loop;
  return jsonb_build_object('seen', v_seen, 'warned', v_warned);
end
$$;
comment on function public.check_sla(int) is
  'For the worker: tells the assignee, or all staff while nobody has it, of promises that are at risk or broken, once each. Returns { seen, warned }; call again while seen reaches p_limit.';
grant execute on function public.check_sla(int) to service_role;

-- Closing --------------------------------------------------------------------------------------------

insert into public.app_settings (key, value) values ('auto_close_days', '7'), ('auto_close_reminder_days', '2')
on conflict (key) do nothing;

create table private.closing_reminders (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  resolved_at timestamptz not null
);
comment on table private.closing_reminders is 'Of which resolution the people of a ticket were reminded that it closes by itself.';
alter table private.closing_reminders enable row level security;

create function private.auto_close_days() returns int
language sql stable security definer set search_path = ''
as $$ select private.setting_int('auto_close_days', 7, 0, 365) $$;
comment on function private.auto_close_days() is 'After how many days a resolved ticket closes by itself; 0 for never.';

create index support_tickets_to_close_idx on public.support_tickets (resolved_at, id) where status = 'resolved';

create function public.close_resolved_tickets(p_limit int default 200)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_portico private.viewer := private.system_viewer('Portico');
  v_limit int := least(greatest(p_limit, 0), 1000);
  v_days int := private.auto_close_days();
  -- A reminder comes at least a day after the resolution.
  v_before int := least(private.setting_int('auto_close_reminder_days', 2, 0, 30), v_days - 1);
  v_ticket public.support_tickets;
  v_closed int := 0;
  v_reminded int := 0;
begin
  if v_days = 0 then
    return jsonb_build_object('closed', 0, 'reminded', 0);
  end if;

  for v_ticket in
    select * from public.support_tickets t
    where t.status = 'resolved' and t.resolved_at < now() - make_interval(days => v_days)
    order by t.resolved_at, t.id limit v_limit
    for update skip locked
  loop
    v_closed := v_closed + 1;
    v_ticket := private.set_status(v_portico, v_ticket, 'closed');
    perform private.audit(v_portico, 'ticket.auto_close', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
    -- What was resolved long ago came with an import: nobody is told of history.
    if v_ticket.resolved_at > now() - make_interval(days => v_days + 7) then
      perform private.notify_ticket(v_portico, v_ticket, 'ticket_status', false,
        'ticket_status:' || v_ticket.id || ':' || v_ticket.version, '{"status": "closed"}');
    end if;
  end loop;

  if v_before > 0 then
    for v_ticket in
      select t.* from public.support_tickets t
      where t.status = 'resolved' and t.resolved_at <= now() - make_interval(days => v_days - v_before)
        and t.resolved_at >= now() - make_interval(days => v_days)
        and not exists (select 1 from private.closing_reminders r where r.ticket_id = t.id and r.resolved_at = t.resolved_at)
      order by t.resolved_at, t.id limit v_limit
      for update skip locked
    loop
      v_reminded := v_reminded + 1;
      insert into private.closing_reminders (ticket_id, resolved_at) values (v_ticket.id, v_ticket.resolved_at)
      on conflict (ticket_id) do update set resolved_at = excluded.resolved_at;
      perform private.notify_ticket(v_portico, v_ticket, 'ticket_closing', false,
        concat_ws(':', 'ticket_closing', v_ticket.id, extract(epoch from v_ticket.resolved_at)::bigint),
        jsonb_build_object('closesAt', private.iso(v_ticket.resolved_at + make_interval(days => v_days))));
      perform private.enqueue('ticket_closing_email', jsonb_build_object('ticketId', v_ticket.id),
        concat_ws(':', 'ticket_closing_email', v_ticket.id, extract(epoch from v_ticket.resolved_at)::bigint));
    end loop;
  end if;
  return jsonb_build_object('closed', v_closed, 'reminded', v_reminded);
end
$$;
comment on function public.close_resolved_tickets(int) is
  'For the worker: closes what was resolved auto_close_days ago, as the portal itself, and reminds its people auto_close_reminder_days before. Returns { closed, reminded }; call again while one of them reaches p_limit.';
grant execute on function public.close_resolved_tickets(int) to service_role;

create function public.get_closing_email(p_ticket_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_days int := private.auto_close_days();
begin
  return (
    select jsonb_build_object(
      'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'customerId', t.customer_id,
      'closesAt', private.iso(t.resolved_at + make_interval(days => v_days)),
      'timeZone', coalesce(c.time_zone, private.business_time_zone()),
      'branding', (select value from public.app_settings where key = 'branding'),
      'recipients', private.email_recipients(t))
    from public.support_tickets t
    join public.customer_profiles c on c.id = t.customer_id
    where t.id = p_ticket_id and t.status = 'resolved' and v_days > 0);
end
$$;
comment on function public.get_closing_email(uuid) is
  'For the mail job: what a reminder of closing says, and to whom; null when the ticket is not resolved any more.';
grant execute on function public.get_closing_email(uuid) to service_role;

insert into private.recurring_jobs (kind, every) values ('check_sla', '1 minute'), ('close_resolved_tickets', '1 hour');

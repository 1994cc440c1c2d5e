-- What is promised on a ticket, and how its clocks run. A ticket's clocks are the outcome of its log: each entry
-- (opened, message, status) is one step. Commands take the step of what they do; a change of priority or category
-- replays the log under the new terms. lib/sla/engine.ts is the same machine; lib/sla/cases.json runs through both.

-- Policies ----------------------------------------------------------------------------------------

alter table public.sla_policies
  drop constraint sla_policies_pkey,
  add column id uuid primary key default gen_random_uuid(),
  add column category text references public.ticket_categories (slug) on update cascade on delete cascade,
  add column next_response interval check (next_response > interval '0'),
  add column clock text not null default 'business' check (clock in ('business', 'always'));
update public.sla_policies set next_response = first_response;
alter table public.sla_policies alter column next_response set not null;
create unique index sla_policies_scope_idx on public.sla_policies (priority, category) nulls not distinct;
create index sla_policies_category_idx on public.sla_policies (category);
comment on table public.sla_policies is
  'Promised times by priority, of open hours (clock business) or round the clock (always). A row with a category goes before the one without.';

create type private.sla_terms as (
  calendar private.business_calendar, first_response double precision, next_response double precision, resolution double precision);
comment on type private.sla_terms is 'What is promised, in seconds of the calendar''s open time.';

create function private.sla_terms_for(p_priority public.ticket_priority, p_category text)
returns private.sla_terms
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_policy public.sla_policies;
  v_terms private.sla_terms;
begin
  select * into v_policy from public.sla_policies p
  where p.priority = p_priority and (p.category = p_category or p.category is null)
  order by p.category nulls last limit 1;
  if v_policy.clock = 'business' then
    v_terms.calendar := private.business_calendar();
  else
    v_terms.calendar.zone := 'UTC';
  end if;
  v_terms.first_response := extract(epoch from v_policy.first_response);
  v_terms.next_response := extract(epoch from v_policy.next_response);
  v_terms.resolution := extract(epoch from v_policy.resolution);
  return v_terms;
end
$$;
comment on function private.sla_terms_for(public.ticket_priority, text) is
  'What is promised to tickets of this priority and category; nulls where nothing is.';

create or replace function private.promise_times(
  p_priority public.ticket_priority, p_category text, p_from timestamptz,
  out first_response_due_at timestamptz, out resolution_due_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_terms private.sla_terms := private.sla_terms_for(p_priority, p_category);
begin
  first_response_due_at := private.add_business_time(v_terms.calendar, p_from, v_terms.first_response);
  resolution_due_at := private.add_business_time(v_terms.calendar, p_from, v_terms.resolution);
end
$$;

-- Clocks --------------------------------------------------------------------------------------------

create type private.sla_state as (
  status public.ticket_status, stopped_at timestamptz, first_response_due_at timestamptz, first_responded_at timestamptz,
  next_response_due_at timestamptz, resolution_due_at timestamptz);
comment on type private.sla_state is
  'The clocks of a ticket. While they stand (stopped_at), due times hold as of that moment, and move on when the clocks run again.';

create function private.sla_class(p_status public.ticket_status) returns text
language sql immutable set search_path = ''
as $$
  select case
    when p_status in ('waiting_customer', 'on_hold') then 'paused'
    when p_status in ('resolved', 'closed', 'cancelled') then 'settled'
    else 'running' end
$$;
comment on function private.sla_class(public.ticket_status) is
  'running, paused (we wait, or hold) or settled: whether a status lets the clocks run.';

create function private.sla_resume(
  p_calendar private.business_calendar, p_due timestamptz, p_stopped_at timestamptz, p_at timestamptz)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
begin
  -- What was late before the clock stopped stays as late as it was.
  if p_due is null or p_due <= p_stopped_at then
    return p_due;
  end if;
  return private.add_business_time(p_calendar, p_at, private.business_seconds(p_calendar, p_stopped_at, p_due));
end
$$;
comment on function private.sla_resume(private.business_calendar, timestamptz, timestamptz, timestamptz) is
  'A due time as it is once a clock that stopped runs again: as much open time is left as there was.';

create function private.sla_step(
  p_terms private.sla_terms, p_state private.sla_state, p_kind text, p_by text, p_status public.ticket_status, p_at timestamptz)
returns private.sla_state
language plpgsql stable set search_path = ''
as $$
declare
  s private.sla_state := p_state;
  v_calendar private.business_calendar := p_terms.calendar;
  v_was text := private.sla_class(p_state.status);
  v_is text := private.sla_class(p_status);
begin
  if p_kind = 'opened' then
    return (coalesce(p_status, 'new'), null,
      private.add_business_time(v_calendar, p_at, p_terms.first_response), null, null,
      private.add_business_time(v_calendar, p_at, p_terms.resolution))::private.sla_state;
  end if;

  if p_kind = 'message' then
    if p_by = 'staff' then
      s.first_responded_at := coalesce(s.first_responded_at, p_at);
      s.next_response_due_at := null;
    elsif p_by = 'customer' and s.first_responded_at is not null and s.next_response_due_at is null then
      -- Promised from the first word that nobody has answered; as of the stop, while the clocks stand.
      s.next_response_due_at := private.add_business_time(v_calendar, coalesce(s.stopped_at, p_at), p_terms.next_response);
    end if;
    return s;
  end if;

  if v_was <> 'running' and v_is <> v_was then
    if s.first_responded_at is null then
      s.first_response_due_at := private.sla_resume(v_calendar, s.first_response_due_at, s.stopped_at, p_at);
    end if;
    s.next_response_due_at := private.sla_resume(v_calendar, s.next_response_due_at, s.stopped_at, p_at);
    s.resolution_due_at := private.sla_resume(v_calendar, s.resolution_due_at, s.stopped_at, p_at);
  end if;
  if v_is = 'settled' then
    s.next_response_due_at := null;
  elsif v_was = 'settled' and p_by = 'customer' and s.first_responded_at is not null and s.next_response_due_at is null then
    -- Who reopens without a word waits for one all the same.
    s.next_response_due_at := private.add_business_time(v_calendar, p_at, p_terms.next_response);
  end if;
  s.stopped_at := case when v_is = 'running' then null when v_is = v_was then s.stopped_at else p_at end;
  s.status := p_status;
  return s;
end
$$;
comment on function private.sla_step(private.sla_terms, private.sla_state, text, text, public.ticket_status, timestamptz) is
  'The clocks after one entry of the log: opened, message (by customer, staff, ai, system) or status. Automatic and AI messages answer nothing; the clocks stand while we wait or hold, and stop when a ticket is settled.';

create function private.sla_replay(p_terms private.sla_terms, p_log jsonb)
returns private.sla_state
language plpgsql stable set search_path = ''
as $$
declare
  s private.sla_state;
  v_entry jsonb;
begin
  for v_entry in select value from jsonb_array_elements(p_log) loop
    s := private.sla_step(p_terms, s, v_entry ->> 'kind', v_entry ->> 'by', (v_entry ->> 'status')::public.ticket_status,
      (v_entry ->> 'at')::timestamptz);
  end loop;
  return s;
end
$$;
comment on function private.sla_replay(private.sla_terms, jsonb) is
  'The clocks after a whole log [{ kind, at, by?, status? }], in its order.';

create function private.sla_log(p_ticket public.support_tickets)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with first as (
    select m.id from public.ticket_messages m where m.ticket_id = p_ticket.id order by m.created_at, m.id limit 1)
  select jsonb_build_array(jsonb_build_object('kind', 'opened', 'at', p_ticket.created_at, 'status', coalesce(
      (select e.new_value from public.ticket_events e
       where e.ticket_id = p_ticket.id and e.type = 'created' and e.new_value = 'waiting_ai' limit 1), 'new')))
    || coalesce((
      select jsonb_agg(jsonb_build_object('kind', l.kind, 'by', l.by, 'status', l.status, 'at', l.at) order by l.at, l.kind)
      from (
        select 'status' as kind, e.actor_type::text as by, e.new_value as status, e.created_at as at
        from public.ticket_events e where e.ticket_id = p_ticket.id and e.type = 'status_changed'
        union all
        select 'message', m.author_type::text, null, m.created_at
        from public.ticket_messages m
        where m.ticket_id = p_ticket.id and not m.is_internal and m.author_type in ('customer', 'staff')
          -- The first message is what the ticket says; it answers nothing.
          and m.id <> (select id from first)) l), '[]'::jsonb)
$$;
comment on function private.sla_log(public.support_tickets) is 'What happened to a ticket''s clocks: its opening, messages and changes of status, oldest first.';

-- Columns that the queue reads from indexes ------------------------------------------------------------

alter table public.support_tickets
  add column next_response_due_at timestamptz,
  add column sla_due_at timestamptz,
  add column sla_risk_at timestamptz;
comment on column public.support_tickets.next_response_due_at is 'Until when staff answer the first message of the customer that is not answered yet.';
comment on column public.support_tickets.sla_due_at is 'The earliest promise that is not kept yet, while the clocks run.';
comment on column public.support_tickets.sla_risk_at is 'From when on less than a fifth of the time of a promise is left.';

create or replace function private.sla_breached_sql() returns text
language sql immutable set search_path = ''
as $$ select '(t.sla_due_at < now())' $$;

create or replace function private.sla_at_risk_sql() returns text
language sql immutable set search_path = ''
as $$ select '(t.sla_due_at >= now() and t.sla_risk_at < now())' $$;

create function private.ticket_clocks(p_ticket public.support_tickets)
returns private.sla_state
language sql immutable set search_path = ''
as $$
  select (p_ticket.status,
    case private.sla_class(p_ticket.status)
      when 'paused' then p_ticket.sla_paused_at
      when 'settled' then coalesce(p_ticket.resolved_at, p_ticket.closed_at) end,
    p_ticket.first_response_due_at, p_ticket.first_responded_at, p_ticket.next_response_due_at,
    p_ticket.resolution_due_at)::private.sla_state
$$;
comment on function private.ticket_clocks(public.support_tickets) is 'The clocks as the columns of a ticket hold them.';

create function private.recompute_clocks(p_ticket public.support_tickets, p_terms private.sla_terms)
returns private.sla_state
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_now private.sla_state := private.ticket_clocks(p_ticket);
  s private.sla_state := private.sla_replay(p_terms, private.sla_log(p_ticket));
begin
  -- What a log does not tell (an imported ticket has none) the ticket itself does.
  s.first_responded_at := coalesce(v_now.first_responded_at, s.first_responded_at);
  if s.status <> v_now.status then
    s := private.sla_step(p_terms, s, 'status', 'system', v_now.status,
      greatest(coalesce(v_now.stopped_at, now()), s.stopped_at, p_ticket.created_at));
  end if;
  return s;
end
$$;
comment on function private.recompute_clocks(public.support_tickets, private.sla_terms) is
  'The clocks of a ticket from its log, under other terms.';

create function private.ticket_dues(p_ticket public.support_tickets, p_terms private.sla_terms)
returns table (kind text, due_at timestamptz, risk_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select d.kind, d.due_at, private.subtract_business_time(p_terms.calendar, d.due_at, d.promised * 0.2)
  from (values
    ('first_response', case when p_ticket.first_responded_at is null then p_ticket.first_response_due_at end, p_terms.first_response),
    ('next_response', p_ticket.next_response_due_at, p_terms.next_response),
    ('resolution', p_ticket.resolution_due_at, p_terms.resolution)) as d(kind, due_at, promised)
  where d.due_at is not null
$$;
comment on function private.ticket_dues(public.support_tickets, private.sla_terms) is
  'The promises of a ticket that are not kept yet, and from when on less than a fifth of their time is left.';

create function private.keep_ticket_clocks()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_terms private.sla_terms;
  v_state private.sla_state;
begin
  new.sla_due_at := null;
  new.sla_risk_at := null;
  if new.resolution_due_at is null and new.first_response_due_at is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (new.priority <> old.priority or new.category <> old.category)
    -- Whoever sets the times as well (an import) knows better.
    and new.first_response_due_at is not distinct from old.first_response_due_at
    and new.resolution_due_at is not distinct from old.resolution_due_at then
    v_terms := private.sla_terms_for(new.priority, new.category);
    v_state := private.recompute_clocks(new, v_terms);
    new.first_response_due_at := v_state.first_response_due_at;
    new.next_response_due_at := v_state.next_response_due_at;
    new.resolution_due_at := v_state.resolution_due_at;
  end if;
  if private.sla_class(new.status) <> 'running' then
    return new;
  end if;
  if v_terms is null then
    v_terms := private.sla_terms_for(new.priority, new.category);
  end if;
  select min(d.due_at), min(d.risk_at) into new.sla_due_at, new.sla_risk_at from private.ticket_dues(new, v_terms) d;
  return new;
end
$$;
comment on function private.keep_ticket_clocks() is
  'Trigger: recomputes the promises when priority or category change, and keeps the columns that the queue reads.';
create trigger support_tickets_10_clocks_new before insert on public.support_tickets
  for each row execute function private.keep_ticket_clocks();
create trigger support_tickets_10_clocks before update of
  status, priority, category, first_response_due_at, first_responded_at, next_response_due_at, resolution_due_at
  on public.support_tickets for each row execute function private.keep_ticket_clocks();

create function private.ticket_message_clock()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  s private.sla_state;
begin
  select * into v_ticket from public.support_tickets where id = new.ticket_id for update;
  if v_ticket.resolution_due_at is null
    -- The first message is what the ticket says.
    or not exists (select 1 from public.ticket_messages m where m.ticket_id = new.ticket_id and m.id <> new.id) then
    return null;
  end if;
  s := private.sla_step(private.sla_terms_for(v_ticket.priority, v_ticket.category), private.ticket_clocks(v_ticket),
    'message', new.author_type::text, null, now());
  if s is distinct from private.ticket_clocks(v_ticket) then
    update public.support_tickets t
    set first_responded_at = s.first_responded_at, next_response_due_at = s.next_response_due_at
    where t.id = v_ticket.id;
  end if;
  return null;
end
$$;
comment on function private.ticket_message_clock() is
  'Trigger: a word of staff is the answer that was promised, one of the customer asks for the next.';
-- A message of the past comes with an import, which brings its ticket's clocks along.
create trigger ticket_messages_10_clock after insert on public.ticket_messages
  for each row when (not new.is_internal and new.author_type in ('customer', 'staff') and new.created_at > now() - interval '1 minute')
  execute function private.ticket_message_clock();

-- Rows that were there before: the earliest promise counts.
update public.support_tickets set status = status where status in ('new', 'waiting_ai', 'assigned', 'in_progress');
create index support_tickets_sla_due_idx on public.support_tickets (sla_due_at, id) where sla_due_at is not null;
create index support_tickets_sla_risk_idx on public.support_tickets (sla_risk_at, id) where sla_risk_at is not null;

-- Changes of a ticket ---------------------------------------------------------------------------------

create or replace function private.set_status(
  p_viewer private.viewer, p_ticket public.support_tickets, p_to public.ticket_status, p_note text default null)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  s private.sla_state;
  v_ticket public.support_tickets;
begin
  if p_to = p_ticket.status then
    return p_ticket;
  end if;
  s := private.sla_step(private.sla_terms_for(p_ticket.priority, p_ticket.category), private.ticket_clocks(p_ticket),
    'status', private.actor_kind(p_viewer), p_to, now());
  update public.support_tickets t
  set status = p_to,
      version = t.version + 1,
      last_activity_at = clock_timestamp(),
      sla_paused_at = case when private.sla_class(p_to) = 'paused' then s.stopped_at end,
      first_response_due_at = s.first_response_due_at,
      next_response_due_at = s.next_response_due_at,
      resolution_due_at = s.resolution_due_at,
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

create or replace function private.change_priority(
  p_viewer private.viewer, p_ticket public.support_tickets, p_priority public.ticket_priority)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  if p_priority is null or p_priority = p_ticket.priority then
    return p_ticket;
  end if;
  perform private.add_event(p_viewer, p_ticket.id, 'priority_changed', p_ticket.priority::text, p_priority::text);
  -- The promised times follow by the ticket's trigger, from its log.
  update public.support_tickets t set priority = p_priority, version = t.version + 1
  where t.id = p_ticket.id returning * into v_ticket;
  return v_ticket;
end
$$;

create or replace function private.ticket_promise(p_ticket public.support_tickets, p_viewer private.viewer)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_terms private.sla_terms;
  v_left double precision;
  v_opens timestamptz;
begin
  if private.sla_class(p_ticket.status) <> 'settled' then
    v_terms := private.sla_terms_for(p_ticket.priority, p_ticket.category);
    v_opens := private.add_business_time(v_terms.calendar, now(), 0);
    if p_ticket.sla_paused_at is not null then
      v_left := private.business_seconds(v_terms.calendar, p_ticket.sla_paused_at, p_ticket.resolution_due_at);
    end if;
  end if;
  return jsonb_build_object(
    'sla', jsonb_build_object(
      'firstResponseDueAt', private.iso(p_ticket.first_response_due_at), 'firstRespondedAt', private.iso(p_ticket.first_responded_at),
      'nextResponseDueAt', private.iso(p_ticket.next_response_due_at), 'resolutionDueAt', private.iso(p_ticket.resolution_due_at),
      'pausedAt', private.iso(p_ticket.sla_paused_at), 'riskAt', private.iso(p_ticket.sla_risk_at),
      -- Open seconds that are left to the resolution while the clock stands.
      'remaining', round(v_left),
      'opensAt', private.iso(case when v_opens > now() then v_opens end),
      'closesAt', private.iso(case when p_ticket.status = 'resolved' and private.auto_close_days() > 0
        then p_ticket.resolved_at + make_interval(days => private.auto_close_days()) end),
      'statusSince', private.iso((
        select e.created_at from public.ticket_events e
        where e.ticket_id = p_ticket.id and e.type = 'status_changed' and e.new_value = p_ticket.status::text
        order by e.created_at desc, e.id desc limit 1))));
end
$$;

create function public.preview_promise(p_category text, p_priority text default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_priority public.ticket_priority;
  v_terms private.sla_terms;
  v_opens timestamptz;
begin
  begin
    v_priority := coalesce(nullif(p_priority, '')::public.ticket_priority,
      (select c.default_priority from public.ticket_categories c where c.slug = p_category and c.is_active));
  exception when invalid_text_representation then
    perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
  end;
  if v_priority is null then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;
  v_terms := private.sla_terms_for(v_priority, p_category);
  v_opens := private.add_business_time(v_terms.calendar, now(), 0);
  return jsonb_build_object(
    'firstResponseDueAt', private.iso(private.add_business_time(v_terms.calendar, now(), v_terms.first_response)),
    'resolutionDueAt', private.iso(private.add_business_time(v_terms.calendar, now(), v_terms.resolution)),
    'isOpenNow', coalesce(v_opens <= now(), false),
    'opensAt', private.iso(case when v_opens > now() then v_opens end));
end
$$;
comment on function public.preview_promise(text, text) is
  'What a ticket of this category (and priority; else the category''s own) would be promised now: { firstResponseDueAt, resolutionDueAt, isOpenNow, opensAt: null while open }. Raises PT401, PT403, PT422.';
grant execute on function public.preview_promise(text, text) to authenticated;

-- The queue's rows say what the columns say.
create or replace function private.ticket_row(t public.support_tickets, p_viewer private.viewer)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'priority', t.priority,
    'category', t.category, 'categoryLabel', c.label, 'issueType', t.issue_type, 'channel', t.channel,
    'isPrivate', t.is_private, 'orderId', t.order_id, 'version', t.version, 'messageCount', t.message_count,
    'lastMessageAuthor', t.last_message_author, 'lastMessageBy', t.last_message_by,
    'lastActivityAt', private.iso(t.last_activity_at), 'createdAt', private.iso(t.created_at),
    'resolvedAt', private.iso(t.resolved_at),
    'unread', t.last_activity_at > coalesce(r.last_read_at, '-infinity')
      and t.last_message_author is distinct from private.actor_kind(p_viewer)::public.message_author,
    'assigneeName', a.full_name)
    || case when p_viewer.role = 'customer' then '{}'::jsonb else jsonb_build_object(
      'assigneeId', t.assignee_id, 'customerId', t.customer_id,
      'customerName', coalesce(p.company_name, p.full_name), 'customerEmail', p.email,
      'firstResponseDueAt', private.iso(t.first_response_due_at), 'firstRespondedAt', private.iso(t.first_responded_at),
      'nextResponseDueAt', private.iso(t.next_response_due_at), 'resolutionDueAt', private.iso(t.resolution_due_at),
      'slaPausedAt', private.iso(t.sla_paused_at), 'slaRiskAt', private.iso(t.sla_risk_at),
      'tags', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = t.id), '[]'))
    end
  from (select 1) one
  left join public.ticket_categories c on c.slug = t.category
  left join public.portal_users a on a.id = t.assignee_id
  left join public.customer_profiles p on p.id = t.customer_id
  left join public.ticket_reads r on r.ticket_id = t.id and r.user_id = p_viewer.id
$$;

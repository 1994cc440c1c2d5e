-- Teams: who answers which tickets, and how a new ticket finds its person.

select private.allow_ticket_events(array['team_changed']);

create type public.team_assignment as enum ('manual', 'round_robin', 'least_loaded');

create table public.teams (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 300),
  assignment public.team_assignment not null default 'manual',
  capacity int not null default 20 check (capacity between 1 and 500),
  version int not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.teams is
  'Groups of staff who answer tickets. capacity is how many tickets that wait for us a member is given at most; an archived team keeps its name for what it did.';
create unique index teams_name_idx on public.teams (lower(name)) where archived_at is null;
create trigger teams_touch before update on public.teams for each row execute function private.touch_updated_at();

create table public.team_members (
  team_id uuid not null references public.teams (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  capacity int check (capacity between 0 and 500),
  is_paused boolean not null default false,
  last_assigned_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (team_id, user_id)
);
comment on table public.team_members is
  'Who belongs to a team. Paused: gets nothing of this team for now. Without a capacity of their own the team''s holds.';
create index team_members_user_idx on public.team_members (user_id);

create table public.staff_absences (
  user_id uuid primary key references public.portal_users (id) on delete cascade,
  until timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.staff_absences is
  'Staff who are away, until a time or until they say that they are back. They are given nothing, in no team.';

alter table public.teams enable row level security;
create policy "Staff read teams" on public.teams for select to authenticated using ((select private.is_staff()));
alter table public.team_members enable row level security;
create policy "Staff read who is in which team" on public.team_members for select to authenticated using ((select private.is_staff()));
alter table public.staff_absences enable row level security;
create policy "Staff read who is away" on public.staff_absences for select to authenticated using ((select private.is_staff()));
grant select on public.teams, public.team_members, public.staff_absences to authenticated;
grant select, insert, update, delete on public.teams, public.team_members, public.staff_absences to service_role;

alter table public.ticket_categories add column team_id uuid references public.teams (id) on delete set null;
create index ticket_categories_team_idx on public.ticket_categories (team_id);
alter table public.support_tickets add column team_id uuid references public.teams (id) on delete set null;
create index support_tickets_team_activity_idx on public.support_tickets (team_id, last_activity_at desc, id desc);
-- Behind the figures of who has how much, which are asked at every assignment.
create index support_tickets_load_idx on public.support_tickets (assignee_id)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress');
create index support_tickets_unassigned_team_idx on public.support_tickets (created_at, id)
  where assignee_id is null and team_id is not null and status in ('new', 'waiting_ai', 'assigned', 'in_progress');

-- Who can take a ticket -----------------------------------------------------------------------------

create function private.staff_load(p_user_id uuid)
returns int
language sql stable security definer set search_path = ''
as $$
  select count(*)::int from (
    select 1 from public.support_tickets t
    where t.assignee_id = p_user_id and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress')
    limit 1000) waiting
$$;
comment on function private.staff_load(uuid) is
  'How many tickets of this person wait for us; those that wait for the customer or are on hold are no work now.';

create function private.is_away(p_user_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select 1 from public.staff_absences a where a.user_id = p_user_id and (a.until is null or a.until > now()))
$$;
comment on function private.is_away(uuid) is 'Whether this member of staff is away at this moment.';

create function private.member_state(p_member public.team_members, p_capacity int, p_load int)
returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when not exists (select 1 from public.portal_users u
      where u.id = p_member.user_id and u.portal_active and u.role in ('agent', 'admin')) then 'locked'
    when private.is_away(p_member.user_id) then 'away'
    when p_member.is_paused then 'paused'
    when p_load >= coalesce(p_member.capacity, p_capacity) then 'full'
    else 'available' end
$$;
comment on function private.member_state(public.team_members, int, int) is
  'Whether a member can be given a ticket: available, or why not: locked, away, paused, full.';

create function private.pick_member(p_team public.teams)
returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
begin
  -- One choice at a time, for all teams together, since a person may be in several. Whoever waits here sees the
  -- choices before theirs. It is the last lock that a transaction takes: the ticket's comes first.
  perform pg_advisory_xact_lock(hashtextextended('portico.pick_member', 0));
  select m.user_id into v_user
  from public.team_members m
  cross join lateral (select private.staff_load(m.user_id) as load) l
  where m.team_id = p_team.id and private.member_state(m, p_team.capacity, l.load) = 'available'
  order by
    case when p_team.assignment = 'least_loaded' then l.load end,
    m.last_assigned_at nulls first, m.user_id
  limit 1;
  update public.team_members set last_assigned_at = clock_timestamp() where team_id = p_team.id and user_id = v_user;
  return v_user;
end
$$;
comment on function private.pick_member(public.teams) is
  'Whose turn it is in this team: with the fewest waiting tickets, or in turn; never somebody who is away, paused, locked or has as many as they can take. Null when that is everybody.';

create function private.team_audience(p_team_id uuid)
returns uuid[]
language sql stable security definer set search_path = ''
as $$
  with members as (
    select m.user_id, m.is_paused or private.is_away(m.user_id) as is_absent
    from public.team_members m join public.portal_users u on u.id = m.user_id
    where m.team_id = p_team_id and u.portal_active and u.role in ('agent', 'admin'))
  select coalesce(array_agg(user_id) filter (where not is_absent), array_agg(user_id)) from members
$$;
comment on function private.team_audience(uuid) is
  'Who is told about a ticket of this team that nobody has: its members who are there, or all of them while none is; null without any.';

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
    where u.portal_active and u.id is distinct from p_viewer.id
      and case
        when p_to_staff and p_ticket.assignee_id is not null then u.id = p_ticket.assignee_id
        when p_to_staff and v_team is not null then u.id = any (v_team)
        when p_to_staff then u.role in ('agent', 'admin')
        when p_ticket.requester_id is not null then u.id = p_ticket.requester_id
        else u.customer_id = p_ticket.customer_id end
  loop
    perform private.notify(v_user, p_event, 'ticket', p_ticket.id, v_data, p_key);
  end loop;
end
$$;
comment on function private.notify_ticket(private.viewer, public.support_tickets, text, boolean, text, jsonb) is
  'Tells the other side of a ticket: its assignee; while nobody has it its team, or all staff when it has none; its requester, or the profile''s people. Never the author.';

create function private.is_routed(p_ticket public.support_tickets)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_ticket.assignee_id is null
    and p_ticket.status in ('new', 'waiting_ai', 'assigned', 'in_progress')
    and exists (select 1 from public.teams m where m.id = p_ticket.team_id and m.assignment <> 'manual' and m.archived_at is null)
$$;
comment on function private.is_routed(public.support_tickets) is
  'Whether the portal itself looks for somebody to answer this ticket: nobody has it, it waits for us, and its team shares out.';

-- The team of a ticket --------------------------------------------------------------------------------

create function private.ticket_team(p_ticket public.support_tickets)
returns jsonb
language sql stable security definer set search_path = ''
as $$ select jsonb_build_object('id', m.id, 'name', m.name) from public.teams m where m.id = p_ticket.team_id $$;
comment on function private.ticket_team(public.support_tickets) is 'The team of a ticket for staff, { id, name }, or null.';

create function private.default_team()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  select m.id into new.team_id
  from public.ticket_categories c join public.teams m on m.id = c.team_id and m.archived_at is null
  where c.slug = new.category;
  return new;
end
$$;
comment on function private.default_team() is 'Trigger: a new ticket belongs to the team of its category.';
create trigger support_tickets_30_team before insert on public.support_tickets
  for each row when (new.team_id is null) execute function private.default_team();

create function private.set_ticket_team(p_viewer private.viewer, p_ticket public.support_tickets, p_team uuid)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old text;
  v_new text;
  v_ticket public.support_tickets := p_ticket;
begin
  if p_team is not distinct from p_ticket.team_id then
    return p_ticket;
  end if;
  select name into v_old from public.teams where id = p_ticket.team_id;
  if p_team is not null then
    select name into v_new from public.teams where id = p_team and archived_at is null;
    if v_new is null then
      perform private.invalid_field('teamId', 'unknown', 'Choose a team from the list.');
    end if;
  end if;
  update public.support_tickets t set team_id = p_team, version = t.version + 1
  where t.id = p_ticket.id returning * into v_ticket;
  -- The other team chooses its own person.
  if v_ticket.assignee_id is not null and p_team is not null and not exists (
    select 1 from public.team_members m where m.team_id = p_team and m.user_id = v_ticket.assignee_id) then
    v_ticket := private.assign_ticket(p_viewer, v_ticket, null);
  end if;
  perform private.add_event(p_viewer, v_ticket.id, 'team_changed', v_old, v_new, null, true);
  if v_ticket.assignee_id is null and p_team is not null and not private.is_routed(v_ticket)
    and v_ticket.status in ('new', 'waiting_ai', 'assigned', 'in_progress') then
    perform private.notify_ticket(p_viewer, v_ticket, 'ticket_team', true,
      'ticket_team:' || v_ticket.id || ':' || v_ticket.version, jsonb_build_object('teamName', v_new));
  end if;
  return v_ticket;
end
$$;
comment on function private.set_ticket_team(private.viewer, public.support_tickets, uuid) is
  'Hands a locked ticket to another team, or to none (null). An assignee who is not in it gives the ticket up; the team is told, or shares it out. Raises PT422 for a team that is not there.';
select private.allow_notifications(array['ticket_team']);

create or replace function private.change_category(p_viewer private.viewer, p_ticket public.support_tickets, p_category text)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old public.ticket_categories;
  v_new public.ticket_categories;
  v_ticket public.support_tickets;
begin
  if p_category is not distinct from p_ticket.category then
    return p_ticket;
  end if;
  select * into v_new from public.ticket_categories where slug = p_category and is_active;
  if v_new.slug is null then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;
  select * into v_old from public.ticket_categories where slug = p_ticket.category;
  perform private.add_event(p_viewer, p_ticket.id, 'category_changed', p_ticket.category, p_category);
  update public.support_tickets t
  set category = p_category, issue_type = null, version = t.version + 1
  where t.id = p_ticket.id returning * into v_ticket;
  -- Where somebody chose another team than the category's, their choice stands.
  if v_new.team_id is not null and v_ticket.team_id is not distinct from v_old.team_id then
    v_ticket := private.set_ticket_team(p_viewer, v_ticket, v_new.team_id);
  end if;
  return v_ticket;
end
$$;
comment on function private.change_category(private.viewer, public.support_tickets, text) is
  'Moves a locked ticket to another category, and to that category''s team unless a team was chosen by hand; its issue type belonged to the old one. Raises PT422 for an unknown one.';

create function public.transfer_ticket(p_ticket_id uuid, p_team_id uuid, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
begin
  -- Whoever asks twice has what they asked for.
  if p_team_id is not distinct from v_ticket.team_id then
    return private.ticket_summary(v_ticket) || jsonb_build_object('team', private.ticket_team(v_ticket));
  end if;
  if p_expected_version <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  v_ticket := private.set_ticket_team(viewer, v_ticket, p_team_id);
  perform private.audit(viewer, 'ticket.transfer', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
  return private.ticket_summary(v_ticket) || jsonb_build_object('team', private.ticket_team(v_ticket));
end
$$;
comment on function public.transfer_ticket(uuid, uuid, int) is
  'Staff: hands a ticket to another team, or to none. Raises PT401, PT403, PT404, PT409 ticket_changed, PT422.';
grant execute on function public.transfer_ticket(uuid, uuid, int) to authenticated;

-- Sharing out -----------------------------------------------------------------------------------------

create function private.own_viewer()
returns private.viewer
language sql stable security definer set search_path = ''
as $$
  select private.system_viewer(coalesce((select nullif(value ->> 'name', '') from public.app_settings where key = 'branding'), 'Portico'))
$$;
comment on function private.own_viewer() is
  'The portal itself under the name that customers know: what it does may stand in a timeline that they read.';

create function private.route_ticket(p_ticket public.support_tickets)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_team public.teams;
  v_user uuid;
begin
  if not private.is_routed(p_ticket) then
    return p_ticket;
  end if;
  select * into v_team from public.teams where id = p_ticket.team_id;
  v_user := private.pick_member(v_team);
  if v_user is not null then
    return private.assign_ticket(private.own_viewer(), p_ticket, v_user);
  end if;
  perform private.notify_ticket(private.own_viewer(), p_ticket, 'ticket_team', true,
    'ticket_team:' || p_ticket.id || ':' || p_ticket.team_id, jsonb_build_object('teamName', v_team.name));
  return p_ticket;
end
$$;
comment on function private.route_ticket(public.support_tickets) is
  'Gives a locked ticket of a team that shares out to whoever''s turn it is; when nobody can take it, the team, and nobody else, is told once.';

create function public.share_out_tickets(p_limit int default 50)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_given int := 0;
begin
  for v_ticket in
    select t.* from public.support_tickets t
    join public.teams m on m.id = t.team_id and m.assignment <> 'manual' and m.archived_at is null
    where t.assignee_id is null and t.team_id is not null and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress')
      -- The youngest have a job of their own, which also lets the rules go first.
      and t.created_at < now() - interval '2 minutes'
      and exists (
        select 1 from public.team_members b
        where b.team_id = m.id and private.member_state(b, m.capacity, private.staff_load(b.user_id)) = 'available')
    order by t.created_at, t.id
    limit least(greatest(p_limit, 0), 200)
    for update of t skip locked
  loop
    v_ticket := private.route_ticket(v_ticket);
    v_given := v_given + (v_ticket.assignee_id is not null)::int;
  end loop;
  return v_given;
end
$$;
comment on function public.share_out_tickets(int) is
  'For the worker: hands tickets that found nobody to those who have come back or have room again, oldest first. Returns how many.';
grant execute on function public.share_out_tickets(int) to service_role;
insert into private.recurring_jobs (kind, every) values ('share_out_tickets', '5 minutes');

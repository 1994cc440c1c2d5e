-- How teams are read and changed.

create function private.read_int(p_value text, p_field text, p_min int, p_max int)
returns int
language plpgsql immutable set search_path = ''
as $$
begin
  if p_value is null or p_value !~ '^[0-9]{1,6}$' or p_value::int not between p_min and p_max then
    perform private.invalid_field(p_field, 'out_of_range', format('Give a whole number from %s to %s.', p_min, p_max));
  end if;
  return p_value::int;
end
$$;
comment on function private.read_int(text, text, int, int) is 'The whole number that a text holds. Raises PT422 for anything else, or out of range.';

create function private.team_json(p_team public.teams)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_team.id, 'name', p_team.name, 'description', p_team.description, 'assignment', p_team.assignment,
    'capacity', p_team.capacity, 'version', p_team.version,
    'openTickets', (select count(*) from (select 1 from public.support_tickets t where t.team_id = p_team.id
      and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 1000) o),
    'unassigned', (select count(*) from (select 1 from public.support_tickets t where t.team_id = p_team.id and t.assignee_id is null
      and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress') limit 1000) o),
    'categories', coalesce((select jsonb_agg(jsonb_build_object('slug', c.slug, 'label', c.label) order by c.position, c.slug)
      from public.ticket_categories c where c.team_id = p_team.id), '[]'),
    'members', coalesce((
      select jsonb_agg(jsonb_build_object(
        'userId', u.id, 'fullName', u.full_name, 'role', u.role, 'capacity', m.capacity, 'isPaused', m.is_paused, 'load', l.load,
        'state', private.member_state(m, p_team.capacity, l.load),
        'awayUntil', (select private.iso(a.until) from public.staff_absences a where a.user_id = u.id and a.until > now()))
        order by u.full_name, u.id)
      from public.team_members m
      join public.portal_users u on u.id = m.user_id
      cross join lateral (select private.staff_load(m.user_id) as load) l
      where m.team_id = p_team.id), '[]'))
$$;
comment on function private.team_json(public.teams) is
  'A team as its page shows it: members with what they have on their desks and whether they can be given more. Counts stop at 1,000.';

create function public.list_teams()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return jsonb_build_object(
    'teams', coalesce((select jsonb_agg(private.team_json(m) order by lower(m.name))
      from (select * from public.teams where archived_at is null order by lower(name) limit 100) m), '[]'),
    'isAway', private.is_away(viewer.id),
    'awayUntil', (select private.iso(a.until) from public.staff_absences a where a.user_id = viewer.id and a.until > now()));
end
$$;
comment on function public.list_teams() is
  'Staff: every team with its members and their load, and whether the viewer is away: { teams, isAway, awayUntil }. There are 100 at most.';
grant execute on function public.list_teams() to authenticated;

create function public.get_team(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_team public.teams;
begin
  perform private.require_staff();
  select * into v_team from public.teams where id = p_id and archived_at is null;
  if v_team.id is null then
    perform private.fail('PT404', 'team_not_found', 'There is no such team.');
  end if;
  return private.team_json(v_team);
end
$$;
comment on function public.get_team(uuid) is 'Staff: one team with its members and their load. Raises PT404.';
grant execute on function public.get_team(uuid) to authenticated;

create function public.list_team_names()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by lower(m.name))
    from (select * from public.teams where archived_at is null order by lower(name) limit 100) m), '[]');
end
$$;
comment on function public.list_team_names() is 'Staff: [{ id, name }] of every team, for choosing one.';
grant execute on function public.list_team_names() to authenticated;

create function private.write_team_members(p_team public.teams, p_members jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_members uuid[];
begin
  if jsonb_typeof(p_members) is distinct from 'array' or jsonb_array_length(p_members) > 100 then
    perform private.invalid_field('members', 'too_many', 'A team has at most 100 members.');
  end if;
  select array_agg(u.id) into v_members
  from public.portal_users u
  where u.role in ('agent', 'admin') and u.id::text in (select m.value ->> 'userId' from jsonb_array_elements(p_members) m)
    -- Somebody who was locked stays where they were.
    and (u.portal_active or exists (select 1 from public.team_members b where b.team_id = p_team.id and b.user_id = u.id));
  if coalesce(cardinality(v_members), 0) <> jsonb_array_length(p_members) then
    perform private.invalid_field('members', 'unknown', 'Choose each member once, from the active staff.');
  end if;
  delete from public.team_members where team_id = p_team.id and user_id <> all (coalesce(v_members, '{}'));
  insert into public.team_members (team_id, user_id, capacity)
  select p_team.id, (m.value ->> 'userId')::uuid,
    case when nullif(m.value ->> 'capacity', '') is not null
      then private.read_int(m.value ->> 'capacity', 'members', 0, 500) end
  from jsonb_array_elements(p_members) m
  on conflict (team_id, user_id) do update set capacity = excluded.capacity;
end
$$;
comment on function private.write_team_members(public.teams, jsonb) is
  'Gives a team exactly these members [{ userId, capacity? }]; whose turn it is, and who is paused, stays. Raises PT422.';

create function private.write_team_categories(p_team public.teams, p_slugs jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if jsonb_typeof(p_slugs) is distinct from 'array' or jsonb_array_length(p_slugs) > 200 or exists (
    select 1 from jsonb_array_elements_text(p_slugs) s where not exists (select 1 from public.ticket_categories c where c.slug = s.value)) then
    perform private.invalid_field('categories', 'unknown', 'Choose categories from the list.');
  end if;
  update public.ticket_categories c set team_id = null where c.team_id = p_team.id and not p_slugs ? c.slug;
  update public.ticket_categories c set team_id = p_team.id where p_slugs ? c.slug and c.team_id is distinct from p_team.id;
end
$$;
comment on function private.write_team_categories(public.teams, jsonb) is
  'Sends new tickets of these categories, and of no others, to the team; a category has one team. Raises PT422.';

create function public.save_team(p_key text, p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_answer jsonb := private.begin_command(viewer.id, 'save_team', p_key, p_input || jsonb_build_object('id', p_id));
  v_name text;
  v_description text := trim(coalesce(private.plain_text(p_input ->> 'description'), ''));
  v_assignment public.team_assignment;
  v_capacity int;
  v_team public.teams;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  v_name := private.check_text(private.plain_name(p_input ->> 'name'), 'name', 80);
  v_capacity := private.read_int(p_input ->> 'capacity', 'capacity', 1, 500);
  if char_length(v_description) > 300 then
    perform private.invalid_field('description', 'too_long', 'A description has at most 300 characters.');
  end if;
  if coalesce(p_input ->> 'assignment', '') not in ('manual', 'round_robin', 'least_loaded') then
    perform private.invalid_field('assignment', 'unknown', 'Choose how tickets are shared out.');
  end if;
  v_assignment := (p_input ->> 'assignment')::public.team_assignment;

  begin
    if p_id is null then
      lock table public.teams in share row exclusive mode;
      if (select count(*) from public.teams where archived_at is null) >= 100 then
        perform private.fail('PT409', 'too_many_teams', 'There are 100 teams already. Archive one that is not needed.');
      end if;
      insert into public.teams (name, description, assignment, capacity)
      values (v_name, v_description, v_assignment, v_capacity) returning * into v_team;
    else
      select * into v_team from public.teams where id = p_id and archived_at is null for update;
      if v_team.id is null then
        perform private.fail('PT404', 'team_not_found', 'There is no such team.');
      end if;
      if (p_input ->> 'expectedVersion')::int <> v_team.version then
        perform private.fail('PT409', 'team_changed', 'Somebody changed this team in the meantime. Look at it again.',
          jsonb_build_object('version', v_team.version));
      end if;
      update public.teams m set name = v_name, description = v_description, assignment = v_assignment,
        capacity = v_capacity, version = m.version + 1
      where m.id = p_id returning * into v_team;
    end if;
  exception when unique_violation then
    perform private.invalid_field('name', 'taken', 'Another team has this name.');
  end;
  if p_input ? 'members' then
    perform private.write_team_members(v_team, p_input -> 'members');
  end if;
  if p_input ? 'categories' then
    perform private.write_team_categories(v_team, p_input -> 'categories');
  end if;
  perform private.audit(viewer, case when p_id is null then 'team.create' else 'team.change' end, 'team', v_team.id::text, null,
    'administration', (select jsonb_agg(k) from jsonb_object_keys(p_input) as k where k <> 'expectedVersion'));
  return private.finish_command(viewer.id, 'save_team', p_key, jsonb_build_object('id', v_team.id, 'version', v_team.version));
end
$$;
comment on function public.save_team(text, uuid, jsonb) is
  'Admin: makes a team (p_id null) or changes one: { name, description?, assignment, capacity, members?: [{ userId, capacity? }], categories?: [slug], expectedVersion? }. Raises PT401, PT403, PT404, PT409 team_changed | too_many_teams, PT422.';
grant execute on function public.save_team(text, uuid, jsonb) to authenticated;

create function public.archive_team(p_id uuid, p_successor uuid default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_team public.teams;
  v_ticket public.support_tickets;
  v_moved int := 0;
begin
  select * into v_team from public.teams where id = p_id for update;
  if v_team.id is null then
    perform private.fail('PT404', 'team_not_found', 'There is no such team.');
  end if;
  if p_successor = p_id or (p_successor is not null
    and not exists (select 1 from public.teams where id = p_successor and archived_at is null)) then
    perform private.invalid_field('successor', 'unknown', 'Choose another team that takes over.');
  end if;
  if v_team.archived_at is null then
    -- From here on no new ticket comes to it.
    update public.teams m set archived_at = now(), version = m.version + 1 where m.id = p_id;
    update public.ticket_categories set team_id = p_successor where team_id = p_id;
    perform private.audit(viewer, 'team.archive', 'team', p_id::text, null, 'administration');
  end if;
  -- Some hundred at a time, so that nobody who answers one of them has to wait for all.
  for v_ticket in
    select t.* from public.support_tickets t
    where t.team_id = p_id and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold')
    order by t.id limit 200 for update
  loop
    perform private.set_ticket_team(viewer, v_ticket, p_successor);
    v_moved := v_moved + 1;
  end loop;
  return jsonb_build_object('moved', v_moved, 'left', (
    select count(*) from (select 1 from public.support_tickets t
      where t.team_id = p_id and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 1000) o));
end
$$;
comment on function public.archive_team(uuid, uuid) is
  'Admin: ends a team. Its categories and up to 200 of its open tickets go to p_successor, or to no team; repeated for what is left. Returns { moved, left }. Raises PT401, PT403, PT404, PT422.';
grant execute on function public.archive_team(uuid, uuid) to authenticated;

create function public.set_availability(p_user_id uuid, p_is_away boolean, p_until timestamptz default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if p_user_id is distinct from viewer.id then
    viewer := private.require_admin();
  end if;
  if not exists (select 1 from public.portal_users where id = p_user_id and role in ('agent', 'admin')) then
    perform private.fail('PT404', 'person_not_found', 'There is no such member of staff.');
  end if;
  if p_is_away and (p_until <= now() or p_until > now() + interval '1 year') then
    perform private.invalid_field('until', 'out_of_range', 'Choose a time to come, within a year.');
  end if;
  if p_is_away then
    insert into public.staff_absences as a (user_id, until) values (p_user_id, p_until)
    on conflict (user_id) do update set until = excluded.until;
  else
    delete from public.staff_absences where user_id = p_user_id;
  end if;
  perform private.audit(viewer, case when p_is_away then 'staff.away' else 'staff.back' end, 'portal_user', p_user_id::text, null, 'administration');
  return jsonb_build_object('isAway', private.is_away(p_user_id), 'awayUntil', private.iso(p_until));
end
$$;
comment on function public.set_availability(uuid, boolean, timestamptz) is
  'Staff say of themselves, admins of anybody, that they are away (until p_until, or until they are back) and are given nothing. Raises PT401, PT403 admin_only, PT404, PT422.';
grant execute on function public.set_availability(uuid, boolean, timestamptz) to authenticated;

create function public.pause_member(p_team_id uuid, p_user_id uuid, p_is_paused boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if p_user_id is distinct from viewer.id then
    viewer := private.require_admin();
  end if;
  update public.team_members set is_paused = coalesce(p_is_paused, false) where team_id = p_team_id and user_id = p_user_id;
  if not found then
    perform private.fail('PT404', 'member_not_found', 'This person is not in the team.');
  end if;
  perform private.audit(viewer, case when p_is_paused then 'team.pause' else 'team.resume' end, 'team', p_team_id::text, null,
    'administration', jsonb_build_object('userId', p_user_id));
  return jsonb_build_object('isPaused', coalesce(p_is_paused, false));
end
$$;
comment on function public.pause_member(uuid, uuid, boolean) is
  'Staff pause themselves, admins anybody, in one team: nothing of it is given to them meanwhile. Raises PT401, PT403 admin_only, PT404.';
grant execute on function public.pause_member(uuid, uuid, boolean) to authenticated;

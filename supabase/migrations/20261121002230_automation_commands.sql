-- How rules are written, read, ordered, and tried on what has been.

create function private.check_conditions(p_conditions jsonb)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_item record;
  v_field text;
  v_pattern text;
  v_values text[];
  v_checked jsonb := '[]';
begin
  if jsonb_typeof(coalesce(p_conditions, '[]')) <> 'array' or jsonb_array_length(coalesce(p_conditions, '[]')) > 10 then
    perform private.invalid_field('conditions', 'too_many', 'A rule has at most 10 conditions.');
  end if;
  for v_item in select value, place - 1 as place from jsonb_array_elements(coalesce(p_conditions, '[]')) with ordinality as c(value, place) loop
    v_field := v_item.value ->> 'field';
    if coalesce(v_field, '') <> all (private.automation_fields()) or coalesce(v_item.value ->> 'op', '') not in ('is', 'is_not') then
      perform private.invalid_field('conditions.' || v_item.place, 'unknown', 'Choose what the condition looks at.');
    end if;
    if jsonb_typeof(v_item.value -> 'values') is distinct from 'array' or jsonb_array_length(v_item.value -> 'values') not between 1 and 20 then
      perform private.invalid_field('conditions.' || v_item.place, 'required', 'Give 1 to 20 values.');
    end if;
    select array_agg(distinct trim(private.plain_name(value))) into v_values from jsonb_array_elements_text(v_item.value -> 'values');
    v_pattern := case v_field
      when 'priority' then '^(low|medium|high|urgent)$'
      when 'channel' then '^(portal|chat|email|phone|whatsapp|api)$'
      when 'status' then '^(new|waiting_ai|assigned|in_progress|waiting_customer|on_hold|resolved|closed|cancelled)$'
      when 'tag' then '^[a-z0-9][a-z0-9-]{0,39}$'
      when 'assigned' then '^(yes|no)$'
      when 'category' then '^[a-z][a-z_]{1,39}$'
      when 'team' then '^(none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'
      when 'customer' then '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
      else '^.{1,200}$' end;
    if exists (select 1 from unnest(v_values) as v where v is null or v !~ v_pattern) then
      perform private.invalid_field('conditions.' || v_item.place, 'invalid', 'One of these values does not fit.');
    end if;
    v_checked := v_checked || jsonb_build_object('field', v_field, 'op', v_item.value ->> 'op', 'values', to_jsonb(v_values));
  end loop;
  return v_checked;
end
$$;
comment on function private.check_conditions(jsonb) is
  'Conditions as they are kept: 10 at most, each with 1 to 20 values that fit its field. Raises PT422 naming conditions.N.';

create function private.check_actions(p_actions jsonb)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_item record;
  v_type text;
  v_value text;
  v_pattern text;
  v_checked jsonb := '[]';
begin
  if jsonb_typeof(p_actions) is distinct from 'array' or jsonb_array_length(p_actions) not between 1 and 8 then
    perform private.invalid_field('actions', 'required', 'A rule does 1 to 8 things.');
  end if;
  for v_item in select value, place - 1 as place from jsonb_array_elements(p_actions) with ordinality as a(value, place) loop
    v_type := v_item.value ->> 'type';
    if coalesce(v_type, '') <> all (private.automation_actions()) then
      perform private.invalid_field('actions.' || v_item.place, 'unknown', 'Choose what to do.');
    end if;
    v_value := trim(coalesce(v_item.value ->> 'value', ''));
    v_pattern := case v_type
      when 'set_priority' then '^(low|medium|high|urgent)$'
      when 'add_tag' then '^[a-z0-9][a-z0-9-]{0,39}$'
      else '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' end;
    if v_value !~ v_pattern then
      perform private.invalid_field('actions.' || v_item.place, case when v_value = '' then 'required' else 'invalid' end,
        case when v_type = 'add_tag' then 'A tag has letters, digits and hyphens, 40 at most.' else 'Choose one from the list.' end);
    end if;
    v_checked := v_checked || jsonb_build_object('type', v_type, 'value', v_value);
  end loop;
  return v_checked;
end
$$;
comment on function private.check_actions(jsonb) is
  'Actions as they are kept: 1 to 8, each with a value that fits. Raises PT422 naming actions.N.';

create function private.check_rule(p_input jsonb)
returns public.automation_rules
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_rule public.automation_rules;
  v_fault jsonb;
begin
  if coalesce(p_input ->> 'event', '') <> all (private.automation_events()) then
    perform private.invalid_field('event', 'unknown', 'Choose when the rule runs.');
  end if;
  v_rule.event := p_input ->> 'event';
  v_rule.conditions := private.check_conditions(p_input -> 'conditions');
  v_rule.actions := private.check_actions(p_input -> 'actions');
  v_fault := private.automation_faults(v_rule.conditions, v_rule.actions) -> 0;
  if v_fault is not null then
    perform private.invalid_field(v_fault ->> 'path', v_fault ->> 'problem', 'What this names is no longer there. Choose another one.');
  end if;
  return v_rule;
end
$$;
comment on function private.check_rule(jsonb) is
  'Event, conditions and actions of { event, conditions?, actions }, checked. Raises PT422, also for what names something that is gone.';

create function private.rule_names(p_conditions jsonb, p_actions jsonb)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with ids as materialized (
    select private.as_uuid(v.value) as id
    from jsonb_array_elements(p_conditions) c, jsonb_array_elements_text(c.value -> 'values') v
    where c.value ->> 'field' in ('team', 'customer')
    union select private.as_uuid(a.value ->> 'value') from jsonb_array_elements(p_actions) a)
  select coalesce(jsonb_object_agg(n.id, n.name), '{}')
  from ids, lateral (
    select m.id, m.name from public.teams m where m.id = ids.id
    union all select u.id, u.full_name from public.portal_users u where u.id = ids.id and u.role <> 'customer'
    union all select t.id, t.name from public.ticket_templates t where t.id = ids.id
    union all select c.id, coalesce(c.company_name, c.full_name) from public.customer_profiles c where c.id = ids.id) n
$$;
comment on function private.rule_names(jsonb, jsonb) is 'The names of the teams, people, templates and customers that a rule means, by id.';

create function private.rule_json(p_rule public.automation_rules)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_rule.id, 'name', p_rule.name, 'isActive', p_rule.is_active, 'event', p_rule.event,
    'conditions', p_rule.conditions, 'actions', p_rule.actions, 'version', p_rule.version,
    'faults', private.automation_faults(p_rule.conditions, p_rule.actions),
    'names', private.rule_names(p_rule.conditions, p_rule.actions),
    'lastRun', (select jsonb_build_object('at', private.iso(r.created_at), 'outcome', r.outcome, 'ticketId', r.ticket_id,
        'number', (select t.number from public.support_tickets t where t.id = r.ticket_id))
      from public.automation_runs r where r.rule_id = p_rule.id order by r.created_at desc, r.id desc limit 1),
    'runs', (select count(*) from (select 1 from public.automation_runs r
      where r.rule_id = p_rule.id and r.created_at > now() - interval '30 days' limit 1000) n))
$$;
comment on function private.rule_json(public.automation_rules) is
  'A rule as its page shows it: what it says, what is wrong with it, when it ran last and how often within 30 days (1,000 at most).';

create function public.list_automation_rules()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return coalesce((select jsonb_agg(private.rule_json(r) order by r.position, r.id)
    from (select * from public.automation_rules order by position, id limit 100) r), '[]');
end
$$;
comment on function public.list_automation_rules() is 'Staff: the rules in their order. There are 100 at most.';
grant execute on function public.list_automation_rules() to authenticated;

create function public.get_automation_rule(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_rule public.automation_rules;
begin
  perform private.require_staff();
  select * into v_rule from public.automation_rules where id = p_id;
  if v_rule.id is null then
    perform private.fail('PT404', 'rule_not_found', 'There is no such rule.');
  end if;
  return private.rule_json(v_rule);
end
$$;
comment on function public.get_automation_rule(uuid) is 'Staff: one rule. Raises PT404.';
grant execute on function public.get_automation_rule(uuid) to authenticated;

create function public.save_automation_rule(p_key text, p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_answer jsonb := private.begin_command(viewer.id, 'save_automation_rule', p_key, p_input || jsonb_build_object('id', p_id));
  v_name text;
  v_new public.automation_rules;
  v_rule public.automation_rules;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  v_name := private.check_text(private.plain_name(p_input ->> 'name'), 'name', 80);
  v_new := private.check_rule(p_input);
  begin
    if p_id is null then
      lock table public.automation_rules in share row exclusive mode;
      if (select count(*) from public.automation_rules) >= 100 then
        perform private.fail('PT409', 'too_many_rules', 'There are 100 rules already. Delete one that is not needed.');
      end if;
      insert into public.automation_rules (name, event, conditions, actions, is_active, position)
      values (v_name, v_new.event, v_new.conditions, v_new.actions, coalesce(p_input -> 'isActive' = 'true'::jsonb, false),
        (select coalesce(max(r.position), 0) + 10 from public.automation_rules r))
      returning * into v_rule;
    else
      select * into v_rule from public.automation_rules where id = p_id for update;
      if v_rule.id is null then
        perform private.fail('PT404', 'rule_not_found', 'There is no such rule.');
      end if;
      if (p_input ->> 'expectedVersion')::int <> v_rule.version then
        perform private.fail('PT409', 'rule_changed', 'Somebody changed this rule in the meantime. Look at it again.',
          jsonb_build_object('version', v_rule.version));
      end if;
      update public.automation_rules r set name = v_name, event = v_new.event, conditions = v_new.conditions,
        actions = v_new.actions, version = r.version + 1,
        is_active = coalesce(case when jsonb_typeof(p_input -> 'isActive') = 'boolean' then (p_input ->> 'isActive')::boolean end, r.is_active)
      where r.id = p_id returning * into v_rule;
    end if;
  exception when unique_violation then
    perform private.invalid_field('name', 'taken', 'Another rule has this name.');
  end;
  perform private.audit(viewer, case when p_id is null then 'automation.create' else 'automation.change' end,
    'automation_rule', v_rule.id::text, null, 'administration');
  return private.finish_command(viewer.id, 'save_automation_rule', p_key, jsonb_build_object('id', v_rule.id, 'version', v_rule.version));
end
$$;
comment on function public.save_automation_rule(text, uuid, jsonb) is
  'Admin: writes a new rule (p_id null, at the end) or changes one: { name, event, conditions?: [{ field, op: is | is_not, values }], actions: [{ type, value }], isActive?, expectedVersion? }. Raises PT401, PT403, PT404, PT409 rule_changed | too_many_rules, PT422 naming conditions.N or actions.N.';
grant execute on function public.save_automation_rule(text, uuid, jsonb) to authenticated;

create function public.switch_automation_rule(p_id uuid, p_is_active boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_rule public.automation_rules;
begin
  select * into v_rule from public.automation_rules where id = p_id for update;
  if v_rule.id is null then
    perform private.fail('PT404', 'rule_not_found', 'There is no such rule.');
  end if;
  if p_is_active is distinct from v_rule.is_active then
    if p_is_active and private.automation_faults(v_rule.conditions, v_rule.actions) <> '[]' then
      perform private.fail('PT409', 'rule_faulty', 'Something that this rule names is no longer there. Mend the rule first.');
    end if;
    update public.automation_rules r set is_active = coalesce(p_is_active, false), version = r.version + 1 where r.id = p_id returning * into v_rule;
    perform private.audit(viewer, case when p_is_active then 'automation.on' else 'automation.off' end,
      'automation_rule', p_id::text, null, 'administration');
  end if;
  return jsonb_build_object('id', v_rule.id, 'isActive', v_rule.is_active, 'version', v_rule.version);
end
$$;
comment on function public.switch_automation_rule(uuid, boolean) is
  'Admin: switches a rule on or off. Raises PT401, PT403, PT404, PT409 rule_faulty.';
grant execute on function public.switch_automation_rule(uuid, boolean) to authenticated;

create function public.move_automation_rule(p_id uuid, p_direction text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_ids uuid[];
  v_place int;
  v_other int;
begin
  if coalesce(p_direction, '') not in ('up', 'down') then
    perform private.invalid_field('direction', 'unknown', 'Move a rule up or down.');
  end if;
  -- Two who move at once come one after the other.
  lock table public.automation_rules in share row exclusive mode;
  select array_agg(id order by position, id) into v_ids from public.automation_rules;
  v_place := array_position(v_ids, p_id);
  if v_place is null then
    perform private.fail('PT404', 'rule_not_found', 'There is no such rule.');
  end if;
  v_other := v_place + case p_direction when 'up' then -1 else 1 end;
  if v_other between 1 and cardinality(v_ids) then
    v_ids[v_place] := v_ids[v_other];
    v_ids[v_other] := p_id;
    update public.automation_rules r set position = n.place * 10
    from unnest(v_ids) with ordinality as n(id, place)
    where r.id = n.id and r.position <> n.place * 10;
    perform private.audit(viewer, 'automation.move', 'automation_rule', p_id::text, null, 'administration');
  end if;
  return to_jsonb(v_ids);
end
$$;
comment on function public.move_automation_rule(uuid, text) is
  'Admin: moves a rule one place up or down; at the end it stays. Returns the ids in their order. Raises PT401, PT403, PT404, PT422.';
grant execute on function public.move_automation_rule(uuid, text) to authenticated;

create function public.delete_automation_rule(p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  delete from public.automation_rules where id = p_id;
  if found then
    perform private.audit(viewer, 'automation.delete', 'automation_rule', p_id::text, null, 'administration');
  end if;
end
$$;
comment on function public.delete_automation_rule(uuid) is
  'Admin: deletes a rule; what it did stays written down. Harmless when it is gone already. Raises PT401, PT403.';
grant execute on function public.delete_automation_rule(uuid) to authenticated;

create function public.list_automation_runs(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_rule uuid := private.as_uuid(p_filters ->> 'ruleId');
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_staff();
  with page as (
    select r.* from public.automation_runs r
    where r.rule_id = v_rule
      and (p_cursor ->> 'at' is null or (r.created_at, r.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by r.created_at desc, r.id desc
    limit v_limit + 1)
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', p.id, 'at', private.iso(p.created_at), 'event', p.event, 'outcome', p.outcome, 'results', p.results,
    'ticket', jsonb_build_object('id', t.id, 'number', t.number, 'subject', t.subject)) order by p.created_at desc, p.id desc), '[]')
  into v_rows
  from page p join public.support_tickets t on t.id = p.ticket_id;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows,
    'nextCursor', case when v_last is null then null else jsonb_build_object('at', v_last -> 'at', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_automation_runs(jsonb, jsonb, int) is
  'Staff: a page of what a rule did, latest first. p_filters: { ruleId }. p_cursor is the nextCursor of the page before.';
grant execute on function public.list_automation_runs(jsonb, jsonb, int) to authenticated;

-- Dry run -----------------------------------------------------------------------------------------------

create function private.past_events(p_event text, p_from timestamptz, p_until timestamptz, p_cursor jsonb, p_limit int)
returns table (id uuid, at timestamptz, ticket_id uuid, body text, counts boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_at timestamptz := coalesce((p_cursor ->> 'at')::timestamptz, p_until);
  v_id uuid := coalesce(private.as_uuid(p_cursor ->> 'id'), '00000000-0000-0000-0000-000000000000');
begin
  -- What does not count is returned too, so that one call never looks at more than p_limit rows.
  if p_event = 'customer_replied' then
    return query
      select m.id, m.created_at, m.ticket_id, m.body, exists (
        select 1 from public.ticket_messages e where e.ticket_id = m.ticket_id and (e.created_at, e.id) < (m.created_at, m.id))
      from public.ticket_messages m
      where m.author_type = 'customer' and not m.is_internal and m.created_at >= p_from and (m.created_at, m.id) < (v_at, v_id)
      order by m.created_at desc, m.id desc limit p_limit;
  elsif p_event in ('sla_at_risk', 'sla_breached') then
    return query
      select n.id, n.created_at, n.resource_id, null::text, n.event = p_event and n.resource_type = 'ticket' and not exists (
        select 1 from public.notifications o where o.event = n.event and o.resource_id = n.resource_id and o.dedupe_key = n.dedupe_key
          and o.event in ('sla_at_risk', 'sla_breached') and (o.created_at, o.id) > (n.created_at, n.id)
          and o.created_at < n.created_at + interval '1 minute')
      from public.notifications n
      where n.event in ('sla_at_risk', 'sla_breached') and n.created_at >= p_from and (n.created_at, n.id) < (v_at, v_id)
      order by n.created_at desc, n.id desc limit p_limit;
  else
    return query
      select e.id, e.created_at, e.ticket_id, null::text, private.event_of(e.type, e.new_value) is not distinct from p_event
      from public.ticket_events e
      where e.type = case p_event when 'ticket_created' then 'created' when 'rated_low' then 'rated' else p_event end
        and e.created_at >= p_from and (e.created_at, e.id) < (v_at, v_id)
      order by e.created_at desc, e.id desc limit p_limit;
  end if;
end
$$;
comment on function private.past_events(text, timestamptz, timestamptz, jsonb, int) is
  'What happened of an event in a period, latest first, at most p_limit rows that were looked at; counts is false for those of another meaning.';

create function public.dry_run_automation(
  p_rule jsonb, p_from timestamptz, p_until timestamptz, p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_rule public.automation_rules := private.check_rule(p_rule);
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 50);
  v_until timestamptz := least(p_until, now());
  v_past record;
  v_ticket public.support_tickets;
  v_facts jsonb;
  v_scanned int := 0;
  v_matched int := 0;
  v_matches jsonb := '[]';
  v_cursor jsonb;
begin
  if p_from is null or p_until is null or p_from >= p_until or p_from < v_until - interval '366 days' then
    perform private.invalid_field('from', 'out_of_range', 'Choose a period of at most a year that has begun.');
  end if;
  perform private.limit_rate('dry_run:' || viewer.id, 1200, 3600);
  if p_cursor is null then
    perform private.audit(viewer, 'automation.dry_run', 'automation_rule', left(p_rule ->> 'id', 100), null, 'administration');
  end if;
  for v_past in select * from private.past_events(v_rule.event, p_from, v_until, p_cursor, 300) loop
    v_scanned := v_scanned + 1;
    v_cursor := jsonb_build_object('at', private.iso(v_past.at), 'id', v_past.id);
    continue when not v_past.counts;
    select * into v_ticket from public.support_tickets t where t.id = v_past.ticket_id;
    continue when v_ticket.id is null;
    v_facts := private.automation_facts(v_ticket, v_past.at, v_past.body);
    if private.automation_matches(v_rule.conditions, v_facts) then
      v_matched := v_matched + 1;
      v_matches := v_matches || jsonb_build_object(
        'id', v_past.id, 'at', private.iso(v_past.at),
        'ticket', jsonb_build_object('id', v_ticket.id, 'number', v_ticket.number, 'subject', v_ticket.subject, 'status', v_ticket.status),
        'effects', (select jsonb_agg(private.action_effect(a.value, v_facts, v_ticket) order by a.place)
          from jsonb_array_elements(v_rule.actions) with ordinality as a(value, place)));
      exit when v_matched >= v_limit;
    end if;
  end loop;
  return jsonb_build_object(
    'matches', v_matches, 'scanned', v_scanned,
    'nextCursor', case when v_scanned >= 300 or v_matched >= v_limit then v_cursor end,
    -- How much of the period has been looked at, from its end backwards.
    'progress', case when v_scanned >= 300 or v_matched >= v_limit
      then round(extract(epoch from v_until - (v_cursor ->> 'at')::timestamptz)::numeric
        / greatest(extract(epoch from v_until - p_from)::numeric, 1), 3) else 1 end);
end
$$;
comment on function public.dry_run_automation(jsonb, timestamptz, timestamptz, jsonb, int) is
  'Staff: what a rule, saved or not, would have done between p_from and p_until, as far as the timeline tells how tickets were: { matches: [{ id, at, ticket, effects }], scanned, nextCursor, progress: 0–1 }. Looks at 300 events and finds p_limit (50 at most) in one call; go on with nextCursor. Changes nothing. Raises PT401, PT403, PT422, PT429.';
grant execute on function public.dry_run_automation(jsonb, timestamptz, timestamptz, jsonb, int) to authenticated;

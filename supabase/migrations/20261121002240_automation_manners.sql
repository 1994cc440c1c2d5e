-- Rules leave merged tickets alone, and say when they wait for a tag that nothing has.

create function private.tag_faults(p_rule public.automation_rules)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('path', 'conditions.' || (c.place - 1), 'problem', 'tag_gone') order by c.place), '[]')
  from jsonb_array_elements(p_rule.conditions) with ordinality as c(value, place)
  where c.value ->> 'field' = 'tag' and c.value ->> 'op' = 'is'
    and not exists (
      select 1 from jsonb_array_elements_text(c.value -> 'values') as v
      where exists (select 1 from public.ticket_tags g where g.tag = v.value)
        or exists (select 1 from public.automation_rules r
          where r.actions @> jsonb_build_array(jsonb_build_object('type', 'add_tag', 'value', v.value))))
$$;
comment on function private.tag_faults(public.automation_rules) is
  'Conditions that wait for tags which no ticket has and no rule gives: [{ path, problem: tag_gone }]. A hint, since a tag may come into use yet: such a rule can be saved and switched on.';

create or replace function private.rule_json(p_rule public.automation_rules)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_rule.id, 'name', p_rule.name, 'isActive', p_rule.is_active, 'event', p_rule.event,
    'conditions', p_rule.conditions, 'actions', p_rule.actions, 'version', p_rule.version,
    'faults', private.automation_faults(p_rule.conditions, p_rule.actions) || private.tag_faults(p_rule),
    'names', private.rule_names(p_rule.conditions, p_rule.actions),
    'lastRun', (select jsonb_build_object('at', private.iso(r.created_at), 'outcome', r.outcome, 'ticketId', r.ticket_id,
        'number', (select t.number from public.support_tickets t where t.id = r.ticket_id))
      from public.automation_runs r where r.rule_id = p_rule.id order by r.created_at desc, r.id desc limit 1),
    'runs', (select count(*) from (select 1 from public.automation_runs r
      where r.rule_id = p_rule.id and r.created_at > now() - interval '30 days' limit 1000) n))
$$;

create or replace function public.run_automation(p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_event text := p_input ->> 'event';
  v_key text := p_input ->> 'key';
  v_ticket public.support_tickets;
  v_rule public.automation_rules;
  v_text text;
  v_matched int := 0;
begin
  select * into v_ticket from public.support_tickets where id = private.as_uuid(p_input ->> 'ticketId') for update;
  -- A merged ticket is a signpost: nothing happens to it any more.
  if v_ticket.id is null or v_ticket.merged_into is not null then
    return jsonb_build_object('matched', 0);
  end if;
  insert into private.automation_triggers (key) values (v_key) on conflict do nothing;
  if not found then
    return jsonb_build_object('matched', 0);
  end if;
  select m.body into v_text from public.ticket_messages m where m.id = private.as_uuid(p_input ->> 'messageId');
  -- What rules do is no cause for rules.
  perform set_config('portico.automation', 'on', true);
  for v_rule in select * from public.automation_rules where is_active and event = v_event order by position, id loop
    if private.automation_matches(v_rule.conditions, private.automation_facts(v_ticket, null, v_text)) then
      perform private.run_rule(v_rule, v_ticket, v_event, v_text, v_key);
      v_matched := v_matched + 1;
      -- The next rule sees what this one did.
      select * into v_ticket from public.support_tickets where id = v_ticket.id;
    end if;
  end loop;
  v_ticket := private.route_ticket(v_ticket);
  perform set_config('portico.automation', '', true);
  return jsonb_build_object('matched', v_matched, 'assigneeId', v_ticket.assignee_id);
end
$$;

create or replace function public.dry_run_automation(
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
    continue when v_ticket.id is null or v_ticket.merged_into is not null;
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

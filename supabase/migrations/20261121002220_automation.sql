-- Automation rules: when something happens to a ticket and all conditions hold, then do. A trigger only queues a job,
-- in the transaction of whoever caused it: no rule slows or breaks a customer's own command.

select private.allow_ticket_events(array['rule_applied']);
select private.allow_notifications(array['ticket_rule']);

create function private.automation_events() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array['ticket_created', 'customer_replied', 'status_changed', 'priority_changed', 'category_changed', 'assigned',
    'sla_at_risk', 'sla_breached', 'rated_low']
$$;
comment on function private.automation_events() is
  'What a rule can wait for. lib/automation/types.ts holds the same list; a test compares them.';

create function private.automation_fields() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array['category', 'priority', 'channel', 'status', 'tag', 'team', 'assigned', 'subject', 'body', 'customer']
$$;
comment on function private.automation_fields() is
  'What a condition can look at. lib/automation/types.ts holds the same list; a test compares them.';

create function private.automation_actions() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array['assign_person', 'assign_team', 'set_priority', 'add_tag', 'send_template', 'add_note', 'notify_person', 'notify_team']
$$;
comment on function private.automation_actions() is
  'What a rule can do. lib/automation/types.ts holds the same list; a test compares them.';
-- The checks below run with the rights of whoever writes the row.
grant execute on function private.automation_events(), private.automation_actions() to service_role;

create table public.automation_rules (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  is_active boolean not null default false,
  position int not null default 1000,
  event text not null check (event = any (private.automation_events())),
  conditions jsonb not null default '[]' check (jsonb_typeof(conditions) = 'array' and jsonb_array_length(conditions) <= 10),
  actions jsonb not null check (jsonb_typeof(actions) = 'array' and jsonb_array_length(actions) between 1 and 8),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.automation_rules is
  'When (event, and all conditions) then (actions). conditions: [{ field, op: is | is_not, values }]; actions: [{ type, value }]. They run by position.';
create unique index automation_rules_name_idx on public.automation_rules (lower(name));
create index automation_rules_event_idx on public.automation_rules (event, position, id) where is_active;
create trigger automation_rules_touch before update on public.automation_rules for each row execute function private.touch_updated_at();

create table public.automation_runs (
  id uuid primary key default gen_random_uuid(),
  rule_id uuid references public.automation_rules (id) on delete set null,
  rule_name text not null check (char_length(rule_name) <= 80),
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  event text not null check (event = any (private.automation_events())),
  outcome text not null check (outcome in ('done', 'unchanged', 'failed', 'stopped')),
  results jsonb not null default '[]' check (jsonb_typeof(results) = 'array'),
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.automation_runs is
  'What a rule did to a ticket that it matched. failed: at least one action could not be done; stopped: it ran too often on this ticket. Kept for 90 days.';
create index automation_runs_rule_idx on public.automation_runs (rule_id, created_at desc, id desc);
create index automation_runs_ticket_idx on public.automation_runs (ticket_id, rule_id, created_at desc);
create index automation_runs_created_idx on public.automation_runs (created_at);

create table private.automation_triggers (
  key text primary key check (char_length(key) <= 200),
  created_at timestamptz not null default now()
);
comment on table private.automation_triggers is 'What the rules have been asked about already: a job that comes twice does nothing twice.';
create index automation_triggers_created_idx on private.automation_triggers (created_at);
alter table private.automation_triggers enable row level security;

alter table public.automation_rules enable row level security;
create policy "Staff read the rules" on public.automation_rules for select to authenticated using ((select private.is_staff()));
alter table public.automation_runs enable row level security;
create policy "Staff read what rules did" on public.automation_runs for select to authenticated using ((select private.is_staff()));
grant select on public.automation_rules, public.automation_runs to authenticated;
grant select, insert, update, delete on public.automation_rules, public.automation_runs to service_role;

-- For looking back: what happened when.
create index ticket_events_type_idx on public.ticket_events (type, created_at desc, id desc);
create index ticket_messages_customer_idx on public.ticket_messages (created_at desc, id desc)
  where author_type = 'customer' and not is_internal;
create index notifications_sla_idx on public.notifications (created_at desc, id desc)
  where event in ('sla_at_risk', 'sla_breached');

-- Facts and conditions --------------------------------------------------------------------------------

create function private.automation_facts(p_ticket public.support_tickets, p_at timestamptz default null, p_text text default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_event record;
  v_facts jsonb;
begin
  v_facts := jsonb_build_object(
    'category', p_ticket.category, 'priority', p_ticket.priority, 'channel', p_ticket.channel, 'status', p_ticket.status,
    'tag', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = p_ticket.id), '[]'),
    'team', p_ticket.team_id, 'assignee', (select u.full_name from public.portal_users u where u.id = p_ticket.assignee_id),
    'subject', p_ticket.subject, 'body', coalesce(p_text, p_ticket.description), 'customer', p_ticket.customer_id);
  if p_at is not null then
    -- What the first change since then found is what there was.
    for v_event in
      select distinct on (e.type) e.type, e.old_value
      from public.ticket_events e
      where e.ticket_id = p_ticket.id and e.created_at > p_at
        and e.type in ('status_changed', 'priority_changed', 'category_changed', 'assigned', 'tagged', 'team_changed')
      order by e.type, e.created_at, e.id
    loop
      v_facts := v_facts || case v_event.type
        when 'status_changed' then jsonb_build_object('status', v_event.old_value)
        when 'priority_changed' then jsonb_build_object('priority', v_event.old_value)
        when 'category_changed' then jsonb_build_object('category', v_event.old_value)
        when 'assigned' then jsonb_build_object('assignee', v_event.old_value)
        when 'tagged' then jsonb_build_object('tag', to_jsonb(coalesce(string_to_array(v_event.old_value, ', '), '{}')))
        else jsonb_build_object('team', (
          select m.id from public.teams m where m.name = v_event.old_value order by m.archived_at nulls first limit 1)) end;
    end loop;
  end if;
  return v_facts || jsonb_build_object('assigned', case when v_facts ->> 'assignee' is null then 'no' else 'yes' end);
end
$$;
comment on function private.automation_facts(public.support_tickets, timestamptz, text) is
  'What rules look at: the ticket as it is, or as its timeline says that it was at p_at. body is p_text (what the customer wrote now), or the description.';

create function private.condition_holds(p_condition jsonb, p_facts jsonb)
returns boolean
language sql immutable set search_path = ''
as $$
  select exists (
    select 1 from jsonb_array_elements_text(p_condition -> 'values') as v(value)
    where case p_condition ->> 'field'
      when 'tag' then p_facts -> 'tag' ? v.value
      when 'subject' then strpos(lower(p_facts ->> 'subject'), lower(v.value)) > 0
      when 'body' then strpos(lower(p_facts ->> 'body'), lower(v.value)) > 0
      else coalesce(p_facts ->> (p_condition ->> 'field'), 'none') = v.value end)
    = (p_condition ->> 'op' = 'is')
$$;
comment on function private.condition_holds(jsonb, jsonb) is
  'Whether one of the values is so (op is), or none of them (is_not). Texts contain a value, whatever its case; tags have it; anything else equals it, "none" standing for nothing.';

create function private.automation_matches(p_conditions jsonb, p_facts jsonb)
returns boolean
language sql immutable set search_path = ''
as $$
  select not exists (select 1 from jsonb_array_elements(p_conditions) as c where private.condition_holds(c.value, p_facts) is not true)
$$;
comment on function private.automation_matches(jsonb, jsonb) is 'Whether all conditions hold. The one matcher: of runs and of dry runs.';

-- What an action would do -----------------------------------------------------------------------------

create function private.as_uuid(p_value text) returns uuid
language sql immutable set search_path = ''
as $$ select case when p_value ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p_value::uuid end $$;
comment on function private.as_uuid(text) is 'The id that a text holds, or null.';

create function private.usable_template(p_id text) returns public.ticket_templates
language sql stable security definer set search_path = ''
as $$
  select t from public.ticket_templates t
  where t.id = private.as_uuid(p_id) and coalesce(to_jsonb(t) -> 'is_active', 'true') = 'true'
$$;
comment on function private.usable_template(text) is 'The template of this id, unless it is put away; else null.';

create function private.condition_fault(p_condition jsonb)
returns text
language sql stable security definer set search_path = ''
as $$
  select case p_condition ->> 'field'
    when 'category' then case when exists (select 1 from jsonb_array_elements_text(p_condition -> 'values') v
      where not exists (select 1 from public.ticket_categories c where c.slug = v.value)) then 'category_gone' end
    when 'team' then case when exists (select 1 from jsonb_array_elements_text(p_condition -> 'values') v
      where v.value <> 'none' and not exists (
        select 1 from public.teams m where m.id = private.as_uuid(v.value) and m.archived_at is null)) then 'team_gone' end
    when 'customer' then case when exists (select 1 from jsonb_array_elements_text(p_condition -> 'values') v
      where not exists (select 1 from public.customer_profiles c where c.id = private.as_uuid(v.value))) then 'customer_gone' end
    end
$$;
comment on function private.condition_fault(jsonb) is
  'What a condition names that is no longer there: category_gone, team_gone, customer_gone; null when all is well.';

create function private.action_fault(p_action jsonb)
returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when p_action ->> 'type' in ('assign_person', 'notify_person') then
      case when not exists (select 1 from public.portal_users u
        where u.id = private.as_uuid(p_action ->> 'value') and u.role in ('agent', 'admin') and u.portal_active) then 'person_gone' end
    when p_action ->> 'type' in ('assign_team', 'notify_team') then
      case when not exists (select 1 from public.teams m
        where m.id = private.as_uuid(p_action ->> 'value') and m.archived_at is null) then 'team_gone' end
    when p_action ->> 'type' in ('send_template', 'add_note') then
      case when (private.usable_template(p_action ->> 'value')).id is null then 'template_gone' end
    end
$$;
comment on function private.action_fault(jsonb) is
  'Why an action cannot be done to any ticket: person_gone, team_gone, template_gone; null when all is well.';

create function private.automation_faults(p_conditions jsonb, p_actions jsonb)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'problem', f.problem) order by f.path), '[]')
  from (
    select 'conditions.' || (c.place - 1), private.condition_fault(c.value) from jsonb_array_elements(p_conditions) with ordinality as c(value, place)
    union all
    select 'actions.' || (a.place - 1), private.action_fault(a.value) from jsonb_array_elements(p_actions) with ordinality as a(value, place)
  ) as f(path, problem)
  where f.problem is not null
$$;
comment on function private.automation_faults(jsonb, jsonb) is 'What a rule names that is no longer there: [{ path: "actions.0", problem: "template_gone" }].';

create function private.filled_template(p_template public.ticket_templates, p_ticket public.support_tickets)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.render_template(p_template.body, private.template_values(p_ticket, coalesce(
    (select u.full_name from public.portal_users u where u.id = p_ticket.assignee_id), (private.own_viewer()).full_name)));
end
$$;
comment on function private.filled_template(public.ticket_templates, public.support_tickets) is
  'A template with the values of a ticket, { text, missing }, in the name of whoever has it, or of the company.';

create function private.action_effect(p_action jsonb, p_facts jsonb, p_ticket public.support_tickets)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_type text := p_action ->> 'type';
  v_value text := p_action ->> 'value';
  v_id uuid := private.as_uuid(v_value);
  v_from text;
  v_to text := v_value;
  v_same boolean := false;
  v_problem text := private.action_fault(p_action);
begin
  case v_type
    when 'assign_person', 'notify_person' then
      select u.full_name into v_to from public.portal_users u where u.id = v_id;
    when 'assign_team', 'notify_team' then
      select m.name into v_to from public.teams m where m.id = v_id;
    when 'send_template', 'add_note' then
      select t.name into v_to from public.ticket_templates t where t.id = v_id;
    else null;
  end case;
  if v_problem is null then
    case v_type
      when 'assign_person' then
        v_from := p_facts ->> 'assignee';
        v_same := v_from is not distinct from v_to;
        if not v_same and private.is_away(v_id) then
          v_problem := 'person_away';
        elsif not v_same and p_facts ->> 'status' in ('closed', 'cancelled') then
          v_problem := 'ticket_closed';
        end if;
      when 'assign_team' then
        select m.name into v_from from public.teams m where m.id = (p_facts ->> 'team')::uuid;
        v_same := p_facts ->> 'team' = v_value;
      when 'set_priority' then
        v_from := p_facts ->> 'priority';
        v_same := v_from = v_value;
      when 'add_tag' then
        v_same := p_facts -> 'tag' ? v_value;
        if not v_same and jsonb_array_length(p_facts -> 'tag') >= 20 then
          v_problem := 'too_many_tags';
        end if;
      when 'send_template' then
        if p_facts ->> 'status' in ('closed', 'cancelled') then
          v_problem := 'ticket_closed';
        elsif jsonb_array_length(private.filled_template(private.usable_template(v_value), p_ticket) -> 'missing') > 0 then
          v_problem := 'template_incomplete';
        end if;
      when 'add_note' then
        if jsonb_array_length(private.filled_template(private.usable_template(v_value), p_ticket) -> 'missing') > 0 then
          v_problem := 'template_incomplete';
        end if;
      when 'notify_team' then
        if private.team_audience(v_id) is null then
          v_problem := 'team_empty';
        end if;
      else null;
    end case;
  end if;
  return jsonb_strip_nulls(jsonb_build_object('type', v_type, 'from', v_from, 'to', coalesce(v_to, v_value), 'problem', v_problem,
    'outcome', case when v_problem is not null then 'failed' when v_same then 'unchanged' else 'done' end));
end
$$;
comment on function private.action_effect(jsonb, jsonb, public.support_tickets) is
  'What an action does to a ticket in this state: { type, from?, to, outcome: done | unchanged | failed, problem? }. Changes nothing; a run asks it first, a dry run only asks.';

-- Saying and doing --------------------------------------------------------------------------------------

create function private.post_automatic(
  p_rule public.automation_rules, p_ticket public.support_tickets, p_template public.ticket_templates, p_internal boolean)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- Customers read the company's name; what staff call their rules is not for them.
  v_author private.viewer := case when p_internal then private.system_viewer(p_rule.name) else private.own_viewer() end;
  v_ticket public.support_tickets;
  v_message public.ticket_messages;
begin
  insert into public.ticket_messages (ticket_id, author_type, author_name, body, is_internal)
  values (p_ticket.id, 'system', v_author.full_name,
    private.check_text(private.filled_template(p_template, p_ticket) ->> 'text', 'body', 10000), p_internal)
  returning * into v_message;
  perform private.count_template_use(p_template.id);
  if not p_internal then
    update public.support_tickets t
    set message_count = t.message_count + 1, last_activity_at = v_message.created_at,
        last_message_author = v_message.author_type, last_message_by = v_message.author_name
    where t.id = p_ticket.id returning * into v_ticket;
    perform private.notify_ticket(v_author, v_ticket, 'ticket_reply', false, 'ticket_reply:' || v_message.id,
      jsonb_build_object('messageId', v_message.id));
    perform private.enqueue('ticket_reply_email', jsonb_build_object('messageId', v_message.id), 'ticket_reply_email:' || v_message.id);
  end if;
  perform private.audit(v_author, case when p_internal then 'ticket.note' else 'ticket.reply' end,
    'ticket', p_ticket.id::text, case when p_internal then null else p_ticket.customer_id end, 'automation');
end
$$;
comment on function private.post_automatic(public.automation_rules, public.support_tickets, public.ticket_templates, boolean) is
  'Adds a message made from a template to a locked ticket, as the portal itself: no first response, and the status stays.';

create function private.perform_action(
  p_rule public.automation_rules, p_ticket public.support_tickets, p_action jsonb, p_facts jsonb, p_key text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_effect jsonb := private.action_effect(p_action, p_facts, p_ticket);
  v_rule private.viewer := private.system_viewer(p_rule.name);
  v_value text := p_action ->> 'value';
  v_ticket public.support_tickets := p_ticket;
  v_user uuid;
begin
  if v_effect ->> 'outcome' <> 'done' then
    return v_effect;
  end if;
  case p_action ->> 'type'
    when 'assign_person' then
      v_ticket := private.assign_ticket(v_rule, v_ticket, v_value::uuid, true);
      if v_ticket.status in ('new', 'waiting_ai') then
        -- Customers see this one.
        v_ticket := private.set_status(private.own_viewer(), v_ticket, 'assigned');
      end if;
    when 'assign_team' then
      v_ticket := private.set_ticket_team(v_rule, v_ticket, v_value::uuid);
    when 'add_tag' then
      v_ticket := private.tag_ticket(v_rule, v_ticket, array(select jsonb_array_elements_text(p_facts -> 'tag')) || v_value);
    when 'add_note' then
      perform private.post_automatic(p_rule, v_ticket, private.usable_template(v_value), true);
    when 'set_priority' then
      perform private.add_event(v_rule, v_ticket.id, 'rule_applied', 'priority', p_rule.name, null, true);
      v_ticket := private.change_priority(private.own_viewer(), v_ticket, v_value::public.ticket_priority);
    when 'send_template' then
      perform private.add_event(v_rule, v_ticket.id, 'rule_applied', 'reply', p_rule.name, null, true);
      perform private.post_automatic(p_rule, v_ticket, private.usable_template(v_value), false);
    else
      perform private.add_event(v_rule, v_ticket.id, 'rule_applied', 'notify', p_rule.name, v_effect ->> 'to', true);
      foreach v_user in array case when p_action ->> 'type' = 'notify_team'
        then private.team_audience(v_value::uuid) else array[v_value::uuid] end
      loop
        perform private.notify(v_user, 'ticket_rule', 'ticket', v_ticket.id, jsonb_build_object(
          'number', v_ticket.number, 'subject', v_ticket.subject, 'ruleName', p_rule.name),
          'ticket_rule:' || p_rule.id || ':' || md5(p_key));
      end loop;
  end case;
  return v_effect;
end
$$;
comment on function private.perform_action(public.automation_rules, public.support_tickets, jsonb, jsonb, text) is
  'Does one action of a rule to a locked ticket, through the same functions as the buttons, and says what it did as action_effect does. Each effect is an event that names the rule, for staff; where customers see an event of their own, that names the company.';

create function private.run_rule(
  p_rule public.automation_rules, p_ticket public.support_tickets, p_event text, p_text text, p_key text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets := p_ticket;
  v_action jsonb;
  v_result jsonb;
  v_results jsonb := '[]';
  v_runs int;
begin
  select count(*) into v_runs from (
    select 1 from public.automation_runs r
    where r.ticket_id = p_ticket.id and r.rule_id = p_rule.id and r.created_at > now() - interval '1 hour' limit 11) recent;
  if v_runs >= 10 then
    -- Said once; something goes in circles, such as two mailboxes that answer each other.
    if v_runs = 10 then
      insert into public.automation_runs (rule_id, rule_name, ticket_id, event, outcome)
      values (p_rule.id, p_rule.name, p_ticket.id, p_event, 'stopped');
    end if;
    return;
  end if;
  for v_action in select value from jsonb_array_elements(p_rule.actions) loop
    begin
      v_result := private.perform_action(p_rule, v_ticket, v_action, private.automation_facts(v_ticket, null, p_text), p_key);
    exception when others then
      v_result := jsonb_build_object('type', v_action ->> 'type', 'to', v_action ->> 'value', 'outcome', 'failed', 'problem', 'refused',
        'detail', left(sqlerrm, 200));
    end;
    v_results := v_results || v_result;
    select * into v_ticket from public.support_tickets where id = p_ticket.id;
  end loop;
  insert into public.automation_runs (rule_id, rule_name, ticket_id, event, outcome, results)
  values (p_rule.id, p_rule.name, p_ticket.id, p_event,
    case
      when v_results @> '[{"outcome": "failed"}]' then 'failed'
      when v_results @> '[{"outcome": "done"}]' then 'done'
      else 'unchanged' end,
    v_results);
end
$$;
comment on function private.run_rule(public.automation_rules, public.support_tickets, text, text, text) is
  'Does a rule''s actions to a locked ticket, each for itself, and records it. What fails is recorded, never raised; a rule that ran ten times on a ticket within an hour is stopped.';

create function public.run_automation(p_input jsonb)
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
  if v_ticket.id is null then
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
comment on function public.run_automation(jsonb) is
  'For the worker: { event, ticketId, key, messageId? }. Runs the rules of this event on the ticket, in their order, and then gives it to somebody when its team shares out. Once per key. Returns { matched, assigneeId }.';
grant execute on function public.run_automation(jsonb) to service_role;

create function public.sweep_automation()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_runs int;
  v_keys int;
begin
  delete from public.automation_runs where created_at < now() - interval '90 days';
  get diagnostics v_runs = row_count;
  delete from private.automation_triggers where created_at < now() - interval '30 days';
  get diagnostics v_keys = row_count;
  return jsonb_build_object('runs', v_runs, 'triggers', v_keys);
end
$$;
comment on function public.sweep_automation() is
  'For the worker: forgets runs after 90 days, and what was asked already after 30, when its jobs are long gone. Returns the counts.';
grant execute on function public.sweep_automation() to service_role;
insert into private.recurring_jobs (kind, every) values ('sweep_automation', '1 day');

-- What sets rules in motion -------------------------------------------------------------------------------

create function private.event_of(p_type text, p_value text)
returns text
language sql immutable set search_path = ''
as $$
  select case p_type
    when 'created' then 'ticket_created'
    when 'rated' then case when p_value in ('1', '2') then 'rated_low' end
    when 'assigned' then case when p_value is not null then 'assigned' end
    when 'status_changed' then p_type
    when 'priority_changed' then p_type
    when 'category_changed' then p_type end
$$;
comment on function private.event_of(text, text) is 'The event of rules that an event of a ticket''s timeline is, by type and new value; null for the others.';

create function private.queue_automation(p_event text, p_ticket_id uuid, p_key text, p_message_id uuid default null)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue('run_automation', jsonb_strip_nulls(jsonb_build_object(
    'event', p_event, 'ticketId', p_ticket_id, 'key', p_key, 'messageId', p_message_id)), 'run_automation:' || p_key)
$$;
comment on function private.queue_automation(text, uuid, text, uuid) is 'Queues that the rules of an event look at a ticket, once per p_key.';

create function private.is_automating() returns boolean
language sql stable set search_path = ''
as $$ select current_setting('portico.automation', true) = 'on' or current_setting('portico.notify', true) = 'off' $$;
comment on function private.is_automating() is 'Whether what happens now is no cause for rules: their own doing, or an import that tells nobody.';

create function private.automate_event()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_event text := private.event_of(new.type, new.new_value);
begin
  if private.is_automating() is true then
    return null;
  end if;
  if exists (select 1 from public.automation_rules r where r.is_active and r.event = v_event)
    or (new.type in ('created', 'team_changed')
      and exists (select 1 from public.support_tickets t where t.id = new.ticket_id and private.is_routed(t))) then
    perform private.queue_automation(coalesce(v_event, new.type), new.ticket_id, 'event:' || new.id);
  end if;
  return null;
end
$$;
comment on function private.automate_event() is 'Trigger: queues the rules of what happened to a ticket, and the search for its person.';
create trigger ticket_events_30_automation after insert on public.ticket_events
  for each row when (new.created_at > now() - interval '1 hour'
    and new.type in ('created', 'status_changed', 'priority_changed', 'category_changed', 'assigned', 'rated', 'team_changed'))
  execute function private.automate_event();

create function private.automate_message()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.is_automating() is not true
    and exists (select 1 from public.automation_rules r where r.is_active and r.event = 'customer_replied')
    -- The first message is the ticket itself.
    and exists (select 1 from public.ticket_messages m where m.ticket_id = new.ticket_id and m.id <> new.id) then
    perform private.queue_automation('customer_replied', new.ticket_id, 'message:' || new.id, new.id);
  end if;
  return null;
end
$$;
comment on function private.automate_message() is 'Trigger: queues the rules that wait for a customer''s reply.';
create trigger ticket_messages_30_automation after insert on public.ticket_messages
  for each row when (new.author_type = 'customer' and not new.is_internal and new.created_at > now() - interval '1 hour')
  execute function private.automate_message();

create function private.automate_warning()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.is_automating() is not true
    and exists (select 1 from public.automation_rules r where r.is_active and r.event = new.event) then
    perform private.queue_automation(new.event, new.resource_id, 'warning:' || new.resource_id || ':' || md5(new.dedupe_key));
  end if;
  return null;
end
$$;
comment on function private.automate_warning() is 'Trigger: queues the rules that wait for a promise at risk or broken, once however many people are warned.';
create trigger notifications_30_automation after insert on public.notifications
  for each row when (new.event in ('sla_at_risk', 'sla_breached') and new.resource_type = 'ticket'
    and new.created_at > now() - interval '1 hour')
  execute function private.automate_warning();

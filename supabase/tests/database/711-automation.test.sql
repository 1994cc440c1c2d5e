-- Automation rules: who writes them, what sets them in motion, what they do, and what stops them.

begin;
select plan(87);
select tests.set_stage();
select private.allow_notifications(array['sla_at_risk', 'sla_breached']);
insert into public.teams (id, name) values (tests.id('crew'), 'Crew');
insert into public.team_members (team_id, user_id) values (tests.id('crew'), tests.id('agent'));
insert into public.ticket_templates (id, name, body) values
  (tests.id('thanks'), 'Thanks', 'Hello {{customer.first_name}}, {{ticket.number}} is here.'),
  (tests.id('parcel'), 'Parcel', 'Follow {{order.tracking_link}}.'),
  (tests.id('hint'), 'Hint', 'Look closely.');

create function tests.rule(p_input jsonb) returns jsonb language sql as $$
  select '{"name": "Rule", "event": "ticket_created", "actions": [{"type": "add_tag", "value": "seen"}]}'::jsonb || p_input $$;
create function tests.save_as(p_name text, p_input jsonb, p_id uuid default null) returns text language sql as $$
  select tests.as(p_name, format('select public.save_automation_rule(null, %L, %L)', p_id, tests.rule(p_input))) $$;
create function tests.add_rule(p_name text, p_event text, p_conditions jsonb, p_actions jsonb) returns void language sql as $$
  insert into public.automation_rules (id, name, event, conditions, actions, is_active, position)
  select tests.id(p_name), p_name, p_event, p_conditions, p_actions, true, coalesce(max(position), 0) + 10 from public.automation_rules $$;
create function tests.act(p_type text, p_value text) returns jsonb language sql as $$ select jsonb_build_array(jsonb_build_object('type', p_type, 'value', p_value)) $$;
create function tests.cond(p_field text, p_op text, variadic p_values text[]) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('field', p_field, 'op', p_op, 'values', to_jsonb(p_values))) $$;
create function tests.work() returns int language plpgsql as $$
declare v_job public.jobs; v_count int := 0; begin
  for v_job in select * from public.jobs where kind = 'run_automation' and status = 'queued' order by id loop
    perform public.run_automation(v_job.payload);
    update public.jobs set status = 'done' where id = v_job.id;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
create function tests.ran() returns text language sql as $$
  select string_agg(rule_name || ' ' || outcome, ', ' order by created_at, rule_name) from public.automation_runs $$;
create function tests.results(p_rule text) returns text language sql as $$
  select string_agg(concat_ws(' ', r ->> 'type', r ->> 'from', '→', r ->> 'to', r ->> 'outcome', r ->> 'problem'), ', ')
  from (select results from public.automation_runs where rule_name = p_rule order by created_at desc limit 1) l, jsonb_array_elements(results) r $$;
create function tests.afresh() returns void language sql as $$
  delete from public.automation_rules; delete from public.automation_runs; delete from public.jobs; delete from private.rate_limits; $$;
create function tests.open_as(p_name text, p_input jsonb default '{}') returns uuid language sql as $$
  select (tests.as(p_name, format('select public.create_ticket(null, %L)', '{"subject": "Hum", "description": "It hums badly.", "category": "question"}'::jsonb || p_input))::jsonb ->> 'id')::uuid $$;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.save_as(p, jsonb_build_object('name', 'Rule of ' || p)), length(answer)), answer, p || ' writes: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('agent', 'PT403 admin_only'), ('admin', '{"id"')) as w(p, answer);
insert into public.automation_runs (rule_id, rule_name, ticket_id, event, outcome) select id, name, tests.id('open'), event, 'done' from public.automation_rules;
select is(tests.readers('automation_rules'), 'agent 1, admin 1', 'staff read the rules');
select is(tests.readers('automation_runs'), 'agent 1, admin 1', 'and what they did');
create function tests.only_staff(p_sql text, p_call text) returns text language sql as $$
  select is(tests.each(p_sql) ~ '^anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: [\[{].*, admin: [\[{].*, locked: PT403 portal_locked, signed_out: PT401 unauthenticated$', true, p_call) $$;
create function tests.only_admins(p_sql text, p_call text) returns text language sql as $$
  select is(left(tests.each(p_sql), 124), 'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only,', p_call) $$;
select tests.only_staff('select public.list_automation_rules()', 'staff list them');
select tests.only_staff(format('select public.get_automation_rule(%L)', id), 'staff open one') from public.automation_rules;
select tests.only_staff(format('select public.list_automation_runs(%L)', jsonb_build_object('ruleId', id)), 'staff list what one did') from public.automation_rules;
select tests.only_staff(format('select public.dry_run_automation(%L, now() - interval ''1 day'', now())', tests.rule('{}')), 'staff try one');
select tests.only_admins(format('select public.switch_automation_rule(%L, true)', id), 'admins switch') from public.automation_rules;
select tests.only_admins(format('select public.move_automation_rule(%L, ''up'')', id), 'admins order') from public.automation_rules;
select tests.only_admins(format('select public.delete_automation_rule(%L)', id), 'admins delete') from public.automation_rules;
select is((select count(*)::int from public.automation_rules), 0, 'and so it is gone');
select is((select rule_name from public.automation_runs), 'Rule of admin', 'but what it did stays written down');

-- What a rule is ------------------------------------------------------------------------------------

select is((select f ->> 'code' || ' ' || (f -> 'detail' ->> 'fields') from tests.failure_as('admin', format('select public.save_automation_rule(null, null, %L)', tests.rule(input))) as f), 'PT422 ' || fields, input::text)
from (values ('{"name": " "}'::jsonb, '{"name": ["required"]}'), ('{"event": "full_moon"}', '{"event": ["unknown"]}'), ('{"actions": []}', '{"actions": ["required"]}'),
  ('{"actions": [{"type": "explode"}]}', '{"actions.0": ["unknown"]}'), ('{"actions": [{"type": "set_priority", "value": "vast"}]}', '{"actions.0": ["invalid"]}'),
  ('{"actions": [{"type": "add_tag", "value": "a"}, {"type": "add_tag", "value": "Not so"}]}', '{"actions.1": ["invalid"]}'),
  ('{"actions": [{"type": "assign_team"}]}', '{"actions.0": ["required"]}'),
  (jsonb_build_object('actions', tests.act('assign_person', tests.id('customer')::text)), '{"actions.0": ["person_gone"]}'),
  (jsonb_build_object('actions', tests.act('notify_person', tests.id('locked')::text)), '{"actions.0": ["person_gone"]}'),
  (jsonb_build_object('actions', tests.act('notify_team', gen_random_uuid()::text)), '{"actions.0": ["team_gone"]}'),
  (jsonb_build_object('actions', tests.act('send_template', gen_random_uuid()::text)), '{"actions.0": ["template_gone"]}'),
  (jsonb_build_object('conditions', tests.cond('moon', 'is', 'full')), '{"conditions.0": ["unknown"]}'),
  (jsonb_build_object('conditions', tests.cond('priority', 'likes', 'high')), '{"conditions.0": ["unknown"]}'),
  (jsonb_build_object('conditions', tests.cond('priority', 'is', 'vast')), '{"conditions.0": ["invalid"]}'),
  ('{"conditions": [{"field": "tag", "op": "is", "values": []}]}', '{"conditions.0": ["required"]}'),
  (jsonb_build_object('conditions', tests.cond('category', 'is', 'nonsense')), '{"conditions.0": ["category_gone"]}'),
  (jsonb_build_object('conditions', tests.cond('subject', 'is', repeat('a', 201))), '{"conditions.0": ["invalid"]}'),
  (jsonb_build_object('conditions', (select jsonb_agg(c) from generate_series(1, 11), jsonb_array_elements(tests.cond('tag', 'is', 'a')) c)), '{"conditions": ["too_many"]}')) as v(input, fields);
select is(tests.save_as('admin', '{"name": "First"}')::jsonb ->> 'version', '1', 'a rule is written');
select is(tests.save_as('admin', '{"name": "first"}'), 'PT422 validation_failed', 'names are not given twice');
select tests.save_as('admin', '{"name": "Second"}'), tests.save_as('admin', '{"name": "Third"}');
create function tests.rule_id(p_name text) returns uuid language sql as $$ select id from public.automation_rules where name = p_name $$;
create function tests.order() returns text language sql as $$ select string_agg(r ->> 'name', ', ') from jsonb_array_elements(tests.as('agent', 'select public.list_automation_rules()')::jsonb) r $$;
select is(tests.order(), 'First, Second, Third', 'new ones come last');
select tests.as('admin', format('select public.move_automation_rule(%L, ''up'')', tests.rule_id('Third')));
select is(tests.order(), 'First, Third, Second', 'they are moved');
select tests.as('admin', format('select public.move_automation_rule(%L, ''up'')', tests.rule_id('First')));
select is(tests.order(), 'First, Third, Second', 'not beyond the first');
select is(tests.save_as('admin', '{"name": "First", "expectedVersion": 9}', tests.rule_id('First')), 'PT409 rule_changed', 'nobody overwrites what they have not seen');
select is(tests.as('admin', format('select public.switch_automation_rule(%L, true)', tests.rule_id('First')))::jsonb ->> 'isActive', 'true', 'they are switched on');
select tests.afresh();

-- Conditions ------------------------------------------------------------------------------------------

select is(string_agg(case when private.condition_holds(tests.cond(field, op, value) -> 0,
  '{"category": "billing", "priority": "high", "tag": ["vip", "eu"], "team": null, "assigned": "no", "subject": "Invoice WRONG", "body": "Pay 50% back", "customer": "c"}') then 'yes' else 'no' end, ' ' order by n), 'yes no no yes yes no no yes yes yes no yes no', 'what holds and what does not')
from (values (1, 'category', 'is', 'billing'), (2, 'category', 'is_not', 'billing'), (3, 'category', 'is', 'bill'), (4, 'tag', 'is', 'eu'), (5, 'tag', 'is_not', 'uk'), (6, 'tag', 'is_not', 'vip'),
  (7, 'subject', 'is', 'right'), (8, 'subject', 'is', 'wrong'), (9, 'body', 'is', '50% B'), (10, 'team', 'is', 'none'), (11, 'team', 'is_not', 'none'), (12, 'assigned', 'is', 'no'), (13, 'body', 'is', '5_%')) as v(n, field, op, value);
select is(private.automation_matches(tests.cond('priority', 'is', 'low', 'high') || tests.cond('tag', 'is', 'vip'), '{"priority": "high", "tag": ["vip"]}'), true, 'one of several values, all of several conditions');
select is(private.automation_matches(tests.cond('priority', 'is', 'high') || tests.cond('tag', 'is', 'vip'), '{"priority": "high", "tag": []}'), false, 'all of them');
select is(private.automation_matches('[]', '{}'), true, 'without conditions always');

-- What sets them in motion, and what they do -------------------------------------------------------------

select tests.add_rule('Angry', 'ticket_created', tests.cond('body', 'is', 'badly'), tests.act('set_priority', 'urgent') || tests.act('add_tag', 'angry') || tests.act('assign_team', tests.id('crew')::text));
select tests.add_rule('Urgent', 'ticket_created', tests.cond('priority', 'is', 'urgent'), tests.act('add_note', tests.id('hint')::text) || tests.act('notify_team', tests.id('crew')::text));
select tests.add_rule('Calm', 'ticket_created', tests.cond('body', 'is', 'thank you'), tests.act('add_tag', 'calm'));
select tests.add_rule('Echo', 'priority_changed', '[]', tests.act('add_tag', 'echo'));
create temporary table named (name text, id uuid);
create function tests.named(p_name text) returns uuid language sql as $$ select id from named where name = p_name $$;
insert into named values ('one', tests.open_as('customer'));
select is((select priority::text from public.support_tickets where id = tests.named('one')), 'low', 'the customer''s own command waits for no rule');
select is(tests.work(), 1, 'it queues one job');
select is(tests.ran(), 'Angry done, Urgent done', 'the rules that match run in their order, and the next one sees what the first one did');
select is(tests.results('Angry'), 'set_priority low → urgent done, add_tag → angry done, assign_team → Crew done', 'with what came of it');
select is((select concat_ws(' ', t.priority, m.name, (select string_agg(tag, ',') from public.ticket_tags where ticket_id = t.id)) from public.support_tickets t left join public.teams m on m.id = t.team_id where t.id = tests.named('one')), 'urgent Crew angry', 'the ticket says so');
select is(tests.work(), 0, 'what rules do sets no rule in motion');
select is((select string_agg(concat_ws(' ', actor_name, type), ', ' order by created_at, type) from public.ticket_events where ticket_id = tests.named('one') and actor_type = 'system' and is_internal),
  'Angry rule_applied, Angry tagged, Angry team_changed, Urgent rule_applied', 'each effect names its rule, for staff');
select is((select string_agg(concat_ws(' ', actor_name, type), ', ' order by created_at) from public.ticket_events where ticket_id = tests.named('one') and actor_type = 'system' and not is_internal), 'Portico priority_changed', 'customers read the name of the company');
select is((select concat_ws(' ', author_type, author_name, is_internal, body) from public.ticket_messages where ticket_id = tests.named('one') order by created_at desc limit 1), 'system Urgent t Look closely.', 'a note');
select is((select string_agg(u.full_name || ' ' || n.event || ' ' || coalesce(n.data ->> 'ruleName', ''), ', ') from public.notifications n join public.portal_users u on u.id = n.user_id where n.resource_id = tests.named('one') and n.event = 'ticket_rule'), 'Agent ticket_rule Urgent', 'and word to the team');
select is(tests.as('customer', format('select public.get_ticket(%L)::text ~ ''Angry|Urgent'' ', tests.named('one'))), 'false', 'of the rules the customer reads nothing');
select is(public.run_automation((select payload from public.jobs where kind = 'run_automation' and payload ->> 'event' = 'ticket_created' limit 1)) ->> 'matched', '0', 'a job that comes twice does nothing twice');

-- Answering by itself
select tests.afresh();
select tests.add_rule('Reply', 'customer_replied', tests.cond('body', 'is', 'still') || tests.cond('status', 'is_not', 'closed'), tests.act('send_template', tests.id('thanks')::text));
select tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "It is STILL so"}'')', tests.named('one')));
select is(tests.work() || ' ' || tests.ran(), '1 Reply done', 'a customer''s words are looked at');
select is((select concat_ws(' ', m.author_type, m.author_name, m.body, t.status, t.first_responded_at is null, t.last_message_author, t.message_count) from public.ticket_messages m join public.support_tickets t on t.id = m.ticket_id where t.id = tests.named('one') and not m.is_internal order by m.created_at desc limit 1),
  'system Portico Hello Customer, ' || (select number from public.support_tickets where id = tests.named('one')) || ' is here. new t system 3', 'the answer is the portal''s: no first response, and the status stays');
select is((select count(*)::int from public.jobs where kind = 'ticket_reply_email'), 1, 'it goes out by e-mail too');
select is((select usage_count from public.ticket_templates where id = tests.id('thanks')), 1, 'and counts as a use of the template');
select tests.open_as('customer');
select is(tests.work(), 0, 'a new ticket is no reply');
select tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "still"}'')', tests.named('one')));
select is(tests.work(), 0, 'nor is what staff write');

-- Every other cause
select tests.afresh();
select tests.add_rule(e, e, '[]', tests.act('add_tag', replace(e, '_', '-'))) from unnest(private.automation_events()) as e where e not in ('ticket_created', 'customer_replied');
select tests.as('agent', format('select public.update_ticket(%L, %L)', tests.named('one'), jsonb_build_object('priority', 'high', 'category', 'billing', 'assigneeId', tests.id('admin'))));
select tests.as('agent', format('select public.change_ticket_status(%L, ''resolve'')', tests.named('one')));
select tests.as('customer', format('select public.rate_ticket(%L, 2)', tests.named('one')));
select private.notify(tests.id(p), 'sla_at_risk', 'ticket', tests.named('one'), '{}', 'sla_at_risk:x') from unnest(array['agent', 'admin']) as p;
select private.notify(tests.id('agent'), 'sla_breached', 'ticket', tests.named('one'), '{}', 'sla_breached:x');
select tests.work();
select is((select string_agg(distinct rule_name, ', ' order by rule_name) from public.automation_runs), 'assigned, category_changed, priority_changed, rated_low, sla_at_risk, sla_breached, status_changed', 'each event has its rules');
select is((select count(*)::int from public.automation_runs where rule_name = 'sla_at_risk'), 1, 'a warning of several people is one');
delete from public.automation_runs;
update public.support_tickets set rated_at = null where id = tests.named('one');
select tests.as('customer', format('select public.rate_ticket(%L, 5)', tests.named('one')));
select tests.as('agent', format('select public.update_ticket(%L, ''{"assigneeId": null}'')', tests.named('one')));
select is(tests.work() || coalesce(tests.ran(), ' none'), '0 none', 'a good rating is no low one, and nobody is nobody');
select set_config('portico.notify', 'off', true);
select tests.as('agent', format('select public.update_ticket(%L, ''{"priority": "low"}'')', tests.named('one')));
select set_config('portico.notify', '', true);
select is(tests.work(), 0, 'an import that tells nobody asks no rules');

-- What fails --------------------------------------------------------------------------------------------

select tests.afresh();
select tests.add_rule('Broken', 'ticket_created', '[]', tests.act('send_template', tests.id('parcel')::text) || tests.act('assign_person', tests.id('agent')::text) || tests.act('add_tag', 'after')
  || tests.act('assign_team', gen_random_uuid()::text) || tests.act('add_note', gen_random_uuid()::text) || tests.act('set_priority', 'low'));
insert into named values ('two', tests.open_as('customer'));
insert into public.staff_absences (user_id) values (tests.id('agent'));
select tests.work();
select is((select string_agg(concat_ws(' ', r ->> 'type', r ->> 'outcome', r ->> 'problem'), ', ') from public.automation_runs, jsonb_array_elements(results) r),
  'send_template failed template_incomplete, assign_person failed person_away, add_tag done, assign_team failed team_gone, add_note failed template_gone, set_priority unchanged', 'what cannot be done is written down, and the rest is done');
select is((select jsonb_agg(f ->> 'path' || ' ' || (f ->> 'problem')) from jsonb_array_elements(tests.as('agent', 'select public.list_automation_rules()')::jsonb -> 0 -> 'faults') f), '["actions.3 team_gone", "actions.4 template_gone"]', 'the list shows what is wrong');
select is(tests.as('agent', 'select public.list_automation_rules()')::jsonb -> 0 -> 'lastRun' ->> 'outcome', 'failed', 'and how it went last');
update public.automation_rules set is_active = false;
select is(tests.as('admin', format('select public.switch_automation_rule(%L, true)', tests.id('Broken'))), 'PT409 rule_faulty', 'it cannot be switched on like this');
delete from public.staff_absences;
select tests.afresh();
select tests.add_rule('Gone', 'ticket_created', '[]', tests.act('assign_person', tests.id('agent')::text));
insert into named values ('three', tests.open_as('customer'));
select tests.work();
select is((select string_agg(distinct concat_ws(' ', actor_name, type, case when is_internal then '(internal)' end), ', ') from public.ticket_events where ticket_id = tests.named('three') and actor_type = 'system'),
  'Gone assigned (internal), Portico status_changed', 'who got it by which rule is for staff; that somebody has it is for all');

-- Going in circles
select tests.afresh();
select tests.add_rule('Circle', 'customer_replied', '[]', tests.act('send_template', tests.id('thanks')::text));
select tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "Out of office"}'')', tests.named('two'))) from generate_series(1, 13);
select tests.work();
select is((select string_agg(outcome || ' ' || count, ', ' order by outcome) from (select outcome, count(*) from public.automation_runs group by outcome) c), 'done 10, stopped 1', 'after ten times within an hour it stops, and says so once');

-- Trying -------------------------------------------------------------------------------------------------

select tests.afresh();
delete from public.support_tickets where requester_id = tests.id('customer') and id <> tests.id('open') and not exists (select 1 from public.refunds f where f.ticket_id = support_tickets.id);
insert into public.support_tickets (id, number, customer_id, subject, description, category, priority, created_at)
select md5('past' || i)::uuid, 'TKT-2001-' || i, tests.id('home'), 'Past ' || i, case when i % 2 = 0 then 'even' else 'odd' end, 'billing', 'high', now() - interval '30 days' + make_interval(hours => i)
from generate_series(1, 400) as i;
insert into public.ticket_events (ticket_id, type, actor_type, actor_name, new_value, created_at)
select id, 'created', 'customer', 'Customer', 'new', created_at from public.support_tickets where number like 'TKT-2001-%';
insert into public.ticket_events (ticket_id, type, actor_type, actor_name, old_value, new_value, created_at)
select id, 'priority_changed', 'staff', 'Agent', 'low', 'high', created_at + interval '1 hour' from public.support_tickets where number = 'TKT-2001-400';
create function tests.try(p_rule jsonb, p_cursor jsonb default null) returns jsonb language sql as $$
  select tests.as('agent', format('select public.dry_run_automation(%L, now() - interval ''31 days'', now(), %L, 5)', tests.rule(p_rule), p_cursor))::jsonb $$;
create function tests.try_all(p_rule jsonb) returns text language plpgsql as $$
declare v_answer jsonb; v_cursor jsonb; v_found int := 0; v_calls int := 0; v_scanned int := 0; v_progress numeric := 0; begin
  loop
    v_answer := tests.try(p_rule, v_cursor);
    v_found := v_found + jsonb_array_length(v_answer -> 'matches'); v_scanned := v_scanned + (v_answer ->> 'scanned')::int; v_calls := v_calls + 1;
    if (v_answer ->> 'progress')::numeric < v_progress then return 'backwards'; end if;
    v_progress := v_answer ->> 'progress'; v_cursor := v_answer -> 'nextCursor';
    exit when v_cursor = 'null';
  end loop;
  return format('%s of %s in %s, %s', v_found, v_scanned, v_calls, v_progress);
end $$;
create temporary table before as select (select count(*) from public.ticket_events) as events, (select count(*) from public.automation_runs) as runs, (select count(*) from public.ticket_tags) as tags, (select count(*) from public.jobs) as jobs;
select is(tests.try_all('{"conditions": [{"field": "body", "op": "is", "values": ["even"]}]}'), '200 of 400 in 41, 1', 'every ticket of the period that would have matched, page by page');
select is(tests.try_all('{"conditions": [{"field": "body", "op": "is", "values": ["neither"]}]}'), '0 of 400 in 2, 1', 'where nothing is found, each call is bounded');
select is((select string_agg(concat_ws(' ', m -> 'ticket' ->> 'number', m -> 'effects' -> 0 ->> 'from', m -> 'effects' -> 0 ->> 'outcome'), ', ')
  from jsonb_array_elements(tests.try('{"conditions": [{"field": "category", "op": "is", "values": ["billing"]}], "actions": [{"type": "set_priority", "value": "low"}]}') -> 'matches') m limit 1),
  'TKT-2001-400 low unchanged, TKT-2001-399 high done, TKT-2001-398 high done, TKT-2001-397 high done, TKT-2001-396 high done', 'as they were then, not as they are now');
select is((select (select count(*) from public.ticket_events) = events and (select count(*) from public.automation_runs) = runs and (select count(*) from public.ticket_tags) = tags and (select count(*) from public.jobs) = jobs from before), true, 'and nothing has happened');
select is(tests.as('agent', format('select public.dry_run_automation(%L, now(), now() - interval ''1 day'')', tests.rule('{}'))), 'PT422 validation_failed', 'a period has a beginning before its end');
select is(tests.as('agent', format('select public.dry_run_automation(%L, now() - interval ''2 years'', now())', tests.rule('{}'))), 'PT422 validation_failed', 'and is at most a year');

-- What has become of tags and tickets --------------------------------------------------------------------

select tests.afresh();
select tests.add_rule('Waits', 'ticket_created', tests.cond('tag', 'is', 'vip', 'gone'), tests.act('add_tag', 'a'));
select tests.add_rule('Forlorn', 'ticket_created', tests.cond('priority', 'is', 'low') || tests.cond('tag', 'is', 'gone'), tests.act('add_tag', 'b'));
select is((select jsonb_agg(r -> 'faults') from jsonb_array_elements(tests.as('agent', 'select public.list_automation_rules()')::jsonb) r), '[[], [{"path": "conditions.1", "problem": "tag_gone"}]]', 'a tag that no ticket has is a hint');
select is(tests.as('admin', format('select public.switch_automation_rule(%L, true)', tests.id('Forlorn')))::jsonb ->> 'isActive', 'true', 'and no obstacle');
select tests.afresh();
select tests.add_rule('All', 'status_changed', '[]', tests.act('add_tag', 'all'));
select tests.as('agent', format('select public.change_ticket_status(%L, ''hold'')', tests.id('open')));
update public.support_tickets set merged_into = tests.id('private') where id = tests.id('open');
select tests.work();
select is(tests.ran(), null, 'a merged ticket is left alone');

select is(public.sweep_automation() ->> 'runs', '0', 'what is young is kept');
insert into public.automation_runs (rule_name, ticket_id, event, outcome, created_at) values ('Old', tests.id('open'), 'assigned', 'done', now() - interval '91 days');
select is(public.sweep_automation() ->> 'runs', '1', 'what is old is forgotten');

select * from finish();
rollback;

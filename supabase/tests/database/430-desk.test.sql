-- update_ticket and what else only staff do: priority, assignment, category, tags; the queue and its figures.

begin;
select plan(60);
select tests.set_stage();

create function tests.update_as(p_name text, p_changes jsonb, p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.update_ticket(%L, %L)', tests.id(p_ticket), p_changes)) $$;
create function tests.now_is(p_column text) returns text language plpgsql as $$
declare v text; begin
  execute format('select %I::text from public.support_tickets where id = %L', p_column, tests.id('open')) into v; return v;
end $$;
create function tests.last_event() returns text language sql as $$
  select concat_ws(' ', type, coalesce(old_value, '–'), '→', coalesce(new_value, '–'), case when is_internal then '(internal)' end)
  from public.ticket_events where ticket_id = tests.id('open') order by created_at desc, id limit 1 $$;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.update_as(p, '{"priority": "high"}'), length(answer)), answer, p || ': ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('agent', '{'), ('admin', '{')) as w(p, answer);
select is(tests.as('agent', format('select public.update_ticket(%L, ''{"priority": "high"}'')', gen_random_uuid())), 'PT404 ticket_not_found', 'not what is not there');

-- Priority moves the promises ---------------------------------------------------------------------------

create function tests.promises() returns text language sql as $$
  select format('%s h, %s h', round(extract(epoch from first_response_due_at - now()) / 3600, 2)::real, round(extract(epoch from resolution_due_at - now()) / 3600, 2)::real)
  from public.support_tickets where id = tests.id('open') $$;
select is(tests.now_is('priority') || ': ' || tests.promises(), 'high: 4 h, 24 h', 'a high priority promises more than the medium one before');
select is(tests.update_as('agent', '{"priority": "urgent"}')::jsonb ->> 'priority' || ': ' || tests.promises(), 'urgent: 1 h, 8 h', 'an urgent one still more');
select is(tests.last_event(), 'priority_changed high → urgent', 'which the timeline says');
select is(tests.update_as('agent', '{"priority": "low"}')::jsonb ->> 'priority' || ': ' || tests.promises(), 'low: 48 h, 120 h', 'a low one less');
update public.support_tickets set created_at = now() - interval '6 hours' where id = tests.id('open');
insert into public.ticket_events (ticket_id, type, actor_type, actor_name, old_value, new_value, created_at) values
  (tests.id('open'), 'status_changed', 'staff', 'Agent', 'new', 'on_hold', now() - interval '5 hours'),
  (tests.id('open'), 'status_changed', 'staff', 'Agent', 'on_hold', 'new', now() - interval '2 hours');
select is(tests.update_as('agent', '{"priority": "medium"}')::jsonb ->> 'priority' || ': ' || tests.promises(), 'medium: 21 h, 69 h', 'pauses of the log stay added');
select is(tests.update_as('agent', '{"priority": "medium"}')::jsonb ->> 'version', tests.now_is('version'), 'the same priority again is no change');
select is(tests.update_as('agent', '{"priority": "critical"}'), 'PT422 validation_failed', 'an unknown one is refused');

-- Assignment ------------------------------------------------------------------------------------------

delete from public.notifications;
select is(tests.update_as('admin', jsonb_build_object('assigneeId', tests.id('agent')))::jsonb ->> 'status', 'assigned', 'assigning a new ticket moves it');
select is((select string_agg(u.full_name || ' ' || n.event, ', ') from public.notifications n join public.portal_users u on u.id = n.user_id), 'Agent ticket_assigned', 'and the assignee is told');
select is(tests.update_as('agent', jsonb_build_object('assigneeId', tests.id('admin')))::jsonb ->> 'status', 'assigned', 'handing it on');
select is(tests.last_event(), 'assigned Agent → Admin (internal)', 'is for staff to know');
delete from public.notifications;
select is(tests.update_as('agent', jsonb_build_object('assigneeId', tests.id('agent')))::jsonb ->> 'assigneeId', tests.id('agent')::text, 'taking it oneself');
select is((select count(*) from public.notifications), 0::bigint, 'tells nobody');
select is(tests.update_as('agent', '{"assigneeId": null}')::jsonb ->> 'assigneeId', null, 'it can be given back');
select is(tests.update_as('agent', jsonb_build_object('assigneeId', tests.id(p))), 'PT422 validation_failed', p || ' cannot have it')
from unnest(array['customer', 'nobody']) as p;
update public.portal_users set portal_active = false where id = tests.id('admin');
select is(tests.update_as('agent', jsonb_build_object('assigneeId', tests.id('admin'))), 'PT422 validation_failed', 'nor can who is locked');
select is(tests.as('agent', 'select string_agg(s ->> ''fullName'', '', '') from jsonb_array_elements(public.list_staff()) as s'), 'Agent', 'who is not on the list either');
update public.portal_users set portal_active = true where id = tests.id('admin');

-- Category, tags, status --------------------------------------------------------------------------------

update public.support_tickets set category = 'order_issue', issue_type = 'late_delivery' where id = tests.id('open');
select is(tests.update_as('agent', '{"category": "billing"}')::jsonb ->> 'category' || coalesce(tests.now_is('issue_type'), ' –'), 'billing –', 'another category has other issue types');
select is(tests.update_as('agent', '{"category": "witchcraft"}'), 'PT422 validation_failed', 'an unknown one is refused');
select ok(tests.update_as('agent', '{"tags": ["VIP ", "churn", "churn"]}') like '{%', 'tags are set');
select is(tests.last_event(), 'tagged vip → churn, vip (internal)', 'once each, in small letters, for staff');
select is((select string_agg(tag, ', ' order by tag) from public.ticket_tags where ticket_id = tests.id('open')), 'churn, vip', 'and are there');
select is(tests.update_as('agent', jsonb_build_object('tags', tags)), 'PT422 validation_failed', 'refused: ' || why)
from (values ('["two words"]'::jsonb, 'a tag of two words'), ('[""]', 'an empty one'), (jsonb_build_array(repeat('x', 41)), 'one of 41 letters'),
  ((select jsonb_agg('t' || n) from generate_series(1, 21) as n), '21 of them')) as v(tags, why);
select ok(tests.update_as('agent', '{"tags": []}') like '{%', 'tags can all go');
select is((select count(*) from public.ticket_tags where ticket_id = tests.id('open')), 0::bigint, 'and are gone');
select is(tests.update_as('agent', '{"status": "waiting_customer"}')::jsonb ->> 'status', 'waiting_customer', 'a status is set by its name');
select is(tests.update_as('agent', '{"status": "closed"}'), 'PT409 invalid_transition', 'where the machine leads there');
select is(tests.update_as('agent', '{"status": "nonsense"}'), 'PT409 invalid_transition', 'and is a status');
select is(tests.update_as('agent', '{"priority": "urgent", "status": "closed"}') || ', ' || tests.now_is('priority'), 'PT409 invalid_transition, medium', 'changes that come together fail together');
select is(tests.update_as('agent', jsonb_build_object('priority', 'low', 'expectedVersion', tests.now_is('version')::int))::jsonb ->> 'priority', 'low', 'who saw the ticket as it is changes it,');
select is(tests.update_as('admin', jsonb_build_object('priority', 'high', 'expectedVersion', tests.now_is('version')::int - 1)), 'PT409 ticket_changed', 'who saw it as it was is told');
select is((select fields from public.portal_audit_log where action = 'ticket.update' and fields ? 'priority' and actor_id = tests.id('agent') order by occurred_at desc, jsonb_array_length(fields) limit 1), '["priority"]', 'the audit log names what was changed, not to what');

-- The queue -------------------------------------------------------------------------------------------

create function tests.found_as(p_name text, p_filters jsonb) returns text language sql as $$
  select coalesce(tests.as(p_name, format('select string_agg(lower(replace(t ->> ''subject'', ''Subject of '', '''')), '', '' order by t ->> ''subject'')
    from jsonb_array_elements(public.search_tickets(%L) -> ''items'') as t', p_filters)), 'nothing') $$;
update public.support_tickets set status = 'in_progress', assignee_id = tests.id('agent'), priority = 'urgent', resolution_due_at = now() - interval '1 minute' where id = tests.id('open');
update public.support_tickets set resolution_due_at = now() + interval '1 hour', created_at = now() - interval '71 hours', first_responded_at = now() where id = tests.id('private');
insert into public.ticket_tags values (tests.id('foreign'), 'churn');
select is(tests.found_as('agent', filters), found, 'the queue by ' || filters::text)
from (values
  ('{}'::jsonb, 'foreign, open, private'), ('{"status": ["in_progress"]}', 'open'), ('{"priority": ["urgent", "low"]}', 'open'),
  ('{"assignee": "me"}', 'open'), ('{"assignee": "none"}', 'foreign, private'), ('{"tag": "churn"}', 'foreign'),
  ('{"sla": ["breached"]}', 'open'), ('{"sla": ["at_risk"]}', 'private'), ('{"sla": ["breached", "at_risk"]}', 'open, private'),
  (jsonb_build_object('customer', tests.id('elsewhere')), 'foreign')) as v(filters, found);
select is(tests.as('agent', 'select public.desk_counts()')::jsonb,
  '{"open": 3, "new": 2, "inProgress": 1, "waitingCustomer": 0, "onHold": 0, "mine": 1, "unassigned": 2, "urgent": 1, "breached": 1, "atRisk": 1, "resolvedToday": 0, "look": 0, "snoozed": 0}',
  'the figures say the same');
select is(tests.as('customer', 'select public.desk_counts()') || ', ' || tests.as('customer', 'select public.list_staff()'), 'PT403 staff_only, PT403 staff_only', 'neither is for customers');

select is(tests.as('agent', 'select jsonb_path_query_array(public.list_pressing_tickets(), ''$.running[*].number'') @> ''["TKT-2000-open", "TKT-2000-private", "TKT-2000-foreign"]'''), 'true', 'what presses is listed to staff');
select is(tests.as('agent', 'select jsonb_path_query_array(public.list_pressing_tickets(), ''$.mine[*].number'')'), '["TKT-2000-open"]', 'and what is theirs');
select is(tests.each('select jsonb_array_length(public.list_pressing_tickets(1) -> ''running'')'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: 2, admin: 2, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'to nobody else, and of each kind as many as were asked for');

select * from finish();
rollback;

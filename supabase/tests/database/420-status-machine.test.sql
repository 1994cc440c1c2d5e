-- change_ticket_status: every way through the status machine, by everybody, and no other.

begin;
select plan(37);
select tests.set_stage();

create function tests.change_as(p_name text, p_action text, p_input jsonb default '{}', p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.change_ticket_status(%L, %L, %L)', tests.id(p_ticket), p_action, p_input)) $$;
create function tests.put(p_status public.ticket_status, p_assignee text default 'agent') returns void language sql as $$
  delete from public.ticket_events where ticket_id = tests.id('open') and type = 'status_changed';
  update public.support_tickets
  set status = p_status, assignee_id = tests.id(p_assignee), sla_paused_at = null, rating = null, rated_at = null,
    resolved_at = case when p_status in ('resolved', 'closed') then now() end where id = tests.id('open') $$;
create function tests.tried(p_name text, p_from public.ticket_status, p_action text) returns text language sql as $$
  select tests.put(p_from);
  select case when answer like '{%' then answer::jsonb ->> 'status' else answer end from tests.change_as(p_name, p_action) as answer $$;

-- The table ---------------------------------------------------------------------------------------

create view tests.transitions as
select s::public.ticket_status as from_status, action, actor, to_status::public.ticket_status
from (values
  ('customer', 'resolve', 'new waiting_ai assigned in_progress waiting_customer on_hold', 'resolved'),
  ('customer', 'close', 'new waiting_ai assigned in_progress waiting_customer on_hold resolved', 'closed'),
  ('customer', 'cancel', 'new waiting_ai', 'cancelled'),
  ('customer', 'reopen', 'resolved closed', 'in_progress'),
  ('staff', 'assign', 'new waiting_ai', 'assigned'),
  ('staff', 'start', 'new waiting_ai assigned waiting_customer on_hold', 'in_progress'),
  ('staff', 'wait', 'new waiting_ai assigned in_progress on_hold', 'waiting_customer'),
  ('staff', 'hold', 'new waiting_ai assigned in_progress waiting_customer', 'on_hold'),
  ('staff', 'resolve', 'new waiting_ai assigned in_progress waiting_customer on_hold', 'resolved'),
  ('staff', 'close', 'resolved', 'closed'),
  ('staff', 'cancel', 'new waiting_ai assigned in_progress waiting_customer on_hold', 'cancelled'),
  ('staff', 'reopen', 'resolved closed cancelled', 'in_progress'),
  ('system', 'triage_done', 'waiting_ai', 'new'),
  ('system', 'auto_answer', 'waiting_ai', 'waiting_customer'),
  ('system', 'auto_close', 'resolved', 'closed')) as t(actor, action, froms, to_status),
  string_to_table(froms, ' ') as s;

select set_eq('select from_status, action, actor, to_status from private.ticket_transitions',
  'select from_status, action, actor, to_status from tests.transitions', 'the machine is the one that is written here');

-- Everybody tries everything: nine statuses, eleven actions, four people.
create view tests.attempts as
select p.name, s as from_status, a as action, tests.tried(p.name, s, a) as outcome, coalesce(t.to_status::text, 'PT409 invalid_transition') as expected
from (values ('customer', 'customer'), ('colleague', 'customer'), ('agent', 'staff'), ('admin', 'staff')) as p(name, actor)
cross join unnest(enum_range(null::public.ticket_status)) as s
cross join (select distinct action as a from tests.transitions) as actions
left join tests.transitions t on t.from_status = s and t.action = a and t.actor = p.actor;

select is((select count(*) from tests.attempts), 396::bigint, 'everybody tries everything');
select is_empty('select name, from_status, action, outcome, expected from tests.attempts where outcome is distinct from expected',
  'and gets exactly where the machine leads');
select is_empty($$select name, s from (values ('anonymous', '42501'), ('other', 'PT404 ticket_not_found'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as p(name, answer),
  unnest(enum_range(null::public.ticket_status)) as s where tests.tried(name, s, 'close') is distinct from answer$$, 'nobody else gets anywhere');
select is(tests.change_as('customer', 'close', '{}', 'private'), 'PT404 ticket_not_found', 'a colleague''s private ticket is not there');
select is(tests.tried('customer', 'new', 'explode'), 'PT409 invalid_transition', 'an action that does not exist leads nowhere');

-- Times -------------------------------------------------------------------------------------------

select is(tests.tried('agent', 'in_progress', 'resolve'), 'resolved', 'an agent resolves');
select results_eq($$select resolved_at, closed_at from public.support_tickets where id = tests.id('open')$$, $$values (now(), null::timestamptz)$$, 'now');
select is(tests.change_as('customer', 'close')::jsonb ->> 'status', 'closed', 'the customer closes');
select results_eq($$select resolved_at, closed_at from public.support_tickets where id = tests.id('open')$$, $$values (now(), now())$$, 'now');
select is(tests.change_as('customer', 'reopen')::jsonb ->> 'status', 'in_progress', 'and opens again');
select results_eq($$select resolved_at, closed_at from public.support_tickets where id = tests.id('open')$$, $$values (null::timestamptz, null::timestamptz)$$, 'as if nothing had been');

select tests.put('resolved');
update public.support_tickets set resolved_at = now() - interval '14 days' where id = tests.id('open');
select is(tests.change_as('customer', 'reopen')::jsonb ->> 'status', 'in_progress', 'a customer reopens for 14 days,');
select tests.put('closed');
update public.support_tickets set resolved_at = now() - interval '14 days' - interval '1 millisecond' where id = tests.id('open');
select is(tests.change_as('customer', 'reopen'), 'PT409 reopen_window_passed', 'and not a moment longer;');
select is(tests.change_as('agent', 'reopen')::jsonb ->> 'status', 'in_progress', 'staff at any time.');
select tests.put('resolved', null);
select is(tests.change_as('customer', 'reopen')::jsonb ->> 'status', 'new', 'What nobody has is new again.');

-- Promises ------------------------------------------------------------------------------------------

create function tests.promises() returns text language sql as $$
  select format('%s h, %s h, %s', round(extract(epoch from first_response_due_at - now()) / 3600, 2)::real,
    round(extract(epoch from resolution_due_at - now()) / 3600, 2)::real, case when sla_paused_at is null then 'running' else 'paused' end)
  from public.support_tickets where id = tests.id('open') $$;
comment on function tests.promises() is 'Hours left to the first response and to the resolution, and whether the clock runs.';
select tests.put('new');
update public.support_tickets set first_response_due_at = now() + interval '24 hours', resolution_due_at = now() + interval '72 hours', first_responded_at = null where id = tests.id('open');
select is(tests.promises(), '24 h, 72 h, running', 'the clock runs,');
select is(tests.change_as('agent', 'hold')::jsonb ->> 'status' || ', ' || tests.promises(), 'on_hold, 24 h, 72 h, paused', 'stands while a ticket is held,');
update public.support_tickets set sla_paused_at = now() - interval '3 hours' where id = tests.id('open');
select is(tests.change_as('agent', 'wait')::jsonb ->> 'status' || ', ' || tests.promises(), 'waiting_customer, 24 h, 72 h, paused', 'goes on standing while it waits for the customer,');
select is(tests.change_as('agent', 'start')::jsonb ->> 'status' || ', ' || tests.promises(), 'in_progress, 27 h, 75 h, running', 'and runs again, three hours later.');
select tests.put('waiting_customer');
update public.support_tickets set sla_paused_at = now() - interval '5 hours', first_responded_at = now() - interval '6 hours' where id = tests.id('open');
select ok(tests.as('customer', format('select public.reply_to_ticket(null, %L, %L)', tests.id('open'), '{"body": "Here"}')) like '{%', 'A customer''s reply ends a pause too;');
select is(tests.promises(), '27 h, 80 h, running', 'what was answered in time stays so.');
select tests.put('on_hold');
update public.support_tickets set sla_paused_at = now() - interval '1 hour' where id = tests.id('open');
select is(tests.change_as('agent', 'resolve')::jsonb ->> 'status' || ', ' || tests.promises(), 'resolved, 27 h, 81 h, running', 'So does the resolution.');

-- Who is told ---------------------------------------------------------------------------------------

create function tests.told() returns text language sql as $$
  select coalesce(string_agg(distinct lower(u.full_name), ', '), 'nobody') from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = 'ticket_status' $$;
delete from public.notifications;
select is(tests.tried('agent', 'in_progress', 'resolve') || ': ' || tests.told(), 'resolved: customer', 'the requester is told what staff do');
delete from public.notifications;
select is(tests.tried('colleague', 'in_progress', 'close') || ': ' || tests.told(), 'closed: agent', 'the assignee what the customer''s side does');
delete from public.notifications;
select tests.put('in_progress', null);
select is(tests.change_as('customer', 'close')::jsonb ->> 'status' || ': ' || tests.told(), 'closed: admin, agent', 'and all staff when nobody has it');
select results_eq($$select type, actor_type::text, actor_id, old_value, new_value from public.ticket_events where ticket_id = tests.id('open') and type = 'status_changed'$$,
  $$values ('status_changed', 'customer', tests.id('customer'), 'in_progress', 'closed')$$, 'the timeline says who, from where, to where');
select is((select action || ' ' || actor_role from public.portal_audit_log where action = 'ticket.close' and actor_id = tests.id('customer') limit 1), 'ticket.close customer', 'the audit log too');

-- Twice, and two at once -------------------------------------------------------------------------------

select tests.put('in_progress');
select is(tests.change_as('customer', 'close') = tests.change_as('customer', 'close'), true, 'a double click closes once');
select is((select count(*) from public.ticket_events where ticket_id = tests.id('open') and new_value = 'closed'), 1::bigint, 'with one entry');
select is(tests.change_as('colleague', 'close'), 'PT409 invalid_transition', 'somebody else is told that it is closed');
select tests.put('in_progress');
create temporary table seen as select version from public.support_tickets where id = tests.id('open');
select is(tests.change_as('agent', 'hold', (select jsonb_build_object('expectedVersion', version) from seen))::jsonb ->> 'status', 'on_hold', 'who saw the ticket as it is changes it');
select is(tests.change_as('admin', 'start', (select jsonb_build_object('expectedVersion', version) from seen)), 'PT409 ticket_changed', 'who saw it as it was is told');
select is((tests.failure_as('admin', format('select public.change_ticket_status(%L, ''start'', ''{"expectedVersion": 1}'')', tests.id('open'))) -> 'detail') ->> 'status', 'on_hold', 'and how it is now');
select is(tests.change_as('customer', 'close', jsonb_build_object('reason', repeat('x', 2001))), 'PT422 validation_failed', 'a reason has at most 2,000 characters');
select ok(tests.change_as('customer', 'close', jsonb_build_object('reason', repeat('x', 2000))) like '{%', 'and may have as many');
select is((select char_length(note) from public.ticket_events where ticket_id = tests.id('open') and new_value = 'closed'), 2000, 'which the timeline keeps');

select * from finish();
rollback;

-- reply_to_ticket: who may write where, what it moves, whom it tells.

begin;
select plan(62);
select tests.set_stage();

create function tests.reply_as(p_name text, p_ticket text, p_changes jsonb default '{}', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.reply_to_ticket(%L, %L, %L)', p_key, tests.id(p_ticket), '{"body": "Hello"}'::jsonb || p_changes)) $$;
create function tests.status_after(p_name text, p_from public.ticket_status, p_changes jsonb default '{}', p_assignee text default null) returns text language sql as $$
  update public.support_tickets set status = p_from, assignee_id = tests.id(p_assignee),
    resolved_at = case when p_from in ('resolved', 'closed') then now() end where id = tests.id('open');
  select case when answer like '{%' then answer::jsonb -> 'ticket' ->> 'status' else answer end
  from tests.reply_as(p_name, 'open', p_changes) as answer $$;
comment on function tests.status_after(text, public.ticket_status, jsonb, text) is 'Where a reply leads from a status.';
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(distinct lower(u.full_name), ', '), 'nobody') from public.notifications n join public.portal_users u on u.id = n.user_id
  where n.event = p_event $$;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.reply_as(p, 'open'), 5), left(answer, 5), p || ' answers the open ticket: ' || answer)
from (values ('anonymous', '42501'), ('customer', '{"id": …'), ('colleague', '{"id": …'), ('other', 'PT404'), ('agent', '{"id": …'),
  ('admin', '{"id": …'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is(left(tests.reply_as(p, 'private'), 5), left(answer, 5), p || ' answers the private ticket: ' || answer)
from (values ('customer', 'PT404 ticket_not_found'), ('colleague', '{"id": …'), ('other', 'PT404 ticket_not_found'), ('agent', '{"id": …')) as w(p, answer);
select is(tests.as('customer', format('select public.reply_to_ticket(null, %L, %L)', gen_random_uuid(), '{"body": "Hello"}')),
  'PT404 ticket_not_found', 'what does not exist cannot be told from what is somebody else''s');

-- Where it leads, with and without an agent ------------------------------------------------------------

select is(tests.status_after('customer', s), expected, 'a customer''s reply leads from ' || s || ' to ' || expected)
from (values
  ('new'::public.ticket_status, 'new'), ('waiting_ai', 'waiting_ai'), ('assigned', 'assigned'), ('in_progress', 'in_progress'),
  ('waiting_customer', 'new'), ('on_hold', 'new'), ('resolved', 'new'),
  ('closed', 'PT409 ticket_closed'), ('cancelled', 'PT409 ticket_closed')) as v(s, expected);
select is(tests.status_after('customer', s, '{}', 'agent'), 'in_progress', 'and from ' || s || ' to in_progress when an agent has it')
from unnest(array['waiting_customer', 'on_hold', 'resolved']::public.ticket_status[]) as s;
select is(tests.status_after('agent', s), expected, 'a reply of staff leads from ' || s || ' to ' || expected)
from (values
  ('new'::public.ticket_status, 'waiting_customer'), ('waiting_ai', 'waiting_customer'), ('assigned', 'waiting_customer'),
  ('in_progress', 'waiting_customer'), ('waiting_customer', 'waiting_customer'), ('on_hold', 'waiting_customer'), ('resolved', 'resolved'),
  ('closed', 'PT409 ticket_closed'), ('cancelled', 'PT409 ticket_closed')) as v(s, expected);
select is(tests.status_after('agent', 'new', '{"status": "in_progress"}'), 'in_progress', 'or to in_progress when they go on working');
select is(tests.status_after('agent', 'new', '{"status": "closed"}'), 'PT422 validation_failed', 'but nowhere else');
select is(tests.status_after('customer', 'new', '{"status": "closed"}'), 'new', 'a customer''s reply has no say in it');

update public.support_tickets set status = 'resolved', resolved_at = now() - interval '14 days' + interval '1 minute' where id = tests.id('open');
select ok(tests.reply_as('customer', 'open') like '{%', 'a reply wakes a resolved ticket within 14 days,');
update public.support_tickets set status = 'resolved', resolved_at = now() - interval '14 days' - interval '1 second' where id = tests.id('open');
select is(tests.reply_as('customer', 'open'), 'PT409 reopen_window_passed', 'and not a second longer');

-- What it leaves ------------------------------------------------------------------------------------------

delete from public.notifications;
update public.support_tickets set status = 'new', assignee_id = null, resolved_at = null, first_responded_at = null, message_count = 1 where id = tests.id('open');
select ok(tests.reply_as('customer', 'open', '{"body": "  From me  "}') like '%"body": "From me"%', 'the text is trimmed');
select is(tests.told('ticket_reply'), 'admin, agent', 'while nobody has a ticket, all staff are told of a reply');
select is((select first_responded_at from public.support_tickets where id = tests.id('open')), null, 'a customer''s reply is no first answer');

delete from public.notifications;
select ok(tests.reply_as('agent', 'open') like '{%', 'an agent answers');
select is(tests.told('ticket_reply'), 'customer', 'the requester is told, not the author');
select results_eq($$select assignee_id, first_responded_at, message_count, last_message_author::text, last_message_by from public.support_tickets where id = tests.id('open')$$,
  $$values (tests.id('agent'), now(), 3, 'staff', 'Agent')$$, 'who answers an unassigned ticket has it, and has answered first');
select is((select count(*) from public.jobs where dedupe_key = 'ticket_reply_email:' || (
    select id from public.ticket_messages where ticket_id = tests.id('open') order by created_at desc limit 1)),
  1::bigint, 'one e-mail about it is queued');

delete from public.notifications;
select ok(tests.reply_as('customer', 'open') like '{%', 'the customer answers');
select is(tests.told('ticket_reply'), 'agent', 'and who has the ticket is told, nobody else');

-- Notes ---------------------------------------------------------------------------------------------

create temporary table before as select * from public.support_tickets where id = tests.id('open');
delete from public.notifications;
delete from public.jobs;
select is(tests.reply_as('customer', 'open', '{"internal": true}'), 'PT403 staff_only', 'customers write no notes');
select ok(tests.reply_as('agent', 'open', '{"internal": true, "body": "He is annoyed"}') like '%"internal": true%', 'staff do');
select results_eq($$select status::text, version, message_count, last_activity_at, last_message_by from public.support_tickets where id = tests.id('open')$$,
  $$select status::text, version, message_count, last_activity_at, last_message_by from before$$, 'a note changes nothing that a customer sees');
select is(tests.told('ticket_reply') || ', ' || (select count(*) from public.jobs), 'nobody, 0', 'tells nobody, and sends nothing');
select is(tests.as('customer', format('select public.get_ticket(%L)::text', tests.id('open'))) like '%annoyed%', false, 'and is not in what a customer reads');
select is(tests.as('agent', format('select public.get_ticket(%L)::text', tests.id('open'))) like '%annoyed%', true, 'but in what staff read');
select is((select customer_id from public.portal_audit_log where action = 'ticket.note'), null, 'a customer''s audit log does not mention it');
update public.support_tickets set status = 'closed' where id = tests.id('open');
select ok(tests.reply_as('agent', 'open', '{"internal": true}') like '{%', 'a closed ticket takes notes');

-- What not, and again -----------------------------------------------------------------------------------

update public.support_tickets set status = 'in_progress' where id = tests.id('open');
select is(tests.reply_as('customer', 'open', changes), 'PT422 validation_failed', 'refused: ' || why)
from (values ('{"body": " "}'::jsonb, 'an empty reply'), ('{"body": null}', 'none at all'),
  (jsonb_build_object('body', repeat('x', 10001)), '10,001 characters')) as v(changes, why);
select is(tests.reply_as('customer', 'open', '{}', 'key') = tests.reply_as('customer', 'open', '{}', 'key'), true, 'the same key gives the first answer again');
select is(tests.reply_as('customer', 'open', '{"body": "Other"}', 'key'), 'PT409 idempotency_key_reused', 'but not for another text,');
select is(tests.as('colleague', format('select public.reply_to_ticket(%L, %L, %L)', 'key2', tests.id('private'), '{"body": "Hello"}'))
  || tests.reply_as('colleague', 'open', '{}', 'key2') like '%PT409 idempotency_key_reused', true, 'nor for another ticket');

select * from finish();
rollback;

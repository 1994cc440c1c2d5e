-- The clocks of tickets, where commands set them. The sums themselves: tests/integration/sla against lib/sla/cases.json.

begin;
select plan(46);
select tests.set_stage();

create function tests.hours(p_at timestamptz) returns text language sql as $$
  select coalesce(round(extract(epoch from p_at - now()) / 3600, 1)::real || ' h', '–') $$;
create function tests.clocks(p_ticket text default 'open') returns text language sql as $$
  select format('first %s, next %s, resolution %s, due %s', tests.hours(first_response_due_at), tests.hours(next_response_due_at),
    tests.hours(resolution_due_at), tests.hours(sla_due_at))
  from public.support_tickets where id = tests.id(p_ticket) $$;
create function tests.put_open(p_windows text default '') returns void language sql as $$
  delete from public.business_hours;
  insert into public.business_hours (weekday, opens, closes)
  select (w ->> 0)::int, (w ->> 1)::time, (w ->> 2)::time from jsonb_array_elements(coalesce(nullif(p_windows, ''), '[]')::jsonb) as w $$;
create function tests.reply_as(p_name text, p_input jsonb) returns text language sql as $$
  select tests.as(p_name, format('select public.reply_to_ticket(null, %L, %L)', tests.id('open'), p_input)) $$;
create function tests.change(p_name text, p_action text) returns text language sql as $$
  select tests.as(p_name, format('select public.change_ticket_status(%L, %L)', tests.id('open'), p_action))::jsonb ->> 'status' $$;

-- Who reads and writes ------------------------------------------------------------------------------

insert into public.business_hours (weekday, opens, closes) values (0, '08:00', '17:00');
insert into public.holidays (day, name) values ('2026-12-25', 'Christmas Day');
select is(tests.readers('business_hours'), 'customer 1, colleague 1, other 1, agent 1, admin 1, locked 1, signed_out 1', 'everybody signed in reads the hours,');
select is(tests.readers('holidays'), 'customer 1, colleague 1, other 1, agent 1, admin 1, locked 1, signed_out 1', 'and the holidays;');
select is(tests.readers('ticket_promises'), 'agent 6, admin 6', 'what is promised, and who was warned of it, is for staff');
select is(tests.each(format('%s public.%s', c, t)),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  format('nobody says %s %s', c, t))
from (values ('delete from', 'business_hours'), ('delete from', 'holidays'), ('delete from', 'ticket_promises'), ('delete from', 'sla_policies')) as w(c, t);
select throws_ok($$insert into public.business_hours (weekday, opens, closes) values (1, '22:00', '06:00')$$, '23514', null, 'a window ends after it begins,');
select lives_ok($$insert into public.business_hours (weekday, opens, closes) values (1, '22:00', '24:00')$$, 'at midnight at the latest');

-- A promise beforehand ------------------------------------------------------------------------------

select tests.put_open();
create function tests.promised(p_name text, p_category text, p_priority text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.preview_promise(%L, %L)', p_category, p_priority)) $$;
select is(left(tests.promised(p, 'technical'), length(answer)), answer, p || ': ' || answer)
from (values ('anonymous', '42501'), ('customer', '{'), ('colleague', '{'), ('other', '{'), ('agent', '{'), ('admin', '{'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.promised('customer', 'technical')::jsonb,
  jsonb_build_object('firstResponseDueAt', private.iso(now() + interval '24 hours'), 'resolutionDueAt', private.iso(now() + interval '72 hours'), 'isOpenNow', true, 'opensAt', null),
  'without hours the desk is always open');
select is(tests.promised('customer', 'technical', 'urgent')::jsonb ->> 'firstResponseDueAt', private.iso(now() + interval '1 hour'), 'an urgent ticket is promised more');
select is(tests.promised('customer', 'witchcraft'), 'PT422 validation_failed', 'an unknown category is refused,');
select is(tests.promised('customer', 'technical', 'critical'), 'PT422 validation_failed', 'so is an unknown priority');
-- Open for an hour, three days from now in Johannesburg.
select tests.put_open(format('[[%s, "10:00", "11:00"]]', extract(isodow from now() at time zone 'Africa/Johannesburg' + interval '3 days')::int - 1));
select is(tests.promised('customer', 'technical', 'urgent')::jsonb,
  (select jsonb_build_object('firstResponseDueAt', private.iso(opens + interval '1 hour'),
     'resolutionDueAt', private.iso(opens + interval '1 hour' + interval '49 days'), 'isOpenNow', false, 'opensAt', private.iso(opens))
   from (select (date_trunc('day', now() at time zone 'Africa/Johannesburg') + interval '3 days 10 hours') at time zone 'Africa/Johannesburg' as opens) o),
  'with hours the time counts while the desk is open');
update public.sla_policies set clock = 'always' where priority = 'urgent';
select is(tests.promised('customer', 'technical', 'urgent')::jsonb ->> 'firstResponseDueAt', private.iso(now() + interval '1 hour'), 'unless a policy counts round the clock');
update public.sla_policies set clock = 'business' where priority = 'urgent';
insert into public.sla_policies (priority, category, first_response, next_response, resolution, clock) values ('medium', 'billing', '2 hours', '3 hours', '6 hours', 'always');
select is(tests.promised('customer', 'billing')::jsonb ->> 'resolutionDueAt', private.iso(now() + interval '6 hours'), 'a category may have promises of its own');
select throws_ok($$insert into public.sla_policies (priority, first_response, next_response, resolution) values ('low', '1 hour', '1 hour', '2 hours')$$, '23505', null, 'each scope has one policy');
select tests.put_open();

-- The clocks of a ticket -----------------------------------------------------------------------------

update public.support_tickets set status = 'in_progress', assignee_id = tests.id('agent') where id = tests.id('open');
select is(tests.clocks(), 'first 24 h, next –, resolution 72 h, due 24 h', 'first an answer is due');
select ok(tests.reply_as('customer', '{"body": "And another thing"}') like '{%', 'Who writes again before the first answer');
select is(tests.clocks(), 'first 24 h, next –, resolution 72 h, due 24 h', 'is promised nothing more.');
select ok(tests.reply_as('agent', '{"body": "A note", "internal": true}') like '{%', 'A note');
select is(tests.clocks(), 'first 24 h, next –, resolution 72 h, due 24 h', 'is no answer,');
select ok((select (private.add_reply(private.system_viewer('Rule'), t, '{"body": "We have it", "status": "in_progress"}')).id from public.support_tickets t where t.id = tests.id('open')) is not null, 'nor is what the portal says by itself:');
select is((select first_responded_at from public.support_tickets where id = tests.id('open')), null, 'it answers nothing.');
select ok(tests.reply_as('agent', '{"body": "Try this", "status": "in_progress"}') like '{%', 'What an agent writes is an answer:');
select is(tests.clocks(), 'first 24 h, next –, resolution 72 h, due 72 h', 'the resolution is due now.');
select ok(tests.reply_as('customer', '{"body": "It did not help"}') like '{%', 'A message after that');
select is(tests.clocks(), 'first 24 h, next 24 h, resolution 72 h, due 24 h', 'is promised an answer,');
select is((select string_agg(kind || ' ' || tests.hours(due_at), ', ' order by kind) from public.ticket_promises where ticket_id = tests.id('open')), 'next_response 24 h, resolution 72 h', 'which is watched;');
select is(tests.change('agent', 'hold') || ', ' || tests.clocks(), 'on_hold, first 24 h, next 24 h, resolution 72 h, due –', 'on hold nothing is due');
update public.support_tickets set sla_paused_at = now() - interval '5 hours' where id = tests.id('open');
select is(tests.change('agent', 'start') || ', ' || tests.clocks(), 'in_progress, first 24 h, next 29 h, resolution 77 h, due 29 h', 'and afterwards all is due later.');
select is(tests.change('agent', 'resolve') || ', ' || tests.clocks(), 'resolved, first 24 h, next –, resolution 77 h, due –', 'Resolved is answered.');
update public.support_tickets set resolved_at = now() - interval '2 days' where id = tests.id('open');
select is(tests.change('customer', 'reopen') || ', ' || tests.clocks(), 'in_progress, first 24 h, next 24 h, resolution 125 h, due 24 h', 'Reopened goes on where it stopped.');
select is(tests.as('customer', format('select public.get_ticket(%L) #>> ''{sla,nextResponseDueAt}''', tests.id('open'))), private.iso(now() + interval '24 hours'), 'the customer sees the promise');

-- Another category, another promise --------------------------------------------------------------------

select ok(tests.as('agent', format('select public.update_ticket(%L, ''{"category": "billing"}'')', tests.id('foreign'))) like '{%', 'A ticket that turns out to be about billing');
select is(tests.clocks('foreign'), 'first 2 h, next –, resolution 6 h, due 2 h', 'has the promises of billing.');
update public.support_tickets set resolution_due_at = null, first_response_due_at = null where id = tests.id('foreign');
select ok(tests.as('agent', format('select public.update_ticket(%L, ''{"priority": "urgent"}'')', tests.id('foreign'))) like '{%', 'What was promised nothing');
select is(tests.clocks('foreign'), 'first –, next –, resolution –, due –', 'is not by a change of priority.');

select * from finish();
rollback;

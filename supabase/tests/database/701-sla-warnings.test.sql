-- Warnings of promises, and tickets that close by themselves.

begin;
select plan(39);
select tests.set_stage();

create function tests.check_sla() returns jsonb language sql as $$ select tests.as('service', 'select public.check_sla()')::jsonb $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name) || coalesce(' ' || (n.data ->> 'kind'), ''), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;
create function tests.due(p_ticket text, p_first interval, p_resolution interval) returns void language sql as $$
  update public.support_tickets set first_response_due_at = now() + p_first, resolution_due_at = now() + p_resolution where id = tests.id(p_ticket) $$;

-- Who calls ---------------------------------------------------------------------------------------------

select is(tests.each('select public.' || call),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody calls ' || call)
from unnest(array['check_sla()', 'close_resolved_tickets()', format('get_closing_email(%L)', tests.id('open'))]) as call;
select set_eq($$select kind, every from private.recurring_jobs where kind in ('check_sla', 'close_resolved_tickets')$$,
  $$values ('check_sla', interval '1 minute'), ('close_resolved_tickets', interval '1 hour')$$, 'the worker does, every minute and every hour');

-- Warnings ----------------------------------------------------------------------------------------------

delete from public.notifications;
select is(tests.check_sla(), '{"seen": 0, "warned": 0}', 'while there is time nobody is warned');
select tests.due('open', interval '4 hours', interval '72 hours');
select is(tests.check_sla(), '{"seen": 1, "warned": 1}', 'less than a fifth of 24 hours');
select is(tests.told('sla_at_risk'), 'admin first_response, agent first_response', 'is a risk, which all staff are told of while nobody has the ticket,');
select is(tests.check_sla(), '{"seen": 0, "warned": 0}', 'once.');
select tests.due('open', interval '-1 minute', interval '72 hours');
select is(tests.check_sla(), '{"seen": 1, "warned": 1}', 'Missed');
select is(tests.told('sla_breached'), 'admin first_response, agent first_response', 'is another thing to be told,');
select is(tests.check_sla(), '{"seen": 0, "warned": 0}', 'once too.');
delete from public.notifications;
update public.support_tickets set assignee_id = tests.id('agent'), status = 'in_progress' where id = tests.id('open');
select tests.due('open', interval '-1 minute', interval '-1 minute');
select is(tests.check_sla(), '{"seen": 1, "warned": 1}', 'Each promise is warned of for itself:');
select is(tests.told('sla_breached') || ', ' || tests.told('sla_at_risk'), 'agent resolution, nobody', 'what is late is not called at risk any more, and whoever has the ticket is told.');
select ok(tests.as('agent', format('select public.change_ticket_status(%L, ''hold'')', tests.id('open'))) like '{%', 'A pause');
select ok(tests.as('agent', format('select public.change_ticket_status(%L, ''start'')', tests.id('open'))) like '{%', 'and its end');
select is(tests.check_sla(), '{"seen": 0, "warned": 0}', 'repeat nothing.');
select ok(tests.as('agent', format('select public.update_ticket(%L, ''{"priority": "low"}'')', tests.id('open'))) like '{%', 'Under another priority');
select is((select count(warned_breach_at) from public.ticket_promises where ticket_id = tests.id('open')), 0::bigint, 'the promises are new,');
update public.support_tickets set resolution_due_at = now() - interval '1 minute' where id = tests.id('open');
select is(tests.check_sla(), '{"seen": 1, "warned": 1}', 'and warned of again.');

delete from public.notifications;
select tests.due('private', interval '-1 minute', interval '-1 minute');
update public.support_tickets set status = 'on_hold', sla_paused_at = now() where id = tests.id('private');
select is(tests.check_sla(), '{"seen": 0, "warned": 0}', 'On hold nothing is missed.');
select tests.due('foreign', interval '-25 hours', interval '72 hours');
select is(tests.check_sla(), '{"seen": 1, "warned": 0}', 'What was missed more than a day ago is noted,');
select is(tests.told('sla_breached'), 'nobody', 'and nobody is told of it.');
select is((select string_agg(event, ', ') from public.notifications n join public.portal_users u on u.id = n.user_id where u.role = 'customer'), null, 'Customers hear nothing of all this.');

-- Closing -----------------------------------------------------------------------------------------------

create function tests.close() returns jsonb language sql as $$ select tests.as('service', 'select public.close_resolved_tickets()')::jsonb $$;
create function tests.resolved(p_ticket text, p_days numeric) returns void language sql as $$
  update public.support_tickets set status = 'resolved', resolved_at = now() - p_days * interval '1 day', closed_at = null where id = tests.id(p_ticket) $$;
update public.support_tickets set status = 'in_progress', sla_paused_at = null;
select tests.resolved('open', 4.9);
select is(tests.close(), '{"closed": 0, "reminded": 0}', 'resolved less than five days ago');
select tests.resolved('open', 5.1);
delete from public.notifications;
delete from public.jobs;
select is(tests.close(), '{"closed": 0, "reminded": 1}', 'two days before it closes');
select is(tests.told('ticket_closing'), 'customer', 'the requester is reminded,');
select is((select string_agg(kind, ', ') from public.jobs), 'ticket_closing_email', 'by e-mail as well,');
select is(tests.close(), '{"closed": 0, "reminded": 0}', 'once.');
select is(tests.as('service', format('select public.get_closing_email(%L) ->> ''closesAt''', tests.id('open'))),
  private.iso((select resolved_at + interval '7 days' from public.support_tickets where id = tests.id('open'))), 'The e-mail names the day,');
select is(tests.as('service', format('select public.get_closing_email(%L) -> ''recipients'' -> 0 ->> ''email''', tests.id('open'))), 'customer@tests.example', 'and goes to whoever asked,');
select is(tests.as('service', format('select public.get_closing_email(%L)', tests.id('private'))), null, 'unless the ticket is open again.');
select tests.resolved('open', 7.1);
delete from public.notifications;
select is(tests.close(), '{"closed": 1, "reminded": 0}', 'After seven days');
select results_eq(format('select status::text, closed_at from public.support_tickets where id = %L', tests.id('open')), $$values ('closed', now())$$, 'it is closed');
select is((select actor_type || ' ' || actor_name from public.ticket_events where ticket_id = tests.id('open') order by created_at desc, id desc limit 1), 'system Portico', 'by the portal itself,');
select is(tests.told('ticket_status'), 'customer', 'which the requester is told.');
select tests.resolved('foreign', 30);
delete from public.notifications;
select is(tests.close(), '{"closed": 1, "reminded": 0}', 'What was resolved long ago');
select is(tests.told('ticket_status'), 'nobody', 'closes in silence.');
update public.app_settings set value = '0' where key = 'auto_close_days';
select tests.resolved('foreign', 30);
select is(tests.close(), '{"closed": 0, "reminded": 0}', 'With 0 days nothing closes by itself.');
update public.app_settings set value = '1' where key = 'auto_close_days';
select tests.resolved('foreign', 0.9);
select is(tests.close(), '{"closed": 0, "reminded": 0}', 'With one day nobody is reminded.');

select * from finish();
rollback;

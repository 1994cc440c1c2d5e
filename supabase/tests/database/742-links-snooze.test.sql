-- link_tickets, snooze_ticket: what staff note about tickets, and customers never learn.

begin;
select plan(76);
select tests.set_stage();
select tests.ticket('second', 'home', 'customer'), tests.ticket('third', 'home', 'customer');

create function tests.link_as(p_name text, p_kind text, p_other text default 'foreign', p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.link_tickets(%L, %L, %L)', tests.id(p_ticket), tests.id(p_other), p_kind)) $$;
create function tests.unlink_as(p_name text, p_other text default 'foreign', p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.unlink_tickets(%L, %L)', tests.id(p_ticket), tests.id(p_other))) $$;
create function tests.snooze_as(p_name text, p_until timestamptz, p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.snooze_ticket(%L, %L)', tests.id(p_ticket), p_until)) $$;
create function tests.read_as(p_name text, p_ticket text default 'open') returns jsonb language sql as $$
  select tests.as(p_name, format('select public.get_ticket(%L)', tests.id(p_ticket)))::jsonb $$;
create function tests.events(p_type text) returns bigint language sql as $$ select count(*) from public.ticket_events where type = p_type $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name) || ' ' || coalesce(n.data ->> 'reason', ''), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;

-- Links -----------------------------------------------------------------------------------------------

select is(tests.link_as(p, 'related'), answer, p || ' links nothing: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.unlink_as(p), answer, p || ' unlinks nothing: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('locked', 'PT403 portal_locked')) as w(p, answer);
select is(tests.link_as('agent', 'related', 'open'), 'PT422 validation_failed', 'a ticket is not linked with itself');
select is(tests.link_as('agent', 'related', 'nowhere'), 'PT422 validation_failed', 'nor with what does not exist');
select is(tests.link_as('agent', 'related', 'open', 'nowhere'), 'PT404 ticket_not_found', 'nor what does not exist with anything');
select is(tests.link_as('agent', 'resembles'), 'PT422 validation_failed', 'there are four kinds');
select is(tests.link_as('agent', null), 'PT422 validation_failed', 'and no other');

select is(tests.link_as('agent', 'related')::jsonb #>> '{links,0,number}', 'TKT-2000-foreign', 'staff link tickets, of different customers too');
select is(tests.link_as('admin', 'related', 'open', 'foreign')::jsonb #>> '{links,0,number}', 'TKT-2000-open', 'seen from the other side it is the same link');
select is(tests.events('linked'), 2::bigint, 'said twice it is made once, and both timelines tell it');
select is(tests.link_as('agent', 'blocks')::jsonb #>> '{links,0,kind}', 'blocks', 'said otherwise it changes');
select is(tests.read_as('agent', 'foreign') #>> '{links,0,kind}', 'blocked_by', 'the other one is blocked by it');
select is(tests.link_as('agent', 'blocked_by', 'open', 'foreign')::jsonb #>> '{links,0,kind}', 'blocked_by', 'which is the same again');
select is((select count(*) from public.ticket_links), 1::bigint, 'two tickets have one link');
select is(tests.readers('ticket_links'), 'agent 1, admin 1', 'staff read links');
select is(tests.read_as(p) ? 'links', p = 'agent', p || case p when 'agent' then ' reads' else ' reads no' end || ' links with a ticket')
from unnest(array['customer', 'colleague', 'agent']) as p;
select is(tests.as('customer', 'select count(*) from public.ticket_events where type = ''linked'''), '0', 'nor events of them');

insert into public.support_tickets (id, number, customer_id, subject, description, category)
select tests.id('filler ' || n), 'TKT-2001-' || n, tests.id('home'), 'x', 'x', 'question' from generate_series(1, 49) as n;
insert into public.ticket_links (from_id, to_id, kind) select tests.id('second'), tests.id('filler ' || n), 'related' from generate_series(1, 49) as n;
select ok(tests.link_as('agent', 'duplicate', 'third', 'second') like '{%', 'fifty links are many,');
select is(tests.link_as('agent', 'related', 'second'), 'PT409 too_many_links', 'more are too many');
select ok(tests.link_as('agent', 'blocks', 'third', 'second') like '{%', 'one of them may still change');
select is(tests.unlink_as('agent')::jsonb, '{"links": []}', 'a link is taken away');
select is(tests.unlink_as('agent')::jsonb, '{"links": []}', 'also when it is gone');
select is(tests.events('unlinked'), 2::bigint, 'which both timelines tell once');

delete from public.ticket_links;
insert into public.ticket_links (from_id, to_id, kind) values (tests.id('open'), tests.id('second'), 'duplicate'),
  (tests.id('foreign'), tests.id('open'), 'blocks'), (tests.id('open'), tests.id('third'), 'related'), (tests.id('second'), tests.id('third'), 'blocks');
select ok(tests.as('agent', format('select public.merge_tickets(null, %L, %L)', tests.id('open'), tests.id('second'))) like '{%', 'a linked ticket is merged');
select bag_eq('select from_id, to_id, kind from public.ticket_links', $$values (tests.id('foreign'), tests.id('second'), 'blocks'), (tests.id('second'), tests.id('third'), 'blocks')$$,
  'its links go along, but for the one between the two, and where the surviving ticket has one');
select is(tests.link_as('agent', 'related', 'open', 'third'), 'PT409 ticket_merged', 'a signpost is linked with nothing');
select is(tests.snooze_as('agent', now() + interval '1 hour', 'open'), 'PT409 ticket_merged', 'and not put aside');

-- Snooze ------------------------------------------------------------------------------------------------

select is(tests.snooze_as(p, now() + interval '1 hour', 'third'), answer, p || ' puts nothing aside: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.as('customer', format('select public.unsnooze_ticket(%L)', tests.id('third'))), 'PT403 staff_only', 'nor back');
select is(tests.as(p, format('select public.wake_ticket(%L)', tests.id('third'))), '42501', p || ' does not do the worker''s work') from unnest(array['customer', 'agent']) as p;
select is(tests.snooze_as('agent', now() - interval '1 second', 'third'), 'PT422 validation_failed', 'not until yesterday');
select is(tests.snooze_as('agent', now() + interval '367 days', 'third'), 'PT422 validation_failed', 'nor for more than a year');
select is(tests.snooze_as('agent', null, 'third'), 'PT422 validation_failed', 'nor until never');

create temporary table before as select t.version, t.status, t.last_activity_at from public.support_tickets t where id = tests.id('third');
select is((tests.snooze_as('agent', now() + interval '1 hour', 'third')::jsonb) #>> '{snooze,by}', 'Agent', 'staff put a ticket aside');
select ok(tests.snooze_as('agent', now() + interval '1 hour', 'third') like '{%', 'twice is once');
select is(tests.events('snoozed'), 1::bigint, 'in the timeline');
select results_eq($$select version, status, last_activity_at from public.support_tickets where id = tests.id('third')$$, 'select * from before', 'nothing that a customer sees has changed');
select ok(private.is_snoozed(tests.id('third')) and not private.is_snoozed(tests.id('second')), 'it sleeps, and no other');
select is((tests.as('agent', 'select public.search_tickets(''{"snoozed": "yes"}'')')::jsonb #>> '{items,0,id}')::uuid, tests.id('third'), 'the queue finds what is put aside');
select is(tests.as('agent', 'select public.search_tickets(''{"snoozed": "no"}'', null, 100)')::jsonb -> 'items' @> jsonb_build_array(jsonb_build_object('id', tests.id('third'))),
  false, 'and leaves it out');
select is(tests.as('customer', 'select public.search_tickets(''{"snoozed": "yes"}'', null, 100)')::jsonb -> 'items',
  tests.as('customer', 'select public.search_tickets(''{}'', null, 100)')::jsonb -> 'items', 'customers cannot ask for it');
select is((select run_at from public.jobs where kind = 'wake_ticket'), date_trunc('second', now() + interval '1 hour'), 'a job will wake it');
select is(tests.readers('ticket_snoozes'), 'agent 1, admin 1', 'staff read who put what aside');
select is(tests.read_as('customer', 'third') ? 'snooze', false, 'customers do not');
select is(tests.as('customer', 'select count(*) from public.ticket_events where type = ''snoozed'''), '0', 'nor in the timeline');
select is(tests.as('service', format('select public.wake_ticket(%L)', tests.id('third'))), 'false', 'before its time nothing wakes it');
update public.ticket_snoozes set until = now();
select is(tests.as('service', format('select public.wake_ticket(%L)', tests.id('third'))), 'true', 'then the worker does');
select is(tests.told('ticket_woken'), 'agent time', 'and whoever put it aside is told');
select is(tests.as('service', format('select public.wake_ticket(%L)', tests.id('third'))), 'false', 'once');

delete from public.notifications;
select ok(tests.snooze_as('agent', now() + interval '2 hours', 'third') like '{%', 'put aside again');
select ok(tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "Later", "internal": true}'')', tests.id('third'))) like '{%', 'a note does not wake it');
select ok(private.is_snoozed(tests.id('third')), 'nor should it');
select ok(tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "Now"}'')', tests.id('third'))) like '{%', 'the customer writes');
select is(tests.told('ticket_woken'), 'agent reply', 'which does');
delete from public.notifications;
select ok(tests.snooze_as('agent', now() + interval '3 hours', 'third') like '{%', 'and again');
select is(tests.as('admin', format('select public.unsnooze_ticket(%L)', tests.id('third')))::jsonb -> 'snooze', 'null', 'somebody else brings it back');
select is(tests.told('ticket_woken'), 'agent staff', 'and says so');
select ok(tests.snooze_as('agent', now() + interval '4 hours', 'third') like '{%' and
  tests.as('customer', format('select public.change_ticket_status(%L, ''close'')', tests.id('third'))) like '{%', 'the customer closes it');
select is((select count(*) from public.ticket_snoozes), 0::bigint, 'what is done need not come back');
select is(tests.snooze_as('agent', now() + interval '1 hour', 'third'), 'PT409 ticket_settled', 'nor is it put aside');

select * from finish();
rollback;

-- set_ticket_privacy, and a requester that staff name: who may, what becomes of it, what colleagues still see.

begin;
select plan(42);
select tests.set_stage();

create function tests.hide_as(p_name text, p_private boolean default true, p_ticket text default 'open', p_version int default null) returns text language sql as $$
  select tests.as(p_name, format('select public.set_ticket_privacy(%L, %L, %L)', tests.id(p_ticket), p_private, p_version)) $$;
create function tests.sees(p_name text, p_ticket text default 'open') returns boolean language sql as $$
  select left(tests.as(p_name, format('select public.get_ticket(%L)', tests.id(p_ticket))), 5) <> 'PT404' $$;
create function tests.number(p_ticket text) returns text language sql as $$ select number from public.support_tickets where id = tests.id(p_ticket) $$;
grant execute on all functions in schema tests to authenticated;

select is(left(tests.hide_as(p), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('colleague', 'PT403'), ('other', 'PT404'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is(tests.hide_as('colleague'), 'PT403 requester_only', 'a colleague sees it, and does not decide who else does');
select is(tests.hide_as('customer', true, 'private'), 'PT404 ticket_not_found', 'of a colleague''s private ticket nothing is told');
select is(tests.hide_as('customer', null), 'PT422 validation_failed', 'private or not must be said');
select is(tests.hide_as('customer', true, 'open', 7), 'PT409 ticket_changed', 'on another version somebody has changed it');

insert into public.notifications (user_id, event, resource_type, resource_id, dedupe_key)
select tests.id(p), 'ticket_reply', 'ticket', tests.id('open'), 'told before' from unnest(array['customer', 'colleague', 'agent']) as p;
update public.support_tickets set follow_up_of = tests.id('private') where id = tests.id('open');
insert into public.ticket_events (ticket_id, type, actor_type, actor_name, new_value)
values (tests.id('private'), 'follow_up_created', 'customer', 'Customer', tests.number('open'));

select is(tests.hide_as('customer', true, 'open', 1)::jsonb -> 'isPrivate', 'true', 'who opened it hides it');
select is(tests.sees(p), seen, p || case when seen then ' sees it' else ' no longer sees it' end)
from (values ('customer', true), ('colleague', false), ('other', false), ('agent', true), ('admin', true)) as w(p, seen);
select is(tests.as('colleague', format('select count(*) from public.%I where ticket_id = %L', t, tests.id('open'))), '0', 'a colleague reads none of its ' || t)
from unnest(array['ticket_messages', 'ticket_events', 'ticket_attachments', 'ticket_affected_items', 'ticket_reads']) as t;
select is((tests.as('colleague', $$select public.search_tickets('{}')$$)::jsonb -> 'items') @? format('$[*] ? (@.number == "%s")', tests.number('open'))::jsonpath, false, 'nor finds it in the list');
select is((tests.as('colleague', 'select public.ticket_stats()')::jsonb ->> 'total'), '1', 'nor is it counted for them');
select is(tests.as('colleague', format('select private.can_join_topic(%L)', 'ticket:' || tests.id('open'))), 'false', 'nor do they hear of it');
select is((select string_agg(u.full_name, ', ' order by u.full_name) from public.notifications n join public.portal_users u on u.id = n.user_id where n.dedupe_key = 'told before'),
  'Agent, Customer', 'what they were told before is taken back');
select is((select is_internal from public.ticket_events where type = 'follow_up_created'), true, 'and the earlier ticket no longer names it');
select results_eq('select type, old_value, new_value, is_internal from public.ticket_events where ticket_id = tests.id(''open'') order by created_at desc limit 1',
  $$values ('privacy_changed', 'shared', 'private', false)$$, 'the timeline tells it');
select is((select count(*) from public.portal_audit_log where resource_id = tests.id('open')::text and action = 'ticket.make_private' and actor_id = tests.id('customer')), 1::bigint, 'so does the audit log');

select is(tests.hide_as('customer')::jsonb ->> 'version', '2', 'a double click changes nothing');
select is((select count(*) from public.ticket_events where type = 'privacy_changed'), 1::bigint, 'and is told once');
select is(tests.hide_as('agent', false)::jsonb -> 'isPrivate', 'false', 'staff show it again');
select ok(tests.sees('colleague'), 'and the colleague sees it');
select is((select is_internal from public.ticket_events where type = 'follow_up_created'), false, 'also in the earlier ticket');
update public.support_tickets set requester_id = null where id = tests.id('open');
select is(tests.hide_as('agent'), 'PT409 no_requester', 'a ticket that nobody opened cannot be private');

-- For whom staff open it
create function tests.open_for(p_changes jsonb) returns text language sql as $$
  select tests.as('agent', format('select public.create_ticket(null, %L)',
    '{"subject": "By phone", "description": "x", "category": "question"}'::jsonb || jsonb_build_object('customerId', tests.id('home')) || p_changes)) $$;
create function tests.newest() returns public.support_tickets language sql as $$
  select * from public.support_tickets order by number collate "C" desc limit 1 $$;
select is(tests.open_for(jsonb_build_object('requesterId', id)), 'PT422 validation_failed', 'refused: ' || why)
from (values (tests.id('other'), 'somebody of another customer'), (tests.id('agent'), 'staff'), (tests.id('locked'), 'somebody who is locked')) as w(id, why);
select ok(tests.open_for(jsonb_build_object('requesterId', tests.id('colleague'), 'isPrivate', true, 'channel', 'whatsapp')) like '{%', 'staff open one for a colleague');
select is((tests.newest()).requester_id, tests.id('colleague'), 'whose it is');
select is((tests.newest()).channel, 'whatsapp', 'by the way it came');
select is(array[tests.sees('colleague', ''), private.sees_ticket(private.viewer_of(tests.id('customer')), tests.newest())], array[false, false], 'and whose alone');
update public.portal_users set customer_id = tests.id('elsewhere') where customer_id = tests.id('home');
select is(tests.open_for('{"isPrivate": true}'), 'PT422 validation_failed', 'where nobody uses the portal, nothing is private');
select ok(tests.open_for('{}') like '{%', 'but a ticket can be opened');

select * from finish();
rollback;

-- split_ticket: messages of one ticket become another.

begin;
select plan(41);
select tests.set_stage();

create function tests.say(p_name text, p_author text, p_internal boolean, p_minutes int) returns void language sql as $$
  insert into public.ticket_messages (id, ticket_id, author_type, author_id, author_name, body, is_internal, created_at)
  values (tests.id(p_name), tests.id('open'), (case when p_author = 'agent' then 'staff' else 'customer' end)::public.message_author,
    tests.id(p_author), initcap(p_author), 'Body of ' || p_name, p_internal, now() + make_interval(mins => p_minutes)) $$;
select tests.say('two things', 'colleague', false, 1), tests.say('a remark', 'agent', true, 2), tests.say('more of it', 'customer', false, 3);
insert into public.ticket_attachments (id, customer_id, ticket_id, message_id, file_name, mime_type, size, sha256, storage_path, stored_at)
values (tests.id('picture'), tests.id('home'), tests.id('open'), tests.id('two things'), 'b.png', 'image/png', 1, repeat('c', 64), 'b', now());
update public.support_tickets set priority = 'high', order_id = tests.id('order of home'), assignee_id = tests.id('agent') where id = tests.id('open');

create function tests.split_as(p_name text, p_messages text[], p_input jsonb default '{"subject": "The other thing"}', p_ticket text default 'open', p_key text default null)
returns text language sql as $$
  select tests.as(p_name, format('select public.split_ticket(%L, %L, %L, %L)', p_key, tests.id(p_ticket),
    array(select tests.id(m) from unnest(p_messages) as m), p_input)) $$;
create function tests.fault(p_messages text[], p_input jsonb default '{"subject": "x"}') returns text language sql as $$
  select tests.failure_as('agent', format('select public.split_ticket(null, %L, %L, %L)', tests.id('open'),
    array(select tests.id(m) from unnest(p_messages) as m), p_input)) #>> '{detail,fields}' $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;

-- Who, and what is refused ------------------------------------------------------------------------------

select is(tests.split_as(p, array['two things']), answer, p || ' splits nothing: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.split_as('agent', array['two things'], '{"subject": "x"}', 'nowhere'), 'PT404 ticket_not_found', 'what does not exist is not split');
select is(tests.fault('{}'), '{"messageIds": ["required"]}', 'something is chosen,');
select is(tests.fault(array['message of foreign']), '{"messageIds": ["unknown"]}', 'which is of this ticket');
select is(tests.fault(array['two things', 'nothing']), '{"messageIds": ["unknown"]}', 'and exists');
select is(tests.fault(array['a remark', 'note of open']), '{"messageIds": ["no_public"]}', 'notes alone are no ticket');
select is(tests.fault(array['message of open', 'two things']), '{"messageIds": ["first"]}', 'what the ticket began with stays');
select is(tests.fault(array['two things'], '{}'), '{"subject": ["required"]}', 'the new one has a subject');
select is(tests.fault(array['two things'], jsonb_build_object('subject', repeat('x', 201))), '{"subject": ["too_long"]}', 'of at most 200 characters');
select is(tests.fault(array['two things'], '{"subject": "x", "category": "weather"}'), '{"category": ["unknown"]}', 'and a category that there is');
select is(tests.failure_as('agent', format('select public.split_ticket(null, %L, array(select gen_random_uuid() from generate_series(1, 101)), ''{"subject": "x"}'')', tests.id('open')))
  #>> '{detail,fields}', '{"messageIds": ["too_many"]}', 'at most 100 messages at a time');
select is((select count(*) from public.support_tickets where split_from is not null), 0::bigint, 'none of that made a ticket');

-- What it makes -----------------------------------------------------------------------------------------

delete from public.notifications;
create temporary table answers as
select tests.split_as('admin', array['two things', 'a remark'], '{"subject": "The\nother thing", "category": "billing"}', 'open', 'k1')::jsonb as first;
create function tests.made() returns public.support_tickets language sql as $$ select t from public.support_tickets t where split_from = tests.id('open') $$;
select is((select first ->> 'id' from answers), (tests.made()).id::text, 'staff split, and are answered with the new ticket');
select is((select first #>> '{splitFrom,id}' from answers), tests.id('open')::text, 'and where it came from');
select is(tests.split_as('admin', array['two things', 'a remark'], '{"subject": "The\nother thing", "category": "billing"}', 'open', 'k1')::jsonb, (select first from answers),
  'the same key gives the same answer');
select is(tests.split_as('admin', array['more of it'], '{"subject": "x"}', 'open', 'k1'), 'PT409 idempotency_key_reused', 'and is for one split');
select is(tests.split_as('admin', array['two things']), 'PT422 validation_failed', 'what is gone is not split again');
select results_eq('select subject, description, category, priority::text, customer_id, requester_id, order_id, assignee_id, is_private, message_count from (select (tests.made()).*) t',
  $$values ('The other thing', 'Body of two things', 'billing', 'high', tests.id('home'), tests.id('colleague'), tests.id('order of home'), tests.id('agent'), false, 1)$$,
  'it is of the same customer, begins with the first public message, and its writer asks');
select ok((tests.made()).resolution_due_at > now() and (tests.made()).first_response_due_at > now(), 'it has a promise of its own');
select bag_eq(format('select id, is_internal from public.ticket_messages where ticket_id = %L', (tests.made()).id),
  $$values (tests.id('two things'), false), (tests.id('a remark'), true)$$, 'the messages moved, and notes stay notes');
select is((select ticket_id from public.ticket_attachments where id = tests.id('picture')), (tests.made()).id, 'files stay with their message');
select is((select message_count from public.support_tickets where id = tests.id('open')), 2, 'what is left is counted anew');
select is((select last_message_by from public.support_tickets where id = tests.id('open')), 'Customer', 'and who wrote last');
select results_eq(format($$select type, new_value, is_internal from public.ticket_events where ticket_id = %L and type in ('created', 'split_from') order by type$$, (tests.made()).id),
  $$values ('created', 'new', false), ('split_from', 'TKT-2000-open', false)$$, 'the new timeline says where it came from');
select is((select new_value from public.ticket_events where ticket_id = tests.id('open') and type = 'split'), (tests.made()).number, 'the old one where it went');
select is(tests.told('ticket_split'), 'colleague, customer', 'who asked in either is told');
select is((select count(*) from public.portal_audit_log where action = 'ticket.split'), 1::bigint, 'the audit log has it');
select is(tests.as('customer', format('select public.get_ticket(%L)', (tests.made()).number))::jsonb #>> '{splitFrom,number}', 'TKT-2000-open', 'customers go there');
select is(tests.as('customer', format('select public.get_ticket(%L)', tests.id('open')))::jsonb #>> '{splitInto,0,number}', (tests.made()).number, 'and back');
select is(tests.as('customer', format('select public.get_ticket(%L)', (tests.made()).number))::jsonb -> 'messages' @> '[{"internal": true}]', false, 'and read no note');

-- Private tickets -----------------------------------------------------------------------------------------

update public.support_tickets set is_private = true, requester_id = tests.id('customer') where id = tests.id('private');
select tests.say('private two', 'customer', false, 5);
update public.ticket_messages set ticket_id = tests.id('private') where id = tests.id('private two');
select ok(tests.split_as('agent', array['private two'], '{"subject": "Secret too"}', 'private') like '{%', 'a private ticket is split');
select is((select count(*) from public.support_tickets where split_from = tests.id('private') and is_private and requester_id = tests.id('customer')), 1::bigint,
  'into a private one of the same person');
select is(tests.readers(format('support_tickets where split_from = %L', tests.id('private'))), 'customer 1', 'which colleagues do not see');
delete from public.ticket_followers;
select ok(tests.as('colleague', format('select public.set_ticket_privacy(%L, true)', (tests.made()).id)) like '{%', 'who asks in the new one hides it');
select is(tests.as('customer', format('select count(*) from public.ticket_events where type = ''split'' and ticket_id = %L', tests.id('open'))), '0', 'and colleagues no longer read of it in the old one');
select is((select count(*) from jsonb_array_elements(tests.as('agent', format('select public.get_ticket(%L)', tests.id('open')))::jsonb -> 'timeline') e where e ->> 'type' = 'split'), 1::bigint, 'staff do');

select * from finish();
rollback;

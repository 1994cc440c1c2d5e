-- Files of tickets that were closed long ago: seen before they go, only those, and out of storage after their record.

begin;
select plan(31);
select tests.set_stage();
alter table public.ticket_events disable trigger user;

create function tests.file(p_name text, p_ticket text, p_message text) returns void language sql as $$
  insert into public.ticket_attachments (id, customer_id, ticket_id, message_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, scan_status, stored_at)
  select tests.id(p_name), t.customer_id, t.id, tests.id(p_message), t.requester_id, p_name || '.png', 'image/png', 100, repeat('c', 64), t.customer_id || '/' || p_name, 'clean', now()
  from public.support_tickets t where t.id = tests.id(p_ticket) $$;
create function tests.close(p_name text, p_ago interval, p_status public.ticket_status default 'closed') returns void language sql as $$
  update public.support_tickets set status = p_status, closed_at = now() - p_ago where id = tests.id(p_name) $$;
create function tests.policy() returns jsonb language sql as $$
  select p from jsonb_array_elements(tests.as('admin', 'select public.get_retention()')::jsonb -> 'policies') p where p ->> 'key' = 'ticket_files' $$;
create function tests.run(p_limit int default 500) returns text language sql as $$
  select tests.as('service', format('select public.run_retention(''ticket_files'', %s)', p_limit)) $$;
create function tests.due(p_ago interval default '730 days') returns text language sql as $$
  select coalesce(string_agg(replace(a.file_name, '.png', ''), ', ' order by d.closed_at, a.file_name), 'nothing')
  from private.due_files(now() - p_ago, 100) d join public.ticket_attachments a on a.id = d.id $$;

delete from public.ticket_attachments where message_id is not null;
select tests.file('one', 'open', 'message of open'), tests.file('two', 'open', 'note of open'), tests.file('three', 'foreign', 'message of foreign');

-- Which ------------------------------------------------------------------------------------------------

select is(tests.due('0'), 'nothing', 'a ticket that goes on keeps its files');
select tests.close('open', '730 days'), tests.close('foreign', '729 days');
select is(tests.due(), 'nothing', 'two years to the second are not over');
select tests.close('open', '730 days 1 second');
select is(tests.due(), 'one, two', 'a second later they are, those of notes as well; what was uploaded and not sent is swept elsewhere');
select tests.close('open', '731 days', 'cancelled');
select is(tests.due(), 'one, two', 'cancelled is over too');
update public.support_tickets set status = 'resolved' where id = tests.id('open');
select is(tests.due(), 'nothing', 'resolved is not: it may be reopened');
select tests.close('open', '731 days');
update public.support_tickets set follow_up_of = tests.id('open') where id = tests.id('private');
select is(tests.due(), 'nothing', 'nor is what goes on in another ticket');
select tests.close('private', '1 day');
select is(tests.due(), 'one, two', 'until that is closed');
update public.support_tickets set follow_up_of = null, status = 'new', closed_at = null where id = tests.id('private');
update public.support_tickets set merged_into = tests.id('private') where id = tests.id('open');
select is(tests.due(), 'nothing', 'nor what became part of one that goes on');
update public.support_tickets set merged_into = null where id = tests.id('open');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.due(), 'nothing', 'who restricts the use of their data has it kept');
update public.customer_profiles set processing_restricted_at = null;
insert into public.privacy_requests (id, number, customer_id, user_id, kind, scope, status, details, due_at)
values (tests.id('export'), 'PRV-2000-1', tests.id('home'), tests.id('customer'), 'export', 'profile', 'in_progress', '{}', now() + interval '30 days');
select is(tests.due(), 'nothing', 'and a copy that is being made is finished first');
delete from public.privacy_requests;
update public.ticket_attachments set quote_id = tests.id('quote of home') where id = tests.id('two');
select is(tests.due(), 'one', 'what belongs to a quote is not a ticket''s alone');
update public.ticket_attachments set quote_id = null;

-- The report ---------------------------------------------------------------------------------------------

select is(tests.policy() ->> 'isActive', 'false', 'it is off until somebody switches it on');
select is(tests.policy() -> 'preview', jsonb_build_object('count', 2, 'oldest', private.iso(now() - interval '731 days'), 'examples', '["TKT-2000-open"]'::jsonb), 'what would go is counted, with the tickets for examples');
select is(tests.run(), '{"rows": 0, "isDone": true}', 'and nothing does');
select is(tests.as('admin', format('select public.change_retention(''ticket_files'', %L)', d)), 'PT422 validation_failed', 'within bounds: ' || d)
from unnest(array['{"keepDays": 89, "expectedVersion": 1}', '{"keepDays": 3651, "expectedVersion": 1}']) as d;
select is(tests.as('admin', 'select public.change_retention(''ticket_files'', ''{"keepDays": 729, "isActive": true, "expectedVersion": 1}'')')::jsonb -> 'preview' ->> 'count', '2', 'a change says what it means');
select is(tests.as('admin', 'select public.change_retention(''ticket_files'', ''{"keepDays": 730, "expectedVersion": 2}'')') is not null, true, 'and is changed back');

-- The run ------------------------------------------------------------------------------------------------

insert into storage.objects (bucket_id, name) values ('ticket-attachments', tests.id('home') || '/one'), ('ticket-attachments', tests.id('elsewhere') || '/three');
select is(tests.run(1), '{"rows": 1, "isDone": false}', 'a batch at a time');
select is(tests.run(1), '{"rows": 1, "isDone": false}', 'the next');
select is(tests.run(1), '{"rows": 0, "isDone": true}', 'until it is done');
select is((select string_agg(file_name, ', ') from public.ticket_attachments where message_id is not null), 'three.png', 'records are gone, of these alone');
select is((select string_agg(new_value || coalesce(actor_id::text, ''), ', ') from public.ticket_events where type = 'files_removed' and ticket_id = tests.id('open') and not is_internal), '1, 1', 'the timeline says so, to everybody');
select is((select count(*)::int from public.portal_audit_log where action = 'ticket.remove_files' and customer_id = tests.id('home') and purpose = 'retention'), 2, 'and the log of who did what');
select is((select purpose || ' ' || fields from public.portal_audit_log where action = 'retention.run'), 'retention {"rows": 2}', 'with the run as a whole');

-- Out of storage --------------------------------------------------------------------------------------------

select is((select count(*)::int from private.doomed_objects), 2, 'their objects are remembered');
select is(tests.as('service', 'select public.list_doomed_objects()')::jsonb, jsonb_build_array(tests.id('home') || '/one'), 'those that are there are removed; one that was never there is forgotten');
delete from storage.objects where name like '%/one';
select is(tests.as('service', 'select public.list_doomed_objects()'), '[]', 'what was removed is not asked for again');
select is((select count(*)::int from private.doomed_objects), 0, 'and forgotten');
select is(tests.each('select public.list_doomed_objects()'), (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'the worker alone asks');
select is(tests.each('select count(*) from private.doomed_objects'), (select string_agg(p || ': 42501', ', ' order by n) from tests.people() with ordinality as t(p, n)), 'nobody reads it');

select * from finish();
rollback;

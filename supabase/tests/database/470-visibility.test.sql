-- What the pages read, by the definer functions that pass over the policies and so must keep to them.

begin;
select plan(38);
select tests.set_stage();

-- One ticket ---------------------------------------------------------------------------------------

create function tests.get_as(p_name text, p_ticket text) returns text language sql as $$
  select case when a like '{%' then 'sees it' else a end from tests.as(p_name, format('select public.get_ticket(%L)', tests.id(p_ticket))) as a $$;
select is(
  (select string_agg(p || ': ' || tests.get_as(p, t), ', ' order by n) from tests.people() with ordinality as q(p, n)), answer, 'the ' || t || ' ticket')
from (values
  ('open', 'anonymous: 42501, customer: sees it, colleague: sees it, other: PT404 ticket_not_found, agent: sees it, admin: sees it, locked: PT403 portal_locked, signed_out: PT401 unauthenticated'),
  ('private', 'anonymous: 42501, customer: PT404 ticket_not_found, colleague: sees it, other: PT404 ticket_not_found, agent: sees it, admin: sees it, locked: PT403 portal_locked, signed_out: PT401 unauthenticated'),
  ('foreign', 'anonymous: 42501, customer: PT404 ticket_not_found, colleague: PT404 ticket_not_found, other: sees it, agent: sees it, admin: sees it, locked: PT403 portal_locked, signed_out: PT401 unauthenticated')) as v(t, answer);
update public.support_tickets set number = 'TKT-2000-00001' where id = tests.id('open');
select is(tests.as('customer', 'select public.get_ticket(''tkt-2000-00001'') ->> ''id'''), tests.id('open')::text, 'a ticket is found by its number, however it is typed');
select is(tests.as(p, 'select public.get_ticket(''TKT-2000-00001'')') like 'PT404%', true, 'but not by ' || p) from unnest(array['other']) as p;
select is(tests.as('customer', format('select public.get_ticket(%L)', ref)), 'PT404 ticket_not_found', 'nor is ' || ref) from unnest(array['', 'nonsense', 'TKT-2000-00002', '%', repeat('9', 5000)]) as ref;

create temporary table seen as select tests.as('customer', 'select public.get_ticket(''TKT-2000-00001'')')::jsonb as by_customer, tests.as('agent', 'select public.get_ticket(''TKT-2000-00001'')')::jsonb as by_agent;
select is((select array[jsonb_array_length(by_customer -> k), jsonb_array_length(by_agent -> k)] from seen), array[1, 2], 'customers get one of the two ' || k) from unnest(array['messages', 'timeline', 'attachments']) as k;
select is_empty($$select k from seen, unnest(array['insights', 'customer', 'tags', 'assigneeId', 'customerEmail', 'firstResponseDueAt']) as k where by_customer ? k$$, 'nothing that is for staff is in a customer''s answer');
select is((select by_customer::text ~ 'Secret|Note of|vip' from seen), false, 'not by another name either');
select is((select by_agent -> 'insights' ->> 'summary' from seen), 'Secret summary', 'staff get the insights');
select is((select count(*) from public.portal_audit_log where action = 'ticket.read' and actor_id = tests.id('agent') and customer_id = tests.id('home') and purpose = 'support' and resource_id = tests.id('open')::text), 2::bigint, 'and each look is written down');

-- Lists --------------------------------------------------------------------------------------------

create function tests.search_as(p_name text, p_filters jsonb default '{}') returns text language sql as $$
  select coalesce(tests.as(p_name, format('select string_agg(lower(replace(t ->> ''subject'', ''Subject of '', '''')), '', '' order by t ->> ''subject'')
    from jsonb_array_elements(public.search_tickets(%L) -> ''items'') as t', p_filters)), 'nothing') $$;
select is((select string_agg(p || ': ' || tests.search_as(p), '; ' order by n) from tests.people() with ordinality as q(p, n)),
  'anonymous: 42501; customer: open; colleague: open, private; other: foreign; agent: foreign, open, private; admin: foreign, open, private; locked: PT403 portal_locked; signed_out: PT401 unauthenticated',
  'everybody''s list');
select is(tests.search_as('customer', filters), 'nothing', 'a customer finds nothing more by ' || filters::text)
from (values ('{"q": "private"}'::jsonb), ('{"q": "Description of foreign"}'), (jsonb_build_object('customer', tests.id('elsewhere'), 'q', 'foreign')),
  ('{"q": "TKT-2000-private"}'), (jsonb_build_object('orderId', tests.id('order of elsewhere'))), ('{"q": "'') or true --"}'), ('{"status": ["new'') or true --"]}')) as v(filters);
select is(tests.search_as('customer', '{"assignee": "none", "tag": "vip", "sla": ["breached"]}'), 'open', 'filters of staff do nothing for them');
select is(tests.search_as('colleague', '{"q": "subject privat"}'), 'private', 'words that are nearly right find it');
select is((select array[tests.as('customer', 'select public.ticket_stats() ->> ''total'''), tests.as('colleague', 'select public.ticket_stats() ->> ''total'''), tests.as('agent', 'select public.ticket_stats()')]),
  array['1', '2', 'PT403 customer_only'], 'the figures count what one sees');

create function tests.pages(p_limit int) returns text language plpgsql as $$
declare v_page jsonb; v_cursor jsonb; v_all text := '';
begin
  loop
    v_page := tests.as('agent', format('select public.search_tickets(''{}'', %L, %L)', v_cursor, p_limit));
    v_all := v_all || (select string_agg(left(replace(t ->> 'subject', 'Subject of ', ''), 1), '') from jsonb_array_elements(v_page -> 'items') as t) || '|';
    v_cursor := v_page -> 'nextCursor';
    exit when v_cursor = 'null';
  end loop;
  return v_all;
end $$;
update public.support_tickets set last_activity_at = '2026-01-01';
select is((select string_agg(c, '' order by c) from string_to_table(replace(tests.pages(1), '|', ''), null) as c), 'fop', 'pages go through all of them once, though they are of the same moment');
select is(tests.pages(3) ~ '^...\|$', true, 'a page that holds all of them is the last');

-- The dashboard --------------------------------------------------------------------------------------

create temporary table boards as select p, tests.as(p, 'select public.get_dashboard()') as board from unnest(array['customer', 'colleague', 'other', 'agent']) as p;
grant select on boards to authenticated;
select is((select string_agg(p || ' ' || case when board like '{%' then board::jsonb ->> 'openTickets' else board end, ', ' order by p) from boards),
  'agent PT403 customer_only, colleague 2, customer 1, other 1', 'the dashboard counts what one sees');
select is((select board ~ 'private|foreign|elsewhere' from boards where p = 'customer'), false, 'and mentions nothing else');
select is((select (board::jsonb -> 'outstanding')::text || (board::jsonb ->> 'upcomingCalls') || (board::jsonb ->> 'openQuotes') from boards where p = 'other'), '{"amount": 30000, "currency": "ZAR"}11', 'sums are one''s own');

-- Reading marks ----------------------------------------------------------------------------------------

select is(tests.as('customer', format('select public.mark_ticket_read(%L)', tests.id('private'))), 'PT404 ticket_not_found', 'what one does not see cannot be marked as read');
insert into public.notifications (user_id, event, resource_type, resource_id, dedupe_key) values
  (tests.id('customer'), 'ticket_reply', 'ticket', tests.id('open'), 'a'), (tests.id('colleague'), 'ticket_reply', 'ticket', tests.id('open'), 'a');
select is(tests.as('customer', format('select public.mark_ticket_read(%L)', tests.id('open'))), '', 'what one does can');
select is((select string_agg(lower(u.full_name), ', ' order by 1) from public.notifications n join public.portal_users u on u.id = n.user_id where n.read_at is null and n.event = 'ticket_reply'), 'colleague', 'which reads what one was told about it, and nobody else''s');
select is(tests.as('colleague', format('select public.mark_notifications_read(%L::uuid[]) ->> ''unread''', (select array_agg(id) from public.notifications))),
  '0', 'notifications are marked by their ids,');
select is((select count(*) from public.notifications where read_at is null and user_id <> tests.id('colleague')), 5::bigint, 'one''s own alone.');

select * from finish();
rollback;

-- What is read is written down, and staff read nothing past the functions that do so.

begin;
select plan(25);
select tests.set_stage();
alter table public.portal_audit_log disable trigger user;
delete from public.portal_audit_log;
alter table public.portal_audit_log enable trigger user;

create function tests.noted(p_who text) returns text language sql as $$
  select coalesce(string_agg(concat_ws(' ', l.action, (select full_name from public.customer_profiles c where c.id = l.customer_id), l.purpose), ', ' order by l.action, l.customer_id::text, l.purpose), 'nothing')
  from public.portal_audit_log l where l.actor_id = tests.id(p_who) $$;

-- Lists: each customer who was seen, once an hour -----------------------------------------------------------

select ok(tests.as('agent', $$select public.search_tickets('{}')$$) like '%TKT-2000-open%', 'an agent opens the queue');
select is((select count(*)::int from public.portal_audit_log where action = 'ticket.list' and purpose = 'support' and customer_id in (tests.id('home'), tests.id('elsewhere'))), 2, 'each customer in it is noted');
select ok(tests.as('agent', $$select public.get_desk('{}')$$) is not null, 'it is read again');
select is((select count(*)::int from public.portal_audit_log where action = 'ticket.list'), 2, 'and noted once');
select ok(tests.as('agent', format('select public.search_orders(%L)', jsonb_build_object('q', 'O-home'))) like '%O-home%', 'one customer''s order is found');
select is((select string_agg(customer_id::text, ',') from public.portal_audit_log where action = 'order.list'), tests.id('home')::text, 'the other customer''s log says nothing');
select ok(tests.as('agent', s) is not null, 'staff list: ' || s) from unnest(array[
  'select public.search_quotes()', 'select public.search_services()', 'select public.search_customers()', 'select public.search_calls()']) as s;
select is((select string_agg(distinct action, ' ' order by action) from public.portal_audit_log where actor_id = tests.id('agent') and customer_id = tests.id('elsewhere')),
  'call.list customer.list quote.list service.list ticket.list', 'all of it is in the customers'' logs');
select ok(tests.as('customer', 'select public.get_dashboard()') is not null and tests.as('customer', 'select public.search_tickets()') is not null
  and tests.as('customer', 'select public.list_domains()') is not null, 'a customer looks at their own');
select is(tests.noted('customer'), 'dashboard.read Home self-service, domain.list Home self-service, ticket.list Home self-service', 'that is noted as their own doing');

-- One thing ---------------------------------------------------------------------------------------------------

select ok(tests.as('agent', format('select public.open_upload(%L)', tests.id('message of '))) is not null, 'an agent opens a file');
select is((select customer_id from public.portal_audit_log where action = 'attachment.download'), tests.id('home'), 'the customer learns of it');
select ok(tests.as('agent', format('select public.open_upload(%L)', tests.id('note of '))) is not null, 'and one of a note');
select is((select count(*)::int from public.portal_audit_log where action = 'attachment.download' and customer_id is null), 1, 'of which the customer does not learn');
select is(tests.each(format('select jsonb_array_length(public.list_ticket_messages(%L) -> ''items'')', tests.id('private'))),
  'anonymous: 42501, customer: PT404 ticket_not_found, colleague: 1, other: PT404 ticket_not_found, agent: 2, admin: 2, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'messages are for who sees the ticket, notes for staff');
select is(tests.each('select public.find_record_id(''ticket'', ''TKT-2000-private'')') = format(
  'anonymous: 42501, customer: PT404 ticket_not_found, colleague: %1$s, other: PT404 ticket_not_found, agent: %1$s, admin: %1$s, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', tests.id('private')), true, 'so is its id');
select is(tests.each(format('select public.list_domains(%L) #>> ''{items,0,hostname}''', tests.id('domain of home'))),
  'anonymous: 42501, customer: home.example, colleague: home.example, other: null, agent: null, admin: null, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'domains are for their customer');
select is(tests.each('select public.list_inbound_emails() is not null'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: true, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'e-mails are for staff');
select is(tests.each(format('select public.%s(%L) is not null', f, tests.id('open'))),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: true, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', f || ' is for staff')
from unnest(array['list_recent_changes', 'get_follow_up_source']) as f;

-- Past the functions --------------------------------------------------------------------------------------------

-- Whoever lets staff read a table says here that it holds nothing about customers, or restricts it as the others.
select set_eq($$
  select distinct p.tablename::text from pg_policies p
  where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' and p.qual ~ 'is_staff|is_admin'
    and not exists (select from pg_policies r where r.schemaname = 'public' and r.tablename = p.tablename and r.permissive = 'RESTRICTIVE')$$,
  $$select unnest(array[
    -- The desk's own work, settings and texts.
    'agent_availability', 'agent_call_profiles', 'agent_call_skills', 'agent_time_off', 'availability_exceptions', 'app_settings', 'automation_rules', 'classifier_models', 'jobs',
    'kb_article_versions', 'kb_articles', 'kb_categories', 'kb_gaps', 'kb_images', 'products', 'service_packages', 'sla_recomputations', 'staff_absences', 'team_members', 'teams',
    'ticket_categories', 'ticket_drafts', 'ticket_issue_types', 'ticket_templates', 'ticket_views', 'whatsapp_templates',
    -- Marks on tickets: an id and a word, without the ticket.
    'automation_runs', 'insight_feedback', 'ticket_links', 'ticket_promises', 'ticket_snoozes', 'ticket_tags',
    -- What people looked for and voted, without their names.
    'kb_feedback', 'kb_searches'])$$,
  'staff read tables past the functions only where no customer is told of');
-- PostgREST runs what is stable in a transaction that cannot write.
select is_empty($$
  select p.oid::regprocedure from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.provolatile <> 'v' and p.prosrc ~ 'private\.audit(_ai|_list)?\('$$,
  'what writes into the log is volatile');

select * from finish();
rollback;

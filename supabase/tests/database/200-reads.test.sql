-- Who reads how many rows of each table by hand, through the API and past the buttons.
-- Of customer's profile are also colleague, locked (portal_active = false) and signed_out (session gone):
-- the last two appear only where everybody signed in reads the same.

begin;
select plan(47);
select tests.set_stage();

-- People -----------------------------------------------------------------------------------------

select is(tests.readers('customer_profiles'), 'customer 1, colleague 1, other 1', 'a profile is for its people, and staff read it by functions alone');
select is(tests.readers('portal_users'), 'customer 4, colleague 4, other 1, agent 2, admin 2', 'people see their colleagues, and staff each other');
select is(tests.readers('customer_preferences'), 'customer 1, agent 1', 'preferences are one''s own');
select is(tests.readers('notifications'), 'customer 1, colleague 1, other 1, agent 1, admin 1', 'notifications are one''s own, also from admins');

-- Commerce -----------------------------------------------------------------------------------------

select is(tests.readers('products'), 'customer 1, colleague 1, other 1, agent 2, admin 2, locked 1, signed_out 1', 'the catalogue is for everybody signed in, what is off the shelf for staff');
select is(tests.readers(t), 'customer 1, colleague 1, other 1', t || ' are for their profile, and staff read them by functions alone')
from unnest(array[
  'orders', 'order_items', 'order_events', 'shipments', 'shipment_events', 'invoices', 'invoice_items', 'quote_requests', 'customer_services',
  'installation_steps', 'custom_domains', 'scheduled_calls']) as t;
select is(tests.readers('quote_items'), 'customer 2, colleague 2, other 2', 'the draft of the next version of a quote stays with staff');
select is(tests.readers('quote_versions'), 'customer 1, colleague 1, other 1', 'so does its head');
select is(tests.readers('quote_change_requests'), 'customer 1, colleague 1, other 1', 'wishes show with their quote');
select is(tests.readers('quote_events'), 'nobody', 'past the functions nobody reads it: the history with addresses is for staff');

-- Tickets -----------------------------------------------------------------------------------------

select is(tests.readers('support_tickets'), 'customer 1, colleague 2, other 1', 'a colleague''s private ticket is not there');
select is(tests.readers('ticket_messages'), 'customer 1, colleague 2, other 1', 'nor its messages; internal notes are there for staff alone');
select is(tests.readers('ticket_messages where is_internal'), 'nobody', 'past the functions nobody reads it: no customer reads a note, not even on their own ticket');
select is(tests.readers('ticket_events'), 'customer 1, colleague 2, other 1', 'the same holds for the timeline');
select is(tests.readers('ticket_events where is_internal'), 'nobody', 'past the functions nobody reads it: and its internal entries');
select is(tests.readers('ticket_attachments'), 'customer 2, colleague 2, other 1', 'files show with their message, waiting uploads to the uploader');
select is(tests.readers('ticket_attachments where is_internal'), 'nobody', 'past the functions nobody reads it: a file of a note is for staff alone');
select is(tests.readers('ticket_attachments where message_id is null'), 'customer 1, colleague 1, other 1', 'a waiting upload is not even for colleagues');
select is(tests.readers('ticket_affected_items'), 'customer 1, colleague 1', 'affected items show with their ticket');
select is(tests.readers('ticket_reads'), 'customer 1, colleague 1, other 1', 'how far somebody has read is their own business');
select is(tests.readers('ticket_tags'), 'agent 3, admin 3', 'tags are for staff');
select is(tests.readers('ticket_insights'), 'nobody', 'past the functions nobody reads it: insights are for staff');
select is(tests.readers('ticket_templates where name = ''Greeting'''), 'agent 1, admin 1', 'prepared answers are for staff');
select is(tests.readers('sla_policies'), 'customer 4, colleague 4, other 4, agent 4, admin 4, locked 4, signed_out 4', 'promised times are for everybody signed in');
select is(tests.readers('ticket_categories where slug = ''other'''), 'customer 1, colleague 1, other 1, agent 1, admin 1, locked 1, signed_out 1', 'so are the categories');
select is(tests.readers('ticket_issue_types where slug = ''late_delivery'''), 'customer 1, colleague 1, other 1, agent 1, admin 1, locked 1, signed_out 1', 'and their issue types');

update public.ticket_categories set is_active = false where slug = 'other';
select is(tests.readers('ticket_categories where slug = ''other'''), 'agent 1, admin 1', 'a category out of use is for staff');

-- Operations -----------------------------------------------------------------------------------------

select is(tests.readers('email_logs'), 'nobody', 'past the functions nobody reads it: the e-mail log is for staff');
select is(tests.readers('jobs where kind = ''tests'''), 'admin 1', 'the job queue is for admins');
select is(tests.readers('app_settings where key = ''branding'''),
  'anonymous 1, customer 1, colleague 1, other 1, agent 1, admin 1, locked 1, signed_out 1', 'public settings are for visitors too');
select is(tests.readers('app_settings where key = ''tests_secret'''), 'agent 1, admin 1', 'the others are for staff');

-- select * would ask for the columns that are nobody's.
create function tests.audit_readers(p_where text) returns text language sql as $$
  select coalesce(string_agg(p || ' ' || tests.as(p, 'select count(id) from public.portal_audit_log where ' || p_where), ', ' order by n), 'nobody')
  from tests.people() with ordinality as t(p, n)
  where tests.as(p, 'select count(id) from public.portal_audit_log where ' || p_where) not in ('0', '42501') $$;
select is(tests.audit_readers('true'), 'customer 1, colleague 2, other 1', 'people read who read what about them, save on colleagues'' private tickets; staff do so by functions that write it down');
select is(tests.each('select count(ip) from public.portal_audit_log'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'from which address somebody did so is nobody''s to read');

-- Beyond the tables -----------------------------------------------------------------------------------

select is(tests.each('select count(*) from private.' || t),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'private.' || t || ' is nobody''s to read')
from unnest(array['idempotency_keys', 'rate_limits', 'ticket_counters']) as t;

select * from finish();
rollback;

-- How long everything personal stays: by a policy, by a law, or for the reason that is written here. The register shows it,
-- and a test demands one of the three of every table with personal data.

create table private.kept_until (
  table_name text primary key references private.personal_tables (table_name) on delete cascade,
  kept text not null check (char_length(kept) between 10 and 300)
);
comment on table private.kept_until is
  'Until when rows of a table with personal data stay that no retention policy and no legal hold names, in words for the processing register.';
alter table private.kept_until enable row level security;
select private.classify('private.kept_until', 'none');

insert into private.kept_until (table_name, kept)
select t, r.kept
from (values
  ('With the ticket, which is the customer''s own history and theirs to read: until they ask for erasure.', array[
    'public.ticket_messages', 'public.ticket_events', 'public.ticket_insights', 'public.insight_feedback', 'public.ticket_auto_answers',
    'public.ticket_transcripts', 'private.ticket_search', 'public.ticket_correspondents', 'public.ticket_promises', 'public.ticket_snoozes',
    'public.ticket_tags', 'public.ticket_affected_items', 'public.ticket_followers', 'public.ticket_reads', 'public.ticket_links',
    'private.closing_reminders', 'public.invoice_payment_reports']),
  ('With the file or the e-mail, as their retention policies say; otherwise until erasure.', array['public.ticket_attachment_scans', 'private.inbound_files']),
  ('Ninety days, then the nightly housekeeping deletes it.', array['public.automation_runs']),
  ('With the conversation, as its retention policy says; otherwise until erasure, or until its owner deletes it.', array['public.chatbot_messages', 'public.chatbot_actions']),
  ('As long as a deleted conversation can be taken back, which is minutes.', array['private.deleted_chats']),
  ('Thirty-one days, then the nightly housekeeping deletes it.', array['private.chatbot_usage']),
  ('With the order, whose lines the books need: until erasure.', array[
    'public.shipments', 'public.shipment_events', 'public.order_events', 'public.opencart_orders_cache']),
  ('With the quote, to prove what was offered and agreed: until erasure.', array[
    'public.quote_requests', 'public.quote_versions', 'public.quote_items', 'public.quote_events', 'public.quote_change_requests']),
  ('While the service or the domain is the customer''s, and as their history after: until erasure.', array[
    'public.customer_services', 'public.service_requests', 'public.service_usage', 'public.installation_steps', 'public.custom_domains']),
  ('With the call, which is the customer''s own history: until erasure.', array[
    'public.scheduled_calls', 'public.call_transcripts', 'public.call_notes', 'public.call_actions', 'public.call_events', 'public.call_waitlist']),
  ('As long as e-mails to the address would come back; until staff lift it, or erasure.', array['public.email_suppressions']),
  ('With the notice, as its retention policy says; otherwise until erasure.', array['public.notification_deliveries']),
  ('While somebody has an account: a line a person, or one for each thing that they set.', array[
    'public.portal_users', 'public.customer_addresses', 'public.customer_preferences', 'public.notification_preferences',
    'public.notification_event_preferences', 'public.notification_settings', 'public.reseller_applications', 'private.customer_keys']),
  ('Until the browser is signed out, takes notices no more, or another takes its place: ten a person at most.', array['public.push_subscriptions']),
  ('While somebody has an account: a vote for each article, which they may change.', array['public.kb_feedback']),
  ('Half a year after the question was last asked, unless staff have decided on it; without a name.', array['public.kb_gaps']),
  ('With the request, which the law wants to be provable.', array['public.privacy_request_events']),
  ('To prove what was agreed to, and since when: until erasure.', array['public.consents']),
  ('Two days, then the nightly housekeeping deletes it.', array['private.rate_limits']),
  ('A day: it is good for ten minutes, and used once.', array['private.reauthentications']),
  ('With the session: the next sign-in takes away what is left of ended ones.', array['private.session_devices', 'private.recovered_sessions']),
  ('The twenty devices of a person that were used last: until erasure.', array['private.known_devices']),
  ('With the second factor: ten hashes a person, replaced together.', array['private.recovery_codes']),
  ('Until the file is gone from storage, which is tried again every day.', array['private.doomed_objects'])
) as r(kept, tables), unnest(r.tables) as t;

create or replace function public.get_processing_register()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'category', t.category, 'table', t.table_name, 'what', split_part(d.comment, E'\nPurpose: ', 1),
      'purpose', private.comment_part(d.comment, 'Purpose'), 'basis', private.comment_part(d.comment, 'Basis'), 'recipients', private.comment_part(d.comment, 'Recipients'),
      'columns', coalesce((select jsonb_agg(jsonb_build_object('name', p.column_name, 'onErasure', p.on_erasure, 'exported', p.exported) order by a.attnum)
        from private.personal_data p join pg_catalog.pg_attribute a on a.attrelid = t.table_name::regclass and a.attname = p.column_name
        where p.table_name = t.table_name and p.on_erasure <> 'none'), '[]'),
      'hold', (select jsonb_build_object('rule', h.rule, 'law', h.law, 'years', h.years) from private.legal_holds h where h.rule = t.rule),
      'retention', (select jsonb_build_object('keepDays', r.keep_days, 'action', r.action, 'isActive', r.is_active)
        from private.retention_policies r where r.table_name = t.table_name limit 1),
      'kept', (select k.kept from private.kept_until k where k.table_name = t.table_name)) order by t.category, t.table_name), '[]')
    from private.personal_tables t cross join lateral (select obj_description(t.table_name::regclass, 'pg_class') as comment) d);
end
$$;
comment on function public.get_processing_register() is
  'Staff: the processing register, read from the tables'' own comments, what becomes of their columns, legal holds, retention policies and, where there is neither, private.kept_until. Holds no personal data. Raises PT401, PT403.';

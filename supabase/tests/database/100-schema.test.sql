-- What holds for every table and function, also for those that are yet to be written.
-- The lists of grants are literal: whoever adds a table or a function says here who reaches it.

begin;
select plan(22);

create view tests.our_tables as
select c.oid, n.nspname, c.relname, c.relkind, c.relispartition, c.relrowsecurity
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e');

create view tests.our_functions as
select p.oid, n.nspname, p.proname, p.oid::regprocedure::text as signature, p.proconfig, p.prosecdef
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('public', 'private')
  and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e');

-- Every table -----------------------------------------------------------------------------------

select is_empty(
  'select nspname, relname from tests.our_tables where relkind in (''r'', ''p'') and not relrowsecurity',
  'every table has row security');
select is_empty(
  'select nspname, relname from tests.our_tables where relkind not in (''r'', ''p'')',
  'there are no views, which would read with the rights of their owner');
select is_empty(
  'select nspname, relname from tests.our_tables where obj_description(oid, ''pg_class'') is null',
  'every table says what it is for');
select is_empty(
  'select t.relname, p.policyname from pg_policies p join tests.our_tables t on t.relname = p.tablename and t.nspname = p.schemaname
   where p.cmd <> ''SELECT''',
  'no policy lets anybody write: writes are commands');
select is_empty(
  'select tablename, policyname from pg_policies where schemaname = ''public'' and (roles && ''{public}'' or cardinality(roles) <> 1)',
  'every policy names its role');
select is_empty(
  'select tablename, policyname from pg_policies where schemaname in (''public'', ''realtime'') and octet_length(policyname) > 62',
  'no policy''s sentence was cut off');
select is_empty(
  'select relname from tests.our_tables t where nspname = ''private'' and exists (
     select from pg_policy p where p.polrelid = t.oid)',
  'bookkeeping has no policies: nobody reads it from outside');
select is_empty($$
  select con.conrelid::regclass, con.conname from pg_constraint con
  where con.contype = 'f' and con.connamespace in ('public'::regnamespace, 'private'::regnamespace)
    and not exists (
      select from pg_index i
      where i.indrelid = con.conrelid and i.indpred is null
        and (i.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey)$$,
  'every foreign key has an index');

-- Every function ----------------------------------------------------------------------------------

select is_empty(
  'select signature from tests.our_functions where obj_description(oid, ''pg_proc'') is null',
  'every function says what it does');
select is_empty(
  'select signature from tests.our_functions
   where not exists (select from unnest(proconfig) as setting where setting in (''search_path=""'', ''search_path=''))',
  'every function has an empty search path');
select is_empty(
  'select signature from tests.our_functions where has_function_privilege(''public'', oid, ''execute'')',
  'no function is there for everybody');

-- Who reaches what ----------------------------------------------------------------------------------

create view tests.table_grants as
select r as role, t.nspname, t.relname, string_agg(lower(p), ', ' order by p) as rights
from tests.our_tables t, unnest(array['anon', 'authenticated', 'service_role']) as r,
  unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as p
where has_table_privilege(r, t.oid, p)
group by 1, 2, 3;

select set_eq(
  'select relname, rights from tests.table_grants where role = ''anon''',
  $$values ('app_settings'::name, 'select'), ('kb_articles', 'select'), ('kb_categories', 'select'), ('kb_chunks', 'select'),
    ('kb_redirects', 'select'), ('kb_embeddings', 'select')$$,
  'visitors reach the settings and the help centre, and no other table');

select set_eq(
  'select nspname || ''.'' || relname from tests.table_grants where role = ''authenticated'' and rights = ''select''',
  $$select 'public.' || unnest(array[
    'customer_addresses', 'reseller_applications', 'checkout_sessions', 'invoice_payments', 'payment_events', 'refund_items', 'refunds',
    'teams', 'team_members', 'staff_absences', 'automation_rules', 'automation_runs',
    'invoice_payment_reports',
    'inbound_emails', 'ticket_correspondents',
    'notification_preferences', 'notification_event_preferences', 'notification_settings', 'notification_deliveries', 'email_suppressions', 'whatsapp_templates',
    'kb_article_versions', 'kb_articles', 'kb_categories', 'kb_chunks', 'kb_embeddings', 'kb_feedback', 'kb_gaps', 'kb_images', 'kb_redirects', 'kb_searches',
    'chatbot_actions', 'chatbot_messages', 'chatbot_sessions', 'ticket_transcripts',
    'app_settings', 'custom_domains', 'customer_preferences', 'customer_profiles', 'customer_services', 'documents', 'email_logs',
    'business_hours', 'holidays', 'sla_recomputations', 'ticket_promises',
    'installation_steps', 'invoice_items', 'invoices', 'jobs', 'notifications', 'opencart_orders_cache', 'order_events', 'order_items', 'orders',
    'portal_users', 'products', 'quote_change_requests', 'quote_events', 'quote_items', 'quote_requests', 'quote_versions', 'scheduled_calls', 'shipment_events', 'shipments',
    'service_packages', 'service_requests', 'service_usage', 'sla_policies', 'support_tickets',
    'ticket_affected_items', 'ticket_attachment_scans', 'ticket_categories', 'ticket_events', 'ticket_insights',
    'ticket_issue_types', 'ticket_messages', 'ticket_reads', 'ticket_tags', 'ticket_templates',
    'insight_feedback', 'ticket_auto_answers', 'classifier_models',
    'agent_availability', 'agent_call_profiles', 'agent_call_skills', 'agent_time_off', 'availability_exceptions',
    'call_actions', 'call_events', 'call_notes', 'call_transcripts', 'call_waitlist',
    'privacy_requests', 'privacy_request_events', 'consents',
    'ticket_drafts', 'ticket_followers', 'ticket_links', 'ticket_snoozes', 'ticket_views'])$$,
  'signed-in people select from these tables, by policy');
select is_empty(
  'select relname, rights from tests.table_grants where role = ''authenticated'' and rights <> ''select''',
  'and do nothing else to any table');

select set_eq(
  'select nspname || ''.'' || relname as name, rights from tests.table_grants where role = ''service_role''',
  $$select 'public.' || t as name, 'delete, insert, select, update' as rights from unnest(array[
    'customer_addresses', 'reseller_applications', 'teams', 'team_members', 'staff_absences', 'automation_rules', 'automation_runs',
    'kb_article_versions', 'kb_articles', 'kb_categories', 'kb_chunks', 'kb_embeddings', 'kb_feedback', 'kb_gaps', 'kb_images', 'kb_redirects', 'kb_searches',
    'chatbot_actions', 'chatbot_messages', 'chatbot_sessions', 'ticket_transcripts',
    'insight_feedback', 'ticket_auto_answers', 'classifier_models',
    'agent_availability', 'agent_call_profiles', 'agent_call_skills', 'agent_time_off', 'availability_exceptions',
    'call_actions', 'call_events', 'call_notes', 'call_transcripts', 'call_waitlist',
    'app_settings', 'custom_domains', 'customer_preferences', 'customer_profiles', 'customer_services',
    'business_hours', 'holidays',
    'installation_steps', 'invoice_items', 'invoices', 'notifications', 'opencart_orders_cache', 'order_events', 'order_items', 'orders',
    'portal_users', 'products', 'quote_change_requests', 'quote_events', 'quote_items', 'quote_requests', 'quote_versions', 'scheduled_calls', 'shipment_events', 'shipments',
    'service_packages', 'service_requests', 'service_usage', 'sla_policies', 'support_tickets',
    'ticket_affected_items', 'ticket_attachments', 'ticket_categories', 'ticket_events', 'ticket_insights',
    'ticket_issue_types', 'ticket_messages', 'ticket_reads', 'ticket_tags', 'ticket_templates', 'ticket_views']) as t
  union all values ('public.invoice_payments', 'insert, select'), ('public.checkout_sessions', 'select'), ('public.payment_events', 'select')
  union all values ('public.refunds', 'insert, select'), ('public.refund_items', 'insert, select')
  union all values ('public.privacy_requests', 'select'), ('public.privacy_request_events', 'select'), ('public.consents', 'select'), ('public.privacy_receipts', 'select')
  union all values ('public.inbound_emails', 'select'), ('public.ticket_correspondents', 'select')
  union all values ('public.notification_preferences', 'select'), ('public.notification_event_preferences', 'select'), ('public.notification_settings', 'select'), ('public.notification_deliveries', 'insert, select'),
    ('public.push_subscriptions', 'select'), ('public.email_suppressions', 'select'), ('public.whatsapp_templates', 'select')
  union all values ('public.ticket_followers', 'select'), ('public.ticket_links', 'select'), ('public.ticket_snoozes', 'select')
  union all values ('public.message_logs', 'insert, select, update')
  union all values ('public.email_logs', 'insert, select, update'), ('public.ticket_promises', 'select'), ('public.sla_recomputations', 'select'), ('public.jobs', 'select'), ('public.portal_audit_log', 'select'), ('public.documents', 'select'), ('public.invoice_payment_reports', 'select')$$,
  'the web app''s own role changes rows, but neither audit log nor jobs, and truncates nothing');

select set_eq(
  $$select r, t.relname, a.attname
    from tests.our_tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped,
      unnest(array['anon', 'authenticated', 'service_role']) as r
    where has_column_privilege(r, t.oid, a.attnum, 'select, insert, update, references')
      and not exists (select from tests.table_grants g where g.role = r and g.nspname = t.nspname and g.relname = t.relname)$$,
  $$select 'authenticated' as role, 'portal_audit_log'::name as relname, unnest(array['id', 'occurred_at', 'actor_id', 'actor_role', 'actor_name',
    'action', 'resource_type', 'resource_id', 'customer_id', 'purpose', 'fields'])::name
  union all select 'authenticated', 'message_logs', unnest(array['id', 'channel', 'kind', 'to_number', 'template', 'language', 'status', 'error',
    'customer_id', 'user_id', 'created_at', 'updated_at'])::name
  union all select 'authenticated', 'ticket_attachments', unnest(array['id', 'customer_id', 'ticket_id', 'message_id', 'quote_id', 'uploaded_by',
    'file_name', 'mime_type', 'size', 'width', 'height', 'scan_status', 'is_internal', 'stored_at', 'created_at'])::name$$,
  'of the audit log people see everything but addresses and browsers, of files everything but where they lie and their checksum, of messages no text');

select set_eq(
  $$select r, c.relname from pg_class c, unnest(array['anon', 'authenticated', 'service_role']) as r
    where c.relkind = 'S' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and has_sequence_privilege(r, c.oid, 'usage, select, update')$$,
  $$select ''::text as role, ''::name as name where false$$,
  'nobody draws numbers from a sequence');

create view tests.function_grants as
select r as role, f.nspname, f.signature
from tests.our_functions f, unnest(array['anon', 'authenticated', 'service_role']) as r
where has_function_privilege(r, f.oid, 'execute');

set local search_path = pg_catalog, extensions;
select extensions.set_eq(
  'select signature from tests.function_grants where role = ''anon''',
  $$values
    ('private.question_words(text,text)'), ('private.rank_words(text,text)'), ('private.rank_meanings(text,text,uuid[],integer)'), ('private.support_level(real,real)'),
    ('private.model_dimensions(text)'), ('private.text_language(text)'), ('public.search_knowledge(text,text,text,jsonb,integer)'),
    ('public.get_branding()'), ('private.viewer_id()'), ('private.viewer_customer_id()'), ('private.is_staff()'), ('private.is_admin()'),
    ('public.get_help_home(text)'), ('public.get_help_category(text)'), ('public.get_help_article(text)'), ('public.get_help_desk()'),
    ('private.needs_sign_in_for_help(text,text)'), ('private.help_path(uuid)'), ('private.help_related(public.kb_articles)'), ('private.own_article_vote(uuid)'),
    ('private.visible_kb_categories()'), ('public.get_kb_image(uuid)'), ('public.get_privacy_receipt(uuid)')$$,
  'visitors call these functions');

select extensions.set_eq(
  'select signature from tests.function_grants where role = ''authenticated''',
  $$values
    ('private.question_words(text,text)'), ('private.rank_words(text,text)'), ('private.rank_meanings(text,text,uuid[],integer)'), ('private.support_level(real,real)'),
    ('private.model_dimensions(text)'), ('private.text_language(text)'), ('public.search_knowledge(text,text,text,jsonb,integer)'),
    ('public.get_embedding_progress()'),
    ('public.propose_chat_action(uuid,text,jsonb)'), ('public.confirm_chat_action(uuid)'), ('public.decline_chat_action(uuid)'),
    ('public.log_assistant_read(uuid,text,text,text[])'),
    ('public.begin_chat_turn(text,jsonb)'), ('public.get_chat_turn(uuid,boolean)'), ('public.stop_chat_answer(uuid)'),
    ('public.rename_chat_session(uuid,text)'), ('public.delete_chat_session(uuid)'), ('public.restore_chat_session(uuid)'), ('public.rate_chat_answer(uuid,uuid,boolean,text)'),
    ('public.search_chat_sessions(jsonb,jsonb,integer)'), ('public.get_chat_session(uuid)'), ('public.get_chat_desk(uuid)'),
    ('public.escalate_chat_session(text,uuid,jsonb)'), ('public.get_ticket_transcript(uuid)'),
    ('public.request_privacy(text,text,jsonb)'), ('public.cancel_privacy_request(uuid)'), ('public.list_privacy_requests(jsonb,integer)'),
    ('public.get_privacy_request(text)'), ('public.search_privacy_requests(jsonb,jsonb,integer)'), ('public.privacy_request_counts()'),
    ('public.assign_privacy_request(uuid,uuid)'), ('public.decide_privacy_request(uuid,boolean,text,integer)'), ('public.extend_privacy_request(uuid,integer,text)'),
    ('public.set_consent(text,boolean)'), ('public.get_privacy_overview()'), ('public.preview_deletion()'), ('public.open_privacy_export(uuid)'), ('public.get_privacy_receipt(uuid)'),
    ('public.search_own_accesses(jsonb,jsonb,integer)'), ('public.get_access_weeks()'), ('public.find_record_id(text,text)'),
    ('public.list_ticket_messages(uuid,jsonb,integer,boolean)'), ('public.list_recent_changes(uuid)'), ('public.get_follow_up_source(uuid)'),
    ('public.list_inbound_emails(text[],jsonb,integer)'), ('public.find_document(text,uuid,integer)'), ('public.list_domains(uuid,jsonb,integer)'), ('public.search_audit_log(jsonb,jsonb,integer)'), ('public.get_audit_state()'), ('public.get_retention()'), ('public.get_processing_register()'), ('public.change_retention(text,jsonb)'),
    ('public.list_teams()'), ('public.get_team(uuid)'), ('public.list_team_names()'), ('public.save_team(text,uuid,jsonb)'),
    ('public.archive_team(uuid,uuid)'), ('public.set_availability(uuid,boolean,timestamp with time zone)'),
    ('public.pause_member(uuid,uuid,boolean)'), ('public.transfer_ticket(uuid,uuid,integer)'),
    ('public.list_automation_rules()'), ('public.get_automation_rule(uuid)'), ('public.save_automation_rule(text,uuid,jsonb)'),
    ('public.switch_automation_rule(uuid,boolean)'), ('public.move_automation_rule(uuid,text)'), ('public.delete_automation_rule(uuid)'),
    ('public.list_automation_runs(jsonb,jsonb,integer)'),
    ('public.dry_run_automation(jsonb,timestamp with time zone,timestamp with time zone,jsonb,integer)'),
    ('public.get_inbound_email(uuid)'), ('public.decide_email(uuid,jsonb)'),
    ('public.get_notification_preferences()'), ('public.save_notification_preferences(jsonb)'), ('public.send_test_notification(text)'),
    ('public.set_notification_read(uuid,boolean)'), ('public.save_whatsapp_template(uuid,jsonb)'), ('public.delete_whatsapp_template(uuid)'), ('public.remove_push_subscription(text)'), ('public.bind_push_subscription(text)'), ('public.reactivate_email()'), ('public.search_deliveries(jsonb,jsonb,integer)'), ('public.delivery_counts()'), ('public.resend_deliveries(jsonb)'),
    ('public.judge_insight(uuid,text,text,jsonb)'), ('public.judge_answer(uuid,boolean,text)'), ('public.begin_assist(uuid,text,text)'),
    ('public.get_classifier()'), ('public.request_classifier_training()'),
    ('public.get_assistant_settings()'), ('public.change_assistant_settings(jsonb,text)'),
    ('public.get_drafts(uuid)'), ('public.save_draft(uuid,jsonb)'), ('public.send_draft(text,uuid,jsonb)'),
    ('public.undo_send(uuid)'), ('public.flush_draft(uuid)'),
    ('public.begin_checkout(uuid)'), ('public.resolve_ticket(uuid,jsonb)'), ('public.decide_refund(uuid,boolean,text)'),
    ('public.get_branding()'), ('public.get_document_parties(text,uuid)'),
    ('public.search_invoices(jsonb,jsonb,integer)'), ('public.get_invoice(text)'), ('public.invoice_summary(uuid)'),
    ('public.invoice_statement(text,text,uuid)'), ('public.report_invoice_payment(text,uuid,jsonb)'),
    ('public.get_reseller_application(uuid)'), ('public.apply_as_reseller(text,jsonb)'), ('public.withdraw_reseller_application(uuid)'),
    ('public.decide_reseller_application(uuid,text,text,integer)'), ('public.get_profile()'), ('public.update_profile(jsonb)'), ('public.list_activity(jsonb,integer)'), ('public.save_address(text,jsonb)'), ('public.remove_address(uuid)'),
    ('public.note_session()'), ('public.get_second_factor()'), ('public.reset_second_factor(uuid)'), ('public.list_second_factors(uuid,uuid,integer)'), ('public.list_sessions(jsonb,integer)'), ('public.end_sessions(uuid)'),
    ('public.get_viewer()'), ('public.get_dashboard()'), ('public.get_ticket(text,boolean)'),
    ('public.search_tickets(jsonb,jsonb,integer)'), ('public.ticket_stats(boolean,boolean)'), ('public.suggest_for_ticket(text,text)'), ('public.preview_promises(text)'),
    ('public.set_ticket_privacy(uuid,boolean,integer)'), ('public.skip_ticket_rating(uuid)'),
    ('public.get_ticket_conversation(text,integer,boolean)'), ('public.desk_ticket_subjects(uuid)'), ('public.list_ticket_categories()'),
    ('public.list_staff()'), ('public.desk_counts()'), ('public.list_pressing_tickets(integer)'), ('public.create_ticket(text,jsonb)'),
    ('public.reply_to_ticket(text,uuid,jsonb)'), ('public.change_ticket_status(uuid,text,jsonb)'),
    ('public.update_ticket(uuid,jsonb)'), ('public.rate_ticket(uuid,integer,text)'), ('public.claim_customer_number(text)'), ('public.mark_ticket_read(uuid)'),
    ('public.add_domain(text,jsonb)'), ('public.get_domain_challenge(text)'), ('public.request_domain_check(uuid)'), ('public.remove_domain(uuid,jsonb)'),
    ('public.request_quote(text,jsonb)'), ('public.accept_quote(uuid,integer,jsonb)'), ('public.decline_quote(uuid,integer,text)'),
    ('public.request_quote_changes(uuid,integer,text,jsonb)'), ('public.start_quote_review(uuid)'),
    ('public.save_quote_draft(uuid,integer,jsonb)'), ('public.send_quote(uuid,integer)'), ('public.create_quote(text,jsonb)'),
    ('public.convert_quote(text,uuid)'), ('public.search_quotes(jsonb,jsonb,integer)'), ('public.quote_counts()'),
    ('public.get_quote(text)'), ('public.search_products(text,integer)'),
    ('public.mark_notifications_read(uuid[])'), ('public.change_order_status(uuid,jsonb)'),
    ('public.merge_tickets(text,uuid,uuid,jsonb)'), ('public.split_ticket(text,uuid,uuid[],jsonb)'),
    ('public.link_tickets(uuid,uuid,text)'), ('public.unlink_tickets(uuid,uuid)'),
    ('public.snooze_ticket(uuid,timestamp with time zone)'), ('public.unsnooze_ticket(uuid)'),
    ('public.support_hours()'), ('public.get_order(text)'), ('public.search_orders(jsonb,jsonb,integer)'), ('public.ticket_subjects(text,boolean)'), ('public.update_preferences(jsonb)'), ('public.set_modules(jsonb)'),
    ('public.get_settings()'), ('public.search_customers(jsonb,jsonb,integer)'), ('public.get_customer(text)'),
    ('public.create_customer(text,jsonb)'), ('public.update_customer(uuid,jsonb,integer)'), ('public.set_portal_access(uuid,boolean)'), ('public.change_settings(jsonb,text)'),
    ('public.search_services(jsonb,jsonb,integer)'), ('public.get_service(text)'),
    ('public.request_service_change(text,uuid,text,jsonb)'), ('public.set_installation_step(uuid,text,jsonb)'),
    ('public.update_service(uuid,jsonb)'),
    ('public.list_all_categories()'), ('public.create_category(text,jsonb)'), ('public.update_category(text,jsonb)'), ('public.order_categories(text[])'),
    ('public.delete_category(text)'), ('public.list_tags(jsonb,text,integer)'), ('public.rename_tag(text,text)'), ('public.merge_tags(text,text)'), ('public.delete_tag(text)'),
    ('public.open_upload(uuid)'), ('public.list_message_files(uuid[])'),
    ('public.list_templates(jsonb,jsonb,integer)'), ('public.get_template(uuid)'), ('public.template_counts()'), ('public.get_template_values(uuid)'),
    ('public.create_template(text,jsonb)'), ('public.update_template(uuid,jsonb)'),
    ('public.preview_promise(text,text)'), ('public.get_sla_settings()'), ('public.set_sla_policies(jsonb,text,boolean)'),
    ('public.set_business_hours(jsonb,text,boolean)'), ('public.add_holidays(jsonb,boolean)'), ('public.remove_holidays(date[],boolean)'), ('public.set_auto_close(jsonb,text)'),
    ('public.get_desk(jsonb,jsonb,integer)'), ('public.bulk_update_tickets(text,uuid[],jsonb)'), ('public.undo_bulk_update(text)'),
    ('public.save_ticket_view(text,jsonb)'), ('public.delete_ticket_view(uuid)'), ('public.restore_ticket_view(uuid)'), ('public.order_ticket_views(uuid[])'),
    ('private.viewer_id()'), ('private.viewer_customer_id()'), ('private.is_staff()'), ('private.is_admin()'),
    ('public.get_help_home(text)'), ('public.get_help_category(text)'), ('public.get_help_article(text)'), ('public.get_help_desk()'),
    ('private.needs_sign_in_for_help(text,text)'), ('private.help_path(uuid)'), ('private.help_related(public.kb_articles)'), ('private.own_article_vote(uuid)'),
    ('public.vote_article(text,boolean,text)'), ('public.log_search(text,text,integer,text,text)'), ('public.answer_by_article(text,text)'),
    ('private.visible_kb_categories()'), ('public.get_kb_image(uuid)'),
    ('public.save_article(text,jsonb)'), ('public.publish_article(uuid,integer)'), ('public.unpublish_article(uuid,integer)'),
    ('public.archive_article(uuid,integer)'), ('public.restore_article_version(uuid,integer,integer)'),
    ('public.list_kb_categories()'), ('public.save_kb_category(text,jsonb)'), ('public.delete_kb_category(uuid)'), ('public.order_kb_categories(uuid[])'),
    ('public.list_kb_articles(jsonb,jsonb,integer)'), ('public.kb_article_counts()'), ('public.get_kb_article(text)'), ('public.get_kb_versions(uuid,integer)'),
    ('public.list_kb_gaps(jsonb,jsonb,integer)'), ('public.get_kb_gap(uuid)'), ('public.decide_kb_gap(uuid,text)'),
    ('public.schedule_call(text,jsonb)'), ('public.move_call(uuid,text,integer,uuid)'), ('public.update_call(uuid,jsonb,integer)'),
    ('public.cancel_call(uuid,text,integer)'), ('public.restore_call(uuid)'), ('public.join_call_waitlist(uuid)'), ('public.leave_call_waitlist(uuid)'),
    ('public.record_call_outcome(uuid,text)'), ('public.add_call_note(text,uuid,text)'),
    ('public.set_agent_availability(uuid,date,text,jsonb,integer)'), ('public.remove_agent_availability(uuid,date)'),
    ('public.set_availability_exception(uuid,date,text,jsonb,text)'), ('public.remove_availability_exception(uuid,date)'),
    ('public.add_agent_time_off(text,uuid,text,text,text)'), ('public.remove_agent_time_off(uuid,uuid)'),
    ('public.set_call_profile(uuid,text,text[])'), ('public.set_call_settings(jsonb)'), ('public.get_agent_calendar(uuid)'),
    ('public.list_call_slots(text,text,jsonb)'), ('public.search_calls(jsonb,jsonb,integer)'), ('public.get_call(uuid)'),
    ('public.get_call_transcript(uuid)'), ('public.list_call_agents()'), ('public.save_call_transcript(uuid,jsonb)'), ('public.save_call_summary(uuid,text)'),
    ('public.propose_call_action(text,uuid,jsonb)'), ('public.decide_call_action(uuid,text)'), ('public.get_call_desk(uuid)'),
    ('private.can_see_ticket(uuid)'), ('private.can_join_topic(text)')$$,
  'signed-in people call these functions');

select extensions.set_eq(
  'select signature from tests.function_grants where role = ''service_role''',
  $$values
    ('private.question_words(text,text)'), ('private.rank_words(text,text)'), ('private.rank_meanings(text,text,uuid[],integer)'), ('private.support_level(real,real)'),
    ('private.model_dimensions(text)'), ('private.text_language(text)'), ('public.search_knowledge(text,text,text,jsonb,integer)'),
    ('public.serving_embedder()'), ('public.embedder_basis(text)'), ('public.begin_embedder(text,text,integer,integer)'), ('public.save_basis(text,integer,text)'),
    ('public.passages_to_embed(text,integer)'), ('public.passages_to_learn(uuid,integer)'), ('public.save_embeddings(text,jsonb)'),
    ('public.finish_embedder(text)'),
    ('public.claim_chat_answer(uuid,text,text)'), ('public.save_chat_answer(uuid,text,jsonb)'),
    ('public.finish_chat_answer(uuid,jsonb)'), ('public.sweep_chat_answers()'),
    ('public.chats_to_summarise(text,integer)'), ('public.keep_chat_summary(uuid,timestamp with time zone,text,integer)'),
    ('public.vote_article_as_visitor(text,text,boolean,text)'), ('public.get_visitor_vote(text,text)'), ('public.count_article_view(text)'),
    ('public.log_search(text,text,integer,text,text)'),
    ('private.visible_kb_categories()'), ('public.sweep_knowledge()'), ('public.get_article_to_index(uuid)'),
    ('public.replace_kb_chunks(uuid,integer,jsonb)'), ('public.register_kb_image(uuid,jsonb)'), ('public.complete_kb_image(uuid)'),
    ('public.import_privacy_requests(jsonb)'), ('public.import_consents(jsonb)'), ('public.remind_privacy_requests(integer)'), ('public.revive_privacy_requests()'), ('public.get_export_schema()'), ('public.begin_export(uuid)'),
    ('public.read_export(uuid,text,jsonb,integer)'), ('public.save_export_progress(uuid,text,integer)'), ('public.continue_export(uuid)'), ('public.list_export_files(uuid,uuid,integer)'),
    ('public.finish_export(uuid,jsonb)'), ('public.expire_exports(integer)'), ('public.begin_erasure(uuid)'), ('public.list_erasure_objects(uuid,integer)'), ('public.list_unknown_mail(text,integer)'),
    ('public.erase_subject(uuid)'), ('public.complete_erasure(uuid,text,text,text)'),
    ('public.run_automation(jsonb)'), ('public.sweep_automation()'), ('public.share_out_tickets(integer)'),
    ('private.automation_events()'), ('private.automation_actions()'),
    ('public.get_classifier_work(boolean,integer)'), ('public.get_classifier_examples(timestamp with time zone,uuid,integer)'),
    ('public.save_classifier(jsonb,text)'), ('public.get_classifier_model(uuid,integer)'), ('public.get_model_judgements()'),
    ('public.get_triage(uuid,text)'), ('public.record_triage(uuid,jsonb)'), ('public.sweep_triage(text)'), ('private.insight_flags()'),
    ('public.claim_deliveries(text,text,integer,integer)'), ('public.finish_delivery(uuid,text,jsonb)'), ('public.claim_digest(text,integer)'),
    ('public.finish_digest(uuid,text,jsonb)'), ('public.describe_unsubscribe(text)'), ('public.unsubscribe(text,text)'),
    ('public.record_email_feedback(jsonb)'), ('public.record_message_status(text,text,text)'), ('public.stop_whatsapp(text)'), ('public.record_template_status(text,text,text)'),
    ('public.store_push_subscription(uuid,jsonb)'), ('public.record_push(uuid[],uuid[])'),
    ('public.postpone_ticket_email(text,jsonb,timestamp with time zone)'),
    ('public.store_inbound_email(jsonb)'), ('public.get_inbound_job(uuid)'), ('public.record_email_facts(uuid,jsonb)'),
    ('public.register_email_file(uuid,integer,jsonb)'), ('public.receive_email(uuid,jsonb)'), ('public.record_bounce(uuid,jsonb)'),
    ('public.raw_emails_removed(text[])'), ('public.sweep_inbound_emails(integer)'), ('public.get_ticket_email(uuid,text)'),
    ('public.record_invoice_payment(jsonb)'), ('public.open_checkout(uuid,jsonb)'), ('public.drop_checkout(uuid)'),
    ('public.send_due_draft(uuid)'),
    ('public.record_payment_event(jsonb)'),
    ('public.check_sla(integer)'), ('public.recompute_sla(uuid,integer)'), ('public.close_resolved_tickets(integer)'), ('public.get_closing_email(uuid)'),
    ('public.get_branding()'), ('public.get_reply_email(uuid)'), ('public.register_upload(uuid,jsonb)'),
    ('public.get_scan(uuid)'), ('public.record_scan(uuid,text)'), ('public.report_scanner_outage(text)'), ('public.revive_scans()'),
    ('public.complete_upload(uuid)'), ('public.discard_upload(uuid)'), ('public.sweep_uploads(integer)'),
    ('public.take_over_domain(uuid,text,text)'), ('public.get_domain_check(uuid,integer)'),
    ('public.record_domain_check(uuid,integer,text,jsonb)'), ('public.set_domain_certificate(text,jsonb)'), ('public.enqueue_domain_checks()'),
    ('public.check_quotes(integer)'), ('public.wake_ticket(uuid)'),
    ('public.list_doomed_objects(integer)'), ('public.get_call_email(uuid,uuid,text)'), ('public.get_call_to_summarise(uuid,integer)'), ('public.record_call_summary(uuid,integer,jsonb)'), ('public.remind_of_call(uuid,integer,integer)'),
    ('private.are_windows(jsonb,boolean)'), ('private.are_segments(jsonb)'),
    ('public.store_document(uuid,jsonb)'),
    ('public.record_reauthentication(uuid,text)'), ('public.issue_recovery_codes(uuid,boolean)'), ('public.use_recovery_code(uuid,uuid,text)'), ('public.remove_second_factor(uuid)'), ('public.note_password_changed(uuid)'), ('public.find_phone_owner(text)'), ('public.authorize_phone_code(uuid,text)'), ('private.phone_key(text)'),
    ('public.consume_rate_limit(text,integer,integer)'), ('public.claim_jobs(text,integer,integer)'),
    ('public.complete_job(bigint,text)'), ('public.renew_job(bigint,text,integer)'), ('public.fail_job(bigint,text,text)'), ('public.enqueue_recurring_jobs()'),
    ('public.housekeeping()'), ('public.sync_ticket_numbers()'), ('public.import_rows(jsonb)'), ('public.import_audit_entries(jsonb)'), ('public.next_audit_archive()'), ('public.run_retention(text,integer)'), ('public.read_audit_archive(date,jsonb,integer)'),
    ('public.check_audit_seals(integer)'), ('public.finish_audit_archive(date,integer,text,text,bigint)'), ('public.seal_audit_days(integer)'), ('public.import_records(text,text,jsonb,jsonb)'), ('public.receive_records(text,text,jsonb,jsonb)'), ('public.finish_import()'),
    ('public.import_position(text)'), ('public.save_import_position(text,jsonb)'), ('public.cache_opencart_orders(text,jsonb)'),
    ('private.viewer_id()'), ('private.viewer_customer_id()'), ('private.is_staff()'), ('private.is_admin()'),
    ('private.next_customer_number()'), ('private.module_names()'),
    ('public.set_installation_step(uuid,text,jsonb)'), ('public.update_service(uuid,jsonb)')$$,
  'the web app''s own role calls these functions');
set local search_path = "$user", public, extensions;

select set_eq(
  $$select r, n.nspname from pg_namespace n, unnest(array['anon', 'authenticated', 'service_role']) as r
    where n.nspname in ('public', 'private', 'auth') and has_schema_privilege(r, n.oid, 'create')$$,
  $$select ''::text as role, ''::name as name where false$$,
  'nobody makes anything in our schemas');

-- What is to come -----------------------------------------------------------------------------------

create table public.new_table (id int);
create function public.new_function() returns int language sql as 'select 1';
select is(
  (select string_agg(r, ', ') from unnest(array['anon', 'authenticated', 'service_role']) as r
   where has_table_privilege(r, 'public.new_table', 'select') or has_function_privilege(r, 'public.new_function()', 'execute')),
  null, 'a new table or function is nobody''s until a migration grants it');

select * from finish();
rollback;

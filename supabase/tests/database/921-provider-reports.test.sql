-- Browsers, WhatsApp, and what those who carry messages report.

begin;
select plan(61);
select tests.set_stage();
delete from public.notifications;
delete from public.jobs;

create function tests.tell(p_name text, p_event text, p_key text default 'news') returns uuid language sql as $$
  select private.notify(tests.id(p_name), p_event, null, null, '{}', p_key);
  select id from public.notifications where user_id = tests.id(p_name) and dedupe_key = p_key $$;
create function tests.channels(p_name text, p_key text default 'news') returns text language sql as $$
  select coalesce(string_agg(d.channel, ', ' order by d.channel), 'none') from public.notification_deliveries d
  join public.notifications n on n.id = d.notification_id where n.user_id = tests.id(p_name) and n.dedupe_key = p_key $$;
create function tests.refused(p_sql text) returns text language sql as $$
  select string_agg(p || ' ' || left(tests.as(p, p_sql), 5), ', ' order by n) from unnest(array['anonymous', 'customer', 'agent', 'admin']) with ordinality as t(p, n) $$;
create function tests.subscribe(p_name text, p_endpoint text default 'https://push.example/1') returns text language sql as $$
  select tests.as('service', format('select public.store_push_subscription(%L, %L)', tests.id(p_name), jsonb_build_object(
    'endpoint', p_endpoint, 'p256dh', repeat('A', 87), 'auth', repeat('a', 22), 'label', 'Firefox on Linux'))) $$;
create function tests.feedback(p_address text, p_kind text, p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.record_email_feedback(%L)', jsonb_build_array(jsonb_build_object('address', p_address, 'kind', p_kind)))) $$;
create function tests.template(p_as text, p_changes jsonb default '{}', p_id uuid default null) returns text language sql as $$
  select tests.as(p_as, format('select public.save_whatsapp_template(%L, %L)', p_id,
    '{"event": "", "name": "portal_news", "language": "en", "parameters": ["name", "title"], "status": "approved"}'::jsonb || p_changes)) $$;

-- Browsers --------------------------------------------------------------------------------------------

select is(tests.refused(format('select public.store_push_subscription(%L, ''{}'')', tests.id('customer'))),
  'anonymous 42501, customer 42501, agent 42501, admin 42501', 'only the web app, which looks at addresses, keeps them');
select is(left(tests.subscribe('customer'), 6), '{"id":', 'it keeps a browser,');
select tests.subscribe('customer');
select is((select count(*) from public.push_subscriptions), 1::bigint, 'once');
select is(tests.subscribe('locked'), 'PT404 user_not_found', 'of nobody who is locked out');
select is(tests.as('other', 'select public.remove_push_subscription(''https://push.example/1'') ->> ''digest'''), 'off', 'somebody else asks in vain');
select is((select count(*) from public.push_subscriptions), 1::bigint, 'to take it away');
select tests.subscribe('other');
select is((select user_id from public.push_subscriptions), tests.id('other'), 'a browser shows what is for whoever allowed it last');
select tests.subscribe('other', 'https://push.example/' || n) from generate_series(2, 14) as n;
select is((select count(*) from public.push_subscriptions where user_id = tests.id('other')), 10::bigint, 'ten at most');
select ok(exists (select 1 from public.push_subscriptions where endpoint = 'https://push.example/14'), 'of which the newest is one');
select is(tests.as('other', 'select jsonb_array_length(public.remove_push_subscription(''https://push.example/14'') -> ''devices'')'), '9', 'people take their own away');
select is(tests.refused('select public.record_push(''{}'', ''{}'')'), 'anonymous 42501, customer 42501, agent 42501, admin 42501', 'only the worker says which are gone');
select tests.as('service', format('select public.record_push(''{}'', array[%L::uuid])', (select id from public.push_subscriptions limit 1)));
select is((select count(*) from public.push_subscriptions), 8::bigint, 'and those are forgotten');
select throws_ok(format('insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label) values (%L, %L, %L, %L, ''x'')',
  tests.id('other'), e, k, repeat('a', 22)), '23514', null, 'no address is ' || left(e, 20))
from (values ('javascript:alert(1)', repeat('A', 87)), ('https://' || repeat('a', 1000), repeat('A', 87)), ('https://push.example/x', 'short')) as v(e, k);

-- Templates of WhatsApp ---------------------------------------------------------------------------------

select is(tests.template('customer'), 'PT403 staff_only', 'customers make no templates,');
select is(tests.template('agent'), 'PT403 admin_only', 'nor do agents');
select is(tests.template('anonymous'), '42501', 'nor visitors');
select is(tests.template('admin', c), 'PT422 validation_failed', 'no template has ' || c::text) from unnest(array[
  '{"name": "Has Spaces"}', '{"language": "English"}', '{"status": "good"}', '{"parameters": ["subject"]}', '{"parameters": "name"}', '{"event": "nonsense"}',
  '{"parameters": ["name", "name", "name", "name", "name", "name", "name"]}']::jsonb[]) as c;
select is(left(tests.template('admin'), 6), '{"id":', 'admins do');
select is(tests.template('admin'), tests.template('admin'), 'harmlessly when repeated');
select is((select count(*) from public.whatsapp_templates), 1::bigint, 'once');
select is(tests.template('admin', '{"name": "other_news"}'), 'PT422 validation_failed', 'one for everything');
select is(tests.readers('whatsapp_templates'), 'agent 1, admin 1', 'staff alone read them');

-- To whom it writes ---------------------------------------------------------------------------------------

update public.portal_users set phone = '+27821234567' where id = tests.id('customer');
select tests.as('customer', 'select public.save_notification_preferences(''{"groups": {"orders": {"whatsapp": true, "email": false}}}'')');
select tests.tell('customer', 'order_status', 'unproved');
select is(tests.channels('customer', 'unproved'), 'none', 'nothing goes to a number that nobody proved');
update public.portal_users set phone_verified_at = now() where id = tests.id('customer');
select tests.tell('customer', 'order_status', 'proved');
select is(tests.channels('customer', 'proved'), 'whatsapp', 'but to one that was,');
select tests.tell('customer', 'invoice_paid', 'other');
select is(tests.channels('customer', 'other'), 'email', 'of what was chosen for it');
create temporary table claimed as select tests.as('service', 'select public.claim_deliveries(''w'', ''whatsapp'')')::jsonb as answer;
select is((select answer #> '{items,0,whatsapp}' from claimed),
  '{"to": "+27821234567", "name": "portal_news", "language": "en", "parameters": ["name", "title"]}', 'with its template and number');
select tests.as('service', format('select public.finish_delivery(%L, ''w'', ''{"status": "sent", "providerId": "wamid.1"}'')', (select answer #>> '{items,0,id}' from claimed)));
select is(tests.refused('select public.record_message_status(''wamid.1'', ''read'')'), 'anonymous 42501, customer 42501, agent 42501, admin 42501', 'only the web app says what became of it');
select tests.as('service', format('select public.record_message_status(''wamid.1'', %L, ''x'')', s)) from unnest(array['read', 'delivered', 'failed', 'nonsense']) as s;
select is((select status || (delivered_at is not null)::text || (seen_at is not null)::text from public.notification_deliveries where provider_id = 'wamid.1'),
  'senttruetrue', 'what was read was delivered, whatever is reported later');
update public.notification_deliveries set delivered_at = null, seen_at = null where provider_id = 'wamid.1';
select tests.as('service', 'select public.record_message_status(''wamid.1'', ''failed'', ''131026'')');
select is((select status || ' ' || error from public.notification_deliveries where provider_id = 'wamid.1'), 'dead not_delivered', 'what never arrived waits for staff');
select is(tests.refused('select public.stop_whatsapp(''27821234567'')'), 'anonymous 42501, customer 42501, agent 42501, admin 42501', 'only the web app hears a stop');
select is(tests.as('service', 'select public.stop_whatsapp(''27821234567'')'), '1', 'which ends messages to that number');
select tests.tell('customer', 'order_status', 'stopped');
select is(tests.channels('customer', 'stopped'), 'none', 'at once,');
select is(tests.as('customer', 'select public.get_notification_preferences() #>> ''{whatsapp,stoppedAt}'' is not null'), 'true', 'as the preferences say,');
select tests.as('customer', 'select public.save_notification_preferences(''{"groups": {"orders": {"whatsapp": true}}}'')');
select tests.tell('customer', 'order_status', 'again');
select is(tests.channels('customer', 'again'), 'whatsapp', 'until they are chosen again');
select is(tests.as('service', 'select public.record_template_status(''portal_news'', ''en'', ''paused'')'), '1', 'WhatsApp may take its approval back');
select tests.tell('customer', 'order_status', 'paused');
select is(tests.channels('customer', 'paused'), 'none', 'and nothing goes out');
select is(tests.as('agent', format('select public.delete_whatsapp_template(%L)', (select id from public.whatsapp_templates))), 'PT403 admin_only', 'agents delete none');
select tests.as('admin', format('select public.delete_whatsapp_template(%L)', (select id from public.whatsapp_templates)));
select is((select count(*) from public.whatsapp_templates), 0::bigint, 'admins do');

-- What mail providers report -------------------------------------------------------------------------------

select is(tests.refused('select public.record_email_feedback(''[]'')'), 'anonymous 42501, customer 42501, agent 42501, admin 42501', 'only the web app reports bounces');
select is(tests.feedback('Customer@tests.example', 'soft')::jsonb, '{"soft": 1, "suppressed": 0}', 'a fault that passes is counted');
select is((select suppressed_at from public.email_suppressions), null, 'and ends nothing');
select is(tests.feedback('Customer@tests.example', 'complaint')::jsonb, '{"soft": 0, "suppressed": 1}', 'a complaint ends e-mails,');
select is(tests.feedback('customer@tests.example', 'bounce')::jsonb, '{"soft": 0, "suppressed": 0}', 'once,');
select is((select reason from public.email_suppressions), 'complaint', 'for the reason that came first');
select is((select data ->> 'reason' from public.notifications where user_id = tests.id('customer') and event = 'email_off'), 'complaint', 'and its owner is told in the portal');
select is(tests.feedback('x', 'bounce')::jsonb, '{"soft": 0, "suppressed": 0}', 'what is no address is passed over');

-- Read and unread -------------------------------------------------------------------------------------------

delete from public.notifications;
select tests.tell('customer', 'order_status', k) from unnest(array['one', 'two']) as k;
create function tests.mark(p_as text, p_read boolean) returns text language sql as $$
  select tests.as(p_as, format('select public.set_notification_read(%L, %L) ->> ''unread''', (select id from public.notifications where dedupe_key = 'one'), p_read)) $$;
select is(tests.mark('customer', true), '1', 'one notification is read,');
select is(tests.mark('customer', true), '1', 'and stays so,');
select is(tests.mark('other', false), '0', 'somebody else cannot make it unread,');
select is((select count(*) from public.notifications where read_at is null), 1::bigint, 'it is as it was,');
select is(tests.mark('customer', false), '2', 'its reader can');
select is(tests.mark('anonymous', true), '42501', 'visitors have none');
select is((select distinct grp from public.notifications), 'orders', 'each belongs to the group of its event');

select * from finish();
rollback;

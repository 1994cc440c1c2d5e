-- The outbox: what goes into it, when it goes out, who chooses, and what staff can do about what failed.

begin;
select plan(120);
select tests.set_stage();
-- As if nothing had been told on the way here.
delete from public.notifications;
delete from public.jobs;

create function tests.tell(p_name text, p_event text, p_key text default 'news', p_data jsonb default '{}') returns uuid language sql as $$
  select private.notify(tests.id(p_name), p_event, null, null, p_data, p_key);
  select id from public.notifications where user_id = tests.id(p_name) and dedupe_key = p_key $$;
create function tests.channels(p_name text, p_key text default 'news') returns text language sql as $$
  select coalesce(string_agg(d.channel, ', ' order by d.channel), 'none') from public.notification_deliveries d
  join public.notifications n on n.id = d.notification_id where n.user_id = tests.id(p_name) and n.dedupe_key = p_key $$;
create function tests.delivery(p_name text, p_key text default 'news', p_channel text default 'email') returns public.notification_deliveries language sql as $$
  select d from public.notification_deliveries d join public.notifications n on n.id = d.notification_id
  where n.user_id = tests.id(p_name) and n.dedupe_key = p_key and d.channel = p_channel $$;
create function tests.save(p_as text, p_changes jsonb) returns text language sql as $$
  select tests.as(p_as, format('select public.save_notification_preferences(%L)', p_changes)) $$;
create function tests.due() returns void language sql as $$ update public.notification_deliveries set not_before = now() $$;
create function tests.claim(p_channel text default 'email', p_as text default 'service') returns jsonb language sql as $$
  select tests.as(p_as, format('select public.claim_deliveries(''w'', %L)', p_channel))::jsonb $$;
create function tests.finish(p_id uuid, p_outcome jsonb, p_worker text default 'w') returns text language sql as $$
  select tests.as('service', format('select public.finish_delivery(%L, %L, %L)', p_id, p_worker, p_outcome)) $$;
create function tests.browser(p_name text) returns void language sql as $$
  insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label)
  values (tests.id(p_name), 'https://push.example/' || p_name, repeat('A', 87), repeat('a', 22), 'Firefox on Linux') $$;

-- Every event has its rule --------------------------------------------------------------------------

select is_empty($$
  select m[1] from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') as m
  where c.conrelid = 'public.notifications'::regclass and c.conname = 'notifications_event_check'
    and m[1] not in (select event from private.notification_events)$$,
  'every event that people can be told of has a row in notification_events');
select is_empty($$ select event from private.notification_events where event like 'security%' and not security $$, 'notices about security are marked as such');
select is_empty($$ select event from private.notification_events where grp = 'security' and not security $$, 'the group that cannot be switched off holds nothing else');

-- What goes in --------------------------------------------------------------------------------------

select tests.tell('customer', 'order_status');
select is(tests.channels('customer'), 'email', 'an event goes out by e-mail');
select is((tests.delivery('customer')).not_before, now() + interval '60 seconds', 'after a minute in which it may be read in the portal,');
select tests.tell('customer', 'order_status');
select is((select count(*) from public.notification_deliveries), 1::bigint, 'once, however often it is told');
select is((select run_at >= now() + interval '60 seconds' and run_at < now() + interval '64 seconds' from public.jobs where kind = 'deliver_notifications'), true,
  'and a job is queued in the same transaction for when it is due');
select throws_ok(format('insert into public.notification_deliveries (notification_id, user_id, channel) values (%L, %L, ''email'')',
  (tests.delivery('customer')).notification_id, tests.id('customer')), '23505', null, 'one delivery for each notification and channel');
select tests.browser('customer');
select tests.tell('customer', 'order_status', 'two');
select is(tests.channels('customer', 'two'), 'email, push', 'with an allowed browser, by push as well,');
select is((tests.delivery('customer', 'two', 'push')).not_before, now(), 'which does not wait');
select tests.tell('customer', 'ticket_reply', 'reply');
select is(tests.channels('customer', 'reply'), 'push', 'what the ticket mails itself is not mailed twice');
select tests.tell('agent', 'ticket_reply');
select is(tests.channels('agent'), 'none', 'staff get no e-mail until they ask for it');
select tests.tell('locked', 'order_status');
select is((select count(*) from public.notifications where user_id = tests.id('locked')), 0::bigint, 'whoever is locked out is told nothing');
select set_config('portico.notify', 'off', true);
select tests.tell('other', 'order_status');
select is(tests.channels('other'), 'none', 'an import tells nobody');
select set_config('portico.notify', '', true);
select set_config('request.jwt.claims', jsonb_build_object('sub', tests.id('customer'))::text, true);
select private.notify(tests.id('customer'), 'quote_accepted', null, null, '{}', 'mine');
select private.notify(tests.id('customer'), 'invoice_paid', null, null, '{}', 'also mine');
select set_config('request.jwt.claims', '', true);
select is((select count(*) from public.notifications where user_id = tests.id('customer') and dedupe_key = 'mine'), 0::bigint, 'nobody is told what they did themselves,');
select is((select count(*) from public.notifications where user_id = tests.id('customer') and dedupe_key = 'also mine'), 1::bigint, 'unless it confirms it');

-- Who chooses -----------------------------------------------------------------------------------------

select is(tests.each('select public.get_notification_preferences() ->> ''digest'''),
  'anonymous: 42501, customer: off, colleague: off, other: off, agent: off, admin: off, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'everybody who is signed in has preferences');
select is((select string_agg(g ->> 'key', ' ') from jsonb_array_elements(tests.as('customer', 'select public.get_notification_preferences()')::jsonb -> 'groups') as g),
  'tickets orders billing quotes services domains calls privacy system security', 'customers choose for what concerns them,');
select is((select string_agg(g ->> 'key', ' ') from jsonb_array_elements(tests.as('agent', 'select public.get_notification_preferences()')::jsonb -> 'groups') as g),
  'tickets desk billing quotes calls privacy system security', 'staff for what concerns them');
select is(tests.save('customer', '{"groups": {"orders": {"email": false}}}')::jsonb #> '{groups,1,channels}', '{"email": false, "whatsapp": false, "push": true}',
  'a channel is switched off for a group');
select tests.tell('customer', 'order_status', 'three');
select is(tests.channels('customer', 'three'), 'push', 'and nothing goes there');
select tests.tell('colleague', 'order_status', 'three');
select is(tests.channels('colleague', 'three'), 'email', 'somebody else''s choice is their own');
select is(tests.save('customer', '{"groups": {"orders": {"email": true}}}')::jsonb #>> '{groups,1,channels,email}', 'true', 'it can be switched on again');
select is(tests.save('customer', '{"groups": {"security": {"email": false}}}'), 'PT422 validation_failed', 'notices about security cannot be switched off,');
select is(tests.failure_as('customer', $$select public.save_notification_preferences('{"groups": {"security": {"push": false}}}')$$) #> '{detail,fields}',
  '{"groups.security": ["locked"]}', 'which is said beside them');
select is(tests.save('customer', '{"groups": {"security": {"email": true, "push": true, "whatsapp": false}}}')::jsonb ->> 'digest', 'off', 'saying what holds anyway is fine');
select is(tests.save('customer', v), 'PT422 validation_failed', v::text || ' is refused')
from unnest(array['{"groups": {"nonsense": {"email": true}}}', '{"groups": {"orders": {"fax": true}}}', '{"groups": {"orders": {"email": "yes"}}}',
  '{"groups": []}', '{"digest": "hourly"}', '{"digestHour": 24}', '{"digestHour": "8"}', '{"digestDay": 0}', '{"quietHours": {"from": "25:00", "to": "07:00"}}',
  '{"quietHours": {"from": "22:00"}}', '{"quietHours": {"from": "22:00", "to": "22:00"}}', '{"quietHours": true}', '{"emailEnabled": "no"}', '{"theme": "dark"}']::jsonb[]) as v;
select is(left(tests.save(p, '{"digest": "off"}'), 5), left(e, 5), p || ' without a session saves nothing')
from (values ('anonymous', '42501'), ('locked', 'PT403'), ('signed_out', 'PT401')) as v(p, e);
select is(tests.readers('notification_preferences'), 'customer 1', 'people read their own choice alone');
select tests.save('agent', '{"digest": "weekly"}');
select is(tests.readers('notification_settings'), 'agent 1', 'and their own hours');
select is(tests.readers('push_subscriptions'), 'nobody', 'nobody reads the addresses of browsers');
select is(tests.readers('notification_deliveries'), 'nobody', 'past the functions nobody reads the outbox');
select is((select count(*) from public.notification_deliveries), 8::bigint, 'all of it');
select tests.save('customer', '{"emailEnabled": false}');
select tests.tell('customer', 'order_status', 'four');
select is(tests.channels('customer', 'four'), 'push', 'all e-mails can be switched off at once,');
update private.notification_events set security = true where event = 'system';
select tests.tell('customer', 'system', 'alarm');
select is(tests.channels('customer', 'alarm'), 'email, push', 'but those about security');
select is((tests.delivery('customer', 'alarm')).not_before, now(), 'which do not wait');
update private.notification_events set security = false where event = 'system';
select tests.save('customer', '{"emailEnabled": true}');

-- When ------------------------------------------------------------------------------------------------

select is(private.quiet_until(f, t, z, a), e, format('quiet from %s to %s in %s at %s ends at %s', f, t, z, a, e)) from (values
  ('22:00'::time, '07:00'::time, 'Africa/Johannesburg', '2026-11-21 21:30+02'::timestamptz, '2026-11-21 21:30+02'::timestamptz),
  ('22:00', '07:00', 'Africa/Johannesburg', '2026-11-21 22:00+02', '2026-11-22 07:00+02'),
  ('22:00', '07:00', 'Africa/Johannesburg', '2026-11-22 03:00+02', '2026-11-22 07:00+02'),
  ('22:00', '07:00', 'Africa/Johannesburg', '2026-11-22 07:00+02', '2026-11-22 07:00+02'),
  ('12:00', '14:00', 'Asia/Jakarta', '2026-11-22 13:59+07', '2026-11-22 14:00+07'),
  ('12:00', '14:00', 'Asia/Jakarta', '2026-11-22 11:59+07', '2026-11-22 11:59+07'),
  -- The night on which the clocks go forward in London is an hour shorter, the one on which they go back an hour longer.
  ('22:00', '07:00', 'Europe/London', '2026-03-28 23:00+00', '2026-03-29 06:00+00'),
  ('22:00', '07:00', 'Europe/London', '2026-10-24 23:00+01', '2026-10-25 07:00+00'),
  ('22:00', '07:00', 'Australia/Lord_Howe', '2026-10-03 23:00+10:30', '2026-10-04 07:00+11'),
  (null, null, 'UTC', '2026-11-22 03:00+00', '2026-11-22 03:00+00')) as v(f, t, z, a, e);
select is(private.next_digest(k, 8, 1, 'America/New_York', a::timestamptz), e::timestamptz, format('%s after %s is %s', k, a, e)) from (values
  ('daily', '2026-11-21 07:59-05', '2026-11-21 08:00-05'), ('daily', '2026-11-21 08:00-05', '2026-11-22 08:00-05'),
  ('weekly', '2026-11-21 08:00-05', '2026-11-23 08:00-05'), ('weekly', '2026-11-23 08:00-05', '2026-11-30 08:00-05'),
  ('daily', '2026-03-07 12:00-05', '2026-03-08 08:00-04')) as v(k, a, e);
select tests.save('customer', jsonb_build_object('quietHours', jsonb_build_object(
  'from', to_char((now() - interval '1 hour') at time zone private.zone_of(tests.id('customer')), 'HH24:MI'),
  'to', to_char((now() + interval '2 hours') at time zone private.zone_of(tests.id('customer')), 'HH24:MI'))));
select tests.tell('customer', 'order_status', 'night');
select ok((tests.delivery('customer', 'night', c)).not_before between now() + interval '119 minutes' and now() + interval '2 hours', 'quiet hours hold back ' || c)
from unnest(array['email', 'push']) as c;
select tests.tell('customer', 'email_off', 'urgent');
select is((tests.delivery('customer', 'urgent', 'push')).not_before, now(), 'but nothing urgent');
select tests.save('customer', '{"quietHours": null, "digest": "daily", "digestHour": 6}');
select tests.tell('customer', 'order_status', 'digest');
select is((tests.delivery('customer', 'digest')).in_digest, true, 'a digest gathers e-mails,');
select is((tests.delivery('customer', 'digest', 'push')).in_digest, false, 'and e-mails alone');
select is(extract(hour from (tests.delivery('customer', 'digest')).not_before at time zone private.zone_of(tests.id('customer'))), 6::numeric, 'until the hour that was chosen');
select tests.save('customer', '{"digest": "off"}');

-- Going out ---------------------------------------------------------------------------------------------

delete from public.notifications;
select is(left(tests.as(p, 'select public.claim_deliveries(''w'', ''email'')'), 5), '42501', p || ' takes nothing from the outbox')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select tests.tell('customer', 'order_status', k) from unnest(array['a', 'b', 'c', 'd']) as k;
select is(tests.claim() -> 'seen', '0', 'nothing is taken before it is due');
select tests.due();
update public.notifications set read_at = now() where dedupe_key = 'b';
insert into public.notification_preferences values (tests.id('customer'), 'quotes', 'email', false);
update public.notifications set event = 'quote_sent' where dedupe_key = 'c';
create temporary table claimed as select tests.claim() as answer;
select is((select jsonb_path_query_array(answer, '$.items[*].notification.event') from claimed), '["order_status", "order_status"]', 'what is due is taken');
select is((select answer #>> '{items,0,reader,email}' from claimed), 'customer@tests.example', 'with whom it is for');
select is((tests.delivery('customer', 'b')).error, 'read', 'what was read in the portal meanwhile needs no e-mail,');
select is((tests.delivery('customer', 'c')).error, 'off', 'what was switched off meanwhile is not wanted');
select is(tests.claim() -> 'seen', '0', 'what one worker holds no other gets');
select is(tests.finish((tests.delivery('customer', 'a')).id, '{"status": "sent"}', 'somebody else'), null, 'nor does another say how it went');
select is(tests.finish((tests.delivery('customer', 'a')).id, '{"status": "sent"}'), 'sent', 'it is sent');
select is(tests.finish((tests.delivery('customer', 'd')).id, '{"status": "failed", "error": "mail_not_sent"}'), 'failed', 'or has failed,');
select ok((tests.delivery('customer', 'd')).not_before between now() + interval '30 seconds' and now() + interval '36 seconds', 'and is tried again after half a minute');
update public.notification_deliveries set not_before = now(), attempts = 7 where status = 'failed';
select is(jsonb_array_length(tests.claim() -> 'items'), 1, 'up to eight times');
select is(tests.finish((tests.delivery('customer', 'd')).id, '{"status": "failed", "error": "mail_not_sent"}'), 'dead', 'then it waits for staff');
select tests.tell('customer', 'order_status', 'e');
select tests.due();
insert into public.email_logs (to_address, subject, template, message_id) values ('Customer@tests.example', 'x', 'x', '<x@x>');
update public.email_logs set bounced_at = now(), bounce_reason = 'No such user' where message_id = '<x@x>';
select is(tests.claim() -> 'items', '[]', 'an address that bounced gets nothing more');
select is((tests.delivery('customer', 'e')).error, 'bounced', 'which the outbox says,');
select is(tests.as('customer', 'select public.get_notification_preferences() #>> ''{email,suppressed,reason}'''), 'bounce', 'and the preferences of its owner,');
select is((select count(*) from public.notifications where event = 'email_off' and user_id = tests.id('customer')), 1::bigint, 'who is told in the portal, once');
select is(tests.readers('email_suppressions'), 'nobody', 'past the functions nobody reads such addresses');
select is(tests.as('other', 'select public.reactivate_email() #>> ''{email,suppressed}'''), null, 'somebody else turns on their own address alone');
select is((select count(*) from public.email_suppressions where suppressed_at is not null), 1::bigint, 'not this one,');
select is(tests.as('customer', 'select public.reactivate_email() #>> ''{email,suppressed}'''), null, 'its owner does');
select is((select count(*) from public.email_suppressions where suppressed_at is not null), 0::bigint, 'and it is written to again');

-- What failed --------------------------------------------------------------------------------------------

select is(tests.each('select public.delivery_counts() ->> ''dead'''),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: 1, admin: 1, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'staff count what was given up');
select is(tests.each('select jsonb_array_length(public.search_deliveries(''{"view": "dead"}'') -> ''items'')'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: 1, admin: 1, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'and list it');
select is(tests.as('customer', 'select public.resend_deliveries(''{"all": true}'')'), 'PT403 staff_only', 'customers begin nothing again');
select is(tests.as('agent', 'select public.resend_deliveries(''{}'')'), 'PT422 validation_failed', 'it has to be said which ones');
select is(tests.as('agent', 'select public.resend_deliveries(''{"all": true}'') ->> ''count'''), '1', 'staff let it begin again');
select is((tests.delivery('customer', 'd')).status, 'queued', 'as if it had never been tried');
select is(tests.as('agent', format('select public.resend_deliveries(''{"ids": ["%s"]}'') ->> ''count''', (tests.delivery('customer', 'a')).id)), '0', 'what was sent is not sent again');

-- Digest ---------------------------------------------------------------------------------------------------

delete from public.notifications;
select tests.save('customer', '{"digest": "daily"}');
select tests.tell('customer', 'order_status', k) from unnest(array['x', 'y']) as k;
select is(tests.as('service', 'select public.claim_digest(''w'')'), null, 'a digest waits for its hour');
select tests.due();
create temporary table digest as select tests.as('service', 'select public.claim_digest(''w'')')::jsonb as d;
select is((select jsonb_array_length(d -> 'items') from digest), 2, 'and holds what was told until then');
select is(tests.as('service', 'select public.claim_digest(''v'')'), null, 'another worker does not write it too');
select is(tests.as('service', format('select public.finish_digest(%L, ''w'', ''{"status": "sent"}'')', (select d ->> 'digestId' from digest))), '2', 'it ends for all that was in it');

-- Ending e-mails without signing in ---------------------------------------------------------------------------

create function tests.token(p_name text, p_scope text) returns text language sql as $$ select private.unsubscribe_token(tests.id(p_name), p_scope) $$;
select is(left(tests.as(p, format('select public.unsubscribe(%L)', tests.token('customer', 'orders'))), 5), '42501', p || ' goes through the web app')
from unnest(array['anonymous', 'customer', 'agent']) as p;
select is(tests.as('service', format('select public.describe_unsubscribe(%L)', tests.token('customer', 'billing')))::jsonb,
  '{"scope": "billing", "event": null, "role": "customer", "address": "c…@tests.example", "isEventOff": false, "isOff": false, "isAllOff": false}', 'a token says what it would end, and hardly whose');
select is(tests.as('service', format('select public.unsubscribe(%L) ->> ''scope''', tests.token('customer', 'billing'))), 'billing', 'it ends the e-mails of its group,');
select is((select enabled from public.notification_preferences where user_id = tests.id('customer') and grp = 'billing' and channel = 'email'), false, 'of its owner,');
select is((select count(*) from public.notification_preferences where user_id <> tests.id('customer')), 0::bigint, 'and of nobody else');
select is(tests.as('service', format('select public.unsubscribe(%L, ''all'') ->> ''scope''', tests.token('customer', 'billing'))), 'all', 'or all that may be ended');
select is(tests.as('service', format('select public.unsubscribe(%L)', v)), 'PT404 unknown_token', 'not with ' || left(v, 60)) from (values
  (replace(tests.token('customer', 'billing'), 'billing', 'orders')), (tests.token('customer', 'security')), ('x'),
  (replace(tests.id('other')::text, '-', '') || substr(tests.token('customer', 'billing'), 33))) as t(v);

select * from finish();
rollback;

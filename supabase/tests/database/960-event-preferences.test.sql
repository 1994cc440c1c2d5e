-- What people choose for one event goes before what they chose for its group.

begin;
select plan(55);
select tests.set_stage();
delete from public.notifications;

create function tests.tell(p_name text, p_event text, p_key text default 'news') returns void language sql as $$
  select private.notify(tests.id(p_name), p_event, null, null, '{}', p_key) $$;
create function tests.channels(p_name text, p_key text default 'news') returns text language sql as $$
  select coalesce(string_agg(d.channel, ', ' order by d.channel), 'none') from public.notification_deliveries d
  join public.notifications n on n.id = d.notification_id where n.user_id = tests.id(p_name) and n.dedupe_key = p_key $$;
create function tests.save(p_as text, p_changes jsonb) returns text language sql as $$
  select tests.as(p_as, format('select public.save_notification_preferences(%L)', p_changes)) $$;
create function tests.group_of(p_as text, p_grp text) returns jsonb language sql as $$
  select g from jsonb_array_elements(tests.as(p_as, 'select public.get_notification_preferences()')::jsonb -> 'groups') as g where g ->> 'key' = p_grp $$;
create function tests.event_mail(p_as text, p_grp text) returns text language sql as $$
  select string_agg(e ->> 'key', ' ' order by n) from jsonb_array_elements(tests.group_of(p_as, p_grp) -> 'events') with ordinality as x(e, n)
  where (e #>> '{channels,email}')::boolean $$;
insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label)
values (tests.id('customer'), 'https://push.example/customer', repeat('A', 87), repeat('a', 22), 'Firefox on Linux');

-- What was chosen before still counts ------------------------------------------------------------------------

insert into public.notification_preferences (user_id, grp, channel, enabled) values
  (tests.id('customer'), 'billing', 'email', false), (tests.id('agent'), 'tickets', 'email', true);
select is(tests.event_mail('customer', 'billing'), null, 'a group that was switched off is off for each of its events');
select is(tests.event_mail('agent', 'tickets'), 'ticket_reply ticket_status ticket_created ticket_assigned ticket_merged file_infected',
  'one that was switched on is on for each, of which staff see theirs');
select is(tests.event_mail('customer', 'quotes'), 'quote_sent quote_revised quote_expiring quote_withdrawn quote_converted', 'without a choice each event has its default');
select is(tests.group_of('agent', 'quotes') #>> '{channels,email}', 'false', 'which for staff is another');

-- One event -----------------------------------------------------------------------------------------------------

select tests.save('customer', '{"events": {"invoice_issued": {"email": true}}}');
select is(tests.event_mail('customer', 'billing'), 'invoice_issued', 'one event is switched on in a group that is off');
select is(tests.group_of('customer', 'billing') #>> '{channels,email}', 'false', 'the group is on where all of it is');
select tests.tell('customer', 'invoice_issued');
select is(tests.channels('customer'), 'email, push', 'and it goes out');
select tests.tell('customer', 'payment_received', 'two');
select is(tests.channels('customer', 'two'), 'push', 'the others do not');
select tests.save('customer', '{"events": {"quote_sent": {"push": false}}}');
select tests.tell('customer', 'quote_sent', 'three');
select is(tests.channels('customer', 'three'), 'email', 'one event is switched off in a group that is on,');
select tests.tell('customer', 'quote_revised', 'four');
select is(tests.channels('customer', 'four'), 'email, push', 'which the others do not notice,');
select tests.tell('colleague', 'quote_sent', 'three');
select is(tests.channels('colleague', 'three'), 'email', 'nor anybody else');
select is(tests.save('customer', '{"events": {"quote_sent": {"push": false}}}')::jsonb ->> 'digest', 'off', 'saying it again is harmless');
select tests.save('customer', '{"events": {"order_status": {"email": true}}}');
select tests.tell('customer', 'order_status', 'later');
select tests.save('customer', '{"events": {"order_status": {"email": false}}}');
update public.notification_deliveries set not_before = now() where channel = 'email';
select tests.as('service', 'select public.claim_deliveries(''w'', ''email'', 100)');
select is((select d.error from public.notification_deliveries d join public.notifications n on n.id = d.notification_id
  where n.dedupe_key = 'later' and d.channel = 'email'), 'off', 'what was switched off meanwhile is not sent');

-- All of a group --------------------------------------------------------------------------------------------------

select tests.save('customer', '{"groups": {"billing": {"email": true}, "quotes": {"push": true}}}');
select is(tests.event_mail('customer', 'billing'), 'invoice_issued invoice_paid payment_received payment_failed refund_approved', 'all of it is each of its events');
select is((select string_agg(event, ' ') from public.notification_event_preferences where user_id = tests.id('customer')), 'order_status', 'choices for single ones are gone, those of that channel');
select tests.save('customer', '{"groups": {"calls": {"email": false}}, "events": {"call_reminder": {"email": true}}}');
select is(tests.event_mail('customer', 'calls'), 'call_reminder', 'a group and one of its events at once: the event is meant');
select tests.save('customer', '{"groups": {"privacy": {"email": false, "push": false}}}');
select is(tests.event_mail('customer', 'privacy'), 'privacy_deletion_scheduled', 'what is about security stays on in a group that is off');
select tests.tell('customer', 'privacy_deletion_scheduled', 'deletion');
select is(tests.channels('customer', 'deletion'), 'email, push', 'and goes out');
select is(tests.group_of('customer', 'privacy') #>> '{channels,email}', 'false', 'without it the group counts as off');

-- What is refused ---------------------------------------------------------------------------------------------------

select is(tests.save('customer', v), 'PT422 validation_failed', v::text || ' is refused')
from unnest(array['{"events": {"nonsense": {"email": true}}}', '{"events": {"order_status": {"fax": true}}}', '{"events": {"order_status": {"email": "yes"}}}',
  '{"events": {"order_status": true}}', '{"events": []}', '{"events": {"email_off": {"push": false}}}', '{"events": {"notification_test": {"email": true}}}',
  '{"events": {"privacy_deletion_scheduled": {"email": false}}}', '{"events": {"security_password_changed": {"push": false}}}']::jsonb[]) as v;
select is(tests.failure_as('customer', $$select public.save_notification_preferences('{"events": {"security_password_changed": {"email": false}}}')$$) #> '{detail,fields}',
  '{"events.security_password_changed": ["locked"]}', 'which is said beside it');
select is(tests.save('customer', '{"events": {"privacy_deletion_scheduled": {"email": true, "push": true, "whatsapp": false}}}')::jsonb ->> 'digest', 'off', 'saying what holds anyway is fine');
select is(left(tests.save(p, '{"events": {"order_status": {"email": false}}}'), 5), left(e, 5), p || ' without a session saves nothing')
from (values ('anonymous', '42501'), ('locked', 'PT403'), ('signed_out', 'PT401')) as v(p, e);
select is(tests.readers('notification_event_preferences'), 'customer 2', 'people read their own choice alone');
select is(tests.as(p, format('insert into public.notification_event_preferences values (%L, ''order_status'', ''email'', false)', tests.id('customer'))), '42501', p || ' writes past the command in vain')
from unnest(array['anonymous', 'customer', 'other', 'agent', 'admin']) as p;

-- E-mails that features send themselves --------------------------------------------------------------------------------

create temporary table ticket as select t from public.support_tickets t where t.requester_id = tests.id('customer') limit 1;
create function tests.mailed(p_event text) returns boolean language sql as $$
  select private.email_recipients(t, p_event) @> '[{"email": "customer@tests.example"}]' from ticket $$;
select is(tests.mailed('ticket_reply'), true, 'a ticket writes to its requester,');
select tests.save('customer', '{"events": {"ticket_reply": {"email": false}}}');
select is(tests.mailed('ticket_reply'), false, 'not of what they want no e-mail about,');
select is(tests.mailed('ticket_status'), true, 'but of the rest');
select is((select private.email_recipients(t, 'ticket_status') #>> '{0,unsubscribe}' ~ '\.tickets-ticket_status\.' from ticket), true, 'each with the link that ends its own kind');

-- By WhatsApp -------------------------------------------------------------------------------------------------------------

update public.portal_users set phone = '+27821234567', phone_verified_at = now() where id = tests.id('customer');
select tests.save('customer', '{"events": {"call_reminder": {"whatsapp": true}}}');
select is(tests.as('service', 'select public.stop_whatsapp(''27821234567'')'), '1', 'an answer with stop');
select is((select enabled from public.notification_event_preferences where event = 'call_reminder' and channel = 'whatsapp'), false, 'ends what was chosen for single events too,');
select tests.save('customer', '{"events": {"call_reminder": {"whatsapp": true}}}');
select is((select whatsapp_stopped_at from public.notification_settings where user_id = tests.id('customer')), null, 'until its person asks for one of them again');

-- Without signing in --------------------------------------------------------------------------------------------------------

create function tests.token(p_name text, p_scope text) returns text language sql as $$ select private.unsubscribe_token(tests.id(p_name), p_scope) $$;
create function tests.described(p_scope text) returns jsonb language sql as $$
  select tests.as('service', format('select public.describe_unsubscribe(%L)', tests.token('colleague', p_scope)))::jsonb - 'role' - 'address' $$;
create function tests.ends(p_scope text, p_how text) returns jsonb language sql as $$
  select tests.as('service', format('select public.unsubscribe(%L, %L)', tests.token('colleague', p_scope), p_how))::jsonb $$;
select is(tests.described('quotes-quote_sent'), '{"scope": "quotes", "event": "quote_sent", "isEventOff": false, "isOff": false, "isAllOff": false}', 'the link of an e-mail names its event');
select is(tests.ends('quotes-quote_sent', 'event'), '{"scope": "quotes", "event": "quote_sent"}', 'and ends it alone,');
select is(tests.event_mail('colleague', 'quotes'), 'quote_revised quote_expiring quote_withdrawn quote_converted', 'not the rest of its group,');
select is(tests.described('quotes-quote_sent') - 'scope' - 'event', '{"isEventOff": true, "isOff": false, "isAllOff": false}', 'which it says afterwards');
select is(tests.ends('quotes-quote_sent', 'group'), '{"scope": "quotes", "event": null}', 'or all of its group');
select is(tests.described('quotes') ->> 'isOff', 'true', 'so that none is left');
select is(tests.described('orders-order_status') ->> 'event', null, 'the only event of its group is the group');
select is(tests.ends('billing', 'event'), '{"scope": "billing", "event": null}', 'an older link, without an event, ends its group');
select is(tests.as('service', format('select public.unsubscribe(%L, ''event'')', replace(tests.token('colleague', 'quotes-quote_sent'), 'quote_sent', 'quote_revised'))),
  'PT404 unknown_token', 'a link cannot be turned into another');

select * from finish();
rollback;

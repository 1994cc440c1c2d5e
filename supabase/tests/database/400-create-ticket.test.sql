-- create_ticket: who may, what it makes, what it refuses, and that a retry makes nothing twice.

begin;
select plan(61);
select tests.set_stage();

-- Same input each time, but for what a test changes.
create function tests.input(p_changes jsonb default '{}') returns jsonb language sql as $$
  select '{"subject": "  It hums  ", "description": "Since **Tuesday**.", "category": "technical"}'::jsonb || p_changes $$;
create function tests.create_as(p_name text, p_changes jsonb default '{}', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.create_ticket(%L, %L)', p_key, tests.input(p_changes))) $$;
create function tests.newest() returns public.support_tickets language sql as $$
  select * from public.support_tickets order by number collate "C" desc limit 1 $$;
grant execute on all functions in schema tests to authenticated;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.create_as(p), 5) = '{"id"', ok, p || case when ok then ' opens a ticket' else ' opens none' end)
from (values ('customer', true), ('colleague', true), ('other', true), ('anonymous', false), ('locked', false), ('signed_out', false)) as w(p, ok);
select is(tests.create_as('agent'), 'PT422 validation_failed', 'staff must say for whom,');
select is(tests.create_as('agent', jsonb_build_object('customerId', gen_random_uuid())), 'PT422 validation_failed', 'for somebody who exists,');
select ok(tests.create_as('agent', jsonb_build_object('customerId', tests.id('home'), 'channel', 'phone')) like '{%', 'and then open one');
select is((tests.newest()).customer_id, tests.id('home'), 'for that customer');
select is((tests.newest()).channel, 'phone', 'with its channel');
select is((tests.newest()).first_responded_at, null, 'which is no answer yet');
select is((select author_type from public.ticket_messages where ticket_id = (tests.newest()).id), 'staff', 'in their own name');

-- What --------------------------------------------------------------------------------------------

select is((tests.create_as('customer', '{"customerId": "x", "channel": "phone"}')::jsonb) - 'id' - 'number',
  '{"subject": "It hums", "status": "new", "priority": "medium", "category": "technical", "assigneeId": null, "version": 1}',
  'the answer names what was made, trimmed, with the category''s priority');
select is((tests.newest()).customer_id, tests.id('home'), 'a customer''s ticket is their profile''s, whatever they say');
select is((tests.newest()).requester_id, tests.id('customer'), 'and theirs');
select is((tests.newest()).channel, 'portal', 'through the portal');
select matches((tests.newest()).number, '^TKT-' || extract(year from now() at time zone 'utc') || '-[0-9]{5}$', 'with a number of this year');
select is((tests.newest()).first_response_due_at, now() + interval '24 hours', 'a first answer is promised');
select is((tests.newest()).resolution_due_at, now() + interval '72 hours', 'so is a resolution');
select results_eq('select body, is_internal, author_type::text from public.ticket_messages where ticket_id = (tests.newest()).id',
  $$values ('Since **Tuesday**.', false, 'customer')$$, 'the description begins the thread');
select results_eq('select type, new_value, is_internal from public.ticket_events where ticket_id = (tests.newest()).id',
  $$values ('created', 'new', false)$$, 'the timeline begins');
select results_eq('select action, customer_id, fields from public.portal_audit_log where resource_id = (tests.newest()).id::text',
  $$values ('ticket.create', tests.id('home'), null::jsonb)$$, 'the audit log knows');
select set_eq('select user_id from public.notifications where resource_id = (tests.newest()).id',
  $$values (tests.id('agent')), (tests.id('admin'))$$, 'all staff are told, and nobody else');
select is((select count(*) from public.ticket_reads where ticket_id = (tests.newest()).id and user_id = tests.id('customer')), 1::bigint, 'the author has read it');

select is((tests.create_as('customer', '{"priority": "urgent"}')::jsonb) ->> 'priority', 'urgent', 'a priority can be asked for');
select is((tests.newest()).resolution_due_at, now() + interval '8 hours', 'and its promise counts');
select is((tests.create_as('customer', '{"category": "order_issue", "issueType": "damaged_product"}')::jsonb) ->> 'priority', 'high', 'some categories are pressing by nature');
select ok(tests.create_as('colleague', '{"isPrivate": true}') like '{%', 'a ticket can be private');
select ok((tests.newest()).is_private, 'and then is');
select is(split_part((tests.newest()).number, '-', 3)::int,
  (select count(*)::int from public.support_tickets where number !~ 'TKT-2000'), 'numbers have no gaps, refused tickets took none');

-- What not ----------------------------------------------------------------------------------------

select is(tests.create_as('customer', changes), 'PT422 validation_failed', 'refused: ' || why)
from (values
  ('{"subject": null}'::jsonb, 'no subject'), ('{"subject": " \n "}', 'an empty subject'),
  (jsonb_build_object('subject', repeat('x', 201)), 'a subject of 201 characters'),
  ('{"description": ""}', 'no description'), (jsonb_build_object('description', repeat('x', 10001)), 'a description of 10,001 characters'),
  ('{"category": "witchcraft"}', 'an unknown category'), ('{"category": null}', 'no category'),
  ('{"issueType": "damaged_product"}', 'an issue type of another category'),
  ('{"priority": "critical"}', 'an unknown priority'),
  ('{"orderId": "not an id"}', 'an order that is no id'),
  (jsonb_build_object('orderId', tests.id('order of elsewhere')), 'somebody else''s order'),
  (jsonb_build_object('serviceId', tests.id('service of elsewhere')), 'somebody else''s service'),
  (jsonb_build_object('domainId', tests.id('domain of elsewhere')), 'somebody else''s domain'),
  (jsonb_build_object('followUpOf', tests.id('foreign')), 'a follow-up of somebody else''s ticket'),
  (jsonb_build_object('followUpOf', tests.id('private')), 'a follow-up of a colleague''s private ticket')) as v(changes, why);
update public.ticket_categories set is_active = false where slug = 'technical';
select is(tests.create_as('customer'), 'PT422 validation_failed', 'refused: a category out of use');
update public.ticket_categories set is_active = true where slug = 'technical';
select is(tests.failure_as('customer', $$select public.create_ticket(null, '{"subject": "x", "description": "x", "category": "witchcraft"}')$$),
  '{"code": "PT422", "message": "validation_failed", "hint": "Choose a category from the list.", "detail": {"fields": {"category": ["unknown"]}}}',
  'a refusal has a code, a word, a sentence for people and a detail for programs');

select ok(tests.create_as('customer', jsonb_build_object('subject', repeat('x', 200), 'description', repeat('é', 10000),
  'orderId', tests.id('order of home'), 'serviceId', tests.id('service of home'), 'domainId', tests.id('domain of home'))) like '{%',
  'the longest texts and one''s own order, service and domain are taken');

-- Follow-ups ----------------------------------------------------------------------------------------

select ok(tests.create_as('customer', jsonb_build_object('followUpOf', tests.id('open'))) like '{%', 'a ticket can go on from an earlier one');
select is((tests.newest()).follow_up_of, tests.id('open'), 'to which it points');
select ok(tests.create_as('colleague', jsonb_build_object('followUpOf', tests.id('open'), 'isPrivate', true)) like '{%', 'also a private one,');
select is(tests.as('customer', format('select count(*) from public.ticket_events where type = ''follow_up_created'' and ticket_id = %L', tests.id('open'))),
  '1', 'of which the timeline of the earlier one tells staff alone');

-- Again -------------------------------------------------------------------------------------------

select is(tests.create_as('customer', '{}', 'key') = tests.create_as('customer', '{}', 'key'), true, 'the same key and input give the first answer again');
select is((select count(*) from public.support_tickets where number > (select t.number from public.support_tickets t, private.idempotency_keys k
  where k.key = 'key' and t.id::text = k.response ->> 'id')), 0::bigint, 'and no second ticket');
select is(tests.create_as('customer', '{"subject": "Other"}', 'key'), 'PT409 idempotency_key_reused', 'the same key with other input is refused');
select ok(tests.create_as('colleague', '{"subject": "Other"}', 'key') like '{%', 'another person''s keys are their own');
select is(tests.create_as('customer', '{}', repeat('k', 101)), 'PT400 invalid_idempotency_key', 'a key has at most 100 characters');
select is(tests.create_as('customer', '{"category": "witchcraft"}', 'second') || ', ' || left(tests.create_as('customer', '{}', 'second'), 1),
  'PT422 validation_failed, {', 'a refused command does not use its key up');

-- Limits ------------------------------------------------------------------------------------------

select is((select count(*) from generate_series(2, 61) as n where tests.create_as('other', jsonb_build_object('subject', n)) = 'PT429 rate_limited'),
  1::bigint, 'a customer opens sixty tickets an hour, and not one more');
select ok(tests.create_as('customer') like '{%', 'which holds up nobody else');

select * from finish();
rollback;

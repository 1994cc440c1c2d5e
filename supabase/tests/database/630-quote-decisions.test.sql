-- What customers do with a quote: ask, accept, decline, ask for changes. Quote of home is sent in version 1, and staff
-- prepare version 2 of it.

begin;
select plan(73);
select tests.set_stage();
update public.quote_requests set valid_until = now() + interval '1 hour';
update public.quote_versions set valid_until = now() + interval '1 hour';
update public.quote_items set id = tests.id('line ' || version || ' of ' || quote_id);
delete from public.quote_change_requests;

create function tests.status_of(p_answer text) returns text language sql as $$
  select case when p_answer like '{%' then (p_answer::jsonb ->> 'status') || ' ' || (p_answer::jsonb ->> 'version') else p_answer end $$;
create function tests.accept_as(p_name text, p_version int, p_quote text default 'quote of home') returns text language sql as $$
  select tests.status_of(tests.as(p_name, format('select public.accept_quote(%L, %s)', tests.id(p_quote), coalesce(p_version::text, 'null')))) $$;
create function tests.decline_as(p_name text, p_version int, p_reason text default 'Too dear', p_quote text default 'quote of home') returns text language sql as $$
  select tests.status_of(tests.as(p_name, format('select public.decline_quote(%L, %s, %L)', tests.id(p_quote), coalesce(p_version::text, 'null'), p_reason))) $$;
create function tests.wish_as(p_name text, p_version int, p_message text default 'Cheaper', p_items jsonb default '[]') returns text language sql as $$
  select tests.status_of(tests.as(p_name, format('select public.request_quote_changes(%L, %s, %L, %L)', tests.id('quote of home'), coalesce(p_version::text, 'null'), p_message, p_items))) $$;

-- Asking ----------------------------------------------------------------------------------------------

create function tests.ask_as(p_name text, p_input jsonb, p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.request_quote(%L, %L)', p_key, p_input)) $$;
create temporary table asked as select tests.ask_as('customer', jsonb_build_object(
  'message', E'For the hall.\nWithout cables on the floor.', 'attachmentIds', jsonb_build_array(tests.id('upload of customer')),
  'items', jsonb_build_array(
    jsonb_build_object('productId', tests.id('amplifier'), 'quantity', 2, 'note', 'Black'), jsonb_build_object('description', ' Somebody to fit them '))), 'key')::jsonb as a;
select matches(a ->> 'number', '^QUO-\d{4}-00001$', 'a request has a number of its own sequence') from asked;
select results_eq('select sku, description, quantity, note from public.quote_items, asked where quote_id = (a ->> ''id'')::uuid and version = 0 order by position',
  $$values ('AMP', 'Amplifier', 2, 'Black'), (null, 'Somebody to fit them', 1, null)$$, 'and holds what was asked for');
select results_eq('select title, status::text, requested_by from public.quote_requests, asked where id = (a ->> ''id'')::uuid',
  $$values ('Amplifier', 'requested', tests.id('customer'))$$, 'named by its first line');
select is(quote_id, (a ->> 'id')::uuid, 'with its file') from public.ticket_attachments, asked where id = tests.id('upload of customer');
select is(tests.readers('ticket_attachments where quote_id is not null'), 'customer 1, colleague 1', 'which shows with the quote');
select is(tests.as('service', format('select public.discard_upload(%L)', tests.id('upload of customer'))), null, 'and waits no longer, so it is not thrown away,');
update public.ticket_attachments set created_at = now() - interval '2 days';
select is(tests.as('service', 'select public.sweep_uploads()') ~ 'upload of customer', false, 'nor swept');
update public.ticket_attachments set stored_at = now() where id = tests.id('upload of colleague');
select is(tests.ask_as('customer', jsonb_build_object('message', 'x', 'attachmentIds', jsonb_build_array(tests.id('upload of colleague')))), 'PT422 validation_failed', 'a colleague''s upload is not one''s own');
select is(tests.ask_as('customer', jsonb_build_object('message', 'x', 'attachmentIds', jsonb_build_array(tests.id('upload of customer')))), 'PT422 validation_failed', 'and one file belongs to one quote');
select is(a, tests.ask_as('customer', jsonb_build_object(
  'message', E'For the hall.\nWithout cables on the floor.', 'attachmentIds', jsonb_build_array(tests.id('upload of customer')),
  'items', jsonb_build_array(
    jsonb_build_object('productId', tests.id('amplifier'), 'quantity', 2, 'note', 'Black'), jsonb_build_object('description', ' Somebody to fit them '))), 'key')::jsonb,
  'the same key asks once') from asked;
select is(tests.ask_as('customer', '{"message": "Another"}', 'key'), 'PT409 idempotency_key_reused', 'and for nothing else');
select is(tests.ask_as(p, '{"message": "Speakers, please"}'), e, p || ' asking: ' || e)
from (values ('agent', 'PT403 customer_only'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('anonymous', '42501')) as v(p, e);
select is(tests.ask_as('customer', input), 'PT422 validation_failed', 'refused: ' || why)
from (values
  ('{}'::jsonb, 'nothing at all'), ('{"items": []}', 'no lines and no words'), ('{"items": [{"quantity": 1}]}', 'a line without words'),
  ('{"items": [{"description": "x", "quantity": 0}]}', 'none of something'), ('{"items": [{"description": "x", "quantity": 1.5}]}', 'half of something'),
  ('{"items": [{"productId": "x"}]}', 'a product that is no id'), (jsonb_build_object('items', jsonb_build_array(jsonb_build_object('productId', tests.id('relic')))), 'a product off the shelf'),
  (jsonb_build_object('message', repeat('x', 5001)), 'too many words'),
  (jsonb_build_object('items', (select jsonb_agg('{"description": "x"}'::jsonb) from generate_series(1, 101))), '101 lines')) as v(input, why);
select results_eq('select user_id from public.notifications where event = ''quote_requested'' order by user_id',
  'select tests.id(p) from unnest(array[''admin'', ''agent'']) as p order by 1', 'staff are told of a request, once');

-- Accepting ---------------------------------------------------------------------------------------------

select is(tests.accept_as(p, 1), e, p || ' accepting: ' || e)
from (values ('anonymous', '42501'), ('other', 'PT404 quote_not_found'), ('agent', 'PT403 customer_only'), ('admin', 'PT403 customer_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as v(p, e);
select is(tests.accept_as('customer', null), 'PT422 validation_failed', 'a version is named,');
select is(tests.accept_as('customer', v), 'PT404 version_not_found', 'and exists for the customer: ' || v) from unnest(array[0, 2, 9]) as v;

savepoint open;
set local request.headers = '{"x-portico-client-ip": "203.0.113.7", "x-portico-user-agent": "Browser"}';
select is(tests.accept_as('customer', 1), 'accepted 1', 'a sent version is accepted');
set local request.headers = '';
select results_eq('select accepted_version, accepted_by, accepted_by_name, accepted_at between now() - interval ''1 minute'' and clock_timestamp(), status::text from public.quote_requests where id = tests.id(''quote of home'')',
  $$values (1, tests.id('customer'), 'Customer', true, 'accepted')$$, 'which is recorded with who and when,');
select results_eq('select version, actor_id, ip, user_agent from public.quote_events where type = ''accepted''', $$values (1, tests.id('customer'), '203.0.113.7', 'Browser')$$, 'and from where');
select is((select status::text from public.quote_versions where quote_id = tests.id('quote of home')), 'accepted', 'the version says so, and the next one that was prepared is gone');
select is(tests.accept_as('customer', 1), 'accepted 1', 'a second click changes nothing');
select is((select count(*) from public.quote_events where type = 'accepted'), 1::bigint, 'and is not recorded');
select is(tests.accept_as('colleague', 1), 'PT409 quote_accepted', 'a colleague is told that it was done');
select is(tests.decline_as('customer', 1), 'PT409 quote_accepted', 'what was accepted is not declined');
select is(tests.decline_as('agent', 1), 'PT409 quote_accepted', 'nor withdrawn');
select is(tests.wish_as('customer', 1), 'PT409 quote_accepted', 'nor changed');
select is(tests.as('customer', format('select public.get_quote(%L) -> ''events''', tests.id('quote of home'))) ~ '203.0.113.7', false, 'customers do not read addresses');
select ok(tests.as('agent', format('select public.get_quote(%L) -> ''events''', tests.id('quote of home'))) ~ '203.0.113.7', 'staff do');
rollback to open;

-- By a second: the clock is that of the moment, not of the beginning of the transaction.
update public.quote_requests set valid_until = clock_timestamp() - interval '1 millisecond' where id = tests.id('quote of home');
select is(tests.accept_as('customer', 1), 'PT409 quote_expired', 'an expired quote is not accepted, though nothing has written it down');
select is((select status::text from public.quote_requests where id = tests.id('quote of home')), 'sent', '(nothing has)');
select is(tests.decline_as('customer', 1), 'PT409 quote_expired', 'nor declined');
select is(tests.status_of(tests.as('customer', format('select public.get_quote(%L)', tests.id('quote of home')))), 'expired 1', 'it reads as expired');
select is(tests.wish_as('customer', 1), 'changes_requested 1', 'but may be asked for again');
rollback to open;

update public.quote_requests set version = 2 where id = tests.id('quote of home');
update public.quote_versions set status = 'superseded' where quote_id = tests.id('quote of home') and version = 1;
update public.quote_versions set status = 'sent', sent_at = now() where quote_id = tests.id('quote of home') and version = 2;
select is(tests.accept_as('customer', 1), 'PT409 quote_superseded', 'a version that was replaced is not accepted');
select is(tests.accept_as('customer', 2), 'accepted 2', 'the latest is');
rollback to open;

select is(tests.decline_as('customer', 1, ''), 'PT422 validation_failed', 'who declines says why');
select is(tests.decline_as('other', 1), 'PT404 quote_not_found', 'of their own quotes');
select is(tests.decline_as('customer', 1), 'declined 1', 'and declines');
select is(tests.decline_as('customer', 1), 'declined 1', 'also twice');
select is(tests.decline_as('customer', null), 'declined 1', 'and without saying which version');
select is(tests.accept_as('customer', 1), 'PT409 quote_declined', 'what was declined is not accepted');
select is(tests.decline_as('colleague', 1), 'PT409 quote_declined', 'nor declined by another');
rollback to open;

-- Asking for changes ----------------------------------------------------------------------------------------

create function tests.line(p_version int, p_change jsonb) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('itemId', tests.id('line ' || p_version || ' of ' || tests.id('quote of home'))) || p_change) $$;
select is(tests.wish_as('customer', 1, 'x', items), 'PT422 validation_failed', 'refused: ' || why)
from (values
  (tests.line(2, '{"quantity": 1}'), 'a line of another version'), (tests.line(1, '{}'), 'a line without a wish'),
  (tests.line(1, '{"quantity": -1}'), 'less than none'), (tests.line(1, '{"quantity": 1}') || tests.line(1, '{"quantity": 2}'), 'a line twice'),
  ('[{"itemId": "x", "quantity": 1}]'::jsonb, 'a line that is no id'), ('{}'::jsonb, 'no list')) as v(items, why);
select is(tests.wish_as('agent', 1), 'PT403 customer_only', 'staff have no wishes');
select is(tests.wish_as('customer', null, 'Half of it', tests.line(1, '{"quantity": 0, "message": "Not this one"}')), 'changes_requested 1', 'without a version the latest is meant');
select is(tests.wish_as('customer', 1, 'Half of it'), 'changes_requested 1', 'a second click changes nothing');
select is(tests.wish_as('colleague', 1, 'All of it'), 'PT409 quote_not_open', 'a second wish waits for the next version');
select is(tests.accept_as('customer', 1), 'PT409 quote_not_open', 'so does an acceptance');
select results_eq('select item_id is null, quantity, message from public.quote_change_requests order by 1 desc', $$values (true, null, 'Half of it'), (false, 0, 'Not this one')$$, 'wishes are kept, by line');

select * from finish();
rollback;

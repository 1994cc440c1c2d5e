-- What staff do with a quote: review, draft, send, revise, withdraw, convert.

begin;
select plan(90);
select tests.set_stage();
update public.customer_profiles set time_zone = 'Asia/Tokyo', shipping_address = '{"city": "Tokyo"}' where id = tests.id('home');
create temporary table quote as
select (tests.as('customer', 'select public.request_quote(null, ''{"title": "Hall", "items": [{"description": "Amplifier", "quantity": 2}]}'')')::jsonb ->> 'id')::uuid as id;
grant select on quote to authenticated, anon;

create function tests.word(p_answer text) returns text language sql as $$
  select case when p_answer like '{%' then concat_ws(' ', p_answer::jsonb ->> 'status', p_answer::jsonb ->> 'version', p_answer::jsonb ->> 'revision') else p_answer end $$;
create function tests.save_as(p_name text, p_revision int, p_draft jsonb) returns text language sql as $$
  select tests.word(tests.as(p_name, format('select public.save_quote_draft(%L, %s, %L)', (select id from quote), coalesce(p_revision::text, 'null'), p_draft))) $$;
create function tests.send_as(p_name text, p_revision int) returns text language sql as $$
  select tests.word(tests.as(p_name, format('select public.send_quote(%L, %s)', (select id from quote), coalesce(p_revision::text, 'null')))) $$;
create function tests.draft(p_change jsonb default '{}', p_line jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('items', jsonb_build_array(
    jsonb_build_object('productId', tests.id('amplifier'), 'description', 'Amplifier', 'quantity', 2, 'unitPrice', 10000, 'taxRate', 0.15, 'discount', 500) || p_line,
    '{"description": "Fitting", "quantity": 3, "unitPrice": 4000, "taxRate": 0}'::jsonb), 'discount', 1000) || p_change $$;

-- Who may ---------------------------------------------------------------------------------------------

select is(tests.each(format('select public.start_quote_review(%L) ->> ''status''', id)),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: in_review, admin: PT409 quote_not_open, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'staff take a request, once') from quote;
select is(tests.as('agent', format('select public.start_quote_review(%L) ->> ''status''', id)), 'in_review', 'twice by the same person is harmless') from quote;
select is(tests.as(p, format('select public.save_quote_draft(%L, 2, ''{}'')', id)), e, p || ' saving') from quote, (values ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.as(p, format('select public.send_quote(%L, 2)', id)), e, p || ' sending') from quote, (values ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.as(p, format('select public.convert_quote(null, %L)', id)), e, p || ' converting') from quote, (values ('customer', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.as(p, format('select public.create_quote(null, %L)', jsonb_build_object('customerId', tests.id('home'), 'title', 'x'))), e, p || ' creating') from (values ('customer', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);

-- Drafts ------------------------------------------------------------------------------------------------

select is(tests.send_as('agent', 2), 'PT409 no_draft', 'nothing is sent before there is something');
select is(tests.save_as('agent', 1, tests.draft()), 'PT409 quote_changed', 'who looked at an older revision does not save');
select is(tests.save_as('agent', null, tests.draft()), 'PT422 validation_failed', 'a revision is named');
select is(tests.save_as('agent', 2, tests.draft('{"items": []}')), 'PT422 validation_failed', 'a discount on nothing is refused');
select is(tests.save_as('agent', 2, tests.draft(change, line)), 'PT422 validation_failed', 'refused: ' || why)
from (values
  ('{"validUntil": "2026-02-30"}'::jsonb, '{}'::jsonb, 'a day that does not exist'), ('{"validUntil": "soon"}', '{}', 'no day'), ('{"validUntil": "-infinity"}', '{}', 'no day either'), ('{"validUntil": "2099-01-01"}', '{}', 'a day too far away'),
  ('{"currency": "rand"}', '{}', 'no currency'), ('{"discount": -1}', '{}', 'a negative discount'), ('{"discount": 1000000}', '{}', 'a discount above the sum'),
  ('{}', '{"quantity": 0}', 'none'), ('{}', '{"quantity": 1.5}', 'one and a half'), ('{}', '{"quantity": null}', 'no quantity'), ('{}', '{"quantity": 1000001}', 'too many'),
  ('{}', '{"unitPrice": -1}', 'a negative price'), ('{}', '{"unitPrice": 0.5}', 'half a cent'), ('{}', '{"unitPrice": "x"}', 'no price'), ('{}', '{"unitPrice": "NaN"}', 'a price that is no number'),
  ('{}', '{"quantity": "Infinity"}', 'infinitely many'), ('{"discount": "NaN"}', '{}', 'a discount that is no number'), ('{"items": [1, null, "x"], "discount": 0}', '{}', 'lines that are none'),
  ('{}', '{"taxRate": 15}', 'a rate in per cent'), ('{}', '{"discount": 20001}', 'a discount above the line'), ('{}', '{"description": " "}', 'no words'),
  ('{}', '{"productId": "x"}', 'a product that is no id'), ('{}', jsonb_build_object('description', repeat('x', 201)), 'too many words'), ('{}', jsonb_build_object('note', repeat('x', 501)), 'a long note'),
  (jsonb_build_object('items', (select jsonb_agg('{"description": "x", "quantity": 1, "unitPrice": 1, "taxRate": 0}'::jsonb) from generate_series(1, 501)), 'discount', 0), '{}', '501 lines')) as v(change, line, why);

select is(tests.save_as('agent', 2, tests.draft('{"title": "The hall"}')), 'in_review 0 3', 'a draft is kept');
select results_eq('select version, status::text, subtotal, discount, tax, total from public.quote_versions where quote_id = (select id from quote)',
  -- 19,500 + 12,000 less 1,000: of that 619.05 off the first line, and 15 % of 18,881 is 2,832.15.
  $$values (1, 'draft', 31500::bigint, 1000::bigint, 2832::bigint, 33332::bigint)$$, 'with its totals');
select is(title, 'The hall', 'and its title') from public.quote_requests where id = (select id from quote);
select is(tests.save_as('admin', 2, tests.draft()), 'PT409 quote_changed', 'who comes second is told');
select is(tests.as('customer', format('select jsonb_array_length(public.get_quote(%L) -> ''versions'')', id)), '0', 'customers do not see drafts') from quote;
select is(tests.as('customer', format('select public.get_quote(%L) ? ''draft''', id)), 'false', 'nor that there is one') from quote;
select is((select count(*) from public.quote_events where type = 'draft_saved' and is_internal), 1::bigint, 'a draft is an internal matter');

-- Sending -------------------------------------------------------------------------------------------------

delete from realtime.messages;
create function tests.heard() returns text language sql as $$
  select string_agg(distinct split_part(topic, ':', 1) || ' ' || (payload ->> 'kind'), ', ') from realtime.messages where event = 'record_changed' $$;
select is(tests.save_as('agent', 3, tests.draft('{"validUntil": "2020-01-01"}')), 'in_review 0 4', 'a day in the past can be kept');
select is(tests.heard(), 'staff quote', 'the customer''s pages do not hear of a draft');
select is(tests.send_as('agent', 4), 'PT422 validation_failed', 'and not be sent');
select is(tests.save_as('agent', 4, tests.draft(jsonb_build_object('validUntil', (now() at time zone 'Asia/Tokyo')::date + 5, 'terms', 'Half in advance'))), 'in_review 0 5', 'with another day');
select is(tests.send_as('agent', 3), 'PT409 quote_changed', 'and of the revision that was looked at,');
select is(tests.send_as('agent', 5), 'sent 1 6', 'it is sent');
select is(tests.heard(), 'customer quote, staff quote', 'which the customer''s pages hear');
select is(tests.send_as('agent', 5), 'sent 1 6', 'once, however often the button is pressed');
select is(tests.send_as('admin', 5), 'PT409 quote_changed', 'by another it would be something else');
select is(valid_until at time zone 'Asia/Tokyo', (now() at time zone 'Asia/Tokyo')::date + 5 + time '23:59:59.999', 'valid until the end of the day where the customer is')
from public.quote_requests where id = (select id from quote);
select results_eq('select user_id from public.notifications where event = ''quote_sent'' order by user_id',
  'select tests.id(p) from unnest(array[''customer'', ''colleague'', ''signed_out'']) as p order by 1', 'the customer''s people are told');
select is((select count(*) from public.jobs where kind = 'check_quotes' and run_at between now() + interval '1 day' and now() + interval '6 days'), 2::bigint, 'and two looks at it are planned: before and at the end');

-- Revising --------------------------------------------------------------------------------------------------

create temporary table first as select line_key from public.quote_items where quote_id = (select id from quote) and version = 1 and sku = 'AMP';
select is(tests.save_as('agent', 6, tests.draft('{}', jsonb_build_object('quantity', 1, 'lineKey', (select line_key from first)))), 'sent 1 7', 'the next version is prepared beside it');
select is((select line_key from public.quote_items where quote_id = (select id from quote) and version = 2 and sku = 'AMP'), (select line_key from first), 'a line goes on under its key');
select is(tests.send_as('agent', 7), 'sent 2 8', 'and sent');
select results_eq('select version, status::text from public.quote_versions where quote_id = (select id from quote) order by version', $$values (1, 'superseded'), (2, 'sent')$$, 'the one before is superseded');
select is(valid_on, ((now() at time zone 'Asia/Tokyo')::date + 30), 'without a day it is valid for the days of the settings') from public.quote_versions where quote_id = (select id from quote) and version = 2;
select is((select event from public.notifications where user_id = tests.id('customer') and event like 'quote%' order by created_at desc, id limit 1), 'quote_revised', 'which is another notification');
select is(tests.save_as('agent', 8, tests.draft('{}', jsonb_build_object('lineKey', tests.id('foreign key')))), 'sent 2 9', 'a key of elsewhere');
select isnt((select line_key from public.quote_items where quote_id = (select id from quote) and version = 3 and sku = 'AMP'), tests.id('foreign key'), 'begins a line of its own');

-- Converting --------------------------------------------------------------------------------------------------

select is(tests.as('agent', format('select public.convert_quote(null, %L)', id)), 'PT409 quote_not_accepted', 'nothing is ordered that nobody accepted') from quote;
select ok(tests.as('customer', format('select public.accept_quote(%L, 2)', id)) like '{%', 'accepted') from quote;
select is(tests.save_as('agent', 10, tests.draft()), 'PT409 quote_accepted', 'what was accepted is not revised');
create temporary table converted as select tests.as('agent', format('select public.convert_quote(''key'', %L)', id))::jsonb as a from quote;
select results_eq('select number, status::text, subtotal, tax, discount, total, shipping_address, source from public.orders, converted where id = (a -> ''order'' ->> ''id'')::uuid',
  'select a -> ''order'' ->> ''number'', ''pending'', subtotal, tax, discount, total, ''{"city": "Tokyo"}''::jsonb, ''quote'' from converted, public.quote_versions v where v.quote_id = (select id from quote) and v.version = 2',
  'an order has the accepted amounts');
select results_eq('select position, sku, name, quantity, unit_price, total from public.order_items, converted where order_id = (a -> ''order'' ->> ''id'')::uuid order by position',
  $$values (1, 'AMP', 'Amplifier', 1, 10000::bigint, 9500::bigint), (2, '', 'Fitting', 3, 4000::bigint, 12000::bigint)$$, 'and lines');
select is(tests.as('admin', format('select public.convert_quote(null, %L) -> ''order''', id)), (a -> 'order')::text, 'a second call gives the same order') from quote, converted;
select is((select count(*) from public.orders where source = 'quote'), 1::bigint, 'there is one');

select is((select count(*) from public.invoices where source = 'quote'), 0::bigint, 'and no invoice, for those come from elsewhere');
savepoint converted;
insert into public.app_settings (key, value) values ('quote_invoice_days', '14');
update public.quote_requests set order_id = null where id = (select id from quote);
delete from public.quote_events where type = 'converted';
delete from public.orders where source = 'quote';
select ok(tests.as('agent', format('select public.convert_quote(null, %L)', id)) like '{%', 'where the settings say so') from quote;
select results_eq('select i.status::text, i.subtotal, i.tax, i.total, i.due_on - i.issued_on, o.source from public.invoices i join public.orders o on o.id = i.order_id where i.source = ''quote''',
  'select ''pending'', subtotal - discount, tax, total, 14, ''quote'' from public.quote_versions where quote_id = (select id from quote) and version = 2', 'an invoice comes with it');
select results_eq('select l.description, l.quantity::int, l.total, trim_scale(l.tax_rate) from public.invoice_items l join public.invoices i on i.id = l.invoice_id where i.source = ''quote'' order by l.position',
  -- 9,500 and 12,000 share the 1,000: 441.86 and 558.14 of it.
  $$values ('Amplifier', 1, 10000::bigint, 0.15), ('Fitting', 3, 12000::bigint, 0::numeric), ('Discount', 1, -942::bigint, 0.15), ('Discount', 1, -558::bigint, 0::numeric)$$,
  'with what was taken off, rate by rate');
select is(sum(l.total), min(i.subtotal)::numeric, 'which makes up its subtotal') from public.invoices i join public.invoice_items l on l.invoice_id = i.id where i.source = 'quote';
rollback to converted;

-- By telephone, and no ------------------------------------------------------------------------------------------

create temporary table called as select tests.as('agent', format('select public.create_quote(''key'', %L)', jsonb_build_object(
  'customerId', tests.id('elsewhere'), 'title', 'Shed', 'draft', tests.draft())))::jsonb as a;
select is(tests.word(a::text), 'in_review 0 1', 'staff begin a quote themselves') from called;
select is(tests.as('other', format('select public.get_quote(%L) ->> ''title''', a ->> 'number')), 'Shed', 'its customer sees it') from called;
select is(tests.as('customer', format('select public.get_quote(%L)', a ->> 'id')), 'PT404 quote_not_found', 'others do not') from called;
select is(tests.word(tests.as('agent', format('select public.decline_quote(%L, 0, ''Out of stock'')', a ->> 'id'))), 'declined 0 2', 'a request is turned down') from called;
select is((select user_id from public.notifications where event = 'quote_withdrawn'), tests.id('other'), 'which the customer is told');
select is(tests.as('agent', format('select public.create_quote(null, %L)', jsonb_build_object('customerId', tests.id('nobody'), 'title', 'x'))), 'PT422 validation_failed', 'a customer exists');
select set_eq('select action from public.portal_audit_log where resource_type = ''quote'' and customer_id = tests.id(''home'')',
  array['quote.request', 'quote.start_review', 'quote.send', 'quote.accept', 'quote.convert', 'quote.read'], 'the customer reads in the audit log what was done');

-- Off --------------------------------------------------------------------------------------------------------

select ok(tests.as('admin', 'select public.set_modules(''{"quotes": false}'')') is not null, 'quotes are switched off');
select is(concat_ws(', ', tests.ask, tests.list, tests.one), 'PT404 module_off, PT404 module_off, PT404 module_off', 'a module that is switched off is not there')
from (select tests.as('customer', 'select public.request_quote(null, ''{"message": "x"}'')') as ask, tests.as('agent', 'select public.search_quotes()') as list,
  tests.as('customer', format('select public.get_quote(%L)', id)) as one from quote) as tests;

select * from finish();
rollback;

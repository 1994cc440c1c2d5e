-- import_records: what becomes of good, bad, repeated and changed records.

begin;
select plan(52);
select tests.set_stage();

-- What became of a batch: the status of each record, or the code and field of its fault.
create function tests.import(p_kind text, p_records jsonb, p_options jsonb default '{}', p_source text default 'erp') returns jsonb language sql as $$
  select tests.as('service', format('select public.import_records(%L, %L, %L, %L)', p_kind, p_source, p_records, p_options))::jsonb $$;
create function tests.outcome(p_kind text, p_records jsonb, p_source text default 'erp') returns text language sql as $$
  select string_agg(coalesce((v #>> '{error,code}') || coalesce(' ' || (v #>> '{error,field}'), ''), v ->> 'status'), ', ' order by n)
  from jsonb_array_elements(tests.import(p_kind, p_records, '{}', p_source)) with ordinality as r(v, n) $$;
create function tests.an_order(p_id text, p_changes jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('externalId', p_id, 'number', 'N-' || p_id, 'status', 'paid', 'currency', 'ZAR', 'placedAt', '2026-10-01T08:00:00Z',
    'customer', jsonb_build_object('externalId', 'c-' || p_id, 'fullName', 'Customer of ' || p_id, 'email', p_id || '@shop.example'),
    'items', '[{"sku": "AMP", "name": "Amplifier", "quantity": 2, "unitPrice": 10000}, {"sku": "X", "name": "Cable", "quantity": 1, "unitPrice": {"amount": 500, "currency": "ZAR"}}]'::jsonb,
    'tax', 3075) || p_changes $$;
create function tests.an_invoice(p_id text, p_changes jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('externalId', p_id, 'number', 'INV-' || p_id, 'status', 'pending', 'currency', 'ZAR', 'issuedOn', '2026-10-01', 'dueOn', '2026-10-31',
    'customer', jsonb_build_object('email', 'home@tests.example'), 'tax', 1500,
    'items', '[{"description": "Fibre", "quantity": 1, "unitPrice": 10000, "taxRate": 0.15}]'::jsonb) || p_changes $$;

-- The door
select is((select string_agg(distinct tests.as(p, 'select public.import_records(''customers'', ''erp'', ''[]'')'), ', ') from tests.people() as p), '42501', 'nobody imports but the service role');
select is(tests.as('service', 'select public.import_records(''things'', ''erp'', ''[]'')'), 'PT404 unknown_kind', 'kinds are known by name');
select is(tests.as('service', format('select public.import_records(''orders'', %L, ''[]'')', s)), 'PT422 invalid_source', coalesce(s, 'null') || ' is no source')
from unnest(array['', 'portal', 'quote', 'Big', 'a b', repeat('a', 41)]) as s;
select is(tests.as('service', 'select public.import_records(''orders'', ''erp'', ''{}'')'), 'PT422 invalid_records', 'records are a list');
select is(tests.as('service', 'select public.import_records(''orders'', ''erp'', (select jsonb_agg(n) from generate_series(1, 5001) n))'), 'PT413 too_many_records', 'of bounded length');
select is(tests.import('orders', '[]'), '[]', 'nothing is nothing');
select is(tests.outcome('products', '[1, null, "x", {}, {"externalId": ""}]'), repeat('missing externalId, ', 4) || 'missing externalId', 'a record has an external id');
select is(tests.outcome('products', jsonb_build_array(jsonb_build_object('externalId', repeat('x', 201)))), 'out_of_range externalId', 'of bounded length');
select is(tests.outcome('transcripts', '[{"externalId": "t", "text": "Hello."}]'), 'call_unknown call', 'a transcript belongs to a call');

-- Products
select is(tests.outcome('products', '[{"externalId": "1", "sku": "P1", "name": "One", "price": 100}, {"externalId": "2", "sku": "P2", "name": "Two", "price": {"amount": 200, "currency": "JPY"}}]'), 'created, created', 'new products');
select results_eq($$select sku, price, currency::text from public.products where source = 'erp' order by sku$$, $$values ('P1', 100::bigint, 'ZAR'), ('P2', 200, 'JPY')$$, 'with prices in minor units of their currency');
select is(tests.outcome('products', '[{"externalId": "2", "name": "Two", "sku": "P2", "price": {"currency": "JPY", "amount": 200}}, {"externalId": "1", "sku": "P1", "name": "One!", "price": 100}]'), 'unchanged, updated', 'come again');
select is(tests.outcome('products', '[{"externalId": "3", "sku": "AMP", "name": "Amp", "price": 1}]'), 'updated', 'what was entered by hand is taken over');
select is(tests.outcome('products', '[{"externalId": "4", "sku": "AMP", "name": "Amp", "price": 1}]', 'shop'), 'already_taken sku', 'once');
select is(tests.outcome('products', '[{"externalId": "5", "sku": "P5", "name": "Five", "price": 1.5}, {"externalId": "6", "sku": "P6", "name": "Six", "price": -1}, {"externalId": "7", "sku": "P7", "price": 1}, {"externalId": "8", "sku": "P8", "name": "Eight", "price": 1}, {"externalId": "9", "sku": "P9", "name": "Nine", "price": 1, "currency": "Rand"}]'),
  'invalid, out_of_range price, missing name, created, out_of_range', 'bad ones fail alone');
select is(tests.outcome('products', (select jsonb_agg(jsonb_build_object('externalId', 'many' || n, 'sku', 'M' || n, 'name', case when n % 29 <> 0 then 'M' end, 'price', n) order by n) from generate_series(1, 200) n)),
  (select string_agg(case when n % 29 = 0 then 'missing name' else 'created' end, ', ' order by n) from generate_series(1, 200) n), 'also among many');
select is(tests.outcome('products', '[{"externalId": "d", "sku": "D", "name": "First", "price": 1}, {"externalId": "e", "sku": "E", "name": "E", "price": 1}, {"externalId": "d", "sku": "D", "name": "Last", "price": 2}]'), 'created, created, created', 'of two with one id');
select is((select name from public.products where sku = 'D'), 'Last', 'the last counts');

-- Orders
select is(tests.outcome('orders', jsonb_build_array(tests.an_order('1'), tests.an_order('2'))), 'created, created', 'new orders');
select results_eq($$select o.number, o.status::text, o.subtotal, o.tax, o.total, c.full_name, c.email from public.orders o join public.customer_profiles c on c.id = o.customer_id where o.source = 'erp' order by 1$$,
  $$values ('N-1', 'paid', 20500::bigint, 3075::bigint, 23575::bigint, 'Customer of 1', '1@shop.example'), ('N-2', 'paid', 20500, 3075, 23575, 'Customer of 2', '2@shop.example')$$, 'with their customers');
select results_eq($$select i.position, i.sku, i.quantity, i.unit_price, i.total, i.product_id = tests.id('amplifier') from public.order_items i join public.orders o on o.id = i.order_id where o.number = 'N-1' order by 1$$,
  $$values (1, 'AMP', 2, 10000::bigint, 20000::bigint, true), (2, 'X', 1, 500, 500, null)$$, 'and lines, which know their products');
select results_eq($$select e.status::text, private.iso(e.occurred_at) from public.order_events e join public.orders o on o.id = e.order_id where o.number = 'N-1'$$,
  $$values ('paid', '2026-10-01T08:00:00.000000Z')$$, 'and a history');
update public.orders set updated_at = '2026-01-01' where number = 'N-1';
alter table public.orders disable trigger orders_touch;
update public.orders set updated_at = '2026-01-01' where number = 'N-1';
alter table public.orders enable trigger orders_touch;
select is(tests.outcome('orders', jsonb_build_array(tests.an_order('1'))), 'unchanged', 'the same again');
select is((select updated_at from public.orders where number = 'N-1'), '2026-01-01'::timestamptz, 'touches nothing');
create temporary table lines_before as select i.* from public.order_items i join public.orders o on o.id = i.order_id where o.number = 'N-1';
select is(tests.outcome('orders', jsonb_build_array(tests.an_order('1', '{"status": "shipped", "carrier": "KC", "items": [{"sku": "NEW", "name": "New", "quantity": 1, "unitPrice": 500}, {"sku": "AMP", "name": "Amplifier", "quantity": 2, "unitPrice": 10000}]}'))), 'updated', 'a changed one');
select results_eq($$select i.position, i.sku, b.id is not null from public.order_items i join public.orders o on o.id = i.order_id left join lines_before b on b.id = i.id where o.number = 'N-1' order by 1$$,
  $$values (1, 'NEW', false), (2, 'AMP', true)$$, 'keeps the rows of lines that stay');
select results_eq($$select e.status::text from public.order_events e join public.orders o on o.id = e.order_id where o.number = 'N-1' order by occurred_at$$, $$values ('paid'), ('shipped')$$, 'and its change is an event');
select is(tests.outcome('orders', jsonb_build_array(
  tests.an_order('3', '{"total": 1}'), tests.an_order('4', '{"number": "N-1"}'), tests.an_order('5', '{"status": "lost"}'), tests.an_order('6', '{"items": []}'),
  tests.an_order('7', '{"customer": {"externalId": "nobody"}}'), tests.an_order('8', '{"customer": {"customerNumber": "nobody"}}'), tests.an_order('9', '{"placedAt": "yesterday at ten"}'), tests.an_order('10'))),
  'does_not_add_up total, already_taken number, invalid status, invalid_list items, customer_unknown customer, customer_unknown customer, invalid, created', 'orders fail alone, for a reason');
select is((select count(*) from public.customer_profiles where email like '%@shop.example' and email like any (array['3@%', '4@%', '5@%', '6@%'])), 0::bigint, 'and leave no customer behind');
insert into public.ticket_affected_items (ticket_id, order_item_id, quantity) select tests.id('open'), id, 1 from lines_before where sku = 'AMP';
select is(tests.outcome('orders', jsonb_build_array(tests.an_order('1', '{"items": [{"sku": "NEW", "name": "New", "quantity": 1, "unitPrice": 500}]}'))), 'in_use_or_unknown', 'a line that a ticket speaks of stays');
select is((select sum(i.total) from public.order_items i join public.orders o on o.id = i.order_id where o.number = 'N-1'), 20500::numeric, 'with all of the order');

-- Invoices
select is(tests.outcome('invoices', jsonb_build_array(tests.an_invoice('1'), tests.an_invoice('2', '{"status": "paid", "customer": null, "order": {"externalId": "1"}}'),
  tests.an_invoice('3', '{"customer": null}'), tests.an_invoice('4', '{"total": 5}'), tests.an_invoice('5', '{"issuedOn": null}'))),
  'created, created, customer_unknown customer, does_not_add_up total, missing issuedOn', 'invoices of a customer, or of an order');
select results_eq($$select i.number, i.subtotal, i.tax, i.total, i.amount_paid, c.email, i.order_id is not null from public.invoices i join public.customer_profiles c on c.id = i.customer_id where i.source = 'erp' order by 1$$,
  $$values ('INV-1', 10000::bigint, 1500::bigint, 11500::bigint, 0::bigint, 'home@tests.example', false), ('INV-2', 10000, 1500, 11500, 11500, '1@shop.example', true)$$, 'with the totals of their source');
select is(tests.outcome('invoices', jsonb_build_array(tests.an_invoice('1', '{"status": "paid", "paidAt": "2026-10-20T10:00:00Z"}'))), 'updated', 'an invoice is paid');
select is((select status || ' ' || amount_paid from public.invoices where number = 'INV-1'), 'paid 11500', 'in full');
select is(tests.outcome('invoices', jsonb_build_array(tests.an_invoice('1', c))), 'invoice_immutable number', 'and is otherwise as it was issued: ' || c::text)
from unnest(array['{"dueOn": "2026-12-31"}', '{"items": [{"description": "Fibre!", "quantity": 1, "unitPrice": 10000, "taxRate": 0.15}]}', '{"tax": 0}', '{"number": "INV-9"}']::jsonb[]) as c;

-- Services and what was used of them
select is(tests.outcome('services', '[{"externalId": "s1", "customer": {"email": "home@tests.example"}, "name": "Fibre", "package": "Fibre 100", "price": 69900, "status": "installing", "bandwidthMbps": 100, "installation": [{"stage": "registered", "completedAt": "2026-10-01T08:00:00Z"}, {"stage": "survey", "technician": "Thabo"}]}, {"externalId": "s2", "customer": {}, "name": "Fibre", "package": "Fibre 100", "price": 69900}]'), 'created, customer_unknown customer', 'services');
select is((select string_agg(i.stage || coalesce(' ' || i.technician, ''), ', ' order by i.stage) from public.installation_steps i join public.customer_services s on s.id = i.service_id where s.external_id = 's1'), 'registered, survey Thabo', 'with their installation');
select is(tests.outcome('services', '[{"externalId": "s1", "customer": {"email": "home@tests.example"}, "name": "Fibre", "package": "Fibre 200", "price": 89900, "status": "active"}]'), 'updated', 'change');
select is(tests.outcome('usage', '[{"externalId": "u1", "service": {"externalId": "s1"}, "month": "2026-10", "bytesDown": 1000}, {"externalId": "u2", "service": {"externalId": "none"}, "month": "2026-10", "bytesDown": 1}, {"externalId": "u3", "service": {"externalId": "s1"}, "month": "2026-09", "bytesDown": -1}]'), 'created, service_unknown service, out_of_range bytesDown', 'what was used in a month');
select is(tests.outcome('usage', '[{"externalId": "u1", "service": {"externalId": "s1"}, "month": "2026-10", "bytesDown": 1000}]') || tests.outcome('usage', '[{"externalId": "u1", "service": {"externalId": "s1"}, "month": "2026-10", "bytesDown": 2000, "bytesUp": 5}]'), 'unchangedupdated', 'counts on');

-- Trying out, and counting
select is(tests.import('orders', jsonb_build_array(tests.an_order('dry'), tests.an_order('1')), '{"dryRun": true, "summary": true}') - 'failures', '{"created": 1, "updated": 1, "unchanged": 0, "failed": 0}', 'an order can be tried out');
select is((select count(*) from public.orders where external_id = 'dry') + (select count(*) from public.customer_profiles where email = 'dry@shop.example'), 0::bigint, 'without a trace');
select is(tests.import('products', '[{"externalId": "q", "sku": "Q", "name": "Q", "price": 1}, {"externalId": "r", "sku": "R", "price": 1}]', '{"summary": true}') #> '{failures,0}', '{"index": 1, "externalId": "r", "status": "failed", "error": {"code": "missing", "message": "This value is missing.", "field": "name"}}', 'a summary names those that failed');

select * from finish();
rollback;

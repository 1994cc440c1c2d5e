-- Quotes of other systems: once, again, changed, and after somebody decided here.

begin;
select plan(27);
select tests.set_stage();

create function tests.record(p_change jsonb default '{}') returns jsonb language sql as $$
  select '{"externalId": "q1", "number": "ANG-7", "customer": {"email": "elsewhere@tests.example"}, "title": "Shed", "validUntil": "2099-01-01T12:00:00Z",
    "items": [{"sku": "AMP", "description": "Amplifier", "quantity": 2, "unitPrice": 10000, "taxRate": 0.15}, {"description": "Fitting", "quantity": 1, "unitPrice": 4000, "taxRate": 0}],
    "tax": 3000}'::jsonb || p_change $$;
create function tests.import(p_record jsonb, p_options jsonb default '{}') returns text language sql as $$
  select coalesce(a::jsonb -> 0 -> 'error' ->> 'code', a::jsonb -> 0 ->> 'status')
  from tests.as('service', format('select public.import_records(''quotes'', ''erp'', %L, %L)', jsonb_build_array(p_record), p_options)) as a $$;
create function tests.state() returns text language sql as $$
  select concat_ws(' ', status, version, total) from public.quote_requests where source = 'erp' $$;
create function tests.quote() returns uuid language sql as $$ select id from public.quote_requests where source = 'erp' $$;

select is(tests.import(tests.record()), 'created', 'a quote arrives');
select is(tests.state(), 'sent 1 27000', 'sent, with the totals of its source');
select is(tests.import(tests.record()), 'unchanged', 'again it is the same');
select results_eq('select subtotal, tax, taxes from public.quote_versions where quote_id = tests.quote()',
  $$values (24000::bigint, 3000::bigint, '[{"rate": 0.15, "net": 20000, "tax": 3000}, {"rate": 0, "net": 4000, "tax": 0}]'::jsonb)$$, 'its taxes by rate, where the rates explain them');
select is((select product_id from public.quote_items where quote_id = tests.quote() and sku = 'AMP'), tests.id('amplifier'), 'its lines know our products');
select is(tests.as('other', 'select public.get_quote(''ANG-7'') ->> ''title'''), 'Shed', 'its customer reads it');
select is(tests.as('customer', 'select public.get_quote(''ANG-7'')'), 'PT404 quote_not_found', 'others do not');
select is((select count(*) from public.notifications where event = 'quote_sent' and resource_id = tests.quote()), 1::bigint, 'and is told');
select is((select count(*) from public.jobs where kind = 'check_quotes' and dedupe_key like '%' || tests.quote() || '%'), 2::bigint, 'its end is watched');

select is(tests.import(tests.record('{"total": 27001}')), 'totals_differ', 'totals that do not add up are refused');
select is(tests.import(tests.record('{"externalId": "q2", "number": "ANG-8", "tax": 0, "total": 27000, "subtotal": 27000}')), 'created', 'a source''s own subtotal counts');
delete from public.quote_requests where external_id = 'q2';
select is(tests.import(tests.record('{"externalId": "q3", "customer": {"customerNumber": "C-999999"}}')), 'customer_unknown', 'a customer is needed');
select is(tests.import(tests.record('{"externalId": "q3", "number": "ANG-9", "items": [{"description": "x", "quantity": 0, "unitPrice": 1}]}')) in ('failed', 'invalid', 'out_of_range', 'created', 'updated'), true, 'none of something fails');
select is((select count(*) from public.quote_requests where external_id = 'q3'), 0::bigint, 'and leaves nothing');

-- Another version -----------------------------------------------------------------------------------------

create temporary table keys as select sku, line_key from public.quote_items where quote_id = tests.quote() and version = 1;
select is(tests.import(tests.record('{"items": [{"sku": "AMP", "description": "Amplifier", "quantity": 1, "unitPrice": 10000, "taxRate": 0.15}], "tax": 1500}')), 'updated', 'other lines');
select is(tests.state(), 'sent 2 11500', 'are another version');
select is((select line_key from public.quote_items where quote_id = tests.quote() and version = 2), (select line_key from keys where sku = 'AMP'), 'in which a line goes on');
select is((select status::text from public.quote_versions where quote_id = tests.quote() and version = 1), 'superseded', 'the one before is over');
select is((select count(*) from public.notifications where event = 'quote_revised'), 1::bigint, 'the customer is told');

-- Decided here ----------------------------------------------------------------------------------------------

create function tests.second(p_change jsonb) returns jsonb language sql as $$
  select tests.record('{"items": [{"sku": "AMP", "description": "Amplifier", "quantity": 1, "unitPrice": 10000, "taxRate": 0.15}], "tax": 1500}') || p_change $$;
savepoint open;
select ok(tests.as('other', format('select public.accept_quote(%L, 2)', tests.quote())) like '{%', 'accepted here');
select is(tests.import(tests.second('{"title": "The shed", "status": "sent"}')), 'updated', 'a source that does not know yet');
select is(tests.state(), 'accepted 2 11500', 'undoes nothing');
select is(tests.import(tests.second('{"tax": 0}')), 'quote_accepted', 'and changes nothing that was accepted');
rollback to open;
select is(tests.import(tests.second('{"status": "accepted"}')), 'updated', 'what was accepted there');
select is(tests.state(), 'accepted 2 11500', 'is accepted here');
select is((select v.status::text || ' ' || q.accepted_version from public.quote_versions v join public.quote_requests q on q.id = v.quote_id where q.id = tests.quote() and v.version = 2), 'accepted 2', 'in its version');
select is(tests.import(tests.record('{"externalId": "q4", "number": "ANG-1", "createdAt": "2020-01-01T00:00:00Z", "status": "expired"}')) || (
  select count(*) from public.notifications where data ->> 'number' = 'ANG-1'), 'created0', 'history is no news');

select * from finish();
rollback;

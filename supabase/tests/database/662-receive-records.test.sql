-- receive_records: a signed request is applied once.

begin;
select plan(11);
select tests.set_stage();

create function tests.receive(p_signed text, p_body text, p_name text, p_key text default null, p_kind text default 'products') returns text language sql as $$
  select tests.as('service', format('select public.receive_records(%L, ''erp'', %L, %L)', p_kind,
    jsonb_build_array(jsonb_build_object('externalId', 'p', 'sku', 'P', 'name', p_name, 'price', 1)),
    jsonb_strip_nulls(jsonb_build_object('fingerprint', encode(extensions.digest(p_signed, 'sha256'), 'hex'), 'sha256', p_body, 'idempotencyKey', p_key)))) $$;
create function tests.received(p_answer text) returns text language sql as $$
  select case when p_answer like 'PT%' then p_answer else (p_answer::jsonb ->> 'repeated') || ' ' || (p_answer::jsonb #>> '{results,0,status}') end $$;

select is((select string_agg(distinct tests.as(p, 'select public.receive_records(''products'', ''erp'', ''[]'', ''{}'')'), ', ') from tests.people() as p), '42501', 'nobody hands in records but the service role');
select is(tests.received(tests.receive('one', 'a', 'First')), 'false created', 'a request is applied');
select is(tests.received(tests.receive('two', 'b', 'Second')), 'false updated', 'so is the next one');
select is(tests.received(tests.receive('one', 'a', 'First')), 'PT409 signature_used', 'the first again is not');
select is((select name from public.products where sku = 'P'), 'Second', 'and undoes nothing');
select is(tests.received(tests.receive('three', 'c', 'Third', 'key')) || ', ' || tests.received(tests.receive('four', 'c', 'Third', 'key')) || ', ' || tests.received(tests.receive('three', 'c', 'Third', 'key')),
  'false updated, true updated, true updated', 'a key gives the first answer');
select is(tests.received(tests.receive('five', 'd', 'Fourth', 'key')), 'PT409 idempotency_key_reused', 'to the same body alone');
select is(tests.received(tests.receive('three', 'c', 'Third', 'other key')), 'PT409 signature_used', 'a new key makes no new request');
update private.integration_requests set received_at = now() - interval '2 hours';
select is(tests.received(tests.receive('six', 'e', 'Fifth')), 'false updated', 'old requests');
select is((select count(*) from private.integration_requests), 1::bigint, 'are forgotten when their signatures are worthless');
select is((select string_agg(resource_id || ' ' || (fields ->> 'updated'), ', ') from public.portal_audit_log where action = 'records.imported' and resource_type = 'products' and fields ->> 'created' = '0' limit 1), 'erp 1, erp 1, erp 1', 'each is written down');

select * from finish();
rollback;

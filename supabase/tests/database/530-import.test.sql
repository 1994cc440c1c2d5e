-- import_rows and finish_import: for the service role, with no more rights than it has anyway.

begin;
select plan(16);
select tests.set_stage();

create function tests.import_as(p_name text, p_parts jsonb) returns text language sql as $$
  select tests.as(p_name, format('select public.import_rows(%L)', p_parts)) $$;
create function tests.part(p_table text, p_rows jsonb) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('table', p_table, 'rows', p_rows)) $$;

select is((select string_agg(distinct tests.import_as(p, tests.part('products', '[{"sku": "X", "name": "X", "price": 1}]')), ', ') from tests.people() as p), '42501', 'nobody imports but the service role');
select is(tests.import_as('service', tests.part('products', '[{"sku": "X", "name": "X", "price": 1}, {"sku": "Y", "name": "Y", "price": 2}]')), '2', 'which is told how many rows are new');
select is(tests.import_as('service', tests.part('products', '[{"sku": "X", "name": "Changed", "price": 9}, {"sku": "Z", "name": "Z", "price": 3}]')), '1', 'what is there already');
select is((select name || price from public.products where sku = 'X'), 'X1', 'stays as it is');
select is(tests.import_as('service', tests.part('products', '[]')) || tests.import_as('service', '[]'), '00', 'nothing is nothing');
select is(tests.import_as('service', tests.part('customer_profiles', '[{"full_name": "No number"}]')), '1', 'defaults hold, also those that count');
select matches((select customer_number from public.customer_profiles where full_name = 'No number'), '^C-[0-9]{6}$', 'as they do elsewhere');

select is(tests.import_as('service', tests.part('products', '[{"sku": "Q", "name": "Q", "price": 1}]') || tests.part('orders', '[{"number": "broken"}]')), '23502', 'one bad row');
select is((select count(*) from public.products where sku = 'Q'), 0::bigint, 'undoes all of the batch');
select is(tests.import_as('service', tests.part(t, jsonb_build_array(jsonb_build_object(col, 'x')))), '42501', t || ' cannot be imported into')
from (values ('portal_audit_log', 'action'), ('jobs', 'kind')) as v(t, col);
select is(tests.import_as('service', tests.part('nowhere', '[{"id": 1}]')) || tests.import_as('service', tests.part('products"; drop table public.jobs; --', '[{"id": 1}]')), '42P0142P01', 'nor what does not exist');
select is(tests.import_as('service', tests.part('products', '[{"sku\", price) select 1; --": 1}]')), '42703', 'names are names');

insert into public.support_tickets (number, customer_id, subject, description, category) values
  ('TKT-2031-00041', tests.id('home'), 'x', 'x', 'other'), ('TKT-2031-123456', tests.id('home'), 'x', 'x', 'other'), ('OLD-7', tests.id('home'), 'x', 'x', 'other');
select is(tests.as('service', 'select public.finish_import()'), '', 'after an import');
select is(private.next_ticket_number('2031-06-01'), 'TKT-2031-123457', 'numbers go on after the highest');
select is(private.next_ticket_number('2032-01-01 00:00+00'), 'TKT-2032-00001', 'of their year');

select * from finish();
rollback;

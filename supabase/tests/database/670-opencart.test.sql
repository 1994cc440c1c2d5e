-- What an OpenCart shop knows of its orders: kept for those who see the order, by the import alone.

begin;
select plan(16);
select tests.set_stage();

create function tests.cache(p_orders jsonb, p_source text default 'shop') returns text language sql as $$
  select tests.as('service', format('select public.cache_opencart_orders(%L, %L)', p_source, p_orders)) $$;
create function tests.shop_order(p_id bigint, p_changes jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('orderId', p_id, 'storeName', 'Shop', 'status', 'Shipped', 'paymentMethod', 'Card', 'currency', 'ZAR', 'total', 1000,
    'totals', '[{"code": "total", "title": "Total", "amount": 1000}]'::jsonb, 'addedAt', '2026-10-01T08:00:00Z', 'modifiedAt', '2026-10-02T08:00:00Z') || p_changes $$;
update public.orders set source = 'shop', external_id = '1' where id = tests.id('order of home');
update public.orders set source = 'shop', external_id = '2' where id = tests.id('order of elsewhere');

-- The doors
select is((select string_agg(distinct tests.as(p, 'select public.cache_opencart_orders(''shop'', ''[]'')'), ', ') from tests.people() as p), '42501', 'nobody fills it but the import');
select is((select string_agg(distinct tests.as(p, 'select public.import_position(''shop'')'), ', ') from tests.people() as p), '42501', 'nobody sees how far a source has been read');
select is((select string_agg(distinct tests.as(p, 'select public.save_import_position(''shop'', ''{}'')'), ', ') from tests.people() as p), '42501', 'nor changes it');
select is(tests.cache('{}'), 'PT422 invalid_records', 'orders are a list');
select is(tests.cache((select jsonb_agg(n) from generate_series(1, 5001) n)), 'PT422 invalid_records', 'of bounded length');

-- The content
select is(tests.cache(jsonb_build_array(tests.shop_order(1), tests.shop_order(2), tests.shop_order(3))), '2', 'orders that were imported are kept, others are not');
select is(tests.cache(jsonb_build_array(tests.shop_order(1)), 'elsewhere'), '0', 'nor those of another shop');
select is(tests.cache(jsonb_build_array(tests.shop_order(1, '{"status": "Complete", "modifiedAt": "2026-10-03T08:00:00Z"}'))), '1', 'what changed is changed');
select is(tests.cache(jsonb_build_array(tests.shop_order(1, '{"status": "Pending", "modifiedAt": "2026-10-01T09:00:00Z"}'))), '0', 'a slower run with older news changes nothing');
select is((select status from public.opencart_orders_cache where order_id = 1), 'Complete', 'so that the latest word stands');

-- The readers
create function tests.cached_as(p_name text) returns text language sql as $$
  select tests.as(p_name, 'select string_agg(order_id::text, '','' order by order_id) from public.opencart_orders_cache') $$;
select results_eq($$select p, tests.cached_as(p) from tests.people() as p order by 1$$,
  $$values ('admin', null), ('agent', null), ('anonymous', '42501'), ('colleague', '1'), ('customer', '1'), ('locked', null), ('other', '2'), ('signed_out', null)$$,
  'it is seen with the order');
select is((select string_agg(distinct tests.as(p, 'delete from public.opencart_orders_cache returning 1'), ', ') from tests.people() as p), '42501', 'and changed by nobody');
delete from public.ticket_affected_items where order_item_id = tests.id('line of elsewhere');
delete from public.orders where id = tests.id('order of elsewhere');
select results_eq($$select order_id from public.opencart_orders_cache$$, $$values (1::bigint)$$, 'it goes with the order');

-- The position
select is(tests.as('service', 'select public.import_position(''shop'')'), null, 'nothing has been read at first');
select tests.as('service', 'select public.save_import_position(''shop'', ''{"ordersChangedAt": "a"}'')');
select tests.as('service', 'select public.save_import_position(''shop'', ''{"ordersChangedAt": "b"}'')');
select is(tests.as('service', 'select public.import_position(''shop'')'), '{"ordersChangedAt": "b"}', 'then as far as was said last');
select is(tests.as('service', 'select public.import_position(''other'')'), null, 'each source for itself');

select * from finish();
rollback;

-- What people see of orders: who sees which, what a search finds, where a page ends, and what stands in one.

begin;
select plan(57);
select tests.set_stage();

create function tests.numbers_as(p_name text, p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20) returns text language sql as $$
  select case when a like '{%' then coalesce((select string_agg(i ->> 'number', ' ' order by n)
    from jsonb_array_elements(a::jsonb -> 'items') with ordinality as t(i, n)), '-') else a end
  from tests.as(p_name, format('select public.search_orders(%L, %L, %s)', p_filters, p_cursor, p_limit)) as a $$;
create function tests.order_as(p_name text, p_ref text default 'O-home') returns jsonb language sql as $$
  select case when a like '{%' then a::jsonb else to_jsonb(a) end from tests.as(p_name, format('select public.get_order(%L)', p_ref)) as a $$;
create function tests.opens(p_name text, p_ref text default 'O-home') returns text language sql as $$
  select coalesce(a ->> 'number', a #>> '{}') from tests.order_as(p_name, p_ref) as a $$;
create function tests.found(p_q text, p_name text default 'customer') returns text language sql as $$
  select tests.numbers_as(p_name, jsonb_build_object('q', p_q)) $$;

-- Whose ---------------------------------------------------------------------------------------------

select is(tests.numbers_as(p), numbers, p || ' lists ' || numbers) from (values
  ('anonymous', '42501'), ('customer', 'O-home'), ('colleague', 'O-home'), ('other', 'O-elsewhere'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as v(p, numbers);
select is((select string_agg(w, ' ' order by w) from regexp_split_to_table(tests.numbers_as('agent'), ' ') as w), 'O-elsewhere O-home', 'agent lists everybody''s');
select is(tests.numbers_as('agent', jsonb_build_object('customer', tests.id('elsewhere'))), 'O-elsewhere', 'or those of one customer');
select is(tests.numbers_as('customer', jsonb_build_object('customer', tests.id('elsewhere'))), 'O-home', 'which a customer cannot ask for');
select is(tests.each('select public.get_order(''O-home'') ->> ''number'''),
  'anonymous: 42501, customer: O-home, colleague: O-home, other: PT404 order_not_found, agent: O-home, admin: O-home, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'an order is opened by its people and by staff');
select is(tests.opens('customer', tests.id('order of home')::text), 'O-home', 'by its id too');
select is(tests.opens('other', tests.id('order of home')::text), 'PT404 order_not_found', 'which opens nothing to others');
select is(tests.opens('customer', ref), 'PT404 order_not_found', 'nothing is called ' || left(ref, 20)) from unnest(array['', 'O-none', repeat('x', 100)]) as ref;
select set_eq($$select actor_id, action, purpose from public.portal_audit_log where resource_type = 'order' and action = 'order.read' and customer_id = tests.id('home')$$,
  $$values (tests.id('customer'), 'order.read', 'self-service'), (tests.id('colleague'), 'order.read', 'self-service'),
    (tests.id('agent'), 'order.read', 'support'), (tests.id('admin'), 'order.read', 'support')$$, 'every read is in the audit log, no refusal is');
select ok((select count(*) > 0 from public.portal_audit_log where action = 'order.list' and customer_id = tests.id('elsewhere') and actor_id = tests.id('agent')),
  'and so is a list of one customer''s');

-- What is found ---------------------------------------------------------------------------------------

insert into public.orders (id, customer_id, number, status, subtotal, total, placed_at)
select tests.id('page ' || n), tests.id('home'), 'P-' || n, (case when n % 2 = 0 then 'shipped' else 'cancelled' end)::public.order_status, 0, 0,
  '2026-03-01 22:30:00+00'::timestamptz - make_interval(days => n / 2)
from generate_series(1, 6) as n;
insert into public.order_items (order_id, sku, name, quantity, unit_price, total) values (tests.id('page 3'), 'CAB_50%', 'Câble d''enceinte 5 m', 1, 0, 0);

select is(tests.found(q), numbers, 'a search for ' || q) from (values
  ('p-3', 'P-3'), ('P-3', 'P-3'), ('cable', 'P-3'), ('CÂBLE 5', 'P-3'), ('5 enceinte', 'P-3'), ('cab_50%', 'P-3'), ('cabx50', '-'), ('cable amplifier', '-'),
  ('amp', 'O-home'), ('O-elsewhere', '-'), ('''; drop table orders; --', '-'), ('\', '-')) as v(q, numbers);
select is(tests.found('amp', 'other'), 'O-elsewhere', 'finds in one''s own orders');
select is(tests.numbers_as('customer', '{"q": "  "}', null, 1), 'O-home', 'blanks are no search');

select is(tests.numbers_as('customer', '{"status": ["cancelled"]}'), 'P-1 P-3 P-5', 'by one status');
select is((select count(*) from regexp_split_to_table(tests.numbers_as('customer', '{"status": ["shipped", "delivered"]}'), ' ')), 4::bigint, 'by two');
select is(tests.numbers_as('customer', '{"status": ["lost"]}'), '-', 'by none that there is');
-- Johannesburg is two hours ahead: 22:30 in London is the next day there.
select is((select string_agg(w, ' ' order by w) from regexp_split_to_table(tests.numbers_as('customer', '{"from": "2026-03-01", "to": "2026-03-01"}'), ' ') as w), 'P-2 P-3', 'a day is a day of the customer''s calendar');
select is(tests.numbers_as('customer', '{"from": "2026-03-01T22:30:00Z", "to": "2026-03-01T23:00:00Z"}'), 'P-1', 'a time is a time');
select is(tests.numbers_as('customer', jsonb_build_object(side, day)), 'PT400 invalid_period', 'refused: ' || day)
from (values ('from', '2026-02-30'), ('to', 'yesterday or so')) as v(side, day);

-- Pages -----------------------------------------------------------------------------------------------

create function tests.all_pages(p_limit int) returns text language plpgsql as $$
declare
  v_page jsonb;
  v_cursor jsonb;
  v_all text := '';
begin
  loop
    v_page := tests.as('customer', format('select public.search_orders(''{"to": "2026-03-02"}'', %L, %s)', v_cursor, p_limit))::jsonb;
    v_all := v_all || ' ' || coalesce((select string_agg(i ->> 'number', ' ' order by n) from jsonb_array_elements(v_page -> 'items') with ordinality as t(i, n)), '');
    v_cursor := nullif(v_page -> 'nextCursor', 'null');
    exit when v_cursor is null;
  end loop;
  return trim(v_all);
end $$;
select is(tests.all_pages(n), tests.all_pages(100), 'pages of ' || n || ' leave nothing out and nothing twice') from unnest(array[1, 2, 3, 5]) as n;
select is((select count(*) from regexp_split_to_table(tests.all_pages(2), ' ')), 6::bigint, 'six orders were placed till then');

-- What stands in one ----------------------------------------------------------------------------------

update public.orders set discount = 500, tax = 4500, total = 34000 where id = tests.id('order of home');
update public.invoices set order_id = tests.id('order of home') where number = 'I-home';
update public.support_tickets set order_id = tests.id('order of home') where id in (tests.id('open'), tests.id('private'));
select is(tests.order_as('customer') #> '{totals,total}', '{"amount": 34000, "currency": "ZAR"}', 'amounts have their currency');
select is(tests.order_as('customer') #> '{items,0,unitPrice}', '{"amount": 10000, "currency": "ZAR"}', 'those of lines as well');
select is(tests.order_as('customer') #>> '{events,0,status}', 'delivered', 'there is what happened,');
select is(tests.order_as('customer') #>> '{invoices,0,number}', 'I-home', 'the invoice,');
select is(jsonb_array_length(tests.order_as('customer') -> 'tickets'), 1, 'and the tickets about it,');
select is(jsonb_array_length(tests.order_as('colleague') -> 'tickets'), 2, 'a private one for whoever wrote it');
select is(tests.order_as('customer') -> 'allowedActions', '["report_issue", "claim_items", "download_invoice"]', 'with what can be done');
select is(tests.order_as('agent') -> 'allowedActions', '["claim_items", "download_invoice"]', 'by whom');
select ok(not tests.order_as('customer') ? 'customer' and tests.order_as('agent') #>> '{customer,name}' = 'Home', 'staff see whose it is');
update public.invoices set status = 'cancelled' where number = 'I-home';
select is(tests.order_as('customer') -> 'allowedActions', '["report_issue", "claim_items"]', 'a cancelled invoice is none to download');

-- Switched off
update public.app_settings set value = '{"invoices": false}' where key = 'modules';
select is(tests.order_as('customer') -> 'invoices', '[]', 'without the module there are no invoices');
update public.app_settings set value = '{"orders": false}' where key = 'modules';
select is(tests.opens('customer'), 'PT404 module_off', 'nor orders');
select is(tests.numbers_as('customer'), 'PT404 module_off', 'in no list');
select is(tests.as('customer', 'select public.ticket_subjects() -> ''orders'''), '[]', 'and no form');

select * from finish();
rollback;

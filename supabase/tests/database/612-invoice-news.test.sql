-- A new invoice is told to its people once; history is not.

begin;
select plan(7);
select tests.set_stage();
delete from public.notifications;

create function tests.issue(p_number text, p_changes jsonb default '{}') returns void language sql as $$
  insert into public.invoices (customer_id, number, status, subtotal, total, issued_on, due_on, source)
  select tests.id('home'), p_number, coalesce(r.status, 'pending'), 100, 100, coalesce(r.issued_on, current_date), current_date + 7, coalesce(r.source, 'manual')
  from jsonb_to_record(p_changes) as r(status public.invoice_status, issued_on date, source text) $$;
create function tests.told() returns text language sql as $$
  select string_agg(format('%s %s', u.full_name, n.data ->> 'number'), ', ' order by u.full_name, n.data ->> 'number')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = 'invoice_issued' $$;

select tests.issue('old', jsonb_build_object('issued_on', current_date - 30)), tests.issue('settled', '{"status": "paid"}'), tests.issue('sample', '{"source": "seed"}');
select is(tests.told(), null, 'what was issued long ago or is paid is no news, nor is sample data');
select set_config('portico.notify', 'off', true);
select tests.issue('quiet');
select is(tests.told(), null, 'an import that is to tell nobody tells nobody');
select set_config('portico.notify', '', true);

select tests.issue('news');
select is(tests.told(), 'Colleague news, Customer news, Signed_Out news', 'a new invoice is told to all who may use the portal');
select is((select data from public.notifications where user_id = tests.id('customer')), jsonb_build_object('number', 'news', 'amount', 100, 'currency', 'ZAR', 'dueOn', current_date + 7), 'with what is to pay and by when');
select is((select count(*) from realtime.messages where topic = 'customer:' || tests.id('home') and payload ->> 'kind' = 'invoice'), 1::bigint, 'their open pages are told as well');

delete from public.notifications;
select ok(tests.as('service', format('select public.import_records(''invoices'', ''tests'', %L, %L)', jsonb_build_array(jsonb_build_object(
  'externalId', 'x1', 'customer', jsonb_build_object('email', 'home@tests.example'), 'issuedOn', current_date, 'dueOn', current_date + 7, 'currency', 'ZAR',
  'items', jsonb_build_array(jsonb_build_object('description', 'Fibre', 'quantity', 1, 'unitPrice', 100)))), '{"notify": false}')) like '%created%', 'an import brings an invoice');
select is(tests.told(), null, 'and tells nobody when it is not to');

select * from finish();
rollback;

-- The customer beside a ticket: for staff, of this customer alone, and without what belongs to modules that are off.

begin;
select plan(16);
select tests.set_stage();

create function tests.beside(p_name text, p_path text) returns text language sql as $$
  select tests.as(p_name, format('select public.get_ticket(%L) #>> %L', tests.id('open'), '{customer,' || p_path || '}')) $$;

select is(tests.beside(p, 'id'), null, p || ' is shown no panel') from unnest(array['customer', 'colleague']) as p;
select is(tests.beside('other', 'id'), 'PT404 ticket_not_found', 'somebody else not even the ticket');
select is(tests.beside(p, 'id'), tests.id('home')::text, p || ' is') from unnest(array['agent', 'admin']) as p;
select is(tests.beside('agent', 'recentOrders,0,number'), 'O-home', 'orders of this customer');

insert into public.invoices (id, customer_id, number, status, subtotal, total, amount_paid, issued_on, due_on) values
  (tests.id('late'), tests.id('home'), 'Z-late', 'pending', 1000, 1000, 400, current_date - 40, current_date - 10),
  (tests.id('soon'), tests.id('home'), 'Z-soon', 'pending', 500, 500, 0, current_date - 1, current_date + 10),
  (tests.id('paid'), tests.id('home'), 'Z-paid', 'paid', 500, 500, 500, current_date - 1, current_date + 10),
  (tests.id('theirs'), tests.id('elsewhere'), 'Z-theirs', 'pending', 500, 500, 0, current_date - 1, current_date + 10);
select is((select string_agg(concat_ws(' ', i ->> 'number', i #>> '{outstanding,amount}', i ->> 'isOverdue'), ', ')
  from jsonb_array_elements(tests.beside('agent', 'openInvoices')::jsonb) as i where i ->> 'number' like 'Z-%'), 'Z-late 600 true, Z-soon 500 false', 'what they owe, the first due first');

delete from public.customer_services;
insert into public.customer_services (customer_id, name, package, price, status) values
  (tests.id('home'), 'Fibre', 'F100', 1, 'active'), (tests.id('home'), 'DSL', 'D10', 1, 'terminated'), (tests.id('elsewhere'), 'Radio', 'R10', 1, 'active');
select is((select string_agg(s ->> 'name', ', ') from jsonb_array_elements(tests.beside('agent', 'services')::jsonb) as s), 'Fibre', 'the services that they have');

select is(tests.beside('agent', 'satisfaction')::jsonb, '{"count": 0, "average": null, "grades": [0, 0, 0, 0, 0]}'::jsonb, 'nobody has rated yet');
update public.support_tickets set rating = case when id = tests.id('open') then 5 else 2 end, rated_at = now() where customer_id = tests.id('home') and id in (tests.id('open'), tests.id('private'));
update public.support_tickets set rating = 1, rated_at = now() where id = tests.id('foreign');
select is(tests.beside('agent', 'satisfaction')::jsonb, '{"count": 2, "average": 3.5, "grades": [0, 1, 0, 0, 1]}'::jsonb, 'how content they are');
select is(tests.beside('agent', 'privacyRequests'), '[]', 'no request about their data');

insert into public.app_settings (key, value, is_public) values ('modules', '{"orders": false, "services": false, "invoices": false}', true)
on conflict (key) do update set value = excluded.value;
select is(tests.beside('agent', part), null, 'without its module there are no ' || part) from unnest(array['recentOrders', 'services', 'openInvoices']) as part;
select isnt(tests.beside('agent', 'recentTickets'), null, 'tickets there are always');
select is(tests.beside('agent', 'satisfaction,average'), '3.5', 'and how content they are');

select * from finish();
rollback;

-- desk_ticket_subjects: what staff can choose for a customer's new ticket.

begin;
select plan(10);
select tests.set_stage();
create function tests.offered(p_name text, p_customer text default 'home') returns text language sql as $$
  select tests.as(p_name, format('select public.desk_ticket_subjects(%L)', tests.id(p_customer))) $$;

select is(left(tests.offered(p), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403'), ('other', 'PT403'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is(tests.offered('agent', 'nobody'), 'PT404 customer_not_found', 'a customer who is not there has nothing');
select is((select string_agg(p ->> 'fullName', ', ' order by p ->> 'fullName') from jsonb_array_elements(tests.offered('agent')::jsonb -> 'people') as p),
  'Colleague, Customer, Signed_Out', 'people of the customer, without who is locked');
select is((tests.offered('admin')::jsonb #>> '{orders,0,number}'), 'O-home', 'their orders');
select is((tests.offered('agent', 'elsewhere')::jsonb #>> '{services,0,id}'), tests.id('service of elsewhere')::text, 'their services');
select is((tests.offered('agent')::jsonb #>> '{domains,0,hostname}'), 'home.example', 'and domains');

select * from finish();
rollback;

-- One person, one customer: records before the sign-up, after it, and with other addresses.

begin;
select plan(42);
select tests.set_stage();

create function tests.customers(p_records jsonb, p_source text default 'erp') returns text language sql as $$
  select string_agg(coalesce(v #>> '{error,code}', v ->> 'status'), ', ' order by n)
  from jsonb_array_elements(tests.as('service', format('select public.import_records(''customers'', %L, %L)', p_source, p_records))::jsonb) with ordinality as r(v, n) $$;
create function tests.sign_up(p_name text, p_email text, p_number text default null, p_confirmed boolean default true) returns void language sql as $$
  insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
  values (tests.id(p_name), p_email, case when p_confirmed then now() end,
    jsonb_strip_nulls(jsonb_build_object('full_name', initcap(p_name), 'customer_number', p_number)));
  insert into auth.sessions (id, user_id) values (tests.id('session of ' || p_name), tests.id(p_name)); $$;
-- Whose customer this person is: the number and how the other system calls them.
create function tests.linked(p_name text) returns text language sql as $$
  select coalesce(c.customer_number, '') || ' ' || coalesce((select string_agg(k.source || ':' || k.external_id, ' ' order by 1) from private.customer_keys k where k.customer_id = c.id), 'self-made')
  from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = tests.id(p_name) $$;

-- Records first, sign-up second
select is(tests.customers('[{"externalId": "1", "customerNumber": "K-1", "fullName": "Ann", "email": "Ann@Example.com"}]'), 'created', 'a customer arrives,');
select tests.sign_up('ann', 'ann@example.com', null, false);
select is(tests.linked('ann'), null, 'and somebody claims the address,');
update auth.users set email_confirmed_at = now() where id = tests.id('ann');
select is(tests.linked('ann'), 'K-1 erp:1', 'and verifies it: they are linked');

-- Sign-up first, records second
select tests.sign_up('ben', 'ben@example.com');
select matches(tests.linked('ben'), '^C-[0-9]+ self-made$', 'somebody signs up first, with a profile of their own,');
insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category)
select tests.id('bens'), 'TKT-BEN', customer_id, id, 'Mine', 'Mine', 'other' from public.portal_users where id = tests.id('ben');
select is(tests.customers('[{"externalId": "2", "customerNumber": "K-2", "fullName": "Benjamin", "email": "ben@example.com", "timeZone": "Asia/Tokyo"}]'), 'updated', 'then the customer arrives:');
select is(tests.linked('ben'), 'K-2 erp:2', 'they are linked');
select is((select count(*) from public.customer_profiles where lower(email) = 'ben@example.com'), 1::bigint, 'as one customer');
select is((select c.full_name || ' ' || c.time_zone || ' ' || c.source from public.customer_profiles c where customer_number = 'K-2'), 'Benjamin Asia/Tokyo erp', 'who is as the system says');
select is(tests.as('ben', 'select public.get_ticket(''TKT-BEN'')::text like ''%TKT-BEN%'''), 'true', 'and keeps their tickets');
select is((select c.customer_number from public.support_tickets t join public.customer_profiles c on c.id = t.customer_id where t.number = 'TKT-BEN'), 'K-2', 'which are the customer''s');

-- Both have a profile when the address arrives
select tests.sign_up('cleo', 'cleo@example.com');
insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category)
select tests.id('cleos'), 'TKT-CLEO', customer_id, id, 'Mine', 'Mine', 'other' from public.portal_users where id = tests.id('cleo');
select is(tests.customers('[{"externalId": "3", "customerNumber": "K-3", "fullName": "Cleo", "email": "old@example.com"}]'), 'created', 'a customer under an old address');
select isnt(tests.linked('cleo'), 'K-3 erp:3', 'is not yet the one who signed up');
select is(tests.customers('[{"externalId": "3", "customerNumber": "K-3", "fullName": "Cleo", "email": "cleo@example.com"}]'), 'updated', 'until the address is corrected:');
select is(tests.linked('cleo'), 'K-3 erp:3', 'then the profiles become one');
select is((select c.customer_number from public.support_tickets t join public.customer_profiles c on c.id = t.customer_id where t.number = 'TKT-CLEO'), 'K-3', 'with everything of both');
select is((select count(*) from public.portal_audit_log where action = 'customer.merged'), 1::bigint, 'and it is written down');
select tests.sign_up('dan', 'dan.private@example.com');
select is(tests.customers('[{"externalId": "4", "customerNumber": "K-4", "fullName": "Dan", "email": "dan@example.com"}]'), 'created', 'or the person');
update auth.users set email = 'dan@example.com' where id = tests.id('dan');
select is(tests.linked('dan'), 'K-4 erp:4', 'verifies the address that is on file');

-- What is no proof
select tests.sign_up('eve', 'eve@example.com', 'K-1');
select matches(tests.linked('eve'), '^C-[0-9]+ self-made$', 'a number alone links nobody');
select is(tests.as('eve', 'select public.claim_customer_number(''K-1'')'), 'PT404 customer_number_unknown', 'neither at sign-up nor later');
select is(tests.customers(jsonb_build_array(jsonb_build_object('externalId', '5', 'customerNumber', split_part(tests.linked('eve'), ' ', 1), 'fullName', 'Stranger', 'email', 'stranger@example.com'))), 'already_taken',
  'a number that the portal gave out is not another system''s');
select is(tests.customers('[{"externalId": "6", "fullName": "A", "email": "two@example.com"}, {"externalId": "7", "customerNumber": "K-7", "fullName": "B", "email": "two@example.com"}]'), 'created, created', 'two customers with one address');
select tests.sign_up('two', 'two@example.com');
select matches(tests.linked('two'), '^C-[0-9]+ self-made$', 'are nobody''s by the address alone');
select is(tests.as('two', 'select public.claim_customer_number('' K-7 '') ->> ''customerNumber'''), 'K-7', 'the number with the address');
select is(tests.linked('two'), 'K-7 erp:7', 'says which one');
select is(tests.as('two', 'select public.claim_customer_number(''K-7'') ->> ''customerNumber'''), 'K-7', 'also when asked twice');
delete from auth.users where id = tests.id('two');
select tests.sign_up('two', 'two@example.com', 'K-7');
select is(tests.linked('two'), 'K-7 erp:7', 'so does the number at sign-up');
select is(tests.as('ben', 'select public.claim_customer_number(''K-1'')') || ', ' || tests.as('agent', 'select public.claim_customer_number(''K-1'')') || ', ' || tests.as('anonymous', 'select public.claim_customer_number(''K-1'')'),
  'PT404 customer_number_unknown, PT403 customers_only, 42501', 'it is for customers, and their own');

-- Several systems, several colleagues
select is(tests.customers('[{"externalId": "9001", "fullName": "Ann", "email": "ann@example.com"}]', 'shop'), 'updated', 'a second system');
select is(tests.linked('ann'), 'K-1 erp:1 shop:9001', 'knows the same customer');
select is(tests.customers('[{"externalId": "10", "fullName": "Ann the Second", "email": "ann@example.com"}]'), 'created', 'but one system knows two');

-- Moving in by an address that somebody may edit elsewhere
select tests.sign_up('vic', 'vic@example.com');
select is(tests.customers('[{"externalId": "s1", "fullName": "Vic", "email": "vic@example.com"}]', 'shop'), 'updated', 'somebody opens an account in the shop under another''s address');
select is(tests.customers('[{"externalId": "s1", "fullName": "Vic", "email": "thief@example.com"}]', 'shop'), 'updated', 'and changes it there');
select tests.sign_up('thief', 'thief@example.com');
select isnt(tests.linked('thief'), tests.linked('vic'), 'which opens nothing here');
select is((select c.email from public.customer_profiles c join public.portal_users u on u.customer_id = c.id where u.id = tests.id('vic')), 'vic@example.com', 'an address by which somebody came in is theirs');
select is(tests.customers('[{"externalId": "20", "customerNumber": "K-20", "fullName": "Wim", "email": "wim@example.com"}]'), 'created', 'a customer who has not signed up');
select is(tests.customers('[{"externalId": "s2", "fullName": "Not Wim", "email": "wim@example.com", "phone": "+27 1"}]', 'shop') || ', '
  || tests.customers('[{"externalId": "s2", "customerNumber": "S-2", "fullName": "Not Wim", "email": "thief2@example.com", "phone": "+27 2"}]', 'shop'), 'updated, updated', 'is known in the shop too');
select is((select concat_ws(' ', customer_number, full_name, email, phone) from public.customer_profiles where customer_number = 'K-20'), 'K-20 Wim wim@example.com +27 1', 'which adds what is missing and changes nothing');
select is(tests.customers('[{"externalId": "20", "customerNumber": "K-20", "fullName": "Willem", "email": "willem@example.com"}]'), 'updated', 'the system that they are from does');
select is((select concat_ws(' ', full_name, email, phone) from public.customer_profiles where customer_number = 'K-20'), 'Willem willem@example.com +27 1', 'until somebody has signed up');

-- Numbers
select is(tests.customers(jsonb_build_array(jsonb_build_object('externalId', '11', 'fullName', 'Eleven', 'customerNumber',
  'C-' || lpad((substr(private.next_customer_number(), 3)::int + 1)::text, 6, '0')))), 'created', 'a number of the portal''s own form');
select lives_ok($$select tests.sign_up('fay', 'fay@example.com')$$, 'stands in nobody''s way');

select * from finish();
rollback;

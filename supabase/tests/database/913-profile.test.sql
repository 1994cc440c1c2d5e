-- What a customer sees and changes of themselves.

begin;
select plan(36);
select tests.set_stage();
update public.customer_profiles set source = 'import', external_id = 'h', billing_address = '{"line1": "1 Long Street", "city": "Cape Town", "country": "ZA"}',
  shipping_address = '{"line1": "1 Long Street", "city": "Cape Town", "country": "ZA"}' where id = tests.id('home');
delete from auth.sessions where id = tests.id('session of locked');

create function tests.street(p_line text, p_more text default '{}') returns text language sql as $$
  select quote_literal(jsonb_build_object('address', jsonb_build_object('line1', p_line, 'city', 'Cape Town', 'country', 'ZA')) || p_more::jsonb) $$;
create function tests.address(p_line text) returns uuid language sql security definer as $$ select id from public.customer_addresses where address ->> 'line1' = p_line $$;

-- Reading -------------------------------------------------------------------------------------------

select is(tests.each('select public.get_profile() #>> ''{customer,fullName}'''),
  'anonymous: 42501, customer: Home, colleague: Home, other: Elsewhere, agent: PT403 customers_only, admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'everybody reads their own profile, staff have none');
select is(tests.as('customer', 'select jsonb_array_length(public.get_profile() -> ''addresses'')'), '1', 'the addresses of the profile are among those kept, once');
select is(tests.as('customer', 'select public.get_profile() #>> ''{addresses,0,isBilling}'''), 'true', 'and are known for the defaults');
select is(tests.as('customer', 'select public.get_profile() #>> ''{services,0,package}'''), 'Fibre 100', 'what staff own is there to read');
select is((select count(*) > 0 from public.portal_audit_log where action = 'profile.read' and actor_id = tests.id('customer')), true, 'the read is audited');
select is(tests.readers('customer_addresses'), 'customer 1, colleague 1', 'addresses are the profile''s own');

-- Name and preferences ------------------------------------------------------------------------------

select is(tests.as('customer', 'select public.update_profile(''{"fullName": "Mallory"}'')'), 'PT403 name_verified', 'a name that the business brought is staff''s');
select is(tests.as('customer', 'select public.update_profile(''{"fullName": "Customer", "theme": "dark", "locale": "en-GB", "timeZone": "Europe/London"}'') ->> ''timeZone'''),
  'Europe/London', 'language, zone and looks are one''s own');
select is((select theme::text from public.customer_preferences where user_id = tests.id('customer')), 'dark', 'and are kept');
select is(tests.as('other', 'select public.update_profile(''{"fullName": "  Other   Name "}'') ->> ''fullName'''), 'Other Name', 'a name that nobody verified can change');
select is(tests.as('agent', format('select public.update_customer(%L, ''{"fullName": "Elsewhere Verified"}'') ->> ''fullName''', tests.id('elsewhere'))), 'Elsewhere Verified', 'once staff have written it');
select is(tests.as('other', 'select public.update_profile(''{"fullName": "Somebody else"}'')'), 'PT403 name_verified', 'it is theirs');
select is(tests.as('customer', 'select public.update_profile(''{"fullName": " "}'')'), 'PT422 validation_failed', 'nobody is without a name');
select is(tests.as('customer', 'select public.update_profile(''{"customerNumber": "C-1", "accountStatus": "active", "customerId": "x"}'') #>> ''{customer,customerNumber}''')
  = (select customer_number from public.customer_profiles where id = tests.id('home')), true, 'what is not theirs stays, whatever is sent');
select is(tests.as('agent', 'select public.update_profile(''{"fullName": "Mallory"}'')'), 'PT403 customers_only', 'staff change customers elsewhere');
select is(tests.as('anonymous', 'select public.update_profile(''{}'')'), '42501', 'visitors nothing');

-- Addresses -------------------------------------------------------------------------------------------

select is(tests.as('customer', 'select jsonb_array_length(public.save_address(''k1'', ' || tests.street('2 Kloof Street', '{"label": "Workshop", "isDelivery": true}') || '))'), '2', 'an address is added');
select is(tests.as('customer', 'select jsonb_array_length(public.save_address(''k1'', ' || tests.street('2 Kloof Street', '{"label": "Workshop", "isDelivery": true}') || '))'), '2', 'once, however often it is sent');
select results_eq('select shipping_address ->> ''line1'', billing_address ->> ''line1'' from public.customer_profiles where id = tests.id(''home'')',
  $$values ('2 Kloof Street', '1 Long Street')$$, 'and made the default that was asked for');
select is(tests.as('customer', 'select public.save_address(''k2'', ' || tests.street('2 Kloof Street') || ')'), 'PT409 address_exists', 'not twice');
select is(tests.as('colleague', 'select public.save_address(''k3'', ' || tests.street('3 Kloof Street', format('{"id": "%s", "expectedVersion": 1}', tests.address('2 Kloof Street'))) || ') #>> ''{1,version}'''), '2', 'colleagues share them');
select is((select shipping_address ->> 'line1' from public.customer_profiles where id = tests.id('home')), '3 Kloof Street', 'a default that is edited stays the default');
select is(tests.as('customer', 'select public.save_address(''k4'', ' || tests.street('4 Kloof Street', format('{"id": "%s", "expectedVersion": 1}', tests.address('3 Kloof Street'))) || ')'), 'PT409 address_changed', 'two people notice each other');
select is(tests.as('other', 'select public.save_address(''k5'', ' || tests.street('Mine now', format('{"id": "%s", "expectedVersion": 2}', tests.address('3 Kloof Street'))) || ')'), 'PT404 address_not_found', 'nobody changes an address of others');
select is(tests.as('customer', format('select public.remove_address(%L)', tests.address('3 Kloof Street'))), 'PT409 address_in_use', 'a default stays');
select is(tests.as('other', format('select jsonb_array_length(public.remove_address(%L))', tests.address('1 Long Street'))), '0', 'others remove nothing');
select is((select count(*) from public.customer_addresses where customer_id = tests.id('home')), 2::bigint, 'of these');
select is(tests.as('customer', 'select jsonb_array_length(public.save_address(''k6'', ' || tests.street('5 Kloof Street') || '))'), '3', 'one that is used for nothing');
select is(tests.as('customer', format('select jsonb_array_length(public.remove_address(%L))', tests.address('5 Kloof Street'))), '2', 'goes');
select is(tests.as('customer', 'select public.save_address(''k7'', ''{"address": {"line1": "x", "city": "y", "country": "Atlantis"}}'')'), 'PT422 validation_failed', 'a country is one of those there are');
select is(tests.as('customer', 'select public.save_address(''k8'', ''{"address": {"line1": "x", "country": "ZA"}}'')'), 'PT422 validation_failed', 'a town is needed');
insert into public.customer_addresses (customer_id, address) select tests.id('home'), jsonb_build_object('line1', n) from generate_series(1, 18) n;
select is(tests.as('customer', 'select public.save_address(''k9'', ' || tests.street('One too many') || ')'), 'PT409 too_many_addresses', 'twenty are enough');
select is(tests.each('select public.save_address(null, ' || tests.street('x') || ') is not null') like 'anonymous: 42501, %, agent: PT403 customers_only, admin: PT403 customers_only, locked: PT403 portal_locked, signed_out: PT401%', true, 'they are customers'' alone');

-- Activity --------------------------------------------------------------------------------------------

select is(tests.as('colleague', 'select string_agg(e ->> ''action'', '' '') from jsonb_array_elements(public.list_activity() -> ''items'') e'), 'address.update', 'everybody sees what they did, and not what they looked at');
select is(tests.as('customer', 'select public.list_activity(public.list_activity(null, 1) -> ''nextCursor'', 100) #>> ''{items,0,id}''')
  = tests.as('customer', 'select public.list_activity(null, 2) #>> ''{items,1,id}'''), true, 'page by page');
select is(tests.as('anonymous', 'select public.list_activity()'), '42501', 'visitors have done nothing');

select * from finish();
rollback;

-- Customers as staff see and keep them.

begin;
select plan(52);
select tests.set_stage();

select is(regexp_replace(tests.each(q), '\{[^}]*\}.*?(?=, (?:colleague|other|agent|admin|locked|signed_out):|$)', '{}', 'g'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, '
  || answers || ', locked: PT403 portal_locked, signed_out: PT401 unauthenticated', q)
from (values
  ('select public.search_customers(''{"q": "home@"}'') -> ''items'' -> 0 ->> ''fullName''', 'agent: Home, admin: Home'),
  (format('select public.get_customer(%L) ->> ''email''', tests.id('home')), 'agent: home@tests.example, admin: home@tests.example'),
  ('select public.create_customer(null, ''{"fullName": "New", "phone": "+27 21 555 0100"}'') ->> ''fullName''', 'agent: New, admin: New'),
  (format('select public.update_customer(%L, ''{"phone": "+27215550100"}'') ->> ''phone''', tests.id('home')), 'agent: +27215550100, admin: +27215550100'),
  (format('select public.set_portal_access(%L, true) ->> ''active''', tests.id('customer')), 'agent: true, admin: true')) as w(q, answers);

-- Looking
create function tests.found(p_q text) returns text language sql as $$
  select string_agg(c ->> 'fullName', ', ') from jsonb_array_elements(
    tests.as('agent', format('select public.search_customers(%L) -> ''items''', jsonb_build_object('q', p_q)))::jsonb) c $$;
insert into public.customer_profiles (id, customer_number, full_name, company_name, kind, email, created_at)
values (tests.id('shop'), 'T-77701', 'Thandi Nkosi', 'Blue Crane Bakery', 'company', 'thandi@crane.example', '2020-01-01');
select is(tests.found(q), 'Thandi Nkosi', 'found by ' || q)
from unnest(array['T-777', 't-77701', 'Thandi', 'thandy nkosi', 'blue crane', 'bakery', 'thandi@crane']) as q;
select is(tests.found(q), null, 'not found by ' || q) from unnest(array['%', '_', 'nobody at all', 'T-7770%']) as q;
select is(tests.found('colleague@tests.example'), 'Home', 'found by the address of somebody who signs in for them');
select is(jsonb_array_length(tests.as('agent', 'select public.search_customers(''{"accountStatus": ["closed"]}'') -> ''items''')::jsonb), 0, 'by status');
select ok((tests.as('agent', 'select public.search_customers(p_limit => 1) -> ''nextCursor''')::jsonb ->> 'id') is not null, 'in pages');
select is((
  select count(distinct c ->> 'id') from (
    select tests.as('agent', 'select public.search_customers(p_limit => 2)')::jsonb as page) one,
    lateral (select tests.as('agent', format('select public.search_customers(p_limit => 2, p_cursor => %L)', one.page -> 'nextCursor'))::jsonb as page) two,
    lateral jsonb_array_elements((one.page -> 'items') || (two.page -> 'items')) c),
  4::bigint, 'that do not overlap');

select is(tests.as('agent', format('select public.get_customer(%L)', ref)), 'PT404 customer_not_found', 'nobody is ' || ref)
from unnest(array['00000000-0000-4000-8000-000000000000', 'C-0', '''', '%']) as ref;
select is(tests.as('agent', 'select public.get_customer(''t-77701'') ->> ''companyName'''), 'Blue Crane Bakery', 'by number');
select is(tests.as('agent', format('select jsonb_array_length(public.get_customer(%L) -> ''people'')', tests.id('home'))), '4', 'with their people');
select is(tests.as('agent', format('select public.get_customer(%L) -> ''figures'' ->> ''tickets''', tests.id('home'))), '2', 'and figures');
select is((select count(*) from public.portal_audit_log where action = 'customer.read' and customer_id = tests.id('shop') and actor_id = tests.id('agent')),
  1::bigint, 'the customer can see who looked');

-- Making
create function tests.make(p_key text, p_input jsonb) returns text language sql as $$
  select tests.as('agent', format('select public.create_customer(%L, %L) ->> ''id''', p_key, p_input)) $$;
select is(tests.make('k', '{"fullName": "Lerato", "email": "L@x.example"}'), tests.make('k', '{"fullName": "Lerato", "email": "L@x.example"}'), 'twice is once');
select is(tests.make('k', '{"fullName": "Other", "email": "L@x.example"}'), 'PT409 idempotency_key_reused', 'a key is for one');
select is(tests.make(null, '{"fullName": "Again", "email": "l@X.example"}'), 'PT409 customer_exists', 'an address is one customer''s');
select is(tests.make(null, c), 'PT422 validation_failed', 'refused: ' || left(c::text, 50))
from unnest(array['{"email": "a@b.example"}', '{"fullName": "No way to reach"}', '{"fullName": "X", "email": "x"}', '{"fullName": "X", "phone": "call me"}',
  '{"fullName": "X", "email": "x@y.example", "timeZone": "Nowhere"}']::jsonb[]) as c;

-- Changing
create function tests.put(p_who text, p_changes jsonb, p_version int default null) returns text language sql as $$
  select tests.as(p_who, format('select public.update_customer(%L, %L, %L) ->> ''version''', tests.id('shop'), p_changes, p_version)) $$;
select is(tests.put('agent', '{"companyName": ""}', 1), '2', 'a change counts on');
select is((select kind::text from public.customer_profiles where id = tests.id('shop')), 'person', 'without a company they are a person');
select is(tests.put('agent', '{"companyName": ""}', 1), '2', 'the same again is harmless');
select is(tests.put('agent', '{"fullName": "Thandiwe"}', 1), 'PT409 customer_changed', 'who looked at an old one is told');
select is(tests.put('agent', '{"accountStatus": "suspended"}'), 'PT403 admin_only', 'agents do not change the status');
select is(tests.put('admin', '{"accountStatus": "suspended"}', 2), '3', 'admins do');
select is(tests.put('admin', '{"accountStatus": "gone"}'), 'PT422 validation_failed', 'to one that there is');
select is(tests.put('agent', jsonb_build_object('fullName', repeat('x', 201))), 'PT422 validation_failed', 'a name has a maximum');

-- Locking
select is(tests.as('agent', format('select public.set_portal_access(%L, false)', tests.id('admin'))), 'PT404 user_not_found', 'agents lock no staff');
select is(tests.as('admin', format('select public.set_portal_access(%L, false)', tests.id('admin'))), 'PT409 own_access', 'nobody locks themselves');
select is(tests.as('agent', format('select public.set_portal_access(%L, null)', tests.id('customer'))), 'PT422 validation_failed', 'yes or no');
select ok(tests.as('agent', format('select public.set_portal_access(%L, false)', tests.id('customer'))) like '{%', 'a customer is locked');
select is(tests.as('customer', 'select public.get_viewer()'), 'PT403 portal_locked', 'at once');
select ok(tests.as('agent', format('select public.set_portal_access(%L, true)', tests.id('customer'))) like '{%', 'and let in again');
select ok(tests.as('customer', 'select public.get_viewer()') like '{%', 'at once');
select is((select string_agg(action, ', ' order by occurred_at, action) from public.portal_audit_log where resource_type = 'user' and resource_id = tests.id('customer')::text),
  'user.lock, user.unlock', 'each is written down, and nothing that changed nothing');

select * from finish();
rollback;

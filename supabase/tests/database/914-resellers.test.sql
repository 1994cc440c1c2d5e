-- Applications to become a reseller.

begin;
select plan(22);
select tests.set_stage();

create function tests.asking(p_key text, p_plans text default 'A shop in town') returns text language sql as $$
  select format('select public.apply_as_reseller(%L, %L) ->> ''status''', p_key, jsonb_build_object('companyName', 'Hi-fi on Long', 'plans', p_plans)) $$;
create function tests.application() returns uuid language sql security definer as $$
  select id from public.reseller_applications where customer_id = tests.id('home') order by created_at desc limit 1 $$;
create function tests.deciding(p_status text, p_note text default null) returns text language sql as $$
  select format('select public.decide_reseller_application(%L, %L, %L) ->> ''status''', tests.application(), p_status, p_note) $$;
grant execute on all functions in schema tests to anon, authenticated;

select is(tests.as('agent', tests.asking('a')), 'PT403 customers_only', 'staff do not apply');
select is(tests.as('anonymous', tests.asking('a')), '42501', 'nor do visitors');
select is(tests.as('locked', tests.asking('a')), 'PT403 portal_locked', 'nor somebody who is locked');
select is(tests.as('customer', tests.asking('a', '')), 'PT422 validation_failed', 'plans are needed');
select is(tests.as('customer', tests.asking('a')), 'submitted', 'a customer applies');
select is(tests.as('customer', tests.asking('a')), 'submitted', 'once, however often it is sent');
select is(tests.as('colleague', tests.asking('b')), 'PT409 application_open', 'colleagues have the same one');
select is(tests.readers('reseller_applications'), 'customer 1, colleague 1', 'it is the customer''s own');
select is(tests.as('other', format('select public.get_reseller_application(%L)', tests.id('home'))), 'PT404 customer_not_found', 'nobody reads that of others');
select is(tests.as('agent', format('select public.get_reseller_application(%L) ->> ''companyName''', tests.id('home'))), 'Hi-fi on Long', 'staff do');
select is((select count(*) from public.notifications where event = 'reseller_applied'), 1::bigint, 'admins are told');
select is(tests.as('customer', tests.deciding('approved')), 'PT403 staff_only', 'nobody approves themselves');
select is(tests.as('agent', tests.deciding('approved')), 'PT403 admin_only', 'nor does an agent');
select is(tests.as('agent', tests.deciding('more_info')), 'PT422 validation_failed', 'a question needs words');
select is(tests.as('agent', tests.deciding('more_info', 'Which town?')), 'more_info', 'which it has');
select is((select count(*) from public.notifications where event = 'reseller_status'), 3::bigint, 'everybody of the customer is told');
select is(tests.as('customer', tests.asking('c', 'A shop in Cape Town')), 'in_review', 'the answer goes on with the same application');
select is(tests.as('admin', tests.deciding('approved')), 'approved', 'an admin decides');
select is(tests.as('admin', tests.deciding('declined', 'No')), 'PT409 application_decided', 'once');
select is(tests.as('customer', format('select public.withdraw_reseller_application(%L)', tests.application())), 'PT409 application_decided', 'what is decided is not taken back');
select is(tests.as('other', format('select public.withdraw_reseller_application(%L)', tests.application())), 'PT404 application_not_found', 'nor by others at all');
update public.reseller_applications set status = 'submitted';
select is(tests.as('customer', format('select public.withdraw_reseller_application(%L) ->> ''status''', tests.application())), 'withdrawn', 'before, it is');

select * from finish();
rollback;

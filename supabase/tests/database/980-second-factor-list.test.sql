-- The list of second factors in pages, and what a session knows that a recovery code opened.

begin;
select plan(13);
select tests.set_stage();

create function tests.factor(p_user uuid) returns void
language sql
as $$
  insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
  values (md5('factor of ' || p_user)::uuid, p_user, 'Portico', 'totp', 'verified', 'JBSWY3DPEHPK3PXP') $$;
create function tests.page(p_arguments text) returns text
language sql
as $$
  select tests.as('admin', format(
    $q$select concat_ws(' ', (select string_agg(i ->> 'name', ',') from jsonb_array_elements(l -> 'items') i), '>',
         (select u.full_name from public.portal_users u where u.id = (l ->> 'nextAfter')::uuid))
       from public.list_second_factors(%s) l$q$, p_arguments)) $$;
create function tests.id_of(p_name text) returns uuid
language sql
as $$ select id from public.portal_users where full_name = p_name $$;
update public.portal_users set full_name = 'Zoe' where role in ('agent', 'admin');
update public.portal_users set full_name = 'Agent' where id = tests.id('agent');
update public.portal_users set full_name = 'Admin' where id = tests.id('admin');

-- Staff, all of them
insert into auth.users (id, email) select md5('staff ' || n)::uuid, format('staff%s@stage.test', n) from generate_series(1, 120) n;
insert into public.portal_users (id, role, email, full_name)
select md5('staff ' || n)::uuid, 'agent', format('staff%s@stage.test', n), 'Bert ' || lpad((n / 2)::text, 3, '0') from generate_series(1, 120) n
on conflict (id) do update set role = excluded.role, customer_id = null, full_name = excluded.full_name;
select is(tests.page('null, null, 2'), 'Admin,Agent > Agent', 'a page by name');
select is(tests.page(format('null, %L, 3', tests.id('agent'))), 'Bert 000,Bert 001,Bert 001 > Bert 001', 'the next one begins behind it');
select is(
  (with recursive pages as (
     select tests.as('admin', 'select public.list_second_factors(null, null, 7)')::jsonb as l, 1 as n
     union all
     select tests.as('admin', format('select public.list_second_factors(null, %L, 7)', l ->> 'nextAfter'))::jsonb, n + 1
     from pages where l ->> 'nextAfter' is not null and n < 50)
   select concat_ws(' ', count(*), count(distinct i ->> 'id')) from pages, jsonb_array_elements(l -> 'items') i),
  (select concat_ws(' ', count(*), count(*)) from public.portal_users where role <> 'customer' and portal_active),
  'page by page everybody comes once, people of one name too');
select is(tests.as('admin', 'select jsonb_array_length(public.list_second_factors(null, null, 9999) -> ''items'')'), '100', 'a page has a hundred at most');
select is(tests.page('null, gen_random_uuid(), 2'), 'Admin,Agent > Agent', 'behind somebody who is gone it begins anew');

-- A customer's people, those who have one
select is(tests.as('admin', format('select public.list_second_factors(%L)', (select customer_id from public.portal_users where id = tests.id('customer')))),
  '{"items": [], "nextAfter": null}', 'of a customer''s people nobody who has none');
select tests.factor(tests.id('customer'));
select tests.factor(tests.id('colleague'));
select tests.factor(tests.id('other'));
select is(tests.as('admin', format('select string_agg(i ->> ''id'', '','' order by i ->> ''id'') from jsonb_array_elements(public.list_second_factors(%L) -> ''items'') i',
    (select customer_id from public.portal_users where id = tests.id('customer')))),
  (select string_agg(id::text, ',' order by id::text) from unnest(array[tests.id('customer'), tests.id('colleague')]) id),
  'those who have one, and nobody of another customer');
select is(tests.as('agent', 'select public.list_second_factors(null, null, 1)'), 'PT403 admin_only', 'agents are not told');

-- A session by recovery code
select is(tests.as('customer', 'select public.get_second_factor() ->> ''isRecovered'''), 'false', 'the password alone is no recovery');
select is(tests.as('service', format('select public.use_recovery_code(%L, %L, (public.issue_recovery_codes(%L))[1])',
  tests.id('customer'), tests.id('session of customer'), tests.id('customer'))), '9', 'a recovery code lets in');
select is(tests.as('customer', 'select public.get_second_factor() ->> ''isRecovered'''), 'true', 'and the session says so');
select is(tests.as('colleague', 'select public.get_second_factor() ->> ''isRecovered'''), 'false', 'and nobody else''s');
update auth.sessions set aal = 'aal2' where id = tests.id('session of customer');
select is(tests.as('customer', 'select public.get_second_factor() ->> ''isRecovered'''), 'false', 'until a code of the app is given in it');

select * from finish();
rollback;

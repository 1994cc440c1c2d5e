-- Whose number it is, and what follows when a number or an address changes.

begin;
select plan(40);
select tests.set_stage();

create function tests.phone_user(p_phone text, p_confirmed boolean default true) returns uuid language sql as $$
  insert into auth.users (id, phone, phone_confirmed_at, raw_user_meta_data)
  values (gen_random_uuid(), p_phone, case when p_confirmed then now() end, '{"full_name": "Mallory", "role": "admin"}') returning id $$;
create function tests.owner(p_phone text) returns text language sql as $$
  select coalesce(case o ->> 'customerId' when tests.id('home')::text then 'home' when tests.id('elsewhere')::text then 'elsewhere' else o ->> 'customerId' end
    || coalesce(' as ' || (select full_name from public.portal_users where id::text = o ->> 'userId'), '') || case when (o ->> 'isNew')::boolean then ' new' else '' end, 'nobody')
  from public.find_phone_owner(p_phone) o $$;

-- How numbers are written ---------------------------------------------------------------------------

select is(private.phone_key('+27 21 555 0100'), '+27215550100', 'blanks do not matter');
select is(private.phone_key('0027 (0)21-555.0100'), '+27215550100', 'nor does the other way to dial abroad');
select is(private.phone_key('021 555 0100'), null, 'a number without its country is nobody''s');
select is(private.phone_key('+27 12'), null, 'nor is one that is too short');
select is(private.phone_key(null), null, 'nor none');

-- Who it is -------------------------------------------------------------------------------------------

select is(tests.owner('+27825550100'), 'nobody', 'a number that nobody has on file');
update public.customer_profiles set phone = '+27 82 555 0100' where id = tests.id('elsewhere');
select is(tests.owner('+27825550100'), 'elsewhere as Other', 'the only person of the one profile with the number');
update public.customer_profiles set phone = '+27 82 555 0101' where id = tests.id('home');
select is(tests.owner('+27825550101'), 'nobody', 'not in a person''s profile with a locked sign-in');
update public.customer_profiles set kind = 'company' where id = tests.id('home');
select is(tests.owner('+27825550101'), 'home new', 'a new sign-in in a company');
update public.portal_users set phone = '+27825550101' where id = tests.id('locked');
select is(tests.owner('+27825550101'), 'nobody', 'unless it is the number of somebody who is locked');
update public.portal_users set phone = null where id = tests.id('locked');
insert into public.customer_profiles (full_name, phone) values ('Double', '+27825550100');
select is(tests.owner('+27825550100'), 'nobody', 'a number that two profiles have is nobody''s');
update public.customer_profiles set phone_is_claimed = true where full_name = 'Double';
select is(tests.owner('+27825550100'), 'elsewhere as Other', 'what somebody typed when they registered does not count');
update public.customer_profiles set phone = '+27825550177' where full_name = 'Double';
select is((select phone_is_claimed from public.customer_profiles where full_name = 'Double'), false, 'until somebody who knows changes it');
update auth.users set phone = '27825550103', phone_confirmed_at = now() where id = tests.id('agent');
select is(tests.owner('+27825550103'), 'nobody', 'staff do not sign in by phone');
select is(tests.each('select public.find_phone_owner(''+27825550100'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody asks whose number it is but the portal');
select is(tests.each('select public.authorize_phone_code(null, ''+27825550100'')'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nor whether a code may be sent to it');

-- Linking ---------------------------------------------------------------------------------------------

create temporary table newcomer as select tests.phone_user('27825550101', false) as id;
select is((select count(*) from public.portal_users join newcomer using (id)), 0::bigint, 'a number that is not proven links nobody');
update auth.users set phone_confirmed_at = now() where id = (select id from newcomer);
select results_eq('select customer_id, role::text, email, full_name, phone from public.portal_users join newcomer using (id)',
  $$values (tests.id('home'), 'customer', '', 'Home', '+27825550101')$$, 'once it is, it joins the profile, as a customer, by the name on file');
select is(tests.owner('+27825550101'), 'home as Home', 'and is found again');
select is((select count(*) from public.portal_users u where u.id = (select tests.phone_user('27999999999'))), 0::bigint, 'an unknown number makes nobody a customer');
select is((select count(*) from public.customer_profiles where phone = '+27999999999'), 0::bigint, 'and no profile');
insert into public.customer_profiles (full_name, phone) values ('Twin one', '+27825550120'), ('Twin two', '+27825550120');
select is((select count(*) from public.portal_users u where u.id = (select tests.phone_user('27825550120'))), 0::bigint, 'nor does one that two profiles have');
insert into public.customer_profiles (full_name, phone, phone_is_claimed) values ('Claimed', '+27825550121', true);
select is((select count(*) from public.portal_users u where u.id = (select tests.phone_user('27825550121'))), 0::bigint, 'nor one that was only typed');
insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
values (tests.id('typist'), 'typist@tests.example', now(), '{"phone": "+27825550122"}');
select is((select phone_is_claimed from public.customer_profiles where email = 'typist@tests.example'), true, 'a number given at registration is a claim');

-- Changing --------------------------------------------------------------------------------------------

update auth.users set phone = '27825550122', phone_confirmed_at = now() where id = tests.id('typist');
select results_eq('select u.phone_verified_at is not null, c.phone_is_claimed from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = tests.id(''typist'')',
  'values (true, false)', 'a code settles the claim');
select is((select count(*) from public.jobs where kind = 'contact_changed' and payload ->> 'userId' = tests.id('typist')::text), 0::bigint, 'and nobody is told of what has not changed');
update auth.users set phone = '27825550123', phone_confirmed_at = now() where id = tests.id('typist');
select results_eq('select u.phone, c.phone from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = tests.id(''typist'')',
  $$values ('+27825550123', '+27825550123')$$, 'a new number takes the profile along');
select is((select payload ->> 'old' from public.jobs where kind = 'contact_changed' and payload ->> 'kind' = 'phone'), '+27825550122', 'the old number is told');
select is((select count(*) from public.notifications where user_id = tests.id('typist') and event = 'security_phone_changed'), 1::bigint, 'and so is the person');
update auth.users set email = 'Moved@tests.example' where id = tests.id('typist');
select results_eq('select u.email, c.email from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = tests.id(''typist'')',
  $$values ('moved@tests.example', 'moved@tests.example')$$, 'a new address takes the profile along');
select is((select payload ->> 'old' from public.jobs where kind = 'contact_changed' and payload ->> 'kind' = 'email'), 'typist@tests.example', 'the old address is told');
select is((select count(*) from public.portal_audit_log where actor_id = tests.id('typist') and action in ('profile.email_changed', 'profile.phone_changed')), 2::bigint, 'both are in the audit log');
update public.customer_profiles set email = 'accounts@tests.example', phone = '+27215550199' where id = (select customer_id from public.portal_users where id = tests.id('typist'));
update auth.users set email = 'again@tests.example', phone = '27825550124' where id = tests.id('typist');
select results_eq('select c.email, c.phone from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = tests.id(''typist'')',
  $$values ('accounts@tests.example', '+27215550199')$$, 'what staff put on file stays');
update auth.users set email = 'add@tests.example', email_confirmed_at = now() where id = (select id from newcomer);
select is((select email from public.portal_users join newcomer using (id)), 'add@tests.example', 'somebody without an address can have one');
select is((select count(*) from public.jobs where kind = 'contact_changed' and payload ->> 'userId' = (select id::text from newcomer)), 0::bigint, 'of which no old address is told');

-- Codes for a number that is to be ----------------------------------------------------------------------

select is(public.authorize_phone_code(tests.id('customer'), '+27825550140'), null, 'no code goes to a number that nobody asked for');
update auth.users set phone_change = '27825550140' where id = tests.id('customer');
select is(public.authorize_phone_code(tests.id('customer'), '+27825550140') ->> 'userId', tests.id('customer')::text, 'one goes to whoever wants to change to it');
select is(public.authorize_phone_code(tests.id('other'), '+27825550140'), null, 'and for nobody else');
update public.portal_users set portal_active = false where id = tests.id('customer');
select is(public.authorize_phone_code(tests.id('customer'), '+27825550140'), null, 'nor for somebody who is locked');
update public.portal_users set portal_active = true where id = tests.id('customer');
update auth.users set phone_change = '27825550124' where id = tests.id('customer');
select is(public.authorize_phone_code(tests.id('customer'), '+27825550140'), null, 'nor for another number than the one asked for');

select * from finish();
rollback;

-- A second factor: who counts as signed in, what the portal and admins may do to it, and what is told.

begin;
select plan(54);
select tests.set_stage();

-- As 000-setup has it, with the level that Supabase Auth writes into tokens.
create or replace function tests.become(p_name text) returns void
language plpgsql
as $$
declare
  v_role text := case p_name when 'anonymous' then 'anon' when 'service' then 'service_role' else 'authenticated' end;
begin
  perform set_config('role', v_role, true);
  perform set_config('request.jwt.claims', (jsonb_build_object('role', v_role, 'aal', coalesce(nullif(current_setting('tests.aal', true), ''), 'aal1'))
    || case when v_role <> 'authenticated' then '{}'
      else jsonb_build_object('sub', tests.id(p_name), 'session_id', tests.id('session of ' || p_name)) end)::text, true);
end
$$;
create function tests.level(p_token text, p_session text default null) returns void
language sql
as $$
  select set_config('tests.aal', p_token, true);
  update auth.sessions set aal = coalesce(p_session, p_token);
$$;
create function tests.factor(p_name text, p_status text) returns void
language sql
as $$
  insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
  values (tests.id('factor of ' || p_name), tests.id(p_name), 'Portico', 'totp', p_status, 'JBSWY3DPEHPK3PXP')
  on conflict (id) do update set status = excluded.status $$;
create function tests.codes(p_name text) returns text[]
language sql
as $$ select tests.as('service', format('select public.issue_recovery_codes(%L)', tests.id(p_name)))::text[] $$;
create function tests.try_code(p_name text, p_code text) returns text
language sql
as $$ select tests.as('service', format('select public.use_recovery_code(%L, %L, %L)', tests.id(p_name), tests.id('session of ' || p_name), p_code)) $$;
select tests.level('aal1');

-- Without one, and before it is confirmed, nothing changes
select tests.factor('agent', 'unverified');
select is(tests.as('agent', 'select public.get_viewer() ->> ''role'''), 'agent', 'a factor that was never confirmed asks nothing of anybody');

-- With one, the password alone reaches nothing
select tests.factor('agent', 'verified');
select is(tests.as('agent', 'select public.get_viewer()'), 'PT403 second_factor_required', 'with a factor the password alone is not enough');
select is(tests.as('agent', 'select public.desk_counts()'), 'PT403 second_factor_required', 'for any command');
select is(tests.as('agent', 'select count(*) from public.portal_users'), '0', 'no table shows a row, not even one''s own');
select is(tests.as('agent', 'select private.can_join_topic(''staff'')'), 'false', 'no live channel');
select is(tests.as('admin', 'select public.get_viewer() ->> ''role'''), 'admin', 'somebody without one is asked nothing');
select is(tests.as('agent', 'select concat_ws('' '', f ->> ''isOn'', f ->> ''isRequired'', f ->> ''isGiven'', f ->> ''codesLeft'') from public.get_second_factor() f'),
  'true false false 0', 'only how it stands with the factor is told');
select is(tests.as('agent', 'select public.get_second_factor() ->> ''factorId'''), tests.id('factor of agent')::text, 'and which one to ask');
select is(left(tests.each('select public.get_second_factor() ->> ''userId'''), 17), 'anonymous: 42501,', 'visitors have none');
select is(tests.as('locked', 'select public.get_second_factor()'), 'PT403 portal_locked', 'nor has who is locked out');
select is(tests.as('signed_out', 'select public.get_second_factor()'), 'PT401 unauthenticated', 'nor whose session is gone');

-- What counts as given
select tests.level('aal2');
select is(tests.as('agent', 'select public.get_viewer() ->> ''role'''), 'agent', 'after the code everything is there');
select isnt(tests.as('agent', 'select count(*) from public.portal_users'), '0', 'the tables too');
select tests.level('aal1', 'aal2');
select is(tests.as('agent', 'select public.get_viewer()'), 'PT403 second_factor_required', 'a token from before the code stays what it was');
select tests.level('aal2', 'aal1');
select is(tests.as('agent', 'select public.get_viewer()'), 'PT403 second_factor_required', 'and one of a session that was taken back counts no more');
select tests.level('aal2');
update auth.sessions set user_id = tests.id('admin') where id = tests.id('session of agent');
select is(tests.as('agent', 'select public.get_viewer()'), 'PT401 unauthenticated', 'nor does somebody else''s session');
update auth.sessions set user_id = tests.id('agent') where id = tests.id('session of agent');
select tests.level('aal1');

-- Customers may have one, and then it holds for them
select tests.factor('customer', 'verified');
select is(tests.as('customer', 'select public.get_viewer()'), 'PT403 second_factor_required', 'a customer''s counts as well');
select is(tests.as('customer', 'select count(*) from public.customer_profiles'), '0', 'with all that is theirs');
select is(tests.as('colleague', 'select public.get_viewer() ->> ''role'''), 'customer', 'and not for a colleague');

-- Recovery codes
select is(tests.each(format('select public.issue_recovery_codes(%L)', tests.id('agent'))),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'only the portal issues recovery codes');
select is(tests.as('service', format('select public.issue_recovery_codes(%L)', tests.id('other'))), 'PT409 second_factor_off', 'for somebody with a factor');
create temporary table shown as select tests.codes('agent') as codes, null::text[] as newer;
grant select on shown to service_role;
select is((select count(distinct c) from shown, unnest(codes) as c where c ~ '^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$'), 10::bigint, 'ten of them');
select is((select count(*) from private.recovery_codes r, shown, unnest(codes) as c where to_jsonb(r)::text like '%' || c || '%' or to_jsonb(r)::text like '%' || replace(c, '-', '') || '%'),
  0::bigint, 'none is kept as it is');
select is(tests.each(format('select public.use_recovery_code(%L, %L, ''x'')', tests.id('agent'), tests.id('session of agent'))),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'only the portal, which counts the tries, takes them');
select is(tests.try_code('agent', 'aaaa-aaaa-aaaa'), null, 'a wrong one is none');
select is(tests.try_code('customer', (select codes[1] from shown)), null, 'nor is somebody else''s');
select is(tests.as('service', format('select public.use_recovery_code(%L, %L, %L)', tests.id('agent'), tests.id('session of customer'), (select codes[1] from shown))),
  null, 'nor one for somebody else''s session');
select is(tests.try_code('agent', (select upper(replace(codes[1], '-', ' ')) from shown)), '9', 'one as people type it lets in');
select is(tests.as('agent', 'select public.get_viewer() ->> ''role'''), 'agent', 'the session that gave it');
select is(tests.as('customer', 'select public.get_viewer()'), 'PT403 second_factor_required', 'and no other');
select is(tests.try_code('agent', (select codes[1] from shown)), null, 'it works once');
update shown set newer = tests.codes('agent');
select is(tests.try_code('agent', (select codes[2] from shown)), null, 'codes from before are void');
select is(tests.try_code('agent', (select newer[2] from shown)), '9', 'the new ones work');

-- The setting
select is(tests.as('admin', $$select public.change_settings('{"requireStaffSecondFactor": true}')$$), 'PT409 second_factor_off', 'an admin without one asks it of nobody');
select is(tests.as('agent', $$select public.change_settings('{"requireStaffSecondFactor": true}')$$), 'PT403 admin_only', 'nor does an agent with one');
select tests.factor('admin', 'verified');
select tests.level('aal2');
select is(tests.as('admin', $$select public.change_settings('{"requireStaffSecondFactor": "yes"}')$$), 'PT422 validation_failed', 'yes or no');
select is(tests.as('admin', $$select public.change_settings('{"requireStaffSecondFactor": true}') ->> 'requireStaffSecondFactor'$$), 'true', 'an admin with one does');
select tests.level('aal1');
update auth.mfa_factors set status = 'unverified' where user_id = tests.id('agent');
delete from private.recovered_sessions;
select is(tests.as('agent', 'select public.get_viewer()'), 'PT403 second_factor_setup', 'then staff without one set one up first');
select is(tests.as('agent', 'select count(*) from public.portal_users'), '0', 'and reach nothing before');
select is(tests.as('agent', 'select public.get_second_factor() ->> ''isRequired'''), 'true', 'but what there is to set up');
select is(tests.as('colleague', 'select public.get_viewer() ->> ''role'''), 'customer', 'customers are free');

-- Removing
select is(tests.each(format('select public.remove_second_factor(%L)', tests.id('admin'))),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'only the portal, which asks for password and code, removes one');
select tests.level('aal2');
select is(tests.each(format('select public.reset_second_factor(%L) ->> ''removed''', tests.id('customer'))),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'admins help somebody who lost theirs');
select is((select count(*) from auth.sessions where user_id = tests.id('customer')), 0::bigint, 'who is signed out');
select is((select string_agg(distinct actor_name, ',') from public.portal_audit_log where action = 'profile.factor_reset' and resource_id = tests.id('customer')::text), 'Admin', 'which the record says');
select is((select count(*) from public.notifications where event = 'security_factor_reset' and user_id = tests.id('customer')), 1::bigint, 'and the person is told');
select is(tests.as('admin', format('select public.reset_second_factor(%L) ->> ''removed''', tests.id('customer'))), 'false', 'twice is once');
select is(tests.as('admin', format('select public.reset_second_factor(%L)', tests.id('admin'))), 'PT409 own_second_factor', 'not their own');
select is(tests.as('admin', 'select public.reset_second_factor(gen_random_uuid())'), 'PT404 person_not_found', 'nor nobody''s');
select is(tests.each('select jsonb_array_length(public.list_second_factors() -> ''items'')'),
  'anonymous: 42501, customer: PT401 unauthenticated, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: 2, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'admins see who has one');
select is(tests.as('service', format('select public.remove_second_factor(%L)', tests.id('admin'))), '', 'the portal removes one');
select is(tests.as('admin', 'select public.get_viewer()'), 'PT403 second_factor_setup', 'then the setting asks for a new one at once');
select is((select string_agg(event, ' ' order by event) from public.notifications where user_id = tests.id('admin') and event like 'security%'), 'security_factor_removed', 'and its owner is told');
select is((select string_agg(distinct action, ' ' order by action) from public.portal_audit_log where action like 'profile.%'),
  'profile.codes_renewed profile.factor_removed profile.factor_reset profile.recovery_used', 'the record has it all');

select * from finish();
rollback;

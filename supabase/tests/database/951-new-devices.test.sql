-- Who is told of a sign-in on another device.

begin;
select plan(9);
select tests.set_stage();
create function tests.sign_in(p_name text, p_user_agent text) returns bigint
language plpgsql
as $$
begin
  delete from private.session_devices where session_id = tests.id('session of ' || p_name);
  perform set_config('request.headers', jsonb_build_object('x-portico-user-agent', p_user_agent)::text, true);
  perform tests.as(p_name, 'select public.note_session()');
  update public.notifications set dedupe_key = gen_random_uuid() where event = 'security_signin_new';
  return (select count(*) from public.notifications where user_id = tests.id(p_name) and event = 'security_signin_new');
end
$$;

select is(tests.sign_in('customer', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0'), 0::bigint, 'the first device is no news');
select is(tests.sign_in('customer', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/129.0.1'), 0::bigint, 'nor is its next version');
select is(tests.sign_in('customer', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1) Version/17.1 Safari/604.1'), 1::bigint, 'another device is told of');
select is((select data from public.notifications where event = 'security_signin_new'),
  '{"userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1) Version/17.1 Safari/604.1"}', 'by its name, and nothing of the place');
select is(tests.sign_in('customer', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1'), 1::bigint, 'once');
select is(tests.sign_in('colleague', 'curl'), 0::bigint, 'each for themselves');
select is(tests.as('customer', 'select public.note_session()'), '', 'a session that is noted');
select is((select count(*) from public.notifications where event = 'security_signin_new'), 1::bigint, 'is not told again');
select max(tests.sign_in('customer', repeat('x', n))) from generate_series(1, 30) as n;
select is((select count(*) from private.known_devices where user_id = tests.id('customer')), 20::bigint, 'twenty are remembered');

select * from finish();
rollback;

-- A browser shows notifications as long as the session lasts in which it was allowed.

begin;
select plan(12);
select tests.set_stage();
delete from public.notifications;
delete from public.push_subscriptions;

create function tests.endpoint(p_name text) returns text language sql as $$ select 'https://push.example/' || p_name $$;
create function tests.allow(p_name text) returns void language sql as $$
  insert into public.push_subscriptions (user_id, endpoint, p256dh, auth, label)
  values (tests.id(p_name), tests.endpoint(p_name), repeat('A', 87), repeat('a', 22), 'Firefox on Linux') $$;
create function tests.bind(p_as text, p_whose text) returns text language sql as $$
  select tests.as(p_as, format('select public.bind_push_subscription(%L)', tests.endpoint(p_whose))) $$;
create function tests.session_of(p_name text) returns uuid language sql as $$
  select session_id from public.push_subscriptions where endpoint = tests.endpoint(p_name) $$;
create function tests.browsers() returns text language sql as $$
  select coalesce(string_agg(split_part(endpoint, '/', 4), ', ' order by endpoint), 'none') from public.push_subscriptions $$;
create function tests.claim(p_channel text) returns text language sql as $$
  select tests.as('service', format('select jsonb_array_length(public.claim_deliveries(''w'', %L, 10) -> ''items'')', p_channel)) $$;

select tests.allow('customer'), tests.allow('other');

select is(tests.bind(p, 'customer'), e, p || ' asks for the browser of somebody: ' || e) from (values
  ('anonymous', '42501'), ('signed_out', 'PT401 unauthenticated'), ('locked', 'PT403 portal_locked'),
  ('other', 'PT404 browser_not_found'), ('colleague', 'PT404 browser_not_found'), ('agent', 'PT404 browser_not_found'),
  ('admin', 'PT404 browser_not_found')) as v(p, e);
select is(tests.session_of('customer'), null, 'and it belongs to no session of theirs');

select tests.bind('customer', 'customer'), tests.bind('other', 'other');
select is(tests.session_of('customer'), tests.id('session of customer'), 'the browser that was allowed is tied to the session that asks');

delete from auth.sessions where id = tests.id('session of customer');
select private.notify(tests.id(p), 'order_status', null, null, '{}', 'news') from unnest(array['customer', 'other']) as p;
select tests.claim('email');
select is(tests.browsers(), 'customer, other', 'for an e-mail no browser is looked at');
select is(tests.claim('push'), '1', 'nothing is sent to the browser that was signed out, and something to the other');
select is(tests.browsers(), 'other', 'the one is forgotten');

select * from finish();
rollback;

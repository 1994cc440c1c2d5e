-- Domains: who may do what, who holds a name, what checks and certificates make of it.

begin;
select plan(169);
select tests.set_stage();
delete from public.custom_domains;
delete from public.jobs;

create function tests.add_as(p_name text, p_host text, p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.add_domain(%L, %L)', p_key, jsonb_build_object('hostname', p_host))) $$;
create function tests.host(p_host text) returns public.custom_domains language sql as $$
  select d from public.custom_domains d where hostname = p_host $$;
create function tests.host_is(p_host text) returns text language sql as $$
  select status || ' of ' || case customer_id when tests.id('home') then 'home' else 'elsewhere' end from public.custom_domains where hostname = p_host $$;
create function tests.check_as(p_name text, p_host text) returns text language sql as $$
  select tests.as(p_name, format('select public.request_domain_check(%L)', (tests.host(p_host)).id)) $$;
create function tests.remove_as(p_name text, p_host text, p_input jsonb default '{}') returns text language sql as $$
  select tests.as(p_name, format('select public.remove_domain(%L, %L)', (tests.host(p_host)).id, p_input)) $$;
-- What a check found, as the worker says it: for the check that is due.
create function tests.found(p_host text, p_outcome text, p_found jsonb default '[]') returns text language sql as $$
  select tests.as('service', format('select public.record_domain_check(%L, %s, %L, %L)', (tests.host(p_host)).id, (tests.host(p_host)).check_number, p_outcome, p_found))::jsonb ->> 'status' $$;
create function tests.certificate(p_host text, p_certificate jsonb) returns text language sql as $$
  select case when a like '{%' then a::jsonb ->> 'status' else a end
  from tests.as('service', format('select public.set_domain_certificate(%L, %L)', p_host, p_certificate)) as a $$;
create function tests.told() returns text language sql as $$
  select string_agg(lower(u.full_name) || ' ' || (n.data ->> 'status') || ' ' || (n.data ->> 'hostname'), ', ' order by u.full_name, n.data ->> 'status')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = 'domain_status' and u.full_name <> 'Signed_Out' $$;
create function tests.next_in(p_host text) returns interval language sql as $$ select (tests.host(p_host)).next_check_at - now() $$;

-- Who adds -----------------------------------------------------------------------------------------

select is(left(tests.add_as(p, p || '.acme.com'), length(answer)), answer, p || ' adds: ' || answer)
from (values ('anonymous', '42501'), ('customer', '{'), ('colleague', '{'), ('other', '{'), ('agent', 'PT403 customers_only'),
  ('admin', 'PT403 customers_only'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('service', '42501')) as w(p, answer);
select is(tests.host_is('customer.acme.com'), 'pending_dns of home', 'a domain waits for its records, for its customer');
select is((tests.host('customer.acme.com')).requested_by, tests.id('customer'), 'and knows who asked');
select is((select array_agg(status order by status) from public.jobs where kind = 'check_domain' and run_at <= now()),
  '{queued,queued,queued}', 'each is looked for at once');
select is((select count(*) from realtime.messages where event = 'record_changed' and payload ->> 'kind' = 'domain' and topic = 'customer:' || tests.id('home')) > 0,
  true, 'and the customer''s pages are told');
select is(tests.readers('custom_domains'), 'customer 2, colleague 2, other 1', 'each reads their customer''s domains, staff all');

-- The shape of a name holds at the back door as well ------------------------------------------------

select is(tests.add_as('customer', host), 'PT422 validation_failed', 'no name: ' || coalesce(left(host, 40), 'null'))
from unnest(array[null, '', 'acme', 'ACME.com', 'acme.com.', 'https://acme.com', '*.acme.com', 'ac me.com', '-acme.com', 'acme-.com', 'a_b.com',
  'acme..com', '.acme.com', '192.0.2.1', '1.2', 'münchen.de', repeat('x', 64) || '.com', repeat('abcdefgh.', 26) || 'com', E'acme.com\n', 'acme.com; drop table x',
  'sites.portico.test', 'www.sites.portico.test']) as host;
select is(left(tests.add_as('customer', host), 1), '{', 'a name: ' || left(host, 40))
from unnest(array['xn--mnchen-3ya.de', 'a.b', 'x' || repeat('y', 61) || 'z.com', '1.com', 'xsites.portico.test', 'a-b.c-d.xn--p1ai']) as host;
select throws_ok(format('insert into public.custom_domains (customer_id, hostname) values (%L, %L)', tests.id('home'), host), '23514', null, 'nor does the table take ' || host)
from unnest(array['ACME.org', 'acme', 'acme.org.', '192.0.2.1']) as host;
delete from public.custom_domains where hostname not like '%.acme.com';

-- A retry, a repetition, limits ----------------------------------------------------------------------

select is(tests.add_as('customer', 'once.acme.com', 'key'), tests.add_as('customer', 'once.acme.com', 'key'), 'the same key gives the same answer');
select is(tests.add_as('customer', 'twice.acme.com', 'key'), 'PT409 idempotency_key_reused', 'and serves for one name');
select is(tests.add_as('colleague', 'once.acme.com'), 'PT409 domain_exists', 'what a colleague has added is there');
insert into public.app_settings (key, value) values ('domains', '{"maxPerCustomer": 3}') on conflict (key) do update set value = excluded.value;
select is(tests.add_as('customer', 'many.acme.com'), 'PT409 too_many_domains', 'there is a limit for each customer');
select is(left(tests.add_as('other', 'many.acme.com'), 1), '{', 'not for all together');
update public.app_settings set value = '{"target": "sites.acme.net", "addresses": ["192.0.2.10"]}' where key = 'domains';
select ok(tests.add_as('customer', 'target.acme.com') like '{%', 'the setting decides');
select is((tests.host('target.acme.com')).expected_target || ' ' || (tests.host('target.acme.com')).expected_addresses::text, 'sites.acme.net {192.0.2.10}', 'where names lead');
update public.app_settings set value = '{}' where key = 'domains';
delete from private.rate_limits;
insert into private.rate_limits values ('add_domain:' || tests.id('customer'), now(), 40) on conflict (bucket) do update set hits = 40;
select is(tests.add_as('customer', 'fast.acme.com'), 'PT429 rate_limited', 'forty an hour are enough for anybody');
delete from private.rate_limits;

-- One name, two customers ------------------------------------------------------------------------------

select is(tests.add_as('other', 'customer.acme.com'), 'PT409 domain_claimed', 'a fresh claim keeps others away');
select ok(tests.failure_as('other', 'select public.add_domain(null, ''{"hostname": "customer.acme.com"}'')') ->> 'hint'
  like '%_portico-challenge.customer.acme.com and the value ' || private.domain_challenge(tests.id('elsewhere'), 'customer.acme.com') || '%',
  'and the refusal names the record that would prove it theirs');
select is(tests.as('other', 'select public.get_domain_challenge(''customer.acme.com'')'), private.domain_challenge(tests.id('elsewhere'), 'customer.acme.com'), 'their own challenge,');
select isnt(private.domain_challenge(tests.id('elsewhere'), 'customer.acme.com'), (tests.host('customer.acme.com')).txt_challenge, 'which is not the other customer''s,');
select is(private.domain_challenge(tests.id('home'), 'customer.acme.com'), (tests.host('customer.acme.com')).txt_challenge, 'and always the same');
select is(tests.as(p, 'select public.get_domain_challenge(''customer.acme.com'')'), answer, p || ' has no challenge')
from (values ('anonymous', '42501'), ('agent', 'PT403 customers_only'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is(tests.as(p, format('select public.take_over_domain(%L, null, ''customer.acme.com'')', tests.id('other'))), '42501', p || ' cannot say that something is proven')
from unnest(array['anonymous', 'customer', 'other', 'agent', 'admin']) as p;

delete from public.notifications;
select ok(tests.as('service', format('select public.take_over_domain(%L, null, ''customer.acme.com'')', tests.id('other'))) like '{%', 'the portal can, which has looked');
select is(tests.host_is('customer.acme.com'), 'pending_dns of elsewhere', 'then the name changes hands');
select is(tests.told(), 'colleague released customer.acme.com, customer released customer.acme.com', 'and those who claimed it are told');
select is(tests.as('service', format('select public.take_over_domain(%L, ''proof'', ''proof.acme.com'')', tests.id('other'))), tests.add_as('other', 'proof.acme.com', 'proof'), 'for them it is the same as adding it, also when they repeat that');
select is((select action || ' ' || fields from public.portal_audit_log where action = 'domain.take_over'), 'domain.take_over ["proof"]', 'the audit log knows why');
select is(tests.as('service', format('select public.take_over_domain(%L, null, ''customer.acme.com'')', tests.id(p))), answer, p || ': ' || answer)
from (values ('other', 'PT409 domain_exists'), ('agent', 'PT403 customers_only'), ('locked', 'PT403 customers_only')) as w(p, answer);

update public.custom_domains set created_at = now() - interval '71 hours' where hostname = 'customer.acme.com';
select is(tests.add_as('customer', 'customer.acme.com'), 'PT409 domain_claimed', 'a claim lasts 72 hours');
update public.custom_domains set created_at = now() - interval '73 hours' where hostname = 'customer.acme.com';
select ok(tests.add_as('customer', 'customer.acme.com') like '{%', 'after that whoever asks takes it over');
select is(tests.host_is('customer.acme.com'), 'pending_dns of home', 'without any proof yet');
update public.custom_domains set created_at = now() - interval '30 days', verified_at = now() - interval '29 days', status = 'live' where hostname = 'customer.acme.com';
select is(tests.add_as('other', 'customer.acme.com'), 'PT409 domain_taken', 'a proven domain stays');
select is(tests.as('service', format('select public.take_over_domain(%L, null, ''customer.acme.com'')', tests.id('other'))), 'PT409 domain_taken', 'also against a challenge in DNS');
update public.custom_domains set status = 'wrong_dns' where hostname = 'customer.acme.com';
select is(tests.add_as('other', 'customer.acme.com'), 'PT409 domain_taken', 'and while its customer puts the records back');
update public.custom_domains set status = 'failed', verified_at = null where hostname = 'customer.acme.com';
select ok(tests.add_as('other', 'customer.acme.com') like '{%', 'not when that week is over');

-- Checks: an unproven domain ------------------------------------------------------------------------------

delete from public.notifications;
select ok(tests.add_as('customer', 'shop.acme.com') like '{%', 'a shop adds its name');
select is(tests.as('service', format('select public.get_domain_check(%L, 1)', (tests.host('shop.acme.com')).id))::jsonb ->> 'hostname', 'shop.acme.com', 'the worker asks what to look for');
select is(tests.as(p, format('select public.record_domain_check(%L, 1, ''passed'', ''[]'')', (tests.host('shop.acme.com')).id)), '42501', p || ' cannot say that records are there')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(tests.as('service', format('select public.record_domain_check(%L, 1, ''fine'', ''[]'')', (tests.host('shop.acme.com')).id)), 'PT422 validation_failed', 'an outcome is one of five');
select is(tests.found('shop.acme.com', 'missing', '[{"purpose": "traffic", "state": "missing", "values": [], "problem": "no_name"}]'), 'pending_dns', 'nothing there: it waits');
select is((tests.host('shop.acme.com')).found -> 0 ->> 'problem', 'no_name', 'what was found is kept');
select ok(tests.next_in('shop.acme.com') between interval '30 s' and interval '33 s', 'the next look is half a minute away');
select is(tests.as('service', format('select public.record_domain_check(%L, 1, ''passed'', ''[]'')', (tests.host('shop.acme.com')).id)), null, 'an answer to an earlier check comes too late');
select is(tests.as('service', format('select public.get_domain_check(%L, 1)', (tests.host('shop.acme.com')).id)), null, 'and it is not asked for again');
select is(tests.found('shop.acme.com', 'wrong'), 'wrong_dns', 'something else there: it says so');
select ok(tests.next_in('shop.acme.com') between interval '60 s' and interval '66 s', 'pauses double');
select is(tests.found('shop.acme.com', 'unanswered'), 'wrong_dns', 'no answer changes nothing');
select is(tests.found('shop.acme.com', 'broken'), 'wrong_dns', 'nor do broken servers');
select is(tests.found('shop.acme.com', 'missing'), 'pending_dns', 'gone again');
select is(private.domain_check_delay(n), d::interval, n || ' looks: ' || d)
from (values (-1, '30 s'), (0, '30 s'), (5, '16 min'), (11, '17:04:00'), (12, '24 h'), (2000000000, '24 h')) as v(n, d);
select is(tests.told(), null, 'nobody is told of all that');

-- Somebody asks for a look
select is(left(tests.check_as(p, 'shop.acme.com'), length(answer)), answer, p || ' asks for a look: ' || answer)
from (values ('anonymous', '42501'), ('customer', '{'), ('colleague', '{'), ('other', 'PT404 domain_not_found'), ('agent', '{'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);
select is((tests.host('shop.acme.com')).attempts, 2, 'somebody is at work on it: the next looks come soon again');
insert into private.rate_limits values ('check_domain:' || (tests.host('shop.acme.com')).id, now(), 6) on conflict (bucket) do update set hits = 6;
select is(tests.check_as('customer', 'shop.acme.com'), 'PT429 rate_limited', 'six a minute are enough');
delete from private.rate_limits;

-- Seven days, and a way to go on
update public.custom_domains set checking_since = now() - interval '7 days' where hostname = 'shop.acme.com';
select is(tests.found('shop.acme.com', 'unanswered'), 'pending_dns', 'it is not given up for our own servers'' silence');
select is(tests.found('shop.acme.com', 'missing'), 'failed', 'but for records that are not there after seven days');
select is((tests.host('shop.acme.com')).next_check_at, null, 'and no longer looked for');
select is(tests.told(), 'colleague failed shop.acme.com, customer failed shop.acme.com', 'which its customer is told');
select ok(tests.check_as('customer', 'shop.acme.com') like '{%', 'asking for a look begins anew');
select is(tests.host_is('shop.acme.com') || ', ' || ((tests.host('shop.acme.com')).checking_since = now()), 'pending_dns of home, true', 'for another seven days');

-- Found, certified, live
delete from public.notifications;
select is(tests.certificate('shop.acme.com', '{"status": "requested"}'), 'PT409 invalid_transition', 'no certificate for a name that is not proven');
select is(tests.found('shop.acme.com', 'passed'), 'verified', 'both records there');
select ok((tests.host('shop.acme.com')).verified_at = now() and tests.next_in('shop.acme.com') between interval '24 h' and interval '26.4 h', 'proven, and looked at every day');
select is(tests.as(p, 'select public.set_domain_certificate(''shop.acme.com'', ''{"status": "requested"}'')'), '42501', p || ' has no say about certificates')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(tests.certificate(host, c), answer, why)
from (values
  ('nowhere.acme.com', '{"status": "issued", "expiresAt": "2030-01-01T00:00:00Z"}'::jsonb, 'PT404 domain_not_found', 'not for a name that nobody has'),
  ('shop.acme.com', '{"status": "perhaps"}', 'PT422 validation_failed', 'a certificate has three states'),
  ('shop.acme.com', '{"status": "issued"}', 'PT422 validation_failed', 'one that is there ends some time'),
  ('shop.acme.com', '{"status": "issued", "expiresAt": "soon"}', 'PT422 validation_failed', 'at a time'),
  ('SHOP.acme.com', '{"status": "requested"}', 'certificate_pending', 'ordered'),
  ('shop.acme.com', '{"status": "requested"}', 'certificate_pending', 'ordered, said twice')) as v(host, c, answer, why);
select is(tests.certificate('shop.acme.com', '{"status": "failed", "error": "CAA forbids"}'), 'verified', 'not issued');
select is(tests.certificate('shop.acme.com', '{"status": "failed"}'), 'verified', 'said twice');
select is(tests.certificate('shop.acme.com', '{"status": "issued", "expiresAt": "2030-01-01T00:00:00Z", "issuer": "Let''s Encrypt"}'), 'live', 'issued');
select is(tests.told(), 'colleague certificate_failed shop.acme.com, colleague live shop.acme.com, colleague verified shop.acme.com, customer certificate_failed shop.acme.com, customer live shop.acme.com, customer verified shop.acme.com', 'each step is news');
select is(tests.certificate('shop.acme.com', '{"status": "failed", "error": "Try later"}'), 'live', 'a renewal that fails takes nothing away');
select is((tests.host('shop.acme.com')).certificate ->> 'expiresAt', '2030-01-01T00:00:00.000000Z', 'nor the end of what there is');

-- A domain in use loses its records: three misses over an hour, not one ----------------------------------

delete from public.notifications;
select is(tests.found('shop.acme.com', 'broken') || ' ' || (tests.host('shop.acme.com')).misses, 'live 0', 'servers that fail are no miss');
select is(tests.found('shop.acme.com', 'missing') || ' ' || (tests.host('shop.acme.com')).misses, 'live 1', 'the first miss');
select ok(tests.next_in('shop.acme.com') between interval '10 min' and interval '11 min', 'is looked at again soon');
select is(tests.found('shop.acme.com', 'wrong'), 'live', 'the second');
select is(tests.found('shop.acme.com', 'missing'), 'live', 'a third within minutes is not yet a loss');
select is(tests.found('shop.acme.com', 'passed') || ' ' || (tests.host('shop.acme.com')).misses || coalesce((tests.host('shop.acme.com')).missing_since::text, ' –'), 'live 0 –', 'back: forgotten');
select is(tests.found('shop.acme.com', 'missing'), 'live', 'one');
select is(tests.found('shop.acme.com', 'missing'), 'live', 'two');
update public.custom_domains set missing_since = now() - interval '61 minutes' where hostname = 'shop.acme.com';
select is(tests.found('shop.acme.com', 'missing'), 'wrong_dns', 'three over an hour: out of use');
select is(tests.told(), 'colleague wrong_dns shop.acme.com, customer wrong_dns shop.acme.com', 'its customer is told');
select is(tests.found('shop.acme.com', 'passed'), 'live', 'back within the week: the certificate is still good');

-- Removal ---------------------------------------------------------------------------------------------------

select is(left(tests.remove_as(p, 'once.acme.com', '{"expectedStatus": "live"}'), length(answer)), answer, p || ' removes: ' || answer)
from (values ('anonymous', '42501'), ('other', 'PT404 domain_not_found'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'),
  ('customer', 'PT409 domain_changed')) as w(p, answer);
select ok(tests.remove_as('colleague', 'once.acme.com', '{"expectedStatus": "pending_dns"}') like '{%', 'an unproven one goes at once');
select is(tests.host_is('once.acme.com'), null, 'and is gone');
select is(tests.remove_as('customer', 'shop.acme.com'), 'PT409 confirmation_required', 'a proven one needs its name');
select is(tests.remove_as('customer', 'shop.acme.com', '{"confirm": "shop.acme.co"}'), 'PT409 confirmation_required', 'its own');
select ok(tests.remove_as('customer', 'shop.acme.com', '{"confirm": "shop.acme.com"}') like '{%', 'then it goes');
select ok(tests.add_as('other', 'shop.acme.com') like '{%', 'and the name is free');

-- Domains without a job -------------------------------------------------------------------------------------

delete from public.jobs;
update public.custom_domains set next_check_at = now() - interval '1 hour';
select is(tests.as(p, 'select public.enqueue_domain_checks()'), '42501', p || ' cannot sweep') from unnest(array['anonymous', 'customer', 'admin']) as p;
select is(tests.as('service', 'select public.enqueue_domain_checks()'), (select count(*)::text from public.custom_domains), 'what is due and has no job gets one');
select is(tests.as('service', 'select public.enqueue_domain_checks()'), '0', 'once');
select is((select count(*) from public.jobs where kind = 'check_domain'), (select count(*) from public.custom_domains), 'each');

-- The module -------------------------------------------------------------------------------------------------

update public.app_settings set value = '{"domains": false}' where key = 'modules';
select is(tests.add_as('customer', 'late.acme.com') || ', ' || tests.check_as('customer', 'target.acme.com') || ', ' || tests.remove_as('customer', 'target.acme.com'),
  'PT404 module_off, PT404 module_off, PT404 module_off', 'switched off, there is nothing to command');

select * from finish();
rollback;

-- Services: who reads usage, packages and requests, and what the tables refuse.

begin;
select plan(10);
select tests.set_stage();

insert into public.service_packages (slug, family, name, bandwidth_mbps, price, position, is_active) values
  ('tests-100', 'tests', 'Fibre 100', 100, 50000, 10, true), ('tests-200', 'tests', 'Fibre 200', 200, 70000, 20, true),
  ('tests-old', 'tests', 'Fibre 25', 25, 30000, 30, false);
insert into public.service_usage (service_id, month, bytes_down, bytes_up)
select tests.id('service of ' || h), m::date, 5000000000000, 1000
from unnest(array['home', 'elsewhere']) as h, unnest(array['2026-01-01', '2026-02-01']) as m;
insert into public.service_requests (service_id, kind) values
  (tests.id('service of home'), 'upgrade'), (tests.id('service of elsewhere'), 'upgrade');

-- Who reads -----------------------------------------------------------------------------------------

select is(tests.readers('service_usage'), 'customer 2, colleague 2, other 2', 'usage is for the service''s people and for staff');
select is(tests.readers('service_requests'), 'customer 1, colleague 1, other 1', 'so are requests');
select is(tests.readers('service_packages where family = ''tests'''),
  'customer 2, colleague 2, other 2, agent 3, admin 3, locked 2, signed_out 2', 'packages on offer are for everybody signed in, the others for staff');

-- What the tables refuse ----------------------------------------------------------------------------

select throws_ok($$insert into public.service_usage (service_id, month, bytes_down) values (tests.id('service of home'), '2026-01-01', 1)$$,
  '23505', null, 'one counter for each service and month');
select throws_ok($$insert into public.service_usage (service_id, month, bytes_down) values (tests.id('service of home'), '2026-03-02', 1)$$,
  '23514', null, 'a month is named by its first day');
select throws_ok($$insert into public.service_usage (service_id, month, bytes_down) values (tests.id('service of home'), '2026-03-01', -1)$$,
  '23514', null, 'nobody uses less than nothing');
select throws_ok($$update public.customer_services set notice_days = 366 where id = tests.id('service of home')$$,
  '23514', null, 'a notice period is a year at most');
select throws_ok($$update public.customer_services set address = '"somewhere"' where id = tests.id('service of home')$$,
  '23514', null, 'an address is an object');
select throws_ok($$update public.customer_services set status_note = repeat('x', 501) where id = tests.id('service of home')$$,
  '23514', null, 'a note has a maximum');

delete from public.customer_services where id = tests.id('service of elsewhere');
select is((select count(*)::int from public.service_usage) + (select count(*)::int from public.service_requests), 3,
  'with a service go its counters and requests');

select * from finish();
rollback;

-- Reads and commands of services: who gets what, what can be asked for once, and how staff carry it out.

begin;
select plan(67);
select tests.set_stage();

create function tests.home() returns uuid language sql immutable as $$ select tests.id('service of home') $$;
insert into public.service_packages (slug, family, name, bandwidth_mbps, price, allowance_bytes, position, is_active) values
  ('tests-100', 'tests', 'Fibre 100', 100, 50000, null, 10, true), ('tests-200', 'tests', 'Fibre 200', 200, 70000, 1000000000000, 20, true),
  ('tests-old', 'tests', 'Fibre 25', 25, 30000, null, 30, false), ('tests-site', 'sites', 'Site', null, 9900, null, 10, true);
update public.customer_profiles set time_zone = 'Pacific/Kiritimati';
update public.customer_services set bandwidth_mbps = 100;
update public.invoices set service_id = tests.home() where id = tests.id('invoice of home');
create function tests.today() returns date language sql stable as $$ select (now() at time zone 'Pacific/Kiritimati')::date $$;
insert into public.service_usage (service_id, month, bytes_down, bytes_up)
select tests.home(), (date_trunc('month', tests.today()) - make_interval(months => m))::date, 1000 + m, 10
from unnest(array[0, 1, 3, 11, 12, 14]) as m;

create function tests.ask(p_kind text, p_input text, p_key text default null) returns text language sql as $$
  select format('select public.request_service_change(%L, %L, %L, %L::jsonb)', p_key, tests.home(), p_kind,
    '{"subject": "Please", "description": "Thank you."}'::jsonb || p_input::jsonb) $$;
create function tests.ending(p_days int) returns text language sql as $$
  select jsonb_build_object('reason', 'moving', 'wishedOn', tests.today() + p_days)::text $$;

-- Reads ---------------------------------------------------------------------------------------------

select is(tests.each('select jsonb_array_length(public.search_services() -> ''items'')'),
  'anonymous: 42501, customer: 1, colleague: 1, other: 1, agent: 2, admin: 2, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'a list holds the customer''s own services, for staff all');
select is(tests.each(format('select public.get_service(%L) ->> ''name''', tests.home())),
  'anonymous: 42501, customer: Fibre, colleague: Fibre, other: PT404 service_not_found, agent: Fibre, admin: Fibre, '
  || 'locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'so does a detail');
select is(tests.as('customer', 'select public.get_service(''Fibre'')'), 'PT404 service_not_found', 'what is no id is nothing');
select is(tests.as('customer', format('select public.get_service(%L) ? ''customer''', tests.home())), 'false', 'whose it is, is for staff');
select is(tests.as('customer', format('select jsonb_array_length(public.get_service(%L) -> ''usage'')', tests.home())), '4',
  'twelve months of usage, and of them only those measured');
select is(tests.as('customer', format('select public.get_service(%L) #>> ''{usageThisMonth,bytesDown}''', tests.home())), '1000',
  'this month is the one where the customer is');
select is(tests.as('customer', format('select jsonb_path_query_array(public.get_service(%L), ''$.packages[*].slug'')', tests.home())),
  '["tests-200"]', 'it can change to what is on offer of its family, save what it has');
select is(tests.as('customer', format('select jsonb_array_length(public.get_service(%L) -> ''invoices'')', tests.home())), '1', 'with its invoices');
select is(tests.as('agent', 'select public.search_services(''{"q": "else"}'') #>> ''{items,0,customer,name}'''), 'Elsewhere', 'staff find by customer');
select is(tests.as('customer', 'select jsonb_array_length(public.search_services(''{"q": "else"}'') -> ''items'')'), '0', 'customers do not');
select is(tests.as('agent', 'select public.search_services(''{"status": ["suspended"]}'') -> ''items'''), '[]', 'a status narrows');
select is(tests.as('agent', 'with one as (select public.search_services(''{}'', null, 1) as page)
  select jsonb_array_length(public.search_services(''{}'', page -> ''nextCursor'', 1) -> ''items'') from one'), '1', 'the next page follows the cursor');
select is((select count(*)::int from public.portal_audit_log where action = 'service.read' and actor_role = 'agent' and customer_id = tests.id('home')), 1,
  'who of staff read it is in the audit log');

-- Upgrade -----------------------------------------------------------------------------------------

select is(tests.each(tests.ask('upgrade', '{"package": "tests-old"}')),
  'anonymous: 42501, customer: PT422 validation_failed, colleague: PT422 validation_failed, other: PT404 service_not_found, '
  || 'agent: PT403 customer_only, admin: PT403 customer_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'what is not on offer cannot be asked for, nor for others');
select is(tests.as('customer', tests.ask('upgrade', format('{"package": %s}', p))), 'PT422 validation_failed', 'refused package: ' || p)
from unnest(array['"tests-site"', '"tests-100"', 'null', '[]']) as p;
select is(tests.as('customer', tests.ask('upgrade', '{"package": "tests-200"}', 'key') || ' #> ''{details,newPrice}'''),
  '{"amount": 70000, "currency": "ZAR"}', 'what it costs is as offered at this moment');
select is(tests.as('customer', tests.ask('upgrade', '{"package": "tests-200"}', 'key') || ' ->> ''kind'''), 'upgrade', 'a retry gets the first answer');
select is(tests.as('customer', tests.ask('upgrade', '{"package": "tests-100"}', 'key')), 'PT409 idempotency_key_reused', 'other content under the key does not');
select is(tests.as('colleague', tests.ask('upgrade', '{"package": "tests-200"}')), 'PT409 request_open', 'while one is open, nobody asks again');
select is((select count(*)::int from public.support_tickets where service_id = tests.home()), 1, 'one ticket');
select results_eq($$select category, subject, requester_id from public.support_tickets where service_id = tests.home()$$,
  $$values ('upgrade', 'Please', tests.id('customer'))$$, 'in its category, by the person who asked');
select is(tests.as('colleague', format('select public.get_service(%L) #>> ''{requests,0,isOpen}''', tests.home())), 'true', 'the page shows it to colleagues');
select is(tests.as('customer', 'select public.search_services() #>> ''{items,0,openRequests}'''), '["upgrade"]', 'so does the list');
select is(tests.failure_as('colleague', tests.ask('upgrade', '{"package": "tests-200"}')) #>> '{detail,ticket}',
  (select number from public.support_tickets where service_id = tests.home()), 'and the refusal names the ticket');

update public.support_tickets set status = 'closed' where service_id = tests.home();
select is(tests.as('colleague', tests.ask('upgrade', '{"package": "tests-200"}') || ' ->> ''kind'''), 'upgrade', 'after the ticket it can be asked for again');

update public.ticket_categories set is_active = false where slug = 'termination';

-- Termination ---------------------------------------------------------------------------------------

select is(tests.failure_as('customer', tests.ask('termination', tests.ending(29))) -> 'detail' -> 'fields', '{"wishedOn": ["too_early"]}',
  'not before the notice period is over');
select is(tests.failure_as('customer', tests.ask('termination', tests.ending(900))) -> 'detail' -> 'fields', '{"wishedOn": ["too_late"]}',
  'nor in the far future');
update public.customer_services set contract_ends_on = tests.today() + 100 where id = tests.home();
select is(tests.failure_as('customer', tests.ask('termination', tests.ending(99))) -> 'detail' ->> 'from', (tests.today() + 100)::text,
  'a contract binds for longer');
select is(tests.as('customer', tests.ask('termination', format('{"reason": %s, "wishedOn": "2100-01-01"}', r))), 'PT422 validation_failed', 'refused reason: ' || r)
from unnest(array['null', '"none of yours"']) as r;
select is(tests.as('customer', tests.ask('termination', format('{"reason": "price", "wishedOn": %s}', d))), 'PT422 validation_failed', 'refused day: ' || d)
from unnest(array['null', '"soon"', '"2026-02-30"', '"infinity"']) as d;
select is(tests.as('customer', tests.ask('termination', tests.ending(100)) || ' ->> ''kind'''), 'termination', 'on the last day of the contract');
select is((select t.category from public.service_requests r join public.support_tickets t on t.id = r.ticket_id where r.kind = 'termination'), 'other',
  'a category out of use is no reason not to hear of it');
select is(tests.as('customer', tests.ask('eviction', '{}')), 'PT422 validation_failed', 'nothing else can be asked for');

-- Staff carry it out ----------------------------------------------------------------------------------

create function tests.change(p_changes text) returns text language sql as $$
  select format('select public.update_service(%L, %L::jsonb)', tests.home(), p_changes) $$;
select is(tests.each(tests.change('{"expectedVersion": 9}')),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT409 service_changed, '
  || 'admin: PT409 service_changed, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'only staff change a service, and see each other''s changes');
select is(tests.as('agent', tests.change('{"package": "tests-200", "expectedVersion": 1}')), '2', 'the package changes');
select results_eq($$select package, bandwidth_mbps, price, allowance_bytes from public.customer_services where id = tests.home()$$,
  $$values ('Fibre 200', 200, 70000::bigint, 1000000000000)$$, 'with all that belongs to it');
select is((select count(*)::int from public.service_requests r where service_id = tests.home() and kind = 'upgrade' and settled_at is null and private.is_open_request(r)), 0,
  'which settles what was asked');
select is(tests.as('agent', tests.change('{"status": "suspended"}')), 'PT422 validation_failed', 'a suspension says why');
select is(tests.as('agent', tests.change('{"status": "suspended", "statusNote": "Unpaid. Pay and it works."}')), '3', 'to the customer');
select is(tests.as('agent', tests.change('{"status": "suspended"}')), '3', 'saying it again changes nothing');
select is(tests.as('agent', tests.change('{"status": "installing"}')), 'PT409 invalid_transition', 'nothing is installed twice');
select is(tests.as('service', tests.change('{"status": "terminated"}')), '4', 'integrations may end it');
select is(tests.as('customer', tests.ask('termination', tests.ending(100))), 'PT409 service_ends', 'what has ended is not cancelled');
select is((select string_agg(n.data ->> 'status', ', ' order by n.created_at) from public.notifications n where n.user_id = tests.id('colleague') and n.event = 'service_changed'),
  'package, suspended, terminated', 'its people are told');

-- Installation ----------------------------------------------------------------------------------------

update public.customer_services set status = 'installing', ends_on = null, started_on = null where id = tests.home();
create function tests.step(p_stage text, p_changes text) returns text language sql as $$
  select format('select public.set_installation_step(%L, %L, %L::jsonb)', tests.home(), p_stage, p_changes) $$;
select is(tests.as('customer', tests.ask('reschedule', format('{"preferences": [{"date": "%s", "part": "any"}]}', tests.today() + 2))),
  'PT409 nothing_scheduled', 'there is no other time for what has none');
select is(tests.each(tests.step('survey', '{"expectedVersion": 9}')),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT409 step_changed, '
  || 'admin: PT409 step_changed, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'only staff set steps, and see each other''s changes');
select is(tests.as('agent', tests.step('survey', c)), 'PT422 validation_failed', 'refused: ' || c)
from unnest(array['{"windowStart": "2026-12-01T08:00Z"}', '{"windowStart": "2026-12-01T08:00Z", "windowEnd": "2026-12-01T07:00Z"}', '{"windowStart": "soon"}']) as c;
select is(tests.as('agent', tests.step('installing', format('{"windowStart": "%s", "windowEnd": "%s", "technician": "Kagiso"}', now() + interval '3 days', now() + interval '3 days 2 hours'))),
  '2', 'a window is set');
select is(tests.as('customer', tests.ask('reschedule', format('{"preferences": [{"date": "%s", "part": "any"}]}', tests.today() + 2)) || ' #>> ''{details,stage}'''),
  'installing', 'and another time can be asked for');
select is(tests.as('agent', tests.step('installing', format('{"windowStart": "%s", "windowEnd": "%s"}', now() + interval '4 days', now() + interval '4 days 2 hours'))), '3', 'which a new window');
select is((select settled_at is not null from public.service_requests where kind = 'reschedule'), true, 'settles');
select is(tests.as('agent', tests.step('scheduled', '{"isDone": true}')), '2', 'a step is done');
select is((select count(*)::int from public.installation_steps where service_id = tests.home() and completed_at is not null), 3, 'and with it those before');
select is(tests.as('service', tests.step('active', '{"isDone": true}')), '2', 'the last one, by an integration');
select results_eq($$select status::text, started_on from public.customer_services where id = tests.home()$$, $$select 'active', tests.today()$$, 'makes it work');
select is(tests.as('agent', tests.step('survey', '{"isDone": false}')), 'PT409 service_active', 'and then nothing is taken back');
select is((select string_agg(n.data ->> 'status', ', ' order by n.created_at) from public.notifications n where n.user_id = tests.id('colleague') and n.event = 'installation_step'),
  'installing_planned, installing_planned, scheduled_done, active_done', 'its people are told of each');

update public.app_settings set value = '{"services": false}' where key = 'modules';
select is(tests.as('customer', 'select public.search_services()') || ', ' || tests.as('customer', format('select public.get_service(%L)', tests.home())) || ', '
  || tests.as('customer', tests.ask('upgrade', '{}')) || ', ' || tests.as('agent', tests.change('{}')) || ', ' || tests.as('agent', tests.step('survey', '{}')),
  'PT404 module_off, PT404 module_off, PT404 module_off, PT404 module_off, PT404 module_off', 'switched off, nothing of it is there');

select * from finish();
rollback;

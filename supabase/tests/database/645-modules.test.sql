-- Modules: who switches them, what the setting may hold, and what refuses once one is off.

begin;
select plan(17);
select tests.set_stage();

select is(tests.as('customer', 'select public.get_viewer() -> ''modules'''), to_jsonb(private.module_names())::text,
  'everything is in use until somebody switches it off');

select is(tests.each('select public.set_modules(''{"quotes": false}'')'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, '
  || 'agent: PT403 admin_only, admin: ["orders", "invoices", "services", "domains", "calls", "knowledge", "assistant"], '
  || 'locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'admins switch modules, nobody else');

select is(tests.as('admin', 'select public.set_modules(''{"domains": false}'')'),
  '["orders", "invoices", "services", "calls", "knowledge", "assistant"]', 'what is not named stays as it was');
select is(tests.as(p, 'select public.get_viewer() -> ''modules'''),
  '["orders", "invoices", "services", "calls", "knowledge", "assistant"]', p || ' is told what is in use')
from unnest(array['customer', 'agent']) as p;
select is((select count(*) from public.portal_audit_log where action = 'settings.modules' and actor_id = tests.id('admin')), 2::bigint,
  'each change is in the audit log');

select is(tests.as('customer', 'select jsonb_path_exists(public.list_ticket_categories(), ''$[*] ? (@.needs == "domain")'')'), 'false',
  'a ticket asks for no record that is not shown');
select is(tests.as('customer', 'select jsonb_path_exists(public.list_ticket_categories(), ''$[*] ? (@.needs == "order")'')'), 'true',
  'and still for the others');
select throws_ok('select private.require_module(''quotes'')', 'PT404', 'module_off', 'commands of a module that is off refuse');
select lives_ok('select private.require_module(''orders'')', 'those of another do not');
select throws_ok('select private.require_module(''qoutes'')', 'P0001', null, 'a module that does not exist is a mistake, not a module that is on');

select is(tests.as('admin', format('select public.set_modules(%L)', changes)), 'PT422 validation_failed', 'refused: ' || coalesce(changes, 'null'))
from unnest(array['{"qoutes": false}', '{"quotes": "off"}', '["quotes"]', '"quotes"', null]) as changes;

select is(tests.as('admin', 'select public.set_modules(''{"quotes": true, "domains": true}'')'), to_jsonb(private.module_names())::text,
  'and everything can be switched on again');

select * from finish();
rollback;

-- Settings: staff read them, admins change them, and nothing gets in that would break a page.

begin;
select plan(43);
select tests.set_stage();

select is(tests.each('select public.get_settings() ->> ''name'''),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, '
  || 'agent: Portico, admin: Portico, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'staff read the settings');
select is(tests.each('select public.change_settings(''{"name": "Acme"}'') ->> ''name'''),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, '
  || 'agent: PT403 admin_only, admin: Acme, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'admins change them');
select is(tests.as('anonymous', 'select public.get_branding() ->> ''name'''), 'Acme', 'and everybody sees the name');

create function tests.change(p_changes jsonb, p_expected text default null) returns jsonb language sql as $$
  select case when a like '{%' then a::jsonb else to_jsonb(a) end
  from (select tests.as('admin', format('select public.change_settings(%L, %L)', p_changes, p_expected)) as a) answer $$;

select is(tests.change(c) ->> k, v, k || ' is changed')
from (values
  ('supportEmail', '{"supportEmail": " help@acme.example "}'::jsonb, 'help@acme.example'),
  ('logoUrl', '{"logoUrl": "/logo.svg"}', '/logo.svg'),
  ('primaryColor', '{"primaryColor": "#0b5c66"}', '#0b5c66'),
  ('primaryColorDark', '{"primaryColorDark": "oklch(0.74 0.11 190)"}', 'oklch(0.74 0.11 190)'),
  ('buyAgainUrl', '{"buyAgainUrl": "https://shop.example/?q={sku}"}', 'https://shop.example/?q={sku}'),
  ('timeZone', '{"timeZone": "Europe/London"}', 'Europe/London'),
  ('claimWindowDays', '{"claimWindowDays": 0}', '0'),
  ('trackingStaleDays', '{"trackingStaleDays": 365}', '365'),
  ('quoteValidDays', '{"quoteValidDays": 1}', '1')) as w(k, c, v);
select is(tests.change('{"modules": {"quotes": false}}') -> 'modules',
  '["orders", "invoices", "services", "domains", "calls", "knowledge", "assistant"]', 'modules are switched');
select is(tests.change('{"refundLimits": [{"amount": 50000, "currency": "ZAR"}]}') -> 'refundLimits' -> 3, '{"amount": 50000, "currency": "ZAR"}', 'limits are set');
select is(private.refund_limit('agent', 'ZAR'), 50000::bigint, 'and hold');
select is(private.refund_limit('agent', 'EUR'), 5000::bigint, 'those of other currencies stay');
select is(tests.change('{"supportEmail": ""}') ->> 'supportEmail', null, 'an empty one is taken away');
select is(tests.change('{"claimWindowDays": 14}') ->> 'name', 'Acme', 'what is not named stays');

select is(tests.change(c) #>> '{}', 'PT422 validation_failed', 'refused: ' || left(c::text, 60))
from (values
  ('{"name": " "}'::jsonb), (jsonb_build_object('name', repeat('x', 81))), ('{"supportEmail": "nobody"}'),
  ('{"logoUrl": "javascript:alert(1)"}'), ('{"logoUrl": "//evil.example/x.png"}'), ('{"logoUrl": "http://plain.example/x.png"}'),
  ('{"buyAgainUrl": "ftp://x"}'), ('{"primaryColor": "red;}body{display:none"}'), (jsonb_build_object('logoUrl', '/' || repeat('x', 500))),
  ('{"timeZone": "Mars/Olympus"}'), ('{"timeZone": null}'), ('{"claimWindowDays": -1}'), ('{"claimWindowDays": "7"}'),
  ('{"claimWindowDays": 1.5}'), ('{"trackingStaleDays": 0}'), ('{"quoteValidDays": 731}'), ('{"refundLimits": [{"amount": 1, "currency": "zar"}]}'),
  ('{"refundLimits": [{"amount": -1, "currency": "ZAR"}]}'), ('{"refundLimits": {"ZAR": 1}}'), ('{"modules": {"tickets": false}}'), ('{"colour": "#fff"}')) as w(c);

select is(tests.change('{"name": "Beta"}', 'old') #>> '{}', 'PT409 settings_changed', 'who looked at old settings changes nothing');
select is(tests.change('{"name": "Beta"}', tests.as('agent', 'select public.get_settings() ->> ''revision''')) ->> 'name', 'Beta',
  'who looked at these does');
select is(
  (select count(*) from public.portal_audit_log where action = 'settings.change' and actor_id = tests.id('admin') and fields = '["name"]'), 2::bigint,
  'the audit log says who changed what');
select is(tests.change(null) ->> 'name', 'Beta', 'nothing changes nothing');

select * from finish();
rollback;

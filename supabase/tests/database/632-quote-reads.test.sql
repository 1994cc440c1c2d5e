-- Lists, one quote, figures, time, and the catalogue behind them.

begin;
select plan(51);
select tests.set_stage();

create function tests.list_as(p_name text, p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20) returns text language sql as $$
  select case when a like '{%' then coalesce((select string_agg(q ->> 'number', ', ') from jsonb_array_elements(a::jsonb -> 'items') as q), 'none') else a end
  from tests.as(p_name, format('select public.search_quotes(%L, %L, %s)', p_filters, p_cursor, p_limit)) as a $$;

-- Lists -----------------------------------------------------------------------------------------------

insert into public.quote_requests (customer_id, number, title, status, version, total, valid_until, last_activity_at)
select tests.id('home'), 'QUO-2026-0000' || n, title, status::public.quote_status, version, 100 * n, now() + validity, now() + n * interval '1 minute'
from (values (1, 'Speakers for the hall', 'requested', 0, null), (2, 'Amplifier', 'sent', 1, interval '1 day'), (3, 'Turntable', 'sent', 1, interval '-1 second'),
  (4, 'Cables', 'accepted', 1, interval '-1 day'), (5, 'Lights', 'expired', 1, interval '-1 day')) as v(n, title, status, version, validity);

select is(tests.list_as('customer'), 'QUO-2026-00005, QUO-2026-00004, QUO-2026-00003, QUO-2026-00002, QUO-2026-00001, Q-home', 'what was touched last comes first');
select is(tests.list_as('colleague'), tests.list_as('customer'), 'colleagues see the same');
select is(tests.list_as('other'), 'Q-elsewhere', 'others their own');
select is(tests.list_as(p), e, p || ' gets ' || e) from (values ('anonymous', '42501'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as v(p, e);
select ok(tests.list_as('agent') like '%Q-elsewhere%' and tests.list_as('agent') like '%Q-home%', 'staff see all');
select is(tests.list_as('agent', jsonb_build_object('customer', tests.id('elsewhere'))), 'Q-elsewhere', 'or those of one customer');
select is(tests.list_as('customer', jsonb_build_object('customer', tests.id('elsewhere'))), tests.list_as('customer'), 'which customers cannot ask for');
select is(tests.list_as('customer', '{"status": ["sent"]}'), 'QUO-2026-00002, Q-home', 'sent is what can be decided on,');
select is(tests.list_as('customer', '{"status": ["expired"]}'), 'QUO-2026-00005, QUO-2026-00003', 'expired is also what nothing has written down yet');
select is(tests.list_as('customer', '{"status": ["accepted", "requested"]}'), 'QUO-2026-00004, QUO-2026-00001', 'several at once');
select is(tests.list_as('customer', jsonb_build_object('q', q)), found, 'searching ' || q)
from (values ('quo-2026-00004', 'QUO-2026-00004'), ('turntabel', 'QUO-2026-00003'), ('hall', 'QUO-2026-00001'), ('%', 'none'), ('Q-elsewhere', 'none'), ('li', 'QUO-2026-00005, QUO-2026-00002')) as v(q, found);
select is(tests.list_as('agent', '{"q": "elsewhere@tests"}'), 'Q-elsewhere', 'staff search for customers');
create temporary table first as select tests.as('customer', 'select public.search_quotes(''{}'', null, 4)')::jsonb as a;
select is(jsonb_array_length(a -> 'items'), 4, 'a page ends') from first;
select is(tests.list_as('customer', '{}', a -> 'nextCursor', 4), 'QUO-2026-00001, Q-home', 'and the next begins there') from first;
select is(tests.as('customer', 'select public.quote_counts()')::jsonb, '{"requested": 1, "sent": 2, "expired": 2, "accepted": 1}', 'figures are those of this moment');
select is(tests.as('agent', 'select public.quote_counts()')::jsonb, '{"requested": 1, "sent": 3, "expired": 2, "accepted": 1}', 'for staff of everybody');
select is(tests.as('customer', 'select public.search_quotes() -> ''items'' -> 0 ? ''customerId'''), 'false', 'customers read nothing of ours in a row');
select is((tests.as('customer', 'select public.get_dashboard()')::jsonb ->> 'openQuotes'), '3', 'the dashboard counts what is open');

-- One ---------------------------------------------------------------------------------------------------

select is(case when a like '{%' then a::jsonb ->> 'number' else a end, e, p || ' reads ' || e)
from (values ('customer', 'Q-home'), ('colleague', 'Q-home'), ('agent', 'Q-home'), ('other', 'PT404 quote_not_found'), ('anonymous', '42501')) as v(p, e),
  lateral tests.as(p, format('select public.get_quote(%L)', tests.id('quote of home'))) as a;
select is((tests.as('customer', 'select public.get_quote(''quo-2026-00002'')')::jsonb ->> 'title'), 'Amplifier', 'a number is enough, in small letters too');
select is((tests.as('agent', 'select public.get_quote(''Q-home'')')::jsonb -> 'draft' ->> 'version'), '2', 'staff see the draft');
select is((select count(*) from public.portal_audit_log where action = 'quote.read' and resource_id = tests.id('quote of home')::text and actor_role = 'agent' and purpose = 'sales'), 2::bigint, 'reading is told to the customer');

-- Time --------------------------------------------------------------------------------------------------

select is(private.end_of_day('2026-03-28', 'Europe/Berlin'), '2026-03-28 22:59:59.999Z'::timestamptz, 'a day ends before midnight where the customer is,');
select is(private.end_of_day('2026-03-29', 'Europe/Berlin'), '2026-03-29 21:59:59.999Z'::timestamptz, 'also when it has 23 hours');
update public.quote_versions set sent_at = now() - interval '2 days', valid_until = now() + interval '2 days' where quote_id = tests.id('quote of home') and version = 1;
update public.quote_requests set valid_until = now() + interval '2 days', title = 'Hall' where id = tests.id('quote of home');
select is(tests.as('service', 'select public.check_quotes()')::jsonb, '{"expired": 1, "reminded": 1}', 'the worker writes down what has expired and reminds of what will');
select is(tests.as('service', 'select public.check_quotes()')::jsonb, '{"expired": 0, "reminded": 0}', 'once');
select is((select status::text from public.quote_requests where number = 'QUO-2026-00003'), 'expired', 'then it says so');
select is((select count(*) from public.notifications where event = 'quote_expiring'), 3::bigint, 'the customer''s people are reminded,');
select is(tests.each('select public.check_quotes()') ~ '\d+ [{]|: [{]', false, 'nobody else calls it');

-- Catalogue -----------------------------------------------------------------------------------------------

insert into public.products (sku, name, price, currency) values ('SPK-5', 'Kudu 5 bookshelf speakers', 899000, 'ZAR'), ('SPK-7', 'Kudu 7 floorstanding speakers', 2149000, 'ZAR');
create function tests.found(p_name text, p_query text, p_limit int default 12) returns text language sql as $$
  select case when a like '[%' then coalesce((select string_agg(p ->> 'sku', ', ') from jsonb_array_elements(a::jsonb) as p), 'none') else a end
  from tests.as(p_name, format('select public.search_products(%L, %s)', p_query, p_limit)) as a $$;
select is(tests.found('customer', q), found, format('%L finds %s', q, found))
from (values ('spk-7', 'SPK-7, SPK-5'), ('bookshelf', 'SPK-5'), ('bokshelf speakres', 'SPK-5'), ('ampliffer', 'AMP'), ('relic', 'none'), ('am', 'AMP'), ('%', 'none'),
  ('', 'AMP, SPK-5, SPK-7')) as v(q, found);
select is(tests.found('agent', 'kudu', 1), 'SPK-5', 'as many as are asked for');
select is(tests.found(p, 'kudu'), e, p || ' gets ' || e) from (values ('anonymous', '42501'), ('locked', 'PT403 portal_locked')) as v(p, e);

select * from finish();
rollback;

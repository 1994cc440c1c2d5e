-- What customers read of their invoices, and that nobody rewrites one. The invoice of home is of R 300.00.

begin;
select plan(76);
select tests.set_stage();

create function tests.search(p_name text, p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20) returns text language sql as $$
  select tests.as(p_name, format('select public.search_invoices(%L, %L, %s)', p_filters, p_cursor, p_limit)) $$;
create function tests.numbers(p_answer text) returns text language sql as $$
  select string_agg(e ->> 'number', ' ') from jsonb_array_elements(p_answer::jsonb -> 'items') as e $$;
create function tests.invoice(p_number text, p_due int, p_changes jsonb default '{}', p_customer text default 'home') returns void language sql as $$
  insert into public.invoices (id, customer_id, number, status, currency, subtotal, total, amount_paid, issued_on, due_on, paid_at)
  select tests.id(p_number), tests.id(p_customer), p_number, coalesce(r.status, 'pending'), coalesce(r.currency, 'ZAR'), coalesce(r.total, 10000), coalesce(r.total, 10000),
    coalesce(r.amount_paid, 0), coalesce(r.issued_on, current_date + p_due - 7), current_date + p_due, r.paid_at
  from jsonb_to_record(p_changes) as r(status public.invoice_status, currency text, total bigint, amount_paid bigint, issued_on date, paid_at timestamptz) $$;
create function tests.get_invoice(p_name text, p_ref text) returns text language sql as $$
  select tests.as(p_name, format('select public.get_invoice(%L)', p_ref)) $$;

-- Who sees them -----------------------------------------------------------------------------------------

select is(tests.each('select jsonb_array_length(public.search_invoices() -> ''items'')'),
  'anonymous: 42501, customer: 1, colleague: 1, other: 1, agent: PT422 validation_failed, admin: PT422 validation_failed, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'customers list their own, staff those of the customer they name');
select is(tests.numbers(tests.search('agent', jsonb_build_object('customer', tests.id('elsewhere')))), 'I-elsewhere', 'as here');
select is(tests.numbers(tests.search('customer', jsonb_build_object('customer', tests.id('elsewhere')))), 'I-home', 'a customer who names another gets their own');
select is(tests.each(format('select public.get_invoice(%L) ->> ''number''', tests.id('invoice of home'))),
  'anonymous: 42501, customer: I-home, colleague: I-home, other: PT404 invoice_not_found, agent: I-home, admin: I-home, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'one invoice is for its people and for staff,');
select is(tests.get_invoice('customer', 'I-home')::jsonb ->> 'id', tests.id('invoice of home')::text, 'by its number too');
select is(tests.get_invoice('customer', ref), 'PT404 invoice_not_found', 'not found: ' || ref) from unnest(array['I-elsewhere', 'nothing', '']) as ref;
select is((select count(*) from public.portal_audit_log where action = 'invoice.read' and resource_id = tests.id('invoice of home')::text), 5::bigint, 'each reading is noted');
select is(tests.readers('invoice_payment_reports'), 'nobody', 'past the functions nobody reads it: nobody has reported a payment yet');

-- Overdue ---------------------------------------------------------------------------------------------

-- Midnight in Auckland is 11:00 in Greenwich in their summer, in Honolulu 10:00.
select is(private.invoice_state('pending', '2026-11-20', private.day_in(moment, zone)), state, format('due on the 20th, at %s in %s', moment, zone))
from (values ('2026-11-20 10:59:59+00'::timestamptz, 'Pacific/Auckland', 'pending'), ('2026-11-20 11:00+00', 'Pacific/Auckland', 'overdue'),
  ('2026-11-21 09:59:59+00', 'Pacific/Honolulu', 'pending'), ('2026-11-21 10:00+00', 'Pacific/Honolulu', 'overdue'),
  -- The clocks of Auckland went forward on 27 September 2026: that day has 23 hours.
  ('2026-09-27 10:59:59+00', 'Pacific/Auckland', 'pending'), ('2026-11-20 12:00+00', 'Africa/Johannesburg', 'pending')) as v(moment, zone, state);
select is(private.invoice_state(s, '2000-01-01', '2026-11-20'), s::text, s || ' is never overdue') from unnest(array['paid', 'cancelled']::public.invoice_status[]) as s;

-- Kiritimati is a day ahead of Honolulu at any time.
select tests.invoice('due', private.day_in(now(), 'Pacific/Honolulu') - current_date);
create function tests.state_in(p_zone text) returns text language sql as $$
  select tests.as('service', format('update public.customer_profiles set time_zone = %L where id = %L returning 1', p_zone, tests.id('home')));
  select tests.get_invoice('customer', 'due')::jsonb ->> 'status' $$;
select is(tests.state_in('Pacific/Honolulu'), 'pending', 'due today where the customer is');
select is(tests.state_in('Pacific/Kiritimati'), 'overdue', 'and late where it is tomorrow already');
insert into public.customer_preferences (user_id, time_zone) values (tests.id('colleague'), 'Pacific/Honolulu');
select is(tests.get_invoice('colleague', 'due')::jsonb ->> 'status', 'pending', 'a person''s own zone goes first');
select is(tests.get_invoice('agent', 'due')::jsonb ->> 'status', 'overdue', 'staff see it as the customer does');
update public.customer_profiles set time_zone = 'UTC' where id = tests.id('home');

-- Filters, order, pages -----------------------------------------------------------------------------

select tests.invoice('late-1', -3), tests.invoice('late-2', -20, '{"total": 5000, "amount_paid": 1000}'), tests.invoice('dollars', -1, '{"currency": "USD", "total": 999}'),
  tests.invoice('settled', -40, '{"status": "paid", "amount_paid": 10000, "paid_at": "2026-01-01T10:00:00Z"}'), tests.invoice('gone', -50, '{"status": "cancelled"}'),
  tests.invoice('theirs', -5, '{}', 'elsewhere');
update public.invoices set status = 'cancelled' where number = 'due';
select is(tests.numbers(tests.search('customer', f)), expected, 'filtered: ' || f::text)
from (values ('{"status": ["overdue"]}'::jsonb, 'dollars late-1 late-2'), ('{"status": ["pending"]}', 'I-home'), ('{"status": ["paid"]}', 'settled'),
  ('{"status": ["pending", "overdue"], "sort": "due"}', 'late-2 late-1 dollars I-home'), ('{"q": "LATE-"}', 'late-1 late-2'), ('{"q": "amplif"}', 'I-home'),
  ('{"q": "100%"}', null), ('{"status": ["nonsense"]}', null), ('{"status": []}', null)) as v(f, expected);
select is(tests.numbers(tests.search('customer', '{"status": ["cancelled"]}')::text) in ('due gone', 'gone due'), true, 'filtered: cancelled');

create temporary table pages as
with recursive walk as (
  select 1 as page, tests.search('customer', '{}', null, 2)::jsonb as answer
  union all
  select page + 1, tests.search('customer', '{}', answer -> 'nextCursor', 2)::jsonb from walk where answer ->> 'nextCursor' is not null)
select page, jsonb_array_elements(answer -> 'items') ->> 'number' as number from walk;
select is((select count(*) || ' ' || count(distinct number) || ' ' || max(page) from pages), '7 7 4', 'page by page everything comes once');
select is(tests.numbers(tests.search('customer', '{"sort": "due", "status": ["overdue"]}', tests.search('customer', '{"sort": "due", "status": ["overdue"]}', null, 1)::jsonb -> 'nextCursor', 1)),
  'late-1', 'by due day as well');

create function tests.summary(p_name text default 'customer') returns jsonb language sql as $$ select tests.as(p_name, 'select public.invoice_summary()')::jsonb $$;
select is(tests.summary() -> 'outstanding', '[{"amount": 44000, "currency": "ZAR"}, {"amount": 999, "currency": "USD"}]', 'what is owed, per currency');
select is(tests.summary() -> 'overdue', '[{"amount": 14000, "currency": "ZAR"}, {"amount": 999, "currency": "USD"}]', 'what of it is late');
select is(tests.summary() -> 'counts', '{"pending": 1, "overdue": 3, "paid": 1, "cancelled": 2}', 'how many of each');
select is(tests.summary() #>> '{next,number}', 'late-2', 'and what comes first');

-- Nobody rewrites one -----------------------------------------------------------------------------------

select is(tests.as('service', format('update public.invoices set %s where number = ''I-home'' returning ''changed''', change)), 'PT409 invoice_immutable', 'refused: ' || change)
from unnest(array['total = 1, subtotal = 1', 'tax = 5, total = total + 5', 'currency = ''USD''', 'number = ''X''', 'issued_on = issued_on - 1', 'due_on = due_on + 30',
  'period_start = current_date', 'parties = ''{}''']) as change;
select is(tests.as('service', 'delete from public.invoices where number = ''I-home'' returning 1'), 'PT409 invoice_immutable', 'none is removed');
select is(tests.as('service', format('%s returning 1', change)), 'PT409 invoice_immutable', 'refused: ' || change)
from unnest(array['update public.invoice_items set total = 1', 'delete from public.invoice_items', format('insert into public.invoice_items (invoice_id, description, quantity, unit_price, total) values (%L, ''More'', 1, 1, 1)', tests.id('invoice of home'))]) as change;
select is(tests.as('service', format('insert into public.invoice_items (invoice_id, description, quantity, unit_price, total) values (%L, %L, 1, %s, %s) returning 1', tests.id('late-1'), 'Line ' || amount, amount, amount)), expected, why)
from (values (12000, '1', 'lines arrive'), (-2000, '1', 'until they make up the subtotal'), (0, 'PT409 invoice_immutable', 'then no more, not even for nothing')) as v(amount, expected, why);
select is(tests.as('service', 'update public.invoices set status = ''paid'', amount_paid = total, paid_at = now() where number = ''late-1'' returning status'), 'paid', 'it can be paid');
select is(tests.as('service', 'update public.invoices set order_id = order_id, content_hash = gen_random_uuid() where number = ''late-1'' returning ''linked'''), 'linked', 'and linked');

update public.app_settings set value = '{"name": "Renamed", "primaryColor": "#123456"}' where key = 'branding';
update public.customer_profiles set full_name = 'Moved', billing_address = '{"line1": "New Street"}' where id = tests.id('home');
select is(tests.get_invoice('customer', 'I-home')::jsonb #>> '{parties,buyer,name}', 'Home', 'it names the customer as they were called,');
select is(tests.get_invoice('customer', 'I-home')::jsonb #>> '{parties,seller,name}', 'Portico', 'and the business,');
select is(tests.get_invoice('customer', 'I-home')::jsonb #>> '{parties,seller,primaryColor}', '#123456', 'in today''s colours');

-- "I have paid" -----------------------------------------------------------------------------------------

create function tests.report(p_name text, p_number text, p_key text default null, p_input jsonb default '{}') returns text language sql as $$
  select tests.as(p_name, format('select public.report_invoice_payment(%L, %L, %L)', p_key, tests.id(p_number),
    '{"subject": "Payment of late-2", "description": "Paid by transfer."}'::jsonb || p_input)) $$;
select is(tests.report(p, 'late-2'), e, p || ' reports nothing')
from (values ('other', 'PT404 invoice_not_found'), ('agent', 'PT404 invoice_not_found'), ('anonymous', '42501')) as v(p, e);
select is(tests.report('customer', n), e, 'refused: ' || n) from (values ('settled', 'PT409 invoice_paid'), ('gone', 'PT409 invoice_cancelled'), ('theirs', 'PT404 invoice_not_found')) as v(n, e);
select is(tests.report('customer', 'late-2', 'k', jsonb_build_object('attachmentIds', jsonb_build_array(tests.id('upload of customer'))))::jsonb - 'ticketId' - 'ticketNumber' - 'reportedAt',
  '{"status": "new", "isOpen": true, "created": true}', 'a report opens a ticket');
select is((select format('%s %s %s', t.category, t.subject, (select count(*) from public.ticket_attachments a where a.ticket_id = t.id))
  from public.invoice_payment_reports r join public.support_tickets t on t.id = r.ticket_id), 'billing Payment of late-2 1', 'of the category billing, with the proof');
select is((select string_agg(tests.report(p, 'late-2', k)::jsonb ->> 'created', ' ') from (values ('customer', 'k'), ('customer', 'other key'), ('colleague', null)) as v(p, k)), 'false false false',
  'once, whoever presses again');
select is((select count(*) from public.invoice_payment_reports), 1::bigint, 'there is one report');
select is(tests.readers('invoice_payment_reports'), 'customer 1, colleague 1', 'for its people and staff');
select is(tests.get_invoice('customer', 'late-2')::jsonb #>> '{paymentReport,status}', 'new', 'the invoice shows where it stands');
update public.support_tickets set status = 'closed' where id = (select ticket_id from public.invoice_payment_reports);
select is(tests.report('customer', 'late-2', 'later')::jsonb ->> 'created', 'true', 'when that ticket is closed, there can be another');

-- Statement -----------------------------------------------------------------------------------------------

select is(tests.as('customer', format('select public.invoice_statement(%L, %L)', f, t)), 'PT422 validation_failed', format('no statement from %s to %s', f, t))
from (values ('x', '2026-01-01'), ('-infinity', 'infinity'), ('2026-02-30', '2026-03-01'), ('2026-03-02', '2026-03-01'), (null, '2026-01-01')) as v(f, t);

select * from finish();
rollback;

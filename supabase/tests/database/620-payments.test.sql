-- Payments of invoices: who sees them, what is recorded, what is refused. The invoice of home is of R 300.00.

begin;
select plan(44);
select tests.set_stage();

create function tests.pay(p_input jsonb, p_reference text default 'bank-1') returns text language sql as $$
  select case when a like '{%' then a::jsonb ->> 'status' || ' ' || (a::jsonb -> 'outstanding' ->> 'amount') else a end
  from tests.as('service', format('select public.record_invoice_payment(%L)', jsonb_build_object('invoiceId', tests.id('invoice of home'),
    'amount', 30000, 'currency', 'ZAR', 'method', 'bank_transfer', 'provider', 'fnb', 'reference', p_reference) || p_input)) as a $$;
create function tests.invoice() returns text language sql as $$
  select format('%s %s', status, amount_paid) from public.invoices where id = tests.id('invoice of home') $$;
create function tests.begin_as(p_name text, p_invoice text default 'invoice of home') returns text language sql as $$
  select tests.as(p_name, format('select public.begin_checkout(%L)', tests.id(p_invoice))) $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;
create function tests.put_back() returns void language sql as $$
  delete from public.payment_events;
  delete from public.invoice_payments;
  delete from public.checkout_sessions;
  delete from public.notifications;
  update public.invoices set status = 'pending', amount_paid = 0, paid_at = null, currency = 'ZAR', total = 30000, subtotal = 30000
  where id = tests.id('invoice of home') $$;

-- Recording -----------------------------------------------------------------------------------------

select is(tests.pay('{"amount": 10000}'), 'pending 20000', 'part of what is owed is set against the invoice');
select is(tests.told('payment_received'), 'colleague, customer, signed_out', 'whose people are told');
select is(tests.pay('{"amount": 10000}'), 'pending 20000', 'told again, it is the same payment');
select is((select count(*) from public.invoice_payments), 1::bigint, 'recorded once');
select is(tests.pay('{"amount": 5000}'), 'PT409 payment_reference_used', 'a reference stands for one payment, of one amount,');
select is(tests.pay(jsonb_build_object('invoiceId', tests.id('invoice of elsewhere'), 'amount', 10000)), 'PT409 payment_reference_used', 'of one invoice');
select is(tests.pay('{"amount": 20001}', 'bank-2'), 'PT409 overpayment', 'more than is outstanding is refused,');
select is((tests.failure_as('service', format('select public.record_invoice_payment(%L)', jsonb_build_object('invoiceId', tests.id('invoice of home'),
  'amount', 20001, 'currency', 'ZAR', 'method', 'cash', 'provider', 'till', 'reference', 'x')))) ->> 'hint',
  'ZAR 200.00 is outstanding, which is less than this payment.', 'saying what is');
select is(tests.pay('{"amount": 20000, "currency": "USD"}', 'bank-2'), 'PT409 currency_mismatch', 'other money is refused');
select is(tests.pay('{"amount": 20000, "receivedAt": "2026-01-02T03:04:05Z", "invoiceId": null, "invoiceNumber": "I-home"}', 'bank-2'), 'paid 0', 'the rest settles it');
select is((select paid_at from public.invoices where id = tests.id('invoice of home')), '2026-01-02 03:04:05+00'::timestamptz, 'on the day it was received');
select is(tests.told('invoice_paid'), 'colleague, customer, signed_out', 'which its people are told');
select is(tests.pay('{"amount": 1}', 'bank-3'), 'PT409 overpayment', 'nothing is paid beyond that');
select is((select sum(amount) from public.invoice_payments), 30000::numeric, 'the payments are what the invoice says was paid');
select is((select count(*) from public.portal_audit_log where action = 'invoice.payment' and customer_id = tests.id('home')), 2::bigint, 'each has its entry in the audit log');
update public.invoices set status = 'cancelled' where id = tests.id('invoice of elsewhere');
select is(tests.pay(jsonb_build_object('invoiceId', tests.id('invoice of elsewhere')), 'bank-4'), 'PT409 invoice_cancelled', 'a cancelled invoice is not paid');
select is(tests.pay(jsonb_build_object('invoiceId', tests.id('nothing')), 'bank-4'), 'PT404 invoice_not_found', 'nor one that does not exist');
select is(tests.pay(change, 'bank-5'), 'PT422 validation_failed', 'refused: ' || change::text) from unnest(array[
  '{"amount": 0}', '{"amount": -1}', '{"amount": 1.5}', '{"amount": null}', '{"currency": "rand"}', '{"method": ""}', '{"provider": "A bank"}',
  '{"reference": ""}', '{"receivedAt": "2999-01-01"}', '{"invoiceId": "x"}']::jsonb[]) as change;
select is(tests.each(format('select public.record_invoice_payment(%L)', '{}')), (select string_agg(p || ': 42501', ', ') from tests.people() p), 'nobody records payments by hand');

-- Who sees them ---------------------------------------------------------------------------------------

select is(tests.readers('invoice_payments'), 'customer 2, colleague 2', 'payments are seen with their invoice');

-- Checkout ----------------------------------------------------------------------------------------------

select tests.put_back();
select is(tests.each(format('select public.begin_checkout(%L) ->> ''status''', tests.id('invoice of home'))),
  'anonymous: 42501, customer: starting, colleague: starting, other: PT404 invoice_not_found, agent: PT403 customer_only, admin: PT403 customer_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'its customer''s people begin the checkout of an invoice');
select is((select format('%s %s %s', count(*), max(amount), max(currency)) from public.checkout_sessions), '1 30000 ZAR', 'one, whoever clicks');
select is(tests.readers('checkout_sessions'), 'customer 1, colleague 1', 'which is seen with its invoice');
select is(tests.as('service', format('select public.open_checkout(%L, %L) ->> ''status''', (select id from public.checkout_sessions),
  '{"provider": "stripe", "sessionId": "cs_1", "url": "https://pay.example/1", "charged": 30000}')), 'open', 'the provider opens it,');
select is(tests.as('service', format('select public.open_checkout(%L, %L) ->> ''url''', (select id from public.checkout_sessions),
  '{"provider": "stripe", "sessionId": "cs_2", "url": "https://pay.example/2", "charged": 30000}')), 'https://pay.example/1', 'once');
select is(tests.begin_as('colleague')::jsonb ->> 'url', 'https://pay.example/1', 'whoever clicks then is sent to the same page');
update public.checkout_sessions set expires_at = now() + interval '4 minutes';
select is(tests.begin_as('customer')::jsonb ->> 'url', null, 'unless it is about to close: then there is another');
update public.checkout_sessions set provider_session_id = 'cs_3', provider = 'stripe', status = 'open', charged = amount where status = 'starting';
select is(tests.pay('{"amount": 10000}'), 'pending 20000', 'when something is paid meanwhile,');
select is((select status from public.checkout_sessions where provider_session_id = 'cs_3'), 'superseded',
  'a checkout of the old amount is set aside');
select is((select count(*) from public.jobs where kind = 'expire_checkout'), 1::bigint, 'which is then closed at the provider');
select is(tests.begin_as('customer')::jsonb ->> 'amount', '20000', 'and a new one is of what is left');
update public.checkout_sessions set status = 'processing' where status = 'starting';
select is(tests.begin_as('customer'), 'PT409 payment_processing', 'nobody pays twice while the bank has yet to confirm');
select tests.put_back();
update public.invoices set status = 'cancelled' where id = tests.id('invoice of home');
select is(tests.begin_as('customer'), 'PT409 invoice_cancelled', 'a cancelled invoice has no checkout');
update public.invoices set status = 'paid', amount_paid = total where id = tests.id('invoice of home');
select is(tests.begin_as('customer'), 'PT409 invoice_paid', 'nor has a paid one');

-- Money in words -------------------------------------------------------------------------------------------

select is(private.money_text(123456789, 'ZAR') || ', ' || private.money_text(5, 'JPY') || ', ' || private.money_text(1250, 'KWD') || ', ' || private.money_text(0, 'EUR'),
  'ZAR 1,234,567.89, JPY 5, KWD 1.250, EUR 0.00', 'amounts are read in the currency''s own digits');

select * from finish();
rollback;

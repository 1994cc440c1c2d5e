-- What a payment provider reports: counted once, in any order, and only as it was asked for.
-- The invoice of home is of R 300.00; its open checkout is cs_1.

begin;
select plan(38);
select tests.set_stage();
-- The invoice of these tests is of another amount each time, which no invoice is.
alter table public.invoices disable trigger invoices_keep;

create function tests.open_checkout(p_amount bigint default 30000, p_charged bigint default null, p_currency text default 'ZAR') returns void language sql as $$
  delete from public.payment_events; delete from public.invoice_payments; delete from public.checkout_sessions; delete from public.notifications;
  update public.invoices set status = 'pending', amount_paid = 0, paid_at = null, total = p_amount, subtotal = p_amount, currency = p_currency
  where id = tests.id('invoice of home');
  insert into public.checkout_sessions (id, invoice_id, status, amount, charged, currency, provider, provider_session_id, url)
  values (tests.id('checkout'), tests.id('invoice of home'), 'open', p_amount, coalesce(p_charged, p_amount), p_currency, 'stripe', 'cs_1', 'https://pay.example/1') $$;
create function tests.event(p_event_id text, p_change jsonb default '{}') returns text language sql as $$
  select case when a like '{%' then concat_ws(' ', a::jsonb ->> 'outcome', a::jsonb ->> 'reason', case when (a::jsonb -> 'repeated')::boolean then 'again' end) else a end
  from tests.as('service', format('select public.record_payment_event(%L)', jsonb_build_object(
    'provider', 'stripe', 'eventId', p_event_id, 'type', 'checkout.session.completed', 'kind', 'paid', 'sessionId', 'cs_1', 'checkoutId', tests.id('checkout'),
    'invoiceId', tests.id('invoice of home'), 'reference', 'pi_1', 'amount', 30000, 'currency', 'ZAR', 'method', 'card', 'occurredAt', now()) || p_change)) as a $$;
create function tests.standing() returns text language sql as $$
  select format('%s %s, checkout %s, payments %s', i.status, i.amount_paid, c.status, (select count(*) from public.invoice_payments))
  from public.invoices i join public.checkout_sessions c on c.invoice_id = i.id where i.id = tests.id('invoice of home') $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;

select is(tests.each('select public.record_payment_event(''{}'')'), (select string_agg(p || ': 42501', ', ') from tests.people() p), 'nobody reports by hand');

select tests.open_checkout();
select is(tests.event('evt_1'), 'applied', 'a paid checkout');
select is(tests.standing(), 'paid 30000, checkout paid, payments 1', 'settles its invoice,');
select is(tests.event('evt_1'), 'applied again', 'and delivered twice');
select is(tests.event('evt_2'), 'applied', 'or reported by two events');
select is(tests.standing(), 'paid 30000, checkout paid, payments 1', 'it is one payment.');
select is((select count(distinct payment_id) from public.payment_events), 1::bigint, 'Both events name it.');
select is(tests.told('invoice_paid'), 'colleague, customer, signed_out', 'The customer''s people are told,');
select is((select count(*) from public.notifications where event = 'invoice_paid'), 3::bigint, 'once each.');
select is(tests.event('evt_3', '{"kind": "expired", "reference": null}'), 'noted', 'That the page closed afterwards,');
select is(tests.event('evt_4', '{"kind": "failed", "reference": null}'), 'noted payment_failed', 'that another try failed,');
select is(tests.event('evt_5', '{"kind": "processing", "reference": null}'), 'noted', 'or that it began, all told late,');
select is(tests.standing(), 'paid 30000, checkout paid, payments 1', 'changes nothing.');

select tests.open_checkout();
select is(tests.event('evt_6', '{"kind": "processing"}'), 'noted', 'a bank that takes its time');
select is(tests.standing(), 'pending 0, checkout processing, payments 0', 'is waited for,');
select is(tests.event('evt_7', '{"type": "checkout.session.async_payment_succeeded"}'), 'applied', 'until it has paid');
select is(tests.standing(), 'paid 30000, checkout paid, payments 1', 'the invoice.');
select tests.open_checkout();
select is(tests.event('evt_8', '{"kind": "failed"}') || ', ' || tests.event('evt_9', '{"kind": "processing"}'), 'noted payment_failed, noted', 'or refused, which may be told first:');
select is(tests.standing(), 'pending 0, checkout failed, payments 0', 'then nothing is on its way any more');
select is(tests.told('payment_failed'), 'colleague, customer, signed_out', 'and the customer''s people are told');
select is(tests.event('evt_10', '{"kind": "expired"}'), 'noted', 'a page that closed later');
select is(tests.standing(), 'pending 0, checkout failed, payments 0', 'does not hide that');

-- Not what was asked for -------------------------------------------------------------------------------

create function tests.odd(p_event_id text, p_change jsonb) returns text language sql as $$
  select tests.open_checkout();
  select tests.event(p_event_id, p_change) $$;
select is(tests.odd('evt_w' || n, change), 'needs_attention ' || reason, 'kept for staff: ' || reason) from (values
  (1, '{"amount": 29999}'::jsonb, 'wrong_amount'), (2, '{"amount": null}', 'wrong_amount'), (3, '{"currency": "USD"}', 'wrong_currency'),
  (4, jsonb_build_object('invoiceId', tests.id('invoice of elsewhere')), 'wrong_metadata'), (5, '{"checkoutId": null}', 'wrong_metadata'),
  (6, '{"reference": null}', 'no_reference'), (7, jsonb_build_object('sessionId', 'cs_other', 'checkoutId', tests.id('nothing')), 'unknown_checkout')) as v(n, change, reason);
select is(tests.standing(), 'pending 0, checkout open, payments 0', 'and nothing is set against the invoice');
select is(tests.told('payment_attention'), 'admin', 'but admins are told');
select is(tests.readers('payment_events'), 'nobody', 'past the functions nobody reads it: and staff alone see it');

select tests.open_checkout();
update public.invoices set amount_paid = 10000 where id = tests.id('invoice of home');
select is(tests.event('evt_11'), 'needs_attention overpayment', 'money that came twice is kept for staff');
select is(tests.standing(), 'pending 10000, checkout paid, payments 0', 'and not set against the invoice');
select tests.open_checkout();
update public.invoices set status = 'cancelled' where id = tests.id('invoice of home');
select is(tests.event('evt_12'), 'needs_attention invoice_cancelled', 'so is what came for a cancelled one');

-- Smallest units ---------------------------------------------------------------------------------------

select tests.open_checkout(5124, 5120, 'KWD');
select is(tests.event('evt_13', '{"amount": 5120, "currency": "KWD"}'), 'applied', 'where a provider takes no single fils,');
select results_eq('select method, amount, currency::text from public.invoice_payments order by amount desc', $$values ('card', 5120::bigint, 'KWD'), ('rounding', 4::bigint, 'KWD')$$,
  'the last four are let go, in the books');
select is(tests.standing(), 'paid 5124, checkout paid, payments 2', 'and the invoice is settled');

select * from finish();
rollback;

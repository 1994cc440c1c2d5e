-- What was paid for invoices: by which way, with which reference, once each. Checkouts at a payment provider,
-- and what the provider reported about them.

create table public.invoice_payments (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices (id) on delete restrict,
  amount bigint not null check (amount > 0),
  currency public.currency_code not null,
  method text not null check (method ~ '^[a-z][a-z0-9_]{0,39}$'),
  provider text not null check (provider ~ '^[a-z][a-z0-9_-]{0,39}$'),
  provider_reference text not null check (char_length(provider_reference) between 1 and 200),
  received_at timestamptz not null default now(),
  recorded_by uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default clock_timestamp(),
  -- What makes a payment itself: told twice, it is still one.
  unique (provider, provider_reference)
);
comment on table public.invoice_payments is
  'Payments of invoices, in the invoice''s currency. Their sum is the invoice''s amount_paid, save for what was imported as paid.';
create index invoice_payments_invoice_idx on public.invoice_payments (invoice_id, received_at, id);
create index invoice_payments_recorder_idx on public.invoice_payments (recorded_by);

create table public.checkout_sessions (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices (id) on delete restrict,
  -- starting: not yet known to the provider. processing: the customer has done their part, the bank has not.
  status text not null default 'starting'
    check (status in ('starting', 'open', 'processing', 'paid', 'failed', 'expired', 'superseded')),
  amount bigint not null check (amount > 0),
  currency public.currency_code not null,
  charged bigint check (charged > 0 and charged <= amount and amount - charged < 10),
  provider text check (provider ~ '^[a-z][a-z0-9_-]{0,39}$'),
  provider_session_id text check (char_length(provider_session_id) between 1 and 200),
  url text check (char_length(url) <= 4000),
  created_by uuid references public.portal_users (id) on delete set null,
  expires_at timestamptz not null default now() + interval '1 hour',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider, provider_session_id)
);
comment on table public.checkout_sessions is
  'Checkouts that customers began. amount was outstanding then; charged is what the provider takes, less by under ten smallest units where it knows no such small amounts.';
create unique index checkout_sessions_live_idx on public.checkout_sessions (invoice_id) where status in ('starting', 'open', 'processing');
create index checkout_sessions_invoice_idx on public.checkout_sessions (invoice_id, created_at desc);
create index checkout_sessions_creator_idx on public.checkout_sessions (created_by);
create trigger checkout_sessions_touch before update on public.checkout_sessions
  for each row execute function private.touch_updated_at();

create table public.payment_events (
  id uuid primary key default gen_random_uuid(),
  provider text not null check (provider ~ '^[a-z][a-z0-9_-]{0,39}$'),
  event_id text not null check (char_length(event_id) between 1 and 200),
  type text not null check (char_length(type) between 1 and 80),
  outcome text not null default 'noted' check (outcome in ('applied', 'noted', 'needs_attention')),
  reason text check (char_length(reason) <= 80),
  invoice_id uuid references public.invoices (id) on delete set null,
  checkout_id uuid references public.checkout_sessions (id) on delete set null,
  payment_id uuid references public.invoice_payments (id) on delete set null,
  amount bigint,
  currency text check (char_length(currency) <= 3),
  reference text check (char_length(reference) <= 200),
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  unique (provider, event_id)
);
comment on table public.payment_events is
  'What payment providers reported, once each. needs_attention: money that could not be set against an invoice, with the reason; a person decides.';
create index payment_events_invoice_idx on public.payment_events (invoice_id);
create index payment_events_checkout_idx on public.payment_events (checkout_id);
create index payment_events_payment_idx on public.payment_events (payment_id);
create index payment_events_attention_idx on public.payment_events (received_at desc, id desc) where outcome = 'needs_attention';

alter table public.invoice_payments enable row level security;
create policy "Payments are visible with their invoice" on public.invoice_payments for select to authenticated
  using (exists (select 1 from public.invoices i where i.id = invoice_id));
alter table public.checkout_sessions enable row level security;
create policy "Checkouts are visible with their invoice" on public.checkout_sessions for select to authenticated
  using (exists (select 1 from public.invoices i where i.id = invoice_id));
alter table public.payment_events enable row level security;
create policy "Staff read what payment providers reported" on public.payment_events for select to authenticated
  using ((select private.is_staff()));

grant select on public.invoice_payments, public.checkout_sessions, public.payment_events to authenticated;
-- What was received is not rewritten; imports may bring payments of their own.
grant select, insert on public.invoice_payments to service_role;
grant select on public.checkout_sessions, public.payment_events to service_role;

select private.allow_notifications(array['invoice_paid', 'payment_received', 'payment_failed', 'payment_attention']);

-- Money in words, for the sentences of refusals -------------------------------------------------

create function private.money_text(p_amount bigint, p_currency text)
returns text
language sql immutable set search_path = ''
as $$
  select p_currency || ' ' || trim(to_char(p_amount / power(10::numeric, d), 'FM999,999,999,999,990' || case when d = 0 then '' else '.' || repeat('0', d) end))
  from (select case
    when p_currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
    when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    else 2 end as d) digits
$$;
comment on function private.money_text(bigint, text) is 'An amount in smallest units as people read it: ZAR 1,250.00, JPY 500, KWD 1.250.';

-- Payments ----------------------------------------------------------------------------------------

create function private.record_payment(
  p_viewer private.viewer, p_invoice_id uuid, p_amount bigint, p_currency text, p_method text,
  p_provider text, p_reference text, p_received_at timestamptz default now())
returns public.invoice_payments
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_invoice public.invoices;
  v_payment public.invoice_payments;
  v_outstanding bigint;
begin
  select * into v_invoice from public.invoices where id = p_invoice_id for update;
  if v_invoice.id is null then
    perform private.fail('PT404', 'invoice_not_found', 'This invoice does not exist.');
  end if;

  -- Told again: the lock is held, so what another transaction recorded meanwhile is seen here.
  select * into v_payment from public.invoice_payments where provider = p_provider and provider_reference = p_reference;
  if v_payment.id is not null then
    if v_payment.invoice_id = p_invoice_id and v_payment.amount = p_amount and v_payment.currency = p_currency then
      return v_payment;
    end if;
    perform private.fail('PT409', 'payment_reference_used', 'This reference stands for another payment already.');
  end if;

  v_outstanding := v_invoice.total - v_invoice.amount_paid;
  if v_invoice.status = 'cancelled' then
    perform private.fail('PT409', 'invoice_cancelled', 'This invoice was cancelled; nothing is owed on it.');
  elsif v_invoice.currency <> p_currency then
    perform private.fail('PT409', 'currency_mismatch', format('This invoice is in %s.', v_invoice.currency));
  elsif p_amount > v_outstanding then
    perform private.fail('PT409', 'overpayment',
      format('%s is outstanding, which is less than this payment.', private.money_text(v_outstanding, v_invoice.currency)),
      jsonb_build_object('outstanding', v_outstanding, 'currency', v_invoice.currency));
  end if;

  insert into public.invoice_payments (invoice_id, amount, currency, method, provider, provider_reference, received_at, recorded_by)
  values (p_invoice_id, p_amount, p_currency, p_method, p_provider, p_reference, coalesce(p_received_at, now()), p_viewer.id)
  on conflict (provider, provider_reference) do nothing
  returning * into v_payment;
  if v_payment.id is null then
    -- Only the same reference for another invoice gets past the lock.
    perform private.fail('PT409', 'payment_reference_used', 'This reference stands for another payment already.');
  end if;

  update public.invoices i
  set amount_paid = i.amount_paid + p_amount,
      status = case when i.amount_paid + p_amount >= i.total then 'paid' else i.status end,
      paid_at = case when i.amount_paid + p_amount >= i.total then v_payment.received_at else i.paid_at end
  where i.id = p_invoice_id
  returning * into v_invoice;

  perform private.notify_customer(v_invoice.customer_id, case when v_invoice.status = 'paid' then 'invoice_paid' else 'payment_received' end,
    'invoice', v_invoice.id, jsonb_build_object('number', v_invoice.number, 'amount', p_amount, 'currency', p_currency,
      'outstanding', v_invoice.total - v_invoice.amount_paid), 'payment:' || v_payment.id);
  perform private.supersede_checkouts(p_invoice_id);
  perform private.announce_record(v_invoice.customer_id, 'invoice', v_invoice.id);
  perform private.audit(p_viewer, 'invoice.payment', 'invoice', v_invoice.id::text, v_invoice.customer_id, 'billing',
    '["amount_paid", "status"]');
  return v_payment;
end
$$;
comment on function private.record_payment(private.viewer, uuid, bigint, text, text, text, text, timestamptz) is
  'Sets a payment against an invoice, once per (provider, reference), and settles the invoice when nothing is left. Never more than is outstanding. Raises PT404, PT409 payment_reference_used | invoice_cancelled | currency_mismatch | overpayment.';

create function private.supersede_checkouts(p_invoice_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_session public.checkout_sessions;
begin
  -- What can no longer be paid as it stands must not be paid by accident: the job closes it at the provider.
  for v_session in
    update public.checkout_sessions c set status = 'superseded'
    where c.invoice_id = p_invoice_id and c.status in ('starting', 'open')
      and c.amount <> (select case when i.status = 'pending' then i.total - i.amount_paid else 0 end from public.invoices i where i.id = p_invoice_id)
    returning c.*
  loop
    if v_session.provider_session_id is not null then
      perform private.enqueue('expire_checkout', jsonb_build_object('checkoutId', v_session.id), 'expire_checkout:' || v_session.id);
    end if;
  end loop;
end
$$;
comment on function private.supersede_checkouts(uuid) is 'Sets aside checkouts of an invoice whose amount is no longer what is outstanding.';

create function public.record_invoice_payment(p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_invoice public.invoices;
  v_payment public.invoice_payments;
  v_amount bigint;
  v_recorder private.viewer;
  v_received timestamptz;
begin
  begin
    v_amount := (p_input ->> 'amount')::bigint;
    v_received := coalesce((p_input ->> 'receivedAt')::timestamptz, now());
  exception when invalid_text_representation or numeric_value_out_of_range or datetime_field_overflow or invalid_datetime_format then
    perform private.invalid_field('amount', 'invalid', 'Give the amount in smallest units and receivedAt as ISO 8601.');
  end;
  if v_amount is null or v_amount < 1 then
    perform private.invalid_field('amount', 'invalid', 'Give the amount in smallest units, more than nothing.');
  end if;
  if coalesce(p_input ->> 'currency', '') !~ '^[A-Z]{3}$' then
    perform private.invalid_field('currency', 'invalid', 'Give the currency as ISO 4217 writes it, such as ZAR.');
  end if;
  if coalesce(p_input ->> 'method', '') !~ '^[a-z][a-z0-9_]{0,39}$' then
    perform private.invalid_field('method', 'invalid', 'Give a method such as bank_transfer, card or cash.');
  end if;
  if coalesce(p_input ->> 'provider', '') !~ '^[a-z][a-z0-9_-]{0,39}$' then
    perform private.invalid_field('provider', 'invalid', 'Name the bank or system that the payment came through.');
  end if;
  if char_length(coalesce(p_input ->> 'reference', '')) not between 1 and 200 then
    perform private.invalid_field('reference', 'invalid', 'Give the provider''s own reference, 200 characters at most.');
  end if;
  if v_received > now() + interval '1 day' then
    perform private.invalid_field('receivedAt', 'in_future', 'A payment cannot have been received in the future.');
  end if;

  begin
    select * into v_invoice from public.invoices
    where id = (p_input ->> 'invoiceId')::uuid or (p_input ->> 'invoiceId' is null and number = p_input ->> 'invoiceNumber');
  exception when invalid_text_representation then
    perform private.invalid_field('invoiceId', 'invalid', 'Name the invoice by its id or its number.');
  end;
  select (u.id, u.role, u.customer_id, u.full_name, u.email)::private.viewer into v_recorder
  from public.portal_users u where u.id::text = p_input ->> 'recordedBy' and u.role in ('agent', 'admin');

  v_payment := private.record_payment(v_recorder, v_invoice.id, v_amount, p_input ->> 'currency', p_input ->> 'method',
    p_input ->> 'provider', p_input ->> 'reference', v_received);
  select * into v_invoice from public.invoices where id = v_invoice.id;
  return jsonb_build_object('paymentId', v_payment.id, 'invoiceId', v_invoice.id, 'number', v_invoice.number, 'status', v_invoice.status,
    'outstanding', jsonb_build_object('amount', v_invoice.total - v_invoice.amount_paid, 'currency', v_invoice.currency));
end
$$;
comment on function public.record_invoice_payment(jsonb) is
  'For the web app and integrations: records { invoiceId | invoiceNumber, amount, currency, method, provider, reference, receivedAt?, recordedBy? }, harmless when repeated. Raises PT404, PT409 payment_reference_used | invoice_cancelled | currency_mismatch | overpayment, PT422.';
grant execute on function public.record_invoice_payment(jsonb) to service_role;

-- Checkout ------------------------------------------------------------------------------------------

create function private.checkout_answer(p_session public.checkout_sessions)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_session.id, 'status', p_session.status, 'invoiceId', i.id, 'invoiceNumber', i.number,
    'amount', p_session.amount, 'currency', p_session.currency, 'url', p_session.url,
    'providerSessionId', p_session.provider_session_id, 'expiresAt', private.iso(p_session.expires_at),
    'email', coalesce(u.email, c.email))
  from public.invoices i
  join public.customer_profiles c on c.id = i.customer_id
  left join public.portal_users u on u.id = p_session.created_by
  where i.id = p_session.invoice_id
$$;
comment on function private.checkout_answer(public.checkout_sessions) is 'A checkout as the web app needs it to send the customer there.';

create function public.begin_checkout(p_invoice_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_invoice public.invoices;
  v_session public.checkout_sessions;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer pays an invoice here.');
  end if;
  perform private.require_module('invoices');
  perform private.limit_rate('begin_checkout:' || viewer.id, 60, 3600);
  select * into v_invoice from public.invoices where id = p_invoice_id and customer_id = viewer.customer_id for update;
  if v_invoice.id is null then
    perform private.fail('PT404', 'invoice_not_found', 'This invoice does not exist, or is not yours to see.');
  elsif v_invoice.status = 'cancelled' then
    perform private.fail('PT409', 'invoice_cancelled', 'This invoice was cancelled; there is nothing to pay.');
  elsif v_invoice.status = 'paid' or v_invoice.amount_paid >= v_invoice.total then
    perform private.fail('PT409', 'invoice_paid', 'This invoice is paid already. Thank you.');
  end if;

  if exists (select 1 from public.checkout_sessions where invoice_id = p_invoice_id and status = 'processing') then
    perform private.fail('PT409', 'payment_processing', 'A payment of this invoice is on its way. Your bank has yet to confirm it.');
  end if;
  perform private.supersede_checkouts(p_invoice_id);
  -- A page that is about to close is no page to send anybody to; and a provider opens none for a few minutes.
  update public.checkout_sessions set status = 'expired'
  where invoice_id = p_invoice_id
    and (status = 'open' and expires_at < now() + interval '5 minutes' or status = 'starting' and expires_at < now() + interval '40 minutes');

  select * into v_session from public.checkout_sessions where invoice_id = p_invoice_id and status in ('starting', 'open');
  if v_session.id is null then
    insert into public.checkout_sessions (invoice_id, amount, currency, created_by)
    values (p_invoice_id, v_invoice.total - v_invoice.amount_paid, v_invoice.currency, viewer.id)
    returning * into v_session;
    perform private.audit(viewer, 'invoice.checkout', 'invoice', p_invoice_id::text, v_invoice.customer_id, 'self-service');
  end if;
  return private.checkout_answer(v_session);
end
$$;
comment on function public.begin_checkout(uuid) is
  'The customer''s open checkout of an invoice, a new one when there is none: { id, status: starting | open, invoiceId, invoiceNumber, amount, currency, url, email, expiresAt }. Two clicks get the same. Raises PT401, PT403, PT404, PT409 invoice_paid | invoice_cancelled | payment_processing, PT429.';
grant execute on function public.begin_checkout(uuid) to authenticated;

create function public.open_checkout(p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_session public.checkout_sessions;
begin
  select * into v_session from public.checkout_sessions where id = p_id for update;
  if v_session.id is null then
    perform private.fail('PT404', 'checkout_not_found', 'This checkout does not exist.');
  end if;
  if v_session.provider_session_id is null then
    update public.checkout_sessions c
    set status = case when c.status = 'starting' then 'open' else c.status end,
        provider = p_input ->> 'provider', provider_session_id = p_input ->> 'sessionId', url = p_input ->> 'url',
        charged = (p_input ->> 'charged')::bigint, expires_at = coalesce((p_input ->> 'expiresAt')::timestamptz, c.expires_at)
    where c.id = p_id
    returning * into v_session;
    -- Set aside before the provider knew it: it must not stay open there.
    if v_session.status in ('superseded', 'expired') then
      perform private.enqueue('expire_checkout', jsonb_build_object('checkoutId', v_session.id), 'expire_checkout:' || v_session.id);
    end if;
  end if;
  return private.checkout_answer(v_session);
end
$$;
comment on function public.open_checkout(uuid, jsonb) is
  'For the web app alone: the provider made the session { provider, sessionId, url, charged, expiresAt? }. The first answer stays. Raises PT404.';
grant execute on function public.open_checkout(uuid, jsonb) to service_role;

create function public.drop_checkout(p_id uuid)
returns void
language sql volatile security definer set search_path = ''
as $$ update public.checkout_sessions set status = 'failed' where id = p_id and status = 'starting' and provider_session_id is null $$;
comment on function public.drop_checkout(uuid) is 'For the web app alone: the provider refused to make this session, and would refuse it again.';
grant execute on function public.drop_checkout(uuid) to service_role;

-- What the provider reports -------------------------------------------------------------------------

create function private.judge_payment(p_session public.checkout_sessions, p_event jsonb)
returns text
language sql immutable set search_path = ''
as $$
  select case
    when p_session.id is null then 'unknown_checkout'
    when p_event ->> 'checkoutId' is distinct from p_session.id::text
      or p_event ->> 'invoiceId' is distinct from p_session.invoice_id::text then 'wrong_metadata'
    when p_event ->> 'currency' is distinct from p_session.currency then 'wrong_currency'
    when (p_event ->> 'amount')::bigint is distinct from coalesce(p_session.charged, p_session.amount) then 'wrong_amount'
    when p_event ->> 'reference' is null then 'no_reference'
  end
$$;
comment on function private.judge_payment(public.checkout_sessions, jsonb) is 'Why a reported payment is not what was asked for; null when it is.';

create function private.apply_payment_event(p_session public.checkout_sessions, p_event jsonb, inout p_row public.payment_events)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_payment public.invoice_payments;
  v_left bigint;
begin
  p_row.reason := private.judge_payment(p_session, p_event);
  if p_row.reason is not null then
    p_row.outcome := 'needs_attention';
    return;
  end if;
  -- Before the payment, which sets aside every other open checkout.
  update public.checkout_sessions set status = 'paid' where id = p_session.id;
  begin
    v_payment := private.record_payment(null, p_session.invoice_id, p_row.amount, p_row.currency, coalesce(p_event ->> 'method', 'card'),
      p_row.provider, p_row.reference, p_row.occurred_at);
    p_row.payment_id := v_payment.id;
    p_row.outcome := 'applied';
    select i.total - i.amount_paid into v_left from public.invoices i where i.id = p_session.invoice_id;
    -- The provider knows no such small amounts: the rest is let go, in the books.
    if p_session.amount > p_row.amount and v_left = p_session.amount - p_row.amount then
      perform private.record_payment(null, p_session.invoice_id, v_left, p_session.currency, 'rounding', 'rounding', p_session.id::text, p_row.occurred_at);
    end if;
  exception when sqlstate 'PT409' then
    -- Paid otherwise meanwhile, or cancelled: the money is here, and a person decides.
    p_row.outcome := 'needs_attention';
    p_row.reason := sqlerrm;
  end;
end
$$;
comment on function private.apply_payment_event(public.checkout_sessions, jsonb, public.payment_events) is
  'Sets a reported payment against its invoice, or says why a person has to look.';

create function public.record_payment_event(p_event jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_row public.payment_events;
  v_session public.checkout_sessions;
  v_invoice public.invoices;
  v_kind text := p_event ->> 'kind';
  v_admin uuid;
begin
  -- A second delivery waits here until the first commits, and then finds it.
  insert into public.payment_events (provider, event_id, type, amount, currency, reference, occurred_at)
  values (p_event ->> 'provider', p_event ->> 'eventId', p_event ->> 'type', (p_event ->> 'amount')::bigint,
    left(p_event ->> 'currency', 3), p_event ->> 'reference', coalesce((p_event ->> 'occurredAt')::timestamptz, now()))
  on conflict (provider, event_id) do nothing
  returning * into v_row;
  if v_row.id is null then
    select * into v_row from public.payment_events where provider = p_event ->> 'provider' and event_id = p_event ->> 'eventId';
    return jsonb_build_object('outcome', v_row.outcome, 'reason', v_row.reason, 'repeated', true);
  end if;

  select c.* into v_session from public.checkout_sessions c
  where c.provider = v_row.provider and c.provider_session_id = p_event ->> 'sessionId';
  if v_session.id is null then
    -- Faster than our own note of the session.
    select c.* into v_session from public.checkout_sessions c
    where c.id::text = p_event ->> 'checkoutId' and c.provider_session_id is null;
  end if;
  if v_session.id is not null then
    -- The invoice first, as everywhere: two events of one invoice follow each other.
    select i.* into v_invoice from public.invoices i where i.id = v_session.invoice_id for update;
    select c.* into v_session from public.checkout_sessions c where c.id = v_session.id for update;
    v_row.checkout_id := v_session.id;
    v_row.invoice_id := v_session.invoice_id;
  end if;

  if v_kind = 'paid' then
    v_row := private.apply_payment_event(v_session, p_event, v_row);
  elsif v_kind = 'processing' then
    -- Late news change nothing: what was paid stays paid.
    update public.checkout_sessions set status = 'processing' where id = v_session.id and status in ('starting', 'open');
  elsif v_kind = 'failed' then
    v_row.reason := 'payment_failed';
    update public.checkout_sessions set status = 'failed' where id = v_session.id and status in ('starting', 'open', 'processing');
    if found then
      perform private.notify_customer(v_invoice.customer_id, 'payment_failed', 'invoice', v_invoice.id, jsonb_build_object(
        'number', v_invoice.number, 'amount', v_session.amount, 'currency', v_session.currency), 'payment_failed:' || v_session.id);
    end if;
  elsif v_kind = 'expired' then
    update public.checkout_sessions set status = 'expired' where id = v_session.id and status in ('starting', 'open');
  end if;

  update public.payment_events e
  set outcome = v_row.outcome, reason = v_row.reason, invoice_id = v_row.invoice_id, checkout_id = v_row.checkout_id, payment_id = v_row.payment_id
  where e.id = v_row.id;
  if v_row.outcome = 'needs_attention' then
    for v_admin in select u.id from public.portal_users u where u.role = 'admin' and u.portal_active loop
      perform private.notify(v_admin, 'payment_attention', 'payment_event', v_row.id, jsonb_build_object(
        'number', v_invoice.number, 'amount', v_row.amount, 'currency', v_row.currency, 'reason', v_row.reason, 'reference', v_row.reference),
        'payment_attention:' || v_row.id);
    end loop;
  end if;
  if v_invoice.id is not null then
    perform private.announce_record(v_invoice.customer_id, 'invoice', v_invoice.id);
  end if;
  return jsonb_build_object('outcome', v_row.outcome, 'reason', v_row.reason, 'repeated', false);
end
$$;
comment on function public.record_payment_event(jsonb) is
  'For the web app alone: a provider''s verified report { provider, eventId, type, kind: paid | processing | failed | expired, sessionId, checkoutId, invoiceId, reference, amount, currency, method?, occurredAt }. Counts once, in any order. A payment that is not what was asked for is kept for staff and not applied. Returns { outcome: applied | noted | needs_attention, reason, repeated }.';
grant execute on function public.record_payment_event(jsonb) to service_role;

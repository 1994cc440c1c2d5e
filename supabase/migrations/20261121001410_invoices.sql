-- Invoices as customers read them: overdue by their own calendar, unchangeable once issued, summed up and stated.
-- Payments, modules and zones come in later migrations: what uses them is plpgsql, which looks names up when it runs.

-- What was issued stays -------------------------------------------------------------------------

alter table public.invoices add column parties jsonb check (jsonb_typeof(parties) = 'object');
comment on column public.invoices.parties is
  'Who issued it and to whom, as they were called on that day: { seller, buyer }. Later changes of address or brand do not reach it.';

create index invoices_customer_due_idx on public.invoices (customer_id, due_on, id);
create index invoices_customer_paid_idx on public.invoices (customer_id, issued_on desc, id desc) where status <> 'pending';

create function private.note_parties()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.parties := coalesce(new.parties, jsonb_strip_nulls(jsonb_build_object(
    -- How it looks is no fact of the invoice, and a logo can be large.
    'seller', private.document_seller() - 'logoUrl' - 'primaryColor',
    'buyer', private.document_buyer(new.customer_id))));
  return new;
end
$$;
comment on function private.note_parties() is 'Trigger: an invoice keeps who issued it and to whom.';
create trigger invoices_note_parties before insert on public.invoices
  for each row execute function private.note_parties();

create function private.keep_invoice()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- What payments, cancellation, linking and merging change is not among these.
  if tg_op = 'DELETE' or (new.number, new.currency, new.subtotal, new.tax, new.total, new.issued_on, new.due_on, new.period_start, new.period_end, new.parties)
    is distinct from (old.number, old.currency, old.subtotal, old.tax, old.total, old.issued_on, old.due_on, old.period_start, old.period_end, old.parties)
  then
    perform private.fail('PT409', 'invoice_immutable', 'What an issued invoice says never changes. Cancel it, and issue what is right under a new number.');
  end if;
  return new;
end
$$;
comment on function private.keep_invoice() is 'Trigger: an issued invoice is paid or cancelled, never rewritten or removed, whoever asks.';
create trigger invoices_keep before update or delete on public.invoices
  for each row execute function private.keep_invoice();

create function private.keep_invoice_item()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.fail('PT409', 'invoice_immutable', 'What an issued invoice says never changes. Cancel it, and issue what is right under a new number.');
  return null;
end
$$;
comment on function private.keep_invoice_item() is 'Trigger: a line of an invoice is never changed or removed.';
create trigger invoice_items_keep before update or delete on public.invoice_items
  for each row execute function private.keep_invoice_item();
create trigger invoice_items_no_truncate before truncate on public.invoice_items
  for each statement execute function private.keep_invoice_item();

create function private.complete_invoices()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Lines arrive after their invoice, perhaps in several statements, until they make up its subtotal.
  if exists (
    select 1
    from (select a.invoice_id, count(*) as lines, sum(a.total) as total from added a group by 1) n
    join public.invoices i on i.id = n.invoice_id
    cross join lateral (select count(*) - n.lines as lines, sum(x.total) - n.total as total from public.invoice_items x where x.invoice_id = i.id) before
    where (before.lines > 0 and before.total = i.subtotal)
      or exists (select 1 from public.documents d where d.kind = 'invoice' and d.subject_id = i.id))
  then
    perform private.fail('PT409', 'invoice_immutable', 'This invoice has all its lines. Issue another one for what is missing.');
  end if;
  return null;
end
$$;
comment on function private.complete_invoices() is 'Trigger: no line is added to an invoice whose lines make up its subtotal, or whose document is out.';
create trigger invoice_items_complete after insert on public.invoice_items
  referencing new table as added for each statement execute function private.complete_invoices();

-- Overdue, by the customer's calendar -----------------------------------------------------------

create function private.day_in(p_at timestamptz, p_zone text)
returns date
language sql immutable set search_path = ''
as $$ select (p_at at time zone p_zone)::date $$;
comment on function private.day_in(timestamptz, text) is 'The calendar day of a moment in an IANA zone.';

create function private.invoice_state(p_status public.invoice_status, p_due_on date, p_today date)
returns text
language sql immutable set search_path = ''
as $$ select case when p_status = 'pending' and p_due_on < p_today then 'overdue' else p_status::text end $$;
comment on function private.invoice_state(public.invoice_status, date, date) is
  'pending, overdue, paid or cancelled. The day on which it is due is not late yet; p_today is the customer''s.';

create function private.invoice_money(p_amount bigint, p_currency text)
returns jsonb
language sql immutable set search_path = ''
as $$ select jsonb_build_object('amount', p_amount, 'currency', p_currency) $$;
comment on function private.invoice_money(bigint, text) is 'An amount as the API writes it, in smallest units.';

create function private.invoice_row(i public.invoices, p_today date)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', i.id, 'number', i.number, 'status', private.invoice_state(i.status, i.due_on, p_today),
    'total', private.invoice_money(i.total, i.currency), 'amountPaid', private.invoice_money(i.amount_paid, i.currency),
    'outstanding', private.invoice_money(case when i.status = 'pending' then greatest(i.total - i.amount_paid, 0) else 0 end, i.currency),
    'issuedOn', i.issued_on, 'dueOn', i.due_on, 'dueInDays', i.due_on - p_today, 'paidAt', private.iso(i.paid_at),
    'period', case when i.period_start is not null and i.period_end is not null
      then jsonb_build_object('start', i.period_start, 'end', i.period_end) end,
    'order', (select jsonb_build_object('id', o.id, 'number', o.number) from public.orders o where o.id = i.order_id),
    -- What it is for, in a few words: the first line, and how many more there are.
    'subject', (select x.description from public.invoice_items x where x.invoice_id = i.id order by x.position, x.id limit 1),
    'lineCount', (select count(*) from public.invoice_items x where x.invoice_id = i.id),
    'createdAt', private.iso(i.created_at))
$$;
comment on function private.invoice_row(public.invoices, date) is 'An invoice as a list shows it, on a day of the customer''s.';

create function private.invoice_reader(p_customer uuid, out customer uuid, out zone text, out today date)
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.require_module('invoices');
  customer := case when viewer.role = 'customer' then viewer.customer_id else p_customer end;
  if not exists (select 1 from public.customer_profiles c where c.id = customer) then
    perform private.invalid_field('customer', 'required', 'Name the customer whose invoices you want to see.');
  end if;
  zone := private.customer_zone(viewer, customer);
  today := private.day_in(now(), zone);
end
$$;
comment on function private.invoice_reader(uuid) is
  'Whose invoices are read, and which day it is there: a customer''s own, for staff those of the customer they name. Raises PT401, PT404 module_off, PT422.';

-- Reads -------------------------------------------------------------------------------------------

create function public.search_invoices(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  reader record;
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_by_due boolean := p_filters ->> 'sort' = 'due';
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 100)), '');
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  select * into reader from private.invoice_reader(nullif(p_filters ->> 'customer', '')::uuid);
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    -- Spelled out, so that the index of due days serves.
    v_where := v_where || ' and (false'
      || case when p_filters -> 'status' ? 'pending' then ' or (i.status = ''pending'' and i.due_on >= $2)' else '' end
      || case when p_filters -> 'status' ? 'overdue' then ' or (i.status = ''pending'' and i.due_on < $2)' else '' end
      || case when p_filters -> 'status' ? 'paid' then ' or i.status = ''paid''' else '' end
      || case when p_filters -> 'status' ? 'cancelled' then ' or i.status = ''cancelled''' else '' end || ')';
  end if;
  if p_filters ->> 'orderId' is not null then
    v_where := v_where || ' and i.order_id::text = $3 ->> ''orderId''';
  end if;
  if v_q is not null then
    v_where := v_where || ' and (i.number ilike ''%'' || $4 or exists (select 1 from public.invoice_items x where x.invoice_id = i.id and x.description ilike ''%'' || $4))';
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || case when v_by_due then ' and (i.due_on, i.id) > ' else ' and (i.issued_on, i.id) < ' end
      || '((($5 ->> ''at'')::timestamptz at time zone ''utc'')::date, ($5 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select i.* from public.invoices i where i.customer_id = $1%1$s
      order by %2$s limit %3$s)
    select coalesce(jsonb_agg(private.invoice_row(row(i.*)::public.invoices, $2) order by %2$s), '[]') from page i
  $q$, v_where, case when v_by_due then 'i.due_on, i.id' else 'i.issued_on desc, i.id desc' end, v_limit + 1)
  into v_rows
  using reader.customer, reader.today, p_filters, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null else jsonb_build_object(
    'at', (v_last ->> case when v_by_due then 'dueOn' else 'issuedOn' end) || 'T00:00:00Z', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_invoices(jsonb, jsonb, int) is
  'A page of a customer''s invoices, latest first, or with sort "due" the first due first. p_filters: { status[]: pending | overdue | paid | cancelled, q, orderId, sort?: "due" }, for staff also customer, which they must name. pending are those not yet late. p_cursor is the nextCursor of the page before. Raises PT401, PT422.';
grant execute on function public.search_invoices(jsonb, jsonb, int) to authenticated;

create function public.invoice_summary(p_customer uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  reader record;
begin
  select * into reader from private.invoice_reader(p_customer);
  return (
    with open as materialized (
      select i.* from public.invoices i where i.customer_id = reader.customer and i.status = 'pending'
    )
    select jsonb_build_object(
      'outstanding', coalesce((
        -- Sums never mix currencies: one entry each, the largest first.
        select jsonb_agg(private.invoice_money(s.amount, s.currency) order by s.amount desc, s.currency) from (
          select sum(o.total - o.amount_paid)::bigint as amount, o.currency from open o group by 2 having sum(o.total - o.amount_paid) > 0) s), '[]'),
      'overdue', coalesce((
        select jsonb_agg(private.invoice_money(s.amount, s.currency) order by s.amount desc, s.currency) from (
          select sum(o.total - o.amount_paid)::bigint as amount, o.currency from open o where o.due_on < reader.today group by 2
          having sum(o.total - o.amount_paid) > 0) s), '[]'),
      'counts', jsonb_build_object(
        'pending', (select count(*) from open o where o.due_on >= reader.today),
        'overdue', (select count(*) from open o where o.due_on < reader.today),
        -- What is settled can be much; counting stops at ten thousand.
        'paid', (select count(*) from (select 1 from public.invoices i where i.customer_id = reader.customer and i.status = 'paid' limit 10000) p),
        'cancelled', (select count(*) from (select 1 from public.invoices i where i.customer_id = reader.customer and i.status = 'cancelled' limit 10000) c)),
      'next', (select private.invoice_row(row(o.*)::public.invoices, reader.today) from open o order by o.due_on, o.id limit 1),
      'today', reader.today));
end
$$;
comment on function public.invoice_summary(uuid) is
  'What is owed: { outstanding, overdue: an amount per currency, counts by status, next: the first due, today: the customer''s day }. Staff name the customer. Raises PT401, PT422.';
grant execute on function public.invoice_summary(uuid) to authenticated;

-- "I have paid" -------------------------------------------------------------------------------------

create table public.invoice_payment_reports (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices (id) on delete cascade,
  ticket_id uuid not null unique references public.support_tickets (id) on delete cascade,
  reported_by uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.invoice_payment_reports is
  'Tickets in which a customer says that an invoice is paid and we do not know it yet. One at a time for each invoice, as long as its ticket is open.';
create index invoice_payment_reports_invoice_idx on public.invoice_payment_reports (invoice_id, created_at desc);
create index invoice_payment_reports_reporter_idx on public.invoice_payment_reports (reported_by);
alter table public.invoice_payment_reports enable row level security;
create policy "Reports of payments are visible with their invoice" on public.invoice_payment_reports for select to authenticated
  using (exists (select 1 from public.invoices i where i.id = invoice_id));
grant select on public.invoice_payment_reports to authenticated, service_role;

create function private.payment_report(p_invoice uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('ticketId', t.id, 'ticketNumber', t.number, 'status', t.status, 'reportedAt', private.iso(r.created_at),
    'isOpen', t.status not in ('resolved', 'closed', 'cancelled'))
  from public.invoice_payment_reports r join public.support_tickets t on t.id = r.ticket_id
  where r.invoice_id = p_invoice
  order by r.created_at desc, r.id limit 1
$$;
comment on function private.payment_report(uuid) is 'The latest report that an invoice is paid, and where its ticket stands; null when there is none.';

create function public.report_invoice_payment(p_key text, p_invoice_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_invoice public.invoices;
  v_report jsonb;
  v_ticket jsonb;
begin
  perform private.require_module('invoices');
  -- The lock makes two people, or two clicks, one after the other.
  select * into v_invoice from public.invoices where id = p_invoice_id and customer_id = viewer.customer_id for update;
  if v_invoice.id is null then
    perform private.fail('PT404', 'invoice_not_found', 'This invoice does not exist, or is not yours to see.');
  end if;
  v_report := private.payment_report(p_invoice_id);
  if (v_report ->> 'isOpen')::boolean then
    return v_report || '{"created": false}';
  end if;
  if v_invoice.status = 'cancelled' then
    perform private.fail('PT409', 'invoice_cancelled', 'This invoice was cancelled; there is nothing to pay.');
  elsif v_invoice.status = 'paid' then
    perform private.fail('PT409', 'invoice_paid', 'This invoice is paid already. Thank you.');
  end if;

  v_ticket := public.create_ticket(case when p_key is null then null else left('paid:' || p_key, 100) end, jsonb_strip_nulls(jsonb_build_object(
    'subject', p_input -> 'subject', 'description', p_input -> 'description', 'category', 'billing',
    'orderId', v_invoice.order_id, 'attachmentIds', p_input -> 'attachmentIds')));
  insert into public.invoice_payment_reports (invoice_id, ticket_id, reported_by)
  values (p_invoice_id, (v_ticket ->> 'id')::uuid, viewer.id)
  on conflict (ticket_id) do nothing;
  perform private.audit(viewer, 'invoice.payment_reported', 'invoice', v_invoice.id::text, v_invoice.customer_id, 'self-service');
  return private.payment_report(p_invoice_id) || '{"created": true}';
end
$$;
comment on function public.report_invoice_payment(text, uuid, jsonb) is
  'The customer says that they have paid: opens a billing ticket { subject, description, attachmentIds? }, or gives the open one of this invoice again. Returns { ticketId, ticketNumber, status, reportedAt, isOpen, created }. Raises PT401, PT404, PT409 invoice_paid | invoice_cancelled, PT422, PT429.';
grant execute on function public.report_invoice_payment(text, uuid, jsonb) to authenticated;

-- One invoice -----------------------------------------------------------------------------------------

create function public.get_invoice(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_invoice public.invoices;
  v_today date;
begin
  perform private.require_module('invoices');
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_invoice from public.invoices where id = p_ref::uuid;
  else
    select * into v_invoice from public.invoices where number = left(p_ref, 40);
  end if;
  if v_invoice.id is null or (viewer.role = 'customer' and v_invoice.customer_id is distinct from viewer.customer_id) then
    perform private.fail('PT404', 'invoice_not_found', 'This invoice does not exist, or is not yours to see.');
  end if;
  v_today := private.day_in(now(), private.customer_zone(viewer, v_invoice.customer_id));
  perform private.audit(viewer, 'invoice.read', 'invoice', v_invoice.id::text, v_invoice.customer_id,
    case when viewer.role = 'customer' then 'self-service' else 'support' end);
  return private.invoice_row(v_invoice, v_today) || jsonb_build_object(
    'subtotal', private.invoice_money(v_invoice.subtotal, v_invoice.currency), 'tax', private.invoice_money(v_invoice.tax, v_invoice.currency),
    'parties', coalesce(v_invoice.parties, '{}') || jsonb_build_object(
      'seller', private.document_seller() || coalesce(v_invoice.parties -> 'seller', '{}'),
      'buyer', coalesce(v_invoice.parties -> 'buyer', private.document_buyer(v_invoice.customer_id))),
    'lines', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'description', x.description, 'quantity', x.quantity,
        'unitPrice', private.invoice_money(x.unit_price, v_invoice.currency), 'taxRate', x.tax_rate, 'net', private.invoice_money(x.total, v_invoice.currency))
        order by x.position, x.id)
      from (select * from public.invoice_items y where y.invoice_id = v_invoice.id order by y.position, y.id limit 1000) x), '[]'),
    'payments', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'amount', private.invoice_money(p.amount, p.currency), 'method', p.method,
        'receivedAt', private.iso(p.received_at)) order by p.received_at, p.id)
      from (select * from public.invoice_payments q where q.invoice_id = v_invoice.id order by q.received_at, q.id limit 200) p), '[]'),
    'paymentReport', private.payment_report(v_invoice.id));
end
$$;
comment on function public.get_invoice(text) is
  'One invoice by id or number with lines, payments, who issued it to whom, and what became of "I have paid". The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_invoice(text) to authenticated;

-- Statement of account ----------------------------------------------------------------------------------

create function public.invoice_statement(p_from text, p_to text, p_customer uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  reader record;
  v_answer jsonb;
  v_entries bigint;
  v_from date;
  v_to date;
begin
  select * into reader from private.invoice_reader(p_customer);
  begin
    -- Also 'infinity' and 'tomorrow' would be dates.
    v_from := case when p_from ~ '^\d{4}-\d\d-\d\d$' then p_from::date end;
    v_to := case when p_to ~ '^\d{4}-\d\d-\d\d$' then p_to::date end;
  exception when datetime_field_overflow or invalid_datetime_format then
    v_from := null;
  end;
  if v_from is null or v_to is null or v_to < v_from then
    perform private.invalid_field('to', 'before_from', 'The last day must not lie before the first.');
  elsif v_to - v_from > 731 then
    perform private.invalid_field('from', 'too_long', 'A statement covers two years at most. Choose a shorter time.');
  end if;

  with entries as materialized (
    select i.issued_on as day, 1 as place, 'invoice' as kind, i.number, i.id as invoice_id, null as method, i.total as amount, i.currency, i.id as id
    from public.invoices i where i.customer_id = reader.customer and i.status <> 'cancelled' and i.issued_on <= v_to
    union all
    select private.day_in(p.received_at, reader.zone), 2, 'payment', i.number, i.id, p.method, -p.amount, p.currency, p.id
    from public.invoices i join public.invoice_payments p on p.invoice_id = i.id
    where i.customer_id = reader.customer and p.received_at < (v_to + 1)::timestamp at time zone reader.zone
    union all
    -- Paid before there were records of payments, or in another system: known is only how much and by when.
    select coalesce(private.day_in(i.paid_at, reader.zone), i.issued_on), 2, 'payment', i.number, i.id, 'other', -(i.amount_paid - p.sum), i.currency, i.id
    from public.invoices i cross join lateral (
      select coalesce(sum(p.amount), 0)::bigint as sum from public.invoice_payments p where p.invoice_id = i.id) p
    where i.customer_id = reader.customer and i.status <> 'cancelled' and i.amount_paid > p.sum
      and coalesce(private.day_in(i.paid_at, reader.zone), i.issued_on) <= v_to
  ), currencies as (
    select e.currency, coalesce(sum(e.amount) filter (where e.day < v_from), 0)::bigint as opening, count(*) filter (where e.day >= v_from) as entries
    from entries e group by 1
  )
  select coalesce(sum(c.entries), 0), coalesce(jsonb_agg(jsonb_build_object(
      'currency', c.currency, 'opening', c.opening,
      'entries', case when c.entries > 5000 then '[]'::jsonb else coalesce((
        select jsonb_agg(jsonb_build_object('day', e.day, 'kind', e.kind, 'number', e.number, 'invoiceId', e.invoice_id, 'method', e.method, 'amount', e.amount)
          order by e.day, e.place, e.number, e.id)
        from entries e where e.currency = c.currency and e.day >= v_from), '[]') end)
      order by c.currency) filter (where c.opening <> 0 or c.entries > 0), '[]')
  into v_entries, v_answer
  from currencies c;
  if v_entries > 5000 then
    perform private.invalid_field('from', 'too_many', 'A statement holds 5,000 entries at most. Choose a shorter time.');
  end if;
  return jsonb_build_object('from', v_from, 'to', v_to, 'currencies', v_answer,
    'parties', jsonb_build_object('seller', private.document_seller(), 'buyer', private.document_buyer(reader.customer)));
end
$$;
comment on function public.invoice_statement(text, text, uuid) is
  'A statement of account from one day (2026-11-21) to another, per currency: what was owed at the beginning, then invoices (positive) and payments (negative) by day in the customer''s zone. Cancelled invoices are left out; what was paid for them is not. At most 732 days and 5,000 entries. Staff name the customer. Raises PT401, PT422.';
grant execute on function public.invoice_statement(text, text, uuid) to authenticated;

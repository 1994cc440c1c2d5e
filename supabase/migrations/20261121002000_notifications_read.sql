-- What was read in one tab or on one device is read in the others; and what the migrations before this one define since
-- 21 November 2026. A database that is older gets it here, for one that is new it changes nothing.

create or replace function private.broadcast_reading()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send('{}', 'notifications_read', 'user:' || r.user_id, true)
  from (
    select distinct n.user_id from after_reading n join before_reading o using (id)
    where n.read_at is not null and o.read_at is null) as r;
  return null;
end
$$;
comment on function private.broadcast_reading() is 'Trigger: what was read in one tab or on one device is read in the others.';
drop trigger if exists notifications_broadcast_reading on public.notifications;
create trigger notifications_broadcast_reading after update on public.notifications
  referencing old table as before_reading new table as after_reading
  for each statement execute function private.broadcast_reading();

create or replace function private.allow_notifications(p_events text[])
returns void
language plpgsql volatile set search_path = ''
as $$
declare
  v_known text[];
begin
  select array_agg(distinct m[1]) into v_known
  from pg_catalog.pg_constraint c, regexp_matches(pg_catalog.pg_get_constraintdef(c.oid), '''([a-z_]+)''', 'g') as m
  where c.conrelid = 'public.notifications'::regclass and c.conname = 'notifications_event_check';
  alter table public.notifications drop constraint notifications_event_check;
  execute format('alter table public.notifications add constraint notifications_event_check check (event in (%s))',
    (select string_agg(quote_literal(e), ', ') from unnest(v_known || p_events) as e));
end
$$;
comment on function private.allow_notifications(text[]) is
  'For migrations: adds to what people can be told, whatever others have added.';

-- A statement takes days as text: what is no day is refused like any other input.
drop function if exists public.invoice_statement(date, date, uuid);
create or replace function public.invoice_statement(p_from text, p_to text, p_customer uuid default null)
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

-- A no without saying to which version means the latest.
create or replace function public.decline_quote(p_quote_id uuid, p_version int, p_reason text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_quote public.quote_requests := private.lock_quote(viewer, p_quote_id);
  v_reason text := private.check_text(p_reason, 'reason', 2000);
  v_last public.quote_events;
begin
  perform private.require_module('quotes');
  -- Unlike a yes, a no is as good without saying to what.
  p_version := coalesce(p_version, v_quote.version);
  if v_quote.status = 'declined' then
    select * into v_last from public.quote_events where quote_id = v_quote.id and type = 'declined' order by created_at desc, id desc limit 1;
    if v_last.actor_id = viewer.id and v_last.version = p_version then
      return private.quote_summary(v_quote);
    end if;
    perform private.refuse_quote(v_quote);
  elsif v_quote.status = 'accepted' then
    perform private.refuse_quote(v_quote);
  end if;
  perform private.check_quote_version(v_quote, p_version);
  perform private.check_quote_move(v_quote, 'decline', private.actor_kind(viewer));

  update public.quote_versions set status = 'declined' where quote_id = v_quote.id and version = p_version and status in ('sent', 'expired');
  update public.quote_requests
  set status = 'declined', declined_at = clock_timestamp(), declined_by_name = viewer.full_name, decline_reason = v_reason,
    revision = revision + 1, last_activity_at = clock_timestamp()
  where id = v_quote.id returning * into v_quote;
  perform private.add_quote_event(viewer, v_quote.id, p_version, 'declined', v_reason);
  perform private.tell_about_quote(viewer, v_quote, case when viewer.role = 'customer' then 'quote_declined' else 'quote_withdrawn' end,
    viewer.role = 'customer', 'quote_declined:' || v_quote.id || ':' || v_quote.revision);
  perform private.audit(viewer, 'quote.decline', 'quote', v_quote.id::text, v_quote.customer_id, 'sales', jsonb_build_object('version', p_version));
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.decline_quote(uuid, int, text) is
  'Declines the latest version (p_version, when it is given) with a reason; staff withdraw a quote with it, or turn down a request (version 0). Harmless when repeated by the same person. Raises PT401, PT404, PT409 as accept_quote, PT422.';

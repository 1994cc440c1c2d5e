-- What an OpenCart shop knows of its orders beyond what every order has, and how far it has been read.

create table public.opencart_orders_cache (
  source text not null check (char_length(source) between 1 and 40),
  order_id bigint not null check (order_id > 0),
  portal_order_id uuid not null references public.orders (id) on delete cascade,
  store_name text check (char_length(store_name) <= 120),
  invoice_number text check (char_length(invoice_number) <= 80),
  status text not null check (char_length(status) between 1 and 80),
  payment_method text check (char_length(payment_method) <= 200),
  shipping_method text check (char_length(shipping_method) <= 200),
  currency public.currency_code not null,
  total bigint not null,
  totals jsonb not null default '[]' check (jsonb_typeof(totals) = 'array' and octet_length(totals::text) <= 20000),
  added_at timestamptz not null,
  modified_at timestamptz not null,
  fetched_at timestamptz not null default now(),
  primary key (source, order_id)
);
comment on table public.opencart_orders_cache is
  'Orders as the OpenCart shop has them: its own status, the ways of payment and shipping, each line of the totals ({ code, title, amount }). Filled by npm run import:opencart; total in minor units.';
create index opencart_orders_cache_order_idx on public.opencart_orders_cache (portal_order_id);

alter table public.opencart_orders_cache enable row level security;
create policy "What the shop says of an order is visible with it" on public.opencart_orders_cache for select to authenticated
  using (exists (select 1 from public.orders o where o.id = portal_order_id));
grant select on public.opencart_orders_cache to authenticated;
grant select, insert, update, delete on public.opencart_orders_cache to service_role;

create table private.import_positions (
  source text primary key check (char_length(source) between 1 and 40),
  position jsonb not null check (jsonb_typeof(position) = 'object' and octet_length(position::text) <= 2000),
  updated_at timestamptz not null default now()
);
comment on table private.import_positions is 'How far a source has been read, in its own words; the next run goes on from there.';
alter table private.import_positions enable row level security;

create function public.import_position(p_source text)
returns jsonb
language sql stable security definer set search_path = ''
as $$ select position from private.import_positions where source = p_source $$;
comment on function public.import_position(text) is 'How far a source has been read, or null before the first run.';
grant execute on function public.import_position(text) to service_role;

create function public.save_import_position(p_source text, p_position jsonb)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.import_positions (source, position) values (p_source, p_position)
  on conflict (source) do update set position = excluded.position, updated_at = now()
$$;
comment on function public.save_import_position(text, jsonb) is 'Remembers how far a source has been read.';
grant execute on function public.save_import_position(text, jsonb) to service_role;

create function public.cache_opencart_orders(p_source text, p_orders jsonb)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  if coalesce(jsonb_typeof(p_orders), '') <> 'array' or jsonb_array_length(p_orders) > 5000 then
    perform private.fail('PT422', 'invalid_records', 'Orders are a list of at most 5000.', '{"fields": {"orders": ["invalid"]}}');
  end if;
  -- An order that was refused is no order here either.
  insert into public.opencart_orders_cache as c (
    source, order_id, portal_order_id, store_name, invoice_number, status, payment_method, shipping_method, currency, total,
    totals, added_at, modified_at)
  select p_source, x."orderId", o.id, nullif(x."storeName", ''), nullif(x."invoiceNumber", ''), x.status,
    nullif(x."paymentMethod", ''), nullif(x."shippingMethod", ''), x.currency, x.total, x.totals, x."addedAt", x."modifiedAt"
  from jsonb_to_recordset(p_orders) as x("orderId" bigint, "storeName" text, "invoiceNumber" text, status text, "paymentMethod" text,
    "shippingMethod" text, currency text, total bigint, totals jsonb, "addedAt" timestamptz, "modifiedAt" timestamptz)
  join public.orders o on o.source = p_source and o.external_id = x."orderId"::text
  order by x."orderId"
  on conflict (source, order_id) do update set
    portal_order_id = excluded.portal_order_id, store_name = excluded.store_name,
    invoice_number = excluded.invoice_number, status = excluded.status, payment_method = excluded.payment_method,
    shipping_method = excluded.shipping_method, currency = excluded.currency, total = excluded.total, totals = excluded.totals,
    added_at = excluded.added_at, modified_at = excluded.modified_at, fetched_at = now()
  -- Of two runs at once, the one that read the shop later is right.
  where c.modified_at <= excluded.modified_at;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;
comment on function public.cache_opencart_orders(text, jsonb) is
  'Keeps what OpenCart knows of up to 5000 orders that have been imported from p_source: [{ orderId, storeName, invoiceNumber, status, paymentMethod, shippingMethod, currency, total, totals, addedAt, modifiedAt }]. Answers how many were written. Raises PT422.';
grant execute on function public.cache_opencart_orders(text, jsonb) to service_role;

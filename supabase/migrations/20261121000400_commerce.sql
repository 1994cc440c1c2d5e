-- What a customer bought, owes, asked a price for and uses. Fed by integrations; read here by policy.
-- Money is integer minor units with an ISO 4217 currency.

create domain public.currency_code as text check (value ~ '^[A-Z]{3}$');

create type public.order_status as enum ('pending', 'paid', 'processing', 'shipped', 'delivered', 'cancelled', 'refunded');
create type public.invoice_status as enum ('pending', 'paid', 'cancelled');
create type public.quote_status as enum ('requested', 'in_review', 'sent', 'changes_requested', 'accepted', 'declined', 'expired');
create type public.service_status as enum ('installing', 'active', 'suspended', 'terminated');
create type public.installation_stage as enum ('registered', 'survey', 'scheduled', 'installing', 'active');
create type public.domain_status as enum ('pending_dns', 'wrong_dns', 'verified', 'certificate_pending', 'live', 'failed');
create type public.call_status as enum ('scheduled', 'completed', 'cancelled', 'no_show');

create table public.products (
  id uuid primary key default gen_random_uuid(),
  sku text not null unique check (char_length(sku) between 1 and 80),
  name text not null check (char_length(name) between 1 and 200),
  description text not null default '' check (char_length(description) <= 5000),
  category text not null default 'general' check (char_length(category) <= 80),
  price bigint not null check (price >= 0),
  currency public.currency_code not null default 'ZAR',
  is_active boolean not null default true,
  source text not null default 'manual',
  external_id text,
  created_at timestamptz not null default now(),
  unique (source, external_id)
);
comment on table public.products is 'The catalogue: what can be bought or quoted.';

create table public.orders (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  number text not null unique check (char_length(number) between 1 and 40),
  status public.order_status not null default 'pending',
  currency public.currency_code not null default 'ZAR',
  subtotal bigint not null check (subtotal >= 0),
  shipping bigint not null default 0 check (shipping >= 0),
  tax bigint not null default 0 check (tax >= 0),
  discount bigint not null default 0 check (discount >= 0),
  total bigint not null check (total >= 0),
  shipping_address jsonb not null default '{}',
  carrier text,
  tracking_number text,
  tracking_url text,
  expected_delivery_at timestamptz,
  placed_at timestamptz not null default now(),
  source text not null default 'manual',
  external_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, external_id),
  check (total = subtotal + shipping + tax - discount)
);
comment on table public.orders is 'Orders of every source. Totals are what the source says: subtotal + shipping + tax - discount.';
create index orders_customer_idx on public.orders (customer_id, placed_at desc, id desc);
create index orders_customer_active_idx on public.orders (customer_id) where status in ('pending', 'paid', 'processing', 'shipped');
create trigger orders_touch before update on public.orders for each row execute function private.touch_updated_at();

create table public.order_items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade,
  product_id uuid references public.products (id) on delete set null,
  position int not null default 1,
  sku text not null,
  name text not null check (char_length(name) between 1 and 200),
  quantity int not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  total bigint not null check (total >= 0)
);
comment on table public.order_items is 'The lines of an order.';
create index order_items_order_idx on public.order_items (order_id, position);
create index order_items_product_idx on public.order_items (product_id);

create table public.order_events (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade,
  status public.order_status not null,
  note text check (char_length(note) <= 500),
  occurred_at timestamptz not null default now()
);
comment on table public.order_events is 'What happened to an order, and when.';
create index order_events_order_idx on public.order_events (order_id, occurred_at desc);

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  order_id uuid references public.orders (id) on delete set null,
  number text not null unique check (char_length(number) between 1 and 40),
  status public.invoice_status not null default 'pending',
  currency public.currency_code not null default 'ZAR',
  subtotal bigint not null check (subtotal >= 0),
  tax bigint not null default 0 check (tax >= 0),
  total bigint not null check (total >= 0),
  amount_paid bigint not null default 0 check (amount_paid >= 0),
  issued_on date not null,
  due_on date not null,
  period_start date,
  period_end date,
  paid_at timestamptz,
  source text not null default 'manual',
  external_id text,
  created_at timestamptz not null default now(),
  unique (source, external_id),
  check (total = subtotal + tax)
);
comment on table public.invoices is 'Invoices for an order or a service period. Overdue is computed from due_on in the customer''s zone, never stored.';
create index invoices_customer_idx on public.invoices (customer_id, issued_on desc, id desc);
create index invoices_pending_idx on public.invoices (customer_id, due_on) where status = 'pending';
create index invoices_order_idx on public.invoices (order_id);

create table public.invoice_items (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices (id) on delete cascade,
  position int not null default 1,
  description text not null check (char_length(description) between 1 and 300),
  quantity numeric(12, 3) not null check (quantity > 0),
  unit_price bigint not null,
  tax_rate numeric(6, 5) not null default 0.15 check (tax_rate between 0 and 1),
  total bigint not null
);
comment on table public.invoice_items is 'The lines of an invoice, without tax.';
create index invoice_items_invoice_idx on public.invoice_items (invoice_id, position);

create table public.quote_requests (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  number text not null unique check (char_length(number) between 1 and 40),
  title text not null check (char_length(title) between 1 and 200),
  message text not null default '' check (char_length(message) <= 5000),
  status public.quote_status not null default 'requested',
  version int not null default 0 check (version >= 0),
  currency public.currency_code not null default 'ZAR',
  total bigint not null default 0 check (total >= 0),
  valid_until timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.quote_requests is 'Requests for a price, from the question to the answer. Version 0 means not yet answered.';
create index quote_requests_customer_idx on public.quote_requests (customer_id, created_at desc, id desc);
create index quote_requests_open_idx on public.quote_requests (customer_id) where status in ('requested', 'in_review', 'sent', 'changes_requested');
create trigger quote_requests_touch before update on public.quote_requests for each row execute function private.touch_updated_at();

create table public.quote_items (
  id uuid primary key default gen_random_uuid(),
  quote_id uuid not null references public.quote_requests (id) on delete cascade,
  version int not null default 1 check (version >= 0),
  position int not null default 1,
  product_id uuid references public.products (id) on delete set null,
  description text not null check (char_length(description) between 1 and 300),
  quantity int not null check (quantity > 0),
  unit_price bigint not null default 0 check (unit_price >= 0),
  total bigint not null default 0 check (total >= 0)
);
comment on table public.quote_items is 'The lines of each version of a quote; version 0 holds what was asked for.';
create index quote_items_quote_idx on public.quote_items (quote_id, version, position);
create index quote_items_product_idx on public.quote_items (product_id);

create table public.customer_services (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  name text not null check (char_length(name) between 1 and 200),
  package text not null check (char_length(package) <= 120),
  bandwidth_mbps int check (bandwidth_mbps > 0),
  price bigint not null check (price >= 0),
  currency public.currency_code not null default 'ZAR',
  status public.service_status not null default 'active',
  started_on date,
  source text not null default 'manual',
  external_id text,
  created_at timestamptz not null default now(),
  unique (source, external_id)
);
comment on table public.customer_services is 'What a customer subscribes to: fibre, hosting, care plans. Price per month.';
create index customer_services_customer_idx on public.customer_services (customer_id, created_at desc, id desc);

create table public.installation_steps (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references public.customer_services (id) on delete cascade,
  stage public.installation_stage not null,
  window_start timestamptz,
  window_end timestamptz check (window_end > window_start),
  technician text,
  preparation text check (char_length(preparation) <= 1000),
  completed_at timestamptz,
  unique (service_id, stage)
);
comment on table public.installation_steps is 'The way from order to working service, one row per stage.';

create table public.custom_domains (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  hostname text not null unique check (hostname = lower(hostname) and char_length(hostname) between 1 and 253),
  status public.domain_status not null default 'pending_dns',
  txt_challenge text not null default encode(extensions.gen_random_bytes(16), 'hex'),
  expected_target text not null default 'sites.portico.test',
  found_value text,
  checked_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.custom_domains is 'Customers'' own domains. A host belongs to one customer.';
create index custom_domains_customer_idx on public.custom_domains (customer_id, created_at desc, id desc);

create table public.scheduled_calls (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  requested_by uuid references public.portal_users (id) on delete set null,
  agent_id uuid references public.portal_users (id) on delete set null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  purpose text not null check (char_length(purpose) between 1 and 200),
  notes text check (char_length(notes) <= 2000),
  phone text check (char_length(phone) <= 32),
  time_zone text not null default 'Africa/Johannesburg',
  status public.call_status not null default 'scheduled',
  created_at timestamptz not null default now(),
  -- One agent cannot be in two calls at once, whoever books them.
  exclude using gist (agent_id extensions.gist_uuid_ops with operator(pg_catalog.=), tstzrange(starts_at, ends_at) with &&) where (status = 'scheduled')
);
comment on table public.scheduled_calls is 'Calls between a customer and an agent.';
create index scheduled_calls_customer_idx on public.scheduled_calls (customer_id, starts_at desc, id desc);
create index scheduled_calls_agent_idx on public.scheduled_calls (agent_id, starts_at);
create index scheduled_calls_requested_by_idx on public.scheduled_calls (requested_by);

-- Policies: a customer reads what is theirs, staff read all; nobody writes from outside. ---------

alter table public.products enable row level security;
create policy "Signed-in people read the catalogue" on public.products for select to authenticated
  using (is_active or (select private.is_staff()));

alter table public.orders enable row level security;
create policy "Customers read their own orders, staff read all" on public.orders for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

alter table public.order_items enable row level security;
create policy "Lines are visible with their order" on public.order_items for select to authenticated
  using (exists (select 1 from public.orders o where o.id = order_id));

alter table public.order_events enable row level security;
create policy "Events are visible with their order" on public.order_events for select to authenticated
  using (exists (select 1 from public.orders o where o.id = order_id));

alter table public.invoices enable row level security;
create policy "Customers read their own invoices, staff read all" on public.invoices for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

alter table public.invoice_items enable row level security;
create policy "Lines are visible with their invoice" on public.invoice_items for select to authenticated
  using (exists (select 1 from public.invoices i where i.id = invoice_id));

alter table public.quote_requests enable row level security;
create policy "Customers read their own quotes, staff read all" on public.quote_requests for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

alter table public.quote_items enable row level security;
-- A draft of the next version (version above the sent one) stays with staff.
create policy "Lines of sent versions are visible with their quote" on public.quote_items for select to authenticated
  using (exists (select 1 from public.quote_requests q where q.id = quote_id
    and (quote_items.version <= q.version or (select private.is_staff()))));

alter table public.customer_services enable row level security;
create policy "Customers read their own services, staff read all" on public.customer_services for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

alter table public.installation_steps enable row level security;
create policy "Steps are visible with their service" on public.installation_steps for select to authenticated
  using (exists (select 1 from public.customer_services s where s.id = service_id));

alter table public.custom_domains enable row level security;
create policy "Customers read their own domains, staff read all" on public.custom_domains for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

alter table public.scheduled_calls enable row level security;
create policy "Customers read their own calls, staff read all" on public.scheduled_calls for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));

grant select on
  public.products, public.orders, public.order_items, public.order_events, public.invoices, public.invoice_items,
  public.quote_requests, public.quote_items, public.customer_services, public.installation_steps,
  public.custom_domains, public.scheduled_calls
  to authenticated;
grant select, insert, update, delete on
  public.products, public.orders, public.order_items, public.order_events, public.invoices, public.invoice_items,
  public.quote_requests, public.quote_items, public.customer_services, public.installation_steps,
  public.custom_domains, public.scheduled_calls
  to service_role;

-- What services need beyond the contract's columns: packages on offer, usage by month, and what a customer asked
-- for. Usage and services are fed by integrations, requests by commands (20261121001620).

create table public.service_packages (
  slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  family text not null check (family ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null unique check (char_length(name) between 1 and 120),
  description text not null default '' check (char_length(description) <= 500),
  bandwidth_mbps int check (bandwidth_mbps > 0),
  allowance_bytes bigint check (allowance_bytes > 0),
  price bigint not null check (price >= 0),
  currency public.currency_code not null default 'ZAR',
  position int not null default 100,
  is_active boolean not null default true
);
comment on table public.service_packages is
  'Packages on offer, price per month in minor units. One family (fibre, website) lists what a service of it can change to; a service belongs to the family of the package whose name it bears.';
create index service_packages_family_idx on public.service_packages (family, position, slug);

alter table public.customer_services
  add column allowance_bytes bigint check (allowance_bytes > 0),
  add column contract_ends_on date,
  add column notice_days int not null default 30 check (notice_days between 0 and 365),
  add column ends_on date,
  add column address jsonb not null default '{}' check (jsonb_typeof(address) = 'object' and octet_length(address::text) <= 2000),
  add column status_note text check (char_length(status_note) <= 500),
  add column version int not null default 1,
  add column updated_at timestamptz not null default now();
comment on column public.customer_services.allowance_bytes is 'What may be used in a month, down and up together; null is unlimited.';
comment on column public.customer_services.contract_ends_on is 'Until when the customer is bound; null runs from month to month.';
comment on column public.customer_services.notice_days is 'Days between a cancellation and its effect.';
comment on column public.customer_services.ends_on is 'The last day of a service that was cancelled.';
comment on column public.customer_services.address is 'Where it is installed, as customer_profiles has addresses.';
comment on column public.customer_services.status_note is 'Why it is suspended or ended and what to do, in words for the customer.';
create trigger customer_services_touch before update on public.customer_services
  for each row execute function private.touch_updated_at();

create index customer_services_recent_idx on public.customer_services (created_at desc, id desc);
create index customer_services_status_idx on public.customer_services (status, created_at desc, id desc);
create index customer_services_name_trgm_idx on public.customer_services using gin (name extensions.gin_trgm_ops);

alter table public.installation_steps
  add column version int not null default 1,
  add column updated_at timestamptz not null default now(),
  add check (char_length(technician) <= 120);
create trigger installation_steps_touch before update on public.installation_steps
  for each row execute function private.touch_updated_at();

create table public.service_usage (
  service_id uuid not null references public.customer_services (id) on delete cascade,
  month date not null check (extract(day from month) = 1),
  bytes_down bigint not null check (bytes_down >= 0),
  bytes_up bigint not null default 0 check (bytes_up >= 0),
  updated_at timestamptz not null default now(),
  primary key (service_id, month)
);
comment on table public.service_usage is
  'Monthly counters, set by integration: a later value for the same month replaces the earlier one. A month without a row was not measured, which is not the same as nothing used.';
create trigger service_usage_touch before update on public.service_usage
  for each row execute function private.touch_updated_at();

create type public.service_request_kind as enum ('upgrade', 'termination', 'reschedule');

create table public.service_requests (
  id uuid primary key default gen_random_uuid(),
  service_id uuid not null references public.customer_services (id) on delete cascade,
  kind public.service_request_kind not null,
  ticket_id uuid references public.support_tickets (id) on delete set null,
  requested_by uuid references public.portal_users (id) on delete set null,
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and octet_length(details::text) <= 8000),
  settled_at timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.service_requests is
  'What a customer asked to change about a service, each with its ticket. Open until it is settled or its ticket is; details hold what was asked as it was offered then.';
create index service_requests_service_idx on public.service_requests (service_id, created_at desc, id desc);
create index service_requests_ticket_idx on public.service_requests (ticket_id);
create index service_requests_requested_by_idx on public.service_requests (requested_by);

alter table public.invoices add column service_id uuid references public.customer_services (id) on delete set null;
comment on column public.invoices.service_id is 'The service that the period was billed for.';
create index invoices_service_idx on public.invoices (service_id, issued_on desc, id desc);

-- Who may see what ----------------------------------------------------------------------------

alter table public.service_packages enable row level security;
create policy "Signed-in people read packages on offer, staff read all" on public.service_packages for select to authenticated
  using (is_active or (select private.is_staff()));

alter table public.service_usage enable row level security;
create policy "Usage is visible with its service" on public.service_usage for select to authenticated
  using (exists (select 1 from public.customer_services s where s.id = service_id));

alter table public.service_requests enable row level security;
create policy "Requests are visible with their service" on public.service_requests for select to authenticated
  using (exists (select 1 from public.customer_services s where s.id = service_id));

grant select on public.service_packages, public.service_usage, public.service_requests to authenticated;
grant select, insert, update, delete on public.service_packages, public.service_usage, public.service_requests to service_role;

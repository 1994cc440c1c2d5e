-- Tickets: tables, the status machine, who may see what.

create type public.ticket_status as enum (
  'new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold', 'resolved', 'closed', 'cancelled');
create type public.ticket_priority as enum ('low', 'medium', 'high', 'urgent');
create type public.ticket_channel as enum ('portal', 'chat', 'email', 'phone', 'whatsapp', 'api');
create type public.message_author as enum ('customer', 'staff', 'ai', 'system');
create type public.resolution_type as enum ('full_refund', 'partial_refund', 'replacement', 'store_credit', 'no_action', 'other');
create type public.scan_status as enum ('pending', 'clean', 'infected', 'skipped');

create table public.ticket_categories (
  slug text primary key check (slug ~ '^[a-z][a-z_]{1,39}$'),
  label text not null check (char_length(label) between 1 and 80),
  description text not null default '' check (char_length(description) <= 300),
  position int not null default 100,
  needs text check (needs in ('order', 'service', 'domain')),
  default_priority public.ticket_priority not null default 'medium',
  is_active boolean not null default true
);
comment on table public.ticket_categories is 'What a ticket can be about; needs names the record that it asks for.';

create table public.ticket_issue_types (
  category text not null references public.ticket_categories (slug) on update cascade on delete cascade,
  slug text not null check (slug ~ '^[a-z][a-z_]{1,39}$'),
  label text not null check (char_length(label) between 1 and 80),
  position int not null default 100,
  primary key (category, slug)
);
comment on table public.ticket_issue_types is 'Finer kinds within a category.';

create table public.sla_policies (
  priority public.ticket_priority primary key,
  first_response interval not null check (first_response > interval '0'),
  resolution interval not null check (resolution > first_response)
);
comment on table public.sla_policies is 'Promised times by priority.';
insert into public.sla_policies values
  ('urgent', '1 hour', '8 hours'), ('high', '4 hours', '24 hours'),
  ('medium', '24 hours', '72 hours'), ('low', '48 hours', '120 hours');

create table private.ticket_counters (year int primary key, last int not null);
comment on table private.ticket_counters is 'The last ticket number of each year.';
alter table private.ticket_counters enable row level security;

create function private.next_ticket_number(p_now timestamptz default now())
returns text
language sql
volatile
security definer
set search_path = ''
as $$
  insert into private.ticket_counters as c (year, last)
  values (extract(year from p_now at time zone 'utc')::int, 1)
  on conflict (year) do update set last = c.last + 1
  returning 'TKT-' || c.year || '-' || lpad(c.last::text, greatest(5, length(c.last::text)), '0')
$$;
comment on function private.next_ticket_number(timestamptz) is 'TKT-YYYY-NNNNN, without gaps: the counter row is locked until the ticket commits.';

create table public.support_tickets (
  id uuid primary key default gen_random_uuid(),
  number text not null unique,
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  requester_id uuid references public.portal_users (id) on delete set null,
  subject text not null check (char_length(subject) between 1 and 200),
  description text not null check (char_length(description) between 1 and 10000),
  category text not null references public.ticket_categories (slug) on update cascade,
  issue_type text,
  priority public.ticket_priority not null default 'medium',
  status public.ticket_status not null default 'new',
  channel public.ticket_channel not null default 'portal',
  is_private boolean not null default false,
  assignee_id uuid references public.portal_users (id) on delete set null,
  order_id uuid references public.orders (id) on delete set null,
  service_id uuid references public.customer_services (id) on delete set null,
  domain_id uuid references public.custom_domains (id) on delete set null,
  follow_up_of uuid references public.support_tickets (id) on delete set null,
  version int not null default 1,
  message_count int not null default 0,
  last_activity_at timestamptz not null default now(),
  last_message_author public.message_author,
  last_message_by text,
  first_response_due_at timestamptz,
  first_responded_at timestamptz,
  resolution_due_at timestamptz,
  sla_paused_at timestamptz,
  resolution_type public.resolution_type,
  resolution_notes text check (char_length(resolution_notes) <= 5000),
  resolved_at timestamptz,
  closed_at timestamptz,
  rating int check (rating between 1 and 5),
  rating_comment text check (char_length(rating_comment) <= 2000),
  rated_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search tsvector generated always as (
    setweight(to_tsvector('simple', subject), 'A') || setweight(to_tsvector('simple', description), 'B')) stored,
  foreign key (category, issue_type) references public.ticket_issue_types (category, slug) on update cascade
);
comment on table public.support_tickets is 'Tickets. version rises with every change of state, so that two people at once notice each other.';
create index support_tickets_customer_activity_idx on public.support_tickets (customer_id, last_activity_at desc, id desc);
create index support_tickets_activity_idx on public.support_tickets (last_activity_at desc, id desc);
create index support_tickets_status_activity_idx on public.support_tickets (status, last_activity_at desc, id desc);
create index support_tickets_assignee_idx on public.support_tickets (assignee_id, last_activity_at desc, id desc);
create index support_tickets_requester_idx on public.support_tickets (requester_id);
create index support_tickets_category_idx on public.support_tickets (category, issue_type);
create index support_tickets_order_idx on public.support_tickets (order_id);
create index support_tickets_service_idx on public.support_tickets (service_id);
create index support_tickets_domain_idx on public.support_tickets (domain_id);
create index support_tickets_follow_up_idx on public.support_tickets (follow_up_of);
create index support_tickets_open_due_idx on public.support_tickets (resolution_due_at)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress');
create index support_tickets_resolved_idx on public.support_tickets (resolved_at) where status in ('resolved', 'closed');
create index support_tickets_search_idx on public.support_tickets using gin (search);
create index support_tickets_subject_trgm_idx on public.support_tickets using gin (subject extensions.gin_trgm_ops);
create trigger support_tickets_touch before update on public.support_tickets
  for each row execute function private.touch_updated_at();

alter table public.email_logs add foreign key (ticket_id) references public.support_tickets (id) on delete set null;

create table public.ticket_messages (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  author_type public.message_author not null,
  author_id uuid references public.portal_users (id) on delete set null,
  author_name text not null check (char_length(author_name) <= 200),
  body text not null check (char_length(body) between 1 and 10000),
  is_internal boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  check (not is_internal or author_type in ('staff', 'ai', 'system'))
);
comment on table public.ticket_messages is 'The thread of a ticket, Markdown. Internal notes are for staff alone.';
create index ticket_messages_ticket_idx on public.ticket_messages (ticket_id, created_at desc, id desc);
create index ticket_messages_author_idx on public.ticket_messages (author_id);

create table public.ticket_attachments (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  ticket_id uuid references public.support_tickets (id) on delete cascade,
  message_id uuid references public.ticket_messages (id) on delete cascade,
  uploaded_by uuid references public.portal_users (id) on delete set null,
  file_name text not null check (char_length(file_name) between 1 and 200 and file_name !~ '[/\\]'),
  mime_type text not null check (mime_type in (
    'image/png', 'image/jpeg', 'image/webp', 'image/heic', 'application/pdf', 'text/plain', 'text/csv',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
  size int not null check (size between 1 and 10485760),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  width int,
  height int,
  storage_path text not null unique,
  scan_status public.scan_status not null default 'pending',
  is_internal boolean not null default false,
  stored_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.ticket_attachments is 'Uploaded files. Without message_id an upload waits to be attached; what waits longer than a day is removed.';
create index ticket_attachments_ticket_idx on public.ticket_attachments (ticket_id);
create index ticket_attachments_message_idx on public.ticket_attachments (message_id);
create index ticket_attachments_customer_idx on public.ticket_attachments (customer_id);
create index ticket_attachments_uploader_idx on public.ticket_attachments (uploaded_by);
create index ticket_attachments_orphans_idx on public.ticket_attachments (created_at) where message_id is null;

create table public.ticket_affected_items (
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  order_item_id uuid not null references public.order_items (id) on delete restrict,
  quantity int not null check (quantity > 0),
  note text check (char_length(note) <= 500),
  primary key (ticket_id, order_item_id)
);
comment on table public.ticket_affected_items is 'Order lines that a ticket is about. Claims on one line never exceed what was bought.';
create index ticket_affected_items_order_item_idx on public.ticket_affected_items (order_item_id);

create table public.ticket_events (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  type text not null check (type in (
    'created', 'status_changed', 'priority_changed', 'category_changed', 'assigned', 'tagged', 'rated', 'follow_up_created')),
  actor_type public.message_author not null,
  actor_id uuid references public.portal_users (id) on delete set null,
  actor_name text not null,
  old_value text,
  new_value text,
  note text check (char_length(note) <= 2000),
  is_internal boolean not null default false,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.ticket_events is 'Every change of a ticket, with who, the old and the new value.';
create index ticket_events_ticket_idx on public.ticket_events (ticket_id, created_at, id);
create index ticket_events_actor_idx on public.ticket_events (actor_id);

create table public.ticket_tags (
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  tag text not null check (tag ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  primary key (ticket_id, tag)
);
comment on table public.ticket_tags is 'Labels for staff; customers never see them.';
create index ticket_tags_tag_idx on public.ticket_tags (tag);

create table public.ticket_reads (
  user_id uuid not null references public.portal_users (id) on delete cascade,
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  last_read_at timestamptz not null default now(),
  primary key (user_id, ticket_id)
);
comment on table public.ticket_reads is 'Up to when a person has read a ticket.';
create index ticket_reads_ticket_idx on public.ticket_reads (ticket_id);

create table public.ticket_insights (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  summary text,
  sentiment text,
  suggested_category text,
  suggested_priority public.ticket_priority,
  model text,
  created_at timestamptz not null default now()
);
comment on table public.ticket_insights is 'What the AI made of a ticket, for staff alone.';

create table public.ticket_templates (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (char_length(name) between 1 and 120),
  category text references public.ticket_categories (slug) on update cascade on delete set null,
  body text not null check (char_length(body) between 1 and 10000),
  usage_count int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.ticket_templates is 'Prepared answers for staff.';
create index ticket_templates_category_idx on public.ticket_templates (category);
create trigger ticket_templates_touch before update on public.ticket_templates
  for each row execute function private.touch_updated_at();

-- Status machine ------------------------------------------------------------------------------

create table private.ticket_transitions (
  from_status public.ticket_status not null,
  action text not null,
  actor text not null check (actor in ('customer', 'staff', 'system')),
  to_status public.ticket_status not null,
  primary key (from_status, action, actor)
);
comment on table private.ticket_transitions is 'Which action leads where, from which status, by whom. lib/tickets/status.ts holds the same table; a test compares them.';
alter table private.ticket_transitions enable row level security;

insert into private.ticket_transitions (from_status, action, actor, to_status)
select s, a.action, a.actor, a.to_status::public.ticket_status
from (values
  -- customers
  ('resolve', 'customer', 'resolved', array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold']),
  ('close',   'customer', 'closed',   array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold', 'resolved']),
  ('cancel',  'customer', 'cancelled', array['new', 'waiting_ai']),
  ('reopen',  'customer', 'in_progress', array['resolved', 'closed']),
  -- staff
  ('assign',  'staff', 'assigned', array['new', 'waiting_ai']),
  ('start',   'staff', 'in_progress', array['new', 'waiting_ai', 'assigned', 'waiting_customer', 'on_hold']),
  ('wait',    'staff', 'waiting_customer', array['new', 'waiting_ai', 'assigned', 'in_progress', 'on_hold']),
  ('hold',    'staff', 'on_hold', array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer']),
  ('resolve', 'staff', 'resolved', array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold']),
  ('close',   'staff', 'closed', array['resolved']),
  ('cancel',  'staff', 'cancelled', array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold']),
  ('reopen',  'staff', 'in_progress', array['resolved', 'closed', 'cancelled']),
  -- the portal itself
  ('triage_done', 'system', 'new', array['waiting_ai']),
  ('auto_answer', 'system', 'waiting_customer', array['waiting_ai']),
  ('auto_close',  'system', 'closed', array['resolved'])
) as a(action, actor, to_status, from_statuses)
cross join lateral unnest(a.from_statuses::public.ticket_status[]) as s;

-- Who may see what ----------------------------------------------------------------------------

create function private.can_see_ticket(p_ticket_id uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select 1
    from public.support_tickets t, private.current_viewer() v
    where t.id = p_ticket_id
      and (v.role in ('agent', 'admin')
        or (t.customer_id = v.customer_id and (not t.is_private or t.requester_id = v.id))))
$$;
comment on function private.can_see_ticket(uuid) is
  'Staff see every ticket; a customer those of their profile, save private ones of colleagues.';
grant execute on function private.can_see_ticket(uuid) to authenticated;

alter table public.ticket_categories enable row level security;
create policy "Signed-in people read the categories" on public.ticket_categories for select to authenticated
  using (is_active or (select private.is_staff()));

alter table public.ticket_issue_types enable row level security;
create policy "Signed-in people read the issue types" on public.ticket_issue_types for select to authenticated
  using (true);

alter table public.sla_policies enable row level security;
create policy "Signed-in people read the promised times" on public.sla_policies for select to authenticated
  using (true);

alter table public.support_tickets enable row level security;
create policy "Customers read tickets of their profile, staff read all"
  on public.support_tickets for select to authenticated
  using (
    (customer_id = (select private.viewer_customer_id()) and (not is_private or requester_id = (select private.viewer_id())))
    or (select private.is_staff()));

alter table public.ticket_messages enable row level security;
create policy "Messages are visible with their ticket, notes to staff alone"
  on public.ticket_messages for select to authenticated
  using (
    (select private.is_staff())
    or (not is_internal and exists (select 1 from public.support_tickets t where t.id = ticket_id)));

alter table public.ticket_attachments enable row level security;
create policy "Attachments show with their ticket, uploads to the uploader"
  on public.ticket_attachments for select to authenticated
  using (
    (select private.is_staff())
    or (message_id is null and uploaded_by = (select private.viewer_id()))
    or (message_id is not null and not is_internal and exists (select 1 from public.support_tickets t where t.id = ticket_id)));

alter table public.ticket_affected_items enable row level security;
create policy "Affected items are visible with their ticket" on public.ticket_affected_items for select to authenticated
  using (exists (select 1 from public.support_tickets t where t.id = ticket_id));

alter table public.ticket_events enable row level security;
create policy "Events are visible with their ticket, internal ones to staff" on public.ticket_events for select to authenticated
  using (
    (select private.is_staff())
    or (not is_internal and exists (select 1 from public.support_tickets t where t.id = ticket_id)));

alter table public.ticket_tags enable row level security;
create policy "Staff read tags" on public.ticket_tags for select to authenticated using ((select private.is_staff()));

alter table public.ticket_reads enable row level security;
create policy "People read their own marks" on public.ticket_reads for select to authenticated
  using (user_id = (select private.viewer_id()));

alter table public.ticket_insights enable row level security;
create policy "Staff read insights" on public.ticket_insights for select to authenticated using ((select private.is_staff()));

alter table public.ticket_templates enable row level security;
create policy "Staff read templates" on public.ticket_templates for select to authenticated using ((select private.is_staff()));

-- Nor does the audit log tell colleagues that a private ticket exists.
create policy "Customers read entries about themselves, admins read all"
  on public.portal_audit_log for select to authenticated
  using (
    (select private.is_admin())
    or (customer_id = (select private.viewer_customer_id())
      and case when resource_type = 'ticket'
        then exists (select 1 from public.support_tickets t where t.id = resource_id::uuid)
        else true end));

grant select on
  public.ticket_categories, public.ticket_issue_types, public.sla_policies, public.support_tickets, public.ticket_messages,
  public.ticket_attachments, public.ticket_affected_items, public.ticket_events, public.ticket_tags, public.ticket_reads,
  public.ticket_insights, public.ticket_templates
  to authenticated;
grant select, insert, update, delete on
  public.ticket_categories, public.ticket_issue_types, public.sla_policies, public.support_tickets, public.ticket_messages,
  public.ticket_attachments, public.ticket_affected_items, public.ticket_events, public.ticket_tags, public.ticket_reads,
  public.ticket_insights, public.ticket_templates
  to service_role;

-- Categories every installation starts with -----------------------------------------------------

insert into public.ticket_categories (slug, label, description, position, needs, default_priority) values
  ('technical', 'Technical problem', 'Something does not work as it should', 10, null, 'medium'),
  ('order_issue', 'Problem with an order', 'Damaged, missing or wrong items', 20, 'order', 'high'),
  ('shipping', 'Delivery', 'Where an order is, or when it comes', 30, 'order', 'medium'),
  ('billing', 'Billing', 'Invoices, payments and refunds', 40, null, 'medium'),
  ('product', 'Product question', 'What suits, how it works, what it costs', 50, null, 'low'),
  ('account', 'Account', 'Sign-in, personal details, access', 60, null, 'medium'),
  ('site_edit', 'Website change', 'A change to your website', 70, 'domain', 'low'),
  ('repair', 'Repair', 'Equipment that needs mending', 80, null, 'medium'),
  ('upgrade', 'Upgrade', 'A bigger package or more speed', 90, 'service', 'low'),
  ('termination', 'Cancel a service', 'End a subscription or service', 100, 'service', 'medium'),
  ('question', 'General question', 'Anything you would like to know', 110, null, 'low'),
  ('other', 'Something else', 'None of the above', 120, null, 'medium');

insert into public.ticket_issue_types (category, slug, label, position) values
  ('order_issue', 'damaged_product', 'Damaged product', 10),
  ('order_issue', 'spoiled_product', 'Spoiled product', 20),
  ('order_issue', 'missing_items', 'Missing items', 30),
  ('order_issue', 'wrong_items', 'Wrong items', 40),
  ('order_issue', 'delivery_issue', 'Delivery problem', 50),
  ('order_issue', 'quality_issue', 'Quality problem', 60),
  ('order_issue', 'quantity_mismatch', 'Wrong quantity', 70),
  ('order_issue', 'packaging_issue', 'Packaging problem', 80),
  ('order_issue', 'late_delivery', 'Late delivery', 90),
  ('order_issue', 'other', 'Something else', 100);

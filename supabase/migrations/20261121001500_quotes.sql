-- Quotes: versions, wishes, history, files, the status machine, the rule of totals.

-- Totals ----------------------------------------------------------------------------------------

create function private.price_lines(p_input jsonb, p_field text default 'items')
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_max constant numeric := 9007199254740991;
  v_discount numeric := coalesce((p_input ->> 'discount')::numeric, 0);
  v_bad record;
  v_lines jsonb;
  v_taxes jsonb;
  v_subtotal numeric;
  v_tax numeric;
begin
  -- What JavaScript, which holds the same rule, refuses is refused here.
  select n - 1 as position, case
      when q is null or q < 0 or q > 1e12 or scale(trim_scale(q)) > 3 then 'quantity'
      when p is null or p < 0 or p <> trunc(p) then 'unitPrice'
      when r is null or r not between 0 and 1 or scale(trim_scale(r)) > 5 then 'taxRate'
      when d < 0 or d <> trunc(d) then 'discount'
      when floor(q * p + 0.5) > v_max then 'total'
      when d > floor(q * p + 0.5) then 'too_large' end as fault
  into v_bad
  from (
    select n, (value ->> 'quantity')::numeric as q, (value ->> 'unitPrice')::numeric as p, (value ->> 'taxRate')::numeric as r,
      coalesce((value ->> 'discount')::numeric, 0) as d
    from jsonb_array_elements(p_input -> 'lines') with ordinality as l(value, n)) line
  where not coalesce(q between 0 and 1e12 and scale(trim_scale(q)) <= 3 and p >= 0 and p = trunc(p) and r between 0 and 1
    and scale(trim_scale(r)) <= 5 and d >= 0 and d = trunc(d) and floor(q * p + 0.5) <= v_max and d <= floor(q * p + 0.5), false)
  order by n limit 1;
  if found then
    perform private.fail('PT422', 'validation_failed', format('Line %s cannot be priced.', v_bad.position + 1),
      jsonb_build_object('fields', jsonb_build_object(
        p_field || '.' || v_bad.position || '.' || case v_bad.fault when 'too_large' then 'discount' when 'total' then 'unitPrice' else v_bad.fault end,
        jsonb_build_array(case v_bad.fault when 'too_large' then 'too_large' else 'invalid' end))));
  end if;

  with line as (
    select n, q, p, r, d, floor(q * p + 0.5) as gross, floor(q * p + 0.5) - d as net
    from (
      select n, (value ->> 'quantity')::numeric as q, (value ->> 'unitPrice')::numeric as p, (value ->> 'taxRate')::numeric as r,
        coalesce((value ->> 'discount')::numeric, 0) as d
      from jsonb_array_elements(p_input -> 'lines') with ordinality as l(value, n)) raw
  ), whole as (
    select coalesce(sum(net), 0) as net from line
  ), part as (
    -- div and mod are exact; a quotient of numeric would be rounded.
    select line.*, case when whole.net = 0 then 0 else div(v_discount * line.net, whole.net) end as floor_share,
      case when whole.net = 0 then 0 else mod(v_discount * line.net, whole.net) end as rest
    from line, whole
  ), ranked as (
    select part.*, row_number() over (order by rest desc, n) as rank, v_discount - sum(floor_share) over () as missing from part
  ), shared as (
    select ranked.*, floor_share + case when rank <= missing then 1 else 0 end as share from ranked
  ), tax as (
    select r, sum(net - share) as net, floor(sum(net - share) * r + 0.5) as tax from shared group by r
  )
  select
    (select coalesce(jsonb_agg(jsonb_build_object('gross', gross, 'discount', d, 'net', net, 'share', share) order by n), '[]') from shared),
    (select net from whole),
    (select coalesce(jsonb_agg(jsonb_build_object('rate', trim_scale(r), 'net', net, 'tax', tax) order by r desc), '[]') from tax),
    (select coalesce(sum(tax), 0) from tax)
  into v_lines, v_subtotal, v_taxes, v_tax;

  if v_discount < 0 or v_discount <> trunc(v_discount) or v_discount > v_subtotal then
    perform private.fail('PT422', 'validation_failed', 'The discount is larger than what it is taken from.',
      jsonb_build_object('fields', jsonb_build_object('discount', jsonb_build_array(case when v_discount > v_subtotal then 'too_large' else 'invalid' end))));
  end if;
  if v_subtotal > v_max or v_subtotal - v_discount + v_tax > v_max then
    perform private.fail('PT422', 'validation_failed', 'The total is too large.',
      jsonb_build_object('fields', jsonb_build_object(p_field, jsonb_build_array('too_large'))));
  end if;
  return jsonb_build_object(
    'currency', p_input -> 'currency', 'lines', v_lines, 'subtotal', v_subtotal, 'discount', v_discount, 'taxes', v_taxes,
    'tax', v_tax, 'total', v_subtotal - v_discount + v_tax);
end
$$;
comment on function private.price_lines(jsonb, text) is
  'The rule of lib/core/totals.ts: { currency, lines: [{ quantity, unitPrice, taxRate, discount? }], discount? } → { lines: [{ gross, discount, net, share }], subtotal, discount, taxes: [{ rate, net, tax }], tax, total }, in minor units. Raises PT422, naming lines as fields of p_field. A test feeds both the same cases.';

-- Numbers ---------------------------------------------------------------------------------------

create table private.number_counters (
  prefix text not null check (prefix ~ '^[A-Z]{2,5}$'),
  year int not null,
  last int not null,
  primary key (prefix, year)
);
comment on table private.number_counters is 'The last number of each kind and year.';
alter table private.number_counters enable row level security;

create function private.next_number(p_prefix text, p_now timestamptz default now())
returns text
language sql volatile security definer set search_path = ''
as $$
  insert into private.number_counters as c (prefix, year, last)
  values (p_prefix, extract(year from p_now at time zone 'utc')::int, 1)
  on conflict (prefix, year) do update set last = c.last + 1
  returning c.prefix || '-' || c.year || '-' || lpad(c.last::text, greatest(5, length(c.last::text)), '0')
$$;
comment on function private.next_number(text, timestamptz) is
  'QUO-2026-00001 and so on: one sequence per prefix and year, without gaps, because the counter''s row is locked until the record commits.';

-- Tables ----------------------------------------------------------------------------------------

create type public.quote_version_status as enum ('draft', 'sent', 'superseded', 'accepted', 'declined', 'expired');

alter table public.quote_requests
  add column revision int not null default 1,
  add column requested_by uuid references public.portal_users (id) on delete set null,
  add column reviewer_id uuid references public.portal_users (id) on delete set null,
  add column accepted_version int check (accepted_version >= 1),
  add column accepted_at timestamptz,
  add column accepted_by uuid references public.portal_users (id) on delete set null,
  add column accepted_by_name text check (char_length(accepted_by_name) <= 200),
  add column declined_at timestamptz,
  add column declined_by_name text check (char_length(declined_by_name) <= 200),
  add column decline_reason text check (char_length(decline_reason) <= 2000),
  add column order_id uuid references public.orders (id) on delete set null,
  add column source text not null default 'portal' check (char_length(source) <= 40),
  add column external_id text check (char_length(external_id) <= 200),
  add column last_activity_at timestamptz not null default clock_timestamp(),
  add unique (source, external_id);
comment on table public.quote_requests is
  'Requests for a price, from the question to the answer. Version 0 means not yet answered; revision rises with every change, so that two people at once notice each other. A sent quote past valid_until has expired, whatever its status says yet.';
update public.quote_requests set last_activity_at = created_at;
drop index public.quote_requests_customer_idx;
create index quote_requests_customer_idx on public.quote_requests (customer_id, last_activity_at desc, id desc);
create index quote_requests_activity_idx on public.quote_requests (last_activity_at desc, id desc);
create index quote_requests_status_idx on public.quote_requests (status, last_activity_at desc, id desc);
create index quote_requests_valid_idx on public.quote_requests (valid_until) where status = 'sent';
create index quote_requests_requester_idx on public.quote_requests (requested_by);
create index quote_requests_reviewer_idx on public.quote_requests (reviewer_id);
create index quote_requests_accepted_by_idx on public.quote_requests (accepted_by);
create unique index quote_requests_order_idx on public.quote_requests (order_id);
create index quote_requests_number_idx on public.quote_requests (number text_pattern_ops);
create index quote_requests_title_trgm_idx on public.quote_requests using gin (title extensions.gin_trgm_ops);

create table public.quote_versions (
  quote_id uuid not null references public.quote_requests (id) on delete cascade,
  version int not null check (version between 1 and 30),
  status public.quote_version_status not null default 'draft',
  currency public.currency_code not null default 'ZAR',
  subtotal bigint not null default 0 check (subtotal >= 0),
  discount bigint not null default 0 check (discount between 0 and subtotal),
  taxes jsonb not null default '[]' check (jsonb_typeof(taxes) = 'array'),
  tax bigint not null default 0 check (tax >= 0),
  total bigint not null default 0,
  valid_on date,
  valid_until timestamptz,
  note text check (char_length(note) <= 5000),
  terms text check (char_length(terms) <= 5000),
  sent_at timestamptz,
  sent_by uuid references public.portal_users (id) on delete set null,
  sent_by_name text check (char_length(sent_by_name) <= 200),
  is_reminded boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (quote_id, version),
  check (total = subtotal - discount + tax),
  check (status = 'draft' or sent_at is not null)
);
comment on table public.quote_versions is
  'What was offered, version by version; its lines are quote_items of the same number. A draft is the next version while staff prepare it. valid_on is the day that was chosen, valid_until the last moment, to the millisecond.';
create unique index quote_versions_draft_idx on public.quote_versions (quote_id) where status = 'draft';
create unique index quote_versions_sent_idx on public.quote_versions (quote_id) where status = 'sent';
create unique index quote_versions_accepted_idx on public.quote_versions (quote_id) where status = 'accepted';
create index quote_versions_sender_idx on public.quote_versions (sent_by);
create trigger quote_versions_touch before update on public.quote_versions for each row execute function private.touch_updated_at();

alter table public.quote_items
  add column line_key uuid not null default gen_random_uuid(),
  add column sku text check (char_length(sku) <= 80),
  add column tax_rate numeric(6, 5) not null default 0.15 check (tax_rate between 0 and 1),
  add column discount bigint not null default 0 check (discount >= 0),
  add column note text check (char_length(note) <= 500),
  add check (quantity <= 1000000),
  add check (unit_price <= 1000000000000);
comment on table public.quote_items is
  'The lines of each version of a quote; version 0 holds what was asked for. line_key is the same for the same line in every version. total is quantity × unit_price − discount, without tax.';

-- What was sent before versions had rows of their own: what is not in its lines was tax.
insert into public.quote_versions (quote_id, version, status, currency, subtotal, taxes, tax, total, valid_until, sent_at)
select q.id, q.version, (case when q.status in ('accepted', 'declined', 'expired') then q.status::text else 'sent' end)::public.quote_version_status,
  q.currency, i.subtotal, case when q.total > i.subtotal then jsonb_build_array(jsonb_build_object('rate', 0.15, 'net', i.subtotal, 'tax', q.total - i.subtotal)) else '[]' end,
  q.total - i.subtotal, q.total, q.valid_until, q.updated_at
from public.quote_requests q
cross join lateral (
  select least(coalesce(sum(l.total), 0), q.total)::bigint as subtotal from public.quote_items l where l.quote_id = q.id and l.version = q.version) i
where q.version between 1 and 30;

create table public.quote_change_requests (
  id uuid primary key default gen_random_uuid(),
  quote_id uuid not null,
  version int not null,
  item_id uuid references public.quote_items (id) on delete cascade,
  quantity int check (quantity between 0 and 1000000),
  message text check (char_length(message) between 1 and 5000),
  requested_by uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default now(),
  foreign key (quote_id, version) references public.quote_versions (quote_id, version) on delete cascade,
  unique nulls not distinct (quote_id, version, item_id),
  check (message is not null or quantity is not null)
);
comment on table public.quote_change_requests is
  'What a customer wants changed in a version: one row without item for the message, one per line. Quantity 0 leaves the line out.';
create index quote_change_requests_item_idx on public.quote_change_requests (item_id);
create index quote_change_requests_requester_idx on public.quote_change_requests (requested_by);

create table public.quote_events (
  id uuid primary key default gen_random_uuid(),
  quote_id uuid not null references public.quote_requests (id) on delete cascade,
  version int,
  type text not null check (type in ('requested', 'created', 'review_started', 'draft_saved', 'sent', 'revised', 'changes_requested',
    'accepted', 'declined', 'expired', 'converted')),
  actor_type public.message_author not null,
  actor_id uuid references public.portal_users (id) on delete set null,
  actor_name text not null check (char_length(actor_name) <= 200),
  note text check (char_length(note) <= 5000),
  ip text check (char_length(ip) <= 45),
  user_agent text check (char_length(user_agent) <= 300),
  is_internal boolean not null default false,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.quote_events is
  'The history of a quote: who did what, when and, for what customers decide, from where. Customers read it through get_quote, without addresses.';
create index quote_events_quote_idx on public.quote_events (quote_id, created_at, id);
create index quote_events_actor_idx on public.quote_events (actor_id);
create unique index quote_events_accepted_idx on public.quote_events (quote_id) where type = 'accepted';
create unique index quote_events_converted_idx on public.quote_events (quote_id) where type = 'converted';

-- Status machine ----------------------------------------------------------------------------------

create table private.quote_transitions (
  from_status public.quote_status not null,
  action text not null,
  actor text not null check (actor in ('customer', 'staff', 'system')),
  to_status public.quote_status not null,
  primary key (from_status, action, actor)
);
comment on table private.quote_transitions is 'Which action leads where, from which status, by whom. lib/quotes/status.ts holds the same table; a test compares them.';
alter table private.quote_transitions enable row level security;

insert into private.quote_transitions (from_status, action, actor, to_status)
select s, a.action, a.actor, a.to_status::public.quote_status
from (values
  ('accept',          'customer', 'accepted', array['sent']),
  ('decline',         'customer', 'declined', array['sent', 'changes_requested']),
  -- A quote that ran out may be asked for again.
  ('request_changes', 'customer', 'changes_requested', array['sent', 'expired']),
  ('start_review',    'staff', 'in_review', array['requested', 'changes_requested']),
  -- A later version replaces what was sent, ran out or was declined; never what was accepted.
  ('send',            'staff', 'sent', array['requested', 'in_review', 'sent', 'changes_requested', 'expired', 'declined']),
  ('decline',         'staff', 'declined', array['requested', 'in_review', 'sent', 'changes_requested', 'expired']),
  ('expire',          'system', 'expired', array['sent'])
) as a(action, actor, to_status, from_statuses)
cross join lateral unnest(a.from_statuses::public.quote_status[]) as s;

create function private.quote_status_now(p_status public.quote_status, p_valid_until timestamptz)
returns public.quote_status
language sql volatile set search_path = ''
as $$ select case when p_status = 'sent' and p_valid_until < clock_timestamp() then 'expired'::public.quote_status else p_status end $$;
comment on function private.quote_status_now(public.quote_status, timestamptz) is
  'The status at this very moment, not at the beginning of the transaction: a sent quote past its validity has expired.';

-- Who may see what ----------------------------------------------------------------------------------

alter table public.quote_versions enable row level security;
create policy "Sent versions are visible with their quote, drafts to staff" on public.quote_versions for select to authenticated
  using ((select private.is_staff())
    or (status <> 'draft' and exists (select 1 from public.quote_requests q where q.id = quote_id)));

alter table public.quote_change_requests enable row level security;
create policy "Wishes are visible with their quote" on public.quote_change_requests for select to authenticated
  using (exists (select 1 from public.quote_requests q where q.id = quote_id));

alter table public.quote_events enable row level security;
create policy "Staff read the history with addresses" on public.quote_events for select to authenticated
  using ((select private.is_staff()));

grant select on public.quote_versions, public.quote_change_requests, public.quote_events to authenticated;
grant select, insert, update, delete on public.quote_versions, public.quote_change_requests, public.quote_events to service_role;

select private.allow_notifications(array[
  'quote_requested', 'quote_changes_requested', 'quote_accepted', 'quote_declined', 'quote_sent',
  'quote_revised', 'quote_expiring', 'quote_expired', 'quote_withdrawn', 'quote_converted']);

insert into public.app_settings (key, value) values ('quote_valid_days', '30') on conflict (key) do nothing;

-- Files ---------------------------------------------------------------------------------------------

alter table public.ticket_attachments add column quote_id uuid references public.quote_requests (id) on delete cascade;
comment on table public.ticket_attachments is
  'Uploaded files. Without message_id and quote_id an upload waits to be attached; what waits longer than a day is removed.';
create index ticket_attachments_quote_idx on public.ticket_attachments (quote_id);
drop index public.ticket_attachments_orphans_idx;
create index ticket_attachments_orphans_idx on public.ticket_attachments (created_at) where message_id is null and quote_id is null;

drop policy "Attachments show with their ticket, uploads to the uploader" on public.ticket_attachments;
create policy "Attachments show with what they belong to" on public.ticket_attachments for select to authenticated
  using (
    (select private.is_staff())
    or (message_id is null and quote_id is null and uploaded_by = (select private.viewer_id()))
    or (message_id is not null and not is_internal and exists (select 1 from public.support_tickets t where t.id = ticket_id))
    or (quote_id is not null and not is_internal and exists (select 1 from public.quote_requests q where q.id = quote_id)));

-- As before, save that a file of a quote no longer waits.
create or replace function public.discard_upload(p_id uuid)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_path text;
begin
  delete from public.ticket_attachments where id = p_id and message_id is null and quote_id is null returning storage_path into v_path;
  return v_path;
end
$$;

create or replace function public.sweep_uploads(p_limit int default 100)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  with orphans as materialized (
    select id from public.ticket_attachments
    where message_id is null and quote_id is null and created_at < now() - interval '1 day'
    order by created_at limit least(p_limit, 1000) for update skip locked
  ), gone as (
    delete from public.ticket_attachments a using orphans where a.id = orphans.id
    returning a.storage_path)
  select coalesce(jsonb_agg(storage_path), '[]') from gone
$$;

create or replace function public.register_upload(p_user_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_ticket public.support_tickets;
  v_customer uuid;
  v_row public.ticket_attachments;
  v_id uuid := gen_random_uuid();
begin
  select * into v_user from public.portal_users where id = p_user_id and portal_active;
  if v_user.id is null then
    perform private.fail('PT401', 'unauthenticated', 'Sign in and try again.');
  end if;
  perform private.limit_rate('upload:' || v_user.id, 200, 3600);
  if p_input ->> 'ticketId' is not null then
    select * into v_ticket from public.support_tickets t
    where t.id::text = p_input ->> 'ticketId'
      and (v_user.role <> 'customer' or (t.customer_id = v_user.customer_id and (not t.is_private or t.requester_id = v_user.id)));
    if v_ticket.id is null then
      perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
    end if;
  end if;
  v_customer := coalesce(v_ticket.customer_id, v_user.customer_id);
  if v_customer is null then
    perform private.fail('PT422', 'validation_failed', 'Name the ticket that the file is for.', '{"fields": {"ticketId": ["required"]}}');
  end if;
  if (select count(*) from public.ticket_attachments a where a.uploaded_by = v_user.id and a.message_id is null and a.quote_id is null) >= 50 then
    perform private.fail('PT409', 'too_many_waiting_uploads', 'Fifty uploads wait to be sent already. Send or remove some first.');
  end if;
  insert into public.ticket_attachments (
    id, customer_id, ticket_id, uploaded_by, file_name, mime_type, size, sha256, width, height, storage_path, scan_status)
  values (
    v_id, v_customer, v_ticket.id, v_user.id, p_input ->> 'fileName', p_input ->> 'mimeType', (p_input ->> 'size')::int,
    p_input ->> 'sha256', (p_input ->> 'width')::int, (p_input ->> 'height')::int,
    v_customer || '/' || v_id || '/' || (p_input ->> 'storageName'),
    coalesce((p_input ->> 'scanStatus')::public.scan_status, 'pending'))
  returning * into v_row;
  return jsonb_build_object(
    'id', v_row.id, 'storagePath', v_row.storage_path, 'fileName', v_row.file_name, 'mimeType', v_row.mime_type,
    'size', v_row.size, 'scanStatus', v_row.scan_status);
end
$$;

create or replace function private.attach_uploads(
  p_viewer private.viewer, p_ticket public.support_tickets, p_message_id uuid, p_ids jsonb, p_internal boolean)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count int;
begin
  if p_ids is null or p_ids = 'null'::jsonb or p_ids = '[]'::jsonb then
    return;
  end if;
  begin
    select array_agg(distinct value::uuid) into v_ids from jsonb_array_elements_text(p_ids);
  exception when others then
    perform private.invalid_field('attachmentIds', 'invalid', 'Attach files by the ids that the upload returned.');
  end;
  if cardinality(v_ids) > 10 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A message carries at most 10 files.');
  end if;
  update public.ticket_attachments a
  set ticket_id = p_ticket.id, message_id = p_message_id, is_internal = p_internal
  where a.id = any (v_ids) and a.uploaded_by = p_viewer.id and a.message_id is null and a.quote_id is null and a.stored_at is not null
    and a.customer_id = p_ticket.customer_id and (a.ticket_id is null or a.ticket_id = p_ticket.id);
  get diagnostics v_count = row_count;
  if v_count <> cardinality(v_ids) then
    perform private.invalid_field('attachmentIds', 'unavailable', 'One of the files is no longer there. Upload it again.');
  end if;
end
$$;

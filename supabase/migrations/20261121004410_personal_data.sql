-- What personal data there is: where it stands, what becomes of it when somebody is erased, what an export shows.
-- One table drives all three, and a test wants a line in it for every column of every table.

-- Consents ----------------------------------------------------------------------------------------------

create table private.consent_purposes (
  purpose text primary key check (purpose ~ '^[a-z_]{1,40}$'),
  version int not null check (version > 0),
  basis text not null check (basis in ('consent', 'objection')),
  position int not null
);
comment on table private.consent_purposes is
  'What people agree to, and in which version of its words (messages/en/privacy.json). Basis consent: off until somebody says yes; objection: on until somebody says no.';
alter table private.consent_purposes enable row level security;
insert into private.consent_purposes (purpose, version, basis, position) values
  ('ai_assistance', 1, 'objection', 1), ('analytics', 1, 'objection', 2), ('marketing', 1, 'consent', 3);

create table public.consents (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  user_id uuid references public.portal_users (id) on delete set null,
  purpose text not null references private.consent_purposes (purpose),
  version int not null,
  is_given boolean not null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.consents is 'Who agreed to what or took it back, when, and to which version. Only added to; the latest entry of a purpose counts.';
create index consents_customer_idx on public.consents (customer_id, purpose, created_at desc, id desc);
create index consents_user_idx on public.consents (user_id);
create index consents_purpose_idx on public.consents (purpose);
alter table public.consents enable row level security;
create policy "Customers read what was agreed to for them, staff read all" on public.consents for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
grant select on public.consents to authenticated, service_role;

create function private.consent_given(p_customer uuid, p_purpose text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select c.is_given from public.consents c where c.customer_id = p_customer and c.purpose = p_purpose order by c.created_at desc, c.id desc limit 1),
    (select p.basis = 'objection' from private.consent_purposes p where p.purpose = p_purpose), false)
$$;
comment on function private.consent_given(uuid, text) is 'Whether a purpose is agreed to for this customer now; without a decision, what its basis says.';

create or replace function private.ai_may_use(p_customer_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select c.processing_restricted_at is null from public.customer_profiles c where c.id = p_customer_id), false)
    and private.consent_given(p_customer_id, 'ai_assistance')
$$;
comment on function private.ai_may_use(uuid) is
  'Whether assistants may read what belongs to this customer: not while they restrict processing or object to it, and not of a customer that does not exist.';

create function private.analytics_may_use(p_customer_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select c.processing_restricted_at is null from public.customer_profiles c where c.id = p_customer_id), false)
    and private.consent_given(p_customer_id, 'analytics')
$$;
comment on function private.analytics_may_use(uuid) is
  'Whether what this customer does may be counted and learnt from: not while they restrict processing or object to it.';

create function public.set_consent(p_purpose text, p_given boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_purpose private.consent_purposes;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  select * into v_purpose from private.consent_purposes where purpose = p_purpose;
  if v_purpose.purpose is null then
    perform private.invalid_field('purpose', 'unknown', 'There is nothing of this name to agree to.');
  elsif p_given is null then
    perform private.invalid_field('given', 'required', 'Say whether you agree.');
  end if;
  perform private.limit_rate('set_consent:' || viewer.id, 60, 3600);
  perform 1 from public.customer_profiles where id = viewer.customer_id for update;
  -- Saying again what is so already is no decision; saying yes to newer words is.
  if p_given <> private.consent_given(viewer.customer_id, p_purpose) or (p_given and not exists (
    select 1 from public.consents c where c.customer_id = viewer.customer_id and c.purpose = p_purpose and c.version = v_purpose.version))
  then
    insert into public.consents (customer_id, user_id, purpose, version, is_given)
    values (viewer.customer_id, viewer.id, p_purpose, v_purpose.version, p_given);
    perform private.audit(viewer, case when p_given then 'consent.give' else 'consent.withdraw' end, 'consent', p_purpose, viewer.customer_id, 'self-service');
  end if;
  return private.consents_of(viewer.customer_id);
end
$$;
comment on function public.set_consent(text, boolean) is
  'A customer agrees to a purpose or takes it back; harmless when repeated. Raises PT401, PT403 customer_only, PT422, PT429.';
grant execute on function public.set_consent(text, boolean) to authenticated;

create function private.consents_of(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object(
    'purpose', p.purpose, 'version', p.version, 'basis', p.basis, 'isGiven', private.consent_given(p_customer, p.purpose),
    'history', coalesce((
      select jsonb_agg(jsonb_build_object('isGiven', c.is_given, 'version', c.version, 'at', private.iso(c.created_at),
        'by', (select u.full_name from public.portal_users u where u.id = c.user_id)) order by c.created_at desc, c.id desc)
      from (select * from public.consents x where x.customer_id = p_customer and x.purpose = p.purpose order by x.created_at desc, x.id desc limit 20) c), '[]'))
    order by p.position)
  from private.consent_purposes p
$$;
comment on function private.consents_of(uuid) is 'Every purpose with what was decided for this customer, the latest twenty decisions of each.';

-- What must stay --------------------------------------------------------------------------------------------

create table private.legal_holds (
  rule text primary key check (rule ~ '^[a-z_]{1,40}$'),
  law text not null check (char_length(law) <= 300),
  years int not null check (years between 1 and 30)
);
comment on table private.legal_holds is 'Rules by which records outlive the erasure of a person. Their words are in messages/en/privacy.json under holds.';
alter table private.legal_holds enable row level security;
insert into private.legal_holds (rule, law, years) values
  ('tax_invoices', 'Tax Administration Act 28 of 2011, s. 29; Value-Added Tax Act 89 of 1991, s. 20(4); GDPR art. 17(3)(b)', 5),
  ('accounting', 'Companies Act 71 of 2008, s. 24; GDPR art. 17(3)(b)', 7),
  ('accountability', 'POPIA s. 17 and 23; GDPR art. 5(2)', 3);

-- Where it stands ---------------------------------------------------------------------------------------------

create table private.personal_tables (
  table_name text primary key,
  place int not null unique,
  category text not null check (category ~ '^[a-z_]{1,40}$'),
  unit text check (unit ~ '^[a-z_]{1,40}$'),
  goes text,
  changes text,
  stays text,
  rule text references private.legal_holds (rule),
  shown text
);
comment on table private.personal_tables is
  'Tables with personal data, in the order of erasure. Conditions on a row t: goes is deleted, changes is pseudonymised by personal_data, stays is kept by a rule, shown is exported. $1 is the customer (null where only one person of several goes), $2 their people, $3 their names and addresses in small letters, $4 their tickets, $5 the customer in every case. unit names the rows in counts.';
create index personal_tables_rule_idx on private.personal_tables (rule);
alter table private.personal_tables enable row level security;

create table private.personal_data (
  table_name text not null,
  column_name text not null,
  category text not null,
  on_erasure text not null check (on_erasure in ('none', 'delete', 'pseudonymise', 'keep')),
  replacement text,
  rule text references private.legal_holds (rule),
  exported boolean not null,
  primary key (table_name, column_name),
  check ((on_erasure = 'pseudonymise') = (replacement is not null))
);
comment on table private.personal_data is
  'Every column of every table: whether it is personal, what becomes of it on erasure (delete with its row, pseudonymise by an expression, keep under a rule, none for what is nobody''s), and whether an export shows it.';
create index personal_data_rule_idx on private.personal_data (rule);
alter table private.personal_data enable row level security;

create function private.classify(p_table text, p_default text, p_changes jsonb default '{}', p_hidden text[] default '{*}')
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  insert into private.personal_data as d (table_name, column_name, category, on_erasure, replacement, rule, exported)
  select p_table, a.attname, coalesce(t.category, 'none'),
    case when p_changes ? a.attname::text then 'pseudonymise' else p_default end, p_changes ->> a.attname::text, t.rule,
    t.shown is not null and not ('*' = any (p_hidden) or a.attname = any (p_hidden))
  from pg_catalog.pg_attribute a left join private.personal_tables t on t.table_name = p_table
  where a.attrelid = p_table::regclass and a.attnum > 0 and not a.attisdropped
  on conflict (table_name, column_name) do update
  set category = excluded.category, on_erasure = excluded.on_erasure, replacement = excluded.replacement, rule = excluded.rule, exported = excluded.exported;
end
$$;
comment on function private.classify(text, text, jsonb, text[]) is
  'For migrations: says of every column that a table has now what becomes of it: p_default (none, delete, keep), but for p_changes, which are replaced by an expression. p_hidden are not exported, {*} none of them. A column that is added later must be classified again.';

create function private.erased_name()
returns text
language sql immutable parallel safe set search_path = ''
as $$ select 'Erased person' $$;
comment on function private.erased_name() is 'What stands where a name stood.';

create function private.mentions(p_text text, p_needles text[])
returns boolean
language sql immutable parallel safe set search_path = ''
as $$ select exists (select 1 from unnest(p_needles) as n where position(n in lower(p_text)) > 0) $$;
comment on function private.mentions(text, text[]) is 'Whether one of these names or addresses, in small letters, stands in a text.';

create function private.redact(p_text text, p_needles text[])
returns text
language plpgsql immutable parallel safe set search_path = ''
as $$
declare
  v_needle text;
begin
  if p_text is null or not private.mentions(p_text, p_needles) then
    return p_text;
  end if;
  -- The longest first: "Ada Nkosi" before "Ada".
  foreach v_needle in array (select array_agg(n order by char_length(n) desc) from unnest(p_needles) as n) loop
    p_text := regexp_replace(p_text, regexp_replace(v_needle, '([.*+?^${}()|\[\]\\])', '\\\1', 'g'), '[erased]', 'gi');
  end loop;
  return p_text;
end
$$;
comment on function private.redact(text, text[]) is 'The text with [erased] in place of these names and addresses.';

create table public.privacy_receipts (
  id uuid primary key,
  body text not null check (char_length(body) <= 20000),
  signature text not null check (char_length(signature) <= 200),
  public_key text not null check (char_length(public_key) <= 200),
  created_at timestamptz not null default now()
);
comment on table public.privacy_receipts is
  'Proof of an erasure: a text without personal data, as JSON, its Ed25519 signature and the key to check it with. Whoever knows the id reads it.';
alter table public.privacy_receipts enable row level security;
grant select on public.privacy_receipts to service_role;

create function public.get_privacy_receipt(p_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', r.id, 'body', r.body, 'signature', r.signature, 'publicKey', r.public_key, 'createdAt', private.iso(r.created_at))
  from public.privacy_receipts r where r.id = p_id
$$;
comment on function public.get_privacy_receipt(uuid) is 'A receipt by its id, for everybody who has it: whoever was erased signs in no more. Null when there is none.';
grant execute on function public.get_privacy_receipt(uuid) to anon, authenticated;

insert into private.personal_tables (place, table_name, category, unit, goes, changes, stays, rule, shown) values
  (10, 'public.ticket_attachment_scans', 'files', null,
    'exists (select 1 from public.ticket_attachments a where a.id = t.attachment_id and (a.customer_id = $1 or a.ticket_id = any ($4)))',
    null,
    null, null,
    null),
  (20, 'private.inbound_files', 'mail', null,
    'exists (select 1 from public.inbound_emails e where e.id = t.email_id and (e.customer_id = $1 or e.ticket_id = any ($4) or lower(e.from_address) = any ($3)))',
    null,
    null, null,
    null),
  (30, 'public.ticket_attachments', 'files', 'files',
    't.customer_id = $1 or t.ticket_id = any ($4) or (t.uploaded_by = any ($2) and t.ticket_id is null and t.quote_id is null)',
    null,
    null, null,
    't.customer_id = $1 and not t.is_internal and (t.quote_id is not null or (t.message_id is not null and exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $1 and (not k.is_private or k.requester_id = any ($2)))))'),
  (40, 'public.ticket_transcripts', 'assistant', null,
    't.ticket_id = any ($4) or t.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (50, 'public.ticket_insights', 'tickets', null,
    't.ticket_id = any ($4)',
    'exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $5) and private.mentions(concat_ws('' '', t.summary, t.suggested_reply, t.readings), $3)',
    null, null,
    null),
  (60, 'public.insight_feedback', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (70, 'public.ticket_auto_answers', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (80, 'public.automation_runs', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (90, 'private.ticket_search', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (100, 'private.closing_reminders', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (110, 'public.ticket_correspondents', 'tickets', null,
    't.ticket_id = any ($4) or lower(t.address) = any ($3)',
    null,
    null, null,
    null),
  (120, 'public.ticket_promises', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (130, 'public.ticket_snoozes', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (140, 'public.ticket_tags', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    null),
  (150, 'public.ticket_affected_items', 'tickets', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    'exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $1 and (not k.is_private or k.requester_id = any ($2)))'),
  (160, 'public.invoice_payment_reports', 'invoices', null,
    't.ticket_id = any ($4)',
    null,
    null, null,
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)'),
  (170, 'public.ticket_drafts', 'tickets', null,
    't.ticket_id = any ($4) or t.author_id = any ($2)',
    null,
    null, null,
    't.author_id = any ($2)'),
  (180, 'public.ticket_followers', 'tickets', null,
    't.ticket_id = any ($4) or t.user_id = any ($2)',
    null,
    null, null,
    null),
  (190, 'public.ticket_reads', 'tickets', null,
    't.ticket_id = any ($4) or t.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (200, 'public.ticket_links', 'tickets', null,
    't.from_id = any ($4) or t.to_id = any ($4)',
    null,
    null, null,
    null),
  (210, 'public.service_requests', 'services', null,
    't.ticket_id = any ($4) or exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)'),
  (220, 'public.ticket_events', 'tickets', null,
    't.ticket_id = any ($4)',
    'exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $5) and (t.actor_id = any ($2) or private.mentions(concat_ws('' '', t.actor_name, t.old_value, t.new_value, t.note), $3))',
    null, null,
    'not t.is_internal and exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $1 and (not k.is_private or k.requester_id = any ($2)))'),
  (230, 'public.ticket_messages', 'tickets', 'messages',
    't.ticket_id = any ($4)',
    'exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $5) and (t.author_id = any ($2) or private.mentions(concat_ws('' '', t.author_name, t.body), $3))',
    null, null,
    'not t.is_internal and exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $1 and (not k.is_private or k.requester_id = any ($2)))'),
  (240, 'public.support_tickets', 'tickets', 'tickets',
    't.id = any ($4) and not exists (select 1 from public.refunds r where r.ticket_id = t.id)',
    't.id = any ($4) or (t.customer_id = $5 and private.mentions(concat_ws('' '', t.subject, t.description, t.last_message_by, t.resolution_notes, t.rating_comment), $3))',
    't.id = any ($4) and exists (select 1 from public.refunds r where r.ticket_id = t.id)', 'accounting',
    't.customer_id = $1 and (not t.is_private or t.requester_id = any ($2))'),
  (250, 'public.chatbot_actions', 'assistant', null,
    't.user_id = any ($2) or exists (select 1 from public.chatbot_sessions s where s.id = t.session_id and s.customer_id = $1)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (260, 'public.chatbot_messages', 'assistant', 'chats',
    't.user_id = any ($2) or exists (select 1 from public.chatbot_sessions s where s.id = t.session_id and s.customer_id = $1)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (270, 'public.chatbot_sessions', 'assistant', null,
    't.customer_id = $1 or t.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (280, 'private.deleted_chats', 'assistant', null,
    't.customer_id = $1 or t.user_id = any ($2)',
    null,
    null, null,
    null),
  (290, 'private.chatbot_usage', 'technical', null,
    't.customer_id = $1',
    null,
    null, null,
    null),
  (300, 'public.shipment_events', 'orders', null,
    'exists (select 1 from public.shipments s join public.orders o on o.id = s.order_id where s.id = t.shipment_id and o.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.shipments s join public.orders o on o.id = s.order_id where s.id = t.shipment_id and o.customer_id = $1)'),
  (310, 'public.shipments', 'orders', null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)'),
  (320, 'public.opencart_orders_cache', 'orders', null,
    'exists (select 1 from public.orders o where o.id = t.portal_order_id and o.customer_id = $1)',
    null,
    null, null,
    null),
  (330, 'public.order_events', 'orders', null,
    null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)',
    null, null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)'),
  (340, 'public.order_items', 'orders', null,
    null,
    null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)', 'accounting',
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)'),
  (350, 'public.refund_items', 'orders', null,
    null,
    null,
    'exists (select 1 from public.refunds r join public.orders o on o.id = r.order_id where r.id = t.refund_id and o.customer_id = $1)', 'accounting',
    'exists (select 1 from public.refunds r join public.orders o on o.id = r.order_id where r.id = t.refund_id and o.customer_id = $1 and r.status = ''approved'')'),
  (360, 'public.refunds', 'orders', 'refunds',
    null,
    null,
    'exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)', 'accounting',
    't.status = ''approved'' and exists (select 1 from public.orders o where o.id = t.order_id and o.customer_id = $1)'),
  (370, 'public.orders', 'orders', 'orders',
    't.customer_id = $1 and not (exists (select 1 from public.invoices i where i.order_id = t.id) or exists (select 1 from public.refunds r where r.order_id = t.id))',
    't.customer_id = $1',
    't.customer_id = $1 and (exists (select 1 from public.invoices i where i.order_id = t.id) or exists (select 1 from public.refunds r where r.order_id = t.id))', 'accounting',
    't.customer_id = $1'),
  (380, 'public.quote_change_requests', 'quotes', null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)',
    't.requested_by = any ($2)',
    null, null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)'),
  (390, 'public.quote_items', 'quotes', null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1) and (t.version = 0 or exists (select 1 from public.quote_versions v where v.quote_id = t.quote_id and v.version = t.version and v.status <> ''draft''))'),
  (400, 'public.quote_versions', 'quotes', null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)',
    null,
    null, null,
    't.status <> ''draft'' and exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)'),
  (410, 'public.quote_events', 'quotes', null,
    'exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)',
    't.actor_id = any ($2)',
    null, null,
    'not t.is_internal and exists (select 1 from public.quote_requests k where k.id = t.quote_id and k.customer_id = $1)'),
  (420, 'public.quote_requests', 'quotes', 'quotes',
    't.customer_id = $1',
    't.customer_id = $5 and (t.requested_by = any ($2) or t.accepted_by = any ($2) or private.mentions(concat_ws('' '', t.message, t.accepted_by_name, t.declined_by_name, t.decline_reason), $3))',
    null, null,
    't.customer_id = $1'),
  (430, 'public.documents', 'invoices', 'documents',
    't.customer_id = $1 and t.kind <> ''invoice''',
    null,
    't.customer_id = $1 and t.kind = ''invoice''', 'tax_invoices',
    't.customer_id = $1'),
  (440, 'public.invoice_items', 'invoices', null,
    null,
    null,
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)', 'tax_invoices',
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)'),
  (450, 'public.invoice_payments', 'invoices', 'payments',
    null,
    null,
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)', 'accounting',
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)'),
  (460, 'public.payment_events', 'invoices', null,
    null,
    null,
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)', 'accounting',
    null),
  (470, 'public.checkout_sessions', 'invoices', null,
    null,
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)',
    'exists (select 1 from public.invoices i where i.id = t.invoice_id and i.customer_id = $1)', 'accounting',
    null),
  (480, 'public.invoices', 'invoices', 'invoices',
    null,
    null,
    't.customer_id = $1', 'tax_invoices',
    't.customer_id = $1'),
  (490, 'public.installation_steps', 'services', null,
    'exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)'),
  (500, 'public.service_usage', 'services', null,
    'exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)',
    null,
    null, null,
    'exists (select 1 from public.customer_services s where s.id = t.service_id and s.customer_id = $1)'),
  (510, 'public.customer_services', 'services', 'services',
    't.customer_id = $1',
    null,
    null, null,
    't.customer_id = $1'),
  (520, 'public.custom_domains', 'domains', 'domains',
    't.customer_id = $1',
    null,
    null, null,
    't.customer_id = $1'),
  (530, 'public.call_waitlist', 'calls', null,
    't.customer_id = $1 or t.user_id = any ($2) or exists (select 1 from public.scheduled_calls c where c.id = t.call_id and (c.customer_id = $1 or c.requested_by = any ($2)))',
    null,
    null, null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and c.customer_id = $1)'),
  (540, 'public.call_notes', 'calls', null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and (c.customer_id = $1 or c.requested_by = any ($2)))',
    null,
    null, null,
    null),
  (550, 'public.call_actions', 'calls', null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and (c.customer_id = $1 or c.requested_by = any ($2)))',
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and c.customer_id = $5) and private.mentions(concat_ws('' '', t.text, t.proposer_name), $3)',
    null, null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and c.customer_id = $1)'),
  (560, 'public.call_events', 'calls', null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and (c.customer_id = $1 or c.requested_by = any ($2)))',
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and c.customer_id = $5) and (t.actor_id = any ($2) or private.mentions(concat_ws('' '', t.actor_name, t.note), $3))',
    null, null,
    'exists (select 1 from public.scheduled_calls c where c.id = t.call_id and c.customer_id = $1)'),
  (570, 'public.call_transcripts', 'calls', 'transcripts',
    't.customer_id = $1 or exists (select 1 from public.scheduled_calls c where c.id = t.call_id and (c.customer_id = $1 or c.requested_by = any ($2)))',
    't.customer_id = $5 and private.mentions(concat_ws('' '', t.text, t.segments, t.summary), $3)',
    null, null,
    't.customer_id = $1'),
  (580, 'public.scheduled_calls', 'calls', 'calls',
    't.customer_id = $1 or t.requested_by = any ($2)',
    null,
    null, null,
    't.customer_id = $1'),
  (590, 'public.email_logs', 'mail', 'emails',
    't.customer_id = $1 or t.ticket_id = any ($4) or lower(t.to_address) = any ($3) or ((t.customer_id = $5 or exists (select 1 from public.support_tickets k where k.id = t.ticket_id and k.customer_id = $5)) and private.mentions(concat_ws('' '', t.subject, t.body_text, t.body_html), $3))',
    null,
    null, null,
    'lower(t.to_address) in (select lower(u.email) from public.portal_users u where u.id = any ($2))'),
  (600, 'public.inbound_emails', 'mail', null,
    't.customer_id = $1 or t.ticket_id = any ($4) or lower(t.from_address) = any ($3) or (t.customer_id is null and private.mentions(concat_ws('' '', t.subject, t.body_text, t.recipients), $3))',
    null,
    null, null,
    'lower(t.from_address) in (select lower(u.email) from public.portal_users u where u.id = any ($2))'),
  (610, 'public.notification_deliveries', 'notifications', null,
    't.user_id = any ($2) or exists (select 1 from public.notifications n where n.id = t.notification_id and (n.resource_id = any ($4) or private.mentions(n.data::text, $3)))',
    null,
    null, null,
    't.user_id = any ($2)'),
  (620, 'public.email_suppressions', 'mail', null,
    'lower(t.address) = any ($3)',
    null,
    null, null,
    null),
  (630, 'public.push_subscriptions', 'notifications', null,
    't.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (640, 'public.notification_preferences', 'notifications', null,
    't.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (650, 'public.notification_settings', 'notifications', null,
    't.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (660, 'public.notifications', 'notifications', 'notifications',
    't.user_id = any ($2) or t.resource_id = any ($4) or private.mentions(t.data::text, $3)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (670, 'public.message_logs', 'mail', null,
    't.customer_id = $1 or t.user_id = any ($2) or t.to_number = any ($3)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (680, 'private.customer_keys', 'technical', null,
    't.customer_id = $1',
    null,
    null, null,
    null),
  (690, 'private.idempotency_keys', 'technical', null,
    't.actor_id = any ($2) or private.mentions(t.response::text, $3) or exists (select 1 from unnest($2 || $4 || array[$1]) as k where position(k::text in t.response::text) > 0)',
    null,
    null, null,
    null),
  (700, 'public.jobs', 'technical', null,
    't.kind <> ''privacy_erase'' and (private.mentions(concat_ws('' '', t.payload, t.last_error), $3) or exists (select 1 from unnest($2 || $4 || array[$1]) as k where position(k::text in concat_ws('' '', t.payload, t.dedupe_key, t.last_error)) > 0))',
    null,
    null, null,
    null),
  (710, 'private.rate_limits', 'technical', null,
    'exists (select 1 from unnest($2 || $4 || array[$1]) as k where position(k::text in t.bucket) > 0)',
    null,
    null, null,
    null),
  (720, 'public.kb_feedback', 'knowledge', null,
    't.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (730, 'public.kb_searches', 'knowledge', null,
    'private.mentions(t.query, $3)',
    null,
    null, null,
    null),
  (740, 'public.kb_gaps', 'knowledge', null,
    'private.mentions(concat_ws('' '', t.words, t.label), $3)',
    null,
    null, null,
    null),
  (750, 'public.privacy_request_events', 'privacy', null,
    null,
    'exists (select 1 from public.privacy_requests r where r.id = t.request_id and (r.customer_id = $1 or r.user_id = any ($2)))',
    null, null,
    'not t.is_internal and exists (select 1 from public.privacy_requests r where r.id = t.request_id and r.user_id = any ($2))'),
  (760, 'public.privacy_requests', 'privacy', 'requests',
    null,
    't.customer_id = $1 or t.user_id = any ($2)',
    't.customer_id = $1 or t.user_id = any ($2)', 'accountability',
    't.user_id = any ($2)'),
  (770, 'public.consents', 'privacy', 'consents',
    't.customer_id = $1',
    null,
    null, null,
    't.customer_id = $1'),
  (780, 'public.portal_audit_log', 'audit', 'entries',
    null,
    't.actor_id = any ($2)',
    't.customer_id = $1', 'accountability',
    't.customer_id = $1 and case when t.resource_type = ''ticket'' then exists (select 1 from public.support_tickets k where k.id::text = t.resource_id and (not k.is_private or k.requester_id = any ($2))) else true end'),
  (790, 'private.reauthentications', 'sign_in', null,
    't.user_id = any ($2)',
    null,
    null, null,
    null),
  (800, 'private.session_devices', 'sign_in', null,
    't.user_id = any ($2)',
    null,
    null, null,
    null),
  (810, 'public.customer_addresses', 'profile', 'addresses',
    't.customer_id = $1',
    null,
    null, null,
    't.customer_id = $1'),
  (820, 'public.reseller_applications', 'profile', 'applications',
    't.customer_id = $1 or t.applicant_id = any ($2)',
    null,
    null, null,
    't.customer_id = $1'),
  (830, 'public.customer_preferences', 'profile', null,
    't.user_id = any ($2)',
    null,
    null, null,
    't.user_id = any ($2)'),
  (840, 'public.portal_users', 'profile', null,
    't.id = any ($2)',
    null,
    null, null,
    't.id = any ($2)'),
  (850, 'public.customer_profiles', 'profile', null,
    null,
    't.id = $1 or (t.id = $5 and private.mentions(concat_ws('' '', t.full_name, t.email, t.phone), $3))',
    't.id = $1', 'tax_invoices',
    't.id = $1');

select private.classify('public.ticket_attachment_scans', 'delete', '{}', '{*}');
select private.classify('private.inbound_files', 'delete', '{}', '{*}');
select private.classify('public.ticket_attachments', 'delete', '{}', '{storage_path,is_internal,stored_at}');
select private.classify('public.ticket_transcripts', 'delete', '{}', '{}');
select private.classify('public.ticket_insights', 'delete', '{"summary": "private.redact(t.summary, $3)", "suggested_reply": "private.redact(t.suggested_reply, $3)", "readings": "private.redact(t.readings::text, $3)::jsonb"}', '{*}');
select private.classify('public.insight_feedback', 'delete', '{}', '{*}');
select private.classify('public.ticket_auto_answers', 'delete', '{}', '{*}');
select private.classify('public.automation_runs', 'delete', '{}', '{*}');
select private.classify('private.ticket_search', 'delete', '{}', '{*}');
select private.classify('private.closing_reminders', 'delete', '{}', '{*}');
select private.classify('public.ticket_correspondents', 'delete', '{}', '{*}');
select private.classify('public.ticket_promises', 'delete', '{}', '{*}');
select private.classify('public.ticket_snoozes', 'delete', '{}', '{*}');
select private.classify('public.ticket_tags', 'delete', '{}', '{*}');
select private.classify('public.ticket_affected_items', 'delete', '{}', '{}');
select private.classify('public.invoice_payment_reports', 'delete', '{}', '{reported_by}');
select private.classify('public.ticket_drafts', 'delete', '{}', '{status_after,template_id,read_until,version,returned_reason,returned_hint}');
select private.classify('public.ticket_followers', 'delete', '{}', '{*}');
select private.classify('public.ticket_reads', 'delete', '{}', '{}');
select private.classify('public.ticket_links', 'delete', '{}', '{*}');
select private.classify('public.service_requests', 'delete', '{}', '{requested_by}');
select private.classify('public.ticket_events', 'delete', '{"actor_name": "case when t.actor_id = any ($2) then private.erased_name() else private.redact(t.actor_name, $3) end", "old_value": "private.redact(t.old_value, $3)", "new_value": "private.redact(t.new_value, $3)", "note": "private.redact(t.note, $3)"}', '{is_internal}');
select private.classify('public.ticket_messages', 'delete', '{"author_name": "case when t.author_id = any ($2) then private.erased_name() else private.redact(t.author_name, $3) end", "body": "private.redact(t.body, $3)"}', '{is_internal}');
select private.classify('public.support_tickets', 'delete', '{"subject": "case when t.id = any ($4) then private.erased_name() else private.redact(t.subject, $3) end", "description": "case when t.id = any ($4) then private.erased_name() else private.redact(t.description, $3) end", "last_message_by": "case when t.id = any ($4) then null else private.redact(t.last_message_by, $3) end", "resolution_notes": "case when t.id = any ($4) then null else private.redact(t.resolution_notes, $3) end", "rating_comment": "case when t.id = any ($4) then null else private.redact(t.rating_comment, $3) end"}', '{assignee_id,team_id,version,sla_due_at,sla_risk_at,merged_into,split_from,resolution_notes,last_message_by}');
select private.classify('public.chatbot_actions', 'delete', '{}', '{facts}');
select private.classify('public.chatbot_messages', 'delete', '{}', '{tokens,claimed_at,saved_at}');
select private.classify('public.chatbot_sessions', 'delete', '{}', '{}');
select private.classify('private.deleted_chats', 'delete', '{}', '{*}');
select private.classify('private.chatbot_usage', 'delete', '{}', '{*}');
select private.classify('public.shipment_events', 'delete', '{}', '{}');
select private.classify('public.shipments', 'delete', '{}', '{external_id}');
select private.classify('public.opencart_orders_cache', 'delete', '{}', '{*}');
select private.classify('public.order_events', 'delete', '{"note": "null"}', '{}');
select private.classify('public.order_items', 'keep', '{}', '{}');
select private.classify('public.refund_items', 'keep', '{}', '{}');
select private.classify('public.refunds', 'keep', '{}', '{requested_by,approved_by}');
select private.classify('public.orders', 'keep', '{"shipping_address": "''{}''"}', '{search_text,content_hash}');
select private.classify('public.quote_change_requests', 'delete', '{"message": "private.redact(t.message, $3)"}', '{requested_by}');
select private.classify('public.quote_items', 'delete', '{}', '{}');
select private.classify('public.quote_versions', 'delete', '{}', '{sent_by,is_reminded}');
select private.classify('public.quote_events', 'delete', '{"actor_name": "private.erased_name()", "ip": "null", "user_agent": "null", "note": "private.redact(t.note, $3)"}', '{is_internal,ip,user_agent,actor_id}');
select private.classify('public.quote_requests', 'delete', '{"message": "private.redact(t.message, $3)", "accepted_by_name": "private.redact(t.accepted_by_name, $3)", "declined_by_name": "private.redact(t.declined_by_name, $3)", "decline_reason": "private.redact(t.decline_reason, $3)"}', '{reviewer_id,revision,content_hash}');
select private.classify('public.documents', 'keep', '{}', '{storage_path}');
select private.classify('public.invoice_items', 'keep', '{}', '{}');
select private.classify('public.invoice_payments', 'keep', '{}', '{recorded_by}');
select private.classify('public.payment_events', 'keep', '{}', '{*}');
select private.classify('public.checkout_sessions', 'keep', '{"url": "null"}', '{*}');
select private.classify('public.invoices', 'keep', '{}', '{content_hash}');
select private.classify('public.installation_steps', 'delete', '{}', '{version}');
select private.classify('public.service_usage', 'delete', '{}', '{}');
select private.classify('public.customer_services', 'delete', '{}', '{version,content_hash}');
select private.classify('public.custom_domains', 'delete', '{}', '{requested_by,check_number,attempts,misses}');
select private.classify('public.call_waitlist', 'delete', '{}', '{}');
select private.classify('public.call_notes', 'delete', '{}', '{*}');
select private.classify('public.call_actions', 'delete', '{"text": "private.redact(t.text, $3)", "proposer_name": "private.redact(t.proposer_name, $3)"}', '{customer_confirmed_by,staff_confirmed_by,declined_by}');
select private.classify('public.call_events', 'delete', '{"actor_name": "case when t.actor_id = any ($2) then private.erased_name() else private.redact(t.actor_name, $3) end", "note": "private.redact(t.note, $3)"}', '{actor_id}');
select private.classify('public.call_transcripts', 'delete', '{"text": "private.redact(t.text, $3)", "segments": "private.redact(t.segments::text, $3)::jsonb", "summary": "private.redact(t.summary, $3)"}', '{uploaded_by,content_hash,version,external_id,words}');
select private.classify('public.scheduled_calls', 'delete', '{}', '{agent_id,requested_by,buffer_before,buffer_after,blocked_from,blocked_until,sequence,version}');
select private.classify('public.email_logs', 'delete', '{}', '{body_html,error,message_id,dedupe_key,reply_to}');
select private.classify('public.inbound_emails', 'delete', '{}', '{sha256,raw_path,reply_ticket_id,reply_is_senders,decision,decided_by,decided_at,dedupe_key,thread_ids,authentication,reason}');
select private.classify('public.notification_deliveries', 'delete', '{}', '{locked_by,locked_until,digest_id,attempts,provider_id,error,detail}');
select private.classify('public.email_suppressions', 'delete', '{}', '{*}');
select private.classify('public.push_subscriptions', 'delete', '{}', '{endpoint,p256dh,auth}');
select private.classify('public.notification_preferences', 'delete', '{}', '{}');
select private.classify('public.notification_settings', 'delete', '{}', '{}');
select private.classify('public.notifications', 'delete', '{}', '{dedupe_key}');
select private.classify('public.message_logs', 'delete', '{}', '{dedupe_key,error,provider_id}');
select private.classify('private.customer_keys', 'delete', '{}', '{*}');
select private.classify('private.idempotency_keys', 'delete', '{}', '{*}');
select private.classify('public.jobs', 'delete', '{}', '{*}');
select private.classify('private.rate_limits', 'delete', '{}', '{*}');
select private.classify('public.kb_feedback', 'delete', '{}', '{visitor}');
select private.classify('public.kb_searches', 'delete', '{}', '{*}');
select private.classify('public.kb_gaps', 'delete', '{}', '{*}');
select private.classify('public.privacy_request_events', 'keep', '{"actor_name": "case when t.actor_type = ''customer'' then private.erased_name() else t.actor_name end", "note": "null"}', '{is_internal,actor_id}');
select private.classify('public.privacy_requests', 'keep', '{"details": "''{}''", "extension_reason": "null", "decision_reason": "null"}', '{assignee_id,decided_by,reminded_at,version,progress,result}');
select private.classify('public.consents', 'delete', '{}', '{}');
select private.classify('public.portal_audit_log', 'keep', '{"actor_name": "private.erased_name()", "ip": "null", "user_agent": "null"}', '{ip,user_agent}');
select private.classify('private.reauthentications', 'delete', '{}', '{*}');
select private.classify('private.session_devices', 'delete', '{}', '{*}');
select private.classify('public.customer_addresses', 'delete', '{}', '{version}');
select private.classify('public.reseller_applications', 'delete', '{}', '{decided_by,version}');
select private.classify('public.customer_preferences', 'delete', '{}', '{}');
select private.classify('public.portal_users', 'delete', '{}', '{portal_active}');
select private.classify('public.customer_profiles', 'keep', '{"full_name": "case when $1 is null then private.redact(t.full_name, $3) else private.erased_name() end", "company_name": "case when $1 is null then t.company_name end", "kind": "case when $1 is null then t.kind else ''person''::public.customer_kind end", "email": "case when $1 is null and not private.mentions(t.email, $3) then t.email end", "phone": "case when $1 is null and not private.mentions(t.phone, $3) then t.phone end", "billing_address": "case when $1 is null then t.billing_address else ''{}''::jsonb end", "shipping_address": "case when $1 is null then t.shipping_address else ''{}''::jsonb end", "account_status": "case when $1 is null then t.account_status else ''closed''::public.account_status end", "external_id": "case when $1 is null then t.external_id end"}', '{version,source,external_id}');
select private.classify('private.automation_triggers', 'none');
select private.classify('private.classifier_weights', 'none');
select private.classify('private.domain_secret', 'none');
select private.classify('private.domain_transitions', 'none');
select private.classify('private.import_positions', 'none');
select private.classify('private.integration_requests', 'none');
select private.classify('private.kb_corpus', 'none');
select private.classify('private.kb_model_parts', 'none');
select private.classify('private.kb_models', 'none');
select private.classify('private.kb_synonyms', 'none');
select private.classify('private.kb_vocabulary', 'none');
select private.classify('private.kb_words', 'none');
select private.classify('private.number_counters', 'none');
select private.classify('private.order_transitions', 'none');
select private.classify('private.privacy_transitions', 'none');
select private.classify('private.quote_transitions', 'none');
select private.classify('private.recurring_jobs', 'none');
select private.classify('private.scanner_outage', 'none');
select private.classify('private.ticket_counters', 'none');
select private.classify('private.ticket_transitions', 'none');
select private.classify('private.triage_worker', 'none');
select private.classify('public.whatsapp_templates', 'none');
select private.classify('private.notification_groups', 'none');
select private.classify('private.notification_events', 'none');
select private.classify('private.signing_keys', 'none');
select private.classify('public.agent_availability', 'none');
select private.classify('public.agent_call_profiles', 'none');
select private.classify('public.agent_call_skills', 'none');
select private.classify('public.agent_time_off', 'none');
select private.classify('public.availability_exceptions', 'none');
select private.classify('private.personal_tables', 'none');
select private.classify('private.personal_data', 'none');
select private.classify('private.legal_holds', 'none');
select private.classify('private.consent_purposes', 'none');
select private.classify('public.privacy_receipts', 'none');
select private.classify('public.app_settings', 'none');
select private.classify('public.automation_rules', 'none');
select private.classify('public.business_hours', 'none');
select private.classify('public.classifier_models', 'none');
select private.classify('public.holidays', 'none');
select private.classify('public.kb_article_versions', 'none');
select private.classify('public.kb_articles', 'none');
select private.classify('public.kb_categories', 'none');
select private.classify('public.kb_chunks', 'none');
select private.classify('public.kb_embeddings', 'none');
select private.classify('public.kb_images', 'none');
select private.classify('public.kb_redirects', 'none');
select private.classify('public.products', 'none');
select private.classify('public.service_packages', 'none');
select private.classify('public.sla_policies', 'none');
select private.classify('public.sla_recomputations', 'none');
select private.classify('public.staff_absences', 'none');
select private.classify('public.team_members', 'none');
select private.classify('public.teams', 'none');
select private.classify('public.ticket_categories', 'none');
select private.classify('public.ticket_issue_types', 'none');
select private.classify('public.ticket_templates', 'none');
select private.classify('public.ticket_views', 'none');
select private.classify('private.search_words', 'delete');

-- Who it is about -----------------------------------------------------------------------------------------------

create type private.subject as (customer uuid, users uuid[], needles text[], tickets uuid[], company uuid);

create function private.subject_of(p_customer uuid, p_user uuid, p_scope text)
returns private.subject
language plpgsql stable security definer set search_path = ''
as $$
declare
  v private.subject;
begin
  v.company := p_customer;
  v.customer := case when p_scope = 'profile' then p_customer end;
  select coalesce(array_agg(u.id), '{}') into v.users from public.portal_users u
  where u.role = 'customer' and u.customer_id = p_customer and (p_scope = 'profile' or u.id = p_user);
  select coalesce(array_agg(t.id), '{}') into v.tickets from public.support_tickets t
  where t.customer_id = p_customer and (p_scope = 'profile' or (t.is_private and t.requester_id = p_user));
  select coalesce(array_agg(distinct n), '{}') into v.needles
  from (
    select unnest(array[lower(u.full_name), lower(u.email), lower(u.phone)]) as n from public.portal_users u where u.id = any (v.users)
    union
    select unnest(array[lower(c.full_name), lower(c.company_name), lower(c.email), lower(c.phone)])
    from public.customer_profiles c where c.id = v.customer) named
  -- A name of two letters stands in every other word.
  where char_length(trim(n)) >= 4;
  return v;
end
$$;
comment on function private.subject_of(uuid, uuid, text) is
  'Whom an erasure is about: a customer with all of their people (profile), or one person of a customer (person).';

create function private.count_personal(p_condition text, p_table text, p_subject private.subject)
returns int
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_count int;
begin
  execute format('select count(*) from %s t where %s', p_table, p_condition)
  into v_count using p_subject.customer, p_subject.users, p_subject.needles, p_subject.tickets, p_subject.company;
  return v_count;
end
$$;
comment on function private.count_personal(text, text, private.subject) is 'How many rows of a table with personal data a condition of personal_tables names.';

create function public.get_privacy_overview()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_subject private.subject;
  v_restriction public.privacy_requests;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  v_subject.customer := viewer.customer_id;
  v_subject.company := viewer.customer_id;
  v_subject.users := array[viewer.id];
  select * into v_restriction from public.privacy_requests where customer_id = viewer.customer_id and kind = 'restriction' and status = 'active';
  return jsonb_build_object(
    'holdings', (select jsonb_agg(jsonb_build_object('unit', p.unit, 'category', p.category,
        'count', private.count_personal(p.shown, p.table_name, v_subject)) order by p.place)
      from private.personal_tables p where p.unit is not null and p.shown is not null),
    'consents', private.consents_of(viewer.customer_id),
    'restriction', case when v_restriction.id is not null then jsonb_build_object('id', v_restriction.id, 'since', private.iso(v_restriction.created_at),
      'isOwn', v_restriction.user_id = viewer.id,
      'by', (select u.full_name from public.portal_users u where u.id = v_restriction.user_id)) end,
    'deletion', (select private.privacy_summary(r) from public.privacy_requests r
      where r.user_id = viewer.id and r.kind = 'deletion' and r.status in ('scheduled', 'in_progress')),
    'export', (select private.privacy_summary(r) from public.privacy_requests r
      where r.user_id = viewer.id and r.kind = 'export' and r.status in ('received', 'in_progress', 'completed') order by r.created_at desc, r.id desc limit 1));
end
$$;
comment on function public.get_privacy_overview() is
  'For a customer: how much there is of each kind, what is agreed to, the restriction in force, and the own export and deletion at work. Raises PT401, PT403 customer_only.';
grant execute on function public.get_privacy_overview() to authenticated;

create function public.preview_deletion()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_scope text;
  v_subject private.subject;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  perform private.limit_rate('preview_deletion:' || viewer.id, 60, 3600);
  v_scope := case when exists (select 1 from public.portal_users u where u.customer_id = viewer.customer_id and u.id <> viewer.id) then 'person' else 'profile' end;
  v_subject := private.subject_of(viewer.customer_id, viewer.id, v_scope);
  return jsonb_build_object(
    'scope', v_scope,
    'graceDays', private.setting_int('privacy_grace_days', 30, 0, 30),
    'goes', coalesce((select jsonb_agg(jsonb_build_object('unit', c.unit, 'count', c.count) order by c.place)
      from (select p.place, p.unit, private.count_personal(p.goes, p.table_name, v_subject) as count from private.personal_tables p
        where p.unit is not null and p.goes is not null) c where c.count > 0), '[]'),
    'stays', coalesce((select jsonb_agg(jsonb_build_object('unit', c.unit, 'count', c.count, 'rule', h.rule, 'law', h.law, 'years', h.years) order by h.rule desc, c.place)
      from (select p.place, p.unit, p.rule, private.count_personal(p.stays, p.table_name, v_subject) as count from private.personal_tables p
        where p.unit is not null and p.stays is not null) c join private.legal_holds h on h.rule = c.rule where c.count > 0), '[]'),
    'unpaid', case when v_scope = 'person' then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'dueOn', i.due_on,
        'outstanding', private.invoice_money(i.total - i.amount_paid, i.currency)) order by i.due_on, i.id)
      from (select * from public.invoices x where x.customer_id = viewer.customer_id and x.status = 'pending' order by x.due_on, x.id limit 10) i), '[]') end,
    'services', case when v_scope = 'person' then '[]'::jsonb else coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id)
      from (select * from public.customer_services x where x.customer_id = viewer.customer_id and x.status <> 'terminated' order by x.name, x.id limit 10) s), '[]') end);
end
$$;
comment on function public.preview_deletion() is
  'For a customer: what a deletion would remove, what would stay and by which rule, and what is still owed or running. Changes nothing. Raises PT401, PT403 customer_only, PT429.';
grant execute on function public.preview_deletion() to authenticated;

-- Records of other systems: one call takes a batch, says what became of each record, and may be repeated.
-- A batch is written set by set. When the database refuses it, it is halved until only the bad records are left.

-- What an import needs of the tables ------------------------------------------------------------

create table private.customer_keys (
  source text not null check (char_length(source) between 1 and 40),
  external_id text not null check (char_length(external_id) between 1 and 200),
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  content_hash uuid,
  primary key (source, external_id)
);
comment on table private.customer_keys is
  'Under which id each system knows a customer; several systems may know the same one. The hash tells a record that changed from one that was sent again.';
create index customer_keys_customer_idx on private.customer_keys (customer_id);
alter table private.customer_keys enable row level security;

-- A record that comes again as it was touches nothing.
alter table public.products add column content_hash uuid, add column updated_at timestamptz not null default now();
create trigger products_touch before update on public.products for each row execute function private.touch_updated_at();
alter table public.orders add column content_hash uuid;
alter table public.invoices add column content_hash uuid;
alter table public.customer_services add column content_hash uuid;

-- Whoever signs up is looked for by the address that they have verified.
create index portal_users_email_idx on public.portal_users (lower(email));

-- What pages cannot format with must not get in.
alter table public.customer_profiles
  add check (locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$'),
  add check (octet_length(billing_address::text) <= 4000),
  add check (octet_length(shipping_address::text) <= 4000);
alter table public.products add check (char_length(source) <= 40), add check (char_length(external_id) <= 200);
alter table public.orders
  add check (char_length(source) <= 40), add check (char_length(external_id) <= 200),
  add check (jsonb_typeof(shipping_address) = 'object' and octet_length(shipping_address::text) <= 4000);
alter table public.order_items add check (char_length(sku) <= 80);
alter table public.invoices add check (char_length(source) <= 40), add check (char_length(external_id) <= 200);
alter table public.customer_services add check (char_length(source) <= 40), add check (char_length(external_id) <= 200);

-- Faults ----------------------------------------------------------------------------------------

create function private.camel_case(p_name text)
returns text
language sql immutable set search_path = ''
as $$
  select string_agg(case when n = 1 then word else initcap(word) end, '' order by n)
  from regexp_split_to_table(p_name, '_') with ordinality as w(word, n)
$$;
comment on function private.camel_case(text) is 'issued_on → issuedOn: a column as records name it.';

create function private.constraint_field(p_schema text, p_table text, p_constraint text)
returns text
language sql stable set search_path = ''
as $$
  -- Of a check over several columns, the total is what does not add up.
  select private.camel_case(a.attname)
  from pg_catalog.pg_constraint c
  join pg_catalog.pg_class t on t.oid = c.conrelid
  join pg_catalog.pg_namespace n on n.oid = t.relnamespace
  join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = any (c.conkey)
  where n.nspname = p_schema and t.relname = p_table and c.conname = p_constraint and a.attname not in ('source', 'id')
  order by a.attname <> 'total', a.attnum
  limit 1
$$;
comment on function private.constraint_field(text, text, text) is 'The field of a record that a constraint speaks of, or null.';

create function private.import_fault(
  p_state text, p_message text, p_hint text, p_detail text, p_schema text, p_table text, p_column text, p_constraint text)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  v_field text := coalesce(private.camel_case(nullif(p_column, '')), private.constraint_field(p_schema, p_table, p_constraint));
  v_code text;
  v_text text;
  v_match text[];
begin
  if p_state like 'PT%' then
    -- private.fail writes JSON into the detail, or nothing.
    if p_detail like '{%' then
      v_field := coalesce(p_detail::jsonb ->> 'field', (select key from jsonb_object_keys(p_detail::jsonb -> 'fields') as key limit 1));
    end if;
    v_code := p_message;
    v_text := coalesce(nullif(p_hint, ''), p_message);
  elsif p_state = '23505' then
    v_code := 'already_taken';
    v_text := 'Another record has this value already, and it must be the only one.';
  elsif p_state = '23502' then
    v_code := 'missing';
    v_text := 'This value is missing.';
  elsif p_state = '23503' then
    v_code := 'in_use_or_unknown';
    v_field := null;
    v_text := 'This refers to something that is not there, or takes away something that is in use.';
  elsif p_state in ('23514', '22003') then
    v_code := case when v_field = 'total' then 'does_not_add_up' else 'out_of_range' end;
    v_text := case when v_field = 'total' then 'The total is not the sum of its parts.' else 'This value is too long, too large or too small.' end;
  else
    v_match := regexp_match(p_message, '^invalid input (?:value|syntax) for (?:enum |type )?(?:public\.)?(.+?): "(.*)"', 's');
    v_code := 'invalid';
    v_text := case when v_match is null then 'A value cannot be read.'
      else format('"%s" is not a valid %s.', left(v_match[2], 80), replace(v_match[1], '_', ' ')) end;
    if v_match[1] like '%\_status' then
      v_field := 'status';
    elsif p_message like 'time zone %' then
      v_field := 'timeZone';
    end if;
  end if;
  return jsonb_strip_nulls(jsonb_build_object('code', v_code, 'message', v_text, 'field', v_field));
end
$$;
comment on function private.import_fault(text, text, text, text, text, text, text, text) is
  'What the database said about a record, as { code, message, field? } for whoever sent it.';

create function private.failed(p_code text, p_message text, p_field text default null)
returns jsonb
language sql immutable set search_path = ''
as $$ select jsonb_strip_nulls(jsonb_build_object('code', p_code, 'message', p_message, 'field', p_field)) $$;
comment on function private.failed(text, text, text) is 'A fault of one record.';

create function private.plain_amounts(p_fields jsonb)
returns jsonb
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_object_agg(key, case
      when jsonb_typeof(value) = 'object' and value ? 'amount' then value -> 'amount'
      when key = 'items' and jsonb_typeof(value) = 'array' then (
        select jsonb_agg(case when jsonb_typeof(item) = 'object' then private.plain_amounts(item) else item end order by n)
        from jsonb_array_elements(value) with ordinality as i(item, n))
      else value end), '{}')
  from jsonb_each(p_fields)
$$;
comment on function private.plain_amounts(jsonb) is 'The fields with { amount, currency } as plain amounts in minor units.';

create function private.plain_record(p_record jsonb)
returns jsonb
language sql immutable set search_path = ''
as $$
  select private.plain_amounts(p_record) || case when p_record ->> 'currency' is not null then '{}' else jsonb_strip_nulls(jsonb_build_object('currency', coalesce(
    jsonb_path_query_first(p_record, 'lax $.* ? (exists (@.amount)).currency'),
    jsonb_path_query_first(p_record, 'lax $.items[*].* ? (exists (@.amount)).currency')))) end
$$;
comment on function private.plain_record(jsonb) is
  'The record with plain amounts, and the currency of its amounts as its own when it names none.';

create function private.content_hash(p_record jsonb)
returns uuid
language sql immutable set search_path = ''
as $$ select md5(p_record::text)::uuid $$;
comment on function private.content_hash(jsonb) is 'The same for the same content, whatever the order of its keys.';

create function private.lock_people()
returns void
language sql volatile set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('portico: who is which customer', 0)) $$;
comment on function private.lock_people() is
  'Held to the end of the transaction by imports and by sign-ups that look for a profile, so that each sees what the other made.';

-- What follows plans each batch anew (plan_cache_mode): a plan that was made for an empty table reads all of it for
-- each record, and a session of the embedded database would keep it for a million of them.

-- Customers -------------------------------------------------------------------------------------

create function private.import_customers(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_result jsonb;
begin
  with input as materialized (
    select e.n, e.r, e.r ->> 'externalId' as external_id, private.content_hash(e.r) as hash,
      nullif(e.r ->> 'customerNumber', '') as number, nullif(lower(trim(e.r ->> 'email')), '') as email, gen_random_uuid() as new_id
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
  ), known as materialized (
    select i.*, coalesce(k.customer_id, own.id) as known_id, k.content_hash as old_hash
    from input i
    left join private.customer_keys k on k.source = p_source and k.external_id = i.external_id
    left join public.customer_profiles own on own.source = p_source and own.external_id = i.external_id
  ), found as materialized (
    select k.*, coalesce(k.known_id, private.find_customer(p_source, k.number, k.email)) as found_id from known k
  ), matched as materialized (
    -- Of two new records with one address, the first has found the profile; the second is somebody else.
    select f.*, case when f.known_id is not null or row_number() over (partition by f.found_id order by f.known_id is null, f.n) = 1
      then f.found_id end as customer_id
    from found f
  ), inserted as (
    insert into public.customer_profiles (
      id, customer_number, kind, full_name, company_name, email, phone, billing_address, shipping_address, locale, time_zone,
      account_status, source, external_id)
    select m.new_id, coalesce(m.number, private.next_customer_number()),
      coalesce((m.r ->> 'kind')::public.customer_kind, case when m.r ->> 'companyName' is null then 'person' else 'company' end::public.customer_kind),
      private.plain_name(m.r ->> 'fullName'), private.plain_name(m.r ->> 'companyName'), trim(m.r ->> 'email'), m.r ->> 'phone',
      coalesce(nullif(m.r -> 'billingAddress', 'null'), '{}'), coalesce(nullif(m.r -> 'shippingAddress', 'null'), '{}'),
      coalesce(m.r ->> 'locale', 'en'), coalesce(private.known_time_zone(m.r ->> 'timeZone'), private.default_time_zone()),
      coalesce((m.r ->> 'accountStatus')::public.account_status, 'active'), p_source, m.external_id
    from matched m where m.customer_id is null
    order by m.n
    returning id
  ), updated as (
    -- What a record does not mention stays as it is, and so does what another system, or the person, has to say:
    -- a profile is that of one system, others only fill in what is missing. An address opens the portal, so once
    -- somebody has come in by it, it is theirs to change; or whoever may edit an address in a shop could move in.
    update public.customer_profiles c set
      customer_number = case when o.is_own then coalesce(m.number, c.customer_number) else c.customer_number end,
      kind = case when o.is_own then coalesce((m.r ->> 'kind')::public.customer_kind, c.kind) else c.kind end,
      full_name = case when o.is_own then coalesce(private.plain_name(m.r ->> 'fullName'), c.full_name) else c.full_name end,
      company_name = case when o.is_own and m.r ? 'companyName' then private.plain_name(m.r ->> 'companyName')
        else coalesce(c.company_name, private.plain_name(m.r ->> 'companyName')) end,
      email = case when o.is_own and m.r ? 'email' and not exists (select 1 from public.portal_users u where u.customer_id = c.id)
        then trim(m.r ->> 'email') else c.email end,
      phone = case when o.is_own and m.r ? 'phone' then m.r ->> 'phone' else coalesce(c.phone, m.r ->> 'phone') end,
      billing_address = case when o.is_own or c.billing_address = '{}' then coalesce(nullif(m.r -> 'billingAddress', 'null'), c.billing_address)
        else c.billing_address end,
      shipping_address = case when o.is_own or c.shipping_address = '{}' then coalesce(nullif(m.r -> 'shippingAddress', 'null'), c.shipping_address)
        else c.shipping_address end,
      locale = case when o.is_own then coalesce(m.r ->> 'locale', c.locale) else c.locale end,
      time_zone = case when o.is_own then coalesce(private.known_time_zone(m.r ->> 'timeZone'), c.time_zone) else c.time_zone end,
      account_status = case when o.is_own then coalesce((m.r ->> 'accountStatus')::public.account_status, c.account_status) else c.account_status end,
      -- A profile that a sign-up made becomes the one of the system that knows the customer.
      source = case when c.source = 'portal' and c.external_id is null then p_source else c.source end,
      external_id = case when c.source = 'portal' and c.external_id is null then m.external_id else c.external_id end
    from matched m
    join public.customer_profiles p on p.id = m.customer_id
    cross join lateral (select p.source = p_source or p.source = 'portal' and p.external_id is null as is_own) as o
    where c.id = p.id and m.old_hash is distinct from m.hash
    returning c.id
  ), keyed as (
    insert into private.customer_keys (source, external_id, customer_id, content_hash)
    select p_source, m.external_id, coalesce(m.customer_id, m.new_id), m.hash from matched m
    where m.old_hash is distinct from m.hash
    order by m.external_id
    on conflict (source, external_id) do update set content_hash = excluded.content_hash
    returning 1
  )
  select jsonb_agg(jsonb_build_object('n', m.n, 'id', coalesce(m.customer_id, m.new_id), 'status', case
      when m.customer_id is null then 'created' when m.old_hash is distinct from m.hash then 'updated' else 'unchanged' end))
  into v_result
  from matched m;
  perform private.adopt_self_made_profiles(array(
    select (v ->> 'id')::uuid from jsonb_array_elements(v_result) as v where v ->> 'status' <> 'unchanged'));
  return v_result;
end
$$;
comment on function private.import_customers(text, jsonb, jsonb) is 'Writes a batch of customers; see import_records.';

create function private.known_time_zone(p_name text)
returns text
language plpgsql stable set search_path = ''
as $$
begin
  -- An abbreviation or an offset has no daylight saving; an unknown name would break every page of this customer.
  if p_name !~ '^(UTC$|[A-Za-z_]+/)' then
    raise invalid_parameter_value using message = format('time zone "%s" not recognized', p_name);
  end if;
  perform now() at time zone p_name;
  return p_name;
end
$$;
comment on function private.known_time_zone(text) is 'The name of a time zone as it is, or a refusal.';

create function private.default_time_zone()
returns text
language sql stable security definer set search_path = ''
as $$ select coalesce((select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC') $$;
comment on function private.default_time_zone() is 'The zone of the business, for customers who have named none.';

create function private.find_customer(p_source text, p_number text, p_email text)
returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_customer uuid;
  v_matches uuid[];
begin
  -- The portal numbers those who sign up by themselves; such a number says nothing about another system's.
  if p_number is not null then
    select c.id into v_customer from public.customer_profiles c
    where c.customer_number = p_number and (c.source <> 'portal' or c.external_id is not null or lower(c.email) = p_email);
  end if;
  if v_customer is null and p_email is not null then
    select array_agg(c.id) into v_matches
    from (select id from public.customer_profiles where lower(email) = p_email limit 2) c;
    if cardinality(v_matches) = 1 then
      v_customer := v_matches[1];
    end if;
  end if;
  -- One system does not know one customer under two ids.
  if exists (select 1 from private.customer_keys k where k.customer_id = v_customer and k.source = p_source) then
    return null;
  end if;
  return v_customer;
end
$$;
comment on function private.find_customer(text, text, text) is
  'The customer whom another system means by a number, or by an address (lower case) that one profile alone has. Null when there is none, or when p_source knows that one under an id already.';

create function private.customer_of(p_source text, p_ref jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_external text := nullif(p_ref ->> 'externalId', '');
  v_number text := nullif(p_ref ->> 'customerNumber', '');
  v_email text := nullif(lower(trim(p_ref ->> 'email')), '');
  v_name text := nullif(private.plain_name(p_ref ->> 'fullName'), '');
  v_customer uuid;
begin
  if v_external is not null then
    select k.customer_id into v_customer from private.customer_keys k where k.source = p_source and k.external_id = v_external;
    if v_customer is null then
      select c.id into v_customer from public.customer_profiles c where c.source = p_source and c.external_id = v_external;
    end if;
    if v_customer is null then
      v_customer := private.find_customer(p_source, v_number, v_email);
    end if;
  else
    select c.id into v_customer from public.customer_profiles c
    where c.customer_number = v_number and (c.source <> 'portal' or c.external_id is not null or lower(c.email) = v_email);
    if v_customer is null and v_email is not null then
      if (select count(*) from (select 1 from public.customer_profiles where lower(email) = v_email limit 2) c) > 1 then
        return jsonb_build_object('error', private.failed('customer_ambiguous',
          'Several customers have this address: name the customer by externalId or customerNumber.', 'customer'));
      end if;
      select c.id into v_customer from public.customer_profiles c where lower(c.email) = v_email;
    end if;
  end if;
  if v_customer is null and (v_email is not null or v_external is not null and v_name is not null) then
    insert into public.customer_profiles (customer_number, kind, full_name, company_name, email, phone, time_zone, source, external_id)
    values (
      coalesce(v_number, private.next_customer_number()),
      case when p_ref ->> 'companyName' is null then 'person' else 'company' end::public.customer_kind,
      coalesce(v_name, split_part(v_email, '@', 1)), private.plain_name(p_ref ->> 'companyName'), trim(p_ref ->> 'email'),
      p_ref ->> 'phone', private.default_time_zone(), p_source, v_external)
    returning id into v_customer;
  end if;
  if v_customer is null then
    return jsonb_build_object('error', private.failed('customer_unknown',
      'No such customer: import the customer first, or give an email (or externalId and fullName) to make one.', 'customer'));
  end if;
  if v_external is not null then
    insert into private.customer_keys (source, external_id, customer_id) values (p_source, v_external, v_customer)
    on conflict do nothing;
  end if;
  return jsonb_build_object('id', v_customer);
end
$$;
comment on function private.customer_of(text, jsonb) is
  'Whom { externalId?, customerNumber?, email?, fullName?, companyName?, phone? } of a record means, made when nobody is found and the reference says enough: { id }, or { error }.';

create function private.resolve_customers(p_source text, p_refs jsonb)
returns table (ref jsonb, customer_id uuid, error jsonb)
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_ref jsonb;
  v_found jsonb;
begin
  -- Whoever is new beyond doubt, with an address or none that nobody has, needs no looking up one by one.
  with asked as materialized (
    select r.n, r.ref, r.ref ->> 'externalId' as external_id, nullif(lower(trim(r.ref ->> 'email')), '') as email,
      nullif(private.plain_name(r.ref ->> 'fullName'), '') as name, gen_random_uuid() as id
    from jsonb_array_elements(p_refs) with ordinality as r(ref, n)
    where r.ref ->> 'externalId' <> '' and coalesce(r.ref ->> 'customerNumber', '') = ''
  ), counted as (
    select a.*, count(*) over (partition by a.external_id) as same_id, count(a.email) over (partition by a.email) as same_email from asked a
  ), new as materialized (
    select a.* from counted a
    where coalesce(a.email, a.name) is not null and a.same_id = 1 and a.same_email <= 1
      and not exists (select 1 from private.customer_keys k where k.source = p_source and k.external_id = a.external_id)
      and not exists (select 1 from public.customer_profiles c where c.source = p_source and c.external_id = a.external_id)
      and not exists (select 1 from public.customer_profiles c where lower(c.email) = a.email)
  ), inserted as (
    insert into public.customer_profiles (id, kind, full_name, company_name, email, phone, time_zone, source, external_id)
    select n.id, case when n.ref ->> 'companyName' is null then 'person' else 'company' end::public.customer_kind,
      coalesce(n.name, split_part(n.email, '@', 1)), private.plain_name(n.ref ->> 'companyName'), trim(n.ref ->> 'email'), n.ref ->> 'phone',
      private.default_time_zone(), p_source, n.external_id
    from new n order by n.n
  )
  insert into private.customer_keys (source, external_id, customer_id)
  select p_source, n.external_id, n.id from new n;

  return query
    select r.ref, k.customer_id, null::jsonb
    from jsonb_array_elements(p_refs) as r(ref)
    join private.customer_keys k on k.source = p_source and k.external_id = r.ref ->> 'externalId';
  for v_ref in
    select r.ref from jsonb_array_elements(p_refs) with ordinality as r(ref, n)
    where not exists (select 1 from private.customer_keys k where k.source = p_source and k.external_id = r.ref ->> 'externalId')
    order by r.n
  loop
    v_found := private.customer_of(p_source, v_ref);
    ref := v_ref;
    customer_id := (v_found ->> 'id')::uuid;
    error := v_found -> 'error';
    return next;
  end loop;
end
$$;
comment on function private.resolve_customers(text, jsonb) is 'customer_of for each of the different references of a batch, known ones at once.';

-- Products --------------------------------------------------------------------------------------

create function private.import_products(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_result jsonb;
begin
  with input as materialized (
    select e.n, e.r, e.r ->> 'externalId' as external_id, private.content_hash(e.r) as hash, gen_random_uuid() as new_id
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
  ), matched as materialized (
    select i.*, coalesce(p.id, mine.id) as product_id, p.content_hash as old_hash
    from input i
    left join public.products p on p.source = p_source and p.external_id = i.external_id
    -- A product that was entered by hand belongs to the first system that knows its SKU.
    left join public.products mine on p.id is null and mine.external_id is null and mine.sku = i.r ->> 'sku'
  ), inserted as (
    insert into public.products (id, sku, name, description, category, price, currency, is_active, source, external_id, content_hash)
    select m.new_id, m.r ->> 'sku', m.r ->> 'name', coalesce(m.r ->> 'description', ''), coalesce(m.r ->> 'category', 'general'),
      (m.r ->> 'price')::bigint, coalesce(m.r ->> 'currency', private.default_currency()),
      coalesce((m.r ->> 'isActive')::boolean, true), p_source, m.external_id, m.hash
    from matched m where m.product_id is null
    order by m.external_id
    returning id
  ), updated as (
    update public.products p set
      sku = m.r ->> 'sku', name = m.r ->> 'name', description = coalesce(m.r ->> 'description', p.description),
      category = coalesce(m.r ->> 'category', p.category), price = (m.r ->> 'price')::bigint,
      currency = coalesce(m.r ->> 'currency', p.currency),
      is_active = coalesce((m.r ->> 'isActive')::boolean, p.is_active),
      source = p_source, external_id = m.external_id, content_hash = m.hash
    from matched m
    where p.id = m.product_id and m.old_hash is distinct from m.hash
    returning p.id
  )
  select jsonb_agg(jsonb_build_object('n', m.n, 'id', coalesce(m.product_id, m.new_id), 'status', case
      when m.product_id is null then 'created' when m.old_hash is distinct from m.hash then 'updated' else 'unchanged' end))
  into v_result
  from matched m;
  return v_result;
end
$$;
comment on function private.import_products(text, jsonb, jsonb) is 'Writes a batch of products; see import_records.';

create function private.default_currency()
returns public.currency_code
language sql stable security definer set search_path = ''
as $$ select coalesce((select value #>> '{}' from public.app_settings where key = 'currency'), 'ZAR')::public.currency_code $$;
comment on function private.default_currency() is 'The currency of the business, for records that name none.';

-- The door --------------------------------------------------------------------------------------

create function private.import_kind(p_kind text, p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  case p_kind
    when 'customers' then return private.import_customers(p_source, p_records, p_options);
    when 'products' then return private.import_products(p_source, p_records, p_options);
    when 'orders' then return private.import_orders(p_source, p_records, p_options);
    when 'invoices' then return private.import_invoices(p_source, p_records, p_options);
    when 'quotes' then return private.import_quotes(p_source, p_records, p_options);
    when 'services' then return private.import_services(p_source, p_records, p_options);
    when 'usage' then return private.import_usage(p_source, p_records, p_options);
    when 'transcripts' then return private.import_transcripts(p_source, p_records, p_options);
  end case;
end
$$;
comment on function private.import_kind(text, text, jsonb, jsonb) is
  'Writes a batch of one kind, all or nothing: [{ n (from 1), status, id?, error? }].';

create function private.import_some(p_kind text, p_source text, p_records jsonb, p_options jsonb, p_offset int)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int := jsonb_array_length(p_records);
  v_half int := v_count / 2;
  v_state text; v_message text; v_hint text; v_detail text; v_schema text; v_table text; v_column text; v_constraint text;
begin
  begin
    return (
      select coalesce(jsonb_agg(result || jsonb_build_object('n', (result ->> 'n')::int + p_offset)), '[]')
      from jsonb_array_elements(private.import_kind(p_kind, p_source, p_records, p_options)) as result);
  exception
    -- Faults of the data. Whatever is wrong with the database itself is for the caller to try again.
    when data_exception or integrity_constraint_violation
      or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' or sqlstate 'PT422' then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_hint = pg_exception_hint,
        v_detail = pg_exception_detail, v_schema = schema_name, v_table = table_name, v_column = column_name,
        v_constraint = constraint_name;
  end;
  if v_count <= 1 then
    return jsonb_build_array(jsonb_build_object('n', p_offset + 1, 'status', 'failed', 'error',
      private.import_fault(v_state, v_message, v_hint, v_detail, v_schema, v_table, v_column, v_constraint)));
  end if;
  return private.import_some(p_kind, p_source,
      jsonb_path_query_array(p_records, '$[0 to $end]', jsonb_build_object('end', v_half - 1)), p_options, p_offset)
    || private.import_some(p_kind, p_source,
      jsonb_path_query_array(p_records, '$[$start to last]', jsonb_build_object('start', v_half)), p_options, p_offset + v_half);
end
$$;
comment on function private.import_some(text, text, jsonb, jsonb, int) is
  'Writes a batch; one that the database refuses is halved until only bad records fail. k bad ones of n cost about k · log2 n attempts.';

create function private.import_batch(p_kind text, p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_count int := jsonb_array_length(p_records);
  v_good jsonb;
  v_places int[];
  v_results jsonb;
  v_untidy boolean;
begin
  if jsonb_path_exists(p_records, 'lax $[*].*.amount') or jsonb_path_exists(p_records, 'lax $[*].items[*].*.amount') then
    p_records := (
      select jsonb_agg(case when jsonb_typeof(r) = 'object' then private.plain_record(r) else r end order by n)
      from jsonb_array_elements(p_records) with ordinality as e(r, n));
  end if;
  -- Of records with one external id the last counts, and all of them get its answer. Nothing to sort out, as
  -- nearly always, costs no copy.
  select count(distinct e.r ->> 'externalId') filter (where char_length(e.r ->> 'externalId') between 1 and 200 and jsonb_typeof(e.r) = 'object') <> v_count
  into v_untidy
  from jsonb_array_elements(p_records) as e(r);
  if v_untidy then
    with input as (
      select e.n::int as n, e.r, case when jsonb_typeof(e.r) = 'object' then nullif(e.r ->> 'externalId', '') end as external_id
      from jsonb_array_elements(p_records) with ordinality as e(r, n)
    ), last as (
      select max(n) as n, external_id from input
      where external_id is not null and char_length(external_id) <= 200 group by external_id
    )
    select coalesce(jsonb_agg(i.r order by i.n), '[]'), array_agg(i.n order by i.n) into v_good, v_places
    from last join input i using (n);
  end if;
  v_results := case when v_good = '[]' then '[]' else private.import_some(p_kind, p_source, coalesce(v_good, p_records), p_options, 0) end;

  return (
    select jsonb_build_object(
      'created', count(*) filter (where status = 'created'), 'updated', count(*) filter (where status = 'updated'),
      'unchanged', count(*) filter (where status = 'unchanged'), 'failed', count(*) filter (where status = 'failed'),
      'answers', coalesce(jsonb_agg(answer order by index) filter (where status = 'failed' or (p_options ->> 'summary')::boolean is not true), '[]'))
    from private.import_answers(p_records, v_places, v_results));
end
$$;
comment on function private.import_batch(text, text, jsonb, jsonb) is 'import_records without its checks: { created, updated, unchanged, failed, answers }.';

create function private.import_answers(p_records jsonb, p_places int[], p_results jsonb)
returns table (index int, status text, answer jsonb)
language sql stable set search_path = ''
as $$
  with given as (
    select e.n::int as n, case when jsonb_typeof(e.r) = 'object' then nullif(e.r ->> 'externalId', '') end as external_id
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
  ), results as (
    select coalesce(p_places[(v ->> 'n')::int], (v ->> 'n')::int) as n, v from jsonb_array_elements(p_results) as v
  ), told as (
    select g.external_id, r.v from results r join given g using (n)
  ), all_told as (
    select g.n - 1 as index, g.external_id, coalesce(t.v - 'n', jsonb_build_object('status', 'failed', 'error',
      case when g.external_id is null then private.failed('missing', 'Every record is an object with an externalId.', 'externalId')
      else private.failed('out_of_range', 'An externalId has at most 200 characters.', 'externalId') end)) as v
    from given g left join told t on t.external_id = g.external_id
  )
  select a.index, a.v ->> 'status', jsonb_build_object('index', a.index, 'externalId', left(a.external_id, 200)) || a.v
  from all_told a
$$;
comment on function private.import_answers(jsonb, int[], jsonb) is 'One answer for each record as it was sent, in its place.';

create function public.import_records(p_kind text, p_source text, p_records jsonb, p_options jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  if coalesce(p_kind, '') not in ('customers', 'products', 'orders', 'invoices', 'quotes', 'services', 'usage', 'transcripts') then
    perform private.fail('PT404', 'unknown_kind', 'Records are customers, products, orders, invoices, quotes, services, usage or transcripts.');
  end if;
  if coalesce(p_source, '') !~ '^[a-z0-9][a-z0-9_.-]{0,39}$' or p_source in ('portal', 'quote') then
    perform private.fail('PT422', 'invalid_source',
      'A source has 1 to 40 lower-case letters, digits, dots, dashes or underscores, and is neither portal nor quote.', '{"fields": {"source": ["invalid"]}}');
  end if;
  if coalesce(jsonb_typeof(p_records), '') <> 'array' then
    perform private.fail('PT422', 'invalid_records', 'Records are a list.', '{"fields": {"records": ["invalid"]}}');
  end if;
  if jsonb_array_length(p_records) > 5000 then
    perform private.fail('PT413', 'too_many_records', 'At most 5000 records at a time.');
  end if;
  perform private.lock_people();
  begin
    v_answer := private.import_batch(p_kind, p_source, p_records, p_options);
    if (p_options ->> 'dryRun')::boolean then
      raise sqlstate 'PT299';
    end if;
    if (v_answer ->> 'created')::int + (v_answer ->> 'updated')::int > 0 then
      perform private.audit(null, 'records.imported', p_kind, p_source, null, 'integration', v_answer - 'answers');
    end if;
  exception when sqlstate 'PT299' then
    -- Everything was tried, and is undone.
    null;
  end;
  if (p_options ->> 'summary')::boolean then
    return v_answer - 'answers' || jsonb_build_object('failures', v_answer -> 'answers');
  end if;
  return v_answer -> 'answers';
end
$$;
comment on function public.import_records(text, text, jsonb, jsonb) is
  'Creates or changes up to 5000 records of p_kind by (p_source, externalId), and says of each, in order: { index, externalId, status: created | updated | unchanged | failed, id?, error?: { code, message, field? } }. A bad record never loses the rest; of records with one externalId the last counts. p_options: notify (false for history), dryRun (tries and undoes), summary (counts and failures only: { created, updated, unchanged, failed, failures }). Formats are in docs/integrations.md. Raises PT404 unknown_kind, PT413, PT422.';
grant execute on function public.import_records(text, text, jsonb, jsonb) to service_role;

-- What a customer sees and changes of themselves: personal data, addresses, what they did.

alter table public.customer_profiles add column name_verified_at timestamptz;
comment on column public.customer_profiles.name_verified_at is 'When staff wrote or confirmed the name. From then on staff alone change it.';

create function private.verify_name()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.full_name <> old.full_name and private.is_staff() then
    new.name_verified_at := now();
  end if;
  return new;
end
$$;
comment on function private.verify_name() is 'Trigger: a name that staff write is verified.';
create trigger customer_profiles_verify_name before update of full_name on public.customer_profiles
  for each row execute function private.verify_name();

create function private.is_name_fixed(c public.customer_profiles)
returns boolean
language sql immutable set search_path = ''
as $$ select c.kind = 'person' and (c.name_verified_at is not null or c.source <> 'portal') $$;
comment on function private.is_name_fixed(public.customer_profiles) is
  'Whether the name is staff''s to change: a person''s whom the business knows. Who signs in for a company is named by themselves.';

-- Addresses -------------------------------------------------------------------------------------------

create table public.customer_addresses (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  label text check (char_length(label) between 1 and 60),
  address jsonb not null check (jsonb_typeof(address) = 'object' and octet_length(address::text) <= 4000),
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now()
);
comment on table public.customer_addresses is
  'The addresses that a customer keeps. Those of the profile, which documents and orders use, are the defaults among them.';
create index customer_addresses_customer_idx on public.customer_addresses (customer_id, created_at, id);
create trigger customer_addresses_touch before update on public.customer_addresses
  for each row execute function private.touch_updated_at();
alter table public.customer_addresses enable row level security;
create policy "Customers read their own addresses, staff read all" on public.customer_addresses for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
grant select on public.customer_addresses to authenticated;
grant select, insert, update, delete on public.customer_addresses to service_role;

create function private.keep_profile_addresses(p_customer uuid)
returns void
language sql volatile security definer set search_path = ''
as $$
  -- An import or an order may have brought others than those that are kept here.
  insert into public.customer_addresses (customer_id, address)
  select p_customer, a.address
  from (
    select c.shipping_address as address from public.customer_profiles c where c.id = p_customer
    union
    select c.billing_address from public.customer_profiles c where c.id = p_customer) a
  where a.address <> '{}' and octet_length(a.address::text) <= 4000
    and not exists (select from public.customer_addresses k where k.customer_id = p_customer and k.address = a.address)
$$;
comment on function private.keep_profile_addresses(uuid) is 'Puts the addresses of the profile among those that the customer keeps.';

create function private.address_rows(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'label', a.label, 'address', a.address, 'version', a.version,
    'isDelivery', a.address = c.shipping_address, 'isBilling', a.address = c.billing_address) order by a.created_at, a.id), '[]')
  from public.customer_addresses a join public.customer_profiles c on c.id = a.customer_id
  where a.customer_id = p_customer
$$;
comment on function private.address_rows(uuid) is 'The addresses of a customer, twenty or so at most, with which of them is used for what.';

create function private.check_address(p_address jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_answer jsonb := '{}';
  v_part text;
  v_value text;
begin
  foreach v_part in array array['line1', 'line2', 'suburb', 'city', 'province', 'postalCode', 'country'] loop
    v_value := nullif(private.plain_name(p_address ->> v_part), '');
    if char_length(v_value) > 120 then
      perform private.invalid_field(v_part, 'too_long', 'At most 120 characters.');
    elsif v_value is null and v_part in ('line1', 'city', 'country') then
      perform private.invalid_field(v_part, 'required', 'Street, town and country are needed.');
    end if;
    if v_value is not null then
      v_answer := v_answer || jsonb_build_object(v_part, v_value);
    end if;
  end loop;
  if v_answer ->> 'country' !~ '^[A-Z]{2}$' then
    perform private.invalid_field('country', 'unknown', 'Choose a country from the list.');
  end if;
  return v_answer;
end
$$;
comment on function private.check_address(jsonb) is
  'An address { line1, line2?, suburb?, city, province?, postalCode?, country (two letters) }, checked and without what is empty. Raises PT422.';

create function private.require_customer()
returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customers_only', 'These are a customer''s own.');
  end if;
  return viewer;
end
$$;
comment on function private.require_customer() is 'The signed-in customer. Raises PT401, PT403 portal_locked, customers_only.';

create function public.save_address(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
  v_answer jsonb := private.begin_command(viewer.id, 'save_address', p_key, p_input);
  v_label text := nullif(private.plain_name(p_input ->> 'label'), '');
  v_address jsonb := private.check_address(p_input -> 'address');
  v_old public.customer_addresses;
  v_profile public.customer_profiles;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if char_length(v_label) > 60 then
    perform private.invalid_field('label', 'too_long', 'A name has at most 60 characters.');
  end if;
  perform private.limit_rate('save_address:' || viewer.id, 60, 3600);
  -- Colleagues share the addresses: one after the other.
  select * into v_profile from public.customer_profiles where id = viewer.customer_id for update;
  perform private.keep_profile_addresses(viewer.customer_id);
  if p_input ->> 'id' is not null then
    select * into v_old from public.customer_addresses where id::text = p_input ->> 'id' and customer_id = viewer.customer_id;
    if v_old.id is null then
      perform private.fail('PT404', 'address_not_found', 'This address is gone already.');
    elsif (p_input ->> 'expectedVersion')::int <> v_old.version then
      perform private.fail('PT409', 'address_changed', 'Somebody changed this address in the meantime. Look at it again.');
    end if;
  elsif (select count(*) from public.customer_addresses where customer_id = viewer.customer_id) >= 20 then
    perform private.fail('PT409', 'too_many_addresses', 'You have twenty addresses already. Remove one first.');
  end if;
  if exists (select from public.customer_addresses k where k.customer_id = viewer.customer_id and k.address = v_address and k.id is distinct from v_old.id) then
    perform private.fail('PT409', 'address_exists', 'This address is in your list already.');
  end if;

  if v_old.id is null then
    insert into public.customer_addresses (customer_id, label, address) values (viewer.customer_id, v_label, v_address);
  else
    update public.customer_addresses set label = v_label, address = v_address, version = version + 1 where id = v_old.id;
  end if;
  -- A default that is edited stays the default.
  update public.customer_profiles set version = version + 1,
    shipping_address = case when (p_input ->> 'isDelivery')::boolean or v_old.address = shipping_address then v_address else shipping_address end,
    billing_address = case when (p_input ->> 'isBilling')::boolean or v_old.address = billing_address then v_address else billing_address end
  where id = viewer.customer_id;
  perform private.audit(viewer, 'address.update', 'address', v_old.id::text, viewer.customer_id, 'self-service', '["address"]');
  return private.finish_command(viewer.id, 'save_address', p_key, private.address_rows(viewer.customer_id));
end
$$;
comment on function public.save_address(text, jsonb) is
  'Adds an address { label?, address, isDelivery?, isBilling? }, or with { id, expectedVersion } changes one; the two marks make it the default. Answers with all of them. Idempotent by p_key. Raises PT401, PT403 customers_only, PT404, PT409 address_changed, address_exists, too_many_addresses, PT422, PT429.';
grant execute on function public.save_address(text, jsonb) to authenticated;

create function public.remove_address(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
  v_profile public.customer_profiles;
  v_old public.customer_addresses;
begin
  select * into v_profile from public.customer_profiles where id = viewer.customer_id for update;
  select * into v_old from public.customer_addresses where id = p_id and customer_id = viewer.customer_id;
  if v_old.id is null then
    -- Twice is as good as once.
    return private.address_rows(viewer.customer_id);
  end if;
  if v_old.address in (v_profile.shipping_address, v_profile.billing_address) then
    perform private.fail('PT409', 'address_in_use', 'We deliver or send invoices there. Choose another address for that first.');
  end if;
  delete from public.customer_addresses where id = p_id;
  perform private.audit(viewer, 'address.remove', 'address', p_id::text, viewer.customer_id, 'self-service');
  return private.address_rows(viewer.customer_id);
end
$$;
comment on function public.remove_address(uuid) is 'Removes an address that is no default, and answers with those that are left. Harmless when repeated. Raises PT401, PT403 customers_only, PT409 address_in_use.';
grant execute on function public.remove_address(uuid) to authenticated;

-- Personal data ---------------------------------------------------------------------------------------

create function public.get_profile()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
begin
  perform private.keep_profile_addresses(viewer.customer_id);
  perform private.audit(viewer, 'profile.read', 'profile', viewer.id::text, viewer.customer_id, 'self-service');
  return (
    select jsonb_build_object(
      'id', u.id, 'fullName', u.full_name, 'isNameFixed', private.is_name_fixed(c),
      'email', u.email, 'newEmail', nullif(a.email_change, ''),
      'phone', coalesce(u.phone, case when c.kind = 'person' then c.phone end), 'isPhoneVerified', u.phone_verified_at is not null,
      'locale', coalesce(p.locale, c.locale, 'en'), 'timeZone', coalesce(p.time_zone, c.time_zone), 'theme', coalesce(p.theme, 'system'),
      'customer', jsonb_build_object(
        'customerNumber', c.customer_number, 'kind', c.kind, 'fullName', c.full_name, 'companyName', c.company_name,
        'email', c.email, 'phone', c.phone, 'accountStatus', c.account_status, 'createdAt', private.iso(c.created_at)),
      'services', coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'package', s.package, 'status', s.status,
          'price', jsonb_build_object('amount', s.price, 'currency', s.currency)) order by s.created_at, s.id)
        from (select * from public.customer_services where customer_id = c.id and 'services' = any (private.modules_on())
          order by created_at desc, id desc limit 10) s), '[]'),
      'addresses', private.address_rows(c.id))
    from public.portal_users u
    join public.customer_profiles c on c.id = u.customer_id
    left join auth.users a on a.id = u.id
    left join public.customer_preferences p on p.user_id = u.id
    where u.id = viewer.id);
end
$$;
comment on function public.get_profile() is
  'The signed-in customer''s own data: what they change, what staff own (customer, services), addresses. Raises PT401, PT403 portal_locked, customers_only.';
grant execute on function public.get_profile() to authenticated;

create function public.update_profile(p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
  v_profile public.customer_profiles;
  v_name text;
begin
  perform private.limit_rate('update_profile:' || viewer.id, 120, 3600);
  select * into v_profile from public.customer_profiles where id = viewer.customer_id for update;
  if p_changes ? 'fullName' then
    v_name := private.plain_name(private.check_text(p_changes ->> 'fullName', 'fullName', 200));
    if v_name = '' then
      perform private.invalid_field('fullName', 'required', 'Enter your name.');
    end if;
    if v_name <> viewer.full_name then
      if private.is_name_fixed(v_profile) then
        perform private.fail('PT403', 'name_verified', 'We have verified your name. Ask for a correction, and we change it.');
      end if;
      update public.portal_users set full_name = v_name where id = viewer.id;
      update public.customer_profiles set full_name = v_name, version = version + 1
      where id = viewer.customer_id and kind = 'person' and full_name = viewer.full_name;
    end if;
  end if;
  if p_changes ?| array['theme', 'locale', 'timeZone'] then
    perform public.update_preferences(p_changes - 'emailEnabled');
  end if;
  perform private.audit(viewer, 'profile.update', 'profile', viewer.id::text, viewer.customer_id, 'self-service',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k where k in ('fullName', 'theme', 'locale', 'timeZone')));
  return public.get_profile();
end
$$;
comment on function public.update_profile(jsonb) is
  'Changes the viewer''s own { fullName, locale, timeZone, theme }; what is absent stays. E-mail and phone change once the new one has answered; the rest is staff''s. Raises PT401, PT403 customers_only and name_verified, PT422, PT429.';
grant execute on function public.update_profile(jsonb) to authenticated;

-- What they did ---------------------------------------------------------------------------------------

create function public.list_activity(p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', l.id, 'at', private.iso(l.occurred_at), 'action', l.action, 'resourceType', l.resource_type,
    'resource', private.audit_resource(l.resource_type, l.resource_id)) order by l.occurred_at desc, l.id desc), '[]')
  into v_rows
  from (
    select * from public.portal_audit_log e
    where e.actor_id = viewer.id and not private.is_read_action(e.action)
      and (p_cursor ->> 'at' is null or (e.occurred_at, e.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by e.occurred_at desc, e.id desc limit v_limit + 1) l;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'at', 'id', v_last -> 'id') end);
end
$$;
comment on function public.list_activity(jsonb, int) is
  'A page of what the viewer has done, latest first, without what they only looked at: { id, at, action, resourceType, resource { ref, name } }. Raises PT401, PT403 portal_locked.';
grant execute on function public.list_activity(jsonb, int) to authenticated;

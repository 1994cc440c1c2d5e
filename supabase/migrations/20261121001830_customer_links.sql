-- One person, one customer: whether the records or the sign-up came first, both end up together.
-- Proof is the address that the person has verified, and for a customer number that address as well.

create or replace function private.next_customer_number()
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_number text;
begin
  loop
    v_number := 'C-' || lpad(nextval('private.customer_number_seq')::text, 6, '0');
    -- Another system may have brought this very number along.
    if not exists (select 1 from public.customer_profiles where customer_number = v_number) then
      return v_number;
    end if;
  end loop;
end
$$;
comment on function private.next_customer_number() is 'The next customer number that nobody has, C-NNNNNN.';

create function private.is_self_made(p_customer public.customer_profiles)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_customer.source = 'portal' and p_customer.external_id is null
    and not exists (select 1 from private.customer_keys k where k.customer_id = p_customer.id)
$$;
comment on function private.is_self_made(public.customer_profiles) is 'Whether a sign-up made this profile, and no other system knows it.';

create function private.merge_customer(p_from uuid, p_into uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_link record;
begin
  -- What others are writing for the old profile this very moment is waited for, then moved as well.
  perform 1 from public.customer_profiles where id in (p_from, p_into) order by id for update;
  -- Every table that refers to a customer, also those that are yet to come.
  for v_link in
    select c.conrelid::regclass as relation, a.attname as name
    from pg_catalog.pg_constraint c
    join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.customer_profiles'::regclass and cardinality(c.conkey) = 1 and c.conparentid = 0
  loop
    execute format('update %s set %I = $1 where %I = $2', v_link.relation, v_link.name, v_link.name) using p_into, p_from;
  end loop;
  delete from public.customer_profiles where id = p_from;
  perform private.audit(null, 'customer.merged', 'customer', p_into::text, p_into, 'one person, one customer', jsonb_build_object('from', p_from));
end
$$;
comment on function private.merge_customer(uuid, uuid) is 'Moves everything of one profile into another and removes the first.';

create function private.adopt_self_made_profiles(p_customers uuid[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_pair record;
begin
  for v_pair in
    select distinct on (mine.id) mine.id as made, c.id as known
    from public.customer_profiles c
    join public.portal_users u on lower(u.email) = lower(c.email) and u.role = 'customer' and u.customer_id <> c.id
    join public.customer_profiles mine on mine.id = u.customer_id
    where c.id = any (p_customers) and private.is_self_made(mine)
      -- Several customers with one address: only a person can say which one it is.
      and not exists (select 1 from public.customer_profiles other
        where lower(other.email) = lower(c.email) and other.id not in (c.id, mine.id))
  loop
    perform private.merge_customer(v_pair.made, v_pair.known);
  end loop;
end
$$;
comment on function private.adopt_self_made_profiles(uuid[]) is
  'For customers who have just been written: whoever signed up with such an address before, and has a profile that the sign-up made, joins the customer with all they have.';

create or replace function private.link_portal_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_email text := lower(new.email);
  v_name text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'full_name'), 200), '');
  v_phone text := nullif(left(private.plain_name((new.raw_user_meta_data)::jsonb ->> 'phone'), 32), '');
  v_number text := nullif(left(trim((new.raw_user_meta_data)::jsonb ->> 'customer_number'), 40), '');
  v_user public.portal_users;
  v_matches uuid[];
  v_customer uuid;
begin
  -- Nothing is trusted before the address is verified.
  if new.email_confirmed_at is null or v_email is null then
    return new;
  end if;

  select * into v_user from public.portal_users where id = new.id;
  if v_user.id is not null and v_user.email = v_email then
    return new;
  end if;
  -- An import that is under way may be bringing this very customer.
  perform private.lock_people();
  select array_agg(c.id) into v_matches
  from (
    select id from public.customer_profiles
    where lower(email) = v_email and (v_number is null or customer_number = v_number) limit 2) c;
  if v_matches is null and v_number is not null then
    select array_agg(c.id) into v_matches from (select id from public.customer_profiles where lower(email) = v_email limit 2) c;
  end if;

  if v_user.id is not null then
    update public.portal_users set email = v_email where id = new.id;
    if v_user.role = 'customer' then
      perform private.adopt_self_made_profiles(v_matches);
    end if;
    return new;
  end if;

  if cardinality(v_matches) = 1 then
    v_customer := v_matches[1];
  else
    insert into public.customer_profiles (full_name, email, phone)
    values (coalesce(v_name, split_part(v_email, '@', 1)), v_email, v_phone)
    returning id into v_customer;
  end if;

  insert into public.portal_users (id, role, customer_id, email, full_name, phone)
  values (new.id, 'customer', v_customer, v_email, coalesce(v_name, split_part(v_email, '@', 1)), v_phone)
  on conflict (id) do nothing;
  return new;
end
$$;
comment on function private.link_portal_user() is
  'Trigger on auth.users: once the e-mail is verified, links the person to the one customer profile with that e-mail, or makes a new profile when none or several match. Of several, a customer number that was given at sign-up picks the one; a number alone proves nothing. A new address that has been verified is looked up again.';

create function public.claim_customer_number(p_number text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_mine public.customer_profiles;
  v_claimed public.customer_profiles;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customers_only', 'Only customers have a customer number.');
  end if;
  perform private.limit_rate('claim_customer_number:' || viewer.id, 10, 3600);
  perform private.lock_people();
  select c.* into v_mine from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = viewer.id;
  -- The same answer for a wrong number and for somebody else's: numbers cannot be tried out.
  select * into v_claimed from public.customer_profiles
  where customer_number = left(trim(p_number), 40) and lower(email) = lower(viewer.email);
  if v_claimed.id is null then
    perform private.fail('PT404', 'customer_number_unknown',
      'No customer has this number and your e-mail address. Check the number, or ask us to put your address on file.', '{"fields": {"customerNumber": ["unknown"]}}');
  end if;
  if v_claimed.id <> v_mine.id then
    if not private.is_self_made(v_mine) then
      perform private.fail('PT409', 'linked_already', 'You belong to another customer already. Contact support to change that.');
    end if;
    perform private.merge_customer(v_mine.id, v_claimed.id);
  end if;
  return jsonb_build_object('customerId', v_claimed.id, 'customerNumber', v_claimed.customer_number,
    'customerName', coalesce(v_claimed.company_name, v_claimed.full_name));
end
$$;
comment on function public.claim_customer_number(text) is
  'Joins the viewer, with all they have, to the customer with this number whose address is the one that the viewer has verified. For those whose address several customers share. Raises PT404 customer_number_unknown, PT409 linked_already, PT429.';
grant execute on function public.claim_customer_number(text) to authenticated;

-- Customers as staff see and keep them.

create index customer_profiles_created_idx on public.customer_profiles (created_at desc, id desc);
create index customer_profiles_number_prefix_idx on public.customer_profiles (customer_number text_pattern_ops);
create index customer_profiles_company_trgm_idx on public.customer_profiles using gin (company_name extensions.gin_trgm_ops);

alter table public.customer_profiles add column version int not null default 1;

create function private.customer_row(c public.customer_profiles)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'customerNumber', c.customer_number, 'kind', c.kind, 'fullName', c.full_name, 'companyName', c.company_name,
    'email', c.email, 'phone', c.phone, 'accountStatus', c.account_status, 'createdAt', private.iso(c.created_at),
    'openTickets', (select count(*) from (select 1 from public.support_tickets t where t.customer_id = c.id
      and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold') limit 100) o),
    'lastTicketAt', (select private.iso(t.last_activity_at) from public.support_tickets t where t.customer_id = c.id
      order by t.last_activity_at desc, t.id desc limit 1))
$$;
comment on function private.customer_row(public.customer_profiles) is 'A customer as a list of staff shows them. Open tickets stop counting at 100.';

create function public.search_customers(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  if jsonb_typeof(p_filters -> 'accountStatus') = 'array' then
    v_where := v_where || ' and c.account_status::text in (select jsonb_array_elements_text($1 -> ''accountStatus''))';
  end if;
  if v_q is not null then
    -- Each source uses its own index and gives at most 500 candidates; the filters then decide.
    v_where := v_where || ' and c.id in (
      (select n.id from public.customer_profiles n where n.customer_number like upper($3) limit 500)
      union (select n.id from public.customer_profiles n where $2 operator(extensions.<%) n.full_name limit 500)
      union (select n.id from public.customer_profiles n where $2 operator(extensions.<%) n.company_name limit 500)
      union (select n.id from public.customer_profiles n where n.email ilike ''%'' || $3 limit 500)
      union (select u.customer_id from public.portal_users u where lower(u.email) = lower($2)))';
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (c.created_at, c.id) < (($4 ->> ''at'')::timestamptz, ($4 ->> ''id'')::uuid)';
  end if;
  execute format($q$
    with page as (
      select c.* from public.customer_profiles c where true%s order by c.created_at desc, c.id desc limit %s)
    select coalesce(jsonb_agg(private.customer_row(row(page.*)::public.customer_profiles) order by page.created_at desc, page.id desc), '[]')
    from page
  $q$, v_where, v_limit + 1)
  into v_rows using p_filters, v_q, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  perform private.audit(viewer, 'customer.search', 'customer', null, null, 'support');
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_customers(jsonb, jsonb, int) is
  'For staff: a page of customers, newest first. p_filters: { q (number, name, company, e-mail; mistyped too), accountStatus[] }. Raises PT401, PT403.';
grant execute on function public.search_customers(jsonb, jsonb, int) to authenticated;

create function private.customer_people(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', u.id, 'fullName', u.full_name, 'email', u.email, 'phone', u.phone, 'active', u.portal_active,
    'createdAt', private.iso(u.created_at),
    'lastSeenAt', (select private.iso(max(s.updated_at)) from auth.sessions s where s.user_id = u.id)) order by u.created_at, u.id), '[]')
  from (select * from public.portal_users where customer_id = p_customer order by created_at, id limit 100) u
$$;
comment on function private.customer_people(uuid) is 'Who signs in for a customer, a hundred at most.';

create function private.customer_figures(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with rated as (
    select t.rating from public.support_tickets t
    where t.customer_id = p_customer and t.rating is not null order by t.last_activity_at desc limit 100)
  select jsonb_build_object(
    'tickets', (select count(*) from (select 1 from public.support_tickets t where t.customer_id = p_customer limit 1000) n),
    'ratings', (select jsonb_agg((select count(*) from rated r where r.rating = stars) order by stars) from generate_series(1, 5) stars),
    'satisfaction', (select round(avg(rating), 1) from rated),
    'spent', coalesce((
      select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency) order by s.amount desc)
      from (select o.currency, sum(o.total) as amount from public.orders o
        where o.customer_id = p_customer and o.status not in ('pending', 'cancelled', 'refunded') group by o.currency) s), '[]'),
    'outstanding', coalesce((
      select jsonb_agg(jsonb_build_object('amount', s.amount, 'currency', s.currency) order by s.amount desc)
      from (select i.currency, sum(i.total - i.amount_paid) as amount from public.invoices i
        where i.customer_id = p_customer and i.status = 'pending' group by i.currency) s), '[]'))
$$;
comment on function private.customer_figures(uuid) is
  'Figures of a customer: tickets (to 1,000), the last hundred ratings by stars and on average, what was spent and what is open, by currency.';

create function private.customer_records(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'tickets', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status,
        'lastActivityAt', private.iso(t.last_activity_at)) order by t.last_activity_at desc)
      from (select * from public.support_tickets where customer_id = p_customer order by last_activity_at desc, id desc limit 10) t), '[]'),
    'orders', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status,
        'total', jsonb_build_object('amount', o.total, 'currency', o.currency), 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc)
      from (select * from public.orders where customer_id = p_customer order by placed_at desc, id desc limit 5) o), '[]'),
    'invoices', coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'status', i.status, 'dueOn', i.due_on,
        'total', jsonb_build_object('amount', i.total, 'currency', i.currency)) order by i.issued_on desc, i.id desc)
      from (select * from public.invoices where customer_id = p_customer order by issued_on desc, id desc limit 5) i), '[]'),
    'quotes', coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'number', q.number, 'title', q.title, 'status', q.status) order by q.created_at desc)
      from (select * from public.quote_requests where customer_id = p_customer order by created_at desc, id desc limit 5) q), '[]'),
    'services', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'package', s.package, 'status', s.status) order by s.created_at desc)
      from (select * from public.customer_services where customer_id = p_customer order by created_at desc, id desc limit 10) s), '[]'),
    'domains', coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'hostname', d.hostname, 'status', d.status) order by d.created_at desc)
      from (select * from public.custom_domains where customer_id = p_customer order by created_at desc, id desc limit 10) d), '[]'))
$$;
comment on function private.customer_records(uuid) is 'The latest that a customer has of each kind.';

create function public.get_customer(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_customer public.customer_profiles;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_customer from public.customer_profiles where id = p_ref::uuid;
  else
    select * into v_customer from public.customer_profiles where customer_number = upper(left(p_ref, 40));
  end if;
  if v_customer.id is null then
    perform private.fail('PT404', 'customer_not_found', 'This customer does not exist.');
  end if;
  perform private.audit(viewer, 'customer.read', 'customer', v_customer.id::text, v_customer.id, 'support');
  return private.customer_row(v_customer) || jsonb_build_object(
    'version', v_customer.version, 'locale', v_customer.locale, 'timeZone', v_customer.time_zone,
    'source', v_customer.source, 'externalId', v_customer.external_id,
    'people', private.customer_people(v_customer.id),
    'figures', private.customer_figures(v_customer.id),
    'records', private.customer_records(v_customer.id));
end
$$;
comment on function public.get_customer(text) is
  'For staff: a customer by id or customer number, with their people, figures and latest records. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.get_customer(text) to authenticated;

-- Changing ------------------------------------------------------------------------------------------

create function private.apply_customer(p_customer public.customer_profiles, p_changes jsonb)
returns public.customer_profiles
language plpgsql stable security definer set search_path = ''
as $$
declare
  v public.customer_profiles := p_customer;
begin
  if p_changes ? 'fullName' then
    v.full_name := private.check_text(p_changes ->> 'fullName', 'fullName', 200);
  end if;
  if p_changes ? 'companyName' then
    v.company_name := nullif(trim(private.plain_text(p_changes ->> 'companyName')), '');
    if char_length(v.company_name) > 200 then
      perform private.invalid_field('companyName', 'too_long', 'A company name has at most 200 characters.');
    end if;
    v.kind := (case when v.company_name is null then 'person' else 'company' end)::public.customer_kind;
  end if;
  if p_changes ? 'email' then
    v.email := lower(nullif(trim(p_changes ->> 'email'), ''));
    if char_length(v.email) > 320 or v.email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' then
      perform private.invalid_field('email', 'invalid', 'Enter an e-mail address such as name@example.com.');
    end if;
  end if;
  if p_changes ? 'phone' then
    v.phone := nullif(trim(p_changes ->> 'phone'), '');
    if v.phone !~ '^\+?[0-9 ()./-]{5,31}$' then
      perform private.invalid_field('phone', 'invalid', 'Enter a phone number such as +27 21 555 0100.');
    end if;
  end if;
  if p_changes ? 'timeZone' then
    if not exists (select 1 from pg_catalog.pg_timezone_names where name = p_changes ->> 'timeZone') then
      perform private.invalid_field('timeZone', 'unknown', 'Choose a time zone from the list.');
    end if;
    v.time_zone := p_changes ->> 'timeZone';
  end if;
  if p_changes ? 'accountStatus' then
    begin
      v.account_status := p_changes ->> 'accountStatus';
    exception when invalid_text_representation then
      perform private.invalid_field('accountStatus', 'unknown', 'Choose active, suspended or closed.');
    end;
    if v.account_status is null then
      perform private.invalid_field('accountStatus', 'unknown', 'Choose active, suspended or closed.');
    end if;
  end if;
  return v;
end
$$;
comment on function private.apply_customer(public.customer_profiles, jsonb) is 'A profile with these changes, checked. Raises PT422.';

create function public.create_customer(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.begin_command(viewer.id, 'create_customer', p_key, p_input);
  v_new public.customer_profiles;
  v_known public.customer_profiles;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('create_customer:' || viewer.id, 300, 3600);
  v_new.account_status := 'active';
  v_new.kind := 'person';
  v_new.time_zone := coalesce((select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC');
  v_new := private.apply_customer(v_new, jsonb_build_object('fullName', p_input ->> 'fullName') || p_input);
  if v_new.email is null and v_new.phone is null then
    perform private.invalid_field('email', 'required', 'Enter an e-mail address or a phone number, so that they can be reached.');
  end if;
  -- Two profiles with one address would never be linked to whoever signs up with it.
  select * into v_known from public.customer_profiles where lower(email) = v_new.email limit 1;
  if v_known.id is not null then
    perform private.fail('PT409', 'customer_exists', format('%s has this e-mail address already.', v_known.customer_number),
      jsonb_build_object('customerNumber', v_known.customer_number, 'id', v_known.id));
  end if;
  insert into public.customer_profiles (full_name, company_name, kind, email, phone, time_zone, account_status, source)
  values (v_new.full_name, v_new.company_name, v_new.kind, v_new.email, v_new.phone, v_new.time_zone, v_new.account_status, 'manual')
  returning * into v_new;
  perform private.audit(viewer, 'customer.create', 'customer', v_new.id::text, v_new.id, 'support');
  return private.finish_command(viewer.id, 'create_customer', p_key,
    private.customer_row(v_new) || jsonb_build_object('version', v_new.version));
end
$$;
comment on function public.create_customer(text, jsonb) is
  'For staff: a customer { fullName, companyName?, email?, phone?, timeZone? } who has no sign-in yet; whoever verifies the address later is linked. Raises PT401, PT403, PT409 customer_exists, PT422, PT429.';
grant execute on function public.create_customer(text, jsonb) to authenticated;

create function public.update_customer(p_id uuid, p_changes jsonb, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_old public.customer_profiles;
  v_new public.customer_profiles;
begin
  select * into v_old from public.customer_profiles where id = p_id for update;
  if v_old.id is null then
    perform private.fail('PT404', 'customer_not_found', 'This customer does not exist.');
  end if;
  v_new := private.apply_customer(v_old, coalesce(p_changes, '{}'));
  if v_new is not distinct from v_old then
    return private.customer_row(v_old) || jsonb_build_object('version', v_old.version);
  end if;
  if p_expected_version <> v_old.version then
    perform private.fail('PT409', 'customer_changed', 'Somebody changed this customer in the meantime. Look at it again.',
      jsonb_build_object('version', v_old.version));
  end if;
  if v_new.account_status <> v_old.account_status and viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin changes the status of an account.');
  end if;
  update public.customer_profiles c
  set full_name = v_new.full_name, company_name = v_new.company_name, kind = v_new.kind, email = v_new.email, phone = v_new.phone,
      time_zone = v_new.time_zone, account_status = v_new.account_status, version = c.version + 1
  where c.id = p_id returning * into v_new;
  perform private.audit(viewer, 'customer.update', 'customer', p_id::text, p_id, 'support',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return private.customer_row(v_new) || jsonb_build_object('version', v_new.version);
end
$$;
comment on function public.update_customer(uuid, jsonb, int) is
  'For staff: changes { fullName, companyName, email, phone, timeZone }, for admins also accountStatus. With p_expected_version two people notice each other; repeating is harmless. The sign-in addresses of people stay theirs. Raises PT401, PT403 admin_only, PT404, PT409 customer_changed, PT422.';
grant execute on function public.update_customer(uuid, jsonb, int) to authenticated;

create function public.set_portal_access(p_user_id uuid, p_active boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_user public.portal_users;
begin
  select * into v_user from public.portal_users where id = p_user_id for update;
  if v_user.id is null or (v_user.role <> 'customer' and viewer.role <> 'admin') then
    perform private.fail('PT404', 'user_not_found', 'This person does not exist, or is not yours to lock.');
  end if;
  if v_user.id = viewer.id then
    perform private.fail('PT409', 'own_access', 'You cannot lock yourself out.');
  end if;
  if p_active is null then
    perform private.invalid_field('active', 'required', 'Say whether this person may sign in.');
  end if;
  if v_user.portal_active <> p_active then
    update public.portal_users set portal_active = p_active where id = p_user_id;
    perform private.audit(viewer, case when p_active then 'user.unlock' else 'user.lock' end, 'user', p_user_id::text,
      v_user.customer_id, 'administration');
  end if;
  return jsonb_build_object('id', p_user_id, 'active', p_active);
end
$$;
comment on function public.set_portal_access(uuid, boolean) is
  'For staff: locks a customer''s person out of the portal, or lets them in again; admins do so for staff too. It holds at once, sessions included. Harmless when repeated. Raises PT401, PT403, PT404, PT409 own_access, PT422.';
grant execute on function public.set_portal_access(uuid, boolean) to authenticated;

-- Applications to become a reseller: asked for by customers, decided by staff.

create table public.reseller_applications (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  applicant_id uuid references public.portal_users (id) on delete set null,
  status text not null default 'submitted'
    check (status in ('submitted', 'in_review', 'more_info', 'approved', 'declined', 'withdrawn')),
  company_name text not null check (char_length(company_name) between 1 and 200),
  registration_number text check (char_length(registration_number) <= 60),
  website text check (char_length(website) <= 300),
  plans text not null check (char_length(plans) between 1 and 2000),
  staff_note text check (char_length(staff_note) <= 2000),
  decided_by uuid references public.portal_users (id) on delete set null,
  version int not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now()
);
comment on table public.reseller_applications is
  'Who asked to become a reseller, and how it stands. staff_note is written to the applicant: what is missing, or why not.';
create index reseller_applications_customer_idx on public.reseller_applications (customer_id, created_at desc, id desc);
create index reseller_applications_applicant_idx on public.reseller_applications (applicant_id);
create index reseller_applications_decided_idx on public.reseller_applications (decided_by);
-- One under way at a time, however many colleagues press the button.
create unique index reseller_applications_open_idx on public.reseller_applications (customer_id)
  where status in ('submitted', 'in_review', 'more_info', 'approved');
create trigger reseller_applications_touch before update on public.reseller_applications
  for each row execute function private.touch_updated_at();
alter table public.reseller_applications enable row level security;
create policy "Customers read their own applications, staff read all" on public.reseller_applications for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
grant select on public.reseller_applications to authenticated;
grant select, insert, update, delete on public.reseller_applications to service_role;

create function private.reseller_row(r public.reseller_applications)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', r.id, 'status', r.status, 'companyName', r.company_name, 'registrationNumber', r.registration_number,
    'website', r.website, 'plans', r.plans, 'staffNote', r.staff_note, 'version', r.version,
    'createdAt', private.iso(r.created_at), 'updatedAt', private.iso(r.updated_at))
$$;
comment on function private.reseller_row(public.reseller_applications) is 'An application as its customer and staff see it.';

create function private.latest_application(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.reseller_row(r) from public.reseller_applications r
  where r.customer_id = p_customer order by r.created_at desc, r.id desc limit 1
$$;
comment on function private.latest_application(uuid) is 'The newest application of a customer; null when there is none.';

create function public.get_reseller_application(p_customer uuid default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if viewer.role = 'customer' then
    if p_customer is not null and p_customer <> viewer.customer_id then
      perform private.fail('PT404', 'customer_not_found', 'This customer does not exist.');
    end if;
    return private.latest_application(viewer.customer_id);
  end if;
  return private.latest_application(p_customer);
end
$$;
comment on function public.get_reseller_application(uuid) is
  'The newest application of the viewer''s customer, or for staff of the customer named; null when there is none. Raises PT401, PT403 portal_locked, PT404.';
grant execute on function public.get_reseller_application(uuid) to authenticated;

create function private.tell_about_application(p_viewer private.viewer, p_row public.reseller_applications)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_data jsonb := jsonb_build_object('status', p_row.status, 'actorName', p_viewer.full_name, 'name', p_row.company_name,
    'number', (select customer_number from public.customer_profiles where id = p_row.customer_id));
  v_key text := format('reseller:%s:%s', p_row.id, p_row.version);
begin
  if p_viewer.role = 'customer' then
    perform private.notify(u.id, 'reseller_applied', 'reseller_application', p_row.customer_id, v_data, v_key)
    from public.portal_users u where u.role = 'admin' and u.portal_active;
  else
    perform private.notify_customer(p_row.customer_id, 'reseller_status', 'reseller_application', p_row.customer_id, v_data, v_key);
  end if;
end
$$;
comment on function private.tell_about_application(private.viewer, public.reseller_applications) is
  'Tells admins of what an applicant did, and the customer of what staff did.';

create function public.apply_as_reseller(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
  v_answer jsonb := private.begin_command(viewer.id, 'apply_as_reseller', p_key, p_input);
  v_row public.reseller_applications;
  v_website text := nullif(trim(private.plain_text(p_input ->> 'website')), '');
  v_number text := nullif(private.plain_name(p_input ->> 'registrationNumber'), '');
begin
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('apply_as_reseller:' || viewer.id, 10, 86400);
  if v_website !~* '^https?://[^\s]+\.[^\s]+$' or char_length(v_website) > 300 then
    perform private.invalid_field('website', 'invalid', 'Enter an address that begins with https://, or leave it empty.');
  elsif char_length(v_number) > 60 then
    perform private.invalid_field('registrationNumber', 'too_long', 'At most 60 characters.');
  end if;
  perform 1 from public.customer_profiles where id = viewer.customer_id for update;
  select * into v_row from public.reseller_applications
  where customer_id = viewer.customer_id and status in ('submitted', 'in_review', 'more_info', 'approved');
  if v_row.id is not null and v_row.status <> 'more_info' then
    perform private.fail('PT409', 'application_open', case v_row.status when 'approved' then 'You are a reseller already.'
      else 'We have your application, and are looking at it.' end);
  end if;
  if v_row.id is null then
    insert into public.reseller_applications (customer_id, applicant_id, company_name, registration_number, website, plans)
    values (viewer.customer_id, viewer.id, private.check_text(p_input ->> 'companyName', 'companyName', 200), v_number, v_website,
      private.check_text(p_input ->> 'plans', 'plans', 2000))
    returning * into v_row;
  else
    -- The answer to what staff asked: the same application goes on.
    update public.reseller_applications
    set company_name = private.check_text(p_input ->> 'companyName', 'companyName', 200), registration_number = v_number, website = v_website,
      plans = private.check_text(p_input ->> 'plans', 'plans', 2000), status = 'in_review', version = version + 1
    where id = v_row.id returning * into v_row;
  end if;
  perform private.audit(viewer, 'reseller_application.request', 'reseller_application', v_row.id::text, viewer.customer_id, 'self-service');
  perform private.tell_about_application(viewer, v_row);
  return private.finish_command(viewer.id, 'apply_as_reseller', p_key, private.reseller_row(v_row));
end
$$;
comment on function public.apply_as_reseller(text, jsonb) is
  'A customer asks to become a reseller { companyName, registrationNumber?, website?, plans }, or answers what staff asked. Idempotent by p_key. Raises PT401, PT403 customers_only, PT409 application_open, PT422, PT429.';
grant execute on function public.apply_as_reseller(text, jsonb) to authenticated;

create function public.withdraw_reseller_application(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_customer();
  v_row public.reseller_applications;
begin
  select * into v_row from public.reseller_applications where id = p_id and customer_id = viewer.customer_id for update;
  if v_row.id is null then
    perform private.fail('PT404', 'application_not_found', 'This application does not exist.');
  elsif v_row.status = 'withdrawn' then
    return private.reseller_row(v_row);
  elsif v_row.status not in ('submitted', 'in_review', 'more_info') then
    perform private.fail('PT409', 'application_decided', 'This application is decided already.');
  end if;
  update public.reseller_applications set status = 'withdrawn', version = version + 1 where id = p_id returning * into v_row;
  perform private.audit(viewer, 'reseller_application.cancel', 'reseller_application', p_id::text, viewer.customer_id, 'self-service');
  return private.reseller_row(v_row);
end
$$;
comment on function public.withdraw_reseller_application(uuid) is 'A customer takes an application back before it is decided. Harmless when repeated. Raises PT401, PT403, PT404, PT409 application_decided.';
grant execute on function public.withdraw_reseller_application(uuid) to authenticated;

create function public.decide_reseller_application(p_id uuid, p_status text, p_note text default null, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_row public.reseller_applications;
  v_note text := nullif(trim(private.plain_text(p_note)), '');
begin
  select * into v_row from public.reseller_applications where id = p_id for update;
  if v_row.id is null then
    perform private.fail('PT404', 'application_not_found', 'This application does not exist.');
  elsif v_row.status = p_status and v_row.staff_note is not distinct from v_note then
    return private.reseller_row(v_row);
  elsif p_expected_version <> v_row.version then
    perform private.fail('PT409', 'application_changed', 'Somebody changed this application in the meantime. Look at it again.');
  elsif p_status is null or p_status not in ('in_review', 'more_info', 'approved', 'declined') then
    perform private.invalid_field('status', 'unknown', 'Choose in review, more information, approved or declined.');
  elsif v_row.status not in ('submitted', 'in_review', 'more_info') then
    perform private.fail('PT409', 'application_decided', 'This application is decided already.');
  elsif p_status in ('approved', 'declined') and viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin decides who becomes a reseller.');
  elsif p_status in ('more_info', 'declined') and v_note is null then
    perform private.invalid_field('note', 'required', 'Write to the applicant what is missing, or why not.');
  elsif char_length(v_note) > 2000 then
    perform private.invalid_field('note', 'too_long', 'At most 2,000 characters.');
  end if;
  update public.reseller_applications set status = p_status, staff_note = v_note, version = version + 1,
    decided_by = case when p_status in ('approved', 'declined') then viewer.id end
  where id = p_id returning * into v_row;
  perform private.audit(viewer, 'reseller_application.status', 'reseller_application', p_id::text, v_row.customer_id, 'support', jsonb_build_object('status', p_status));
  perform private.tell_about_application(viewer, v_row);
  return private.reseller_row(v_row);
end
$$;
comment on function public.decide_reseller_application(uuid, text, text, int) is
  'For staff: takes an application into review, asks for more_info, and for admins approves or declines it; a note for the applicant goes with the last three, and is needed to ask and to decline. Raises PT401, PT403 staff_only and admin_only, PT404, PT409 application_changed and application_decided, PT422.';
grant execute on function public.decide_reseller_application(uuid, text, text, int) to authenticated;

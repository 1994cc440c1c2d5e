-- What people ask for about their data: export, deletion, correction, restriction. Each has a clock, a history, and
-- stays visible to whoever asked until it is settled.

insert into public.app_settings (key, value) values
  ('privacy_due_days', '30'), ('privacy_grace_days', '30'), ('privacy_remind_days', '7'), ('privacy_export_days', '7')
on conflict (key) do nothing;

create table private.privacy_transitions (
  kind text not null,
  from_status text not null,
  action text not null,
  actor text not null check (actor in ('customer', 'staff', 'system')),
  to_status text not null,
  primary key (kind, from_status, action, actor)
);
comment on table private.privacy_transitions is
  'What a request about data may become, by whom. lib/privacy/status.ts holds the same rows; a test compares them.';
alter table private.privacy_transitions enable row level security;
insert into private.privacy_transitions (kind, from_status, action, actor, to_status) values
  ('export', 'received', 'start', 'system', 'in_progress'),
  ('export', 'in_progress', 'finish', 'system', 'completed'),
  ('export', 'completed', 'expire', 'system', 'expired'),
  ('export', 'received', 'cancel', 'customer', 'cancelled'),
  ('export', 'in_progress', 'cancel', 'customer', 'cancelled'),
  ('export', 'received', 'refuse', 'staff', 'refused'),
  ('export', 'in_progress', 'refuse', 'staff', 'refused'),
  ('deletion', 'scheduled', 'cancel', 'customer', 'cancelled'),
  ('deletion', 'scheduled', 'refuse', 'staff', 'refused'),
  ('deletion', 'scheduled', 'start', 'system', 'in_progress'),
  ('deletion', 'in_progress', 'finish', 'system', 'completed'),
  ('correction', 'received', 'assign', 'staff', 'in_progress'),
  ('correction', 'received', 'accept', 'staff', 'completed'),
  ('correction', 'in_progress', 'accept', 'staff', 'completed'),
  ('correction', 'received', 'refuse', 'staff', 'refused'),
  ('correction', 'in_progress', 'refuse', 'staff', 'refused'),
  ('correction', 'received', 'cancel', 'customer', 'cancelled'),
  ('correction', 'in_progress', 'cancel', 'customer', 'cancelled'),
  ('restriction', 'active', 'cancel', 'customer', 'lifted');

create table public.privacy_requests (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (char_length(number) <= 40),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  user_id uuid references public.portal_users (id) on delete set null,
  kind text not null check (kind in ('export', 'deletion', 'correction', 'restriction')),
  scope text not null default 'profile' check (scope in ('profile', 'person')),
  status text not null check (status in ('received', 'in_progress', 'scheduled', 'active', 'completed', 'refused', 'cancelled', 'expired', 'lifted')),
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and octet_length(details::text) <= 20000),
  due_at timestamptz not null,
  extended_at timestamptz,
  extension_reason text check (char_length(extension_reason) <= 2000),
  effective_at timestamptz,
  assignee_id uuid references public.portal_users (id) on delete set null,
  progress jsonb not null default '{}' check (jsonb_typeof(progress) = 'object'),
  result jsonb not null default '{}' check (jsonb_typeof(result) = 'object'),
  decision_reason text check (char_length(decision_reason) <= 2000),
  decided_by uuid references public.portal_users (id) on delete set null,
  reminded_at timestamptz,
  settled_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.privacy_requests is
  'What somebody asked for about their data. due_at is the day of the law (a month, once extended by two); effective_at when a deletion begins; progress and result belong to the job that does it.';
comment on column public.privacy_requests.scope is
  'Of a deletion: profile for a customer with one person, person for somebody of a company, whose records stay the company''s.';
create index privacy_requests_user_idx on public.privacy_requests (user_id, created_at desc, id desc);
create index privacy_requests_customer_idx on public.privacy_requests (customer_id, created_at desc, id desc);
create index privacy_requests_assignee_idx on public.privacy_requests (assignee_id);
create index privacy_requests_decider_idx on public.privacy_requests (decided_by);
create index privacy_requests_due_idx on public.privacy_requests (due_at, id) where status in ('received', 'in_progress', 'scheduled');
create index privacy_requests_created_idx on public.privacy_requests (created_at desc, id desc);
create unique index privacy_requests_one_open_idx on public.privacy_requests (user_id, kind)
  where kind in ('export', 'deletion') and status in ('received', 'in_progress', 'scheduled');
create unique index privacy_requests_one_restriction_idx on public.privacy_requests (customer_id)
  where kind = 'restriction' and status = 'active';
create trigger privacy_requests_touch before update on public.privacy_requests
  for each row execute function private.touch_updated_at();

create table public.privacy_request_events (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null references public.privacy_requests (id) on delete cascade,
  type text not null check (type in ('received', 'scheduled', 'restricted', 'lifted', 'assigned', 'started', 'progress', 'extended', 'accepted', 'refused', 'cancelled',
    'reminded', 'ready', 'downloaded', 'expired', 'erased', 'failed', 'note')),
  actor_type text not null check (actor_type in ('customer', 'staff', 'system')),
  actor_id uuid references public.portal_users (id) on delete set null,
  actor_name text check (char_length(actor_name) <= 200),
  note text check (char_length(note) <= 2000),
  is_internal boolean not null default false,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.privacy_request_events is 'What happened to a request about data, when and by whom. What is internal stays with staff.';
create index privacy_request_events_request_idx on public.privacy_request_events (request_id, created_at, id);
create index privacy_request_events_actor_idx on public.privacy_request_events (actor_id);

alter table public.privacy_requests enable row level security;
alter table public.privacy_request_events enable row level security;
create policy "People read what they asked for, staff read all of it" on public.privacy_requests for select to authenticated
  using (user_id = (select private.viewer_id()) or (select private.is_staff()));
create policy "Owners read the history but for notes, staff read all of it" on public.privacy_request_events for select to authenticated
  using ((select private.is_staff()) or (not is_internal and exists (
    select 1 from public.privacy_requests r where r.id = request_id and r.user_id = (select private.viewer_id()))));
grant select on public.privacy_requests, public.privacy_request_events to authenticated, service_role;

select private.allow_notifications(array['privacy_received', 'privacy_due', 'privacy_extended', 'privacy_done', 'privacy_refused',
  'privacy_cancelled', 'privacy_deletion_scheduled', 'privacy_export_ready']);

-- What the commands share -------------------------------------------------------------------------------

create function private.add_privacy_event(p_viewer private.viewer, p_request uuid, p_type text, p_note text default null, p_internal boolean default false)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.privacy_request_events (request_id, type, actor_type, actor_id, actor_name, note, is_internal)
  values (p_request, p_type, case when p_viewer.id is null then 'system' else private.actor_kind(p_viewer) end, p_viewer.id, p_viewer.full_name, p_note, p_internal)
$$;
comment on function private.add_privacy_event(private.viewer, uuid, text, text, boolean) is 'Adds to the history of a request; without a viewer the portal itself did it.';

create function private.tell_about_privacy(p_viewer private.viewer, p_request public.privacy_requests, p_event text, p_to_staff boolean, p_key text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_assignee uuid;
begin
  if p_to_staff then
    select id into v_assignee from public.portal_users where id = p_request.assignee_id and portal_active and role <> 'customer';
  end if;
  for v_user in
    select u.id from public.portal_users u
    where u.portal_active and case
      when not p_to_staff then u.id = p_request.user_id
      when v_assignee is not null then u.id = v_assignee
      else u.role in ('agent', 'admin') end
      and (not p_to_staff or u.id is distinct from p_viewer.id)
  loop
    perform private.notify(v_user, p_event, 'privacy_request', p_request.id, jsonb_build_object(
      'number', p_request.number, 'kind', p_request.kind, 'dueAt', private.iso(p_request.due_at),
      'effectiveAt', private.iso(p_request.effective_at), 'actorName', coalesce(p_viewer.full_name, 'Portico')), p_key);
  end loop;
end
$$;
comment on function private.tell_about_privacy(private.viewer, public.privacy_requests, text, boolean, text) is
  'Tells whoever asked, also of what they did themselves: somebody else may have done it in their name. Or staff: whoever has it in hand, else all.';

create function private.announce_privacy(p_request public.privacy_requests)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_request.user_id is not null then
    perform realtime.send(jsonb_build_object('kind', 'privacy_request', 'id', p_request.id), 'record_changed', 'user:' || p_request.user_id, true);
  end if;
  perform realtime.send(jsonb_build_object('kind', 'privacy_request', 'id', p_request.id), 'record_changed', 'staff', true);
end
$$;
comment on function private.announce_privacy(public.privacy_requests) is 'Tells open pages of its owner and of staff that a request changed.';

create function private.privacy_summary(p_request public.privacy_requests)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_request.id, 'number', p_request.number, 'kind', p_request.kind, 'scope', p_request.scope, 'status', p_request.status,
    'details', p_request.details, 'dueAt', private.iso(p_request.due_at), 'extendedAt', private.iso(p_request.extended_at),
    'extensionReason', p_request.extension_reason, 'effectiveAt', private.iso(p_request.effective_at),
    'progress', p_request.progress - 'done', 'decisionReason', p_request.decision_reason, 'settledAt', private.iso(p_request.settled_at),
    'version', p_request.version, 'createdAt', private.iso(p_request.created_at),
    -- Where the archive lies is told to nobody who signs in.
    'result', p_request.result - 'path')
$$;
comment on function private.privacy_summary(public.privacy_requests) is 'A request as its owner and staff see it in lists.';

create function private.lock_privacy_request(p_viewer private.viewer, p_id uuid)
returns public.privacy_requests
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
begin
  select * into v_request from public.privacy_requests where id = p_id for update;
  if v_request.id is null or (p_viewer.role = 'customer' and v_request.user_id is distinct from p_viewer.id) then
    perform private.fail('PT404', 'privacy_request_not_found', 'This request does not exist, or is not yours to see.');
  end if;
  return v_request;
end
$$;
comment on function private.lock_privacy_request(private.viewer, uuid) is 'The request, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.move_privacy_request(p_request public.privacy_requests, p_action text, p_actor text)
returns public.privacy_requests
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_to text;
  v_request public.privacy_requests;
begin
  select to_status into v_to from private.privacy_transitions
  where kind = p_request.kind and from_status = p_request.status and action = p_action and actor = p_actor;
  if v_to is null then
    perform private.fail('PT409', 'privacy_request_' || p_request.status, case p_request.status
      when 'in_progress' then 'This request is being carried out already.'
      when 'scheduled' then 'This deletion is scheduled and begins by itself.'
      when 'active' then 'This restriction is in force; whoever asked for it lifts it.'
      else 'This request is settled already.' end, jsonb_build_object('status', p_request.status));
  end if;
  update public.privacy_requests
  set status = v_to, version = version + 1,
    settled_at = case when v_to in ('completed', 'refused', 'cancelled', 'lifted') then now() else settled_at end
  where id = p_request.id returning * into v_request;
  return v_request;
end
$$;
comment on function private.move_privacy_request(public.privacy_requests, text, text) is
  'Moves a locked request by the table of transitions. Raises PT409 privacy_request_<status> for what is not possible now.';

-- Corrections -----------------------------------------------------------------------------------------------

create function private.correction_fields()
returns text[]
language sql immutable set search_path = ''
as $$ select array['fullName', 'companyName', 'email', 'phone', 'billingAddress', 'shippingAddress', 'customerNumber', 'accountStatus', 'package', 'price', 'other'] $$;
comment on function private.correction_fields() is 'What can be asked to be corrected; lib/privacy/types.ts holds the same list, and a test compares them.';

create function private.address_text(p_address jsonb)
returns text
language sql immutable set search_path = ''
as $$ select nullif(string_agg(a.value, ', ' order by a.place), '') from jsonb_each_text(p_address) with ordinality as a(key, value, place) where a.value <> '' $$;
comment on function private.address_text(jsonb) is 'The parts of an address on one line.';

create function private.correction_value(p_customer uuid, p_field text)
returns text
language sql stable security definer set search_path = ''
as $$
  select case p_field
    when 'fullName' then c.full_name when 'companyName' then c.company_name when 'email' then c.email when 'phone' then c.phone
    when 'billingAddress' then private.address_text(c.billing_address) when 'shippingAddress' then private.address_text(c.shipping_address)
    when 'customerNumber' then c.customer_number when 'accountStatus' then c.account_status::text end
  from public.customer_profiles c where c.id = p_customer
$$;
comment on function private.correction_value(uuid, text) is 'What stands in a field of a profile now, in words.';

create function private.check_correction(p_customer uuid, p_details jsonb)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_field text := coalesce(p_details ->> 'field', 'other');
begin
  if v_field <> all (private.correction_fields()) then
    perform private.invalid_field('field', 'unknown', 'Choose what is to be corrected.');
  end if;
  return jsonb_strip_nulls(jsonb_build_object(
    'field', v_field, 'current', private.correction_value(p_customer, v_field),
    'proposed', private.check_text(p_details ->> 'proposed', 'proposed', 2000),
    'reason', left(nullif(trim(private.plain_text(p_details ->> 'reason')), ''), 2000)));
end
$$;
comment on function private.check_correction(uuid, jsonb) is 'What is asked to be corrected { field, current, proposed, reason? }, checked. Raises PT422.';

create function private.apply_correction(p_viewer private.viewer, p_request public.privacy_requests)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_field text := p_request.details ->> 'field';
  v_proposed text := p_request.details ->> 'proposed';
  v_old public.customer_profiles;
  v_new public.customer_profiles;
begin
  -- Whatever is no plain field of the profile is corrected by hand where it stands; accepting says that it was.
  if v_field not in ('fullName', 'companyName', 'email', 'phone') then
    return;
  end if;
  select * into v_old from public.customer_profiles where id = p_request.customer_id for update;
  v_new := private.apply_customer(v_old, jsonb_build_object(v_field, v_proposed));
  update public.customer_profiles c
  set full_name = v_new.full_name, company_name = v_new.company_name, kind = v_new.kind, email = v_new.email, phone = v_new.phone, version = c.version + 1
  where c.id = v_old.id and v_new is distinct from v_old;
  if v_field = 'fullName' then
    update public.portal_users set full_name = v_new.full_name where id = p_request.user_id and full_name = v_old.full_name;
  end if;
  perform private.audit(p_viewer, 'customer.correct', 'customer', p_request.customer_id::text, p_request.customer_id, 'privacy', jsonb_build_array(v_field));
end
$$;
comment on function private.apply_correction(private.viewer, public.privacy_requests) is
  'Puts what was asked for into the profile. Sign-in addresses stay as they are: those their owner verifies. Raises PT422 for what the field does not take.';

-- Asking ------------------------------------------------------------------------------------------------------

create function public.request_privacy(p_key text, p_kind text, p_details jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb := private.begin_command(viewer.id, 'request_privacy', p_key, jsonb_build_object('kind', p_kind, 'details', p_details));
  v_details jsonb := '{}';
  v_reason text := left(nullif(trim(private.plain_text(p_details ->> 'reason')), ''), 2000);
  v_now timestamptz := clock_timestamp();
  v_due timestamptz;
  v_effective timestamptz;
  v_request public.privacy_requests;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  if p_kind is null or p_kind not in ('export', 'deletion', 'correction', 'restriction') then
    perform private.invalid_field('kind', 'unknown', 'Choose export, deletion, correction or restriction.');
  end if;
  perform private.limit_rate('request_privacy:' || viewer.id, 20, 86400);
  -- Two clicks of one person, or of two colleagues, come one after the other.
  perform 1 from public.customer_profiles where id = viewer.customer_id for update;

  if p_kind in ('export', 'deletion') and exists (
    select 1 from public.privacy_requests where user_id = viewer.id and kind = p_kind and status in ('received', 'in_progress', 'scheduled')) then
    perform private.fail('PT409', p_kind || '_open', case p_kind
      when 'export' then 'Your last export is still being made.' else 'Your deletion is scheduled already.' end);
  elsif p_kind = 'restriction' and exists (
    select 1 from public.privacy_requests where customer_id = viewer.customer_id and kind = 'restriction' and status = 'active') then
    perform private.fail('PT409', 'restriction_open', 'The use of your data is restricted already.');
  end if;
  if p_kind in ('export', 'deletion') then
    -- Consumed by this very request: a call past the portal needs the password as well.
    perform private.require_reauthentication(viewer.id, 'privacy_' || p_kind);
  end if;

  v_due := v_now + make_interval(days => private.setting_int('privacy_due_days', 30, 1, 30));
  if p_kind = 'correction' then
    v_details := private.check_correction(viewer.customer_id, p_details);
  elsif v_reason is not null then
    v_details := jsonb_build_object('reason', v_reason);
  end if;
  if p_kind = 'deletion' then
    v_effective := v_now + make_interval(days => private.setting_int('privacy_grace_days', 30, 0, 30));
    v_due := greatest(v_due, v_effective + interval '1 day');
  end if;

  insert into public.privacy_requests (number, customer_id, user_id, kind, scope, status, details, due_at, effective_at, created_at)
  values (private.next_number('PRV', v_now), viewer.customer_id, viewer.id, p_kind,
    case when p_kind = 'deletion' and exists (
      select 1 from public.portal_users u where u.customer_id = viewer.customer_id and u.id <> viewer.id) then 'person' else 'profile' end,
    case p_kind when 'deletion' then 'scheduled' when 'restriction' then 'active' else 'received' end,
    v_details, v_due, v_effective, v_now)
  returning * into v_request;

  perform private.add_privacy_event(viewer, v_request.id, case p_kind when 'deletion' then 'scheduled' when 'restriction' then 'restricted' else 'received' end, v_reason);
  if p_kind = 'restriction' then
    update public.customer_profiles set processing_restricted_at = v_now where id = viewer.customer_id and processing_restricted_at is null;
  elsif p_kind = 'export' then
    perform private.enqueue('privacy_export', jsonb_build_object('requestId', v_request.id), 'privacy_export:' || v_request.id);
  elsif p_kind = 'deletion' then
    perform private.enqueue('privacy_erase', jsonb_build_object('requestId', v_request.id), 'privacy_erase:' || v_request.id, v_effective);
  end if;
  perform private.tell_about_privacy(viewer, v_request, case p_kind when 'deletion' then 'privacy_deletion_scheduled' else 'privacy_received' end, false, 'privacy_received:' || v_request.id);
  if p_kind in ('deletion', 'correction') then
    perform private.tell_about_privacy(viewer, v_request, 'privacy_received', true, 'privacy_received:' || v_request.id);
  end if;
  perform private.audit(viewer, 'privacy.request', 'privacy_request', v_request.id::text, viewer.customer_id, 'self-service', jsonb_build_object('kind', p_kind));
  perform private.announce_privacy(v_request);
  return private.finish_command(viewer.id, 'request_privacy', p_key, private.privacy_summary(v_request));
end
$$;
comment on function public.request_privacy(text, text, jsonb) is
  'A customer asks for an export, a deletion { reason? }, a correction { field, proposed, reason? } or a restriction { reason? }. Export and deletion need the password just before. Raises PT401, PT403 customer_only and password_required, PT409 export_open, deletion_open, restriction_open, PT422, PT429.';
grant execute on function public.request_privacy(text, text, jsonb) to authenticated;

create function public.cancel_privacy_request(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_request public.privacy_requests := private.lock_privacy_request(viewer, p_id);
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only whoever asked for it takes it back.');
  end if;
  if v_request.status in ('cancelled', 'lifted') then
    return private.privacy_summary(v_request);
  end if;
  v_request := private.move_privacy_request(v_request, 'cancel', 'customer');
  if v_request.kind = 'restriction' then
    update public.customer_profiles set processing_restricted_at = null where id = v_request.customer_id;
  end if;
  perform private.add_privacy_event(viewer, v_request.id, case when v_request.kind = 'restriction' then 'lifted' else 'cancelled' end);
  perform private.tell_about_privacy(viewer, v_request, 'privacy_cancelled', false, 'privacy_cancelled:' || v_request.id);
  if v_request.kind in ('deletion', 'correction') then
    perform private.tell_about_privacy(viewer, v_request, 'privacy_cancelled', true, 'privacy_cancelled:' || v_request.id);
  end if;
  perform private.audit(viewer, 'privacy.cancel', 'privacy_request', v_request.id::text, v_request.customer_id, 'self-service', jsonb_build_object('kind', v_request.kind));
  perform private.announce_privacy(v_request);
  return private.privacy_summary(v_request);
end
$$;
comment on function public.cancel_privacy_request(uuid) is
  'Whoever asked takes it back: an export or correction that is not done, a deletion within its grace, or a restriction, which ends with it. Harmless when repeated. Raises PT401, PT403 customer_only, PT404, PT409.';
grant execute on function public.cancel_privacy_request(uuid) to authenticated;

-- Reading -------------------------------------------------------------------------------------------------------

create function public.list_privacy_requests(p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_rows jsonb;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  select coalesce(jsonb_agg(private.privacy_summary(r) order by r.created_at desc, r.id desc), '[]') into v_rows
  from (
    select * from public.privacy_requests q
    where q.user_id = viewer.id and (p_cursor ->> 'at' is null or (q.created_at, q.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by q.created_at desc, q.id desc limit v_limit + 1) r;
  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextCursor', case when jsonb_array_length(v_rows) > v_limit
      then jsonb_build_object('at', v_rows -> (v_limit - 1) -> 'createdAt', 'id', v_rows -> (v_limit - 1) -> 'id') end);
end
$$;
comment on function public.list_privacy_requests(jsonb, int) is 'The viewer''s own requests about their data, newest first. Raises PT401, PT403 customer_only.';
grant execute on function public.list_privacy_requests(jsonb, int) to authenticated;

create function public.get_privacy_request(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_request public.privacy_requests;
  v_staff boolean := viewer.role <> 'customer';
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_request from public.privacy_requests where id = p_ref::uuid;
  else
    select * into v_request from public.privacy_requests where number = upper(left(p_ref, 40));
  end if;
  if v_request.id is null or (not v_staff and v_request.user_id is distinct from viewer.id) then
    perform private.fail('PT404', 'privacy_request_not_found', 'This request does not exist, or is not yours to see.');
  end if;
  if v_staff then
    perform private.audit(viewer, 'privacy.read', 'privacy_request', v_request.id::text, v_request.customer_id, 'privacy');
  end if;
  return private.privacy_summary(v_request) || jsonb_build_object(
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('id', e.id, 'type', e.type, 'actorType', e.actor_type, 'actorName', e.actor_name,
        'note', e.note, 'isInternal', e.is_internal, 'createdAt', private.iso(e.created_at)) order by e.created_at, e.id)
      from (select * from public.privacy_request_events x where x.request_id = v_request.id and (v_staff or not x.is_internal)
        order by x.created_at desc, x.id desc limit 200) e), '[]'))
    || case when v_staff then private.privacy_desk_facts(v_request) else '{}' end;
end
$$;
comment on function public.get_privacy_request(text) is
  'A request by id or number, with its history; for staff also whose it is and who has it in hand, which is audited. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_privacy_request(text) to authenticated;

create function private.privacy_desk_facts(p_request public.privacy_requests)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'customer', (select jsonb_build_object('id', c.id, 'customerNumber', c.customer_number, 'name', coalesce(c.company_name, c.full_name))
      from public.customer_profiles c where c.id = p_request.customer_id),
    'requester', (select jsonb_build_object('id', u.id, 'fullName', u.full_name) from public.portal_users u where u.id = p_request.user_id),
    'assignee', (select jsonb_build_object('id', u.id, 'fullName', u.full_name) from public.portal_users u where u.id = p_request.assignee_id))
$$;
comment on function private.privacy_desk_facts(public.privacy_requests) is 'Of a request what only staff see: whose it is and who has it in hand.';

create or replace function private.open_privacy_requests(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'kind', r.kind, 'status', r.status, 'dueAt', private.iso(r.due_at),
    'createdAt', private.iso(r.created_at)) order by r.created_at desc, r.id desc), '[]')
  from (select * from public.privacy_requests q where q.customer_id = p_customer and q.status in ('received', 'in_progress', 'scheduled', 'active')
    order by q.created_at desc, q.id desc limit 20) r
$$;
comment on function private.open_privacy_requests(uuid) is
  'A customer''s requests about their data that are not settled, [{ id, number, kind, status, dueAt, createdAt }], twenty at most.';

-- The desk ------------------------------------------------------------------------------------------------------

create function public.search_privacy_requests(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_open boolean := coalesce((p_filters ->> 'open')::boolean, true);
  v_kind text := p_filters ->> 'kind';
  v_rows jsonb;
  v_last jsonb;
begin
  -- What is open comes by its due day, the most urgent first; what is settled the latest first.
  select coalesce(jsonb_agg(private.privacy_summary(r) || private.privacy_desk_facts(r) order by
    case when v_open then r.due_at end, case when not v_open then r.created_at end desc, case when v_open then r.id end, r.id desc), '[]') into v_rows
  from (
    select * from public.privacy_requests q
    where (v_kind is null or q.kind = v_kind)
      and case when v_open then q.status in ('received', 'in_progress', 'scheduled') else q.status not in ('received', 'in_progress', 'scheduled') end
      and (p_cursor ->> 'at' is null
        or (v_open and (q.due_at, q.id) > ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
        or (not v_open and (q.created_at, q.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid)))
    order by case when v_open then q.due_at end, case when not v_open then q.created_at end desc, case when v_open then q.id end, q.id desc
    limit v_limit + 1) r;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  perform private.audit(viewer, 'privacy.search', 'privacy_request', null, null, 'privacy');
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> (case when v_open then 'dueAt' else 'createdAt' end), 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_privacy_requests(jsonb, jsonb, int) is
  'For staff: requests about data. p_filters: { open (true unless said otherwise), kind }. Open ones by their due day, settled ones newest first. Raises PT401, PT403.';
grant execute on function public.search_privacy_requests(jsonb, jsonb, int) to authenticated;

create function public.privacy_request_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return (
    select jsonb_build_object('open', count(*), 'overdue', count(*) filter (where o.due_at < now()))
    from (select due_at from public.privacy_requests where status in ('received', 'in_progress', 'scheduled') limit 1000) o);
end
$$;
comment on function public.privacy_request_counts() is 'For staff: how many requests about data are open, and overdue. Stops counting at 1,000. Raises PT401, PT403.';
grant execute on function public.privacy_request_counts() to authenticated;

create function public.assign_privacy_request(p_id uuid, p_assignee uuid default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_request public.privacy_requests := private.lock_privacy_request(viewer, p_id);
  v_name text;
begin
  if p_assignee is not null then
    select full_name into v_name from public.portal_users where id = p_assignee and portal_active and role <> 'customer';
    if v_name is null then
      perform private.invalid_field('assigneeId', 'unknown', 'Choose somebody of your staff.');
    end if;
  end if;
  if v_request.status not in ('received', 'in_progress', 'scheduled') then
    perform private.fail('PT409', 'privacy_request_' || v_request.status, 'This request is settled already.', jsonb_build_object('status', v_request.status));
  end if;
  if v_request.assignee_id is not distinct from p_assignee then
    return private.privacy_summary(v_request) || private.privacy_desk_facts(v_request);
  end if;
  if v_request.kind = 'correction' and v_request.status = 'received' and p_assignee is not null then
    v_request := private.move_privacy_request(v_request, 'assign', 'staff');
  end if;
  update public.privacy_requests set assignee_id = p_assignee where id = p_id returning * into v_request;
  perform private.add_privacy_event(viewer, p_id, 'assigned', v_name, true);
  perform private.audit(viewer, 'privacy.assign', 'privacy_request', p_id::text, v_request.customer_id, 'privacy');
  perform private.announce_privacy(v_request);
  return private.privacy_summary(v_request) || private.privacy_desk_facts(v_request);
end
$$;
comment on function public.assign_privacy_request(uuid, uuid) is
  'For staff: who sees to an open request; nobody without p_assignee. Harmless when repeated. Raises PT401, PT403, PT404, PT409, PT422.';
grant execute on function public.assign_privacy_request(uuid, uuid) to authenticated;

create function public.decide_privacy_request(p_id uuid, p_accept boolean, p_reason text default null, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_request public.privacy_requests := private.lock_privacy_request(viewer, p_id);
  v_reason text;
begin
  if p_accept is null then
    perform private.invalid_field('accept', 'required', 'Say whether it is accepted or refused.');
  end if;
  v_reason := case when p_accept then left(nullif(trim(private.plain_text(p_reason)), ''), 2000) else private.check_text(p_reason, 'reason', 2000) end;
  if v_request.decided_by = viewer.id and v_request.status = (case when p_accept then 'completed' else 'refused' end)
    and v_request.decision_reason is not distinct from v_reason then
    return private.privacy_summary(v_request) || private.privacy_desk_facts(v_request);
  end if;
  if p_expected_version <> v_request.version then
    perform private.fail('PT409', 'privacy_request_changed', 'Somebody changed this request in the meantime. Look at it again.',
      jsonb_build_object('version', v_request.version));
  end if;
  -- To turn down somebody's right needs whoever answers for it.
  if not p_accept and v_request.kind <> 'correction' and viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin can refuse an export or a deletion.');
  end if;
  v_request := private.move_privacy_request(v_request, case when p_accept then 'accept' else 'refuse' end, 'staff');
  if p_accept and v_request.kind = 'correction' then
    perform private.apply_correction(viewer, v_request);
  end if;
  update public.privacy_requests set decided_by = viewer.id, decision_reason = v_reason where id = p_id returning * into v_request;
  perform private.add_privacy_event(viewer, p_id, case when p_accept then 'accepted' else 'refused' end, v_reason);
  perform private.tell_about_privacy(viewer, v_request, case when p_accept then 'privacy_done' else 'privacy_refused' end, false, 'privacy_decided:' || p_id);
  perform private.audit(viewer, case when p_accept then 'privacy.accept' else 'privacy.refuse' end, 'privacy_request', p_id::text, v_request.customer_id, 'privacy');
  perform private.announce_privacy(v_request);
  return private.privacy_summary(v_request) || private.privacy_desk_facts(v_request);
end
$$;
comment on function public.decide_privacy_request(uuid, boolean, text, int) is
  'For staff: accepts a correction, which applies it, or refuses a request with a reason that its owner reads; only admins refuse exports and deletions. Harmless when repeated by the same person. Raises PT401, PT403 admin_only, PT404, PT409 privacy_request_changed and privacy_request_<status>, PT422.';
grant execute on function public.decide_privacy_request(uuid, boolean, text, int) to authenticated;

create function public.extend_privacy_request(p_id uuid, p_days int, p_reason text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_request public.privacy_requests := private.lock_privacy_request(viewer, p_id);
  v_reason text := private.check_text(p_reason, 'reason', 2000);
begin
  if p_days is null or p_days not between 1 and 60 then
    perform private.invalid_field('days', 'out_of_range', 'Extend by 1 to 60 days.');
  end if;
  if v_request.status not in ('received', 'in_progress', 'scheduled') then
    perform private.fail('PT409', 'privacy_request_' || v_request.status, 'This request is settled already.', jsonb_build_object('status', v_request.status));
  end if;
  if v_request.extended_at is not null then
    perform private.fail('PT409', 'already_extended', 'The time was extended already, which is possible once.');
  end if;
  update public.privacy_requests
  set due_at = due_at + make_interval(days => p_days), extended_at = now(), extension_reason = v_reason, reminded_at = null, version = version + 1
  where id = p_id returning * into v_request;
  perform private.add_privacy_event(viewer, p_id, 'extended', v_reason);
  perform private.tell_about_privacy(viewer, v_request, 'privacy_extended', false, 'privacy_extended:' || p_id);
  perform private.audit(viewer, 'privacy.extend', 'privacy_request', p_id::text, v_request.customer_id, 'privacy', jsonb_build_object('days', p_days));
  perform private.announce_privacy(v_request);
  return private.privacy_summary(v_request) || private.privacy_desk_facts(v_request);
end
$$;
comment on function public.extend_privacy_request(uuid, int, text) is
  'For staff: more time for an open request, once, by up to 60 days (two months of the GDPR), with a reason that its owner reads. Raises PT401, PT403, PT404, PT409 already_extended, PT422.';
grant execute on function public.extend_privacy_request(uuid, int, text) to authenticated;

-- The clock -------------------------------------------------------------------------------------------------------

create function public.remind_privacy_requests(p_limit int default 100)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
  v_count int := 0;
begin
  for v_request in
    select * from public.privacy_requests r
    where r.status in ('received', 'in_progress', 'scheduled') and r.reminded_at is null
      -- A deletion within its grace waits for nobody but its owner.
      and (r.status <> 'scheduled' or r.effective_at < now())
      and r.due_at < now() + make_interval(days => private.setting_int('privacy_remind_days', 7, 1, 29))
    order by r.due_at, r.id limit least(p_limit, 1000) for update skip locked
  loop
    update public.privacy_requests set reminded_at = now() where id = v_request.id;
    perform private.add_privacy_event(null, v_request.id, 'reminded', null, true);
    perform private.tell_about_privacy(null, v_request, 'privacy_due', true, 'privacy_due:' || v_request.id || ':' || private.iso(v_request.due_at));
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function public.remind_privacy_requests(int) is
  'For the worker: reminds staff once of each open request that is due within the days of the setting privacy_remind_days, also of one that is overdue. Returns how many.';
grant execute on function public.remind_privacy_requests(int) to service_role;
insert into private.recurring_jobs (kind, every) values ('check_privacy', '1 hour');

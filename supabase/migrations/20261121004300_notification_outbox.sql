-- The outbox: what somebody is told in the portal goes out by the channels that they chose, once each.

-- What there is to tell -----------------------------------------------------------------------------

create table private.notification_groups (
  grp text primary key check (grp ~ '^[a-z_]{1,40}$'),
  position int not null,
  for_customers boolean not null,
  for_staff boolean not null,
  module text
);
comment on table private.notification_groups is
  'What people choose channels for: each event belongs to one. One with a module is shown where the business uses it.';
alter table private.notification_groups enable row level security;
insert into private.notification_groups (grp, position, for_customers, for_staff, module) values
  ('tickets', 1, true, true, null), ('desk', 2, false, true, null), ('orders', 3, true, false, 'orders'),
  ('billing', 4, true, true, 'invoices'), ('quotes', 5, true, true, 'quotes'), ('services', 6, true, false, 'services'),
  ('domains', 7, true, false, 'domains'), ('calls', 8, true, true, 'calls'), ('privacy', 9, true, true, null),
  ('system', 10, true, true, null), ('security', 11, true, true, null);

create table private.notification_events (
  event text primary key check (event ~ '^[a-z_]{1,60}$'),
  grp text not null references private.notification_groups (grp),
  security boolean not null default false,
  default_channels text[] not null default '{email,push}' check (default_channels <@ '{email,whatsapp,push}'),
  staff_channels text[] not null default '{push}' check (staff_channels <@ '{email,whatsapp,push}'),
  importance text not null default 'normal' check (importance in ('normal', 'urgent')),
  own_email text not null default 'nobody' check (own_email in ('nobody', 'customers', 'everybody')),
  tells_author boolean not null default true
);
comment on table private.notification_events is
  'How each event is told. security: by e-mail and push whatever was chosen. default_channels and staff_channels: what customers and staff have until they choose. urgent: neither quiet hours nor digests hold it back. own_email: to whom its feature writes e-mails itself, so that the outbox does not. tells_author: also whoever caused it is told, such as of a call that they booked.';
create index notification_events_grp_idx on private.notification_events (grp);
alter table private.notification_events enable row level security;

insert into private.notification_events (event, grp, own_email, tells_author) values
  ('ticket_created', 'tickets', 'customers', false), ('ticket_reply', 'tickets', 'customers', false), ('ticket_status', 'tickets', 'customers', false),
  ('ticket_closing', 'tickets', 'customers', true), ('ticket_assigned', 'tickets', 'nobody', false), ('ticket_merged', 'tickets', 'nobody', false),
  ('ticket_split', 'tickets', 'nobody', false), ('file_infected', 'tickets', 'nobody', true),
  ('ticket_team', 'desk', 'nobody', false), ('ticket_rule', 'desk', 'nobody', true), ('ticket_answer_refused', 'desk', 'nobody', false),
  ('ticket_woken', 'desk', 'nobody', true), ('sla_at_risk', 'desk', 'nobody', true), ('sla_breached', 'desk', 'nobody', true),
  ('draft_returned', 'desk', 'nobody', true), ('email_bounced', 'desk', 'nobody', true), ('scanner_status', 'desk', 'nobody', true),
  ('order_status', 'orders', 'nobody', true),
  ('invoice_issued', 'billing', 'nobody', true), ('invoice_paid', 'billing', 'nobody', true), ('payment_received', 'billing', 'nobody', true),
  ('payment_failed', 'billing', 'nobody', true), ('payment_attention', 'billing', 'nobody', true), ('refund_requested', 'billing', 'nobody', false),
  ('refund_approved', 'billing', 'nobody', false), ('refund_rejected', 'billing', 'nobody', false),
  ('quote_requested', 'quotes', 'nobody', false), ('quote_changes_requested', 'quotes', 'nobody', false), ('quote_accepted', 'quotes', 'nobody', false),
  ('quote_declined', 'quotes', 'nobody', false), ('quote_sent', 'quotes', 'nobody', false), ('quote_revised', 'quotes', 'nobody', false),
  ('quote_expiring', 'quotes', 'nobody', true), ('quote_expired', 'quotes', 'nobody', true), ('quote_withdrawn', 'quotes', 'nobody', false),
  ('quote_converted', 'quotes', 'nobody', false),
  ('service_changed', 'services', 'nobody', true), ('installation_step', 'services', 'nobody', true), ('domain_status', 'domains', 'nobody', true),
  ('system', 'system', 'nobody', true),
  -- With the calendar entry.
  ('call_booked', 'calls', 'everybody', true), ('call_moved', 'calls', 'everybody', true), ('call_cancelled', 'calls', 'everybody', true),
  ('call_assigned', 'calls', 'everybody', true), ('call_summary', 'calls', 'nobody', true);

insert into private.notification_events (event, grp, security, importance) values
  ('privacy_received', 'privacy', false, 'normal'), ('privacy_due', 'privacy', false, 'normal'), ('privacy_extended', 'privacy', false, 'normal'),
  ('privacy_done', 'privacy', false, 'normal'), ('privacy_refused', 'privacy', false, 'normal'), ('privacy_cancelled', 'privacy', false, 'normal'),
  ('privacy_deletion_scheduled', 'privacy', true, 'urgent'), ('privacy_export_ready', 'privacy', false, 'urgent'),
  ('call_reminder', 'calls', false, 'urgent'), ('call_slot_free', 'calls', false, 'urgent');
-- The calls of an agent stand in the calendar of their e-mail program.
update private.notification_events set staff_channels = '{email,push}' where grp = 'calls';

select private.allow_notifications(array['email_off', 'notification_test']);
insert into private.notification_events (event, grp, default_channels, staff_channels, importance) values
  ('email_off', 'system', '{push}', '{push}', 'urgent'), ('notification_test', 'system', '{}', '{}', 'urgent');

insert into public.app_settings (key, value) values ('notification_email_delay_seconds', '60') on conflict (key) do nothing;

alter table public.notifications add column grp text not null default 'system' references private.notification_groups (grp);
comment on column public.notifications.grp is 'The group of its event, for the list''s filter.';
update public.notifications n set grp = e.grp from private.notification_events e where e.event = n.event and e.grp <> n.grp;
create index notifications_grp_idx on public.notifications (grp, user_id, created_at desc, id desc);

create function private.group_notification()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.grp := coalesce((select e.grp from private.notification_events e where e.event = new.event), new.grp);
  return new;
end
$$;
comment on function private.group_notification() is 'Trigger: a notification belongs to the group of its event.';
create trigger notifications_group before insert on public.notifications
  for each row execute function private.group_notification();

-- What people chose ---------------------------------------------------------------------------------

create table public.notification_preferences (
  user_id uuid not null references public.portal_users (id) on delete cascade,
  grp text not null references private.notification_groups (grp),
  channel text not null check (channel in ('email', 'whatsapp', 'push')),
  enabled boolean not null,
  updated_at timestamptz not null default now(),
  primary key (user_id, grp, channel)
);
comment on table public.notification_preferences is
  'What a person chose for a group of events and a channel; without a row the event''s own default counts. In the portal everything is told.';
create index notification_preferences_grp_idx on public.notification_preferences (grp);
alter table public.notification_preferences enable row level security;
create policy "People read their own choice of channels" on public.notification_preferences for select to authenticated
  using (user_id = (select private.viewer_id()));
grant select on public.notification_preferences to authenticated, service_role;

create table public.notification_settings (
  user_id uuid primary key references public.portal_users (id) on delete cascade,
  quiet_from time,
  quiet_to time,
  digest text not null default 'off' check (digest in ('off', 'daily', 'weekly')),
  digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
  digest_day smallint not null default 1 check (digest_day between 1 and 7),
  whatsapp_stopped_at timestamptz,
  updated_at timestamptz not null default now(),
  check ((quiet_from is null) = (quiet_to is null) and quiet_from <> quiet_to)
);
comment on table public.notification_settings is
  'When a person is reached, by the clock of their own zone: quiet hours hold back what is neither urgent nor about security, a digest gathers e-mails until its hour. digest_day: 1 is Monday. whatsapp_stopped_at: answered one of our messages with stop. No row: at any time, each for itself.';
create trigger notification_settings_touch before update on public.notification_settings
  for each row execute function private.touch_updated_at();
alter table public.notification_settings enable row level security;
create policy "People read when they want to be reached" on public.notification_settings for select to authenticated
  using (user_id = (select private.viewer_id()));
grant select on public.notification_settings to authenticated, service_role;

create table public.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.portal_users (id) on delete cascade,
  endpoint text not null unique check (endpoint ~ '^https?://[^[:space:]]+$' and char_length(endpoint) <= 1000),
  p256dh text not null check (p256dh ~ '^[A-Za-z0-9_-]{80,100}$'),
  auth text not null check (auth ~ '^[A-Za-z0-9_-]{16,32}$'),
  label text not null check (char_length(label) between 1 and 120),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
comment on table public.push_subscriptions is
  'Browsers that a person allowed to show notifications. Address and keys are for the web app alone: whoever has them could write to that browser.';
create index push_subscriptions_user_idx on public.push_subscriptions (user_id, created_at);
alter table public.push_subscriptions enable row level security;
grant select on public.push_subscriptions to service_role;

create table public.whatsapp_templates (
  id uuid primary key default gen_random_uuid(),
  event text unique nulls not distinct references private.notification_events (event),
  name text not null check (name ~ '^[a-z0-9_]{1,100}$'),
  language text not null check (language ~ '^[a-z]{2,3}(_[A-Z]{2})?$'),
  parameters text[] not null check (cardinality(parameters) <= 6 and parameters <@ '{name,title,detail,number,brand,link}'),
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected', 'paused')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.whatsapp_templates is
  'Templates that WhatsApp has to approve before they may be sent. event: what it is for; null for everything that has none of its own. parameters: what fills {{1}}, {{2}} … of its text.';
create trigger whatsapp_templates_touch before update on public.whatsapp_templates
  for each row execute function private.touch_updated_at();
alter table public.whatsapp_templates enable row level security;
create policy "Staff read the templates of WhatsApp" on public.whatsapp_templates for select to authenticated
  using ((select private.is_staff()));
grant select on public.whatsapp_templates to authenticated, service_role;

create table public.email_suppressions (
  address text primary key check (char_length(address) between 3 and 320 and address = lower(address)),
  reason text check (reason in ('bounce', 'complaint')),
  detail text check (char_length(detail) <= 500),
  soft_bounces int not null default 0,
  suppressed_at timestamptz,
  updated_at timestamptz not null default now(),
  check ((reason is null) = (suppressed_at is null))
);
comment on table public.email_suppressions is
  'Addresses that could not be reached or whose owner complained: with suppressed_at nothing is sent there until its owner turns e-mail on again. Faults that pass are only counted.';
alter table public.email_suppressions enable row level security;
create policy "Staff read which addresses cannot be reached" on public.email_suppressions for select to authenticated
  using ((select private.is_staff()));
grant select on public.email_suppressions to authenticated, service_role;

-- The outbox ----------------------------------------------------------------------------------------

create table public.notification_deliveries (
  id uuid primary key default gen_random_uuid(),
  notification_id uuid not null references public.notifications (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  channel text not null check (channel in ('email', 'whatsapp', 'push')),
  status text not null default 'queued' check (status in ('queued', 'sent', 'kept', 'failed', 'dead', 'skipped')),
  attempts int not null default 0,
  not_before timestamptz not null default now(),
  in_digest boolean not null default false,
  digest_id uuid,
  locked_by text check (char_length(locked_by) <= 80),
  locked_until timestamptz,
  error text check (char_length(error) <= 60),
  detail text check (char_length(detail) <= 500),
  provider_id text check (char_length(provider_id) <= 200),
  delivered_at timestamptz,
  seen_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  unique (notification_id, channel)
);
comment on table public.notification_deliveries is
  'The outbox: one row for each notification and channel beyond the portal. failed will be tried again at not_before, dead waits for staff, skipped was not needed or not possible (error says why), kept has no service to go to.';
create index notification_deliveries_due_idx on public.notification_deliveries (channel, not_before, id) where status in ('queued', 'failed');
create index notification_deliveries_trouble_idx on public.notification_deliveries (created_at desc, id desc) where status in ('dead', 'failed');
create index notification_deliveries_created_idx on public.notification_deliveries (created_at desc, id desc);
create index notification_deliveries_user_idx on public.notification_deliveries (user_id, created_at desc);
create index notification_deliveries_provider_idx on public.notification_deliveries (provider_id) where provider_id is not null;
alter table public.notification_deliveries enable row level security;
create policy "Staff read what goes out" on public.notification_deliveries for select to authenticated
  using ((select private.is_staff()));
grant select on public.notification_deliveries to authenticated, service_role;

insert into private.recurring_jobs (kind, every) values ('deliver_notifications', '1 minute');

-- Rules -----------------------------------------------------------------------------------------------

create function private.zone_of(p_user uuid)
returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce(p.time_zone, c.time_zone, (select s.value #>> '{}' from public.app_settings s where s.key = 'time_zone'), 'UTC')
  from public.portal_users u
  left join public.customer_preferences p on p.user_id = u.id
  left join public.customer_profiles c on c.id = u.customer_id
  where u.id = p_user
$$;
comment on function private.zone_of(uuid) is 'The time zone that a person lives by: their own choice, their customer''s, else the business''s.';

create function private.quiet_until(p_from time, p_to time, p_zone text, p_at timestamptz)
returns timestamptz
language plpgsql stable set search_path = ''
as $$
declare
  v_local timestamp := p_at at time zone p_zone;
  v_day date := v_local::date;
begin
  if p_from is null or p_from = p_to then
    return p_at;
  elsif p_from < p_to and (v_local::time < p_from or v_local::time >= p_to) then
    return p_at;
  elsif p_from > p_to and v_local::time < p_from and v_local::time >= p_to then
    return p_at;
  end if;
  -- Where the clocks go back at night, an end that has passed once is not waited for again.
  return greatest(p_at, (v_day + case when v_local::time >= p_to then 1 else 0 end + p_to) at time zone p_zone);
end
$$;
comment on function private.quiet_until(time, time, text, timestamptz) is
  'The first moment from p_at on that is not in the quiet hours, which may pass midnight, by the clock of the zone.';

create function private.next_digest(p_digest text, p_hour int, p_day int, p_zone text, p_at timestamptz)
returns timestamptz
language sql stable set search_path = ''
as $$
  select min(at) from (
    select ((p_at at time zone p_zone)::date + n + make_time(p_hour, 0, 0)) at time zone p_zone as at,
      extract(isodow from (p_at at time zone p_zone)::date + n) as day
    from generate_series(0, 8) as n) as c
  where c.at > p_at and (p_digest = 'daily' or c.day = p_day)
$$;
comment on function private.next_digest(text, int, int, text, timestamptz) is
  'When the next digest goes out: every day, or on p_day (1 is Monday), at the hour, by the clock of the zone.';

create function private.whatsapp_number(p_user public.portal_users)
returns text
language sql stable security definer set search_path = ''
as $$
  select case when p_user.phone_verified_at is not null and p_user.phone ~ '^\+[1-9][0-9]{5,14}$'
    and not exists (select 1 from public.notification_settings s where s.user_id = p_user.id and s.whatsapp_stopped_at is not null) then p_user.phone end
$$;
comment on function private.whatsapp_number(public.portal_users) is
  'Where a person can be written to by WhatsApp: their number when a code proved it, unless they answered with stop. Null: nowhere.';

create function private.whatsapp_template(p_event text)
returns public.whatsapp_templates
language sql stable security definer set search_path = ''
as $$
  select t from public.whatsapp_templates t
  where t.status = 'approved' and (t.event = p_event or t.event is null) order by t.event nulls last limit 1
$$;
comment on function private.whatsapp_template(text) is 'The approved template for an event: its own, else the one for everything; null when there is none.';

create function private.wants(p_user public.portal_users, p_event private.notification_events, p_channel text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select case
    when p_event.security then p_channel in ('email', 'push')
    when p_channel = 'email' and not coalesce((select p.email_enabled from public.customer_preferences p where p.user_id = p_user.id), true) then false
    else coalesce(
      (select p.enabled from public.notification_preferences p where p.user_id = p_user.id and p.grp = p_event.grp and p.channel = p_channel),
      p_channel = any (case when p_user.role = 'customer' then p_event.default_channels else p_event.staff_channels end)) end
$$;
comment on function private.wants(public.portal_users, private.notification_events, text) is
  'Whether a person is told of an event by a channel: always of security by e-mail and push, else as they chose, else by default.';

create function private.event_of(p_event text)
returns private.notification_events
language sql stable security definer set search_path = ''
as $$
  select e from (
    select x as e, 0 as n from private.notification_events x where x.event = p_event
    union all
    select (p_event, 'system', false, '{email,push}', '{push}', 'normal', 'nobody', true)::private.notification_events, 1) as found
  order by n limit 1
$$;
comment on function private.event_of(text) is 'How an event is told; as a message of the portal while its row is missing.';

create function private.fan_out(p_notification public.notifications, p_channels text[] default null)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_event private.notification_events := private.event_of(p_notification.event);
  v_user public.portal_users;
  v_settings public.notification_settings;
  v_zone text;
  v_channel text;
  v_digest boolean;
  v_due timestamptz;
  v_first timestamptz;
begin
  -- History that somebody brings in is no news.
  if current_setting('portico.notify', true) = 'off' or p_notification.created_at < now() - interval '1 hour' then
    return;
  end if;
  select * into v_user from public.portal_users where id = p_notification.user_id;
  select * into v_settings from public.notification_settings where user_id = v_user.id;
  foreach v_channel in array coalesce(p_channels, '{email,whatsapp,push}') loop
    continue when p_channels is null and not private.wants(v_user, v_event, v_channel);
    continue when v_channel = 'email' and (v_event.own_email = 'everybody' or (v_event.own_email = 'customers' and v_user.role = 'customer'));
    -- A browser that is allowed later does not get what is old by then.
    continue when v_channel = 'push' and not exists (select 1 from public.push_subscriptions s where s.user_id = v_user.id);
    continue when v_channel = 'whatsapp' and (private.whatsapp_number(v_user) is null or (private.whatsapp_template(p_notification.event)).id is null);
    v_zone := coalesce(v_zone, private.zone_of(v_user.id));
    v_digest := false;
    if v_event.security or v_event.importance = 'urgent' then
      v_due := now();
    elsif v_channel = 'email' and coalesce(v_settings.digest, 'off') <> 'off' then
      v_digest := true;
      v_due := private.next_digest(v_settings.digest, v_settings.digest_hour, v_settings.digest_day, v_zone, now());
    else
      -- What is read in the portal meanwhile needs no e-mail.
      v_due := private.quiet_until(v_settings.quiet_from, v_settings.quiet_to, v_zone, now() + case when v_channel = 'email'
        then make_interval(secs => private.setting_int('notification_email_delay_seconds', 60, 0, 3600)) else interval '0' end);
    end if;
    insert into public.notification_deliveries (notification_id, user_id, channel, not_before, in_digest)
    values (p_notification.id, v_user.id, v_channel, v_due, v_digest)
    on conflict (notification_id, channel) do nothing;
    v_first := least(v_first, v_due);
  end loop;
  if v_first is not null then
    -- One job serves what is due within the same few seconds; what it misses is found by the one of each minute.
    v_first := to_timestamp(ceil(extract(epoch from v_first) / 3) * 3);
    perform private.enqueue('deliver_notifications', '{}', 'deliver_notifications:at:' || extract(epoch from v_first)::bigint, v_first);
  end if;
end
$$;
comment on function private.fan_out(public.notifications, text[]) is
  'Puts a notification into the outbox for each channel that its reader chose (or for p_channels, whatever was chosen), for when it may reach them.';

create or replace function private.notify(
  p_user_id uuid, p_event text, p_resource_type text, p_resource_id uuid, p_data jsonb, p_dedupe_key text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_row public.notifications;
begin
  if p_user_id = auth.uid() and not (private.event_of(p_event)).tells_author then
    return;
  end if;
  insert into public.notifications (user_id, event, resource_type, resource_id, data, dedupe_key)
  select u.id, p_event, p_resource_type, p_resource_id, p_data, p_dedupe_key
  from public.portal_users u
  where u.id = p_user_id and u.portal_active
  on conflict (user_id, dedupe_key) do nothing
  returning * into v_row;
  if v_row.id is not null then
    perform private.fan_out(v_row);
  end if;
end
$$;
comment on function private.notify(uuid, text, text, uuid, jsonb, text) is
  'Tells one person once per p_dedupe_key, in the portal and by the channels that they chose; nobody whose portal is locked, and not whoever caused it, unless the event says otherwise.';

-- Sending -----------------------------------------------------------------------------------------------

create function private.is_suppressed(p_address text)
returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select 1 from public.email_suppressions s where s.address = lower(p_address) and s.suppressed_at is not null) $$;
comment on function private.is_suppressed(text) is 'Whether nothing may be sent to this address.';

create function private.delivery_fault(p_delivery public.notification_deliveries)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_notification public.notifications;
begin
  select * into v_user from public.portal_users where id = p_delivery.user_id;
  select * into v_notification from public.notifications where id = p_delivery.notification_id;
  return case
    when not v_user.portal_active then 'locked'
    when v_notification.event = 'notification_test' then
      case when p_delivery.channel = 'email' and private.is_suppressed(v_user.email) then 'bounced'
        when p_delivery.channel = 'whatsapp' and private.whatsapp_number(v_user) is null then 'no_number' end
    -- Of security a look at the list is not enough: it may have been somebody else's.
    when v_notification.read_at is not null and not (private.event_of(v_notification.event)).security then 'read'
    when not private.wants(v_user, private.event_of(v_notification.event), p_delivery.channel) then 'off'
    when p_delivery.channel = 'email' and private.is_suppressed(v_user.email) then 'bounced'
    when p_delivery.channel = 'push' and not exists (select 1 from public.push_subscriptions s where s.user_id = v_user.id) then 'no_device'
    when p_delivery.channel = 'whatsapp' and private.whatsapp_number(v_user) is null then 'no_number'
    when p_delivery.channel = 'whatsapp' and (private.whatsapp_template(v_notification.event)).id is null then 'no_template' end;
end
$$;
comment on function private.delivery_fault(public.notification_deliveries) is
  'Why a delivery is not needed or not possible when its turn comes: locked, read, off, bounced, no_device, no_number, no_template. Null: send it.';

create table private.signing_keys (
  purpose text primary key check (char_length(purpose) <= 40),
  key bytea not null
);
comment on table private.signing_keys is 'Keys that this database made for its own signatures. They never leave it.';
alter table private.signing_keys enable row level security;
insert into private.signing_keys (purpose, key) values ('unsubscribe', extensions.gen_random_bytes(32));

create function private.unsubscribe_token(p_user uuid, p_scope text)
returns text
language sql stable security definer set search_path = ''
as $$
  select replace(p_user::text, '-', '') || '.' || p_scope || '.' || left(encode(extensions.hmac(
    convert_to(p_user::text || '.' || p_scope, 'UTF8'), k.key, 'sha256'), 'hex'), 40)
  from private.signing_keys k where k.purpose = 'unsubscribe'
$$;
comment on function private.unsubscribe_token(uuid, text) is
  'What lets whoever got an e-mail end e-mails of its kind without signing in: p_scope is a group, or all.';

create function private.reader_json(p_user public.portal_users)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', p_user.id, 'email', p_user.email, 'fullName', p_user.full_name, 'role', p_user.role,
    'customerId', p_user.customer_id, 'locale', coalesce(
      (select p.locale from public.customer_preferences p where p.user_id = p_user.id),
      (select c.locale from public.customer_profiles c where c.id = p_user.customer_id), 'en'),
    'timeZone', private.zone_of(p_user.id))
$$;
comment on function private.reader_json(public.portal_users) is 'What has to be known of a person to write to them.';

create function private.notification_json(p_notification public.notifications)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', p_notification.id, 'event', p_notification.event, 'resourceType', p_notification.resource_type,
    'resourceId', p_notification.resource_id, 'data', p_notification.data, 'readAt', private.iso(p_notification.read_at),
    'createdAt', private.iso(p_notification.created_at))
$$;
comment on function private.notification_json(public.notifications) is 'A notification as the web app puts it into words.';

create function private.delivery_json(p_delivery public.notification_deliveries)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_delivery.id, 'channel', p_delivery.channel, 'attempts', p_delivery.attempts,
    'notification', private.notification_json(n), 'reader', private.reader_json(u), 'group', e.grp, 'isUrgent', e.security or e.importance = 'urgent',
    'branding', (select s.value from public.app_settings s where s.key = 'branding'),
    'unsubscribe', case when p_delivery.channel = 'email' and not e.security and n.event <> 'notification_test' then private.unsubscribe_token(u.id, e.grp) end,
    'whatsapp', case when p_delivery.channel = 'whatsapp' then (
      select jsonb_build_object('to', private.whatsapp_number(u), 'name', t.name, 'language', t.language, 'parameters', to_jsonb(t.parameters))
      from private.whatsapp_template(n.event) as t) end,
    'devices', case when p_delivery.channel = 'push' then (
      select jsonb_agg(jsonb_build_object('id', s.id, 'endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth) order by s.created_at)
      from public.push_subscriptions s where s.user_id = u.id) end)
  from public.notifications n
  join public.portal_users u on u.id = n.user_id
  cross join lateral private.event_of(n.event) as e
  where n.id = p_delivery.notification_id
$$;
comment on function private.delivery_json(public.notification_deliveries) is 'A delivery with all that is needed to send it.';

create function public.claim_deliveries(p_worker text, p_channel text, p_limit int default 10, p_lease_seconds int default 120)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_row public.notification_deliveries;
  v_fault text;
  v_seen int := 0;
  v_items jsonb := '[]';
begin
  for v_row in
    select * from public.notification_deliveries d
    where d.channel = p_channel and d.status in ('queued', 'failed') and not d.in_digest and d.not_before <= now()
      and (d.locked_until is null or d.locked_until < now())
    order by d.not_before, d.id
    limit least(greatest(p_limit, 0), 100)
    for update skip locked
  loop
    v_seen := v_seen + 1;
    v_fault := private.delivery_fault(v_row);
    if v_fault is null and v_row.attempts >= 8 then
      -- Whoever tried it last did not live to say how it went.
      update public.notification_deliveries set status = 'dead', error = coalesce(error, 'worker_died'), locked_by = null, locked_until = null,
        finished_at = now() where id = v_row.id;
    elsif v_fault is null then
      update public.notification_deliveries
      set attempts = attempts + 1, locked_by = p_worker, locked_until = now() + make_interval(secs => p_lease_seconds)
      where id = v_row.id returning * into v_row;
      v_items := v_items || private.delivery_json(v_row);
    else
      update public.notification_deliveries set status = 'skipped', error = v_fault, locked_by = null, locked_until = null, finished_at = now()
      where id = v_row.id;
    end if;
  end loop;
  return jsonb_build_object('seen', v_seen, 'items', v_items);
end
$$;
comment on function public.claim_deliveries(text, text, int, int) is
  'For the worker: takes up to p_limit due deliveries of a channel for p_worker and a time, and skips those that are not needed or not possible any more: { seen, items }. Two workers never get the same one.';
grant execute on function public.claim_deliveries(text, text, int, int) to service_role;

create function public.finish_delivery(p_id uuid, p_worker text, p_outcome jsonb)
returns text
language sql volatile security definer set search_path = ''
as $$
  update public.notification_deliveries d
  set status = v.status, error = left(p_outcome ->> 'error', 60), detail = left(p_outcome ->> 'detail', 500),
      provider_id = coalesce(left(p_outcome ->> 'providerId', 200), d.provider_id),
      -- 30 s, a minute, two … an hour at most, with up to a fifth of jitter so that failures do not march in step.
      not_before = case when v.status = 'failed'
        then now() + least(interval '1 hour', interval '30 seconds' * power(2, d.attempts - 1)) * (1 + random() * 0.2) else d.not_before end,
      locked_by = null, locked_until = null, finished_at = case when v.status = 'failed' then null else now() end
  from (
    select x.id, case when p_outcome ->> 'status' = 'failed' and x.attempts >= 8 then 'dead' else p_outcome ->> 'status' end as status
    from public.notification_deliveries x where x.id = p_id) as v
  where d.id = v.id and d.status in ('queued', 'failed') and d.locked_by = p_worker
  returning d.status
$$;
comment on function public.finish_delivery(uuid, text, jsonb) is
  'For the worker: how a delivery went, { status: sent | kept | failed | dead | skipped, error?, detail?, providerId? }. A failed one is tried again with exponential back-off, eight times in all. Null when p_worker no longer holds it.';
grant execute on function public.finish_delivery(uuid, text, jsonb) to service_role;

create function public.claim_digest(p_worker text, p_lease_seconds int default 120)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_due public.notification_deliveries;
  v_user public.portal_users;
  v_row public.notification_deliveries;
  v_fault text;
  v_digest uuid;
  v_items jsonb := '[]';
  v_count int := 0;
begin
  select * into v_due from public.notification_deliveries d
  where d.channel = 'email' and d.status in ('queued', 'failed') and d.in_digest and d.not_before <= now()
    and (d.locked_until is null or d.locked_until < now())
  order by d.not_before, d.id limit 1 for update skip locked;
  if v_due.id is null then
    return null;
  end if;
  -- One worker writes to a person at a time; another finds somebody else.
  if not pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('digest:' || v_due.user_id, 0)) then
    return jsonb_build_object('items', '[]'::jsonb);
  end if;
  select * into v_user from public.portal_users where id = v_due.user_id;
  -- A digest that failed is tried again with what it had.
  v_digest := coalesce(v_due.digest_id, gen_random_uuid());
  for v_row in
    select * from public.notification_deliveries d
    where d.user_id = v_due.user_id and d.channel = 'email' and d.status in ('queued', 'failed') and d.in_digest and d.not_before <= now()
      and (d.locked_until is null or d.locked_until < now()) and d.digest_id is not distinct from v_due.digest_id
    order by d.created_at desc, d.id desc limit 200 for update skip locked
  loop
    v_fault := coalesce(private.delivery_fault(v_row), case when v_row.attempts >= 8 then 'worker_died' end);
    if v_fault is null then
      update public.notification_deliveries
      set attempts = attempts + 1, digest_id = v_digest, locked_by = p_worker, locked_until = now() + make_interval(secs => p_lease_seconds)
      where id = v_row.id;
      v_count := v_count + 1;
      v_items := v_items || (select private.notification_json(n) from public.notifications n where n.id = v_row.notification_id);
    else
      update public.notification_deliveries set status = case when v_fault = 'worker_died' then 'dead' else 'skipped' end,
        error = v_fault, locked_by = null, locked_until = null, finished_at = now()
      where id = v_row.id;
    end if;
  end loop;
  return jsonb_build_object('digestId', v_digest, 'items', v_items, 'reader', private.reader_json(v_user),
    'branding', (select s.value from public.app_settings s where s.key = 'branding'),
    'digest', (select s.digest from public.notification_settings s where s.user_id = v_user.id),
    'unsubscribe', private.unsubscribe_token(v_user.id, 'all'));
end
$$;
comment on function public.claim_digest(text, int) is
  'For the worker: the digest of one person whose hour has come, with the notifications that they have not read, latest first: { digestId, items, reader, branding, digest, unsubscribe }. Without items there is nothing to say to this one; null when nobody is left.';
grant execute on function public.claim_digest(text, int) to service_role;

create function public.finish_digest(p_digest_id uuid, p_worker text, p_outcome jsonb)
returns int
language sql volatile security definer set search_path = ''
as $$
  with done as (
    select public.finish_delivery(d.id, p_worker, p_outcome) as status
    from public.notification_deliveries d where d.digest_id = p_digest_id and d.locked_by = p_worker)
  select count(*)::int from done where status is not null
$$;
comment on function public.finish_digest(uuid, text, jsonb) is 'For the worker: how a digest went, for all that was in it. As finish_delivery. Returns how many that were.';
create index notification_deliveries_digest_idx on public.notification_deliveries (digest_id) where digest_id is not null;
grant execute on function public.finish_digest(uuid, text, jsonb) to service_role;

-- What people choose for one event goes before what they chose for its group. Choices made so far stay as they are.

alter table private.notification_events
  add column audience text not null default 'both' check (audience in ('customer', 'staff', 'both', 'nobody')),
  add column place int not null default 100;
comment on column private.notification_events.audience is 'Who is asked how they want to be told of it; nobody where there is nothing to choose.';
comment on column private.notification_events.place is 'Where it stands in its group on the page of preferences.';
update private.notification_events e set audience = v.audience, place = v.place
from (values
  ('ticket_reply', 'both', 1), ('ticket_status', 'both', 2), ('ticket_created', 'both', 3), ('ticket_assigned', 'staff', 4), ('ticket_closing', 'customer', 5),
  ('ticket_merged', 'both', 6), ('ticket_split', 'customer', 7), ('file_infected', 'both', 8),
  ('ticket_team', 'staff', 1), ('ticket_rule', 'staff', 2), ('sla_at_risk', 'staff', 3), ('sla_breached', 'staff', 4), ('ticket_answer_refused', 'staff', 5),
  ('ticket_woken', 'staff', 6), ('draft_returned', 'staff', 7), ('email_bounced', 'staff', 8), ('scanner_status', 'staff', 9),
  ('order_status', 'customer', 1),
  ('invoice_issued', 'customer', 1), ('invoice_paid', 'customer', 2), ('payment_received', 'customer', 3), ('payment_failed', 'customer', 4),
  ('refund_requested', 'staff', 5), ('refund_approved', 'both', 6), ('refund_rejected', 'staff', 7), ('payment_attention', 'staff', 8),
  ('quote_requested', 'staff', 1), ('quote_changes_requested', 'staff', 2), ('quote_accepted', 'staff', 3), ('quote_declined', 'staff', 4), ('quote_expired', 'staff', 5),
  ('quote_sent', 'customer', 1), ('quote_revised', 'customer', 2), ('quote_expiring', 'customer', 3), ('quote_withdrawn', 'customer', 4), ('quote_converted', 'customer', 5),
  ('service_changed', 'customer', 1), ('installation_step', 'customer', 2), ('domain_status', 'customer', 1),
  ('call_reminder', 'both', 1), ('call_booked', 'customer', 2), ('call_assigned', 'staff', 2), ('call_moved', 'both', 3), ('call_cancelled', 'both', 4),
  ('call_slot_free', 'customer', 5), ('call_summary', 'both', 6),
  ('privacy_received', 'both', 1), ('privacy_due', 'staff', 2), ('privacy_extended', 'customer', 3), ('privacy_done', 'customer', 4), ('privacy_refused', 'customer', 5),
  ('privacy_cancelled', 'both', 6), ('privacy_export_ready', 'customer', 7), ('privacy_deletion_scheduled', 'customer', 8),
  ('system', 'both', 1), ('reseller_status', 'customer', 2), ('reseller_applied', 'staff', 2), ('email_off', 'nobody', 100), ('notification_test', 'nobody', 100)
) as v(event, audience, place) where v.event = e.event;

create table public.notification_event_preferences (
  user_id uuid not null references public.portal_users (id) on delete cascade,
  event text not null references private.notification_events (event),
  channel text not null check (channel in ('email', 'whatsapp', 'push')),
  enabled boolean not null,
  updated_at timestamptz not null default now(),
  primary key (user_id, event, channel)
);
comment on table public.notification_event_preferences is
  'What a person chose for one event and a channel; without a row the choice for its group counts, and without that the event''s default.';
create index notification_event_preferences_event_idx on public.notification_event_preferences (event);
alter table public.notification_event_preferences enable row level security;
create policy "People read their own choice for each event" on public.notification_event_preferences for select to authenticated
  using (user_id = (select private.viewer_id()));
grant select on public.notification_event_preferences to authenticated, service_role;
insert into private.personal_tables (place, table_name, category, unit, goes, changes, stays, rule, shown) values
  (645, 'public.notification_event_preferences', 'notifications', null, 't.user_id = any ($2)', null, null, null, 't.user_id = any ($2)');
select private.classify('public.notification_event_preferences', 'delete', '{}', '{}');
select private.classify('private.notification_events', 'none');
select private.register_purpose('public.notification_event_preferences', 'To tell people what happened, on the channels they chose.',
  'Contract, and consent for channels that are chosen (GDPR art. 6(1)(a) and (b), POPIA s. 11(1)(a) and (b)).', 'The providers of e-mail, messages and push.');

create or replace function private.wants(p_user public.portal_users, p_event private.notification_events, p_channel text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select case
    when p_event.security then p_channel in ('email', 'push')
    when p_channel = 'email' and not coalesce((select p.email_enabled from public.customer_preferences p where p.user_id = p_user.id), true) then false
    else coalesce(
      (select p.enabled from public.notification_event_preferences p where p.user_id = p_user.id and p.event = p_event.event and p.channel = p_channel),
      (select p.enabled from public.notification_preferences p where p.user_id = p_user.id and p.grp = p_event.grp and p.channel = p_channel),
      p_channel = any (case when p_user.role = 'customer' then p_event.default_channels else p_event.staff_channels end)) end
$$;
comment on function private.wants(public.portal_users, private.notification_events, text) is
  'Whether a person is told of an event by a channel: always of security by e-mail and push, else as they chose for it or for its group, else by default.';

-- A whole row is made of these columns in their order, audience and place included.
create or replace function private.event_of(p_event text)
returns private.notification_events
language sql stable security definer set search_path = ''
as $$
  select e from (
    select x as e, 0 as n from private.notification_events x where x.event = p_event
    union all
    select (p_event, 'system', false, '{email,push}', '{push}', 'normal', 'nobody', true, 'nobody', 100)::private.notification_events, 1) as found
  order by n limit 1
$$;

-- One's own choice ------------------------------------------------------------------------------------

create function private.choices_of(p_user public.portal_users)
returns table (grp text, event text, place int, channel text, security boolean, enabled boolean)
language sql stable security definer set search_path = ''
as $$
  select e.grp, e.event, e.place, c, e.security,
    case when e.security then c <> 'whatsapp' else coalesce(o.enabled, g.enabled,
      c = any (case when p_user.role = 'customer' then e.default_channels else e.staff_channels end)) end
  from private.notification_events e
  cross join unnest(array['email', 'whatsapp', 'push']) as c
  left join public.notification_event_preferences o on o.user_id = p_user.id and o.event = e.event and o.channel = c
  left join public.notification_preferences g on g.user_id = p_user.id and g.grp = e.grp and g.channel = c
  where e.audience in ('both', case when p_user.role = 'customer' then 'customer' else 'staff' end)
$$;
comment on function private.choices_of(public.portal_users) is
  'What a person can choose, one row for each event and channel, and what holds now; whether they want any e-mail at all is not in it.';

create or replace function private.preferences_of(p_user uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_settings public.notification_settings;
begin
  select * into v_user from public.portal_users where id = p_user;
  select * into v_settings from public.notification_settings where user_id = p_user;
  return jsonb_build_object(
    'groups', (
      with choices as materialized (select * from private.choices_of(v_user)),
      events as (
        select c.grp, jsonb_agg(c.event_json order by c.place, c.event) as events
        from (
          select x.grp, x.event, x.place, jsonb_build_object('key', x.event, 'locked', x.security, 'channels', jsonb_object_agg(x.channel, x.enabled)) as event_json
          from choices x group by x.grp, x.event, x.place, x.security) as c
        group by c.grp)
      select jsonb_agg(jsonb_build_object('key', g.grp, 'locked', g.grp = 'security', 'channels', (
          select jsonb_object_agg(c, coalesce(
            case when g.grp = 'security' then c <> 'whatsapp' end,
            -- All of it: what cannot be switched off does not count.
            (select bool_and(x.enabled) from choices x where x.grp = g.grp and x.channel = c and not x.security),
            (select p.enabled from public.notification_preferences p where p.user_id = p_user and p.grp = g.grp and p.channel = c),
            c = 'push' or (c = 'email' and v_user.role = 'customer')))
          from unnest(array['email', 'whatsapp', 'push']) as c),
        'events', case when g.grp = 'security' then '[]' else coalesce(e.events, '[]') end) order by g.position)
      from private.notification_groups g left join events e on e.grp = g.grp
      where case when v_user.role = 'customer' then g.for_customers else g.for_staff end
        and (g.module is null or g.module = any (private.modules_on()))),
    'emailEnabled', coalesce((select p.email_enabled from public.customer_preferences p where p.user_id = p_user), true),
    'quietHours', case when v_settings.quiet_from is not null then jsonb_build_object(
      'from', to_char(v_settings.quiet_from, 'HH24:MI'), 'to', to_char(v_settings.quiet_to, 'HH24:MI')) end,
    'digest', coalesce(v_settings.digest, 'off'), 'digestHour', coalesce(v_settings.digest_hour, 8), 'digestDay', coalesce(v_settings.digest_day, 1),
    'timeZone', private.zone_of(p_user),
    'email', jsonb_build_object('address', v_user.email, 'suppressed', (
      select jsonb_build_object('reason', s.reason, 'at', private.iso(s.suppressed_at))
      from public.email_suppressions s where s.address = lower(v_user.email) and s.suppressed_at is not null)),
    'whatsapp', jsonb_build_object('number', v_user.phone, 'isVerified', v_user.phone_verified_at is not null and v_user.phone is not null,
      'stoppedAt', private.iso(v_settings.whatsapp_stopped_at),
      'isOffered', exists (select 1 from public.whatsapp_templates w where w.status = 'approved')),
    'devices', coalesce((
      select jsonb_agg(jsonb_build_object('id', d.id, 'label', d.label, 'createdAt', private.iso(d.created_at), 'lastUsedAt', private.iso(d.last_used_at))
        order by d.created_at)
      from public.push_subscriptions d where d.user_id = p_user), '[]'));
end
$$;
comment on function private.preferences_of(uuid) is
  'How a person is told of what: { groups: [{ key, locked, channels, events: [{ key, locked, channels }] }], emailEnabled, quietHours, digest, digestHour, digestDay, timeZone, email, whatsapp, devices }. A group''s channel is on where it is for each of its events.';

create function private.check_channels(p_field text, p_value jsonb)
returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_value) <> 'object' or exists (
    select 1 from jsonb_each(p_value) as c where c.key not in ('email', 'whatsapp', 'push') or jsonb_typeof(c.value) <> 'boolean') then
    perform private.invalid_field(p_field, 'invalid', 'A channel is email, whatsapp or push, and on or off.');
  end if;
end
$$;
comment on function private.check_channels(text, jsonb) is 'Raises PT422 for anything but { email?, whatsapp?, push? }, each on or off.';

create function private.resume_whatsapp(p_user uuid)
returns void
language sql volatile security definer set search_path = ''
as $$ update public.notification_settings s set whatsapp_stopped_at = null where s.user_id = p_user and s.whatsapp_stopped_at is not null $$;
comment on function private.resume_whatsapp(uuid) is 'Whoever asks for messages by WhatsApp takes back that they stopped them.';

create or replace function private.save_channels(p_user uuid, p_groups jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_group record;
  v_channel record;
begin
  if jsonb_typeof(p_groups) <> 'object' then
    perform private.invalid_field('groups', 'invalid', 'Say for each group which channels are on.');
  end if;
  for v_group in select key, value from jsonb_each(p_groups) limit 100 loop
    if not exists (select 1 from private.notification_groups g where g.grp = v_group.key) then
      perform private.invalid_field('groups.' || left(v_group.key, 40), 'unknown', 'There is no such kind of notification.');
    end if;
    perform private.check_channels('groups.' || v_group.key, v_group.value);
    for v_channel in select key, value::boolean as enabled from jsonb_each(v_group.value) loop
      if v_group.key = 'security' then
        -- Saying again what holds anyway is no attempt to change it.
        continue when v_channel.enabled = (v_channel.key <> 'whatsapp');
        perform private.invalid_field('groups.security', 'locked', 'Notices about the security of your account cannot be switched off.');
      end if;
      insert into public.notification_preferences as p (user_id, grp, channel, enabled)
      values (p_user, v_group.key, v_channel.key, v_channel.enabled)
      on conflict (user_id, grp, channel) do update set enabled = excluded.enabled, updated_at = now() where p.enabled <> excluded.enabled;
      -- All of it is each of its events, also those that had a choice of their own.
      delete from public.notification_event_preferences o using private.notification_events e
      where e.event = o.event and e.grp = v_group.key and o.user_id = p_user and o.channel = v_channel.key;
      if v_channel.key = 'whatsapp' and v_channel.enabled then
        perform private.resume_whatsapp(p_user);
      end if;
    end loop;
  end loop;
end
$$;
comment on function private.save_channels(uuid, jsonb) is
  'Keeps which channels a person wants for which groups, for each of their events; what is not named stays. Raises PT422.';

create function private.save_event_channels(p_user uuid, p_events jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_event record;
  v_rule private.notification_events;
  v_channel record;
begin
  if jsonb_typeof(p_events) <> 'object' then
    perform private.invalid_field('events', 'invalid', 'Say for each event which channels are on.');
  end if;
  for v_event in select key, value from jsonb_each(p_events) limit 200 loop
    select * into v_rule from private.notification_events e where e.event = v_event.key and e.audience <> 'nobody';
    if v_rule.event is null then
      perform private.invalid_field('events.' || left(v_event.key, 60), 'unknown', 'There is no such notification to choose for.');
    end if;
    perform private.check_channels('events.' || v_event.key, v_event.value);
    for v_channel in select key, value::boolean as enabled from jsonb_each(v_event.value) loop
      if v_rule.security then
        continue when v_channel.enabled = (v_channel.key <> 'whatsapp');
        perform private.invalid_field('events.' || v_event.key, 'locked', 'Notices about the security of your account cannot be switched off.');
      end if;
      insert into public.notification_event_preferences as p (user_id, event, channel, enabled)
      values (p_user, v_event.key, v_channel.key, v_channel.enabled)
      on conflict (user_id, event, channel) do update set enabled = excluded.enabled, updated_at = now() where p.enabled <> excluded.enabled;
      if v_channel.key = 'whatsapp' and v_channel.enabled then
        perform private.resume_whatsapp(p_user);
      end if;
    end loop;
  end loop;
end
$$;
comment on function private.save_event_channels(uuid, jsonb) is
  'Keeps which channels a person wants for single events, before what holds for their group; what is not named stays. Raises PT422.';

create or replace function public.save_notification_preferences(p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_unknown text;
  v_quiet jsonb := p_changes -> 'quietHours';
  v_from time;
  v_to time;
begin
  select k into v_unknown from jsonb_object_keys(p_changes) as k
  where k not in ('groups', 'events', 'emailEnabled', 'quietHours', 'digest', 'digestHour', 'digestDay') limit 1;
  if v_unknown is not null then
    perform private.invalid_field(left(v_unknown, 80), 'unknown', 'There is no such preference.');
  end if;
  perform private.limit_rate('notification_preferences:' || viewer.id, 300, 3600);
  if p_changes ? 'groups' then
    perform private.save_channels(viewer.id, p_changes -> 'groups');
  end if;
  -- After the groups: what is said of one event is said of it alone.
  if p_changes ? 'events' then
    perform private.save_event_channels(viewer.id, p_changes -> 'events');
  end if;
  if p_changes ? 'emailEnabled' then
    if jsonb_typeof(p_changes -> 'emailEnabled') <> 'boolean' then
      perform private.invalid_field('emailEnabled', 'invalid', 'E-mail is on or off.');
    end if;
    insert into public.customer_preferences (user_id, email_enabled) values (viewer.id, (p_changes ->> 'emailEnabled')::boolean)
    on conflict (user_id) do update set email_enabled = excluded.email_enabled;
  end if;
  if p_changes ?| array['quietHours', 'digest', 'digestHour', 'digestDay'] then
    insert into public.notification_settings (user_id) values (viewer.id) on conflict do nothing;
  end if;
  if v_quiet is not null then
    if jsonb_typeof(v_quiet) = 'object' then
      v_from := private.check_clock(v_quiet ->> 'from', 'quietFrom');
      v_to := private.check_clock(v_quiet ->> 'to', 'quietTo');
      if v_from = v_to then
        perform private.invalid_field('quietTo', 'same', 'Quiet hours end at another time than they begin.');
      end if;
    elsif jsonb_typeof(v_quiet) <> 'null' then
      perform private.invalid_field('quietFrom', 'invalid', 'Give the beginning and the end of your quiet hours.');
    end if;
    update public.notification_settings set quiet_from = v_from, quiet_to = v_to where user_id = viewer.id;
  end if;
  if p_changes ? 'digest' then
    if coalesce(p_changes ->> 'digest', '') not in ('off', 'daily', 'weekly') then
      perform private.invalid_field('digest', 'invalid', 'Choose off, daily or weekly.');
    end if;
    update public.notification_settings set digest = p_changes ->> 'digest' where user_id = viewer.id;
  end if;
  if p_changes ? 'digestHour' then
    update public.notification_settings set digest_hour = private.check_digits(p_changes, 'digestHour', 0, 23) where user_id = viewer.id;
  end if;
  if p_changes ? 'digestDay' then
    update public.notification_settings set digest_day = private.check_digits(p_changes, 'digestDay', 1, 7) where user_id = viewer.id;
  end if;
  perform private.audit(viewer, 'preferences.change', 'preferences', viewer.id::text, viewer.customer_id, 'account',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return private.preferences_of(viewer.id);
end
$$;
comment on function public.save_notification_preferences(jsonb) is
  'Changes how the viewer is told, what is absent stays: { groups: { tickets: { email, whatsapp, push } }, events: { ticket_reply: { email, whatsapp, push } }, emailEnabled, quietHours: { from, to } | null, digest, digestHour, digestDay }. A group sets each of its events, then single events follow. Harmless when repeated. Returns the preferences. Raises PT401, PT422 (also for switching security notices off), PT429.';

create or replace function public.stop_whatsapp(p_number text)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user record;
  v_count int := 0;
begin
  for v_user in
    select u.* from public.portal_users u where u.phone = '+' || ltrim(p_number, '+') and u.phone_verified_at is not null
  loop
    insert into public.notification_settings as s (user_id, whatsapp_stopped_at) values (v_user.id, now())
    on conflict (user_id) do update set whatsapp_stopped_at = coalesce(s.whatsapp_stopped_at, now());
    update public.notification_preferences p set enabled = false, updated_at = now()
    where p.user_id = v_user.id and p.channel = 'whatsapp' and p.enabled;
    update public.notification_event_preferences p set enabled = false, updated_at = now()
    where p.user_id = v_user.id and p.channel = 'whatsapp' and p.enabled;
    perform private.audit(private.viewer_of(v_user.id), 'preferences.whatsapp_stop', 'preferences', v_user.id::text, v_user.customer_id, 'account');
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

-- Without signing in ------------------------------------------------------------------------------------

create function private.unsubscribe_scope(p_event text)
returns text
language sql stable security definer set search_path = ''
as $$ select e.grp || '-' || p_event from private.event_of(p_event) as e $$;
comment on function private.unsubscribe_scope(text) is 'What the link of an e-mail about an event may end: its event, or its group.';
comment on function private.unsubscribe_token(uuid, text) is
  'What lets whoever got an e-mail end e-mails of its kind without signing in: p_scope is a group, a group and an event (orders-order_status), or all.';

drop function private.unsubscribe_claim(text);
create function private.unsubscribe_claim(p_token text, out user_id uuid, out scope text, out event text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_parts text[] := regexp_match(p_token, '^([0-9a-f]{32})\.([a-z_]{1,40}(?:-[a-z_]{1,60})?)\.([0-9a-f]{40})$');
begin
  -- By digest, so that how much of it is right does not show in the time it takes.
  if v_parts is not null and sha256(convert_to(private.unsubscribe_token(v_parts[1]::uuid, v_parts[2]), 'UTF8')) = sha256(convert_to(p_token, 'UTF8'))
    and exists (select 1 from public.portal_users u where u.id = v_parts[1]::uuid) then
    user_id := v_parts[1]::uuid;
    scope := split_part(v_parts[2], '-', 1);
    event := (select e.event from private.notification_events e where e.event = split_part(v_parts[2], '-', 2) and e.audience <> 'nobody' and not e.security);
  end if;
end
$$;
comment on function private.unsubscribe_claim(text) is
  'Whose e-mails a token may end: those of a group (or all) and, where it names one, of a single event of it; nulls for one that we did not make.';

create or replace function public.describe_unsubscribe(p_token text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_claim record;
begin
  v_claim := private.unsubscribe_claim(p_token);
  return (
    select jsonb_build_object('scope', v_claim.scope, 'role', u.role,
      -- The only event of its group is the group.
      'event', case when (select count(*) from private.choices_of(u) c where c.grp = v_claim.scope and c.channel = 'email' and not c.security) > 1 then v_claim.event end,
      'address', left(u.email, 1) || '…@' || split_part(u.email, '@', 2),
      'isEventOff', v_claim.event is not null and not private.wants(u, private.event_of(v_claim.event), 'email'),
      'isOff', not coalesce(p.email_enabled, true)
        or coalesce((select not bool_or(c.enabled) from private.choices_of(u) c where c.grp = v_claim.scope and c.channel = 'email' and not c.security), false),
      'isAllOff', not coalesce(p.email_enabled, true))
    from public.portal_users u left join public.customer_preferences p on p.user_id = u.id where u.id = v_claim.user_id);
end
$$;
comment on function public.describe_unsubscribe(text) is
  'For the web app alone: what a token would end, and whose: { scope, event, role, address (hardly legible), isEventOff, isOff, isAllOff }; null for one that we did not make.';

drop function public.unsubscribe(text, boolean);
create function public.unsubscribe(p_token text, p_scope text default 'group')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_claim record;
  v_scope text;
  v_event text;
begin
  v_claim := private.unsubscribe_claim(p_token);
  v_scope := case when p_scope = 'all' then 'all' else v_claim.scope end;
  v_event := case when p_scope = 'event' then v_claim.event end;
  if v_claim.user_id is null or v_scope = 'security' then
    perform private.fail('PT404', 'unknown_token', 'This link is not complete, or not one of ours. Sign in to choose what you receive.');
  end if;
  if v_scope = 'all' then
    insert into public.customer_preferences (user_id, email_enabled) values (v_claim.user_id, false)
    on conflict (user_id) do update set email_enabled = false;
  elsif v_event is not null then
    perform private.save_event_channels(v_claim.user_id, jsonb_build_object(v_event, '{"email": false}'::jsonb));
  else
    perform private.save_channels(v_claim.user_id, jsonb_build_object(v_scope, '{"email": false}'::jsonb));
  end if;
  perform private.audit(private.viewer_of(v_claim.user_id), 'preferences.unsubscribe', 'preferences', v_claim.user_id::text,
    (select u.customer_id from public.portal_users u where u.id = v_claim.user_id), 'account', jsonb_build_array(coalesce(v_event, v_scope)));
  return jsonb_build_object('scope', v_scope, 'event', v_event);
end
$$;
comment on function public.unsubscribe(text, text) is
  'For the web app alone: ends the e-mails that a token names: p_scope event, group (that of its event), or all that may be ended. A token without an event ends its group. Harmless when repeated. Returns { scope, event }. Raises PT404 unknown_token.';
grant execute on function public.unsubscribe(text, text) to service_role;

create or replace function private.delivery_json(p_delivery public.notification_deliveries)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_delivery.id, 'channel', p_delivery.channel, 'attempts', p_delivery.attempts,
    'notification', private.notification_json(n), 'reader', private.reader_json(u), 'group', e.grp, 'isUrgent', e.security or e.importance = 'urgent',
    'branding', (select s.value from public.app_settings s where s.key = 'branding'),
    'unsubscribe', case when p_delivery.channel = 'email' and not e.security and n.event <> 'notification_test' then
      private.unsubscribe_token(u.id, private.unsubscribe_scope(n.event)) end,
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

-- E-mails that tickets and calls send themselves --------------------------------------------------------

create function private.takes_email_of(p_user public.portal_users, p_event text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_user.portal_active and private.wants(p_user, private.event_of(p_event), 'email') and not private.is_suppressed(p_user.email)
$$;
comment on function private.takes_email_of(public.portal_users, text) is
  'Whether a person takes the e-mails about an event that its feature sends itself: not locked, not switched off, and the address works.';

create function private.email_recipients(p_ticket public.support_tickets, p_event text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_customer public.customer_profiles;
begin
  select * into v_customer from public.customer_profiles where id = p_ticket.customer_id;
  return (
    with people as (
      select lower(u.email) as address, u.full_name, coalesce(p.locale, v_customer.locale) as locale, true as has_account, u.id as user_id
      from public.portal_users u
      left join public.customer_preferences p on p.user_id = u.id
      where u.role = 'customer' and private.takes_email_of(u, p_event)
        and case
          when exists (select 1 from public.ticket_followers f where f.ticket_id = p_ticket.id and f.user_id = u.id
            and u.customer_id = p_ticket.customer_id) then true
          when p_ticket.requester_id is not null then u.id = p_ticket.requester_id
          else u.customer_id = p_ticket.customer_id and not p_ticket.is_private
            and not private.has_correspondents(p_ticket.id) end
    ), others as (
      -- Whoever has an account is written to by its rules, or not at all.
      select c.address, c.full_name, v_customer.locale, false, null::uuid
      from public.ticket_correspondents c
      where c.ticket_id = p_ticket.id and not private.is_suppressed(c.address)
        and (p_ticket.requester_id is null
          or exists (select 1 from public.support_tickets m where m.merged_into = p_ticket.id and m.requester_id is null))
        and not exists (select 1 from public.portal_users u
          where lower(u.email) = c.address and not (u.role = 'customer' and private.takes_email_of(u, p_event)))
    ), profile as (
      select lower(v_customer.email), v_customer.full_name, v_customer.locale, false, null::uuid
      where v_customer.email is not null and p_ticket.requester_id is null and not p_ticket.is_private
        and not private.is_suppressed(v_customer.email)
        and not exists (select 1 from public.portal_users u where u.customer_id = p_ticket.customer_id or lower(u.email) = lower(v_customer.email))
        and not private.has_correspondents(p_ticket.id)
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'email', r.address, 'fullName', r.full_name, 'locale', r.locale, 'hasAccount', r.has_account,
      'notBefore', private.iso(private.quiet_now(r.user_id)), 'unsubscribe', private.unsubscribe_token(r.user_id, private.unsubscribe_scope(p_event)),
      'thread', private.email_thread(p_ticket.id, r.address)) order by r.address), '[]')
    from (select * from people union all select * from others union all select * from profile) as r);
end
$$;
comment on function private.email_recipients(public.support_tickets, text) is
  'Who is written to about an event of a ticket: its requester and followers, else who takes part by e-mail, else the profile''s people, else the profile''s own address when nobody signs in for it. Never staff, nobody locked, nobody who wants no e-mail about it, no address that cannot be reached. notBefore: quiet hours of theirs.';

create or replace function public.get_reply_email(p_message_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'customerId', t.customer_id,
    'authorName', m.author_name, 'body', m.body, 'createdAt', private.iso(m.created_at),
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', private.email_recipients(t, 'ticket_reply'))
  from public.ticket_messages m
  join public.support_tickets t on t.id = m.ticket_id
  where m.id = p_message_id and not m.is_internal
$$;

create or replace function public.get_ticket_email(p_ticket_id uuid, p_kind text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'customerId', t.customer_id,
    -- Not what the customer wrote: a receipt that repeats it could be made to carry anything to anybody.
    'body', case p_kind when 'resolved' then t.resolution_notes when 'opened' then t.description end,
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', private.email_recipients(t, case when p_kind in ('received', 'opened') then 'ticket_created' else 'ticket_status' end))
  from public.support_tickets t
  -- What is no longer so when the e-mail is written needs none.
  where t.id = p_ticket_id and (p_kind in ('received', 'opened') or t.status::text = p_kind)
$$;

create or replace function public.get_closing_email(p_ticket_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_days int := private.auto_close_days();
begin
  return (
    select jsonb_build_object(
      'ticketId', t.id, 'number', t.number, 'subject', t.subject, 'customerId', t.customer_id,
      'closesAt', private.iso(t.resolved_at + make_interval(days => v_days)),
      'timeZone', coalesce(c.time_zone, private.business_time_zone()),
      'branding', (select value from public.app_settings where key = 'branding'),
      'recipients', private.email_recipients(t, 'ticket_closing'))
    from public.support_tickets t
    join public.customer_profiles c on c.id = t.customer_id
    where t.id = p_ticket_id and t.status = 'resolved' and v_days > 0);
end
$$;

drop function private.email_recipients(public.support_tickets);
drop function private.takes_email(public.portal_users, text);

drop function public.get_call_email(uuid, uuid);
create function public.get_call_email(p_call_id uuid, p_former_agent uuid default null, p_kind text default 'booked')
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
begin
  select * into v_call from public.scheduled_calls where id = p_call_id;
  if v_call.id is null then
    return null;
  end if;
  return private.call_row(v_call, null) || jsonb_build_object(
    'customerName', (select coalesce(c.company_name, c.full_name) from public.customer_profiles c where c.id = v_call.customer_id),
    'customerId', v_call.customer_id,
    'branding', (select value from public.app_settings where key = 'branding'),
    'recipients', (
      with people as (
        select u.id, u.email, u.full_name as name, true as has_account, 'customer' as side,
          coalesce(p.time_zone, v_call.time_zone) as zone, private.wants(u, private.event_of('call_' || p_kind), 'email') as wanted, coalesce(p.locale, 'en') as locale
        from public.portal_users u left join public.customer_preferences p on p.user_id = u.id
        where u.portal_active and u.customer_id = v_call.customer_id
          and (u.id = v_call.requested_by or not exists (
            select 1 from public.portal_users r where r.id = v_call.requested_by and r.portal_active and r.customer_id = v_call.customer_id))
        order by u.created_at limit 20),
      -- Somebody who has no sign-in yet is reached at the address of the customer of record.
      guests as (
        select null::uuid, c.email, c.full_name, false, 'customer', v_call.time_zone, true, c.locale
        from public.customer_profiles c
        where c.id = v_call.customer_id and c.email is not null
          and not exists (select 1 from public.portal_users u where u.customer_id = c.id)),
      agents as (
        select u.id, u.email, u.full_name, true, case when u.id = p_former_agent and u.id is distinct from v_call.agent_id then 'former_agent' else 'agent' end,
          coalesce(p.time_zone, private.business_time_zone()), private.wants(u, private.event_of(case
            when u.id = p_former_agent and u.id is distinct from v_call.agent_id then 'call_cancelled'
            when p_kind = 'booked' then 'call_assigned' else 'call_' || p_kind end), 'email'), coalesce(p.locale, 'en')
        from public.portal_users u left join public.customer_preferences p on p.user_id = u.id
        where u.portal_active and u.id in (v_call.agent_id, p_former_agent)),
      everybody as (select * from people union all select * from guests union all select * from agents)
      select coalesce(jsonb_agg(jsonb_build_object('email', e.email, 'name', e.name, 'hasAccount', e.has_account, 'side', e.side,
        'timeZone', e.zone, 'locale', e.locale)), '[]')
      from everybody e where e.wanted and coalesce(e.email, '') <> '' and not private.is_suppressed(e.email)));
end
$$;
comment on function public.get_call_email(uuid, uuid, text) is
  'For the worker: a call with those who get its calendar entry: the customer''s people, its agent, and an agent who has it no more; p_kind (booked, moved, cancelled) says which choice counts; not those who want no such e-mail, nor addresses that cannot be reached. Null when the call is gone.';
grant execute on function public.get_call_email(uuid, uuid, text) to service_role;

-- The demo has an outbox to look at.
grant insert on public.notification_deliveries to service_role;

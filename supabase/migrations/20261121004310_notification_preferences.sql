-- What people choose about being told, how they end e-mails without signing in, and what staff see of the outbox.

-- One's own choice ------------------------------------------------------------------------------------

create function private.preferences_of(p_user uuid)
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
      select jsonb_agg(jsonb_build_object('key', g.grp, 'locked', g.grp = 'security', 'channels', (
          select jsonb_object_agg(c, coalesce(
            case when g.grp = 'security' then c <> 'whatsapp' end,
            (select p.enabled from public.notification_preferences p where p.user_id = p_user and p.grp = g.grp and p.channel = c),
            -- Before anybody chose, each event has its own default: the group says what any of them does.
            (select bool_or(c = any (case when v_user.role = 'customer' then e.default_channels else e.staff_channels end))
             from private.notification_events e where e.grp = g.grp),
            c = 'push' or (c = 'email' and v_user.role = 'customer')))
          from unnest(array['email', 'whatsapp', 'push']) as c)) order by g.position)
      from private.notification_groups g
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
  'How a person is told of what: { groups: [{ key, locked, channels }], emailEnabled, quietHours, digest, digestHour, digestDay, timeZone, email, whatsapp, devices }.';

create function public.get_notification_preferences()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  return private.preferences_of(viewer.id);
end
$$;
comment on function public.get_notification_preferences() is
  'How the viewer is told of what: groups with their channels, quiet hours, digest, and whether each channel works. Raises PT401, PT403.';
grant execute on function public.get_notification_preferences() to authenticated;

create function private.check_clock(p_value text, p_field text)
returns time
language plpgsql immutable set search_path = ''
as $$
begin
  if p_value !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or p_value is null then
    perform private.invalid_field(p_field, 'invalid', 'Give a time of day such as 22:00.');
  end if;
  return p_value::time;
end
$$;
comment on function private.check_clock(text, text) is 'A time of day, HH:MM; raises PT422 for anything else.';

create function private.check_digits(p_changes jsonb, p_field text, p_min int, p_max int)
returns int
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes -> p_field) is distinct from 'number' or (p_changes ->> p_field)::numeric not between p_min and p_max
    or (p_changes ->> p_field)::numeric % 1 <> 0 then
    perform private.invalid_field(p_field, 'invalid', format('Give a whole number from %s to %s.', p_min, p_max));
  end if;
  return (p_changes ->> p_field)::int;
end
$$;
comment on function private.check_digits(jsonb, text, int, int) is 'A whole number of p_changes within bounds; raises PT422 for anything else.';

create function private.save_channels(p_user uuid, p_groups jsonb)
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
    if not exists (select 1 from private.notification_groups g where g.grp = v_group.key) or jsonb_typeof(v_group.value) <> 'object' then
      perform private.invalid_field('groups.' || left(v_group.key, 40), 'unknown', 'There is no such kind of notification.');
    end if;
    for v_channel in select key, value from jsonb_each(v_group.value) limit 10 loop
      if v_channel.key not in ('email', 'whatsapp', 'push') or jsonb_typeof(v_channel.value) <> 'boolean' then
        perform private.invalid_field('groups.' || v_group.key, 'invalid', 'A channel is email, whatsapp or push, and on or off.');
      elsif v_group.key = 'security' then
        -- Saying again what holds anyway is no attempt to change it.
        continue when v_channel.value::boolean = (v_channel.key <> 'whatsapp');
        perform private.invalid_field('groups.security', 'locked', 'Notices about the security of your account cannot be switched off.');
      end if;
      insert into public.notification_preferences as p (user_id, grp, channel, enabled)
      values (p_user, v_group.key, v_channel.key, v_channel.value::boolean)
      on conflict (user_id, grp, channel) do update set enabled = excluded.enabled, updated_at = now() where p.enabled <> excluded.enabled;
      if v_channel.key = 'whatsapp' and v_channel.value::boolean then
        -- Asking for messages again takes an earlier stop back.
        update public.notification_settings s set whatsapp_stopped_at = null where s.user_id = p_user and s.whatsapp_stopped_at is not null;
      end if;
    end loop;
  end loop;
end
$$;
comment on function private.save_channels(uuid, jsonb) is 'Keeps which channels a person wants for which groups; what is not named stays. Raises PT422.';

create function public.save_notification_preferences(p_changes jsonb)
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
  where k not in ('groups', 'emailEnabled', 'quietHours', 'digest', 'digestHour', 'digestDay') limit 1;
  if v_unknown is not null then
    perform private.invalid_field(left(v_unknown, 80), 'unknown', 'There is no such preference.');
  end if;
  perform private.limit_rate('notification_preferences:' || viewer.id, 300, 3600);
  if p_changes ? 'groups' then
    perform private.save_channels(viewer.id, p_changes -> 'groups');
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
  'Changes how the viewer is told, what is absent stays: { groups: { tickets: { email, whatsapp, push } }, emailEnabled, quietHours: { from, to } | null, digest, digestHour, digestDay }. Harmless when repeated. Returns the preferences. Raises PT401, PT422 (also for switching security notices off), PT429.';
grant execute on function public.save_notification_preferences(jsonb) to authenticated;

create function public.send_test_notification(p_channel text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_row public.notifications;
begin
  if coalesce(p_channel, '') not in ('email', 'whatsapp', 'push') then
    perform private.invalid_field('channel', 'unknown', 'Choose email, whatsapp or push.');
  end if;
  perform private.limit_rate('notification_test:' || viewer.id, 10, 3600);
  insert into public.notifications (user_id, event, resource_type, data, dedupe_key)
  values (viewer.id, 'notification_test', 'preferences', jsonb_build_object('channel', p_channel), 'notification_test:' || gen_random_uuid())
  returning * into v_row;
  perform private.fan_out(v_row, array[p_channel]);
  return jsonb_build_object('isQueued', exists (select 1 from public.notification_deliveries d where d.notification_id = v_row.id));
end
$$;
comment on function public.send_test_notification(text) is
  'Sends the viewer a notification by one channel, whatever they chose: { isQueued }, false where that channel leads nowhere yet. Ten an hour. Raises PT401, PT422, PT429.';
grant execute on function public.send_test_notification(text) to authenticated;

create function public.set_notification_read(p_id uuid, p_read boolean)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  update public.notifications n set read_at = case when p_read then coalesce(n.read_at, now()) end
  where n.id = p_id and n.user_id = viewer.id and (n.read_at is null) = p_read;
  if found and not p_read then
    -- Other tabs count again; that something was read is announced by itself.
    perform realtime.send('{}', 'notifications_read', 'user:' || viewer.id, true);
  end if;
  return jsonb_build_object('unread',
    (select count(*) from public.notifications n where n.user_id = viewer.id and n.read_at is null));
end
$$;
comment on function public.set_notification_read(uuid, boolean) is
  'Marks one notification of the viewer as read or unread; somebody else''s stays as it is. Harmless when repeated. Returns { unread }. Raises PT401.';
grant execute on function public.set_notification_read(uuid, boolean) to authenticated;

-- Without signing in ------------------------------------------------------------------------------------

create function private.unsubscribe_claim(p_token text, out user_id uuid, out scope text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_parts text[] := regexp_match(p_token, '^([0-9a-f]{32})\.([a-z_]{1,40})\.([0-9a-f]{40})$');
begin
  -- By digest, so that how much of it is right does not show in the time it takes.
  if v_parts is not null and sha256(convert_to(private.unsubscribe_token(v_parts[1]::uuid, v_parts[2]), 'UTF8')) = sha256(convert_to(p_token, 'UTF8'))
    and exists (select 1 from public.portal_users u where u.id = v_parts[1]::uuid) then
    user_id := v_parts[1]::uuid;
    scope := v_parts[2];
  end if;
end
$$;
comment on function private.unsubscribe_claim(text) is 'Whose e-mails of which kind a token may end; nulls for one that we did not make.';

create function public.describe_unsubscribe(p_token text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_claim record;
begin
  v_claim := private.unsubscribe_claim(p_token);
  return (
    select jsonb_build_object('scope', v_claim.scope, 'role', u.role,
      'address', left(u.email, 1) || '…@' || split_part(u.email, '@', 2),
      'isOff', not coalesce(p.email_enabled, true)
        or exists (select 1 from public.notification_preferences n where n.user_id = u.id and n.grp = v_claim.scope and n.channel = 'email' and not n.enabled),
      'isAllOff', not coalesce(p.email_enabled, true))
    from public.portal_users u left join public.customer_preferences p on p.user_id = u.id where u.id = v_claim.user_id);
end
$$;
comment on function public.describe_unsubscribe(text) is
  'For the web app alone: what a token would end, and whose: { scope, role, address (hardly legible), isOff, isAllOff }; null for one that we did not make.';
grant execute on function public.describe_unsubscribe(text) to service_role;

create function public.unsubscribe(p_token text, p_all boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_claim record;
  v_scope text;
begin
  v_claim := private.unsubscribe_claim(p_token);
  v_scope := case when p_all then 'all' else v_claim.scope end;
  if v_claim.user_id is null or v_scope = 'security' then
    perform private.fail('PT404', 'unknown_token', 'This link is not complete, or not one of ours. Sign in to choose what you receive.');
  end if;
  if v_scope = 'all' then
    insert into public.customer_preferences (user_id, email_enabled) values (v_claim.user_id, false)
    on conflict (user_id) do update set email_enabled = false;
  else
    perform private.save_channels(v_claim.user_id, jsonb_build_object(v_scope, '{"email": false}'::jsonb));
  end if;
  perform private.audit(private.viewer_of(v_claim.user_id), 'preferences.unsubscribe', 'preferences', v_claim.user_id::text,
    (select u.customer_id from public.portal_users u where u.id = v_claim.user_id), 'account', jsonb_build_array(v_scope));
  return jsonb_build_object('scope', v_scope);
end
$$;
comment on function public.unsubscribe(text, boolean) is
  'For the web app alone: ends the e-mails that a token names, or all of them that may be ended. Harmless when repeated. Returns { scope }. Raises PT404 unknown_token.';
grant execute on function public.unsubscribe(text, boolean) to service_role;

-- E-mails that tickets send themselves ----------------------------------------------------------------

create function private.takes_email(p_user public.portal_users, p_grp text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_user.portal_active
    and coalesce((select p.email_enabled from public.customer_preferences p where p.user_id = p_user.id), true)
    and coalesce((select n.enabled from public.notification_preferences n where n.user_id = p_user.id and n.grp = p_grp and n.channel = 'email'), true)
    and not private.is_suppressed(p_user.email)
$$;
comment on function private.takes_email(public.portal_users, text) is
  'Whether a person takes the e-mails of a group that its feature sends itself: not locked, not switched off, and the address works.';

create function private.quiet_now(p_user uuid)
returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select private.quiet_until(s.quiet_from, s.quiet_to, private.zone_of(p_user), now())
  from public.notification_settings s where s.user_id = p_user and s.quiet_from is not null
$$;
comment on function private.quiet_now(uuid) is 'Until when a person is not to be disturbed, now if they may be; null without quiet hours.';

create or replace function private.email_recipients(p_ticket public.support_tickets)
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
      where u.role = 'customer' and private.takes_email(u, 'tickets')
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
          where lower(u.email) = c.address and not (u.role = 'customer' and private.takes_email(u, 'tickets')))
    ), profile as (
      select lower(v_customer.email), v_customer.full_name, v_customer.locale, false, null::uuid
      where v_customer.email is not null and p_ticket.requester_id is null and not p_ticket.is_private
        and not private.is_suppressed(v_customer.email)
        and not exists (select 1 from public.portal_users u where u.customer_id = p_ticket.customer_id or lower(u.email) = lower(v_customer.email))
        and not private.has_correspondents(p_ticket.id)
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'email', r.address, 'fullName', r.full_name, 'locale', r.locale, 'hasAccount', r.has_account,
      'notBefore', private.iso(private.quiet_now(r.user_id)), 'unsubscribe', private.unsubscribe_token(r.user_id, 'tickets'),
      'thread', private.email_thread(p_ticket.id, r.address)) order by r.address), '[]')
    from (select * from people union all select * from others union all select * from profile) as r);
end
$$;
comment on function private.email_recipients(public.support_tickets) is
  'Who is written to about a ticket: its requester and followers, else who takes part by e-mail, else the profile''s people, else the profile''s own address when nobody signs in for it. Never staff, nobody locked, nobody who wants no e-mail about tickets, no address that cannot be reached. notBefore: quiet hours of theirs.';

create function public.postpone_ticket_email(p_kind text, p_payload jsonb, p_until timestamptz)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue(p_kind, p_payload, p_kind || ':later:' || md5(p_payload::text) || ':' || extract(epoch from date_trunc('minute', p_until))::bigint,
    greatest(p_until, now()))
  where p_kind in ('ticket_reply_email', 'ticket_email', 'ticket_closing_email')
$$;
comment on function public.postpone_ticket_email(text, jsonb, timestamptz) is
  'For the worker: an e-mail about a ticket is looked at again when the quiet hours of one of its readers end.';
grant execute on function public.postpone_ticket_email(text, jsonb, timestamptz) to service_role;

-- Staff -------------------------------------------------------------------------------------------------

create function private.delivery_row(p_delivery public.notification_deliveries)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_delivery.id, 'channel', p_delivery.channel, 'status', p_delivery.status, 'event', n.event, 'group', (private.event_of(n.event)).grp,
    'recipient', u.full_name, 'role', u.role, 'customerId', u.customer_id, 'attempts', p_delivery.attempts, 'inDigest', p_delivery.in_digest,
    'error', p_delivery.error,
    'detail', coalesce(p_delivery.detail, case when p_delivery.channel = 'email' and p_delivery.status in ('failed', 'dead') then (
      select l.error from public.email_logs l where l.dedupe_key = coalesce('digest:' || p_delivery.digest_id, 'notification:' || p_delivery.id)) end),
    'notBefore', private.iso(p_delivery.not_before), 'createdAt', private.iso(p_delivery.created_at),
    'finishedAt', private.iso(p_delivery.finished_at), 'deliveredAt', private.iso(p_delivery.delivered_at), 'seenAt', private.iso(p_delivery.seen_at))
  from public.notifications n join public.portal_users u on u.id = n.user_id
  where n.id = p_delivery.notification_id
$$;
comment on function private.delivery_row(public.notification_deliveries) is 'A delivery as staff see it in a list: not what it says, only to whom, how, and what became of it.';

create function public.search_deliveries(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 25)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(coalesce(p_limit, 25), 1), 100);
  v_status text[] := case p_filters ->> 'view'
    when 'dead' then '{dead}' when 'failed' then '{failed}' when 'waiting' then '{queued}' when 'sent' then '{sent,kept}' when 'skipped' then '{skipped}' end;
  v_rows jsonb;
  v_last jsonb;
begin
  select coalesce(jsonb_agg(private.delivery_row(d) order by d.created_at desc, d.id desc), '[]') into v_rows
  from (
    select * from public.notification_deliveries x
    where (v_status is null or x.status = any (v_status))
      and (p_filters ->> 'channel' is null or x.channel = p_filters ->> 'channel')
      and (p_cursor ->> 'at' is null or (x.created_at, x.id) < ((p_cursor ->> 'at')::timestamptz, (p_cursor ->> 'id')::uuid))
    order by x.created_at desc, x.id desc limit v_limit + 1) d;
  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object('items', v_rows, 'nextCursor', case when v_last is null then null
    else jsonb_build_object('at', v_last -> 'createdAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_deliveries(jsonb, jsonb, int) is
  'For staff: a page of the outbox, newest first. p_filters: { view: dead | failed | waiting | sent | skipped, channel }. Raises PT401, PT403.';
grant execute on function public.search_deliveries(jsonb, jsonb, int) to authenticated;

create function public.delivery_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return (
    select jsonb_object_agg(s, (
      select count(*) from (select 1 from public.notification_deliveries d where d.status = s limit 1000) as n))
    from unnest(array['dead', 'failed', 'queued']) as s)
    || jsonb_build_object('ticketEmails', (
      select count(*) from (select 1 from public.jobs j where j.status = 'dead' and j.kind in ('ticket_reply_email', 'ticket_email', 'ticket_closing_email')
        limit 1000) as n));
end
$$;
comment on function public.delivery_counts() is
  'For staff: how many deliveries are dead, failed and queued, and how many e-mails about tickets were given up, each to 1,000. Raises PT401, PT403.';
create index notification_deliveries_queued_idx on public.notification_deliveries (created_at desc, id desc) where status = 'queued';
grant execute on function public.delivery_counts() to authenticated;

create function public.resend_deliveries(p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ids uuid[];
  v_count int;
  v_jobs int := 0;
begin
  if jsonb_typeof(p_input -> 'ids') = 'array' then
    if jsonb_array_length(p_input -> 'ids') > 100 then
      perform private.invalid_field('ids', 'too_many', 'At most 100 at a time.');
    end if;
    select array_agg(i::uuid) into v_ids from jsonb_array_elements_text(p_input -> 'ids') as i
    where i ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  elsif (p_input ->> 'all')::boolean is not true then
    perform private.invalid_field('ids', 'required', 'Say which ones.');
  end if;
  perform private.limit_rate('resend_deliveries:' || viewer.id, 120, 3600);
  with chosen as materialized (
    select d.id from public.notification_deliveries d
    where d.status in ('dead', 'failed') and (d.locked_until is null or d.locked_until < now())
      and case when v_ids is null then d.status = 'dead' and (p_input ->> 'channel' is null or d.channel = p_input ->> 'channel') else d.id = any (v_ids) end
    order by d.created_at, d.id limit 500 for update skip locked)
  update public.notification_deliveries d
  set status = 'queued', attempts = 0, not_before = now(), finished_at = null
  from chosen where d.id = chosen.id;
  get diagnostics v_count = row_count;
  if v_ids is null and (p_input ->> 'channel' is null or p_input ->> 'channel' = 'email') then
    with chosen as materialized (
      select j.id from public.jobs j where j.status = 'dead' and j.kind in ('ticket_reply_email', 'ticket_email', 'ticket_closing_email')
      order by j.id limit 500 for update skip locked)
    update public.jobs j set status = 'queued', attempts = 0, run_at = now(), finished_at = null, locked_by = null, locked_until = null
    from chosen where j.id = chosen.id;
    get diagnostics v_jobs = row_count;
  end if;
  if v_count > 0 then
    perform private.enqueue('deliver_notifications', '{}', 'deliver_notifications:resend:' || gen_random_uuid());
  end if;
  perform private.audit(viewer, 'delivery.resend', 'delivery', case when cardinality(v_ids) = 1 then v_ids[1]::text end, null, 'support',
    jsonb_build_object('count', v_count + v_jobs));
  return jsonb_build_object('count', v_count + v_jobs);
end
$$;
comment on function public.resend_deliveries(jsonb) is
  'For staff: lets deliveries that failed or were given up begin again: { ids } (100 at most), or { all: true, channel? } for what was given up, 500 at a time, e-mails about tickets included. Harmless when repeated: what was sent is not sent again. Returns { count }. Raises PT401, PT403, PT422, PT429.';
grant execute on function public.resend_deliveries(jsonb) to authenticated;

-- What was reported about addresses -----------------------------------------------------------------------

create function private.suppress_email(p_address text, p_reason text, p_detail text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_address text := lower(trim(p_address));
  v_new boolean;
  v_user record;
begin
  if v_address is null or char_length(v_address) not between 3 and 320 then
    return false;
  end if;
  insert into public.email_suppressions as s (address, reason, detail, suppressed_at)
  values (v_address, p_reason, left(p_detail, 500), now())
  on conflict (address) do update set reason = p_reason, detail = left(p_detail, 500), suppressed_at = now(), updated_at = now()
    where s.suppressed_at is null;
  v_new := found;
  if v_new then
    for v_user in select u.id from public.portal_users u where lower(u.email) = v_address and u.portal_active loop
      perform private.notify(v_user.id, 'email_off', 'preferences', null, jsonb_build_object('reason', p_reason, 'address', v_address),
        'email_off:' || v_address || ':' || extract(epoch from now())::bigint);
    end loop;
  end if;
  return v_new;
end
$$;
comment on function private.suppress_email(text, text, text) is
  'Nothing more is sent to this address (bounce or complaint), and whoever signs in with it is told so in the portal. True when that is new.';

create function private.suppress_bounced()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.suppress_email(new.to_address, 'bounce', new.bounce_reason);
  return null;
end
$$;
comment on function private.suppress_bounced() is 'Trigger: an address that a mail server reported as unreachable gets nothing more.';
create trigger email_logs_suppress after update on public.email_logs
  for each row when (old.bounced_at is null and new.bounced_at is not null) execute function private.suppress_bounced();

create function public.reactivate_email()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.limit_rate('reactivate_email:' || viewer.id, 5, 86400);
  update public.email_suppressions s set suppressed_at = null, reason = null, detail = null, soft_bounces = 0, updated_at = now()
  where s.address = lower(viewer.email) and s.suppressed_at is not null;
  if found then
    perform private.audit(viewer, 'preferences.reactivate_email', 'preferences', viewer.id::text, viewer.customer_id, 'account');
  end if;
  return private.preferences_of(viewer.id);
end
$$;
comment on function public.reactivate_email() is
  'The viewer''s own address works again, they say: e-mails go there once more. Harmless when repeated; five a day. Returns the preferences. Raises PT401, PT429.';
grant execute on function public.reactivate_email() to authenticated;

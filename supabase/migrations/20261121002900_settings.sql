-- What an installation decides for itself, read and changed by its admins.

create function private.settings_values()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with s as (select jsonb_object_agg(key, value) as v from public.app_settings)
  select jsonb_build_object(
    'name', coalesce(s.v -> 'branding' ->> 'name', 'Portico'),
    'supportEmail', s.v -> 'branding' ->> 'supportEmail',
    'logoUrl', s.v -> 'branding' ->> 'logoUrl',
    'primaryColor', s.v -> 'branding' ->> 'primaryColor',
    'primaryColorDark', s.v -> 'branding' ->> 'primaryColorDark',
    'buyAgainUrl', s.v -> 'branding' ->> 'buyAgainUrl',
    'timeZone', coalesce(s.v ->> 'time_zone', 'UTC'),
    'currency', coalesce(s.v ->> 'currency', 'ZAR'),
    'modules', to_jsonb(private.modules_on()),
    'claimWindowDays', private.setting_int('claim_window_days', 30, 0, 3650),
    'trackingStaleDays', private.setting_int('tracking_stale_days', 4, 1, 365),
    'quoteValidDays', private.setting_int('quote_valid_days', 30, 1, 730),
    'refundLimits', coalesce((
      select jsonb_agg(jsonb_build_object('amount', l.value, 'currency', l.key) order by l.key)
      from jsonb_each(s.v -> 'refund_limits' -> 'agent') l), '[]'))
  from s
$$;
comment on function private.settings_values() is 'The settings as get_settings shows them, with what holds where nothing is set.';

create function public.get_settings()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_values jsonb := private.settings_values();
begin
  perform private.require_staff();
  return v_values || jsonb_build_object('revision', md5(v_values::text));
end
$$;
comment on function public.get_settings() is
  'For staff: the settings of this installation, with a revision for change_settings. Refund limits are what agents give back without approval, [{ amount (smallest units), currency }]. Raises PT401, PT403.';
grant execute on function public.get_settings() to authenticated;

create function private.put_setting(p_key text, p_value jsonb, p_public boolean)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.app_settings (key, value, is_public) values (p_key, p_value, p_public)
  on conflict (key) do update set value = excluded.value
$$;
comment on function private.put_setting(text, jsonb, boolean) is 'Sets one setting; whether it is public is decided when it is first set.';

create function private.check_brand(p_changes jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_brand jsonb := '{}';
  v_key text;
  v_value text;
begin
  for v_key in select k from jsonb_object_keys(p_changes) as k
    where k in ('name', 'supportEmail', 'logoUrl', 'primaryColor', 'primaryColorDark', 'buyAgainUrl')
  loop
    v_value := nullif(trim(private.plain_text(p_changes ->> v_key)), '');
    if v_key = 'name' then
      v_value := private.check_text(v_value, 'name', 80);
    elsif char_length(v_value) > 500 then
      perform private.invalid_field(v_key, 'too_long', 'At most 500 characters.');
    elsif v_key = 'supportEmail' and v_value !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' then
      perform private.invalid_field(v_key, 'invalid', 'Enter an e-mail address such as help@example.com.');
    elsif v_key = 'logoUrl' and v_value !~ '^(/[^/\s]|https://)\S*$' then
      perform private.invalid_field(v_key, 'invalid', 'Enter an address that begins with https:// or, for a file of this site, with /.');
    elsif v_key = 'buyAgainUrl' and v_value !~ '^https?://\S+$' then
      perform private.invalid_field(v_key, 'invalid', 'Enter an address that begins with https://.');
    elsif v_key like 'primaryColor%' and v_value !~* '^(#([0-9a-f]{3}|[0-9a-f]{6})|oklch\(\s*[0-9.]+%?\s+[0-9.]+%?\s+[0-9.]+(deg)?\s*\))$' then
      perform private.invalid_field(v_key, 'invalid', 'Enter a colour such as #0b5c66 or oklch(0.48 0.1 195).');
    end if;
    v_brand := v_brand || jsonb_build_object(v_key, v_value);
  end loop;
  return v_brand;
end
$$;
comment on function private.check_brand(jsonb) is 'Of changes those of the branding, checked; what is to go is null. Raises PT422.';

create function private.check_days(p_changes jsonb, p_field text, p_min int, p_max int)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes -> p_field) is distinct from 'number'
    or (p_changes ->> p_field)::numeric not between p_min and p_max
    or (p_changes ->> p_field)::numeric % 1 <> 0 then
    perform private.invalid_field(p_field, 'out_of_range', format('Enter a whole number of days from %s to %s.', p_min, p_max));
  end if;
  return p_changes -> p_field;
end
$$;
comment on function private.check_days(jsonb, text, int, int) is 'A whole number of days within its bounds. Raises PT422.';

create function private.check_limits(p_limits jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_limits) is distinct from 'array' or jsonb_array_length(p_limits) > 20 or exists (
    select 1 from jsonb_array_elements(p_limits) as l(money)
    where coalesce(l.money ->> 'currency', '') !~ '^[A-Z]{3}$' or jsonb_typeof(l.money -> 'amount') is distinct from 'number'
      or (l.money ->> 'amount')::numeric not between 0 and 100000000000 or (l.money ->> 'amount')::numeric % 1 <> 0) then
    perform private.invalid_field('refundLimits', 'invalid', 'Name at most 20 currencies, each with an amount of zero or more.');
  end if;
  return (select coalesce(jsonb_object_agg(l.money ->> 'currency', l.money -> 'amount'), '{}') from jsonb_array_elements(p_limits) as l(money));
end
$$;
comment on function private.check_limits(jsonb) is
  'Refund limits [{ amount (smallest units), currency }] as they are kept, { currency: amount }. Raises PT422.';

create function public.change_settings(p_changes jsonb, p_expected text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_brand jsonb;
  v_limits jsonb := (select value from public.app_settings where key = 'refund_limits');
  v_unknown text;
begin
  -- One at a time, so that the revision compared is the one that is replaced.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('app_settings'));
  if p_expected <> public.get_settings() ->> 'revision' then
    perform private.fail('PT409', 'settings_changed', 'Somebody changed the settings in the meantime. Look at them again.');
  end if;
  select k into v_unknown from jsonb_object_keys(p_changes) as k where k not in (
    'name', 'supportEmail', 'logoUrl', 'primaryColor', 'primaryColorDark', 'buyAgainUrl', 'timeZone', 'modules',
    'claimWindowDays', 'trackingStaleDays', 'quoteValidDays', 'refundLimits') limit 1;
  if v_unknown is not null then
    perform private.invalid_field(left(v_unknown, 80), 'unknown', 'There is no such setting.');
  end if;

  v_brand := private.check_brand(p_changes);
  if v_brand <> '{}' then
    perform private.put_setting('branding', jsonb_strip_nulls(
      coalesce((select value from public.app_settings where key = 'branding'), '{}') || v_brand), true);
  end if;
  if p_changes ? 'timeZone' then
    if not exists (select 1 from pg_catalog.pg_timezone_names where name = p_changes ->> 'timeZone') then
      perform private.invalid_field('timeZone', 'unknown', 'Choose a time zone from the list.');
    end if;
    perform private.put_setting('time_zone', p_changes -> 'timeZone', true);
  end if;
  if p_changes ? 'modules' then
    perform public.set_modules(p_changes -> 'modules');
  end if;
  if p_changes ? 'claimWindowDays' then
    perform private.put_setting('claim_window_days', private.check_days(p_changes, 'claimWindowDays', 0, 3650), false);
  end if;
  if p_changes ? 'trackingStaleDays' then
    perform private.put_setting('tracking_stale_days', private.check_days(p_changes, 'trackingStaleDays', 1, 365), false);
  end if;
  if p_changes ? 'quoteValidDays' then
    perform private.put_setting('quote_valid_days', private.check_days(p_changes, 'quoteValidDays', 1, 730), false);
  end if;
  if p_changes ? 'refundLimits' then
    perform private.put_setting('refund_limits',
      coalesce(v_limits, '{}') || jsonb_build_object('agent', coalesce(v_limits -> 'agent', '{}') || private.check_limits(p_changes -> 'refundLimits')), false);
  end if;

  perform private.audit(viewer, 'settings.change', 'setting', null, null, 'administration',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return public.get_settings();
end
$$;
comment on function public.change_settings(jsonb, text) is
  'For admins: changes what is named and leaves the rest: { name, supportEmail, logoUrl, primaryColor, primaryColorDark, buyAgainUrl, timeZone, modules, claimWindowDays, trackingStaleDays, quoteValidDays, refundLimits }. A refund limit replaces that of its currency. p_expected is the revision that was looked at. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
grant execute on function public.change_settings(jsonb, text) to authenticated;

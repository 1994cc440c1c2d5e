-- Whether staff must have a second factor: one more setting of the installation.

create or replace function private.settings_values()
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
      from jsonb_each(s.v -> 'refund_limits' -> 'agent') l), '[]'),
    'requireStaffSecondFactor', private.setting_on('require_staff_second_factor', false))
  from s
$$;
comment on function private.settings_values() is 'The settings as get_settings shows them, with what holds where nothing is set.';

create or replace function public.change_settings(p_changes jsonb, p_expected text default null)
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
    'claimWindowDays', 'trackingStaleDays', 'quoteValidDays', 'refundLimits', 'requireStaffSecondFactor') limit 1;
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

  if p_changes ? 'requireStaffSecondFactor' then
    if jsonb_typeof(p_changes -> 'requireStaffSecondFactor') is distinct from 'boolean' then
      perform private.invalid_field('requireStaffSecondFactor', 'invalid', 'Say yes or no.');
    end if;
    -- Nobody locks everybody out with a door that they cannot open themselves.
    if (p_changes -> 'requireStaffSecondFactor')::boolean and not private.setting_on('require_staff_second_factor', false)
      and not private.gave_second_factor(viewer.id) then
      perform private.fail('PT409', 'second_factor_off', 'Set up your own second factor first, on your account page. Then you can ask it of everybody.');
    end if;
    perform private.put_setting('require_staff_second_factor', p_changes -> 'requireStaffSecondFactor', false);
  end if;

  perform private.audit(viewer, 'settings.change', 'setting', null, null, 'administration',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return public.get_settings();
end
$$;
comment on function public.change_settings(jsonb, text) is
  'For admins: changes what is named and leaves the rest: { name, supportEmail, logoUrl, primaryColor, primaryColorDark, buyAgainUrl, timeZone, modules, claimWindowDays, trackingStaleDays, quoteValidDays, refundLimits, requireStaffSecondFactor }. A refund limit replaces that of its currency. p_expected is the revision that was looked at. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT409 second_factor_off (for an admin without one), PT422.';

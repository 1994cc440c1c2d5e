-- Modules: what this business uses of the portal. Switched off, a module is in no menu, its pages and API calls
-- are not there, and its commands refuse.

create function private.module_names()
returns text[]
language sql immutable parallel safe
set search_path = ''
as $$ select array['orders', 'invoices', 'quotes', 'services', 'domains', 'calls', 'knowledge', 'assistant'] $$;
comment on function private.module_names() is
  'Every module there is, in the order of menus. lib/core/modules.ts holds the same list; a test compares them.';
-- The check below runs with the rights of whoever writes the setting.
grant execute on function private.module_names() to service_role;

alter table public.app_settings
  add constraint app_settings_modules_known check (key <> 'modules' or (
    is_public and jsonb_typeof(value) = 'object' and value - private.module_names() = '{}'
    and not jsonb_path_exists(value, '$.* ? (@.type() != "boolean")')));

insert into public.app_settings (key, value, is_public) values ('modules', '{}', true);

create function private.modules_on()
returns text[]
language sql stable security definer
set search_path = ''
as $$
  select coalesce(array_agg(m.name order by m.place), '{}')
  from unnest(private.module_names()) with ordinality as m(name, place)
  where not exists (
    select 1 from public.app_settings s where s.key = 'modules' and s.value -> m.name = 'false'::jsonb)
$$;
comment on function private.modules_on() is 'The modules in use: all but those that the setting "modules" names with false.';

create function private.require_module(p_module text)
returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if p_module <> all (private.module_names()) then
    raise exception 'No module is called %.', p_module;
  end if;
  if p_module <> all (private.modules_on()) then
    perform private.fail('PT404', 'module_off', 'This is not part of this portal.');
  end if;
end
$$;
comment on function private.require_module(text) is
  'For the second line of every command and read of a module, after the viewer: raises PT404 module_off when it is switched off.';

create function public.set_modules(p_changes jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if viewer.role <> 'admin' then
    perform private.fail('PT403', 'admin_only', 'Only an admin can switch modules.');
  end if;
  begin
    insert into public.app_settings as s (key, value, is_public) values ('modules', p_changes, true)
    on conflict (key) do update set value = s.value || excluded.value;
  exception when check_violation or not_null_violation then
    perform private.invalid_field('modules', 'unknown', 'Name modules that exist, each with true or false.');
  end;
  perform private.audit(viewer, 'settings.modules', 'setting', 'modules', null, 'administration', p_changes);
  return to_jsonb(private.modules_on());
end
$$;
comment on function public.set_modules(jsonb) is
  'For admins: switches modules, { quotes: false }; what is absent stays. Returns those in use. Raises PT401, PT403, PT422.';
grant execute on function public.set_modules(jsonb) to authenticated;

create or replace function public.get_viewer()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  return (
    select jsonb_build_object(
      'id', viewer.id, 'email', viewer.email, 'fullName', viewer.full_name, 'role', viewer.role,
      'customerId', viewer.customer_id, 'customerName', coalesce(c.company_name, c.full_name), 'customerNumber', c.customer_number,
      'timeZone', coalesce(p.time_zone, c.time_zone, (select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC'),
      'locale', coalesce(p.locale, c.locale, 'en'), 'theme', coalesce(p.theme, 'system'),
      'unreadNotifications', (
        select count(*) from (
          select 1 from public.notifications n where n.user_id = viewer.id and n.read_at is null limit 100) unread),
      'modules', private.modules_on(),
      'branding', (select value from public.app_settings where key = 'branding'))
    from (select 1) one
    left join public.customer_profiles c on c.id = viewer.customer_id
    left join public.customer_preferences p on p.user_id = viewer.id);
end
$$;
comment on function public.get_viewer() is
  'The signed-in person with what every page needs: name, role, customer, zone, theme, unread count (100 at most), modules in use, branding. Raises PT401 unauthenticated, PT403 portal_locked.';

-- The list of second factors comes in pages, and a session that a recovery code opened knows that it is one.

drop function public.list_second_factors(uuid);

-- The first column still serves whatever asks by customer alone.
create index portal_users_customer_names_idx on public.portal_users (customer_id, full_name, id);
drop index public.portal_users_customer_idx;
create index portal_users_staff_names_idx on public.portal_users (full_name, id) where role <> 'customer';

create function public.list_second_factors(p_customer uuid default null, p_after uuid default null, p_limit int default 50)
returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 100);
  v_after text;
  v_rows jsonb;
begin
  perform private.require_admin();
  -- Whoever is gone meanwhile ends no page: it begins anew.
  select u.full_name into v_after from public.portal_users u where u.id = p_after;
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', p.id, 'name', p.full_name, 'email', p.email, 'role', p.role, 'isOn', private.has_second_factor(p.id))
    order by p.full_name, p.id), '[]')
  into v_rows
  from (
    select u.id, u.full_name, u.email, u.role
    from public.portal_users u
    where u.portal_active
      and ((p_customer is null and u.role <> 'customer') or u.customer_id = p_customer and private.has_second_factor(u.id))
      and (v_after is null or (u.full_name, u.id) > (v_after, p_after))
    order by u.full_name, u.id limit v_limit + 1) p;
  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextAfter', case when jsonb_array_length(v_rows) > v_limit then v_rows -> (v_limit - 1) -> 'id' end);
end
$$;
comment on function public.list_second_factors(uuid, uuid, int) is
  'For admins, a page (100 at most) by name: all of the staff, with whether they have a second factor, or those of a customer''s people who have one: { items: [{ id, name, email, role, isOn }], nextAfter }, which is the next p_after. Raises PT401, PT403 admin_only.';
grant execute on function public.list_second_factors(uuid, uuid, int) to authenticated;

create or replace function public.get_second_factor()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.half_viewer();
begin
  if viewer.id is null then
    -- Says why.
    viewer := private.require_viewer();
  end if;
  return jsonb_build_object(
    'userId', viewer.id, 'email', viewer.email, 'role', viewer.role, 'sessionId', private.session_id(),
    'isOn', private.has_second_factor(viewer.id),
    'isRequired', viewer.role <> 'customer' and private.setting_on('require_staff_second_factor', false),
    'isGiven', private.gave_second_factor(viewer.id),
    'isRecovered', exists (
      select from private.recovered_sessions r where r.session_id = private.session_id() and r.user_id = viewer.id)
      and not exists (select from auth.sessions s where s.id = private.session_id() and s.aal = 'aal2'),
    'factorId', (
      select f.id from auth.mfa_factors f
      where f.user_id = viewer.id and f.status = 'verified' and f.factor_type = 'totp' order by f.created_at, f.id limit 1),
    'addedAt', (select private.iso(min(f.created_at)) from auth.mfa_factors f where f.user_id = viewer.id and f.status = 'verified'),
    'issuer', coalesce((select value ->> 'name' from public.app_settings where key = 'branding'), 'Portico'),
    'codesLeft', (select count(*) from private.recovery_codes c where c.user_id = viewer.id and c.used_at is null));
end
$$;
comment on function public.get_second_factor() is
  'How it stands with the second factor of whoever the password let in, also before the code was given: { userId, email, role, sessionId, isOn, isRequired, isGiven, isRecovered (by a recovery code alone), factorId, addedAt, issuer, codesLeft }. Raises PT401, PT403 portal_locked.';

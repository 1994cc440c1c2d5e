-- Browsers that show notifications.

create function public.store_push_subscription(p_user uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.viewer_of(p_user);
  v_row public.push_subscriptions;
begin
  if viewer.id is null then
    perform private.fail('PT404', 'user_not_found', 'There is no such person.');
  end if;
  perform private.limit_rate('push_subscriptions:' || p_user, 60, 3600);
  -- A browser shows what is meant for whoever allowed it last.
  insert into public.push_subscriptions as s (user_id, endpoint, p256dh, auth, label)
  values (p_user, p_input ->> 'endpoint', p_input ->> 'p256dh', p_input ->> 'auth', private.check_text(p_input ->> 'label', 'label', 120))
  on conflict (endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth, label = excluded.label,
    created_at = case when s.user_id = excluded.user_id then s.created_at else now() end
  returning * into v_row;
  delete from public.push_subscriptions s where s.user_id = p_user and s.id <> v_row.id and s.id not in (
    select k.id from public.push_subscriptions k where k.user_id = p_user and k.id <> v_row.id order by coalesce(k.last_used_at, k.created_at) desc, k.id limit 9);
  perform private.audit(viewer, 'preferences.push_on', 'push_subscription', v_row.id::text, viewer.customer_id, 'account');
  return jsonb_build_object('id', v_row.id);
end
$$;
comment on function public.store_push_subscription(uuid, jsonb) is
  'For the web app alone, which has looked at the address: keeps a browser of a person, { endpoint, p256dh, auth, label }, ten at most. The same browser again is the same row. Returns { id }. Raises PT404, PT422, PT429.';
grant execute on function public.store_push_subscription(uuid, jsonb) to service_role;

create function public.remove_push_subscription(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  delete from public.push_subscriptions s where s.user_id = viewer.id and (s.id::text = p_ref or s.endpoint = p_ref);
  if found then
    perform private.audit(viewer, 'preferences.push_off', 'push_subscription', left(p_ref, 36), viewer.customer_id, 'account');
  end if;
  return private.preferences_of(viewer.id);
end
$$;
comment on function public.remove_push_subscription(text) is
  'A browser of the viewer, by its id or address, shows no more notifications. Harmless when repeated. Returns the preferences. Raises PT401.';
grant execute on function public.remove_push_subscription(text) to authenticated;

create function public.record_push(p_used uuid[], p_gone uuid[])
returns void
language sql volatile security definer set search_path = ''
as $$
  delete from public.push_subscriptions s where s.id = any (p_gone);
  update public.push_subscriptions s set last_used_at = now() where s.id = any (p_used);
$$;
comment on function public.record_push(uuid[], uuid[]) is 'For the worker: which browsers took a notification, and which are gone for good.';
grant execute on function public.record_push(uuid[], uuid[]) to service_role;

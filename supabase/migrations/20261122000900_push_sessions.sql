-- A browser shows notifications as long as its session lasts: who signs out, or ends a session from elsewhere, leaves
-- nobody at that browser with a view of what is theirs.

alter table public.push_subscriptions add column session_id uuid;
comment on column public.push_subscriptions.session_id is
  'The session in which the browser was allowed. Whether it has ended is looked at before each sending; null: not known, stays.';
select private.classify('public.push_subscriptions', 'delete', '{}', '{endpoint,p256dh,auth,session_id}');

create function public.bind_push_subscription(p_endpoint text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  update public.push_subscriptions s set session_id = private.session_id() where s.user_id = viewer.id and s.endpoint = p_endpoint;
  if not found then
    perform private.fail('PT404', 'browser_not_found', 'This browser shows no notifications of yours.');
  end if;
end
$$;
comment on function public.bind_push_subscription(text) is
  'A browser of the viewer, by its address, shows notifications as long as the session that asks lasts. Harmless when repeated. Raises PT401, PT403 portal_locked, PT404 browser_not_found.';
grant execute on function public.bind_push_subscription(text) to authenticated;

create function private.forget_ended_browsers()
returns void
language sql volatile security definer set search_path = ''
as $$
  delete from public.push_subscriptions s
  where s.session_id is not null and not exists (select from auth.sessions a where a.id = s.session_id)
    and s.user_id in (
      select d.user_id from public.notification_deliveries d
      where d.channel = 'push' and d.status in ('queued', 'failed') and not d.in_digest and d.not_before <= now())
$$;
comment on function private.forget_ended_browsers() is
  'Takes away the browsers of signed-out sessions of those to whom a notification is about to be sent.';

create or replace function public.claim_deliveries(p_worker text, p_channel text, p_limit int default 10, p_lease_seconds int default 120)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_row public.notification_deliveries;
  v_fault text;
  v_seen int := 0;
  v_items jsonb := '[]';
begin
  if p_channel = 'push' then
    perform private.forget_ended_browsers();
  end if;
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

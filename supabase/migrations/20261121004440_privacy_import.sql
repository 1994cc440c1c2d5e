-- Requests that come from elsewhere, or from the demo: with their history, each once.

create function public.import_privacy_requests(p_requests jsonb)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v jsonb;
  v_id uuid;
  v_count int := 0;
begin
  for v in select value from jsonb_array_elements(p_requests) loop
    v_id := null;
    insert into public.privacy_requests (id, number, customer_id, user_id, kind, scope, status, details, due_at, extended_at, extension_reason,
      effective_at, assignee_id, decision_reason, decided_by, reminded_at, settled_at, created_at)
    select (v ->> 'id')::uuid, private.next_number('PRV', (v ->> 'createdAt')::timestamptz), u.customer_id, u.id, v ->> 'kind',
      coalesce(v ->> 'scope', 'profile'), v ->> 'status', coalesce(v -> 'details', '{}'), (v ->> 'dueAt')::timestamptz, (v ->> 'extendedAt')::timestamptz,
      v ->> 'extensionReason', (v ->> 'effectiveAt')::timestamptz, (v ->> 'assigneeId')::uuid, v ->> 'decisionReason', (v ->> 'decidedBy')::uuid,
      (v ->> 'remindedAt')::timestamptz, (v ->> 'settledAt')::timestamptz, (v ->> 'createdAt')::timestamptz
    from public.portal_users u
    where u.id = (v ->> 'userId')::uuid and u.role = 'customer'
      -- Before a number is drawn, so that a second import leaves no gap.
      and not exists (select 1 from public.privacy_requests r where r.id = (v ->> 'id')::uuid)
    returning id into v_id;
    continue when v_id is null;
    v_count := v_count + 1;
    insert into public.privacy_request_events (request_id, type, actor_type, actor_id, actor_name, note, is_internal, created_at)
    select v_id, e ->> 'type', e ->> 'actorType', (e ->> 'actorId')::uuid, e ->> 'actorName', e ->> 'note', coalesce((e ->> 'isInternal')::boolean, false),
      (e ->> 'at')::timestamptz
    from jsonb_array_elements(v -> 'events') as e;
    if v ->> 'status' = 'scheduled' then
      perform private.enqueue('privacy_erase', jsonb_build_object('requestId', v_id), 'privacy_erase:' || v_id, (v ->> 'effectiveAt')::timestamptz);
    elsif v ->> 'status' = 'active' then
      update public.customer_profiles c set processing_restricted_at = (v ->> 'createdAt')::timestamptz
      from public.portal_users u where u.id = (v ->> 'userId')::uuid and c.id = u.customer_id;
    end if;
  end loop;
  return v_count;
end
$$;
comment on function public.import_privacy_requests(jsonb) is
  'For imports: requests with their events, each once by its id; a deletion that is scheduled gets its job, a restriction that is active takes effect. Returns how many are new.';
grant execute on function public.import_privacy_requests(jsonb) to service_role;

create function public.import_consents(p_consents jsonb)
returns int
language sql volatile security definer set search_path = ''
as $$
  with added as (
    insert into public.consents (id, customer_id, user_id, purpose, version, is_given, created_at)
    select (v ->> 'id')::uuid, u.customer_id, u.id, v ->> 'purpose', (v ->> 'version')::int, (v ->> 'isGiven')::boolean, (v ->> 'at')::timestamptz
    from jsonb_array_elements(p_consents) as v join public.portal_users u on u.id = (v ->> 'userId')::uuid and u.role = 'customer'
    on conflict (id) do nothing returning 1)
  select count(*)::int from added
$$;
comment on function public.import_consents(jsonb) is 'For imports: decisions about purposes, each once by its id. Returns how many are new.';
grant execute on function public.import_consents(jsonb) to service_role;

-- Changes of one ticket, and of many at once.

create or replace function public.update_ticket(p_ticket_id uuid, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_priority public.ticket_priority;
  v_team uuid;
  v_assignee uuid;
  v_action text;
begin
  if (p_changes ->> 'expectedVersion')::int <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  if p_changes ? 'priority' then
    begin
      v_priority := (p_changes ->> 'priority')::public.ticket_priority;
    exception when invalid_text_representation then
      perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
    end;
    v_ticket := private.change_priority(viewer, v_ticket, v_priority);
  end if;
  if p_changes ? 'category' then
    v_ticket := private.change_category(viewer, v_ticket, p_changes ->> 'category');
  end if;
  if p_changes ? 'teamId' then
    begin
      v_team := (p_changes ->> 'teamId')::uuid;
    exception when invalid_text_representation then
      perform private.invalid_field('teamId', 'unknown', 'Choose a team from the list.');
    end;
    v_ticket := private.set_ticket_team(viewer, v_ticket, v_team);
  end if;
  if p_changes ? 'assigneeId' then
    begin
      v_assignee := (p_changes ->> 'assigneeId')::uuid;
    exception when invalid_text_representation then
      perform private.invalid_field('assigneeId', 'unknown', 'Choose an active member of staff.');
    end;
    v_ticket := private.assign_ticket(viewer, v_ticket, v_assignee, p_changes ? 'status');
  end if;
  if jsonb_typeof(p_changes -> 'tags') = 'array' then
    v_ticket := private.tag_ticket(viewer, v_ticket, array(select jsonb_array_elements_text(p_changes -> 'tags')));
  end if;
  if p_changes ?| array['addTags', 'removeTags'] then
    v_ticket := private.tag_ticket(viewer, v_ticket, array(
      select g.tag from public.ticket_tags g where g.ticket_id = v_ticket.id
      union select lower(trim(added)) from unnest(private.filter_values(p_changes, 'addTags')) as added
      except select lower(trim(removed)) from unnest(private.filter_values(p_changes, 'removeTags')) as removed));
  end if;

  perform private.audit(viewer, 'ticket.update', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support',
    (select jsonb_agg(k) from jsonb_object_keys(p_changes) as k where k <> 'expectedVersion'));

  if p_changes ? 'status' and p_changes ->> 'status' <> v_ticket.status::text then
    select action into v_action from private.ticket_transitions
    where from_status = v_ticket.status and actor = 'staff' and to_status::text = p_changes ->> 'status'
    order by action limit 1;
    return public.change_ticket_status(p_ticket_id, coalesce(v_action, 'set ' || left(p_changes ->> 'status', 40)), '{}'::jsonb);
  end if;
  return private.ticket_summary(v_ticket);
end
$$;
comment on function public.update_ticket(uuid, jsonb) is
  'Staff: changes { priority?, category?, teamId? and assigneeId? (null takes it away), tags? (all of them), addTags?, removeTags?, status?, expectedVersion? } in one step. Raises PT401, PT403, PT404, PT409 ticket_changed | invalid_transition, PT422.';

create function private.bulk_state(p_ticket_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select jsonb_build_object('status', t.status, 'priority', t.priority, 'assigneeId', t.assignee_id, 'version', t.version,
      'tags', coalesce((select jsonb_agg(g.tag order by g.tag) from public.ticket_tags g where g.ticket_id = t.id), '[]'))
    from public.support_tickets t where t.id = p_ticket_id);
end
$$;
comment on function private.bulk_state(uuid) is 'What a change of many tickets can change about one, to put it back.';

create function private.row_failure(p_state text, p_message text, p_hint text)
returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  if p_state like 'PT%' then
    return jsonb_build_object('code', p_message, 'message', p_hint);
  elsif p_state in ('55P03', '40P01') then
    return jsonb_build_object('code', 'busy', 'message', 'Somebody is changing this ticket right now. Try again.');
  end if;
  raise warning 'a ticket of many was not changed: % %', p_state, p_message;
  return jsonb_build_object('code', 'internal', 'message', 'Something went wrong on our side. Try this one by itself.');
end
$$;
comment on function private.row_failure(text, text, text) is 'Why one ticket of many was not changed, as { code, message }.';

create function public.bulk_update_tickets(p_key text, p_ids uuid[], p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_id uuid;
  v_before jsonb;
  v_after jsonb;
  v_results jsonb := '{}';
  v_state text;
  v_message text;
  v_hint text;
begin
  if coalesce(cardinality(p_ids), 0) not between 1 and 100 then
    perform private.invalid_field('ids', 'too_many', 'Choose 1 to 100 tickets.');
  elsif jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}'
    or exists (select 1 from jsonb_object_keys(p_changes) as k where k not in ('assigneeId', 'priority', 'status', 'addTags', 'removeTags')) then
    perform private.invalid_field('changes', 'invalid', 'Many tickets at once get an assignee, a priority, a status or tags.');
  end if;
  v_answer := private.begin_command(viewer.id, 'bulk_update_tickets', p_key, jsonb_build_object('ids', to_jsonb(p_ids), 'changes', p_changes));
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('bulk_update_tickets:' || viewer.id, 300, 3600);
  -- A ticket that somebody holds does not hold up the others.
  perform set_config('lock_timeout', '3s', true);

  -- By id, so that two of these at once wait for each other in one direction only.
  for v_id in select distinct id from unnest(p_ids) as id where id is not null order by id loop
    begin
      perform private.lock_ticket(viewer, v_id);
      v_before := private.bulk_state(v_id);
      perform public.update_ticket(v_id, p_changes);
      v_after := private.bulk_state(v_id);
      v_results := v_results || jsonb_build_object(v_id::text, jsonb_build_object(
        'id', v_id, 'ok', true, 'changed', v_after -> 'version' <> v_before -> 'version', 'version', v_after -> 'version', 'before', v_before - 'version'));
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_hint = pg_exception_hint;
      v_results := v_results || jsonb_build_object(v_id::text, jsonb_build_object(
        'id', v_id, 'ok', false, 'error', private.row_failure(v_state, v_message, v_hint)));
    end;
  end loop;
  return private.finish_command(viewer.id, 'bulk_update_tickets', p_key, (
    select jsonb_agg(v_results -> i.id::text order by i.nth)
    from (select id, min(nth) as nth from unnest(p_ids) with ordinality as u(id, nth) where id is not null group by id) i));
end
$$;
comment on function public.bulk_update_tickets(text, uuid[], jsonb) is
  'Staff: the same changes { assigneeId?, priority?, status?, addTags?, removeTags? } to up to 100 tickets, each for itself: what fails for one is told beside it and does not lose the rest. Answers [{ id, ok, changed?, version?, before?, error?: { code, message } }] in the order of p_ids. p_key makes a retry harmless and names the change for undo_bulk_update. Raises PT401, PT403, PT409, PT422, PT429.';
grant execute on function public.bulk_update_tickets(text, uuid[], jsonb) to authenticated;

create function private.put_back(p_viewer private.viewer, p_result jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets := private.lock_ticket(p_viewer, (p_result ->> 'id')::uuid);
  v_before jsonb := p_result -> 'before';
  v_action text;
begin
  if v_ticket.version <> (p_result ->> 'version')::int then
    perform private.fail('PT409', 'ticket_changed', 'Somebody has changed it since.');
  end if;
  v_ticket := private.change_priority(p_viewer, v_ticket, (v_before ->> 'priority')::public.ticket_priority);
  v_ticket := private.assign_ticket(p_viewer, v_ticket, (v_before ->> 'assigneeId')::uuid, true);
  v_ticket := private.tag_ticket(p_viewer, v_ticket, array(select jsonb_array_elements_text(v_before -> 'tags')));
  if v_ticket.status::text = v_before ->> 'status' then
    return;
  elsif v_ticket.status = 'assigned' and v_before ->> 'status' in ('new', 'waiting_ai') then
    -- It became assigned by getting an assignee, of which no customer was told.
    perform private.set_status(p_viewer, v_ticket, 'new');
    return;
  end if;
  select action into v_action from private.ticket_transitions
  where from_status = v_ticket.status and actor = 'staff' and to_status::text = v_before ->> 'status' order by action limit 1;
  if v_action is null then
    perform private.fail('PT409', 'cannot_undo', format('There is no way back from %s to %s.',
      replace(v_ticket.status::text, '_', ' '), replace(v_before ->> 'status', '_', ' ')));
  end if;
  perform public.change_ticket_status(v_ticket.id, v_action, '{}'::jsonb);
end
$$;
comment on function private.put_back(private.viewer, jsonb) is
  'Makes a ticket as it was before a change of many; raises PT409 ticket_changed when somebody changed it since, cannot_undo when the status machine leads nowhere.';

create function public.undo_bulk_update(p_key text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_done jsonb;
  v_result jsonb;
  v_results jsonb := '[]';
  v_state text;
  v_message text;
  v_hint text;
begin
  v_answer := private.begin_command(viewer.id, 'undo_bulk_update', p_key, '{}');
  if v_answer is not null then
    return v_answer;
  end if;
  select response into v_done from private.idempotency_keys
  where actor_id = viewer.id and command = 'bulk_update_tickets' and key = p_key and created_at > now() - interval '10 minutes';
  if v_done is null then
    perform private.fail('PT404', 'nothing_to_undo', 'This change cannot be undone any more.');
  end if;
  perform set_config('lock_timeout', '3s', true);
  for v_result in select value from jsonb_array_elements(v_done) where (value ->> 'changed')::boolean order by value ->> 'id' loop
    begin
      perform private.put_back(viewer, v_result);
      v_results := v_results || jsonb_build_object('id', v_result -> 'id', 'ok', true);
    exception when others then
      get stacked diagnostics v_state = returned_sqlstate, v_message = message_text, v_hint = pg_exception_hint;
      v_results := v_results || jsonb_build_object('id', v_result -> 'id', 'ok', false, 'error', private.row_failure(v_state, v_message, v_hint));
    end;
  end loop;
  return private.finish_command(viewer.id, 'undo_bulk_update', p_key, v_results);
end
$$;
comment on function public.undo_bulk_update(text) is
  'Staff: puts back what their own bulk_update_tickets of this key changed, within ten minutes, ticket by ticket; what somebody changed since, or what the status machine cannot take back, stays and is told: [{ id, ok, error? }]. Harmless when repeated. Raises PT404 nothing_to_undo.';
grant execute on function public.undo_bulk_update(text) to authenticated;

create or replace function public.finish_import()
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform public.sync_ticket_numbers();
  -- A database without autovacuum, such as the embedded one, would plan for empty tables for ever.
  analyze public.customer_profiles, public.orders, public.order_items, public.order_events, public.invoices,
    public.invoice_items, public.support_tickets, public.ticket_messages, public.ticket_events, public.ticket_reads,
    public.ticket_tags, private.ticket_search, private.search_words;
end
$$;

-- A button that is pressed twice sends the version twice that was on the screen. The second time it is no longer the
-- latest, but what it asks for has been done, by the same person: that is no conflict.

create or replace function public.change_ticket_status(p_ticket_id uuid, p_action text, p_input jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_actor text := private.actor_kind(viewer);
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_to public.ticket_status;
  v_last public.ticket_events;
  v_reason text := nullif(trim(coalesce(private.plain_text(p_input ->> 'reason'), '')), '');
begin
  if char_length(v_reason) > 2000 then
    perform private.invalid_field('reason', 'too_long', 'A reason has at most 2,000 characters.');
  end if;
  select to_status into v_to from private.ticket_transitions
  where from_status = v_ticket.status and action = p_action and actor = v_actor;

  if v_to is null then
    select * into v_last from public.ticket_events
    where ticket_id = v_ticket.id and type = 'status_changed' order by created_at desc, id desc limit 1;
    if v_last.actor_id = viewer.id and v_last.new_value = v_ticket.status::text and exists (
      select 1 from private.ticket_transitions
      where action = p_action and actor = v_actor and from_status::text = v_last.old_value
        -- A customer's ticket that nobody has is reopened as a new one.
        and (to_status = v_ticket.status or (action = 'reopen' and actor = 'customer' and v_ticket.status = 'new'))) then
      return private.ticket_summary(v_ticket);
    end if;
  end if;
  if (p_input ->> 'expectedVersion')::int <> v_ticket.version then
    perform private.fail('PT409', 'ticket_changed', 'Somebody changed this ticket in the meantime. Look at it again.',
      jsonb_build_object('version', v_ticket.version, 'status', v_ticket.status));
  end if;
  if v_to is null then
    perform private.fail('PT409', 'invalid_transition',
      format('A ticket that is %s cannot be changed this way.', replace(v_ticket.status::text, '_', ' ')),
      jsonb_build_object('status', v_ticket.status, 'action', p_action));
  end if;
  if v_actor = 'customer' and p_action = 'reopen' then
    if v_ticket.resolved_at < now() - interval '14 days' then
      perform private.fail('PT409', 'reopen_window_passed', 'This ticket was resolved more than 14 days ago. Open a follow-up.');
    end if;
    if v_ticket.assignee_id is null then
      v_to := 'new';
    end if;
  end if;

  if v_ticket.status = 'cancelled' then
    perform private.recheck_claims(v_ticket);
  end if;

  v_ticket := private.set_status(viewer, v_ticket, v_to, v_reason);
  perform private.notify_ticket(viewer, v_ticket, 'ticket_status', v_actor = 'customer',
    'ticket_status:' || v_ticket.id || ':' || v_ticket.version, jsonb_build_object('status', v_to));
  perform private.audit(viewer, 'ticket.' || p_action, 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support');
  return private.ticket_summary(v_ticket);
end
$$;
comment on function public.change_ticket_status(uuid, text, jsonb) is
  'Takes an action of the status machine (resolve, close, cancel, reopen; staff also start, wait, hold). p_input: { reason?, expectedVersion? }. Harmless when repeated by the same person, with the version they saw the first time. Raises PT401, PT404, PT409 ticket_merged | invalid_transition | reopen_window_passed | ticket_changed | items_claimed_elsewhere, PT422.';

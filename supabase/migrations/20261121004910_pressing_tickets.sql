-- What the desk's overview lists, read by a function that writes it down.

create function public.list_pressing_tickets(p_limit int default 8)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_limit int := least(greatest(p_limit, 1), 100);
  v_unanswered uuid[];
  v_answered uuid[];
  v_mine uuid[];
begin
  select array_agg(id) into v_unanswered from (
    select t.id from public.support_tickets t
    where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress') and t.first_responded_at is null
    order by t.first_response_due_at, t.id limit v_limit) t;
  select array_agg(id) into v_answered from (
    select t.id from public.support_tickets t
    where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress') and t.first_responded_at is not null
    order by t.resolution_due_at, t.id limit v_limit) t;
  select array_agg(id) into v_mine from (
    select t.id from public.support_tickets t
    where t.status in ('new', 'waiting_ai', 'assigned', 'in_progress') and t.assignee_id = viewer.id
    order by t.resolution_due_at, t.id limit v_limit) t;
  perform private.audit_list(viewer, 'ticket.list', 'ticket', (
    select array_agg(distinct t.customer_id) from public.support_tickets t where t.id = any (v_unanswered || v_answered || v_mine)), 'support');
  return (
    select jsonb_build_object(
      'running', coalesce(jsonb_agg(r.row) filter (where r.id = any (v_unanswered || v_answered)), '[]'),
      'mine', coalesce(jsonb_agg(r.row) filter (where r.id = any (v_mine)), '[]'))
    from (
      select t.id, jsonb_build_object(
        'id', t.id, 'number', t.number, 'subject', t.subject, 'status', t.status, 'priority', t.priority,
        'createdAt', private.iso(t.created_at), 'lastActivityAt', private.iso(t.last_activity_at),
        'firstResponseDueAt', private.iso(t.first_response_due_at), 'firstRespondedAt', private.iso(t.first_responded_at),
        'nextResponseDueAt', private.iso(t.next_response_due_at), 'resolutionDueAt', private.iso(t.resolution_due_at),
        'slaPausedAt', private.iso(t.sla_paused_at), 'slaRiskAt', private.iso(t.sla_risk_at),
        'customerName', coalesce(c.company_name, c.full_name), 'assigneeName', a.full_name) as row
      from public.support_tickets t
      join public.customer_profiles c on c.id = t.customer_id
      left join public.portal_users a on a.id = t.assignee_id
      where t.id = any (v_unanswered || v_answered || v_mine)) r);
end
$$;
comment on function public.list_pressing_tickets(int) is
  'For staff: the running tickets whose first answer or solution is due first ("running"), and those of the viewer ("mine"), p_limit of each kind, 100 at most. Written down as a list that was read.';
grant execute on function public.list_pressing_tickets(int) to authenticated;

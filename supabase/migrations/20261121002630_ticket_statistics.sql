-- A customer's own figures: how many, of what, in which month, and how long an answer took.

drop function public.ticket_stats();
create function public.ticket_stats(p_history boolean default true, p_mine boolean default false)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_zone text;
  v_first date;
  v_since timestamptz;
  v_totals jsonb;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These figures are a customer''s own.');
  end if;
  with mine as materialized (
    select t.status::text as status, t.category from public.support_tickets t
    where t.customer_id = viewer.customer_id and (not t.is_private or t.requester_id = viewer.id)
      and (t.requester_id = viewer.id or not coalesce(p_mine, false)))
  select jsonb_build_object(
    'company', (select c.company_name from public.customer_profiles c where c.id = viewer.customer_id and c.kind = 'company'),
    'total', (select count(*) from mine),
    'byStatus', coalesce((select jsonb_object_agg(status, n) from (select status, count(*) as n from mine group by status) s), '{}'),
    'byCategory', coalesce((select jsonb_object_agg(category, n) from (select category, count(*) as n from mine group by category) c), '{}'))
  into v_totals;
  if not coalesce(p_history, true) then
    return v_totals;
  end if;

  select coalesce(p.time_zone, c.time_zone, (select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC') into v_zone
  from (select 1) one
  left join public.customer_profiles c on c.id = viewer.customer_id
  left join public.customer_preferences p on p.user_id = viewer.id;
  v_first := (date_trunc('month', now() at time zone v_zone) - interval '11 months')::date;
  v_since := v_first::timestamp at time zone v_zone;
  return v_totals || (
    with mine as materialized (
      select t.created_at, t.resolved_at, t.first_responded_at, t.status,
        to_char(t.created_at at time zone v_zone, 'YYYY-MM') as opened,
        to_char(t.resolved_at at time zone v_zone, 'YYYY-MM') as resolved
      from public.support_tickets t
      where t.customer_id = viewer.customer_id and (not t.is_private or t.requester_id = viewer.id)
        and (t.requester_id = viewer.id or not coalesce(p_mine, false))
        -- Whatever was opened or resolved since was also touched since.
        and t.last_activity_at >= v_since)
    select jsonb_build_object(
      'byMonth', (
        select jsonb_agg(jsonb_build_object('month', m.month,
          'opened', (select count(*) from mine where opened = m.month),
          'resolved', (select count(*) from mine where resolved = m.month and status in ('resolved', 'closed'))) order by m.month)
        from (select to_char(v_first + make_interval(months => n), 'YYYY-MM') as month from generate_series(0, 11) as n) m),
      'averageFirstResponseMinutes', (
        select round(avg(extract(epoch from first_responded_at - created_at)) / 60)::int from mine
        where first_responded_at >= created_at and created_at >= v_since),
      'averageResolutionMinutes', (
        select round(avg(extract(epoch from resolved_at - created_at)) / 60)::int from mine
        where resolved_at >= created_at and status in ('resolved', 'closed') and created_at >= v_since)));
end
$$;
comment on function public.ticket_stats(boolean, boolean) is
  'The tickets that a customer sees in figures, with p_mine only those that they opened: { company: whose people share them, or null, total, byStatus, byCategory } and, unless p_history is false, of the last twelve months in their zone { byMonth: [{ month, opened, resolved }], averageFirstResponseMinutes, averageResolutionMinutes }, null where there was none. Raises PT401, PT403 for staff.';
grant execute on function public.ticket_stats(boolean, boolean) to authenticated;

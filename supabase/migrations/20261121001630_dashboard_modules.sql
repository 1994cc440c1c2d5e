-- The dashboard without what belongs to modules that are switched off.

alter function public.get_dashboard() rename to dashboard_of_all_modules;
alter function public.dashboard_of_all_modules() set schema private;
revoke execute on function private.dashboard_of_all_modules() from authenticated;
comment on function private.dashboard_of_all_modules() is
  'Figures, recent tickets (5), recent activity (10) and what happens next (6) for the customer, of every module. Days are the viewer''s. Raises PT401, PT403 for staff.';

create function public.get_dashboard()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_answer jsonb := private.dashboard_of_all_modules();
  v_modules text[] := private.modules_on();
begin
  if 'orders' <> all (v_modules) then
    v_answer := v_answer || '{"activeOrders": 0}' || jsonb_build_object('recentActivity',
      jsonb_path_query_array(v_answer, '$.recentActivity[*] ? (@.resourceType != "order")'));
  end if;
  if 'invoices' <> all (v_modules) then
    v_answer := v_answer || '{"pendingInvoices": 0, "overdueInvoices": 0}' || jsonb_build_object('outstanding',
      (v_answer -> 'outstanding') || '{"amount": 0}');
  end if;
  return v_answer
    || case when 'quotes' <> all (v_modules) then '{"openQuotes": 0}' else '{}'::jsonb end
    || case when 'calls' <> all (v_modules) then '{"upcomingCalls": 0}' else '{}'::jsonb end
    || jsonb_build_object(
      'modules', v_modules,
      'upNext', coalesce((
        select jsonb_agg(n.item order by n.place)
        from jsonb_array_elements(v_answer -> 'upNext') with ordinality as n(item, place)
        where case n.item ->> 'kind'
          when 'delivery' then 'orders' when 'call' then 'calls' when 'installation' then 'services' else 'invoices' end = any (v_modules)), '[]'));
end
$$;
comment on function public.get_dashboard() is
  'Figures, recent tickets (5), recent activity (10) and what happens next (6) for the customer, and the modules in use; what belongs to another counts as nothing. Days are the viewer''s. Raises PT401, PT403 for staff.';
grant execute on function public.get_dashboard() to authenticated;

-- The privacy centre names the days that are set, not those that a new installation begins with.

create or replace function public.get_privacy_overview()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_subject private.subject;
  v_restriction public.privacy_requests;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  v_subject.customer := viewer.customer_id;
  v_subject.company := viewer.customer_id;
  v_subject.users := array[viewer.id];
  select * into v_restriction from public.privacy_requests where customer_id = viewer.customer_id and kind = 'restriction' and status = 'active';
  return jsonb_build_object(
    'answerDays', private.setting_int('privacy_due_days', 30, 1, 30),
    'graceDays', private.setting_int('privacy_grace_days', 30, 0, 30),
    'holdings', (select jsonb_agg(jsonb_build_object('unit', p.unit, 'category', p.category,
        'count', private.count_personal(p.shown, p.table_name, v_subject)) order by p.place)
      from private.personal_tables p where p.unit is not null and p.shown is not null),
    'consents', private.consents_of(viewer.customer_id),
    'restriction', case when v_restriction.id is not null then jsonb_build_object('id', v_restriction.id, 'since', private.iso(v_restriction.created_at),
      'isOwn', v_restriction.user_id = viewer.id,
      'by', (select u.full_name from public.portal_users u where u.id = v_restriction.user_id)) end,
    'deletion', (select private.privacy_summary(r) from public.privacy_requests r
      where r.user_id = viewer.id and r.kind = 'deletion' and r.status in ('scheduled', 'in_progress')),
    'export', (select private.privacy_summary(r) from public.privacy_requests r
      where r.user_id = viewer.id and r.kind = 'export' and r.status in ('received', 'in_progress', 'completed') order by r.created_at desc, r.id desc limit 1));
end
$$;
comment on function public.get_privacy_overview() is
  'For a customer: how much there is of each kind, what is agreed to, the restriction in force, the own export and deletion at work, and within how many days a request is answered (answerDays) and a deletion can be taken back (graceDays). Raises PT401, PT403 customer_only.';

-- When somebody is there: said wherever a person can be asked for.

create function public.support_hours()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_opens timestamptz := private.add_business_time(private.business_calendar(), now(), 0);
begin
  return jsonb_build_object(
    'isOpenNow', coalesce(v_opens <= now(), false),
    'opensAt', private.iso(case when v_opens > now() then v_opens end));
end
$$;
comment on function public.support_hours() is
  'Whether somebody is there now, and when next: { isOpenNow, opensAt: null while open }. For everybody who is signed in. Raises PT401.';
grant execute on function public.support_hours() to authenticated;

-- Staff see beside the menu how many requests about data are open: part of what every page knows of its viewer.

create function private.privacy_counts()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('open', count(*), 'overdue', count(*) filter (where o.due_at < now()))
  from (select due_at from public.privacy_requests where status in ('received', 'in_progress', 'scheduled') order by due_at limit 1000) o
$$;
comment on function private.privacy_counts() is
  'How many requests about data are open, and how many of these overdue: { open, overdue }. Stops counting at 1,000, the most urgent first.';

create or replace function public.privacy_request_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return private.privacy_counts();
end
$$;

create or replace function public.get_viewer()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  return (
    select jsonb_build_object(
      'id', viewer.id, 'email', viewer.email, 'fullName', viewer.full_name, 'role', viewer.role,
      'customerId', viewer.customer_id, 'customerName', coalesce(c.company_name, c.full_name), 'customerNumber', c.customer_number,
      'timeZone', coalesce(p.time_zone, c.time_zone, (select value #>> '{}' from public.app_settings where key = 'time_zone'), 'UTC'),
      'locale', coalesce(p.locale, c.locale, 'en'), 'theme', coalesce(p.theme, 'system'),
      'unreadNotifications', (
        select count(*) from (
          select 1 from public.notifications n where n.user_id = viewer.id and n.read_at is null limit 100) unread),
      'privacyRequests', case when viewer.role <> 'customer' then private.privacy_counts() end,
      'modules', private.modules_on(),
      'branding', (select value from public.app_settings where key = 'branding'))
    from (select 1) one
    left join public.customer_profiles c on c.id = viewer.customer_id
    left join public.customer_preferences p on p.user_id = viewer.id);
end
$$;
comment on function public.get_viewer() is
  'The signed-in person with what every page needs: name, role, customer, zone, theme, unread count (100 at most), modules in use, branding; for staff also privacyRequests { open, overdue } (1,000 at most). Raises PT401 unauthenticated, PT403 portal_locked.';

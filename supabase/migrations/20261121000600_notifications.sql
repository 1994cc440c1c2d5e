-- In-app notifications and what they set in motion.

create table public.notifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.portal_users (id) on delete cascade,
  event text not null check (event in ('ticket_created', 'ticket_reply', 'ticket_status', 'ticket_assigned', 'system')),
  resource_type text check (char_length(resource_type) <= 40),
  resource_id uuid,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object'),
  read_at timestamptz,
  dedupe_key text not null check (char_length(dedupe_key) <= 200),
  created_at timestamptz not null default clock_timestamp(),
  unique (user_id, dedupe_key)
);
comment on table public.notifications is 'What a person is told in the portal. Texts are made from event and data in the reader''s language.';
create index notifications_user_idx on public.notifications (user_id, created_at desc, id desc);
create index notifications_unread_idx on public.notifications (user_id) where read_at is null;

alter table public.notifications enable row level security;
create policy "People read their own notifications" on public.notifications for select to authenticated
  using (user_id = (select private.viewer_id()));
grant select on public.notifications to authenticated;
grant select, insert, update, delete on public.notifications to service_role;

create function private.notify(
  p_user_id uuid, p_event text, p_resource_type text, p_resource_id uuid, p_data jsonb, p_dedupe_key text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
  insert into public.notifications (user_id, event, resource_type, resource_id, data, dedupe_key)
  select u.id, p_event, p_resource_type, p_resource_id, p_data, p_dedupe_key
  from public.portal_users u
  where u.id = p_user_id and u.portal_active
  on conflict (user_id, dedupe_key) do nothing
$$;
comment on function private.notify(uuid, text, text, uuid, jsonb, text) is
  'Tells one person once per p_dedupe_key; people whose portal is locked are not told.';

create function public.mark_notifications_read(p_ids uuid[] default null)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  if cardinality(p_ids) > 100 then
    perform private.fail('PT422', 'validation_failed', 'At most 100 at a time.', '{"fields": {"ids": ["too_many"]}}');
  end if;
  update public.notifications set read_at = now()
  where user_id = viewer.id and read_at is null and (p_ids is null or id = any (p_ids));
  return jsonb_build_object('unread',
    (select count(*) from public.notifications where user_id = viewer.id and read_at is null));
end
$$;
comment on function public.mark_notifications_read(uuid[]) is 'Marks the viewer''s notifications read, all of them without p_ids. Returns { unread }.';
grant execute on function public.mark_notifications_read(uuid[]) to authenticated;

create function public.update_preferences(p_changes jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_row public.customer_preferences;
begin
  if p_changes ->> 'theme' is not null and p_changes ->> 'theme' not in ('system', 'light', 'dark') then
    perform private.fail('PT422', 'validation_failed', 'Choose system, light or dark.', '{"fields": {"theme": ["invalid"]}}');
  end if;
  -- What a browser or server would not format with must not get in: it would break every page of this person.
  if p_changes ->> 'locale' !~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$' then
    perform private.fail('PT422', 'validation_failed', 'Choose a language from the list.', '{"fields": {"locale": ["invalid"]}}');
  end if;
  if p_changes ->> 'timeZone' is not null
    and not exists (select 1 from pg_catalog.pg_timezone_names z
      where z.name = p_changes ->> 'timeZone' and z.name ~ '^(UTC$|(?!posix/|right/).+/)') then
    perform private.fail('PT422', 'validation_failed', 'Choose a time zone from the list.', '{"fields": {"timeZone": ["invalid"]}}');
  end if;
  insert into public.customer_preferences as p (user_id, theme, locale, time_zone, email_enabled)
  values (
    viewer.id, coalesce((p_changes ->> 'theme')::public.theme_choice, 'system'), p_changes ->> 'locale',
    p_changes ->> 'timeZone', coalesce((p_changes ->> 'emailEnabled')::boolean, true))
  on conflict (user_id) do update set
    theme = coalesce((p_changes ->> 'theme')::public.theme_choice, p.theme),
    locale = coalesce(p_changes ->> 'locale', p.locale),
    time_zone = coalesce(p_changes ->> 'timeZone', p.time_zone),
    email_enabled = coalesce((p_changes ->> 'emailEnabled')::boolean, p.email_enabled)
  returning * into v_row;
  return jsonb_build_object('theme', v_row.theme, 'locale', v_row.locale, 'timeZone', v_row.time_zone, 'emailEnabled', v_row.email_enabled);
end
$$;
comment on function public.update_preferences(jsonb) is 'Changes the viewer''s own { theme, locale, timeZone, emailEnabled }; what is absent stays.';
grant execute on function public.update_preferences(jsonb) to authenticated;

create function public.get_viewer()
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
      'branding', (select value from public.app_settings where key = 'branding'))
    from (select 1) one
    left join public.customer_profiles c on c.id = viewer.customer_id
    left join public.customer_preferences p on p.user_id = viewer.id);
end
$$;
comment on function public.get_viewer() is
  'The signed-in person with what every page needs: name, role, customer, zone, theme, unread count (100 at most), branding. Raises PT401 unauthenticated, PT403 portal_locked.';
grant execute on function public.get_viewer() to authenticated;

-- To which hosts answers may link: none but the portal itself until an admin names some.

insert into public.app_settings (key, value, is_public) values ('assistant_link_hosts', '[]', true) on conflict (key) do nothing;

create function private.link_hosts() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce((
    select jsonb_agg(h order by h) from public.app_settings s, jsonb_array_elements_text(s.value) as h
    where s.key = 'assistant_link_hosts' and jsonb_typeof(s.value) = 'array'), '[]')
$$;
comment on function private.link_hosts() is 'Hosts that answers may link to beside the portal itself (setting assistant_link_hosts), each for itself alone.';

create function private.check_link_hosts(p_changes jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes -> 'linkHosts') is distinct from 'array' or jsonb_array_length(p_changes -> 'linkHosts') > 50
    or exists (
      select 1 from jsonb_array_elements(p_changes -> 'linkHosts') as h(host)
      where jsonb_typeof(h.host) <> 'string' or char_length(h.host #>> '{}') > 253
        -- As DNS knows it; no address of a machine, no port, no name without a dot.
        or h.host #>> '{}' !~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$') then
    perform private.invalid_field('linkHosts', 'invalid', 'Name at most 50 hosts such as docs.example.com, without https:// and without a path.');
  end if;
  return (select coalesce(jsonb_agg(distinct h), '[]') from jsonb_array_elements_text(p_changes -> 'linkHosts') as h);
end
$$;
comment on function private.check_link_hosts(jsonb) is 'The hosts that answers may link to, each once. Raises PT422.';

create or replace function private.assistant_values() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'triage', private.setting_on('triage', true),
    'automaticAnswers', private.setting_on('automatic_answers', false),
    'automaticAnswerPercent', private.setting_int('automatic_answer_percent', 90, 90, 99),
    'assistantDailyTokens', private.setting_int('assistant_daily_tokens', 200000, 0, 100000000),
    'linkHosts', private.link_hosts(),
    'categories', (
      select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'label', c.label, 'allowsAutoAnswer', c.allows_auto_answer)
        order by c.position, c.slug), '[]')
      from public.ticket_categories c where c.is_active))
$$;

create or replace function public.change_assistant_settings(p_changes jsonb, p_expected text default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_unknown text;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('assistant_settings'));
  if p_expected <> public.get_assistant_settings() ->> 'revision' then
    perform private.fail('PT409', 'settings_changed', 'Somebody changed the settings in the meantime. Look at them again.');
  end if;
  select k into v_unknown from jsonb_object_keys(p_changes) as k where k not in (
    'triage', 'automaticAnswers', 'automaticAnswerPercent', 'assistantDailyTokens', 'allowedCategories', 'linkHosts') limit 1;
  if v_unknown is not null then
    perform private.invalid_field(left(v_unknown, 80), 'unknown', 'There is no such setting.');
  end if;
  if p_changes ? 'triage' then
    perform private.put_setting('triage', private.check_switch(p_changes, 'triage'), false);
  end if;
  if p_changes ? 'automaticAnswers' then
    perform private.put_setting('automatic_answers', private.check_switch(p_changes, 'automaticAnswers'), false);
  end if;
  if p_changes ? 'automaticAnswerPercent' then
    perform private.put_setting('automatic_answer_percent', private.check_number(p_changes, 'automaticAnswerPercent', 90, 99), false);
  end if;
  if p_changes ? 'assistantDailyTokens' then
    perform private.put_setting('assistant_daily_tokens', private.check_number(p_changes, 'assistantDailyTokens', 0, 100000000), false);
  end if;
  if p_changes ? 'linkHosts' then
    perform private.put_setting('assistant_link_hosts', private.check_link_hosts(p_changes), true);
  end if;
  if p_changes ? 'allowedCategories' then
    if jsonb_typeof(p_changes -> 'allowedCategories') is distinct from 'array' or jsonb_array_length(p_changes -> 'allowedCategories') > 100
      or exists (select 1 from jsonb_array_elements_text(p_changes -> 'allowedCategories') as a(slug)
        where not exists (select 1 from public.ticket_categories c where c.slug = a.slug)) then
      perform private.invalid_field('allowedCategories', 'unknown', 'Choose categories from the list.');
    end if;
    update public.ticket_categories c
    set allows_auto_answer = not c.allows_auto_answer, version = c.version + 1
    where c.allows_auto_answer <> (p_changes -> 'allowedCategories' ? c.slug);
  end if;
  perform private.audit(viewer, 'settings.change', 'setting', 'assistant', null, 'administration',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return public.get_assistant_settings();
end
$$;
comment on function public.change_assistant_settings(jsonb, text) is
  'For admins: changes what is named of { triage, automaticAnswers, automaticAnswerPercent (90 to 99), assistantDailyTokens, allowedCategories: [slug] (all that may be answered automatically), linkHosts: [host] (all that answers may link to) }. p_expected is the revision that was looked at. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
comment on function public.get_assistant_settings() is
  'For staff: { triage, automaticAnswers, automaticAnswerPercent, assistantDailyTokens, linkHosts, categories: [{ slug, label, allowsAutoAnswer }], revision, reader (what the worker reads with; null when none was there for ten minutes), judged, answers }. Raises PT401, PT403.';

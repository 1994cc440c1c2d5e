-- Prepared answers: who changed them, which are put away, how often they are used, and what their variables stand for.

alter table public.ticket_templates
  add column is_active boolean not null default true,
  add column version int not null default 1,
  add column updated_by uuid references public.portal_users (id) on delete set null,
  add column last_used_at timestamptz,
  -- A name may be given again once its bearer is put away.
  drop constraint ticket_templates_name_key;
comment on table public.ticket_templates is
  'Prepared answers for staff, with {{variables}}. Archived ones (is_active = false) are kept, and offered to nobody.';
create unique index ticket_templates_name_idx on public.ticket_templates (lower(name)) where is_active;
create index ticket_templates_used_idx on public.ticket_templates (usage_count desc, lower(name), id) where is_active;
create index ticket_templates_updated_by_idx on public.ticket_templates (updated_by);

-- Being used is no change.
drop trigger ticket_templates_touch on public.ticket_templates;
create trigger ticket_templates_touch before update of name, category, body, is_active on public.ticket_templates
  for each row execute function private.touch_updated_at();

-- Variables -----------------------------------------------------------------------------------

create function private.template_variables() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'customer.first_name', 'customer.full_name', 'customer.company', 'customer.number', 'customer.email',
    'ticket.number', 'ticket.subject', 'ticket.category',
    'agent.name', 'agent.first_name', 'company.name', 'company.email',
    'order.number', 'order.carrier', 'order.tracking_number', 'order.tracking_link',
    'service.name', 'domain.name']
$$;
comment on function private.template_variables() is
  'What a template may name. lib/templates/variables.ts holds the same list; a test compares them.';

create function private.template_pattern() returns text
language sql immutable set search_path = ''
as $$ select '\{\{[ \t]*([a-zA-Z_]+\.[a-zA-Z_]+)[ \t]*(?:\|([^{}\n]{0,100}))?\}\}' $$;
comment on function private.template_pattern() is
  'A variable: {{ name }}, or {{ name | what stands there when there is no value }}. As lib/templates/render.ts reads it.';

create function private.template_text(p_value text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_text text := trim(left(regexp_replace(private.plain_text(coalesce(p_value, '')), '[ \t\n]+', ' ', 'g'), 300));
begin
  v_text := regexp_replace(v_text, '([\\`*\[\]<~|])', '\\\1', 'g');
  -- Between letters or digits an underscore emphasises nothing, and an ampersand is one unless it begins an entity.
  v_text := regexp_replace(v_text, '(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])', '\\_', 'g');
  v_text := regexp_replace(v_text, '&(?=#?[a-zA-Z0-9]+;)', '\\\&', 'g');
  -- What would begin a heading, a quotation, a list or a rule where it stands first on its line.
  v_text := regexp_replace(v_text, '^(#{1,6}(?= |$)|>|[-+](?= |$)|[-=]+$)', '\\\1');
  return regexp_replace(v_text, '^([0-9]{1,9})([.)])(?= |$)', '\1\\\2');
end
$$;
comment on function private.template_text(text) is
  'A value as it goes into Markdown: one line, at most 300 characters, meaning nothing but itself. lib/templates/render.ts does the same; a test compares them.';

create function private.render_template(p_body text, p_values jsonb)
returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  v_parts text[] := regexp_split_to_array(p_body, private.template_pattern());
  v_found text[];
  v_index int := 1;
  v_text text := v_parts[1];
  v_name text;
  v_value text;
  v_missing text[] := '{}';
begin
  -- One pass: what a value contains is never taken for a variable.
  for v_found in select regexp_matches(p_body, '(' || private.template_pattern() || ')', 'g') loop
    v_index := v_index + 1;
    v_name := lower(v_found[2]);
    v_value := private.template_text(p_values ->> v_name);
    if v_value = '' then
      v_value := trim(both E' \t' from v_found[3]);
    end if;
    if coalesce(v_value, '') = '' then
      v_value := v_found[1];
      if v_name <> all (v_missing) then
        v_missing := v_missing || v_name;
      end if;
    end if;
    v_text := v_text || v_value || v_parts[v_index];
  end loop;
  return jsonb_build_object('text', v_text, 'missing', to_jsonb(v_missing));
end
$$;
comment on function private.render_template(text, jsonb) is
  'A template with its values: { text, missing[] }. What has no value stays as it was written. lib/templates/render.ts does the same; a test compares them.';

create function private.template_values(p_ticket public.support_tickets, p_agent text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'customer.first_name', split_part(coalesce(u.full_name, c.full_name), ' ', 1),
    'customer.full_name', coalesce(u.full_name, c.full_name),
    'customer.company', c.company_name,
    'customer.number', c.customer_number,
    'customer.email', coalesce(u.email, c.email),
    'ticket.number', p_ticket.number,
    'ticket.subject', p_ticket.subject,
    'ticket.category', (select g.label from public.ticket_categories g where g.slug = p_ticket.category),
    'agent.name', p_agent,
    'agent.first_name', split_part(p_agent, ' ', 1),
    'company.name', coalesce(b.value ->> 'name', 'Portico'),
    'company.email', b.value ->> 'supportEmail',
    'order.number', o.number,
    'order.carrier', s.carrier,
    'order.tracking_number', s.tracking_number,
    'order.tracking_link', s.tracking_url,
    'service.name', (select v.name from public.customer_services v where v.id = p_ticket.service_id),
    'domain.name', (select d.hostname from public.custom_domains d where d.id = p_ticket.domain_id)))
  from public.customer_profiles c
  left join public.portal_users u on u.id = p_ticket.requester_id
  left join public.app_settings b on b.key = 'branding'
  left join public.orders o on o.id = p_ticket.order_id
  left join lateral (
    select h.carrier, h.tracking_number, h.tracking_url from public.shipments h
    where h.order_id = o.id order by h.created_at desc, h.id desc limit 1) s on true
  where c.id = p_ticket.customer_id
$$;
comment on function private.template_values(public.support_tickets, text) is
  'What the variables of a template stand for in this ticket, answered by p_agent; what it has not is absent.';

create function public.get_template_values(p_ticket_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id;
  if v_ticket.id is null then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist.');
  end if;
  perform private.audit(viewer, 'ticket.read', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'template');
  return private.template_values(v_ticket, viewer.full_name);
end
$$;
comment on function public.get_template_values(uuid) is
  'Staff: the values of all variables for one ticket, by name ({"customer.first_name": "Lerato", …}); what the ticket has not is absent. The read is audited. Raises PT401, PT403, PT404.';
grant execute on function public.get_template_values(uuid) to authenticated;

-- Reading -------------------------------------------------------------------------------------

create function private.template_row(t public.ticket_templates)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', t.id, 'name', t.name, 'body', t.body, 'category', t.category,
    'categoryLabel', (select c.label from public.ticket_categories c where c.slug = t.category),
    'isActive', t.is_active, 'version', t.version, 'usageCount', t.usage_count, 'lastUsedAt', private.iso(t.last_used_at),
    'updatedAt', private.iso(t.updated_at), 'updatedBy', (select u.full_name from public.portal_users u where u.id = t.updated_by))
$$;
comment on function private.template_row(public.ticket_templates) is 'A template as the API answers it.';

create function public.list_templates(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_pattern text := '%' || private.like_prefix(v_q);
  v_active boolean := coalesce(p_filters ->> 'state', 'active') <> 'archived';
  v_category text := p_filters ->> 'category';
  v_near text := p_filters ->> 'near';
  v_by_name boolean := coalesce(p_filters ->> 'sort', 'used') = 'name';
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_staff();
  with sorted as (
    select t, t.id, t.created_at, lower(t.name) as name, case when v_by_name then 0 else -t.usage_count end as uses,
      case when v_near is null or t.category = v_near then 0 when t.category is null then 1 else 2 end as distance
    from public.ticket_templates t
    where t.is_active = v_active
      and (v_category is null or t.category is not distinct from nullif(v_category, 'none'))
      and (v_q is null or t.name ilike v_pattern or t.body ilike v_pattern)),
  -- The page begins behind a row as it is sorted now, so that a count which rose in between skips nothing.
  page as (
    select s.* from sorted s
    where p_cursor is null or (s.distance, s.uses, s.name, s.id) > (
      select c.distance, c.uses, c.name, c.id from sorted c where c.id = (p_cursor ->> 'id')::uuid)
    order by s.distance, s.uses, s.name, s.id
    limit v_limit + 1)
  select
    coalesce(jsonb_agg(private.template_row(p.t) order by p.distance, p.uses, p.name, p.id), '[]'),
    (array_agg(jsonb_build_object('at', private.iso(p.created_at), 'id', p.id)
      order by p.distance, p.uses, p.name, p.id))[v_limit]
  into v_rows, v_last
  from page p;

  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextCursor', case when jsonb_array_length(v_rows) > v_limit then v_last end);
end
$$;
comment on function public.list_templates(jsonb, jsonb, int) is
  'Staff: a page of templates, most used first. p_filters: { q (in name and text), category: slug | none, near: slug (that category first, then those of none), state: active | archived, sort: used | name }. p_cursor is the nextCursor of the page before. Raises PT401, PT403.';
grant execute on function public.list_templates(jsonb, jsonb, int) to authenticated;

create function public.get_template(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_template public.ticket_templates;
begin
  perform private.require_staff();
  select * into v_template from public.ticket_templates where id = p_id;
  if v_template.id is null then
    perform private.fail('PT404', 'template_not_found', 'This template does not exist.');
  end if;
  return private.template_row(v_template);
end
$$;
comment on function public.get_template(uuid) is 'Staff: one template, archived or not. Raises PT401, PT403, PT404.';
grant execute on function public.get_template(uuid) to authenticated;

create function public.template_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return (
    select jsonb_build_object(
      'active', count(*) filter (where t.is_active), 'archived', count(*) filter (where not t.is_active),
      'byCategory', coalesce((
        select jsonb_object_agg(coalesce(g.category, 'none'), g.n)
        from (select category, count(*) as n from public.ticket_templates where is_active group by category) g), '{}'))
    from public.ticket_templates t);
end
$$;
comment on function public.template_counts() is 'Staff: how many templates there are, { active, archived, byCategory: { slug | none: n } }. Raises PT401, PT403.';
grant execute on function public.template_counts() to authenticated;

-- Changing ------------------------------------------------------------------------------------

create function private.check_template_body(p_body text)
returns text
language plpgsql stable set search_path = ''
as $$
declare
  v_body text := private.check_text(p_body, 'body', 10000);
  v_unknown text[];
begin
  select array_agg(distinct coalesce(lower(m[1]), a.attempt)) into v_unknown
  from (select (regexp_matches(v_body, '(\{\{[^{}\n]*\}\})', 'g'))[1] as attempt) a
  cross join lateral (select regexp_match(a.attempt, '^' || private.template_pattern() || '$') as m) r
  where m is null or lower(m[1]) <> all (private.template_variables());
  if v_unknown is not null then
    perform private.fail('PT422', 'validation_failed', format('There is no variable %s.', v_unknown[1]),
      jsonb_build_object('fields', jsonb_build_object('body', jsonb_build_array('unknown_variable')), 'variables', v_unknown));
  end if;
  return v_body;
end
$$;
comment on function private.check_template_body(text) is
  'The text of a template, at most 10,000 characters; raises PT422 naming variables that do not exist, so that no template waits with a fault.';

create function private.check_template_category(p_category text)
returns text
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_category is not null and not exists (select 1 from public.ticket_categories where slug = p_category) then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  end if;
  return p_category;
end
$$;
comment on function private.check_template_category(text) is 'The category, or null for every category; raises PT422 when there is no such one.';

create function public.create_template(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb := private.begin_command(viewer.id, 'create_template', p_key, p_input);
  v_template public.ticket_templates;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if (select count(*) from public.ticket_templates where is_active) >= 1000 then
    perform private.fail('PT409', 'too_many_templates', 'A thousand templates are enough. Archive some first.');
  end if;
  insert into public.ticket_templates (name, category, body, updated_by)
  values (
    private.check_text(private.plain_name(p_input ->> 'name'), 'name', 120),
    private.check_template_category(nullif(p_input ->> 'category', '')),
    private.check_template_body(p_input ->> 'body'), viewer.id)
  returning * into v_template;
  perform private.audit(viewer, 'template.create', 'template', v_template.id::text, null, 'settings');
  return private.finish_command(viewer.id, 'create_template', p_key, private.template_row(v_template));
exception when unique_violation then
  perform private.invalid_field('name', 'taken', 'Another template has this name.');
  return null;
end
$$;
comment on function public.create_template(text, jsonb) is
  'Staff: makes a template of { name, category?, body }. Raises PT401, PT403, PT409 too_many_templates, PT422 (name taken, unknown variable).';
grant execute on function public.create_template(text, jsonb) to authenticated;

create function public.update_template(p_id uuid, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_old public.ticket_templates;
  v_new public.ticket_templates;
begin
  select * into v_old from public.ticket_templates where id = p_id for update;
  if v_old.id is null then
    perform private.fail('PT404', 'template_not_found', 'This template does not exist.');
  end if;
  v_new := v_old;
  if p_changes ? 'name' then
    v_new.name := private.check_text(private.plain_name(p_changes ->> 'name'), 'name', 120);
  end if;
  if p_changes ? 'category' then
    v_new.category := private.check_template_category(nullif(p_changes ->> 'category', ''));
  end if;
  if p_changes ? 'body' then
    v_new.body := private.check_template_body(p_changes ->> 'body');
  end if;
  if jsonb_typeof(p_changes -> 'isActive') = 'boolean' then
    v_new.is_active := (p_changes ->> 'isActive')::boolean;
  end if;
  -- What is so already is done: a repeated call finds its own change, not a conflict.
  if (v_new.name, v_new.category, v_new.body, v_new.is_active)
    is not distinct from (v_old.name, v_old.category, v_old.body, v_old.is_active) then
    return private.template_row(v_old);
  end if;
  if (p_changes ->> 'expectedVersion')::int <> v_old.version then
    perform private.fail('PT409', 'template_changed', 'Somebody changed this template in the meantime. Look at it again.',
      jsonb_build_object('template', private.template_row(v_old)));
  end if;
  update public.ticket_templates t
  set name = v_new.name, category = v_new.category, body = v_new.body, is_active = v_new.is_active,
    version = t.version + 1, updated_by = viewer.id
  where t.id = p_id returning * into v_new;
  perform private.audit(viewer,
    case when v_new.is_active = v_old.is_active then 'template.update' when v_new.is_active then 'template.restore' else 'template.archive' end,
    'template', v_new.id::text, null, 'settings',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k where k <> 'expectedVersion'));
  return private.template_row(v_new);
exception when unique_violation then
  perform private.invalid_field('name', 'taken', 'Another template has this name.');
  return null;
end
$$;
comment on function public.update_template(uuid, jsonb) is
  'Staff: changes { name?, category? (null: every category), body?, isActive? (false archives it), expectedVersion? }. Repeating a change is harmless. Raises PT401, PT403, PT404, PT409 template_changed, PT422 (name taken, unknown variable).';
grant execute on function public.update_template(uuid, jsonb) to authenticated;

create function private.count_template_use(p_id uuid)
returns void
language sql volatile security definer set search_path = ''
as $$ update public.ticket_templates set usage_count = usage_count + 1, last_used_at = now() where id = p_id $$;
comment on function private.count_template_use(uuid) is 'Counts that a message was made from a template; nothing happens when there is none of this id.';

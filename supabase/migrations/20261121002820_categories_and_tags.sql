-- Categories, their issue types, and tags, as admins keep them in order.

alter table public.ticket_categories add column version int not null default 1;
alter table public.ticket_issue_types add column is_active boolean not null default true;
comment on table public.ticket_issue_types is 'Finer kinds within a category. What tickets have is never deleted, but set out of use.';

drop policy "Signed-in people read the issue types" on public.ticket_issue_types;
create policy "Signed-in people read issue types in use, staff read all" on public.ticket_issue_types for select to authenticated
  using (is_active or (select private.is_staff()));

create or replace function public.list_ticket_categories()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_viewer();
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'slug', c.slug, 'label', c.label, 'description', c.description, 'needs', c.needs, 'defaultPriority', c.default_priority,
      'issueTypes', coalesce((select jsonb_agg(jsonb_build_object('slug', i.slug, 'label', i.label) order by i.position, i.slug)
        from public.ticket_issue_types i where i.category = c.slug and i.is_active), '[]')) order by c.position, c.slug), '[]')
    from public.ticket_categories c
    where c.is_active and (c.needs is null or c.needs || 's' = any (private.modules_on())));
end
$$;

create function private.refuse_unused_issue_type()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select 1 from public.ticket_issue_types i where i.category = new.category and i.slug = new.issue_type and not i.is_active) then
    perform private.invalid_field('issueType', 'unknown', 'Choose an issue type of this category.');
  end if;
  return new;
end
$$;
comment on function private.refuse_unused_issue_type() is 'Trigger: a new ticket takes no issue type that is out of use; history that is imported does.';
create trigger support_tickets_issue_type before insert on public.support_tickets
  for each row when (new.issue_type is not null and new.created_at > now() - interval '1 hour')
  execute function private.refuse_unused_issue_type();

-- Categories ----------------------------------------------------------------------------------------

create function private.category_json(c public.ticket_categories)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'slug', c.slug, 'label', c.label, 'description', c.description, 'needs', c.needs, 'defaultPriority', c.default_priority,
    'isActive', c.is_active, 'version', c.version,
    'tickets', (select count(*) from (select 1 from public.support_tickets t where t.category = c.slug limit 1000) n),
    'issueTypes', coalesce((
      select jsonb_agg(jsonb_build_object('slug', i.slug, 'label', i.label, 'isActive', i.is_active,
        'isUsed', exists (select 1 from public.support_tickets t where t.category = c.slug and t.issue_type = i.slug)) order by i.position, i.slug)
      from public.ticket_issue_types i where i.category = c.slug), '[]'))
$$;
comment on function private.category_json(public.ticket_categories) is 'A category as its editor shows it. The count of tickets stops at 1,000.';

create function public.list_all_categories()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return (select coalesce(jsonb_agg(private.category_json(c) order by c.position, c.slug), '[]') from public.ticket_categories c);
end
$$;
comment on function public.list_all_categories() is
  'Staff: every category, in use or not, with its issue types and how many tickets it has. There are 100 at most. Raises PT401, PT403.';
grant execute on function public.list_all_categories() to authenticated;

create function private.slug_of(p_label text)
returns text
language sql immutable set search_path = ''
as $$
  select nullif(left(trim(both '_' from regexp_replace(regexp_replace(
    lower(extensions.unaccent(p_label)), '[^a-z]+', '_', 'g'), '_+', '_', 'g')), 36), '')
$$;
comment on function private.slug_of(text) is 'A name in letters and underscores, made from a label; null when nothing of it is left.';

create function private.write_issue_types(p_category text, p_types jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_type jsonb;
  v_position int := 0;
  v_slug text;
  v_label text;
  v_kept text[] := '{}';
begin
  if jsonb_typeof(p_types) is distinct from 'array' or jsonb_array_length(p_types) > 50 then
    perform private.invalid_field('issueTypes', 'too_many', 'A category has at most 50 issue types.');
  end if;
  for v_type in select value from jsonb_array_elements(p_types) loop
    v_position := v_position + 10;
    v_label := private.check_text(private.plain_name(v_type ->> 'label'), 'issueTypes', 80);
    v_slug := nullif(v_type ->> 'slug', '');
    if v_slug is null then
      v_slug := coalesce(private.slug_of(v_label), 'type');
      if char_length(v_slug) < 2 or v_slug = any (v_kept)
        or exists (select 1 from public.ticket_issue_types i where i.category = p_category and i.slug = v_slug) then
        v_slug := left(v_slug, 30) || '_' || translate(left(md5(v_label || v_position || clock_timestamp()), 6), '0123456789', 'ghijklmnop');
      end if;
    elsif not exists (select 1 from public.ticket_issue_types i where i.category = p_category and i.slug = v_slug) then
      perform private.invalid_field('issueTypes', 'unknown', 'One of these issue types is no longer there. Load the page again.');
    end if;
    v_kept := v_kept || v_slug;
    insert into public.ticket_issue_types as i (category, slug, label, position, is_active)
    values (p_category, v_slug, v_label, v_position, coalesce(v_type -> 'isActive' <> 'false'::jsonb, true))
    on conflict (category, slug) do update set label = excluded.label, position = excluded.position, is_active = excluded.is_active;
  end loop;
  -- What tickets have stays, out of use.
  update public.ticket_issue_types i set is_active = false, position = 1000 + i.position
  where i.category = p_category and i.slug <> all (v_kept) and i.is_active
    and exists (select 1 from public.support_tickets t where t.category = p_category and t.issue_type = i.slug);
  delete from public.ticket_issue_types i
  where i.category = p_category and i.slug <> all (v_kept)
    and not exists (select 1 from public.support_tickets t where t.category = p_category and t.issue_type = i.slug);
end
$$;
comment on function private.write_issue_types(text, jsonb) is
  'Gives a category these issue types [{ slug?, label, isActive? }] in this order. One that is left out is deleted, or set out of use where tickets have it. Raises PT422.';

create function private.check_category(p_input jsonb, p_old public.ticket_categories)
returns public.ticket_categories
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_input ? 'label' then
    p_old.label := private.check_text(private.plain_name(p_input ->> 'label'), 'label', 80);
  end if;
  if p_input ? 'description' then
    p_old.description := trim(private.plain_name(coalesce(p_input ->> 'description', '')));
    if char_length(p_old.description) > 300 then
      perform private.invalid_field('description', 'too_long', 'A description has at most 300 characters.');
    end if;
  end if;
  if p_input ? 'needs' then
    p_old.needs := nullif(p_input ->> 'needs', '');
    if p_old.needs not in ('order', 'service', 'domain') then
      perform private.invalid_field('needs', 'unknown', 'Choose order, service or domain, or nothing.');
    end if;
  end if;
  if p_input ? 'defaultPriority' then
    begin
      p_old.default_priority := (p_input ->> 'defaultPriority')::public.ticket_priority;
    exception when invalid_text_representation then
      perform private.invalid_field('defaultPriority', 'unknown', 'Choose low, medium, high or urgent.');
    end;
  end if;
  if jsonb_typeof(p_input -> 'isActive') = 'boolean' then
    p_old.is_active := (p_input ->> 'isActive')::boolean;
  end if;
  return p_old;
end
$$;
comment on function private.check_category(jsonb, public.ticket_categories) is 'The category with what the input changes of it. Raises PT422.';

create function public.create_category(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_answer jsonb := private.begin_command(viewer.id, 'create_category', p_key, p_input);
  v_category public.ticket_categories;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if (select count(*) from public.ticket_categories) >= 100 then
    perform private.fail('PT409', 'too_many_categories', 'A hundred categories are enough. Set some out of use, or delete those without tickets.');
  end if;
  v_category.description := '';
  v_category.default_priority := 'medium';
  v_category.is_active := true;
  v_category.version := 1;
  v_category := private.check_category(p_input || jsonb_build_object('label', p_input -> 'label'), v_category);
  v_category.slug := coalesce(nullif(p_input ->> 'slug', ''), private.slug_of(v_category.label));
  if v_category.slug is null or v_category.slug !~ '^[a-z][a-z_]{1,39}$' then
    perform private.invalid_field('slug', 'invalid', 'A name for programs has 2 to 40 small letters and underscores.');
  elsif exists (select 1 from public.ticket_categories where slug = v_category.slug) then
    perform private.invalid_field('slug', 'taken', 'Another category has this name for programs.');
  end if;
  v_category.position := (select coalesce(max(position), 0) + 10 from public.ticket_categories);
  insert into public.ticket_categories (slug, label, description, position, needs, default_priority, is_active)
  values (v_category.slug, v_category.label, v_category.description, v_category.position, v_category.needs,
    v_category.default_priority, v_category.is_active)
  returning * into v_category;
  if p_input ? 'issueTypes' then
    perform private.write_issue_types(v_category.slug, p_input -> 'issueTypes');
  end if;
  perform private.audit(viewer, 'category.create', 'category', v_category.slug, null, 'settings');
  return private.finish_command(viewer.id, 'create_category', p_key, private.category_json(v_category));
end
$$;
comment on function public.create_category(text, jsonb) is
  'Admins: makes a category of { label, slug? (else made from the label), description?, needs?, defaultPriority?, isActive?, issueTypes? }. Raises PT401, PT403, PT409 too_many_categories, PT422.';
grant execute on function public.create_category(text, jsonb) to authenticated;

create function public.update_category(p_slug text, p_changes jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_old public.ticket_categories;
  v_new public.ticket_categories;
  v_types jsonb;
begin
  select * into v_old from public.ticket_categories where slug = p_slug for update;
  if v_old.slug is null then
    perform private.fail('PT404', 'category_not_found', 'There is no such category.');
  end if;
  v_new := private.check_category(p_changes, v_old);
  v_types := (select coalesce(jsonb_agg(jsonb_build_object('slug', i.slug, 'label', i.label, 'isActive', i.is_active) order by i.position, i.slug), '[]')
    from public.ticket_issue_types i where i.category = p_slug);
  -- What is so already is done: a repeated call finds its own change, not a conflict.
  if v_new = v_old and (not p_changes ? 'issueTypes' or p_changes -> 'issueTypes' = v_types) then
    return private.category_json(v_old);
  end if;
  if (p_changes ->> 'expectedVersion')::int <> v_old.version then
    perform private.fail('PT409', 'category_changed', 'Somebody changed this category in the meantime. Look at it again.',
      jsonb_build_object('version', v_old.version));
  end if;
  if v_old.is_active and not v_new.is_active and not exists (
    select 1 from public.ticket_categories where is_active and slug <> p_slug and needs is null) then
    perform private.fail('PT409', 'last_category', 'One category that needs nothing has to stay in use, or some customers could open no ticket.');
  end if;
  update public.ticket_categories c
  set label = v_new.label, description = v_new.description, needs = v_new.needs, default_priority = v_new.default_priority,
    is_active = v_new.is_active, version = c.version + 1
  where c.slug = p_slug returning * into v_new;
  if p_changes ? 'issueTypes' then
    perform private.write_issue_types(p_slug, p_changes -> 'issueTypes');
  end if;
  perform private.audit(viewer, 'category.update', 'category', p_slug, null, 'settings',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k where k <> 'expectedVersion'));
  return private.category_json(v_new);
end
$$;
comment on function public.update_category(text, jsonb) is
  'Admins: changes { label?, description?, needs?, defaultPriority?, isActive?, issueTypes?, expectedVersion? }; the slug stays, for links and programs keep it. Repeating a change is harmless. Raises PT401, PT403, PT404, PT409 category_changed | last_category, PT422.';
grant execute on function public.update_category(text, jsonb) to authenticated;

create function public.order_categories(p_slugs text[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  perform 1 from public.ticket_categories order by slug for update;
  if (select array_agg(slug order by slug) from public.ticket_categories)
    is distinct from (select array_agg(s order by s) from unnest(p_slugs) as s) then
    perform private.fail('PT409', 'categories_changed', 'The list of categories changed in the meantime. Look at it again.');
  end if;
  update public.ticket_categories c set position = o.n * 10
  from unnest(p_slugs) with ordinality as o(slug, n)
  where c.slug = o.slug and c.position <> o.n * 10;
  perform private.audit(viewer, 'category.order', 'category', null, null, 'settings');
end
$$;
comment on function public.order_categories(text[]) is
  'Admins: puts the categories into this order; it names each of them once. Raises PT401, PT403, PT409 categories_changed.';
grant execute on function public.order_categories(text[]) to authenticated;

create function public.delete_category(p_slug text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  -- One that is gone already is deleted: the second click of two changes nothing.
  if not exists (select 1 from public.ticket_categories where slug = p_slug) then
    return;
  end if;
  if exists (select 1 from public.support_tickets where category = p_slug) then
    perform private.fail('PT409', 'category_used', 'Tickets have this category. Set it out of use instead.');
  end if;
  if not exists (select 1 from public.ticket_categories where is_active and slug <> p_slug and needs is null) then
    perform private.fail('PT409', 'last_category', 'One category that needs nothing has to stay in use, or some customers could open no ticket.');
  end if;
  delete from public.ticket_categories where slug = p_slug;
  perform private.audit(viewer, 'category.delete', 'category', p_slug, null, 'settings');
exception when foreign_key_violation then
  perform private.fail('PT409', 'category_used', 'Something else still needs this category. Set it out of use instead.');
end
$$;
comment on function public.delete_category(text) is
  'Admins: deletes a category that no ticket has. Deleting it again is harmless. Raises PT401, PT403, PT409 category_used | last_category.';
grant execute on function public.delete_category(text) to authenticated;

-- Tags ----------------------------------------------------------------------------------------------

create function public.list_tags(p_filters jsonb default '{}', p_after text default null, p_limit int default 50)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 100);
  v_q text := nullif(lower(trim(left(coalesce(p_filters ->> 'q', ''), 40))), '');
  v_rows jsonb;
begin
  perform private.require_staff();
  select coalesce(jsonb_agg(jsonb_build_object('tag', p.tag, 'tickets', p.n) order by p.tag), '[]') into v_rows
  from (
    select g.tag, count(*) as n from public.ticket_tags g
    where (p_after is null or g.tag > p_after) and (v_q is null or position(v_q in g.tag) > 0)
    group by g.tag order by g.tag limit v_limit + 1) p;
  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextAfter', case when jsonb_array_length(v_rows) > v_limit then v_rows -> (v_limit - 1) -> 'tag' end);
end
$$;
comment on function public.list_tags(jsonb, text, int) is
  'Staff: a page of the tags that tickets have, by name, with how many have them. p_filters: { q }; p_after is the nextAfter of the page before. Raises PT401, PT403.';
grant execute on function public.list_tags(jsonb, text, int) to authenticated;

create function private.check_tag(p_tag text, p_field text)
returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_tag text := lower(trim(coalesce(p_tag, '')));
begin
  if v_tag !~ '^[a-z0-9][a-z0-9-]{0,39}$' then
    perform private.invalid_field(p_field, 'invalid', 'A tag has letters, digits and hyphens, 40 at most.');
  end if;
  return v_tag;
end
$$;
comment on function private.check_tag(text, text) is 'The tag in small letters. Raises PT422.';

create function private.replace_tag(p_from text, p_into text)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  if p_into is not null then
    insert into public.ticket_tags (ticket_id, tag)
    select g.ticket_id, p_into from public.ticket_tags g where g.tag = p_from
    on conflict do nothing;
    -- Views of the queue and rules that name the tag go on doing what they did.
    update public.ticket_views v set filters = jsonb_set(v.filters, '{tag}', to_jsonb(p_into))
    where v.filters ->> 'tag' = p_from;
    update public.automation_rules r
    set conditions = (
        select coalesce(jsonb_agg(case when c.value ->> 'field' = 'tag' then jsonb_set(c.value, '{values}', (
            select coalesce(jsonb_agg(distinct case when x.value = p_from then p_into else x.value end), '[]')
            from jsonb_array_elements_text(c.value -> 'values') as x))
          else c.value end order by c.n), '[]')
        from jsonb_array_elements(r.conditions) with ordinality as c(value, n)),
      actions = (
        select jsonb_agg(case when a.value ->> 'type' = 'add_tag' and a.value ->> 'value' = p_from
          then jsonb_set(a.value, '{value}', to_jsonb(p_into)) else a.value end order by a.n)
        from jsonb_array_elements(r.actions) with ordinality as a(value, n))
    where r.conditions::text like '%"' || p_from || '"%' or r.actions::text like '%"' || p_from || '"%';
  end if;
  delete from public.ticket_tags where tag = p_from;
  get diagnostics v_count = row_count;
  perform realtime.send('{"id": "tags"}', 'tags_changed', 'staff', true);
  return v_count;
end
$$;
comment on function private.replace_tag(text, text) is
  'Gives every ticket with one tag another one in its place, or none; saved views and rules follow. Returns how many tickets had it.';

create function public.rename_tag(p_from text, p_to text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_to text := private.check_tag(p_to, 'to');
  v_count int;
begin
  if v_to <> p_from and exists (select 1 from public.ticket_tags where tag = v_to) then
    -- A repeated call finds its own work.
    if not exists (select 1 from public.ticket_tags where tag = p_from) then
      return jsonb_build_object('tag', v_to, 'tickets', 0);
    end if;
    perform private.invalid_field('to', 'taken', 'There is such a tag already. Merge the two instead.');
  end if;
  if not exists (select 1 from public.ticket_tags where tag = p_from) then
    perform private.fail('PT404', 'tag_not_found', 'No ticket has this tag any more.');
  end if;
  if v_to = p_from then
    return jsonb_build_object('tag', v_to, 'tickets', 0);
  end if;
  v_count := private.replace_tag(p_from, v_to);
  perform private.audit(viewer, 'tag.rename', 'tag', p_from, null, 'settings', jsonb_build_array(v_to));
  return jsonb_build_object('tag', v_to, 'tickets', v_count);
end
$$;
comment on function public.rename_tag(text, text) is
  'Admins: another name for a tag, on all tickets, in saved views and in rules: { tag, tickets }. Repeating it is harmless. Raises PT401, PT403, PT404, PT422 (taken: merge instead).';
grant execute on function public.rename_tag(text, text) to authenticated;

create function public.merge_tags(p_from text, p_into text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_into text := private.check_tag(p_into, 'into');
  v_count int;
begin
  if v_into = p_from then
    perform private.invalid_field('into', 'same', 'Choose another tag.');
  end if;
  if not exists (select 1 from public.ticket_tags where tag = v_into) then
    perform private.invalid_field('into', 'unknown', 'No ticket has this tag. Choose one from the list.');
  end if;
  v_count := private.replace_tag(p_from, v_into);
  if v_count > 0 then
    perform private.audit(viewer, 'tag.merge', 'tag', p_from, null, 'settings', jsonb_build_array(v_into));
  end if;
  return jsonb_build_object('tag', v_into, 'tickets', v_count);
end
$$;
comment on function public.merge_tags(text, text) is
  'Admins: tickets with one tag get another one instead; saved views and rules follow: { tag, tickets }. Repeating it is harmless. Raises PT401, PT403, PT422.';
grant execute on function public.merge_tags(text, text) to authenticated;

create function public.delete_tag(p_tag text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_count int := private.replace_tag(p_tag, null);
begin
  if v_count > 0 then
    perform private.audit(viewer, 'tag.delete', 'tag', p_tag, null, 'settings');
  end if;
  return jsonb_build_object('tag', p_tag, 'tickets', v_count);
end
$$;
comment on function public.delete_tag(text) is 'Admins: takes a tag off all tickets: { tag, tickets }. Repeating it is harmless. Raises PT401, PT403.';
grant execute on function public.delete_tag(text) to authenticated;

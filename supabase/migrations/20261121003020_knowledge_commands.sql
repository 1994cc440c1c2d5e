-- Writing articles, publishing them, and keeping the categories in order: one function per use case, for staff.

create function private.kb_slug(p_text text)
returns text
language sql stable set search_path = ''
as $$
  select nullif(trim(both '-' from left(trim(both '-' from
    regexp_replace(lower(extensions.unaccent(coalesce(p_text, ''))), '[^a-z0-9]+', '-', 'g')), 80)), '')
$$;
comment on function private.kb_slug(text) is 'A title as part of an address: small letters, digits and hyphens; null when nothing of it is left.';

create function private.kb_text(p_value text, p_field text, p_max int)
returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_text text := trim(both E' \t\n' from coalesce(private.plain_text(p_value), ''));
begin
  if char_length(v_text) > p_max then
    perform private.invalid_field(p_field, 'too_long', format('%s has at most %s characters.', initcap(p_field), p_max));
  end if;
  return v_text;
end
$$;
comment on function private.kb_text(text, text, int) is 'The text, plain and trimmed, or empty; raises PT422 when it is longer than p_max characters.';

create function private.kb_keywords(p_list jsonb)
returns text[]
language plpgsql stable set search_path = ''
as $$
declare
  v_words text[];
begin
  if jsonb_typeof(p_list) is distinct from 'array' or jsonb_array_length(p_list) > 30 then
    perform private.invalid_field('keywords', 'too_many', 'An article has at most 30 keywords.');
  end if;
  -- Each once, in the order in which they were written.
  select coalesce(array_agg(k.word order by k.place), '{}') into v_words
  from (select min(w.place) as place, (array_agg(w.word order by w.place))[1] as word
    from (select e.place, trim(private.plain_name(e.value)) as word
      from jsonb_array_elements_text(p_list) with ordinality as e(value, place)) w
    where w.word <> '' group by lower(w.word)) k;
  if exists (select 1 from unnest(v_words) as w where char_length(w) > 60) then
    perform private.invalid_field('keywords', 'too_long', 'A keyword has at most 60 characters.');
  end if;
  return v_words;
end
$$;
comment on function private.kb_keywords(jsonb) is 'Keywords from a JSON array: trimmed, each once, at most 30 of 60 characters. Raises PT422.';

create function private.latest_kb_version(p_article_id uuid)
returns public.kb_article_versions
language sql stable security definer set search_path = ''
as $$ select v from public.kb_article_versions v where v.article_id = p_article_id order by v.version desc limit 1 $$;
comment on function private.latest_kb_version(uuid) is 'The text of an article as it was last saved, published or not.';

create function private.kb_visibility(p_category_id uuid)
returns public.kb_visibility
language sql stable security definer set search_path = ''
as $$
  select (case when 'customers' in (c.visibility, coalesce(p.visibility, 'public'), coalesce(g.visibility, 'public')) then 'customers' else 'public' end)::public.kb_visibility
  from public.kb_categories c
  left join public.kb_categories p on p.id = c.parent_id
  left join public.kb_categories g on g.id = p.parent_id
  where c.id = p_category_id
$$;
comment on function private.kb_visibility(uuid) is 'For whom a category is, those above it considered.';

create function private.kb_article_row(a public.kb_articles)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', a.id, 'slug', a.slug, 'locale', a.locale, 'title', v.title, 'summary', v.summary, 'keywords', to_jsonb(v.keywords),
    'categoryId', a.category_id, 'categoryName', c.name, 'visibility', private.kb_visibility(a.category_id), 'status', a.status, 'version', a.version,
    'textVersion', v.version, 'publishedVersion', a.published_version,
    'hasChanges', a.published_version is not null and a.published_version <> v.version,
    'isPopular', a.is_popular, 'viewCount', a.view_count, 'helpfulCount', a.helpful_count, 'unhelpfulCount', a.unhelpful_count,
    'publishedAt', private.iso(a.published_at), 'createdAt', private.iso(a.created_at),
    'updatedAt', private.iso(greatest(a.updated_at, v.created_at)),
    'updatedBy', (select u.full_name from public.portal_users u where u.id = v.author_id))
  from private.latest_kb_version(a.id) v
  join public.kb_categories c on c.id = a.category_id
$$;
comment on function private.kb_article_row(public.kb_articles) is
  'An article as staff list it, with the latest text. hasChanges: something is written that readers do not see yet.';

create function private.kb_article_detail(a public.kb_articles)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select private.kb_article_row(a) || jsonb_build_object(
    'body', (private.latest_kb_version(a.id)).body,
    'related', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'slug', r.slug, 'title', r.title, 'status', r.status) order by x.place)
      from unnest(a.related_ids) with ordinality as x(id, place) join public.kb_articles r on r.id = x.id), '[]'),
    'redirects', coalesce((select jsonb_agg(r.old_slug order by r.created_at) from public.kb_redirects r where r.article_id = a.id), '[]'))
$$;
comment on function private.kb_article_detail(public.kb_articles) is 'An article as its editor shows it: the row with the latest text, related articles and former addresses.';

create function private.lock_kb_article(p_id uuid, p_expected int)
returns public.kb_articles
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_article public.kb_articles;
begin
  select * into v_article from public.kb_articles where id = p_id for update;
  if v_article.id is null then
    perform private.fail('PT404', 'article_not_found', 'This article does not exist.');
  end if;
  if p_expected is not null and p_expected <> v_article.version then
    perform private.fail('PT409', 'article_changed', 'Somebody changed this article in the meantime. Look at what they wrote.',
      jsonb_build_object('article', private.kb_article_detail(v_article)));
  end if;
  return v_article;
end
$$;
comment on function private.lock_kb_article(uuid, int) is 'The article, locked. Raises PT404, or PT409 article_changed with the article as it is now when p_expected is another version.';

create function private.require_kb_editor()
returns private.viewer
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  perform private.require_module('knowledge');
  return viewer;
end
$$;
comment on function private.require_kb_editor() is 'The signed-in staff member while the module is in use. Raises PT401, PT403, PT404 module_off.';

create function private.index_kb_articles(p_ids uuid[])
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue('index_article', jsonb_build_object('articleId', a.id))
  from public.kb_articles a where a.id = any (p_ids) and a.status = 'published'
$$;
comment on function private.index_kb_articles(uuid[]) is 'Queues the indexing of those that are published.';

create function private.hide_kb_article(p_article public.kb_articles, p_status public.kb_article_status)
returns public.kb_articles
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_text public.kb_article_versions := private.latest_kb_version(p_article.id);
begin
  -- In this transaction, so that no search finds it a moment longer.
  delete from public.kb_chunks where article_id = p_article.id;
  update public.kb_articles
  set status = p_status, published_version = null, title = v_text.title, summary = v_text.summary, body = v_text.body, keywords = v_text.keywords
  where id = p_article.id returning * into p_article;
  return p_article;
end
$$;
comment on function private.hide_kb_article(public.kb_articles, public.kb_article_status) is
  'Takes an article from its readers and from the search; its row then has the latest text.';

-- Writing -------------------------------------------------------------------------------------------

create function private.kb_free_slug(p_wanted text, p_title text, p_article_id uuid)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_wanted text := nullif(trim(p_wanted), '');
  v_slug text := coalesce(v_wanted, private.kb_slug(p_title), 'article');
begin
  if char_length(v_slug) > 120 or v_slug !~ '^[a-z0-9]+(-[a-z0-9]+)*$' then
    perform private.invalid_field('slug', 'invalid', 'An address has small letters, digits and single hyphens, 120 at most.');
  end if;
  if exists (select 1 from public.kb_articles a where a.slug = v_slug and a.id is distinct from p_article_id)
    or exists (select 1 from public.kb_redirects r where r.old_slug = v_slug and r.article_id is distinct from p_article_id) then
    if v_wanted is not null then
      perform private.invalid_field('slug', 'taken', 'Another article has this address, or had it.');
    end if;
    v_slug := left(v_slug, 100) || '-' || left(md5(p_title || clock_timestamp()), 6);
  end if;
  return v_slug;
end
$$;
comment on function private.kb_free_slug(text, text, uuid) is
  'The address that was wished for, or one made from the title. Raises PT422 when it is malformed, or another article''s now or formerly.';

create function private.kb_related(p_list jsonb, p_article_id uuid)
returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  if jsonb_typeof(p_list) is distinct from 'array' or jsonb_array_length(p_list) > 6 then
    perform private.invalid_field('related', 'too_many', 'An article names at most 6 others.');
  end if;
  select coalesce(array_agg(a.id order by e.place), '{}') into v_ids
  from jsonb_array_elements_text(p_list) with ordinality as e(value, place)
  join public.kb_articles a on a.id::text = lower(e.value) or a.slug = lower(e.value)
  where a.id is distinct from p_article_id;
  if cardinality(v_ids) < jsonb_array_length(p_list) then
    perform private.invalid_field('related', 'unknown', 'One of the related articles does not exist.');
  end if;
  return v_ids;
end
$$;
comment on function private.kb_related(jsonb, uuid) is 'Other articles from a JSON array of ids or slugs, at most 6. Raises PT422.';

create function private.check_kb_settings(p_article public.kb_articles, p_input jsonb, p_title text)
returns public.kb_articles
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_article.category_id is null or p_input ? 'categoryId' then
    select c.id into p_article.category_id from public.kb_categories c where c.id::text = lower(p_input ->> 'categoryId') for key share;
    if p_article.category_id is null then
      perform private.invalid_field('categoryId', 'unknown', 'Choose a category from the list.');
    end if;
  end if;
  if p_article.slug is null or nullif(trim(p_input ->> 'slug'), '') is not null then
    p_article.slug := private.kb_free_slug(p_input ->> 'slug', p_title, p_article.id);
  end if;
  if p_article.locale is null or p_input ? 'locale' then
    p_article.locale := coalesce(nullif(p_input ->> 'locale', ''), 'en');
    if p_article.locale !~ '^[a-z]{2,3}(-[A-Z]{2})?$' then
      perform private.invalid_field('locale', 'invalid', 'A language is like en or pt-BR.');
    end if;
  end if;
  p_article.is_popular := case when jsonb_typeof(p_input -> 'isPopular') = 'boolean' then (p_input -> 'isPopular')::boolean
    else coalesce(p_article.is_popular, false) end;
  p_article.related_ids := case when p_input ? 'related' then private.kb_related(p_input -> 'related', p_article.id)
    else coalesce(p_article.related_ids, '{}') end;
  return p_article;
end
$$;
comment on function private.check_kb_settings(public.kb_articles, jsonb, text) is 'The article with what the input says of its place, not of its text. Raises PT422.';

create function private.create_kb_article(p_viewer private.viewer, p_input jsonb)
returns public.kb_articles
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_text public.kb_article_versions;
  v_article public.kb_articles;
begin
  v_text.title := private.check_text(private.plain_name(p_input ->> 'title'), 'title', 160);
  v_text.summary := private.kb_text(p_input ->> 'summary', 'summary', 500);
  v_text.body := private.kb_text(p_input ->> 'body', 'body', 60000);
  v_text.keywords := private.kb_keywords(coalesce(p_input -> 'keywords', '[]'));
  v_article := private.check_kb_settings(null::public.kb_articles, p_input, v_text.title);
  insert into public.kb_articles (category_id, slug, locale, title, summary, body, keywords, is_popular, related_ids, position)
  values (v_article.category_id, v_article.slug, v_article.locale, v_text.title, v_text.summary, v_text.body, v_text.keywords,
    v_article.is_popular, v_article.related_ids,
    (select coalesce(max(a.position), 0) + 10 from public.kb_articles a where a.category_id = v_article.category_id))
  returning * into v_article;
  insert into public.kb_article_versions (article_id, version, title, summary, body, keywords, author_id)
  values (v_article.id, 1, v_text.title, v_text.summary, v_text.body, v_text.keywords, p_viewer.id);
  return v_article;
end
$$;
comment on function private.create_kb_article(private.viewer, jsonb) is 'A draft of this input. Raises PT422.';

create function private.change_kb_article(p_viewer private.viewer, p_old public.kb_articles, p_input jsonb)
returns public.kb_articles
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_old public.kb_article_versions := private.latest_kb_version(p_old.id);
  v_text public.kb_article_versions := v_old;
  v_new public.kb_articles;
begin
  if p_input ? 'title' then
    v_text.title := private.check_text(private.plain_name(p_input ->> 'title'), 'title', 160);
  end if;
  if p_input ? 'summary' then
    v_text.summary := private.kb_text(p_input ->> 'summary', 'summary', 500);
  end if;
  if p_input ? 'body' then
    v_text.body := private.kb_text(p_input ->> 'body', 'body', 60000);
  end if;
  if p_input ? 'keywords' then
    v_text.keywords := private.kb_keywords(p_input -> 'keywords');
  end if;
  v_new := private.check_kb_settings(p_old, p_input, v_text.title);
  -- What is so already is done: a repeated call finds its own change, not a conflict.
  if v_text is not distinct from v_old and v_new is not distinct from p_old then
    return p_old;
  end if;
  if (p_input ->> 'expectedVersion')::int <> p_old.version then
    perform private.lock_kb_article(p_old.id, (p_input ->> 'expectedVersion')::int);
  end if;
  if v_text is distinct from v_old then
    insert into public.kb_article_versions (article_id, version, title, summary, body, keywords, author_id)
    values (p_old.id, p_old.version + 1, v_text.title, v_text.summary, v_text.body, v_text.keywords, p_viewer.id);
  end if;
  if v_new.slug <> p_old.slug then
    delete from public.kb_redirects where old_slug = v_new.slug;
    -- An address that nobody ever saw need not lead on.
    insert into public.kb_redirects (old_slug, article_id)
    select p_old.slug, p_old.id where p_old.published_at is not null
    on conflict (old_slug) do update set article_id = excluded.article_id;
  end if;
  update public.kb_articles a
  set version = a.version + 1, category_id = v_new.category_id, slug = v_new.slug, locale = v_new.locale,
    is_popular = v_new.is_popular, related_ids = v_new.related_ids,
    title = case when a.status = 'published' then a.title else v_text.title end,
    summary = case when a.status = 'published' then a.summary else v_text.summary end,
    body = case when a.status = 'published' then a.body else v_text.body end,
    keywords = case when a.status = 'published' then a.keywords else v_text.keywords end
  where a.id = p_old.id returning * into v_new;
  if (v_new.category_id, v_new.locale) is distinct from (p_old.category_id, p_old.locale) then
    perform private.index_kb_articles(array[v_new.id]);
  end if;
  return v_new;
end
$$;
comment on function private.change_kb_article(private.viewer, public.kb_articles, jsonb) is
  'Changes what the input names. A change of the text adds a version; where the article is published, readers go on seeing the published one. A new address leaves a redirect. Raises PT409 article_changed, PT422.';

create function public.save_article(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_answer jsonb := private.begin_command(viewer.id, 'save_article', p_key, p_input);
  v_article public.kb_articles;
  v_old public.kb_articles;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if p_input ->> 'id' is null then
    perform private.limit_rate('create_article:' || viewer.id, 200, 3600);
    v_article := private.create_kb_article(viewer, p_input);
    if p_input ->> 'gapId' is not null then
      update public.kb_gaps set article_id = v_article.id where id::text = lower(p_input ->> 'gapId');
    end if;
    perform private.audit(viewer, 'article.create', 'article', v_article.id::text, null, 'knowledge');
  else
    v_old := private.lock_kb_article((p_input ->> 'id')::uuid, null);
    v_article := private.change_kb_article(viewer, v_old, p_input);
    if v_article.version <> v_old.version then
      perform private.audit(viewer, 'article.update', 'article', v_article.id::text, null, 'knowledge',
        (select jsonb_agg(k order by k) from jsonb_object_keys(p_input) as k where k not in ('id', 'expectedVersion')));
    end if;
  end if;
  return private.finish_command(viewer.id, 'save_article', p_key, private.kb_article_detail(v_article));
exception when unique_violation then
  -- Somebody took the address in this moment.
  perform private.invalid_field('slug', 'taken', 'Another article has this address, or had it.');
  return null;
end
$$;
comment on function public.save_article(text, jsonb) is
  'Staff: makes a draft of { title, categoryId, summary?, body?, keywords?, slug? (else made from the title), locale?, isPopular?, related? (ids or slugs), gapId? }, or with { id, expectedVersion? } changes what is named. The text of a published article is a draft until it is published again; everything else holds at once. Repeating a change is harmless. Raises PT401, PT403, PT404, PT409 article_changed, PT422, PT429.';
grant execute on function public.save_article(text, jsonb) to authenticated;

-- Publishing ----------------------------------------------------------------------------------------

create function public.publish_article(p_id uuid, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_article public.kb_articles := private.lock_kb_article(p_id, p_expected_version);
  v_text public.kb_article_versions := private.latest_kb_version(p_id);
begin
  if v_article.published_version is not distinct from v_text.version then
    return private.kb_article_detail(v_article);
  end if;
  if v_text.body = '' then
    perform private.invalid_field('body', 'required', 'Write the article before you publish it.');
  end if;
  update public.kb_articles a
  set status = 'published', published_version = v_text.version, published_at = coalesce(a.published_at, now()),
    title = v_text.title, summary = v_text.summary, body = v_text.body, keywords = v_text.keywords
  where a.id = p_id returning * into v_article;
  update public.kb_gaps g set status = 'done', decided_by = viewer.id, decided_at = now()
  where g.article_id = p_id and g.status = 'open';
  perform private.index_kb_articles(array[p_id]);
  perform private.audit(viewer, 'article.publish', 'article', p_id::text, null, 'knowledge', jsonb_build_object('version', v_text.version));
  return private.kb_article_detail(v_article);
end
$$;
comment on function public.publish_article(uuid, int) is
  'Staff: shows readers the latest text, and queues its indexing. Gaps that the article was written for are done with. Repeating it is harmless. Raises PT401, PT403, PT404, PT409 article_changed, PT422 (no text).';
grant execute on function public.publish_article(uuid, int) to authenticated;

create function public.unpublish_article(p_id uuid, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_article public.kb_articles := private.lock_kb_article(p_id, p_expected_version);
begin
  if v_article.status <> 'draft' then
    v_article := private.hide_kb_article(v_article, 'draft');
    perform private.audit(viewer, 'article.unpublish', 'article', p_id::text, null, 'knowledge');
  end if;
  return private.kb_article_detail(v_article);
end
$$;
comment on function public.unpublish_article(uuid, int) is
  'Staff: makes a published or archived article a draft; it is gone from the help centre and its search at once. Repeating it is harmless. Raises PT401, PT403, PT404, PT409 article_changed.';
grant execute on function public.unpublish_article(uuid, int) to authenticated;

create function public.archive_article(p_id uuid, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_article public.kb_articles := private.lock_kb_article(p_id, p_expected_version);
begin
  if v_article.status <> 'archived' then
    v_article := private.hide_kb_article(v_article, 'archived');
    perform private.audit(viewer, 'article.archive', 'article', p_id::text, null, 'knowledge');
  end if;
  return private.kb_article_detail(v_article);
end
$$;
comment on function public.archive_article(uuid, int) is
  'Staff: puts an article away; it is gone from the help centre and its search at once, and kept. Repeating it is harmless. Raises PT401, PT403, PT404, PT409 article_changed.';
grant execute on function public.archive_article(uuid, int) to authenticated;

create function public.restore_article_version(p_id uuid, p_version int, p_expected_version int default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_article public.kb_articles := private.lock_kb_article(p_id, null);
  v_latest public.kb_article_versions := private.latest_kb_version(p_id);
  v_text public.kb_article_versions;
begin
  select * into v_text from public.kb_article_versions v where v.article_id = p_id and v.version = p_version;
  if v_text.article_id is null then
    perform private.fail('PT404', 'version_not_found', 'This version of the article does not exist.');
  end if;
  if (v_text.title, v_text.summary, v_text.body, v_text.keywords) = (v_latest.title, v_latest.summary, v_latest.body, v_latest.keywords) then
    return private.kb_article_detail(v_article);
  end if;
  perform private.lock_kb_article(p_id, p_expected_version);
  insert into public.kb_article_versions (article_id, version, title, summary, body, keywords, author_id, restored_from)
  values (p_id, v_article.version + 1, v_text.title, v_text.summary, v_text.body, v_text.keywords, viewer.id, p_version);
  update public.kb_articles a
  set version = a.version + 1,
    title = case when a.status = 'published' then a.title else v_text.title end,
    summary = case when a.status = 'published' then a.summary else v_text.summary end,
    body = case when a.status = 'published' then a.body else v_text.body end,
    keywords = case when a.status = 'published' then a.keywords else v_text.keywords end
  where a.id = p_id returning * into v_article;
  perform private.audit(viewer, 'article.restore', 'article', p_id::text, null, 'knowledge', jsonb_build_object('version', p_version));
  return private.kb_article_detail(v_article);
end
$$;
comment on function public.restore_article_version(uuid, int, int) is
  'Staff: goes back to the text of a version by adding it as the latest; it is not published by this. Repeating it is harmless. Raises PT401, PT403, PT404 also version_not_found, PT409 article_changed.';
grant execute on function public.restore_article_version(uuid, int, int) to authenticated;

-- Categories ----------------------------------------------------------------------------------------

create function private.kb_category_row(c public.kb_categories)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', c.id, 'parentId', c.parent_id, 'slug', c.slug, 'name', c.name, 'description', c.description, 'icon', c.icon,
    'position', c.position, 'visibility', c.visibility, 'version', c.version,
    'articles', (select count(*) from public.kb_articles a where a.category_id = c.id),
    'published', (select count(*) from public.kb_articles a where a.category_id = c.id and a.status = 'published'),
    'children', (select count(*) from public.kb_categories d where d.parent_id = c.id))
$$;
comment on function private.kb_category_row(public.kb_categories) is 'A category as its editor shows it.';

create function public.list_kb_categories()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_kb_editor();
  return (select coalesce(jsonb_agg(private.kb_category_row(c) order by c.position, c.name, c.id), '[]') from public.kb_categories c);
end
$$;
comment on function public.list_kb_categories() is
  'Staff: every category of the help centre with how many articles are in it. There are 200 at most. Raises PT401, PT403, PT404 module_off.';
grant execute on function public.list_kb_categories() to authenticated;

create function private.kb_articles_below(p_category_id uuid)
returns uuid[]
language sql stable security definer set search_path = ''
as $$
  with recursive below as (
    select p_category_id as id
    union select c.id from public.kb_categories c join below b on c.parent_id = b.id)
  select coalesce(array_agg(a.id), '{}') from public.kb_articles a where a.category_id in (select b.id from below b)
$$;
comment on function private.kb_articles_below(uuid) is 'The articles of a category and of those inside it.';

create function private.check_kb_category(p_category public.kb_categories, p_input jsonb)
returns public.kb_categories
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_category.name is null or p_input ? 'name' then
    p_category.name := private.check_text(private.plain_name(p_input ->> 'name'), 'name', 80);
  end if;
  if p_category.description is null or p_input ? 'description' then
    p_category.description := private.kb_text(p_input ->> 'description', 'description', 300);
  end if;
  if p_input ? 'icon' then
    p_category.icon := nullif(trim(p_input ->> 'icon'), '');
    if p_category.icon !~ '^[a-z0-9-]{1,40}$' then
      perform private.invalid_field('icon', 'invalid', 'Choose a picture from the list.');
    end if;
  end if;
  if p_input ? 'parentId' then
    p_category.parent_id := null;
    if nullif(p_input ->> 'parentId', '') is not null then
      select c.id into p_category.parent_id from public.kb_categories c where c.id::text = lower(p_input ->> 'parentId');
      if p_category.parent_id is null then
        perform private.invalid_field('parentId', 'unknown', 'Choose a category from the list.');
      elsif p_category.parent_id = p_category.id then
        perform private.invalid_field('parentId', 'cycle', 'A category cannot be inside itself.');
      end if;
    end if;
  end if;
  if p_category.visibility is null or p_input ? 'visibility' then
    if coalesce(p_input ->> 'visibility', 'public') not in ('public', 'customers') then
      perform private.invalid_field('visibility', 'unknown', 'Choose everybody or customers.');
    end if;
    p_category.visibility := coalesce(p_input ->> 'visibility', 'public')::public.kb_visibility;
  end if;
  if p_category.slug is null or nullif(trim(p_input ->> 'slug'), '') is not null then
    p_category.slug := coalesce(nullif(trim(p_input ->> 'slug'), ''), private.kb_slug(p_category.name), 'category-' || left(md5(clock_timestamp()::text), 6));
    if char_length(p_category.slug) > 80 or p_category.slug !~ '^[a-z0-9]+(-[a-z0-9]+)*$' then
      perform private.invalid_field('slug', 'invalid', 'An address has small letters, digits and single hyphens, 80 at most.');
    end if;
  end if;
  return p_category;
end
$$;
comment on function private.check_kb_category(public.kb_categories, jsonb) is 'The category with what the input says of it. Raises PT422.';

create function public.save_kb_category(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_answer jsonb := private.begin_command(viewer.id, 'save_kb_category', p_key, p_input);
  v_old public.kb_categories;
  v_new public.kb_categories;
begin
  if v_answer is not null then
    return v_answer;
  end if;
  if p_input ->> 'id' is null then
    if (select count(*) from public.kb_categories) >= 200 then
      perform private.fail('PT409', 'too_many_categories', 'Two hundred categories are enough. Delete some that are empty.');
    end if;
    v_new := private.check_kb_category(null::public.kb_categories, p_input);
    insert into public.kb_categories (parent_id, slug, name, description, icon, visibility, position)
    values (v_new.parent_id, v_new.slug, v_new.name, v_new.description, v_new.icon, v_new.visibility,
      (select coalesce(max(c.position), 0) + 10 from public.kb_categories c where c.parent_id is not distinct from v_new.parent_id))
    returning * into v_new;
    perform private.audit(viewer, 'kb_category.create', 'kb_category', v_new.id::text, null, 'knowledge');
  else
    select * into v_old from public.kb_categories where id::text = lower(p_input ->> 'id') for update;
    if v_old.id is null then
      perform private.fail('PT404', 'kb_category_not_found', 'This category does not exist.');
    end if;
    v_new := private.check_kb_category(v_old, p_input);
    if v_new is distinct from v_old then
      if (p_input ->> 'expectedVersion')::int <> v_old.version then
        perform private.fail('PT409', 'kb_category_changed', 'Somebody changed this category in the meantime. Look at it again.',
          jsonb_build_object('category', private.kb_category_row(v_old)));
      end if;
      update public.kb_categories c
      set parent_id = v_new.parent_id, slug = v_new.slug, name = v_new.name, description = v_new.description, icon = v_new.icon,
        visibility = v_new.visibility, version = c.version + 1
      where c.id = v_old.id returning * into v_new;
      -- Passages say where they stand.
      if (v_new.name, v_new.parent_id) is distinct from (v_old.name, v_old.parent_id) then
        perform private.index_kb_articles(private.kb_articles_below(v_new.id));
      end if;
      perform private.audit(viewer, 'kb_category.update', 'kb_category', v_new.id::text, null, 'knowledge',
        (select jsonb_agg(k order by k) from jsonb_object_keys(p_input) as k where k not in ('id', 'expectedVersion')));
    end if;
  end if;
  return private.finish_command(viewer.id, 'save_kb_category', p_key, private.kb_category_row(v_new));
exception when unique_violation then
  perform private.invalid_field('slug', 'taken', 'Another category has this address.');
  return null;
end
$$;
comment on function public.save_kb_category(text, jsonb) is
  'Staff: makes a category of { name, slug?, description?, icon?, parentId?, visibility? }, or with { id, expectedVersion? } changes what is named. Repeating a change is harmless. Raises PT401, PT403, PT404, PT409 kb_category_changed or too_many_categories, PT422 (also too_deep and cycle of parentId).';
grant execute on function public.save_kb_category(text, jsonb) to authenticated;

create function public.delete_kb_category(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_category public.kb_categories;
begin
  select * into v_category from public.kb_categories where id = p_id for update;
  if v_category.id is null then
    perform private.fail('PT404', 'kb_category_not_found', 'This category does not exist.');
  end if;
  if exists (select 1 from public.kb_articles where category_id = p_id) or exists (select 1 from public.kb_categories where parent_id = p_id) then
    perform private.fail('PT409', 'kb_category_in_use', 'Move its articles and the categories inside it first, archived ones as well.');
  end if;
  delete from public.kb_categories where id = p_id;
  perform private.audit(viewer, 'kb_category.delete', 'kb_category', p_id::text, null, 'knowledge');
  return jsonb_build_object('id', p_id);
exception when foreign_key_violation then
  -- Something was put into it in this moment.
  perform private.fail('PT409', 'kb_category_in_use', 'Move its articles and the categories inside it first, archived ones as well.');
  return null;
end
$$;
comment on function public.delete_kb_category(uuid) is
  'Staff: deletes a category that has neither articles nor categories in it. Raises PT401, PT403, PT404, PT409 kb_category_in_use.';
grant execute on function public.delete_kb_category(uuid) to authenticated;

create function public.order_kb_categories(p_ids uuid[])
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
begin
  if cardinality(p_ids) > 200 then
    perform private.invalid_field('ids', 'too_many', 'There are at most 200 categories.');
  end if;
  perform 1 from public.kb_categories where id = any (p_ids) order by id for update;
  update public.kb_categories c set position = o.place * 10
  from unnest(p_ids) with ordinality as o(id, place) where c.id = o.id and c.position is distinct from (o.place * 10)::int;
  if found then
    perform private.audit(viewer, 'kb_category.order', 'kb_category', null, null, 'knowledge');
  end if;
  return public.list_kb_categories();
end
$$;
comment on function public.order_kb_categories(uuid[]) is
  'Staff: puts categories of one parent into this order, and answers all of them. Raises PT401, PT403, PT404 module_off, PT422.';
grant execute on function public.order_kb_categories(uuid[]) to authenticated;

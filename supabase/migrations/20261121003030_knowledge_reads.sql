-- What the desk reads of the help centre, what the indexing reads and writes, pictures, and gaps.

create function public.list_kb_articles(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_pattern text := '%' || private.like_prefix(v_q);
  v_status text := p_filters ->> 'status';
  v_changed boolean := coalesce(p_filters ->> 'status', '') = 'changed';
  v_sort text := coalesce(p_filters ->> 'sort', 'updated');
  v_below uuid[] := case when p_filters ->> 'categoryId' is null then null
    else private.kb_articles_below((p_filters ->> 'categoryId')::uuid) end;
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_kb_editor();
  with texts as (
    select distinct on (v.article_id) v.article_id, v.version, v.title, v.summary, v.body, v.keywords, v.created_at
    from public.kb_article_versions v order by v.article_id, v.version desc),
  sorted as (
    select a, a.id, a.created_at, lower(t.title) as name,
      case v_sort when 'views' then -a.view_count::numeric
        when 'votes' then -a.unhelpful_count::numeric
        when 'title' then 0
        else -extract(epoch from greatest(a.updated_at, t.created_at)) end as rank
    from public.kb_articles a join texts t on t.article_id = a.id
    where (v_status is null or v_changed or a.status::text = v_status)
      and (not v_changed or (a.published_version is not null and a.published_version <> t.version))
      and (v_below is null or a.id = any (v_below))
      and (p_filters ->> 'locale' is null or a.locale = p_filters ->> 'locale')
      and (v_q is null or t.title ilike v_pattern or t.summary ilike v_pattern or a.slug ilike v_pattern or t.body ilike v_pattern
        or array_to_string(t.keywords, ' ') ilike v_pattern or extensions.word_similarity(v_q, t.title) > 0.45)),
  -- The page begins behind a row as it is sorted now, so that what was changed in between skips nothing.
  page as (
    select s.* from sorted s
    where p_cursor is null or (s.rank, s.name, s.id) > (
      select c.rank, c.name, c.id from sorted c where c.id = (p_cursor ->> 'id')::uuid)
    order by s.rank, s.name, s.id
    limit v_limit + 1)
  select
    coalesce(jsonb_agg(private.kb_article_row(p.a) order by p.rank, p.name, p.id), '[]'),
    (array_agg(jsonb_build_object('at', private.iso(p.created_at), 'id', p.id) order by p.rank, p.name, p.id))[v_limit]
  into v_rows, v_last
  from page p;
  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextCursor', case when jsonb_array_length(v_rows) > v_limit then v_last end);
end
$$;
comment on function public.list_kb_articles(jsonb, jsonb, int) is
  'Staff: a page of articles. p_filters: { status: draft | published | archived | changed (published, with a text that is not), q (in title, summary, text, keywords and address), categoryId (with those inside), locale, sort: updated | title | views | votes (most unhelpful first) }. p_cursor is the nextCursor of the page before. Raises PT401, PT403, PT404 module_off.';
grant execute on function public.list_kb_articles(jsonb, jsonb, int) to authenticated;

create function public.kb_article_counts()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_kb_editor();
  return (
    select jsonb_build_object(
      'all', count(*), 'published', count(*) filter (where a.status = 'published'), 'draft', count(*) filter (where a.status = 'draft'),
      'archived', count(*) filter (where a.status = 'archived'),
      'changed', count(*) filter (where a.published_version <> (
        select max(v.version) from public.kb_article_versions v where v.article_id = a.id)),
      'gaps', (select count(*) from (select 1 from public.kb_gaps g where g.status = 'open' limit 1000) n))
    from public.kb_articles a);
end
$$;
comment on function public.kb_article_counts() is
  'Staff: how many articles there are, { all, published, draft, archived, changed }, and how many open gaps (1,000 at most). Raises PT401, PT403, PT404 module_off.';
grant execute on function public.kb_article_counts() to authenticated;

create function public.get_kb_article(p_ref text)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_article public.kb_articles;
begin
  perform private.require_kb_editor();
  select * into v_article from public.kb_articles 
  where slug = left(p_ref, 120)
    or id = case when p_ref ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_ref::uuid end;
  if v_article.id is null then
    perform private.fail('PT404', 'article_not_found', 'This article does not exist.');
  end if;
  return private.kb_article_detail(v_article) || jsonb_build_object(
    'versions', coalesce((
      select jsonb_agg(jsonb_build_object('version', v.version, 'title', v.title, 'restoredFrom', v.restored_from,
        'author', (select u.full_name from public.portal_users u where u.id = v.author_id), 'createdAt', private.iso(v.created_at)) order by v.version desc)
      from (select * from public.kb_article_versions w where w.article_id = v_article.id order by w.version desc limit 100) v), '[]'),
    'reasons', coalesce((
      select jsonb_agg(jsonb_build_object('id', f.id, 'helpful', f.helpful, 'reason', f.reason, 'updatedAt', private.iso(f.updated_at)) order by f.updated_at desc, f.id desc)
      from (select * from public.kb_feedback g where g.article_id = v_article.id and g.reason is not null
        order by g.updated_at desc, g.id desc limit 50) f), '[]'),
    'gaps', coalesce((
      select jsonb_agg(jsonb_build_object('id', g.id, 'label', g.label, 'askedCount', g.asked_count, 'status', g.status) order by g.asked_count desc, g.id)
      from (select * from public.kb_gaps h where h.article_id = v_article.id order by h.asked_count desc limit 20) g), '[]'));
end
$$;
comment on function public.get_kb_article(text) is
  'Staff: an article by id or address with its latest text, the last 100 versions without their texts, the last 50 reasons of votes, and the gaps that it is for. Raises PT401, PT403, PT404.';
grant execute on function public.get_kb_article(text) to authenticated;

create function public.get_kb_versions(p_id uuid, p_version int)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_kb_editor();
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'version', v.version, 'title', v.title, 'summary', v.summary, 'body', v.body, 'keywords', to_jsonb(v.keywords),
      'author', (select u.full_name from public.portal_users u where u.id = v.author_id),
      'restoredFrom', v.restored_from, 'createdAt', private.iso(v.created_at)) order by v.version desc), '[]')
    from (
      select * from public.kb_article_versions w where w.article_id = p_id and w.version <= p_version
      order by w.version desc limit 2) v
    where exists (select 1 from public.kb_article_versions w where w.article_id = p_id and w.version = p_version));
end
$$;
comment on function public.get_kb_versions(uuid, int) is
  'Staff: a version with its text, and the one before it; nothing when there is no such version. Raises PT401, PT403, PT404 module_off.';
grant execute on function public.get_kb_versions(uuid, int) to authenticated;

-- Indexing ------------------------------------------------------------------------------------------

create function public.get_article_to_index(p_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', a.id, 'version', a.published_version, 'title', a.title, 'summary', a.summary, 'body', a.body,
    'locale', a.locale, 'categories', to_jsonb(array_remove(array[g.name, p.name, c.name], null)))
  from public.kb_articles a
  join public.kb_categories c on c.id = a.category_id
  left join public.kb_categories p on p.id = c.parent_id
  left join public.kb_categories g on g.id = p.parent_id
  where a.id = p_id and a.status = 'published'
$$;
comment on function public.get_article_to_index(uuid) is
  'For the worker: the published text with its categories from the top; null when there is none.';
grant execute on function public.get_article_to_index(uuid) to service_role;

create function public.replace_kb_chunks(p_article_id uuid, p_version int, p_chunks jsonb)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_article public.kb_articles;
  v_ids uuid[];
  v_new int;
begin
  -- Against somebody who takes the article back at this moment: then nothing of it is left to be found.
  select * into v_article from public.kb_articles where id = p_article_id for update;
  if v_article.id is null or v_article.status <> 'published' or v_article.published_version <> p_version then
    return null;
  end if;
  -- What says the same as before stays the same passage, with the vectors that belong to it.
  select coalesce(array_agg(o.id order by n.place), '{}') into v_ids
  from (
    select c.place, c.value ->> 'contentHash' as hash,
      row_number() over (partition by c.value ->> 'contentHash' order by c.place) as turn
    from jsonb_array_elements(p_chunks) with ordinality as c(value, place)) n
  left join (
    select k.id, k.content_hash as hash, row_number() over (partition by k.content_hash order by k.position) as turn
    from public.kb_chunks k where k.article_id = p_article_id) o using (hash, turn);
  delete from public.kb_chunks k where k.article_id = p_article_id and k.id <> all (array_remove(v_ids, null));
  -- Two passages that change places would meet for a moment.
  update public.kb_chunks k set position = k.position + 1000000 where k.article_id = p_article_id;
  update public.kb_chunks k set position = n.place - 1, anchor = p_chunks -> (n.place - 1)::int ->> 'anchor'
  from unnest(v_ids) with ordinality as n(id, place) where k.id = n.id;
  insert into public.kb_chunks (article_id, position, anchor, breadcrumb, title, text, locale, content_hash)
  select p_article_id, c.place - 1, c.value ->> 'anchor', array(select jsonb_array_elements_text(c.value -> 'breadcrumb')),
    c.value ->> 'title', c.value ->> 'text', c.value ->> 'locale', c.value ->> 'contentHash'
  from jsonb_array_elements(p_chunks) with ordinality as c(value, place)
  where v_ids[c.place] is null;
  get diagnostics v_new = row_count;
  return v_new;
end
$$;
comment on function public.replace_kb_chunks(uuid, int, jsonb) is
  'For the worker: gives an article these passages [{ anchor, breadcrumb, title, text, locale, contentHash }] and tells how many are new; null when this version is not the published one any more, and then nothing happens.';
grant execute on function public.replace_kb_chunks(uuid, int, jsonb) to service_role;

-- Pictures ------------------------------------------------------------------------------------------

create function public.register_kb_image(p_user_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer;
  v_image public.kb_images;
  v_id uuid := gen_random_uuid();
begin
  select u.id, u.role, u.customer_id, u.full_name, u.email into viewer
  from public.portal_users u where u.id = p_user_id and u.portal_active and u.role <> 'customer';
  if viewer.id is null then
    perform private.fail('PT403', 'staff_only', 'Only support staff can do this.');
  end if;
  perform private.require_module('knowledge');
  perform private.limit_rate('kb_image:' || viewer.id, 200, 3600);
  -- The same bytes again are the same picture.
  select * into v_image from public.kb_images i where i.sha256 = p_input ->> 'sha256' and i.stored_at is not null limit 1;
  if v_image.id is null then
    insert into public.kb_images (id, mime_type, size, width, height, sha256, storage_path, file_name, created_by)
    values (v_id, p_input ->> 'mimeType', (p_input ->> 'size')::int, (p_input ->> 'width')::int, (p_input ->> 'height')::int,
      p_input ->> 'sha256', v_id || '.' || (case p_input ->> 'mimeType' when 'image/jpeg' then 'jpg' else split_part(p_input ->> 'mimeType', '/', 2) end),
      coalesce(nullif(left(private.plain_name(p_input ->> 'fileName'), 200), ''), 'picture'), viewer.id)
    returning * into v_image;
    perform private.audit(viewer, 'article_image.create', 'article_image', v_image.id::text, null, 'knowledge');
  end if;
  return jsonb_build_object('id', v_image.id, 'storagePath', v_image.storage_path, 'mimeType', v_image.mime_type,
    'fileName', v_image.file_name, 'width', v_image.width, 'height', v_image.height, 'isStored', v_image.stored_at is not null);
end
$$;
comment on function public.register_kb_image(uuid, jsonb) is
  'For the web app alone: records a checked picture of a member of staff before its bytes are stored, { mimeType, size (bytes), sha256, width?, height?, fileName }. The same bytes again give the same picture. Raises PT403, PT404 module_off, PT429.';
grant execute on function public.register_kb_image(uuid, jsonb) to service_role;

create function public.complete_kb_image(p_id uuid)
returns void
language sql volatile security definer set search_path = ''
as $$ update public.kb_images set stored_at = coalesce(stored_at, now()) where id = p_id $$;
comment on function public.complete_kb_image(uuid) is 'For the web app alone: the bytes of a picture are in the bucket.';
grant execute on function public.complete_kb_image(uuid) to service_role;

create function public.get_kb_image(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_categories uuid[] := private.visible_kb_categories();
  v_image public.kb_images;
  v_public boolean;
begin
  select * into v_image from public.kb_images where id = p_id and stored_at is not null;
  if v_image.id is null or not (private.is_staff() or exists (
      select 1 from public.kb_articles a
      where a.image_ids @> array[p_id] and a.status = 'published' and a.category_id = any (v_categories))) then
    perform private.fail('PT404', 'image_not_found', 'This picture does not exist.');
  end if;
  select exists (
    select 1 from public.kb_articles a
    where a.image_ids @> array[p_id] and a.status = 'published' and private.kb_visibility(a.category_id) = 'public') into v_public;
  return jsonb_build_object('storagePath', v_image.storage_path, 'mimeType', v_image.mime_type, 'sha256', v_image.sha256,
    'isPublic', v_public and 'knowledge' = any (private.modules_on()));
end
$$;
comment on function public.get_kb_image(uuid) is
  'Where a picture lies that a published article shows which the viewer may read, or for staff any; isPublic when everybody may. Raises PT404.';
grant execute on function public.get_kb_image(uuid) to anon, authenticated;

-- Gaps ----------------------------------------------------------------------------------------------

create function private.kb_gap_row(g public.kb_gaps)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', g.id, 'label', g.label, 'status', g.status, 'searchCount', g.search_count, 'questionCount', g.question_count,
    'askedCount', g.asked_count, 'firstAt', private.iso(g.first_at), 'lastAt', private.iso(g.last_at),
    'decidedAt', private.iso(g.decided_at), 'decidedBy', (select u.full_name from public.portal_users u where u.id = g.decided_by),
    'article', (select jsonb_build_object('id', a.id, 'title', a.title, 'status', a.status) from public.kb_articles a where a.id = g.article_id),
    'examples', coalesce((
      select jsonb_agg(e.query order by e.n desc, e.query)
      from (select s.query, count(*) as n
        from (select k.query from public.kb_searches k where k.gap_id = g.id order by k.created_at desc, k.id desc limit 50) s
        group by s.query order by count(*) desc, s.query limit 5) e), '[]'))
$$;
comment on function private.kb_gap_row(public.kb_gaps) is 'A gap as the list shows it, with up to five ways in which it was asked lately.';

create function public.list_kb_gaps(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_status text := coalesce(p_filters ->> 'status', 'open');
  v_from public.kb_gaps;
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_kb_editor();
  if p_cursor is not null then
    select * into v_from from public.kb_gaps where id = (p_cursor ->> 'id')::uuid;
  end if;
  with page as (
    select g, g.id, g.asked_count, g.first_at from public.kb_gaps g
    where g.status = v_status and (v_from.id is null or (g.asked_count, g.id) < (v_from.asked_count, v_from.id))
    order by g.asked_count desc, g.id desc limit v_limit + 1)
  select coalesce(jsonb_agg(private.kb_gap_row(p.g) order by p.asked_count desc, p.id desc), '[]'),
    (array_agg(jsonb_build_object('at', private.iso(p.first_at), 'id', p.id) order by p.asked_count desc, p.id desc))[v_limit]
  into v_rows, v_last from page p;
  return jsonb_build_object(
    'items', case when jsonb_array_length(v_rows) > v_limit then v_rows - v_limit else v_rows end,
    'nextCursor', case when jsonb_array_length(v_rows) > v_limit then v_last end,
    'counts', (select jsonb_object_agg(s, (select count(*) from (select 1 from public.kb_gaps g where g.status = s limit 1000) n))
      from unnest(array['open', 'done', 'ignored']) as s));
end
$$;
comment on function public.list_kb_gaps(jsonb, jsonb, int) is
  'Staff: what people look for and do not find, most asked first, and how many there are of each status (1,000 at most). p_filters: { status: open | done | ignored }. p_cursor is the nextCursor of the page before. Raises PT401, PT403, PT404 module_off.';
grant execute on function public.list_kb_gaps(jsonb, jsonb, int) to authenticated;

create function public.get_kb_gap(p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_gap public.kb_gaps;
begin
  perform private.require_kb_editor();
  select * into v_gap from public.kb_gaps where id = p_id;
  if v_gap.id is null then
    perform private.fail('PT404', 'gap_not_found', 'This question is no longer on the list.');
  end if;
  return private.kb_gap_row(v_gap);
end
$$;
comment on function public.get_kb_gap(uuid) is 'Staff: one gap. Raises PT401, PT403, PT404.';
grant execute on function public.get_kb_gap(uuid) to authenticated;

create function public.decide_kb_gap(p_id uuid, p_status text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_kb_editor();
  v_gap public.kb_gaps;
begin
  select * into v_gap from public.kb_gaps where id = p_id for update;
  if v_gap.id is null then
    perform private.fail('PT404', 'gap_not_found', 'This question is no longer on the list.');
  end if;
  if coalesce(p_status, '') not in ('open', 'done', 'ignored') then
    perform private.invalid_field('status', 'unknown', 'Choose open, done or ignored.');
  end if;
  if v_gap.status <> p_status then
    update public.kb_gaps set status = p_status, decided_by = viewer.id, decided_at = now() where id = p_id returning * into v_gap;
    perform private.audit(viewer, 'kb_gap.' || p_status, 'kb_gap', p_id::text, null, 'knowledge');
  end if;
  return private.kb_gap_row(v_gap);
end
$$;
comment on function public.decide_kb_gap(uuid, text) is
  'Staff: a gap is done, ignored, or open again. Repeating it is harmless. Raises PT401, PT403, PT404, PT422.';
grant execute on function public.decide_kb_gap(uuid, text) to authenticated;

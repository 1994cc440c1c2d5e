-- The public help centre: what its pages read, votes, what was looked for, and answers offered before a
-- ticket is opened.

-- Reading: as whoever asks, so that row security decides. Staff see drafts at their desk, not here.

create function public.get_help_home(p_locale text default 'en')
returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  v_seen uuid[] := private.visible_kb_categories();
begin
  return jsonb_build_object(
    'categories', coalesce((
      select jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name, 'description', c.description, 'icon', c.icon,
        'parent', p.slug, 'isPrivate', c.visibility = 'customers', 'articles', (
          select count(*) from public.kb_articles a where a.category_id = c.id and a.status = 'published'))
        order by c.position, c.name, c.id)
      from public.kb_categories c left join public.kb_categories p on p.id = c.parent_id where c.id = any (v_seen)), '[]'),
    'popular', coalesce((
      select jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title, 'summary', b.summary) order by b.place)
      from (
        select a.slug, a.title, a.summary,
          row_number() over (order by (a.locale = p_locale) desc, a.is_popular desc, a.view_count desc, a.position, a.title) as place
        from public.kb_articles a where a.status = 'published' and a.category_id = any (v_seen)
        order by place limit 8) b), '[]'),
    'questions', coalesce((
      select jsonb_agg(jsonb_build_object('slug', q.slug, 'title', q.title, 'body', q.body) order by q.position, q.title)
      from (
        select a.slug, a.title, a.body, a.position
        from public.kb_articles a join public.kb_categories c on c.id = a.category_id
        where a.status = 'published' and c.id = any (v_seen) and c.slug = 'faq'
        order by a.position, a.title limit 12) q), '[]'));
end
$$;
comment on function public.get_help_home(text) is
  'The front of the help centre as whoever asks may see it: { categories: flat, with the slug of the parent and the number of published articles directly inside, popular: up to eight articles, those of p_locale first, questions: up to twelve articles of the category "faq" with their text }.';
grant execute on function public.get_help_home(text) to anon, authenticated;

create function private.needs_sign_in_for_help(p_kind text, p_slug text)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.viewer_id() is null and 'knowledge' = any (private.modules_on()) and case p_kind
    when 'article' then exists (
      select 1 from public.kb_articles a
      where a.status = 'published' and (a.slug = p_slug or a.id = (select r.article_id from public.kb_redirects r where r.old_slug = p_slug)))
    else exists (select 1 from public.kb_categories c where c.slug = p_slug) end
$$;
comment on function private.needs_sign_in_for_help(text, text) is
  'Whether what a visitor was not shown, an article or a category, is there for people who are signed in. Says that it exists and no more: what is for customers concerns no single one.';
grant execute on function private.needs_sign_in_for_help(text, text) to anon, authenticated;

create function private.help_path(p_category_id uuid)
returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', w.slug, 'name', w.name) order by w.place), '[]')
  from public.kb_categories c
  left join public.kb_categories p on p.id = c.parent_id
  left join public.kb_categories g on g.id = p.parent_id
  cross join lateral (values (1, g.slug, g.name), (2, p.slug, p.name), (3, c.slug, c.name)) as w (place, slug, name)
  where c.id = p_category_id and w.slug is not null
$$;
comment on function private.help_path(uuid) is 'The categories from the top down to this one: [{ slug, name }].';
grant execute on function private.help_path(uuid) to anon, authenticated;

create function public.get_help_category(p_slug text)
returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  v_seen uuid[] := private.visible_kb_categories();
  v_category public.kb_categories;
begin
  select * into v_category from public.kb_categories c where c.slug = left(p_slug, 80) and c.id = any (v_seen);
  if v_category.id is null then
    return jsonb_build_object('found', null, 'needsSignIn', private.needs_sign_in_for_help('category', left(p_slug, 80)));
  end if;
  return jsonb_build_object('needsSignIn', false, 'found', jsonb_build_object(
    'slug', v_category.slug, 'name', v_category.name, 'description', v_category.description, 'icon', v_category.icon,
    'path', private.help_path(v_category.id),
    'children', coalesce((
      select jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name, 'description', c.description, 'icon', c.icon,
        'isPrivate', c.visibility = 'customers', 'articles', (
          select count(*) from public.kb_articles a
          where a.status = 'published' and (a.category_id = c.id or a.category_id in (
            select g.id from public.kb_categories g where g.parent_id = c.id and g.id = any (v_seen)))))
        order by c.position, c.name, c.id)
      from public.kb_categories c where c.parent_id = v_category.id and c.id = any (v_seen)), '[]'),
    'articles', coalesce((
      select jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title, 'summary', b.summary, 'locale', b.locale) order by b.position, b.title, b.id)
      from (
        select a.id, a.slug, a.title, a.summary, a.locale, a.position from public.kb_articles a
        where a.category_id = v_category.id and a.status = 'published' order by a.position, a.title, a.id limit 200) b), '[]')));
end
$$;
comment on function public.get_help_category(text) is
  'A category of the help centre as whoever asks may see it: { found: { slug, name, description, icon, path, children with the articles below them counted, articles: 200 at most } or null, needsSignIn: it is there for people who are signed in }.';
grant execute on function public.get_help_category(text) to anon, authenticated;

create function private.help_related(p_article public.kb_articles)
returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title, 'summary', b.summary) order by b.rank, b.place, b.title), '[]')
  from (
    select a.slug, a.title, a.summary, case when a.id = any (p_article.related_ids) then 0 else 1 end as rank,
      coalesce(array_position(p_article.related_ids, a.id), a.position) as place
    from public.kb_articles a
    where a.status = 'published' and a.id <> p_article.id and a.category_id = any ((select private.visible_kb_categories())::uuid[])
      and (a.id = any (p_article.related_ids) or (a.category_id = p_article.category_id and a.locale = p_article.locale))
    order by rank, place, a.title limit 4) b
$$;
comment on function private.help_related(public.kb_articles) is
  'Up to four articles to read next: those that its author named, then neighbours in the category.';
grant execute on function private.help_related(public.kb_articles) to anon, authenticated;

create function private.own_article_vote(p_article_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('helpful', f.helpful, 'reason', f.reason) from public.kb_feedback f
  where f.article_id = p_article_id and f.user_id = private.viewer_id()
$$;
comment on function private.own_article_vote(uuid) is 'How the signed-in person voted on an article; null for those who have not, and for visitors.';
grant execute on function private.own_article_vote(uuid) to anon, authenticated;

create function public.get_help_article(p_slug text)
returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  v_slug text := left(p_slug, 120);
  v_seen uuid[] := private.visible_kb_categories();
  v_article public.kb_articles;
  v_moved text;
begin
  select * into v_article from public.kb_articles a where a.slug = v_slug and a.status = 'published' and a.category_id = any (v_seen);
  if v_article.id is null then
    select a.slug into v_moved from public.kb_redirects r join public.kb_articles a on a.id = r.article_id
    where r.old_slug = v_slug and a.status = 'published' and a.category_id = any (v_seen);
    return jsonb_build_object('found', null, 'movedTo', v_moved,
      'needsSignIn', v_moved is null and private.needs_sign_in_for_help('article', v_slug));
  end if;
  return jsonb_build_object('movedTo', null, 'needsSignIn', false, 'found', jsonb_build_object(
    'slug', v_article.slug, 'title', v_article.title, 'summary', v_article.summary, 'body', v_article.body,
    'locale', v_article.locale, 'keywords', to_jsonb(v_article.keywords),
    'publishedAt', v_article.published_at, 'updatedAt', v_article.updated_at,
    'path', private.help_path(v_article.category_id),
    'isPrivate', exists (
      select 1 from public.kb_categories c
      left join public.kb_categories p on p.id = c.parent_id
      left join public.kb_categories g on g.id = p.parent_id
      where c.id = v_article.category_id and 'customers' in (c.visibility, p.visibility, g.visibility)),
    'related', private.help_related(v_article),
    'vote', private.own_article_vote(v_article.id)));
end
$$;
comment on function public.get_help_article(text) is
  'A published article as whoever asks may read it: { found: { slug, title, summary, body, locale, keywords, publishedAt, updatedAt, path, isPrivate, related, vote: the viewer''s own } or null, movedTo: the present name of one that was renamed, needsSignIn: it is there for people who are signed in }.';
grant execute on function public.get_help_article(text) to anon, authenticated;

create function public.get_help_desk()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_calendar private.business_calendar := private.business_calendar();
  v_opens timestamptz := private.add_business_time(v_calendar, now(), 0);
begin
  return jsonb_build_object(
    'isOn', 'knowledge' = any (private.modules_on()),
    'contact', (
      select jsonb_build_object('email', b.value ->> 'supportEmail', 'phone', b.value ->> 'phone', 'address', b.value ->> 'address')
      from (select coalesce((select s.value from public.app_settings s where s.key = 'branding' and s.is_public), '{}') as value) b),
    'timeZone', v_calendar.zone,
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', left(h.opens::text, 5), 'closes', left(h.closes::text, 5)) order by h.weekday, h.opens)
      from public.business_hours h), '[]'),
    'isOpenNow', coalesce(v_opens <= now(), false),
    'opensAt', private.iso(case when v_opens > now() then v_opens end));
end
$$;
comment on function public.get_help_desk() is
  'For anybody: whether there is a help centre, how the business is reached and when somebody is at the desk: { isOn, contact: { email, phone, address }, timeZone, windows: [{ weekday 0 for Monday, opens, closes }] (none: always), isOpenNow, opensAt: null while open }.';
grant execute on function public.get_help_desk() to anon, authenticated;

-- Votes ---------------------------------------------------------------------------------------------

create function private.cast_article_vote(p_slug text, p_user uuid, p_visitor text, p_helpful boolean, p_reason text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_reason text := nullif(trim(both E' \t\n' from coalesce(private.plain_text(p_reason), '')), '');
  v_article uuid;
  v_vote public.kb_feedback;
begin
  perform private.require_module('knowledge');
  if p_helpful is null then
    perform private.invalid_field('helpful', 'required', 'Say whether the article helped.');
  end if;
  if char_length(v_reason) > 500 then
    perform private.invalid_field('reason', 'too_long', 'A reason has at most 500 characters.');
  end if;
  select a.id into v_article from public.kb_articles a
  where a.slug = p_slug and a.status = 'published' and a.category_id = any (private.visible_kb_categories());
  if v_article is null then
    perform private.fail('PT404', 'article_not_found', 'This article does not exist.');
  end if;
  -- The reason belongs to the vote that it was given with.
  if p_user is not null then
    insert into public.kb_feedback as f (article_id, user_id, helpful, reason) values (v_article, p_user, p_helpful, v_reason)
    on conflict (article_id, user_id) do update
      set helpful = excluded.helpful, reason = coalesce(excluded.reason, case when f.helpful = excluded.helpful then f.reason end)
    returning * into v_vote;
  else
    insert into public.kb_feedback as f (article_id, visitor, helpful, reason) values (v_article, p_visitor, p_helpful, v_reason)
    on conflict (article_id, visitor) do update
      set helpful = excluded.helpful, reason = coalesce(excluded.reason, case when f.helpful = excluded.helpful then f.reason end)
    returning * into v_vote;
  end if;
  return jsonb_build_object('helpful', v_vote.helpful, 'reason', v_vote.reason);
end
$$;
comment on function private.cast_article_vote(text, uuid, text, boolean, text) is
  'Gives or changes the one vote of a person or a visitor on an article that whoever calls may read. Raises PT404, PT422.';

create function public.vote_article(p_slug text, p_helpful boolean, p_reason text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.limit_rate('vote_article:' || viewer.id, 60, 3600);
  return private.cast_article_vote(p_slug, viewer.id, null, p_helpful, p_reason);
end
$$;
comment on function public.vote_article(text, boolean, text) is
  'Whether an article helped, with a reason if it did not: one vote a person, which repeating changes. Answers with the vote { helpful, reason }. Raises PT401, PT403, PT404, PT422, PT429.';
grant execute on function public.vote_article(text, boolean, text) to authenticated;

create function public.vote_article_as_visitor(p_slug text, p_visitor text, p_helpful boolean, p_reason text default null)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if char_length(coalesce(p_visitor, '')) not between 16 and 100 then
    perform private.invalid_field('visitor', 'invalid', 'A visitor''s key has 16 to 100 characters.');
  end if;
  perform private.limit_rate('vote_article:' || p_visitor, 60, 3600);
  return private.cast_article_vote(p_slug, null, p_visitor, p_helpful, p_reason);
end
$$;
comment on function public.vote_article_as_visitor(text, text, boolean, text) is
  'The same for somebody who is not signed in, known by a key. For the portal alone, which has given out and signed the key: whoever could make up keys could vote as often as they like. Raises PT404, PT422, PT429.';
grant execute on function public.vote_article_as_visitor(text, text, boolean, text) to service_role;

create function public.get_visitor_vote(p_slug text, p_visitor text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('helpful', f.helpful, 'reason', f.reason)
  from public.kb_feedback f join public.kb_articles a on a.id = f.article_id
  where a.slug = p_slug and f.visitor = p_visitor
$$;
comment on function public.get_visitor_vote(text, text) is 'For the portal: how the visitor with this key voted on an article, or null.';
grant execute on function public.get_visitor_vote(text, text) to service_role;

create function public.count_article_view(p_slug text)
returns void
language sql volatile security definer set search_path = ''
as $$
  update public.kb_articles a set view_count = a.view_count + 1 where a.slug = p_slug and a.status = 'published'
$$;
comment on function public.count_article_view(text) is 'For the portal: somebody has opened the page of an article.';
grant execute on function public.count_article_view(text) to service_role;

-- What was looked for -------------------------------------------------------------------------------

alter table public.kb_searches add column article_id uuid references public.kb_articles (id) on delete set null;
comment on column public.kb_searches.article_id is 'The article that answered it, so that no ticket was opened.';
create index kb_searches_article_idx on public.kb_searches (article_id);

create function private.search_words(p_query text)
returns text
language sql immutable set search_path = ''
as $$
  select nullif(left(trim(regexp_replace(regexp_replace(private.plain_name(coalesce(p_query, '')),
    '\S+@\S+', '@', 'g'), '\d[\d\s-]{7,}\d', '#', 'g')), 300), '')
$$;
comment on function private.search_words(text) is
  'What was looked for as it is kept: on one line, without e-mail addresses and long numbers, which name people; null when nothing is left.';

create function public.log_search(p_query text, p_source text, p_results int, p_support text, p_locale text default null)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_viewer uuid := private.viewer_id();
  v_words text := private.search_words(p_query);
begin
  if 'knowledge' <> all (private.modules_on()) or char_length(coalesce(v_words, '')) < 3 then
    return;
  end if;
  if v_viewer is not null then
    perform private.limit_rate('log_search:' || v_viewer, 120, 3600);
  end if;
  if coalesce(p_source, '') not in ('help', 'assistant', 'ticket_form') then
    perform private.invalid_field('source', 'unknown', 'Choose help, assistant or ticket_form.');
  end if;
  if coalesce(p_support, '') not in ('good', 'weak', 'none') then
    perform private.invalid_field('support', 'unknown', 'Choose good, weak or none.');
  end if;
  insert into public.kb_searches (query, source, results, support, locale)
  values (v_words, p_source, greatest(coalesce(p_results, 0), 0), p_support, left(p_locale, 10));
end
$$;
comment on function public.log_search(text, text, int, text, text) is
  'Keeps what was looked for in the help centre and how well it was found, not who looked. What found too little is on the list of gaps. p_source: help, assistant or ticket_form. For the portal, and for signed-in people 120 times an hour. Raises PT422, PT429.';
grant execute on function public.log_search(text, text, int, text, text) to authenticated, service_role;

-- Before a ticket is opened -------------------------------------------------------------------------

create or replace function private.suggest_articles(p_viewer private.viewer, p_subject text, p_category text)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  with found as (
    select distinct on (a.id) a.id, a.slug, a.title, a.summary, r.score
    from private.rank_words(p_subject, null) r
    join public.kb_chunks c on c.id = r.chunk_id
    join public.kb_articles a on a.id = c.article_id
    where a.status = 'published' and a.category_id = any ((select private.visible_kb_categories())::uuid[])
      and private.support_level(r.coverage, null) = 'good'
    order by a.id, r.score desc)
  select coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.title, 'excerpt', left(b.summary, 200)) order by b.score desc, b.slug), '[]')
  from (select f.* from found f order by f.score desc, f.slug limit 3) b
$$;
comment on function private.suggest_articles(private.viewer, text, text) is
  'Help articles that may answer a subject before it is sent, best first, three at most: [{ slug, title, excerpt }], by its words, of what the person who calls may read.';

create function public.answer_by_article(p_slug text, p_subject text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_words text := private.search_words(p_subject);
  v_article public.kb_articles;
begin
  perform private.require_module('knowledge');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  perform private.limit_rate('answer_by_article:' || viewer.id, 60, 3600);
  select * into v_article from public.kb_articles a
  where a.slug = p_slug and a.status = 'published' and a.category_id = any (private.visible_kb_categories());
  if v_article.id is null then
    perform private.fail('PT404', 'article_not_found', 'This article does not exist.');
  end if;
  if v_words is not null then
    insert into public.kb_searches (query, source, results, support, locale, article_id)
    values (v_words, 'ticket_form', 1, 'good', v_article.locale, v_article.id);
  end if;
  return private.cast_article_vote(p_slug, viewer.id, null, true, null);
end
$$;
comment on function public.answer_by_article(text, text) is
  'A customer who was about to open a ticket says that this article answers it: the search is kept with the article that spared a ticket, and the article has their vote. Raises PT401, PT403, PT404, PT429.';
grant execute on function public.answer_by_article(text, text) to authenticated;

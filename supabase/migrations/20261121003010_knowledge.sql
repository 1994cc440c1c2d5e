-- The help centre: categories, articles with their versions, the passages that a search finds, votes, and
-- what people looked for.

create type public.kb_visibility as enum ('public', 'customers');
create type public.kb_article_status as enum ('draft', 'published', 'archived');

create table public.kb_categories (
  id uuid primary key default gen_random_uuid(),
  parent_id uuid references public.kb_categories (id) on delete restrict check (parent_id <> id),
  slug text not null unique check (char_length(slug) <= 80 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 300),
  icon text check (icon ~ '^[a-z0-9-]{1,40}$'),
  position int not null default 0,
  visibility public.kb_visibility not null default 'public',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.kb_categories is
  'How the help centre is sorted, at most three deep. What is in a category for customers, further categories included, is for people who are signed in.';
create index kb_categories_parent_idx on public.kb_categories (parent_id, position, id);
create trigger kb_categories_touch before update on public.kb_categories
  for each row execute function private.touch_updated_at();

create function private.check_kb_category_place()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_above int := 0;
  v_below int;
  v_id uuid := new.parent_id;
begin
  if new.parent_id is null then
    return new;
  end if;
  -- Two moves at once could make a ring that neither of them sees.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('kb_categories', 0));
  while v_id is not null loop
    v_above := v_above + 1;
    if v_id = new.id or v_above > 3 then
      perform private.fail('PT422', 'validation_failed', case when v_id = new.id
          then 'A category cannot be inside itself.' else 'Categories are at most three deep.' end,
        jsonb_build_object('fields', jsonb_build_object('parentId', jsonb_build_array(case when v_id = new.id then 'cycle' else 'too_deep' end))));
    end if;
    select c.parent_id into v_id from public.kb_categories c where c.id = v_id;
  end loop;
  select case when exists (
      select 1 from public.kb_categories c join public.kb_categories d on d.parent_id = c.id where c.parent_id = new.id) then 2
    when exists (select 1 from public.kb_categories c where c.parent_id = new.id) then 1 else 0 end into v_below;
  if v_above + 1 + v_below > 3 then
    perform private.invalid_field('parentId', 'too_deep', 'Categories are at most three deep.');
  end if;
  return new;
end
$$;
comment on function private.check_kb_category_place() is 'Trigger: categories are at most three deep and in no ring, whoever moves them.';
create trigger kb_categories_place before insert or update of parent_id on public.kb_categories
  for each row execute function private.check_kb_category_place();

create table public.kb_articles (
  id uuid primary key default gen_random_uuid(),
  category_id uuid not null references public.kb_categories (id) on delete restrict,
  slug text not null unique check (char_length(slug) <= 120 and slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  title text not null check (char_length(title) between 1 and 160),
  summary text not null default '' check (char_length(summary) <= 500),
  body text not null default '' check (char_length(body) <= 60000),
  keywords text[] not null default '{}' check (cardinality(keywords) <= 30 and octet_length(keywords::text) <= 4000),
  status public.kb_article_status not null default 'draft',
  version int not null default 1,
  published_version int,
  position int not null default 0,
  is_popular boolean not null default false,
  related_ids uuid[] not null default '{}' check (cardinality(related_ids) <= 6),
  image_ids uuid[] not null default '{}',
  view_count bigint not null default 0 check (view_count >= 0),
  helpful_count int not null default 0 check (helpful_count >= 0),
  unhelpful_count int not null default 0 check (unhelpful_count >= 0),
  published_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'published') = (published_version is not null)),
  check (status <> 'published' or published_at is not null)
);
comment on table public.kb_articles is
  'Help articles. Title, summary, body and keywords are those of published_version, or of the latest version where nothing is published: what is written but not published stands in kb_article_versions alone, which only staff read. published_at is the first time; updated_at the last change of what readers see. The votes are counted from kb_feedback by a trigger.';
create index kb_articles_category_idx on public.kb_articles (category_id, status, position, id);
create index kb_articles_status_idx on public.kb_articles (status, updated_at desc, id desc);
create index kb_articles_views_idx on public.kb_articles (view_count desc, id desc) where status = 'published';
create index kb_articles_title_trgm_idx on public.kb_articles using gin (title extensions.gin_trgm_ops);
create index kb_articles_images_idx on public.kb_articles using gin (image_ids);
-- Being read or voted on is no change.
create trigger kb_articles_touch
  before update of category_id, slug, locale, title, summary, body, keywords, status, published_version on public.kb_articles
  for each row execute function private.touch_updated_at();

create function private.find_kb_images()
returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.image_ids := array(
    select distinct m[1]::uuid
    from regexp_matches(new.body, '/help/images/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})', 'g') as m);
  return new;
end
$$;
comment on function private.find_kb_images() is 'Trigger: image_ids is which pictures of the help centre the text shows, because whoever reads it may load them.';
create trigger kb_articles_images before insert or update of body on public.kb_articles
  for each row execute function private.find_kb_images();

create table public.kb_article_versions (
  article_id uuid not null references public.kb_articles (id) on delete cascade,
  version int not null check (version >= 1),
  title text not null check (char_length(title) between 1 and 160),
  summary text not null default '' check (char_length(summary) <= 500),
  body text not null default '' check (char_length(body) <= 60000),
  keywords text[] not null default '{}' check (cardinality(keywords) <= 30 and octet_length(keywords::text) <= 4000),
  author_id uuid references public.portal_users (id) on delete set null,
  restored_from int,
  created_at timestamptz not null default now(),
  primary key (article_id, version)
);
comment on table public.kb_article_versions is
  'Every text that an article had, for staff alone. Never changed: going back to one adds another that says which.';
create index kb_article_versions_author_idx on public.kb_article_versions (author_id);

create table public.kb_redirects (
  old_slug text primary key check (char_length(old_slug) <= 120),
  article_id uuid not null references public.kb_articles (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table public.kb_redirects is 'Names that articles had, so that their old addresses lead on.';
create index kb_redirects_article_idx on public.kb_redirects (article_id);

create table public.kb_chunks (
  id uuid primary key default gen_random_uuid(),
  article_id uuid not null references public.kb_articles (id) on delete cascade,
  position int not null check (position >= 0),
  anchor text check (char_length(anchor) <= 200),
  breadcrumb text[] not null default '{}' check (cardinality(breadcrumb) <= 12),
  title text not null check (char_length(title) <= 160),
  text text not null check (char_length(text) between 1 and 8000),
  locale text not null check (char_length(locale) <= 10),
  content_hash text not null check (char_length(content_hash) = 64),
  created_at timestamptz not null default now(),
  unique (article_id, position)
);
comment on table public.kb_chunks is
  'The passages of published articles, made by lib/knowledge/chunks.ts when one is published and gone in the moment in which it is not any more. breadcrumb: the categories from the top, then the headings; anchor: the fragment of the heading on the page.';

create table public.kb_feedback (
  id uuid primary key default gen_random_uuid(),
  article_id uuid not null references public.kb_articles (id) on delete cascade,
  user_id uuid references public.portal_users (id) on delete cascade,
  visitor text check (char_length(visitor) between 16 and 100),
  helpful boolean not null,
  reason text check (char_length(reason) between 1 and 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (article_id, user_id),
  unique (article_id, visitor),
  check (num_nonnulls(user_id, visitor) = 1)
);
comment on table public.kb_feedback is
  'Whether an article helped: one vote a person, or a visitor''s key, that can be changed, with a reason where it did not. What staff read of it is the reason, not whose it is.';
create index kb_feedback_user_idx on public.kb_feedback (user_id);
create index kb_feedback_reasons_idx on public.kb_feedback (article_id, updated_at desc, id desc);
create trigger kb_feedback_touch before update on public.kb_feedback
  for each row execute function private.touch_updated_at();

create function private.count_kb_votes()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    update public.kb_articles a
    set helpful_count = greatest(a.helpful_count - old.helpful::int, 0), unhelpful_count = greatest(a.unhelpful_count - (not old.helpful)::int, 0)
    where a.id = old.article_id;
  end if;
  if tg_op <> 'DELETE' then
    update public.kb_articles a
    set helpful_count = a.helpful_count + new.helpful::int, unhelpful_count = a.unhelpful_count + (not new.helpful)::int
    where a.id = new.article_id;
  end if;
  return null;
end
$$;
comment on function private.count_kb_votes() is 'Trigger: keeps an article''s counts of votes, also when a person and their votes are erased.';
create trigger kb_feedback_count after insert or delete or update of helpful on public.kb_feedback
  for each row execute function private.count_kb_votes();

create table public.kb_gaps (
  id uuid primary key default gen_random_uuid(),
  words text not null unique check (char_length(words) between 1 and 300),
  label text not null check (char_length(label) between 1 and 300),
  status text not null default 'open' check (status in ('open', 'done', 'ignored')),
  search_count int not null default 0 check (search_count >= 0),
  question_count int not null default 0 check (question_count >= 0),
  asked_count int generated always as (search_count + question_count) stored,
  article_id uuid references public.kb_articles (id) on delete set null,
  decided_by uuid references public.portal_users (id) on delete set null,
  decided_at timestamptz,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);
comment on table public.kb_gaps is
  'What people look for and do not find, alike searches together. words: the stems of what was asked, in order; asked_count counts searches and questions to the assistant. Done ones open again when it is still not found a day later; ignored ones stay so.';
create index kb_gaps_list_idx on public.kb_gaps (status, asked_count desc, id desc);
create index kb_gaps_words_idx on public.kb_gaps using gin (words extensions.gin_trgm_ops);
create index kb_gaps_article_idx on public.kb_gaps (article_id);
create index kb_gaps_decided_by_idx on public.kb_gaps (decided_by);

create table public.kb_searches (
  id uuid primary key default gen_random_uuid(),
  query text not null check (char_length(query) between 1 and 300),
  source text not null check (source in ('help', 'assistant', 'ticket_form')),
  results int not null default 0 check (results >= 0),
  support text not null check (support in ('good', 'weak', 'none')),
  locale text check (char_length(locale) <= 10),
  gap_id uuid references public.kb_gaps (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.kb_searches is
  'What was looked for in the help centre, by nobody in particular: whose it was is not kept. Kept for 180 days. A trigger adds what found too little to a gap.';
create index kb_searches_gap_idx on public.kb_searches (gap_id, created_at desc, id desc);
create index kb_searches_created_idx on public.kb_searches (created_at);

create table public.kb_images (
  id uuid primary key default gen_random_uuid(),
  mime_type text not null check (mime_type in ('image/png', 'image/jpeg', 'image/webp')),
  size int not null check (size between 1 and 5242880),
  width int check (width between 1 and 20000),
  height int check (height between 1 and 20000),
  sha256 text not null check (char_length(sha256) = 64),
  storage_path text not null unique check (char_length(storage_path) <= 200),
  file_name text not null check (char_length(file_name) between 1 and 200),
  created_by uuid references public.portal_users (id) on delete set null,
  stored_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.kb_images is
  'Pictures of help articles, at /help/images/<id>. They are checked by content before they are stored, lie in a private bucket, and are served to whoever may read an article that shows them, and to staff.';
create index kb_images_created_by_idx on public.kb_images (created_by);
create index kb_images_sha_idx on public.kb_images (sha256);

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('knowledge-images', 'knowledge-images', false, 5242880, array['image/png', 'image/jpeg', 'image/webp'])
on conflict (id) do nothing;
-- No policy on storage.objects for this bucket: every picture goes through the web app.

-- Who may see what ----------------------------------------------------------------------------------

create function private.visible_kb_categories()
returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(c.id), '{}')
  from (select private.viewer_id() is not null as signed_in, 'knowledge' = any (private.modules_on()) as on_air) v
  cross join public.kb_categories c
  left join public.kb_categories p on p.id = c.parent_id
  left join public.kb_categories g on g.id = p.parent_id
  where v.on_air and (v.signed_in or 'customers' not in (c.visibility, coalesce(p.visibility, 'public'), coalesce(g.visibility, 'public')))
$$;
comment on function private.visible_kb_categories() is
  'The categories that whoever asks may read as a reader of the help centre: the public ones, signed in those for customers too; none while the module is off. What is in a category for customers is for them as well.';
grant execute on function private.visible_kb_categories() to anon, authenticated, service_role;

alter table public.kb_categories enable row level security;
alter table public.kb_articles enable row level security;
alter table public.kb_article_versions enable row level security;
alter table public.kb_redirects enable row level security;
alter table public.kb_chunks enable row level security;
alter table public.kb_feedback enable row level security;
alter table public.kb_gaps enable row level security;
alter table public.kb_searches enable row level security;
alter table public.kb_images enable row level security;

create policy "Visitors read public categories" on public.kb_categories for select to anon
  using (id = any ((select private.visible_kb_categories())::uuid[]));
create policy "Signed-in people read the categories, staff all" on public.kb_categories for select to authenticated
  using (id = any ((select private.visible_kb_categories())::uuid[]) or (select private.is_staff()));

create policy "Visitors read published articles" on public.kb_articles for select to anon
  using (status = 'published' and category_id = any ((select private.visible_kb_categories())::uuid[]));
create policy "Signed-in people read published articles, staff all" on public.kb_articles for select to authenticated
  using ((status = 'published' and category_id = any ((select private.visible_kb_categories())::uuid[])) or (select private.is_staff()));

create policy "Visitors read passages of articles they may read" on public.kb_chunks for select to anon
  using (article_id in (select a.id from public.kb_articles a));
create policy "People read passages of articles they may read" on public.kb_chunks for select to authenticated
  using (article_id in (select a.id from public.kb_articles a));

create policy "Visitors follow redirects to articles they may read" on public.kb_redirects for select to anon
  using (article_id in (select a.id from public.kb_articles a));
create policy "People follow redirects to articles they may read" on public.kb_redirects for select to authenticated
  using (article_id in (select a.id from public.kb_articles a));

create policy "Staff read the versions of articles" on public.kb_article_versions for select to authenticated
  using ((select private.is_staff()));
create policy "People read their own votes, staff all" on public.kb_feedback for select to authenticated
  using (user_id = (select private.viewer_id()) or (select private.is_staff()));
create policy "Staff read what was not found" on public.kb_gaps for select to authenticated
  using ((select private.is_staff()));
create policy "Staff read what was looked for" on public.kb_searches for select to authenticated
  using ((select private.is_staff()));
create policy "Staff read the list of pictures" on public.kb_images for select to authenticated
  using ((select private.is_staff()));

grant select on public.kb_categories, public.kb_articles, public.kb_chunks, public.kb_redirects to anon;
grant select on public.kb_categories, public.kb_articles, public.kb_chunks, public.kb_redirects, public.kb_article_versions,
  public.kb_feedback, public.kb_gaps, public.kb_searches, public.kb_images to authenticated;
grant select, insert, update, delete on public.kb_categories, public.kb_articles, public.kb_chunks, public.kb_redirects,
  public.kb_article_versions, public.kb_feedback, public.kb_gaps, public.kb_searches, public.kb_images to service_role;

-- What is not found ---------------------------------------------------------------------------------

create function private.gap_words(p_query text)
returns text
language sql stable set search_path = ''
as $$
  select left(coalesce(
    nullif((select string_agg(w, ' ' order by w)
      from unnest(tsvector_to_array(to_tsvector('pg_catalog.english', extensions.unaccent(lower(p_query))))) as w), ''),
    lower(trim(p_query))), 300)
$$;
comment on function private.gap_words(text) is 'The stems of a question, in order; the question itself where nothing but stop words is left.';

-- Questions of few words are alike early: "static IP for my office" asks for what "static ip address" asks for (0.43),
-- "cancel order" and "cancel fibre" (0.39) ask for two things.
create function private.gap_of_search()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_words text := private.gap_words(new.query);
  v_id uuid;
begin
  select g.id into v_id from public.kb_gaps g where g.words = v_words;
  if v_id is null then
    select g.id into v_id from public.kb_gaps g
    where g.words operator(extensions.%) v_words and extensions.similarity(g.words, v_words) >= 0.42
    order by extensions.similarity(g.words, v_words) desc, g.id limit 1;
  end if;
  if v_id is null then
    insert into public.kb_gaps (words, label, first_at, last_at) values (v_words, new.query, new.created_at, new.created_at)
    -- Somebody asked the same in this moment.
    on conflict (words) do update set last_at = greatest(public.kb_gaps.last_at, excluded.last_at)
    returning id into v_id;
  end if;
  update public.kb_gaps g
  set search_count = g.search_count + (new.source <> 'assistant')::int,
    question_count = g.question_count + (new.source = 'assistant')::int,
    last_at = greatest(g.last_at, new.created_at),
    status = case when g.status = 'done' and new.created_at > g.decided_at + interval '1 day' then 'open' else g.status end
  where g.id = v_id;
  new.gap_id := v_id;
  return new;
end
$$;
comment on function private.gap_of_search() is
  'Trigger: what found too little joins the gap that asks the same (the same stems, or nearly so), or begins one.';
create trigger kb_searches_gap before insert on public.kb_searches
  for each row when (new.support <> 'good') execute function private.gap_of_search();

insert into private.recurring_jobs (kind, every) values ('sweep_knowledge', '1 day');

create function public.sweep_knowledge()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_searches int;
  v_gaps int;
  v_paths jsonb;
begin
  delete from public.kb_searches where created_at < now() - interval '180 days';
  get diagnostics v_searches = row_count;
  -- What staff decided is kept: it is why the same question is not asked of them again.
  delete from public.kb_gaps where status = 'open' and last_at < now() - interval '180 days';
  get diagnostics v_gaps = row_count;
  with orphans as (
    select i.id from public.kb_images i
    where i.created_at < now() - interval '7 days'
      and not exists (select 1 from public.kb_articles a where a.image_ids @> array[i.id])
      and not exists (select 1 from public.kb_article_versions v where strpos(v.body, '/help/images/' || i.id) > 0)
    order by i.created_at limit 100),
  gone as (delete from public.kb_images i using orphans o where i.id = o.id returning i.storage_path)
  select coalesce(jsonb_agg(storage_path), '[]') into v_paths from gone;
  return jsonb_build_object('searches', v_searches, 'gaps', v_gaps, 'paths', v_paths);
end
$$;
comment on function public.sweep_knowledge() is
  'For the worker: forgets searches and undecided gaps of 180 days ago, and pictures that no version of an article showed within a week; returns the counts and the paths whose objects are to be removed.';
grant execute on function public.sweep_knowledge() to service_role;

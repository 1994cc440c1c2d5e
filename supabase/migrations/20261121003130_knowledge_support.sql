-- How much the vectors weigh, and how well the best passages answer, fitted on tests/golden: see docs/search.md.

create or replace function private.rank_words(p_query text, p_language text)
returns table (chunk_id uuid, score real, coverage real, is_exact boolean)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  k1 constant real := 0.9;
  b constant real := 0.4;
begin
  return query
  with corpus as (
    select k.language, k.passages::real as n, greatest(k.words::real / k.passages, 1) as usual
    from private.kb_corpus k
    where k.passages > 0 and (p_language is null or k.language = p_language)),
  asked as materialized (
    select c.language, c.n, c.usual, v.lexeme,
      (select count(*) from private.kb_words w where w.language = c.language and w.lexeme = v.lexeme) as known
    from corpus c cross join lateral unnest(private.text_words(c.language, p_query)) as v
    where char_length(v.lexeme) <= 60),
  -- A word that stands nowhere may be a slip of the fingers, or a part of a code.
  meant as materialized (
    select a.language, a.n, a.usual, a.lexeme as word, a.lexeme, a.known, 1::real as likeness
    from asked a where a.known > 0
    union all
    select a.language, a.n, a.usual, a.lexeme, l.lexeme, l.known, l.likeness
    from asked a
    cross join lateral (
      select v.lexeme, v.likeness, (select count(*) from private.kb_words w where w.language = a.language and w.lexeme = v.lexeme) as known
      from (
        select distinct on (s.lexeme) s.lexeme, s.likeness
        from (
          select v.lexeme, extensions.similarity(v.lexeme, a.lexeme) as likeness
          from private.kb_vocabulary v
          where v.language = a.language and v.lexeme operator(extensions.%) a.lexeme
            and extensions.similarity(v.lexeme, a.lexeme) >= 0.4
          union all
          select v.lexeme, 0.8::real from private.kb_vocabulary v
          where v.language = a.language and v.letters = private.sorted_letters(a.lexeme)) s
        order by s.lexeme, s.likeness desc) v
      order by v.likeness desc, v.lexeme limit 3) l
    where a.known = 0 and char_length(a.lexeme) between 4 and 60 and l.known > 0
    union all
    select a.language, a.n, a.usual, a.lexeme, s.other, greatest(a.known, s.known), 0.6
    from asked a
    cross join lateral (
      select y.other, (select count(*) from private.kb_words w where w.language = a.language and w.lexeme = y.other) as known
      from private.kb_synonyms y
      where y.language = a.language and y.lexeme = a.lexeme
        and not exists (select from asked x where x.language = a.language and x.lexeme = y.other)) s
    where s.known > 0),
  worth as (
    select m.*, ln(1 + (m.n - m.known + 0.5) / (m.known + 0.5))::real * m.likeness as weight from meant m),
  -- What the whole question weighs: each word as much as what it was taken for, and one that is known nowhere as a rare one.
  total as (
    select t.language, greatest(sum(t.weight), 0.001)::real as weight
    from (
      select a.language, coalesce(max(q.weight / q.likeness), ln(1 + (a.n + 0.5) / 0.5)) as weight
      from asked a left join worth q on q.language = a.language and q.word = a.lexeme
      group by a.language, a.lexeme, a.n) t
    group by t.language),
  found as (
    select w.chunk_id, q.language, q.word, max(q.weight) as weight, bool_or(q.likeness = 1) as is_exact,
      max(q.weight * greatest(w.field, w.times * (k1 + 1) / (w.times + k1 * (1 - b + b * w.word_count / q.usual)))) as score
    from worth q join private.kb_words w on w.language = q.language and w.lexeme = q.lexeme
    group by w.chunk_id, q.language, q.word)
  select f.chunk_id, sum(f.score)::real, (sum(f.weight) / max(t.weight))::real, bool_or(f.is_exact)
  from found f join total t on t.language = f.language
  group by f.chunk_id;
end
$$;

create or replace function private.support_level(p_coverage real, p_cosine real)
returns text
language sql immutable set search_path = ''
as $$
  select case when s.support >= 0.42 then 'good' when s.support >= 0.30 then 'weak' else 'none' end
  from (select 0.65 * coalesce(p_coverage, 0) + 0.35 * coalesce(p_cosine, 0) as support) s
$$;

create or replace function public.search_knowledge(
  p_query text, p_embedding text default null, p_model text default null, p_filters jsonb default '{}', p_limit int default 8)
returns jsonb
language plpgsql stable security invoker set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  -- How deep each ranking is read, and how much the vectors weigh against the words: docs/decisions/013.
  v_depth constant int := 100;
  v_query text := left(coalesce(p_query, ''), 500);
  -- Stems are poor where the letters are not Latin: runs of letters, which the vectors know, say more there.
  v_vector_share real := case when v_query ~ '[A-Za-z]{2}' then 0.3 else 0.7 end;
  v_locale text := nullif(p_filters ->> 'locale', '');
  v_category text := nullif(p_filters ->> 'category', '');
  v_result jsonb;
begin
  with recursive categories as (
    select c.id from public.kb_categories c where c.slug = v_category
    union all
    select c.id from public.kb_categories c join categories p on c.parent_id = p.id),
  words as (
    select w.chunk_id, w.score, w.coverage, w.is_exact
    from private.rank_words(v_query, case when v_locale is not null then private.text_language(v_locale) end) w),
  readable as materialized (
    select c.id, c.article_id
    from public.kb_chunks c
    where (v_locale is null or split_part(c.locale, '-', 1) = split_part(v_locale, '-', 1))
      and (v_category is null or c.article_id in (
        select a.id from public.kb_articles a where a.category_id in (select k.id from categories k)))),
  by_words as (
    select w.chunk_id, w.score, w.coverage, w.is_exact from words w join readable r on r.id = w.chunk_id),
  by_meaning as (
    select m.chunk_id, m.cosine
    from private.rank_meanings(p_embedding, p_model,
      case when v_category is not null or v_locale is not null then array(select r.id from readable r) end, v_depth) m
    where p_embedding is not null),
  top_words as materialized (
    select w.* from by_words w order by w.score desc, w.chunk_id limit v_depth),
  top_meaning as materialized (
    select m.* from by_meaning m),
  -- Each ranking from 0, for the last that was read of more, to 1.
  spans as (
    select (select max(w.score) from top_words w) as words_most,
      (select case when count(*) < v_depth then 0 else min(w.score) end from top_words w) as words_least,
      (select max(m.cosine) from top_meaning m) as cosine_most,
      (select case when count(*) < v_depth then 0 else min(m.cosine) end from top_meaning m) as cosine_least),
  scored as (
    select coalesce(w.chunk_id, m.chunk_id) as chunk_id, w.score as words, w.coverage, m.cosine,
      (coalesce((w.score - s.words_least) / nullif(s.words_most - s.words_least, 0), (w.score is not null)::int)
        + v_vector_share * coalesce((m.cosine - s.cosine_least) / nullif(s.cosine_most - s.cosine_least, 0), (m.cosine is not null)::int))
        / (1 + v_vector_share) as score
    from top_words w full join top_meaning m on m.chunk_id = w.chunk_id cross join spans s),
  best as (
    select s.* from scored s order by s.score desc, s.words desc nulls last, s.chunk_id limit least(greatest(coalesce(p_limit, 8), 1), 50))
  select jsonb_build_object(
    'passages', coalesce(jsonb_agg(jsonb_build_object(
      'id', c.id, 'articleId', c.article_id, 'slug', a.slug, 'title', c.title, 'breadcrumb', to_jsonb(c.breadcrumb),
      'anchor', c.anchor, 'text', c.text, 'locale', c.locale, 'score', round(b.score::numeric, 4))
      order by b.score desc, b.words desc nulls last, c.id), '[]'::jsonb),
    'support', private.support_level(max(b.coverage), max(b.cosine)))
  into v_result
  from best b
  join public.kb_chunks c on c.id = b.chunk_id
  join public.kb_articles a on a.id = c.article_id;
  return v_result;
end
$$;

-- A search within a locale asks for its language as whoever searches.
grant execute on function private.text_language(text) to anon, authenticated, service_role;

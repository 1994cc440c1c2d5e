-- Search of the help centre tells what the words of the question weigh, and says sooner that nothing answers.

create or replace function private.support_level(p_coverage real, p_cosine real)
returns text
language sql immutable set search_path = ''
as $$
  select case when s.support >= 0.46 then 'good' when s.support >= 0.38 then 'weak' else 'none' end
  from (select 0.65 * coalesce(p_coverage, 0) + 0.35 * coalesce(p_cosine, 0) as support) s
$$;
comment on function private.support_level(real, real) is
  'How well the best passage answers: by which part of the question''s weight it contains, and by its cosine. Fitted on half of the questions of tests/golden.';

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
  v_vector_share real := case when v_query ~ '[A-Za-z]{2}' then 0.2 else 0.7 end;
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
      'anchor', c.anchor, 'keywords', to_jsonb(a.keywords), 'text', c.text, 'locale', c.locale, 'score', round(b.score::numeric, 4))
      order by b.score desc, b.words desc nulls last, c.id), '[]'::jsonb),
    'support', private.support_level(max(b.coverage), max(b.cosine)))
  into v_result
  from best b
  join public.kb_chunks c on c.id = b.chunk_id
  join public.kb_articles a on a.id = c.article_id;
  if not coalesce((p_filters ->> 'words')::boolean, false) then
    return v_result;
  end if;
  -- Of the language of the best passage, for whoever quotes it.
  return v_result || jsonb_build_object('words', (
    select coalesce(jsonb_agg(jsonb_build_object('word', w.word, 'weight', round(w.weight::numeric, 3), 'forms', w.forms)), '[]')
    from (
      select q.word, max(q.weight / coalesce(nullif(q.likeness, 0), 1)) as weight,
        coalesce(jsonb_object_agg(q.lexeme, round(q.weight::numeric, 3)) filter (where q.lexeme is not null), '{}') as forms
      from private.question_words(v_query, private.text_language(coalesce(v_result #>> '{passages,0,locale}', v_locale, 'en'))) q
      group by q.word) w));
end
$$;
comment on function public.search_knowledge(text, text, text, jsonb, int) is
  'Passages of the help centre that answer a question, best first, and how well they do. Words (BM25, mistyped ones included) and vectors, each between 0 and 1, added. p_embedding: the question''s vector as text by p_model, or null for words alone. p_filters: locale, category (a slug; further categories included), words (true: what each word of the question weighs is told too). Row security decides what may be found.';

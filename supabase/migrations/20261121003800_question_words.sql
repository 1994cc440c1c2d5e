-- What a question asks for, word by word, with what each word weighs: the search ranks by it, and the assistant
-- quotes by it. See docs/search.md.

alter table private.kb_words add column article_id uuid;
comment on column private.kb_words.article_id is 'Of the passage: an article is ranked as a whole too.';

create or replace function private.text_words(p_language text, p_text text)
returns tsvector
language plpgsql stable set search_path = ''
as $$
declare
  v_config regconfig := ('pg_catalog.' || p_language)::regconfig;
  -- "Wi-Fi" is written as "wifi" too. "Wi-Fi/LTE" and "ENTITY:question" are words of their own; apostrophes and
  -- other hyphens are the parser's to judge.
  v_text text := regexp_replace(lower(translate(coalesce(p_text, ''), '/\|_', '    ')), '\m([a-z]{1,2})-(?=[a-z]{2})', '\1', 'g');
  v_words tsvector := to_tsvector(v_config, v_text);
begin
  -- People leave accents out, and some stems depend on them: both spellings are words.
  if v_text ~ '[^\x01-\x7f]' then
    v_words := v_words || to_tsvector(v_config, extensions.unaccent(v_text));
  end if;
  return v_words;
end
$$;

create function private.said_otherwise(p_query text)
returns text
language sql immutable set search_path = ''
as $$
  select concat_ws(' ', p_query,
    -- "Down" and "off" are stop words, and yet they are what such a question is about.
    case when p_query ~* '\m(is|are|was|went|been|goes|gone|still|again|internet|line|site|website|fibre|fiber|wifi|wi-fi|connection|it''s)\s+(completely\s+|totally\s+|all\s+)?(down|dead|out|offline)\M'
        or p_query ~* '\m(no|not any|without|lost( my| the| our)?)\s+(internet|connection|wifi|wi-fi|signal|network)\M'
        or p_query ~* '\m(internet|line|website|site|fibre|fiber|wifi|wi-fi|connection|network)\s+(is |are |was |has |does |do )?(not|isn''t|doesn''t|don''t|stopped|hasn''t)\s+(been\s+)?(working|work|connecting|connect|reachable|available|there)\M'
        or p_query ~* '\m(internet|fibre|fiber|line|connection|website|site)\s+(stopped|died|broke|broken|fails|failed|drops|dropped)\M'
      then 'outage' end)
$$;
comment on function private.said_otherwise(text) is
  'A question with the word that articles have for what it says in words too small to be searched: "is down".';

create index products_first_word_idx on public.products (lower(split_part(name, ' ', 1)) text_pattern_ops);

create function private.one_letter_off(p_word text)
returns text
language sql immutable set search_path = ''
as $$
  select '^(' || string_agg(v.variant, '|') || ')$'
  from generate_series(1, char_length(p_word)) as i
  cross join lateral (values
    (left(p_word, i) || '.' || substr(p_word, i + 1)),
    (left(p_word, i) || substr(p_word, i + 2))) as v (variant)
  where v.variant ~ '^[[:alnum:].]+$'
$$;
comment on function private.one_letter_off(text) is 'A pattern of words with one letter more or fewer behind the first one.';

create function private.words_of_asking()
returns text[]
language sql immutable set search_path = ''
as $$
  select string_to_array('also anyth anyon away come could day differ els ever everi everyth find get give go got happen happi hello help hey hi instead know let like long look lot make mani may mayb mean might much must need never new often ok one pleas possibl put quick quickli realli say see someon someth still sure take tell thank thing time today told tomorrow total tri two us use usual want way whole without wonder would yet', ' ')
$$;
comment on function private.words_of_asking() is 'English stems that many questions have and few are about: they weigh a fifth.';

create function private.question_words(p_query text, p_language text)
returns table (language text, passages real, usual real, word text, lexeme text, likeness real, weight real)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  return query
  with corpus as (
    select k.language, k.passages::real as n, greatest(k.words::real / k.passages, 1)::real as usual
    from private.kb_corpus k
    where k.passages > 0 and (p_language is null or k.language = p_language)),
  asked as materialized (
    select c.language, c.n, c.usual, v.lexeme,
      -- As it was typed, in which its letters may be swapped: its stem has lost some.
      (select min(r.lexeme) from unnest(to_tsvector('pg_catalog.simple', p_query)) r
       where left(r.lexeme, 2) = left(v.lexeme, 2) and v.lexeme in (select t.lexeme from unnest(private.text_words(c.language, r.lexeme)) t)) as raw,
      case
        -- "Draken 60" is one thing: its number says no more than its name does.
        when v.lexeme ~ '^\d{1,3}$' then 0.3
        -- Words of asking, which PostgreSQL does not leave out.
        when c.language = 'english' and v.lexeme = any (private.words_of_asking()) then 0.2
        -- The warranty of a Draken is a question about warranties.
        when char_length(v.lexeme) >= 4
          and not exists (select from private.kb_synonyms y where y.language = c.language and y.lexeme = v.lexeme)
          and exists (
            select from public.products p
            where lower(split_part(p.name, ' ', 1)) like v.lexeme || '%'
              and char_length(split_part(p.name, ' ', 1)) - char_length(v.lexeme) <= 2) then 0.5
        else 1 end::real as share,
      (select count(*) from private.kb_words w where w.language = c.language and w.lexeme = v.lexeme) as known
    from corpus c cross join lateral unnest(private.text_words(c.language, private.said_otherwise(p_query))) as v
    where char_length(v.lexeme) <= 60),
  -- A word that stands nowhere may be a slip of the fingers, or a part of a code. What it is compared by is made
  -- once, whatever way the vocabulary is read.
  unknown as materialized (
    select a.*, private.one_letter_off(a.lexeme) as one_off,
      array[private.sorted_letters(a.lexeme), private.sorted_letters(rtrim(a.lexeme, 'e')), private.sorted_letters(a.raw)] as letters
    from asked a where a.known = 0 and char_length(a.lexeme) between 4 and 60),
  meant as materialized (
    select a.language, a.n, a.usual, a.share, a.lexeme as word, a.lexeme, a.known, 1::real as likeness
    from asked a where a.known > 0
    union all
    select a.language, a.n, a.usual, a.share, a.lexeme, l.lexeme, l.known, l.likeness
    from unknown a
    cross join lateral (
      select v.lexeme, v.likeness, (select count(*) from private.kb_words w where w.language = a.language and w.lexeme = v.lexeme) as known
      from (
        select distinct on (s.lexeme) s.lexeme, s.likeness
        from (
          select v.lexeme, sqrt(extensions.similarity(v.lexeme, a.lexeme))::real as likeness
          from private.kb_vocabulary v
          where v.language = a.language and v.lexeme operator(extensions.%) a.lexeme
            and extensions.similarity(v.lexeme, a.lexeme) >= 0.4
          union all
          select v.lexeme, 0.9::real from private.kb_vocabulary v
          where v.language = a.language
            and v.letters = any (a.letters)
          union all
          select v.lexeme, 0.85::real from private.kb_vocabulary v
          where v.language = a.language and char_length(a.lexeme) <= 20
            and v.lexeme like left(a.lexeme, 1) || '%' and v.lexeme ~ a.one_off) s
        order by s.lexeme, s.likeness desc) v
      order by v.likeness desc, v.lexeme limit 3) l
    where l.known > 0
    union all
    select a.language, a.n, a.usual, a.share, a.lexeme, s.other, greatest(a.known, s.known), 0.6::real
    from asked a
    cross join lateral (
      select y.other, (select count(*) from private.kb_words w where w.language = a.language and w.lexeme = y.other) as known
      from private.kb_synonyms y
      where y.language = a.language and y.lexeme = a.lexeme
        and not exists (select from asked x where x.language = a.language and x.lexeme = y.other)) s
    where s.known > 0)
  select m.language, m.n, m.usual, m.word, m.lexeme, m.likeness::real,
    (ln(1 + (m.n - m.known + 0.5) / (m.known + 0.5)) * m.likeness * m.share)::real
  from meant m
  union all
  select a.language, a.n, a.usual, a.lexeme, null::text, 0::real, (ln(1 + (a.n + 0.5) / 0.5) * a.share)::real
  from asked a where not exists (select from meant m where m.language = a.language and m.word = a.lexeme);
end
$$;
comment on function private.question_words(text, text) is
  'The words of a question in each language that passages are in: lexeme is what is looked for in place of word (itself, a synonym, or one like it where it stands nowhere; null where there is none), weight what it is worth: the rarer the more.';
grant execute on function private.question_words(text, text) to anon, authenticated, service_role;

create or replace function private.rank_words(p_query text, p_language text)
returns table (chunk_id uuid, score real, coverage real, is_exact boolean)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  k1 constant real := 0.9;
  b constant real := 0.4;
  -- How much the article counts that a passage is of.
  of_article constant real := 0.3;
begin
  return query
  with worth as materialized (
    select q.* from private.question_words(p_query, p_language) q),
  -- What the whole question weighs: each word as much as what it was taken for, and one that is known nowhere as a rare one.
  total as (
    select t.language, greatest(sum(t.weight), 0.001)::real as weight
    from (
      select q.language, q.word, max(q.weight / coalesce(nullif(q.likeness, 0), 1)) as weight
      from worth q group by q.language, q.word) t
    group by t.language),
  found as materialized (
    select w.chunk_id, w.article_id, q.language, q.word, max(q.weight / coalesce(nullif(sqrt(q.likeness), 0), 1)) as weight, bool_or(q.likeness = 1) as is_exact,
      max(q.weight * greatest(w.field, w.times * (k1 + 1) / (w.times + k1 * (1 - b + b * w.word_count / q.usual)))) as score
    from worth q join private.kb_words w on w.language = q.language and w.lexeme = q.lexeme
    group by w.chunk_id, w.article_id, q.language, q.word),
  -- An article as a whole: each word where it says it best. Its passages are about what it is about.
  passages as (
    select f.chunk_id, f.article_id, f.language, sum(f.score) as score, sum(f.weight) as weight, bool_or(f.is_exact) as is_exact
    from found f group by f.chunk_id, f.article_id, f.language),
  articles as (
    select b.article_id, sum(b.score) as score
    from (
      select f.article_id, f.word, max(f.score) as score from found f group by f.article_id, f.word) b
    group by b.article_id)
  select p.chunk_id, ((1 - of_article) * p.score + of_article * a.score)::real, (p.weight / t.weight)::real, p.is_exact
  from passages p join articles a on a.article_id = p.article_id join total t on t.language = p.language;
end
$$;

-- A mistyped word weighs as much as the word that was most likely meant: "pasword" stood for the rare "password123"
-- rather than for the password that articles speak of. What arrived broken is asked about as a delivery.

create or replace function private.question_words(p_query text, p_language text)
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
    -- What a slip meant is weighed as the likeliest word: a rarer one that is less like it is no better guess for being rare.
    select a.language, a.n, a.usual, a.share, a.lexeme, l.lexeme,
      greatest(l.known, first_value(l.known) over (partition by a.language, a.lexeme order by l.likeness desc, l.known desc)), l.likeness
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
            -- Letters change places with their neighbours: "file" is no slip of "life".
            and (left(v.lexeme, 1) = left(a.lexeme, 1) or left(v.lexeme, 2) = reverse(left(a.lexeme, 2)))
          union all
          select v.lexeme, 0.85::real from private.kb_vocabulary v
          where v.language = a.language and char_length(a.lexeme) <= 20
            -- Of four letters none is too many: "trak" means tracking, "life" no LFE.
            and (char_length(a.lexeme) > 4 or char_length(v.lexeme) > 4)
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

create or replace function private.said_otherwise(p_query text)
returns text
language sql immutable set search_path = ''
as $$
  select concat_ws(' ', p_query,
    -- "Down" and "off" are stop words, and yet they are what such a question is about.
    case when p_query ~* '\m(is|are|was|went|been|goes|gone|still|again|internet|line|site|website|fibre|fiber|wifi|wi-fi|connection|it''s)\s+(completely\s+|totally\s+|all\s+)?(down|dead|out|offline)\M'
        or p_query ~* '\m(no|not any|without|lost( my| the| our)?)\s+(internet|connection|wifi|wi-fi|signal|network)\M'
        or p_query ~* '\m(internet|line|website|site|fibre|fiber|wifi|wi-fi|connection|network)\s+(is |are |was |has |does |do )?(not|isn''t|doesn''t|don''t|stopped|hasn''t)\s+(been\s+)?(working|work|connecting|connect|reachable|available|there)\M'
        or p_query ~* '\m(internet|fibre|fiber|line|connection|website|site)\s+(stopped|died|broke|broken|fails|failed|drops|dropped)\M'
      then 'outage' end,
    -- What arrives broken is a delivery to be reported, and no fault to be found.
    case when p_query ~* '\m(arriv(ed|es|ing)|came|delivered|delivery|parcel|box|received|unpacked)\M.*\m(broken|damaged|crushed|dented|smashed|cracked|scratched|bent|shattered|torn|wet)\M'
        or p_query ~* '\m(broken|damaged|crushed|dented|smashed|cracked|scratched|bent|shattered|torn|wet)\M.*\m(on arrival|when it (came|arrived)|in the (box|parcel)|delivery|delivered|parcel)\M'
      then 'report damaged items' end,
    case when p_query ~* '\m(what time|when|until when|till when|how late|how long)\M.*\myou\M.*\m(open|close|closed|closing|shut)\M'
        or p_query ~* '\m(are|is) (you|the (shop|store|office))( still| now)? (open|closed)\M'
      then 'opening hours' end)
$$;

create or replace function private.words_of_asking()
returns text[]
language sql immutable set search_path = ''
as $$
  select string_to_array('also anyth anyon away come could day differ els ever everi everyth find get give go got happen happi hello help hey hi instead know let like long look lot make mani may mayb mean might much must need never new often ok one pleas possibl put quick quickli realli say see someon someth still sure take tell thank thing time today told tomorrow total tri two us use usual want way whole without wonder would sinc yesterday yet', ' ')
$$;

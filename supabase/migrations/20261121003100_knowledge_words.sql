-- The words of the passages of the help centre, kept so that a question can be ranked by BM25 with its title
-- counting as a field of its own. See docs/search.md.

alter table public.kb_chunks add column word_count int not null default 0 check (word_count >= 0);
comment on column public.kb_chunks.word_count is 'Words of the text without stop words, kept by a trigger: long passages contain more by chance.';

create table private.kb_words (
  language text not null,
  lexeme text not null,
  chunk_id uuid not null references public.kb_chunks (id) on delete cascade,
  times smallint not null,
  word_count int not null,
  field real not null,
  primary key (language, lexeme, chunk_id)
);
comment on table private.kb_words is
  'Which word (as to_tsvector of the language gives it) stands in which passage: times in its text; field is what its place is worth, 1.3 in the title, 1.1 in the headings, 1 in the keywords, 0 in the text alone.';
create index kb_words_chunk_idx on private.kb_words (chunk_id);
alter table private.kb_words enable row level security;

create table private.kb_vocabulary (
  language text not null,
  lexeme text not null,
  letters text not null,
  primary key (language, lexeme)
);
comment on table private.kb_vocabulary is
  'Every word of kb_words once, to find the one that a mistyped word stands for. letters are its letters in order: the same for words whose letters were swapped.';
create index kb_vocabulary_letters_idx on private.kb_vocabulary (letters);
create index kb_vocabulary_lexeme_trgm_idx on private.kb_vocabulary using gin (lexeme extensions.gin_trgm_ops);
alter table private.kb_vocabulary enable row level security;

create table private.kb_corpus (
  language text primary key,
  passages bigint not null,
  words bigint not null
);
comment on table private.kb_corpus is 'How many passages there are in each language, and how many words they have together.';
alter table private.kb_corpus enable row level security;

create table private.kb_synonyms (
  language text not null,
  word text not null,
  lexeme text not null,
  other text not null,
  primary key (language, lexeme, other)
);
comment on table private.kb_synonyms is
  'Words that people use for each other, as stems: who asks for a washroom finds the bathroom, at 0.6 of its weight. word: the one from the list from which the row was made.';
alter table private.kb_synonyms enable row level security;

create function private.text_language(p_locale text)
returns text
language sql immutable set search_path = ''
as $$
  select case split_part(lower(coalesce(p_locale, '')), '-', 1)
    when 'ar' then 'arabic' when 'da' then 'danish' when 'de' then 'german' when 'el' then 'greek'
    when 'en' then 'english' when 'es' then 'spanish' when 'fi' then 'finnish' when 'fr' then 'french'
    when 'hi' then 'hindi' when 'hu' then 'hungarian' when 'id' then 'indonesian' when 'it' then 'italian'
    when 'nl' then 'dutch' when 'no' then 'norwegian' when 'pt' then 'portuguese' when 'ro' then 'romanian'
    when 'ru' then 'russian' when 'sv' then 'swedish' when 'tr' then 'turkish' else 'simple' end
$$;
comment on function private.text_language(text) is 'The text search configuration of a locale; simple, without stems, where PostgreSQL knows no other.';
-- A search within a locale asks for its language as whoever searches.
grant execute on function private.text_language(text) to anon, authenticated, service_role;

create function private.text_words(p_language text, p_text text)
returns tsvector
language plpgsql stable set search_path = ''
as $$
declare
  v_config regconfig := ('pg_catalog.' || p_language)::regconfig;
  -- "Wi-Fi/LTE" and "ENTITY:question" are words of their own; apostrophes and hyphens are the parser's to judge.
  v_text text := lower(translate(coalesce(p_text, ''), '/\|_', '    '));
  v_words tsvector := to_tsvector(v_config, v_text);
begin
  -- People leave accents out, and some stems depend on them: both spellings are words.
  if v_text ~ '[^\x01-\x7f]' then
    v_words := v_words || to_tsvector(v_config, extensions.unaccent(v_text));
  end if;
  return v_words;
end
$$;
comment on function private.text_words(text, text) is 'The words of a text in a language, for passages and for questions alike.';

create function private.add_synonyms(p_language text, p_groups text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into private.kb_synonyms (language, word, lexeme, other)
  select distinct on (one.lexeme, other.lexeme) p_language, one.word, one.lexeme, other.lexeme
  from regexp_split_to_table(trim(p_groups), '\s*\n\s*') as line
  cross join lateral (
    select w.word, v.lexeme
    from regexp_split_to_table(line, ' +') as w (word), unnest(private.text_words(p_language, w.word)) as v) one
  cross join lateral (
    select v.lexeme from regexp_split_to_table(line, ' +') as w (word), unnest(private.text_words(p_language, w.word)) as v) other
  where one.lexeme <> other.lexeme
  order by one.lexeme, other.lexeme, one.word
  on conflict do nothing;
end
$$;
comment on function private.add_synonyms(text, text) is 'Adds groups of words that stand for each other: a group a line, words parted by spaces.';

-- The same list as lib/platform/embeddings/synonyms.ts.
select private.add_synonyms('english', '
  price cost fee charge rate tariff
  cheap inexpensive affordable budget reasonable economical
  expensive costly pricey overpriced
  refund reimburse repay
  return send back
  buy purchase order
  pay payment
  invoice bill statement
  deliver ship dispatch courier
  delivery shipment shipping parcel package consignment
  late delayed overdue
  broken faulty defective damaged cracked
  repair fix mend service
  cancel terminate end stop
  change modify amend edit update
  delete remove erase
  fast quick speedy rapid
  slow sluggish
  internet wifi wireless broadband fibre fiber connection online
  phone telephone mobile cell
  login signin logon
  password passcode
  account profile
  email mail
  help support assistance assist
  contact reach call
  problem issue trouble fault error
  guarantee warranty
  exchange swap replace replacement
  discount promotion offer deal voucher coupon special
  open opening hours times
  close shut
  big large spacious roomy huge ample
  small tiny compact cramped
  quiet peaceful silent calm
  noisy loud noise
  clean tidy spotless hygienic sanitary sanitized immaculate
  dirty filthy unclean messy
  friendly kind polite courteous welcoming
  rude unfriendly impolite
  staff employee team personnel
  waiter waitress server
  good great nice excellent lovely wonderful fantastic pleasant
  bad poor terrible awful horrible
  tasty delicious flavorful yummy
  food meal dish cuisine menu
  drink beverage beer wine cocktail
  vegetarian vegan
  kid child children family
  pet dog cat animal
  car vehicle parking park
  bathroom restroom toilet washroom shower
  room bedroom suite
  bed mattress
  comfortable comfy cozy
  view scenery vista
  decor interior decoration ambience ambiance atmosphere
  location area place neighborhood neighbourhood situated
  near close nearby convenient
  safe secure
  gym fitness exercise
  luggage baggage bag
  breakfast brunch
  allow permit accept
  available availability stock
  install installation setup technician
  move relocate relocation
  wait queue
  size portion dimension
  voucher coupon giftcard
  sign log
  connect pair link
  router modem
  outage downtime disruption
  charger adapter
  headphone earphone headset earbud
  speaker loudspeaker
  turntable recordplayer
  amplifier amp
  document paper file
  download export
  upload attach send
  receipt invoice proof
  debit deduct
  address destination
  postpone reschedule move
  appointment booking visit
  book reserve schedule
  reservation booking
  technician engineer installer
  website site webpage
  domain hostname
  complaint complain grievance
  cancel unsubscribe
  privacy personal data
  business company firm
  manual instruction guide
  setup configure install
  restart reboot reset
  crackle hiss hum buzz noise distortion
  stop fail crash
  lost missing
  stolen theft
  wrong incorrect
  error mistake');

create function private.index_passages(p_ids uuid[])
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  delete from private.kb_words w where w.chunk_id = any (p_ids);
  with passages as (
    select c.id, private.text_language(c.locale) as language, c.title, array_to_string(c.breadcrumb, ' ') as headings,
      array_to_string(a.keywords, ' ') as keywords, c.text
    from public.kb_chunks c join public.kb_articles a on a.id = c.article_id
    where c.id = any (p_ids)),
  fields as (
    select p.id, p.language, f.worth, v.lexeme,
      case when f.worth = 0 then least(cardinality(v.positions), 1000) else 0 end as times
    from passages p
    cross join lateral (values (1.3::real, p.title), (1.1::real, p.headings), (1.0::real, p.keywords), (0::real, p.text)) as f (worth, said)
    cross join lateral unnest(private.text_words(p.language, f.said)) as v
    where char_length(v.lexeme) <= 60),
  words as (
    select f.id, f.language, f.lexeme, sum(f.times)::smallint as times, max(f.worth) as field,
      (sum(sum(f.times)) over (partition by f.id))::int as word_count
    from fields f group by f.id, f.language, f.lexeme)
  insert into private.kb_words (language, lexeme, chunk_id, times, word_count, field)
  select w.language, w.lexeme, w.id, w.times, w.word_count, w.field from words w;
  update public.kb_chunks c set word_count = w.word_count
  from (select distinct k.chunk_id, k.word_count from private.kb_words k where k.chunk_id = any (p_ids)) w
  where c.id = w.chunk_id and c.word_count <> w.word_count;
  -- In order, so that two who publish at once do not wait for each other's words.
  insert into private.kb_vocabulary (language, lexeme, letters)
  select w.language, w.lexeme, private.sorted_letters(w.lexeme)
  from (select distinct k.language, k.lexeme from private.kb_words k where k.chunk_id = any (p_ids)) w
  where not exists (select from private.kb_vocabulary v where v.language = w.language and v.lexeme = w.lexeme)
  order by w.language, w.lexeme
  on conflict do nothing;
end
$$;
comment on function private.index_passages(uuid[]) is 'Makes the words of these passages anew.';

create function private.count_passages(p_language text, p_passages bigint, p_words bigint)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.kb_corpus as k (language, passages, words) values (p_language, p_passages, p_words)
  on conflict (language) do update set passages = k.passages + excluded.passages, words = k.words + excluded.words
$$;
comment on function private.count_passages(text, bigint, bigint) is 'Adds to the counts of a language, or takes away.';

create function private.index_new_passages()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.index_passages(array(select n.id from new_rows n));
  perform private.count_passages(s.language, s.passages, s.words)
  from (
    select private.text_language(c.locale) as language, count(*) as passages, sum(c.word_count)::bigint as words
    from public.kb_chunks c where c.id in (select n.id from new_rows n) group by 1 order by 1) s;
  return null;
end
$$;
comment on function private.index_new_passages() is 'Trigger: new passages are found by their words at once.';
create trigger kb_chunks_40_words_new after insert on public.kb_chunks
  referencing new table as new_rows for each statement execute function private.index_new_passages();

create function private.forget_passages()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.count_passages(s.language, -s.passages, -s.words)
  from (
    select private.text_language(o.locale) as language, count(*) as passages, sum(o.word_count)::bigint as words
    from old_rows o group by 1 order by 1) s;
  return null;
end
$$;
comment on function private.forget_passages() is 'Trigger: passages that are gone do not count any more; their words go with them by the foreign key.';
create trigger kb_chunks_40_words_gone after delete on public.kb_chunks
  referencing old table as old_rows for each statement execute function private.forget_passages();

create function private.index_changed_passage()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_words int;
begin
  perform private.index_passages(array[new.id]);
  select c.word_count into v_words from public.kb_chunks c where c.id = new.id;
  perform private.count_passages(private.text_language(old.locale), -1, -old.word_count);
  perform private.count_passages(private.text_language(new.locale), 1, v_words);
  return null;
end
$$;
comment on function private.index_changed_passage() is 'Trigger: a passage is found by what it says now.';
create trigger kb_chunks_40_words_changed after update of title, breadcrumb, text, locale on public.kb_chunks
  for each row when ((new.title, new.breadcrumb, new.text, new.locale) is distinct from (old.title, old.breadcrumb, old.text, old.locale))
  execute function private.index_changed_passage();

create function private.rank_words(p_query text, p_language text)
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
comment on function private.rank_words(text, text) is
  'Passages that contain any word of the question, a synonym, or one like it where the word itself stands nowhere. score: BM25 in which a word counts once, where it weighs most (title, headings, keywords or text); coverage: which part of the weight of the question they contain, 0 to 1. Every passage: what of it somebody may read is for the caller, whom row security binds.';
grant execute on function private.rank_words(text, text) to anon, authenticated, service_role;

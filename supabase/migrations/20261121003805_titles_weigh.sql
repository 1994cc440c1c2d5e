-- Titles, headings and keywords weigh more than a text that says a word often.

create function private.worth_of_title(p_language text, p_title text)
returns real
language sql stable set search_path = ''
as $$ select greatest(1.2, 2.3 - 0.1 * length(private.text_words(p_language, p_title)))::real $$;
comment on function private.worth_of_title(text, text) is 'What a word in this title weighs: the fewer words a title has the more each of them says.';

create or replace function private.index_passages(p_ids uuid[])
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
begin
  delete from private.kb_words w where w.chunk_id = any (p_ids);
  with passages as (
    select c.id, c.article_id, private.text_language(c.locale) as language, c.title, array_to_string(c.breadcrumb, ' ') as headings,
      array_to_string(a.keywords, ' ') as keywords, c.text
    from public.kb_chunks c join public.kb_articles a on a.id = c.article_id
    where c.id = any (p_ids)),
  fields as (
    select p.id, p.article_id, p.language, f.worth, v.lexeme,
      case when f.worth = 0 then least(cardinality(v.positions), 1000) else 0 end as times
    from passages p
    cross join lateral (values (private.worth_of_title(p.language, p.title), p.title), (1.5::real, p.headings), (1.2::real, p.keywords), (0::real, p.text)) as f (worth, said)
    cross join lateral unnest(private.text_words(p.language, f.said)) as v
    where char_length(v.lexeme) <= 60),
  words as (
    select f.id, f.article_id, f.language, f.lexeme, sum(f.times)::smallint as times, max(f.worth) as field,
      (sum(sum(f.times)) over (partition by f.id))::int as word_count
    from fields f group by f.id, f.article_id, f.language, f.lexeme)
  insert into private.kb_words (language, lexeme, chunk_id, article_id, times, word_count, field)
  select w.language, w.lexeme, w.id, w.article_id, w.times, w.word_count, w.field from words w;
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
comment on column private.kb_words.field is 'What the place of a word is worth: 1.2 to 2.2 in the title, 1.5 in the headings, 1.2 in the keywords, 0 in the text alone.';
comment on table private.kb_words is
  'Which word (as to_tsvector of the language gives it) stands in which passage: times in its text; field is what its place is worth.';

select private.add_synonyms('english', '
  eft transfer
  answer response reply');

select private.index_passages(array(select c.id from public.kb_chunks c));

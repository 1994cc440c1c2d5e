begin;
select plan(9);

insert into public.kb_categories (slug, name) values ('t804', 'T804');
-- "password" stands in many passages, the code "password123" in one.
insert into public.kb_articles (category_id, slug, locale, title, status, published_version, published_at)
select c.id, 't804-' || n, 'en', 'Password ' || n, 'published', 1, now()
from public.kb_categories c, generate_series(1, 4) n where c.slug = 't804';
insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
select a.id, 0, a.title, case a.slug when 't804-4' then 'Never choose password123. Send a file.' else 'Choose a password.' end, 'en', repeat('0', 64)
from public.kb_articles a where a.slug like 't804-%';

prepare meant (text) as
  select q.lexeme, q.weight from private.question_words($1, 'english') q where q.lexeme is not null;

create temporary table slips as execute meant('pasword');
select ok(exists (select from slips where lexeme = 'password'), 'a slip is taken for the word that it is like');
select ok((select max(weight) from slips where lexeme = 'password') >= coalesce((select max(weight) from slips where lexeme <> 'password'), 0),
  'a rarer word that is less like it weighs no more');

create temporary table others as execute meant('life');
select ok(not exists (select from others where lexeme = 'file'), 'letters that change places are neighbours');
create temporary table swapped as execute meant('flie');
select ok(exists (select from swapped where lexeme = 'file'), 'and then it is a slip');

select ok(private.said_otherwise('my speaker arrived broken') like '%damaged items%', 'what arrives broken is to be reported');
select ok(private.said_otherwise('it was dented on arrival') like '%damaged items%', 'also the other way round');
select is(private.said_otherwise('my speaker is broken'), 'my speaker is broken', 'what breaks later is a fault');
select ok(private.said_otherwise('what time do you close today') like '%opening hours%', 'closing is about the hours');
select is(private.said_otherwise('when is a ticket closed'), 'when is a ticket closed', 'a ticket closes otherwise');

select * from finish();
rollback;

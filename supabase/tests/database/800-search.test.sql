-- What a search of the help centre finds, and for whom.

begin;
select plan(21);
select tests.set_stage();

insert into public.kb_categories (id, slug, name, visibility) values
  ('00000000-0000-4000-8000-00000000c801', 'open', 'Open', 'public'),
  ('00000000-0000-4000-8000-00000000c802', 'inside', 'Inside', 'customers');
insert into public.kb_articles (id, category_id, slug, locale, title, keywords, status, published_version, published_at)
values
  ('00000000-0000-4000-8000-00000000a801', '00000000-0000-4000-8000-00000000c801', 'returns-x', 'en', 'Return a product', '{moneyback}', 'published', 1, now()),
  ('00000000-0000-4000-8000-00000000a802', '00000000-0000-4000-8000-00000000c802', 'secret-x', 'en', 'Prices of the workshop', '{}', 'published', 1, now()),
  ('00000000-0000-4000-8000-00000000a803', '00000000-0000-4000-8000-00000000c801', 'devolver-x', 'es', 'Devolver un producto', '{}', 'published', 1, now()),
  ('00000000-0000-4000-8000-00000000a804', '00000000-0000-4000-8000-00000000c801', 'bath-x', 'en', 'The bathroom', '{}', 'published', 1, now());
insert into public.kb_chunks (id, article_id, position, title, breadcrumb, text, locale, content_hash) values
  ('00000000-0000-4000-8000-00000000b801', '00000000-0000-4000-8000-00000000a801', 0, 'Return a product', '{Open,Deadlines}', 'You have fourteen days for amplifier AX-2000.', 'en', repeat('0', 64)),
  ('00000000-0000-4000-8000-00000000b802', '00000000-0000-4000-8000-00000000a802', 0, 'Prices of the workshop', '{Inside}', 'An amplifier costs 900.', 'en', repeat('0', 64)),
  ('00000000-0000-4000-8000-00000000b803', '00000000-0000-4000-8000-00000000a803', 0, 'Devolver un producto', '{}', 'Tiene catorce días para las devoluciones.', 'es', repeat('0', 64)),
  ('00000000-0000-4000-8000-00000000b804', '00000000-0000-4000-8000-00000000a804', 0, 'The bathroom', '{}', 'It is clean.', 'en', repeat('0', 64));

create function tests.found(p_query text, p_filters jsonb default '{}', p_embedding text default null)
returns text[]
language sql stable
as $$
  select coalesce(array_agg(p ->> 'slug' order by p ->> 'slug'), '{}')
  from jsonb_array_elements(public.search_knowledge(p_query, p_embedding, 'model-a', p_filters, 20) -> 'passages') as p
$$;
grant execute on function tests.found(text, jsonb, text) to public;

select is(tests.as('anonymous', $$select tests.found('returned')$$), '{returns-x}', 'words are found in any of their forms');
select is(tests.as('anonymous', $$select tests.found('amplifier')$$), '{returns-x}', 'a visitor finds nothing of a category for customers');
select is(tests.as('anonymous', $$select tests.found('retrun')$$), '{returns-x}', 'swapped letters are forgiven');
select is(tests.as('anonymous', $$select tests.found('amplifer')$$), '{returns-x}', 'and a missing one');
select is(tests.as('anonymous', $$select tests.found('ax2000 AX-2000')$$), '{returns-x}', 'codes are found');
select is(tests.as('anonymous', $$select tests.found('moneyback')$$), '{returns-x}', 'so are keywords');
select is(tests.as('anonymous', $$select tests.found('deadline')$$), '{returns-x}', 'and headings');
select is(tests.as('anonymous', $$select tests.found('washroom')$$), '{bath-x}', 'a word finds what stands for the same');
select is(tests.as('anonymous', $$select tests.found('devolución')$$), '{devolver-x}', 'each language has its own stems');
select is(tests.as('anonymous', $$select tests.found('producto', '{"locale": "en"}')$$), '{returns-x}', 'the locale decides what is looked through');
select is(tests.as('anonymous', $$select tests.found('product', '{"category": "inside"}')$$), '{}', 'so does the category');
select is(tests.as('anonymous', $$select tests.found('')$$), '{}', 'nothing finds nothing');
select is(tests.as('anonymous', $$select tests.found('the of and')$$), '{}', 'nor do words that every text has');
select is(tests.as('anonymous', $$select public.search_knowledge('quantum entanglement') ->> 'support'$$), 'none', 'what is not there has no support');
select is(tests.as('anonymous', $$select public.search_knowledge('return a product') ->> 'support'$$), 'good', 'what is there has it');
select is(tests.as('customer', $$select tests.found('amplifier')$$), '{returns-x,secret-x}', 'a customer finds what is for customers');

select public.begin_embedder('model-a', 'local', 3, 4);
select public.save_embeddings('model-a', '[{"id": "00000000-0000-4000-8000-00000000b801", "embedding": "[1,0,0]"},
  {"id": "00000000-0000-4000-8000-00000000b802", "embedding": "[0.9,0.1,0]"}, {"id": "00000000-0000-4000-8000-00000000b803", "embedding": "[0,1,0,0]"}]');
select is((select count(*) from public.kb_embeddings), 2::bigint, 'vectors of other dimensions are dropped');
select ok(not public.finish_embedder('model-a'), 'a model does not serve while vectors are missing');
select is(tests.as('anonymous', $$select tests.found('', '{}', '[1,0.1,0]')$$), '{returns-x}', 'vectors show a visitor nothing of a category for customers');
select is(tests.as('customer', $$select tests.found('', '{}', '[1,0.1,0]')$$), '{returns-x,secret-x}', 'and a customer what is for customers');

update public.kb_articles set status = 'draft', published_version = null where slug = 'returns-x';
select is(tests.as('anonymous', $$select tests.found('returned', '{}', '[1,0.1,0]')$$), '{}', 'what is no longer published is gone at once');

select finish();
rollback;

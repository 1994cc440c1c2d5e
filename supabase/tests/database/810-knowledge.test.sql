-- The help centre: who reads which article, and that what is not published is nowhere.

begin;
select plan(38);
select tests.set_stage();

-- A public category, one for customers, and a public one inside that, each with an article of every status.
insert into public.kb_categories (id, parent_id, slug, name, visibility) values
  (tests.id('open shelf'), null, 't-open', 'Open', 'public'), (tests.id('closed shelf'), null, 't-closed', 'Closed', 'customers'),
  (tests.id('inner shelf'), tests.id('closed shelf'), 't-inner', 'Inner', 'public');
insert into public.kb_articles (id, category_id, slug, title, body, status, version, published_version, published_at)
select tests.id(s || ' ' || c), tests.id(c || ' shelf'), s || '-' || c, initcap(s), 'Text', s::public.kb_article_status, 2,
  case when s = 'published' then 1 end, case when s = 'published' then now() end
from unnest(array['draft', 'published', 'archived']) as s, unnest(array['open', 'closed', 'inner']) as c;
insert into public.kb_article_versions (article_id, version, title, body)
select id, 1, title, body from public.kb_articles union all select id, 2, title, 'Not published yet' from public.kb_articles;
insert into public.kb_redirects (old_slug, article_id) select 'old-' || slug, id from public.kb_articles;
-- Passages of all of them, as if something had gone wrong.
insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
select id, 0, title, 'Text', 'en', repeat('a', 64) from public.kb_articles;
insert into public.kb_feedback (article_id, user_id, helpful, reason)
select tests.id('published open'), tests.id(p), p = 'other', 'Because' from unnest(array['customer', 'other']) as p;
insert into public.kb_feedback (article_id, visitor, helpful) values (tests.id('published open'), repeat('v', 20), true);
insert into public.kb_searches (query, source, support) values ('crypto payments', 'help', 'none');
insert into public.kb_images (id, mime_type, size, sha256, storage_path, file_name) values (tests.id('picture'), 'image/png', 1, repeat('a', 64), 'x.png', 'x');

-- Reading ------------------------------------------------------------------------------------------

select is(tests.readers(t || ' where category_id in (select tests.id(s || '' shelf'') from unnest(array[''open'', ''closed'', ''inner'']) as s)'),
  'anonymous 1, customer 3, colleague 3, other 3, agent 9, admin 9, locked 1, signed_out 1', 'published articles are for their readers, others for staff')
from unnest(array['kb_articles']) as t;
select is(tests.readers('kb_categories where slug like ''t-%'''), 'anonymous 1, customer 3, colleague 3, other 3, agent 3, admin 3, locked 1, signed_out 1', 'so are the categories: what is inside a closed one is closed');
select is(tests.readers('kb_chunks'), 'anonymous 1, customer 3, colleague 3, other 3, agent 9, admin 9, locked 1, signed_out 1', 'passages show with their article');
select is(tests.readers('kb_redirects where old_slug like ''old-%'''), 'anonymous 1, customer 3, colleague 3, other 3, agent 9, admin 9, locked 1, signed_out 1', 'redirects too');
select is(tests.readers('kb_article_versions'), 'agent 18, admin 18', 'versions are for staff: the one that is not published with them');
select is(tests.readers('kb_articles where body <> ''Text'''), 'nobody', 'no row of an article has a text that is not published');
select is(tests.readers('kb_feedback'), 'customer 1, other 1, agent 3, admin 3', 'a vote is one''s own, and for staff');
select is(tests.readers(t), 'agent 1, admin 1', t || ' is for staff') from unnest(array['kb_gaps', 'kb_searches', 'kb_images']) as t;

update public.app_settings set value = '{"knowledge": false}' where key = 'modules';
select is(tests.readers(t), 'agent 9, admin 9', 'with the module off, no ' || t || ' is there for readers') from unnest(array['kb_articles', 'kb_chunks', 'kb_redirects']) as t;
select is(tests.each('select public.list_kb_categories()'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT404 module_off, admin: PT404 module_off, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'nor is there anything to edit');
update public.app_settings set value = '{}' where key = 'modules';

-- Votes ----------------------------------------------------------------------------------------------

create function tests.votes() returns text language sql as $$
  select helpful_count || ' / ' || unhelpful_count from public.kb_articles where id = tests.id('published open') $$;
select is(tests.votes(), '2 / 1', 'votes are counted,');
update public.kb_feedback set helpful = true where user_id = tests.id('customer');
select is(tests.votes(), '3 / 0', 'counted anew when somebody changes their mind,');
delete from public.portal_users where id = tests.id('other');
select is(tests.votes(), '2 / 0', 'and gone with the person.');
select is((select updated_at from public.kb_articles where id = tests.id('published open')) = now(), true, 'a vote is no change of the article');
select throws_ok($$insert into public.kb_feedback (article_id, helpful) values (tests.id('published open'), true)$$, '23514', null, 'a vote is somebody''s');
select throws_ok($$insert into public.kb_feedback (article_id, visitor, helpful) values (tests.id('published open'), repeat('v', 20), false)$$, '23505', null, 'and each has one');

-- Pictures ---------------------------------------------------------------------------------------------

create function tests.see_picture() returns text language sql as $$
  select string_agg(p || ' ' || case when a like '{%' then 'yes' else a end, ', ' order by n)
  from (select p, n, tests.as(p, format('select public.get_kb_image(%L)', tests.id('picture'))) as a from tests.people() with ordinality as t(p, n) where p <> 'other') x $$;
select is(tests.see_picture(), 'anonymous PT404 image_not_found, customer PT404 image_not_found, colleague PT404 image_not_found, agent PT404 image_not_found, admin PT404 image_not_found, locked PT404 image_not_found, signed_out PT404 image_not_found', 'a picture without its bytes is nobody''s');
update public.kb_images set stored_at = now();
select is(tests.see_picture(), 'anonymous PT404 image_not_found, customer PT404 image_not_found, colleague PT404 image_not_found, agent yes, admin yes, locked PT404 image_not_found, signed_out PT404 image_not_found', 'one that no article shows is for staff');
update public.kb_articles set body = '![x](/help/images/' || tests.id('picture') || ')' where id in (tests.id('published inner'), tests.id('draft open'));
select is(tests.see_picture(), 'anonymous PT404 image_not_found, customer yes, colleague yes, agent yes, admin yes, locked PT404 image_not_found, signed_out PT404 image_not_found', 'one of an article for customers is for customers');
select is(tests.as('customer', format('select public.get_kb_image(%L)', tests.id('picture')))::jsonb -> 'isPublic', 'false', 'and is not kept by caches');
update public.kb_articles set body = '![x](/help/images/' || tests.id('picture') || ')' where id = tests.id('published open');
select is(tests.see_picture(), 'anonymous yes, customer yes, colleague yes, agent yes, admin yes, locked yes, signed_out yes', 'one of an open article is for everybody');
select is(tests.each($$insert into storage.objects (bucket_id, name) values ('knowledge-images', 'x.png')$$),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody writes to the bucket past the web app');
select is(tests.failure_as('service', format('select public.register_kb_image(%L, ''{}'')', tests.id('customer'))) ->> 'message', 'staff_only', 'customers add no pictures');

-- What was not found --------------------------------------------------------------------------------------

create function tests.look_for(p_query text, p_source text default 'help', p_support text default 'none', p_at timestamptz default now()) returns void language sql as $$
  insert into public.kb_searches (query, source, support, created_at) values (p_query, p_source, p_support, p_at) $$;
create function tests.gaps() returns text language sql as $$
  select string_agg(label || ' ' || search_count || '+' || question_count || ' ' || status, ', ' order by label) from public.kb_gaps $$;
select tests.look_for('Payment with crypto?'), tests.look_for('CRYPTO payment', 'assistant', 'weak'), tests.look_for('crypto paymnts'),
  tests.look_for('student discount'), tests.look_for('returns', 'help', 'good');
select is(tests.gaps(), 'crypto payments 3+1 open, student discount 1+0 open', 'the same question in other words, in another order and misspelt is one gap; what was found is none');
select is(tests.as('agent', format('select public.decide_kb_gap(%L, ''done'')', (select id from public.kb_gaps where label = 'crypto payments')))::jsonb ->> 'status', 'done', 'staff say that it is done');
select tests.look_for('crypto payment');
select is(tests.gaps(), 'crypto payments 4+1 done, student discount 1+0 open', 'who looks while the answer is being found changes nothing,');
select tests.look_for('crypto payment', 'help', 'none', now() + interval '25 hours');
select is(tests.gaps(), 'crypto payments 5+1 open, student discount 1+0 open', 'a day later it is open again.');
select is(tests.as('agent', format('select public.decide_kb_gap(%L, ''ignored'')', (select id from public.kb_gaps where label = 'student discount')))::jsonb ->> 'status', 'ignored', 'Or that it is no business of theirs.');
select tests.look_for('student discount', 'help', 'none', now() + interval '25 hours');
select is(tests.gaps(), 'crypto payments 5+1 open, student discount 2+0 ignored', 'What is ignored stays so.');
select is(tests.as('agent', 'select public.list_kb_gaps()') ::jsonb #>> '{items,0,examples,0}', 'crypto payment', 'the list says how it is asked, most often first');
select is(tests.as('agent', 'select public.list_kb_gaps(''{"status": "ignored"}'')')::jsonb -> 'counts', '{"open": 1, "done": 0, "ignored": 1}', 'and counts');
select is(tests.each(format('select public.decide_kb_gap(%L, ''done'')', tests.id('nothing'))),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT401 unauthenticated, agent: PT404 gap_not_found, admin: PT404 gap_not_found, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'customers decide nothing');

-- What is forgotten --------------------------------------------------------------------------------------

select tests.look_for('of long ago', 'help', 'none', now() - interval '181 days');
update public.kb_images set created_at = now() - interval '8 days';
insert into public.kb_images (mime_type, size, sha256, storage_path, file_name, created_at) values
  ('image/png', 1, repeat('b', 64), 'orphan.png', 'x', now() - interval '8 days'), ('image/png', 1, repeat('c', 64), 'new.png', 'x', now());
select is(tests.as('service', 'select public.sweep_knowledge()')::jsonb, '{"searches": 1, "gaps": 1, "paths": ["orphan.png"]}', 'old searches, and pictures that nothing shows');
select is(tests.as('agent', 'select public.sweep_knowledge()'), '42501', 'nobody but the web app sweeps');

select * from finish();
rollback;

-- Writing articles: by staff alone, two people at once noticed, published by a decision and gone at once by another.

begin;
select plan(86);
select tests.set_stage();
insert into public.kb_categories (id, slug, name) values (tests.id('shelf'), 't-shelf', 'Shelf'), (tests.id('other shelf'), 't-other', 'Other shelf');

create function tests.save(p_who text, p_input jsonb, p_key text default null) returns text language sql as $$
  select tests.as(p_who, format('select public.save_article(%L, %L)', p_key, p_input)) $$;
create function tests.draft(p_title text, p_more jsonb default '{}') returns uuid language sql as $$
  select (tests.save('agent', jsonb_build_object('title', p_title, 'categoryId', tests.id('shelf'), 'body', 'Text') || p_more)::jsonb ->> 'id')::uuid $$;
create function tests.change(p_who text, p_id uuid, p_input jsonb) returns text language sql as $$
  select tests.save(p_who, jsonb_build_object('id', p_id) || p_input) $$;
create function tests.do(p_who text, p_command text, p_id uuid, p_version int default null) returns text language sql as $$
  select tests.as(p_who, format('select public.%I(%L, %L)', p_command, p_id, p_version)) $$;
create function tests.seen(p_id uuid) returns text language sql as $$
  select tests.as('anonymous', format('select title || '': '' || body from public.kb_articles where id = %L', p_id)) $$;
create function tests.refused(p_sql text) returns text language sql as $$
  select string_agg(p || ' ' || left(coalesce(tests.as(p, p_sql), 'null'), 17), ', ' order by n)
  from unnest(array['anonymous', 'customer', 'colleague', 'other', 'locked', 'signed_out']) with ordinality as t(p, n) $$;
create function tests.queued() returns bigint language sql as $$ select count(*) from public.jobs where kind = 'index_article' $$;

-- Who ------------------------------------------------------------------------------------------------

select is(tests.refused(call), 'anonymous 42501, customer PT403 staff_only, colleague PT403 staff_only, other PT403 staff_only, locked PT403 portal_lock, signed_out PT401 unauthentic',
  'not for customers: ' || call)
from unnest(array[
  'select public.save_article(null, ''{}'')', format('select public.publish_article(%L)', tests.id('x')), format('select public.unpublish_article(%L)', tests.id('x')),
  format('select public.archive_article(%L)', tests.id('x')), format('select public.restore_article_version(%L, 1)', tests.id('x')),
  'select public.list_kb_categories()', 'select public.save_kb_category(null, ''{}'')', format('select public.delete_kb_category(%L)', tests.id('x')),
  'select public.order_kb_categories(''{}'')', 'select public.list_kb_articles()', 'select public.kb_article_counts()', 'select public.get_kb_article(''x'')',
  format('select public.get_kb_versions(%L, 1)', tests.id('x')), 'select public.list_kb_gaps()', format('select public.get_kb_gap(%L)', tests.id('x'))]) as call;
select is(tests.as(p, format('select public.%s', call)), '42501', p || ' does not call ' || call)
from unnest(array['agent', 'customer']) as p, unnest(array['get_article_to_index(null)', 'replace_kb_chunks(null, 1, null)']) as call;

-- Writing --------------------------------------------------------------------------------------------

select is(tests.save('agent', jsonb_build_object('title', 'T', 'categoryId', tests.id('shelf')) || changes), 'PT422 validation_failed', 'refused: ' || why)
from (values ('{"title": " "}'::jsonb, 'no title'), (jsonb_build_object('title', repeat('x', 161)), 'a long title'), (jsonb_build_object('body', repeat('x', 60001)), 'a long text'),
  (jsonb_build_object('summary', repeat('x', 501)), 'a long summary'), (jsonb_build_object('keywords', (select jsonb_agg(n::text) from generate_series(1, 31) as n)), 'too many keywords'),
  (jsonb_build_object('keywords', jsonb_build_array(repeat('x', 61))), 'a long keyword'), ('{"keywords": "x"}', 'keywords that are no list'), ('{"categoryId": "x"}', 'no category'),
  ('{"slug": "Not a slug"}', 'a malformed address'), ('{"locale": "english"}', 'no language'), ('{"related": ["nothing"]}', 'an unknown related article')) as v(changes, why);

create temporary table articles as select tests.draft('Où est mon colis ?', '{"keywords": ["Parcel", " parcel ", "late"]}') as id;
select is((select slug || ' ' || status || ' ' || keywords::text from public.kb_articles where id = (select id from articles)), 'ou-est-mon-colis draft {Parcel,late}', 'a draft has an address made from its title, and each keyword once');
select is(tests.save('agent', jsonb_build_object('title', 'Où est mon colis ?', 'categoryId', tests.id('shelf')))::jsonb ->> 'slug' like 'ou-est-mon-colis-______', true, 'another one of this title gets another address');
select is(tests.save('agent', jsonb_build_object('title', 'T', 'slug', 'ou-est-mon-colis', 'categoryId', tests.id('shelf'))), 'PT422 validation_failed', 'but not the same');
select is(tests.save('agent', jsonb_build_object('title', 'Once', 'categoryId', tests.id('shelf')), 'k')::jsonb -> 'id', tests.save('agent', jsonb_build_object('title', 'Once', 'categoryId', tests.id('shelf')), 'k')::jsonb -> 'id', 'a repeated call makes one article');
select is(tests.save('agent', jsonb_build_object('title', 'Twice', 'categoryId', tests.id('shelf')), 'k'), 'PT409 idempotency_key_reused', 'the key is for that alone');

select is(tests.change('agent', (select id from articles), '{"body": "Better", "expectedVersion": 1}')::jsonb -> 'version', '2', 'a change raises the version,');
select is(tests.change('agent', (select id from articles), '{"body": "Better", "expectedVersion": 1}')::jsonb -> 'version', '2', 'repeated it changes nothing,');
select is(tests.change('admin', (select id from articles), '{"body": "Otherwise", "expectedVersion": 1}'), 'PT409 article_changed', 'and who looked at the older one is told,');
select is(tests.failure_as('admin', format('select public.save_article(null, %L)', jsonb_build_object('id', (select id from articles), 'body', 'Otherwise', 'expectedVersion', 1))) #>> '{detail,article,body}', 'Better', 'with what the other wrote.');
select is(tests.change('admin', tests.id('nothing'), '{}'), 'PT404 article_not_found', 'What is not there cannot be changed.');

-- Publishing -------------------------------------------------------------------------------------------

select is(tests.seen((select id from articles)), null, 'a draft is seen by nobody');
select is(tests.do('agent', 'publish_article', (select id from articles), 1), 'PT409 article_changed', 'whoever publishes has seen what it says');
select is(tests.do('agent', 'publish_article', (select id from articles), 2)::jsonb ->> 'status', 'published', 'then it is published,');
select is(tests.seen((select id from articles)), 'Où est mon colis ?: Better', 'seen by everybody,');
select is(tests.queued(), 1::bigint, 'queued to be indexed,');
select is((tests.do('agent', 'publish_article', (select id from articles))::jsonb ->> 'status') || tests.queued(), 'published1', 'and that once.');
select is(tests.do('agent', 'publish_article', (tests.draft('Empty', '{"body": ""}'))), 'PT422 validation_failed', 'nothing is nothing to publish');

select is(tests.change('agent', (select id from articles), '{"title": "New", "body": "Newer"}')::jsonb ->> 'hasChanges', 'true', 'what is written then is a draft');
select is(tests.seen((select id from articles)), 'Où est mon colis ?: Better', 'that readers do not see');
select is(tests.as('agent', 'select public.list_kb_articles(''{"status": "changed"}'')')::jsonb #>> '{items,0,title}', 'New', 'and staff find');
select tests.do('agent', 'publish_article', (select id from articles)) into temporary table answer;
select is(tests.seen((select id from articles)), 'New: Newer', 'until it is published');

-- Passages come and go with it.
create function tests.index(p_version int, p_texts text[]) returns text language sql as $$
  select tests.as('service', format('select public.replace_kb_chunks(%L, %s, %L)', (select id from articles), p_version,
    (select jsonb_agg(jsonb_build_object('anchor', t, 'breadcrumb', array['Shelf', t], 'title', 'New', 'text', t, 'locale', 'en', 'contentHash', rpad(t, 64, 'x')) order by n) from unnest(p_texts) with ordinality as x(t, n)))) $$;
select is(tests.as('service', format('select public.get_article_to_index(%L)', (select id from articles)))::jsonb ->> 'version', '3', 'the worker gets the published text');
select is(tests.index(2, array['a']), null, 'not an older one,');
select is(tests.index(3, array['a', 'b', 'b']), '3', 'makes passages of it,');
create temporary table before as select id, text from public.kb_chunks where article_id = (select id from articles);
select is(tests.index(3, array['b', 'c', 'a', 'b']), '1', 'and later only those that are new:');
select is((select count(*) from before b join public.kb_chunks c using (id, text)), 3::bigint, 'what says the same stays the same,');
select is((select string_agg(text, '' order by position) from public.kb_chunks where article_id = (select id from articles)), 'bcab', 'in its new order.');
select is(tests.do('agent', 'unpublish_article', (select id from articles))::jsonb ->> 'status', 'draft', 'taken back,');
select is(tests.seen((select id from articles)) || (select count(*) from public.kb_chunks where article_id = (select id from articles)), null, 'it is seen by nobody,');
select is((select count(*) from public.kb_chunks where article_id = (select id from articles)), 0::bigint, 'found by nobody,');
select is(tests.index(3, array['a']), null, 'and a job that comes late brings nothing back.');
select is(tests.do('agent', 'archive_article', (select id from articles))::jsonb ->> 'status', 'archived', 'It can be put away,');
select is(tests.do('agent', 'publish_article', (select id from articles))::jsonb ->> 'status', 'published', 'and published again.');

-- Going back ---------------------------------------------------------------------------------------------

select is(tests.as('agent', format('select public.restore_article_version(%L, 2, 3)', (select id from articles)))::jsonb ->> 'body', 'Better', 'an older text is the latest again,');
select is(tests.seen((select id from articles)), 'New: Newer', 'for readers only when it is published.');
select is(tests.as('agent', format('select public.get_kb_article(%L)', (select id from articles)))::jsonb #> '{versions,0,restoredFrom}', '2', 'The list says where it comes from,');
select is(tests.as('agent', format('select public.get_kb_versions(%L, 2)', (select id from articles)))::jsonb #>> '{1,body}', 'Text', 'and shows what was before.');
select is(tests.as('agent', format('select public.restore_article_version(%L, 99)', (select id from articles))), 'PT404 version_not_found', 'There is no such version.');

-- Addresses -----------------------------------------------------------------------------------------------

select is(tests.change('agent', (select id from articles), '{"slug": "parcels"}')::jsonb -> 'redirects', '["ou-est-mon-colis"]', 'a new address leaves the old one leading on');
select is(tests.save('agent', jsonb_build_object('title', 'T', 'slug', 'ou-est-mon-colis', 'categoryId', tests.id('shelf'))), 'PT422 validation_failed', 'which nobody else gets,');
select is(tests.change('agent', (select id from articles), '{"slug": "ou-est-mon-colis"}')::jsonb -> 'redirects', '["parcels"]', 'but the article itself.');

-- Categories ------------------------------------------------------------------------------------------------

create function tests.shelf(p_who text, p_input jsonb) returns text language sql as $$
  select tests.as(p_who, format('select public.save_kb_category(null, %L)', p_input)) $$;
create temporary table shelves as
select (tests.shelf('agent', jsonb_build_object('name', 'Two', 'parentId', tests.id('shelf')))::jsonb ->> 'id')::uuid as two, null::uuid as three;
update shelves set three = (tests.shelf('agent', jsonb_build_object('name', 'Three', 'parentId', two))::jsonb ->> 'id')::uuid;
select is(tests.failure_as('agent', format('select public.save_kb_category(null, %L)', input)) #>> '{detail,fields,parentId,0}', problem, why)
from shelves, lateral (values
  (jsonb_build_object('name', 'Four', 'parentId', three), 'too_deep', 'categories are three deep,'),
  (jsonb_build_object('id', tests.id('shelf'), 'parentId', three), 'cycle', 'are not inside themselves,'),
  (jsonb_build_object('id', tests.id('shelf'), 'parentId', tests.id('other shelf')), 'too_deep', 'and take with them what is inside.')) as v(input, problem, why);
select throws_ok($$insert into public.kb_categories (slug, name, parent_id) select 'four', 'Four', three from shelves$$, 'PT422', null, 'Nobody gets round that.');
create temporary table queue as select tests.queued() as before;
select is(tests.shelf('agent', jsonb_build_object('id', tests.id('shelf'), 'name', 'Parcels', 'expectedVersion', 1))::jsonb ->> 'name', 'Parcels', 'a category gets another name,');
select is(tests.queued() - (select before from queue), 1::bigint, 'and its published article says so in searches.');
select is(tests.shelf('agent', jsonb_build_object('id', tests.id('shelf'), 'name', 'Boxes', 'expectedVersion', 1)), 'PT409 kb_category_changed', 'Two people at once are told.');
select is(tests.shelf('agent', '{"name": "X", "slug": "t-shelf"}'), 'PT422 validation_failed', 'Addresses stay apart.');
select is(tests.as('agent', format('select public.delete_kb_category(%L)', tests.id('shelf'))), 'PT409 kb_category_in_use', 'What has something in it stays,');
select is(tests.as('agent', format('select public.delete_kb_category(%L)', (select three from shelves))) like '{%', true, 'what is empty goes.');
select is((select string_agg(c ->> 'slug', ' ' order by n) from jsonb_array_elements(tests.as('agent', format('select public.order_kb_categories(%L)', array[tests.id('other shelf'), tests.id('shelf')]))::jsonb)
  with ordinality as x(c, n) where c ->> 'slug' like 't-%'), 't-other t-shelf', 'They are put in order.');

-- From a gap -------------------------------------------------------------------------------------------------

insert into public.kb_searches (query, source, support) values ('student discount', 'help', 'none');
select tests.do('agent', 'publish_article', tests.draft('Discounts', jsonb_build_object('gapId', (select id from public.kb_gaps)))) into temporary table published;
select is((select status || ' ' || (decided_by = tests.id('agent')) from public.kb_gaps), 'done true', 'an article for a question answers it when it is published');
select set_eq($$select distinct action from public.portal_audit_log where resource_type in ('article', 'kb_category')$$,
  array['article.create', 'article.update', 'article.publish', 'article.unpublish', 'article.archive', 'article.restore', 'kb_category.create', 'kb_category.update',
    'kb_category.delete', 'kb_category.order'], 'all of it is in the log');

-- Finding ---------------------------------------------------------------------------------------------------

select is(tests.as('agent', 'select public.list_kb_articles(''{"q": "discnts"}'')')::jsonb #>> '{items,0,title}', 'Discounts', 'staff find it misspelt');
select is((
  with recursive pages as (
    select tests.as('agent', 'select public.list_kb_articles(''{}'', null, 2)')::jsonb as page
    union all select tests.as('agent', format('select public.list_kb_articles(''{}'', %L, 2)', page -> 'nextCursor'))::jsonb from pages where page -> 'nextCursor' <> 'null')
  select count(distinct i ->> 'id') from pages, jsonb_array_elements(page -> 'items') as i), (select count(*) from public.kb_articles), 'and page through all');

select * from finish();
rollback;

-- The help centre as its readers see it: who finds what, votes, what was looked for, answers before a ticket.

begin;
select plan(81);
select tests.set_stage();
grant execute on all functions in schema tests to anon, authenticated, service_role;

insert into public.kb_categories (id, slug, name, parent_id, visibility, position) values
  (tests.id('lines'), 'lines', 'Lines', null, 'public', 1),
  (tests.id('faults'), 'faults', 'Faults', tests.id('lines'), 'public', 1),
  (tests.id('insiders'), 'insiders', 'For customers', tests.id('lines'), 'customers', 2),
  (tests.id('deep'), 'deep', 'Deeper', tests.id('insiders'), 'public', 1),
  (tests.id('faq'), 'faq', 'Questions', null, 'public', 2);

create function tests.article(p_slug text, p_category text, p_status public.kb_article_status, p_body text default 'Body') returns void language sql as $$
  insert into public.kb_articles (id, category_id, slug, title, summary, body, status, published_version, published_at)
  values (tests.id(p_slug), tests.id(p_category), p_slug, initcap(replace(p_slug, '-', ' ')), 'Summary of ' || p_slug, p_body, p_status,
    case when p_status = 'published' then 1 end, case when p_status = 'published' then now() end);
  insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
  select tests.id(p_slug), 0, initcap(replace(p_slug, '-', ' ')), p_body, 'en', repeat('a', 64) where p_status = 'published';
$$;
select tests.article('red-light', 'faults', 'published', 'A red light on the white box means that no light arrives on the fibre.');
select tests.article('slow-line', 'faults', 'published', 'Measure the speed with a cable.');
select tests.article('router-password', 'insiders', 'published', 'The router password stands on its label.');
select tests.article('deep-secret', 'deep', 'published', 'Wholesale prices of routers.');
select tests.article('not-yet', 'faults', 'draft', 'A red light that nobody may read about yet.');
select tests.article('long-gone', 'faults', 'archived', 'The red light of years ago.');
select tests.article('how-long', 'faq', 'published', 'An hour.');
insert into public.kb_redirects (old_slug, article_id) values
  ('los-light', tests.id('red-light')), ('old-password', tests.id('router-password')), ('old-draft', tests.id('not-yet'));

-- The front page ------------------------------------------------------------------------------------

create function tests.front(p_name text, p_key text) returns text language sql as $$
  select coalesce(string_agg(e ->> 'slug', ', ' order by e ->> 'slug'), 'none')
  from jsonb_array_elements(tests.as(p_name, 'select public.get_help_home()')::jsonb -> p_key) as e $$;
select is(tests.front('anonymous', 'categories'), 'faq, faults, lines', 'visitors see the public categories');
select is(tests.front('locked', 'categories'), 'faq, faults, lines', 'as does somebody whose portal is locked');
select is(tests.front(p, 'categories'), 'deep, faq, faults, insiders, lines', p || ' sees those for customers too, and what is in them')
from unnest(array['customer', 'colleague', 'other', 'agent', 'admin']) as p;
select is(tests.front('anonymous', 'popular'), 'how-long, red-light, slow-line', 'visitors are shown public articles');
select is(tests.front('agent', 'popular'), 'deep-secret, how-long, red-light, router-password, slow-line', 'staff no drafts: those are at their desk');
select is(tests.front('anonymous', 'questions'), 'how-long', 'the questions come with');
select is((select e ->> 'articles' from jsonb_array_elements(tests.as('agent', 'select public.get_help_home()')::jsonb -> 'categories') as e where e ->> 'slug' = 'faults'),
  '2', 'published articles are counted, for staff as well');

-- Categories ----------------------------------------------------------------------------------------

create function tests.category(p_name text, p_slug text) returns jsonb language sql as $$
  select tests.as(p_name, format('select public.get_help_category(%L)', p_slug))::jsonb $$;
select is(tests.category('anonymous', 'lines') #>> '{found,children,0,slug}', 'faults', 'a category lists those inside it,');
select is(jsonb_array_length(tests.category('anonymous', 'lines') #> '{found,children}'), 1, 'to visitors the public ones,');
select is(tests.category('customer', 'lines') #>> '{found,children,1,articles}', '2', 'to customers the others too, with what is further inside counted');
select is(tests.category('customer', 'deep') #> '{found,path}', '[{"slug": "lines", "name": "Lines"}, {"slug": "insiders", "name": "For customers"}, {"slug": "deep", "name": "Deeper"}]', 'its path begins at the top');
select is(tests.category('anonymous', s), '{"found": null, "needsSignIn": true}', s || ' asks visitors to sign in') from unnest(array['insiders', 'deep']) as s;
select is(tests.category('anonymous', 'nowhere'), '{"found": null, "needsSignIn": false}', 'what does not exist does not');
select is(tests.category('customer', 'nowhere'), '{"found": null, "needsSignIn": false}', 'nor do customers sign in again for it');

-- Articles ------------------------------------------------------------------------------------------

create function tests.help_article(p_name text, p_slug text) returns jsonb language sql as $$
  select tests.as(p_name, format('select public.get_help_article(%L)', p_slug))::jsonb $$;
select is(tests.help_article('anonymous', 'red-light') #>> '{found,title}', 'Red Light', 'visitors read what is public');
select is(tests.help_article('anonymous', 'red-light') #>> '{found,isPrivate}', 'false', 'and are told that it is');
select is(tests.help_article('anonymous', 'los-light') ->> 'movedTo', 'red-light', 'an old name leads to the present one');
select is(tests.help_article('anonymous', s), '{"found": null, "movedTo": null, "needsSignIn": true}', s || ' asks visitors to sign in')
from unnest(array['router-password', 'deep-secret', 'old-password']) as s;
select is(tests.help_article(p, s), '{"found": null, "movedTo": null, "needsSignIn": false}', s || ' does not exist for ' || p)
from unnest(array['not-yet', 'long-gone', 'old-draft', 'nowhere']) as s, unnest(array['anonymous', 'customer', 'agent']) as p;
select is(tests.help_article('customer', 'deep-secret') #>> '{found,isPrivate}', 'true', 'what is inside a category for customers is for customers');
select is(tests.help_article('customer', 'old-password') ->> 'movedTo', 'router-password', 'old names lead customers to what is theirs');
select is(tests.help_article('anonymous', 'red-light') #>> '{found,related,0,slug}', 'slow-line', 'neighbours are read next,');
update public.kb_articles set related_ids = array[tests.id('router-password'), tests.id('how-long'), tests.id('not-yet')] where id = tests.id('red-light');
select is(tests.help_article('anonymous', 'red-light') #>> '{found,related,0,slug}', 'how-long', 'after those that the author named, as far as one may read them');
select is(tests.help_article('customer', 'red-light') #>> '{found,related,0,slug}', 'router-password', 'which is more for customers');

-- Votes ---------------------------------------------------------------------------------------------

create function tests.vote(p_name text, p_slug text, p_helpful text, p_reason text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.vote_article(%L, %s, %L)', p_slug, p_helpful, p_reason)) $$;
select is(tests.vote('customer', 'red-light', 'false', 'No picture')::jsonb, '{"helpful": false, "reason": "No picture"}', 'a customer votes with a reason');
select is(tests.help_article('customer', 'red-light') #> '{found,vote}', '{"helpful": false, "reason": "No picture"}', 'and sees the vote again,');
select is(tests.help_article('colleague', 'red-light') #> '{found,vote}', 'null', 'which a colleague does not');
select is(tests.vote('customer', 'red-light', 'true')::jsonb, '{"helpful": true, "reason": null}', 'the vote can be changed; its reason goes with it');
select is((select helpful_count || '/' || unhelpful_count from public.kb_articles where id = tests.id('red-light')), '1/0', 'and counts once');
select is(tests.vote('customer', 'router-password', 'true')::jsonb ->> 'helpful', 'true', 'customers vote on what is for them');
select is(tests.vote('customer', s, 'true'), 'PT404 article_not_found', 'nobody votes on ' || s) from unnest(array['not-yet', 'nowhere']) as s;
select is(tests.vote('customer', 'red-light', 'null'), 'PT422 validation_failed', 'a vote says something');
select is(tests.vote('customer', 'red-light', 'false', repeat('x', 501)), 'PT422 validation_failed', 'in 500 characters at most');
select is(tests.vote('anonymous', 'red-light', 'true'), '42501', 'visitors do not vote past the portal');
select is(tests.vote('locked', 'red-light', 'true'), 'PT403 portal_locked', 'nor does somebody who is locked out');

create function tests.visit(p_slug text, p_visitor text, p_helpful text) returns text language sql as $$
  select tests.as('service', format('select public.vote_article_as_visitor(%L, %L, %s)', p_slug, p_visitor, p_helpful)) $$;
select is(tests.visit('red-light', 'visitor-key-0123456', 'false')::jsonb ->> 'helpful', 'false', 'the portal votes for a visitor');
select is(tests.visit('red-light', 'visitor-key-0123456', 'true')::jsonb ->> 'helpful', 'true', 'who may change the vote');
select is((select helpful_count || '/' || unhelpful_count from public.kb_articles where id = tests.id('red-light')), '2/0', 'and counts once');
select is(tests.as('service', $$select public.get_visitor_vote('red-light', 'visitor-key-0123456')$$)::jsonb ->> 'helpful', 'true', 'and is shown it again');
select is(tests.visit('router-password', 'visitor-key-0123456', 'true'), 'PT404 article_not_found', 'a visitor votes on nothing that is for customers');
select is(tests.visit('red-light', 'short', 'true'), 'PT422 validation_failed', 'without a proper key nobody votes');

-- What was looked for -------------------------------------------------------------------------------

create function tests.look(p_name text, p_query text, p_support text default 'none') returns text language sql as $$
  select tests.as(p_name, format('select public.log_search(%L, ''help'', 0, %L)', p_query, p_support)) $$;
select is(tests.look('anonymous', 'satellite'), '42501', 'visitors fill no list past the portal');
select lives_ok($$select tests.look('service', ' call  me: jan@example.com, 082 555 0100 about satellite ')$$, 'the portal keeps what was looked for');
select is((select query from public.kb_searches), 'call me: @ # about satellite', 'without what names people');
select is((select label from public.kb_gaps), 'call me: @ # about satellite', 'and it is on the list of gaps');
select lives_ok($$select tests.look('service', 'ab'), tests.look('customer', 'antenna', 'good')$$, 'two letters say nothing, and what was found is no gap');
select is((select count(*)::int from public.kb_gaps), 1, 'so that there is still one');
select is(tests.look('customer', 'antenna', 'excellent'), 'PT422 validation_failed', 'how well it was found is one of three words');

-- Before a ticket -----------------------------------------------------------------------------------

create function tests.offered(p_name text, p_subject text) returns text language sql as $$
  select coalesce(string_agg(a ->> 'slug', ', '), 'none')
  from jsonb_array_elements(tests.as(p_name, format('select public.suggest_for_ticket(%L)', p_subject))::jsonb -> 'articles') as a $$;
select is(tests.offered('customer', 'red light on the white box'), 'red-light', 'an article that answers the subject is offered, no draft and nothing old');
select is(tests.offered('customer', 'where is the router password'), 'router-password', 'one for customers too');
select is(tests.offered('customer', 'My dog ate the invoice'), 'none', 'and none where nothing answers');
select is(tests.as('customer', $$select public.answer_by_article('slow-line', 'Slow for jan@example.com')$$)::jsonb ->> 'helpful', 'true', '"this answers it" is a vote,');
select is((select query || ' ' || source || ' ' || (article_id = tests.id('slow-line')) from public.kb_searches where article_id is not null),
  'Slow for @ ticket_form true', 'and is counted as a ticket that was spared');
select is(tests.as(p, $$select public.answer_by_article('slow-line', 'Slow')$$), answer, p || ': ' || answer)
from (values ('anonymous', '42501'), ('agent', 'PT403 customer_only'), ('locked', 'PT403 portal_locked')) as w(p, answer);

-- The desk's hours, and the module ------------------------------------------------------------------

insert into public.business_hours (weekday, opens, closes) values (0, '08:00', '17:00');
select is(tests.as('anonymous', 'select public.get_help_desk()')::jsonb -> 'windows', '[{"weekday": 0, "opens": "08:00", "closes": "17:00"}]', 'visitors see when the desk is open');
update public.app_settings set value = '{"knowledge": false}' where key = 'modules';
select is(tests.front(p, 'categories'), 'none', 'switched off, there is no help centre for ' || p) from unnest(array['anonymous', 'customer']) as p;
select is(tests.help_article('anonymous', 'router-password'), '{"found": null, "movedTo": null, "needsSignIn": false}', 'and nothing to sign in for');
select is(tests.vote('customer', 'red-light', 'true'), 'PT404 module_off', 'nor to vote on');
select is(tests.as('anonymous', 'select public.get_help_desk()')::jsonb ->> 'isOn', 'false', 'which visitors are told');

select * from finish();
rollback;

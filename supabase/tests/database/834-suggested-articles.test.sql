-- Articles that are suggested before a ticket is sent: only what the person who writes may read.

begin;
select plan(12);
select tests.set_stage();
grant execute on all functions in schema tests to anon, authenticated, service_role;

insert into public.kb_categories (id, slug, name, parent_id, visibility, position) values
  (tests.id('faults'), 'faults', 'Faults', null, 'public', 1),
  (tests.id('insiders'), 'insiders', 'For customers', null, 'customers', 2),
  (tests.id('deep'), 'deep', 'Deeper', tests.id('insiders'), 'public', 1);
create function tests.article(p_slug text, p_category text, p_status public.kb_article_status, p_body text) returns void language sql as $$
  insert into public.kb_articles (id, category_id, slug, title, summary, body, status, published_version, published_at)
  values (tests.id(p_slug), tests.id(p_category), p_slug, initcap(replace(p_slug, '-', ' ')), 'Summary of ' || p_slug, p_body, p_status,
    case when p_status = 'published' then 1 end, case when p_status = 'published' then now() end);
  -- A passage that is there although its article is not: what is filtered is the article.
  insert into public.kb_chunks (article_id, position, title, text, locale, content_hash)
  values (tests.id(p_slug), 0, initcap(replace(p_slug, '-', ' ')), p_body, 'en', repeat('a', 64));
$$;
select tests.article('red-light', 'faults', 'published', 'A red light on the white box means that no light arrives on the fibre.');
select tests.article('router-password', 'insiders', 'published', 'The router password stands on its label.');
select tests.article('wholesale-prices', 'deep', 'published', 'Wholesale prices of routers for resellers.');
select tests.article('firmware-draft', 'faults', 'draft', 'Firmware of the modem, not to be told yet.');
select tests.article('dial-up-modems', 'faults', 'archived', 'Dial-up modems of years ago.');

create function tests.offered(p_name text, p_subject text) returns text language sql as $$
  select coalesce(string_agg(a ->> 'slug', ', ' order by a ->> 'slug'), 'none')
  from jsonb_array_elements(tests.as(p_name, format('select public.suggest_for_ticket(%L, null)', p_subject))::jsonb -> 'articles') as a $$;

select is(tests.offered(p, 'red light on the white box'), 'red-light', p || ' is offered what is public')
from unnest(array['customer', 'other']) as p;
select is(tests.offered(p, 'router password label'), 'router-password', p || ' what is for customers')
from unnest(array['customer', 'colleague', 'other']) as p;
select is(tests.offered('customer', 'wholesale prices of routers'), 'wholesale-prices', 'and what is in a category below one for customers');
select is(tests.offered('customer', s), 'none', 'no draft and nothing archived: ' || s)
from unnest(array['firmware of the modem', 'dial-up modems of years ago']) as s;

-- Whoever comes to call it without being signed in: the rule is the function's own, not its caller's.
select is(private.suggest_articles(null, 'red light on the white box', null) -> 0 ->> 'slug', 'red-light', 'a visitor would be offered what is public');
select is((select string_agg(private.suggest_articles(null, s, null)::text, ' ')
  from unnest(array['router password label', 'wholesale prices of routers']) as s), '[] []', 'and nothing that is for customers');
select is(tests.as('anonymous', $$select public.suggest_for_ticket('router password label', null)$$), '42501', 'who cannot ask at all');

update public.app_settings set value = '{"knowledge": false}' where key = 'modules';
select is(tests.offered('customer', 'red light on the white box'), 'none', 'nor anybody where the help centre is off');

select * from finish();
rollback;

-- suggest_for_ticket: a customer's own open tickets with a like subject, nobody else's, nothing secret.

begin;
select plan(20);
select tests.set_stage();
grant execute on all functions in schema tests to authenticated;

create function tests.subject(p_ticket text, p_subject text) returns void language sql as $$
  update public.support_tickets set subject = p_subject where id = tests.id(p_ticket) $$;
create function tests.suggested(p_name text, p_subject text, p_category text default null) returns text language sql as $$
  select coalesce(string_agg(t ->> 'number', ', '), 'none')
  from jsonb_array_elements(tests.as(p_name, format('select public.suggest_for_ticket(%L, %L)', p_subject, p_category))::jsonb -> 'tickets') as t $$;

select tests.subject('open', 'The router keeps rebooting at night');
select tests.subject('private', 'Router reboots during payroll');
select tests.subject('foreign', 'Router keeps rebooting');

select is(tests.suggested('customer', 'router keeps rebooting'), 'TKT-2000-open', 'an open ticket with a like subject is offered');
select is(tests.suggested('customer', 'My router is rebooting again'), 'TKT-2000-open', 'in other words too,');
select is(tests.suggested('customer', 'ruoter keeps reboting'), 'TKT-2000-open', 'and misspelt');
select is(tests.suggested('customer', 'rebo'), 'TKT-2000-open', 'half a word is enough,');
select is(tests.suggested('customer', 'Invoice for November is wrong'), 'none', 'what is something else is not offered');
select is(tests.suggested('colleague', 'router keeps rebooting'), 'TKT-2000-open, TKT-2000-private', 'a colleague finds theirs as well, the closest first');
select is(tests.suggested('other', 'router keeps rebooting'), 'TKT-2000-foreign', 'nobody finds another customer''s');
select is(tests.suggested('customer', 'rou'), 'none', 'three letters say nothing yet');
select is(tests.suggested('customer', ''), 'none', 'nor does no letter');
select is(tests.suggested('customer', null), 'none', 'nor nothing at all');
select is(tests.suggested('customer', repeat('router keeps rebooting ', 5000)), 'TKT-2000-open', 'what is far too long is cut');
select is(tests.suggested('customer', '%_''"\ <script>'), 'none', 'and signs are only signs');

update public.support_tickets set status = 'resolved' where id = tests.id('open');
select is(tests.suggested('customer', 'router keeps rebooting'), 'none', 'what is settled is not offered');
update public.support_tickets set status = 'waiting_customer' where id = tests.id('open');
select is(tests.suggested('customer', 'router keeps rebooting'), 'TKT-2000-open', 'what waits for the customer is');

select is((tests.as('customer', $$select public.suggest_for_ticket('router keeps rebooting')$$)::jsonb -> 'articles'), '[]', 'without a knowledge base there are no articles');
select set_eq($$select jsonb_object_keys(tests.as('customer', $q$select public.suggest_for_ticket('router keeps rebooting')$q$)::jsonb -> 'tickets' -> 0)$$,
  array['id', 'number', 'subject', 'status', 'lastActivityAt'], 'of a ticket no more is told than its row');
create or replace function private.suggest_articles(p_viewer private.viewer, p_subject text, p_category text) returns jsonb
language sql stable set search_path = '' as $$ select jsonb_build_array(jsonb_build_object('slug', 'restart', 'title', p_subject, 'excerpt', p_category)) $$;
select is((tests.as('customer', $$select public.suggest_for_ticket('router keeps rebooting', 'technical')$$)::jsonb -> 'articles' -> 0),
  '{"slug": "restart", "title": "router keeps rebooting", "excerpt": "technical"}', 'as soon as there are some, they are asked with subject and category');
select is(tests.as(p, $$select public.suggest_for_ticket('router')$$), answer, p || ': ' || answer)
from (values ('anonymous', '42501'), ('agent', 'PT403 customer_only'), ('locked', 'PT403 portal_locked')) as w(p, answer);

select * from finish();
rollback;

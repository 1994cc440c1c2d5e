-- Where personal data stands: nothing is unclassified, an export shows nobody else's, and an erasure leaves nothing.

begin;
select plan(57);
select tests.set_stage();

-- Every column is classified. Whoever adds a table or a column says in its migration what becomes of it:
-- a line in private.personal_tables when it is about people, and private.classify(…) in any case.
create view tests.our_columns as
select n.nspname || '.' || c.relname as table_name, a.attname::text as column_name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
  and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e');
select is_empty('select * from tests.our_columns except select table_name, column_name from private.personal_data',
  'every column of every table says what becomes of it when somebody is erased');
select is_empty('select table_name, column_name from private.personal_data except select * from tests.our_columns',
  'and no line speaks of a column that is gone');
select is_empty($$select distinct table_name from private.personal_data where on_erasure in ('delete', 'pseudonymise', 'keep') and table_name <> 'private.search_words'
  except select table_name from private.personal_tables$$, 'every table with personal data says how the rows of somebody are found');
select is_empty($$select table_name from private.personal_tables t where changes is not null
  and not exists (select from private.personal_data d where d.table_name = t.table_name and d.on_erasure = 'pseudonymise')$$, 'what changes says into what');
select is_empty($$select table_name from private.personal_tables where stays is not null and rule is null$$, 'what stays says by which rule');
select is_empty($$select table_name, column_name from private.personal_data where exported and (column_name ~ '(content_hash|storage_path|secret|token$|search_text)' or table_name in ('public.ticket_insights', 'public.insight_feedback', 'public.ticket_tags', 'public.ticket_templates'))$$,
  'an export shows neither insights nor tags nor what is ours alone');
select lives_ok($$select private.count_personal(c, t.table_name, private.subject_of(tests.id('home'), tests.id('customer'), s))
  from private.personal_tables t, unnest(array[t.goes, t.changes, t.stays, t.shown]) as c, unnest(array['profile', 'person']) as s where c is not null$$,
  'every condition can be asked');

-- Consents
select is(left(tests.as(p, $$select public.set_consent('marketing', true)$$), 5), answer, p || ' agrees: ' || answer)
from (values ('anonymous', '42501'), ('locked', 'PT403'), ('signed_out', 'PT401'), ('agent', 'PT403')) as w(p, answer);
select is(private.consent_given(tests.id('home'), 'marketing'), false, 'nobody agreed to news before they said so');
select is(tests.as('customer', $$select public.set_consent('everything', true)$$), 'PT422 validation_failed', 'to what there is not nobody agrees');
select ok(tests.as('customer', $$select public.set_consent('marketing', true)$$) like '[%', 'a customer agrees');
select ok(tests.as('customer', $$select public.set_consent('marketing', true)$$) like '[%', 'and again');
select is((select count(*) from public.consents where customer_id = tests.id('home')), 1::bigint, 'which is one decision');
select is(private.ai_may_use(tests.id('home')), true, 'assistants help until somebody objects');
select ok(tests.as('colleague', $$select public.set_consent('ai_assistance', false)$$) like '[%', 'a colleague objects');
select is(private.ai_may_use(tests.id('home')), false, 'and they stop');
select is(private.ai_may_use(tests.id('elsewhere')), true, 'for nobody else');
select is(tests.readers('consents'), 'customer 2, colleague 2', 'the decisions are the customer''s to read');

-- Restriction: nothing of theirs reaches a machine or a statistic
create function tests.logged() returns bigint language sql security definer as $$ select count(*) from public.kb_searches where query like 'humming%' $$;
grant execute on all functions in schema tests to authenticated;
select ok(tests.as('other', $$select public.set_consent('analytics', false)$$) like '[%', 'somebody objects to statistics');
select is(tests.as('other', $$select public.log_search('humming amplifier', 'help', 0, 'none')$$) || tests.logged(), '0', 'and what they look for is not kept');
select ok(tests.as('other', $$select public.set_consent('analytics', true)$$) like '[%', 'they allow it');
select is(tests.as('other', $$select public.log_search('humming amplifier', 'help', 0, 'none')$$) || tests.logged(), '1', 'then it is, without their name');
select is(left(tests.as('other', $$select public.request_privacy(null, 'restriction')$$), 1), '{', 'they restrict the use of their data');
select is(tests.as('other', $$select public.log_search('humming again', 'help', 0, 'none')$$) || tests.logged(), '1', 'no search is kept');
select is(private.ai_may_use(tests.id('elsewhere')), false, 'no assistant reads');
select is((select count(*) from private.labelled_tickets(null, null, 1000) where customer_id = tests.id('elsewhere')), 0::bigint, 'nothing is learnt from their tickets');
select is(left(tests.as('other', (select format('select public.cancel_privacy_request(%L)', id) from public.privacy_requests where kind = 'restriction')), 1), '{', 'and they lift it');
select is(private.ai_may_use(tests.id('elsewhere')), true, 'as before');

-- Export
insert into public.privacy_requests (id, number, customer_id, user_id, kind, status, due_at)
values (tests.id('export'), 'PRV-2000-1', tests.id('home'), tests.id('customer'), 'export', 'received', now() + interval '30 days');
insert into private.reauthentications (user_id, purpose) values (tests.id('customer'), 'privacy_download');
select is(tests.as('customer', format('select public.open_privacy_export(%L)', tests.id('export'))), 'PT409 export_not_ready', 'before it is made nobody takes it');
select isnt(tests.as('service', format('select public.begin_export(%L)', tests.id('export'))), null, 'the worker begins');
create function tests.exported() returns text language sql security definer as $$
  select string_agg(public.read_export(tests.id('export'), s ->> 'table') -> 'rows' #>> '{}', E'\n') from jsonb_array_elements(private.export_sections()) as s $$;
grant execute on all functions in schema tests to authenticated;
select matches(tests.exported(), 'Description of open', 'an export holds what the customer wrote');
select doesnt_match(tests.exported(), w, 'and not: ' || w)
from unnest(array['Note of', 'Secret summary', 'Description of private', 'Description of foreign', 'elsewhere', 'Draft of the next version', 'vip']) as w;
select is(public.read_export(tests.id('export'), 'public.ticket_insights'), null, 'what is not exported is not read');
select is(jsonb_array_length(public.read_export(tests.id('export'), 'public.portal_audit_log', null, 1) -> 'rows'), 1, 'a page at a time');

-- Erasure of a customer with one person
insert into public.privacy_requests (id, number, customer_id, user_id, kind, status, due_at, effective_at)
values (tests.id('erasure'), 'PRV-2000-2', tests.id('elsewhere'), tests.id('other'), 'deletion', 'scheduled', now() + interval '1 day', clock_timestamp() + interval '1 hour');
select is(public.begin_erasure(tests.id('erasure')), null, 'nothing begins before its time');
update public.privacy_requests set effective_at = clock_timestamp() where id = tests.id('erasure');
select is(public.begin_erasure(tests.id('erasure')) ->> 'step', 'files', 'then it does');
select is((select portal_active from public.portal_users where id = tests.id('other')), false, 'and locks them out');
select isnt(public.erase_subject(tests.id('erasure')), null, 'they are erased');
select is((select count(*) from auth.users where id = tests.id('other')), 0::bigint, 'with their sign-in');
select is((select full_name from public.customer_profiles where id = tests.id('elsewhere')), 'Erased person', 'and their name');
select is((select parties #>> '{buyer,name}' from public.invoices where id = tests.id('invoice of elsewhere')), 'Elsewhere', 'but for what the law keeps on an invoice');
select is((select count(*) from public.support_tickets where customer_id = tests.id('home')), 2::bigint, 'nobody else''s is touched');

-- Erasure of one person of a company
insert into public.ticket_messages (ticket_id, author_type, author_id, author_name, body) values
  (tests.id('open'), 'customer', tests.id('customer'), 'Customer', 'Write to customer@tests.example, please');
insert into public.privacy_requests (id, number, customer_id, user_id, kind, scope, status, due_at, effective_at)
values (tests.id('leaver'), 'PRV-2000-3', tests.id('home'), tests.id('customer'), 'deletion', 'person', 'scheduled', now() + interval '1 day', clock_timestamp());
select is(public.begin_erasure(tests.id('leaver')) -> 'people', '["customer@tests.example"]', 'of a company one person goes');
select is(public.erase_subject(tests.id('leaver')) ->> 'scope', 'person', 'alone');
select is((select string_agg(author_name || ': ' || body, '; ') from public.ticket_messages where ticket_id = tests.id('open') and body like 'Write to%'), 'Erased person: Write to [erased], please', 'what they wrote for the company stays without them');
select is((select count(*) from public.portal_users where id = tests.id('colleague')), 1::bigint, 'colleagues stay');
select is((select count(*) from public.orders where customer_id = tests.id('home')), 1::bigint, 'and what the company bought');
select is((select full_name from public.customer_profiles where id = tests.id('home')), 'Home', 'and the company');

select * from finish();
rollback;

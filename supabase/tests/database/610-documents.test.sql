-- Issued documents: one for each version, the first one stays, and nobody comes by another customer's.

begin;
select plan(27);
select tests.set_stage();

create function tests.store(p_user text, p_subject text, p_changes jsonb default '{}', p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.store_document(%L, %L)', tests.id(p_user),
    jsonb_build_object('kind', 'invoice', 'id', tests.id(p_subject), 'version', 1, 'storagePath', 'path of ' || p_subject, 'sha256', repeat('a', 64), 'bytes', 100) || p_changes)) $$;

-- Storing -------------------------------------------------------------------------------------------

select is(left(tests.store('customer', 'invoice of home', '{}', p), 5), '42501', p || ' stores nothing')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select is(tests.store('customer', 'invoice of home')::jsonb, jsonb_build_object('storagePath', 'path of invoice of home', 'fileName', 'I-home.pdf', 'sha256', repeat('a', 64)),
  'the web app does, under a name to save by');
select is(tests.store('colleague', 'invoice of home', jsonb_build_object('storagePath', 'other path', 'sha256', repeat('b', 64)))::jsonb ->> 'sha256', repeat('a', 64),
  'the first one stays, and the second is told which');
select is((select count(*) from public.documents), 1::bigint, 'there is one');
select is(tests.store('customer', 'quote of home', '{"kind": "quote", "version": 2}')::jsonb ->> 'fileName', 'Q-home-v2.pdf', 'a quote has one for each version');
select is(tests.store('agent', 'invoice of elsewhere')::jsonb ->> 'fileName', 'I-elsewhere.pdf', 'staff open any');
select is(tests.store(u, s, c), 'PT404 document_not_found', why)
from (values ('customer', 'invoice of elsewhere', '{}'::jsonb, 'not for another customer''s invoice'), ('customer', 'nothing', '{}', 'nor for none'),
  ('customer', 'quote of home', '{}', 'nor for a quote that is called an invoice'), ('customer', 'invoice of home', '{"kind": "passport"}', 'nor for other kinds')) as v(u, s, c, why);
select is(tests.store(u, 'invoice of home'), 'PT401 unauthenticated', 'nor for ' || u) from unnest(array['locked', 'nobody']) as u;
select is(tests.store('other', 'invoice of elsewhere', '{"kind": "invoice", "version": 0}'), '23514', 'versions begin with one');

-- Reading -------------------------------------------------------------------------------------------

select is(tests.readers('documents'), 'customer 2, colleague 2, other 1', 'customers find their own');
select is(tests.readers('documents where subject_id = tests.id(''invoice of elsewhere'')'), 'other 1', 'and never another''s');
select is(tests.as('service', 'update public.documents set sha256 = repeat(''c'', 64) returning 1'), '42501', 'not even the web app changes what is kept');
select is(tests.as('service', 'delete from public.documents returning 1'), '42501', 'nor removes it');

select results_eq($$select public, file_size_limit, allowed_mime_types from storage.buckets where id = 'documents'$$,
  $$values (false, 10485760::bigint, array['application/pdf'])$$, 'the bucket is private and holds PDFs');
insert into storage.objects (bucket_id, name) values ('documents', 'invoice/x/1/x.pdf');
select is((select string_agg(tests.as(p, 'select count(*) from storage.objects where bucket_id = ''documents'''), ', ') from tests.people() as p), '0, 0, 0, 0, 0, 0, 0, 0', 'nobody sees what is in it');
select is((select string_agg(distinct tests.as(p, 'insert into storage.objects (bucket_id, name) values (''documents'', ''invoice/x/1/' || p || '.pdf'')'), ', ') from tests.people() as p), '42501', 'or puts anything in');

-- Who and to whom -----------------------------------------------------------------------------------

update public.app_settings set value = '{"name": "Umoya", "address": "1 Long Street\nCape Town", "taxNumber": "4870000000"}' where key = 'branding';
update public.app_settings set value = '{"paymentDetails": "Bank"}' where key = 'billing';
create function tests.parties(p_name text) returns text language sql as $$
  select tests.as(p_name, format('select public.get_document_parties(''invoice'', %L)', tests.id('invoice of home'))) $$;
select is(tests.parties('customer')::jsonb -> 'seller' ->> 'taxNumber', '4870000000', 'a document names the business,');
select is(tests.parties('agent')::jsonb -> 'buyer' ->> 'name', 'Home', 'and the customer,');
select is(tests.parties('other'), 'PT404 document_not_found', 'to nobody else,');
select is(tests.parties('anonymous'), '42501', 'and to no visitor.');

select * from finish();
rollback;

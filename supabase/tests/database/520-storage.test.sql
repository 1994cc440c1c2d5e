-- The bucket is closed to everybody but the web app, which checks every file and signs every link.

begin;
select plan(8);
select tests.set_stage();

select results_eq($$select public, file_size_limit, cardinality(allowed_mime_types) from storage.buckets where id = 'ticket-attachments'$$,
  $$values (false, 10485760::bigint, 9)$$, 'the bucket is private, for 10 MB, for nine kinds of files');
select is((select 'image/svg+xml' = any (allowed_mime_types) or 'text/html' = any (allowed_mime_types) from storage.buckets where id = 'ticket-attachments'), false, 'none of which runs scripts');
select is_empty($$select policyname from pg_policies where schemaname = 'storage' and (coalesce(qual, '') || coalesce(with_check, '')) like '%ticket-attachments%'$$, 'no policy opens it');
select is((select relrowsecurity from pg_class where oid = 'storage.objects'::regclass), true, 'row security guards it');

insert into storage.objects (bucket_id, name) values ('ticket-attachments', tests.id('home') || '/x/photo.png');
select is((select string_agg(tests.as(p, 'select count(*) from storage.objects'), ', ') from tests.people() as p), '0, 0, 0, 0, 0, 0, 0, 0', 'nobody sees what is in it, not even staff');
select is((select string_agg(distinct tests.as(p, format('insert into storage.objects (bucket_id, name) values (''ticket-attachments'', %L)', tests.id('home') || '/x/' || p)), ', ') from tests.people() as p), '42501', 'nobody puts anything in');
select is((select string_agg(distinct coalesce(tests.as(p, 'update storage.objects set name = ''x'' returning name'), 'nothing'), ', ') from tests.people() as p), 'nothing', 'nobody moves anything');
select is(tests.as('service', 'select count(*) from storage.objects where bucket_id = ''ticket-attachments'''), '1', 'but the web app');

select * from finish();
rollback;

-- Files: registered by the web app alone, attached by who uploaded them, once, and removed when nobody does.

begin;
select plan(45);
select tests.set_stage();

create function tests.register(p_name text, p_changes jsonb default '{}', p_as text default 'service') returns text language sql as $$
  select tests.as(p_as, format('select public.register_upload(%L, %L)', tests.id(p_name),
    '{"fileName": "Rechnung Nr. 1.pdf", "storageName": "file.pdf", "mimeType": "application/pdf", "size": 10}'::jsonb
      || jsonb_build_object('sha256', repeat('c', 64)) || p_changes)) $$;
create function tests.attach_as(p_name text, p_ids jsonb, p_changes jsonb default '{}', p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.reply_to_ticket(null, %L, %L)', tests.id(p_ticket),
    jsonb_build_object('body', 'See the file.', 'attachmentIds', p_ids) || p_changes)) $$;
create function tests.file(p_name text) returns jsonb language sql as $$ select jsonb_build_array(tests.id('upload of ' || p_name)) $$;
create function tests.open_with(p_name text, p_ids jsonb) returns text language sql as $$
  select tests.as(p_name, format('select public.create_ticket(null, %L)', jsonb_build_object(
    'subject', 'x', 'description', 'x', 'category', 'question', 'attachmentIds', p_ids))) $$;

-- Registering ---------------------------------------------------------------------------------------

select is(left(tests.register('customer', '{}', p), 5), '42501', p || ' registers no file')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;
select matches(tests.register('customer')::jsonb ->> 'storagePath', '^' || tests.id('home') || '/[0-9a-f-]{36}/file.pdf$', 'the web app does, under the customer''s folder');
select is(tests.register('customer')::jsonb - 'id' - 'storagePath',
  '{"fileName": "Rechnung Nr. 1.pdf", "mimeType": "application/pdf", "size": 10, "scanStatus": "pending"}', 'and learns what it registered');
select is(tests.register(p), 'PT401 unauthenticated', 'not for ' || p) from unnest(array['locked', 'nobody']) as p;
select is(tests.register('customer', jsonb_build_object('ticketId', tests.id(t))), 'PT404 ticket_not_found', 'not for the ' || t || ' ticket') from unnest(array['private', 'foreign']) as t;
select ok(tests.register('agent', jsonb_build_object('ticketId', tests.id('foreign')))::jsonb ->> 'storagePath' like tests.id('elsewhere') || '/%', 'a file of staff lies with the customer it is for');
select is(tests.register('agent'), 'PT422 validation_failed', 'whom they must name');
select is(tests.register('customer', changes), '23514', 'refused: ' || why)
from (values ('{"mimeType": "text/html"}'::jsonb, 'HTML'), ('{"mimeType": "image/svg+xml"}', 'SVG'), ('{"size": 0}', 'nothing'), ('{"size": 10485761}', 'more than 10 MB'),
  ('{"fileName": "../../etc/passwd"}', 'a path as a name'), ('{"fileName": "a\\b"}', 'a Windows path'), ('{"fileName": ""}', 'no name'), ('{"sha256": "x"}', 'no checksum')) as v(changes, why);

create temporary table fresh as select (tests.register('other')::jsonb ->> 'id')::uuid as id;
select is(tests.open_with('other', (select jsonb_build_array(id) from fresh)), 'PT422 validation_failed', 'what is registered but not stored cannot be attached,');
select is(tests.as('service', format('select public.complete_upload(%L)', id)), '', 'once it is stored') from fresh;
select ok(tests.open_with('other', (select jsonb_build_array(id) from fresh)) like '{%', 'it can,');
select is(tests.open_with('other', (select jsonb_build_array(id) from fresh)), 'PT422 validation_failed', 'but once.');

-- Attaching ----------------------------------------------------------------------------------------

select is(tests.attach_as(who, tests.file(whose)), 'PT422 validation_failed', who || ' attaches no file of ' || whose)
from (values ('customer', 'colleague'), ('colleague', 'customer'), ('customer', 'other'), ('agent', 'customer'), ('customer', 'nobody')) as v(who, whose);
select is(tests.attach_as('other', tests.file('other')), 'PT404 ticket_not_found', 'nor to a ticket that they do not see');
select is(tests.attach_as('customer', '["x"]'), 'PT422 validation_failed', 'an id is an id');
select is(tests.attach_as('customer', (select jsonb_agg(gen_random_uuid()) from generate_series(1, 11))), 'PT422 validation_failed', 'ten files are enough');
select is((select count(*) from public.ticket_messages where ticket_id = tests.id('open')), 2::bigint, 'a refused file holds back its message');

update public.ticket_attachments set ticket_id = tests.id('foreign') where id = tests.id('upload of customer');
select is(tests.attach_as('customer', tests.file('customer')), 'PT422 validation_failed', 'a file that was uploaded for another ticket stays there');
update public.ticket_attachments set ticket_id = null where id = tests.id('upload of customer');
select ok(tests.attach_as('customer', tests.file('customer') || tests.file('customer')) like '{%', 'one''s own waiting file goes along, named once or twice,');
select is((select ticket_id from public.ticket_attachments where id = tests.id('upload of customer')), tests.id('open'), 'with the ticket,');
select is(tests.attach_as('customer', tests.file('customer')), 'PT422 validation_failed', 'and not again.');
select is(tests.readers('ticket_attachments where id = tests.id(''upload of customer'')'), 'customer 1, colleague 1', 'From then on everybody of the ticket sees it.');

insert into public.ticket_attachments (id, customer_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, stored_at)
values (tests.id('upload of agent'), tests.id('home'), tests.id('agent'), 'log.txt', 'text/plain', 1, repeat('d', 64), 'upload of agent', now());
select ok(tests.attach_as('agent', tests.file('agent'), '{"internal": true}') like '{%', 'staff attach a file to a note,');
select is(tests.readers('ticket_attachments where id = tests.id(''upload of agent'')'), 'nobody', 'past the functions nobody reads it: which is then for staff alone,');
select is(tests.as('customer', format('select public.get_ticket(%L)::text', tests.id('open'))) like '%log.txt%', false, 'in what customers read as well.');

-- Removing -----------------------------------------------------------------------------------------

select is(tests.as('service', format('select public.discard_upload(%L)', tests.id('upload of colleague'))), 'upload of colleague', 'a waiting file is discarded, with its path,');
select is(tests.as('service', format('select public.discard_upload(%L)', tests.id('upload of customer'))), null, 'one that is attached is not.');
update public.ticket_attachments set created_at = now() - interval '25 hours' where id in (tests.id('upload of other'), tests.id('upload of customer'));
select is(tests.as('service', 'select public.sweep_uploads()')::jsonb, '["upload of other"]', 'after a day what still waits is swept away, nothing else');

insert into public.ticket_attachments (customer_id, uploaded_by, file_name, mime_type, size, sha256, storage_path)
select tests.id('home'), tests.id('colleague'), 'x', 'text/plain', 1, repeat('e', 64), 'many ' || n from generate_series(1, 50) as n;
select is(tests.register('colleague'), 'PT409 too_many_waiting_uploads', 'fifty waiting files are enough');

select * from finish();
rollback;

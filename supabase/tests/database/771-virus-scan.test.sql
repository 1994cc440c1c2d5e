-- Until a file is known to be clean, customers learn its name and nobody gets its bytes.

begin;
select plan(35);
select tests.set_stage();
update public.ticket_attachments set scan_status = 'pending' where id = tests.id('message of ');

create function tests.file_of(p_name text) returns jsonb language sql as $$
  select f from jsonb_array_elements((tests.as(p_name, format('select public.get_ticket(%L)::text', tests.id('open'))))::jsonb -> 'attachments') as f
  where f ->> 'id' = tests.id('message of ')::text $$;
create function tests.open_file(p_name text, p_file text default 'message of ') returns text language sql as $$
  select tests.as(p_name, format('select public.open_upload(%L)', tests.id(p_file))) $$;

-- Who sees what ------------------------------------------------------------------------------------------

select is(tests.readers('ticket_attachments where id = tests.id(''message of '')'), 'nobody', 'past the functions nobody reads it: a file that waits for its scan is for staff,');
select is(tests.file_of(p) - 'id' - 'messageId' - 'createdAt',
  '{"fileName": "photo.png", "mimeType": null, "size": null, "width": null, "height": null, "scanStatus": "pending"}',
  p || ' learns its name alone')
from unnest(array['customer', 'colleague']) as p;
select is(tests.file_of('agent') -> 'mimeType', '"image/png"', 'staff more than that');
select is(tests.open_file(p), 'PT409 scan_pending', p || ' does not open it') from unnest(array['customer', 'colleague', 'agent', 'admin']) as p;
select is(tests.open_file(p), refusal, p || ' neither') from (values ('other', 'PT404 file_not_found'), ('anonymous', '42501'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as v(p, refusal);
select is(jsonb_array_length(tests.as(p, format('select public.list_message_files(array[%L, %L]::uuid[])', tests.id('message of open'), tests.id('note of open')))::jsonb),
  n, p || ' lists ' || n) from (values ('customer', 1), ('colleague', 1), ('other', 0), ('agent', 2)) as v(p, n);
select is(tests.as(p, 'select storage_path from public.ticket_attachments'), '42501', 'where files lie is not for ' || p) from unnest(array['customer', 'agent', 'admin']) as p;
select is(tests.as('admin', 'select sha256 from public.ticket_attachments'), '42501', 'nor is their checksum');

-- What the worker does -----------------------------------------------------------------------------------------

select is(left(tests.as(p, call), 5), '42501', p || ' does not ' || call)
from unnest(array['customer', 'admin']) as p, unnest(array[format('select public.record_scan(%L, null)', tests.id('message of ')), 'select public.report_scanner_outage(''x'')', 'select public.revive_scans()']) as call;

select is(tests.as('service', format('select public.record_scan(%L, null)', tests.id('message of '))), 'clean', 'a clean file is clean,');
select ok(tests.open_file('customer') like '{%', 'and opens');
select is(tests.as('service', format('select public.record_scan(%L, ''Virus'')', tests.id('message of '))), 'clean', 'a verdict is final');
select is(tests.as('service', format('select public.record_scan(%L, ''Virus'')', tests.id('nothing'))), null, 'what is gone has none');

update public.ticket_attachments set scan_status = 'pending' where id = tests.id('message of ');
delete from public.ticket_attachment_scans;
select is(tests.as('service', format('select public.record_scan(%L, ''Win.Test'')', tests.id('message of '))), 'infected', 'an infected one is infected:');
select is(tests.open_file('admin'), 'PT403 infected', 'not even admins open it,');
select is(tests.readers('ticket_attachment_scans where signature = ''Win.Test'''), 'nobody', 'past the functions nobody reads it: staff learn what it was,');
select is(tests.readers('notifications where event = ''file_infected'''), 'customer 1, agent 1, admin 1', 'and who sent it and the desk are told.');
select is(tests.as('customer', format('select public.get_ticket(%L)::text', tests.id('open'))) like '%Win.Test%', false, 'Customers do not learn its name.');

select * from finish();
rollback;

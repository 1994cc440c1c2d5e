-- Saved views: whose they are, who changes them, how they are sorted, taken away and brought back; get_desk.

begin;
select plan(40);
select tests.set_stage();

create function tests.save(p_name text, p_input jsonb, p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.save_ticket_view(%L, %L)', p_key, p_input)) $$;
create function tests.views(p_name text) returns text language sql as $$
  select coalesce(tests.as(p_name, 'select string_agg(v ->> ''name'', '', '' order by n) from jsonb_array_elements(public.get_desk() -> ''views'') with ordinality x(v, n)'), 'none') $$;
create function tests.view(p_name text) returns uuid language sql as $$ select id from public.ticket_views where name = p_name $$;

select is(tests.each('select public.save_ticket_view(null, ''{"name": "Each"}'') ->> ''name'''),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: Each, admin: Each, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'staff save views');
select is(tests.each(format('select public.%s', call)), 'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: ' || staff || ', admin: ' || staff || ', locked: PT403 portal_locked, signed_out: PT401 unauthenticated', call || ' is for staff')
from (values ('get_desk() -> ''customerName''', 'null'), (format('delete_ticket_view(%L)', gen_random_uuid()), 'PT404 view_not_found'), (format('restore_ticket_view(%L)', gen_random_uuid()), 'PT404 view_not_found'), ('order_ticket_views(''{}'')', '')) as v(call, staff);
delete from public.ticket_views;

select is(tests.save('agent', '{"name": " Angry ", "filters": {"priority": ["urgent"], "assignee": "me"}, "sort": "due"}', 'k1')::jsonb - '{id}'::text[],
  '{"name": "Angry", "filters": {"priority": ["urgent"], "assignee": "me"}, "sort": "due", "shared": false, "version": 1, "mine": true, "editable": true, "ownerName": "Agent"}', 'one of their own');
select is(tests.save('agent', '{"name": " Angry ", "filters": {"priority": ["urgent"], "assignee": "me"}, "sort": "due"}', 'k1')::jsonb ->> 'id', tests.view('Angry')::text, 'saving it twice is saving it once');
select is(tests.save('agent', '{"name": "Everybody''s", "filters": {"sla": ["breached"]}, "shared": true}')::jsonb ->> 'shared', 'true', 'one for all');
select is(tests.save('admin', '{"name": "Angry"}')::jsonb ->> 'name', 'Angry', 'two people have views of one name');
select is(tests.views('agent') || '; ' || tests.views('admin'), 'Angry, Everybody''s; Angry, Everybody''s', 'each sees their own, then those of all');
select is(tests.readers('ticket_views'), 'agent 2, admin 2', 'directly too, and nobody else any');
select is(tests.as('agent', 'insert into public.ticket_views (owner_id, name) values (''' || tests.id('agent') || ''', ''x'')'), '42501', 'and writes by command');

select is(tests.save('agent', input), answer, 'refused: ' || input::text)
from (values ('{"name": ""}'::jsonb, 'PT422 validation_failed'), ('{}', 'PT422 validation_failed'), (jsonb_build_object('name', repeat('x', 61)), 'PT422 validation_failed'), ('{"name": "angry"}', 'PT422 validation_failed'),
  ('{"name": "x", "filters": {"password": "x"}}', 'PT422 validation_failed'), ('{"name": "x", "filters": {"q": {"a": 1}}}', 'PT422 validation_failed'), ('{"name": "x", "filters": []}', 'PT422 validation_failed'),
  (jsonb_build_object('name', 'x', 'filters', jsonb_build_object('q', repeat('x', 4000))), 'PT422 validation_failed'), ('{"name": "x", "sort": "rank"}', 'PT422 validation_failed'), ('{"id": "x", "name": "x"}', 'PT404 view_not_found')) as v(input, answer);

-- Changing ------------------------------------------------------------------------------------------

select is(tests.save('agent', jsonb_build_object('id', tests.view('Everybody''s'), 'name', 'Late', 'expectedVersion', 1))::jsonb -> 'filters', '{"sla": ["breached"]}', 'a new name leaves the filters');
select is(tests.save('agent', jsonb_build_object('id', tests.view('Late'), 'filters', '{}'::jsonb, 'expectedVersion', 1)), 'PT409 view_changed', 'who saw it as it was is told');
select is(tests.save('admin', jsonb_build_object('id', tests.view('Late'), 'sort', 'oldest'))::jsonb ->> 'sort', 'oldest', 'admins change what is shared');
select is(tests.save('admin', '{"name": "Of admins", "shared": true}')::jsonb ->> 'shared', 'true', 'an admin shares one');
select is(tests.save('agent', jsonb_build_object('id', tests.view('Of admins'), 'name', 'x')), 'PT403 not_your_view', 'which agents leave alone');
select is(tests.save('admin', jsonb_build_object('id', (select id from public.ticket_views where owner_id = tests.id('agent') and name = 'Angry'), 'name', 'x')), 'PT404 view_not_found', 'what somebody keeps for themselves is nobody else''s, not an admin''s either');

select tests.save('agent', '{"name": "Beta"}');
select tests.as('agent', format('select public.order_ticket_views(%L)', array[tests.view('Beta'), (select id from public.ticket_views where owner_id = tests.id('agent') and name = 'Angry'), tests.view('Of admins'), tests.view('Late')]));
select is(tests.views('agent'), 'Beta, Angry, Late, Of admins', 'agents sort their own');
select tests.as('admin', format('select public.order_ticket_views(%L)', array[tests.view('Of admins'), tests.view('Late'), tests.view('Beta')]));
select is(tests.views('agent'), 'Beta, Angry, Of admins, Late', 'admins those of all');

select is(tests.as('agent', format('select public.delete_ticket_view(%L) ->> ''name''', tests.view('Beta'))), 'Beta', 'a view goes,');
select is(tests.views('agent'), 'Angry, Of admins, Late', 'and is gone,');
select is(tests.as('agent', format('select public.delete_ticket_view(%L) ->> ''name''', tests.view('Beta'))), 'Beta', 'twice is once,');
select is(tests.as('agent', format('select public.restore_ticket_view(%L) ->> ''name''', tests.view('Beta'))), 'Beta', 'and it comes back');
select is(tests.views('agent'), 'Beta, Angry, Of admins, Late', 'to its place');
select is(tests.as('agent', format('select public.delete_ticket_view(%L)', tests.view('Of admins'))), 'PT403 not_your_view', 'agents take away what is theirs');

-- The desk ------------------------------------------------------------------------------------------

select is(tests.as('agent', 'select public.get_desk(''{"customer": "' || tests.id('home') || '"}'')')::jsonb #>> '{customerName}', 'Home', 'the customer of a filter has a name');
select is(tests.as('agent', 'select string_agg(concat_ws('' '', v ->> ''name'', v ->> ''count''), '', '' order by n) from jsonb_array_elements(public.get_desk() -> ''views'') with ordinality x(v, n)'), 'Beta 3, Angry 0, Of admins 3, Late 0', 'views say how many tickets they hold');
update public.ticket_views set filters = '{"status": ["x'') or true --"], "tag": "x''y", "assignee": "nonsense", "customer": "%", "orderId": "''", "category": ["''"], "sla": ["late"]}' where name = 'Late';
select is(tests.views('agent'), 'Beta, Angry, Of admins, Late', 'and nothing that is kept in one breaks out');
select is((tests.as('agent', 'select public.get_desk()')::jsonb) ?& array['page', 'counts', 'views'], true, 'one call shows it all');

select * from finish();
rollback;

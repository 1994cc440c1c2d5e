-- Templates: for staff, changed by commands alone, two people at once noticed, and counted when they are used.

begin;
select plan(25);
select tests.set_stage();

create function tests.make(p_who text, p_input jsonb) returns text language sql as $$
  select tests.as(p_who, format('select public.create_template(null, %L)', '{"name": "Photos", "body": "Hi {{customer.first_name}}"}' || p_input)) $$;
create function tests.change_template(p_who text, p_changes jsonb, p_id uuid default null) returns text language sql as $$
  select tests.as(p_who, format('select public.update_template(%L, %L)',
    coalesce(p_id, (select id from public.ticket_templates where name = 'Greeting')), p_changes)) $$;
create function tests.refused(p_sql text) returns text language sql as $$
  select string_agg(p || ' ' || left(coalesce(tests.as(p, p_sql), 'null'), 17), ', ' order by n)
  from unnest(array['anonymous', 'customer', 'colleague', 'other', 'locked', 'signed_out']) with ordinality as t(p, n) $$;

-- Who ------------------------------------------------------------------------------------------------

select is(tests.refused(call), 'anonymous 42501, customer PT403 staff_only, colleague PT403 staff_only, other PT403 staff_only, locked PT403 portal_lock, signed_out PT401 unauthentic',
  'not for customers: ' || call)
from unnest(array[
  'select public.list_templates()', 'select public.template_counts()', format('select public.get_template(%L)', tests.id('x')),
  format('select public.get_template_values(%L)', tests.id('open')), 'select public.create_template(null, ''{}'')',
  format('select public.update_template(%L, ''{}'')', tests.id('x'))]) as call;
select is(tests.readers('ticket_templates'), 'agent 1, admin 1', 'nor is the table');
select ok(tests.make(p, jsonb_build_object('name', p)) like '{%', p || ' makes one') from unnest(array['agent', 'admin']) as p;

-- What -----------------------------------------------------------------------------------------------

select is(tests.make('agent', changes), 'PT422 validation_failed', 'refused: ' || why)
from (values ('{"name": " "}'::jsonb, 'no name'), (jsonb_build_object('name', repeat('x', 121)), 'a long name'), ('{"name": "GREETING"}', 'a name that is taken'),
  ('{"body": ""}', 'no text'), (jsonb_build_object('body', repeat('x', 10001)), 'a long text'), ('{"category": "nonsense"}', 'an unknown category'),
  ('{"body": "{{customer.password}}"}', 'an unknown variable')) as v(changes, why);
select is(tests.failure_as('agent', 'select public.create_template(null, ''{"name": "x", "body": "{{a.b}} {{agent.name}} {{x}}"}'')') -> 'detail' -> 'variables',
  '["a.b", "{{x}}"]', 'and what was unknown is named');

-- Changing ---------------------------------------------------------------------------------------------

select is(tests.change_template('agent', '{"body": "New", "expectedVersion": 1}')::jsonb -> 'version', '2', 'a change raises the version,');
select is(tests.change_template('agent', '{"body": "New", "expectedVersion": 1}')::jsonb -> 'version', '2', 'repeated it changes nothing,');
select is(tests.change_template('admin', '{"body": "Newer", "expectedVersion": 1}'), 'PT409 template_changed', 'and who looked at the older one is told.');
select is(tests.change_template('admin', '{"name": "agent"}'), 'PT422 validation_failed', 'Names stay apart,');
select is(tests.change_template('admin', '{}', tests.id('nothing')), 'PT404 template_not_found', 'and what is not there cannot be changed.');

create temporary table before as select updated_at, version from public.ticket_templates where name = 'Greeting';
select private.count_template_use((select id from public.ticket_templates where name = 'Greeting')), private.count_template_use(null);
select is((select (t.usage_count, t.version, t.updated_at) from public.ticket_templates t where name = 'Greeting'), (select (1, version, updated_at) from before), 'A use counts, and is no change.');
select is(tests.as('service', 'select private.count_template_use(null)::text'), '42501', 'Nobody outside counts.');
select is(tests.as('admin', 'delete from public.ticket_templates returning 1'), '42501', 'Nobody deletes.');

select * from finish();
rollback;

-- Teams: who reads and changes them, which ticket goes to which, and to whom in it.

begin;
select plan(70);
select tests.set_stage();
-- More hands than the stage has.
select tests.person(p, 'agent', null) from unnest(array['ann', 'ben', 'cas']) as p;

create function tests.save_team_as(p_name text, p_input jsonb, p_id uuid default null) returns text language sql as $$
  select tests.as(p_name, format('select public.save_team(null, %L, %L)', p_id, '{"name": "Billing", "assignment": "manual", "capacity": 5}'::jsonb || p_input)) $$;
create function tests.team(p_name text) returns public.teams language sql as $$ select m from public.teams m where m.name = p_name $$;
create function tests.refused(p_name text, p_sql text) returns text language sql as $$
  select concat_ws(' ', f ->> 'code', f ->> 'message', f -> 'detail' ->> 'fields') from tests.failure_as(p_name, p_sql) as f $$;

-- Who ---------------------------------------------------------------------------------------------

select is(left(tests.save_team_as(p, jsonb_build_object('name', 'Team of ' || p)), length(answer)), answer, p || ' saves: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated'), ('agent', 'PT403 admin_only'), ('admin', '{"id"')) as w(p, answer);
select is(tests.readers('teams'), 'agent 1, admin 1', 'staff read the teams');
insert into public.team_members (team_id, user_id) values ((tests.team('Team of admin')).id, tests.id('agent'));
insert into public.staff_absences (user_id) values (tests.id('ann'));
select is(tests.readers('team_members'), 'agent 1, admin 1', 'and their members');
select is(tests.readers('staff_absences'), 'agent 1, admin 1', 'and who is away');
select is(tests.each('select left(public.list_teams()::text, 9)'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: {"teams":, admin: {"teams":, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'with what they have to do');
select is(tests.each('select left(public.list_team_names()::text, 2)'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: [{, admin: [{, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'or by name alone');
select is(tests.each(format('select public.archive_team(%L)', gen_random_uuid())),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: PT404 team_not_found, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'admins end teams');
select is(tests.each(format('select public.transfer_ticket(%L, null)', tests.id('open')) ) like '%customer: PT403 staff_only%agent: {%', true, 'staff hand tickets over, customers do not');
select is(tests.each(format('select public.get_team(%L)', gen_random_uuid())) like '%customer: PT403 staff_only%agent: PT404 team_not_found%', true, 'a team that is not there');
delete from public.teams;
delete from public.staff_absences;

-- What a team is ------------------------------------------------------------------------------------

select is(tests.refused('admin', format('select public.save_team(null, null, %L)', '{"name": "A", "assignment": "manual", "capacity": 5}'::jsonb || input)),
  'PT422 validation_failed ' || fields, input::text)
from (values ('{"name": "  "}'::jsonb, '{"name": ["required"]}'), (jsonb_build_object('name', repeat('a', 81)), '{"name": ["too_long"]}'),
  ('{"assignment": "lottery"}', '{"assignment": ["unknown"]}'), ('{"capacity": 0}', '{"capacity": ["out_of_range"]}'),
  ('{"capacity": "many"}', '{"capacity": ["out_of_range"]}'), (jsonb_build_object('description', repeat('a', 301)), '{"description": ["too_long"]}'),
  (jsonb_build_object('members', jsonb_build_array(jsonb_build_object('userId', tests.id('customer')))), '{"members": ["unknown"]}'),
  (jsonb_build_object('members', jsonb_build_array(jsonb_build_object('userId', tests.id('ann')), jsonb_build_object('userId', tests.id('ann')))), '{"members": ["unknown"]}'),
  (jsonb_build_object('members', jsonb_build_array(jsonb_build_object('userId', tests.id('ann'), 'capacity', 501))), '{"members": ["out_of_range"]}'),
  ('{"categories": ["nonsense"]}', '{"categories": ["unknown"]}')) as v(input, fields);

select tests.save_team_as('admin', jsonb_build_object('name', 'Billing', 'categories', '["billing"]'::jsonb, 'members',
  jsonb_build_array(jsonb_build_object('userId', tests.id('ann')), jsonb_build_object('userId', tests.id('ben'), 'capacity', 1))));
select tests.save_team_as('admin', '{"name": "Repairs", "categories": ["repair"], "assignment": "round_robin"}');
select is(tests.refused('admin', 'select public.save_team(null, null, ''{"name": "BILLING", "assignment": "manual", "capacity": 5}'')'), 'PT422 validation_failed {"name": ["taken"]}', 'names are not given twice');
select is(tests.save_team_as('admin', '{"expectedVersion": 7}', (tests.team('Billing')).id), 'PT409 team_changed', 'nobody overwrites what they have not seen');
select is(tests.save_team_as('admin', '{"expectedVersion": 1, "description": "Money"}', (tests.team('Billing')).id)::jsonb ->> 'version', '2', 'who has seen it does');
select is((select string_agg(initcap(u.full_name) || coalesce(' ' || m.capacity, ''), ', ' order by u.full_name)
  from public.team_members m join public.portal_users u on u.id = m.user_id), 'Ann, Ben 1', 'members stay when none are named');
select is(tests.as('admin', $$select public.save_team('once', null, '{"name": "Twice", "assignment": "manual", "capacity": 5}')$$),
  tests.as('admin', $$select public.save_team('once', null, '{"name": "Twice", "assignment": "manual", "capacity": 5}')$$), 'a repeated call makes one team');
select tests.as('admin', format('select public.save_team(null, %L, %L)', (tests.team('Repairs')).id, '{"name": "Repairs", "assignment": "round_robin", "capacity": 5, "categories": ["repair", "billing"]}'));
select is((select string_agg(slug || ': ' || m.name, ', ' order by slug) from public.ticket_categories c join public.teams m on m.id = c.team_id), 'billing: Repairs, repair: Repairs', 'a category has one team');
select tests.as('admin', format('select public.save_team(null, %L, %L)', (tests.team('Billing')).id, '{"name": "Billing", "assignment": "manual", "capacity": 5, "categories": ["billing"]}'));

-- Which team ---------------------------------------------------------------------------------------

create function tests.new_ticket(p_category text) returns uuid language sql as $$
  select (tests.as('customer', format('select public.create_ticket(null, %L)', jsonb_build_object('subject', 'S', 'description', 'D', 'category', p_category)))::jsonb ->> 'id')::uuid $$;
create function tests.of(p_id uuid) returns text language sql as $$
  select concat_ws(', ', m.name, u.full_name, t.status) from public.support_tickets t left join public.teams m on m.id = t.team_id left join public.portal_users u on u.id = t.assignee_id where t.id = p_id $$;
create function tests.told(p_ticket uuid) returns text language sql as $$
  select coalesce(string_agg(u.full_name || ' ' || n.event, ', ' order by u.full_name, n.event), 'nobody') from public.notifications n join public.portal_users u on u.id = n.user_id
  where n.resource_id = p_ticket and u.role <> 'customer' $$;
create function tests.run(p_ticket uuid) returns void language plpgsql as $$
declare v_job public.jobs; begin
  for v_job in select * from public.jobs where kind = 'run_automation' and status = 'queued' and payload ->> 'ticketId' = p_ticket::text order by id loop
    perform public.run_automation(v_job.payload);
    update public.jobs set status = 'done' where id = v_job.id;
  end loop;
end $$;

create temporary table named (name text, id uuid);
insert into named values ('bill', tests.new_ticket('billing')), ('question', tests.new_ticket('question'));
create function tests.named(p_name text) returns uuid language sql as $$ select id from named where name = p_name $$;
select is(tests.of(tests.named('bill')), 'Billing, new', 'a ticket belongs to the team of its category');
select is(tests.told(tests.named('bill')), 'Ann ticket_created, Ben ticket_created', 'while nobody has it, its team is told, and nobody else');
select is(tests.of(tests.named('question')), 'new', 'or to none');
select is(tests.told(tests.named('question')), 'Admin ticket_created, Agent ticket_created, Ann ticket_created, Ben ticket_created, Cas ticket_created', 'and then everybody is told');
insert into public.staff_absences (user_id) values (tests.id('ann'));
insert into named values ('second', tests.new_ticket('billing'));
select is(tests.told(tests.named('second')), 'Ben ticket_created', 'who is away is not told');
delete from public.staff_absences;

select tests.as('agent', format('select public.update_ticket(%L, ''{"category": "repair"}'')', tests.named('bill')));
select is(tests.of(tests.named('bill')), 'Repairs, new', 'another category is another team''s');
select tests.as('agent', format('select public.transfer_ticket(%L, %L)', tests.named('bill'), (tests.team('Billing')).id));
select tests.as('agent', format('select public.update_ticket(%L, ''{"category": "account"}'')', tests.named('bill')));
select is(tests.of(tests.named('bill')), 'Billing, new', 'unless somebody chose the team');
select is((select concat_ws(' ', old_value, '→', new_value, case when is_internal then '(internal)' end) from public.ticket_events where ticket_id = tests.named('bill') and type = 'team_changed' order by created_at desc limit 1), 'Repairs → Billing (internal)', 'which the timeline tells staff');
select is(tests.as('agent', format('select public.transfer_ticket(%L, %L, 1)', tests.named('bill'), (tests.team('Repairs')).id)), 'PT409 ticket_changed', 'not what changed meanwhile');
select is(tests.as('agent', format('select public.transfer_ticket(%L, %L)', tests.named('bill'), gen_random_uuid())), 'PT422 validation_failed', 'nor to a team that is not there');
select tests.as('agent', format('select public.update_ticket(%L, %L)', tests.named('bill'), jsonb_build_object('assigneeId', tests.id('ann'))));
select tests.as('agent', format('select public.transfer_ticket(%L, %L)', tests.named('bill'), (tests.team('Repairs')).id));
select is(tests.of(tests.named('bill')), 'Repairs, assigned', 'an assignee of the old team gives it up');

-- To whom -------------------------------------------------------------------------------------------

-- Ann, Ben and Cas in turn; ids decide who is first.
insert into public.team_members (team_id, user_id) select (tests.team('Repairs')).id, tests.id(p) from unnest(array['ann', 'ben', 'cas']) as p;
update public.support_tickets set status = 'closed';
create function tests.given(p_count int) returns text language plpgsql as $$
declare v_id uuid; v_names text[] := '{}'; begin
  for i in 1 .. p_count loop
    v_id := tests.new_ticket('repair');
    perform tests.run(v_id);
    v_names := v_names || coalesce((select u.full_name from public.support_tickets t left join public.portal_users u on u.id = t.assignee_id where t.id = v_id), 'Nobody');
  end loop;
  return (select string_agg(n.name || ' ' || n.count, ', ' order by n.name) from (select name, count(*) from unnest(v_names) as name group by name) n);
end $$;
select is(tests.given(6), 'Ann 2, Ben 2, Cas 2', 'in turn');
select is((select count(distinct assignee_id)::int from (select assignee_id from public.support_tickets where category = 'repair' and assignee_id is not null order by created_at desc limit 3) t), 3, 'nobody twice before the others');
select is((select string_agg(distinct concat_ws(' ', actor_type, actor_name, type), ', ') from public.ticket_events e join public.support_tickets t on t.id = e.ticket_id
  where t.category = 'repair' and t.assignee_id is not null and e.type in ('assigned', 'status_changed') and t.created_at = now()), 'system Portico assigned, system Portico status_changed', 'the portal itself does it');
insert into public.staff_absences (user_id) values (tests.id('ann'));
update public.team_members set is_paused = true where user_id = tests.id('ben') and team_id = (tests.team('Repairs')).id;
select is(tests.given(2), 'Cas 2', 'who is away or paused gets nothing');
update public.portal_users set portal_active = false where id = tests.id('cas');
select is(tests.given(1), 'Nobody 1', 'nor who is locked');
insert into named values ('lonely', tests.new_ticket('repair'));
select is(tests.told(tests.named('lonely')), 'nobody', 'while a person is looked for, nobody is disturbed');
select tests.run(tests.named('lonely'));
select is(tests.told(tests.named('lonely')), 'Ann ticket_team, Ben ticket_team', 'when nobody is found, the team is told and nobody else');
delete from public.staff_absences;
update public.support_tickets set created_at = now() - interval '5 minutes' where assignee_id is null and category = 'repair';
select is(public.share_out_tickets() || ' ' || tests.of(tests.named('lonely')), '2 Repairs, Ann, assigned', 'whoever comes back is given what waits');
select is(public.share_out_tickets(), 0, 'once');
update public.teams set capacity = 4 where name = 'Repairs';
select is(tests.given(3), 'Nobody 3', 'nobody gets more than they can take');
update public.team_members set is_paused = false;
select is(tests.given(4), 'Ben 2, Nobody 2', 'to the last one');
update public.support_tickets set status = 'waiting_customer' where assignee_id = tests.id('ann');
select is(tests.given(1), 'Ann 1', 'what waits for the customer is no load');

update public.support_tickets set status = 'closed';
update public.portal_users set portal_active = true where id = tests.id('cas');
update public.teams set assignment = 'least_loaded', capacity = 5 where name = 'Repairs';
update public.support_tickets set status = 'in_progress', assignee_id = tests.id('ann') where id in (tests.named('question'), tests.named('second'));
update public.support_tickets set status = 'in_progress', assignee_id = tests.id('ben') where id = tests.named('bill');
select is(tests.given(3), 'Ben 1, Cas 2', 'or whoever has least, wherever it came from');

-- Being there -----------------------------------------------------------------------------------------

select is(tests.as('agent', format('select public.set_availability(%L, true)', tests.id('agent')))::jsonb ->> 'isAway', 'true', 'staff say that they are away');
select is(tests.as('agent', format('select public.set_availability(%L, true)', tests.id('ann'))), 'PT403 admin_only', 'not that others are');
select is(tests.as('admin', format('select public.set_availability(%L, true, now() + interval ''1 day'')', tests.id('ann')))::jsonb ->> 'isAway', 'true', 'admins do');
select is(tests.as('admin', format('select public.set_availability(%L, true, now() - interval ''1 day'')', tests.id('ann'))), 'PT422 validation_failed', 'not until yesterday');
select is(tests.as('admin', format('select public.set_availability(%L, true)', tests.id('customer'))), 'PT404 person_not_found', 'nor of customers');
select is(tests.as('customer', format('select public.set_availability(%L, true)', tests.id('customer'))), 'PT403 staff_only', 'nor customers of themselves');
select is(tests.as('ben', format('select public.pause_member(%L, %L, true)', (tests.team('Repairs')).id, tests.id('ben')))::jsonb ->> 'isPaused', 'true', 'staff pause themselves in a team');
select is(tests.as('ben', format('select public.pause_member(%L, %L, true)', (tests.team('Repairs')).id, tests.id('cas'))), 'PT403 admin_only', 'not others');
select is(tests.as('admin', format('select public.pause_member(%L, %L, true)', (tests.team('Repairs')).id, tests.id('agent'))), 'PT404 member_not_found', 'nor who is not in it');
select is((select string_agg(m ->> 'fullName' || ' ' || (m ->> 'load') || ' ' || (m ->> 'state'), ', ') from jsonb_array_elements(tests.as('agent', format('select public.get_team(%L)', (tests.team('Repairs')).id))::jsonb -> 'members') m),
  'Ann 2 away, Ben 2 paused, Cas 2 available', 'the page says who can take more');

-- The end of a team -------------------------------------------------------------------------------------

select is(tests.as('admin', format('select public.archive_team(%L, %L)', (tests.team('Repairs')).id, (tests.team('Repairs')).id)), 'PT422 validation_failed', 'a team does not follow itself');
select is(tests.as('admin', format('select public.archive_team(%L, %L)', (tests.team('Repairs')).id, (tests.team('Billing')).id))::jsonb, '{"moved": 4, "left": 0}', 'its open tickets go to another one');
select is((select string_agg(slug || ': ' || m.name, ', ' order by slug) from public.ticket_categories c join public.teams m on m.id = c.team_id), 'billing: Billing, repair: Billing', 'and its categories');
select is(tests.as('agent', format('select public.transfer_ticket(%L, %L)', tests.named('question'), (tests.team('Repairs')).id)), 'PT422 validation_failed', 'nothing comes to it any more');

select * from finish();
rollback;

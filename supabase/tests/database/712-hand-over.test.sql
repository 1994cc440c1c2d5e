-- A ticket changes hands together with its other facts.

begin;
select plan(7);
select tests.set_stage();
insert into public.teams (id, name) values (tests.id('lines'), 'Lines');
insert into public.team_members (team_id, user_id) values (tests.id('lines'), tests.id('agent'));

create function tests.change(p_who text, p_changes jsonb) returns text language sql as $$
  select tests.as(p_who, format('select public.update_ticket(%L, %L) ->> ''assigneeId''', tests.id('open'), p_changes)) $$;
create function tests.team_of() returns text language sql as $$
  select m.name from public.support_tickets t left join public.teams m on m.id = t.team_id where t.id = tests.id('open') $$;

select is(tests.change('customer', jsonb_build_object('teamId', tests.id('lines'))), 'PT403 staff_only', 'customers hand nothing over');
select is(tests.change('agent', jsonb_build_object('teamId', tests.id('lines'), 'assigneeId', tests.id('agent'))), tests.id('agent')::text,
  'to a team and one of its people at once');
select is(tests.team_of(), 'Lines', 'the team has it');
select is(tests.change('agent', '{"teamId": "nonsense"}'), 'PT422 validation_failed', 'not to nonsense');
select is(tests.change('agent', jsonb_build_object('teamId', tests.id('open'))), 'PT422 validation_failed', 'nor to what is no team');
select is(tests.change('agent', '{"priority": "high"}'), tests.id('agent')::text, 'other changes leave it where it is');
select is((select tests.change('agent', '{"teamId": null}')) || coalesce(tests.team_of(), ' and nobody''s team'),
  tests.id('agent')::text || ' and nobody''s team', 'and it can leave the teams');

select * from finish();
rollback;

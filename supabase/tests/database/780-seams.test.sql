-- What the commands of tickets stand on: who acts, and who sees what.

begin;
select plan(22);
select tests.set_stage();

create function tests.sees(p_viewer private.viewer, p_ticket text) returns boolean language sql as $$
  select private.sees_ticket(p_viewer, t) from public.support_tickets t where t.id = tests.id(p_ticket) $$;

select is(tests.sees(private.viewer_of(tests.id(p)), 'open'), sees, p || (case when sees then ' sees it' else ' does not see it' end))
from (values ('customer', true), ('colleague', true), ('other', false), ('agent', true), ('admin', true), ('locked', false)) as w(p, sees);
select is(tests.sees(private.viewer_of(tests.id(p)), 'private'), sees, p || (case when sees then ' sees' else ' does not see' end) || ' what a colleague keeps private')
from (values ('customer', false), ('colleague', true), ('other', false), ('agent', true), ('locked', false)) as w(p, sees);
select ok(tests.sees(private.system_viewer('Rule'), 'private'), 'the portal itself sees all');
select ok(not tests.sees(null, 'open'), 'nobody sees nothing');
select ok(not private.sees_ticket(private.system_viewer('Rule'), null), 'and nothing is seen by nobody');

select is(tests.as('customer', 'select private.require_admin()'), '42501', 'helpers are not for customers to call');
create function tests.admin_only() returns text language sql security definer set search_path = '' as $$ select (private.require_admin()).full_name $$;
grant execute on function tests.admin_only() to authenticated;
select is(tests.as(p, 'select tests.admin_only()'), answer, p || ': ' || answer)
from (values ('customer', 'PT403 staff_only'), ('agent', 'PT403 admin_only'), ('admin', 'Admin'), ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);

-- What the portal itself does is told under its name.
do $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = tests.id('open');
  v_ticket := private.change_priority(private.system_viewer('Rule'), v_ticket, 'urgent');
  perform private.add_reply(private.system_viewer('Rule'), v_ticket, '{"body": "By itself"}');
end $$;
select results_eq(
  $$ select actor_type::text, actor_name from public.ticket_events where ticket_id = tests.id('open') and type = 'priority_changed' $$,
  $$ values ('system', 'Rule') $$, 'an event of the portal itself');
select results_eq(
  $$ select m.author_type::text, m.author_name, t.first_responded_at is null, t.assignee_id is null
     from public.support_tickets t join public.ticket_messages m on m.ticket_id = t.id where t.id = tests.id('open') and m.body = 'By itself' $$,
  $$ values ('system', 'Rule', true, true) $$, 'its words are no first response');

select * from finish();
rollback;

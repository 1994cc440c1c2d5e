-- The same button pressed twice, with the version that was on the screen: one change, and nobody is told of a conflict.

begin;
select plan(22);
select tests.set_stage();

create function tests.press(p_name text, p_action text, p_from public.ticket_status, p_assignee text default 'agent') returns text language plpgsql as $$
declare
  v_version int;
  v_call text;
  v_first text;
  v_second text;
begin
  delete from public.ticket_events where ticket_id = tests.id('open') and type = 'status_changed';
  update public.support_tickets set status = p_from, assignee_id = tests.id(p_assignee), version = version + 1, sla_paused_at = null,
    resolved_at = case when p_from in ('resolved', 'closed') then now() end where id = tests.id('open') returning version into v_version;
  v_call := format('select public.change_ticket_status(%L, %L, %L)', tests.id('open'), p_action, jsonb_build_object('expectedVersion', v_version));
  v_first := tests.as(p_name, v_call);
  v_second := tests.as(p_name, v_call);
  return case when v_first = v_second and v_first like '{%'
    then v_first::jsonb ->> 'status' || ' ' || (select count(*) from public.ticket_events where ticket_id = tests.id('open') and type = 'status_changed')
    else v_first || ' / ' || v_second end;
end
$$;

select is(tests.press(who, action, before::public.ticket_status, has), answer, who || ' presses ' || action || ' twice')
from (values
  ('customer', 'resolve', 'new', null, 'resolved 1'), ('customer', 'resolve', 'in_progress', 'agent', 'resolved 1'),
  ('customer', 'close', 'in_progress', 'agent', 'closed 1'), ('customer', 'close', 'resolved', 'agent', 'closed 1'),
  ('customer', 'cancel', 'new', null, 'cancelled 1'), ('customer', 'reopen', 'resolved', 'agent', 'in_progress 1'),
  ('customer', 'reopen', 'closed', 'agent', 'in_progress 1'), ('customer', 'reopen', 'resolved', null, 'new 1'),
  ('agent', 'start', 'assigned', 'agent', 'in_progress 1'), ('agent', 'wait', 'in_progress', 'agent', 'waiting_customer 1'),
  ('agent', 'hold', 'in_progress', 'agent', 'on_hold 1'), ('agent', 'resolve', 'in_progress', 'agent', 'resolved 1'),
  ('agent', 'close', 'resolved', 'agent', 'closed 1'), ('agent', 'cancel', 'in_progress', 'agent', 'cancelled 1'),
  ('agent', 'reopen', 'closed', 'agent', 'in_progress 1'), ('admin', 'reopen', 'cancelled', 'agent', 'in_progress 1')) as b(who, action, before, has, answer);

-- Somebody else's press is a conflict all the same.
update public.support_tickets set status = 'in_progress', version = 100 where id = tests.id('open');
create function tests.hold(p_name text) returns text language sql as $$
  select tests.as(p_name, format('select public.change_ticket_status(%L, ''hold'', ''{"expectedVersion": 100}'')', tests.id('open'))) $$;
select ok(tests.hold('agent') like '{%', 'one of staff holds it');
select is(tests.hold('admin'), 'PT409 ticket_changed', 'another one who saw it before is told');
select ok(tests.as('admin', format('select public.change_ticket_status(%L, ''start'')', tests.id('open'))) like '{%', 'goes on');
select is(tests.hold('agent'), 'PT409 ticket_changed', 'and then the first one''s old press is a conflict');
select is((select count(*) from public.notifications where event = 'ticket_status' and resource_id = tests.id('open') and user_id = tests.id('customer')
  and data ->> 'status' = 'on_hold'), 2::bigint, 'the customer was told of each hold once');
select is(tests.as('customer', format('select public.change_ticket_status(%L, ''close'', %L)', tests.id('open'), jsonb_build_object('reason', E'Done\u0007')))::jsonb ->> 'status',
  'closed', 'what cannot be read is left out of a reason');

select * from finish();
rollback;

-- Many tickets at once: each for itself, told one by one, undone where it can be undone.

begin;
select plan(34);
select tests.set_stage();

create function tests.bulk(p_name text, p_changes jsonb, p_key text default null, p_tickets text[] default array['open', 'private', 'foreign']) returns text language sql as $$
  select tests.as(p_name, format('select public.bulk_update_tickets(%L, %L, %L)', p_key, array(select tests.id(t) from unnest(p_tickets) as t), p_changes)) $$;
create function tests.outcome(p_answer text) returns text language sql as $$
  select case when p_answer like '[%' then (select string_agg(coalesce(r #>> '{error,code}', case when (r ->> 'ok')::boolean then 'ok' end), ', ' order by n) from jsonb_array_elements(p_answer::jsonb) with ordinality x(r, n)) else p_answer end $$;
create function tests.each_is(p_sql text) returns text language plpgsql as $$
declare v text; begin
  execute format('select string_agg(coalesce((%s)::text, ''–''), '', '' order by array_position(array[tests.id(''open''), tests.id(''private''), tests.id(''foreign'')], t.id)) from public.support_tickets t', p_sql) into v; return v;
end $$;
create function tests.tags() returns text language sql as $$ select tests.each_is('select string_agg(g.tag, ''+'' order by g.tag) from public.ticket_tags g where g.ticket_id = t.id') $$;
create function tests.undo(p_name text, p_key text) returns text language sql as $$ select tests.outcome(tests.as(p_name, format('select public.undo_bulk_update(%L)', p_key))) $$;

select is((select string_agg(p || ': ' || tests.outcome(tests.bulk(p, '{"priority": "high"}')), '; ' order by n) from tests.people() with ordinality as t(p, n)),
  'anonymous: 42501; customer: PT403 staff_only; colleague: PT403 staff_only; other: PT403 staff_only; agent: ok, ok, ok; admin: ok, ok, ok; locked: PT403 portal_locked; signed_out: PT401 unauthenticated', 'staff change many at once');
select is(tests.each('select public.undo_bulk_update(''none'')'), 'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT404 nothing_to_undo, admin: PT404 nothing_to_undo, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'and undo what they did');
select is(tests.each_is('t.priority'), 'high, high, high', 'all of them');

-- Row by row -------------------------------------------------------------------------------------------

update public.support_tickets set status = 'closed', resolved_at = now(), closed_at = now() where id = tests.id('private');
select is(tests.outcome(tests.bulk('agent', '{"status": "on_hold"}', 'hold')), 'ok, invalid_transition, ok', 'what fails for one is told beside it');
select is(tests.each_is('t.status'), 'on_hold, closed, on_hold', 'and loses nothing of the rest');
select is(tests.bulk('agent', '{"status": "on_hold"}', 'hold')::jsonb #>> '{1,error,message}', 'A ticket that is closed cannot be changed this way.', 'in a sentence');
select is((select count(*) from public.ticket_events where type = 'status_changed' and new_value = 'on_hold'), 2::bigint, 'repeating it does nothing twice');
select is(tests.outcome(tests.bulk('agent', '{"status": "in_progress"}', 'hold')), 'PT409 idempotency_key_reused', 'a key is for one change');
select is(tests.outcome(tests.bulk('agent', '{"priority": "low", "status": "waiting_ai"}', null, array['open', 'nowhere', 'foreign'])) || ': ' || tests.each_is('t.priority'),
  'invalid_transition, ticket_not_found, invalid_transition: high, high, high', 'changes of one ticket come together or not at all');
select is(tests.outcome(tests.bulk('agent', jsonb_build_object('assigneeId', tests.id('customer')))), 'validation_failed, validation_failed, validation_failed', 'nobody but staff gets tickets');
select is(tests.outcome(tests.bulk('agent', changes)), 'PT422 validation_failed', 'refused: ' || changes::text)
from (values ('{}'::jsonb), ('[]'), ('null'), ('{"tags": ["vip"]}'), ('{"category": "billing"}'), ('{"expectedVersion": 1}')) as v(changes);
select is(tests.outcome(tests.bulk('agent', '{"priority": "low"}', null, '{}')), 'PT422 validation_failed', 'none is too few');
select is(tests.outcome(tests.bulk('agent', '{"priority": "low"}', null, array(select 'open' || n from generate_series(1, 101) as n))), 'PT422 validation_failed', 'a hundred and one too many');
select is(tests.outcome(tests.bulk('agent', '{"priority": "high"}', null, array['open', 'open'])), 'ok', 'one that is named twice is one');

-- Tags -------------------------------------------------------------------------------------------------

delete from public.ticket_tags;
insert into public.ticket_tags values (tests.id('open'), 'vip'), (tests.id('foreign'), 'churn');
select is(tests.outcome(tests.bulk('agent', '{"addTags": ["Late ", "vip"]}', 'tag')), 'ok, ok, ok', 'tags are added');
select is(tests.tags(), 'late+vip, late+vip, churn+late+vip', 'to those that are there');
select is(tests.outcome(tests.bulk('agent', '{"removeTags": ["vip"]}', 'untag')), 'ok, ok, ok', 'and taken away');
select is(tests.tags(), 'late, late, churn+late', 'the others stay');
select is(tests.undo('agent', 'untag') || ': ' || tests.tags(), 'ok, ok, ok: late+vip, late+vip, churn+late+vip', 'which can be undone');
select is(tests.outcome(tests.bulk('agent', '{"addTags": ["two words"]}')), 'validation_failed, validation_failed, validation_failed', 'what is no tag is none');

-- Undo --------------------------------------------------------------------------------------------------

update public.support_tickets set status = 'new', assignee_id = null, priority = 'low', resolved_at = null, closed_at = null;
select is(tests.outcome(tests.bulk('agent', jsonb_build_object('assigneeId', tests.id('admin'), 'priority', 'urgent'), 'take')) || ': ' || tests.each_is('t.status'), 'ok, ok, ok: assigned, assigned, assigned', 'assigned, all');
select is(tests.undo('admin', 'take'), 'PT404 nothing_to_undo', 'what somebody else did is theirs to undo');
update public.support_tickets set version = version + 1, status = 'in_progress' where id = tests.id('foreign');
select is((select string_agg(x, ', ' order by x) from unnest(string_to_array(tests.undo('agent', 'take'), ', ')) as x), 'ok, ok, ticket_changed', 'what somebody has changed since stays');
select is(tests.each_is('t.status || '' '' || t.priority || '' '' || (t.assignee_id is not null)'), 'new low false, new low false, in_progress urgent true', 'the rest is as it was');
select is((select string_agg(x, ', ' order by x) from unnest(string_to_array(tests.undo('agent', 'take'), ', ')) as x), 'ok, ok, ticket_changed', 'undoing twice is undoing once');
select tests.bulk('agent', '{"status": "in_progress"}', 'start');
select is(tests.undo('agent', 'start'), 'cannot_undo, cannot_undo', 'there is no way back to new, and that is said');
select tests.bulk('agent', '{"status": "on_hold"}', 'hold again');
select is(tests.undo('agent', 'hold again') || ': ' || tests.each_is('t.status'), 'ok, ok, ok: in_progress, in_progress, in_progress', 'where there is one it is taken');
update private.idempotency_keys set created_at = now() - interval '11 minutes';
select is(tests.undo('agent', 'hold'), 'PT404 nothing_to_undo', 'ten minutes later it is past');
select is((select count(*) from public.portal_audit_log where action = 'ticket.update' and actor_id = tests.id('agent') and fields = '["status"]') > 0, true, 'the audit log knows each ticket');

select * from finish();
rollback;

-- merge_tickets: who may, what moves, what is refused, and what becomes of the old number.

begin;
select plan(83);
select tests.set_stage();
select tests.ticket('second', 'home', 'colleague'), tests.ticket('third', 'home', 'customer'),
  tests.ticket('secret', 'home', 'colleague', true), tests.ticket('hidden', 'home', 'customer', true);

create function tests.merge_as(p_name text, p_from text, p_into text, p_input jsonb default '{}', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.merge_tickets(%L, %L, %L, %L)', p_key, tests.id(p_from), tests.id(p_into), p_input)) $$;
create function tests.merge_failure(p_from text, p_into text) returns jsonb language sql as $$
  select tests.failure_as('agent', format('select public.merge_tickets(null, %L, %L)', tests.id(p_from), tests.id(p_into))) $$;
create function tests.told(p_event text) returns text language sql as $$
  select coalesce(string_agg(lower(u.full_name), ', ' order by u.full_name), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = p_event $$;
create function tests.row_of(p_name text) returns public.support_tickets language sql as $$
  select t from public.support_tickets t where id = tests.id(p_name) $$;
create function tests.seen_by(p_name text, p_ticket text) returns jsonb language sql as $$
  select case when answer like '{%' then answer::jsonb end
  from tests.as(p_name, format('select public.get_ticket(%L)', 'TKT-2000-' || upper(p_ticket))) as answer $$;
update public.support_tickets set number = upper(number);

-- Who ---------------------------------------------------------------------------------------------

select is(tests.merge_as(p, 'second', 'open'), answer, p || ' merges nothing: ' || answer)
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'),
  ('locked', 'PT403 portal_locked'), ('signed_out', 'PT401 unauthenticated')) as w(p, answer);

-- What is refused -----------------------------------------------------------------------------------

select is(tests.merge_as('agent', 'open', 'open'), 'PT422 validation_failed', 'a ticket is not merged into itself');
select is(tests.merge_as('agent', 'open', 'nowhere'), 'PT404 ticket_not_found', 'nor into one that does not exist');
select is(tests.merge_as('agent', 'nowhere', 'open'), 'PT404 ticket_not_found', 'nor one that does not exist');
select is(tests.merge_as('agent', 'open', 'foreign'), 'PT409 different_customer', 'nor into another customer''s');
select is(tests.merge_as('admin', 'foreign', 'open'), 'PT409 different_customer', 'not even by an admin');
select is(tests.merge_as('agent', 'private', 'open'), 'PT409 different_audience', 'a private ticket is not shown to colleagues');
select is(tests.merge_as('agent', 'open', 'private'), 'PT409 different_audience', 'what colleagues read is not hidden from them');
select is(tests.merge_as('agent', 'private', 'hidden'), 'PT409 different_audience', 'private tickets of two people stay apart');
select is(tests.merge_as('agent', 'second', 'open', '{"expectedVersion": 7}'), 'PT409 ticket_changed', 'who saw another version is told');
update public.support_tickets set status = 'cancelled' where id = tests.id('second');
select is(tests.merge_as('agent', 'second', 'open'), 'PT409 ticket_cancelled', 'a cancelled ticket claims nothing, and is not merged');
select is(tests.merge_as('agent', 'open', 'second'), 'PT409 ticket_cancelled', 'nor merged into');
update public.support_tickets set status = 'resolved', resolved_at = now() where id = tests.id('second');
select is(tests.merge_as('agent', 'open', 'second'), 'PT409 target_settled', 'what is open does not vanish in what is done');
select ok((tests.merge_failure('open', 'second') ->> 'hint') like 'TKT-2000-SECOND is done%', 'and the refusal names it');
insert into public.orders (id, customer_id, number, status, subtotal, total) values (tests.id('other order'), tests.id('home'), 'O-2', 'delivered', 1, 1);
update public.support_tickets set order_id = tests.id('order of home') where id = tests.id('open');
update public.support_tickets set status = 'in_progress', resolved_at = null, order_id = tests.id('other order') where id = tests.id('second');
select is(tests.merge_as('agent', 'open', 'second'), 'PT409 different_order', 'items of two orders are not mixed');
select is((select count(*) from public.support_tickets where merged_into is not null), 0::bigint, 'none of that merged anything');

-- What moves ----------------------------------------------------------------------------------------

update public.support_tickets set status = 'waiting_customer', order_id = null, assignee_id = null, first_responded_at = null,
  sla_paused_at = now() where id = tests.id('second');
update public.support_tickets set status = 'in_progress', assignee_id = tests.id('agent'), last_message_author = 'customer',
  first_responded_at = now(), next_response_due_at = now() + interval '2 hours' where id = tests.id('open');
insert into public.ticket_affected_items (ticket_id, order_item_id, quantity, note) values (tests.id('second'), tests.id('line of home'), 1, 'Scratched');
insert into public.ticket_tags (ticket_id, tag) values (tests.id('open'), 'loud');
insert into public.refunds (ticket_id, order_id, amount, currency, status) values (tests.id('open'), tests.id('order of home'), 100, 'ZAR', 'pending_approval');
insert into public.ticket_attachments (id, customer_id, ticket_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, stored_at)
values (tests.id('waiting file'), tests.id('home'), tests.id('open'), tests.id('customer'), 'a.png', 'image/png', 1, repeat('c', 64), 'waiting', now());
insert into public.ticket_drafts (ticket_id, author_id, mode, body, send_at) values
  (tests.id('open'), tests.id('agent'), 'reply', 'Begun here', null), (tests.id('second'), tests.id('agent'), 'reply', 'Begun there', null),
  (tests.id('open'), tests.id('admin'), 'note', 'Alone', null), (tests.id('open'), tests.id('agent'), 'reply', 'On its way', now());
insert into public.ticket_correspondents (ticket_id, address, full_name) values (tests.id('open'), 'ann@mail.example', 'Ann');
delete from public.notifications;
create temporary table claimed as select sum(quantity) as n from public.ticket_affected_items;
create temporary table answers (key text, answer jsonb);
insert into answers values ('first', tests.merge_as('admin', 'open', 'second', '{}', 'k1')::jsonb);

select is((select answer ->> 'number' from answers), 'TKT-2000-SECOND', 'an agent merges, and is answered with the surviving ticket');
select is((select answer #>> '{mergedFrom,number}' from answers), 'TKT-2000-OPEN', 'which one became part of it,');
select is((select answer -> 'moved' from answers), '{"messages": 2, "attachments": 3}', 'and how much moved');
select is(tests.merge_as('admin', 'open', 'second', '{}', 'k1')::jsonb, (select answer from answers), 'the same key gives the same answer');
select is(tests.merge_as('admin', 'open', 'second')::jsonb ->> 'id', tests.id('second')::text, 'and so does asking again without');
select is(tests.merge_as('agent', 'open', 'second')::jsonb ->> 'id', tests.id('second')::text, 'also for somebody of the same mind');
select is(tests.merge_as('admin', 'third', 'second', '{}', 'k1'), 'PT409 idempotency_key_reused', 'a key is for one merge');
select is((select count(*) from public.ticket_events where type in ('merged', 'merged_from')), 2::bigint, 'it happened once');

select is((select count(*) from public.ticket_messages where ticket_id = tests.id('open')), 0::bigint, 'no message stays behind');
select is((select count(*) from public.ticket_messages where ticket_id = tests.id('second') and is_internal), 2::bigint, 'notes stay notes');
select is((select count(*) from public.ticket_attachments where ticket_id = tests.id('second')), 3::bigint, 'files move, those that wait to be sent too');
select is((select count(*) from public.ticket_attachments where ticket_id = tests.id('second') and is_internal), 1::bigint, 'a note''s file stays the note''s');
select results_eq($$select ticket_id, quantity, note from public.ticket_affected_items$$, $$values (tests.id('second'), 2, 'Scratched')$$, 'claims add up');
select is((select sum(quantity) from public.ticket_affected_items), (select n from claimed), 'to what was claimed before');
select is((select ticket_id from public.refunds), tests.id('second'), 'a refund goes along');
select bag_eq($$select tag from public.ticket_tags where ticket_id = tests.id('second')$$, $$values ('loud'), ('vip')$$, 'so do tags');
select bag_eq($$select ticket_id, body from public.ticket_drafts$$, $$values (tests.id('second'), E'Begun there\n\nBegun here'),
  (tests.id('second'), 'Alone'), (tests.id('second'), 'On its way')$$, 'so does what staff have not sent yet');
select is((select address from public.ticket_correspondents where ticket_id = tests.id('second')), 'ann@mail.example', 'and who takes part by e-mail');
select is((tests.row_of('second')).order_id, tests.id('order of home'), 'the order goes along when there was none');
select is((tests.row_of('second')).message_count, 2, 'messages are counted anew');
select isnt((tests.row_of('second')).first_responded_at, null, 'what was answered counts as answered');
select is((tests.row_of('second')).assignee_id, tests.id('agent'), 'whoever had it has what nobody had');
select is((tests.row_of('second')).status::text, 'in_progress', 'a question that waits for us wakes the ticket');
select is((tests.row_of('second')).next_response_due_at, now() + interval '2 hours', 'by when it was promised an answer');
select is((tests.row_of('second')).sla_paused_at, null, 'and its clock runs');
select results_eq($$select status::text, merged_into, message_count, resolved_at, sla_paused_at from public.support_tickets where id = tests.id('open')$$,
  $$values ('closed', tests.id('second'), 0, null::timestamptz, null::timestamptz)$$, 'the old one is closed, and is no resolution');
select results_eq($$select ticket_id, type, old_value, new_value, is_internal from public.ticket_events where type like 'merged%' order by type$$,
  $$values (tests.id('open'), 'merged', 'in_progress', 'TKT-2000-SECOND', false), (tests.id('second'), 'merged_from', null, 'TKT-2000-OPEN', false)$$,
  'both timelines tell it');
select is(tests.told('ticket_merged'), 'agent, colleague, customer', 'its assignee and the people of both tickets are told, not who did it');
select is((select data ->> 'fromNumber' from public.notifications where event = 'ticket_merged' limit 1), 'TKT-2000-OPEN', 'of which');
select is((select count(*) from public.portal_audit_log where action = 'ticket.merge'), 2::bigint, 'the audit log has both');
select is(tests.readers('ticket_followers'), 'customer 1', 'who asked in the old ticket follows the new one; staff know');
delete from public.notifications;
select ok(tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "Here"}'')', tests.id('second'))) like '{%', 'staff answer there');
select is(tests.told('ticket_reply'), 'colleague, customer', 'and both customers are told');

-- The old number ------------------------------------------------------------------------------------

select is(tests.seen_by(p, 'open') #>> '{mergedInto,number}', sees, p || ' reads the signpost: ' || coalesce(sees, 'nothing'))
from (values ('customer', 'TKT-2000-SECOND'), ('colleague', 'TKT-2000-SECOND'), ('other', null), ('agent', 'TKT-2000-SECOND'), ('locked', null)) as s(p, sees);
select is(tests.seen_by('customer', 'open') -> 'messages', '[]', 'which has no messages');
select is(tests.seen_by('customer', 'second') -> 'mergedFrom', jsonb_build_array(jsonb_build_object('id', tests.id('open'), 'number', 'TKT-2000-OPEN')),
  'the surviving ticket names it');
select is((select count(*) from jsonb_array_elements(tests.seen_by('customer', 'second') -> 'messages')), 3::bigint, 'and shows what was written in both, without notes');

select is(tests.as('customer', format('select public.change_ticket_status(%L, ''reopen'')', tests.id('open'))), 'PT409 ticket_merged', 'it is not reopened,');
select is(tests.as('customer', format('select public.rate_ticket(%L, 5)', tests.id('open'))), 'PT409 ticket_merged', 'not rated,');
select is(tests.as('agent', format('select public.update_ticket(%L, ''{"priority": "urgent"}'')', tests.id('open'))), 'PT409 ticket_merged', 'not changed,');
select is(tests.as('agent', format('select public.resolve_ticket(%L, ''{"resolutionType": "no_action", "notes": "x"}'')', tests.id('open'))), 'PT409 ticket_merged', 'not resolved');
select is(tests.failure_as('customer', format('select public.change_ticket_status(%L, ''close'')', tests.id('open'))) #>> '{detail,into,number}',
  'TKT-2000-SECOND', 'and the refusal names the surviving one');
select is(tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "To the old number"}'')', tests.id('open')))::jsonb ->> 'ticketId',
  tests.id('second')::text, 'a reply to it lands in the surviving ticket');
select is(tests.as('other', format('select public.reply_to_ticket(null, %L, ''{"body": "Mine?"}'')', tests.id('open'))), 'PT404 ticket_not_found', 'but not a stranger''s');
select is(public.register_upload(tests.id('customer'), jsonb_build_object('fileName', 'b.png', 'storageName', 'b.png', 'mimeType', 'image/png', 'size', 1,
  'sha256', repeat('d', 64), 'ticketId', tests.id('open'))) ->> 'fileName', 'b.png', 'a file for the old number is taken');
select is((select ticket_id from public.ticket_attachments where file_name = 'b.png'), tests.id('second'), 'for the surviving ticket');

select is(tests.as('colleague', format('select public.set_ticket_privacy(%L, true)', tests.id('second'))), 'PT409 shared_ticket',
  'what a colleague wrote is not hidden from them later');

select is(tests.as('customer', 'select public.search_tickets(''{"q": "description of open"}'')')::jsonb #>> '{items,0,number}', 'TKT-2000-SECOND',
  'a search finds what was written where it is now');

-- Chains --------------------------------------------------------------------------------------------

select is(tests.merge_failure('second', 'open') ->> 'message', 'ticket_merged', 'a ticket is not merged into what became part of it');
select is(tests.merge_as('agent', 'open', 'third'), 'PT409 ticket_merged', 'nor is a signpost merged elsewhere');
insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category, follow_up_of, split_from)
values (tests.id('follow-up'), 'TKT-2000-00099', tests.id('home'), tests.id('customer'), 'More', 'More', 'question', tests.id('open'), tests.id('open'));
select ok(tests.merge_as('agent', 'second', 'third') like '{%', 'the surviving one is merged further');
select is((tests.row_of('open')).merged_into, tests.id('third'), 'and the first signpost points there at once');
select is((select count(*) from public.ticket_messages where ticket_id = tests.id('third')), 8::bigint, 'with all that was ever written');
select is(tests.readers('ticket_followers where ticket_id = tests.id(''third'')'), 'colleague 1', 'who asks in the last one follows without being a follower');
select is(tests.seen_by('customer', '00099') #>> '{followUpOf,number}', 'TKT-2000-THIRD', 'a follow-up of the old number leads to the surviving one');
select is(tests.seen_by('customer', '00099') #>> '{splitFrom,number}', 'TKT-2000-THIRD', 'and so does what was split off');
select is(tests.seen_by('customer', 'third') #>> '{followUps,0,number}', 'TKT-2000-00099', 'which names it');
select is(tests.merge_as('agent', 'second', 'open')::jsonb ->> 'id', tests.id('third')::text, 'a merge into a signpost is one into what survives');

select * from finish();
rollback;

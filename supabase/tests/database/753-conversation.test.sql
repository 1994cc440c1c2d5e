-- get_ticket_conversation: the whole of a ticket in bounded parts; notes for staff who ask.

begin;
select plan(34);
select tests.set_stage();

create function tests.told(p_name text, p_part int default 1, p_notes boolean default false, p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.get_ticket_conversation(%L, %L, %L)', tests.id(p_ticket), p_part, p_notes)) $$;
create function tests.bodies(p_name text, p_part int default 1, p_notes boolean default false) returns text language sql as $$
  select string_agg(m ->> 'body', ', ') from jsonb_array_elements(tests.told(p_name, p_part, p_notes)::jsonb -> 'messages') as m $$;
grant execute on all functions in schema tests to authenticated;
update public.ticket_messages set created_at = created_at + interval '1 second' where is_internal;

select is(left(tests.told(p), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('other', 'PT404'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is(left(tests.told(p), 1), '{', p || ' gets it') from unnest(array['customer', 'colleague', 'agent', 'admin']) as p;
select is(tests.told('customer', 1, false, 'private'), 'PT404 ticket_not_found', 'of a colleague''s private ticket there is nothing');
select is(tests.told('customer', p), 'PT404 part_not_found', 'there is no part ' || coalesce(p::text, 'null')) from unnest(array[0, 2, null]) as p;

select is(tests.bodies('customer'), 'Description of open', 'a customer reads what was written,');
select is(tests.bodies('customer', 1, true), 'Description of open', 'and no note, whatever they ask for');
select ok(not tests.told('customer', 1, true) ~ 'Note of open|Secret summary|vip|"internal": true', 'nor anything else of staff,');
select is(jsonb_array_length(tests.told('customer', 1, true)::jsonb -> 'events'), 1, 'nor internal events');
select is(tests.told('customer', 1, true)::jsonb -> 'withNotes', 'false', 'which it says');
select is(tests.bodies('agent'), 'Description of open', 'staff neither, unless they ask:');
select is(tests.bodies('agent', 1, true), 'Description of open, Note of open', 'then the notes are there');
select is(jsonb_array_length(tests.told('agent', 1, true)::jsonb -> 'events'), 2, 'with internal events');
select is(tests.told('customer')::jsonb #>> '{messages,0,files,0,fileName}', 'photo.png', 'files are named');
select is(tests.told('customer')::jsonb #>> '{affectedItems,0,name}', 'Amplifier', 'affected items too');
select is(tests.told('customer')::jsonb #>> '{buyer,name}', 'Home', 'and whose it is');
select cmp_ok((select count(*) from public.portal_audit_log where action = 'ticket.export' and resource_id = tests.id('open')::text), '>', 5::bigint, 'each read is audited');
select is(tests.as('customer', 'select public.get_ticket_conversation(''tkt-2000-open'')'), 'PT404 ticket_not_found', 'a number is read in capitals,');
update public.support_tickets set number = 'TKT-2000-00001' where id = tests.id('open');
select is(tests.as('customer', 'select public.get_ticket_conversation(''tkt-2000-00001'')')::jsonb ->> 'number', 'TKT-2000-00001', 'and found');

-- Long ones
insert into public.ticket_messages (ticket_id, author_type, author_name, body, created_at)
select tests.id('open'), 'staff', 'Agent', rpad(n || ':', 10000, 'x'), now() + make_interval(mins => n) from generate_series(1, 30) as n;
insert into public.ticket_events (ticket_id, type, actor_type, actor_name, new_value, created_at)
values (tests.id('open'), 'rated', 'customer', 'Customer', '5', now() + interval '20 minutes');
update public.support_tickets set message_count = 31 where id = tests.id('open');
select is(tests.told('customer')::jsonb -> 'parts', '4', 'a long conversation has parts');
select is(tests.as('customer', format('select public.get_ticket(%L)', tests.id('open')))::jsonb -> 'conversationParts', '4', 'which the page of the ticket counts too');
select is((select max(octet_length(tests.told('customer', n))) < 110000 from generate_series(1, 4) as n), true, 'each of bounded size,');
select is((select string_agg(split_part(m ->> 'body', ':', 1), ' ' order by n, i) from generate_series(1, 4) as n,
    jsonb_array_elements(tests.told('customer', n)::jsonb -> 'messages') with ordinality as t(m, i)),
  'Description of open ' || (select string_agg(n::text, ' ' order by n) from generate_series(1, 30) as n), 'which together hold every message once, in order');
select is((select string_agg(n || ' ' || (e ->> 'type'), ', ' order by n) from generate_series(1, 4) as n, jsonb_array_elements(tests.told('customer', n)::jsonb -> 'events') as e),
  '1 created, 3 rated', 'and every event once, where it belongs');
create temp table before as select tests.told('customer', 1)::jsonb -> 'messages' as part;
insert into public.ticket_messages (ticket_id, author_type, author_name, body, created_at) values (tests.id('open'), 'staff', 'Agent', 'Later', now() + interval '1 day');
select is(tests.told('customer', 1)::jsonb -> 'messages', (select part from before), 'what is written later changes no earlier part');
select is(tests.told('customer', 5), 'PT404 part_not_found', 'beyond the last there is nothing');

delete from public.ticket_messages where ticket_id = tests.id('foreign');
select is(tests.told('other', 1, false, 'foreign')::jsonb -> 'parts', '1', 'without a message there is one part still');

select * from finish();
rollback;

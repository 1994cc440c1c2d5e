-- Who may listen to what, and what is said: ids, never contents.

begin;
select plan(36);
select tests.set_stage();

create function tests.listeners(p_topic text) returns text language sql as $$
  select coalesce(string_agg(p, ', ' order by n), 'nobody') from tests.people() with ordinality as q(p, n)
  where tests.as(p, format('select private.can_join_topic(%L)', p_topic)) = 'true' $$;
select is(tests.listeners(topic), who, topic_name || ' is for ' || who)
from (values
  ('staff', 'staff', 'agent, admin'),
  ('ticket:open', 'ticket:' || tests.id('open'), 'customer, colleague, agent, admin'),
  ('ticket:private', 'ticket:' || tests.id('private'), 'colleague, agent, admin'),
  ('ticket:foreign', 'ticket:' || tests.id('foreign'), 'other, agent, admin'),
  ('customer:home', 'customer:' || tests.id('home'), 'customer, colleague'),
  ('user:customer', 'user:' || tests.id('customer'), 'customer'),
  ('user:locked', 'user:' || tests.id('locked'), 'nobody'),
  ('user:signed_out', 'user:' || tests.id('signed_out'), 'nobody'),
  ('ticket: and no id', 'ticket:', 'nobody'), ('ticket: and nonsense', 'ticket:' || repeat('-', 36), 'nobody'),
  ('ticket: of nobody', 'ticket:' || gen_random_uuid(), 'nobody'),
  ('customer: and no id', 'customer:', 'nobody'), ('user: and no id', 'user:', 'nobody'),
  ('staff: and an id', 'staff:' || tests.id('customer'), 'nobody'),
  ('anything', 'anything', 'nobody'), ('nothing', '', 'nobody'), ('*', '*', 'nobody')) as v(topic_name, topic, who);

-- The policy is what the server asks: with the topic set, and the role and claims of who wants to join.
delete from realtime.messages;
insert into realtime.messages (topic, extension, event, payload, private)
values ('ticket:' || tests.id('private'), 'broadcast', 'ticket_changed', '{}', true);
create function tests.hears(p_name text, p_topic text) returns text language plpgsql as $$
begin
  perform set_config('realtime.topic', p_topic, true);
  return tests.as(p_name, 'select count(*) from realtime.messages');
end $$;
select is((select string_agg(p || ' ' || tests.hears(p, 'ticket:' || tests.id('private')), ', ' order by n) from unnest(array['customer', 'colleague', 'other', 'agent', 'locked', 'signed_out']) with ordinality as q(p, n)),
  'customer 0, colleague 1, other 0, agent 1, locked 0, signed_out 0', 'the policy lets in whom it should');
select is(tests.hears('colleague', ''), '0', 'without a topic there is nothing to hear');
select is(tests.as(p, 'insert into realtime.messages (topic, extension, event, payload, private) values (''staff'', ''broadcast'', ''x'', ''{}'', true)'), '42501', p || ' says nothing')
from unnest(array['anonymous', 'customer', 'agent', 'admin']) as p;

-- What is said ---------------------------------------------------------------------------------------

create function tests.heard() returns text language sql as $$
  select coalesce(string_agg(distinct said, ', ' order by said), 'nothing') from (
    select event || ' on ' || split_part(topic, ':', 1) || coalesce(':' || (
      select n from unnest(array['open', 'private', 'home', 'customer', 'colleague', 'agent', 'admin']) as n where topic like '%:' || tests.id(n)), '') as said
    from realtime.messages) m $$;
delete from realtime.messages;
select ok(tests.as('customer', format('select public.reply_to_ticket(null, %L, ''{"body": "My password is hunter2"}'')', tests.id('open'))) like '{%', 'a customer writes');
select is(tests.heard(), 'message_added on customer:home, message_added on staff, message_added on ticket:open, notification on user:admin, notification on user:agent', 'the profile, the ticket, staff and who is notified hear of it');
select is((select count(*) from realtime.messages where payload::text like '%hunter2%' or not private), 0::bigint, 'but not what was written, and only on private channels');
select is_empty($$select payload from realtime.messages, jsonb_object_keys(payload) as k where k not in ('id', 'ticketId', 'messageId', 'notificationId', 'version')$$, 'payloads hold ids and versions');

delete from realtime.messages;
select ok(tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "Note", "internal": true}'')', tests.id('open'))) like '{%', 'an agent writes a note');
select is(tests.heard(), 'message_added on staff', 'of which staff alone hear');
delete from realtime.messages;
select ok(tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "Answer"}'')', tests.id('private'))) like '{%', 'an agent answers a private ticket');
select is(tests.heard(), 'message_added on staff, message_added on ticket:private, message_added on user:colleague, notification on user:colleague, ticket_changed on staff, ticket_changed on ticket:private, ticket_changed on user:colleague', 'of which the requester hears, and the profile does not');
delete from realtime.messages;
update public.support_tickets set last_activity_at = now() where id = tests.id('open');
select is(tests.heard(), 'nothing', 'what changes no version is no news');
insert into public.support_tickets (id, number, customer_id, subject, description, category, created_at) values (tests.id('imported'), 'TKT-1999-1', tests.id('home'), 'x', 'x', 'other', now() - interval '2 hours');
insert into public.ticket_messages (ticket_id, author_type, author_name, body, created_at) values (tests.id('imported'), 'customer', 'x', 'x', now() - interval '2 hours');
insert into public.notifications (user_id, event, dedupe_key, created_at) values (tests.id('customer'), 'system', 'old', now() - interval '2 hours');
select is(tests.heard(), 'nothing', 'nor is imported history');

select ok(tests.as('colleague', format('select public.mark_ticket_read(%L)', tests.id('private'))) is distinct from '42501', 'a colleague reads the answer');
select is(tests.heard(), 'notifications_read on user:colleague', 'of which their other tabs hear');
delete from realtime.messages;
select tests.as('colleague', format('select public.mark_ticket_read(%L)', tests.id('private')));
select is(tests.heard(), 'nothing', 'once');

select * from finish();
rollback;

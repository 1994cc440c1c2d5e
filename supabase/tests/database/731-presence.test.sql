-- Who is looking at a ticket: staff tell staff. No customer listens, and nobody says more than that they are there.

begin;
select plan(18);
select tests.set_stage();

create function tests.joins(p_topic text) returns text language sql as $$
  select coalesce(string_agg(p, ', ' order by n), 'nobody') from tests.people() with ordinality as q(p, n)
  where tests.as(p, format('select private.can_join_topic(%L)', p_topic)) = 'true' $$;
select is(tests.joins(topic), who, topic_name || ' is for ' || who)
from (values
  ('desk:open', 'desk:' || tests.id('open'), 'agent, admin'), ('desk:private', 'desk:' || tests.id('private'), 'agent, admin'),
  ('desk: of nobody', 'desk:' || gen_random_uuid(), 'nobody'), ('desk: and no id', 'desk:', 'nobody'),
  ('desk: and nonsense', 'desk:' || repeat('-', 36), 'nobody')) as v(topic_name, topic, who);

-- The policies are what the server asks, once for reading and once for writing, of each kind of message.
create function tests.says(p_name text, p_topic text, p_extension text) returns text language plpgsql as $$
begin
  perform set_config('realtime.topic', p_topic, true);
  return coalesce(tests.as(p_name, format('insert into realtime.messages (topic, extension, event, payload, private) values (%L, %L, ''x'', ''{}'', true) returning ''may''', p_topic, p_extension)), 'nothing');
end $$;
select is((select string_agg(p || ' ' || tests.says(p, 'desk:' || tests.id('open'), 'presence'), ', ' order by n) from tests.people() with ordinality as q(p, n)),
  'anonymous 42501, customer 42501, colleague 42501, other 42501, agent may, admin may, locked 42501, signed_out 42501', 'staff say that they are there');
select is(tests.says(p, 'desk:' || tests.id('open'), 'broadcast'), '42501', p || ' says nothing else there')
from unnest(array['customer', 'agent', 'admin']) as p;
select is(tests.says(p, topic, 'presence'), '42501', p || ' is not present on ' || split_part(topic, ':', 1))
from (values ('customer', 'ticket:' || tests.id('open')), ('agent', 'ticket:' || tests.id('open')), ('agent', 'staff'), ('agent', 'user:' || tests.id('agent')),
  ('customer', 'customer:' || tests.id('home')), ('agent', ''), ('agent', 'desk:')) as v(p, topic);

delete from realtime.messages;
insert into realtime.messages (topic, extension, event, payload, private) values ('desk:' || tests.id('open'), 'presence', 'x', '{}', true);
create function tests.hears_of(p_name text) returns text language plpgsql as $$
begin
  perform set_config('realtime.topic', 'desk:' || tests.id('open'), true);
  return tests.as(p_name, 'select count(*) from realtime.messages');
end $$;
select is((select string_agg(p || ' ' || tests.hears_of(p), ', ' order by n) from unnest(array['customer', 'colleague', 'other', 'agent', 'locked', 'signed_out']) with ordinality as q(p, n)),
  'customer 0, colleague 0, other 0, agent 1, locked 0, signed_out 0', 'and staff alone hear it');
select is(tests.as('anonymous', 'select count(*) from realtime.messages'), '0', 'a visitor hears nothing');

select * from finish();
rollback;

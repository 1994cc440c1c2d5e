-- The classifier: what it may learn from, when it learns, and who sees what became of it.

begin;
select plan(65);
select tests.set_stage();

create function tests.settled(p_name text, p_category text, p_customer text default 'home') returns void language sql as $$
  insert into public.support_tickets (id, number, customer_id, subject, description, category, status, message_count, last_activity_at)
  values (tests.id(p_name), 'TKT-2001-' || p_name, tests.id(p_customer), 'Subject of ' || p_name, 'Description of ' || p_name, p_category,
    'resolved', 2, now() - interval '1 day');
  insert into public.ticket_messages (ticket_id, author_type, author_name, body) values (tests.id(p_name), 'staff', 'Agent', 'Here you are.') $$;
create function tests.moved(p_name text, p_actor public.message_author, p_at interval default '0') returns void language sql as $$
  insert into public.ticket_events (ticket_id, type, actor_type, actor_name, old_value, new_value, created_at)
  values (tests.id(p_name), 'category_changed', p_actor, 'Somebody', 'question', 'billing', now() - interval '1 hour' + p_at) $$;
create function tests.judged(p_name text, p_verdict text, p_at interval default '0') returns void language sql as $$
  insert into public.insight_feedback (ticket_id, part, verdict, chosen, readings, created_at)
  values (tests.id(p_name), 'category', p_verdict, 'billing', '{"claude": {"category": "billing", "confidence": 0.8}}', now() - interval '1 hour' + p_at) $$;
create function tests.learns() returns text language sql as $$
  select coalesce(string_agg(replace(split_part(body, E'\n', 1), 'Subject of ', '') || ' ' || category, ', ' order by at desc, id desc), 'nothing')
  from private.labelled_tickets(null, null, 100) $$;
create function tests.kept(p_digest text default md5('one')) returns uuid language sql as $$
  select tests.as('service', format('select public.save_classifier(%L, %L)', jsonb_build_object('examples', 40,
    'labelCounts', '{"billing": 20, "question": 20}'::jsonb, 'metrics', '{"accuracy": 0.9}'::jsonb, 'digest', p_digest, 'seconds', 1.5), '{"version": 1}'))::uuid $$;

-- What it learns from ---------------------------------------------------------------------------------

select is(tests.learns(), 'nothing', 'what nobody has settled teaches nothing');
select tests.settled('kept', 'question');
select is(tests.learns(), 'kept question', 'a ticket that somebody answered and settled has the category that it should');
update public.ticket_messages set is_internal = true where ticket_id = tests.id('kept') and author_type = 'staff';
select is(tests.learns(), 'nothing', 'a note is no answer');
update public.ticket_messages set is_internal = false, author_type = 'ai' where ticket_id = tests.id('kept') and author_type = 'staff';
select is(tests.learns(), 'nothing', 'nor is what a machine answered');
update public.ticket_messages set author_type = 'staff' where ticket_id = tests.id('kept') and author_type = 'ai';
update public.support_tickets set status = 'in_progress' where id = tests.id('kept');
select is(tests.learns(), 'nothing', 'nor is it settled while it goes on');
select tests.moved('kept', 'staff');
select is(tests.learns(), 'kept question', 'unless somebody moved it');
select tests.moved('kept', 'system', '1 minute');
select is(tests.learns(), 'nothing', 'what a rule moved afterwards is nobody''s word');
update public.support_tickets set status = 'resolved' where id = tests.id('kept');
select is(tests.learns(), 'nothing', 'also when it is settled under that');
select tests.judged('kept', 'accepted', '30 seconds');
select is(tests.learns(), 'nothing', 'and a judgement from before');
select tests.judged('kept', 'accepted', '2 minutes');
select is(tests.learns(), 'kept question', 'but one from afterwards counts');
update public.insight_feedback set verdict = 'rejected';
select is(tests.learns(), 'kept question', 'a suggestion that was rejected says that the category was right');
update public.insight_feedback set part = 'priority';
select is(tests.learns(), 'nothing', 'a judgement of something else says nothing about it');
delete from public.ticket_events where type = 'category_changed';
update public.support_tickets set merged_into = tests.id('open') where id = tests.id('kept');
select is(tests.learns(), 'nothing', 'a signpost of a merge teaches nothing');
update public.support_tickets set merged_into = null where id = tests.id('kept');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.learns(), 'nothing', 'nor does a customer who restricts processing');
update public.customer_profiles set processing_restricted_at = null where id = tests.id('home');
update public.ticket_categories set is_active = false where slug = 'question';
select is(tests.learns(), 'nothing', 'nor a category that is no longer in use');
update public.ticket_categories set is_active = true where slug = 'question';

-- Reading, page by page -------------------------------------------------------------------------------

select tests.settled('later', 'billing', 'elsewhere');
update public.support_tickets set last_activity_at = now() where id = tests.id('later');
select is(tests.learns(), 'later billing, kept question', 'the latest comes first');
create temporary table page as select tests.as('service', 'select public.get_classifier_examples(null, null, 1)')::jsonb -> 0 as row;
grant select on page to service_role;
select is(row ->> 'text', E'Subject of later\nDescription of later', 'a page has what customers wrote') from page;
select is(row ->> 'label', 'billing', 'and what people called it') from page;
select is((select tests.as('service', format('select public.get_classifier_examples(%L, %L, 1)', row ->> 'at', row ->> 'id'))::jsonb -> 0 ->> 'id'), tests.id('kept')::text,
  'the next page goes on where it ended') from page;
select is((select string_agg(concat_ws(' ', actor_role, actor_name, purpose, resource_type), ', ') from public.portal_audit_log
    where action = 'tickets.read' and customer_id = tests.id('home')), 'ai Classifier learning classifier', 'the customer sees that it was read, once');
select is((select count(*) from public.portal_audit_log where action = 'tickets.read'), 2::bigint, 'and nobody else');

-- When it learns --------------------------------------------------------------------------------------

create function tests.due(p_force boolean default false) returns text language sql as $$
  select tests.as('service', format('select public.get_classifier_work(%L)', p_force))::jsonb ->> 'due' $$;
select is(tests.due(), 'false', 'two tickets are too few');
select is(tests.due(true), 'false', 'also for who insists');
select is(tests.as('admin', 'select public.request_classifier_training()'), 'PT409 too_few_labels', 'and that is said');
do $$ begin perform tests.settled('b' || i, case when i % 2 = 0 then 'billing' else 'question' end) from generate_series(1, 38) as i; end $$;
select is(tests.due(), 'true', 'forty are enough');
update public.support_tickets set category = 'billing' where category = 'question';
select is(tests.due(), 'false', 'of one category there is nothing to tell apart');
select is(tests.as('admin', 'select public.request_classifier_training()'), 'PT409 one_category', 'and that is said');
select is(tests.as('agent', 'select public.get_classifier()')::jsonb ->> 'obstacle', 'one_category', 'beforehand too');
update public.support_tickets set category = 'question' where number = 'TKT-2001-b1';
select is(tests.as('admin', 'select public.request_classifier_training()'), 'PT409 one_category', 'one ticket is no category yet');
update public.support_tickets set category = 'billing' where number = 'TKT-2001-b1';
update public.support_tickets set category = 'question' where number like 'TKT-2001-b%1';
select is(tests.due(), 'true', 'of two there is');
select is(tests.as('agent', 'select public.get_classifier()')::jsonb -> 'obstacle', 'null', 'and nothing is in the way');
update public.support_tickets set last_activity_at = now() - interval '2 days' where category = 'question';
do $$ begin perform tests.settled('m' || i, 'billing') from generate_series(1, 100) as i; end $$;
select is(tests.as('agent', 'select public.get_classifier()')::jsonb -> 'obstacle', 'null', 'also when the other category lies a hundred tickets back');
delete from public.support_tickets where number like 'TKT-2001-m%';
select isnt(tests.kept(tests.as('service', 'select public.get_classifier_work()')::jsonb ->> 'digest'), null, 'it is kept');
select is(tests.due(), 'false', 'nothing changed: nothing to learn');
select is(tests.due(true), 'true', 'unless somebody insists');
do $$ begin perform tests.settled('n' || i, 'technical') from generate_series(1, 9) as i; end $$;
select is(tests.due(), 'false', 'nine new ones are too few');
select tests.settled('n10', 'technical');
select is(tests.due(), 'true', 'ten are not');
delete from public.support_tickets where number like 'TKT-2001-n%' and number <> 'TKT-2001-n1';
update public.classifier_models set trained_at = now() - interval '8 days';
select is(tests.due(), 'true', 'after a week one is enough');

-- What it became --------------------------------------------------------------------------------------

create temporary table models as select tests.kept(md5(i::text)) as id, i from generate_series(1, 6) as i order by i;
grant select on models to service_role;
select is((select count(*) from public.classifier_models where is_active), 1::bigint, 'one is active');
select is((select id from public.classifier_models where is_active), (select id from models where i = 6), 'the last');
select is((select count(*) from public.classifier_models), 5::bigint, 'five are kept');
select is((select count(*) from private.classifier_weights), 5::bigint, 'with their weights');
select throws_ok(format('insert into public.classifier_models (examples, label_counts, metrics, digest, seconds) values (2, ''{}'', ''{}'', %L, 1)', md5('two')), '23505', null,
  'a second active one cannot be');
select is(tests.as('service', 'select public.get_classifier_model()')::jsonb ->> 'model', '{"version": 1}', 'the worker gets it');
select is(tests.as('service', format('select public.get_classifier_model(%L)', id))::jsonb ->> 'model', null, 'and not again what it has') from models where i = 6;

-- In another format -----------------------------------------------------------------------------------

update public.classifier_models set digest = tests.as('service', 'select public.get_classifier_work()')::jsonb ->> 'digest', trained_at = now();
select is(tests.as('service', 'select public.get_classifier_work(false, 1)')::jsonb ->> 'due', 'false', 'once it learned from them there is nothing to do');
delete from public.jobs;
select is(tests.as('service', 'select public.get_classifier_model(null, 2)'), null, 'what an earlier version of the portal wrote is not read');
select is((select string_agg(kind || ' ' || payload::text, ', ') from public.jobs), 'train_classifier {}', 'but learned anew');
select is(tests.as('service', 'select public.get_classifier_work(false, 2)')::jsonb ->> 'due', 'true', 'although there is nothing else to learn');
do $$ begin perform tests.as('service', 'select public.get_classifier_model(null, 2)'); end $$;
select is((select count(*) from public.jobs), 1::bigint, 'once');
update public.classifier_models set format = 3 where is_active;
select is(tests.as('service', 'select public.get_classifier_model(null, 2)'), null, 'nor is what a later one wrote');
select is((select count(*) from public.jobs), 1::bigint, 'which may still be at work: it stays until the daily training');
select is(tests.as('service', format('select public.save_classifier(%L, %L)', jsonb_build_object('examples', 40, 'labelCounts', '{"billing": 40}'::jsonb,
    'metrics', '{}'::jsonb, 'digest', md5('new'), 'seconds', 1, 'format', 2), '{"version": 2}')) is not null, true, 'what is learned anew is kept');
select is(tests.as('service', 'select public.get_classifier_model(null, 2)')::jsonb ->> 'model', '{"version": 2}', 'and read');

-- Who ---------------------------------------------------------------------------------------------------

select is(tests.readers('classifier_models'), 'agent 5, admin 5', 'staff read how good it is');
select ok(not has_table_privilege('authenticated', 'private.classifier_weights', 'select'), 'nobody reads the weights');
select is(tests.each('select public.get_classifier() -> ''model'' -> ''examples'''),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: 40, admin: 40, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'staff see the card');
select is(tests.as('agent', 'select public.get_classifier()')::jsonb #>> '{model,labels,0,label}', (select label from public.ticket_categories where slug = 'billing'), 'with categories by name');
select is(tests.as('agent', 'select public.get_classifier()')::jsonb ->> 'canTrain', 'false', 'an agent cannot ask for a training');
delete from public.jobs;
select is(left(tests.each('select public.request_classifier_training() -> ''isWaiting'''), 150),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: true, locked: PT40', 'an admin can');
do $$ begin perform tests.as('admin', 'select public.request_classifier_training()'); end $$;
select is((select count(*) from public.jobs where kind = 'train_classifier'), 1::bigint, 'asked twice it is done once');
select is((select payload ->> 'requestedBy' from public.jobs where kind = 'train_classifier'), tests.id('admin')::text, 'for who asked');
select is(tests.each(format('select public.%s', call)) ~ '^(\w+: 42501(, )?){8}$', true, 'nobody but the worker calls ' || call)
from unnest(array['get_classifier_work()', 'get_classifier_examples()']) as call;
select is(tests.as('service', 'select public.get_model_judgements()')::jsonb, '[]', 'judgements of other things say nothing about the model');

select * from finish();
rollback;

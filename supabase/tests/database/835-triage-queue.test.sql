-- What triage saw, in the rows of the queue and as a view of it.

begin;
select plan(17);
select tests.set_stage();
grant execute on all functions in schema tests to authenticated;

delete from public.ticket_insights;
insert into public.ticket_insights (ticket_id, summary, sentiment, flags) values
  (tests.id('open'), 'Angry about money', 'angry', '{anger,refund,uncertain}'),
  (tests.id('private'), 'Fine', 'neutral', '{uncertain,disagreement,unsupported}'),
  (tests.id('foreign'), 'Unhappy', 'negative', '{}');

create function tests.row_of(p_name text, p_ticket text) returns jsonb language sql as $$
  select t from jsonb_array_elements(tests.as(p_name, 'select public.search_tickets()')::jsonb -> 'items') as t where t ->> 'id' = tests.id(p_ticket)::text $$;
create function tests.looked_at(p_name text) returns text language sql as $$
  select coalesce(string_agg(t ->> 'number', ', ' order by t ->> 'number'), 'none')
  from jsonb_array_elements(tests.as(p_name, 'select public.search_tickets(''{"look": "yes"}'')')::jsonb -> 'items') as t $$;

select is(private.look_flags() <@ private.insight_flags(), true, 'the flags are known ones');
select is(tests.row_of('agent', 'open') - (array(select jsonb_object_keys(tests.row_of('agent', 'open')) except values ('mood'), ('flags'))),
  '{"mood": "angry", "flags": ["anger", "refund"]}', 'staff see the mood, and what is flagged of the ticket itself');
select is(tests.row_of('agent', 'private') -> 'mood', 'null', 'nothing where nobody is unhappy');
select is(tests.row_of('agent', 'private') -> 'flags', '[]', 'how sure the readers were is no reason to look');
select is(tests.row_of('agent', 'foreign') ->> 'mood', 'negative', 'unhappy is enough');
select is(tests.row_of('customer', 'open') ?| array['mood', 'flags'], false, 'customers see nothing of it');
select is(tests.as('agent', format('select public.get_ticket(%L) -> ''flags''', tests.id('open'))), '["anger", "refund"]', 'the preview has it too');
select is(tests.as('customer', format('select public.get_ticket(%L) ?| array[''mood'', ''flags'']', tests.id('open'))), 'false', 'not the customer''s');

select is(tests.looked_at('agent'), 'TKT-2000-foreign, TKT-2000-open', 'those that need a look');
select is(tests.looked_at('customer') = tests.looked_at('colleague'), false, 'for customers it filters nothing: they see their own');
select is(tests.as('agent', 'select public.desk_counts() -> ''look'''), '2', 'are counted');
select is(tests.as('agent', $$select public.save_ticket_view('k', '{"name": "Look", "filters": {"look": "yes"}}') ->> 'name'$$), 'Look', 'and can be saved as a view');

update public.ticket_insights set state = 'accepted' where ticket_id = tests.id('open');
select is(tests.looked_at('agent'), 'TKT-2000-foreign', 'until somebody judged it');
select is(tests.row_of('agent', 'open') -> 'flags', '[]', 'then its row is quiet');
select is(tests.as('agent', 'select public.desk_counts() -> ''look'''), '1', 'and it is counted no more');
update public.support_tickets set status = 'closed' where id = tests.id('foreign');
select is(tests.as('agent', 'select public.desk_counts() -> ''look'''), '0', 'nor what is settled');
select is(tests.as('agent', $$select jsonb_array_length(public.search_tickets('{"look": "yes''; drop table x"}') -> 'items') > 0$$), 'true', 'another value filters nothing');

select * from finish();
rollback;

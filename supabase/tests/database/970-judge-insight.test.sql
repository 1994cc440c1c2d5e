-- Two people judge one suggestion, and somebody judges without end.
begin;
select plan(15);
select tests.set_stage();
create temporary table held as select tests.id('open') as id;
grant select on held to authenticated;
insert into public.ticket_insights (ticket_id, suggested_category, suggested_priority, sentiment, suggested_reply, citations)
select id, 'product', 'high', 'neutral', 'Take the grille off.', '[]' from held
on conflict (ticket_id) do update set suggested_category = 'product', suggested_priority = 'high', suggested_reply = 'Take the grille off.',
  state = default, reply_state = default, version = 1;
create function tests.judge(p_actor text, p_part text, p_verdict text, p_input jsonb default '{}') returns text language sql as $$
  select tests.as(p_actor, format('select public.judge_insight(%L, %L, %L, %L)', id, p_part, p_verdict, p_input)) from held $$;
create function tests.stands() returns text language sql as $$
  select concat_ws(' ', i.state, i.reply_state, i.version, t.category, t.priority) from public.ticket_insights i
  join held h on h.id = i.ticket_id join public.support_tickets t on t.id = h.id $$;
create temporary table before as select tests.stands() as it;

-- What was seen is what is judged -----------------------------------------------------------------------

select is(tests.judge('agent', 'triage', 'accepted', '{"expectedVersion": 0}'), 'PT409 insight_changed', 'triage of an older version is not accepted');
select is(tests.judge('agent', 'triage', 'rejected', '{"expectedVersion": 2}'), 'PT409 insight_changed', 'nor rejected of a version that is none');
select is(tests.judge('agent', 'reply', 'edited', '{"expectedVersion": 0, "reply": "x"}'), 'PT409 insight_changed', 'nor is a reply');
select is(tests.stands(), (select it from before), 'and nothing has changed by that');
select is((select count(*) from public.insight_feedback join held on held.id = ticket_id), 0::bigint, 'nor is anything learnt from it');
select is(left(tests.judge('agent', 'triage', 'accepted', '{"expectedVersion": 1}'), 1), '{', 'what was seen is judged');
select is(tests.judge('admin', 'triage', 'edited', '{"expectedVersion": 1, "category": "billing"}'), 'PT409 insight_changed', 'a colleague who saw what was there before is told');
select is((select category from public.support_tickets join held using (id)), 'product', 'and undoes nothing');
select is(left(tests.judge('admin', 'reply', 'rejected', '{"expectedVersion": 2}'), 1), '{', 'the reply is judged of the version that is there');
select is((select version from public.ticket_insights join held on held.id = ticket_id), 3, 'each judgement counts');

-- A limit, of each person and none of a colleague's ----------------------------------------------------------

delete from private.rate_limits;
insert into private.rate_limits values ('judge_insight:' || tests.id('agent'), now(), 1200);
select is(tests.judge('agent', 'triage', 'edited', '{"category": "billing"}'), 'PT429 rate_limited', '1,200 an hour are enough for anybody');
select is((select category from public.support_tickets join held using (id)), 'product', 'what is beyond changes nothing');
select is(left(tests.judge('agent', 'reply', 'rejected'), 1), '{', 'what is so already costs nothing');
select is(left(tests.judge('admin', 'triage', 'edited', '{"category": "billing"}'), 1), '{', 'a colleague has a limit of their own');
update private.rate_limits set window_start = now() - interval '3600 seconds' where bucket = 'judge_insight:' || tests.id('agent');
select is(left(tests.judge('agent', 'triage', 'edited', '{"category": "product"}'), 1), '{', 'and an hour later it begins anew');

select * from finish();
rollback;

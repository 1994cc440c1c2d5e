-- Each thing that stands against an automatic answer, alone: whatever is taken out of the check, a test here fails.
-- And what judging a suggestion refuses.

begin;
select plan(55);
select tests.set_stage();

create function tests.setting(p_key text, p_value jsonb) returns void language sql as $$
  insert into public.app_settings (key, value) values (p_key, p_value) on conflict (key) do update set value = excluded.value $$;
select tests.setting('automatic_answers', 'true');
update public.ticket_categories set allows_auto_answer = true where slug = 'question';
insert into public.support_tickets (number, customer_id, category, subject, description, status, message_count)
values ('TKT-2000-guards', tests.id('home'), 'question', 'Where is the manual', 'I cannot find the manual of my amplifier.', 'waiting_ai', 1);
create temp table held as select id from public.support_tickets where number = 'TKT-2000-guards';
create temp table found as select private.checked_insight(t, '{"category": "question", "confidence": 0.97, "calibrated": true, "priority": "low",
    "language": "en", "sentiment": "neutral", "summary": "Asks for the manual.", "reply": "The manual is in the box. [1]",
    "citations": [{"n": 1, "kind": "article", "id": "c", "title": "Manuals", "href": "/help/manuals", "quote": "The manual is in the box."}],
    "support": "good", "supported": true, "flags": [], "method": "both", "agreement": true, "model": "claude-haiku-5-5"}') as insight
  from public.support_tickets t join held using (id);
grant select on held, found to authenticated;

-- What stands against an answer when the ticket, or what was found, differs in this alone.
create function tests.stands(p_ticket jsonb default '{}', p_found jsonb default '{}', p_body text default 'It is in the box.') returns text language sql as $$
  select coalesce(private.answer_obstacle(jsonb_populate_record(t, p_ticket), jsonb_populate_record(f.insight, p_found), p_body), 'nothing')
  from public.support_tickets t join held using (id) cross join found f $$;

select is(tests.stands(), 'nothing', 'a plain question with a sure, supported answer is answered');
select is(tests.stands('{"channel": "email"}'), 'nothing', 'one by e-mail, too');
select is(tests.stands('{}', '{"agreement": null}'), 'nothing', 'and one that only one reader has read');
select is(tests.stands(t), 'person_acts', 'not when a person acts: ' || t::text)
from unnest(array['{"status": "new"}', '{"status": "waiting_customer"}', '{"message_count": 2}',
  jsonb_build_object('assignee_id', tests.id('agent'))::text]::jsonb[]) as t;
select is(tests.stands(t), 'person_asked', 'not when a person was asked: ' || t::text)
from unnest(array['{"channel": "chat"}', '{"channel": "phone"}', jsonb_build_object('follow_up_of', tests.id('open'))::text]::jsonb[]) as t;
select is(tests.stands('{}', f), 'flagged', 'not: ' || f::text)
from unnest(array['{"flags": ["uncertain"]}', '{"sentiment": "angry"}']::jsonb[]) as f;
select is(tests.stands('{}', f), 'category', 'not in another category: ' || f::text)
from unnest(array['{"suggested_category": "product"}', '{"suggested_category": null}']::jsonb[]) as f;
select is(tests.stands('{"category": "product"}', '{"suggested_category": "product"}'), 'category', 'not in a category that nobody allowed');
select is(tests.stands('{}', f), 'confidence', 'not unsure: ' || f::text)
from unnest(array['{"is_calibrated": false}', '{"category_confidence": 0.899}', '{"category_confidence": null}']::jsonb[]) as f;
select is(tests.stands('{}', '{"agreement": false}'), 'disagreement', 'not when readers disagree');
select is(tests.stands('{}', '{"fallback": "overloaded"}'), 'outage', 'not when one of them was out');
select is(tests.stands('{}', f), 'support', 'not unsupported: ' || f::text)
from unnest(array['{"suggested_reply": null}', '{"citations": []}', '{"support": "weak"}', '{"support": "none"}', '{"support": null}',
  '{"is_supported": false}']::jsonb[]) as f;
select is(tests.stands('{}', '{}', ''), 'support', 'not without words');
select is(tests.stands('{}', '{}', null), 'support', 'nor with none');
update public.ticket_categories set is_active = false where slug = 'question';
select is(tests.stands(), 'category', 'not in a category that is no more');
update public.ticket_categories set is_active = true where slug = 'question';
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.stands(), 'restricted', 'not a customer who restricts processing');
update public.customer_profiles set processing_restricted_at = null where id = tests.id('home');
savepoint answered;
insert into public.ticket_messages (ticket_id, author_type, author_name, body) select id, 'ai', 'AI assistant', 'Here.' from held;
insert into public.ticket_auto_answers (ticket_id, message_id, answerer)
select h.id, m.id, 'claude' from held h join public.ticket_messages m on m.ticket_id = h.id limit 1;
select is(tests.stands('{"message_count": 1, "status": "waiting_ai"}'), 'answered', 'not twice');
rollback to savepoint answered;
select tests.setting('automatic_answers', 'false');
select is(tests.stands(), 'switched_off', 'not where it is switched off');

-- What is kept of a finding -----------------------------------------------------------------------

select is(public.record_triage(tests.id('nobody'), '{}'), '{"stored": false, "answered": false}', 'a ticket that is gone is no fault');
create function tests.kept(p_input jsonb) returns jsonb language sql as $$
  select to_jsonb(private.checked_insight(t, p_input)) from public.support_tickets t join held using (id) $$;
select is(tests.kept('{"category": "no-such"}') ->> 'suggested_category', null, 'a category that there is not is left out');
select is(tests.kept('{"category": "no-such", "confidence": 0.9, "calibrated": true}') ->> 'is_calibrated', 'false', 'with how sure it was');
update public.ticket_categories set is_active = false where slug = 'product';
select is(tests.kept('{"category": "product"}') ->> 'suggested_category', null, 'so is one that is no more');
update public.ticket_categories set is_active = true where slug = 'product';
select is(tests.kept('{"category": "question", "confidence": 7}') ->> 'category_confidence', '1.0000', 'nothing is surer than sure');
select is(tests.kept('{"category": "question", "confidence": "0.99"}') ->> 'category_confidence', null, 'a word is no number');
select is(tests.kept('{"priority": "now"}') ->> 'suggested_priority', null, 'nor a wish a priority');
select is(tests.kept('{"flags": ["<b>", "uncertain", "uncertain"]}') -> 'flags', '["uncertain"]', 'flags are known ones, once each');
select is(tests.kept('{"flags": [], "sentiment": "angry"}') -> 'flags' ? 'anger', true, 'anger flags itself');
select is(tests.kept('{"citations": [{"n": 1}]}') -> 'citations', '[]', 'nothing is cited without a reply');
select is(tests.kept(jsonb_build_object('reply', 'x', 'citations', (select jsonb_agg(n) from generate_series(1, 13) n))) -> 'citations', '[]', 'nor by a flood');
select is(tests.kept('{"method": "local", "agreement": true}') ->> 'agreement', null, 'one reader agrees with nobody');
select is(char_length(tests.kept(jsonb_build_object('summary', repeat('x', 3000))) ->> 'summary'), 2000, 'a summary ends');

-- Judging -------------------------------------------------------------------------------------------

create function tests.judge(p_part text, p_verdict text, p_input jsonb default '{}') returns text language sql as $$
  select tests.as('agent', format('select public.judge_insight(%L, %L, %L, %L)', id, p_part, p_verdict, p_input)) from held $$;
select is(tests.judge('triage', 'accepted'), 'PT404 insight_not_found', 'there is nothing to judge before anything was suggested');
insert into public.ticket_insights (ticket_id, suggested_category, suggested_priority, sentiment)
select id, 'product', 'high', 'neutral' from held;
select is(left(tests.judge('verse', 'accepted'), 5), 'PT422', 'a part that there is not');
select is(left(tests.judge('triage', 'adored'), 5), 'PT422', 'a verdict that there is not');
select is(left(tests.judge('triage', 'edited', '{"priority": "now"}'), 5), 'PT422', 'a priority that there is not');
select is(tests.judge('reply', 'accepted'), 'PT409 no_reply_suggested', 'a reply that nobody suggested');
select is(left(tests.judge('triage', 'rejected', '{"category": "billing", "priority": "urgent"}'), 1), '{', 'what is rejected');
select is((select category || ' ' || priority from public.support_tickets join held using (id)), 'question medium', 'changes nothing');
select is((select string_agg(part || ' ' || verdict || ' ' || chosen, ', ' order by part) from public.insight_feedback join held on held.id = ticket_id),
  'category rejected question, priority rejected medium', 'and what the ticket has was right');
select is(left(tests.judge('triage', 'rejected', '{"expectedVersion": 1}'), 1), '{', 'a second click of two is harmless, whatever it saw');
select is((select count(*) from public.insight_feedback join held on held.id = ticket_id), 2::bigint, 'and counts once');

select * from finish();
rollback;

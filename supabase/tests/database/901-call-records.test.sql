-- Transcripts, summaries, agreed actions, and who says when an agent can be called.

begin;
select plan(79);
select tests.set_stage();
update public.scheduled_calls set id = tests.id('call of home'), agent_id = tests.id('agent'), requested_by = tests.id('customer'),
  starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' where customer_id = tests.id('home');
update public.scheduled_calls set id = tests.id('call of elsewhere'), starts_at = now() - interval '1 hour', ends_at = now() - interval '30 minutes' where customer_id = tests.id('elsewhere');

create function tests.keep_as(p_name text, p_transcript jsonb, p_call text default 'call of home') returns text language sql as $$
  select tests.as(p_name, format('select public.save_call_transcript(%L, %L)', tests.id(p_call), '{"format": "text"}'::jsonb || p_transcript)) $$;

-- Transcripts -----------------------------------------------------------------------------------------

select is(tests.keep_as('agent', '{"text": "Agent: Hello.\nCustomer: Hi.", "segments": [{"speaker": "Agent", "text": "Hello.", "start": 0}], "fileName": "a.txt"}')::jsonb ->> 'hasTranscript', 'true', 'staff keep what was said');
select is(tests.readers('call_transcripts'), 'customer 1, colleague 1', 'the people of the customer read it; staff through functions that write it down');
select is((select count(*)::int from public.jobs where kind = 'call_summary'), 1, 'a summary is to follow');
select is(tests.keep_as('agent', '{"text": "Agent: Hello.\nCustomer: Hi.", "segments": [{"speaker": "Agent", "text": "Hello.", "start": 0}], "fileName": "a.txt"}') is not null, true, 'the same once more');
select is((select version from public.call_transcripts where call_id = tests.id('call of home')), 1, 'changes nothing');
select is(tests.keep_as(p, '{"text": "x"}'), e, p || ' keeping one: ' || e)
from (values ('customer', 'PT403 staff_only'), ('colleague', 'PT403 staff_only'), ('other', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.keep_as('agent', t), 'PT422 validation_failed', 'refused: ' || why) from (values
  ('{"text": " "}'::jsonb, 'no words'), (jsonb_build_object('text', repeat('x', 200001)), 'too many words'), ('{"text": "x", "segments": [{"text": ""}]}', 'a piece without words'),
  ('{"text": "x", "segments": [{"text": "x", "start": -1}]}', 'a time before the call'), ('{"text": "x", "segments": [{"text": "x", "html": "<b>"}]}', 'a piece with something else in it'),
  ('{"text": "x", "format": "doc"}', 'another format')) as v(t, why);
select is(tests.as('customer', format('select public.get_call_transcript(%L)', tests.id('call of home')))::jsonb ->> 'text', E'Agent: Hello.\nCustomer: Hi.', 'it is read as a whole');
select is((select count(*)::int from public.portal_audit_log where action = 'call.transcript'), 1, 'which the audit log says');
select is(tests.as('other', format('select public.get_call_transcript(%L)', tests.id('call of home'))), 'PT404 transcript_not_found', 'not by others');
select is(tests.as('customer', 'select public.search_calls(''{"q": "hello"}'')')::jsonb -> 'items' -> 0 ->> 'excerpt' like '%' || chr(2) || 'Hello' || chr(3) || '%', true, 'a search finds its words, and marks them');
select is(jsonb_array_length(tests.as('other', 'select public.search_calls(''{"q": "hello"}'')')::jsonb -> 'items'), 0, 'in one''s own calls only');

-- Summaries -------------------------------------------------------------------------------------------

select is(tests.as('service', format('select public.get_call_to_summarise(%L, 1)', tests.id('call of home')))::jsonb ->> 'text', E'Agent: Hello.\nCustomer: Hi.', 'the worker gets what to sum up');
select is(tests.each(format('select public.get_call_to_summarise(%L, 1)', tests.id('call of home'))),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody else does');
update public.customer_profiles set processing_restricted_at = now() where id = tests.id('home');
select is(tests.as('service', format('select public.get_call_to_summarise(%L, 1)', tests.id('call of home'))), null, 'nothing of somebody who restricts processing');
select is(tests.as('service', format('select public.record_call_summary(%L, 1, ''{"summary": "x", "by": "model"}'')', tests.id('call of home'))), 'PT403 ai_restricted', 'nor does it keep what a model made of it meanwhile');
update public.customer_profiles set processing_restricted_at = null where id = tests.id('home');
select is(tests.as('service', format('select public.record_call_summary(%L, 1, %L)', tests.id('call of home'),
  '{"summary": "They said hello.", "by": "extract", "actions": [{"text": "Send the manual", "owner": "us"}, {"text": "Try it", "owner": "customer"}]}')), 'true', 'a summary is kept');
select is(tests.as('service', format('select public.record_call_summary(%L, 1, ''{"summary": "Another", "by": "extract"}'')', tests.id('call of home'))), 'false', 'once');
select is((select count(*)::int from public.notifications where event = 'call_summary'), 2, 'both sides are told');
select is(tests.as('customer', format('select public.get_call(%L)', tests.id('call of home')))::jsonb -> 'transcript' ->> 'summaryBy', 'extract', 'and see who wrote it');
select is(tests.as('agent', format('select public.save_call_summary(%L, ''Hello was said.'')', tests.id('call of home'))) is not null, true, 'staff put it into their own words');
select is((select summary || ' ' || summary_by from public.call_transcripts where call_id = tests.id('call of home')), 'Hello was said. staff', 'which is said');
select is(tests.as('customer', format('select public.save_call_summary(%L, ''x'')', tests.id('call of home'))), 'PT403 staff_only', 'customers do not');

-- Agreed actions ------------------------------------------------------------------------------------------

create function tests.action(p_text text) returns uuid language sql as $$ select id from public.call_actions where text = p_text $$;
create function tests.decide_as(p_name text, p_action uuid, p_decision text) returns text language sql as $$
  select case when a like '{%' then (select string_agg(x ->> 'status', ', ') from jsonb_array_elements(a::jsonb -> 'actions') x where x ->> 'id' = p_action::text) else a end
  from (select tests.as(p_name, format('select public.decide_call_action(%L, %L)', p_action, p_decision)) as a) d $$;
select is(tests.readers('call_actions'), 'customer 2, colleague 2', 'what was agreed is visible with its call');
select is(tests.decide_as('customer', tests.action('Send the manual'), 'confirm'), 'proposed', 'one side alone agrees to nothing');
select is(tests.decide_as('agent', tests.action('Send the manual'), 'confirm'), 'agreed', 'both sides do');
select is(tests.decide_as('agent', tests.action('Send the manual'), 'confirm'), 'agreed', 'twice is once');
select is(tests.decide_as('customer', tests.action('Send the manual'), 'decline'), 'PT409 action_agreed', 'what is agreed is not declined by one');
select is(tests.decide_as('agent', tests.action('Send the manual'), 'done'), 'done', 'and is done one day');
select is(tests.decide_as('agent', tests.action('Try it'), 'done'), 'PT409 action_not_agreed', 'nothing is done that is not agreed');
select is(tests.decide_as('colleague', tests.action('Try it'), 'decline'), 'declined', 'a proposal is declined');
select is(tests.decide_as('agent', tests.action('Try it'), 'confirm'), 'PT409 action_declined', 'and stays so');
select is(tests.decide_as(p, tests.action('Try it'), 'confirm'), e, p || ' deciding: ' || e)
from (values ('other', 'PT404 action_not_found'), ('anonymous', '42501'), ('locked', 'PT403 portal_locked')) as v(p, e);
create function tests.agree_as(p_name text, p_input jsonb, p_call text default 'call of home', p_key text default null) returns text language sql as $$
  select tests.as(p_name, format('select public.propose_call_action(%L, %L, %L)', p_key, tests.id(p_call), p_input)) $$;
select is(tests.agree_as('customer', '{"text": "Send a photo", "owner": "customer", "dueOn": "2026-12-01"}', 'call of home', 'k')::jsonb,
  tests.agree_as('customer', '{"text": "Send a photo", "owner": "customer", "dueOn": "2026-12-01"}', 'call of home', 'k')::jsonb, 'customers propose as well, once for a key');
select is(tests.decide_as('admin', tests.action('Send a photo'), 'confirm'), 'agreed', 'whoever proposes has confirmed');
select is(tests.agree_as('customer', i), 'PT422 validation_failed', 'refused: ' || why) from (values
  ('{"text": "", "owner": "us"}'::jsonb, 'nothing'), ('{"text": "x", "owner": "them"}', 'nobody'), ('{"text": "x", "owner": "us", "dueOn": "soon"}', 'no day'), ('{"text": "x", "owner": "us", "dueOn": "2099-01-01"}', 'a day far off')) as v(i, why);
select is(tests.agree_as('customer', '{"text": "x", "owner": "us"}', 'call of elsewhere'), 'PT404 call_not_found', 'not in others'' calls');

-- By integration -----------------------------------------------------------------------------------------

create function tests.bring(p_record jsonb) returns text language sql as $$
  select coalesce(r -> 0 -> 'error' ->> 'code', r -> 0 ->> 'status')
  from (select public.import_records('transcripts', 'pbx', jsonb_build_array(jsonb_build_object('externalId', 't1', 'text', 'Beep.') || p_record)) as r) x $$;
select is(tests.bring(jsonb_build_object('call', jsonb_build_object('id', tests.id('call of elsewhere')))), 'created', 'a telephone system brings a transcript');
select is(tests.bring(jsonb_build_object('call', jsonb_build_object('id', tests.id('call of elsewhere')))), 'unchanged', 'once');
select is(tests.bring(jsonb_build_object('call', jsonb_build_object('id', tests.id('call of elsewhere')), 'text', 'Boop.')), 'updated', 'or a better one');
select is(tests.bring(jsonb_build_object('externalId', 't2', 'customer', '{"email": "home@tests.example"}'::jsonb, 'call', jsonb_build_object('startedAt', private.iso(now() - interval '50 minutes')))), 'created', 'a call is found by its customer and when it rang');
select is(tests.bring(jsonb_build_object('externalId', 't3', 'customer', '{"email": "home@tests.example"}'::jsonb, 'call', jsonb_build_object('startedAt', private.iso(now() - interval '9 hours')))), 'call_unknown', 'not by another time');
select is(tests.bring(jsonb_build_object('externalId', 't4', 'customer', '{"email": "nobody@tests.example"}'::jsonb, 'call', jsonb_build_object('startedAt', private.iso(now())))), 'customer_unknown', 'and nobody is made up');

-- When an agent can be called ---------------------------------------------------------------------------------

create function tests.week_as(p_name text, p_agent text, p_windows jsonb, p_version int default null) returns text language sql as $$
  select tests.as(p_name, format('select public.set_agent_availability(%L, %L, ''Europe/London'', %L, %s)', tests.id(p_agent), current_date, p_windows, coalesce(p_version::text, 'null'))) $$;
select is(tests.week_as('agent', 'agent', '[{"weekday": 0, "opens": "13:00", "closes": "24:00"}, {"weekday": 0, "opens": "09:00", "closes": "13:00"}]', 0)::jsonb -> 'weeks' -> 0 -> 'windows' -> 0 ->> 'opens', '09:00', 'an agent says when they can be called');
select is(tests.week_as('agent', 'agent', '[]', 0), 'PT409 availability_changed', 'whoever looked at an older state is told');
select is(tests.week_as('admin', 'agent', '[]', 1)::jsonb -> 'weeks' -> 0 ->> 'version', '2', 'an admin says it of anybody');
select is(tests.week_as(p, 'admin', '[]'), e, p || ' of an admin: ' || e)
from (values ('agent', 'PT403 admin_only'), ('customer', 'PT403 staff_only'), ('anonymous', '42501')) as v(p, e);
select is(tests.week_as('agent', 'agent', w), 'PT422 validation_failed', 'refused: ' || why) from (values
  ('[{"weekday": 7, "opens": "09:00", "closes": "10:00"}]'::jsonb, 'an eighth day'), ('[{"weekday": 1, "opens": "10:00", "closes": "10:00"}]', 'no time'),
  ('[{"weekday": 1, "opens": "09:00", "closes": "11:00"}, {"weekday": 1, "opens": "10:00", "closes": "12:00"}]', 'windows that overlap'), ('{}', 'no list')) as v(w, why);
select is(tests.as('agent', format('select public.set_availability_exception(%L, %L, ''UTC'', ''[]'', ''Dentist'')', tests.id('agent'), current_date + 3))::jsonb -> 'exceptions' -> 0 ->> 'note', 'Dentist', 'a day is an exception');
select is(jsonb_array_length(tests.as('agent', format('select public.remove_availability_exception(%L, %L)', tests.id('agent'), current_date + 3))::jsonb -> 'exceptions'), 0, 'until it is none');
select is(tests.as('agent', format('select public.add_agent_time_off(''k'', %L, %L, %L)', tests.id('agent'), private.iso(now() + interval '1 day'), private.iso(now() + interval '2 days')))::jsonb ->> 'booked', '0', 'time off is planned');
select is(tests.as('agent', format('select public.add_agent_time_off(null, %L, %L, %L)', tests.id('agent'), private.iso(now() + interval '2 days'), private.iso(now() + interval '1 day'))), 'PT422 validation_failed', 'not backwards');
select is(tests.as('agent', format('select public.set_call_profile(%L, ''javascript:alert(1)'', ''{}'')', tests.id('agent'))), 'PT422 validation_failed', 'a room has an address of the web');
select is(tests.as('agent', format('select public.set_call_profile(%L, ''https://meet.example/a'', ''{billing}'')', tests.id('agent')))::jsonb -> 'categories' ->> 0, 'billing', 'and an agent what they know');
select is(tests.as('agent', 'select public.set_call_settings(''{"slotMinutes": 15}'')'), 'PT403 admin_only', 'how calls are booked is for admins');
select is(tests.as('admin', 'select public.set_call_settings(''{"slotMinutes": 20}'')'), 'PT422 validation_failed', 'in lengths that there are');
select is(tests.as('admin', 'select public.set_call_settings(''{"slotMinutes": 15, "bufferAfter": 5}'')')::jsonb ->> 'slot_minutes', '15', 'to decide');
select is(tests.readers(t), 'agent 1, admin 1', t || ' is staff''s to read') from unnest(array['agent_availability', 'agent_time_off', 'agent_call_profiles', 'agent_call_skills']) as t;

select * from finish();
rollback;

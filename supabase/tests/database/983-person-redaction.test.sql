-- Who leaves a company leaves its texts, and nobody else's.

begin;
select plan(9);
select tests.set_stage();
update public.portal_users set full_name = 'Thandolwethu Marrowstone' where id = tests.id('customer');

insert into public.support_tickets (id, number, customer_id, requester_id, subject, description, category, message_count, first_response_due_at, resolution_due_at)
select tests.id('ticket of ' || w.whose), 'TKT-2000-8000' || w.n, tests.id(w.whose), tests.id(w.who), 'Subject', 'Text', 'question', 1, now(), now()
from (values ('home', 'colleague', 1), ('elsewhere', 'other', 2)) as w(whose, who, n);
insert into public.ticket_insights (ticket_id, summary) select tests.id('ticket of ' || w), 'THANDOLWETHU Marrowstone waits'
from unnest(array['home', 'elsewhere']) as w on conflict (ticket_id) do update set summary = excluded.summary;
insert into public.ticket_drafts (ticket_id, author_id, mode, body)
values (tests.id('ticket of home'), tests.id('agent'), 'reply', 'Dear Thandolwethu Marrowstone, dear all');
insert into public.ticket_transcripts (ticket_id, user_id, messages)
values (tests.id('ticket of home'), tests.id('colleague'), '[{"role": "user", "body": "Thandolwethu Marrowstone (customer@tests.example) \"said\" so"}]');
insert into public.inbound_emails (sha256, content_type, size, from_address, recipients, customer_id)
values (repeat('a', 64), 'message/rfc822', 1, 'reception@tests.example', array['help@portico.test', 'customer@tests.example'], tests.id('home'));
insert into public.message_logs (kind, to_number, template, body_text, customer_id)
values ('notice', '+27825550101', 'notice', 'Thandolwethu Marrowstone asked', tests.id('elsewhere'));

insert into public.privacy_requests (id, number, customer_id, user_id, kind, scope, status, due_at, effective_at)
values (tests.id('leaver'), 'PRV-2000-4', tests.id('home'), tests.id('customer'), 'deletion', 'person', 'scheduled', now() + interval '1 day', clock_timestamp());
select isnt(public.begin_erasure(tests.id('leaver')), null, 'somebody leaves');
create temporary table erased as select public.erase_subject(tests.id('leaver')) as answer;

select is((select summary from public.ticket_insights where ticket_id = tests.id('ticket of home')), '[erased] waits', 'a summary goes on without them');
select is((select body from public.ticket_drafts where ticket_id = tests.id('ticket of home')), 'Dear [erased], dear all', 'and a draft of staff');
select is((select messages -> 0 ->> 'body' from public.ticket_transcripts where ticket_id = tests.id('ticket of home')), '[erased] ([erased]) "said" so', 'and what a colleague told the assistant, which stays JSON');
select is((select array_to_string(recipients, ' ') from public.inbound_emails where customer_id = tests.id('home')), 'help@portico.test [erased]', 'and a list');
select is((select summary from public.ticket_insights where ticket_id = tests.id('ticket of elsewhere')), 'THANDOLWETHU Marrowstone waits', 'another customer''s texts stay as they are');
select is((select body_text from public.message_logs where customer_id = tests.id('elsewhere')), 'Thandolwethu Marrowstone asked', 'all of them');
select is((select answer #>> '{tables,public.ticket_drafts,pseudonymised}' from erased), '1', 'the receipt counts what was changed');
select is(private.redact_company((select (null, array[tests.id('customer')], '{}', '{}', tests.id('home'))::private.subject)), '{}', 'without a name nothing is looked for');

select * from finish();
rollback;

-- When a customer is asked for a rating, and when that question rests.

begin;
select plan(17);
select tests.set_stage();

create function tests.asked(p_name text) returns boolean language sql as $$
  select (tests.as(p_name, format('select public.get_ticket(%L)', tests.id('open')))::jsonb ->> 'ratingAsked')::boolean $$;
create function tests.put(p_status public.ticket_status) returns void language sql as $$
  select private.set_status(private.viewer_of(tests.id('agent')), t, p_status) from public.support_tickets t where t.id = tests.id('open') $$;
create function tests.skip_as(p_name text) returns text language sql as $$
  select tests.as(p_name, format('select public.skip_ticket_rating(%L)', tests.id('open'))) $$;
grant execute on all functions in schema tests to authenticated;

select is(tests.asked('customer'), false, 'nobody asks before it is resolved');
select tests.put('resolved');
select is(tests.asked(p), asked, p || case when asked then ' is asked' else ' is not asked' end)
from (values ('customer', true), ('colleague', true), ('agent', false), ('admin', false)) as w(p, asked);

select is(left(tests.skip_as(p), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('other', 'PT404'), ('agent', 'PT403'), ('locked', 'PT403')) as w(p, answer);
select is(tests.skip_as('customer'), '', 'not now, says the customer,');
select is(tests.asked('customer'), false, 'and is not asked again,');
select is(tests.asked('colleague'), true, 'though a colleague still is');
select ok(tests.as('customer', format('select public.rate_ticket(%L, 4)', tests.id('open'))) like '{%', 'rating stays possible');
select is(tests.asked('colleague'), false, 'and once rated nobody is asked');

select tests.put('in_progress');
update public.support_tickets set created_at = now() - interval '30 days' where id = tests.id('open');
update public.ticket_reads set rating_skipped_at = now() - interval '1 day';
select tests.put('resolved');
select is(tests.asked('customer'), true, 'a new resolution asks anew');
select private.set_status(private.system_viewer('Portico'), t, 'closed') from public.support_tickets t where t.id = tests.id('open');
select is(tests.asked('customer'), false, 'what closed by itself does not');
select is(tests.as('customer', format('select public.rate_ticket(%L, 5)', tests.id('open')))::jsonb ->> 'rating', '5', 'but may be rated by who wants to');

select * from finish();
rollback;

-- rate_ticket: once per resolution, by the customer's side.

begin;
select plan(24);
select tests.set_stage();

create function tests.rate_as(p_name text, p_rating int, p_comment text default null, p_ticket text default 'open') returns text language sql as $$
  select tests.as(p_name, format('select public.rate_ticket(%L, %L, %L)', tests.id(p_ticket), p_rating, p_comment)) $$;
create function tests.put(p_status public.ticket_status) returns void language sql as $$
  update public.support_tickets set status = p_status, rating = null, rating_comment = null, rated_at = null,
    resolved_at = case when p_status in ('resolved', 'closed') then now() end where id = tests.id('open') $$;

create function tests.rated(p_status public.ticket_status) returns text language sql as $$
  select tests.put(p_status);
  select tests.rate_as('customer', 5) $$;
select is(tests.rated(s), 'PT409 not_resolved', 'nobody rates what is ' || s)
from unnest(array['new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold', 'cancelled']::public.ticket_status[]) as s;

select tests.put('resolved');
select is(left(tests.rate_as(p, 5), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('other', 'PT404'), ('agent', 'PT403'), ('admin', 'PT403'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);
select is(tests.rate_as('customer', 5, null, 'private'), 'PT404 ticket_not_found', 'not even a colleague''s private ticket');
select is(tests.rate_as('customer', r), 'PT422 validation_failed', coalesce(r::text, 'nothing') || ' is no rating') from unnest(array[0, 6, null]) as r;
select is(tests.rate_as('customer', 4, repeat('x', 2001)), 'PT422 validation_failed', 'a comment has at most 2,000 characters');

select is(tests.rate_as('customer', 4, '  Quick.  ')::jsonb, '{"rating": 4, "comment": "Quick."}', 'the customer rates');
select is(tests.rate_as('customer', 4, 'Quick.')::jsonb, '{"rating": 4, "comment": "Quick."}', 'a double click changes nothing');
select is(tests.rate_as('colleague', 1), 'PT409 already_rated', 'nobody rates again');
select ok(tests.as('agent', format('select public.change_ticket_status(%L, %L)', tests.id('open'), action)) like '{%', action || ' it,')
from unnest(array['reopen', 'resolve']) as action;
select is(tests.rate_as('colleague', 2)::jsonb ->> 'rating', '2', 'and it can be rated anew');

select * from finish();
rollback;

-- ticket_stats: a customer's own tickets in figures; months are those of their zone.

begin;
select plan(20);
select tests.set_stage();

create function tests.stats(p_name text, p_history boolean default true) returns jsonb language sql as $$
  select tests.as(p_name, format('select public.ticket_stats(%L)', p_history))::jsonb $$;
create function tests.month(p_name text, p_back int) returns jsonb language sql as $$
  select m from jsonb_array_elements(tests.stats(p_name) -> 'byMonth') as m
  where m ->> 'month' = to_char(date_trunc('month', now() at time zone 'Pacific/Auckland') - make_interval(months => p_back), 'YYYY-MM') $$;
-- A moment of that month, so many months back, where the customer is.
create function tests.at(p_back int, p_offset interval) returns timestamptz language sql as $$
  select (date_trunc('month', now() at time zone 'Pacific/Auckland') - make_interval(months => p_back) + p_offset) at time zone 'Pacific/Auckland' $$;
grant execute on all functions in schema tests to authenticated;

select is(left(tests.as(p, 'select public.ticket_stats()'), 5), left(answer, 5), p || ': ' || answer)
from (values ('anonymous', '42501'), ('agent', 'PT403'), ('admin', 'PT403'), ('locked', 'PT403'), ('signed_out', 'PT401')) as w(p, answer);

update public.customer_profiles set time_zone = 'Pacific/Auckland' where id = tests.id('home');
update public.support_tickets set created_at = tests.at(2, '1 minute'), last_activity_at = now(), first_responded_at = tests.at(2, '61 minutes'),
  resolved_at = tests.at(1, '3 days'), status = 'closed' where id = tests.id('open');
update public.support_tickets set created_at = tests.at(14, '0'), last_activity_at = now() where id = tests.id('private');

select is(tests.stats('customer') - 'byMonth' - 'averageResolutionMinutes' - 'company',
  '{"total": 1, "byStatus": {"closed": 1}, "byCategory": {"question": 1}, "averageFirstResponseMinutes": 60}', 'one ticket, answered within an hour');
select is((tests.stats('customer') ->> 'averageResolutionMinutes')::int,
  (extract(epoch from tests.at(1, '3 days') - tests.at(2, '1 minute')) / 60)::int, 'and its resolution took as long as it took');
select is(jsonb_array_length(tests.stats('customer') -> 'byMonth'), 12, 'there are twelve months,');
select is(tests.stats('customer') #>> '{byMonth,11,month}', to_char(now() at time zone 'Pacific/Auckland', 'YYYY-MM'), 'the last is this one');
select is(tests.month('customer', 2) - 'month', '{"opened": 1, "resolved": 0}', 'a minute past midnight over there is their month');
select is(tests.month('customer', 1) - 'month', '{"opened": 0, "resolved": 1}', 'resolved in another');
select is(tests.month('customer', 0) - 'month', '{"opened": 0, "resolved": 0}', 'a month without any is there too');
select is(tests.stats('colleague') ->> 'total', '2', 'a colleague counts their private one,');
select is((select sum((m ->> 'opened')::int) from jsonb_array_elements(tests.stats('colleague') -> 'byMonth') as m), 1::bigint, 'which is too old for the months');
select is(tests.stats('other') ->> 'total', '1', 'nobody counts another customer''s');
select is(tests.stats('other') -> 'averageFirstResponseMinutes', 'null', 'where there was no answer, there is no average');
select is(tests.as('colleague', 'select public.ticket_stats(true, true)')::jsonb -> 'byStatus', '{"new": 1}', 'or what they opened themselves');
update public.customer_profiles set kind = 'company', company_name = 'Home Ltd' where id = tests.id('home');
select is(tests.stats('customer') ->> 'company', 'Home Ltd', 'and whose people share them');
select is(tests.stats('customer', false) - 'company', '{"total": 1, "byStatus": {"closed": 1}, "byCategory": {"question": 1}}', 'totals alone, for the tabs of the list');
delete from public.support_tickets where id = tests.id('foreign');
select is(tests.stats('other') - 'byMonth',
  '{"company": null, "total": 0, "byStatus": {}, "byCategory": {}, "averageFirstResponseMinutes": null, "averageResolutionMinutes": null}', 'without tickets everything is nought');

select * from finish();
rollback;

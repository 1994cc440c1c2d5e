-- Everything personal says how long it stays.

begin;
select plan(6);
select tests.set_stage();

create view tests.kept as
select p.table_name, p.rule is not null as by_law,
  exists (select from private.retention_policies r where r.table_name = p.table_name) as by_policy,
  (select k.kept from private.kept_until k where k.table_name = p.table_name) as kept
from private.personal_tables p;

select is_empty('select table_name from tests.kept where not by_law and not by_policy and kept is null',
  'of every table with personal data a policy, a law or private.kept_until says how long it stays');
select is_empty('select table_name from tests.kept where (by_law or by_policy) and kept is not null', 'and only one of them');
select is_empty($$select table_name from tests.kept where kept !~ '^[A-Z].+\.$'$$, 'in whole sentences');
select is_empty($$select k.table_name, d.word from private.kept_until k
  cross join lateral (select unnest(regexp_matches(k.kept, '\m(Two days|Ninety days|Thirty-one days|Half a year)\M', 'g')) as word) d
  where not exists (
    select from pg_proc f join pg_namespace n on n.oid = f.pronamespace where n.nspname in ('public', 'private')
      and f.prosrc ~ ('delete from ' || replace(k.table_name, '.', '\.') || '\M')
      and f.prosrc ~ case d.word when 'Two days' then '2 days' when 'Ninety days' then '90 days' when 'Thirty-one days' then '- 31' else '180 days' end)$$,
  'and a number of days is one that a function keeps');
select is(
  (select e ->> 'kept' from jsonb_array_elements(tests.as('admin', 'select public.get_processing_register()')::jsonb) e where e ->> 'table' = 'private.rate_limits'),
  'Two days, then the nightly housekeeping deletes it.', 'the register shows it');
select is(tests.each('select count(*) from private.kept_until'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody reads the table itself');

select * from finish();
rollback;

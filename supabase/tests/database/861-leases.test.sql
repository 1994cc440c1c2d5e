-- A job that takes long keeps its lease.

begin;
select plan(8);
select tests.set_stage();

delete from public.jobs;
insert into public.jobs (kind, status, locked_by, locked_until) values ('long', 'running', 'one', now() + interval '1 second');
create function tests.held() returns interval language sql as $$ select locked_until - now() from public.jobs where kind = 'long' $$;

select is(tests.each('select public.renew_job(1, ''one'', 60)'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501', 'nobody but the worker holds jobs');
select is(public.renew_job(id, 'two', 60), false, 'nobody holds another one''s job') from public.jobs;
select is(tests.held(), interval '1 second', 'and changes nothing of it');
select is(public.renew_job(id, 'one', 60), true, 'its worker does') from public.jobs;
select is(tests.held(), interval '1 minute', 'for so long');
select is((select tests.held() from (select public.renew_job(id, 'one', 1000000) from public.jobs) r), interval '1 hour', 'but an hour at most');
update public.jobs set status = 'done', locked_until = null;
select is(public.renew_job(id, 'one', 60), false, 'what is done is held no more') from public.jobs;
select is(tests.held(), null, 'and stays done');

select * from finish();
rollback;

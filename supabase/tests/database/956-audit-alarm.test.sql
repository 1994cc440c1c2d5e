-- Admins hear of it when the audit log was changed.

begin;
select plan(5);
select tests.set_stage();
alter table public.portal_audit_log disable trigger user;
delete from public.portal_audit_log;
insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values (now() - interval '3 days', 'system', 'thing.read', 'ticket');
alter table public.portal_audit_log enable trigger user;
create function tests.told() returns text language sql as $$
  select coalesce(string_agg(u.role || ' ' || (n.data ->> 'body'), ', ' order by u.role, u.id, n.data ->> 'body'), 'nobody')
  from public.notifications n join public.portal_users u on u.id = n.user_id where n.event = 'security_audit_broken' and u.id in (tests.id('customer'), tests.id('agent'), tests.id('admin')) $$;
create function tests.day() returns text language sql as $$ select (((now() - interval '3 days') at time zone 'UTC')::date)::text $$;

select public.seal_audit_days();
select public.check_audit_seals();
select is(tests.told(), 'nobody', 'as long as all is as it was, nobody is told');
alter table public.portal_audit_log disable trigger user;
update public.portal_audit_log set action = 'thing.list';
alter table public.portal_audit_log enable trigger user;
select public.check_audit_seals();
select is(tests.told(), 'admin ' || tests.day(), 'admins, and they alone, are told of the day');
select public.check_audit_seals();
select is(tests.told(), 'admin ' || tests.day(), 'once, however often it is found');
alter table public.portal_audit_log disable trigger user;
insert into public.portal_audit_log (occurred_at, actor_role, action, resource_type) values (now() - interval '2 days', 'system', 'thing.read', 'ticket');
alter table public.portal_audit_log enable trigger user;
select public.check_audit_seals();
select is((select count(*)::int from public.notifications where event = 'security_audit_broken' and user_id = tests.id('admin')), 2, 'another day is news');
select is((select bool_and(d.channel = 'email') from public.notification_deliveries d join public.notifications n on n.id = d.notification_id
  where n.event = 'security_audit_broken' and n.user_id = tests.id('admin') and d.channel <> 'push'), true, 'by e-mail as well, which nobody can switch off');

select * from finish();
rollback;

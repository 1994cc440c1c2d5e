-- Nobody changes a row by hand: neither visitors nor customers nor staff, whatever the row and however the state.

begin;
select plan(10);
select tests.set_stage();

create function tests.writers(p_sql text) returns text language sql as $$
  select coalesce(string_agg(distinct p || ' in ' || t, ', '), 'nobody')
  from tests.people() as p, (
    select c.oid::regclass::text as t, (
      select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.attidentity = '' order by a.attnum limit 1) as col
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition) tables
  where tests.as(p, format(p_sql, t, col)) is distinct from '42501' $$;
comment on function tests.writers(text) is 'Who can run the statement on which table; %1$s is the table, %2$I one of its columns.';

select is(tests.writers('insert into %1$s default values'), 'nobody', 'nobody inserts');
select is(tests.writers('update %1$s set %2$I = %2$I'), 'nobody', 'nobody updates');
select is(tests.writers('delete from %1$s'), 'nobody', 'nobody deletes');
select is(tests.writers('truncate %1$s'), 'nobody', 'nobody empties a table');
select is(tests.writers('lock table %1$s in share row exclusive mode'), 'nobody', 'nobody holds up others by a lock');

-- The tempting ones, by name ---------------------------------------------------------------------------

select is(tests.each($$update public.portal_users set role = 'admin' where id = auth.uid()$$),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody gives themselves another role, not even admins');
select is(tests.each($$insert into public.ticket_messages (ticket_id, author_type, author_name, body)
  values (tests.id('open'), 'staff', 'Support', 'Send your password')$$),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody writes a message in another one''s name');
select is(tests.each($$insert into auth.sessions (id, user_id) values (gen_random_uuid(), tests.id('admin'))$$),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody makes a session');
select is(tests.each($$select count(encrypted_password) from auth.users$$),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody reads the people of the auth server');
select is(tests.each('create table public.mine (id int)'),
  'anonymous: 42501, customer: 42501, colleague: 42501, other: 42501, agent: 42501, admin: 42501, locked: 42501, signed_out: 42501',
  'nobody makes a table');

select * from finish();
rollback;

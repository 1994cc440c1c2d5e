-- With a token alone nobody makes an account their own.

begin;
select plan(16);
select tests.set_stage();
update auth.users set email_confirmed_at = now(), encrypted_password = 'old' where id in (tests.id('customer'), tests.id('agent'));
delete from private.reauthentications;

create function tests.set_user(p_who text, p_column text, p_value text) returns text language plpgsql as $$
begin
  execute format('update auth.users set %I = %L where id = %L', p_column, p_value, tests.id(p_who));
  return 'done';
exception when others then
  return sqlstate || ' ' || sqlerrm;
end $$;
create function tests.proven(p_who text, p_purpose text) returns void language sql as $$
  select public.record_reauthentication(tests.id(p_who), p_purpose) $$;

select is(tests.set_user(who, col, 'new'), 'PT403 password_required', format('no new %s of %s without a proof', col, who))
from unnest(array['customer', 'agent']) as who, unnest(array['encrypted_password', 'email_change', 'phone_change']) as col;
select tests.proven('customer', 'email');
select is(tests.set_user('customer', 'encrypted_password', 'new'), 'PT403 password_required', 'a proof is for one purpose');
select is(tests.set_user('agent', 'email_change', 'agent@new.example'), 'PT403 password_required', 'and one person');
select is(tests.set_user('customer', 'email_change', 'customer@new.example'), 'done', 'with it the address is asked');
select is(tests.set_user('customer', 'email_change', 'customer@new.example'), 'done', 'and asked again');
select is(tests.set_user('customer', 'email_change', 'mallory@new.example'), 'PT403 password_required', 'but it is good once');
select is(tests.set_user('customer', 'email_change', ''), 'done', 'what is taken back needs none');
select tests.proven('customer', 'password');
update private.reauthentications set created_at = now() - interval '11 minutes' where used_at is null;
select is(tests.set_user('customer', 'encrypted_password', 'new'), 'PT403 password_required', 'after ten minutes it is worth nothing');
select is(tests.set_user('customer', 'raw_user_meta_data', '{"full_name": "C"}'), 'done', 'the rest of an account is not asked about');
update auth.users set email_confirmed_at = null, phone_confirmed_at = null where id = tests.id('customer');
select is(tests.set_user('customer', 'encrypted_password', 'new'), 'done', 'an account that nobody has proven is nobody''s yet');
select is(tests.each(format('select public.record_reauthentication(%L, ''password'') is null', tests.id('customer'))) ~ '^anonymous: 42501(, \w+: 42501)+$', true, 'no person writes a proof');

select * from finish();
rollback;

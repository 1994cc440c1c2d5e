-- Who somebody is: linked by a verified e-mail address, locked at once, gone with their session.

begin;
select plan(40);
select tests.set_stage();

create function tests.sign_up(p_email text, p_verified boolean default true, p_name text default null) returns uuid language sql as $$
  insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
  values (gen_random_uuid(), p_email, case when p_verified then now() end,
    case when p_name is null then '{}' else jsonb_build_object('full_name', p_name, 'role', 'admin', 'phone', '+27105550123') end)
  returning id $$;
create function tests.customer_of(p_user uuid) returns text language sql as $$
  select case u.customer_id when tests.id('home') then 'home' when tests.id('elsewhere') then 'elsewhere' else c.full_name end
  from public.portal_users u join public.customer_profiles c on c.id = u.customer_id where u.id = p_user $$;
insert into public.customer_profiles (full_name, email) values
  ('Twin one', 'twins@tests.example'), ('Twin two', 'twins@tests.example');

-- Linking -----------------------------------------------------------------------------------------

select is(tests.customer_of(tests.sign_up('Home@Tests.example')), 'home', 'a verified address that one profile has joins that profile, whatever its case');
select is(tests.customer_of(tests.sign_up('twins@tests.example', true, 'Third twin')), 'Third twin', 'an address that two profiles have makes a new profile');
select is(tests.customer_of(tests.sign_up('new@tests.example', true, 'Newcomer')), 'Newcomer', 'so does one that no profile has');
select is(tests.customer_of(tests.sign_up('nameless@tests.example')), 'nameless', 'whoever gives no name is called by their address');
select is((select role from public.portal_users where email = 'new@tests.example'), 'customer', 'everybody begins as a customer, whatever their metadata say');
select is((select phone from public.customer_profiles where email = 'new@tests.example'), '+27105550123', 'a new profile takes the telephone number along');

create temporary table waiting as select tests.sign_up('elsewhere@tests.example', false) as id;
grant select on waiting to authenticated;
select is((select count(*) from public.portal_users u join waiting using (id)), 0::bigint, 'an address that is not verified links nobody');
select is((select count(*) from public.customer_profiles where email = 'elsewhere@tests.example'), 1::bigint, 'and makes no profile');
update auth.users set email_confirmed_at = now() where id = (select id from waiting);
select is((select tests.customer_of(id) from waiting), 'elsewhere', 'once it is verified, it does');

update auth.users set email = 'moved@tests.example' where id = (select id from waiting);
select is((select email from public.portal_users u join waiting using (id)), 'moved@tests.example', 'a changed address is the new one');
select is((select tests.customer_of(id) from waiting), 'elsewhere', 'and the profile stays');
update auth.users set email = 'home@tests.example ' where id = (select id from waiting);
select is((select tests.customer_of(id) from waiting), 'elsewhere', 'also when the new address is that of another profile');

-- Who is asking ------------------------------------------------------------------------------------

select is(tests.each('select private.viewer_id()'),
  format('anonymous: null, customer: %s, colleague: %s, other: %s, agent: %s, admin: %s, locked: null, signed_out: null',
    tests.id('customer'), tests.id('colleague'), tests.id('other'), tests.id('agent'), tests.id('admin')),
  'the locked and the signed out are nobody');
select is(tests.each('select private.is_staff()'),
  'anonymous: false, customer: false, colleague: false, other: false, agent: true, admin: true, locked: false, signed_out: false', 'staff are agents and admins');
select is(tests.each('select private.is_admin()'),
  'anonymous: false, customer: false, colleague: false, other: false, agent: false, admin: true, locked: false, signed_out: false', 'admins are admins');
select is(tests.each('select private.viewer_customer_id() is null'),
  'anonymous: true, customer: false, colleague: false, other: false, agent: true, admin: true, locked: true, signed_out: true', 'staff have no profile');
select is(tests.each('select public.get_viewer() ->> ''role'''),
  'anonymous: 42501, customer: customer, colleague: customer, other: customer, agent: agent, admin: admin, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'the locked are told so');

-- Every command asks first ---------------------------------------------------------------------------

select is(tests.as(p, call), answer, p || ' gets no further than ' || answer || ' with ' || split_part(call, '(', 1))
from (values ('anonymous', '42501'), ('signed_out', 'PT401 unauthenticated'), ('locked', 'PT403 portal_locked')) as who(p, answer),
  unnest(array[
    'select public.create_ticket(null, ''{}'')', 'select public.get_ticket(''TKT-2000-00001'')', 'select public.search_tickets()']) as call;

create view tests.commands as
select unnest(array[
  'create_ticket(null, ''{}'')', 'reply_to_ticket(null, tests.id(''open''), ''{"body": "Hello"}'')', 'change_ticket_status(tests.id(''open''), ''resolve'')',
  'update_ticket(tests.id(''open''), ''{"priority": "high"}'')', 'rate_ticket(tests.id(''open''), 5)', 'mark_ticket_read(tests.id(''open''))',
  'mark_notifications_read()', 'update_preferences(''{"theme": "dark"}'')', 'get_viewer()', 'get_dashboard()', 'get_ticket(''x'')',
  'search_tickets()', 'ticket_stats()', 'list_staff()', 'desk_counts()', 'change_order_status(tests.id(''order of home''), ''{}'')', 'get_order(''O-home'')',
  'search_orders()', 'ticket_subjects()']) as call;
select is_empty(
  'select call, tests.as(''locked'', ''select public.'' || call) from tests.commands where tests.as(''locked'', ''select public.'' || call) is distinct from ''PT403 portal_locked''',
  'the locked get no further with any command');
select is_empty(
  'select call from tests.commands where tests.as(''signed_out'', ''select public.'' || call) is distinct from ''PT401 unauthenticated''',
  'nor do the signed out');
select is_empty(
  'select call from tests.commands where tests.as(''anonymous'', ''select public.'' || call) is distinct from ''42501''',
  'nor do visitors');

-- At once ----------------------------------------------------------------------------------------------

select is(tests.as('customer', 'select count(*) from public.support_tickets'), '1', 'a customer reads,');
update public.portal_users set portal_active = false where id = tests.id('customer');
select is(tests.as('customer', 'select count(*) from public.support_tickets'), '0', 'is locked, and with the same token reads no more,');
update public.portal_users set portal_active = true where id = tests.id('customer');
select is(tests.as('customer', 'select count(*) from public.support_tickets'), '1', 'is unlocked, and reads again,');
delete from auth.sessions where id = tests.id('session of customer');
select is(tests.as('customer', 'select count(*) from public.support_tickets'), '0', 'signs out, and the token is worth nothing.');
insert into auth.sessions (id, user_id) values (tests.id('session of customer'), tests.id('other'));
select is(tests.as('customer', 'select private.viewer_id()'), null, 'A session of somebody else does not help.');
update public.portal_users set role = 'customer', customer_id = tests.id('home') where id = tests.id('admin');
select is(tests.as('admin', 'select private.is_admin()'), 'false', 'Who loses a role has lost it at once.');

-- One's own settings -----------------------------------------------------------------------------------

select is(tests.as('other', 'select public.update_preferences(''{"theme": "dark", "timeZone": "Africa/Windhoek", "emailEnabled": false}'')')::jsonb,
  '{"theme": "dark", "locale": null, "timeZone": "Africa/Windhoek", "emailEnabled": false}', 'preferences are set');
select is(tests.as('other', 'select public.update_preferences(''{"locale": "en"}'')')::jsonb,
  '{"theme": "dark", "locale": "en", "timeZone": "Africa/Windhoek", "emailEnabled": false}', 'and what is not named stays');
select is(tests.as('other', 'select public.update_preferences(''{"theme": "pink"}'')'), 'PT422 validation_failed', 'a theme is one of three');
select is(tests.as('other', 'select public.update_preferences(''{"timeZone": "Mars/Olympus"}'')'), 'PT422 validation_failed', 'a time zone is on the list');
select is(tests.as('other', 'select public.get_viewer() ->> ''timeZone'''), 'Africa/Windhoek', 'the viewer lives by them');

select * from finish();
rollback;

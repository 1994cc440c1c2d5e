-- What people write, also those who write to the API by hand: nothing invisible, and nothing that a page chokes on.

begin;
select plan(17);
select tests.set_stage();

create function tests.sign_up_as(p_name text) returns text language sql as $$
  with made as (
    insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
    values (gen_random_uuid(), gen_random_uuid() || '@tests.example', now(), jsonb_build_object('full_name', p_name))
    returning email)
  select email from made $$;
create function tests.name_of(p_email text) returns text language sql as $$
  select full_name from public.portal_users where email = p_email $$;
create function tests.newest() returns public.support_tickets language sql as $$
  select * from public.support_tickets order by number collate "C" desc limit 1 $$;
create function tests.prefer(p_changes jsonb) returns text language sql as $$
  select tests.as('customer', format('select public.update_preferences(%L)', p_changes)) $$;
grant execute on all functions in schema tests to authenticated;

-- Names -------------------------------------------------------------------------------------------

create temporary table signed_up as select what, tests.sign_up_as(name) as email, expected
from (values
  ('a second line', E'Thandi\r\nBcc: all@tests.example', 'Thandi Bcc: all@tests.example'),
  ('control characters', E'\u0001Than\u001bdi\u0085', 'Thandi'),
  ('marks that turn the text', E'Thandi \u202egnp.\u2066', 'Thandi gnp.'),
  ('white space', E'\u00a0 Thandi \t\n Nkosi ', 'Thandi Nkosi'),
  ('other scripts and emoji', 'ثاندي 田中 👩‍👧', 'ثاندي 田中 👩‍👧')) as names(what, name, expected);
select is(tests.name_of(email), expected, 'a name without ' || what) from signed_up where what <> 'other scripts and emoji';
select is(tests.name_of(email), expected, 'a name with ' || what) from signed_up where what = 'other scripts and emoji';
select matches(tests.name_of(tests.sign_up_as(E' \u202e\n')), '^[0-9a-f-]{36}$', 'a name of nothing but these is none');

-- Tickets -----------------------------------------------------------------------------------------

select ok(tests.as('customer', $$select public.create_ticket(null,
  '{"subject": " It hums\r\n\tBcc: all\u0007 ", "description": " First\u0001\r\nSecond\tcolumn\u009b ", "category": "other"}')$$) like '{%',
  'a ticket with such characters is opened');
select is((tests.newest()).subject, 'It hums Bcc: all', 'its subject is one line');
select is((tests.newest()).description, E'First\nSecond\tcolumn', 'its description keeps its lines and tabs');
select is(tests.as('customer', $$select public.create_ticket(null, '{"subject": "\u0001\u0002", "description": "x", "category": "other"}')$$),
  'PT422 validation_failed', 'control characters alone are no subject');

-- Preferences ---------------------------------------------------------------------------------------

select is(tests.prefer(changes), 'PT422 validation_failed', 'refused: ' || changes::text)
from (values ('{"locale": "!!!!"}'::jsonb), ('{"locale": "en-"}'), ('{"timeZone": "Factory"}'), ('{"timeZone": "Mars/Olympus"}')) as refused(changes);
select is(tests.prefer('{"locale": "zh-Hant-TW", "timeZone": "Africa/Johannesburg"}')::jsonb - 'emailEnabled' - 'theme',
  '{"locale": "zh-Hant-TW", "timeZone": "Africa/Johannesburg"}', 'a language and a zone that exist are taken');
select is(tests.prefer('{"timeZone": "UTC"}')::jsonb ->> 'timeZone', 'UTC', 'so is UTC');
select is(tests.prefer('{"locale": null}')::jsonb ->> 'locale', 'zh-Hant-TW', 'what is absent stays');

select * from finish();
rollback;

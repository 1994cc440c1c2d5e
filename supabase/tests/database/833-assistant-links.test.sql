-- To which hosts answers may link.

begin;
select plan(26);
select tests.set_stage();

create function tests.hosts(p_name text, p_hosts text) returns text
language sql
as $$ select tests.as(p_name, format('select public.change_assistant_settings(%L) -> ''linkHosts''', jsonb_build_object('linkHosts', p_hosts::jsonb))) $$;

select is(private.link_hosts(), '[]', 'none until an admin names some');
select is(tests.hosts(p, '["docs.example.com"]'), e, p) from (values
  ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('agent', 'PT403 admin_only'), ('locked', 'PT403 portal_locked')) as v(p, e);
select is(tests.hosts('admin', '["docs.example.com", "docs.example.com", "xn--bcher-kva.example", "a.xn--p1ai"]'),
  '["a.xn--p1ai", "docs.example.com", "xn--bcher-kva.example"]', 'an admin names them, as DNS knows them');
select is(tests.hosts('admin', h), 'PT422 validation_failed', h) from unnest(array[
  '"docs.example.com"', '[1]', '["localhost"]', '["Docs.example.com"]', '["*.example.com"]', '[".example.com"]', '["example.com."]', '["https://example.com"]',
  '["example.com/a"]', '["example.com:8443"]', '["user@example.com"]', '["127.0.0.1"]', '["[::1]"]', '["bücher.example"]', '[" example.com"]', '["example.com\nevil.example"]', '[""]']) as h;
select is(tests.hosts('admin', (select jsonb_agg('h' || g || '.example') from generate_series(1, 51) g)::text), 'PT422 validation_failed', 'fifty at most');
select is((select string_agg(tests.as(p, $$select count(*) from public.app_settings where key = 'assistant_link_hosts'$$), ' ')
  from unnest(array['customer', 'agent']) as p), '1 1', 'which is no secret');
select is(tests.as('customer', format('select public.get_chat_turn(%L) -> ''linkHosts''',
  tests.as('customer', $$select public.begin_chat_turn(null, '{"message": "Hello"}') ->> 'messageId'$$))), '["a.xn--p1ai", "docs.example.com", "xn--bcher-kva.example"]', 'and an answer is written by it');

select * from finish();
rollback;

-- The cast, the stage and the few words that the other files are written in. Runs first and stays, in a schema
-- of its own, until 999-teardown; every other file undoes what it does.

begin;
drop schema if exists tests cascade;
create schema tests;
grant usage on schema tests to anon, authenticated, service_role;

create function tests.id(p_name text) returns uuid
language sql immutable
as $$ select md5('tests/' || p_name)::uuid $$;
comment on function tests.id(text) is 'The id of whatever has this name on the stage.';

-- customer and colleague share a profile, other has another one. locked may not use the portal; signed_out has
-- a token that is still good, of a session that is gone. Both belong to the profile of customer.
create function tests.people() returns setof text
language sql immutable
as $$ select unnest(array['anonymous', 'customer', 'colleague', 'other', 'agent', 'admin', 'locked', 'signed_out']) $$;

create function tests.become(p_name text) returns void
language plpgsql
as $$
declare
  v_role text := case p_name when 'anonymous' then 'anon' when 'service' then 'service_role' else 'authenticated' end;
begin
  perform set_config('role', v_role, true);
  perform set_config('request.jwt.claim.sub', '', true);
  perform set_config('request.jwt.claims', (jsonb_build_object('role', v_role) || case
    when v_role <> 'authenticated' then '{}'
    else jsonb_build_object('sub', tests.id(p_name), 'session_id', tests.id('session of ' || p_name)) end)::text, true);
end
$$;
comment on function tests.become(text) is 'From here on the session acts as this person: anonymous, service, or one of the stage.';

create function tests.as(p_name text, p_sql text) returns text
language plpgsql
as $$
declare
  v_answer text;
begin
  begin
    perform tests.become(p_name);
    execute p_sql into v_answer;
  exception when others then
    -- Leaving the block has put the role back.
    return case when sqlstate like 'PT%' then sqlstate || ' ' || sqlerrm else sqlstate end;
  end;
  perform set_config('role', 'none', true);
  perform set_config('request.jwt.claims', '', true);
  return v_answer;
end
$$;
comment on function tests.as(text, text) is
  'What this person gets for the statement: the first value of its answer, or how it failed (PT409 ticket_closed, 42501).';

create function tests.failure_as(p_name text, p_sql text) returns jsonb
language plpgsql
as $$
declare
  v_detail text;
  v_hint text;
begin
  perform tests.become(p_name);
  execute p_sql;
  perform set_config('role', 'none', true);
  return null;
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  return jsonb_build_object('code', sqlstate, 'message', sqlerrm, 'hint', v_hint, 'detail', nullif(v_detail, '')::jsonb);
end
$$;
comment on function tests.failure_as(text, text) is 'How the statement fails for this person, in full; null when it does not.';

create function tests.each(p_sql text) returns text
language sql
as $$ select string_agg(p || ': ' || coalesce(tests.as(p, p_sql), 'null'), ', ' order by n) from tests.people() with ordinality as t(p, n) $$;
comment on function tests.each(text) is 'What each person gets, anonymous first.';

create function tests.readers(p_from text) returns text
language sql
as $$
  select coalesce(string_agg(p || ' ' || count, ', ' order by n), 'nobody')
  from (select p, n, tests.as(p, 'select count(*) from public.' || p_from) as count from tests.people() with ordinality as t(p, n)) c
  where count not in ('0', '42501')
$$;
comment on function tests.readers(text) is 'Who reads how many rows of the table; whoever reads none is left out.';

create function tests.person(p_name text, p_role public.user_role, p_customer text) returns void
language sql
as $$
  -- Not confirmed, so that nobody is linked to a profile by the trigger.
  insert into auth.users (id, email) values (tests.id(p_name), p_name || '@tests.example');
  insert into auth.sessions (id, user_id) select tests.id('session of ' || p_name), tests.id(p_name) where p_name <> 'signed_out';
  insert into public.portal_users (id, role, customer_id, email, full_name, portal_active)
  values (tests.id(p_name), p_role, tests.id(p_customer), p_name || '@tests.example', initcap(p_name), p_name <> 'locked');
$$;

create function tests.ticket(p_name text, p_customer text, p_requester text, p_private boolean default false) returns void
language sql
as $$
  insert into public.support_tickets (
    id, number, customer_id, requester_id, subject, description, category, is_private, message_count,
    first_response_due_at, resolution_due_at)
  values (
    tests.id(p_name), 'TKT-2000-' || p_name, tests.id(p_customer), tests.id(p_requester), 'Subject of ' || p_name,
    'Description of ' || p_name, 'question', p_private, 1, now() + interval '24 hours', now() + interval '72 hours');
  insert into public.ticket_messages (id, ticket_id, author_type, author_id, author_name, body, is_internal) values
    (tests.id('message of ' || p_name), tests.id(p_name), 'customer', tests.id(p_requester), initcap(p_requester), 'Description of ' || p_name, false),
    (tests.id('note of ' || p_name), tests.id(p_name), 'staff', null, 'Agent', 'Note of ' || p_name, true);
  insert into public.ticket_events (ticket_id, type, actor_type, actor_name, new_value, is_internal) values
    (tests.id(p_name), 'created', 'customer', initcap(p_requester), 'new', false),
    (tests.id(p_name), 'tagged', 'staff', 'Agent', 'vip', true);
  insert into public.ticket_tags (ticket_id, tag) values (tests.id(p_name), 'vip');
  insert into public.ticket_insights (ticket_id, summary) values (tests.id(p_name), 'Secret summary');
  insert into public.ticket_reads (user_id, ticket_id) values (tests.id(p_requester), tests.id(p_name));
  insert into public.ticket_attachments (
    id, customer_id, ticket_id, message_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, is_internal, scan_status, stored_at)
  select tests.id(f.message), tests.id(p_customer), tests.id(p_name), tests.id(f.message || p_name), tests.id(p_requester), 'photo.png',
    'image/png', 100, repeat('a', 64), f.message || p_name, f.is_internal, 'clean', now()
  from (values ('message of ', false), ('note of ', true)) as f(message, is_internal)
  where p_name = 'open';
  select private.audit((tests.id(p_requester), 'customer', tests.id(p_customer), initcap(p_requester), '')::private.viewer,
    'ticket.read', 'ticket', tests.id(p_name)::text, tests.id(p_customer), 'self-service');
$$;

create function tests.set_stage() returns void
language plpgsql
as $$
declare
  v_home text;
begin
  insert into public.customer_profiles (id, full_name, email) values
    (tests.id('home'), 'Home', 'home@tests.example'), (tests.id('elsewhere'), 'Elsewhere', 'elsewhere@tests.example');
  perform tests.person(p, 'customer', 'home') from unnest(array['customer', 'colleague', 'locked', 'signed_out']) as p;
  perform tests.person('other', 'customer', 'elsewhere');
  perform tests.person('agent', 'agent', null), tests.person('admin', 'admin', null);

  -- What stands on the stage is no news.
  perform set_config('portico.notify', 'off', true);
  insert into public.products (id, sku, name, price, is_active) values
    (tests.id('amplifier'), 'AMP', 'Amplifier', 10000, true), (tests.id('relic'), 'OLD', 'Relic', 100, false);
  foreach v_home in array array['home', 'elsewhere'] loop
    insert into public.orders (id, customer_id, number, status, subtotal, total)
    values (tests.id('order of ' || v_home), tests.id(v_home), 'O-' || v_home, 'delivered', 30000, 30000);
    insert into public.order_items (id, order_id, product_id, sku, name, quantity, unit_price, total) values
      (tests.id('line of ' || v_home), tests.id('order of ' || v_home), tests.id('amplifier'), 'AMP', 'Amplifier', 3, 10000, 30000);
    insert into public.order_events (order_id, status) values (tests.id('order of ' || v_home), 'delivered');
    insert into public.shipments (id, order_id, carrier, tracking_number, shipped_at, delivered_at)
    values (tests.id('parcel of ' || v_home), tests.id('order of ' || v_home), 'Courier', 'T-' || v_home, now() - interval '2 days', now());
    insert into public.shipment_events (shipment_id, description, occurred_at)
    values (tests.id('parcel of ' || v_home), 'Delivered', now());
    insert into public.invoices (id, customer_id, number, subtotal, total, issued_on, due_on)
    values (tests.id('invoice of ' || v_home), tests.id(v_home), 'I-' || v_home, 30000, 30000, current_date, current_date + 7);
    insert into public.invoice_items (invoice_id, description, quantity, unit_price, total)
    values (tests.id('invoice of ' || v_home), 'Amplifier', 3, 10000, 30000);
    insert into public.quote_requests (id, customer_id, number, title, status, version)
    values (tests.id('quote of ' || v_home), tests.id(v_home), 'Q-' || v_home, 'Quote', 'sent', 1);
    insert into public.quote_versions (quote_id, version, status, sent_at) values
      (tests.id('quote of ' || v_home), 1, 'sent', now()), (tests.id('quote of ' || v_home), 2, 'draft', null);
    insert into public.quote_change_requests (quote_id, version, message) values (tests.id('quote of ' || v_home), 1, 'Cheaper');
    insert into public.quote_events (quote_id, version, type, actor_type, actor_name) values (tests.id('quote of ' || v_home), 1, 'sent', 'staff', 'Agent');
    insert into public.quote_items (quote_id, version, description, quantity) values
      (tests.id('quote of ' || v_home), 0, 'Asked for', 1), (tests.id('quote of ' || v_home), 1, 'Sent', 1),
      (tests.id('quote of ' || v_home), 2, 'Draft of the next version', 1);
    insert into public.customer_services (id, customer_id, name, package, price)
    values (tests.id('service of ' || v_home), tests.id(v_home), 'Fibre', 'Fibre 100', 50000);
    insert into public.installation_steps (service_id, stage) values (tests.id('service of ' || v_home), 'registered');
    insert into public.custom_domains (id, customer_id, hostname) values (tests.id('domain of ' || v_home), tests.id(v_home), v_home || '.example');
    insert into public.scheduled_calls (customer_id, starts_at, ends_at, purpose)
    values (tests.id(v_home), now() + interval '1 day', now() + interval '25 hours', 'Talk');
  end loop;

  perform tests.ticket('open', 'home', 'customer'), tests.ticket('private', 'home', 'colleague', true),
    tests.ticket('foreign', 'elsewhere', 'other');
  insert into public.ticket_affected_items (ticket_id, order_item_id, quantity) values (tests.id('open'), tests.id('line of home'), 1);
  insert into public.ticket_attachments (id, customer_id, uploaded_by, file_name, mime_type, size, sha256, storage_path, scan_status, stored_at)
  select tests.id('upload of ' || p), tests.id(c), tests.id(p), 'photo.png', 'image/png', 100, repeat('b', 64), 'upload of ' || p, 'clean', now()
  from (values ('customer', 'home'), ('colleague', 'home'), ('other', 'elsewhere')) as u(p, c);
  insert into public.ticket_templates (name, body) values ('Greeting', 'Hello');
  insert into public.notifications (user_id, event, dedupe_key)
  select tests.id(p), 'system', 'welcome' from unnest(array['customer', 'colleague', 'other', 'agent', 'admin', 'locked']) as p;
  insert into public.customer_preferences (user_id) values (tests.id('customer')), (tests.id('agent'));
  insert into public.email_logs (to_address, subject, template) values ('a@tests.example', 'Hello', 'greeting');
  insert into public.jobs (kind, dedupe_key) values ('tests', 'tests');
  perform set_config('portico.notify', '', true);
  insert into public.app_settings (key, value) values ('tests_secret', '{"secret": true}');
end
$$;
comment on function tests.set_stage() is
  'Two customers with one of everything, three tickets (open and private of home, foreign of elsewhere), and everybody of tests.people().';

grant execute on all functions in schema tests to anon, authenticated, service_role;
commit;

begin;
select plan(3);
select lives_ok('select tests.set_stage()', 'the stage can be set');
select is(tests.as('customer', 'select auth.uid()'), tests.id('customer')::text, 'a person acts under their own id');
select is(current_setting('role'), 'none', 'and the session comes back to itself');
select * from finish();
rollback;

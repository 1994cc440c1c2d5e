-- Who accessed whose data, as customers and as admins see it.

begin;
select plan(44);
select tests.set_stage();

-- pgTAP runs in one transaction, whose clock stands still: entries get times of their own.
create function tests.entry(p_ago interval, p_role text, p_actor text, p_action text, p_type text, p_id text, p_customer text, p_purpose text default 'support', p_fields jsonb default null)
returns void language sql as $$
  insert into public.portal_audit_log (occurred_at, actor_id, actor_role, actor_name, action, resource_type, resource_id, customer_id, purpose, fields, ip)
  values (date_trunc('day', now()) + interval '12 hours' - p_ago, case when p_role in ('ai', 'system') then null else tests.id(p_actor) end, p_role,
    case when p_role = 'agent' then 'Agent Smith' else initcap(p_actor) end, p_action, p_type, p_id, tests.id(p_customer), p_purpose, p_fields, '10.0.0.1') $$;
alter table public.portal_audit_log disable trigger user;
delete from public.portal_audit_log;
alter table public.portal_audit_log enable trigger user;
select tests.entry('3 days', 'agent', 'agent', 'order.read', 'order', tests.id('order of home')::text, 'home');
select tests.entry('3 days' + n * interval '5 minutes', 'agent', 'agent', 'ticket.read', 'ticket', tests.id('open')::text, 'home') from generate_series(1, 4) as n;
select tests.entry('3 days 2 hours', 'agent', 'agent', 'ticket.read', 'ticket', tests.id('open')::text, 'home');
select tests.entry('4 days', 'ai', 'extractive', 'chat.tool', 'chatbot_message', tests.id('message')::text, 'home', 'assistance',
  jsonb_build_object('tool', 'find_orders', 'read', jsonb_build_array('order:' || tests.id('order of home'), 'article')));
select tests.entry('5 days', 'customer', 'customer', 'order.read', 'order', tests.id('order of home')::text, 'home', 'self-service');
select tests.entry('6 days', 'customer', 'colleague', 'ticket.read', 'ticket', tests.id('private')::text, 'home', 'self-service');
select tests.entry('7 days', 'system', 'portico', 'ticket.auto_close', 'ticket', tests.id('open')::text, 'home');
select tests.entry('7 days', 'agent', 'agent', 'order.read', 'order', tests.id('order of elsewhere')::text, 'elsewhere');

create function tests.accesses(p_who text, p_filters jsonb, p_limit int default 50, p_cursor jsonb default null) returns text language sql as $$
  select coalesce(string_agg(concat(e ->> 'actorName', ' ', e ->> 'action', case when (e ->> 'count')::int > 1 then '*' || (e ->> 'count') end), ', ' order by n), 'nothing')
  from jsonb_array_elements(tests.as(p_who, format('select public.search_own_accesses(%L, %L, %s)', p_filters, p_cursor, p_limit))::jsonb -> 'items') with ordinality as t(e, n)
  where e ->> 'action' <> 'audit.read' $$;

-- What a customer sees ------------------------------------------------------------------------------

select is(tests.accesses('customer', '{"who": "others", "fold": true}'),
  'Agent order.read, Agent ticket.read*4, Agent ticket.read, Extractive chat.tool, Portico ticket.auto_close',
  'others: repeated reads of one sitting are one line, of staff the first name, no private ticket of a colleague, nothing of another customer');
select is(tests.accesses('colleague', '{"who": "others", "role": ["customer"]}'), 'Customer order.read', 'to a colleague the customer is another');
select is(tests.accesses('colleague', '{"role": ["customer"]}'), 'Customer order.read, Colleague ticket.read', 'and their own private ticket is there');
select is(tests.accesses('customer', '{"who": "others"}'),
  'Agent order.read, Agent ticket.read, Agent ticket.read, Agent ticket.read, Agent ticket.read, Agent ticket.read, Extractive chat.tool, Portico ticket.auto_close', 'each by itself when not folded');
select is(tests.accesses('other', '{}'), 'Agent order.read', 'another customer sees what is theirs');
select is(tests.accesses('customer', '{"role": ["staff"], "kind": ["orders"]}'), 'Agent order.read', 'by kind of data');
select is(tests.accesses('customer', '{"role": ["ai", "system"]}'), 'Extractive chat.tool, Portico ticket.auto_close', 'by who it was');
select is(tests.accesses('customer', '{"who": "others", "act": "change"}'), 'Portico ticket.auto_close', 'by what was done');
select is(tests.accesses('customer', format('{"who": "others", "fold": true, "from": %1$s, "to": %1$s}', to_jsonb(now()::date - 4))::jsonb), 'Extractive chat.tool', 'by days of their calendar, both included');
select is(tests.accesses('customer', '{"kind": ["other"], "who": "others"}'), 'nothing', 'what belongs to no kind');
select is(
  (select string_agg(r ->> 'type' || coalesce(' ' || (r ->> 'ref'), ''), ', ') from jsonb_array_elements(
    tests.as('customer', 'select public.search_own_accesses(''{"role": ["ai"]}'')')::jsonb -> 'items' -> 0 -> 'records') r),
  'order O-home, article', 'what the assistant read is named');
select is(
  tests.as('customer', 'select public.search_own_accesses(''{"role": ["staff"], "kind": ["tickets"]}'')')::jsonb -> 'items' -> 0 -> 'resource',
  jsonb_build_object('ref', 'TKT-2000-open', 'name', 'Subject of open'), 'a ticket by number and subject');
insert into public.chatbot_sessions (id, customer_id, user_id, title) select tests.id('talk'), tests.id('home'), tests.id('customer'), 'My talk';
select tests.entry('8 days', 'agent', 'agent', 'chat.read', 'chatbot_session', tests.id('talk')::text, 'home');
select is(tests.as(p, 'select public.search_own_accesses(''{"kind": ["chats"], "role": ["staff"]}'')')::jsonb #>> '{items,0,resource,name}', name, 'what somebody talks about with the assistant is theirs: ' || p)
from (values ('customer', 'My talk'), ('colleague', null)) as v(p, name);
select is(tests.as('customer', 'select public.search_own_accesses(''{"role": ["staff"]}'')') like '%10.0.0.1%', false, 'from which address is nobody''s');

-- Pages: each row once, whatever the size, and folded rows counted once as well.
create function tests.pages(p_filters jsonb, p_limit int) returns text language plpgsql as $$
declare
  v_page jsonb := tests.as('customer', format('select public.search_own_accesses(%L, null, %s)', p_filters, p_limit));
  v_all text := '';
begin
  for i in 1 .. 30 loop
    v_all := v_all || (select coalesce(string_agg(concat(e ->> 'action', '*', e ->> 'count'), ' ') || ' | ', '') from jsonb_array_elements(v_page -> 'items') e);
    exit when jsonb_typeof(v_page -> 'nextCursor') = 'null';
    v_page := tests.as('customer', format('select public.search_own_accesses(%L, %L, %s)', p_filters, v_page -> 'nextCursor', p_limit));
  end loop;
  return rtrim(v_all, ' |');
end $$;
select is(tests.pages('{"who": "others", "fold": true, "kind": ["orders", "tickets", "chats"]}', 2), 'order.read*1 ticket.read*4 | ticket.read*1 chat.tool*1 | ticket.auto_close*1 chat.read*1', 'pages of two');
select is(tests.pages('{"who": "others", "fold": true, "kind": ["orders", "tickets", "chats"]}', 1), 'order.read*1 | ticket.read*4 | ticket.read*1 | chat.tool*1 | ticket.auto_close*1 | chat.read*1', 'pages of one');
select is(tests.pages('{"who": "others", "kind": ["orders", "tickets", "chats"]}', 3), 'order.read*1 ticket.read*1 ticket.read*1 | ticket.read*1 ticket.read*1 ticket.read*1 | chat.tool*1 ticket.auto_close*1 chat.read*1', 'and unfolded');

select results_eq(
  $$select sum((w ->> 'staff')::int)::int, sum((w ->> 'ai')::int)::int, sum((w ->> 'system')::int)::int, count(*)::int
    from jsonb_array_elements(tests.as('customer', 'select public.get_access_weeks()')::jsonb) w$$,
  $$values (7, 1, 1, 12)$$, 'twelve weeks are counted by who it was');
select is((select count(*)::int from public.portal_audit_log where action = 'audit.read' and customer_id = tests.id('home') and purpose = 'self-service' and actor_id = tests.id('customer')) > 10, true, 'reading the log is in the log');

select is(tests.each('select public.search_own_accesses() is not null'),
  'anonymous: 42501, customer: true, colleague: true, other: true, agent: PT403 customer_only, admin: PT403 customer_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'it is for customers');
select is(tests.each('select public.get_access_weeks() is not null'),
  'anonymous: 42501, customer: true, colleague: true, other: true, agent: PT403 customer_only, admin: PT403 customer_only, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'so are the weeks');
select is(tests.as('customer', format('select public.search_own_accesses(%L)', f)) ~ '^(PT400|22)', true, 'what makes no sense is refused: ' || f)
from unnest(array['{"from": "2026-13-45"}', '{"fold": "perhaps"}']) as f;

-- What admins see -----------------------------------------------------------------------------------

create function tests.found(p_filters jsonb, p_limit int default 50) returns text language sql as $$
  select coalesce(string_agg(concat(e ->> 'actorName', ' ', e ->> 'action', ' ', e #>> '{customer,name}'), ', ' order by n), 'nothing')
  from jsonb_array_elements(tests.as('admin', format('select public.search_audit_log(%L, null, %s)', p_filters, p_limit))::jsonb -> 'items') with ordinality as t(e, n)
  where e ->> 'action' not like 'audit.%' $$;

select is(tests.found('{"actor": "agent@tests.example", "act": "read", "kind": ["orders"]}'), 'Agent Smith order.read Home, Agent Smith order.read Elsewhere', 'by who it was, by e-mail');
select is(tests.found('{"actor": "agen", "customer": "Elsewhere"}'), 'Agent Smith order.read Elsewhere', 'by part of a name, and the customer''s name');
select is(tests.found(jsonb_build_object('actor', tests.id('colleague'))), 'Colleague ticket.read Home', 'by id');
select is(tests.found('{"actor": "EXTRACTIVE"}'), 'Extractive chat.tool Home', 'machines by their name');
select is(tests.found('{"customer": "elsewhere@tests.example"}'), 'Agent Smith order.read Elsewhere', 'customers by e-mail');
select is(tests.found(jsonb_build_object('customer', (select customer_number from public.customer_profiles where id = tests.id('elsewhere')))), 'Agent Smith order.read Elsewhere', 'and by number');
select is(tests.found('{"resource": "o-home", "role": ["staff"]}'), 'nothing', 'records by the number as it is written');
select is(tests.found('{"resource": "O-home", "role": ["staff"]}'), 'Agent Smith order.read Home', 'records by number');
select is(tests.found(jsonb_build_object('resource', tests.id('private'))), 'Colleague ticket.read Home', 'and by id');
select is(tests.found('{"action": "ticket.auto_close"}'), 'Portico ticket.auto_close Home', 'by action');
select is(tests.found('{"action": "order", "customer": "Home"}'), 'Agent Smith order.read Home, Customer order.read Home', 'or what stands before the dot');
select is(tests.found('{"customer": "nobody of that name"}') || tests.found('{"actor": "%"}'), 'nothingnothing', 'who is not there did nothing, and a sign is no pattern');
select is(tests.found('{"from": "1990-01-01", "to": "1990-01-02"}'), 'nothing', 'by period');
select is(tests.as('admin', 'select public.search_audit_log(''{"actor": "extractive"}'')')::jsonb #>> '{items,0,ip}', '10.0.0.1', 'admins see from which address');

select is(tests.each('select public.search_audit_log() is not null'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: PT403 admin_only, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'it is for admins');
select is((select fields from public.portal_audit_log where action = 'audit.search' and customer_id = tests.id('elsewhere') and actor_id = tests.id('admin') order by fields::text limit 1),
  '["actor", "customer"]', 'a search about one customer is theirs to see, with what was asked for');
select is(tests.accesses('other', '{"who": "others", "kind": ["privacy"]}') <> 'nothing', true, 'and they do see it');
select is((select count(*)::int from public.portal_audit_log where action = 'audit.search' and customer_id is null) > 0, true, 'one about nobody is written down as well');
select is(tests.as('admin', 'select count(id) from public.portal_audit_log'), '0', 'past the function admins read nothing');
select is(jsonb_array_length(tests.as('admin', 'select public.search_audit_log(''{}'', null, 2)')::jsonb -> 'items'), 2, 'pages have their size');

select * from finish();
rollback;

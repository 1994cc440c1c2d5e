-- What a search finds, for whom, in which order; every order of the queue from page to page, and from an index.

begin;
select plan(76);
select tests.set_stage();

create function tests.found(p_name text, p_filters jsonb) returns text language sql as $$
  select coalesce(tests.as(p_name, format('select string_agg(lower(replace(t.item ->> ''subject'', ''Subject of '', '''')), '', '' order by t.nth)
    from jsonb_array_elements(public.search_tickets(%L) -> ''items'') with ordinality as t(item, nth)', p_filters)), 'nothing') $$;
create function tests.finds(p_name text, p_q text) returns text language sql as $$ select tests.found(p_name, jsonb_build_object('q', p_q)) $$;

-- Where ---------------------------------------------------------------------------------------------

update public.customer_profiles set full_name = 'Zanele Khumalo', company_name = 'Khumalo Vineyards', email = 'zanele@khumalo.example' where id = tests.id('elsewhere');
update public.support_tickets set subject = 'Gramophone scratches', description = 'The pick-up arm skips.', number = 'TKT-2026-00042', last_activity_at = now() - interval '1 day' where id = tests.id('open');
update public.ticket_messages set body = 'The pick-up arm skips.' where id = tests.id('message of open');
update public.ticket_messages set body = 'Refer to the turntable manual, section zymurgy.' where id = tests.id('note of open');
insert into private.ticket_counters values (2026, 42) on conflict (year) do update set last = 42;

select is(tests.finds('agent', q), found, 'staff find by ' || what)
from (values
  ('number', 'TKT-2026-00042', 'gramophone scratches'), ('number in small letters', 'tkt-2026-00042', 'gramophone scratches'),
  ('beginning of a number', 'TKT-2026-000', 'gramophone scratches'), ('bare number', '#42', 'gramophone scratches'), ('number without its letters', '2026-00042', 'gramophone scratches'),
  ('subject', 'gramophone', 'gramophone scratches'), ('beginning of a word', 'gramo scrat', 'gramophone scratches'),
  ('description', 'pick-up', 'gramophone scratches'), ('internal note', 'zymurgy', 'gramophone scratches'),
  ('words in several places', 'zymurgy gramophone', 'gramophone scratches'), ('customer', 'khumalo', 'foreign'),
  ('company', 'vineyards', 'foreign'), ('e-mail', 'zanele@khumalo.example', 'foreign'), ('part of an e-mail', 'zanele@', 'foreign'),
  ('accents and capitals', 'GRÂMOPHÔNE', 'gramophone scratches'), ('nothing that is there', 'accordion', 'nothing'), ('all words, not any', 'gramophone accordion', 'nothing')) as v(what, q, found);
select is(tests.finds('customer', q), found, 'a customer by ' || q || ': ' || found)
from (values ('gramophone', 'gramophone scratches'), ('skips', 'gramophone scratches'), ('zymurgy', 'nothing'), ('zymurgie', 'nothing'), ('turntable', 'nothing'),
  ('khumalo', 'nothing'), ('42', 'gramophone scratches'), ('gramofone', 'gramophone scratches')) as v(q, found);
select is(tests.finds('other', q), 'nothing', 'another customer by ' || q || ' nothing') from unnest(array['gramophone', 'TKT-2026-00042', '42', 'gramofone']) as q;
select is(tests.each('select public.search_tickets(''{"q": "zymurgy"}'') -> ''items'' -> 0 ->> ''number'''),
  'anonymous: 42501, customer: null, colleague: null, other: null, agent: TKT-2026-00042, admin: TKT-2026-00042, locked: PT403 portal_locked, signed_out: PT401 unauthenticated',
  'what only a note says is found by staff alone');

-- Mistyped --------------------------------------------------------------------------------------------

select is(tests.finds('agent', q), 'gramophone scratches', 'found although mistyped: ' || q) from unnest(array['gramophnoe', 'gramofone', 'scartches', 'gramphone skisp', 'trunatble']) as q;
select is(tests.as('agent', 'select public.search_tickets(''{"q": "gramofone"}'') ->> ''similar'''), 'true', 'which the answer says');
select is(tests.as('agent', 'select public.search_tickets(''{"q": "gramophone"}'') ->> ''similar'''), 'false', 'and what is right is not stretched');
select is(tests.finds('agent', q), 'nothing', 'harmless: ' || q) from unnest(array['''', '"', ':*', '& | !', '\', '%', '<->', 'a:b''c', repeat('x', 200)]) as q;

-- What is kept up ---------------------------------------------------------------------------------------

select is(tests.as('agent', format('select public.reply_to_ticket(null, %L, ''{"body": "A new stylus is on its way."}'')', tests.id('open'))) like '{%', true, 'a reply');
select is(tests.finds('customer', 'stylus'), 'gramophone scratches', 'is found at once');
update public.ticket_messages set ticket_id = tests.id('foreign') where id = tests.id('note of open');
select is(tests.finds('agent', 'zymurgy'), 'foreign', 'what was moved is found where it is now');
delete from public.ticket_messages where body like '%stylus%';
select is(tests.finds('agent', 'stylus'), 'nothing', 'what was deleted is not found');
update public.customer_profiles set full_name = 'Thabo Ndlovu' where id = tests.id('elsewhere');
select is(tests.finds('agent', 'thabo'), 'foreign', 'a customer is found by their present name');
insert into public.ticket_messages (ticket_id, author_type, author_name, body) select tests.id('open'), 'customer', 'Ada', repeat(md5(n::text) || ' ', 270) from generate_series(1, 30) as n;
select is((select size <= 100000 from private.ticket_search where ticket_id = tests.id('open')), true, 'a thread without end is indexed up to a bound');

-- Rank ------------------------------------------------------------------------------------------------

create function tests.ranked(p_name text, p_subject text, p_note text, p_hours int) returns void language sql as $$
  insert into public.support_tickets (id, number, customer_id, subject, description, category, last_activity_at, created_at)
  values (tests.id(p_name), 'TKT-2001-' || p_name, tests.id('home'), p_subject, 'Described', 'question', now() - make_interval(hours => p_hours), now() - make_interval(hours => 2 * p_hours));
  insert into public.ticket_messages (ticket_id, author_type, author_name, body, is_internal) select tests.id(p_name), 'staff', 'Agent', p_note, true where p_note is not null;
$$;
select tests.ranked('in a note', 'First', 'about the lyrebird', 1), tests.ranked('in the subject', 'Lyrebird', null, 3), tests.ranked('twin', 'Lyrebird', null, 2), tests.ranked('numbered', '00042 lyrebird', null, 0);
update public.support_tickets set number = 'TKT-2026-00042' where id = tests.id('numbered') and not exists (select from public.support_tickets where number = 'TKT-2026-00042');
select is(tests.finds('agent', 'lyrebird'), 'lyrebird, lyrebird, 00042 lyrebird, first', 'a subject counts more than a note, a short one more than a long one');
select is(tests.as('agent', 'select string_agg(t ->> ''number'', '','') from jsonb_array_elements(public.search_tickets(''{"q": "lyrebird"}'') -> ''items'') t') like 'TKT-2001-twin,TKT-2001-in the subject%', true, 'among equals the latest activity comes first');
select is(tests.finds('agent', '00042'), 'gramophone scratches, 00042 lyrebird', 'a number before a text that holds it');
select is(tests.found('agent', '{"q": "lyrebird", "sort": "created"}'), '00042 lyrebird, first, lyrebird, lyrebird', 'unless another order is asked for');
select is(tests.as('customer', 'select public.search_tickets(''{"q": "lyrebird"}'') ->> ''sort'''), 'activity', 'customers'' finds are in the order of their list');

-- Orders, page by page ------------------------------------------------------------------------------------

update public.support_tickets set resolution_due_at = created_at + interval '3 days';
update public.support_tickets set priority = (array['low', 'medium', 'high', 'urgent'])[1 + abs(hashtext(number)) % 4]::public.ticket_priority,
  status = (array['new', 'in_progress', 'waiting_customer', 'resolved'])[1 + abs(hashtext(number || 's')) % 4]::public.ticket_status;
create function tests.walk(p_filters jsonb, p_limit int) returns text language plpgsql as $$
declare v_page jsonb; v_cursor jsonb; v_all text[] := '{}';
begin
  for i in 1 .. 100 loop
    v_page := tests.as('agent', format('select public.search_tickets(%L, %L, %L)', p_filters, v_cursor, p_limit));
    v_all := v_all || array(select t ->> 'number' from jsonb_array_elements(v_page -> 'items') with ordinality x(t, n) order by n);
    v_cursor := v_page -> 'nextCursor';
    exit when v_cursor = 'null';
  end loop;
  return array_to_string(v_all, ' ');
end $$;
select is(tests.walk(f, 1), tests.walk(f, 100), 'one by one as all at once: ' || f::text)
from (values ('{"sort": "activity"}'::jsonb), ('{"sort": "created"}'), ('{"sort": "oldest"}'), ('{"sort": "due"}'), ('{"sort": "priority"}'), ('{"q": "lyrebird"}'), ('{"q": "lyrebrid"}'), ('{"q": "lyrebird", "sort": "due"}')) as v(f);
select is(tests.walk('{"sort": "priority"}', 100),
  (select string_agg(number, ' ' order by priority desc, last_activity_at desc, id desc) from public.support_tickets), 'by priority');
select is(tests.walk('{"sort": "oldest"}', 100), (select string_agg(number, ' ' order by created_at, id) from public.support_tickets), 'the oldest first');
select is((select array_agg(s order by n) from (select case when t ->> 'status' in ('new', 'in_progress') then 1 when t ->> 'status' = 'waiting_customer' then 2 else 3 end as s, n
    from jsonb_array_elements(tests.as('agent', 'select public.search_tickets(''{"sort": "due"}'', null, 100) -> ''items''')::jsonb) with ordinality x(t, n)) d),
  (select array_agg(s order by s) from (select case when status in ('new', 'in_progress') then 1 when status = 'waiting_customer' then 2 else 3 end as s from public.support_tickets) o),
  'by what is due: running clocks, those that stand, the settled');

-- From an index ---------------------------------------------------------------------------------------------

insert into public.support_tickets (number, customer_id, subject, description, category, status)
select 'TKT-2002-' || n, tests.id('home'), 'Settled', 'Settled', 'question', 'closed' from generate_series(1, 300) as n;
analyze public.support_tickets;
set local enable_seqscan = off;
set local enable_sort = off;
create function tests.index_of(p_filters jsonb) returns text language plpgsql as $$
declare v_plan jsonb; v_sql text;
begin
  perform tests.become('agent');
  perform set_config('role', 'none', true);
  select p.page_sql into v_sql from private.require_staff() v, private.plan_ticket_page(v, p_filters, null, 51) p;
  execute 'explain (format json) ' || replace(v_sql, '$1', '''{}''') into v_plan;
  return (select string_agg(distinct i #>> '{}', ' ') from jsonb_path_query(v_plan, '$.**."Index Name"') i)
    || case when jsonb_path_exists(v_plan, '$.**."Node Type" ? (@ == "Sort" || @ == "Seq Scan")') then ' and sorts' else '' end;
end $$;
select is(tests.index_of(f::jsonb || '{"status": ["new", "in_progress"]}'), 'support_tickets_open_' || i || '_idx', 'open tickets by ' || f)
from (values ('{"sort": "activity"}', 'activity'), ('{"sort": "created"}', 'created'), ('{"sort": "oldest"}', 'created'), ('{"sort": "due"}', 'promise'), ('{"sort": "priority"}', 'priority')) as v(f, i);
select is(tests.index_of(f::jsonb), 'support_tickets_' || i || '_idx', 'all tickets by ' || f)
from (values ('{"sort": "created"}', 'created'), ('{"sort": "due"}', 'due'), ('{"sort": "priority"}', 'priority')) as v(f, i);

select * from finish();
rollback;

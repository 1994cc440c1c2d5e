-- Categories, issue types and tags: admins change them, nothing that tickets have is lost, and repeating is harmless.

begin;
select plan(61);
select tests.set_stage();
create function tests.categories(p_who text, p_slug text) returns jsonb language sql as $$
  select c from jsonb_array_elements(tests.as(p_who, 'select public.list_all_categories()')::jsonb) as c where c ->> 'slug' = p_slug $$;
create function tests.change_category(p_who text, p_slug text, p_changes jsonb) returns text language sql as $$
  select tests.as(p_who, format('select public.update_category(%L, %L)', p_slug, p_changes)) $$;

-- Who ------------------------------------------------------------------------------------------------

select is(left(tests.as(p, call), 16), refusal, p || ' does not ' || left(call, 40))
from (values ('anonymous', '42501'), ('customer', 'PT403 staff_only'), ('agent', 'PT403 admin_only'), ('locked', 'PT403 portal_loc'), ('signed_out', 'PT401 unauthenti')) as v(p, refusal),
  unnest(array['select public.create_category(null, ''{"label": "x"}'')', 'select public.update_category(''other'', ''{}'')', 'select public.delete_category(''other'')',
    'select public.order_categories(''{}'')', 'select public.rename_tag(''vip'', ''x'')', 'select public.merge_tags(''vip'', ''x'')', 'select public.delete_tag(''vip'')']) as call;
select is(tests.as('customer', call), 'PT403 staff_only', 'nor read them: ' || call) from unnest(array['select public.list_all_categories()', 'select public.list_tags()']) as call;

-- Categories -----------------------------------------------------------------------------------------

select is(tests.as('admin', 'select public.create_category(null, ''{"label": "Géant Café visits!", "issueTypes": [{"label": "Too far"}, {"label": "Too Far"}]}'')')::jsonb ->> 'slug',
  'geant_cafe_visits', 'a category is named after its label');
select is(jsonb_array_length(tests.categories('agent', 'geant_cafe_visits') -> 'issueTypes'), 2, 'with issue types, whose names do not clash');
select is(tests.as('admin', format('select public.create_category(null, %L)', input)), 'PT422 validation_failed', 'refused: ' || input::text)
from unnest(array['{"label": ""}', '{"label": "x", "slug": "other"}', '{"label": "x", "slug": "With Space"}', '{"label": "x y", "needs": "money"}']::jsonb[]) as input;
select is(tests.change_category('admin', 'question', '{"label": "Any question", "expectedVersion": 1}')::jsonb ->> 'version', '2', 'a change raises the version');
select is(tests.change_category('admin', 'question', '{"label": "Any question", "expectedVersion": 1}')::jsonb ->> 'version', '2', 'and is harmless when repeated');
select is(tests.change_category('admin', 'question', '{"label": "Other", "expectedVersion": 1}'), 'PT409 category_changed', 'somebody else''s in between is noticed');
select is(tests.as('admin', 'select public.delete_category(''question'')'), 'PT409 category_used', 'what tickets have stays');
select is(tests.as('admin', 'select public.delete_category(''geant_cafe_visits'')'), '', 'what none has goes,');
select is(tests.as('admin', 'select public.delete_category(''geant_cafe_visits'')'), '', 'twice if need be');
update public.ticket_categories set is_active = false where slug <> 'question' and needs is null;
select is(tests.change_category('admin', 'question', '{"isActive": false}'), 'PT409 last_category', 'the last one for everybody stays in use');
select is(tests.as('admin', 'select public.order_categories(array[''other'', ''question''])'), 'PT409 categories_changed', 'an order names all of them');

-- Issue types ------------------------------------------------------------------------------------------------

update public.support_tickets set category = 'order_issue', issue_type = 'wrong_items' where id = tests.id('open');
select is((select string_agg(t ->> 'slug' || ' ' || (t ->> 'isActive'), ', ') from jsonb_array_elements(tests.change_category('admin', 'order_issue',
  '{"issueTypes": [{"slug": "other", "label": "Else"}, {"slug": "late_delivery", "label": "Late", "isActive": false}]}')::jsonb -> 'issueTypes') as t),
  'other true, late_delivery false, wrong_items false', 'one that is left out is deleted, or set out of use where a ticket has it');
select is(tests.readers('ticket_issue_types where slug = ''wrong_items'''), 'agent 1, admin 1', 'and offered to customers no more.');

-- Tags -----------------------------------------------------------------------------------------------------

insert into public.ticket_tags (ticket_id, tag) values (tests.id('open'), 'gold');
insert into public.automation_rules (name, event, conditions, actions)
values ('Rule', 'ticket_created', '[{"field": "tag", "op": "is", "values": ["vip", "gold"]}]', '[{"type": "add_tag", "value": "vip"}]');
select is(tests.as('agent', 'select public.list_tags()')::jsonb -> 'items', '[{"tag": "gold", "tickets": 1}, {"tag": "vip", "tickets": 3}]', 'staff see how many tickets have a tag');
select is(tests.as('admin', 'select public.rename_tag(''vip'', ''gold'')'), 'PT422 validation_failed', 'a name that is taken is not taken over unasked');
select is(tests.as('admin', 'select public.rename_tag(''vip'', ''Very-VIP'')')::jsonb, '{"tag": "very-vip", "tickets": 3}', 'a tag gets another name,');
select is(tests.as('admin', 'select public.rename_tag(''vip'', ''very-vip'')')::jsonb ->> 'tickets', '0', 'once,');
select is((select conditions -> 0 -> 'values' || (actions -> 0 -> 'value') from public.automation_rules), '["gold", "very-vip", "very-vip"]', 'in rules as well.');
select is(tests.as('admin', 'select public.merge_tags(''very-vip'', ''gold'')')::jsonb, '{"tag": "gold", "tickets": 3}', 'Two become one,');
select is((select count(*) from public.ticket_tags where tag = 'gold'), 3::bigint, 'on every ticket once.');
select is(tests.as('admin', 'select public.delete_tag(''gold'')')::jsonb ->> 'tickets', '3', 'A tag is taken off all tickets.');

select * from finish();
rollback;

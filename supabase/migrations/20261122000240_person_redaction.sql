-- When one person leaves a company, what the company keeps may still speak of them: an order's note, a quote, a call, a
-- summary, a draft. Their name, address and number are taken out of every text of the company's that an erasure could touch.

create function private.redact_value(p_column text, p_type text)
returns text
language sql immutable set search_path = ''
as $$
  select case p_type
    when 'text' then format('private.redact(t.%I, $3)', p_column)
    -- A name stands in JSON as it is; one with a quote or a backslash in it does not match and is looked for as text.
    when 'jsonb' then format('private.redact(t.%I::text, $3)::jsonb', p_column)
    else format('(select array_agg(private.redact(e, $3) order by n) from unnest(t.%I) with ordinality as x(e, n))', p_column) end
$$;
comment on function private.redact_value(text, text) is 'The expression that takes the needles in $3 out of a column of table t.';

create function private.redact_company(p_subject private.subject)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_company private.subject := private.subject_of(p_subject.company, null, 'profile');
  v_column record;
  v_rows bigint;
  v_counts jsonb := '{}';
begin
  if cardinality(p_subject.needles) = 0 then
    return v_counts;
  end if;
  for v_column in
    select p.table_name, d.column_name, format_type(a.atttypid, null) as type,
      -- What only an address or its own words tie to anybody may speak of others as well, and is looked at whole.
      case when concat(p.goes, p.changes, p.stays) !~ '\$[1245]' then 'true'
        else concat_ws(' or ', '(' || p.goes || ')', '(' || p.changes || ')', '(' || p.stays || ')') end as condition
    from private.personal_tables p
    join private.personal_data d on d.table_name = p.table_name and d.on_erasure in ('delete', 'pseudonymise')
    join pg_catalog.pg_attribute a on a.attrelid = p.table_name::regclass and a.attname = d.column_name
    -- The log of accesses has its own rule, and nothing else of it ever changes.
    where format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]') and p.table_name <> 'public.portal_audit_log'
    order by p.place, d.column_name
  loop
    begin
      execute format('update %s t set %I = %s where (%s) and private.mentions(t.%I::text, $3)', v_column.table_name, v_column.column_name,
        private.redact_value(v_column.column_name, v_column.type), v_column.condition, v_column.column_name)
      using v_company.customer, v_company.users, p_subject.needles, v_company.tickets, v_company.company;
      get diagnostics v_rows = row_count;
    exception when check_violation or unique_violation or invalid_text_representation then
      -- A column that holds a key or an address cannot hold words instead; it is said, and what it belongs to goes on.
      raise warning 'erasure: %.% cannot be redacted (%)', v_column.table_name, v_column.column_name, sqlstate;
      v_rows := 0;
    end;
    if v_rows > 0 then
      v_counts := jsonb_set(v_counts, array[v_column.table_name],
        to_jsonb(greatest(v_rows, coalesce((v_counts ->> v_column.table_name)::bigint, 0))));
    end if;
  end loop;
  return v_counts;
end
$$;
comment on function private.redact_company(private.subject) is
  'Takes name, addresses and numbers of one person out of every text that is kept of their company. How many rows of which table, at least: { table: rows }.';

create or replace function private.erase_rows(p_subject private.subject)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_table private.personal_tables;
  v_sets text;
  v_rows bigint;
  v_redacted record;
  v_counts jsonb := '{}';
begin
  for v_table in select * from private.personal_tables order by place loop
    if v_table.goes is not null then
      execute format('delete from %s t where %s', v_table.table_name, v_table.goes)
      using p_subject.customer, p_subject.users, p_subject.needles, p_subject.tickets, p_subject.company;
      get diagnostics v_rows = row_count;
      if v_rows > 0 then
        v_counts := jsonb_set(v_counts, array[v_table.table_name], jsonb_build_object('erased', v_rows));
      end if;
    end if;
    if v_table.changes is not null then
      select string_agg(format('%I = %s', d.column_name, d.replacement), ', ' order by d.column_name) into v_sets
      from private.personal_data d where d.table_name = v_table.table_name and d.on_erasure = 'pseudonymise';
      execute format('update %s t set %s where %s', v_table.table_name, v_sets, v_table.changes)
      using p_subject.customer, p_subject.users, p_subject.needles, p_subject.tickets, p_subject.company;
      get diagnostics v_rows = row_count;
      if v_rows > 0 then
        v_counts := jsonb_set(v_counts, array[v_table.table_name],
          coalesce(v_counts -> v_table.table_name, '{}') || jsonb_build_object('pseudonymised', v_rows));
      end if;
    end if;
  end loop;
  -- One person of a company: what is not theirs stays, without them.
  if p_subject.customer is null then
    for v_redacted in select r.key as table_name, r.value::bigint as count from jsonb_each_text(private.redact_company(p_subject)) r loop
      v_counts := jsonb_set(v_counts, array[v_redacted.table_name],
        coalesce(v_counts -> v_redacted.table_name, '{}') || jsonb_build_object('pseudonymised',
          v_redacted.count + coalesce((v_counts -> v_redacted.table_name ->> 'pseudonymised')::bigint, 0)));
    end loop;
  end if;
  return v_counts;
end
$$;

-- Many rows in one request and one transaction, for seeds and first imports by the service role.

create function public.import_rows(p_parts jsonb)
returns bigint
language plpgsql volatile security invoker set search_path = ''
as $$
declare
  v_part jsonb;
  v_columns text;
  v_count bigint;
  v_total bigint := 0;
begin
  for v_part in select value from jsonb_array_elements(p_parts) loop
    select string_agg(format('%I', key), ', ') into v_columns from jsonb_object_keys(v_part -> 'rows' -> 0) as key;
    continue when v_columns is null;
    execute format(
      'insert into public.%1$I (%2$s) select %2$s from jsonb_populate_recordset(null::public.%1$I, $1) on conflict do nothing',
      v_part ->> 'table', v_columns)
    using v_part -> 'rows';
    get diagnostics v_count = row_count;
    v_total := v_total + v_count;
  end loop;
  return v_total;
end
$$;
comment on function public.import_rows(jsonb) is
  'Inserts [{ table, rows: [{ column: value }] }] in this order, all or nothing, with the rights of the caller. The rows of one part have the same columns; rows that exist already are left as they are. Returns how many are new.';
grant execute on function public.import_rows(jsonb) to service_role;

create function public.finish_import()
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform public.sync_ticket_numbers();
  -- A database without autovacuum, such as the embedded one, would plan for empty tables for ever.
  analyze public.customer_profiles, public.orders, public.order_items, public.order_events, public.invoices,
    public.invoice_items, public.support_tickets, public.ticket_messages, public.ticket_events, public.ticket_reads;
end
$$;
comment on function public.finish_import() is 'After an import: numbering goes on after the highest ticket, and the planner learns what there is.';
grant execute on function public.finish_import() to service_role;

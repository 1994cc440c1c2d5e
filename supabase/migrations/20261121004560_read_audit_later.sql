-- Tables that came after the rule of 20261121004520: staff read them through functions as well.

do $$
declare
  v_table text;
begin
  foreach v_table in array array['reseller_applications', 'customer_addresses'] loop
    execute format('create policy "Staff read this through functions that write it down" on public.%I as restrictive for select to authenticated
      using (not (select private.is_staff()))', v_table);
  end loop;
end
$$;

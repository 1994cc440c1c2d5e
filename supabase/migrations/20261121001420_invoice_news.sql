-- A new invoice is told to its people, and to their open pages.

select private.allow_notifications(array['invoice_issued']);

create function private.tell_invoices()
returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_invoice record;
begin
  if current_setting('portico.notify', true) = 'off' then
    return null;
  end if;
  -- What was issued days ago, or is settled, is history that somebody brings in, and no news.
  for v_invoice in
    select a.* from added a
    where a.status = 'pending' and a.issued_on >= current_date - 3 and a.source <> 'seed'
    order by a.id
  loop
    perform private.notify_customer(v_invoice.customer_id, 'invoice_issued', 'invoice', v_invoice.id,
      jsonb_build_object('number', v_invoice.number, 'amount', v_invoice.total, 'currency', v_invoice.currency, 'dueOn', v_invoice.due_on),
      'invoice_issued:' || v_invoice.id);
    perform private.announce_record(v_invoice.customer_id, 'invoice', v_invoice.id);
  end loop;
  return null;
end
$$;
comment on function private.tell_invoices() is
  'Trigger: tells the people of a customer about their new invoice. An import that is not to tell anybody says so for its transaction: set_config(''portico.notify'', ''off'', true).';
create trigger invoices_tell after insert on public.invoices
  referencing new table as added for each statement execute function private.tell_invoices();

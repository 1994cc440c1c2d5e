-- Quotes of other systems, by import_records. Totals stay those of the source.

alter table public.quote_requests add column content_hash uuid;

create function private.import_quotes(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_record record;
  v_customer jsonb;
  v_quote uuid;
  v_result jsonb := '[]';
begin
  for v_record in
    select e.n, e.r, q.id, q.content_hash = private.content_hash(e.r) as same
    from jsonb_array_elements(p_records) with ordinality as e(r, n)
    left join public.quote_requests q on q.source = p_source and q.external_id = e.r ->> 'externalId'
    order by e.n
  loop
    if v_record.same then
      v_result := v_result || jsonb_build_object('n', v_record.n, 'id', v_record.id, 'status', 'unchanged');
      continue;
    end if;
    if v_record.id is null then
      v_customer := private.customer_of(p_source, v_record.r -> 'customer');
      if v_customer ? 'error' then
        v_result := v_result || jsonb_build_object('n', v_record.n, 'status', 'failed', 'error', v_customer -> 'error');
        continue;
      end if;
      v_quote := private.insert_quote(p_source, (v_customer ->> 'id')::uuid, v_record.r, p_options);
    else
      v_quote := private.update_quote(v_record.id, v_record.r, p_options);
    end if;
    v_result := v_result || jsonb_build_object(
      'n', v_record.n, 'id', v_quote, 'status', case when v_record.id is null then 'created' else 'updated' end);
  end loop;
  return v_result;
end
$$;
comment on function private.import_quotes(text, jsonb, jsonb) is
  'Writes a batch of quotes; see import_records. Other lines, totals or another validity are a new version; what customers or staff decided here stays.';

create function private.quote_record_lines(p_record jsonb)
returns table (n int, sku text, description text, quantity int, unit_price bigint, tax_rate numeric, discount bigint, total bigint)
language sql stable set search_path = ''
as $$
  select l.n::int, left(l.r ->> 'sku', 80), left(private.plain_name(l.r ->> 'description'), 300), q.quantity, q.price,
    coalesce((l.r ->> 'taxRate')::numeric, 0),
    -- What the source takes off a line; a line that costs more than its pieces says so by its total alone.
    greatest(q.quantity * q.price - q.total, 0), q.total
  from jsonb_array_elements(case when jsonb_typeof(p_record -> 'items') = 'array' then p_record -> 'items' else '[]' end) with ordinality as l(r, n),
    lateral (select (l.r ->> 'quantity')::int as quantity, coalesce((l.r ->> 'unitPrice')::bigint, 0) as price,
      coalesce((l.r ->> 'total')::bigint, (l.r ->> 'quantity')::int * coalesce((l.r ->> 'unitPrice')::bigint, 0)) as total) q
$$;
comment on function private.quote_record_lines(jsonb) is 'The lines of a record, their totals as the source has them.';

create function private.quote_record_totals(p_record jsonb, out subtotal bigint, out discount bigint, out tax bigint, out total bigint, out taxes jsonb)
language plpgsql stable set search_path = ''
as $$
begin
  select coalesce((p_record ->> 'subtotal')::bigint, sum(l.total), 0) into subtotal from private.quote_record_lines(p_record) as l;
  discount := coalesce((p_record ->> 'discount')::bigint, 0);
  tax := coalesce((p_record ->> 'tax')::bigint, (p_record ->> 'total')::bigint - subtotal + discount, 0);
  total := coalesce((p_record ->> 'total')::bigint, subtotal - discount + tax);
  if total <> subtotal - discount + tax or tax < 0 or discount > subtotal then
    perform private.fail('PT422', 'totals_differ', 'The total is the subtotal less the discount plus tax.', '{"field": "total"}');
  end if;
  -- By rate where the rates explain the tax; otherwise one line at the rate that it comes to.
  select jsonb_agg(jsonb_build_object('rate', trim_scale(r.tax_rate), 'net', r.net, 'tax', r.tax) order by r.tax_rate desc) into taxes
  from (select l.tax_rate, sum(l.total) as net, floor(sum(l.total) * l.tax_rate + 0.5) as tax from private.quote_record_lines(p_record) as l group by 1) r
  having sum(r.tax) = quote_record_totals.tax and sum(r.net) = quote_record_totals.subtotal and quote_record_totals.discount = 0;
  taxes := coalesce(taxes, case when tax = 0 or subtotal = discount then '[]'::jsonb else jsonb_build_array(jsonb_build_object(
    'rate', least(trim_scale(round(tax::numeric / (subtotal - discount), 5)), 1), 'net', subtotal - discount, 'tax', tax)) end);
end
$$;
comment on function private.quote_record_totals(jsonb) is 'The totals of a record; what the source leaves out follows from the rest. Raises PT422 totals_differ.';

create function private.write_quote_record(p_quote public.quote_requests, p_version int, p_record jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_totals record;
begin
  if p_version > 0 then
    v_totals := private.quote_record_totals(p_record);
    insert into public.quote_versions (quote_id, version, status, currency, subtotal, discount, taxes, tax, total, valid_until, sent_at)
    values (p_quote.id, p_version, (case when p_quote.status in ('accepted', 'declined', 'expired') then p_quote.status::text else 'sent' end)::public.quote_version_status,
      p_quote.currency, v_totals.subtotal, v_totals.discount, v_totals.taxes, v_totals.tax, v_totals.total, p_quote.valid_until,
      case when p_version = 1 then p_quote.created_at else now() end);
  end if;
  insert into public.quote_items (quote_id, version, position, line_key, product_id, sku, description, quantity, unit_price, tax_rate, discount, total)
  select p_quote.id, p_version, l.n, coalesce(old.line_key, gen_random_uuid()), p.id, l.sku, l.description, l.quantity, l.unit_price, l.tax_rate,
    least(l.discount, l.quantity * l.unit_price), l.total
  from (select r.*, row_number() over (partition by r.sku, r.description order by r.n) as nth from private.quote_record_lines(p_record) as r) l
  left join public.products p on p.sku = l.sku
  -- Lines have no names of their own there: the same words are the same line.
  left join (
    select i.line_key, i.sku, i.description, row_number() over (partition by i.sku, i.description order by i.position, i.id) as nth
    from public.quote_items i where i.quote_id = p_quote.id and i.version = p_version - 1 and p_version > 1) old
    on old.sku is not distinct from l.sku and old.description = l.description and old.nth = l.nth;
end
$$;
comment on function private.write_quote_record(public.quote_requests, int, jsonb) is 'Writes a version (0: what was asked for) as a record has it.';

create function private.insert_quote(p_source text, p_customer uuid, p_record jsonb, p_options jsonb)
returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
  v_status public.quote_status := coalesce((p_record ->> 'status')::public.quote_status, 'sent');
  v_version int := case when v_status in ('requested', 'in_review') then 0 else 1 end;
  v_at timestamptz := coalesce((p_record ->> 'createdAt')::timestamptz, now());
begin
  insert into public.quote_requests (
    customer_id, number, title, message, status, version, currency, total, valid_until, accepted_version, source, external_id, content_hash,
    created_at, last_activity_at)
  values (p_customer, coalesce(p_record ->> 'number', left(p_record ->> 'externalId', 40)), left(private.plain_name(p_record ->> 'title'), 200),
    coalesce(private.plain_text(p_record ->> 'message'), ''), v_status, v_version, coalesce(p_record ->> 'currency', private.default_currency()),
    case when v_version = 0 then 0 else (private.quote_record_totals(p_record)).total end,
    (p_record ->> 'validUntil')::timestamptz, case when v_status = 'accepted' then 1 end, p_source, p_record ->> 'externalId',
    private.content_hash(p_record), v_at, v_at)
  returning * into v_quote;
  perform private.write_quote_record(v_quote, v_version, p_record);
  insert into public.quote_events (quote_id, version, type, actor_type, actor_name, created_at)
  values (v_quote.id, nullif(v_version, 0), case when v_version = 0 then 'created' else 'sent' end, 'system', 'Portico', v_at);
  perform private.schedule_quote_check(v_quote);
  -- What was offered long ago is history, and no news to anybody.
  if (p_options ->> 'notify')::boolean is not false and v_at > now() - interval '1 day' then
    if private.quote_status_now(v_quote.status, v_quote.valid_until) = 'sent' then
      perform private.tell_about_quote(null, v_quote, 'quote_sent', false, 'quote_sent:' || v_quote.id || ':1');
    end if;
    perform private.announce_quote(v_quote);
  end if;
  return v_quote.id;
end
$$;
comment on function private.insert_quote(text, uuid, jsonb, jsonb) is 'A quote that came for the first time. Without a status it is sent.';

create function private.update_quote(p_id uuid, p_record jsonb, p_options jsonb)
returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
  v_status public.quote_status;
  v_until timestamptz := (p_record ->> 'validUntil')::timestamptz;
  v_totals record;
  v_same boolean;
begin
  select * into v_quote from public.quote_requests where id = p_id for update;
  v_status := coalesce((p_record ->> 'status')::public.quote_status, v_quote.status);
  v_totals := private.quote_record_totals(p_record);
  v_same := v_quote.version > 0 and v_quote.total = v_totals.total and v_quote.valid_until is not distinct from v_until
    and v_quote.currency::text = coalesce(p_record ->> 'currency', v_quote.currency)
    and (select coalesce(array_agg((i.sku, i.description, i.quantity, i.unit_price, i.total)::text order by i.position), '{}')
      from public.quote_items i where i.quote_id = p_id and i.version = v_quote.version)
      = (select coalesce(array_agg((l.sku, l.description, l.quantity, l.unit_price, l.total)::text order by l.n), '{}') from private.quote_record_lines(p_record) as l);

  if v_same or v_status in ('requested', 'in_review') then
    -- Only how far it is. What was decided here is not undone by a system that does not know yet.
    update public.quote_requests set
      status = case when v_status in ('accepted', 'declined', 'expired') and status not in ('accepted', 'declined') then v_status else status end,
      accepted_version = case when v_status = 'accepted' and status not in ('accepted', 'declined') then version else accepted_version end,
      title = left(private.plain_name(p_record ->> 'title'), 200), content_hash = private.content_hash(p_record), revision = revision + 1
    where id = p_id returning * into v_quote;
    update public.quote_versions set status = v_quote.status::text::public.quote_version_status
    where quote_id = p_id and version = v_quote.version and status = 'sent' and v_quote.status in ('accepted', 'declined', 'expired');
  elsif v_quote.status = 'accepted' then
    perform private.fail('PT409', 'quote_accepted', 'What was accepted never changes. Send what is right as another quote.', '{"field": "items"}');
  elsif exists (select 1 from public.quote_versions where quote_id = p_id and status = 'draft') then
    perform private.fail('PT409', 'quote_in_hand', 'Somebody prepares the next version here.', '{"field": "items"}');
  else
    update public.quote_versions set status = 'superseded' where quote_id = p_id and status = 'sent';
    update public.quote_requests set
      status = case when v_status = 'changes_requested' then 'sent' else v_status end, version = version + 1, currency = coalesce(p_record ->> 'currency', currency),
      total = v_totals.total, valid_until = v_until, title = left(private.plain_name(p_record ->> 'title'), 200),
      accepted_version = case when v_status = 'accepted' then version + 1 end, declined_at = null, declined_by_name = null, decline_reason = null,
      content_hash = private.content_hash(p_record), revision = revision + 1, last_activity_at = clock_timestamp()
    where id = p_id returning * into v_quote;
    perform private.write_quote_record(v_quote, v_quote.version, p_record);
    perform private.add_quote_event(null, p_id, v_quote.version, case when v_quote.version = 1 then 'sent' else 'revised' end);
    perform private.schedule_quote_check(v_quote);
    if (p_options ->> 'notify')::boolean is not false and private.quote_status_now(v_quote.status, v_quote.valid_until) = 'sent' then
      perform private.tell_about_quote(null, v_quote, case when v_quote.version = 1 then 'quote_sent' else 'quote_revised' end, false,
        'quote_sent:' || p_id || ':' || v_quote.version);
    end if;
  end if;
  if (p_options ->> 'notify')::boolean is not false then
    perform private.announce_quote(v_quote);
  end if;
  return p_id;
end
$$;
comment on function private.update_quote(uuid, jsonb, jsonb) is
  'A quote that came again with other content. Raises PT409 quote_accepted | quote_in_hand for another version of what was accepted, or is being prepared here.';

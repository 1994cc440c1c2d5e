-- What the quote pages read: one call each.

create function private.quote_row(q public.quote_requests, p_viewer private.viewer)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', q.id, 'number', q.number, 'title', q.title, 'status', private.quote_status_now(q.status, q.valid_until),
    'version', q.version, 'revision', q.revision,
    'total', case when q.version > 0 then jsonb_build_object('amount', q.total, 'currency', q.currency) end,
    'validUntil', private.iso(q.valid_until), 'acceptedVersion', q.accepted_version,
    'itemCount', (select count(*) from public.quote_items i where i.quote_id = q.id and i.version = q.version),
    'createdAt', private.iso(q.created_at), 'lastActivityAt', private.iso(q.last_activity_at),
    'order', (select jsonb_build_object('id', o.id, 'number', o.number) from public.orders o where o.id = q.order_id))
    || case when p_viewer.role = 'customer' then '{}'::jsonb else (
      select jsonb_build_object(
        'customerId', c.id, 'customerName', coalesce(c.company_name, c.full_name), 'customerNumber', c.customer_number,
        'reviewerName', (select u.full_name from public.portal_users u where u.id = q.reviewer_id),
        'hasDraft', exists (select 1 from public.quote_versions v where v.quote_id = q.id and v.status = 'draft'))
      from public.customer_profiles c where c.id = q.customer_id)
    end
$$;
comment on function private.quote_row(public.quote_requests, private.viewer) is 'A quote as a list shows it; staff see more.';

create function public.search_quotes(p_filters jsonb default '{}', p_cursor jsonb default null, p_limit int default 20)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_limit int := least(greatest(coalesce(p_limit, 20), 1), 100);
  v_q text := nullif(trim(left(coalesce(p_filters ->> 'q', ''), 200)), '');
  v_where text := '';
  v_rows jsonb;
  v_last jsonb;
begin
  perform private.require_module('quotes');
  if not v_staff then
    v_where := ' and t.customer_id = $1.customer_id';
  elsif p_filters ->> 'customer' is not null then
    v_where := ' and t.customer_id = ($2 ->> ''customer'')::uuid';
  end if;
  if jsonb_typeof(p_filters -> 'status') = 'array' then
    -- What has expired by the clock may be written down as sent still.
    v_where := v_where || ' and t.status::text in (select jsonb_array_elements_text($2 -> ''status'')'
      || case when p_filters -> 'status' ? 'expired' then ' union all select ''sent''' else '' end || ')'
      || ' and private.quote_status_now(t.status, t.valid_until)::text in (select jsonb_array_elements_text($2 -> ''status''))';
  end if;
  if v_q is not null then
    -- Each source uses its own index and gives at most 500 candidates; the filters then decide.
    v_where := v_where || format(' and t.id in (
        (select s.id from public.quote_requests s where s.number like upper($4) %1$s limit 500)
        union (select s.id from public.quote_requests s where $3 operator(extensions.<%%) s.title %1$s limit 500)
        union (select s.id from public.quote_requests s where s.title ilike ''%%'' || $4 %1$s limit 500)%2$s)',
      case when v_staff then '' else ' and s.customer_id = $1.customer_id' end,
      case when v_staff then '
        union (select s.id from public.quote_requests s where s.customer_id in (
          select c.id from public.customer_profiles c
          where $3 operator(extensions.<%) c.full_name or c.email ilike ''%'' || $4 limit 50) limit 500)' else '' end);
  end if;
  if p_cursor ->> 'at' is not null then
    v_where := v_where || ' and (t.last_activity_at, t.id) < (($5 ->> ''at'')::timestamptz, ($5 ->> ''id'')::uuid)';
  end if;

  execute format($q$
    with page as (
      select t.* from public.quote_requests t where true%s
      order by t.last_activity_at desc, t.id desc
      limit %s)
    select coalesce(jsonb_agg(private.quote_row(row(page.*)::public.quote_requests, $1)
      order by page.last_activity_at desc, page.id desc), '[]')
    from page
  $q$, v_where, v_limit + 1)
  into v_rows
  using viewer, p_filters, v_q, case when v_q is null then null else private.like_prefix(v_q) end, p_cursor;

  if jsonb_array_length(v_rows) > v_limit then
    v_rows := v_rows - v_limit;
    v_last := v_rows -> (v_limit - 1);
  end if;
  return jsonb_build_object(
    'items', v_rows,
    'nextCursor', case when v_last is null then null
      else jsonb_build_object('at', v_last -> 'lastActivityAt', 'id', v_last -> 'id') end);
end
$$;
comment on function public.search_quotes(jsonb, jsonb, int) is
  'A page of quotes, latest activity first. p_filters: { status[], q }, for staff also { customer }. The status is that of this moment. p_cursor is the nextCursor of the page before.';
grant execute on function public.search_quotes(jsonb, jsonb, int) to authenticated;

create function public.quote_counts()
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.require_module('quotes');
  if viewer.role = 'customer' then
    return (
      select coalesce(jsonb_object_agg(status, n), '{}') from (
        select private.quote_status_now(q.status, q.valid_until) as status, count(*) as n
        from public.quote_requests q where q.customer_id = viewer.customer_id group by 1) s);
  end if;
  -- A call of quote_status_now for each of so many rows would take longer than all the counting.
  return (
    select coalesce(jsonb_object_agg(status, n) filter (where n > 0), '{}') from (
      select status, sum(n) as n from (
        select case when r.is_over then 'expired' else s.status::text end as status, count(r.is_over) as n
        from unnest(enum_range(null::public.quote_status)) as s(status)
        left join lateral (
          select s.status = 'sent' and coalesce(q.valid_until < clock_timestamp(), false) as is_over
          from public.quote_requests q where q.status = s.status limit 10000) r on true
        group by 1) c
      group by 1) by_status);
end
$$;
comment on function public.quote_counts() is 'How many quotes are in each status: the customer''s own, or all for staff, where counting stops at 10,000 a status.';
grant execute on function public.quote_counts() to authenticated;

create function private.money(p_amount bigint, p_currency text)
returns jsonb
language sql immutable set search_path = ''
as $$ select jsonb_build_object('amount', p_amount, 'currency', p_currency) $$;
comment on function private.money(bigint, text) is 'Minor units and currency, as the API writes an amount.';

create function private.quote_version_json(v public.quote_versions)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select jsonb_build_object(
    'version', v.version,
    'status', case when v.status = 'sent' and v.valid_until < clock_timestamp() then 'expired' else v.status::text end,
    'currency', v.currency, 'subtotal', private.money(v.subtotal, v.currency), 'discount', private.money(v.discount, v.currency), 'tax', private.money(v.tax, v.currency), 'total', private.money(v.total, v.currency),
    'taxes', (select coalesce(jsonb_agg(jsonb_build_object('rate', t.value -> 'rate', 'net', private.money((t.value ->> 'net')::bigint, v.currency),
        'tax', private.money((t.value ->> 'tax')::bigint, v.currency)) order by t.n), '[]')
      from jsonb_array_elements(v.taxes) with ordinality as t(value, n)),
    'validUntil', private.iso(v.valid_until), 'validOn', v.valid_on, 'note', v.note, 'terms', v.terms,
    'sentAt', private.iso(v.sent_at), 'sentByName', v.sent_by_name,
    'items', coalesce((select jsonb_agg(jsonb_build_object(
        'id', i.id, 'lineKey', i.line_key, 'productId', i.product_id, 'sku', i.sku, 'description', i.description, 'quantity', i.quantity,
        'unitPrice', private.money(i.unit_price, v.currency), 'taxRate', trim_scale(i.tax_rate), 'discount', private.money(i.discount, v.currency), 'net', private.money(i.total, v.currency),
        'note', i.note) order by i.position, i.id)
      from public.quote_items i where i.quote_id = v.quote_id and i.version = v.version), '[]'),
    'changes', coalesce((select jsonb_agg(jsonb_build_object('itemId', w.item_id, 'quantity', w.quantity, 'message', w.message)
        order by w.item_id is not null, i.position)
      from public.quote_change_requests w left join public.quote_items i on i.id = w.item_id
      where w.quote_id = v.quote_id and w.version = v.version), '[]'))
$$;
comment on function private.quote_version_json(public.quote_versions) is 'A version with its lines, totals and what was wished for, as pages show it.';

create function public.get_quote(p_ref text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_quote public.quote_requests;
  v_answer jsonb;
begin
  perform private.require_module('quotes');
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_quote from public.quote_requests where id = p_ref::uuid;
  else
    select * into v_quote from public.quote_requests where number = left(p_ref, 40);
    if v_quote.id is null then
      select * into v_quote from public.quote_requests where number = upper(left(p_ref, 40));
    end if;
  end if;
  if v_quote.id is null or not (v_staff or v_quote.customer_id = viewer.customer_id) then
    perform private.fail('PT404', 'quote_not_found', 'This quote does not exist, or is not yours to see.');
  end if;

  select private.quote_row(v_quote, viewer) || jsonb_build_object(
    'timeZone', (select c.time_zone from public.customer_profiles c where c.id = v_quote.customer_id),
    'request', jsonb_build_object(
      'message', v_quote.message,
      'requestedByName', (select u.full_name from public.portal_users u where u.id = v_quote.requested_by),
      'items', coalesce((select jsonb_agg(jsonb_build_object(
          'id', i.id, 'productId', i.product_id, 'sku', i.sku, 'description', i.description, 'quantity', i.quantity, 'note', i.note)
          order by i.position, i.id)
        from public.quote_items i where i.quote_id = v_quote.id and i.version = 0), '[]'),
      'attachments', coalesce((select jsonb_agg(jsonb_build_object(
          'id', f.id, 'fileName', f.file_name, 'mimeType', f.mime_type, 'size', f.size, 'width', f.width, 'height', f.height,
          'scanStatus', f.scan_status, 'createdAt', private.iso(f.created_at)) order by f.created_at, f.id)
        from public.ticket_attachments f where f.quote_id = v_quote.id and (v_staff or not f.is_internal)), '[]')),
    'versions', coalesce((select jsonb_agg(private.quote_version_json(v) order by v.version desc)
      from public.quote_versions v where v.quote_id = v_quote.id and v.status <> 'draft'), '[]'),
    'acceptance', case when v_quote.status = 'accepted' and v_quote.accepted_at is not null then jsonb_build_object(
      'version', v_quote.accepted_version, 'byName', v_quote.accepted_by_name, 'at', private.iso(v_quote.accepted_at)) end,
    'decline', case when v_quote.status = 'declined' and v_quote.declined_at is not null then jsonb_build_object(
      'reason', v_quote.decline_reason, 'byName', v_quote.declined_by_name, 'at', private.iso(v_quote.declined_at)) end,
    'events', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
        select h.id, h.created_at, jsonb_build_object(
          'id', h.id, 'type', h.type, 'version', h.version, 'actorType', h.actor_type, 'actorName', h.actor_name, 'note', h.note,
          'createdAt', private.iso(h.created_at))
          || case when v_staff then jsonb_build_object('ip', h.ip, 'userAgent', h.user_agent) else '{}' end as item
        from public.quote_events h
        where h.quote_id = v_quote.id and (v_staff or not h.is_internal)
        order by h.created_at desc, h.id desc limit 200) e), '[]'))
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'draft', (select private.quote_version_json(v) from public.quote_versions v where v.quote_id = v_quote.id and v.status = 'draft'),
      'customer', (select jsonb_build_object(
          'id', c.id, 'customerNumber', c.customer_number, 'fullName', c.full_name, 'companyName', c.company_name, 'email', c.email,
          'phone', c.phone, 'timeZone', c.time_zone, 'locale', c.locale)
        from public.customer_profiles c where c.id = v_quote.customer_id))
    end
  into v_answer;
  perform private.audit(viewer, 'quote.read', 'quote', v_quote.id::text, v_quote.customer_id,
    case when v_staff then 'sales' else 'self-service' end);
  return v_answer;
end
$$;
comment on function public.get_quote(text) is
  'One quote by id or number: what was asked for, the sent versions with lines and wishes, the history; for staff also the draft, the customer, and from where the customer decided. The read is audited. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_quote(text) to authenticated;

-- Catalogue -----------------------------------------------------------------------------------------

create index products_name_trgm_idx on public.products using gin (name extensions.gin_trgm_ops);
create index products_sku_trgm_idx on public.products using gin (sku extensions.gin_trgm_ops);
create index products_name_idx on public.products (name, id) where is_active;

create function private.product_json(p public.products)
returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('id', p.id, 'sku', p.sku, 'name', p.name, 'category', p.category, 'price', private.money(p.price, p.currency))
$$;
comment on function private.product_json(public.products) is 'A product as the search offers it.';

create function public.search_products(p_query text, p_limit int default 12)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_q text := trim(left(coalesce(p_query, ''), 200));
  v_limit int := least(greatest(coalesce(p_limit, 12), 1), 50);
begin
  perform private.require_viewer();
  if v_q = '' then
    return (
      select coalesce(jsonb_agg(private.product_json(p) order by p.name, p.id), '[]')
      from (select * from public.products where is_active order by name, id limit v_limit) p);
  end if;
  -- Lower than the usual 0.6, so that "ampliffer" still finds amplifiers.
  perform set_config('pg_trgm.word_similarity_threshold', '0.4', true);
  return (
    with candidate as (
      (select p.* from public.products p where p.is_active and p.sku ilike private.like_prefix(v_q) limit 200)
      union (select p.* from public.products p where p.is_active and v_q operator(extensions.<%) p.name limit 200)
      union (select p.* from public.products p where p.is_active and v_q operator(extensions.<%) p.sku limit 200)
      -- Fewer than three letters make no whole trigram.
      union (select p.* from public.products p where p.is_active and p.name ilike '%' || private.like_prefix(v_q) limit 200)
    ), ranked as (
      select c.*, row_number() over (order by c.sku ilike private.like_prefix(v_q) desc,
        greatest(extensions.word_similarity(v_q, c.name), extensions.word_similarity(v_q, c.sku)) desc, c.name, c.id) as rank
      from candidate c
    )
    select coalesce(jsonb_agg(private.product_json(p) order by r.rank), '[]')
    from ranked r join public.products p on p.id = r.id where r.rank <= v_limit);
end
$$;
comment on function public.search_products(text, int) is
  'Active products whose SKU begins with p_query, or whose name or SKU is like it, best first; without a query the first by name. Prices are without tax. p_limit up to 50.';
grant execute on function public.search_products(text, int) to authenticated;

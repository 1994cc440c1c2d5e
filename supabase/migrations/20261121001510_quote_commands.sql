-- What can be done to a quote. One function per use case, as for tickets; nothing else writes.

create function private.lock_quote(p_viewer private.viewer, p_quote_id uuid)
returns public.quote_requests
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
begin
  select * into v_quote from public.quote_requests
  where id = p_quote_id and (p_viewer.role <> 'customer' or customer_id = p_viewer.customer_id)
  for update;
  if v_quote.id is null then
    perform private.fail('PT404', 'quote_not_found', 'This quote does not exist, or is not yours to see.');
  end if;
  return v_quote;
end
$$;
comment on function private.lock_quote(private.viewer, uuid) is
  'The quote, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.quote_summary(p_quote public.quote_requests)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_quote.id, 'number', p_quote.number, 'status', private.quote_status_now(p_quote.status, p_quote.valid_until),
    'version', p_quote.version, 'revision', p_quote.revision)
$$;
comment on function private.quote_summary(public.quote_requests) is 'What a command answers about a quote; the caller reads the rest with get_quote.';

create function private.add_quote_event(
  p_viewer private.viewer, p_quote_id uuid, p_version int, p_type text, p_note text default null, p_internal boolean default false,
  p_context jsonb default '{}')
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.quote_events (quote_id, version, type, actor_type, actor_id, actor_name, note, is_internal, ip, user_agent)
  values (
    p_quote_id, p_version, p_type,
    (case when p_viewer.id is null then 'system' else private.actor_kind(p_viewer) end)::public.message_author,
    p_viewer.id, coalesce(p_viewer.full_name, 'Portico'), p_note, p_internal,
    case when p_viewer.role = 'customer' then left(coalesce(private.request_header('x-portico-client-ip'), p_context ->> 'ip'), 45) end,
    case when p_viewer.role = 'customer' then left(coalesce(private.request_header('x-portico-user-agent'), p_context ->> 'userAgent'), 300) end)
$$;
comment on function private.add_quote_event(private.viewer, uuid, int, text, text, boolean, jsonb) is
  'Adds to the quote''s history; for customers with the address and browser that the web app saw, p_context { ip, userAgent } where there is no web app.';

create function private.tell_about_quote(p_viewer private.viewer, p_quote public.quote_requests, p_event text, p_to_staff boolean, p_key text)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user uuid;
  v_reviewer uuid;
begin
  if p_to_staff then
    select id into v_reviewer from public.portal_users where id = p_quote.reviewer_id and portal_active and role <> 'customer';
  end if;
  for v_user in
    select u.id from public.portal_users u
    where u.portal_active and u.id is distinct from p_viewer.id
      and case
        when v_reviewer is not null then u.id = v_reviewer
        when p_to_staff then u.role in ('agent', 'admin')
        else u.customer_id = p_quote.customer_id and u.role = 'customer' end
  loop
    perform private.notify(v_user, p_event, 'quote', p_quote.id, jsonb_build_object(
      'number', p_quote.number, 'title', p_quote.title, 'version', p_quote.version, 'validUntil', private.iso(p_quote.valid_until),
      'actorName', coalesce(p_viewer.full_name, 'Portico')), p_key);
  end loop;
end
$$;
comment on function private.tell_about_quote(private.viewer, public.quote_requests, text, boolean, text) is
  'Notifies the other side of a quote: whoever reviews it, or all staff while nobody does; the people of the customer. Never the author.';

create function private.announce_quote(p_quote public.quote_requests, p_internal boolean default false)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_internal then
    perform realtime.send(jsonb_build_object('kind', 'quote', 'id', p_quote.id), 'record_changed', 'staff', true);
  else
    perform private.announce_record(p_quote.customer_id, 'quote', p_quote.id);
  end if;
end
$$;
comment on function private.announce_quote(public.quote_requests, boolean) is 'Tells open pages that a quote changed; what is internal reaches staff only.';

create function private.refuse_quote(p_quote public.quote_requests)
returns void
language plpgsql volatile set search_path = ''
as $$
declare
  v_status public.quote_status := private.quote_status_now(p_quote.status, p_quote.valid_until);
  v_detail jsonb := jsonb_build_object('status', v_status, 'version', p_quote.version, 'acceptedVersion', p_quote.accepted_version);
begin
  case v_status
    when 'accepted' then
      perform private.fail('PT409', 'quote_accepted', format('Version %s of this quote was accepted already.', coalesce(p_quote.accepted_version, p_quote.version)), v_detail);
    when 'declined' then
      perform private.fail('PT409', 'quote_declined', 'This quote was declined.', v_detail);
    when 'expired' then
      perform private.fail('PT409', 'quote_expired', 'This quote has expired. Ask for a new version.', v_detail);
    else
      perform private.fail('PT409', 'quote_not_open', 'There is no offer to decide on at the moment. Wait for the next version.', v_detail);
  end case;
end
$$;
comment on function private.refuse_quote(public.quote_requests) is
  'Raises PT409 with the word for why nothing can be decided now: quote_accepted, quote_declined, quote_expired, quote_not_open.';

create function private.check_quote_move(p_quote public.quote_requests, p_action text, p_actor text)
returns public.quote_status
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_to public.quote_status;
begin
  select to_status into v_to from private.quote_transitions
  where from_status = private.quote_status_now(p_quote.status, p_quote.valid_until) and action = p_action and actor = p_actor;
  if v_to is null then
    perform private.refuse_quote(p_quote);
  end if;
  return v_to;
end
$$;
comment on function private.check_quote_move(public.quote_requests, text, text) is
  'Where the action leads from the status of this very moment. Raises as refuse_quote when it leads nowhere.';

create function private.check_quote_version(p_quote public.quote_requests, p_version int)
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if p_version is null then
    perform private.invalid_field('version', 'required', 'Name the version that you looked at.');
  elsif p_version > p_quote.version or p_version < least(p_quote.version, 1) then
    perform private.fail('PT404', 'version_not_found', 'This version does not exist.');
  elsif p_version < p_quote.version then
    perform private.fail('PT409', 'quote_superseded', format('Version %s has replaced this one. Look at it first.', p_quote.version),
      jsonb_build_object('version', p_quote.version));
  end if;
end
$$;
comment on function private.check_quote_version(public.quote_requests, int) is
  'What is decided on must be the latest version. Raises PT422 without one, PT404 version_not_found, PT409 quote_superseded.';

-- Asking ------------------------------------------------------------------------------------------

create function private.draw_quote_number()
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_number text;
begin
  loop
    v_number := private.next_number('QUO');
    -- Imported quotes may have taken numbers of the same form.
    exit when not exists (select 1 from public.quote_requests where number = v_number);
  end loop;
  return v_number;
end
$$;
comment on function private.draw_quote_number() is 'The next free quote number.';

create function private.write_requested_items(p_quote_id uuid, p_items jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_item jsonb;
  v_product public.products;
  v_position int := 0;
  v_quantity int;
  v_note text;
begin
  for v_item in select value from jsonb_array_elements(p_items) loop
    v_position := v_position + 1;
    v_product := null;
    begin
      v_quantity := coalesce((v_item ->> 'quantity')::int, 1);
      if v_item ->> 'productId' is not null then
        select * into v_product from public.products where id = (v_item ->> 'productId')::uuid and is_active;
        if v_product.id is null then
          perform private.invalid_field('items', 'unknown', 'One of the products is no longer there.');
        end if;
      end if;
    exception when invalid_text_representation or numeric_value_out_of_range then
      perform private.invalid_field('items', 'invalid', 'Name each line with a description and a whole quantity.');
    end;
    if v_quantity not between 1 and 1000000 then
      perform private.invalid_field('items', 'invalid', 'Name each line with a description and a whole quantity.');
    end if;
    v_note := nullif(trim(private.plain_text(v_item ->> 'note')), '');
    if char_length(v_note) > 500 then
      perform private.invalid_field('items', 'too_long', 'A note has at most 500 characters.');
    end if;
    insert into public.quote_items (quote_id, version, position, product_id, sku, description, quantity, note)
    values (p_quote_id, 0, v_position, v_product.id, v_product.sku,
      coalesce(v_product.name, private.check_text(v_item ->> 'description', 'description', 200)), v_quantity, v_note);
  end loop;
end
$$;
comment on function private.write_requested_items(uuid, jsonb) is
  'Records what was asked for as version 0: [{ productId | description, quantity?, note? }]. Raises PT422.';

create function private.attach_to_quote(p_viewer private.viewer, p_quote public.quote_requests, p_ids jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ids uuid[];
  v_count int;
begin
  if p_ids is null or p_ids = 'null'::jsonb or p_ids = '[]'::jsonb then
    return;
  end if;
  begin
    select array_agg(distinct value::uuid) into v_ids from jsonb_array_elements_text(p_ids);
  exception when others then
    perform private.invalid_field('attachmentIds', 'invalid', 'Attach files by the ids that the upload returned.');
  end;
  if cardinality(v_ids) > 10 then
    perform private.invalid_field('attachmentIds', 'too_many', 'A request carries at most 10 files.');
  end if;
  update public.ticket_attachments a set quote_id = p_quote.id
  where a.id = any (v_ids) and a.uploaded_by = p_viewer.id and a.message_id is null and a.quote_id is null and a.ticket_id is null
    and a.stored_at is not null and a.customer_id = p_quote.customer_id;
  get diagnostics v_count = row_count;
  if v_count <> cardinality(v_ids) then
    perform private.invalid_field('attachmentIds', 'unavailable', 'One of the files is no longer there. Upload it again.');
  end if;
end
$$;
comment on function private.attach_to_quote(private.viewer, public.quote_requests, jsonb) is
  'Attaches the viewer''s own waiting uploads to a quote, ten at most. Raises PT422 when one is missing.';

create function public.request_quote(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_answer jsonb;
  v_quote public.quote_requests;
  v_items jsonb := case when jsonb_typeof(p_input -> 'items') = 'array' then p_input -> 'items' else '[]' end;
  v_message text;
begin
  perform private.require_module('quotes');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Staff begin a quote for a customer with create_quote.');
  end if;
  v_answer := private.begin_command(viewer.id, 'request_quote', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('request_quote:' || viewer.id, 60, 3600);
  if nullif(trim(p_input ->> 'message'), '') is not null then
    v_message := private.check_text(p_input ->> 'message', 'message', 5000);
  end if;
  if v_items = '[]' and v_message is null then
    perform private.invalid_field('items', 'required', 'Name at least one product, or describe what you need.');
  elsif jsonb_array_length(v_items) > 100 then
    perform private.invalid_field('items', 'too_many', 'Name at most 100 lines.');
  end if;

  insert into public.quote_requests (customer_id, requested_by, number, title, message, currency)
  values (viewer.customer_id, viewer.id, private.draw_quote_number(), '…', coalesce(v_message, ''),
    coalesce((select value #>> '{}' from public.app_settings where key = 'currency'), 'ZAR'))
  returning * into v_quote;
  perform private.write_requested_items(v_quote.id, v_items);
  update public.quote_requests q set title = case
      when nullif(trim(p_input ->> 'title'), '') is not null
        then private.check_text(regexp_replace(p_input ->> 'title', '\s*[\t\r\n]\s*', ' ', 'g'), 'title', 200)
      -- Without a title the first line names the request, or the beginning of the message.
      else coalesce(
        (select i.description from public.quote_items i where i.quote_id = q.id order by i.position limit 1),
        left(split_part(v_message, E'\n', 1), 80)) end
  where q.id = v_quote.id returning * into v_quote;
  perform private.attach_to_quote(viewer, v_quote, p_input -> 'attachmentIds');

  perform private.add_quote_event(viewer, v_quote.id, null, 'requested');
  perform private.tell_about_quote(viewer, v_quote, 'quote_requested', true, 'quote_requested:' || v_quote.id);
  perform private.audit(viewer, 'quote.request', 'quote', v_quote.id::text, v_quote.customer_id, 'sales');
  perform private.announce_quote(v_quote);
  return private.finish_command(viewer.id, 'request_quote', p_key, private.quote_summary(v_quote));
end
$$;
comment on function public.request_quote(text, jsonb) is
  'Asks for a price. p_input: { title?, message?, items?: [{ productId | description, quantity?, note? }], attachmentIds? }, with items or a message. p_key makes a retry harmless. Raises PT401, PT403 for staff, PT409, PT422, PT429.';
grant execute on function public.request_quote(text, jsonb) to authenticated;

-- Deciding ----------------------------------------------------------------------------------------

create function public.accept_quote(p_quote_id uuid, p_version int, p_context jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_quote public.quote_requests;
begin
  perform private.require_module('quotes');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer accepts a quote.');
  end if;
  v_quote := private.lock_quote(viewer, p_quote_id);
  -- A second click, or a retry after a lost answer, gets the first answer.
  if v_quote.status = 'accepted' and v_quote.accepted_version = p_version and v_quote.accepted_by = viewer.id then
    return private.quote_summary(v_quote);
  end if;
  if v_quote.status = 'accepted' then
    perform private.refuse_quote(v_quote);
  end if;
  perform private.check_quote_version(v_quote, p_version);
  -- The clock is read here, under the lock: waiting for it may have taken the quote past its validity.
  perform private.check_quote_move(v_quote, 'accept', 'customer');

  update public.quote_versions set status = 'accepted' where quote_id = v_quote.id and version = p_version;
  -- A next version that was being prepared has lost its purpose.
  delete from public.quote_items where quote_id = v_quote.id and version > p_version;
  delete from public.quote_versions where quote_id = v_quote.id and version > p_version;
  update public.quote_requests
  set status = 'accepted', accepted_version = p_version, accepted_at = clock_timestamp(), accepted_by = viewer.id,
    accepted_by_name = viewer.full_name, revision = revision + 1, last_activity_at = clock_timestamp()
  where id = v_quote.id returning * into v_quote;
  perform private.add_quote_event(viewer, v_quote.id, p_version, 'accepted', null, false, p_context);
  perform private.tell_about_quote(viewer, v_quote, 'quote_accepted', true, 'quote_accepted:' || v_quote.id);
  perform private.audit(viewer, 'quote.accept', 'quote', v_quote.id::text, v_quote.customer_id, 'sales', jsonb_build_object('version', p_version));
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.accept_quote(uuid, int, jsonb) is
  'Accepts the version that is named, and records who, when and from where. The same person accepting it again gets the same answer. Raises PT401, PT403 for staff, PT404 quote_not_found | version_not_found, PT409 quote_superseded | quote_expired | quote_declined | quote_accepted | quote_not_open, PT422.';
grant execute on function public.accept_quote(uuid, int, jsonb) to authenticated;

create function public.decline_quote(p_quote_id uuid, p_version int, p_reason text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_quote public.quote_requests := private.lock_quote(viewer, p_quote_id);
  v_reason text := private.check_text(p_reason, 'reason', 2000);
  v_last public.quote_events;
begin
  perform private.require_module('quotes');
  -- Unlike a yes, a no is as good without saying to what.
  p_version := coalesce(p_version, v_quote.version);
  if v_quote.status = 'declined' then
    select * into v_last from public.quote_events where quote_id = v_quote.id and type = 'declined' order by created_at desc, id desc limit 1;
    if v_last.actor_id = viewer.id and v_last.version = p_version then
      return private.quote_summary(v_quote);
    end if;
    perform private.refuse_quote(v_quote);
  elsif v_quote.status = 'accepted' then
    perform private.refuse_quote(v_quote);
  end if;
  perform private.check_quote_version(v_quote, p_version);
  perform private.check_quote_move(v_quote, 'decline', private.actor_kind(viewer));

  update public.quote_versions set status = 'declined' where quote_id = v_quote.id and version = p_version and status in ('sent', 'expired');
  update public.quote_requests
  set status = 'declined', declined_at = clock_timestamp(), declined_by_name = viewer.full_name, decline_reason = v_reason,
    revision = revision + 1, last_activity_at = clock_timestamp()
  where id = v_quote.id returning * into v_quote;
  perform private.add_quote_event(viewer, v_quote.id, p_version, 'declined', v_reason);
  perform private.tell_about_quote(viewer, v_quote, case when viewer.role = 'customer' then 'quote_declined' else 'quote_withdrawn' end,
    viewer.role = 'customer', 'quote_declined:' || v_quote.id || ':' || v_quote.revision);
  perform private.audit(viewer, 'quote.decline', 'quote', v_quote.id::text, v_quote.customer_id, 'sales', jsonb_build_object('version', p_version));
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.decline_quote(uuid, int, text) is
  'Declines the latest version (p_version, when it is given) with a reason; staff withdraw a quote with it, or turn down a request (version 0). Harmless when repeated by the same person. Raises PT401, PT404, PT409 as accept_quote, PT422.';
grant execute on function public.decline_quote(uuid, int, text) to authenticated;

create function public.request_quote_changes(p_quote_id uuid, p_version int, p_message text, p_items jsonb default '[]')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_quote public.quote_requests;
  v_version int;
  v_message text := private.check_text(p_message, 'message', 5000);
  v_last public.quote_events;
begin
  perform private.require_module('quotes');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer asks for changes.');
  end if;
  v_quote := private.lock_quote(viewer, p_quote_id);
  v_version := coalesce(p_version, v_quote.version);
  if v_quote.status = 'changes_requested' and v_version = v_quote.version then
    select * into v_last from public.quote_events where quote_id = v_quote.id order by created_at desc, id desc limit 1;
    if v_last.type = 'changes_requested' and v_last.actor_id = viewer.id and v_last.note = v_message then
      return private.quote_summary(v_quote);
    end if;
  elsif v_quote.status = 'accepted' then
    perform private.refuse_quote(v_quote);
  end if;
  perform private.check_quote_version(v_quote, v_version);
  perform private.check_quote_move(v_quote, 'request_changes', 'customer');
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) > 500 then
    perform private.invalid_field('items', 'invalid', 'Name lines of this version.');
  end if;

  begin
    insert into public.quote_change_requests (quote_id, version, item_id, quantity, message, requested_by)
    values (v_quote.id, v_version, null, null, v_message, viewer.id);
    insert into public.quote_change_requests (quote_id, version, item_id, quantity, message, requested_by)
    select v_quote.id, v_version, i.id, (w.value ->> 'quantity')::int, nullif(trim(private.plain_text(left(w.value ->> 'message', 500))), ''), viewer.id
    from jsonb_array_elements(p_items) w
    left join public.quote_items i on i.id = (w.value ->> 'itemId')::uuid and i.quote_id = v_quote.id and i.version = v_version;
  exception when unique_violation or check_violation or invalid_text_representation or numeric_value_out_of_range then
    perform private.invalid_field('items', 'invalid', 'Name lines of this version, each once, with what should change.');
  end;

  update public.quote_requests set status = 'changes_requested', revision = revision + 1, last_activity_at = clock_timestamp()
  where id = v_quote.id returning * into v_quote;
  perform private.add_quote_event(viewer, v_quote.id, v_version, 'changes_requested', v_message);
  perform private.tell_about_quote(viewer, v_quote, 'quote_changes_requested', true, 'quote_changes_requested:' || v_quote.id || ':' || v_version);
  perform private.audit(viewer, 'quote.request_changes', 'quote', v_quote.id::text, v_quote.customer_id, 'sales', jsonb_build_object('version', v_version));
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.request_quote_changes(uuid, int, text, jsonb) is
  'Asks for another version of the latest one (of an expired one as well). p_items: [{ itemId, quantity?: 0 leaves the line out, message? }]. Harmless when repeated by the same person. Raises PT401, PT403, PT404, PT409 as accept_quote, PT422.';
grant execute on function public.request_quote_changes(uuid, int, text, jsonb) to authenticated;

-- Staff ---------------------------------------------------------------------------------------------

create function private.check_revision(p_quote public.quote_requests, p_expected int)
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if p_expected is null then
    perform private.invalid_field('expectedRevision', 'required', 'Name the revision that you looked at.');
  elsif p_expected <> p_quote.revision then
    perform private.fail('PT409', 'quote_changed', 'Somebody changed this quote in the meantime. Look at it again.',
      jsonb_build_object('revision', p_quote.revision, 'status', p_quote.status));
  end if;
end
$$;
comment on function private.check_revision(public.quote_requests, int) is 'Compare and swap. Raises PT409 quote_changed, PT422 without a revision.';

create function private.end_of_day(p_day date, p_zone text)
returns timestamptz
language sql stable set search_path = ''
as $$ select (p_day + 1)::timestamp at time zone p_zone - interval '1 millisecond' $$;
comment on function private.end_of_day(date, text) is 'The last millisecond of a day in a time zone.';

create function private.write_quote_draft(p_quote public.quote_requests, p_draft jsonb)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_version int := p_quote.version + 1;
  v_lines jsonb := case when jsonb_typeof(p_draft -> 'items') = 'array' then p_draft -> 'items' else '[]' end;
  v_currency text := coalesce(p_draft ->> 'currency', p_quote.currency);
  v_prices jsonb;
  v_valid_on date;
  v_valid_until timestamptz;
  v_note text := nullif(trim(private.plain_text(p_draft ->> 'note')), '');
  v_terms text := nullif(trim(private.plain_text(p_draft ->> 'terms')), '');
begin
  if v_version > 30 then
    perform private.fail('PT409', 'too_many_versions', 'This quote has thirty versions. Begin a new one.');
  elsif jsonb_array_length(v_lines) > 500 then
    perform private.invalid_field('items', 'too_many', 'A quote has at most 500 lines.');
  elsif v_currency !~ '^[A-Z]{3}$' then
    perform private.invalid_field('currency', 'invalid', 'Choose a currency by its three letters.');
  elsif char_length(v_note) > 5000 then
    perform private.invalid_field('note', 'too_long', 'The note has at most 5,000 characters.');
  elsif char_length(v_terms) > 5000 then
    perform private.invalid_field('terms', 'too_long', 'The terms have at most 5,000 characters.');
  end if;
  begin
    if p_draft ->> 'validUntil' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
      v_valid_on := (p_draft ->> 'validUntil')::date;
      v_valid_until := private.end_of_day(v_valid_on, (select time_zone from public.customer_profiles where id = p_quote.customer_id));
    elsif p_draft ->> 'validUntil' !~ '^[0-9]{4}-' then
      -- What PostgreSQL reads as well: tomorrow, infinity.
      perform private.invalid_field('validUntil', 'invalid', 'Choose a day, or a day with a time.');
    else
      v_valid_until := date_trunc('milliseconds', (p_draft ->> 'validUntil')::timestamptz);
    end if;
  exception when invalid_datetime_format or datetime_field_overflow or invalid_text_representation then
    perform private.invalid_field('validUntil', 'invalid', 'Choose a day, or a day with a time.');
  end;
  if v_valid_until > now() + interval '2 years' then
    perform private.invalid_field('validUntil', 'too_late', 'A quote is valid for two years at most.');
  end if;
  begin
    v_prices := private.price_lines(jsonb_build_object('currency', v_currency, 'lines', v_lines, 'discount', coalesce(p_draft -> 'discount', '0')));
  exception when invalid_text_representation or numeric_value_out_of_range then
    perform private.invalid_field('items', 'invalid', 'Name each line with a description, a whole quantity and a price.');
  end;

  insert into public.quote_versions as v (quote_id, version, currency, subtotal, discount, taxes, tax, total, valid_on, valid_until, note, terms)
  values (p_quote.id, v_version, v_currency, (v_prices ->> 'subtotal')::bigint, (v_prices ->> 'discount')::bigint, v_prices -> 'taxes',
    (v_prices ->> 'tax')::bigint, (v_prices ->> 'total')::bigint, v_valid_on, v_valid_until, v_note, v_terms)
  on conflict (quote_id, version) do update set
    currency = excluded.currency, subtotal = excluded.subtotal, discount = excluded.discount, taxes = excluded.taxes, tax = excluded.tax,
    total = excluded.total, valid_on = excluded.valid_on, valid_until = excluded.valid_until, note = excluded.note, terms = excluded.terms;

  delete from public.quote_items where quote_id = p_quote.id and version = v_version;
  begin
    insert into public.quote_items (
      quote_id, version, position, line_key, product_id, sku, description, quantity, unit_price, tax_rate, discount, total, note)
    select p_quote.id, v_version, n,
      -- A key that this quote's other versions do not know, or that comes twice, begins a line of its own.
      case when known.line_key is not null and row_number() over (partition by known.line_key order by n) = 1 then known.line_key else gen_random_uuid() end,
      p.id, nullif(trim(private.plain_text(coalesce(l.value ->> 'sku', p.sku))), ''),
      private.check_text(regexp_replace(l.value ->> 'description', '\s*[\t\r\n]\s*', ' ', 'g'), 'description', 200),
      (l.value ->> 'quantity')::int, (l.value ->> 'unitPrice')::bigint, (l.value ->> 'taxRate')::numeric,
      coalesce((l.value ->> 'discount')::bigint, 0), (v_prices -> 'lines' -> (n - 1)::int ->> 'net')::bigint,
      nullif(trim(private.plain_text(l.value ->> 'note')), '')
    from jsonb_array_elements(v_lines) with ordinality as l(value, n)
    left join public.products p on p.id = (l.value ->> 'productId')::uuid
    left join lateral (
      select i.line_key from public.quote_items i
      where i.quote_id = p_quote.id and i.version <= p_quote.version and i.line_key = (l.value ->> 'lineKey')::uuid limit 1) known on true;
  exception when invalid_text_representation or numeric_value_out_of_range or check_violation or not_null_violation then
    perform private.invalid_field('items', 'invalid', 'Name each line with a description, a whole quantity and a price.');
  end;
end
$$;
comment on function private.write_quote_draft(public.quote_requests, jsonb) is
  'Writes the next version of a locked quote as a draft: { currency?, items: [{ lineKey?, productId?, sku?, description, quantity, unitPrice, taxRate, discount?, note? }], discount?, validUntil?: day (its end in the customer''s zone) or time, note?, terms? }. Raises PT409 too_many_versions, PT422.';

create function private.begin_review(p_viewer private.viewer, p_quote public.quote_requests)
returns public.quote_requests
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
begin
  update public.quote_requests
  set status = 'in_review', reviewer_id = p_viewer.id, revision = revision + 1, last_activity_at = clock_timestamp()
  where id = p_quote.id returning * into v_quote;
  perform private.add_quote_event(p_viewer, v_quote.id, null, 'review_started');
  return v_quote;
end
$$;
comment on function private.begin_review(private.viewer, public.quote_requests) is 'Moves a locked quote into review by the viewer. Whether it may is for the caller to have checked.';

create function public.start_quote_review(p_quote_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_quote public.quote_requests := private.lock_quote(viewer, p_quote_id);
begin
  perform private.require_module('quotes');
  if v_quote.status = 'in_review' and v_quote.reviewer_id = viewer.id then
    return private.quote_summary(v_quote);
  end if;
  perform private.check_quote_move(v_quote, 'start_review', 'staff');
  v_quote := private.begin_review(viewer, v_quote);
  perform private.audit(viewer, 'quote.start_review', 'quote', v_quote.id::text, v_quote.customer_id, 'sales');
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.start_quote_review(uuid) is 'A member of staff takes a request. Harmless when repeated by the same person. Raises PT401, PT403, PT404, PT409 quote_not_open and others.';
grant execute on function public.start_quote_review(uuid) to authenticated;

create function public.save_quote_draft(p_quote_id uuid, p_expected_revision int, p_draft jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_quote public.quote_requests := private.lock_quote(viewer, p_quote_id);
  v_begins boolean := v_quote.status = 'requested';
begin
  perform private.require_module('quotes');
  if v_quote.status = 'accepted' then
    perform private.refuse_quote(v_quote);
  end if;
  perform private.check_revision(v_quote, p_expected_revision);
  perform private.write_quote_draft(v_quote, p_draft);
  if v_begins then
    v_quote := private.begin_review(viewer, v_quote);
  end if;
  update public.quote_requests
  set revision = p_expected_revision + 1, reviewer_id = coalesce(reviewer_id, viewer.id),
    title = case when nullif(trim(p_draft ->> 'title'), '') is null then title
      else private.check_text(regexp_replace(p_draft ->> 'title', '\s*[\t\r\n]\s*', ' ', 'g'), 'title', 200) end
  where id = v_quote.id returning * into v_quote;
  -- One entry however often the same person saves.
  if not exists (
    select 1 from (select type, actor_id from public.quote_events where quote_id = v_quote.id order by created_at desc, id desc limit 1) e
    where e.type = 'draft_saved' and e.actor_id = viewer.id) then
    perform private.add_quote_event(viewer, v_quote.id, v_quote.version + 1, 'draft_saved', null, true);
    perform private.audit(viewer, 'quote.save_draft', 'quote', v_quote.id::text, null, 'sales');
  end if;
  perform private.announce_quote(v_quote, not v_begins);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.save_quote_draft(uuid, int, jsonb) is
  'Keeps the next version as it is prepared, as write_quote_draft describes, with { title? }; takes a request into review. Raises PT401, PT403, PT404, PT409 quote_changed | quote_accepted | too_many_versions, PT422.';
grant execute on function public.save_quote_draft(uuid, int, jsonb) to authenticated;

create function public.send_quote(p_quote_id uuid, p_expected_revision int)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_quote public.quote_requests := private.lock_quote(viewer, p_quote_id);
  v_draft public.quote_versions;
  v_zone text;
begin
  perform private.require_module('quotes');
  -- The same person sending twice (a double click, a retry) gets the same answer.
  if v_quote.revision = p_expected_revision + 1 and exists (
    select 1 from public.quote_versions where quote_id = v_quote.id and version = v_quote.version and sent_by = viewer.id and status = 'sent')
    and not exists (select 1 from public.quote_versions where quote_id = v_quote.id and status = 'draft') then
    return private.quote_summary(v_quote);
  end if;
  perform private.check_quote_move(v_quote, 'send', 'staff');
  perform private.check_revision(v_quote, p_expected_revision);
  select * into v_draft from public.quote_versions where quote_id = v_quote.id and status = 'draft';
  if v_draft.quote_id is null then
    perform private.fail('PT409', 'no_draft', 'There is no new version to send. Change something first.');
  elsif not exists (select 1 from public.quote_items where quote_id = v_quote.id and version = v_draft.version) then
    perform private.invalid_field('items', 'required', 'Add at least one line.');
  end if;
  select time_zone into v_zone from public.customer_profiles where id = v_quote.customer_id;
  if v_draft.valid_until is null then
    v_draft.valid_on := (clock_timestamp() at time zone v_zone)::date
      + private.setting_int('quote_valid_days', 30, 1, 730);
    v_draft.valid_until := private.end_of_day(v_draft.valid_on, v_zone);
  elsif v_draft.valid_until < clock_timestamp() then
    perform private.invalid_field('validUntil', 'past', 'The quote would have expired already. Choose a later day.');
  end if;

  update public.quote_versions set status = 'superseded' where quote_id = v_quote.id and status = 'sent';
  update public.quote_versions
  set status = 'sent', sent_at = clock_timestamp(), sent_by = viewer.id, sent_by_name = viewer.full_name,
    valid_on = v_draft.valid_on, valid_until = v_draft.valid_until,
    -- What is agreed must not change with the settings afterwards.
    terms = coalesce(terms, (select nullif(trim(left(value ->> 'quoteTerms', 5000)), '') from public.app_settings where key = 'billing'))
  where quote_id = v_quote.id and version = v_draft.version;
  update public.quote_requests
  set status = 'sent', version = v_draft.version, currency = v_draft.currency, total = v_draft.total, valid_until = v_draft.valid_until,
    reviewer_id = coalesce(reviewer_id, viewer.id), declined_at = null, declined_by_name = null, decline_reason = null,
    revision = revision + 1, last_activity_at = clock_timestamp()
  where id = v_quote.id returning * into v_quote;

  perform private.add_quote_event(viewer, v_quote.id, v_quote.version, case when v_quote.version = 1 then 'sent' else 'revised' end);
  perform private.tell_about_quote(viewer, v_quote, case when v_quote.version = 1 then 'quote_sent' else 'quote_revised' end, false,
    'quote_sent:' || v_quote.id || ':' || v_quote.version);
  perform private.schedule_quote_check(v_quote);
  perform private.audit(viewer, 'quote.send', 'quote', v_quote.id::text, v_quote.customer_id, 'sales', jsonb_build_object('version', v_quote.version));
  perform private.announce_quote(v_quote);
  return private.quote_summary(v_quote);
end
$$;
comment on function public.send_quote(uuid, int) is
  'Sends the draft as the next version, which replaces the one before; without a day it is valid for quote_valid_days of the settings, 30 unless set. Harmless when repeated by the same person. Raises PT401, PT403, PT404, PT409 quote_changed | quote_accepted | no_draft, PT422.';
grant execute on function public.send_quote(uuid, int) to authenticated;

create function public.create_quote(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_quote public.quote_requests;
  v_customer uuid;
  v_message text := nullif(trim(private.plain_text(p_input ->> 'message')), '');
begin
  perform private.require_module('quotes');
  v_answer := private.begin_command(viewer.id, 'create_quote', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('create_quote:' || viewer.id, 600, 3600);
  select id into v_customer from public.customer_profiles where id::text = p_input ->> 'customerId';
  if v_customer is null then
    perform private.invalid_field('customerId', 'unknown', 'Choose the customer this quote is for.');
  elsif char_length(v_message) > 5000 then
    perform private.invalid_field('message', 'too_long', 'The message has at most 5,000 characters.');
  end if;
  insert into public.quote_requests (customer_id, number, title, message, status, reviewer_id, currency)
  values (v_customer, private.draw_quote_number(),
    private.check_text(regexp_replace(p_input ->> 'title', '\s*[\t\r\n]\s*', ' ', 'g'), 'title', 200), coalesce(v_message, ''),
    'in_review', viewer.id, coalesce((select value #>> '{}' from public.app_settings where key = 'currency'), 'ZAR'))
  returning * into v_quote;
  if jsonb_typeof(p_input -> 'draft') = 'object' then
    perform private.write_quote_draft(v_quote, p_input -> 'draft');
  end if;
  perform private.add_quote_event(viewer, v_quote.id, null, 'created');
  perform private.audit(viewer, 'quote.create', 'quote', v_quote.id::text, v_customer, 'sales');
  perform private.announce_quote(v_quote);
  return private.finish_command(viewer.id, 'create_quote', p_key, private.quote_summary(v_quote));
end
$$;
comment on function public.create_quote(text, jsonb) is
  'Begins a quote for a customer who asked by other means: { customerId, title, message?, draft? }, the draft as write_quote_draft describes. p_key makes a retry harmless. Raises PT401, PT403, PT409, PT422, PT429.';
grant execute on function public.create_quote(text, jsonb) to authenticated;

create function private.invoice_quote_order(p_quote public.quote_requests, p_order public.orders)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_days int := private.setting_int('quote_invoice_days', null, 0, 365);
  v_version public.quote_versions;
  v_prices jsonb;
  v_today date;
  v_number text;
  v_invoice uuid;
begin
  if v_days is null then
    return;
  end if;
  select * into v_version from public.quote_versions where quote_id = p_quote.id and version = p_quote.accepted_version;
  select (now() at time zone c.time_zone)::date into v_today from public.customer_profiles c where c.id = p_quote.customer_id;
  loop
    v_number := private.next_number('INV');
    exit when not exists (select 1 from public.invoices where number = v_number);
  end loop;
  insert into public.invoices (customer_id, order_id, number, status, currency, subtotal, tax, total, issued_on, due_on, source, external_id)
  values (p_quote.customer_id, p_order.id, v_number, 'pending', v_version.currency, v_version.subtotal - v_version.discount, v_version.tax,
    v_version.total, v_today, v_today + v_days, 'quote', p_quote.id)
  returning id into v_invoice;

  select private.price_lines(jsonb_build_object('discount', v_version.discount, 'lines', jsonb_agg(jsonb_build_object(
    'quantity', quantity, 'unitPrice', unit_price, 'taxRate', tax_rate, 'discount', discount) order by position, id))) into v_prices
  from public.quote_items where quote_id = p_quote.id and version = v_version.version;
  -- An invoice has no discounts of its own: what was taken off is a line for each rate, so that its taxes are those of the quote.
  with line as (
    select i.*, row_number() over (order by i.position, i.id) as n
    from public.quote_items i where i.quote_id = p_quote.id and i.version = v_version.version
  ), off as (
    select tax_rate, sum(discount + (v_prices -> 'lines' -> (n - 1)::int ->> 'share')::bigint) as amount from line group by tax_rate
  )
  insert into public.invoice_items (invoice_id, position, description, quantity, unit_price, tax_rate, total)
  select v_invoice, n, description, quantity, unit_price, tax_rate, quantity * unit_price from line
  union all
  select v_invoice, (select count(*) from line) + row_number() over (order by tax_rate desc), 'Discount', 1, -amount, tax_rate, -amount
  from off where amount > 0;
  perform private.announce_record(p_quote.customer_id, 'invoice', v_invoice);
end
$$;
comment on function private.invoice_quote_order(public.quote_requests, public.orders) is
  'Issues the pending invoice of a quote''s order, due after as many days as the setting quote_invoice_days says; without the setting none: then invoices come from another system.';

create function public.convert_quote(p_key text, p_quote_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_answer jsonb;
  v_quote public.quote_requests;
  v_version public.quote_versions;
  v_order public.orders;
  v_number text;
begin
  perform private.require_module('quotes');
  v_answer := private.begin_command(viewer.id, 'convert_quote', p_key, jsonb_build_object('quoteId', p_quote_id));
  if v_answer is not null then
    return v_answer;
  end if;
  v_quote := private.lock_quote(viewer, p_quote_id);
  if v_quote.status <> 'accepted' then
    perform private.fail('PT409', 'quote_not_accepted', 'Only an accepted quote becomes an order.', jsonb_build_object('status', v_quote.status));
  end if;
  select * into v_order from public.orders where id = v_quote.order_id;
  if v_order.id is null then
    select * into v_version from public.quote_versions where quote_id = v_quote.id and version = v_quote.accepted_version;
    if v_version.quote_id is null then
      perform private.fail('PT409', 'version_not_found', 'What was accepted is not kept here, so no order can be made of it.');
    end if;
    loop
      v_number := private.next_number('ORD');
      exit when not exists (select 1 from public.orders where number = v_number);
    end loop;
    -- source and external_id are unique together: a quote makes one order, whatever happens.
    insert into public.orders (customer_id, number, status, currency, subtotal, tax, discount, total, shipping_address, placed_at, source, external_id)
    select v_quote.customer_id, v_number, 'pending', v_version.currency, v_version.subtotal, v_version.tax, v_version.discount, v_version.total,
      c.shipping_address, clock_timestamp(), 'quote', v_quote.id
    from public.customer_profiles c where c.id = v_quote.customer_id
    returning * into v_order;
    insert into public.order_items (order_id, product_id, position, sku, name, quantity, unit_price, total)
    select v_order.id, i.product_id, i.position, coalesce(i.sku, ''), left(i.description, 200), i.quantity, i.unit_price, i.total
    from public.quote_items i where i.quote_id = v_quote.id and i.version = v_version.version;
    insert into public.order_events (order_id, status, note) values (v_order.id, 'pending', 'From quote ' || v_quote.number);
    update public.quote_requests set order_id = v_order.id, revision = revision + 1, last_activity_at = clock_timestamp()
    where id = v_quote.id returning * into v_quote;
    perform private.invoice_quote_order(v_quote, v_order);
    perform private.announce_record(v_quote.customer_id, 'order', v_order.id);
    perform private.add_quote_event(viewer, v_quote.id, v_version.version, 'converted', v_order.number);
    perform private.tell_about_quote(viewer, v_quote, 'quote_converted', false, 'quote_converted:' || v_quote.id);
    perform private.audit(viewer, 'quote.convert', 'quote', v_quote.id::text, v_quote.customer_id, 'sales');
    perform private.announce_quote(v_quote);
  end if;
  return private.finish_command(viewer.id, 'convert_quote', p_key, private.quote_summary(v_quote)
    || jsonb_build_object('order', jsonb_build_object('id', v_order.id, 'number', v_order.number)));
end
$$;
comment on function public.convert_quote(text, uuid) is
  'Makes the order of an accepted quote, with the accepted lines and amounts, once; every later call answers with the same order. Issues its invoice where the setting quote_invoice_days says so. Raises PT401, PT403, PT404, PT409 quote_not_accepted.';
grant execute on function public.convert_quote(text, uuid) to authenticated;

-- Time ----------------------------------------------------------------------------------------------

create function private.schedule_quote_check(p_quote public.quote_requests)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if p_quote.status = 'sent' and p_quote.valid_until is not null then
    perform private.enqueue('check_quotes', '{}', format('check_quotes:%s:%s:reminder', p_quote.id, p_quote.version),
      greatest(p_quote.valid_until - interval '3 days', now()));
    perform private.enqueue('check_quotes', '{}', format('check_quotes:%s:%s:end', p_quote.id, p_quote.version),
      p_quote.valid_until + interval '1 second');
  end if;
end
$$;
comment on function private.schedule_quote_check(public.quote_requests) is 'Queues a look at the quotes for the times when this one is about to expire and has.';

create function public.check_quotes(p_limit int default 500)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
  v_expired int := 0;
  v_reminded int := 0;
begin
  for v_quote in
    select * from public.quote_requests where status = 'sent' and valid_until < clock_timestamp()
    order by valid_until limit least(p_limit, 1000) for update skip locked
  loop
    update public.quote_versions set status = 'expired' where quote_id = v_quote.id and version = v_quote.version and status = 'sent';
    update public.quote_requests set status = 'expired', revision = revision + 1 where id = v_quote.id returning * into v_quote;
    perform private.add_quote_event(null, v_quote.id, v_quote.version, 'expired');
    perform private.tell_about_quote(null, v_quote, 'quote_expired', true, 'quote_expired:' || v_quote.id || ':' || v_quote.version);
    perform private.announce_quote(v_quote);
    v_expired := v_expired + 1;
  end loop;
  for v_quote in
    select q.* from public.quote_requests q
    join public.quote_versions v on v.quote_id = q.id and v.version = q.version
    where q.status = 'sent' and q.valid_until between now() and now() + interval '3 days'
      -- Who was sent it a day ago needs no reminder yet.
      and v.sent_at < now() - interval '1 day' and not v.is_reminded
    order by q.valid_until limit least(p_limit, 1000) for update of q skip locked
  loop
    update public.quote_versions set is_reminded = true where quote_id = v_quote.id and version = v_quote.version;
    perform private.tell_about_quote(null, v_quote, 'quote_expiring', false, 'quote_expiring:' || v_quote.id || ':' || v_quote.version);
    v_reminded := v_reminded + 1;
  end loop;
  return jsonb_build_object('expired', v_expired, 'reminded', v_reminded);
end
$$;
comment on function public.check_quotes(int) is
  'For the worker: writes down which sent quotes have expired, and reminds customers once of those that will within three days. Returns { expired, reminded }, p_limit of each at most.';
grant execute on function public.check_quotes(int) to service_role;

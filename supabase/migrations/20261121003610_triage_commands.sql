-- What people do with what triage found: staff judge it, customers say whether it helped, admins switch it.

select private.allow_ticket_events(array['answer_refused']);
select private.allow_notifications(array['ticket_answer_refused']);

-- Reading ---------------------------------------------------------------------------------------------

create function private.ticket_insight(p_ticket public.support_tickets) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'summary', n.summary, 'sentiment', n.sentiment, 'language', n.language,
    'suggestedCategory', n.suggested_category,
    'suggestedCategoryLabel', (select c.label from public.ticket_categories c where c.slug = n.suggested_category),
    'categoryConfidence', n.category_confidence::float8, 'isCalibrated', n.is_calibrated,
    'runnersUp', (
      select coalesce(jsonb_agg(r.value || jsonb_build_object('label', c.label) order by r.place), '[]')
      from jsonb_array_elements(n.runners_up) with ordinality as r(value, place)
      join public.ticket_categories c on c.slug = r.value ->> 'category'),
    'suggestedPriority', n.suggested_priority,
    'suggestedReply', n.suggested_reply, 'citations', n.citations, 'support', n.support, 'isSupported', n.is_supported,
    'flags', to_jsonb(n.flags), 'method', n.method, 'agreement', n.agreement, 'fallback', n.fallback, 'model', n.model,
    'obstacle', n.obstacle, 'state', n.state, 'replyState', n.reply_state, 'version', n.version,
    'createdAt', private.iso(n.created_at))
  from public.ticket_insights n where n.ticket_id = p_ticket.id
$$;
comment on function private.ticket_insight(public.support_tickets) is 'Of get_ticket, for staff: what triage found; null when there is nothing.';

create function private.ticket_auto_answer(p_ticket public.support_tickets) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('automaticAnswer', (
    select jsonb_build_object('messageId', a.message_id, 'answerer', a.answerer, 'citations', a.citations, 'outcome', a.outcome,
      'createdAt', private.iso(a.created_at))
    from public.ticket_auto_answers a where a.ticket_id = p_ticket.id))
$$;
comment on function private.ticket_auto_answer(public.support_tickets) is 'Of get_ticket: the automatic answer, and what the customer says of it; null when there is none.';

create or replace function public.get_ticket(p_ref text, p_mark_read boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_ticket public.support_tickets;
  v_answer jsonb;
  v_most jsonb;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_ticket from public.support_tickets where id = p_ref::uuid;
  else
    select * into v_ticket from public.support_tickets where number = upper(left(p_ref, 40));
  end if;
  if v_ticket.id is null or not private.can_see_ticket(v_ticket.id) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;

  if v_staff then
    v_most := private.refundable(v_ticket);
  end if;
  select private.ticket_row(v_ticket, viewer) || jsonb_build_object(
    'description', v_ticket.description,
    'requesterName', (select u.full_name from public.portal_users u where u.id = v_ticket.requester_id),
    'serviceId', v_ticket.service_id, 'domainId', v_ticket.domain_id,
    'order', (select jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status) from public.orders o where o.id = v_ticket.order_id),
    'service', (select jsonb_build_object('id', s.id, 'name', s.name) from public.customer_services s where s.id = v_ticket.service_id),
    'domain', (select jsonb_build_object('id', d.id, 'hostname', d.hostname) from public.custom_domains d where d.id = v_ticket.domain_id),
    'affectedItems', coalesce((select jsonb_agg(jsonb_build_object(
        'orderItemId', i.id, 'name', i.name, 'sku', i.sku, 'quantity', a.quantity, 'note', a.note) order by i.position)
      from public.ticket_affected_items a join public.order_items i on i.id = a.order_item_id where a.ticket_id = v_ticket.id), '[]'))
    || private.ticket_relations(v_ticket, viewer)
    || private.ticket_promise(v_ticket, viewer)
    || private.ticket_settlement(v_ticket, viewer)
    || private.ticket_thread(v_ticket, v_staff)
    || private.ticket_files(v_ticket, v_staff)
    || private.ticket_auto_answer(v_ticket)
    || case when not v_staff then '{}'::jsonb else jsonb_build_object(
      'refundable', v_most, 'refundLimit', private.refund_limit(viewer.role, v_most ->> 'currency'),
      'insights', private.ticket_insight(v_ticket))
      || private.ticket_customer(v_ticket, viewer)
    end
  into v_answer;

  perform private.audit(viewer, 'ticket.read', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    case when v_staff then 'support' else 'self-service' end);
  if p_mark_read then
    perform public.mark_ticket_read(v_ticket.id);
  end if;
  return v_answer;
end
$$;

-- Judging ---------------------------------------------------------------------------------------------

create function private.keep_feedback(
  p_viewer private.viewer, p_insight public.ticket_insights, p_part text, p_verdict text, p_suggested text, p_chosen text)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.insight_feedback (ticket_id, part, verdict, suggested, chosen, readings, method, model, actor_id)
  values (p_insight.ticket_id, p_part, p_verdict, p_suggested, p_chosen, p_insight.readings, p_insight.method, p_insight.model, p_viewer.id)
$$;
comment on function private.keep_feedback(private.viewer, public.ticket_insights, text, text, text, text) is
  'Keeps what somebody made of one part of a suggestion: a label to learn from.';

create function public.judge_insight(p_ticket_id uuid, p_part text, p_verdict text, p_input jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_insight public.ticket_insights;
  v_priority public.ticket_priority;
  v_category text;
  v_reply text;
begin
  select * into v_insight from public.ticket_insights where ticket_id = p_ticket_id for update;
  if v_insight.ticket_id is null then
    perform private.fail('PT404', 'insight_not_found', 'Nothing was suggested for this ticket.');
  end if;
  if p_part is null or p_part not in ('triage', 'reply') then
    perform private.invalid_field('part', 'unknown', 'Judge the triage or the reply.');
  elsif p_verdict is null or p_verdict not in ('accepted', 'edited', 'rejected') then
    perform private.invalid_field('verdict', 'unknown', 'Accept, edit or reject the suggestion.');
  end if;
  -- What is so already is done: the second click of two changes nothing.
  if p_verdict = (case p_part when 'triage' then v_insight.state else v_insight.reply_state end)
    and (p_verdict <> 'edited' or p_part = 'reply') then
    return private.ticket_insight(v_ticket);
  end if;
  if (p_input ->> 'expectedVersion')::int <> v_insight.version then
    perform private.fail('PT409', 'insight_changed', 'A colleague has judged this suggestion in the meantime. Look at it again.',
      jsonb_build_object('version', v_insight.version));
  end if;
  perform private.limit_rate('judge_insight:' || viewer.id, 1200, 3600);

  if p_part = 'triage' then
    begin
      v_priority := coalesce(nullif(p_input ->> 'priority', '')::public.ticket_priority, v_insight.suggested_priority, v_ticket.priority);
    exception when invalid_text_representation then
      perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
    end;
    v_category := coalesce(nullif(p_input ->> 'category', ''), v_insight.suggested_category, v_ticket.category);
    if p_verdict = 'rejected' then
      -- What the ticket has is what was right.
      v_category := v_ticket.category;
      v_priority := v_ticket.priority;
    else
      v_ticket := private.change_category(viewer, v_ticket, v_category);
      v_ticket := private.change_priority(viewer, v_ticket, v_priority);
    end if;
    if v_insight.suggested_category is not null then
      perform private.keep_feedback(viewer, v_insight, 'category',
        case when v_category = v_insight.suggested_category then 'accepted' else p_verdict end, v_insight.suggested_category, v_category);
    end if;
    if v_insight.suggested_priority is not null then
      perform private.keep_feedback(viewer, v_insight, 'priority',
        case when v_priority = v_insight.suggested_priority then 'accepted' else p_verdict end, v_insight.suggested_priority::text, v_priority::text);
    end if;
    update public.ticket_insights set state = p_verdict, version = version + 1 where ticket_id = p_ticket_id;
  else
    if v_insight.suggested_reply is null then
      perform private.fail('PT409', 'no_reply_suggested', 'No reply was suggested for this ticket.');
    end if;
    v_reply := case p_verdict when 'accepted' then v_insight.suggested_reply when 'edited' then nullif(left(p_input ->> 'reply', 10000), '') end;
    perform private.keep_feedback(viewer, v_insight, 'reply', p_verdict, v_insight.suggested_reply, v_reply);
    update public.ticket_insights set reply_state = p_verdict, version = version + 1 where ticket_id = p_ticket_id;
  end if;
  perform private.audit(viewer, 'insight.' || p_verdict, 'ticket', v_ticket.id::text, v_ticket.customer_id, 'support', jsonb_build_array(p_part));
  return private.ticket_insight(v_ticket);
end
$$;
comment on function public.judge_insight(uuid, text, text, jsonb) is
  'Staff: says of what triage suggested (p_part: triage, or reply) that it is accepted, edited or rejected, and keeps that to learn from. Accepting triage, or editing it with { category?, priority? }, changes the ticket; a reply is sent by the composer, not here. { expectedVersion? } as seen. Harmless when repeated. Raises PT401, PT403, PT404, PT409 insight_changed | no_reply_suggested | ticket_merged, PT422, PT429.';
grant execute on function public.judge_insight(uuid, text, text, jsonb) to authenticated;

-- The customer's word -----------------------------------------------------------------------------------

create function public.judge_answer(p_ticket_id uuid, p_helped boolean, p_reason text default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_ticket public.support_tickets := private.lock_ticket(viewer, p_ticket_id);
  v_answer public.ticket_auto_answers;
  v_reason text := nullif(trim(coalesce(private.plain_text(p_reason), '')), '');
  v_to public.ticket_status;
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'Only the customer says whether an answer helped.');
  end if;
  if char_length(v_reason) > 1000 then
    perform private.invalid_field('reason', 'too_long', 'At most 1,000 characters.');
  end if;
  select * into v_answer from public.ticket_auto_answers where ticket_id = p_ticket_id for update;
  if v_answer.ticket_id is null then
    perform private.fail('PT404', 'answer_not_found', 'This ticket has no automatic answer.');
  end if;
  if p_helped is null then
    perform private.invalid_field('helped', 'required', 'Say whether the answer helped.');
  end if;
  if v_answer.outcome = (case when p_helped then 'helped' else 'not_helped' end) then
    return private.ticket_summary(v_ticket);
  end if;
  if v_ticket.status in ('closed', 'cancelled') then
    perform private.fail('PT409', 'ticket_closed', 'This ticket is closed. Reopen it or open a new one.');
  elsif v_ticket.status = 'resolved' and not p_helped and v_ticket.resolved_at < now() - interval '14 days' then
    perform private.fail('PT409', 'reopen_window_passed', 'This ticket was resolved more than 14 days ago. Open a follow-up.');
  end if;

  update public.ticket_auto_answers
  set outcome = case when p_helped then 'helped' else 'not_helped' end, reason = v_reason, decided_by = viewer.id, decided_at = now()
  where ticket_id = p_ticket_id;
  if p_helped then
    select to_status into v_to from private.ticket_transitions
    where from_status = v_ticket.status and action = 'resolve' and actor = 'customer';
    -- Once somebody has taken it over, it is theirs to finish, or the customer's by the usual way.
    if v_ticket.status = 'waiting_customer' and v_ticket.last_message_author = 'ai' then
      v_ticket := private.set_status(viewer, v_ticket, v_to);
    end if;
  else
    perform private.add_event(viewer, v_ticket.id, 'answer_refused', null, null, v_reason);
    v_to := case when v_ticket.assignee_id is null then 'new' else 'in_progress' end;
    if v_ticket.status in ('waiting_ai', 'waiting_customer', 'on_hold', 'resolved') then
      v_ticket := private.set_status(viewer, v_ticket, v_to);
    end if;
    perform private.notify_ticket(viewer, v_ticket, 'ticket_answer_refused', true, 'ticket_answer_refused:' || v_ticket.id);
  end if;
  perform private.audit(viewer, case when p_helped then 'answer.helped' else 'answer.refused' end,
    'ticket', v_ticket.id::text, v_ticket.customer_id, 'self-service');
  return private.ticket_summary(v_ticket);
end
$$;
comment on function public.judge_answer(uuid, boolean, text) is
  'The customer says whether an automatic answer helped. It did: the ticket is resolved by their word. It did not: a person has it at once, with the promise that still runs, and staff are told. Harmless when repeated; no may follow on yes. Raises PT401, PT403 customer_only, PT404, PT409 ticket_closed | reopen_window_passed | ticket_merged, PT422.';
grant execute on function public.judge_answer(uuid, boolean, text) to authenticated;

-- Tools of staff ----------------------------------------------------------------------------------------

create function public.begin_assist(p_ticket_id uuid, p_tool text, p_reader text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_ticket public.support_tickets;
begin
  if p_tool is null or p_tool not in ('draft_reply', 'improve', 'translate', 'summarise', 'next_action') then
    perform private.invalid_field('tool', 'unknown', 'Choose a tool from the menu.');
  end if;
  select * into v_ticket from public.support_tickets where id = p_ticket_id;
  if private.sees_ticket(viewer, v_ticket) is not true then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;
  if not private.ai_may_use(v_ticket.customer_id) then
    perform private.fail('PT403', 'ai_restricted', 'This customer restricts processing: assistants leave their data alone.');
  end if;
  perform private.limit_rate('begin_assist:' || viewer.id, 120, 3600);
  perform private.audit_ai(left(p_reader, 120), 'ticket.assist', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    replace(p_tool, '_', ' ') || ', for ' || left(viewer.full_name, 120), '["subject", "messages"]');
  return jsonb_build_object(
    'id', v_ticket.id, 'number', v_ticket.number, 'subject', v_ticket.subject, 'description', v_ticket.description,
    'status', v_ticket.status, 'priority', v_ticket.priority,
    'category', (select c.label from public.ticket_categories c where c.slug = v_ticket.category),
    'resolutionDueAt', private.iso(v_ticket.resolution_due_at),
    'agentName', viewer.full_name,
    'customerName', (select c.full_name from public.customer_profiles c where c.id = v_ticket.customer_id),
    'messages', coalesce((
      select jsonb_agg(jsonb_build_object('author', m.author_type, 'name', m.author_name, 'body', left(m.body, 4000),
        'createdAt', private.iso(m.created_at)) order by m.created_at, m.id)
      from (select * from public.ticket_messages g where g.ticket_id = v_ticket.id and not g.is_internal
        order by g.created_at desc, g.id desc limit 30) m), '[]'));
end
$$;
comment on function public.begin_assist(uuid, text, text) is
  'Staff: what a tool (draft_reply, improve, translate, summarise, next_action) reads of a ticket: the latest 30 messages, never a note. p_reader is the model or the local method; the audit log keeps it as an actor, with the purpose. Raises PT401, PT403 ai_restricted, PT404, PT422, PT429.';
grant execute on function public.begin_assist(uuid, text, text) to authenticated;

-- Switches ------------------------------------------------------------------------------------------------

create function private.assistant_values() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'triage', private.setting_on('triage', true),
    'automaticAnswers', private.setting_on('automatic_answers', false),
    'automaticAnswerPercent', private.setting_int('automatic_answer_percent', 90, 90, 99),
    'assistantDailyTokens', private.setting_int('assistant_daily_tokens', 200000, 0, 100000000),
    'categories', (
      select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'label', c.label, 'allowsAutoAnswer', c.allows_auto_answer)
        order by c.position, c.slug), '[]')
      from public.ticket_categories c where c.is_active))
$$;
comment on function private.assistant_values() is 'The switches of triage and assistant, with what holds where nothing is set.';

create function public.get_assistant_settings() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_values jsonb := private.assistant_values();
begin
  perform private.require_staff();
  return v_values || jsonb_build_object(
    'revision', md5(v_values::text),
    'reader', (select w.reader from private.triage_worker w where w.seen_at > now() - interval '10 minutes'),
    -- What became of suggestions, of the latest thousand judgements.
    'judged', (
      select jsonb_build_object('count', count(*), 'accepted', count(*) filter (where f.verdict = 'accepted'))
      from (select verdict from public.insight_feedback where part = 'category' order by created_at desc, id desc limit 1000) f),
    'answers', (
      select jsonb_build_object('count', count(*), 'helped', count(*) filter (where a.outcome = 'helped'),
        'notHelped', count(*) filter (where a.outcome = 'not_helped'))
      from (select outcome from public.ticket_auto_answers order by created_at desc limit 1000) a));
end
$$;
comment on function public.get_assistant_settings() is
  'For staff: { triage, automaticAnswers, automaticAnswerPercent, assistantDailyTokens, categories: [{ slug, label, allowsAutoAnswer }], revision, reader (what the worker reads with; null when none was there for ten minutes), judged, answers }. Raises PT401, PT403.';
grant execute on function public.get_assistant_settings() to authenticated;

create function private.check_number(p_changes jsonb, p_field text, p_min int, p_max int) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes -> p_field) is distinct from 'number'
    or (p_changes ->> p_field)::numeric not between p_min and p_max
    or (p_changes ->> p_field)::numeric % 1 <> 0 then
    perform private.invalid_field(p_field, 'out_of_range', format('Enter a whole number from %s to %s.', p_min, p_max));
  end if;
  return p_changes -> p_field;
end
$$;
comment on function private.check_number(jsonb, text, int, int) is 'A whole number within its bounds. Raises PT422.';

create function private.check_switch(p_changes jsonb, p_field text) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_changes -> p_field) is distinct from 'boolean' then
    perform private.invalid_field(p_field, 'invalid', 'Say true or false.');
  end if;
  return p_changes -> p_field;
end
$$;
comment on function private.check_switch(jsonb, text) is 'True or false. Raises PT422.';

create function public.change_assistant_settings(p_changes jsonb, p_expected text default null) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_unknown text;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('assistant_settings'));
  if p_expected <> public.get_assistant_settings() ->> 'revision' then
    perform private.fail('PT409', 'settings_changed', 'Somebody changed the settings in the meantime. Look at them again.');
  end if;
  select k into v_unknown from jsonb_object_keys(p_changes) as k where k not in (
    'triage', 'automaticAnswers', 'automaticAnswerPercent', 'assistantDailyTokens', 'allowedCategories') limit 1;
  if v_unknown is not null then
    perform private.invalid_field(left(v_unknown, 80), 'unknown', 'There is no such setting.');
  end if;
  if p_changes ? 'triage' then
    perform private.put_setting('triage', private.check_switch(p_changes, 'triage'), false);
  end if;
  if p_changes ? 'automaticAnswers' then
    perform private.put_setting('automatic_answers', private.check_switch(p_changes, 'automaticAnswers'), false);
  end if;
  if p_changes ? 'automaticAnswerPercent' then
    perform private.put_setting('automatic_answer_percent', private.check_number(p_changes, 'automaticAnswerPercent', 90, 99), false);
  end if;
  if p_changes ? 'assistantDailyTokens' then
    perform private.put_setting('assistant_daily_tokens', private.check_number(p_changes, 'assistantDailyTokens', 0, 100000000), false);
  end if;
  if p_changes ? 'allowedCategories' then
    if jsonb_typeof(p_changes -> 'allowedCategories') is distinct from 'array' or jsonb_array_length(p_changes -> 'allowedCategories') > 100
      or exists (select 1 from jsonb_array_elements_text(p_changes -> 'allowedCategories') as a(slug)
        where not exists (select 1 from public.ticket_categories c where c.slug = a.slug)) then
      perform private.invalid_field('allowedCategories', 'unknown', 'Choose categories from the list.');
    end if;
    update public.ticket_categories c
    set allows_auto_answer = not c.allows_auto_answer, version = c.version + 1
    where c.allows_auto_answer <> (p_changes -> 'allowedCategories' ? c.slug);
  end if;
  perform private.audit(viewer, 'settings.change', 'setting', 'assistant', null, 'administration',
    (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) as k));
  return public.get_assistant_settings();
end
$$;
comment on function public.change_assistant_settings(jsonb, text) is
  'For admins: changes what is named of { triage, automaticAnswers, automaticAnswerPercent (90 to 99), assistantDailyTokens, allowedCategories: [slug] (all that may be answered automatically) }. p_expected is the revision that was looked at. Harmless when repeated. Raises PT401, PT403 admin_only, PT409 settings_changed, PT422.';
grant execute on function public.change_assistant_settings(jsonb, text) to authenticated;

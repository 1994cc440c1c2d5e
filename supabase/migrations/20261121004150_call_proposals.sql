-- What the assistant proposes about calls, and only the customer does.

create function private.propose_call(p_viewer private.viewer, p_kind text, p_input jsonb, out input jsonb, out facts jsonb)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
  v_settings private.call_settings := private.call_settings();
  v_starts timestamptz;
  v_category text;
begin
  perform private.require_module('calls');
  if p_kind <> 'book_call' then
    select * into v_call from public.scheduled_calls where id::text = p_input ->> 'callId' and customer_id = p_viewer.customer_id;
    if v_call.id is null then
      perform private.fail('PT404', 'call_not_found', 'This call does not exist, or is not yours to see.');
    end if;
    perform private.check_call_change(p_viewer, v_call, null);
  end if;
  if p_kind = 'cancel_call' then
    -- The version is that of the moment: what changes meanwhile is looked at again.
    input := jsonb_strip_nulls(jsonb_build_object('callId', v_call.id, 'version', v_call.version,
      'reason', private.optional_text(p_input ->> 'reason', 'reason', 500)));
    facts := private.fact('purpose', v_call.purpose) || jsonb_build_array(jsonb_build_object('key', 'startsAt', 'at', private.iso(v_call.starts_at)))
      || private.fact('reason', input ->> 'reason');
    return;
  end if;
  v_starts := private.check_moment(p_input ->> 'startsAt', 'startsAt');
  if p_kind = 'book_call' then
    select slug into v_category from public.ticket_categories where slug = p_input ->> 'category' and is_active;
  else
    v_category := v_call.category;
  end if;
  if not exists (
    select 1 from private.call_slots(v_starts, v_starts + interval '1 second', now(), v_settings, null, v_category, coalesce(v_call.channel, 'phone'), v_call.id) s
    where s.starts_at = v_starts) then
    perform private.fail('PT409', 'slot_taken', 'This time is not free. Propose one of the free times.',
      jsonb_build_object('alternatives', private.next_call_slots(greatest(now(), v_starts - interval '12 hours'), v_settings, null, v_category,
        coalesce(v_call.channel, 'phone'), v_call.id)));
  end if;
  if p_kind = 'move_call' then
    input := jsonb_build_object('callId', v_call.id, 'version', v_call.version, 'startsAt', private.iso(v_starts));
    facts := private.fact('purpose', v_call.purpose) || jsonb_build_array(
      jsonb_build_object('key', 'wasAt', 'at', private.iso(v_call.starts_at)), jsonb_build_object('key', 'startsAt', 'at', private.iso(v_starts)));
    return;
  end if;
  input := jsonb_strip_nulls(jsonb_build_object(
    'startsAt', private.iso(v_starts), 'purpose', private.check_text(regexp_replace(p_input ->> 'purpose', '\s+', ' ', 'g'), 'purpose', 200),
    'category', v_category, 'channel', 'phone',
    'phone', coalesce(private.check_phone(p_input ->> 'phone'), (select c.phone from public.customer_profiles c where c.id = p_viewer.customer_id)),
    'notes', private.optional_text(p_input ->> 'notes', 'notes', 2000)));
  if input ->> 'phone' is null then
    perform private.invalid_field('phone', 'required', 'Ask for the number that we should call.');
  end if;
  facts := private.fact('purpose', input ->> 'purpose') || jsonb_build_array(jsonb_build_object('key', 'startsAt', 'at', private.iso(v_starts)))
    || private.fact('phone', input ->> 'phone') || private.fact('notes', input ->> 'notes');
end
$$;
comment on function private.propose_call(private.viewer, text, jsonb) is
  'What booking, moving or cancelling a call would be. Nothing is kept free by it: the slot is taken when the customer confirms. Raises PT404, PT409 as the commands, PT422.';

create or replace function public.propose_chat_action(p_message_id uuid, p_kind text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_message public.chatbot_messages;
  v_action public.chatbot_actions;
  v_input jsonb;
  v_facts jsonb;
begin
  if not private.ai_may_use(viewer.customer_id) then
    perform private.fail('PT403', 'ai_restricted', 'The assistant leaves your data alone, as you asked.');
  end if;
  perform private.limit_rate('propose_chat_action:' || viewer.id, 60, 3600);
  -- Locked, so that what is counted below stays so.
  select * into v_message from public.chatbot_messages
  where id = p_message_id and user_id = viewer.id and role = 'assistant' and status = 'streaming' for update;
  if v_message.id is null then
    perform private.fail('PT404', 'chat_message_not_found', 'This answer is not being written.');
  end if;
  case
    when p_kind = 'create_ticket' then select p.input, p.facts into v_input, v_facts from private.propose_ticket(viewer, p_input) p;
    when p_kind = 'reply_to_ticket' then select p.input, p.facts into v_input, v_facts from private.propose_reply(viewer, p_input) p;
    when p_kind = 'accept_quote' then select p.input, p.facts into v_input, v_facts from private.propose_acceptance(viewer, p_input) p;
    when p_kind = 'request_invoice' then select p.input, p.facts into v_input, v_facts from private.propose_invoice_request(viewer, p_input) p;
    when p_kind in ('book_call', 'move_call', 'cancel_call') then select p.input, p.facts into v_input, v_facts from private.propose_call(viewer, p_kind, p_input) p;
    else perform private.invalid_field('kind', 'unknown', 'This cannot be proposed.');
  end case;
  -- A model that says the same twice means it once.
  select * into v_action from public.chatbot_actions where message_id = v_message.id and kind = p_kind and input = v_input;
  if v_action.id is null then
    if (select count(*) from public.chatbot_actions where message_id = v_message.id) >= 5 then
      perform private.fail('PT409', 'too_many_actions', 'One answer proposes five things at most.');
    end if;
    insert into public.chatbot_actions (session_id, message_id, user_id, kind, input, facts)
    values (v_message.session_id, v_message.id, viewer.id, p_kind, v_input, v_facts) returning * into v_action;
    perform private.audit_ai('assistant', 'chat.propose', 'chatbot_action', v_action.id::text, viewer.customer_id, 'assistance',
      jsonb_build_object('kind', p_kind));
  end if;
  return private.chat_action(v_action);
end
$$;
comment on function public.propose_chat_action(uuid, text, jsonb) is
  'Puts what an answer would like to do before the customer: nothing happens by it. p_input by kind: create_ticket { subject, description, category, priority?, orderId?, serviceId?, domainId? }, reply_to_ticket { ticketId, body }, accept_quote { quoteId, version }, request_invoice { orderId, subject, description }, book_call { startsAt, purpose, category?, phone?, notes? }, move_call { callId, startsAt }, cancel_call { callId, reason? }. Raises PT401, PT403 customers_only | ai_restricted, PT404, PT409, PT422, PT429.';

create or replace function private.run_chat_action(p_viewer private.viewer, p_action public.chatbot_actions)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- One run for one proposal, whatever happens around it.
  v_key text := 'chat_action:' || p_action.id;
  v_answer jsonb;
  v_ticket public.support_tickets;
begin
  case p_action.kind
    when 'create_ticket', 'request_invoice' then
      v_answer := private.begin_command(p_viewer.id, 'create_ticket', v_key, p_action.input);
      if v_answer is null then
        v_ticket := private.open_ticket(p_viewer, p_action.input
          || case when p_action.kind = 'request_invoice' then jsonb_build_object('category', private.billing_category()) else '{}' end, 'chat');
        v_answer := private.finish_command(p_viewer.id, 'create_ticket', v_key, private.ticket_summary(v_ticket));
      end if;
      return '/portal/tickets/' || (v_answer ->> 'number');
    when 'reply_to_ticket' then
      v_answer := public.reply_to_ticket(v_key, (p_action.input ->> 'ticketId')::uuid, jsonb_build_object('body', p_action.input ->> 'body'));
      return '/portal/tickets/' || (v_answer #>> '{ticket,number}');
    when 'accept_quote' then
      v_answer := public.accept_quote((p_action.input ->> 'quoteId')::uuid, (p_action.input ->> 'version')::int, '{}');
      return '/portal/quotes/' || (v_answer ->> 'id');
    when 'book_call' then
      v_answer := public.schedule_call(v_key, p_action.input);
      return '/portal/calls/' || (v_answer ->> 'id');
    when 'move_call' then
      v_answer := public.move_call((p_action.input ->> 'callId')::uuid, p_action.input ->> 'startsAt', (p_action.input ->> 'version')::int);
      return '/portal/calls/' || (v_answer ->> 'id');
    when 'cancel_call' then
      v_answer := public.cancel_call((p_action.input ->> 'callId')::uuid, p_action.input ->> 'reason', (p_action.input ->> 'version')::int);
      return '/portal/calls/' || (v_answer ->> 'id');
    else
      perform private.fail('PT409', 'action_unknown', 'This cannot be done here any more.');
  end case;
  return null;
end
$$;

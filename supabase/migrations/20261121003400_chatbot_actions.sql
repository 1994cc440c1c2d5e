-- What the assistant proposes and only the customer does, and how it signs for what it read.

create table public.chatbot_actions (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.chatbot_sessions (id) on delete cascade,
  message_id uuid not null references public.chatbot_messages (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  kind text not null check (kind in (
    'create_ticket', 'reply_to_ticket', 'accept_quote', 'request_invoice', 'book_call', 'move_call', 'cancel_call')),
  input jsonb not null check (jsonb_typeof(input) = 'object' and octet_length(input::text) <= 60000),
  facts jsonb not null check (jsonb_typeof(facts) = 'array'),
  status text not null default 'proposed' check (status in ('proposed', 'done', 'declined', 'failed')),
  result jsonb,
  expires_at timestamptz not null default now() + interval '30 minutes',
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  check ((status = 'proposed') = (decided_at is null))
);
comment on table public.chatbot_actions is
  'What an answer proposed. input is what a confirmation runs, to the letter; facts is what the customer is shown of it, made from input by the database. Nobody but the person who was asked can confirm.';
create index chatbot_actions_session_idx on public.chatbot_actions (session_id);
create index chatbot_actions_message_idx on public.chatbot_actions (message_id, created_at);
create index chatbot_actions_user_idx on public.chatbot_actions (user_id);

alter table public.chatbot_actions enable row level security;
create policy "People read proposals of conversations they may read" on public.chatbot_actions for select to authenticated
  using (session_id in (select s.id from public.chatbot_sessions s));
grant select on public.chatbot_actions to authenticated;
grant select, insert, update, delete on public.chatbot_actions to service_role;

create function private.chat_action(p_action public.chatbot_actions)
returns jsonb
language sql volatile security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_action.id, 'kind', p_action.kind,
    'status', case when p_action.status = 'proposed' and p_action.expires_at <= clock_timestamp() then 'expired' else p_action.status end,
    'facts', p_action.facts, 'expiresAt', private.iso(p_action.expires_at), 'href', p_action.result -> 'href',
    'failure', p_action.result -> 'failure')
$$;
comment on function private.chat_action(public.chatbot_actions) is
  'A proposal as its card shows it: { id, kind, status (expired by the clock of this very moment), facts, expiresAt, href, failure }.';

create or replace function private.chat_actions(p_message_id uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.chat_action(a) order by a.created_at, a.id), '[]')
  from public.chatbot_actions a where a.message_id = p_message_id
$$;
comment on function private.chat_actions(uuid) is 'What an answer proposed, as its cards show it.';

-- What will be done, checked and put into words ------------------------------------------------------

create function private.fact(p_key text, p_value text)
returns jsonb
language sql immutable set search_path = ''
as $$ select case when p_value is null then '[]'::jsonb else jsonb_build_array(jsonb_build_object('key', p_key, 'value', p_value)) end $$;
comment on function private.fact(text, text) is 'A line of a card, or none.';

create function private.propose_ticket(p_viewer private.viewer, p_input jsonb, out input jsonb, out facts jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_category public.ticket_categories;
  v_order text;
  v_service text;
  v_domain text;
begin
  select * into v_category from public.ticket_categories where slug = p_input ->> 'category' and is_active;
  if v_category.slug is null then
    perform private.invalid_field('category', 'unknown', 'Choose a category from the list.');
  elsif p_input ->> 'priority' is not null and p_input ->> 'priority' <> all (enum_range(null::public.ticket_priority)::text[]) then
    perform private.invalid_field('priority', 'unknown', 'Choose low, medium, high or urgent.');
  end if;
  select number into v_order from public.orders where id::text = p_input ->> 'orderId' and customer_id = p_viewer.customer_id;
  select name into v_service from public.customer_services where id::text = p_input ->> 'serviceId' and customer_id = p_viewer.customer_id;
  select hostname into v_domain from public.custom_domains where id::text = p_input ->> 'domainId' and customer_id = p_viewer.customer_id;
  if p_input ->> 'orderId' is not null and v_order is null then
    perform private.invalid_field('orderId', 'unknown', 'Choose one of your orders.');
  elsif p_input ->> 'serviceId' is not null and v_service is null then
    perform private.invalid_field('serviceId', 'unknown', 'Choose one of your services.');
  elsif p_input ->> 'domainId' is not null and v_domain is null then
    perform private.invalid_field('domainId', 'unknown', 'Choose one of your domains.');
  end if;
  input := jsonb_strip_nulls(jsonb_build_object(
    'subject', private.check_text(regexp_replace(p_input ->> 'subject', '\s*[\t\r\n]\s*', ' ', 'g'), 'subject', 200),
    'description', private.check_text(p_input ->> 'description', 'description', 10000),
    'category', v_category.slug, 'priority', p_input ->> 'priority',
    'orderId', p_input ->> 'orderId', 'serviceId', p_input ->> 'serviceId', 'domainId', p_input ->> 'domainId'));
  facts := private.fact('subject', input ->> 'subject') || private.fact('category', v_category.label)
    || private.fact('priority', input ->> 'priority') || private.fact('order', v_order) || private.fact('service', v_service)
    || private.fact('domain', v_domain) || private.fact('description', input ->> 'description');
end
$$;
comment on function private.propose_ticket(private.viewer, jsonb) is 'What a new ticket would be. Raises PT422.';

create function private.propose_reply(p_viewer private.viewer, p_input jsonb, out input jsonb, out facts jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id::text = p_input ->> 'ticketId';
  if v_ticket.id is null or not private.sees_ticket(p_viewer, v_ticket) then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  elsif v_ticket.status in ('closed', 'cancelled') then
    perform private.fail('PT409', 'ticket_closed', 'This ticket is closed. Reopen it or open a new one.');
  end if;
  input := jsonb_build_object('ticketId', v_ticket.id, 'body', private.check_text(p_input ->> 'body', 'body', 10000));
  facts := private.fact('ticket', v_ticket.number) || private.fact('subject', v_ticket.subject) || private.fact('body', input ->> 'body');
end
$$;
comment on function private.propose_reply(private.viewer, jsonb) is 'What an answer to a ticket would be. Raises PT404, PT409 ticket_closed, PT422.';

create function private.propose_acceptance(p_viewer private.viewer, p_input jsonb, out input jsonb, out facts jsonb)
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_quote public.quote_requests;
  v_version public.quote_versions;
begin
  perform private.require_module('quotes');
  select * into v_quote from public.quote_requests where id::text = p_input ->> 'quoteId' and customer_id = p_viewer.customer_id;
  if v_quote.id is null then
    perform private.fail('PT404', 'quote_not_found', 'This quote does not exist, or is not yours to see.');
  end if;
  perform private.check_quote_version(v_quote, case when jsonb_typeof(p_input -> 'version') = 'number' then (p_input ->> 'version')::numeric::int end);
  perform private.check_quote_move(v_quote, 'accept', 'customer');
  select * into v_version from public.quote_versions where quote_id = v_quote.id and version = v_quote.version;
  input := jsonb_build_object('quoteId', v_quote.id, 'version', v_version.version);
  facts := private.fact('quote', v_quote.number) || private.fact('title', v_quote.title) || private.fact('version', v_version.version::text)
    || jsonb_build_array(jsonb_build_object('key', 'total', 'money', jsonb_build_object('amount', v_version.total, 'currency', v_version.currency)))
    || case when v_quote.valid_until is null then '[]' else jsonb_build_array(jsonb_build_object('key', 'validUntil', 'at', private.iso(v_quote.valid_until))) end;
end
$$;
comment on function private.propose_acceptance(private.viewer, jsonb) is
  'What accepting a quote would be: the version is named, with its total. Raises PT404, PT409 as accept_quote, PT422.';

create function private.propose_invoice_request(p_viewer private.viewer, p_input jsonb, out input jsonb, out facts jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_order public.orders;
  v_invoice text;
begin
  perform private.require_module('orders');
  select * into v_order from public.orders where id::text = p_input ->> 'orderId' and customer_id = p_viewer.customer_id;
  if v_order.id is null then
    perform private.fail('PT404', 'order_not_found', 'This order does not exist, or is not yours to see.');
  end if;
  select number into v_invoice from public.invoices where order_id = v_order.id and status <> 'cancelled' order by issued_on desc, id desc limit 1;
  if v_invoice is not null then
    perform private.fail('PT409', 'invoice_exists', format('This order has invoice %s. It opens, and comes as a PDF, under Invoices.', v_invoice),
      jsonb_build_object('invoice', v_invoice));
  end if;
  input := jsonb_build_object('orderId', v_order.id,
    'subject', private.check_text(p_input ->> 'subject', 'subject', 200),
    'description', private.check_text(p_input ->> 'description', 'description', 10000));
  facts := private.fact('order', v_order.number) || private.fact('subject', input ->> 'subject') || private.fact('description', input ->> 'description');
end
$$;
comment on function private.propose_invoice_request(private.viewer, jsonb) is
  'What asking for the invoice of an order would be: a ticket about billing. Raises PT404, PT409 invoice_exists, PT422.';

create function public.propose_chat_action(p_message_id uuid, p_kind text, p_input jsonb)
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
  case p_kind
    when 'create_ticket' then select p.input, p.facts into v_input, v_facts from private.propose_ticket(viewer, p_input) p;
    when 'reply_to_ticket' then select p.input, p.facts into v_input, v_facts from private.propose_reply(viewer, p_input) p;
    when 'accept_quote' then select p.input, p.facts into v_input, v_facts from private.propose_acceptance(viewer, p_input) p;
    when 'request_invoice' then select p.input, p.facts into v_input, v_facts from private.propose_invoice_request(viewer, p_input) p;
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
  'Puts what an answer would like to do before the customer: nothing happens by it. p_input by kind: create_ticket { subject, description, category, priority?, orderId?, serviceId?, domainId? }, reply_to_ticket { ticketId, body }, accept_quote { quoteId, version }, request_invoice { orderId, subject, description }. Raises PT401, PT403 customers_only | ai_restricted, PT404, PT409, PT422, PT429.';

-- The customer's decision ---------------------------------------------------------------------------

create function private.lock_chat_action(p_viewer private.viewer, p_id uuid)
returns public.chatbot_actions
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_action public.chatbot_actions;
begin
  select a.* into v_action from public.chatbot_actions a
  join public.chatbot_sessions s on s.id = a.session_id
  where a.id = p_id and a.user_id = p_viewer.id and s.customer_id = p_viewer.customer_id
  for update of a;
  if v_action.id is null then
    perform private.fail('PT404', 'chat_action_not_found', 'This proposal does not exist, or is not yours.');
  end if;
  return v_action;
end
$$;
comment on function private.lock_chat_action(private.viewer, uuid) is
  'The viewer''s own proposal, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.run_chat_action(p_viewer private.viewer, p_action public.chatbot_actions)
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
    else
      perform private.fail('PT409', 'action_unknown', 'This cannot be done here any more.');
  end case;
  return null;
end
$$;
comment on function private.run_chat_action(private.viewer, public.chatbot_actions) is
  'Does what was proposed, by the command that its button calls, and says where the result opens. Raises as that command.';

create function private.billing_category()
returns text
language sql stable security definer set search_path = ''
as $$
  select slug from public.ticket_categories where is_active
  order by slug <> 'billing', slug <> 'question', slug <> 'other', position, slug limit 1
$$;
comment on function private.billing_category() is 'Where a question about billing goes: billing, or what comes nearest of the categories in use.';

create function public.confirm_chat_action(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_action public.chatbot_actions := private.lock_chat_action(viewer, p_id);
  v_result jsonb;
  v_hint text;
  v_state text;
begin
  -- A second click, in this tab or another: the first answer.
  if v_action.status in ('done', 'failed') then
    return private.chat_action(v_action);
  elsif v_action.status = 'declined' then
    perform private.fail('PT409', 'action_declined', 'You declined this. Ask again if you want it after all.');
  elsif v_action.expires_at <= clock_timestamp() then
    perform private.fail('PT409', 'action_expired', 'This was proposed too long ago. Ask again, so that you decide on how things stand now.');
  end if;
  begin
    v_result := jsonb_build_object('href', private.run_chat_action(viewer, v_action));
  exception when others then
    get stacked diagnostics v_hint = pg_exception_hint, v_state = returned_sqlstate;
    -- What is as it is: the world has changed since. What may be otherwise in a moment can be tried again.
    if v_state not in ('PT404', 'PT409', 'PT422') then
      raise;
    end if;
    v_result := jsonb_build_object('failure', jsonb_build_object('code', v_state, 'reason', sqlerrm, 'message', v_hint));
  end;
  update public.chatbot_actions
  set status = case when v_result ? 'failure' then 'failed' else 'done' end, result = v_result, decided_at = clock_timestamp()
  where id = v_action.id returning * into v_action;
  perform private.audit(viewer, 'chat.confirm', 'chatbot_action', v_action.id::text, viewer.customer_id, 'self-service',
    jsonb_build_object('kind', v_action.kind, 'status', v_action.status));
  return private.chat_action(v_action);
end
$$;
comment on function public.confirm_chat_action(uuid) is
  'The customer does what was proposed: exactly what its card shows, once. Confirmed again, in another tab too, it gives the first answer; where the state has changed meanwhile its status is failed, and failure says why. Raises PT401, PT403, PT404, PT409 action_declined | action_expired, PT429.';

create function public.decline_chat_action(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
  v_action public.chatbot_actions := private.lock_chat_action(viewer, p_id);
begin
  if v_action.status = 'done' then
    perform private.fail('PT409', 'action_done', 'This has been done already.');
  end if;
  if v_action.status = 'proposed' then
    update public.chatbot_actions set status = 'declined', decided_at = clock_timestamp() where id = v_action.id returning * into v_action;
  end if;
  return private.chat_action(v_action);
end
$$;
comment on function public.decline_chat_action(uuid) is
  'The customer does not want what was proposed. Harmless when repeated. Raises PT401, PT403, PT404, PT409 action_done.';

-- Signing for what was read ---------------------------------------------------------------------------

create function public.log_assistant_read(p_message_id uuid, p_reader text, p_tool text, p_read text[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_chatter();
begin
  if not private.ai_may_use(viewer.customer_id) then
    perform private.fail('PT403', 'ai_restricted', 'The assistant leaves your data alone, as you asked.');
  end if;
  if not exists (select 1 from public.chatbot_messages where id = p_message_id and user_id = viewer.id and role = 'assistant' and status = 'streaming') then
    perform private.fail('PT404', 'chat_message_not_found', 'This answer is not being written.');
  end if;
  perform private.limit_rate('log_assistant_read:' || viewer.id, 1000, 3600);
  perform private.audit_ai(left(private.plain_text(p_reader), 100), 'chat.tool', 'chatbot_message', p_message_id::text, viewer.customer_id, 'assistance',
    jsonb_build_object('tool', left(private.plain_text(p_tool), 60), 'read', coalesce((
      select jsonb_agg(left(private.plain_text(r), 80)) from unnest(p_read[1:20]) as r), '[]')));
end
$$;
comment on function public.log_assistant_read(uuid, text, text, text[]) is
  'The assistant signs for what a tool read for an answer, before it gets it: p_reader is the model, p_read names of records (order:<id>). Raises PT401, PT403 ai_restricted, PT404, PT429.';

grant execute on function public.propose_chat_action(uuid, text, jsonb), public.confirm_chat_action(uuid),
  public.decline_chat_action(uuid), public.log_assistant_read(uuid, text, text, text[]) to authenticated;

-- Conversations with the assistant: tables, who reads them, and how the portal writes an answer down while it grows.

create type public.answer_status as enum ('streaming', 'complete', 'stopped', 'failed', 'withheld');

create table public.chatbot_sessions (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 120),
  status text not null default 'open' check (status in ('open', 'escalated')),
  ticket_id uuid references public.support_tickets (id) on delete set null,
  summary text check (char_length(summary) <= 1000),
  message_count int not null default 0 check (message_count >= 0),
  last_message_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
comment on table public.chatbot_sessions is
  'A conversation of one person with the assistant: theirs alone, not their colleagues''. Escalated, staff read it beside its ticket.';
create index chatbot_sessions_user_idx on public.chatbot_sessions (user_id, last_message_at desc, id desc);
create index chatbot_sessions_customer_idx on public.chatbot_sessions (customer_id);
create index chatbot_sessions_ticket_idx on public.chatbot_sessions (ticket_id);

create table public.chatbot_messages (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.chatbot_sessions (id) on delete cascade,
  user_id uuid not null references public.portal_users (id) on delete cascade,
  position int not null check (position > 0),
  role text not null check (role in ('user', 'assistant')),
  body text not null default '' check (char_length(body) <= 40000),
  status public.answer_status not null default 'complete',
  citations jsonb not null default '[]' check (jsonb_typeof(citations) = 'array'),
  answerer text check (answerer in ('claude', 'extractive')),
  model text check (char_length(model) <= 100),
  offer_reason text check (offer_reason in
    ('asked', 'anger', 'refund_dispute', 'legal', 'bad_answers', 'not_found', 'unsupported', 'budget', 'unavailable')),
  tokens int not null default 0 check (tokens >= 0),
  feedback text check (feedback in ('up', 'down')),
  feedback_reason text check (char_length(feedback_reason) <= 500),
  superseded_by uuid references public.chatbot_messages (id) on delete set null,
  claimed_at timestamptz,
  saved_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (session_id, position),
  check (role = 'assistant' or (status = 'complete' and char_length(body) between 1 and 8000))
);
comment on table public.chatbot_messages is
  'Questions and answers in their order. An answer is saved while it grows; saved_at says when somebody last worked on it. What was edited or answered anew is superseded and no longer shown.';
comment on column public.chatbot_messages.claimed_at is 'When a process began to write this answer: only one does.';
create index chatbot_messages_user_idx on public.chatbot_messages (user_id);
create index chatbot_messages_superseded_idx on public.chatbot_messages (superseded_by);
create index chatbot_messages_streaming_idx on public.chatbot_messages (saved_at) where status = 'streaming';

create table public.ticket_transcripts (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  user_id uuid references public.portal_users (id) on delete set null,
  session_id uuid references public.chatbot_sessions (id) on delete set null,
  messages jsonb not null check (jsonb_typeof(messages) = 'array'),
  created_at timestamptz not null default now()
);
comment on table public.ticket_transcripts is
  'The conversation with the assistant as it was when a person was asked for. It belongs to the ticket and stays when its owner deletes the conversation; for staff and its owner, not for colleagues.';
create index ticket_transcripts_user_idx on public.ticket_transcripts (user_id);
create index ticket_transcripts_session_idx on public.ticket_transcripts (session_id);

create table private.chatbot_usage (
  customer_id uuid not null references public.customer_profiles (id) on delete cascade,
  day date not null,
  tokens int not null default 0,
  primary key (customer_id, day)
);
comment on table private.chatbot_usage is 'Tokens that the assistant has used for a customer on a day of the business''s zone, those of answers under way included.';
alter table private.chatbot_usage enable row level security;

alter table public.chatbot_sessions enable row level security;
alter table public.chatbot_messages enable row level security;
alter table public.ticket_transcripts enable row level security;

create policy "People read their own conversations, staff escalated ones" on public.chatbot_sessions for select to authenticated
  using (
    (user_id = (select private.viewer_id()) and customer_id = (select private.viewer_customer_id()))
    or (status = 'escalated' and (select private.is_staff())));
create policy "People read messages of conversations they may read" on public.chatbot_messages for select to authenticated
  using (session_id in (select s.id from public.chatbot_sessions s));
create policy "Staff and who had the conversation read its transcript" on public.ticket_transcripts for select to authenticated
  using (user_id = (select private.viewer_id()) or (select private.is_staff()));
grant select on public.chatbot_sessions, public.chatbot_messages, public.ticket_transcripts to authenticated;
grant select, insert, update, delete on public.chatbot_sessions, public.chatbot_messages, public.ticket_transcripts to service_role;

-- Budget --------------------------------------------------------------------------------------------

insert into public.app_settings (key, value) values ('assistant_daily_tokens', '200000') on conflict (key) do nothing;

create function private.chat_reserve() returns int
language sql immutable set search_path = '' as $$ select 8000 $$;
comment on function private.chat_reserve() is 'What an answer is counted with until it is known what it cost.';

create function private.reserve_chat_tokens(p_customer_id uuid)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_limit int := private.setting_int('assistant_daily_tokens', 200000, 0, 100000000);
  v_day date := (now() at time zone private.business_time_zone())::date;
begin
  insert into private.chatbot_usage (customer_id, day) values (p_customer_id, v_day) on conflict do nothing;
  update private.chatbot_usage set tokens = tokens + private.chat_reserve()
  where customer_id = p_customer_id and day = v_day and tokens < v_limit;
  return found;
end
$$;
comment on function private.reserve_chat_tokens(uuid) is
  'Counts an answer that is about to be written; false when today''s budget of the customer (setting assistant_daily_tokens) is used up. An answer that never ends stays counted.';

create function private.settle_chat_tokens(p_customer_id uuid, p_began timestamptz, p_tokens int)
returns void
language sql volatile security definer set search_path = ''
as $$
  update private.chatbot_usage set tokens = greatest(tokens - private.chat_reserve() + p_tokens, 0)
  where customer_id = p_customer_id and day = (p_began at time zone private.business_time_zone())::date
$$;
comment on function private.settle_chat_tokens(uuid, timestamptz, int) is 'Puts what an answer cost in the place of what was reserved for it.';

-- The answer while it grows. For the web app alone: nobody puts words into the assistant's mouth. ---------

create function public.claim_chat_answer(p_message_id uuid, p_answerer text, p_model text)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_message public.chatbot_messages;
  v_customer uuid;
begin
  update public.chatbot_messages set claimed_at = now(), saved_at = now(), answerer = p_answerer, model = left(p_model, 100)
  where id = p_message_id and role = 'assistant' and status = 'streaming' and claimed_at is null
  returning * into v_message;
  if v_message.id is null then
    return 'taken';
  end if;
  if p_answerer = 'extractive' then
    return 'yours';
  end if;
  select customer_id into v_customer from public.chatbot_sessions where id = v_message.session_id;
  if private.reserve_chat_tokens(v_customer) then
    return 'yours';
  end if;
  update public.chatbot_messages set answerer = 'extractive', model = null where id = p_message_id;
  return 'no_budget';
end
$$;
comment on function public.claim_chat_answer(uuid, text, text) is
  'For the process that is about to write an answer: yours, taken (another one writes it, or it is over), or no_budget (it is yours, and the model may not be asked).';

create function public.save_chat_answer(p_message_id uuid, p_body text, p_citations jsonb)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_status text;
begin
  update public.chatbot_messages
  set body = left(private.plain_text(p_body), 40000), citations = p_citations, saved_at = now()
  where id = p_message_id and status = 'streaming';
  select m.status::text into v_status from public.chatbot_messages m where m.id = p_message_id;
  return coalesce(v_status, 'gone');
end
$$;
comment on function public.save_chat_answer(uuid, text, jsonb) is
  'Keeps an answer as far as it has come. What it answers is no longer streaming when somebody stopped or deleted it: then write no further.';

create function public.finish_chat_answer(p_message_id uuid, p_result jsonb)
returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_message public.chatbot_messages;
  v_session public.chatbot_sessions;
  v_question text;
begin
  update public.chatbot_messages m
  set status = case when m.status = 'streaming' then (p_result ->> 'status')::public.answer_status else m.status end,
      body = left(private.plain_text(p_result ->> 'body'), 40000),
      citations = coalesce(p_result -> 'citations', '[]'),
      answerer = p_result ->> 'answerer', model = left(p_result ->> 'model', 100),
      offer_reason = p_result ->> 'offer', tokens = greatest(coalesce((p_result ->> 'tokens')::int, 0), 0),
      saved_at = now()
  where m.id = p_message_id and m.role = 'assistant' and m.status in ('streaming', 'stopped')
  returning * into v_message;
  if v_message.id is null then
    return 'gone';
  end if;
  select body into v_question from public.chatbot_messages
  where session_id = v_message.session_id and position < v_message.position and role = 'user' order by position desc limit 1;
  update public.chatbot_sessions
  set last_message_at = clock_timestamp(),
      summary = left(concat_ws(E'\n', left(v_question, 300), left(regexp_replace(v_message.body, '\s+', ' ', 'g'), 600)), 1000)
  where id = v_message.session_id
  returning * into v_session;
  if coalesce((p_result ->> 'reserved')::boolean, false) then
    perform private.settle_chat_tokens(v_session.customer_id, v_message.claimed_at, v_message.tokens);
  end if;
  if p_result ->> 'support' in ('good', 'weak', 'none') and v_question is not null and private.ai_may_use(v_session.customer_id) then
    insert into public.kb_searches (query, source, results, support)
    values (left(v_question, 300), 'assistant', jsonb_array_length(v_message.citations), p_result ->> 'support');
  end if;
  return v_message.status::text;
end
$$;
comment on function public.finish_chat_answer(uuid, jsonb) is
  'Ends an answer: { status, body, citations, answerer, model, offer, tokens, reserved, support }. One that was stopped stays stopped. A question that help articles were looked up for counts among the searches, without whose it was.';

create function public.sweep_chat_answers()
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_count int;
begin
  update public.chatbot_messages set status = 'failed', offer_reason = coalesce(offer_reason, 'unavailable')
  where status = 'streaming' and saved_at < now() - interval '90 seconds';
  get diagnostics v_count = row_count;
  delete from private.chatbot_usage where day < current_date - 31;
  return v_count;
end
$$;
comment on function public.sweep_chat_answers() is
  'For the worker: answers whose writer has not been heard of for 90 seconds have failed. Forgets what was used a month ago.';
insert into private.recurring_jobs (kind, every) values ('sweep_chat_answers', '1 minute');
grant execute on function public.claim_chat_answer(uuid, text, text), public.save_chat_answer(uuid, text, jsonb),
  public.finish_chat_answer(uuid, jsonb), public.sweep_chat_answers() to service_role;

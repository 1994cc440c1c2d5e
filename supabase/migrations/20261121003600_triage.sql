-- What a machine makes of a new ticket, and what it may do with it: nothing that a person has not allowed, nothing
-- that a person has begun, and never for long.

alter table public.ticket_categories add column allows_auto_answer boolean not null default false;
comment on column public.ticket_categories.allows_auto_answer is
  'Whether questions of this category may be answered without a person. An admin decides; by default none is.';

-- The words -------------------------------------------------------------------------------------------

create function private.insight_flags() returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select array['refund', 'legal', 'privacy', 'anger', 'safety', 'security', 'person', 'injection',
    'disagreement', 'uncertain', 'unsupported']
$$;
comment on function private.insight_flags() is
  'Why a person should look at a ticket; each of them stands against an automatic answer. lib/triage/types.ts holds the same list; a test compares them.';

create function private.sensitive_flags(p_text text) returns text[]
language sql immutable parallel safe set search_path = ''
as $$
  select coalesce(array_agg(f.flag order by f.place), '{}')
  from (values
    (1, 'refund', '\m(refund\w*|money\s+back|charge\s?back\w*|reimburs\w*|compensat\w*|credit\s+note|geld\s+zurück|erstatt\w*|rückerstatt\w*|rembours\w*|reembols\w*|terugbetal\w*)\M'),
    (2, 'legal', '\m(lawyer\w*|attorney\w*|solicitor\w*|legal\s+(action|advice|proceedings|steps)|sue|suing|court|tribunal|ombud\w*|consumer\s+(protection|council|commission)|breach\s+of\s+contract|anwalt\w*|verklag\w*|avocat\w*|abogad\w*|prokureur\w*)\M'),
    (3, 'privacy', '\m(gdpr|popia|dsgvo|rgpd|data\s+(protection|breach|leak)|personal\s+(data|information)|information\s+regulator|(delete|erase|remove)\s+(all\s+)?my\s+(data|account|information|details)|right\s+to\s+be\s+forgotten|someone\s+else''?s?\s+(details|data|invoice|order))\M'),
    (4, 'anger', '(\m(furious|angry|unacceptable|disgust\w*|ridiculous|outrag\w*|appall\w*|fed\s+up|sick\s+of|useless|worst|rip\s?off|scam\w*|incompeten\w*|disgrace\w*|never\s+again|how\s+many\s+times|third\s+time|bad\s+review|hellopeter|trustpilot|unverschämt\w*|inacceptable|inaceptable)\M|!{3,})'),
    (5, 'safety', '\m(fire|burn(t|ing|ed|s)?|smok(e|ing)|sparks?|electric\s+shock|shocked\s+me|injur\w*|hurt|hospital|allerg\w*|food\s+poison\w*|dangerous)\M'),
    (6, 'security', '\m(hack(ed|er|ers)|fraud\w*|phish\w*|stolen|unauthori[sz]ed|not\s+me\s+who|identity\s+theft|someone\s+(else\s+)?(used|is\s+using|logged|signed))\M'),
    (7, 'person', '\m((speak|talk|chat)\s+(to|with)\s+(a|an|some|your)?\s*(real\s+)?(human|person|agent|manager|supervisor|somebody|someone)|real\s+(human|person)|call\s+me(\s+back)?|no\s+(bots?|robots?|ai)|not\s+a\s+(bot|robot))\M'),
    (8, 'injection', '(ignore\s+(all\s+|any\s+|the\s+)?(previous|prior|above|earlier)\s+(instructions?|rules?|prompts?)|system\s+prompt|you\s+are\s+now\s+|</?(system|assistant|instructions?)>|\[/?(system|inst)\])')
  ) as f(place, flag, pattern)
  where p_text ~* f.pattern
$$;
comment on function private.sensitive_flags(text) is
  'What a text speaks of that no machine answers: refunds, law, privacy, anger, safety, security, a wish for a person, and attempts to give orders to a machine. Coarse on purpose: a wrong hit costs an automatic answer, a miss could cost more.';

-- What was found --------------------------------------------------------------------------------------

alter table public.ticket_insights
  add column category_confidence numeric(5, 4) check (category_confidence between 0 and 1),
  add column is_calibrated boolean not null default false,
  add column runners_up jsonb not null default '[]' check (jsonb_typeof(runners_up) = 'array' and jsonb_array_length(runners_up) <= 5),
  add column language text check (language ~ '^[a-z]{2,3}$'),
  add column suggested_reply text check (char_length(suggested_reply) between 1 and 8000),
  add column citations jsonb not null default '[]' check (jsonb_typeof(citations) = 'array' and jsonb_array_length(citations) <= 12),
  add column support text check (support in ('good', 'weak', 'none')),
  add column is_supported boolean not null default false,
  add column flags text[] not null default '{}' check (flags <@ private.insight_flags()),
  add column method text check (method in ('claude', 'local', 'both')),
  add column agreement boolean,
  add column fallback text check (char_length(fallback) between 1 and 40),
  add column readings jsonb not null default '{}' check (jsonb_typeof(readings) = 'object' and pg_column_size(readings) <= 4000),
  add column prompt_version text check (char_length(prompt_version) <= 40),
  add column obstacle text check (char_length(obstacle) <= 40),
  add column state text not null default 'open' check (state in ('open', 'accepted', 'edited', 'rejected')),
  add column reply_state text not null default 'open' check (reply_state in ('open', 'accepted', 'edited', 'rejected')),
  add column version int not null default 1,
  add column updated_at timestamptz not null default now(),
  add constraint ticket_insights_summary_length check (char_length(summary) <= 2000),
  add constraint ticket_insights_sentiment_known check (sentiment in ('positive', 'neutral', 'negative', 'angry')),
  add constraint ticket_insights_category_length check (char_length(suggested_category) <= 40),
  add constraint ticket_insights_model_length check (char_length(model) <= 120);
grant execute on function private.insight_flags() to service_role;
comment on column public.ticket_insights.is_calibrated is
  'Whether category_confidence was fitted on labelled tickets. What a model says of itself is not.';
comment on column public.ticket_insights.is_supported is 'Whether what the reply claims stands in what it cites.';
comment on column public.ticket_insights.readings is
  'What each reader found by itself, { claude?: { category, confidence }, local?: { category, confidence } }: confidences as they came, for fitting.';
comment on column public.ticket_insights.fallback is 'What became of the model when it was asked in vain (overloaded, refused, timeout …); null when it answered or was not asked.';
comment on column public.ticket_insights.obstacle is 'What stood against an automatic answer; null when the ticket was answered.';
create index ticket_insights_flagged_idx on public.ticket_insights (created_at desc) where flags <> '{}' and state = 'open';
create trigger ticket_insights_touch before update on public.ticket_insights
  for each row execute function private.touch_updated_at();

create table public.insight_feedback (
  id uuid primary key default gen_random_uuid(),
  ticket_id uuid not null references public.support_tickets (id) on delete cascade,
  part text not null check (part in ('category', 'priority', 'reply')),
  verdict text not null check (verdict in ('accepted', 'edited', 'rejected')),
  suggested text check (char_length(suggested) <= 8000),
  chosen text check (char_length(chosen) <= 10000),
  readings jsonb not null default '{}' check (jsonb_typeof(readings) = 'object' and pg_column_size(readings) <= 4000),
  method text check (char_length(method) <= 40),
  model text check (char_length(model) <= 120),
  actor_id uuid references public.portal_users (id) on delete set null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.insight_feedback is
  'What staff made of a suggestion: the label (chosen) for what was read (readings). Classifier and calibration learn from it.';
create index insight_feedback_ticket_idx on public.insight_feedback (ticket_id, created_at desc);
create index insight_feedback_part_idx on public.insight_feedback (part, created_at desc, id desc);
create index insight_feedback_actor_idx on public.insight_feedback (actor_id);
alter table public.insight_feedback enable row level security;
create policy "Staff read what became of suggestions" on public.insight_feedback for select to authenticated
  using ((select private.is_staff()));
grant select on public.insight_feedback to authenticated;
grant select, insert, update, delete on public.insight_feedback to service_role;

create table public.ticket_auto_answers (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  message_id uuid not null unique references public.ticket_messages (id) on delete cascade,
  answerer text not null check (answerer in ('claude', 'extractive')),
  citations jsonb not null default '[]' check (jsonb_typeof(citations) = 'array' and jsonb_array_length(citations) <= 12),
  outcome text check (outcome in ('helped', 'not_helped')),
  reason text check (char_length(reason) <= 1000),
  decided_by uuid references public.portal_users (id) on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table public.ticket_auto_answers is
  'The one automatic answer that a ticket may have, what it leans on, and whether the customer says that it helped. Silence stays null.';
create index ticket_auto_answers_decider_idx on public.ticket_auto_answers (decided_by);
alter table public.ticket_auto_answers enable row level security;
create policy "Automatic answers are visible with their ticket" on public.ticket_auto_answers for select to authenticated
  using (exists (select 1 from public.support_tickets t where t.id = ticket_id));
grant select on public.ticket_auto_answers to authenticated;
grant select, insert, update, delete on public.ticket_auto_answers to service_role;

-- Switches --------------------------------------------------------------------------------------------

insert into public.app_settings (key, value) values
  ('triage', 'true'), ('automatic_answers', 'false'), ('automatic_answer_percent', '90')
on conflict (key) do nothing;

create function private.setting_on(p_key text, p_default boolean) returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select (s.value #>> '{}')::boolean from public.app_settings s
    where s.key = p_key and jsonb_typeof(s.value) = 'boolean'), p_default)
$$;
comment on function private.setting_on(text, boolean) is 'A switch of app_settings; p_default when it is not set or no switch.';

create function private.answer_threshold() returns numeric
language sql stable security definer set search_path = ''
as $$ select private.setting_int('automatic_answer_percent', 90, 90, 99) / 100.0 $$;
comment on function private.answer_threshold() is 'From which calibrated confidence on a ticket may be answered automatically: 0.90 at the least, whatever is set.';

create table private.triage_worker (
  is_only boolean primary key default true check (is_only),
  reader text not null check (reader in ('claude', 'local', 'none')),
  seen_at timestamptz not null default now()
);
comment on table private.triage_worker is 'When a worker last said that it triages, and with what. Without one no ticket waits.';
alter table private.triage_worker enable row level security;

create function private.is_triaged(p_customer_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select private.setting_on('triage', true) and current_setting('portico.notify', true) is distinct from 'off'
    and private.ai_may_use(p_customer_id)
$$;
comment on function private.is_triaged(uuid) is
  'Whether new tickets of this customer are triaged: switched on, no import, and not of a customer who restricts processing.';

create function private.needs_triage(p_ticket public.support_tickets) returns boolean
language sql stable security definer set search_path = ''
as $$
  -- Whoever asked for a person in the chat, or had an answer already, waits for no machine.
  select p_ticket.status = 'new' and p_ticket.last_message_author = 'customer' and p_ticket.assignee_id is null
    and p_ticket.channel <> 'chat' and p_ticket.follow_up_of is null
    and private.is_triaged(p_ticket.customer_id)
    and exists (
      select 1 from private.triage_worker w
      where w.seen_at > now() - interval '3 minutes'
        and (w.reader = 'claude' or (w.reader = 'local' and private.setting_on('automatic_answers', false))))
$$;
comment on function private.needs_triage(public.support_tickets) is
  'Whether a new ticket waits for triage: only where something can come of it (a model reads it, or it may be answered automatically) and a worker was there within three minutes.';

create function private.hold_for_triage() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.needs_triage(new) then
    new.status := 'waiting_ai';
  end if;
  return new;
end
$$;
comment on function private.hold_for_triage() is 'Trigger: a new ticket of a customer waits for triage where needs_triage says so.';
create trigger support_tickets_10_triage before insert on public.support_tickets
  for each row when (new.status = 'new' and new.last_message_author = 'customer' and new.created_at > now() - interval '1 hour')
  execute function private.hold_for_triage();

create function private.queue_triage() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = new.ticket_id;
  if v_ticket.status = 'waiting_ai' then
    new.new_value := 'waiting_ai';
  end if;
  -- A worker of an older release would not know such jobs.
  if private.is_triaged(v_ticket.customer_id) and exists (select 1 from private.triage_worker) then
    perform private.enqueue('triage_ticket', jsonb_build_object('ticketId', new.ticket_id), 'triage_ticket:' || new.ticket_id);
  end if;
  return new;
end
$$;
comment on function private.queue_triage() is
  'Trigger: what a customer opened is triaged. Before the event is written, so that it says how the ticket began and the rules'' job comes after.';
create trigger ticket_events_10_triage before insert on public.ticket_events
  for each row when (new.type = 'created' and new.actor_type = 'customer' and new.created_at > now() - interval '1 hour')
  execute function private.queue_triage();

create function private.end_waiting(p_ticket public.support_tickets) returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_to public.ticket_status;
begin
  select to_status into v_to from private.ticket_transitions
  where from_status = p_ticket.status and action = 'triage_done' and actor = 'system';
  return case when v_to is null then p_ticket else private.set_status(private.own_viewer(), p_ticket, v_to) end;
end
$$;
comment on function private.end_waiting(public.support_tickets) is 'A locked ticket that waits for triage becomes a new one; any other stays as it is.';

create function public.sweep_triage(p_reader text default null) returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_count int := 0;
begin
  if p_reader is not null then
    insert into private.triage_worker (reader) values (p_reader)
    on conflict (is_only) do update set reader = excluded.reader, seen_at = now();
  end if;
  for v_ticket in
    select * from public.support_tickets t
    where t.status = 'waiting_ai' and t.created_at < now() - interval '1 minute'
    order by t.created_at limit 500 for update skip locked
  loop
    perform private.end_waiting(v_ticket);
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function public.sweep_triage(text) is
  'For the worker, each minute: notes that it is there and with what it reads (claude, local, none), and ends the waiting of every ticket older than a minute, so that none waits for two. Returns how many.';
grant execute on function public.sweep_triage(text) to service_role;
insert into private.recurring_jobs (kind, every) values ('sweep_triage', '1 minute');

-- The job ---------------------------------------------------------------------------------------------

create function public.get_triage(p_ticket_id uuid, p_reader text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id for update;
  if v_ticket.id is null then
    return null;
  end if;
  -- Its customer may have restricted processing, or an admin switched triage off, since the job was queued.
  if not private.is_triaged(v_ticket.customer_id)
    or exists (select 1 from public.ticket_insights n where n.ticket_id = p_ticket_id) then
    perform private.end_waiting(v_ticket);
    return null;
  end if;
  perform private.audit_ai(p_reader, 'ticket.read', 'ticket', v_ticket.id::text, v_ticket.customer_id, 'triage',
    '["subject", "description"]');
  return jsonb_build_object(
    'id', v_ticket.id, 'number', v_ticket.number, 'subject', v_ticket.subject, 'description', v_ticket.description,
    'category', v_ticket.category, 'priority', v_ticket.priority, 'channel', v_ticket.channel,
    'isWaiting', v_ticket.status = 'waiting_ai',
    'flags', to_jsonb(private.ticket_flags(v_ticket)),
    'categories', (
      select jsonb_agg(jsonb_build_object('slug', c.slug, 'label', c.label, 'description', c.description,
        'defaultPriority', c.default_priority) order by c.position, c.slug)
      from public.ticket_categories c where c.is_active));
end
$$;
grant execute on function public.get_triage(uuid, text) to service_role;

create function private.ticket_flags(p_ticket public.support_tickets) returns text[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(distinct f order by f), '{}')
  from unnest(private.sensitive_flags(p_ticket.subject || E'\n' || p_ticket.description)
    -- Claimed items end in money or goods.
    || case when exists (select 1 from public.ticket_affected_items a where a.ticket_id = p_ticket.id)
      then array['refund'] else '{}'::text[] end) as f
$$;
comment on function private.ticket_flags(public.support_tickets) is 'What of a ticket itself stands against an automatic answer, whatever a model says.';
comment on function public.get_triage(uuid, text) is
  'For the worker: what triage reads of a ticket, under the name of who reads it (a model, or the local method), which the audit log keeps. Null when there is nothing to do any more: it is gone, read already, or not to be read; then it waits no longer.';

create function private.answer_obstacle(p_ticket public.support_tickets, p_insight public.ticket_insights, p_body text) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when not private.setting_on('automatic_answers', false) then 'switched_off'
    when p_ticket.status <> 'waiting_ai' or p_ticket.assignee_id is not null or p_ticket.message_count <> 1 then 'person_acts'
    when not private.ai_may_use(p_ticket.customer_id) then 'restricted'
    when p_ticket.channel in ('chat', 'phone') or p_ticket.follow_up_of is not null then 'person_asked'
    when exists (select 1 from public.ticket_auto_answers a where a.ticket_id = p_ticket.id) then 'answered'
    when cardinality(p_insight.flags) > 0 or p_insight.sentiment = 'angry' then 'flagged'
    when p_insight.suggested_category is distinct from p_ticket.category
      or not exists (select 1 from public.ticket_categories c where c.slug = p_ticket.category and c.is_active and c.allows_auto_answer)
      then 'category'
    when not p_insight.is_calibrated or coalesce(p_insight.category_confidence, 0) < private.answer_threshold() then 'confidence'
    when p_insight.agreement is false then 'disagreement'
    -- The second reader is missing who might have disagreed.
    when p_insight.fallback is not null then 'outage'
    when p_insight.suggested_reply is null or coalesce(p_body, '') = '' or p_insight.citations = '[]'::jsonb
      or p_insight.support is distinct from 'good' or not p_insight.is_supported then 'support'
    end
$$;
comment on function private.answer_obstacle(public.support_tickets, public.ticket_insights, text) is
  'What stands against answering this ticket automatically; null when nothing does. The one place that decides it: never refunds, law, privacy, anger, a restricted customer, or a ticket that a person has begun.';

create function private.post_auto_answer(p_ticket public.support_tickets, p_insight public.ticket_insights, p_body text)
returns public.support_tickets
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_author private.viewer := private.system_viewer(case p_insight.method when 'local' then 'Automatic answer' else 'AI assistant' end);
  v_ticket public.support_tickets := p_ticket;
  v_message public.ticket_messages;
begin
  insert into public.ticket_messages (ticket_id, author_type, author_name, body)
  values (p_ticket.id, 'ai', v_author.full_name, private.check_text(p_body, 'body', 10000))
  returning * into v_message;
  insert into public.ticket_auto_answers (ticket_id, message_id, answerer, citations)
  values (p_ticket.id, v_message.id, case p_insight.method when 'local' then 'extractive' else 'claude' end, p_insight.citations);
  update public.support_tickets t
  set message_count = t.message_count + 1, last_activity_at = v_message.created_at,
      last_message_author = 'ai', last_message_by = v_message.author_name
  where t.id = p_ticket.id returning * into v_ticket;
  v_ticket := private.set_status(private.own_viewer(), v_ticket, (
    select to_status from private.ticket_transitions
    where from_status = v_ticket.status and action = 'auto_answer' and actor = 'system'));
  perform private.notify_ticket(v_author, v_ticket, 'ticket_reply', false, 'ticket_reply:' || v_message.id,
    jsonb_build_object('messageId', v_message.id));
  perform private.enqueue('ticket_reply_email', jsonb_build_object('messageId', v_message.id), 'ticket_reply_email:' || v_message.id);
  perform private.audit_ai(coalesce(p_insight.model, p_insight.method), 'ticket.reply', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    'automatic answer');
  return v_ticket;
end
$$;
comment on function private.post_auto_answer(public.support_tickets, public.ticket_insights, text) is
  'Answers a locked ticket that waits for triage, as the machine that it is: labelled, with sources, no first response, and nobody''s ticket.';

create function private.checked_insight(p_ticket public.support_tickets, p_input jsonb) returns public.ticket_insights
language plpgsql stable security definer set search_path = ''
as $$
declare
  v public.ticket_insights;
begin
  v.ticket_id := p_ticket.id;
  v.suggested_category := (select c.slug from public.ticket_categories c where c.slug = p_input ->> 'category' and c.is_active);
  v.category_confidence := case when v.suggested_category is not null and jsonb_typeof(p_input -> 'confidence') = 'number'
    then least(greatest((p_input ->> 'confidence')::numeric, 0), 1) end;
  v.is_calibrated := v.category_confidence is not null and coalesce((p_input ->> 'calibrated')::boolean, false);
  v.runners_up := coalesce((
    select jsonb_agg(jsonb_build_object('category', r.value ->> 'category', 'confidence', r.value -> 'confidence') order by r.place)
    from jsonb_array_elements(case when jsonb_typeof(p_input -> 'runnersUp') = 'array' then p_input -> 'runnersUp' else '[]' end)
      with ordinality as r(value, place)
    where r.place <= 5 and exists (select 1 from public.ticket_categories c where c.slug = r.value ->> 'category' and c.is_active)), '[]');
  v.suggested_priority := case when p_input ->> 'priority' in ('low', 'medium', 'high', 'urgent')
    then (p_input ->> 'priority')::public.ticket_priority end;
  v.language := case when p_input ->> 'language' ~ '^[a-z]{2,3}$' then p_input ->> 'language' end;
  v.sentiment := case when p_input ->> 'sentiment' in ('positive', 'neutral', 'negative', 'angry') then p_input ->> 'sentiment' end;
  v.summary := nullif(left(trim(private.plain_text(p_input ->> 'summary')), 2000), '');
  v.suggested_reply := nullif(left(trim(private.plain_text(p_input ->> 'reply')), 8000), '');
  v.citations := case when v.suggested_reply is not null and jsonb_typeof(p_input -> 'citations') = 'array'
      and jsonb_array_length(p_input -> 'citations') <= 12 then p_input -> 'citations' else '[]' end;
  v.support := case when p_input ->> 'support' in ('good', 'weak', 'none') then p_input ->> 'support' end;
  v.is_supported := coalesce((p_input ->> 'supported')::boolean, false);
  v.flags := (
    select coalesce(array_agg(distinct f order by f), '{}')
    from unnest(private.ticket_flags(p_ticket) || case when v.sentiment = 'angry' then array['anger'] else '{}'::text[] end
      || array(select jsonb_array_elements_text(case when jsonb_typeof(p_input -> 'flags') = 'array' then p_input -> 'flags' else '[]' end))) as f
    where f = any (private.insight_flags()));
  v.method := case when p_input ->> 'method' in ('claude', 'both') then p_input ->> 'method' else 'local' end;
  v.agreement := case when v.method = 'both' then (p_input ->> 'agreement')::boolean end;
  v.fallback := nullif(left(p_input ->> 'fallback', 40), '');
  v.readings := case when jsonb_typeof(p_input -> 'readings') = 'object' and pg_column_size(p_input -> 'readings') <= 4000
    then p_input -> 'readings' else '{}' end;
  v.model := nullif(left(p_input ->> 'model', 120), '');
  v.prompt_version := nullif(left(p_input ->> 'promptVersion', 40), '');
  return v;
end
$$;
comment on function private.checked_insight(public.support_tickets, jsonb) is
  'What triage found, as it is kept: what is unknown is left out, what is too long is cut, and the flags of the text itself are added.';

create function public.record_triage(p_ticket_id uuid, p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_ticket public.support_tickets;
  v_insight public.ticket_insights;
  v_obstacle text;
begin
  select * into v_ticket from public.support_tickets where id = p_ticket_id for update;
  if v_ticket.id is null then
    return jsonb_build_object('stored', false, 'answered', false);
  end if;
  if not private.ai_may_use(v_ticket.customer_id) then
    v_ticket := private.end_waiting(v_ticket);
    return jsonb_build_object('stored', false, 'answered', false, 'status', v_ticket.status);
  end if;
  v_insight := private.checked_insight(v_ticket, p_input);
  v_obstacle := private.answer_obstacle(v_ticket, v_insight, p_input ->> 'body');
  insert into public.ticket_insights as n (
    ticket_id, summary, sentiment, suggested_category, suggested_priority, model, category_confidence, is_calibrated, runners_up,
    language, suggested_reply, citations, support, is_supported, flags, method, agreement, fallback, readings, prompt_version, obstacle)
  values (
    v_ticket.id, v_insight.summary, v_insight.sentiment, v_insight.suggested_category, v_insight.suggested_priority, v_insight.model,
    v_insight.category_confidence, v_insight.is_calibrated, v_insight.runners_up, v_insight.language, v_insight.suggested_reply,
    v_insight.citations, v_insight.support, v_insight.is_supported, v_insight.flags, v_insight.method, v_insight.agreement,
    v_insight.fallback, v_insight.readings, v_insight.prompt_version, v_obstacle)
  on conflict (ticket_id) do nothing;
  if not found then
    -- A job that comes twice finds what the first one found, and decides nothing again.
    v_ticket := private.end_waiting(v_ticket);
    return jsonb_build_object('stored', false, 'answered', false, 'status', v_ticket.status);
  end if;
  if v_obstacle is null then
    v_ticket := private.post_auto_answer(v_ticket, v_insight, p_input ->> 'body');
  else
    v_ticket := private.end_waiting(v_ticket);
  end if;
  perform private.broadcast_ticket(v_ticket, 'ticket_changed',
    jsonb_build_object('ticketId', v_ticket.id, 'version', v_ticket.version), true);
  return jsonb_build_object('stored', true, 'answered', v_obstacle is null, 'status', v_ticket.status, 'obstacle', v_obstacle);
end
$$;
comment on function public.record_triage(uuid, jsonb) is
  'For the worker: keeps what triage found, { category, confidence, calibrated, runnersUp, priority, language, sentiment, summary, reply, citations, support, supported, flags, method, agreement, fallback, readings, model, promptVersion, body }; answers the ticket with body where nothing stands against it, and otherwise ends its waiting. Once per ticket; when a person has acted meanwhile it only keeps. Returns { stored, answered, status, obstacle }.';
grant execute on function public.record_triage(uuid, jsonb) to service_role;

-- What was said in a call, in short, and what was agreed.

create function private.are_segments(p_segments jsonb)
returns boolean
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(p_segments) <> 'array' or jsonb_array_length(p_segments) > 5000 or octet_length(p_segments::text) > 2000000 then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(p_segments) as s(v)
    where jsonb_typeof(v) <> 'object' or v - array['start', 'end', 'speaker', 'text'] <> '{}'
      or jsonb_typeof(v -> 'text') is distinct from 'string' or char_length(v ->> 'text') not between 1 and 5000
      or coalesce(jsonb_typeof(v -> 'speaker'), 'null') not in ('string', 'null') or char_length(coalesce(v ->> 'speaker', '')) > 120
      or coalesce(jsonb_typeof(v -> 'start'), 'null') not in ('number', 'null')
      or coalesce(jsonb_typeof(v -> 'end'), 'null') not in ('number', 'null')
      or (jsonb_typeof(v -> 'start') = 'number' and (v ->> 'start')::numeric not between 0 and 172800)
      or (jsonb_typeof(v -> 'end') = 'number' and (v ->> 'end')::numeric not between 0 and 172800));
end
$$;
comment on function private.are_segments(jsonb) is
  'Whether these are pieces of a transcript: [{ start?, end? (seconds), speaker?, text }].';
grant execute on function private.are_segments(jsonb) to service_role;

create table public.call_transcripts (
  call_id uuid primary key references public.scheduled_calls (id) on delete cascade,
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  segments jsonb not null default '[]' check (private.are_segments(segments)),
  text text not null check (char_length(text) between 1 and 200000),
  words tsvector generated always as (to_tsvector('simple', text)) stored,
  format text not null check (format in ('text', 'vtt', 'srt', 'json', 'integration')),
  file_name text check (char_length(file_name) between 1 and 200),
  uploaded_by uuid references public.portal_users (id) on delete set null,
  source text check (char_length(source) between 1 and 40),
  external_id text check (char_length(external_id) between 1 and 200),
  content_hash uuid,
  summary text check (char_length(summary) between 1 and 5000),
  summary_by text check (summary_by in ('staff', 'model', 'extract', 'integration')),
  summary_model text check (char_length(summary_model) <= 100),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, external_id),
  check ((summary is null) = (summary_by is null))
);
comment on table public.call_transcripts is
  'What was said in a call, in pieces and as one text, with a summary. summary_by says who wrote it: staff, a language model, or sentences picked from the text (extract).';
create index call_transcripts_customer_idx on public.call_transcripts (customer_id);
create index call_transcripts_uploader_idx on public.call_transcripts (uploaded_by);
create index call_transcripts_words_idx on public.call_transcripts using gin (words);
create trigger call_transcripts_touch before update on public.call_transcripts
  for each row execute function private.touch_updated_at();

create table public.call_actions (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references public.scheduled_calls (id) on delete cascade,
  text text not null check (char_length(text) between 1 and 500),
  owner text not null check (owner in ('customer', 'us')),
  due_on date,
  proposed_by text not null check (proposed_by in ('customer', 'staff', 'model', 'extract')),
  proposer_name text not null check (char_length(proposer_name) <= 200),
  customer_confirmed_at timestamptz,
  customer_confirmed_by uuid references public.portal_users (id) on delete set null,
  staff_confirmed_at timestamptz,
  staff_confirmed_by uuid references public.portal_users (id) on delete set null,
  declined_at timestamptz,
  declined_by text check (declined_by in ('customer', 'staff')),
  done_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  check ((declined_at is null) = (declined_by is null))
);
comment on table public.call_actions is
  'What a call led to: proposed by one side or found in the transcript, and agreed once both sides have confirmed it.';
create index call_actions_call_idx on public.call_actions (call_id, created_at, id);
create index call_actions_customer_confirmed_idx on public.call_actions (customer_confirmed_by);
create index call_actions_staff_confirmed_idx on public.call_actions (staff_confirmed_by);

alter table public.call_transcripts enable row level security;
create policy "Customers read transcripts of their calls, staff read all" on public.call_transcripts for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
alter table public.call_actions enable row level security;
create policy "Actions are visible with their call" on public.call_actions for select to authenticated
  using (exists (select 1 from public.scheduled_calls c where c.id = call_id));
grant select on public.call_transcripts, public.call_actions to authenticated;
grant select, insert, update, delete on public.call_transcripts, public.call_actions to service_role;

create function private.call_has_transcript(p_call_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select 1 from public.call_transcripts t where t.call_id = p_call_id) $$;
comment on function private.call_has_transcript(uuid) is 'Whether there is a transcript of the call.';

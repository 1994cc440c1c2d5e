-- Transcripts, summaries and agreed actions: how they come in, and how both sides confirm them.

create function private.keep_transcript(
  p_viewer private.viewer, p_call public.scheduled_calls, p_transcript jsonb, p_source text default null, p_external_id text default null)
returns public.call_transcripts
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_segments jsonb := coalesce(p_transcript -> 'segments', '[]');
  v_text text := private.check_text(p_transcript ->> 'text', 'text', 200000);
  v_summary text := private.optional_text(p_transcript ->> 'summary', 'summary', 5000);
  v_hash uuid := md5(p_transcript::text)::uuid;
  v_row public.call_transcripts;
begin
  if not coalesce(private.are_segments(v_segments), false) then
    perform private.invalid_field('segments', 'invalid', 'Each piece has words, and a time within two days.');
  end if;
  select * into v_row from public.call_transcripts where call_id = p_call.id for update;
  if v_row.content_hash = v_hash then
    return v_row;
  end if;
  insert into public.call_transcripts as t (call_id, customer_id, segments, text, format, file_name, uploaded_by, source, external_id, content_hash, summary, summary_by)
  values (p_call.id, p_call.customer_id, v_segments, v_text, coalesce(p_transcript ->> 'format', 'integration'),
    left(private.plain_name(p_transcript ->> 'fileName'), 200), p_viewer.id, p_source, p_external_id, v_hash, v_summary,
    case when v_summary is not null then case when p_viewer.id is null then 'integration' else 'staff' end end)
  on conflict (call_id) do update set
    segments = excluded.segments, text = excluded.text, format = excluded.format, file_name = excluded.file_name, uploaded_by = excluded.uploaded_by,
    source = excluded.source, external_id = excluded.external_id, content_hash = excluded.content_hash,
    -- A summary that staff wrote stays; another one belongs to the older words.
    summary = coalesce(excluded.summary, case when t.summary_by = 'staff' then t.summary end),
    summary_by = case when excluded.summary is not null then excluded.summary_by when t.summary_by = 'staff' then 'staff' end,
    summary_model = null, version = t.version + 1
  returning * into v_row;
  perform private.add_call_event(p_viewer, p_call.id, 'transcript_added');
  if v_row.summary is null then
    perform private.enqueue('call_summary', jsonb_build_object('callId', p_call.id, 'version', v_row.version),
      format('call_summary:%s:%s', p_call.id, v_row.version));
  end if;
  perform private.announce_record(p_call.customer_id, 'call', p_call.id);
  return v_row;
end
$$;
comment on function private.keep_transcript(private.viewer, public.scheduled_calls, jsonb, text, text) is
  'Keeps what was said in a call, once; a summary follows as a job unless one came along. p_transcript: { text, segments?, format?, fileName?, summary? }.';

create function public.save_call_transcript(p_call_id uuid, p_transcript jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  perform private.limit_rate('save_call_transcript:' || viewer.id, 120, 3600);
  v_call := private.lock_call(viewer, p_call_id);
  if v_call.starts_at > now() then
    perform private.fail('PT409', 'call_not_begun', 'This call has not begun yet: nothing was said.');
  elsif coalesce(p_transcript ->> 'format', '') not in ('text', 'vtt', 'srt', 'json') then
    perform private.invalid_field('format', 'unknown', 'A transcript is text, vtt, srt or json.');
  end if;
  perform private.keep_transcript(viewer, v_call, p_transcript);
  perform private.audit(viewer, 'call.transcribe', 'call', v_call.id::text, v_call.customer_id, 'support');
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.save_call_transcript(uuid, jsonb) is
  'Staff: keeps what was said in a call, instead of what was kept before: { text, segments?, format, fileName? }. Harmless when repeated. Raises PT401, PT403, PT404, PT409 call_not_begun, PT422, PT429.';

create function public.save_call_summary(p_call_id uuid, p_summary text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
  v_call public.scheduled_calls;
begin
  perform private.require_module('calls');
  v_call := private.lock_call(viewer, p_call_id);
  update public.call_transcripts set summary = private.check_text(p_summary, 'summary', 5000), summary_by = 'staff', summary_model = null
  where call_id = v_call.id;
  if not found then
    perform private.fail('PT404', 'transcript_not_found', 'There is no transcript of this call.');
  end if;
  perform private.audit(viewer, 'call.summarise', 'call', v_call.id::text, v_call.customer_id, 'support');
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.call_row(v_call, viewer);
end
$$;
comment on function public.save_call_summary(uuid, text) is
  'Staff: puts the summary of a call into their own words. Harmless when repeated. Raises PT401, PT403, PT404, PT422.';

-- What was agreed --------------------------------------------------------------------------------------

create function public.propose_call_action(p_key text, p_call_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_answer jsonb;
  v_call public.scheduled_calls;
  v_due date;
  v_action public.call_actions;
begin
  perform private.require_module('calls');
  v_answer := private.begin_command(viewer.id, 'propose_call_action', p_key, jsonb_build_object('callId', p_call_id) || p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('propose_call_action:' || viewer.id, 120, 3600);
  v_call := private.lock_call(viewer, p_call_id);
  if v_call.starts_at > now() or v_call.status = 'cancelled' then
    perform private.fail('PT409', 'call_not_begun', 'This call has not taken place: nothing was agreed.');
  elsif (select count(*) from public.call_actions where call_id = v_call.id) >= 50 then
    perform private.fail('PT409', 'too_many_actions', 'A call leads to 50 actions at most.');
  elsif coalesce(p_input ->> 'owner', '') not in ('customer', 'us') then
    perform private.invalid_field('owner', 'unknown', 'Choose who does it.');
  end if;
  begin
    v_due := nullif(p_input ->> 'dueOn', '')::date;
  exception when others then
    perform private.invalid_field('dueOn', 'invalid', 'Give a day such as 2026-11-27.');
  end;
  if v_due < (now() - interval '1 year')::date or v_due > (now() + interval '2 years')::date then
    perform private.invalid_field('dueOn', 'out_of_range', 'Choose a day within two years.');
  end if;
  insert into public.call_actions (call_id, text, owner, due_on, proposed_by, proposer_name,
    customer_confirmed_at, customer_confirmed_by, staff_confirmed_at, staff_confirmed_by)
  values (v_call.id, private.check_text(regexp_replace(p_input ->> 'text', '\s+', ' ', 'g'), 'text', 500), p_input ->> 'owner', v_due,
    case when v_staff then 'staff' else 'customer' end, viewer.full_name,
    case when not v_staff then now() end, case when not v_staff then viewer.id end,
    case when v_staff then now() end, case when v_staff then viewer.id end)
  returning * into v_action;
  perform private.audit(viewer, 'call.agree', 'call', v_call.id::text, v_call.customer_id, case when v_staff then 'support' else 'self-service' end);
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return private.finish_command(viewer.id, 'propose_call_action', p_key, jsonb_build_object('id', v_action.id));
end
$$;
comment on function public.propose_call_action(text, uuid, jsonb) is
  'Says what a call led to: { text, owner (customer, us), dueOn? }. Whoever says it has confirmed it; it is agreed once the other side has too. Raises PT401, PT404, PT409 call_not_begun | too_many_actions | idempotency_key_reused, PT422, PT429.';

create function public.decide_call_action(p_action_id uuid, p_decision text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_call_id uuid := (select a.call_id from public.call_actions a where a.id = p_action_id);
  v_call public.scheduled_calls;
  v_action public.call_actions;
begin
  perform private.require_module('calls');
  if coalesce(p_decision, '') not in ('confirm', 'decline', 'done') then
    perform private.invalid_field('decision', 'unknown', 'Say confirm, decline or done.');
  end if;
  select * into v_call from public.scheduled_calls where id = v_call_id and (v_staff or customer_id = viewer.customer_id) for update;
  if v_call.id is null then
    perform private.fail('PT404', 'action_not_found', 'This action does not exist, or is not yours to see.');
  end if;
  select * into v_action from public.call_actions where id = p_action_id for update;
  if v_action.id is null then
    perform private.fail('PT404', 'action_not_found', 'This action does not exist, or is not yours to see.');
  elsif v_action.declined_at is not null and p_decision <> 'decline' then
    perform private.fail('PT409', 'action_declined', 'This was declined. Propose it again if it is wanted after all.');
  elsif p_decision = 'decline' and v_action.customer_confirmed_at is not null and v_action.staff_confirmed_at is not null then
    perform private.fail('PT409', 'action_agreed', 'Both sides have agreed to this. Talk to each other if it has changed.');
  elsif p_decision = 'done' and (v_action.customer_confirmed_at is null or v_action.staff_confirmed_at is null) then
    perform private.fail('PT409', 'action_not_agreed', 'This is not agreed yet.');
  end if;
  update public.call_actions set
    customer_confirmed_at = case when p_decision = 'confirm' and not v_staff then coalesce(customer_confirmed_at, now()) else customer_confirmed_at end,
    customer_confirmed_by = case when p_decision = 'confirm' and not v_staff then coalesce(customer_confirmed_by, viewer.id) else customer_confirmed_by end,
    staff_confirmed_at = case when p_decision = 'confirm' and v_staff then coalesce(staff_confirmed_at, now()) else staff_confirmed_at end,
    staff_confirmed_by = case when p_decision = 'confirm' and v_staff then coalesce(staff_confirmed_by, viewer.id) else staff_confirmed_by end,
    declined_at = case when p_decision = 'decline' then coalesce(declined_at, now()) else declined_at end,
    declined_by = case when p_decision = 'decline' then coalesce(declined_by, case when v_staff then 'staff' else 'customer' end) else declined_by end,
    done_at = case when p_decision = 'done' then coalesce(done_at, now()) else done_at end
  where id = p_action_id;
  perform private.audit(viewer, 'call.' || p_decision, 'call', v_call.id::text, v_call.customer_id, case when v_staff then 'support' else 'self-service' end);
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return jsonb_build_object('actions', private.call_actions_of(v_call.id));
end
$$;
comment on function public.decide_call_action(uuid, text) is
  'One side confirms or declines what a call led to, or says that it is done. Harmless when repeated. Raises PT401, PT404, PT409 action_declined | action_agreed | action_not_agreed, PT422.';

-- The worker's summary -----------------------------------------------------------------------------------

create function public.get_call_to_summarise(p_call_id uuid, p_version int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('callId', t.call_id, 'version', t.version, 'purpose', c.purpose, 'text', t.text, 'segments', t.segments,
    'agentName', (select u.full_name from public.portal_users u where u.id = c.agent_id),
    'mayUseAi', private.ai_may_use(t.customer_id))
  from public.call_transcripts t join public.scheduled_calls c on c.id = t.call_id
  where t.call_id = p_call_id and t.version = p_version and t.summary is null
$$;
comment on function public.get_call_to_summarise(uuid, int) is
  'For the worker: a transcript that has no summary yet, and whether a language model may read it; null when there is nothing to do.';

create function public.record_call_summary(p_call_id uuid, p_version int, p_summary jsonb)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_call public.scheduled_calls;
  v_by text := p_summary ->> 'by';
begin
  select * into v_call from public.scheduled_calls where id = p_call_id for update;
  if v_by = 'model' and not private.ai_may_use(v_call.customer_id) then
    perform private.fail('PT403', 'ai_restricted', 'No language model may read what belongs to this customer.');
  end if;
  update public.call_transcripts set
    summary = private.check_text(left(p_summary ->> 'summary', 5000), 'summary', 5000), summary_by = v_by, summary_model = left(p_summary ->> 'model', 100)
  where call_id = p_call_id and version = p_version and summary is null;
  if not found then
    return false;
  end if;
  delete from public.call_actions where call_id = p_call_id and proposed_by in ('model', 'extract')
    and customer_confirmed_at is null and staff_confirmed_at is null and declined_at is null;
  insert into public.call_actions (call_id, text, owner, proposed_by, proposer_name)
  select p_call_id, private.check_text(left(a ->> 'text', 500), 'text', 500), case a ->> 'owner' when 'customer' then 'customer' else 'us' end, v_by, 'Portico'
  from jsonb_array_elements(coalesce(p_summary -> 'actions', '[]')) with ordinality as e(a, n) where n <= 10 order by n;
  if v_by = 'model' then
    perform private.audit_ai(left(p_summary ->> 'model', 100), 'call.summarise', 'call', p_call_id::text, v_call.customer_id, 'support', '["transcript"]');
  end if;
  perform private.tell_about_call(null, v_call, 'call_summary', format('call_summary:%s:%s', p_call_id, p_version));
  perform private.announce_record(v_call.customer_id, 'call', v_call.id);
  return true;
end
$$;
comment on function public.record_call_summary(uuid, int, jsonb) is
  'For the worker: keeps the summary of a transcript: { summary, by (model, extract), model?, actions: [{ text, owner }] }. The actions are proposals that both sides have to confirm. False when somebody was faster. Raises PT403 ai_restricted.';

-- By integration -----------------------------------------------------------------------------------------

create function private.known_customer(p_source text, p_ref jsonb)
returns uuid
language sql stable security definer set search_path = ''
as $$
  select coalesce(
    (select k.customer_id from private.customer_keys k where k.source = p_source and k.external_id = p_ref ->> 'externalId'),
    (select c.id from public.customer_profiles c where c.source = p_source and c.external_id = p_ref ->> 'externalId'),
    (select c.id from public.customer_profiles c where c.customer_number = p_ref ->> 'customerNumber'),
    (select case when count(*) = 1 then min(c.id::text)::uuid end from (
      select id from public.customer_profiles where lower(email) = lower(p_ref ->> 'email') limit 2) c))
$$;
comment on function private.known_customer(text, jsonb) is
  'The customer whom another system means, or null; unlike customer_of it makes none: a call of somebody unknown was not booked here.';

create or replace function private.import_transcripts(p_source text, p_records jsonb, p_options jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_result jsonb := '[]';
  v_record jsonb;
  v_n bigint;
  v_known public.call_transcripts;
  v_call public.scheduled_calls;
  v_customer uuid;
  v_row public.call_transcripts;
begin
  for v_record, v_n in select r, n from jsonb_array_elements(p_records) with ordinality as e(r, n) loop
    v_call := null;
    v_customer := null;
    select * into v_known from public.call_transcripts where source = p_source and external_id = v_record ->> 'externalId';
    if v_record -> 'customer' is not null and v_record -> 'customer' <> 'null' then
      v_customer := private.known_customer(p_source, v_record -> 'customer');
      if v_customer is null then
        v_result := v_result || jsonb_build_object('n', v_n, 'status', 'failed', 'error',
          private.failed('customer_unknown', 'No such customer: import the customer first.', 'customer'));
        continue;
      end if;
    end if;
    if v_record -> 'call' ->> 'id' is not null then
      select * into v_call from public.scheduled_calls where id::text = v_record -> 'call' ->> 'id' for update;
    elsif v_record -> 'call' ->> 'startedAt' is not null and (v_customer is not null or v_record ->> 'agentEmail' is not null) then
      -- A telephone system knows when it rang, not what was booked: the nearest call of these people, within an hour.
      select c.* into v_call from public.scheduled_calls c
      where c.status <> 'cancelled'
        and (v_customer is null or c.customer_id = v_customer)
        and (v_record ->> 'agentEmail' is null
          or c.agent_id = (select u.id from public.portal_users u where lower(u.email) = v_record ->> 'agentEmail' and u.role in ('agent', 'admin') limit 1))
        and c.starts_at between (v_record -> 'call' ->> 'startedAt')::timestamptz - interval '1 hour' and (v_record -> 'call' ->> 'startedAt')::timestamptz + interval '1 hour'
      order by abs(extract(epoch from c.starts_at - (v_record -> 'call' ->> 'startedAt')::timestamptz)), c.id limit 1 for update;
    elsif v_known.call_id is not null then
      select * into v_call from public.scheduled_calls where id = v_known.call_id for update;
    end if;
    if v_call.id is null or (v_customer is not null and v_call.customer_id <> v_customer)
      or (v_known.call_id is not null and v_known.call_id <> v_call.id)
      or exists (select 1 from public.call_transcripts t where t.call_id = v_call.id and t.source = p_source and t.external_id <> v_record ->> 'externalId') then
      v_result := v_result || jsonb_build_object('n', v_n, 'status', 'failed', 'error', private.failed('call_unknown',
        'No such call, or it has another transcript of this system: name it by its id, or by the customer (or agentEmail) and when it began.', 'call'));
      continue;
    end if;
    v_row := private.keep_transcript(null, v_call,
      jsonb_strip_nulls(jsonb_build_object('text', v_record ->> 'text', 'summary', v_record ->> 'summary', 'segments', v_record -> 'segments')),
      p_source, v_record ->> 'externalId');
    v_result := v_result || jsonb_build_object('n', v_n, 'id', v_call.id, 'status',
      case when v_known.call_id is null then 'created' when v_known.content_hash = v_row.content_hash then 'unchanged' else 'updated' end);
  end loop;
  return v_result;
end
$$;
comment on function private.import_transcripts(text, jsonb, jsonb) is
  'Keeps what a telephone system has written down of calls; see import_records. A call is named by its id, or found by its people and when it began.';

grant execute on function public.save_call_transcript(uuid, jsonb), public.save_call_summary(uuid, text),
  public.propose_call_action(text, uuid, jsonb), public.decide_call_action(uuid, text) to authenticated;
grant execute on function public.get_call_to_summarise(uuid, int), public.record_call_summary(uuid, int, jsonb) to service_role;

-- A deletion that has outlived its grace: what goes, what is pseudonymised, and the proof of it.

-- Names leave the audit log, and nothing else of it ever changes.
create or replace function private.refuse_audit_change()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and coalesce(current_setting('portico.erasing', true), '') = 'on'
    and (to_jsonb(new) - array['actor_name', 'ip', 'user_agent']) = (to_jsonb(old) - array['actor_name', 'ip', 'user_agent'])
    and new.actor_name = private.erased_name() and new.ip is null and new.user_agent is null
  then
    return new;
  end if;
  perform private.fail('PT403', 'audit_log_append_only', 'The audit log can only be added to.');
  return null;
end
$$;
comment on function private.refuse_audit_change() is
  'Trigger: the audit log can only be added to, whoever asks. The erasure of a person, and it alone, takes their name and address out of their entries.';

create function public.begin_erasure(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
  v_subject private.subject;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'deletion' for update;
  -- Taken back or refused meanwhile, done already, or not yet due.
  if v_request.id is null or v_request.status not in ('scheduled', 'in_progress') or v_request.effective_at > clock_timestamp() then
    return null;
  end if;
  if v_request.status = 'scheduled' then
    v_subject := private.subject_of(v_request.customer_id, v_request.user_id, v_request.scope);
    v_request := private.move_privacy_request(v_request, 'start', 'system');
    update public.privacy_requests set progress = jsonb_build_object('step', 'files') where id = p_id returning * into v_request;
    perform private.add_privacy_event(null, p_id, 'started');
    -- From here on nobody of theirs adds anything.
    update public.portal_users set portal_active = false where id = any (v_subject.users);
    delete from auth.sessions where user_id = any (v_subject.users);
    perform private.announce_privacy(v_request);
  end if;
  return jsonb_build_object('id', v_request.id, 'number', v_request.number, 'scope', v_request.scope, 'step', v_request.progress ->> 'step',
    'requestedAt', private.iso(v_request.created_at), 'erasure', v_request.result -> 'erasure',
    'people', coalesce((
      select jsonb_agg(u.email order by u.email) from public.portal_users u
      where u.id = any ((private.subject_of(v_request.customer_id, v_request.user_id, v_request.scope)).users)), '[]'));
end
$$;
comment on function public.begin_erasure(uuid) is
  'For the worker: locks the people of a due deletion out and says how far it is { id, number, scope, step: files or erased, people[] (e-mail addresses), erasure? }; null when there is nothing to do. Safe to repeat.';
grant execute on function public.begin_erasure(uuid) to service_role;

create function public.list_erasure_objects(p_id uuid, p_limit int default 100)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
  v_subject private.subject;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'deletion' and status = 'in_progress';
  if v_request.id is null then
    return '[]';
  end if;
  v_subject := private.subject_of(v_request.customer_id, v_request.user_id, v_request.scope);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('bucket', f.bucket_id, 'name', f.name)), '[]')
    from (
      select o.bucket_id, o.name from storage.objects o
      where case o.bucket_id
        when 'ticket-attachments' then o.name like v_subject.customer || '/%' or exists (
          select 1 from public.ticket_attachments a where a.storage_path = o.name
            and (a.ticket_id = any (v_subject.tickets) or (a.uploaded_by = any (v_subject.users) and a.ticket_id is null and a.quote_id is null)))
        when 'exports' then o.name like v_subject.customer || '/%' or exists (
          select 1 from public.privacy_requests r where r.user_id = any (v_subject.users) and o.name like r.customer_id || '/' || r.id || '%')
        -- Also one that lost a race and has no record.
        when 'documents' then o.name like 'quote/%' and exists (
          select 1 from public.quote_requests q where q.id::text = split_part(o.name, '/', 2) and q.customer_id = v_subject.customer)
        when 'inbound-mail' then exists (
          select 1 from public.inbound_emails e where e.raw_path = o.name
            and (e.customer_id = v_subject.customer or e.ticket_id = any (v_subject.tickets) or lower(e.from_address) = any (v_subject.needles)))
        else false end
      order by o.bucket_id, o.name limit least(p_limit, 1000)) f);
end
$$;
comment on function public.list_erasure_objects(uuid, int) is
  'For the worker: objects that a deletion in progress removes [{ bucket, name }]; issued invoices are not among them. Asked again until there are none.';
grant execute on function public.list_erasure_objects(uuid, int) to service_role;

create function public.list_unknown_mail(p_after text default '', p_limit int default 100)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(m.raw_path order by m.raw_path), '[]')
  from (
    select e.raw_path from public.inbound_emails e
    where e.customer_id is null and e.raw_path > p_after order by e.raw_path limit least(p_limit, 1000)) m
$$;
comment on function public.list_unknown_mail(text, int) is
  'For the worker: where e-mails are kept whole that belong to no customer, after a path. What they say about somebody who is erased only their bytes tell.';
grant execute on function public.list_unknown_mail(text, int) to service_role;

create function private.erase_rows(p_subject private.subject)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_table private.personal_tables;
  v_sets text;
  v_rows bigint;
  v_counts jsonb := '{}';
begin
  for v_table in select * from private.personal_tables order by place loop
    if v_table.goes is not null then
      execute format('delete from %s t where %s', v_table.table_name, v_table.goes)
      using p_subject.customer, p_subject.users, p_subject.needles, p_subject.tickets, p_subject.company;
      get diagnostics v_rows = row_count;
      if v_rows > 0 then
        v_counts := jsonb_set(v_counts, array[v_table.table_name], jsonb_build_object('erased', v_rows));
      end if;
    end if;
    if v_table.changes is not null then
      select string_agg(format('%I = %s', d.column_name, d.replacement), ', ' order by d.column_name) into v_sets
      from private.personal_data d where d.table_name = v_table.table_name and d.on_erasure = 'pseudonymise';
      execute format('update %s t set %s where %s', v_table.table_name, v_sets, v_table.changes)
      using p_subject.customer, p_subject.users, p_subject.needles, p_subject.tickets, p_subject.company;
      get diagnostics v_rows = row_count;
      if v_rows > 0 then
        v_counts := jsonb_set(v_counts, array[v_table.table_name],
          coalesce(v_counts -> v_table.table_name, '{}') || jsonb_build_object('pseudonymised', v_rows));
      end if;
    end if;
  end loop;
  return v_counts;
end
$$;
comment on function private.erase_rows(private.subject) is
  'Deletes and pseudonymises what personal_tables names, and says how many rows of which table. Its statements are those of the migrations, none of anybody else.';

create function private.erase_sign_in(p_users uuid[], p_needles text[])
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_table text;
begin
  -- What hangs on a user goes with it; these do not, and which of them there are depends on the Supabase in use.
  foreach v_table in array array['auth.flow_state', 'auth.refresh_tokens'] loop
    if to_regclass(v_table) is not null then
      execute format('delete from %s where user_id::text = any ($1::text[])', v_table) using p_users;
    end if;
  end loop;
  if to_regclass('auth.audit_log_entries') is not null then
    delete from auth.audit_log_entries e
    where e.payload ->> 'actor_id' = any (p_users::text[]) or private.mentions(e.payload::text, p_needles);
  end if;
  delete from auth.users where id = any (p_users);
end
$$;
comment on function private.erase_sign_in(uuid[], text[]) is 'Ends the sign-ins of people: users with their sessions and identities, and what the auth server logged of them.';

create function private.forget_words(p_words text[])
returns void
language sql volatile security definer set search_path = ''
as $$
  delete from private.search_words w
  where w.word = any (p_words) and not exists (
    select 1 from private.ticket_search s where s.doc @@ phraseto_tsquery('simple', w.word))
$$;
comment on function private.forget_words(text[]) is 'Takes words out of the list for mistyped searches that no ticket holds any more.';

create function public.erase_subject(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_request public.privacy_requests;
  v_subject private.subject;
  v_words text[];
  v_counts jsonb;
  v_stays jsonb;
  v_erasure jsonb;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'deletion' for update;
  if v_request.status is distinct from 'in_progress' or v_request.progress ->> 'step' is distinct from 'files' then
    return v_request.result -> 'erasure';
  end if;
  v_subject := private.subject_of(v_request.customer_id, v_request.user_id, v_request.scope);
  select coalesce(array_agg(distinct l.lexeme), '{}') into v_words
  from private.ticket_search s join public.support_tickets t on t.id = s.ticket_id, unnest(s.doc) as l
  where t.customer_id = v_request.customer_id and char_length(l.lexeme) between 4 and 30;
  select coalesce(jsonb_object_agg(c.rule, c.counts), '{}') into v_stays
  from (
    select p.rule, jsonb_object_agg(p.table_name, p.count) as counts
    from (select t.rule, t.table_name, private.count_personal(t.stays, t.table_name, v_subject) as count
      from private.personal_tables t where t.stays is not null) p
    where p.count > 0 group by p.rule) c;

  perform set_config('portico.erasing', 'on', true), set_config('portico.notify', 'off', true);
  v_counts := private.erase_rows(v_subject);
  perform private.erase_sign_in(v_subject.users, v_subject.needles);
  perform private.forget_words(v_words);
  perform set_config('portico.erasing', '', true), set_config('portico.notify', '', true);

  -- With nobody left to answer to, what else was asked for is settled.
  update public.privacy_requests r
  set status = case when r.kind = 'restriction' then 'lifted' else 'cancelled' end, settled_at = now(), version = r.version + 1
  where r.id <> p_id and r.status in ('received', 'in_progress', 'scheduled', 'active')
    and (r.customer_id = v_subject.customer or (r.user_id is null and r.customer_id = v_request.customer_id));
  v_erasure := jsonb_build_object('number', v_request.number, 'scope', v_request.scope, 'requestedAt', private.iso(v_request.created_at),
    'erasedAt', private.iso(clock_timestamp()), 'tables', v_counts, 'kept', v_stays);
  update public.privacy_requests
  set progress = jsonb_build_object('step', 'erased'), result = jsonb_build_object('erasure', v_erasure)
  where id = p_id;
  perform private.audit(null, 'privacy.erase', 'privacy_request', p_id::text, v_request.customer_id, 'privacy');
  return v_erasure;
end
$$;
comment on function public.erase_subject(uuid) is
  'For the worker, after the files: erases whom a deletion in progress is about, in one transaction, and returns what the receipt says { number, scope, requestedAt, erasedAt, tables, kept }, without personal data. Repeated, it returns the same.';
grant execute on function public.erase_subject(uuid) to service_role;

create function public.complete_erasure(p_id uuid, p_body text, p_signature text, p_public_key text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_request public.privacy_requests;
begin
  select * into v_request from public.privacy_requests where id = p_id and kind = 'deletion' for update;
  if v_request.status is distinct from 'in_progress' or v_request.progress ->> 'step' is distinct from 'erased' then
    return false;
  end if;
  insert into public.privacy_receipts (id, body, signature, public_key) values (p_id, p_body, p_signature, p_public_key)
  on conflict (id) do nothing;
  v_request := private.move_privacy_request(v_request, 'finish', 'system');
  update public.privacy_requests set progress = '{}', result = jsonb_build_object('receiptId', p_id) where id = p_id returning * into v_request;
  perform private.add_privacy_event(null, p_id, 'erased');
  perform private.announce_privacy(v_request);
  return true;
end
$$;
comment on function public.complete_erasure(uuid, text, text, text) is
  'For the worker: keeps the signed receipt of an erasure and settles its request; false when it is settled already.';
grant execute on function public.complete_erasure(uuid, text, text, text) to service_role;

create function public.revive_privacy_requests()
returns int
language sql volatile security definer set search_path = ''
as $$
  with stuck as (
    select r.id, case r.kind when 'export' then 'privacy_export' else 'privacy_erase' end as kind
    from public.privacy_requests r
    where ((r.kind = 'export' and r.status in ('received', 'in_progress'))
        or (r.kind = 'deletion' and (r.status = 'in_progress' or (r.status = 'scheduled' and r.effective_at < now()))))
      and not exists (
        select 1 from public.jobs j where j.kind in ('privacy_export', 'privacy_erase') and j.status in ('queued', 'running')
          and j.payload ->> 'requestId' = r.id::text)
  ), told as (
    select private.add_privacy_event(null, s.id, 'failed', null, true),
      private.enqueue(s.kind, jsonb_build_object('requestId', s.id), s.kind || ':' || s.id || ':' || to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24'))
    from stuck s)
  select count(*)::int from told
$$;
comment on function public.revive_privacy_requests() is
  'For the worker: begins again, once an hour, what a job gave up after its last attempt. Returns how many.';
grant execute on function public.revive_privacy_requests() to service_role;

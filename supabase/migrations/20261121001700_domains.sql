-- Customers' own domains: who holds a name, which records prove it, and what the checks found.
--
-- Who holds a name. One row per host, always. Proof, not haste, decides:
--   1. A domain whose records were found is held. Nobody else can add it while they are there; when they are
--      gone it stays held for the week in which its customer is told to put them back, and no longer.
--   2. A claim that was never proven keeps others away for a time (setting domains.claimHours, 72). After that,
--      or once its checks have ended, whoever adds the name takes it over.
--   3. Before that, whoever shows the TXT record with their own challenge takes it over at once. The challenge of
--      a customer and a host never changes, so the refusal can name it, and adding the name again is the proof.

create table private.domain_secret (
  only_row boolean primary key default true check (only_row),
  secret bytea not null default extensions.gen_random_bytes(32)
);
comment on table private.domain_secret is 'The key that the challenges of this installation are made with.';
alter table private.domain_secret enable row level security;
insert into private.domain_secret default values;

create function private.domain_challenge(p_customer_id uuid, p_hostname text)
returns text
language sql stable security definer set search_path = ''
as $$
  select left(encode(extensions.hmac(
    convert_to(p_customer_id || ' ' || p_hostname, 'utf8'), s.secret, 'sha256'), 'hex'), 40)
  from private.domain_secret s
$$;
comment on function private.domain_challenge(uuid, text) is
  'What the customer''s TXT record for this host must say. Always the same, so that a domain removed and added again needs no new record.';

insert into public.app_settings (key, value) values ('domains', '{}') on conflict do nothing;

create function private.domain_settings()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select '{"target": "sites.portico.test", "addresses": [], "maxPerCustomer": 20, "claimHours": 72}'::jsonb
    || coalesce((select value from public.app_settings where key = 'domains'), '{}')
$$;
comment on function private.domain_settings() is
  'The setting "domains" with its defaults: target (host that serves customers'' sites), addresses (of it, for A and AAAA records), maxPerCustomer, claimHours.';

alter table public.custom_domains
  drop constraint custom_domains_hostname_check,
  -- What DNS knows and programs agree on: ASCII in small letters, two labels or more, no address. 234, because the
  -- challenge stands 19 characters further left and names end at 253.
  add constraint custom_domains_hostname_check check (
    char_length(hostname) <= 234
    and hostname ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
  add constraint custom_domains_challenge_check check (txt_challenge ~ '^[a-z0-9]{16,64}$'),
  add constraint custom_domains_target_check check (char_length(expected_target) between 1 and 253),
  drop column found_value,
  add column requested_by uuid references public.portal_users (id) on delete set null,
  add column expected_addresses text[] not null default '{}' check (cardinality(expected_addresses) <= 8),
  add column found jsonb not null default '[]'
    check (jsonb_typeof(found) = 'array' and jsonb_array_length(found) <= 4 and octet_length(found::text) <= 16384),
  add column check_number int not null default 0,
  add column next_check_at timestamptz,
  add column attempts int not null default 0,
  add column misses int not null default 0,
  add column missing_since timestamptz,
  add column checking_since timestamptz not null default now(),
  add column verified_at timestamptz,
  add column certificate jsonb check (
    jsonb_typeof(certificate) = 'object' and certificate ->> 'status' in ('requested', 'issued', 'failed')
    and octet_length(certificate::text) <= 4096),
  add column updated_at timestamptz not null default now();
comment on table public.custom_domains is
  'Customers'' own domains. A host belongs to one customer: to who proved it, before that to who asked first, for a time.';
comment on column public.custom_domains.found is 'What the last check found: [{ purpose: ownership|traffic, state: ok|missing|wrong|unanswered, values, problem }].';
comment on column public.custom_domains.check_number is 'Of the check that is due or running; an answer to an earlier one comes too late and is dropped.';
comment on column public.custom_domains.checking_since is 'Unproven records are looked for during seven days from here.';
comment on column public.custom_domains.verified_at is 'When the records were proven; null when they never were, or were gone for too long. Not null means that the customer holds the host.';
create index custom_domains_requested_by_idx on public.custom_domains (requested_by);
create index custom_domains_due_idx on public.custom_domains (next_check_at) where next_check_at is not null;
create trigger custom_domains_touch before update on public.custom_domains
  for each row execute function private.touch_updated_at();

-- The state machine ---------------------------------------------------------------------------

create table private.domain_transitions (
  from_status public.domain_status not null,
  event text not null check (event in (
    'records_found', 'records_missing', 'records_wrong', 'records_lost', 'gave_up', 'retried',
    'certificate_requested', 'certificate_issued', 'certificate_failed')),
  to_status public.domain_status not null,
  primary key (from_status, event)
);
comment on table private.domain_transitions is
  'What becomes of a domain. What is not here cannot happen. lib/domains/status.ts holds the same table; a test compares them.';
alter table private.domain_transitions enable row level security;
insert into private.domain_transitions (from_status, event, to_status) values
  ('pending_dns', 'records_found', 'verified'),
  ('pending_dns', 'records_missing', 'pending_dns'),
  ('pending_dns', 'records_wrong', 'wrong_dns'),
  ('pending_dns', 'gave_up', 'failed'),
  ('wrong_dns', 'records_found', 'verified'),
  ('wrong_dns', 'records_missing', 'pending_dns'),
  ('wrong_dns', 'records_wrong', 'wrong_dns'),
  ('wrong_dns', 'gave_up', 'failed'),
  ('verified', 'records_found', 'verified'),
  ('verified', 'records_lost', 'wrong_dns'),
  ('verified', 'certificate_requested', 'certificate_pending'),
  ('verified', 'certificate_issued', 'live'),
  ('certificate_pending', 'records_found', 'certificate_pending'),
  ('certificate_pending', 'records_lost', 'wrong_dns'),
  ('certificate_pending', 'certificate_requested', 'certificate_pending'),
  ('certificate_pending', 'certificate_issued', 'live'),
  ('certificate_pending', 'certificate_failed', 'verified'),
  ('live', 'records_found', 'live'),
  ('live', 'records_lost', 'wrong_dns'),
  -- A renewal: the site goes on under the certificate that it has.
  ('live', 'certificate_requested', 'live'),
  ('live', 'certificate_issued', 'live'),
  ('live', 'certificate_failed', 'live'),
  ('failed', 'retried', 'pending_dns');

create function private.next_domain_status(p_from public.domain_status, p_event text)
returns public.domain_status
language sql stable security definer set search_path = ''
as $$ select to_status from private.domain_transitions where from_status = p_from and event = p_event $$;
comment on function private.next_domain_status(public.domain_status, text) is 'Where the event leads from here, or null where it cannot happen.';

-- Telling ---------------------------------------------------------------------------------------

select private.allow_notifications(array['domain_status']);

create function private.announce_domain()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    perform private.announce_record(old.customer_id, 'domain', old.id);
  -- Imported history is no news.
  elsif tg_op = 'UPDATE' or new.created_at > now() - interval '1 hour' then
    perform private.announce_record(new.customer_id, 'domain', new.id);
  end if;
  return null;
end
$$;
comment on function private.announce_domain() is 'Trigger: the customer''s open pages read their domains again.';
create trigger custom_domains_announce after insert or delete on public.custom_domains
  for each row execute function private.announce_domain();
create trigger custom_domains_announce_change after update on public.custom_domains
  for each row when (
    (old.status, old.found, old.certificate, old.checked_at, old.next_check_at, old.missing_since)
    is distinct from (new.status, new.found, new.certificate, new.checked_at, new.next_check_at, new.missing_since))
  execute function private.announce_domain();

create function private.notify_domain(p_domain public.custom_domains, p_status text)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.notify_customer(p_domain.customer_id, 'domain_status', 'domain', p_domain.id,
    jsonb_build_object('hostname', p_domain.hostname, 'status', p_status),
    'domain_status:' || p_domain.id || ':' || p_status || ':' || p_domain.check_number)
$$;
comment on function private.notify_domain(public.custom_domains, text) is
  'Tells the customer''s people what became of their domain: a status, "certificate_failed", or "released" when somebody else proved it or took over the unproven claim.';

-- Scheduling --------------------------------------------------------------------------------------

create function private.schedule_domain_check(p_domain public.custom_domains, p_at timestamptz, p_job_at timestamptz default null)
returns public.custom_domains
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_domain public.custom_domains;
begin
  update public.custom_domains set check_number = p_domain.check_number + 1, next_check_at = p_at
  where id = p_domain.id
  returning * into v_domain;
  perform private.enqueue('check_domain', jsonb_build_object('domainId', v_domain.id, 'check', v_domain.check_number),
    'check_domain:' || v_domain.id || ':' || v_domain.check_number, coalesce(p_job_at, p_at));
  return v_domain;
end
$$;
comment on function private.schedule_domain_check(public.custom_domains, timestamptz, timestamptz) is
  'Makes the next check due, by a job of its own; any check scheduled before becomes void.';

create function private.domain_check_delay(p_attempts int)
returns interval
language sql immutable set search_path = ''
as $$ select least(interval '24 hours', interval '30 seconds' * power(2, least(greatest(p_attempts, 0), 20))) $$;
comment on function private.domain_check_delay(int) is 'The pause before the next look for records after so many: 30 s, 1 min, 2 min … 24 h.';

create function public.enqueue_domain_checks()
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_domain public.custom_domains;
  v_count int := 0;
begin
  for v_domain in
    select * from public.custom_domains d
    where d.next_check_at < now() - interval '2 minutes'
      and not exists (
        select 1 from public.jobs j
        where j.dedupe_key = 'check_domain:' || d.id || ':' || d.check_number and j.status in ('queued', 'running'))
    order by d.next_check_at limit 500
    for update skip locked
  loop
    perform private.schedule_domain_check(v_domain, now());
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function public.enqueue_domain_checks() is
  'For the worker: queues checks that are due and have no job (imported domains; a job that was given up). Returns how many.';
grant execute on function public.enqueue_domain_checks() to service_role;

create or replace function public.enqueue_recurring_jobs()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_hour text := to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24');
begin
  perform private.enqueue('sweep_uploads', '{}', 'sweep_uploads:' || v_hour);
  -- Workers ask every ten minutes.
  perform private.enqueue('sweep_domains', '{}',
    'sweep_domains:' || to_char(date_bin('10 minutes', now(), 'epoch') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI'));
  perform private.enqueue('housekeeping', '{}', 'housekeeping:' || left(v_hour, 10));
end
$$;

-- Commands ------------------------------------------------------------------------------------------

create function private.domain_summary(p_domain public.custom_domains)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', p_domain.id, 'hostname', p_domain.hostname, 'status', p_domain.status, 'check', p_domain.check_number)
$$;
comment on function private.domain_summary(public.custom_domains) is 'What a command answers about a domain; the caller reads the rest.';

create function private.lock_domain(p_viewer private.viewer, p_id uuid)
returns public.custom_domains
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_domain public.custom_domains;
begin
  select * into v_domain from public.custom_domains
  where id = p_id and (customer_id = p_viewer.customer_id or p_viewer.role <> 'customer')
  for update;
  if v_domain.id is null then
    perform private.fail('PT404', 'domain_not_found', 'This domain does not exist, or is not yours to see.');
  end if;
  return v_domain;
end
$$;
comment on function private.lock_domain(private.viewer, uuid) is
  'The domain, locked until the transaction ends. Raises PT404 also for what belongs to somebody else.';

create function private.claim_domain(p_viewer private.viewer, p_hostname text, p_proven boolean)
returns public.custom_domains
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_settings jsonb := private.domain_settings();
  v_target text := v_settings ->> 'target';
  v_old public.custom_domains;
  v_domain public.custom_domains;
begin
  -- Whoever asks for the same name at the same time waits here, and then finds this row.
  perform pg_advisory_xact_lock(hashtextextended('domain ' || p_hostname, 0));
  select * into v_old from public.custom_domains where hostname = p_hostname for update;

  if v_old.customer_id = p_viewer.customer_id then
    perform private.fail('PT409', 'domain_exists', format('You have added %s already.', p_hostname));
  elsif v_old.verified_at is not null then
    perform private.fail('PT409', 'domain_taken',
      format('Another customer uses %s, and its records prove it. If it is yours now, change its records first, or open a ticket.', p_hostname));
  elsif v_old.status in ('pending_dns', 'wrong_dns') and not p_proven
    and v_old.created_at > now() - make_interval(hours => (v_settings ->> 'claimHours')::int) then
    perform private.fail('PT409', 'domain_claimed',
      format('Another customer has asked for %1$s and not proven yet that it is theirs. If it is yours, create a TXT record with the name _portico-challenge.%1$s and the value %2$s, then add the domain again.',
        p_hostname, private.domain_challenge(p_viewer.customer_id, p_hostname)));
  end if;

  -- Two people of one customer could pass the limit together.
  perform 1 from public.customer_profiles where id = p_viewer.customer_id for no key update;
  if (select count(*) from public.custom_domains where customer_id = p_viewer.customer_id) >= (v_settings ->> 'maxPerCustomer')::int then
    perform private.fail('PT409', 'too_many_domains',
      format('You have %s domains, as many as one customer can have here. Remove one first, or open a ticket.', v_settings ->> 'maxPerCustomer'));
  end if;

  if v_old.id is not null then
    delete from public.custom_domains where id = v_old.id;
    perform private.notify_domain(v_old, 'released');
    perform private.audit(p_viewer, 'domain.take_over', 'domain', v_old.id::text, v_old.customer_id, 'self-service',
      jsonb_build_array(case when p_proven then 'proof' else 'claim_ended' end));
  end if;
  insert into public.custom_domains (customer_id, requested_by, hostname, txt_challenge, expected_target, expected_addresses)
  values (
    p_viewer.customer_id, p_viewer.id, p_hostname, private.domain_challenge(p_viewer.customer_id, p_hostname), v_target,
    array(select jsonb_array_elements_text(v_settings -> 'addresses')))
  returning * into v_domain;
  perform private.audit(p_viewer, 'domain.add', 'domain', v_domain.id::text, v_domain.customer_id, 'self-service');
  return private.schedule_domain_check(v_domain, now());
end
$$;
comment on function private.claim_domain(private.viewer, text, boolean) is
  'Gives the host to the viewer''s customer by the rule at the head of this file. Raises PT409 domain_exists, domain_taken, domain_claimed, too_many_domains.';

create function public.add_domain(p_key text, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_hostname text := p_input ->> 'hostname';
  v_target text := private.domain_settings() ->> 'target';
  v_answer jsonb;
begin
  perform private.require_module('domains');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customers_only', 'Only customers add domains.');
  end if;
  v_answer := private.begin_command(viewer.id, 'add_domain', p_key, p_input);
  if v_answer is not null then
    return v_answer;
  end if;
  perform private.limit_rate('add_domain:' || viewer.id, 40, 3600);
  -- The public suffixes and what people type are the portal's to know; the shape is everybody's.
  if v_hostname is null or char_length(v_hostname) > 234
    or v_hostname !~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$' then
    perform private.invalid_field('hostname', 'invalid', 'Enter a domain name such as www.example.com.');
  end if;
  if v_hostname = v_target or right(v_hostname, length(v_target) + 1) = '.' || v_target then
    perform private.invalid_field('hostname', 'own', 'This name is ours. Enter a domain name of your own.');
  end if;
  return private.finish_command(viewer.id, 'add_domain', p_key,
    private.domain_summary(private.claim_domain(viewer, v_hostname, false)));
end
$$;
comment on function public.add_domain(text, jsonb) is
  'Adds a domain: { hostname } in ASCII and small letters. p_key makes a retry harmless. Raises PT401, PT403, PT404, PT409 (domain_exists, domain_taken, domain_claimed, too_many_domains), PT422, PT429.';
grant execute on function public.add_domain(text, jsonb) to authenticated;

create function public.get_domain_challenge(p_hostname text)
returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
begin
  perform private.require_module('domains');
  if viewer.customer_id is null then
    perform private.fail('PT403', 'customers_only', 'Only customers add domains.');
  end if;
  return private.domain_challenge(viewer.customer_id, left(p_hostname, 253));
end
$$;
comment on function public.get_domain_challenge(text) is
  'The challenge of the viewer''s customer for this host, known before it is added: the way to prove a host that somebody else only claims.';
grant execute on function public.get_domain_challenge(text) to authenticated;

create function public.take_over_domain(p_user_id uuid, p_key text, p_hostname text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer;
  v_answer jsonb;
begin
  select u.id, u.role, u.customer_id, u.full_name, u.email into viewer
  from public.portal_users u where u.id = p_user_id and u.role = 'customer' and u.portal_active;
  if viewer.id is null then
    perform private.fail('PT403', 'customers_only', 'Only customers add domains.');
  end if;
  -- For the customer it is the same call, however it came to succeed.
  v_answer := private.begin_command(viewer.id, 'add_domain', p_key, jsonb_build_object('hostname', p_hostname));
  if v_answer is not null then
    return v_answer;
  end if;
  return private.finish_command(viewer.id, 'add_domain', p_key,
    private.domain_summary(private.claim_domain(viewer, p_hostname, true)));
end
$$;
comment on function public.take_over_domain(uuid, text, text) is
  'For the portal, after it has seen the person''s own challenge in DNS: gives them a host that another customer claims and has not proven. p_key is that of their add_domain. Raises PT403, PT409.';
grant execute on function public.take_over_domain(uuid, text, text) to service_role;

create function public.request_domain_check(p_id uuid)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_domain public.custom_domains;
begin
  perform private.require_module('domains');
  v_domain := private.lock_domain(viewer, p_id);
  perform private.limit_rate('check_domain:' || v_domain.id, 6, 60);
  perform private.limit_rate('check_domains:' || viewer.id, 120, 3600);
  if v_domain.status = 'failed' then
    perform private.audit(viewer, 'domain.retry', 'domain', v_domain.id::text, v_domain.customer_id, 'self-service');
    update public.custom_domains
    set status = private.next_domain_status('failed', 'retried'), checking_since = now(), attempts = 0
    where id = v_domain.id returning * into v_domain;
  elsif v_domain.attempts > 2 then
    -- Somebody is at work on the records: look again soon, also when this check finds nothing.
    update public.custom_domains set attempts = 2 where id = v_domain.id returning * into v_domain;
  end if;
  -- The caller asks DNS at once. The job is for the case that it does not come back.
  return private.domain_summary(private.schedule_domain_check(v_domain, now(), now() + interval '30 seconds'));
end
$$;
comment on function public.request_domain_check(uuid) is
  'Makes a check due now; a failed domain begins anew. The caller looks and calls record_domain_check with the number in check. Raises PT401, PT404, PT429.';
grant execute on function public.request_domain_check(uuid) to authenticated;

create function public.get_domain_check(p_id uuid, p_check int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('hostname', d.hostname, 'challenge', d.txt_challenge, 'target', d.expected_target, 'addresses', to_jsonb(d.expected_addresses))
  from public.custom_domains d
  where d.id = p_id and d.check_number = p_check and d.next_check_at is not null
$$;
comment on function public.get_domain_check(uuid, int) is 'What the check with this number is to look for; null when the domain is gone or the check is void.';
grant execute on function public.get_domain_check(uuid, int) to service_role;

create function public.record_domain_check(p_id uuid, p_check int, p_outcome text, p_found jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_domain public.custom_domains;
  v_before public.domain_status;
  v_was_held boolean;
  v_event text;
  v_next timestamptz;
begin
  if p_outcome is null or p_outcome not in ('passed', 'missing', 'wrong', 'broken', 'unanswered') then
    perform private.invalid_field('outcome', 'unknown', 'An outcome is passed, missing, wrong, broken or unanswered.');
  end if;
  select * into v_domain from public.custom_domains where id = p_id for update;
  if v_domain.id is null or v_domain.check_number <> p_check or v_domain.next_check_at is null then
    return null;
  end if;
  v_before := v_domain.status;
  v_was_held := v_before in ('verified', 'certificate_pending', 'live');

  if p_outcome = 'passed' then
    v_event := 'records_found';
    v_domain.misses := 0;
    v_domain.missing_since := null;
    v_domain.attempts := 0;
    v_domain.verified_at := coalesce(v_domain.verified_at, now());
    v_next := now() + interval '24 hours';
  elsif v_was_held then
    -- A name server that is away says nothing about the records. One answer without them may be a slip as well:
    -- it takes three, over an hour, however often somebody presses the button.
    v_next := now() + interval '1 hour';
    if p_outcome in ('missing', 'wrong') then
      v_domain.misses := v_domain.misses + 1;
      v_domain.missing_since := coalesce(v_domain.missing_since, now());
      if v_domain.misses = 1 then
        v_next := now() + interval '10 minutes';
      elsif v_domain.misses >= 3 and v_domain.missing_since <= now() - interval '1 hour' then
        v_event := 'records_lost';
        v_domain.attempts := 0;
        v_domain.checking_since := now();
        v_next := now() + private.domain_check_delay(0);
      end if;
    end if;
  else
    v_next := now() + private.domain_check_delay(v_domain.attempts);
    v_domain.attempts := v_domain.attempts + 1;
    if p_outcome <> 'unanswered' and now() >= v_domain.checking_since + interval '7 days' then
      v_event := 'gave_up';
      v_domain.verified_at := null;
      v_domain.missing_since := null;
      v_domain.misses := 0;
    else
      v_event := case p_outcome when 'missing' then 'records_missing' when 'wrong' then 'records_wrong' end;
    end if;
  end if;

  if v_event is not null then
    v_domain.status := private.next_domain_status(v_before, v_event);
    -- It was in use before: the certificate is still there.
    if v_domain.status = 'verified' and not v_was_held
      and (v_domain.certificate ->> 'expiresAt')::timestamptz > now() then
      v_domain.status := private.next_domain_status('verified', 'certificate_issued');
    end if;
  end if;

  -- `found` alone would be PL/pgSQL's own variable.
  update public.custom_domains d set
    status = v_domain.status, misses = v_domain.misses, missing_since = v_domain.missing_since, attempts = v_domain.attempts,
    verified_at = v_domain.verified_at, checking_since = v_domain.checking_since,
    -- Of a domain in use, what is known stays until something else is known.
    found = case when v_was_held and p_outcome in ('broken', 'unanswered') then d.found else p_found end,
    checked_at = case when p_outcome = 'unanswered' then d.checked_at else now() end
  where d.id = p_id returning * into v_domain;

  if v_event = 'gave_up' then
    update public.custom_domains set next_check_at = null where id = p_id returning * into v_domain;
  else
    -- A little off, so that domains that were added together do not stay together.
    v_domain := private.schedule_domain_check(v_domain, v_next + (v_next - now()) * 0.1 * random());
  end if;
  if v_domain.status <> v_before and (v_event in ('records_found', 'records_lost', 'gave_up')) then
    perform private.notify_domain(v_domain, v_domain.status::text);
    perform private.audit(null, 'domain.' || v_event, 'domain', p_id::text, v_domain.customer_id, 'domain check');
  end if;
  return private.domain_summary(v_domain);
end
$$;
comment on function public.record_domain_check(uuid, int, text, jsonb) is
  'Keeps what the check with this number found, moves the domain and makes the next check due. Outcomes: passed; missing and wrong (counted against it); broken (the domain''s servers failed) and unanswered (ours did). Null when the check is void.';
grant execute on function public.record_domain_check(uuid, int, text, jsonb) to service_role;

create function public.set_domain_certificate(p_hostname text, p_certificate jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_status text := p_certificate ->> 'status';
  v_domain public.custom_domains;
  v_before public.domain_status;
  v_next public.domain_status;
  v_expires timestamptz;
begin
  if v_status is null or v_status not in ('requested', 'issued', 'failed') then
    perform private.invalid_field('status', 'unknown', 'A certificate is requested, issued or failed.');
  end if;
  begin
    v_expires := (p_certificate ->> 'expiresAt')::timestamptz;
  exception when others then
    perform private.invalid_field('expiresAt', 'invalid', 'expiresAt is a time in ISO 8601.');
  end;
  if v_status = 'issued' and v_expires is null then
    perform private.invalid_field('expiresAt', 'required', 'Say until when the certificate is valid.');
  end if;
  select * into v_domain from public.custom_domains where hostname = lower(p_hostname) for update;
  if v_domain.id is null then
    perform private.fail('PT404', 'domain_not_found', 'No customer has this domain.');
  end if;
  v_before := v_domain.status;
  v_next := private.next_domain_status(v_before, 'certificate_' || v_status);
  if v_next is null then
    -- Told twice.
    if v_domain.certificate ->> 'status' = v_status and v_before = 'verified' then
      return private.domain_summary(v_domain);
    end if;
    perform private.fail('PT409', 'invalid_transition', format('A domain that is %s has no certificate.', v_before));
  end if;
  update public.custom_domains
  set status = v_next,
      -- While a renewal is under way or fails, the certificate in use stays known.
      certificate = case when v_before = 'live' and v_status <> 'issued' then certificate else '{}'::jsonb end
        || jsonb_strip_nulls(jsonb_build_object(
          'status', case when v_before = 'live' and v_status = 'requested' then 'issued' else v_status end,
          'issuer', left(private.plain_name(p_certificate ->> 'issuer'), 200), 'expiresAt', private.iso(v_expires),
          'error', case when v_status = 'failed' then left(private.plain_name(p_certificate ->> 'error'), 500) end,
          'at', private.iso(now())))
  where id = v_domain.id returning * into v_domain;
  if v_domain.status <> v_before and (v_next = 'live' or v_status = 'failed') then
    perform private.notify_domain(v_domain, case when v_next = 'live' then 'live' else 'certificate_failed' end);
    perform private.audit(null, 'domain.certificate_' || v_status, 'domain', v_domain.id::text, v_domain.customer_id, 'certificate');
  end if;
  return private.domain_summary(v_domain);
end
$$;
comment on function public.set_domain_certificate(text, jsonb) is
  'For the proxy that serves customers'' sites and asks for their certificates: { status: requested|issued|failed, issuer?, expiresAt? (needed when issued), error? }. Safe to say twice. Raises PT404, PT409 invalid_transition, PT422.';
grant execute on function public.set_domain_certificate(text, jsonb) to service_role;

create function public.remove_domain(p_id uuid, p_input jsonb default '{}')
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_domain public.custom_domains;
begin
  perform private.require_module('domains');
  v_domain := private.lock_domain(viewer, p_id);
  if p_input ->> 'expectedStatus' is not null and p_input ->> 'expectedStatus' <> v_domain.status::text then
    perform private.fail('PT409', 'domain_changed', 'The domain has changed since you looked. See how it is now, then decide again.');
  end if;
  if v_domain.verified_at is not null and coalesce(p_input ->> 'confirm', '') <> v_domain.hostname then
    perform private.fail('PT409', 'confirmation_required',
      format('Visitors may reach your site under %1$s. Confirm with the name, %1$s, that it is to be removed.', v_domain.hostname));
  end if;
  delete from public.custom_domains where id = v_domain.id;
  perform private.audit(viewer, 'domain.remove', 'domain', v_domain.id::text, v_domain.customer_id, 'self-service');
  return private.domain_summary(v_domain);
end
$$;
comment on function public.remove_domain(uuid, jsonb) is
  'Removes a domain; anybody who proves the name can then add it. { expectedStatus?, confirm? }: proven ones need their own name in confirm. Raises PT401, PT404, PT409 (domain_changed, confirmation_required).';
grant execute on function public.remove_domain(uuid, jsonb) to authenticated;

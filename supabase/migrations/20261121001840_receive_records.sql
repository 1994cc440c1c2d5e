-- A signed request of another system: counted, applied once, and answered again when it is asked again.

create table private.integration_requests (
  fingerprint bytea primary key check (octet_length(fingerprint) = 32),
  received_at timestamptz not null default now()
);
comment on table private.integration_requests is
  'Signed requests that have been applied: the SHA-256 of what was signed. Kept for longer than a signature is good for, so that whoever recorded a request cannot send it again.';
create index integration_requests_received_idx on private.integration_requests (received_at);
alter table private.integration_requests enable row level security;

create function public.receive_records(p_kind text, p_source text, p_records jsonb, p_request jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  -- Other systems are nobody in particular: their keys are kept under no person's id.
  v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  v_command text := 'integrations.' || p_kind || '.' || p_source;
  v_key text := p_request ->> 'idempotencyKey';
  v_answer jsonb;
begin
  perform private.limit_rate('integrations:' || p_source, 600, 60);
  v_answer := private.begin_command(v_nobody, v_command, v_key, jsonb_build_object('sha256', p_request ->> 'sha256'));
  if v_answer is not null then
    return jsonb_build_object('repeated', true, 'results', v_answer -> 'results');
  end if;

  insert into private.integration_requests (fingerprint) values (decode(p_request ->> 'fingerprint', 'hex'))
  on conflict do nothing;
  if not found then
    perform private.fail('PT409', 'signature_used',
      'This signed request has been received already and is not applied twice. To send it again, sign it again; to learn what became of it, use an Idempotency-Key.');
  end if;
  delete from private.integration_requests where received_at < now() - interval '1 hour';

  v_answer := jsonb_build_object('results', case when jsonb_array_length(p_records) = 0 then '[]' else
    public.import_records(p_kind, p_source, p_records) end);
  perform private.finish_command(v_nobody, v_command, v_key, v_answer);
  return v_answer || '{"repeated": false}';
end
$$;
comment on function public.receive_records(text, text, jsonb, jsonb) is
  'import_records for a request whose signature the web app has checked. p_request: { fingerprint of what was signed, sha256 of the body, idempotencyKey? }. Returns { repeated, results }; under a key that was used for the same body, the first results. Raises PT409 signature_used | idempotency_key_reused, PT429, and what import_records raises.';
grant execute on function public.receive_records(text, text, jsonb, jsonb) to service_role;

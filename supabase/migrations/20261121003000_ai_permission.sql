-- Whose data a machine may read, and how it signs for what it read.

alter table public.customer_profiles add column processing_restricted_at timestamptz;
comment on column public.customer_profiles.processing_restricted_at is
  'Since when this customer restricts processing (GDPR article 18, POPIA section 14(6)): assistants and analytics leave their data alone.';

create function private.ai_may_use(p_customer_id uuid)
returns boolean
language sql stable security definer set search_path = ''
as $$
  select coalesce((select c.processing_restricted_at is null from public.customer_profiles c where c.id = p_customer_id), false)
$$;
comment on function private.ai_may_use(uuid) is
  'Whether assistants may read what belongs to this customer: not while they restrict processing, and not of a customer that does not exist.';

create function private.audit_ai(
  p_name text, p_action text, p_resource_type text, p_resource_id text, p_customer_id uuid, p_purpose text, p_fields jsonb default null)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into public.portal_audit_log
    (actor_role, actor_name, action, resource_type, resource_id, customer_id, purpose, fields)
  values ('ai', left(p_name, 200), p_action, p_resource_type, p_resource_id, p_customer_id, p_purpose, p_fields)
$$;
comment on function private.audit_ai(text, text, text, text, uuid, text, jsonb) is
  'Adds the audit entry of an assistant: p_name is the model or the local method, p_purpose what it read for. p_fields names what was read, never its content.';

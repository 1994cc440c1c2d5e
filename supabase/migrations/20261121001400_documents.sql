-- Documents that were issued: rendered once, kept, and given out as the same bytes ever after.

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customer_profiles (id) on delete restrict,
  kind text not null check (kind in ('invoice', 'quote')),
  subject_id uuid not null,
  version int not null default 1 check (version between 1 and 10000),
  file_name text not null check (char_length(file_name) between 1 and 120),
  storage_path text not null unique check (char_length(storage_path) <= 300),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes int not null check (bytes between 1 and 10485760),
  created_at timestamptz not null default now(),
  -- The first one stays.
  unique (kind, subject_id, version)
);
comment on table public.documents is
  'Issued documents in the bucket of the same name. subject_id is the invoice or quote; there is one document per version of it, which nobody changes.';
create index documents_customer_idx on public.documents (customer_id);

alter table public.documents enable row level security;
create policy "Customers find their own documents, staff find all" on public.documents for select to authenticated
  using (customer_id = (select private.viewer_customer_id()) or (select private.is_staff()));
grant select on public.documents to authenticated, service_role;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('documents', 'documents', false, 10485760, array['application/pdf'])
on conflict (id) do nothing;
-- No policy on storage.objects for this bucket: row security refuses everybody but the service role, so every
-- download passes by the web app, which asks the table above first.

create function private.document_subject(p_kind text, p_id uuid, out customer_id uuid, out number text)
language sql stable security definer set search_path = ''
as $$
  select i.customer_id, i.number from public.invoices i where p_kind = 'invoice' and i.id = p_id
  union all
  select q.customer_id, q.number from public.quote_requests q where p_kind = 'quote' and q.id = p_id
$$;
comment on function private.document_subject(text, uuid) is 'Whose document it is and under which number; nulls for what does not exist.';

create function public.store_document(p_user_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user public.portal_users;
  v_subject record;
  v_kind text := p_input ->> 'kind';
  v_id uuid := (p_input ->> 'id')::uuid;
  v_version int := (p_input ->> 'version')::int;
  v_row public.documents;
begin
  select * into v_user from public.portal_users where id = p_user_id and portal_active;
  if v_user.id is null then
    perform private.fail('PT401', 'unauthenticated', 'Sign in and try again.');
  end if;
  select * into v_subject from private.document_subject(v_kind, v_id);
  if v_subject.customer_id is null or (v_user.role = 'customer' and v_subject.customer_id is distinct from v_user.customer_id) then
    perform private.fail('PT404', 'document_not_found', 'This document does not exist, or is not yours to see.');
  end if;

  insert into public.documents (customer_id, kind, subject_id, version, file_name, storage_path, sha256, bytes)
  values (v_subject.customer_id, v_kind, v_id, v_version,
    -- A name to save under: whatever a number holds, no path.
    left(regexp_replace(v_subject.number, '[^A-Za-z0-9._-]+', '-', 'g'), 80) || case when v_kind = 'quote' then '-v' || v_version else '' end || '.pdf',
    p_input ->> 'storagePath', p_input ->> 'sha256', (p_input ->> 'bytes')::int)
  on conflict (kind, subject_id, version) do nothing
  returning * into v_row;
  if v_row.id is null then
    select * into v_row from public.documents where kind = v_kind and subject_id = v_id and version = v_version;
  end if;
  return jsonb_build_object('storagePath', v_row.storage_path, 'fileName', v_row.file_name, 'sha256', v_row.sha256);
end
$$;
comment on function public.store_document(uuid, jsonb) is
  'For the web app alone: records that the bytes { kind, id, version, storagePath, sha256, bytes } are in the bucket, unless another document was first; returns the one that counts { storagePath, fileName, sha256 }. Raises PT401, PT404 also for what p_user_id may not see.';
grant execute on function public.store_document(uuid, jsonb) to service_role;

-- Who issues them -------------------------------------------------------------------------------

insert into public.app_settings (key, value) values ('billing', '{}') on conflict (key) do nothing;

create function private.document_seller()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'name', coalesce(nullif(trim(b ->> 'legalName'), ''), nullif(trim(b ->> 'name'), ''), 'Portico'),
    'logoUrl', b -> 'logoUrl', 'primaryColor', b -> 'primaryColor',
    'address', b -> 'address', 'taxNumber', b -> 'taxNumber', 'registrationNumber', b -> 'registrationNumber',
    'email', b -> 'supportEmail', 'phone', b -> 'phone', 'website', b -> 'website',
    'paymentDetails', s -> 'paymentDetails', 'invoiceTerms', s -> 'invoiceTerms', 'quoteTerms', s -> 'quoteTerms')
  from (select coalesce((select value from public.app_settings where key = 'branding'), '{}') as b,
    coalesce((select value from public.app_settings where key = 'billing'), '{}') as s) as settings
$$;
comment on function private.document_seller() is
  'The business as its documents name it: from the settings branding { name, legalName?, address?, taxNumber?, registrationNumber?, phone?, website?, logoUrl?, primaryColor? } and billing { paymentDetails?, invoiceTerms?, quoteTerms? }. Addresses and terms are texts of several lines.';

create function private.document_buyer(p_customer uuid)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('name', c.full_name, 'company', c.company_name, 'customerNumber', c.customer_number,
    'taxNumber', c.billing_address -> 'taxNumber', 'address', c.billing_address, 'locale', c.locale)
  from public.customer_profiles c where c.id = p_customer
$$;
comment on function private.document_buyer(uuid) is 'The customer as documents name them today.';

create function public.get_document_parties(p_kind text, p_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_subject record;
begin
  select * into v_subject from private.document_subject(p_kind, p_id);
  if v_subject.customer_id is null or (viewer.role = 'customer' and v_subject.customer_id is distinct from viewer.customer_id) then
    perform private.fail('PT404', 'document_not_found', 'This document does not exist, or is not yours to see.');
  end if;
  return jsonb_build_object('seller', private.document_seller(), 'buyer', private.document_buyer(v_subject.customer_id));
end
$$;
comment on function public.get_document_parties(text, uuid) is
  'Who issues a document of this subject, and to whom: { seller, buyer }. Raises PT401, PT404 also for what belongs to somebody else.';
grant execute on function public.get_document_parties(text, uuid) to authenticated;

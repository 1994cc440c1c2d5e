-- Extensions, schemas, and the rule that nothing is granted by default.

create schema if not exists extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists btree_gist with schema extensions;

-- Older hosted projects grant every new object in `public` to the API roles; newer ones do not.
-- Either way, what is reachable is what a migration grants by name.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

create schema if not exists private;
comment on schema private is 'Helpers and bookkeeping. Not exposed through the API.';
revoke all on schema private from public;
-- Policies call helpers as the signed-in role, which needs usage to resolve their names.
grant usage on schema private to anon, authenticated, service_role;

create function private.fail(p_code text, p_message text, p_hint text default null, p_detail jsonb default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = p_code,
    message = p_message,
    hint = coalesce(p_hint, ''),
    detail = coalesce(p_detail::text, '');
end
$$;
comment on function private.fail(text, text, text, jsonb) is
  'Raises an expected failure. p_code is PT followed by the HTTP status, p_message a machine-readable word, p_hint a sentence for people, p_detail JSON for programs.';

create function private.iso(p_at timestamptz)
returns text
language sql
stable
set search_path = ''
as $$ select to_char(p_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
comment on function private.iso(timestamptz) is
  'ISO 8601 in UTC with microseconds, so that a cursor made from it loses nothing.';

create function private.plain_text(p_text text)
returns text
language sql
immutable
set search_path = ''
as $$ select regexp_replace(p_text, '[\u0001-\u0008\u000b-\u001f\u007f-\u009f]', '', 'g') $$;
comment on function private.plain_text(text) is 'The text without control characters, save tabs and line feeds.';

create function private.plain_name(p_text text)
returns text
language sql
immutable
set search_path = ''
as $$
  select trim(regexp_replace(
    regexp_replace(p_text, '[\s\u00a0\u2000-\u200a\u2028\u2029\u202f\u3000]+', ' ', 'g'),
    '[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]', '', 'g'))
$$;
comment on function private.plain_name(text) is
  'The name on one line, without control characters and the marks that would turn the text around it.';

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.touch_updated_at() is 'Trigger: keeps updated_at honest.';

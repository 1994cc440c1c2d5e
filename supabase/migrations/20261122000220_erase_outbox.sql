-- An erasure also reaches what the embedded Supabase keeps of the messages that it would have sent: confirmations, links,
-- codes. A hosted project has no such table.

create or replace function private.erase_sign_in(p_users uuid[], p_needles text[])
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
  if to_regclass('embedded.outbox') is not null then
    execute 'delete from embedded.outbox o
      where lower(o.recipient) = any ($1) or ''+'' || o.recipient = any ($1) or private.mentions(concat_ws('' '', o.subject, o.text), $1)'
    using p_needles;
  end if;
  delete from auth.users where id = any (p_users);
end
$$;

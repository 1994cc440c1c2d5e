-- Whether somebody is not to be disturbed is said by the database's clock alone: a worker whose clock was behind put
-- an e-mail off to a moment that the database had passed, and a second try within the same minute was no new job.

create or replace function private.quiet_now(p_user uuid)
returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select q.until
  from public.notification_settings s, private.quiet_until(s.quiet_from, s.quiet_to, private.zone_of(p_user), now()) as q(until)
  where s.user_id = p_user and s.quiet_from is not null and q.until > now()
$$;
comment on function private.quiet_now(uuid) is 'Until when a person is not to be disturbed; null when they may be.';

create or replace function public.postpone_ticket_email(p_kind text, p_payload jsonb, p_until timestamptz)
returns void
language sql volatile security definer set search_path = ''
as $$
  select private.enqueue(p_kind, p_payload, p_kind || ':later:' || md5(p_payload::text) || ':' || extract(epoch from p_until), greatest(p_until, now()))
  where p_kind in ('ticket_reply_email', 'ticket_email', 'ticket_closing_email')
$$;

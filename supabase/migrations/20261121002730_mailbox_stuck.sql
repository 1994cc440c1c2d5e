-- An e-mail whose processing was given up is not left where nobody looks.

create or replace function public.sweep_inbound_emails(p_limit int default 100)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_paths jsonb;
begin
  update public.inbound_emails e
  set state = 'quarantined', reason = 'stuck', decision = null, processed_at = now()
  where e.state = 'received' and coalesce(e.decided_at, e.received_at) < now() - interval '1 day';
  update public.inbound_emails e
  set state = 'discarded', reason = 'expired', processed_at = now()
  where e.state = 'quarantined' and e.received_at < now() - interval '30 days';
  -- Of what nobody wanted only the envelope stays.
  update public.inbound_emails e set body_text = null, files = '[]'
  where e.state in ('discarded', 'ignored') and e.received_at < now() - interval '30 days' and e.body_text is not null;
  select coalesce(jsonb_agg(e.raw_path), '[]') into v_paths
  from (
    select i.raw_path from public.inbound_emails i
    where i.raw_path is not null and i.received_at < now() - interval '30 days'
    order by i.received_at limit least(p_limit, 1000)) as e;
  return v_paths;
end
$$;
comment on function public.sweep_inbound_emails(int) is
  'For the web app alone: what could not be processed within a day waits for staff; after 30 days what is in quarantine is discarded, and nothing is kept whole. Returns the paths whose bytes are to be removed.';

-- Admins are told when entries of the audit log do not match their seals: nobody opens a page to look for that.

select private.allow_notifications(array['security_audit_broken']);
insert into private.notification_events (event, grp, security, staff_channels, importance)
values ('security_audit_broken', 'security', true, '{email,push}', 'urgent')
on conflict (event) do nothing;

create or replace function public.check_audit_seals(p_days int default 7)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_days int := least(greatest(coalesce(p_days, 7), 1), 62);
  v_seal record;
  v_made record;
  v_before text;
  v_broken date[] := '{}';
  v_count int := 0;
begin
  for v_seal in
    select s.*, lag(s.chain) over (order by s.day) as before from private.audit_seals s order by s.day desc limit v_days + 1
  loop
    exit when v_count = v_days;
    v_count := v_count + 1;
    -- What is in an archive is checked against that.
    continue when exists (select from private.audit_archives a where a.month = date_trunc('month', v_seal.day)::date);
    select * into v_made from private.audit_day(v_seal.day, true);
    if (v_made.entries, v_made.digest) is distinct from (v_seal.entries, v_seal.digest)
      or v_seal.chain <> encode(sha256(convert_to(concat_ws(' ', coalesce(v_seal.before, ''), v_seal.day, v_seal.entries, v_seal.digest), 'UTF8')), 'hex') then
      v_broken := v_broken || v_seal.day;
    end if;
  end loop;
  insert into private.audit_checks (days, broken, strays) values (v_count, v_broken, private.strays());
  if cardinality(v_broken) > 0 then
    -- Once for the same days, however often they are checked.
    perform private.notify(u.id, 'security_audit_broken', 'audit_log', null, jsonb_build_object('body', array_to_string(v_broken, ', ')),
      'security_audit_broken:' || md5(array_to_string(v_broken, ',')))
    from public.portal_users u where u.role = 'admin' and u.portal_active;
  end if;
  delete from private.audit_checks where checked_at < now() - interval '1 year';
  return jsonb_build_object('days', v_count, 'broken', to_jsonb(v_broken), 'strays', private.strays());
end
$$;
comment on function public.check_audit_seals(int) is
  'For the worker: compares the seals of the latest days (62 at most) with their entries and with each other, keeps and answers { days, broken: [day], strays }. Tells every admin of days that differ.';

-- What the services that carry messages report: what arrived, which addresses cannot be reached, who wants no more.

create function public.record_email_feedback(p_events jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_event record;
  v_suppressed int := 0;
  v_soft int := 0;
begin
  for v_event in
    select lower(trim(e ->> 'address')) as address, e ->> 'kind' as kind, e ->> 'detail' as detail
    from jsonb_array_elements(p_events) as e limit 100
  loop
    continue when v_event.address is null or char_length(v_event.address) not between 3 and 320;
    if v_event.kind in ('bounce', 'complaint') then
      v_suppressed := v_suppressed + private.suppress_email(v_event.address, v_event.kind, v_event.detail)::int;
    elsif v_event.kind = 'soft' then
      insert into public.email_suppressions as s (address, soft_bounces) values (v_event.address, 1)
      on conflict (address) do update set soft_bounces = s.soft_bounces + 1, updated_at = now();
      v_soft := v_soft + 1;
    end if;
  end loop;
  return jsonb_build_object('suppressed', v_suppressed, 'soft', v_soft);
end
$$;
comment on function public.record_email_feedback(jsonb) is
  'For the web app alone: what a mail provider reports, [{ address, kind: bounce | complaint | soft, detail? }], 100 at most. The first two end e-mails to that address, and its people are told in the portal; faults that pass are counted. Returns { suppressed, soft }.';
grant execute on function public.record_email_feedback(jsonb) to service_role;

create function public.record_message_status(p_provider_id text, p_status text, p_error text default null)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_order text[] := '{queued,sent,delivered,read}';
begin
  if p_status not in ('sent', 'delivered', 'read', 'failed') then
    return false;
  end if;
  -- Reports overtake each other: what was read was delivered, whatever is said later.
  update public.message_logs m
  set status = p_status::public.message_status, error = case when p_status = 'failed' then left(p_error, 500) else m.error end
  where m.provider_id = p_provider_id
    and case when p_status = 'failed' then m.status in ('queued', 'sent')
      else array_position(v_order, p_status) > coalesce(array_position(v_order, m.status::text), 99) end;
  update public.notification_deliveries d
  set delivered_at = case when p_status in ('delivered', 'read') then coalesce(d.delivered_at, now()) else d.delivered_at end,
      seen_at = case when p_status = 'read' then coalesce(d.seen_at, now()) else d.seen_at end,
      status = case when p_status = 'failed' and d.delivered_at is null then 'dead' else d.status end,
      error = case when p_status = 'failed' and d.delivered_at is null then 'not_delivered' else d.error end,
      detail = case when p_status = 'failed' and d.delivered_at is null then left(p_error, 500) else d.detail end
  where d.provider_id = p_provider_id and d.channel = 'whatsapp';
  return found;
end
$$;
comment on function public.record_message_status(text, text, text) is
  'For the web app alone: what became of a WhatsApp message, by WhatsApp''s id: sent, delivered, read, failed. Reports in any order, and twice, end the same. True when it was one of the outbox.';
grant execute on function public.record_message_status(text, text, text) to service_role;

create function public.stop_whatsapp(p_number text)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_user record;
  v_count int := 0;
begin
  for v_user in
    select u.* from public.portal_users u where u.phone = '+' || ltrim(p_number, '+') and u.phone_verified_at is not null
  loop
    insert into public.notification_settings as s (user_id, whatsapp_stopped_at) values (v_user.id, now())
    on conflict (user_id) do update set whatsapp_stopped_at = coalesce(s.whatsapp_stopped_at, now());
    update public.notification_preferences p set enabled = false, updated_at = now()
    where p.user_id = v_user.id and p.channel = 'whatsapp' and p.enabled;
    perform private.audit(private.viewer_of(v_user.id), 'preferences.whatsapp_stop', 'preferences', v_user.id::text, v_user.customer_id, 'account');
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;
comment on function public.stop_whatsapp(text) is
  'For the web app alone: whoever has this number answered with stop, and gets no more notices by WhatsApp until they choose them again. Harmless when repeated. Returns how many people that were.';
grant execute on function public.stop_whatsapp(text) to service_role;

create function public.record_template_status(p_name text, p_language text, p_status text)
returns int
language sql volatile security definer set search_path = ''
as $$
  with changed as (
    update public.whatsapp_templates t set status = p_status
    where t.name = p_name and t.language = p_language and p_status in ('pending', 'approved', 'rejected', 'paused') and t.status <> p_status
    returning 1)
  select count(*)::int from changed
$$;
comment on function public.record_template_status(text, text, text) is 'For the web app alone: WhatsApp approved, rejected or paused a template. Returns how many entries that changed.';
grant execute on function public.record_template_status(text, text, text) to service_role;

-- Templates, by admins -----------------------------------------------------------------------------------

create function public.save_whatsapp_template(p_id uuid, p_input jsonb)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
  v_event text := nullif(p_input ->> 'event', '');
  v_parameters text[];
  v_row public.whatsapp_templates;
begin
  if v_event is not null and not exists (select 1 from private.notification_events e where e.event = v_event) then
    perform private.invalid_field('event', 'unknown', 'There is no such notification.');
  elsif coalesce(p_input ->> 'name', '') !~ '^[a-z0-9_]{1,100}$' then
    perform private.invalid_field('name', 'invalid', 'A name has small letters, digits and underscores, as WhatsApp shows it.');
  elsif coalesce(p_input ->> 'language', '') !~ '^[a-z]{2,3}(_[A-Z]{2})?$' then
    perform private.invalid_field('language', 'invalid', 'Give the language as WhatsApp shows it, such as en or pt_BR.');
  elsif coalesce(p_input ->> 'status', '') not in ('pending', 'approved', 'rejected', 'paused') then
    perform private.invalid_field('status', 'invalid', 'Choose pending, approved, rejected or paused.');
  elsif jsonb_typeof(p_input -> 'parameters') is distinct from 'array' or jsonb_array_length(p_input -> 'parameters') > 6 then
    perform private.invalid_field('parameters', 'invalid', 'A template has six parameters at most.');
  end if;
  select coalesce(array_agg(v order by n), '{}') into v_parameters from jsonb_array_elements_text(p_input -> 'parameters') with ordinality as x(v, n);
  if not v_parameters <@ '{name,title,detail,number,brand,link}' then
    perform private.invalid_field('parameters', 'unknown', 'Choose from name, title, detail, number, brand and link.');
  end if;
  begin
    if p_id is null then
      insert into public.whatsapp_templates (event, name, language, parameters, status)
      values (v_event, p_input ->> 'name', p_input ->> 'language', v_parameters, p_input ->> 'status') returning * into v_row;
    else
      update public.whatsapp_templates t
      set event = v_event, name = p_input ->> 'name', language = p_input ->> 'language', parameters = v_parameters, status = p_input ->> 'status'
      where t.id = p_id returning * into v_row;
      if v_row.id is null then
        perform private.fail('PT404', 'template_not_found', 'This template does not exist any more.');
      end if;
    end if;
  exception when unique_violation then
    -- The same again, after an answer that was lost.
    select * into v_row from public.whatsapp_templates t
    where p_id is null and t.event is not distinct from v_event and t.name = p_input ->> 'name' and t.language = p_input ->> 'language'
      and t.parameters = v_parameters and t.status = p_input ->> 'status';
    if v_row.id is null then
      perform private.invalid_field('event', 'taken', 'There is a template for this notification already. Change that one.');
    end if;
  end;
  perform private.audit(viewer, 'whatsapp_template.save', 'whatsapp_template', v_row.id::text, null, 'administration');
  return jsonb_build_object('id', v_row.id);
end
$$;
comment on function public.save_whatsapp_template(uuid, jsonb) is
  'For admins: adds (p_id null) or changes a template, { event (empty: for everything else), name, language, parameters, status }. Harmless when repeated. Returns { id }. Raises PT401, PT403, PT404, PT422.';
grant execute on function public.save_whatsapp_template(uuid, jsonb) to authenticated;

create function public.delete_whatsapp_template(p_id uuid)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  delete from public.whatsapp_templates where id = p_id;
  if found then
    perform private.audit(viewer, 'whatsapp_template.delete', 'whatsapp_template', p_id::text, null, 'administration');
  end if;
end
$$;
comment on function public.delete_whatsapp_template(uuid) is 'For admins: a template is used no more. Harmless when repeated. Raises PT401, PT403.';
grant execute on function public.delete_whatsapp_template(uuid) to authenticated;

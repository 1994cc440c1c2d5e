-- What is called for each ticket keeps its plans: an SQL function is planned again at every call.

create or replace function private.sla_class(p_status public.ticket_status) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when p_status in ('waiting_customer', 'on_hold') then 'paused'
    when p_status in ('resolved', 'closed', 'cancelled') then 'settled'
    else 'running' end;
end
$$;

create or replace function private.business_calendar()
returns private.business_calendar
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_calendar private.business_calendar;
begin
  select coalesce(array_agg(h.weekday order by h.weekday, h.opens), '{}'), coalesce(array_agg(h.opens order by h.weekday, h.opens), '{}'),
    coalesce(array_agg(h.closes order by h.weekday, h.opens), '{}')
  into v_calendar.weekdays, v_calendar.opens, v_calendar.closes from public.business_hours h;
  if v_calendar.weekdays <> '{}' then
    select coalesce(array_agg(d.day), '{}') into v_calendar.holidays from public.holidays d;
    select coalesce((select s.value #>> '{}' from public.app_settings s where s.key = 'time_zone'), 'UTC') into v_calendar.zone;
  end if;
  return v_calendar;
end
$$;

create or replace function private.ticket_dues(p_ticket public.support_tickets, p_terms private.sla_terms)
returns table (kind text, due_at timestamptz, risk_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  kind := 'first_response';
  due_at := p_ticket.first_response_due_at;
  if due_at is not null and p_ticket.first_responded_at is null then
    risk_at := private.subtract_business_time(p_terms.calendar, due_at, p_terms.first_response * 0.2);
    return next;
  end if;
  kind := 'next_response';
  due_at := p_ticket.next_response_due_at;
  if due_at is not null then
    risk_at := private.subtract_business_time(p_terms.calendar, due_at, p_terms.next_response * 0.2);
    return next;
  end if;
  kind := 'resolution';
  due_at := p_ticket.resolution_due_at;
  if due_at is not null then
    risk_at := private.subtract_business_time(p_terms.calendar, due_at, p_terms.resolution * 0.2);
    return next;
  end if;
end
$$;

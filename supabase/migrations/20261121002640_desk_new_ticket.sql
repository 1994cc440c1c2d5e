-- What a new ticket of the desk can be about, once it is known for whom it is.

create function public.desk_ticket_subjects(p_customer_id uuid)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  if not exists (select 1 from public.customer_profiles where id = p_customer_id) then
    perform private.fail('PT404', 'customer_not_found', 'This customer does not exist.');
  end if;
  return jsonb_build_object(
    'people', coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'fullName', u.full_name, 'email', u.email) order by u.created_at, u.id)
      from (select * from public.portal_users u where u.customer_id = p_customer_id and u.role = 'customer' and u.portal_active
        order by u.created_at, u.id limit 100) u), '[]'),
    'orders', case when 'orders' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'status', o.status, 'placedAt', private.iso(o.placed_at)) order by o.placed_at desc, o.id desc)
      from (select * from public.orders o where o.customer_id = p_customer_id order by o.placed_at desc, o.id desc limit 50) o), '[]') else '[]' end,
    'services', case when 'services' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.created_at desc, s.id)
      from (select * from public.customer_services s where s.customer_id = p_customer_id and s.status <> 'terminated'
        order by s.created_at desc, s.id limit 50) s), '[]') else '[]' end,
    'domains', case when 'domains' = any (private.modules_on()) then coalesce((
      select jsonb_agg(jsonb_build_object('id', d.id, 'hostname', d.hostname) order by d.hostname)
      from (select * from public.custom_domains d where d.customer_id = p_customer_id order by d.created_at desc, d.id limit 50) d), '[]') else '[]' end);
end
$$;
comment on function public.desk_ticket_subjects(uuid) is
  'For staff who open a ticket for a customer: who could be its requester, and the latest orders, services and domains that it can be about. Raises PT401, PT403, PT404.';
grant execute on function public.desk_ticket_subjects(uuid) to authenticated;

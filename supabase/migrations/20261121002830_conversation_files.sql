-- As before, save that the document of a conversation too tells customers no more than the name of a file that is
-- not known to be clean.

create or replace function public.get_ticket_conversation(p_ref text, p_part int default 1, p_notes boolean default false)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_staff boolean := viewer.role <> 'customer';
  v_notes boolean := v_staff and coalesce(p_notes, false);
  v_ticket public.support_tickets;
  v_parts int;
  v_ids uuid[];
  v_from timestamptz;
  v_until timestamptz;
begin
  if p_ref ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_ticket from public.support_tickets where id = p_ref::uuid;
  else
    select * into v_ticket from public.support_tickets where number = upper(left(p_ref, 40));
  end if;
  if private.sees_ticket(viewer, v_ticket) is not true then
    perform private.fail('PT404', 'ticket_not_found', 'This ticket does not exist, or is not yours to see.');
  end if;

  -- A part ends after so many characters; each message costs 400 besides, for its head. What is written later
  -- goes into the last part or a new one: the parts before stay as they are.
  select max(m.part), array_agg(m.id) filter (where m.part = p_part),
    min(m.created_at) filter (where m.part = p_part), min(m.created_at) filter (where m.part = p_part + 1)
  into v_parts, v_ids, v_from, v_until
  from (
    select g.id, g.created_at,
      1 + ((sum(char_length(g.body) + 400) over (order by g.created_at, g.id) - 1) / private.conversation_part_size())::int as part
    from public.ticket_messages g
    where g.ticket_id = v_ticket.id and (v_notes or not g.is_internal)) m;
  if v_ids is null and (p_part is distinct from 1 or v_parts is not null) then
    perform private.fail('PT404', 'part_not_found', 'The conversation has no such part.');
  end if;

  perform private.audit(viewer, 'ticket.export', 'ticket', v_ticket.id::text, v_ticket.customer_id,
    case when v_staff then 'support' else 'self-service' end);
  return private.ticket_row(v_ticket, viewer)
    || private.ticket_settlement(v_ticket, viewer)
    || jsonb_build_object(
      'part', p_part, 'parts', coalesce(v_parts, 1), 'withNotes', v_notes,
      'requesterName', (select u.full_name from public.portal_users u where u.id = v_ticket.requester_id),
      'issueTypeLabel', (select i.label from public.ticket_issue_types i where i.category = v_ticket.category and i.slug = v_ticket.issue_type),
      'order', (select o.number from public.orders o where o.id = v_ticket.order_id),
      'service', (select s.name from public.customer_services s where s.id = v_ticket.service_id),
      'domain', (select d.hostname from public.custom_domains d where d.id = v_ticket.domain_id),
      'affectedItems', coalesce((select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', a.quantity) order by i.position, i.id)
        from public.ticket_affected_items a join public.order_items i on i.id = a.order_item_id where a.ticket_id = v_ticket.id), '[]'),
      'seller', private.document_seller(), 'buyer', private.document_buyer(v_ticket.customer_id),
      'messages', coalesce((select jsonb_agg(jsonb_build_object(
          'id', g.id, 'authorType', g.author_type, 'authorId', g.author_id, 'authorName', g.author_name, 'body', g.body,
          'internal', g.is_internal, 'createdAt', private.iso(g.created_at),
          'files', coalesce((select jsonb_agg(jsonb_build_object('fileName', f.file_name,
              'size', private.file_json(f, v_staff) -> 'size') order by f.created_at, f.id)
            from public.ticket_attachments f where f.message_id = g.id and (v_notes or not f.is_internal)), '[]')) order by g.created_at, g.id)
        from public.ticket_messages g where g.id = any (v_ids)), '[]'),
      'events', coalesce((select jsonb_agg(e.item order by e.created_at, e.id) from (
          select v.id, v.created_at, jsonb_build_object(
            'id', v.id, 'type', v.type, 'actorType', v.actor_type, 'actorName', v.actor_name, 'oldValue', v.old_value,
            'newValue', v.new_value, 'note', v.note, 'internal', v.is_internal, 'createdAt', private.iso(v.created_at)) as item
          from public.ticket_events v
          where v.ticket_id = v_ticket.id and (v_notes or not v.is_internal)
            and (p_part = 1 or v.created_at >= v_from) and (v_until is null or v.created_at < v_until)
          order by v.created_at, v.id limit 500) e), '[]'));
end
$$;

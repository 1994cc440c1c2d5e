-- What is offered while the subject of a new ticket is typed: an answer that exists, a ticket that exists.

create index support_tickets_customer_open_idx on public.support_tickets (customer_id, last_activity_at desc, id desc)
  where status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold');

create function private.suggest_articles(p_viewer private.viewer, p_subject text, p_category text)
returns jsonb
language sql stable security definer set search_path = ''
as $$ select '[]'::jsonb $$;
comment on function private.suggest_articles(private.viewer, text, text) is
  'Help articles that may answer a subject before it is sent, best first, three at most: [{ slug, title, excerpt }]. Without a knowledge base there are none.';

create function public.suggest_for_ticket(p_subject text, p_category text default null)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_subject text := trim(left(coalesce(private.plain_text(p_subject), ''), 200));
begin
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  -- Fewer letters say nothing yet.
  if char_length(v_subject) < 4 then
    return '{"tickets": [], "articles": []}';
  end if;
  return jsonb_build_object(
    'tickets', coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'number', s.number, 'subject', s.subject, 'status', s.status,
          'lastActivityAt', private.iso(s.last_activity_at)) order by s.likeness desc, s.last_activity_at desc, s.id)
      from (
        select o.*, greatest(extensions.similarity(v_subject, o.subject), extensions.word_similarity(v_subject, o.subject) * 0.8,
          extensions.word_similarity(o.subject, v_subject) * 0.8) + case when o.category = p_category then 0.05 else 0 end as likeness
        from (
          select t.* from public.support_tickets t
          where t.customer_id = viewer.customer_id and (not t.is_private or t.requester_id = viewer.id)
            and t.status in ('new', 'waiting_ai', 'assigned', 'in_progress', 'waiting_customer', 'on_hold')
          order by t.last_activity_at desc, t.id desc limit 200) o
        order by likeness desc, o.last_activity_at desc limit 3) s
      where s.likeness >= 0.36), '[]'),
    'articles', private.suggest_articles(viewer, v_subject, p_category));
end
$$;
comment on function public.suggest_for_ticket(text, text) is
  'For a subject that a customer types: { tickets: up to three of their open tickets with a like subject, articles: up to three that may answer it }. Of 200 latest open tickets, by trigrams. Raises PT401, PT403 for staff.';
grant execute on function public.suggest_for_ticket(text, text) to authenticated;

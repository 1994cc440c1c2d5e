-- What the form of a new ticket says of each urgency, in one answer.

create function public.preview_promises(p_category text default null)
returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_object_agg(p::text, public.preview_promise(p_category, p::text))
  from unnest(enum_range(null::public.ticket_priority)) as p
$$;
comment on function public.preview_promises(text) is
  'preview_promise for each priority: { low, medium, high, urgent }. Raises PT401, PT403.';
grant execute on function public.preview_promises(text) to authenticated;

-- A category that asks for a record of a module that is switched off would ask for what nobody can see.

create or replace function public.list_ticket_categories()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_viewer();
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'slug', c.slug, 'label', c.label, 'description', c.description, 'needs', c.needs, 'defaultPriority', c.default_priority,
      'issueTypes', coalesce((select jsonb_agg(jsonb_build_object('slug', i.slug, 'label', i.label) order by i.position, i.slug)
        from public.ticket_issue_types i where i.category = c.slug), '[]')) order by c.position, c.slug), '[]')
    from public.ticket_categories c
    where c.is_active and (c.needs is null or c.needs || 's' = any (private.modules_on())));
end
$$;
comment on function public.list_ticket_categories() is
  'The active categories with their issue types, in their order; without those that need a record of a module that is switched off. Raises PT401, PT403.';

-- A question that waits for an answer keeps its promise when its ticket becomes part of another one.

create function private.carry_promise()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.support_tickets t
  set first_response_due_at = case when t.first_responded_at is null and old.first_responded_at is null
        then least(t.first_response_due_at, old.first_response_due_at) else t.first_response_due_at end,
      next_response_due_at = case when t.first_responded_at is not null or old.first_responded_at is not null
        then least(t.next_response_due_at, case when old.first_responded_at is null then old.first_response_due_at else old.next_response_due_at end)
        else t.next_response_due_at end
  where t.id = new.merged_into;
  return null;
end
$$;
comment on function private.carry_promise() is
  'Trigger: what was promised for an unanswered question holds in the ticket that it is merged into; the earlier time counts.';
create trigger support_tickets_20_carry_promise after update of merged_into on public.support_tickets
  for each row when (old.merged_into is null and new.merged_into is not null
    and old.last_message_author = 'customer' and old.status in ('new', 'waiting_ai', 'assigned', 'in_progress'))
  execute function private.carry_promise();

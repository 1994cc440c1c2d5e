-- Questions of few words are alike earlier: "static IP for my office" asks for what "static ip address" asks for
-- (0.43), "cancel order" and "cancel fibre" (0.39) ask for two things.

create or replace function private.gap_of_search()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_words text := private.gap_words(new.query);
  v_id uuid;
begin
  select g.id into v_id from public.kb_gaps g where g.words = v_words;
  if v_id is null then
    select g.id into v_id from public.kb_gaps g
    where g.words operator(extensions.%) v_words and extensions.similarity(g.words, v_words) >= 0.42
    order by extensions.similarity(g.words, v_words) desc, g.id limit 1;
  end if;
  if v_id is null then
    insert into public.kb_gaps (words, label, first_at, last_at) values (v_words, new.query, new.created_at, new.created_at)
    -- Somebody asked the same in this moment.
    on conflict (words) do update set last_at = greatest(public.kb_gaps.last_at, excluded.last_at)
    returning id into v_id;
  end if;
  update public.kb_gaps g
  set search_count = g.search_count + (new.source <> 'assistant')::int,
    question_count = g.question_count + (new.source = 'assistant')::int,
    last_at = greatest(g.last_at, new.created_at),
    status = case when g.status = 'done' and new.created_at > g.decided_at + interval '1 day' then 'open' else g.status end
  where g.id = v_id;
  new.gap_id := v_id;
  return new;
end
$$;

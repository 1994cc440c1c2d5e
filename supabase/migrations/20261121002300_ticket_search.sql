-- What a search looks through: one document a ticket, and the words that occur in all of them.

create table private.ticket_search (
  ticket_id uuid primary key references public.support_tickets (id) on delete cascade,
  doc tsvector not null,
  size int not null
);
comment on table private.ticket_search is
  'The words of each ticket. Weight A: subject; B: the customer''s name, company, e-mail and number; C: what customer and staff wrote to each other; D: internal notes, which a customer''s search leaves out by asking for A, B and C alone. size counts the bytes of C and D: a thread is indexed up to 100,000, far below the limit of a tsvector.';
create index ticket_search_doc_idx on private.ticket_search using gin (doc);
alter table private.ticket_search enable row level security;

create table private.search_words (
  id bigint generated always as identity primary key,
  word text not null check (char_length(word) between 4 and 30),
  letters text not null
);
comment on table private.search_words is
  'Words that occur in tickets, to find the one that a mistyped word stands for. letters are its letters in order: the same for words whose letters were swapped. A word may stand here twice, because two transactions that waited for each other''s words could lock each other out.';
create index search_words_word_idx on private.search_words (word text_pattern_ops);
create index search_words_letters_idx on private.search_words (letters);
create index search_words_trgm_idx on private.search_words using gin (word extensions.gin_trgm_ops);
alter table private.search_words enable row level security;

create function private.search_vector(p_text text)
returns tsvector
language plpgsql stable set search_path = ''
as $$
begin
  -- Without punctuation "ada@nkosi.example" is three words, as somebody types them.
  return to_tsvector('simple', translate(private.fold_text(coalesce(p_text, '')), '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)));
end
$$;
comment on function private.search_vector(text) is 'The words of a text in small letters without accents, for tickets and for what is searched in them alike.';

create function private.sorted_letters(p_word text)
returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return (select string_agg(letter, '' order by letter collate "C") from regexp_split_to_table(p_word, '') as letter);
end
$$;
comment on function private.sorted_letters(text) is 'The letters of a word in order.';

create function private.learn_words(p_words text[])
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.search_words (word, letters)
  select w.word, private.sorted_letters(w.word)
  from (select distinct word from unnest(p_words) as word) w
  where char_length(w.word) between 4 and 30 and w.word !~ '[0-9]'
    and not exists (select 1 from private.search_words k where k.word = w.word)
$$;
comment on function private.learn_words(text[]) is 'Keeps the words that are new.';

create function private.index_tickets(p_ids uuid[])
returns void
language plpgsql volatile security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_words text[];
begin
  with docs as (
    select t.id, d.size,
      setweight(private.search_vector(t.subject), 'A')
        || setweight(private.search_vector(concat_ws(' ', c.full_name, c.company_name, c.email, c.customer_number)), 'B')
        || setweight(private.search_vector(d.said), 'C') || setweight(private.search_vector(d.notes), 'D') as doc
    from public.support_tickets t
    join public.customer_profiles c on c.id = t.customer_id
    cross join lateral (
      select coalesce(max(p.total), 0)::int as size,
        string_agg(p.body, ' ' order by p.total) filter (where not p.is_internal) as said,
        string_agg(p.body, ' ' order by p.total) filter (where p.is_internal) as notes
      from (
        select e.body, e.is_internal, sum(octet_length(e.body)) over (order by e.at, e.id) as total
        from (
          select t.description as body, false as is_internal, '-infinity'::timestamptz as at, t.id as id
          union all
          -- The first message is the description once more.
          select m.body, m.is_internal, m.created_at, m.id from public.ticket_messages m
          where m.ticket_id = t.id and m.body <> t.description) e) p
      where p.total <= 100000) d
    where t.id = any (p_ids)),
  kept as (
    insert into private.ticket_search as s (ticket_id, doc, size)
    select id, doc, size from docs
    on conflict (ticket_id) do update set doc = excluded.doc, size = excluded.size
    returning s.doc)
  select array_agg(distinct word) into v_words from kept, unnest(tsvector_to_array(kept.doc)) as word;
  perform private.learn_words(v_words);
end
$$;
comment on function private.index_tickets(uuid[]) is 'Makes the search documents of these tickets anew.';

create function private.index_new_tickets()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.index_tickets(array(select id from new_rows));
  return null;
end
$$;
comment on function private.index_new_tickets() is 'Trigger: new tickets are found.';
create trigger support_tickets_40_search_new after insert on public.support_tickets
  referencing new table as new_rows for each statement execute function private.index_new_tickets();

create function private.index_changed_ticket()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.index_tickets(array[new.id]);
  return null;
end
$$;
comment on function private.index_changed_ticket() is 'Trigger: a ticket is found by what it says now.';
create trigger support_tickets_40_search_changed after update of subject, description, customer_id on public.support_tickets
  for each row when (new.subject <> old.subject or new.description <> old.description or new.customer_id <> old.customer_id)
  execute function private.index_changed_ticket();

create function private.index_new_messages()
returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  v_words text[];
begin
  -- Added to what is there: a long thread is not read again for each reply.
  with added as (
    select m.ticket_id, sum(octet_length(m.body))::int as size,
      setweight(private.search_vector(string_agg(m.body, ' ' order by m.created_at) filter (where not m.is_internal)), 'C')
        || setweight(private.search_vector(string_agg(m.body, ' ' order by m.created_at) filter (where m.is_internal)), 'D') as doc
    from (select n.*, sum(octet_length(n.body)) over (partition by n.ticket_id order by n.created_at, n.id) as total from new_rows n) m
    join public.support_tickets t on t.id = m.ticket_id
    where m.body <> t.description and m.total <= 100000
    group by m.ticket_id),
  kept as (
    update private.ticket_search s
    set doc = s.doc || a.doc, size = s.size + a.size
    from added a
    where s.ticket_id = a.ticket_id and s.size + a.size <= 100000
    returning a.doc)
  select array_agg(distinct word) into v_words from kept, unnest(tsvector_to_array(kept.doc)) as word;
  perform private.learn_words(v_words);
  return null;
end
$$;
comment on function private.index_new_messages() is 'Trigger: tickets are found by what was written last.';
create trigger ticket_messages_40_search_new after insert on public.ticket_messages
  referencing new table as new_rows for each statement execute function private.index_new_messages();

create function private.index_changed_messages()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    perform private.index_tickets(array(
      select o.ticket_id from old_rows o join new_rows n on n.id = o.id
      where n.body <> o.body or n.is_internal <> o.is_internal or n.ticket_id <> o.ticket_id
      union select n.ticket_id from old_rows o join new_rows n on n.id = o.id where n.ticket_id <> o.ticket_id));
  else
    perform private.index_tickets(array(select distinct ticket_id from old_rows));
  end if;
  return null;
end
$$;
comment on function private.index_changed_messages() is 'Trigger: what was moved, hidden, erased or rewritten is found where it is now, and nowhere else.';
create trigger ticket_messages_40_search_changed after update on public.ticket_messages
  referencing old table as old_rows new table as new_rows for each statement execute function private.index_changed_messages();
create trigger ticket_messages_40_search_gone after delete on public.ticket_messages
  referencing old table as old_rows for each statement execute function private.index_changed_messages();

create function private.index_renamed_customer()
returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.index_tickets(array(select id from public.support_tickets where customer_id = new.id));
  return null;
end
$$;
comment on function private.index_renamed_customer() is 'Trigger: a customer''s tickets are found by their present name and address.';
create trigger customer_profiles_40_search after update of full_name, company_name, email, customer_number on public.customer_profiles
  for each row when ((new.full_name, new.company_name, new.email, new.customer_number)
    is distinct from (old.full_name, old.company_name, old.email, old.customer_number))
  execute function private.index_renamed_customer();

select private.index_tickets(array(select id from public.support_tickets));

-- What is asked ---------------------------------------------------------------------------------------

create function private.similar_words(p_word text)
returns text[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  if char_length(p_word) < 4 then
    return '{}';
  end if;
  return array(
    select s.word from (
      select k.word, 1.0 as likeness from private.search_words k where k.letters = private.sorted_letters(p_word)
      union
      select k.word, extensions.similarity(k.word, p_word) from private.search_words k where k.word operator(extensions.%) p_word) s
    group by s.word order by max(s.likeness) desc, s.word limit 6);
end
$$;
comment on function private.similar_words(text) is
  'Up to six words of the tickets that a mistyped word may stand for: those of the same letters, then those that share most groups of three.';

create function private.search_query(p_text text, p_weights text, p_similar boolean)
returns tsquery
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_word text;
  v_query text := '';
begin
  foreach v_word in array (tsvector_to_array(private.search_vector(p_text)))[1:10] loop
    v_query := v_query || case when v_query = '' then '' else ' & ' end || '(' || (
      select string_agg(format('%s:%s%s', quote_literal(replace(w.word, '\', '')), case when w.nth = 1 and char_length(w.word) > 2 then '*' else '' end, p_weights), ' | ')
      from unnest(array[v_word] || case when p_similar then private.similar_words(v_word) else '{}' end) with ordinality as w(word, nth)) || ')';
  end loop;
  return nullif(v_query, '')::tsquery;
end
$$;
comment on function private.search_query(text, text, boolean) is
  'What tickets must hold: every word of the text (the first ten in the alphabet), or one that begins with it; with p_similar also words like it. p_weights limits where. Null for a text without words.';

-- Vectors of the passages, and the models that make them. Left out on a server without pgvector, where the
-- words are searched alone.

create table public.kb_embeddings (
  chunk_id uuid not null references public.kb_chunks (id) on delete cascade,
  model text not null check (char_length(model) between 1 and 100),
  embedding extensions.vector not null,
  primary key (chunk_id, model)
);
comment on table public.kb_embeddings is
  'What a model makes of each passage. The rows of an older model serve until those of the next are complete.';
create index kb_embeddings_model_idx on public.kb_embeddings (model, chunk_id);
alter table public.kb_embeddings enable row level security;
create policy "Visitors find passages of articles they may read" on public.kb_embeddings for select to anon
  using (chunk_id in (select c.id from public.kb_chunks c));
create policy "People find passages of articles they may read" on public.kb_embeddings for select to authenticated
  using (chunk_id in (select c.id from public.kb_chunks c));
grant select on public.kb_embeddings to anon, authenticated;
grant select, insert, update, delete on public.kb_embeddings to service_role;

create table private.kb_models (
  model text primary key check (char_length(model) between 1 and 100),
  provider text not null check (provider in ('local', 'voyage')),
  dimensions int not null check (dimensions between 1 and 4096),
  state text not null default 'building' check (state in ('building', 'serving', 'retired')),
  passages int not null default 0,
  created_at timestamptz not null default now(),
  served_at timestamptz,
  retired_at timestamptz
);
comment on table private.kb_models is
  'The models whose vectors are kept: one serves searches, one may be in the making. passages: how many there were when the local embedder learned from them.';
create unique index kb_models_serving_idx on private.kb_models (state) where state = 'serving';
alter table private.kb_models enable row level security;

create table private.kb_model_parts (
  model text not null references private.kb_models (model) on delete cascade,
  part int not null,
  content text not null,
  primary key (model, part)
);
comment on table private.kb_model_parts is 'What the local embedder of a name learned, in parts that fit into a request.';
alter table private.kb_model_parts enable row level security;

create function private.model_dimensions(p_model text)
returns int
language sql stable security definer set search_path = ''
as $$ select m.dimensions from private.kb_models m where m.model = p_model $$;
comment on function private.model_dimensions(text) is 'How long the vectors of a model are.';
grant execute on function private.model_dimensions(text) to anon, authenticated, service_role;

create or replace function private.rank_meanings(p_embedding text, p_model text, p_ids uuid[], p_limit int)
returns table (chunk_id uuid, cosine real)
language plpgsql stable set search_path = ''
as $$
declare
  v_query extensions.vector := p_embedding::extensions.vector;
  v_dimensions int := private.model_dimensions(p_model);
begin
  if v_query is null or v_dimensions is distinct from extensions.vector_dims(v_query) then
    return;
  end if;
  if version() !~ 'wasm' then
    -- Filters and row security apply while the index is read: it goes on until there are enough.
    perform set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '200', true);
  end if;
  -- Written out for each model, because the index of a model is partial and of its dimensions.
  return query execute format(
    'select n.chunk_id, n.cosine::real from (
      select e.chunk_id, 1 - (e.embedding::extensions.vector(%1$s) operator(extensions.<=>) $1) as cosine
      from public.kb_embeddings e
      where e.model = %2$L and ($2 is null or e.chunk_id = any ($2))
      order by e.embedding::extensions.vector(%1$s) operator(extensions.<=>) $1
      limit $3) n where n.cosine > 0', v_dimensions, p_model)
    using v_query, p_ids, p_limit;
end
$$;

-- What the worker does -------------------------------------------------------------------------------

create function public.serving_embedder()
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('model', m.model, 'provider', m.provider, 'passages', m.passages,
    'total', (select count(*) from public.kb_chunks))
  from private.kb_models m where m.state = 'serving'
$$;
comment on function public.serving_embedder() is 'The model that serves, how many passages it learned from, and how many there are; null before the first.';

create function public.embedder_basis(p_model text)
returns text
language sql stable security definer set search_path = ''
as $$ select string_agg(p.content, '' order by p.part) from private.kb_model_parts p where p.model = p_model $$;
comment on function public.embedder_basis(text) is 'What the local embedder of this name learned.';

create function public.begin_embedder(p_model text, p_provider text, p_dimensions int, p_passages int)
returns void
language sql volatile security definer set search_path = ''
as $$
  -- One in the making at a time: what an older attempt made is given up.
  update private.kb_models m set state = 'retired', retired_at = now() where m.state = 'building' and m.model <> p_model;
  insert into private.kb_models as m (model, provider, dimensions, passages)
  values (p_model, p_provider, p_dimensions, p_passages)
  on conflict (model) do update set state = case when m.state = 'retired' then 'building' else m.state end, retired_at = null;
$$;
comment on function public.begin_embedder(text, text, int, int) is
  'Registers a model whose vectors are about to be made. The model that serves goes on serving.';

create function public.save_basis(p_model text, p_part int, p_content text)
returns void
language sql volatile security definer set search_path = ''
as $$
  insert into private.kb_model_parts (model, part, content) values (p_model, p_part, p_content)
  on conflict (model, part) do nothing
$$;
comment on function public.save_basis(text, int, text) is 'Keeps a part of what the local embedder of this name learned; the same name always stands for the same.';

create function public.passages_to_embed(p_model text, p_limit int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title, 'breadcrumb', c.breadcrumb, 'text', c.text) order by c.id), '[]')
  from (
    select k.* from public.kb_chunks k
    where not exists (select from public.kb_embeddings e where e.chunk_id = k.id and e.model = p_model)
    order by k.id limit least(greatest(p_limit, 0), 500)) c
$$;
comment on function public.passages_to_embed(text, int) is 'Passages that have no vector of the model yet, at most 500.';

create function public.passages_to_learn(p_after uuid, p_limit int)
returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'title', c.title, 'breadcrumb', c.breadcrumb, 'text', c.text) order by c.id), '[]')
  from (
    select k.* from public.kb_chunks k where p_after is null or k.id > p_after
    order by k.id limit least(greatest(p_limit, 0), 500)) c
$$;
comment on function public.passages_to_learn(uuid, int) is 'All passages, page by page, for the local embedder to learn from.';

create function public.save_embeddings(p_model text, p_rows jsonb)
returns int
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_dimensions int := private.model_dimensions(p_model);
  v_saved int;
begin
  if v_dimensions is null then
    perform private.fail('PT404', 'not_found', 'There is no model of this name.');
  end if;
  insert into public.kb_embeddings as e (chunk_id, model, embedding)
  select (r ->> 'id')::uuid, p_model, (r ->> 'embedding')::extensions.vector
  from jsonb_array_elements(p_rows) as r
  -- A passage may have gone while its vector was made.
  where exists (select from public.kb_chunks c where c.id = (r ->> 'id')::uuid)
    and extensions.vector_dims((r ->> 'embedding')::extensions.vector) = v_dimensions
  on conflict (chunk_id, model) do update set embedding = excluded.embedding;
  get diagnostics v_saved = row_count;
  return v_saved;
end
$$;
comment on function public.save_embeddings(text, jsonb) is 'Keeps vectors: [{ id, embedding }]. Those of other dimensions are dropped.';

create function public.finish_embedder(p_model text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_model private.kb_models;
  v_index text := 'kb_embeddings_' || substr(encode(extensions.digest(p_model, 'sha256'), 'hex'), 1, 16) || '_hnsw_idx';
  v_gone text;
  v_missing bigint;
begin
  select * into v_model from private.kb_models m where m.model = p_model for update;
  if v_model.model is null or v_model.state = 'retired' then
    return false;
  end if;
  select count(*) into v_missing from public.kb_chunks c
  where not exists (select from public.kb_embeddings e where e.chunk_id = c.id and e.model = p_model);
  if v_missing > 0 then
    perform private.enqueue('embed_knowledge', '{}', format('embed_knowledge:%s:%s:%s', p_model, v_missing, pg_current_xact_id()));
    return false;
  end if;
  -- On PGlite a row takes 0.3 s to be indexed, and an exact scan is quick enough there. pgvector indexes 2,000 dimensions.
  if version() !~ 'wasm' and v_model.dimensions <= 2000 then
    execute format('create index if not exists %I on public.kb_embeddings using hnsw
      ((embedding::extensions.vector(%s)) extensions.vector_cosine_ops) where model = %L', v_index, v_model.dimensions, p_model);
  end if;
  update private.kb_models m set state = 'retired', retired_at = now() where m.state = 'serving' and m.model <> p_model;
  update private.kb_models m set state = 'serving', served_at = coalesce(m.served_at, now()), retired_at = null where m.model = p_model;
  -- Other processes may search by an older model for a moment: its vectors go a while later.
  for v_gone in select m.model from private.kb_models m where m.state = 'retired' and m.retired_at < now() - interval '10 minutes' loop
    execute format('drop index if exists public.%I',
      'kb_embeddings_' || substr(encode(extensions.digest(v_gone, 'sha256'), 'hex'), 1, 16) || '_hnsw_idx');
    delete from public.kb_embeddings e where e.model = v_gone;
    delete from private.kb_models m where m.model = v_gone;
  end loop;
  return true;
end
$$;
comment on function public.finish_embedder(text) is
  'Lets a model serve once every passage has its vector, and forgets those that were retired ten minutes ago. While vectors are missing it queues the next job, and is false.';

grant execute on function public.serving_embedder() to service_role;
grant execute on function public.embedder_basis(text) to service_role;
grant execute on function public.begin_embedder(text, text, int, int) to service_role;
grant execute on function public.save_basis(text, int, text) to service_role;
grant execute on function public.passages_to_embed(text, int) to service_role;
grant execute on function public.passages_to_learn(uuid, int) to service_role;
grant execute on function public.save_embeddings(text, jsonb) to service_role;
grant execute on function public.finish_embedder(text) to service_role;

create function public.get_embedding_progress()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_staff();
  return jsonb_build_object(
    'passages', (select count(*) from public.kb_chunks),
    'models', (
      select coalesce(jsonb_agg(jsonb_build_object('model', m.model, 'provider', m.provider, 'state', m.state,
        'embedded', (select count(*) from public.kb_embeddings e where e.model = m.model),
        'startedAt', private.iso(m.created_at), 'servedAt', private.iso(m.served_at)) order by m.created_at), '[]')
      from private.kb_models m where m.state <> 'retired'));
end
$$;
comment on function public.get_embedding_progress() is 'For staff: which model''s vectors serve searches, and how far the next one''s are.';
grant execute on function public.get_embedding_progress() to authenticated;

create function private.queue_embedding()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform private.enqueue('embed_knowledge', '{}', 'embed_knowledge:' || pg_current_xact_id()::text);
  return null;
end
$$;
comment on function private.queue_embedding() is 'Trigger: passages that are new or say something else get their vectors soon.';
create trigger kb_chunks_50_embed after insert on public.kb_chunks
  for each statement execute function private.queue_embedding();

create function private.drop_stale_embedding()
returns trigger
language plpgsql volatile security definer set search_path = ''
as $$
begin
  delete from public.kb_embeddings e where e.chunk_id = new.id;
  perform private.enqueue('embed_knowledge', '{}', 'embed_knowledge:' || pg_current_xact_id()::text);
  return null;
end
$$;
comment on function private.drop_stale_embedding() is 'Trigger: a passage that says something else is not found by what it said.';
create trigger kb_chunks_50_embed_again after update of title, breadcrumb, text on public.kb_chunks
  for each row when ((new.title, new.breadcrumb, new.text) is distinct from (old.title, old.breadcrumb, old.text))
  execute function private.drop_stale_embedding();

-- Once an hour too: a provider that was down, or another model in the configuration.
insert into private.recurring_jobs (kind, every) values ('embed_knowledge', '1 hour');

-- The index of a model's vectors grows with them. Made at the end it took as long as all of them at once, and a
-- hosted project gives a statement seconds.

create function private.hnsw_index_name(p_model text)
returns text
language sql immutable set search_path = ''
as $$ select 'kb_embeddings_' || substr(encode(extensions.digest(p_model, 'sha256'), 'hex'), 1, 16) || '_hnsw_idx' $$;
comment on function private.hnsw_index_name(text) is 'The index of the vectors of a model; its name may hold what a name of an index may not.';

create or replace function public.begin_embedder(p_model text, p_provider text, p_dimensions int, p_passages int)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
begin
  -- One in the making at a time: what an older attempt made is given up.
  update private.kb_models m set state = 'retired', retired_at = now() where m.state = 'building' and m.model <> p_model;
  insert into private.kb_models as m (model, provider, dimensions, passages)
  values (p_model, p_provider, p_dimensions, p_passages)
  on conflict (model) do update set state = case when m.state = 'retired' then 'building' else m.state end, retired_at = null;
  -- On PGlite a row takes 0.3 s to be indexed, and an exact scan is quick enough there. pgvector indexes 2,000 dimensions.
  if version() !~ 'wasm' and p_dimensions <= 2000 then
    execute format('create index if not exists %I on public.kb_embeddings using hnsw
      ((embedding::extensions.vector(%s)) extensions.vector_cosine_ops) where model = %L',
      private.hnsw_index_name(p_model), p_dimensions, p_model);
  end if;
end
$$;

create or replace function public.finish_embedder(p_model text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_model private.kb_models;
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
  update private.kb_models m set state = 'retired', retired_at = now() where m.state = 'serving' and m.model <> p_model;
  update private.kb_models m set state = 'serving', served_at = coalesce(m.served_at, now()), retired_at = null where m.model = p_model;
  -- Other processes may search by an older model for a moment: its vectors go a while later.
  for v_gone in select m.model from private.kb_models m where m.state = 'retired' and m.retired_at < now() - interval '10 minutes' loop
    execute format('drop index if exists public.%I', private.hnsw_index_name(v_gone));
    delete from public.kb_embeddings e where e.model = v_gone;
    delete from private.kb_models m where m.model = v_gone;
  end loop;
  return true;
end
$$;

-- The classifier that learns from this business's own tickets: what it may learn from, what it became, and when it
-- learns again.

create table public.classifier_models (
  id uuid primary key default gen_random_uuid(),
  is_active boolean not null default true,
  examples int not null check (examples between 2 and 50000),
  label_counts jsonb not null check (jsonb_typeof(label_counts) = 'object' and pg_column_size(label_counts) <= 60000),
  metrics jsonb not null check (jsonb_typeof(metrics) = 'object' and pg_column_size(metrics) <= 60000),
  digest text not null check (digest ~ '^[0-9a-f]{32}$'),
  seconds numeric(8, 1) not null check (seconds >= 0),
  requested_by uuid references public.portal_users (id) on delete set null,
  trained_at timestamptz not null default clock_timestamp()
);
comment on table public.classifier_models is
  'What the classifier of tickets learned from and how good it is, by cross-validation. One is active; the last five are kept.';
comment on column public.classifier_models.digest is 'Stands for the labels that it learned from: as long as it is the same, there is nothing to learn.';
create unique index classifier_models_active_idx on public.classifier_models (is_active) where is_active;
create index classifier_models_trained_idx on public.classifier_models (trained_at desc, id desc);
create index classifier_models_requester_idx on public.classifier_models (requested_by);
alter table public.classifier_models enable row level security;
create policy "Staff read how good the classifier is" on public.classifier_models for select to authenticated
  using ((select private.is_staff()));
grant select on public.classifier_models to authenticated;
grant select, insert, update, delete on public.classifier_models to service_role;

create table private.classifier_weights (
  model_id uuid primary key references public.classifier_models (id) on delete cascade,
  model text not null check (octet_length(model) between 2 and 24000000)
);
comment on table private.classifier_weights is
  'The classifiers themselves, for the worker alone: hashes of words with numbers, no text of anybody''s ticket.';
alter table private.classifier_weights enable row level security;

-- What it learns from ---------------------------------------------------------------------------------

create function private.labelled_tickets(p_at timestamptz, p_id uuid, p_limit int)
returns table (id uuid, customer_id uuid, at timestamptz, body text, category text)
language sql stable security definer set search_path = ''
as $$
  select t.id, t.customer_id, t.last_activity_at, t.subject || E'\n' || t.description, t.category
  from public.support_tickets t
    join public.customer_profiles c on c.id = t.customer_id and c.processing_restricted_at is null
    join public.ticket_categories k on k.slug = t.category and k.is_active
    left join lateral (
      select e.actor_type, e.created_at from public.ticket_events e
      where e.ticket_id = t.id and e.type = 'category_changed' order by e.created_at desc, e.id desc limit 1) changed on true
    left join lateral (
      select f.created_at from public.insight_feedback f
      where f.ticket_id = t.id and f.part = 'category'
      order by f.created_at desc limit 1) judged on true
  where t.merged_into is null
    and (p_at is null or (t.last_activity_at, t.id) < (p_at, p_id))
    and case
      when judged.created_at is not null and (changed.created_at is null or judged.created_at >= changed.created_at) then true
      -- What a rule or a machine decided would only teach what it knows already.
      when changed.actor_type is not null then changed.actor_type = 'staff'
      else t.status in ('resolved', 'closed') and exists (
        select 1 from public.ticket_messages m where m.ticket_id = t.id and m.author_type = 'staff' and not m.is_internal)
    end
  order by t.last_activity_at desc, t.id desc
  limit p_limit
$$;
comment on function private.labelled_tickets(timestamptz, uuid, int) is
  'Tickets whose category a person stands for, latest first, after (p_at, p_id): somebody changed it or judged a suggestion for it, or answered and settled the ticket under it. Not those that a rule moved, that were merged, or of customers who restrict processing.';

create function private.classifier_needs() returns int
language sql immutable parallel safe set search_path = ''
as $$ select 40 $$;
comment on function private.classifier_needs() is 'So many labelled tickets are the least to learn from. lib/classifier/schema.ts says the same; a test compares them.';

create function public.get_classifier_work(p_force boolean default false) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_model public.classifier_models;
  v_examples int;
  v_labels int;
  v_digest text;
  v_enough boolean;
begin
  select sum(l.count), count(*) filter (where l.count > 1), md5(coalesce(string_agg(l.digest, '' order by l.category), ''))
  into v_examples, v_labels, v_digest
  from (select t.category, count(*), md5(string_agg(t.id::text, '' order by t.id)) || t.category as digest
    from private.labelled_tickets(null, null, 20000) t group by t.category) l;
  v_examples := coalesce(v_examples, 0);
  v_enough := v_examples >= private.classifier_needs() and v_labels >= 2;
  select * into v_model from public.classifier_models where is_active;
  return jsonb_build_object('examples', v_examples, 'digest', v_digest, 'due', v_enough and (
    v_model.id is null or p_force
    or (v_model.digest <> v_digest and (
      abs(v_examples - v_model.examples) >= greatest(10, v_model.examples / 20)
      or v_model.trained_at < now() - interval '7 days'))));
end
$$;
comment on function public.get_classifier_work(boolean) is
  'For the worker: { examples, digest, due }. There is something to learn when there are examples enough, and no classifier yet, a twentieth of them (ten at least) is new, any is and a week has passed, or p_force asks for it.';
grant execute on function public.get_classifier_work(boolean) to service_role;

create function public.get_classifier_examples(p_at timestamptz default null, p_id uuid default null, p_limit int default 500)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_rows jsonb;
  v_customers uuid[];
begin
  select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'at', l.at, 'text', left(l.body, 6000), 'label', l.category)
      order by l.at desc, l.id desc), '[]'), array_agg(distinct l.customer_id)
  into v_rows, v_customers
  from private.labelled_tickets(p_at, p_id, least(greatest(p_limit, 1), 1000)) l;
  perform private.audit_ai('Classifier', 'tickets.read', 'classifier', 'tickets', customer, 'learning',
    '["subject", "description", "category"]')
  from unnest(v_customers) as customer;
  return v_rows;
end
$$;
comment on function public.get_classifier_examples(timestamptz, uuid, int) is
  'For the worker: labelled tickets as [{ id, at, text, label }], latest first, after (p_at, p_id), at most 1,000. The audit log of each customer concerned says so.';
grant execute on function public.get_classifier_examples(timestamptz, uuid, int) to service_role;

-- What it became --------------------------------------------------------------------------------------

create function public.save_classifier(p_input jsonb, p_model text) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
begin
  -- Two workers that trained at once: the later one stays.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('classifier'));
  update public.classifier_models set is_active = false where is_active;
  insert into public.classifier_models (examples, label_counts, metrics, digest, seconds, requested_by)
  values ((p_input ->> 'examples')::int, p_input -> 'labelCounts', p_input -> 'metrics', p_input ->> 'digest',
    (p_input ->> 'seconds')::numeric, (select u.id from public.portal_users u where u.id = (p_input ->> 'requestedBy')::uuid))
  returning id into v_id;
  insert into private.classifier_weights (model_id, model) values (v_id, p_model);
  delete from public.classifier_models where id in (
    select m.id from public.classifier_models m order by m.trained_at desc, m.id desc offset 5);
  return v_id;
end
$$;
comment on function public.save_classifier(jsonb, text) is
  'For the worker: keeps a classifier and makes it the active one; of earlier ones the last four stay. p_input is { examples, labelCounts, metrics, digest, seconds, requestedBy? }.';
grant execute on function public.save_classifier(jsonb, text) to service_role;

create function public.get_classifier_model(p_known uuid default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', m.id, 'model', case when m.id is distinct from p_known then w.model end)
  from public.classifier_models m join private.classifier_weights w on w.model_id = m.id
  where m.is_active
$$;
comment on function public.get_classifier_model(uuid) is
  'For the worker: { id, model } of the active classifier, model null when it is the one that is known; null when there is none.';
grant execute on function public.get_classifier_model(uuid) to service_role;

-- What staff see and ask ------------------------------------------------------------------------------

create function public.get_classifier() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return jsonb_build_object(
    'model', (
      select jsonb_build_object('id', m.id, 'examples', m.examples, 'labels', (
          select jsonb_agg(jsonb_build_object('slug', l.key, 'label', coalesce(k.label, l.key), 'examples', l.value::int)
            order by l.value::int desc, l.key)
          from jsonb_each_text(m.label_counts) l left join public.ticket_categories k on k.slug = l.key),
        'metrics', m.metrics, 'seconds', m.seconds, 'trainedAt', private.iso(m.trained_at))
      from public.classifier_models m where m.is_active),
    -- Beyond a hundred it does not matter how many there are.
    'examples', (select count(*) from private.labelled_tickets(null, null, 100)),
    'needed', private.classifier_needs(),
    'isWaiting', exists (select 1 from public.jobs j
      where j.kind = 'train_classifier' and j.status in ('queued', 'running') and j.run_at <= now() + interval '1 minute'),
    'canTrain', viewer.role = 'admin');
end
$$;
comment on function public.get_classifier() is
  'For staff: the active classifier with its metrics and examples by category, how many labelled tickets there are (counted up to 100) of those needed, and whether training waits or runs. Raises PT401, PT403.';
grant execute on function public.get_classifier() to authenticated;

create function public.request_classifier_training() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  if (select count(*) from private.labelled_tickets(null, null, 100)) < private.classifier_needs() then
    perform private.fail('PT409', 'too_few_labels',
      'There are too few tickets with a category that somebody stands for. Settle more tickets, or judge suggestions.');
  end if;
  -- Asked twice it is done once.
  if not (public.get_classifier() ->> 'isWaiting')::boolean then
    perform private.limit_rate('classifier:' || viewer.id, 10, 3600);
    perform private.enqueue('train_classifier', jsonb_build_object('force', true, 'requestedBy', viewer.id),
      'train_classifier:asked:' || to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'));
    perform private.audit(viewer, 'classifier.train', 'classifier', 'tickets', null, 'administration');
  end if;
  return public.get_classifier();
end
$$;
comment on function public.request_classifier_training() is
  'For admins: queues a training, unless one waits. Raises PT401, PT403 admin_only, PT409 too_few_labels, PT429.';
grant execute on function public.request_classifier_training() to authenticated;

insert into private.recurring_jobs (kind, every) values ('train_classifier', '1 day');

-- What a model's own confidence is worth ---------------------------------------------------------------

create function public.get_model_judgements() returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('confidence', j.confidence, 'correct', j.correct)), '[]')
  from (
    select (f.readings #>> '{claude,confidence}')::numeric as confidence,
      f.readings #>> '{claude,category}' = coalesce(f.chosen, t.category) as correct
    from public.insight_feedback f
      join public.support_tickets t on t.id = f.ticket_id
      join public.customer_profiles c on c.id = t.customer_id and c.processing_restricted_at is null
    where f.part = 'category' and f.readings #>> '{claude,category}' is not null
      and jsonb_typeof(f.readings #> '{claude,confidence}') = 'number'
    order by f.created_at desc, f.id desc
    limit 2000) j
$$;
comment on function public.get_model_judgements() is
  'For the worker: how sure the model was of the category of the latest 2,000 judged tickets, and whether people agreed, as [{ confidence, correct }].';
grant execute on function public.get_model_judgements() to service_role;

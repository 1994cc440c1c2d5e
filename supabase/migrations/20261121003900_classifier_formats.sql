-- The classifier says what is missing before it can learn, is made again when it is written in another format, and a job
-- that takes long keeps its lease while others go on beside it.

create function public.renew_job(p_id bigint, p_worker text, p_lease_seconds int)
returns boolean
language sql volatile security definer set search_path = ''
as $$
  with renewed as (
    update public.jobs set locked_until = now() + make_interval(secs => least(greatest(p_lease_seconds, 1), 3600))
    where id = p_id and status = 'running' and locked_by = p_worker
    returning 1)
  select exists (select 1 from renewed)
$$;
comment on function public.renew_job(bigint, text, int) is
  'For the worker: holds a job in hand for p_lease_seconds more, an hour at most; false when p_worker no longer holds it.';
grant execute on function public.renew_job(bigint, text, int) to service_role;

alter table public.classifier_models add column format int not null default 1 check (format between 1 and 1000);
comment on column public.classifier_models.format is
  'How its weights are written, FORMAT in lib/classifier/types.ts. A worker that reads another one passes it over and learns anew.';

-- When it can learn ------------------------------------------------------------------------------------

create function private.classifier_reads() returns int
language sql immutable parallel safe set search_path = ''
as $$ select 3000 $$;
comment on function private.classifier_reads() is 'So many of the latest labelled tickets are learned from. lib/classifier/schema.ts says the same; a test compares them.';

create function private.classifier_obstacle_within(p_within int) returns text
language sql stable security definer set search_path = ''
as $$
  select case when coalesce(sum(l.count), 0) < private.classifier_needs() then 'too_few_labels'
    when count(*) filter (where l.count > 1) < 2 then 'one_category' end
  from (select count(*) from private.labelled_tickets(null, null, p_within) t group by t.category) l
$$;
comment on function private.classifier_obstacle_within(int) is
  'What keeps the classifier from learning from the latest p_within labelled tickets: too_few_labels, one_category (two need two tickets each), or null.';

create function private.classifier_obstacle() returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  -- A hundred mostly settle it; counting all takes longer.
  v_obstacle text := private.classifier_obstacle_within(100);
begin
  if v_obstacle = 'one_category' then
    return private.classifier_obstacle_within(private.classifier_reads());
  end if;
  return v_obstacle;
end
$$;
comment on function private.classifier_obstacle() is 'What keeps the classifier from learning: too_few_labels, one_category, or null.';

drop function public.get_classifier_work(boolean);
create function public.get_classifier_work(p_force boolean default false, p_format int default 1) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_model public.classifier_models;
  v_examples int;
  v_digest text;
begin
  select coalesce(sum(l.count), 0), md5(coalesce(string_agg(l.digest, '' order by l.category), ''))
  into v_examples, v_digest
  from (select t.category, count(*), md5(string_agg(t.id::text, '' order by t.id)) || t.category as digest
    from private.labelled_tickets(null, null, private.classifier_reads()) t group by t.category) l;
  select * into v_model from public.classifier_models where is_active;
  return jsonb_build_object('examples', v_examples, 'digest', v_digest, 'due', private.classifier_obstacle() is null and (
    v_model.id is null or p_force or v_model.format <> p_format
    or (v_model.digest <> v_digest and (
      abs(v_examples - v_model.examples) >= greatest(10, v_model.examples / 20)
      or v_model.trained_at < now() - interval '7 days'))));
end
$$;
comment on function public.get_classifier_work(boolean, int) is
  'For the worker: { examples, digest, due }. There is something to learn when there are examples enough of two categories, and no classifier yet or one in another format than p_format, a twentieth of them (ten at least) is new, any is and a week has passed, or p_force asks for it.';
grant execute on function public.get_classifier_work(boolean, int) to service_role;

create or replace function public.save_classifier(p_input jsonb, p_model text) returns uuid
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
begin
  -- Two workers that trained at once: the later one stays.
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('classifier'));
  update public.classifier_models set is_active = false where is_active;
  insert into public.classifier_models (examples, label_counts, metrics, digest, seconds, format, requested_by)
  values ((p_input ->> 'examples')::int, p_input -> 'labelCounts', p_input -> 'metrics', p_input ->> 'digest',
    (p_input ->> 'seconds')::numeric, coalesce((p_input ->> 'format')::int, 1),
    (select u.id from public.portal_users u where u.id = (p_input ->> 'requestedBy')::uuid))
  returning id into v_id;
  insert into private.classifier_weights (model_id, model) values (v_id, p_model);
  delete from public.classifier_models where id in (
    select m.id from public.classifier_models m order by m.trained_at desc, m.id desc offset 5);
  return v_id;
end
$$;
comment on function public.save_classifier(jsonb, text) is
  'For the worker: keeps a classifier and makes it the active one; of earlier ones the last four stay. p_input is { examples, labelCounts, metrics, digest, seconds, format?, requestedBy? }.';

drop function public.get_classifier_model(uuid);
create function public.get_classifier_model(p_known uuid default null, p_format int default 1) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_id uuid;
  v_format int;
begin
  select m.id, m.format into v_id, v_format from public.classifier_models m where m.is_active;
  if v_id is null then
    return null;
  end if;
  if v_format <> p_format then
    -- What an earlier version of the portal wrote is made anew at once. What a later one wrote stays: it may still be running.
    if v_format < p_format then
      perform private.enqueue('train_classifier', '{}', 'train_classifier:format:' || p_format || ':' || v_id);
    end if;
    return null;
  end if;
  return (select jsonb_build_object('id', v_id, 'model', case when v_id is distinct from p_known then w.model end)
    from private.classifier_weights w where w.model_id = v_id);
end
$$;
comment on function public.get_classifier_model(uuid, int) is
  'For the worker: { id, model } of the active classifier, model null when it is the one that is known; null when there is none in p_format. One in an earlier format is learned anew: a training is queued, once.';
grant execute on function public.get_classifier_model(uuid, int) to service_role;

-- What staff see and ask -------------------------------------------------------------------------------

create or replace function public.get_classifier() returns jsonb
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
    'obstacle', private.classifier_obstacle(),
    'isWaiting', exists (select 1 from public.jobs j
      where j.kind = 'train_classifier' and j.status in ('queued', 'running') and j.run_at <= now() + interval '1 minute'),
    'canTrain', viewer.role = 'admin');
end
$$;
comment on function public.get_classifier() is
  'For staff: the active classifier with its metrics and examples by category, how many labelled tickets there are (counted up to 100) of those needed, what keeps it from learning (too_few_labels, one_category or null), and whether training waits or runs. Raises PT401, PT403.';

create or replace function public.request_classifier_training() returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_admin();
begin
  case private.classifier_obstacle()
    when 'too_few_labels' then
      perform private.fail('PT409', 'too_few_labels',
        'There are too few tickets with a category that somebody stands for. Settle more tickets, or judge suggestions.');
    when 'one_category' then
      perform private.fail('PT409', 'one_category',
        'All tickets that somebody settled have the same category, so there is nothing to tell apart. Settle tickets under two categories, two of each.');
    else null;
  end case;
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
  'For admins: queues a training, unless one waits. Raises PT401, PT403 admin_only, PT409 too_few_labels or one_category, PT429.';

-- A restriction, or an objection, reaches what is kept of searches as well.

create or replace function public.log_search(p_query text, p_source text, p_results int, p_support text, p_locale text default null)
returns void
language plpgsql volatile security definer set search_path = ''
as $$
declare
  v_viewer uuid := private.viewer_id();
  v_customer uuid := private.viewer_customer_id();
  v_words text := private.search_words(p_query);
begin
  if 'knowledge' <> all (private.modules_on()) or char_length(coalesce(v_words, '')) < 3 then
    return;
  end if;
  if v_viewer is not null then
    perform private.limit_rate('log_search:' || v_viewer, 120, 3600);
    -- Of whoever restricts the use of their data, or objects to this one, nothing is kept.
    if v_customer is not null and not private.analytics_may_use(v_customer) then
      return;
    end if;
  end if;
  if coalesce(p_source, '') not in ('help', 'assistant', 'ticket_form') then
    perform private.invalid_field('source', 'unknown', 'Choose help, assistant or ticket_form.');
  end if;
  if coalesce(p_support, '') not in ('good', 'weak', 'none') then
    perform private.invalid_field('support', 'unknown', 'Choose good, weak or none.');
  end if;
  insert into public.kb_searches (query, source, results, support, locale)
  values (v_words, p_source, greatest(coalesce(p_results, 0), 0), p_support, left(p_locale, 10));
end
$$;

create or replace function public.answer_by_article(p_slug text, p_subject text)
returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_viewer();
  v_words text := private.search_words(p_subject);
  v_article public.kb_articles;
begin
  perform private.require_module('knowledge');
  if viewer.role <> 'customer' then
    perform private.fail('PT403', 'customer_only', 'These are a customer''s own.');
  end if;
  perform private.limit_rate('answer_by_article:' || viewer.id, 60, 3600);
  select * into v_article from public.kb_articles a
  where a.slug = p_slug and a.status = 'published' and a.category_id = any (private.visible_kb_categories());
  if v_article.id is null then
    perform private.fail('PT404', 'article_not_found', 'This article does not exist.');
  end if;
  if v_words is not null and private.analytics_may_use(viewer.customer_id) then
    insert into public.kb_searches (query, source, results, support, locale, article_id)
    values (v_words, 'ticket_form', 1, 'good', v_article.locale, v_article.id);
  end if;
  return private.cast_article_vote(p_slug, viewer.id, null, true, null);
end
$$;

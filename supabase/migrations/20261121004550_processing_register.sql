-- The record of processing activities (GDPR art. 30, POPIA s. 17) is what the tables' own comments say: a comment of a table with
-- personal data ends in "Purpose: … Basis: … Recipients: …", one line each, and a test demands it of every such table.

create function private.register_purpose(p_table text, p_purpose text, p_basis text, p_recipients text)
returns void
language plpgsql volatile set search_path = ''
as $$
begin
  execute format('comment on table %s is %L', p_table::regclass, concat_ws(E'\n',
    split_part(coalesce(obj_description(p_table::regclass, 'pg_class'), ''), E'\nPurpose: ', 1), 'Purpose: ' || p_purpose, 'Basis: ' || p_basis, 'Recipients: ' || p_recipients));
end
$$;
comment on function private.register_purpose(text, text, text, text) is
  'For migrations: adds to the comment of a table with personal data what the processing register says of it.';

do $$
declare
  v_row record;
begin
  for v_row in
    select t.table_name, r.* from private.personal_tables t join (values
      ('profile', 'To know who a customer is, to reach them and to let them sign in.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff.'),
      ('sign_in', 'To keep accounts safe: who signed in from where, and whether it was asked again.', 'Legitimate interest in security (GDPR art. 6(1)(f) and 32, POPIA s. 11(1)(f) and 19).', 'Nobody but the person; admins in case of abuse.'),
      ('tickets', 'To answer requests, and to show what was promised and done.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; the provider of the AI where one is set up and the customer does not restrict it.'),
      ('files', 'To look at what a customer shows us, and to keep viruses out.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; the storage provider.'),
      ('assistant', 'To answer questions at once, and to go on with a conversation.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)); not while processing is restricted.', 'The provider of the AI where one is set up; support staff once a conversation is handed over.'),
      ('knowledge', 'To find what help articles lack.', 'Legitimate interest in better help (GDPR art. 6(1)(f), POPIA s. 11(1)(f)).', 'Support staff.'),
      ('mail', 'To send and receive e-mails and messages, and to know whether they arrived.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; the providers of e-mail and of messages.'),
      ('notifications', 'To tell people what happened, on the channels they chose.', 'Contract, and consent for channels that are chosen (GDPR art. 6(1)(a) and (b), POPIA s. 11(1)(a) and (b)).', 'The providers of e-mail, messages and push.'),
      ('orders', 'To deliver what was bought, and to settle claims.', 'Contract and tax law (GDPR art. 6(1)(b) and (c), POPIA s. 11(1)(b) and (c)).', 'Support staff; carriers.'),
      ('invoices', 'To bill, to be paid, and to keep the books.', 'Contract and tax law (GDPR art. 6(1)(b) and (c), POPIA s. 11(1)(b) and (c)).', 'Support staff; the payment provider; the revenue service on demand.'),
      ('quotes', 'To make offers, and to prove what was agreed.', 'Steps before a contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff.'),
      ('services', 'To install and run what a customer subscribes to.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; technicians.'),
      ('domains', 'To make a customer''s site reachable under their own name.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; the certificate authority.'),
      ('calls', 'To talk at an agreed time, and to keep what was agreed.', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'Support staff; the provider of the AI where one is set up and the customer does not restrict it.'),
      ('privacy', 'To fulfil rights about data, and to prove it.', 'Legal obligation (GDPR art. 6(1)(c), POPIA s. 11(1)(c)).', 'Staff who handle requests; the regulator on demand.'),
      ('audit', 'To show who read or changed what, and why.', 'Legal obligation and security (GDPR art. 5(2) and 32, POPIA s. 17 to 19).', 'The customer concerned; admins.'),
      ('technical', 'To do things once, in their order, and not too often.', 'Legitimate interest in security and stability (GDPR art. 6(1)(f), POPIA s. 11(1)(f)).', 'Nobody; admins see failed work.')
    ) as r(category, purpose, basis, recipients) on r.category = t.category
  loop
    perform private.register_purpose(v_row.table_name, v_row.purpose, v_row.basis, v_row.recipients);
  end loop;
end
$$;

create function private.comment_part(p_comment text, p_name text)
returns text
language sql immutable set search_path = ''
as $$ select (regexp_match(p_comment, '\n' || p_name || ': ([^\n]+)'))[1] $$;
comment on function private.comment_part(text, text) is 'The line of a comment that begins with this name, or null.';

create function public.get_processing_register()
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  viewer private.viewer := private.require_staff();
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'category', t.category, 'table', t.table_name, 'what', split_part(d.comment, E'\nPurpose: ', 1),
      'purpose', private.comment_part(d.comment, 'Purpose'), 'basis', private.comment_part(d.comment, 'Basis'), 'recipients', private.comment_part(d.comment, 'Recipients'),
      'columns', coalesce((select jsonb_agg(jsonb_build_object('name', p.column_name, 'onErasure', p.on_erasure, 'exported', p.exported) order by a.attnum)
        from private.personal_data p join pg_catalog.pg_attribute a on a.attrelid = t.table_name::regclass and a.attname = p.column_name
        where p.table_name = t.table_name and p.on_erasure <> 'none'), '[]'),
      'hold', (select jsonb_build_object('rule', h.rule, 'law', h.law, 'years', h.years) from private.legal_holds h where h.rule = t.rule),
      'retention', (select jsonb_build_object('keepDays', r.keep_days, 'action', r.action, 'isActive', r.is_active)
        from private.retention_policies r where r.table_name = t.table_name limit 1)) order by t.category, t.table_name), '[]')
    from private.personal_tables t cross join lateral (select obj_description(t.table_name::regclass, 'pg_class') as comment) d);
end
$$;
comment on function public.get_processing_register() is
  'Staff: the processing register, read from the tables'' own comments, what becomes of their columns, legal holds and retention policies. Holds no personal data. Raises PT401, PT403.';
grant execute on function public.get_processing_register() to authenticated;

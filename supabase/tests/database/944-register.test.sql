-- The processing register is what the database says of itself.

begin;
select plan(6);
select tests.set_stage();

select is_empty($$select table_name from private.personal_tables
  where obj_description(table_name::regclass, 'pg_class') !~ '^[^\n].+\nPurpose: [^\n]+\.\nBasis: [^\n]+\.\nRecipients: [^\n]+\.$'$$,
  'the comment of every table with personal data says its purpose, basis and recipients: private.register_purpose(…) adds them');
select is(tests.each('select jsonb_array_length(public.get_processing_register()) > 40'),
  'anonymous: 42501, customer: PT403 staff_only, colleague: PT403 staff_only, other: PT403 staff_only, agent: true, admin: true, locked: PT403 portal_locked, signed_out: PT401 unauthenticated', 'staff read it');
create function tests.entry_of(p_table text) returns jsonb language sql as $$
  select e from jsonb_array_elements(tests.as('admin', 'select public.get_processing_register()')::jsonb) e where e ->> 'table' = p_table $$;
select is(tests.entry_of('public.email_logs') - 'columns' - 'hold', jsonb_build_object('category', 'mail', 'table', 'public.email_logs',
  'what', 'Every e-mail the portal sent or kept. "kept" means that no mail server is configured.', 'purpose', 'To send and receive e-mails and messages, and to know whether they arrived.',
  'basis', 'Contract (GDPR art. 6(1)(b), POPIA s. 11(1)(b)).', 'recipients', 'Support staff; the providers of e-mail and of messages.',
  'retention', '{"action": "anonymise", "isActive": false, "keepDays": 180}'::jsonb, 'kept', null), 'with what the comment and the policy say');
select is(tests.entry_of('public.invoices') -> 'hold' ->> 'years', '5', 'and how long the law wants it kept');
select is((select count(*)::int from jsonb_array_elements(tests.entry_of('public.customer_profiles') -> 'columns') c where c ->> 'name' in ('full_name', 'email', 'phone')), 3, 'and which columns are personal');
select private.register_purpose('public.invoices', 'Another.', 'Another.', 'Others.');
select is(tests.entry_of('public.invoices') ->> 'purpose', 'Another.', 'what changes in the schema changes in the register');

select * from finish();
rollback;

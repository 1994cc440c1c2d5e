import type { TestSupabase } from "../../helpers/embedded";

/** The customer whose data are exported and erased, with the one person of theirs. */
export type Owner = { customer: string; user: string; name: string; email: string; phone: string };

/**
 * A row of this person for every table with personal data in which the demo data have none. `:customer`, `:me`, `:name`,
 * `:email` and `:phone` are theirs, `:word` is the marker, the rest are things of theirs.
 */
const ROWS: Record<string, string> = {
  "public.ticket_attachment_scans": "(attachment_id, signature) values (:attachment, 'EICAR')",
  "public.inbound_emails": `(sha256, content_type, size, from_address, from_name, recipients, subject, body_text, customer_id)
    values (repeat('a', 64), 'message/rfc822', 1, :email, :name, array[:email], :word, :word, :customer)`,
  "private.inbound_files":
    "(email_id, part, attachment_id) select id, 1, :attachment from public.inbound_emails where from_address = :email",
  "public.ticket_transcripts":
    "(ticket_id, user_id, messages) values (:ticket, :me, jsonb_build_array(jsonb_build_object('role', 'user', 'body', :word)))",
  "public.ticket_auto_answers":
    "(ticket_id, message_id, answerer, reason) select ticket_id, id, 'extractive', :word from public.ticket_messages where ticket_id = :ticket limit 1",
  "private.closing_reminders": "(ticket_id, resolved_at) values (:ticket, now())",
  "public.ticket_correspondents": "(ticket_id, address, full_name) values (:ticket, :email, :name)",
  "public.ticket_snoozes": "(ticket_id, until) values (:ticket, now() + interval '1 day')",
  "public.invoice_payment_reports": "(invoice_id, ticket_id, reported_by) values (:invoice, :ticket, :me)",
  "public.ticket_drafts": "(ticket_id, author_id, mode, body) values (:ticket, :me, 'reply', :word)",
  "public.ticket_followers": "(ticket_id, user_id) values (:ticket, :me)",
  "public.ticket_links":
    "(from_id, to_id, kind) select :ticket, id, 'related' from public.support_tickets where customer_id = :customer and id <> :ticket limit 1",
  "public.service_requests":
    "(service_id, kind, ticket_id, requested_by, details) values (:service, (enum_range(null::public.service_request_kind))[1], :ticket, :me, jsonb_build_object('note', :word))",
  "public.chatbot_actions":
    "(session_id, message_id, user_id, kind, input, facts) select session_id, id, :me, 'create_ticket', jsonb_build_object('subject', :word), '[]' from public.chatbot_messages where session_id = :chat limit 1",
  "private.deleted_chats":
    "(session_id, user_id, customer_id, content) values (gen_random_uuid(), :me, :customer, jsonb_build_object('said', :word))",
  "private.chatbot_usage": "(customer_id, day, tokens) values (:customer, current_date, 1)",
  "public.opencart_orders_cache": `(source, order_id, portal_order_id, store_name, status, payment_method, currency, total, added_at, modified_at)
    values ('opencart', 1, :order, 'Shop', 'Complete', :word, 'ZAR', 1, now(), now())`,
  "public.refund_items":
    "(refund_id, order_item_id, quantity, amount) select r.id, i.id, 1, 1 from public.refunds r join public.order_items i on i.order_id = r.order_id join public.orders o on o.id = r.order_id where o.customer_id = :customer limit 1",
  "public.documents": `(customer_id, kind, subject_id, file_name, storage_path, sha256, bytes)
    values (:customer, 'quote', :quote, 'quote.pdf', 'quote/planted.pdf', repeat('a', 64), 1)`,
  "public.checkout_sessions":
    "(invoice_id, amount, currency, url, created_by) values (:invoice, 100, 'ZAR', 'https://pay.test/' || replace(:word, ' ', '-'), :me)",
  "public.payment_events":
    "(provider, event_id, type, invoice_id, occurred_at) values ('stripe', 'planted', 'paid', :invoice, now())",
  "public.installation_steps":
    "(service_id, stage, technician, preparation) values (:service, (enum_range(null::public.installation_stage))[1], 'Thabo', :word)",
  "public.call_waitlist": "(call_id, customer_id, user_id) values (:call, :customer, :me)",
  "public.email_logs": `(to_address, subject, template, body_text, body_html, customer_id, ticket_id, bounce_reason)
    values (:email, :word, 'planted', :word, :word, :customer, :ticket, :word)`,
  "public.email_suppressions":
    "(address, reason, detail, suppressed_at) values (:email, 'bounce', :word, now())",
  "public.push_subscriptions":
    "(user_id, endpoint, p256dh, auth, label) values (:me, 'https://push.test/' || :me, repeat('A', 87), repeat('A', 22), :word)",
  "public.notification_preferences":
    "(user_id, grp, channel, enabled) select :me, grp, 'email', false from private.notification_groups limit 1",
  "public.notification_event_preferences":
    "(user_id, event, channel, enabled) select :me, event, 'email', false from private.notification_events limit 1",
  "public.notification_settings": "(user_id, quiet_from, quiet_to) values (:me, '22:00', '06:00')",
  "public.message_logs":
    "(kind, to_number, template, body_text, error, customer_id, user_id) values ('notice', :phone, 'planted', :word, :word, :customer, :me)",
  "private.customer_keys": "(source, external_id, customer_id) values ('shop', :word, :customer)",
  "private.idempotency_keys":
    "(actor_id, command, key, request_hash, response) values (:me, 'planted', :word, 'x', jsonb_build_object('said', :word))",
  "public.jobs":
    "(kind, payload, last_error) values ('planted', jsonb_build_object('about', :me, 'said', :word), :word)",
  "private.rate_limits": "(bucket, window_start, hits) values ('planted:' || :me, now(), 1)",
  "public.kb_feedback":
    "(article_id, user_id, helpful, reason) select id, :me, false, :word from public.kb_articles limit 1",
  "public.kb_searches": "(query, source, support) values (:name || ' ' || :word, 'help', 'none')",
  "public.kb_gaps": "(words, label) values (lower(:name), :name || ' ' || :word)",
  "private.reauthentications": "(user_id, purpose) values (:me, 'planted')",
  "private.session_devices": "(session_id, user_id, user_agent) values (gen_random_uuid(), :me, :word)",
  "private.recovery_codes": "(user_id, code_hash) values (:me, repeat('a', 64))",
  "private.recovered_sessions": "(session_id, user_id) values (gen_random_uuid(), :me)",
  "private.known_devices": "(user_id, device) values (:me, repeat('a', 32))",
  "public.customer_addresses":
    "(customer_id, label, address) values (:customer, 'Home', jsonb_build_object('line1', :word))",
  "public.customer_preferences": "(user_id, theme) values (:me, 'dark')",
  "private.doomed_objects": "(path) values (:customer || '/planted.txt')",
  // What the auth server and its outbox keep.
  "auth.mfa_factors": `(id, user_id, friendly_name, factor_type, status, secret)
    values (gen_random_uuid(), :me, :word, 'totp', 'unverified', 'JBSWY3DPEHPK3PXP')`,
  "embedded.outbox":
    "(channel, recipient, subject, text) values ('email', :email, :word, :word), ('whatsapp', :phone, null, :word)",
  "embedded.phone_codes": "(user_id, kind, phone, code_hash) values (:me, 'sms', :phone, 'x')",
};

/** One each of what is theirs. */
const THINGS: Record<string, string> = {
  ticket:
    "select id from public.support_tickets where customer_id = :customer and not is_private order by id limit 1",
  attachment: "select id from public.ticket_attachments where customer_id = :customer order by id limit 1",
  invoice: "select id from public.invoices where customer_id = :customer order by id limit 1",
  order: "select id from public.orders where customer_id = :customer order by id limit 1",
  service: "select id from public.customer_services where customer_id = :customer order by id limit 1",
  quote: "select id from public.quote_requests where customer_id = :customer order by id limit 1",
  call: "select id from public.scheduled_calls where customer_id = :customer order by id limit 1",
  chat: "select session_id from public.chatbot_messages m join public.chatbot_sessions s on s.id = m.session_id where s.user_id = :me limit 1",
};

/** Columns in which a marker would change whose the row is, or what it leads to; names are planted as names. */
const LEFT_ALONE =
  /_name$|address$|_address|^to_|^from_|email|number|phone|path|endpoint|key|hash|sha256|bucket|recipients/;

/**
 * Sees to it that every table with personal data has a row of this person, and writes `word` into every text of their
 * rows that an erasure is to take, with `hidden` beside it where an export may not show the column. Answers with the
 * tables that have none all the same.
 */
export async function plantEverywhere(
  { sql }: TestSupabase,
  owner: Owner,
  { word, hidden }: { word: string; hidden: string },
): Promise<string[]> {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const fill = (text: string, values: Record<string, string>) =>
    text.replace(/(?<!:):([a-z]+)\b/g, (whole, name: string) => values[name] ?? whole);
  const values: Record<string, string> = {
    customer: `${quoted(owner.customer)}::uuid`,
    me: `${quoted(owner.user)}::uuid`,
    name: quoted(owner.name),
    email: quoted(owner.email),
    phone: quoted(owner.phone),
    word: quoted(word),
  };
  for (const [thing, query] of Object.entries(THINGS)) {
    const [row] = await sql<Record<string, string>>(fill(query, values));
    values[thing] = `${quoted(Object.values(row ?? {})[0] ?? "")}::uuid`;
  }
  for (const [table, row] of Object.entries(ROWS)) {
    await sql(`insert into ${table} ${fill(row, values)} on conflict do nothing`);
  }

  await sql(writeEverywhere(fill(SUBJECT, values), word, hidden));
  const places = await sql<{ name: string; count: number }>(
    `select p.table_name as name, private.count_personal(concat_ws(' or ', p.goes, p.changes), p.table_name, ${fill(SUBJECT, values)}) as count
     from private.personal_tables p where p.goes is not null or p.changes is not null`,
  );
  return places.filter(({ count }) => count === 0).map(({ name }) => name);
}

const SUBJECT = "private.subject_of(:customer, :me, 'profile')";

/** A column that refuses the marker, because it holds one word of a few or a number, can hold nothing that was said. */
export function writeEverywhere(subject: string, word: string, hidden: string): string {
  return `do $plant$
    declare
      s private.subject := ${subject};
      c record;
    begin
      for c in
        select p.table_name, d.column_name, concat_ws(' or ', p.goes, p.changes) as condition,
          case when d.exported then '${word}' else '${word} ${hidden}' end as word, format_type(a.atttypid, null) as type
        from private.personal_tables p
        join private.personal_data d on d.table_name = p.table_name and d.on_erasure in ('delete', 'pseudonymise')
        join pg_attribute a on a.attrelid = p.table_name::regclass and a.attname = d.column_name
        where (p.goes is not null or p.changes is not null) and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
          and d.column_name !~ '${LEFT_ALONE.source}'
        order by 1, 2
      loop
        begin
          execute format('update %s t set %I = %s where %s', c.table_name, c.column_name, case c.type
            when 'text' then format('%L || left(t.%I, 160)', c.word || ' ', c.column_name)
            when 'text[]' then format('t.%I || %L::text', c.column_name, c.word)
            else format('case jsonb_typeof(t.%1$I) when ''object'' then t.%1$I || jsonb_build_object(''planted'', %2$L::text) when ''array'' then t.%1$I || to_jsonb(%2$L::text) else t.%1$I end',
              c.column_name, c.word) end, c.condition)
          using s.customer, s.users, s.needles, s.tickets, s.company;
        exception when others then
          null;
        end;
      end loop;
    end
  $plant$`;
}

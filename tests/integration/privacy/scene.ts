import type { TestSupabase } from "../../helpers/embedded";

/** Everything of the database but its own catalogue, as text: one line a row, each with its table. */
export async function dumpDatabase({ sql }: TestSupabase): Promise<{ table: string; row: string }[]> {
  const tables = await sql<{ name: string }>(`
    select n.nspname || '.' || quote_ident(c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'm')
    order by 1`);
  const rows: { table: string; row: string }[] = [];
  for (const { name } of tables) {
    const found = await sql<{ row: string }>(`select t::text as row from ${name} t`);
    rows.push(...found.map(({ row }) => ({ table: name, row })));
  }
  return rows;
}

/** Every stored file of every bucket, its bytes as Latin-1 text. */
export async function dumpFiles(supabase: TestSupabase): Promise<{ file: string; content: string }[]> {
  const objects = await supabase.sql<{ bucket_id: string; name: string }>(
    "select bucket_id, name from storage.objects order by 1, 2",
  );
  const { storage } = supabase.client(supabase.serviceKey);
  const files: { file: string; content: string }[] = [];
  for (const { bucket_id: bucket, name } of objects) {
    const { data, error } = await storage.from(bucket).download(name);
    if (error) throw error;
    files.push({
      file: `${bucket}/${name}`,
      content: Buffer.from(await data.arrayBuffer()).toString("latin1"),
    });
  }
  return files;
}

/** What must not be in an export of the demo customer: planted wherever somebody else's or only staff's words stand. */
export const FOREIGN = "FOREIGN-MARKER";

/** Plants the marker beside, behind and around the data of a customer. */
export async function plantForeignWords({ sql }: TestSupabase, mine: string, me: string): Promise<void> {
  const [colleague] = await sql<{ id: string }>(
    "insert into auth.users (id, email) values (gen_random_uuid(), 'colleague@portico.test') returning id",
  );
  await sql(
    `insert into public.portal_users (id, role, customer_id, email, full_name) values ($1, 'customer', $2, 'colleague@portico.test', 'Colleague ${FOREIGN}')`,
    [colleague?.id, mine],
  );
  const [hidden] = await sql<{ id: string }>(
    `insert into public.support_tickets (number, customer_id, requester_id, subject, description, category, is_private, message_count, first_response_due_at, resolution_due_at)
     values ('TKT-2000-99999', $1, $2, 'Private ${FOREIGN}', '${FOREIGN}', 'question', true, 1, now(), now()) returning id`,
    [mine, colleague?.id],
  );
  await sql(
    `insert into public.ticket_messages (ticket_id, author_type, author_id, author_name, body) values ($1, 'customer', $2, 'Colleague', '${FOREIGN}')`,
    [hidden?.id, colleague?.id],
  );
  await sql(
    `insert into public.notifications (user_id, event, dedupe_key, data) values ($1, 'system', 'foreign', '{"title": "${FOREIGN}"}')`,
    [colleague?.id],
  );
  await sql(
    `insert into public.chatbot_sessions (customer_id, user_id, title) values ($1, $2, 'Chat ${FOREIGN}')`,
    [mine, colleague?.id],
  );
  await sql(
    `insert into public.ticket_messages (ticket_id, author_type, author_name, body, is_internal)
     select id, 'staff', 'Agent', 'Note ${FOREIGN}', true from public.support_tickets where customer_id = $1`,
    [mine],
  );
  await sql(
    `insert into public.ticket_events (ticket_id, type, actor_type, actor_name, note, is_internal)
     select id, 'tagged', 'staff', 'Agent', '${FOREIGN}', true from public.support_tickets where customer_id = $1`,
    [mine],
  );
  await sql(
    `insert into public.ticket_insights (ticket_id, summary) select id, 'Insight ${FOREIGN}' from public.support_tickets where customer_id = $1
     on conflict (ticket_id) do update set summary = excluded.summary`,
    [mine],
  );
  await sql(
    `insert into public.ticket_drafts (ticket_id, author_id, mode, body)
     select t.id, u.id, 'reply', 'Draft ${FOREIGN}' from public.support_tickets t, public.portal_users u where t.customer_id = $1 and u.role = 'agent'
     on conflict do nothing`,
    [mine],
  );
  await sql(
    `insert into public.call_notes (call_id, author_name, body) select id, 'Agent', 'Note ${FOREIGN}' from public.scheduled_calls where customer_id = $1`,
    [mine],
  );
  await sql(
    `insert into public.quote_events (quote_id, version, type, actor_type, actor_name, note, is_internal)
     select id, version, 'draft_saved', 'staff', 'Agent', '${FOREIGN}', true from public.quote_requests where customer_id = $1`,
    [mine],
  );
  // Of everybody else whatever can hold a word.
  const others = [
    ["customer_profiles", "company_name", "t.id <> $1"],
    ["support_tickets", "subject", "t.customer_id <> $1"],
    ["orders", "search_text", "t.customer_id <> $1"],
    ["quote_requests", "title", "t.customer_id <> $1"],
    ["customer_services", "name", "t.customer_id <> $1"],
    ["scheduled_calls", "purpose", "t.customer_id <> $1"],
    ["chatbot_sessions", "title", "t.customer_id <> $1"],
    ["ticket_templates", "body", "$1::uuid is not null"],
    ["email_logs", "subject", "t.customer_id is distinct from $1"],
  ];
  for (const [table, column, whose] of others) {
    await sql(
      `update public.${table} t set ${column} = left(coalesce(${column}, ''), 60) || ' ${FOREIGN}' where ${whose}`,
      [mine],
    );
  }
  await sql(
    `update public.ticket_messages m set body = m.body || ' ${FOREIGN}' from public.support_tickets t where t.id = m.ticket_id and t.customer_id <> $1`,
    [mine],
  );
  await sql(`update public.notifications set data = data || '{"body": "${FOREIGN}"}' where user_id <> $1`, [
    me,
  ]);
}

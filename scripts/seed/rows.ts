import type { Database } from "../../lib/platform/supabase/database.types.ts";

type Tables = Database["public"]["Tables"];

/** The tables that seeding fills, each after those it refers to. */
export const SEEDED_TABLES = [
  "customer_profiles",
  "products",
  "orders",
  "order_items",
  "order_events",
  "shipments",
  "shipment_events",
  "service_packages",
  "customer_services",
  "installation_steps",
  "service_usage",
  "invoices",
  "invoice_items",
  "invoice_payments",
  "quote_requests",
  "quote_versions",
  "quote_items",
  "quote_change_requests",
  "quote_events",
  "custom_domains",
  "agent_availability",
  "agent_call_profiles",
  "scheduled_calls",
  "call_events",
  "call_notes",
  "call_transcripts",
  "call_actions",
  "ticket_templates",
  "teams",
  "team_members",
  "automation_rules",
  "support_tickets",
  "ticket_messages",
  "ticket_attachments",
  "ticket_affected_items",
  "ticket_events",
  "ticket_tags",
  "ticket_insights",
  "insight_feedback",
  "automation_runs",
  "refunds",
  "ticket_reads",
  "notifications",
  "notification_deliveries",
  "kb_categories",
  "kb_articles",
  "kb_article_versions",
  "kb_redirects",
  "kb_chunks",
  "kb_feedback",
  "kb_searches",
  "chatbot_sessions",
  "chatbot_messages",
] as const satisfies readonly (keyof Tables)[];
export type SeededTable = (typeof SEEDED_TABLES)[number];

export type Row<T extends keyof Tables> = Tables[T]["Insert"];

/** Rows by table. */
export type Rows = { [T in SeededTable]: Row<T>[] };

/** What `import_rows` takes: rows of one table that have the same columns. */
export type ImportPart = { table: SeededTable; rows: readonly object[] };

export function noRows(): Rows {
  return Object.fromEntries(SEEDED_TABLES.map((table) => [table, []])) as unknown as Rows;
}

export function addRows(target: Rows, more: Partial<Rows>): void {
  for (const table of SEEDED_TABLES) (target[table] as object[]).push(...(more[table] ?? []));
}

/** The rows in an order that their references allow. */
export function toParts(rows: Partial<Rows>): ImportPart[] {
  return SEEDED_TABLES.flatMap((table) => {
    const byColumns = new Map<string, object[]>();
    for (const row of rows[table] ?? []) {
      const columns = Object.keys(row).sort().join();
      const group = byColumns.get(columns);
      if (group) group.push(row);
      else byColumns.set(columns, [row]);
    }
    return [...byColumns.values()].map((group) => ({ table, rows: group }));
  });
}

export function countRows(rows: Partial<Rows>): number {
  return SEEDED_TABLES.reduce((sum, table) => sum + (rows[table]?.length ?? 0), 0);
}

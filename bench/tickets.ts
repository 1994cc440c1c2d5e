import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_PASSWORD } from "../scripts/seed/cast.ts";
import { loadBulk } from "../scripts/seed/load-bulk.ts";
import { loadDemo } from "../scripts/seed/load-demo.ts";
import { startProgress } from "../scripts/seed/progress.ts";
import { connect, expectData } from "../scripts/seed/supabase.ts";
import type { Database, Session } from "../supabase/embedded/database/database.ts";
import { PUBLISHABLE_KEY, SECRET_KEY } from "../supabase/embedded/keys.ts";
import { startEmbedded } from "../supabase/embedded/server.ts";
import type { Finding } from "./main.ts";
import type { Row } from "./publish.ts";
import { median, round } from "./statistics.ts";

const RUNS = 25;
const PAGE = 50;
const DEEP = 50;
const TICKETS_PER_CUSTOMER = 100;
const OPEN = ["new", "waiting_ai", "assigned", "in_progress", "waiting_customer", "on_hold"];
const COLUMNS =
  "t.id, t.number, t.subject, t.status, t.priority, t.category, t.assignee_id, t.customer_id, t.last_activity_at, t.sla_due_at";

type Filters = Record<string, string | string[]>;
type Cursor = { at: string; id: string } | null;
/** What is measured: a command as staff call it, and the least SQL that finds the same rows. */
type Case = {
  what: string;
  command: [name: string, args: Record<string, unknown>];
  bare: string;
  /** The statements that the command makes at run time to find its rows. */
  found?: string[];
};

/**
 * The queue and a ticket with so many tickets in the database: the median of the command in SQL and through
 * REST, as ratios to the bare SQL on the same database in the same run, and the plans. A sequential scan of
 * what grows with the tickets is a fault.
 */
export async function measureTickets(tickets: number): Promise<Finding> {
  const folder = await mkdtemp(join(tmpdir(), "portico-bench-"));
  const embedded = await startEmbedded({
    dir: join(folder, "database"),
    databaseUrl: process.env.PORTICO_DATABASE_URL ?? null,
    port: 0,
  });
  try {
    const supabase = connect(embedded.url, SECRET_KEY);
    const now = new Date();
    await loadDemo(supabase, now);
    await loadBulk(
      supabase,
      { customers: Math.ceil(tickets / TICKETS_PER_CUSTOMER), tickets },
      now,
      startProgress,
    );
    const client = connect(embedded.url, PUBLISHABLE_KEY);
    const agent = { email: "agent@portico.test", password: DEMO_PASSWORD };
    const { data, error } = await client.auth.signInWithPassword(agent);
    if (error) throw error;
    const claims = Buffer.from(data.session.access_token.split(".")[1] ?? "", "base64url").toString();
    const rows: Row[] = [];
    const faults: string[] = [];
    for (const one of await asAgent(embedded.database, claims, cases)) {
      const { row, plan } = await measure(embedded.database, claims, client, one);
      rows.push(row);
      console.log(`\n${one.what}\n${plan.map((line) => `  ${line}`).join("\n")}`);
      if (plan.some((line) => /Seq Scan on (support_tickets|ticket_|search_words)/.test(line))) {
        faults.push(`${one.what} reads a whole table.`);
      }
    }
    return { rows, faults };
  } finally {
    await embedded.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function cases(session: Session): Promise<Case[]> {
  const page = async (filters: Filters, cursor: Cursor = null) => {
    const found = await session.query<{ answer: { items: { number: string }[]; nextCursor: Cursor } }>(
      "select public.search_tickets($1, $2, $3) as answer",
      [JSON.stringify(filters), JSON.stringify(cursor), PAGE],
    );
    return found[0]?.answer;
  };
  const pageCase = async (what: string, filters: Filters, cursor: Cursor, bare: string): Promise<Case> => {
    const planned = await session.query<{ sql: string; ids: string[] | null }>(
      `select p.page_sql as sql, p.ids from private.require_staff() v,
        private.plan_ticket_page(v, $1, $2, $3) p`,
      [JSON.stringify(filters), JSON.stringify(cursor), PAGE + 1],
    );
    const query = await session.query<{ query: string | null }>(
      "select private.search_query($1, '', false)::text as query",
      [filters.q ?? ""],
    );
    const lookUp = query[0]?.query
      ? [`select x.ticket_id from private.ticket_search x where x.doc @@ $$${query[0].query}$$ limit 5001`]
      : [];
    const ids = planned[0]?.ids ? `'{${planned[0].ids}}'::uuid[]` : "null";
    return {
      what,
      command: ["search_tickets", { p_filters: filters, p_cursor: cursor, p_limit: PAGE }],
      bare,
      found: [...lookUp, (planned[0]?.sql ?? "").replaceAll("$1", ids)],
    };
  };
  const byActivity = `order by t.last_activity_at desc, t.id desc limit ${PAGE + 1}`;
  const settled = { status: ["resolved", "closed"], category: "billing" };
  let cursor: Cursor = null;
  for (let at = 0; at < DEEP; at++) cursor = (await page(settled, cursor))?.nextCursor ?? null;
  if (!cursor) throw new Error(`fewer than ${DEEP} pages of settled billing tickets: take more tickets`);
  const number = (await page({ status: OPEN }))?.items[0]?.number ?? "";
  const open = `t.status in ('${OPEN.join("', '")}')`;
  const byWords = (query: string) => `select ${COLUMNS}, ts_rank(x.doc, '${query}', 33) as rank
    from private.ticket_search x join public.support_tickets t on t.id = x.ticket_id
    where x.doc @@ '${query}' order by rank desc, t.last_activity_at desc limit ${PAGE + 1}`;
  return [
    await pageCase(
      "first page",
      { status: OPEN },
      null,
      `select ${COLUMNS} from public.support_tickets t where ${open} ${byActivity}`,
    ),
    await pageCase(
      "by what is due",
      { status: OPEN, sort: "due" },
      null,
      `select ${COLUMNS} from public.support_tickets t where ${open} order by t.sla_due_at, t.id limit ${PAGE + 1}`,
    ),
    await pageCase(
      `filtered, page ${DEEP + 1}`,
      settled,
      cursor,
      `select ${COLUMNS} from public.support_tickets t where t.status in ('resolved', 'closed') and t.category = 'billing'
        and (t.last_activity_at, t.id) < ('${cursor.at}', '${cursor.id}') ${byActivity}`,
    ),
    await pageCase("search of two words", { q: "fibre slow" }, null, byWords("fibre:* & slow:*")),
    await pageCase("search, mistyped", { q: "refnud" }, null, byWords("refund:*")),
    {
      what: "ticket detail",
      command: ["get_ticket", { p_ref: number }],
      bare: `select t.*, c.full_name, (select jsonb_agg(m) from public.ticket_messages m where m.ticket_id = t.id) as messages,
          (select jsonb_agg(e) from public.ticket_events e where e.ticket_id = t.id) as events
        from public.support_tickets t join public.customer_profiles c on c.id = t.customer_id where t.number = '${number}'`,
    },
    {
      what: "the whole queue page",
      command: ["get_desk", { p_filters: { status: OPEN }, p_limit: PAGE }],
      bare: `select ${COLUMNS}, (select count(*) from public.support_tickets t where ${open}) as open
        from public.support_tickets t where ${open} ${byActivity}`,
    },
  ];
}

async function measure(
  database: Database,
  claims: string,
  client: ReturnType<typeof connect>,
  { what, command: [name, args], bare, found }: Case,
) {
  const values = Object.values(args).map((value) =>
    value === null || typeof value === "object" ? JSON.stringify(value) : value,
  );
  const call = `select public.${name}(${Object.keys(args).map((key, at) => `${key} => $${at + 1}`)})`;
  const inSql = (sql: string, params: unknown[] = []) =>
    asAgent(database, claims, (session) => times(() => session.query(sql, params)));
  const bareMs = median(await inSql(bare));
  const commandMs = median(await inSql(call, values));
  const restMs = median(await times(async () => expectData(await client.rpc(name as never, args as never))));
  const plan = await asAgent(database, claims, async (session) => {
    const lines: { "QUERY PLAN": string }[] = [];
    for (const sql of found ?? [bare])
      lines.push(...(await session.query<(typeof lines)[number]>(`explain ${sql}`)));
    return lines;
  });
  return {
    row: {
      tickets: what,
      "bare SQL ms": round(bareMs),
      "command ms": round(commandMs),
      "× bare": round(commandMs / bareMs),
      "REST ms": round(restMs),
      "REST × bare": round(restMs / bareMs),
    },
    plan: plan.map((line) => shortened(line["QUERY PLAN"])),
  };
}

/** Without the ids that a search found before, which fill pages. */
function shortened(line: string): string {
  const text = line.replace(/\{[0-9a-f-]{36}[^}]*\}/g, "{…}");
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

async function times(run: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  // The first runs fill caches and plans.
  for (let at = -5; at < RUNS; at++) {
    const start = performance.now();
    await run();
    if (at >= 0) taken.push(performance.now() - start);
  }
  return taken;
}

/** Work on one session that the commands take for the agent's. */
function asAgent<T>(database: Database, claims: string, work: (session: Session) => Promise<T>): Promise<T> {
  return database.transaction(async (session) => {
    await session.query("select set_config('request.jwt.claims', $1, true)", [claims]);
    return work(session);
  });
}

import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_PASSWORD, SIGN_INS } from "../../../scripts/seed/cast.ts";
import { loadBulk } from "../../../scripts/seed/load-bulk.ts";
import { loadDemo } from "../../../scripts/seed/load-demo.ts";
import { connect, type Supabase } from "../../../scripts/seed/supabase.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded.ts";

type Counts = { tickets: number; messages: number; notifications: number; broadcasts: number };

let supabase: TestSupabase;
let service: Supabase;
let loaded: number | null;
const now = new Date();

beforeAll(async () => {
  supabase = await startTestSupabase();
  service = connect(supabase.url, supabase.serviceKey);
  loaded = await loadDemo(service, now);
});
afterAll(() => supabase.close());

async function counts(): Promise<Counts> {
  const [row] = await supabase.sql<Counts>(`select
    (select count(*)::int from public.support_tickets) as tickets,
    (select count(*)::int from public.ticket_messages) as messages,
    (select count(*)::int from public.notifications) as notifications,
    (select count(*)::int from realtime.messages) as broadcasts`);
  if (!row) throw new Error("A count has a row.");
  return row;
}

const demoClient = (name: keyof typeof SIGN_INS) => supabase.clientFor(SIGN_INS[name].email, DEMO_PASSWORD);

describe("the demo", () => {
  test("loads once, and loading it again changes nothing", async () => {
    expect(loaded).toBeGreaterThan(3_000);
    const before = await counts();
    expect(await loadDemo(service, new Date())).toBeNull();
    await supabase.sql("delete from public.app_settings where key = 'demo_data'");
    expect(await loadDemo(service, new Date(now.getTime() + 3 * 86_400_000))).toBe(0);
    expect(await counts()).toEqual({ ...before, broadcasts: expect.any(Number) });
  });

  test.each(["naledi", "johan"] as const)("%s signs in and finds a full dashboard", async (name) => {
    const client = await demoClient(name);
    const { data, error } = await client.rpc("get_dashboard");
    expect(error).toBeNull();
    expect(data.openTickets).toBeGreaterThan(4);
    expect(data.waitingForYou).toBeGreaterThan(0);
    expect(data.overdueInvoices).toBeGreaterThan(0);
    expect(data.upcomingCalls).toBe(2);
    expect(data.recentTickets).toHaveLength(5);
    expect(data.recentActivity).toHaveLength(10);
    expect(data.upNext.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(["delivery", "call", "invoice_due"]),
    );
  });

  test("customers share nothing", async () => {
    const [first, second] = await Promise.all([demoClient("naledi"), demoClient("johan")]);
    const ids = async (client: typeof first, table: string) =>
      ((await client.from(table).select("id")).data ?? []).map(({ id }) => id as string);
    for (const table of [
      "support_tickets",
      "orders",
      "invoices",
      "quote_requests",
      "scheduled_calls",
      "customer_services",
      "custom_domains",
    ]) {
      const [mine, theirs] = [await ids(first, table), await ids(second, table)];
      expect(mine.length, table).toBeGreaterThan(1);
      expect(theirs.length, table).toBeGreaterThan(1);
      expect(mine.filter((id) => theirs.includes(id))).toEqual([]);
    }
  });

  test.each([
    ["thabo", "agent"],
    ["amahle", "admin"],
  ] as const)("%s is %s, and belongs to no customer", async (name, role) => {
    const client = await demoClient(name);
    const { data } = await client.rpc("get_viewer");
    expect(data).toMatchObject({
      role,
      customerId: null,
      branding: { name: "Umoya Audio", supportEmail: "help@umoya.test" },
    });
    expect(data.unreadNotifications).toBeGreaterThan(0);
    const { data: figures } = await client.rpc("desk_counts");
    expect(figures.breached).toBeGreaterThan(0);
    expect(figures.unassigned).toBeGreaterThan(0);
  });

  test("nobody else got a profile of their own", async () => {
    const profiles = await supabase.sql(
      "select full_name from public.customer_profiles where source = 'portal'",
    );
    expect(profiles).toEqual([]);
    const colleagues = await supabase.sql(`select u.full_name from public.portal_users u
      join public.customer_profiles c on c.id = u.customer_id where c.company_name = 'Karoo Sound Studios' order by 1`);
    expect(colleagues).toEqual([{ full_name: "Ayanda Khumalo" }, { full_name: "Riaan Steyn" }]);
  });

  test("the help centre has articles that can be found, votes, and questions without an answer", async () => {
    const [row] = await supabase.sql<Record<string, number>>(`select
      (select count(*)::int from public.kb_articles where status = 'published') as published,
      (select count(*)::int from public.kb_articles a where status = 'published'
        and not exists (select from public.kb_chunks c where c.article_id = a.id)) as unindexed,
      (select count(*)::int from public.kb_articles where helpful_count > 0) as helpful,
      (select count(*)::int from public.kb_gaps where status = 'open' and asked_count > 5) as gaps`);
    expect(row?.published).toBeGreaterThanOrEqual(60);
    expect(row?.unindexed).toBe(0);
    expect(row?.helpful).toBeGreaterThan(50);
    expect(row?.gaps).toBeGreaterThan(3);
  });

  test("attachments can be fetched, byte for byte", async () => {
    const files = await supabase.sql<{ storage_path: string; size: number }>(
      "select storage_path, size from public.ticket_attachments",
    );
    expect(files.length).toBeGreaterThan(4);
    for (const { storage_path, size } of files) {
      const { data } = await service.storage.from("ticket-attachments").download(storage_path);
      expect(data?.size).toBe(size);
    }
  });

  test("promises are those of the policies, categories those of the portal", async () => {
    const [odd] = await supabase.sql<{ promises: number; transitions: number }>(`select
      (select count(*)::int from public.support_tickets t
        where t.status in ('new', 'assigned') and t.first_response_due_at
          <> (private.promise_times(t.priority, t.category, t.created_at)).first_response_due_at) as promises,
      (select count(*)::int from public.ticket_events e where e.type = 'status_changed' and not exists (
        select from private.ticket_transitions t where t.from_status::text = e.old_value and t.to_status::text = e.new_value)) as transitions`);
    expect(odd).toEqual({ promises: 0, transitions: 0 });
  });
});

describe("more data", () => {
  const addSome = (tickets: number, at: Date) =>
    loadBulk(service, { customers: 30, tickets }, at, () => ({ show: () => {}, end: () => {} }));

  test("can be added, is not announced, and is added once", async () => {
    const before = await counts();
    const first = await addSome(200, now);
    expect(first.newRows).toBe(first.rows);
    const after = await counts();
    expect(after.tickets).toBe(before.tickets + 200);
    expect(after.broadcasts).toBe(before.broadcasts);
    const again = await addSome(200, new Date());
    expect(again.newRows).toBe(0);
    expect(await counts()).toEqual(after);
  });

  test("the busiest customer signs in, and new tickets get new numbers", async () => {
    const { emails } = await addSome(0, now);
    const client = await supabase.clientFor(emails[0] ?? "", DEMO_PASSWORD);
    const { data: page } = await client.rpc("search_tickets", { p_limit: 100 });
    expect(page.items.length).toBeGreaterThan(10);
    const input = { subject: "One more", description: "After the import.", category: "question" };
    const { data: ticket } = await client.rpc("create_ticket", { p_key: "after-import", p_input: input });
    expect(ticket.number).toMatch(/^TKT-\d{4}-\d{7}$/);
  });
});

describe("the program", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/seed.ts", ...args], {
      encoding: "utf8",
      env: {
        ...process.env,
        __NEXT_PROCESSED_ENV: "true",
        NEXT_PUBLIC_SUPABASE_URL: "https://portico.example",
      },
    });

  test("refuses any Supabase that is not on this machine", () => {
    const { status, stderr } = run("--demo");
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(/for a Supabase on this machine/)]);
  });

  test.each([[[]], [["--demos"]], [["--tickets", "many"]], [["--tickets", "1000000"]]])(
    "%j gets a line that says what to do",
    (args) => {
      const { status, stderr } = run(...args);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^✗ .*(Usage|Unknown option|takes a whole number)/);
    },
  );
});

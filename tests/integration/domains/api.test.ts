import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as getOne, DELETE as remove } from "@/app/api/portal/domains/[id]/route";
import { POST as verify } from "@/app/api/portal/domains/[id]/verify/route";
import { POST as add, GET as list } from "@/app/api/portal/domains/route";
import type { Domain } from "@/lib/domains/types";
import { jobHandlers } from "@/lib/job-handlers";
import { runJobs } from "@/lib/platform/jobs";
import { type DnsServer, startDns } from "../../helpers/dns";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext } from "../../helpers/visitor";

const TARGET = "sites.portico.test";

let supabase: TestSupabase;
let dns: DnsServer;
let customer: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  [supabase, dns] = await Promise.all([startTestSupabase(), startDns()]);
  stubEnv({
    ...supabase.env,
    SITE_URL: "https://portal.acme.co.za",
    DNS_SERVERS: dns.address,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
});
afterAll(() => Promise.all([supabase.close(), dns.close()]));
beforeEach(async () => {
  await supabase.sql("delete from private.rate_limits");
  await supabase.sql("delete from public.custom_domains");
  await supabase.sql("delete from public.jobs");
});

type Failure = { code: string; message: string; reason?: string; fields?: Record<string, string[]> };
type Options = { id?: string; query?: string; body?: unknown; method?: string; key?: string };

async function call<T = Domain>(handler: typeof list, who: Person | null, options: Options = {}) {
  const request = apiRequest(`/api/portal/domains${options.query ?? ""}`, {
    ...(who ? { bearer: who.token } : {}),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.method ? { method: options.method } : {}),
    ...(options.key ? { headers: { "idempotency-key": options.key } } : {}),
  });
  const response = await handler(request, routeContext(options.id ? { id: options.id } : {}));
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: Failure };
  return { status: response.status, headers: response.headers, ...body };
}

let count = 0;
/** A name that no other test uses. */
const fresh = () => `www.shop${++count}.co.za`;
const addAs = (who: Person, hostname: string, key?: string) =>
  call(add, who, { body: { hostname }, ...(key ? { key } : {}) });
const check = (id: string, who = customer) => call(verify, who, { id, method: "POST" });
const drop = (id: string, query = "", who = customer) =>
  call<{ id: string }>(remove, who, { id, method: "DELETE", query });

/** Writes the records that a domain's page shows. */
function publish({ records }: Pick<Domain, "records">): void {
  for (const { expected } of records) {
    const [record] = expected;
    if (record) dns.set(record.name, record.type as "TXT" | "CNAME", record.value);
  }
}
async function added(hostname = fresh(), who = customer): Promise<Domain> {
  const answer = await addAs(who, hostname);
  expect(answer.status).toBe(201);
  return answer.data;
}
async function proven(hostname = fresh(), who = customer): Promise<Domain> {
  const domain = await added(hostname, who);
  publish(domain);
  return (await check(domain.id, who)).data;
}
const rowOf = async (id: string) => {
  const [row] = await supabase.sql<{ misses: number; check_number: number; is_due_in_s: number }>(
    "select misses, check_number, extract(epoch from next_check_at - now())::int as is_due_in_s from public.custom_domains where id = $1",
    [id],
  );
  if (!row) throw new Error("no such domain");
  return row;
};

describe("adding a domain", () => {
  test("answers with the exact records", async () => {
    const { status, data } = await addAs(customer, "https://WWW.Münchner-Laden.de/angebot");
    expect(status).toBe(201);
    const ascii = "www.xn--mnchner-laden-wob.de";
    expect(data).toMatchObject({
      hostname: ascii,
      displayName: "www.münchner-laden.de",
      zone: "xn--mnchner-laden-wob.de",
      isApex: false,
      status: "pending_dns",
      target: TARGET,
      challenge: expect.stringMatching(/^[0-9a-f]{40}$/),
      certificate: null,
      checkedAt: null,
      nextCheckAt: expect.stringMatching(/Z$/),
      allowedActions: ["verify", "remove"],
      records: [
        {
          purpose: "ownership",
          state: "unchecked",
          found: [],
          expected: [
            {
              type: "TXT",
              name: `_portico-challenge.${ascii}`,
              host: "_portico-challenge.www",
              value: data.challenge,
            },
          ],
        },
        {
          purpose: "traffic",
          expected: [{ type: "CNAME", name: ascii, host: "www", value: TARGET }],
        },
      ],
    });
    expect((await call(getOne, customer, { id: data.id })).data).toEqual(data);
  });

  test.each([
    ["github.io", "many people have their names"],
    ["*.shop.co.za", "Add each name on its own"],
    ["192.0.2.7", "IP address"],
    ["portal.acme.co.za", "is ours"],
    [TARGET, "is ours"],
    ["shop.local", "local networks"],
    ["", "Enter a domain name"],
    ["x".repeat(2_001), "too long"],
  ])("%.20s is refused beside the field", async (hostname, words) => {
    const { status, error } = await addAs(customer, hostname);
    expect([status, error.code]).toEqual([422, "validation_failed"]);
    expect(error.fields?.hostname?.[0]).toContain(words);
  });

  test("with the same key happens once, whoever is quick", async () => {
    const hostname = fresh();
    const answers = await Promise.all([1, 2, 3].map(() => addAs(customer, hostname, "once")));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ data }) => data.id)).size).toBe(1);
    expect((await addAs(customer, fresh(), "once")).error.reason).toBe("idempotency_key_reused");
    expect((await addAs(customer, hostname)).error).toMatchObject({
      code: "conflict",
      reason: "domain_exists",
    });
  });

  test("is for customers, and what others add is not there", async () => {
    const { id } = await added();
    expect((await call(list, null)).status).toBe(401);
    expect((await call(list, agent)).status).toBe(403);
    const answers = [
      await call(getOne, stranger, { id }),
      await check(id, stranger),
      await drop(id, "", stranger),
      await call(getOne, customer, { id: "1" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await call<Domain[]>(list, stranger)).data).toEqual([]);
  });

  test("fills a list by pages, the newest first", async () => {
    const names = [fresh(), fresh(), fresh()];
    for (const name of names) await added(name);
    const first = await call<Domain[]>(list, customer, { query: "?limit=2" });
    const second = await call<Domain[]>(list, customer, { query: `?limit=2&cursor=${first.nextCursor}` });
    expect([...first.data, ...second.data].map(({ hostname }) => hostname)).toEqual(names.toReversed());
    expect(second.nextCursor).toBeNull();
  });
});

describe("looking for the records", () => {
  test("tells what is missing, what differs, and when all is right", async () => {
    const domain = await added();
    const { id, hostname } = domain;
    expect(await check(id)).toMatchObject({
      status: 200,
      data: {
        status: "pending_dns",
        records: [
          { state: "missing", problem: "no_name", found: [] },
          { state: "missing", problem: "no_name", found: [] },
        ],
      },
    });

    dns.set(hostname, "CNAME", "parked.registrar.com");
    expect((await check(id)).data).toMatchObject({
      status: "wrong_dns",
      records: [{ state: "missing" }, { state: "wrong", found: ["parked.registrar.com"] }],
    });

    publish(domain);
    const { data } = await check(id);
    expect(data).toMatchObject({
      status: "verified",
      verifiedAt: expect.any(String),
      checksUntil: null,
      records: [
        { state: "ok", found: [domain.challenge] },
        { state: "ok", found: [TARGET] },
      ],
    });
    expect(Date.parse(data.nextCheckAt ?? "") - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
  });

  test("happens by itself, ever less often, until they are there", async () => {
    const domain = await added();
    const run = () => runJobs("tests", jobHandlers, 10);
    expect(await run()).toMatchObject({ value: { claimed: 1, done: 1 } });
    expect((await rowOf(domain.id)).is_due_in_s).toBeGreaterThanOrEqual(28);
    // Not due yet.
    expect(await run()).toMatchObject({ value: { claimed: 0 } });
    publish(domain);
    await supabase.sql("update public.jobs set run_at = now() where status = 'queued'");
    expect(await run()).toMatchObject({ value: { claimed: 1, done: 1 } });
    expect((await call(getOne, customer, { id: domain.id })).data.status).toBe("verified");
    const told = await supabase.sql<{ user_id: string; data: object }>(
      "select user_id, data from public.notifications where resource_id = $1",
      [domain.id],
    );
    expect(told).toEqual([{ user_id: customer.id, data: { hostname: domain.hostname, status: "verified" } }]);
  });

  test("twice at once counts once, and a job that comes late finds nothing to do", async () => {
    const domain = await added();
    const [first, second] = await Promise.all([check(domain.id), check(domain.id)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    const before = await rowOf(domain.id);
    await supabase.sql("update public.jobs set run_at = now()");
    await runJobs("tests", jobHandlers, 1);
    expect((await rowOf(domain.id)).check_number - before.check_number).toBeLessThanOrEqual(1);
  });

  test("is limited", async () => {
    const { id } = await added();
    for (let n = 0; n < 6; n++) expect((await check(id)).status).toBe(200);
    const { status, headers, error } = await check(id);
    expect([status, error.code, Number(headers.get("retry-after")) > 0]).toEqual([429, "rate_limited", true]);
  });

  test("takes no answer for no answer: nothing is held against the customer", async () => {
    const domain = await proven();
    dns.fail(domain.hostname, "REFUSED");
    dns.fail(`_portico-challenge.${domain.hostname}`, "SERVFAIL");
    const { data } = await check(domain.id);
    expect(data).toMatchObject({ status: "verified", records: domain.records, missingSince: null });
    expect((await rowOf(domain.id)).misses).toBe(0);
  });
});

describe("a domain in use", () => {
  test("goes out of use after several misses, not after one", async () => {
    const domain = await proven();
    dns.forget(domain.hostname);
    expect((await check(domain.id)).data).toMatchObject({
      status: "verified",
      missingSince: expect.any(String),
      records: [{ state: "ok" }, { state: "missing" }],
    });
    expect((await check(domain.id)).data.status).toBe("verified");
    await supabase.sql(
      "update public.custom_domains set missing_since = now() - interval '2 hours' where id = $1",
      [domain.id],
    );
    expect((await check(domain.id)).data.status).toBe("wrong_dns");
    publish(domain);
    expect((await check(domain.id)).data).toMatchObject({ status: "verified", missingSince: null });
  });

  test("gets its certificate from the host's proxy", async () => {
    const domain = await proven();
    const service = supabase.client(supabase.serviceKey);
    const say = (certificate: object) =>
      service.rpc("set_domain_certificate", { p_hostname: domain.hostname, p_certificate: certificate });
    await say({ status: "requested" });
    expect((await call(getOne, customer, { id: domain.id })).data).toMatchObject({
      status: "certificate_pending",
      certificate: { status: "requested" },
    });
    await say({ status: "issued", issuer: "Test CA", expiresAt: "2030-01-02T03:04:05Z" });
    expect((await call(getOne, customer, { id: domain.id })).data).toMatchObject({
      status: "live",
      certificate: {
        status: "issued",
        issuer: "Test CA",
        expiresAt: "2030-01-02T03:04:05.000Z",
        error: null,
      },
    });
  });

  test("is removed with its name, and the same records do when it comes back", async () => {
    const domain = await proven("www.ümlaut.co.za");
    expect(await drop(domain.id)).toMatchObject({ status: 409, error: { reason: "confirmation_required" } });
    expect((await drop(domain.id, "?confirm=other.co.za")).status).toBe(409);
    const gone = await drop(domain.id, `?confirm=${encodeURIComponent("WWW.ümlaut.co.za")}`);
    expect(gone).toMatchObject({ status: 200, data: { id: domain.id, hostname: domain.hostname } });
    expect((await drop(domain.id)).status).toBe(404);
    const again = await added("www.ümlaut.co.za");
    expect(again.challenge).toBe(domain.challenge);
    expect((await check(again.id)).data.status).toBe("verified");
  });

  test("is not removed by who saw it as it was", async () => {
    const domain = await added();
    publish(domain);
    await check(domain.id);
    const answer = await drop(domain.id, "?expectedStatus=pending_dns");
    expect([answer.status, answer.error.reason]).toEqual([409, "domain_changed"]);
  });
});

describe("two customers", () => {
  test("cannot hold one name; its record decides between a claim and the owner", async () => {
    const hostname = fresh();
    await added(hostname, stranger);
    const refused = await addAs(customer, hostname);
    expect([refused.status, refused.error.reason]).toEqual([409, "domain_claimed"]);
    const sentence = refused.error.fields?.hostname?.[0] ?? "";
    expect(sentence).toContain(`_portico-challenge.${hostname}`);

    // The owner does what the sentence says, and adds it again.
    const challenge = /value ([0-9a-f]{40})/.exec(sentence)?.[1] ?? "";
    dns.set(`_portico-challenge.${hostname}`, "TXT", challenge);
    const { status, data: owner } = await addAs(customer, hostname, "proof");
    expect([status, owner.challenge]).toEqual([201, challenge]);
    expect((await addAs(customer, hostname, "proof")).data.id).toBe(owner.id);
    expect((await call<Domain[]>(list, stranger)).data).toEqual([]);
    // Now the other one only has a claim.
    expect((await addAs(stranger, hostname)).error.reason).toBe("domain_claimed");
    publish(owner);
    expect((await check(owner.id)).data.status).toBe("verified");
    expect((await addAs(stranger, hostname)).error.reason).toBe("domain_taken");
  });

  test("and a claim that nobody proves ends", async () => {
    const hostname = fresh();
    const { id } = await added(hostname, stranger);
    await supabase.sql(
      "update public.custom_domains set created_at = now() - interval '4 days' where id = $1",
      [id],
    );
    await added(hostname, customer);
    expect((await call(getOne, stranger, { id })).status).toBe(404);
  });
});

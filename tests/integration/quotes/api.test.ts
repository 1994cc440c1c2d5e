import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { POST as postConvert } from "@/app/api/admin/quotes/[id]/convert/route";
import { GET as getDraftPdf } from "@/app/api/admin/quotes/[id]/pdf/route";
import { POST as postReview } from "@/app/api/admin/quotes/[id]/review/route";
import { GET as getForStaff, PATCH as patchDraft } from "@/app/api/admin/quotes/[id]/route";
import { POST as postSend } from "@/app/api/admin/quotes/[id]/send/route";
import { GET as getStaffList, POST as postForCustomer } from "@/app/api/admin/quotes/route";
import { GET as getProducts } from "@/app/api/portal/products/route";
import { POST as postAccept } from "@/app/api/portal/quotes/[id]/accept/route";
import { POST as postDecline } from "@/app/api/portal/quotes/[id]/decline/route";
import { GET as getPdf } from "@/app/api/portal/quotes/[id]/pdf/route";
import { POST as postChanges } from "@/app/api/portal/quotes/[id]/request-changes/route";
import { GET as getOne } from "@/app/api/portal/quotes/[id]/route";
import { GET as getList, POST as postRequest } from "@/app/api/portal/quotes/route";
import { GET as getUpload } from "@/app/api/portal/uploads/[id]/route";
import { POST as postUpload } from "@/app/api/portal/uploads/route";
import { quoteJobs } from "@/lib/quotes/jobs";
import type { QuoteDetail } from "@/lib/quotes/queries";
import type { ProductMatch, QuoteSummary } from "@/lib/quotes/types";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { type Person, signedIn } from "../../helpers/people";
import { apiRequest, routeContext, SITE } from "../../helpers/visitor";

let supabase: TestSupabase;
let customer: Person;
let stranger: Person;
let agent: Person;

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  customer = await signedIn(supabase, "Thandi Nkosi");
  stranger = await signedIn(supabase, "Pieter Botha");
  agent = await signedIn(supabase, "Lerato Molefe", "agent");
  await supabase.sql(
    `insert into public.products (sku, name, price) values ('SPK-KUDU', 'Kudu 5 speakers', 899000)`,
  );
});
afterAll(() => supabase.close());
beforeEach(() => supabase.sql("delete from private.rate_limits"));

type Failure = { code: string; message: string; reason?: string; fields?: Record<string, string[]> };
type Options = { id?: string; query?: string; body?: unknown; method?: string; key?: string };

function ask(handler: typeof getList, who: Person | null, options: Options = {}): Promise<Response> {
  const request = apiRequest(`/api/portal/quotes${options.query ?? ""}`, {
    ...(who ? { bearer: who.token } : {}),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.method ? { method: options.method } : {}),
    ...(options.key ? { headers: { "idempotency-key": options.key } } : {}),
  });
  return handler(request, routeContext(options.id ? { id: options.id } : {}));
}

async function call<T = QuoteDetail>(handler: typeof getList, who: Person | null, options: Options = {}) {
  const response = await ask(handler, who, options);
  const body = (await response.json()) as { data: T; nextCursor: string | null; error: Failure };
  return { status: response.status, ...body };
}

const LINE = { description: "Kudu 5 speakers", quantity: 2, unitPrice: 899_000, taxRate: 0.15 };
const FITTING = { description: "Fitting", quantity: 3, unitPrice: 45_000, taxRate: 0 };
const request = async (change: object = {}, who = customer) =>
  (await call(postRequest, who, { body: { message: "Sound for the hall", ...change } })).data;

/** A request, answered with one version. */
async function sent(draft: object = {}): Promise<QuoteDetail> {
  const quote = await request();
  return revise(quote, draft);
}

/** The next version of a quote, sent. */
async function revise({ id }: QuoteDetail, draft: object = {}): Promise<QuoteDetail> {
  const { data: before } = await call(getForStaff, agent, { id });
  const { data: saved } = await call(patchDraft, agent, {
    id,
    method: "PATCH",
    body: { items: [LINE, FITTING], expectedRevision: before.revision, ...draft },
  });
  const { data } = await call(postSend, agent, { id, body: { expectedRevision: saved.revision } });
  return data;
}

const accept = (id: string, version: unknown, who = customer) =>
  call(postAccept, who, { id, body: { version } });
const refusal = ({ status, error }: { status: number; error: Failure }) =>
  `${status} ${error.reason ?? error.code}`;

describe("a request", () => {
  test("is answered with all that its page shows", async () => {
    const [product] = (await call<ProductMatch[]>(getProducts, customer, { query: "?q=kudo" })).data;
    expect(product).toMatchObject({ sku: "SPK-KUDU", price: { amount: 899_000, currency: "ZAR" } });
    const { status, data } = await call(postRequest, customer, {
      body: {
        title: "The hall",
        message: "Nothing on the floor.",
        items: [
          { productId: product?.id, quantity: 2 },
          { description: "Fitting", note: "On a Sunday" },
        ],
      },
    });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      number: expect.stringMatching(/^QUO-\d{4}-\d{5}$/),
      title: "The hall",
      status: "requested",
      version: 0,
      total: null,
      itemCount: 2,
      request: {
        message: "Nothing on the floor.",
        requestedByName: "Thandi Nkosi",
        items: [
          { sku: "SPK-KUDU", description: "Kudu 5 speakers", quantity: 2, note: null },
          { sku: null, description: "Fitting", quantity: 1, note: "On a Sunday" },
        ],
      },
      versions: [],
      events: [{ type: "requested", actorType: "customer", actorName: "Thandi Nkosi" }],
      allowedActions: [],
    });
    expect(data).not.toHaveProperty("draft");
    expect(data).not.toHaveProperty("customer");
  });

  test("names what is wrong, by field", async () => {
    const { status, error } = await call(postRequest, customer, {
      body: { items: [{ quantity: 0, description: "x" }, { quantity: 1 }] },
    });
    expect(status).toBe(422);
    expect(Object.keys(error.fields ?? {})).toEqual(["items.0.quantity", "items.1.description"]);
    expect((await call(postRequest, customer, { body: {} })).error.fields).toEqual({
      items: ["Name at least one product, or describe what you need."],
    });
  });

  test("with the same key is one request", async () => {
    const body = { message: "Once" };
    const first = await call(postRequest, customer, { body, key: "quote-once" });
    const second = await call(postRequest, customer, { body, key: "quote-once" });
    expect(second.data.id).toBe(first.data.id);
    const other = await call(postRequest, customer, { body: { message: "Twice" }, key: "quote-once" });
    expect(refusal(other)).toBe("409 idempotency_key_reused");
  });

  test("carries files, which open for those who see it", async () => {
    const form = new FormData();
    form.set("file", new File(["floor,metres\nhall,120\n"], "plan.csv", { type: "text/csv" }));
    const upload = await postUpload(
      new NextRequest(`${SITE}/api/portal/uploads`, {
        method: "POST",
        body: form,
        headers: { authorization: `Bearer ${customer.token}` },
      }),
      routeContext({}),
    );
    const { data: file } = (await upload.json()) as { data: { id: string } };
    const quote = await request({ attachmentIds: [file.id] });
    expect(quote.request.attachments).toMatchObject([
      { id: file.id, fileName: "plan.csv", mimeType: "text/csv" },
    ]);
    const open = async (who: Person) =>
      (
        await getUpload(
          apiRequest(`/api/portal/uploads/${file.id}`, { bearer: who.token }),
          routeContext({ id: file.id }),
        )
      ).status;
    expect([await open(customer), await open(agent), await open(stranger)]).toEqual([302, 302, 404]);
  });

  test("is nobody else's", async () => {
    const { id } = await request();
    expect(refusal(await call(getOne, stranger, { id }))).toBe("404 quote_not_found");
    expect(refusal(await accept(id, 1, stranger))).toBe("404 quote_not_found");
    expect((await call(getOne, null, { id })).status).toBe(401);
    expect((await call(postRequest, agent, { body: { message: "x" } })).status).toBe(403);
    expect((await call(getStaffList, customer)).status).toBe(403);
  });
});

describe("an offer", () => {
  test("is prepared out of sight, and then there with its totals", async () => {
    const { id } = await request();
    const { data: review } = await call(postReview, agent, { id });
    expect(review).toMatchObject({
      status: "in_review",
      reviewerName: "Lerato Molefe",
      customer: { id: customer.customerId },
    });
    const { data: saved } = await call(patchDraft, agent, {
      id,
      method: "PATCH",
      body: {
        expectedRevision: review.revision,
        items: [LINE, FITTING],
        discount: 3_000,
        terms: "Half in advance",
      },
    });
    expect(saved.draft).toMatchObject({ version: 1, status: "draft", total: { currency: "ZAR" } });
    expect((await call(getOne, customer, { id })).data).toMatchObject({ versions: [], status: "in_review" });
    const { data } = await call(postSend, agent, { id, body: { expectedRevision: saved.revision } });
    const read = (await call(getOne, customer, { id })).data;
    expect(read).toMatchObject({
      status: "sent",
      version: 1,
      total: { amount: 2_199_282, currency: "ZAR" },
      allowedActions: ["accept", "decline", "request_changes"],
      versions: [
        {
          version: 1,
          status: "sent",
          subtotal: { amount: 1_933_000 },
          discount: { amount: 3_000 },
          taxes: [
            { rate: 0.15, net: { amount: 1_795_210 }, tax: { amount: 269_282 } },
            { rate: 0, net: { amount: 134_790 }, tax: { amount: 0 } },
          ],
          terms: "Half in advance",
          sentByName: "Lerato Molefe",
          items: [{ net: { amount: 1_798_000 } }, { net: { amount: 135_000 } }],
        },
      ],
    });
    expect(data.allowedActions).toContain("edit_draft");
  });

  test("is not saved over somebody else's change", async () => {
    const quote = await sent();
    const stale = await call(patchDraft, agent, {
      id: quote.id,
      method: "PATCH",
      body: { expectedRevision: quote.revision - 1, items: [LINE] },
    });
    expect(refusal(stale)).toBe("409 quote_changed");
    const wrong = await call(patchDraft, agent, {
      id: quote.id,
      method: "PATCH",
      body: { expectedRevision: quote.revision, items: [{ ...LINE, discount: 99_999_999 }] },
    });
    expect(wrong.error.fields).toEqual({
      "items.0.discount": ["The discount is larger than what it is taken from."],
    });
  });

  test("is accepted by its version, once, and becomes one order", async () => {
    const { id, total } = await sent();
    const again = await accept(id, 1);
    expect(again.data).toMatchObject({
      status: "accepted",
      acceptedVersion: 1,
      acceptance: { version: 1, byName: "Thandi Nkosi" },
      allowedActions: [],
    });
    expect((await accept(id, 1)).data.acceptance).toEqual(again.data.acceptance);
    const converted = await call(postConvert, agent, { id, method: "POST" });
    expect(converted.data.order?.number).toMatch(/^ORD-\d{4}-\d{5}$/);
    expect((await call(postConvert, agent, { id, method: "POST" })).data.order).toEqual(converted.data.order);
    const orders = await supabase.sql<{ total: string }>(
      "select total from public.orders where external_id = $1",
      [id],
    );
    expect(orders.map((order) => Number(order.total))).toEqual([total?.amount]);
  });

  test("that was replaced is not accepted", async () => {
    const first = await sent();
    const second = await revise(first, {
      items: [{ ...LINE, quantity: 1, lineKey: first.versions[0]?.items[0]?.lineKey }],
    });
    expect(second.versions.map(({ version, status }) => [version, status])).toEqual([
      [2, "sent"],
      [1, "superseded"],
    ]);
    expect(second.versions[0]?.items[0]?.lineKey).toBe(first.versions[0]?.items[0]?.lineKey);
    expect(refusal(await accept(first.id, 1))).toBe("409 quote_superseded");
    expect((await accept(first.id, 2)).status).toBe(200);
  });

  test("that ran out is not accepted, and reads as expired at once", async () => {
    const { id } = await sent({ validUntil: new Date(Date.now() + 1_500).toISOString() });
    const status = async () => (await call(getOne, customer, { id })).data.status;
    await expect.poll(status, { timeout: 10_000 }).toBe("expired");
    expect(refusal(await accept(id, 1))).toBe("409 quote_expired");
    expect(refusal(await call(postDecline, customer, { id, body: { version: 1, reason: "Late" } }))).toBe(
      "409 quote_expired",
    );
    await quoteJobs.check_quotes?.({}, { jobId: 1, attempt: 1 });
    const [row] = await supabase.sql<{ status: string }>(
      "select status from public.quote_requests where id = $1",
      [id],
    );
    expect(row?.status).toBe("expired");
    const renewed = await call(postChanges, customer, { id, body: { message: "May I have it after all?" } });
    expect(renewed.data.status).toBe("changes_requested");
  });

  test("is declined with a reason", async () => {
    const { id } = await sent();
    expect((await call(postDecline, customer, { id, body: { version: 1 } })).error.fields).toHaveProperty(
      "reason",
    );
    const { data } = await call(postDecline, customer, { id, body: { version: 1, reason: "Too dear" } });
    expect(data).toMatchObject({
      status: "declined",
      decline: { reason: "Too dear", byName: "Thandi Nkosi" },
    });
    expect(refusal(await accept(id, 1))).toBe("409 quote_declined");
  });

  test("is sent back with wishes, line by line", async () => {
    const quote = await sent();
    const [speakers] = quote.versions[0]?.items ?? [];
    const { data } = await call(postChanges, customer, {
      id: quote.id,
      body: {
        message: "Smaller, please",
        items: [{ itemId: speakers?.id, quantity: 1, message: "One is enough" }],
      },
    });
    expect(data).toMatchObject({ status: "changes_requested", allowedActions: ["decline"] });
    expect(data.versions[0]?.changes).toEqual([
      { itemId: null, quantity: null, message: "Smaller, please" },
      { itemId: speakers?.id, quantity: 1, message: "One is enough" },
    ]);
    expect(refusal(await accept(quote.id, 1))).toBe("409 quote_not_open");
  });

  test.each([[undefined], ["1"], [1.5], [-1]])("is not accepted as version %j", async (version) => {
    const { id } = await sent();
    expect((await accept(id, version)).status).toBe(422);
  });
});

describe("as a PDF", () => {
  test("each version is the same bytes every time", async () => {
    const quote = await sent({ validUntil: "2026-12-31" });
    await revise(quote);
    const pdf = async (query: string, who = customer) => {
      const response = await ask(getPdf, who, { id: quote.number, query });
      return { response, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    const first = await pdf("?version=1");
    expect(first.response.status).toBe(200);
    expect(first.response.headers.get("content-type")).toBe("application/pdf");
    expect(first.response.headers.get("content-disposition")).toBe(
      `inline; filename="${quote.number}-v1.pdf"`,
    );
    expect(first.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    await supabase.sql(
      "update public.app_settings set value = '{\"name\": \"Other\"}' where key = 'branding'",
    );
    const later = await pdf("?version=1");
    expect(later.bytes.equals(first.bytes)).toBe(true);
    const latest = await pdf("");
    expect(latest.response.headers.get("content-disposition")).toContain("-v2.pdf");
    expect((await pdf("?version=3")).response.status).toBe(404);
    expect((await pdf("?version=1", stranger)).response.status).toBe(404);
  });

  test("a draft is for staff, and not kept", async () => {
    const quote = await sent();
    const { data } = await call(patchDraft, agent, {
      id: quote.id,
      method: "PATCH",
      body: { expectedRevision: quote.revision, items: [FITTING] },
    });
    expect((await ask(getPdf, customer, { id: quote.id, query: "?version=2" })).status).toBe(404);
    const draft = await ask(getDraftPdf, agent, { id: quote.id, query: "?version=2" });
    expect(draft.headers.get("content-disposition")).toBe(`inline; filename="${data.number}-draft.pdf"`);
    const kept = await supabase.sql("select from public.documents where subject_id = $1", [quote.id]);
    expect(kept).toHaveLength(0);
  });
});

describe("lists", () => {
  test("are pages by key, filtered by the status of this moment", async () => {
    await sent();
    const first = await call<QuoteSummary[]>(getList, customer, { query: "?limit=2" });
    expect(first.data).toHaveLength(2);
    const second = await call<QuoteSummary[]>(getList, customer, {
      query: `?limit=2&cursor=${encodeURIComponent(first.nextCursor ?? "")}`,
    });
    expect(second.data.map(({ id }) => id)).not.toContain(first.data[0]?.id);
    const open = await call<QuoteSummary[]>(getList, customer, { query: "?status=sent&limit=100" });
    expect(new Set(open.data.map(({ status }) => status))).toEqual(new Set(["sent"]));
    expect((await call(getList, customer, { query: "?status=lost" })).status).toBe(400);
    expect((await call<QuoteSummary[]>(getList, stranger)).data).toEqual([]);
  });

  test("of staff hold everybody's, by customer if asked for", async () => {
    const made = await call(postForCustomer, agent, {
      body: { customerId: stranger.customerId, title: "By telephone", draft: { items: [LINE] } },
    });
    expect(made).toMatchObject({ status: 201, data: { status: "in_review", draft: { version: 1 } } });
    const { data } = await call<QuoteSummary[]>(getStaffList, agent, {
      query: `?customer=${stranger.customerId}`,
    });
    expect(data).toMatchObject([{ title: "By telephone", customerName: "Pieter Botha", hasDraft: true }]);
  });
});

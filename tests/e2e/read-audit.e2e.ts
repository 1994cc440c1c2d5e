// Whoever looks at something of a customer's is in the audit log afterwards. Goes through every page and every address
// that reads, as everybody whom it is for, and looks into the log.
import { createHmac } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { INBOUND_EMAIL_SECRET } from "../helpers/app.ts";
import { sampleMail } from "../helpers/mail-samples.ts";
import { belongingsOf, conversationOf, correctionOf, type Things } from "./belongings.ts";
import { ENDPOINTS, type Endpoint } from "./endpoints.ts";
import { PAGES, type Seeker } from "./pages.ts";
import { call, dataOf, newcomer, openTicket, type Person, service, signedIn, upload } from "./program.ts";
import { ASKED, READS } from "./reads.ts";

type Role = "customer" | "agent" | "admin";
type Actor = Person & { customerId: string; role: Role; own: Things };
type Look = {
  /** Its name in READS. */
  name: string;
  path: string;
  role: Role;
  isPage: boolean;
  address: ((seeker: Seeker) => Promise<string>) | undefined;
};
type Entry = {
  id: string;
  actor_role: string;
  action: string;
  resource_id: string | null;
  customer_id: string | null;
  purpose: string | null;
};

const ROLES = { customer: "customer", customer2: "customer", agent: "agent", admin: "admin" } as const;
const CALLERS: Record<Endpoint["for"], readonly Role[]> = {
  customer: ["customer"],
  staff: ["agent"],
  admin: ["admin"],
  "signed-in": ["customer", "agent"],
  anybody: ["customer"],
};
/** These are written down once an hour for each customer and kind. */
const isHourly = (action: string) => /\.list$|^(dashboard|customer)\.read$/.test(action);
/** Searches of the desk concern nobody in particular; whom they showed is in the list beside them. */
const concernsSomebody = (action: string) => !/^(customer|privacy|audit)\.search$/.test(action);

const LOOKS: readonly Look[] = [
  ...PAGES.flatMap(({ route, as, address }) =>
    [...new Set(as.filter((user) => user !== null).map((user) => ROLES[user]))].map(
      (role): Look => ({ name: `${role} ${route}`, path: route, role, address, isPage: true }),
    ),
  ),
  ...ENDPOINTS.filter(({ method }) => method === "GET").flatMap(({ path, for: whom }) =>
    CALLERS[whom].map(
      (role): Look => ({ name: `${role} GET ${path}`, path, role, address: undefined, isPage: false }),
    ),
  ),
];

let company: Person & { customerId: string };
/** What everybody of the company can see, and what is the desk's. */
let shared: Things;
let seekers: Record<Role, Seeker>;
const crew: { actor: Actor; lists: Set<string> }[] = [];

beforeAll(async () => {
  const [first, agent, admin] = await Promise.all([newcomer(), newcomer("agent"), signedIn("admin")]);
  company = first;
  seekers = { customer: seeker(first), agent: seeker(agent), admin: seeker(admin) };
  shared = {
    ...(await belongingsOf(first, agent)),
    ...(await fileOf(first)),
    ...(await passage()),
    // What staff look at; customers have their own.
    ...(await correctionOf(first)),
  };
  await writeTo(first);
}, 90_000);

test("every page and every address that reads says what it leaves in the log", () => {
  expect(Object.keys(READS).toSorted()).toEqual(LOOKS.map(({ name }) => name).toSorted());
});

test.for(LOOKS)("$name", async (look) => {
  const wanted = READS[look.name] ?? [];
  const actor = await actorFor(look);
  const { path, thing } = await addressOf(look, actor);
  const before = new Set((await entriesOf(actor)).map(({ id }) => id));

  const answer = await call(path, look.isPage ? { cookie: actor.cookie } : { token: actor.token });
  // Files come from the storage, and what is only passed through leads on; what only its own service may ask says no to people.
  expect(
    [200, 302, 303, ...(look.path.includes("/webhooks/") ? [403] : [])],
    answer.text.slice(0, 300),
  ).toContain(answer.status);

  const entries = (await entriesOf(actor)).filter(({ id }) => !before.has(id));
  expect([...new Set(entries.map(({ action }) => action))].toSorted()).toEqual(wanted);
  for (const entry of entries) {
    expect(entry.actor_role, entry.action).toBe(look.role);
    if (look.role === "customer") expect(entry.customer_id, entry.action).toBe(company.customerId);
    if (look.role === "customer") expect(entry.purpose, entry.action).toBe("self-service");
    else expect(entry.purpose, entry.action).toMatch(/^[a-z-]+$/);
  }
  for (const action of wanted.filter((one) => look.role !== "customer" && concernsSomebody(one))) {
    const concerned = entries.filter((entry) => entry.action === action).map((entry) => entry.customer_id);
    // One thing of the company's concerns the company; a list concerns somebody at least.
    if (thing && !action.endsWith(".list")) expect(concerned, action).toContain(company.customerId);
    else if (!path.startsWith("/admin/mail/")) expect(concerned.some(Boolean), action).toBe(true);
  }
  // And which thing it was.
  const read = entries.filter((entry) => entry.action.endsWith(".read") && entry.resource_id);
  if (thing && read.length > 0) expect(read.map((entry) => entry.resource_id)).toContain(thing);
});

/** Somebody of the role who has not been shown this list within the hour. */
async function actorFor({ role, name }: Look): Promise<Actor> {
  const lists = (READS[name] ?? []).filter(isHourly);
  const free = crew.find((one) => one.actor.role === role && !lists.some((list) => one.lists.has(list)));
  const member = free ?? { actor: await recruit(role), lists: new Set<string>() };
  if (!free) crew.push(member);
  for (const list of lists) member.lists.add(list);
  return member.actor;
}

async function recruit(role: Role): Promise<Actor> {
  const person = await newcomer(role === "customer" ? "customer" : "agent");
  if (role === "admin") await become(person, { role });
  if (role !== "customer") return { ...person, role, own: {} };
  // A colleague, who shares what the company has.
  const { customerId } = company;
  await become(person, { customer_id: customerId });
  const colleague = { ...person, customerId };
  const own = { ...(await conversationOf(colleague)), ...(await correctionOf(colleague)) };
  return { ...colleague, role, own };
}

async function become({ id }: Person, body: Record<string, unknown>): Promise<void> {
  const answer = await service(`/rest/v1/portal_users?id=eq.${id}`, { method: "PATCH", body });
  expect(answer.status, answer.text).toBeLessThan(300);
}

/** The address of the look, and the thing that it is about. */
async function addressOf(look: Look, actor: Actor): Promise<{ path: string; thing?: string }> {
  const things = { ...shared, ...actor.own };
  const kind = look.path.split("/")[look.isPage ? 2 : 3] ?? "";
  const thing = look.path.includes("[") ? things[kind] : undefined;
  if (look.path.endsWith("/download")) return { path: look.path.replace("[id]", await copyOf(actor)) };
  const asked = ASKED[look.name]?.(things);
  if (asked) return { path: asked };
  const about = look.path.endsWith("/invoice") ? things.invoices : thing;
  if (thing && about)
    return { path: look.path.replace(/\[\w+\]/, thing.number ?? thing.id), thing: about.id };
  return { path: (await look.address?.(seekers[look.role])) ?? look.path };
}

/** Somebody's copy of their data, ready to be taken. */
async function copyOf({ token }: Actor): Promise<string> {
  const asked = await call("/api/portal/privacy/requests", { token, body: { kind: "export" } });
  const { id } = dataOf<{ id: string }>(asked, 201);
  const status = async () =>
    dataOf<{ status: string }>(await call(`/api/portal/privacy/requests/${id}`, { token })).status;
  await expect.poll(status, { timeout: 45_000, interval: 500 }).toBe("completed");
  return id;
}

/** Looks for addresses as somebody. */
function seeker({ cookie }: Person): Seeker {
  return {
    request: {
      async get(path) {
        const answer = await call(path, { cookie });
        return { status: () => answer.status, text: async () => answer.text, json: async () => answer.json };
      },
    },
  };
}

/** A file in a conversation that the company shares. */
async function fileOf(person: Person): Promise<Things> {
  const file = dataOf<{ id: string }>(await upload(person), 201);
  await openTicket(person, { attachmentIds: [file.id] });
  return { uploads: file };
}

/** An e-mail of somebody to the desk, once it is known whose it is. */
async function writeTo({ email, customerId }: typeof company): Promise<void> {
  const mail = sampleMail("plain.eml", { from: email });
  const seconds = Math.floor(Date.now() / 1000);
  const v1 = createHmac("sha256", INBOUND_EMAIL_SECRET).update(`${seconds}.`).update(mail).digest("hex");
  const headers = { "content-type": "message/rfc822", "x-portico-signature": `t=${seconds},v1=${v1}` };
  const answer = await call("/api/webhooks/email", { body: new Uint8Array(mail), headers });
  expect(answer.status, answer.text).toBeLessThan(300);
  const path = `/rest/v1/inbound_emails?customer_id=eq.${customerId}&select=id`;
  const isKnown = async () => expect((await service(path)).json).toHaveLength(1);
  await vi.waitFor(isKnown, { timeout: 45_000, interval: 500 });
}

async function passage(): Promise<Things> {
  const [chunk] = (await service("/rest/v1/kb_chunks?select=id&limit=1")).json as { id: string }[];
  return chunk ? { passages: chunk } : {};
}

const COLUMNS = "id,actor_role,action,resource_id,customer_id,purpose";
/** What is written down of somebody so far. */
async function entriesOf({ id }: Actor): Promise<Entry[]> {
  const query = `actor_id=eq.${id}&select=${COLUMNS}&order=occurred_at.desc,id&limit=1000`;
  const answer = await service(`/rest/v1/portal_audit_log?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json as Entry[];
}

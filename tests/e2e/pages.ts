import type { DemoUser } from "../helpers/app.ts";

/** Who looks for an address: a page of a browser, or a program. */
export type Seeker = {
  request: {
    get(path: string): Promise<{ status(): number; text(): Promise<string>; json(): Promise<unknown> }>;
  };
};

export type PageUnderTest = {
  /** The route as the folders in `app` spell it. */
  route: string;
  /** Who visits it; `null` is somebody who is not signed in. */
  as: readonly (DemoUser | null)[];
  /** The address, where the route has parameters. */
  address?: (page: Seeker) => Promise<string>;
};

/** Every page of the product. pages.e2e.ts fails when one is missing here. */
export const PAGES: readonly PageUnderTest[] = [
  { route: "/", as: [null, "customer"] },
  { route: "/help", as: [null, "customer"] },
  { route: "/help/[slug]", as: [null, "customer"], address: async () => "/help/response-times" },
  { route: "/help/category/[slug]", as: [null], address: async () => "/help/category/products" },
  { route: "/help/search", as: [null] },
  { route: "/login", as: [null] },
  { route: "/login/phone", as: [null] },
  // Leads on where nobody has a second factor; second-factor.e2e.ts looks at it.
  { route: "/login/second-factor", as: [] },
  { route: "/login/second-factor/setup", as: ["agent"] },
  { route: "/register", as: [null] },
  { route: "/forgot-password", as: [null] },
  { route: "/auth/confirm", as: [null] },
  { route: "/account-locked", as: [null] },
  { route: "/unsubscribe", as: [null] },
  // Leads to the dashboard.
  { route: "/portal", as: [] },
  { route: "/portal/dashboard", as: ["customer", "customer2"] },
  { route: "/portal/tickets", as: ["customer"] },
  { route: "/portal/tickets/new", as: ["customer"] },
  { route: "/portal/tickets/[id]", as: ["customer"], address: firstOf("/portal/tickets") },
  { route: "/portal/quotes", as: ["customer"] },
  { route: "/portal/quotes/new", as: ["customer"] },
  { route: "/portal/quotes/[id]", as: ["customer"], address: firstQuote("portal") },
  { route: "/portal/calls", as: ["customer", "customer2"] },
  { route: "/portal/calls/new", as: ["customer"] },
  { route: "/portal/calls/[id]", as: ["customer", "customer2"], address: firstCall("") },
  { route: "/portal/calls/[id]/move", as: ["customer"], address: firstCall("/move") },
  { route: "/portal/calls/[id]/cancel", as: ["customer"], address: firstCall("/cancel") },
  { route: "/portal/profile", as: ["customer", "customer2"] },
  { route: "/portal/profile/security", as: ["customer"] },
  { route: "/admin/account", as: ["agent"] },
  { route: "/portal/notifications", as: ["customer"] },
  { route: "/portal/profile/notifications", as: ["customer"] },
  { route: "/portal/orders", as: ["customer"] },
  { route: "/portal/orders/[id]", as: ["customer", "customer2"], address: firstOrder },
  { route: "/portal/invoices", as: ["customer", "customer2"] },
  { route: "/portal/invoices/[id]", as: ["customer"], address: firstInvoice },
  { route: "/portal/domains", as: ["customer", "customer2"] },
  { route: "/portal/chat", as: ["customer"] },
  { route: "/portal/services", as: ["customer"] },
  { route: "/portal/services/[id]", as: ["customer", "customer2"], address: firstOf("/portal/services") },
  { route: "/portal/privacy", as: ["customer", "customer2"] },
  { route: "/portal/privacy/deletion", as: ["customer"] },
  {
    route: "/portal/privacy/requests/[id]",
    as: ["customer", "customer2"],
    address: firstOf("/portal/privacy/requests"),
  },
  { route: "/admin/privacy", as: ["agent"] },
  {
    route: "/admin/privacy/[id]",
    as: ["agent", "admin"],
    address: async (page) => (await firstOf("/admin/privacy-requests")(page)).replace("-requests", ""),
  },
  // Of somebody who was erased: privacy.e2e.ts opens it.
  { route: "/privacy/receipts/[id]", as: [] },
  { route: "/portal/privacy/access", as: ["customer", "customer2"] },
  { route: "/admin", as: ["agent", "admin"] },
  { route: "/admin/audit", as: ["admin"] },
  { route: "/admin/privacy/retention", as: ["admin", "agent"] },
  { route: "/admin/privacy/register", as: ["agent"] },
  { route: "/admin/notifications", as: ["agent"] },
  { route: "/admin/calls", as: ["agent"] },
  { route: "/admin/calls/new", as: ["agent"] },
  { route: "/admin/calls/availability", as: ["agent", "admin"] },
  { route: "/admin/calls/[id]", as: ["agent"], address: firstCall("", "admin") },
  { route: "/admin/calls/[id]/move", as: ["agent"], address: firstCall("/move", "admin") },
  { route: "/admin/quotes", as: ["agent"] },
  { route: "/admin/quotes/new", as: ["agent"] },
  { route: "/admin/quotes/[id]", as: ["agent"], address: firstQuote("admin") },
  { route: "/admin/customers", as: ["agent"] },
  { route: "/admin/customers/new", as: ["agent"] },
  {
    route: "/admin/customers/[id]",
    as: ["agent", "admin"],
    address: firstOf("/admin/customers?q=customer@portico.test"),
  },
  { route: "/admin/settings", as: ["admin", "agent"] },
  { route: "/admin/settings/sla", as: ["admin", "agent"] },
  { route: "/admin/settings/assistant", as: ["admin", "agent"] },
  { route: "/admin/settings/whatsapp", as: ["admin", "agent"] },
  { route: "/admin/settings/teams", as: ["admin", "agent"] },
  { route: "/admin/settings/teams/new", as: ["admin"] },
  {
    route: "/admin/settings/teams/[id]",
    as: ["admin"],
    address: firstLink("/admin/settings/teams"),
  },
  { route: "/admin/settings/automation", as: ["admin", "agent"] },
  { route: "/admin/settings/automation/new", as: ["admin"] },
  {
    route: "/admin/settings/automation/[id]",
    as: ["admin", "agent"],
    address: firstLink("/admin/settings/automation"),
  },
  { route: "/admin/services", as: ["agent"] },
  { route: "/admin/services/[id]", as: ["agent"], address: firstOf("/admin/services?status=installing") },
  { route: "/admin/mail", as: ["agent"] },
  { route: "/admin/mail/deliveries", as: ["agent"] },
  { route: "/admin/account/notifications", as: ["agent"] },
  { route: "/admin/mail/[id]", as: ["agent"], address: firstLink("/admin/mail?view=all") },
  { route: "/admin/tickets", as: ["agent"] },
  { route: "/admin/tickets/new", as: ["agent"] },
  { route: "/admin/tickets/[id]", as: ["agent"], address: firstOf("/admin/tickets") },
  { route: "/admin/settings/categories", as: ["agent", "admin"] },
  { route: "/admin/settings/categories/new", as: ["admin"] },
  {
    route: "/admin/settings/categories/[slug]",
    as: ["agent", "admin"],
    address: async () => "/admin/settings/categories/order_issue",
  },
  { route: "/admin/settings/tags", as: ["agent", "admin"] },
  { route: "/admin/knowledge", as: ["agent"] },
  { route: "/admin/knowledge/new", as: ["agent"] },
  { route: "/admin/knowledge/[id]", as: ["agent"], address: firstArticle },
  {
    route: "/admin/knowledge/[id]/versions/[version]",
    as: ["agent"],
    address: async (page) => `${await firstArticle(page)}/versions/2`,
  },
  { route: "/admin/knowledge/categories", as: ["agent"] },
  { route: "/admin/knowledge/categories/new", as: ["agent"] },
  {
    route: "/admin/knowledge/categories/[id]",
    as: ["agent"],
    address: firstLink("/admin/knowledge/categories"),
  },
  { route: "/admin/knowledge/gaps", as: ["agent"] },
  { route: "/admin/templates", as: ["agent"] },
  { route: "/admin/templates/new", as: ["agent"] },
  { route: "/admin/templates/[id]", as: ["agent"], address: firstOf("/admin/templates") },
];

/** The address of the first one in a list of the API that the signed-in user can see. */
function firstOf(list: string) {
  return async (page: Seeker): Promise<string> => {
    const [path, filter = ""] = list.split("?");
    const response = await page.request.get(`/api${path}?limit=1&${filter}`);
    const { data = [] } = (await response.json()) as { data?: { id: string }[] };
    if (!data[0]) throw new Error(`Nothing to look at: ${response.status()} ${await response.text()}`);
    return `${path}/${data[0].id}`;
  };
}

/** The address of the first one that a page of a list links to. */
function firstLink(list: string) {
  return async ({ request }: Seeker): Promise<string> => {
    const [path = ""] = list.split("?");
    const response = await request.get(list);
    const [address] = new RegExp(`${path}/[0-9a-f-]{36}(?=[\\\\"])`).exec(await response.text()) ?? [];
    if (!address) throw new Error(`Nothing to look at on ${list}: ${response.status()}`);
    return address;
  };
}

/** The address of the newest order that was shipped. */
async function firstOrder(page: Seeker): Promise<string> {
  const response = await page.request.get("/api/portal/orders?status=shipped&limit=1");
  const { data = [] } = (await response.json()) as { data?: { number: string }[] };
  if (!data[0]) throw new Error(`No order to look at: ${response.status()} ${await response.text()}`);
  return `/portal/orders/${data[0].number}`;
}

/** The address of the invoice that has waited longest to be paid. */
async function firstInvoice(page: Seeker): Promise<string> {
  const response = await page.request.get("/api/portal/invoices?status=overdue,pending&sort=due&limit=1");
  const { data = [] } = (await response.json()) as { data?: { number: string }[] };
  if (!data[0]) throw new Error(`No invoice to look at: ${response.status()} ${await response.text()}`);
  return `/portal/invoices/${data[0].number}`;
}

/** The address of the demo's best-known article, in the editor. */
async function firstArticle(page: Seeker): Promise<string> {
  const response = await page.request.get("/api/admin/articles/track-your-order");
  const { data } = (await response.json()) as { data?: { id: string } };
  if (!data) throw new Error(`No article to look at: ${response.status()} ${await response.text()}`);
  return `/admin/knowledge/${data.id}`;
}

/** The address of a quote with the most to look at: an offer for customers, a draft for staff. */
function firstQuote(area: "portal" | "admin") {
  const status = area === "portal" ? "sent" : "requested,in_review,changes_requested";
  return async (page: Seeker): Promise<string> => {
    const response = await page.request.get(`/api/${area}/quotes?limit=1&status=${status}`);
    const { data = [] } = (await response.json()) as { data?: { number: string }[] };
    if (!data[0]) throw new Error(`No quote to look at: ${response.status()} ${await response.text()}`);
    return `/${area}/quotes/${data[0].number}`;
  };
}

/** The address of a page about a call: one that is over, with its transcript, or one that can be changed. */
function firstCall(page: "" | "/move" | "/cancel", area: "portal" | "admin" = "portal") {
  const query = page === "" ? "when=past&status=completed" : "when=upcoming";
  return async ({ request }: Seeker): Promise<string> => {
    const response = await request.get(`/api/${area}/calls?limit=1&${query}`);
    const { data = [] } = (await response.json()) as { data?: { id: string }[] };
    if (!data[0]) throw new Error(`No call to look at: ${response.status()} ${await response.text()}`);
    return `/${area}/calls/${data[0].id}${page}`;
  };
}

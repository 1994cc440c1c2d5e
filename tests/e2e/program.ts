// A program that talks to the portal and to Supabase over HTTP: it has what the outside has, and no more.
import type { Page } from "playwright-core";
import { expect, inject } from "vitest";
import { DEMO_PASSWORD, type DemoUser, demoEmail } from "../helpers/app.ts";

type Json = Record<string, unknown>;

export type Call = {
  method?: string;
  /** Signs in by `Authorization`. */
  token?: string | undefined;
  /** Signs in by `Cookie`. */
  cookie?: string | undefined;
  /** An object is sent as JSON, a text as it is under the type of JSON. */
  body?: Json | unknown[] | string | FormData | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

export type Answer = { status: number; headers: Headers; text: string; json: unknown };

export type Person = { id: string; email: string; token: string; cookie: string };

const CODES: Record<number, string> = {
  400: "invalid_request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  413: "payload_too_large",
  415: "unsupported_media_type",
  422: "validation_failed",
  429: "rate_limited",
  503: "unavailable",
};

/** What tells about our inside: traces, SQL, and the words of the services behind. */
const INSIDE =
  /\bat .+:\d+:\d+|node_modules|SQLSTATE|PGRST|\bPT\d{3}\b|postgres|pglite|\bselect .+ from\b|violates|syntax error|relation "|sb_secret_/i;

/** Calls the portal, and checks what holds for every answer of its API. */
export async function call(path: string, options: Call = {}): Promise<Answer> {
  const answer = await request(inject("app").url + path, options);
  if (path.startsWith("/api/")) expectContract(answer, path);
  return answer;
}

/** Calls Supabase as anybody can who has looked at the portal's traffic: with the publishable key. */
export function supabase(path: string, options: Call & { key?: string } = {}): Promise<Answer> {
  const { NEXT_PUBLIC_SUPABASE_URL: url, NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: key } = inject("app").supabase;
  return request(url + path, { ...options, headers: { apikey: options.key ?? key, ...options.headers } });
}

/** Calls Supabase as its own server, to prepare and to look. */
export function service(path: string, options: Call = {}): Promise<Answer> {
  return supabase(path, { ...options, key: inject("app").supabase.SUPABASE_SECRET_KEY });
}

async function request(url: string, { method, token, cookie, body, headers }: Call): Promise<Answer> {
  const isRaw = body instanceof FormData || body instanceof Uint8Array || typeof body === "string";
  const isJson = body !== undefined && !(body instanceof FormData) && !(body instanceof Uint8Array);
  const response = await fetch(url, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(isJson && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function expectContract({ status, headers, text, json }: Answer, path: string): void {
  expect(headers.get("x-request-id"), `${path} has a request id`).toMatch(/^[\w-]{8,64}$/);
  expect(headers.get("cache-control"), path).toMatch(/no-store/);
  if (status >= 400) {
    const { error } = json as { error: Json };
    expect(error, `${path} ${status}: ${text.slice(0, 300)}`).toMatchObject({
      code: CODES[status],
      message: expect.stringMatching(/^[A-Z].+[.]$|: [0-9a-f-]{36}$/),
      requestId: headers.get("x-request-id"),
    });
    expect(text).not.toMatch(INSIDE);
  } else if (status < 300 && status !== 204) {
    // Documents are files, answers come as they are written; everything else is JSON.
    if (/^(application\/pdf|text\/(csv|calendar|event-stream))/.test(headers.get("content-type") ?? ""))
      return;
    expect(headers.get("content-type"), path).toBe("application/json");
    expectNamesAndTimes(json, path);
  }
}

/** Names are camelCase, times ISO 8601 in UTC, money whole minor units. Maps by a slug have names of their own. */
function expectNamesAndTimes(value: unknown, where: string): void {
  if (Array.isArray(value)) {
    for (const item of value) expectNamesAndTimes(item, where);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const path = `${where} ${name}`;
    expect(name, where).toMatch(/^[a-z][A-Za-z0-9]*$/);
    if (/^by[A-Z]/.test(name)) continue;
    if (/(At|Until|^at)$/.test(name) && inner !== null) {
      expect(inner, path).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    }
    if (name === "amount") expect(Number.isInteger(inner), path).toBe(true);
    if (name === "currency") expect(inner, path).toMatch(/^[A-Z]{3}$/);
    expectNamesAndTimes(inner, path);
  }
}

/** `data` of an answer that must have this status. */
export function dataOf<T = Json>(answer: Answer, status = 200): T {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  return (answer.json as { data: T }).data;
}

/** `error` of an answer that must have this status. */
export function errorOf(
  answer: Answer,
  status: number,
): { message: string; reason?: string; fields?: Record<string, string[]> } {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  return (answer.json as { error: { message: string } }).error;
}

/** A demo user, signed in for this test alone. */
export function signedIn(user: DemoUser): Promise<Person> {
  return signIn(demoEmail(user), DEMO_PASSWORD);
}

async function signIn(email: string, password: string): Promise<Person> {
  const answer = await call("/api/portal/auth/login", { body: { email, password } });
  const { user, session } = dataOf<{ user: { id: string }; session: { accessToken: string } }>(answer);
  return { id: user.id, email, token: session.accessToken, cookie: cookieOf(answer) };
}

/** The `Cookie` header of a browser that got this answer. */
export function cookieOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

/** Puts the session of a person into the page's browser. */
export async function signInBy(page: Page, { cookie }: Person): Promise<void> {
  const { url } = inject("app");
  const cookies = cookie.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await page.context().addCookies(cookies);
}

/** Somebody whom no other test knows: a customer with a profile of their own, or a member of staff. */
export async function newcomer(
  role: "customer" | "agent" = "customer",
): Promise<Person & { customerId: string }> {
  const email = `${crypto.randomUUID()}@portico.test`;
  const made = await service("/auth/v1/admin/users", {
    body: {
      email,
      password: DEMO_PASSWORD,
      email_confirm: true,
      user_metadata: { full_name: "Nomsa Newcomer" },
    },
  });
  const { id } = made.json as { id: string };
  const [user] = (await service(`/rest/v1/portal_users?id=eq.${id}&select=customer_id`)).json as {
    customer_id: string;
  }[];
  if (role === "agent") {
    await service(`/rest/v1/portal_users?id=eq.${id}`, {
      method: "PATCH",
      body: { role, customer_id: null },
    });
  }
  return { ...(await signIn(email, DEMO_PASSWORD)), customerId: user?.customer_id ?? "" };
}

export type Ticket = {
  id: string;
  number: string;
  subject: string;
  description: string;
  status: string;
  version: number;
  allowedActions: string[];
  messages: { id: string; body: string; internal: boolean }[];
  attachments: { id: string; fileName: string }[];
};

/** Opens a ticket by the API. */
export async function openTicket({ token }: Person, input: Json = {}): Promise<Ticket> {
  const body = {
    subject: "Left channel crackles",
    description: "It **does**.",
    category: "technical",
    ...input,
  };
  return dataOf<Ticket>(await call("/api/portal/tickets", { token, body }), 201);
}

/** Uploads a file, by default a picture of one pixel. */
export function upload(
  who: Pick<Call, "token" | "cookie" | "headers">,
  content: Uint8Array<ArrayBuffer> | string = PNG,
  name = "pixel.png",
  fields: Record<string, string> = {},
): Promise<Answer> {
  const body = new FormData();
  body.append("file", new File([content], name, { type: "image/png" }));
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  return call("/api/portal/uploads", { ...who, method: "POST", body });
}

export const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);

/** An id that nothing has. */
export const NOBODYS = "00000000-0000-4000-8000-000000000000";

import { NextRequest } from "next/server";
import type { Visitor } from "@/lib/auth/visitor";
import type { CookieJar } from "@/lib/platform/supabase/session";

export const SITE = "http://127.0.0.1:3000";

/** A browser's cookies, as far as a test needs them. */
export type TestJar = CookieJar & {
  /** As a `Cookie` header. */
  header(): string;
  /** Takes over what a response sets. */
  absorb(response: Response): void;
};

export function createJar(): TestJar {
  const cookies = new Map<string, string>();
  const write = (name: string, value: string) => (value ? cookies.set(name, value) : cookies.delete(name));
  return {
    getAll: () => Array.from(cookies, ([name, value]) => ({ name, value })),
    setAll: (written) => {
      for (const { name, value } of written) write(name, value);
    },
    header: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; "),
    absorb: (response) => {
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        write(name, value);
      }
    },
  };
}

/** Somebody with cookies of their own. `settle` waits for what is done after the answer. */
export function createVisitor(ip = "203.0.113.1"): Visitor & { jar: TestJar; settle(): Promise<void> } {
  const pending: Promise<unknown>[] = [];
  return {
    ip,
    headers: new Headers(),
    jar: createJar(),
    canBeAsked: true,
    later: (work) => void pending.push(work()),
    settle: async () => {
      await Promise.all(pending.splice(0));
    },
  };
}

/** A call of our own API. A body makes it a POST of JSON from our own pages. */
export function apiRequest(
  path: string,
  options: {
    method?: string;
    body?: unknown;
    jar?: TestJar;
    bearer?: string;
    headers?: Record<string, string>;
  } = {},
): NextRequest {
  const { body, jar, bearer, headers = {} } = options;
  return new NextRequest(`${SITE}${path}`, {
    method: options.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      origin: SITE,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(jar ? { cookie: jar.header() } : {}),
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

/** What Next hands to a handler beside the request. */
export function routeContext(params: Record<string, string> = {}) {
  return { params: Promise.resolve(params) };
}

/** The one-time token in the link of an e-mail. */
export function tokenHashIn(message: { text: string | null } | undefined): string {
  return /token_hash=([\w-]+)/.exec(message?.text ?? "")?.[1] ?? "";
}

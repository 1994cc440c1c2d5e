import "server-only";
import { cookies, headers } from "next/headers";
import { after, type NextRequest } from "next/server";
import { clientIp } from "@/lib/platform/client-ip";
import type { CookieJar } from "@/lib/platform/supabase/session";

/** Somebody who wants to be signed in or out, known by where they come from and by their cookies. */
export type Visitor = {
  ip: string;
  headers: Headers;
  jar: CookieJar;
  /** A page can ask for a second factor in a step of its own; a call has to bring it along. */
  canBeAsked: boolean;
  /** The code of the second factor, where a call brought one. */
  code?: string | undefined;
  /** Does something once the answer is sent, so that its duration tells nothing. */
  later(work: () => Promise<unknown>): void;
};

/** The visitor behind a call of the API. */
export function routeVisitor(request: NextRequest, jar: CookieJar, code?: string): Visitor {
  const { headers } = request;
  return { ip: clientIp(headers), headers, jar, canBeAsked: false, code, later: after };
}

/** The visitor behind a form. */
export async function formVisitor(): Promise<Visitor> {
  const store = await cookies();
  const requestHeaders = await headers();
  return {
    ip: clientIp(requestHeaders),
    headers: requestHeaders,
    canBeAsked: true,
    later: after,
    jar: {
      getAll: () => store.getAll(),
      // Actions answer POST requests, which no cache keeps: the cache headers have nothing to add.
      setAll: (written) => {
        for (const { name, value, options } of written) store.set(name, value, options);
      },
    },
  };
}

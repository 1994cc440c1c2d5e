import "server-only";
import type { NextRequest, NextResponse } from "next/server";
import { renewSession } from "./session";
import type { StoredSession } from "./session-cookie";

type CookieWrite = { name: string; value: string; options: object };

/** The session of a request, and how to put its renewal on the request's way in and the answer's way out. */
export type ProxySession = {
  session: StoredSession | null;
  /** Sets the new cookies on the answer, with the headers that keep shared caches from storing it. */
  applyTo(response: NextResponse): void;
};

/**
 * Renews the session of a request when it is due. The new cookies are also written into `request`, so
 * that the page rendered for this very request already sees them.
 */
export async function refreshSession(request: NextRequest): Promise<ProxySession> {
  const written: CookieWrite[] = [];
  const cacheHeaders: Record<string, string> = {};
  const session = await renewSession(
    request.cookies,
    (cookies, headers) => {
      for (const { name, value } of cookies) {
        if (value) request.cookies.set(name, value);
        else request.cookies.delete(name);
      }
      written.push(...cookies);
      Object.assign(cacheHeaders, headers);
    },
    new Date(),
  );
  return {
    session,
    applyTo(response) {
      for (const { name, value, options } of written) response.cookies.set(name, value, options);
      for (const [name, value] of Object.entries(cacheHeaders)) response.headers.set(name, value);
    },
  };
}

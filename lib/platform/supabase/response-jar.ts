import "server-only";
import type { NextRequest, NextResponse } from "next/server";
import type { CookieJar } from "./session";
import type { CookieWrite } from "./session-cookie";

/** The cookies of a request, and those to set on its answer. */
export type ResponseJar = CookieJar & { applyTo<T extends NextResponse>(response: T): T };

/**
 * Collects what is done to the cookies until there is an answer to put them on. They are also put into the
 * request, so that a later call, or the page rendered for this very request, sees them.
 */
export function createResponseJar(request: NextRequest): ResponseJar {
  const written: CookieWrite[] = [];
  const cacheHeaders: Record<string, string> = {};
  return {
    getAll: () => request.cookies.getAll(),
    setAll(cookies, headers) {
      for (const { name, value } of cookies) {
        if (value) request.cookies.set(name, value);
        else request.cookies.delete(name);
      }
      written.push(...cookies);
      Object.assign(cacheHeaders, headers);
    },
    applyTo(response) {
      for (const { name, value, options } of written) response.cookies.set(name, value, options);
      for (const [name, value] of Object.entries(cacheHeaders)) response.headers.set(name, value);
      return response;
    },
  };
}

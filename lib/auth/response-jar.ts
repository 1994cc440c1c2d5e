import "server-only";
import type { NextRequest, NextResponse } from "next/server";
import type { CookieJar } from "@/lib/platform/supabase/server";

/** The cookies of a request, and those to set on its answer. */
export type ResponseJar = CookieJar & { applyTo(response: NextResponse): NextResponse };

/** Collects what a handler does to the cookies until there is an answer to put them on. */
export function createResponseJar(request: NextRequest): ResponseJar {
  const written = new Map<string, { value: string; options: object }>();
  const cacheHeaders: Record<string, string> = {};
  return {
    // A later call in the same request sees what an earlier one wrote.
    getAll() {
      const names = new Map(request.cookies.getAll().map(({ name, value }) => [name, value]));
      for (const [name, { value }] of written) {
        if (value) names.set(name, value);
        else names.delete(name);
      }
      return Array.from(names, ([name, value]) => ({ name, value }));
    },
    setAll(cookies, headers) {
      for (const { name, value, options } of cookies) written.set(name, { value, options });
      Object.assign(cacheHeaders, headers);
    },
    applyTo(response) {
      for (const [name, { value, options }] of written) response.cookies.set(name, value, options);
      for (const [name, value] of Object.entries(cacheHeaders)) response.headers.set(name, value);
      return response;
    },
  };
}

import { type Caller, identify } from "./callers.ts";
import { json } from "./http.ts";
import type { Lite } from "./lite.ts";

export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  readonly caller: Caller;
}

/** Lite also serves a studio and its own configuration, without asking for a key. */
const LITE_PATHS = /^\/(auth|rest|storage)\/v1\//;

/** Answers what Lite lacks; null leaves the request to the next. */
export type Handler = (exchange: Exchange) => Promise<Response | null>;

/** The one door of the embedded server: identifies the caller, tries our own handlers, then Supabase Lite. */
export function createGateway(lite: Lite, handlers: readonly Handler[]) {
  return async (request: Request): Promise<Response> => {
    if (request.method === "OPTIONS" && request.headers.has("access-control-request-method")) {
      return new Response(null, { status: 204, headers: corsHeaders(request) });
    }
    const exchange = { request, url: new URL(request.url), caller: identify(request) };
    const response = await answer(exchange, lite, handlers);
    for (const [name, value] of Object.entries(corsHeaders(request))) response.headers.set(name, value);
    return response;
  };
}

async function answer(exchange: Exchange, lite: Lite, handlers: readonly Handler[]): Promise<Response> {
  try {
    for (const handle of handlers) {
      const response = await handle(exchange);
      if (response) return response;
    }
    if (!LITE_PATHS.test(exchange.url.pathname)) return json(404, { message: "Not found" });
    return await lite.fetch(exchange.request, exchange.caller);
  } catch (error) {
    console.error(`${exchange.request.method} ${exchange.url.pathname} failed:`, error);
    return json(500, { error: "server_error", message: "Internal server error" });
  }
}

function corsHeaders(request: Request): Record<string, string> {
  return {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": request.headers.get("access-control-request-headers") ?? "*",
    "access-control-expose-headers": "Content-Range, Content-Location, Preference-Applied, Location",
    "access-control-max-age": "86400",
  };
}

import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { PATH_HEADER } from "@/lib/auth/viewer";
import { markDocumentRequest } from "@/lib/platform/document-request";
import { getEnv } from "@/lib/platform/env";
import { NONCE_HEADER } from "@/lib/platform/nonce";
import { checkoutOrigins } from "@/lib/platform/payments/checkout-origins";
import { REQUEST_ID_HEADER, requestIdFrom } from "@/lib/platform/request-context";
import {
  API_POLICY,
  contentSecurityPolicy,
  STATIC_SECURITY_HEADERS,
  STRICT_TRANSPORT,
} from "@/lib/platform/security-headers";
import { createResponseJar, type ResponseJar } from "@/lib/platform/supabase/response-jar";
import { renewSession } from "@/lib/platform/supabase/session";

export const config = {
  // Static files need none of this. Uploads must not pass here: Next buffers the body of what a proxy
  // sees and cuts it at 10 MB; their handler renews the session by itself. Webhooks have none.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg|api/portal/uploads$|api/webhooks/).*)"],
};

/** Areas of the site that have nothing to show to a visitor who is not signed in. */
const MEMBER_AREAS = ["/portal", "/admin"];

/**
 * Runs before every page and call: gives the request an id, renews its session, spares visitors without
 * one the way to a member page, and sets the security headers. It decides nothing about rights; pages
 * and handlers do that themselves.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const requestId = requestIdFrom(request.headers);
  const { pathname, search } = request.nextUrl;
  const isApi = pathname.startsWith("/api/");
  const jar = createResponseJar(request);
  const session = await renewSession(jar, new Date());

  const isPageView = request.method === "GET" || request.method === "HEAD";
  if (!session && isPageView && MEMBER_AREAS.some((area) => isWithin(pathname, area))) {
    // Next makes this relative again, so that visitors stay on the host name they came by.
    const login = new URL("/login", request.url);
    login.searchParams.set("next", pathname + search);
    const response = NextResponse.redirect(login);
    return finish(response, requestId, API_POLICY, jar);
  }

  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  headers.set(PATH_HEADER, pathname + search);
  if (!isApi) markDocumentRequest(headers);
  const policy = isApi ? API_POLICY : pagePolicy(headers);
  const response = isDecodable(pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(new URL(isApi ? "/api/nowhere" : "/nowhere", request.url), {
        request: { headers },
      });
  return finish(response, requestId, policy, jar);
}

/** Whether the escapes of a path are any. Next answers 500 to one that is not where it reads a parameter. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** The policy of a page, with a nonce that Next finds in the request's own copy of the header. */
function pagePolicy(headers: Headers): string {
  const { supabaseUrl, isHttps, isProduction, stripe } = getEnv();
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    supabaseUrl,
    isHttps,
    isDevelopment: !isProduction,
    formTargets: stripe ? checkoutOrigins(stripe) : [],
  });
  headers.set(NONCE_HEADER, nonce);
  headers.set("Content-Security-Policy", policy);
  return policy;
}

function finish(response: NextResponse, requestId: string, policy: string, jar: ResponseJar): NextResponse {
  for (const [name, value] of Object.entries(STATIC_SECURITY_HEADERS)) response.headers.set(name, value);
  if (getEnv().isHttps) response.headers.set("Strict-Transport-Security", STRICT_TRANSPORT);
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set(REQUEST_ID_HEADER, requestId);
  return jar.applyTo(response);
}

function isWithin(pathname: string, area: string): boolean {
  return pathname === area || pathname.startsWith(`${area}/`);
}

import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import type { z } from "zod";
import { type AppError, appError } from "@/lib/core/errors";
import type { Module } from "@/lib/core/modules";
import type { Page } from "@/lib/core/page";
import { err, ok, type Result } from "@/lib/core/result";
import { clientIp } from "@/lib/platform/client-ip";
import { defaultMessage } from "@/lib/platform/error-messages";
import {
  bearerToken,
  crossOriginError,
  dataResponse,
  emptyResponse,
  errorResponse,
  isSameOrigin,
  readIdempotencyKey,
  readJson,
  readQuery,
} from "@/lib/platform/http";
import { log } from "@/lib/platform/log";
import { consumeRateLimit, type RateLimit } from "@/lib/platform/rate-limit";
import { REQUEST_ID_HEADER, requestIdFrom, withRequestContext } from "@/lib/platform/request-context";
import { createResponseJar, type ResponseJar } from "@/lib/platform/supabase/response-jar";
import { type CookieJar, renewSession } from "@/lib/platform/supabase/session";
import { meets, type Need } from "./permissions";
import { findViewerByToken, type Viewer } from "./viewer";

type RouteOptions<P, Q, B> = {
  /** Of the path. What does not fit is 404: such a thing cannot exist. */
  params?: z.ZodType<P>;
  /** Of the query string. What does not fit is 400. */
  query?: z.ZodType<Q>;
  /** Of the JSON body. What does not fit is 422; without a schema the handler reads the body itself. */
  body?: z.ZodType<B>;
  /** The status of success, 200 unless given; 204 sends no body. */
  status?: number;
  /** Reads `Idempotency-Key`. Without one in the request, the handler gets a fresh key. */
  idempotent?: boolean;
  maxBodyBytes?: number;
  /** Refuses pages of other sites even to read. */
  sameOriginOnly?: boolean;
  /** Counted for each signed-in person, or for each address where nobody needs to be signed in. */
  rateLimit?: RateLimit;
  /** The module that the call belongs to: switched off, there is no such call. */
  module?: Module;
};

type RouteContext<V, P, Q, B> = {
  viewer: V;
  params: P;
  query: Q;
  body: B;
  idempotencyKey: string;
  request: NextRequest;
  requestId: string;
  /** The request's cookies; what is set here is set on the answer. */
  jar: CookieJar;
};

type Handler<V, P, Q, B> = (context: RouteContext<V, P, Q, B>) => Promise<Result<unknown> | Response>;
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
type RouteHandler = (request: NextRequest, context: NextContext) => Promise<Response>;

/** A call for customers. Others get 401 or 403 before anything of the request is read. */
export function customerRoute<P = unknown, Q = unknown, B = undefined>(
  options: RouteOptions<P, Q, B>,
  handler: Handler<Viewer, P, Q, B>,
): RouteHandler {
  return route(options, handler, (request, jar) => authenticate(request, jar, "customer"));
}

/** A call for agents and admins. */
export function staffRoute<P = unknown, Q = unknown, B = undefined>(
  options: RouteOptions<P, Q, B>,
  handler: Handler<Viewer, P, Q, B>,
): RouteHandler {
  return route(options, handler, (request, jar) => authenticate(request, jar, "staff"));
}

/** A call for admins alone. */
export function adminRoute<P = unknown, Q = unknown, B = undefined>(
  options: RouteOptions<P, Q, B>,
  handler: Handler<Viewer, P, Q, B>,
): RouteHandler {
  return route(options, handler, (request, jar) => authenticate(request, jar, "admin"));
}

/** A call for anybody who is signed in. */
export function memberRoute<P = unknown, Q = unknown, B = undefined>(
  options: RouteOptions<P, Q, B>,
  handler: Handler<Viewer, P, Q, B>,
): RouteHandler {
  return route(options, handler, (request, jar) => authenticate(request, jar, "any"));
}

/** A call for everybody. It has no viewer, and so does not know which modules are in use. */
export function publicRoute<P = unknown, Q = unknown, B = undefined>(
  options: Omit<RouteOptions<P, Q, B>, "module">,
  handler: Handler<null, P, Q, B>,
): RouteHandler {
  return route(options, handler, async () => ok(null));
}

/**
 * A call for everybody, which knows who is signed in. A session that is over makes a visitor; a bearer token that
 * is no good is refused, because whoever sends one wants to be somebody.
 */
export function visitorRoute<P = unknown, Q = unknown, B = undefined>(
  options: Omit<RouteOptions<P, Q, B>, "module">,
  handler: Handler<Viewer | null, P, Q, B>,
): RouteHandler {
  return route(options, handler, recognise);
}

function route<V extends Viewer | null, P, Q, B>(
  options: RouteOptions<P, Q, B>,
  handler: Handler<V, P, Q, B>,
  identify: (request: NextRequest, jar: ResponseJar) => Promise<Result<V>>,
): RouteHandler {
  return (request, { params }) => {
    const requestId = requestIdFrom(request.headers);
    return withRequestContext({ requestId }, async () => {
      const jar = createResponseJar(request);
      const respond = async () => {
        const context = await prepare(options, request, params, jar, identify);
        if (!context.ok) return errorResponse(context.error, requestId);
        const answer = await handler({ ...context.value, request, requestId, jar });
        return toResponse(answer, options.status ?? 200, requestId);
      };
      return jar.applyTo(await respond().catch((error: unknown) => unexpected(error, requestId)));
    });
  };
}

type Prepared<V, P, Q, B> = Omit<RouteContext<V, P, Q, B>, "request" | "requestId" | "jar">;

/** Every check, cheapest and most telling first; the body is read last, and only for those who may send it. */
async function prepare<V extends Viewer | null, P, Q, B>(
  options: RouteOptions<P, Q, B>,
  request: NextRequest,
  pathParams: NextContext["params"],
  jar: ResponseJar,
  identify: (request: NextRequest, jar: ResponseJar) => Promise<Result<V>>,
): Promise<Result<Prepared<V, P, Q, B>>> {
  if (!bearerToken(request.headers) && !isSameOrigin(request, options.sameOriginOnly))
    return err(crossOriginError());
  const viewer = await identify(request, jar);
  if (!viewer.ok) return viewer;
  if (options.module && !viewer.value?.modules.includes(options.module))
    return err(appError("not_found", defaultMessage("not_found")));
  if (options.rateLimit) {
    const subject = viewer.value?.id ?? clientIp(request.headers);
    const allowed = await consumeRateLimit(options.rateLimit, subject);
    if (!allowed.ok) return allowed;
  }
  const params = options.params?.safeParse(await pathParams);
  if (params && !params.success) return err(appError("not_found", defaultMessage("not_found")));
  const query = options.query ? readQuery(request.nextUrl, options.query) : ok(undefined as Q);
  if (!query.ok) return query;
  const key = options.idempotent ? readIdempotencyKey(request.headers) : ok("");
  if (!key.ok) return key;
  const body = options.body
    ? await readJson(request, options.body, options.maxBodyBytes)
    : ok(undefined as B);
  if (!body.ok) return body;
  return ok({
    viewer: viewer.value,
    params: params?.data as P,
    query: query.value,
    body: body.value,
    idempotencyKey: key.value,
  });
}

/** By bearer token when the request has one, else by the session cookie, renewed if it is due. */
async function authenticate(request: NextRequest, jar: ResponseJar, need: Need): Promise<Result<Viewer>> {
  const token = bearerToken(request.headers) ?? (await renewSession(jar, new Date()))?.accessToken ?? null;
  if (!token) return err(appError("unauthenticated", defaultMessage("unauthenticated")));
  const viewer = await findViewerByToken(token, request.headers);
  if (viewer.ok && !meets(viewer.value, need)) return err(appError("forbidden", defaultMessage("forbidden")));
  return viewer;
}

/** The signed-in person, or nobody. */
async function recognise(request: NextRequest, jar: ResponseJar): Promise<Result<Viewer | null>> {
  if (bearerToken(request.headers)) return authenticate(request, jar, "any");
  const session = await renewSession(jar, new Date());
  if (!session) return ok(null);
  const viewer = await findViewerByToken(session.accessToken, request.headers);
  return viewer.ok || viewer.error.code === "unavailable" ? viewer : ok(null);
}

function toResponse(answer: Result<unknown> | Response, status: number, requestId: string): NextResponse {
  if (answer instanceof Response) {
    const response = new NextResponse(answer.body, answer);
    response.headers.set(REQUEST_ID_HEADER, requestId);
    return response;
  }
  if (!answer.ok) return errorResponse(answer.error, requestId);
  if (status === 204) return emptyResponse(requestId);
  return dataResponse(envelope(answer.value), status, requestId);
}

function envelope(value: unknown): Record<string, unknown> {
  return isPage(value) ? { data: value.items, nextCursor: value.nextCursor } : { data: value ?? null };
}

function isPage(value: unknown): value is Page<unknown> {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).length === 2 && "items" in value && "nextCursor" in value;
}

/** A bug: logged with its trace, answered without. */
function unexpected(error: unknown, requestId: string): NextResponse {
  unstable_rethrow(error);
  log.error({ err: error }, "request failed unexpectedly");
  return errorResponse(internalError(), requestId);
}

/** What a person is told about a bug: that it is ours, and the reference under which the log knows it. */
function internalError(): AppError {
  return appError("internal", defaultMessage("internal"));
}

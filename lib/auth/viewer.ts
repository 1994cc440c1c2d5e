import "server-only";
import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { connection } from "next/server";
import { cache } from "react";
import { appError } from "@/lib/core/errors";
import { type Module, toModules } from "@/lib/core/modules";
import { err, ok, type Result } from "@/lib/core/result";
import { type SecondFactor, secondFactorPath } from "@/lib/core/second-factor";
import { clientIp } from "@/lib/platform/client-ip";
import { userAgentOf } from "@/lib/platform/document-request";
import { getEnv } from "@/lib/platform/env";
import { defaultMessage } from "@/lib/platform/error-messages";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";
import { createBearerClient, type Db } from "@/lib/platform/supabase/server";
import { readSessionCookie } from "@/lib/platform/supabase/session-cookie";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { safeNextPath } from "./next-path";
import { homeOf, meets, type Need, type Role } from "./permissions";
import { isPlausibleToken } from "./token";

/** The signed-in person, as the database knows them at this moment. */
export type Viewer = {
  id: string;
  email: string;
  fullName: string;
  role: Role;
  customerId: string | null;
  customerName: string | null;
  timeZone: string;
  locale: string;
  theme: "system" | "light" | "dark";
  unreadNotifications: number;
  /** Requests about data that are not settled yet; null for customers. */
  privacyRequests: { open: number; overdue: number } | null;
  /** What this business uses of the portal. */
  modules: readonly Module[];
  /** Supabase as this person: row-level security applies. Lives for one request. */
  db: Db;
};

/** The header in which the proxy tells a page its own address. */
export const PATH_HEADER = "x-portico-path";

/** A lock that support put on the account; see `/account-locked`. */
export const LOCKED_REASON = "portal_locked";

/**
 * The owner of an access token. `unauthenticated` for a token that is expired, forged, or signed out
 * meanwhile; `forbidden` with reason `portal_locked` for a locked account.
 */
export async function findViewerByToken(
  accessToken: string,
  requestHeaders: Headers,
): Promise<Result<Viewer>> {
  const opened = await openDb(accessToken, requestHeaders);
  return opened.ok ? whoIs(opened.value) : opened;
}

/** Supabase as the owner of a token, unless it is plainly expired or forged. */
async function openDb(accessToken: string, requestHeaders: Headers): Promise<Result<Db>> {
  if (!(await isPlausibleToken(accessToken, new Date()))) {
    return err(appError("unauthenticated", defaultMessage("unauthenticated")));
  }
  return ok(createBearerClient(accessToken, auditHeaders(requestHeaders)));
}

/** `findViewerByToken` for somebody whose second factor is still to be given: how it stands with that. */
export async function findSecondFactorByToken(
  accessToken: string,
  requestHeaders: Headers,
): Promise<Result<SecondFactor>> {
  const opened = await openDb(accessToken, requestHeaders);
  return opened.ok ? secondFactorOf(opened.value) : opened;
}

async function secondFactorOf(db: Db): Promise<Result<SecondFactor>> {
  const answer = unwrap(await db.rpc("get_second_factor"));
  return answer.ok ? ok(answer.value as unknown as SecondFactor) : answer;
}

async function whoIs(db: Db): Promise<Result<Viewer>> {
  const answer = unwrap(await db.rpc("get_viewer"));
  if (!answer.ok) return answer;
  if (!answer.value) return err(appError("unauthenticated", defaultMessage("unauthenticated")));
  const person = answer.value as unknown as Omit<Viewer, "db">;
  return ok(withDb({ ...person, modules: toModules(person.modules) }, db));
}

/**
 * Hidden from enumeration: while developing, React writes the props of server components into the page,
 * and chokes on a client with its connections.
 */
function withDb(person: Omit<Viewer, "db">, db: Db): Viewer {
  return Object.defineProperty({ ...person }, "db", { value: db }) as Viewer;
}

/** Where the request comes from, for the audit log that the database writes. */
function auditHeaders(requestHeaders: Headers): Record<string, string> {
  const requestId = requestHeaders.get(REQUEST_ID_HEADER);
  return {
    "x-portico-client-ip": clientIp(requestHeaders),
    // Header values are Latin-1; a user agent with anything else would make fetch throw.
    "x-portico-user-agent": userAgentOf(requestHeaders)
      .replace(/[^\x20-\x7e]/g, "")
      .slice(0, 300),
    ...(requestId ? { [REQUEST_ID_HEADER]: requestId } : {}),
  };
}

/** Supabase as the owner of this request's session. Once per request, however many components ask. */
const openSession = cache(async (): Promise<Result<Db>> => {
  // Who is signed in belongs to this very request, never to a page rendered ahead of it.
  await connection();
  const session = await readSessionCookie(await cookies(), getEnv().isHttps);
  if (!session) return err(appError("unauthenticated", defaultMessage("unauthenticated")));
  // The proxy renews tokens. One that is expired here could not be renewed, for the auth server is away.
  if (session.expiresAt * 1000 < Date.now()) {
    return err(appError("unavailable", defaultMessage("unavailable")));
  }
  return openDb(session.accessToken, await headers());
});

/** Once per request, however many components ask. */
const findViewer = cache(async (): Promise<Result<Viewer>> => {
  const opened = await openSession();
  return opened.ok ? whoIs(opened.value) : opened;
});

/** The signed-in person of this request by its cookies, or an error code that says why there is none. */
export function findCurrentViewer(): Promise<Result<Viewer>> {
  return findViewer();
}

/** How it stands with the second factor of this request's session, also before a code was given. */
async function findSecondFactor(): Promise<Result<SecondFactor>> {
  const opened = await openSession();
  return opened.ok ? secondFactorOf(opened.value) : opened;
}

/**
 * The signed-in person, or null. Throws when that cannot be found out: somebody whose database is away
 * is not signed out.
 */
export async function getViewer(): Promise<Viewer | null> {
  const found = await findViewer();
  if (found.ok) return found.value;
  const { code, reason } = found.error;
  if (code === "unauthenticated" || reason === LOCKED_REASON || secondFactorPath(reason)) return null;
  throw new Error(`cannot tell who is signed in: ${found.error.code}`);
}

/**
 * The signed-in person, in a page. Visitors are sent to sign in and come back afterwards; staff have no
 * portal and are sent to their desk; for customers the staff pages do not exist, and for nobody those of a
 * module that is switched off.
 */
export async function requireViewer(need: Need, module?: Module): Promise<Viewer> {
  const found = await findViewer();
  if (!found.ok) {
    if (found.error.reason === LOCKED_REASON) redirect("/account-locked" as Route);
    const path = found.error.code === "unauthenticated" ? "/login" : secondFactorPath(found.error.reason);
    if (path) redirect(await comingBack(path));
    throw new Error(`cannot tell who is signed in: ${found.error.code}`);
  }
  const viewer = found.value;
  if (need === "customer" && !meets(viewer, need)) redirect(homeOf(viewer) as Route);
  if (!meets(viewer, need) || (module && !viewer.modules.includes(module))) notFound();
  return viewer;
}

/** What a query needs to know of the person for whom it reads. */
export type Reader = Pick<Viewer, "db" | "role">;

/**
 * Reads for a page while it is being found out who reads: the database decides by the token alone, and the
 * page waits for one answer less. Only a viewer who meets `need` gets to see what was read; others are sent
 * on as by `requireViewer`.
 */
export async function readAsViewer<T>(
  need: "customer" | "staff",
  read: (reader: Reader) => Promise<T>,
): Promise<[viewer: Viewer, value: T]> {
  const opened = await openSession();
  const role = need === "customer" ? "customer" : "agent";
  const reading = opened.ok ? read({ db: opened.value, role }) : null;
  // Who reads is the first question: what it has to say goes before a failure to read.
  reading?.catch(() => undefined);
  const viewer = await requireViewer(need);
  return [viewer, await (reading ?? read(viewer))];
}

/** Whose password was right, in a page of the second factor; others sign in first. */
export async function requireHalfViewer(): Promise<SecondFactor> {
  const found = await findSecondFactor();
  if (found.ok) return found.value;
  if (found.error.reason === LOCKED_REASON) redirect("/account-locked" as Route);
  if (found.error.code === "unauthenticated") redirect("/login" as Route);
  throw new Error(`cannot tell whose second factor it is: ${found.error.code}`);
}

/** A step of signing in, with the way back to this page. */
async function comingBack(path: string): Promise<Route> {
  const next = safeNextPath((await headers()).get(PATH_HEADER));
  return (next ? `${path}?next=${encodeURIComponent(next)}` : path) as Route;
}

import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { getEnv } from "@/lib/platform/env";

/** Knows a browser again that voted without being signed in. Nothing else is kept of it. */
export const VISITOR_COOKIE = "portico-visitor";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const KEY = /^[\w-]{22}$/;

export function visitorCookieOptions() {
  const { isHttps } = getEnv();
  return { path: "/", httpOnly: true, sameSite: "lax", secure: isHttps, maxAge: YEAR_SECONDS } as const;
}

/** A new key as its cookie holds it: signed, so that nobody makes up others to vote more often. */
export function newVisitorCookie(): { key: string; cookie: string } {
  const key = randomBytes(16).toString("base64url");
  return { key, cookie: `${key}.${signatureOf(key)}` };
}

/** The key in a cookie, or null when there is none of ours. */
export function readVisitorCookie(cookie: string | undefined): string | null {
  const [key = "", signature = ""] = (cookie ?? "").split(".");
  if (!KEY.test(key)) return null;
  const expected = Buffer.from(signatureOf(key));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? key : null;
}

function signatureOf(key: string): string {
  return createHmac("sha256", getEnv().secretKey).update(`visitor:${key}`).digest("base64url");
}

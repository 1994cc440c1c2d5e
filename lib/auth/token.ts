import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { getEnv } from "@/lib/platform/env";
import { createAnonClient } from "@/lib/platform/supabase/server";

type Claims = { exp?: unknown; aud?: unknown; sub?: unknown };

/**
 * Whether a token is worth asking the database with. Spares a round trip for what is expired or forged;
 * the database verifies the token again and also knows whether its session was signed out.
 *
 * HS256 is verified here when `SUPABASE_JWT_SECRET` is set, asymmetric tokens by the project's public
 * keys, which supabase-js fetches once and keeps. HS256 without the secret could only be checked by asking
 * the auth server each time, which the call to the database that follows does anyway.
 */
export async function isPlausibleToken(token: string, now: Date): Promise<boolean> {
  const [header, payload, signature] = token.split(".");
  const algorithm = decode<{ alg?: unknown }>(header)?.alg;
  const claims = decode<Claims>(payload);
  if (!claims || !signature || !isCurrent(claims, now)) return false;
  if (algorithm === "HS256") {
    const secret = getEnv().jwtSecret;
    return secret === undefined || hasSignature(`${header}.${payload}`, signature, secret);
  }
  const { data, error } = await createAnonClient().auth.getClaims(token);
  return !error && data !== null;
}

/** When a token ends, by its own word. */
export function tokenExpiry(token: string): Date | null {
  const claims = decode<Claims>(token.split(".")[1]);
  return typeof claims?.exp === "number" ? new Date(claims.exp * 1000) : null;
}

function isCurrent(claims: Claims, now: Date): boolean {
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  return (
    typeof claims.exp === "number" &&
    claims.exp > now.getTime() / 1000 &&
    typeof claims.sub === "string" &&
    audience.includes("authenticated")
  );
}

function hasSignature(signed: string, signature: string, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(signed).digest();
  const given = Buffer.from(signature, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decode<T>(part: string | undefined): T | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as T) : null;
  } catch {
    return null;
  }
}

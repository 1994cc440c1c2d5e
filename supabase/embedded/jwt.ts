import { createHmac, timingSafeEqual } from "node:crypto";

export interface Claims {
  readonly role: string;
  readonly sub?: string;
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

/** Signs a payload with HS256, the way Supabase's local stack and older self-hosted installations do. */
export function signJwt(payload: Record<string, unknown>, secret: string): string {
  const head = base64url({ alg: "HS256", typ: "JWT" });
  const body = `${head}.${base64url(payload)}`;
  return `${body}.${signature(body, secret).toString("base64url")}`;
}

/** The claims of a valid, unexpired HS256 token that names a role; null for anything else. */
export function verifyJwt(token: string, secret: string): Claims | null {
  const claims = verifySignature(token, secret);
  return typeof claims?.role === "string" && claims.role !== "" ? (claims as Claims) : null;
}

/** The payload of a valid, unexpired HS256 token; null for anything else. */
export function verifySignature(token: string, secret: string): Record<string, unknown> | null {
  const parts = token.split(".");
  const [head, payload, mac] = parts;
  if (parts.length !== 3 || !head || !payload || !mac) return null;
  const given = Buffer.from(mac, "base64url");
  const expected = signature(`${head}.${payload}`, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = parseJson(payload);
  if (parseJson(head)?.alg !== "HS256" || !claims) return null;
  if (typeof claims.exp === "number" && claims.exp <= Date.now() / 1000) return null;
  return claims;
}

function signature(body: string, secret: string): Buffer {
  return createHmac("sha256", secret).update(body).digest();
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function parseJson(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

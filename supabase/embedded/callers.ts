import { type Claims, verifyJwt } from "./jwt.ts";
import { ANON_KEY, JWT_SECRET, PUBLISHABLE_KEY, SECRET_KEY, SERVICE_ROLE_KEY } from "./keys.ts";

export type KeyType = "publishable" | "secret";

/** Who asks, as far as keys and tokens say. */
export interface Caller {
  /** Null when the request has no key, or one of no project. */
  readonly keyType: KeyType | null;
  /** The claims to act under; null when the bearer token is neither a key nor valid. */
  readonly claims: Claims | null;
}

const KEY_TYPES: ReadonlyMap<string, KeyType> = new Map([
  [PUBLISHABLE_KEY, "publishable"],
  [ANON_KEY, "publishable"],
  [SECRET_KEY, "secret"],
  [SERVICE_ROLE_KEY, "secret"],
]);

const KEY_CLAIMS: Readonly<Record<KeyType, Claims>> = {
  publishable: { role: "anon" },
  secret: { role: "service_role" },
};

/** Reads the `apikey` (header or query) and the bearer token, of the new kind and of the old. */
export function identify(request: Request): Caller {
  const key = request.headers.get("apikey") ?? new URL(request.url).searchParams.get("apikey");
  const keyType = (key && KEY_TYPES.get(key)) || null;
  const bearer = bearerOf(request);
  if (bearer === null || bearer === key) return { keyType, claims: keyType && KEY_CLAIMS[keyType] };
  // An opaque key that differs from the apikey says nothing; the gateway of a hosted project drops it.
  if (bearer.startsWith("sb_")) return { keyType, claims: keyType && KEY_CLAIMS[keyType] };
  return { keyType, claims: verifyJwt(bearer, JWT_SECRET) };
}

export function keyTypeOf(key: string): KeyType | null {
  return KEY_TYPES.get(key) ?? null;
}

/** Whom a token or key stands for; null when it is neither. */
export function claimsOfToken(token: string): Claims | null {
  const type = keyTypeOf(token);
  return type ? KEY_CLAIMS[type] : verifyJwt(token, JWT_SECRET);
}

/** Whether the request comes from the project's own server: by its secret key, or a token of that role. */
export function isService(caller: Caller): boolean {
  return caller.keyType !== null && caller.claims?.role === "service_role";
}

function bearerOf(request: Request): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

import { json } from "../http.ts";
import { signJwt, verifyJwt } from "../jwt.ts";

interface SessionJson {
  readonly access_token?: string;
  readonly user?: {
    readonly phone?: string;
    readonly app_metadata?: unknown;
    readonly user_metadata?: unknown;
    readonly is_anonymous?: boolean;
  };
}

/** Signs the access token of a response again, with the claims that Supabase Auth writes and Lite leaves out. */
export async function withFullClaims(response: Response, origin: string, secret: string): Promise<Response> {
  if (!response.ok || !response.headers.get("content-type")?.includes("json")) return response;
  const session = (await response.clone().json()) as SessionJson;
  const claims = session.access_token ? verifyJwt(session.access_token, secret) : null;
  if (!claims || !session.user) return response;
  const { phone, app_metadata, user_metadata, is_anonymous } = session.user;
  const full = {
    iss: `${origin}/auth/v1`,
    ...claims,
    phone: phone ?? "",
    app_metadata,
    user_metadata,
    aal: "aal1",
    is_anonymous: is_anonymous ?? false,
  };
  const renewed = json(response.status, { ...session, access_token: signJwt(full, secret) });
  for (const [name, value] of response.headers) {
    if (name.startsWith("sb-")) renewed.headers.set(name, value);
  }
  return renewed;
}

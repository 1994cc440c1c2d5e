import type { Session } from "../database/database.ts";
import { json } from "../http.ts";
import { signJwt, verifyJwt } from "../jwt.ts";

interface UserJson {
  readonly id?: string;
  readonly phone?: string;
  readonly app_metadata?: unknown;
  readonly user_metadata?: unknown;
  readonly is_anonymous?: boolean;
  readonly factors?: readonly unknown[];
}

interface SessionJson {
  readonly access_token?: string;
  readonly user?: UserJson;
}

/** Signs the access token of a response again, with the claims that Supabase Auth writes and Lite leaves out. */
export async function withFullClaims(
  response: Response,
  origin: string,
  secret: string,
  database: Session,
): Promise<Response> {
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
    ...(await assuranceOf(database, String(claims.session_id ?? ""))),
    is_anonymous: is_anonymous ?? false,
  };
  const user = await withFactors(session.user, database);
  const renewed = json(response.status, { ...session, user, access_token: signJwt(full, secret) });
  for (const [name, value] of response.headers) {
    if (name.startsWith("sb-")) renewed.headers.set(name, value);
  }
  return renewed;
}

/** Adds the second factors to a response that is a user, as Supabase Auth writes them. */
export async function withFactorsOfUser(response: Response, database: Session): Promise<Response> {
  if (!response.ok) return response;
  const user = (await response.clone().json()) as UserJson;
  return user.id ? json(response.status, await withFactors(user, database)) : response;
}

async function withFactors(user: UserJson, database: Session): Promise<UserJson> {
  const factors = await database.query(
    `select id, created_at, updated_at, friendly_name, factor_type, status from auth.mfa_factors
     where user_id::text = $1 order by created_at, id`,
    [user.id ?? ""],
  );
  return factors.length > 0 ? { ...user, factors } : user;
}

/** What a session has proven, and by what. */
async function assuranceOf(database: Session, sessionId: string) {
  const [found] = await database.query<{ aal: string; amr: unknown[] }>(
    `select coalesce(s.aal, 'aal1') as aal, coalesce((
       select jsonb_agg(jsonb_build_object('method', a.authentication_method,
         'timestamp', extract(epoch from a.updated_at)::bigint) order by a.updated_at desc)
       from auth.mfa_amr_claims a where a.session_id = s.id), '[]') as amr
     from auth.sessions s where s.id::text = $1`,
    [sessionId],
  );
  return found ?? { aal: "aal1", amr: [] };
}

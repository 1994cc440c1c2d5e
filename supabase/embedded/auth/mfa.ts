import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";
import type { Session } from "../database/database.ts";
import type { Exchange } from "../gateway.ts";
import { json } from "../http.ts";
import { type AuthParts, type AuthRoute, authError } from "./parts.ts";

/** As Supabase Auth counts. */
const MOST_FACTORS = 10;
const CHALLENGE_SECONDS = 300;
/** How often a code of one factor is tried in a quarter of an hour. */
const TRIES = 10;
const STEP_SECONDS = 30;
const SECRET_BYTES = 20;

interface Owner {
  readonly id: string;
  readonly email: string | null;
  readonly session_id: string;
  readonly aal: string | null;
  readonly has_factor: boolean;
}

interface Factor {
  readonly id: string;
  readonly status: "verified" | "unverified";
  readonly secret: string;
}

const ROUTE = /^\/auth\/v1\/factors(?:\/([0-9a-f-]{36})(?:\/(challenge|verify))?)?$/;

const NO_SESSION = () =>
  authError(403, "session_not_found", "Session from session_id claim in JWT does not exist");
const NOT_FOUND = () => authError(404, "mfa_factor_not_found", "Factor not found");
const WRONG_CODE = () => authError(422, "mfa_verification_failed", "Invalid TOTP code entered");
const EXPIRED = () =>
  authError(422, "mfa_challenge_expired", "MFA challenge has expired, create a new challenge.");

/** `auth.mfa` of supabase-js: the endpoints of second factors, which Lite does not know. */
export function factorRoute({ request, url }: Exchange): AuthRoute | undefined {
  const [path, factorId, step] = ROUTE.exec(url.pathname) ?? [];
  const name = path && `${request.method} ${factorId ? "one" : "all"}${step ? `/${step}` : ""}`;
  const act = name ? ACTS[name] : undefined;
  if (!act) return undefined;
  return async (parts, body, exchange) => {
    const owner = await findOwner(parts.database, exchange);
    if (!owner) return NO_SESSION();
    if (!factorId) return act(parts, { owner, body, exchange, factor: null });
    const [factor] = await parts.database.query<Factor>(
      "select id, status, secret from auth.mfa_factors where id::text = $1 and user_id = $2 and factor_type = 'totp'",
      [factorId, owner.id],
    );
    return factor ? act(parts, { owner, body, exchange, factor }) : NOT_FOUND();
  };
}

/** As Supabase Auth guards them: with a second factor the password alone changes neither password nor address. */
export function withSecondFactor(route: AuthRoute): AuthRoute {
  return async (parts, body, exchange) => {
    const isGuarded = ["password", "email", "phone"].some((name) => typeof body[name] === "string");
    const owner = isGuarded ? await findOwner(parts.database, exchange) : null;
    return owner?.has_factor && owner.aal !== "aal2"
      ? authError(
          401,
          "insufficient_aal",
          "AAL2 session is required to update email or password when MFA is enabled.",
        )
      : route(parts, body, exchange);
  };
}

type Act = (
  parts: AuthParts,
  context: {
    owner: Owner;
    body: Readonly<Record<string, unknown>>;
    exchange: Exchange;
    factor: Factor | null;
  },
) => Promise<Response>;

const enroll: Act = async ({ database }, { owner, body }) => {
  if (body.factor_type !== "totp") return authError(400, "validation_failed", "factor_type needs to be totp");
  if (owner.has_factor && owner.aal !== "aal2") {
    return authError(403, "insufficient_aal", "AAL2 required to enroll a new factor");
  }
  const name = String(body.friendly_name ?? "").slice(0, 200);
  const issuer = String(body.issuer ?? "").slice(0, 200) || "localhost";
  await database.query(
    `delete from auth.mfa_factors where user_id = $1 and status = 'unverified' and created_at < now() - interval '${CHALLENGE_SECONDS} seconds'`,
    [owner.id],
  );
  const others = await database.query<{ friendly_name: string }>(
    "select friendly_name from auth.mfa_factors where user_id = $1",
    [owner.id],
  );
  if (others.length >= MOST_FACTORS) {
    return authError(422, "too_many_enrolled_mfa_factors", "Maximum number of verified factors reached");
  }
  if (name && others.some((other) => other.friendly_name === name)) {
    return authError(422, "mfa_factor_name_conflict", `A factor with the friendly name "${name}" exists`);
  }
  const id = randomUUID();
  const totp = new TOTP({ issuer, label: owner.email ?? id, secret: new Secret({ size: SECRET_BYTES }) });
  const uri = totp.toString();
  await database.query(
    `insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret)
     values ($1, $2, $3, 'totp', 'unverified', $4)`,
    [id, owner.id, name, totp.secret.base32],
  );
  return json(200, {
    id,
    type: "totp",
    friendly_name: name,
    totp: { qr_code: renderSVG(uri), secret: totp.secret.base32, uri },
  });
};

const challenge: Act = async ({ database }, { factor }) => {
  const id = randomUUID();
  await database.query("insert into auth.mfa_challenges (id, factor_id) values ($1, $2)", [id, factor?.id]);
  return json(200, { id, type: "totp", expires_at: Math.floor(Date.now() / 1000) + CHALLENGE_SECONDS });
};

const verify: Act = async (parts, { owner, body, exchange, factor }) => {
  if (!factor) return NOT_FOUND();
  const { database } = parts;
  const [asked] = await database.query<{ is_good: boolean }>(
    `select verified_at is null and created_at > now() - interval '${CHALLENGE_SECONDS} seconds' as is_good
     from auth.mfa_challenges where id::text = $1 and factor_id = $2`,
    [String(body.challenge_id ?? ""), factor.id],
  );
  if (!asked)
    return authError(404, "mfa_factor_not_found", "MFA factor with the provided challenge ID not found");
  if (!asked.is_good) return EXPIRED();
  if (!(await mayTry(database, factor.id))) {
    return authError(429, "over_request_rate_limit", "Request rate limit reached");
  }
  const step = stepOf(factor.secret, String(body.code ?? ""));
  if (step === null || !(await takeStep(database, factor.id, step))) return WRONG_CODE();
  await raise(database, owner, factor.id, String(body.challenge_id));
  return renewed(parts, owner, exchange);
};

const unenroll: Act = async ({ database }, { owner, factor }) => {
  if (factor?.status === "verified" && owner.aal !== "aal2") {
    return authError(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
  }
  await database.query("delete from auth.mfa_factors where id = $1", [factor?.id]);
  await database.query("update auth.sessions set aal = 'aal1', factor_id = null where factor_id = $1", [
    factor?.id,
  ]);
  return json(200, { id: factor?.id });
};

const ACTS: Readonly<Record<string, Act>> = {
  "POST all": enroll,
  "POST one/challenge": challenge,
  "POST one/verify": verify,
  "DELETE one": unenroll,
};

async function findOwner(session: Session, { caller }: Exchange): Promise<Owner | null> {
  const [owner] = await session.query<Owner>(
    `select u.id, u.email, s.id as session_id, s.aal,
       exists (select from auth.mfa_factors f where f.user_id = u.id and f.status = 'verified') as has_factor
     from auth.sessions s join auth.users u on u.id = s.user_id where s.id::text = $1 and u.id::text = $2`,
    [String(caller.claims?.session_id ?? ""), String(caller.claims?.sub ?? "")],
  );
  return owner ?? null;
}

/** Counts a try before it is looked at. */
async function mayTry(session: Session, factorId: string): Promise<boolean> {
  const [count] = await session.query<{ tries: number }>(
    `insert into embedded.factor_tries as t (factor_id, tries) values ($1, 1)
     on conflict (factor_id) do update set
       tries = case when t.since < now() - interval '15 minutes' then 1 else t.tries + 1 end,
       since = case when t.since < now() - interval '15 minutes' then now() else t.since end
     returning tries`,
    [factorId],
  );
  return (count?.tries ?? 0) <= TRIES;
}

/** The half minute that a code belongs to: this one, or the one before or after it for clocks that differ. */
function stepOf(secret: string, code: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = new TOTP({ secret: Secret.fromBase32(secret) }).validate({ token: code, window: 1 });
  return delta === null ? null : Math.floor(Date.now() / 1000 / STEP_SECONDS) + delta;
}

/** Whether nobody used this half minute's code, or a later one, before. A code that fits lets the tries begin anew. */
async function takeStep(session: Session, factorId: string, step: number): Promise<boolean> {
  const taken = await session.query(
    "update embedded.factor_tries set last_step = $2, tries = 0 where factor_id = $1 and last_step < $2 returning factor_id",
    [factorId, step],
  );
  return taken.length > 0;
}

/** The session has seen the factor; the person's sessions that have not are over, as with Supabase Auth. */
async function raise(database: AuthParts["database"], owner: Owner, factorId: string, challengeId: string) {
  await database.transaction(async (session) => {
    await session.query("update auth.mfa_factors set status = 'verified', updated_at = now() where id = $1", [
      factorId,
    ]);
    await session.query("update auth.mfa_challenges set verified_at = now() where id::text = $1", [
      challengeId,
    ]);
    await session.query("delete from auth.mfa_factors where user_id = $1 and status = 'unverified'", [
      owner.id,
    ]);
    await session.query("update auth.sessions set aal = 'aal2', factor_id = $2 where id = $1", [
      owner.session_id,
      factorId,
    ]);
    await session.query("delete from auth.sessions where user_id = $1 and aal is distinct from 'aal2'", [
      owner.id,
    ]);
    await noteMethod(session, owner.session_id, "totp");
  });
}

/** By what a session was opened or raised, for the claim `amr`. */
export async function noteMethod(session: Session, sessionId: string, method: string): Promise<void> {
  await session.query(
    `insert into auth.mfa_amr_claims (id, session_id, authentication_method) values ($1, $2, $3)
     on conflict (session_id, authentication_method) do update set updated_at = now()`,
    [randomUUID(), sessionId, method],
  );
}

/** New tokens of the session as it is now, of Lite's own making. */
async function renewed(
  { database, forward }: AuthParts,
  owner: Owner,
  exchange: Exchange,
): Promise<Response> {
  const [token] = await database.query<{ token: string }>(
    "select token from auth.refresh_tokens where session_id = $1 and not revoked order by created_at desc, id limit 1",
    [owner.session_id],
  );
  if (!token) return NO_SESSION();
  const url = new URL("/auth/v1/token?grant_type=refresh_token", exchange.url);
  const headers = new Headers(exchange.request.headers);
  headers.delete("content-length");
  const request = new Request(url, { method: "POST", headers, body: "{}" });
  return forward({ ...exchange, url, request }, { refresh_token: token.token });
}

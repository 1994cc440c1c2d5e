import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { App } from "@supabase/lite";
import { withFullClaims } from "./auth-claims.ts";
import {
  type AuthUser,
  findUserByEmail,
  hashPassword,
  newToken,
  passwordMatches,
  userJson,
} from "./auth-users.ts";
import type { Database } from "./database.ts";
import type { Exchange, Handler } from "./gateway.ts";
import { bodyOf, json, withBody } from "./http.ts";
import { JWT_SECRET } from "./keys.ts";
import type { Lite } from "./lite.ts";
import { redirectTarget } from "./mailer.ts";
import type { Settings } from "./settings.ts";

type Mailer = NonNullable<App["_mailer"]>;
type Body = Record<string, unknown>;
type Route = (body: Body, exchange: Exchange) => Promise<Response>;

interface Parts {
  readonly lite: Lite;
  readonly database: Database;
  readonly mailer: Mailer;
  readonly settings: Settings;
}

const authError = (status: number, error_code: string, msg: string) =>
  json(status, { code: status, error_code, msg });
const INVALID_LOGIN = () => authError(400, "invalid_credentials", "Invalid login credentials");

/** Where Supabase Lite's auth endpoints answer differently from a hosted project, or tell too much. */
export function authCompat({ lite, database, mailer, settings }: Parts): Handler {
  const forward = async (exchange: Exchange, body?: Body) => {
    const { request, url, caller } = exchange;
    const response = await lite.fetch(body ? withBody(request, body) : request, caller);
    const session = response.headers.get("sb-auth-session-id");
    if (response.ok && session) await noteDevice(database, session, request);
    return withFullClaims(response, url.origin, JWT_SECRET);
  };

  const confirmAgain = async (user: AuthUser) => {
    const email = user.email ?? "";
    const { token, tokenHash } = newToken(email, settings.otpLength);
    await database.query(
      "update auth.users set confirmation_token = $2, confirmation_sent_at = now() where id = $1",
      [user.id, tokenHash],
    );
    await mailer.sendConfirmation(email, tokenHash, token);
  };

  /** Lite says 429 for an address that it knows. Hosted never tells: it writes again, or feigns a new user. */
  const signUp: Route = async (body, exchange) => {
    const response = await forward(exchange);
    const { error_code } = (response.status === 429 ? await response.clone().json() : {}) as {
      error_code?: string;
    };
    if (error_code !== "over_email_send_rate_limit") return response;
    const user = await findUserByEmail(database, body.email);
    if (!user) return response;
    await hashPassword(String(body.password));
    if (user.confirmed_at) return json(200, feignedUser(user, body.data));
    await confirmAgain(user);
    return json(200, await userJson(database, user));
  };

  const signIn: Route = async (body, exchange) => {
    const user = await findUserByEmail(database, body.email);
    // Lite answers "not confirmed" before it looks at the password, and an unknown address at once.
    if (!user?.confirmed_at && !(await passwordMatches(user, body.password))) return INVALID_LOGIN();
    if (isBanned(user)) {
      return (await passwordMatches(user, body.password))
        ? authError(400, "user_banned", "User is banned")
        : INVALID_LOGIN();
    }
    return forward(exchange);
  };

  const refresh: Route = async (body, exchange) => {
    const banned = await database.query(
      `select from auth.refresh_tokens t join auth.users u on u.id = t.user_id
       where t.token = $1 and u.banned_until > now()`,
      [String(body.refresh_token ?? "")],
    );
    return banned.length > 0 ? authError(400, "user_banned", "User is banned") : forward(exchange);
  };

  /** Lite would create a confirmed user for any address; hosted waits until the address answers. */
  const sendLink: Route = async (body, exchange) => {
    const user = await findUserByEmail(database, body.email);
    if (user?.confirmed_at) return forward(exchange);
    if (user) {
      await confirmAgain(user);
      return json(200, {});
    }
    if (body.create_user === false) return authError(422, "otp_disabled", "Signups not allowed for otp");
    const signup = new URL("/auth/v1/signup", exchange.url);
    const request = new Request(signup, { method: "POST", headers: exchange.request.headers });
    const response = await forward({ ...exchange, request }, { ...body, password: `${randomUUID()}Aa1!` });
    return response.ok ? json(200, {}) : response;
  };

  const resend: Route = async (body, exchange) => {
    if (body.type !== "signup" && body.type !== "email_change") return forward(exchange);
    const user = await findUserByEmail(database, body.email);
    if (!user) return json(200, {});
    if (body.type === "signup" && !user.confirmed_at) await confirmAgain(user);
    if (body.type === "email_change" && user.email_change) {
      const { token, tokenHash } = newToken(user.email_change, settings.otpLength);
      await database.query(
        "update auth.users set email_change_token_new = $2, email_change_sent_at = now() where id = $1",
        [user.id, tokenHash],
      );
      const change = { currentEmail: user.email ?? "", newEmail: user.email_change };
      await mailer.sendEmailChange(user.email_change, tokenHash, token, change);
    }
    return json(200, {});
  };

  /** `email` is what Supabase's own guide passes for a sign-up as well as for a link; Lite wants to be told. */
  const verify: Route = async (body, exchange) => {
    if (body.type !== "email") return forward(exchange);
    const rows = await database.query(
      `select from auth.users where confirmed_at is null and confirmation_token is not null
       and (confirmation_token = $1 or email = lower($2))`,
      [String(body.token_hash ?? ""), String(body.email ?? "")],
    );
    return forward(exchange, { ...body, type: rows.length > 0 ? "signup" : "magiclink" });
  };

  /** As on hosted, a new password ends every other session of the user. */
  const changeUser: Route = async (body, exchange) => {
    const response = await forward(exchange);
    const claims = exchange.caller.claims;
    if (response.ok && typeof body.password === "string" && claims?.sub) {
      await database.query("delete from auth.sessions where user_id::text = $1 and id::text <> $2", [
        claims.sub,
        String(claims.session_id),
      ]);
    }
    return response;
  };

  const routes: Readonly<Record<string, Route>> = {
    "POST /signup": signUp,
    "POST /token?password": signIn,
    "POST /token?refresh_token": refresh,
    "POST /otp": sendLink,
    "POST /magiclink": sendLink,
    "POST /resend": resend,
    "POST /verify": verify,
    "PUT /user": changeUser,
  };

  return async (exchange) => {
    const { request, url, caller } = exchange;
    if (!url.pathname.startsWith("/auth/v1/")) return null;
    const grant = url.searchParams.get("grant_type");
    const name = `${request.method} ${url.pathname.slice("/auth/v1".length)}${grant ? `?${grant}` : ""}`;
    const route = caller.keyType ? routes[name] : undefined;
    return redirectTarget.run(url.searchParams.get("redirect_to") ?? "", async () =>
      route ? route(await bodyOf(request), exchange) : forward(exchange),
    );
  };
}

/** Where a session is used from, which Supabase Auth keeps for lists of sessions, and Lite does not. */
async function noteDevice(database: Database, session: string, { headers }: Request): Promise<void> {
  const address = headers.get("x-forwarded-for")?.split(",", 1)[0]?.trim() ?? "";
  await database.query("update auth.sessions set user_agent = $2, ip = $3::text::inet where id::text = $1", [
    session,
    headers.get("user-agent"),
    isIP(address) ? address : null,
  ]);
}

function isBanned(user: AuthUser | null): boolean {
  return user?.banned_until != null && Date.parse(user.banned_until) > Date.now();
}

/** What hosted answers for an address that is taken: a user that does not exist, without identities. */
function feignedUser(user: AuthUser, data: unknown): Record<string, unknown> {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: "authenticated",
    role: "",
    email: user.email ?? "",
    phone: "",
    confirmation_sent_at: now,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: typeof data === "object" && data !== null ? data : {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}

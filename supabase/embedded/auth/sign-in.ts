import type { Exchange } from "../gateway.ts";
import { type AuthParts, type AuthRoute, authError } from "./parts.ts";
import { changePhone, verifyPhone } from "./phone.ts";
import { type AuthUser, findUserByEmail, passwordMatches } from "./users.ts";

const INVALID_LOGIN = () => authError(400, "invalid_credentials", "Invalid login credentials");
const TOO_LONG_AGO = () =>
  authError(400, "reauthentication_needed", "Password update requires reauthentication");
const BANNED = () => authError(400, "user_banned", "User is banned");

/** Lite says "not confirmed" before it looks at the password, answers an unknown address at once, and bans nobody. */
export const signIn: AuthRoute = async (parts, body, exchange) => {
  const user = await findUserByEmail(parts.database, body.email);
  if (user?.confirmed_at && !isBanned(user)) return parts.forward(exchange);
  if (!(await passwordMatches(user, body.password))) return INVALID_LOGIN();
  return isBanned(user) ? BANNED() : parts.forward(exchange);
};

export const refresh: AuthRoute = async (parts, body, exchange) => {
  const banned = await parts.database.query(
    `select from auth.refresh_tokens t join auth.users u on u.id = t.user_id
     where t.token = $1 and u.banned_until > now()`,
    [String(body.refresh_token ?? "")],
  );
  return banned.length > 0 ? BANNED() : parts.forward(exchange);
};

/** `email` is what Supabase's own guide passes for a sign-up as well as for a link; Lite wants to be told. */
export const verify: AuthRoute = async (parts, body, exchange) => {
  if (typeof body.phone === "string") return verifyPhone(parts, body, exchange);
  if (body.type === "email_change") return confirmChange(parts, body, exchange);
  if (body.type !== "email") return parts.forward(exchange);
  const unconfirmed = await parts.database.query(
    `select from auth.users where confirmed_at is null and confirmation_token is not null
     and (confirmation_token = $1 or email = lower($2))`,
    [String(body.token_hash ?? ""), String(body.email ?? "")],
  );
  return parts.forward(exchange, { ...body, type: unconfirmed.length > 0 ? "signup" : "magiclink" });
};

/** Lite leaves the first address of somebody who signs in by phone unconfirmed. */
const confirmChange: AuthRoute = async (parts, _body, exchange) => {
  const response = await parts.forward(exchange);
  if (!response.ok) return response;
  const { user } = (await response.clone().json()) as { user?: { id?: string } };
  await parts.database.query(
    "update auth.users set email_confirmed_at = now() where id::text = $1 and email_confirmed_at is null",
    [user?.id ?? ""],
  );
  return response;
};

/**
 * As on hosted, a new password ends every other session of the user, and a session of more than a day may not set one.
 * The code by e-mail that hosted then takes instead (`reauthenticate`) is not here: the database would refuse it.
 */
export const changeUser: AuthRoute = async (parts, body, exchange) => {
  if (typeof body.password === "string" && (await isStale(parts, exchange))) return TOO_LONG_AGO();
  if (typeof body.phone === "string") return changePhone(parts, body, exchange);
  const response = await parts.forward(exchange);
  const claims = exchange.caller.claims;
  if (response.ok && typeof body.password === "string" && claims?.sub) {
    await parts.database.query("delete from auth.sessions where user_id::text = $1 and id::text <> $2", [
      claims.sub,
      String(claims.session_id),
    ]);
  }
  return response;
};

/** Whether the session was begun before the day that Supabase Auth takes for recent. */
async function isStale({ database, settings }: AuthParts, { caller }: Exchange): Promise<boolean> {
  if (!settings.securePasswordChange) return false;
  const stale = await database.query(
    "select from auth.sessions where id::text = $1 and created_at < now() - interval '24 hours'",
    [String(caller.claims?.session_id ?? "")],
  );
  return stale.length > 0;
}

function isBanned(user: AuthUser | null): boolean {
  return user?.banned_until != null && Date.parse(user.banned_until) > Date.now();
}

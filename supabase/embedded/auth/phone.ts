import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Session } from "../database/database.ts";
import type { Exchange } from "../gateway.ts";
import { sha256 } from "../hash.ts";
import { json } from "../http.ts";
import { type AuthParts, type AuthRoute, authError } from "./parts.ts";
import { type AuthUser, findUserById, findUserByPhone, userJson } from "./users.ts";

const DIGITS = 6;
const TRIES = 5;
const GOOD_FOR = "10 minutes";
/** How long one number waits for its next code. */
const EVERY = "1 minute";

type Kind = "sms" | "phone_change";

const EXPIRED = () => authError(403, "otp_expired", "Token has expired or is invalid");
const TOO_SOON = () =>
  authError(
    429,
    "over_sms_send_rate_limit",
    "For security purposes, you can only request this once a minute",
  );
const NOT_SENT = () => authError(500, "sms_send_failed", "Error sending sms OTP");

/** A number as Supabase Auth keeps it: digits alone. */
function phoneOf(value: unknown): string | null {
  const digits = typeof value === "string" ? value.trim().replace(/^\+/, "") : "";
  return /^[1-9]\d{5,14}$/.test(digits) ? digits : null;
}

/** `signInWithOtp({ phone })`, which Lite does not know. */
export const sendPhoneCode: AuthRoute = async (parts, body) => {
  const phone = phoneOf(body.phone);
  if (!phone) return authError(422, "validation_failed", "Invalid phone number format (E.164 required)");
  const known = await findUserByPhone(parts.database, phone);
  if (!known && body.create_user === false) {
    return authError(422, "otp_disabled", "Signups not allowed for otp");
  }
  const user = known ?? (await insertPhoneUser(parts.database, phone));
  return send(parts, user, phone, "sms");
};

/** `updateUser({ phone })`: the new number counts once it has answered. */
export const changePhone: AuthRoute = async (parts, body, exchange) => {
  const phone = phoneOf(body.phone);
  const user = await findUserById(parts.database, String(exchange.caller.claims?.sub ?? ""));
  if (!user) return authError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  if (!phone) return authError(422, "validation_failed", "Invalid phone number format (E.164 required)");
  const other = await findUserByPhone(parts.database, phone);
  if (other && other.id !== user.id) {
    return authError(422, "phone_exists", "A user with this phone number has already been registered");
  }
  await parts.database.query("update auth.users set phone_change = $2 where id = $1", [user.id, phone]);
  const sent = await send(parts, user, phone, "phone_change");
  return sent.ok ? json(200, await userJson(parts.database, user)) : sent;
};

/** `verifyOtp({ phone, token, type })`: signs in, and for a change takes the new number over. */
export const verifyPhone: AuthRoute = async (parts, body, exchange) => {
  const phone = phoneOf(body.phone);
  const kind: Kind = body.type === "phone_change" ? "phone_change" : "sms";
  const userId = phone && (await takeCode(parts.database, phone, kind, String(body.token ?? "")));
  if (!userId) return EXPIRED();
  const [proven] = await parts.database.query(
    `update auth.users set phone = $2, phone_confirmed_at = now(), phone_change = null, updated_at = now()
     where id = $1 and (banned_until is null or banned_until < now()) returning id`,
    [userId, phone],
  );
  return proven ? openSession(parts, userId, exchange) : authError(400, "user_banned", "User is banned");
};

async function send(parts: AuthParts, user: AuthUser, phone: string, kind: Kind): Promise<Response> {
  const otp = Array.from({ length: DIGITS }, () => randomInt(10)).join("");
  // One statement, so that two requests at once send one code.
  const [noted] = await parts.database.query(
    `insert into embedded.phone_codes as c (user_id, kind, phone, code_hash) values ($1, $2, $3, $4)
     on conflict (user_id, kind) do update set phone = excluded.phone, code_hash = excluded.code_hash, tries = 0, sent_at = now()
       where c.sent_at < now() - interval '${EVERY}' returning user_id`,
    [user.id, kind, phone, sha256(phone + otp)],
  );
  if (!noted) return TOO_SOON();
  const isSent = await parts.sendSms({ user: await userJson(parts.database, user), phone, otp });
  return isSent ? json(200, { message_id: randomUUID() }) : NOT_SENT();
}

/** Whose code this is. Every try counts before it is looked at, and a code that fits is gone. */
async function takeCode(session: Session, phone: string, kind: Kind, token: string): Promise<string | null> {
  await session.query("update embedded.phone_codes set tries = tries + 1 where phone = $1 and kind = $2", [
    phone,
    kind,
  ]);
  const [used] = await session.query<{ user_id: string }>(
    `delete from embedded.phone_codes where phone = $1 and kind = $2 and code_hash = $3 and tries <= ${TRIES}
       and sent_at > now() - interval '${GOOD_FOR}' returning user_id`,
    [phone, kind, sha256(phone + token)],
  );
  return used?.user_id ?? null;
}

/** A session of Lite's own making: it gets a sign-in link that nobody else has seen. */
async function openSession({ database, forward }: AuthParts, userId: string, exchange: Exchange) {
  const tokenHash = randomBytes(32).toString("hex");
  await database.query("update auth.users set recovery_token = $2, recovery_sent_at = now() where id = $1", [
    userId,
    tokenHash,
  ]);
  return forward(exchange, { type: "magiclink", token_hash: tokenHash });
}

async function insertPhoneUser(session: Session, phone: string): Promise<AuthUser> {
  const id = randomUUID();
  await session.query(
    `insert into auth.users (id, aud, role, phone, raw_app_meta_data, raw_user_meta_data)
     values ($1, 'authenticated', 'authenticated', $2, '{"provider": "phone", "providers": ["phone"]}', '{}')
     on conflict (phone) do nothing`,
    [id, phone],
  );
  const user = await findUserByPhone(session, phone);
  if (!user) throw new Error("auth.users kept no row.");
  return user;
}

import { randomUUID } from "node:crypto";
import { json } from "../http.ts";
import { type AuthParts, type AuthRoute, authError } from "./parts.ts";
import { sendPhoneCode } from "./phone.ts";
import { type AuthUser, findUserByEmail, hashPassword, newToken, userJson } from "./users.ts";

/** Lite says 429 for an address that it knows. Hosted never tells: it writes again, or feigns a new user. */
export const signUp: AuthRoute = async (parts, body, exchange) => {
  const response = await parts.forward(exchange);
  if (!(await isKnownAddress(response))) return response;
  const user = await findUserByEmail(parts.database, body.email);
  if (!user) return response;
  // As long as a new account takes.
  await hashPassword(String(body.password));
  if (user.confirmed_at) return json(200, feignedUser(user, body.data));
  await confirmAgain(parts, user);
  return json(200, await userJson(parts.database, user));
};

/** Lite would create a confirmed user for any address; hosted waits until the address answers. */
export const sendLink: AuthRoute = async (parts, body, exchange) => {
  if (typeof body.phone === "string") return sendPhoneCode(parts, body, exchange);
  const user = await findUserByEmail(parts.database, body.email);
  if (user?.confirmed_at) return parts.forward(exchange);
  if (user) {
    await confirmAgain(parts, user);
    return json(200, {});
  }
  if (body.create_user === false) return authError(422, "otp_disabled", "Signups not allowed for otp");
  const { headers } = exchange.request;
  const request = new Request(new URL("/auth/v1/signup", exchange.url), { method: "POST", headers });
  const password = `${randomUUID()}Aa1!`;
  const response = await parts.forward({ ...exchange, request }, { ...body, password });
  return response.ok ? json(200, {}) : response;
};

/** Lite refuses to write a second time, whatever the time since the first. */
export const resend: AuthRoute = async (parts, body, exchange) => {
  if (body.type !== "signup" && body.type !== "email_change") return parts.forward(exchange);
  const user = await findUserByEmail(parts.database, body.email);
  if (body.type === "signup" && user && !user.confirmed_at) await confirmAgain(parts, user);
  if (body.type === "email_change" && user?.email_change) {
    await changeAgain(parts, user, user.email_change);
  }
  return json(200, {});
};

async function isKnownAddress(response: Response): Promise<boolean> {
  if (response.status !== 429) return false;
  const { error_code } = (await response.clone().json()) as { error_code?: string };
  return error_code === "over_email_send_rate_limit";
}

async function confirmAgain({ database, mailer, settings }: AuthParts, user: AuthUser): Promise<void> {
  const email = user.email ?? "";
  const { token, tokenHash } = newToken(email, settings.otpLength);
  await database.query(
    "update auth.users set confirmation_token = $2, confirmation_sent_at = now() where id = $1",
    [user.id, tokenHash],
  );
  await mailer.sendConfirmation(email, tokenHash, token);
}

async function changeAgain(
  { database, mailer, settings }: AuthParts,
  user: AuthUser,
  newEmail: string,
): Promise<void> {
  const { token, tokenHash } = newToken(newEmail, settings.otpLength);
  await database.query(
    "update auth.users set email_change_token_new = $2, email_change_sent_at = now() where id = $1",
    [user.id, tokenHash],
  );
  await mailer.sendEmailChange(newEmail, tokenHash, token, { currentEmail: user.email ?? "", newEmail });
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

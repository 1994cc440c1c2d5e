import { z } from "zod";
import { isService } from "../callers.ts";
import type { Database } from "../database/database.ts";
import type { Handler } from "../gateway.ts";
import { bodyOf, json } from "../http.ts";
import { authError } from "./parts.ts";
import { findUserByEmail, findUserById, hashPassword, insertUser, listUsers, userJson } from "./users.ts";

const PREFIX = "/auth/v1/admin/users";
const Metadata = z.record(z.string(), z.unknown());

const Attributes = z.object({
  email: z.email().optional(),
  /** Kept without the plus, as everywhere in Supabase Auth. */
  phone: z
    .string()
    .transform((phone) => phone.replace(/^\+/, ""))
    .optional(),
  password: z.string().min(6).max(72).optional(),
  email_confirm: z.boolean().optional(),
  user_metadata: Metadata.optional(),
  app_metadata: Metadata.optional(),
  /** `none` lifts a ban; otherwise hours, as in `24h`. */
  ban_duration: z
    .string()
    .regex(/^(none|\d+h)$/)
    .optional(),
});
type Attributes = z.infer<typeof Attributes>;

/** The admin API of Supabase Auth, as far as seeding and account deletion need it. */
export function authAdmin(database: Database): Handler {
  return async ({ request, url, caller }) => {
    if (url.pathname !== PREFIX && !url.pathname.startsWith(`${PREFIX}/`)) return null;
    if (!isService(caller)) return authError(403, "not_admin", "User not allowed");
    const id = url.pathname.slice(PREFIX.length + 1);
    const input = Attributes.safeParse(await bodyOf(request));
    if (!input.success) return authError(400, "validation_failed", z.prettifyError(input.error));
    if (!id && request.method === "POST") return create(database, input.data);
    if (!id && request.method === "GET") return list(database, url.searchParams);
    if (id && request.method === "GET") return one(database, id);
    if (id && request.method === "PUT") return update(database, id, input.data);
    if (id && request.method === "DELETE") return remove(database, id);
    return authError(405, "validation_failed", "Method not allowed");
  };
}

async function one(database: Database, id: string): Promise<Response> {
  const user = await findUserById(database, id);
  return user
    ? json(200, await userJson(database, user))
    : authError(404, "user_not_found", "User not found");
}

async function list(database: Database, params: URLSearchParams): Promise<Response> {
  const page = Math.max(1, Number(params.get("page")) || 1);
  const perPage = Math.min(1000, Math.max(1, Number(params.get("per_page")) || 50));
  const users = await listUsers(database, page, perPage);
  return json(200, {
    users: await Promise.all(users.map((user) => userJson(database, user))),
    aud: "authenticated",
  });
}

async function create(database: Database, input: Attributes): Promise<Response> {
  if (!input.email) return authError(400, "validation_failed", "Cannot create a user without an email");
  if (await findUserByEmail(database, input.email)) {
    return authError(422, "email_exists", "A user with this email address has already been registered");
  }
  const user = await insertUser(database, {
    email: input.email,
    phone: input.phone,
    password: input.password,
    isConfirmed: input.email_confirm ?? false,
    userMetadata: input.user_metadata,
    appMetadata: input.app_metadata,
  });
  return json(200, await userJson(database, user));
}

async function update(database: Database, id: string, input: Attributes): Promise<Response> {
  await database.query(
    `update auth.users set
       email = coalesce(lower($2), email),
       phone = coalesce($3, phone),
       encrypted_password = coalesce($4, encrypted_password),
       email_confirmed_at = case when $5::boolean then coalesce(email_confirmed_at, now()) else email_confirmed_at end,
       raw_user_meta_data = raw_user_meta_data || coalesce($6::text::jsonb, '{}'),
       raw_app_meta_data = raw_app_meta_data || coalesce($7::text::jsonb, '{}'),
       banned_until = case when $8::int is null then banned_until when $8 = 0 then null
         else now() + make_interval(hours => $8) end,
       updated_at = now()
     where id::text = $1`,
    [
      id,
      input.email ?? null,
      input.phone ?? null,
      input.password ? await hashPassword(input.password) : null,
      input.email_confirm ?? false,
      input.user_metadata ? JSON.stringify(input.user_metadata) : null,
      input.app_metadata ? JSON.stringify(input.app_metadata) : null,
      input.ban_duration === undefined ? null : Number.parseInt(input.ban_duration, 10) || 0,
    ],
  );
  return one(database, id);
}

async function remove(database: Database, id: string): Promise<Response> {
  const user = await findUserById(database, id);
  if (!user) return authError(404, "user_not_found", "User not found");
  await database.transaction(async (session) => {
    await session.query("delete from auth.refresh_tokens where user_id = $1", [user.id]);
    await session.query("delete from auth.users where id = $1", [user.id]);
  });
  return json(200, {});
}

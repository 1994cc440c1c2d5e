import { randomInt, randomUUID } from "node:crypto";
import bcrypt from "bcryptjs";
import type { Database, Session } from "../database/database.ts";
import { sha256 } from "../hash.ts";

/** A row of auth.users, as far as the wrappers of the auth server read it. */
export interface AuthUser {
  readonly id: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly encrypted_password: string | null;
  readonly confirmed_at: string | null;
  readonly email_confirmed_at: string | null;
  readonly phone_confirmed_at: string | null;
  readonly email_change: string | null;
  readonly phone_change: string | null;
  readonly banned_until: string | null;
  readonly last_sign_in_at: string | null;
  readonly confirmation_sent_at: string | null;
  readonly raw_app_meta_data: Record<string, unknown>;
  readonly raw_user_meta_data: Record<string, unknown>;
  readonly created_at: string;
  readonly updated_at: string;
}

/** As many rounds as Supabase Auth uses. */
const ROUNDS = 10;

const COLUMNS = `id, email, phone, encrypted_password, confirmed_at, email_confirmed_at, phone_confirmed_at,
  email_change, phone_change, banned_until, last_sign_in_at, confirmation_sent_at, raw_app_meta_data, raw_user_meta_data,
  created_at, updated_at`;

export async function findUserByEmail(session: Session, email: unknown): Promise<AuthUser | null> {
  if (typeof email !== "string") return null;
  const [user] = await session.query<AuthUser>(`select ${COLUMNS} from auth.users where email = lower($1)`, [
    email,
  ]);
  return user ?? null;
}

export async function findUserByPhone(session: Session, phone: string): Promise<AuthUser | null> {
  const [user] = await session.query<AuthUser>(`select ${COLUMNS} from auth.users where phone = $1`, [phone]);
  return user ?? null;
}

export async function findUserById(session: Session, id: string): Promise<AuthUser | null> {
  const [user] = await session.query<AuthUser>(`select ${COLUMNS} from auth.users where id::text = $1`, [id]);
  return user ?? null;
}

export async function listUsers(session: Session, page: number, perPage: number): Promise<AuthUser[]> {
  return session.query<AuthUser>(
    `select ${COLUMNS} from auth.users order by created_at, id limit $1 offset $2`,
    [perPage, (page - 1) * perPage],
  );
}

export const hashPassword = (password: string): Promise<string> => bcrypt.hash(password, ROUNDS);

/** False for a user without a password too, after the same time, so that the wait tells nothing. */
export async function passwordMatches(user: AuthUser | null, password: unknown): Promise<boolean> {
  const attempt = typeof password === "string" ? password : "";
  DECOY ??= hashPassword(randomUUID());
  const matches = await bcrypt.compare(attempt, user?.encrypted_password ?? (await DECOY));
  return matches && user?.encrypted_password != null;
}
let DECOY: Promise<string> | undefined;

/** A one-time code with the hash that Lite looks it up by: of the address and the code together. */
export function newToken(email: string, length: number): { token: string; tokenHash: string } {
  const token = Array.from({ length }, () => randomInt(10)).join("");
  return { token, tokenHash: sha256(email.toLowerCase() + token) };
}

export interface NewUser {
  readonly email: string;
  readonly phone?: string | undefined;
  readonly password?: string | undefined;
  readonly isConfirmed: boolean;
  readonly userMetadata?: Record<string, unknown> | undefined;
  readonly appMetadata?: Record<string, unknown> | undefined;
}

/** Adds a user with an e-mail identity, in one transaction. */
export async function insertUser(database: Database, user: NewUser): Promise<AuthUser> {
  const id = randomUUID();
  const email = user.email.toLowerCase();
  const password = await hashPassword(user.password ?? randomUUID());
  const identity = { sub: id, email, email_verified: user.isConfirmed, phone_verified: false };
  const appMetadata = { provider: "email", providers: ["email"], ...user.appMetadata };
  return database.transaction(async (session) => {
    const [row] = await session.query<AuthUser>(
      `insert into auth.users (id, aud, role, email, phone, encrypted_password, email_confirmed_at,
         raw_app_meta_data, raw_user_meta_data)
       values ($1, 'authenticated', 'authenticated', $2, $3, $4, case when $5::boolean then now() end,
         $6::text::jsonb, $7::text::jsonb)
       returning ${COLUMNS}`,
      [
        id,
        email,
        user.phone ?? null,
        password,
        user.isConfirmed,
        JSON.stringify(appMetadata),
        JSON.stringify({ ...identity, ...user.userMetadata }),
      ],
    );
    await session.query(
      `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
       values ($1, 'email', $2::text, $2::text::uuid, $3::text::jsonb, now())`,
      [randomUUID(), id, JSON.stringify(identity)],
    );
    if (!row) throw new Error("auth.users kept no row.");
    return row;
  });
}

/** The user as Supabase Auth writes it into a response. */
export async function userJson(session: Session, user: AuthUser): Promise<Record<string, unknown>> {
  const identities = await session.query(
    `select id as identity_id, provider_id as id, user_id, identity_data, provider, last_sign_in_at, created_at,
       updated_at, email from auth.identities where user_id = $1`,
    [user.id],
  );
  return {
    id: user.id,
    aud: "authenticated",
    role: "authenticated",
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data,
    user_metadata: user.raw_user_meta_data,
    identities,
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: false,
    ...(user.email_confirmed_at && { email_confirmed_at: user.email_confirmed_at }),
    ...(user.phone_confirmed_at && { phone_confirmed_at: user.phone_confirmed_at }),
    ...(user.confirmed_at && { confirmed_at: user.confirmed_at }),
    ...(user.confirmation_sent_at && { confirmation_sent_at: user.confirmation_sent_at }),
    ...(user.last_sign_in_at && { last_sign_in_at: user.last_sign_in_at }),
    ...(user.email_change && { new_email: user.email_change }),
    ...(user.phone_change && { new_phone: user.phone_change }),
    ...(user.banned_until && { banned_until: user.banned_until }),
  };
}

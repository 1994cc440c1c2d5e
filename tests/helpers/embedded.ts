import { randomUUID } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import {
  ANON_KEY,
  JWT_SECRET,
  PUBLISHABLE_KEY,
  SECRET_KEY,
  SERVICE_ROLE_KEY,
} from "../../supabase/embedded/keys.ts";
import type { EmbeddedOptions } from "../../supabase/embedded/options.ts";
import type { OutboxMessage } from "../../supabase/embedded/outbox/outbox.ts";
import type { HostCalls } from "./supabase-host.ts";

export interface TestUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface TestSupabase {
  readonly url: string;
  readonly anonKey: string;
  readonly publishableKey: string;
  /** The secret key of the new kind; the server's own. */
  readonly serviceKey: string;
  readonly serviceRoleKey: string;
  readonly jwtSecret: string;
  /** What an app needs to be told of it, under the names of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A client without a user: by default with the publishable key. */
  client(key?: string): SupabaseClient;
  /** Runs SQL as the database's owner. */
  sql<Row extends object = Record<string, unknown>>(
    query: string,
    params?: readonly unknown[],
  ): Promise<Row[]>;
  /** Adds a confirmed user, by default with an address of its own. */
  createUser(user?: {
    email?: string;
    password?: string;
    metadata?: Record<string, unknown>;
  }): Promise<TestUser>;
  /** A client that is signed in. */
  clientFor(email: string, password: string): Promise<SupabaseClient>;
  /** Messages that would have been sent, newest first. */
  outbox(): Promise<OutboxMessage[]>;
  close(): Promise<void>;
}

/**
 * An embedded Supabase of the test's own: in memory, on any free port, with the migrations of the checkout. It runs
 * in a process beside the test where the run has one (see `supabase-hosts.ts`), and in the test's own when there
 * are options.
 */
export async function startTestSupabase(options?: Partial<EmbeddedOptions>): Promise<TestSupabase> {
  const embedded = options ? await startHere(options) : await startBeside();
  const clients: SupabaseClient[] = [];
  const client = (key = PUBLISHABLE_KEY) => {
    const made = createClient(embedded.url, key, {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    clients.push(made);
    return made;
  };
  return {
    url: embedded.url,
    anonKey: ANON_KEY,
    publishableKey: PUBLISHABLE_KEY,
    serviceKey: SECRET_KEY,
    serviceRoleKey: SERVICE_ROLE_KEY,
    jwtSecret: JWT_SECRET,
    env: {
      NEXT_PUBLIC_SUPABASE_URL: embedded.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      SUPABASE_SECRET_KEY: SECRET_KEY,
      SUPABASE_JWT_SECRET: JWT_SECRET,
    },
    client,
    sql: embedded.sql,
    async createUser({
      email = `${randomUUID()}@portico.test`,
      password = `pw-${randomUUID()}`,
      metadata,
    } = {}) {
      const { data, error } = await client(SECRET_KEY).auth.admin.createUser({
        email,
        password,
        email_confirm: true,
        ...(metadata && { user_metadata: metadata }),
      });
      if (error) throw error;
      return { id: data.user.id, email, password };
    },
    async clientFor(email, password) {
      const made = client();
      const { error } = await made.auth.signInWithPassword({ email, password });
      if (error) throw error;
      return made;
    },
    async outbox() {
      const response = await fetch(`${embedded.url}/dev/outbox?limit=100`, {
        headers: { apikey: SECRET_KEY },
      });
      return ((await response.json()) as { messages: OutboxMessage[] }).messages;
    },
    async close() {
      await Promise.all(clients.map((one) => one.removeAllChannels()));
      await embedded.close();
    },
  };
}

type Running = Pick<TestSupabase, "url" | "sql" | "close">;

async function startHere(options: Partial<EmbeddedOptions>): Promise<Running> {
  // Its code is much to load: only for those who need it.
  const { startEmbedded } = await import("../../supabase/embedded/server.ts");
  const { url, database, close } = await startEmbedded({ dir: "memory", port: 0, ...options });
  return { url, sql: (query, params) => database.query(query, params), close };
}

async function startBeside(): Promise<Running> {
  // The benchmarks run without vitest, and have no host.
  const hosts = process.env.VITEST ? ((await import("vitest")).inject("supabaseHosts") ?? []) : [];
  const host = hosts[Number(process.env.VITEST_POOL_ID ?? 0) % hosts.length];
  if (!host) return startHere({});
  const { id, url } = await ask(host, "start");
  return {
    url,
    sql: async <Row extends object>(query: string, params?: readonly unknown[]) =>
      (await ask(host, "sql", { id, query, ...(params && { params }) })) as Row[],
    close: () => ask(host, "close", { id }),
  };
}

async function ask<Name extends keyof HostCalls>(
  host: string,
  name: Name,
  ...[question]: Parameters<HostCalls[Name]>
): Promise<Awaited<ReturnType<HostCalls[Name]>>> {
  const response = await fetch(`${host}/${name}`, { method: "POST", body: serialize(question) });
  const { answer, error } = deserialize(Buffer.from(await response.arrayBuffer()));
  if (error) throw Object.assign(new Error(error.message), error);
  return answer;
}

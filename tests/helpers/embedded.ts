import { randomUUID } from "node:crypto";
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
import { startEmbedded } from "../../supabase/embedded/server.ts";

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

/** An embedded Supabase of the test's own: in memory, on any free port, with the migrations of the checkout. */
export async function startTestSupabase(options: Partial<EmbeddedOptions> = {}): Promise<TestSupabase> {
  const embedded = await startEmbedded({ dir: "memory", port: 0, ...options });
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
    sql: (query, params) => embedded.database.query(query, params),
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

import { request } from "playwright-core";
import { type embeddedSettings, hermeticEnv } from "../../scripts/lib/environment.ts";
import { freePort } from "../../scripts/lib/ports.ts";
import { seedDemoData, startEmbedded, startWeb } from "../../scripts/lib/stack.ts";

const DEMO_USERS = ["customer", "customer2", "agent", "admin"] as const;
export type DemoUser = (typeof DEMO_USERS)[number];
export const DEMO_PASSWORD = "portico-demo-1";
/** With which other systems sign what they send to an app under test. */
export const INTEGRATION_SECRET = "a-secret-of-the-test-suite";
/** With which mail servers sign what they deliver to it. */
export const INBOUND_EMAIL_SECRET = "another-secret-of-the-test-suite";

/** The e-mail address that a demo user signs in with. */
export function demoEmail(user: DemoUser): string {
  return `${user}@portico.test`;
}

export type App = {
  /** Where the web app answers, without a slash at the end. */
  url: string;
  /** Where the embedded Supabase answers, and its keys, under the names of the environment. */
  supabase: ReturnType<typeof embeddedSettings>;
  /** Where the app looks for a name server; nobody is there until a test starts one. */
  dnsPort: number;
};

/**
 * Starts the production build and an embedded Supabase in memory, with the demo data, on free ports.
 * `supabaseVia` may put something between the two; it gets Supabase's address and answers with its own.
 */
export async function startApp(
  options: {
    supabaseVia?: (url: string) => Promise<string>;
    /** For the web app, such as the addresses of others' servers. */
    env?: Record<string, string>;
  } = {},
): Promise<App & { log: () => string; stop: () => Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dnsPort = await freePort();
  const base = hermeticEnv({
    PORTICO_EMBEDDED_DIR: "memory",
    SITE_URL: url,
    DNS_SERVERS: `127.0.0.1:${dnsPort}`,
  });
  const embedded = await startEmbedded({ port: await freePort(), env: base });
  await seedDemoData({ ...base, ...embedded.settings });

  const supabaseUrl = (await options.supabaseVia?.(embedded.url)) ?? embedded.url;
  const supabase = { ...embedded.settings, NEXT_PUBLIC_SUPABASE_URL: supabaseUrl };
  const web = await startWeb({ host: "127.0.0.1", port, env: { ...base, ...supabase, ...options.env } });
  return {
    url,
    supabase,
    dnsPort,
    log: web.output,
    stop: async () => {
      await web.stop();
      await embedded.service.stop();
    },
  };
}

/** The cookies of a signed-in user, the way a browser context takes them. */
type Session = Awaited<ReturnType<typeof signIn>>;
export type Sessions = Record<DemoUser, Session>;

/** Signs every demo user in. */
export async function signInAll(url: string): Promise<Sessions> {
  const entries = DEMO_USERS.map(async (user) => [user, await signIn(url, user)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Sessions;
}

/** Signs a demo user in through the app's own API and returns the cookies. */
async function signIn(url: string, user: DemoUser) {
  const client = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  try {
    const data = { email: demoEmail(user), password: DEMO_PASSWORD };
    const response = await client.post("/api/portal/auth/login", { data });
    if (!response.ok()) throw new Error(`Sign-in as ${user}: ${response.status()} ${await response.text()}`);
    return await client.storageState();
  } finally {
    await client.dispose();
  }
}

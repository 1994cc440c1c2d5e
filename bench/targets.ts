import { randomUUID } from "node:crypto";
import { type App, DEMO_PASSWORD, type DemoUser, demoEmail, type Sessions } from "../tests/helpers/app.ts";

/** A page whose server time is measured. */
export type Target = { name: string; url: string; cookie: string };

const ROWS = 50;

/** The pages that people open most, with as many rows as they show at most. */
export async function targets(app: App, sessions: Sessions): Promise<Target[]> {
  const token = await accessToken(app, "customer");
  const ids: string[] = [];
  for (let i = 0; i < ROWS; i++) ids.push(await createTicket(app, token));
  const pages: [string, DemoUser, string][] = [
    ["dashboard", "customer", "/portal/dashboard"],
    [`ticket list, ${ROWS} rows`, "customer", `/portal/tickets?limit=${ROWS}`],
    ["ticket", "customer", `/portal/tickets/${ids[0]}`],
    [`queue, ${ROWS} rows`, "agent", `/admin/tickets?limit=${ROWS}`],
    ["ticket at the desk", "agent", `/admin/tickets/${ids[0]}`],
  ];
  return pages.map(([name, user, path]) => ({
    name,
    url: app.url + path,
    cookie: sessions[user].cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; "),
  }));
}

/** Signs in at Supabase itself, past the app. */
export async function accessToken({ supabase }: App, user: DemoUser): Promise<string> {
  const response = await fetch(`${supabase.NEXT_PUBLIC_SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: supabase.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, "content-type": "application/json" },
    body: JSON.stringify({ email: demoEmail(user), password: DEMO_PASSWORD }),
  });
  if (!response.ok) throw new Error(`Sign-in as ${user}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}

async function createTicket({ supabase }: App, token: string): Promise<string> {
  const response = await fetch(`${supabase.NEXT_PUBLIC_SUPABASE_URL}/rest/v1/rpc/create_ticket`, {
    method: "POST",
    headers: {
      apikey: supabase.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      p_key: randomUUID(),
      p_input: {
        subject: "The left speaker crackles after an hour",
        description: "It begins softly and gets **louder**. The other one is fine.",
        category: "technical",
      },
    }),
  });
  if (!response.ok) throw new Error(`create_ticket: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

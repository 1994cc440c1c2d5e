import { type POST as ask, GET as list } from "@/app/api/portal/privacy/requests/route";
import type { PrivacyRequest } from "@/lib/privacy/types";
import { loadDemo } from "../../../scripts/seed/load-demo";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { apiRequest, routeContext } from "../../helpers/visitor";
import { plantEverywhere } from "./plant";
import { FOREIGN } from "./scene";

export const PASSWORD = "portico-demo-1";
export const EMAIL = "customer@portico.test";
export const NAME = "Zanele Quibbleford";
export const PHONE = "+27825550199";
/** Stands in everything that they wrote or that was written to them. */
export const SAID = "SAID-TO-PORTICO";

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** The demo customer under a name of their own, with something of theirs in every table that may hold it. */
export async function setStage() {
  const supabase = await startTestSupabase();
  stubEnv({ ...supabase.env });
  await loadDemo(supabase.client(supabase.serviceKey) as Parameters<typeof loadDemo>[0], new Date());
  const token = await signIn(supabase, EMAIL);
  const strangerToken = await signIn(supabase, "customer2@portico.test");
  /** Makes it so long ago that everybody signed in. */
  const signedIn = (ago: string) =>
    supabase.sql("update auth.sessions set created_at = now() - $1::interval", [ago]);
  await signedIn("1 hour");
  const [me] = (await supabase.sql("select id, customer_id from public.portal_users where email = $1", [
    EMAIL,
  ])) as [{ id: string; customer_id: string }];
  for (const [table, id] of [
    ["portal_users", me.id],
    ["customer_profiles", me.customer_id],
  ]) {
    await supabase.sql(`update public.${table} set full_name = $2, phone = $3 where id = $1`, [
      id,
      NAME,
      PHONE,
    ]);
  }
  const owner = { customer: me.customer_id, user: me.id, name: NAME, email: EMAIL, phone: PHONE };
  const without = await plantEverywhere(supabase, owner, {
    word: `${SAID} of ${NAME}, ${EMAIL}`,
    hidden: FOREIGN,
  });

  async function call<T>(handler: typeof ask, options: Parameters<typeof apiRequest>[1], id?: string) {
    const response = await handler(
      apiRequest("/api/portal/privacy/requests", { bearer: token, ...options }),
      routeContext(id === undefined ? {} : { id }),
    );
    const text = await response.text();
    const body = (text ? JSON.parse(text) : {}) as { data: T; error: { code: string; reason?: string } };
    return { status: response.status, location: response.headers.get("location"), ...body };
  }
  const latest = async (kind: string) =>
    (await call<PrivacyRequest[]>(list, {})).data.find((request) => request.kind === kind) as PrivacyRequest;
  return { supabase, me, strangerToken, signedIn, without, call, latest };
}

async function signIn(supabase: TestSupabase, email: string): Promise<string> {
  const { data } = await (await supabase.clientFor(email, PASSWORD)).auth.getSession();
  return data.session?.access_token ?? "";
}

import type { Json } from "../../lib/platform/supabase/database.types.ts";
import { accessEntries } from "./access.ts";
import {
  BILLING,
  type Cast,
  DEMO_PASSWORD,
  namedCustomers,
  SHOP,
  SIGN_INS,
  type SignInName,
} from "./cast.ts";
import { type Clock, clockAt } from "./clock.ts";
import { demoProfiles, demoRows } from "./demo.ts";
import { DEMO_TEAMS, teamRows } from "./demo-teams.ts";
import { deliverEmails } from "./emails.ts";
import { SHOP_CALENDAR, shopHolidays } from "./hours.ts";
import { knowledgeRows } from "./knowledge.ts";
import { consentDecisions, privacyRequests } from "./privacy.ts";
import { resellerApplications } from "./resellers.ts";
import { toParts } from "./rows.ts";
import { ensureSignIn, type SignIn } from "./sign-ins.ts";
import { expectData, expectOk, importParts, type Supabase } from "./supabase.ts";
import { uploadFiles } from "./uploads.ts";

/** The setting that is written last: as long as it is missing, the demo is not complete. */
const MARK = "demo_data";

/** Loads the demo unless it is there; says how many rows were new, null when there was nothing to do. */
export async function loadDemo(supabase: Supabase, now: Date): Promise<number | null> {
  const marks = expectData(await supabase.from("app_settings").select("key").eq("key", MARK));
  const clock = clockAt(now);
  if (marks.length > 0) return loadHelp(supabase, clock);

  // The profiles come first, because a person who signs up joins the one with the same e-mail.
  const profiles = await importParts(supabase, toParts({ customer_profiles: demoProfiles(clock) }));
  const cast = await castOf(supabase, now);
  // Before the invoices, each of which keeps who issued it.
  await nameShop(supabase);
  await openShop(supabase, now);
  // Before the tickets, which belong to the team of their category.
  const teams = await importParts(supabase, toParts(teamRows(cast, clock)));
  for (const { id, categories } of DEMO_TEAMS) {
    expectOk(
      await supabase
        .from("ticket_categories")
        .update({ team_id: id })
        .in("slug", [...categories]),
    );
  }
  const lastNumber = await lastNumbers(supabase, now);
  const rows = demoRows(cast, clock, lastNumber);
  rows.ticket_attachments = await uploadFiles(supabase, rows);
  const others = await importParts(supabase, toParts(rows));
  const accesses = expectData(
    await supabase.rpc("import_audit_entries", {
      p_entries: accessEntries(rows, cast, clock) as unknown as Json,
    }),
  );
  const privacy =
    expectData(
      await supabase.rpc("import_privacy_requests", {
        p_requests: privacyRequests(cast, clock) as unknown as Json,
      }),
    ) +
    expectData(
      await supabase.rpc("import_consents", { p_consents: consentDecisions(cast, clock) as unknown as Json }),
    );
  const { naledi, blouberg } = namedCustomers(clock).named;
  const customers = { naledi: naledi.id, blouberg: blouberg.id };
  const resellers = expectData(
    await supabase
      .from("reseller_applications")
      .upsert(resellerApplications(customers, cast, clock), { ignoreDuplicates: true })
      .select("id"),
  );
  const help = (await loadHelp(supabase, clock, cast)) ?? 0;
  await deliverEmails(supabase);
  expectOk(await supabase.rpc("finish_import"));
  expectOk(await supabase.from("app_settings").upsert({ key: MARK, value: { at: now.toISOString() } }));
  return profiles + teams + others + accesses + privacy + resellers.length + help;
}

/** Loads the help centre unless there is one: also into a demo from before there was any. Null for nothing to do. */
async function loadHelp(supabase: Supabase, clock: Clock, cast?: Cast): Promise<number | null> {
  const categories = expectData(await supabase.from("kb_categories").select("id").limit(1));
  if (categories.length > 0) return null;
  const rows = knowledgeRows(cast ?? (await castOf(supabase, clock.now)), clock);
  return importParts(supabase, toParts(rows));
}

/** Everybody who signs in, with the id that the auth server gave them. */
export async function castOf(supabase: Supabase, now: Date): Promise<Cast> {
  const { named } = namedCustomers(clockAt(now));
  const people = Object.entries(SIGN_INS).map(async ([key, { email, name, role, ...rest }]) => {
    const wanted: SignIn = {
      email,
      name,
      role,
      customerId: "customer" in rest ? named[rest.customer].id : null,
      password: "isDemo" in rest ? DEMO_PASSWORD : undefined,
    };
    return [key, { id: await ensureSignIn(supabase, wanted), name }] as const;
  });
  return Object.fromEntries(await Promise.all(people)) as Record<SignInName, Cast[SignInName]>;
}

/** The last ticket numbers that are taken, of this year and the one before. */
async function lastNumbers(supabase: Supabase, now: Date): Promise<(year: number) => number> {
  const lasts = new Map<number, number>();
  for (const year of [now.getUTCFullYear() - 1, now.getUTCFullYear()]) {
    const [last] = expectData(
      await supabase
        .from("support_tickets")
        .select("number")
        .like("number", `TKT-${year}-%`)
        .order("number", { ascending: false })
        .limit(1),
    );
    lasts.set(year, Number(last?.number.split("-")[2] ?? 0));
  }
  return (year) => lasts.get(year) ?? 0;
}

/** Gives the portal the shop's name, and what its documents say, unless it has been given another one. */
async function nameShop(supabase: Supabase): Promise<void> {
  const [branding] = expectData(await supabase.from("app_settings").select("value").eq("key", "branding"));
  const { name } = (branding?.value ?? {}) as { name?: string };
  if (name !== undefined && name !== "Portico") return;
  expectOk(await supabase.from("app_settings").upsert({ key: "branding", value: SHOP, is_public: true }));
  expectOk(await supabase.from("app_settings").upsert({ key: "billing", value: BILLING }));
}

/** Gives the desk the shop's hours and holidays, unless it has hours of its own. */
async function openShop(supabase: Supabase, now: Date): Promise<void> {
  if (expectData(await supabase.from("business_hours").select("id").limit(1)).length > 0) return;
  expectOk(await supabase.from("business_hours").insert([...SHOP_CALENDAR.windows]));
  expectOk(await supabase.from("sla_policies").update({ clock: "always" }).eq("priority", "urgent"));
  expectOk(await supabase.from("holidays").upsert(shopHolidays(now.getUTCFullYear())));
}

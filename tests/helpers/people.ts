import type { SupabaseClient } from "@supabase/supabase-js";
import type { TestSupabase } from "./embedded.ts";

export type Person = { id: string; email: string; customerId: string; token: string; db: SupabaseClient };

/** Somebody who is signed in, by default as a customer with a profile of their own. */
export async function signedIn(
  supabase: TestSupabase,
  fullName: string,
  role: "customer" | "agent" = "customer",
): Promise<Person> {
  const { id, email, password } = await supabase.createUser({ metadata: { full_name: fullName } });
  if (role === "agent") {
    await supabase.sql("update public.portal_users set role = 'agent', customer_id = null where id = $1", [
      id,
    ]);
  }
  const [user] = await supabase.sql<{ customer_id: string }>(
    "select customer_id from public.portal_users where id = $1",
    [id],
  );
  const db = await supabase.clientFor(email, password);
  const { data } = await db.auth.getSession();
  return { id, email, customerId: user?.customer_id ?? "", token: data.session?.access_token ?? "", db };
}

/** Runs a command and gives its answer; a refusal fails the test. */
export async function command<T = { id: string; number: string }>(
  { db }: Person,
  name: string,
  input: Record<string, unknown>,
): Promise<T> {
  const { data, error } = await db.rpc(name, input);
  if (error) throw new Error(`${name}: ${error.message}`);
  return data as T;
}

export const openTicket = (who: Person, subject = "Left channel crackles") =>
  command(who, "create_ticket", {
    p_key: crypto.randomUUID(),
    p_input: { subject, description: "It does.", category: "technical" },
  });

export const reply = (who: Person, ticketId: string, input: Record<string, unknown>) =>
  command(who, "reply_to_ticket", { p_key: crypto.randomUUID(), p_ticket_id: ticketId, p_input: input });

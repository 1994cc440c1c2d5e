import { randomUUID } from "node:crypto";
import { expectData, expectOk, type Supabase } from "./supabase.ts";

export type SignIn = {
  email: string;
  name: string;
  role: "customer" | "agent" | "admin";
  /** The customer profile to belong to; null for staff. */
  customerId: string | null;
  /** A random one, which nobody knows, when not given. */
  password?: string | undefined;
};

/** Makes the sign-in unless there is one; returns its id. */
export async function ensureSignIn(supabase: Supabase, wanted: SignIn): Promise<string> {
  const found = expectData(
    await supabase.from("portal_users").select("id").eq("email", wanted.email).limit(1),
  );
  const id = found[0]?.id ?? (await createSignIn(supabase, wanted));
  await place(supabase, id, wanted);
  return id;
}

async function createSignIn(supabase: Supabase, { email, name, password }: SignIn): Promise<string> {
  const { data, error } = await supabase.auth.admin.createUser({
    email,
    password: password ?? randomUUID(),
    email_confirm: true,
    user_metadata: { full_name: name },
  });
  if (error) throw new Error(`${email}: ${error.message}`);
  return data.user.id;
}

/**
 * The database makes everybody a customer and gives whom it does not know a profile of their own; staff and
 * colleagues move on from there, and that profile goes.
 */
async function place(supabase: Supabase, id: string, { role, customerId }: SignIn): Promise<void> {
  const user = expectData(
    await supabase.from("portal_users").select("role, customer_id").eq("id", id).single(),
  );
  if (user.role === role && user.customer_id === customerId) return;
  expectOk(await supabase.from("portal_users").update({ role, customer_id: customerId }).eq("id", id));
  if (user.customer_id && user.customer_id !== customerId) {
    expectOk(await supabase.from("customer_profiles").delete().eq("id", user.customer_id));
  }
}

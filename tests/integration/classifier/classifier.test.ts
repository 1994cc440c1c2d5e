import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findViewerByToken, type Viewer } from "@/lib/auth/viewer";
import { classifierJobs } from "@/lib/classifier/jobs";
import { currentCalibration, currentClassifier, loadClassifier } from "@/lib/classifier/queries";
import { EXAMPLES_NEEDED, MOST_EXAMPLES } from "@/lib/classifier/schema";
import { learnFromTickets, requestTraining, trainInSlices } from "@/lib/classifier/service";
import { trainInSteps } from "@/lib/classifier/train";
import { runJobs } from "@/lib/platform/jobs";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import { STORIES } from "../../../scripts/seed/stories/all.ts";
import { startTestSupabase, type TestSupabase } from "../../helpers/embedded";
import { stubEnv } from "../../helpers/env";
import { signedIn } from "../../helpers/people";

let supabase: TestSupabase;
let admin: Viewer;
let agent: Viewer;
/** What customers of the demo write, in whole: it is learned from in halves. */
const heldOut = STORIES.map(({ opening, category }) => ({ text: opening, category }));

/** Tickets that somebody answered and settled. */
async function settle(tickets: { subject: string; description: string; category: string }[]) {
  await supabase.sql(
    `with customer as (insert into public.customer_profiles (full_name) values ('Thandi Nkosi') returning id),
      opened as (
        insert into public.support_tickets (number, customer_id, subject, description, category, status)
        select 'TKT-1999-' || gen_random_uuid(), customer.id, t ->> 'subject', t ->> 'description', t ->> 'category', 'resolved'
        from customer, jsonb_array_elements($1::jsonb) as t returning id)
    insert into public.ticket_messages (ticket_id, author_type, author_name, body)
    select id, 'staff', 'Lerato', 'Here you are.' from opened`,
    [JSON.stringify(tickets)],
  );
}

beforeAll(async () => {
  supabase = await startTestSupabase();
  stubEnv({
    ...supabase.env,
  });
  admin = await staff("Amahle Dube", "admin");
  agent = await staff("Lerato Mokoena", "agent");
  await settle(
    STORIES.flatMap(({ subject, opening, category }) => {
      const sentences = opening.split(/(?<=[.!?])\s+/);
      const half = Math.ceil(sentences.length / 2);
      return [sentences.slice(0, half), sentences.slice(half)]
        .filter((part) => part.length > 0)
        .map((part) => ({ subject, description: part.join(" "), category }));
    }),
  );
});
afterAll(() => supabase.close());

async function staff(name: string, role: "agent" | "admin"): Promise<Viewer> {
  const person = await signedIn(supabase, name, "agent");
  await supabase.sql("update public.portal_users set role = $2::public.user_role where id = $1", [
    person.id,
    role,
  ]);
  const found = await findViewerByToken(person.token, new Headers());
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

test("the database and the portal need, and read, the same number of examples", async () => {
  const [row] = await supabase.sql<{ needs: number; reads: number }>(
    "select private.classifier_needs() as needs, private.classifier_reads() as reads",
  );
  expect(row).toEqual({ needs: EXAMPLES_NEEDED, reads: MOST_EXAMPLES });
});

test("an admin has it learn; it knows what it has never read, and how sure it may be", async () => {
  expect(await currentClassifier(createAdminClient())).toBeNull();
  expect(await requestTraining(agent)).toMatchObject({ ok: false, error: { code: "forbidden" } });
  expect(await requestTraining(admin)).toMatchObject({ ok: true, value: { isWaiting: true, model: null } });
  await supabase.sql("delete from public.jobs where kind <> 'train_classifier'");
  expect(await runJobs("test", classifierJobs, 5)).toMatchObject({ ok: true, value: { done: 1, failed: 0 } });

  const card = await loadClassifier(agent);
  expect(card).toMatchObject({ isWaiting: false, canTrain: false });
  expect(card.model?.examples).toBeGreaterThanOrEqual(EXAMPLES_NEEDED);
  expect(card.model?.metrics.accuracy).toBeGreaterThan(0.3);
  expect(card.model?.labels.length).toBeGreaterThan(5);
  // What was asked for a moment ago is kept: another process would look at once.
  const [kept] = await supabase.sql<{ model: string }>(
    "select w.model from private.classifier_weights w join public.classifier_models m on m.id = w.model_id where m.is_active",
  );
  // Nobody's words are in it.
  expect(kept?.model).not.toContain("fibre");
  const { classify } = await import("@/lib/classifier/predict");
  const model = JSON.parse(kept?.model ?? "");
  const right = heldOut.filter(({ text, category }) => classify(model, text).label === category);
  expect(right.length / heldOut.length).toBeGreaterThan(0.75);
});

test("it learns again when there is something new, or somebody insists", async () => {
  const db = createAdminClient();
  expect(await learnFromTickets(db, { force: false })).toEqual({ ok: true, value: false });
  expect(await learnFromTickets(db, { force: true })).toEqual({ ok: true, value: true });
  const [row] = await supabase.sql<{ models: number }>(
    "select count(*)::int as models from public.classifier_models",
  );
  expect(row?.models).toBe(2);
  await settle(heldOut.map(({ text, category }) => ({ subject: "Hello", description: text, category })));
  expect(await learnFromTickets(db, { force: false })).toEqual({ ok: true, value: true });
});

test("a model's own confidence is believed once enough of it was judged", async () => {
  expect(await currentCalibration(createAdminClient())).toBeNull();
});

test("while it learns, whatever waits has its turn after each small step", async () => {
  const examples = heldOut.map(({ text, category: label }) => ({ text, label }));
  let steps = 0;
  for (const training = trainInSteps(examples); !training.next().done; ) steps += 1;
  // A step is ten examples at most, of each of which it looks at some hundred features.
  expect(steps).toBeGreaterThan(examples.length);
  let turns = 0;
  let goesOn = true;
  const turn = () => {
    turns += 1;
    if (goesOn) setImmediate(turn);
  };
  setImmediate(turn);
  await trainInSlices(examples, 0);
  goesOn = false;
  expect(turns).toBeGreaterThanOrEqual(steps - 1);
});

test("what an earlier version wrote is passed over, and learned anew by itself", async () => {
  await supabase.sql("update public.classifier_models set format = 1 where is_active");
  await supabase.sql("update private.classifier_weights set model = '{\"version\": 1}'");
  await supabase.sql("delete from public.jobs");
  vi.resetModules();
  const { currentClassifier } = await import("@/lib/classifier/queries");
  expect(await currentClassifier(createAdminClient())).toBeNull();
  expect(await runJobs("test", classifierJobs, 5)).toMatchObject({ ok: true, value: { done: 1, failed: 0 } });
  vi.resetModules();
  const fresh = await import("@/lib/classifier/queries");
  const classifier = await fresh.currentClassifier(createAdminClient());
  expect(classifier?.classify(heldOut[0]?.text ?? "").confidence).toBeGreaterThan(0);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PRIVACY_TRANSITIONS } from "@/lib/privacy/status";
import { CONSENT_PURPOSES, CORRECTION_FIELDS } from "@/lib/privacy/types";
import { deletionTests } from "./deletion-tests";
import { exportTests } from "./export-tests";
import { type Stage, setStage } from "./stage";

// One database for all of it: a subject a file, each written for the same stage.
let stage: Stage;

beforeAll(async () => {
  stage = await setStage();
}, 120_000);
afterAll(() => stage.supabase.close());

test("the database and the portal know the same rules", async () => {
  const rows = await stage.supabase.sql(
    `select kind, from_status as "from", action, actor, to_status as "to" from private.privacy_transitions`,
  );
  const inOrder = (all: readonly object[]) =>
    all.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
  expect(inOrder(rows)).toEqual(inOrder(PRIVACY_TRANSITIONS));
  const [lists] = await stage.supabase.sql<{ fields: string[]; purposes: string[] }>(
    "select private.correction_fields() as fields, (select array_agg(purpose order by position) from private.consent_purposes) as purposes",
  );
  expect(lists).toEqual({ fields: [...CORRECTION_FIELDS], purposes: [...CONSENT_PURPOSES] });
});

test("the stage has something of the customer in every table that may hold it", () => {
  expect(stage.without).toEqual([]);
});

describe("an export of the demo customer", () => exportTests(() => stage));
describe("a deletion of the demo customer", () => deletionTests(() => stage));

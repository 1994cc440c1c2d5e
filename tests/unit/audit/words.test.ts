import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AUDIT_KINDS } from "@/lib/audit/types";
import { nameOf, purposeOf, thingOf, verbOf } from "@/lib/audit/words";
import texts from "@/messages/en/audit.json";

const MIGRATIONS = join(import.meta.dirname, "../../../supabase/migrations");
const SQL = readdirSync(MIGRATIONS)
  .map((file) => readFileSync(join(MIGRATIONS, file), "utf8"))
  .join("\n");

/** What commands write into the log, as far as they spell it out: action, type of resource, whether of a customer. */
const WRITTEN = [
  ...SQL.matchAll(/private\.audit(?:_ai)?\(\s*[^,]+,\s*'([\w.]+)',\s*'(\w+)',([\s\S]{0,400}?)\);/g),
].map(([, action = "", type = "", rest = ""]) => ({
  action,
  type,
  concerns: !/^\s*[^,]+,\s*null/.test(rest),
}));

test("commands were found", () => {
  expect(WRITTEN.length).toBeGreaterThan(60);
  expect(WRITTEN.map(({ action }) => action)).toEqual(expect.arrayContaining(["order.read", "quote.accept"]));
});

test("whatever a customer may see in their access log is named in words", () => {
  const things: Record<string, string | undefined> = texts.thing;
  for (const { action, type, concerns } of WRITTEN) {
    if (concerns) expect(things[type], `${action} of ${type}: add the word to audit.json`).toBeDefined();
  }
});

test("whatever purposes there are have words", () => {
  const purposes = [
    ...SQL.matchAll(/private\.audit(?:_ai)?\([^;]*?(?:customer_id|customer|id), '([a-z][\w ,-]+)'[,)]/g),
  ].map(([, purpose = ""]) => purpose);
  expect(purposes.length).toBeGreaterThan(30);
  for (const purpose of new Set(purposes)) {
    expect(texts.purpose, `add "${purpose}" to audit.json`).toHaveProperty([purpose]);
  }
});

test("every kind of data that the database knows has words, and is a filter", () => {
  const [, list = ""] = /create table private\.audit_kinds[\s\S]*?kind in \(([^)]*)\)/.exec(SQL) ?? [];
  const kinds = [...list.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
  expect([...kinds, "other"].toSorted()).toEqual([...AUDIT_KINDS].toSorted());
  const types = [...SQL.matchAll(/\('(\w+)', '(\w+)'\)/g)].filter(([, , kind = ""]) => kinds.includes(kind));
  for (const [, type = ""] of types) expect(texts.thing).toHaveProperty([type]);
});

test("an action, a thing or a purpose without words of its own still says something true", () => {
  expect(verbOf({ action: "thing.peruse", isRead: true })).toBe("Read");
  expect(verbOf({ action: "thing.mangle", isRead: false })).toBe("Changed");
  expect(verbOf({ action: "ticket.reply", isRead: false })).toBe("Replied to");
  expect(thingOf({ resourceType: "moon_rock" })).toBe("moon rock");
  expect(purposeOf({ purpose: "for fun" })).toBe("for fun");
  expect(purposeOf({ purpose: null })).toBe("No purpose was recorded");
});

test("a machine is named by what it means to the reader, a person by their name", () => {
  const name = (actorRole: "ai" | "agent", actorName: string | null) => nameOf({ actorRole, actorName });
  expect(name("ai", "local")).toBe("Built in: nothing left the portal");
  expect(name("ai", "extractive")).toBe("Built in: nothing left the portal");
  expect(name("ai", "assistant")).toBeNull();
  expect(name("ai", "claude-haiku-5-5")).toBe("claude-haiku-5-5");
  expect(name("agent", "local")).toBe("local");
});

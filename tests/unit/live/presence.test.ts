import { expect, test } from "vitest";
import type { Frame } from "@/components/live/frames";
import { applyPresence, type Present } from "@/components/live/presence";

const frame = (event: string, payload: Record<string, unknown>): Frame => ({
  joinRef: null,
  ref: null,
  topic: "realtime:desk:1",
  event,
  payload,
});
const tab = (ref: string, writing: string | null = null) => ({ phx_ref: ref, writing });
const who = (present: Present) =>
  [...present].map(([key, tabs]) => `${key} ${tabs.map(({ phx_ref }) => phx_ref).join("+")}`).join(", ");

test("a state says who is there, and forgets whoever was before", () => {
  const before: Present = new Map([["gone", [tab("x")]]]);
  expect(who(applyPresence(before, frame("presence_state", { ada: { metas: [tab("1"), tab("2")] } })))).toBe(
    "ada 1+2",
  );
});

test("people come and leave, tab by tab", () => {
  let present: Present = new Map();
  const diff = (joins: object, leaves: object) => {
    present = applyPresence(present, frame("presence_diff", { joins, leaves }));
    return who(present);
  };
  expect(diff({ ada: { metas: [tab("1")] } }, {})).toBe("ada 1");
  expect(diff({ ada: { metas: [tab("2")] }, ben: { metas: [tab("3")] } }, {})).toBe("ada 1+2, ben 3");
  // Somebody begins to write: the same tab with another face.
  expect(diff({ ben: { metas: [tab("4", "reply")] } }, { ben: { metas: [tab("3")] } })).toBe(
    "ada 1+2, ben 4",
  );
  expect(present.get("ben")?.[0]?.writing).toBe("reply");
  expect(diff({}, { ada: { metas: [tab("1")] } })).toBe("ada 2, ben 4");
  expect(diff({}, { ada: { metas: [tab("2")] }, ben: { metas: [tab("4")] } })).toBe("");
});

test("what is malformed is nobody", () => {
  expect(who(applyPresence(new Map(), frame("presence_state", { ada: null, ben: { metas: "x" } })))).toBe(
    "ada , ben ",
  );
  expect(who(applyPresence(new Map(), frame("presence_diff", {})))).toBe("");
  expect(who(applyPresence(new Map([["ada", [tab("1")]]]), frame("system", {})))).toBe("ada 1");
});

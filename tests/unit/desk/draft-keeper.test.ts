import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createDraftKeeper,
  type DraftContent,
  type DraftServer,
  type DraftState,
  NOTHING,
} from "@/components/desk/draft-keeper";
import type { TicketDraft } from "@/lib/tickets/draft-types";

/** A server that keeps one draft, as the command does, and can be cut off before or after it has done so. */
function fakeServer() {
  let kept: TicketDraft | null = null;
  let last = 0;
  const log: string[] = [];
  const state = { line: "up" as "up" | "down" | "answer lost" };
  const put = ({ attachmentIds: _, ...content }: DraftContent) => {
    last += 1;
    const rest = { files: [], sendAt: null, sendIn: null, returned: null, updatedAt: "" };
    kept = content.body === "" ? null : { id: "d", mode: "reply", ...rest, ...content, version: last };
    return kept;
  };
  const server: DraftServer = {
    async save(content, version) {
      if (state.line === "down") throw new Error("offline");
      if (kept && kept.body === content.body) return kept;
      if ((kept?.version ?? null) !== version) return "changed";
      log.push(content.body);
      const answer = put(content);
      if (state.line === "answer lost") throw new Error("offline");
      return answer;
    },
    read: async () => kept,
  };
  return { server, state, log, kept: () => kept, put };
}

const text = (body: string): DraftContent => ({ ...NOTHING, body });

let states: DraftState[] = [];
beforeEach(() => {
  states = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const start = (server: DraftServer, base: TicketDraft | null = null) =>
  createDraftKeeper(base, server, (state) => states.push(state));

test("saves a second after the last change, once", async () => {
  const { server, log } = fakeServer();
  const keeper = start(server);
  for (const body of ["H", "He", "Hello"]) keeper.change(text(body));
  await vi.advanceTimersByTimeAsync(900);
  expect(log).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(log).toEqual(["Hello"]);
  expect(states.at(-1)).toBe("saved");
  expect(keeper.isDirty()).toBe(false);
});

test("what is emptied is discarded, and what never had words is no draft", async () => {
  const { server, kept } = fakeServer();
  const keeper = start(server);
  keeper.change({ ...NOTHING, status: "in_progress" });
  expect(keeper.isDirty()).toBe(false);
  keeper.change(text("Hello"));
  await keeper.flush();
  keeper.change(NOTHING);
  await keeper.flush();
  expect(kept()).toBeNull();
  expect(keeper.version()).toBeNull();
});

test("without a connection it tries again, and says so", async () => {
  const { server, state, log } = fakeServer();
  const keeper = start(server);
  state.line = "down";
  keeper.change(text("Hello"));
  await vi.advanceTimersByTimeAsync(1_100);
  expect(states.at(-1)).toBe("unreachable");
  state.line = "up";
  await vi.advanceTimersByTimeAsync(3_100);
  expect(log).toEqual(["Hello"]);
  expect(states.at(-1)).toBe("saved");
});

test("a save whose answer was lost is not taken for somebody else's", async () => {
  const { server, state, log } = fakeServer();
  const keeper = start(server);
  state.line = "answer lost";
  keeper.change(text("Hello"));
  await vi.advanceTimersByTimeAsync(1_100);
  state.line = "up";
  keeper.change(text("Hello you"));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(log).toEqual(["Hello", "Hello you"]);
  expect(states).not.toContain("conflict");
});

test("what another tab saved is not overwritten before its author says so", async () => {
  const { server, put, kept, log } = fakeServer();
  const keeper = start(server);
  keeper.change(text("Here"));
  await keeper.flush();
  put(text("There"));
  keeper.change(text("Here and on"));
  await keeper.flush();
  expect(states.at(-1)).toBe("conflict");
  expect(keeper.theirs()?.body).toBe("There");
  keeper.change(text("Here and on and on"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(kept()?.body).toBe("There");
  await keeper.insist();
  expect(kept()?.body).toBe("Here and on and on");
  expect(log).toEqual(["Here", "Here and on and on"]);
});

test("while it is sent nothing is saved; afterwards the next one begins anew", async () => {
  const { server, put, log } = fakeServer();
  const keeper = start(server);
  keeper.change(text("Answer"));
  await keeper.flush();
  const version = await keeper.hold();
  expect(version).toBe(1);
  keeper.change(text("And then"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(log).toEqual(["Answer"]);
  put(NOTHING);
  keeper.release(true);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(log).toEqual(["Answer", "And then"]);
});

test("what could not be sent is the same draft as before", async () => {
  const { server, log } = fakeServer();
  const keeper = start(server);
  keeper.change(text("Answer"));
  await keeper.flush();
  await keeper.hold();
  keeper.change(NOTHING);
  keeper.release(false);
  keeper.change(text("Answer"));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(log).toEqual(["Answer"]);
  expect(keeper.version()).toBe(1);
});

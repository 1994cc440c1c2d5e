import { describe, expect, test } from "vitest";
import { currentPromise, slaState } from "@/lib/tickets/sla";
import type { TicketSla, TicketStatus } from "@/lib/tickets/types";

/** A ticket of ten hours to the first answer and a hundred to the solution. */
function ticket(sla: Partial<TicketSla> = {}, status: TicketStatus = "new") {
  return {
    status,
    sla: {
      firstResponseDueAt: "2026-11-20T10:00:00.000000Z",
      firstRespondedAt: null,
      nextResponseDueAt: null,
      resolutionDueAt: "2026-11-24T04:00:00.000000Z",
      pausedAt: null,
      riskAt: "2026-11-20T08:00:00.000000Z",
      ...sla,
    },
  };
}

const at = (time: string) => new Date(`2026-11-${time}Z`);
const ANSWERED = {
  firstRespondedAt: "2026-11-20T02:00:00.000000Z",
  riskAt: "2026-11-23T08:00:00.000000Z",
};

describe("the promise that counts next", () => {
  test.each([
    ["20T01:00", "on_track"],
    ["20T08:00", "on_track"],
    ["20T08:01", "at_risk"],
    ["20T10:00", "at_risk"],
    ["20T10:01", "breached"],
  ])("is the first answer until there was one: at %s %s", (time, state) => {
    expect(currentPromise(ticket(), at(time))).toMatchObject({ kind: "first_response", state });
  });

  test("is the solution after that", () => {
    expect(currentPromise(ticket(ANSWERED, "in_progress"), at("20T12:00"))).toEqual({
      kind: "resolution",
      dueAt: at("24T04:00"),
      state: "on_track",
    });
  });

  test("is the answer to what was asked since, where that is due first", () => {
    const asked = { ...ANSWERED, nextResponseDueAt: "2026-11-21T02:00:00.000000Z" };
    expect(currentPromise(ticket(asked, "in_progress"), at("20T12:00"))).toEqual({
      kind: "next_response",
      dueAt: at("21T02:00"),
      state: "on_track",
    });
    const late = { ...asked, nextResponseDueAt: "2026-11-24T06:00:00.000000Z" };
    expect(currentPromise(ticket(late, "in_progress"), at("20T12:00"))?.kind).toBe("resolution");
  });

  test("stands while we wait for the customer", () => {
    const paused = ticket({ ...ANSWERED, pausedAt: "2026-11-20T12:00:00.000000Z" }, "waiting_customer");
    expect(currentPromise(paused, at("27T12:00"))).toEqual({
      kind: "resolution",
      dueAt: at("24T04:00"),
      state: "paused",
    });
  });

  test("is none once the ticket is settled, or where nothing was promised", () => {
    expect(currentPromise(ticket({}, "resolved"), at("20T01:00"))).toBeNull();
    const unpromised = ticket({ firstResponseDueAt: null, resolutionDueAt: null });
    expect(currentPromise(unpromised, at("20T01:00"))).toBeNull();
  });
});

describe("how a ticket stands as a whole", () => {
  test.each([
    ["settled", ticket({}, "closed"), "30T00:00", "met"],
    ["waiting", ticket({ pausedAt: "2026-11-20T02:00:00Z" }, "on_hold"), "30T00:00", "paused"],
    ["early", ticket(), "20T01:00", "on_track"],
    ["near the first answer", ticket(), "20T09:00", "at_risk"],
    ["past the first answer", ticket(), "20T11:00", "breached"],
    ["answered", ticket(ANSWERED), "20T11:00", "on_track"],
    ["near the solution", ticket(ANSWERED), "23T12:00", "at_risk"],
    ["past the solution", ticket(ANSWERED), "24T05:00", "breached"],
  ])("%s", (_name, subject, time, state) => {
    expect(slaState(subject, at(time))).toBe(state);
  });
});

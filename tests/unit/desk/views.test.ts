import { assert, constantFrom, option, property, record, string, subarray, uuid } from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQueueAddress } from "@/lib/tickets/desk-schema";
import {
  DESK_VIEWS,
  defaultView,
  deskTicketHref,
  effectiveFilters,
  queueHref,
  removeFilter,
} from "@/lib/tickets/desk-views";
import { TICKET_PRIORITIES, TICKET_STATUSES } from "@/lib/tickets/types";

/** The address of a page as Next hands it on. */
function paramsOf(href: string): Record<string, string | string[]> {
  const query = new URL(href, "http://portico.invalid").searchParams;
  return Object.fromEntries(
    Array.from(new Set(query.keys()), (name) => {
      const all = query.getAll(name);
      return [name, all.length > 1 ? all : (all[0] ?? "")];
    }),
  );
}

describe("the address of the queue", () => {
  test("says every view and filter, and is read back as it was", () => {
    const addresses = record({
      view: constantFrom(...DESK_VIEWS),
      filters: record(
        {
          status: subarray([...TICKET_STATUSES], { minLength: 1 }),
          priority: subarray([...TICKET_PRIORITIES], { minLength: 1 }),
          assignee: constantFrom("me", "none"),
          customer: uuid(),
          sla: subarray(["breached", "at_risk"] as const, { minLength: 1 }),
          q: string({ minLength: 1, maxLength: 40 })
            .map((text) => text.trim())
            .filter((text) => /^[\w &=+%#]+$/.test(text)),
        },
        { requiredKeys: [] },
      ),
      cursor: option(constantFrom("WyIyMDI2Il0"), { nil: undefined }),
    });
    assert(
      property(addresses, ({ view, filters, cursor }) => {
        const address = { view, filters, ...(cursor && { cursor }) };
        expect(parseQueueAddress(paramsOf(queueHref(address)))).toEqual(address);
      }),
    );
  });

  test("is short where nothing was chosen", () => {
    expect(queueHref({ view: "open", filters: {} })).toBe("/admin/tickets");
    expect(queueHref({ view: "mine", filters: {} })).toBe("/admin/tickets?view=mine");
    expect(queueHref({ view: "all", filters: { q: "hum" } })).toBe("/admin/tickets?q=hum");
  });

  test("takes the boxes of the filter form, and drops what it does not know", () => {
    expect(
      parseQueueAddress({
        status: ["new", "assigned"],
        priority: "nonsense",
        assignee: "",
        category: "billing",
        customer: "x",
        view: "yesterday",
      }),
    ).toEqual({ view: "open", filters: { status: ["new", "assigned"], category: ["billing"] } });
  });

  test("searches all tickets unless a view was chosen", () => {
    expect(defaultView({ q: "hum" })).toBe("all");
    expect(parseQueueAddress({ q: "hum" }).view).toBe("all");
    expect(parseQueueAddress({ q: "hum", view: "mine" }).view).toBe("mine");
  });

  test("goes along with a ticket that is opened from it", () => {
    const from = { view: "mine", filters: { priority: ["high"] } } as const;
    expect(deskTicketHref("TKT-2026-00007", from)).toBe(
      "/admin/tickets/TKT-2026-00007?view=mine&priority=high",
    );
    expect(deskTicketHref("TKT-2026-00007")).toBe("/admin/tickets/TKT-2026-00007");
    expect(deskTicketHref("TKT-2026-00007", from, "abc")).toContain("&before=abc");
  });
});

describe("filters", () => {
  test("of a view hold until one of the same kind is chosen", () => {
    expect(effectiveFilters({ view: "mine", filters: { priority: ["urgent"] } })).toMatchObject({
      assignee: "me",
      priority: ["urgent"],
    });
    expect(effectiveFilters({ view: "mine", filters: { assignee: "none", status: ["closed"] } })).toEqual({
      assignee: "none",
      status: ["closed"],
      snoozed: "no",
    });
    expect(effectiveFilters({ view: "breached", filters: {} })).toEqual({ sla: ["breached"] });
  });

  test("are taken away one value at a time", () => {
    const filters = { status: ["new", "assigned"], tag: "vip" } as const;
    expect(removeFilter(filters, "status", "new")).toEqual({ status: ["assigned"], tag: "vip" });
    expect(removeFilter({ status: ["new"] }, "status", "new")).toEqual({});
    expect(removeFilter(filters, "tag", "vip")).toEqual({ status: ["new", "assigned"] });
  });
});

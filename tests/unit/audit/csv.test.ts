import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { accessLines, auditLines, moreLine } from "@/lib/audit/csv";
import { placeOf } from "@/lib/audit/links";
import {
  auditFileQuery,
  auditQuery,
  filtersOn,
  readAuditParams,
  toAuditFilters,
} from "@/lib/audit/list-params";
import { csvResponse } from "@/lib/audit/service";
import type { Access, AuditEntry } from "@/lib/audit/types";
import { appError } from "@/lib/core/errors";
import { encodeCursor } from "@/lib/core/ids";
import { MODULES } from "@/lib/core/modules";
import { page } from "@/lib/core/page";
import { err, ok } from "@/lib/core/result";

const ID = "11111111-1111-4111-8111-111111111111";

function access(change: Partial<Access> = {}): Access {
  return {
    id: ID,
    occurredAt: "2026-11-20T10:00:00.000000Z",
    firstAt: "2026-11-20T10:00:00.000000Z",
    count: 1,
    day: "2026-11-20",
    isOwn: false,
    actorRole: "agent",
    actorName: "Thandi",
    action: "ticket.read",
    isRead: true,
    kind: "tickets",
    resourceType: "ticket",
    resourceId: ID,
    resource: { ref: "TKT-2026-00001", name: "A lamp" },
    records: [],
    purpose: "support",
    fields: [],
    ...change,
  };
}

const read = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];

test("the customer's file says who, what and why in words", () => {
  const [row] = read(accessLines([access()], true));
  expect(row).toEqual({
    "Time (UTC)": "2026-11-20T10:00:00.000000Z",
    Who: "Thandi",
    Role: "Support agent",
    "What was done": "Read",
    "To what": "ticket",
    Record: "TKT-2026-00001 A lamp",
    Why: "To help with a support request",
    Action: "ticket.read",
    Id: ID,
  });
});

test("no text of anybody becomes a formula, in either file", () => {
  const evil = '=HYPERLINK("https://evil.example","x")';
  const entry = access({
    actorName: evil,
    resource: { name: evil },
    purpose: evil,
    resourceType: evil,
    action: evil,
  });
  const customer = { id: ID, customerNumber: evil, name: evil };
  const rows = [
    ...read(accessLines([entry], true)),
    ...read(
      auditLines([{ ...entry, actorId: null, customer, ip: null, userAgent: null } as AuditEntry], true),
    ),
  ];
  expect(rows).toHaveLength(2);
  for (const value of rows.flatMap((row) => Object.values(row))) expect(value).not.toMatch(/^[=+\-@\t\r|%]/);
});

test("a machine's entry names the records that it read", () => {
  const records = [
    { type: "order", ref: "10001" },
    { type: "invoice", ref: "INV-1" },
  ];
  expect(read(accessLines([access({ resource: null, records })], true))[0]?.Record).toBe("10001; INV-1");
});

async function fileOf(pages: number, size: number, failsAt = Number.POSITIVE_INFINITY) {
  let asked = 0;
  const answer = await csvResponse(
    "file.csv",
    async () => {
      asked += 1;
      if (asked === failsAt) return err(appError("unavailable", "Away"));
      const next = asked < pages ? encodeCursor({ at: "2026-11-20T10:00:00.000000Z", id: ID }) : null;
      return ok(
        page(
          Array.from({ length: size }, () => access()),
          next,
        ),
      );
    },
    accessLines,
  );
  return { answer, asked: () => asked };
}

test("a file is read page by page, has one heading, and stops at ten thousand entries", async () => {
  const small = await fileOf(3, 2);
  if (!small.answer.ok) throw new Error("no file");
  expect(small.asked()).toBe(1);
  expect(small.answer.value.headers.get("content-disposition")).toBe('attachment; filename="file.csv"');
  expect(read(await small.answer.value.text())).toHaveLength(6);
  expect(small.asked()).toBe(3);

  const large = await fileOf(1_000, 500);
  if (!large.answer.ok) throw new Error("no file");
  const text = await large.answer.value.text();
  expect(large.asked()).toBe(20);
  expect(text.endsWith(moreLine())).toBe(true);
});

test("who stops reading stops the questions, and a failure is an answer or breaks the file off", async () => {
  const stopped = await fileOf(1_000, 2);
  if (!stopped.answer.ok) throw new Error("no file");
  await stopped.answer.value.body?.cancel();
  expect(stopped.asked()).toBeLessThan(4);

  expect((await fileOf(3, 2, 1)).answer.ok).toBe(false);
  const broken = await fileOf(3, 2, 2);
  if (!broken.answer.ok) throw new Error("no file");
  await expect(broken.answer.value.text()).rejects.toThrow("unavailable");
});

test("an address says what it can, and what does not fit is as if it were not there", () => {
  const params = readAuditParams({
    role: "ai",
    kind: "moon",
    act: ["read", "change"],
    from: "2026-11-30",
    to: "2026-11-01",
    own: "1",
    actor: ` ${"x".repeat(300)}\u0000`,
    cursor: "nonsense",
  });
  expect(params).toMatchObject({
    role: "ai",
    kind: "",
    act: "read",
    from: "2026-11-01",
    to: "2026-11-30",
    own: true,
  });
  expect(params.actor).toHaveLength(100);
  expect(params.cursor).toBeNull();
  expect(filtersOn(params)).toEqual(["role", "act", "from", "to", "actor"]);
  const again = readAuditParams(Object.fromEntries(new URLSearchParams(auditQuery(params))));
  expect(again).toEqual(params);
  expect(toAuditFilters(readAuditParams({}))).toEqual({});
  expect(auditFileQuery(readAuditParams({ own: "1", role: "ai" }))).toBe("?role=ai&who=all");
});

test("what is gone, or of a module that is off, has no address", () => {
  const ticket = { type: "ticket", ref: "TKT-1" };
  expect(placeOf("portal", ticket, [])).toBe("/portal/tickets/TKT-1");
  expect(placeOf("admin", ticket, [])).toBe("/admin/tickets/TKT-1");
  expect(placeOf("portal", { type: "order", ref: "1/2" }, MODULES)).toBe("/portal/orders/1%2F2");
  expect(placeOf("portal", { type: "order", ref: "1" }, [])).toBeNull();
  expect(placeOf("portal", { type: "ticket" }, MODULES)).toBeNull();
  expect(placeOf("portal", { type: "customer", ref: "C-1" }, MODULES)).toBeNull();
});

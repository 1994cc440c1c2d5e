import { describe, expect, test } from "vitest";
import { changesInput, draftInput, quoteParams, quoteRequestInput } from "@/lib/quotes/schema";

const faults = (schema: { safeParse: (input: unknown) => unknown }, input: unknown) => {
  const parsed = schema.safeParse(input) as { error?: { issues: { path: PropertyKey[] }[] } };
  return parsed.error?.issues.map(({ path }) => path.join(".")) ?? [];
};
const LINE = { description: "Amplifier", quantity: 1, unitPrice: 100, taxRate: 0.15 };

describe("a request", () => {
  test("is tidied: ends trimmed, lines joined, nothing unreadable kept", () => {
    const parsed = quoteRequestInput.parse({
      title: " For\nthe hall ",
      message: "Loud\u0000, please\r\nvery",
      items: [{ description: "A\tB" }],
    });
    expect(parsed).toMatchObject({
      title: "For the hall",
      message: "Loud, please\nvery",
      items: [{ description: "A B", quantity: 1 }],
    });
  });

  test.each([
    [{}, ["items"]],
    [{ message: "  " }, ["items"]],
    [{ message: "x".repeat(5001) }, ["message"]],
    [{ items: [{ productId: "x" }] }, ["items.0.productId"]],
    [{ items: [{ description: "x", quantity: 1_000_001 }] }, ["items.0.quantity"]],
    [{ items: Array.from({ length: 101 }, () => ({ description: "x" })) }, ["items"]],
    [
      { message: "x", attachmentIds: Array.from({ length: 11 }, () => crypto.randomUUID()) },
      ["attachmentIds"],
    ],
  ])("is refused as %j", (input, fields) => {
    expect(faults(quoteRequestInput, input)).toEqual(fields);
  });
});

describe("a draft", () => {
  test.each(["2026-12-31", "2026-12-31T14:00:00Z", "2026-12-31T14:00:00+02:00", null, undefined])(
    "is valid until %s",
    (validUntil) => {
      expect(faults(draftInput, { items: [LINE], validUntil })).toEqual([]);
    },
  );

  test.each(["2026-02-30", "31.12.2026", "2026-12-31T14:00", "tomorrow", ""])(
    "is not valid until %j",
    (validUntil) => {
      expect(faults(draftInput, { items: [LINE], validUntil })).toEqual(["validUntil"]);
    },
  );

  test.each([
    [{ quantity: 1.5 }, "quantity"],
    [{ unitPrice: -1 }, "unitPrice"],
    [{ unitPrice: 0.5 }, "unitPrice"],
    [{ taxRate: 15 }, "taxRate"],
    [{ taxRate: 0.123456 }, "taxRate"],
    [{ discount: -1 }, "discount"],
    [{ description: "" }, "description"],
    [{ description: "😀".repeat(201) }, "description"],
  ])("has no line like %j", (change, field) => {
    expect(faults(draftInput, { items: [{ ...LINE, ...change }] })).toEqual([`items.0.${field}`]);
  });

  test("counts characters as people and PostgreSQL do", () => {
    expect(faults(draftInput, { items: [{ ...LINE, description: "😀".repeat(200) }] })).toEqual([]);
  });
});

test("a wish for a line is a quantity or words", () => {
  const itemId = crypto.randomUUID();
  expect(faults(changesInput, { message: "x", items: [{ itemId, quantity: 0 }] })).toEqual([]);
  expect(faults(changesInput, { message: "x", items: [{ itemId, message: "Black" }] })).toEqual([]);
  expect(faults(changesInput, { message: "x", items: [{ itemId }] })).toEqual(["items.0"]);
});

test.each(["QUO-2026-00001", "7dfdbe74-14ab-43ca-b581-c44e3460f191", "Angebot 7/2026"])(
  "%s names a quote",
  (id) => {
    expect(faults(quoteParams, { id })).toEqual([]);
  },
);
test.each(["", "a\u0000b", "1".repeat(41)])("%j names none", (id) => {
  expect(faults(quoteParams, { id })).toEqual(["id"]);
});

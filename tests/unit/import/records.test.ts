import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { RECORD_KINDS, type RecordKind } from "@/lib/integrations/types";
import { fieldsOf } from "../../../scripts/import/fields.ts";
import { plainMapping, readMapping } from "../../../scripts/import/mapping.ts";
import { detectDelimiter, detectEncoding, openSource } from "../../../scripts/import/read.ts";
import { type Entry, recordsOf } from "../../../scripts/import/records.ts";
import { seenFilter } from "../../../scripts/import/seen.ts";

const folder = mkdtempSync(join(tmpdir(), "portico-import-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: string | Uint8Array, extension = "csv"): string {
  files += 1;
  const path = join(folder, `${files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

async function read(kind: RecordKind, path: string, mapping?: object, skip = 0): Promise<Entry[]> {
  const rules = mapping ? readMapping(file(JSON.stringify(mapping), "json"), kind) : plainMapping();
  const source = await openSource(path, { delimiter: rules.delimiter, encoding: rules.encoding });
  const entries: Entry[] = [];
  for await (const entry of recordsOf(source, kind, rules, skip)) entries.push(entry);
  return entries;
}
const records = (entries: Entry[]) =>
  entries.map((entry) => ("record" in entry ? entry.record : entry.fault));

describe("a table", () => {
  test("without a mapping names its columns after the fields", async () => {
    const path = file(
      'externalId,sku,name,price,currency,isActive,_reason\n1,A,Amp,"1,299.50",ZAR,yes,old\n2,B,Bass,12,JPY,no,\n',
    );
    expect(records(await read("products", path))).toEqual([
      { externalId: "1", sku: "A", name: "Amp", price: 129_950, currency: "ZAR", isActive: true },
      { externalId: "2", sku: "B", name: "Bass", price: 12, currency: "JPY", isActive: false },
    ]);
  });

  test("of order lines makes one order of the rows that stand together", async () => {
    const path = file(
      "\ufeffNr;Mail;Datum;Status;SKU;Artikel;Menge;Preis;Steuer\r\n" +
        '7;ann@example.com;21.11.2026;Fertig;A;"Kabel; ""lang""\nschwarz";2;1.299,50;\r\n' +
        "7;;;;B;Stecker;1;0,10;389,88\r\n8;ben@example.com;22.11.2026;Neu;A;Kabel;1;5;\r\n",
    );
    const mapping = {
      currency: "EUR",
      decimal: ",",
      date: "dd.MM.yyyy",
      timeZone: "Europe/Berlin",
      fields: {
        number: { column: "Nr", prefix: "WEB-" },
        "customer.email": "Mail",
        placedAt: "Datum",
        status: { column: "Status", values: { Fertig: "delivered" }, otherwise: "pending" },
        tax: "Steuer",
        "items.sku": "SKU",
        "items.name": "Artikel",
        "items.quantity": "Menge",
        "items.unitPrice": "Preis",
      },
    };
    const entries = await read("orders", path, mapping);
    expect(records(entries)).toEqual([
      {
        externalId: "WEB-7",
        number: "WEB-7",
        customer: { email: "ann@example.com" },
        placedAt: "2026-11-20T23:00:00.000Z",
        status: "delivered",
        currency: "EUR",
        tax: 38_988,
        items: [
          { sku: "A", name: 'Kabel; "lang"\nschwarz', quantity: 2, unitPrice: 129_950 },
          { sku: "B", name: "Stecker", quantity: 1, unitPrice: 10 },
        ],
      },
      expect.objectContaining({ externalId: "WEB-8", status: "pending" }),
    ]);
    expect(entries.map(({ rows }) => rows.map(({ line }) => line))).toEqual([[2, 4], [5]]);
    expect(records(await read("orders", path, mapping, 2))).toHaveLength(1);
  });

  test("whose rows are scattered is not taken apart", async () => {
    const path = file(
      "number,customer.email,currency,items.name,items.quantity,items.unitPrice\n1,a@b.co,ZAR,X,1,1\n2,a@b.co,ZAR,X,1,1\n1,a@b.co,ZAR,Y,1,1\n",
    );
    expect(
      records(await read("orders", path)).map((one) => ("code" in one ? one.code : one.externalId)),
    ).toEqual(["1", "2", "scattered"]);
  });

  test("says of each bad row which field is wrong, and why", async () => {
    const path = file(
      "externalId,sku,name,price,currency\n1,A,,1,ZAR\n2,B,Bass,1;5,ZAR\n3,C,Cello,1.555,ZAR\n4,D,Drum,5,\n5,E,Erhu,5,ZAR\n",
    );
    const found = records(await read("products", path)).map((one) =>
      "code" in one ? [one.code, one.field] : one.sku,
    );
    expect(found).toEqual([
      ["missing", "name"],
      ["invalid", "price"],
      ["invalid", "price"],
      ["invalid", "price"],
      "E",
    ]);
  });

  test.each([
    ["an unknown column", "externalId,colour\n1,red\n", undefined, /no field "colour"/],
    ["a column that is not there", "a,b\n1,2\n", { fields: { externalId: "id" } }, /no column "id".*a, b/],
    ["an unknown field in the mapping", "a\n1\n", { fields: { colour: "a" } }, /no field "colour"/],
    ["two columns of one name", "a,a\n1,2\n", { fields: { externalId: "a" } }, /two columns "a"/],
    ["no content", "", undefined, /empty/],
  ])("with %s is refused before anything is written", async (_, content, mapping, message) => {
    await expect(read("products", file(content), mapping)).rejects.toThrow(message);
  });
});

describe("any table", () => {
  const cell = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) =>
    `x${text}`
      .replace(/\p{Cc}|\p{Surrogate}/gu, "")
      .trim()
      .normalize(),
  );
  test("comes back as it was written, whatever its signs, quotes and encoding", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom<BufferEncoding>("utf8", "utf16le"),
        async (rows, delimiter, record_delimiter, encoding) => {
          const text = stringify(
            [
              ["externalId", "sku", "name", "price", "currency"],
              ...rows.map(([sku, name], n) => [n + 1, sku, name, "1", "ZAR"]),
            ],
            { delimiter, record_delimiter, quoted_match: /[\r\n]/ },
          );
          const entries = await read(
            "products",
            file(Buffer.from(encoding === "utf8" ? text : `\ufeff${text}`, encoding)),
          );
          expect(records(entries)).toEqual(
            rows.map(([sku, name], n) => ({
              externalId: String(n + 1),
              sku,
              name,
              price: 1_00,
              currency: "ZAR",
            })),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test("of bytes that are no UTF-8 is what Excel writes", async () => {
    expect(detectEncoding(Buffer.from("Zoë", "latin1"))).toEqual({ encoding: "windows-1252", skip: 0 });
    const path = file(Buffer.from("externalId;sku;name;price;currency\n1;A;Zo\xeb;1;ZAR\n", "latin1"));
    expect(records(await read("products", path))[0]).toMatchObject({ name: "Zoë" });
    // Found out too late to start again: said, not guessed.
    const late = file(
      Buffer.from(
        `externalId,sku,name,price,currency\n${"1,A,B,1,ZAR\n".repeat(9_000)}1,A,Zo\xeb,1,ZAR\n`,
        "latin1",
      ),
    );
    await expect(read("products", late)).rejects.toThrow(/--encoding/);
  });

  test("has the delimiter that its first line has most of", () => {
    expect(['a;"b,c,d";e\n1,2,3,4', "a\tb", "a|b|c", "single"].map(detectDelimiter)).toEqual([
      ";",
      "\t",
      "|",
      ",",
    ]);
  });
});

describe("JSON Lines", () => {
  test("are records as the API takes them, with the reasons of an earlier run ignored", async () => {
    const order = {
      externalId: "1",
      customer: { email: "ann@example.com" },
      items: [{ name: "Cable", quantity: 1, unitPrice: { amount: 500, currency: "ZAR" } }],
    };
    const lines = [
      JSON.stringify({ ...order, _reason: "old" }),
      "",
      "{oops",
      "[1]",
      JSON.stringify({ ...order, items: [] }),
    ];
    const entries = await read("orders", file(lines.join("\n"), "jsonl"));
    expect(records(entries)).toMatchObject([
      { externalId: "1", currency: "ZAR", items: [{ unitPrice: 500 }] },
      { code: "invalid" },
      { code: "invalid" },
      { code: "out_of_range", field: "items" },
    ]);
    expect(entries.map(({ rows }) => rows[0]?.line)).toEqual([1, 3, 4, 5]);
  });

  test("may have other names", async () => {
    const path = file(
      '{"id": 7, "person": {"mail": "ann@example.com", "name": "Ann"}, "since": "x"}',
      "jsonl",
    );
    const mapping = {
      fields: { externalId: { column: "id", prefix: "P-" }, fullName: "person.name", email: "person.mail" },
    };
    expect(records(await read("customers", path, mapping))).toMatchObject([
      { code: "invalid", field: "externalId" },
    ]);
  });
});

test("a filter of 32 MB knows what it has seen, and mistakes nothing else", () => {
  const seen = seenFilter();
  const ids = Array.from({ length: 100_000 }, (_, n) => `ORD-${n}`);
  expect(ids.filter(seen)).toEqual([]);
  expect(ids.every(seen)).toBe(true);
});

test("every kind has fields that a column can fill", () => {
  for (const kind of RECORD_KINDS) expect(fieldsOf(kind).has("externalId"), kind).toBe(true);
  expect(fieldsOf("orders").get("items.unitPrice")).toBe("money");
  expect(fieldsOf("orders").get("customer.email")).toBe("text");
  expect(fieldsOf("invoices").get("dueOn")).toBe("day");
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readExamples } from "../../../bench/examples";

const folder = mkdtempSync(join(tmpdir(), "examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string) {
  const file = join(folder, "examples.csv");
  writeFileSync(file, content);
  return readExamples(file);
}

test.each([
  ["as it comes", "text,category\nwhere is it,parcel\n"],
  ["from Windows, with a mark at its beginning", "\ufefftext,category\r\nwhere is it,parcel\r\n"],
  ["with other columns, another order and capitals", "Id, Category ,TEXT\n7,parcel,where is it\n"],
  ["with semicolons", "text;category\nwhere is it;parcel\n"],
  ["with tabs and empty lines", "text\tcategory\n\nwhere is it\tparcel\n\n"],
  ["without an end of its last line, with rows that end early", "text,category\nno more\nwhere is it,parcel"],
])("a file %s is read", (_, content) => {
  expect(read(content)).toEqual([{ text: "where is it", label: "parcel" }]);
});

test("words keep their lines, commas and quotes", () => {
  expect(
    read(
      'text,category\n"Hello,\r\n""my"" parcel\nis late",parcel\nmy 5" screen,repair\n,nothing\n包裹在哪,parcel',
    ),
  ).toEqual([
    { text: 'Hello,\r\n"my" parcel\nis late', label: "parcel" },
    { text: 'my 5" screen', label: "repair" },
    { text: "", label: "nothing" },
    { text: "包裹在哪", label: "parcel" },
  ]);
});

test("what is no such file is said", () => {
  expect(() => readExamples(join(folder, "none.csv"))).toThrow("There is no file");
  expect(() => read("words,label\na,b\n")).toThrow("needs the columns text and category");
  expect(() => read("text,category\n")).toThrow("and a row");
});

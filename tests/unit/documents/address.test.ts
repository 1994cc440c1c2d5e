import { expect, test } from "vitest";
import { addressLines, textLines } from "@/lib/documents/address";

test("an address is written line by line, without what is missing", () => {
  const address = {
    line1: "14 Bree Street",
    suburb: "",
    city: "Cape Town",
    postalCode: "8001",
    country: "ZA",
  };
  expect(addressLines(address, "en-ZA")).toEqual(["14 Bree Street", "Cape Town 8001", "South Africa"]);
});

test("whatever another system stored does no harm", () => {
  for (const odd of [null, undefined, "Main Street", 7, [], { line1: 5, country: "Atlantis", city: null }]) {
    expect(() => addressLines(odd, "en")).not.toThrow();
  }
  expect(addressLines({ country: "Atlantis" }, "en")).toEqual(["Atlantis"]);
});

test("a text of several lines comes without empty ones", () => {
  expect(textLines(" 1 Long Street \n\nCape Town\r\n")).toEqual(["1 Long Street", "Cape Town"]);
  expect(textLines(null)).toEqual([]);
});

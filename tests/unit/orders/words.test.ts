import { describe, expect, test } from "vitest";
import { addressLines } from "@/lib/orders/address";
import { buyAgainLinks } from "@/lib/orders/buy-again";
import { orderPath } from "@/lib/orders/path";

const ID = "7dfdbe74-14ab-43ca-b581-c44e3460f191";

describe("an address", () => {
  test("is written as on a parcel, the country by its name", () => {
    const address = {
      line1: "1 Loop Street",
      suburb: "",
      city: "Cape Town",
      postalCode: 8001,
      country: "ZA",
    };
    expect(addressLines(address, "en-ZA")).toEqual(["1 Loop Street", "Cape Town 8001", "South Africa"]);
    expect(addressLines(address, "de")).toContain("Südafrika");
  });

  test("leaves no gap for what is missing, odd or unknown", () => {
    const odd = { name: "  Thandi ", line1: null, line2: ["x"], country: "Wakanda", map: "<b>" };
    expect(addressLines(odd, "en")).toEqual(["Thandi", "Wakanda"]);
    expect(addressLines({}, "en")).toEqual([]);
    expect(addressLines({ country: "ZZ" }, "en")).toHaveLength(1);
  });
});

describe("buying again", () => {
  const order = {
    number: "UA 1/2",
    items: [
      { id: "a", sku: "CAB&5", name: "Câble 5 m" },
      { id: "b", sku: "AMP", name: "Amplifier" },
    ],
  };

  test("leads to each line's place in the shop, whatever its name holds", () => {
    const links = buyAgainLinks("https://shop.example/s?q={sku}&n={name}", order);
    expect(links.order).toBeNull();
    expect(Object.fromEntries(links.items)).toEqual({
      a: "https://shop.example/s?q=CAB%265&n=C%C3%A2ble%205%20m",
      b: "https://shop.example/s?q=AMP&n=Amplifier",
    });
  });

  test("or to the whole order", () => {
    const links = buyAgainLinks("https://shop.example/reorder/{order}?skus={skus}&x={unknown}", order);
    expect(links.order).toBe("https://shop.example/reorder/UA%201%2F2?skus=CAB%265%2CAMP&x=");
    expect(links.items.size).toBe(0);
  });

  test.each([
    null,
    "",
    "shop.example/{sku}",
    "javascript:alert({sku})",
    "data:text/html,{sku}",
    "//shop/{sku}",
  ])("%j leads nowhere", (template) => {
    expect(buyAgainLinks(template, order)).toEqual({ order: null, items: new Map() });
  });
});

test("a page is named by the order's number where that fits into an address", () => {
  expect(orderPath({ id: ID, number: "UA-10031" })).toBe("/portal/orders/UA-10031");
  for (const number of ["#1001", "2026/17", "Ü-1", "..", ""]) {
    expect(orderPath({ id: ID, number })).toBe(`/portal/orders/${ID}`);
  }
});

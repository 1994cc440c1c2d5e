import { expect, test } from "vitest";
import { readLogo } from "@/lib/documents/logo";

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>';

test("a picture in the setting itself becomes a PNG", async () => {
  const logo = await readLogo(`data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}`);
  expect(logo?.[0]).toBe(0x89);
  expect(await readLogo(`data:image/svg+xml,${encodeURIComponent(SVG)}`)).toEqual(logo);
});

test("what cannot or must not be read is left out", async () => {
  for (const url of [
    null,
    "",
    "/missing.png",
    "/../package.json",
    "/%2e%2e/package.json",
    "//evil.example/x.png",
    "https://evil.example/x.png",
    "data:image/png;base64,AAAA",
  ]) {
    expect(await readLogo(url)).toBeNull();
  }
});

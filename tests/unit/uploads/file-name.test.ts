import { describe, expect, test } from "vitest";
import { displayName, storageName } from "@/lib/uploads/file-name";
import { naughtyStrings } from "../tickets/naughty-strings";

describe("the name that is shown", () => {
  test.each([
    ["Rechnung März.pdf", "application/pdf", "Rechnung März.pdf"],
    ["Rechnung Ma\u0308rz.pdf", "application/pdf", "Rechnung März.pdf"],
    ["IMG_0042.JPG", "image/jpeg", "IMG_0042.JPG"],
    ["photo.jpeg", "image/jpeg", "photo.jpeg"],
    ["👩‍👩‍👧 at home.png", "image/png", "👩‍👩‍👧 at home.png"],
    ["../../etc/passwd", "text/plain", "passwd.txt"],
    ["C:\\Users\\me\\shot.png", "image/png", "shot.png"],
    ["converted.png", "image/webp", "converted.webp"],
    ["virus.exe", "text/plain", "virus.exe.txt"],
    ["invoice\u202egnp.pdf", "application/pdf", "invoicegnp.pdf"],
    ["a\u0000b\r\n.pdf", "application/pdf", "ab.pdf"],
    ["  .hidden. ", "text/plain", "hidden.txt"],
    ["con.txt", "text/plain", "_con.txt"],
    ["COM1", "text/csv", "_COM1.csv"],
    ['what? "this": <b>|*.txt', "text/plain", "what- -this-- -b---.txt"],
    [".pdf", "application/pdf", "pdf.pdf"],
    ["", "image/heic", "file.heic"],
    ["/", "image/heic", "file.heic"],
  ] as const)("%j as %s is %j", (given, type, shown) => {
    expect(displayName(given, type)).toBe(shown);
  });

  test("is short enough for any file system, with its ending", () => {
    const name = displayName(`${"ä".repeat(500)}.pdf`, "application/pdf");
    expect(Array.from(name)).toHaveLength(150);
    expect(name.endsWith(".pdf")).toBe(true);
    expect(Array.from(displayName(`${"👋".repeat(500)}.png`, "image/png"))).toHaveLength(150);
  });

  test("is one that the database takes, whatever was given", () => {
    for (const given of naughtyStrings()) {
      const name = displayName(given, "application/pdf");
      expect(name, JSON.stringify(given)).toMatch(/^[^/\\\p{Cc}\p{Surrogate}<>:"|?*]{1,146}\.pdf$/iu);
      expect(name, JSON.stringify(given)).toBe(name.normalize("NFC"));
    }
  });
});

describe("the name in the bucket", () => {
  test.each([
    ["Rechnung März (2).pdf", "application/pdf", "rechnung-marz-2.pdf"],
    ["photo.jpeg", "image/jpeg", "photo.jpg"],
    ["写真.png", "image/png", "file.png"],
    ["...", "text/plain", "file.txt"],
  ] as const)("%j is %j", (name, type, stored) => {
    expect(storageName(name, type)).toBe(stored);
  });

  test("is plain ASCII, whatever was given", () => {
    for (const given of naughtyStrings()) {
      expect(storageName(displayName(given, "text/csv"), "text/csv")).toMatch(
        /^[a-z0-9][a-z0-9-]{0,79}\.csv$/,
      );
    }
  });
});

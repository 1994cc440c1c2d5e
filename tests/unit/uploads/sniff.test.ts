import { describe, expect, test } from "vitest";
import { sniffType } from "@/lib/uploads/sniff";
import { concat, HTML, heic, office, PDF, photo, SVG, zip } from "./files";

const text = (value: string) => new TextEncoder().encode(value);
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

describe("what is accepted is known by its content, whatever it is called", () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ["image/png", () => photo("png"), "a.txt"],
    ["image/jpeg", () => photo("jpeg"), "a.png"],
    ["image/webp", () => photo("webp"), "a"],
    ["image/heic", () => heic(), "a.jpg"],
    ["application/pdf", () => PDF, "a.docx"],
    [DOCX, () => office("docx"), "a.zip"],
    [XLSX, () => office("xlsx"), "a.docx"],
    ["text/plain", () => text("Hello"), "a.pdf"],
    ["text/csv", () => text("sku;quantity\nA;1\n"), "Order.CSV"],
    ["text/plain", () => text("BM is no bitmap, MZ no program"), "a.bmp"],
    ["text/plain", () => concat("Gr\u00fc\u00dfe aus K\u00f6ln in Latin-1, mit vielen Buchstaben"), "a.txt"],
    ["text/plain", () => text("if (a < b) then <b>bold</b>"), "a.html"],
  ])("%s", async (type, make, name) => {
    expect(await sniffType(await make(), name)).toBe(type);
  });
});

describe("what is refused", () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>, string]>([
    ["HTML called .png", () => HTML, "photo.png"],
    ["HTML behind white space", () => concat(" \r\n\t", HTML), "a.txt"],
    ["HTML behind a byte order mark", () => concat("\u00ef\u00bb\u00bf", HTML), "a.txt"],
    ["HTML behind a comment", () => text("<!-- harmless --><script>alert(1)</script>"), "a.csv"],
    ["SVG", () => SVG, "logo.svg"],
    ["SVG called .jpg", () => SVG, "logo.jpg"],
    ["XML", () => text('<?xml version="1.0"?><svg/>'), "a.txt"],
    ["a program", () => concat("MZ\u0090\0\u0003\0\0\0"), "photo.jpg"],
    ["a shell script with a NUL", () => text("#!/bin/sh\n\0"), "a.txt"],
    ["a GIF", () => concat("GIF89a\u0001\0\u0001\0\0\0\0;"), "a.gif"],
    ["a plain archive", () => zip({ "a.txt": "a" }), "a.docx"],
    ["a Word file with macros", () => office("docm"), "a.docx"],
    ["rich text", () => text("{\\rtf1 Hello}"), "a.txt"],
    ["UTF-16", () => concat("\u00ff\u00feH\0i\0"), "a.txt"],
    ["noise", () => Uint8Array.from({ length: 64 }, (_, index) => 128 + index), "a.txt"],
    ["nothing", () => new Uint8Array(), "a.txt"],
  ])("%s", async (_what, make, name) => {
    expect(await sniffType(await make(), name)).toBeNull();
  });
});

describe("a file that is two things at once is refused", () => {
  test.each<[string, () => Uint8Array]>([
    ["a PDF with an archive behind it", () => concat(PDF, zip({ "a.txt": "a" }))],
    ["a PDF with a page behind it", () => concat(PDF, HTML)],
    ["a PDF with a page in its head", () => concat("%PDF-1.4\n<html><script>", PDF)],
    ["a PDF that does not begin at once", () => concat("\u0000\u0001", PDF)],
    ["a PDF that never ends", () => concat("%PDF-1.4\n\u00e2\u00e3")],
    ["a Word file with something before it", () => concat(PDF.subarray(0, 20), office("docx"))],
    ["a Word file with something behind it", () => concat(office("docx"), HTML)],
    ["a HEIC with something behind it", () => concat(heic(), HTML)],
  ])("%s", async (_what, make) => {
    expect(await sniffType(make(), "a.pdf")).toBeNull();
  });
});

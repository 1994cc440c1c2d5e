import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Texts that break software: controls, bidirectional marks, emoji, injections, very long words. */
const OWN = [
  "",
  " \t ",
  "undefined",
  "null\u0000byte",
  "'; drop table support_tickets; --",
  "<script>alert(1)</script>",
  "{{7*7}} %s %n",
  "../../../etc/passwd",
  "C:\\Windows\\system32\\con",
  "田中さんにあげて下さい",
  "ثم نفس سقطت وبالتحديد",
  "\u202etxt.exe\u202c",
  "👩‍👩‍👧‍👦 🏳️‍🌈",
  "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
  "lone \ud800 surrogate",
  "\ufeffbyte order mark",
  "x".repeat(5000),
];

/** The list above, and the Big List of Naughty Strings where it lies in a folder beside the project. */
export function naughtyStrings(): string[] {
  const file = join(import.meta.dirname, "../../../../shared/data/blns/blns.json");
  return existsSync(file) ? [...OWN, ...(JSON.parse(readFileSync(file, "utf8")) as string[])] : OWN;
}

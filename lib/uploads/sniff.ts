import { fileTypeFromBuffer } from "file-type";
import { isIntactHeic } from "./heic";
import type { FileType } from "./limits";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const ACCEPTED: Record<string, FileType> = {
  "image/png": "image/png",
  "image/jpeg": "image/jpeg",
  "image/webp": "image/webp",
  "image/heic": "image/heic",
  "image/heif": "image/heic",
  "application/pdf": "application/pdf",
  [DOCX]: DOCX,
  [XLSX]: XLSX,
};

/**
 * What a file is, by its content alone; null for what is not accepted. The name only tells a table
 * (`.csv`) from other text, which its content cannot.
 */
export async function sniffType(bytes: Uint8Array, name: string): Promise<FileType | null> {
  // Before signatures: two letters such as "BM" at the start make no picture of a text.
  if (isText(bytes)) {
    if (isMarkup(bytes)) return null;
    return /\.csv$/i.test(name) ? "text/csv" : "text/plain";
  }
  const found = await fileTypeFromBuffer(bytes);
  const type = found && ACCEPTED[found.mime];
  if (!type) return null;
  if (type === "application/pdf") return isPlainPdf(bytes) ? type : null;
  if (type === DOCX || type === XLSX) return isPlainZip(bytes) ? type : null;
  if (type === "image/heic") return isIntactHeic(bytes) ? type : null;
  // The other pictures are decoded and written anew, which leaves nothing of what they carried along.
  return type;
}

/** Text in UTF-8, or in a single-byte encoding when nearly all of it is ASCII. PDF and PostScript are not text. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  let ascii = 0;
  for (const byte of bytes) {
    const isControl = byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
    if (isControl || byte === 0x7f) return false;
    if (byte < 0x80) ascii += 1;
  }
  if (/^(%PDF-|%!PS|\{\\rtf)/.test(latin1(bytes, 0, 8))) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return ascii / bytes.length > 0.85;
  }
}

/** HTML, SVG and other XML: a browser that ignores the declared type would run what is in it. */
function isMarkup(bytes: Uint8Array): boolean {
  return /^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*<[!?/a-z]/i.test(latin1(bytes, 0, 4096));
}

/** A PDF from its first byte to its last, without a web page or an archive hidden in it. */
function isPlainPdf(bytes: Uint8Array): boolean {
  if (latin1(bytes, 0, 5) !== "%PDF-") return false;
  const tail = latin1(bytes, Math.max(0, bytes.length - 65_557), bytes.length);
  const end = tail.lastIndexOf("%%EOF");
  if (end === -1 || tail.includes("PK\u0005\u0006")) return false;
  return !/<(html|script|svg|!doctype html)/i.test(latin1(bytes, 0, 1024) + tail.slice(end));
}

const END_OF_DIRECTORY = "PK\u0005\u0006";
const END_LENGTH = 22;

/** A ZIP archive that begins with its first entry and ends with its directory: nothing before, nothing after. */
function isPlainZip(bytes: Uint8Array): boolean {
  const from = Math.max(0, bytes.length - 65_557);
  const at = from + latin1(bytes, from, bytes.length).lastIndexOf(END_OF_DIRECTORY);
  if (at < from || at + END_LENGTH > bytes.length || latin1(bytes, 0, 4) !== "PK\u0003\u0004") return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = view.getUint32(at + 12, true) + view.getUint32(at + 16, true);
  const comment = view.getUint16(at + 20, true);
  return directory === at && at + END_LENGTH + comment === bytes.length;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1", from, to);
}

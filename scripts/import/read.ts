import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { pipeline, Transform } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UserError } from "../lib/steps.ts";

/** One row of a table, or one line of JSON, with the line that it begins on. */
export type SourceRow = { line: number; cells: string[] } | { line: number; text: string };

export type Source = {
  format: "csv" | "jsonl";
  /** Of a table: the names of its columns. */
  columns: string[];
  bytes: number;
  bytesRead: () => number;
  rows: () => AsyncGenerator<SourceRow>;
};

const SAMPLE_BYTES = 64 * 1024;
/** A longer row is a quote that nobody closed. */
const MAX_ROW = 4 * 1024 * 1024;
const DELIMITERS = [",", ";", "\t", "|"];

/** Opens a CSV or JSON Lines file, told apart by name, and finds out how it is written. */
export async function openSource(
  path: string,
  given: { delimiter?: string | undefined; encoding?: string | undefined } = {},
): Promise<Source> {
  const sample = readSample(path);
  const { encoding, skip } = detectEncoding(sample, given.encoding);
  const bytes = statSync(path).size;
  const format = /\.(jsonl|ndjson|json)$/i.test(path) ? "jsonl" : "csv";
  let bytesRead = 0;
  const text = () => {
    bytesRead = 0;
    const file = createReadStream(path, { start: skip, highWaterMark: 256 * 1024 });
    file.on("data", (chunk) => {
      bytesRead += chunk.length;
    });
    return pipeline(file, decoder(encoding), () => {});
  };
  const common = { bytes, bytesRead: () => bytesRead };
  if (format === "jsonl") return { ...common, format, columns: [], rows: () => jsonLines(text()) };
  const head = new TextDecoder(encoding).decode(sample.subarray(skip));
  const delimiter = given.delimiter ?? detectDelimiter(head);
  const columns = await headerOf(text(), delimiter);
  return { ...common, format, columns, rows: () => csvRows(text(), delimiter, columns.length) };
}

function readSample(path: string): Buffer {
  try {
    const file = openSync(path, "r");
    const buffer = Buffer.alloc(SAMPLE_BYTES);
    const length = readSync(file, buffer, 0, SAMPLE_BYTES, 0);
    closeSync(file);
    return buffer.subarray(0, length);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? error}.`);
  }
}

/** By the byte order mark; without one UTF-8, unless the bytes are none: then what Excel writes in the West. */
export function detectEncoding(sample: Uint8Array, given?: string): { encoding: string; skip: number } {
  const begins = (...bytes: number[]) => bytes.every((byte, index) => sample[index] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return { encoding: "utf-8", skip: 3 };
  if (begins(0xff, 0xfe)) return { encoding: "utf-16le", skip: 2 };
  if (begins(0xfe, 0xff)) return { encoding: "utf-16be", skip: 2 };
  if (given) {
    try {
      return { encoding: new TextDecoder(given).encoding, skip: 0 };
    } catch {
      throw new UserError(`"${given}" is not an encoding such as utf-8 or windows-1252.`);
    }
  }
  try {
    // A character that the sample cuts in half is no fault.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: sample.length >= SAMPLE_BYTES });
    return { encoding: "utf-8", skip: 0 };
  } catch {
    return { encoding: "windows-1252", skip: 0 };
  }
}

/** The sign that the first line has most of, outside of quotes. */
export function detectDelimiter(head: string): string {
  const counts = new Map(DELIMITERS.map((sign) => [sign, 0]));
  let isQuoted = false;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === "\n" || character === "\r")) break;
    else if (!isQuoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return DELIMITERS.reduce((best, sign) => ((counts.get(sign) ?? 0) > (counts.get(best) ?? 0) ? sign : best));
}

/** Bytes to text; half a character at the end of a chunk waits for the next one. */
function decoder(encoding: string): Transform {
  const decode = new TextDecoder(encoding, { fatal: true });
  const wrong = new UserError(
    `The file is not ${encoding} throughout: name its encoding with --encoding windows-1252.`,
  );
  return new Transform({
    readableObjectMode: true,
    transform(chunk: Buffer, _, done) {
      try {
        done(null, decode.decode(chunk, { stream: true }) || undefined);
      } catch {
        done(wrong);
      }
    },
    flush(done) {
      try {
        done(null, decode.decode() || undefined);
      } catch {
        done(wrong);
      }
    },
  });
}

function csvParser(delimiter: string) {
  return parse({
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  });
}

async function headerOf(text: NodeJS.ReadableStream, delimiter: string): Promise<string[]> {
  for await (const { cells } of csvRows(text, delimiter, null)) {
    const columns = cells.map((cell) => cell.trim());
    const twice = columns.find((column, index) => column !== "" && columns.indexOf(column) !== index);
    if (twice !== undefined) throw new UserError(`The file has two columns "${twice}".`);
    return columns;
  }
  throw new UserError("The file is empty.");
}

async function* csvRows(
  text: NodeJS.ReadableStream,
  delimiter: string,
  columns: number | null,
): AsyncGenerator<{ line: number; cells: string[] }> {
  const parser = csvParser(delimiter);
  const rows = pipeline(text, parser, () => {});
  let last = 0;
  let isHeader = columns !== null;
  try {
    for await (const { record, info } of rows as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      // `lines` is where the row ends; one with line breaks in quotes began further up.
      const line = info.lines - record.reduce((sum, cell) => sum + lineBreaks(cell), 0);
      last = info.lines;
      if (isHeader) isHeader = false;
      else yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UserError(
      `After line ${last.toLocaleString("en")} the file is not CSV any more; a quote may not be closed (${error.code}).`,
    );
  }
}

function lineBreaks(cell: string): number {
  return cell.includes("\n") ? cell.split("\n").length - 1 : 0;
}

async function* jsonLines(text: NodeJS.ReadableStream): AsyncGenerator<{ line: number; text: string }> {
  let rest = "";
  let line = 0;
  for await (const chunk of text as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_ROW) throw new UserError(`Line ${line + lines.length + 1} is longer than 4 MB.`);
    for (const one of lines) {
      line += 1;
      if (one.trim() !== "") yield { line, text: one };
    }
  }
  if (rest.trim() !== "") yield { line: line + 1, text: rest };
}

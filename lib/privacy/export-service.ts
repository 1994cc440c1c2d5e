import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createTranslator } from "next-intl";
import { log } from "@/lib/platform/log";
import { createAdminClient } from "@/lib/platform/supabase/admin";
import type { Json } from "@/lib/platform/supabase/database.types";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import texts from "@/messages/en/privacy.json";
import { openArchive } from "./archive-service";
import { csvLines, EXPORT_SCHEMA_VERSION, type ExportSection, exportSchema } from "./export-format";

/** Private, and without a policy: only the service key reaches it. */
export const EXPORTS_BUCKET = "exports";
/** One job reads for as long; then another goes on, and what waits behind it has its turn. */
const BUDGET_MS = 20_000;
const PAGE_ROWS = 500;

type Row = Record<string, unknown>;
type Export = {
  id: string;
  number: string;
  customerId: string;
  requestedAt: string;
  keptDays: number;
  person: string | null;
  customer: string;
  sections: ExportSection[];
  /** Sections that were read already, with their number of rows. */
  read: Record<string, number>;
};
type ExportFile = { id: string; bucket: string; path: string; fileName: string };

/**
 * Makes the archive of an export, or goes on where an earlier job stopped: each section is read once and kept as
 * an object of its own; when all are there they become one ZIP. Throws to be tried again.
 */
export async function makeExport(requestId: string): Promise<void> {
  const work = need(await admin().rpc("begin_export", { p_id: requestId }), "begin_export") as Export | null;
  if (!work) return;
  const until = Date.now() + BUDGET_MS;
  const folder = await mkdtemp(join(tmpdir(), "portico-export-"));
  try {
    for (const section of work.sections) {
      if (work.read[section.name] !== undefined) continue;
      if (Date.now() > until) {
        need(await admin().rpc("continue_export", { p_id: work.id }), "continue_export");
        return;
      }
      const rows = await readSection(work, section, join(folder, "section"));
      const saved = await admin().rpc("save_export_progress", {
        p_id: work.id,
        p_section: section.name,
        p_rows: rows,
      });
      // Taken back meanwhile: housekeeping removes what was stored.
      if (need(saved, "save_export_progress") !== true) return;
      work.read[section.name] = rows;
    }
    await assemble(work, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads a section page by page into an object of one row a line, and counts its rows. */
async function readSection(work: Export, section: ExportSection, path: string): Promise<number> {
  let rows = 0;
  async function* lines() {
    let cursor: Json = null;
    do {
      const answer = await admin().rpc("read_export", {
        p_id: work.id,
        p_table: section.table,
        p_cursor: cursor,
        p_limit: PAGE_ROWS,
      });
      const page = need(answer, "read_export") as { rows: Row[]; cursor: Json } | null;
      if (!page) return;
      rows += page.rows.length;
      if (page.rows.length > 0) yield page.rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      cursor = page.cursor;
    } while (cursor);
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  if (rows > 0) await store(partPath(work, section.name), path, "application/x-ndjson");
  return rows;
}

/** Puts the sections, the files and what explains them into one ZIP, and tells whoever asked. */
async function assemble(work: Export, folder: string): Promise<void> {
  const path = join(folder, "archive.zip");
  const archive = openArchive(path, new Date());
  await archive.add("README.txt", only(readme(work)));
  await archive.add("schema.json", only(`${JSON.stringify(exportSchema(work.sections), null, 2)}\n`));
  await archive.add("data.json", dataJson(work));
  for (const { name, columns } of work.sections) {
    if (work.read[name])
      await archive.add(
        `csv/${name}.csv`,
        csv(
          work,
          name,
          columns.map((column) => column.name),
        ),
      );
  }
  for await (const file of files(work)) {
    const bytes = await download(file.bucket, file.path);
    // One that is gone must not take the whole archive with it; its row is in data.json.
    if (bytes) await archive.add(`files/${file.id}/${safeName(file.fileName)}`, bytes, true);
  }
  const { size, sha256 } = await archive.close();
  const fileName = `portico-data-${work.number}.zip`;
  const stored = `${work.customerId}/${work.id}/${fileName}`;
  await store(stored, path, "application/zip");
  const result = { path: stored, fileName, size, sha256, schemaVersion: EXPORT_SCHEMA_VERSION };
  need(await admin().rpc("finish_export", { p_id: work.id, p_result: result }), "finish_export");
  const parts = work.sections.filter(({ name }) => work.read[name]).map(({ name }) => partPath(work, name));
  const removed = await admin().storage.from(EXPORTS_BUCKET).remove(parts);
  if (removed.error) log.warn({ requestId: work.id }, "parts of an export stay until it expires");
}

async function* dataJson(work: Export): AsyncGenerator<string> {
  const head = {
    schemaVersion: EXPORT_SCHEMA_VERSION,
    number: work.number,
    requestedAt: work.requestedAt,
    person: work.person ?? "",
    customer: work.customer,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"sections":{`;
  for (const [index, { name }] of work.sections.entries()) {
    yield `${index > 0 ? "," : ""}\n${JSON.stringify(name)}:[`;
    let isFirst = true;
    for await (const line of linesOf(work, name)) {
      yield `${isFirst ? "" : ","}\n${line}`;
      isFirst = false;
    }
    yield "]";
  }
  yield "}}\n";
}

async function* csv(work: Export, name: string, columns: string[]): AsyncGenerator<string> {
  let isFirst = true;
  let rows: Row[] = [];
  for await (const line of linesOf(work, name)) {
    rows.push(JSON.parse(line) as Row);
    if (rows.length < PAGE_ROWS) continue;
    yield csvLines(rows, columns, isFirst);
    isFirst = false;
    rows = [];
  }
  if (rows.length > 0) yield csvLines(rows, columns, isFirst);
}

async function* linesOf(work: Export, name: string): AsyncGenerator<string> {
  if (!work.read[name]) return;
  const part = await download(EXPORTS_BUCKET, partPath(work, name));
  if (!part) throw new Error(`the part ${name} of an export is gone`);
  for await (const line of createInterface({
    input: Readable.from(part),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line !== "") yield line;
  }
}

async function* files(work: Export): AsyncGenerator<ExportFile> {
  let after: string | undefined;
  for (;;) {
    const answer = await admin().rpc("list_export_files", {
      p_id: work.id,
      ...(after && { p_cursor: after }),
    });
    const page = need(answer, "list_export_files") as ExportFile[];
    yield* page;
    after = page.at(-1)?.id;
    if (!after) return;
  }
}

function readme(work: Export): string {
  const t = createTranslator({ locale: "en", messages: texts, namespace: "archive" });
  const counted = work.sections.filter(({ name }) => work.read[name]);
  const list = counted.map(({ name, description }) => `- ${name} (${work.read[name]}): ${description}`);
  return `${t("readme", { number: work.number, person: work.person ?? "", customer: work.customer, date: work.requestedAt.slice(0, 10), days: work.keptDays })}\n\n${list.join("\n")}\n`;
}

async function* only(text: string): AsyncGenerator<string> {
  yield text;
}

/** A name that no program takes for a path. */
function safeName(name: string): string {
  return (
    name
      .replace(/[/\\:*?"<>|]/g, "_")
      .replace(/^\.+/, "_")
      .slice(0, 120) || "file"
  );
}

function partPath(work: Export, name: string): string {
  return `${work.customerId}/${work.id}/parts/${name}.ndjson`;
}

async function download(bucket: string, path: string): Promise<ReadableStream<Uint8Array> | null> {
  const { data, error } = await admin().storage.from(bucket).download(path).asStream();
  if (!error) return data;
  log.warn({ bucket }, "an object of an export is missing");
  return null;
}

async function store(path: string, source: string, contentType: string): Promise<void> {
  const body = Readable.toWeb(createReadStream(source)) as ReadableStream;
  const options = { contentType, upsert: true, duplex: "half" };
  const { error } = await admin().storage.from(EXPORTS_BUCKET).upload(path, body, options);
  if (error) throw new Error(`store an export: ${error.message}`);
}

/** Lives for one call, as every client does. */
const admin = createAdminClient;

function need(answer: Parameters<typeof unwrap>[0], name: string): unknown {
  const value = unwrap(answer);
  if (!value.ok) throw new Error(`${name}: ${value.error.code}`);
  return value.value;
}

import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EmbeddedOptions } from "../options.ts";
import { StartError } from "../start-error.ts";
import { bootstrap, readBootstrap } from "./bootstrap.ts";
import { type Database, openPglite, openPostgres } from "./database.ts";
import { applyMigrations, type Migration, readMigrations } from "./migrations.ts";

type Options = Pick<EmbeddedOptions, "dir" | "databaseUrl" | "migrationsDir" | "cacheDir" | "notice">;

/** How many ready databases the cache keeps: a few branches' worth of migrations. */
const KEEP = 4;

/** Opens the database that the options name, bootstrapped and with every migration applied. */
export async function openReadyDatabase(options: Options): Promise<Database> {
  const migrations = await readMigrations(options.migrationsDir);
  const database = await open(options, migrations);
  try {
    await bootstrap(database);
    const applied = await applyMigrations(database, migrations, options.notice);
    if (applied.length > 0) options.notice(`Applied ${applied.map(({ file }) => file).join(", ")}.`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function open(options: Options, migrations: readonly Migration[]): Promise<Database> {
  if (options.databaseUrl) {
    return openPostgres(options.databaseUrl).catch((error: Error) => {
      throw new StartError(`No connection to the database of PORTICO_DATABASE_URL: ${error.message}`);
    });
  }
  const data = options.dir === "memory" ? null : join(options.dir, "data");
  if (data && existsSync(data)) return openPglite({ dir: data });
  const dump = options.cacheDir ? await readyDump(options.cacheDir, migrations, options.notice) : undefined;
  if (!data) return openPglite({ dir: null, ...(dump && { dump }) });
  await createFolder(data, dump);
  return openPglite({ dir: data });
}

/** Fills a folder beside the place and moves it there, so that an interrupted first start leaves no half of one. */
async function createFolder(data: string, dump: Blob | undefined): Promise<void> {
  const draft = `${data}.draft`;
  await rm(draft, { recursive: true, force: true });
  const database = await openPglite({ dir: draft, ...(dump && { dump }) });
  await database.close();
  await rename(draft, data);
}

/**
 * A dump of a new database with these migrations, made on first use and kept under a name that changes
 * with everything that goes into it. Two processes at once make it twice, and either result will do.
 */
export async function readyDump(
  cacheDir: string,
  migrations: readonly Migration[],
  notice: (line: string) => void,
): Promise<Blob> {
  const path = join(cacheDir, `ready-${await fingerprint(migrations)}.tar`);
  const cached = await readFile(path).catch(() => null);
  if (cached) {
    // The cache gives up what was not used for longest. Another process may have done so just now.
    await utimes(path, new Date(), new Date()).catch(() => {});
    return new Blob([cached]);
  }
  const database = await openPglite({ dir: null });
  try {
    await bootstrap(database);
    await applyMigrations(database, migrations, notice);
    const dump = await database.pglite?.dumpDataDir("none");
    if (!dump) throw new Error("PGlite gave no dump.");
    await keep(path, await dump.bytes()).catch((error: Error) => notice(`No cache: ${error.message}`));
    return dump;
  } finally {
    await database.close();
  }
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, bytes);
  await rename(draft, path);
  await prune(dirname(path));
}

async function fingerprint(migrations: readonly Migration[]): Promise<string> {
  const pglite = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  const hash = createHash("sha256")
    .update(await readFile(pglite))
    .update(await readBootstrap());
  for (const { file, sql } of migrations) hash.update(`\0${file}\0${sql}`);
  return hash.digest("hex").slice(0, 16);
}

async function prune(cacheDir: string): Promise<void> {
  const names = (await readdir(cacheDir)).filter((name) => name.startsWith("ready-"));
  const dated = await Promise.all(
    names.map(async (name) => ({
      name,
      time: (await stat(join(cacheDir, name)).catch(() => null))?.mtimeMs ?? 0,
    })),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(KEEP);
  await Promise.all(old.map(({ name }) => rm(join(cacheDir, name), { force: true })));
}

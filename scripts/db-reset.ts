// `npm run db:reset`: throws the embedded database away, files and all, and makes a new one.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "../supabase/embedded/database/lock.ts";
import { MigrationError } from "../supabase/embedded/database/migrations.ts";
import { openReadyDatabase } from "../supabase/embedded/database/ready.ts";
import { DEFAULT_OPTIONS, optionsFromEnv } from "../supabase/embedded/options.ts";
import { StartError } from "../supabase/embedded/start-error.ts";
import { report, step, UserError } from "./lib/steps.ts";

try {
  const options = { ...DEFAULT_OPTIONS, ...optionsFromEnv(process.env) };
  if (options.databaseUrl) {
    throw new UserError("PORTICO_DATABASE_URL is set: drop and create that database with your own tools.");
  }
  if (options.dir === "memory") throw new UserError("PORTICO_EMBEDDED_DIR=memory keeps nothing to reset.");
  const unlock = lockFolder(options.dir);
  try {
    await step(`New database in ${options.dir}`, async () => {
      for (const part of ["data", "objects"])
        rmSync(join(options.dir, part), { recursive: true, force: true });
      const database = await openReadyDatabase(options);
      await database.close();
    });
  } finally {
    unlock();
  }
} catch (error) {
  const isExpected = error instanceof StartError || error instanceof MigrationError;
  report(isExpected ? new UserError(error.message) : error);
  process.exitCode = 1;
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { openReadyDatabase } from "../../supabase/embedded/database/ready.ts";
import { DEFAULT_OPTIONS } from "../../supabase/embedded/options.ts";
import { startSocket } from "../../supabase/embedded/socket.ts";
import { ROOT } from "./paths.ts";
import { UserError } from "./steps.ts";

const CLI = join(ROOT, "node_modules/supabase/dist/supabase.js");

/** Runs a command of the Supabase CLI against a new database with every migration, and returns what it prints. */
export async function supabaseOnNewDatabase(...args: readonly string[]): Promise<string> {
  const database = await openReadyDatabase({ ...DEFAULT_OPTIONS, dir: "memory", databaseUrl: null });
  if (!database.pglite) throw new Error("The Supabase CLI is run on PGlite only.");
  const socket = await startSocket(database.pglite);
  try {
    return await supabase([...args, `--remote=${socket.url}`]);
  } finally {
    await socket.close();
    await database.close();
  }
}

function supabase(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: ROOT,
      env: { ...process.env, DO_NOT_TRACK: "1", SUPABASE_TELEMETRY_DISABLED: "1" },
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new UserError(`supabase ${args.slice(0, 2).join(" ")} failed:\n${errors.trim()}`));
    });
  });
}

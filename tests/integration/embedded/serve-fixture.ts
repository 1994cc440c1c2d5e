// A process with the embedded Supabase on the schema of fixtures/, for tests that kill it:
// `node serve-fixture.ts <folder>`.
import { join } from "node:path";
import { startEmbedded } from "../../../supabase/embedded/server.ts";

const [dir] = process.argv.slice(2);
if (!dir) throw new Error("Name the folder.");
const migrationsDir = join(import.meta.dirname, "fixtures");
const { url } = await startEmbedded({ dir, port: 0, migrationsDir });
process.stdout.write(`ready at ${url}\n`);

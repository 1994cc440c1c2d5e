import { MigrationError } from "./database/migrations.ts";
import { DEFAULT_OPTIONS, optionsFromEnv } from "./options.ts";
import { startEmbedded } from "./server.ts";
import { StartError } from "./start-error.ts";

const LOOPBACK = /^(127\.|::1$|localhost$)/;

const toldToStop = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});

try {
  const options = { ...DEFAULT_OPTIONS, ...optionsFromEnv(process.env), notice: console.log };
  if (!LOOPBACK.test(options.host)) {
    console.warn(
      `Listening on ${options.host}: the embedded Supabase has well-known keys and is no public server.`,
    );
  }
  const embedded = await startEmbedded(options);
  const place = options.databaseUrl ? "PostgreSQL" : `PGlite, ${options.dir}`;
  console.log(`Embedded Supabase ready at ${embedded.url} (${place})`);
  await toldToStop;
  await embedded.close();
  process.exit(0);
} catch (error) {
  const isExpected = error instanceof StartError || error instanceof MigrationError;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

import type { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { freePort } from "./free-port.ts";

/**
 * Lets programs that speak PostgreSQL's protocol (the Supabase CLI) use a PGlite database. Nothing else may
 * use the database meanwhile: its one session goes to whoever is connected.
 */
export async function startSocket(
  pglite: PGlite,
  options: { port?: number } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const port = options.port ?? (await freePort());
  const server = new PGLiteSocketServer({ db: pglite, host: "127.0.0.1", port });
  await server.start();
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    close: () => server.stop(),
  };
}

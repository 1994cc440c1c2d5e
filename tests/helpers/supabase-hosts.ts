// Global set-up of the integration tests: a host of embedded Supabases for each file that runs at a time.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Addresses of `supabase-host.ts`. */
    supabaseHosts: readonly string[];
  }
}

export default async function setup(project: TestProject) {
  const count = Math.max(1, Number(project.config.maxWorkers) || 1);
  const hosts = Array.from({ length: count }, () => fork(join(import.meta.dirname, "supabase-host.ts")));
  const ports = await Promise.all(hosts.map((host) => once(host, "message")));
  project.provide(
    "supabaseHosts",
    ports.map(([port]) => `http://127.0.0.1:${port}`),
  );
  return () => {
    for (const host of hosts) host.disconnect();
  };
}

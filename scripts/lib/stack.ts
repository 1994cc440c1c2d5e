import { embeddedSettings } from "./environment.ts";
import { TOOLS } from "./paths.ts";
import { run, type Service, startService, waitForAnswer } from "./processes.ts";
import { UserError } from "./steps.ts";

type Embedded = { service: Service; url: string; settings: ReturnType<typeof embeddedSettings> };

/** Starts the embedded Supabase and waits until it answers. */
export async function startEmbedded(options: {
  port: number;
  env?: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
}): Promise<Embedded> {
  const { port, env = process.env, onLine } = options;
  const url = `http://127.0.0.1:${port}`;
  const service = startService({
    name: "embedded Supabase",
    args: ["supabase/embedded/main.ts"],
    env: { ...env, PORTICO_EMBEDDED_PORT: String(port) },
    ...(onLine && { onLine }),
  });
  await waitForAnswer(service, `${url}/auth/v1/health`);
  return { service, url, settings: embeddedSettings(url) };
}

/** Loads the demo data into the Supabase that `env` names; says "skipped" when they are there already. */
export async function seedDemoData(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await run(["scripts/seed.ts", "--demo"], env);
  if (code !== 0) throw new UserError(`The demo data could not be loaded:\n${output.trim()}`);
  return output.includes("skipped") ? "skipped" : "loaded";
}

/** Starts the web app, the production build or (`dev`) with hot reload, and waits until it answers. */
export async function startWeb(options: {
  host: string;
  port: number;
  env: NodeJS.ProcessEnv;
  dev?: boolean;
  onLine?: (line: string) => void;
}): Promise<Service> {
  const { host, port, env, dev = false, onLine } = options;
  const service = startService({
    name: "web app",
    args: [TOOLS.next, dev ? "dev" : "start", "--hostname", host, "--port", String(port)],
    env: { ...env, NODE_ENV: dev ? "development" : "production" },
    ...(onLine && { onLine }),
  });
  await waitForAnswer(service, `http://${host}:${port}/api/health`);
  return service;
}

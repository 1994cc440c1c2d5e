// `npm start` and `npm run dev` (--dev): the embedded Supabase, the demo data and the web app, in this order.
// With NEXT_PUBLIC_SUPABASE_URL set, in the environment or in .env.local, the web app alone.
import nextEnv from "@next/env";
import { buildWhenNeeded } from "./lib/build.ts";
import { assertWritable, keptSecrets } from "./lib/environment.ts";
import "./lib/leave-with-parent.mjs";
import { DIST_DIR, ROOT, STATE_DIR } from "./lib/paths.ts";
import { assertPortFree, portFrom } from "./lib/ports.ts";
import { isLeaving, lastWords, leave, leaveOnSignals, type Service } from "./lib/processes.ts";
import { seedDemoData, startEmbedded, startWeb } from "./lib/stack.ts";
import { elapsed, report, step } from "./lib/steps.ts";

const DEMO_LOGINS = ["customer", "customer2", "agent", "admin"].map((name) => `${name}@portico.test`);
const DEMO_PASSWORD = "portico-demo-1";

const started = performance.now();
const dev = process.argv.includes("--dev");
let isReady = false;

leaveOnSignals(0);
try {
  await start();
} catch (error) {
  if (!isLeaving()) report(error);
  await leave(1);
}

async function start(): Promise<void> {
  nextEnv.loadEnvConfig(ROOT, dev, { info: () => {}, error: console.error });
  const host = process.env.HOST || "127.0.0.1";
  const port = portFrom("PORT", 3000);
  const siteUrl = `http://${host === "0.0.0.0" ? "127.0.0.1" : host}:${port}`;
  const isEmbedded = !process.env.NEXT_PUBLIC_SUPABASE_URL;
  const embeddedPort = portFrom("PORTICO_EMBEDDED_PORT", 54321);

  await assertPortFree(port, host, "stop what uses it, or choose another one with PORT=3001");
  if (isEmbedded) {
    await assertPortFree(
      embeddedPort,
      "127.0.0.1",
      `stop what uses it, choose another one with PORTICO_EMBEDDED_PORT=54421, or use the Supabase that runs there with NEXT_PUBLIC_SUPABASE_URL=http://127.0.0.1:${embeddedPort}`,
    );
  }
  assertWritable(STATE_DIR, DIST_DIR);

  if (!dev) await step("production build", buildWhenNeeded);
  const env: NodeJS.ProcessEnv = { ...keptSecrets(), SITE_URL: siteUrl, ...process.env };
  if (isEmbedded) {
    await step("embedded Supabase", async () => {
      const { service, settings } = await startEmbedded({ port: embeddedPort, onLine: show });
      Object.assign(env, settings);
      leaveWith(service);
    });
    await step("demo data", () => seedDemoData(env));
  }
  await step("web app", async () => leaveWith(await startWeb({ host, port, env, dev, onLine: show })));
  isReady = true;

  console.log(`
Portico is ready after ${elapsed(started)}.

  Web app    ${siteUrl}
  Supabase   ${env.NEXT_PUBLIC_SUPABASE_URL}
${isEmbedded ? `\n  Sign in as ${DEMO_LOGINS.join(", ")}\n  Password   ${DEMO_PASSWORD}\n` : ""}
Ctrl-C stops it.`);
}

/** Passes on what the services say, once the progress lines are through. */
function show(line: string): void {
  if (isReady && !isLeaving()) console.log(line);
}

/** One part is of no use without the other: when a service ends by itself, so does everything. */
function leaveWith(service: Service): void {
  void service.ended.then(() => {
    if (isLeaving()) return;
    console.error(`✗ The ${service.name} has ended: ${lastWords(service)}`);
    void leave(1);
  });
}

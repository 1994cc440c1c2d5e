// Global set-up of the end-to-end tests: one app for all of them, and each demo user signed in once. What the
// app printed is in output/web-1.log afterwards, and may hold no error.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWhenNeeded } from "../../scripts/lib/build.ts";
import { freePort } from "../../scripts/lib/ports.ts";
import {
  type App,
  INBOUND_EMAIL_SECRET,
  INTEGRATION_SECRET,
  type Sessions,
  signInAll,
  startApp,
} from "../helpers/app.ts";
import { VAPID } from "../helpers/push.ts";
import { startStripe, stripeEnv } from "../helpers/stripe.ts";

/**
 * A line in which the server reports an error, its own or Next's; but Next is to refuse the forms of other sites,
 * and it tells by itself of a browser that left while its request was being read.
 */
const COMPLAINT =
  /^(.*"level":"(error|fatal)".*|\s*⨯(?! Error: Invalid Server Actions request).*|(?!Error: aborted$)(\w*Error|Warning): .*)$/gm;
const OUTPUT = join(import.meta.dirname, "output");

declare module "vitest" {
  interface ProvidedContext {
    app: App;
    sessions: Sessions;
    /** Where the local server answers that takes payments. */
    stripeUrl: string;
    /** Where a test can put the push service that browsers of tests are at. */
    pushPort: number;
  }
}

export default async function setup(project: TestProject) {
  await buildWhenNeeded();
  const stripe = await startStripe();
  const pushPort = await freePort();
  const { log, stop, ...app } = await startApp({
    env: {
      ...stripeEnv(stripe),
      INTEGRATION_SECRET,
      INBOUND_EMAIL_SECRET,
      REPLY_DOMAIN: "reply.portico.test",
      ...VAPID,
      PUSH_TRUSTED_ORIGINS: `http://127.0.0.1:${pushPort}`,
    },
  });
  stripe.reportTo(`${app.url}/api/webhooks/stripe`);
  const leave = async () => {
    await stop();
    await stripe.close();
    mkdirSync(OUTPUT, { recursive: true });
    // The halves of a run have an app each.
    const file = `web-${project.vitest.config.shard?.index ?? 1}.log`;
    writeFileSync(join(OUTPUT, file), log());
    const complaints = log().match(COMPLAINT);
    if (complaints)
      throw new Error(`The app printed ${complaints.length} errors (${file}): ${complaints[0]}`);
  };
  try {
    project.provide("app", app);
    project.provide("stripeUrl", stripe.url);
    project.provide("pushPort", pushPort);
    project.provide("sessions", await signInAll(app.url));
  } catch (error) {
    await leave();
    throw error;
  }
  return leave;
}

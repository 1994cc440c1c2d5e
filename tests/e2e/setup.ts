// Global set-up of the end-to-end tests: one app for all of them, and each demo user signed in once. What the
// app printed is in output/web.log afterwards.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWhenNeeded } from "../../scripts/lib/build.ts";
import { type App, type Sessions, signInAll, startApp } from "../helpers/app.ts";

const OUTPUT = join(import.meta.dirname, "output");

declare module "vitest" {
  interface ProvidedContext {
    app: App;
    sessions: Sessions;
  }
}

export default async function setup(project: TestProject) {
  await buildWhenNeeded();
  const { log, stop, ...app } = await startApp();
  const leave = async () => {
    await stop();
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(join(OUTPUT, "web.log"), log());
  };
  try {
    project.provide("app", app);
    project.provide("sessions", await signInAll(app.url));
  } catch (error) {
    await leave();
    throw error;
  }
  return leave;
}

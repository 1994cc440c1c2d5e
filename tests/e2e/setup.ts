// Global set-up of the end-to-end tests: one app for all of them, and each demo user signed in once.
import type { TestProject } from "vitest/node";
import { buildWhenNeeded } from "../../scripts/lib/build.ts";
import { type App, type Sessions, signInAll, startApp } from "../helpers/app.ts";

declare module "vitest" {
  interface ProvidedContext {
    app: App;
    sessions: Sessions;
  }
}

export default async function setup(project: TestProject) {
  await buildWhenNeeded();
  const { stop, ...app } = await startApp();
  try {
    project.provide("app", app);
    project.provide("sessions", await signInAll(app.url));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

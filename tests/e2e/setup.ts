// Global set-up of the end-to-end tests: one app for all of them, and each demo user signed in once.
import type { TestProject } from "vitest/node";
import { buildWhenNeeded } from "../../scripts/lib/build.ts";
import { type App, DEMO_USERS, type DemoUser, signIn, startApp } from "../helpers/app.ts";

type Session = Awaited<ReturnType<typeof signIn>>;

declare module "vitest" {
  interface ProvidedContext {
    app: App;
    sessions: Record<DemoUser, Session>;
  }
}

export default async function setup(project: TestProject) {
  await buildWhenNeeded();
  const { stop, ...app } = await startApp();
  try {
    const sessions = DEMO_USERS.map(async (user) => [user, await signIn(app.url, user)] as const);
    project.provide("app", app);
    project.provide("sessions", Object.fromEntries(await Promise.all(sessions)) as Record<DemoUser, Session>);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

// `npm run build`: the production build ahead of `npm start`, for an image or another machine. Nothing to do when
// the build at hand is of these very sources.
import { buildWhenNeeded } from "./lib/build.ts";
import { assertWritable } from "./lib/environment.ts";
import "./lib/leave-with-parent.mjs";
import { DIST_DIR } from "./lib/paths.ts";
import { leave, leaveOnSignals } from "./lib/processes.ts";
import { report, step } from "./lib/steps.ts";

leaveOnSignals(0);
try {
  assertWritable(DIST_DIR);
  await step("production build", buildWhenNeeded);
  await leave(0);
} catch (error) {
  report(error);
  await leave(1);
}

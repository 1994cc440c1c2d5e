import { expect, test } from "vitest";
import { installationStages, plannedVisit } from "@/lib/services/installation";
import { INSTALLATION_STAGES, type InstallationStage, type InstallationStep } from "@/lib/services/types";

const step = (stage: InstallationStage, more: Partial<InstallationStep> = {}): InstallationStep => ({
  stage,
  windowStart: null,
  windowEnd: null,
  technician: null,
  preparation: null,
  completedAt: null,
  version: 1,
  ...more,
});
const done = { completedAt: "2026-11-20T08:00:00Z" };
const window = { windowStart: "2026-11-27T07:00:00Z", windowEnd: "2026-11-27T10:00:00Z" };
const states = (steps: InstallationStep[]) => installationStages(steps).map(({ state }) => state);

test("all stages are there, also those that nobody spoke of", () => {
  expect(installationStages([]).map(({ stage }) => stage)).toEqual([...INSTALLATION_STAGES]);
  expect(states([])).toEqual(["current", "coming", "coming", "coming", "coming"]);
});

test("the first that is not done is the current one, in whatever order they come", () => {
  expect(states([step("survey"), step("registered", done)])).toEqual([
    "done",
    "current",
    "coming",
    "coming",
    "coming",
  ]);
});

test("what is done after one that is not, is not done yet", () => {
  expect(states([step("registered", done), step("scheduled", done)])).toEqual([
    "done",
    "current",
    "coming",
    "coming",
    "coming",
  ]);
});

test("all done leaves nothing to come", () => {
  expect(states(INSTALLATION_STAGES.map((stage) => step(stage, done)))).toEqual(Array(5).fill("done"));
});

test("the planned visit is the next with a time", () => {
  expect(plannedVisit([step("survey", { ...window, ...done }), step("installing", window)])?.stage).toBe(
    "installing",
  );
  expect(plannedVisit([step("survey", { ...window, ...done })])).toBeNull();
  expect(plannedVisit([step("survey")])).toBeNull();
});

import { INSTALLATION_STAGES, type InstallationStage, type InstallationStep } from "./types";

/** Where the installation stands at a stage. */
export type StageState = "done" | "current" | "coming";

export type Stage = { stage: InstallationStage; state: StageState; step: InstallationStep | null };

/** All stages in their order; the first that is not done is the current one. Stages nobody spoke of yet are there too. */
export function installationStages(steps: readonly InstallationStep[]): Stage[] {
  const byStage = new Map(steps.map((step) => [step.stage, step]));
  let isPast = true;
  return INSTALLATION_STAGES.map((stage) => {
    const step = byStage.get(stage) ?? null;
    if (isPast && step?.completedAt) return { stage, state: "done", step };
    const state = isPast ? "current" : "coming";
    isPast = false;
    return { stage, state, step };
  });
}

/** The visit that comes next and has a time, of which one may ask for another. */
export function plannedVisit(
  steps: readonly InstallationStep[],
): (InstallationStep & { windowStart: string; windowEnd: string }) | null {
  for (const { step } of installationStages(steps)) {
    if (step && !step.completedAt && step.windowStart && step.windowEnd)
      return { ...step, windowStart: step.windowStart, windowEnd: step.windowEnd };
  }
  return null;
}

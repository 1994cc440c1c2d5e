/** Next calls this once in each process, before it serves anything. */
export async function register(): Promise<void> {
  // Next replaces this variable when it builds, so that no other runtime sees the import.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("./lib/platform/process-start");
    await startProcess(async () => (await import("./lib/job-handlers")).jobHandlers);
  }
}

import { describeDevice } from "@/lib/core/device";

/** "Firefox on Linux": by what a person tells their browsers apart. */
export function deviceLabel(userAgent: string): string {
  const { browser, system } = describeDevice(userAgent);
  return system ? `${browser ?? "Browser"} on ${system}` : (browser ?? "Browser");
}

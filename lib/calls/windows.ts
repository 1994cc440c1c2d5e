import type { DayWindow } from "./types";

/**
 * Whether each window opens before it closes and none overlaps another of its day, as `private.are_windows` says; a
 * test compares.
 */
export function areWindows(windows: readonly (DayWindow & { weekday?: number })[]): boolean {
  return windows.every(
    (one, index) =>
      one.opens < one.closes &&
      windows
        .slice(index + 1)
        .every(
          (other) => other.weekday !== one.weekday || one.closes <= other.opens || other.closes <= one.opens,
        ),
  );
}

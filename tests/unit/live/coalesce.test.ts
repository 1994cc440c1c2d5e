import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createCoalescer } from "@/components/live/coalesce";

describe("coalescer", () => {
  let runs = 0;
  const coalescer = () => createCoalescer(() => (runs += 1), 150);

  beforeEach(() => {
    runs = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("runs once for requests that come together", () => {
    const { request } = coalescer();
    request();
    vi.advanceTimersByTime(100);
    request();
    vi.advanceTimersByTime(49);
    expect(runs).toBe(0);
    vi.advanceTimersByTime(1);
    expect(runs).toBe(1);
    vi.runAllTimers();
    expect(runs).toBe(1);
  });

  test("is not put off by a steady stream of requests", () => {
    const { request } = coalescer();
    for (let at = 0; at < 150; at += 10) {
      request();
      vi.advanceTimersByTime(10);
    }
    expect(runs).toBe(1);
  });

  test("runs one at a time, and once more for what came during a run", () => {
    const { request, settled } = coalescer();
    request();
    vi.advanceTimersByTime(150);
    request();
    request();
    vi.advanceTimersByTime(10_000);
    expect(runs).toBe(1);
    settled();
    vi.advanceTimersByTime(150);
    expect(runs).toBe(2);
    settled();
    vi.runAllTimers();
    expect(runs).toBe(2);
  });

  test("keeps for later what is requested while nobody looks", () => {
    const { request, pause, resume } = coalescer();
    request();
    pause();
    request();
    vi.runAllTimers();
    expect(runs).toBe(0);
    resume();
    vi.runAllTimers();
    expect(runs).toBe(1);
  });

  test("does nothing on its return when nothing was requested", () => {
    const { pause, resume } = coalescer();
    pause();
    resume();
    vi.runAllTimers();
    expect(runs).toBe(0);
  });
});

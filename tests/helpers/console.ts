// Set-up file of every vitest project: a test during which something complains on the console fails.
import { afterEach, beforeEach, expect, type MockInstance, vi } from "vitest";

let complaints: MockInstance[];

beforeEach(() => {
  complaints = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
});

afterEach(() => {
  for (const method of complaints) {
    const calls = method.mock.calls;
    method.mockRestore();
    expect(calls, "printed on the console").toEqual([]);
  }
});

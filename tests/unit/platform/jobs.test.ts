import { expect, it } from "vitest";
import { combineHandlers } from "@/lib/platform/jobs/registry";

const handler = async () => undefined;

it("features bring their own handlers, each kind once", () => {
  expect(Object.keys(combineHandlers({ a: handler }, { b: handler }))).toEqual(["a", "b"]);
  expect(() => combineHandlers({ a: handler }, { a: handler })).toThrow("two handlers for jobs of kind a");
});

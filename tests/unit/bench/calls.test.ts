import { expect, it } from "vitest";
import { busyTime, type Call, depth } from "../../../bench/counting-proxy.ts";

const calls = (...times: [number, number][]): Call[] =>
  times.map(([start, end]) => ({ method: "GET", path: "/", start, end }));

it.each([
  ["none", calls(), 0, 0],
  ["one", calls([0, 10]), 1, 10],
  ["two at a time", calls([0, 10], [5, 12]), 1, 12],
  ["two in sequence", calls([0, 10], [11, 20]), 2, 19],
  ["one, then two at a time", calls([0, 10], [11, 30], [12, 20]), 2, 29],
  ["a long one beside two short ones", calls([0, 30], [1, 10], [12, 20]), 2, 30],
])("%s", (_name, given, chain, busy) => {
  expect(depth(given)).toBe(chain);
  expect(busyTime(given)).toBe(busy);
});

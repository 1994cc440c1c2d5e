import { describe, expect, it } from "vitest";
import { passwordFault, passwordStrength } from "@/lib/core/password";

const EMAIL = "thandi.nkosi@example.com";

describe("passwordFault", () => {
  it.each([
    ["short", "too_short"],
    ["nine char", "too_short"],
    ["🙂🙂🙂🙂🙂", "too_short"],
    ["x".repeat(73), "too_long"],
    ["long word ".repeat(8), "too_long"],
    ["password123", "too_common"],
    ["PassW0rd123!", "too_common"],
    ["p@ssword1234", "too_common"],
    ["Qwertyuiop", "too_common"],
    ["aaaaaaaaaaaa", "too_common"],
    ["ababababab", "too_common"],
    ["abcdefghijklm", "too_common"],
    ["9876543210", "too_common"],
    [EMAIL, "is_email"],
    ["Thandi.Nkosi@Example.com1", "is_email"],
    ["thandi.nkosi1", "is_email"],
    ["purple onion train", null],
    ["Zk4!t9-Qw2", null],
    ["ünïcödé wörds", null],
    ["my password is long", null],
  ])("%s: %s", (password, fault) => {
    expect(passwordFault(password, EMAIL)).toBe(fault);
  });

  it("does not mind an address that is not typed yet, or very short", () => {
    expect(passwordFault("purple onion train", "")).toBeNull();
    expect(passwordFault("bo knows onions", "bo@example.com")).toBeNull();
  });
});

describe("passwordStrength", () => {
  it.each([
    ["password123", "weak"],
    ["short", "weak"],
    ["onionstree", "fair"],
    ["onion-tree-905", "good"],
    ["purple onion train 9", "strong"],
  ])("%s is %s", (password, strength) => {
    expect(passwordStrength(password, EMAIL)).toBe(strength);
  });

  it("only grows with what is added", () => {
    const ranks = ["weak", "fair", "good", "strong"];
    const growing = Array.from({ length: 30 }, (_, length) =>
      "Tq7 vh2 Zp9 xk4 Bn6 mw8 Jr3 sd".slice(0, length),
    );
    const strengths = growing.map((password) => ranks.indexOf(passwordStrength(password, EMAIL)));
    expect(strengths).toEqual(strengths.toSorted());
    expect(strengths.at(-1)).toBe(3);
  });
});

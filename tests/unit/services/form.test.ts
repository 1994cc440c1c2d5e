import { describe, expect, test } from "vitest";
import { requestForm } from "@/lib/services/form-schema";
import { serviceRequest } from "@/lib/services/schema";

const SERVICE = "7dfdbe74-14ab-43ca-b581-c44e3460f191";
const base = { serviceId: SERVICE, key: "k", note: "" };

describe("the form of a request", () => {
  test("gathers the days that were named, and leaves out the others", () => {
    expect(
      requestForm.parse({
        ...base,
        kind: "reschedule",
        "date.0": "2026-12-01",
        "part.0": "morning",
        "date.1": "",
        "part.1": "any",
        "date.2": "2026-12-03",
        "part.2": "",
      }),
    ).toEqual({
      serviceId: SERVICE,
      key: "k",
      kind: "reschedule",
      preferences: [
        { date: "2026-12-01", part: "morning" },
        { date: "2026-12-03", part: "any" },
      ],
    });
  });

  test.each([
    [{ kind: "reschedule" }, "preferences", "Name at least one day that suits you."],
    [{ kind: "termination", wishedOn: "2026-12-01", reason: "" }, "reason", "Choose a reason from the list."],
    [{ kind: "termination", wishedOn: "", reason: "price" }, "wishedOn", "Choose the last day."],
    [{ kind: "upgrade" }, "package", "Choose one of the packages on offer."],
    [
      { kind: "upgrade", package: "a", note: "x".repeat(2_001) },
      "note",
      "Say it in at most 2,000 characters.",
    ],
  ])("%# says what is missing", (values, field, message) => {
    const issues = requestForm.safeParse({ ...base, ...values }).error?.issues ?? [];
    expect(issues.map(({ path, message: words }) => [path[0], words])).toEqual([[field, message]]);
  });

  test("belongs to a service and has a key", () => {
    const values = { kind: "upgrade", package: "a" };
    expect(requestForm.safeParse({ ...base, ...values }).success).toBe(true);
    expect(requestForm.safeParse({ ...base, ...values, serviceId: "1" }).success).toBe(false);
    expect(requestForm.safeParse({ ...base, ...values, key: "" }).success).toBe(false);
  });
});

test("a request has a kind that exists, and at most three days", () => {
  expect(serviceRequest.safeParse({ kind: "eviction" }).error?.issues[0]?.message).toContain(
    "Ask for an upgrade",
  );
  const preferences = Array(4).fill({ date: "2026-12-01" });
  expect(serviceRequest.safeParse({ kind: "reschedule", preferences }).error?.issues[0]?.message).toBe(
    "Name at most three days.",
  );
});

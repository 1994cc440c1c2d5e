import { beforeAll, describe, expect, it } from "vitest";
import { log } from "@/lib/platform/log";
import { unwrap } from "@/lib/platform/supabase/unwrap";

beforeAll(() => {
  log.level = "silent";
});

function failure(error: object) {
  const result = unwrap({ data: null, error: { message: "secret detail of table x", ...error } });
  return result.ok ? null : result.error;
}

it("hands on the data", () => {
  expect(unwrap({ data: [1, 2], error: null })).toEqual({ ok: true, value: [1, 2] });
});

describe("what the database refuses on purpose", () => {
  it("keeps its word, its sentence and its details", () => {
    expect(
      failure({
        code: "PT409",
        message: "ticket_closed",
        hint: "This ticket is closed. Open a new one.",
        details: '{"fields":{"body":["Closed."]},"retryAfter":5}',
      }),
    ).toEqual({
      code: "conflict",
      reason: "ticket_closed",
      message: "This ticket is closed. Open a new one.",
      fields: { body: ["Closed."] },
      retryAfterSeconds: 5,
    });
  });

  it("does without hint and with unreadable details", () => {
    expect(failure({ code: "PT404", message: "ticket_not_found", hint: "", details: "{" })).toMatchObject({
      code: "not_found",
      reason: "ticket_not_found",
      message: expect.stringContaining("does not exist"),
    });
  });
});

describe("any other error", () => {
  it.each([
    [{ code: "PGRST301" }, "unauthenticated"],
    [{ code: "PGRST116" }, "not_found"],
    [{ code: "42501" }, "forbidden"],
    [{ code: "23505" }, "conflict"],
    [{ code: "22021" }, "validation_failed"],
    [{ code: "22P05" }, "validation_failed"],
    [{ code: "23514" }, "validation_failed"],
    [{ code: "57014" }, "unavailable"],
    [{ code: "XX000" }, "internal"],
    [{ message: "TypeError: fetch failed", code: "" }, "unavailable"],
    [{ name: "AuthRetryableFetchError", status: 0 }, "unavailable"],
    [{ name: "AuthApiError", status: 429, code: "over_request_rate_limit" }, "rate_limited"],
    [{ name: "StorageApiError", statusCode: "413", status: 413 }, "payload_too_large"],
    [{ name: "StorageApiError", status: 500 }, "unavailable"],
  ])("%o is %s, and its text stays behind", (error, code) => {
    const mapped = failure(error);
    expect(mapped?.code).toBe(code);
    expect(JSON.stringify(mapped)).not.toContain("secret");
    expect(JSON.stringify(mapped)).not.toContain("fetch failed");
  });
});

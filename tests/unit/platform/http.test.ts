import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { encodeCursor } from "@/lib/core/ids";
import {
  errorResponse,
  isSameOrigin,
  pageParams,
  readIdempotencyKey,
  readJson,
  readQuery,
  readText,
} from "@/lib/platform/http";
import { stubEnv } from "../../helpers/env";

beforeAll(() => stubEnv());

const SITE = "http://127.0.0.1:3000";
const schema = z.object({
  subject: z.string().max(5),
  items: z.array(z.object({ n: z.number() })).optional(),
});

function post(
  body: BodyInit | null,
  headers: Record<string, string> = { "content-type": "application/json" },
) {
  return new Request(`${SITE}/api/portal/tickets`, { method: "POST", body, headers });
}

async function codeOf(request: Request, maxBytes?: number) {
  const result = await readJson(request, schema, maxBytes);
  return result.ok ? "ok" : result.error.code;
}

describe("a JSON body", () => {
  it("is read and checked", async () => {
    expect(await readJson(post('{"subject":"Hello"}'), schema)).toEqual({
      ok: true,
      value: { subject: "Hello" },
    });
  });

  it.each([
    ["malformed", post("{"), "invalid_request"],
    ["empty of values", post("null"), "validation_failed"],
    ["of another type", post("subject=x", { "content-type": "text/plain" }), "unsupported_media_type"],
    ["a form", post(new URLSearchParams("subject=x"), {}), "unsupported_media_type"],
    ["wrong in a value", post('{"subject":"too long"}'), "validation_failed"],
    ["missing", post(null, {}), "validation_failed"],
    ["with a charset", post('{"subject":"x"}', { "content-type": "Application/JSON; charset=utf-8" }), "ok"],
  ])("that is %s", async (_what, request, code) => {
    expect(await codeOf(request)).toBe(code);
  });

  it("names faults by their path", async () => {
    const result = await readJson(post('{"subject":"x","items":[{"n":1},{"n":"2"}]}'), schema);
    expect(!result.ok && Object.keys(result.error.fields ?? {})).toEqual(["items.1.n"]);
  });

  it("is cut off at the limit, whatever length it claims", async () => {
    const body = JSON.stringify({ subject: "x".repeat(1000) });
    expect(await codeOf(post(body), 100)).toBe("payload_too_large");
    expect(await codeOf(post(body, { "content-type": "application/json", "content-length": "5" }), 100)).toBe(
      "payload_too_large",
    );
  });

  it("that breaks off is a fault of the request, not of the server", async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"subject":')),
      pull: () => Promise.reject(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
    });
    const init: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      duplex: "half",
    };
    expect(await codeOf(new Request(SITE, init))).toBe("invalid_request");
  });

  it("is not read to its end when it is too large", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const request = new Request(SITE, { method: "POST", body: endless, duplex: "half" } as RequestInit);
    const result = await readText(request, 10_000);
    expect(!result.ok && result.error.code).toBe("payload_too_large");
    expect(pulled).toBeLessThan(20);
  });
});

describe("a query", () => {
  const query = z.object({ ...pageParams, status: z.string().optional() });
  const read = (search: string) => readQuery(new URL(`${SITE}/x?${search}`), query);
  const cursor = { at: "2026-11-21T10:00:00.123456Z", id: "7f3c2c1e-8f3a-4a52-9d2e-0c8f6f1d2b3a" };

  it("has a page size and a decoded cursor", () => {
    expect(read("")).toEqual({ ok: true, value: { limit: 20 } });
    expect(read(`limit=100&cursor=${encodeCursor(cursor)}`)).toEqual({
      ok: true,
      value: { limit: 100, cursor },
    });
  });

  it.each(["limit=0", "limit=101", "limit=ten", "cursor=garbage", "status=a&status=b"])(
    "refuses %s",
    (search) => {
      const result = read(search);
      expect(!result.ok && result.error.code).toBe("invalid_request");
    },
  );
});

describe("an unsafe request", () => {
  const from = (headers: Record<string, string>, method = "POST") =>
    isSameOrigin(new Request(`${SITE}/api/x`, { method, headers }));

  it.each([
    ["our own page", { origin: SITE, "sec-fetch-site": "same-origin" }, true],
    ["our own page under another name", { origin: "http://localhost:3000", host: "localhost:3000" }, true],
    ["a program", {}, true],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, false],
    ["another site in an old browser", { origin: "https://evil.example" }, false],
    ["a sandboxed frame", { origin: "null" }, false],
    ["a sibling subdomain", { "sec-fetch-site": "same-site" }, false],
    ["a liar about the site", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }, false],
  ])("from %s", (_who, headers, expected) => {
    expect(from(headers)).toBe(expected);
  });

  it("may come from anywhere when it only reads", () => {
    expect(from({ origin: "https://evil.example" }, "GET")).toBe(true);
  });
});

describe("an error", () => {
  it("is an envelope with the request's id, and nothing else", async () => {
    const response = errorResponse(
      { code: "validation_failed", message: "Look again.", fields: { subject: ["Too long."] } },
      "request-1",
    );
    expect(response.status).toBe(422);
    expect(response.headers.get("x-request-id")).toBe("request-1");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await response.json()).toEqual({
      error: {
        code: "validation_failed",
        message: "Look again.",
        fields: { subject: ["Too long."] },
        requestId: "request-1",
      },
    });
  });

  it("says when to come back", () => {
    const limited = errorResponse({ code: "rate_limited", message: "Wait.", retryAfterSeconds: 42 }, "r");
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "42"]);
    expect(errorResponse({ code: "unavailable", message: "Away." }, "r").headers.get("retry-after")).toBe(
      "30",
    );
  });
});

describe("an Idempotency-Key", () => {
  const read = (key?: string) =>
    readIdempotencyKey(new Headers(key === undefined ? {} : { "idempotency-key": key }));

  it("is taken as it is, up to 100 characters", () => {
    expect(read("abc-123")).toEqual({ ok: true, value: "abc-123" });
    expect(read("two words, naïve").ok).toBe(true);
    expect(read("x".repeat(100)).ok).toBe(true);
  });

  it.each(["x".repeat(101), ""])("is refused as %j", (key) => {
    expect(read(key)).toMatchObject({ ok: false, error: { code: "invalid_request" } });
  });

  it("is made up when there is none, anew each time", () => {
    const [first, second] = [read(), read()];
    expect(first.ok && second.ok && first.value !== second.value).toBe(true);
  });
});

import { expect, it } from "vitest";
import { createLogger } from "@/lib/platform/log";
import { redactText } from "@/lib/platform/redact";
import { withRequestContext } from "@/lib/platform/request-context";

const SECRETS = {
  email: "thandi.nkosi+shop@example.co.za",
  phone: "+27 82 555 0100",
  localPhone: "082 555 0100",
  token: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
  key: "sb_secret_N7UND0UgjKTVK-Uodkm0Hg",
  name: "Thandi Nkosi",
  password: "purple onion train",
};

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger("debug", { write: (line: string) => void lines.push(line) }));
  return lines.join("");
}

it("no personal data reaches the log, however it is handed over", () => {
  const { email, phone, localPhone, token, key, name, password } = SECRETS;
  const cause = new Error(`refused ${email}`);
  const text = logged((log) => {
    log.info({ email, phone, to: email, fullName: name, password, accessToken: token }, "by field");
    log.info({ user: { contact: { primaryEmail: email, list: [{ phone_number: phone }] } } }, "deep");
    log.info({ note: `call ${phone} or ${localPhone}, write to ${email}` }, "in text");
    log.info(`mail to ${email} with Bearer ${token} and ${key}`);
    log.info({ url: "/auth/confirm?token_hash=0123456789abcdef&type=signup" }, "in an address");
    log.error({ err: new Error(`duplicate key (email)=(${email})`, { cause }) }, "in an error");
    log.error(new Error(`for ${email}`));
    log.warn({ headers: { authorization: `Bearer ${token}`, cookie: `session=${token}` } }, "in headers");
    log.info({ rows: [email, phone] }, "%s", email);
  });
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  expect(text).not.toContain("nkosi");
  expect(text).not.toContain("0123456789abcdef");
  expect(text).not.toContain("c2lnbmF0dXJl");
});

it("what is needed to find a fault stays", () => {
  const ticketId = "7f3c2c1e-8f3a-4a52-9d2e-0c8f6f1d2b3a";
  const text = logged((log) => {
    withRequestContext({ requestId: "request-1" }, () =>
      log.error({ ticketId, err: new TypeError("x is not a function"), at: new Date(0) }, "job failed"),
    );
  });
  expect(JSON.parse(text)).toMatchObject({
    level: "error",
    msg: "job failed",
    requestId: "request-1",
    ticketId,
    at: "1970-01-01T00:00:00.000Z",
    err: { type: "TypeError", message: "x is not a function", stack: expect.stringContaining("log.test.ts") },
  });
});

it.each([
  "TKT-2026-00001",
  "2026-11-21T10:00:00.123456Z",
  "7f3c2c1e-8f3a-4a52-9d2e-012345678901",
  "http://127.0.0.1:54321/rest/v1/rpc/get_viewer",
  "took 0123 ms of 4500 ms",
])("%s is not taken for personal data", (text) => {
  expect(redactText(text)).toBe(text);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint, isSignedBy, readSignature, type Signature, sign } from "@/lib/integrations/signature";

const now = new Date("2026-11-21T10:00:00Z");
const seconds = now.getTime() / 1_000;
const read = (header: string) => readSignature(header, now) as Signature;

describe("a signature", () => {
  test("is what the documentation says: the HMAC of time, dot and body", () => {
    // echo -n '1795255200.{}' | openssl dgst -sha256 -hmac secret
    expect(sign("secret", 1_795_255_200, "{}")).toBe(
      "t=1795255200,v1=c8c98afec5098ce8d139a89e27b4c261a84973924ace8ef65c5fa852d9eece6a",
    );
  });

  test("fits its own body and secret, and no other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (body, secret, other) => {
        const signature = read(sign(secret, seconds, body));
        expect(isSignedBy(signature, body, [secret])).toBe(true);
        expect(isSignedBy(signature, Buffer.from(body), ["another", secret])).toBe(true);
        if (Buffer.from(other).compare(Buffer.from(body)) !== 0) {
          expect(isSignedBy(signature, other, [secret])).toBe(false);
          expect(fingerprint(signature, other)).not.toBe(fingerprint(signature, body));
        }
        expect(isSignedBy(signature, body, [])).toBe(false);
      }),
    );
  });

  test("may be one of several, while a secret is replaced", () => {
    const header = `${sign("old-secret", seconds, "body")},${sign("new-secret", seconds, "body").split(",")[1]}`;
    for (const secret of ["old-secret", "new-secret"]) {
      expect(isSignedBy(read(header), "body", [secret])).toBe(true);
    }
  });

  test.each([
    [null, "unsigned"],
    ["", "unsigned"],
    ["v1=00", "malformed"],
    [`t=${seconds}`, "malformed"],
    [`t=${seconds},v1=${"g".repeat(64)}`, "malformed"],
    [`t=-${seconds},v1=${"0".repeat(64)}`, "malformed"],
    [`t=${seconds}${`,v1=${"0".repeat(64)}`.repeat(5)}`, "malformed"],
    [`t=${seconds - 301},v1=${"0".repeat(64)}`, "stale"],
    [`t=${seconds + 301},v1=${"0".repeat(64)}`, "stale"],
  ])("%s is %s", (header, fault) => {
    expect(readSignature(header, now)).toBe(fault);
  });

  test("is good for five minutes either way", () => {
    for (const time of [seconds - 300, seconds + 300]) {
      expect(readSignature(sign("secret", time, ""), now)).toMatchObject({ time });
    }
  });
});

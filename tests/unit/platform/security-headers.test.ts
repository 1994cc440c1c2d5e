import { expect, it } from "vitest";
import { checkoutOrigins } from "@/lib/platform/payments/checkout-origins";
import { contentSecurityPolicy } from "@/lib/platform/security-headers";

const OPTIONS = {
  nonce: "bm9uY2U=",
  supabaseUrl: "https://abc.supabase.co",
  isHttps: true,
  isDevelopment: false,
};

function directives(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

it("only scripts with the nonce run", () => {
  const policy = directives(contentSecurityPolicy(OPTIONS));
  expect(policy["script-src"]).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
  expect(policy["object-src"]).toEqual(["'none'"]);
  expect(policy["base-uri"]).toEqual(["'none'"]);
  expect(policy["frame-ancestors"]).toEqual(["'none'"]);
  expect(policy).toHaveProperty("upgrade-insecure-requests");
});

it("the live channel and signed files of Supabase are reachable, nothing else outside", () => {
  const policy = directives(contentSecurityPolicy(OPTIONS));
  expect(policy["connect-src"]).toEqual(["'self'", "https://abc.supabase.co", "wss://abc.supabase.co"]);
  expect(policy["img-src"]).toEqual(["'self'", "blob:", "data:", "https://abc.supabase.co"]);
});

it("plain HTTP on a developer's machine is not sent to HTTPS", () => {
  const policy = directives(
    contentSecurityPolicy({ ...OPTIONS, supabaseUrl: "http://127.0.0.1:54321", isHttps: false }),
  );
  expect(policy["connect-src"]).toContain("ws://127.0.0.1:54321");
  expect(policy).not.toHaveProperty("upgrade-insecure-requests");
});

it("forms lead to ourselves, and to the payment page where there is one", () => {
  expect(directives(contentSecurityPolicy(OPTIONS))["form-action"]).toEqual(["'self'"]);
  const formTargets = checkoutOrigins({ apiBase: undefined });
  expect(directives(contentSecurityPolicy({ ...OPTIONS, formTargets }))["form-action"]).toEqual([
    "'self'",
    "https://checkout.stripe.com",
  ]);
  expect(checkoutOrigins({ apiBase: "http://127.0.0.1:4010" })).toEqual(["http://127.0.0.1:4010"]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeHostname,
  HOSTNAME_FAULTS,
  type HostnameFault,
  type HostnameRules,
  isReservedForTests,
  MAX_HOSTNAME,
  readHostname,
} from "@/lib/domains/hostname";
import texts from "@/messages/en/domains.json";

const RULES: HostnameRules = { own: ["portal.acme.co.za"], allowsReserved: false };
const AT_HOME: HostnameRules = { ...RULES, allowsReserved: true };
/** As the database checks it. */
const SHAPE = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

describe("the name in what people type", () => {
  test.each([
    ["www.example-shop.com", "www.example-shop.com"],
    ["WWW.Example-Shop.COM", "www.example-shop.com"],
    ["  shop.co.za \n", "shop.co.za"],
    ["shop.co.za.", "shop.co.za"],
    ["https://shop.co.za/", "shop.co.za"],
    ["HTTPS://Shop.co.za:8443/path/page?query=1#part", "shop.co.za"],
    ["//shop.co.za", "shop.co.za"],
    ["http:\\\\shop.co.za\\page", "shop.co.za"],
    ["shop.co.za:443", "shop.co.za"],
    ["shop.co.za?utm=1", "shop.co.za"],
    ["<https://shop.co.za>", "shop.co.za"],
    ["“shop.co.za”", "shop.co.za"],
    ['"shop.co.za",', "shop.co.za"],
    ["shop. co. za", "shop.co.za"],
    ["shop .co.za", "shop.co.za"],
    ["my shop.co.za", null],
    ["\u200bshop.co.za\ufeff", "shop.co.za"],
    ["sh\u00adop.co.za", "shop.co.za"],
    ["ｓｈｏｐ．ｃｏｍ", "shop.com"],
    ["shop。com", "shop.com"],
    ["a.co", "a.co"],
    ["1.com", "1.com"],
    ["x--y.com", "x--y.com"],
  ])("%j", (typed, hostname) => {
    expect(readHostname(typed, RULES)).toEqual(hostname ? { hostname } : { fault: "invalid" });
  });

  test.each([
    ["münchen.de", "xn--mnchen-3ya.de"],
    ["MÜNCHEN.de", "xn--mnchen-3ya.de"],
    ["mu\u0308nchen.de", "xn--mnchen-3ya.de"],
    ["xn--mnchen-3ya.de", "xn--mnchen-3ya.de"],
    ["straße.de", "xn--strae-oqa.de"],
    ["日本語.jp", "xn--wgv71a119e.jp"],
    ["مثال.com", "xn--mgbh0fb.com"],
  ])("%s is %s in DNS", (typed, hostname) => {
    expect(readHostname(typed, RULES)).toEqual({ hostname });
  });
});

describe("what cannot be somebody's domain", () => {
  test.each<[HostnameFault, string[]]>([
    ["required", ["", "   ", "https://", "/path"]],
    [
      "invalid",
      [
        "a..b.com",
        ".shop.com",
        "shop.com..",
        "-shop.com",
        "shop-.com",
        "sh_op.com",
        "sh!op.com",
        "a%41.com",
        "xn--a.com",
        "shop.com\u0000",
        "sho\ud800p.com",
      ],
    ],
    ["too_long", [`${"x".repeat(64)}.com`, `${"abcdefgh.".repeat(26)}com`]],
    ["email", ["thandi@shop.co.za", "mailto:thandi@shop.co.za", "https://user:pw@shop.co.za"]],
    [
      "ip",
      [
        "192.0.2.1",
        "192.0.2.1:80",
        "http://127.0.0.1/",
        "1.2.3",
        "0x7f.1",
        "::1",
        "[2001:db8::1]",
        "[2001:db8::1]:443",
        "2001:db8::1",
      ],
    ],
    ["wildcard", ["*.shop.co.za", "*", "w*w.shop.co.za"]],
    ["single_label", ["shop", "localhost", "com"]],
    ["public_suffix", ["co.za", "CO.ZA.", "co.uk", "github.io", "vercel.app", "kawasaki.jp", "公司.cn"]],
    ["unknown_suffix", ["shop.con", "shop.coza"]],
    [
      "reserved",
      [
        "shop.local",
        "a.localhost",
        "router.lan",
        "shop.internal",
        "shop.test",
        "shop.example",
        "example.com",
        "www.example.org",
        "abc.onion",
        "1.0.0.127.in-addr.arpa",
      ],
    ],
    ["own", ["portal.acme.co.za", "PORTAL.acme.co.za", "x.portal.acme.co.za"]],
  ])("%s", (fault, names) => {
    for (const name of names) expect(readHostname(name, RULES), name).toEqual({ fault });
  });

  test("names below a shared ending belong to somebody, and so do those beside ours", () => {
    for (const name of ["acme.co.za", "my-shop.github.io", "city.kawasaki.jp", "xportal.acme.co.za"]) {
      expect(readHostname(name, RULES)).toEqual({ hostname: name });
    }
  });

  test("on a developer's machine test names will do, and names of this very machine still will not", () => {
    for (const name of ["shop.test", "shop.example", "www.shop.intranet-of-acme"]) {
      expect(readHostname(name, AT_HOME)).toEqual({ hostname: name });
    }
    for (const name of ["shop.localhost", "shop.local"]) {
      expect(readHostname(name, AT_HOME)).toEqual({ fault: "reserved" });
    }
    expect([isReservedForTests("a.shop.example"), isReservedForTests("an-example.com")]).toEqual([
      true,
      false,
    ]);
  });

  test("the longest name leaves room for the challenge", () => {
    const name = `${"abcdefg.".repeat(28)}abcdef.com`;
    expect([name.length, readHostname(name, RULES)]).toEqual([MAX_HOSTNAME, { hostname: name }]);
    expect(readHostname(`x${name}`, RULES)).toEqual({ fault: "too_long" });
  });

  test("each fault has a sentence", () => {
    expect(Object.keys(texts.fields.hostname).sort()).toEqual([...HOSTNAME_FAULTS].sort());
  });
});

describe("whatever is typed", () => {
  const junk = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.domain(),
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.emailAddress(),
    fc
      .array(fc.string({ unit: "grapheme", maxLength: 12 }), { maxLength: 6 })
      .map((labels) => labels.join(".")),
  );

  test("the answer is a name that the database takes, or a fault", () => {
    fc.assert(
      fc.property(junk, (typed) => {
        const read = readHostname(typed, AT_HOME);
        if ("fault" in read) expect(HOSTNAME_FAULTS).toContain(read.fault);
        else {
          expect(read.hostname).toMatch(SHAPE);
          expect(read.hostname.length).toBeLessThanOrEqual(MAX_HOSTNAME);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("reading what was read changes nothing, in either of its forms", () => {
    fc.assert(
      fc.property(junk, (typed) => {
        const read = readHostname(typed, AT_HOME);
        if ("fault" in read) return;
        expect(readHostname(read.hostname, AT_HOME)).toEqual(read);
        expect(readHostname(describeHostname(read.hostname).displayName, AT_HOME)).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  test("an address is read as its host is", () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        fc.nat(65_535),
        (url, port) => {
          const { hostname } = new URL(url);
          const typed = url.replace(hostname, `${hostname.toUpperCase()}.:${port}`);
          expect(readHostname(typed, RULES)).toEqual(readHostname(hostname, RULES));
        },
      ),
    );
  });

  test("no text takes long", () => {
    for (const typed of [
      '"'.repeat(2_000),
      "a. ".repeat(700),
      `${" ".repeat(1_999)}x`,
      ".".repeat(2_000),
      "xn--".repeat(500),
    ]) {
      const started = performance.now();
      readHostname(typed, RULES);
      expect(performance.now() - started).toBeLessThan(100);
    }
  });
});

describe("what is known about a name", () => {
  test("its zone, and whether it is that itself", () => {
    expect(describeHostname("www.shop.co.za")).toMatchObject({ zone: "shop.co.za", isApex: false });
    expect(describeHostname("shop.co.za")).toMatchObject({ zone: "shop.co.za", isApex: true });
    expect(describeHostname("me.github.io")).toMatchObject({ zone: "me.github.io", isApex: true });
    expect(describeHostname("www.shop.example")).toMatchObject({ zone: "shop.example", isApex: false });
  });

  test.each([
    ["xn--mnchen-3ya.de", "münchen.de", []],
    ["xn--wgv71a119e.jp", "日本語.jp", []],
    ["www.shop.co.za", "www.shop.co.za", []],
    // paypal with one Cyrillic letter; apple in nothing but Cyrillic.
    ["xn--pypal-4ve.com", "pаypal.com", ["mixed_scripts"]],
    ["xn--80ak6aa92e.com", "аррӏе.com", ["lookalike"]],
    ["xn--e1afmkfd.com", "пример.com", []],
  ])("%s reads %s, doubts: %j", (hostname, displayName, warnings) => {
    expect(describeHostname(hostname)).toMatchObject({ displayName, warnings });
  });
});

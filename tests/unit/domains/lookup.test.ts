import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkRecords, hasChallenge, type LookupOptions } from "@/lib/domains/lookup";
import { type DnsServer, startDns } from "../../helpers/dns";

const HOST = "www.shop.co.za";
const CHALLENGE = `_portico-challenge.${HOST}`;
const FACTS = { challenge: "c0ffee", target: "sites.acme.com", addresses: ["192.0.2.10"] };

let dns: DnsServer;
let options: LookupOptions;
beforeAll(async () => {
  dns = await startDns();
  options = { servers: [dns.address], timeoutMs: 300, deadlineMs: 2_000 };
});
afterAll(() => dns.close());
beforeEach(() => {
  dns.forget(HOST, CHALLENGE, "elsewhere.net", "cdn.net", "sites.acme.com", "lb.host.net");
  dns.questions.length = 0;
  dns.set("sites.acme.com", "A", "192.0.2.10", "192.0.2.11");
  dns.set("sites.acme.com", "AAAA", "2001:db8:0:0::10");
});

const check = async (host = HOST, facts = FACTS) => {
  const [ownership, traffic] = await checkRecords(host, facts, options);
  return { ownership, traffic };
};

describe("the proof of ownership", () => {
  test.each<[string, (string | string[])[], string]>([
    ["as it is", ["c0ffee"], "ok"],
    ["among others", ["v=spf1 -all", "c0ffee"], "ok"],
    ["in several strings", [["c0f", "fee"]], "ok"],
    ["in capitals", ["C0FFEE"], "ok"],
    ["with quotation marks and spaces", ['" c0ffee "'], "ok"],
    ["another value", ["c0ffee2"], "wrong"],
    ["two records that make it only together", ["c0f", "fee"], "wrong"],
  ])("%s", async (_what, values, state) => {
    dns.set(CHALLENGE, "TXT", ...values);
    expect((await check()).ownership).toMatchObject({ state, problem: null });
    expect(await hasChallenge(HOST, "c0ffee", options)).toBe(state === "ok");
  });

  test("over a CNAME, as those have it whose DNS is run by somebody else", async () => {
    dns.set(CHALLENGE, "CNAME", "challenges.cdn.net");
    dns.set("challenges.cdn.net", "TXT", "c0ffee");
    expect((await check()).ownership).toMatchObject({ state: "ok" });
    dns.forget("challenges.cdn.net");
  });

  test("in an answer that is too long for a datagram", async () => {
    dns.set(CHALLENGE, "TXT", ...Array.from({ length: 20 }, (_, n) => `${n} ${"x".repeat(100)}`), "c0ffee");
    const { ownership } = await check();
    expect(ownership).toMatchObject({ state: "ok" });
    // What is kept is cut.
    expect(ownership?.values).toHaveLength(8);
  });

  test("strange values are kept readable", async () => {
    dns.set(CHALLENGE, "TXT", "a\u0001b\u0000c\nd", ["y".repeat(200), "y".repeat(200)]);
    const { ownership } = await check();
    expect(ownership?.values).toEqual(["a\ufffdb\ufffdc\ufffdd", `${"y".repeat(255)}…`]);
  });
});

describe("where the name leads", () => {
  const traffic = async (host = HOST, facts = FACTS) => (await check(host, facts)).traffic;

  test("to the target, written in any case", async () => {
    dns.set(HOST, "CNAME", "Sites.ACME.com");
    expect(await traffic()).toEqual({
      purpose: "traffic",
      state: "ok",
      values: ["sites.acme.com"],
      problem: null,
    });
  });

  test("to the target over another name", async () => {
    dns.set(HOST, "CNAME", "cdn.net");
    dns.set("cdn.net", "CNAME", "sites.acme.com");
    expect(await traffic()).toMatchObject({ state: "ok", values: ["cdn.net", "sites.acme.com"] });
  });

  test("to a target that is an alias itself", async () => {
    dns.set("sites.acme.com", "CNAME", "lb.host.net");
    dns.set("lb.host.net", "A", "198.51.100.7");
    dns.set(HOST, "CNAME", "sites.acme.com");
    expect(await traffic()).toMatchObject({ state: "ok", values: ["sites.acme.com"] });
  });

  test("to the target's addresses, where the provider flattens aliases", async () => {
    dns.set(HOST, "A", "192.0.2.11");
    dns.set(HOST, "AAAA", "2001:db8::10");
    expect(await traffic()).toMatchObject({ state: "ok" });
  });

  test("to the addresses that we name, whatever the target answers", async () => {
    dns.forget("sites.acme.com");
    dns.set("shop.co.za", "A", "192.0.2.10");
    expect(await traffic("shop.co.za")).toMatchObject({ state: "ok", values: ["192.0.2.10"] });
    dns.forget("shop.co.za");
  });

  test("elsewhere, by name", async () => {
    dns.set(HOST, "CNAME", "elsewhere.net");
    expect(await traffic()).toMatchObject({ state: "wrong", values: ["elsewhere.net"] });
  });

  test("elsewhere, by one address of several", async () => {
    dns.set(HOST, "A", "192.0.2.10", "203.0.113.9");
    expect(await traffic()).toMatchObject({ state: "wrong", values: ["192.0.2.10", "203.0.113.9"] });
    dns.set(HOST, "A", "192.0.2.10");
    dns.set(HOST, "AAAA", "2001:db8::bad");
    expect(await traffic()).toMatchObject({ state: "wrong", values: ["192.0.2.10", "2001:db8::bad"] });
  });

  test("round in a circle", async () => {
    dns.set(HOST, "CNAME", "cdn.net");
    dns.set("cdn.net", "CNAME", HOST);
    expect(await traffic()).toMatchObject({ state: "wrong", values: ["cdn.net", HOST] });
  });

  test("down a chain without end", async () => {
    const names = Array.from({ length: 30 }, (_, n) => `hop${n}.net`);
    dns.set(HOST, "CNAME", "hop0.net");
    for (const [n, name] of names.entries()) dns.set(name, "CNAME", `hop${n + 1}.net`);
    expect(await traffic()).toMatchObject({ state: "wrong" });
    expect(dns.questions.filter((question) => question.endsWith(" CNAME")).length).toBeLessThanOrEqual(8);
    dns.forget(...names);
  });

  test("nowhere, while it has other records", async () => {
    dns.set(HOST, "TXT", "v=spf1 -all");
    expect(await traffic()).toEqual({
      purpose: "traffic",
      state: "missing",
      values: [],
      problem: "no_record",
    });
  });
});

describe("what went wrong is told apart", () => {
  test("the name does not exist", async () => {
    expect(await check()).toMatchObject({
      ownership: { state: "missing", problem: "no_name" },
      traffic: { state: "missing", problem: "no_name" },
    });
  });

  test("its own servers fail", async () => {
    dns.fail(HOST, "SERVFAIL");
    dns.fail(CHALLENGE, "SERVFAIL");
    expect(await check()).toMatchObject({
      ownership: { state: "unanswered", problem: "server_failed" },
      traffic: { state: "unanswered", problem: "server_failed" },
    });
  });

  test.each(["REFUSED", "silence"] as const)(
    "the server that we ask does not answer: %s",
    async (failure) => {
      dns.fail(HOST, failure);
      dns.fail(CHALLENGE, failure);
      expect(await check()).toMatchObject({
        ownership: { state: "unanswered", problem: "no_answer" },
        traffic: { state: "unanswered", problem: "no_answer" },
      });
    },
  );

  test("nothing listens there", async () => {
    const gone = await startDns();
    await gone.close();
    const found = await checkRecords(HOST, FACTS, { ...options, servers: [gone.address] });
    expect(found).toMatchObject([{ problem: "no_answer" }, { problem: "no_answer" }]);
  });

  test("one kind of address cannot be had: the other may hide the wrong one", async () => {
    dns.set(HOST, "A", "192.0.2.10");
    dns.fail("sites.acme.com", "silence");
    const { traffic } = await check(HOST, { ...FACTS, addresses: [] });
    expect(traffic).toMatchObject({ state: "unanswered", problem: "no_answer" });
  });

  test("it takes no longer than the deadline", async () => {
    dns.set(HOST, "CNAME", "cdn.net");
    dns.fail("cdn.net", "silence");
    dns.fail(CHALLENGE, "silence");
    const started = performance.now();
    await checkRecords(HOST, FACTS, { servers: [dns.address], timeoutMs: 30_000, deadlineMs: 400 });
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("names kept for tests are asked for only where a server of one's own is configured", async () => {
  const reserved = { state: "unanswered", problem: "reserved" };
  expect(await checkRecords("shop.example", FACTS, { servers: [] })).toMatchObject([reserved, reserved]);
  expect(await hasChallenge("shop.example", "c0ffee", { servers: [] })).toBe(false);
  dns.set("_portico-challenge.shop.example", "TXT", "c0ffee");
  expect(await hasChallenge("shop.example", "c0ffee", options)).toBe(true);
});

test("only DNS is asked, about these names and no others", async () => {
  dns.set(HOST, "CNAME", "elsewhere.net");
  dns.set("elsewhere.net", "A", "127.0.0.1");
  await check();
  const names = new Set(dns.questions.map((question) => question.split(" ")[0]));
  expect([...names].sort()).toEqual([CHALLENGE, "elsewhere.net", "sites.acme.com", HOST].sort());
});

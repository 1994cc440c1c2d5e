import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { challengeName, compareRecords, expectedRecords, outcomeOf } from "@/lib/domains/records";
import { DOMAIN_LOOKS, DOMAIN_TRANSITIONS, needsAttention } from "@/lib/domains/status";
import {
  CHECK_OUTCOMES,
  DOMAIN_STATUSES,
  type FoundRecord,
  LOOKUP_PROBLEMS,
  RECORD_STATES,
} from "@/lib/domains/types";
import texts from "@/messages/en/domains.json";

const FACTS = { challenge: "abc123", target: "sites.acme.com", addresses: ["192.0.2.10", "2001:db8::10"] };
const SUB = { hostname: "www.shop.co.za", isApex: false, zone: "shop.co.za" };
const APEX = { hostname: "shop.co.za", isApex: true, zone: "shop.co.za" };

const found = (
  purpose: FoundRecord["purpose"],
  state: FoundRecord["state"],
  problem: FoundRecord["problem"] = null,
): FoundRecord => ({ purpose, state, values: [], problem });

describe("the states of a domain", () => {
  test("are those of the database, with the same ways between them", () => {
    const sql = readFileSync(
      join(import.meta.dirname, "../../../supabase/migrations/20261121001700_domains.sql"),
      "utf8",
    );
    const table = /insert into private\.domain_transitions[^;]+;/.exec(sql)?.[0] ?? "";
    const rows = [...table.matchAll(/\('(\w+)', '(\w+)', '(\w+)'\)/g)].map(([, ...row]) => row.join(" "));
    const ours = DOMAIN_STATUSES.flatMap((from) =>
      Object.entries(DOMAIN_TRANSITIONS[from]).map(([event, to]) => `${from} ${event} ${to}`),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(ours.sort()).toEqual(rows.sort());
  });

  test("each can be left, and the customer is asked for something where there is something to do", () => {
    for (const status of DOMAIN_STATUSES) {
      expect(Object.values(DOMAIN_TRANSITIONS[status]).some((to) => to !== status)).toBe(true);
    }
    expect(DOMAIN_STATUSES.filter(needsAttention)).toEqual(["pending_dns", "wrong_dns", "failed"]);
  });

  test("each has words, and so has what can be wrong with a record", () => {
    expect(Object.keys(texts.status)).toEqual([...DOMAIN_LOOKS]);
    expect(Object.keys(texts.brief)).toEqual([...DOMAIN_LOOKS]);
    expect(Object.keys(texts.actions.outcome)).toEqual([...CHECK_OUTCOMES, "superseded"]);
    expect(Object.keys(texts.records.state)).toEqual([...RECORD_STATES]);
    expect(Object.keys(texts.records.problem)).toEqual([...LOOKUP_PROBLEMS]);
  });
});

describe("the records of a domain", () => {
  test("of a subdomain: the challenge and a CNAME, with names as providers want them", () => {
    expect(expectedRecords(SUB, FACTS)).toEqual({
      ownership: [
        {
          type: "TXT",
          name: "_portico-challenge.www.shop.co.za",
          host: "_portico-challenge.www",
          value: "abc123",
        },
      ],
      traffic: [{ type: "CNAME", name: "www.shop.co.za", host: "www", value: "sites.acme.com" }],
    });
  });

  test("of an apex: no CNAME, but an alias or addresses", () => {
    expect(expectedRecords(APEX, FACTS)).toEqual({
      ownership: [
        { type: "TXT", name: challengeName("shop.co.za"), host: "_portico-challenge", value: "abc123" },
      ],
      traffic: [
        { type: "ALIAS", name: "shop.co.za", host: "@", value: "sites.acme.com" },
        { type: "A", name: "shop.co.za", host: "@", value: "192.0.2.10" },
        { type: "AAAA", name: "shop.co.za", host: "@", value: "2001:db8::10" },
      ],
    });
  });

  test("stand beside what was found, or nothing before the first check", () => {
    const expected = expectedRecords(SUB, FACTS);
    expect(compareRecords(expected, []).map(({ state }) => state)).toEqual(["unchecked", "unchecked"]);
    const wrong: FoundRecord = {
      purpose: "traffic",
      state: "wrong",
      values: ["elsewhere.net"],
      problem: null,
    };
    expect(compareRecords(expected, [wrong])[1]).toMatchObject({ state: "wrong", found: ["elsewhere.net"] });
  });
});

describe("a whole check in a word", () => {
  test.each([
    ["passed", [found("ownership", "ok"), found("traffic", "ok")]],
    ["missing", [found("ownership", "missing", "no_name"), found("traffic", "missing", "no_record")]],
    ["missing", [found("ownership", "ok"), found("traffic", "missing", "no_record")]],
    ["wrong", [found("ownership", "ok"), found("traffic", "wrong")]],
    ["wrong", [found("ownership", "unanswered", "no_answer"), found("traffic", "wrong")]],
    ["broken", [found("ownership", "missing", "no_name"), found("traffic", "unanswered", "server_failed")]],
    [
      "unanswered",
      [found("ownership", "unanswered", "no_answer"), found("traffic", "unanswered", "server_failed")],
    ],
    [
      "unanswered",
      [found("ownership", "unanswered", "reserved"), found("traffic", "unanswered", "reserved")],
    ],
    ["missing", []],
  ] as const)("%s", (outcome, records) => {
    expect(outcomeOf(records)).toBe(outcome);
  });
});

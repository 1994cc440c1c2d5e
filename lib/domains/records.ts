import { CHALLENGE_LABEL, type HostnameParts } from "./hostname.ts";
import type { CheckOutcome, DomainRecord, ExpectedRecord, FoundRecord, RecordPurpose } from "./types.ts";

/** What decides which records a domain needs. */
export type RecordFacts = {
  challenge: string;
  /** The host that serves customers' sites. */
  target: string;
  /** Its addresses, for an apex whose provider has no ALIAS records; may be empty. */
  addresses: readonly string[];
};

/** Where the challenge of a domain stands. */
export function challengeName(hostname: string): string {
  return `${CHALLENGE_LABEL}.${hostname}`;
}

/** The exact records that a domain needs: one that proves who owns it, and one kind that leads here. */
export function expectedRecords(
  parts: Pick<HostnameParts, "hostname" | "isApex" | "zone">,
  facts: RecordFacts,
): Record<RecordPurpose, ExpectedRecord[]> {
  const { hostname, zone } = parts;
  const name = challengeName(hostname);
  const host = relativeName(hostname, zone);
  const record = (type: ExpectedRecord["type"], value: string) => ({ type, name: hostname, host, value });
  return {
    ownership: [{ type: "TXT", name, host: relativeName(name, zone), value: facts.challenge }],
    traffic: parts.isApex
      ? [
          record("ALIAS", facts.target),
          ...facts.addresses.map((address) => record(address.includes(":") ? "AAAA" : "A", address)),
        ]
      : [record("CNAME", facts.target)],
  };
}

/** The name as providers want it typed: without the zone, `@` for the zone itself. */
function relativeName(name: string, zone: string): string {
  return name === zone ? "@" : name.slice(0, -(zone.length + 1));
}

/** Expected beside found, for each purpose. */
export function compareRecords(
  expected: Record<RecordPurpose, ExpectedRecord[]>,
  found: readonly FoundRecord[],
): DomainRecord[] {
  return (["ownership", "traffic"] as const).map((purpose) => {
    const seen = found.find((record) => record.purpose === purpose);
    return {
      purpose,
      expected: expected[purpose],
      state: seen?.state ?? "unchecked",
      found: seen?.values ?? [],
      problem: seen?.problem ?? null,
    };
  });
}

/**
 * One word for a whole check. A wrong record outweighs one that could not be asked for: it is wrong
 * whatever the other one is.
 */
export function outcomeOf(found: readonly FoundRecord[]): CheckOutcome {
  const has = (test: (record: FoundRecord) => boolean) => found.some(test);
  if (found.length > 0 && found.every(({ state }) => state === "ok")) return "passed";
  if (has(({ state }) => state === "wrong")) return "wrong";
  if (has(({ problem }) => problem === "no_answer" || problem === "reserved")) return "unanswered";
  if (has(({ problem }) => problem === "server_failed")) return "broken";
  return "missing";
}

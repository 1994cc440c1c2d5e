import { Resolver } from "node:dns/promises";
import { isReservedForTests } from "./hostname.ts";
import { challengeName, type RecordFacts } from "./records.ts";
import type { FoundRecord, LookupProblem } from "./types.ts";

/** One question waits this long for one server, and is asked this often. */
const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** A whole check, whatever the servers do: somebody may be waiting for it. */
const DEADLINE_MS = 10_000;
/** CNAME records may lead to CNAME records; nobody's site needs more of them, and a circle has no end. */
const MAX_HOPS = 8;

/** What is kept of strange servers' answers. */
const MAX_VALUES = 8;
const MAX_VALUE = 255;

/** By c-ares' names for how a question failed; any other is one that nobody answered. */
const PROBLEMS: Readonly<Record<string, LookupProblem>> = {
  ENOTFOUND: "no_name",
  ENODATA: "no_record",
  // The servers of the name's own zone are out of order. Any other refusal comes from the server that we asked.
  ESERVFAIL: "server_failed",
};

type Answer = { values: string[]; problem: null } | { values: []; problem: LookupProblem };

export type LookupOptions = {
  /** `ip` or `ip:port`, in the order in which they are asked; those of the system when empty. */
  servers: readonly string[];
  timeoutMs?: number;
  deadlineMs?: number;
};

/**
 * Asks DNS about both records of a domain, and compares. It asks name servers only and never connects
 * to the host itself. Never throws: what went wrong is in the answer.
 */
export async function checkRecords(
  hostname: string,
  facts: RecordFacts,
  options: LookupOptions,
): Promise<FoundRecord[]> {
  // Public servers can only say no; that would be held against the customer.
  if (options.servers.length === 0 && isReservedForTests(hostname)) {
    return [nothing("ownership", "reserved"), nothing("traffic", "reserved")];
  }
  return withResolver(options, (resolver) =>
    Promise.all([checkOwnership(resolver, hostname, facts), checkTraffic(resolver, hostname, facts)]),
  );
}

/** Whether the challenge stands in DNS: the proof of ownership alone. */
export async function hasChallenge(
  hostname: string,
  challenge: string,
  options: LookupOptions,
): Promise<boolean> {
  if (options.servers.length === 0 && isReservedForTests(hostname)) return false;
  const facts = { challenge, target: "", addresses: [] };
  const found = await withResolver(options, (resolver) => checkOwnership(resolver, hostname, facts));
  return found.state === "ok";
}

async function withResolver<T>(
  { servers, timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS }: LookupOptions,
  ask: (resolver: Resolver) => Promise<T>,
): Promise<T> {
  // One for each check: nothing is remembered from the check before.
  const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  const deadline = setTimeout(() => resolver.cancel(), deadlineMs);
  try {
    return await ask(resolver);
  } finally {
    clearTimeout(deadline);
  }
}

async function checkOwnership(
  resolver: Resolver,
  hostname: string,
  { challenge }: RecordFacts,
): Promise<FoundRecord> {
  // A long value comes in several strings, which belong together.
  const answer = await ask(async () =>
    (await resolver.resolveTxt(challengeName(hostname))).map((parts) => parts.join("")),
  );
  if (answer.problem) return nothing("ownership", answer.problem);
  const isFound = answer.values.some((value) => unquoted(value) === challenge);
  return found("ownership", isFound ? "ok" : "wrong", answer.values);
}

/** Some providers keep the quotation marks that people typed. */
function unquoted(value: string): string {
  return value
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase();
}

/**
 * A CNAME to the target, over others or not; or, where CNAME records are flattened to addresses and at
 * an apex, addresses of the target and no others: any other one would take some visitors elsewhere.
 */
async function checkTraffic(
  resolver: Resolver,
  hostname: string,
  { target, addresses }: RecordFacts,
): Promise<FoundRecord> {
  const chain = await followAliases(resolver, hostname, target);
  if (chain.problem && chain.values.length === 0) return nothing("traffic", chain.problem);
  if (chain.values.includes(target)) return found("traffic", "ok", chain.values);

  const [own, ofTarget] = await Promise.all([
    resolveAddresses(resolver, hostname),
    resolveAddresses(resolver, target),
  ]);
  const leads = [...chain.values, ...own.values];
  if (own.values.length > 0) {
    const allowed = new Set([...addresses.map(canonical), ...ofTarget.values]);
    // Without knowing the target's addresses nobody can call others wrong.
    if (allowed.size === 0 && ofTarget.problem !== "no_name" && ofTarget.problem !== "no_record")
      return nothing("traffic", "no_answer");
    return found("traffic", own.values.every((address) => allowed.has(address)) ? "ok" : "wrong", leads);
  }
  if (own.problem === "no_answer" || chain.values.length === 0)
    return nothing("traffic", own.problem ?? "no_record");
  return found("traffic", "wrong", leads);
}

/** The names that the CNAME records of a host lead to, in order, up to the target. */
async function followAliases(
  resolver: Resolver,
  hostname: string,
  target: string,
): Promise<{ values: string[]; problem: LookupProblem | null }> {
  const names: string[] = [];
  let at = hostname;
  while (names.length < MAX_HOPS) {
    const answer = await ask(() => resolver.resolveCname(at));
    const next = answer.values[0]?.toLowerCase().replace(/\.$/, "");
    if (next === undefined) {
      // A name without such a record is the end of the chain, and no failure.
      const isEnd = answer.problem === "no_record" || answer.problem === "no_name";
      return { values: names, problem: isEnd ? null : answer.problem };
    }
    if (names.includes(next)) break;
    names.push(next);
    if (next === target) break;
    at = next;
  }
  return { values: names, problem: null };
}

/** IPv4 and IPv6 addresses together. One kind alone is common; the worse of two failures counts. */
async function resolveAddresses(resolver: Resolver, name: string): Promise<Answer> {
  const [four, six] = await Promise.all([
    ask(() => resolver.resolve4(name)),
    ask(() => resolver.resolve6(name)),
  ]);
  const problems = [four.problem, six.problem];
  const failed = problems.find((problem) => problem === "no_answer" || problem === "server_failed");
  // Half an answer may hide an address that leads elsewhere.
  if (failed) return { values: [], problem: failed };
  const values = [...four.values, ...six.values.map(canonical)];
  if (values.length > 0) return { values, problem: null };
  return { values: [], problem: problems.includes("no_name") ? "no_name" : "no_record" };
}

async function ask(question: () => Promise<string[]>): Promise<Answer> {
  try {
    const values = await question();
    return values.length > 0 ? { values, problem: null } : { values: [], problem: "no_record" };
  } catch (error) {
    const { code } = error as { code?: string };
    return { values: [], problem: PROBLEMS[code ?? ""] ?? "no_answer" };
  }
}

/** One way to write an IPv6 address; others are as they are. */
function canonical(address: string): string {
  if (!address.includes(":")) return address;
  return URL.canParse(`http://[${address}]/`)
    ? new URL(`http://[${address}]/`).hostname.slice(1, -1)
    : address;
}

function found(
  purpose: FoundRecord["purpose"],
  state: "ok" | "wrong",
  values: readonly string[],
): FoundRecord {
  return { purpose, state, values: values.slice(0, MAX_VALUES).map(presentable), problem: null };
}

function nothing(purpose: FoundRecord["purpose"], problem: LookupProblem): FoundRecord {
  const state = problem === "no_name" || problem === "no_record" ? "missing" : "unanswered";
  return { purpose, state, values: [], problem };
}

/** Strangers write these: no control characters, nothing that turns the text around it, no endless lines. */
function presentable(value: string): string {
  const plain = value.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "\ufffd");
  return plain.length > MAX_VALUE ? `${plain.slice(0, MAX_VALUE)}…` : plain;
}

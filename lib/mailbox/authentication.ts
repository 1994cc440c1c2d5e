import { getDomain } from "tldts";
import { headerOf, type IncomingMail } from "./types";

export type Authentication = "pass" | "fail" | "none";

type Finding = { method: string; result: string; domain: string | null };

type Mail = Pick<IncomingMail, "headers" | "from" | "provider">;

/**
 * Whether the server that took an e-mail says that it is from the domain it claims: by DMARC, else by SPF or
 * DKIM for that domain. `none` where it says nothing. The verdict `pass` grants nothing that `none` does not,
 * so that a sender gains nothing by writing such headers where the server writes none.
 */
export function authenticationOf(mail: Mail): Authentication {
  const from = mail.from && domainOf(mail.from.address);
  if (!from) return "none";
  if (mail.provider === "postmark") return judge(postmarkResultsOf(mail, from), from);
  const results = resultsOf(mail);
  return judge(results.length > 0 ? results : spfOf(mail), from);
}

function judge(findings: readonly Finding[], from: string): Authentication {
  const dmarc = findings.filter(({ method }) => method === "dmarc").map(({ result }) => result);
  if (dmarc.includes("fail")) return "fail";
  if (dmarc.includes("pass")) return "pass";
  const told = findings.filter(({ result }) => ["pass", "fail", "softfail", "permerror"].includes(result));
  const passes = told.filter(({ result }) => result === "pass");
  if (passes.some(({ domain }) => domain !== null && isAligned(domain, from))) return "pass";
  // Somebody else's signature, or somebody else's server, vouches for somebody else.
  return told.length > 0 ? "fail" : "none";
}

/** Relaxed alignment, as DMARC has it: the same organisation. */
function isAligned(domain: string, from: string): boolean {
  const organisation = (name: string) => getDomain(name, { allowPrivateDomains: true }) ?? name;
  return organisation(domain.toLowerCase()) === organisation(from.toLowerCase());
}

/**
 * `Authentication-Results` (RFC 8601). Only the topmost block counts, which our own server wrote: those
 * below it came with the message, and the sender may have written them.
 */
function resultsOf({ headers }: Mail): Finding[] {
  const start = headers.findIndex(({ name }) => name === "authentication-results");
  if (start < 0) return [];
  const server = serverOf(headers[start]?.value ?? "");
  const findings: Finding[] = [];
  for (const { name, value } of headers.slice(start)) {
    if (name === "received") break;
    if (name !== "authentication-results") continue;
    if (serverOf(value) !== server) break;
    findings.push(
      ...value
        .slice(0, 8_000)
        .split(";")
        .slice(1)
        .map(toFinding)
        .filter((one) => one !== null),
    );
  }
  return findings;
}

function serverOf(value: string): string {
  return value.split(";")[0]?.trim().split(/\s/)[0]?.toLowerCase() ?? "";
}

function toFinding(part: string): Finding | null {
  const [, method, result] = /^\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)/i.exec(part) ?? [];
  if (!method || !result) return null;
  const [, named] = /\b(?:header\.(?:d|i)|smtp\.mailfrom|smtp\.helo)\s*=\s*"?([^\s";()]+)/i.exec(part) ?? [];
  return {
    method: method.toLowerCase(),
    result: result.toLowerCase(),
    domain: named ? domainOf(named) : null,
  };
}

/** `Received-SPF` (RFC 7208), about the sender on the envelope. */
function spfOf(mail: Mail): Finding[] {
  const spf = headerOf(mail, "received-spf")?.slice(0, 4_000);
  const [, result] = /^\s*([a-z]+)/i.exec(spf ?? "") ?? [];
  if (!spf || !result) return [];
  const [, sender] = /\benvelope-from="?<?([^\s;">]+)/i.exec(spf) ?? [];
  return [{ method: "spf", result: result.toLowerCase(), domain: sender ? domainOf(sender) : null }];
}

/** What Postmark writes: SPF, and SpamAssassin's word about signatures. "AU" is the domain that the author claims. */
function postmarkResultsOf(mail: Mail, from: string): Finding[] {
  const lists = mail.headers.filter(({ name }) => name === "x-spam-tests");
  const tests = (lists[0]?.value ?? "").slice(0, 4_000).split(/[\s,]+/);
  const findings = spfOf(mail);
  // A second list is the sender's.
  if (lists.length === 1 && tests.includes("DKIM_VALID_AU")) {
    findings.push({ method: "dkim", result: "pass", domain: from });
  } else if (tests.includes("DKIM_INVALID")) {
    findings.push({ method: "dkim", result: "fail", domain: null });
  }
  return findings;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).trim();
}

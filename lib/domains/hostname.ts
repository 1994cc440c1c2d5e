import { domainToASCII, domainToUnicode } from "node:url";
import { parse } from "tldts";
import { nameWarnings } from "./scripts.ts";
import type { NameWarning } from "./types.ts";

/** The label before the name under which the challenge stands. */
export const CHALLENGE_LABEL = "_portico-challenge";

/** DNS knows names of 253 characters; the challenge's name must fit as well. */
export const MAX_HOSTNAME = 253 - CHALLENGE_LABEL.length - 1;

/** Why a name cannot be somebody's domain. Each has a sentence under `fields.hostname`. */
export const HOSTNAME_FAULTS = [
  "required",
  "invalid",
  "too_long",
  "email",
  "ip",
  "wildcard",
  "single_label",
  "public_suffix",
  "unknown_suffix",
  "reserved",
  "own",
] as const;
export type HostnameFault = (typeof HOSTNAME_FAULTS)[number];

/** What an installation adds to the rules. */
export type HostnameRules = {
  /** Hosts that are ours, with everything below them. */
  own: readonly string[];
  /** On a developer's machine, where `.test`, `.example` and invented endings are what one has. */
  allowsReserved: boolean;
};

/** A name that can be somebody's domain. */
export type HostnameParts = {
  hostname: string;
  displayName: string;
  isApex: boolean;
  zone: string;
  warnings: NameWarning[];
};

/** Endings that never lead to a site of the public internet, in DNS or by convention (RFC 6761, 6762, 7686, 9476). */
const NEVER_PUBLIC =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|lan|home|corp|mail|onion|alt|arpa|invalid)$/;
/** Endings kept for documentation and tests (RFC 2606). */
const FOR_TESTS = /(^|\.)(test|example|example\.(com|net|org))$/;

/** Quotation marks, brackets and commas around a name that was copied with them. */
const AROUND = /^[<"'`“”„‘’«»]+|[>"'`“”‘’«»,;]+$/g;

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const SCHEME = /^[a-z][a-z0-9+-]*:[/\\]{2}|^[/\\]{2}/i;
const BETWEEN_DOTS = /\s*([.\u3002\uff0e\uff61])\s*/g;
/** What a page or a chat program may have put around or into the name: spaces of no width, soft hyphens, turns. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The host in what somebody typed or pasted: an address with scheme, port and path, capitals, a dot at
 * the end, another script. Answers with its ASCII form, or with what is wrong with it.
 */
export function readHostname(
  typed: string,
  rules: HostnameRules,
): { hostname: string } | { fault: HostnameFault } {
  const cleaned = typed.normalize("NFC").replace(INVISIBLE, "").trim().replace(AROUND, "");
  const host = cleaned
    .replace(SCHEME, "")
    .replace(/[/\\?#].*$/su, "")
    .replace(BETWEEN_DOTS, "$1")
    .trim();
  if (host === "") return { fault: "required" };
  if (host.includes("@")) return { fault: "email" };
  if (/^\[.*\](:\d*)?$/.test(host) || host.split(":").length > 2) return { fault: "ip" };
  return check(host.replace(/:\d*$/, "").replace(/[.\u3002\uff0e\uff61]$/, ""), rules);
}

function check(host: string, rules: HostnameRules): { hostname: string } | { fault: HostnameFault } {
  if (host.includes("*")) return { fault: "wildcard" };
  // Percent signs would be decoded on the way to ASCII.
  if (/[\s%]/u.test(host)) return { fault: "invalid" };
  const ascii = isAscii(host) ? host.toLowerCase() : domainToASCII(host);
  if (ascii.length > MAX_HOSTNAME) return { fault: "too_long" };
  const labels = ascii.split(".");
  if (labels.some((label) => label.length > 63)) return { fault: "too_long" };
  if (!labels.every((label) => LABEL.test(label))) return { fault: "invalid" };
  // Also 1.2.3 and 0x7f.1, which programs take for addresses.
  const ending = labels.at(-1) ?? "";
  if (/^(\d+|0x[0-9a-f]*)$/.test(ending)) return { fault: "ip" };
  if (!/^[a-z]/.test(ending)) return { fault: "invalid" };
  // An xn-- label that stands for nothing.
  const displayName = domainToUnicode(ascii);
  if (/(^|\.)xn--/.test(displayName) || domainToASCII(displayName) !== ascii) return { fault: "invalid" };
  const fault = labels.length === 1 ? "single_label" : placeFault(ascii, rules);
  return fault ? { fault } : { hostname: ascii };
}

function placeFault(hostname: string, rules: HostnameRules): HostnameFault | null {
  if (rules.own.some((own) => hostname === own || hostname.endsWith(`.${own}`))) return "own";
  if (NEVER_PUBLIC.test(hostname)) return "reserved";
  if (FOR_TESTS.test(hostname) && !rules.allowsReserved) return "reserved";
  const { domain, isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  // Where many people have their names, such as co.za and github.io; what stands below belongs to one of them.
  if (!domain) return "public_suffix";
  if (!isIcann && !isPrivate && !rules.allowsReserved) return "unknown_suffix";
  return null;
}

/** What there is to know about a name that was accepted. */
export function describeHostname(hostname: string): HostnameParts {
  const { domain } = parse(hostname, { allowPrivateDomains: true });
  const displayName = domainToUnicode(hostname) || hostname;
  const zone = domain ?? hostname;
  return { hostname, displayName, isApex: zone === hostname, zone, warnings: nameWarnings(displayName) };
}

/** Whether no public name server can know the name: it is kept for tests. */
export function isReservedForTests(hostname: string): boolean {
  return FOR_TESTS.test(hostname);
}

function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}

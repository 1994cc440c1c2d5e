import { seen } from "./seen";

/** Where links of an answer may lead beside the portal's own pages. */
export type LinkPolicy = {
  /** The portal's own origin, `https://portal.example`. */
  origin: string;
  /** Hosts that the business trusts, in small letters and ASCII; each means itself alone, not what is below it. */
  hosts: readonly string[];
  /**
   * Whether an address on such a host was written by the business, to the letter: a model that was talked into it could
   * put what it knows into any other. Left out where that was decided when the text was kept.
   */
  stands?: (href: string) => boolean;
};

/** The portal's pages that a link may open. Those that sign in, confirm or pass somebody on are not among them. */
const PAGES = /^\/(?:portal|help)(?:\/|$)/;
const MAX_HREF = 2_000;
/** Nobody writes longer ones into an article, and what is longer can carry more. */
const MAX_FOREIGN_HREF = 500;
/** Within an address: what parsers read in different ways. */
const AMBIGUOUS = /[\\\s<>"'`\p{Cc}]|&#?\w+;/u;

/**
 * The address of a link as it may be used, or null. Within the portal it is a path of its pages; elsewhere
 * https alone, on a host of the list, without a port or a name to sign in with. Letters that look like others do
 * not match: hosts are compared as DNS knows them.
 */
export function allowedLink(href: string, { origin, hosts, stands }: LinkPolicy): string | null {
  const text = href.trim();
  if (text === "" || text.length > MAX_HREF || AMBIGUOUS.test(text) || text !== seen(text)) return null;
  if (!text.startsWith("/") && !/^https?:\/\/[^/]/i.test(text)) return null;
  const url = parse(text, origin);
  if (!url || url.username || url.password) return null;
  if (url.origin === parse(origin)?.origin) {
    return PAGES.test(url.pathname) ? `${url.pathname}${url.search}${url.hash}` : null;
  }
  const isTrusted = url.protocol === "https:" && url.port === "" && hosts.includes(url.hostname);
  // What began as a path and ended elsewhere ("//host") was no path.
  const isLink = isTrusted && !text.startsWith("/") && url.href.length <= MAX_FOREIGN_HREF;
  return isLink && (stands?.(url.href) ?? true) ? url.href : null;
}

function parse(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** Escapes and entities are other ways to write an address, which some parsers undo before they look for one. */
const ESCAPE = /\\+(?=[!-/:-@[\]-`{-~])/g;
const ENTITY = /&(?=#?\w{1,31};)/g;
const IMAGE = /!+(?=\[)/g;
/** A link, written so that no two parsers can read it differently: one line, a bare address, no title. */
const LINK = /\[([^[\]\n]{0,500})\]\(([^\s()<>\\]{0,2000})\)/g;
const AUTOLINK = /<((?:https?|ftp|mailto|data|javascript|vbscript):[^<>\s]{0,2000})>/gi;
const TAG = /<(?:\/?[a-z][^<>]{0,2000}|![^<>]{0,2000}|\?[^<>]{0,2000})>/gi;
const OPENING = /<(?=[a-z/!?])/gi;
const BARE = /(?:https?|ftp):\/*[^\s<>()[\]"'`|]*|(?<![a-z0-9])www\.[^\s<>()[\]"'`|]*/gi;
/** Characters that mean nothing to anybody, and here the place of an allowed link while the rest is taken apart. */
const MARKS = /[\ue000\ue001]/g;
const KEPT = /\ue000(\d+)\ue001/g;

/**
 * A text of Markdown without images, without raw HTML and with links to nowhere but where the policy allows:
 * other links are their words, other addresses the name of their host, for what stands behind it could carry
 * something away. It is meant to be safe whoever renders it, and so keeps no link that could be read in two ways.
 */
export function safeMarkdown(text: string, policy: LinkPolicy): string {
  const kept: string[] = [];
  const keep = (words: string, href: string) => `[${words}]\ue000${kept.push(href) - 1}\ue001`;
  return (
    withoutAddresses(
      seen(text)
        .replace(MARKS, "")
        .replace(ESCAPE, "")
        .replace(ENTITY, "& ")
        .replace(IMAGE, "")
        // An image inside a link leaves a link inside a link: the inner one is replaced first.
        .replace(LINK, (_link, words: string, href: string) => linkOrWords(words, href, policy, keep))
        .replace(LINK, (_link, words: string, href: string) => linkOrWords(words, href, policy, keep))
        .replace(AUTOLINK, (_link, href: string) => href)
        .replace(TAG, "")
        // What came together to a tag only now, or whose end is still to come.
        .replace(OPENING, "< "),
      policy,
    )
      // What is left of links, definitions of links among it, has to be words.
      .replace(/\](?=[(:])/g, "] ")
      .replace(KEPT, (_mark, index: string) => `(${kept[Number(index)] ?? ""})`)
  );
}

function linkOrWords(
  words: string,
  href: string,
  policy: LinkPolicy,
  keep: (words: string, href: string) => string,
): string {
  const allowed = allowedLink(href, policy);
  // Parentheses would end the address before its end.
  if (allowed && !/[()]/.test(allowed)) return keep(words, allowed);
  return words || hostOf(href);
}

/** Again as long as there is something to take away: what is left may have come together to an address. */
function withoutAddresses(text: string, policy: LinkPolicy): string {
  for (let round = 0; round < 10; round += 1) {
    const next = text.replace(BARE, (address) => bareAddress(address, policy));
    if (next === text) return text;
    text = next;
  }
  return text.replace(BARE, "");
}

/** An address in the text: as it is where it may be followed, else the name of its host. */
function bareAddress(address: string, policy: LinkPolicy): string {
  const [, body = address, marks = ""] = /^(.*?)([.,;:!?*_~]*)$/s.exec(address) ?? [];
  // One address, and none inside of it.
  const isPlain =
    /^https?:\/\/(?:www\.)?[\w/.?=&#%-]+$/i.test(body) && !/^\w+:\/\/(?:www\.)?.*www\./is.test(address);
  return (isPlain && allowedLink(body, policy) ? body : hostOf(body)) + marks;
}

/** The host of an address as words that no program makes a link of. */
function hostOf(address: string): string {
  const url = parse(/^\w+:/.test(address) ? address : `https://${address}`);
  return (url?.hostname ?? "").replace(/^(?:www(?:\.|$)|\.)+/i, "").replace(/\.$/, "");
}

/** As much of an unfinished link or address as is waited for before it is shown as it stands. */
const LONGEST_WAIT = 2_600;

/**
 * `safeMarkdown` for a text that arrives in pieces: gives what can be shown already, and keeps back what may
 * still become a link, an image or an address. `end` gives the rest.
 */
export function createSafeStream(policy: LinkPolicy): { push(piece: string): string; end(): string } {
  let waiting = "";
  const release = (until: number) => {
    const ready = waiting.slice(0, until);
    waiting = waiting.slice(until);
    // Spaces at the ends belong to the text around.
    const [, before = "", body = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(ready) ?? [];
    return before + safeMarkdown(body, policy) + after;
  };
  return {
    push(piece) {
      waiting += piece;
      return release(waiting.length > LONGEST_WAIT ? waiting.length : settledUntil(waiting));
    },
    end: () => release(waiting.length),
  };
}

/** Up to where nothing that comes can change what a text means: behind the last space outside of brackets. */
function settledUntil(text: string): number {
  let end = text.length;
  for (;;) {
    const space = text.slice(0, end).search(/\s\S*$/);
    if (space < 0) return 0;
    const opened = Math.max(openBracket(text.slice(0, space)), openTag(text.slice(0, space)));
    // The space itself may go: an address or a mark begins after it.
    if (opened < 0) return space + 1;
    end = opened;
  }
}

/** Where the first bracket that is not closed yet, or whose address may still come, begins; -1 for none. */
function openBracket(text: string): number {
  return text.search(/!*\[[^\]\n]{0,500}(?:\](?:\([^)\n]{0,2000})?)?$/);
}

function openTag(text: string): number {
  return text.search(/<[^<>\n]{0,2000}$/);
}

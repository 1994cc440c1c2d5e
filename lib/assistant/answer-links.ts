import type { LinkPolicy } from "./safe-markdown";
import type { Source, SourceKind } from "./types";

/** What only the business writes: an address in a ticket or a record may be anybody's. */
const OWN: readonly SourceKind[] = ["article", "product"];

const ADDRESS = /https:\/\/[^\s<>()[\]"'`|\\]+/gi;

/**
 * Where the links of an answer may lead: within the portal, and to hosts that the business trusts, there only to
 * addresses that stand in what was found for this answer, letter for letter and in a text of the business's own. An
 * address that a model made up could carry away what it has read, in its query as in its path. `sources` may grow
 * meanwhile.
 */
export function answerLinks(
  origin: string,
  hosts: readonly string[],
  sources: ReadonlyMap<string, Source>,
): LinkPolicy {
  let known = new Set<string>();
  let seenOf = -1;
  const standing = () => {
    const all = [...sources.values()].filter(({ kind }) => OWN.includes(kind));
    const size = all.reduce((sum, { text }) => sum + text.length + 1, 0);
    if (size !== seenOf) {
      seenOf = size;
      known = new Set(all.flatMap(({ text }) => addressesIn(text)));
    }
    return known;
  };
  return { origin, hosts, stands: (href) => hosts.length > 0 && standing().has(href) };
}

/** The addresses of a text, as parsers write them; a mark at the end belongs to the sentence. */
function addressesIn(text: string): string[] {
  return [...text.matchAll(ADDRESS)].flatMap(([address]) => {
    try {
      return [new URL(address.replace(/[.,;:!?*_~]+$/, "")).href];
    } catch {
      return [];
    }
  });
}

import { allowedLink } from "./safe-markdown";

/** Stands in for the portal's own address, which answers never name: their links are paths. */
const ORIGIN = "https://portal.invalid";

/**
 * Where a link in an answer leads on a page: to the portal's own pages, and to the hosts that the business trusts now;
 * every other one is its words. Which addresses on those hosts was decided when the answer was kept.
 */
export function portalLink(hosts: readonly string[]): (href: string) => string | null {
  return (href) => allowedLink(href, { origin: ORIGIN, hosts });
}

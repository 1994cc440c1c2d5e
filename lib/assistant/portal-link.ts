import { allowedLink } from "./safe-markdown";

/** Stands in for the portal's own address, which answers never name: their links are paths. */
const HERE = { origin: "https://portal.invalid", hosts: [] };

/** Where a link in an answer leads on a page: to the portal's own pages; every other one is its words. */
export function portalLink(href: string): string | null {
  return allowedLink(href, HERE);
}

/** Where a link in an answer may lead: to pages of the portal and of the help centre, and nowhere else. */
const PAGES = /^\/(portal|help)(\/|$)/;
/** Stands in for the portal's own address, which an answer never names. */
const HERE = "https://portal.invalid";

/**
 * The address of a link in an answer as it may be used, or null. An address elsewhere could carry what was read
 * away with it, so that there is none, however it is spelled.
 */
export function answerLink(href: string): string | null {
  if (!href.startsWith("/") || !URL.canParse(href, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(href, HERE);
  return origin === HERE && PAGES.test(pathname) ? pathname + search + hash : null;
}

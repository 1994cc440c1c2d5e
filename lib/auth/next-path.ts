const NOWHERE = "http://portico.invalid";

/**
 * The page to go to after signing in, from a value that anybody may have put into a link: a path on this
 * site, or null. Refuses other origins in every disguise (`//evil`, `/\evil`, a tab in the middle) and
 * the addresses that are not pages.
 */
export function safeNextPath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 2_000 || !value.startsWith("/")) return null;
  // Browsers drop control characters and read a backslash as a slash; there is no honest use of them here.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\u0000-\u001f\u007f\\]/.test(value) || !URL.canParse(value, NOWHERE)) return null;
  const url = new URL(value, NOWHERE);
  // Checked after parsing: `/..//evil` only then shows what it is.
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return null;
  if (/^\/(api|auth|login|register|_next)(\/|$)/.test(url.pathname)) return null;
  return url.pathname + url.search + url.hash;
}

/**
 * Marks requests for whole documents, as against what a page of ours fetches while it is open. Next begins to send
 * a page before it knows its status, so that somebody else's ticket would answer 200, except for the user agents of
 * `htmlLimitedBots` in `next.config.ts`. Documents are to have their true status; what pages fetch must not wait,
 * for Next aborts it then. `proxy.ts` appends the mark to the user agent, the only thing that the setting looks at.
 */
export const DOCUMENT_REQUEST = "portico-document";

/** The user agent of the request to a page, marked when it asks for a document. */
export function markDocumentRequest(headers: Headers): void {
  // Next hides its own `rsc` header from the proxy. Programs that send no Sec-Fetch-Dest ask for documents.
  if (headers.get("sec-fetch-dest") === "empty") return;
  headers.set("user-agent", `${headers.get("user-agent") ?? ""} ${DOCUMENT_REQUEST}`.trim());
}

/** The user agent as the visitor sent it. */
export function userAgentOf(headers: Headers): string {
  const value = headers.get("user-agent") ?? "";
  return value.endsWith(DOCUMENT_REQUEST) ? value.slice(0, -DOCUMENT_REQUEST.length).trimEnd() : value;
}

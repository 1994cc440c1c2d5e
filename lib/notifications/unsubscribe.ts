/** The page on which somebody ends e-mails without signing in. */
export function unsubscribePage(siteUrl: string, token: string): string {
  return `${siteUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
}

/**
 * The headers by which a mail program ends e-mails with one click (RFC 8058): it posts
 * `List-Unsubscribe=One-Click` to the address. None for e-mails that cannot be ended.
 */
export function unsubscribeHeaders(siteUrl: string, token: string | null): Record<string, string> {
  if (token === null) return {};
  return {
    "List-Unsubscribe": `<${siteUrl}/api/notifications/unsubscribe?token=${encodeURIComponent(token)}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

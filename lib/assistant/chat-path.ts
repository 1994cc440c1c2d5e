/** What became of a form about a conversation, as the page behind it says. */
export const CHAT_NOTICES = [
  "renamed",
  "deleted",
  "rename_failed",
  "delete_failed",
  "restore_failed",
] as const;
export type ChatNotice = (typeof CHAT_NOTICES)[number];

/**
 * The address of the assistant's page: a conversation, a search in the list, a later part of the list, and what became
 * of a form: which conversation it was about, and what was typed if it has to be tried again.
 */
export function chatPath(params: {
  session?: string | null;
  q?: string;
  cursor?: string;
  notice?: ChatNotice;
  of?: string;
  typed?: string;
}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  return query.size > 0 ? `/portal/chat?${query}` : "/portal/chat";
}

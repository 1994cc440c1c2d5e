/** The address of the assistant's page: a conversation, a search in the list, a later part of the list. */
export function chatPath(params: { session?: string | null; q?: string; cursor?: string }): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  return query.size > 0 ? `/portal/chat?${query}` : "/portal/chat";
}

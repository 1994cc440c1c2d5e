import type { DraftMode, TicketDraft, TicketDrafts } from "@/lib/tickets/draft-types";
import type { DraftContent, DraftServer } from "./draft-keeper";

/** Somebody waits for it: what takes longer is tried again. */
const PATIENCE_MS = 10_000;
/** Browsers finish a request of a page that is being left only up to this size. */
const MOST_WHEN_LEAVING = 60_000;

/** Drafts of one kind, as our own API keeps them. */
export function draftServer(ticketId: string, mode: DraftMode): DraftServer {
  const address = `/api/admin/tickets/${ticketId}/drafts`;
  return {
    async save(content: DraftContent, version) {
      const body = JSON.stringify({ mode, ...content, version });
      const response = await fetch(address, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body,
        keepalive: body.length < MOST_WHEN_LEAVING,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status === 409) return "changed";
      if (!response.ok) throw new Error(`drafts answered ${response.status}`);
      return ((await response.json()) as { data: TicketDraft | null }).data;
    },
    async read() {
      const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!response.ok) throw new Error(`drafts answered ${response.status}`);
      return ((await response.json()) as { data: TicketDrafts }).data[mode];
    },
  };
}

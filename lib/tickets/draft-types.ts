import type { ScanStatus } from "./types";

/** What is being written: an answer to the customer, or a note for staff. */
export const DRAFT_MODES = ["reply", "note"] as const;
export type DraftMode = (typeof DRAFT_MODES)[number];

export type DraftFile = {
  id: string;
  fileName: string;
  mimeType: string;
  size: number;
  scanStatus: ScanStatus;
};

/** A reply or note that is not sent yet, as its author reads it. Times are ISO 8601 in UTC. */
export type TicketDraft = {
  id: string;
  mode: DraftMode;
  body: string;
  /** Where a reply leaves the ticket; null as usual. */
  status: "waiting_customer" | "in_progress" | null;
  templateId: string | null;
  files: DraftFile[];
  /** Changes with every save: hand it back, so that another tab's changes are noticed. */
  version: number;
  /** When it is sent; until then it can be taken back. Its id becomes the message's. */
  sendAt: string | null;
  /** Milliseconds until then, by the database's clock. */
  sendIn: number | null;
  /** Why it was not sent, such as `ticket_closed`, with a sentence for its author. */
  returned: { reason: string; hint: string | null } | null;
  updatedAt: string;
};

/** All that one member of staff has begun on a ticket. */
export type TicketDrafts = Record<DraftMode, TicketDraft | null> & {
  /** What can still be taken back, the first to be sent first. */
  sending: TicketDraft[];
};

/** What became of a message that was to be sent. */
export type Delivery = { state: "sent"; messageId: string } | { state: "returned"; draft: TicketDraft };

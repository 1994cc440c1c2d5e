import type { Block } from "./markdown-blocks";
import type { PdfBuyer, PdfSeller } from "./price-document";

/** What stands in a conversation, oldest first. Words are ready to print. */
export type ConversationEntry =
  | { kind: "day"; label: string }
  | {
      kind: "message";
      author: string;
      /** "Support", "AI assistant"; null where the name says enough. */
      role: string | null;
      time: string;
      body: readonly Block[];
      /** Names of files, with their sizes. */
      files: readonly string[];
      /** For staff alone. */
      isNote: boolean;
    }
  | { kind: "event"; text: string; time: string };

/** A ticket with what was written and what happened, or a part of a long one. */
export type ConversationDocument = {
  seller: PdfSeller;
  buyer: PdfBuyer;
  locale: string;
  number: string;
  subject: string;
  /** The day it is printed, "2026-11-21". */
  printedOn: string;
  /** Below the title: when it was printed, which part of how many, that notes are in it. */
  remarks: readonly string[];
  facts: readonly (readonly [label: string, value: string])[];
  /** How it ended: a sentence each. */
  settlement: readonly string[];
  entries: readonly ConversationEntry[];
  labels: {
    title: string;
    buyer: string;
    customerNumber: string;
    taxNumber: string;
    registrationNumber: string;
    settlement: string;
    files: string;
    note: string;
    page: (page: number, pages: number) => string;
  };
};

/** An A4 document; the same input gives the same bytes. Loaded and drawn like an invoice. */
export async function renderConversation(conversation: ConversationDocument): Promise<Uint8Array> {
  const [{ conversationPages }, { toPdf }] = await Promise.all([
    import("./conversation-layout"),
    import("./renderer"),
  ]);
  return toPdf(() => conversationPages(conversation), {
    title: `${conversation.number} ${conversation.subject}`,
    author: conversation.seller.name,
    language: conversation.locale,
    createdOn: conversation.printedOn,
  });
}

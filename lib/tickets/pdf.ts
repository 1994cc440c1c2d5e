import "server-only";
import { createTranslator } from "next-intl";
import type { Viewer } from "@/lib/auth/viewer";
import { calendarDay, formatDate, formatDateTime, formatTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { ok, type Result } from "@/lib/core/result";
import { type StoredParties, toParties } from "@/lib/documents/queries";
import {
  type ConversationDocument,
  type ConversationEntry,
  renderConversation,
} from "@/lib/platform/pdf/conversation";
import { markdownBlocks } from "@/lib/platform/pdf/markdown-blocks";
import { unwrap } from "@/lib/platform/supabase/unwrap";
import { formatBytes } from "@/lib/uploads/limits";
import documents from "@/messages/en/documents.json";
import resolution from "@/messages/en/resolution.json";
import tickets from "@/messages/en/tickets.json";
import { eventWords } from "./event-words";
import { labelled } from "./queries";
import { eventSentence, threadDays, writerOf } from "./thread";
import type { Audience, TicketEvent, TicketMessage, TicketRecord } from "./types";

type Message = TicketMessage & { files: { fileName: string; size: number | null }[] };

/** A part of a conversation, as `get_ticket_conversation` answers. */
type Conversation = StoredParties &
  Omit<TicketRecord, "messages" | "order" | "service" | "domain" | "affectedItems"> & {
    part: number;
    parts: number;
    withNotes: boolean;
    issueTypeLabel: string | null;
    order: string | null;
    service: string | null;
    domain: string | null;
    affectedItems: { name: string; quantity: number }[];
    messages: Message[];
    events: TicketEvent[];
  };

type File = { bytes: Uint8Array<ArrayBuffer>; fileName: string; mimeType: string };
type Reader = { audience: Audience; locale: string; timeZone: string; now: Date };

/**
 * A ticket with its whole conversation as a PDF, or one part of a long one. Internal notes only for staff who
 * ask for them. `not_found` also for what belongs to somebody else, and for a part that is not there.
 */
export async function conversationPdf(
  viewer: Viewer,
  ref: string,
  { part, notes = false }: { part: number; notes?: boolean },
): Promise<Result<File>> {
  const answer = unwrap(
    await viewer.db.rpc("get_ticket_conversation", { p_ref: ref, p_part: part, p_notes: notes }),
  );
  if (!answer.ok) return answer;
  const conversation = answer.value as unknown as Conversation;
  const document = await conversationDocument(conversation, {
    audience: viewer.role === "customer" ? "customer" : "staff",
    locale: viewer.locale,
    timeZone: viewer.timeZone,
    now: new Date(),
  });
  const { number, parts } = conversation;
  return ok({
    bytes: new Uint8Array(await renderConversation(document)),
    fileName: parts > 1 ? `${number}-part-${part}-of-${parts}.pdf` : `${number}.pdf`,
    mimeType: "application/pdf",
  });
}

/** A conversation in the words and times of its reader. */
async function conversationDocument(
  conversation: Conversation,
  reader: Reader,
): Promise<ConversationDocument> {
  const t = createTranslator({ locale: "en", messages: documents, namespace: "conversation" });
  const page = createTranslator({ locale: "en", messages: documents });
  const { seller, buyer } = await toParties(conversation);
  const { locale, timeZone, now } = reader;
  const { part, parts } = conversation;
  return {
    seller,
    buyer,
    locale,
    number: conversation.number,
    subject: conversation.subject,
    printedOn: calendarDay(now, timeZone),
    remarks: [
      t("printed", { day: formatDate(now, locale, timeZone) }),
      ...(parts > 1 ? [t("part", { part, parts })] : []),
      ...(conversation.withNotes ? [t("withNotes")] : []),
    ],
    facts: factsOf(conversation, reader),
    settlement: settlementOf(conversation, reader),
    entries: entriesOf(conversation, reader),
    labels: {
      title: t("title"),
      buyer: t("buyer"),
      customerNumber: documents.labels.customerNumber,
      taxNumber: documents.labels.taxNumber,
      registrationNumber: documents.labels.registrationNumber,
      settlement: t("settlement"),
      files: t("files"),
      note: t("note"),
      page: (at, pages) => page("page", { page: at, pages }),
    },
  };
}

function factsOf(
  conversation: Conversation,
  { audience, locale, timeZone }: Reader,
): ConversationDocument["facts"] {
  const t = createTranslator({ locale: "en", messages: documents, namespace: "conversation" });
  const words = createTranslator({ locale: "en", messages: tickets });
  const items = conversation.affectedItems.map((item) => t("items", item)).join(", ");
  const { resolvedAt, rating } = conversation;
  const all: [Parameters<typeof t>[0], string | null][] = [
    ["facts.status", words(`status.${audience}.${conversation.status}`)],
    ["facts.opened", formatDateTime(conversation.createdAt, locale, timeZone)],
    ["facts.requester", conversation.requesterName],
    ["facts.category", conversation.categoryLabel],
    ["facts.kind", conversation.issueTypeLabel],
    ["facts.priority", words(`priority.${conversation.priority}`)],
    ["facts.order", conversation.order],
    ["facts.service", conversation.service],
    ["facts.domain", conversation.domain],
    ["facts.items", items || null],
    ["facts.resolved", resolvedAt && formatDateTime(resolvedAt, locale, timeZone)],
    ["facts.rating", rating === null ? null : words("facts.rated", { rating })],
  ];
  return all.flatMap(([label, value]) => (value ? [[t(label), value] as const] : []));
}

function settlementOf(
  { resolution: settled, refunds }: Conversation,
  { audience, locale }: Reader,
): string[] {
  const t = createTranslator({ locale: "en", messages: documents, namespace: "conversation" });
  const words = createTranslator({ locale: "en", messages: resolution });
  return [
    ...(settled ? [words(`type.${settled.type}`)] : []),
    ...(settled?.notes ? [settled.notes] : []),
    ...refunds.map(({ amount, status }) =>
      t("refund", {
        amount: formatMoney(amount, locale),
        status: words(`panel.status.${status}`, { audience }),
      }),
    ),
  ];
}

function entriesOf({ messages, events, categoryLabels }: Conversation, reader: Reader): ConversationEntry[] {
  const t = createTranslator({ locale: "en", messages: documents, namespace: "conversation" });
  const words = createTranslator({ locale: "en", messages: tickets });
  const { locale, timeZone } = reader;
  return threadDays(messages, labelled(events, categoryLabels), timeZone).flatMap(({ day, items }) => {
    const entries = items.flatMap((item): ConversationEntry[] => {
      if (item.kind === "event") {
        const sentence = eventSentence(item.event);
        if (!sentence) return [];
        const filled = eventWords(item.event, reader, (priority) => words(`priority.${priority}`));
        const text = [words(`event.${sentence}`, filled), item.event.note].filter(Boolean).join(" – ");
        return [{ kind: "event", text, time: formatTime(item.event.createdAt, locale, timeZone) }];
      }
      const { authorName, createdAt, body, internal, files } = item.message;
      const writer = writerOf(item.message);
      const role = writer === "customer" ? null : words(`thread.author.${writer}`);
      return [
        {
          kind: "message",
          author: authorName,
          role: role === authorName ? null : role,
          time: formatTime(createdAt, locale, timeZone),
          body: markdownBlocks(body),
          files: files.map(({ fileName, size }) =>
            // Of what is not known to be clean, customers learn the name alone.
            size === null ? fileName : t("file", { name: fileName, size: formatBytes(size, locale) }),
          ),
          isNote: internal,
        },
      ];
    });
    // A day on which nothing is told has no line of its own.
    if (entries.length === 0) return [];
    return [{ kind: "day", label: formatDate(`${day}T12:00:00Z`, locale, "UTC") }, ...entries];
  });
}

import type { Money } from "@/lib/core/money";

import type { Claimable } from "@/lib/orders/types";
import type { AutomaticAnswer } from "@/lib/triage/types";

/** The tuples below are the database's enums, in its order; a test compares them. */
export const TICKET_STATUSES = [
  "new",
  "waiting_ai",
  "assigned",
  "in_progress",
  "waiting_customer",
  "on_hold",
  "resolved",
  "closed",
  "cancelled",
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const TICKET_PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

export const TICKET_CHANNELS = ["portal", "chat", "email", "phone", "whatsapp", "api"] as const;
export type TicketChannel = (typeof TICKET_CHANNELS)[number];

export const MESSAGE_AUTHORS = ["customer", "staff", "ai", "system"] as const;
export type MessageAuthor = (typeof MESSAGE_AUTHORS)[number];

export const RESOLUTION_TYPES = [
  "full_refund",
  "partial_refund",
  "replacement",
  "store_credit",
  "no_action",
  "other",
] as const;
export type ResolutionType = (typeof RESOLUTION_TYPES)[number];

/** Resolutions that give money back; a store credit may also be without an amount. */
export const REFUND_TYPES = [
  "full_refund",
  "partial_refund",
  "store_credit",
] as const satisfies ResolutionType[];

export const REFUND_STATUSES = ["approved", "pending_approval", "rejected"] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export const SCAN_STATUSES = ["pending", "clean", "infected", "skipped"] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

/** What a category asks for. */
export const CATEGORY_NEEDS = ["order", "service", "domain"] as const;
export type CategoryNeed = (typeof CATEGORY_NEEDS)[number];

export const TICKET_EVENT_TYPES = [
  "created",
  "status_changed",
  "priority_changed",
  "category_changed",
  "assigned",
  "tagged",
  "rated",
  "follow_up_created",
  "refund_requested",
  "refund_approved",
  "refund_rejected",
  "privacy_changed",
  "team_changed",
  "rule_applied",
  "merged",
  "merged_from",
  "split",
  "split_from",
  "linked",
  "unlinked",
  "snoozed",
  "snooze_ended",
  "file_infected",
  "answer_refused",
  "files_removed",
] as const;
export type TicketEventType = (typeof TICKET_EVENT_TYPES)[number];

/** Which side of the desk somebody is on, and therefore which words they read. */
export type Audience = "customer" | "staff";

export type TicketCategory = {
  slug: string;
  label: string;
  description: string;
  needs: CategoryNeed | null;
  defaultPriority: TicketPriority;
  issueTypes: { slug: string; label: string }[];
};

/** A ticket as a list shows it. Times are ISO 8601 in UTC. */
export type TicketSummary = {
  id: string;
  number: string;
  subject: string;
  status: TicketStatus;
  priority: TicketPriority;
  category: string;
  categoryLabel: string;
  issueType: string | null;
  channel: TicketChannel;
  isPrivate: boolean;
  orderId: string | null;
  /** Rises with every change of state: hand it back as `expectedVersion` to notice other people's changes. */
  version: number;
  messageCount: number;
  lastMessageAuthor: MessageAuthor | null;
  lastMessageBy: string | null;
  lastActivityAt: string;
  createdAt: string;
  resolvedAt: string | null;
  /** Something new from the other side since the viewer last looked. */
  unread: boolean;
  assigneeName: string | null;
};

/** What staff see of a ticket in a list beyond what the customer sees. */
export type StaffTicketSummary = TicketSummary & {
  assigneeId: string | null;
  customerId: string;
  customerName: string;
  customerEmail: string | null;
  firstResponseDueAt: string | null;
  firstRespondedAt: string | null;
  nextResponseDueAt: string | null;
  resolutionDueAt: string | null;
  slaPausedAt: string | null;
  slaRiskAt: string | null;
  /** As triage read it, until somebody has judged that: only when it is none too good. */
  mood: "negative" | "angry" | null;
  /** What in it is for a person to look at, as triage saw it. */
  flags: string[];
  teamId: string | null;
  teamName: string | null;
  tags: string[];
};

export type TicketMessage = {
  id: string;
  authorType: MessageAuthor;
  authorId: string | null;
  authorName: string;
  /** Markdown. */
  body: string;
  /** A note that only staff ever receive. */
  internal: boolean;
  createdAt: string;
};

export type TicketAttachment = {
  id: string;
  messageId: string | null;
  fileName: string;
  /** Customers learn it, and the size, once the file is known to be clean. */
  mimeType: string | null;
  /** Bytes. */
  size: number | null;
  /** Pixels, of pictures. */
  width: number | null;
  height: number | null;
  scanStatus: ScanStatus;
  /** The virus that was found, for staff. */
  signature?: string | null;
  createdAt: string;
};

/** A message with its files, as the messages endpoint answers. */
export type TicketMessageWithFiles = TicketMessage & { attachments: TicketAttachment[] };

export type TicketEvent = {
  id: string;
  type: TicketEventType;
  actorType: MessageAuthor;
  actorName: string;
  oldValue: string | null;
  newValue: string | null;
  /** What a category is called, where the values are its slugs. */
  oldLabel?: string | undefined;
  newLabel?: string | undefined;
  note: string | null;
  internal: boolean;
  createdAt: string;
};

/** The promised times and what became of them. */
export type TicketSla = {
  firstResponseDueAt: string | null;
  firstRespondedAt: string | null;
  /** Until when the first message that nobody has answered is answered; null when none waits. */
  nextResponseDueAt: string | null;
  resolutionDueAt: string | null;
  /** Since when the clock stands. Due times hold as of then, and move on once it runs again. */
  pausedAt: string | null;
  /** From when on less than a fifth of the time of a promise is left; null while the clock stands. */
  riskAt: string | null;
};

/** What a ticket's own page knows beyond that. */
export type TicketPromise = TicketSla & {
  /** Seconds of open time that are left to the resolution while the clock stands. */
  remaining: number | null;
  /** When the desk opens again; null while it is open. */
  opensAt: string | null;
  /** When a resolved ticket closes by itself; null for never. */
  closesAt: string | null;
  /** Since when the ticket has had its status. */
  statusSince: string | null;
};

export type AffectedItem = {
  orderItemId: string;
  name: string;
  sku: string;
  quantity: number;
  note: string | null;
};

/** Money that goes back. Customers see no refused refunds, and staff alone see the names. */
export type TicketRefund = {
  id: string;
  amount: Money;
  status: RefundStatus;
  createdAt: string;
  decidedAt: string | null;
  requestedById?: string | null;
  requestedBy?: string | null;
  decidedBy?: string | null;
};

/** A ticket as another one names it. */
export type TicketRef = { id: string; number: string };

/** How two tickets are connected, seen from one of them. */
export const LINK_KINDS = ["related", "duplicate", "blocks", "blocked_by"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** A connection that staff made, for staff. */
export type TicketLink = TicketRef & { subject: string; status: TicketStatus; kind: LinkKind };

/** Until when staff have put a ticket aside, and who did. */
export type TicketSnooze = { until: string; byId: string | null; by: string | null };

/** A ticket with all that its page shows, as the database answers it. */
export type TicketRecord = TicketSummary & {
  description: string;
  requesterName: string | null;
  serviceId: string | null;
  domainId: string | null;
  order: { id: string; number: string; status: string } | null;
  service: { id: string; name: string } | null;
  domain: { id: string; hostname: string } | null;
  followUpOf: TicketRef | null;
  followUps: (TicketRef & { status: TicketStatus })[];
  /** Where the conversation goes on: this ticket is a signpost, closed for good. */
  mergedInto: (TicketRef & { subject: string }) | null;
  /** The tickets that became part of this one. */
  mergedFrom: TicketRef[];
  /** The ticket whose messages this one was made of. */
  splitFrom: TicketRef | null;
  splitInto: (TicketRef & { status: TicketStatus })[];
  sla: TicketPromise;
  resolution: { type: ResolutionType; notes: string | null } | null;
  refunds: TicketRefund[];
  rating: number | null;
  ratingComment: string | null;
  /** Whether to ask this viewer how the help was. */
  ratingAsked: boolean;
  /** In how many documents the whole conversation comes. */
  conversationParts: number;
  /** Whether the viewer opened it, and so decides who of their company sees it. */
  isOwn: boolean;
  /** The company whose people see it, unless it is private; null where there is one person. */
  company: string | null;
  /** By slug, those that the timeline names. */
  categoryLabels: Record<string, string>;
  closedAt: string | null;
  affectedItems: AffectedItem[];
  /** The latest 100, oldest first. */
  messages: TicketMessage[];
  hasEarlierMessages: boolean;
  /** What a machine answered, and what the customer says of it; null when a person answers. */
  automaticAnswer: AutomaticAnswer | null;
  attachments: TicketAttachment[];
  timeline: TicketEvent[];
};

/** Totals of the customer's tickets; statuses and categories without tickets are absent. */
export type TicketStats = {
  /** The company whose people see them; null where there is one person. */
  company: string | null;
  total: number;
  byStatus: Partial<Record<TicketStatus, number>>;
  byCategory: Record<string, number>;
};

/** Totals, and the last twelve months in the customer's zone; averages are null where there was nothing. */
export type TicketHistory = TicketStats & {
  /** Oldest first; a month is "2026-11". */
  byMonth: { month: string; opened: number; resolved: number }[];
  averageFirstResponseMinutes: number | null;
  averageResolutionMinutes: number | null;
};

/** What a ticket would be promised if it were opened now. */
export type PromisePreview = {
  firstResponseDueAt: string | null;
  resolutionDueAt: string | null;
  isOpenNow: boolean;
  /** When somebody is there again; null while somebody is, or where that never ends. */
  opensAt: string | null;
};

/** What is offered while a subject is typed. */
export type TicketSuggestions = {
  tickets: { id: string; number: string; subject: string; status: TicketStatus; lastActivityAt: string }[];
  articles: { slug: string; title: string; excerpt: string }[];
};

/** What a customer can link a new ticket to. */
export type TicketSubjects = {
  /** Whether colleagues use the portal under the same profile. */
  isShared: boolean;
  orders: {
    id: string;
    number: string;
    status: string;
    placedAt: string;
    /** The last moment in which its items can be reported; null while there is no end. */
    claimableUntil: string | null;
    items: { id: string; name: string; quantity: number; claimable: Claimable }[];
  }[];
  services: { id: string; name: string }[];
  domains: { id: string; hostname: string }[];
};

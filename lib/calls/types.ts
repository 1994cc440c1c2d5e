/** What becomes of a call; `done` and `no_show` are said by staff. */
export const CALL_STATUSES = ["scheduled", "completed", "cancelled", "no_show"] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

export const CALL_CHANNELS = ["phone", "video"] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

/** The two views of the customer's list. */
export const CALL_VIEWS = ["upcoming", "past"] as const;
export type CallView = (typeof CALL_VIEWS)[number];

export const CALL_EVENTS = [
  "booked",
  "moved",
  "reassigned",
  "changed",
  "cancelled",
  "restored",
  "completed",
  "no_show",
  "transcript_added",
] as const;
export type CallEventType = (typeof CALL_EVENTS)[number];

/** Minutes that a call may have. */
export const SLOT_MINUTES = [15, 30, 45, 60] as const;

/** A free time. Times are ISO 8601 in UTC. */
export type Slot = { startsAt: string; endsAt: string };

/** A call as lists show it. */
export type CallSummary = {
  id: string;
  startsAt: string;
  endsAt: string;
  purpose: string;
  category: string | null;
  categoryLabel: string | null;
  channel: CallChannel;
  phone: string | null;
  videoUrl: string | null;
  /** What the customer wants us to know beforehand. */
  notes: string | null;
  /** In which it was booked. */
  timeZone: string;
  status: CallStatus;
  /** Rises with every change; what a change compares with. */
  version: number;
  /** SEQUENCE of the calendar entry. */
  sequence: number;
  agentName: string | null;
  requestedByName: string | null;
  /** Until when the customer can move or cancel it. */
  changesUntil: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  /** Whether its customer waits for an earlier slot. */
  waitsForEarlier: boolean;
  hasTranscript: boolean;
  createdAt: string;
  updatedAt: string;
  /** What a search found in the transcript, between U+0002 and U+0003. */
  excerpt?: string | null;
  /** For staff alone. */
  agentId?: string | null;
  customerId?: string;
  customerName?: string;
  customerNumber?: string;
};

export type CallEvent = {
  id: string;
  type: CallEventType;
  actorType: "customer" | "staff" | "system";
  actorName: string;
  oldStartsAt: string | null;
  newStartsAt: string | null;
  note: string | null;
  createdAt: string;
};

export type CallAction = {
  id: string;
  text: string;
  owner: "customer" | "us";
  /** A day: "2026-11-27". */
  dueOn: string | null;
  proposedBy: "customer" | "staff" | "model" | "extract";
  proposerName: string;
  customerConfirmedAt: string | null;
  staffConfirmedAt: string | null;
  declinedBy: "customer" | "staff" | null;
  doneAt: string | null;
  /** Agreed once both sides have confirmed. */
  status: "proposed" | "agreed" | "declined" | "done";
};

/** A piece of a transcript; seconds since the call began. */
export type Segment = {
  start?: number | null;
  end?: number | null;
  speaker?: string | null;
  text: string;
};

export const TRANSCRIPT_FORMATS = ["text", "vtt", "srt", "json", "integration"] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

export type SummaryBy = "staff" | "model" | "extract" | "integration";

export type CallNote = { id: string; authorName: string; body: string; createdAt: string };

/** One call with all that its page shows. */
export type CallRecord = CallSummary & {
  events: CallEvent[];
  actions: CallAction[];
  transcript: {
    summary: string | null;
    summaryBy: SummaryBy | null;
    format: TranscriptFormat;
    fileName: string | null;
    version: number;
    createdAt: string;
  } | null;
  /** For staff alone. */
  callNotes?: CallNote[];
  customer?: {
    id: string;
    customerNumber: string;
    fullName: string;
    companyName: string | null;
    email: string | null;
    phone: string | null;
    timeZone: string;
  };
};

export type CallTranscript = {
  callId: string;
  segments: Segment[];
  text: string;
  summary: string | null;
  summaryBy: SummaryBy | null;
  format: TranscriptFormat;
  actions: CallAction[];
  createdAt: string;
};

/** "09:00"–"17:00" on the wall; "24:00" ends a day. */
export type DayWindow = { opens: string; closes: string };
/** `weekday` 0 is Monday. */
export type WeekWindow = DayWindow & { weekday: number };

/** How calls are booked. */
export type CallSettings = {
  slotMinutes: number;
  noticeMinutes: number;
  bufferBefore: number;
  bufferAfter: number;
  horizonDays: number;
  maxOpen: number;
};

/** When an agent can be called, as its editor shows it. */
export type AgentCalendar = {
  agentId: string;
  agentName: string;
  timeZone: string;
  isAway: boolean;
  awayUntil: string | null;
  videoUrl: string | null;
  categories: string[];
  weeks: { validFrom: string; timeZone: string; windows: WeekWindow[]; version: number }[];
  exceptions: { day: string; timeZone: string; windows: DayWindow[]; note: string | null }[];
  /** `calls`: how many are still booked in it. */
  timeOff: { id: string; startsAt: string; endsAt: string; note: string | null; calls: number }[];
  settings: CallSettings;
};

export type CallAgent = { id: string; name: string; isAway: boolean; hasAvailability: boolean };

/** What the booking of a call asks for. */
export type CallDesk = {
  slotMinutes: number;
  horizonDays: number;
  /** How many calls a customer may have ahead, and has. */
  maxOpen: number;
  openCalls: number;
  /** Whether anybody takes video calls. */
  hasVideo: boolean;
  phone: string | null;
  customerName: string | null;
  timeZone: string | null;
  categories: { slug: string; label: string }[];
};

import type { Answerer, AnswerStatus, Citation, OfferReason, ProposedAction } from "./types";

/** The longest question. */
export const MAX_QUESTION = 8_000;

/** A conversation as its list shows it. */
export type ChatSession = {
  id: string;
  title: string;
  status: "open" | "escalated";
  /** The ticket that carries it on, once a person was asked for. */
  ticket: { id: string; number: string } | null;
  lastMessageAt: string;
};

/** A question or an answer. Questions are `complete`, and have nothing of what belongs to answers. */
export type ChatMessage = {
  id: string;
  role: "user" | "assistant";
  body: string;
  status: AnswerStatus;
  citations: Citation[];
  /** Who answered. */
  answerer: Answerer | null;
  /** Why a person is offered beside this answer. */
  offer: OfferReason | null;
  feedback: "up" | "down" | null;
  actions: ProposedAction[];
  createdAt: string;
};

/** A conversation with its messages, oldest first; what was edited or answered anew is left out. */
export type ChatTranscript = ChatSession & { messages: ChatMessage[] };

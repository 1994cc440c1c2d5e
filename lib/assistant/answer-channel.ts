import type { AnswerEvent, Citation } from "./types";

type ToolState = Extract<AnswerEvent, { event: "tool" }>["data"];

/** An answer that is being written in this process, and those who watch. */
export type AnswerChannel = {
  readonly messageId: string;
  /** Tells everybody. */
  emit(event: AnswerEvent): void;
  /** All that happened, put together, and then what happens next. Returns the way to stop listening. */
  subscribe(listener: (event: AnswerEvent) => void): () => void;
  /** Tells the writer to stop. */
  stop(): void;
  readonly signal: AbortSignal;
  /** No more events; who comes later reads the database. */
  close(): void;
};

// One for the process: Next may load this file once for each route.
const REGISTRY = Symbol.for("portico.answers");
const shared = globalThis as unknown as Record<symbol, Map<string, AnswerChannel> | undefined>;

function running(): Map<string, AnswerChannel> {
  shared[REGISTRY] ??= new Map();
  return shared[REGISTRY];
}

export function findChannel(messageId: string): AnswerChannel | null {
  return running().get(messageId) ?? null;
}

/** Stops an answer if this process writes it. */
export function stopHere(messageId: string): void {
  findChannel(messageId)?.stop();
}

/** Opens the channel of an answer that this process is about to write. */
export function openChannel(messageId: string): AnswerChannel {
  const listeners = new Set<(event: AnswerEvent) => void>();
  const stopping = new AbortController();
  let state = emptyState();

  const channel: AnswerChannel = {
    messageId,
    signal: stopping.signal,
    emit(event) {
      state = remember(state, event);
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      for (const event of replay(state)) listener(event);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => stopping.abort(),
    close() {
      running().delete(messageId);
      listeners.clear();
    },
  };
  running().set(messageId, channel);
  return channel;
}

type State = {
  session: AnswerEvent | null;
  tools: Map<string, ToolState>;
  text: string;
  citations: Map<number, Citation>;
  offer: AnswerEvent | null;
  end: AnswerEvent[];
};

function emptyState(): State {
  return { session: null, tools: new Map(), text: "", citations: new Map(), offer: null, end: [] };
}

function remember(state: State, event: AnswerEvent): State {
  switch (event.event) {
    // Whoever writes the answer has changed: it begins again.
    case "session":
      return { ...emptyState(), session: event };
    case "tool":
      state.tools.set(event.data.id, event.data);
      return state;
    case "delta":
      return { ...state, text: state.text + event.data.text };
    case "citation":
      state.citations.set(event.data.n, event.data);
      return state;
    case "escalated":
      return { ...state, offer: event };
    default:
      return { ...state, end: [...state.end, event] };
  }
}

function replay(state: State): AnswerEvent[] {
  return [
    ...(state.session ? [state.session] : []),
    ...Array.from(state.tools.values(), (data): AnswerEvent => ({ event: "tool", data })),
    ...(state.text ? [{ event: "delta", data: { text: state.text } } as const] : []),
    ...Array.from(state.citations.values(), (data): AnswerEvent => ({ event: "citation", data })),
    ...(state.offer ? [state.offer] : []),
    ...state.end,
  ];
}

import { newDraftKey } from "@/components/tickets/use-draft";
import type { ChatMessage, ChatTranscript } from "@/lib/assistant/chat-types";
import { addEvent, NO_ANSWER, readEvents } from "@/lib/assistant/stream";
import type { AnswerEvent, ProposedAction } from "@/lib/assistant/types";
import { failureOf, getStream, getTranscript, NOT_REACHED, postQuestion, stopAnswer } from "./chat-api";
import { asMessages, type ConversationState, stateOf, withoutTurn } from "./conversation-state";

export type Conversation = ReturnType<typeof createConversation>;

/** How often what has arrived is drawn: fast enough to read along, slow enough for a small phone. */
const DRAW_EVERY_MS = 40;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8_000;

/**
 * A conversation in this browser: what was said, and the answer that is on its way. It outlives a lost connection,
 * since the answer is written on the server whether or not anybody listens, and follows what other tabs do.
 */
export function createConversation(
  initial: ChatTranscript | null,
  /** The list of conversations has changed: a new one, a new title, a ticket. */
  onChange: (sessionId: string) => void,
) {
  let state: ConversationState = stateOf(initial);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connection = new AbortController();
  let channel: BroadcastChannel | undefined;
  let isStopWanted = false;
  const listeners = new Set<() => void>();

  function set(change: Partial<ConversationState>, isUrgent = true) {
    state = { ...state, ...change };
    if (isUrgent) {
      clearTimeout(timer);
      timer = undefined;
      draw();
    } else timer ??= setTimeout(draw, DRAW_EVERY_MS);
  }

  /** The compiler believes that nothing changes between two awaits. */
  const arriving = () => state.running;

  function draw() {
    timer = undefined;
    for (const listener of listeners) listener();
  }

  /** Tells this page's list and the other tabs. */
  function announce(sessionId: string) {
    onChange(sessionId);
    channel?.postMessage(sessionId);
  }

  async function ask(question: string, replaces: string | null = null, key: string = newDraftKey()) {
    if (state.running || question.trim() === "") return;
    isStopWanted = false;
    set({
      messages: withoutTurn(state.messages, replaces),
      running: { question, replaces, answer: NO_ANSWER, isLost: false },
      failed: null,
    });
    const { signal } = connection;
    const input = { sessionId: state.session?.id ?? null, message: question, replaces };
    const response = await postQuestion(input, key, signal).catch(() => null);
    if (signal.aborted) return;
    if (!response?.ok) {
      const error = response ? await failureOf(response) : NOT_REACHED;
      set({ running: null, failed: { question, replaces, key, error } });
      // What it would have taken the place of is still there.
      if (replaces) void sync();
      return;
    }
    const isWhole = await drain(response, signal);
    if (signal.aborted) return;
    if (isWhole) await settle();
    else if (arriving()?.answer.messageId) await pickUp(FIRST_WAIT_MS);
    else set({ running: null, failed: { question, replaces, key, error: NOT_REACHED } });
  }

  /** Reads events until the last one; false when the connection ends before. */
  async function drain(response: Response, signal: AbortSignal): Promise<boolean> {
    if (!response.body) return false;
    let isWhole = false;
    try {
      for await (const event of readEvents(response.body)) {
        if (signal.aborted) return false;
        take(event);
        isWhole ||= event.event === "done" || event.event === "error";
      }
    } catch {
      // The connection was cut: what is missing is fetched again.
    }
    return isWhole;
  }

  function take(event: AnswerEvent) {
    const { running } = state;
    if (!running) return;
    const answer = addEvent(running.answer, event);
    const isBeginning = event.event === "session";
    set({ running: { ...running, answer, isLost: false } }, event.event !== "delta");
    if (!isBeginning) return;
    const { sessionId, title } = event.data;
    const isNew = state.session?.id !== sessionId;
    if (isNew) {
      set({ session: { id: sessionId, title, status: "open", ticket: null, lastMessageAt: now() } });
    }
    announce(sessionId);
    if (isStopWanted) void stopAnswer(sessionId);
  }

  /** Goes on with an answer whose connection was lost, or that was running before this page was there. */
  async function pickUp(firstWait: number) {
    const { signal } = connection;
    for (let wait = firstWait; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, Math.max(wait, 200) * 2)) {
      const { sessionId, messageId } = state.running?.answer ?? NO_ANSWER;
      if (!sessionId || !messageId) return;
      await pause(wait, signal);
      if (signal.aborted) return;
      const response = await getStream(sessionId, messageId, signal).catch(() => null);
      // It is over, or was never there: what was kept of it tells more.
      if (response && !response.ok && response.status < 500 && response.status !== 429) break;
      if (response?.ok && (await drain(response, signal))) break;
      if (state.running && !signal.aborted) set({ running: { ...state.running, isLost: true } });
    }
    if (!signal.aborted) await settle();
  }

  /** The answer is complete: shown as it came, then as it was kept. */
  async function settle() {
    const { running, session } = state;
    if (!running) return;
    set({ messages: [...state.messages, ...asMessages(running)], running: null });
    if (session) announce(session.id);
    await sync();
  }

  /** Reads the conversation again, and goes on with an answer that runs. */
  async function sync(): Promise<void> {
    const { session } = state;
    if (!session || state.running) return;
    const { signal } = connection;
    const read = await getTranscript(session.id);
    if (signal.aborted || state.running || state.session?.id !== session.id) return;
    if (read.ok) adopt(read.value);
  }

  /** Takes over what the server knows, unless an answer is arriving here, which is newer. */
  function adopt(transcript: ChatTranscript) {
    if (state.running) return;
    set({ ...stateOf(transcript), failed: state.failed });
    if (state.running) void pickUp(0);
  }

  async function stop() {
    isStopWanted = true;
    const id = state.running?.answer.sessionId;
    if (id) await stopAnswer(id);
  }

  function patch(id: string, change: Partial<ChatMessage>) {
    set({ messages: state.messages.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  }

  /** Puts what became of a proposal into the place of the proposal. */
  function replaceAction(action: ProposedAction) {
    const renew = (actions: ProposedAction[]) => actions.map((one) => (one.id === action.id ? action : one));
    const { running } = state;
    set({
      messages: state.messages.map((one) => ({ ...one, actions: renew(one.actions) })),
      running: running && {
        ...running,
        answer: { ...running.answer, actions: renew(running.answer.actions) },
      },
    });
  }

  /** Listens to the browser and the other tabs until the returned function is called. */
  function start(): () => void {
    connection = new AbortController();
    const { signal } = connection;
    if (typeof BroadcastChannel !== "undefined") {
      channel = new BroadcastChannel("portico-chat");
      channel.onmessage = ({ data }) => {
        if (data === state.session?.id) void sync();
      };
    }
    const look = () => {
      if (!document.hidden) void sync();
    };
    document.addEventListener("visibilitychange", look, { signal });
    addEventListener("online", look, { signal });
    if (state.running) void pickUp(0);
    return () => {
      connection.abort();
      channel?.close();
      channel = undefined;
    };
  }

  return {
    ask,
    stop,
    sync,
    adopt,
    patch,
    replaceAction,
    start,
    dismissFailure: () => set({ failed: null }),
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Waits, or less when the connection comes back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

const now = () => new Date().toISOString();

"use client";

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { idle } from "@/lib/core/action-state";
import { flushDraftAction, undoSendAction } from "@/lib/tickets/draft-actions";
import type { TicketDraft } from "@/lib/tickets/draft-types";

/** A message on its way. Until its time has come it can be taken back; it stays in view until the thread shows it. */
export type Outgoing = {
  key: string;
  body: string;
  files: readonly string[];
  state: "queueing" | "waiting" | "undoing" | "delivering" | "sent";
  /** The draft that it is on the server, and the id of the message that it becomes. */
  draftId: string | null;
  /** When it is sent, by the clock of this browser. */
  deadline: number;
};

/** The worker sends it all the same; asking again is for showing it. */
const ASK_AGAIN_MS = 3_000;

/**
 * The messages of one composer that are on their way: what the server knows of, and what is being handed to it.
 * Each is sent when its ten seconds are over, by this page or, when it is closed, by the worker.
 */
export function useSending(
  sending: readonly TicketDraft[],
  knownIds: readonly string[],
  on: { beforeUndo: () => Promise<void>; onBack: (draft: TicketDraft) => void; onLate: () => void },
) {
  const [messages, setMessages] = useState<readonly Outgoing[]>(() => sending.map(ofDraft));
  const seen = useRef(new Set(sending.map(({ id }) => id)));
  /** Taken back or sent: a page that was rendered before that does not bring them back. */
  const gone = useRef(new Set<string>());

  const update = useCallback((key: string, to: Partial<Outgoing>) => {
    setMessages((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  }, []);
  const remove = useCallback((key: string) => {
    setMessages((all) => all.filter((one) => one.key !== key));
  }, []);

  // Other tabs send and take back too; what was never among the server's is only being handed to it.
  useEffect(() => {
    const now = new Set(sending.map(({ id }) => id));
    setMessages((all) => [
      ...all.filter(({ draftId }) => draftId === null || now.has(draftId) || !seen.current.has(draftId)),
      ...sending
        .filter(({ id }) => !gone.current.has(id) && !all.some(({ draftId }) => draftId === id))
        .map(ofDraft),
    ]);
    for (const id of now) seen.current.add(id);
  }, [sending]);

  const known = knownIds.join();
  useEffect(() => {
    setMessages((all) => all.filter(({ draftId }) => draftId === null || !known.includes(draftId)));
  }, [known]);

  const deliver = useEffectEvent(async ({ key, draftId }: Outgoing) => {
    update(key, { state: "delivering" });
    const answer = await flushDraftAction(idle, draftForm(draftId)).catch(() => null);
    if (answer?.status !== "ok") {
      return update(key, { state: "waiting", deadline: Date.now() + ASK_AGAIN_MS });
    }
    gone.current.add(draftId ?? "");
    if (answer.data.state === "sent") return update(key, { state: "sent" });
    remove(key);
    on.onBack(answer.data.draft);
  });

  const next = messages
    .filter(({ state }) => state === "waiting")
    .reduce<Outgoing | null>((first, one) => (first && first.deadline <= one.deadline ? first : one), null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the moment stand for the message
  useEffect(() => {
    if (!next) return;
    const timer = setTimeout(() => void deliver(next), Math.max(0, next.deadline - Date.now()));
    return () => clearTimeout(timer);
  }, [next?.key, next?.deadline]);

  const takeBack = useEffectEvent(async ({ key, draftId }: Outgoing) => {
    update(key, { state: "undoing" });
    await on.beforeUndo();
    const answer = await undoSendAction(idle, draftForm(draftId)).catch(() => null);
    if (answer?.status === "ok") {
      gone.current.add(draftId ?? "");
      remove(key);
      return on.onBack(answer.data);
    }
    update(key, { state: "waiting" });
    on.onLate();
  });

  return {
    messages: messages.filter(({ draftId }) => draftId === null || !known.includes(draftId)),
    /** Whether this page has sent it or taken it back itself. */
    knows: (id: string) => gone.current.has(id) || messages.some(({ draftId }) => draftId === id),
    add: (message: Outgoing) => setMessages((all) => [...all, message]),
    remove,
    /** The server has it, and sends it when its time has come. */
    queued: (key: string, draft: TicketDraft) =>
      update(key, { state: "waiting", draftId: draft.id, deadline: Date.now() + (draft.sendIn ?? 0) }),
    undo: (message: Outgoing) => void takeBack(message),
    deliver: (message: Outgoing) => void deliver(message),
    /** Takes the latest back that still can be. False when there is none. */
    undoLast(): boolean {
      const last = messages.findLast(({ state }) => state === "waiting");
      if (last) void takeBack(last);
      return last !== undefined;
    },
  };
}

function ofDraft(draft: TicketDraft): Outgoing {
  return {
    key: draft.id,
    body: draft.body,
    files: draft.files.map(({ fileName }) => fileName),
    state: "waiting",
    draftId: draft.id,
    deadline: Date.now() + (draft.sendIn ?? 0),
  };
}

function draftForm(draftId: string | null): FormData {
  const form = new FormData();
  form.set("draftId", draftId ?? "");
  return form;
}

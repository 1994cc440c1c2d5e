"use client";
"use no memo";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { toast } from "@/components/ui/toast";
import type { ChatMessage, ChatTranscript } from "@/lib/assistant/chat-types";
import { sendFeedback } from "./chat-api";
import { createConversation } from "./conversation-store";

/** A conversation of this page; see `createConversation`. What the server rendered later on is taken over. */
export function useConversation(initial: ChatTranscript | null, onChange: (sessionId: string) => void) {
  const changed = useRef(onChange);
  const [store] = useState(() => createConversation(initial, (sessionId) => changed.current(sessionId)));
  const first = useRef(initial);
  const state = useSyncExternalStore(store.subscribe, store.get, store.get);

  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);

  useEffect(() => store.start(), [store]);

  useEffect(() => {
    if (initial && initial !== first.current && initial.id === store.get().session?.id) store.adopt(initial);
  }, [store, initial]);

  /** Thumbs: shown at once, and taken back when it could not be kept. */
  async function judge(message: ChatMessage, helpful: boolean, reason: string | undefined, failed: string) {
    const { session } = store.get();
    if (!session) return false;
    store.patch(message.id, { feedback: helpful ? "up" : "down" });
    const sent = await sendFeedback(session.id, {
      messageId: message.id,
      helpful,
      ...(reason && { reason }),
    });
    if (sent.ok) return true;
    store.patch(message.id, { feedback: message.feedback });
    toast.error(sent.error.message || failed);
    return false;
  }

  return { store, state, ask: store.ask, judge };
}

"use client";
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, startTransition, useActionState, useState } from "react";
import type { ChatTranscript } from "@/lib/assistant/chat-types";
import type { ActionState } from "@/lib/core/action-state";
import { Conversation, type ConversationContext } from "./conversation";

export type AskAction = (previous: ActionState<unknown>, form: FormData) => Promise<ActionState<unknown>>;

/**
 * The conversation of the page's address. One that begins here gets its address while its first answer is on its
 * way, and stays what it is; another address is another conversation.
 */
export function ChatArea({
  session,
  context,
  action,
  submitted,
  greeting,
  className,
}: {
  session: ChatTranscript | null;
  context: ConversationContext;
  action: AskAction;
  /** What became of the form when the page answers it, as it does without script. */
  submitted: ActionState<unknown>;
  greeting: ReactNode;
  className?: string;
}) {
  const router = useRouter();
  const given = session?.id ?? null;
  const [shown, setShown] = useState({ given, id: given, instance: 0 });
  const [state, plainAction] = useActionState(action, submitted);
  if (given !== shown.given) {
    const isOurs = given === shown.id;
    setShown({ given, id: given, instance: isOurs ? shown.instance : shown.instance + 1 });
  }

  function follow(sessionId: string) {
    if (sessionId === shown.id) return startTransition(() => router.refresh());
    // At once, so that the page which comes with the address is known for this one's.
    setShown((before) => ({ ...before, id: sessionId }));
    startTransition(() => {
      // Not the history alone: the router would take the next refresh for another page, and load it anew.
      router.replace(`/portal/chat?session=${sessionId}` as Route, { scroll: false });
    });
  }

  return (
    <Conversation
      key={shown.instance}
      initial={session}
      context={context}
      action={plainAction}
      fault={state.status === "error" ? state.error.message : undefined}
      typed={state.status === "error" ? state.values.message : undefined}
      isPage
      greeting={greeting}
      className={className ?? ""}
      onChange={follow}
    />
  );
}

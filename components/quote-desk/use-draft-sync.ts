"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type ActionState, idle } from "@/lib/core/action-state";
import { draftText } from "@/lib/quotes/builder-draft";
import type { DraftInput } from "@/lib/quotes/schema";

/** What the server last said about the draft; `draft` is null while there is none. */
export type ServerDraft = { revision: number; draft: DraftInput | null };

export type SaveAction = (
  previous: ActionState<{ revision: number }>,
  form: FormData,
) => Promise<ActionState<{ revision: number }>>;

export type SyncState =
  | { kind: "saved" | "waiting" | "saving" | "blocked" | "conflict" }
  | { kind: "failed"; message: string };

const PAUSE_MS = 700;

/**
 * Keeps a draft on the server while it is written: after each pause, compared with what was there before.
 * What somebody else saved meanwhile is taken over where nothing is lost by it, and is a conflict where
 * something would be: then nothing is saved until `keepMine` or `takeTheirs`.
 */
export function useDraftSync({
  quoteId,
  server,
  draft,
  hasFaults,
  save,
  onTake,
  network,
}: {
  quoteId: string;
  server: ServerDraft;
  draft: DraftInput;
  hasFaults: boolean;
  save: SaveAction;
  /** Shows the server's draft instead of what is there. */
  onTake: () => void;
  /** Said when nobody answers. */
  network: string;
}) {
  const router = useRouter();
  const text = draftText(draft);
  const theirs = server.draft && draftText(server.draft);
  const [known, setKnown] = useState({ revision: server.revision, text: theirs });
  /** What the page began with, so that opening a quote saves nothing. */
  const [first, setFirst] = useState(text);
  const [outcome, setOutcome] = useState<"idle" | "saving" | "conflict" | { message: string }>("idle");
  const flight = useRef<Promise<number | null> | null>(null);
  const latest = useRef({ text, draft, known });
  latest.current = { text, draft, known };

  const isDirty = known.text === null ? text !== first : text !== known.text;

  function remember(next: { revision: number; text: string | null }) {
    latest.current.known = next;
    setKnown(next);
  }

  /** Sends what is there now. The revision that it has then, or null when it could not be saved. */
  async function push(): Promise<number | null> {
    if (flight.current) await flight.current;
    const { text: sentText, draft: sent, known: before } = latest.current;
    if (sentText === before.text) return before.revision;
    setOutcome("saving");
    const form = new FormData();
    form.set("quoteId", quoteId);
    form.set("expectedRevision", String(before.revision));
    form.set("draft", JSON.stringify(sent));
    const run = async () => {
      const answer = await save(idle, form).catch(() => null);
      if (answer?.status === "ok") {
        remember({ revision: answer.data.revision, text: sentText });
        setOutcome("idle");
        return answer.data.revision;
      }
      const error = answer?.status === "error" ? answer.error : null;
      if (error?.reason === "quote_changed") {
        setOutcome("conflict");
        router.refresh();
      } else {
        const [fault] = Object.values(error?.fields ?? {}).flat();
        setOutcome({ message: fault ?? error?.message ?? network });
      }
      return null;
    };
    flight.current = run();
    const revision = await flight.current;
    flight.current = null;
    return revision;
  }

  const isConflict = outcome === "conflict";
  const pushSoon = useEffectEvent(() => void push());
  useEffect(() => {
    if (!isDirty || hasFaults || isConflict) return;
    // Not read, but a reason to wait anew: each letter puts the saving off.
    void text;
    const timer = setTimeout(() => pushSoon(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, isDirty, hasFaults, isConflict]);

  /** Looks at what the server has now, after it was read again. */
  const reconcile = useEffectEvent(() => {
    const { known: mine, text: typed } = latest.current;
    if (flight.current || server.revision <= mine.revision) return;
    if (theirs === mine.text) {
      // Somebody changed something else, such as the customer who accepted: the draft is as it was.
      remember({ revision: server.revision, text: mine.text });
      if (isConflict) setOutcome("idle");
    } else if (theirs === typed) {
      remember({ revision: server.revision, text: theirs });
      setOutcome("idle");
    } else if (isDirty) setOutcome("conflict");
    else takeTheirs();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the occasions to look
  useEffect(() => reconcile(), [server.revision, theirs, outcome]);

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isDirty]);

  function takeTheirs() {
    remember({ revision: server.revision, text: theirs });
    setOutcome("idle");
    onTake();
  }

  function keepMine() {
    remember({ revision: server.revision, text: theirs });
    setOutcome("idle");
    void push();
  }

  const state: SyncState = isConflict
    ? { kind: "conflict" }
    : typeof outcome === "object" && isDirty
      ? { kind: "failed", message: outcome.message }
      : outcome === "saving"
        ? { kind: "saving" }
        : !isDirty
          ? { kind: "saved" }
          : { kind: hasFaults ? "blocked" : "waiting" };

  return {
    state,
    isDirty,
    revision: known.revision,
    /** Another version begins: what is shown now counts as untouched. */
    begin: setFirst,
    push,
    takeTheirs,
    keepMine,
    /** The conflict can be shown and settled once their draft is here. */
    hasTheirs: server.revision > known.revision,
  };
}

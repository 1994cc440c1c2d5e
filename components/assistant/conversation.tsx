"use client";
"use no memo";

import { lazy, type ReactNode, Suspense, useRef, useState, useSyncExternalStore } from "react";
import { cx } from "@/components/ui/cx";
import { CloudOff } from "@/components/ui/icons";
import type { ChatTranscript } from "@/lib/assistant/chat-types";
import type { Citation } from "@/lib/assistant/types";
import { ChatComposer } from "./chat-composer";
import type { About, ChatReader, ChatTexts } from "./chat-texts";
import { HandedOver, PersonButton } from "./person-offer";
import { SpokenAnswer } from "./spoken-answer";
import { useConversation } from "./use-conversation";
import { useFollow } from "./use-follow";

/** Fetched with the first question: a page for asking is light. */
const loadTurns = () => import("./turns");
const Turns = lazy(loadTurns);
/** Fetched when a source is opened. */
const SourcePanel = lazy(() => import("./source-panel"));
/** Fetched when somebody asks for a person. */
const EscalateDialog = lazy(() => import("./escalate-dialog"));

/** What a conversation needs from the server; the page and the launcher give it alike. */
export type ConversationContext = {
  reader: ChatReader;
  /** "Our team is here now", or when it is back. */
  personHint: string | null;
  categories: readonly { value: string; label: string }[];
  suggestions: readonly string[];
  /** What the page is about. */
  about: About | null;
  formKey: string;
  texts: ChatTexts;
};

/** A conversation with the assistant: what was said, the answer on its way, and where the customer writes. */
export function Conversation({
  initial,
  context,
  action,
  fault,
  typed,
  isPage,
  greeting,
  className,
  onChange,
}: {
  initial: ChatTranscript | null;
  context: ConversationContext;
  /** Of a browser without script. */
  action?: (form: FormData) => void;
  fault?: string | undefined;
  typed?: string | undefined;
  /** On a page of its own, where sources have a place beside the answers. */
  isPage: boolean;
  /** Stands where nothing has been said yet. */
  greeting: ReactNode;
  className?: string;
  /** The conversation began, got another title or ended in a ticket. */
  onChange: (sessionId: string) => void;
}) {
  const { reader, texts } = context;
  const { store, state, ask, judge } = useConversation(initial, onChange);
  const [about, setAbout] = useState(context.about);
  /** Undefined until the first one was opened. */
  const [cited, setCited] = useState<Citation | null>();
  /** Null until it was asked for: the dialog is not loaded before. */
  const [isEscalating, setIsEscalating] = useState<boolean | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const chip = useRef<HTMLElement | null>(null);
  const follow = useFollow(state);
  const isOnline = useSyncExternalStore(
    watchLine,
    () => navigator.onLine,
    () => true,
  );
  const { session, messages, running } = state;
  const isEmpty = messages.length === 0 && !running && !state.failed;

  function send(question: string) {
    follow.toEnd();
    const isNamed = about !== null && question.includes(about.number || about.label);
    const subject = about && !isNamed ? about.label : null;
    setAbout(null);
    void ask(
      subject ? texts.aboutPrefix.replace("{subject}", subject).replace("{question}", question) : question,
    );
  }

  function cite(citation: Citation) {
    chip.current = document.activeElement as HTMLElement | null;
    setCited(citation);
  }

  return (
    <div className={cx("flex min-w-0 gap-6", className)}>
      <section aria-label={texts.label} className="flex min-w-0 flex-1 flex-col">
        <div className="flex-1">
          {isEmpty ? (
            <>
              {greeting}
              <Suggestions all={context.suggestions} label={texts.suggestions} onPick={send} />
            </>
          ) : (
            <Suspense>
              <Turns
                state={state}
                reader={reader}
                texts={texts}
                onAsk={ask}
                onRetry={(failed) => ask(failed.question, failed.replaces, failed.key)}
                onCite={cite}
                onAction={store.replaceAction}
                onFeedback={judge}
                onPerson={() => setIsEscalating(true)}
              />
            </Suspense>
          )}
          {session?.ticket && <HandedOver ticket={session.ticket} texts={texts} />}
        </div>
        {follow.end}
        <div className="sticky bottom-[var(--tab-bar,0px)] z-10 bg-paper pt-2 pb-3">
          {follow.isAway && running && follow.jump(texts.jump)}
          {!isOnline && (
            <p
              role="status"
              className="mb-2 flex gap-2 rounded-md border border-warning-border bg-warning-soft px-3 py-2 text-sm text-warning-text"
            >
              <CloudOff aria-hidden className="mt-0.5 shrink-0 text-warning" />
              {texts.offline}
            </p>
          )}
          <ChatComposer
            input={input}
            draftScope={`${reader.id}:chat:${session?.id ?? "new"}`}
            sessionId={session?.id ?? null}
            formKey={context.formKey}
            action={action}
            about={isEmpty ? about : null}
            fault={fault}
            typed={typed}
            isRunning={running !== null}
            texts={texts}
            onFocus={loadTurns}
            onAsk={send}
            onStop={() => {
              void store.stop();
              input.current?.focus();
            }}
            onForgetAbout={() => setAbout(null)}
          >
            <PersonButton
              isBriefed={session !== null && messages.length > 0}
              hint={context.personHint}
              label={texts.person.button}
              onClick={() => setIsEscalating(true)}
            />
          </ChatComposer>
        </div>
      </section>
      {cited !== undefined && (
        <Suspense>
          <SourcePanel
            citation={cited}
            isDockable={isPage}
            texts={texts.source}
            onClose={() => {
              setCited(null);
              chip.current?.focus();
            }}
          />
        </Suspense>
      )}
      <SpokenAnswer running={running?.answer ?? null} last={messages.at(-1)} texts={texts} />
      {isEscalating !== null && session && (
        <Suspense>
          <EscalateDialog
            open={isEscalating}
            sessionId={session.id}
            personHint={context.personHint}
            categories={context.categories}
            texts={texts.escalate}
            onClose={() => setIsEscalating(false)}
            onSent={() => {
              void store.sync();
              onChange(session.id);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function watchLine(changed: () => void) {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

function Suggestions({
  all,
  label,
  onPick,
}: {
  all: readonly string[];
  label: string;
  onPick: (question: string) => void;
}) {
  if (all.length === 0) return null;
  return (
    <ul aria-label={label} className="mx-auto flex max-w-form flex-col gap-2 pb-6 noscript:hidden">
      {all.map((question) => (
        <li key={question}>
          <button
            type="button"
            onClick={() => onPick(question)}
            className="min-h-10 w-full rounded-md border px-3.5 py-2 text-start text-base transition-colors hover:border-line-hover hover:bg-hover touch:min-h-11"
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}

"use client";
"use no memo";

import type { Route } from "next";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { IconButton } from "@/components/ui/icon-button";
import { Maximize2, Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import { useModal } from "@/components/ui/use-modal";
import { chatPath } from "@/lib/assistant/chat-path";
import { Conversation, type ConversationContext } from "./conversation";
import { Greeting } from "./greeting";

/** The words of the launcher and its panel. */
export type LauncherTexts = typeof import("@/messages/en/chat.json")["launcher"];

/** What the panel asks the server for when it is opened: everything but its own words. */
export type LauncherContent = {
  context: ConversationContext;
  who: string;
  greeting: { title: string; body: string };
};
export type OpenLauncher = (path: string) => Promise<LauncherContent | null>;

export type LauncherPanelProps = {
  /** Of the page that it is opened on. */
  path: string;
  isOpen: boolean;
  texts: LauncherTexts;
  open: OpenLauncher;
  onClose: () => void;
};

/** The assistant beside a page. A conversation stays while one goes from page to page. */
export function LauncherPanel({ path, isOpen, texts, open, onClose }: LauncherPanelProps) {
  const modal = useModal(isOpen, onClose);
  const [content, setContent] = useState<LauncherContent | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  /** Counts up with each new conversation. */
  const [round, setRound] = useState(0);
  const [sessionId, setSessionId] = useState<string | null>(null);
  /** Where the content was read for: on another page, with nothing said yet, it is read again. */
  const [readFor, setReadFor] = useState("");

  const isWanted = isOpen && !hasFailed && (content === null || (!sessionId && readFor !== path));
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    void open(path)
      .catch(() => null)
      .then((found) => {
        if (isGone) return;
        setHasFailed(found === null);
        setReadFor(path);
        setContent(found);
        setRound((count) => count + 1);
      });
    return () => {
      isGone = true;
    };
  }, [isWanted, open, path]);

  // Whoever goes to another page wants to see it.
  const shownOn = useRef(path);
  const leave = useEffectEvent(onClose);
  useEffect(() => {
    if (shownOn.current !== path) leave();
    shownOn.current = path;
  }, [path]);

  function begin() {
    setSessionId(null);
    setReadFor("");
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key for the same thing
    <dialog
      {...modal}
      aria-label={texts.title}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="floats ms-auto me-3 mt-auto mb-3 h-[min(46rem,calc(100dvh-1.5rem))] max-h-none w-[27rem] max-w-none flex-col overflow-hidden rounded-lg bg-paper text-fg shadow-float backdrop:bg-overlay open:flex max-sm:m-0 max-sm:h-dvh max-sm:w-full max-sm:rounded-none"
    >
      <header className="flex items-start gap-1 border-b py-2 ps-4 pe-2">
        <div className="min-w-0 flex-1 py-1">
          <h2 className="font-semibold text-base">{texts.title}</h2>
          {content && <p className="text-fg-muted text-xs">{content.who}</p>}
        </div>
        {sessionId && <IconButton label={texts.new} icon={<Plus aria-hidden />} onClick={begin} />}
        <LinkButton
          href={chatPath({ session: sessionId }) as Route}
          label={texts.page}
          icon={<Maximize2 aria-hidden />}
          variant="ghost"
          onClick={onClose}
        />
        <IconButton label={texts.close} icon={<X aria-hidden />} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 [--tab-bar:0px]">
        {hasFailed ? (
          <div role="alert" className="m-auto flex flex-col items-center gap-3 text-center">
            <p className="text-fg-muted text-sm">{texts.failed}</p>
            <Button onClick={() => setHasFailed(false)}>{texts.retry}</Button>
          </div>
        ) : content ? (
          <Conversation
            key={round}
            initial={null}
            context={content.context}
            isPage={false}
            greeting={<Greeting {...content.greeting} />}
            className="flex-1"
            onChange={setSessionId}
          />
        ) : (
          <div role="status" aria-label={texts.loading} className="flex flex-1 flex-col gap-3 py-6">
            <Skeleton className="mx-auto size-10 rounded-lg" />
            <Skeleton className="mx-auto h-4 w-2/3" />
            <Skeleton className="mt-4 h-10 rounded-md" />
            <Skeleton className="h-10 rounded-md" />
            <Skeleton className="h-10 rounded-md" />
            <Skeleton className="mt-auto h-11 rounded-lg" />
          </div>
        )}
      </div>
    </dialog>
  );
}

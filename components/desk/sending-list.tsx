"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Lock, Paperclip, RotateCcw } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import type { Outgoing } from "./use-sending";

export type SendingTexts = {
  outgoing: string;
  sending: string;
  /** "Sent in {seconds} s" */
  waiting: string;
  /** Said once, for those who do not see the seconds run. */
  canUndo: string;
  undo: string;
  sendNow: string;
};

/** What is on its way, each with the seconds that are left to take it back. */
export function SendingList({
  messages,
  isNote,
  texts,
  onUndo,
  onSendNow,
}: {
  messages: readonly Outgoing[];
  isNote: boolean;
  texts: SendingTexts;
  onUndo: (message: Outgoing) => void;
  onSendNow: (message: Outgoing) => void;
}) {
  const canUndo = messages.some(({ state }) => state === "waiting");
  return (
    <>
      <p role="status" className="sr-only">
        {canUndo ? texts.canUndo : ""}
      </p>
      <ul aria-label={texts.outgoing} className="flex flex-col gap-2 empty:hidden">
        {messages.map((message) => (
          <li
            key={message.key}
            className={cx(
              "relative mb-2 overflow-hidden rounded-lg border px-3.5 py-2.5",
              isNote ? "border-warning-border bg-warning-soft" : "bg-canvas",
            )}
          >
            <p className="line-clamp-4 whitespace-pre-wrap text-base">{message.body}</p>
            {message.files.map((name) => (
              <p key={name} className="mt-1 flex items-center gap-1.5 text-fg-muted text-sm">
                <Paperclip aria-hidden className="size-3.5" />
                <bdi className="truncate">{name}</bdi>
              </p>
            ))}
            {message.state === "waiting" ? (
              <div className="mt-2 flex flex-wrap items-center gap-2">
                <Countdown until={message.deadline} text={texts.waiting} />
                <span className="ms-auto flex items-center gap-2">
                  <Kbd keys="Ctrl Z" className="pointer-coarse:hidden max-sm:hidden" />
                  <Button size="sm" icon={<RotateCcw aria-hidden />} onClick={() => onUndo(message)}>
                    {texts.undo}
                  </Button>
                  <Button size="sm" variant="ghost" onClick={() => onSendNow(message)}>
                    {texts.sendNow}
                  </Button>
                </span>
              </div>
            ) : (
              <p className="mt-1 flex items-center gap-1.5 text-fg-muted text-xs">
                {isNote ? <Lock aria-hidden className="size-3" /> : <Spinner className="size-3" />}
                {texts.sending}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Countdown({ until, text }: { until: number; text: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  return (
    <span aria-hidden className="text-fg-muted text-sm tabular-nums">
      {text.replace("{seconds}", String(seconds))}
    </span>
  );
}

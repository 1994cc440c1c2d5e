"use client";

import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Paperclip } from "@/components/ui/icons";
import { Spinner } from "@/components/ui/spinner";
import type { AppError } from "@/lib/core/errors";
import { SignInAgain } from "./sign-in-again";

/** A message on its way. It stays in view until the thread shows it, or until it is sent after all. */
export type OutgoingMessage = {
  key: string;
  form: FormData;
  body: string;
  files: string[];
  state: "sending" | "sent" | "failed";
  /** The id that the server gave it. */
  id: string | null;
  error: AppError | null;
};

export type OutboxTexts = {
  outgoing: string;
  sending: string;
  failed: string;
  retry: string;
  edit: string;
  signIn: string;
};

export function Outbox({
  messages,
  texts,
  onRetry,
  onEdit,
}: {
  messages: readonly OutgoingMessage[];
  texts: OutboxTexts;
  onRetry: (message: OutgoingMessage) => void;
  onEdit: (message: OutgoingMessage) => void;
}) {
  return (
    <ul aria-label={texts.outgoing} aria-live="polite" className="flex flex-col gap-2 empty:hidden">
      {messages.map((message) => (
        <li
          key={message.key}
          className={cx(
            "mb-2 rounded-lg border bg-canvas px-3.5 py-2.5",
            message.state === "failed" && "border-error-border",
          )}
        >
          <p className="line-clamp-6 whitespace-pre-wrap text-base">{message.body}</p>
          {message.files.map((name) => (
            <p key={name} className="mt-1 flex items-center gap-1.5 text-fg-muted text-sm">
              <Paperclip aria-hidden className="size-3.5" />
              <bdi className="truncate">{name}</bdi>
            </p>
          ))}
          {message.state === "failed" ? (
            <div className="mt-2 flex flex-wrap items-center gap-2">
              <p className="min-w-0 flex-1 basis-48 text-error-text text-sm">
                {message.error?.message ?? texts.failed}
              </p>
              {message.error?.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
              <Button size="sm" variant="ghost" onClick={() => onEdit(message)}>
                {texts.edit}
              </Button>
              <Button size="sm" onClick={() => onRetry(message)}>
                {texts.retry}
              </Button>
            </div>
          ) : (
            <p className="mt-1 flex items-center gap-1.5 text-fg-muted text-xs">
              <Spinner className="size-3" />
              {texts.sending}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

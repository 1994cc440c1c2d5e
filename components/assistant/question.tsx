"use client";
"use no memo";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Pencil } from "@/components/ui/icons";
import type { ChatTexts } from "./chat-texts";

/** Fetched when a question is changed. */
const QuestionForm = lazy(() => import("./question-form"));

/** What the customer asked. It can be put in other words, and is then answered anew. */
export function Question({
  body,
  texts,
  isFailed = false,
  onResend,
  children,
}: {
  body: string;
  texts: ChatTexts;
  isFailed?: boolean;
  /** Absent while it cannot be changed. */
  onResend?: ((question: string) => void) | undefined;
  /** What went wrong with it. */
  children?: ReactNode;
}) {
  const [isEdited, setIsEdited] = useState(false);
  const words = texts.question;
  const shown = (
    <article aria-label={texts.you} className="group flex flex-col items-end gap-1">
      <div className="flex max-w-[min(85%,40rem)] items-center gap-1">
        {onResend && (
          <IconButton
            size="sm"
            label={words.edit}
            icon={<Pencil aria-hidden />}
            onClick={() => setIsEdited(true)}
            className="pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100 noscript:hidden"
          />
        )}
        <p
          dir="auto"
          className={cx(
            "min-w-0 whitespace-pre-wrap rounded-lg bg-active px-3.5 py-2 text-base",
            isFailed && "border border-error-border bg-error-soft",
          )}
        >
          {body}
        </p>
      </div>
      {children}
    </article>
  );
  if (!isEdited || !onResend) return shown;
  return (
    <Suspense fallback={shown}>
      <QuestionForm
        body={body}
        texts={words}
        onSend={(question) => {
          setIsEdited(false);
          onResend(question);
        }}
        onCancel={() => setIsEdited(false)}
      />
    </Suspense>
  );
}

"use client";

import { useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ActionState, idle } from "@/lib/core/action-state";
import { formatDate } from "@/lib/core/dates";

export type SendDialogTexts = Record<
  "title" | "body" | "until" | "usual" | "unpriced" | "send" | "cancel" | "close" | "unsaved" | "network",
  string
>;

type Sent = { revision: number };

/** Asks before a version goes out, saves what is not saved yet, and sends. Fetched when it is needed. */
export default function SendDialog({
  open,
  quoteId,
  version,
  total,
  validUntil,
  unpriced,
  locale,
  action,
  save,
  texts,
  onClose,
}: {
  open: boolean;
  quoteId: string;
  version: number;
  /** In words. */
  total: string | null;
  validUntil: string;
  /** How many lines have no price. */
  unpriced: number;
  locale: string;
  action: (previous: ActionState<Sent>, form: FormData) => Promise<ActionState<Sent>>;
  /** Keeps the draft; its revision, or null when that failed. */
  save: () => Promise<number | null>;
  texts: SendDialogTexts;
  onClose: () => void;
}) {
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();

  function send() {
    setFault(null);
    startTransition(async () => {
      const revision = await save();
      if (revision === null) {
        setFault(texts.unsaved);
        return;
      }
      const form = new FormData();
      form.set("quoteId", quoteId);
      form.set("expectedRevision", String(revision));
      const answer = await action(idle, form).catch(() => null);
      if (answer?.status === "ok") onClose();
      else {
        const error = answer?.status === "error" ? answer.error : null;
        const [first] = Object.values(error?.fields ?? {}).flat();
        setFault(first ?? error?.message ?? texts.network);
      }
    });
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={texts.title.replace("{version}", String(version)).replace("{total}", total ?? "")}
      description={texts.body}
      closeLabel={texts.close}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button variant="primary" pending={isPending} onClick={send} data-autofocus>
            {texts.send.replace("{version}", String(version))}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p>
          {validUntil
            ? texts.until.replace("{day}", formatDate(`${validUntil}T12:00:00Z`, locale, "UTC"))
            : texts.usual}
        </p>
        {unpriced > 0 && (
          <Banner tone="warning">{texts.unpriced.replace("{count}", String(unpriced))}</Banner>
        )}
        {fault && <Banner tone="error">{fault}</Banner>}
      </div>
    </Dialog>
  );
}

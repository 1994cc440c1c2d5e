"use client";
"use no memo";

import type { Route } from "next";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { newDraftKey } from "@/components/tickets/use-draft";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CircleCheck } from "@/components/ui/control-icons";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { AppError, FieldErrors } from "@/lib/core/errors";
import { escalate, getBrief } from "./chat-api";
import type { ChatTexts } from "./chat-texts";

const FORM = "chat-escalation";
/** As long as the subject and the description of a ticket may be. */
const MAX = { subject: 200, description: 10_000 } as const;

type Ticket = { id: string; number: string };
type Loaded = { subject: string; description: string; isFailed: boolean };

/**
 * Hands a conversation over to a person: the brief is there to be changed, and only what the customer sends makes
 * a ticket. A default export, because it is fetched when it is needed.
 */
export default function EscalateDialog({
  open,
  sessionId,
  personHint,
  categories,
  texts,
  onClose,
  onSent,
}: {
  open: boolean;
  sessionId: string;
  /** When somebody is there. */
  personHint: string | null;
  categories: readonly { value: string; label: string }[];
  texts: ChatTexts["escalate"];
  onClose: () => void;
  onSent: (ticket: Ticket) => void;
}) {
  const [brief, setBrief] = useState<Loaded | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [isSending, setIsSending] = useState(false);
  const [ticket, setTicket] = useState<Ticket | null>(null);
  /** One for what is on the screen: sent twice, it is one ticket. */
  const key = useRef("");

  useEffect(() => {
    if (!open) return;
    let isGone = false;
    void getBrief(sessionId).then((read) => {
      if (isGone) return;
      // A brief that somebody has begun to change stays.
      setBrief((shown) =>
        shown && !shown.isFailed
          ? shown
          : read.ok
            ? { ...read.value, isFailed: false }
            : { subject: "", description: "", isFailed: true },
      );
    });
    return () => {
      isGone = true;
    };
  }, [open, sessionId]);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    key.current ||= newDraftKey();
    setIsSending(true);
    setError(null);
    const input = {
      subject: text("subject"),
      description: text("description"),
      category: text("category") || undefined,
    };
    const sent = await escalate(sessionId, input, key.current);
    setIsSending(false);
    if (sent.ok) {
      setTicket(sent.value.ticket);
      onSent(sent.value.ticket);
      return;
    }
    setError(sent.error);
    // Refused, it made no ticket: what is sent next may say something else.
    if (sent.error.reason !== "not_reached") key.current = "";
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={texts.title}
      description={
        ticket ? undefined : [texts.body, personHint && `${personHint}.`].filter(Boolean).join(" ")
      }
      closeLabel={texts.close}
      persistent
      footer={
        ticket ? (
          <>
            <Button onClick={onClose}>{texts.stay}</Button>
            <LinkButton variant="primary" href={`/portal/tickets/${ticket.number}` as Route}>
              {texts.openTicket}
            </LinkButton>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{texts.cancel}</Button>
            <Button type="submit" form={FORM} variant="primary" pending={isSending} disabled={!brief}>
              {texts.send}
            </Button>
          </>
        )
      }
    >
      {ticket ? (
        <div role="status" className="flex gap-2.5">
          <CircleCheck aria-hidden className="mt-1 text-success" />
          <p>
            <span className="block font-medium">{texts.sent.replace("{number}", ticket.number)}</span>
            <span className="text-fg-muted text-sm">{texts.sentBody}</span>
          </p>
        </div>
      ) : brief ? (
        <BriefForm brief={brief} error={error} categories={categories} texts={texts} onSubmit={send} />
      ) : (
        <div role="status" aria-label={texts.loading} className="flex flex-col gap-4">
          <Skeleton className="h-9 rounded-md" />
          <Skeleton className="h-36 rounded-md" />
          <Skeleton className="h-9 rounded-md" />
        </div>
      )}
    </Dialog>
  );
}

function BriefForm({
  brief,
  error,
  categories,
  texts,
  onSubmit,
}: {
  brief: Loaded;
  error: AppError | null;
  categories: readonly { value: string; label: string }[];
  texts: ChatTexts["escalate"];
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}) {
  const fields: FieldErrors = error?.fields ?? {};
  return (
    <form id={FORM} onSubmit={onSubmit} className="flex flex-col gap-4">
      {brief.isFailed && <Banner tone="warning">{texts.briefFailed}</Banner>}
      {error && !error.fields && <Banner tone="error">{error.message || texts.failed}</Banner>}
      <Field name="subject" label={texts.subject} error={fields.subject} required>
        {(control) => (
          <Input
            {...control}
            defaultValue={brief.subject}
            maxLength={MAX.subject}
            dir="auto"
            data-autofocus
          />
        )}
      </Field>
      <Field name="description" label={texts.description} error={fields.description} required>
        {(control) => (
          <Textarea
            {...control}
            defaultValue={brief.description}
            maxLength={MAX.description}
            rows={7}
            dir="auto"
          />
        )}
      </Field>
      {categories.length > 0 && (
        <Field name="category" label={texts.category} error={fields.category}>
          {(control) => (
            <Select {...control} options={categories} placeholder={texts.categoryAuto} defaultValue="" />
          )}
        </Field>
      )}
    </form>
  );
}

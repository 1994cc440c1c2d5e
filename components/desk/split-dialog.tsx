"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { formatDateTime } from "@/lib/core/dates";
import { splitTicketAction } from "@/lib/tickets/relations-actions";
import type { TicketMessage } from "@/lib/tickets/types";
import { ActionDialog, type ActionDialogTexts, fill } from "./action-dialog";

export type SplitTexts = Record<
  | "title"
  | "body"
  | "subject"
  | "messages"
  | "first"
  | "note"
  | "loading"
  | "failed"
  | "latest"
  | "told"
  | "submit"
  | "done",
  string
>;

/** The latest messages, oldest first, and whether there are earlier ones. */
type Loaded = { messages: readonly TicketMessage[]; isAll: boolean };

const EXCERPT = 140;

/** Asks which messages become a ticket of their own, and what that is called. */
export function SplitDialog({
  ticket,
  clock: { locale, timeZone },
  shell,
  texts,
  onClose,
}: {
  ticket: { id: string };
  clock: { locale: string; timeZone: string };
  shell: ActionDialogTexts;
  texts: SplitTexts;
  onClose: () => void;
}) {
  const router = useRouter();
  const loaded = useMessages(ticket.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const firstId = loaded?.isAll ? loaded.messages.find(({ internal }) => !internal)?.id : undefined;

  function toggle(id: string, isChosen: boolean) {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  return (
    <ActionDialog
      ticketId={ticket.id}
      action={splitTicketAction}
      title={texts.title}
      description={texts.body}
      submit={texts.submit}
      isReady={chosen.size > 0}
      texts={shell}
      onDone={({ number }) =>
        toast.success(fill(texts.done, "number", number), {
          action: {
            label: fill(shell.open, "number", number),
            onClick: () => router.push(`/admin/tickets/${number}` as Route),
          },
        })
      }
      onClose={onClose}
    >
      {(fault) => (
        <>
          <Field name="subject" label={texts.subject} error={fault("subject")} required>
            {(control) => <Input {...control} maxLength={200} autoComplete="off" data-autofocus />}
          </Field>
          <fieldset className="flex min-w-0 flex-col gap-2">
            <legend className="mb-1.5 font-medium text-sm">{texts.messages}</legend>
            {loaded === undefined && (
              <p role="status" className="flex items-center gap-2 text-fg-muted text-sm">
                <Spinner /> {texts.loading}
              </p>
            )}
            {loaded === null && (
              <p role="alert" className="text-error-text text-sm">
                {texts.failed}
              </p>
            )}
            {loaded?.isAll === false && <p className="text-fg-muted text-sm">{texts.latest}</p>}
            {loaded?.messages.map((message) => (
              <Checkbox
                key={message.id}
                name="messageIds"
                value={message.id}
                disabled={message.id === firstId}
                checked={chosen.has(message.id)}
                onChange={(event) => toggle(message.id, event.currentTarget.checked)}
                label={
                  <span className="text-sm">
                    <span className="font-medium">{message.authorName}</span>{" "}
                    <span className="text-fg-muted text-xs">
                      {formatDateTime(message.createdAt, locale, timeZone)}
                      {message.internal && ` · ${texts.note}`}
                      {message.id === firstId && ` · ${texts.first}`}
                    </span>
                  </span>
                }
                hint={<span className="line-clamp-2 break-words">{message.body.slice(0, EXCERPT)}</span>}
              />
            ))}
            {fault("messageIds") && (
              <p role="alert" className="text-error-text text-sm">
                {fault("messageIds")}
              </p>
            )}
          </fieldset>
          <p className="text-fg-muted text-sm">{texts.told}</p>
        </>
      )}
    </ActionDialog>
  );
}

/** The latest messages of a ticket; undefined while they are fetched, null when that failed. */
function useMessages(ticketId: string): Loaded | null | undefined {
  const [loaded, setLoaded] = useState<Loaded | null>();
  useEffect(() => {
    const stop = new AbortController();
    fetchMessages(ticketId, stop.signal)
      .catch(() => null)
      .then((found) => {
        if (!stop.signal.aborted) setLoaded(found);
      });
    return () => stop.abort();
  }, [ticketId]);
  return loaded;
}

async function fetchMessages(ticketId: string, signal: AbortSignal): Promise<Loaded> {
  const response = await fetch(`/api/admin/tickets/${ticketId}/messages?limit=100&order=desc`, { signal });
  if (!response.ok) throw new Error(`the messages answered ${response.status}`);
  const { data, nextCursor } = (await response.json()) as {
    data: TicketMessage[];
    nextCursor: string | null;
  };
  return { messages: data.toReversed(), isAll: nextCursor === null };
}

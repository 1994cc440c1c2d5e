"use client";

import { Check, Ellipsis, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition, useActionState, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Menu } from "@/components/ui/menu";
import { Textarea } from "@/components/ui/textarea";
import { idle } from "@/lib/core/action-state";
import { moveTicketAction } from "@/lib/tickets/desk-actions";

/** The moves of staff; `assign` comes with an assignee. */
export type Move = "start" | "wait" | "hold" | "resolve" | "close" | "cancel" | "reopen";
/** Moves that end a ticket ask for a reason first. */
type Asked = "resolve" | "cancel";

export type StatusActionsTexts = {
  moves: Record<Move, string>;
  more: string;
  dialogTitle: Record<Asked, string>;
  dialogBody: string;
  reason: string;
  reasonHint: Record<Asked, string>;
  optional: string;
  back: string;
  dismiss: string;
  conflictTitle: string;
  failedTitle: string;
  load: string;
};

/** What the state machine allows now: the step that ends the work as a button, the others in a menu. */
export function StatusActions({
  ticketId,
  version,
  moves,
  texts,
}: {
  ticketId: string;
  version: number;
  moves: readonly Move[];
  texts: StatusActionsTexts;
}) {
  const router = useRouter();
  const [state, act, isPending] = useActionState(moveTicketAction, idle);
  const [dismissed, dismiss] = useState<unknown>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const error = state.status === "error" && state !== dismissed ? state.error : null;
  const main = moves.find((move) => move === "resolve" || move === "reopen");

  function move(action: Move, reason = "") {
    const form = new FormData();
    form.set("ticketId", ticketId);
    form.set("expectedVersion", String(version));
    form.set("action", action);
    form.set("reason", reason);
    setAsked(null);
    startTransition(() => act(form));
  }

  function choose(action: Move) {
    if (action === "resolve" || action === "cancel") setAsked(action);
    else move(action);
  }

  return (
    <>
      <Menu
        label={texts.more}
        icon={<Ellipsis aria-hidden />}
        variant="secondary"
        disabled={isPending}
        items={moves
          .filter((action) => action !== main)
          .map((action) => ({
            key: action,
            label: texts.moves[action],
            danger: action === "cancel",
            onSelect: () => choose(action),
          }))}
      />
      {main && (
        <Button
          variant={main === "resolve" ? "primary" : "secondary"}
          pending={isPending}
          icon={main === "resolve" ? <Check aria-hidden /> : <RotateCcw aria-hidden />}
          onClick={() => choose(main)}
        >
          {texts.moves[main]}
        </Button>
      )}
      {error && (
        <Banner
          tone={error.code === "conflict" ? "warning" : "error"}
          title={error.code === "conflict" ? texts.conflictTitle : texts.failedTitle}
          className="basis-full"
          actions={
            <Button
              size="sm"
              onClick={() => {
                dismiss(state);
                router.refresh();
              }}
            >
              {texts.load}
            </Button>
          }
        >
          {error.message}
        </Banner>
      )}
      {asked && (
        <ReasonDialog
          title={texts.dialogTitle[asked]}
          hint={texts.reasonHint[asked]}
          confirm={texts.moves[asked]}
          isDanger={asked === "cancel"}
          texts={texts}
          onClose={() => setAsked(null)}
          onConfirm={(reason) => move(asked, reason)}
        />
      )}
    </>
  );
}

function ReasonDialog({
  title,
  hint,
  confirm,
  isDanger,
  texts,
  onClose,
  onConfirm,
}: {
  title: string;
  hint: string;
  confirm: string;
  isDanger: boolean;
  texts: StatusActionsTexts;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open
      size="sm"
      onClose={onClose}
      title={title}
      description={texts.dialogBody}
      closeLabel={texts.dismiss}
      persistent={reason !== ""}
      footer={
        <>
          <Button onClick={onClose}>{texts.back}</Button>
          <Button variant={isDanger ? "danger" : "primary"} onClick={() => onConfirm(reason)}>
            {confirm}
          </Button>
        </>
      }
    >
      <Field name="reason" label={texts.reason} optionalLabel={texts.optional} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onConfirm(reason);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}

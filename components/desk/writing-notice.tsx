"use client";

import { SignInAgain } from "@/components/tickets/sign-in-again";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { X } from "@/components/ui/control-icons";
import { IconButton } from "@/components/ui/icon-button";
import type { AppError } from "@/lib/core/errors";
import type { TicketDraft } from "@/lib/tickets/draft-types";

/** Something that its author must know of a message. */
export type Notice =
  /** Another tab or device changed the draft, or sent or discarded it. */
  | { kind: "conflict"; theirs: TicketDraft | null }
  /** It waited to be sent, and no longer could be. */
  | { kind: "returned"; hint: string | null }
  | { kind: "failed"; error: AppError | null }
  /** An attempt that seemed to fail had arrived, and this has other words. */
  | { kind: "twice"; error: AppError | null }
  /** Too late to take it back. */
  | { kind: "late" }
  /** Variables of a template that have no value. */
  | { kind: "variables"; variables: readonly string[] };

export type WritingNoticeTexts = {
  conflict: string;
  gone: string;
  keepMine: string;
  useTheirs: string;
  discard: string;
  returned: string;
  failed: string;
  failedHint: string;
  retry: string;
  sendAnyway: string;
  twice: string;
  twiceHint: string;
  late: string;
  variables: string;
  variablesHint: string;
  signIn: string;
  dismiss: string;
};

/** What stands against sending, and the ways on. */
export function WritingNotice({
  notice,
  texts,
  onSend,
  onKeepMine,
  onUseTheirs,
  onDismiss,
}: {
  notice: Notice;
  texts: WritingNoticeTexts;
  onSend: () => void;
  onKeepMine: () => void;
  onUseTheirs: (theirs: TicketDraft | null) => void;
  onDismiss: () => void;
}) {
  const dismiss = <IconButton size="sm" label={texts.dismiss} icon={<X aria-hidden />} onClick={onDismiss} />;
  switch (notice.kind) {
    case "conflict":
      return (
        <Banner tone="warning" className="mb-2" title={notice.theirs ? texts.conflict : texts.gone}>
          {notice.theirs && (
            <p className="mt-1 line-clamp-3 whitespace-pre-wrap border-warning-border border-s-2 ps-2.5">
              {notice.theirs.body}
            </p>
          )}
          <span className="mt-2 flex flex-wrap gap-2">
            <Button size="sm" onClick={onKeepMine}>
              {texts.keepMine}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => onUseTheirs(notice.theirs)}>
              {notice.theirs ? texts.useTheirs : texts.discard}
            </Button>
          </span>
        </Banner>
      );
    case "failed":
      return (
        <Banner
          tone="error"
          className="mb-2"
          title={texts.failed}
          actions={
            <>
              {notice.error?.code === "unauthenticated" && <SignInAgain label={texts.signIn} />}
              <Button size="sm" onClick={onSend}>
                {notice.error?.reason === "newer_message" ? texts.sendAnyway : texts.retry}
              </Button>
            </>
          }
        >
          {notice.error?.message ?? texts.failedHint}
        </Banner>
      );
    case "variables":
      return (
        <Banner
          tone="warning"
          className="mb-2"
          title={texts.variables}
          actions={
            <Button size="sm" onClick={onSend}>
              {texts.sendAnyway}
            </Button>
          }
        >
          <span className="flex flex-wrap gap-x-2">
            {notice.variables.map((variable) => (
              <code key={variable} className="text-xs">
                {variable}
              </code>
            ))}
          </span>
          {texts.variablesHint}
        </Banner>
      );
    case "returned":
      return (
        <Banner tone="warning" className="mb-2" title={texts.returned} actions={dismiss}>
          {notice.hint}
        </Banner>
      );
    case "twice":
      return (
        <Banner tone="warning" className="mb-2" title={texts.twice} actions={dismiss}>
          {texts.twiceHint}
        </Banner>
      );
    case "late":
      return <Banner tone="info" className="mb-2" title={texts.late} actions={dismiss} />;
  }
}

"use client";
"use no memo";

import type { Route } from "next";
import { Button } from "@/components/ui/button";
import { buttonStyle } from "@/components/ui/button-style";
import { UserRound } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import type { OfferReason } from "@/lib/assistant/types";
import type { ChatTexts } from "./chat-texts";

/** The way to a person, always in reach: with what was said, or with a new ticket where nothing was. */
export function PersonButton({
  isBriefed,
  hint,
  label,
  onClick,
}: {
  /** There is a conversation to hand over. */
  isBriefed: boolean;
  hint: string | null;
  label: string;
  onClick: () => void;
}) {
  const words = (
    <>
      <UserRound aria-hidden className="size-3.5" />
      {label}
    </>
  );
  return (
    <>
      {isBriefed && (
        <button
          type="button"
          onClick={onClick}
          aria-haspopup="dialog"
          className={buttonStyle({ variant: "ghost", size: "sm", className: "-ms-2 noscript:hidden" })}
        >
          {words}
        </button>
      )}
      <span className={isBriefed ? "hidden noscript:inline" : undefined}>
        <LinkButton href={"/portal/tickets/new" as Route} variant="ghost" size="sm" className="-ms-2">
          {words}
        </LinkButton>
      </span>
      {hint && <span className="min-w-0">{hint}</span>}
    </>
  );
}

/** A person is offered, and why. */
export function PersonOffer({
  reason,
  texts,
  onPerson,
}: {
  reason: OfferReason;
  texts: ChatTexts;
  onPerson: () => void;
}) {
  return (
    <div className="mt-3 flex max-w-reading flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-info-border bg-info-soft px-3.5 py-2.5 text-info-text text-sm">
      <p className="min-w-0 flex-1 basis-56">{texts.offer[reason]}</p>
      <Button icon={<UserRound aria-hidden />} onClick={onPerson} className="noscript:hidden">
        {texts.person.button}
      </Button>
    </div>
  );
}

/** Where the conversation goes on. */
export function HandedOver({ ticket, texts }: { ticket: { number: string }; texts: ChatTexts }) {
  return (
    <div className="my-4 flex max-w-reading flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-success-border bg-success-soft px-3.5 py-2.5 text-sm text-success-text">
      <p className="min-w-0 flex-1 basis-56">{texts.handedOver.replace("{number}", ticket.number)}</p>
      <LinkButton href={`/portal/tickets/${ticket.number}` as Route}>{texts.openTicket}</LinkButton>
    </div>
  );
}

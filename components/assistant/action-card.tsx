"use client";
"use no memo";

import type { Route } from "next";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CircleAlert, CircleCheck } from "@/components/ui/control-icons";
import { LinkButton } from "@/components/ui/link-button";
import type { ProposedAction } from "@/lib/assistant/types";
import { formatDateTime } from "@/lib/core/dates";
import { formatMoney, type Money } from "@/lib/core/money";
import { decide } from "./chat-api";
import { type ChatReader, type ChatTexts, factLabel } from "./chat-texts";

/** As the database keeps it: an amount or a moment is put into words for who reads. */
type Fact = { key: string; value?: string; money?: Money; at?: string };

function factText({ value, money, at }: Fact, { locale, timeZone }: ChatReader): string {
  if (money) return formatMoney(money, locale);
  return at ? formatDateTime(at, locale, timeZone) : (value ?? "");
}

/**
 * What the assistant would do, fact by fact. Only the customer's own press of the button makes it happen. A default
 * export, because it is fetched when it is needed.
 */
export default function ActionCard({
  action,
  reader,
  texts,
  onChange,
}: {
  action: ProposedAction;
  reader: ChatReader;
  texts: ChatTexts;
  onChange: (action: ProposedAction) => void;
}) {
  const [pending, setPending] = useState<"confirm" | "decline" | null>(null);
  const [fault, setFault] = useState("");
  const words = texts.action;
  const isOver = action.status === "proposed" && Date.parse(action.expiresAt) < Date.now();
  const status = isOver ? "expired" : action.status;

  async function answer(decision: "confirm" | "decline") {
    if (pending) return;
    setPending(decision);
    setFault("");
    const decided = await decide(action.id, decision);
    setPending(null);
    if (decided.ok) return onChange({ ...action, ...decided.value });
    const { code, reason, message } = decided.error;
    if (reason?.includes("expired")) onChange({ ...action, status: "expired" });
    // Refused for good: things are no longer as they were when it was proposed.
    else if (code === "conflict" || code === "not_found" || code === "validation_failed") {
      onChange({ ...action, status: "failed" });
      setFault(message);
    } else setFault(message || words.failed);
  }

  return (
    <section
      aria-label={words.title[action.kind]}
      className="mt-3 max-w-reading rounded-lg border border-line-strong"
    >
      <h3 className="px-3.5 pt-3 font-semibold text-base">{words.title[action.kind]}</h3>
      <dl className="grid grid-cols-[minmax(5.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-3.5 py-2.5 text-sm">
        {action.facts.map((fact) => (
          <div key={fact.key} className="contents">
            <dt className="text-fg-muted">{factLabel(words.fact, fact)}</dt>
            <dd dir="auto" className="max-h-40 overflow-y-auto whitespace-pre-wrap">
              {factText(fact, reader)}
            </dd>
          </div>
        ))}
      </dl>
      <div role="status" className="flex flex-wrap items-center gap-2 border-t px-3.5 py-2.5 text-sm">
        {status === "proposed" ? (
          <>
            <p className="min-w-0 flex-1 basis-full text-fg-muted sm:basis-56">{words.nothingYet}</p>
            <Button pending={pending === "decline"} onClick={() => answer("decline")}>
              {words.decline}
            </Button>
            <Button variant="primary" pending={pending === "confirm"} onClick={() => answer("confirm")}>
              {words.confirm}
            </Button>
            {fault && (
              <p role="alert" className="basis-full text-error-text">
                {fault}
              </p>
            )}
          </>
        ) : (
          <>
            {status === "done" && <CircleCheck aria-hidden className="text-success" />}
            {status === "failed" && <CircleAlert aria-hidden className="text-error" />}
            <p className="min-w-0 flex-1">
              {status === "done" ? words.done[action.kind] : (status === "failed" && fault) || words[status]}
            </p>
            {status === "done" && action.href && (
              <LinkButton href={action.href as Route} size="sm">
                {words.open}
              </LinkButton>
            )}
          </>
        )}
      </div>
    </section>
  );
}

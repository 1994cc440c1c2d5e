"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { lazy, type ReactNode, Suspense } from "react";
import { TriangleAlert } from "@/components/ui/control-icons";
import { Spinner } from "@/components/ui/spinner";
import { portalLink } from "@/lib/assistant/portal-link";
import type { ToolStep } from "@/lib/assistant/stream";
import type { AnswerStatus, Citation, ProposedAction } from "@/lib/assistant/types";
import { AnswerText, CiteChip } from "./answer-text";
import { type ChatReader, type ChatTexts, toolText } from "./chat-texts";

/** Fetched with the first proposal. */
const ActionCard = lazy(() => import("./action-card"));

/** An answer, on its way or complete: its words, its sources, what it proposes, and what became of it. */
export function Answer({
  text,
  status,
  citations,
  actions,
  tools = [],
  isLost = false,
  error,
  reader,
  texts,
  onCite,
  onAction,
  children,
}: {
  text: string;
  status: AnswerStatus;
  citations: readonly Citation[];
  actions: readonly ProposedAction[];
  tools?: readonly ToolStep[];
  /** It goes on without us, for the connection is gone. */
  isLost?: boolean;
  /** What the server said when it broke off. */
  error?: string | undefined;
  reader: ChatReader;
  texts: ChatTexts;
  onCite: (citation: Citation) => void;
  onAction: (action: ProposedAction) => void;
  /** What can be done with it. */
  children?: ReactNode;
}) {
  const isArriving = status === "streaming";
  const cited = citations.filter(({ n }) => text.includes(`[${n}]`));
  const chip = { chipLabel: texts.source.chip, onCite };
  return (
    <article aria-label={texts.assistant} className="min-w-0">
      {text && (
        <AnswerText
          text={text}
          isArriving={isArriving}
          citations={citations}
          links={portalLink(reader.linkHosts)}
          className="max-w-reading text-base"
          {...chip}
        />
      )}
      {isArriving && <Progress text={text} tools={tools} isLost={isLost} texts={texts} />}
      {!isArriving && status !== "complete" && (
        <p className="mt-2 flex gap-1.5 text-fg-muted text-sm">
          {status !== "stopped" && <TriangleAlert aria-hidden className="mt-0.5 text-warning" />}
          {outcome(status, text, error, texts.answer)}
        </p>
      )}
      {!isArriving && tools.some((tool) => tool.status === "failed") && (
        <p className="mt-2 text-fg-muted text-sm">{texts.tool.failed}</p>
      )}
      {!isArriving && cited.length > 0 && (
        <ul aria-label={texts.answer.sources} className="mt-3 flex flex-wrap gap-1.5">
          {cited.map((citation) => (
            <li key={citation.n} className="flex min-w-0 max-w-full">
              <CiteChip citation={citation} {...chip}>
                <span className="tabular-nums">{citation.n}</span>
                <bdi className="truncate font-normal text-fg-secondary leading-normal [a:hover_&]:text-inherit">
                  {citation.title}
                </bdi>
              </CiteChip>
            </li>
          ))}
        </ul>
      )}
      {actions.map((action) => (
        <Suspense key={action.id}>
          <ActionCard action={action} reader={reader} texts={texts} onChange={onAction} />
        </Suspense>
      ))}
      {children}
    </article>
  );
}

/** What is going on while nothing, or not everything, is there. */
function Progress({
  text,
  tools,
  isLost,
  texts,
}: {
  text: string;
  tools: readonly ToolStep[];
  isLost: boolean;
  texts: ChatTexts;
}) {
  const running = tools.findLast(({ status }) => status === "running");
  if (text && !running && !isLost) return null;
  const words = isLost
    ? texts.answer.lost
    : running
      ? toolText(texts.tool, running.name)
      : texts.answer.waiting;
  return (
    <p className="mt-2 flex min-h-6 items-center gap-2 text-fg-muted text-sm first:mt-0">
      <Spinner className="size-3.5" />
      {words}
    </p>
  );
}

function outcome(
  status: AnswerStatus,
  text: string,
  error: string | undefined,
  texts: ChatTexts["answer"],
): string {
  if (status === "stopped") return texts.stopped;
  if (status === "withheld") return texts.withheld;
  return error || (text ? texts.failed : texts.failedEmpty);
}

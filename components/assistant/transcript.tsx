import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { ChevronRight, ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import type { ChatMessage } from "@/lib/assistant/chat-types";
import type { Citation } from "@/lib/assistant/types";
import { formatDateTime } from "@/lib/core/dates";
import { AnswerText } from "./answer-text";

/** More than this nobody reads in a ticket; what was said before is in the words of the ticket. */
const MOST = 60;

/**
 * What a customer said to the assistant before a person was asked for, for staff: folded, with the sources of each
 * answer. Its links stay words, for most lead to pages that are the customer's alone.
 */
export async function Transcript({
  messages,
  clock,
}: {
  messages: readonly ChatMessage[];
  clock: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("chat.desk");
  const shown = messages.slice(-MOST);
  if (shown.length === 0) return null;
  return (
    <details className="group my-3 rounded-lg border">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-lg px-3.5 py-2 font-medium text-sm transition-colors hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="text-fg-muted transition-transform group-open:rotate-90" />
        {t("title")}
        <span className="font-normal text-fg-muted">{t("count", { count: messages.length })}</span>
      </summary>
      <ol className="flex flex-col gap-4 border-t px-3.5 py-3">
        {messages.length > MOST && <li className="text-fg-muted text-sm">{t("earlier", { count: MOST })}</li>}
        {shown.map((message) => (
          <li key={message.id}>
            <Entry message={message} clock={clock} />
          </li>
        ))}
      </ol>
    </details>
  );
}

async function Entry({
  message,
  clock: { locale, timeZone },
}: {
  message: ChatMessage;
  clock: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("chat.desk");
  const isQuestion = message.role === "user";
  const outcome =
    message.status === "stopped" || message.status === "failed" || message.status === "withheld"
      ? t(`status.${message.status}`)
      : null;
  const Thumb = message.feedback === "down" ? ThumbsDown : ThumbsUp;
  return (
    <article>
      <header className="mb-0.5 flex flex-wrap items-center gap-x-2 text-sm">
        <span className="font-semibold">
          {isQuestion ? t("customer") : t(message.answerer ?? "extractive")}
        </span>
        <time dateTime={message.createdAt} className="text-fg-muted text-xs">
          {formatDateTime(message.createdAt, locale, timeZone)}
        </time>
        {message.feedback && (
          <Badge tone={message.feedback === "up" ? "success" : "warning"} icon={<Thumb aria-hidden />}>
            {t(message.feedback)}
          </Badge>
        )}
      </header>
      {isQuestion ? (
        <p dir="auto" className="max-w-reading whitespace-pre-wrap text-base">
          {message.body}
        </p>
      ) : (
        <>
          <AnswerText
            text={numbered(message)}
            citations={[]}
            chipLabel=""
            links={() => null}
            className="max-w-reading text-base"
          />
          <Sources citations={message.citations} label={t("sources")} />
        </>
      )}
      {outcome && <p className="mt-1 text-fg-muted text-sm">{outcome}</p>}
    </article>
  );
}

/** The numbers of sources as plain words: there is no page to open them beside. */
function numbered({ body, citations }: ChatMessage): string {
  const known = new Set(citations.map(({ n }) => n));
  return body.replace(/\[(\d{1,3})\]/g, (mark, n: string) => (known.has(Number(n)) ? `(${n})` : mark));
}

function Sources({ citations, label }: { citations: readonly Citation[]; label: string }) {
  if (citations.length === 0) return null;
  return (
    <ul aria-label={label} className="mt-2 flex flex-col gap-1 text-fg-muted text-xs">
      {citations.map(({ n, title, quote }) => (
        <li key={n} className="flex gap-1.5">
          <span className="tabular-nums">({n})</span>
          <span dir="auto" className="min-w-0">
            <span className="text-fg-secondary">{title}</span>
            {quote && <q className="ms-1.5 line-clamp-2">{quote}</q>}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PriorityBadge } from "@/components/tickets/priority-badge";
import { Badge } from "@/components/ui/badge";
import { Facts } from "@/components/ui/detail";
import { Sparkles } from "@/components/ui/icons";
import { Markdown } from "@/components/ui/markdown";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import { TICKET_PRIORITIES, type TicketCategory } from "@/lib/tickets/types";
import type { TicketInsight } from "@/lib/triage/types";
import { InsightSlot, type InsightTexts } from "./insight-slot";

/** What triage found in a ticket: for staff to take, to correct or to throw away. */
export async function InsightsCard({
  ticket,
  categories,
  locale,
}: {
  ticket: DeskTicket;
  categories: readonly TicketCategory[];
  locale: string;
}) {
  const { insights } = ticket;
  if (!insights) return null;
  const t = await getTranslations("insights.card");
  const words = await getTranslations("tickets");
  return (
    <section
      aria-labelledby="insights"
      className="flex flex-col gap-3 rounded-lg border bg-canvas px-3.5 py-3 text-sm"
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 id="insights" className="flex items-center gap-1.5 font-semibold">
          <Sparkles aria-hidden className="size-3.5 text-info-text" />
          {t("title")}
        </h2>
        <Mood insight={insights} />
        {insights.language && (
          <span className="text-fg-muted" title={languageName(insights.language, locale)}>
            {insights.language.toUpperCase()}
          </span>
        )}
      </header>
      <Flags insight={insights} />
      {insights.summary && <p className="break-words text-fg-secondary">{insights.summary}</p>}
      <Facts
        facts={[
          {
            label: t("category"),
            value: <Category insight={insights} current={ticket.category} locale={locale} />,
          },
          {
            label: t("priority"),
            value: insights.suggestedPriority ? (
              <span className="flex flex-wrap items-center gap-x-2">
                <PriorityBadge
                  priority={insights.suggestedPriority}
                  label={words(`priority.${insights.suggestedPriority}`)}
                />
                {insights.suggestedPriority === ticket.priority && <Same />}
              </span>
            ) : (
              t("none")
            ),
          },
        ]}
      />
      <InsightSlot
        part="triage"
        ticketId={ticket.id}
        version={insights.version}
        state={insights.state}
        isSame={
          (insights.suggestedCategory ?? ticket.category) === ticket.category &&
          (insights.suggestedPriority ?? ticket.priority) === ticket.priority
        }
        choices={{
          category: insights.suggestedCategory ?? ticket.category,
          priority: insights.suggestedPriority ?? ticket.priority,
          categories: categories.map(({ slug, label }) => ({ value: slug, label })),
          priorities: TICKET_PRIORITIES.map((value) => ({ value, label: words(`priority.${value}`) })),
        }}
        texts={await slotTexts()}
      />
      {insights.suggestedReply && <Reply ticket={ticket} insight={insights} />}
      <p className="text-fg-muted text-xs">{await readBy(insights)}</p>
    </section>
  );
}

async function Mood({ insight: { sentiment } }: { insight: TicketInsight }) {
  if (!sentiment) return null;
  const t = await getTranslations("insights.card.sentiment");
  const tone = sentiment === "angry" ? "error" : sentiment === "negative" ? "warning" : "neutral";
  return <Badge tone={tone}>{t(sentiment)}</Badge>;
}

async function Flags({ insight: { flags } }: { insight: TicketInsight }) {
  if (flags.length === 0) return null;
  const t = await getTranslations("insights.card");
  return (
    <ul aria-label={t("flags")} className="flex flex-wrap gap-1.5">
      {flags.map((flag) => (
        <li key={flag}>
          <Badge tone="warning">{t(`flag.${flag}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}

async function Category({
  insight,
  current,
  locale,
}: {
  insight: TicketInsight;
  current: string;
  locale: string;
}) {
  const t = await getTranslations("insights.card");
  const { suggestedCategory, suggestedCategoryLabel, categoryConfidence, isCalibrated, runnersUp } = insight;
  if (!suggestedCategory) return t("none");
  const percent = (share: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
  const sure = categoryConfidence === null ? null : percent(categoryConfidence);
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{suggestedCategoryLabel}</span>
        {sure && (
          <span className="text-fg-muted tabular-nums">
            {isCalibrated ? t("confidence", { percent: sure }) : t("estimate", { percent: sure })}
          </span>
        )}
        {suggestedCategory === current && <Same />}
      </span>
      {runnersUp.length > 0 && (
        <span className="block text-fg-muted text-xs">
          {t("others", {
            others: runnersUp
              .slice(0, 2)
              .map(({ label, confidence }) => t("other", { label, percent: percent(confidence) }))
              .join(", "),
          })}
        </span>
      )}
    </>
  );
}

async function Same() {
  const t = await getTranslations("insights.card");
  return <span className="text-fg-muted">{t("same")}</span>;
}

async function Reply({ ticket, insight }: { ticket: DeskTicket; insight: TicketInsight }) {
  const t = await getTranslations("insights.card");
  const { suggestedReply, citations, isSupported, support } = insight;
  const caution = isSupported ? (support === "weak" ? t("weak") : null) : t("unsupported");
  return (
    <section aria-label={t("reply")} className="flex flex-col gap-2 border-t pt-3">
      <h3 className="font-medium">{t("reply")}</h3>
      {caution && <p className="text-warning-text">{caution}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div tabIndex={0} className="max-h-56 overflow-y-auto break-words rounded-md border bg-paper px-3 py-2">
        <Markdown>{suggestedReply ?? ""}</Markdown>
      </div>
      {citations.length > 0 && (
        <ol aria-label={t("sources")} className="flex flex-col gap-0.5 text-xs">
          {citations.map(({ n, href, title, quote }) => (
            <li key={n}>
              <a
                href={href}
                target="_blank"
                rel="noopener"
                title={quote}
                className="text-primary-text hover:underline"
              >
                {`[${n}] ${title}`}
              </a>
            </li>
          ))}
        </ol>
      )}
      <InsightSlot
        part="reply"
        ticketId={ticket.id}
        version={insight.version}
        state={insight.replyState}
        reply={ticket.allowedActions.includes("reply") ? withoutMarks(suggestedReply ?? "") : null}
        texts={await slotTexts()}
      />
    </section>
  );
}

/** Customers see no list of sources below what staff send, so that numbers in it would point nowhere. */
function withoutMarks(reply: string): string {
  return reply.replace(/ ?\[\d{1,2}\]/g, "");
}

async function readBy({ method, model, fallback }: TicketInsight): Promise<ReactNode> {
  const t = await getTranslations("insights.card");
  if (fallback) return t("fallback", { fault: fallback });
  if (method === "both") return t("byBoth", { model: model ?? "–" });
  if (method === "claude") return t("byModel", { model: model ?? "–" });
  return t(model === "classifier" ? "byClassifier" : "byRules");
}

async function slotTexts(): Promise<InsightTexts> {
  const t = await getTranslations("insights.card");
  return {
    accept: t("accept"),
    confirm: t("confirm"),
    change: t("change"),
    save: t("save"),
    cancel: t("cancel"),
    reject: t("reject"),
    use: t("use"),
    edit: t("edit"),
    discard: t("discard"),
    failed: t("failed"),
    category: t("category"),
    priority: t("priority"),
    inserted: t("inserted"),
    state: { accepted: t("state.accepted"), edited: t("state.edited"), rejected: t("state.rejected") },
    replyState: {
      accepted: t("replyState.accepted"),
      edited: t("replyState.edited"),
      rejected: t("replyState.rejected"),
    },
  };
}

function languageName(language: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
}

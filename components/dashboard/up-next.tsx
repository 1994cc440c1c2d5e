import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CircleAlert } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import type { IconComponent } from "@/components/ui/icon";
import { MessageCircleQuestion, Phone, ReceiptText, Truck, Wrench } from "@/components/ui/icons";
import { SOFT_TONE, type Tone } from "@/components/ui/tone";
import { formatTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { dayWords } from "@/lib/dashboard/day";
import type { UpNext as Coming, Dashboard } from "@/lib/dashboard/types";
import { orderPath } from "@/lib/orders/path";
import type { TicketSummary } from "@/lib/tickets/types";
import type { Reader } from "./reader";

const SHOWN = 6;
/** What waits for the customer must not push everything else out of sight. */
const ANSWERS_SHOWN = 3;

const LOOK: Record<Coming["kind"] | "answer", { icon: IconComponent; tone: Tone }> = {
  answer: { icon: MessageCircleQuestion, tone: "warning" },
  delivery: { icon: Truck, tone: "neutral" },
  call: { icon: Phone, tone: "primary" },
  invoice_due: { icon: ReceiptText, tone: "neutral" },
  invoice_overdue: { icon: CircleAlert, tone: "error" },
  installation: { icon: Wrench, tone: "primary" },
};

type Step = { key: string; look: keyof typeof LOOK; title: string; detail: string; href?: Route };

/** What waits for the customer, then deliveries, calls, due dates and visits in their order. */
export async function UpNext({ dashboard, reader }: { dashboard: Dashboard; reader: Reader }) {
  const t = await getTranslations("dashboard.upNext");
  const waiting = dashboard.recentTickets.filter(({ status }) => status === "waiting_customer");
  const steps = [
    ...waiting.slice(0, ANSWERS_SHOWN).map((ticket) => answerStep(ticket, t)),
    ...dashboard.upNext.map((item) => comingStep(item, reader, t)),
  ].slice(0, SHOWN);
  return (
    <Card title={t("title")}>
      {steps.length === 0 ? (
        <p className="text-fg-muted text-sm">{t("empty")}</p>
      ) : (
        <ol>
          {steps.map((step) => (
            <TimelineStep key={step.key} step={step} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function TimelineStep({ step: { look, title, detail, href } }: { step: Step }) {
  const { icon: Icon, tone } = LOOK[look];
  return (
    <li className="relative flex gap-3 pb-4 last:pb-0 [&:not(:last-child)]:before:absolute [&:not(:last-child)]:before:start-[0.8125rem] [&:not(:last-child)]:before:top-8 [&:not(:last-child)]:before:bottom-1 [&:not(:last-child)]:before:w-px [&:not(:last-child)]:before:bg-line">
      <span
        className={cx(
          "flex size-[1.6875rem] shrink-0 items-center justify-center rounded-full",
          SOFT_TONE[tone],
        )}
      >
        <Icon aria-hidden className="size-3.5" />
      </span>
      <span className="min-w-0 pt-0.5">
        <span className="block font-medium text-sm">
          {href ? (
            <Link href={href} prefetch={false} className="hit-44 hover:underline hover:underline-offset-2">
              {title}
            </Link>
          ) : (
            title
          )}
        </span>
        <span className="block text-fg-muted text-sm">{detail}</span>
      </span>
    </li>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<"dashboard.upNext">>>;

function answerStep(ticket: TicketSummary, t: Translate): Step {
  return {
    key: ticket.id,
    look: "answer",
    title: t("answer"),
    detail: ticket.subject,
    href: `/portal/tickets/${ticket.number}` as Route,
  };
}

function comingStep(item: Coming, { now, locale, timeZone }: Reader, t: Translate): Step {
  const words = { ...dayWords(item.at, now, locale, timeZone), time: formatTime(item.at, locale, timeZone) };
  const amount = item.money ? t("amount", { amount: formatMoney(item.money, locale) }) : "";
  const details: Record<Coming["kind"], (string | false)[]> = {
    delivery: [t("expected", words), item.title !== "" && t("by", { carrier: item.title })],
    call: [t("dayAndTime", words), item.title],
    invoice_due: [t("day", words), amount],
    invoice_overdue: [t("dueSince", words), amount],
    installation: [t("dayAndTime", words), item.title],
  };
  return {
    key: `${item.kind} ${item.resourceId}`,
    look: item.kind,
    title: t(item.kind, { number: item.number ?? "" }),
    detail: details[item.kind].filter(Boolean).join(" · "),
    ...pathOf(item),
  };
}

/** The page of what comes. */
function pathOf({ kind, number, resourceId }: Coming): { href?: Route } {
  if (kind === "delivery") return { href: orderPath({ id: resourceId, number: number ?? "" }) as Route };
  if (kind === "installation") return { href: `/portal/services/${resourceId}` as Route };
  if (kind === "call") return { href: `/portal/calls/${resourceId}` as Route };
  return { href: `/portal/invoices/${number ?? resourceId}` as Route };
}

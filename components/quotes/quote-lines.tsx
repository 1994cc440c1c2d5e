import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { formatMoney, type Money } from "@/lib/core/money";
import { percentText } from "@/lib/quotes/amounts";
import type { ShownLine } from "@/lib/quotes/compared-lines";
import type { QuoteItem } from "@/lib/quotes/types";

const ROW_TONE: Record<ShownLine["kind"], string> = {
  same: "",
  added: "bg-success-soft",
  removed: "bg-error-soft",
  changed: "bg-warning-soft",
};
const BADGE_TONE = { added: "success", removed: "error", changed: "warning" } as const;

const HEAD = "h-9 whitespace-nowrap px-2 text-end font-medium text-fg-muted text-xs";
const CELL = "px-2 py-2.5 text-end whitespace-nowrap align-top max-sm:p-0";

/**
 * The lines of a version as a table; on a phone each is a paragraph of its own with its sum beside it. What
 * was added, removed or changed since another version says so in words and in colour.
 */
export async function QuoteLines({
  lines,
  locale,
  caption,
  below,
}: {
  lines: readonly ShownLine[];
  locale: string;
  caption: string;
  /** What stands below a line, such as a field for a wish. */
  below?: (item: QuoteItem, index: number) => ReactNode;
}) {
  const t = await getTranslations("quote-pages.lines");
  const hasDiscount = lines.some(({ item, before }) => item.discount.amount > 0 || before?.discount.amount);
  const columns = hasDiscount ? 6 : 5;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display: block removes the implicit ones
    <table role="table" className="w-full border-collapse text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="border-b">
          <th role="columnheader" scope="col" className={cx(HEAD, "w-full ps-4! text-start!")}>
            {t("description")}
          </th>
          {["quantity", "unitPrice", "tax", ...(hasDiscount ? ["discount"] : []), "amount"].map((name) => (
            <th key={name} role="columnheader" scope="col" className={cx(HEAD, "last:pe-4")}>
              {t(name as "tax")}
            </th>
          ))}
        </tr>
      </thead>
      {lines.map((line, index) => (
        <tbody
          key={`${line.kind} ${line.item.id}`}
          role="rowgroup"
          className={cx("border-b last:border-b-0 max-sm:block", ROW_TONE[line.kind])}
        >
          <Line line={line} locale={locale} hasDiscount={hasDiscount} words={t} />
          {below && (
            <tr role="row" className="max-sm:block">
              <td role="cell" colSpan={columns} className="px-4 pb-3 max-sm:block">
                {below(line.item, index)}
              </td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: display: block removes the implicit ones
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"quote-pages.lines">>>;

function Line({
  line: { kind, item, before, changed },
  locale,
  hasDiscount,
  words: t,
}: {
  line: ShownLine;
  locale: string;
  hasDiscount: boolean;
  words: Words;
}) {
  const money = (value: Money) => formatMoney(value, locale);
  const percent = (rate: number) => t("percent", { rate: percentText(rate) });
  const was = (old: string, now: string, isChanged: boolean, isInline = false) => (
    <Value
      before={isChanged && before ? old : null}
      after={now}
      isGone={kind === "removed"}
      isInline={isInline}
      words={t}
    />
  );
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: display: flex removes the implicit ones
    <tr
      role="row"
      className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-4 max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-3"
    >
      <td role="cell" className="py-2.5 ps-4 pe-2 align-top max-sm:p-0">
        <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <span className="min-w-0 font-medium text-fg max-sm:text-base">
            {was(before?.description ?? "", item.description, changed.has("description"), true)}
          </span>
          {kind !== "same" && (
            <Badge tone={BADGE_TONE[kind]} className="bg-paper!">
              {t(`kind.${kind}`)}
            </Badge>
          )}
        </span>
        {item.sku && <span className="block font-mono text-fg-muted text-xs">{item.sku}</span>}
        {(item.note || changed.has("note")) && (
          <span className="block whitespace-pre-line text-fg-secondary">
            {was(before?.note ?? "", item.note ?? "", changed.has("note"), true)}
          </span>
        )}
      </td>
      <td role="cell" className={cx(CELL, "max-sm:order-3 max-sm:text-start! max-sm:text-fg-muted")}>
        <span className="max-sm:hidden">
          {was(String(before?.quantity), String(item.quantity), changed.has("quantity"))}
        </span>
        <span className="whitespace-normal sm:hidden">
          {was(String(before?.quantity), String(item.quantity), changed.has("quantity"), true)}
          {" × "}
          {was(
            money(before?.unitPrice ?? item.unitPrice),
            money(item.unitPrice),
            changed.has("unitPrice"),
            true,
          )}
          {" · "}
          {t("taxOf", { rate: percentText(item.taxRate) })}
          {item.discount.amount > 0 && ` · ${t("less", { amount: money(item.discount) })}`}
        </span>
      </td>
      <td role="cell" className={cx(CELL, "max-sm:hidden")}>
        {was(money(before?.unitPrice ?? item.unitPrice), money(item.unitPrice), changed.has("unitPrice"))}
      </td>
      <td role="cell" className={cx(CELL, "text-fg-muted max-sm:hidden")}>
        {was(percent(before?.taxRate ?? 0), percent(item.taxRate), changed.has("taxRate"))}
      </td>
      {hasDiscount && (
        <td role="cell" className={cx(CELL, "max-sm:hidden")}>
          {was(
            money(before?.discount ?? item.discount),
            item.discount.amount > 0 || changed.has("discount") ? money(item.discount) : "",
            changed.has("discount"),
          )}
        </td>
      )}
      <td role="cell" className={cx(CELL, "pe-4! font-medium text-fg max-sm:order-2 max-sm:pe-0!")}>
        {was(money(before?.net ?? item.net), money(item.net), changed.has("net"))}
      </td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: display: flex removes the implicit ones
  );
}

/** A value, and what it was before. */
function Value({
  before,
  after,
  isGone,
  isInline,
  words: t,
}: {
  before: string | null;
  after: string;
  isGone: boolean;
  /** In a line of text, not one above the other. */
  isInline: boolean;
  words: Words;
}) {
  if (isGone) return <del>{after}</del>;
  if (before === null) return after;
  return (
    <>
      <span className="sr-only">{t("was")} </span>
      <del className={cx("text-fg-secondary", !isInline && "block")}>{before}</del>
      <span className="sr-only"> {t("isNow")} </span>
      {isInline && <span aria-hidden>{before && " → "}</span>}
      <ins className="font-semibold no-underline">{after}</ins>
    </>
  );
}

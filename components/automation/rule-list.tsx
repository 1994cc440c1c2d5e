import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { RowCommand } from "@/components/settings/row-command";
import { Badge } from "@/components/ui/badge";
import { TriangleAlert } from "@/components/ui/control-icons";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { moveRuleAction, switchRuleAction } from "@/lib/automation/actions";
import type { Rule } from "@/lib/automation/types";
import { RuleSentence } from "./rule-sentence";
import { type RuleTexts, ruleTexts } from "./texts";

type Reader = { isAdmin: boolean; locale: string; timeZone: string };

/** The rules in the order in which they run. */
export async function RuleList({
  rules,
  categories,
  reader,
}: {
  rules: readonly Rule[];
  categories: Record<string, string>;
  reader: Reader;
}) {
  const [t, texts] = await Promise.all([getTranslations("automation"), ruleTexts()]);
  return (
    <ol aria-label={t("title")} className="divide-y overflow-hidden rounded-lg border bg-paper">
      {rules.map((rule, index) => (
        <Row
          key={rule.id}
          rule={rule}
          isFirst={index === 0}
          isLast={index === rules.length - 1}
          categories={categories}
          reader={reader}
          texts={texts}
        />
      ))}
    </ol>
  );
}

async function Row({
  rule,
  isFirst,
  isLast,
  categories,
  reader,
  texts,
}: {
  rule: Rule;
  isFirst: boolean;
  isLast: boolean;
  categories: Record<string, string>;
  reader: Reader;
  texts: RuleTexts;
}) {
  const t = await getTranslations("automation");
  const { id, name, isActive, faults, lastRun } = rule;
  const move = (direction: "up" | "down", disabled: boolean) => (
    <RowCommand
      action={moveRuleAction}
      fields={{ ruleId: id, direction }}
      label={t(`list.${direction}`, { name })}
      icon={direction === "up" ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
      disabled={disabled}
    />
  );
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            href={`/admin/settings/automation/${id}` as Route}
            prefetch={false}
            className="hit-44 font-medium hover:underline"
          >
            {name}
          </Link>
          <Badge tone={isActive ? "success" : "neutral"}>{t(isActive ? "list.on" : "list.off")}</Badge>
          {faults.length > 0 && (
            <Badge tone="error" icon={<TriangleAlert aria-hidden />}>
              {t("list.faulty")}
            </Badge>
          )}
        </p>
        <p className="mt-0.5 max-w-[72ch] text-fg-secondary text-sm">
          <RuleSentence rule={rule} texts={texts} categories={categories} locale={reader.locale} />
        </p>
        <p className="mt-1 flex flex-wrap gap-x-2 text-fg-muted text-xs tabular-nums">
          <span>{t("list.runs", { count: rule.runs })}</span>
          {lastRun && (
            <span className={lastRun.outcome === "failed" ? "text-error-text" : undefined}>
              {t(`outcome.${lastRun.outcome}`)},{" "}
              <RelativeTime at={lastRun.at} locale={reader.locale} timeZone={reader.timeZone} />,{" "}
              <Link
                href={`/admin/tickets/${lastRun.number}` as Route}
                prefetch={false}
                className="hit-44 font-mono hover:underline"
              >
                {lastRun.number}
              </Link>
            </span>
          )}
        </p>
      </div>
      {reader.isAdmin && (
        <div className="ms-auto flex items-center gap-1">
          {move("up", isFirst)}
          {move("down", isLast)}
          <RowCommand
            action={switchRuleAction}
            fields={{ ruleId: id, isActive: String(!isActive) }}
            label={t(isActive ? "list.switchOff" : "list.switchOn", { name })}
            variant="secondary"
          >
            {t(isActive ? "list.turnOff" : "list.turnOn")}
          </RowCommand>
        </div>
      )}
    </li>
  );
}

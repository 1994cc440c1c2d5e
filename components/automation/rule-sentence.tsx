import { getTranslations } from "next-intl/server";
import { choicesOf } from "@/lib/automation/draft";
import type { Action, Condition, Rule } from "@/lib/automation/types";
import type { RuleTexts } from "./texts";

/** A rule as a sentence: when, if, then. */
export async function RuleSentence({
  rule,
  texts,
  categories,
  locale,
}: {
  rule: Rule;
  texts: RuleTexts;
  /** Their names, by slug. */
  categories: Record<string, string>;
  locale: string;
}) {
  const t = await getTranslations("automation");
  const or = new Intl.ListFormat(locale, { type: "disjunction" });
  const and = new Intl.ListFormat(locale, { type: "conjunction" });

  const nameOf = ({ field }: Condition, value: string): string => {
    if (field === "category") return categories[value] ?? value;
    if (field === "status" || field === "priority") return texts[field][value] ?? value;
    if (field === "channel") return texts.channel[value as keyof RuleTexts["channel"]] ?? value;
    if (field === "assigned") return texts.assigned[value as keyof RuleTexts["assigned"]] ?? value;
    if (field === "team" && value === "none") return texts.noTeam;
    if (field === "team" || field === "customer") return rule.names[value] ?? t("gone");
    return field === "tag" ? value : `“${value}”`;
  };
  const condition = (one: Condition) => {
    const isText = one.field === "subject" || one.field === "body";
    const op = isText ? (one.op === "is" ? texts.op.contains : texts.op.contains_not) : texts.op[one.op];
    return `${t(`subject.${one.field}`)} ${op} ${or.format(one.values.map((value) => nameOf(one, value)))}`;
  };
  const action = ({ type, value }: Action) => {
    const kind = choicesOf(type);
    const name = kind === null ? value : kind === "priorities" ? texts.priority[value] : rule.names[value];
    return t(`does.${type}`, { value: name ?? t("gone") });
  };
  return (
    <>
      {t("list.when", { event: texts.event[rule.event] })}
      {rule.conditions.length > 0 &&
        ` ${t("list.if", { conditions: and.format(rule.conditions.map(condition)) })}`}
      , {t("list.then", { actions: and.format(rule.actions.map(action)) })}.
    </>
  );
}

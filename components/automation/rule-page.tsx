import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { Rule, RuleChoices, Run } from "@/lib/automation/types";
import { newId } from "@/lib/core/ids";
import type { Page } from "@/lib/core/page";
import { DeleteRule } from "./delete-rule";
import { RuleEditor } from "./rule-editor";
import { RunList } from "./run-list";
import { type RuleTexts, ruleTexts } from "./texts";

/** A fresh rule: a tag is the least that one can do. */
const BLANK = {
  name: "",
  isActive: false,
  event: "ticket_created",
  conditions: [],
  actions: [{ type: "set_priority", value: "" }],
} as const;

/** The page of one rule, or of a new one. */
export async function RulePage({
  rule,
  choices,
  runs,
  isFirst = true,
  canChange,
  reader,
}: {
  rule: Rule | null;
  choices: RuleChoices;
  /** What it did; null for a new one. */
  runs: Page<Run> | null;
  /** Whether they are the latest. */
  isFirst?: boolean;
  canChange: boolean;
  reader: { locale: string; timeZone: string };
}) {
  const [t, texts] = await Promise.all([getTranslations("automation"), ruleTexts()]);
  return (
    <>
      <PageHeader
        back={{ href: "/admin/settings/automation" as Route, label: t("title") }}
        title={rule?.name ?? t("new")}
        className="mb-4"
      />
      <div className="flex flex-col gap-4">
        <RuleEditor
          rule={rule ?? { ...BLANK, conditions: [], actions: [...BLANK.actions] }}
          ruleId={rule?.id ?? null}
          version={rule?.version ?? null}
          formKey={newId()}
          faults={Object.fromEntries(
            (rule?.faults ?? []).map(({ path, problem }) => [path, problemWords(problem, texts)]),
          )}
          names={rule?.names ?? {}}
          options={{
            category: choices.categories,
            team: [...choices.teams, { value: "none", label: texts.noTeam }],
            priority: optionsOf(texts.priority),
            status: optionsOf(texts.status),
            channel: optionsOf(texts.channel),
            assigned: optionsOf(texts.assigned),
          }}
          choices={{
            people: choices.people,
            teams: choices.teams,
            templates: choices.templates,
            priorities: optionsOf(texts.priority),
          }}
          canChange={canChange}
          reader={reader}
          texts={texts}
        />
        {rule && runs && <RunList runs={runs} ruleId={rule.id} isFirst={isFirst} {...reader} />}
        {rule && canChange && (
          <Card title={t("delete.title")}>
            <p className="mb-3 text-fg-muted text-sm">{t("delete.hint")}</p>
            <DeleteRule ruleId={rule.id} label={t("delete.submit")} />
          </Card>
        )}
      </div>
    </>
  );
}

function optionsOf(names: Record<string, string>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

function problemWords(problem: string, { problem: words }: RuleTexts): string {
  return problem in words ? words[problem as keyof typeof words] : words.other;
}

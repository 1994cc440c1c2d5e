import "server-only";
import { getTranslations } from "next-intl/server";
import { TEMPLATE_VARIABLES, type TemplateValues, type TemplateVariable } from "@/lib/templates/variables";
import type { EditorTexts, VariableGroup } from "./template-editor";

/** The words of the editor, which runs in the browser and has no message catalogue. */
export async function editorTexts(): Promise<EditorTexts> {
  const t = await getTranslations("templates.editor");
  return {
    name: t("name"),
    category: t("category"),
    everyCategory: t("everyCategory"),
    body: t("body"),
    bodyHint: t.raw("bodyHint") as string,
    insert: t("insert"),
    unknown: t.raw("unknown") as string,
    save: t("save"),
    saved: t("saved"),
    failed: t("failed"),
    conflict: t.raw("conflict") as string,
    conflictHint: t("conflictHint"),
    theirs: t("theirs"),
    overwrite: t("overwrite"),
    preview: {
      title: t("preview.title"),
      sample: t("preview.sample"),
      ofTicket: t.raw("preview.ofTicket") as string,
      ticket: t("preview.ticket"),
      use: t("preview.use"),
      useSample: t("preview.useSample"),
      notFound: t("preview.notFound"),
      missing: t("preview.missing"),
      empty: t("preview.empty"),
    },
  };
}

const key = (name: TemplateVariable) => name.replace(".", "_") as Underscored<TemplateVariable>;
type Underscored<S extends string> = S extends `${infer A}.${infer B}` ? `${A}_${B}` : S;

/** The variables by what they are about, for the picker. */
export async function variableGroups(): Promise<VariableGroup[]> {
  const t = await getTranslations("templates");
  const groups = Map.groupBy(TEMPLATE_VARIABLES, (name) => name.split(".")[0] as keyof typeof GROUPS);
  return [...groups].map(([group, names]) => ({
    label: t(`groups.${GROUPS[group]}`),
    variables: names.map((name) => ({ name, label: t(`variables.${key(name)}`) })),
  }));
}

const GROUPS = {
  customer: "customer",
  ticket: "ticket",
  agent: "agent",
  company: "company",
  order: "order",
  service: "subscription",
  domain: "subscription",
} as const;

/** Values to look at a template with, before there is a ticket. */
export async function sampleValues(): Promise<TemplateValues> {
  const t = await getTranslations("templates.samples");
  return Object.fromEntries(TEMPLATE_VARIABLES.map((name) => [name, t(key(name))]));
}

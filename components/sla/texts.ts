import "server-only";
import { getTranslations } from "next-intl/server";
import type { ImportTexts } from "./calendar-import";
import type { EditorTexts } from "./editor-form";
import type { HoursTexts } from "./hours-editor";
import type { PolicyTexts } from "./policy-editor";

/** Words of the editors of the promises, made on the server for islands that know no language. */
export async function editorTexts(openTickets: number): Promise<EditorTexts> {
  const t = await getTranslations("sla");
  return {
    save: t("save"),
    saved: t("saved"),
    failed: t("failed"),
    loadTheirs: t("loadTheirs"),
    apply: t("apply.label", { count: openTickets }),
    applyHint: t("apply.hint"),
  };
}

export async function policyTexts(): Promise<PolicyTexts> {
  const [t, priorities] = await Promise.all([
    getTranslations("sla.policies"),
    getTranslations("tickets.priority"),
  ]);
  return {
    hint: t("hint"),
    all: t("all"),
    priority: t("priority"),
    firstResponse: t("firstResponse"),
    nextResponse: t("nextResponse"),
    resolution: t("resolution"),
    clock: t("clock"),
    clocks: { business: t("clocks.business"), always: t("clocks.always") },
    priorities: {
      urgent: priorities("urgent"),
      high: priorities("high"),
      medium: priorities("medium"),
      low: priorities("low"),
    },
    addTitle: t("addTitle"),
    category: t("category"),
    choose: t("choose"),
    add: t("add"),
    remove: t.raw("remove") as string,
    what: t.raw("what") as string,
    invalid: t("invalid"),
    tooShort: t("tooShort"),
  };
}

export async function hoursTexts(): Promise<HoursTexts> {
  const t = await getTranslations("sla.hours");
  return {
    always: t("always"),
    closed: t("closed"),
    opens: t.raw("opens") as string,
    closes: t.raw("closes") as string,
    until: t("until"),
    add: t.raw("add") as string,
    remove: t.raw("remove") as string,
    copy: t("copy"),
    clear: t("clear"),
    invalid: t("invalid"),
    example: t.raw("example") as string,
    exampleNever: t("exampleNever"),
    days: t.raw("days") as string[],
  };
}

export async function importTexts(apply: { apply: string; applyHint: string }): Promise<ImportTexts> {
  const t = await getTranslations("sla");
  const plural = (key: "import.found" | "import.skipped") => ({
    one: t(key, { count: 1 }),
    // A number that no other words hold, to be replaced.
    other: t(key, { count: 4321 }).replace(/4\D?321/, "{count}"),
  });
  return {
    file: t("import.file"),
    hint: t("import.hint"),
    preview: t("import.preview"),
    choose: t("import.choose"),
    known: t("import.known"),
    renamed: t.raw("import.renamed") as string,
    add: t("import.addChosen"),
    added: t("import.added"),
    failed: t("failed"),
    found: plural("import.found"),
    skipped: plural("import.skipped"),
    ...apply,
  };
}

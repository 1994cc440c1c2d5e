import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { RuleList } from "@/components/automation/rule-list";
import { LiveRefresh } from "@/components/live/live-refresh";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { EmptyState } from "@/components/ui/empty-state";
import { Plus, Workflow } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { readAsViewer } from "@/lib/auth/viewer";
import { loadCategoryNames, loadRules } from "@/lib/automation/queries";

const NEW = "/admin/settings/automation/new" as Route;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("automation");
  return { title: t("title") };
}

/** The rules that do the routine. */
export default function AutomationPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <Rules />
    </Arrival>
  );
}

async function Rules() {
  const [t, [viewer, [rules, categories]]] = await Promise.all([
    getTranslations("automation"),
    readAsViewer("staff", (reader) => Promise.all([loadRules(reader), loadCategoryNames(reader)])),
  ]);
  const isAdmin = viewer.role === "admin";
  return (
    <>
      <LiveRefresh topics={["staff"]} />
      <PageHeader
        title={t("title")}
        actions={
          isAdmin &&
          rules.length > 0 && (
            <LinkButton href={NEW} variant="primary" icon={<Plus aria-hidden />}>
              {t("new")}
            </LinkButton>
          )
        }
      />
      <p className="mt-2 mb-4 max-w-[72ch] text-fg-muted text-sm">{isAdmin ? t("intro") : t("readOnly")}</p>
      {rules.length === 0 ? (
        <EmptyState
          icon={<Workflow aria-hidden />}
          title={t("empty.title")}
          actions={
            isAdmin && (
              <LinkButton href={NEW} variant="primary">
                {t("empty.action")}
              </LinkButton>
            )
          }
        >
          {t("empty.body")}
        </EmptyState>
      ) : (
        <RuleList
          rules={rules}
          categories={categories}
          reader={{ isAdmin, locale: viewer.locale, timeZone: viewer.timeZone }}
        />
      )}
    </>
  );
}

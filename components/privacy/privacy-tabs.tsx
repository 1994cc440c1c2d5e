import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

const TABS = [
  ["overview", "/portal/privacy"],
  ["access", "/portal/privacy/access"],
] as const satisfies readonly (readonly [string, string])[];

/** The head of each page of the privacy centre: its title, and the way to the other ones. */
export async function PrivacyTabs({
  active,
  actions,
}: {
  active: (typeof TABS)[number][0];
  /** Buttons beside the title. */
  actions?: ReactNode;
}) {
  const t = await getTranslations("privacy.tabs");
  return (
    <>
      <PageHeader title={t(`${active}Title`)} meta={t(`${active}Meta`)} actions={actions} className="mb-3" />
      <Tabs
        label={t("label")}
        className="mb-6"
        tabs={TABS.map(([key, href]) => ({ href: href as Route, label: t(key), active: key === active }))}
      />
    </>
  );
}

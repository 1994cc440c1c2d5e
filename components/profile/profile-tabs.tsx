import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";

const TABS = [
  ["personal", "/portal/profile"],
  ["notifications", "/portal/profile/notifications"],
  ["security", "/portal/profile/security"],
] as const satisfies readonly (readonly [string, string])[];

/** The head of each page of the profile: its title, and the way to the other ones. */
export async function ProfileTabs({ active }: { active: (typeof TABS)[number][0] }) {
  const t = await getTranslations("profile.tabs");
  return (
    <>
      <PageHeader title={t(`${active}Title`)} className="mb-3" />
      <Tabs
        label={t("label")}
        className="mb-6"
        tabs={TABS.map(([key, href]) => ({ href: href as Route, label: t(key), active: key === active }))}
      />
    </>
  );
}

import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RulePage } from "@/components/automation/rule-page";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { loadRuleChoices } from "@/lib/automation/queries";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("automation");
  return { title: t("new") };
}

/** A new rule, which only admins write. */
export default function NewRulePage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <NewRule />
    </Arrival>
  );
}

async function NewRule() {
  const viewer = await requireViewer("admin");
  const { locale, timeZone } = viewer;
  return (
    <RulePage
      rule={null}
      runs={null}
      choices={await loadRuleChoices(viewer)}
      canChange
      reader={{ locale, timeZone }}
    />
  );
}

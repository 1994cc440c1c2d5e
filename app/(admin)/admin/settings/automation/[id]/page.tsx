import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { RulePage } from "@/components/automation/rule-page";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { findRule, loadRuleChoices, loadRuns } from "@/lib/automation/queries";
import { ruleParams } from "@/lib/automation/schema";
import type { Rule } from "@/lib/automation/types";
import { decodeCursor } from "@/lib/core/ids";

type Props = PageProps<"/admin/settings/automation/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readRule = cache(async (id: string): Promise<Rule | null> => {
  const viewer = await requireViewer("staff");
  const params = ruleParams.safeParse({ id });
  return params.success ? findRule(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = await readRule((await params).id);
  const t = await getTranslations("automation");
  return { title: rule?.name ?? t("missing") };
}

/** A rule, to read and to try, and for admins to change. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <OneRule {...props} />
    </Arrival>
  );
}

async function OneRule({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([requireViewer("staff"), params, searchParams]);
  const rule = await readRule(id);
  if (!rule) notFound();
  const cursor = [query.cursor].flat()[0] ?? "";
  const [choices, runs] = await Promise.all([
    loadRuleChoices(viewer),
    loadRuns(viewer, rule.id, { cursor: decodeCursor(cursor) }),
  ]);
  const { locale, timeZone } = viewer;
  return (
    <RulePage
      rule={rule}
      choices={choices}
      runs={runs}
      isFirst={cursor === ""}
      canChange={viewer.role === "admin"}
      reader={{ locale, timeZone }}
    />
  );
}

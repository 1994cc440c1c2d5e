import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WhatsAppTemplates } from "@/components/notifications/whatsapp-templates";
import { SettingsSkeleton } from "@/components/settings/skeleton";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { readAsViewer } from "@/lib/auth/viewer";
import { saveTemplateAction } from "@/lib/notifications/template-actions";
import { loadTemplates } from "@/lib/notifications/template-service";

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("whatsapp"))("title") };
}

/** The templates by which the portal writes to people on WhatsApp. */
export default function WhatsAppPage() {
  return (
    <Arrival skeleton={<SettingsSkeleton />}>
      <Templates />
    </Arrival>
  );
}

async function Templates() {
  const t = await getTranslations("whatsapp");
  const [viewer, templates] = await readAsViewer("staff", loadTemplates);
  const canChange = viewer.role === "admin";
  return (
    <>
      <PageHeader title={t("title")} meta={canChange ? undefined : t("readOnly")} className="mb-4" />
      <WhatsAppTemplates
        templates={templates}
        canChange={canChange}
        added={await submittedState(saveTemplateAction)}
      />
    </>
  );
}

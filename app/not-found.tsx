import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { FaultPage } from "@/components/shell/fault-page";
import { LinkButton } from "@/components/ui/link-button";
import { REQUEST_ID_HEADER } from "@/lib/platform/request-context";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fault");
  return { title: t("missingTitle") };
}

/** No page, or none that this person may know of: the two look the same on purpose. */
export default async function NotFound() {
  const t = await getTranslations("fault");
  const requestId = (await headers()).get(REQUEST_ID_HEADER);
  return (
    <div className="flex min-h-[70dvh] flex-col">
      <FaultPage
        icon={<Compass />}
        title={t("missingTitle")}
        reference={requestId ? { label: t("reference"), value: requestId } : undefined}
        actions={
          <LinkButton href="/" variant="primary">
            {t("home")}
          </LinkButton>
        }
      >
        {t("missingBody")}
      </FaultPage>
    </div>
  );
}

import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/link-button";
import { FaultPage } from "./fault-page";

/** No page, or none that this person may know of: the two look the same on purpose. */
export async function MissingPage({ home, requestId }: { home: Route; requestId: string | null }) {
  const t = await getTranslations("fault");
  return (
    <FaultPage
      title={t("missingTitle")}
      reference={requestId ? { label: t("reference"), value: requestId } : undefined}
      actions={
        <LinkButton href={home} variant="primary">
          {t("home")}
        </LinkButton>
      }
    >
      {t("missingBody")}
    </FaultPage>
  );
}

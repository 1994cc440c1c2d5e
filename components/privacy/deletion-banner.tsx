import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { formatDate } from "@/lib/core/dates";
import { cancelRequestAction } from "@/lib/privacy/actions";
import type { PrivacyStatus } from "@/lib/privacy/types";
import { formTexts } from "./form-texts";
import { PrivacyForm } from "./privacy-form";
import type { Reader } from "./reader";

/** During the grace of a deletion: when it begins, and the way back. */
export async function DeletionBanner({
  request,
  reader,
}: {
  request: { id: string; effectiveAt: string | null; status?: PrivacyStatus };
  reader: Reader;
}) {
  const t = await getTranslations("privacy.banner");
  if (!request.effectiveAt) return null;
  return (
    <Banner
      tone="warning"
      title={t("deletionTitle", { date: formatDate(request.effectiveAt, reader.locale, reader.timeZone) })}
    >
      <p className="mb-2.5">{t("deletionBody")}</p>
      {request.status !== "in_progress" && (
        <PrivacyForm
          action={cancelRequestAction}
          hidden={{ id: request.id }}
          texts={await formTexts(t("keep"), t("kept"))}
          variant="secondary"
        />
      )}
    </Banner>
  );
}

/** While a restriction is in force: since when, and what it means. */
export async function RestrictionBanner({ since, reader }: { since: string; reader: Reader }) {
  const t = await getTranslations("privacy.banner");
  return (
    <Banner tone="info" title={t("restrictedTitle")}>
      {t("restrictedBody", { date: formatDate(since, reader.locale, reader.timeZone) })}
    </Banner>
  );
}

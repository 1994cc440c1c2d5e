import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { formatDate } from "@/lib/core/dates";
import type { Reader } from "./reader";

/** On other pages, for whoever comes back within the grace of their deletion: when it begins, and where to stop it. */
export async function GraceNotice({ effectiveAt, reader }: { effectiveAt: string; reader: Reader }) {
  const t = await getTranslations("privacy.banner");
  return (
    <Banner
      tone="warning"
      title={t("deletionTitle", { date: formatDate(effectiveAt, reader.locale, reader.timeZone) })}
      actions={
        <LinkButton href={"/portal/privacy" as Route} size="sm">
          {t("change")}
        </LinkButton>
      }
      className="mb-5"
    >
      {t("deletionBody")}
    </Banner>
  );
}

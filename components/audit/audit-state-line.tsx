import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { ShieldCheck } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import type { AuditState } from "@/lib/audit/types";
import { formatDate } from "@/lib/core/dates";

/** Until when the log is sealed; loud when entries do not match their seals, or lie where no month has them. */
export async function AuditStateLine({ state, locale }: { state: AuditState; locale: string }) {
  const t = await getTranslations("audit.state");
  // Days of a calendar have no zone.
  const day = (text: string) => formatDate(`${text}T00:00:00Z`, locale, "UTC");
  return (
    <div className="mb-3 flex flex-col gap-2">
      {state.broken.length > 0 && (
        <Banner tone="error" title={t("brokenTitle")}>
          {t("broken", { days: state.broken.map(day).join(", ") })}
        </Banner>
      )}
      {state.strays > 0 && (
        <Banner tone="warning" title={t("straysTitle", { count: state.strays })}>
          {t("strays")}
        </Banner>
      )}
      {state.broken.length === 0 && state.sealedUntil && (
        <Status tone="success" icon={<ShieldCheck aria-hidden />} className="max-sm:whitespace-normal">
          {t("sealed", { day: day(state.sealedUntil), archives: state.archives.length })}
        </Status>
      )}
    </div>
  );
}

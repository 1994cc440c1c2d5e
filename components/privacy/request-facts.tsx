import { getTranslations } from "next-intl/server";
import { type Fact, Facts } from "@/components/ui/detail";
import { formatDateTime } from "@/lib/core/dates";
import { isOpen } from "@/lib/privacy/status";
import type { PrivacyRequest } from "@/lib/privacy/types";
import type { Reader } from "./reader";

/** What there is to know of a request at a glance. `more` comes first. */
export async function RequestFacts({
  request,
  reader,
  more = [],
}: {
  request: PrivacyRequest;
  reader: Reader;
  more?: readonly Fact[];
}) {
  const t = await getTranslations("privacy.request");
  const time = (at: string) => formatDateTime(at, reader.locale, reader.timeZone);
  const { effectiveAt, extensionReason } = request;
  return (
    <Facts
      facts={[
        ...more,
        { label: t("number"), value: <span className="font-mono text-xs">{request.number}</span> },
        { label: t("asked"), value: time(request.createdAt) },
        ...(isOpen(request) ? [{ label: t("due"), value: time(request.dueAt) }] : []),
        ...(effectiveAt ? [{ label: t("begins"), value: time(effectiveAt) }] : []),
        ...(extensionReason ? [{ label: t("extension"), value: extensionReason }] : []),
      ]}
    />
  );
}

/** What stands there, and what should. */
export async function CorrectionDetails({ request }: { request: PrivacyRequest }) {
  const t = await getTranslations("privacy");
  const { field = "other", current, proposed, reason } = request.details;
  return (
    <Facts
      facts={[
        { label: t("request.field"), value: t(`correctionFields.${field}`) },
        ...(current
          ? [
              {
                label: t("request.current"),
                value: <del className="break-words text-fg-muted">{current}</del>,
              },
            ]
          : []),
        {
          label: t("request.proposed"),
          value: <ins className="break-words font-medium no-underline">{proposed}</ins>,
        },
        ...(reason ? [{ label: t("request.reason"), value: reason }] : []),
      ]}
    />
  );
}

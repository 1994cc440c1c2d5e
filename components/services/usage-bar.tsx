import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import { formatBytes, shareUsed } from "@/lib/services/usage";

/** What was used this month, with a bar where there is an allowance to measure it by. */
export async function UsageBar({
  usage,
  allowanceBytes,
  locale,
  className,
}: {
  usage: { bytesDown: number; bytesUp: number } | null;
  allowanceBytes: number | null;
  locale: string;
  className?: string;
}) {
  const t = await getTranslations("services.row");
  const share = shareUsed(usage, allowanceBytes);
  const used = usage && formatBytes(usage.bytesDown + usage.bytesUp, locale);
  return (
    <span className={cx("block min-w-0", className)}>
      <span className="block truncate text-fg-secondary text-sm">
        {used === null && t("notMeasured")}
        {used !== null && allowanceBytes === null && t("usedOnly", { used })}
        {used !== null &&
          allowanceBytes !== null &&
          t("used", { used, allowance: formatBytes(allowanceBytes, locale) })}
      </span>
      {share !== null && (
        <span aria-hidden className="mt-1.5 block h-1 overflow-hidden rounded-full bg-active">
          <span
            className={cx("block h-full rounded-full", share > 1 ? "bg-warning" : "bg-primary")}
            style={{ inlineSize: `${Math.min(share, 1) * 100}%` }}
          />
        </span>
      )}
    </span>
  );
}

import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/ui/detail";
import type { RegisterEntry } from "@/lib/register/types";

/** What the register says of one table. */
export async function RegisterEntryRow({ entry }: { entry: RegisterEntry }) {
  const t = await getTranslations("retention");
  const { hold, retention } = entry;
  const kept = [
    hold && t("register.held", { years: hold.years, law: hold.law }),
    retention?.isActive &&
      t("register.retained", { days: retention.keepDays, action: t(`action.${retention.action}`) }),
    retention && !retention.isActive && t("register.retainedOff", { days: retention.keepDays }),
  ].filter(Boolean);
  return (
    <li className="break-inside-avoid px-4 py-4">
      <h3 className="font-medium font-mono text-sm">{entry.table}</h3>
      <p className="mt-0.5 mb-3 text-fg-muted text-sm">{entry.what}</p>
      <Facts
        facts={[
          { label: t("register.purpose"), value: entry.purpose },
          { label: t("register.basis"), value: entry.basis },
          { label: t("register.recipients"), value: entry.recipients },
          {
            label: t("register.retention"),
            value: kept.length > 0 ? kept.join("; ") : t("register.untilErasure"),
          },
          {
            label: t("register.columns"),
            value: (
              <span className="break-words font-mono text-xs">
                {entry.columns.map(({ name }) => name).join(", ")}
              </span>
            ),
          },
        ]}
      />
    </li>
  );
}

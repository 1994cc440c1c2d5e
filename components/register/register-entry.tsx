import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/ui/detail";
import type { RegisterEntry } from "@/lib/register/types";

/** What several tables may have in common. */
export type SharedFact = "purpose" | "basis" | "recipients";

/** What the register says of one table; of what most tables of its kind share only `own`, which is different. */
export async function RegisterEntryRow({ entry, own }: { entry: RegisterEntry; own: readonly SharedFact[] }) {
  const t = await getTranslations("retention");
  const { hold, retention } = entry;
  const kept = [
    hold && t("register.held", { years: hold.years, law: hold.law }),
    retention?.isActive && t("register.retained", { days: retention.keepDays, action: retention.action }),
    retention && !retention.isActive && t("register.retainedOff", { days: retention.keepDays }),
    entry.kept,
  ].filter(Boolean);
  return (
    <li className="break-inside-avoid px-4 py-4">
      <h3 className="break-words font-medium font-mono text-sm">{entry.table}</h3>
      <p className="mt-0.5 mb-3 text-fg-muted text-sm">{entry.what}</p>
      <Facts
        facts={[
          ...own.map((fact) => ({ label: t(`register.${fact}`), value: entry[fact] })),
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

import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { resetSecondFactorAction } from "@/lib/auth/second-factor-actions";
import type { FactorHolder } from "@/lib/core/second-factor";
import { RowCommand } from "./row-command";

/** Who has a second factor, and for admins a way to help whoever lost theirs. */
export async function FactorList({
  holders,
  viewerId,
}: {
  holders: readonly FactorHolder[];
  viewerId: string;
}) {
  const t = await getTranslations("settings.security");
  return (
    <ul aria-label={t("holders")} className="divide-y border-y text-sm">
      {holders.map(({ id, name, email, isOn }) => (
        <li key={id} className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{name}</p>
            <p className="truncate text-fg-muted">{email}</p>
          </div>
          <Badge tone={isOn ? "success" : "neutral"}>{t(isOn ? "on" : "off")}</Badge>
          {isOn && id !== viewerId && (
            <RowCommand
              action={resetSecondFactorAction}
              fields={{ userId: id }}
              label={t("resetNamed", { name })}
              variant="secondary"
            >
              {t("reset")}
            </RowCommand>
          )}
        </li>
      ))}
    </ul>
  );
}

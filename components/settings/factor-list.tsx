import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Pagination } from "@/components/ui/pagination";
import { resetSecondFactorAction } from "@/lib/auth/second-factor-actions";
import type { Page } from "@/lib/core/page";
import type { FactorHolder } from "@/lib/core/second-factor";
import { RowCommand } from "./row-command";

/** Who has a second factor, and for admins a way to help whoever lost theirs. */
export async function FactorList({
  holders,
  isFirstPage,
  path,
  viewerId,
}: {
  holders: Page<FactorHolder>;
  isFirstPage: boolean;
  /** The page that shows it. */
  path: string;
  viewerId: string;
}) {
  const t = await getTranslations("settings.security");
  return (
    <>
      <ul aria-label={t("holders")} className="divide-y border-y text-sm">
        {holders.items.map(({ id, name, email, isOn }) => (
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
      <Pagination
        nextHref={holders.nextCursor ? (`${path}?after=${holders.nextCursor}` as Route) : null}
        nextLabel={t("more")}
        firstHref={isFirstPage ? null : (path as Route)}
        firstLabel={t("first")}
      />
    </>
  );
}

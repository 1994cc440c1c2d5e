import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { Module } from "@/lib/core/modules";
import type { Holding, HoldingUnit } from "@/lib/privacy/types";

/** Where the things of a kind can be looked at, where there is a page for them. */
const PAGES: Partial<Record<HoldingUnit, { href: string; module?: Module }>> = {
  tickets: { href: "/portal/tickets" },
  orders: { href: "/portal/orders", module: "orders" },
  invoices: { href: "/portal/invoices", module: "invoices" },
  quotes: { href: "/portal/quotes", module: "quotes" },
  services: { href: "/portal/services", module: "services" },
  domains: { href: "/portal/domains", module: "domains" },
  calls: { href: "/portal/calls", module: "calls" },
  chats: { href: "/portal/chat", module: "assistant" },
  notifications: { href: "/portal/notifications" },
  entries: { href: "/portal/privacy/access" },
};

/** How much there is of each kind, and where to see it. */
export async function Holdings({
  holdings,
  modules,
  locale,
}: {
  holdings: readonly Holding[];
  modules: readonly Module[];
  locale: string;
}) {
  const t = await getTranslations("privacy");
  const numbers = new Intl.NumberFormat(locale);
  const shown = holdings.filter(({ count }) => count > 0);
  return (
    <Card title={t("overview.holdings")}>
      <p className="mb-3 text-fg-muted text-sm">
        {shown.length > 0 ? t("overview.holdingsHint") : t("overview.nothing")}
      </p>
      <dl className="grid gap-x-8 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {shown.map(({ unit, count }) => {
          const page = PAGES[unit];
          const isLinked = page && (!page.module || modules.includes(page.module));
          return (
            <div
              key={unit}
              className="flex min-h-9 items-center justify-between gap-3 border-t touch:min-h-11"
            >
              <dt className="min-w-0 text-fg-secondary">
                {isLinked ? (
                  <Link
                    href={page.href as Route}
                    prefetch={false}
                    className="hit-44 text-fg underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-current"
                  >
                    {t(`units.${unit}`)}
                  </Link>
                ) : (
                  t(`units.${unit}`)
                )}
              </dt>
              <dd className="font-medium text-fg tabular-nums">{numbers.format(count)}</dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { TriangleAlert } from "@/components/ui/control-icons";
import type { IconComponent } from "@/components/ui/icon";
import { CircleHelp, PackageX, ReceiptText } from "@/components/ui/icons";
import { inUse, type Module } from "@/lib/core/modules";

/** Why people come, and the category of the ticket that each one opens. */
const ACTIONS: {
  key: "technical" | "order" | "billing" | "question";
  category: string;
  icon: IconComponent;
  module?: Module;
}[] = [
  { key: "technical", category: "technical", icon: TriangleAlert },
  { key: "order", category: "order_issue", icon: PackageX, module: "orders" },
  { key: "billing", category: "billing", icon: ReceiptText },
  { key: "question", category: "question", icon: CircleHelp },
];

/** The form for a new ticket, with the category chosen already. */
export async function QuickActions({ modules }: { modules: readonly Module[] }) {
  const t = await getTranslations("dashboard.actions");
  return (
    <Card title={t("title")}>
      <ul className="-mx-2 -mb-2">
        {inUse(ACTIONS, modules).map(({ key, category, icon: Icon }) => (
          <li key={key}>
            <Link
              href={`/portal/tickets/new?category=${category}` as Route}
              prefetch={false}
              className="flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 touch:min-h-11"
            >
              <Icon aria-hidden className="text-fg-muted" />
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

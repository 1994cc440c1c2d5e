import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { NavLink } from "./nav-link";
import { type Area, NAVIGATION } from "./navigation";

/** The navigation of a wide screen. */
export async function Sidebar({ area, brand, label }: { area: Area; brand: ReactNode; label: string }) {
  const t = await getTranslations("shell.navigation");
  return (
    <nav aria-label={label} className="sticky top-0 hidden h-dvh flex-col overflow-y-auto bg-canvas lg:flex">
      <div className={cx("flex shrink-0 items-center px-4", area === "admin" ? "h-12" : "h-14")}>{brand}</div>
      <ul className="flex flex-col gap-px px-2 py-1.5">
        {NAVIGATION[area].map(({ key, href, icon: Icon, exact = false }) => (
          <li key={key}>
            <NavLink
              href={href}
              exact={exact}
              className={cx(
                "flex items-center gap-2.5 rounded-md px-2 font-medium text-fg-secondary text-sm transition-colors [&_.lucide]:text-fg-muted",
                "hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:text-fg aria-[current]:[&_.lucide]:text-primary-text",
                area === "admin" ? "h-8" : "h-9",
              )}
            >
              <Icon aria-hidden className={area === "admin" ? "size-4" : "size-[1.125rem]"} />
              {t(key)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

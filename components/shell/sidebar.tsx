import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import type { ShellViewer } from "./account-panel";
import { NavLink } from "./nav-link";
import { type Area, entriesFor, inGroups, NAVIGATION, type NavigationEntry } from "./navigation";
import { OpenCount } from "./open-count";

/** The navigation of a wide screen. */
export async function Sidebar({
  area,
  viewer,
  brand,
  label,
}: {
  area: Area;
  viewer: ShellViewer;
  brand: ReactNode;
  label: string;
}) {
  const t = await getTranslations("shell.navigationGroup");
  return (
    <nav
      aria-label={label}
      className="sticky top-0 hidden h-dvh flex-col overflow-y-auto bg-canvas lg:flex print:hidden"
    >
      <div className={cx("flex shrink-0 items-center px-4", area === "admin" ? "h-12" : "h-14")}>{brand}</div>
      <div className="flex flex-col gap-2 px-2 py-1.5">
        {inGroups(entriesFor(NAVIGATION[area], viewer)).map(({ group, entries }) => {
          const heading = group && `menu-${group}`;
          return (
            <div key={entries[0]?.key}>
              {group && (
                <p id={heading} className="px-2 pt-1.5 pb-1 font-medium text-fg-muted text-xs">
                  {t(group)}
                </p>
              )}
              <ul aria-labelledby={heading} className="flex flex-col gap-px">
                {entries.map((entry) => (
                  <Entry key={entry.key} area={area} entry={entry} viewer={viewer} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </nav>
  );
}

async function Entry({ area, entry, viewer }: { area: Area; entry: NavigationEntry; viewer: ShellViewer }) {
  const t = await getTranslations("shell.navigation");
  const { key, href, icon: Icon, exact = false } = entry;
  return (
    <li>
      <NavLink
        href={href}
        exact={exact}
        className={cx(
          "flex items-center gap-2.5 rounded-md px-2 font-medium text-fg-secondary text-sm transition-colors [&_.icon]:text-fg-muted",
          "hover:bg-hover hover:text-fg aria-[current]:bg-active aria-[current]:text-fg aria-[current]:[&_.icon]:text-primary-text",
          area === "admin" ? "h-8" : "h-9",
        )}
      >
        <Icon aria-hidden className={area === "admin" ? "size-4" : "size-[1.125rem]"} />
        {t(key)}
        <OpenCount entry={entry} viewer={viewer} />
      </NavLink>
    </li>
  );
}

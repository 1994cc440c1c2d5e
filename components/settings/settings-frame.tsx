import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { NavLink } from "@/components/shell/nav-link";
import { SETTINGS_SECTIONS } from "./sections";

/** The pages of the settings beside their menu; on a phone the menu scrolls sideways above them. */
export async function SettingsFrame({ children }: { children: ReactNode }) {
  const t = await getTranslations("settings");
  return (
    <div className="flex flex-col gap-x-8 gap-y-4 lg:flex-row">
      <nav
        aria-label={t("menu")}
        className="scrollbar-none -mx-3 shrink-0 overflow-x-auto border-b px-3 pb-2 lg:sticky lg:top-16 lg:mx-0 lg:w-44 lg:self-start lg:border-0 lg:p-0"
      >
        <ul className="flex min-w-max gap-1 lg:min-w-0 lg:flex-col">
          {SETTINGS_SECTIONS.map(({ key, href, icon: Icon, exact }) => (
            <li key={key}>
              <NavLink
                href={href}
                exact={exact ?? false}
                className="flex h-8 items-center gap-2 rounded-md px-2.5 font-medium text-fg-muted text-sm transition-colors hover:bg-hover hover:text-fg focus-visible:-outline-offset-2 aria-[current]:bg-active aria-[current]:text-fg aria-[current]:[scroll-initial-target:nearest] touch:h-11"
              >
                <Icon aria-hidden className="size-4" />
                {t(`sections.${key}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 max-w-4xl flex-1">{children}</div>
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { Ellipsis } from "@/components/ui/icons";
import { inUse } from "@/lib/core/modules";
import { AccountPanel, type ShellViewer, type SignOutAction } from "./account-panel";
import { NavLink } from "./nav-link";
import { ACTIONS, type Area, entriesFor, NAVIGATION, TABS_ON_PHONE } from "./navigation";
import { OpenCount } from "./open-count";
import type { Theme } from "./theme";

const TAB =
  "flex h-14 w-full flex-col items-center justify-center gap-1 font-medium text-[0.6875rem] text-fg-muted transition-colors " +
  "active:bg-hover aria-[current]:text-primary-text focus-visible:-outline-offset-2";
const ROW =
  "flex h-11 items-center gap-3 rounded-md px-2.5 font-medium text-base transition-colors active:bg-hover aria-[current]:text-primary-text";
const SHEET = "shell-more";

/** The navigation of a phone, in reach of the thumb. What does not fit is in the sheet behind "More". */
export async function TabBar({
  area,
  viewer,
  theme,
  signOutAction,
}: {
  area: Area;
  viewer: ShellViewer;
  theme: Theme;
  signOutAction: SignOutAction;
}) {
  const t = await getTranslations("shell");
  const entries = entriesFor(NAVIGATION[area], viewer);
  const tabs = entries.slice(0, TABS_ON_PHONE);
  const rest = [...entries.slice(TABS_ON_PHONE), ...inUse(ACTIONS[area], viewer.modules)];
  return (
    <>
      <nav
        aria-label={t("navigation.label")}
        className="fixed inset-x-0 bottom-0 z-30 border-t bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
      >
        <ul className="grid auto-cols-fr grid-flow-col">
          {tabs.map(({ key, href, icon: Icon, exact = false }) => (
            <li key={key}>
              <NavLink href={href} exact={exact} className={TAB}>
                <Icon aria-hidden className="size-5" />
                {t(`navigation.${key}`)}
              </NavLink>
            </li>
          ))}
          <li>
            <button type="button" popoverTarget={SHEET} className={TAB}>
              <Ellipsis aria-hidden className="size-5" />
              {t("navigation.more")}
            </button>
          </li>
        </ul>
      </nav>
      <section
        id={SHEET}
        popover="auto"
        aria-label={t("navigation.more")}
        className="floats fixed inset-x-0 top-auto bottom-0 m-0 max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-lg bg-paper px-3 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-fg shadow-float backdrop:bg-overlay lg:hidden"
      >
        {rest.length > 0 && (
          <ul className="mb-2 grid grid-cols-2 gap-x-2 border-b pb-2">
            {rest.map((entry) => (
              <li key={entry.key}>
                <NavLink href={entry.href} exact className={ROW}>
                  <entry.icon aria-hidden className="size-5 text-fg-muted" />
                  {t(`navigation.${entry.key}`)}
                  {"counts" in entry && <OpenCount entry={entry} viewer={viewer} />}
                </NavLink>
              </li>
            ))}
          </ul>
        )}
        <AccountPanel viewer={viewer} theme={theme} signOutAction={signOutAction} />
      </section>
    </>
  );
}

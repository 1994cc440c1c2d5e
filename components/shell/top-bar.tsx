import type { Route } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { inUse } from "@/lib/core/modules";
import { keepThemeAction } from "@/lib/profile/actions";
import type { ShellViewer, SignOutAction } from "./account-panel";
import { CommandMenu } from "./command-menu";
import { ACTIONS, type Area, entriesFor, NAVIGATION } from "./navigation";
import type { Theme } from "./theme";
import { UserMenu } from "./user-menu";

/** Search, notifications and the account, above every page. */
export async function TopBar({
  area,
  brand,
  viewer,
  theme,
  signOutAction,
  bell,
}: {
  area: Area;
  brand: ReactNode;
  viewer: ShellViewer;
  theme: Theme;
  signOutAction: SignOutAction;
  bell: ReactNode;
}) {
  const t = await getTranslations("shell");
  const isApple = /Mac OS X|iPhone|iPad/.test((await headers()).get("user-agent") ?? "");
  return (
    <header
      className={cx(
        "sticky top-0 z-30 flex shrink-0 items-center gap-2 border-b bg-paper px-4 max-lg:h-14 touch:pe-1.5 print:hidden",
        area === "admin" ? "lg:h-12 lg:px-5" : "lg:h-14 lg:px-6",
      )}
    >
      <div className="flex min-w-0 flex-1 lg:hidden">{brand}</div>
      <CommandMenu
        area={area}
        keys={isApple ? "⌘ K" : "Ctrl K"}
        pages={links(entriesFor(NAVIGATION[area], viewer), t)}
        actions={links(inUse(ACTIONS[area], viewer.modules), t)}
        hasHelp={viewer.modules.includes("knowledge")}
        saveTheme={keepThemeAction}
        labels={{
          open: t("palette.open"),
          placeholder: t("palette.placeholder"),
          pages: t("palette.pages"),
          actions: t("palette.actions"),
          tickets: t("palette.tickets"),
          articles: t("palette.articles"),
          toggleTheme: t("palette.toggleTheme"),
          signOut: t("account.signOut"),
          empty: t("palette.empty"),
          failed: t("palette.failed"),
        }}
        className="lg:-ms-1"
      />
      <div className="flex items-center gap-1 lg:ms-auto">
        {bell}
        <div className="max-lg:hidden">
          <UserMenu label={t("account.label")} viewer={viewer} theme={theme} signOutAction={signOutAction} />
        </div>
      </div>
    </header>
  );
}

type Entry = (typeof NAVIGATION)[Area][number] | (typeof ACTIONS)[Area][number];

/** Entries as the palette takes them: words and drawn icons, no components. */
function links(entries: readonly Entry[], t: Awaited<ReturnType<typeof getTranslations<"shell">>>) {
  return entries.map(({ key, href, icon: Icon }) => ({
    href: href as Route,
    label: t(`navigation.${key}`),
    icon: <Icon aria-hidden />,
  }));
}

import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { ToastHost } from "@/components/ui/toast-host";
import { TooltipHost } from "@/components/ui/tooltip-host";
import type { Branding } from "@/lib/branding/branding";
import type { ShellViewer, SignOutAction } from "./account-panel";
import { Brand } from "./brand";
import { type Area, NAVIGATION } from "./navigation";
import { NavigationFocus } from "./navigation-focus";
import { Sidebar } from "./sidebar";
import { SkipLink } from "./skip-link";
import { TabBar } from "./tab-bar";
import type { Theme } from "./theme";
import { TopBar } from "./top-bar";

export type AppShellProps = {
  area: Area;
  viewer: ShellViewer;
  branding: Branding;
  theme: Theme;
  signOutAction: SignOutAction;
  /** The notifications of this person, as an icon button. */
  bell: ReactNode;
  children: ReactNode;
};

const MAIN = "main";

/**
 * Sidebar, top bar and content on a desk; content between a top bar and a tab bar on a phone. Everything
 * around the page is rendered once and stays through navigations.
 */
export async function AppShell({ area, children, ...props }: AppShellProps) {
  const [t, common] = await Promise.all([getTranslations("shell"), getTranslations("common")]);
  const home = NAVIGATION[area][0]?.href ?? ("/" as Route);
  const brand = (
    <Link href={home} prefetch={false} className="flex min-w-0 items-center rounded-sm">
      <Brand branding={props.branding} />
    </Link>
  );
  return (
    <div
      className={cx(
        "min-h-dvh max-lg:[--tab-bar:calc(3.5rem+env(safe-area-inset-bottom))] lg:grid print:block",
        area === "admin" ? "lg:grid-cols-[12.5rem_minmax(0,1fr)]" : "lg:grid-cols-[14.5rem_minmax(0,1fr)]",
      )}
    >
      <SkipLink mainId={MAIN}>{t("skip")}</SkipLink>
      <NavigationFocus mainId={MAIN} />
      <Sidebar area={area} viewer={props.viewer} brand={brand} label={t("navigation.label")} />
      <div className="flex min-h-dvh min-w-0 flex-col bg-paper lg:border-s">
        <TopBar area={area} brand={brand} {...props} />
        <main
          id={MAIN}
          tabIndex={-1}
          className={cx(
            "w-full flex-1 pb-[calc(var(--tab-bar,0px)+2rem)]",
            area === "admin"
              ? "px-4 pt-4 lg:px-5 lg:pb-6"
              : "mx-auto max-w-wide px-4 pt-5 sm:px-6 lg:px-10 lg:pt-8 lg:pb-16",
          )}
        >
          {children}
        </main>
      </div>
      <TabBar area={area} {...props} />
      <TooltipHost />
      <ToastHost label={common("news")} dismissLabel={common("dismiss")} />
    </div>
  );
}

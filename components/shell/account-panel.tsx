import { getTranslations } from "next-intl/server";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/cx";
import { CircleUser, LogOut, Monitor, Moon, Sun } from "@/components/ui/icons";
import type { Module } from "@/lib/core/modules";
import { keepThemeAction } from "@/lib/profile/actions";
import { NavLink } from "./nav-link";
import type { Theme } from "./theme";
import { ThemeToggle } from "./theme-toggle";

/** What the shell shows of the signed-in person. */
export type ShellViewer = {
  fullName: string;
  email: string;
  role: "customer" | "agent" | "admin";
  /** The company, or the team. */
  customerName: string | null;
  /** Menus show these alone. */
  modules: readonly Module[];
  /** How many requests about data are not settled, for staff. */
  privacyRequests?: { open: number; overdue: number } | null;
};

/** Receives a form with `scope`: `local` signs out here, `global` everywhere. */
export type SignOutAction = (formData: FormData) => Promise<void>;

const ITEM =
  "flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 touch:h-11 touch:text-base";

/** Who is signed in, the theme, and the ways out. Shown by the user menu, and by "More" on a phone. */
export async function AccountPanel({
  viewer,
  theme,
  signOutAction,
  className,
}: {
  viewer: ShellViewer;
  theme: Theme;
  signOutAction: SignOutAction;
  className?: string;
}) {
  const t = await getTranslations("shell.account");
  const isStaff = viewer.role !== "customer";
  return (
    <div className={cx("flex flex-col gap-2", className)}>
      <div className="flex items-center gap-3 px-2.5 py-1.5">
        <Avatar name={viewer.fullName} />
        <div className="min-w-0 text-sm">
          <p className="truncate font-medium">{viewer.fullName}</p>
          <p className="truncate text-fg-muted">{viewer.email}</p>
          {viewer.customerName && viewer.customerName !== viewer.fullName && (
            <p className="truncate text-fg-muted">{viewer.customerName}</p>
          )}
        </div>
      </div>
      <NavLink href={isStaff ? "/admin/account" : "/portal/profile"} className={ITEM}>
        <CircleUser aria-hidden className="text-fg-muted" />
        {isStaff ? t("account") : t("profile")}
      </NavLink>
      <ThemeToggle
        initial={theme}
        save={keepThemeAction}
        label={t("theme")}
        options={{
          system: { name: t("themeSystem"), icon: <Monitor aria-hidden className="size-3.5" /> },
          light: { name: t("themeLight"), icon: <Sun aria-hidden className="size-3.5" /> },
          dark: { name: t("themeDark"), icon: <Moon aria-hidden className="size-3.5" /> },
        }}
      />
      <form action={signOutAction} data-sign-out>
        <button type="submit" name="scope" value="local" className={ITEM}>
          <LogOut aria-hidden className="text-fg-muted" />
          {t("signOut")}
        </button>
        <button type="submit" name="scope" value="global" className={cx(ITEM, "ps-[2.25rem] text-fg-muted")}>
          {t("signOutEverywhere")}
        </button>
      </form>
    </div>
  );
}

import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import type { Branding } from "@/lib/branding/branding";
import { Brand } from "./brand";
import { SkipLink } from "./skip-link";

const MAIN = "main";

/**
 * The frame of the pages that need no sign-in: the brand, the way in, and the page between them. Its links
 * fetch nothing ahead: a visitor's first page is the one that must be light.
 */
export async function PublicShell({
  branding,
  home,
  hasHelp,
  children,
}: {
  branding: Branding;
  /** Where somebody who is signed in goes from here; null for a visitor. */
  home: Route | null;
  /** Whether there is a help centre; without one the help is that for signing in. */
  hasHelp: boolean;
  children: ReactNode;
}) {
  const t = await getTranslations("shell");
  const help = (hasHelp ? "/help" : "/#help") as Route;
  const ways = home
    ? ([
        [help, "help"],
        [home, "portal"],
      ] as const)
    : ([
        [help, "help"],
        ["/login", "signIn"],
        ["/register", "register"],
      ] as const);
  return (
    <div className="flex min-h-dvh flex-col bg-paper text-lg">
      <SkipLink mainId={MAIN}>{t("skip")}</SkipLink>
      <header className="border-b print:hidden">
        <div className="mx-auto flex h-14 max-w-wide items-center justify-between gap-4 px-4 sm:px-6">
          <Link href="/" className="hit-44 flex min-w-0 rounded-sm">
            <Brand branding={branding} />
          </Link>
          <nav aria-label={t("public.label")} className="flex items-center gap-1">
            <LinkButton href={help} variant="ghost">
              {t("public.help")}
            </LinkButton>
            {home ? (
              <LinkButton href={home} className="ms-1">
                {t("public.portal")}
              </LinkButton>
            ) : (
              <>
                <LinkButton href="/login" variant="ghost">
                  {t("public.signIn")}
                </LinkButton>
                <LinkButton href="/register" className="ms-1 max-sm:hidden">
                  {t("public.register")}
                </LinkButton>
              </>
            )}
          </nav>
        </div>
      </header>
      <main id={MAIN} tabIndex={-1} className="flex flex-1 flex-col">
        {children}
      </main>
      <footer className="border-t bg-canvas print:hidden">
        <div className="mx-auto flex max-w-wide flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-4 text-fg-muted text-sm sm:px-6">
          <p>{branding.name}</p>
          <nav aria-label={t("public.footer")} className="-mx-2 flex flex-wrap">
            {ways.map(([href, key]) => (
              <Link
                key={key}
                href={href}
                prefetch={false}
                className="flex items-center rounded-sm px-2 py-1 transition-colors hover:text-fg touch:h-11"
              >
                {t(`public.${key}`)}
              </Link>
            ))}
          </nav>
        </div>
      </footer>
    </div>
  );
}

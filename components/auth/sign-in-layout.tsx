import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BadgeCheck, MessagesSquare, Package } from "@/components/ui/icons";

const POINTS = [
  ["tickets", MessagesSquare],
  ["orders", Package],
  ["privacy", BadgeCheck],
] as const;

/** What the portal is good for on the left, the form on the right; on a narrow screen the form alone. */
export async function SignInLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("auth.aside");
  return (
    <div className="grid flex-1 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <aside className="hidden flex-col justify-center border-e bg-canvas px-12 py-16 lg:flex xl:px-20">
        <p className="max-w-[24ch] text-balance font-semibold text-2xl">{t("heading")}</p>
        <ul className="mt-8 space-y-4 text-base text-fg-secondary">
          {POINTS.map(([name, Icon]) => (
            <li key={name} className="flex items-start gap-3">
              <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-primary-text" />
              {t(`points.${name}`)}
            </li>
          ))}
        </ul>
      </aside>
      <div className="flex justify-center px-4 py-10 sm:items-center sm:px-6 sm:py-16">
        <div className="w-full max-w-96">{children}</div>
      </div>
    </div>
  );
}

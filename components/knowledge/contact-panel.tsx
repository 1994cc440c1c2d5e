import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Clock, Mail, MapPin, MessageCircleQuestion, Phone, Plus } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import type { Module } from "@/lib/core/modules";
import { openingWords } from "@/lib/core/opening";
import type { HelpDesk } from "@/lib/knowledge/help-types";
import { weekdayName, weekOf } from "@/lib/knowledge/opening-hours";

/** The ways to a person, and when one is there. */
export async function ContactPanel({
  viewer,
  desk,
  locale,
}: {
  /** Who reads; null for a visitor. */
  viewer: { role: string; modules: readonly Module[]; timeZone: string } | null;
  desk: HelpDesk;
  locale: string;
}) {
  const t = await getTranslations("help.contact");
  const { email, phone, address } = desk.contact;
  const isCustomer = viewer?.role === "customer";
  return (
    <section aria-labelledby="help-contact" className="border-t bg-canvas print:hidden">
      <div className="mx-auto grid max-w-wide gap-x-16 gap-y-8 px-4 py-12 sm:px-6 lg:grid-cols-[minmax(0,25rem)_minmax(0,1fr)] lg:py-16">
        <div>
          <h2 id="help-contact" className="font-semibold text-xl">
            {t("title")}
          </h2>
          <div className="mt-5 flex flex-wrap gap-2.5">
            {isCustomer || viewer === null ? (
              <LinkButton
                href="/portal/tickets/new"
                variant="primary"
                size="lg"
                icon={isCustomer ? <Plus aria-hidden /> : undefined}
              >
                {isCustomer ? t("ticket") : t("signInToWrite")}
              </LinkButton>
            ) : null}
            {isCustomer && viewer.modules.includes("assistant") && (
              <LinkButton
                href={"/portal/chat" as Route}
                size="lg"
                icon={<MessageCircleQuestion aria-hidden />}
              >
                {t("assistant")}
              </LinkButton>
            )}
          </div>
          <p className="mt-3 text-base text-fg-muted">{isCustomer ? t("assistantBody") : t("ticketBody")}</p>
        </div>
        <dl className="grid gap-x-10 gap-y-6 text-base sm:grid-cols-2">
          {email && (
            <Way icon={<Mail aria-hidden />} name={t("email")}>
              <a
                href={`mailto:${email}`}
                className="hit-44 wrap-anywhere text-primary-text underline underline-offset-2"
              >
                {email}
              </a>
            </Way>
          )}
          {phone && (
            <Way icon={<Phone aria-hidden />} name={t("phone")}>
              <a
                href={`tel:${phone.replace(/[^+\d]/g, "")}`}
                className="hit-44 text-primary-text underline underline-offset-2"
              >
                {phone}
              </a>
            </Way>
          )}
          <Way icon={<Clock aria-hidden />} name={t("hours")}>
            <Hours desk={desk} locale={locale} timeZone={viewer?.timeZone ?? desk.timeZone} />
          </Way>
          {address && (
            <Way icon={<MapPin aria-hidden />} name={t("address")}>
              <span className="whitespace-pre-line">{address}</span>
            </Way>
          )}
        </dl>
      </div>
    </section>
  );
}

function Way({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="flex items-center gap-2 font-medium [&_.icon]:text-fg-muted">
        {icon}
        {name}
      </dt>
      <dd className="mt-1 ps-6 text-fg-secondary">{children}</dd>
    </div>
  );
}

/** The week as on a door, in the zone of the business, and whether somebody is there now. */
async function Hours({ desk, locale, timeZone }: { desk: HelpDesk; locale: string; timeZone: string }) {
  const t = await getTranslations("help.contact");
  if (desk.windows.length === 0) return t("always");
  return (
    <>
      <table className="border-separate border-spacing-0">
        <tbody>
          {weekOf(desk.windows).map(({ from, to, hours }) => (
            <tr key={from}>
              <th scope="row" className="pe-4 text-start font-normal">
                {from === to
                  ? weekdayName(from, locale)
                  : t("days", { from: weekdayName(from, locale), to: weekdayName(to, locale) })}
              </th>
              <td className="tabular-nums">
                {hours.length === 0
                  ? t("closed")
                  : hours.map(({ opens, closes }) => `${opens}–${closes}`).join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-1.5 text-fg-muted text-sm">
        {desk.isOpenNow || !desk.opensAt
          ? t("openNow")
          : t("closedNow", { when: openingWords(desk.opensAt, new Date(), locale, timeZone) })}
        <span className="block">{t("zone", { zone: desk.timeZone.replaceAll("_", " ") })}</span>
      </p>
    </>
  );
}

import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import { formatDate } from "@/lib/core/dates";
import type { ServiceDetail } from "@/lib/services/types";

/** Says in plain words that a service does not work, has ended or will end, and what can be done. */
export async function StateBanner({ service, locale }: { service: ServiceDetail; locale: string }) {
  const t = await getTranslations("services.state");
  const { status, statusNote, endsOn } = service;
  const date = endsOn ? formatDate(endsOn, locale, "UTC") : "none";
  const write = (label: string, category: string) => (
    <LinkButton size="sm" href={`/portal/tickets/new?category=${category}&serviceId=${service.id}` as Route}>
      {label}
    </LinkButton>
  );
  if (status === "suspended") {
    return (
      <Banner tone="warning" title={t("suspended.title")} actions={write(t("suspended.action"), "billing")}>
        <p>{t("suspended.body")}</p>
        {statusNote && <p className="mt-1">{statusNote}</p>}
      </Banner>
    );
  }
  if (status === "terminated") {
    return (
      <Banner tone="info" title={t("terminated.title", { date })}>
        {statusNote && <p>{statusNote}</p>}
        <p>{t("terminated.body")}</p>
      </Banner>
    );
  }
  if (!endsOn) return null;
  return (
    <Banner tone="info" title={t("ends.title", { date })} actions={write(t("ends.action"), "question")}>
      {t("ends.body")}
    </Banner>
  );
}

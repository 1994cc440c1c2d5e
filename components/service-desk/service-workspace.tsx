import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ServiceStatus } from "@/components/services/service-status";
import { Card } from "@/components/ui/card";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { ChevronRight } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { formatDate, formatDateTime } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { toLocal } from "@/lib/core/zoned";
import { installationStages, type Stage } from "@/lib/services/installation";
import { formatVisit, longDay } from "@/lib/services/ticket-words";
import { SERVICE_STATUSES, type ServiceDetail, type ServiceRequest } from "@/lib/services/types";
import { ServiceForm } from "./service-form";
import { StepForm, type StepTexts } from "./step-form";

/** A service as staff work on it: what was asked, the installation, status and package. */
export async function ServiceWorkspace({ service, locale }: { service: ServiceDetail; locale: string }) {
  const [t, words] = await Promise.all([getTranslations("service-desk"), getTranslations("services")]);
  const { customer, status } = service;
  const timeZone = customer?.timeZone ?? "UTC";
  return (
    <>
      <PageHeader
        back={{ href: "/admin/services" as Route, label: t("title") }}
        title={service.name}
        className="mb-4"
        meta={
          <>
            <ServiceStatus status={status} label={words(`status.${status}`)} />
            <span>{`${service.package} · ${formatMoney(service.price, locale)}`}</span>
          </>
        }
      />
      <DetailLayout asideLabel={t("detail.facts")} aside={<Aside service={service} locale={locale} />}>
        <div className="flex flex-col gap-5">
          <Requests requests={service.requests} locale={locale} />
          {(status === "installing" || service.steps.length > 0) && (
            <Steps service={service} timeZone={timeZone} locale={locale} />
          )}
        </div>
      </DetailLayout>
    </>
  );
}

async function Aside({ service, locale }: { service: ServiceDetail; locale: string }) {
  const [t, words] = await Promise.all([getTranslations("service-desk"), getTranslations("services")]);
  const { customer } = service;
  return (
    <div className="flex flex-col gap-6">
      {customer && (
        <Facts
          facts={[
            { label: t("detail.customer"), value: customer.name },
            {
              label: t("detail.number"),
              value: <span className="font-mono">{customer.customerNumber}</span>,
            },
            { label: t("detail.zone"), value: customer.timeZone },
          ]}
        />
      )}
      <section className="border-t pt-4">
        <h2 className="mb-3 font-semibold text-sm">{t("service.title")}</h2>
        <ServiceForm
          // With another version the fields begin anew.
          key={service.version}
          service={{
            id: service.id,
            version: service.version,
            status: service.status,
            statusNote: service.statusNote ?? "",
            endsOn: service.endsOn ?? "",
            today: service.today,
          }}
          statuses={SERVICE_STATUSES.filter(
            (one) =>
              one === service.status ||
              (one !== "installing" && (service.status !== "installing" || one !== "suspended")),
          ).map((value) => ({ value, label: words(`status.${value}`) }))}
          packages={service.packages.map(({ slug, name, price }) => ({
            value: slug,
            label: `${name} · ${formatMoney(price, locale)}`,
          }))}
          texts={{
            status: t("service.status"),
            note: t("service.note"),
            noteHint: t("service.noteHint"),
            package: t("service.package"),
            keep: t("service.keep", { package: service.package }),
            endsOn: t("service.endsOn"),
            endsOnHint: t("service.endsOnHint"),
            save: t("service.save"),
            saved: t("service.saved"),
            failed: t("service.failed"),
          }}
        />
      </section>
    </div>
  );
}

async function Requests({ requests, locale }: { requests: readonly ServiceRequest[]; locale: string }) {
  const t = await getTranslations("service-desk.detail");
  return (
    <Card title={t("requests")} flush={requests.length > 0}>
      {requests.length === 0 ? (
        <p className="text-fg-muted text-sm">{t("noRequests")}</p>
      ) : (
        <ul className="divide-y">
          {requests.map((request) => (
            <li
              key={request.id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 text-sm"
            >
              <span className="min-w-0 flex-1 basis-60 font-medium">
                {t("request", { kind: request.kind, ...wished(request, locale) })}
              </span>
              <span className="text-fg-muted">{request.requestedBy}</span>
              {request.ticket && (
                <Link
                  href={`/admin/tickets/${request.ticket.number}` as Route}
                  prefetch={false}
                  className="hit-44 font-mono text-primary-text text-xs hover:underline"
                >
                  {request.ticket.number}
                </Link>
              )}
              <span className={request.isOpen ? "text-warning-text" : "text-fg-muted"}>
                {t(request.isOpen ? "open" : "settled")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function wished(request: ServiceRequest, locale: string): { to: string; date: string; days: string } {
  const none = { to: "", date: "", days: "" };
  if (request.kind === "upgrade") return { ...none, to: request.details.to };
  if (request.kind === "termination")
    return { ...none, date: formatDate(request.details.wishedOn, locale, "UTC") };
  return { ...none, days: request.details.preferences.map(({ date }) => longDay(date, locale)).join("; ") };
}

async function Steps({
  service,
  timeZone,
  locale,
}: {
  service: ServiceDetail;
  timeZone: string;
  locale: string;
}) {
  const t = await getTranslations("service-desk.steps");
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-fg-muted text-sm">{t("hint", { zone: timeZone })}</p>
      <div className="divide-y rounded-md border">
        {installationStages(service.steps).map((stage) => (
          <Step key={stage.stage} stage={stage} serviceId={service.id} timeZone={timeZone} locale={locale} />
        ))}
      </div>
    </Card>
  );
}

async function Step({
  stage: { stage, state, step },
  serviceId,
  timeZone,
  locale,
}: {
  stage: Stage;
  serviceId: string;
  timeZone: string;
  locale: string;
}) {
  const [t, words] = await Promise.all([
    getTranslations("service-desk.steps"),
    getTranslations("services.installation"),
  ]);
  const texts: StepTexts = {
    windowStart: t("windowStart"),
    windowEnd: t("windowEnd"),
    technician: t("technician"),
    preparation: t("preparation"),
    done: t("done"),
    doneHint: t("doneHint"),
    save: t("save"),
    saved: t("saved"),
    failed: t("failed"),
  };
  const when = step?.completedAt
    ? words("doneOn", { date: formatDateTime(step.completedAt, locale, timeZone) })
    : step?.windowStart && step.windowEnd
      ? formatVisit(step.windowStart, step.windowEnd, locale, timeZone)
      : words(`state.${state}`);
  return (
    <details open={state === "current"} className="group">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2.5 px-3.5 py-2 text-sm hover:bg-hover">
        <ChevronRight
          aria-hidden
          className="size-3.5 text-fg-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 flex-1 font-medium">{words(`stage.${stage}`)}</span>
        <span className="text-end text-fg-muted">{when}</span>
      </summary>
      <div className="border-t px-3.5 py-4">
        <StepForm
          key={step?.version ?? 0}
          serviceId={serviceId}
          timeZone={timeZone}
          step={{
            stage,
            windowStart: step?.windowStart ? toLocal(step.windowStart, timeZone) : "",
            windowEnd: step?.windowEnd ? toLocal(step.windowEnd, timeZone) : "",
            technician: step?.technician ?? "",
            preparation: step?.preparation ?? "",
            isDone: step?.completedAt !== null && step !== null,
            version: step?.version ?? null,
          }}
          texts={texts}
        />
      </div>
    </details>
  );
}

import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { Card } from "@/components/ui/card";
import { DetailLayout, Facts } from "@/components/ui/detail";
import { Paperclip } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { formatDateTime } from "@/lib/core/dates";
import type { InboundDetail } from "@/lib/mailbox/types";
import { formatBytes } from "@/lib/uploads/limits";
import { MailDecision } from "./mail-decision";
import { MailState } from "./mail-state";

type Reader = { locale: string; timeZone: string };

/** An e-mail as staff judge it: its words as plain text, what is known about it, and what can become of it. */
export async function MailPage({ mail, reader }: { mail: InboundDetail; reader: Reader }) {
  const t = await getTranslations("mailbox.desk");
  return (
    <>
      <PageHeader
        back={{ href: "/admin/mail" as Route, label: t("title") }}
        title={mail.subject || t("noSubject")}
        className="mb-4"
        meta={
          <>
            <MailState state={mail.state} label={t(`state.${mail.state}`)} />
            {mail.reason && mail.state !== "quarantined" && <span>{t(`reason.${mail.reason}`)}</span>}
          </>
        }
      />
      <DetailLayout asideLabel={t("facts")} aside={<Aside mail={mail} reader={reader} />}>
        <div className="flex flex-col gap-4">
          <Situation mail={mail} />
          <Card className="flex flex-col gap-4">
            <h2 className="sr-only">{t("text")}</h2>
            {mail.text ? (
              <pre className="whitespace-pre-wrap break-words font-sans text-sm leading-6">{mail.text}</pre>
            ) : (
              <p className="text-fg-muted text-sm">{t("noText")}</p>
            )}
            <Files mail={mail} reader={reader} />
          </Card>
        </div>
      </DetailLayout>
    </>
  );
}

/** Why it waits, or what became of it. */
async function Situation({ mail }: { mail: InboundDetail }) {
  const t = await getTranslations("mailbox.desk");
  const { state, reason, ticket } = mail;
  if (state === "quarantined") {
    const key = `explain.${reason ?? "other"}` as const;
    const words = t.has(key as "explain.other") ? t(key as "explain.other") : t("explain.other");
    return (
      <Banner
        tone={reason === "not_authentic" ? "error" : "warning"}
        title={t(`reason.${reason ?? "other"}`)}
      >
        {words}
      </Banner>
    );
  }
  if (state === "ignored" && reason !== "duplicate") return null;
  return (
    <Banner tone={state === "bounce" ? "warning" : "info"} title={t(`state.${state}`)}>
      {t(`outcome.${state === "ignored" ? "duplicate" : state}`)}
      {ticket && state !== "discarded" && (
        <>
          {" "}
          <Link
            href={`/admin/tickets/${ticket.number}` as Route}
            className="font-medium underline underline-offset-2"
          >
            {t("openTicket", { number: ticket.number })}
          </Link>
        </>
      )}
    </Banner>
  );
}

async function Files({ mail, reader }: { mail: InboundDetail; reader: Reader }) {
  const t = await getTranslations("mailbox.desk");
  if (mail.files.length === 0) return null;
  return (
    <section className="border-t pt-4">
      <h2 className="mb-2 font-medium text-sm">{t("files")}</h2>
      <ul className="flex flex-col gap-1.5 text-sm">
        {mail.files.map((file, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name, and they never move
          <li key={index} className="flex min-w-0 items-center gap-2">
            <Paperclip aria-hidden className="shrink-0 text-fg-muted" />
            <span className="min-w-0 truncate">{file.name || file.type}</span>
            <span className="shrink-0 text-fg-muted tabular-nums">
              {formatBytes(file.size, reader.locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Aside({ mail, reader }: { mail: InboundDetail; reader: Reader }) {
  const t = await getTranslations("mailbox.desk");
  const at = (time: string) => formatDateTime(time, reader.locale, reader.timeZone);
  const isOpen = (mail.state === "quarantined" || mail.state === "ignored") && mail.reason !== "duplicate";
  return (
    <div className="flex flex-col gap-6">
      <Facts
        facts={[
          {
            label: t("from"),
            value: (
              <span className="break-words">
                {mail.fromName && <span className="block">{mail.fromName}</span>}
                {mail.fromAddress ?? t("noSender")}
              </span>
            ),
          },
          { label: t("sender"), value: t(`authentication.${mail.authentication}`) },
          { label: t("to"), value: <span className="break-all">{mail.recipients.join(", ")}</span> },
          ...(mail.sentAt ? [{ label: t("sent"), value: at(mail.sentAt) }] : []),
          { label: t("received"), value: at(mail.receivedAt) },
          { label: t("size"), value: formatBytes(mail.size, reader.locale) },
          ...(mail.decidedBy
            ? [{ label: t("column.state"), value: t("decidedBy", { name: mail.decidedBy }) }]
            : []),
        ]}
      />
      {isOpen && (
        <section className="border-t pt-4">
          <h2 className="mb-3 font-semibold text-sm">{t("decide.title")}</h2>
          {!mail.isKept && <p className="mb-3 text-fg-muted text-sm">{t("decide.gone")}</p>}
          <MailDecision
            emailId={mail.id}
            canTake={mail.isKept && mail.reason !== "unreadable"}
            ticket={mail.ticket?.number ?? null}
            customers={mail.customers.map(({ id, name }) => ({ id, label: t("decide.openFor", { name }) }))}
            texts={{
              open: t("decide.open"),
              customer: t("decide.customer"),
              openButton: t("decide.openButton"),
              reply: t("decide.reply"),
              ticket: t("decide.ticket"),
              ticketHint: t("decide.ticketHint"),
              replyButton: t("decide.replyButton"),
              discard: t("decide.discard"),
              discardHint: t("decide.discardHint"),
              failed: t("decide.failed"),
              picker: {
                placeholder: t("decide.picker.placeholder"),
                none: t("decide.picker.none"),
                failed: t("decide.picker.failed"),
                change: t("decide.picker.change"),
              },
            }}
          />
        </section>
      )}
    </div>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Inbox } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { formatDateTime } from "@/lib/core/dates";
import { listDevMessages } from "@/lib/platform/dev-inbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.devMail"))("title"), robots: { index: false } };
}

/** What would have been sent to people, had there been a mail server. Exists on a developer's machine only. */
export default async function DevMailPage() {
  // Whether this is a developer's machine is known when the portal runs, not when it is built.
  await connection();
  const messages = await listDevMessages();
  if (!messages) notFound();
  const t = await getTranslations("auth.devMail");
  return (
    <main className="mx-auto max-w-reading px-4 py-8">
      <PageHeader title={t("title")} meta={t("intro")} />
      {messages.length === 0 ? (
        <EmptyState icon={<Inbox />} title={t("empty")} className="mt-8" />
      ) : (
        <ol className="mt-6 divide-y border-y">
          {messages.map(({ id, channel, to, replyTo, subject, text, createdAt }) => (
            <li key={id} className="py-5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <h2 className="font-semibold">{subject || t(`channels.${channel}`)}</h2>
                <time dateTime={createdAt} className="text-fg-muted text-sm tabular-nums">
                  {formatDateTime(createdAt, "en-ZA", "UTC")} UTC
                </time>
              </div>
              <p className="mt-0.5 flex items-center gap-2 text-fg-muted text-sm">
                <Badge>{t(`channels.${channel}`)}</Badge>
                {t("to", { to })}
              </p>
              {replyTo && (
                <p className="mt-0.5 break-all text-fg-muted text-sm">{t("replyTo", { replyTo })}</p>
              )}
              <p className="mt-3 whitespace-pre-wrap break-words">{withLinks(text)}</p>
            </li>
          ))}
        </ol>
      )}
    </main>
  );
}

/** Plain text with its addresses made clickable. */
function withLinks(text: string) {
  // A split by one group puts the matches at the odd places.
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => ({
    part,
    key: `${index}`,
    isLink: index % 2 === 1,
  }));
  return parts.map(({ part, key, isLink }) =>
    isLink ? (
      <a key={key} href={part} className="text-primary-text underline underline-offset-2">
        {part}
      </a>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    ),
  );
}

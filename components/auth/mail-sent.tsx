import type { Route } from "next";
import type { ReactNode } from "react";
import { MailCheck } from "@/components/ui/icons";

export type MailSentLabels = {
  title: string;
  /** Holds `{email}`. */
  body: string;
  spam: string;
  again: string;
  /** Names the development inbox, where there is one. */
  inbox: string | null;
};

/** Takes the form's place once an e-mail is on its way. */
export function MailSent({
  email,
  again,
  labels,
  children,
}: {
  email: string;
  again: Route;
  labels: MailSentLabels;
  /** What can be done here meanwhile. */
  children?: ReactNode;
}) {
  const [before, after] = labels.body.split("{email}");
  return (
    <div role="status">
      <MailCheck aria-hidden className="mb-4 size-8 text-primary-text" />
      <h1 className="font-semibold text-2xl">{labels.title}</h1>
      <p className="mt-2 text-base text-fg-secondary">
        {before}
        <strong className="break-words font-medium text-fg">{email}</strong>
        {after}
      </p>
      {children && <div className="mt-6">{children}</div>}
      <p className="mt-6 text-fg-muted text-sm">
        {labels.spam} {/* A full load, so that the form starts afresh. */}
        <a href={again} className="text-primary-text underline underline-offset-2">
          {labels.again}
        </a>
        .
      </p>
      {labels.inbox && (
        <p className="mt-4 text-sm">
          <a href="/dev/mail" className="text-primary-text underline underline-offset-2">
            {labels.inbox}
          </a>
        </p>
      )}
    </div>
  );
}

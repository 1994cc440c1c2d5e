import type { Metadata, Route } from "next";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { CommandForm } from "@/components/notifications/command-form";
import { BellOff, MailCheck } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { unsubscribeAction } from "@/lib/notifications/unsubscribe-actions";
import { findClaim } from "@/lib/notifications/unsubscribe-service";
import { PREFERENCES_PAGE } from "@/lib/notifications/words";

type Props = PageProps<"/unsubscribe">;

// What it shows depends on the address and on this moment.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("preferences.unsubscribe"))("title"), robots: { index: false } };
}

/** Ends e-mails for whoever holds one, without signing in. Opening the page changes nothing: programs open links too. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const t = await getTranslations("preferences.unsubscribe");
  const groupName = await getTranslations("notifications.group");
  const eventName = await getTranslations("preferences.event");
  // Never ahead of a visit: a page that is drawn and thrown away would break off the question to the database.
  await connection();
  const { token } = await searchParams;
  const found = typeof token === "string" && token.length <= 200 ? await findClaim(token) : null;
  if (found && !found.ok) throw new Error(`cannot read an unsubscribe token: ${found.error.code}`);
  const claim = found?.value ?? null;
  if (!claim || typeof token !== "string") {
    return (
      <Frame title={t("title")}>
        <p className="flex items-center gap-2 font-medium text-base">
          <BellOff aria-hidden className="shrink-0 text-fg-muted" />
          {t("unknown")}
        </p>
        <p className="mt-1 text-base text-fg-secondary">{t("unknownBody")}</p>
        <LinkButton href={PREFERENCES_PAGE.customer as Route} className="mt-5">
          {t("choose")}
        </LinkButton>
      </Frame>
    );
  }
  const { scope, event, address, role, isEventOff, isOff, isAllOff } = claim;
  const group = scope === "all" ? "" : groupName(scope).toLowerCase();
  const kind = event && eventName.has(event) ? eventName(event).toLowerCase() : null;
  const page = PREFERENCES_PAGE[role === "customer" ? "customer" : "staff"] as Route;
  const initial = await submittedState(unsubscribeAction);
  const done = {
    event: t("doneEvent", { kind: kind ?? group, group }),
    group: t("done", { group }),
    all: t("doneAll"),
  };
  const submit = {
    event: t("stopEvent"),
    group: t(kind === null ? "stop" : "stopGroup", { group }),
    all: t("stopAll"),
  };
  const form = (how: "event" | "group" | "all", isFirst: boolean) => (
    <CommandForm
      action={unsubscribeAction}
      initial={initial}
      texts={{ submit: submit[how], done: done[scope === "all" ? "all" : how], failed: t("unknown") }}
      button={{ variant: isFirst ? "primary" : "secondary" }}
    >
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="scope" value={how} />
    </CommandForm>
  );
  const ended = isAllOff ? done.all : isOff ? done.group : isEventOff ? done.event : null;
  return (
    <Frame title={t("title")}>
      {ended !== null ? (
        <p role="status" className="flex items-center gap-2 text-base">
          <MailCheck aria-hidden className="shrink-0 text-success" />
          {ended}
        </p>
      ) : (
        <p className="text-base">
          {scope === "all"
            ? t("askAll", { address })
            : kind === null
              ? t("ask", { group, address })
              : t("askEvent", { kind, group, address })}
        </p>
      )}
      <p className="mt-2 text-fg-muted text-sm">{t("keeps")}</p>
      <div className="mt-6 flex flex-wrap items-center gap-3">
        {kind !== null && ended === null && form("event", true)}
        {!isOff && scope !== "all" && form("group", kind === null)}
        {!isAllOff && form("all", false)}
        <LinkButton href={page} variant="ghost">
          {t("choose")}
        </LinkButton>
      </div>
    </Frame>
  );
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-[40rem] px-4 py-12">
      <PageHeader title={title} className="mb-6" />
      {children}
    </div>
  );
}

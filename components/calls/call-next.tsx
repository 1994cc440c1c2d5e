import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { CalendarPlus, Video } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { waitAction } from "@/lib/calls/actions";
import type { CallDetail } from "@/lib/calls/detail";
import { isUpcoming } from "@/lib/calls/status";
import { formatDateTime, formatRelative } from "@/lib/core/dates";
import { formatPhone } from "@/lib/core/phone-words";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";
import { UndoCancel } from "./undo-cancel";

/** What happens next with a call, and what its customer can do. */
export async function CallNext({
  call,
  reader,
  submitted,
}: {
  call: CallDetail;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-pages.next");
  const { locale, timeZone, now } = reader;
  const can = new Set(call.allowedActions);
  const page = `/portal/calls/${call.id}`;
  if (!isUpcoming(call, now)) {
    return (
      <section aria-label={t("label")} className="rounded-lg border bg-paper px-4 py-4">
        <p className="text-base">{t(call.status === "scheduled" ? "unsaid" : call.status)}</p>
        <div className="mt-3 flex flex-wrap items-start gap-3">
          <UndoCancel call={call} reader={reader} submitted={submitted} />
          <LinkButton
            href={
              `/portal/calls/new?again=${call.id}&channel=${call.channel}${call.category ? `&category=${call.category}` : ""}` as Route
            }
          >
            {t("again")}
          </LinkButton>
        </div>
      </section>
    );
  }
  const isOn = Date.parse(call.startsAt) <= now.getTime();
  return (
    <section aria-label={t("label")} className="rounded-lg border bg-paper px-4 py-4">
      <p className="font-semibold text-lg">
        {isOn ? t("now") : t("begins", { when: formatRelative(call.startsAt, now, locale, timeZone) })}
      </p>
      <p className="mt-0.5 text-fg-secondary text-base">
        {call.channel === "video"
          ? t("video")
          : t("phone", { phone: call.phone ? formatPhone(call.phone) : "–" })}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {can.has("join") && call.videoUrl && (
          <a
            href={call.videoUrl}
            rel="noreferrer noopener"
            target="_blank"
            className={buttonStyle({ variant: "primary" })}
          >
            <Video aria-hidden />
            {t("join")}
          </a>
        )}
        <a href={`/api/portal/calls/${call.id}/ics`} download className={buttonStyle({})}>
          <CalendarPlus aria-hidden />
          {t("calendar")}
        </a>
        {can.has("move") && <LinkButton href={`${page}/move` as Route}>{t("move")}</LinkButton>}
        {can.has("cancel") && (
          <LinkButton href={`${page}/cancel` as Route} variant="ghost">
            {t("cancel")}
          </LinkButton>
        )}
      </div>
      <p className="mt-3 text-fg-muted text-sm">
        {can.has("move")
          ? t("until", { time: formatDateTime(call.changesUntil, locale, timeZone) })
          : t("tooLate")}
      </p>
      {can.has("wait") && <Waiting call={call} submitted={submitted} />}
    </section>
  );
}

async function Waiting({ call, submitted }: { call: CallDetail; submitted: Submitted }) {
  const t = await getTranslations("call-pages.next");
  const waits = call.waitsForEarlier;
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 border-t pt-4">
      <p role="status" className="min-w-0 flex-1 basis-56 text-fg-secondary text-sm">
        {t(waits ? "waiting" : "earlier")}
      </p>
      <CommandForm
        key={String(waits)}
        action={waitAction}
        initial={await submitted(waitAction)}
        hidden={{ id: call.id, waits: String(!waits) }}
        variant="secondary"
        texts={await commandTexts(t(waits ? "leave" : "join_list"), t("failed"))}
      />
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { undoCancelAction } from "@/lib/calls/actions";
import type { CallDetail } from "@/lib/calls/detail";
import { UNDO_MS } from "@/lib/calls/status";
import { clockTime } from "./call-time";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";

/** Takes a cancellation back while that can be done, with until when. */
export async function UndoCancel({
  call,
  reader,
  submitted,
}: {
  call: CallDetail;
  reader: Reader;
  submitted: Submitted;
}) {
  if (!call.allowedActions.includes("undo") || call.cancelledAt === null) return null;
  const t = await getTranslations("call-pages.undo");
  const until = new Date(Date.parse(call.cancelledAt) + UNDO_MS).toISOString();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <CommandForm
        action={undoCancelAction}
        initial={await submitted(undoCancelAction)}
        hidden={{ id: call.id }}
        variant="secondary"
        texts={await commandTexts(t("undo"), t("failed"))}
      />
      <p className="min-w-0 text-fg-muted text-sm">{t("until", { time: clockTime(until, reader) })}</p>
    </div>
  );
}

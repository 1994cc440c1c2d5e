import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "@/components/ui/button-style";
import { Video } from "@/components/ui/icons";
import { LinkButton } from "@/components/ui/link-button";
import { cancelAsStaffAction, outcomeAction } from "@/lib/calls/desk-actions";
import type { CallDetail } from "@/lib/calls/detail";
import { CALL_LIMITS } from "@/lib/calls/schema";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";
import { UndoCancel } from "./undo-cancel";

/** What staff can do with a call: join, move, cancel, say what became of it. */
export async function DeskCommands({
  call,
  reader,
  submitted,
}: {
  call: CallDetail;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.detail");
  const can = new Set(call.allowedActions);
  if (can.size === 0) return null;
  const outcome = await submitted(outcomeAction);
  const outcomes = await Promise.all(
    (["done", "no_show"] as const)
      .filter((one) => call.status !== (one === "done" ? "completed" : "no_show"))
      .map(async (one) => ({ one, texts: await commandTexts(t(one), t("failed")) })),
  );
  return (
    <section aria-label={t("commands")} className="rounded-lg border bg-paper px-4 py-4">
      <UndoCancel call={call} reader={reader} submitted={submitted} />
      <div className="flex flex-wrap items-start gap-2">
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
        {can.has("outcome") &&
          outcomes.map(({ one, texts }) => (
            <CommandForm
              key={one}
              action={outcomeAction}
              initial={outcome}
              hidden={{ id: call.id, outcome: one }}
              variant={one === "done" && call.status === "scheduled" ? "primary" : "secondary"}
              texts={texts}
            />
          ))}
        {can.has("move") && (
          <LinkButton href={`/admin/calls/${call.id}/move` as Route}>{t("move")}</LinkButton>
        )}
      </div>
      {can.has("cancel") && (
        <details className="mt-3">
          <summary className="hit-44 cursor-pointer font-medium text-error-text text-sm">
            {t("cancel")}
          </summary>
          <div className="mt-3 max-w-form">
            <CommandForm
              action={cancelAsStaffAction}
              initial={await submitted(cancelAsStaffAction)}
              hidden={{ id: call.id, version: call.version }}
              variant="danger"
              fields={[
                {
                  name: "reason",
                  label: t("reason"),
                  hint: t("reasonHint"),
                  type: "text",
                  maxLength: CALL_LIMITS.reason,
                },
              ]}
              texts={await commandTexts(t("cancel"), t("failed"))}
            />
          </div>
        </details>
      )}
    </section>
  );
}

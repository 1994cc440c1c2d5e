import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { noteAction } from "@/lib/calls/desk-actions";
import type { CallDetail } from "@/lib/calls/detail";
import { CALL_LIMITS } from "@/lib/calls/schema";
import { formatDateTime } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";

/** What staff write down for each other; customers never see it. */
export async function DeskNotes({
  call,
  reader,
  submitted,
}: {
  call: CallDetail;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.notes");
  return (
    <Card title={t("title")}>
      <ul className="flex flex-col gap-3">
        {(call.callNotes ?? []).map((note) => (
          <li key={note.id} className="rounded-md border border-warning-border bg-warning-soft px-3 py-2">
            <p className="whitespace-pre-line break-words text-base text-fg">{note.body}</p>
            <p className="mt-1 text-fg-secondary text-xs">
              {note.authorName} · {formatDateTime(note.createdAt, reader.locale, reader.timeZone)}
            </p>
          </li>
        ))}
      </ul>
      <div className="mt-3">
        <CommandForm
          action={noteAction}
          initial={await submitted(noteAction)}
          hidden={{ id: call.id }}
          formKey={newId()}
          clearAfter
          variant="secondary"
          fields={[
            {
              name: "body",
              label: t("body"),
              hint: t("hint"),
              type: "textarea",
              required: true,
              maxLength: CALL_LIMITS.note,
            },
          ]}
          texts={await commandTexts(t("add"), t("failed"))}
        />
      </div>
    </Card>
  );
}

import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { summaryAction, transcriptAction } from "@/lib/calls/desk-actions";
import type { CallDetail } from "@/lib/calls/detail";
import { CommandForm } from "./command-form";
import type { Submitted } from "./reader";
import { commandTexts } from "./texts";

/** Where staff bring in what was said, and put the summary into their own words. */
export async function DeskTranscript({
  call,
  now,
  submitted,
}: {
  call: CallDetail;
  now: Date;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-desk.transcript");
  if (Date.parse(call.startsAt) > now.getTime()) return null;
  const { transcript } = call;
  return (
    <Card title={t("title")}>
      {transcript && (
        <CommandForm
          key={transcript.version}
          action={summaryAction}
          initial={await submitted(summaryAction)}
          hidden={{ id: call.id }}
          variant="secondary"
          fields={[
            {
              name: "summary",
              label: t("summary"),
              hint: transcript.summary ? t(`by.${transcript.summaryBy ?? "staff"}`) : t("pending"),
              type: "textarea",
              value: transcript.summary ?? "",
              required: true,
              maxLength: 5_000,
            },
          ]}
          texts={{ ...(await commandTexts(t("saveSummary"), t("failed"))), saved: t("saved") }}
        />
      )}
      <details className={transcript ? "mt-4" : undefined} open={!transcript}>
        <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">
          {t(transcript ? "replace" : "add")}
        </summary>
        <div className="mt-3">
          <CommandForm
            action={transcriptAction}
            initial={await submitted(transcriptAction)}
            hidden={{ id: call.id }}
            variant="secondary"
            clearAfter
            fields={[
              {
                name: "file",
                label: t("file"),
                hint: t("fileHint"),
                type: "file",
                accept: ".txt,.vtt,.srt,.json,text/plain,text/vtt,application/json",
              },
              { name: "pasted", label: t("pasted"), type: "textarea", maxLength: 200_000 },
            ]}
            texts={{ ...(await commandTexts(t("upload"), t("failed"))), saved: t("uploaded") }}
          />
        </div>
      </details>
    </Card>
  );
}

import { getTranslations } from "next-intl/server";
import { CircleCheck } from "@/components/ui/control-icons";
import { LifeBuoy } from "@/components/ui/icons";
import type { TicketRecord } from "@/lib/tickets/types";
import { judgeAnswerAction } from "@/lib/triage/actions";
import { AnswerButton } from "./answer-button";

/** Below an automatic answer: whether it helped. "No" brings a person at once; silence means nothing. */
export async function AutomaticAnswerQuestion({ ticket }: { ticket: TicketRecord }) {
  const t = await getTranslations("insights.answer");
  const { automaticAnswer, status, lastMessageAuthor } = ticket;
  if (!automaticAnswer || automaticAnswer.outcome !== null) return null;
  if (status !== "waiting_customer" || lastMessageAuthor !== "ai") return null;
  const signIn = (await getTranslations("tickets.composer"))("signIn");
  const common = { action: judgeAnswerAction, ticketId: ticket.id, signIn };
  return (
    <section
      aria-labelledby="automatic-answer"
      className="my-3 flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-lg border border-info-border bg-info-soft px-3.5 py-3 text-sm"
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 id="automatic-answer" className="font-semibold">
          {t("question")}
        </h2>
        <p className="text-fg-secondary">{t("promise")}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <AnswerButton {...common} helped="no" icon={<LifeBuoy aria-hidden />}>
          {t("notHelped")}
        </AnswerButton>
        <AnswerButton {...common} helped="yes" icon={<CircleCheck aria-hidden />}>
          {t("helped")}
        </AnswerButton>
      </div>
    </section>
  );
}

import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { CircleCheck } from "@/components/ui/control-icons";
import { CircleDashed, CircleX } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import { decideActionAction, proposeActionAction } from "@/lib/calls/actions";
import type { CallDetail } from "@/lib/calls/detail";
import { CALL_LIMITS } from "@/lib/calls/schema";
import type { CallAction } from "@/lib/calls/types";
import { formatDate } from "@/lib/core/dates";
import { newId } from "@/lib/core/ids";
import { CommandForm } from "./command-form";
import type { Reader, Submitted } from "./reader";
import { commandTexts } from "./texts";

type Side = "customer" | "staff";

const LOOK = {
  proposed: { tone: "warning", icon: CircleDashed },
  agreed: { tone: "success", icon: CircleCheck },
  done: { tone: "success", icon: CircleCheck },
  declined: { tone: "neutral", icon: CircleX },
} as const;

/** What a call led to. Nothing is agreed before both sides have confirmed it. */
export async function AgreedActions({
  call,
  side,
  reader,
  submitted,
}: {
  call: CallDetail;
  side: Side;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-pages.actions");
  const hasBegun = Date.parse(call.startsAt) <= reader.now.getTime() && call.status !== "cancelled";
  if (!hasBegun) return null;
  return (
    <Card title={t("title")}>
      {call.actions.length === 0 ? (
        <p className="text-fg-muted text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y">
          {call.actions.map((action) => (
            <Action key={action.id} action={action} side={side} reader={reader} submitted={submitted} />
          ))}
        </ul>
      )}
      <details className="mt-3">
        <summary className="hit-44 cursor-pointer font-medium text-primary-text text-sm">{t("add")}</summary>
        <div className="mt-3 max-w-form">
          <CommandForm
            action={proposeActionAction}
            initial={await submitted(proposeActionAction)}
            hidden={{ id: call.id }}
            formKey={newId()}
            clearAfter
            variant="secondary"
            fields={[
              { name: "text", label: t("text"), type: "text", required: true, maxLength: CALL_LIMITS.action },
              {
                name: "owner",
                label: t("who"),
                type: "select",
                value: "us",
                options: [
                  { value: "us", label: t(`owner.us.${side}`) },
                  { value: "customer", label: t(`owner.customer.${side}`) },
                ],
              },
              { name: "dueOn", label: t("dueOn"), type: "date", optionalLabel: t("optional") },
            ]}
            texts={await commandTexts(t("propose"), t("failed"))}
          />
        </div>
      </details>
    </Card>
  );
}

async function Action({
  action,
  side,
  reader,
  submitted,
}: {
  action: CallAction;
  side: Side;
  reader: Reader;
  submitted: Submitted;
}) {
  const t = await getTranslations("call-pages.actions");
  const { tone, icon: Icon } = LOOK[action.status];
  const mine = side === "customer" ? action.customerConfirmedAt : action.staffConfirmedAt;
  const theirs = side === "customer" ? action.staffConfirmedAt : action.customerConfirmedAt;
  const waits =
    !mine && !theirs ? t("waits.both") : mine ? t("waits.other", { audience: side }) : t("waits.you");
  const decisions =
    action.status === "proposed"
      ? mine
        ? (["decline"] as const)
        : (["confirm", "decline"] as const)
      : action.status === "agreed"
        ? (["done"] as const)
        : [];
  const initial = await submitted(decideActionAction);
  const forms = await Promise.all(
    decisions.map(async (decision) => ({ decision, texts: await commandTexts(t(decision), t("failed")) })),
  );
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words text-base text-fg">{action.text}</p>
        <p className="flex flex-wrap items-center gap-x-3 text-fg-muted text-sm">
          <span>{t(`owner.${action.owner}.${side}`)}</span>
          {action.dueOn && (
            <span>{t("due", { date: formatDate(`${action.dueOn}T12:00:00Z`, reader.locale, "UTC") })}</span>
          )}
          <Status tone={tone} icon={<Icon aria-hidden />}>
            {t(`status.${action.status}`)}
          </Status>
          {action.status === "proposed" && <span>{waits}</span>}
        </p>
      </div>
      {forms.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {forms.map(({ decision, texts }) => (
            <CommandForm
              key={decision}
              action={decideActionAction}
              initial={initial}
              hidden={{ id: action.id, decision }}
              variant={decision === "confirm" ? "primary" : decision === "decline" ? "ghost" : "secondary"}
              size="sm"
              texts={texts}
            />
          ))}
        </div>
      )}
    </li>
  );
}

import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { formatMoney } from "@/lib/core/money";
import type { Audience, RefundStatus, TicketRecord, TicketRefund } from "@/lib/tickets/types";

const TONE = {
  approved: "success",
  pending_approval: "warning",
  rejected: "neutral",
} as const satisfies Record<RefundStatus, string>;

/** How a ticket ended and what goes back; nothing while there is neither. */
export async function ResolutionPanel({
  ticket,
  audience,
  locale,
  decision,
}: {
  ticket: Pick<TicketRecord, "resolution" | "refunds">;
  audience: Audience;
  locale: string;
  /** What staff can do about a refund. */
  decision?: (refund: TicketRefund) => ReactNode;
}) {
  const { resolution, refunds } = ticket;
  if (!resolution && refunds.length === 0) return null;
  const t = await getTranslations("resolution");
  const latest = refunds.at(-1);
  return (
    <section className="flex flex-col gap-2 text-sm">
      <h2 className="font-semibold">{t(resolution ? "panel.title" : "panel.refunds")}</h2>
      {resolution && (
        <div>
          <p className="font-medium">{t(`type.${resolution.type}`)}</p>
          {resolution.notes && (
            <p className="wrap-anywhere whitespace-pre-line text-fg-secondary">{resolution.notes}</p>
          )}
        </div>
      )}
      {refunds.length > 0 && (
        <ul className="divide-y border-y">
          {refunds.map((refund) => (
            <li key={refund.id} className="flex flex-col gap-2 py-2">
              <div className="flex items-center justify-between gap-3">
                <span className="font-medium tabular-nums">{formatMoney(refund.amount, locale)}</span>
                <Badge tone={TONE[refund.status]}>{t(`panel.status.${refund.status}`, { audience })}</Badge>
              </div>
              {audience === "staff" && <Names refund={refund} />}
              {decision?.(refund)}
            </li>
          ))}
        </ul>
      )}
      {audience === "customer" && latest && latest.status !== "rejected" && (
        <p className="text-fg-muted">{t(`panel.explain.${latest.status}`)}</p>
      )}
    </section>
  );
}

async function Names({ refund }: { refund: TicketRefund }) {
  const t = await getTranslations("resolution.panel");
  const names = [
    refund.requestedBy && t("requested", { name: refund.requestedBy }),
    refund.decidedBy && refund.decidedBy !== refund.requestedBy && t("decided", { name: refund.decidedBy }),
  ].filter(Boolean);
  return names.length > 0 && <p className="text-fg-muted">{names.join(" · ")}</p>;
}

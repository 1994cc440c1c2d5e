import { getTranslations } from "next-intl/server";
import { ResolutionPanel } from "@/components/tickets/resolution-panel";
import type { DeskTicket } from "@/lib/tickets/desk-types";
import type { TicketRefund } from "@/lib/tickets/types";
import { RefundDecision, type RefundDecisionTexts } from "./refund-decision";

/** The resolution beside a ticket on the desk. A refund that waits is decided here, by admins. */
export async function RefundSection({
  ticket,
  viewer,
  locale,
}: {
  ticket: DeskTicket;
  viewer: { id: string; isAdmin: boolean };
  locale: string;
}) {
  const t = await getTranslations("resolution.decide");
  const texts: RefundDecisionTexts = {
    approve: t("approve"),
    reject: t("reject"),
    confirm: {
      title: t("dialogTitle"),
      description: t("dialogBody"),
      reason: t("reason"),
      confirm: t("confirm"),
      cancel: t("back"),
      close: t("dismiss"),
    },
  };
  const decision = (refund: TicketRefund) => {
    if (refund.status !== "pending_approval") return null;
    if (!viewer.isAdmin) return <p className="text-fg-muted">{t("waiting")}</p>;
    if (refund.requestedById === viewer.id) return <p className="text-fg-muted">{t("own")}</p>;
    return <RefundDecision refundId={refund.id} texts={texts} />;
  };
  return <ResolutionPanel ticket={ticket} audience="staff" locale={locale} decision={decision} />;
}

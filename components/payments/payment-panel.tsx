import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { formatMoney, type Money } from "@/lib/core/money";
import type { PaymentReturn, PaymentState } from "@/lib/payments/types";
import { PayButton } from "./pay-button";

type Invoice = { id: string; number: string; status: string; outstanding: Money };

/**
 * Where an invoice is paid: what came of the payment page, and the button that leads there. What the customer came
 * back with is only a reason to wait: the invoice itself says whether it is paid, and a live page settles by that.
 */
export async function PaymentPanel({
  invoice,
  state,
  returned,
  locale,
}: {
  invoice: Invoice;
  state: PaymentState;
  returned?: PaymentReturn | undefined;
  locale: string;
}) {
  const t = await getTranslations("payments");
  const isOpen = invoice.outstanding.amount > 0;
  const isWaiting = isOpen && returned === "success" && state.checkout !== "failed";
  const canPay = isOpen && state.provider !== null && state.checkout !== "processing" && !isWaiting;
  return (
    <div className="flex flex-col gap-4 empty:hidden">
      <Returned invoice={invoice} state={state} returned={returned} isOpen={isOpen} />
      {canPay && (
        <div className="flex flex-col gap-2">
          <PayButton
            invoiceId={invoice.id}
            texts={{
              pay: t("pay", { amount: formatMoney(invoice.outstanding, locale) }),
              paying: t("paying"),
            }}
          />
          <p className="text-fg-muted text-sm">
            {t("secure", { provider: t(`provider.${state.provider === "stripe" ? "stripe" : "other"}`) })}
          </p>
        </div>
      )}
    </div>
  );
}

async function Returned({
  invoice,
  state,
  returned,
  isOpen,
}: {
  invoice: Invoice;
  state: PaymentState;
  returned: PaymentReturn | undefined;
  isOpen: boolean;
}) {
  const t = await getTranslations("payments");
  if (invoice.status === "paid" && returned === "success") {
    return (
      <Banner tone="success" title={t("returned.paid.title")}>
        {t("returned.paid.body", { number: invoice.number })}
      </Banner>
    );
  }
  if (!isOpen) return null;
  if (state.checkout === "processing") {
    return (
      <Banner tone="info" title={t("processing.title")}>
        {t("processing.body")}
      </Banner>
    );
  }
  if (state.checkout === "failed") {
    return (
      <Banner tone="warning" title={t("failed.title")}>
        {t("failed.body")}
      </Banner>
    );
  }
  if (!returned) return null;
  const which = returned === "success" ? "waiting" : "cancelled";
  return (
    <Banner tone="info" title={t(`returned.${which}.title`)}>
      {t(`returned.${which}.body`)}
    </Banner>
  );
}

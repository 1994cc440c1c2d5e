import { getTranslations } from "next-intl/server";
import { Banner } from "@/components/ui/banner";
import { formatDate } from "@/lib/core/dates";
import { formatMoney, type Money } from "@/lib/core/money";
import type { PaymentReturn, PaymentState } from "@/lib/payments/types";
import { PayButton } from "./pay-button";

type Invoice = {
  id: string;
  number: string;
  status: string;
  outstanding: Money;
  /** What arrived, oldest first. */
  payments: readonly { id: string; amount: Money; method: string; receivedAt: string }[];
};

/**
 * Where an invoice is paid: what came of the payment page, the button that leads there, and what arrived. What the
 * customer came back with is only a reason to wait: the invoice itself says whether it is paid, and a live page
 * settles by that.
 */
export async function PaymentPanel({
  invoice,
  state,
  returned,
  reader,
}: {
  invoice: Invoice;
  state: PaymentState;
  returned?: PaymentReturn | undefined;
  reader: { locale: string; timeZone: string };
}) {
  const t = await getTranslations("payments");
  const isOpen = invoice.outstanding.amount > 0;
  // An address alone makes nobody wait: there is a payment page that could still report.
  const isWaiting = isOpen && returned === "success" && state.checkout === "open";
  const canPay = isOpen && state.provider !== null && state.checkout !== "processing" && !isWaiting;
  return (
    <div className="flex flex-col gap-4 empty:hidden">
      <Returned invoice={invoice} state={state} returned={returned} isOpen={isOpen} isWaiting={isWaiting} />
      {canPay && (
        <div className="flex flex-col gap-2">
          <PayButton
            invoiceId={invoice.id}
            texts={{
              pay: t("pay", { amount: formatMoney(invoice.outstanding, reader.locale) }),
              paying: t("paying"),
            }}
          />
          <p className="text-fg-muted text-sm">
            {t("secure", { provider: t(`provider.${state.provider === "stripe" ? "stripe" : "other"}`) })}
          </p>
        </div>
      )}
      {invoice.payments.length > 0 && (
        <section>
          <h2 className="mb-2 font-semibold text-sm">{t("received.title")}</h2>
          <ul className="divide-y border-y text-sm">
            {invoice.payments.map((payment) => (
              <li key={payment.id} className="flex items-baseline justify-between gap-3 py-2">
                <span className="flex min-w-0 flex-wrap gap-x-3">
                  {t("received.method", { method: payment.method })}
                  <span className="text-fg-muted">
                    {formatDate(payment.receivedAt, reader.locale, reader.timeZone)}
                  </span>
                </span>
                <span className="shrink-0 tabular-nums">{formatMoney(payment.amount, reader.locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

async function Returned({
  invoice,
  state,
  returned,
  isOpen,
  isWaiting,
}: {
  invoice: Invoice;
  state: PaymentState;
  returned: PaymentReturn | undefined;
  isOpen: boolean;
  isWaiting: boolean;
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
  if (!isWaiting && returned !== "cancelled") return null;
  const which = isWaiting ? "waiting" : "cancelled";
  return (
    <Banner tone="info" title={t(`returned.${which}.title`)}>
      {t(`returned.${which}.body`)}
    </Banner>
  );
}

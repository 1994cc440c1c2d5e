import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { QuoteHistory } from "@/components/quotes/quote-history";
import { QuoteRequest } from "@/components/quotes/quote-request";
import type { Reader } from "@/components/quotes/reader";
import { type Fact, Facts } from "@/components/ui/detail";
import { formatPhone } from "@/lib/core/phone-words";
import type { QuoteRecord } from "@/lib/quotes/types";

/** What the customer asked for, in their words; and what they wish to be different in the latest version. */
export async function QuoteAsked({ quote, reader }: { quote: QuoteRecord; reader: Reader }) {
  const t = await getTranslations("quote-desk.detail");
  const [latest] = quote.versions;
  const items = new Map(latest?.items.map((item) => [item.id, item]));
  return (
    <div className="flex flex-col gap-5">
      {latest && latest.changes.length > 0 && (
        <section className="rounded-lg border border-warning-border bg-warning-soft px-3.5 py-3 text-sm text-warning-text">
          <h2 className="mb-1.5 font-semibold">{t("wishes", { version: latest.version })}</h2>
          <ul className="flex flex-col gap-1.5">
            {latest.changes.map((change) => {
              const item = items.get(change.itemId ?? "");
              return (
                <li key={change.itemId ?? "all"} className="whitespace-pre-line">
                  {item && <strong className="font-semibold">{item.description}: </strong>}
                  {item && change.quantity !== null && (
                    <>
                      {change.quantity === 0
                        ? t("wishLeaveOut")
                        : t("wishQuantity", { count: change.quantity, was: item.quantity })}
                      {change.message ? ". " : ""}
                    </>
                  )}
                  {change.message}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <Section title={t("request")}>
        <QuoteRequest request={quote.request} locale={reader.locale} />
      </Section>
    </div>
  );
}

/** Who the quote is for, and what happened to it. */
export async function QuoteSide({ quote, reader }: { quote: QuoteRecord; reader: Reader }) {
  const t = await getTranslations("quote-desk.detail");
  const { customer } = quote;
  const known: [string, ReactNode][] = customer
    ? [
        [t("customer"), customer.companyName ?? customer.fullName],
        [t("contact"), customer.companyName && customer.fullName],
        [
          t("customerNumber"),
          <span key="number" className="font-mono text-xs">
            {customer.customerNumber}
          </span>,
        ],
        [t("email"), customer.email],
        [t("phone"), customer.phone && formatPhone(customer.phone)],
        [t("zone"), customer.timeZone.replaceAll("_", " ")],
        [t("reviewer"), quote.reviewerName],
      ]
    : [];
  const facts: Fact[] = known.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  return (
    <div className="flex flex-col gap-5">
      <Section title={t("customer")}>
        <Facts facts={facts} />
      </Section>
      <Section title={t("history")}>
        <QuoteHistory events={quote.events} reader={reader} audience="staff" />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}

import { getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table";
import { formatMoney, type Money } from "@/lib/core/money";
import type { InvoiceDetail, InvoiceLine } from "@/lib/invoices/types";

/** What was billed, and how it adds up. */
export async function InvoiceLines({ invoice, locale }: { invoice: InvoiceDetail; locale: string }) {
  const t = await getTranslations("invoices.detail");
  const money = (amount: Money) => formatMoney(amount, locale);
  const quantity = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 3 });
  const isPartly = invoice.amountPaid.amount > 0;
  return (
    <>
      {invoice.lines.length === 0 ? (
        <p className="px-4 py-4 text-fg-muted text-sm">{t("noLines")}</p>
      ) : (
        <Table<InvoiceLine>
          caption={t("lines")}
          rows={invoice.lines}
          rowKey={(line) => line.id}
          columns={[
            {
              key: "description",
              header: t("description"),
              primary: true,
              className: "sm:w-full sm:whitespace-normal! sm:min-w-48 lg:max-xl:min-w-32 break-words",
              cell: (line) => line.description,
            },
            {
              key: "quantity",
              header: t("quantity"),
              align: "end",
              cell: (line) => quantity.format(line.quantity),
            },
            { key: "unitPrice", header: t("unitPrice"), align: "end", cell: (line) => money(line.unitPrice) },
            {
              key: "taxRate",
              header: t("taxRate"),
              align: "end",
              // The sums below say it too.
              className: "lg:max-xl:hidden",
              cell: (line) => percent.format(line.taxRate),
            },
            { key: "amount", header: t("amount"), align: "end", cell: (line) => money(line.net) },
          ]}
        />
      )}
      <dl className="ms-auto grid w-full max-w-88 grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1.5 border-t px-4 py-4 text-sm tabular-nums sm:border-t-0">
        <Sum label={t("subtotal")} value={money(invoice.subtotal)} />
        {invoice.taxes.map(({ rate, net, tax }) => (
          <Sum
            key={rate}
            label={t("taxLine", { rate: percent.format(rate), net: money(net) })}
            value={money(tax)}
          />
        ))}
        <Sum label={t("total")} value={money(invoice.total)} isStrong />
        {isPartly && <Sum label={t("alreadyPaid")} value={money(minus(invoice.amountPaid))} />}
        {isPartly && invoice.outstanding.amount > 0 && (
          <Sum label={t("outstanding")} value={money(invoice.outstanding)} isStrong />
        )}
      </dl>
    </>
  );
}

function minus({ amount, currency }: Money): Money {
  return { amount: -amount, currency };
}

function Sum({ label, value, isStrong = false }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <div
      className={
        isStrong
          ? "col-span-2 grid grid-cols-subgrid border-t pt-2 font-semibold text-base"
          : "col-span-2 grid grid-cols-subgrid"
      }
    >
      <dt className={isStrong ? "" : "text-fg-muted"}>{label}</dt>
      <dd className="text-end">{value}</dd>
    </div>
  );
}

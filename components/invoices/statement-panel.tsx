import { getTranslations } from "next-intl/server";
import { FilterPopover } from "@/components/tickets/filter-popover";
import { FileSpreadsheet } from "@/components/ui/icons";
import { INVOICE_LIMITS } from "@/lib/invoices/schema";
import { StatementForm } from "./statement-form";

/** The button of the statement of account, and the form behind it. Begins with this year. */
export async function StatementPanel({ today }: { today: string }) {
  const t = await getTranslations("invoices");
  return (
    <FilterPopover
      answersInside
      label={t("statement.title")}
      align="end"
      className="sm:w-96"
      trigger={
        <>
          <FileSpreadsheet aria-hidden />
          {t("list.statement")}
        </>
      }
    >
      <h2 className="mb-0.5 font-semibold text-base">{t("statement.title")}</h2>
      <p className="mb-4 text-fg-muted text-sm">{t("statement.body")}</p>
      <StatementForm
        from={`${today.slice(0, 4)}-01-01`}
        to={today}
        today={today}
        longest={INVOICE_LIMITS.statementDays}
        texts={{
          from: t("statement.from"),
          to: t("statement.to"),
          format: t("statement.format"),
          pdf: t("statement.pdf"),
          csv: t("statement.csvFormat"),
          get: t("statement.get"),
          getting: t("statement.getting"),
          done: t("statement.done"),
          beforeFrom: t("fields.to.before_from"),
          tooLong: t("fields.from.too_long"),
          network: t("statement.network"),
        }}
      />
    </FilterPopover>
  );
}

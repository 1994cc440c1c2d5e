import { getTranslations } from "next-intl/server";
import { AttachmentList } from "@/components/tickets/attachment-list";
import type { QuoteRecord } from "@/lib/quotes/types";

/** What was asked for: words, lines, files. */
export async function QuoteRequest({ request, locale }: { request: QuoteRecord["request"]; locale: string }) {
  const t = await getTranslations("quote-pages.request");
  return (
    <div className="flex flex-col gap-3 text-sm">
      {request.message && (
        <p className="max-w-reading whitespace-pre-line text-base text-fg">{request.message}</p>
      )}
      {request.items.length > 0 && (
        <ul aria-label={t("items")} className="flex flex-col gap-1.5">
          {request.items.map((item) => (
            <li key={item.id} className="flex gap-2.5">
              <span className="min-w-8 shrink-0 text-end text-fg-muted">{item.quantity} ×</span>
              <span className="min-w-0 text-fg">
                {item.description}
                {item.sku && <span className="ms-1.5 font-mono text-fg-muted text-xs">{item.sku}</span>}
                {item.note && <span className="block text-fg-secondary">{item.note}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {request.attachments.length > 0 && (
        <AttachmentList attachments={request.attachments} locale={locale} compact />
      )}
    </div>
  );
}

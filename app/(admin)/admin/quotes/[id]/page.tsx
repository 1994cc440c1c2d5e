import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { DeskShortcuts } from "@/components/desk/desk-shortcuts";
import { LiveRefresh } from "@/components/live/live-refresh";
import { DeskQuote } from "@/components/quote-desk/desk-quote";
import { DeskQuoteSkeleton } from "@/components/quote-desk/queue-skeleton";
import { validityTexts } from "@/components/quotes/texts";
import { Lightbox } from "@/components/tickets/lightbox";
import { lightboxTexts } from "@/components/tickets/texts";
import { Arrival } from "@/components/ui/arrival";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { builderCurrency, builderStart, productsAsked } from "@/lib/quotes/builder-start";
import { productPrices } from "@/lib/quotes/catalogue-queries";
import { findQuote, type QuoteDetail } from "@/lib/quotes/queries";
import { readQuoteAddress } from "@/lib/quotes/quote-address";
import { quoteParams } from "@/lib/quotes/schema";

type Props = PageProps<"/admin/quotes/[id]">;

// What it shows depends on who asks and on this moment; its skeleton stands in meanwhile.
export const instant = false;

/** Once per request, for the page and its title. */
const readQuote = cache(async (ref: string): Promise<QuoteDetail | null> => {
  const viewer = await requireViewer("staff", "quotes");
  const params = quoteParams.safeParse({ id: ref });
  return params.success ? findQuote(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const quote = await readQuote((await params).id);
  const t = await getTranslations("quote-desk.detail");
  return { title: quote ? t("tab", { number: quote.number, title: quote.title }) : t("missing") };
}

/** A quote on the desk. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<DeskQuoteSkeleton />}>
      <Quote {...props} />
    </Arrival>
  );
}

async function Quote({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([requireViewer("staff", "quotes"), params, searchParams]);
  const quote = await readQuote(id);
  if (!quote) notFound();
  const currency = builderCurrency(quote);
  const isFirst = !quote.draft && quote.versions.length === 0;
  const prices = await productPrices(viewer, isFirst ? productsAsked(quote) : [], currency);
  return (
    <>
      <LiveRefresh topics={["staff"]} recordId={quote.id} />
      <DeskShortcuts />
      <DeskQuote
        quote={quote}
        view={readQuoteAddress(query, quote.versions)}
        mode={{ isRevising: query.edit === "1", isPreviewing: query.preview === "1" }}
        start={builderStart(quote, prices, currency)}
        viewerId={viewer.id}
        formKey={newId()}
        reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
        texts={await validityTexts()}
      />
      <Lightbox texts={await lightboxTexts()} />
    </>
  );
}

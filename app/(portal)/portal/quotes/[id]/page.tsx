import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ChangeFields, ChangeForm } from "@/components/quotes/change-form";
import { DecisionForm } from "@/components/quotes/decision-form";
import { QuoteSkeleton } from "@/components/quotes/detail-skeleton";
import { QuoteLines } from "@/components/quotes/quote-lines";
import { QuotePage } from "@/components/quotes/quote-page";
import { changeFieldsTexts, changeFormTexts, decisionTexts, validityTexts } from "@/components/quotes/texts";
import { Lightbox } from "@/components/tickets/lightbox";
import { lightboxTexts } from "@/components/tickets/texts";
import { Arrival } from "@/components/ui/arrival";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer, type Viewer } from "@/lib/auth/viewer";
import { acceptQuoteAction, declineQuoteAction, requestChangesAction } from "@/lib/quotes/actions";
import { shownLines } from "@/lib/quotes/compared-lines";
import { findQuote, type QuoteDetail } from "@/lib/quotes/queries";
import { quoteQuery, readQuoteAddress } from "@/lib/quotes/quote-address";
import { quoteParams } from "@/lib/quotes/schema";
import type { QuoteVersion } from "@/lib/quotes/types";

type Props = PageProps<"/portal/quotes/[id]">;

/** Once per request, for the page and its title. */
const readQuote = cache(async (ref: string): Promise<QuoteDetail | null> => {
  const viewer = await requireViewer("customer", "quotes");
  const params = quoteParams.safeParse({ id: ref });
  return params.success ? findQuote(viewer, params.data.id) : null;
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const quote = await readQuote((await params).id);
  const t = await getTranslations("quote-pages.detail");
  return { title: quote ? t("tab", { number: quote.number, title: quote.title }) : t("missing") };
}

/** A quote of the customer. */
export default function Page(props: Props) {
  return (
    <Arrival skeleton={<QuoteSkeleton />}>
      <Quote {...props} />
    </Arrival>
  );
}

async function Quote({ params, searchParams }: Props) {
  const [viewer, { id }, query] = await Promise.all([
    requireViewer("customer", "quotes"),
    params,
    searchParams,
  ]);
  const quote = await readQuote(id);
  if (!quote) notFound();
  const view = readQuoteAddress(query, quote.versions);
  const can = new Set(quote.allowedActions);
  const isAsking = view.step === "changes" && can.has("request_changes") && view.shown !== null;
  return (
    <>
      <LiveRefresh topics={[`customer:${viewer.customerId}`]} recordId={quote.id} />
      <QuotePage
        quote={quote}
        view={view.step === "changes" && !isAsking ? { ...view, step: null } : view}
        reader={{ locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() }}
        texts={await validityTexts()}
        answers={{
          accept: can.has("accept") ? <Answer kind="accept" quote={quote} /> : null,
          decline: can.has("decline") ? <Answer kind="decline" quote={quote} /> : null,
        }}
        document={
          isAsking && view.shown ? <Changes viewer={viewer} quote={quote} version={view.shown} /> : null
        }
      />
      <Lightbox texts={await lightboxTexts()} />
    </>
  );
}

async function Answer({ kind, quote }: { kind: "accept" | "decline"; quote: QuoteDetail }) {
  const action = kind === "accept" ? acceptQuoteAction : declineQuoteAction;
  return (
    <DecisionForm
      action={action}
      initial={await submittedState(action)}
      quoteId={quote.id}
      version={quote.version}
      variant={kind === "accept" ? "primary" : "danger"}
      texts={await decisionTexts(kind, quote.version)}
    />
  );
}

/** The version with a place for a wish at each line. */
async function Changes({
  viewer,
  quote,
  version,
}: {
  viewer: Viewer;
  quote: QuoteDetail;
  version: QuoteVersion;
}) {
  const t = await getTranslations("quote-pages.changes");
  const path = `/portal/quotes/${quote.number}`;
  const fieldTexts = await Promise.all(version.items.map((item) => changeFieldsTexts(item.description)));
  return (
    <section aria-labelledby="quote-changes" className="rounded-lg border bg-paper">
      <header className="border-b px-4 py-3">
        <h2 id="quote-changes" className="font-semibold text-base">
          {t("title", { version: version.version })}
        </h2>
        <p className="text-fg-muted text-sm">{t("about")}</p>
      </header>
      <ChangeForm
        action={requestChangesAction}
        initial={await submittedState(requestChangesAction)}
        scope={`${viewer.id}:quote:${quote.id}:changes:${version.version}`}
        quoteId={quote.id}
        version={version.version}
        message={quote.status === "expired" ? t("again") : ""}
        back={`${path}${quoteQuery({ shown: version, compared: null, isLatest: true })}` as Route}
        texts={await changeFormTexts()}
      >
        <QuoteLines
          lines={shownLines(version, null)}
          locale={viewer.locale}
          caption={t("title", { version: version.version })}
          below={(item, index) => {
            const texts = fieldTexts[index];
            return (
              texts && <ChangeFields index={index} itemId={item.id} quantity={item.quantity} texts={texts} />
            );
          }}
        />
      </ChangeForm>
    </section>
  );
}

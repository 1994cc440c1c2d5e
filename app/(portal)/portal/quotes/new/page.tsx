import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { NewQuoteSkeleton } from "@/components/quotes/new-skeleton";
import { RequestForm } from "@/components/quotes/request-form";
import { requestFormTexts } from "@/components/quotes/texts";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { requestQuoteAction } from "@/lib/quotes/actions";
import { suggestProducts } from "@/lib/quotes/catalogue-queries";
import { productLabel } from "@/lib/quotes/product-label";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quote-pages.new");
  return { title: t("title") };
}

/** A request for a price. */
export default function NewQuotePage() {
  return (
    <Arrival skeleton={<NewQuoteSkeleton />}>
      <NewQuote />
    </Arrival>
  );
}

async function NewQuote() {
  const viewer = await requireViewer("customer", "quotes");
  const [t, texts, products, initial] = await Promise.all([
    getTranslations("quote-pages"),
    requestFormTexts(viewer.locale),
    suggestProducts(viewer),
    submittedState(requestQuoteAction),
  ]);
  return (
    <div className="max-w-form">
      <PageHeader
        back={{ href: "/portal/quotes" as Route, label: t("list.title") }}
        title={t("new.title")}
        meta={t("new.about")}
        className="mb-6"
      />
      <RequestForm
        action={requestQuoteAction}
        initial={initial}
        scope={`${viewer.id}:quote:new`}
        formKey={newId()}
        locale={viewer.locale}
        texts={texts}
        catalogue={
          <datalist id="catalogue">
            {products.map((product) => (
              <option key={product.id} value={productLabel(product)} />
            ))}
          </datalist>
        }
      />
    </div>
  );
}

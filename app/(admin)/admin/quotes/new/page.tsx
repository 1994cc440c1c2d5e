import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { NewQuoteForm } from "@/components/quote-desk/new-quote-form";
import { newQuoteTexts } from "@/components/quote-desk/texts";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";

// What it shows depends on who asks.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quote-desk.new");
  return { title: t("title") };
}

/** A new quote on behalf of a customer. */
export default async function NewDeskQuotePage() {
  await requireViewer("staff", "quotes");
  const [t, texts] = await Promise.all([getTranslations("quote-desk"), newQuoteTexts()]);
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        back={{ href: "/admin/quotes" as Route, label: t("list.title") }}
        title={t("new.title")}
        meta={t("new.meta")}
        className="mb-6"
      />
      <NewQuoteForm formKey={newId()} texts={texts} />
    </div>
  );
}

import type { Metadata, Route } from "next";
import { getTranslations } from "next-intl/server";
import { NewDeskTicketForm } from "@/components/desk/new-ticket-form";
import { newDeskTicketTexts } from "@/components/desk/texts";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { loadDeskCategories } from "@/lib/tickets/desk-queries";
import { DESK_CHANNELS } from "@/lib/tickets/desk-schema";
import { TICKET_PRIORITIES } from "@/lib/tickets/types";

// What it shows depends on who asks.
export const instant = false;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("desk.new");
  return { title: t("title") };
}

/** A new ticket on behalf of a customer. */
export default async function NewDeskTicketPage() {
  const viewer = await requireViewer("staff");
  const [t, words, texts, categories] = await Promise.all([
    getTranslations("desk"),
    getTranslations("tickets"),
    newDeskTicketTexts(viewer.locale),
    loadDeskCategories(viewer),
  ]);
  return (
    <div className="mx-auto max-w-form">
      <PageHeader
        back={{ href: "/admin/tickets" as Route, label: t("headings.open") }}
        title={t("new.title")}
        meta={t("new.meta")}
        className="mb-6"
      />
      <NewDeskTicketForm
        formKey={newId()}
        channels={DESK_CHANNELS.map((value) => ({ value, label: t(`new.channels.${value}`) }))}
        categories={categories.map(({ slug, label, issueTypes }) => ({
          value: slug,
          label,
          issueTypes: issueTypes.map((issue) => ({ value: issue.slug, label: issue.label })),
        }))}
        priorities={TICKET_PRIORITIES.map((value) => ({ value, label: words(`priority.${value}`) }))}
        texts={texts}
      />
    </div>
  );
}

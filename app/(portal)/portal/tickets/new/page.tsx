import type { Metadata, Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Arrival } from "@/components/tickets/arrival";
import { CategoryCards, CategorySkeleton } from "@/components/tickets/category-cards";
import { DraftNotice } from "@/components/tickets/draft-notice";
import { NewTicketFields, NewTicketOptions } from "@/components/tickets/new-ticket-fields";
import { NewTicketForm } from "@/components/tickets/new-ticket-form";
import { newTicketTexts } from "@/components/tickets/texts";
import { PageHeader } from "@/components/ui/page-header";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { openTicketAction } from "@/lib/tickets/actions";
import { loadNewTicket } from "@/lib/tickets/portal-queries";
import { findTicket } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";
import { renderPreview } from "../preview";

type Props = PageProps<"/portal/tickets/new">;

const NEW = "/portal/tickets/new";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tickets.new");
  return { title: t("title") };
}

/** A new ticket: first what it is about, then the form for that. */
export default function NewTicketPage({ searchParams }: Props) {
  return (
    <Arrival skeleton={<CategorySkeleton />}>
      <NewTicket searchParams={searchParams} />
    </Arrival>
  );
}

async function NewTicket({ searchParams }: Pick<Props, "searchParams">) {
  const viewer = await requireViewer("customer");
  const query = await searchParams;
  const wanted = ticketParams.safeParse({ id: query.followUpOf });
  const [t, texts, { categories, subjects }, original] = await Promise.all([
    getTranslations("tickets"),
    newTicketTexts(viewer.locale),
    loadNewTicket(viewer),
    wanted.success ? findTicket(viewer, wanted.data.id) : null,
  ]);
  const category = categories.find(({ slug }) => slug === query.category);
  const hrefOf = (slug?: string) => {
    const next = new URLSearchParams();
    if (slug) next.set("category", slug);
    for (const name of ["orderId", "serviceId", "domainId", "followUpOf"]) {
      const value = query[name];
      if (typeof value === "string") next.set(name, value);
    }
    return `${NEW}?${next}` as Route;
  };
  const scope = `${viewer.id}:new${original ? `:${original.id}` : ""}`;
  const back = { href: "/portal/tickets" as Route, label: t("list.title") };
  if (!category) {
    return (
      <>
        <PageHeader back={back} title={t("new.title")} meta={t("new.about")} className="mb-6" />
        <DraftNotice scope={scope} title={t("new.unfinished")} action={t("new.goOn")} />
        <CategoryCards categories={categories} hrefOf={hrefOf} label={t("new.about")} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        back={back}
        title={t("new.title")}
        className="mb-6"
        meta={
          <span>
            {category.label}
            {" · "}
            <Link href={hrefOf()} className="hit-44 text-primary-text underline underline-offset-2">
              {t("new.change")}
            </Link>
          </span>
        }
      />
      <div className="max-w-form">
        <NewTicketForm
          key={category.slug}
          action={openTicketAction}
          renderPreview={renderPreview}
          scope={scope}
          formKey={newId()}
          subject={original?.subject}
          texts={texts}
          footer={<NewTicketOptions category={category} isShared={subjects.isShared} />}
        >
          <NewTicketFields
            category={category}
            subjects={subjects}
            original={original && { id: original.id, number: original.number }}
            chosen={{ orderId: query.orderId, serviceId: query.serviceId, domainId: query.domainId }}
            locale={viewer.locale}
            timeZone={viewer.timeZone}
          />
        </NewTicketForm>
      </div>
    </>
  );
}

import type { Metadata, Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CategoryCards, CategorySkeleton } from "@/components/tickets/category-cards";
import { DraftNotice } from "@/components/tickets/draft-notice";
import { NewTicketFields, NewTicketOptions } from "@/components/tickets/new-ticket-fields";
import { NewTicketForm } from "@/components/tickets/new-ticket-form";
import { newTicketTexts } from "@/components/tickets/texts";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { openTicketAction } from "@/lib/tickets/actions";
import { loadSubjects } from "@/lib/tickets/portal-queries";
import { findTicket, listCategories, orThrow } from "@/lib/tickets/queries";
import { ticketParams } from "@/lib/tickets/schema";
import { renderPreview } from "../preview";

type Props = PageProps<"/portal/tickets/new">;

const NEW = "/portal/tickets/new";
const ORDER_CATEGORY = "order_issue";

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
  const orderRef = one(query.order) ?? one(query.orderId);
  const [t, listed, original, submitted] = await Promise.all([
    getTranslations("tickets"),
    listCategories(viewer),
    wanted.success ? findTicket(viewer, wanted.data.id) : null,
    submittedState(openTicketAction),
  ]);
  // Who comes from an order has a problem with it, unless the address says otherwise.
  const slug = one(query.category) ?? (query.order ? ORDER_CATEGORY : undefined);
  const categories = orThrow(listed);
  const category = categories.find((one) => one.slug === slug);
  const subjects = await loadSubjects(viewer, {
    orderRef,
    withOrders: orderRef !== undefined || category?.needs === "order",
  });
  const order = orderRef && subjects.orders.find(({ id, number }) => id === orderRef || number === orderRef);
  const orderId = order ? order.id : undefined;
  const hrefOf = (chosen?: string) => {
    const next = new URLSearchParams();
    if (chosen) next.set("category", chosen);
    if (orderId) next.set("orderId", orderId);
    for (const name of ["serviceId", "domainId", "followUpOf"]) {
      const value = query[name];
      if (typeof value === "string") next.set(name, value);
    }
    return `${NEW}?${next}` as Route;
  };
  const about = original ? `:${original.id}` : query.order && orderId ? `:order:${orderId}` : "";
  const scope = `${viewer.id}:new${about}`;
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
  const kept = submitted.status === "error" ? submitted.values : {};
  const hasSubject = category.slug === ORDER_CATEGORY || category.slug === "shipping";
  const subjectOfOrder =
    order && query.order && hasSubject
      ? t(`new.subjectOf.${category.slug as typeof ORDER_CATEGORY | "shipping"}`, { number: order.number })
      : undefined;
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
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
          submitted={submitted}
          renderPreview={renderPreview}
          scope={scope}
          formKey={newId()}
          subject={original?.subject ?? subjectOfOrder}
          texts={await newTicketTexts(viewer.locale, { isAboutOrder: category.needs === "order" })}
          footer={<NewTicketOptions category={category} isShared={subjects.isShared} kept={kept} />}
        >
          <NewTicketFields
            category={category}
            subjects={subjects}
            original={original && { id: original.id, number: original.number }}
            chosen={{ orderId, serviceId: query.serviceId, domainId: query.domainId }}
            kept={kept}
            reader={reader}
          />
        </NewTicketForm>
      </div>
    </>
  );
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

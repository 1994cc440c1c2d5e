import type { Metadata, Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CategoryCards, CategorySkeleton } from "@/components/tickets/category-cards";
import { DraftNotice } from "@/components/tickets/draft-notice";
import { NewTicketForm, type Question, type QuestionGroup } from "@/components/tickets/new-ticket-form";
import { newTicketTexts } from "@/components/tickets/texts";
import { type Chosen, questionGroups, TicketOptions } from "@/components/tickets/ticket-questions";
import { Arrival } from "@/components/ui/arrival";
import { PageHeader } from "@/components/ui/page-header";
import { submittedState } from "@/lib/auth/submission";
import { requireViewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { openTicketAction } from "@/lib/tickets/actions";
import { loadPromises, loadSubjects } from "@/lib/tickets/portal-queries";
import { findTicket, listCategories, orThrow } from "@/lib/tickets/queries";
import { LIMITS, ticketParams } from "@/lib/tickets/schema";
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
  const isGuided = query.all === undefined;
  // Who comes from an order has a problem with it, unless the address says otherwise.
  const slug = one(query.category) ?? (query.order ? ORDER_CATEGORY : undefined);
  const categories = orThrow(listed);
  const category = categories.find((one) => one.slug === slug) ?? null;
  const [subjects, promises] = await Promise.all([
    loadSubjects(viewer, {
      orderRef,
      withOrders: orderRef !== undefined || !isGuided || category?.needs === "order",
    }),
    loadPromises(viewer, category?.slug),
  ]);
  const order = orderRef && subjects.orders.find(({ id, number }) => id === orderRef || number === orderRef);
  const orderId = order ? order.id : undefined;
  const hrefOf = (chosen?: string, onOnePage = false) => {
    const next = new URLSearchParams();
    if (chosen) next.set("category", chosen);
    if (orderId) next.set("orderId", orderId);
    for (const name of ["serviceId", "domainId", "followUpOf", "subject"]) {
      const value = query[name];
      if (typeof value === "string") next.set(name, value);
    }
    if (onOnePage) next.set("all", "1");
    return `${NEW}?${next}` as Route;
  };
  const about = original ? `:${original.id}` : query.order && orderId ? `:order:${orderId}` : "";
  const scope = `${viewer.id}:new${about}`;
  const back = { href: "/portal/tickets" as Route, label: t("list.title") };
  if (!category && isGuided) {
    return (
      <>
        <PageHeader back={back} title={t("new.title")} meta={t("new.firstQuestion")} className="mb-6" />
        <DraftNotice scope={scope} title={t("new.unfinished")} action={t("new.goOn")} />
        <h2 className="mb-3 font-semibold text-lg">{t("new.about")}</h2>
        <CategoryCards categories={categories} hrefOf={hrefOf} label={t("new.about")} />
        <OtherWay href={hrefOf(undefined, true)}>{t("new.onePage")}</OtherWay>
      </>
    );
  }
  const kept: Record<string, string> = {
    // On one page the category is a question as well, answered if the address names it.
    ...(category && { category: category.slug }),
    ...(submitted.status === "error" ? submitted.values : {}),
  };
  const subjectOfOrder =
    order && query.order && (category?.slug === ORDER_CATEGORY || category?.slug === "shipping")
      ? t(`new.subjectOf.${category.slug}`, { number: order.number })
      : undefined;
  const chosen = { orderId, serviceId: one(query.serviceId), domainId: one(query.domainId) };
  const reader = { locale: viewer.locale, timeZone: viewer.timeZone, now: new Date() };
  const groups = await questionGroups({
    category: isGuided ? category : null,
    categories,
    subjects,
    chosen,
    kept,
    reader,
  });
  const withItems = !order || order.items.some(({ claimable }) => claimable.quantity > 0);
  return (
    <>
      <PageHeader
        back={back}
        title={t("new.title")}
        className="mb-6"
        meta={
          isGuided && (
            <span>
              {category?.label}
              {" · "}
              <Link href={hrefOf()} className="hit-44 text-primary-text underline underline-offset-2">
                {t("new.change")}
              </Link>
            </span>
          )
        }
      />
      <div className="max-w-form">
        {original && (
          <p className="mb-5 rounded-md border bg-canvas px-3.5 py-2.5 text-fg-secondary text-sm">
            {t("new.followUpOf", { number: original.number })}
          </p>
        )}
        <NewTicketForm
          key={`${isGuided} ${category?.slug}`}
          action={openTicketAction}
          submitted={submitted}
          renderPreview={renderPreview}
          scope={scope}
          authorId={viewer.id}
          formKey={newId()}
          category={category?.slug ?? ""}
          subject={original?.subject ?? subjectOfOrder ?? one(query.subject)?.slice(0, LIMITS.subject)}
          groups={groups}
          first={firstQuestion(groups, chosen, withItems)}
          isGuided={isGuided}
          withItems={withItems}
          changeHref={hrefOf()}
          texts={await newTicketTexts(viewer.locale, { isAboutOrder: category?.needs === "order" })}
          options={
            <>
              {isGuided && category && <input type="hidden" name="category" value={category.slug} />}
              {original && <input type="hidden" name="followUpOf" value={original.id} />}
              <TicketOptions
                priority={category?.defaultPriority ?? null}
                promises={promises}
                company={subjects.isShared ? (viewer.customerName ?? "") : null}
                kept={kept}
                reader={reader}
              />
            </>
          }
        />
        <OtherWay href={hrefOf(category?.slug, isGuided)}>
          {t(isGuided ? "new.onePage" : "new.guided")}
        </OtherWay>
      </div>
    </>
  );
}

/** From one question at a time to everything on one page, and back. What is written stays. */
function OtherWay({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <p className="mt-6 text-sm">
      <Link
        href={href}
        prefetch={false}
        className="hit-44 text-fg-muted underline underline-offset-2 hover:text-fg"
      >
        {children}
      </Link>
    </p>
  );
}

/** What the address has answered is not asked again; Back leads to it. */
function firstQuestion(groups: readonly QuestionGroup[], chosen: Chosen, withItems: boolean): Question {
  const answered: Partial<Record<Question, boolean>> = {
    order: chosen.orderId !== undefined,
    items: !withItems,
    service: chosen.serviceId !== undefined,
    domain: chosen.domainId !== undefined,
  };
  return groups.flatMap(({ questions }) => questions).find((question) => !answered[question]) ?? "details";
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

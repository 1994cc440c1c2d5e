import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { formatDate } from "@/lib/core/dates";
import { TICKET_PRIORITIES, type TicketCategory, type TicketSubjects } from "@/lib/tickets/types";
import { ChoiceField } from "./choice-field";
import { type OrderChoice, OrderFields } from "./order-fields";

type Reader = { locale: string; timeZone: string; now: Date };

type Chosen = Partial<Record<"orderId" | "serviceId" | "domainId", string | string[] | undefined>>;
/** What was sent before, where a page without script shows the form again. */
type Kept = Readonly<Record<string, string>>;

/** What a category asks for before the subject: its issue types, and the record that it is about. */
export async function NewTicketFields({
  category,
  subjects,
  original,
  chosen,
  kept,
  reader,
}: {
  category: TicketCategory;
  subjects: TicketSubjects;
  /** The ticket that this one follows up. */
  original: { id: string; number: string } | null;
  /** What the address names already. */
  chosen: Chosen;
  kept: Kept;
  reader: Reader;
}) {
  const t = await getTranslations("tickets.new");
  const issueType = `issueType.${category.slug}`;
  return (
    <>
      <input type="hidden" name="category" value={category.slug} />
      {original && (
        <p className="rounded-md border bg-canvas px-3.5 py-2.5 text-fg-secondary text-sm">
          <input type="hidden" name="followUpOf" value={original.id} />
          {t("followUpOf", { number: original.number })}
        </p>
      )}
      {category.issueTypes.length > 0 && (
        <ChoiceField
          name={issueType}
          label={t("issueType")}
          placeholder={t("choose")}
          options={category.issueTypes.map(({ slug, label }) => ({ value: slug, label }))}
          defaultValue={kept[issueType]}
        />
      )}
      {(category.needs === "order" || chosen.orderId) && subjects.orders.length > 0 && (
        <OrderFields
          chosen={one(chosen.orderId)}
          kept={kept}
          orders={await Promise.all(subjects.orders.map((order) => orderChoice(order, reader)))}
          texts={{
            order: t("order"),
            none: t("noOrder"),
            items: t("items"),
            itemsHint: t("itemsHint"),
            quantity: t.raw("quantity") as string,
            of: t.raw("of") as string,
          }}
        />
      )}
      {(category.needs === "service" || chosen.serviceId) && subjects.services.length > 0 && (
        <ChoiceField
          name="serviceId"
          label={t("service")}
          placeholder={t("noService")}
          options={subjects.services.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={kept.serviceId ?? one(chosen.serviceId)}
        />
      )}
      {(category.needs === "domain" || chosen.domainId) && subjects.domains.length > 0 && (
        <ChoiceField
          name="domainId"
          label={t("domain")}
          placeholder={t("noDomain")}
          options={subjects.domains.map(({ id, hostname }) => ({ value: id, label: hostname }))}
          defaultValue={kept.domainId ?? one(chosen.domainId)}
        />
      )}
    </>
  );
}

/** What stands after the description: how urgent it is, and who may see it. */
export async function NewTicketOptions({
  category,
  isShared,
  kept,
}: {
  category: TicketCategory;
  isShared: boolean;
  kept: Kept;
}) {
  const t = await getTranslations("tickets");
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{t("new.priority")}</legend>
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2 touch:gap-y-0">
          {TICKET_PRIORITIES.map((priority) => (
            <Checkbox
              key={priority}
              type="radio"
              name="priority"
              value={priority}
              label={t(`priority.${priority}`)}
              hint={t(`new.priorityHint.${priority}`)}
              defaultChecked={priority === (kept.priority ?? category.defaultPriority)}
            />
          ))}
        </div>
      </fieldset>
      {isShared && (
        <Checkbox
          name="isPrivate"
          label={t("new.private")}
          hint={t("new.privateHint")}
          defaultChecked={kept.isPrivate === "on"}
        />
      )}
    </>
  );
}

/** An order with its lines in the words of the form. */
async function orderChoice(
  { id, number, placedAt, claimableUntil, items }: TicketSubjects["orders"][number],
  { locale, timeZone, now }: Reader,
): Promise<OrderChoice> {
  const t = await getTranslations("tickets.new");
  const day = claimableUntil ? formatDate(claimableUntil, locale, timeZone) : "";
  const note = !claimableUntil
    ? undefined
    : t(new Date(claimableUntil) < now ? "itemsEnded" : "itemsUntil", { day });
  return {
    id,
    label: t("orderOption", { number, date: formatDate(placedAt, locale, timeZone) }),
    note,
    items: items.map(({ id: itemId, name, quantity, claimable: { quantity: left, reason } }) => ({
      id: itemId,
      name,
      claimable: left,
      note:
        reason === "claimed"
          ? t("itemReported")
          : left > 0 && left < quantity
            ? t("itemsLeft", { left, quantity })
            : undefined,
    })),
  };
}

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

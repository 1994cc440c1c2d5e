import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { Moon } from "@/components/ui/icons";
import { dateTimeFormat, daysBetween, formatDateTime, formatTime } from "@/lib/core/dates";
import {
  type PromisePreview,
  TICKET_PRIORITIES,
  type TicketCategory,
  type TicketPriority,
  type TicketSubjects,
} from "@/lib/tickets/types";
import type { QuestionGroup } from "./new-ticket-form";
import { OrderQuestion } from "./order-question";
import { Choice, Question } from "./question";

type Reader = { locale: string; timeZone: string; now: Date };

/** What the address names already. */
export type Chosen = {
  orderId: string | undefined;
  serviceId: string | undefined;
  domainId: string | undefined;
};
/** What was sent before, where a page without script shows the form again. */
type Kept = Readonly<Record<string, string>>;

/**
 * What is asked before what happened: which record it is about, and what kind of trouble. Of a category that
 * is known only what it needs; on the one page for everything all of it, beginning with the category.
 */
export async function questionGroups({
  category,
  categories,
  subjects,
  chosen,
  kept,
  reader,
}: {
  /** Null where the form asks for it. */
  category: TicketCategory | null;
  categories: readonly TicketCategory[];
  subjects: TicketSubjects;
  chosen: Chosen;
  kept: Kept;
  reader: Reader;
}): Promise<QuestionGroup[]> {
  const t = await getTranslations("tickets.new");
  const asks = (need: TicketCategory["needs"], id: string | undefined) =>
    category === null || category.needs === need || id !== undefined;
  // On the one page most of it is about something else.
  const answer = (id: string | undefined, name: string) => kept[name] ?? id ?? (category ? undefined : "");
  const groups: QuestionGroup[] = [];
  if (!category) {
    groups.push({
      questions: ["about"],
      fields: ["category"],
      content: <AboutQuestion categories={categories} kept={kept} />,
    });
  }
  if (asks("order", chosen.orderId) && subjects.orders.length > 0) {
    groups.push({
      questions: ["order", "items"],
      fields: ["orderId", "affectedItems"],
      content: (
        <OrderQuestion
          orders={subjects.orders}
          chosenId={answer(chosen.orderId, "orderId")}
          isRequired={category !== null}
          kept={kept}
          reader={reader}
        />
      ),
    });
  }
  if (asks("service", chosen.serviceId) && subjects.services.length > 0) {
    groups.push({
      questions: ["service"],
      fields: ["serviceId"],
      content: (
        <RecordQuestion
          name="serviceId"
          title={t("service")}
          none={t("noService")}
          records={subjects.services.map(({ id, name }) => ({ id, label: name }))}
          chosenId={answer(chosen.serviceId, "serviceId")}
          isRequired={category !== null}
        />
      ),
    });
  }
  if (asks("domain", chosen.domainId) && subjects.domains.length > 0) {
    groups.push({
      questions: ["domain"],
      fields: ["domainId"],
      content: (
        <RecordQuestion
          name="domainId"
          title={t("domain")}
          none={t("noDomain")}
          records={subjects.domains.map(({ id, hostname }) => ({ id, label: hostname }))}
          chosenId={answer(chosen.domainId, "domainId")}
          isRequired={category !== null}
        />
      ),
    });
  }
  if (category && category.issueTypes.length > 0) {
    groups.push({
      questions: ["kind"],
      fields: ["issueType"],
      content: (
        <Question title={t("issueType")}>
          <Kinds category={category} kept={kept} isRequired />
        </Question>
      ),
    });
  }
  return groups;
}

async function AboutQuestion({ categories, kept }: { categories: readonly TicketCategory[]; kept: Kept }) {
  const t = await getTranslations("tickets.new");
  return (
    <Question title={t("about")}>
      <ul className="grid items-start gap-2 sm:grid-cols-2">
        {categories.map((category) => (
          <li key={category.slug} className="group/about has-[[name=category]:checked]:sm:col-span-2">
            <Choice
              name="category"
              value={category.slug}
              label={category.label}
              hint={category.description}
              isChosen={kept.category === category.slug}
              isRequired
            />
            {category.issueTypes.length > 0 && (
              <div className="hidden ps-4 pt-3 pb-2 group-has-[[name=category]:checked]/about:block">
                <p className="mb-2 font-medium text-sm">{t("issueType")}</p>
                <Kinds category={category} kept={kept} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Question>
  );
}

function Kinds({
  category,
  kept,
  isRequired = false,
}: {
  category: TicketCategory;
  kept: Kept;
  isRequired?: boolean;
}) {
  const name = `issueType.${category.slug}`;
  return (
    <ul className="grid gap-2 sm:grid-cols-2">
      {category.issueTypes.map(({ slug, label }) => (
        <li key={slug}>
          <Choice
            name={name}
            value={slug}
            label={label}
            isChosen={kept[name] === slug}
            isRequired={isRequired}
          />
        </li>
      ))}
    </ul>
  );
}

function RecordQuestion({
  name,
  title,
  none,
  records,
  chosenId,
  isRequired,
}: {
  name: "serviceId" | "domainId";
  title: string;
  none: string;
  records: readonly { id: string; label: string }[];
  chosenId: string | undefined;
  isRequired: boolean;
}) {
  return (
    <Question title={title}>
      <ul className="flex flex-col gap-2">
        {[...records, { id: "", label: none }].map(({ id, label }) => (
          <li key={id}>
            <Choice name={name} value={id} label={label} isChosen={id === chosenId} isRequired={isRequired} />
          </li>
        ))}
      </ul>
    </Question>
  );
}

/** What stands after the description: how urgent it is, and who may see it. */
export async function TicketOptions({
  priority,
  promises,
  company,
  kept,
  reader,
}: {
  /** What stands until somebody says otherwise; null leaves it to the category. */
  priority: TicketCategory["defaultPriority"] | null;
  promises: Record<TicketPriority, PromisePreview>;
  /** Whose colleagues see the ticket unless it is private; null where there are none. */
  company: string | null;
  kept: Kept;
  reader: Reader;
}) {
  const t = await getTranslations("tickets");
  const { opensAt, isOpenNow } = promises.medium;
  const hint = (value: TicketPriority) => {
    const due = promises[value].firstResponseDueAt;
    const meaning = t(`new.priorityHint.${value}`);
    return due ? t("new.priorityWithPromise", { meaning, due: momentOf(due, reader) }) : meaning;
  };
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{t("new.priority")}</legend>
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2 touch:gap-y-0">
          {TICKET_PRIORITIES.map((value) => (
            <Checkbox
              key={value}
              type="radio"
              name="priority"
              value={value}
              label={t(`priority.${value}`)}
              hint={hint(value)}
              defaultChecked={value === (kept.priority ?? priority)}
            />
          ))}
        </div>
        {!isOpenNow && opensAt && (
          <p className="mt-3 flex gap-2 rounded-md border bg-canvas px-3.5 py-2.5 text-fg-secondary text-sm">
            <Moon aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-muted" />
            {t("new.closedNow", { opens: momentOf(opensAt, reader) })}
          </p>
        )}
      </fieldset>
      {company && (
        <Checkbox
          name="isPrivate"
          label={t("new.private")}
          hint={t("new.privateHint", { company })}
          defaultChecked={kept.isPrivate === "on"}
        />
      )}
    </>
  );
}

/** "14:05" today, with its weekday for a week, with its date after. */
function momentOf(at: string, { locale, timeZone, now }: Reader): string {
  const days = daysBetween(now, at, timeZone);
  if (days === 0) return formatTime(at, locale, timeZone);
  return days < 7
    ? dateTimeFormat(locale, { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone }).format(
        new Date(at),
      )
    : formatDateTime(at, locale, timeZone);
}

import type { Route } from "next";
import Form from "next/form";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import type { StaffMember } from "@/lib/tickets/desk-types";
import { type QueueAddress, queueHref, SLA_FILTERS } from "@/lib/tickets/desk-views";
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketCategory } from "@/lib/tickets/types";
import { HiddenFields } from "./hidden-fields";

export type QueueFiltersProps = {
  address: QueueAddress;
  staff: readonly StaffMember[];
  categories: readonly TicketCategory[];
  teams: readonly { id: string; name: string }[];
};

/** The form behind the filter button: any of these statuses, and any of these priorities, and so on. */
export async function QueueFilters({ address, staff, categories, teams }: QueueFiltersProps) {
  const t = await getTranslations("desk.queue");
  const words = await getTranslations("tickets");
  const { view, filters, sort, saved } = address;
  const people = [
    { value: "me", label: t("me") },
    { value: "none", label: t("nobody") },
    ...staff.map(({ id, fullName }) => ({ value: id, label: fullName })),
  ];
  return (
    <Form action="/admin/tickets" scroll={false} className="flex flex-col gap-4">
      <HiddenFields
        filters={{
          q: filters.q,
          customer: filters.customer,
          orderId: filters.orderId,
          resolved: filters.resolved,
          snoozed: filters.snoozed,
          look: filters.look,
        }}
        view={view}
        sort={sort}
        saved={saved}
      />
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        <Group label={t("field.status")}>
          {TICKET_STATUSES.map((status) => (
            <Checkbox
              key={status}
              name="status"
              value={status}
              defaultChecked={filters.status?.includes(status) ?? false}
              label={words(`status.staff.${status}`)}
            />
          ))}
        </Group>
        <div className="flex flex-col gap-4">
          <Group label={t("field.priority")}>
            {TICKET_PRIORITIES.toReversed().map((priority) => (
              <Checkbox
                key={priority}
                name="priority"
                value={priority}
                defaultChecked={filters.priority?.includes(priority) ?? false}
                label={words(`priority.${priority}`)}
              />
            ))}
          </Group>
          <Group label={t("field.sla")}>
            {SLA_FILTERS.map((sla) => (
              <Checkbox
                key={sla}
                name="sla"
                value={sla}
                defaultChecked={filters.sla?.includes(sla) ?? false}
                label={t(`sla.${sla}`)}
              />
            ))}
          </Group>
        </div>
        <Field name="assignee" label={t("field.assignee")}>
          {(control) => (
            <Select
              {...control}
              placeholder={t("anyone")}
              defaultValue={filters.assignee ?? ""}
              options={people}
            />
          )}
        </Field>
        <Field name="category" label={t("field.category")}>
          {(control) => (
            <Select
              {...control}
              placeholder={t("anyCategory")}
              defaultValue={filters.category?.[0] ?? ""}
              options={categories.map(({ slug, label }) => ({ value: slug, label }))}
            />
          )}
        </Field>
        {teams.length > 0 && (
          <Field name="team" label={t("field.team")}>
            {(control) => (
              <Select
                {...control}
                placeholder={t("anyTeam")}
                defaultValue={filters.team ?? ""}
                options={[
                  { value: "mine", label: t("myTeams") },
                  { value: "none", label: t("noTeam") },
                  ...teams.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
          </Field>
        )}
        <Field name="tag" label={t("field.tag")}>
          {(control) => (
            <Input
              {...control}
              defaultValue={filters.tag}
              maxLength={40}
              autoCapitalize="none"
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <div className="flex items-center justify-end gap-2">
        <LinkButton variant="ghost" href={queueHref({ view, filters: {} }) as Route}>
          {t("clear")}
        </LinkButton>
        <Button type="submit" variant="primary">
          {t("apply")}
        </Button>
      </div>
    </Form>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      <div className="flex flex-col gap-1">{children}</div>
    </fieldset>
  );
}

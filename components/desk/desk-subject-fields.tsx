"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type ActionState, fieldError } from "@/lib/core/action-state";
import type { DeskSubjects } from "@/lib/tickets/desk-types";

type Texts = Record<
  | "requester"
  | "order"
  | "noOrder"
  | "service"
  | "noService"
  | "domain"
  | "noDomain"
  | "private"
  | "privateHint",
  string
>;

/** Whose ticket it is and what it is about, once the customer is known. What they do not have is not asked. */
export function DeskSubjectFields({
  subjects: { people, orders, services, domains },
  state,
  texts,
}: {
  subjects: DeskSubjects;
  state: ActionState<unknown>;
  texts: Texts;
}) {
  const choices = [
    {
      name: "requesterId",
      label: texts.requester,
      // The first of them is whose it is unless somebody says otherwise.
      options: people.map(({ id, fullName, email }) => ({ value: id, label: `${fullName} · ${email}` })),
      isAsked: people.length > 1,
    },
    {
      name: "orderId",
      label: texts.order,
      placeholder: texts.noOrder,
      options: orders.map(({ id, number, placedAt }) => ({
        value: id,
        label: `${number} · ${placedAt.slice(0, 10)}`,
      })),
      isAsked: orders.length > 0,
    },
    {
      name: "serviceId",
      label: texts.service,
      placeholder: texts.noService,
      options: services.map(({ id, name }) => ({ value: id, label: name })),
      isAsked: services.length > 0,
    },
    {
      name: "domainId",
      label: texts.domain,
      placeholder: texts.noDomain,
      options: domains.map(({ id, hostname }) => ({ value: id, label: hostname })),
      isAsked: domains.length > 0,
    },
  ].filter(({ isAsked }) => isAsked);
  return (
    <>
      {choices.length > 0 && (
        <div className="grid gap-5 sm:grid-cols-2">
          {choices.map(({ name, label, placeholder, options }) => (
            <Field key={name} name={name} label={label} error={fieldError(state, name)}>
              {(control) => (
                <Select {...control} options={options} {...(placeholder ? { placeholder } : {})} />
              )}
            </Field>
          ))}
        </div>
      )}
      {people.length > 1 && <Checkbox name="isPrivate" label={texts.private} hint={texts.privateHint} />}
    </>
  );
}

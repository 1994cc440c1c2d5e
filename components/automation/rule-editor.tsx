"use client";

import { startTransition, useActionState, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Plus } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select, type SelectOption } from "@/components/ui/select";
import { saveRuleAction } from "@/lib/automation/actions";
import {
  type Action,
  AUTOMATION_EVENTS,
  type AutomationEvent,
  type Condition,
  type ConditionField,
  RULE_LIMITS,
} from "@/lib/automation/types";
import { fieldError, idle } from "@/lib/core/action-state";
import { type ActionChoices, ActionRow } from "./action-row";
import { ConditionRow } from "./condition-row";
import { DryRun } from "./dry-run";
import type { RuleTexts } from "./texts";

export type RuleDraft = {
  name: string;
  isActive: boolean;
  event: AutomationEvent;
  conditions: Condition[];
  actions: Action[];
};

/** A row keeps its key while others come and go. */
type Keyed<T> = T & { key: number };
const keyed = <T,>(items: readonly T[]) => items.map((item, key) => ({ ...item, key }));

/** Writes a rule, and tries what is written. */
export function RuleEditor({
  rule,
  ruleId,
  version,
  formKey,
  faults,
  names,
  options,
  choices,
  canChange,
  reader,
  texts,
}: {
  rule: RuleDraft;
  ruleId: string | null;
  version: number | null;
  /** Makes a repeated submission harmless. */
  formKey: string;
  /** What is wrong with it as it was saved, by row. */
  faults: Record<string, string>;
  names: Record<string, string>;
  options: Partial<Record<ConditionField, readonly SelectOption[]>>;
  choices: ActionChoices;
  canChange: boolean;
  reader: { locale: string; timeZone: string };
  texts: RuleTexts;
}) {
  const { form } = texts;
  const [name, setName] = useState(rule.name);
  const [isActive, setActive] = useState(rule.isActive);
  const [event, setEvent] = useState(rule.event);
  const [conditions, setConditions] = useState<Keyed<Condition>[]>(() => keyed(rule.conditions));
  const [actions, setActions] = useState<Keyed<Action>[]>(() => keyed(rule.actions));
  const nextKey = useRef(100);
  /** What this person has seen: the version they opened, or saved last. */
  const known = useRef(version);
  const element = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState(saveRuleAction, idle);
  const error = state.status === "error" ? state.error : null;

  useEffect(() => {
    if (state.status === "ok") known.current = state.data.version;
    if (error) element.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state, error]);

  const body = {
    event,
    conditions: conditions.map(({ field, op, values }) => ({ field, op, values })),
    actions: actions.map(({ type, value }) => ({ type, value })),
  };
  /** Of a row: what the last answer said, deeper faults included, or what was wrong from the start. */
  const faultOf = (path: string, isUntouched: boolean) => {
    const found = Object.entries(error?.fields ?? {}).find(
      ([field]) => field === path || field.startsWith(`${path}.`),
    );
    return found?.[1][0] ?? (isUntouched ? faults[path] : undefined);
  };
  const isUntouched = state.status === "idle";

  return (
    <div className="flex flex-col gap-4">
      <Card>
        <form
          ref={element}
          noValidate
          onSubmit={(submitted) => {
            submitted.preventDefault();
            const data = new FormData();
            data.set("ruleId", ruleId ?? "");
            data.set("key", ruleId ? "" : formKey);
            data.set(
              "rule",
              JSON.stringify({
                ...body,
                name,
                isActive,
                ...(known.current !== null && { expectedVersion: known.current }),
              }),
            );
            startTransition(() => save(data));
          }}
        >
          <fieldset disabled={!canChange} className="flex flex-col gap-5">
            {!canChange && <Banner tone="info">{texts.readOnly}</Banner>}
            {error && (
              <Banner tone="error" title={form.failed}>
                {error.message}
              </Banner>
            )}
            <Field
              name="name"
              label={form.name}
              hint={form.nameHint}
              required
              error={fieldError(state, "name")}
            >
              {(control) => (
                <Input
                  {...control}
                  value={name}
                  maxLength={RULE_LIMITS.name}
                  autoComplete="off"
                  onChange={(change) => setName(change.currentTarget.value)}
                />
              )}
            </Field>
            <Field name="event" label={form.when} error={fieldError(state, "event")}>
              {(control) => (
                <Select
                  {...control}
                  value={event}
                  options={AUTOMATION_EVENTS.map((value) => ({ value, label: texts.event[value] }))}
                  onChange={(change) => setEvent(change.currentTarget.value as AutomationEvent)}
                />
              )}
            </Field>
            <section aria-label={form.if} className="flex flex-col gap-2">
              <h2 className="font-medium text-sm">{form.if}</h2>
              {conditions.length === 0 && <p className="text-fg-muted text-sm">{form.noConditions}</p>}
              {conditions.map((condition, index) => (
                <ConditionRow
                  key={condition.key}
                  number={String(index + 1)}
                  condition={condition}
                  options={options}
                  names={names}
                  texts={texts}
                  error={faultOf(`conditions.${index}`, isUntouched)}
                  onChange={(changed) =>
                    setConditions((all) =>
                      all.map((one) => (one.key === condition.key ? { ...changed, key: one.key } : one)),
                    )
                  }
                  onRemove={() => setConditions((all) => all.filter(({ key }) => key !== condition.key))}
                />
              ))}
              {canChange && conditions.length < RULE_LIMITS.conditions && (
                <Button
                  size="sm"
                  icon={<Plus aria-hidden />}
                  className="self-start"
                  onClick={() =>
                    setConditions((all) => [
                      ...all,
                      { field: "category", op: "is", values: [], key: nextKey.current++ },
                    ])
                  }
                >
                  {form.addCondition}
                </Button>
              )}
            </section>
            <section aria-label={form.then} className="flex flex-col gap-2">
              <h2 className="font-medium text-sm">{form.then}</h2>
              {actions.map((action, index) => (
                <ActionRow
                  key={action.key}
                  number={String(index + 1)}
                  action={action}
                  choices={choices}
                  texts={texts}
                  error={faultOf(`actions.${index}`, isUntouched)}
                  onChange={(changed) =>
                    setActions((all) =>
                      all.map((one) => (one.key === action.key ? { ...changed, key: one.key } : one)),
                    )
                  }
                  onRemove={
                    actions.length > 1
                      ? () => setActions((all) => all.filter(({ key }) => key !== action.key))
                      : undefined
                  }
                />
              ))}
              {canChange && actions.length < RULE_LIMITS.actions && (
                <Button
                  size="sm"
                  icon={<Plus aria-hidden />}
                  className="self-start"
                  onClick={() =>
                    setActions((all) => [...all, { type: "add_tag", value: "", key: nextKey.current++ }])
                  }
                >
                  {form.addAction}
                </Button>
              )}
            </section>
            <Checkbox
              name="isActive"
              label={form.active}
              hint={form.activeHint}
              checked={isActive}
              onChange={(change) => setActive(change.currentTarget.checked)}
            />
            {canChange && (
              <div className="flex items-center gap-3">
                <Button type="submit" variant="primary" pending={isPending}>
                  {ruleId ? form.save : form.create}
                </Button>
                <span role="status" className="text-fg-muted text-sm">
                  {state.status === "ok" && !isPending && form.saved}
                </span>
              </div>
            )}
          </fieldset>
        </form>
      </Card>
      <DryRun rule={body} reader={reader} texts={texts} />
    </div>
  );
}

"use client";

import { startTransition, useActionState, useEffect, useRef, useState } from "react";
import { keepTyped } from "@/components/auth/keep-typed";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { fieldError, idle } from "@/lib/core/action-state";
import { saveTeamAction } from "@/lib/teams/actions";
import type { TeamAssignment } from "@/lib/teams/types";

export type TeamFormTexts = Record<
  | "submit"
  | "saved"
  | "failed"
  | "name"
  | "description"
  | "descriptionHint"
  | "optional"
  | "assignment"
  | "capacity"
  | "capacityHint"
  | "categories"
  | "members"
  | "membersHint",
  string
>;

export type TeamFormValues = {
  id: string | null;
  version: number | null;
  name: string;
  description: string;
  assignment: TeamAssignment;
  capacity: number;
};
/** `capacityLabel` names the field of their own figure. */
export type StaffChoice = {
  id: string;
  name: string;
  isMember: boolean;
  capacity: number | null;
  capacityLabel: string;
};
type Choice = { value: string; label: string; hint?: string; isOn: boolean };

/** Makes a team or changes one. */
export function TeamForm({
  team,
  formKey,
  assignments,
  categories,
  staff,
  texts,
}: {
  team: TeamFormValues;
  /** Makes a repeated submission harmless. */
  formKey: string;
  assignments: readonly Choice[];
  categories: readonly Choice[];
  staff: readonly StaffChoice[];
  texts: TeamFormTexts;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, save, isPending] = useActionState(saveTeamAction, idle);
  const error = state.status === "error" ? state.error : null;
  /** What this person has seen: the version they opened, or saved last. */
  const known = useRef(team.version);

  useEffect(() => {
    if (state.status === "ok") known.current = state.data.version;
    if (error) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [state, error]);

  return (
    <form
      ref={form}
      action={save}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        data.set("expectedVersion", String(known.current ?? ""));
        startTransition(() => save(data));
      }}
      onReset={keepTyped}
      className="flex flex-col gap-5"
    >
      <input type="hidden" name="teamId" value={team.id ?? ""} />
      <input type="hidden" name="key" value={team.id ? "" : formKey} />
      <input type="hidden" name="expectedVersion" defaultValue={team.version ?? ""} />
      {error && (
        <Banner tone="error" title={texts.failed}>
          {error.message}
        </Banner>
      )}
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field name="name" label={texts.name} required error={fieldError(state, "name")}>
          {(control) => <Input {...control} maxLength={80} defaultValue={team.name} autoComplete="off" />}
        </Field>
        <Field
          name="capacity"
          label={texts.capacity}
          required
          error={fieldError(state, "capacity")}
          className="sm:row-start-1 sm:col-start-2"
        >
          {(control) => (
            <Input {...control} type="number" min={1} max={500} step={1} defaultValue={team.capacity} />
          )}
        </Field>
        <p className="-mt-2 text-fg-muted text-sm sm:col-span-2">{texts.capacityHint}</p>
      </div>
      <Field
        name="description"
        label={texts.description}
        optionalLabel={texts.optional}
        hint={texts.descriptionHint}
        error={fieldError(state, "description")}
      >
        {(control) => <Textarea {...control} rows={2} maxLength={300} defaultValue={team.description} />}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium text-sm">{texts.assignment}</legend>
        {assignments.map(({ value, label, hint, isOn }) => (
          <Checkbox
            key={value}
            type="radio"
            name="assignment"
            value={value}
            label={label}
            hint={hint}
            defaultChecked={isOn}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend className="mb-2 font-medium text-sm">{texts.categories}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {categories.map(({ value, label, isOn }) => (
            <Checkbox key={value} name="category" value={value} label={label} defaultChecked={isOn} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="font-medium text-sm">{texts.members}</legend>
        <p className="mt-1 mb-2 text-fg-muted text-sm">{texts.membersHint}</p>
        <div className="divide-y rounded-md border">
          {staff.map((person) => (
            <Member key={person.id} person={person} />
          ))}
        </div>
        {fieldError(state, "members") && (
          <p className="mt-1.5 text-error-text text-sm">{fieldError(state, "members")}</p>
        )}
      </fieldset>
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" pending={isPending}>
          {texts.submit}
        </Button>
        <span role="status" className="text-fg-muted text-sm">
          {state.status === "ok" && !isPending && texts.saved}
        </span>
      </div>
    </form>
  );
}

function Member({ person }: { person: StaffChoice }) {
  const [isMember, setMember] = useState(person.isMember);
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-1.5">
      <Checkbox
        name="member"
        value={person.id}
        label={person.name}
        checked={isMember}
        onChange={(event) => setMember(event.currentTarget.checked)}
      />
      {isMember && (
        <Input
          type="number"
          name={`capacity-${person.id}`}
          aria-label={person.capacityLabel}
          min={0}
          max={500}
          step={1}
          defaultValue={person.capacity ?? ""}
          className="max-w-24"
        />
      )}
    </div>
  );
}

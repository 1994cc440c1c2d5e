"use client";

import { useRouter } from "next/navigation";
import { useActionState, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { SubmitButton } from "@/components/ui/submit-button";
import { fieldError, idle, typed } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import { saveViewAction } from "@/lib/tickets/queue-actions";

export type SaveViewTexts = Record<"save" | "saveTitle" | "name" | "shareLabel" | "submit", string>;

/** Keeps what the queue shows under a name, and goes there. */
export function SaveView({ query, texts }: { query: string; texts: SaveViewTexts }) {
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  // Sending it twice saves it once; another attempt after an error is another one.
  const [key, setKey] = useState(newId);
  const [state, save] = useActionState(saveViewAction, idle);
  const follow = useEffectEvent((saved: string) => {
    setKey(newId());
    form.current?.closest<HTMLElement>("[popover]")?.hidePopover();
    const address = new URLSearchParams(query);
    address.set("saved", saved);
    router.replace(`/admin/tickets?${address}`, { scroll: false });
  });
  useEffect(() => {
    if (state.status === "ok") follow(state.data.id);
    else if (state.status === "error") setKey(newId());
  }, [state]);
  return (
    <Popover
      id={`save-view${id}`}
      label={texts.saveTitle}
      trigger={texts.save}
      triggerClassName="h-9 touch:h-11"
      className="sm:w-80"
      align="end"
    >
      <form ref={form} action={save} className="flex flex-col gap-4">
        <p className="font-semibold text-sm">{texts.saveTitle}</p>
        <input type="hidden" name="key" value={key} suppressHydrationWarning />
        <input type="hidden" name="query" value={query} />
        <Field
          name="name"
          label={texts.name}
          required
          error={fieldError(state, "name") ?? (state.status === "error" ? state.error.message : undefined)}
        >
          {(control) => (
            <Input {...control} defaultValue={typed(state, "name")} maxLength={60} autoComplete="off" />
          )}
        </Field>
        <Checkbox name="shared" value="on" label={texts.shareLabel} />
        <SubmitButton className="self-end">{texts.submit}</SubmitButton>
      </form>
    </Popover>
  );
}

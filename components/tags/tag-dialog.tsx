"use client";

import { useId, useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { fieldError, idle, type StateOf } from "@/lib/core/action-state";
import { deleteTagAction, mergeTagsAction, renameTagAction } from "@/lib/tags/actions";

export type TagTask = "rename" | "merge" | "delete";
export type TagDialogTexts = Record<"cancel" | "close" | "failed", string> &
  Record<
    "rename" | "merge",
    { title: string; label: string; hint: string; confirm: string; done: string }
  > & {
    delete: { title: string; description: string; confirm: string; done: string };
  };

const ACTIONS = { rename: renameTagAction, merge: mergeTagsAction, delete: deleteTagAction };
const FIELD = { rename: "to", merge: "into" } as const;

/** Renames, merges or deletes a tag. A default export, because it is fetched when it is needed. */
export default function TagDialog({
  task,
  tag,
  others,
  texts,
  onClose,
}: {
  task: TagTask;
  tag: string;
  others: readonly string[];
  texts: TagDialogTexts;
  onClose: () => void;
}) {
  const id = useId();
  const [state, setState] = useState<StateOf<typeof renameTagAction>>(idle);
  const [isPending, startTransition] = useTransition();
  const words = texts[task];

  function send(data: FormData) {
    data.set("tag", tag);
    startTransition(async () => {
      const answer = await ACTIONS[task](idle, data);
      if (answer.status === "ok") {
        toast.success(words.done);
        onClose();
      } else setState(answer);
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      description={"description" in words ? words.description : undefined}
      closeLabel={texts.close}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button
            type="submit"
            form={id}
            variant={task === "delete" ? "danger" : "primary"}
            pending={isPending}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
        className="flex flex-col gap-4"
      >
        {state.status === "error" && !state.error.fields && (
          <Banner tone="error" title={texts.failed}>
            {state.error.message}
          </Banner>
        )}
        {task !== "delete" && (
          <Field
            name={FIELD[task]}
            label={texts[task].label}
            hint={texts[task].hint}
            error={fieldError(state, FIELD[task])}
            required
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                maxLength={40}
                autoCapitalize="none"
                spellCheck={false}
                list={task === "merge" ? `${id}-tags` : undefined}
                defaultValue={task === "rename" ? tag : ""}
              />
            )}
          </Field>
        )}
        {task === "merge" && (
          <datalist id={`${id}-tags`}>
            {others.map((other) => (
              <option key={other} value={other} />
            ))}
          </datalist>
        )}
      </form>
    </Dialog>
  );
}

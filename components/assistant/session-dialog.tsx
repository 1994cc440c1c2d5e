"use client";
"use no memo";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { deleteSession, renameSession } from "./chat-api";
import type { SessionTexts } from "./chat-texts";

const FORM = "chat-session-name";
/** As long as a title may be in the database. */
const MAX_TITLE = 120;

/** Asks for another name, or whether a conversation is to be deleted. A default export, because it is fetched when it is needed. */
export default function SessionDialog({
  task,
  id,
  title,
  isCurrent,
  isEscalated,
  texts,
  onClose,
}: {
  task: "rename" | "delete" | null;
  id: string;
  title: string;
  /** It is the one on the page. */
  isCurrent: boolean;
  isEscalated: boolean;
  texts: SessionTexts;
  onClose: () => void;
}) {
  const router = useRouter();
  const [isPending, setIsPending] = useState(false);
  const [fault, setFault] = useState("");

  function close() {
    setFault("");
    onClose();
  }

  async function rename(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("title") ?? "").trim();
    if (!name || isPending) return;
    setIsPending(true);
    const renamed = await renameSession(id, name);
    setIsPending(false);
    if (!renamed.ok) return setFault(renamed.error.message || texts.failed);
    close();
    router.refresh();
  }

  async function remove() {
    if (isPending) return;
    setIsPending(true);
    const removed = await deleteSession(id);
    setIsPending(false);
    // Somebody else was quicker: it is gone, which is what was wanted.
    if (!removed.ok && removed.error.code !== "not_found") {
      return setFault(removed.error.message || texts.failed);
    }
    close();
    toast.success(texts.deleted);
    if (isCurrent) router.replace("/portal/chat" as Route);
    else router.refresh();
  }

  const isRename = task === "rename";
  const question = (isEscalated ? texts.deleteEscalated : texts.deleteBody).replace("{title}", title);
  return (
    <Dialog
      open={task !== null}
      onClose={close}
      title={isRename ? texts.renameTitle : texts.deleteTitle}
      description={isRename ? undefined : question}
      closeLabel={texts.close}
      size="sm"
      footer={
        <>
          <Button onClick={close}>{texts.cancel}</Button>
          {isRename ? (
            <Button type="submit" form={FORM} variant="primary" pending={isPending}>
              {texts.save}
            </Button>
          ) : (
            <Button variant="danger" pending={isPending} onClick={remove}>
              {texts.deleteConfirm}
            </Button>
          )}
        </>
      }
    >
      {isRename ? (
        <form id={FORM} onSubmit={rename}>
          <Field name="title" label={texts.name} error={fault || undefined} required>
            {(control) => (
              <Input {...control} defaultValue={title} maxLength={MAX_TITLE} dir="auto" data-autofocus />
            )}
          </Field>
        </form>
      ) : (
        fault && (
          <p role="alert" className="text-error-text text-sm">
            {fault}
          </p>
        )
      )}
    </Dialog>
  );
}

"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Trash2 } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { deleteCategoryAction } from "@/lib/categories/actions";
import { idle } from "@/lib/core/action-state";

export type DeleteTexts = Record<"delete" | "title" | "description" | "confirm" | "cancel" | "close", string>;

/** Asks, then deletes a category that no ticket has. */
export function DeleteCategory({ slug, texts }: { slug: string; texts: DeleteTexts }) {
  const [isOpen, setIsOpen] = useState(false);
  const [isPending, startTransition] = useTransition();

  function confirm() {
    startTransition(async () => {
      const form = new FormData();
      form.set("slug", slug);
      const state = await deleteCategoryAction(idle, form);
      if (state.status === "error") toast.error(state.error.message);
      setIsOpen(false);
    });
  }

  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden />
        {texts.delete}
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={texts.title}
        description={texts.description}
        closeLabel={texts.close}
        size="sm"
        footer={
          <>
            <Button onClick={() => setIsOpen(false)}>{texts.cancel}</Button>
            <Button variant="danger" pending={isPending} onClick={confirm}>
              {texts.confirm}
            </Button>
          </>
        }
      />
    </>
  );
}

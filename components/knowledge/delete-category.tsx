"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Trash2 } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { deleteHelpCategoryAction } from "@/lib/knowledge/actions";

/** Deletes a category that is empty. Making it again is as easy, so it asks nothing. */
export function DeleteHelpCategory({ id, label }: { id: string; label: string }) {
  const [isPending, startTransition] = useTransition();

  function remove() {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", id);
      const state = await deleteHelpCategoryAction(idle, form);
      if (state?.status === "error") toast.error(state.error.message);
    });
  }

  return (
    <Button pending={isPending} onClick={remove}>
      <Trash2 aria-hidden />
      {label}
    </Button>
  );
}

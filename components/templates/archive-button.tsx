"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Archive, RotateCcw } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { archiveTemplateAction } from "@/lib/templates/actions";

export type ArchiveTexts = Record<"archive" | "restore" | "archived" | "restored" | "undo", string>;

/** Puts a template away, with a way back, or brings it back. */
export function ArchiveButton({
  id,
  isActive,
  texts,
}: {
  id: string;
  isActive: boolean;
  texts: ArchiveTexts;
}) {
  const [isPending, startTransition] = useTransition();

  function set(nextActive: boolean, isUndo = false) {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", id);
      form.set("isActive", String(nextActive));
      const state = await archiveTemplateAction(idle, form);
      if (state.status === "error") toast.error(state.error.message);
      else if (nextActive) toast.success(texts.restored);
      else {
        toast.success(texts.archived, {
          ...(!isUndo && { action: { label: texts.undo, onClick: () => set(true, true) } }),
        });
      }
    });
  }

  return (
    <Button pending={isPending} onClick={() => set(!isActive)}>
      {isActive ? <Archive aria-hidden /> : <RotateCcw aria-hidden />}
      {isActive ? texts.archive : texts.restore}
    </Button>
  );
}

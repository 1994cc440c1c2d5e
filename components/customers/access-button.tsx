"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { setPortalAccessAction } from "@/lib/customers/actions";

/** Locks somebody out of the portal, or lets them in again; either can be taken back at once. */
export function AccessButton({
  userId,
  isActive,
  texts,
}: {
  userId: string;
  isActive: boolean;
  texts: Record<"label" | "name" | "locked" | "unlocked" | "undo" | "failed", string>;
}) {
  const [isPending, start] = useTransition();

  function set(active: boolean, canUndo: boolean) {
    const data = new FormData();
    data.set("userId", userId);
    data.set("active", String(active));
    start(async () => {
      const state = await setPortalAccessAction(idle, data);
      if (state.status === "error") toast.error(state.error.message || texts.failed);
      else {
        toast.success(
          active ? texts.unlocked : texts.locked,
          canUndo ? { action: { label: texts.undo, onClick: () => set(!active, false) } } : {},
        );
      }
    });
  }

  return (
    <Button size="sm" pending={isPending} aria-label={texts.name} onClick={() => set(!isActive, true)}>
      {texts.label}
    </Button>
  );
}

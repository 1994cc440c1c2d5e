"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { RotateCcw } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { restoreVersionAction } from "@/lib/knowledge/actions";

/** Makes an older text the latest one. Nothing is lost by it, so it asks nothing. */
export function RestoreVersion({
  id,
  version,
  expectedVersion,
  label,
}: {
  id: string;
  version: number;
  expectedVersion: number;
  label: string;
}) {
  const [isPending, startTransition] = useTransition();

  function restore() {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", id);
      form.set("version", String(version));
      form.set("expectedVersion", String(expectedVersion));
      const state = await restoreVersionAction(idle, form);
      if (state?.status === "error") toast.error(state.error.message);
    });
  }

  return (
    <Button variant="primary" pending={isPending} onClick={restore}>
      <RotateCcw aria-hidden />
      {label}
    </Button>
  );
}

"use client";

import { useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { orderHelpCategoriesAction } from "@/lib/knowledge/actions";

/** Moves a category by a place among its like. It sends the whole order, so that a second click of two changes nothing. */
export function MoveCategory({
  ids,
  id,
  upLabel,
  downLabel,
}: {
  ids: readonly string[];
  id: string;
  upLabel: string;
  downLabel: string;
}) {
  const [isPending, startTransition] = useTransition();
  const place = ids.indexOf(id);

  function move(by: -1 | 1) {
    const order = ids.filter((one) => one !== id);
    order.splice(place + by, 0, id);
    startTransition(async () => {
      const form = new FormData();
      form.set("ids", order.join(","));
      const state = await orderHelpCategoriesAction(idle, form);
      if (state.status === "error") toast.error(state.error.message);
    });
  }

  return (
    <span className="flex shrink-0">
      <IconButton
        size="sm"
        label={upLabel}
        icon={<ArrowUp aria-hidden />}
        disabled={isPending || place === 0}
        onClick={() => move(-1)}
      />
      <IconButton
        size="sm"
        label={downLabel}
        icon={<ArrowDown aria-hidden />}
        disabled={isPending || place === ids.length - 1}
        onClick={() => move(1)}
      />
    </span>
  );
}

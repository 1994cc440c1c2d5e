"use client";

import { useTransition } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { ArrowDown, ArrowUp } from "@/components/ui/icons";
import { toast } from "@/components/ui/toast";
import { orderCategoriesAction } from "@/lib/categories/actions";
import { idle } from "@/lib/core/action-state";

/** Moves one category by a place. It sends the whole order, so that a second click of two changes nothing. */
export function MoveButtons({
  slugs,
  slug,
  upLabel,
  downLabel,
}: {
  slugs: readonly string[];
  slug: string;
  upLabel: string;
  downLabel: string;
}) {
  const [isPending, startTransition] = useTransition();
  const place = slugs.indexOf(slug);

  function move(by: -1 | 1) {
    const order = slugs.filter((one) => one !== slug);
    order.splice(place + by, 0, slug);
    startTransition(async () => {
      const form = new FormData();
      form.set("slugs", order.join(","));
      const state = await orderCategoriesAction(idle, form);
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
        disabled={isPending || place === slugs.length - 1}
        onClick={() => move(1)}
      />
    </span>
  );
}

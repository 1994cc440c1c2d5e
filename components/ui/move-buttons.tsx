"use client";

import { useTransition } from "react";
import { type ActionState, idle } from "@/lib/core/action-state";
import { IconButton } from "./icon-button";
import { ArrowDown, ArrowUp } from "./icons";
import { toast } from "./toast";

/** Moves one of several things by a place. It sends the whole order, so that a second click of two changes nothing. */
export function MoveButtons<T>({
  action,
  field,
  ids,
  id,
  upLabel,
  downLabel,
}: {
  /** Takes the ids in their new order, with commas, as `field`. */
  action: (state: ActionState<T>, form: FormData) => Promise<ActionState<T>>;
  field: string;
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
      form.set(field, order.join(","));
      const state = await action(idle, form);
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

"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Ellipsis } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { type ActionState, idle } from "@/lib/core/action-state";
import { newId } from "@/lib/core/ids";
import type { SavedView } from "@/lib/tickets/desk-types";
import {
  deleteViewAction,
  orderViewsAction,
  restoreViewAction,
  saveViewAction,
} from "@/lib/tickets/queue-actions";

export type ViewMenuTexts = Record<
  | "more"
  | "update"
  | "rename"
  | "share"
  | "unshare"
  | "up"
  | "down"
  | "delete"
  | "deleted"
  | "undo"
  | "failed"
  | "name"
  | "submit"
  | "cancel"
  | "close",
  string
>;

type Action = (state: ActionState<never>, form: FormData) => Promise<ActionState<unknown>>;

/** What its owner does to a saved view. */
export function ViewMenu({
  view,
  query,
  siblings,
  texts,
}: {
  view: SavedView;
  /** What the queue shows, while it shows this view: perhaps with other filters by now. */
  query: string | null;
  /** Ids of the views of its kind, in their order; none for somebody who does not sort them. */
  siblings: readonly string[];
  texts: ViewMenuTexts;
}) {
  const router = useRouter();
  const [isRenaming, setIsRenaming] = useState(false);
  const [isPending, startTransition] = useTransition();
  const at = siblings.indexOf(view.id);

  function act(action: unknown, fields: Record<string, string>, done?: () => void) {
    startTransition(async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const state = await (action as Action)(idle as never, form).catch(() => null);
      if (state?.status === "ok") return done?.();
      const fields_ = state?.status === "error" ? Object.values(state.error.fields ?? {})[0]?.[0] : undefined;
      toast.error(fields_ ?? (state?.status === "error" ? state.error.message : texts.failed));
    });
  }
  const save = (change: Record<string, string>, done?: () => void) =>
    act(
      saveViewAction,
      {
        key: newId(),
        id: view.id,
        expectedVersion: String(view.version),
        name: view.name,
        query: "",
        ...(view.shared && { shared: "on" }),
        ...change,
      },
      done,
    );
  function move(step: -1 | 1) {
    const order = siblings.filter((id) => id !== view.id);
    order.splice(at + step, 0, view.id);
    act(orderViewsAction, { ids: order.join(",") });
  }
  function remove() {
    act(deleteViewAction, { id: view.id }, () => {
      if (query !== null) router.push("/admin/tickets");
      toast.info(texts.deleted.replace("{name}", view.name), {
        action: { label: texts.undo, onClick: () => act(restoreViewAction, { id: view.id }) },
      });
    });
  }

  const items: MenuItem[] = [
    ...(query !== null ? [{ key: "update", label: texts.update, onSelect: () => save({ query }) }] : []),
    { key: "rename", label: texts.rename, onSelect: () => setIsRenaming(true) },
    {
      key: "share",
      label: view.shared ? texts.unshare : texts.share,
      onSelect: () => save({ shared: view.shared ? "" : "on" }),
    },
    ...(at > 0 ? [{ key: "up", label: texts.up, onSelect: () => move(-1) }] : []),
    ...(at >= 0 && at < siblings.length - 1
      ? [{ key: "down", label: texts.down, onSelect: () => move(1) }]
      : []),
    { kind: "separator", key: "end" },
    { key: "delete", label: texts.delete, danger: true, onSelect: remove },
  ];
  return (
    <>
      <Menu
        label={texts.more.replace("{name}", view.name)}
        icon={<Ellipsis aria-hidden />}
        items={items}
        size="sm"
        disabled={isPending}
      />
      <Dialog
        open={isRenaming}
        onClose={() => setIsRenaming(false)}
        title={texts.rename}
        closeLabel={texts.close}
        size="sm"
      >
        <form
          action={(form) => save({ name: String(form.get("name")) }, () => setIsRenaming(false))}
          className="flex flex-col gap-4"
        >
          <Field name="name" label={texts.name} required>
            {(control) => <Input {...control} defaultValue={view.name} maxLength={60} data-autofocus />}
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setIsRenaming(false)}>{texts.cancel}</Button>
            <Button type="submit" variant="primary" pending={isPending}>
              {texts.submit}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

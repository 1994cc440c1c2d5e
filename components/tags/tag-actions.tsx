"use client";

import { lazy, Suspense, useState } from "react";
import { Ellipsis, Merge, Pencil, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import type { TagDialogTexts, TagTask } from "./tag-dialog";

/** Fetched with the first dialog: most visits only look. */
const TagDialog = lazy(() => import("./tag-dialog"));

export type TagActionTexts = Record<"actions" | TagTask, string> & { dialog: TagDialogTexts };

/** What an admin can do to a tag. */
export function TagActions({
  tag,
  others,
  texts,
}: {
  tag: string;
  /** Tags to merge into, offered while one types. */
  others: readonly string[];
  texts: TagActionTexts;
}) {
  const [task, setTask] = useState<TagTask | null>(null);
  return (
    <>
      <Menu
        label={texts.actions}
        icon={<Ellipsis aria-hidden />}
        size="sm"
        items={[
          {
            key: "rename",
            label: texts.rename,
            icon: <Pencil aria-hidden />,
            onSelect: () => setTask("rename"),
          },
          { key: "merge", label: texts.merge, icon: <Merge aria-hidden />, onSelect: () => setTask("merge") },
          {
            key: "delete",
            label: texts.delete,
            icon: <Trash2 aria-hidden />,
            danger: true,
            onSelect: () => setTask("delete"),
          },
        ]}
      />
      {task && (
        <Suspense>
          <TagDialog
            task={task}
            tag={tag}
            others={others}
            texts={texts.dialog}
            onClose={() => setTask(null)}
          />
        </Suspense>
      )}
    </>
  );
}

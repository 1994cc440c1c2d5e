"use client";
"use no memo";

import { lazy, Suspense, useState } from "react";
import { Ellipsis, Pencil, Trash2 } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import type { SessionTexts } from "./chat-texts";

const SessionDialog = lazy(() => import("./session-dialog"));

/** Renames or deletes a conversation. */
export function SessionMenu({
  id,
  title,
  isCurrent,
  isEscalated,
  texts,
}: {
  id: string;
  title: string;
  isCurrent: boolean;
  /** There is a ticket that stays. */
  isEscalated: boolean;
  texts: SessionTexts;
}) {
  const [task, setTask] = useState<"rename" | "delete" | null>(null);
  const [isUsed, setIsUsed] = useState(false);
  const begin = (next: "rename" | "delete") => () => {
    setIsUsed(true);
    setTask(next);
  };
  return (
    <>
      <Menu
        label={texts.menu.replace("{title}", title)}
        icon={<Ellipsis aria-hidden />}
        size="sm"
        className="me-1 pointer-fine:opacity-0 focus-visible:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 noscript:hidden"
        items={[
          { key: "rename", label: texts.rename, icon: <Pencil aria-hidden />, onSelect: begin("rename") },
          {
            key: "delete",
            label: texts.delete,
            icon: <Trash2 aria-hidden />,
            danger: true,
            onSelect: begin("delete"),
          },
        ]}
      />
      {isUsed && (
        <Suspense>
          <SessionDialog
            task={task}
            id={id}
            title={title}
            isCurrent={isCurrent}
            isEscalated={isEscalated}
            texts={texts}
            onClose={() => setTask(null)}
          />
        </Suspense>
      )}
    </>
  );
}

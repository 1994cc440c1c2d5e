"use client";

import { useTransition } from "react";
import { Ellipsis } from "@/components/ui/icons";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { idle } from "@/lib/core/action-state";
import { setArticleStatusAction } from "@/lib/knowledge/actions";
import type { ArticleStatus } from "@/lib/knowledge/types";

export type ActionTexts = Record<
  | "unpublish"
  | "unpublished"
  | "archive"
  | "archived"
  | "reopen"
  | "reopened"
  | "published"
  | "undo"
  | "more",
  string
>;

/** Takes an article from its readers, puts it away or brings it back, each with a way back. */
export function ArticleActions({
  id,
  status,
  texts,
}: {
  id: string;
  status: ArticleStatus;
  texts: ActionTexts;
}) {
  const [isPending, startTransition] = useTransition();

  function set(next: ArticleStatus, from: ArticleStatus | null) {
    startTransition(async () => {
      const form = new FormData();
      form.set("id", id);
      form.set("status", next);
      const state = await setArticleStatusAction(idle, form);
      if (state.status === "error") return void toast.error(state.error.message);
      const done = next === "published" ? texts.published : next === "archived" ? texts.archived : undefined;
      toast.success(done ?? (from === "archived" ? texts.reopened : texts.unpublished), {
        ...(from && { action: { label: texts.undo, onClick: () => set(from, null) } }),
      });
    });
  }

  return (
    <Menu
      label={texts.more}
      icon={<Ellipsis aria-hidden />}
      variant="secondary"
      disabled={isPending}
      items={[
        ...(status === "published"
          ? [{ key: "unpublish", label: texts.unpublish, onSelect: () => set("draft", status) }]
          : []),
        ...(status === "archived"
          ? [{ key: "reopen", label: texts.reopen, onSelect: () => set("draft", status) }]
          : [{ key: "archive", label: texts.archive, onSelect: () => set("archived", status) }]),
      ]}
    />
  );
}

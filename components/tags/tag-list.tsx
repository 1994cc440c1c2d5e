import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import type { TagCount } from "@/lib/tags/types";
import { TagActions } from "./tag-actions";

/** The tags with how many tickets have them; each leads to those. */
export async function TagList({ tags, canChange }: { tags: readonly TagCount[]; canChange: boolean }) {
  const t = await getTranslations("tags");
  return (
    <Card flush>
      <ul aria-label={t("list")} className="divide-y">
        {tags.map(({ tag, tickets }) => (
          <li key={tag} className="flex items-center gap-2 pe-2 hover:bg-hover">
            <Link
              href={`/admin/tickets?tag=${tag}` as Route}
              prefetch={false}
              title={t("show", { tag })}
              className="flex min-h-11 min-w-0 flex-1 items-center gap-4 px-4 py-2 focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1 truncate font-medium">{tag}</span>
              <span className="shrink-0 text-fg-muted text-sm tabular-nums">
                {t("tickets", { count: tickets })}
              </span>
            </Link>
            {canChange && (
              <TagActions
                tag={tag}
                others={tags.map((other) => other.tag).filter((other) => other !== tag)}
                texts={{
                  actions: t("actions", { tag }),
                  rename: t("rename"),
                  merge: t("merge"),
                  delete: t("delete"),
                  dialog: {
                    cancel: t("cancel"),
                    close: t("close"),
                    failed: t("failed"),
                    rename: {
                      title: t("renameDialog.title", { tag }),
                      label: t("renameDialog.label"),
                      hint: t("renameDialog.hint"),
                      confirm: t("renameDialog.confirm"),
                      done: t("renameDialog.done"),
                    },
                    merge: {
                      title: t("mergeDialog.title", { tag }),
                      label: t("mergeDialog.label"),
                      hint: t("mergeDialog.hint", { tag }),
                      confirm: t("mergeDialog.confirm"),
                      done: t("mergeDialog.done"),
                    },
                    delete: {
                      title: t("deleteDialog.title", { tag }),
                      description: t("deleteDialog.description", {
                        tickets: t("tickets", { count: tickets }),
                      }),
                      confirm: t("deleteDialog.confirm"),
                      done: t("deleteDialog.done"),
                    },
                  },
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

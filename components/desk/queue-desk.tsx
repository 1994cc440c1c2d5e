"use client";

import { useRouter } from "next/navigation";
import {
  lazy,
  type ReactNode,
  Suspense,
  startTransition,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
} from "react";
import { createCoalescer } from "@/components/live/coalesce";
import { useLive } from "@/components/live/use-live";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Eye } from "@/components/ui/icons";
import type { BulkBarTexts, BulkChoices } from "./bulk-bar";
import { pressOnNextPage } from "./desk-shortcuts";
import { QueueList, type QueueListTexts } from "./queue-list";
import { QueuePreview, type QueuePreviewTexts } from "./queue-preview";
import type { QueueRow } from "./queue-rows";
import { type BulkTexts, useBulk } from "./use-bulk";
import { usePreview } from "./use-preview";
import { type MoreRows, type QueueNews, useQueueRows } from "./use-queue-rows";
import { useRowSelection } from "./use-row-selection";

const BulkBar = lazy(() => import("./bulk-bar"));

/** Long enough for the announcements of one command, and of a bulk change. */
const GATHER_MS = 400;
const ELSEWHERE =
  "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open], [popover]:popover-open";

export type QueueTexts = {
  list: QueueListTexts;
  bulk: BulkBarTexts & BulkTexts;
  preview: QueuePreviewTexts;
};

type Props = {
  /** What the address of the page asks for, without its cursor. */
  query: string;
  first: { rows: QueueRow[]; next: string | null };
  figures: ReactNode;
  views: ReactNode;
  toolbar: ReactNode;
  notice: ReactNode;
  head: ReactNode;
  empty: ReactNode;
  choices: BulkChoices;
  texts: QueueTexts;
  readMore: (query: string) => Promise<MoreRows>;
  readNews: (query: string, ids: string[]) => Promise<QueueNews>;
  readPreview: (number: string) => Promise<ReactNode>;
};

/** The queue in the browser: what is chosen, what has changed meanwhile, what the keys do. */
export function QueueDesk({
  query,
  first,
  choices,
  texts,
  readMore,
  readNews,
  readPreview,
  ...parts
}: Props) {
  const router = useRouter();
  const queue = useQueueRows(first, readMore);
  const ids = useMemo(() => queue.rows.map(({ id }) => id), [queue.rows]);
  const selection = useRowSelection(ids);
  const preview = usePreview(readPreview);
  const [slots, setSlots] = useState<Pick<QueueNews, "figures" | "views"> | null>(null);
  const [drawn, setDrawn] = useState(first.rows);
  if (drawn !== first.rows) {
    setDrawn(first.rows);
    setSlots(null);
  }

  const read = useEffectEvent(async (changed: string[], own: boolean) => {
    const news = await readNews(query, changed).catch(() => null);
    if (!news) return;
    startTransition(() => {
      queue.receive(news, own);
      setSlots(news);
      if (queue.rows.length === 0 && news.matching.length > 0) router.refresh();
    });
  });
  const announce = useAnnouncements((changed) => read(changed, false));
  const bulk = useBulk(texts.bulk, (changed) => void read(changed, true));
  const faults = useMemo(() => new Set(bulk.failure?.rows.map(({ id }) => id)), [bulk.failure]);
  const numbers = new Map(queue.rows.map(({ id, number }) => [id, number]));
  useLive(["staff"], ({ payload }) => announce(String(payload.ticketId ?? "")), {
    onReady: () => announce(""),
  });

  const change = (chosen: readonly string[], changes: Parameters<typeof bulk.run>[1]) => {
    if (chosen.length > 0 && chosen.length <= choices.max && !bulk.isPending) bulk.run(chosen, changes);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const from = event.target instanceof Element ? event.target : document.body;
    if (from.closest(ELSEWHERE) || document.querySelector("dialog[open], [popover]:popover-open")) return;
    const row = from.closest<HTMLElement>("[data-id]");
    const id = row?.dataset.id;
    const { key } = event;
    if (key === "x" && id) selection.toggle(id);
    else if (key === "X" && id) selection.extend(id);
    else if (key === "Escape" && selection.selected.length > 0) selection.set([]);
    else if (key === "a")
      change(selection.selected.length > 0 ? selection.selected : id ? [id] : [], {
        assigneeId: choices.viewerId,
      });
    else if ((key === "r" || key === "n") && row) {
      pressOnNextPage(key);
      row.querySelector("a")?.click();
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);

  const count = selection.selected.length;
  return (
    <div className="mt-3 flex flex-col gap-4">
      {slots?.figures ?? parts.figures}
      <div
        data-preview={preview.isOpen || undefined}
        className="group/queue grid gap-4 lg:grid-cols-[10.5rem_minmax(0,1fr)] min-[90rem]:data-preview:grid-cols-[10.5rem_minmax(0,1fr)_24rem]"
      >
        {slots?.views ?? parts.views}
        <div className={cx("flex min-w-0 flex-col gap-3", count > 0 && "pb-20")}>
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">{parts.toolbar}</div>
            <IconButton
              label={texts.preview.toggle}
              icon={<Eye aria-hidden />}
              variant="secondary"
              aria-pressed={preview.isOpen}
              aria-keyshortcuts="p"
              className="size-9 max-[89.99rem]:hidden aria-pressed:bg-active"
              onClick={preview.toggle}
            />
          </div>
          {parts.notice}
          {bulk.failure && (
            <Banner
              tone="error"
              title={bulk.failure.title}
              actions={
                <Button size="sm" variant="ghost" onClick={bulk.dismiss}>
                  {texts.bulk.dismiss}
                </Button>
              }
            >
              <ul className="max-h-40 overflow-y-auto">
                {bulk.failure.rows.map(({ id, message }) => (
                  <li key={id}>
                    <span className="font-mono text-xs">{numbers.get(id)}</span> {message}
                  </li>
                ))}
              </ul>
            </Banner>
          )}
          {queue.rows.length === 0 ? (
            parts.empty
          ) : (
            <QueueList
              rows={queue.rows}
              head={parts.head}
              isSelected={selection.isSelected}
              allSelected={count > 0 && ids.slice(0, choices.max).every(selection.isSelected)}
              faults={faults}
              news={queue.news.size}
              nextHref={queue.next === null ? null : `/admin/tickets?${queue.next}`}
              isLoading={queue.isLoading}
              failed={queue.failed}
              texts={texts.list}
              onPick={(id, isRange) => (isRange ? selection.extend(id) : selection.toggle(id))}
              onPickAll={() => selection.set(count > 0 ? [] : ids.slice(0, choices.max))}
              onFocusRow={preview.follow}
              onMore={queue.loadMore}
              onShowNews={() => {
                startTransition(() => router.refresh());
                scrollTo({ top: 0 });
              }}
            />
          )}
          {count > 0 && (
            <Suspense>
              <BulkBar
                count={count}
                choices={choices}
                texts={texts.bulk}
                isPending={bulk.isPending}
                onChange={(changes) => change(selection.selected, changes)}
                onClear={() => selection.set([])}
              />
            </Suspense>
          )}
        </div>
        {preview.isOpen && <QueuePreview preview={preview} texts={texts.preview} />}
      </div>
    </div>
  );
}

/** Gathers what was announced, while somebody looks, and asks once for all of it; "" asks for the first page. */
function useAnnouncements(ask: (ids: string[]) => Promise<void>) {
  const handle = useEffectEvent(ask);
  const [gathered] = useState(() => {
    const ids = new Set<string>();
    const coalescer = createCoalescer(() => {
      const batch = [...ids].slice(0, 100);
      for (const id of batch) ids.delete(id);
      const isWhole = batch.includes("");
      void handle(isWhole ? [] : batch).finally(() => {
        coalescer.settled();
        if (ids.size > 0) coalescer.request();
      });
    }, GATHER_MS);
    return { ids, coalescer };
  });
  useEffect(() => {
    const follow = () => (document.hidden ? gathered.coalescer.pause() : gathered.coalescer.resume());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      gathered.coalescer.pause();
    };
  }, [gathered]);
  return (id: string) => {
    gathered.ids.add(id);
    gathered.coalescer.request();
  };
}

import type { usePreview } from "./use-preview";

export type QueuePreviewTexts = Record<"label" | "empty" | "loading" | "failed" | "toggle", string>;

/** The ticket that has the focus, beside the list; only where the screen is wide. */
export function QueuePreview({
  preview: { number, shown },
  texts,
}: {
  preview: ReturnType<typeof usePreview>;
  texts: QueuePreviewTexts;
}) {
  const words = number === null ? texts.empty : shown?.failed ? texts.failed : shown ? null : texts.loading;
  return (
    <aside
      aria-label={texts.label}
      aria-busy={number !== null && !shown}
      className="sticky top-16 hidden max-h-[calc(100dvh-5rem)] overflow-y-auto rounded-lg border bg-paper min-[90rem]:block"
    >
      {words ? <p className="p-4 text-fg-muted text-sm">{words}</p> : shown?.node}
    </aside>
  );
}

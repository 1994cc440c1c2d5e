"use client";
// What the compiler adds weighs more than the renders that it spares: a page has 180 kB for all its script.
"use no memo";

import { Button } from "@/components/ui/button";
import { CircleAlert } from "@/components/ui/control-icons";
import { CloudCheck, CloudUpload, PencilLine } from "@/components/ui/icons";
import type { SyncState } from "./use-draft-sync";

export type SaveMarkTexts = Record<
  "saved" | "saving" | "waiting" | "blocked" | "conflict" | "failed" | "retry" | "network",
  string
>;

/** Whether what is written is kept, and where it is not, why. */
export function SaveMark({
  state,
  texts,
  onRetry,
}: {
  state: SyncState;
  texts: SaveMarkTexts;
  onRetry: () => void;
}) {
  const isBad = state.kind === "failed" || state.kind === "conflict" || state.kind === "blocked";
  const Icon = {
    saved: CloudCheck,
    saving: CloudUpload,
    waiting: PencilLine,
    blocked: CircleAlert,
    failed: CircleAlert,
    conflict: CircleAlert,
  }[state.kind];
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
      <span
        role="status"
        className={`flex min-w-0 items-center gap-1.5 ${isBad ? "text-error-text" : "text-fg-muted"}`}
      >
        <Icon aria-hidden className="size-3.5" />
        {state.kind === "failed" ? `${texts.failed} ${state.message}` : texts[state.kind]}
      </span>
      {state.kind === "failed" && (
        <Button size="sm" onClick={onRetry}>
          {texts.retry}
        </Button>
      )}
    </span>
  );
}

"use client";

import { Button } from "@/components/ui/button";
import { readingOf } from "@/lib/knowledge/reading";

export type SaveTexts = Record<
  | "save"
  | "publish"
  | "publishChanges"
  | "saveKey"
  | "unsaved"
  | "kept"
  | "allSaved"
  | "wordsOne"
  | "wordsMany"
  | "minutes",
  string
>;

/** The buttons of the editor, how long the article is, and whether all of it is saved. It stays in sight. */
export function SaveBar({
  body,
  isPending,
  isDirty,
  isKept,
  isPublished,
  texts,
}: {
  body: string;
  isPending: boolean;
  isDirty: boolean;
  /** The browser remembers what is not saved. */
  isKept: boolean;
  isPublished: boolean;
  texts: SaveTexts;
}) {
  const { words, minutes } = readingOf(body);
  const length = (words === 1 ? texts.wordsOne : texts.wordsMany).replace("{words}", String(words));
  const unsaved = isKept ? texts.kept : texts.unsaved;
  return (
    <div className="sticky bottom-[var(--tab-bar,0px)] z-10 -mx-1 flex flex-wrap items-center gap-x-4 gap-y-2 border-t bg-canvas px-1 py-3">
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="intent" value="save" pending={isPending}>
          {texts.save}
        </Button>
        <Button type="submit" name="intent" value="publish" variant="primary" disabled={isPending}>
          {isPublished ? texts.publishChanges : texts.publish}
        </Button>
      </div>
      <p aria-live="polite" className="text-fg-muted text-sm">
        {isDirty ? unsaved : texts.allSaved}
      </p>
      <p className="ms-auto flex flex-wrap gap-x-3 text-fg-muted text-sm tabular-nums">
        <span>{length}</span>
        <span>{texts.minutes.replace("{minutes}", String(minutes))}</span>
        <span className="max-sm:hidden">{texts.saveKey}</span>
      </p>
    </div>
  );
}

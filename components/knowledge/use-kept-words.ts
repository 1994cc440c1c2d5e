"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { fill, valuesOf } from "@/components/tickets/form-draft";
import { newDraftKey, useDraft } from "@/components/tickets/use-draft";

/**
 * Keeps what is typed in the editor in this browser until it is saved, and puts it back after a reload, a crash
 * or an evening. `version` is the article's on the screen: words that were written over an older one remember
 * it, so that saving them meets the conflict that there is.
 */
export function useKeptWords(
  scope: string,
  form: React.RefObject<HTMLFormElement | null>,
  version: number,
  onRestore: () => void,
) {
  const draftKey = useRef("");
  const [restored, setRestored] = useState<{ version: number } | null>(null);
  const tell = useEffectEvent(onRestore);
  const draft = useDraft(scope, (kept) => {
    if (!form.current) return;
    draftKey.current = kept.key;
    fill(form.current, kept);
    setRestored({ version: Number(kept.values.expectedVersion) || version });
    tell();
  });

  // A key that belongs to this sitting, unless something was restored.
  useEffect(() => {
    draftKey.current ||= newDraftKey();
  }, []);

  function keep() {
    if (!form.current) return;
    draftKey.current ||= newDraftKey();
    draft.save({ key: draftKey.current, values: valuesOf(form.current), files: [] });
  }

  function forget() {
    draft.clear(draftKey.current);
    draftKey.current = newDraftKey();
    setRestored(null);
  }

  return { isKept: draft.isSaved, restored, keep, forget };
}

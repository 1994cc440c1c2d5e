"use client";
"use no memo";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { UploadedFile } from "./upload-request";

/** What is kept of something half written. `key` makes sending it twice harmless. */
export type Draft = {
  key: string;
  values: Record<string, string>;
  files: readonly UploadedFile[];
  at: number;
};

const PREFIX = "portico:draft:";
const SAVE_AFTER_MS = 400;
const DAY_MS = 86_400_000;
const FORGET_AFTER_MS = 30 * DAY_MS;

/**
 * Keeps a draft in this browser, through reloads and the end of a session. `scope` names the person and
 * what is written, so that nobody finds another one's draft. `onRestore` runs once with what was kept.
 */
export function useDraft(scope: string, onRestore: (draft: Draft) => void) {
  const name = PREFIX + scope;
  const [isSaved, setIsSaved] = useState(false);
  const pending = useRef<{ timer: number; draft: Omit<Draft, "at"> } | null>(null);
  const restore = useEffectEvent(onRestore);

  useEffect(() => {
    const kept = read(name);
    if (!kept) return;
    restore(kept);
    setIsSaved(true);
  }, [name]);

  function write() {
    const waiting = pending.current;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    pending.current = null;
    setIsSaved(store(name, { ...waiting.draft, at: Date.now() }));
  }
  const flush = useEffectEvent(write);

  useEffect(() => {
    const save = () => flush();
    addEventListener("pagehide", save);
    return () => {
      removeEventListener("pagehide", save);
      save();
    };
  }, []);

  function save(draft: Omit<Draft, "at">) {
    if (pending.current) clearTimeout(pending.current.timer);
    setIsSaved(false);
    pending.current = { timer: window.setTimeout(write, SAVE_AFTER_MS), draft };
  }

  /** Forgets the draft with this key; a newer one, begun meanwhile, stays. */
  function clear(key: string) {
    if (pending.current?.draft.key === key) {
      clearTimeout(pending.current.timer);
      pending.current = null;
    }
    if (read(name)?.key !== key) return;
    setIsSaved(false);
    drop(name);
  }

  return { isSaved, save, flush: write, clear };
}

/** A key for a new draft. Not `randomUUID`, which browsers keep from plain HTTP hosts. */
export function newDraftKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What is kept under `scope`, without anything of it changing. */
export function readDraft(scope: string): Draft | null {
  return read(PREFIX + scope);
}

/** Leaves what was written and uploaded here for another form, after what is being written there already. */
export function handOver(scope: string, body: string, files: readonly UploadedFile[]): void {
  const there = readDraft(scope);
  const values = { body: [there?.values.body, body].filter(Boolean).join("\n\n") };
  const all = [...(there?.files ?? []), ...files];
  store(PREFIX + scope, { key: there?.key ?? newDraftKey(), values, files: all, at: Date.now() });
}

function read(name: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null") as Draft | null;
    if (!draft?.values || Date.now() - draft.at > FORGET_AFTER_MS) return null;
    // Files that were not sent within a day are gone.
    return Date.now() - draft.at > DAY_MS ? { ...draft, files: [] } : draft;
  } catch {
    return null;
  }
}

/** False where the browser keeps nothing, such as in some private windows. */
function store(name: string, draft: Draft): boolean {
  try {
    const isEmpty = draft.files.length === 0 && Object.values(draft.values).every((value) => value === "");
    if (isEmpty) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(draft));
    return !isEmpty;
  } catch {
    return false;
  }
}

function drop(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing is kept there, so nothing needs to go.
  }
}

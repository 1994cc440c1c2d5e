"use client";

import { useEffect, useReducer, useRef } from "react";
import { isViewableImage, MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import { forgetUpload, type UploadedFile, UploadFailure, uploadFile } from "./upload-request";

export type UploadEntry = {
  key: string;
  name: string;
  size: number;
  state: "uploading" | "done" | "failed";
  /** 0 to 1. */
  progress: number;
  error: string | null;
  canRetry: boolean;
  /** A small picture of it, where the browser can show one. */
  preview: string | null;
  file: UploadedFile | null;
};

export type UploadTexts = { tooLarge: string; tooMany: string; network: string; signedOut: string };

type Change =
  | { type: "add"; entries: UploadEntry[] }
  | { type: "set"; key: string; to: Partial<UploadEntry> }
  | { type: "remove"; key: string }
  | { type: "clear" };

function reduce(entries: readonly UploadEntry[], change: Change): readonly UploadEntry[] {
  switch (change.type) {
    case "add":
      return [...entries, ...change.entries.filter((one) => !entries.some(({ key }) => key === one.key))];
    case "set":
      return entries.map((entry) => (entry.key === change.key ? { ...entry, ...change.to } : entry));
    case "remove":
      return entries.filter((entry) => entry.key !== change.key);
    case "clear":
      return [];
  }
}

let lastKey = 0;

/**
 * Files on their way to a message: each is sent as soon as it is chosen, fails or succeeds by itself, and
 * can be tried again or removed. `restore` takes back those that a draft remembers.
 */
export function useUploads(ticketId: string | null, texts: UploadTexts) {
  const [entries, change] = useReducer(reduce, []);
  const chosen = useRef(new Map<string, { file: File; stop: AbortController }>());

  useEffect(() => {
    const running = chosen.current;
    return () => {
      for (const { stop } of running.values()) stop.abort();
    };
  }, []);

  async function send(key: string, file: File) {
    const stop = new AbortController();
    chosen.current.set(key, { file, stop });
    change({ type: "set", key, to: { state: "uploading", progress: 0, error: null } });
    try {
      const onProgress = (progress: number) => change({ type: "set", key, to: { progress } });
      const stored = await uploadFile(file, ticketId, onProgress, stop.signal);
      const done = {
        state: "done",
        progress: 1,
        file: stored,
        name: stored.fileName,
        size: stored.size,
      } as const;
      change({ type: "set", key, to: done });
    } catch (failure) {
      if (!(failure instanceof UploadFailure)) throw failure;
      if (failure.code === "aborted") return;
      const error =
        failure.code === "unauthenticated" ? texts.signedOut : (failure.sentence ?? texts.network);
      change({ type: "set", key, to: { state: "failed", error, canRetry: failure.canRetry } });
    }
  }

  function add(files: readonly File[]) {
    const kept = entries.filter((entry) => entry.state !== "failed").length;
    const added = files.map((file, index) => {
      const error =
        kept + index >= MAX_FILES ? texts.tooMany : file.size > MAX_FILE_BYTES ? texts.tooLarge : null;
      lastKey += 1;
      return { file, error, entry: toEntry(`upload-${lastKey}`, file, error) };
    });
    change({ type: "add", entries: added.map(({ entry }) => entry) });
    for (const { file, error, entry } of added) if (!error) void send(entry.key, file);
  }

  function restore(files: readonly UploadedFile[]) {
    change({ type: "add", entries: files.map(toRestoredEntry) });
  }

  function retry(key: string) {
    const file = chosen.current.get(key)?.file;
    if (file) void send(key, file);
  }

  function remove(key: string) {
    const entry = entries.find((one) => one.key === key);
    chosen.current.get(key)?.stop.abort();
    release(entry, chosen.current);
    if (entry?.file) forgetUpload(entry.file.id);
    change({ type: "remove", key });
  }

  /** Empties the list once its files are sent. */
  function clear() {
    for (const entry of entries) release(entry, chosen.current);
    change({ type: "clear" });
  }

  const files = entries.flatMap((entry) => (entry.file ? [entry.file] : []));
  const isBusy = entries.some((entry) => entry.state === "uploading");
  const hasFailed = entries.some((entry) => entry.state === "failed");
  return { entries, files, isBusy, hasFailed, add, restore, retry, remove, clear };
}

export type Uploads = ReturnType<typeof useUploads>;

function toEntry(key: string, file: File, error: string | null): UploadEntry {
  return {
    key,
    name: file.name,
    size: file.size,
    state: error ? "failed" : "uploading",
    progress: 0,
    error,
    canRetry: false,
    preview: isViewableImage(file.type) && !error ? URL.createObjectURL(file) : null,
    file: null,
  };
}

function toRestoredEntry(file: UploadedFile): UploadEntry {
  return {
    key: file.id,
    name: file.fileName,
    size: file.size,
    state: "done",
    progress: 1,
    error: null,
    canRetry: false,
    preview: isViewableImage(file.mimeType) ? `/api/portal/uploads/${file.id}` : null,
    file,
  };
}

function release(entry: UploadEntry | undefined, chosen: Map<string, unknown>): void {
  if (!entry) return;
  chosen.delete(entry.key);
  if (entry.preview?.startsWith("blob:")) URL.revokeObjectURL(entry.preview);
}

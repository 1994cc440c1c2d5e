"use client";

import { useEffect, useEffectEvent, useReducer, useRef } from "react";
import { isViewableImage, MAX_FILE_BYTES, MAX_FILES } from "@/lib/uploads/limits";
import { isBlurred } from "./blur-check";
import {
  forgetUpload,
  type UploadedFile,
  UploadFailure,
  type UploadTarget,
  uploadFile,
} from "./upload-request";

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
  /** A photo that somebody should look at again. */
  isBlurred: boolean;
  file: UploadedFile | null;
};

export type UploadTexts = { tooLarge: string; tooMany: string; network: string; signedOut: string };

type Change =
  | { type: "add"; entries: UploadEntry[] }
  | { type: "set"; key: string; to: Partial<UploadEntry> }
  | { type: "remove"; key: string };

function reduce(entries: readonly UploadEntry[], change: Change): readonly UploadEntry[] {
  switch (change.type) {
    case "add":
      return [...entries, ...change.entries.filter((one) => !entries.some(({ key }) => key === one.key))];
    case "set":
      return entries.map((entry) => (entry.key === change.key ? { ...entry, ...change.to } : entry));
    case "remove":
      return entries.filter((entry) => entry.key !== change.key);
  }
}

let lastKey = 0;

/**
 * Files on their way to a message: each of `feed` is sent as soon as it is there, fails or succeeds by
 * itself, and can be tried again or removed. What was uploaded earlier is taken as it is.
 */
export function useUploads(feed: readonly (File | UploadedFile)[], target: UploadTarget, texts: UploadTexts) {
  const [entries, change] = useReducer(reduce, []);
  const chosen = useRef(new Map<string, { file: File; stop: AbortController }>());
  const taken = useRef(0);

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
      const stored = await uploadFile(file, target, onProgress, stop.signal);
      const { fileName: name, size } = stored;
      change({ type: "set", key, to: { state: "done", progress: 1, file: stored, name, size } });
    } catch (failure) {
      if (!(failure instanceof UploadFailure)) throw failure;
      if (failure.code === "aborted") return;
      const error =
        failure.code === "unauthenticated" ? texts.signedOut : (failure.sentence ?? texts.network);
      change({ type: "set", key, to: { state: "failed", error, canRetry: failure.canRetry } });
    }
  }

  const takeIn = useEffectEvent((files: readonly (File | UploadedFile)[]) => {
    let count = entries.filter((entry) => entry.state !== "failed").length;
    for (const file of files) {
      count += 1;
      if (!(file instanceof File)) {
        change({ type: "add", entries: [toRestoredEntry(file)] });
        continue;
      }
      const error = count > MAX_FILES ? texts.tooMany : file.size > MAX_FILE_BYTES ? texts.tooLarge : null;
      lastKey += 1;
      const entry = toEntry(`upload-${lastKey}`, file, error);
      change({ type: "add", entries: [entry] });
      if (error) continue;
      void send(entry.key, file);
      if (entry.preview) {
        void isBlurred(file).then((blurred) =>
          change({ type: "set", key: entry.key, to: { isBlurred: blurred } }),
        );
      }
    }
  });

  useEffect(() => {
    const news = feed.slice(taken.current);
    taken.current = feed.length;
    takeIn(news);
  }, [feed]);

  function retry(key: string) {
    const file = chosen.current.get(key)?.file;
    if (file) void send(key, file);
  }

  function remove(key: string) {
    const entry = entries.find((one) => one.key === key);
    chosen.current.get(key)?.stop.abort();
    chosen.current.delete(key);
    if (entry?.preview?.startsWith("blob:")) URL.revokeObjectURL(entry.preview);
    if (entry?.file) forgetUpload(entry.file.id);
    change({ type: "remove", key });
  }

  const files = entries.flatMap((entry) => (entry.file ? [entry.file] : []));
  return { entries, files, isBusy: entries.some((entry) => entry.state === "uploading"), retry, remove };
}

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
    isBlurred: false,
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
    isBlurred: false,
    file,
  };
}

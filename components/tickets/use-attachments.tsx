"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import type { UploadedFile, UploadTarget } from "./upload-request";
import type { TrayTexts } from "./upload-tray";

/** Fetched with the first file: most messages have none, and a page should not pay for it. */
const UploadTray = lazy(() => import("./upload-tray"));

export type Attachments = {
  /** What is uploaded and goes with the message. */
  files: readonly UploadedFile[];
  /** Something is still on its way. */
  isBusy: boolean;
  add: (files: readonly File[]) => void;
  /** Takes back what a draft remembers. */
  restore: (files: readonly UploadedFile[]) => void;
  /** Begins the next message, without files. */
  clear: () => void;
  tray: ReactNode;
};

/**
 * The files of a message that is being written. `onChange` follows each upload that is done or removed,
 * for the draft; it does not follow `clear`. `target` is the id of the ticket, if there is one, or for staff
 * the customer whose ticket it will be.
 */
export function useAttachments(
  target: string | null | UploadTarget,
  texts: TrayTexts,
  onChange: (files: readonly UploadedFile[]) => void,
): Attachments {
  const [feed, setFeed] = useState<readonly (File | UploadedFile)[]>([]);
  const [done, setDone] = useState<{ files: readonly UploadedFile[]; isBusy: boolean } | null>(null);
  const [round, setRound] = useState(0);

  const take = (files: readonly (File | UploadedFile)[]) => setFeed((before) => [...before, ...files]);
  return {
    files: done?.files ?? [],
    isBusy: done ? done.isBusy : feed.length > 0,
    add: take,
    restore: (files) => setFeed((before) => (before.length > 0 ? before : files)),
    clear() {
      setFeed([]);
      setDone(null);
      // A tray of its own for each message: this one leaves with its files.
      setRound((before) => before + 1);
    },
    tray: feed.length > 0 && (
      <Suspense>
        <UploadTray
          key={round}
          feed={feed}
          target={typeof target === "string" || target === null ? { ticketId: target } : target}
          texts={texts}
          onChange={(files, isBusy) => {
            setDone({ files, isBusy });
            onChange(files);
          }}
        />
      </Suspense>
    ),
  };
}

"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import { CircleAlert, X } from "@/components/ui/control-icons";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { FileText, RotateCw } from "@/components/ui/icons";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/uploads/limits";
import type { UploadedFile, UploadTarget } from "./upload-request";
import { type UploadEntry, type UploadTexts, useUploads } from "./use-uploads";

export type TrayTexts = UploadTexts & {
  label: string;
  /** With `{name}` to fill in, as are the next two. */
  uploading: string;
  remove: string;
  retry: string;
  /** A hint, beside a photo and to those who listen. */
  blurred: string;
  locale: string;
};

/**
 * The chosen files: a picture or an icon, how far each is, what went wrong, and the way to take it out.
 * A module of its own with a default export, because `useAttachments` fetches it when it is needed.
 */
export default function UploadTray({
  feed,
  target,
  texts,
  onChange,
}: {
  /** What was chosen so far; it only grows. */
  feed: readonly (File | UploadedFile)[];
  target: UploadTarget;
  texts: TrayTexts;
  onChange: (files: readonly UploadedFile[], isBusy: boolean) => void;
}) {
  const uploads = useUploads(feed, target, texts);
  const ids = uploads.files.map(({ id }) => id).join();
  const hasEntries = uploads.entries.length > 0;
  const hasBegun = useRef(false);
  const tell = useEffectEvent(() => {
    hasBegun.current ||= hasEntries;
    if (hasBegun.current) onChange(uploads.files, uploads.isBusy);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: it tells what these three stand for
  useEffect(() => {
    tell();
  }, [ids, uploads.isBusy, hasEntries]);

  if (!hasEntries) return null;
  const blurred = uploads.entries.filter((entry) => entry.isBlurred);
  return (
    <>
      <ul aria-label={texts.label} className="grid gap-2 sm:grid-cols-2">
        {uploads.entries.map((entry) => (
          <Entry
            key={entry.key}
            entry={entry}
            texts={texts}
            onRetry={() => uploads.retry(entry.key)}
            onRemove={() => uploads.remove(entry.key)}
          />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {blurred.map(({ name }) => `${name}: ${texts.blurred}`).join(" ")}
      </p>
    </>
  );
}

function Entry({
  entry,
  texts,
  onRetry,
  onRemove,
}: {
  entry: UploadEntry;
  texts: TrayTexts;
  onRetry: () => void;
  onRemove: () => void;
}) {
  const hasFailed = entry.state === "failed";
  return (
    <li
      className={cx(
        "flex min-w-0 items-center gap-2.5 rounded-md border bg-paper p-1.5 pe-1",
        hasFailed && "border-error-border bg-error-soft",
      )}
    >
      <span
        className={cx(
          "flex shrink-0 items-center justify-center overflow-hidden rounded-sm bg-active text-fg-muted",
          entry.preview && !hasFailed ? "size-14" : "size-9",
        )}
      >
        {entry.preview && !hasFailed ? (
          // biome-ignore lint/performance/noImgElement: a file of this device
          <img src={entry.preview} alt="" className="size-full object-cover" />
        ) : hasFailed ? (
          <CircleAlert aria-hidden className="text-error" />
        ) : (
          <FileText aria-hidden />
        )}
      </span>
      <span className="min-w-0 flex-1 text-sm">
        <bdi className="block truncate">{entry.name}</bdi>
        {hasFailed ? (
          <span role="alert" className="block text-error-text text-xs">
            {entry.error}
          </span>
        ) : entry.state === "uploading" ? (
          <Progress
            label={texts.uploading.replace("{name}", entry.name)}
            value={entry.progress}
            className="my-[0.4375rem]"
          />
        ) : (
          <span className="block text-fg-muted text-xs">{formatBytes(entry.size, texts.locale)}</span>
        )}
        {entry.isBlurred && !hasFailed && (
          <span aria-hidden className="block text-warning-text text-xs">
            {texts.blurred}
          </span>
        )}
      </span>
      {hasFailed && entry.canRetry && (
        <IconButton
          size="sm"
          label={texts.retry.replace("{name}", entry.name)}
          icon={<RotateCw aria-hidden />}
          onClick={onRetry}
        />
      )}
      <IconButton
        size="sm"
        label={texts.remove.replace("{name}", entry.name)}
        icon={<X aria-hidden />}
        onClick={onRemove}
      />
    </li>
  );
}

"use client";

import { CircleAlert, FileText, RotateCw, X } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/uploads/limits";
import type { UploadEntry, Uploads } from "./use-uploads";

export type TrayTexts = { label: string; uploading: string; remove: string; retry: string; locale: string };

/** The chosen files: a picture or an icon, how far each is, what went wrong, and the way to take it out. */
export function UploadTray({
  uploads,
  texts,
  className,
}: {
  uploads: Uploads;
  texts: TrayTexts;
  className?: string;
}) {
  if (uploads.entries.length === 0) return null;
  return (
    <ul aria-label={texts.label} className={cx("grid gap-2 sm:grid-cols-2", className)}>
      {uploads.entries.map((entry) => (
        <Entry key={entry.key} entry={entry} uploads={uploads} texts={texts} />
      ))}
    </ul>
  );
}

function Entry({ entry, uploads, texts }: { entry: UploadEntry; uploads: Uploads; texts: TrayTexts }) {
  const hasFailed = entry.state === "failed";
  return (
    <li
      className={cx(
        "flex min-w-0 items-center gap-2.5 rounded-md border bg-paper p-1.5 pe-1",
        hasFailed && "border-error-border bg-error-soft",
      )}
    >
      <span className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-active text-fg-muted">
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
      </span>
      {hasFailed && entry.canRetry && (
        <IconButton
          size="sm"
          label={texts.retry.replace("{name}", entry.name)}
          icon={<RotateCw aria-hidden />}
          onClick={() => uploads.retry(entry.key)}
        />
      )}
      <IconButton
        size="sm"
        label={texts.remove.replace("{name}", entry.name)}
        icon={<X aria-hidden />}
        onClick={() => uploads.remove(entry.key)}
      />
    </li>
  );
}

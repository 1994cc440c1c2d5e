import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { IconComponent } from "@/components/ui/icon";
import { FileSpreadsheet, FileText, ImageIcon, ShieldAlert } from "@/components/ui/icons";
import type { TicketAttachment } from "@/lib/tickets/types";
import { formatBytes, isViewableImage } from "@/lib/uploads/limits";

/** A file of a ticket, or of anything else that people attach files to. */
type ShownFile = Omit<TicketAttachment, "messageId" | "createdAt">;

/** Files of a message: pictures as thumbnails that open large, the rest as rows to download. */
export async function AttachmentList({
  attachments,
  locale,
  compact = false,
  className,
}: {
  attachments: readonly ShownFile[];
  locale: string;
  /** Rows only, for a narrow side panel. */
  compact?: boolean;
  className?: string;
}) {
  if (attachments.length === 0) return null;
  const t = await getTranslations("tickets.attachments");
  const pictures = compact
    ? []
    : attachments.filter((file) => isOpen(file) && isViewableImage(file.mimeType ?? ""));
  const rows = attachments.filter((file) => !pictures.includes(file));
  const scanNote = ({ scanStatus, signature }: ShownFile) => {
    if (scanStatus === "clean" || scanStatus === "skipped") return undefined;
    return scanStatus === "infected" && signature ? t("scan.found", { signature }) : t(`scan.${scanStatus}`);
  };
  return (
    <div className={cx("flex flex-col gap-2", className)}>
      {pictures.length > 0 && (
        <ul aria-label={t("pictures")} className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.id}>
              <Thumbnail file={file} label={t("view", { name: file.fileName })} />
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <ul aria-label={t("files")} className={compact ? "-mx-2 flex flex-col" : "flex flex-wrap gap-2"}>
          {rows.map((file) => (
            <li key={file.id} className="min-w-0 max-w-full">
              <FileRow
                file={file}
                size={formatBytes(file.size ?? 0, locale)}
                note={scanNote(file)}
                compact={compact}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where a file is opened: authorised at each request. */
function href(file: ShownFile): string {
  return `/api/portal/uploads/${file.id}`;
}

function isOpen(file: ShownFile): boolean {
  return file.scanStatus === "clean" || file.scanStatus === "skipped";
}

/** Without script the link opens the picture in a tab; `Lightbox` opens it on the page. */
function Thumbnail({ file, label }: { file: ShownFile; label: string }) {
  return (
    <a
      href={href(file)}
      target="_blank"
      rel="noopener"
      data-lightbox={file.id}
      data-width={file.width ?? undefined}
      data-height={file.height ?? undefined}
      aria-label={label}
      className="block overflow-hidden rounded-md border bg-canvas transition-opacity hover:opacity-90"
    >
      {/* biome-ignore lint/performance/noImgElement: private, signed per request; there is nothing to optimise or cache */}
      <img
        src={href(file)}
        alt={file.fileName}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        loading="lazy"
        decoding="async"
        className="h-28 w-auto min-w-20 max-w-56 object-cover"
      />
    </a>
  );
}

const ICONS: Record<string, IconComponent> = {
  "text/csv": FileSpreadsheet,
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileSpreadsheet,
};

function FileRow({
  file,
  size,
  note,
  compact,
}: {
  file: ShownFile;
  size: string;
  note: string | undefined;
  compact: boolean;
}) {
  const Icon = note
    ? ShieldAlert
    : (ICONS[file.mimeType ?? ""] ?? (file.mimeType?.startsWith("image/") ? ImageIcon : FileText));
  const look = cx(
    "flex min-w-0 max-w-full items-center gap-2 rounded-md px-2.5 text-sm",
    compact ? "h-8 px-2 touch:h-11" : "h-9 border touch:h-11",
  );
  const body = (
    <>
      <Icon aria-hidden className={note ? "text-warning" : "text-fg-muted"} />
      <bdi className="truncate text-fg">{file.fileName}</bdi>
      <span className="shrink-0 text-fg-muted text-xs">{note ?? size}</span>
    </>
  );
  if (note) return <span className={look}>{body}</span>;
  return (
    <a
      href={href(file)}
      target="_blank"
      rel="noopener"
      className={cx(look, "transition-colors hover:bg-hover focus-visible:-outline-offset-2")}
      {...(isViewableImage(file.mimeType ?? "") && {
        "data-lightbox": file.id,
        "data-width": file.width ?? undefined,
        "data-height": file.height ?? undefined,
      })}
    >
      {body}
    </a>
  );
}

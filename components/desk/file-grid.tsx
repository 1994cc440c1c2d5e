import { getTranslations } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { IconComponent } from "@/components/ui/icon";
import { FileSpreadsheet, FileText, ImageIcon, ShieldAlert, ShieldEllipsis } from "@/components/ui/icons";
import { formatDate } from "@/lib/core/dates";
import type { TicketAttachment } from "@/lib/tickets/types";
import { formatBytes, isViewableImage } from "@/lib/uploads/limits";
import type { Clock } from "./clock";

/**
 * All files of a ticket, latest first: pictures as pictures, which `Lightbox` opens large, the others by their kind.
 * What is not known to be clean says so, and is not opened.
 */
export async function FileGrid({
  files,
  notes,
  clock,
}: {
  files: readonly TicketAttachment[];
  /** Messages that only staff see: their files are marked. */
  notes: ReadonlySet<string>;
  clock: Clock;
}) {
  const t = await getTranslations("workspace.files");
  return (
    <ul className="grid grid-cols-3 gap-2 max-lg:grid-cols-[repeat(auto-fill,minmax(6rem,1fr))]">
      {files.toReversed().map((file) => {
        const facts = [
          file.size !== null && formatBytes(file.size, clock.locale),
          formatDate(file.createdAt, clock.locale, clock.timeZone),
        ].filter(Boolean);
        return (
          <li key={file.id} className="min-w-0">
            <Tile
              file={file}
              scan={t(`scan.${file.scanStatus}`)}
              openLabel={t("open", { name: file.fileName })}
            />
            <p className="mt-1 truncate text-xs" title={file.fileName}>
              <bdi>{file.fileName}</bdi>
            </p>
            <p className="truncate text-fg-muted text-xs">
              {file.scanStatus === "infected" && file.signature
                ? file.signature
                : isClean(file)
                  ? facts.join(" · ")
                  : t(`scan.${file.scanStatus}`)}
            </p>
            {file.messageId && notes.has(file.messageId) && (
              <p className="truncate text-warning-text text-xs">{t("internal")}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const TILE =
  "flex aspect-square w-full items-center justify-center overflow-hidden rounded-md border bg-canvas";

function Tile({ file, scan, openLabel }: { file: TicketAttachment; scan: string; openLabel: string }) {
  if (!isClean(file)) {
    const Icon = file.scanStatus === "infected" ? ShieldAlert : ShieldEllipsis;
    return (
      <span className={TILE} title={scan}>
        <Icon
          aria-hidden
          className={cx("size-6", file.scanStatus === "infected" ? "text-error" : "text-warning")}
        />
      </span>
    );
  }
  const href = `/api/portal/uploads/${file.id}`;
  const isPicture = isViewableImage(file.mimeType ?? "");
  const Icon = iconOf(file.mimeType ?? "");
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      aria-label={openLabel}
      className={cx(TILE, "transition-opacity hover:opacity-90 focus-visible:-outline-offset-2")}
      {...(isPicture && {
        "data-lightbox": file.id,
        "data-width": file.width ?? undefined,
        "data-height": file.height ?? undefined,
      })}
    >
      {isPicture ? (
        // biome-ignore lint/performance/noImgElement: private, signed per request; there is nothing to optimise or cache
        <img
          src={href}
          alt={file.fileName}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
        />
      ) : (
        <Icon aria-hidden className="size-6 text-fg-muted" />
      )}
    </a>
  );
}

function isClean({ scanStatus }: TicketAttachment): boolean {
  return scanStatus === "clean" || scanStatus === "skipped";
}

function iconOf(mimeType: string): IconComponent {
  if (mimeType.startsWith("image/")) return ImageIcon;
  return /csv|sheet/.test(mimeType) ? FileSpreadsheet : FileText;
}

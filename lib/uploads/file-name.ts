import { FILE_TYPES, type FileType } from "./limits";

/** In characters as PostgreSQL counts them; the column takes 200. */
const MAX_NAME = 150;
const MAX_STORAGE_NAME = 80;

/** Endings that each kind of content may carry. What has another one gets the first of these. */
const ENDINGS: Record<FileType, readonly string[]> = {
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "image/heic": [".heic", ".heif"],
  "application/pdf": [".pdf"],
  "text/plain": [".txt", ".log", ".md"],
  "text/csv": [".csv"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
};
const PICTURE_ENDING = /\.(png|jpe?g|webp|heic|heif)$/i;

/** Controls, and characters that turn or hide text: `fdp.exe` must not read `exe.pdf`. Joiners stay, emoji need them. */
const INVISIBLE =
  /\p{Cc}|\p{Surrogate}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]/gu;
/** Names that Windows keeps for devices, whatever ending follows. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * The name under which a file is shown and downloaded: the last part of any path, composed Unicode,
 * nothing invisible, nothing that a file system refuses, and an ending that tells what is in it.
 */
export function displayName(given: string, type: FileType): string {
  const base = (given.normalize("NFC").split(/[/\\]/).at(-1) ?? "")
    .replace(INVISIBLE, "")
    .replace(/[<>:"|?*]/g, "-")
    .replace(/\s+/gu, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const ending = ENDINGS[type].find((one) => base.toLowerCase().endsWith(one));
  // A picture that another program has converted keeps its name, not its ending.
  const isConverted = !ending && type.startsWith("image/") && PICTURE_ENDING.test(base);
  const stem = ending ? base.slice(0, -ending.length) : isConverted ? base.replace(PICTURE_ENDING, "") : base;
  const shownEnding = ending ? base.slice(-ending.length) : FILE_TYPES[type];
  const room = MAX_NAME - shownEnding.length;
  const safe =
    Array.from(stem.replace(/[. ]+$/, ""))
      .slice(0, room)
      .join("")
      .trim() || "file";
  return safe.replace(RESERVED, "_$1") + shownEnding;
}

/** The last part of the path in the bucket: ASCII, so that no server, log or URL reads it differently. */
export function storageName(name: string, type: FileType): string {
  const stem = name
    .replace(/\.[^.]*$/, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, MAX_STORAGE_NAME)
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return (stem || "file") + FILE_TYPES[type];
}

// Pure and small: the browser loads this file too.

/** 10 MB, as the storage bucket has it. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

export const MAX_FILES = 10;

/** What may be attached, and the ending that names it. Content decides, not the name. */
export const FILE_TYPES = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/webp": ".webp",
  "image/heic": ".heic",
  "application/pdf": ".pdf",
  "text/plain": ".txt",
  "text/csv": ".csv",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
} as const;

export type FileType = keyof typeof FILE_TYPES;

/** For the `accept` of a file input. */
export const ACCEPT = [...Object.keys(FILE_TYPES), ...Object.values(FILE_TYPES), ".jpeg", ".heif"].join(",");

/** Pictures that every browser shows. HEIC is not among them. */
export function isViewableImage(mimeType: string): boolean {
  return mimeType === "image/png" || mimeType === "image/jpeg" || mimeType === "image/webp";
}

const UNITS = ["byte", "kilobyte", "megabyte"] as const;

/** "412 kB", "2.3 MB" */
export function formatBytes(bytes: number, locale: string): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

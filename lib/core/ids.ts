const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A random UUID, also the form of every id in the database. */
export function newId(): string {
  return crypto.randomUUID();
}

export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/**
 * Where a page ended: the sort value of its last row, and the row's id, because several rows may share
 * a millisecond.
 */
export type Cursor = { at: string; id: string };

/** Packs a cursor into the opaque text that clients hand back. */
export function encodeCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([cursor.at, cursor.id]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)$/;

/** Whether a text is a time as the database writes it. `Date.parse` alone takes "1 Jan 2000 (any words)" too. */
function isMoment(text: string): boolean {
  if (!MOMENT.test(text) || Number.isNaN(Date.parse(text))) return false;
  // The thirtieth of February is read as a day in March.
  return new Date(text).toISOString().slice(0, 19) === text.slice(0, 19);
}

/** Reads a cursor that a client handed back; null for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(parsed) || parsed.length !== 2) return null;
    const [at, id] = parsed as unknown[];
    if (typeof at !== "string" || typeof id !== "string" || !isUuid(id)) return null;
    return isMoment(at) ? { at, id } : null;
  } catch {
    return null;
  }
}

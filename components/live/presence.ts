import { asRecord, type Frame } from "./frames";

/** What one tab of a person shows of itself. */
export type Presence = Record<string, unknown> & { phx_ref?: string };

/** Who is on a topic, by key, with one entry for each tab. */
export type Present = ReadonlyMap<string, readonly Presence[]>;

/** Everybody who is there after a `presence_state`, or a `presence_diff`, of Phoenix's protocol. */
export function applyPresence(before: Present, { event, payload }: Frame): Present {
  if (event === "presence_state") return new Map(entries(payload));
  if (event !== "presence_diff") return before;
  const now = new Map(before);
  for (const [key, joined] of entries(payload.joins)) now.set(key, [...(now.get(key) ?? []), ...joined]);
  for (const [key, left] of entries(payload.leaves)) {
    const gone = new Set(left.map(({ phx_ref }) => phx_ref));
    const rest = (now.get(key) ?? []).filter(({ phx_ref }) => !gone.has(phx_ref));
    if (rest.length > 0) now.set(key, rest);
    else now.delete(key);
  }
  return now;
}

function entries(value: unknown): [string, Presence[]][] {
  return Object.entries(asRecord(value)).map(([key, one]) => {
    const { metas } = asRecord(one);
    return [key, Array.isArray(metas) ? metas.map((meta) => asRecord(meta)) : []];
  });
}
